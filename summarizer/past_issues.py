"""What earlier issues have used up: their numbers, their permalinks, and the links they printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.errors import SetupError
from summarizer.identity import page_key
from summarizer.rendering.links import find_links, split_front_matter

_WEB = ("http://", "https://")
_SHAPES = {
    "{date}": r"\d{1,2} \w+ \d{4}",
    "{isodate}": r"\d{4}-\d\d-\d\d",
    "{year}": r"\d{4}",
    "{ordinal}": r"[a-z-]+",
}
"""What stands in the titles of past issues in the places of the pattern."""


class PastIssues(NamedTuple):
    """What is taken, and by which file."""

    numbers: Mapping[int, str] = {}
    permalinks: Mapping[str, str] = {}
    pages: Mapping[str, str] = {}
    """By the key that two addresses of one page share."""

    def next_number(self) -> int:
        """Return the number after the highest one used; 1 for a first issue."""
        return max(self.numbers, default=0) + 1


def load_past_issues(folder: Path, title: str, outputs: Iterable[Path] = ()) -> PastIssues:
    """Return what the issues in `folder` (Markdown with front matter) use up, but for the `outputs` of this run.

    An issue's number is the one in its front matter, else the one that its title has where `title`, the newsletter's
    pattern, has `{number}`. Raises SetupError for a folder or file that cannot be read.
    """
    numbers: dict[int, str] = {}
    permalinks: dict[str, str] = {}
    pages: dict[str, str] = {}
    own = {path.resolve() for path in outputs}
    for path in (issue for issue in _issues(folder) if issue.resolve() not in own):
        matter, body = _parts(path)
        number = issue_number(matter, title)
        if number is not None:
            numbers[number] = path.name
        if matter.get("permalink"):
            permalinks[str(matter["permalink"]).rstrip("/")] = path.name
        pages.update((page_key(link), path.name) for link in find_links(body) if link.startswith(_WEB))
    return PastIssues(numbers, permalinks, pages)


def issue_number(matter: Mapping[str, Any], title: str) -> int | None:
    """Return the number in an issue's front matter, or in its title where the newsletter's `title` has one."""
    if isinstance(matter.get("number"), int):
        return int(matter["number"])
    before, there, _ = title.partition("{number}")
    found = re.search(_pattern(before) + r"(\d+)", str(matter.get("title", ""))) if there else None
    return int(found[1]) if found else None


def _issues(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SetupError(f"newsletter.past_issues: {folder} is not a folder")
    return sorted(folder.glob("**/*.md"))


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    import yaml

    try:
        matter, body = split_front_matter(path.read_text(encoding="utf-8-sig"))
        values = yaml.safe_load(matter)
    except (OSError, ValueError, yaml.YAMLError) as error:  # ValueError: no UTF-8, or a date such as 2026-13-45
        raise SetupError(f"past issue {path} cannot be read: {error}") from error
    return (values if isinstance(values, dict) else {}), body


def _pattern(text: str) -> str:
    """Return what a part of the newsletter's title becomes once its other places are filled in."""
    return "".join(_SHAPES.get(part) or re.escape(part) for part in re.split(r"(\{\w+\})", text))
