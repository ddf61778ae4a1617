"""Speakers: a quotation of the line must not be given to somebody else than in the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from summarizer.grounding.claims import find
from summarizer.grounding.names import Name, telling
from summarizer.grounding.parsed import Index, Parsed
from summarizer.language.lexicon import NEGATORS, VERBS_OF_SAYING
from summarizer.language.sentences import Span
from summarizer.language.words import Word, stem
from summarizer.models import Part

BEFORE, BEHIND = 25, 14
"""Words before and behind a quotation in which it may be told who says it."""
_PERSONS = frozenset({"he", "she", "they", "it", "i", "we", "who"})


def check_speakers(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every quotation that the article has from somebody else than the line."""
    for quotation in line.quotations:
        text = line.text[quotation[0] + 1 : quotation[1] - 1]
        speaker = next(reversed(_told(line, quotation)), None)
        found = find(text, index.text) if speaker else None
        whole = found and next((one for one in index.quotations if one[0] <= found[0] and found[1] <= one[1]), None)
        given = _told(index, whole) if whole else []
        if speaker and given and not _may_be(index, _plains(line, speaker), given):
            says = index.text[given[-1].start : given[-1].end]
            yield Part(kind="quotation", text=text, found=False, detail=f"the article has it from {says}")


def _plains(parsed: Parsed, *names: Name) -> frozenset[str]:
    """Return the words of names that tell them from others."""
    every = (telling(parsed.words[at].plain for at in range(name.first, name.last + 1)) for name in names)
    return frozenset().union(*every)


def _may_be(index: Index, speaker: frozenset[str], given: list[Name]) -> bool:
    """Return whether a name is among those given, or that of whom one of them may speak for.

    A company speaks by its people: who is named with it somewhere, or in an article that is about it.
    """
    named = _plains(index, *given)
    if speaker & named or not speaker & index.capitals:  # a name that is nowhere is complained of elsewhere
        return True
    if _is_person(index, speaker):
        return False
    together = (_plains(index, *names) for names in index.names_of_sentences.values())
    return any(speaker & names and named & names for names in together) or _is_subject(index, speaker)


def _is_subject(index: Index, speaker: frozenset[str]) -> bool:
    """Return whether a name stands in the article's first sentence or in its title."""
    places = (at for plain in speaker for at in index.places.get(plain, ()))
    return any(index.sentence_of[at] == 0 or index.words[at].start >= index.body_length for at in places)


def _is_person(index: Index, speaker: frozenset[str]) -> bool:
    """Return whether the article has somebody of this name, first name and surname, beside a verb of saying."""
    return any(
        speaker & _plains(index, name) and name.last > name.first and _speaks(index, name) for name in index.names
    )


def _speaks(index: Index, name: Name) -> bool:
    near = range(max(0, name.first - 2), min(len(index.words), name.last + 4))
    return any(_says(index.words[at]) for at in near)


def _told(parsed: Parsed, quotation: Span) -> list[Name]:
    """Return the names in what says who speaks before or behind a quotation, the nearest last; none if nothing does."""
    starts = [word.start for word in parsed.words]
    first, behind = bisect_left(starts, quotation[0]), bisect_left(starts, quotation[1])
    return _told_behind(parsed, behind) or _told_before(parsed, first)


def _told_behind(parsed: Parsed, behind: int) -> list[Name]:
    """Return the names of `…," said Jane Roe of Acme` and `…," Jane Roe said`."""
    frame = _frame(parsed, behind, 1)
    if not any(_says(parsed.words[at]) for at in frame[:8]):
        return []
    if any(parsed.words[at].plain in _PERSONS for at in frame[:2]):
        return _antecedents(parsed, frame[0])
    named = [name for name in parsed.names if name.first in frame]
    begins = _says(parsed.words[frame[0]]) or any(name.first == frame[0] for name in named)
    return list(reversed(named)) if begins else []


def _told_before(parsed: Parsed, first: int) -> list[Name]:
    """Return the names of `Jane Roe of Acme said that "…` up to the verb."""
    frame = _frame(parsed, first - 1, -1)
    verb = next((at for at in frame if _says(parsed.words[at])), None)
    if verb is None:
        return []
    if any(parsed.words[at].plain in _PERSONS for at in range(max(0, verb - 2), verb)):
        return _antecedents(parsed, verb)
    return [name for name in parsed.names if name.first in frame and name.last < verb]


def _antecedents(parsed: Parsed, at: int) -> list[Name]:
    """Return the names that a pronoun at word `at` may stand for: those of the two sentences before and of its own.

    None for a line, which has no sentence before.
    """
    sentence = parsed.sentence_of[at]
    return [name for name in parsed.names if sentence and 0 <= sentence - parsed.sentence_of[name.first] <= 2]


def _frame(parsed: Parsed, at: int, step: int) -> list[int]:
    """Return the words of the sentence before or behind a quotation that stand in none."""
    if not 0 <= at < len(parsed.words):
        return []
    edge = at - step if step > 0 else at + 1
    sentence = parsed.sentence_of[max(0, min(edge, len(parsed.words) - 1))]
    found: list[int] = []
    for place in range(at, at + step * (BEHIND if step > 0 else BEFORE), step):
        if not 0 <= place < len(parsed.words) or parsed.sentence_of[place] != sentence or parsed.in_quotation(place):
            break
        found.append(place)
    return found


def _says(word: Word) -> bool:
    return word.stem in _saying() and word.plain not in NEGATORS  # "not" has the stem of "note"


@cache
def _saying() -> frozenset[str]:
    return frozenset(map(stem, VERBS_OF_SAYING))
