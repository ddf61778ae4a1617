"""What stands right beside a place of a line, and whether the same stands beside a place of the article."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from summarizer.grounding.alignment import Alignment

OF_LINE, OF_ARTICLE = 5, 7
"""Words to either side that are looked at; an article takes more words to say the same."""
OF_SENSE = 1.5
"""What the very next word counts where it has sense of its own, against one that has not."""
SMALL = 0.5
"""Added to counts before their ratio is taken."""


class Beside(NamedTuple):
    """What two places have beside them, each on the same side."""

    shared: int = 0
    """Words with sense of their own."""
    weighs: float = 0.0
    """What they weigh: the more the rarer they are."""
    touching: float = 0.0
    """The words before and behind that are the same."""

    def all(self) -> float:
        """Return how much they have in common, to choose the best of several places by."""
        return self.shared + self.touching


def beside(alignment: Alignment, own: tuple[int, int], given: tuple[int, int]) -> Beside:
    """Return what stands beside words `own` of the line (first and last) and beside words `given` of the article."""
    (first, last), (start, end) = own, given
    best: dict[int, float] = {}
    for place, at, weighs in alignment.hits.get(alignment.index.sentence_of[start], ()):
        before = first - OF_LINE <= at < first and start - OF_ARTICLE <= place < start
        behind = last < at <= last + OF_LINE and end < place <= end + OF_ARTICLE
        if (before or behind) and weighs > best.get(at, 0.0):
            best[at] = weighs
    touching = _touching(alignment, first - 1, start - 1) + _touching(alignment, last + 1, end + 1)
    return Beside(len(best), sum(best.values()), touching)


def best_beside(alignment: Alignment, own: tuple[int, int], places: Iterable[tuple[int, int]]) -> Beside:
    """Return what stands beside the place of the article that has most in common."""
    return max((beside(alignment, own, given) for given in places), key=Beside.all, default=Beside())


def compare(other: Beside, same: Beside) -> dict[str, float]:
    """Return features: how much more stands beside what would belie the line than beside what bears it out."""
    more, nearer = other.shared - same.shared, other.touching - same.touching
    return {
        "beside": other.shared,
        "beside same": same.shared,
        "beside more": more,
        "beside ratio": math.log((other.all() + SMALL) / (same.all() + SMALL)),
        "beside rarer": other.weighs - same.weighs,
        "touching": other.touching,
        "touching more": nearer,
        "beside and touching": more * max(0.0, nearer),
        "beside two more": max(0, more - 1),
        "beside three more": max(0, more - 2),
    }


def _touching(alignment: Alignment, own: int, given: int) -> float:
    """Return what the word of the line counts if the article's is the same."""
    line, index = alignment.line, alignment.index
    if not (0 <= own < len(line.words) and 0 <= given < len(index.words)):
        return 0.0
    if line.words[own].plain != index.words[given].plain and line.words[own].stem != index.words[given].stem:
        return 0.0
    return OF_SENSE if line.key(own) is not None else 1.0
