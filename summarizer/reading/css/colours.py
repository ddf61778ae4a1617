"""CSS colours as numbers, to tell text that has its background's colour."""

from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from summarizer.reading.css.values import number_of, split


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255, and opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    opacity: float = 1.0


WHITE = Colour(255, 255, 255)
BLACK = Colour(0, 0, 0)

_NEAR = (12.0, 12.0, 36.0)
"""Colours whose red, green and blue all differ by less cannot be told apart as text on ground (contrast below 1.12);
of blue, whose share of brightness is a tenth of green's, a difference is seen later."""
_CLEAR = 0.06
"""Opacity below which a colour leaves no mark."""

_NAMED = {
    name: Colour(*bytes.fromhex(code))
    for name, code in (
        pair.split(":")
        for pair in (
            "aliceblue:f0f8ff antiquewhite:faebd7 aqua:00ffff aquamarine:7fffd4 azure:f0ffff beige:f5f5dc "
            "bisque:ffe4c4 black:000000 blanchedalmond:ffebcd blue:0000ff blueviolet:8a2be2 brown:a52a2a "
            "burlywood:deb887 cadetblue:5f9ea0 chartreuse:7fff00 chocolate:d2691e coral:ff7f50 "
            "cornflowerblue:6495ed cornsilk:fff8dc crimson:dc143c cyan:00ffff darkblue:00008b darkcyan:008b8b "
            "darkgoldenrod:b8860b darkgray:a9a9a9 darkgreen:006400 darkgrey:a9a9a9 darkkhaki:bdb76b "
            "darkmagenta:8b008b darkolivegreen:556b2f darkorange:ff8c00 darkorchid:9932cc darkred:8b0000 "
            "darksalmon:e9967a darkseagreen:8fbc8f darkslateblue:483d8b darkslategray:2f4f4f darkslategrey:2f4f4f "
            "darkturquoise:00ced1 darkviolet:9400d3 deeppink:ff1493 deepskyblue:00bfff dimgray:696969 "
            "dimgrey:696969 dodgerblue:1e90ff firebrick:b22222 floralwhite:fffaf0 forestgreen:228b22 "
            "fuchsia:ff00ff gainsboro:dcdcdc ghostwhite:f8f8ff gold:ffd700 goldenrod:daa520 gray:808080 "
            "green:008000 greenyellow:adff2f grey:808080 honeydew:f0fff0 hotpink:ff69b4 indianred:cd5c5c "
            "indigo:4b0082 ivory:fffff0 khaki:f0e68c lavender:e6e6fa lavenderblush:fff0f5 lawngreen:7cfc00 "
            "lemonchiffon:fffacd lightblue:add8e6 lightcoral:f08080 lightcyan:e0ffff lightgoldenrodyellow:fafad2 "
            "lightgray:d3d3d3 lightgreen:90ee90 lightgrey:d3d3d3 lightpink:ffb6c1 lightsalmon:ffa07a "
            "lightseagreen:20b2aa lightskyblue:87cefa lightslategray:778899 lightslategrey:778899 "
            "lightsteelblue:b0c4de lightyellow:ffffe0 lime:00ff00 limegreen:32cd32 linen:faf0e6 magenta:ff00ff "
            "maroon:800000 mediumaquamarine:66cdaa mediumblue:0000cd mediumorchid:ba55d3 mediumpurple:9370db "
            "mediumseagreen:3cb371 mediumslateblue:7b68ee mediumspringgreen:00fa9a mediumturquoise:48d1cc "
            "mediumvioletred:c71585 midnightblue:191970 mintcream:f5fffa mistyrose:ffe4e1 moccasin:ffe4b5 "
            "navajowhite:ffdead navy:000080 oldlace:fdf5e6 olive:808000 olivedrab:6b8e23 orange:ffa500 "
            "orangered:ff4500 orchid:da70d6 palegoldenrod:eee8aa palegreen:98fb98 paleturquoise:afeeee "
            "palevioletred:db7093 papayawhip:ffefd5 peachpuff:ffdab9 peru:cd853f pink:ffc0cb plum:dda0dd "
            "powderblue:b0e0e6 purple:800080 rebeccapurple:663399 red:ff0000 rosybrown:bc8f8f royalblue:4169e1 "
            "saddlebrown:8b4513 salmon:fa8072 sandybrown:f4a460 seagreen:2e8b57 seashell:fff5ee sienna:a0522d "
            "silver:c0c0c0 skyblue:87ceeb slateblue:6a5acd slategray:708090 slategrey:708090 snow:fffafa "
            "springgreen:00ff7f steelblue:4682b4 tan:d2b48c teal:008080 thistle:d8bfd8 tomato:ff6347 "
            "turquoise:40e0d0 violet:ee82ee wheat:f5deb3 white:ffffff whitesmoke:f5f5f5 yellow:ffff00 "
            "yellowgreen:9acd32 canvas:ffffff canvastext:000000 window:ffffff windowtext:000000 field:ffffff "
            "fieldtext:000000 buttonface:f0f0f0 buttontext:000000 mark:ffff00 marktext:000000"
        ).split()
    )
}
"""The named colours of CSS Color 4, section 6.1, and the system's, as a light screen has them."""

