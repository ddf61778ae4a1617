"""Values of CSS: taken apart, with variables filled in, and what numbers and lengths come to, expressions included."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from summarizer.errors import ItemError

MAX_CHARACTERS = 2000
"""Of a value that is looked at, addresses aside; pages have some of a hundred."""
_MAX_DEPTH = 100
"""Brackets within each other in an expression, as browsers bound them."""
_MAX_SUBSTITUTIONS = 60
"""Of variables in one value; frameworks have ten."""
_ENDLESS = 1e9
_MISSING = "\x01"

_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 37.8, "mm": 3.78, "q": 0.945, "rem": 16.0, "rlh": 20.0}
_UNITS |= {"rex": 8.0, "rch": 8.0, "rcap": 11.2, "ric": 16.0}
_OF_THE_WINDOW = ("v", "sv", "lv", "dv", "cq")
_UNITS |= {f"{kind}{side}": 6.0 for kind in _OF_THE_WINDOW for side in ("w", "i", "max")}
_UNITS |= {f"{kind}{side}": 5.0 for kind in _OF_THE_WINDOW for side in ("h", "b", "min")}
"""Pixels a unit. Those that depend on the window are set so that minus a whole one is off the page, and half of one is
not: that is how things are centred."""
_FONT_UNITS = {"em": 1.0, "ex": 0.5, "ch": 0.5, "cap": 0.7, "ic": 1.0, "lh": 1.2}
_PERCENT_PIXELS = 5.0
"""Of a whole that is not known."""
_PLAIN_UNITS = {"": 1.0, "deg": math.pi / 180, "grad": math.pi / 200, "rad": 1.0, "turn": 2 * math.pi}
_NUMBER = r"[+-]?(?:\d{1,40}(?:\.\d{1,40})?|\.\d{1,40})(?:e[+-]?\d{1,2})?"
_DIMENSION = re.compile(rf"({_NUMBER})(%|[a-z]*)")
_TOKEN = re.compile(
    rf"({_NUMBER}(?:%|[a-z]+)?)|\s([+-])\s|\s*([*/,])\s*|\s*(\))|\s*(-?[a-z][a-z0-9-]*)?(\()\s*|(-?[a-z]+)|(.)"
)
_CONSTANTS = {"e": math.e, "pi": math.pi, "infinity": _ENDLESS, "-infinity": -_ENDLESS}
_OF_NUMBERS: dict[str, Callable[..., float]] = {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "atan2": math.atan2,
    "exp": math.exp,
    "log": math.log,
    "pow": math.pow,
    "sqrt": math.sqrt,
    "sign": lambda number: math.copysign(1, number) if number else 0.0,
}
_OF_ANY: dict[str, Callable[..., float]] = {
    "calc": lambda number: number,
    "-webkit-calc": lambda number: number,
    "min": lambda *numbers: min(numbers),
    "max": lambda *numbers: max(numbers),
    "clamp": lambda least, number, most: max(least, min(number, most)),
    "abs": abs,
    "hypot": math.hypot,
    "mod": lambda number, step: number % step,
    "rem": math.fmod,
    "round": lambda number, step=1.0: math.floor(number / step + 0.5) * step,
    "round-nearest": lambda number, step=1.0: math.floor(number / step + 0.5) * step,
    "round-up": lambda number, step=1.0: math.ceil(number / step) * step,
    "round-down": lambda number, step=1.0: math.floor(number / step) * step,
    "round-to-zero": lambda number, step=1.0: math.trunc(number / step) * step,
}
_ROUNDED = re.compile(r"\bround\(\s*(nearest|up|down|to-zero)\s*,")
"""A way of rounding, which becomes part of the function's name."""
_NO_ATTRIBUTES: Mapping[str, str] = {}
_ELSE_ALONE = frozenset(("else",)).__contains__
_SIGNS = re.compile(r"\"(?:[^\"\\]|\\.)*+\"?|'(?:[^'\\]|\\.)*+'?|\\.|[()\[\]{},;/\s]", re.S)


def untold(fault: str) -> ItemError:
    """Return the error for style sheets that go beyond what pages have in good faith: `fault` says in what."""
    return ItemError("unreadable", f"the page's style sheets {fault} to tell what they hide")


class Amount(NamedTuple):
    """What an expression comes to: a plain number, or pixels."""

    number: float
    pixels: bool = False


