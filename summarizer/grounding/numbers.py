"""The numbers and dates of a line, looked up in the article."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.quantity import Quantity, in_units, same
from summarizer.models import Part


def check_numbers(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every number and date of the line outside its quotations."""
    for number in line.quantities:
        if not line.is_quoted(number.start):
            yield _number_part(line, index, number)


def _number_part(line: Parsed, index: Index, number: Quantity) -> Part:
    """Return the part for one number: where the article has the same, or what it has instead."""
    text = line.text[number.start : number.end]
    meant = in_units(number, line.quantities, line.words)
    for given in index.meant:
        if any(same(one, given) and _bounds(line, one, index, given) for one in meant):
            start, end = index.span(given.start, given.end)
            return Part(kind="number", text=text, found=True, start=start, end=end)
    if _is_numbered_otherwise(line, index, number):
        return Part(kind="number", text=text, found=True)
    half_year = number.unit == "month" and text.lower().startswith("half") and "half" in index.places
    told_otherwise = _is_share_of_both(line, index, number) or _is_derived(line, index, number)
    if half_year or told_otherwise or _from_metadata(number, index):
        return Part(kind="number", text=text, found=True)
    return Part(kind="number", text=text, found=False, detail=_other_numbers(number, index))


_COUNTED_OFF = frozenset({"day", "week", "month", "year", "round", "phase", "stage", "step", "chapter", "part"})


_VERSIONS = frozenset({"version", "generation", "edition", "release", "iteration"})


def _is_numbered_otherwise(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether the article has the same number of another kind: "day six" is "the sixth day".

    The "second version" may be that of "Lantern 2".
    """
    if number.kind == "ordinal":
        following = line.words[number.last + 1].plain if number.last + 1 < len(line.words) else ""
        return following in _VERSIONS and f"{number.value:.0f}" in index.capitals
    counted_off = number.first > 0 and line.words[number.first - 1].plain in _COUNTED_OFF
    return counted_off and any(given.kind == "ordinal" and given.value == number.value for given in index.quantities)


_AT_LEAST, _AT_MOST = frozenset({"more", "over", "above", "exceeding"}), frozenset({"less", "under", "below", "fewer"})


def _bounds(line: Parsed, claimed: Quantity, index: Index, given: Quantity) -> bool:
    """Return whether the article's number keeps to "more than" or "less than" before the line's, and says no other."""
    told, said = _words_before(line, claimed), _words_before(index, given)
    if told & _AT_LEAST:
        return given.value >= claimed.value and not said & _AT_MOST
    return not told & _AT_MOST or (given.value <= claimed.value and not said & _AT_LEAST)


def _words_before(parsed: Parsed, number: Quantity) -> set[str]:
    return {word.plain for word in parsed.words[max(0, number.first - 2) : number.first]}


CLOSE_ENOUGH = 0.12
"""Share by which a ratio told in round words, such as "halved", may differ from that of the numbers beside it."""
MORE_THAN = 0.5
"""The same where "more than" stands before it: "more than doubled" may be 2.9 times as much."""


def _is_derived(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether the article's own numbers come to one that the line tells: "twice", "halved", "17 more".

    Two numbers of one sentence and unit must have that ratio or, to the digit, that difference; one of them at least
    must stand in the line as well. "Twice as fast" is "half the time".
    """
    words = line.text[number.start : number.end].lower()
    if words in ("twice", "half"):
        unit, value = ("%", 50.0) if words == "twice" else ("times", 2.0)
        if any(given.unit == unit and given.value == value for given in index.quantities):
            return True
    told = [one for other in line.quantities if other != number for one in in_units(other, line.quantities, line.words)]
    pairs = [*_pairs(told), *(pair for pair in index.pairs if any(same(one, given) for one in told for given in pair))]
    if number.unit in ("times", "%") and not words[0].isdigit():
        ratio = number.value if number.unit == "times" else 100 / number.value
        most = MORE_THAN if _words_before(line, number) & _AT_LEAST else CLOSE_ENOUGH
        return any(-CLOSE_ENOUGH <= _ratio(one, other) / ratio - 1 <= most for one, other in pairs)
    around = line.words[max(0, number.first - 2) : number.first] + line.words[number.last + 1 : number.last + 3]
    compared = any(word.plain in _OF_DIFFERENCES for word in around)
    return compared and any(_differ_by(one, other, number) for one, other in pairs)


_OF_DIFFERENCES = frozenset(
    "more less fewer adds added adding add extra additional another by further gain lead margin higher lower".split()
)
"""Words beside a number that may be a difference."""


def _pairs(numbers: list[Quantity]) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield every two numbers in one unit."""
    amounts = [number for number in numbers if number.kind == "number" and number.unit != "times" and number.value > 0]
    return ((one, other) for one, other in combinations(amounts, 2) if one.unit == other.unit)


def _ratio(one: Quantity, other: Quantity) -> float:
    low, high = sorted((one.value, other.value))
    return high / low


def _differ_by(one: Quantity, other: Quantity, number: Quantity) -> bool:
    """Return whether a number is the difference of two others, in their unit or in none."""
    alike = number.kind == "number" and number.unit in (one.unit, "", "pp" if one.unit == "%" else one.unit)
    return alike and math.isclose(abs(one.value - other.value), number.value, rel_tol=1e-6)


def _is_share_of_both(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether the article has both numbers of "four of the twelve", or this one as part of such a share."""
    if number.first == number.last and line.words[number.first].plain in index.parts_of_shares:
        return True
    first, last = line.words[number.first].plain, line.words[number.last].plain
    return last != first and line.words[number.last - 1].plain in ("of", "the") and {first, last} <= index.places.keys()


def _from_metadata(number: Quantity, index: Index) -> bool:
    """Return whether the article's date, or a weekday read with it, bears out a year or day."""
    if index.date is None:
        return False
    if number.kind == "year":
        return number.value == index.date.year
    if number.kind != "date":
        return False
    year, month, day = number.day
    days = index.days | ({index.date} if day is None else frozenset())
    return any((year or d.year, month, day or d.day) == (d.year, d.month, d.day) for d in days)


def _other_numbers(number: Quantity, index: Index) -> str:
    """Return what the article has in the same unit, for the message."""
    others = [given for given in index.quantities if given.kind == number.kind and given.unit == number.unit]
    texts = dict.fromkeys(index.text[given.start : given.end] for given in others)
    return f"the article has {', '.join(list(texts)[:3])}" if texts else "the article has no such number"
