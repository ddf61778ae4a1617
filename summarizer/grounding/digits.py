"""Numbers written in digits, with their scale and unit: `$5.6 million`, `3-gigawatt`, `40 %`, `3rd`, `1990s`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.grounding.names import is_ordinary
from summarizer.grounding.quantity import Quantity, counted, gap, number_of
from summarizer.grounding.units import (
    ALSO_UNITS,
    BEFORE_UNITS,
    BEHIND_FRACTIONS,
    CURRENCIES,
    CURRENCY_CODES,
    CURRENCY_NAMES,
    CURRENCY_SIGNS,
    DOLLARS,
    FISCAL_PERIODS,
    GLUED_ONLY,
    LENGTHS_OF_TIME,
    MARKS_BETWEEN,
    MONTHS,
    OF_COUNTRIES,
    PERCENT,
    SCALES,
    SHORT_SCALES,
    UNITS,
    YEARS,
)
from summarizer.language.words import Word


def digits_at(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read a number in digits with its scale and unit."""
    word = words[at]
    value = value_of(word.plain)
    currency = _currency_before(text, words, at)
    if value is None or (word.glued and not currency):
        return None
    suffixed = None if currency or at + 1 == len(words) or not words[at + 1].glued else _suffixed(words, at, value)
    if suffixed:
        return suffixed
    if is_year(word.plain) and at and words[at - 1].plain == "the" and _OF_DECADE.match(text, word.end):
        return counted(words, at, at + 1, "vague", value, "decade")
    last, scale, short = _scale_after(text, words, at, bool(currency))
    last, unit, factor = unit_after(text, words, last)
    if currency:
        unit, factor = currency, 1.0
    bare = last == at and not unit
    if bare and at + 1 < len(words) and words[at + 1].glued:
        return None
    if not currency and not unit and _in_name(text, words, at) and not (short or scale > 1):
        return None
    if bare and is_year(word.plain):
        return counted(words, at, at, "year", value)
    first = at - 1 if currency and _is_code(text, words[at - 1], word.start) else at
    return counted(words, first, last, "number", value * scale * factor, unit)._replace(
        factor=factor,
        start=_sign_start(text, word.start) if currency else word.start,
        end=_percent_end(text, words[last].end),
    )


_OF_DECADE = re.compile(r" ?['’]s\b")
"""Behind a year, in "the 2000's"."""


def value_of(digits: str) -> float | None:
    """Return the value of `1,234.5`; a comma that does not part thousands is a decimal mark."""
    if "," in digits and not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", ".") if digits.count(",") == 1 and "." not in digits else "x"
    plain = digits.replace(",", "")
    return float(plain) if re.fullmatch(r"\d{1,39}(?:\.\d{1,39})?", plain) else None


def fiscal_period_at(words: Sequence[Word], at: int) -> Quantity | None:
    """Read `Q3` as the third, and `H1` as the first."""
    number = number_of(words[at + 1]) if at + 1 < len(words) and words[at + 1].glued else None
    goes_on = at + 2 < len(words) and words[at + 2].glued  # "H1N1"
    known = number in FISCAL_PERIODS[words[at].plain] and not goes_on
    return counted(words, at, at + 1, "ordinal", float(number)) if number and known else None


def is_year(digits: str) -> bool:
    """Return whether the digits can be a year."""
    return len(digits) == 4 and digits.isdigit() and int(digits) in YEARS


def _suffixed(words: Sequence[Word], at: int, value: float) -> Quantity | None:
    """Read `3rd`, `1990s` and the quarter `4Q`."""
    suffix = words[at + 1].plain
    if suffix in ("st", "nd", "rd", "th") or (suffix == "q" and value in FISCAL_PERIODS["q"]):
        return counted(words, at, at + 1, "ordinal", value)
    if suffix == "s" and is_year(words[at].plain):
        return counted(words, at, at + 1, "vague", value, "decade")
    if suffix == "s" and value < 100 and at and words[at - 1].plain in ("under", "over"):
        return counted(words, at, at + 1, "number", value)  # "under-16s"
    return None


def _currency_before(text: str, words: Sequence[Word], at: int) -> str:
    """Return the currency whose sign or code stands before the number, or nothing."""
    start = words[at].start
    sign = text[start - 1 : start] if text[start - 1 : start].strip() else text[max(0, start - 2) : start - 1]
    if (
        sign == "$"
        and at
        and words[at - 1].capital
        and words[at - 1].end >= start - 2 - (text[start - 1 : start] == " ")
    ):
        return DOLLARS.get(words[at - 1].plain, "usd")
    if sign in CURRENCY_SIGNS:
        return "cny" if sign == "¥" and "CN" in text[max(0, start - 4) : start] else CURRENCY_SIGNS[sign]
    if at and words[at - 1].plain in CURRENCY_CODES and words[at - 1].text.isupper():
        return UNITS[words[at - 1].plain][0]
    return ""


def _is_code(text: str, word: Word, start: int) -> bool:
    """Return whether the word before a sum belongs to its currency: the EUR of "EUR 310", the US of "US$20"."""
    if not word.text.isupper() or word.end > start:
        return False
    return word.plain in CURRENCY_CODES or (text[word.end : start] == "$" and word.plain in {*DOLLARS, "us"})


