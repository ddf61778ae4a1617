"""The issue as a whole: stories, Top News, headline. A backend that can see it proposes and rules decide what stands;
for a backend that cannot, and where one fails, the rules do the work themselves.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from summarizer import features, headline, style, translation
from summarizer.arguments import WhenUnsupported
from summarizer.backend import Backend, Editor, asked
from summarizer.errors import ItemError
from summarizer.models import (
    Article,
    Entry,
    Feature,
    Group,
    Grouping,
    Headline,
    Paragraph,
    Review,
    Sentence,
    Story,
    Usage,
)
from summarizer.stories import grouping
from summarizer.stories.bodies import CALENDAR, Bodies
from summarizer.stories.candidates import UNCOMMON, Corpus, candidates
from summarizer.stories.leads import place_of

MOST_AT_ONCE = 120
"""Entries that a model is shown in one call to group them; of more, only those that a cheap filter finds alike."""

STRANGERS = -4.5
"""Log-odds of two texts below which no backend makes them reports of one event, unless title or line share a name. Of
252 pairs of one event in the weeks of `benchmarks/stories`, 97 % reach it, and of 6,708 others 8 %."""

DOUBTFUL = -3.0
"""Log-odds below which a person should see whether they are: 93 % reach it, and of the others 3 %."""

ENOUGH_TEXTS = 20
"""Entries from which on it is known which words say little in an issue. In a smaller one, two texts that are alike must
also share a name, or as many figures as this:"""
SHARED_FIGURES = 2

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
        self.review: tuple[Review, ...] = ()
        """What a person should know of the issue as a whole."""

    async def stories(self, entries: Sequence[Entry]) -> list[Story]:
        """Return the stories that `entries` report, in input order; each entry is in exactly one of them.

        Entries that one line stands for, borne out by the article of each, are one story whoever groups them. Raises
        ProviderError, as everything here that asks a model.
        """
        return _joined_by_line(await self._grouped(entries))

    async def _grouped(self, entries: Sequence[Entry]) -> list[Story]:
        texts = {article.url: article.text for article in self._articles.values() if article.url}
        if self._editor is None or len(entries) < 2:
            return grouping.group(entries, texts)
        groups: list[Group] = []
        common = _Common(entries, self._texts_in_own_language())
        try:
            for batch in _batches(entries):
                proposed = await asked(self._editor, self._editor.group, Grouping, [entries[place] for place in batch])
                self.usage += proposed.usage
                groups += _placed(proposed.groups, batch, common)
        except ItemError as error:
            self._note_failure("which reports are of one event", error)
            return grouping.group(entries, texts)
        stories = grouping.from_groups(entries, [(group.members, group.reason) for group in groups])
        places = {entry.source.position: place for place, entry in enumerate(entries)}
        return [common.marked(story, [places[entry.source.position] for entry in story.entries]) for story in stories]

    def _texts_in_own_language(self) -> dict[str, str]:
        """Return by address the texts in the digest's language: the words of two languages cannot be compared."""
        articles = [article for article in self._articles.values() if article.url]
        return {one.url: one.text for one in articles if not translation.other_language(one, self._language)}

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
            proposed = await asked(
                self._editor, self._editor.headline, Headline, shown, lambda one: headline.complaints(one, shown)
            )
        except ItemError as error:
            self._note_failure("what the headline is", error)
            return headline.by_rule(biggest)
        self.usage += proposed.usage
        if headline.complaints(proposed, shown):
            return headline.by_rule(biggest)
        return headline.joined([phrase.text for phrase in proposed.phrases], of=len(biggest))

    def _note_failure(self, asked_for: str, error: ItemError) -> None:
        self.usage += error.usage
        self.review += (_failed(asked_for, error),)

    async def _with_paragraphs(self, story: Story) -> Story:
        places = [entry.source.position for entry in story.entries]
        articles = [self._articles[place] for place in places if place in self._articles]
        found: tuple[Review, ...] = ()
        try:
            written = await self._written(articles, story.lead)
        except ItemError as error:
            self.usage += error.usage
            written, found = (), (_failed("what to say of this story", error),)
        paragraphs = written or features.quoted_paragraphs(articles)
        found += features.reviews(written, self._language)
        return _reviewed(story.model_copy(update={"paragraphs": paragraphs}), *found)

    async def _written(self, articles: Sequence[Article], lead: Entry) -> tuple[Paragraph, ...]:
        """Return what the backend writes about a story, or nothing where its sources' own sentences must do.

        Raises ItemError where it writes nothing.
        """
        if self._editor is None or not articles:
            return ()
        wanted = self._paragraphs
        proposed = await asked(
            self._editor,
            self._editor.feature,
            Feature,
            articles,
            wanted,
            lambda one: features.complaints(one, articles, wanted, self._language),
        )
        self.usage += proposed.usage
        foreign = {one.url for one in articles if translation.other_language(one, self._language)}
        sayable = _sayable(features.verified(proposed, articles, self._language), self._language)
        paragraphs = _printable(sayable, lead, foreign)
        return () if self._when_unsupported != "keep" and features.reviews(paragraphs, self._language) else paragraphs


def _sayable(paragraphs: Sequence[Paragraph], language: str) -> tuple[Paragraph, ...]:
    """Return `paragraphs` without the sentences that may never be printed, and without those left empty."""
    kept = (tuple(one for one in each.sentences if not _is_fatal(one, language)) for each in paragraphs)
    return tuple(Paragraph(sentences=sentences) for sentences in kept if sentences)


