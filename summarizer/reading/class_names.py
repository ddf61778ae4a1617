"""Names of elements that mislead whoever reads a page by them: taken off prose that is in sight."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.trees import is_ended, string_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROSE_CHARACTERS = 60
"""Of a paragraph; what has fewer is a label."""


def drop_names(tree: _Element) -> None:
    """Take off prose the names that tell of slides and of hiding, lest whoever reads the tree next judge by them.

    What a reader sees has been settled; elsewhere such names are those of rows of links and pictures.
    """
    named = [element for element in tree.iter("*") if _OF_HIDING.search(f"{element.get('class')} {element.get('id')}")]
    prose = _of_prose(tree) if named else set()
    for element in prose.intersection(named):
        for name in ("class", "id"):
            if names := element.get(name):
                element.set(name, " ".join(one for one in names.split() if not _OF_HIDING.search(one)))


_OF_HIDING = re.compile(r"slide|hid(?:e|den)|no-?print", re.I)


def _of_prose(tree: _Element) -> set[_Element]:
    """Return the paragraphs of sentences with all that is in them, and the blocks that hold little else.

    A block with as many pictures and linked headings as paragraphs is a row of them.
    """
    found: set[_Element] = set()
    sums: dict[_Element, _Sums] = {}
    for element in reversed(list(tree.iter())):
        inside = [sums.pop(child) for child in element]
        holds = any(one.holds for one in inside)
        linked = element.tag == "a" or any(one.linked for one in inside)
        own = len(element.text or "") + sum(len(child.tail or "") for child in element)
        characters = own + sum(one.characters for one in inside)
        told, rest = sum(one.told for one in inside), sum(one.rest for one in inside)
        if element.tag in _PARAGRAPHS and not holds and _is_told(element):
            told, rest = characters, rest - 1
            found.update(element.iter())
        elif element.tag == "a":
            told = 0
        elif element.tag in _PICTURES or (element.tag in _HEADINGS and linked):
            rest += 1
        if rest < 0 and told > _MOSTLY * characters:
            found.add(element)
        sums[element] = _Sums(characters, told, rest, holds or element.tag in _PARAGRAPHS, linked)
    return found


def drop_names_around_prose(tree: _Element) -> bool:
    """Take off every name of the blocks that hold most of a page's sentences; say whether it has that many.

    Style sheets in modules and tools of readers give them names that extractors take for those of something else:
    "commentOnSelection" is around the whole article on LessWrong.
    """
    paragraphs = [element for element in tree.iter(*_PARAGRAPHS) if _is_told(element)]
    sizes = [len(string_of(element)) for element in paragraphs]
    if sum(sizes) < _MANY_CHARACTERS:
        return False
    held: Counter[_Element] = Counter()
    for element, size in zip(paragraphs, sizes, strict=True):
        for outer in element.iterancestors():
            held[outer] += size
    for element in (element for element, size in held.items() if size > sum(sizes) / 2):
        for name in ("class", "id"):
            element.attrib.pop(name, "")
    return True


_MANY_CHARACTERS = 600
"""Of sentences in paragraphs, from which on a page is one to be read, whatever its names."""


class _Sums(NamedTuple):
    """What is in an element."""

    characters: int
    told: int
    """Characters of sentences."""
    rest: int
    """How many more pictures and linked headings there are than paragraphs of sentences."""
    holds: bool
    """There is a paragraph, of whatever kind."""
    linked: bool
    """There is a link."""


def _is_told(paragraph: _Element) -> bool:
    """Say whether a paragraph is made of sentences rather than of links."""
    text = " ".join(string_of(paragraph).split())
    linked = sum(len(string_of(link)) for link in paragraph.iter("a"))
    return len(text) >= _PROSE_CHARACTERS and linked < len(text) / 2 and is_ended(text)


_PARAGRAPHS = frozenset(("p", "li"))
_PICTURES = frozenset(("img", "picture", "video"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5"))
_MOSTLY = 0.6
