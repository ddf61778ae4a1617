"""The lists of links that an issue is made from: which they are, and what becomes of the lines that were used."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from summarizer.errors import SetupError
from summarizer.models import Digest, Failure, Source
from summarizer.report import printable
from summarizer.sources import PAGE_SUFFIXES, UTF_16, decode_list, parse_sources, read_inputs

Archive = Literal["move", "tick", "keep"]
"""What becomes of used lines: moved to a file in `archive/` beside their list, ticked off in it, or left alone."""

ARCHIVES: tuple[Archive, ...] = ("move", "tick", "keep")

INLINE = "urls"
"""Where links stand that were written into the workflow itself."""

ARCHIVE_FOLDER = "archive"

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_WILD = re.compile(r"[*?\[]")
_ARCHIVED = re.compile(rf"(?:.*/)?{ARCHIVE_FOLDER}/[^/]+-\d{{4}}-W\d{{2}}\.txt")
"""What `archive_path` names."""


class Links(NamedTuple):
    """What the input `urls` names: lists in the repository, or lines."""

    files: tuple[str, ...]
    """Paths below the repository's root, with slashes."""
    lines: str = ""
    unmatched: tuple[str, ...] = ()
    """Globs that no file matches."""


def links_of(given: str, root: Path) -> Links:
    """Return what the input `urls` names: a path or a glob below `root` a line, or else lines of a list.

    A glob may match nothing; what is a file's name is none. A list that a symbolic link leads to is named by its own
    path. What git keeps for itself is no list, nor is one for a glob what an earlier issue has archived. Raises
    SetupError for a path that leads nowhere or out of the repository, for a glob that is malformed, and for lists and
    links together.
    """
    names = [line.strip() for line in given.splitlines() if line.strip()]
    if not names:
        raise SetupError("input urls is empty; name a list of links such as urls.txt, or write links, one a line")
    if any(_is_line(name) for name in names):
        _refuse_lists(names, root)
        return Links((), given)
    found = {name: _paths(name, root) for name in names}
    files = dict.fromkeys(path for paths in found.values() for path in paths)
    return Links(tuple(files), unmatched=tuple(name for name, paths in found.items() if not paths))


def _is_line(name: str) -> bool:
    """Return whether `name` is a line of a list and no path: a link, pinned or with a bullet or note, or a comment."""
    return "://" in name or name.startswith("#")


def _refuse_lists(names: Iterable[str], root: Path) -> None:
    """Raise SetupError if one of `names`, the lines of a list, leads to another list; it may lead to a page."""
    for name in names:
        if not _is_line(name) and PurePosixPath(name).suffix.lower() not in PAGE_SUFFIXES and _is_there(name, root):
            raise SetupError(f"input urls: {printable(name)!r} is a list, and there are links beside it; give one kind")


def _is_there(name: str, root: Path) -> bool:
    try:
        return bool(_paths(name, root))
    except (OSError, SetupError):  # a name too long, or of nothing in the repository
        return False


def _paths(name: str, root: Path) -> list[str]:
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or Path(name).is_absolute():
        raise SetupError(f"input urls: {printable(name)!r} leads out of the repository")
    is_glob = bool(_WILD.search(name)) and not (root / path).is_file()
    matches = _matches(str(path), root) if is_glob else [root / path]
    files = [match.resolve() for match in matches if match.is_file()]
    inside = [file.relative_to(root) for file in files if file.is_relative_to(root)]
    found = [file.as_posix() for file in inside if ".git" not in map(str.lower, file.parts)]
    if not found and not is_glob:
        raise SetupError(f"input urls: there is no file {printable(name)!r} in the repository; is it checked out?")
    return [file for file in found if not (is_glob and _ARCHIVED.fullmatch(file))]


def _matches(pattern: str, root: Path) -> list[Path]:
    try:
        return sorted(root.glob(pattern))
    except ValueError as error:
        raise SetupError(f"input urls: {printable(pattern)!r} is no pattern of paths: {error}") from error


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

    A link that is ticked off stands in a comment that names the `week`. Raises SetupError for a list in UTF-16 that is
    broken.
    """
    mark, text = _unmarked(text, path)
    stays, leaves = [], []
    for line in filter(None, _LINES.findall(text)):
        given = _given(line, path)
        if given is None or given not in used:
            stays.append(line)
            continue
        bare = line.rstrip("\r\n")
        end = line[len(bare) :] or newline_of(text)
        remark = f"# {used[given]}{end}" if used[given] else ""
        if archive == "tick":
            stays.append(f"# used in {week}: {line}" if not remark else f"{remark}# {week}: {line}")
        leaves.append(remark + bare + end)
    return Cleared(_marked("".join(stays), mark), "".join(leaves) if archive == "move" else "")


def merged(before: str, ours: str, theirs: str) -> str:
    """Return the list `before` as two have changed it: lines that either added are in it, that either took out are not.

    Lines that only `ours` has come last. Raises SetupError for a list in UTF-16 that is broken.
    """
    mark, theirs = _unmarked(theirs, "the list")
    known, mine = (_bare_lines(_unmarked(text, "the list")[1]) for text in (before, ours))
    stays = [line for line in _bare_lines(theirs) if line in mine or line not in known]
    added = [line for line in mine if line not in known and line not in stays]
    newline = newline_of(theirs)
    return _marked("".join(line + newline for line in [*stays, *added]), mark)


def newline_of(text: str) -> str:
    """Return what ends the lines of a text, for one that is added to it."""
    return "\r\n" if "\r\n" in text else "\n"


def _unmarked(text: str, name: str) -> tuple[bytes, str]:
    """Return the byte order mark of a list that was read as UTF-8, whatever it is in, and its text without it."""
    data = text.encode("utf-8", "surrogateescape")
    if data.startswith(UTF_16):
        return data[: len(UTF_16[0])], decode_list(data, name)
    bare = text.removeprefix("\ufeff")
    return (codecs.BOM_UTF8 if bare != text else b""), bare


def _marked(text: str, mark: bytes) -> str:
    """Return a text with its byte order mark, in the encoding that this stands for, as if that were read as UTF-8."""
    encoding = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}.get(mark, "utf-8")
    return (mark + text.encode(encoding, "surrogateescape")).decode("utf-8", "surrogateescape")


def _bare_lines(text: str) -> list[str]:
    return [line.rstrip("\r\n") for line in _LINES.findall(text) if line]


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
    """Return an archive's `text` with those links of `leaves` at its end that it does not have yet, each with the
    remark above it.
    """
    has = set(_bare_lines(text))
    new = remark = ""
    for line in filter(None, _LINES.findall(leaves)):
        if line.startswith("#"):
            remark += line
            continue
        new += "" if line.rstrip("\r\n") in has else remark + line
        remark = ""
    gap = newline_of(text) if new and text and not text.endswith(("\r", "\n")) else ""
    return text + gap + new
