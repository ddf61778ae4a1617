"""Which values each longhand of CSS takes: of those that decide whether text can be seen."""

from __future__ import annotations

import re
from collections.abc import Callable

from summarizer.reading.css.colours import is_colour
from summarizer.reading.css.values import is_length, number_of, split

Declarations = dict[str, str]
"""Lower-case names of longhands and of variables, with their values."""

EVERYWHERE = frozenset("inherit initial unset revert revert-layer".split())
"""What every property takes."""
KEYWORDS = {
    name: frozenset(words.split())
    for name, words in {
        "display": (
            "none block inline inline-block flex inline-flex grid inline-grid contents list-item table inline-table "
            "table-row table-cell table-column table-caption table-row-group table-header-group table-footer-group "
            "table-column-group flow flow-root flow-root-list-item ruby ruby-text math grid-lanes -webkit-box "
            "-webkit-inline-box -webkit-flex -webkit-inline-flex"
        ),
        "visibility": "visible hidden collapse",
        "direction": "ltr rtl",
        "unicode-bidi": "normal embed isolate bidi-override isolate-override plaintext",
        "content-visibility": "visible auto hidden",
        "position": "static relative absolute fixed sticky",
        "overflow-x": "visible hidden clip scroll auto overlay",
        "overflow-y": "visible hidden clip scroll auto overlay",
        "backface-visibility": "visible hidden",
        "contain": "none strict content size inline-size layout style paint",
        "animation-fill-mode": "none forwards backwards both",
        "animation-direction": "normal reverse alternate alternate-reverse",
        "animation-play-state": "running paused",
        "flex-direction": "row row-reverse column column-reverse",
        "mask-repeat": "repeat repeat-x repeat-y no-repeat space round",
        "mix-blend-mode": (
            "normal multiply screen overlay darken lighten color-dodge color-burn hard-light soft-light difference "
            "exclusion hue saturation color luminosity plus-lighter"
        ),
    }.items()
}
_MOST_WORDS = {"display": 3, "contain": 6, "animation-fill-mode": 20, "mask-repeat": 2}
"""Of properties that take more than one."""
_SIZES = frozenset(
    "min-content max-content fit-content stretch -webkit-fill-available -webkit-min-content -webkit-max-content "
    "-webkit-fit-content".split()
)
FONT_SIZES = {"xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0, "x-large": 24.0}
FONT_SIZES |= {"xx-large": 32.0, "xxx-large": 48.0, "smaller": 13.0, "larger": 19.0, "math": 16.0}
"""Pixels of the named sizes."""
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
BOXES = frozenset("border-box padding-box content-box margin-box fill-box stroke-box view-box".split())
_NAME_OF_FUNCTION = re.compile(r"(-?[a-z][\w-]*)\(.*\)", re.S)


def takes(name: str, value: str, unitless: bool = False) -> bool:
    """Say whether a longhand that matters takes a value; `unitless`: a length that it takes needs no unit."""
    if value in EVERYWHERE:
        return True
    if unitless and re.fullmatch(r"[+-]?[\d.]+(?:e[+-]?\d+)?", value):
        value += "px"
    return name in TAKES and TAKES[name](value)


_Check = Callable[[str], bool]


def _words(name: str) -> _Check:
    return _each(KEYWORDS[name].__contains__, _MOST_WORDS.get(name, 1))


def _each(one: _Check, most: int = 1, at: str = " ") -> _Check:
    """Return what says of a value whether it has no more than so many parts, and each of them is right."""
    return lambda value: len(parts := [part.strip() for part in split(value, at)]) <= most and all(map(one, parts))


def _or(word: str, check: _Check) -> _Check:
    return lambda value: value == word or check(value)


def _place(value: str) -> bool:
    return value == "auto" or is_length(value) or value.startswith("anchor")


def _length_from_nought(value: str) -> bool:
    return is_length(value) and not value.startswith("-")


def is_size(value: str) -> bool:
    """Say whether a value is a width or height, `auto` and `none` aside."""
    return value in _SIZES or value.startswith(("calc-size(", "anchor-size(")) or _length_from_nought(value)


def is_font_size(value: str) -> bool:
    """Say whether a value is the size of a font."""
    return value in FONT_SIZES or _length_from_nought(value)


def _number(value: str) -> bool:
    return number_of(value) is not None and not value.endswith(("deg", "grad", "rad", "turn"))


def _number_from_nought(value: str) -> bool:
    return _number(value) and not value.startswith("-")


def is_plain_number(value: str) -> bool:
    """Say whether a value is a number from nought, and no percentage."""
    return _number_from_nought(value) and not value.endswith("%")


def parts_of(value: str) -> list[str]:
    """Return the parts of a value between spaces and slashes; behind the brackets of a function no space is needed."""
    return [part for whole in split(value, " /") for part in _BEHIND_BRACKET.split(whole) if part]


_BEHIND_BRACKET = re.compile(r"(?<=\))(?=[a-z])")


def _functions(of: str) -> _Check:
    return lambda value: value == "none" or all(calls(of, part) for part in parts_of(value))


def _clip_path(value: str) -> bool:
    return value == "none" or all(part in BOXES or calls("clip-path", part) for part in parts_of(value))


def _image(value: str) -> bool:
    return value == "none" or calls("image", value)


def calls(of: str, value: str) -> bool:
    """Say whether a value is one of the functions that give a picture, a shape and so on."""
    found = _NAME_OF_FUNCTION.fullmatch(value)
    return found is not None and found[1] in _FUNCTIONS[of]


def _rotation(value: str) -> bool:
    axis, angle = axis_and_angle(value)
    return value == "none" or (_is_angle(angle) and (axis in ([], ["x"], ["y"], ["z"]) or len(axis) == 3))


def axis_and_angle(value: str) -> tuple[list[str], str]:
    """Return the parts of a rotation's axis, none if it has none, and its angle, whichever stands first."""
    first, *rest = split(value, " ")
    if rest and not _ANGLE.fullmatch(first) and (_is_angle(rest[-1]) or not _is_angle(first)):
        return [first, *rest[:-1]], rest[-1]
    return rest, first


def _is_angle(value: str) -> bool:
    return bool(_ANGLE.fullmatch(value)) or (value.endswith(")") and number_of(value) is not None)


_ANGLE = re.compile(r"[+-]?[\d.]+(?:e[+-]?\d+)?(?:deg|turn|g?rad)")


def _indent(value: str) -> bool:
    lengths = [part for part in split(value, " ") if part not in ("hanging", "each-line")]
    return len(lengths) == 1 and is_length(lengths[0])


def _size_of_picture(value: str) -> bool:
    return value in ("auto", "cover", "contain") or _length_from_nought(value)


IDENTIFIER = re.compile(r"-?[a-z_][\w-]*|\"[^\"]*\"|'[^']*'")


def _anything(value: str) -> bool:
    return True


def _tracks(value: str) -> bool:
    return bool(re.search(r"^(?:none|auto|subgrid|min-content|max-content)|fr\b|\d|-content", value))


def _is_time(value: str) -> bool:
    return bool(TIME.fullmatch(value))


TIME = re.compile(r"([+-]?(?:\d{1,12}(?:\.\d{1,12})?|\.\d{1,12})(?:e[+-]?\d{1,2})?)(m?s)")

TAKES: dict[str, _Check] = {
    **{name: _words(name) for name in KEYWORDS},
    **dict.fromkeys(("color", "background-color", "-webkit-text-fill-color"), is_colour),
    **dict.fromkeys(("width", "height", "min-width", "min-height"), _or("auto", is_size)),
    **dict.fromkeys(("max-width", "max-height"), _or("none", is_size)),
    **dict.fromkeys("left right top bottom margin-left margin-right margin-top margin-bottom".split(), _place),
    **dict.fromkeys(("letter-spacing", "word-spacing"), _or("normal", is_length)),
    "opacity": _number,
    "zoom": _or("normal", _or("reset", _number_from_nought)),
    "z-index": lambda value: bool(re.fullmatch(r"auto|[+-]?\d+|calc\(.*\)", value)),
    "flex-grow": is_plain_number,
    "flex-basis": lambda value: value in ("auto", "content") or is_size(value),
    "perspective": _or("none", _length_from_nought),
    "offset-path": _anything,
    "offset-distance": is_length,
    "grid-template-columns": _tracks,
    "grid-auto-rows": _tracks,
    "font-size": is_font_size,
    "line-height": _or("normal", lambda value: _number_from_nought(value) or _length_from_nought(value)),
    "text-indent": _indent,
    "background-image": _each(_image, 50, ","),
    "background-clip": _each((BOXES | {"text", "border-area"}).__contains__, 50, ","),
    "mask-image": _each(_image, 50, ","),
    "mask-size": _each(_each(_size_of_picture, 2), 50, ","),
    "mask-position": _anything,
    "clip": lambda value: value == "auto" or value.startswith("rect("),
    "clip-path": _clip_path,
    "filter": _functions("filter"),
    "transform": _functions("transform"),
    "translate": _or("none", _each(is_length, 3)),
    "scale": _or("none", _each(_number, 3)),
    "rotate": _rotation,
    "grid-template-rows": _tracks,
    "content": _anything,
    "mso-hide": _anything,
    "transition": _anything,
    "transition-property": _anything,
    "animation-name": _each(lambda value: bool(IDENTIFIER.fullmatch(value)), 50, ","),
    "animation-iteration-count": _each(_or("infinite", is_plain_number), 50, ","),
    "animation-duration": _each(_is_time, 50, ","),
    "animation-delay": _each(_is_time, 50, ","),
}
