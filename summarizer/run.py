"""One run, put together from settings: which backend, which cache, which cassette, which issue."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from summarizer.backend import Backend
from summarizer.cache import Cached, remembering
from summarizer.config import KEY_VARIABLE, Settings
from summarizer.errors import ProviderError, SetupError
from summarizer.features import TOP_STORIES
from summarizer.files import check_writable
from summarizer.hand_saved import SavedPages
from summarizer.images import Missing, download_images
from summarizer.issue import image_path, new_issue
from summarizer.llm.server import NO_KEY, needs_key
from summarizer.models import Digest, Failure, Issue, Source
from summarizer.network import Network, Totals
from summarizer.offline.backend import Offline
from summarizer.past_issues import PastIssues, load_past_issues
from summarizer.pipeline import Summarizer, closing, today
from summarizer.proxies import Proxies, proxies_from
from summarizer.rendering.draft import render
from summarizer.rendering.sample import sample_digest
from summarizer.taxonomy import Taxonomy
from summarizer.web import USER_AGENT, Fetcher

if TYPE_CHECKING:
    import httpx2

    from summarizer.assembler import Outcome
    from summarizer.cassette import Cassette
    from summarizer.llm.extractor import LLM

NOT_RECORDED = frozenset(
    {"allow_private", "cache", "cache_dir", "concurrency", "delay_seconds", "output", "per_host", "strict"}
    | {"run_megabytes", "run_requests", "timeout_seconds"}
    | {"images", "pages", "taxonomy", "template"}
)
"""Settings that a cassette does not hold: those that leave the digest as it is, and paths on one's own disk. With all
others, a replay asks the same and gives the same digest, whatever the settings of the place it runs in."""

Traffic = Literal["live", "recorded", "replayed"]


class Recorded(NamedTuple):
    """What a cassette says of the run that it holds."""

    settings: Mapping[str, Any]
    date: dt.date


@contextmanager
def replayed(path: Path | None) -> Iterator[Recorded]:
    """Answer the block's traffic from the cassette at `path`, if there is one; else it is an ordinary run of today.

    It answers whatever the process sends by httpx2 meanwhile, so that no other run should be under way. Raises
    SetupError for a file that is not a cassette.
    """
    if path is None:
        yield Recorded({}, today())
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
    """Record the traffic of the block in a cassette, if one is wanted.

    It holds whatever the process sends by httpx2 meanwhile, so that no other run should be under way. Raises SetupError
    if it cannot be written.
    """
    if path is None:
        yield
        return
    from summarizer.cassette import record

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
    traffic: Traffic = "live"
    proxies: Proxies = Proxies()
    saved: SavedPages | None = None
    """Pages that were saved by hand."""


def planned(settings: Settings, environment: Mapping[str, str], *, date: dt.date, traffic: Traffic = "live") -> Plan:
    """Return the plan of a run. Raises SetupError for what can be known to be wrong beforehand."""
    taxonomy = Taxonomy.load(settings.taxonomy) if settings.taxonomy else Taxonomy.default()
    newsletter = settings.newsletter
    folder = newsletter.past_issues
    past = load_past_issues(folder, newsletter.title, settings.output) if folder else PastIssues()
    issue = new_issue(newsletter, date, past if folder else None)
    _check_template(settings, issue, taxonomy)
    _check_images(settings.images)
    prefix = image_path(newsletter, issue)
    prefix = _from_draft(settings) if prefix is None else prefix
    backend, notice = chosen_backend(settings, environment, traffic=traffic)
    saved = SavedPages(settings.pages) if settings.pages else None
    proxies = proxies_from(environment) if traffic != "replayed" else Proxies()
    return Plan(settings, backend, taxonomy, issue, past, notice, prefix, traffic, proxies, saved)


def notices(plan: Plan, sources: Sequence[Source | Failure]) -> list[str]:
    """Return what a person should be told before a run of `sources`, a line each."""
    urls = [source.url for source in sources if isinstance(source, Source) and source.url]
    unused = plan.saved.unmatched(urls) if plan.saved else []
    lost = [f"{name} in {plan.settings.pages} is the page of none of these links" for name in unused]
    return [*([plan.notice] if plan.notice else []), *lost]


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


def _check_template(settings: Settings, issue: Issue, taxonomy: Taxonomy) -> None:
    """Return if a template of one's own can print a made-up issue. Raises SetupError."""
    if settings.template is None:
        return
    top = TOP_STORIES if settings.top is None else settings.top
    render(sample_digest(issue, taxonomy.names, top), settings.template, show_evidence=settings.show_evidence)


