"""What an extractor leaves out: lists and headings among the paragraphs that it keeps, and answers below a question.

Where a page marks no article, trafilatura takes its paragraphs one by one, and nothing else. What stands right among
them, as their sibling, belongs to them; what is made of links is a menu and does not. Of a question with answers it
takes one or the other, as if the rest were readers' comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

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
_HEADING_WORDS = 20
_MAX_FOUND = 600
_MAX_ANSWERS = 20
_ANSWER_NAMES = frozenset("answer answercell accepted-answer best-answer acceptedanswer suggestedanswer".split())
_ASIDE = frozenset("nav footer header aside form menu".split())


def with_siblings(text: str, tree: _Element) -> str:
    """Return the extracted `text` of `tree` with the lists and headings among its paragraphs that were left out.

    Answers to a question that were left out follow at the end.
    """
    lines = text.split("\n")
    places = {key_of(line): index for index, line in reversed(list(enumerate(lines)))}
    added: dict[int, list[str]] = {}
    for found in islice(tree.iter(*_LISTS, *_HEADINGS), _MAX_FOUND):
        place, more = _list_at(found, places) if found.tag in _LISTS else _heading_at(found, places)
        if place is not None:
            added.setdefault(place, []).extend(more)
            places.update(dict.fromkeys(map(key_of, more), place))
    kept = [[line, *added.get(index, ())] for index, line in enumerate(lines)]
    answers = [line for line in _answers(tree) if key_of(line) not in places]
    return "\n".join([*(line for group in kept for line in group), *answers]) if added or answers else text


def _answers(tree: _Element) -> Iterator[str]:
    """Yield the lines of what a page marks as answers, the first of them."""
    marked = tree.xpath("//*[contains(@class, 'answer') or contains(@itemprop, 'Answer')]")
    held: list[Any] = [found for found in marked if _is_answer(found)] if isinstance(marked, list) else []
    inside = set(held)
    outermost = (found for found in held if not any(parent in inside for parent in found.iterancestors()))
    for answer in islice(outermost, _MAX_ANSWERS):
        for part in answer.iter("p", "li", "pre", "blockquote"):
            if (line := bare_line(part)) and next(part.iterancestors("li", "blockquote", *_ASIDE), None) is None:
                yield f"- {line}" if part.tag == "li" else line


def _is_answer(element: Any) -> bool:
    """Say whether an element is named as one answer, rather than as their list, their number or a button."""
    names = {*element.get("class", "").lower().split(), element.get("itemprop", "").lower()}
    return not _ANSWER_NAMES.isdisjoint(names)


def _list_at(found: _Element, places: dict[str, int]) -> tuple[int | None, list[str]]:
    """Return the line after which a list belongs that was left out, and its items."""
    items = [line for item in found.iterchildren(*_ITEMS) if (line := bare_line(item))]
    if not items or _is_nested(found) or any(key_of(item) in places for item in items) or _is_menu(found):
        return None, []
    place, heading = _place(found, places)
    return place, [*heading, *(f"- {item}" for item in items)]


def _heading_at(found: _Element, places: dict[str, int]) -> tuple[int | None, list[str]]:
    """Return the line after which a heading belongs that was left out: one with kept paragraphs on both sides."""
    line, after, before = bare_line(found), found.getnext(), found.getprevious()
    if after is None or before is None or after.tag != "p" or before.tag not in ("p", *_LISTS):
        return None, []
    place = places.get(key_of(bare_line(after)))
    first = before if before.tag == "p" else next(iter(before), before)
    known = (
        key_of(bare_line(first)) in places and 0 < len(line.split()) <= _HEADING_WORDS and key_of(line) not in places
    )
    if not place or not known or len(bare_line(after)) < _PROSE_CHARACTERS or _APPENDED.fullmatch(line):
        return None, []
    return place - 1, [line]


def _place(found: _Element, places: dict[str, int]) -> tuple[int | None, list[str]]:
    """Return the line after which a list belongs, and the heading above it if that was left out as well."""
    heading: list[str] = []
    for before in islice(_outermost(found).itersiblings(preceding=True), 3):
        if before.tag not in _TEXTS:
            break
        line = bare_line(before)
        if before.tag in _HEADINGS and _APPENDED.fullmatch(line):
            break
        if key_of(line) in places:
            sure = before.tag in _HEADINGS or len(line) >= _PROSE_CHARACTERS
            return (places[key_of(line)] if sure else None), heading
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
    linked = sum(len(bare_line(link)) for link in found.iter("a"))
    return linked >= _LINKED * max(1, len(bare_line(found)))


def bare_line(element: _Element) -> str:
    """Return the text of an element on one line; nothing for a comment."""
    return " ".join("".join(str(part) for part in element.itertext()).split()) if isinstance(element.tag, str) else ""


def key_of(line: str) -> str:
    """Return the letters and digits by which a paragraph is found again in the extracted text."""
    return re.sub(r"[\W_]", "", line[: 3 * _KEY_CHARACTERS])[:_KEY_CHARACTERS]
