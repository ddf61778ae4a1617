"""What a reader cannot see, taken out: hidden elements of a page's tree, and characters that leave no mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.addressing import addresses_model
from summarizer.colours import BLACK, WHITE, Colour, alike, blended, colour_of
from summarizer.stylesheet import Declarations, Sheet, declarations, resolved

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN_TAGS = frozenset(
    "script style template noscript noembed noframes iframe object embed applet audio video canvas datalist textarea "
    "svg rp map area param base annotation annotation-xml".split()
)
"""Elements whose content a browser with scripts shows nowhere, or not as text of the page."""

_UNSEEN_CLASSES = frozenset(
    "sronly sr-text a11y-hidden a11y-text a11y-only accessibly-hidden accessibility-hidden accessible-hidden "
    "assistive assistive-text element-invisible element-hidden show-for-sr u-hidden u-hide is-hidden vis-hidden "
    "visibility-hidden hidden hide hidden-text text-hidden text-hide d-none invisible display-none displaynone "
    "display_none offscreen off-screen off_screen offscreen-text opacity-0 ui-helper-hidden ui-helper-hidden- "
    "accessible slds-assistive-text slds-hide uk-hidden mw-hidden print-only printonly visible-print visible- "
    "print-block d-print-block hidden-accessible js-hidden w-hidden clip-hide skip-link".split()
)
_UNSEEN_NAME = re.compile(
    r"(?:^|[\s_-])(?:u-)?(?:visually-?_?hidden|sr-only|sr_only|screen-?_?reader)(?:$|[\s_-]|only|text)", re.I
)
"""The same as part of a generated name."""

_SHOWN_AGAIN = re.compile(
    r"(?:^|\s)(?:(?:sm|md|lg|xl|xxl|2xl):(?:block|flex|inline|inline-block|grid|table|contents|visible|opacity-100|not-sr-only)"
    r"|d-(?:sm|md|lg|xl|xxl)-(?:block|flex|inline|inline-block|inline-flex|grid|table|table-cell)|(?:focus|not)-sr-only)(?:\s|$)"
)
"""Classes that bring an element back on a wide screen."""

_UNSEEN_ATTRIBUTES = (
    "alt title aria-label aria-description placeholder summary label value abbr aria-hidden hidden style".split()
)
"""Attributes that hold text, and those that have been judged and could mislead whoever reads the tree next."""

_OFF_SCREEN_PIXELS = 500
"""Anything moved this far up or left of its place is out of sight."""
_TINY_FONT_PIXELS = 2.5
_FAINT = 0.06
"""Opacity below which text cannot be made out."""
_REVEAL_CHARACTERS = 500
"""A hidden block with less text than this is never taken for the article itself."""
_PROSE_NODE = 60
"""Characters from which on a run of text counts as prose rather than as a label."""


class _State(NamedTuple):
    """What an element's text inherits."""

    visible: bool = True
    pixels: float = 16.0
    colour: Colour | None = BLACK
    background: Colour | None = WHITE
    off: bool = False
    """Indented out of sight."""


@lru_cache(maxsize=1024)
def _shows(state: _State) -> bool:
    """Say whether text in this state can be read; unknown colours are taken to differ."""
    readable = state.visible and not state.off and state.pixels >= _TINY_FONT_PIXELS
    return readable and not alike(state.colour, state.background)


def remove_hidden(tree: _Element) -> None:
    """Take out of an HTML tree, in place and in linear time, everything that a person with a browser would not see.

    That is: comments; elements that are never shown; what `hidden`, `aria-hidden`, style attributes, the page's own
    style sheets or the usual class names hide, however they do it; and texts that live in attributes. Where that would
    leave no article, a hidden block that holds one is kept: pages reveal their text by script as it loads.

    Raises ItemError `unreadable` where style sheets are too large to tell what they hide.
    """
    sheets = list(_sheets(tree))
    survey = _Survey(Sheet(sheets, _names(tree) if sheets else frozenset()))
    survey.look(tree, _State())
    survey.reveal()
    survey.remove()


def _sheets(tree: _Element) -> Iterator[str]:
    for style in tree.iter("style"):
        if not _for_print(style.get("media")) and style.text and not _in_noscript(style):
            yield style.text


