"""A made-up issue that holds everything a template may print, to try one out before a run costs anything."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.models import (
    Digest,
    Entry,
    Evidence,
    Failure,
    Issue,
    Merged,
    Paragraph,
    Part,
    Review,
    Section,
    Sentence,
    Source,
    Story,
)


def sample_digest(issue: Issue, categories: Sequence[str], top: int) -> Digest:
    """Return a digest of `issue` with `top` stories under Top News, and a story in each of `categories`."""
    stories = [_story(issue, categories[number % len(categories)], number) for number in range(top + len(categories))]
    lost = Source(given="https://example.com/lost", url="https://example.com/lost", origin="urls.txt", line=1)
    return Digest(
        issue=issue.model_copy(update={"excerpt": "Sample headline", "image": stories[-1].lead.image}),
        top=tuple(stories[:top]),
        sections=tuple(Section(category=story.lead.category, stories=(story,)) for story in stories[top:]),
        failures=(Failure(source=lost, stage="web", code="http-404", message="Sample reason", advice="Sample advice"),),
        merged=(Merged(source=lost, into=stories[-1].lead.url),),
    )


def _story(issue: Issue, category: str, number: int) -> Story:
    entries = (_entry(issue, category, 2 * number), _entry(issue, category, 2 * number + 1))
    evidence = entries[0].evidence
    paragraph = Paragraph(sentences=(Sentence(text="A sample sentence.", evidence=evidence, quoted=True),))
    review = (Review(code="sample", message="sample reason"),)
    return Story(entries=entries, reason="sample reason", paragraphs=(paragraph,), review=review)


def _entry(issue: Issue, category: str, number: int) -> Entry:
    url = f"https://example.com/{number}"
    return Entry(
        source=Source(given=url, url=url, key=url, origin="urls.txt", line=number + 1, position=number, note="note"),
        url=url,
        final_url=url,
        site="Example",
        date=issue.date,
        title=f"Sample title {number}",
        one_liner=f"Sample line {number}.",
        category=category,
        runner_up=category,
        confidence=0.5,
        evidence=(Evidence(quote="Sample quote", start=0, end=12, url=url),),
        verdict="partly",
        parts=(Part(kind="number", text="7", found=False, detail="sample detail"),),
        review=(Review(code="sample", message="sample reason"),),
        image=f"https://example.com/{number}.png",
        model="sample",
        prompt_id="sample",
    )
