"""What stands between the words of a line: negation, direction, and who or what a statement is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations, pairwise
from typing import NamedTuple

from summarizer.claims import means
from summarizer.lexicon import AXES, AXES_OF_SIZE, DENIALS, EMPTY_VERBS, FUNCTION, NEGATORS, PREFIXES_OF_DENIAL
from summarizer.models import Part
from summarizer.names import Name
from summarizer.parsed import PARTIES, Index, Parsed
from summarizer.words import Word, stem

SCOPE = 5
"""Words behind a negation that it may deny."""
WIDE, NOUN, CLOSE = 7, 2, 3
"""The same behind a word such as "deny", behind "no", and where it must be certain."""
NEAR = 4.0
"""Words apart at which a word counts half towards what another is about."""
RELATED = 0.1
"""Fit of the surroundings of two words from which on they may be about the same thing."""
DENIED = 0.3
"""How much better the places fit where a word is denied than those where it is not."""
OPPOSED = 0.3
"""How much better a word must fit than its opposite (tuned on benchmarks/grounding)."""
FEWEST_SHARED = 3
"""Words that a clause and a sentence share before one is taken to say what the other says."""
SAME_WORD = 1.3
"""Factor of the fit where the article has the very word."""
WINDOW = 8
"""Words to either side that tell what a statement is about."""


# Negation


@cache
def _denials() -> frozenset[str]:
    return frozenset(map(stem, DENIALS))


def _negates(parsed: Parsed, at: int) -> bool:
    """Return whether word `at` denies what follows; "not only" does not."""
    word = parsed.words[at].plain
    if word == "not" and at + 1 < len(parsed.words) and parsed.words[at + 1].plain in ("only", "just", "least"):
        return False
    return word in NEGATORS or word.endswith("n't")


def _reach(parsed: Parsed, at: int, step: int, most: int = SCOPE) -> Iterator[int]:
    """Yield the words near word `at` in one direction that it may deny: to the next mark, and at `most` so many."""
    place = at + step
    while 0 <= place < len(parsed.words) and abs(place - at) <= most:
        left, right = sorted((place, place - step))
        marked = set(parsed.text[parsed.words[left].end : parsed.words[right].start]) & _MARKS
        if marked or parsed.words[place].plain in _JOINTS:
            return
        yield place
        place += step


_MARKS = frozenset(",;:.!?()—–\n")
_JOINTS = frozenset(
    {
        "and",
        "but",
        "which",
        "why",
        "how",
        "whether",
        "while",
        "though",
        "although",
        "because",
        "when",
        "if",
        "unless",
        "before",
        "after",
    }
)


def _denied(parsed: Parsed, noun: int = NOUN) -> frozenset[int]:
    """Return the words of a text that a negation denies, or a word such as "refuse" or "lack"."""
    found: set[int] = set()
    for at, word in enumerate(parsed.words):
        if _negates(parsed, at):
            found.update(_negated_by(parsed, at, noun))
            found.update({at - 1} if word.plain == "no" and at else ())
        elif word.stem in _denials() or word.plain == "only":
            found.update(_reach(parsed, at, 1, WIDE))
            found.update(_reach(parsed, at, -1) if _is_passive(parsed, at) else ())
        elif len(word.plain) > 6 and word.plain.startswith(PREFIXES_OF_DENIAL):
            found.add(at)
    return frozenset(found)


def _is_passive(parsed: Parsed, at: int) -> bool:
    """Return whether word `at` is said of what stands before it, as in "photographs are excluded"."""
    return parsed.words[at].plain == "only" or any(
        parsed.words[place].stem == "be" for place in range(max(0, at - 2), at)
    )


def _negated_by(parsed: Parsed, at: int, noun: int = NOUN) -> Iterator[int]:
    """Yield the words that the negation at `at` denies: after "no" and "without" hardly more than a noun."""
    plain = parsed.words[at].plain
    if plain in ("no", "without"):
        return _reach(parsed, at, 1, noun)
    return _reach(parsed, at, 1, WIDE if plain in _NEGATIVE_PRONOUNS else SCOPE)


def _negated(parsed: Parsed, most: int) -> frozenset[int]:
    """Return the words of a text that stand at most `most` words behind a negation proper."""
    negations = (at for at in range(len(parsed.words)) if _negates(parsed, at))
    return frozenset(place for at in negations for place in _reach(parsed, at, 1, most))


def check_negations(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every negation of the line, and one for every statement that the article only denies."""
    denied, negated = _denied(index, noun=SCOPE), _negated(index, SCOPE)
    for at in range(len(line.words)):
        if _negates(line, at) and not line.in_quotation(at):
            yield from _negation_part(line, index, at, denied, negated)
    yield from _denied_by_article(line, index, _negated(index, CLOSE))


