"""Transforms of CSS as matrices: where a box goes, how small it becomes, and which side of it is seen."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from summarizer.reading.css.longhands import Declarations, axis_and_angle
from summarizer.reading.css.values import number_of, pixels_of, split

_Matrix = tuple[tuple[float, ...], ...]
_IDENTITY: _Matrix = tuple(tuple(float(row == column) for column in range(4)) for row in range(4))
_FUNCTION = re.compile(r"([a-z3]+)\((.*)\)", re.S)


class Seen(NamedTuple):
    """How a box is seen once it is transformed."""

    right: float
    down: float
    """How far its middle goes, in pixels."""
    scale: float
    """The smaller of the two that its writing is drawn with."""
    backwards: bool
    """Its back is turned to the reader."""
    behind: bool
    """It is behind the reader's eye."""


@lru_cache(maxsize=2048)
def seen(translate: str, rotate: str, scale: str, transform: str, em: float) -> Seen:
    """Return how a box is seen whose properties have these values; what is not understood moves nothing."""
    steps = [
        ("translate", translate.split(" ")),
        _rotation(rotate),
        ("scale", scale.split(" ")),
        *_functions(transform),
    ]
    whole = _IDENTITY
    for name, arguments in steps:
        whole = _times(whole, _matrix(name, arguments, em))
    depth = whole[3][3]
    (a, c, _, right), (b, d, _, down), *_ = whole
    longest = max(math.hypot(a, b), math.hypot(c, d))
    area = abs(a * d - b * c)
    divisor = abs(depth) or 1.0
    return Seen(right / divisor, down / divisor, area / longest if longest else 0.0, whole[2][2] < 0, depth <= 0)


def seen_of(style: Declarations, em: float) -> Seen | None:
    """Return how a box with these declarations is seen, or None where nothing transforms it."""
    if not any(name in style for name in _PROPERTIES):
        return None
    translate, rotate, scale, transform = (style.get(name, "none") for name in _PROPERTIES)
    return seen(translate, rotate, scale, transform, em)


_PROPERTIES = ("translate", "rotate", "scale", "transform")


def _functions(transform: str) -> list[tuple[str, list[str]]]:
    calls = [_FUNCTION.fullmatch(part) for part in re.split(r"(?<=\))\s*(?=[a-z])", transform)]
    return [(call[1], [one.strip() for one in split(call[2], ",")]) for call in calls if call]


def _rotation(rotate: str) -> tuple[str, list[str]]:
    """Return the property `rotate` as the function that it stands for."""
    axis, angle = axis_and_angle(rotate)
    return ("rotate3d", [*axis, angle]) if len(axis) == 3 else (f"rotate{axis[0]}" if axis else "rotate", [angle])


def _times(one: _Matrix, other: _Matrix) -> _Matrix:
    return tuple(
        tuple(sum(one[row][at] * other[at][column] for at in range(4)) for column in range(4)) for row in range(4)
    )


def _with(**cells: float) -> _Matrix:
    """Return the identity but for some cells, each named by its row and column."""
    return tuple(tuple(cells.get(f"c{row}{column}", _IDENTITY[row][column]) for column in range(4)) for row in range(4))


def _matrix(name: str, arguments: list[str], em: float) -> _Matrix:
    """Return the matrix of one function (CSS Transforms 2, section 13)."""
    found = _NAME.fullmatch(name)
    if found is None or arguments[0] == "none":
        return _IDENTITY
    kind, axis = found[1], found[2] or ""
    lengths = [pixels_of(one, em) or 0.0 for one in arguments]
    numbers = [number_of(one) or 0.0 for one in arguments]
    if kind == "translate":
        right, down, near = _three(lengths, axis, 0.0)
        return _with(c03=right, c13=down, c23=near)
    if kind == "scale":
        wide, high, deep = _three(numbers * 2 if not axis and len(numbers) == 1 else numbers, axis, 1.0)
        return _with(c00=wide, c11=high, c22=deep)
    if kind == "rotate" and axis != "3d":
        return _turned("xyz".index(axis or "z"), numbers[0])
    if kind == "rotate" and len(numbers) == 4:
        return _turned(max(range(3), key=lambda at: abs(numbers[at])), numbers[3])
    if kind == "matrix" and len(numbers) == 6:
        a, b, c, d, right, down = numbers
        return _with(c00=a, c10=b, c01=c, c11=d, c03=right, c13=down)
    if kind == "matrix" and len(numbers) == 16:
        return tuple(tuple(numbers[row::4]) for row in range(4))
    if kind == "skew":
        across, down, _ = _three(numbers, axis, 0.0)
        return _with(c01=math.tan(across), c10=math.tan(down))
    if kind == "perspective" and lengths[0] > 0:
        return _with(c32=-1 / lengths[0])
    return _IDENTITY


_NAME = re.compile(r"(translate|scale|rotate|skew|matrix|perspective)(3d|[xyz])?")


def _three(given: list[float], axis: str, usual: float) -> tuple[float, float, float]:
    """Return the numbers of the three axes, those that are not given as usual."""
    if axis in ("x", "y", "z"):
        given = [given[0] if name == axis else usual for name in "xyz"]
    x, y, z = (*given, usual, usual)[:3]
    return x, y, z


def _turned(axis: int, angle: float) -> _Matrix:
    sine, cosine = math.sin(angle), math.cos(angle)
    one, other = [at for at in range(3) if at != axis]
    if axis == 1:
        sine = -sine
    cells = {f"c{one}{one}": cosine, f"c{other}{other}": cosine, f"c{one}{other}": -sine, f"c{other}{one}": sine}
    return _with(**cells)