def split(text: str, at: str) -> Iterator[str]:
    """Yield the parts of `text` between any of the signs `at` (`,`, `;`, `/`, space) that stand in no brackets."""
    if len(at) == 1 and not any(sign in text for sign in "([{\"'\\"):
        yield from text.split(at)
        return
    depth = start = 0
    for found in _SIGNS.finditer(text):
        sign = found.group()
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth = max(0, depth - 1)
        elif sign in at and not depth:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def closing(text: str, start: int) -> int:
    """Return where the bracket that was opened before `start` is closed: the length of `text` if it is not."""
    depth = 1
    for found in _SIGNS.finditer(text, start):
        depth += (found.group() in "([{") - (found.group() in ")]}")
        if not depth:
            return found.start()
    return len(text)


def substituted(
    value: str,
    variables: Mapping[str, str],
    attribute: Callable[[str], str | None] = _NO_ATTRIBUTES.get,
    holds: Callable[[str], bool] = _ELSE_ALONE,
) -> str | None:
    """Return `value` with `var()`, `env()`, `attr()` and `if()` replaced by what they stand for, if for anything.

    `attribute` gives those of the element, `holds` says whether a branch of `if()` is taken. None where one of them
    stands for nothing. Raises ItemError `unreadable` where that takes too long.
    """
    filled = _Substitution(variables, attribute, holds).filled(value, ())
    return None if _MISSING in filled else filled.strip()


class _Substitution:
    """Variables filled into one value; those that are defined by themselves stand for nothing."""

    def __init__(
        self, variables: Mapping[str, str], attribute: Callable[[str], str | None], holds: Callable[[str], bool]
    ) -> None:
        self._variables = variables
        self._attribute = attribute
        self._holds = holds
        self._circular: set[str] = set()
        self._left = _MAX_SUBSTITUTIONS

    def filled(self, value: str, within: tuple[str, ...]) -> str:
        """Return `value` with all filled in, `within` being the variables whose values are; `_MISSING` for nothing."""
        while found := _CHOICE.search(value) or _last(_REFERENCE, value):
            self._left -= 1
            if self._left < 0 or len(value) > MAX_CHARACTERS:
                raise untold("have too many variables")
            end = closing(value, found.end())
            known = self._meant(found[1], value[found.end() : end], within)
            value = value[: found.start()] + (_MISSING if known is None else known) + value[end + 1 :]
        return value

    def _meant(self, function: str, arguments: str, within: tuple[str, ...]) -> str | None:
        """Return what a function stands for."""
        if function == "if":
            branches = (branch for part in split(arguments, ";") if (branch := _BRANCH.fullmatch(part)))
            return next((branch[2] for branch in branches if self._holds(branch[1].strip())), None)
        name, comma, fallback = arguments.partition(",")
        name = name.strip()
        if function == "var":
            known = self._value(name, within)
        else:
            known = _of_the_screen(name) if function == "env" else self._asked(name)
        return fallback if known is None and comma else known

    def _asked(self, asked: str) -> str | None:
        """Return the value of an attribute as what it is asked for: with a unit, of a type, or else as a string."""
        name, _, kind = asked.partition(" ")
        value = self._attribute(name)
        if value is None or kind.startswith("type("):
            return value and value.lower()
        return value + kind if kind.isalpha() or kind == "%" else '""'

    def _value(self, name: str, within: tuple[str, ...]) -> str | None:
        if name in within:
            self._circular.update(within[within.index(name) :])
        if name in self._circular or name not in self._variables:
            return None
        filled = self.filled(self._variables[name], (*within, name))
        return None if name in self._circular or _MISSING in filled else filled


_CHOICE = re.compile(r"(?<![\w-])(if)\(")
_REFERENCE = re.compile(r"(?<![\w-])(var|env|attr)\(")
_BRANCH = re.compile(r"((?:[^:()]++|\((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+\))*+):(.*)", re.S)
"""A branch of `if()`: its condition, and what is meant where that holds."""


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next(iter(reversed(list(pattern.finditer(text)))), None)


def _of_the_screen(name: str) -> str | None:
    return "0px" if name.startswith(("safe-area-", "keyboard-")) else None


def number_of(value: str) -> float | None:
    """Return a plain number or a percentage, which is a hundredth of one, or None for what is neither."""
    amount = _amount(value.strip(), 16.0, Amount(0.01))
    return amount.number if amount and not amount.pixels else None


def pixels_of(value: str, em: float = 16.0, percent: float = _PERCENT_PIXELS) -> float | None:
    """Return a length in pixels, or None for what is none; a number without a unit counts as pixels."""
    amount = _amount(value.strip(), em, Amount(percent, True))
    return amount.number if amount else None


def is_length(value: str) -> bool:
    """Say whether a value is a length or a percentage; of numbers without a unit, zero is one."""
    amount = _amount(value, 16.0, Amount(_PERCENT_PIXELS, True))
    return amount is not None and (amount.pixels or (not amount.number and bool(_DIMENSION.fullmatch(value))))


