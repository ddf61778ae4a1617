"""Title, permalink and headline of an issue."""

from __future__ import annotations

import datetime as dt

import pytest

from summarizer.config import Newsletter
from summarizer.errors import SetupError
from summarizer.issue import new_issue, ordinal

DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "first"),
        (12, "twelfth"),
        (20, "twentieth"),
        (21, "twenty-first"),
        (100, "one-hundredth"),
        (300, "three-hundredth"),
        (302, "three-hundred-and-second"),
        (340, "three-hundred-and-fortieth"),
        (999, "nine-hundred-and-ninety-ninth"),
        (1000, "one-thousandth"),
        (1003, "one-thousand-and-third"),
        (1215, "one-thousand-two-hundred-and-fifteenth"),
    ],
)
def test_ordinals_are_written_in_words(number: int, words: str) -> None:
    """A permalink names the issue as people read it aloud."""
    assert ordinal(number) == words


def test_patterns_are_filled_from_number_and_date() -> None:
    """Title, permalink and footer take number, ordinal, date and year."""
    newsletter = Newsletter(
        title="Signals #{number}", number=302, permalink="/digests/the-{ordinal}", footer="© {year} ({isodate}, {date})"
    )
    issue = new_issue(newsletter, DAY)
    assert issue.title == "Signals #302"
    assert issue.permalink == "/digests/the-three-hundred-and-second"
    assert issue.footer == "© 2026 (2026-11-20, 20 November 2026)"


def test_a_fixed_date_wins_over_today() -> None:
    """The configuration's date is the issue's."""
    assert new_issue(Newsletter(date=dt.date(2025, 1, 2)), DAY).date == dt.date(2025, 1, 2)


@pytest.mark.parametrize("pattern", ["#{number}", "the-{ordinal}"])
def test_a_number_that_is_missing_is_an_error(pattern: str) -> None:
    """A pattern with a number in it needs one, and the error says how to give it."""
    with pytest.raises(SetupError, match="--number"):
        new_issue(Newsletter(title=pattern), DAY)
