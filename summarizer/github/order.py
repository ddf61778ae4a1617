"""What is to be published: a draft and its record, where it goes, and under what names."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath
from typing import NamedTuple

from summarizer.errors import SetupError
from summarizer.github.lists import Archive
from summarizer.models import Digest
from summarizer.rendering.markdown import one_line
from summarizer.report import printable

OUTPUT = "digests/{week}.md"
BRANCH = "digest/{week}"
LABELS = "digest"
"""What the inputs `output`, `branch` and `labels` are if they are not given."""

MAX_TITLE_CHARACTERS = 256
"""Of a pull request or an issue; GitHub refuses a longer one."""

_PLACE = re.compile(r"\{(\w+)\}")


class Order(NamedTuple):
    """One issue to publish; paths are below the repository's root, with slashes."""

    digest: Digest
    draft: str
    path: str
    branch: str
    title: str
    labels: tuple[str, ...]
    archive: Archive
    lists: tuple[str, ...] = ()
    """The lists that the links came from."""
    is_dated: bool = True
    """Whether the path is this issue's alone, and not one that every issue replaces."""

    @property
    def week(self) -> str:
        """The week of the issue: a second run in it goes on with what the first has published."""
        return week_of(self.digest.issue.date)


def week_of(date: dt.date) -> str:
    """Return the ISO week of a day, such as 2026-W48."""
    year, week, _ = date.isocalendar()
    return f"{year}-W{week:02}"


def filled(name: str, pattern: str, date: dt.date, number: int | None) -> str:
    """Return the input `name` with `{week}`, `{isodate}`, `{year}` and `{number}` filled in. Raises SetupError."""
    values = {"week": week_of(date), "isodate": date.isoformat(), "year": str(date.year)}
    if number is not None:
        values["number"] = str(number)
    for place in _PLACE.findall(pattern):
        if place not in values:
            known = ", ".join(f"{{{one}}}" for one in values)
            raise SetupError(f"input {name}: there is no {{{place}}} here; known are {known}")
    return _PLACE.sub(lambda match: values[match[1]], pattern)


def checked_path(name: str, path: str) -> str:
    """Return the path of a draft in the repository. Raises SetupError for one that leads elsewhere or is no draft's."""
    parts = PurePosixPath(path.replace("\\", "/"))
    outside = parts.is_absolute() or ".." in parts.parts or re.match(r"[A-Za-z]:", path)
    if outside or any(part.lower() in (".git", ".github") for part in parts.parts):
        raise SetupError(f"input {name}: {printable(path)!r} is no place for a draft; name a path in the repository")
    if parts.suffix.lower() != ".md" or printable(path) != path:
        raise SetupError(f"input {name}: {printable(path)!r} is not the path of a Markdown file (.md)")
    return str(parts)


def title_of(digest: Digest) -> str:
    """Return the title to publish under: the issue's, as GitHub takes it."""
    title = one_line(digest.issue.title)
    return title if len(title) <= MAX_TITLE_CHARACTERS else f"{title[: MAX_TITLE_CHARACTERS - 1]}…"


def labels_of(given: str) -> tuple[str, ...]:
    """Return the labels in a text, parted by commas or lines."""
    return tuple(dict.fromkeys(label.strip() for label in re.split(r"[,\n]", given) if label.strip()))
