"""The numbers and dates of a line, looked up in the article."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.grounding.equivalents import Retelling, words_before
from summarizer.grounding.parsed import Index, Parsed, alike
from summarizer.grounding.quantity import Quantity
from summarizer.grounding.units import AT_LEAST, AT_MOST
from summarizer.models import Part

HALF = 50
SENTENCES_OF_A_YEAR = 2
"""Before the one with a date in which its year may be named."""
_BOUNDS = AT_LEAST | AT_MOST


def check_numbers(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every number, date and dotted version of the line outside its quotations."""
    retelling = Retelling(line, index)
    for number in line.quantities:
        if not line.is_quoted(number.start):
            yield _number_part(retelling, number)
    for at, word in enumerate(line.words):
        if word.plain.count(".") > 1 and word.plain[0].isdigit() and not line.in_quotation(at):
            known = index.places.get(word.plain, ())
            start, end = index.span(index.words[known[0]].start, index.words[known[0]].end) if known else (None, None)
            detail = "" if known else "the article has no such version"
            yield Part(kind="number", text=word.text, found=bool(known), start=start, end=end, detail=detail)


def _number_part(retelling: Retelling, number: Quantity) -> Part:
    """Return the part for one number: where the article has the same, or what it has instead."""
    line, index = retelling.line, retelling.index
    text = line.text[number.start : number.end]
    known = alike(line, index, number)
    belied = next((given for _, given in known if _bounds(line, number, index, given) is False), None)
    if belied and not any(_bounds(line, number, index, given) for _, given in known):
        before = index.words[max(0, belied.first - 2)]
        said = index.text[before.start : belied.end]
        return Part(kind="number", text=text, found=False, detail=f"the article has {said}")
    for one, given in known:
        if _keeps_to(line, one, given) and _has_year(one, given, index):
            start, end = index.span(given.start, given.end)
            return Part(kind="number", text=text, found=True, start=start, end=end)
    if retelling.bears_out(number) or _from_metadata(retelling, number):
        return Part(kind="number", text=text, found=True)
    return Part(kind="number", text=text, found=False, detail=_other_numbers(number, index))


def _bounds(line: Parsed, claimed: Quantity, index: Index, given: Quantity) -> bool | None:
    """Return whether the article has the "more than" or "less than" of the line; None where either has neither.

    Nor is anything known of a half: whoever has more than half of it lacks less than half.
    """
    told, said = words_before(line, claimed), words_before(index, given)
    half = claimed.unit == "%" and claimed.value == HALF
    if half or not told & _BOUNDS or not said & _BOUNDS:
        return None
    return bool(told & AT_LEAST) == bool(said & AT_LEAST)


def _keeps_to(line: Parsed, claimed: Quantity, given: Quantity) -> bool:
    """Return whether the article's number keeps to "more than" or "less than" before the line's."""
    told = words_before(line, claimed)
    if told & AT_LEAST:
        return given.value >= claimed.value
    return not told & AT_MOST or given.value <= claimed.value


def _has_year(claimed: Quantity, given: Quantity, index: Index) -> bool:
    """Return whether the year of a date is that of the page, one beside it, or one named with the article's date.

    Of a page without a date, a month may be of the year named nearest to it, wherever that stands, and a day of that
    of the nearest whole date.
    """
    year = claimed.day[0]
    if year is None or year == given.day[0] or (index.date is not None and abs(index.date.year - year) <= 1):
        return True
    sentence = index.sentence_of[given.first]
    years = [(sentence - index.sentence_of[one.first], named) for one in index.quantities if (named := _year_of(one))]
    whole = [
        (sentence - index.sentence_of[one.first], one.day[0]) for one in index.quantities if one.day[0] and one.day[2]
    ]
    near = years if claimed.day[2] is None else whole
    if index.date is None and near and min(near, key=lambda each: abs(each[0]))[1] == year:
        return True
    return any(0 <= back <= SENTENCES_OF_A_YEAR and named == year for back, named in years)


def _year_of(number: Quantity) -> float | None:
    """Return the year that a date or year names, if it does."""
    return number.value if number.kind == "year" else number.day[0]


def _from_metadata(retelling: Retelling, number: Quantity) -> bool:
    """Return whether the article's date, or a weekday read with it, bears out a year or day."""
    index = retelling.index
    if index.date is None:
        return False
    if number.kind == "year":
        return number.value == index.date.year and not retelling.is_dated(("year", "date"))
    if number.kind != "date":
        return False
    year, month, day = number.day
    if day is None and retelling.is_dated(("date",)):
        return False
    days = index.days | ({index.date} if day is None else frozenset())
    return any((year or d.year, month, day or d.day) == (d.year, d.month, d.day) for d in days)


def _other_numbers(number: Quantity, index: Index) -> str:
    """Return what the article has in the same unit, for the message."""
    others = [given for given in index.quantities if given.kind == number.kind and given.unit == number.unit]
    texts = dict.fromkeys(index.text[given.start : given.end] for given in others)
    return f"the article has {', '.join(list(texts)[:3])}" if texts else "the article has no such number"
