"""What an extractor leaves out between paragraphs that it keeps: lists and headings of the same container.

Where a page marks no article, trafilatura takes its paragraphs one by one, and nothing else. What stands right among
them, as their sibling, belongs to them; what is made of links is a menu and does not.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = ("h2", "h3", "h4")
_TEXTS = ("p", "blockquote", "pre", *_HEADINGS)
"""What a list may follow."""
_PROSE_CHARACTERS = 30
_LISTS = ("ul", "ol", "dl")
_ITEMS = ("li", "dt", "dd")
_KEY_CHARACTERS = 60
"""Characters by which a paragraph is found again in the extracted text."""
_LINKED = 0.5
"""Share of linked characters from which on a list is a menu."""
_APPENDED = re.compile(
    r"(?:references?|bibliography|literature|literatur|sources|notes|footnotes|further reading|related.*|resources|"
    r"links|see also|tags?|topics|share.*|more.*|contents|table of contents|in this article)\W*",
    re.I,
)
"""Headings over lists that are no part of a text."""
_MAX_LISTS = 300
_ASIDE = frozenset("nav footer header aside form menu".split())


def with_lists(text: str, tree: _Element) -> str:
    """Return the extracted `text` of `tree` with the lists, and the headings over them, that were left out of it."""
    lines = text.split("\n")
    places = {_key(line): index for index, line in reversed(list(enumerate(lines)))}
    added: dict[int, list[str]] = {}
    for found in islice(tree.iter(*_LISTS), _MAX_LISTS):
        if _is_nested(found):
            continue
        items = [line for item in found.iterchildren(*_ITEMS) if (line := _line(item))]
        if not items or any(_key(item) in places for item in items) or _is_menu(found):
            continue
        place, heading = _place(found, places)
        if place is not None:
            added.setdefault(place, []).extend([*heading, *(f"- {item}" for item in items)])
    kept = [[line, *added.get(index, ())] for index, line in enumerate(lines)]
    return "\n".join(line for group in kept for line in group) if added else text


def _place(found: _Element, places: dict[str, int]) -> tuple[int | None, list[str]]:
    """Return the line after which a list belongs, and the heading above it if that was left out as well."""
    heading: list[str] = []
    for before in islice(_outermost(found).itersiblings(preceding=True), 3):
        if before.tag not in _TEXTS:
            break
        line = _line(before)
        if before.tag in _HEADINGS and _APPENDED.fullmatch(line):
            break
        if _key(line) in places:
            return (places[_key(line)] if len(line) >= _PROSE_CHARACTERS else None), heading
        if before.tag not in _HEADINGS or heading:
            break
        heading = [line]
    return None, []


def _outermost(found: _Element) -> _Element:
    """Return the list, or the container that holds nothing else."""
    for parent in islice(found.iterancestors("div", "section"), 2):
        if len(parent) != 1 or (parent.text or "").strip():
            break
        found = parent
    return found


def _is_nested(found: _Element) -> bool:
    return any(parent.tag in _ASIDE or parent.tag in _LISTS for parent in found.iterancestors())


def _is_menu(found: _Element) -> bool:
    linked = sum(len(_line(link)) for link in found.iter("a"))
    return linked >= _LINKED * max(1, len(_line(found)))


def _line(element: _Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split()) if isinstance(element.tag, str) else ""


def _key(line: str) -> str:
    return re.sub(r"[\W_]", "", line[: 3 * _KEY_CHARACTERS])[:_KEY_CHARACTERS]
