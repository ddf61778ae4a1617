"""Where the article speaks of what a place of the line speaks of, and how well one place fits the other."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import NamedTuple

from summarizer.grounding.parsed import Index, Parsed
from summarizer.language.words import means, root

NEAR = 4.0
"""Words apart at which a word counts half towards what another is about."""
FAMILY, SENSE = 0.8, 0.6
"""What a word of the same family counts, and one of like sense, against the word itself."""

MOST_HITS = 200
"""Of one sentence; it bounds the work that hostile text can cause."""
SOME = 0.05
"""Of shared words, in either order: with less the order says little."""


class Hit(NamedTuple):
    """A word of the line that the article has at `place`; it `weighs` more the rarer and the more alike it is."""

    place: int
    own: int
    weighs: float


class Alignment:
    """The words of a line that the article has, by the sentences it has them in."""

    def __init__(self, line: Parsed, index: Index) -> None:
        self.line = line
        self.index = index
        self.hits: dict[int, list[Hit]] = defaultdict(list)
        self.weights: dict[int, float] = {}
        """What each word of the line weighs that the article has."""
        for at in range(len(line.words)):
            key = line.keys[at]
            if key is not None:
                self._look_up(at, key)
        self._scores: dict[int, dict[int, float]] = {}
        self._fits: dict[tuple[int, int], float] = {}

    def _look_up(self, at: int, key: str) -> None:
        """Note where the article has word `at` of the line, or its like."""
        best: dict[int, float] = {}
        for form in means(key):
            alike = 1.0 if form == key else SENSE
            for place in self.index.places.get(form, ()):
                if best.get(place, 0.0) < alike:
                    best[place] = alike
        if len(key) > 4 and at not in self.line.named and not self.line.words[at].plain[0].isdigit():
            for place in self.index.families.get(root(key), ()):
                if best.get(place, 0.0) < FAMILY:
                    best[place] = FAMILY
        if best:
            sentence_of = self.index.sentence_of
            self.weights[at] = rarity = len({sentence_of[place] for place in best}) ** -0.5
            for place, alike in sorted(best.items()):  # one order, whatever that of the set
                hits = self.hits[sentence_of[place]]
                if len(hits) < MOST_HITS:
                    hits.append(Hit(place, at, rarity * alike))

    @cached_property
    def best(self) -> dict[int, dict[int, float]]:
        """For every sentence, the words of the line that it has, with the most that each weighs there."""
        found: dict[int, dict[int, float]] = {}
        for sentence, hits in self.hits.items():
            best = found[sentence] = {}
            for _, own, weighs in hits:
                if weighs > best.get(own, 0.0):
                    best[own] = weighs
        return found

    def scores(self, at: int) -> dict[int, float]:
        """Return, for every sentence, the share of what stands near word `at` of the line that it has (0 to 1)."""
        known = self._scores.get(at)
        if known is None:
            known = self._scores[at] = self._score_sentences(at)
        return known

    def _score_sentences(self, at: int) -> dict[int, float]:
        near = {own: nearness(at, own) if own != at else 0.0 for own in self.weights}
        total = sum([near[own] * weight for own, weight in self.weights.items()]) or 1.0
        return {
            sentence: sum([near[own] * weight for own, weight in best.items()]) / total
            for sentence, best in self.best.items()
        }

    def fit(self, at: int, place: int) -> float:
        """Return how much of what stands near word `at` of the line stands near word `place`, the nearest most."""
        known = self._fits.get((at, place))
        if known is None:
            known = self._fits[at, place] = self._fit_place(at, place)
        return known

    def _fit_place(self, at: int, place: int) -> float:
        best: dict[int, float] = {}
        for given, own, weighs in self.hits.get(self.index.sentence_of[place], ()):
            if own != at and given != place:
                value = weighs * NEAR / (NEAR + abs(place - given))  # `nearness`; a call costs too much here
                if value > best.get(own, 0.0):
                    best[own] = value
        return sum([value * nearness(at, own) for own, value in best.items()])

    def side(self, at: int, place: int) -> float:
        """Return whether what stands before and behind word `at` stands on the same sides of `place` (1 to -1)."""
        same = crossed = 0.0
        for hit in self.hits.get(self.index.sentence_of[place], ()):
            if hit.own != at and hit.place != place:
                value = hit.weighs * nearness(place, hit.place) * nearness(at, hit.own)
                if (hit.own < at) == (hit.place < place):
                    same += value
                else:
                    crossed += value
        return (same - crossed) / (same + crossed + SOME)

    @cached_property
    def whole(self) -> dict[int, float]:
        """The share of all that the article has of the line, by sentence."""
        total = sum(self.weights.values())
        return {sentence: sum(best.values()) / total for sentence, best in self.best.items()}


def nearness(one: int, other: int) -> float:
    """Return how much two places have to do with each other: 1 where they are one, a half NEAR words apart."""
    return 1 / (1 + abs(one - other) / NEAR)
