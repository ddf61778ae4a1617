"""Direction: a word that has an opposite must stand where the article has it, or its like, and not the opposite."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.quantity import Quantity
from summarizer.grounding.surroundings import WINDOW, around, fit
from summarizer.language.lexicon import AXES, AXES_OF_SIZE, FUNCTION
from summarizer.language.words import means, stem
from summarizer.models import Part

OPPOSED, UNATTACHED, ATTACHED = 0.3, 0.75, -0.2
"""How much better a word must fit than its opposite (tuned on benchmarks/grounding): as a rule, where it is said of
something else, and where it is said of the very thing that its opposite is not."""
NEVER = float("inf")
REACH = 4
"""Words behind a word in which to look for what it is said of."""
SAME_WORD, SAME_PHRASE = 1.3, 2.0
"""Factors of the fit where the article has the very word, and where it has the two behind it as well."""
_OF_NUMBERS = frozenset({"over", "under", "up", "down"})
"""Words that are opposites only where a number stands beside them."""
_COMPARING = _OF_NUMBERS | {"above", "below", "more", "less", "fewer"}
"""Words that compare with the number behind them: it must be the same."""
_SUPPOSING = frozenset({"if", "unless", "whether"})
_DEGREES = frozenset(
    "more less fewer larger smaller bigger later earlier faster slower longer shorter older newer higher lower"
    " better worse old young fast slow cheap strong weak new large small big long short early late high low"
    " least most largest smallest highest lowest".split()
)
"""Words of degree: an article has many of them, of many things."""
_COMPARATIVES = frozenset(word for word in _DEGREES if word.endswith("er")) | {"more", "less", "worse"}
_COUNTING = frozenset({"before", "after", "later", "earlier", "ago"})
"""Words that count from a moment, where a span of time stands before them."""
_OF_MOMENTS = frozenset({"ago", "earlier", "later"})
_QUANTIFIERS = frozenset(
    {"some", "no", "none", "with", "without", "always", "never", "everybody", "everyone", "nobody"}
)
"""Words that are opposites only where they are said of the same thing."""
LEAST = 0.12
"""Fit below which an opposite says nothing about the same thing."""
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "this", "that", "any"})
_TO = re.compile(r"[\s,]+to(?: \w+){0,2} ?[$€£]?")
_FROM = re.compile(r"[^.;]{0,80}?\b(?:up|down|rising|falling) from(?: \w+){0,2} ?[$€£]?")

Pole = tuple[int, int]
"""An axis, and 1 or -1 for the side of it."""


@cache
def _sides() -> dict[Pole, frozenset[str]]:
    """Return the stems on each side of each axis."""
    signs = (1, -1)
    return {
        (axis, sign): frozenset(map(stem, names.split()))
        for axis, sides in enumerate(AXES)
        for sign, names in zip(signs, sides, strict=True)
    }


@cache
def _poles() -> dict[str, list[Pole]]:
    """Return, for every stem of the axes, the sides it stands on."""
    found: dict[str, list[Pole]] = defaultdict(list)
    for pole, stems in _sides().items():
        for one in stems:
            found[one].append(pole)
    return found


def check_directions(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every word of the line that has an opposite, where the article has either of them."""
    yield from _check_trends(line)
    told = {at for first, second in _comparable(line) if (trend := _trend(line, first, second)) for at in trend[1]}
    for at, word in enumerate(line.words):
        poles = _poles().get(word.stem, ())
        if poles and at not in line.named and not line.in_quotation(at) and not _is_undecided(line, at):
            yield from _direction_part(line, index, at) if at not in told else ()


def _direction_part(line: Parsed, index: Index, at: int) -> Iterator[Part]:
    """Yield the part for a word with an opposite: found where the article's best fitting word is on the same side."""
    same, opposite = _places(line, index, at)
    near = around(line, at)
    fits = {place: fit(near, index, place) * _likeness(line, at, index, place) for place in same | opposite}
    best_same = max(sorted(same), key=lambda place: fits[place], default=None)
    best_opposite = max(sorted(opposite), key=lambda place: fits[place], default=None)
    to_beat = fits[best_same] if best_same is not None else 0.0
    text = line.words[at].text
    margin = _margin(line, at, index, same, opposite)
    if best_opposite is not None and fits[best_opposite] >= max(to_beat + margin, LEAST):
        detail = f"the article has “{index.words[best_opposite].text}”"
        yield Part(kind="direction", text=text, found=False, detail=detail)
    elif best_same is not None:
        start, end = index.span(index.words[best_same].start, index.words[best_same].end)
        yield Part(kind="direction", text=text, found=True, start=start, end=end)


def _margin(line: Parsed, at: int, index: Index, same: set[int], opposite: set[int]) -> float:
    """Return how much better the opposite of word `at` must fit, by what the article says it of."""
    said_of = _said_of(line, at)
    plain = line.words[at].plain
    if said_of is None:
        return NEVER if plain in _QUANTIFIERS else OPPOSED
    forms = means(said_of)
    with_opposite = any(_said_of(index, place) in forms for place in opposite)
    with_same = any(_said_of(index, place) in forms for place in same)
    if with_opposite and not with_same:
        return ATTACHED
    if plain in _QUANTIFIERS:
        return NEVER
    return OPPOSED if with_opposite or plain not in _DEGREES else UNATTACHED


def _said_of(parsed: Parsed, at: int) -> str | None:
    """Return the first word behind word `at` that has sense of its own."""
    return next((key for place in parsed.polarity.reach(at, 1, REACH) if (key := parsed.key(place))), None)