_FUNCTION = re.compile(r"(rgba?|hsla?|hwb|oklab|oklch|lab|lch|color)\((?:[a-z][\w-]* )?([^()]{1,80})\)")
"""The spaces of `color()` are alike enough to tell text from its ground."""
_OF_TWO = re.compile(r"(light-dark|color-mix)\((.*)\)", re.S)
_FROM_ANOTHER = re.compile(
    r"(rgba?|hsla?|hwb|oklab|oklch|lab|lch|color)\(from ([#\w]+|[\w-]+\([^()]{1,80}\)) "
    r"(?:(?:srgb|display-p3)[\w-]* )?(.{1,200})\)",
    re.S,
)
"""A colour made of another's channels."""
_PART = re.compile(r"([+-]?\d*\.?\d+)(%|deg|turn)?")


_OF_THE_SYSTEM = frozenset(
    "currentcolor accentcolor accentcolortext activetext buttonborder graytext highlight highlighttext linktext "
    "selecteditem selecteditemtext visitedtext -webkit-link".split()
)
"""Names of colours that are not the same everywhere."""
_ANY_FUNCTION = re.compile(
    r"(?:rgba?|hsla?|hwb|oklab|oklch|lab|lch|color|light-dark|color-mix|contrast-color)\(.*\)", re.S
)


def is_colour(value: str) -> bool:
    """Say whether a lower-case CSS value is a colour, be it one that `colour_of` does not understand."""
    return colour_of(value) is not None or value in _OF_THE_SYSTEM or bool(_ANY_FUNCTION.fullmatch(value))


@lru_cache(maxsize=1024)
def colour_of(value: str) -> Colour | None:
    """Return the colour that a lower-case CSS value names, or None for what is none or is not understood."""
    value = value.strip()
    if value == "transparent":
        return Colour(0, 0, 0, 0.0)
    if value.startswith("#"):
        return _hex(value[1:])
    origin = _FROM_ANOTHER.fullmatch(value)
    if origin:
        return _from_another(*origin.groups())
    pair = _OF_TWO.fullmatch(value)
    if pair:
        return _of_two(*pair.groups())
    found = _FUNCTION.match(value)
    return _function(found[1], found[2]) if found else _NAMED.get(value)


def _of_two(name: str, arguments: str) -> Colour | None:
    """Return what a light screen makes of two colours: the first, or what lies between them."""
    given = [list(split(one.strip(), " ")) for one in split(arguments, ",") if not one.strip().startswith("in ")]
    shares = [number_of(part) for parts in given for part in parts if part.endswith("%")]
    colours = [colour_of(part) for parts in given for part in parts if not part.endswith("%")]
    if len(given) != 2 or len(colours) != 2:
        return None
    first, second = colours
    if name == "light-dark":
        return first
    if first is None or second is None or None in shares:
        return None
    of_first = given[0][0].endswith("%") or given[0][-1].endswith("%")
    part = 0.5 if not shares else (shares[0] or 0.0) if of_first else 1 - (shares[0] or 0.0)
    one, other = first.opacity * part, second.opacity * (1 - part)
    if not one + other:
        return first._replace(opacity=0.0)
    mixture = ((a * one + b * other) / (one + other) for a, b in zip(first[:3], second[:3], strict=True))
    return Colour(*mixture)._replace(opacity=one + other)


