"""Backend that asks a language model for structured output: evidence first, then the line, then where it is filed.

`conversation.py` asks again with what is wrong, `provider.py` sends the requests, `entry_prompt.py` fills
`prompts/entry.md`. An article is data: it is never read as a template, and stands between marks that it cannot contain.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from summarizer.backend import Check
from summarizer.errors import ItemError
from summarizer.llm.conversation import Answer, Conversation, Wording
from summarizer.llm.entry_prompt import article_message, parts_of, schema_of, system_message
from summarizer.llm.provider import Provider, preload
from summarizer.models import Article, Draft, Newsworthiness
from summarizer.prompts import load_prompt
from summarizer.taxonomy import Taxonomy

__all__ = ["DEFAULT_MODEL", "LLM", "preload"]

DEFAULT_MODEL = "openai/gpt-6-luna"

MAX_ARTICLE_CHARACTERS = 24_000
"""Some 6,000 tokens: more than nearly every news article has, and a bound on what one can cost."""

MAX_QUOTES = 3


class LLM:
    """A language model behind OpenAI's chat completions, at OpenAI or on any server that speaks the same.

    `model`: `openai/NAME`, or with `base_url` any name that the server knows. `api_key`: needed at OpenAI; the library
    never looks for one in the environment. `effort`: how long a reasoning model may think. `language`: of the line
    (ISO 639-1). `timeout_seconds` bounds one request, `max_wait_seconds` all attempts at one question, `concurrency`
    the requests under way, `max_characters` the text of an article that is sent; `sleep` waits between attempts.
    Raises SetupError for a model, key or address that cannot work.
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        effort: str | None = "low",
        language: str = "en",
        timeout_seconds: float = 120.0,
        max_wait_seconds: float = 240.0,
        concurrency: int = 8,
        max_characters: int = MAX_ARTICLE_CHARACTERS,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._name = model
        self._language = language
        self._max_characters = max_characters
        self._prompt = load_prompt("entry")
        self._parts = parts_of(self._prompt)
        self._provider = Provider(
            model,
            base_url=base_url,
            api_key=api_key,
            effort=effort,
            timeout_seconds=timeout_seconds,
            max_wait_seconds=max_wait_seconds,
            concurrency=concurrency,
            sleep=sleep,
        )

    @property
    def name(self) -> str:
        """The model as it was named."""
        return self._name

    @property
    def base_url(self) -> str:
        """The server's address, with no slash at its end."""
        return self._provider.url

    def fingerprint(self, taxonomy: Taxonomy) -> str:
        """Return what a draft depends on besides the article: server, model, parameters, prompt, categories."""
        parts = [self._provider.parameters, self._prompt.id, self._language, self._max_characters]
        return json.dumps([*parts, taxonomy.model_dump(mode="json")], sort_keys=True)

    async def aclose(self) -> None:
        """Close the connections; the object can be used again."""
        await self._provider.aclose()

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Return the model's draft for `article`, asked again at most twice with what `check` has against it.

        What it still has against the best one is for the core to judge. Raises ItemError when there is no draft at all,
        and ProviderError when the provider refuses the key or the quota is used up.
        """
        names = taxonomy.names
        wording = Wording("entry", schema_of(names), self._parts.plain, self._parts.again)
        opening = self._messages(article, taxonomy)
        conversation = Conversation(
            self._provider, opening, Reply, wording, lambda reply: _weighed(reply, names, check)
        )
        draft, usage = await conversation.hold()
        if draft.category not in names and draft.runner_up is None:
            raise ItemError("model-invalid", f"the model's category {draft.category!r} does not exist", usage)
        return draft.model_copy(update={"model": self._name, "prompt_id": self._prompt.id, "usage": usage})

    def _messages(self, article: Article, taxonomy: Taxonomy) -> list[dict[str, Any]]:
        """Return what is the same for every article of a run, then the article."""
        return [
            {"role": "system", "content": system_message(self._parts.system, taxonomy, self._language)},
            {"role": "user", "content": article_message(self._parts.article, article, self._max_characters)},
        ]


class Reply(Answer):
    """What the model fills in, in this order: the proof first. Strings are taken as they are and weighed later."""

    evidence: list[str]
    one_liner: str
    category: str
    runner_up: str | None = None
    newsworthiness: Newsworthiness


def _weighed(reply: Reply, names: Sequence[str], check: Check) -> tuple[Draft, list[str]]:
    """Return the draft that `reply` holds, and what is wrong with it."""
    category, runner_up = _named(reply.category, names), _named(reply.runner_up or "", names)
    draft = Draft(
        one_liner=reply.one_liner.strip(),
        category=category,
        runner_up=runner_up if runner_up in names and runner_up != category else None,
        newsworthiness=reply.newsworthiness,
        quotes=tuple(dict.fromkeys(quote.strip() for quote in reply.evidence if quote.strip()))[:MAX_QUOTES],
    )
    return draft, [*([] if draft.quotes else ["`evidence` is empty"]), *check(draft)]


def _named(given: str, names: Sequence[str]) -> str:
    """Return the category that `given` spells in another case, else `given`."""
    wanted = given.strip().casefold()
    return next((name for name in names if name.casefold() == wanted), given.strip())
