"""What a backend is: something that proposes a line and a category for an article."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from inspect import isawaitable
from typing import ParamSpec, Protocol, TypeVar, runtime_checkable

from summarizer.errors import ItemError, SetupError, SummarizerError
from summarizer.models import Article, Draft, Entry, Feature, Grouping, Headline, Story
from summarizer.taxonomy import Taxonomy

_LOG = logging.getLogger("summarizer")
_LOG.addHandler(logging.NullHandler())  # a library writes to no screen that nobody gave it

_SHOWN_CHARACTERS = 300
"""Of what an error says; all of it is in the log."""

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

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


@runtime_checkable
class Closable(Protocol):
    """A backend that holds connections."""

    async def aclose(self) -> None:
        """Close them."""
        ...


def check_backend(backend: object) -> None:
    """Return if `backend` can be asked. Raises SetupError that says what it is and what it should be."""
    named = isinstance(getattr(backend, "name", None), str) and callable(getattr(backend, "draft", None))
    if isinstance(backend, type) or not named:
        given = f"the class {backend.__name__}" if isinstance(backend, type) else f"of type {type(backend).__name__}"
        wanted = "an instance with a `name` and a method `draft`, such as Offline() or LLM('openai/NAME')"
        raise SetupError(f"backend is {given}, and should be {wanted}")


async def asked(
    backend: Backend,
    method: Callable[Given, Awaitable[Answer]],
    kind: type[Answer],
    /,
    *given: Given.args,
    **named: Given.kwargs,
) -> Answer:
    """Return what a `method` of `backend` answers, which is to be of this `kind`.

    Raises SetupError for one that is no `async def`, and ItemError (`backend-crash`), logged, in place of whatever was
    not raised on purpose, and for any other answer: a fault at one article is no reason to lose the others.
    """
    name = getattr(method, "__name__", "draft")
    try:
        awaitable = method(*given, **named)
        if not isawaitable(awaitable):
            raise SetupError(f"backend {backend.name!r}: its method {name} must be defined by `async def`")
        answer = await awaitable
    except SummarizerError:
        raise
    except Exception as error:
        _LOG.error("backend %r failed", backend.name, exc_info=error)
        said = " ".join(f"{type(error).__name__}: {error}".split())[:_SHOWN_CHARACTERS]
        raise ItemError("backend-crash", f"backend {backend.name!r} failed with {said}") from error
    if not isinstance(answer, kind):
        returned = None if answer is None else f"a {type(answer).__name__}"
        told = (
            f"backend {backend.name!r}: its method {name} returned {returned}, and must return a models.{kind.__name__}"
        )
        _LOG.error(told)
        raise ItemError("backend-crash", told)
    return answer