def _names(tree: _Element) -> frozenset[str]:
    """Return the classes and ids of the page, as selectors name them."""
    names = {"#" + element.get("id", "") for element in tree.iter() if element.get("id")}
    lists = {element.get("class", "") for element in tree.iter()}
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
        self._hidden: dict[_Element, _State] = {}
        """Hidden by style, attribute or class, with the state to look into them with."""
        self._gone: set[_Element] = set()
        self._revealed: list[_Element] = []
        self._unlit: dict[_Element, _State] = {}
        """Where `visibility` was turned off; what is inside may turn it on again."""
        self._blank: dict[tuple[_Element, str], None] = {}
        self._prose = 0
        """Characters of visible text in long runs."""

    def look(self, root: _Element, state: _State, revealed: bool = False) -> None:
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
            _drop_attributes(element)
            self._note_text(element, inner)
            stack.extend((child, inner, False) for child in element.iterchildren())

    def _judged(self, element: _Element, outer: _State) -> tuple[_State, bool]:
        """Return the state inside `element`, and whether it hides all that is in it."""
        attributes = element.attrib
        if not attributes and not self._sheet:
            return outer, False
        names = attributes.get("class", "")
        if "hidden" in attributes or _aria_hidden(element) or (names and _unseen_class(names)):
            return outer, element.tag not in ("html", "body") or "hidden" in attributes
        if element.tag == "dialog" and "open" not in attributes:
            return outer, True
        style = self._style(element, names)
        if not style:
            return outer, False
        return _inherited(style, outer), _gone(style, outer)

    def _style(self, element: _Element, names: str) -> Declarations:
        """Return what is declared for `element` in the end, by sheet, attribute and old-fashioned markup."""
        style = _presentational(element)
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
        if any("var(" in value for value in style.values()):
            known = {**self._sheet.variables, **{name: value for name, value in style.items() if name.startswith("--")}}
            style = {name: resolved(value, known) for name, value in style.items()}
        return style

    def _note_text(self, element: _Element, state: _State) -> None:
        """Count or blank the runs of text that stand directly in `element`."""
        shows = _shows(state)
        for owner, place in ((element, "text"), *((child, "tail") for child in element)):
            text = owner.text if place == "text" else owner.tail
            if not text or text.isspace():
                continue
            if not shows:
                self._blank[owner, place] = None
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
                return
            element = max(found, key=_size)
            self._hidden.pop(element, None)
            self._unlit.pop(element, None)
            self.look(element, candidates[element], revealed=True)
            self._revealed.append(element)

    def _holds_article(self, element: _Element) -> bool:
        """Say whether a hidden block can only be the page's article, waiting for a script to show it."""
        structural = element.tag in ("html", "body", "main", "article") or element.find(".//h1") is not None
        if self._prose > (600 if structural else 200) or sum(1 for _ in element.iter("p", "li", "br")) < 2:
            return False
        size = _size(element)
        return size >= _REVEAL_CHARACTERS and size > 3 * self._prose and not addresses_model(_text(element))

    def remove(self) -> None:
        """Take out what was marked, keeping the text that follows each removed element."""
        for element in self._revealed:
            element.attrib.pop("class", "")
        for element, place in self._blank:
            setattr(element, place, " ")
        doomed = self._gone | self._hidden.keys()
        parents = dict.fromkeys(parent for element in doomed if (parent := element.getparent()) is not None)
        for parent in parents:
            _remove_children(parent, doomed)
        for root in (element for element in doomed if element.getparent() is None and isinstance(element.tag, str)):
            root.clear()


def _drop_attributes(element: _Element) -> None:
    """Take away the attributes that nobody sees."""
    attributes = element.attrib
    for name in _UNSEEN_ATTRIBUTES if attributes else ():
        if name in attributes:
            del attributes[name]


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


def _aria_hidden(element: _Element) -> bool:
    """Say whether assistive technology is told to skip it; one word so marked is typography, such as a drop cap."""
    if element.get("aria-hidden", "").lower() != "true":
        return False
    return len(element) > 0 or len((element.text or "").strip()) > 12 or " " in (element.text or "").strip()


