"""The numbers and dates of a line, looked up in the article."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import combinations

from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.quantity import Quantity, in_units, same
from summarizer.grounding.units import SMALL, UNITS
from summarizer.language.words import root
from summarizer.models import Part


def check_numbers(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every number and date of the line outside its quotations."""
    for number in line.quantities:
        if not line.is_quoted(number.start):
            yield _number_part(line, index, number)
    for word in line.words:
        if word.plain.count(".") > 1 and word.plain[0].isdigit():
            known = index.places.get(word.plain, ())
            start, end = index.span(index.words[known[0]].start, index.words[known[0]].end) if known else (None, None)
            detail = "" if known else "the article has no such version"
            yield Part(kind="number", text=word.text, found=bool(known), start=start, end=end, detail=detail)


def _number_part(line: Parsed, index: Index, number: Quantity) -> Part:
    """Return the part for one number: where the article has the same, or what it has instead."""
    text = line.text[number.start : number.end]
    meant = in_units(number, line.quantities, line.words)
    for given in index.meant:
        if any(same(one, given) and _bounds(line, one, index, given) and _has_year(one, index) for one in meant):
            start, end = index.span(given.start, given.end)
            return Part(kind="number", text=text, found=True, start=start, end=end)
    otherwise = (_is_numbered_otherwise, _is_single, _is_told_of_the_others, _is_a_count_of_names, _is_since)
    if any(told(line, index, number) for told in otherwise):
        return Part(kind="number", text=text, found=True)
    half_year = number.unit == "month" and text.lower().startswith("half") and "half" in index.places
    told_otherwise = _is_share_of_both(line, index, number) or _is_derived(line, index, number)
    if half_year or told_otherwise or _from_metadata(line, number, index):
        return Part(kind="number", text=text, found=True)
    return Part(kind="number", text=text, found=False, detail=_other_numbers(number, index))


_COUNTED_OFF = frozenset({"day", "week", "month", "year", "round", "phase", "stage", "step", "chapter", "part"})


_NOTHING = frozenset({"no", "free", "none", "nothing", "without"})
_TIME = frozenset({"second", "month"})
_VERSIONS = frozenset({"version", "generation", "edition", "release", "iteration"})


