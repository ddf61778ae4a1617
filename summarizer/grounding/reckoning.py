"""Ages, stretches of time, ratios and differences, reckoned out of numbers and dates."""

from __future__ import annotations

import datetime as dt
import math
import re

from summarizer.grounding.parsed import Parsed
from summarizer.grounding.quantity import Quantity


def is_told_as_age(parsed: Parsed, number: Quantity) -> bool:
    """Return whether a number is that of "a 23-year-old"."""
    return number.unit == "month" and _OLD.match(parsed.text, number.end) is not None


_OLD = re.compile(r"[- ]olds?\b")
_AGED = frozenset({"aged", "age", "ages"})
_PERSONS = frozenset(
    "boy girl man woman child baby toddler teenager pupil student son daughter brother sister father mother husband"
    " wife grandfather grandmother driver cyclist passenger victim suspect player".split()
)


def is_set_off(parsed: Parsed, number: Quantity) -> bool:
    """Return whether a bare number may be an age: "More, 23, was …", "the girl (7)", "a girl of seven", "aged 23"."""
    if number.kind != "number" or number.unit or not number.first:
        return False
    before = parsed.words[number.first - 1]
    if before.plain == "of" and number.first > 1:
        return parsed.words[number.first - 2].plain in _PERSONS | _AGED
    gap, behind = parsed.text[before.end : number.start], parsed.text[number.end : number.end + 1]
    named = number.first - 1 in parsed.named or before.plain in _PERSONS
    return before.plain in _AGED or (named and gap.strip() in (",", "(") and behind in (",", ".", ";", ")", ""))


def months_between(first: Quantity, last: Quantity) -> tuple[int, ...]:
    """Return how many months lie between two dates, the last one left out or counted as well."""
    months = ((last.day[1] or 0) - (first.day[1] or 0)) % 12
    return months, months + 1


def days_between(first: Quantity, last: Quantity) -> tuple[int, ...]:
    """Return the same in days, for dates with a day in them and less than a year apart."""
    (_, month, day), (_, last_month, last_day) = first.day, last.day
    if not (month and day and last_month and last_day):
        return ()
    try:
        days = (dt.date(2025, last_month, last_day) - dt.date(2025, month, day)).days % 365
    except ValueError:  # 31 February
        return ()
    return days, days + 1


def counts(given: Quantity, value: float) -> bool:
    """Return whether a number is so many of its unit."""
    return given.kind == "number" and math.isclose(given.value / given.factor, value, rel_tol=1e-6)


def ratio_of(one: Quantity, other: Quantity) -> float:
    """Return how many times the smaller of two numbers the larger one is."""
    low, high = sorted((one.value, other.value))
    return high / low


def differ_by(one: Quantity, other: Quantity, number: Quantity) -> bool:
    """Return whether a number is the difference of two others, in their unit or in none."""
    alike = number.unit in (one.unit, "", "pp" if one.unit == "%" else one.unit)
    factor = one.factor if number.unit == "" and one.factor == other.factor else 1.0
    return alike and math.isclose(abs(one.value - other.value), number.value * factor, rel_tol=1e-6)