def _from_another(name: str, origin: str, arguments: str) -> Colour | None:
    """Return what a function makes of the channels of another colour, which its arguments name."""
    colour = colour_of(origin)
    if colour is None:
        return None
    channels = {**_channels(name, colour), "alpha": colour.opacity}
    named = re.sub(r"[a-z]+", lambda found: f"{channels[found[0]]:f}" if found[0] in channels else found[0], arguments)
    parts = [part for part in split(named, " /") if part]
    numbers = [f"{number:f}" for part in parts if (number := number_of(part)) is not None and "%" not in part]
    given = numbers if len(numbers) == len(parts) else parts
    return _function(name, " ".join(given if len(given) == 4 else [*given, f"{colour.opacity:f}"]))


def _channels(name: str, colour: Colour) -> dict[str, float]:
    """Return the channels of a colour by their letters, as numbers in the units of a function."""
    red, green, blue = (part / 255 for part in colour[:3])
    if name in ("rgb", "rgba", "color"):
        whole = 1 if name == "color" else 255
        return {"r": red * whole, "g": green * whole, "b": blue * whole}
    if name in ("hsl", "hsla"):
        hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
        return {"h": 360 * hue, "s": 100 * strength, "l": 100 * light}
    if name == "hwb":
        white, black = min(red, green, blue), 1 - max(red, green, blue)
        return {"h": 360 * colorsys.rgb_to_hsv(red, green, blue)[0], "w": 100 * white, "b": 100 * black}
    light, a, b = _lightness(red, green, blue)
    if not name.startswith("ok"):
        light, a, b = 100 * (light - 0.08) / 0.92, a * 320, b * 320
    if name.endswith("lab"):
        return {"l": light, "a": a, "b": b}
    return {"l": light, "c": math.hypot(a, b), "h": math.degrees(math.atan2(b, a))}


