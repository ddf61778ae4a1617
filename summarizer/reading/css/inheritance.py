"""What an element hands on to what is in it: size, colour, what is behind it, and the box that cuts it off."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.css.colours import BLACK, WHITE, Colour, alike, blended, colour_of, filtered, mixed
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


class Effect(NamedTuple):
    """A filter or a way of blending, which is applied to a part of the page as a whole."""

    filter: str
    blend: str
    ground: Colour | None
    """What is behind that part."""
    painted: bool = False
    """The part has a ground of its own."""


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
    flexible: str = ""
    """It stands in a row or column whose items may grow: in `width` or `height`."""
    width: float | None = None
    height: float | None = None
    """Those of the box that it stands in, where they are declared in lengths."""
    narrow: bool = False
    """The first column of the grid that it stands in has no width."""
    perspective: str = "none"
    """That of the box that it stands in."""
    veiled: bool = False
    """Something is done to it of which is not known what it leaves to be seen."""
    effects: tuple[Effect, ...] = ()
    """What changes the colours of all that is painted here, the innermost first."""
    rightwards: bool = True
    """Lines run from left to right."""
    turned: bool = False
    """The letters of this very element run from right to left, whatever they are."""
    covering: bool = False
    """Something behind it has a ground of its own, which covers what lies a level lower."""


@lru_cache(maxsize=1024)
def shows(state: State) -> bool:
    """Say whether text in this state can be read; unknown colours are taken to differ."""
    readable = state.visible and not state.off and state.pixels >= _TINY_FONT_PIXELS
    return readable and not alike(*_as_painted(state))


def _as_painted(state: State) -> tuple[Colour | None, Colour | None]:
    """Return the colours of text and ground once filters and blending have changed them."""
    colour, ground = state.colour, state.background
    for effect in state.effects:
        colour = _changed(colour, effect)
        ground = _changed(ground, effect) if effect.painted else ground
    return colour, ground


def _changed(colour: Colour | None, effect: Effect) -> Colour | None:
    return mixed(filtered(colour, effect.filter), effect.ground, effect.blend)


OWN_GROUNDS = {
    "mark": ("mark", "marktext"),
    "button": ("buttonface", "buttontext"),
    "dialog": ("canvas", "canvastext"),
}
"""Elements that have a ground and a colour of their own wherever they stand (HTML, section 15.3)."""


def presentational(element: _Element) -> Declarations:
    """Return the colours and sizes that the browser's own sheet and attributes of older HTML give."""
    style: Declarations = {}
    if element.tag in OWN_GROUNDS and not _GROUND_BY_CLASS.search(element.get("class", "")):
        style["background-color"], style["color"] = OWN_GROUNDS[element.tag]
    if element.tag == "font" and element.get("color"):
        style["color"] = _old_colour(element.get("color", ""))
    if element.get("dir", "").lower() in ("ltr", "rtl"):
        style["direction"] = element.get("dir", "").lower()
    if element.tag == "bdo":
        style["unicode-bidi"] = "isolate-override"
    if element.get("bgcolor"):
        style["background-color"] = _old_colour(element.get("bgcolor", ""))
    if element.tag == "marquee":
        style |= {side: value for side in ("width", "height") if (value := element.get(side, "")).isdigit()}
        style |= {"overflow-x": "hidden", "overflow-y": "hidden"}
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
    state = (
        outer._replace(flexible="", width=None, height=None, narrow=False, perspective="none")
        if _has_box(outer)
        else outer
    )
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
    if "direction" in style:
        state = state._replace(rightwards=style["direction"] == "ltr")
    if "override" in style.get("unicode-bidi", ""):
        state = state._replace(turned=not state.rightwards)
    opacity = opacity_of(style)
    if opacity is not None:
        state = state._replace(opacity=outer.opacity * opacity)
    if style.get("display") in ("flex", "inline-flex"):
        state = state._replace(flexible="height" if "column" in style.get("flex-direction", "") else "width")
    if not page:
        state = _sized(style, state, outer)
        state = _with_effects(style, state)
    state = _coloured(style, state)
    return state if page else _boxed(style, state)


