"""A look over a page: which elements a reader does not see, and which hidden ones are its article all the same."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarizer.reading.css.colours import alike
from summarizer.reading.css.conditions import if_holds
from summarizer.reading.css.inheritance import (
    OWN_GROUNDS,
    State,
    inherited,
    is_doubtful,
    presentational,
    shows,
    with_ground_by_class,
)
from summarizer.reading.css.longhands import Declarations
from summarizer.reading.css.properties import PENDING, REVERTED, longhands
from summarizer.reading.css.pseudo_classes import is_custom
from summarizer.reading.css.stylesheet import Sheet, declarations
from summarizer.reading.css.values import pixels_of, substituted
from summarizer.reading.hiding import aria_hidden, fades_by_class, hidden_by, is_cloaked, starts_hidden, unseen_class
from summarizer.reading.injection import addresses_model
from summarizer.reading.sheets import Shadows
from summarizer.reading.tables import cells_of, span_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN_TAGS = frozenset(
    "script style template noscript noembed noframes iframe object embed applet audio video canvas datalist textarea "
    "select option optgroup meter progress svg rp map area param base annotation annotation-xml mphantom".split()
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
_MOST_COLUMNS = 200
"""Of a table, that are looked at for whether they are collapsed."""
_PROSE_NODE = 60
"""Characters from which on a run of text counts as prose rather than as a label."""


_Verdict = Literal["seen", "hidden", "unclear"]
_Variables = ChainMap[str, str]


class Around(NamedTuple):
    """What an element inherits, and the tags, classes and ids of all that it stands in."""

    state: State
    variables: _Variables
    names: frozenset[str] = frozenset()
    vouched: bool = False
    """All that is in it was found to speak to no model."""


class Survey:
    """One look over a tree: which elements are hidden and which texts blank, and how much prose is left."""

    def __init__(
        self,
        sheet: Sheet,
        arrived: frozenset[str],
        quirks: bool,
        scripted: bool,
        voids: frozenset[str],
        unfit: Iterable[_Element],
    ) -> None:
        self._sheet = sheet
        self._scripted = scripted
        self._arrived = arrived
        self._quirks = quirks
        self._hidden: dict[_Element, Around] = {}
        """Hidden by style, attribute or class, with what is around them."""
        self._unclear: list[_Element] = []
        """Those of them that a script, or a sheet that is not in the page, may well show."""
        self._gone: set[_Element] = set(unfit)
        self._revealed: list[_Element] = []
        self.turned: list[_Element] = []
        """Elements whose letters run from right to left, whatever they are."""
        self._voids = voids
        """Ids of clips and masks of SVG without a shape, and of filters that paint nothing."""
        self._unlit: dict[_Element, Around] = {}
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

    def look(self, root: _Element, around: Around, revealed: bool = False) -> None:
        """Mark what is hidden at and below `root`; `revealed` forgives `root` itself."""
        stack = [(root, around, revealed)]
        while stack:
            element, outer, forgiven = stack.pop()
            if not isinstance(element.tag, str) or element.tag in _UNSEEN_TAGS or element in self._gone:
                self._gone.add(element)
                continue
            inner, variables, verdict = self._judged(element, outer)
            if verdict == "unclear" and outer.vouched and not forgiven:
                self._revealed.append(element)
                forgiven = True
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
            if inner.turned:
                self.turned.append(element)
                inner = inner._replace(turned=False)
            if len(element):
                inside = Around(inner, variables, self._sheet.below(element, outer.names), outer.vouched)
                if element.tag == "table":
                    self._gone.update(self._collapsed(element, inside))
                stack.extend((child, inside, False) for child in element.iterchildren())

    def _judged(self, element: _Element, around: Around) -> tuple[State, _Variables, _Verdict]:
        """Return the state and the variables inside `element`, and whether all that is in it is seen."""
        attributes = element.attrib
        outer, variables, *_ = around
        if outer.narrow and element.getprevious() is not None:
            outer = outer._replace(narrow=False)
        if not attributes and not self._sheet and element.tag not in OWN_GROUNDS:
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
            return outer, variables, "unclear" if self._scripted and fades_by_class(names) else "hidden"
        style, variables = self._style(element, names, around)
        ways = hidden_by(style, outer) or self._names_a_void(style)
        inner = with_ground_by_class(names, style, inherited(style, outer, page))
        if self._sheet.defers and is_custom(element):
            inner = inner._replace(veiled=True)
        if not ways and outer.visible and not inner.visible and self._may_appear(element, names, style, _UNLIT, outer):
            return inner, variables, "unclear"
        if not ways:
            return inner, variables, "unclear" if unseen and shows(inner) else "seen"
        return inner, variables, "unclear" if self._may_appear(element, names, style, ways, outer) else "hidden"

    def _collapsed(self, table: _Element, around: Around) -> list[_Element]:
        """Return the cells of a table that stand in none but collapsed columns."""
        columns: list[bool] = []
        for group in table.iterchildren("col", "colgroup"):
            whole = self._collapses(group, around)
            inside = around._replace(names=self._sheet.below(group, around.names))
            for column in list(group.iterchildren("col")) or [group]:
                columns += [self._collapses(column, inside, whole)] * span_of(column, "span")
        del columns[_MOST_COLUMNS:]
        cells = cells_of(table, len(columns)) if any(columns) else ()
        return [cell for cell, where in cells if where.stop <= len(columns) and all(columns[where.start : where.stop])]

    def _collapses(self, column: _Element, around: Around, outer: bool = False) -> bool:
        style, _ = self._style(column, column.get("class", ""), around)
        return style["visibility"] == "collapse" if "visibility" in style else outer

    def _names_a_void(self, style: Declarations) -> tuple[str, ...]:
        values = [style.get(name, "") for name in ("clip-path", "mask-image", "filter")] if self._voids else []
        return ("clip",) if any(found in self._voids for value in values for found in _FRAGMENT.findall(value)) else ()

    def _may_appear(
        self, element: _Element, names: str, style: Declarations, ways: Sequence[str], outer: State
    ) -> bool:
        """Say whether a hidden element is one that fades in where it stands, or a row that shows one of its parts."""
        row = style.get("display") in ("flex", "inline-flex", "grid") and len(element) > 1 and outer.room is not None
        if row and ways == ("transform",) and _moved_by_parts(element, style.get("transform", "")):
            return True
        if style.get("position", "static") not in ("static", "relative", "sticky"):
            return False
        if self._scripted and (is_cloaked(element) if ways == ("display",) else starts_hidden(element)):
            return _BY_SCRIPT.issuperset(ways)
        if not _FADING.issuperset(ways) or not _FADED.intersection(ways):
            return False
        stopped = style.get("animation-play-state") == "paused" and "animation-name" in style
        moved = self._scripted and "opacity" in ways and (stopped or _is_moved(element))
        return moved or self._sheet.awaits(element, names.split(), style, self._scripted)

    def _style(self, element: _Element, names: str, around: Around) -> tuple[Declarations, _Variables]:
        """Return what is declared for `element` in the end, by sheet, attribute and old markup, and its variables."""
        style, variables = presentational(element), around.variables
        ruled = self._sheet.declared(element, names.split(), around.names)
        own = declarations(element.get("style") or "", self._quirks)
        for declared in (ruled.normal, own.normal, ruled.important, own.important):
            style.update(declared)
        if "animation-name" in style:
            for declared in (self._sheet.settled(style), ruled.important, own.important):
                style.update(declared)
        uninherited = self._sheet.uninherited
        if any(not uninherited.keys().isdisjoint(one) for one in variables.maps[:2] if one is not uninherited):
            variables = variables.new_child(uninherited)
        for named in (ruled.variables, own.variables):
            if named and named is not variables.maps[0]:
                variables = variables.new_child(named)
        if style and element.tag in ("td", "th"):
            style.setdefault("display", "table-cell")
        return _computed(style, variables, element.get, self._quirks), variables

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

    def hide_with(self, shadows: Shadows) -> None:
        """Hide what fills a slot that is hidden itself."""
        for element in self._hidden if shadows.filled else ():
            for slot in element.iter("slot"):
                self._gone.update(shadows.filled.get(slot, ()))
                host = shadows.hosts.get(slot)
                if host is not None:
                    self._blank.update({(host, "text"): None, **{(child, "tail"): None for child in host}})

    def reveal(self) -> None:
        """Look again into hidden blocks: into prose that may well be shown, and, of a page that would be empty, all.

        What a script puts in its place as it arrives may be the whole article, which may quote what is said to a model:
        only those lines of it are left out.
        """
        for element in self._unclear:
            text = _text(element)
            if element in self._hidden and len(" ".join(text.split())) >= _PROSE_NODE:
                spoken = addresses_model(text)
                if not spoken or element.get("id") in self._arrived:
                    self._show(element, veiled=bool(spoken))
        for _ in range(3):
            candidates = self._hidden | self._unlit
            found = [element for element in candidates if self._holds_article(element)]
            if not found:
                break
            self._show(max(found, key=_size))
        if self._prose <= _NEXT_TO_NOTHING:
            for element in self._pieces():
                self._show(element)

    def _show(self, element: _Element, veiled: bool = False) -> None:
        """Look into a hidden block as if it were not hidden, or, if it is `veiled`, as if it might not be."""
        around = self._hidden.pop(element, None) or self._unlit[element]
        self._unlit.pop(element, None)
        state = around.state._replace(veiled=True) if veiled else around.state
        self.look(element, around._replace(state=state, vouched=True), revealed=True)
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

    def _way(self, element: _Element, around: Around) -> tuple[object, ...]:
        """Return how an element is hidden: the same for those that one script shows."""
        names = element.get("class", "")
        style, _ = self._style(element, names, around)
        declared = tuple(style.get(name) for name in ("display", "visibility"))
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


_FRAGMENT = re.compile(r"url\(#([^()]*)\)")


def _is_moved(element: _Element) -> bool:
    """Say whether the attribute `style` moves an element, as scripts write it before they move it back."""
    return declarations(element.get("style") or "").normal.get("transform", "none") != "none"


def _moved_by_parts(row: _Element, transform: str) -> bool:
    """Say whether a row of parts, each as wide as the box that it stands in, is moved by some of them."""
    found = _TO_THE_LEFT.fullmatch(transform)
    if found is None:
        return False
    width = 100.0 if found[2] == "%" else pixels_of(declarations(row[0].get("style") or "").normal.get("width", ""))
    return bool(width) and float(found[1]) % (width or 1.0) < 1


_TO_THE_LEFT = re.compile(r"translate(?:x|3d)?\(-([1-9]\d{1,5}(?:\.\d{1,5})?)(%|px)(?:,[^()]*)?\)")
_UNLIT = ("visibility",)
_FADED = frozenset(("opacity", "visibility"))
_FADING = _FADED | {"transform", "place", "filter"}
_BY_SCRIPT = _FADING | {"display", "clip", "room"}
"""Ways in which known systems hide what they show later."""


def _computed(
    style: Declarations, variables: Mapping[str, str], attribute: Callable[[str], str | None], quirks: bool
) -> Declarations:
    """Return declarations with variables and attributes filled in; those that then come to nothing are left out."""
    computed = {}
    for name, value in style.items():
        if value.startswith(PENDING):
            whole, _, text = value.removeprefix(PENDING).partition(":")
            known = substituted(text, variables, attribute, partial(if_holds, variables=variables))
            value = longhands(whole, " ".join(known.split()), quirks).get(name, "unset") if known else "unset"
        if value not in ("unset", REVERTED) and not value.startswith(PENDING):
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
