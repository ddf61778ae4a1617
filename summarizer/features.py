"""Top News: which stories are the biggest, and paragraphs about them that their articles bear out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from summarizer import grounding, style
from summarizer.identity import host_of
from summarizer.models import Article, Claim, Evidence, Feature, Paragraph, Part, Review, Sentence, Story

if TYPE_CHECKING:
    from summarizer.offline.best_sentence import Line

TOP_STORIES = 4
"""Top stories of a usual issue, where there are at least twice as many stories in all."""
FEWEST_WORDS, MOST_WORDS = 80, 150
"""Of a paragraph."""
FEWEST_OF_TEXT = 1 / 3
"""A paragraph need not be longer than this share of its articles' words: from less text, less can be said."""
VERIFIED_AT_ONCE = 16
"""Features whose verification is kept: more than an issue has top stories."""
SAME_SENTENCE = 0.6
"""Share of the shorter sentence's words from which two sentences say the same."""


def by_size(stories: Iterable[Story]) -> list[Story]:
    """Return `stories`, the biggest first: the editor's pins, then the number of independent sources, then
    newsworthiness, then the editor's order.
    """
    return sorted(stories, key=_bigness)


def top_count(stories: int, wanted: int | None) -> int:
    """Return how many of so many stories are Top News: as `wanted`, by default four, or half of a short issue."""
    return min(TOP_STORIES, stories // 2) if wanted is None else min(wanted, stories)


def _bigness(story: Story) -> tuple[bool, int, int, int]:
    pinned = any(entry.source.pinned for entry in story.entries)
    sites = {host_of(entry.url) or entry.url for entry in story.entries}
    newsworthiness = max(entry.newsworthiness for entry in story.entries)
    position = min(entry.source.position for entry in story.entries)
    return (not pinned, -len(sites), -newsworthiness, position)


def quoted_paragraphs(articles: Sequence[Article]) -> tuple[Paragraph, ...]:
    """Return a paragraph of the articles' own best sentences, article by article, none saying what another has said."""
    from summarizer.offline.best_sentence import lines

    chosen: list[tuple[int, Sentence]] = []
    words = 0
    for number, line in _in_turn([list(lines(article)) for article in articles]):
        length = len(line.text.split())
        if words + length > MOST_WORDS or any(_says_the_same(line.text, one.text) for _, one in chosen):
            continue
        chosen.append((number, _quoted(articles[number], line)))
        words += length
        if words >= FEWEST_WORDS:
            break
    read = sorted(chosen, key=lambda one: (one[0], min((found.start for found in one[1].evidence), default=0)))
    return (Paragraph(sentences=tuple(sentence for _, sentence in read)),) if read else ()


def _in_turn(best: Sequence[Sequence[Line]]) -> Iterator[tuple[int, Line]]:
    """Yield the best line of every article, then the second best of every one, with the article's number."""
    for lines_of_a_rank in zip_longest(*best):
        yield from ((number, line) for number, line in enumerate(lines_of_a_rank) if line)


def _quoted(article: Article, line: Line) -> Sentence:
    found = (grounding.locate(quote, article.text) for quote in line.quotes)
    evidence = tuple(one.model_copy(update={"url": article.url}) for one in found if one)
    return Sentence(text=line.text, evidence=evidence, quoted=True)


def _says_the_same(one: str, other: str) -> bool:
    mine, theirs = (set(style.tidy(text).casefold().split()) for text in (one, other))
    return len(mine & theirs) >= SAME_SENTENCE * min(len(mine), len(theirs))


def verified(feature: Feature, articles: Sequence[Article], language: str = "en") -> tuple[Paragraph, ...]:
    """Return the paragraphs that `feature` proposes, each sentence with how far the articles bear it out.

    They are set as is the custom in `language`, the digest's.
    """
    return _verified(feature, tuple(articles), language)


@lru_cache(maxsize=VERIFIED_AT_ONCE)
def _verified(feature: Feature, articles: tuple[Article, ...], language: str) -> tuple[Paragraph, ...]:
    """Look everything up once, though it is complained about first and taken afterwards."""
    shelf = _Shelf.of(articles)
    looked_up = (tuple(shelf.verified(claim, language) for claim in one) for one in feature.paragraphs)
    return tuple(Paragraph(sentences=sentences) for sentences in looked_up)


def reviews(paragraphs: Sequence[Paragraph], language: str = "en") -> tuple[Review, ...]:
    """Return a reason for a person to look, for every sentence that is not borne out or breaks a hard rule.

    `language` is the digest's, as an ISO 639-1 code; sentences of an article's own are in the article's.
    """
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    return tuple(review for sentence in sentences for review in _reviews(sentence, language))


def complaints(feature: Feature, articles: Sequence[Article], wanted: int, language: str = "en") -> list[str]:
    """Return what is wrong with `feature`, of which `wanted` paragraphs were asked, to be put to the backend."""
    paragraphs = verified(feature, articles, language)
    found = [] if len(paragraphs) == wanted else [f"write {wanted} paragraph(s), not {len(paragraphs)}"]
    enough = int(min(FEWEST_WORDS, FEWEST_OF_TEXT * sum(len(article.text.split()) for article in articles)))
    for number, paragraph in enumerate(paragraphs, 1):
        length = sum(len(sentence.text.split()) for sentence in paragraph.sentences)
        if not enough <= length <= MOST_WORDS:
            found.append(f"paragraph {number} has {length} words; write {enough} to {MOST_WORDS}")
    return [*found, *_strange_quotes(feature, articles), *(review.message for review in reviews(paragraphs, language))]


def _strange_quotes(feature: Feature, articles: Sequence[Article]) -> Iterator[str]:
    for claim in (claim for paragraph in feature.paragraphs for claim in paragraph):
        for quote in claim.quotes:
            if not any(grounding.locate(quote, article.text) for article in articles):
                yield f"this quote does not stand in any of the articles word for word: {quote!r}"


def _reviews(sentence: Sentence, language: str) -> Iterator[Review]:
    shown = f"“{sentence.text}”"
    for fault in style.faults(sentence.text, language=language):
        if fault.level != "soft":
            yield Review(code=fault.code, message=f"{shown}: {fault.message}")
    if sentence.verdict != "verified":
        missing = "; ".join(_named(part) for part in sentence.parts if not part.found)
        lack = f"the articles do not bear out: {missing}" if missing else "no quote from the articles supports it"
        yield Review(code=sentence.verdict, message=f"{shown}: {lack}")


def _named(part: Part) -> str:
    return f"{part.text!r} ({part.detail})" if part.detail else repr(part.text)


class _Shelf(NamedTuple):
    """Several articles read as one, so that a sentence may draw on all of them."""

    articles: tuple[Article, ...]
    starts: tuple[int, ...]
    """Where each article's text begins in the joined one."""
    joined: Article

    @classmethod
    def of(cls, articles: Sequence[Article]) -> _Shelf:
        starts, at = [], 0
        for article in articles:
            starts.append(at)
            at += len(article.text) + len("\n\n")
        joined = Article(
            title="\n".join(article.title for article in articles),
            site="\n".join(article.site for article in articles),
            date=articles[0].date,
            text="\n\n".join(article.text for article in articles),
        )
        return cls(tuple(articles), tuple(starts), joined)

    def verified(self, claim: Claim, language: str) -> Sentence:
        text = style.tidy(claim.text, language)
        grounded = grounding.ground(text, self.joined, claim.quotes)
        evidence = tuple(self._in_its_article(one) for one in grounded.evidence)
        parts = tuple(part.model_copy(update={"start": None, "end": None}) for part in grounded.parts)
        return Sentence(text=text, evidence=evidence, verdict=grounded.verdict, parts=parts)

    def _in_its_article(self, evidence: Evidence) -> Evidence:
        """Return evidence from the joined text with the offsets it has in its own article."""
        number = max(number for number, start in enumerate(self.starts) if start <= evidence.start)
        start = self.starts[number]
        place = {"start": evidence.start - start, "end": evidence.end - start, "url": self.articles[number].url}
        return evidence.model_copy(update=place)