def _negation_part(
    line: Parsed, index: Index, at: int, denied: frozenset[int], negated: frozenset[int]
) -> Iterator[Part]:
    """Yield the part for the negation at word `at`, unless nothing that it denies is known to the article."""
    pronoun = line.words[at].plain in _NEGATIVE_PRONOUNS
    scope = [] if pronoun else [at for at in _reach(line, at, 1) if _says_something(line.words[at])][:3]
    around = _around(line, at)
    text = line.text[line.words[at].start : line.words[scope[0] if scope else at].end]
    for rank, place in enumerate(scope):
        own = line.words[place].stem
        allowed = negated if own in _denials() else denied
        support = _support(index, own, allowed, around, rank)
        if support is not None:
            start, end = (
                index.span(index.words[support].start, index.words[support].end) if support >= 0 else (None, None)
            )
            yield Part(kind="negation", text=text, found=support >= 0, start=start, end=end,
                       detail="" if support >= 0 else _NOT_DENIED)  # fmt: skip
            return
    best = _best_sentence(line, index, at)
    if best is not None and not any(index.sentence_of[place] == best for place in denied):
        yield Part(kind="negation", text=text, found=False, detail=_NOT_DENIED)


_NEGATIVE_PRONOUNS = frozenset({"nothing", "nobody", "none", "neither", "nor"})
_NOT_DENIED = "the article says so without a negation"


def _support(index: Index, own: str, allowed: frozenset[int], around: dict[str, float], rank: int) -> int | None:
    """Return where the article denies `own` or what may stand for it; -1 where it only affirms it, None if neither.

    Only the first word behind a negation (`rank` 0) is looked for in other words, and in related places.
    """
    exact = index.places.get(own, ())
    denied = next((place for place in exact if place in allowed), None)
    if denied is not None:
        return denied
    fits = {place: _fit(around, index, place) for place in _places(index, own)}
    related = {place: fit for place, fit in fits.items() if rank or fit >= RELATED}
    if not related:
        return None
    affirmed = max((fit for place, fit in related.items() if place in exact), default=0.0)
    fitting = [place for place, fit in related.items() if fit >= affirmed]
    return next((place for place in fitting if place in allowed or (rank and _beside(index, place))), -1)


def _best_sentence(line: Parsed, index: Index, at: int) -> int | None:
    """Return the sentence of the article that shares most with the clause around word `at`, if it shares enough."""
    clause = {*_reach(line, at, 1, 3 * WINDOW), *_reach(line, at, -1, 3 * WINDOW)}
    shared: dict[int, set[str]] = defaultdict(set)
    for place in clause:
        key = line.key(place)
        for form in means(key) if key else ():
            for there in index.places.get(form, ()):
                shared[index.sentence_of[there]].add(key or "")
    best = max(shared, key=lambda sentence: len(shared[sentence]), default=None)
    return best if best is not None and len(shared[best]) >= FEWEST_SHARED else None


def _says_something(word: Word) -> bool:
    return word.plain not in FUNCTION and word.stem not in _empty_verbs()


@cache
def _empty_verbs() -> frozenset[str]:
    return frozenset(map(stem, EMPTY_VERBS))


def _beside(index: Index, at: int) -> bool:
    """Return whether a negation stands behind word `at`, as in "images are not supported"."""
    reach = _reach(index, at, 1, 2 * SCOPE)
    return any(_negates(index, place) or index.words[place].stem in _denials() for place in reach)


def _places(index: Index, wanted: str) -> list[int]:
    """Return where the article has a word that may stand for the stem `wanted`."""
    exact = index.places.get(wanted, [])
    return [*exact, *(at for other in means(wanted) if other != wanted for at in index.places.get(other, ()))]


