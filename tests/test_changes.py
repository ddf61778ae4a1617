"""Changes of numbers, and whose place a number or name stands in: what a line makes of them."""

from __future__ import annotations

import pytest

from summarizer.grounding import ground
from summarizer.grounding.alignment import MOST_HITS, Alignment
from summarizer.grounding.parsed import Parsed, index
from summarizer.models import Article

QUARTER = Article(
    title="Orlane raises its forecast",
    text=(
        "Orlane's revenue in the quarter came to 2.84 billion dollars, an increase of 37% on the year before. Its "
        "net loss was 12 million dollars, down from 27 million. The share of returned devices fell from 38 to 31 "
        "percent.\n\n"
        "Orlane cut its costs by a fifth, and 64 percent more devices were sold. Shares in Harrow closed 4.2% lower. "
        "More than 1,100 households were asked. Fewer than 500 answered. Sales of spare parts more than doubled to 4.1 "
        "million dollars. The warehouse in Delft, which opened in May, employs 75 people."
    ),
)


def missing(line: str, article: Article = QUARTER) -> list[str]:
    """Return the parts of a line that the article does not bear out."""
    return [part.text for part in ground(line, article, ()).parts if not part.found]


@pytest.mark.parametrize(
    "line",
    [
        "Orlane's revenue rose 37% to 2.84 billion dollars.",
        "Revenue at Orlane climbed by 37%.",
        "Orlane narrowed its net loss to 12 million dollars.",
        "The share of returned devices dropped to 31 percent.",
        "Orlane cut its costs by a fifth.",
        "Orlane sold 64 percent more devices.",
        "Shares in Harrow lost 4.2%.",
        "Over 1,100 households were asked, and under 500 answered.",
        "Orlane's sales of spare parts more than doubled.",
    ],
)
def test_a_change_told_in_other_words_is_no_doubt(line: str) -> None:
    """Whatever says that a number rises stands for whatever else says so."""
    assert missing(line) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Orlane's revenue fell 37% to 2.84 billion dollars.", "fell 37%"),
        ("Revenue at Orlane dropped by 37%.", "dropped by 37%"),
        ("Orlane's net loss widened to 12 million dollars.", "widened to 12 million dollars"),
        ("The share of returned devices rose to 31 percent.", "rose to 31 percent"),
        ("Orlane raised its costs by a fifth.", "raised its costs by a fifth"),
        ("Orlane sold 64 percent fewer devices.", "64 percent fewer"),
        ("Shares in Harrow gained 4.2%.", "gained 4.2%"),
        ("Fewer than 1,100 households were asked.", "1,100"),
        ("More than 500 households answered.", "500"),
        ("Orlane's sales of spare parts less than doubled.", "doubled"),
    ],
)
def test_a_change_the_other_way_is_named(line: str, wrong: str) -> None:
    """The article has the very number rise where the line has it fall, or fall where it has it rise."""
    assert wrong in missing(line)


@pytest.mark.parametrize(
    "said",
    ["a rise of 18%", "a gain of 18%", "18% more than a year ago", "up 18%", "an increase of 18% on the year before"],
)
def test_a_change_told_with_a_noun_is_one(said: str) -> None:
    """Whatever form the article tells the change in, a line of few other words may not turn it round."""
    article = Article(title="", text=f"Harrow reported sales of 6.31 million dollars, {said}.")
    assert "fell 18%" in missing("Sales fell 18% to 6.31 million dollars.", article)
    assert missing("Sales rose 18% to 6.31 million dollars.", article) == []


