"""One run, put together from settings: which backend, which cache, which cassette, which issue."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from summarizer.backend import Backend
from summarizer.cache import Cached, remembering
from summarizer.config import DEFAULT_MODEL, KEY_VARIABLE, Settings
from summarizer.errors import ProviderError, SetupError
from summarizer.files import check_writable
from summarizer.images import Missing, download_images
from summarizer.issue import image_path, new_issue
from summarizer.models import Digest, Failure, Issue, Source
from summarizer.offline.backend import Offline
from summarizer.past_issues import PastIssues, load_past_issues
from summarizer.pipeline import Summarizer, closing
from summarizer.taxonomy import Taxonomy
from summarizer.web import Fetcher

if TYPE_CHECKING:
    from summarizer.assembler import Outcome
    from summarizer.cassette import Cassette
    from summarizer.llm.extractor import LLM

NOT_RECORDED = frozenset(
    {"allow_private", "cache", "cache_dir", "concurrency", "output", "per_host", "strict", "timeout_seconds"}
    | {"images", "taxonomy", "template"}
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
def recording(path: Path | None, plan: Plan) -> Iterator[None]:
    """Record the traffic of the block in a cassette, if one is wanted. Raises SetupError if it cannot be written."""
    if path is None:
        yield
        return
    from summarizer.cassette import record

    logging.getLogger("vcr").setLevel(logging.CRITICAL + 1)  # it logs whole replies, and with them what they repeat
    known = plan.settings.model_dump(mode="json", exclude=set(NOT_RECORDED))
    known["newsletter"].update(past_issues=None, number=plan.issue.number)
    with record(path, about={"recorded_on": plan.issue.date.isoformat(), **known, "model": plan.backend.name}):
        yield


class Plan(NamedTuple):
    """Everything that a run needs, checked before anything is fetched or asked."""

    settings: Settings
    backend: Backend
    taxonomy: Taxonomy
    issue: Issue
    past: PastIssues
    notice: str
    """What a person should be told about how the backend was chosen."""
    image_path: str = ""
    """What the draft has before the names of downloaded images."""


def planned(settings: Settings, environment: Mapping[str, str], *, date: dt.date, traffic: Traffic = "live") -> Plan:
    """Return the plan of a run. Raises SetupError for what can be known to be wrong beforehand."""
    taxonomy = Taxonomy.load(settings.taxonomy) if settings.taxonomy else Taxonomy.default()
    newsletter = settings.newsletter
    past = load_past_issues(newsletter.past_issues, newsletter.title) if newsletter.past_issues else PastIssues()
    issue = new_issue(newsletter, date, past if newsletter.past_issues else None)
    _check_template(settings.template)
    _check_images(settings.images)
    prefix = image_path(newsletter, issue)
    prefix = _from_draft(settings) if prefix is None else prefix
    backend, notice = chosen_backend(settings, environment, traffic=traffic)
    return Plan(settings, backend, taxonomy, issue, past, notice, prefix)


def _check_images(folder: Path | None) -> None:
    """Return if images can be written to `folder`, should there be one. Raises SetupError."""
    try:
        if folder is not None:
            check_writable(folder / "image.png")
    except OSError as error:
        raise SetupError(f"images cannot be written to {folder}: {error.strerror}") from error


def _from_draft(settings: Settings) -> str:
    """Return the folder of the images as seen from the draft's; its bare name where there is no way between them."""
    if settings.images is None:
        return ""
    drafts = [path.parent for path in settings.output if path.suffix.lower() == ".md"]
    try:
        return Path(os.path.relpath(settings.images, drafts[0] if drafts else Path())).as_posix()
    except ValueError:  # two drives
        return settings.images.name


def _check_template(path: Path | None) -> None:
    """Return if the template can be read and parsed. Raises SetupError."""
    if path is None:
        return
    from jinja2 import Environment, TemplateSyntaxError

    try:
        Environment(autoescape=True).parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"template {path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except TemplateSyntaxError as error:
        raise SetupError(f"template {path}, line {error.lineno}: {error.message}") from error


