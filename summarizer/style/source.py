"""The source of a digest by lines: a code fence around it, its front matter, and the Markdown that is left."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple


class Source(NamedTuple):
    """A digest's lines, and which of them are what; numbers begin at 1."""

    lines: tuple[str, ...]
    """As they were given."""
    fence: int
    """Number of the line that opens a code fence around the digest; 0 without one."""
    front: range
    """Numbers of the lines of the front matter, its marks among them."""
    body: str
    """What is to be read as Markdown, every line under its own number."""


class FrontValue(NamedTuple):
    """A key of the front matter, in YAML or TOML, with its value."""

    key: str
    lines: tuple[tuple[int, str], ...]
    """The value line by line, each with its number; the first stands beside the key."""
    holds_keys: bool
    """Whether further keys are nested in it."""

    @property
    def number(self) -> int:
        """Of the key's line."""
        return self.lines[0][0]

    @property
    def text(self) -> str:
        """The value in one line."""
        return " ".join(text for _, text in self.lines if text)


_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_LINK = re.compile(r"\]\(|<a\s|https?://", re.IGNORECASE)
_FRONT_MARK = re.compile(r"-{3,}|\+{3,}")
_FRONT_KEY = re.compile(r"(\s*)[\"']?([\w-]+)[\"']?\s*[:=](?:\s+|$)(.*)")
_HEADING = re.compile(r"#{2,6}\s")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_LINK_TARGET = re.compile(r"\]\(https?:", re.IGNORECASE)
_FILLED_IN = re.compile(r"\]\(\s*\{\{[^{}\n]*\}\}\s*\)")
"""The target of a link that a mailing service fills in."""
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
_CODE = re.compile(r"(?<![`\\])(`{1,9})(?!`).{1,200}?(?<!`)\1(?!`)")


def read_source(markdown: str) -> Source:
    """Return the lines of a digest, broken ones too, parted into what they are."""
    lines = _LINE_END.split(markdown)
    opening, closing = _fence_around(lines)
    body = [*lines]
    for at in (opening, closing):
        if 0 <= at < len(lines):
            body[at] = ""
    start, end = _front_matter(body, 0)
    if start == end:
        start, end = _front_matter(body, opening + 1)
    body[start:end] = [""] * (end - start)
    if start < end and _FRONT_MARK.match(lines[end - 1]):
        body[end - 1] = _FRONT_MARK.sub("", lines[end - 1], count=1)
    mended = "\n".join(map(_mended, body))
    return Source(tuple(lines), opening + 1, range(start + 1, end + 1), mended)


def _mended(line: str) -> str:
    """Return a line without footnotes, with every link in it such that it is read as one."""
    return _without_stray_brackets(_FILLED_IN.sub("](#)", _FOOTNOTE.sub("", line)))


def stray_brackets(line: str) -> list[int]:
    """Return the places of the brackets without a backslash in the texts of a line's links to the web, but for code."""
    line = _CODE.sub(lambda code: " " * len(code[0]), line)
    found: list[int] = []
    opened: list[int] = []
    inner: list[int] = []
    depth = 0
    for bracket in _BRACKET.finditer(line):
        at = bracket.start()
        if _LINK_TARGET.match(line, at) and opened:
            found += inner if "![" not in line[opened[0] : at] else []
            opened, inner, depth = [], [], 0
        elif depth == 0 and bracket[0] == "[":
            opened, inner, depth = [at], [], 1
        else:
            inner.append(at)
            depth = max(0, depth + (1 if bracket[0] == "[" else -1))
    return found


def _without_stray_brackets(line: str) -> str:
    """Return a line with a backslash before each stray bracket, without which its links may be none."""
    places = stray_brackets(line)
    parts = [line[start:end] for start, end in pairwise([0, *places, len(line)])]
    return "\\".join(parts)


def _fence_around(lines: Sequence[str]) -> tuple[int, int]:
    """Return the places of the lines that open and close a code fence with most of the links in it; -1, -1 without."""
    links = [len(_LINK.findall(line)) for line in lines]
    most = sum(links) / 2
    for opening, closing in _fences(lines):
        if sum(links[opening:closing]) > most:
            return opening, closing
    return -1, -1


def _fences(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of the lines that open and close each code fence; the end of the text closes the last."""
    opened, mark = -1, ""
    for at, line in enumerate(lines):
        fence = _FENCE.match(line)
        if fence and not mark:
            opened, mark = at, fence[1]
        elif fence and fence[1].startswith(mark) and not line.strip(" `~"):
            yield opened, at
            mark = ""
    if mark:
        yield opened, len(lines)


def _front_matter(lines: Sequence[str], start: int) -> tuple[int, int]:
    """Return where the front matter begins and ends, at or behind `start`; one that nobody closed ends at a heading."""
    filled = [at for at in range(start, len(lines)) if lines[at].strip()][:2]
    mark = _FRONT_MARK.match(lines[filled[0]]) if filled else None
    if len(filled) < 2 or mark is None or not _FRONT_KEY.match(lines[filled[1]]):
        return 0, 0
    for at in range(filled[1], len(lines)):
        if lines[at].startswith(mark[0][:3]):
            return filled[0], at + 1
        if _HEADING.match(lines[at]):
            return filled[0], at
    return filled[0], len(lines)


def front_values(source: Source) -> Iterator[FrontValue]:
    """Yield every key of the front matter with its value, folded ones as well."""
    numbers = source.front[1:]
    at = 0
    while at < len(numbers):
        key = _FRONT_KEY.match(source.lines[numbers[at] - 1])
        at += 1
        if key is None:
            continue
        value = [(numbers[at - 1], key[3])]
        while at < len(numbers) and _goes_on(key, value, source.lines[numbers[at] - 1]):
            value.append((numbers[at], source.lines[numbers[at] - 1]))
            at += 1
        following = source.lines[numbers[at] - 1] if at < len(numbers) else ""
        deeper = bool(following.strip()) and _indent(following) > len(key[1])
        yield FrontValue(key[2], tuple((number, _bare(text)) for number, text in value), deeper)


def _goes_on(key: re.Match[str], value: Sequence[tuple[int, str]], line: str) -> bool:
    """Return whether a line of the front matter belongs to the value above it."""
    quote = re.match(r"\"\"\"|'''|[\"']", key[3])
    if quote:
        return "".join(text for _, text in value).count(quote[0]) < 2
    deeper = bool(line.strip()) and _indent(line) > len(key[1])
    return deeper and (key[3][:1] in tuple(">|") or (bool(key[3]) and not _FRONT_KEY.match(line)))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _bare(value: str) -> str:
    """Return a value without quotation marks, signs of folding and a comment."""
    value = re.sub(r"^[>|][+-]?\d?\s*$|\s#\s.*$", "", value)
    return value.strip().strip("\"'").strip()
