"""Roles: two names of a line must not fit the article better the other way round.

Every name is scored by how close it stands in the article to the words near it in the line, and on which side of them;
a pair that scores clearly better with its names exchanged has its roles swapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from summarizer.grounding.dates import WEEKDAYS
from summarizer.grounding.names import Name
from summarizer.grounding.parsed import PARTIES, Index, Parsed
from summarizer.grounding.surroundings import WINDOW
from summarizer.language.words import means
from summarizer.models import Part

SIDE = 0.6
"""What a word on the other side of a name counts, against one on the same side."""
NEARNESS = 6.0
"""Words apart at which a name and a word count half."""
MUCH_BETTER, AT_LEAST = 1.3, 0.2
"""Another name fits much better when it scores that many times as much, and that much more."""


FARTHEST_OWNED = 3
"""Words behind an owner at which what it owns stands at most, as in "Parrot's $159 Clip"."""


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
    """Yield a part for every two names of the line that fit the article better the other way round, and for "she" where
    the article only ever says "he".
    """
    yield from _check_pronouns(line, index)
    entities = _entities(line, index)
    for one, other in combinations(entities, 2):
        if one.name == other.name or _belong_together(line, one, other) or _stand_apart(line, one, other):
            continue
        without = one.own | other.own
        as_told = one.score(one.name, without) + other.score(other.name, without)
        swapped = one.score(other.name, without) + other.score(one.name, without)
        if swapped > max(as_told * MUCH_BETTER, as_told + AT_LEAST):
            names = (line.text[line.words[name.first].start : line.words[name.last].end] for name in (one, other))
            detail = "the article has them the other way round"
            yield Part(kind="role", text=" … ".join(names), found=False, detail=detail)


_SHE = frozenset({"she", "her", "hers", "herself"})
_HE = frozenset({"he", "him", "his", "himself"})
_WOMEN = frozenset(
    {"woman", "women", "mrs", "ms", "miss", "lady", "mother", "daughter", "wife", "girl", "sister", "queen"}
)
_MEN = frozenset({"man", "men", "mr", "father", "son", "husband", "boy", "brother", "king", "sir"})


def _check_pronouns(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every pronoun of one sex where the article only speaks of the other."""
    for own, own_nouns, other in ((_SHE, _WOMEN, _HE), (_HE, _MEN, _SHE)):
        if any(word in index.places for word in own | own_nouns) or not any(word in index.places for word in other):
            continue
        for at, word in enumerate(line.words):
            if word.plain in own and not line.in_quotation(at):
                said = min(other & index.places.keys())
                yield Part(kind="role", text=word.text, found=False, detail=f"the article has “{said}”")


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
    owner = line.words[one.last].text.endswith(("'s", "’s", "s'", "s’")) and other.first - one.last <= FARTHEST_OWNED
    return between in _BELONGING or owner or _APPOSITION.match(between) is not None


def _stand_apart(line: Parsed, one: Entity, other: Entity) -> bool:
    """Return whether a semicolon parts two names, so that neither does anything to the other."""
    return ";" in line.text[line.words[one.last].end : line.words[other.first].start]


_APPOSITION = re.compile(r", (?:an?|the)\b[^,;]{0,60}\b(?:of|at|from|in)(?: the)?$")
"""Says of the name before it where it belongs: "Rivulet, a model from the University of Strandvik"."""
_BELONGING = frozenset({"of", "of the", "at", "at the", "from", "from the", "in", "in the", ""})


def _stands_for_another(line: Parsed, name: Name) -> bool:
    """Return whether a name is a time, or only describes a party named elsewhere, as in "the Vilnius company"."""
    following = line.words[name.last + 1].plain if name.last + 1 < len(line.words) else ""
    if any(word.plain in _TIMES for word in line.words[name.first : name.last + 1]):
        return True
    return following in PARTIES and not line.words[name.last].text.endswith(("'s", "’s"))


_TIMES = frozenset({"day", "year", "week", *WEEKDAYS})


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
