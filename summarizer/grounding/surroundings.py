"""How well a place of the article fits a place of the line, by the words that stand near both."""

from __future__ import annotations

from summarizer.grounding.parsed import Index, Parsed
from summarizer.language.words import means

WINDOW = 8
"""Words to either side that tell what a statement is about; in the article two more."""
NEAR = 4.0
"""Words apart at which a word counts half towards what another is about."""


def around(line: Parsed, at: int) -> dict[str, float]:
    """Return the stems near word `at`, with what may stand for them, and how near they are (1 is nearest)."""
    found: dict[str, float] = {}
    for place in range(max(0, at - WINDOW), min(len(line.words), at + WINDOW + 1)):
        key = line.key(place) if place != at else None
        for form in means(key) if key else ():
            found[form] = max(found.get(form, 0.0), _nearness(place, at))
    return found


def fit(near: dict[str, float], index: Index, at: int) -> float:
    """Return how much of what stands near a word of the line stands near word `at` of the article, nearest most."""
    best: dict[str, float] = {}
    sentence = index.sentence_of[at]
    for place in range(max(0, at - WINDOW - 2), min(len(index.words), at + WINDOW + 3)):
        if place == at or index.sentence_of[place] != sentence:
            continue
        key = index.key(place)
        if key in near:
            best[key] = max(best.get(key, 0.0), near[key] * _nearness(place, at))
    return sum(best.values())


def _nearness(one: int, other: int) -> float:
    return 1 / (1 + abs(one - other) / NEAR)