def _sign_start(text: str, start: int) -> int:
    """Return where the currency sign before a number begins."""
    while start and (
        text[start - 1] in CURRENCY_SIGNS or (text[start - 1] == " " and text[max(0, start - 2)] in CURRENCY_SIGNS)
    ):
        start -= 1
    return start


def _percent_end(text: str, end: int) -> int:
    """Return the end of a number, with the percent sign that follows it."""
    after = PERCENT.match(text, end)
    return after.end() if after else end


def _scale_after(text: str, words: Sequence[Word], at: int, currency: bool) -> tuple[int, float, bool]:
    """Return the last word of the scale behind number `at`, the scale, and whether it is only a letter or two."""
    if at + 1 >= len(words) or gap(text, words, at) not in MARKS_BETWEEN:
        return at, 1.0, False
    following = words[at + 1]
    if following.plain in SCALES:
        deeper = _scale_after(text, words, at + 1, currency)
        return deeper[0], SCALES[following.plain] * deeper[1], False
    money = currency or _is_currency(words, at + 2)
    short = following.plain in SHORT_SCALES and (following.glued or currency or len(following.plain) > 1)
    if short and (money or following.text.isupper() or following.plain not in ALSO_UNITS):
        return at + 1, SHORT_SCALES[following.plain], True
    return at, 1.0, False


def _is_currency(words: Sequence[Word], at: int) -> bool:
    """Return whether word `at` is the name of a currency, as in "310m euros"."""
    return at < len(words) and UNITS.get(words[at].plain, ("",))[0] in CURRENCIES


def unit_after(text: str, words: Sequence[Word], at: int) -> tuple[int, str, float]:
    """Return the index of the last word of the unit behind word `at`, the unit, and its factor."""
    end = words[at].end
    if PERCENT.match(text, end):
        return at, "%", 1.0
    if degrees := _DEGREES.match(text, end):
        return at + bool(degrees[1]), _SCALES_OF_DEGREES.get(degrees[1], "degree"), 1.0
    if at + 1 >= len(words) or gap(text, words, at) not in MARKS_BETWEEN:
        return at, "", 1.0
    following = words[at + 1]
    third = words[at + 2].plain if at + 2 < len(words) else ""
    money = third in CURRENCY_NAMES and following.plain in OF_COUNTRIES
    if money or (third in LENGTHS_OF_TIME and following.plain in BEFORE_UNITS):
        unit, factor = UNITS[third]
        return at + 2, unit, factor
    if following.plain == "per" and third == "cent":
        return at + 2, "%", 1.0
    if following.plain in ("percentage", "percent") and third in ("point", "points"):
        return at + 2, "pp", 1.0
    if following.plain == "basis" and third in ("point", "points"):
        return at + 2, "pp", 0.01
    known = UNITS.get(following.plain)
    if known and known[0] == "degree" and third in ("c", "celsius", "centigrade", "f", "fahrenheit"):
        return at + 2, _SCALES_OF_DEGREES.get(third[0].upper(), "degree"), 1.0
    fraction = "." in words[at].plain and following.text in BEHIND_FRACTIONS
    if known is None or (_is_no_unit(following) and not fraction) or following.plain == "percentage":
        return at, "", 1.0
    if known[0] == "watt" and third in ("hour", "hours"):
        return at + 2, "watt-hour", known[1]
    return at + 1, known[0], known[1]


_DEGREES = re.compile(r"\s?°(?:\s?([CF])\b)?")
_SCALES_OF_DEGREES = {"F": "fahrenheit"}
"""Degrees are Celsius's unless they are said to be others; articles leave the name out."""


def _is_no_unit(word: Word) -> bool:
    """Return whether a unit of one letter is none here: it stands alone, or is a capital, as in `5G`."""
    return word.plain in GLUED_ONLY and (not word.glued or (word.text.isupper() and word.plain not in ("w", "v")))


def _in_name(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether the number at `at` belongs to the name before it, as in `iOS 18` or `COVID-19`."""
    if not at or is_year(words[at].plain) or _is_score(text, words[at]):
        return False
    before, between = words[at - 1], gap(text, words, at - 1)
    if between not in ("-", " ", "\u2011", "\u00a0", "") or before.plain in MONTHS or before.plain.endswith("'s"):
        return False
    return before.capital and not before.text.endswith(("'s", "’s")) and not _opens_sentence(text, before)


_SCORE = re.compile(r"\d{1,3}(?:[-–\u2011]| to )\d(?!00)\d{0,2}(?![\w–-])")
"""Of a game or a vote; a second number in full hundreds is that of an aeroplane."""


def _is_score(text: str, word: Word) -> bool:
    """Return whether the number is the first of a score, as in "beat Derby 3-1" and "passed the Senate 19 to 11"."""
    return _SCORE.match(text, word.start) is not None


def _opens_sentence(text: str, word: Word) -> bool:
    """Return whether an ordinary word owes its capital to the sentence that it opens."""
    before = text[max(0, word.start - 4) : word.start].rstrip(" \"'“‘(")
    opens = not before or before[-1] in ".!?:-•" or "\n" in text[max(0, word.start - 2) : word.start]
    return opens and is_ordinary(word)
