"""The headline: every part of it names an item of the issue."""

from __future__ import annotations

import pytest
from digests import made_entry, made_story

from summarizer.headline import MOST_WORDS, by_rule, complaints, joined
from summarizer.models import Headline, Phrase, Story

STORIES = [
    made_story(
        made_entry(1, title="Corvane buys Tessel for $900 million", one_liner="The chip maker keeps its staff.")
    ),
    made_story(made_entry(2, title="Parliament passes Voices Act", one_liner="It obliges callers to name machines.")),
    made_story(made_entry(3, title="Rivulet forecasts floods nine days ahead", one_liner="It was tried on 29 floods.")),
    made_story(made_entry(4, title="Sotto 1.0 captions speech offline", one_liner="It knows 11 languages.")),
    made_story(made_entry(5, title="Heddle raises $310 million", one_liner="Alder Point leads the round.")),
]


def proposed(*phrases: tuple[str, int]) -> Headline:
    """Return a headline of phrases with the stories they name."""
    return Headline(phrases=tuple(Phrase(text=text, story=story) for text, story in phrases))


GOOD = (("Corvane buys Tessel", 0), ("Voices Act passes", 1), ("Rivulet forecasts floods", 2))


def test_a_headline_by_rule_is_made_of_titles() -> None:
    """Without a model the first titles are joined, and what is left is promised."""
    assert by_rule(STORIES) == (
        "Corvane buys Tessel for $900 million, Parliament passes Voices Act, Rivulet forecasts floods nine days ahead, "
        "Sotto 1.0 captions speech offline, and more!"
    )


def test_a_headline_by_rule_stays_short() -> None:
    """Titles are taken as long as there is room, and one at least."""
    long = [made_story(made_entry(number, title="word " * 20 + str(number))) for number in range(4)]
    assert len(by_rule(long).split()) <= MOST_WORDS + len("and more!".split())
    assert by_rule([made_story(made_entry(1, title="word " * 60))]).startswith("word word")


@pytest.mark.parametrize(
    ("first", "shown"),
    [("Our next chapter", "Heddle raises $310 million"), ("More arms from Heddle", "More arms from Heddle")],
)
def test_a_title_that_tells_nothing_is_passed_over(first: str, shown: str) -> None:
    """Where a story's first title has no word of what is said of the story, another report's title names it."""
    line = "Heddle has raised $310 million, which values the company at $3.6 billion."
    story = made_story(
        made_entry(1, title=first, one_liner=line), made_entry(2, title="Heddle raises $310 million", one_liner=line)
    )
    alone = made_story(made_entry(3, title="Our next chapter", one_liner=line))
    assert by_rule([story]) == shown
    assert by_rule([alone]) == "Our next chapter"


@pytest.mark.parametrize("count", [0, 1, 2])
def test_nothing_more_is_promised_where_there_is_nothing_more(count: int) -> None:
    """ "and more!" stands only where stories are left."""
    assert "more" not in by_rule(STORIES[:count])


def test_a_headline_that_names_its_stories_has_no_faults() -> None:
    """A good one is taken as it is."""
    assert complaints(proposed(*GOOD), STORIES) == []
    assert joined([text for text, _ in GOOD], of=5) == (
        "Corvane buys Tessel, Voices Act passes, Rivulet forecasts floods, and more!"
    )


@pytest.mark.parametrize(
    ("phrases", "said"),
    [
        (GOOD[:2], "give 3 to 5 phrases"),
        ((*GOOD[:2], ("Rivulet forecasts floods", 7)), "no story 7"),
        ((*GOOD[:2], ("Corvane buys Tessel", 0)), "another story"),
        ((*GOOD[:2], ("Google buys Rivulet", 2)), "'Google'"),
        ((*GOOD[:2], ("Rivulet forecasts floods twelve days ahead", 2)), "'twelve days'"),
        ((*GOOD[:2], ("Rivulet, floods", 2)), "no comma"),
        ((*GOOD[:2], ("I'm unable to write a headline", 2)), "I'm unable"),
        ((*GOOD[:2], ("Rivulet forecasts floods " + "ahead " * 40, 2)), "write at most"),
    ],
)
def test_a_headline_that_does_not_is_sent_back(phrases: tuple[tuple[str, int], ...], said: str) -> None:
    """Each fault has its complaint."""
    assert any(said in one for one in complaints(proposed(*phrases), STORIES))


def test_a_short_issue_needs_fewer_phrases() -> None:
    """An issue of two stories has a headline of two parts."""
    two: list[Story] = STORIES[:2]
    assert complaints(proposed(*GOOD[:2]), two) == []