def _denied_by_article(line: Parsed, index: Index, negated: frozenset[int]) -> Iterator[Part]:
    """Yield a part for every word of the line that the article has under negations only, and the line under none."""
    own = _denied(line, noun=WIDE)
    if any(_negates(line, at) and not list(_reach(line, at, 1)) for at in range(len(line.words))):
        return  # "though Texas has not": what is denied was said before
    for at, word in enumerate(line.words):
        if (
            word.plain in FUNCTION
            or word.stem in FUNCTION
            or at in own
            or at in line.named
            or at in line.taken
            or line.in_quotation(at)
        ):
            continue
        places = index.places.get(word.stem, ())
        if not any(place in negated for place in places):
            continue
        around = _around(line, at)
        fits = {place: _fit(around, index, place) for place in places}
        best = max(places, key=lambda place: fits[place])
        affirmed = max((fits[place] for place in places if place not in negated), default=0.0)
        if best in negated and fits[best] >= affirmed + DENIED:
            yield Part(kind="negation", text=word.text, found=False, detail="the article says so only with a negation")


# Direction


@cache
def _poles() -> dict[str, list[tuple[int, int]]]:
    """Return, for every stem of the axes, the axes it lies on and its side of each."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for axis, sides in enumerate(AXES):
        for sign, names in zip((1, -1), sides, strict=True):
            for name in names.split():
                found[stem(name)].append((axis, sign))
    return found


@cache
def _sides() -> dict[tuple[int, int], frozenset[str]]:
    """Return the stems on each side of each axis."""
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for one, places in _poles().items():
        for place in places:
            found[place].add(one)
    return {place: frozenset(stems) for place, stems in found.items()}


def check_directions(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every word of the line that has an opposite, where the article has either of them."""
    yield from _check_trends(line)
    for at, word in enumerate(line.words):
        poles = _poles().get(word.stem)
        if poles and not line.in_quotation(at) and at not in line.named:
            part = _direction_part(line, index, at, poles)
            if part:
                yield part


_TO = re.compile(r"[\s,]+to(?: \w+){0,2} ?[$€£]?")
_FROM = re.compile(r"[^.;]{0,80}?\b(?:up|down|rising|falling) from(?: \w+){0,2} ?[$€£]?")


def _check_trends(line: Parsed) -> Iterator[Part]:
    """Yield a part for every "fell from 12 to 20" and "20, down from 12", which its own numbers belie."""
    for first, second in pairwise(line.quantities):
        between = line.text[first.end : second.start]
        if first.unit != second.unit or first.kind != "number" or second.kind != "number" or first.value == second.value:
            continue
        before = {line.words[at].plain for at in range(max(0, first.first - 3), first.first)}
        if _TO.fullmatch(between) and "from" in before:
            rising, told = second.value > first.value, range(max(0, first.first - WINDOW - 4), first.first)
        elif _FROM.fullmatch(between):
            rising, told = first.value > second.value, range(max(first.last, second.first - 4), second.first)
        else:
            continue
        signs = {sign for at in told for axis, sign in _poles().get(line.words[at].stem, ()) if axis < AXES_OF_SIZE}
        if signs == {-1 if rising else 1}:
            text = line.text[line.words[told[0]].start : second.end]
            yield Part(kind="direction", text=text, found=False, detail="its own numbers say the opposite")


