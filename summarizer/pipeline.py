"""The one path: source → page → article → draft → entry → digest, with bounded concurrency."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncGenerator, AsyncIterable, Awaitable, Callable, Coroutine, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar, get_args, runtime_checkable
from urllib.parse import urlsplit

from summarizer.arguments import check_choice, check_language, check_number
from summarizer.assembler import Outcome, assemble, same_pages
from summarizer.backend import Backend
from summarizer.desk import Desk, WhenUnsupported
from summarizer.errors import ItemError, SetupError
from summarizer.features import by_size, top_count
from summarizer.identity import is_readable, page_key
from summarizer.images import with_header_image
from summarizer.judge import complaints, judge
from summarizer.language.typography import says_nothing
from summarizer.models import Article, Digest, Draft, Entry, Failure, Issue, Merged, Page, Review, Source
from summarizer.offline.backend import Offline
from summarizer.reading.apart import Reader
from summarizer.reading.reader import load_page
from summarizer.sources import link_from, merge, source_from
from summarizer.taxonomy import Taxonomy
from summarizer.web import Fetcher

Input = str | Path | Source | Article
"""What the library takes for one source: a link, a path, a Source, or an Article whose text the caller has."""

IN_FLIGHT = 16
"""Sources under way at once: twice the eight fetches and eight model calls, so that neither waits for the other."""

UNCONNECTED = frozenset({"connect", "dns", "tls"})
"""Codes of a link whose server was not reached: another spelling of its host may be, or http in place of https."""

Item = TypeVar("Item")
Result = TypeVar("Result")


@runtime_checkable
class Closable(Protocol):
    """A backend that holds connections."""

    async def aclose(self) -> None:
        """Close them."""
        ...


class Job(NamedTuple):
    """A source to work on, with its article where the caller has it already."""

    source: Source
    article: Article | None = None
    spellings: tuple[str, ...] = ()
    """Addresses of the same page that were given as well, and lead to another host or port."""


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
        self.backend: Backend = backend or Offline()
        self.taxonomy: Taxonomy = taxonomy or Taxonomy.default()
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
        about = _named(source, 0)
        try:
            job = _job(source, 0)
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
        async with contextlib.aclosing(self._run(_numbered(sources))) as finished:
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
        for a single source in place of several.
        """
        jobs = _merged(sources)
        finished: list[Done] = []
        async with contextlib.aclosing(self._run(_each(jobs))) as stream:
            async for done in stream:
                finished.append(done)
                on_outcome(done.outcome)
        entries, failures, merged = same_pages(done.outcome for done in finished)
        entries = [_marked_if_printed(entry, printed or {}) for entry in entries]
        issue = issue or Issue(title="Digest", date=today())
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
        digest = assemble(stories, failures, merged, issue=issue, taxonomy=self.taxonomy, top=top, usage=desk.usage)
        return with_header_image(digest)

    async def _run(self, jobs: AsyncIterable[Job | Failure | Merged]) -> AsyncGenerator[Done, None]:
        async with self._new_fetcher() as fetcher, self._new_reader() as reader:

            async def work(job: Job | Failure | Merged) -> Done:
                return await self._done(job, fetcher, reader) if isinstance(job, Job) else Done(job)

            async with contextlib.aclosing(_concurrently(work, jobs)) as results:
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

        draft = await backend.draft(article, self.taxonomy, check)
        if not isinstance(draft, Draft):
            raise SetupError(
                f"backend {backend.name!r} returned a {type(draft).__name__}; it must return a models.Draft"
            )
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


def _job(given: Input, number: int) -> Job:
    """Return the work that `given` asks for. Raises ItemError for a link or path that cannot be read as one."""
    if isinstance(given, Source):
        return Job(_named(given, number).model_copy(update=_place(given)))
    if not isinstance(given, Article):
        return Job(source_from(str(given)).model_copy(update={"position": number}))
    local = given.source.path is not None
    url = link_from(given.url) if given.url and not local else given.url
    key = given.source.key or (page_key(url) if url else f"article {number}")
    source = _named(given, number).model_copy(update={"url": url, "key": key})
    known = {"source": source, "url": url, "final_url": given.final_url or url}
    return Job(source, given.model_copy(update=known))


def _place(source: Source) -> dict[str, object]:
    """Return where a source is that a caller has made; from its words, if it says no more. Raises ItemError."""
    if source.url:
        return {"key": source.key or page_key(source.url)}
    if source.path:
        return {"key": source.key or str(source.path.resolve())}
    found = source_from(source.given, origin=source.origin, line=source.line)
    return {"url": found.url, "path": found.path, "key": found.key}


def _named(given: Input, number: int) -> Source:
    """Return what is known of a source before it is looked at: whose failure it is if it cannot be read."""
    if isinstance(given, Source):
        return given.model_copy(update={"position": number})
    if isinstance(given, Article):
        words = given.source.given or given.url or given.title
        return given.source.model_copy(update={"given": words, "position": number})
    return Source(given=str(given), position=number)


