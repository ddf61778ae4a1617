"""The public API as a type checker sees it. Never run: mypy reads it, here and with the installed wheel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import assert_type

from summarizer import (
    LLM,
    Backend,
    Offline,
    Summarizer,
    SummarizerError,
    Taxonomy,
    __version__,
    digest,
    render,
    summarize,
)
from summarizer.backend import Check
from summarizer.errors import ItemError, ProviderError, SetupError
from summarizer.models import Article, Digest, Draft, Entry, Failure, Merged, Story, Usage


class Parrot:
    """A backend of one's own is any class of this form."""

    name = "parrot"

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Propose the title."""
        proposed = Draft(one_liner=article.title, category=taxonomy.names[0], quotes=(article.text[:80],))
        assert_type(check(proposed), Sequence[str])
        return proposed


class Mute:
    """What it calls its arguments is its own affair."""

    name = "mute"

    async def draft(self, page: Article, headings: Taxonomy, _check: Check) -> Draft:
        """Propose nothing."""
        return Draft(one_liner="", category=headings.names[0])


def backends() -> list[Backend]:
    """Whatever has the form is a Backend."""
    return [
        Parrot(),
        Mute(),
        Offline(),
        LLM("openai/gpt-6-luna", api_key="sk"),
        LLM("qwen", base_url="http://127.0.0.1/v1"),
    ]


def blocking(backend: Backend) -> str:
    """The two functions that wait."""
    taxonomy = Taxonomy.load(Path("taxonomy.toml"))
    assert_type(summarize("https://example.org/news", backend=backend, taxonomy=taxonomy), Entry)
    assert_type(summarize(Path("page.html")), Entry)
    issue = digest(["https://example.org/news", Path("page.html"), Article(title="T", text="…")], backend=backend)
    assert_type(issue, Digest)
    assert_type(issue.entries, tuple[Entry, ...])
    assert_type(issue.stories, tuple[Story, ...])
    assert_type(issue.failures, tuple[Failure, ...])
    assert_type(issue.usage, Usage)
    return render(issue, Path("digest.md.j2"), show_evidence=True)


async def streaming(backend: Backend) -> list[Entry]:
    """Results as they come."""
    summarizer = Summarizer(backend, taxonomy=Taxonomy.default(), language="en", when_unsupported="drop")
    assert_type(await summarizer.summarize("https://example.org/news"), Entry)
    assert_type(await summarizer.digest(["https://example.org/news"]), Digest)
    found: list[Entry] = []
    async for outcome in summarizer.stream(["https://example.org/news"]):
        assert_type(outcome, Entry | Failure | Merged)
        if isinstance(outcome, Entry):
            found.append(outcome)
    return found


def errors() -> list[type[SummarizerError]]:
    """One root, and what is beneath it."""
    assert_type(__version__, str)
    return [SetupError, ProviderError, ItemError]