def _is_fatal(sentence: Sentence, language: str) -> bool:
    return any(fault.level == "fatal" for fault in style.faults(sentence.text, language=language))


def _printable(paragraphs: Sequence[Paragraph], lead: Entry, foreign: Set[str]) -> tuple[Paragraph, ...]:
    """Return those of `paragraphs` that an article bears out, if one of them draws on the article of the `lead`, whose
    title they stand under, and they say more than its line; else nothing.
    """
    sources = [set[str]().union(*(_borne_out_by(one, foreign) for one in each.sentences)) for each in paragraphs]
    kept = tuple(paragraph for paragraph, found in zip(paragraphs, sources, strict=True) if found)
    words = sum(len(sentence.text.split()) for paragraph in kept for sentence in paragraph.sentences)
    is_about_lead = any(lead.url in found for found in sources)
    return kept if is_about_lead and words > len(lead.one_liner.split()) else ()


def _borne_out_by(sentence: Sentence, foreign: Set[str]) -> set[str]:
    """Return the addresses of the articles that bear a sentence out: of `foreign` ones, no more can be asked than that
    they have its quotes.
    """
    quoted = {evidence.url for evidence in sentence.evidence}
    return quoted if sentence.verdict == "verified" else quoted & foreign


def _joined_by_line(stories: Sequence[Story]) -> list[Story]:
    """Return `stories` with those joined whose leads have the same line, each borne out by its article."""
    told: dict[str | int, list[Story]] = {}
    for number, story in enumerate(stories):
        key = story.lead.one_liner.casefold() if story.lead.verdict == "verified" else number
        told.setdefault(key, []).append(story)
    return sorted(map(_joined, told.values()), key=lambda story: place_of(story.lead))


def _joined(stories: Sequence[Story]) -> Story:
    """Return the one story that `stories` are, whose leads have the same line."""
    if len(stories) == 1:
        return stories[0]
    entries = [entry for story in stories for entry in story.entries]
    reasons = [*(story.reason for story in stories if story.reason), SAME_LINE]
    (joined,) = grouping.from_groups(entries, [(range(len(entries)), "; ".join(reasons))])
    known = [review for story in stories for review in story.review]
    return joined.model_copy(update={"review": tuple(dict.fromkeys([*known, *joined.review]))})


def _failed(asked_for: str, error: ItemError) -> Review:
    return Review(code=error.code, message=f"the model did not tell {asked_for}, so rules decided: {error.message}")


def _reviewed(story: Story, *found: Review) -> Story:
    return story.model_copy(update={"review": (*story.review, *found)})


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


def _placed(groups: Sequence[Group], batch: Sequence[int], common: _Common) -> list[Group]:
    """Return what may stand of proposed groups, with the places that the batch's entries have in the whole list.

    An entry that is not there counts for nothing, one that is named again stays where it was named first, and one that
    has nothing in common with most of its group stays apart: a title may ask for company that it does not have.
    """
    free = dict(enumerate(batch))
    kept = []
    for group in groups:
        members = common.company([free[number] for number in dict.fromkeys(group.members) if number in free])
        if len(members) > 1:
            free = {number: place for number, place in free.items() if place not in members}
            kept.append(Group(members=tuple(members), reason=group.reason))
    return kept


class _Common:
    """What entries, named by their places, have in common: what a backend puts together is held against it."""

    def __init__(self, entries: Sequence[Entry], texts: Mapping[str, str]) -> None:
        self._corpus = Corpus(entries, texts)
        self._bodies = Bodies(self._corpus, texts)

    def company(self, places: Sequence[int]) -> list[int]:
        """Return those of `places` that may report one event with at least half of the others."""
        return _with_most(places, self._may_be_one)

    def marked(self, story: Story, places: Sequence[int]) -> Story:
        """Return `story`, whose entries are at `places`, marked if a text of it is hardly like the others."""
        if len(_with_most(places, self._are_alike)) == len(places):
            return story
        message = f"the model puts them together ({story.reason}), but their texts have little in common"
        return _reviewed(story, Review(code="doubtful-story", message=message))

    def _may_be_one(self, first: int, second: int) -> bool:
        one, other = self._corpus.readings[first], self._corpus.readings[second]
        if not self._bodies.know(first, second):
            return self._has_uncommon(one.words & other.words)
        return self._has_uncommon(one.names & other.names) or self._have_like_texts(first, second)

    def _has_uncommon(self, stems: Set[str]) -> bool:
        return any(self._corpus.background.of(stem) >= UNCOMMON for stem in stems - CALENDAR)

    def _have_like_texts(self, first: int, second: int) -> bool:
        if self._bodies.log_odds(first, second) < STRANGERS:
            return False
        if len(self._corpus.readings) >= ENOUGH_TEXTS or self._bodies.shared_names([first, second]):
            return True
        return self._bodies.features(first, second).figures >= SHARED_FIGURES

    def _are_alike(self, first: int, second: int) -> bool:
        return not self._bodies.know(first, second) or self._bodies.log_odds(first, second) >= DOUBTFUL


def _with_most(places: Sequence[int], agree: Callable[[int, int], bool]) -> list[int]:
    """Return those of `places` that `agree` with at least half of the others."""
    allies = {one: sum(agree(one, other) for other in places if other != one) for one in places}
    return [one for one in places if 2 * allies[one] >= len(places) - 1]
