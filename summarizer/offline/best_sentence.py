"""Which of an article's own sentences makes the best line under its title.

The line is a passage of the article as it stands. Two rules may touch it, neither of which can make it say more: an
opening word, or a clause that hangs on its end, is left out; and "we" becomes whoever says it (`voices`). What is
best is decided by the cues of Edmundson (1969, New Methods in Automatic Extracting: place, title words, cue words,
frequent words), and by how the sentence continues a title that has just been read. The weights were set by hand on
articles of many kinds; `tests/test_offline.py` has such a set, with the picks that must hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer import grounding, style
from summarizer.language.sentences import sentences
from summarizer.models import Article
from summarizer.offline.cues import anywhere
from summarizer.offline.passages import passages, story_of
from summarizer.offline.worth import Measure, content_of

CLOSELY = 8
"""Sentences that are the best by what they say, among which the way they say it decides."""
MOST_CHARACTERS = 600
"""Of a sentence; what is longer was never one."""
OPENING_SENTENCES, OPENING_CHARACTERS = 6, 700
DESCRIBED = 0.5
"""A publisher's own summary was written for the purpose."""


class Line(NamedTuple):
    """A line that could be printed: the passages of the article that it stands on, and its worth beside others."""

    text: str
    quotes: tuple[str, ...]
    worth: float


def lines(article: Article) -> Iterator[Line]:
    """Yield the lines that could be printed for `article`, the best first; each obeys the house style's hard rules.

    Sentences are ranked by what they say, and the first of them by the way they say it as well.
    """
    measure = Measure(article)
    ranked = measure.ranked()
    seen: set[str] = set()
    for start in range(0, max(1, len(ranked)), CLOSELY):
        found = [line for place in ranked[start : start + CLOSELY] for line in _lines_of(measure, place)]
        described = () if start else _described(article, measure)
        for line in sorted((*found, *described), key=lambda line: -line.worth):
            if line.text not in seen and _continues(line.text, article.title):
                seen.add(line.text)
                yield line


def opening(text: str) -> str:
    """Return the first sentences of an article that are about its subject."""
    start = story_of(text)[:OPENING_CHARACTERS]
    prose = (start[slice(*span)] for span in sentences(start)[:OPENING_SENTENCES])
    return " ".join(sentence for sentence in prose if not _is_furniture(sentence))


def names_the_subject(line: str, article: Article) -> bool:
    """Return whether `line` has something that the title of `article` names, counts or is full of, or points at it."""
    return not Measure(article).unnamed(line, 1)


def _continues(line: str, title: str) -> bool:
    """Return whether `line` can stand under `title`: about the subject, in house style, and not the title run on."""
    if len(title.split()) >= 4 and line.casefold().startswith(style.tidy(title).rstrip(".").casefold()):
        return False
    faults = style.faults(line, title)
    return not _is_furniture(line) and all(
        fault.level == "soft" and fault.code != "dangling-pronoun" for fault in faults
    )


def _is_furniture(sentence: str) -> bool:
    return anywhere("furniture").search(sentence.lower()) is not None


def _lines_of(measure: Measure, place: int) -> Iterator[Line]:
    """Yield the lines that a sentence can become, with their worth."""
    start, end = measure.spans[place]
    if end - start > MOST_CHARACTERS:
        return
    for passage in passages(measure.story[start:end], measure.voice):
        worth = measure.of_sentence(place) + measure.of_manner(passage.line, place)
        yield Line(passage.line, (passage.verbatim,), worth)


def _described(article: Article, measure: Measure) -> Iterator[Line]:
    """Yield the sentences of the publisher's own summary, with the passages that bear them out."""
    for start, end in sentences(article.description[:OPENING_CHARACTERS]):
        for passage in passages(article.description[start:end], measure.voice):
            quotes = _borne_out(passage.line, article)
            if quotes:
                worth = measure.of_sense(content_of(passage.line), 0) + measure.of_manner(passage.line, 0)
                yield Line(passage.line, quotes, worth + DESCRIBED)


def _borne_out(line: str, article: Article) -> tuple[str, ...]:
    itself = grounding.locate(line, article.text)
    if itself:
        return (itself.quote,)
    grounded = grounding.ground(line, article.model_copy(update={"description": ""}), ())
    return tuple(found.quote for found in grounded.evidence) if grounded.verdict == "verified" else ()
