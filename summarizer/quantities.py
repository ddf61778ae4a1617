"""Numbers of a text with their units, and dates: `$5.6 million`, `5.6M dollars` and `5,600,000 dollars` are one.

No library: text2num 3.1 reads "five point six million" as 5.6 and 1,000,000 and leaves "half a million", "a dozen" and
"two-thirds" alone, and the others give no offsets.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from summarizer.lexicon import FIRST_WORDS, LIGHT, PLACES
from summarizer.words import Word

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
    rounded: bool = False
    """A word such as "about" or "more than" stands before it."""
    day: tuple[int | None, int | None, int | None] = (None, None, None)
    """Year, month and day of a date, as far as named."""
    factor: float = 1.0
    """What the digits were multiplied by to come to the unit: 3600 for hours, which count in seconds."""


_SMALL = {
    name: value
    for value, name in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_CARDINALS = {**_SMALL, **_TENS}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7}
_SHORT_SCALES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "b": 1e9,
    "bn": 1e9,
    "bln": 1e9,
    "t": 1e12,
    "tn": 1e12,
    "trn": 1e12,
}
_ALSO_UNITS = {"m", "b", "t"}
"""Short scales that in lower case, without a currency, are a unit or part of a name."""
_COUNTS = {
    "dozen": 12.0,
    "couple": 2.0,
    "pair": 2.0,
    "duo": 2.0,
    "trio": 3.0,
    "both": 2.0,
    "quartet": 4.0,
    "decade": 10.0,
}
_VAGUE = {
    "dozens": 12.0,
    "hundreds": 1e2,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
    "decades": 10.0,
}
_MULTIPLES = {
    **dict.fromkeys("double doubles doubled doubling twice twofold".split(), 2.0),
    **dict.fromkeys("triple triples tripled tripling threefold thrice".split(), 3.0),
    **dict.fromkeys("quadruple quadruples quadrupled quadrupling fourfold".split(), 4.0),
    **dict.fromkeys("halve halves halved halving".split(), 0.5),
    "fivefold": 5.0, "sixfold": 6.0, "sevenfold": 7.0, "eightfold": 8.0, "ninefold": 9.0, "tenfold": 10.0, "hundredfold": 100.0,
}  # fmt: skip
_HALVING = frozenset({"halve", "halves", "halved", "halving"})
_ORDINALS = {
    name: value
    for value, name in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100}
_FIRST = frozenset(
    {"first", "initial", "initially", "debut", "debuts", "debuted", "inaugural", "maiden", "1st", "firsts"}
)
_DENOMINATORS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5,
                 "sixth": 6, "sixths": 6, "tenth": 10, "tenths": 10, "eighth": 8, "eighths": 8}  # fmt: skip
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "jan", "dec", "sep"})
_BEFORE_MONTH = frozenset(
    "in by since until till last next this of early late mid from through for and during to before after".split()
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_UNIT_TABLE = {
    ("%", 1): "percent pct percentage",
    ("pp", 1): "pp ppt",
    ("usd", 1): "dollar dollars usd buck bucks",
    ("eur", 1): "euro euros eur",
    ("gbp", 0.01): "penny pence",
    ("gbp", 1): "pound pounds gbp sterling quid",
    ("jpy", 1): "yen jpy",
    ("cny", 1): "yuan renminbi rmb cny",
    ("inr", 1): "rupee rupees inr",
    ("chf", 1): "franc francs chf",
    ("krone", 1): "krona kronor sek krone kroner nok dkk",
    ("peso", 1): "peso pesos",
    ("shilling", 1): "shilling shillings",
    ("real", 1): "reais",
    ("rand", 1): "rand",
    ("zloty", 1): "zloty zlotys",
    ("won", 1): "krw",
    ("cent", 1): "cent cents",
    ("second", 0.001): "millisecond milliseconds ms msec",
    ("second", 1): "second seconds sec secs s",
    ("second", 60): "minute minutes min mins",
    ("second", 3600): "hour hours hr hrs h",
    ("second", 86400): "day days",
    ("second", 604800): "week weeks",
    ("month", 1): "month months",
    ("month", 3): "quarter quarters",
    ("month", 12): "year years yr yrs",
    ("watt", 1): "watt watts w",
    ("watt", 1e3): "kilowatt kilowatts kw",
    ("watt", 1e6): "megawatt megawatts mw",
    ("watt", 1e9): "gigawatt gigawatts gw",
    ("watt-hour", 1): "wh",
    ("watt-hour", 1e3): "kwh",
    ("watt-hour", 1e6): "mwh",
    ("watt-hour", 1e9): "gwh",
    ("watt-hour", 1e12): "twh",
    ("byte", 1): "byte bytes",
    ("byte", 1e3): "kilobyte kilobytes kb",
    ("byte", 1e6): "megabyte megabytes mb",
    ("byte", 1e9): "gigabyte gigabytes gb",
    ("byte", 1e12): "terabyte terabytes tb",
    ("byte", 1e15): "petabyte petabytes pb",
    ("hertz", 1): "hertz hz",
    ("hertz", 1e6): "megahertz mhz",
    ("hertz", 1e9): "gigahertz ghz",
    ("metre", 0.001): "millimetre millimetres millimeter millimeters mm",
    ("metre", 0.01): "centimetre centimetres centimeter centimeters cm",
    ("metre", 1e-9): "nanometre nanometres nanometer nanometers nm",
    ("metre", 1): "metre metres meter meters m",
    ("metre", 1e3): "kilometre kilometres kilometer kilometers km",
    ("mile", 1): "mile miles",
    ("foot", 1): "foot feet ft",
    ("inch", 1): "inch inches",
    ("acre", 1): "acre acres",
    ("hectare", 1): "hectare hectares",
    ("gram", 1): "gram grams g",
    ("gram", 1e3): "kilogram kilograms kilo kilos kg",
    ("gram", 1e6): "tonne tonnes",
    ("ton", 1): "ton tons",
    ("litre", 1): "litre litres liter liters",
    ("gallon", 1): "gallon gallons",
    ("degree", 1): "degree degrees",
    ("mph", 1): "mph",
    ("times", 1): "x times fold",
}
_UNITS = {name: unit for unit, names in _UNIT_TABLE.items() for name in names.split()}
_LENGTHS_OF_TIME = frozenset({"minutes", "hours", "days", "weeks", "months", "quarters", "years"})
_OF_COUNTRIES = frozenset(form for group in PLACES for form in group.split())
_CURRENCY_NAMES = frozenset({"dollars", "pesos", "kroner", "francs", "pounds", "rupees", "shillings", "rand", "won"})
_BEFORE_UNITS = frozenset({"free", "working", "full", "more", "extra", "additional", "further", "whole", "consecutive", "business"})
_GLUED_ONLY = frozenset({"x", "s", "h", "w", "g", "m"})
"""Units of one letter: they count only where they touch the number."""
_CURRENCY_SIGNS = {"$": "usd", "€": "eur", "£": "gbp", "¥": "jpy", "₹": "inr", "₩": "won"}
_CURRENCY_CODES = {"usd", "eur", "gbp", "jpy", "cny", "inr", "krw", "chf", "rmb", "sek"}
_DOLLARS = {"a": "aud", "c": "cad", "hk": "hkd", "s": "sgd", "r": "brl", "nz": "nzd", "nt": "twd"}
_MARKS_BETWEEN = frozenset({" ", "-", "\u00a0", "\u2011", "\u202f", "", "‐"})
_RANGE = frozenset({"to", "and", "or"})
_RANGE_MARK = re.compile(r"\s*[-–—‑]\s*(?:US)?[$€£¥]?")
_ROUNDERS = frozenset(
    "about around roughly approximately nearly almost over than least most under some close near up below above exceeding"
    " past exceed exceeds topping tops surpassing circa estimated just".split()
)
_PERCENT = re.compile(r"\s?[%‰]")
_YEARS = range(1900, 2101)


def quantities(text: str, words: Sequence[Word]) -> list[Quantity]:
    """Return every number and date of `text`, in order; `words` are its words.

    A number that belongs to a name (`GPT-4`, `iOS 18.3`, `H100`) is left out, unless it carries a scale or unit.
    """
    found: list[Quantity] = []
    at = 0
    while at < len(words):
        quantity = _quantity_at(text, words, at)
        if quantity is None:
            at += 1
        else:
            found.append(quantity)
            at = quantity.last + 1
    return _share_units(text, words, found)


SPELLED = frozenset({*_CARDINALS, *_ORDINALS, *_MONTHS, "half", "dozen"})
"""Words that say a number, or a month."""
_STARTERS = frozenset({*_HALVING, *_MONTHS, *_MULTIPLES, *_VAGUE, *_CARDINALS, *_ORDINALS, *_FIRST, *_COUNTS})
_STARTERS |= {"half", "a", "an", "quarter", "q"}


def _quantity_at(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Return the number or date that begins with word `at`, if one does."""
    plain = words[at].plain
    if plain not in _STARTERS and not plain[0].isdigit():
        return None
    if plain in _MONTHS and words[at].capital:
        return _month_first(text, words, at)
    if plain[0].isdigit():
        return _day_first(text, words, at) or _iso_date(text, words, at) or _digits(text, words, at)
    if plain == "q":
        return _fiscal_quarter(words, at)
    if plain in _HALVING:
        return _plain(words, at, at, "number", 50.0, "%")
    if plain in _MULTIPLES:
        return _plain(words, at, at, "number", _MULTIPLES[plain], "times")
    if plain in _VAGUE:
        return _plain(words, at, at, "vague", _VAGUE[plain])
    return _spelled(text, words, at)


