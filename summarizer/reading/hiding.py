"""How declarations, attributes and class names put text out of sight: what CSS says, judged as a browser would."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from summarizer.reading.css.colours import colour_of
from summarizer.reading.css.inheritance import OFF_SCREEN_PIXELS, State, font_pixels, opacity_of, size_of, stops_of
from summarizer.reading.css.longhands import Declarations
from summarizer.reading.css.transforms import seen_of
from summarizer.reading.css.values import number_of, pixels_of, split

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

_WHOLE = 500.0
"""A hundred per cent of what is not known, in pixels."""
_ENDLESS = float("inf")
_TINY_BOX_PIXELS = 8
_WIDE_SPACE_PIXELS = 100
"""Between letters: from here on nothing is a word."""
_FAINT = 0.06
"""Opacity below which text cannot be made out."""


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


_STARTS = re.compile(
    r"(?:^|[\s_-])(?:wow|gsap|reveal|aos|elementor-invisible|et-waypoint|load-hidden|lazyload(?:ing)?|prefade"
    r"|hidden-during-prewarmup|animate-on-scroll|(?:enter|appear)-from)(?![^\s_-])"
    r"|(?:^|\s)(?:data-)?(?:aos|sal|sr|w-id|framer-appear-id|framer-name|scroll|reveal|gsap|wow|anim\w*|motion|"
    r"screen-in-hide|uk-scrollspy|in-?view)(?![^\s_-])",
    re.I,
)
"""Classes and attributes of what scripts fade in as it scrolls up: WOW, AOS, Sal, GSAP, ScrollReveal, lazysizes,
Elementor, Divi, Webflow, Framer, Wix, Squarespace, UIkit and their like."""
_CLOAKED = re.compile(r"(?:^|[\s-])cloak(?:\s|$)|accordion")
_FADES = re.compile(
    r"(?=.*(?:^|\s)(?:opacity-0|invisible)(?:\s|$))(?=.*(?:^|\s)transition)(?!.*(?:hover:|absolute|fixed))", re.S
)


def starts_hidden(element: _Element) -> bool:
    """Say whether an element is marked as one that a script fades in: by a class or an attribute of a known system."""
    return bool(_STARTS.search(_marks(element))) or '"_animation"' in element.get("data-settings", "")


def fades_by_class(names: str) -> bool:
    """Say whether class names fade an element in where it stands, once a script takes away the one that hides it."""
    return bool(_FADES.match(names))


def is_cloaked(element: _Element) -> bool:
    """Say whether an element is kept from view until scripts have started, or, in an accordion, until it is opened."""
    return bool(_CLOAKED.search(_marks(element)))


def _marks(element: _Element) -> str:
    """Return the classes and the names of attributes of an element."""
    return " ".join((element.get("class", ""), *map(str, element.keys())))


def hidden_by(style: Declarations, outer: State) -> tuple[str, ...]:
    """Return by what these declarations take an element and all that is in it out of sight; nothing if they do not.

    Two elements for which it is the same are hidden in the same way.
    """
    if not style:
        return ()
    if style.get("display") == "none" or style.get("mso-hide") == "all":
        return ("display",)
    em = font_pixels(style, outer.pixels) or outer.pixels
    names = style.keys()
    return tuple(name for name, holds, told in _TELLING if not told.isdisjoint(names) and holds(style, outer, em))


def _unrendered(style: Declarations, outer: State, em: float) -> bool:
    return style.get("content-visibility") == "hidden" or "url(" in style.get("content", "")


def _faint(style: Declarations, outer: State, em: float) -> bool:
    opacity = opacity_of(style)
    return opacity is not None and outer.opacity * opacity < _FAINT


def _flat(style: Declarations, outer: State, em: float) -> bool:
    """Say whether a filter leaves no contrast, or blurs letters until there are none."""
    value = style.get("filter", "")
    blurs = (pixels_of(one, em) or 0.0 for one in re.findall(r"\bblur\(([^()]*)\)", value))
    return any(blur >= em / 2 for blur in blurs) or any(
        number_of(one) == 0 for one in re.findall(r"contrast\(([^()]*)\)", value)
    )


def _clipped(style: Declarations, outer: State, em: float) -> bool:
    clip = style.get("clip", "")
    if clip.startswith("rect(") and style.get("position") in ("absolute", "fixed"):
        given = re.split(r"[\s,]+", clip[5:].strip(") "))
        sides = [pixels_of(part, em) if part != "auto" else at in (1, 2) and _ENDLESS for at, part in enumerate(given)]
        if len(sides) == 4 and None not in sides:
            top, right, bottom, left = (side or 0.0 for side in sides)
            if right - left <= 1 or bottom - top <= 1:
                return True
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
    stops = [colour_of(stop) for stop in stops_of(mask)] if "url(" not in mask else []
    clear = bool(stops) and all(stop is not None and stop.opacity < _FAINT for stop in stops)
    sizes = [pixels_of(one, em) for one in style.get("mask-size", "").split()]
    once = style.get("mask-repeat") == "no-repeat" and len(list(split(mask, ","))) == 1
    places = [pixels_of(one, em) or 0.0 for one in style.get("mask-position", "").split()]
    return clear or 0 in sizes or (once and (any(map(_is_speck_long, sizes)) or any(map(_is_far, places))))


def _is_speck_long(size: float | None) -> bool:
    return size is not None and size < _TINY_BOX_PIXELS


def _transformed(style: Declarations, outer: State, em: float) -> bool:
    """Say whether it is turned edge-on or away, drawn too small, or moved off the page."""
    if outer.perspective != "none" and "transform" in style:
        style = {**style, "transform": f"perspective({outer.perspective}) {style['transform']}"}
    seen = seen_of(style, em)
    if seen is None:
        return False
    if seen.behind or seen.scale * em < 1 or (seen.backwards and style.get("backface-visibility") == "hidden"):
        return True
    moves = (style.get("transform", ""), style.get("translate", ""))
    return any(map(_is_far, (seen.right, seen.down))) or any(map(_beyond_window, moves))


def _is_far(move: float) -> bool:
    return move <= -OFF_SCREEN_PIXELS or move >= 10 * OFF_SCREEN_PIXELS


def _beyond_window(value: str) -> bool:
    """Say whether a value, or an argument of its function, is a length of a whole window or more."""
    return any(float(number) >= 100 for number in _OF_WINDOW.findall(value))


_OF_WINDOW = re.compile(r"(?:^|[(,]\s*)(\d{1,6}(?:\.\d{1,6})?)[sld]?v(?:[whib]|max)(?=\s*[,)]|$)")


def _squeezed(style: Declarations, outer: State, em: float) -> bool:
    """Say whether its letters or words are pushed on top of each other, or too far apart to make words."""
    letters, words = (pixels_of(style.get(name, ""), em) for name in ("letter-spacing", "word-spacing"))
    return (letters is not None and not -em / 2 < letters < _WIDE_SPACE_PIXELS) or (
        words is not None and words <= -OFF_SCREEN_PIXELS
    )


def _without_room(style: Declarations, outer: State, em: float) -> bool:
    """Say whether it is next to nothing, or has next to no room and hides what overflows."""
    zoom = number_of(style.get("zoom", ""))
    rows = style.get("grid-template-rows", "none")
    if (zoom is not None and zoom < 0.05) or _flat_tracks(rows):
        return True
    if not _hides_overflow(style):
        return False
    if outer.narrow or (rows == "none" and _flat_tracks(style.get("grid-auto-rows", "none"))):
        return True
    return _is_tiny(style, outer, em) or number_of(style.get("line-height", "")) == 0


def _hides_overflow(style: Declarations) -> bool:
    """Say whether it cuts off what does not fit into its box, one way or both."""
    cuts = any(style.get(name, "visible") != "visible" for name in ("overflow-x", "overflow-y"))
    return cuts or re.search(r"strict|paint|content", style.get("contain", "")) is not None


def _is_tiny(style: Declarations, outer: State, em: float) -> bool:
    """Say whether its box has no room for a word: too little one way, or less than a letter's both ways."""
    width, height = (size_of(style, side, outer, em) for side in ("width", "height"))
    if height is None and re.search(r"\bsize|strict", style.get("contain", "")):
        return True
    if (width is not None and width <= _TINY_BOX_PIXELS) or (height is not None and height <= 0.4 * em):
        return True
    return width is not None and height is not None and max(width, height) < 1.2 * em


