"""The issue as a whole: stories, Top News, headline. A backend that can see it proposes and rules decide what stands;
for a backend that cannot, and where one fails, the rules do the work themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from summarizer import features, headline
from summarizer.backend import Backend, Editor
from summarizer.errors import ItemError
from summarizer.models import Article, Entry, Group, Paragraph, Story, Usage
from summarizer.stories import grouping
from summarizer.stories.candidates import candidates

WhenUnsupported = Literal["keep", "offline", "drop"]
"""What becomes of a line that its article does not bear out: kept and marked, replaced by the offline line, failed."""

MOST_AT_ONCE = 120
"""Entries that a model is shown in one call to group them; of more, only those that a cheap filter finds alike."""

SAME_LINE = "the same line stands for them"
"""Why entries are one story where nothing else says so."""


class Desk:
    """Where an issue is put together.

    `articles` are those that were read, by their source's position; `paragraphs` how many a top story gets; `language`
    is the digest's (ISO 639-1). `usage` adds up what is asked.
    """

    def __init__(
        self,
        backend: Backend,
        articles: Mapping[int, Article],
        *,
        paragraphs: int = 1,
        when_unsupported: WhenUnsupported = "keep",
        language: str = "en",
    ) -> None:
        self._editor = backend if isinstance(backend, Editor) else None
        self._articles = articles
        self._paragraphs = paragraphs
        self._when_unsupported = when_unsupported
        self._language = language
        self.usage: Usage = Usage()

    async def stories(self, entries: Sequence[Entry]) -> list[Story]:
        """Return the stories that `entries` report, in input order; each entry is in exactly one of them.

        Entries that one line stands for, borne out by the article of each, are one story whoever groups them. Raises
        ProviderError, as everything here that asks a model.
        """
        return _joined_by_line(await self._grouped(entries), entries)

    async def _grouped(self, entries: Sequence[Entry]) -> list[Story]:
        texts = {article.url: article.text for article in self._articles.values() if article.url}
        if self._editor is None or len(entries) < 2:
            return grouping.group(entries, texts)
        groups: list[Group] = []
        alike = grouping.likeness(entries, texts)
        try:
            for batch in _batches(entries):
                proposed = await self._editor.group([entries[place] for place in batch])
                self.usage += proposed.usage
                groups += _placed(proposed.groups, batch, alike)
        except ItemError as error:
            self.usage += error.usage
            return grouping.group(entries, texts)
        return grouping.from_groups(entries, [(group.members, group.reason) for group in groups])

    async def top(self, chosen: Sequence[Story]) -> list[Story]:
        """Return the stories chosen for Top News, each with its paragraphs and what a person should look at in them.

        Once one of them ends in an error, which comes out, the others are given up.
        """
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._with_paragraphs(story)) for story in chosen]
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None
        return [task.result() for task in tasks]

    async def headline(self, biggest: Sequence[Story]) -> str:
        """Return the issue's headline, from its stories in order of size."""
        if self._editor is None or not biggest:
            return headline.by_rule(biggest)
        shown = biggest[: headline.MOST_SHOWN]
        try:
            proposed = await self._editor.headline(shown, lambda one: headline.complaints(one, shown))
        except ItemError as error:
            self.usage += error.usage
            return headline.by_rule(biggest)
        self.usage += proposed.usage
        if headline.complaints(proposed, shown):
            return headline.by_rule(biggest)
        return headline.joined([phrase.text for phrase in proposed.phrases], of=len(biggest))

    async def _with_paragraphs(self, story: Story) -> Story:
        places = [entry.source.position for entry in story.entries]
        articles = [self._articles[place] for place in places if place in self._articles]
        paragraphs = await self._written(articles) or features.quoted_paragraphs(articles)
        found = features.reviews([one for one in paragraphs if not _is_quoted(one)], self._language)
        return story.model_copy(update={"paragraphs": paragraphs, "review": (*story.review, *found)})

    async def _written(self, articles: Sequence[Article]) -> tuple[Paragraph, ...]:
        """Return what the backend writes about a story, or nothing where its sources' own sentences must do."""
        if self._editor is None or not articles:
            return ()
        wanted = self._paragraphs
        try:
            proposed = await self._editor.feature(
                articles, wanted, lambda one: features.complaints(one, articles, wanted, self._language)
            )
        except ItemError as error:
            self.usage += error.usage
            return ()
        self.usage += proposed.usage
        paragraphs = features.verified(proposed, articles)
        return () if self._when_unsupported != "keep" and features.reviews(paragraphs, self._language) else paragraphs


def _joined_by_line(stories: Sequence[Story], entries: Sequence[Entry]) -> list[Story]:
    """Return `stories` of `entries` with those joined whose leads have the same line, each borne out by its article."""
    told: dict[str | int, list[Story]] = {}
    for number, story in enumerate(stories):
        key = story.lead.one_liner.casefold() if story.lead.verdict == "verified" else number
        told.setdefault(key, []).append(story)
    if len(told) == len(stories):
        return list(stories)
    places = {entry.source.position: place for place, entry in enumerate(entries)}
    groups = []
    for same in told.values():
        members = [places[entry.source.position] for story in same for entry in story.entries]
        reasons = [story.reason for story in same if story.reason] + [SAME_LINE] * (len(same) > 1)
        if len(members) > 1:
            groups.append((members, "; ".join(reasons)))
    return grouping.from_groups(entries, groups)


def _batches(entries: Sequence[Entry]) -> list[list[int]]:
    """Return the places of the entries to be shown together: all of them, or those that a cheap filter links."""
    if len(entries) <= MOST_AT_ONCE:
        return [list(range(len(entries)))]
    batches: list[list[int]] = [[]]
    for linked in _linked(entries):
        if len(batches[-1]) + len(linked) > MOST_AT_ONCE:
            batches.append([])
        batches[-1] += linked[:MOST_AT_ONCE]
    return [batch for batch in batches if batch]


def _linked(entries: Sequence[Entry]) -> Iterator[list[int]]:
    """Yield the places of entries that candidate pairs link, as many pairs as there are entries."""
    home = {place: [place] for place in range(len(entries))}
    for pair in candidates(entries, limit=len(entries)):
        one, other = home[pair.first], home[pair.second]
        if one is not other:
            one += other
            home.update(dict.fromkeys(other, one))
    for place, linked in home.items():
        if len(linked) > 1 and place == min(linked):
            yield sorted(linked)


def _is_quoted(paragraph: Paragraph) -> bool:
    return all(sentence.quoted for sentence in paragraph.sentences)


def _placed(groups: Sequence[Group], batch: Sequence[int], alike: Callable[[int, int], bool]) -> list[Group]:
    """Return what may stand of proposed groups, with the places that the batch's entries have in the whole list.

    An entry that is not there counts for nothing, one that is named again stays where it was named first, and one that
    has nothing in common with another of its group stays apart: a title may ask for company that it does not have.
    """
    free = dict(enumerate(batch))
    kept = []
    for group in groups:
        members: list[int] = []
        for number in dict.fromkeys(group.members):
            if number in free and all(alike(free[number], place) for place in members):
                members.append(free[number])
        if len(members) > 1:
            free = {number: place for number, place in free.items() if place not in members}
            kept.append(Group(members=tuple(members), reason=group.reason))
    return kept