def _job_or_failure(given: Input | Failure, number: int) -> Job | Failure:
    if isinstance(given, Failure):
        return given
    try:
        return _job(given, number)
    except ItemError as error:
        return error.failure(_named(given, number))


def _refuse_one(sources: object) -> None:
    """Return if these may be several sources. Raises SetupError for one, which can be gone through letter by letter."""
    if isinstance(sources, str | bytes | Path | Source | Article):
        raise SetupError(
            f"sources should be a list of links, paths or Articles, not a single {type(sources).__name__}; "
            "write [source] for one, and hand in the lines of a file that lists them"
        )


def _linked(job: Job | Failure) -> Job | Failure:
    """Return the failure of an article that has no address, or else `job`."""
    if isinstance(job, Failure) or job.article is None or job.article.url:
        return job
    error = ItemError("bad-line", "the article has no address that a digest could link to; give it a `url`")
    return error.failure(job.source)


def _merged(sources: Iterable[Input | Failure]) -> list[Job | Failure | Merged]:
    """Return the work of a whole run, with sources of the same page merged."""
    _refuse_one(sources)
    jobs = [_linked(_job_or_failure(given, number)) for number, given in enumerate(sources)]
    articles = {number: job.article for number, job in enumerate(jobs) if isinstance(job, Job) and job.article}
    found, merged = merge(job.source if isinstance(job, Job) else job for job in jobs)
    again: dict[str, list[str]] = {}
    for one in merged:
        again.setdefault(one.source.key, []).append(one.source.url)
    return [*merged, *(one if isinstance(one, Failure) else _whole_job(one, articles, again) for one in found)]


def _whole_job(source: Source, articles: dict[int, Article], again: dict[str, list[str]]) -> Job:
    """Return the work on a source, with its article if the caller has it, and addresses that were merged into it."""
    article = articles.get(source.position)
    spellings = _of_other_servers(source.url, again.get(source.key, []))
    return Job(source, article and article.model_copy(update={"source": source}), spellings)


def _of_other_servers(first: str, again: Iterable[str]) -> tuple[str, ...]:
    """Return one of the addresses for each scheme and host that differs from those of the `first`."""
    servers: dict[tuple[str, ...], str] = {}
    for url in filter(is_readable, (first, *again)):
        servers.setdefault(urlsplit(url)[:2], url)
    return tuple(url for url in servers.values() if url != first)


async def _numbered(sources: Iterable[Input] | AsyncIterable[Input]) -> AsyncGenerator[Job | Failure | Merged, None]:
    """Yield the work of a stream as it is pulled, a page that was there before merged into its first source."""
    _refuse_one(sources)
    seen: dict[str, str] = {}
    number = 0
    async for given in _each(sources):
        job = _job_or_failure(given, number)
        number += 1
        if isinstance(job, Job) and job.source.key in seen:
            yield Merged(source=job.source, into=seen[job.source.key])
            continue
        if isinstance(job, Job):
            seen[job.source.key] = job.source.url or job.source.given
        yield job


async def _each(items: Iterable[Item] | AsyncIterable[Item]) -> AsyncGenerator[Item, None]:
    if isinstance(items, AsyncIterable):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item


async def _concurrently(
    work: Callable[[Item], Coroutine[None, None, Result]], items: AsyncIterable[Item], limit: int = IN_FLIGHT
) -> AsyncGenerator[Result, None]:
    """Yield the results of `work` on each of `items` as they finish, pulling an item only when there is room for it.

    The first exception of `work` or `items` comes out; whatever is under way then, or when the caller stops, is
    cancelled and waited for.
    """
    source = aiter(items)

    async def pull_one() -> Item | None:
        return await anext(source, None)

    tasks: set[asyncio.Task[Result]] = set()
    pull: asyncio.Task[Item | None] | None = asyncio.create_task(pull_one())
    exhausted = False
    try:
        while pull or tasks:
            done, _ = await asyncio.wait({*tasks, *([pull] if pull else [])}, return_when=asyncio.FIRST_COMPLETED)
            if pull in done:
                item = pull.result()
                pull, exhausted = None, item is None
                if item is not None:
                    tasks.add(asyncio.create_task(work(item)))
            for task in tasks & done:
                tasks.discard(task)
                yield task.result()
            if pull is None and not exhausted and len(tasks) < limit:
                pull = asyncio.create_task(pull_one())
    finally:
        under_way = [*tasks, *([pull] if pull else [])]
        for left in under_way:
            left.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)


async def closing(backend: Backend | None, work: Awaitable[Result]) -> Result:
    """Return what comes of `work`, and leave no connection of `backend` open."""
    try:
        return await work
    finally:
        if isinstance(backend, Closable):
            await backend.aclose()