def _flat_tracks(tracks: str) -> bool:
    """Say whether all rows of a grid are without height."""
    return all(number_of(one.removesuffix("fr")) == 0 or pixels_of(one) == 0 for one in tracks.split())


def _placed_away(style: Declarations, outer: State, em: float) -> bool:
    """Say whether it is placed or pushed off the page, behind it, or out of the box that it stands in."""
    names = ["margin-left", "margin-top"]
    position = style.get("position", "static")
    if position != "static":
        names += ["left", "top", "right", "bottom"]
        level = number_of(style.get("z-index", "")) or 0
        if level <= (-1 if position in ("absolute", "fixed") or outer.covering else -100):
            return True
    if "offset-path" in style and _is_led_away(style, em):
        return True
    moves = [style[name] for name in names if name in style]
    if any(_is_far(pixels_of(move, em) or 0.0) or _beyond_window(move) for move in moves):
        return True
    return outer.room is not None and _pushed_out(style, outer.room, em, position)


def _is_led_away(style: Declarations, em: float) -> bool:
    """Say whether it lies on a path off the page, or so far along a ray."""
    path = style["offset-path"]
    if path.startswith("ray("):
        return (pixels_of(style.get("offset-distance", ""), em) or 0.0) >= 2 * OFF_SCREEN_PIXELS
    numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path)[:40]] if "path(" in path else []
    return any(
        along and (max(along) <= -OFF_SCREEN_PIXELS or _is_far(min(along))) for along in (numbers[::2], numbers[1::2])
    )


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
    "place": (_placed_away, "margin-left margin-top position transform translate offset-path"),
    "spacing": (_squeezed, "letter-spacing word-spacing"),
}
"""What tells of each way of hiding, and the properties without which there is none."""
_TELLING = [(name, holds, frozenset(properties.split())) for name, (holds, properties) in _WAYS.items()]
