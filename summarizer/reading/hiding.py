"""How declarations, attributes and class names put text out of sight: what CSS says, judged as a browser would."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.colours import BLACK, WHITE, Colour, alike, blended, colour_of
from summarizer.reading.stylesheet import Declarations

if TYPE_CHECKING:
    from lxml.etree import _Element

_UNSEEN_CLASSES = frozenset(
    "sronly sr-text a11y-hidden a11y-text a11y-only accessibly-hidden accessibility-hidden accessible-hidden "
    "assistive assistive-text element-invisible element-hidden show-for-sr u-hidden u-hide is-hidden "
    "vis-hidden visibility-hidden hidden hide hidden-text text-hidden text-hide d-none invisible display-none "
    "displaynone display_none offscreen off-screen off_screen offscreen-text opacity-0 ui-helper-hidden "
    "ui-helper-hidden-accessible slds-assistive-text slds-hide uk-hidden mw-hidden print-only printonly "
    "visible-print visible-print-block d-print-block hidden-accessible js-hidden w-hidden clip-hide skip-link".split()
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

_OFF_SCREEN_PIXELS = 500
"""Anything moved this far up or left of its place is out of sight."""
_TINY_FONT_PIXELS = 2.5
_FAINT = 0.06
"""Opacity below which text cannot be made out."""


class State(NamedTuple):
    """What an element's text inherits."""

    visible: bool = True
    pixels: float = 16.0
    colour: Colour | None = BLACK
    background: Colour | None = WHITE
    off: bool = False
    """Indented out of sight."""
    opacity: float = 1.0
    """That of all that it stands in, multiplied."""


@lru_cache(maxsize=1024)
def shows(state: State) -> bool:
    """Say whether text in this state can be read; unknown colours are taken to differ."""
    readable = state.visible and not state.off and state.pixels >= _TINY_FONT_PIXELS
    return readable and not alike(state.colour, state.background)


def aria_hidden(element: _Element) -> bool:
    """Say whether assistive technology is told to skip it; one word so marked is typography, such as a drop cap."""
    if element.get("aria-hidden", "").lower() != "true":
        return False
    return len(element) > 0 or len((element.text or "").strip()) > 12 or " " in (element.text or "").strip()


def unseen_class(names: str) -> bool:
    """Say whether class names are among those that hide an element by custom, on a wide screen too."""
    unseen = not _UNSEEN_CLASSES.isdisjoint(names.split()) or _UNSEEN_NAME.search(names)
    return bool(unseen) and not _SHOWN_AGAIN.search(names)


def presentational(element: _Element) -> Declarations:
    """Return the colours that attributes of older HTML give."""
    style: Declarations = {}
    if element.tag == "font" and element.get("color"):
        style["color"] = _old_colour(element.get("color", ""))
    if element.get("bgcolor"):
        style["background-color"] = _old_colour(element.get("bgcolor", ""))
    if element.tag in ("body", "table", "td", "tr") and element.get("background"):
        style["background-image"] = "url()"
    if element.tag == "body" and element.get("text"):
        style["color"] = _old_colour(element.get("text", ""))
    return style


def _old_colour(value: str) -> str:
    """Return a colour as older HTML has it, which may leave out the `#`, as CSS has it."""
    value = value.strip().lower()
    return f"#{value}" if re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", value) else value


def inherited(style: Declarations, outer: State) -> State:
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
    opacity = _opacity(style)
    if opacity is not None:
        state = state._replace(opacity=outer.opacity * opacity)
    return _coloured(style, state)


def _coloured(style: Declarations, state: State) -> State:
    background = _background(style, state.background)
    colour = state.colour
    given = style.get("-webkit-text-fill-color") or style.get("color")
    if given and given not in ("inherit", "currentcolor"):
        clipped = (
            style.get("background-clip", "") + style.get("-webkit-background-clip", "") + style.get("background", "")
        )
        if "text" in clipped and background is None:
            return state._replace(colour=None)
        colour = blended(colour_of(given), background)
    if "currentcolor" in (style.get("background-color"), style.get("background")):
        background = colour
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
    if not given or given in ("transparent", "inherit", "initial", "unset", "none", "currentcolor"):
        return outer
    return blended(colour_of(given), outer)


