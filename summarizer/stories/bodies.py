"""What the texts of two articles have in common, where texts are given: reports of one event often share no headline.

The weights come from `scripts/train_bodies.py`, which says how they were learned and how good they are.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summarizer.grounding.quantities import quantities
from summarizer.language.words import split
from summarizer.stories.candidates import (
    UNCOMMON,
    Corpus,
    Reading,
    cosine,
    damped,
    names_of,
    unit,
)
from summarizer.stories.wording import STOP, stems, tokens_of

WEIGHTS = Path(__file__).with_suffix(".json")
BODY_WORDS = 400
"""Words of a text that are looked at: news tells its event there."""
LEAST_WORDS = 40
"""Of a text, below which it says no more than its line."""
MOST_POSTINGS = 20
"""A word that more texts have leads nowhere."""
NEAREST = 8
"""Texts kept for each."""
MOST_TITLES = 0.3
"""How far titles that agree count at most: against a pair, as far as its texts do not agree as much."""
MOST_FIGURES = 3
COMMON_FIGURE = 4
"""Texts that have a figure from which on it says nothing."""
CALENDAR = frozenset(
    stems(
        "January February March April May June July August September October November December "
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
    )
)
"""Names that explain nothing, though reports of one event often share its day."""
SMALL_FIGURE = 12
"""Numbers up to it are in every text."""


class BodyFeatures(NamedTuple):
    """What the model looks at, for one pair of texts."""

    words: float
    """Cosine of all words, by rarity."""
    common: float
    """The most that some third text is like both: the smaller of its two cosines."""
    name: float
    """Rarity of the rarest name that both have."""
    figures: float
    """Figures that both have and few others."""
    titles: float
    """Cosine of the titles, up to `MOST_TITLES`. Its weight is negative: two events of one kind have like titles."""
    mixed: float
    """One is a paper, the other is not: a paper and a product often have one name."""


class BodyModel(NamedTuple):
    """A logistic model: the log-odds at zero, a weight for every feature, and where to cut."""

    intercept: float
    weights: BodyFeatures
    threshold: float

    def log_odds(self, features: BodyFeatures) -> float:
        """Return the log-odds, above the threshold, that a pair with these features is one event."""
        weighed = sum(weight * value for weight, value in zip(self.weights, features, strict=True))
        return self.intercept + weighed - math.log(self.threshold / (1 - self.threshold))


@cache
def shipped_body_model() -> BodyModel:
    """Return the model of the shipped weights."""
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return BodyModel(shipped["intercept"], BodyFeatures(**shipped["weights"]), shipped["threshold"])


class Body(NamedTuple):
    """What was found in one article's title and text."""

    reading: Reading
    counts: Counter[str]
    """How often each stem stands there; a word of the title counts as two of the text."""
    names: dict[str, str]
    """Names by their stems, as they are written."""
    figures: frozenset[tuple[float, str]]
    """Numbers that are not small, with their units."""