def _is_numbered_otherwise(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether the article has the same number of another kind: "day six" is "the sixth day".

    The "second version" may be that of "Lantern 2".
    """
    if number.kind == "ordinal":
        following = line.words[number.last + 1].plain if number.last + 1 < len(line.words) else ""
        version = following in _VERSIONS and f"{number.value:.0f}" in index.capitals
        return version or (following in _COUNTED_OFF and _is_counted_off(index, following, number.value))
    if number.kind == "number" and number.value == 0:
        return not _NOTHING.isdisjoint(index.places)
    if number.unit == "times":
        return any(given.kind == "number" and (given.unit, given.value) == ("", number.value) for given in index.meant)
    plain = line.words[number.first].plain
    if number.kind == "number" and number.unit == "" and plain[0].isdigit() and plain in index.capitals:
        return True  # the 9.1 of "CVSS 9.1" is no number of its own
    counted_off = number.first > 0 and line.words[number.first - 1].plain in _COUNTED_OFF
    if number.unit == "month" and "year-old" in line.text[number.start : number.end + 4]:
        return any(
            (given.kind, given.unit) == ("number", "") and given.value * 12 == number.value for given in index.meant
        )
    ordinals = [given for given in index.quantities if given.kind == "ordinal"]
    if counted_off:
        return any(given.value == number.value for given in ordinals)
    unit = line.words[number.last].stem
    counts = number.value / number.factor
    return number.unit in _TIME and any(
        given.value == counts and index.words[min(given.last + 1, len(index.words) - 1)].stem == unit
        for given in ordinals
    )


def _is_counted_off(index: Index, noun: str, value: float) -> bool:
    """Return whether the article has the noun with the number behind it: "day six"."""
    behind = (given for given in index.quantities if given.kind == "number" and given.value == value and given.first)
    return any(index.words[given.first - 1].plain == noun for given in behind)


_ONE = frozenset({"a", "an", "per", "each", "every", "single"})


def _is_single(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether the article says "a watt" where the line says "one watt"."""
    names = [name for name, unit in UNITS.items() if unit == (number.unit, number.factor)] if number.unit else []
    if number.value != number.factor:
        return False
    places = (at for name in names for at in index.places.get(name, ()))
    return any(at and index.words[at - 1].plain in _ONE for at in places)


_OTHERS = frozenset({"other", "others", "more", "further", "fellow", "colleagues", "another"})


def _is_told_of_the_others(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether a party is counted in by the one text and not by the other: "38 women", "she and 37 others"."""
    if number.kind != "number" or number.unit or number.value < 3:
        return False
    told = _is_of_others(line, number)
    for given in index.quantities:
        if given.kind == "number" and given.unit == "" and (told or _is_of_others(index, given)):
            apart = 1 if told else -1
            if given.value == number.value + apart and _speaks_of(line, index, given.first):
                return True
    return False


def _is_of_others(parsed: Parsed, number: Quantity) -> bool:
    return number.last + 1 < len(parsed.words) and parsed.words[number.last + 1].plain in _OTHERS


MOST_NAMES = 5


def _is_a_count_of_names(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether a small number sums up names that the article lists: "two suppliers" for "Tessin and Kurohane"."""
    share = number.unit == "%" and number.last - number.first > 1  # "one of the two founders"
    value = SMALL.get(line.words[number.last].plain, 0) if share else number.value
    if (number.unit and not share) or number.kind != "number" or not 2 <= value <= MOST_NAMES:
        return False
    return any(_speaks_of(line, index, at, 1 if share else 2) for at in index.lists_of_names.get(int(value), ()))


def _is_since(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether a number of years is that between a year of the article and another, or its date."""
    if number.unit != "month" or number.factor != 12 or number.kind != "number":
        return False
    ends = {given.value for given in index.quantities if given.kind == "year"}
    ends |= {float(index.date.year)} if index.date else set()
    starts = (given for given in index.quantities if given.kind == "year" and given.value + number.value / 12 in ends)
    return any(_speaks_of(line, index, given.first) for given in starts)


_AT_LEAST, _AT_MOST = frozenset({"more", "over", "above", "exceeding"}), frozenset({"less", "under", "below", "fewer"})


def _bounds(line: Parsed, claimed: Quantity, index: Index, given: Quantity) -> bool:
    """Return whether the article's number keeps to "more than" or "less than" before the line's, and says no other."""
    told, said = _words_before(line, claimed), _words_before(index, given)
    if told & _AT_LEAST:
        return given.value >= claimed.value and not said & _AT_MOST
    return not told & _AT_MOST or (given.value <= claimed.value and not said & _AT_LEAST)


def _words_before(parsed: Parsed, number: Quantity) -> set[str]:
    before = [word.plain for word in parsed.words[max(0, number.first - 2) : number.first]]
    return set() if before and before[-1] in _ARTICLES else set(before)  # "under a ten-year contract" bounds nothing


_ARTICLES = frozenset({"a", "an", "the", "its", "their"})


CLOSE_ENOUGH = 0.12
"""Share by which a ratio told in round words, such as "halved", may differ from that of the numbers beside it."""
MORE_THAN = 0.5
"""The same where "more than" stands before it: "more than doubled" may be 2.9 times as much."""


def _is_derived(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether the article's own numbers come to one that the line tells: "twice", "halved", "17 more".

    Two numbers of one sentence and unit must have that ratio or, to the digit, that difference; one of them at least
    must stand in the line as well, or for a ratio the sentence must share some of its words. "Twice as fast" is "half
    the time".
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
        pairs += [pair for pair in index.pairs if _speaks_of(line, index, pair[0].first)]
        return any(-CLOSE_ENOUGH <= _ratio(one, other) / ratio - 1 <= most for one, other in pairs)
    around = line.words[max(0, number.first - 2) : number.first] + line.words[number.last + 1 : number.last + 3]
    compared = any(word.plain in _OF_DIFFERENCES for word in around)
    return compared and any(_differ_by(one, other, number) for one, other in pairs)


SHARED = 3
"""Words with sense of their own that a sentence must share with the line to bear out a ratio of its numbers."""


DATED = 4
"""Words that a sentence with another date must share with the line for that of the page not to do."""


def _has_year(claimed: Quantity, index: Index) -> bool:
    """Return whether the article has the year of a date somewhere, be it that of the page or the one beside it."""
    year = claimed.day[0]
    known = {given.value for given in index.quantities if given.kind == "year"} | {
        given.day[0] for given in index.meant
    }
    near = index.date is not None and year is not None and abs(index.date.year - year) <= 1
    return year is None or year in known or near


def _is_dated_otherwise(line: Parsed, index: Index, kinds: Sequence[str]) -> bool:
    """Return whether the article dates what the line is about, so that the date of the page says nothing of it."""
    return any(_speaks_of(line, index, given.first, DATED) for given in index.quantities if given.kind in kinds)


def _speaks_of(line: Parsed, index: Index, place: int, fewest: int = SHARED) -> bool:
    """Return whether the sentence with word `place` is about what the line is about."""
    sentence = index.sentence_of[place]
    keys = {key for at in range(len(line.words)) if at not in line.taken and (key := line.key(at))}
    shared = sum(any(index.sentence_of[at] == sentence for at in _places_of(index, key)) for key in keys)
    return shared >= fewest


def _places_of(index: Index, key: str) -> Iterator[int]:
    """Yield where the article has a word or one of its family."""
    yield from index.places.get(key, ())
    if len(key) > 4:
        yield from index.families.get(root(key), ())


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
    factor = one.factor if number.unit == "" and one.factor == other.factor else 1.0
    return alike and math.isclose(abs(one.value - other.value), number.value * factor, rel_tol=1e-6)


def _is_share_of_both(line: Parsed, index: Index, number: Quantity) -> bool:
    """Return whether the article has both numbers of "four of the twelve", or this one as part of such a share."""
    if number.first == number.last and line.words[number.first].plain in index.parts_of_shares:
        return True
    first, last = line.words[number.first].plain, line.words[number.last].plain
    return last != first and line.words[number.last - 1].plain in ("of", "the") and {first, last} <= index.places.keys()


def _from_metadata(line: Parsed, number: Quantity, index: Index) -> bool:
    """Return whether the article's date, or a weekday read with it, bears out a year or day."""
    if index.date is None:
        return False
    if number.kind == "year":
        return number.value == index.date.year and not _is_dated_otherwise(line, index, ("year", "date"))
    if number.kind != "date":
        return False
    year, month, day = number.day
    if day is None and _is_dated_otherwise(line, index, ("date",)):
        return False
    days = index.days | ({index.date} if day is None else frozenset())
    return any((year or d.year, month, day or d.day) == (d.year, d.month, d.day) for d in days)


def _other_numbers(number: Quantity, index: Index) -> str:
    """Return what the article has in the same unit, for the message."""
    others = [given for given in index.quantities if given.kind == number.kind and given.unit == number.unit]
    texts = dict.fromkeys(index.text[given.start : given.end] for given in others)
    return f"the article has {', '.join(list(texts)[:3])}" if texts else "the article has no such number"
