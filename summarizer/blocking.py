"""The library's two blocking functions: each waits for the coroutine of the same purpose, and does nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from summarizer.backend import Backend
from summarizer.models import Digest, Entry, Issue
from summarizer.pipeline import Input, Summarizer
from summarizer.taxonomy import Taxonomy

Value = TypeVar("Value")


def summarize(source: Input, *, backend: Backend | None = None, taxonomy: Taxonomy | None = None) -> Entry:
    """Return the entry of one link, path or Article; `backend` is the offline one by default.

    Raises ItemError (a SummarizerError) if there is no entry to be had, ProviderError if the provider refuses the key,
    and RuntimeError inside a running event loop.
    """
    return _awaited(Summarizer(backend, taxonomy=taxonomy).summarize(source), "Summarizer(...).summarize(source)")


def digest(
    sources: Iterable[Input],
    *,
    backend: Backend | None = None,
    taxonomy: Taxonomy | None = None,
    issue: Issue | None = None,
) -> Digest:
    """Return the digest of links, paths or Articles; what failed is in its `failures`.

    `backend` is the offline one by default, `issue` one of today. Raises ProviderError if the provider refuses the key,
    and RuntimeError inside a running event loop.
    """
    work = Summarizer(backend, taxonomy=taxonomy).digest(sources, issue=issue)
    return _awaited(work, "Summarizer(...).digest(sources)")


def _awaited(work: Coroutine[Any, Any, Value], instead: str) -> Value:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(work)
    work.close()
    raise RuntimeError(f"an event loop is running here; write `await {instead}` instead")
