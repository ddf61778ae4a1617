"""One run, put together from settings: which backend, which cache, which cassette, which issue."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from summarizer.backend import Backend
from summarizer.cache import Cached, remembering
from summarizer.config import DEFAULT_MODEL, KEY_VARIABLE, Settings
from summarizer.errors import ProviderError, SetupError
from summarizer.files import check_writable
from summarizer.issue import new_issue
from summarizer.models import Digest, Failure, Source
from summarizer.offline import Offline
from summarizer.pipeline import Summarizer
from summarizer.taxonomy import Taxonomy
from summarizer.web import Fetcher

if TYPE_CHECKING:
    from summarizer.assembler import Outcome
    from summarizer.cassette import Cassette

NOT_RECORDED = frozenset(
    {"allow_private", "cache", "cache_dir", "concurrency", "output", "per_host", "strict", "timeout_seconds"}
    | {"taxonomy", "template"}
)
"""Settings that a cassette does not hold: those that leave the digest as it is, and paths on one's own disk. With all
others, a replay asks the same and gives the same digest, whatever the settings of the place it runs in."""

NO_KEY_NEEDED = "not-needed"
"""Stands for the key in a replay, which sends it nowhere."""

Traffic = Literal["live", "recorded", "replayed"]


class Recorded(NamedTuple):
    """What a cassette says of the run that it holds."""

    settings: Mapping[str, Any]
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
        yield _recorded(cassette)


def _recorded(cassette: Cassette) -> Recorded:
    try:
        about = dict(cassette.about)
        date = dt.date.fromisoformat(str(about["recorded_on"]))
    except (KeyError, TypeError, ValueError) as error:
        raise SetupError(f"cassette {cassette.path} cannot be used: it does not say when it was recorded") from error
    names = Settings.model_fields.keys() - NOT_RECORDED
    return Recorded({name: value for name, value in about.items() if name in names}, date)


@contextmanager
def recording(path: Path | None, settings: Settings, backend: Backend, date: dt.date) -> Iterator[None]:
    """Record the traffic of the block in a cassette, if one is wanted. Raises SetupError if it cannot be written."""
    if path is None:
        yield
        return
    from summarizer.cassette import record

    known = settings.model_dump(mode="json", exclude=set(NOT_RECORDED))
    with record(path, about={"recorded_on": date.isoformat(), **known, "model": backend.name}):
        yield


class Choice(NamedTuple):
    """The backend of a run, and what a person should be told about how it was chosen."""

    backend: Backend
    notice: str = ""


async def _at_once(_seconds: float) -> None:
    """Wait for nothing: a replayed run has nobody to be patient with."""


def chosen_backend(settings: Settings, environment: Mapping[str, str], *, traffic: Traffic = "live") -> Choice:
    """Return the backend that `settings` ask for; the offline one, with a notice, where its key is not set.

    Only live traffic is remembered: a recording would lack what the cache answers, and a replay costs nothing.
    """
    if settings.model == "offline":
        return Choice(Offline())
    key = environment.get(KEY_VARIABLE) or None
    if not (key or settings.base_url or traffic == "replayed"):
        wanted = f"{settings.model} is not asked" if settings.model else "no language model is asked"
        return Choice(Offline(), f"{KEY_VARIABLE} is not set, so {wanted}: these are offline lines")
    from summarizer.llm.extractor import LLM

    llm = LLM(
        settings.model or DEFAULT_MODEL,
        base_url=settings.base_url,
        api_key=NO_KEY_NEEDED if traffic == "replayed" else key,
        effort=settings.effort,
        language=settings.language,
        concurrency=settings.concurrency,
        sleep=_at_once if traffic == "replayed" else asyncio.sleep,
    )
    return _with_cache(llm, _cache_folder(settings)) if settings.cache and traffic == "live" else Choice(llm)


def _with_cache(llm: Any, folder: Path) -> Choice:
    try:
        check_writable(folder / "draft.json")
    except OSError as error:
        return Choice(llm, f"nothing is remembered, since {folder} cannot be written: {error.strerror}")
    return Choice(remembering(llm, folder))


def _cache_folder(settings: Settings) -> Path:
    from platformdirs import user_cache_path

    return (settings.cache_dir or user_cache_path("digest-summarizer")) / "drafts"


def chosen_taxonomy(settings: Settings) -> Taxonomy:
    """Return the categories that `settings` ask for. Raises SetupError for a file that holds none."""
    return Taxonomy.load(settings.taxonomy) if settings.taxonomy else Taxonomy.default()


def draft_digest(
    sources: Sequence[Source | Failure],
    settings: Settings,
    backend: Backend,
    *,
    taxonomy: Taxonomy,
    date: dt.date,
    on_outcome: Callable[[Outcome], None],
) -> Digest:
    """Return the digest of `sources`. Raises SetupError or ProviderError where the whole run cannot go on.

    That error, or a KeyboardInterrupt, carries a note if what was finished until then is remembered.
    """
    summarizer = Summarizer(
        backend,
        taxonomy=taxonomy,
        language=settings.language,
        when_unsupported=settings.when_unsupported,
        top=settings.top,
        paragraphs=settings.paragraphs,
        fetcher=lambda: Fetcher(
            concurrency=settings.concurrency,
            per_host=settings.per_host,
            timeout_seconds=settings.timeout_seconds,
            allow_private=settings.allow_private,
        ),
    )
    issue = new_issue(settings.newsletter, date)
    try:
        return asyncio.run(summarizer.digest(sources, issue=issue, on_outcome=on_outcome))
    except (ProviderError, KeyboardInterrupt) as error:
        if isinstance(backend, Cached):
            error.add_note("What was finished is remembered, and is not paid for again.")
        raise
