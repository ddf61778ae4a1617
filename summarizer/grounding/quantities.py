"""Numbers and dates of a text with their units: `$5.6 million`, `5.6M dollars` and `5,600,000 dollars` are one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.grounding.dates import date_at
from summarizer.grounding.digits import digits_at, fiscal_period_at, value_of
from summarizer.grounding.quantity import Quantity, counted, is_elided
from summarizer.grounding.spelled import share_at, spelled_at
from summarizer.grounding.units import (
    CARDINALS,
    COUNTS,
    DENOMINATORS,
    FIRST,
    FISCAL_PERIODS,
    HALVING,
    LONG_UNITS,
    MONTHS,
    MULTIPLES,
    ORDINALS,
    RANGE_MARK,
    RANGE_WORDS,
    SCALES,
    VAGUE,
)
from summarizer.language.words import Word


def quantities(text: str, words: Sequence[Word]) -> list[Quantity]:
    """Return every number and date of `text`, in order; `words` are its words.

    A number that belongs to a name (`GPT-4`, `iOS 18.3`, `H100`) is left out, unless it carries a scale or unit.
    """
    found: list[Quantity] = []
    done = -1
    for at in [at for at, word in enumerate(words) if word.plain in _STARTERS or word.plain[0].isdigit()]:
        if at > done and (words[at].plain not in _ARTICLES or _counts_as_one(words, at)):
            quantity = _quantity_at(text, words, at)
            if quantity is not None:
                found.append(quantity)
                done = quantity.last
    return _share_units(text, words, found)


_STARTERS = frozenset({*HALVING, *MONTHS, *MULTIPLES, *VAGUE, *CARDINALS, *ORDINALS, *FIRST, *COUNTS})
_ARTICLES = frozenset({"a", "an"})
_STARTERS |= {"half", "quarter", *FISCAL_PERIODS, *_ARTICLES}
_BEHIND_AN_ARTICLE = frozenset({*SCALES, *COUNTS, *DENOMINATORS, *LONG_UNITS})


def _quantity_at(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Return the number or date that begins with word `at`, if one does."""
    plain = words[at].plain
    if plain[0].isdigit():
        return date_at(text, words, at) or share_at(words, at) or digits_at(text, words, at)
    if plain in MONTHS:
        return date_at(text, words, at)
    if plain in FISCAL_PERIODS:
        return fiscal_period_at(words, at)
    if plain in HALVING:
        return counted(words, at, at, "number", 50.0, "%")
    if plain in MULTIPLES:
        return counted(words, at, at, "number", MULTIPLES[plain], "times")
    if plain in VAGUE:
        return counted(words, at, at, "vague", VAGUE[plain])
    return spelled_at(text, words, at)


def _counts_as_one(words: Sequence[Word], at: int) -> bool:
    """Return whether the word is the article of "a million", "a third" or "a year and a half"."""
    if at + 1 < len(words) and words[at + 1].plain in _BEHIND_AN_ARTICLE:
        return True
    return [word.plain for word in words[at + 2 : at + 5]] == ["and", "a", "half"]


def _share_units(text: str, words: Sequence[Word], found: list[Quantity]) -> list[Quantity]:
    """Give both ends of a range the scale and unit that is written once: `$2-3 billion`, `10 to 15 %`."""
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        if _is_short_year(text, first, second):
            century = first.value - first.value % 100
            found[index + 1] = second._replace(kind="year", value=century + second.value)
        if not first.kind == second.kind == "number" or first.unit == "times":
            continue  # "doubled to 4 billion" is no range
        between = text[first.end : second.start]
        if RANGE_MARK.fullmatch(between) or between.strip(" $€£¥") in RANGE_WORDS:
            elided = is_elided(second, words) and not (between.strip() == "and" and _counts_on(second, words))
            found[index : index + 2] = _range(text, first, second, elided)
    return found


_DASH_OF_YEARS = re.compile(r"[-–—‑]| ?-- ?")


def _is_short_year(text: str, first: Quantity, second: Quantity) -> bool:
    """Return whether the second number is the 11 of "2007–11"."""
    if first.kind != "year" or second.kind != "number" or second.unit:
        return False
    joined = _DASH_OF_YEARS.fullmatch(text, first.end, second.start)
    return joined is not None and second.end - second.start == len("11") and first.value % 100 < second.value


def _counts_on(number: Quantity, words: Sequence[Word]) -> bool:
    """Return whether the number counts something else, as in "four days and 212 accepted suggestions"."""
    following = words[number.last + 1] if number.last + 1 < len(words) else None
    return following is not None and following.start == number.end + 1 and following.plain.endswith("ed")


def _range(text: str, first: Quantity, second: Quantity, elided: bool) -> tuple[Quantity, Quantity]:
    """Return both ends of a range with the unit that only one has, and the first in the scale of the second."""
    unit = first.unit or second.unit
    if second.unit not in ("", unit) or (not second.unit and not elided):
        return first, second
    scale = _scale_written(text, second) / second.factor
    if scale > 1 and _scale_written(text, first) == first.factor and first.value <= second.value / scale:
        first = first._replace(value=first.value * scale)
    if second.unit and not first.unit:
        first = first._replace(value=first.value * second.factor, factor=second.factor)
    if first.unit and not second.unit:
        second = second._replace(value=second.value * first.factor, factor=first.factor)
    return first._replace(unit=unit), second._replace(unit=unit)


def _scale_written(text: str, quantity: Quantity) -> float:
    """Return how many times the value of a number exceeds its digits."""
    digits = re.search(r"\d[\d.,]*", text[quantity.start : quantity.end])
    own = value_of(digits[0].rstrip(".,")) if digits else None
    return round(quantity.value / own) if own else 1.0
