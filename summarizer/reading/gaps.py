"""What an extractor leaves out: lists and headings among the paragraphs that it keeps, and answers below a question.

Where a page marks no article, trafilatura takes its paragraphs one by one, and nothing else. What stands right among
them, in whatever plain containers, belongs to them; what is made of links is a menu and does not. Of a question with
answers it takes one or the other, as if the rest were readers' comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from summarizer.reading.scripts import letters_of
from summarizer.reading.trees import leads_away, string_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = ("h2", "h3", "h4")
_TEXTS = ("p", "blockquote", "pre", *_HEADINGS)
"""What a list may follow."""
_PROSE_CHARACTERS = 30
_CONTAINERS = ("div", "section", "article", "header")
"""What may stand around a paragraph, a heading or a list of a text."""
_MOST_CONTAINERS = 4
_INLINE = frozenset("a abbr b br button em i img small span strong svg time".split())
_MOST_BETWEEN = 2
"""Blocks that were left out and may stand between a paragraph and the next heading."""
_MOST_SKIPPED = 6
"""Inline and empty elements that may stand between two blocks."""
_LISTS = ("ul", "ol", "dl")
_ITEMS = ("li", "dt", "dd")
_KEY_CHARACTERS = 60
"""Characters by which a paragraph is found again in the extracted text."""
_LINKED = 0.5
"""Share of linked characters from which on a list is a menu."""
_APPENDED = re.compile(
    r"(?:references?|bibliography|literature|literatur|sources|notes|footnotes|further reading|related.*|resources|"
    r"links|cited by|contacts?|kontakt|contacto|see also|tags?|topics|share.*|more.*|contents|table of contents|"
    r"in this article)\W*",
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
    answers = [line for part in _answers(tree) if key_of(part[0]) not in places for line in part]
    return "\n".join([*(line for group in kept for line in group), *answers]) if added or answers else text


def _answers(tree: _Element) -> Iterator[list[str]]:
    """Yield the parts of what a page marks as answers, the first of them, each as its lines: code has several."""
    marked = tree.xpath("//*[contains(@class, 'answer') or contains(@itemprop, 'Answer')]")
    held: list[Any] = [found for found in marked if _is_answer(found)] if isinstance(marked, list) else []
    inside = set(held)
    outermost = (found for found in held if not any(parent in inside for parent in found.iterancestors()))
    for answer in islice(outermost, _MAX_ANSWERS):
        for part in answer.iter("p", "li", "pre", "blockquote"):
            lines = string_of(part).split("\n") if part.tag == "pre" else [bare_line(part)]
            lines = [squeezed for line in lines if (squeezed := " ".join(line.split()))]
            if lines and next(part.iterancestors("li", "blockquote", *_ASIDE), None) is None:
                yield [f"- {lines[0]}"] if part.tag == "li" else lines


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


def _is_followed(found: _Element, places: dict[str, int]) -> bool:
    """Say whether a kept paragraph stands behind a list, or a heading and a kept paragraph."""
    after = _neighbour(found, preceding=False)
    if after is not None and after.tag in _HEADINGS:
        after = _neighbour(after, preceding=False)
    return after is not None and _is_kept(after, places)


def _first_line(block: _Element) -> str:
    """Return the line of a block, of a list its first item's."""
    return bare_line(next(block.iter(*_ITEMS), block) if block.tag in _LISTS else block)


def _is_kept(element: _Element, places: dict[str, int]) -> bool:
    line = _first_line(element)
    return len(line) >= _PROSE_CHARACTERS and key_of(line) in places


def _heading_at(found: _Element, places: dict[str, int]) -> tuple[int | None, list[str]]:
    """Return the line after which a heading belongs that was left out: one with kept paragraphs on both sides."""
    line, after = bare_line(found), _neighbour(found, preceding=False)
    if after is None or not _is_kept(after, places) or not _follows(found, places):
        return None, []
    if key_of(line) in places or not 0 < len(line.split()) <= _HEADING_WORDS or _APPENDED.fullmatch(line):
        return None, []
    if after.getparent() is not found.getparent() and leads_away(found):
        return None, []
    return places[key_of(_first_line(after))] - 1, [line]


