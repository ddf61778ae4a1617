"""The library's two blocking functions: each waits for the coroutine of the same purpose, and does nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from summarizer.backend import Backend
from summarizer.jobs import Input
from summarizer.models import Digest, Entry, Issue
from summarizer.pipeline import Summarizer, closing
from summarizer.taxonomy import Taxonomy


def summarize(source: Input, *, backend: Backend | None = None, taxonomy: Taxonomy | None = None) -> Entry:
    """Return the entry of one link, path or Article; `backend` is the offline one by default.

    Raises ItemError, which says why and what to do, if there is no entry to be had, ProviderError if the provider
    refuses the key, SetupError for a backend or taxonomy that is none, and RuntimeError inside a running event loop.
    """
    _refuse_running_loop("Summarizer(...).summarize(source)")
    return asyncio.run(closing(backend, Summarizer(backend, taxonomy=taxonomy).summarize(source)))


def digest(
    sources: Iterable[Input],
    *,
    backend: Backend | None = None,
    taxonomy: Taxonomy | None = None,
    issue: Issue | None = None,
) -> Digest:
    """Return the digest of links, paths or Articles; what failed is in its `failures`.

    So is an Article without a `url`, since a digest links to each. `backend` is the offline one by default, `issue` one
    of today. Raises ProviderError if the provider refuses the key, SetupError for a single source in place of several
    or a backend or taxonomy that is none, and RuntimeError inside a running event loop.
    """
    _refuse_running_loop("Summarizer(...).digest(sources)")
    return asyncio.run(closing(backend, Summarizer(backend, taxonomy=taxonomy).digest(sources, issue=issue)))


def _refuse_running_loop(instead: str) -> None:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise RuntimeError(f"an event loop is running here; write `await {instead}` instead")
