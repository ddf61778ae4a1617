"""Shorthands of CSS taken apart into longhands."""

from __future__ import annotations

import re
from collections.abc import Callable

from summarizer.reading.css.longhands import (
    BOXES,
    IDENTIFIER,
    KEYWORDS,
    TIME,
    Declarations,
    calls,
    is_font_size,
    is_plain_number,
    is_size,
    parts_of,
)
from summarizer.reading.css.values import is_length, split

_OF_FONT = frozenset(
    "normal italic oblique bold bolder lighter small-caps ultra-condensed extra-condensed condensed semi-condensed "
    "semi-expanded expanded extra-expanded ultra-expanded".split()
)
"""What may stand before the size."""
_SYSTEM_FONTS = frozenset("caption icon menu message-box small-caption status-bar".split())
_OF_BACKGROUND = BOXES | frozenset(
    "none repeat repeat-x repeat-y no-repeat space round scroll fixed local left right top bottom center cover contain "
    "auto text border-area alpha luminance match-source add subtract intersect exclude no-clip".split()
)


def _background(value: str) -> Declarations:
    """Return colour, pictures and clipping of a background; what is not understood makes it a colour that is none."""
    colour, images, clip = "transparent", [], "border-box"
    for layer in split(value, ","):
        image = "none"
        for part in parts_of(layer):
            if calls("image", part):
                image = part
            elif part == "text":
                clip = part
            elif part not in _OF_BACKGROUND and not is_length(part):
                colour = part if colour == "transparent" else "more than one"
        images.append(image)
    return {"background-color": colour, "background-image": ",".join(images), "background-clip": clip}


def _font(value: str) -> Declarations:
    if value in _SYSTEM_FONTS:
        return {"font-size": "medium", "line-height": "normal"}
    parts = list(split(_SLASH.sub("/", value), " "))
    while len(parts) > 2 and (parts[0] in _OF_FONT or re.fullmatch(r"\d{3}|[\d.]+deg", parts[0])):
        del parts[0]
    size, *height = split(parts[0], "/")
    if len(parts) == 1 or not re.match(r"[a-z_\"'-]|[^\x00-\x7f]", parts[1]) or not is_font_size(size):
        return {}
    return {"font-size": size, "line-height": height[0] if height else "normal"}


_SLASH = re.compile(r" ?/ ?")


def _mask(value: str) -> Declarations:
    parts = [part for layer in split(value, ",") for part in parts_of(layer)]
    images = [part for part in parts if calls("image", part)]
    if not all(part in images or part in _OF_BACKGROUND or is_length(part) for part in parts):
        return {}
    size = _SIZE_OF_PICTURE.search(value)
    places = [part for part in split(value.partition("/")[0], " ") if is_length(part)]
    return {
        "mask-image": ",".join(images) or "none",
        "mask-size": size[1] if size else "auto",
        "mask-repeat": next((part for part in parts if part in KEYWORDS["mask-repeat"]), "repeat"),
        "mask-position": " ".join(places) or "0",
    }


_SIZE_OF_PICTURE = re.compile(r"/ ?((?:auto|cover|contain|[\d.]+[a-z%]*)(?: (?:auto|[\d.]+[a-z%]*))?)(?![^()]*\))")


def _four(*names: str) -> Callable[[str], Declarations]:
    """Return what gives one to four values to the sides that are named in the order of CSS."""

    def sides(value: str) -> Declarations:
        given = list(split(value, " "))
        if len(given) > len(names):
            return {}
        return {name: given[at if at < len(given) else max(0, at - 2) % len(given)] for at, name in enumerate(names)}

    return sides


def _overflow(value: str) -> Declarations:
    first, *second = value.split()
    return {"overflow-x": first, "overflow-y": " ".join(second) or first}


