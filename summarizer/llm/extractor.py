"""Backend that asks a language model for structured output: evidence first, then what it proves.

`conversation.py` asks again with what is wrong, `provider.py` sends the requests, `entry_prompt.py` and
`issue_prompts.py` fill the files of `prompts/`. What was found on the web is data: it is never read as a template, and
stands between marks that it cannot contain.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, TypeVar

from pydantic import Field, WithJsonSchema

from summarizer.arguments import Effort, check_language, check_number
from summarizer.backend import Check
from summarizer.llm.conversation import Answer, Answered, Conversation, Wording
from summarizer.llm.entry_prompt import article_message, schema_of, system_message
from summarizer.llm.issue_prompts import (
    FEATURE_SCHEMA,
    GROUP_SCHEMA,
    HEADLINE_SCHEMA,
    feature_message,
    group_message,
    headline_message,
)
from summarizer.llm.issue_replies import (
    MOST_QUOTES,
    FeatureAnswer,
    GroupingAnswer,
    HeadlineAnswer,
    feature_in,
    grouping_in,
    headline_in,
)
from summarizer.llm.parts import parts_of
from summarizer.llm.provider import Provider, preload
from summarizer.models import Article, Draft, Entry, Feature, Grouping, Headline, Story
from summarizer.prompts import load_prompt
from summarizer.taxonomy import Taxonomy

__all__ = ["DEFAULT_MODEL", "LLM", "preload"]

DEFAULT_MODEL = "openai/gpt-6-luna"

MAX_ARTICLE_CHARACTERS = 24_000
"""Some 6,000 tokens: more than nearly every news article has, and a bound on what one question can cost. The articles
of one story share it."""

ASKED = ("entry", "group", "feature", "headline")
"""What a model is asked for; each has its own file in `prompts/`."""

LEAST_WORTH, MOST_WORTH = 1, 5
"""Of `Newsworthiness`; what a model gives beyond is asked for again, and taken as the nearest of them if it stays."""

Value = TypeVar("Value")


class LLM:
    """A language model behind OpenAI's chat completions, at OpenAI or on any server that speaks the same.

    One object may be used from many tasks, event loops and threads at once.

    `model`: `openai/NAME`, or with `base_url` any name that the server knows. `api_key`: needed at OpenAI; the library
    never looks for one in the environment. `effort`: how long a reasoning model may think. `language`: of the line
    (ISO 639-1). `timeout_seconds` bounds one request, `max_wait_seconds` all attempts at one question, `concurrency`
    the requests under way in one event loop, `max_characters` the text that is sent with one question, `max_cost_usd`
    what this object may spend, to within the requests under way; `sleep` waits between attempts. Raises SetupError for
    an argument that cannot work, and for a limit on what a model of unknown price costs.
    """

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        *,
        base_url: str | None = None,
        api_key: str | None = None,
        effort: Effort | None = "low",
        language: str = "en",
        timeout_seconds: float = 120.0,
        max_wait_seconds: float = 240.0,
        concurrency: int = 8,
        max_characters: int = MAX_ARTICLE_CHARACTERS,
        max_cost_usd: Decimal | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        check_language(language)
        check_number("max_characters", max_characters, least=1)
        self._name = model
        self._language = language
        self._max_characters = max_characters
        self._prompts = {name: load_prompt(name) for name in ASKED}
        self._parts = {name: parts_of(prompt) for name, prompt in self._prompts.items()}
        self._plain = load_prompt("plain")
        self._provider = Provider(
            model,
            base_url=base_url,
            api_key=api_key,
            effort=effort,
            timeout_seconds=timeout_seconds,
            max_wait_seconds=max_wait_seconds,
            concurrency=concurrency,
            max_cost_usd=max_cost_usd,
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

    def fingerprint(self, asked: str, taxonomy: Taxonomy | None = None) -> str:
        """Return what an answer depends on besides what it is about: server, model, parameters, prompts, categories.

        `asked` is one of `ASKED`.
        """
        prompts = [self._prompts[asked].id, self._plain.id]
        parts = [self._provider.parameters, *prompts, self._language, self._max_characters]
        return json.dumps([*parts, taxonomy and taxonomy.model_dump(mode="json")], sort_keys=True)

    async def aclose(self) -> None:
        """Close the connections, in the event loop that asked; the object can be used again."""
        await self._provider.aclose()

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Return the model's draft for `article`, asked again at most twice with what `check` has against it.

        What it still has against the best one is for the core to judge. Raises ItemError when there is no draft at all,
        and ProviderError when the server refuses the key or has no such model, or the quota is used up.
        """
        names, parts = taxonomy.names, self._parts["entry"]
        system = system_message(parts.system, taxonomy, self._language)
        material = article_message(parts.material, article, self._max_characters)
        read = partial(_weighed, names=names, check=check)
        draft, usage = await self._answered("entry", system, material, Reply, schema_of(names), read)
        known = {"model": self._name, "prompt_id": self._prompts["entry"].id, "usage": usage}
        return draft.model_copy(update=known)

    async def group(self, entries: Sequence[Entry]) -> Grouping:
        """Return which of `entries` report one event, all of them seen in one question; asked again as for a draft.

        Every entry is in one group at most. Raises ItemError when there is no answer at all, and ProviderError.
        """
        material = group_message(self._parts["group"].material, entries)
        read = partial(grouping_in, items=len(entries))
        grouping, usage = await self._about_issue("group", material, GroupingAnswer, GROUP_SCHEMA, read)
        return grouping.model_copy(update={"usage": usage})

    async def feature(
        self, articles: Sequence[Article], paragraphs: int, check: Callable[[Feature], Sequence[str]]
    ) -> Feature:
        """Return so many paragraphs about the event of all `articles`, asked again with what `check` has against them.

        Raises ItemError when there is no answer at all, and ProviderError.
        """
        material = feature_message(self._parts["feature"].material, articles, paragraphs, self._max_characters)
        read = partial(feature_in, check=check)
        feature, usage = await self._about_issue("feature", material, FeatureAnswer, FEATURE_SCHEMA, read)
        known = {"model": self._name, "prompt_id": self._prompts["feature"].id, "usage": usage}
        return feature.model_copy(update=known)

    async def headline(self, stories: Sequence[Story], check: Callable[[Headline], Sequence[str]]) -> Headline:
        """Return phrases that name the events of `stories`, asked again with what `check` has against them.

        Raises ItemError when there is no answer at all, and ProviderError.
        """
        material = headline_message(self._parts["headline"].material, stories)
        read = partial(headline_in, stories=len(stories), check=check)
        headline, usage = await self._about_issue("headline", material, HeadlineAnswer, HEADLINE_SCHEMA, read)
        return headline.model_copy(update={"usage": usage})

    async def _about_issue(
        self,
        asked: str,
        material: str,
        form: type[Answer],
        schema: dict[str, Any],
        read: Callable[[Any], tuple[Value, list[str]]],
    ) -> Answered[Value]:
        system = self._parts[asked].system.fill(language=self._language)
        return await self._answered(asked, system, material, form, schema, read)

    async def _answered(
        self,
        asked: str,
        system: str,
        material: str,
        form: type[Answer],
        schema: dict[str, Any],
        read: Callable[[Any], tuple[Value, list[str]]],
    ) -> Answered[Value]:
        """Put one question, what is the same for the whole run first, and return its best answer."""
        opening = [{"role": "system", "content": system}, {"role": "user", "content": material}]
        wording = Wording(asked, schema, self._plain, self._parts[asked].again)
        return await Conversation(self._provider, opening, form, wording, read).hold()


