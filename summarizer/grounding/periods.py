"""Periods that a line names without a number ("last year", "a month", "weekly"): the article must know of them."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.quantity import Quantity
from summarizer.grounding.units import UNITS
from summarizer.models import Part

_FORMS = {
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
_BEFORE = frozenset({"last", "next", "this", "a", "an", "per", "each", "every"})
_RELATIVE = frozenset({"last", "next", "this"})
_WEEKS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"})


def check_periods(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every period of the line of which the article says nothing."""
    for at, word in enumerate(line.words):
        period = _period(line, at)
        if period and at not in line.taken and not line.in_quotation(at) and not _is_known(index, line, at, period):
            first = at if word.plain in _FREQUENCIES else at - 1
            text = line.text[line.words[first].start : word.end]
            yield Part(kind="number", text=text, found=False, detail="the article says nothing of such a period")


def _period(line: Parsed, at: int) -> str:
    """Return the period that word `at` names, or nothing."""
    plain = line.words[at].plain
    if plain in _FREQUENCIES:
        return _FREQUENCIES[plain]
    before = line.words[at - 1].plain if at else ""
    name = "autumn" if plain == "fall" else plain
    return name if before in _BEFORE and name in _FORMS else ""


def _is_known(index: Index, line: Parsed, at: int, period: str) -> bool:
    """Return whether the article speaks of a period, or names a date that lies in it."""
    if any(form in index.places for form in _FORMS[period].split()):
        return True
    if period in UNITS and any(_is_about(given, *UNITS[period]) for given in index.quantities):
        return True
    if period == "year":
        return any(given.kind in ("year", "date") for given in index.quantities)
    relative = bool(at) and line.words[at - 1].plain in _RELATIVE
    if period == "month":
        return relative and any(given.kind == "date" for given in index.quantities)
    return period in ("week", "day") and relative and not _WEEKS.isdisjoint(index.places)


def _is_about(given: Quantity, unit: str, length: float) -> bool:
    """Return whether a span of time is about as long as a period: 24 hours, or nine days for "more than a week"."""
    return given.unit == unit and length * 0.75 <= given.value <= length * 1.5
