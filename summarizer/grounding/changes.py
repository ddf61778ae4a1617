"""What rises and falls by how much: a line's own numbers must say so, and the article must not say the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.grounding.equivalents import Retelling
from summarizer.grounding.parsed import MOST_OF_LINE, Index, Parsed, alike
from summarizer.grounding.quantity import Quantity, in_units, is_elided, same
from summarizer.language.lists import opposites
from summarizer.language.words import stem, stems
from summarizer.models import Part

MOST_PLACES = 100
"""Where the article has one number that are looked at; it bounds the work that a hostile page can cause."""
LONGEST_BETWEEN = 120
"""Characters between two numbers that are compared."""
MOST_TIMES = 500
"""What one may be of the other: of "from 27 to 12 million", the first is in millions as well."""
REACH = 7
"""Words before "by" or "to" in which to look for what rises or falls."""
BEFORE_FROM = 12
"""The same before "from"."""
SHARED = 2
"""Words with sense of their own that a sentence must share with the line for its number to be that of the line; one
where the article has the number only once."""

_COMPARING = {"more": True, "greater": True, "larger": True, "bigger": True, "above": True}
_COMPARING |= {"less": False, "fewer": False, "smaller": False, "below": False, "rarer": False}
"""Words that say, behind a number, in which direction it counts; those that rise and fall as well do so too."""
_OF_SHARES = {
    form: rising
    for name, rising in (("gain", True), ("leap", True), ("add", True), ("lose", False), ("shed", False))
    for form in stems(name)
}
"""Words that say so only of shares: who gains two million has not grown by them."""
_FILLING = frozenset(
    "a about almost an another approximately around as at by further just least less more most much nearly of only"
    " over roughly slightly some than the to under well yet".split()
)
"""Words that may stand between a number and what says its direction."""
WITH_PARTICLES = frozenset(
    map(
        stem,
        "back break bring buy call carry come divide end follow give go hand hold lay lead make pass pick put set shut"
        " sign take tie turn write".split(),
    )
)
"""Verbs that have another sense with "up", "down" or "over" behind them."""
_MOSTLY_NOUNS = frozenset({"contract", "contracts"})
"""Words that seldom say that something rises or falls, whatever their other forms do."""
_TO = re.compile(r"(?:,? [\w'’-]+){0,8}?,? to(?: \w+){0,2} ?[$€£]?")
_FROM = re.compile(r"(?:,? [\w'’-]+){0,6}?(?:,| \(| [-–—])? ?(?:up|down|rising|falling) from(?: \w+){0,2} ?[$€£]?")
_BACK_FROM = re.compile(r"(?:,? [\w'’-]+){0,6}?,? from(?: \w+){0,2} ?[$€£]?")
_MEASURE = (
    r"(?: (?:the|a|an|its|their|of|expect\w+|estimates?|forecasts?|targets?|analysts['’]?|average|previous|last"
    r"|year['’]s))"
)
_THAN = re.compile(
    r"[^.;]{0,60}?(?:[\w,)–—-] ?\b(?:(?P<than>more|less|fewer|higher|lower|greater|larger|smaller) than\b[^.;]{0,40}?"
    rf"|(?P<side>above|below|ahead of|short of){_MEASURE}{{0,5}} [$€£]?)"
    rf"|\b(?P<verb>beat(?:s|ing)?|exceed(?:s|ed|ing)?|topp?(?:s|ed|ing)|surpass(?:es|ed|ing)?|miss(?:es|ed|ing)?)"
    rf"{_MEASURE}{{0,5}} [$€£]?)"
)
"""Says which of two numbers is more: "20, more than the 12"; but "8 more than the 12" tells a difference."""
_OF_THE_NEXT = re.compile(r".*\b(?:and|but|while|whereas|or)\b.* than\s*")
"""Such a "more than" begins another statement and bounds its number: "half of them left, and more than 80 % said"."""
_COMPARED = re.compile(r"[^.;]{0,80}?,? (?:compared (?:with|to)|against|versus|as against)(?: \w+){0,2} ?[$€£]?")
_EARLIER = frozenset({"ago", "earlier", "before", "previously", "last"})
_LESS = ("less", "fewer", "lower", "smaller", "below", "short", "miss")
"""How what says that it is less begins."""


class Change(NamedTuple):
    """What a text says of a number: whether it rises, by it or to it, and the word that says so."""

    rising: bool
    reached: bool
    """Whether it rises or falls to the number, and not by it."""
    word: int


class Trend(NamedTuple):
    """What two numbers of a text say of each other."""

    rising: bool
    words: list[list[int]]
    """The words that may say so as well, those of one clause together."""
    start: Quantity
    reached: Quantity


@cache
def movements() -> dict[str, bool]:
    """Return the stems of words that say that a number rises (True) or falls."""
    up, down = opposites()[0]
    return {
        form: rising for names, rising in ((down, False), (up, True)) for name in names.split() for form in stems(name)
    }


def check_changes(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every change that the line's own numbers belie, or that the article has the other way."""
    yield from _own_changes(line)
    yield from _turned_round(line, index)
    retelling = Retelling(line, index)
    for number in line.quantities[:MOST_OF_LINE]:
        change = _change(line, number)
        given = _opposite(retelling, number, change) if change and not line.is_quoted(number.start) else None
        if change and given:
            said = index.text[slice(*given)]
            detail = f"the article has “{said}”"
            text = line.text[slice(*_span(line, number, change))]
            yield Part(kind="direction", text=text, found=False, detail=detail)


