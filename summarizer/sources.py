"""What an editor hands in, as Sources: lists of links first of all.

A list holds one link or one path of a local file a line:

    # a comment                                   skipped, as blank lines are
    https://example.com/story#part                a `#` inside a link is part of it
    ! https://example.com/first  # Ann found it   `!` pins it to the top; ` # …` is a note
    - <https://example.com/in-a-list>             a bullet and angle brackets do no harm
    saved/page.html                               read from the current folder, else from the list's own
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO
from urllib.parse import SplitResult, urlsplit

from summarizer.errors import ItemError, SetupError
from summarizer.identity import clean_url, page_key
from summarizer.mhtml import is_message
from summarizer.models import Failure, Merged, Source

# --- What is known about lines -------------------------------------------------------------------------------

MAX_URL_CHARACTERS = 8_000
"""Longest link taken: what common web servers accept as a request line."""

MAX_HASHES = 8
"""Places in a line where a note may begin that are tried for the end of a file's name."""

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht"})
"""A file so named is an article; any other one named on the command line is a list, unless it begins as a page does."""

UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a list in UTF-16 begins."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_HTTP = re.compile(r"https?://", re.IGNORECASE)
_HTTP_MISTYPED = re.compile(r"https?:/{0,2}", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]{1,30}:")
_LIKE_A_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}(?::\d{1,5})?(?:[/?#]\S*)?")
_HOST = re.compile(r"""\[[0-9a-fA-F:.]+\]|[^\s\[\]@\\%<>"'{}|^`:]+""")
_CREDENTIALS = re.compile(r"(https?:/{0,2})(?:([^/?#:@]*:)\S*|[^/?#:@]*)@", re.IGNORECASE)
_BULLET = re.compile(r"[-*•]\s+")
_NOTE = re.compile(r"\s#")
_HTML_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)


# --- Inputs --------------------------------------------------------------------------------------------------


def read_inputs(inputs: Sequence[str], stdin: TextIO) -> list[Source | Failure]:
    """Return what every input names, in order.

    An input is `-` (a list on `stdin`, which nothing else reads), a link, a page's file (`PAGE_SUFFIXES`, or one that
    begins as HTML or MHTML does), or a file that lists links. Raises SetupError when a file or `stdin` cannot be read.
    """
    return [found for given in inputs for found in _read_input(given, stdin)]


def _read_input(given: str, stdin: TextIO) -> list[Source | Failure]:
    if given == "-":
        return parse_sources(_read_stdin(stdin), "-")
    if _HTTP_MISTYPED.match(given) or "://" in given:
        return [_source_or_failure(given, "argument", 0)]
    data = _read_file(Path(given))
    if Path(given).suffix.lower() in PAGE_SUFFIXES or _HTML_START.match(data) or is_message(data):
        _refuse_list(data, given)
        return [_source_or_failure(given, "argument", 0)]
    return parse_sources(decode_list(data, given), given)


def _refuse_list(page: bytes, name: str) -> None:
    if re.match(rb"\s*https?://", page, re.IGNORECASE):
        raise SetupError(f"{name!r} is read as a page, for its name, but begins with a link; name a list of links .txt")


def _read_stdin(stdin: TextIO) -> str:
    try:
        return stdin.read()
    except UnicodeDecodeError as error:
        raise SetupError("standard input is not UTF-8 text; it should list one link or file a line") from error


def _read_file(path: Path) -> bytes:
    try:
        return path.expanduser().read_bytes()
    except FileNotFoundError as error:
        raise SetupError(f"there is no file {_short(str(path))!r}; a link begins with https://") from error
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SetupError(f"cannot read {_short(str(path))!r}: {reason}") from error


def decode_list(data: bytes, name: str) -> str:
    """Return the text of a list, without its byte order mark. Raises SetupError, with its `name`, for other bytes."""
    # Editors on Windows save lists as UTF-16 with a byte order mark.
    encoding = "utf-16" if data.startswith(UTF_16) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = len(_LINE_END.split(error.object[: error.start].decode(encoding, "replace")))
        told = f"{name!r} is not UTF-8 text: line {line} cannot be read"
        raise SetupError(f"{told}; save it with the encoding UTF-8, one link or file a line") from error


# --- Lines ---------------------------------------------------------------------------------------------------


class _Line(NamedTuple):
    given: str
    pinned: bool
    note: str


def parse_sources(text: str, origin: str) -> list[Source | Failure]:
    """Return what each line of a list names, in order; a line that cannot be used is a Failure with its number.

    `origin` is the list's name: a file, or `-`. A file named on a line is looked for in the current folder first,
    then in the folder of the list.
    """
    lines = _LINE_END.split(text.removeprefix("\ufeff"))
    found: list[Source | Failure] = []
    for number, raw in enumerate(lines, start=1):
        line = _parse_line(raw, origin)
        if line is not None:
            found.append(_source_or_failure(line.given, origin, number, pinned=line.pinned, note=line.note))
    return found


def _parse_line(raw: str, origin: str) -> _Line | None:
    text = _bare(raw)
    if not text or text.startswith("#"):
        return None
    text = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
    pinned = text.startswith("!")
    text, note = _split_note(text[1:].lstrip() if pinned else text, origin)
    if text.startswith("<") and text.endswith(">"):
        text = text[1:-1].strip()
    return _Line(text, pinned, note)


def _bare(raw: str) -> str:
    # Zero-width characters come along when a link is copied from a page.
    return raw.strip().strip("\ufeff\u200b\u2060").strip()


def _split_note(text: str, origin: str) -> tuple[str, str]:
    marks = [mark.start() for mark in islice(_NOTE.finditer(text), MAX_HASHES)]
    if not marks:
        return text, ""
    # Browsers save pages under names such as "Round #2.html": the longest name that is a file's is one.
    ends = [] if _HTTP.match(text) else [len(text), *reversed(marks)]
    end = next((end for end in ends if _find_file(text[:end].rstrip(), origin)), marks[0])
    return text[:end].rstrip(), text[end + 2 :].strip()


def _source_or_failure(given: str, origin: str, line: int, *, pinned: bool = False, note: str = "") -> Source | Failure:
    marks = {"pinned": pinned, "note": note}
    try:
        return source_from(given, origin=origin, line=line).model_copy(update=marks)
    except ItemError as error:
        source = Source(given=_masked(given), origin=origin, line=line)
        return error.failure(source.model_copy(update=marks))


def source_from(given: str, *, origin: str = "argument", line: int = 0) -> Source:
    """Return the Source that a link or a path stands for; only a path looks at the disk.

    Raises ItemError: `bad-line` for what is neither a usable http(s) link nor a file, `file-missing` for a path
    that leads to no file.
    """
    _refuse_unprintable(given)
    if not given:
        raise ItemError("bad-line", "there is no link here")
    if _HTTP.match(given):
        url = link_from(given)
        return Source(given=given, url=url, key=page_key(url), origin=origin, line=line)
    path = _find_file(given, origin)
    if path is None:
        raise _not_found(given)
    return Source(given=given, path=path, key=str(path.resolve()), origin=origin, line=line)


def link_from(given: str) -> str:
    """Return an http(s) link as it is printed and fetched. Raises ItemError `bad-line` for one that cannot be used."""
    _refuse_unprintable(given)
    if not _HTTP.match(given):
        raise ItemError("bad-line", f"{_short(given)!r} is not an http(s) link")
    _refuse_bad_url(given)
    return clean_url(given)


def _refuse_unprintable(text: str) -> None:
    for character in text:
        # Joiners are part of words, and so of host names, in several scripts.
        if unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and character not in "\u200c\u200d":
            raise ItemError("bad-line", f"holds the invisible character U+{ord(character):04X}")


def _refuse_bad_url(url: str) -> None:
    if len(url) > MAX_URL_CHARACTERS:
        raise ItemError("bad-line", f"the link is longer than {MAX_URL_CHARACTERS} characters")
    if any(character.isspace() for character in url):
        raise ItemError("bad-line", "there is a space in the link; write %20 for it, and one link a line")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ItemError("bad-line", f"the link's host or port cannot be read: {_short(url)}") from error
    _refuse_bad_host(parts, port)


def _refuse_bad_host(parts: SplitResult, port: int | None) -> None:
    if "@" in parts.netloc:
        raise ItemError("bad-line", "the link holds a user name or password; take everything before the @ out")
    host = parts.netloc.removesuffix(f":{parts.netloc.rpartition(':')[2]}") if port is not None else parts.netloc
    if not host.strip(".:"):
        raise ItemError("bad-line", "the link names no host")
    if not _HOST.fullmatch(host.removesuffix(":")) or port == 0 or ".." in host:
        raise ItemError("bad-line", f"{_short(parts.netloc)!r} is no host's name")


def _find_file(given: str, origin: str) -> Path | None:
    folders = [Path()] if origin in {"-", "argument"} else [Path(), Path(origin).parent]
    candidates = (folder / path for path in _as_path(given) for folder in folders)
    return next((path for path in candidates if _is_file(path)), None)


def _as_path(given: str) -> Iterator[Path]:
    try:
        yield Path(given).expanduser()
    except RuntimeError:  # `~name` of a user that does not exist
        yield Path(given)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long, a folder closed to us, a null character
        return False


def _not_found(given: str) -> ItemError:
    """Return the error for what is neither an http(s) link nor a file, saying what it was probably meant to be."""
    text = _short(given)
    if _HTTP_MISTYPED.match(given):
        return ItemError("bad-line", f"{text!r} lacks a slash; a link begins with http:// or https://")
    if _SCHEME.match(given) and "\\" not in given:
        return ItemError("bad-line", f"{text!r} is not an http(s) link")
    if Path(given).suffix.lower() in PAGE_SUFFIXES | {".txt", ".md"} or given.startswith(("/", "./", "../", "~")):
        return ItemError("file-missing", f"there is no file {text!r}")
    if _LIKE_A_HOST.fullmatch(given):
        return ItemError("bad-line", f"{text!r} is no file; if it is a link, write https://{text}")
    return ItemError("bad-line", f"{text!r} is neither a link nor a file")


def _short(text: str) -> str:
    shown = _masked(text)
    return shown if len(shown) <= 80 else shown[:79] + "…"


def _masked(text: str) -> str:
    """Return what was handed in as a refusal may show it: of bounded length, without the password of a link."""
    return _CREDENTIALS.sub(r"\1\2***@", text[:MAX_URL_CHARACTERS])


# --- Which links are one page --------------------------------------------------------------------------------


def merge(found: Iterable[Source | Failure]) -> tuple[list[Source | Failure], list[Merged]]:
    """Return one source per page, and the later ones that named a page again.

    Everything is given its position in the input. The first source of a page stays, pinned if any of them was, with
    the notes of all; failures pass through.
    """
    placed = [_placed(item, position) for position, item in enumerate(found)]
    sources = [item for item in placed if isinstance(item, Source)]
    same: dict[str, list[Source]] = {}
    for source in sources:
        same.setdefault(_identity(source), []).append(source)
    firsts = {group[0].position: with_marks_of(group) for group in same.values()}
    kept = [firsts.get(item.position) if isinstance(item, Source) else item for item in placed]
    again = [source for source in sources if source.position not in firsts]
    into = {key: group[0].url or str(group[0].path) for key, group in same.items()}
    return [item for item in kept if item], [Merged(source=source, into=into[_identity(source)]) for source in again]


def _placed(item: Source | Failure, position: int) -> Source | Failure:
    if isinstance(item, Source):
        return item.model_copy(update={"position": position})
    return item.model_copy(update={"source": item.source.model_copy(update={"position": position})})


def _identity(source: Source) -> str:
    return source.key or source.url or str(source.path)


def with_marks_of(group: Sequence[Source]) -> Source:
    """Return the first source of a page, pinned if any of them is, with the notes of all."""
    notes = dict.fromkeys(source.note for source in group if source.note)
    pinned = any(source.pinned for source in group)
    return group[0].model_copy(update={"pinned": pinned, "note": "; ".join(notes)})