def _direction_part(line: Parsed, index: Index, at: int, poles: list[tuple[int, int]]) -> Part | None:
    """Return the part for a word with an opposite: found where the article's best fitting word is on the same side."""
    word = line.words[at]
    if (word.plain in _OF_NUMBERS and not _beside_number(line, at)) or _says_both(line, at, poles):
        return None
    same = {place for pole in poles for one in _sides()[pole] for place in index.places.get(one, ())}
    opposite = {place for axis, sign in poles for one in _sides()[axis, -sign] for place in index.places.get(one, ())}
    opposite = {at for at in opposite - same if word.plain not in _OF_NUMBERS or _beside_number(index, at)}
    opposite = {at for at in opposite if index.words[at].plain not in ("before", "after") or any(_reach(index, at, 1))}
    if not _is_noun(line, at):
        opposite = {at for at in opposite if not _is_noun(index, at)}
    opposite -= _denied(index) if word.plain not in FUNCTION else frozenset()
    number = _number_behind(line, at)
    if number is not None:
        same = {at for at in same if _number_behind(index, at) == number} or same
        opposite = {at for at in opposite if _number_behind(index, at) == number}
    around = _around(line, at)
    fits = {place: _fit(around, index, place) * _likeness(line, at, index, place) for place in same | opposite}
    best_same = max((fits[place] for place in same), default=0.0)
    best_opposite = max((fits[place] for place in opposite), default=0.0)
    if best_opposite >= best_same + OPPOSED:
        place = max(opposite, key=lambda place: fits[place])
        return Part(
            kind="direction", text=word.text, found=False, detail=f"the article has “{index.words[place].text}”"
        )
    if not same:
        return None
    place = max(same, key=lambda place: fits[place])
    start, end = index.span(index.words[place].start, index.words[place].end)
    return Part(kind="direction", text=word.text, found=True, start=start, end=end)


def _is_noun(parsed: Parsed, at: int) -> bool:
    """Return whether an article or the like stands before word `at`: "the ban" opposes nobody who "lets"."""
    return at > 0 and parsed.words[at - 1].plain in _DETERMINERS


_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her", "this", "that", "any"})


def _number_behind(parsed: Parsed, at: int) -> str | None:
    """Return the digits of the number that word `at` compares with, as in "more than 500"."""
    if parsed.words[at].plain not in _COMPARING:
        return None
    near = parsed.words[at + 1 : at + 4]
    return next((word.plain for place, word in enumerate(near, at + 1) if place in parsed.taken), None)


_COMPARING = frozenset({"over", "under", "above", "below", "more", "less", "fewer", "up", "down"})


def _likeness(line: Parsed, at: int, index: Index, place: int) -> float:
    """Return a factor for the fit of a word: more where it is the same word, or the two behind it ("less than one") are."""
    ours = [word.plain for word in line.words[at + 1 : at + 3]]
    behind = len(ours) == 2 and ours == [word.plain for word in index.words[place + 1 : place + 3]]
    return (2.0 if behind else 1.0) * (SAME_WORD if line.words[at].stem == index.words[place].stem else 1.0)


def _says_both(line: Parsed, at: int, poles: list[tuple[int, int]]) -> bool:
    """Return whether the line has a word of the other side as well, so that nothing can be told from the words."""
    others = {one for axis, sign in poles for one in _sides()[axis, -sign]}
    near = range(max(0, at - WINDOW), min(len(line.words), at + WINDOW + 1))
    return any(line.words[place].stem in others for place in near if place != at)


_OF_NUMBERS = frozenset({"over", "under", "up", "down"})
"""Words that are opposites only where a number stands beside them."""


def _beside_number(parsed: Parsed, at: int) -> bool:
    """Return whether a number stands within two words of word `at`."""
    return any(place in parsed.taken for place in range(at - 2, at + 3) if place != at)


def _around(line: Parsed, at: int) -> dict[str, float]:
    """Return the stems near word `at`, with what may stand for them, and how near they are (1 is nearest)."""
    found: dict[str, float] = {}
    for place in range(max(0, at - WINDOW), min(len(line.words), at + WINDOW + 1)):
        key = line.key(place) if place != at else None
        for form in means(key) if key else ():
            found[form] = max(found.get(form, 0.0), _nearness(place, at))
    return found


def _nearness(one: int, other: int) -> float:
    return 1 / (1 + abs(one - other) / NEAR)


def _fit(around: dict[str, float], index: Index, at: int) -> float:
    """Return how much of what stands near a word of the line stands near word `at` of the article, nearest most."""
    best: dict[str, float] = {}
    sentence = index.sentence_of[at]
    for place in range(max(0, at - WINDOW - 2), min(len(index.words), at + WINDOW + 3)):
        if place == at or index.sentence_of[place] != sentence:
            continue
        key = index.key(place)
        if key in around:
            best[key] = max(best.get(key, 0.0), around[key] * _nearness(place, at))
    return sum(best.values())


# Roles


