"""Direction: a word that has an opposite must stand where the article has it, or its like, and not the opposite.

So must a word that names one thing of a kind, and not another of that kind: a loan is no grant, a brother no sister.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from summarizer.grounding.alignment import Alignment
from summarizer.grounding.changes import WITH_PARTICLES, comparable, told_by
from summarizer.grounding.context import Neighbourhood, compare
from summarizer.grounding.converses import is_turned
from summarizer.grounding.doubts import Doubt
from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.quantity import Quantity, same
from summarizer.language.lexicon import FUNCTION
from summarizer.language.lists import kinds, opposites
from summarizer.language.words import means, stem, stems
from summarizer.models import Part

Contrast = Literal["direction", "kind"]
"""How words exclude each other: as opposites, or as different things of one kind; doubts are weighed by it."""
PARTS: dict[Contrast, Literal["direction", "content"]] = {"direction": "direction", "kind": "content"}
"""What is missing from the article where a doubt stands."""
AXES_OF_SIZE = 1
"""How many axes of the list, from the first, say that a number rises or falls."""
WINDOW = 8
"""Words to either side in which a word's opposite leaves the direction open."""
REACH = 4
"""Words behind a word in which to look for what it is said of, and around it for its number."""
SAME_WORD, SAME_PHRASE = 1.3, 2.0
"""Factors of the fit where the article has the very word, and where it has the two behind it as well."""
PARALLEL = 3
"""Words in a row beside both places that must be the same where anything speaks against an opposite."""
SHORTEST_BASE = 5
"""Letters of a word that bears out what is derived from it: "midfield" and "midfielder"."""
SMALL = 0.05
"""Added to a fit before its logarithm is taken."""
_OF_NUMBERS = frozenset({"over", "under", "up", "down"})
"""Words that are opposites only where a number stands beside them."""
_COMPARING = _OF_NUMBERS | {"above", "below", "more", "less", "fewer"}
"""Words that compare with the number behind them: it must be the same."""
_UNTIL = frozenset({"until", "till"})
_SUPPOSING = frozenset({"if", "unless", "whether"})
_DEGREES = frozenset(
    "more less fewer larger smaller bigger later earlier faster slower longer shorter older newer higher lower"
    " better worse old young fast slow cheap strong weak new large small big long short early late high low"
    " least most largest smallest highest lowest".split()
)
"""Words of degree: an article has many of them, of many things."""
_COMPARATIVES = frozenset(word for word in _DEGREES if word.endswith("er")) | {"more", "less", "worse"}
_OF_NOUNS = ("ion", "ions", "ment", "ments")
"""What may be loosened is no opposite of "loosen": "restrictions"."""
_COUNTING = frozenset({"before", "after", "later", "earlier", "ago"})
"""Words that count from a moment, where a span of time stands before them."""
_OF_MOMENTS = frozenset({"ago", "earlier", "later"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "this", "that", "any"})


@cache
def _axes(contrast: Contrast) -> list[list[frozenset[str]]]:
    """Return the stems on each side of each axis of opposites, or of things of one kind."""
    listed = opposites() if contrast == "direction" else kinds()
    return [[frozenset(form for name in side.split() for form in stems(name)) for side in axis] for axis in listed]


