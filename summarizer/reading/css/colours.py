"""CSS colours as numbers, to tell text that has its background's colour."""

from __future__ import annotations

import colorsys
import math
import re
from functools import lru_cache
from typing import NamedTuple


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
            "yellowgreen:9acd32 canvas:ffffff canvastext:000000 window:ffffff windowtext:000000 field:ffffff"
        ).split()
    )
}
"""The named colours of CSS Color 4, section 6.1, and the system's, as a light screen has them."""

_FUNCTION = re.compile(r"(rgba?|hsla?|hwb|oklab|oklch|lab|lch|color)\((?:srgb )?([^()]{1,80})\)")
_OF_TWO = re.compile(
    r"(light-dark|color-mix)\((?:in [\w -]{1,30},)?\s*([#\w-]+(?:\([^()]*\))?)(?:\s+(\d+(?:\.\d+)?)%)?\s*,"
    r"\s*([#\w-]+(?:\([^()]*\))?)(?:\s+(\d+(?:\.\d+)?)%)?\s*\)"
)
_FROM_ANOTHER = re.compile(
    r"(?:rgb|hsl|hwb|oklab|oklch|lab|lch)\(from ([^()]{1,80}(?:\([^()]{1,80}\))?) [a-z]+ [a-z]+ [a-z]+\)"
)
"""A colour made of another's channels, each in its place."""
_PART = re.compile(r"([+-]?\d*\.?\d+)(%|deg|turn)?")


_OF_THE_SYSTEM = frozenset(
    "currentcolor accentcolor accentcolortext activetext buttonborder buttonface buttontext fieldtext graytext "
    "highlight highlighttext linktext mark marktext selecteditem selecteditemtext visitedtext -webkit-link".split()
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
        return colour_of(origin[1])
    pair = _OF_TWO.match(value)
    if pair:
        return _of_two(*pair.groups())
    found = _FUNCTION.match(value)
    return _function(found[1], found[2]) if found else _NAMED.get(value)


def _of_two(name: str, one: str, share: str | None, other: str, rest: str | None) -> Colour | None:
    """Return what a light screen makes of two colours: the first, or what lies between them."""
    first, second = colour_of(one), colour_of(other)
    if name == "light-dark" or first is None or second is None:
        return first if name == "light-dark" else None
    part = float(share) / 100 if share else 1 - float(rest) / 100 if rest else 0.5
    return Colour(*(a * part + b * (1 - part) for a, b in zip(first, second, strict=True)))


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


def alike(colour: Colour | None, ground: Colour | None) -> bool:
    """Say whether text of this colour cannot be seen on this ground; what is unknown is taken to differ."""
    if colour is None:
        return False
    if colour.opacity < _CLEAR:
        return True
    return ground is not None and all(
        abs(a - b) < near for a, b, near in zip(colour[:3], ground[:3], _NEAR, strict=True)
    )