SIDE = 0.6
"""What a word on the other side of a name counts, against one on the same side."""
POINTED = 0.5
"""What a name counts where only "it" or "the company" stands for it."""
NEARNESS = 6.0
"""Words apart at which a name and a word count half."""
MUCH_BETTER, AT_LEAST = 1.3, 0.2
"""Another name fits much better when it scores that many times as much, and that much more."""


class Entity(NamedTuple):
    """A name of the line, and how well each name of the article fits each word near it."""

    name: str
    """Its most telling word, as the article's names are known by."""
    own: frozenset[str]
    """The stems of all its words."""
    first: int
    last: int
    fits: list[tuple[str, dict[str, float]]]

    def score(self, name: str, without: frozenset[str]) -> float:
        """Return how well `name` fits in this one's place, the words `without` left out of account."""
        return sum(fits.get(name, 0.0) for key, fits in self.fits if key not in without)


def check_roles(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every two names of the line that fit the article better the other way round."""
    entities = _entities(line, index)
    for one, other in combinations(entities, 2):
        if one.name == other.name or _belong_together(line, one, other):
            continue
        without = one.own | other.own
        as_told = one.score(one.name, without) + other.score(other.name, without)
        swapped = one.score(other.name, without) + other.score(one.name, without)
        if swapped > max(as_told * MUCH_BETTER, as_told + AT_LEAST):
            names = (line.text[line.words[name.first].start : line.words[name.last].end] for name in (one, other))
            detail = "the article has them the other way round"
            yield Part(kind="role", text=" … ".join(names), found=False, detail=detail)


def _entities(line: Parsed, index: Index) -> list[Entity]:
    """Return the names of the line that the article has."""
    found = []
    for name in line.names:
        own = [line.words[at].plain for at in range(name.first, name.last + 1)]
        known = [plain for plain in own if plain in index.capitals and plain.isalpha()]
        if known and not line.in_quotation(name.first) and not _stands_for_another(line, name):
            telling = min(known, key=lambda plain: len(index.places[plain]))
            stems = frozenset(line.words[at].stem for at in range(name.first, name.last + 1))
            found.append(Entity(telling, stems, name.first, name.last, _surroundings(line, index, name)))
    return found


def _belong_together(line: Parsed, one: Entity, other: Entity) -> bool:
    """Return whether one name only says where the other belongs: "Priya Raman of the Allen Park Institute"."""
    between = line.text[line.words[one.last].end : line.words[other.first].start].strip().lower()
    return between in _BELONGING


_BELONGING = frozenset({"of", "of the", "at", "at the", "from", "from the", "in", "in the", ""})


def _stands_for_another(line: Parsed, name: Name) -> bool:
    """Return whether a name only describes a party named elsewhere, as in "the Vilnius company"."""
    following = line.words[name.last + 1].plain if name.last + 1 < len(line.words) else ""
    return following in PARTIES and not line.words[name.last].text.endswith(("'s", "’s"))


def _surroundings(line: Parsed, index: Index, name: Name) -> list[tuple[str, dict[str, float]]]:
    """Return the words near a name of the line, each with how well the names of the article fit it."""
    found = []
    for at in range(max(0, name.first - WINDOW), min(len(line.words), name.last + WINDOW + 1)):
        key = line.key(at)
        if key is None or name.first <= at <= name.last:
            continue
        distance = name.first - at if at < name.first else at - name.last
        weight = 1 / (1 + distance / NEARNESS)
        found.append((key, {one: weight * fit for one, fit in _fits(index, key, at < name.first).items()}))
    return found


def _fits(index: Index, key: str, before: bool) -> dict[str, float]:
    """Return how close each name of the article stands to the word `key`, and on the side asked for."""
    best: dict[str, float] = {}
    places = [at for form in means(key) for at in index.places.get(form, ())]
    rarity = 1 / (1 + len(places)) ** 0.5
    for place in places:
        for name, at, weight in index.mentions.get(index.sentence_of[place], ()):
            side = 1.0 if (place < at) == before else SIDE
            fit = rarity * weight * side / (1 + abs(place - at) / NEARNESS)
            if fit > best.get(name, 0.0):
                best[name] = fit
    return best


def check_relations(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield the parts about negation, direction and roles."""
    yield from check_negations(line, index)
    yield from check_directions(line, index)
    yield from check_roles(line, index)