def _has_box(state: State) -> bool:
    """Say whether a state tells of the very box that its element stands in."""
    sized = state.width is not None or state.height is not None
    return bool(state.flexible) or sized or state.narrow or state.perspective != "none"


def _sized(style: Declarations, state: State, outer: State) -> State:
    """Return the state inside a box of a size that is known, in a grid without a first column, or in perspective."""
    if "width" in style or "height" in style:
        width, height = (
            size_of(style, side, outer, state.pixels) if not _needs_more(style, side) else None
            for side in ("width", "height")
        )
        state = state._replace(width=width, height=height)
    if "grid-template-columns" in style:
        first = next(split(style["grid-template-columns"], " "))
        state = state._replace(narrow=pixels_of(first) == 0)
    return state._replace(perspective=style["perspective"]) if "perspective" in style else state


def _needs_more(style: Declarations, side: str) -> bool:
    """Say whether a size is part of one that is not known, or left to the content."""
    return "%" in style.get(side, "%") or style.get(side) == "auto"


def size_of(style: Declarations, side: str, outer: State, em: float) -> float | None:
    """Return the `width` or `height` of a box in pixels, None where it is what its content or its row needs."""
    given = [style.get(f"{bound}{side}", "") for bound in ("", "max-", "min-")]
    if outer.flexible == side and style.get("flex-basis", "auto") != "auto":
        given[0] = style["flex-basis"]
    whole = None if style.get("position") in ("absolute", "fixed") else outer.width if side == "width" else outer.height
    share = {} if whole is None else {"percent": whole / 100}
    size, most, least = (pixels_of(value, em, **share) for value in given)
    if outer.flexible and (number_of(style.get("flex-grow", "")) or 0) > 0:
        size = None
    if style.get("display") == "table-cell" and side == "width":
        most = size = None
    known = [one for one in (size, most) if one is not None]
    return max(min(known), least or 0.0) if known else None


_MOST_EFFECTS = 5
"""Within each other; the innermost are reckoned."""


def _with_effects(style: Declarations, state: State) -> State:
    """Return the state inside what is filtered or blended with what is behind it."""
    if any("url(#" in style.get(name, "") for name in ("filter", "clip-path", "mask-image")):
        state = state._replace(veiled=True)
    changes, blend = style.get("filter", "none"), style.get("mix-blend-mode", "normal")
    if changes == "none" and blend == "normal":
        return state
    return state._replace(effects=(Effect(changes, blend, state.background), *state.effects[:_MOST_EFFECTS]))


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
    return positioned or fixed or style.get("transform", "none") != "none" or not _LEVELS.isdisjoint(style)


_LEVELS = frozenset(("opacity", "filter", "mix-blend-mode"))


def _coloured(style: Declarations, state: State) -> State:
    state = _grounded(style, state)
    colour = state.colour
    given = style.get("-webkit-text-fill-color", "currentcolor")
    given = style.get("color", "currentcolor") if given == "currentcolor" else given
    if given != "currentcolor":
        image = style.get("background-image", "none")
        of_text = style.get("background-clip") == "text"
        filling = _even(image) if image != "none" else colour_of(style.get("background-color", "transparent"))
        if of_text and (filling is None or filling.opacity):
            return state._replace(colour=filling and blended(colour_of(given), filling))
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
    if style.get("background-clip") == "text":
        return state
    if "gradient(" in image and "url(" not in image:
        ground = _even(image)
    elif "url(" in image and given == "transparent":
        ground = None
    if ground is state.background:
        return state
    effects = tuple(effect._replace(painted=True) for effect in state.effects)
    return state._replace(background=ground, doubted=None, effects=effects)


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
    """Say whether text shows only if something that the page does not say is behind it or over it."""
    return state.veiled or (
        state.background is None and state.doubted is not None and alike(state.colour, state.doubted)
    )


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
