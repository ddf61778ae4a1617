"""What is to be published, where, and under what names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from digests import made_digest

from summarizer.errors import SetupError
from summarizer.github.order import MAX_TITLE_CHARACTERS, checked_path, filled, inputs_of, labels_of, title_of, week_of
from summarizer.github.runner import Runner

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
def test_a_draft_lies_in_the_repository(tmp_path: Path, path: str, kept: str) -> None:
    """Anywhere but where git and GitHub keep what is theirs."""
    assert checked_path("output", path, tmp_path.resolve()) == kept


def test_a_draft_lies_where_symbolic_links_lead(tmp_path: Path) -> None:
    """Within the repository it has the path that git has for it."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "digests").symlink_to("posts")
    (tmp_path / "posts" / "latest.md").symlink_to("../a.md")
    assert checked_path("output", "digests/b.md", tmp_path.resolve()) == "posts/b.md"
    assert checked_path("output", "digests/latest.md", tmp_path.resolve()) == "a.md"


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
        *("out/a.md", "out.md", "kept/a.md", "list.md", "record.md"),
    ],
)
def test_a_draft_lies_nowhere_else(tmp_path: Path, path: str) -> None:
    """And is Markdown, also where a symbolic link leads; and so does the record beside it."""
    root = tmp_path.resolve() / "repository"
    root.mkdir()
    links = {"out": "..", "out.md": "../a.md", "kept": ".git", "list.md": "urls.txt", "record.json": "../a.json"}
    for name, target in links.items():
        (root / name).symlink_to(target)
    with pytest.raises(SetupError, match="input output"):
        checked_path("output", path, root)


def test_titles_are_one_line_of_bounded_length() -> None:
    """GitHub refuses others; and nothing in one refers to an issue or a person."""
    digest = made_digest()
    issue = digest.issue.model_copy(update={"title": "a\n\n#7 fixes #3 @b " + "x" * 500})
    title = title_of(digest.model_copy(update={"issue": issue}))
    assert title.startswith("a #\u200b7 fixes #\u200b3 @\u200bb x")
    assert len(title) == MAX_TITLE_CHARACTERS


def test_labels_are_parted() -> None:
    """By commas or lines; each once, none empty."""
    assert labels_of("digest, weekly issue,\ndigest\n,") == ("digest", "weekly issue")


def test_inputs_have_their_defaults(tmp_path: Path) -> None:
    """Labels have theirs in the action's own file: an empty input is none."""
    given = {"GITHUB_WORKSPACE": str(tmp_path), "INPUT_LABELS": ""}
    inputs = inputs_of(Runner(given), made_digest().issue)
    assert inputs == ("pull-request", "digests/2026-W48.md", True, "digest/2026-W48", (), "move")
    given |= {"INPUT_LABELS": "a, b", "INPUT_OUTPUT": "digest.md", "INPUT_BRANCH": "refs/heads/x"}
    assert inputs_of(Runner(given), made_digest().issue)[1:5] == ("digest.md", False, "x", ("a", "b"))