@lru_cache(maxsize=4096)
def _amount(value: str, em: float, percent: Amount) -> Amount | None:
    """Return what a value comes to, or None where it is neither a number nor a length, or is not understood."""
    simple = _DIMENSION.fullmatch(value)
    of_itself = _CALC_SIZE.fullmatch(value)
    if of_itself:
        value = "calc(" + re.sub(r"\bsize\b", f"{100 * _PERCENT_PIXELS}px", of_itself[1])
    try:
        if simple:
            return _dimension(simple, em, percent)
        return _Expression(value, em, percent).whole() if value.endswith(")") else None
    except (ValueError, ArithmeticError, TypeError):
        return None


_CALC_SIZE = re.compile(r"calc-size\([a-z-]+,\s*(.*\))")
"""A size reckoned from the one that a box would have, which is not known."""


def _dimension(found: re.Match[str], em: float, percent: Amount) -> Amount:
    """Return a number with its unit. Raises ValueError for a unit that there is not."""
    number, unit = float(found[1]), found[2]
    if unit == "%":
        return Amount(number * percent.number, percent.pixels)
    if unit in _PLAIN_UNITS:
        return Amount(number * _PLAIN_UNITS[unit])
    factor = em * _FONT_UNITS[unit] if unit in _FONT_UNITS else _UNITS.get(unit)
    if factor is None:
        raise ValueError(unit)
    return Amount(number * factor, True)


class _Expression:
    """An expression of `calc()` and its like, read from left to right. What is wrong with it raises ValueError."""

    def __init__(self, text: str, em: float, percent: Amount) -> None:
        self._tokens = [found.groups() for found in _TOKEN.finditer(_ROUNDED.sub(r"round-\1(", text))]
        self._at = 0
        self._depth = 0
        self._em, self._percent = em, percent

    def whole(self) -> Amount:
        """Return what all of it comes to."""
        amount = self._unit()
        if self._at < len(self._tokens):
            raise ValueError("something follows")
        return amount

    def _sign(self) -> str:
        """Return the sign that stands next, or nothing."""
        if self._at >= len(self._tokens):
            return ""
        _, plus, sign, closed, *_ = self._tokens[self._at]
        return plus or sign or closed or ""

    def _sum(self) -> Amount:
        total = self._product()
        while (sign := self._sign()) in ("+", "-"):
            self._at += 1
            other = self._product()
            if other.pixels != total.pixels:
                raise ValueError("a length and a number")
            total = total._replace(number=total.number + (other.number if sign == "+" else -other.number))
        return total

    def _product(self) -> Amount:
        total = self._unit()
        while (sign := self._sign()) in ("*", "/"):
            self._at += 1
            other = self._unit()
            if other.pixels and (total.pixels or sign == "/"):
                raise ValueError("a product of lengths")
            number = total.number * other.number if sign == "*" else _divided(total.number, other.number)
            total = Amount(number, total.pixels or other.pixels)
        return total

    def _unit(self) -> Amount:
        """Return a number, a constant, or what brackets hold."""
        if self._at >= len(self._tokens):
            raise ValueError("ends too early")
        dimension, _, _, _, function, bracket, word, _ = self._tokens[self._at]
        self._at += 1
        found = _DIMENSION.fullmatch(dimension or "")
        if found:
            return _dimension(found, self._em, self._percent)
        if word in _CONSTANTS:
            return Amount(_CONSTANTS[word])
        if not bracket:
            raise ValueError("no number")
        return self._called(function or "calc", self._arguments())

    def _arguments(self) -> list[Amount]:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise ValueError("too deep")
        amounts = [self._sum()]
        while (sign := self._sign()) == ",":
            self._at += 1
            amounts.append(self._sum())
        if sign != ")":
            raise ValueError("not closed")
        self._at += 1
        self._depth -= 1
        return amounts

    def _called(self, function: str, amounts: list[Amount]) -> Amount:
        pixels, numbers = amounts[0].pixels, [amount.number for amount in amounts]
        if any(amount.pixels != pixels for amount in amounts):
            raise ValueError("a length and a number")
        if function in _OF_NUMBERS:
            return Amount(_OF_NUMBERS[function](*numbers))
        if function not in _OF_ANY:
            raise ValueError(function)
        return Amount(max(-_ENDLESS, min(_ENDLESS, _OF_ANY[function](*numbers))), pixels)


def _divided(number: float, by: float) -> float:
    return number / by if by else math.copysign(_ENDLESS, number) if number else 0.0
