"""Periods that a line names without a number ("last year"), and what its numbers are counted by ("$9 a month")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.grounding.parsed import MOST_OF_LINE, Index, Parsed, alike
from summarizer.grounding.quantity import Quantity
from summarizer.grounding.units import UNITS
from summarizer.language.lexicon import FUNCTION
from summarizer.models import Part

_FORMS = {
    "second": "second seconds sec s",
    "minute": "minute minutes min",
    "hour": "hour hours hourly",
    "day": "day days daily overnight",
    "week": "week weeks weekly fortnight fortnightly biweekly weekend",
    "month": "month months monthly",
    "quarter": "quarter quarters quarterly q",
    "year": "year years yearly annual annually yr full-year year-on-year",
    "decade": "decade decades",
    "century": "century centuries",
    "spring": "spring march april may",
    "summer": "summer june july august",
    "autumn": "autumn fall september october november",
    "winter": "winter december january february",
}
"""Periods, and the words by which a text shows that it speaks of them."""
_FREQUENCIES = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annual": "year", "annually": "year",
}  # fmt: skip
_BEFORE = frozenset({"last", "next", "this", "first", "a", "an", "per", "each", "every"})
_RELATIVE = frozenset({"last", "next", "this"})
_OF_RATES = frozenset({"per", "each", "every"})
_BEFORE_RATES = _OF_RATES | {"a", "an", "and", "the", "by"}
_WEEKS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"})


def check_periods(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every period of the line of which the article says nothing."""
    for at, word in enumerate(line.words):
        period = _period(line, at)
        if period and at not in line.taken and not line.in_quotation(at) and not _is_known(index, line, at, period):
            first = at if word.plain in _FREQUENCIES else at - 1
            text = line.text[line.words[first].start : word.end]
            yield Part(kind="number", text=text, found=False, detail="the article says nothing of such a period")


def check_rates(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every "$89 a year" of the line that the article only has as "$89 a month"."""
    for number in line.quantities[:MOST_OF_LINE]:
        told = None if line.is_quoted(number.start) else _rate(line, number)
        if told is None:
            continue
        said = {one.first: (one, rate) for _, one in alike(line, index, number) if (rate := _rate(index, one))}
        if said and all(rate.unit != told.unit for _, rate in said.values()):
            given, rate = min(said.values(), key=lambda each: each[0].first)
            detail = f"the article has “{index.text[given.start : index.words[rate.at].end]}”"
            text = line.text[number.start : line.words[told.at].end]
            yield Part(kind="number", text=text, found=False, detail=detail)


class _Rate(NamedTuple):
    """What a number is counted by."""

    unit: tuple[str, float]
    at: int
    """The word that says so."""


FARTHEST_RATE = 5
"""Words behind a number at which it may be said what it is counted by: "$9 for each seat and month"."""


def _rate(parsed: Parsed, number: Quantity) -> _Rate | None:
    """Return the month of "$89 a month", "$89 per seat a month" and "$89 monthly"."""
    for at in parsed.polarity.reach(number.last, 1, FARTHEST_RATE):
        plain, before = parsed.words[at].plain, parsed.words[at - 1].plain
        name = _FREQUENCIES.get(plain, plain)
        if at in parsed.taken or plain in FUNCTION - _BEFORE_RATES - {"for"}:
            return None
        if name in UNITS and (plain in _FREQUENCIES or before in _OF_RATES | {"a", "an"}):
            return _Rate(UNITS[name], at)
    return None


def _period(line: Parsed, at: int) -> str:
    """Return the period that word `at` names, or nothing."""
    plain = line.words[at].plain
    if plain in _FREQUENCIES:
        return _FREQUENCIES[plain]
    before = line.words[at - 1].plain if at else ""
    name = "autumn" if plain == "fall" and before not in ("a", "an") else plain
    if name not in _FORMS or (name in _SHORT and not _is_rate(line, at)):
        return ""
    return name if before in _BEFORE or _is_rate(line, at) else ""


_SHORT = frozenset({"second", "minute"})
"""Periods that are looked for in rates alone: "a second" may be another one."""


def _is_rate(line: Parsed, at: int) -> bool:
    """Return whether word `at` is the period of a rate: "per month", "per person and month"."""
    before = [word.plain for word in line.words[max(0, at - 3) : at]]
    return bool(before) and (before[-1] in _OF_RATES or (before[-1] == "and" and before[0] in _OF_RATES))


def _is_known(index: Index, line: Parsed, at: int, period: str) -> bool:
    """Return whether the article speaks of a period, or names a date that lies in it."""
    if _is_rate(line, at):
        return _has_rate(index, period)
    if any(form in index.places for form in _FORMS[period].split()):
        return True
    if period in UNITS and any(_is_about(given, *UNITS[period]) for given in index.quantities):
        return True
    if period == "year" and line.words[at - 1].plain != "first":
        return any(given.kind in ("year", "date") for given in index.quantities)
    relative = bool(at) and line.words[at - 1].plain in _RELATIVE
    if period == "month":
        return relative and any(given.kind == "date" for given in index.quantities)
    return period in ("week", "day") and relative and not _WEEKS.isdisjoint(index.places)


def _has_rate(index: Index, period: str) -> bool:
    """Return whether the article counts by a period: "per month", "a month", "monthly", "/month"."""
    forms = _FORMS[period].split()
    if any(form.endswith(("ly", "annual")) and form in index.places for form in forms):
        return True
    places = (at for form in forms for at in index.places.get(form, ()) if at)
    return any(
        index.words[at - 1].plain in _BEFORE_RATES or index.text[index.words[at].start - 1] == "/" for at in places
    )


def _is_about(given: Quantity, unit: str, length: float) -> bool:
    """Return whether a span of time is about as long as a period: 24 hours, or nine days for "more than a week"."""
    return given.unit == unit and length * 0.75 <= given.value <= length * 1.5
