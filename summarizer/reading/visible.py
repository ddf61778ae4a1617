"""What a reader cannot see, taken out of a page's tree: what the page is, and what the survey of it comes to."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Container, Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from summarizer.reading.characters import OVERRIDE, turned, with_runs_turned
from summarizer.reading.class_names import drop_names
from summarizer.reading.css.inheritance import State
from summarizer.reading.css.stylesheet import Sheet
from summarizer.reading.css.values import number_of
from summarizer.reading.sheets import open_shadow_roots, sheets_of
from summarizer.reading.survey import Around, Survey
from summarizer.reading.trees import BLOCKS, holders_of, string_of, texts_of

if TYPE_CHECKING:
    from lxml.etree import _Element


def remove_hidden(tree: _Element) -> None:
    """Take out of an HTML tree, in place, everything that a person with a browser would not see.

    That is: comments; elements that are never shown; what `hidden`, `aria-hidden`, style attributes, the page's own
    style sheets or the usual class names hide, however they do it; and texts that live in attributes. How a word is
    read, which stands above it in small letters (`ruby`), goes as well, lest it stand in the middle of the sentence;
    text that is set backwards is turned round, as it is read.
    Where that would leave no article, a hidden block that holds one is kept: pages reveal their text by script as it
    loads. Prose that a script or a sheet elsewhere may well show is kept too, unless it speaks to a model.

    The time grows with the page's size, save for selectors that look beside or below an element (`~`, `:has()`): what
    those cost is held down by the bounds in `css/` alone. Raises ItemError `unreadable` where style sheets are too
    large, or take too long, to tell what they hide.
    """
    shadows = open_shadow_roots(tree)
    scripted = _run_scripts(tree)
    sheets = list(sheets_of(tree))
    quirks = _has_quirks(tree)
    sheet = Sheet(sheets, _names(tree) if sheets else frozenset(), quirks, scripted)
    arrived, voids = _arrived(tree), _voids(tree)
    readings = [reading for ruby in tree.iter("ruby") for reading in ruby.iterchildren("rt", "rtc")]

    def surveyed(page: State) -> Survey:
        survey = Survey(sheet, arrived, quirks, scripted, voids, (*shadows.unfit, *readings))
        survey.look(tree, Around(page, ChainMap(sheet.initial)))
        return survey

    survey = surveyed(State())
    if survey.lost_in_white:
        survey = surveyed(State(background=None))
    survey.hide_with(shadows)
    survey.reveal()
    survey.remove(tree)
    _turn_backwards(tree, survey.turned)
    drop_names(tree)


def _turn_backwards(tree: _Element, elements: Sequence[_Element]) -> None:
    """Turn the text of elements round that is set backwards, and runs of text that a character sets so."""
    found = [element.getparent() if after else element for element, text, after in texts_of(tree) if OVERRIDE in text]
    if elements or found:
        around = holders_of(tree, BLOCKS)
        _turn_each(elements, turned, around)
        _turn_each([_line_around(one, around) for one in found if one is not None], with_runs_turned, around)


def _turn_each(elements: Iterable[_Element], turn: Callable[[str], str], around: Container[_Element]) -> None:
    """Turn the text of each element round; of one that is around blocks, no more than its own."""
    done: set[_Element] = set()
    for element in elements:
        if element in done:
            continue
        done.add(element)
        if element in around:
            element.text = turn(element.text or "")
            for child in element:
                child.tail = turn(child.tail or "")
            continue
        text = turn(string_of(element))
        done.update(element.iterdescendants())
        for child in list(element):
            element.remove(child)
        element.text = text


def _line_around(element: _Element, around: Container[_Element]) -> _Element:
    """Return the block that an element is in line in, or, where that is around others, what of it the element is in."""
    for outer in (element, *element.iterancestors()):
        if outer in around:
            break
        element = outer
        if outer.tag in BLOCKS:
            break
    return element


def _has_quirks(tree: _Element) -> bool:
    """Say whether a page's document type, or that it has none, makes browsers read its styles as they once did."""
    document: Any = tree.getroottree().docinfo  # of which the stubs lack most
    public = document.public_id or ""
    if not re.match(r"<!doctype html\b", document.doctype, re.I) or _OLD_TYPES.match(public):
        return True
    return not document.system_url and bool(_LOOSE_TYPES.match(public))


