"""How likely it is that two entries report the same event: eight features, a logistic model, and what rules it out.

The weights come from `scripts/train_stories.py`, which says how they were learned and how good they are.
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache, cached_property
from typing import NamedTuple

from summarizer.grounding.quantity import same
from summarizer.grounding.units import CURRENCIES
from summarizer.language.typography import fold
from summarizer.stories.bodies import Bodies
from summarizer.stories.candidates import Corpus, Reading, cosine, days_apart, load_weights, unit
from summarizer.stories.conflicts import are_of_two_parties, are_two_things, ruled_out

GRAM = 4
"""Characters of a run; of 3, 4 and 5 four was best, by little."""
LEAST_OVERLAP = 25.0
"""Rarity that the shorter opening counts for at least: three rare words; else two short ones agree by chance."""
KNOWN_NAME = 6.0
"""Rarity from which on a paper's name is its own: one item in 400."""
SUMS_AND_SHARES = CURRENCIES | {"%"}
"""Units of what can be compared between two reports."""
DAY_PENALTY = 10.0
"""Log-odds taken off for every week beyond `DAYS_FREE`: set by hand, the archive having no dates of single items."""


UNLIKE = -4.0
"""Log-odds, from the threshold, below which no headline makes two texts one event, as of a paper and a product."""


class Features(NamedTuple):
    """What the model looks at, for one pair of entries."""

    words: float
    """Cosine of all words, by rarity."""
    opening: float
    """Overlap of what both are about, title and beginning of the line, by rarity."""
    characters: float
    """Cosine of runs of four characters: words of one root, names spelled in two ways."""
    titles: float
    """Cosine of the titles alone. Its weight is negative: titles that agree where the lines do not are of one kind."""
    name: float
    """Rarity of the rarest name that both are about."""
    paper: float
    """One is a paper by its title, and the other names what it names."""
    amounts: float
    """Both give a sum or a share, and none is the same."""
    host: float
    """Both stand on one site, which seldom reports an event twice."""


class Model(NamedTuple):
    """A logistic model: the log-odds at zero, a weight for every feature, and where to cut."""

    intercept: float
    weights: Features
    threshold: float

    def log_odds(self, features: Features) -> float:
        """Return the log-odds that a pair with these features is one event."""
        return self.intercept + sum(weight * value for weight, value in zip(self.weights, features, strict=True))


@cache
def shipped_model() -> Model:
    """Return the model of the shipped weights."""
    shipped = load_weights()["model"]
    return Model(shipped["intercept"], Features(**shipped["weights"]), shipped["threshold"])


class Comparison:
    """The entries of one run, ready to be compared two by two: by title and line, and by their texts where given."""

    def __init__(self, corpus: Corpus, model: Model | None = None, bodies: Bodies | None = None) -> None:
        self.corpus = corpus
        self.bodies = bodies
        self.model = model or shipped_model()
        self._known: dict[tuple[int, int], float] = {}
        self._character_vectors: dict[int, dict[str, float]] = {}

    def pairs(self) -> list[tuple[int, int]]:
        """Return the pairs worth a closer look, by the places of their entries."""
        found = dict.fromkeys((first, second) for first, second, _ in self.corpus.pairs())
        return [*(found | dict.fromkeys(self.bodies.pairs() if self.bodies else ()))]

    def probability(self, first: int, second: int) -> float:
        """Return how likely the entries at two places report one event; 0 where something rules it out."""
        pair = (min(first, second), max(first, second))
        if pair not in self._known:
            self._known[pair] = self._probability(*pair)
        return self._known[pair]

    def _probability(self, first: int, second: int) -> float:
        one, other = self.corpus.readings[first], self.corpus.readings[second]
        odds = self._log_odds(one, other) - DAY_PENALTY * days_apart(one, other)
        if odds == -math.inf:
            return 0.0
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, odds))))

    def _log_odds(self, one: Reading, other: Reading) -> float:
        """Return the log-odds by title and line; where texts are known, by them, or the better if they allow it."""
        if self.bodies is None or not self.bodies.know(one.at, other.at):
            return -math.inf if ruled_out(one, other) else self.model.log_odds(self.features(one.at, other.at))
        if are_two_things(one, other) or not self.bodies.allow(one.at, other.at):
            return -math.inf
        if are_of_two_parties(one, other, self.bodies.known(one.at), self.bodies.known(other.at)):
            return -math.inf
        threshold = math.log(self.model.threshold / (1 - self.model.threshold))
        by_text = threshold + self.bodies.log_odds(one.at, other.at)
        if by_text < threshold + UNLIKE or ruled_out(one, other):
            return by_text
        return max(by_text, self.model.log_odds(self.features(one.at, other.at)))

    def features(self, first: int, second: int) -> Features:
        """Return the features of the entries at two places; the order does not matter."""
        one, other = self.corpus.readings[first], self.corpus.readings[second]
        return Features(
            words=cosine(one.vector, other.vector),
            opening=self._opening(one, other),
            characters=cosine(self._characters(first), self._characters(second)),
            titles=cosine(one.title_vector, other.title_vector),
            name=max((self.corpus.rarity(word) for word in shared_names(one, other)), default=0.0),
            paper=float(self._is_paper_and_news(one, other) or self._is_paper_and_news(other, one)),
            amounts=float(_amounts_differ(one, other)),
            host=float(one.host == other.host and self.corpus.is_telling(one.host)),
        )

    def _opening(self, one: Reading, other: Reading) -> float:
        shared = self._mass(one.opening & other.opening)
        return shared / max(LEAST_OVERLAP, min(self._mass(one.opening), self._mass(other.opening)))

    def _mass(self, words: frozenset[str]) -> float:
        return sum(self.corpus.rarity(word) for word in sorted(words))

    def _is_paper_and_news(self, paper: Reading, news: Reading) -> bool:
        named = paper.paper
        return bool(named) and named <= news.words and max(map(self.corpus.rarity, named)) > KNOWN_NAME

    @cached_property
    def _gram_rarity(self) -> dict[str, float]:
        counts = Counter(gram for reading in self.corpus.readings for gram in set(_grams(reading)))
        return {gram: math.log((len(self.corpus.readings) + 1) / count) for gram, count in counts.items()}

    def _characters(self, at: int) -> dict[str, float]:
        if at not in self._character_vectors:
            counts = Counter(_grams(self.corpus.readings[at]))
            rarity = self._gram_rarity
            self._character_vectors[at] = unit({gram: math.sqrt(n) * rarity[gram] for gram, n in counts.items()})
        return self._character_vectors[at]


def shared_names(one: Reading, other: Reading) -> frozenset[str]:
    """Return the stems of the names that both entries are about."""
    return one.names & other.names & one.opening & other.opening


def _amounts_differ(one: Reading, other: Reading) -> bool:
    pairs = [(a, b) for a in one.amounts for b in other.amounts if a.unit == b.unit]
    sums = [(a, b) for a, b in pairs if a.unit in SUMS_AND_SHARES]
    return bool(sums) and not any(same(a, b) or same(b, a) for a, b in pairs if a.value > 3)


def _grams(reading: Reading) -> list[str]:
    text = f" {fold(reading.text).text} "
    return [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]