def chosen_backend(
    settings: Settings, environment: Mapping[str, str], *, traffic: Traffic = "live"
) -> tuple[Backend, str]:
    """Return the backend that `settings` ask for, and a notice; the offline one where its key is not set.

    Only live traffic is remembered: a recording would lack what the cache answers, and a replay costs nothing. Raises
    SetupError for a key that cannot work.
    """
    key = environment.get(KEY_VARIABLE) or None
    if settings.model == "offline":
        return Offline(), ""
    if traffic == "replayed":  # sends nothing, and so is given no key
        return _model(settings, NO_KEY, sleep=_at_once), ""
    if not (key or settings.base_url):
        unasked = f"{settings.model} is not asked" if settings.model else "no language model is asked"
        return Offline(), f"{KEY_VARIABLE} is not set, so {unasked}: these are offline lines"
    if needs_key(settings.base_url) and not (key or "").strip():
        raise SetupError(f"a model of OpenAI needs an API key; set {KEY_VARIABLE}, or use the model `offline`")
    is_kept_back = bool(key and settings.base_url_found_in)
    llm = _model(settings, NO_KEY if is_kept_back else key)
    notice = _kept_back(settings) if is_kept_back else ""
    if traffic == "recorded" or not settings.cache:
        return llm, notice
    backend, unwritable = _with_cache(llm, _cache_folder(settings) / "drafts")
    return backend, "\n".join(filter(None, (notice, unwritable)))


def _model(settings: Settings, key: str | None, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> LLM:
    """Return the language model that `settings` name."""
    from summarizer.llm.extractor import DEFAULT_MODEL, LLM

    return LLM(
        settings.model or DEFAULT_MODEL,
        base_url=settings.base_url,
        api_key=key,
        effort=settings.effort,
        max_cost_usd=settings.max_cost,
        language=settings.language,
        concurrency=settings.concurrency,
        sleep=sleep,
    )


def _kept_back(settings: Settings) -> str:
    """Return what is said where a file of the project names the server: a project is anybody's, a key the user's."""
    server = settings.base_url
    named = f"{KEY_VARIABLE} is not sent to {server}, which {settings.base_url_found_in} names"
    return f"{named}; --base-url {server}, or base_url in your own summarizer.toml, sends it"


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

    return settings.cache_dir or user_cache_path("digest-summarizer")


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
    settings, fetcher = plan.settings, _fetcher(plan)
    summarizer = Summarizer(
        plan.backend,
        taxonomy=plan.taxonomy,
        language=settings.language,
        when_unsupported=settings.when_unsupported,
        top=settings.top,
        paragraphs=settings.paragraphs,
        fetcher=lambda: fetcher,
    )
    try:
        work = summarizer.digest(sources, issue=plan.issue, printed=plan.past.pages, on_outcome=on_outcome)
        digest = asyncio.run(closing(plan.backend, _with_images(plan, work, fetcher, on_missing)))
        return _with_emoji(digest, settings.newsletter.emoji)
    except (ProviderError, KeyboardInterrupt) as error:
        error.add_note("Nothing was written.")
        if isinstance(plan.backend, Cached):
            error.add_note(unremembered(plan.backend) or "What was finished is remembered, and is not paid for again.")
        raise


def unremembered(backend: Backend) -> str:
    """Return what to say where answers of a run could not be kept, and nothing where they were."""
    trouble = backend.trouble if isinstance(backend, Cached) else ""
    return f"Not every answer is remembered, since the cache cannot be written: {trouble}." if trouble else ""


def _with_emoji(digest: Digest, emoji: str) -> Digest:
    if not (emoji and digest.issue.excerpt):
        return digest
    return digest.model_copy(
        update={"issue": digest.issue.model_copy(update={"excerpt": f"{digest.issue.excerpt} {emoji}"})}
    )


def _fetcher(plan: Plan) -> Fetcher:
    settings = plan.settings
    network = Network(
        allow_private=settings.allow_private,
        proxies=plan.proxies,
        totals=Totals(settings.run_megabytes * 1_000_000, settings.run_requests),
    )
    return Fetcher(
        concurrency=settings.concurrency,
        per_host=settings.per_host,
        delay_seconds=settings.delay_seconds,
        timeout_seconds=settings.timeout_seconds,
        user_agent=settings.user_agent or USER_AGENT,
        ignore_robots=settings.ignore_robots,
        saved=plan.saved,
        transport=_with_page_cache(network, plan),
        sleep=_at_once if plan.traffic == "replayed" else asyncio.sleep,
    )


def _with_page_cache(network: Network, plan: Plan) -> httpx2.AsyncBaseTransport:
    if not plan.settings.cache or plan.traffic != "live":
        return network
    from summarizer.page_cache import remembering_pages

    return remembering_pages(network, _cache_folder(plan.settings) / "pages")


async def _with_images(
    plan: Plan, work: Awaitable[Digest], fetcher: Fetcher, on_missing: Callable[[Missing], None]
) -> Digest:
    digest = await work
    folder = plan.settings.images
    if folder is None:
        return digest
    async with fetcher:
        digest, missing = await download_images(digest, folder, fetcher, path=plan.image_path)
    for image in missing:
        on_missing(image)
    return digest