def chosen_backend(
    settings: Settings, environment: Mapping[str, str], *, traffic: Traffic = "live"
) -> tuple[Backend, str]:
    """Return the backend that `settings` ask for, and a notice; the offline one where its key is not set.

    Only live traffic is remembered: a recording would lack what the cache answers, and a replay costs nothing.
    """
    if settings.model == "offline":
        return Offline(), ""
    key = environment.get(KEY_VARIABLE) or None
    if not (key or settings.base_url or traffic == "replayed"):
        unasked = f"{settings.model} is not asked" if settings.model else "no language model is asked"
        return Offline(), f"{KEY_VARIABLE} is not set, so {unasked}: these are offline lines"
    from summarizer.llm.extractor import LLM

    llm = LLM(
        settings.model or DEFAULT_MODEL,
        base_url=settings.base_url,
        api_key=NO_KEY_NEEDED if traffic == "replayed" else key,
        effort=settings.effort,
        max_cost_usd=settings.max_cost,
        language=settings.language,
        concurrency=settings.concurrency,
        sleep=_at_once if traffic == "replayed" else asyncio.sleep,
    )
    return _with_cache(llm, _cache_folder(settings)) if settings.cache and traffic == "live" else (llm, "")


async def _at_once(_seconds: float) -> None:
    """Wait for nothing: a replayed run has nobody to be patient with."""


def _with_cache(llm: LLM, folder: Path) -> tuple[Backend, str]:
    try:
        check_writable(folder / "draft.json")
    except OSError as error:
        return llm, f"nothing is remembered, since {folder} cannot be written: {error.strerror}"
    return remembering(llm, folder), ""


def _cache_folder(settings: Settings) -> Path:
    from platformdirs import user_cache_path

    return (settings.cache_dir or user_cache_path("digest-summarizer")) / "drafts"


def draft_digest(
    plan: Plan,
    sources: Sequence[Source | Failure],
    *,
    on_outcome: Callable[[Outcome], None] = lambda _: None,
    on_missing: Callable[[Missing], None] = lambda _: None,
) -> Digest:
    """Return the digest of `sources`, its images downloaded if that is wanted.

    `on_outcome` is told of each source as it finishes, `on_missing` of each image that could not be had. Raises
    SetupError where an image cannot be written, and ProviderError where the run cannot go on; it, or a
    KeyboardInterrupt, carries notes on what is left of it.
    """
    settings = plan.settings
    summarizer = Summarizer(
        plan.backend,
        taxonomy=plan.taxonomy,
        language=settings.language,
        when_unsupported=settings.when_unsupported,
        top=settings.top,
        paragraphs=settings.paragraphs,
        fetcher=lambda: _fetcher(settings),
    )
    try:
        work = summarizer.digest(sources, issue=plan.issue, printed=plan.past.pages, on_outcome=on_outcome)
        digest = asyncio.run(closing(plan.backend, _with_images(plan, work, on_missing)))
        return _with_emoji(digest, settings.newsletter.emoji)
    except (ProviderError, KeyboardInterrupt) as error:
        error.add_note("Nothing was written.")
        if isinstance(plan.backend, Cached):
            error.add_note("What was finished is remembered, and is not paid for again.")
        raise


def _with_emoji(digest: Digest, emoji: str) -> Digest:
    if not (emoji and digest.issue.excerpt):
        return digest
    return digest.model_copy(
        update={"issue": digest.issue.model_copy(update={"excerpt": f"{digest.issue.excerpt} {emoji}"})}
    )


def _fetcher(settings: Settings) -> Fetcher:
    return Fetcher(
        concurrency=settings.concurrency,
        per_host=settings.per_host,
        timeout_seconds=settings.timeout_seconds,
        allow_private=settings.allow_private,
    )


async def _with_images(plan: Plan, work: Awaitable[Digest], on_missing: Callable[[Missing], None]) -> Digest:
    digest = await work
    folder = plan.settings.images
    if folder is None:
        return digest
    async with _fetcher(plan.settings) as fetcher:
        digest, missing = await download_images(digest, folder, fetcher, path=plan.image_path)
    for image in missing:
        on_missing(image)
    return digest
