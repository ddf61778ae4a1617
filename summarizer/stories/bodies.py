"""What the texts of two articles have in common, where texts are given: reports of one event often share no headline.

The weights come from `scripts/train_bodies.py`, which says how they were learned and how good they are.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summarizer.grounding.quantities import quantities
from summarizer.language.words import Word, split
from summarizer.stories.candidates import (
    UNCOMMON,
    Corpus,
    Reading,
    cosine,
    damped,
    names_of,
    unit,
)
from summarizer.stories.conflicts import Known
from summarizer.stories.figures import numbers_in_digits
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
RUN_WORDS = 6
"""Words in a row that two texts do not have in common by chance. With 5, two pairs fewer of one event are found."""
NEARLY_ALL = 0.8
"""Share of the shorter text that two printings of one report have in common word for word, at least."""
MOST_TITLES = 0.3
"""How far titles that agree count at most: against a pair, as far as its texts do not agree as much."""
SHARED_FACTS = 2
"""Figures, and names as one, that two texts in other languages than English share at least."""
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
YEARS = range(1900, 2100)
"""Whole numbers that are years, unless a unit says otherwise."""
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


Figure = tuple[float, str]
"""A number and its unit."""
Run = tuple[str, ...]
"""The stems of `RUN_WORDS` words in a row."""


class Body(NamedTuple):
    """What was found in one article's title and text."""

    reading: Reading
    stems: Sequence[str]
    """Stems of the text, in order."""
    counts: Counter[str]
    """How often each stem stands there; a word of the title counts as two of the text."""
    names: dict[str, str]
    """Names by their stems, as they are written."""
    placed: Sequence[tuple[int, Figure]]
    """Numbers that are not small, each behind the place in `stems` where it begins."""

    @property
    def figures(self) -> frozenset[Figure]:
        """Numbers that are not small."""
        return frozenset(figure for _, figure in self.placed)

    def runs(self) -> Iterator[Run]:
        """Return all runs of words in the text, in the order of the places where they begin."""
        return zip(*(self.stems[at:] for at in range(RUN_WORDS)), strict=False)

    def without(self, places: Set[int]) -> Body:
        """Return the body without the words of its text at `places`."""
        stems = [stem for at, stem in enumerate(self.stems) if at not in places]
        counts = _counts(self.reading, stems)
        return self._replace(
            stems=stems,
            counts=counts,
            names={stem: name for stem, name in self.names.items() if stem in counts},
            placed=[(at, figure) for at, figure in self.placed if at not in places],
        )


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
        self._own: dict[tuple[int, int], tuple[Body, Body]] = {}
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
        one, other = self.own(first, second)
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

    def allow(self, first: int, second: int) -> bool:
        """Tell whether two entries with texts share enough that cannot be chance.

        One form that was filled in twice shares a name or a figure beside it. In other languages than English we do not
        know how rare a word is, so that words alone are not enough: texts share a figure too, and a name or a second
        figure.
        """
        foreign = all(self._bodies[at].reading.tongue for at in (first, second))
        if not foreign and not self._fill_one_form(first, second):
            return True
        names = set(self._shared_names(*self.own(first, second))) - CALENDAR
        return bool(names) + self.features(first, second).figures >= (SHARED_FACTS if foreign else 1)

    def known(self, at: int) -> Known:
        """Return the stems of what title and text of an entry with a text say."""
        body = self._bodies[at]
        return Known(body.counts.keys(), body.names.keys())

    def likeness(self, first: int, second: int) -> float:
        """Return the cosine of the words of two entries' texts; 0 where one has none."""
        if not self.know(first, second):
            return 0.0
        one, other = self.own(first, second)
        if one is self._bodies[first]:
            return cosine(self._vectors[first], self._vectors[second])
        return cosine(self._vector(one), self._vector(other))

    def own(self, first: int, second: int) -> tuple[Body, Body]:
        """Return the bodies of two entries without the passages that both have word for word.

        Such passages are a site's standing text, or a form that was filled in twice, and tell of no event; only where
        both are printings of one report, nothing is taken out.
        """
        pair = (min(first, second), max(first, second))
        if pair not in self._own:
            self._own[pair] = self._without_shared(*(self._bodies[at] for at in pair))
        return self._own[pair] if pair == (first, second) else self._own[pair][::-1]

    def shared_names(self, places: Sequence[int]) -> list[str]:
        """Return the names that the texts of all these entries have, the rarest first, as the first writes them."""
        if not all(at in self._bodies for at in places):
            return []
        first, *others = places
        pairs = [self.own(first, other) for other in others]
        names = self._bodies[first].names
        shared = {stem for stem in names if all(stem in one.names and stem in other.names for one, other in pairs)}
        return [names[stem] for stem in sorted(self._telling(shared), key=lambda stem: (-self._rarity(stem), stem))]

    def _without_shared(self, one: Body, other: Body) -> tuple[Body, Body]:
        shared = set(one.runs()).intersection(other.runs())
        if not shared:
            return one, other
        places = _covered(one, shared), _covered(other, shared)
        said_twice = max(len(places[0]) / len(one.stems), len(places[1]) / len(other.stems))
        if said_twice >= NEARLY_ALL and _tell_an_event(shared, one, other):
            return one, other
        return one.without(places[0]), other.without(places[1])

    def _fill_one_form(self, first: int, second: int) -> bool:
        """Tell whether passages that were taken out are nearly all that one of two texts says."""
        pairs = zip((first, second), self.own(first, second), strict=True)
        return any(len(rest.stems) <= (1 - NEARLY_ALL) * len(self._bodies[at].stems) for at, rest in pairs)

    def _telling(self, names: Set[str]) -> set[str]:
        return {stem for stem in names if self._background.of(stem) >= UNCOMMON} - CALENDAR

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
        return {other: self.likeness(at, other) for other in best}