def _unseen_class(names: str) -> bool:
    unseen = not _UNSEEN_CLASSES.isdisjoint(names.split()) or _UNSEEN_NAME.search(names)
    return bool(unseen) and not _SHOWN_AGAIN.search(names)


def _presentational(element: _Element) -> Declarations:
    """Return the colours that attributes of older HTML give."""
    style: Declarations = {}
    if element.tag == "font" and element.get("color"):
        style["color"] = element.get("color", "").lower()
    if element.get("bgcolor"):
        style["background-color"] = element.get("bgcolor", "").lower()
    if element.tag in ("body", "table", "td", "tr") and element.get("background"):
        style["background-image"] = "url()"
    if element.tag == "body" and element.get("text"):
        style["color"] = element.get("text", "").lower()
    return style


def _inherited(style: Declarations, outer: _State) -> _State:
    """Return what text inside inherits, given what is declared here."""
    state = outer
    visibility = style.get("visibility")
    if visibility and visibility != "inherit":
        state = state._replace(visible=visibility not in ("hidden", "collapse"))
    pixels = _font_pixels(style, outer.pixels)
    if pixels is not None:
        state = state._replace(pixels=pixels)
    if "text-indent" in style:
        indent = _pixels(style["text-indent"], state.pixels)
        state = state._replace(off=abs(indent or 0) >= _OFF_SCREEN_PIXELS)
    return _coloured(style, state)


def _coloured(style: Declarations, state: _State) -> _State:
    background = _background(style, state.background)
    colour = state.colour
    given = style.get("-webkit-text-fill-color") or style.get("color")
    if given and given not in ("inherit", "currentcolor"):
        if "text" in (
            style.get("background-clip", "") + style.get("-webkit-background-clip", "") + style.get("background", "")
        ):
            return state._replace(colour=None, background=background)
        colour = blended(colour_of(given), background)
    return state._replace(colour=colour, background=background)


def _background(style: Declarations, outer: Colour | None) -> Colour | None:
    """Return the colour behind the text, or None where a picture or something unknown is."""
    image = style.get("background-image", "none")
    shorthand = style.get("background", "")
    if "url(" in image + shorthand or "gradient(" in image + shorthand:
        return None
    given = style.get("background-color") or next(
        (part for part in _VALUES.findall(shorthand) if colour_of(part) is not None), ""
    )
    if not given or given in ("transparent", "inherit", "initial", "unset", "none"):
        return outer
    return blended(colour_of(given), outer)


_VALUES = re.compile(r"[\w-]+\([^()]*\)|[#\w-]+")


def _gone(style: Declarations, outer: _State) -> bool:
    """Say whether these declarations take an element and all that is in it out of sight."""
    if style.get("display") == "none" or style.get("content-visibility") == "hidden" or style.get("mso-hide") == "all":
        return True
    return _faint(style) or _clipped(style) or _shrunk(style, outer.pixels) or _moved_away(style, outer.pixels)


def _faint(style: Declarations) -> bool:
    opacity = style.get("opacity")
    if opacity is None:
        found = re.search(r"opacity\(\s*([\d.]+%?)", style.get("filter", ""))
        opacity = found[1] if found else None
    number = _number(opacity or "")
    return number is not None and number * (0.01 if str(opacity).endswith("%") else 1) < _FAINT


def _clipped(style: Declarations) -> bool:
    clip = style.get("clip", "")
    if clip.startswith("rect("):
        sides = [_number(part) for part in re.split(r"[\s,]+", clip[5:].strip(") "))]
        if len(sides) == 4 and all(side is not None for side in sides):
            top, right, bottom, left = (side or 0.0 for side in sides)
            return right - left <= 1 or bottom - top <= 1
    path = style.get("clip-path", "") or style.get("-webkit-clip-path", "")
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)[:40]]
    if path.startswith("inset("):
        return "%" in path and bool(numbers) and numbers[0] + (numbers[2] if len(numbers) > 2 else numbers[0]) >= 100
    if path.startswith("polygon("):
        return not any(numbers)
    return path.startswith(("circle(", "ellipse(")) and bool(numbers) and numbers[0] < 1


