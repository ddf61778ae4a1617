"""What a reader cannot see, taken out: hidden elements of a page's tree, and characters that leave no mark."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer.reading.addressing import addresses_model
from summarizer.reading.css.blocks import sheet_in
from summarizer.reading.css.colours import alike
from summarizer.reading.css.conditions import media_apply
from summarizer.reading.css.inheritance import (
    State,
    inherited,
    is_doubtful,
    presentational,
    shows,
    with_ground_by_class,
)
from summarizer.reading.css.longhands import Declarations
from summarizer.reading.css.properties import PENDING, longhands
from summarizer.reading.css.stylesheet import Scoped, Sheet, declarations
from summarizer.reading.css.values import substituted
from summarizer.reading.hiding import aria_hidden, hidden_by, unseen_class

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN_TAGS = frozenset(
    "script style template noscript noembed noframes iframe object embed applet audio video canvas datalist textarea "
    "select option optgroup meter progress svg rp map area param base annotation annotation-xml".split()
)
"""Elements whose content a browser with scripts shows nowhere, or not as text of the page."""

_UNSEEN_ATTRIBUTES = frozenset(
    "alt title aria-label aria-description placeholder summary label value abbr aria-hidden hidden style".split()
)
"""Attributes that hold text, and those that have been judged and could mislead whoever reads the tree next."""

_REVEAL_CHARACTERS = 500
"""A hidden block with less text than this is never taken for the article itself."""
_NEXT_TO_NOTHING = 200
"""Characters of visible prose up to which a page shows no article."""
_PROSE_NODE = 60
"""Characters from which on a run of text counts as prose rather than as a label."""


def remove_hidden(tree: _Element) -> None:
    """Take out of an HTML tree, in place and in linear time, everything that a person with a browser would not see.

    That is: comments; elements that are never shown; what `hidden`, `aria-hidden`, style attributes, the page's own
    style sheets or the usual class names hide, however they do it; and texts that live in attributes. Where that would
    leave no article, a hidden block that holds one is kept: pages reveal their text by script as it loads. Prose that a
    script or a sheet elsewhere may well show is kept too, unless it speaks to a model.

    Raises ItemError `unreadable` where style sheets are too large to tell what they hide.
    """
    _open_shadow_roots(tree)
    sheets = list(_sheets(tree))
    quirks = not tree.getroottree().docinfo.doctype  # type: ignore[attr-defined] # the stubs lack it
    sheet = Sheet(sheets, _names(tree) if sheets else frozenset(), quirks)
    arrived = _arrived(tree)
    survey = _Survey(sheet, arrived, quirks)
    survey.look(tree, _Around(State(), ChainMap()))
    if survey.lost_in_white:
        survey = _Survey(sheet, arrived, quirks)
        survey.look(tree, _Around(State(background=None), ChainMap()))
    survey.reveal()
    survey.remove(tree)


def _open_shadow_roots(tree: _Element) -> None:
    """Put what declared shadow roots show in place of what it takes the place of: all of their host, without a slot.

    Their rules are kept for what they are about: the root itself, and, in `::slotted()`, the children of the host.
    """
    for number, root in enumerate([one for one in tree.iter("template") if one.get("shadowrootmode")]):
        host = root.getparent()
        if host is None:
            continue
        if root.find(".//slot") is None:
            for child in [child for child in host if child is not root]:
                host.remove(child)
            host.text = root.tail = None
        for style in root.iter("style"):
            if next(style.iterancestors("template"), None) is root:
                style.set("shadow-number", str(number))
        host.set("shadow-host", str(number))
        root.set("shadow-root", str(number))
        root.tag = "div"


def _sheets(tree: _Element) -> Iterator[Scoped]:
    """Yield each style sheet that is in the page itself and meant for a screen, in order."""
    for element in tree.iter("style", "link"):
        if not media_apply((element.get("media") or "").lower()) or _in_noscript(element):
            continue
        if element.tag == "link":
            if (element.get("rel") or "").lower().split() == ["stylesheet"]:
                yield Scoped(sheet_in(element.get("href") or ""))
        elif (element.get("type") or "text/css").strip().lower() == "text/css" and element.text:
            yield from _scoped(element.text, element.get("shadow-number"))


def _scoped(text: str, shadow: str | None) -> Iterator[Scoped]:
    """Yield a sheet as it stands, or, of a shadow root, what of it is about the root and about what its host holds."""
    if shadow is None:
        yield Scoped(text)
        return
    yield Scoped(text, f"[shadow-root='{shadow}']")
    for selector, body in _SLOTTED.findall(text):
        yield Scoped(f"&>:is({selector}){{{body}}}", f"[shadow-host='{shadow}']")


_SLOTTED = re.compile(r"::slotted\(([^(){}]*)\)\s*\{([^{}]*)\}")


def _names(tree: _Element) -> frozenset[str]:
    """Return the classes and ids of the page, as selectors name them."""
    elements = list(tree.iter())
    names = {f"#{name}" for element in elements if (name := element.get("id"))}
    lists = {element.get("class") or "" for element in elements}
    return frozenset(names | {"." + name for names_of_one in lists for name in names_of_one.split()})


def _in_noscript(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("noscript", "template")


def _arrived(tree: _Element) -> frozenset[str]:
    """Put hidden parts where a script puts them as they arrive, as React's server writes them, and return their ids."""
    scripts = (script.text for script in tree.iter("script") if script.text and "$RC(" in script.text)
    moves = list(dict.fromkeys(move for text in scripts for move in _ARRIVALS.findall(text)))[:_MAX_ARRIVALS]
    named = {element.get("id"): element for element in tree.iter("template", "div")} if moves else {}
    for place, part in moves:
        if place in named and part in named and named[place] not in named[part].iterancestors():
            _drop_fallback(named[place])
            named[place].addprevious(named[part])
    return frozenset(part for _, part in moves)


