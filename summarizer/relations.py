"""What stands between the words of a line: negation, direction, and who or what a statement is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

from summarizer.claims import means
from summarizer.lexicon import AXES, DENIALS, FUNCTION, NEGATORS, PREFIXES_OF_DENIAL
from summarizer.models import Part
from summarizer.names import Name
from summarizer.parsed import PARTIES, Index, Parsed
from summarizer.words import stem

SCOPE = 5
"""Words behind a negation that it may deny."""
RELATED = 2
"""Words shared by the surroundings of two words from which on they are taken to be about the same thing."""
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


def _reach(parsed: Parsed, at: int, step: int) -> Iterator[int]:
    """Yield the words near word `at` in one direction that it may deny: to the next mark, and not beyond SCOPE."""
    place = at + step
    while 0 <= place < len(parsed.words) and abs(place - at) <= SCOPE:
        left, right = sorted((place, place - step))
        marked = set(parsed.text[parsed.words[left].end : parsed.words[right].start]) & _MARKS
        if marked or parsed.words[place].plain in _JOINTS:
            return
        yield place
        place += step


_MARKS = frozenset(",;:.!?()—–\n")
_JOINTS = frozenset(
    {"and", "but", "which", "while", "though", "although", "because", "when", "if", "unless", "before", "after"}
)


def _denied(parsed: Parsed) -> frozenset[int]:
    """Return the words of a text that a negation denies, or a word such as "refuse" or "lack"."""
    found: set[int] = set()
    for at, word in enumerate(parsed.words):
        if _negates(parsed, at):
            found.update(_reach(parsed, at, 1))
            found.update({at - 1} if word.plain == "no" and at else ())
        elif word.stem in _denials():
            found.update((*_reach(parsed, at, 1), *_reach(parsed, at, -1)))
        elif len(word.plain) > 6 and word.plain.startswith(PREFIXES_OF_DENIAL):
            found.add(at)
    return frozenset(found)


def _negated(parsed: Parsed) -> frozenset[int]:
    """Return the words of a text that a negation proper denies."""
    return frozenset(
        place for at in range(len(parsed.words)) if _negates(parsed, at) for place in _reach(parsed, at, 1)
    )


def check_negations(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every negation of the line, and one for every statement that the article only denies."""
    denied, negated = _denied(index), _negated(index)
    for at in range(len(line.words)):
        if _negates(line, at) and not line.in_quotation(at):
            yield from _negation_part(line, index, at, denied, negated)
    yield from _denied_by_article(line, index, negated)


def _negation_part(
    line: Parsed, index: Index, at: int, denied: frozenset[int], negated: frozenset[int]
) -> Iterator[Part]:
    """Yield the part for the negation at word `at`, unless nothing that it denies is known to the article."""
    scope = [place for place in _reach(line, at, 1) if line.words[place].plain not in FUNCTION][:3]
    around = _around(line, at)
    for rank, place in enumerate(scope):
        own = line.words[place].stem
        given = [there for there in _places(index, own) if rank or _fit(around, index, there) >= 1]
        if not given:
            continue
        allowed = negated if own in _denials() else denied
        support = next((there for there in given if there in allowed or (rank and _beside(index, there, denied))), None)
        text = line.text[line.words[at].start : line.words[place].end]
        if support is None:
            yield Part(kind="negation", text=text, found=False, detail="the article says so without a negation")
        else:
            start, end = index.span(index.words[support].start, index.words[support].end)
            yield Part(kind="negation", text=text, found=True, start=start, end=end)
        return


def _beside(index: Index, at: int, denied: frozenset[int]) -> bool:
    """Return whether a negation stands behind word `at`, as in "images are not supported"."""
    return any(_negates(index, place) or index.words[place].stem in _denials() for place in _reach(index, at, 1))


def _places(index: Index, wanted: str) -> list[int]:
    """Return where the article has a word that may stand for the stem `wanted`."""
    exact = index.places.get(wanted, [])
    return [*exact, *(at for other in means(wanted) if other != wanted for at in index.places.get(other, ()))]


def _denied_by_article(line: Parsed, index: Index, negated: frozenset[int]) -> Iterator[Part]:
    """Yield a part for every word of the line that the article has under negations only, and the line under none."""
    own = _denied(line)
    for at, word in enumerate(line.words):
        if word.plain in FUNCTION or at in own or at in line.named or at in line.taken or line.in_quotation(at):
            continue
        places = index.places.get(word.stem, ())
        if places and all(place in negated for place in places) and _fit(_around(line, at), index, places[0]) >= 1:
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
    for at, word in enumerate(line.words):
        poles = _poles().get(word.stem)
        if poles and not line.in_quotation(at) and at not in line.named:
            part = _direction_part(line, index, at, poles)
            if part:
                yield part


def _direction_part(line: Parsed, index: Index, at: int, poles: list[tuple[int, int]]) -> Part | None:
    """Return the part for a word with an opposite: found where the article's best fitting word is on the same side."""
    word = line.words[at]
    if word.plain in _OF_NUMBERS and not _beside_number(line, at):
        return None
    same = {place for pole in poles for one in _sides()[pole] for place in index.places.get(one, ())}
    opposite = {place for axis, sign in poles for one in _sides()[axis, -sign] for place in index.places.get(one, ())}
    opposite = {at for at in opposite - same if word.plain not in _OF_NUMBERS or _beside_number(index, at)}
    around = _around(line, at)
    fits = {place: _fit(around, index, place) for place in same | opposite}
    best_same = max((fits[place] for place in same), default=-1.0)
    best_opposite = max((fits[place] for place in opposite), default=-1.0)
    if best_opposite > best_same and best_opposite >= 1:
        place = max(opposite, key=lambda place: fits[place])
        return Part(
            kind="direction", text=word.text, found=False, detail=f"the article has “{index.words[place].text}”"
        )
    if not same:
        return None
    place = max(same, key=lambda place: fits[place])
    start, end = index.span(index.words[place].start, index.words[place].end)
    return Part(kind="direction", text=word.text, found=True, start=start, end=end)


_OF_NUMBERS = frozenset({"over", "under", "above", "below", "up", "down", "first", "last"})
"""Words that are opposites only where a number stands beside them."""


def _beside_number(parsed: Parsed, at: int) -> bool:
    """Return whether a number stands within two words of word `at`."""
    return any(place in parsed.taken for place in range(at - 2, at + 3) if place != at)


def _around(line: Parsed, at: int) -> frozenset[str]:
    """Return the keys of the words near word `at`, with what may stand for them."""
    near = range(max(0, at - WINDOW), min(len(line.words), at + WINDOW + 1))
    keys = (key for place in near if place != at and (key := line.key(place)))
    return frozenset(form for key in keys for form in means(key))


def _fit(around: frozenset[str], index: Index, at: int) -> float:
    """Return how much of what stands near a word of the line stands near word `at` of the article."""
    near = range(max(0, at - WINDOW - 2), min(len(index.words), at + WINDOW + 3))
    sentence = index.sentence_of[at]
    return len(
        {
            key
            for place in near
            if index.sentence_of[place] == sentence and (key := index.key(place)) in around and place != at
        }
    )


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
        if one.name == other.name:
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