def _follows(found: _Element, places: dict[str, int]) -> bool:
    """Say whether a kept paragraph or item stands before a heading, with no more than pictures and tables between."""
    before = _neighbour(found, preceding=True)
    for _ in range(_MOST_BETWEEN):
        if before is None or before.tag in _HEADINGS or key_of(_first_line(before)) in places:
            break
        before = _neighbour(before, preceding=True)
    return before is not None and key_of(_first_line(before)) in places


def _place(found: _Element, places: dict[str, int]) -> tuple[int | None, list[str]]:
    """Return the line after which a list belongs, and the heading above it if that was left out as well."""
    heading: list[str] = []
    home = _outermost(found).getparent()
    sure = _is_followed(found, places)
    before = _neighbour(found, preceding=True)
    for _ in range(3):
        if before is None or before.tag not in _TEXTS or not (sure or before.getparent() is home):
            break
        line = bare_line(before)
        if before.tag in _HEADINGS and _APPENDED.fullmatch(line):
            break
        if key_of(line) in places:
            telling = before.tag in _HEADINGS or len(line) >= _PROSE_CHARACTERS
            return (places[key_of(line)] if telling else None), heading
        if before.tag not in _HEADINGS or heading:
            break
        heading = [line]
        before = _neighbour(before, preceding=True)
    return None, []


def _outermost(found: _Element) -> _Element:
    """Return the list, or the container that holds nothing else."""
    for parent in islice(found.iterancestors("div", "section"), 2):
        if len(parent) != 1 or (parent.text or "").strip():
            break
        found = parent
    return found


def _neighbour(element: _Element, preceding: bool) -> _Element | None:
    """Return what stands right before an element, or right behind it, whatever plain containers the two stand in."""
    found = _sibling(element, preceding)
    for parent in islice(element.iterancestors(), _MOST_CONTAINERS):
        if found is not None or parent.tag not in _CONTAINERS:
            break
        found = _sibling(parent, preceding)
    for _ in range(_MOST_CONTAINERS):
        inner = None if found is None or found.tag not in _CONTAINERS else _first_block(found, from_end=preceding)
        if inner is None:
            break
        found = inner
    return found


def _sibling(element: _Element, preceding: bool) -> _Element | None:
    """Return the next block with text on one side."""
    return next(filter(_is_block, islice(element.itersiblings(preceding=preceding), _MOST_SKIPPED)), None)


def _first_block(container: _Element, from_end: bool) -> _Element | None:
    """Return the first block with text in a container, or the last."""
    children = reversed(container) if from_end else iter(container)
    return next(filter(_is_block, islice(children, _MOST_SKIPPED)), None)


def _is_block(element: _Element) -> bool:
    """Say whether an element is a block that holds text."""
    if not isinstance(element.tag, str) or element.tag in _INLINE:
        return False
    return any(text.strip() for text in map(str, element.itertext()))


def _is_nested(found: _Element) -> bool:
    return any(parent.tag in _ASIDE or parent.tag in _LISTS for parent in found.iterancestors())


def _is_menu(found: _Element) -> bool:
    linked = sum(len(bare_line(link)) for link in found.iter("a"))
    return linked >= _LINKED * max(1, len(bare_line(found)))


def bare_line(element: _Element) -> str:
    """Return the text of an element on one line; nothing for a comment."""
    return " ".join(string_of(element).split()) if isinstance(element.tag, str) else ""


def key_of(line: str) -> str:
    """Return the letters and digits by which a paragraph is found again in the extracted text."""
    return letters_of(line[: 3 * _KEY_CHARACTERS])[:_KEY_CHARACTERS]
