"""How declarations, attributes and class names put text out of sight: what CSS says, judged as a browser would."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.colours import BLACK, WHITE, Colour, alike, blended, colour_of
from summarizer.reading.properties import FONT_SIZES, Declarations
from summarizer.reading.transforms import seen_of
from summarizer.reading.values import number_of, pixels_of, split

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

_GROUND_BY_CLASS = re.compile(
    r"(?:^|\s)(?:has-(?!white|text)[\w-]*background(?:-color)?|wp-block-cover|(?:text-)?bg-(?:black|dark|primary|secondary"
    r"|success|danger|info|[a-z]+-[5-9]\d\d?))(?:\s|$)"
)
"""Classes that put something dark behind text, in sheets that are seldom in the page itself."""

_OFF_SCREEN_PIXELS = 500
"""Anything moved this far up or left of its place is out of sight."""
_WHOLE = 500.0
"""A hundred per cent of what is not known, in pixels."""
_TINY_FONT_PIXELS = 2.5
_TINY_BOX_PIXELS = 8
_WIDE_SPACE_PIXELS = 100
"""Between letters: from here on nothing is a word."""
_FAINT = 0.06
"""Opacity below which text cannot be made out."""


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


def aria_hidden(element: _Element) -> bool:
    """Say whether assistive technology is told to skip it; one word so marked is typography, such as a drop cap."""
    if element.get("aria-hidden", "").lower() != "true":
        return False
    return len(element) > 0 or len((element.text or "").strip()) > 12 or " " in (element.text or "").strip()


def unseen_class(names: str) -> str:
    """Return which of class names hides an element by custom, on a wide screen too, or nothing."""
    words = names.split()
    if (_UNSEEN_CLASSES.isdisjoint(words) and not _UNSEEN_NAME.search(names)) or _SHOWN_AGAIN.search(names):
        return ""
    return next((name for name in words if name in _UNSEEN_CLASSES or _UNSEEN_NAME.search(name)), "")


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
    pixels = _font_pixels(style, outer.pixels)
    if pixels is not None:
        state = state._replace(pixels=pixels)
    if "text-indent" in style:
        indent = pixels_of(style["text-indent"], state.pixels)
        state = state._replace(off=abs(indent or 0) >= _OFF_SCREEN_PIXELS)
    opacity = _opacity(style)
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
    stops = [colour_of(stop) for stop in _stops(image)]
    first = stops[0] if stops else None
    return first if first and first.opacity >= 1 and all(alike(stop, first) for stop in stops) else None


def _stops(image: str) -> list[str]:
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


def hidden_by(style: Declarations, outer: State) -> tuple[str, ...]:
    """Return by what these declarations take an element and all that is in it out of sight; nothing if they do not.

    Two elements for which it is the same are hidden in the same way.
    """
    if not style:
        return ()
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return ("display",)
    em = _font_pixels(style, outer.pixels) or outer.pixels
    names = style.keys()
    return tuple(name for name, holds, told in _TELLING if not told.isdisjoint(names) and holds(style, outer, em))


def _unrendered(style: Declarations, outer: State, em: float) -> bool:
    return style.get("content-visibility") == "hidden" or "url(" in style.get("content", "")


def _faint(style: Declarations, outer: State, em: float) -> bool:
    opacity = _opacity(style)
    return opacity is not None and outer.opacity * opacity < _FAINT


def _opacity(style: Declarations) -> float | None:
    """Return the opacity declared, of the element and of a filter over it."""
    if "opacity" not in style and "filter" not in style:
        return None
    given = [style.get("opacity", "1"), *_OPACITY.findall(style.get("filter", ""))]
    numbers = [number_of(one) for one in given]
    return min(max(0.0, min(1.0, number)) for number in numbers if number is not None)


_OPACITY = re.compile(r"opacity\(([^()]*(?:\([^()]*\))?)\)")


def _flat(style: Declarations, outer: State, em: float) -> bool:
    """Say whether a filter leaves no contrast."""
    return any(number_of(one) == 0 for one in re.findall(r"contrast\(([^()]*)\)", style.get("filter", "")))


def _clipped(style: Declarations, outer: State, em: float) -> bool:
    clip = style.get("clip", "")
    if clip.startswith("rect("):
        sides = [pixels_of(part, em) for part in re.split(r"[\s,]+", clip[5:].strip(") "))]
        if len(sides) == 4 and all(side is not None for side in sides):
            top, right, bottom, left = (side or 0.0 for side in sides)
            return right - left <= 1 or bottom - top <= 1
    path = style.get("clip-path", "")
    return "(" in path and _leaves_nothing(path, em)


def _leaves_nothing(path: str, em: float) -> bool:
    """Say whether a `clip-path` has no area, or lies beside its box."""
    shape, _, arguments = path.partition("(")
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)[:40]]
    if shape == "inset":
        top, right, bottom, left = _four(numbers)
        return "%" in path and (top + bottom >= 100 or right + left >= 100)
    if shape == "rect":
        top, right, bottom, left = _four(numbers)
        return len(numbers) == 4 and (bottom - top <= 1 or right - left <= 1)
    if shape == "xywh":
        return len(numbers) >= 4 and min(numbers[2:4]) <= 1
    if shape == "polygon":
        return len(set(zip(numbers[::2], numbers[1::2], strict=False))) < 3
    if shape == "path":
        return len(numbers) < 6
    return shape in ("circle", "ellipse") and _is_speck(arguments.partition(")")[0], em)


def _is_speck(arguments: str, em: float) -> bool:
    """Say whether a circle or ellipse is too small for a word, or ends before its box begins."""
    given, _, at = arguments.partition("at ")
    radii = [radius for part in given.split() if (radius := pixels_of(part, em)) is not None]
    centre = [place for part in at.split() if (place := pixels_of(part, em)) is not None]
    return bool(radii) and (min(radii) < _TINY_BOX_PIXELS or any(place + max(radii) <= 0 for place in centre))


def _four(numbers: list[float]) -> tuple[float, float, float, float]:
    """Return top, right, bottom and left as one to four numbers give them in CSS; none are noughts."""
    given = numbers[:4] or [0.0]
    top, right = given[0], given[1 if len(given) > 1 else 0]
    return top, right, given[2] if len(given) > 2 else top, given[3] if len(given) > 3 else right


def _masked(style: Declarations, outer: State, em: float) -> bool:
    """Say whether a mask lets nothing through."""
    mask = style.get("mask-image", "none")
    if mask == "none":
        return False
    stops = [colour_of(stop) for stop in _stops(mask)] if "url(" not in mask else []
    clear = bool(stops) and all(stop is not None and stop.opacity < _FAINT for stop in stops)
    return clear or 0 in map(number_of, style.get("mask-size", "").split())


def _transformed(style: Declarations, outer: State, em: float) -> bool:
    """Say whether it is turned edge-on or away, drawn too small, or moved off the page."""
    seen = seen_of(style, em)
    if seen is None:
        return False
    if seen.behind or seen.scale * em < 1 or (seen.backwards and style.get("backface-visibility") == "hidden"):
        return True
    moves = (style.get("transform", ""), style.get("translate", ""))
    return any(map(_is_far, (seen.right, seen.down))) or any(map(_beyond_window, moves))


def _is_far(move: float) -> bool:
    return move <= -_OFF_SCREEN_PIXELS or move >= 10 * _OFF_SCREEN_PIXELS


def _beyond_window(value: str) -> bool:
    """Say whether a value, or an argument of its function, is a length of a whole window or more."""
    return any(float(number) >= 100 for number in _OF_WINDOW.findall(value))


_OF_WINDOW = re.compile(r"(?:^|[(,]\s*)(\d{1,6}(?:\.\d{1,6})?)[sld]?v[wh](?=\s*[,)]|$)")


def _squeezed(style: Declarations, outer: State, em: float) -> bool:
    """Say whether its letters or words are pushed on top of each other, or too far apart to make words."""
    letters, words = (pixels_of(style.get(name, ""), em) for name in ("letter-spacing", "word-spacing"))
    return (letters is not None and not -em / 2 < letters < _WIDE_SPACE_PIXELS) or (
        words is not None and words <= -_OFF_SCREEN_PIXELS
    )


def _without_room(style: Declarations, outer: State, em: float) -> bool:
    """Say whether it has next to no room, and hides what overflows."""
    zoom = number_of(style.get("zoom", ""))
    if (zoom is not None and zoom < 0.05) or style.get("grid-template-rows") == "0fr":
        return True
    contained = style.get("contain", "")
    cuts = style.get("overflow-x", "visible") != "visible" or style.get("overflow-y", "visible") != "visible"
    if not cuts and not re.search(r"strict|paint|content", contained):
        return False
    width, height = (_size(style, side, outer, em) for side in ("width", "height"))
    if height is None and re.search(r"\bsize|strict", contained):
        return True
    if (width is not None and width <= _TINY_BOX_PIXELS) or (height is not None and height <= 0.4 * em):
        return True
    both = width is not None and height is not None and max(width, height) < 1.2 * em
    return both or number_of(style.get("line-height", "")) == 0


def _size(style: Declarations, side: str, outer: State, em: float) -> float | None:
    """Return the width or height of a box in pixels, None where it is what its content or its row needs."""
    size, most, least = (pixels_of(style.get(f"{bound}{side}", ""), em) for bound in ("", "max-", "min-"))
    if outer.flexible and (number_of(style.get("flex-grow", "")) or 0) > 0:
        size = None
    if style.get("display") == "table-cell" and side == "width":
        most = size = None
    known = [one for one in (size, most) if one is not None]
    return max(min(known), least or 0.0) if known else None


def _placed_away(style: Declarations, outer: State, em: float) -> bool:
    """Say whether it is placed or pushed off the page, behind it, or out of the box that it stands in."""
    names = ["margin-left", "margin-top"]
    position = style.get("position", "static")
    if position != "static":
        names += ["left", "top", "right", "bottom"]
        level = number_of(style.get("z-index", "")) or 0
        if level <= (-1 if position in ("absolute", "fixed") or outer.covering else -100):
            return True
    moves = [style[name] for name in names if name in style]
    if any(_is_far(pixels_of(move, em) or 0.0) or _beyond_window(move) for move in moves):
        return True
    return outer.room is not None and _pushed_out(style, outer.room, em, position)


def _pushed_out(style: Declarations, room: float, em: float, position: str) -> bool:
    """Say whether it is pushed out of a box that cuts off what does not fit: by a whole one, or by its height."""
    seen = seen_of(style, em)
    right, down = (seen.right, seen.down) if seen else (0.0, 0.0)
    across = style.get("left", "") if position == "absolute" else ""
    below = [style.get("margin-top", ""), style.get("top", "") if position != "static" else ""]
    if across.endswith("%") and (pixels_of(across) or 0.0) >= _WHOLE:
        return True
    return (
        right >= _WHOLE or down >= _WHOLE or any((pixels_of(one, em) or 0.0) >= min(room, _WHOLE) > 0 for one in below)
    )


_WAYS = {
    "content": (_unrendered, "content-visibility content"),
    "opacity": (_faint, "opacity filter"),
    "filter": (_flat, "filter"),
    "clip": (_clipped, "clip clip-path"),
    "mask": (_masked, "mask-image"),
    "transform": (_transformed, "transform translate rotate scale"),
    "room": (_without_room, "zoom grid-template-rows contain overflow-x overflow-y"),
    "place": (_placed_away, "margin-left margin-top position transform translate"),
    "spacing": (_squeezed, "letter-spacing word-spacing"),
}
"""What tells of each way of hiding, and the properties without which there is none."""
_TELLING = [(name, holds, frozenset(properties.split())) for name, (holds, properties) in _WAYS.items()]


def _font_pixels(style: Declarations, outer: float) -> float | None:
    """Return the font size declared, in pixels."""
    value = style.get("font-size")
    if value is None:
        return None
    return FONT_SIZES[value] if value in FONT_SIZES else pixels_of(value, outer, outer / 100)