_VALUES = re.compile(r"[\w-]+\([^()]*\)|[#\w-]+")


def hides(style: Declarations, outer: State) -> bool:
    """Say whether these declarations take an element and all that is in it out of sight."""
    if style.get("display") == "none" or style.get("content-visibility") == "hidden" or style.get("mso-hide") == "all":
        return True
    em = _font_pixels(style, outer.pixels) or outer.pixels
    opacity = _opacity(style)
    return (
        (opacity is not None and outer.opacity * opacity < _FAINT)
        or _clipped(style)
        or _masked(style)
        or _turned(style)
        or _shrunk(style, em)
        or _moved_away(style, em)
        or _squeezed(style, em)
    )


def _opacity(style: Declarations) -> float | None:
    """Return the opacity declared, of the element or of a filter over it."""
    opacity = style.get("opacity")
    if opacity is None:
        found = re.search(r"opacity\(\s*([\d.]+%?)", style.get("filter", ""))
        opacity = found[1] if found else None
    number = _number(opacity or "")
    return None if number is None else min(1.0, number * (0.01 if str(opacity).endswith("%") else 1))


def _clipped(style: Declarations) -> bool:
    clip = style.get("clip", "")
    if clip.startswith("rect("):
        sides = [_number(part) for part in re.split(r"[\s,]+", clip[5:].strip(") "))]
        if len(sides) == 4 and all(side is not None for side in sides):
            top, right, bottom, left = (side or 0.0 for side in sides)
            return right - left <= 1 or bottom - top <= 1
    path = style.get("clip-path", "") or style.get("-webkit-clip-path", "")
    return bool(path) and _leaves_nothing(path)


def _leaves_nothing(path: str) -> bool:
    """Say whether a `clip-path` has no area."""
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)[:40]]
    if path.startswith("inset("):
        top, right, bottom, left = _four(numbers)
        return "%" in path and (top + bottom >= 100 or right + left >= 100)
    if path.startswith("rect("):
        top, right, bottom, left = _four(numbers)
        return len(numbers) == 4 and (bottom - top <= 1 or right - left <= 1)
    if path.startswith("xywh("):
        return len(numbers) >= 4 and min(numbers[2:4]) <= 1
    if path.startswith("polygon("):
        return len(set(zip(numbers[::2], numbers[1::2], strict=False))) < 3
    if path.startswith("path("):
        return len(numbers) < 6
    return path.startswith(("circle(", "ellipse(")) and bool(numbers) and numbers[0] < 1


def _four(numbers: list[float]) -> tuple[float, float, float, float]:
    """Return top, right, bottom and left as one to four numbers give them in CSS; none are noughts."""
    given = numbers[:4] or [0.0]
    top, right = given[0], given[1 if len(given) > 1 else 0]
    return top, right, given[2] if len(given) > 2 else top, given[3] if len(given) > 3 else right


