"""What a reader cannot see, taken out: hidden elements of a page's tree, and characters that leave no mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.reading.addressing import addresses_model
from summarizer.reading.colours import alike
from summarizer.reading.hiding import State, aria_hidden, hides, inherited, presentational, shows, unseen_class
from summarizer.reading.stylesheet import Declarations, Sheet, declarations, resolved

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
    leave no article, a hidden block that holds one is kept: pages reveal their text by script as it loads.

    Raises ItemError `unreadable` where style sheets are too large to tell what they hide.
    """
    _open_shadow_roots(tree)
    sheets = list(_sheets(tree))
    names = _names(tree) if sheets else frozenset()
    survey = _Survey(Sheet(sheets, names))
    survey.look(tree, State())
    if survey.lost_in_white:
        survey = _Survey(Sheet(sheets, names))
        survey.look(tree, State(background=None))
    survey.reveal()
    survey.remove(tree)


def _open_shadow_roots(tree: _Element) -> None:
    """Put what declared shadow roots show in place of what it takes the place of: all of their host, without a slot."""
    for root in [template for template in tree.iter("template") if template.get("shadowrootmode")]:
        host = root.getparent()
        if host is None:
            continue
        if root.find(".//slot") is None:
            for child in [child for child in host if child is not root]:
                host.remove(child)
            host.text = root.tail = None
        for style in root.iter("style"):  # its rules are for the root alone
            style.text = None
        root.tag = "div"


def _sheets(tree: _Element) -> Iterator[str]:
    for style in tree.iter("style"):
        if not _for_print(style.get("media")) and style.text and not _in_noscript(style):
            yield style.text


def _names(tree: _Element) -> frozenset[str]:
    """Return the classes and ids of the page, as selectors name them."""
    elements = list(tree.iter())
    names = {f"#{name}" for element in elements if (name := element.get("id"))}
    lists = {element.get("class") or "" for element in elements}
    return frozenset(names | {"." + name for names_of_one in lists for name in names_of_one.split()})


def _for_print(media: str | None) -> bool:
    return bool(media) and "print" in str(media).lower() and "screen" not in str(media).lower()


