"""What a caller hands in as jobs: sources and articles, numbered, and those of one page merged."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Iterable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from summarizer.concurrency import each
from summarizer.errors import ItemError, SetupError
from summarizer.identity import is_readable, page_key
from summarizer.models import Article, Failure, Merged, Source
from summarizer.sources import link_from, merge, source_from

Input = str | Path | Source | Article
"""What the library takes for one source: a link, a path, a Source, or an Article whose text the caller has."""


class Job(NamedTuple):
    """A source to work on, with its article where the caller has it already."""

    source: Source
    article: Article | None = None
    spellings: tuple[str, ...] = ()
    """Addresses of the same page that were given as well, and lead to another host or port."""


def job_of(given: Input, number: int) -> Job:
    """Return the work that `given` asks for. Raises ItemError for a link or path that cannot be read as one."""
    if isinstance(given, Source):
        return Job(named_source(given, number).model_copy(update=_place(given)))
    if not isinstance(given, Article):
        return Job(source_from(str(given)).model_copy(update={"position": number}))
    local = given.source.path is not None
    url = link_from(given.url) if given.url and not local else given.url
    key = given.source.key or (page_key(url) if url else f"article {number}")
    source = named_source(given, number).model_copy(update={"url": url, "key": key})
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


def named_source(given: Input, number: int) -> Source:
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
        return job_of(given, number)
    except ItemError as error:
        return error.failure(named_source(given, number))


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


def jobs_of_run(sources: Iterable[Input | Failure]) -> list[Job | Failure | Merged]:
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


async def jobs_of_stream(
    sources: Iterable[Input] | AsyncIterable[Input],
) -> AsyncGenerator[Job | Failure | Merged, None]:
    """Yield the work of a stream as it is pulled, a page that was there before merged into its first source."""
    _refuse_one(sources)
    seen: dict[str, str] = {}
    number = 0
    async for given in each(sources):
        job = _job_or_failure(given, number)
        number += 1
        if isinstance(job, Job) and job.source.key in seen:
            yield Merged(source=job.source, into=seen[job.source.key])
            continue
        if isinstance(job, Job):
            seen[job.source.key] = job.source.url or job.source.given
        yield job
