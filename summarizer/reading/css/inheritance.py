"""What an element hands on to what is in it: size, colour, what is behind it, and the box that cuts it off."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.css.colours import BLACK, WHITE, Colour, alike, blended, colour_of
from summarizer.reading.css.longhands import FONT_SIZES, Declarations
from summarizer.reading.css.values import number_of, pixels_of, split

if TYPE_CHECKING:
    from lxml.etree import _Element

_GROUND_BY_CLASS = re.compile(
    r"(?:^|\s)(?:has-(?!white|text)[\w-]*background(?:-color)?|wp-block-cover|(?:text-)?bg-(?:black|dark|primary|secondary"
    r"|success|danger|info|[a-z]+-[5-9]\d\d?))(?:\s|$)"
)
"""Classes that put something dark behind text, in sheets that are seldom in the page itself."""

OFF_SCREEN_PIXELS = 500
"""Anything moved this far up or left of its place is out of sight."""
_TINY_FONT_PIXELS = 2.5


class State(NamedTuple):
    """What an element's text inherits, and what bears on whether its children are seen."""

    visible: bool = True
    pixels: float = 16.0
    colour: Colour | None = BLACK
    background: Colour | None = WHITE
    doubted: Colour | None = None
    """Where the background is not known: what it is as far as the page itself says."""
    off: bool = False
    """Indented out of sight."""
    opacity: float = 1.0
    """That of all that it stands in, multiplied."""
    room: float | None = None
    """Height of the box around it that cuts off what does not fit, endless if it has none; None without such a box."""
    flexible: bool = False
    """It stands in a row or column whose items may grow."""
    covering: bool = False
    """Something behind it has a ground of its own, which covers what lies a level lower."""


@lru_cache(maxsize=1024)
def shows(state: State) -> bool:
    """Say whether text in this state can be read; unknown colours are taken to differ."""
    readable = state.visible and not state.off and state.pixels >= _TINY_FONT_PIXELS
    return readable and not alike(state.colour, state.background)


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


def inherited(style: Declarations, outer: State, page: bool = False) -> State:
    """Return what text inside inherits, given what is declared here; `page`: this is the page's own box."""
    state = outer._replace(flexible=False) if outer.flexible else outer
    if not style:
        return state
    visibility = style.get("visibility")
    if visibility:
        state = state._replace(visible=visibility == "visible")
    pixels = font_pixels(style, outer.pixels)
    if pixels is not None:
        state = state._replace(pixels=pixels)
    if "text-indent" in style:
        indent = pixels_of(style["text-indent"], state.pixels)
        state = state._replace(off=abs(indent or 0) >= OFF_SCREEN_PIXELS)
    opacity = opacity_of(style)
    if opacity is not None:
        state = state._replace(opacity=outer.opacity * opacity)
    if style.get("display") in ("flex", "inline-flex"):
        state = state._replace(flexible=True)
    state = _coloured(style, state)
    return state if page else _boxed(style, state)


def _boxed(style: Declarations, state: State) -> State:
    """Return the state inside a box that may cut off what does not fit, and that may lie above what is behind it."""
    if "overflow-x" in style and style["overflow-x"] in ("hidden", "clip"):
        height = pixels_of(style.get("height", style.get("max-height", "")), state.pixels)
        state = state._replace(room=_ENDLESS if height is None else height)
    if _is_level(style):
        state = state._replace(covering=False)
    if style.get("background-color", "transparent") != "transparent":
        state = state._replace(covering=True)
    return state


_ENDLESS = float("inf")


def _is_level(style: Declarations) -> bool:
    """Say whether a box is a level of its own, so that nothing in it can lie behind it."""
    positioned = style.get("position", "static") != "static" and style.get("z-index", "auto") != "auto"
    fixed = style.get("position") in ("fixed", "sticky")
    return positioned or fixed or "opacity" in style or style.get("transform", "none") != "none" or "filter" in style


def _coloured(style: Declarations, state: State) -> State:
    state = _grounded(style, state)
    colour = state.colour
    given = style.get("-webkit-text-fill-color", "currentcolor")
    given = style.get("color", "currentcolor") if given == "currentcolor" else given
    if given != "currentcolor":
        if style.get("background-clip") == "text" and style.get("background-image", "none") != "none":
            return state._replace(colour=None)
        colour = blended(colour_of(given), state.background)
    background = colour if style.get("background-color") == "currentcolor" else state.background
    picture = "url(" in style.get("background-image", "")
    if picture and alike(colour, background):  # it was chosen for the picture, which is not here
        return state._replace(colour=colour, background=None, doubted=background)
    return state._replace(colour=colour, background=background)


def _grounded(style: Declarations, state: State) -> State:
    """Return the state with the colour behind the text: None where a picture without one, or something unknown, is."""
    given = style.get("background-color", "transparent")
    ground = (
        state.background if given in ("transparent", "currentcolor") else blended(colour_of(given), state.background)
    )
    image = style.get("background-image", "none")
    if "gradient(" in image and "url(" not in image:
        ground = _even(image)
    elif "url(" in image and given == "transparent":
        ground = None
    if ground is state.background:
        return state
    return state._replace(background=ground, doubted=None)


def _even(image: str) -> Colour | None:
    """Return the colour of a gradient whose stops all look the same, else None."""
    stops = [colour_of(stop) for stop in stops_of(image)]
    first = stops[0] if stops else None
    return first if first and first.opacity >= 1 and all(alike(stop, first) for stop in stops) else None


def stops_of(image: str) -> list[str]:
    """Return the colours of all stops of the gradients in a value, without their places."""
    found = []
    for gradient in split(image, ","):
        parts = [part.strip() for part in split(gradient.strip().partition("(")[2].removesuffix(")"), ",")]
        coloured = parts[1:] if parts and _DIRECTION.match(parts[0]) else parts
        found += [next(split(part, " ")) for part in coloured]
    return found


_DIRECTION = re.compile(
    r"to |at |from |in |circle|ellipse|closest|farthest|-?[\d.]{1,10}(?:deg|turn|g?rad)|(?:top|left|right|bottom)"
)


def with_ground_by_class(names: str, style: Declarations, state: State) -> State:
    """Return the state inside an element whose class is known to put something dark behind its text.

    What the page itself declares of its ground is taken as it is.
    """
    declared = style.get("background-color", "transparent") != "transparent" or "background-image" in style
    if declared or state.background is None or not _GROUND_BY_CLASS.search(names):
        return state
    return state._replace(background=None, doubted=state.background)


def is_doubtful(state: State) -> bool:
    """Say whether text shows only if something that the page does not say is behind it."""
    return state.background is None and state.doubted is not None and alike(state.colour, state.doubted)


def opacity_of(style: Declarations) -> float | None:
    """Return the opacity declared, of the element and of a filter over it."""
    if "opacity" not in style and "filter" not in style:
        return None
    given = [style.get("opacity", "1"), *_OPACITY.findall(style.get("filter", ""))]
    numbers = [number_of(one) for one in given]
    return min(max(0.0, min(1.0, number)) for number in numbers if number is not None)


_OPACITY = re.compile(r"opacity\(([^()]*(?:\([^()]*\))?)\)")


def font_pixels(style: Declarations, outer: float) -> float | None:
    """Return the font size declared, in pixels."""
    value = style.get("font-size")
    if value is None:
        return None
    return FONT_SIZES[value] if value in FONT_SIZES else pixels_of(value, outer, outer / 100)
