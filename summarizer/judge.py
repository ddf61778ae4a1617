"""A backend proposes, this disposes: what a draft lacks, and whether and how it may stand in a digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from summarizer import grounding, style, translation
from summarizer.errors import ItemError
from summarizer.grounding import Grounding
from summarizer.models import Article, Draft, Entry, Review
from summarizer.offline.classifier import SURE, classify
from summarizer.reading.injection import orders_model
from summarizer.style.titles import content_words
from summarizer.taxonomy import Taxonomy

ASKED_AGAIN = frozenset({"hype"})
"""Matters of taste that a backend is asked to mend; they are marked where the line is printed."""

SHOWN_CHARACTERS = 300
"""Of a quote or name that a message repeats; an honest quote seldom has more."""

SAID_BY_THE_ARTICLE = 2 / 3
"""Of a line's words that its evidence must have before the line counts as the article's own: an excuse has few."""

GROUNDED_AT_ONCE = 64
"""Lines whose grounding is kept: more than are between complaint and judgement at any time."""


def complaints(draft: Draft, article: Article, taxonomy: Taxonomy, language: str = "en") -> list[str]:
    """Return what is wrong with `draft`, one sentence each, to be put to the backend; empty when it may stand.

    `language` is the digest's, as an ISO 639-1 code.
    """
    if len(draft.one_liner) > grounding.LONGEST_LINE:
        return [_too_long(draft.one_liner)]
    line = style.tidy(draft.one_liner, language)
    faults = _faults(draft, line, article, language)
    found = [*_about_draft(draft, line, faults, article, taxonomy)]
    grounded = _grounded(line, article, draft.quotes, language) if line else None
    if grounded and not (grounded.verdict == "partly" and translation.is_translated(line, article, language)):
        found += _about_grounding(grounded)
    return [*(review.message for review in found), *(one.message for one in faults if one.code in ASKED_AGAIN)]


def judge(draft: Draft, article: Article, taxonomy: Taxonomy, language: str = "en") -> Entry:
    """Return the entry that `draft` becomes, marked with every reason for a person to look at it.

    Raises ItemError (`unusable-line`) for a draft that may not be printed in any form.
    """
    if len(draft.one_liner) > grounding.LONGEST_LINE:
        raise ItemError(
            "unusable-line", f"the proposed line cannot be printed: {_too_long(draft.one_liner)}", draft.usage
        )
    line = style.tidy(draft.one_liner, language)
    faults = _faults(draft, line, article, language)
    for fault in faults:
        if fault.level == "fatal":
            raise ItemError("unusable-line", f"the proposed line cannot be printed: {fault.message}", draft.usage)
    category = _category(draft, line, article, taxonomy)
    grounded = _grounded(line, article, draft.quotes, language)
    reviews = (
        *article.review,
        *_about_draft(draft, line, faults, article, taxonomy),
        *_about_confidence(draft),
        *_about_language(line, article, language),
        *_about_grounding(grounded),
    )
    return Entry(
        source=article.source,
        url=article.url,
        final_url=article.final_url or article.url,
        site=article.site,
        date=article.date,
        title=article.title,
        one_liner=line,
        category=category,
        runner_up=draft.runner_up if draft.runner_up in taxonomy.names and draft.runner_up != category else None,
        newsworthiness=draft.newsworthiness,
        confidence=draft.confidence,
        evidence=grounded.evidence,
        verdict="unsupported" if orders_model(line) else grounded.verdict,
        parts=grounded.parts,
        review=reviews,
        image=article.image,
        lead_only=article.lead_only,
        model=draft.model,
        prompt_id=draft.prompt_id,
        usage=draft.usage,
    )


def _too_long(line: str) -> str:
    """Return what is said of a line that is not even looked at, since the looking would take seconds."""
    return f"The line has {len(line):,} characters; write one sentence."


def _faults(draft: Draft, line: str, article: Article, language: str) -> tuple[style.Fault, ...]:
    """Return what is wrong with the style of a draft's `line`, in the light of what its article says."""
    borne_out = bool(line) and _is_said(line, _grounded(line, article, draft.quotes, language))
    return style.faults(line, article.title, language=language, borne_out=borne_out)