def _masked(style: Declarations) -> bool:
    """Say whether a mask lets nothing through."""
    mask = "".join(style.get(name, "") for name in ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image"))
    size = style.get("mask-size") or style.get("-webkit-mask-size") or ""
    if "gradient(" in mask:
        return "url(" not in mask and all(map(_is_clear, re.findall(r"gradient\(([^()]*)", mask)))
    return _number(size) == 0


def _is_clear(stops: str) -> bool:
    """Say whether a gradient's stops are all transparent; its direction may stand before them."""
    parts = [part.strip() for part in stops.split(",") if part.strip()]
    coloured = parts[1:] if parts and _DIRECTION.fullmatch(parts[0]) else parts
    return bool(coloured) and all(part.startswith("transparent") for part in coloured)


_DIRECTION = re.compile(r"to [a-z ]{1,20}|-?[\d.]{1,10}(?:deg|turn|g?rad)")


def _turned(style: Declarations) -> bool:
    """Say whether it is turned edge-on, or its unseen back to the front."""
    turns = style.get("transform", "") + style.get("rotate", "")
    if not turns:
        return False
    if re.search(r"(?:rotate[xy]\(|[xy] )\s*-?(?:0*90deg|270deg|0?\.25turn|0?\.75turn|100grad)", turns):
        return True
    back = style.get("backface-visibility") or style.get("-webkit-backface-visibility")
    return back == "hidden" and bool(re.search(r"(?:rotate[xy]\(|[xy] )\s*-?(?:180deg|0?\.5turn)", turns))


def _squeezed(style: Declarations, em: float) -> bool:
    """Say whether its letters or words are pushed on top of each other."""
    letters, words = (_pixels(style.get(name, ""), em) for name in ("letter-spacing", "word-spacing"))
    return (letters is not None and letters <= -em / 2) or (words is not None and words <= -_OFF_SCREEN_PIXELS)


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
    if style.get("grid-template-rows") == "0fr":
        return True
    overflow = "".join(style.get(name, "") for name in ("overflow", "overflow-x", "overflow-y", "contain"))
    if not re.search(r"hidden|clip|auto|scroll|strict|paint|content", overflow):
        return False
    sizes = (_pixels(style[name], em) for name in _SIZES if name in style)
    return any(size is not None and size <= 2 for size in sizes) or _number(style.get("line-height", "")) == 0


_SIZES = tuple(f"{bound}{side}" for bound in ("", "max-") for side in ("width", "height", "block-size", "inline-size"))


def _moved_away(style: Declarations, em: float) -> bool:
    """Say whether it is placed, pushed or translated off the page."""
    names = ["margin-left", "margin-top", "margin-inline-start", "margin-block-start", "translate"]
    if style.get("position") in ("absolute", "fixed", "relative", "sticky"):
        names += ["left", "top", "right", "bottom", "inset", "inset-inline-start", "inset-block-start"]
        behind = _number(style.get("z-index", "")) or 0
        if behind <= (-1 if style["position"] in ("absolute", "fixed") else -100):
            return True
    moves = [part for name in names for part in style.get(name, "").split()]
    moves += style.get("margin", "").split()
    moves += re.findall(r"translate(?:x|y|3d)?\(([^()]*)\)", style.get("transform", ""))
    return any(_far(part, em) for move in moves for part in move.split(","))


def _far(value: str, em: float) -> bool:
    pixels = _pixels(value, em)
    if pixels is None:
        return False
    beyond = value.endswith(("vw", "vh")) and (_number(value) or 0) >= 100
    return pixels <= -_OFF_SCREEN_PIXELS or pixels >= 10 * _OFF_SCREEN_PIXELS or beyond


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
    value = value.strip()
    if value.startswith(("min(", "max(", "clamp(")):
        return _chosen(value, em)
    found = _LENGTH.match(value)
    if not found:
        return None
    unit = found[2]
    factor = em if unit == "em" else _UNITS.get(unit)
    return None if factor is None else float(found[1]) * factor


def _chosen(value: str, em: float) -> float | None:
    """Return the length that `min()`, `max()` or `clamp()` chooses, or None if one of theirs is not understood."""
    name, _, arguments = value.partition("(")
    lengths = [_pixels(part, em) for part in arguments.removesuffix(")").split(",")]
    known = [length for length in lengths if length is not None]
    if not known or len(known) < len(lengths):
        return None
    if name == "clamp" and len(known) == 3:
        return max(known[0], min(known[1], known[2]))
    return min(known) if name == "min" else max(known)


def _number(value: str) -> float | None:
    found = _LENGTH.match(value.strip())
    return float(found[1]) if found else None