def _span(parsed: Parsed, number: Quantity, change: Change) -> tuple[int, int]:
    """Return where a change is told."""
    word = parsed.words[change.word]
    return min(word.start, number.start), max(word.end, number.end)


# What a number's own words say


def _change(parsed: Parsed, number: Quantity) -> Change | None:
    """Return which way a number goes, by the words beside it."""
    if number.kind != "number":
        return None
    return _behind(parsed, number) or _before(parsed, number)


def _behind(parsed: Parsed, number: Quantity) -> Change | None:
    """Return the change of "37 % more" and of "a 37 % rise"."""
    at = next(parsed.polarity.reach(number.last, 1, 1), None)
    if at is None:
        return None
    word = parsed.words[at]
    moving = word.stem in movements() and (number.unit in ("%", "pp") or word.plain in ("higher", "lower"))
    rising = movements()[word.stem] if moving else _COMPARING.get(word.plain)
    return None if rising is None else Change(rising, False, at)


def _before(parsed: Parsed, number: Quantity) -> Change | None:
    """Return the change of "rose 37 %", "cut costs by 37 %", "an increase of 37 %" and "fell to 12 million"."""
    passed: set[str] = set()
    for at in parsed.polarity.reach(number.first, -1, REACH):
        plain = parsed.words[at].plain
        bounded = plain == "up" and "to" in passed and at and parsed.words[at - 1].plain == "by"  # "by up to 37 %"
        if plain not in _FILLING and not bounded:
            break
        passed = passed - {"to"} if bounded else passed | {plain}
    else:
        return None
    share = number.unit == "%" and not any(char.isdigit() for char in parsed.text[number.start : number.end])
    if at in parsed.taken or (plain == "up" and "to" in passed) or (share and "by" not in passed):
        return None
    far = REACH if passed & {"by", "to"} else 1
    places = [at, *parsed.polarity.reach(at, -1, far - 1)]
    moving = next((place for place in places if _moves(parsed, place)), None)
    if number.unit == "%" and parsed.words[at].stem in _OF_SHARES and not share:
        return Change(_OF_SHARES[parsed.words[at].stem], False, at)
    if moving is None or moving in parsed.negated:
        return None
    return Change(movements()[parsed.words[moving].stem], "to" in passed, moving)


def _moves(parsed: Parsed, at: int) -> bool:
    """Return whether word `at` says that something rises or falls."""
    word, before = parsed.words[at], parsed.words[at - 1].stem if at else ""
    if word.stem not in movements() or word.plain in _MOSTLY_NOUNS:
        return False
    return at not in parsed.named and before not in WITH_PARTICLES


# Against the article


def _opposite(retelling: Retelling, number: Quantity, change: Change) -> tuple[int, int] | None:
    """Return where the article has the number go the other way, if it nowhere has it go this one."""
    found: list[tuple[int, int]] = []
    times = len({given.first for _, given in alike(retelling.line, retelling.index, number)})
    for given, said, span in _told_of(retelling, number):
        if said.reached == change.reached:
            if said.rising == change.rising:
                return None
            if retelling.speaks_of(given.first, SHARED if times > 1 else 1):
                found.append(span)
    return found[0] if found else None


def _told_of(retelling: Retelling, number: Quantity) -> Iterator[tuple[Quantity, Change, tuple[int, int]]]:
    """Yield what the article says of the number of a line, and where."""
    index = retelling.index
    for _, given in alike(retelling.line, index, number)[:MOST_PLACES]:
        said = _change(index, given)
        if said:
            yield given, said, _span(index, given, said)
    meant = in_units(number, retelling.line.quantities, retelling.line.words)
    for trend, span in _trends(index):
        if any(same(one, trend.reached) for one in meant):
            yield trend.reached, Change(trend.rising, True, trend.reached.first), span