@cache
def _poles(contrast: Contrast) -> dict[str, list[tuple[int, int]]]:
    """Return, for every stem of the axes, the axes and sides that it stands on."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for axis, sides in enumerate(_axes(contrast)):
        for side, forms in enumerate(sides):
            for one in forms:
                found[one].append((axis, side))
    return found


@lru_cache(maxsize=1 << 12)
def _own(contrast: Contrast, one: str) -> frozenset[str]:
    """Return the stems on the sides that a stem stands on."""
    return frozenset[str]().union(*(_axes(contrast)[axis][side] for axis, side in _poles(contrast).get(one, ())))


@lru_cache(maxsize=1 << 12)
def _opposed(contrast: Contrast, one: str) -> frozenset[str]:
    """Return the stems on the other sides of those axes, but for those that stand on its own sides as well."""
    every = (forms for axis, _ in _poles(contrast).get(one, ()) for forms in _axes(contrast)[axis])
    return frozenset[str]().union(*every) - _own(contrast, one)


def doubt_directions(line: Parsed, index: Index, alignment: Alignment) -> Iterator[Doubt]:
    """Yield a doubt for every word of the line whose opposite the article has, or another thing of its kind."""
    told = {
        at
        for first, second in comparable(line)
        if (trend := told_by(line, first, second))
        for words in trend.words
        for at in words
    }
    for at, word in enumerate(line.words):
        if at in line.named or line.in_quotation(at):
            continue
        for contrast in PARTS:
            poles = _poles(contrast).get(word.stem, ())
            known = contrast == "direction" and at in told and any(axis < AXES_OF_SIZE for axis, _ in poles)
            if poles and not known:
                yield from _direction(line, index, alignment, at, contrast)


def _direction(line: Parsed, index: Index, alignment: Alignment, at: int, contrast: Contrast) -> Iterator[Doubt]:
    """Yield the doubt for word `at`, if the article has an opposite or another thing of its kind."""
    same_side, listed = _places(line, index, at, contrast)
    if not listed:
        return
    near = Neighbourhood(alignment, at, at)
    plain = _plainly_opposed(alignment, at, contrast, listed)
    parallel = {place for place in listed - plain if near.run((place, place)) >= PARALLEL}
    opposite = {place for place in plain | parallel if _is_denied_alike(line, at, index, place)}
    if not opposite:
        return
    fits = {
        place: alignment.fit(at, place) * _likeness(line, at, index, place) for place in sorted(same_side | opposite)
    }
    best_same = max(sorted(same_side), key=lambda place: fits[place], default=None)
    best_opposite = max(sorted(opposite), key=lambda place: fits[place])
    features = _features(line, index, alignment, at, same_side, opposite)
    features |= _fit_features(fits, best_same, best_opposite)
    features |= _number_features(line, index, at, best_opposite)
    features |= compare(near.best(_as_spans(opposite)), near.best(_as_spans(same_side)))
    counting = line.words[at].plain in _COUNTING | _COMPARING
    features["excused"] = best_opposite not in plain
    features["side"] = alignment.side(at, best_opposite) if counting else 0.0
    text, said = line.words[at].text, index.words[best_opposite].text
    part = PARTS[contrast]
    missing = Part(kind=part, text=text, found=False, detail=f"the article has “{said}”")
    found = None
    if best_same is not None:
        start, end = index.span(index.words[best_same].start, index.words[best_same].end)
        found = Part(kind=part, text=text, found=True, start=start, end=end)
    yield Doubt(contrast, frozenset({at}), features, missing, found)


def _plainly_opposed(alignment: Alignment, at: int, contrast: Contrast, listed: set[int]) -> set[int]:
    """Return the places of an opposite at which nothing speaks against its being meant as that of word `at`."""
    line, index = alignment.line, alignment.index
    if _is_undecided(line, index, at, contrast):
        return set()
    return {place for place in listed if _may_oppose(line, at, index, place) and not is_turned(alignment, at, place)}


def _as_spans(places: set[int]) -> list[tuple[int, int]]:
    return [(place, place) for place in sorted(places)]


def _fit_features(fits: dict[int, float], best_same: int | None, best_opposite: int) -> dict[str, float]:
    """Return how well the words on both sides fit at best."""
    fit_same = fits[best_same] if best_same is not None else 0.0
    return {
        "fit": fits[best_opposite],
        "log fit": math.log(SMALL + fits[best_opposite]),
        "log fit same": math.log(SMALL + fit_same),
    }


def _features(
    line: Parsed, index: Index, alignment: Alignment, at: int, same_side: set[int], opposite: set[int]
) -> dict[str, float]:
    """Return how well the sentences with words on both sides fit, and of what they say them."""
    scores, sentence_of = alignment.scores(at), index.sentence_of

    def best(places: set[int]) -> float:
        return max((scores.get(sentence_of[place], 0.0) for place in places), default=0.0)

    word = line.words[at]
    like = set(_known_places(index, means(word.stem))) - opposite
    said_of = _said_of(line, at)
    forms = means(said_of) if said_of else frozenset()
    return {
        "sentence": best(opposite),
        "sentence same": best(same_side),
        "sentence like": best(like),
        "said of": any(_said_of(index, place) in forms for place in opposite),
        "said of same": any(_said_of(index, place) in forms for place in same_side),
        "function": word.plain in FUNCTION,
        "many": min(len(opposite), 6) / 6,
        "absent": not same_side and not like,
    }


def _number_features(line: Parsed, index: Index, at: int, opposite: int) -> dict[str, float]:
    """Return whether the opposite stands beside the number that word `at` stands beside, or beside another."""
    own, others = _numbers_beside(line, at), _numbers_beside(index, opposite)
    agrees = any(same(one, other) for one in own for other in others)
    return {"number agrees": agrees, "number differs": bool(own and others) and not agrees}


def _numbers_beside(parsed: Parsed, at: int) -> list[Quantity]:
    """Return the numbers near word `at`, with no mark between."""
    reached = {*parsed.polarity.reach(at, 1, REACH), *parsed.polarity.reach(at, -1, REACH)}
    return [number for number in parsed.quantities if number.kind == "number" and number.first in reached]


def _said_of(parsed: Parsed, at: int) -> str | None:
    """Return the first word behind word `at` that has sense of its own."""
    return next((key for place in parsed.polarity.reach(at, 1, REACH) if (key := parsed.key(place))), None)


def _places(line: Parsed, index: Index, at: int, contrast: Contrast) -> tuple[set[int], set[int]]:
    """Return where the article has words on the side of word `at`, and where on another."""
    word = line.words[at]
    same_side = set(_known_places(index, _own(contrast, word.stem)))
    opposite = set(_known_places(index, _opposed(contrast, word.stem)))
    for number_of in (_number_behind, _span_before):
        number = number_of(line, at)
        if number is not None:
            same_side = {place for place in same_side if number_of(index, place) == number} or same_side
            opposite = {place for place in opposite if number_of(index, place) == number}
    return same_side, opposite


def _known_places(index: Index, forms: frozenset[str]) -> Iterator[int]:
    """Yield where the article has any of the forms."""
    return (place for form in index.places.keys() & forms for place in index.places[form])


def _may_oppose(line: Parsed, at: int, index: Index, place: int) -> bool:
    """Return whether the article's word can be meant as the opposite of word `at`."""
    word = index.words[place].plain
    of_moments = (line.words[at].plain in _OF_MOMENTS) + (word in _OF_MOMENTS)
    if of_moments == 1 and {line.words[at].plain, word} & {"before", "after"} and _span_before(line, at) is None:
        return False
    if line.words[at].plain in _COMPARATIVES and word in _DEGREES - _COMPARATIVES:
        return False  # "larger" is no opposite of "small"
    if (word in _OF_NUMBERS or line.words[at].plain in _OF_NUMBERS) and not _beside_number(index, place):
        return False
    if word in ("before", "after") and not any(index.polarity.reach(place, 1, 1)):
        return False  # "the day before"
    nouns = _is_noun(index, place) and not _is_noun(line, at)
    return place not in index.named and not nouns and not _is_supposed(index, place)