def _in_noscript(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("noscript", "template")


class _Survey:
    """One look over a tree: which elements are hidden and which texts blank, and how much prose is left."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._hidden: dict[_Element, State] = {}
        """Hidden by style, attribute or class, with the state to look into them with."""
        self._gone: set[_Element] = set()
        self._revealed: list[_Element] = []
        self._unlit: dict[_Element, State] = {}
        """Where `visibility` was turned off; what is inside may turn it on again."""
        self._blank: dict[tuple[_Element, str], None] = {}
        self._pale_page = False
        """The page as a whole is written in the colour that its ground was taken to have."""
        self._dimmed = 0
        """Characters of blanked text in long runs."""
        self._prose = 0
        """Characters of visible text in long runs."""

    @property
    def lost_in_white(self) -> bool:
        """Whether the page's ground cannot be white, because most of the page would be white on it."""
        if self._pale_page:
            return self._dimmed > self._prose
        return self._dimmed >= _REVEAL_CHARACTERS and self._prose <= _NEXT_TO_NOTHING

    def look(self, root: _Element, state: State, revealed: bool = False) -> None:
        """Mark what is hidden at and below `root`; `revealed` forgives `root` itself."""
        stack = [(root, state, revealed)]
        while stack:
            element, outer, forgiven = stack.pop()
            if not isinstance(element.tag, str) or element.tag in _UNSEEN_TAGS:
                self._gone.add(element)
                continue
            inner, hidden = self._judged(element, outer)
            if hidden and not forgiven:
                self._hidden[element] = outer
                continue
            if forgiven:
                inner = inner._replace(visible=True)
            elif outer.visible and not inner.visible:
                self._unlit[element] = outer
            if element.tag in ("html", "body") and alike(inner.colour, inner.background):
                self._pale_page = True
            self._note_text(element, inner)
            stack.extend((child, inner, False) for child in element.iterchildren())

    def _judged(self, element: _Element, outer: State) -> tuple[State, bool]:
        """Return the state inside `element`, and whether it hides all that is in it."""
        attributes = element.attrib
        if not attributes and not self._sheet and element.tag != "dialog":
            return outer, False
        names = attributes.get("class", "")
        if "hidden" in attributes or aria_hidden(element) or (names and unseen_class(names)):
            return outer, element.tag not in ("html", "body") or "hidden" in attributes
        if (element.tag == "dialog" and "open" not in attributes) or "popover" in attributes:
            return outer, True
        style = self._style(element, names)
        if not style:
            return outer, False
        return inherited(style, outer), hides(style, outer)

    def _style(self, element: _Element, names: str) -> Declarations:
        """Return what is declared for `element` in the end, by sheet, attribute and old-fashioned markup."""
        style = presentational(element)
        important: Declarations = {}
        if self._sheet:
            normal, important = self._sheet.declared(element, names.split())
            style.update(normal)
        inline = element.get("style")
        if inline:
            normal, stronger = declarations(inline)
            style.update(normal)
            style.update(important)
            style.update(stronger)
        else:
            style.update(important)
        if "animation" in style or "animation-name" in style:
            style.update(self._sheet.settled(style))
        if style and any("var(" in value for value in style.values()):
            known = {**self._sheet.variables, **{name: value for name, value in style.items() if name.startswith("--")}}
            style = {name: resolved(value, known) for name, value in style.items()}
        return style

    def _note_text(self, element: _Element, state: State) -> None:
        """Count or blank the runs of text that stand directly in `element`."""
        readable = shows(state)
        texts = [(element, "text", element.text), *((child, "tail", child.tail) for child in element)]
        for owner, place, text in texts:
            if not text or text.isspace():
                continue
            if not readable:
                self._blank[owner, place] = None
                self._dimmed += len(text) if len(text) >= _PROSE_NODE else 0
                continue
            self._blank.pop((owner, place), None)
            if len(text) >= _PROSE_NODE and element.tag != "a":
                self._prose += len(text)

    def reveal(self) -> None:
        """Look again into hidden blocks that hold the article, where next to nothing readable stands outside them."""
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
        state = self._hidden.pop(element, None) or self._unlit[element]
        self._unlit.pop(element, None)
        self.look(element, state, revealed=True)
        self._revealed.append(element)

    def _pieces(self) -> list[_Element]:
        """Return the pieces of an article that is hidden piece by piece, all in the same way, until they scroll up."""
        ways: dict[tuple[object, ...], list[_Element]] = {}
        for element in [*self._hidden, *self._unlit]:
            if _size(element) >= _PROSE_NODE and not addresses_model(_text(element)):
                ways.setdefault(self._way(element), []).append(element)
        pieces = max(ways.values(), key=lambda found: sum(map(_size, found)), default=[])
        enough = len(pieces) >= 3 and sum(map(_size, pieces)) >= _REVEAL_CHARACTERS
        return pieces if enough else []

    def _way(self, element: _Element) -> tuple[object, ...]:
        """Return how an element is hidden: the same for those that one script shows."""
        style = self._style(element, element.get("class", ""))
        declared = tuple(
            (name, style.get(name)) for name in ("display", "visibility", "opacity", "transform", "height")
        )
        return "hidden" in element.attrib, aria_hidden(element), unseen_class(element.get("class", "")), *declared

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


_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\u1a20-\u1aaf\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U000114ff"
)
"""Scripts that spell with joiners: Arabic to Sinhala, Thai to Burmese, Khmer, Mongolian, newer Indic blocks."""
_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_FLAGS = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls"))
_UNSEEN_CHARACTERS = re.compile(
    f"(?P<flag>\U0001f3f4(?:{_FLAGS})\U000e007f)"
    f"|(?P<picture>(?<=[{_PICTURE}#*0-9])\ufe0f(?![\ufe00-\ufe0f])|(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}]))"
    f"|(?P<joiner>(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}\\s]))"
    "|(?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800])"
    "|(?P<line>[\u2028\u2029\x0b\x0c\x85]|\r\n?)"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ufdd0-\ufdef"
    "\ud800-\udfff\ue000-\uf8ff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


_CANDIDATES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\uf8ff\U0001bca0-\U0010ffff]"
)
"""One class that holds every character the other expression may change: a quick look decides most texts."""


def strip_invisible(text: str) -> str:
    """Return `text` without the characters that leave no mark and could carry a message.

    Zero-width and bidirectional controls, tag characters, variation selectors, fillers, private use, soft hyphens and
    control characters go; odd spaces become plain ones. Joiners stay between letters of scripts that spell with them,
    and inside emoji, as do the selectors that make a sign an emoji and the three flags written with tags.
    """
    return _UNSEEN_CHARACTERS.sub(_kept, text) if _CANDIDATES.search(text) else text


def _kept(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind in ("flag", "picture", "joiner"):
        return found.group()
    return {"space": " ", "line": "\n"}.get(kind or "", "")
