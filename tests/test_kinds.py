"""Kinds: what one text calls a loan no other calls a grant, and what no article names no line may."""

from __future__ import annotations

from itertools import combinations

import pytest

from summarizer.grounding import ground
from summarizer.language.lists import kinds, opposites, things
from summarizer.language.words import stem
from summarizer.models import Article

TEXT = (
    "A court in Bucharest ordered that the influencer Radu Velcu and his brother stay in custody for another 30 days. "
    "Prosecutors accuse them of burglary. They were seized at a villa near the clifftop in December.\n\n"
    "Activists poured gallons of yellow and blue paint on the road in front of the embassy. "
    "The foundation gave the group a grant of 200,000 euros. The recording has no video.\n\n"
    "A cloud of vinyl chloride hung over the town after the train left its track. Those who learn about images learn "
    "visual concepts without explicit supervision. The ministry will not make the label mandatory."
)


def missing(line: str, text: str = TEXT) -> set[str]:
    """Return the parts of a line that the text does not bear out."""
    return {part.text for part in ground(line, Article(title="", text=text), ()).parts if not part.found}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Radu Velcu and his sister stay in custody for another 30 days, a court ordered.", "sister"),
        ("Prosecutors accuse Radu Velcu and his brother of arson.", "arson"),
        ("Activists poured gallons of yellow and white paint on the road in front of the embassy.", "white"),
        ("The foundation gave the group a loan of 200,000 euros.", "loan"),
        ("Radu Velcu and his brother were seized at a villa near the beach in December.", "beach"),
        ("Those who learn about images learn auditory concepts without explicit supervision.", "auditory"),
        ("Those who learn about images learn visual concepts without implicit supervision.", "implicit"),
        ("The ministry will not make the label voluntary.", "voluntary"),
    ],
)
def test_another_thing_of_the_same_kind_is_named(line: str, wrong: str) -> None:
    """A word whose kind the article tells otherwise, in the same place, is missing, and nothing else is."""
    assert missing(line) == {wrong}


@pytest.mark.parametrize(
    "line",
    [
        "Radu Velcu and his sibling stay in custody for another 30 days, a court ordered.",
        "Activists emptied gallons of yellow and blue paint onto the street in front of the embassy.",
        "The group got 200,000 euros from the foundation, and the recording comes without a film.",
        "Gas from a derailed train hung over the town.",
        "The label stays as it is: the ministry does not make it compulsory.",
    ],
)
def test_the_same_thing_in_another_word_is_no_doubt(line: str) -> None:
    """Hypernyms and synonyms of what the article names are found or left alone."""
    assert missing(line) == set()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("A cloud of cyanide hung over the town.", {"cyanide"}),
        ("Activists poured gallons of yellow and blue shampoo on the road.", {"shampoo"}),
        ("The group that got 200,000 euros had named itself “Cyanide”.", {"Cyanide"}),
        ("A cloud of vinyl chloride hung over the town.", set()),
    ],
)
def test_a_thing_that_no_paraphrase_brings_in_must_stand_in_the_article(line: str, wrong: set[str]) -> None:
    """A substance, plant, animal, disease or instrument is found in the article or is missing."""
    assert missing(line) == wrong


def test_a_thing_is_borne_out_by_its_other_names() -> None:
    """Paracetamol is acetaminophen, and a bumblebee a bee."""
    text = "Acetaminophen did not help the bees of Dr Lund."
    assert missing("Paracetamol did not help Dr Lund's bumblebees.", text) == set()


@pytest.mark.parametrize("axes", [kinds(), opposites()], ids=["kinds", "opposites"])
def test_no_word_stands_on_two_sides_of_an_axis(axes: list[tuple[str, ...]]) -> None:
    """Every axis has two sides or more, and no form of a word is on two of them."""
    for axis in axes:
        assert len(axis) > 1, axis
        sides = [{stem(word) for word in side.split()} for side in axis]
        assert all(one.isdisjoint(other) for one, other in combinations(sides, 2)), axis


def test_every_thing_is_listed_once() -> None:
    """No two groups begin with one word, which is the thing that they bear out."""
    first = [group.split()[0] for group in things()]
    assert len(first) == len(set(first))