def _lightness(red: float, green: float, blue: float) -> tuple[float, float, float]:
    """Return lightness and the two axes of Oklab: what `_perceived` goes back from."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    long, medium, short = (
        sum(share * part for share, part in zip(shares, linear, strict=True)) ** (1 / 3)
        for shares in ((0.4122, 0.5363, 0.0514), (0.2119, 0.6807, 0.1074), (0.0883, 0.2817, 0.63))
    )
    return (
        0.2105 * long + 0.7936 * medium - 0.0041 * short,
        1.978 * long - 2.4286 * medium + 0.4506 * short,
        0.0259 * long + 0.7828 * medium - 0.8087 * short,
    )


def _hex(digits: str) -> Colour | None:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8) or not re.fullmatch(r"[0-9a-f]+", digits):
        return None
    red, green, blue, *opacity = bytes.fromhex(digits)
    return Colour(red, green, blue, opacity[0] / 255 if opacity else 1.0)


def _function(name: str, arguments: str) -> Colour | None:
    parts = _PART.findall(arguments)
    if len(parts) not in (3, 4):
        return None
    opacity = _share(parts[3], 1.0) if len(parts) == 4 else 1.0
    if name.startswith("rgb"):
        red, green, blue = (255 * _share(part, 255.0) for part in parts[:3])
        return Colour(red, green, blue, opacity)
    if name == "color":
        red, green, blue = (255 * _share(part, 1.0) for part in parts[:3])
        return Colour(red, green, blue, opacity)
    if name in ("lab", "lch", "oklab", "oklch"):
        return _perceived(name, parts)._replace(opacity=opacity)
    hue = float(parts[0][0]) / (1 if parts[0][1] == "turn" else 360) % 1
    first, second = (_share(part, 100.0) for part in parts[1:3])
    if name == "hwb":
        red, green, blue = (c * (1 - first - second) + first for c in colorsys.hsv_to_rgb(hue, 1, 1))
    else:
        red, green, blue = colorsys.hls_to_rgb(hue, second, first)
    return Colour(255 * red, 255 * green, 255 * blue, opacity)


def _perceived(name: str, parts: list[tuple[str, str]]) -> Colour:
    """Return a colour given by lightness and two more numbers (CSS Color 4, sections 9 and 18), as far as sRGB goes."""
    new = name.startswith("ok")
    light = _share(parts[0], 1.0 if new else 100.0)
    a, b = (float(number) * ((0.004 if new else 1.25) if unit == "%" else 1) for number, unit in parts[1:3])
    if name.endswith("lch"):
        angle = math.radians(float(parts[2][0]))
        a, b = a * math.cos(angle), a * math.sin(angle)
    if not new:  # Close enough to tell text from its ground: the same axes, about 320 times as long.
        light, a, b = light * 0.92 + 0.08 * (light > 0), a / 320, b / 320
    long, medium, short = (
        (light + x * a + y * b) ** 3 for x, y in ((0.3963, 0.2158), (-0.1056, -0.0639), (-0.0895, -1.2915))
    )
    linear = (
        4.0767 * long - 3.3077 * medium + 0.2310 * short,
        -1.2684 * long + 2.6098 * medium - 0.3413 * short,
        -0.0042 * long - 0.7034 * medium + 1.7076 * short,
    )
    return Colour(*(255 * min(1.0, max(0.0, value)) ** (1 / 2.4) * 1.055 - 14 * (value > 0) for value in linear))


def _share(part: tuple[str, str], whole: float) -> float:
    """Return a number or a percentage as a share of `whole`, between 0 and 1."""
    return min(1.0, max(0.0, float(part[0]) / (100 if part[1] == "%" else whole)))


def blended(colour: Colour | None, ground: Colour | None) -> Colour | None:
    """Return the colour as it looks on its ground; one too clear to see is the ground itself."""
    if colour is None or colour.opacity >= 1:
        return colour
    if ground is None:
        return colour if colour.opacity < _CLEAR else None
    red, green, blue = (
        a * colour.opacity + b * (1 - colour.opacity) for a, b in zip(colour[:3], ground[:3], strict=True)
    )
    return Colour(red, green, blue)


def filtered(colour: Colour | None, functions: str) -> Colour | None:
    """Return what a CSS filter makes of a colour, as far as its brightness goes."""
    if colour is None or functions == "none":
        return colour
    for name, argument in _FILTER.findall(functions):
        amount = number_of(argument) if argument else 1.0
        if amount is not None:
            parts = (min(255.0, max(0.0, _FILTERS[name](part, amount))) for part in colour[:3])
            colour = Colour(*parts)._replace(opacity=colour.opacity)
    return colour


_FILTERS: dict[str, Callable[[float, float], float]] = {
    "invert": lambda part, amount: part + min(1.0, amount) * (255 - 2 * part),
    "brightness": lambda part, amount: part * amount,
    "contrast": lambda part, amount: (part - 127.5) * amount + 127.5,
}
_FILTER = re.compile(rf"({'|'.join(_FILTERS)})\(([^()]*(?:\([^()]*\))?)\)")


def mixed(colour: Colour | None, ground: Colour | None, mode: str) -> Colour | None:
    """Return what blending a colour with what is behind it leaves of it; None where that is not known."""
    if colour is None or mode not in _MODES:
        return colour
    if ground is None:
        return None
    parts = (_MODES[mode](part, behind) for part, behind in zip(colour[:3], ground[:3], strict=True))
    return Colour(*parts)._replace(opacity=colour.opacity)


def _multiplied(part: float, behind: float) -> float:
    return part * behind / 255


def _screened(part: float, behind: float) -> float:
    return part + behind - part * behind / 255


_MODES: dict[str, Callable[[float, float], float]] = {
    "multiply": _multiplied,
    "screen": _screened,
    "darken": min,
    "lighten": max,
    "difference": lambda part, behind: abs(part - behind),
    "exclusion": lambda part, behind: part + behind - 2 * part * behind / 255,
    "plus-lighter": lambda part, behind: min(255.0, part + behind),
    "hard-light": lambda part, behind: (
        _multiplied(2 * part, behind) if part <= 127.5 else _screened(2 * part - 255, behind)
    ),
    "overlay": lambda part, behind: (
        _multiplied(2 * behind, part) if behind <= 127.5 else _screened(2 * behind - 255, part)
    ),
    "color-dodge": lambda part, behind: 0.0 if not behind else min(255.0, behind * 255 / max(1.0, 255 - part)),
    "color-burn": lambda part, behind: 255 - min(255.0, (255 - behind) * 255 / max(1.0, part)),
}
"""Those that change how bright a colour is (CSS Compositing 1, section 9.1)."""


def alike(colour: Colour | None, ground: Colour | None) -> bool:
    """Say whether text of this colour cannot be seen on this ground; what is unknown is taken to differ."""
    if colour is None:
        return False
    if colour.opacity < _CLEAR:
        return True
    return ground is not None and all(
        abs(a - b) < near for a, b, near in zip(colour[:3], ground[:3], _NEAR, strict=True)
    )