_MAX_ARRIVALS = 200
"""Parts of one page; pages have a dozen."""
_ARRIVALS = re.compile(r"\$RC\(\s*[\"']([^\"']*)[\"']\s*,\s*[\"']([^\"']*)[\"']")


def _drop_fallback(place: _Element) -> None:
    """Take out what stands in for a part that has not arrived: all up to the comment `/$`."""
    parent = place.getparent()
    fallback = list(takewhile(lambda one: isinstance(one.tag, str) or one.text != "/$", place.itersiblings()))
    if parent is not None and len(fallback) < len(list(place.itersiblings())):
        place.tail = None
        for one in fallback:
            parent.remove(one)


_Verdict = Literal["seen", "hidden", "unclear"]
_Variables = ChainMap[str, str]


class _Around(NamedTuple):
    """What an element inherits, and the tags, classes and ids of all that it stands in."""

    state: State
    variables: _Variables
    names: frozenset[str] = frozenset()


class _Survey:
    """One look over a tree: which elements are hidden and which texts blank, and how much prose is left."""

    def __init__(self, sheet: Sheet, arrived: frozenset[str], quirks: bool) -> None:
        self._sheet = sheet
        self._arrived = arrived
        self._quirks = quirks
        self._hidden: dict[_Element, _Around] = {}
        """Hidden by style, attribute or class, with what is around them."""
        self._unclear: list[_Element] = []
        """Those of them that a script, or a sheet that is not in the page, may well show."""
        self._gone: set[_Element] = set()
        self._revealed: list[_Element] = []
        self._unlit: dict[_Element, _Around] = {}
        """Where `visibility` was turned off; what is inside may turn it on again."""
        self._blank: dict[tuple[_Element, str], None] = {}
        self._pale_page = False
        """The page as a whole is written in the colour that its ground was taken to have."""
        self._dimmed = 0
        """Characters in long runs of text that has the colour of its ground."""
        self._prose = 0
        """Characters of visible text in long runs."""

    @property
    def lost_in_white(self) -> bool:
        """Whether the page's ground cannot be white, because most of the page would be white on it."""
        if self._pale_page:
            return self._dimmed > self._prose
        return self._dimmed >= _REVEAL_CHARACTERS and self._prose <= _NEXT_TO_NOTHING

    def look(self, root: _Element, around: _Around, revealed: bool = False) -> None:
        """Mark what is hidden at and below `root`; `revealed` forgives `root` itself."""
        stack = [(root, around, revealed)]
        while stack:
            element, outer, forgiven = stack.pop()
            if not isinstance(element.tag, str) or element.tag in _UNSEEN_TAGS:
                self._gone.add(element)
                continue
            inner, variables, verdict = self._judged(element, outer)
            if verdict != "seen" and not forgiven:
                self._hidden[element] = outer
                if verdict == "unclear":
                    self._unclear.append(element)
                continue
            if forgiven:
                inner = inner._replace(visible=True, opacity=outer.state.opacity)
            elif outer.state.visible and not inner.visible:
                self._unlit[element] = outer
            if element.tag in ("html", "body") and alike(inner.colour, inner.background):
                self._pale_page = True
            self._note_text(element, inner)
            if len(element):
                inside = _Around(inner, variables, self._sheet.below(element, outer.names))
                stack.extend((child, inside, False) for child in element.iterchildren())

    def _judged(self, element: _Element, around: _Around) -> tuple[State, _Variables, _Verdict]:
        """Return the state and the variables inside `element`, and whether all that is in it is seen."""
        attributes = element.attrib
        outer, variables, _ = around
        if not attributes and not self._sheet and element.tag != "dialog":
            return outer, variables, "seen"
        names = attributes.get("class", "")
        page = element.tag in ("html", "body")
        if "hidden" in attributes:
            return outer, variables, "unclear" if attributes.get("id") in self._arrived else "hidden"
        if (aria_hidden(element) and not page) or (element.tag == "dialog" and "open" not in attributes):
            return outer, variables, "hidden"
        if "popover" in attributes:
            return outer, variables, "hidden"
        unseen = unseen_class(names) if names and not page else ""
        if unseen and not self._sheet.styles(element, names.split(), unseen):
            return outer, variables, "hidden"
        style, variables = self._style(element, names, around)
        ways = hidden_by(style, outer)
        inner = with_ground_by_class(names, style, inherited(style, outer, page))
        if not ways:
            return inner, variables, "unclear" if unseen and shows(inner) else "seen"
        return inner, variables, "unclear" if self._may_appear(element, names, style, ways, outer) else "hidden"

    def _may_appear(
        self, element: _Element, names: str, style: Declarations, ways: Sequence[str], outer: State
    ) -> bool:
        """Say whether a hidden element is one that fades in where it stands, or a row that shows one of its parts."""
        if ways == ("transform",):
            row = style.get("display") in ("flex", "inline-flex", "grid") and len(element) > 1
            return row and outer.room is not None and bool(_BY_WHOLE_PARTS.fullmatch(style.get("transform", "")))
        placed = style.get("position", "static") in ("static", "relative", "sticky")
        return placed and _FADING.issuperset(ways) and "opacity" in ways and self._sheet.awaits(element, names.split())

    def _style(self, element: _Element, names: str, around: _Around) -> tuple[Declarations, _Variables]:
        """Return what is declared for `element` in the end, by sheet, attribute and old markup, and its variables."""
        style, variables = presentational(element), around.variables
        ruled = self._sheet.declared(element, names.split(), around.names)
        own = declarations(element.get("style") or "", self._quirks)
        for declared in (ruled.normal, own.normal, ruled.important, own.important):
            style.update(declared)
        if "animation-name" in style:
            style.update(self._sheet.settled(style))
        for named in (ruled.variables, own.variables):
            if named and named is not variables.maps[0]:
                variables = variables.new_child(named)
        if style and element.tag in ("td", "th"):
            style.setdefault("display", "table-cell")
        return _computed(style, variables, self._quirks), variables

    def _note_text(self, element: _Element, state: State) -> None:
        """Count or blank the runs of text that stand directly in `element`."""
        readable, doubtful = shows(state), is_doubtful(state)
        texts = [(element, "text", element.text), *((child, "tail", child.tail) for child in element)]
        for owner, place, text in texts:
            if not text or text.isspace():
                continue
            if not readable or (doubtful and addresses_model(text)):
                self._blank[owner, place] = None
                if len(text) >= _PROSE_NODE and alike(state.colour, state.background):
                    self._dimmed += len(text)
                continue
            self._blank.pop((owner, place), None)
            if len(text) >= _PROSE_NODE and element.tag != "a":
                self._prose += len(text)

    def reveal(self) -> None:
        """Look again into hidden blocks: into prose that may well be shown, and, of a page that would be empty, all."""
        for element in self._unclear:
            text = _text(element)
            if element in self._hidden and len(" ".join(text.split())) >= _PROSE_NODE and not addresses_model(text):
                self._show(element)
        for _ in range(3):
            candidates = self._hidden | self._unlit
            found = [element for element in candidates if self._holds_article(element)]
            if not found:
                break
            self._show(max(found, key=_size))
        if self._prose <= _NEXT_TO_NOTHING:
            for element in self._pieces():
                self._show(element)

    def _show(self, element: _Element) -> None:
        """Look into a hidden block as if it were not hidden."""
        around = self._hidden.pop(element, None) or self._unlit[element]
        self._unlit.pop(element, None)
        self.look(element, around, revealed=True)
        self._revealed.append(element)

    def _pieces(self) -> list[_Element]:
        """Return the pieces of an article that is hidden piece by piece, all in the same way, until they scroll up."""
        ways: dict[tuple[object, ...], list[_Element]] = {}
        for element, around in (self._hidden | self._unlit).items():
            if _size(element) >= _PROSE_NODE and not addresses_model(_text(element)):
                ways.setdefault(self._way(element, around), []).append(element)
        pieces = max(ways.values(), key=lambda found: sum(map(_size, found)), default=[])
        enough = len(pieces) >= 3 and sum(map(_size, pieces)) >= _REVEAL_CHARACTERS
        return pieces if enough else []

    def _way(self, element: _Element, around: _Around) -> tuple[object, ...]:
        """Return how an element is hidden: the same for those that one script shows."""
        names = element.get("class", "")
        style, _ = self._style(element, names, around)
        declared = tuple(style.get(name) for name in ("display", "visibility", "opacity", "transform", "height"))
        marks = ("hidden" in element.attrib, aria_hidden(element), bool(unseen_class(names)))
        return *marks, hidden_by(style, around.state), *declared

    def _holds_article(self, element: _Element) -> bool:
        """Say whether a hidden block can only be the page's article, waiting for a script to show it."""
        structural = element.tag in ("html", "body", "main", "article") or element.find(".//h1") is not None
        if self._prose > (600 if structural else _NEXT_TO_NOTHING) or sum(1 for _ in element.iter("p", "li", "br")) < 2:
            return False
        size = _size(element)
        return size >= _REVEAL_CHARACTERS and size > 3 * self._prose and not addresses_model(_text(element))

    def remove(self, tree: _Element) -> None:
        """Take out of `tree` what was marked, keeping the text that follows each removed element."""
        for element in self._revealed:
            element.attrib.pop("class", "")
        for element, place in self._blank:
            setattr(element, place, " ")
        doomed = self._gone | self._hidden.keys()
        parents = dict.fromkeys(parent for element in doomed if (parent := element.getparent()) is not None)
        for parent in parents:
            _remove_children(parent, doomed)
        if tree in doomed:
            tree.clear()
        for element in tree.iter():
            _drop_attributes(element)


