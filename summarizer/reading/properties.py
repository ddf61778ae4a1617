"""Properties of CSS: which values each takes, and what a declaration sets once shorthands are taken apart.

Only those that decide whether text can be seen; what its property does not take is no declaration to a browser, and
what stood before it holds.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from summarizer.reading.colours import is_colour
from summarizer.reading.values import is_length, number_of, split

Declarations = dict[str, str]
"""Lower-case names of longhands and of variables, with their values."""

_MAX_CHARACTERS = 2000
"""Of a value, addresses aside."""
PENDING = "\x00"
"""Begins the value of a longhand that is known only when variables are: its declaration follows, `name:value`."""
_EVERYWHERE = frozenset("inherit initial unset revert revert-layer".split())
_INITIAL = {
    "visibility": "visible",
    "color": "black",
    "font-size": "medium",
    "text-indent": "0",
    "line-height": "normal",
}
_INITIAL |= {"letter-spacing": "normal", "word-spacing": "normal"}
"""Of properties that elements inherit."""

_ALIASES = {
    "inline-size": "width",
    "block-size": "height",
    "min-inline-size": "min-width",
    "min-block-size": "min-height",
    "max-inline-size": "max-width",
    "max-block-size": "max-height",
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
    "margin-inline-start": "margin-left",
    "margin-inline-end": "margin-right",
    "margin-block-start": "margin-top",
    "margin-block-end": "margin-bottom",
}
"""Names relative to the direction of writing, which is taken to be from left to right."""

_KEYWORDS = {
    name: frozenset(words.split())
    for name, words in {
        "display": (
            "none block inline inline-block flex inline-flex grid inline-grid contents list-item table inline-table "
            "table-row table-cell table-column table-caption table-row-group table-header-group table-footer-group "
            "table-column-group flow flow-root flow-root-list-item ruby ruby-text math grid-lanes -webkit-box "
            "-webkit-inline-box -webkit-flex -webkit-inline-flex"
        ),
        "visibility": "visible hidden collapse",
        "content-visibility": "visible auto hidden",
        "position": "static relative absolute fixed sticky",
        "overflow-x": "visible hidden clip scroll auto overlay",
        "overflow-y": "visible hidden clip scroll auto overlay",
        "backface-visibility": "visible hidden",
        "contain": "none strict content size inline-size layout style paint",
        "animation-fill-mode": "none forwards backwards both",
    }.items()
}
_MOST_WORDS = {"display": 3, "contain": 6, "animation-fill-mode": 20}
"""Of properties that take more than one."""
_SIZES = frozenset(
    "min-content max-content fit-content stretch -webkit-fill-available -webkit-min-content -webkit-max-content "
    "-webkit-fit-content".split()
)
FONT_SIZES = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0}
FONT_SIZES |= {"xx-large": 32.0, "xxx-large": 48.0, "smaller": 13.0, "larger": 19.0, "math": 16.0}
"""Pixels of the named sizes."""
_OF_FONT = frozenset(
    "normal italic oblique bold bolder lighter small-caps ultra-condensed extra-condensed condensed semi-condensed "
    "semi-expanded expanded extra-expanded ultra-expanded".split()
)
"""What may stand before the size."""
_SYSTEM_FONTS = frozenset("caption icon menu message-box small-caption status-bar".split())
_FUNCTIONS = {
    name: frozenset(words.split())
    for name, words in {
        "transform": (
            "matrix matrix3d translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d "
            "rotate rotatex rotatey rotatez rotate3d skew skewx skewy perspective"
        ),
        "filter": ("blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia url src"),
        "clip-path": "url src inset circle ellipse polygon path rect xywh shape",
        "image": (
            "url src linear-gradient radial-gradient conic-gradient repeating-linear-gradient element cross-fade paint "
            "repeating-radial-gradient repeating-conic-gradient image image-set -webkit-image-set -webkit-gradient "
            "-webkit-linear-gradient -webkit-radial-gradient -webkit-repeating-linear-gradient -webkit-cross-fade "
            "-webkit-repeating-radial-gradient"
        ),
    }.items()
}
_BOXES = frozenset("border-box padding-box content-box margin-box fill-box stroke-box view-box".split())
_OF_BACKGROUND = _BOXES | frozenset(
    "none repeat repeat-x repeat-y no-repeat space round scroll fixed local left right top bottom center cover contain "
    "auto text border-area alpha luminance match-source add subtract intersect exclude no-clip".split()
)
_NAME_OF_FUNCTION = re.compile(r"(-?[a-z][\w-]*)\(.*\)", re.S)


@lru_cache(maxsize=8192)
def longhands(name: str, value: str, quirks: bool = False) -> Declarations:
    """Return what a declaration sets, in lower case, by longhand; not to be changed.

    Nothing if the property is none of those that matter, or does not take the value. `quirks`: in a page without a
    document type, lengths need no unit.
    """
    name = _ALIASES.get(name, name)
    if name.startswith("-webkit-") and name.removeprefix("-webkit-") in _PREFIXED:
        name = name.removeprefix("-webkit-")
    if name not in _TAKES and name not in _SHORTHANDS:
        return {}
    if len(value) > _MAX_CHARACTERS:  # a shape or a row of functions, of which the beginning tells enough
        return {name: value[:_MAX_CHARACTERS]} if name in ("clip-path", "transform") else {}
    parts = _SHORTHANDS[name][0] if name in _SHORTHANDS else (name,)
    if value in _EVERYWHERE:
        return {part: _inherited_or_not(part, value) for part in parts}
    if any(function in value for function in ("var(", "env(", "attr(", "if(")):
        return dict.fromkeys(parts, f"{PENDING}{name}:{value}")
    if name in _SHORTHANDS:
        found = _SHORTHANDS[name][1](value)
        return found if all(takes(part, text, quirks) for part, text in found.items()) else {}
    return {name: value} if takes(name, value, quirks) else {}


def takes(name: str, value: str, quirks: bool = False) -> bool:
    """Say whether a longhand that matters takes a value; `longhands` says what `quirks` is."""
    if value in _EVERYWHERE:
        return True
    if quirks and re.fullmatch(r"[+-]?[\d.]+", value):
        value += "px"
    return name in _TAKES and _TAKES[name](value)


def _inherited_or_not(name: str, word: str) -> str:
    """Return what a word that every property takes comes to: `unset` where that is as if nothing were declared."""
    return _INITIAL.get(name, "unset") if word == "initial" else "unset"


def is_supported(name: str, value: str) -> bool:
    """Say whether a browser knows the property, and, as far as it matters here, the value."""
    if name.startswith("--"):
        return True
    if longhands(name, value):
        return True
    if _ALIASES.get(name, name) in _TAKES or name in _SHORTHANDS:
        return False
    return name in _known() or (name.startswith("-webkit-") and name.removeprefix("-webkit-") in _known())


@cache
def _known() -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(data["names"].split())


# What each longhand takes


_Check = Callable[[str], bool]


def _words(name: str) -> _Check:
    return _each(_KEYWORDS[name].__contains__, _MOST_WORDS.get(name, 1))


def _each(one: _Check, most: int = 1, at: str = " ") -> _Check:
    """Return what says of a value whether it has no more than so many parts, and each of them is right."""
    return lambda value: len(parts := [part.strip() for part in split(value, at)]) <= most and all(map(one, parts))


def _or(word: str, check: _Check) -> _Check:
    return lambda value: value == word or check(value)


def _place(value: str) -> bool:
    return value == "auto" or is_length(value) or value.startswith("anchor")


def _length_from_nought(value: str) -> bool:
    return is_length(value) and not value.startswith("-")


def _size(value: str) -> bool:
    return value in _SIZES or value.startswith(("calc-size(", "anchor-size(")) or _length_from_nought(value)


def _font_size(value: str) -> bool:
    return value in FONT_SIZES or _length_from_nought(value)


def _number(value: str) -> bool:
    return number_of(value) is not None and not value.endswith(("deg", "grad", "rad", "turn"))


def _number_from_nought(value: str) -> bool:
    return _number(value) and not value.startswith("-")


def _plain_number(value: str) -> bool:
    return _number_from_nought(value) and not value.endswith("%")


def _functions(of: str) -> _Check:
    return lambda value: value == "none" or all(_calls(of, part) for part in _parts(value))


def _clip_path(value: str) -> bool:
    return value == "none" or all(part in _BOXES or _calls("clip-path", part) for part in _parts(value))


def _image(value: str) -> bool:
    return value == "none" or _calls("image", value)


def _calls(of: str, value: str) -> bool:
    """Say whether a value is one of the functions that give a picture, a shape and so on."""
    found = _NAME_OF_FUNCTION.fullmatch(value)
    return found is not None and found[1] in _FUNCTIONS[of]


def _rotation(value: str) -> bool:
    *axis, angle = split(value, " ")
    turned = bool(re.fullmatch(r"[+-]?[\d.]+(?:deg|turn|g?rad)|calc\(.*\)", angle))
    return value == "none" or (turned and (axis in ([], ["x"], ["y"], ["z"]) or len(axis) == 3))


def _indent(value: str) -> bool:
    lengths = [part for part in split(value, " ") if part not in ("hanging", "each-line")]
    return len(lengths) == 1 and is_length(lengths[0])


def _size_of_picture(value: str) -> bool:
    return value in ("auto", "cover", "contain") or _length_from_nought(value)


_IDENTIFIER = re.compile(r"-?[a-z_][\w-]*|\"[^\"]*\"|'[^']*'")


def _anything(value: str) -> bool:
    return True


_TAKES: dict[str, _Check] = {
    **{name: _words(name) for name in _KEYWORDS},
    **dict.fromkeys(("color", "background-color", "-webkit-text-fill-color"), is_colour),
    **dict.fromkeys(("width", "height", "min-width", "min-height"), _or("auto", _size)),
    **dict.fromkeys(("max-width", "max-height"), _or("none", _size)),
    **dict.fromkeys("left right top bottom margin-left margin-right margin-top margin-bottom".split(), _place),
    **dict.fromkeys(("letter-spacing", "word-spacing"), _or("normal", is_length)),
    "opacity": _number,
    "zoom": _or("normal", _or("reset", _number_from_nought)),
    "z-index": lambda value: bool(re.fullmatch(r"auto|[+-]?\d+|calc\(.*\)", value)),
    "flex-grow": _plain_number,
    "font-size": _font_size,
    "line-height": _or("normal", lambda value: _number_from_nought(value) or _length_from_nought(value)),
    "text-indent": _indent,
    "background-image": _each(_image, 50, ","),
    "background-clip": _each((_BOXES | {"text", "border-area"}).__contains__, 50, ","),
    "mask-image": _each(_image, 50, ","),
    "mask-size": _each(_each(_size_of_picture, 2), 50, ","),
    "clip": lambda value: value == "auto" or value.startswith("rect("),
    "clip-path": _clip_path,
    "filter": _functions("filter"),
    "transform": _functions("transform"),
    "translate": _or("none", _each(is_length, 3)),
    "scale": _or("none", _each(_number, 3)),
    "rotate": _rotation,
    "grid-template-rows": lambda value: bool(re.search(r"^(?:none|auto|subgrid)|fr\b|\d|-content", value)),
    "content": _anything,
    "mso-hide": _anything,
    "animation-name": _each(lambda value: bool(_IDENTIFIER.fullmatch(value)), 50, ","),
    "animation-iteration-count": _each(_or("infinite", _plain_number), 50, ","),
}
_PREFIXED = frozenset(
    "opacity background-clip mask mask-image mask-size clip-path filter transform animation animation-name flex "
    "animation-fill-mode animation-iteration-count backface-visibility flex-grow".split()
)
"""Properties that are known with `-webkit-` before them as well."""


# Shorthands


def _parts(value: str) -> list[str]:
    """Return the parts of a value between spaces and slashes; behind the brackets of a function no space is needed."""
    return [part for whole in split(value, " /") for part in _BEHIND_BRACKET.split(whole) if part]


_BEHIND_BRACKET = re.compile(r"(?<=\))(?=[a-z])")


def _background(value: str) -> Declarations:
    """Return colour, pictures and clipping of a background; what is not understood makes it a colour that is none."""
    colour, images, clip = "transparent", [], "border-box"
    for layer in split(value, ","):
        image = "none"
        for part in _parts(layer):
            if _calls("image", part):
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
    if len(parts) == 1 or not re.match(r"[a-z_\"'-]|[^\x00-\x7f]", parts[1]) or not _font_size(size):
        return {}
    return {"font-size": size, "line-height": height[0] if height else "normal"}


_SLASH = re.compile(r" ?/ ?")


def _mask(value: str) -> Declarations:
    parts = [part for layer in split(value, ",") for part in _parts(layer)]
    images = [part for part in parts if _calls("image", part)]
    if not all(part in images or part in _OF_BACKGROUND or is_length(part) for part in parts):
        return {}
    size = _SIZE_OF_PICTURE.search(value)
    return {"mask-image": ",".join(images) or "none", "mask-size": size[1] if size else "auto"}


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
    first, *others = split(value, " ")
    if not all(_plain_number(part) or part in ("auto", "none", "content") or _size(part) for part in (first, *others)):
        return {}
    return {"flex-grow": {"none": "0", "auto": "1"}.get(first, first if _plain_number(first) else "1")}


def _animation(value: str) -> Declarations:
    """Return names, ways to fill and counts of animations; whatever else is in them does not matter here."""
    words = [part for one in split(value, ",") for part in split(one.strip(), " ")]
    if not all(_OF_ANIMATION.fullmatch(word) for word in words):
        return {}
    names = [word for word in words if _IDENTIFIER.fullmatch(word)]
    fills = [word for word in words if word in _KEYWORDS["animation-fill-mode"] and word != "none"]
    return {
        "animation-name": ",".join(names) or "none",
        "animation-fill-mode": " ".join(fills) or "none",
        "animation-iteration-count": "infinite" if "infinite" in words else "1",
    }


_OF_ANIMATION = re.compile(
    rf"{_IDENTIFIER.pattern}|[+-]?[\d.]+m?s|[\d.]+|(?:cubic-bezier|steps|linear|calc|scroll|view)\(.*\)"
)
_ANIMATION = ("animation-name", "animation-fill-mode", "animation-iteration-count")
_SIDES = ("top", "right", "bottom", "left")
_MARGINS = ("margin-top", "margin-right", "margin-bottom", "margin-left")
_SHORTHANDS: dict[str, tuple[tuple[str, ...], Callable[[str], Declarations]]] = {
    "background": (("background-color", "background-image", "background-clip"), _background),
    "font": (("font-size", "line-height"), _font),
    "mask": (("mask-image", "mask-size"), _mask),
    "inset": (_SIDES, _four(*_SIDES)),
    "inset-block": (("top", "bottom"), _four("top", "bottom")),
    "inset-inline": (("left", "right"), _four("left", "right")),
    "margin": (_MARGINS, _four(*_MARGINS)),
    "margin-block": (("margin-top", "margin-bottom"), _four("margin-top", "margin-bottom")),
    "margin-inline": (("margin-left", "margin-right"), _four("margin-left", "margin-right")),
    "overflow": (("overflow-x", "overflow-y"), _overflow),
    "flex": (("flex-grow",), _flex),
    "animation": (_ANIMATION, _animation),
}
