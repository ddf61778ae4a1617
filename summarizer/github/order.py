"""What is to be published: a draft and its record, where it goes, and under what names; the inputs that say so."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from summarizer.errors import SetupError
from summarizer.github.git import Repository
from summarizer.github.lists import ARCHIVES, Archive
from summarizer.github.runner import Runner
from summarizer.models import Digest, Issue
from summarizer.rendering.markdown import NO_WIDTH_SPACE, defuse_github, one_line
from summarizer.report import printable

OUTPUT = "digests/{week}.md"
BRANCH = "digest/{week}"
"""What the inputs `output` and `branch` are if they are not given."""

Publish = Literal["pull-request", "issue", "none"]
PUBLISH: tuple[Publish, ...] = ("pull-request", "issue", "none")
"""Where a draft may go."""

FAIL_ON = ("never", "error", "review")
"""What may make a run red."""

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


class Inputs(NamedTuple):
    """What the inputs say of an issue before there is a draft of it; the fields are those of `Order`."""

    publish: Publish
    path: str
    is_dated: bool
    branch: str
    labels: tuple[str, ...]
    archive: Archive


def inputs_of(runner: Runner, issue: Issue) -> Inputs:
    """Return what the inputs say of `issue`. Raises SetupError for whatever can be known to be wrong beforehand."""
    publish = runner.chosen("publish", PUBLISH)
    runner.chosen("fail-on", FAIL_ON)
    output = runner.given("output") or OUTPUT
    path = checked_path("output", filled("output", output, issue.date, issue.number), runner.workspace)
    branch = filled("branch", runner.given("branch") or BRANCH, issue.date, issue.number).removeprefix("refs/heads/")
    if publish == "pull-request":
        Repository(runner.workspace, runner.environment).check_branch(branch, runner.default_branch)
    labels = labels_of(runner.given("labels"))
    return Inputs(publish, path, "{" in output, branch, labels, runner.chosen("archive", ARCHIVES))


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


def checked_path(name: str, path: str, root: Path) -> str:
    """Return the path of a draft below `root`, the repository: where symbolic links lead, if there are any.

    Raises SetupError for one that leads elsewhere or is no draft's, and where the record beside it would be a link.
    """
    parts = PurePosixPath(path.replace("\\", "/"))
    place = (root / parts).resolve()
    is_outside = parts.is_absolute() or ".." in parts.parts or re.match(r"[A-Za-z]:", path)
    if is_outside or not _is_for_drafts(place, root) or place.with_suffix(".json").is_symlink():
        raise SetupError(f"input {name}: {printable(path)!r} is no place for a draft; name a path in the repository")
    if place.suffix.lower() != ".md" or printable(path) != path:
        raise SetupError(f"input {name}: {printable(path)!r} is not the path of a Markdown file (.md)")
    return place.relative_to(root).as_posix()


def _is_for_drafts(place: Path, root: Path) -> bool:
    """Return whether `place` lies below `root`, and not where git and GitHub keep what is theirs."""
    return place.is_relative_to(root) and not {".git", ".github"} & set(map(str.lower, place.relative_to(root).parts))


def title_of(digest: Digest) -> str:
    """Return the title to publish under: the issue's, at a length that GitHub takes.

    It may become a commit's message, where GitHub finds mentions and closes issues: in `#7` stands a space of no width.
    """
    title = defuse_github(one_line(digest.issue.title), gap=NO_WIDTH_SPACE)
    return title if len(title) <= MAX_TITLE_CHARACTERS else f"{title[: MAX_TITLE_CHARACTERS - 1]}…"


def labels_of(given: str) -> tuple[str, ...]:
    """Return the labels in a text, parted by commas or lines."""
    return tuple(dict.fromkeys(label.strip() for label in re.split(r"[,\n]", given) if label.strip()))