@lru_cache(maxsize=32)
def _trends(index: Index) -> list[tuple[Trend, tuple[int, int]]]:
    """Return what every two numbers of an article say of each other, and where."""
    told = ((told_by(index, first, second), (first.start, second.end)) for first, second in comparable(index))
    return [(trend, span) for trend, span in told if trend]


def _turned_round(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every "to 31 from 55" of the line that is "to 55 from 31" in the article."""
    for first, second in comparable(line):
        told = told_by(line, first, second)
        for trend, span in _trends(index) if told else ():
            if told and same(told.start, trend.reached) and same(told.reached, trend.start):
                detail = f"the article has “{index.text[slice(*span)]}”"
                yield Part(kind="direction", text=line.text[first.start : second.end], found=False, detail=detail)
                break


# By the numbers of the line


def _own_changes(line: Parsed) -> Iterator[Part]:
    """Yield a part for every "fell from 12 to 20", "20, down from 12" and "20, less than 12" that its numbers belie."""
    for first, second in comparable(line):
        if _is_belied(first, second, line.text[first.end : second.start]):
            yield _belied(line, first.start, second)
        trend = told_by(line, first, second)
        if trend is None:
            continue
        for words in trend.words:
            if words and all(movements()[line.words[at].stem] != trend.rising for at in words):
                yield _belied(line, min(line.words[words[0]].start, first.start), second)


def _is_belied(first: Quantity, second: Quantity, between: str) -> bool:
    """Return whether what stands between two numbers compares them the wrong way round."""
    told = _THAN.fullmatch(between)
    if not told or not first.unit or first.value == second.value or _OF_THE_NEXT.fullmatch(between):
        return False
    less = (told["than"] or told["side"] or told["verb"]).startswith(_LESS)
    return less != (first.value < second.value)


def _belied(line: Parsed, start: int, second: Quantity) -> Part:
    text = line.text[start : second.end]
    return Part(kind="direction", text=text, found=False, detail="its own numbers say the opposite")


def comparable(parsed: Parsed) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield every number with the last one before it that is in the same unit, or in the one it leaves out."""
    last: dict[str, Quantity] = {}
    before: Quantity | None = None
    for number in parsed.quantities:
        if number.kind != "number":
            continue
        if before and before.unit and not number.unit and is_elided(number, parsed.words):
            yield before, number._replace(unit=before.unit, value=number.value * before.factor)
        elif number.unit in last:
            yield last[number.unit], number
        last[number.unit] = before = number


def told_by(parsed: Parsed, first: Quantity, second: Quantity) -> Trend | None:
    """Return what the numbers of "from 1 to 2" or "2, up from 1" say."""
    between = parsed.text[first.end : second.start]
    low, high = sorted((first.value, second.value))
    if low == high or high > MOST_TIMES * low or len(between) > LONGEST_BETWEEN:
        return None
    if _FROM.fullmatch(between):
        words = [_leading_to(parsed, first), _leading(parsed, second)]
        return Trend(first.value > second.value, words, second, first)
    if _COMPARED.fullmatch(between) and _is_of_before(parsed, second):
        return Trend(first.value > second.value, [_leading_to(parsed, first)], second, first)
    before = {word.plain for word in parsed.words[max(0, first.first - 3) : first.first]}
    if any(_moves(parsed, at) for at in range(first.last + 1, second.first)):
        return None
    leading = [_leading(parsed, first)]
    if _TO.fullmatch(between) and "from" in before:
        return Trend(second.value > first.value, leading, first, second)
    if _BACK_FROM.fullmatch(between) and "to" in before:
        return Trend(first.value > second.value, leading, second, first)
    return None


def _is_of_before(parsed: Parsed, number: Quantity) -> bool:
    """Return whether a number is one of an earlier time: "31 percent three years ago", "31 percent in 2024"."""
    behind = parsed.polarity.reach(number.last, 1, REACH)
    years = {one.first for one in parsed.quantities if one.kind == "year"}
    return any(parsed.words[at].plain in _EARLIER or at in years for at in behind)


def _leading(parsed: Parsed, number: Quantity) -> list[int]:
    """Return the words of the clause before a number that say that something rises or falls."""
    return [at for at in parsed.polarity.reach(number.first, -1, BEFORE_FROM) if _moves(parsed, at)]


def _leading_to(parsed: Parsed, number: Quantity) -> list[int]:
    """Return the word of "rose to 2, up from 1" that says that the number was reached."""
    change = _before(parsed, number)
    return [change.word] if change and change.reached else []
