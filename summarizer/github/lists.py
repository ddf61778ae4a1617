"""The lists of links that an issue is made from: which they are, and what becomes of the lines that were used."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from summarizer.errors import SetupError
from summarizer.models import Digest, Failure, Source
from summarizer.report import printable
from summarizer.sources import parse_sources, read_inputs

Archive = Literal["move", "tick", "keep"]
"""What becomes of used lines: moved to a file in `archive/` beside their list, ticked off in it, or left alone."""

ARCHIVES: tuple[Archive, ...] = ("move", "tick", "keep")

INLINE = "urls"
"""Where links stand that were written into the workflow itself."""

ARCHIVE_FOLDER = "archive"

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_WILD = re.compile(r"[*?\[]")


class Links(NamedTuple):
    """What the input `urls` names: lists in the repository, or lines."""

    files: tuple[str, ...]
    """Paths below the repository's root, with slashes."""
    lines: str = ""


def links_of(given: str, root: Path) -> Links:
    """Return what the input `urls` names: a path or a glob below `root` a line, or else lines of a list.

    A glob may match nothing. Raises SetupError for a path that leads nowhere or out of the repository.
    """
    names = [line.strip() for line in given.splitlines() if line.strip()]
    if not names:
        raise SetupError("input urls is empty; name a list of links such as urls.txt, or write links, one a line")
    if any(_is_line(name) for name in names):
        return Links((), given)
    found = [path for name in names for path in _paths(name, root)]
    return Links(tuple(dict.fromkeys(found)))


def _is_line(name: str) -> bool:
    """Return whether `name` is a line of a list and no path: a link, pinned or with a bullet or note, or a comment."""
    return "://" in name or name.startswith("#")


def _paths(name: str, root: Path) -> list[str]:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or Path(name).is_absolute():
        raise SetupError(f"input urls: {printable(name)!r} leads out of the repository")
    matches = sorted(root.glob(str(path))) if _WILD.search(name) else [root / path]
    files = [match for match in matches if match.is_file() and match.resolve().is_relative_to(root)]
    if not files and not _WILD.search(name):
        raise SetupError(f"input urls: there is no file {printable(name)!r} in the repository; is it checked out?")
    return [file.relative_to(root).as_posix() for file in files]


def read_links(links: Links) -> list[Source | Failure]:
    """Return the sources of `links`, in order; the paths are read from the current folder. Raises SetupError."""
    if links.lines:
        return parse_sources(links.lines, INLINE)
    return read_inputs(links.files, io.StringIO())


# --- Used lines ------------------------------------------------------------------------------------------------------


def used_links(digest: Digest, path: str) -> dict[str, str]:
    """Return the links of the list at `path` that the issue is done with, as they stand there, each with a remark.

    Those are its entries, what was merged into them (without a remark), and what failed for good (with the reason).
    What may succeed at another time is not among them: it stays for the next issue.
    """
    done = [entry.source for entry in digest.entries] + [merged.source for merged in digest.merged]
    used = {source.given: "" for source in done if source.origin == path}
    for failure in digest.failures:
        if failure.source.origin == path and not failure.retryable:
            used.setdefault(failure.source.given, printable(f"left out, {failure.code}: {failure.message}"))
    return used


class Cleared(NamedTuple):
    """A list after an issue: what stays in it, and the lines that leave it."""

    stays: str
    leaves: str


def cleared(text: str, path: str, used: Mapping[str, str], *, archive: Archive, week: str) -> Cleared:
    """Return the list `text`, found at `path`, with its `used` links moved out or ticked off; other lines as they are.

    A link that is ticked off stands in a comment that names the `week`.
    """
    stays, leaves = [], []
    for line in filter(None, _LINES.findall(text)):
        given = _given(line, path)
        if given is None or given not in used:
            stays.append(line)
            continue
        remark = f"# {used[given]}\n" if used[given] else ""
        if archive == "tick":
            stays.append(f"# used in {week}: {line}" if not remark else f"{remark}# {week}: {line}")
        leaves.append(remark + line.rstrip("\r\n") + "\n")
    return Cleared("".join(stays), "".join(leaves) if archive == "move" else "")


def _given(line: str, path: str) -> str | None:
    """Return the link or path that a line of a list names, as it stands there."""
    found = parse_sources(line.rstrip("\r\n"), path)
    if not found:
        return None
    return found[0].source.given if isinstance(found[0], Failure) else found[0].given


def archive_path(path: str, week: str) -> str:
    """Return where the used lines of the list at `path` go."""
    return str(PurePosixPath(path).parent / ARCHIVE_FOLDER / f"{PurePosixPath(path).stem}-{week}.txt")


def with_archived(text: str, leaves: str) -> str:
    """Return an archive's `text` with those lines of `leaves` at its end that it does not have yet."""
    has = set(text.splitlines())
    return text + "".join(line for line in leaves.splitlines(keepends=True) if line.rstrip("\n") not in has)
