"""Sides: what one text says of the one party another may say of the other: A beats B, and B loses to A."""

from __future__ import annotations

from summarizer.grounding.alignment import Alignment
from summarizer.language.words import Word, opposites, stem

_RELATING = frozenset(
    map(
        stem,
        "beat win defeat lose buy acquire purchase sell lend borrow ahead behind lead trail lag outsell outspend exceed"
        " larger smaller bigger older younger newer faster slower cheaper costlier higher lower longer shorter better"
        " worse stronger weaker earlier later more less fewer above below over under".split(),
    )
)
"""Words that relate what stands before them to what stands behind; their opposites do so the other way round."""


CROSSED = 0.1
"""How far what stands beside a word must have changed sides, of 1."""


def relates(word: Word) -> bool:
    """Return whether a word has an opposite that says the same once both parties change places."""
    return word.stem in _RELATING


def is_turned(alignment: Alignment, at: int, place: int) -> bool:
    """Return whether the article says at `place`, from the other side, what word `at` of the line says.

    `place` has an opposite of the word; what stands before the word in the line stands behind it in the article.
    """
    return relates(alignment.line.words[at]) and alignment.side(at, place) < -CROSSED


def turned(alignment: Alignment) -> dict[int, frozenset[int]]:
    """Return the words of the line that the article says from the other side, with the sentences that do."""
    line, index = alignment.line, alignment.index
    found: dict[int, frozenset[int]] = {}
    for at in [at for at, word in enumerate(line.words) if relates(word)]:
        places = (place for form in opposites(line.words[at].stem) for place in index.places.get(form, ()))
        found[at] = frozenset(index.sentence_of[place] for place in places if is_turned(alignment, at, place))
    return found
