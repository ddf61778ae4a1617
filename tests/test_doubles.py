"""One event told twice in a finished digest is found; two events of one firm are not one."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.cli import main
from summarizer.doubles import same_stories

FIRST = (
    "[Corvane to close its Ostrand plant](https://a.example/1) - The chip maker will shut it in June and offers four "
    "of its 58 employees other jobs.\n\n"
)
AGAIN = (
    "[Corvane shuts Ostrand chip plant in June](https://b.example/2) - Of 58 people employed there, four are to get "
    "other jobs at the chip maker.\n\n"
)
OTHER = (
    "[Corvane's new Hand-3 robot folds laundry](https://c.example/3) - It costs 2,400 euros and is sold in Finland "
    "from the autumn on.\n\n"
)
TOP = (
    "#### [Corvane to close its Ostrand plant](https://a.example/1)\n\n"
    "The chip maker shuts the plant with 58 people.\n\n"
)


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        (f"#### Business\n\n{FIRST}{AGAIN}", [5]),
        (f"#### Business\n\n{FIRST}#### Tools\n\n{AGAIN}", [7]),
        (f"### Top News\n\n{TOP}### Other News\n\n#### Business\n\n{AGAIN}", [11]),
        (f"#### Business\n\n{FIRST}{OTHER}", []),
        (f"### Top News\n\n{TOP}More on this:\n * [Corvane shuts Ostrand chip plant](https://b.example/2)\n\n", []),
        ("", []),
        ("no digest at all", []),
    ],
)
def test_a_story_told_twice_is_found_on_its_later_line(markdown: str, lines: list[int]) -> None:
    """In one section, in two, or as top news and as an item; what is linked for further reading tells nothing."""
    assert [(finding.line_number, finding.code) for finding in same_stories(markdown)] == [
        (line, "same-story") for line in lines
    ]


def test_check_names_both_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`summarize check` says on which line the story was told first, and what both share."""
    digest = tmp_path / "digest.md"
    digest.write_text(f"#### Business\n\n{FIRST}{AGAIN}", encoding="utf-8")
    assert main(["check", str(digest)]) == 1
    said = [line for line in capsys.readouterr().out.splitlines() if ":5: same-story:" in line]
    assert len(said) == 1
    assert "line 3: both name" in said[0]