def _body(reading: Reading, text: str, corpus: Corpus) -> Body:
    opening = " ".join(text.split(maxsplit=BODY_WORDS)[:BODY_WORDS])
    words = split(opening)
    tokens = tokens_of(opening, words, reading.tongue)
    stems = [token.stem for token in tokens]
    begins = [word.start for word in words if not word.glued]
    found = _figures(opening, words) if reading.tongue is None else _foreign_figures(opening)
    names = names_of(reading.title, tokens, corpus.background, reading.tongue)
    return Body(
        reading=reading,
        stems=stems,
        counts=_counts(reading, stems),
        names={token.stem: token.surface for token in (*tokens, *reading.title) if token.stem in names},
        placed=[(bisect_right(begins, start) - 1, figure) for start, figure in found],
    )


def _counts(reading: Reading, stems: Sequence[str]) -> Counter[str]:
    title = [token.stem for token in reading.title]
    return Counter(stem for stem in (*title, *title, *stems) if stem not in STOP)


def _tell_an_event(shared: Set[Run], one: Body, other: Body) -> bool:
    """Tell whether passages that two texts share name something, and of each title's names one, if it has any."""
    named = (one.names.keys() & other.names.keys() & {stem for run in shared for stem in run}) - CALENDAR
    titles = ((body.names.keys() & body.reading.title_words) - CALENDAR for body in (one, other))
    return bool(named) and all(not names or names & named for names in titles)


def _covered(body: Body, shared: Set[Run]) -> set[int]:
    """Return the places of a text's words that stand in shared runs."""
    begins = (at for at, run in enumerate(body.runs()) if run in shared)
    return {place for begin in begins for place in range(begin, begin + RUN_WORDS)}


def _figures(text: str, words: Sequence[Word]) -> list[tuple[int, Figure]]:
    """Return the numbers of a text that are not small, each behind the offset at which it begins."""
    found = (figure for figure in quantities(text, words) if figure.kind == "number" and figure.value > SMALL_FIGURE)
    return [(figure.start, (round(figure.value, 6), figure.unit)) for figure in found]


def _foreign_figures(text: str) -> list[tuple[int, Figure]]:
    """Return the same of a text in a language whose words for units and dates we do not know."""
    found = numbers_in_digits(text)
    return [(start, (value, "")) for start, value in found if value > SMALL_FIGURE and value not in YEARS]