class Reply(Answer):
    """What the model fills in, in this order: the proof first. Strings are taken as they are and weighed later."""

    evidence: list[str]
    one_liner: str
    category: str
    runner_up: str | None = None
    newsworthiness: Annotated[
        float,
        Field(allow_inf_nan=False),
        WithJsonSchema({"type": "integer", "minimum": LEAST_WORTH, "maximum": MOST_WORTH}),
    ]


def _weighed(reply: Reply, *, names: Sequence[str], check: Check) -> tuple[Draft, list[str]]:
    """Return the draft that `reply` holds, and what is wrong with it."""
    category, runner_up = _named(reply.category, names), _named(reply.runner_up or "", names)
    newsworthiness = min(max(round(reply.newsworthiness), LEAST_WORTH), MOST_WORTH)
    draft = Draft(
        one_liner=reply.one_liner.strip(),
        category=category,
        runner_up=runner_up if runner_up in names and runner_up != category else None,
        newsworthiness=newsworthiness,
        quotes=tuple(dict.fromkeys(quote.strip() for quote in reply.evidence if quote.strip()))[:MOST_QUOTES],
    )
    complaints = [] if draft.quotes else ["`evidence` is empty"]
    if newsworthiness != reply.newsworthiness:
        complaints.append(f"`newsworthiness` is not a whole number from {LEAST_WORTH} to {MOST_WORTH}")
    return draft, [*complaints, *check(draft)]


def _named(given: str, names: Sequence[str]) -> str:
    """Return the category that `given` spells in another case, else `given`."""
    wanted = given.strip().casefold()
    return next((name for name in names if name.casefold() == wanted), given.strip())