def _places(line: Parsed, index: Index, at: int) -> tuple[set[int], set[int]]:
    """Return where the article has words on the side of word `at`, and where on the other."""
    word, sides = line.words[at], _sides()
    poles = _poles()[word.stem]
    same = {place for pole in poles for one in sides[pole] for place in index.places.get(one, ())}
    opposite = {place for axis, sign in poles for one in sides[axis, -sign] for place in index.places.get(one, ())}
    opposite = {place for place in opposite - same if _may_oppose(line, at, index, place)}
    for number_of in (_number_behind, _span_before):
        number = number_of(line, at)
        if number is not None:
            same = {place for place in same if number_of(index, place) == number} or same
            opposite = {place for place in opposite if number_of(index, place) == number}
    return same, opposite


def _may_oppose(line: Parsed, at: int, index: Index, place: int) -> bool:
    """Return whether the article's word can be meant as the opposite of word `at`."""
    word = index.words[place].plain
    if line.words[at].plain in _QUANTIFIERS and place in index.denied:
        return False  # "not without"
    of_moments = (line.words[at].plain in _OF_MOMENTS) + (word in _OF_MOMENTS)
    if of_moments == 1 and {line.words[at].plain, word} & {"before", "after"} and _span_before(line, at) is None:
        return False
    if line.words[at].plain in _COMPARATIVES and word in _DEGREES - _COMPARATIVES:
        return False  # "larger" is no opposite of "small"
    if line.words[at].plain in _OF_NUMBERS and not _beside_number(index, place):
        return False
    if word in ("before", "after") and not any(index.polarity.reach(place, 1, 1)):
        return False  # "the day before"
    if place in index.named:
        return False
    if _is_noun(index, place) and not _is_noun(line, at):
        return False
    if _is_supposed(index, place):
        return False
    return line.words[at].plain in FUNCTION or place not in index.denied


def _is_supposed(index: Index, place: int) -> bool:
    """Return whether the article only supposes what word `place` says, as in "if the House passes it"."""
    return any(index.words[before].plain in _SUPPOSING for before in range(max(0, place - 5), place))


def _is_undecided(line: Parsed, at: int) -> bool:
    """Return whether nothing can be told from word `at`: it lacks its number, or its opposite stands near as well."""
    if line.words[at].plain in _OF_NUMBERS and not _beside_number(line, at):
        return True
    others = {one for axis, sign in _poles()[line.words[at].stem] for one in _sides()[axis, -sign]}
    near = range(max(0, at - WINDOW), min(len(line.words), at + WINDOW + 1))
    return any(line.words[place].stem in others for place in near if place != at)


def _is_noun(parsed: Parsed, at: int) -> bool:
    """Return whether an article or the like stands before word `at`: "the ban" opposes nobody who "lets"."""
    return at > 0 and parsed.words[at - 1].plain in _DETERMINERS


def _beside_number(parsed: Parsed, at: int) -> bool:
    """Return whether a number stands within two words of word `at`."""
    return any(place in parsed.taken for place in range(at - 2, at + 3) if place != at)


def _number_behind(parsed: Parsed, at: int) -> str | None:
    """Return the number that word `at` compares with, as in "more than 500"."""
    if parsed.words[at].plain not in _COMPARING:
        return None
    behind = range(at + 1, min(at + 4, len(parsed.words)))
    return next((parsed.words[place].plain for place in behind if place in parsed.taken), None)


def _span_before(parsed: Parsed, at: int) -> str | None:
    """Return the number of the span of time that word `at` counts from, as in "180 days after"."""
    if parsed.words[at].plain not in _COUNTING or at - 1 not in parsed.taken:
        return None
    return next((number.plain for number in parsed.words[max(0, at - 3) : at] if number.plain[0].isdigit()), None)


def _likeness(line: Parsed, at: int, index: Index, place: int) -> float:
    """Return a factor for the fit of a place: more where the word itself is the same, or the two behind it are."""
    ours = [word.plain for word in line.words[at + 1 : at + 3]]
    theirs = [word.plain for word in index.words[place + 1 : place + 3]]
    phrase = SAME_PHRASE if len(ours) == 2 and ours == theirs else 1.0
    return phrase * (SAME_WORD if line.words[at].stem == index.words[place].stem else 1.0)


def _check_trends(line: Parsed) -> Iterator[Part]:
    """Yield a part for every "fell from 12 to 20" and "20, down from 12", which its own numbers belie."""
    for first, second in _comparable(line):
        trend = _trend(line, first, second) if first.value != second.value else None
        if trend is None:
            continue
        rising, told = trend
        signs = {sign for at in told for axis, sign in _poles().get(line.words[at].stem, ()) if axis < AXES_OF_SIZE}
        if signs == {-1 if rising else 1}:
            text = line.text[line.words[told[0]].start : second.end]
            yield Part(kind="direction", text=text, found=False, detail="its own numbers say the opposite")


def _comparable(line: Parsed) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield every number of the line with the last one before it that is in the same unit."""
    last: dict[str, Quantity] = {}
    for number in line.quantities:
        if number.kind == "number":
            if number.unit in last:
                yield last[number.unit], number
            last[number.unit] = number


def _trend(line: Parsed, first: Quantity, second: Quantity) -> tuple[bool, range] | None:
    """Return whether the numbers of "from 1 to 2" or "2, up from 1" rise, and the words that say which."""
    between = line.text[first.end : second.start]
    before = {word.plain for word in line.words[max(0, first.first - 3) : first.first]}
    if _TO.fullmatch(between) and "from" in before:
        return second.value > first.value, range(max(0, first.first - WINDOW - 4), first.first)
    if _FROM.fullmatch(between):
        return first.value > second.value, range(max(first.last, second.first - 4), second.first)
    return None