_FADING = frozenset(("opacity", "transform", "place"))
_BY_WHOLE_PARTS = re.compile(r"translate(?:x|3d)?\(-[1-9]\d?00%(?:,[^()]*)?\)")
"""A row of parts as wide as the box that it stands in, moved by some of them."""


def _computed(style: Declarations, variables: Mapping[str, str], quirks: bool) -> Declarations:
    """Return declarations with variables filled in; those that then come to nothing are left out."""
    computed = {}
    for name, value in style.items():
        if value.startswith(PENDING):
            whole, _, text = value.removeprefix(PENDING).partition(":")
            known = substituted(text, variables)
            value = longhands(whole, " ".join(known.split()), quirks).get(name, "unset") if known else "unset"
        if value != "unset" and not value.startswith(PENDING):
            computed[name] = value
    return computed


def _drop_attributes(element: _Element) -> None:
    """Take away the attributes that nobody sees."""
    for name in _UNSEEN_ATTRIBUTES.intersection(element.keys()):
        del element.attrib[name]


def _remove_children(parent: _Element, doomed: set[_Element]) -> None:
    """Remove the doomed children of `parent`, joining the texts after them in one go."""
    last: _Element | None = None
    loose: list[str] = []
    for child in list(parent):
        if child in doomed:
            loose.append(child.tail or "")
            parent.remove(child)
        else:
            _append(parent, last, loose)
            last, loose = child, []
    _append(parent, last, loose)


def _append(parent: _Element, last: _Element | None, loose: list[str]) -> None:
    if not loose:
        return
    if last is None:
        parent.text = (parent.text or "") + "".join(loose)
    else:
        last.tail = (last.tail or "") + "".join(loose)


def _text(element: _Element) -> str:
    """Return the text of a block without its scripts and comments."""
    nodes = (node for node in element.iter() if isinstance(node.tag, str) and node.tag not in _UNSEEN_TAGS)
    return " ".join(f"{node.text or ''} {node.tail or ''}" for node in nodes)


def _size(element: _Element) -> int:
    return len(" ".join(_text(element).split()))
