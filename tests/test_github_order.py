"""What is to be published, where, and under what names."""

from __future__ import annotations

import datetime as dt

import pytest
from digests import made_digest

from summarizer.errors import SetupError
from summarizer.github.order import MAX_TITLE_CHARACTERS, checked_path, filled, labels_of, title_of, week_of

DAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "week"),
    [("2026-11-23", "2026-W48"), ("2026-11-29", "2026-W48"), ("2027-01-01", "2026-W53"), ("2024-12-30", "2025-W01")],
)
def test_a_week_begins_on_monday(day: str, week: str) -> None:
    """By ISO 8601, across the year's end too."""
    assert week_of(dt.date.fromisoformat(day)) == week


def test_patterns_are_filled() -> None:
    """With what is known of the issue; what is not there is a wrong input, and nothing is filled in twice."""
    assert filled("output", "a/{year}/{week}-{isodate}-{number}.md", DAY, 7) == "a/2026/2026-W48-2026-11-23-7.md"
    assert filled("branch", "x{}{{week}}", DAY, None) == "x{}{2026-W48}"
    with pytest.raises(SetupError, match=r"input branch: there is no \{number\} here; known are \{week\}"):
        filled("branch", "{number}", DAY, None)


@pytest.mark.parametrize(("path", "kept"), [("a/b.md", "a/b.md"), ("./b.MD", "b.MD"), ("a\\b.md", "a/b.md")])
def test_a_draft_lies_in_the_repository(path: str, kept: str) -> None:
    """Anywhere but where git and GitHub keep what is theirs."""
    assert checked_path("output", path) == kept


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/a.md",
            "../a.md",
            "a/../../b.md",
            "C:/a.md",
            "C:\\a.md",
            ".git/a.md",
            ".github/workflows/a.md",
            "a/.GIT/b.md",
        ),
        *("a.txt", "", "a\n.md", "a\x1b.md", "a"),
    ],
)
def test_a_draft_lies_nowhere_else(path: str) -> None:
    """And is Markdown."""
    with pytest.raises(SetupError, match="input output"):
        checked_path("output", path)


def test_titles_are_one_line_of_bounded_length() -> None:
    """GitHub refuses others."""
    digest = made_digest()
    issue = digest.issue.model_copy(update={"title": "a\n\nb " + "x" * 500})
    title = title_of(digest.model_copy(update={"issue": issue}))
    assert title.startswith("a b x")
    assert len(title) == MAX_TITLE_CHARACTERS


def test_labels_are_parted() -> None:
    """By commas or lines; each once, none empty."""
    assert labels_of("digest, weekly issue,\ndigest\n,") == ("digest", "weekly issue")
