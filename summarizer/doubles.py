"""One event under two headings of a finished digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from summarizer.models import Entry, Source
from summarizer.stories.candidates import Corpus
from summarizer.stories.grouping import reason
from summarizer.stories.similarity import Comparison
from summarizer.style import Finding
from summarizer.style.document import Block, blocks

SURE = 0.7
"""Likelihood from which two items are said to be one story. In 41 issues of a newsletter's archive it finds 36 of the
74 doubles known; of the 39 pairs it names one is none, and two more are two facets of one event."""


def same_stories(markdown: str) -> list[Finding]:
    """Return a finding for every item of a digest in Markdown that tells the story of an earlier one once more."""
    told = list(_told(blocks(markdown)))
    entries = [_entry(at, block, text) for at, (block, text) in enumerate(told)]
    comparison = Comparison(Corpus(entries))
    found: dict[int, Finding] = {}
    for first, second, _ in comparison.corpus.pairs():
        earlier, later = sorted((first, second))
        if later not in found and comparison.probability(first, second) >= SURE:
            found[later] = _finding(told[earlier][0], told[later][0], _why(comparison, earlier, later))
    return sorted(found.values(), key=lambda finding: finding.line_number)


def _finding(earlier: Block, later: Block, why: str) -> Finding:
    message = f"This looks like the story on line {earlier.number}: {why}; merge them, or say how they differ."
    return Finding(later.number, "same-story", message)


def _why(comparison: Comparison, first: int, second: int) -> str:
    return reason([comparison.corpus.readings[at] for at in (first, second)], comparison)


def _told(document: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield every item and every linked heading with what is told of it; links for further reading tell nothing."""
    heading: Block | None = None
    for block in document:
        if block.kind == "item" and block.title:
            yield block, block.text
        elif block.kind == "heading":
            heading = block if block.url and block.title else None
        elif block.kind == "text" and heading is not None:
            yield heading, block.text
            heading = None


def _entry(at: int, block: Block, text: str) -> Entry:
    url = f"https://line-{block.number}.invalid/"  # where a page lies says nothing here
    source = Source(given=url, url=url, position=at)
    return Entry(source=source, url=url, final_url=url, title=block.title, one_liner=text or block.title, category="-")
