"""One question put to a model until it is answered well: instructor reads the replies and asks again, at most twice.

A form (`Answer`) says what a reply must hold; `read` turns a filled form into a value and says what is wrong with it.
The best value is kept, whatever comes after. Every word said to the model is ours: instructor's are replaced.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextvars import ContextVar
from functools import cache
from typing import Any, Generic, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ValidationError

from summarizer.errors import ItemError
from summarizer.llm.provider import Provider
from summarizer.llm.question import Question
from summarizer.models import Usage
from summarizer.prompts import Prompt
from summarizer.quiet import quiet

REASKS = 2
"""How often a model is asked to mend its answer."""

_MAX_COMPLAINTS = 8
_MAX_COMPLAINT_CHARACTERS = 400

Value = TypeVar("Value")


class Answer(BaseModel):
    """A form that a model fills in; its fields are read in lax mode, and unknown ones are left out."""

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """Return the filled form in a model's text. Raises what instructor answers by asking again."""
        conversation = _CURRENT.get()
        try:
            answer = super().model_validate_json(_json_in(str(json_data)), **options)
        except ValidationError as error:
            conversation.complaints = [_complaint_about(one) for one in error.errors(include_url=False)]
            raise
        conversation.weigh(answer)
        return answer


class Wording(NamedTuple):
    """What is said beside the opening messages."""

    name: str
    """Of the answer."""
    schema: dict[str, Any]
    """The strict JSON Schema of the answer."""
    plain: Prompt
    """Asks for the form in words; takes `schema`."""
    again: Prompt
    """Asks to mend an answer; takes `complaints`."""


class Answered(NamedTuple, Generic[Value]):
    """The best value that a conversation came to, and what all of it cost."""

    value: Value
    usage: Usage


class Conversation(Generic[Value]):
    """What is said to a model about one thing, what it costs, and the best value so far.

    `opening` are the messages it begins with; `form` is the `Answer` to fill in; `read` returns the value of a filled
    form and the complaints about it, none if it is good.
    """

    def __init__(
        self,
        provider: Provider,
        opening: list[dict[str, Any]],
        form: type[Answer],
        wording: Wording,
        read: Callable[[Any], tuple[Value, Sequence[str]]],
    ) -> None:
        self.complaints: Sequence[str] = ()
        self._provider = provider
        self._opening = opening
        self._form = form
        self._wording = wording
        self._read = read
        self._usage = Usage()
        self._best: tuple[int, Value] | None = None

    async def hold(self) -> Answered[Value]:
        """Return the value with the fewest complaints, of equals the latest, once there are none or no re-asks left.

        Raises ItemError, with the usage of all attempts, where no reply had the form or none came; ProviderError; and
        whatever `read` raises.
        """
        await self._provider.load()
        token = _CURRENT.set(self)
        try:
            with quiet():
                await _create()(
                    response_model=_wrapped(self._form), messages=self._opening, max_retries=REASKS, strict=False
                )
        except Exception as error:
            self._settle(error)
        finally:
            _CURRENT.reset(token)
        if self._best is None:
            raise ItemError("model-invalid", "the model's replies did not have the form asked for", self._usage)
        return Answered(self._best[1], self._usage)

    async def send(self, messages: list[dict[str, Any]]) -> Any:
        """Send the conversation as it stands, its last message in our words instead of instructor's."""
        if len(messages) > len(self._opening):
            messages[-1]["content"] = self._again()
        name, schema = self._wording.name, self._wording.schema
        plain_words = _plain_words(self._wording.plain, json.dumps(schema, ensure_ascii=False))
        return await self._provider.ask(Question(messages, name, schema, plain_words, self._count))

    def weigh(self, answer: Answer) -> None:
        """Keep the value of `answer` if it is the best. Raises ResponseParsingError if it has faults."""
        from instructor.core import ResponseParsingError

        value, self.complaints = self._read(answer)
        if self._best is None or len(self.complaints) <= self._best[0]:
            self._best = len(self.complaints), value
        if self.complaints:
            raise ResponseParsingError("the answer has faults", mode="json_schema")

    def _again(self) -> str:
        said = [" ".join(one.split())[:_MAX_COMPLAINT_CHARACTERS] for one in self.complaints[:_MAX_COMPLAINTS]]
        return self._wording.again.fill(complaints=said)

    def _count(self, usage: Usage) -> None:
        self._usage += usage

    def _settle(self, error: Exception) -> None:
        """Return if `error` leaves a value or only says that the re-asks are used up; raise what it means if not."""
        from instructor.core import InstructorRetryException, ResponseParsingError

        # instructor's own exception holds every reply in its text: it is never raised, printed or chained.
        cause = (error.__cause__ or error) if isinstance(error, InstructorRetryException) else error
        if isinstance(cause, ItemError):
            if self._best is None or cause.code == "not-recorded":
                raise ItemError(cause.code, str(cause), self._usage) from None
        elif not isinstance(cause, (ValidationError, ResponseParsingError)):
            raise cause from None


_CURRENT: ContextVar[Conversation[Any]] = ContextVar("conversation")
"""The conversation that this task is in: instructor's `context` would read an article as a template."""


@cache
def _create() -> Callable[..., Awaitable[Any]]:
    """Return instructor's `create` over our own sending."""
    import instructor

    async def send(*, messages: list[dict[str, Any]], **_: Any) -> Any:
        return await _CURRENT.get().send(messages)

    patched: Callable[..., Awaitable[Any]] = instructor.patch(create=send, mode=instructor.Mode.JSON_SCHEMA)
    return patched


@cache
def _wrapped(form: type[Answer]) -> type[BaseModel]:
    """Return `form` as instructor wants it, made once: each making costs a millisecond and memory."""
    from instructor import response_schema

    return response_schema(form)


@cache
def _plain_words(template: Prompt, schema: str) -> str:
    return "\n\n" + template.fill(schema=schema)


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
