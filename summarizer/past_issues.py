"""What earlier issues have used up: their numbers, their permalinks, and the links they printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.errors import SetupError
from summarizer.identity import page_key
from summarizer.rendering.links import find_links, split_front_matter


class PastIssues(NamedTuple):
    """What is taken, and by which file."""

    numbers: Mapping[int, str] = {}
    permalinks: Mapping[str, str] = {}
    pages: Mapping[str, str] = {}
    """By the key that two addresses of one page share."""

    def next_number(self) -> int:
        """Return the number after the highest one used; 1 for a first issue."""
        return max(self.numbers, default=0) + 1


def load_past_issues(folder: Path, title: str) -> PastIssues:
    """Return what the issues in `folder` (Markdown with front matter) use up.

    An issue's number is the one in its front matter, else the one that its title has where `title`, the newsletter's
    pattern, has `{number}`. Raises SetupError for a folder or file that cannot be read.
    """
    numbers: dict[int, str] = {}
    permalinks: dict[str, str] = {}
    pages: dict[str, str] = {}
    for path in _issues(folder):
        matter, body = _parts(path)
        number = _number(matter, title)
        if number is not None:
            numbers[number] = path.name
        if matter.get("permalink"):
            permalinks[str(matter["permalink"]).rstrip("/")] = path.name
        pages.update((key, path.name) for key in map(_key, find_links(body)) if key)
    return PastIssues(numbers, permalinks, pages)


def _issues(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise SetupError(f"newsletter.past_issues: {folder} is not a folder")
    return sorted(folder.glob("**/*.md"))


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    import yaml

    try:
        matter, body = split_front_matter(path.read_text(encoding="utf-8"))
        values = yaml.safe_load(matter.strip().strip("-"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SetupError(f"past issue {path} cannot be read: {error}") from error
    return (values if isinstance(values, dict) else {}), body


def _number(matter: Mapping[str, Any], title: str) -> int | None:
    if isinstance(matter.get("number"), int):
        return int(matter["number"])
    before, there, _ = title.partition("{number}")
    found = re.search(re.escape(before.rpartition("}")[2]) + r"(\d+)", str(matter.get("title", ""))) if there else None
    return int(found[1]) if found else None


def _key(url: str) -> str | None:
    try:
        return page_key(url) if url.startswith(("http://", "https://")) else None
    except ValueError:
        return None
