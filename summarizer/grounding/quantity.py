"""A number or date of a text: what it is worth, what it may mean, and when two are the same."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from summarizer.grounding.units import BEYOND, CARDINALS, CURRENCIES, ROUNDERS
from summarizer.language.lexicon import LIGHT
from summarizer.language.words import Word

Kind = Literal["number", "ordinal", "vague", "year", "date"]


class Quantity(NamedTuple):
    """A number or date that a text gives: `value` in `unit`, or the parts of a date that are named."""

    first: int
    """Index of its first word."""
    last: int
    """Index of its last word."""
    start: int
    end: int
    kind: Kind
    value: float
    unit: str = ""
    """Canonical unit, such as `usd`, `%` or `second`; empty for a bare number."""
    slack: float = 0.0
    """Share of it by which the exact number may differ: some where "about" stands before it, more for "more than"."""
    day: tuple[int | None, int | None, int | None] = (None, None, None)
    """Year, month and day of a date, as far as named."""
    factor: float = 1.0
    """What the digits were multiplied by to come to the unit: 3600 for hours, which count in seconds."""


def counted(words: Sequence[Word], first: int, last: int, kind: Kind, value: float, unit: str = "") -> Quantity:
    """Return the number made of words `first` to `last`."""
    before = ["", *(word.plain for word in words[max(0, first - 2) : first])]
    slack = SLACK_ABOUT if before[-1] in ROUNDERS or before[-2:] == ["close", "to"] else 0.0
    if before[-1] in BEYOND or before[-2:] in (["more", "than"], ["at", "least"]):
        slack = SLACK_BEYOND
    return Quantity(first, last, words[first].start, words[last].end, kind, value, unit, slack)


def number_of(word: Word) -> int | None:
    """Return the value of a short whole number in digits, for days and years."""
    return int(word.plain) if word.plain.isdigit() and len(word.plain) < 5 else None


def gap(text: str, words: Sequence[Word], at: int) -> str:
    """Return what stands between word `at` and the one after."""
    return text[words[at].end : words[at + 1].start] if at + 1 < len(words) else "\n"


def in_units(number: Quantity, others: Sequence[Quantity], words: Sequence[Word]) -> list[Quantity]:
    """Return what a number may mean: one whose noun is left out may count in the unit of one before it.

    `others` are the numbers of the same text: "from 18 hours to 16" has two numbers of hours, and "a loss of 2.2
    million" is in the currency that the text named last.
    """
    if number.unit or number.kind != "number" or not is_elided(number, words):
        return [number]
    before = [other for other in others if other.unit and other.end <= number.start]
    units = {(other.unit, other.factor) for other in before if number.start - other.end < REACH_OF_UNIT}
    money = [other.unit for other in before if other.unit in CURRENCIES]
    if money and number.value >= LEAST_SUM:
        units.add((money[-1], 1.0))
    return [number, *(number._replace(unit=unit, value=number.value * factor) for unit, factor in units)]


def is_elided(number: Quantity, words: Sequence[Word]) -> bool:
    """Return whether no noun follows the number that it could count; large ones mostly count money."""
    following = words[number.last + 1] if number.last + 1 < len(words) else None
    if number.value >= 1e6 or following is None or following.start > number.end + 1:
        return True
    plain = following.plain
    verbal = plain.endswith("ed")  # "the five proposed"
    return verbal or plain[0].isdigit() or plain in CARDINALS or not LIGHT.isdisjoint({following.stem, plain})


REACH_OF_UNIT = 300
"""Characters over which a unit may be left out."""
LEAST_SUM = 1e5
"""From here on a number without a noun is a sum of the currency named last, however far back."""


def same(claimed: Quantity, given: Quantity) -> bool:
    """Return whether the article's `given` bears out the line's `claimed`: the same value in the same unit."""
    if claimed.kind == "date":
        return given.kind == "date" and _same_day(claimed.day, given.day)
    if claimed.kind == "vague":
        return _same_order(claimed, given)
    if claimed.kind == "year" or given.kind == "year":
        years = {given.value} if given.kind == "year" else {float(given.day[0] or 0)}
        return claimed.value in years and claimed.unit == given.unit
    if claimed.kind == "ordinal" or given.kind == "ordinal":
        return claimed.kind == given.kind and claimed.value == given.value
    if given.kind != "number" or claimed.unit != given.unit:
        return False
    if claimed.slack and _rounds_to(given.value / claimed.factor, claimed.value / claimed.factor, claimed.slack):
        return True
    return math.isclose(claimed.value, given.value, rel_tol=1e-6)


SLACK_ABOUT, SLACK_BEYOND = 0.15, 0.3
"""Share of a number by which the exact one may differ behind "about", as 4.6 million do from "about 5 million", and
behind "more than", as 116 do from "more than 100"; it must come to the told one when it is rounded or cut."""


def _rounds_to(exact: float, told: float, slack: float) -> bool:
    """Return whether `told` is `exact` with fewer digits, rounded or cut: 5.24 million is "more than 5 million"."""
    digits = len(f"{told:.9e}".split("e")[0].rstrip("0").replace(".", ""))
    if told <= 0 or abs(exact - told) > slack * told:
        return False
    step = 10.0 ** (math.floor(math.log10(told)) - digits + 1)
    return any(math.isclose(cut(exact / step) * step, told, rel_tol=1e-6) for cut in (round, math.floor))


def _same_order(claimed: Quantity, given: Quantity) -> bool:
    """Return whether a vague number is borne out: the same word, or a number of that order."""
    if given.kind == "vague" or claimed.unit == "decade":
        return claimed.value == given.value and claimed.unit == given.unit
    return given.kind == "number" and claimed.value <= given.value < claimed.value * 1000


def _same_day(claimed: Sequence[int | None], given: Sequence[int | None]) -> bool:
    """Return whether every part of a date that the line names is the article's, where the article names it."""
    year, month, day = claimed
    if month != given[1] or (day is not None and day != given[2]):
        return False
    return year is None or given[0] is None or year == given[0]
