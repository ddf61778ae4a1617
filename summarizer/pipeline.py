"""The one path: source → page → article → draft → entry → digest, with bounded concurrency."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar, get_args

from summarizer.arguments import WhenUnsupported, check_choice, check_kind, check_language, check_maker, check_number
from summarizer.assembler import Outcome, assemble, same_pages
from summarizer.backend import Backend, Closable, asked, check_backend
from summarizer.concurrency import concurrently, each
from summarizer.desk import Desk
from summarizer.errors import ItemError
from summarizer.features import by_size, top_count
from summarizer.identity import page_key
from summarizer.images import with_header_image
from summarizer.jobs import Input, Job, job_of, jobs_of_run, jobs_of_stream, named_source
from summarizer.judge import complaints, judge
from summarizer.language.typography import says_nothing
from summarizer.models import Article, Digest, Draft, Entry, Failure, Issue, Merged, Page, Review
from summarizer.offline.backend import Offline
from summarizer.reading.apart import Reader
from summarizer.reading.reader import load_page
from summarizer.taxonomy import Taxonomy
from summarizer.web import Fetcher

UNCONNECTED = frozenset({"connect", "dns", "tls"})
"""Codes of a link whose server was not reached: another spelling of its host may be, or http in place of https."""

Item = TypeVar("Item")
Result = TypeVar("Result")


class Done(NamedTuple):
    """What became of a source, with the article that was read on the way."""

    outcome: Outcome
    article: Article | None = None


def today() -> dt.date:
    """Return the day of an issue that is given none: the day where the program runs."""
    return dt.datetime.now().astimezone().date()


class Summarizer:
    """Settings bound once; serves any number of runs.

    `backend` proposes the lines (default: `Offline()`, which needs no model); `taxonomy` holds the categories;
    `language` is the digest's (ISO 639-1); `top` is the number of stories under Top News (default: four, or half of a
    short issue) and `paragraphs` what each of them gets; `fetcher` and `reader` make the objects that fetch
    a run's pages and read them. Raises SetupError for an argument that cannot work.
    """

    def __init__(
        self,
        backend: Backend | None = None,
        *,
        taxonomy: Taxonomy | None = None,
        language: str = "en",
        when_unsupported: WhenUnsupported = "keep",
        top: int | None = None,
        paragraphs: int = 1,
        fetcher: Callable[[], Fetcher] = Fetcher,
        reader: Callable[[], Reader] = Reader,
    ) -> None:
        check_language(language)
        check_choice("when_unsupported", when_unsupported, get_args(WhenUnsupported))
        check_number("paragraphs", paragraphs, least=1)
        if top is not None:
            check_number("top", top, least=0)
        self.backend: Backend = Offline() if backend is None else backend
        self.taxonomy: Taxonomy = Taxonomy.default() if taxonomy is None else taxonomy
        check_backend(self.backend)
        check_kind("taxonomy", self.taxonomy, Taxonomy, "a Taxonomy, as Taxonomy.load(path) reads it from a file")
        check_maker("fetcher", fetcher, Fetcher)
        check_maker("reader", reader, Reader)
        self.language = language
        self.when_unsupported = when_unsupported
        self.top = top
        self.paragraphs = paragraphs
        self._new_fetcher = fetcher
        self._new_reader = reader

    async def summarize(self, source: Input) -> Entry:
        """Return the entry of one source; an Article needs no address here.

        Raises ItemError, whose text says which source it was and what to do, if there is none to be had, ProviderError
        for a bad key, and SetupError for a backend that is none.
        """
        about = named_source(source, 0)
        try:
            job = job_of(source, 0)
            about = job.source
            async with self._new_fetcher() as fetcher, self._new_reader() as reader:
                return await self._entry(await self._article(job, fetcher, reader))
        except ItemError as error:
            error.source = about
            raise

    async def stream(self, sources: Iterable[Input] | AsyncIterable[Input]) -> AsyncGenerator[Outcome, None]:
        """Yield what becomes of each source, in the order the work finishes; sources are pulled as there is room.

        Raises ProviderError where the provider refuses the key, and SetupError for a single source in place of several;
        work under way is then given up.
        """
        async with contextlib.aclosing(self._run(jobs_of_stream(sources))) as finished:
            async for done in finished:
                yield done.outcome

    async def digest(
        self,
        sources: Iterable[Input | Failure],
        *,
        issue: Issue | None = None,
        printed: Mapping[str, str] | None = None,
        on_outcome: Callable[[Outcome], None] = lambda _: None,
    ) -> Digest:
        """Return the digest of `sources`. `on_outcome` is told of each as it finishes, for a progress display.

        `printed` are the pages of earlier issues, by `identity.page_key`, with the name of the issue that has each;
        what is among them is for review. Every source is in the digest: as an entry, merged into another, or as a
        failure; so is an Article without a `url`, which no digest could link to. Raises ProviderError, and SetupError
        for a single source in place of several or an issue that is none.
        """
        issue = Issue(title="Digest", date=today()) if issue is None else issue
        check_kind("issue", issue, Issue, "a models.Issue, such as Issue(title='Digest', date=datetime.date.today())")
        jobs = jobs_of_run(sources)
        finished: list[Done] = []
        async with contextlib.aclosing(self._run(each(jobs))) as stream:
            async for done in stream:
                finished.append(done)
                on_outcome(done.outcome)
        entries, failures, merged = same_pages(done.outcome for done in finished)
        entries = [_marked_if_printed(entry, printed or {}) for entry in entries]
        entries = [_marked_if_ahead(entry, issue.date) for entry in entries]
        articles = {done.article.source.position: done.article for done in finished if done.article}
        desk = Desk(
            self.backend,
            articles,
            paragraphs=self.paragraphs,
            when_unsupported=self.when_unsupported,
            language=self.language,
        )
        stories = await desk.stories(entries)
        ranked = by_size(stories)
        top = await desk.top(ranked[: top_count(len(ranked), self.top)])
        issue = issue.model_copy(update={"excerpt": issue.excerpt or await desk.headline(ranked)})
        digest = assemble(
            stories,
            failures,
            merged,
            issue=issue,
            taxonomy=self.taxonomy,
            top=top,
            review=desk.review,
            usage=desk.usage,
        )
        return with_header_image(digest)

    async def _run(self, jobs: AsyncIterable[Job | Failure | Merged]) -> AsyncGenerator[Done, None]:
        async with self._new_fetcher() as fetcher, self._new_reader() as reader:

            async def work(job: Job | Failure | Merged) -> Done:
                return await self._done(job, fetcher, reader) if isinstance(job, Job) else Done(job)

            async with contextlib.aclosing(concurrently(work, jobs)) as results:
                async for done in results:
                    yield done

    async def _done(self, job: Job, fetcher: Fetcher, reader: Reader) -> Done:
        article = None
        try:
            article = await self._article(job, fetcher, reader)
            return Done(await self._entry(article), article)
        except ItemError as error:
            return Done(error.failure(job.source), article)

    async def _article(self, job: Job, fetcher: Fetcher, reader: Reader) -> Article:
        article = job.article
        if article is None:
            reader.start()
            local = job.source.path is not None
            page = await (asyncio.to_thread(load_page, job.source) if local else _fetched(job, fetcher))
            article = (await reader.read(page)).model_copy(update={"source": job.source})
        if says_nothing(article.title):
            raise ItemError("no-title", f"the title says nothing ({article.title!r})")
        return article

    async def _entry(self, article: Article) -> Entry:
        entry = await self._proposed(self.backend, article)
        if entry.verdict == "verified" or self.when_unsupported == "keep":
            return entry
        if self.when_unsupported == "drop":
            reasons = "; ".join(review.message for review in entry.review)
            raise ItemError("unsupported-line", f"{entry.one_liner!r}: {reasons}", entry.usage)
        return await self._replaced(entry, article)

    async def _proposed(self, backend: Backend, article: Article) -> Entry:
        def check(draft: Draft) -> list[str]:
            return complaints(draft, article, self.taxonomy, self.language)

        draft = await asked(backend, backend.draft, Draft, article, self.taxonomy, check)
        return judge(draft, article, self.taxonomy, self.language)

    async def _replaced(self, entry: Entry, article: Article) -> Entry:
        """Return the offline entry in place of one that the article does not bear out, at what both cost."""
        other = await self._proposed(Offline(), article)
        note = Review(code="replaced", message=f"{entry.model} wrote what the article does not bear out")
        return other.model_copy(update={"usage": entry.usage + other.usage, "review": (*other.review, note)})


async def _fetched(job: Job, fetcher: Fetcher) -> Page:
    """Return the page of a link; where no connection comes about, by another spelling of it that was given."""
    try:
        return await fetcher.fetch(job.source)
    except ItemError as error:
        for url in job.spellings if error.code in UNCONNECTED else ():
            with contextlib.suppress(ItemError):
                return await fetcher.fetch(job.source.model_copy(update={"url": url}))
        raise


def _marked_if_printed(entry: Entry, printed: Mapping[str, str]) -> Entry:
    names = [printed[key] for key in map(page_key, filter(None, (entry.url, entry.final_url))) if key in printed]
    if not names:
        return entry
    note = Review(code="printed-before", message=f"this page is in an earlier issue: {names[0]}")
    return entry.model_copy(update={"review": (*entry.review, note)})


def _marked_if_ahead(entry: Entry, day: dt.date) -> Entry:
    """Return an entry marked if its page is dated after the issue's day; the next one may be a matter of time zones."""
    if entry.date is None or (entry.date - day).days <= 1:
        return entry
    note = Review(code="dated-ahead", message=f"the page says it was published on {entry.date}, after this issue")
    return entry.model_copy(update={"review": (*entry.review, note)})


async def closing(backend: Backend | None, work: Awaitable[Result]) -> Result:
    """Return what comes of `work`, and leave no connection of `backend` open."""
    try:
        return await work
    finally:
        if isinstance(backend, Closable):
            await backend.aclose()