def _flex(value: str) -> Declarations:
    parts = list(split(value, " "))
    if not all(is_plain_number(part) or part in ("auto", "none", "content") or is_size(part) for part in parts):
        return {}
    numbers, sizes = [one for one in parts if is_plain_number(one)], [one for one in parts if not is_plain_number(one)]
    if len(numbers) == 3:  # the third is a nought without a unit
        sizes.append(numbers.pop())
    usual = "0" if parts == ["none"] else "1"
    return {"flex-grow": numbers[0] if numbers else usual, "flex-basis": _basis(sizes, bool(numbers))}


def _offset(value: str) -> Declarations:
    """Return the path along which a box is set, and how far along."""
    parts = list(split(value.partition(" / ")[0], " "))
    path = next((at for at, part in enumerate(parts) if part.endswith(")")), None)
    if path is None:
        return {"offset-path": "none", "offset-distance": "0"}
    return {"offset-path": parts[path], "offset-distance": next(filter(is_length, parts[path + 1 :]), "0")}


def _basis(sizes: list[str], grows: bool) -> str:
    """Return the basis that `flex` gives: none that is named counts as nought where it says how its items grow."""
    named = next((one for one in sizes if one != "none"), "")
    return named or ("0" if grows else "auto")


def _animation(value: str) -> Declarations:
    """Return what animations are called and how they run; of more than one, times and counts are the first one's."""
    words = [part for one in split(value, ",") for part in split(one.strip(), " ")]
    if not all(_OF_ANIMATION.fullmatch(word) for word in words):
        return {}
    names = [word for word in words if IDENTIFIER.fullmatch(word)]
    fills = [word for word in words if word in KEYWORDS["animation-fill-mode"] and word != "none"]
    times = [word for word in words if TIME.fullmatch(word)]
    counts = [word for word in words if word == "infinite" or is_plain_number(word)]
    return {
        "animation-name": ",".join(names) or "none",
        "animation-fill-mode": " ".join(fills) or "none",
        "animation-iteration-count": "infinite" if "infinite" in counts else counts[0] if counts else "1",
        "animation-duration": times[0] if times else "0s",
        "animation-delay": times[1] if len(times) > 1 else "0s",
        "animation-direction": next((word for word in words if word in KEYWORDS["animation-direction"]), "normal"),
        "animation-play-state": "paused" if "paused" in words else "running",
    }


_OF_ANIMATION = re.compile(
    rf"{IDENTIFIER.pattern}|[+-]?[\d.]+m?s|[\d.]+|(?:cubic-bezier|steps|linear|calc|scroll|view)\(.*\)"
)
_ANIMATION = (
    "animation-name",
    "animation-fill-mode",
    "animation-iteration-count",
    "animation-duration",
    "animation-delay",
    "animation-direction",
    "animation-play-state",
)
_SIDES = ("top", "right", "bottom", "left")
_MARGINS = ("margin-top", "margin-right", "margin-bottom", "margin-left")
SHORTHANDS: dict[str, tuple[tuple[str, ...], Callable[[str], Declarations]]] = {
    "background": (("background-color", "background-image", "background-clip"), _background),
    "font": (("font-size", "line-height"), _font),
    "mask": (("mask-image", "mask-size", "mask-repeat", "mask-position"), _mask),
    "inset": (_SIDES, _four(*_SIDES)),
    "inset-block": (("top", "bottom"), _four("top", "bottom")),
    "inset-inline": (("left", "right"), _four("left", "right")),
    "margin": (_MARGINS, _four(*_MARGINS)),
    "margin-block": (("margin-top", "margin-bottom"), _four("margin-top", "margin-bottom")),
    "margin-inline": (("margin-left", "margin-right"), _four("margin-left", "margin-right")),
    "overflow": (("overflow-x", "overflow-y"), _overflow),
    "flex": (("flex-grow", "flex-basis"), _flex),
    "offset": (("offset-path", "offset-distance"), _offset),
    "animation": (_ANIMATION, _animation),
}
"""What each is made of, and what takes its value apart: nothing comes of one that it does not take."""