class Bodies:
    """The texts of one run, ready to be compared two by two; entries without a text have no body."""

    def __init__(self, corpus: Corpus, texts: Mapping[str, str], model: BodyModel | None = None) -> None:
        self.model = model or shipped_body_model()
        self._background = corpus.background
        found = ((reading, texts.get(reading.entry.url, "")) for reading in corpus.readings)
        self._bodies = {
            reading.at: _body(reading, text, corpus) for reading, text in found if len(text.split()) >= LEAST_WORDS
        }
        self._texts_with = Counter(stem for body in self._bodies.values() for stem in body.counts)
        self._texts_with_figure = Counter(figure for body in self._bodies.values() for figure in body.figures)
        self._vectors = {at: self._vector(body) for at, body in self._bodies.items()}
        self._near = self._nearest()

    def know(self, first: int, second: int) -> bool:
        """Tell whether both entries have a text."""
        return first in self._bodies and second in self._bodies

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs whose texts are worth a closer look: for each its nearest."""
        seen: set[tuple[int, int]] = set()
        for at, near in self._near.items():
            for other in near:
                pair = (min(at, other), max(at, other))
                if pair not in seen:
                    seen.add(pair)
                    yield pair

    def log_odds(self, first: int, second: int) -> float:
        """Return the log-odds, above the threshold, that two entries with texts report one event."""
        return self.model.log_odds(self.features(first, second))

    def features(self, first: int, second: int) -> BodyFeatures:
        """Return the features of two entries with texts; the order does not matter."""
        one, other = self._bodies[first], self._bodies[second]
        shared = one.figures & other.figures
        titles = cosine(one.reading.title_vector, other.reading.title_vector)
        return BodyFeatures(
            words=self.likeness(first, second),
            common=max(self._in_common(first, second), default=0.0),
            name=max((self._rarity(stem) for stem in self._shared_names(one, other)), default=0.0),
            figures=min(MOST_FIGURES, sum(self._texts_with_figure[figure] <= COMMON_FIGURE for figure in shared)),
            titles=min(MOST_TITLES, titles),
            mixed=float(one.reading.is_preprint != other.reading.is_preprint),
        )

    def likeness(self, first: int, second: int) -> float:
        """Return the cosine of the words of two entries' texts; 0 where one has none."""
        return cosine(self._vectors[first], self._vectors[second]) if self.know(first, second) else 0.0

    def shared_names(self, places: Sequence[int]) -> list[str]:
        """Return the names that the texts of all these entries have, the rarest first, as the first writes them."""
        if not all(at in self._bodies for at in places):
            return []
        first, *others = (self._bodies[at] for at in places)
        shared = [stem for stem in first.names if all(stem in other.names for other in others)]
        telling = [stem for stem in shared if self._background.of(stem) >= UNCOMMON and stem not in CALENDAR]
        return [first.names[stem] for stem in sorted(telling, key=lambda stem: (-self._rarity(stem), stem))]

    def _in_common(self, first: int, second: int) -> Iterator[float]:
        for other in self._near[first].keys() & self._near[second].keys():
            yield min(self._near[first][other], self._near[second][other])

    def _shared_names(self, one: Body, other: Body) -> Iterator[str]:
        return (stem for stem in one.names.keys() & other.names.keys() if self._rarity(stem) >= UNCOMMON)

    def _rarity(self, stem: str) -> float:
        return damped(self._background.of(stem), self._texts_with[stem])

    def _vector(self, body: Body) -> dict[str, float]:
        return unit({stem: math.sqrt(count) * self._rarity(stem) for stem, count in body.counts.items()})

    def _nearest(self) -> dict[int, dict[int, float]]:
        """Return for each entry the `NEAREST` others, found by the words that few texts have, with their cosines."""
        postings: dict[str, list[int]] = defaultdict(list)
        for at, vector in self._vectors.items():
            for stem in vector:
                if 1 < self._texts_with[stem] <= MOST_POSTINGS:
                    postings[stem].append(at)
        return {at: self._nearest_of(at, postings) for at in self._bodies}

    def _nearest_of(self, at: int, postings: Mapping[str, list[int]]) -> dict[int, float]:
        scores: dict[int, float] = defaultdict(float)
        for stem, weight in self._vectors[at].items():
            for other in postings.get(stem, ()):
                scores[other] += weight * self._vectors[other][stem]
        scores.pop(at, None)
        best = sorted(scores, key=lambda other: (-scores[other], other))[:NEAREST]
        return {other: cosine(self._vectors[at], self._vectors[other]) for other in best}


def _body(reading: Reading, text: str, corpus: Corpus) -> Body:
    opening = " ".join(text.split(maxsplit=BODY_WORDS)[:BODY_WORDS])
    words = split(opening)
    tokens = tokens_of(opening, words)
    counts = Counter(token.stem for token in (*reading.title, *reading.title, *tokens) if token.stem not in STOP)
    names = names_of(reading.title, tokens, corpus.background)
    found = quantities(opening, words)
    return Body(
        reading=reading,
        counts=counts,
        names={token.stem: token.surface for token in (*tokens, *reading.title) if token.stem in names},
        figures=frozenset(
            (round(figure.value, 6), figure.unit)
            for figure in found
            if figure.kind == "number" and figure.value > SMALL_FIGURE
        ),
    )