_OLD_TYPES = re.compile(r"-//IETF//DTD HTML|-//W3C//DTD HTML (?:3|4\.0 (?:transitional|frameset)|experimental)", re.I)
_LOOSE_TYPES = re.compile(r"-//W3C//DTD HTML 4\.01 (?:transitional|frameset)", re.I)


def _run_scripts(tree: _Element) -> bool:
    """Say whether a page has scripts, and, where one of them changes the root's class, take `no-js` out of it."""
    scripts = [one for one in tree.iter("script") if one.get("src") or _RUN.fullmatch(one.get("type") or "module")]
    names = tree.get("class", "")
    if _UNSCRIPTED.search(names) and any("documentElement" in (script.text or "") for script in scripts):
        tree.set("class", _UNSCRIPTED.sub("", names))
    return bool(scripts) or any(_SCRIPTED.search(one.get("class", "")) for one in tree.iter("html", "body"))


_RUN = re.compile(r"module|(?:text|application)/(?:x-)?(?:java|ecma)script", re.I)
_UNSCRIPTED = re.compile(r"(?<!\S)(?:\S*-)?no-?js(?!\S)")
_SCRIPTED = re.compile(r"(?:^|[\s-])js(?:-enabled)?(?:\s|$)")


def _names(tree: _Element) -> frozenset[str]:
    """Return the classes and ids of the page, as selectors name them."""
    elements = list(tree.iter())
    names = {f"#{name}" for element in elements if (name := element.get("id"))}
    lists = {element.get("class") or "" for element in elements}
    return frozenset(names | {"." + name for names_of_one in lists for name in names_of_one.split()})


def _arrived(tree: _Element) -> frozenset[str]:
    """Put hidden parts where a script puts them as they arrive, as React's server writes them, and return their ids."""
    scripts = (script.text for script in tree.iter("script") if script.text and "$R" in script.text)
    calls = list(dict.fromkeys(call for text in scripts for call in _ARRIVALS.findall(text)))[:_MAX_ARRIVALS]
    named = {element.get("id"): element for element in tree.iter("template", "div")} if calls else {}
    parts = set()
    for call, first, second in calls:
        place, part = (second, first) if call == "S" else (first, second)
        parts.add(part)
        if place in named and part in named and named[place] not in named[part].iterancestors():
            if call != "S":
                _drop_fallback(named[place])
            named[place].addprevious(named[part])
    return frozenset(parts)


_MAX_ARRIVALS = 200
"""Parts of one page; pages have a dozen."""
_ARRIVALS = re.compile(r"\$R([CRS])\(\s*[\"']([^\"']*)[\"']\s*,\s*[\"']([^\"']*)[\"']")
"""The calls of React's server: `$RC` and, with style sheets, `$RR` name place and part, `$RS` part and place."""


def _drop_fallback(place: _Element) -> None:
    """Take out what stands in for a part that has not arrived: all up to the comment `/$`."""
    parent = place.getparent()
    fallback = list(takewhile(lambda one: isinstance(one.tag, str) or one.text != "/$", place.itersiblings()))
    if parent is not None and len(fallback) < len(list(place.itersiblings())):
        place.tail = None
        for one in fallback:
            parent.remove(one)


def _voids(tree: _Element) -> frozenset[str]:
    """Return the ids of an SVG's clips and masks that have no shape with an area, and of its filters of nothing."""
    found = (one for one in tree.iter("clippath", "mask", "filter") if not any(map(_paints, one.iterdescendants("*"))))
    return frozenset(one.get("id", "").lower() for one in found)


def _paints(shape: _Element) -> bool:
    sides = (shape.get("width", "1"), shape.get("height", "1"), shape.get("r", "1"), shape.get("flood-opacity", "1"))
    return shape.tag not in ("title", "desc", "g") and not any(number_of(side.strip("px")) == 0 for side in sides)
