"""Dates of a text: `March 5, 2025`, `5th of March`, `2025-03-05`, and the days that weekdays mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from summarizer.grounding.quantity import Quantity, gap, number_of
from summarizer.grounding.units import AMBIGUOUS_MONTHS, BEFORE_MONTH, MONTHS, YEARS
from summarizer.language.words import Word

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def date_at(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Return the date that begins with word `at`, if one does."""
    if words[at].plain in MONTHS:
        return _month_first(text, words, at)
    return _day_first(text, words, at) or _iso_date(text, words, at)


def _month_first(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `March 5, 2025`, `March 2025` or `March`."""
    month, last = MONTHS[words[at].plain], at
    year = day = None
    if last + 1 < len(words) and gap(text, words, last).strip(" .") == "":
        number = number_of(words[last + 1])
        following = last + 2 < len(words) and words[last + 2]
        if number is not None and 1 <= number <= 31:
            day, last = number, last + 1
            if following and following.glued and following.plain in ("st", "nd", "rd", "th"):
                last += 1
        elif number in YEARS:
            year, last = number, last + 1
    if (
        day
        and last + 1 < len(words)
        and gap(text, words, last).strip(" ,") == ""
        and number_of(words[last + 1]) in YEARS
    ):
        year, last = number_of(words[last + 1]), last + 1
    before = words[at - 1].plain if at else ""
    if words[at].plain in AMBIGUOUS_MONTHS and not (day or year) and before not in BEFORE_MONTH:
        return None
    if not _may_be_a_month(text, words[at]):
        return None
    return _date(words, at, last, year, month, day)


def _day_first(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `5 March 2025` or `5th of March`."""
    day, last = number_of(words[at]), at
    if day is None or not 1 <= day <= 31:
        return None
    if last + 1 < len(words) and words[last + 1].glued and words[last + 1].plain in ("st", "nd", "rd", "th"):
        last += 1
    if last + 1 < len(words) and words[last + 1].plain == "of":
        last += 1
    if last + 1 >= len(words) or words[last + 1].plain not in MONTHS or not _may_be_a_month(text, words[last + 1]):
        return None
    month, last = MONTHS[words[last + 1].plain], last + 1
    year = None
    if last + 1 < len(words) and gap(text, words, last).strip(" ,") == "" and number_of(words[last + 1]) in YEARS:
        year, last = number_of(words[last + 1]), last + 1
    return _date(words, at, last, year, month, day)


def _may_be_a_month(text: str, word: Word) -> bool:
    """Return whether a word is no "may" or "march" in small letters, unless the whole text is set in them."""
    return word.capital or word.plain not in AMBIGUOUS_MONTHS or text.islower()


def _iso_date(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `2025-03-05`."""
    if at + 2 >= len(words) or gap(text, words, at) != "-" or gap(text, words, at + 1) != "-":
        return None
    year, month, day = (number_of(words[at + step]) for step in range(3))
    if year not in YEARS or not month or not day or month > 12 or day > 31:
        return None
    return _date(words, at, at + 2, year, month, day)


def _date(words: Sequence[Word], first: int, last: int, year: int | None, month: int, day: int | None) -> Quantity:
    return Quantity(first, last, words[first].start, words[last].end, "date", 0.0, day=(year, month, day))


def days_meant(date: dt.date | None, plains: frozenset[str] | set[str]) -> Iterator[dt.date]:
    """Yield the days that an article of that date means by the weekdays and "today" among its words."""
    if date is None:
        return
    words = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    for step in range(-7, 8):
        day = date + dt.timedelta(days=step)
        if WEEKDAYS[day.weekday()] in plains or words.get(step) in plains:
            yield day
