"""Backend that asks a language model for structured output: evidence first, then the line, then where it is filed.

instructor turns a reply into a value and asks again, at most twice, with what is wrong with it; `provider.py` sends the
requests. Every word said to the model is in `prompts/entry.md`. An article is data: it is never read as a template, and
it stands in the prompt between marks that it cannot contain.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from typing import Any, Self

from pydantic import BaseModel, ValidationError

from summarizer.backend import Check
from summarizer.entry_prompt import Parts, article_message, parts_of, plain_words, schema_of, system_message
from summarizer.errors import ItemError
from summarizer.models import Article, Draft, Newsworthiness, Usage
from summarizer.prompts import load_prompt
from summarizer.provider import Provider, Question, preload
from summarizer.taxonomy import Taxonomy

__all__ = ["DEFAULT_MODEL", "LLM", "preload"]

DEFAULT_MODEL = "openai/gpt-6-luna"

REASKS = 2
"""How often a model is asked to mend its draft."""

MAX_ARTICLE_CHARACTERS = 24_000
"""Some 6,000 tokens: more than nearly every news article has, and a bound on what one can cost."""

MAX_QUOTES = 3
_MAX_COMPLAINTS = 8
_MAX_COMPLAINT_CHARACTERS = 400


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
        self._is_loaded = False
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
        if not self._is_loaded:
            await asyncio.to_thread(preload)
            self._is_loaded = True
        asking = _Asking(self._provider, self._parts, self._messages(article, taxonomy), taxonomy.names, check)
        token = _ASKING.set(asking)
        try:
            await _create()(response_model=_form(), messages=asking.opening, max_retries=REASKS, strict=False)
        except Exception as error:
            asking.settle(error)
        finally:
            _ASKING.reset(token)
        return asking.drafted().model_copy(update={"model": self._name, "prompt_id": self._prompt.id})

    def _messages(self, article: Article, taxonomy: Taxonomy) -> list[dict[str, Any]]:
        """Return what is the same for every article of a run, then the article."""
        return [
            {"role": "system", "content": system_message(self._parts.system, taxonomy, self._language)},
            {"role": "user", "content": article_message(self._parts.article, article, self._max_characters)},
        ]


class Reply(BaseModel):
    """What the model fills in, in this order: the proof first. Every string is taken as it is; `_Asking` weighs it."""

    evidence: list[str]
    one_liner: str
    category: str
    runner_up: str | None = None
    newsworthiness: Newsworthiness

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Return the reply in a model's text. Raises what instructor answers by asking again."""
        asking = _ASKING.get()
        try:
            reply = super().model_validate_json(_json_in(str(json_data)), **options)
        except ValidationError as error:
            asking.complaints = [_complaint_about(one) for one in error.errors(include_url=False, include_input=False)]
            raise
        asking.weigh(reply)
        return reply


class _Asking:
    """One article's conversation with the model: what was said, what it cost, and the best draft so far."""

    def __init__(
        self, provider: Provider, parts: Parts, opening: list[dict[str, Any]], names: tuple[str, ...], check: Check
    ) -> None:
        self.opening = opening
        self.complaints: Sequence[str] = ()
        self._provider = provider
        self._parts = parts
        self._names = names
        self._check = check
        self._usage = Usage()
        self._best: Draft | None = None
        self._faults_of_best = 0

    async def send(self, messages: list[dict[str, Any]]) -> Any:
        """Send the conversation as it stands, its last message in our words instead of instructor's."""
        if len(messages) > len(self.opening):
            messages[-1]["content"] = self._again()
        self.complaints = ()
        words = plain_words(self._parts.plain, self._names)
        return await self._provider.ask(Question(messages, schema_of(self._names), words, self._count))

    def _again(self) -> str:
        said = [" ".join(one.split())[:_MAX_COMPLAINT_CHARACTERS] for one in self.complaints[:_MAX_COMPLAINTS]]
        return self._parts.again.fill(complaints=said)

    def _count(self, usage: Usage) -> None:
        self._usage += usage

    def weigh(self, reply: Reply) -> None:
        """Keep `reply` if it is the best so far. Raises ResponseParsingError, to be asked again, if it has faults."""
        from instructor.core import ResponseParsingError

        draft = self._draft(reply)
        self.complaints = [*([] if draft.quotes else ["`evidence` is empty"]), *self._check(draft)]
        if self._best is None or len(self.complaints) <= self._faults_of_best:
            self._best, self._faults_of_best = draft, len(self.complaints)
        if self.complaints:
            raise ResponseParsingError("the draft has faults", mode="json_schema")

    def _draft(self, reply: Reply) -> Draft:
        category, runner_up = self._named(reply.category), self._named(reply.runner_up or "")
        return Draft(
            one_liner=reply.one_liner.strip(),
            category=category,
            runner_up=runner_up if runner_up in self._names and runner_up != category else None,
            newsworthiness=reply.newsworthiness,
            quotes=tuple(dict.fromkeys(quote.strip() for quote in reply.evidence if quote.strip()))[:MAX_QUOTES],
        )

    def _named(self, given: str) -> str:
        """Return the category that `given` spells in another case, else `given`."""
        wanted = given.strip().casefold()
        return next((name for name in self._names if name.casefold() == wanted), given.strip())

    def settle(self, error: Exception) -> None:
        """Return if `error` leaves a draft to judge or says that re-asks are used up; raise what it means if not."""
        from instructor.core import InstructorRetryException, ResponseParsingError

        # instructor's own exception holds every reply in its text: it is never raised, printed or chained.
        cause = (error.__cause__ or error) if isinstance(error, InstructorRetryException) else error
        if isinstance(cause, ItemError):
            if self._best is None or cause.code == "not-recorded":
                raise ItemError(cause.code, str(cause), self._usage) from None
        elif not isinstance(cause, (ValidationError, ResponseParsingError)):
            raise cause from None

    def drafted(self) -> Draft:
        """Return the best draft, with what all cost. Raises ItemError (`model-invalid`) if none can be filed."""
        best = self._best
        if best is None:
            raise ItemError("model-invalid", "the model's replies did not have the form asked for", self._usage)
        if best.category not in self._names and best.runner_up is None:
            raise ItemError("model-invalid", f"the model's category {best.category!r} does not exist", self._usage)
        return best.model_copy(update={"usage": self._usage})


_ASKING: ContextVar[_Asking] = ContextVar("asking")
"""The conversation that this task is in: instructor's `context` would read the article as a template."""


@cache
def _create() -> Callable[..., Awaitable[Any]]:
    """Return instructor's `create` over our own sending."""
    import instructor

    async def send(*, messages: list[dict[str, Any]], **_: Any) -> Any:
        return await _ASKING.get().send(messages)

    patched: Callable[..., Awaitable[Any]] = instructor.patch(create=send, mode=instructor.Mode.JSON_SCHEMA)
    return patched


@cache
def _form() -> type[BaseModel]:
    """Return `Reply` as instructor wants it, made once: each making costs a millisecond and memory."""
    from instructor import response_schema

    return response_schema(Reply)


def _json_in(text: str) -> str:
    """Return the last JSON object in `text`: servers that know no schema put it in a fence, or after some thinking."""
    from instructor.utils import extract_json_from_codeblock

    try:
        return extract_json_from_codeblock(text)
    except ValueError:
        return text


def _complaint_about(error: Mapping[str, Any]) -> str:
    field = ".".join(str(part) for part in error["loc"])
    if not field:
        return "the reply is not a JSON object of the asked form"
    if error["type"] == "missing":
        return f"`{field}` is missing"
    return f"`{field}` does not have the asked form: {error['msg']}"
