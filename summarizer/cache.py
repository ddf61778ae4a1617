"""What was paid for once is not paid for twice: a backend that remembers another backend's answers on disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import ValidationError

from summarizer._version import __version__
from summarizer.backend import Backend, Check, Closable, Editor
from summarizer.files import prune, sweep, write_whole
from summarizer.models import Article, Draft, Entry, Feature, Grouping, Headline, Story, Usage
from summarizer.taxonomy import Taxonomy

MAX_ANSWER_BYTES = 20_000_000
"""Of all answers together: some ten thousand. Those that were not asked for longest make room when a run begins."""

SUFFIX = ".json"

Answer = TypeVar("Answer", Draft, Feature, Grouping, Headline)


class Paid(Backend, Protocol):
    """A backend whose answers are worth keeping."""

    def fingerprint(self, asked: str, taxonomy: Taxonomy | None = None) -> str:
        """Return what an answer depends on besides what it is about: server, model, parameters, prompts, categories.

        `asked` is `entry`, `group`, `feature` or `headline`.
        """
        ...


class PaidEditor(Editor, Paid, Protocol):
    """The same that can also see an issue as a whole."""


def remembering(backend: Paid, folder: Path) -> Cached:
    """Return a backend that can do what `backend` can, and remembers it in `folder`, which is tidied first."""
    sweep(folder)
    prune(folder, f"*{SUFFIX}", MAX_ANSWER_BYTES)
    return CachedEditor(backend, folder) if isinstance(backend, Editor) else Cached(backend, folder)


class Cached:
    """A backend that answers from `folder` what `backend` has answered before, and costs nothing then."""

    def __init__(self, backend: Paid, folder: Path) -> None:
        self._backend = backend
        self._folder = folder
        self.trouble: str = ""
        """Why the latest answer that could not be remembered was not."""

    @property
    def name(self) -> str:
        """The name of the backend it stands before."""
        return self._backend.name

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Return the remembered draft, else ask for one and remember it. Raises what the backend raises."""
        key = ["draft", self._backend.fingerprint("entry", taxonomy), _said(article)]
        return await self._remembered(key, Draft, lambda: self._backend.draft(article, taxonomy, check))

    async def aclose(self) -> None:
        """Close the connections of the backend it stands before, if it has any."""
        if isinstance(self._backend, Closable):
            await self._backend.aclose()

    async def _remembered(self, key: list[Any], kind: type[Answer], ask: Callable[[], Awaitable[Answer]]) -> Answer:
        digest = hashlib.sha256(json.dumps([__version__, *key]).encode("utf-8", "surrogatepass")).hexdigest()
        path = self._folder / f"{digest}{SUFFIX}"
        remembered = _load(path, kind)
        if remembered is not None:
            with suppress(OSError):
                path.touch()  # what is still asked for is not the oldest
            return remembered.model_copy(update={"usage": Usage()})
        answer = await ask()
        try:
            write_whole(path, answer.model_dump_json())
        except OSError as error:  # a disk that is full costs a second call, and not the run
            self.trouble = f"{self._folder}: {error.strerror or error}"
        return answer


class CachedEditor(Cached):
    """The same before a backend that can see an issue as a whole."""

    def __init__(self, backend: PaidEditor, folder: Path) -> None:
        super().__init__(backend, folder)
        self._editor = backend

    async def group(self, entries: Sequence[Entry]) -> Grouping:
        """Return the remembered grouping of `entries`, else ask for one and remember it."""
        key = ["group", self._backend.fingerprint("group"), [_seen(entry) for entry in entries]]
        return await self._remembered(key, Grouping, lambda: self._editor.group(entries))

    async def feature(
        self, articles: Sequence[Article], paragraphs: int, check: Callable[[Feature], Sequence[str]]
    ) -> Feature:
        """Return the remembered paragraphs on `articles`, else ask for them and remember them."""
        key = ["feature", self._backend.fingerprint("feature"), paragraphs, [_said(article) for article in articles]]
        return await self._remembered(key, Feature, lambda: self._editor.feature(articles, paragraphs, check))

    async def headline(self, stories: Sequence[Story], check: Callable[[Headline], Sequence[str]]) -> Headline:
        """Return the remembered headline of `stories`, else ask for one and remember it."""
        seen = [[_seen(entry) for entry in story.entries] for story in stories]
        key = ["headline", self._backend.fingerprint("headline"), seen]
        return await self._remembered(key, Headline, lambda: self._editor.headline(stories, check))


def _said(article: Article) -> list[str]:
    """Return what of an article is put to a model."""
    return [article.title, article.site, str(article.date), str(article.lead_only), article.text]


def _seen(entry: Entry) -> list[str]:
    """Return what of an entry is put to a model; not what it cost, which is nothing the second time."""
    return [entry.title, entry.one_liner, entry.category, entry.url, entry.site, str(entry.date)]


def _load(path: Path, kind: type[Answer]) -> Answer | None:
    """Return the answer in `path`; None where there is none or it is damaged, which only means asking again."""
    try:
        return kind.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