@pytest.mark.parametrize("verb", ["shrank", "plunged"])
def test_what_a_number_came_up_to_it_did_not_fall_to(verb: str) -> None:
    """Numbers of an article that name no verb say which way they went."""
    article = Article(title="", text="Sales were 6.31 million dollars, up from 2.2 million.")
    assert f"{verb} to 6.31 million dollars" in missing(f"Sales {verb} to 6.31 million dollars.", article)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("The share of returned devices rose from 38 to 31 percent.", "rose from 38 to 31 percent"),
        (
            "Its net loss rose to 12 million dollars, down from 27 million.",
            "rose to 12 million dollars, down from 27 million",
        ),
        (
            "Orlane raised its loss to 12 million dollars from 27 million.",
            "raised its loss to 12 million dollars from 27 million",
        ),
        (
            "Revenue of 2.84 billion dollars beat the 3 billion dollars that were expected.",
            "2.84 billion dollars beat the 3 billion dollars",
        ),
        (
            "Revenue was 2.84 billion dollars, ahead of the 3 billion dollars expected.",
            "2.84 billion dollars, ahead of the 3 billion dollars",
        ),
    ],
)
def test_numbers_of_a_line_that_belie_its_words_are_named(line: str, wrong: str) -> None:
    """Who rises from 38 to 31 has fallen."""
    assert wrong in missing(line)


@pytest.mark.parametrize(
    "line",
    [
        "The share of returned devices fell from 38 to 31 percent.",
        "Revenue rose 37% to 2.84 billion dollars, and the net loss fell from 27 to 12 million dollars.",
        "Orlane lost up to 12 million dollars.",
        "The net loss was 12 million dollars, down from 27 million.",
        "The tool improves accuracy on contracts from 78.2 percent to 79.5 percent.",
        "Half of the staff left, and more than 80% said that pay was low.",
        "Revenue of 2.84 billion dollars missed the 3 billion dollars that were expected.",
        "The bid of 9 million dollars is 2 million dollars more than the 7 million dollars of May.",
    ],
)
def test_numbers_of_a_line_that_bear_out_its_words_are_not(line: str) -> None:
    """A word is held against its own numbers, and not against those of the clause before."""
    assert not [part for part in ground(line, QUARTER, ()).parts if part.kind == "direction" and not part.found]


COURT = Article(
    title="Court decides on cameras",
    text=(
        "Judge Amara Oyelaran ordered Vektor Systems to delete the pictures of 6,900 drivers by March. Mayor Tomas "
        "Hradek called the ruling a victory for the town. The cameras had been bought from Vektor Systems in 2023 for "
        "410,000 euros.\n\n"
        "Vektor Systems said that it would appeal. Its finance chief Ilse Brandt resigned in January. The police union "
        "praised Ilse Brandt for her frankness, and 52 of its members wrote to the town council."
    ),
)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("Vektor Systems ordered Judge Amara Oyelaran to delete the pictures of 6,900 drivers.", "Vektor Systems"),
        ("Judge Ilse Brandt ordered Vektor Systems to delete the pictures of 6,900 drivers.", "Ilse Brandt"),
        ("Amara Oyelaran ordered Vektor Systems to delete the pictures of 52 drivers.", "52"),
    ],
)
def test_another_name_or_number_between_the_same_words_is_named(line: str, wrong: str) -> None:
    """What the article says of one it does not bear out of another, though it has both."""
    assert any(wrong in text for text in missing(line, COURT))


@pytest.mark.parametrize(
    "line",
    [
        "Judge Amara Oyelaran ordered Vektor Systems to delete the pictures of 6,900 drivers.",
        "Vektor Systems has to delete the pictures of 6,900 drivers, Judge Amara Oyelaran ruled.",
        "Vektor Systems was ordered by Judge Amara Oyelaran to delete pictures of 6,900 drivers.",
        "Mayor Tomas Hradek welcomed the ruling against Vektor Systems.",
    ],
)
def test_names_and_numbers_in_their_places_are_no_doubt(line: str) -> None:
    """However the sentence is turned, each says what the article says of it."""
    assert missing(line, COURT) == []


def test_of_a_sentence_full_of_the_lines_words_only_so_many_are_compared() -> None:
    """A page that repeats a line's words without end costs no more than so many of them."""
    line = Parsed("Orlane and Harrow rose, and Delft fell.")
    hostile = index(Article(title="", text="Orlane Harrow rose Delft fell " * 2000))
    assert max(map(len, Alignment(line, hostile).hits.values())) == MOST_HITS
