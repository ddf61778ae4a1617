"""What a backend is: something that proposes a line and a category for an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from summarizer.models import Article, Draft, Entry, Feature, Grouping, Headline, Story
from summarizer.taxonomy import Taxonomy

Check = Callable[[Draft], Sequence[str]]
"""What is wrong with a draft, one complaint each, to put to a model; empty when it may stand."""


class Backend(Protocol):
    """Proposes; the core disposes. One object serves a whole run, from many tasks at once.

    Its methods are given their arguments by position.
    """

    @property
    def name(self) -> str:
        """How the digest names it, such as `openai/gpt-6-luna` or `offline`."""
        ...

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check, /) -> Draft:
        """Return a line and a category for `article`.

        A backend that can ask again may put its draft to `check` and mend what it complains of; the core checks
        the result in any case. Raises ItemError when there is none to be had, ProviderError when none ever will.
        """
        ...


@runtime_checkable
class Editor(Backend, Protocol):
    """A backend that can also see an issue as a whole; without one, rules group, quote and name the stories.

    Each method may raise ItemError, after which the rules decide, and ProviderError.
    """

    async def group(self, entries: Sequence[Entry], /) -> Grouping:
        """Return which of `entries` report one event."""
        ...

    async def feature(
        self, articles: Sequence[Article], paragraphs: int, check: Callable[[Feature], Sequence[str]], /
    ) -> Feature:
        """Return `paragraphs` paragraphs, of 80-150 words each, about the one event that all `articles` report."""
        ...

    async def headline(self, stories: Sequence[Story], check: Callable[[Headline], Sequence[str]], /) -> Headline:
        """Return three to five short phrases, each naming the event of one of `stories`."""
        ...