def _plain(words: Sequence[Word], first: int, last: int, kind: Kind, value: float, unit: str = "") -> Quantity:
    rounded = first > 0 and words[first - 1].plain in _ROUNDERS
    return Quantity(first, last, words[first].start, words[last].end, kind, value, unit, rounded)


# Dates


def _number(word: Word) -> int | None:
    return int(word.plain) if word.plain.isdigit() and len(word.plain) < 5 else None


def _gap(text: str, words: Sequence[Word], at: int) -> str:
    """Return what stands between word `at` and the one after."""
    return text[words[at].end : words[at + 1].start] if at + 1 < len(words) else "\n"


def _month_first(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `March 5, 2025`, `March 2025` or `March`."""
    month, last = _MONTHS[words[at].plain], at
    year = day = None
    if last + 1 < len(words) and _gap(text, words, last).strip(" .") == "":
        number = _number(words[last + 1])
        following = last + 2 < len(words) and words[last + 2]
        if number is not None and 1 <= number <= 31:
            day, last = number, last + 1
            if following and following.glued and following.plain in ("st", "nd", "rd", "th"):
                last += 1
        elif number in _YEARS:
            year, last = number, last + 1
    if (
        day
        and last + 1 < len(words)
        and _gap(text, words, last).strip(" ,") == ""
        and _number(words[last + 1]) in _YEARS
    ):
        year, last = _number(words[last + 1]), last + 1
    before = words[at - 1].plain if at else ""
    if words[at].plain in _AMBIGUOUS_MONTHS and not (day or year) and before not in _BEFORE_MONTH:
        return None
    return _date(words, at, last, year, month, day)


def _day_first(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `5 March 2025` or `5th of March`."""
    day, last = _number(words[at]), at
    if day is None or not 1 <= day <= 31:
        return None
    if last + 1 < len(words) and words[last + 1].glued and words[last + 1].plain in ("st", "nd", "rd", "th"):
        last += 1
    if last + 1 < len(words) and words[last + 1].plain == "of":
        last += 1
    if last + 1 >= len(words) or words[last + 1].plain not in _MONTHS or not words[last + 1].capital:
        return None
    month, last = _MONTHS[words[last + 1].plain], last + 1
    year = None
    if last + 1 < len(words) and _gap(text, words, last).strip(" ,") == "" and _number(words[last + 1]) in _YEARS:
        year, last = _number(words[last + 1]), last + 1
    return _date(words, at, last, year, month, day)


def _iso_date(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `2025-03-05`."""
    if at + 2 >= len(words) or _gap(text, words, at) != "-" or _gap(text, words, at + 1) != "-":
        return None
    year, month, day = (_number(words[at + step]) for step in range(3))
    if year not in _YEARS or not month or not day or month > 12 or day > 31:
        return None
    return _date(words, at, at + 2, year, month, day)


def _date(words: Sequence[Word], first: int, last: int, year: int | None, month: int, day: int | None) -> Quantity:
    return Quantity(first, last, words[first].start, words[last].end, "date", 0.0, day=(year, month, day))


# Numbers in digits


def _digits(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read a number in digits with its scale and unit."""
    word = words[at]
    value = _value(word.plain)
    currency = _currency_before(text, words, at)
    if value is None or (word.glued and not currency):
        return None
    suffixed = None if currency or at + 1 == len(words) or not words[at + 1].glued else _suffixed(words, at, value)
    if suffixed:
        return suffixed
    last, scale, short = _scale_after(text, words, at, bool(currency))
    last, unit, factor = _unit_after(text, words, last)
    if currency:
        unit, factor = currency, 1.0
    bare = last == at and not unit
    if bare and at + 1 < len(words) and words[at + 1].glued:
        return None
    if not currency and not unit and _in_name(text, words, at) and not (short or scale > 1):
        return None
    if bare and _is_year(word.plain):
        return _plain(words, at, at, "year", value)
    return _plain(words, at, last, "number", value * scale * factor, unit)._replace(
        factor=factor,
        start=_sign_start(text, word.start) if currency else word.start,
        end=_percent_end(text, words[last].end),
    )


def _value(digits: str) -> float | None:
    """Return the value of `1,234.5`; a comma that does not part thousands is a decimal mark."""
    if "," in digits and not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        digits = digits.replace(",", ".") if digits.count(",") == 1 and "." not in digits else "x"
    plain = digits.replace(",", "")
    return float(plain) if plain.count(".") < 2 and plain[0].isdigit() and len(plain) < 40 else None


def _fiscal_quarter(words: Sequence[Word], at: int) -> Quantity | None:
    """Read `Q3` as the third."""
    number = _number(words[at + 1]) if at + 1 < len(words) and words[at + 1].glued else None
    return _plain(words, at, at + 1, "ordinal", float(number)) if number in (1, 2, 3, 4) else None


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and int(digits) in _YEARS


def _suffixed(words: Sequence[Word], at: int, value: float) -> Quantity | None:
    """Read `3rd` and `1990s`."""
    suffix = words[at + 1].plain
    if suffix in ("st", "nd", "rd", "th"):
        return _plain(words, at, at + 1, "ordinal", value)
    if suffix == "s" and _is_year(words[at].plain):
        return _plain(words, at, at + 1, "vague", value, "decade")
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
        return _DOLLARS.get(words[at - 1].plain, "usd")
    if sign in _CURRENCY_SIGNS:
        return "cny" if sign == "¥" and "CN" in text[max(0, start - 4) : start] else _CURRENCY_SIGNS[sign]
    if at and words[at - 1].plain in _CURRENCY_CODES and words[at - 1].text.isupper():
        return _UNITS[words[at - 1].plain][0]
    return ""


def _sign_start(text: str, start: int) -> int:
    """Return where the currency sign before a number begins."""
    while start and (
        text[start - 1] in _CURRENCY_SIGNS or (text[start - 1] == " " and text[max(0, start - 2)] in _CURRENCY_SIGNS)
    ):
        start -= 1
    return start


def _percent_end(text: str, end: int) -> int:
    """Return the end of a number, with the percent sign that follows it."""
    after = _PERCENT.match(text, end)
    return after.end() if after else end


def _scale_after(text: str, words: Sequence[Word], at: int, currency: bool) -> tuple[int, float, bool]:
    """Return the index of the last word of the scale behind number `at`, the scale, and whether it is a letter or two."""
    if at + 1 >= len(words) or _gap(text, words, at) not in _MARKS_BETWEEN:
        return at, 1.0, False
    following = words[at + 1]
    if following.plain in _SCALES:
        deeper = _scale_after(text, words, at + 1, currency)
        return deeper[0], _SCALES[following.plain] * deeper[1], False
    short = following.plain in _SHORT_SCALES and (following.glued or currency or len(following.plain) > 1)
    if short and (currency or following.text.isupper() or following.plain not in _ALSO_UNITS):
        return at + 1, _SHORT_SCALES[following.plain], True
    return at, 1.0, False


def _unit_after(text: str, words: Sequence[Word], at: int) -> tuple[int, str, float]:
    """Return the index of the last word of the unit behind word `at`, the unit, and its factor."""
    end = words[at].end
    if _PERCENT.match(text, end):
        return at, "%", 1.0
    if at + 1 >= len(words) or _gap(text, words, at) not in _MARKS_BETWEEN:
        return at, "", 1.0
    following = words[at + 1]
    third = words[at + 2].plain if at + 2 < len(words) else ""
    money = third in _CURRENCY_NAMES and following.plain in _OF_COUNTRIES
    if money or (third in _LENGTHS_OF_TIME and following.plain in _BEFORE_UNITS):
        unit, factor = _UNITS[third]
        return at + 2, unit, factor
    if following.plain == "per" and third == "cent":
        return at + 2, "%", 1.0
    if following.plain in ("percentage", "percent") and third in ("point", "points"):
        return at + 2, "pp", 1.0
    known = _UNITS.get(following.plain)
    if known is None or _is_no_unit(following) or following.plain == "percentage":
        return at, "", 1.0
    return at + 1, known[0], known[1]


def _is_no_unit(word: Word) -> bool:
    """Return whether a unit of one letter is none here: it stands alone, or is a capital, as in `5G`."""
    return word.plain in _GLUED_ONLY and (not word.glued or (word.text.isupper() and word.plain != "w"))


def _in_name(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether the number at `at` belongs to the name before it, as in `iOS 18` or `COVID-19`."""
    if not at or _is_year(words[at].plain):
        return False
    before, gap = words[at - 1], text[words[at - 1].end : words[at].start]
    if gap not in ("-", " ", "\u2011", "\u00a0", "") or before.plain in _MONTHS or before.plain.endswith("'s"):
        return False
    return before.capital and not before.text.endswith(("'s", "’s")) and not _opens_sentence(text, before)


def _opens_sentence(text: str, word: Word) -> bool:
    """Return whether an ordinary word owes its capital to the sentence that it opens."""
    before = text[max(0, word.start - 4) : word.start].rstrip(" \"'“‘(")
    opens = not before or before[-1] in ".!?:-•" or "\n" in text[max(0, word.start - 2) : word.start]
    return opens and (word.plain in LIGHT or word.plain in FIRST_WORDS)


# Numbers in words


def _one_in(words: Sequence[Word], at: int) -> Quantity | None:
    """Read `one in five`, `nine out of ten`, `one in every 25` as a percentage."""
    if words[at].plain not in _SMALL or at + 2 >= len(words):
        return None
    joint = [word.plain for word in words[at + 1 : at + 3]]
    last = at + (2 if joint[0] == "in" and joint[1] != "every" else 3)
    if joint[0] != "in" and joint != ["out", "of"] or last >= len(words):
        return None
    whole = _CARDINALS.get(words[last].plain) or _number(words[last])
    share = _SMALL[words[at].plain]
    if not whole or not 0 < share < whole or whole > 1000 or whole in _YEARS:
        return None
    return _plain(words, at, last, "number", 100.0 * share / whole, "%")


def _spelled(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read a number in words, a fraction, or an ordinal."""
    plain = words[at].plain
    if plain in _SMALL and (share := _one_in(words, at)):
        return share
    if plain in ("half", "a", "an", "one", "three", "two", "quarter", "third", *_COUNTS):
        special = _fraction(text, words, at) or _counted(text, words, at)
        if special:
            return special
    if plain in _ORDINALS or plain in _FIRST:
        return _ordinal(text, words, at)
    if plain not in _CARDINALS or (plain == "one" and not _one_counts(text, words, at)):
        return None
    value, last = _compound(text, words, at)
    last, unit, factor = _unit_after(text, words, last)
    return _plain(words, at, last, "number", value * factor, unit)._replace(factor=factor)


def _one_counts(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether the word "one" is a number here rather than a pronoun."""
    following = words[at + 1].plain if at + 1 < len(words) else ""
    return following in _SCALES or (following in _UNITS and _UNITS[following][0] != "times")


def _compound(text: str, words: Sequence[Word], at: int) -> tuple[float, int]:
    """Return the value of a number in words that begins at `at`, and the index of its last word."""
    total, current, last = 0.0, 0.0, at
    while at < len(words):
        plain = words[at].plain
        if plain in _CARDINALS:
            current += _CARDINALS[plain]
        elif plain == "hundred":
            current = (current or 1) * 100
        elif plain in _SCALES:
            total, current = total + (current or 1) * _SCALES[plain], 0.0
        elif plain == "point" and at + 1 < len(words) and words[at + 1].plain in _SMALL:
            current, at = _decimals(words, at, current)
        elif not (
            plain == "and"
            and at > 0
            and words[at - 1].plain in _SCALES
            and at + 1 < len(words)
            and words[at + 1].plain in _CARDINALS
        ):
            break
        last = at
        if _gap(text, words, at) not in _MARKS_BETWEEN or not _continues(words, at):
            break
        at += 1
    return total + current, last


def _decimals(words: Sequence[Word], at: int, whole: float) -> tuple[float, int]:
    """Read "point six" behind `whole`; return the value and the index of the last word."""
    digits = ""
    while at + 1 < len(words) and words[at + 1].plain in _SMALL and _SMALL[words[at + 1].plain] < 10:
        digits += str(_SMALL[words[at + 1].plain])
        at += 1
    return whole + float(f"0.{digits or 0}"), at


def _continues(words: Sequence[Word], at: int) -> bool:
    """Return whether the word after `at` may go on with the number: "twenty five" does, "two three" does not."""
    if at + 1 >= len(words):
        return False
    here, following = words[at].plain, words[at + 1].plain
    if following in _SCALES or following in ("and", "point"):
        return following != "and" or here in _SCALES
    if following not in _CARDINALS:
        return False
    return here in _SCALES or here == "and" or (here in _TENS and _CARDINALS[following] < 10)


def _fraction(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `half`, `a third`, `two-thirds`, `half a million`, `a quarter of`."""
    plain = words[at].plain
    if plain == "half":
        if at + 2 < len(words) and words[at + 1].plain in ("a", "an") and words[at + 2].plain in {**_SCALES, **_COUNTS}:
            return _plain(words, at, at + 2, "number", {**_SCALES, **_COUNTS}[words[at + 2].plain] / 2)
        second = at + 1 < len(words) and words[at + 1].plain in ("year", "time") and words[at + 1].plain
        ordinal = at > 0 and words[at - 1].plain in _ORDINALS
        return None if second or ordinal else _plain(words, at, at, "number", 50.0, "%")
    counts = {"a": 1, "one": 1, "two": 2, "three": 3}
    if plain in counts and at + 1 < len(words) and words[at + 1].plain in _DENOMINATORS:
        name = words[at + 1].plain
        noun = at + 2 < len(words) and _gap(text, words, at + 1) == " " and words[at + 2].stem not in LIGHT
        if name in ("half", "halves") or (noun and name in _ALSO_ORDINALS and _gap(text, words, at) != "-"):
            return None
        return _plain(words, at, at + 1, "number", 100.0 * counts[plain] / _DENOMINATORS[name], "%")
    return None


_ALSO_ORDINALS = frozenset({"quarter", "third", "fifth", "sixth", "tenth", "eighth"})


def _counted(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `a dozen`, `both`, `a million`, `two dozen`."""
    plain = words[at].plain
    if plain in ("both", "duo", "trio", "quartet"):
        return _plain(words, at, at, "number", _COUNTS[plain])
    if at + 1 >= len(words):
        return None
    following = words[at + 1].plain
    factor = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0}.get(plain)
    if factor and following == "dozen":
        return _plain(words, at, at + 1, "number", 12 * factor)
    if plain in ("a", "an") and following in _SCALES:
        last, unit, times = _unit_after(text, words, at + 1)
        return _plain(words, at, last, "number", _SCALES[following] * times, unit)
    return None


def _ordinal(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `third`, `3rd` and what else says "first"; "second" alone may be a unit and is left out."""
    plain = words[at].plain
    if plain in _FIRST:
        return _plain(words, at, at, "ordinal", 1.0)
    if plain == "second" and at and words[at - 1].plain in ("per", "a", "every", "each"):
        return None
    return _plain(words, at, at, "ordinal", float(_ORDINALS[plain]))


# What numbers share, and when two are one


def _share_units(text: str, words: Sequence[Word], found: list[Quantity]) -> list[Quantity]:
    """Give both ends of a range the scale and unit that is written once: `$2-3 billion`, `10 to 15 %`."""
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        between = text[first.end : second.start]
        joined = _RANGE_MARK.fullmatch(between) or between.strip(" $€£¥") in _RANGE
        if joined and first.kind == second.kind == "number":
            found[index : index + 2] = _range(text, first, second, _is_elided(second, words))
    return found


def _range(text: str, first: Quantity, second: Quantity, elided: bool) -> tuple[Quantity, Quantity]:
    """Return both ends of a range with the unit that only one has, and the first in the scale of the second."""
    unit = first.unit or second.unit
    if second.unit not in ("", unit) or (not second.unit and not elided):
        return first, second
    scale = _scale_written(text, second)
    if scale > 1 and _scale_written(text, first) == 1 and first.value <= second.value / scale:
        first = first._replace(value=first.value * scale)
    if first.unit and not second.unit:
        second = second._replace(value=second.value * first.factor, factor=first.factor)
    return first._replace(unit=unit), second._replace(unit=unit)


def _scale_written(text: str, quantity: Quantity) -> float:
    """Return how many times the value of a number exceeds its digits."""
    digits = re.search(r"\d[\d.,]*", text[quantity.start : quantity.end])
    own = _value(digits[0].rstrip(".,")) if digits else None
    return round(quantity.value / own) if own else 1.0


def in_units(number: Quantity, others: Sequence[Quantity], words: Sequence[Word]) -> list[Quantity]:
    """Return what a number may mean: one whose noun is left out may count in the unit of one before it.

    `others` are the numbers of the same text: "from 18 hours to 16" has two numbers of hours.
    """
    if number.unit or number.kind != "number" or not _is_elided(number, words):
        return [number]
    units = {(other.unit, other.factor) for other in others if other.unit and 0 <= number.start - other.end < REACH_OF_UNIT}
    return [number, *(number._replace(unit=unit, value=number.value * factor) for unit, factor in units)]


def _is_elided(number: Quantity, words: Sequence[Word]) -> bool:
    """Return whether no noun follows the number that it could count; large ones mostly count money."""
    following = words[number.last + 1] if number.last + 1 < len(words) else None
    noun = following is not None and following.start <= number.end + 1 and following.stem not in LIGHT
    return not noun or number.value >= 1e6


REACH_OF_UNIT = 150
"""Characters over which a unit may be left out."""


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
    if claimed.rounded and _rounds_to(given.value, claimed.value):
        return True
    return math.isclose(claimed.value, given.value, rel_tol=1e-6)


LARGEST_ROUNDING = 0.15
"""Share of a rounded number by which the exact one may differ: "more than 5 million" may be 5.7 million."""


def _rounds_to(exact: float, told: float) -> bool:
    """Return whether `told` is `exact` with fewer digits, rounded or cut: 5.24 million is "more than 5 million"."""
    digits = len(f"{told:.9e}".split("e")[0].rstrip("0").replace(".", ""))
    if told <= 0 or abs(exact - told) > LARGEST_ROUNDING * told:
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


def days_meant(date: dt.date | None, plains: frozenset[str] | set[str]) -> Iterator[dt.date]:
    """Yield the days that an article of that date means by the weekdays and "today" among its words."""
    if date is None:
        return
    for step in range(-7, 8):
        day = date + dt.timedelta(days=step)
        if WEEKDAYS[day.weekday()] in plains or (step, True) in (
            (0, "today" in plains),
            (-1, "yesterday" in plains),
            (1, "tomorrow" in plains),
        ):
            yield day
