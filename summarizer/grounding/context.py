"""What stands right beside a place of a line, and whether the same stands beside a place of the article."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from summarizer.grounding.alignment import Alignment, Hit

OF_LINE, OF_ARTICLE = 5, 7
"""Words to either side that are looked at; an article takes more words to say the same."""
OF_SENSE = 1.5
"""What the very next word counts where it has sense of its own, against one that has not."""
LONGEST_RUN = 4
"""Words in a row that are compared on either side."""
MOST_COMPARED = 500
"""Places of an article that are compared with one of the line; it bounds the work that a hostile page can cause."""
SMALL = 0.5
"""Added to counts before their ratio is taken."""


Span = tuple[int, int]
"""The first and last of some words."""


class Beside(NamedTuple):
    """What two places have beside them, each on the same side."""

    shared: int = 0
    """Words with sense of their own."""
    weighs: float = 0.0
    """What they weigh: the more the rarer they are."""
    touching: float = 0.0
    """The words before and behind that are the same."""
    run: int = 0
    """How many words in a row are the same, those before and those behind together."""

    def total(self) -> float:
        """Return how much they have in common, to choose the best of several places by."""
        return self.shared + self.touching


class Neighbourhood:
    """What stands beside words `first` to `last` of a line, and where the article has it."""

    def __init__(self, alignment: Alignment, first: int, last: int) -> None:
        self._alignment = alignment
        self._first, self._last = first, last

    @cached_property
    def _hits(self) -> dict[int, list[Hit]]:
        """What the article has of it, by sentence."""
        near = range(self._first - OF_LINE, self._last + OF_LINE + 1)
        own = range(self._first, self._last + 1)
        every = (
            (sentence, [hit for hit in hits if hit.own in near and hit.own not in own])
            for sentence, hits in self._alignment.hits.items()
        )
        return {sentence: hits for sentence, hits in every if hits}

    @property
    def sentences(self) -> list[int]:
        """The sentences that have any of it."""
        return sorted(self._hits)

    def beside(self, given: Span) -> Beside:
        """Return how much of it stands beside words `given` of the article."""
        best = self._shared(given)
        before, behind = self._runs(given)
        if not best:
            return Beside(run=before + behind)
        touching = self._touching(self._first - 1, before) + self._touching(self._last + 1, behind)
        return Beside(len(best), sum(best.values()), touching, before + behind)

    def run(self, given: Span) -> int:
        """Return how many words in a row stand beside words `given` of the article as well, on either side."""
        return sum(self._runs(given))

    def _runs(self, given: Span) -> tuple[int, int]:
        """Return how many words in a row are the same before words `given` of the article, and behind them."""
        start, end = given
        return self._run(self._first - 1, start - 1, -1), self._run(self._last + 1, end + 1, 1)

    def _shared(self, given: Span) -> dict[int, float]:
        """Return what the words of the line weigh that stand beside words `given` of the article as well."""
        start, end = given
        best: dict[int, float] = {}
        for place, at, weighs in self._hits.get(self._alignment.index.sentence_of[start], ()):
            distance = start - place if at < self._first else place - end
            if 0 < distance <= OF_ARTICLE and weighs > best.get(at, 0.0):
                best[at] = weighs
        return best

    def _run(self, own: int, given: int, step: int) -> int:
        """Return how many words from two places on are the same, LONGEST_RUN at most."""
        line, index, run = self._alignment.line.words, self._alignment.index.words, 0
        last, end = len(line), len(index)
        while run < LONGEST_RUN and 0 <= own < last and 0 <= given < end and line[own].stem == index[given].stem:
            own, given, run = own + step, given + step, run + 1
        return run

    def best(self, places: Iterable[Span]) -> Beside:
        """Return what stands beside the place of the article that has most of it."""
        return max(map(self.beside, islice(places, MOST_COMPARED)), key=Beside.total, default=Beside())

    def nearest(self, places: Iterable[Span]) -> Span | None:
        """Return the first of the places that have most of it beside them."""
        return max(islice(places, MOST_COMPARED), key=self._total, default=None)

    def _total(self, given: Span) -> float:
        return self.beside(given).total() if self._shared(given) else 0.0

    def _touching(self, own: int, run: int) -> float:
        """Return what a word of the line counts that begins a run."""
        if not run:
            return 0.0
        return OF_SENSE if self._alignment.line.keys[own] is not None else 1.0


def compare(other: Beside, same: Beside) -> dict[str, float]:
    """Return features: how much more stands beside what would belie the line than beside what bears it out."""
    more, nearer = other.shared - same.shared, other.touching - same.touching
    return {
        "beside": other.shared,
        "beside same": same.shared,
        "beside more": more,
        "beside ratio": math.log((other.total() + SMALL) / (same.total() + SMALL)),
        "beside rarer": other.weighs - same.weighs,
        "touching": other.touching,
        "touching more": nearer,
        "beside and touching": more * max(0.0, nearer),
        "beside two more": max(0, more - 1),
        "beside three more": max(0, more - 2),
        "run": other.run,
        "run more": other.run - same.run,
        "long run more": max(0, other.run - same.run - 1) if other.run > 3 else 0,
    }