def _is_said(line: str, grounded: Grounding) -> bool:
    """Return whether the passages that bear a line out say it in most of its words."""
    if grounded.verdict != "verified":
        return False
    said = {word for evidence in grounded.evidence for word in content_words(evidence.quote)}
    words = content_words(line)
    return sum(word in said for word in words) >= SAID_BY_THE_ARTICLE * len(words)


def _category(draft: Draft, line: str, article: Article, taxonomy: Taxonomy) -> str:
    """Return the first category of `draft` that exists; where none does, what the classifier makes of the line."""
    for name in (draft.category, draft.runner_up):
        if name in taxonomy.names:
            return name
    return classify(article.title, line, article.text, article.url, taxonomy)[0].category


@lru_cache(maxsize=GROUNDED_AT_ONCE)
def _grounded(line: str, article: Article, quotes: tuple[str, ...], language: str) -> Grounding:
    """Ground a line once, though it is complained about first and judged afterwards."""
    if translation.other_language(article, language) is not None:
        own = translation.ground_own(line, article)
        if own is not None:
            return own
        if translation.is_translated(line, article, language):
            return translation.ground_translated(line, article, quotes)
    return grounding.ground(line, article, quotes)


def _about_draft(
    draft: Draft, line: str, faults: Sequence[style.Fault], article: Article, taxonomy: Taxonomy
) -> Iterator[Review]:
    """Yield what is wrong with `draft`, whose `line` has `faults`, before the article is asked what it bears out."""
    yield from (Review(code=fault.code, message=fault.message) for fault in faults if fault.level != "soft")
    yield from _about_category(draft, taxonomy)
    yield from _about_quotes(draft, article)
    yield from _about_echo(line)


def _about_category(draft: Draft, taxonomy: Taxonomy) -> Iterator[Review]:
    if draft.category not in taxonomy.names:
        wanted = ", ".join(taxonomy.names)
        yield Review(
            code="category", message=f"category {_short(draft.category)} does not exist; choose one of {wanted}"
        )


def _about_confidence(draft: Draft) -> Iterator[Review]:
    if draft.confidence is not None and draft.confidence < SURE:
        other = f"; it may be {draft.runner_up}" if draft.runner_up else ""
        yield Review(code="unsure-category", message=f"{draft.category} only with {draft.confidence:.0%}{other}")


def _about_echo(line: str) -> Iterator[Review]:
    """Yield a review of a line that orders a model about: an article may say so, but it is no summary of one."""
    if orders_model(line):
        yield Review(code="echo", message="the line speaks to a language model; say what the article reports instead")


def _about_language(line: str, article: Article, language: str) -> Iterator[Review]:
    review = translation.review_of(line, article, language)
    if review is not None:
        yield review


def _about_quotes(draft: Draft, article: Article) -> Iterator[Review]:
    for quote in draft.quotes:
        if grounding.locate(quote, article.text) is None:
            message = f"this quote does not stand in the article word for word: {_short(quote)}"
            yield Review(code="quote-not-found", message=message)


def _about_grounding(grounded: Grounding) -> Iterator[Review]:
    if grounded.verdict == "verified":
        return
    missing = [part for part in grounded.parts if not part.found]
    if missing:
        named = "; ".join(
            f"{_short(part.text)} ({part.detail})" if part.detail else _short(part.text) for part in missing
        )
        yield Review(code=grounded.verdict, message=f"the article does not bear out: {named}")
    elif not grounded.evidence:
        yield Review(code=grounded.verdict, message="no quote from the article supports the line")


def _short(text: str) -> str:
    """Return `text` in quotation marks, its beginning if it is long: a reply may have thousands of characters."""
    return repr(text if len(text) <= SHOWN_CHARACTERS else f"{text[: SHOWN_CHARACTERS - 1]}…")