def _shrunk(style: Declarations, em: float) -> bool:
    """Say whether it is scaled to nothing, or has no room and hides what overflows."""
    scale = re.search(
        r"(?:^|[\s;])(?:scale[xy]?|scale3d|matrix)\(\s*(-?[\d.]+)(?:\s*,\s*(-?[\d.]+))?", style.get("transform", "")
    )
    if (
        scale
        and "matrix" not in scale.group()
        and min(abs(float(_number(part) or 0)) for part in scale.groups() if part) < 0.05
    ):
        return True
    if (scale and "matrix" in scale.group() and abs(_number(scale[1]) or 0) < 0.05) or _number(
        style.get("scale", "")
    ) == 0:
        return True
    if style.get("zoom") and abs(_number(style["zoom"]) or 0) < 0.05:
        return True
    if not re.search(
        r"hidden|clip", style.get("overflow", "") + style.get("overflow-x", "") + style.get("overflow-y", "")
    ):
        return False
    sizes = (_pixels(style[name], em) for name in ("width", "height", "max-width", "max-height") if name in style)
    return any(size is not None and size <= 1 for size in sizes) or _number(style.get("line-height", "")) == 0


def _moved_away(style: Declarations, em: float) -> bool:
    """Say whether it is placed, pushed or translated off the page."""
    names = ["margin-left", "margin-top", "translate"]
    if style.get("position") in ("absolute", "fixed", "relative", "sticky"):
        names += ["left", "top", "right", "bottom", "inset", "inset-inline-start"]
        if style["position"] in ("absolute", "fixed") and (_number(style.get("z-index", "")) or 0) <= -1:
            return True
    moves = [part for name in names for part in style.get(name, "").split()]
    moves += style.get("margin", "").split()
    moves += re.findall(r"translate(?:x|y|3d)?\(([^()]*)\)", style.get("transform", ""))
    return any(_far(part, em) for move in moves for part in move.split(","))


def _far(value: str, em: float) -> bool:
    pixels = _pixels(value, em)
    return pixels is not None and (pixels <= -_OFF_SCREEN_PIXELS or pixels >= 10 * _OFF_SCREEN_PIXELS)


def _font_pixels(style: Declarations, outer: float) -> float | None:
    """Return the font size declared, in pixels."""
    value = style.get("font-size")
    if value is None:
        found = re.search(r"(?:^|\s)(\d*\.?\d+(?:px|em|rem|pt|%|)?)(?:/\S+)?\s+\S", style.get("font", ""))
        value = found[1] if found else None
    if value is None:
        return None
    if value.endswith("%"):
        number = _number(value)
        return None if number is None else outer * number / 100
    return _pixels(value, outer)


_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "rem": 16.0, "ex": 8.0}
_UNITS |= {"ch": 8.0, "%": 5.0, "vw": 6.0, "vh": 5.0, "vmin": 5.0, "vmax": 6.0, "dvw": 6.0, "dvh": 5.0}
"""Pixels a unit. Those that depend on the window are set so that minus a whole one is off the page, and half of one is
not: that is how things are centred."""
_LENGTH = re.compile(r"(?:calc\()?\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?)\s*([a-z%]*)")


def _pixels(value: str, em: float) -> float | None:
    """Return a length in pixels, or None for what is no length."""
    found = _LENGTH.match(value.strip())
    if not found:
        return None
    unit = found[2]
    factor = em if unit == "em" else _UNITS.get(unit)
    return None if factor is None else float(found[1]) * factor


def _number(value: str) -> float | None:
    found = _LENGTH.match(value.strip())
    return float(found[1]) if found else None


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


def strip_invisible(text: str) -> str:
    """Return `text` without the characters that leave no mark and could carry a message.

    Zero-width and bidirectional controls, tag characters, variation selectors, fillers, private use, soft hyphens and
    control characters go; odd spaces become plain ones. Joiners stay between letters of scripts that spell with them,
    and inside emoji, as do the selectors that make a sign an emoji and the three flags written with tags.
    """
    return _UNSEEN_CHARACTERS.sub(_kept, text)


def _kept(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind in ("flag", "picture", "joiner"):
        return found.group()
    return {"space": " ", "line": "\n"}.get(kind or "", "")
