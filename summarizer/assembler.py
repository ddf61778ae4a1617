"""Orders what became of the sources into a Digest: pins, then clear importance, then the editor's own order.

What only shows where lines stand together is seen to here: one kind of quotation mark, no line twice, openings that
vary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from summarizer import style
from summarizer.identity import page_key
from summarizer.models import Digest, Entry, Failure, Issue, Merged, Paragraph, Review, Section, Story, Usage
from summarizer.reading.mojibake import repair
from summarizer.sources import with_marks_of
from summarizer.stories.candidates import candidates
from summarizer.taxonomy import Taxonomy

Outcome = Entry | Failure | Merged
"""What became of one source."""
Placed = TypeVar("Placed", bound=Outcome)

CLEARLY_IMPORTANT = 5
"""Newsworthiness from which an entry goes before the editor's order; where models rank finely, well-known names and
large sums drift up and papers down, so only the clearest are moved."""

SAME_SUBJECT = 0.14
"""Likeness from which two stories of a section are on one subject: of the pairs that reach it in issues #301-#302 of
the archive, read one by one, nearly all were."""
PAIRS_A_STORY = 4
"""Pairs looked at for each story of a section, the likeliest of all first."""

IN_PRINT = frozenset({"hype", "dangling-pronoun", "title-echoed"})
"""Matters of taste that a person should see before they are printed."""
_FIRST_WORD = re.compile(r"\w[\w'.-]*")


def same_pages(outcomes: Iterable[Outcome]) -> tuple[list[Entry], list[Failure], list[Merged]]:
    """Part outcomes by kind, in input order, and merge entries whose links led to the same page or the same text.

    The earliest entry with a link of the editor's own stays, else the earliest, with the marks of all and at what all
    cost; so the result does not depend on the order in which the work finished.
    """
    groups: list[list[Entry]] = []
    known: dict[str, list[Entry]] = {}
    failures: list[Failure] = []
    merged: list[Merged] = []
    for outcome in _by_position(outcomes):
        if isinstance(outcome, Failure):
            failures.append(outcome)
        elif isinstance(outcome, Merged):
            merged.append(outcome)
        else:
            same = next((known[key] for key in _identities(outcome) if key in known), None)
            if same is not None:
                same.append(outcome)
            else:
                groups.append([outcome])
                known.update(dict.fromkeys(_identities(outcome), groups[-1]))
    # A saved page may have come before the link that it was saved from.
    groups = [sorted(group, key=lambda entry: not entry.source.url) for group in groups]
    merged += [Merged(source=entry.source, into=group[0].url) for group in groups for entry in group[1:]]
    entries = [_folded(group) for group in groups]
    return _by_position(entries), failures, _by_position(merged)


def _folded(group: Sequence[Entry]) -> Entry:
    """Return the first entry of a page, with the marks of all and at what all cost."""
    source = with_marks_of([entry.source for entry in group])
    usage = sum((entry.usage for entry in group), Usage())
    return group[0].model_copy(update={"source": source, "usage": usage})


def _by_position(outcomes: Iterable[Placed]) -> list[Placed]:
    return sorted(outcomes, key=lambda outcome: outcome.source.position)


def _identities(entry: Entry) -> list[str]:
    """Return what two entries of the same page share: the address they ended at, or title and line together."""
    addresses = [page_key(url) for url in (entry.url, entry.final_url) if url]
    return [*addresses, f"{entry.title}\n{entry.one_liner}"]


def assemble(
    stories: Sequence[Story],
    failures: Sequence[Failure],
    merged: Sequence[Merged],
    *,
    issue: Issue,
    taxonomy: Taxonomy,
    top: Sequence[Story] = (),
    review: Sequence[Review] = (),
    usage: Usage | None = None,
) -> Digest:
    """Return the digest of `stories`, by section in the taxonomy's order; `top` are those printed as Top News.

    Characters are mended in all that is printed, and lines that do not read well where they stand are marked for
    review; `review` is what concerns the issue as a whole. `usage` is what was spent beside the entries and failures
    themselves, which are added up here.
    """
    sections = []
    at_the_top = {story.lead.source.position for story in top}
    above: list[Entry] = []
    for name in taxonomy.names:
        inside = [
            story for story in stories if story.lead.category == name and story.lead.source.position not in at_the_top
        ]
        if inside:
            sections.append(Section(category=name, stories=tuple(_in_house_style(in_order(inside), above))))
    spent = usage or Usage()
    for story in stories:
        for entry in story.entries:
            spent += entry.usage
    for failure in failures:
        spent += failure.usage
    return Digest(
        issue=issue.model_copy(update={"excerpt": _mended(issue.excerpt)}),
        top=tuple(map(_with_mended_characters, top)),
        sections=tuple(sections),
        failures=tuple(failures),
        merged=tuple(merged),
        review=tuple(review),
        usage=spent,
    )


def _in_house_style(stories: Iterable[Story], above: list[Entry]) -> Iterator[Story]:
    """Yield the stories of a section with their characters mended, and each line's faults of taste marked for review.

    `above` are the entries whose lines stand above in the issue; it grows.
    """
    opening = ""
    for story in map(_with_mended_characters, stories):
        lead = story.lead
        reviews = [*lead.review, *_about_taste(lead), *_about_twins(lead, above)]
        word = _opening(lead.one_liner)
        if word and word.casefold() == opening.casefold():
            reviews.append(Review(code="same-opening", message=f"the line above opens with {word!r} as well"))
        opening = word
        above.append(lead)
        yield story.model_copy(
            update={"entries": (lead.model_copy(update={"review": tuple(reviews)}), *story.entries[1:])}
        )


def _opening(line: str) -> str:
    found = _FIRST_WORD.search(line)
    return found[0] if found else ""


def _about_taste(entry: Entry) -> Iterator[Review]:
    for fault in style.faults(entry.one_liner, entry.title):
        if fault.code in IN_PRINT:
            yield Review(code=fault.code, message=fault.message)


def _about_twins(entry: Entry, above: Iterable[Entry]) -> Iterator[Review]:
    line = entry.one_liner.casefold()
    twin = next((other for other in above if other.one_liner.casefold() == line), None)
    if twin:
        yield Review(code="same-line", message=f"the same line stands under {twin.title!r}")


def _with_mended_characters(story: Story) -> Story:
    entries = (
        entry.model_copy(update={"title": _mended(entry.title), "one_liner": _mended(entry.one_liner)})
        for entry in story.entries
    )
    paragraphs = (
        Paragraph(sentences=tuple(one.model_copy(update={"text": _mended(one.text)}) for one in paragraph.sentences))
        for paragraph in story.paragraphs
    )
    return story.model_copy(update={"entries": tuple(entries), "paragraphs": tuple(paragraphs)})


def _mended(text: str) -> str:
    """Return `text` with straight quotation marks, and letters that a model or a caller got in the wrong encoding
    repaired, as the reader does with pages.
    """
    return text if text.isascii() else style.mend(repair(text))


def in_order(stories: Iterable[Story]) -> list[Story]:
    """Return stories as they are printed: pinned ones, then clearly important ones, then the editor's order, with
    what is on one subject drawn up to the first of it.
    """
    ranked = sorted(stories, key=_rank)
    alike = _on_one_subject(ranked)
    placed: dict[int, None] = {}
    for place in range(len(ranked)):
        if place not in placed:
            placed.update(dict.fromkeys([place, *(other for other in alike[place] if other not in placed)]))
    return [ranked[place] for place in placed]


def _rank(story: Story) -> tuple[bool, bool, int]:
    pinned = any(entry.source.pinned for entry in story.entries)
    important = story.lead.newsworthiness >= CLEARLY_IMPORTANT
    position = min(entry.source.position for entry in story.entries)
    return (not pinned, not important, position)


def _on_one_subject(stories: Sequence[Story]) -> list[list[int]]:
    """Return for each story the places of the later ones on its subject; what is pinned or important stays put."""
    alike: list[list[int]] = [[] for _ in stories]
    for pair in candidates([story.lead for story in stories], limit=len(stories) * PAIRS_A_STORY):
        first, second = sorted((pair.first, pair.second))
        if pair.score >= SAME_SUBJECT and _rank(stories[second])[:2] == (True, True):
            alike[first].append(second)
    return [sorted(places) for places in alike]
