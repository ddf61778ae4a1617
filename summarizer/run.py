"""One run, put together from settings: which backend, which cache, which cassette, which issue."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summarizer.backend import Backend
from summarizer.cache import Cached
from summarizer.config import DEFAULT_MODEL, Settings
from summarizer.issue import new_issue
from summarizer.models import Digest, Failure, Source
from summarizer.offline import Offline
from summarizer.pipeline import Summarizer
from summarizer.taxonomy import Taxonomy
from summarizer.web import Fetcher

if TYPE_CHECKING:
    from summarizer.assembler import Outcome

KEY_VARIABLE = "OPENAI_API_KEY"

RECORDED = ("model", "base_url", "effort", "language")
"""Settings that change what a model is asked, kept in a cassette so that replaying it asks the same."""


class Recorded(NamedTuple):
    """What a cassette says of the run that it holds."""

    settings: Mapping[str, str]
    date: dt.date


@contextmanager
def replayed(path: Path | None) -> Iterator[Recorded]:
    """Answer the block's traffic from the cassette at `path`, if there is one; else it is an ordinary run of today.

    Raises SetupError for a file that is not a cassette.
    """
    if path is None:
        yield Recorded({}, dt.datetime.now().astimezone().date())
        return
    from summarizer.cassette import replay

    with replay(path) as cassette:
        about = cassette.about
        settings = {key: about[key] for key in RECORDED if key in about}
        yield Recorded(settings, dt.date.fromisoformat(about["recorded_on"]))


@contextmanager
def recording(path: Path | None, settings: Settings, backend: Backend) -> Iterator[None]:
    """Record the traffic of the block in a cassette, if one is wanted. Raises SetupError if it cannot be written."""
    if path is None:
        yield
        return
    from summarizer.cassette import record

    about: dict[str, Any] = {**settings.model_dump(include=set(RECORDED)), "model": backend.name}
    with record(path, about={key: str(value) for key, value in about.items() if value is not None}):
        yield


class Choice(NamedTuple):
    """The backend of a run, and what a person should be told about how it was chosen."""

    backend: Backend
    notice: str = ""


async def _at_once(_seconds: float) -> None:
    """Wait for nothing: a replayed run has nobody to be patient with."""


def chosen_backend(settings: Settings, environment: Mapping[str, str], *, replaying: bool = False) -> Choice:
    """Return the backend that `settings` ask for; the offline one, with a notice, where its key is not set."""
    if settings.model == "offline":
        return Choice(Offline())
    key = environment.get(KEY_VARIABLE) or None
    if not (key or settings.base_url or replaying):
        return Choice(Offline(), f"{KEY_VARIABLE} is not set, so no language model is asked: these are offline lines")
    from summarizer.extractor import LLM

    llm = LLM(
        settings.model or DEFAULT_MODEL,
        base_url=settings.base_url,
        api_key=None if replaying else key,
        effort=settings.effort,
        language=settings.language,
        concurrency=settings.concurrency,
        sleep=_at_once if replaying else asyncio.sleep,
    )
    return Choice(Cached(llm, _cache_folder(settings)) if settings.cache and not replaying else llm)


def _cache_folder(settings: Settings) -> Path:
    from platformdirs import user_cache_path

    return (settings.cache_dir or user_cache_path("digest-summarizer")) / "drafts"


def draft_digest(
    sources: Sequence[Source | Failure],
    settings: Settings,
    backend: Backend,
    *,
    date: dt.date,
    on_outcome: Callable[[Outcome], None],
) -> Digest:
    """Return the digest of `sources`. Raises SetupError or ProviderError where the whole run cannot go on."""
    summarizer = Summarizer(
        backend,
        taxonomy=Taxonomy.load(settings.taxonomy) if settings.taxonomy else Taxonomy.default(),
        language=settings.language,
        when_unsupported=settings.when_unsupported,
        fetcher=lambda: Fetcher(
            concurrency=settings.concurrency,
            per_host=settings.per_host,
            timeout_seconds=settings.timeout_seconds,
            allow_private=settings.allow_private,
        ),
    )
    issue = new_issue(settings.newsletter, date)
    return asyncio.run(summarizer.digest(sources, issue=issue, on_outcome=on_outcome))