def _is_denied_alike(line: Parsed, at: int, index: Index, place: int) -> bool:
    """Return whether line and article both deny a word, or neither does: who does not dispute it may accept it."""
    return line.words[at].plain in FUNCTION or _is_denied(line, at) == _is_denied(index, place)


def _is_denied(parsed: Parsed, at: int) -> bool:
    """Return whether a negation denies word `at`, or a verb before it: "stop accepting", "refuse to accept"."""
    behind = parsed.words[at + 1].plain if at + 1 < len(parsed.words) else ""
    before = (parsed.words[place].stem for place in parsed.polarity.reach(at, -1, NEAR_VERB))
    return at in parsed.negated or behind == "nothing" or not _STOPPING.isdisjoint(before)


_STOPPING = frozenset(map(stem, ("stop", "refuse", "decline", "fail", "cease", "avoid", "abandon")))
NEAR_VERB = 2
"""Words before another one in which such a verb may stand."""


def _is_supposed(index: Index, place: int) -> bool:
    """Return whether the article only supposes what word `place` says, as in "if the House passes it"."""
    return any(index.words[before].plain in _SUPPOSING for before in range(max(0, place - 5), place))


def _is_undecided(line: Parsed, index: Index, at: int, contrast: Contrast) -> bool:
    """Return whether nothing can be told from word `at`: it lacks its number, or its opposite stands near as well.

    Nor can it from what went on "until" it stopped, and from who has "been beaten". That several things of one kind
    stand side by side means nothing where the article does not have this one: "yellow and white" for "yellow and blue";
    but "midfield" bears out a midfielder.
    """
    if line.words[at].plain in _OF_NUMBERS and not _beside_number(line, at):
        return True
    until = any(line.words[place].plain in _UNTIL for place in line.polarity.reach(at, 1, WINDOW))
    if until or (line.words[at].plain == "beaten" and line.words[at - 1].stem == "be"):
        return True
    if contrast == "kind" and index.places.keys().isdisjoint(_own(contrast, line.words[at].stem)):
        own = line.words[at].stem
        return any(own[:length] in index.places for length in range(SHORTEST_BASE, len(own)))
    others = _opposed(contrast, line.words[at].stem)
    beside = line.words[max(0, at - WINDOW) : at] + line.words[at + 1 : at + WINDOW + 1]
    return any(word.stem in others and not word.plain.endswith(_OF_NOUNS) for word in beside)


def _is_noun(parsed: Parsed, at: int) -> bool:
    """Return whether an article stands before word `at`, and no noun behind it: "the ban" opposes nobody who "lets"."""
    if not at or parsed.words[at - 1].plain not in _DETERMINERS:
        return False
    following = next(parsed.polarity.reach(at, 1, 1), None)
    return following is None or parsed.words[following].plain in FUNCTION


def _beside_number(parsed: Parsed, at: int) -> bool:
    """Return whether a number stands within two words of word `at`, no verb goes with it, and no determiner follows."""
    following = parsed.words[at + 1].plain if at + 1 < len(parsed.words) else ""
    if (at and parsed.words[at - 1].stem in WITH_PARTICLES) or following in _DETERMINERS:
        return False
    return any(place in parsed.taken for place in range(at - 2, at + 3) if place != at)


def _number_behind(parsed: Parsed, at: int) -> str | None:
    """Return the number that word `at` compares with, as in "more than 500"."""
    if parsed.words[at].plain not in _COMPARING:
        return None
    behind = range(at + 1, at + 4)
    return next((f"{number.value:.6g}" for number in parsed.quantities if number.first in behind), None)


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
