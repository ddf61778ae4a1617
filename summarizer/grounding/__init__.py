"""What a backend proposes against what the article says: every checkable part of a line, found or not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarizer.grounding.alignment import Alignment
from summarizer.grounding.amounts import doubt_amounts
from summarizer.grounding.capitals import with_capitals
from summarizer.grounding.changes import check_changes
from summarizer.grounding.claims import check_addresses, check_names, check_quotations, find, is_known
from summarizer.grounding.clauses import doubt_clauses
from summarizer.grounding.direction import doubt_directions
from summarizer.grounding.doubts import Doubt, settle
from summarizer.grounding.modality import check_modality
from summarizer.grounding.negation import check_affirmed, doubt_negations
from summarizer.grounding.numbers import check_numbers
from summarizer.grounding.parsed import Parsed, index
from summarizer.grounding.periods import check_periods, check_rates
from summarizer.grounding.pronouns import check_pronouns
from summarizer.grounding.roles import check_belonging, doubt_roles
from summarizer.grounding.slots import doubt_slots
from summarizer.grounding.speakers import check_speakers
from summarizer.grounding.things import check_things
from summarizer.models import Article, Evidence, Part, Verdict

FEWEST_WORDS_SHARED = 2
"""A quote supports a line when they share this many words with sense of their own, or a number or name."""
MOST_EVIDENCE = 3
LONGEST_LINE = 3000
"""Characters; a paragraph of Top News has half as many, and a longer one may cost minutes to check."""


class Grounding(NamedTuple):
    """How far an article bears a line out: the verdict, every checkable part, and the passages that support it."""

    verdict: Verdict
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]


def locate(quote: str, text: str) -> Evidence | None:
    """Return where `text` has `quote`, exactly (`text[start:end]` is the evidence's quote), or None.

    White space, quotation marks, dashes, case and Unicode form may differ, and so may punctuation at either end;
    words may not, nor may a word be cut in two.
    """
    span = find(quote, text)
    return _evidence(text, span) if span else None


def ground(line: str, article: Article, quotes: Sequence[str]) -> Grounding:
    """Return how far `article` bears `line` out; `quotes` are passages said to stand in it.

    verified: every checkable part was found, and a quote (without quotes: the article's own best sentence) supports
    the line; unsupported: no part was found, or most were not, or nothing supports it; partly: anything between.
    """
    if len(line) > LONGEST_LINE:
        return Grounding("unsupported", (_too_long(line),), ())
    known = index(article)
    claimed = Parsed(with_capitals(line, known))
    alignment = Alignment(claimed, known)
    parts = (
        *check_numbers(claimed, known),
        *check_periods(claimed, known),
        *check_rates(claimed, known),
        *check_names(claimed, known),
        *check_addresses(claimed, known),
        *check_quotations(claimed, known),
        *check_speakers(claimed, known),
        *check_belonging(claimed, known),
        *check_changes(claimed, known),
        *check_modality(alignment),
        *check_pronouns(claimed, known),
        *check_things(claimed, known),
        *check_affirmed(claimed, known),
        *settle(all_doubts(alignment)),
    )
    evidence = _supporting(quotes, claimed, article) if quotes else _best_sentences(alignment)
    return Grounding(_verdict(parts, evidence), parts, evidence)


def _too_long(line: str) -> Part:
    return Part(
        kind="content", text=line[:80], found=False, detail=f"more than {LONGEST_LINE} characters are not checked"
    )


def all_doubts(alignment: Alignment) -> Iterator[Doubt]:
    """Yield whatever may be wrong with a line beyond its numbers, names and quotations."""
    line, known = alignment.line, alignment.index
    yield from doubt_negations(line, known, alignment)
    yield from doubt_directions(line, known, alignment)
    yield from doubt_roles(line, known, alignment)
    yield from doubt_slots(line, known, alignment)
    yield from doubt_amounts(line, known, alignment)
    yield from doubt_clauses(line, known, alignment)


def _verdict(parts: Sequence[Part], evidence: Sequence[Evidence]) -> Verdict:
    """Return what parts and evidence come to."""
    missing = sum(not part.found for part in parts)
    if evidence and not missing:
        return "verified"
    hopeless = not evidence and missing == len(parts)
    return "unsupported" if hopeless or 2 * missing > len(parts) else "partly"


def _evidence(text: str, span: tuple[int, int]) -> Evidence:
    start, end = span
    return Evidence(quote=text[start:end], start=start, end=end)


def _supporting(quotes: Sequence[str], line: Parsed, article: Article) -> tuple[Evidence, ...]:
    """Return those of `quotes` that stand in the article and have something to do with the line."""
    located = (locate(quote, article.text) for quote in quotes)
    return tuple(dict.fromkeys(found for found in located if found and _supports(found.quote, line)))


def _supports(quote: str, line: Parsed) -> bool:
    """Return whether a passage shares enough with the line to be about the same thing."""
    passage = index(Article(title="", text=quote))
    shared = {word.stem for at, word in enumerate(line.words) if line.is_content(at) and is_known(passage, word)}
    named = {line.words[at].plain for at in line.named} & passage.capitals
    valued = {number.value for number in line.quantities} & {number.value for number in passage.quantities}
    return len(shared) + 2 * len(named) + 2 * len(valued) >= FEWEST_WORDS_SHARED


def _best_sentences(alignment: Alignment) -> tuple[Evidence, ...]:
    """Return the sentences of the article that together share most with the line, the best first."""
    known = alignment.index
    having = {
        number: {hit.own for hit in hits}
        for number, hits in alignment.hits.items()
        if known.sentences[number][1] <= known.body_length
    }
    chosen: list[int] = []
    while having and len(chosen) < MOST_EVIDENCE:
        best = max(having, key=lambda number: (len(having[number]), alignment.whole[number], -number))
        gained = having.pop(best)
        if len(gained) < FEWEST_WORDS_SHARED:
            break
        chosen.append(best)
        having = {number: left for number, own in having.items() if (left := own - gained)}
    return tuple(_evidence(known.text, known.sentences[number]) for number in chosen)
