"""Prose that is broken at a fixed width, as mail and old archives have it, put together again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from summarizer.reading.trees import is_ended, string_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_LINES = 0.75
"""Paragraphs of prose in `pre` for each of its lines; code has one for each."""
_ITEM = re.compile(r"\s*(?:[-*•#>]|\d{1,3}[.:)])(?:\s|$)|>")
"""How a line begins that begins something of its own: an item, a heading, what somebody else wrote."""
_BROKEN_AT = (50, 100)
"""Characters of a line that is broken at a fixed width."""
_MOSTLY = 0.7
"""Share of the lines that go on which are as long as that."""


def unwrapped(text: str) -> Iterator[str]:
    """Yield the paragraphs of plain text; lines broken at a fixed width are joined."""
    blocks = [block.strip("\n").split("\n") for block in re.split(r"\n[ \t]*\n", text)]
    throughout = _are_broken([line for lines in blocks for line in _going_on(lines)])
    for lines in blocks:
        if throughout or (len(lines) >= 3 and _are_broken(lines[:-1])):
            yield from _joined(lines)
        else:
            yield from lines


def _going_on(lines: Sequence[str]) -> list[str]:
    """Return the lines that the next one goes on with."""
    return [line for line, following in pairwise(lines) if not _ITEM.match(following)]


def _are_broken(lines: Sequence[str]) -> bool:
    least, most = _BROKEN_AT
    full = sum(least <= len(line.strip()) <= most for line in lines)
    return len(lines) >= 2 and full >= _MOSTLY * len(lines)


def _joined(lines: Sequence[str]) -> Iterator[str]:
    started: list[str] = []
    for line in lines:
        if started and _ITEM.match(line):
            yield " ".join(started)
            started = []
        started.append(line.strip())
    yield " ".join(started)


def part_wrapped(tree: _Element) -> None:
    """Make paragraphs of prose that stands in `pre`, broken at a fixed width, as archives of mailing lists have it."""
    from lxml.etree import SubElement

    for block in list(tree.iter("pre")):
        text = string_of(block)
        paragraphs = [" ".join(one.split()) for one in unwrapped(text) if one.strip()]
        ended = sum(is_ended(one) for one in paragraphs)
        if len(paragraphs) > _MOST_LINES * sum(1 for line in text.split("\n") if line.strip()) or not ended:
            continue
        tail = block.tail
        block.clear()
        block.tag, block.tail = "div", tail
        for paragraph in paragraphs:
            SubElement(block, "p").text = paragraph
