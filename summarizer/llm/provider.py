"""One question to an OpenAI-compatible server: retried in one place, every attempt counted and priced.

A question goes out in the richest form that the server takes: strict JSON Schema, else a tool to call, else JSON asked
for in words. What a server turns out not to know is remembered for the run. The first question goes out alone: its
answer settles the form, fills the provider's prompt cache, and shows a refused key once instead of eight times.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from summarizer.arguments import Effort, check_number
from summarizer.errors import AgainError, ItemError, ProviderError, SetupError, SummarizerError
from summarizer.llm.bounded_client import bounded_client
from summarizer.llm.pricing import has_price, usage_of
from summarizer.llm.provider_errors import (
    Sent,
    StumbledError,
    UnsupportedError,
    meaning_of,
    meaning_of_reply,
    text_of,
)
from summarizer.llm.question import SHAPES, Question, Shape, request_body, tuning_of
from summarizer.llm.server import OPENAI_URL, checked_key, checked_url, name_on_server
from summarizer.models import Usage
from summarizer.quiet import hush, quiet

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from openai.types.chat import ChatCompletion
    from tenacity import RetryCallState

ATTEMPTS = 6
"""Of one question, the first included."""

STUMBLES = 3
"""Attempts at a form that the server only ever fails at, before a plainer one is tried."""

FIRST_WAIT_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 30.0
JITTER_SECONDS = 1.0
"""Between two attempts: 1, 2, 4, 8 … and up to a second more, unless the server asks for longer."""

CONNECT_SECONDS = 10.0
"""For a connection to come about; a server that is there takes milliseconds."""


class Purse:
    """What may be spent, and what has been; without a limit, anything. May be used from several threads."""

    def __init__(self, limit_usd: Decimal | None) -> None:
        self._limit_usd = limit_usd
        self._spent = Usage()
        self._lock = threading.Lock()

    def spend(self, usage: Usage) -> None:
        """Note what a reply cost."""
        with self._lock:
            self._spent += usage

    def check(self) -> None:
        """Return if there is something left. Raises ItemError: also where a reply did not say what it cost."""
        spent = self._spent.cost_usd
        if self._limit_usd is None or (spent is not None and spent < self._limit_usd):
            return
        told = "a cost that the server did not tell" if spent is None else f"${spent:.4f}"
        raise ItemError("max-cost", f"the run has spent {told}, and may spend ${self._limit_usd}")


class Provider:
    """A server and a model on it. One object serves any number of runs, from many tasks and event loops at once.

    `model` is `openai/NAME`, or NAME as the server at `base_url` knows it; `api_key` may be missing for a server of
    one's own; `effort` is sent to models that reason. `timeout_seconds` bounds one request, `max_wait_seconds` all
    attempts at one question, `concurrency` the requests under way in one event loop, `max_cost_usd` what all of them
    may cost, to within those under way; `sleep` waits between attempts. Raises SetupError.
    """

    def __init__(
        self,
        model: str,
        *,
        base_url: str | None,
        api_key: str | None,
        effort: Effort | None,
        timeout_seconds: float,
        max_wait_seconds: float,
        concurrency: int,
        max_cost_usd: Decimal | None,
        sleep: Callable[[float], Awaitable[None]],
    ) -> None:
        check_number("timeout_seconds", timeout_seconds, least=0, more_than=True)
        check_number("max_wait_seconds", max_wait_seconds, least=0)
        check_number("concurrency", concurrency, least=1)
        self._model = name_on_server(model, base_url)
        self._is_priced = model.startswith("openai/") or base_url is None
        self.url: str = checked_url(base_url or OPENAI_URL)
        self._api_key = checked_key(api_key, self.url)
        self._tuning = tuning_of(self._model, effort)
        self._timeout_seconds = timeout_seconds
        self._max_wait_seconds = max_wait_seconds
        self._concurrency = concurrency
        self._sleep = sleep
        self._purse = Purse(self._checked_limit(max_cost_usd))
        self._connections: dict[asyncio.AbstractEventLoop, _Connection] = {}
        self._shape = Shape("schema", tuned=bool(self._tuning))
        self._shape_is_proved = False
        self._is_loaded = False

    @property
    def parameters(self) -> dict[str, Any]:
        """What a reply depends on besides the question: server, model, tuning."""
        return {"url": self.url, "model": self._model, **self._tuning}

    def _checked_limit(self, max_cost_usd: Decimal | None) -> Decimal | None:
        """Return the limit if it can hold: an unknown price is not zero. Raises SetupError."""
        if max_cost_usd is None:
            return None
        check_number("max_cost_usd", max_cost_usd, least=0)
        if not (self._is_priced and has_price(self._model)):
            raise SetupError(
                f"no limit on the cost can hold for {self._model}, whose price is not known; leave the limit out, or "
                "name a model of OpenAI as openai/NAME"
            )
        return max_cost_usd

    async def load(self) -> None:
        """Import what asking needs, without holding up the event loop."""
        if not self._is_loaded:
            await asyncio.to_thread(preload)
            self._is_loaded = True

    async def ask(self, question: Question) -> ChatCompletion:
        """Return the reply to `question`, its text in the content of the first choice's message.

        Raises ItemError where there is no such reply, and ProviderError once the key has been refused, the model turns
        out not to exist, or the quota is used up: from then on without asking, until `aclose`.
        """
        connection = self._connected()
        await connection.in_turn()
        try:
            with quiet():
                return await self._settled(question)
        finally:
            connection.answered.set()

    async def aclose(self) -> None:
        """Close the connections of the running event loop; the object can be used again."""
        connection = self._connections.pop(asyncio.get_running_loop(), None)
        if connection is not None:
            with quiet():
                await connection.client.close()

    async def _settled(self, question: Question) -> ChatCompletion:
        """Ask in the shape known to work, or in plainer ones until one does."""
        shape = self._shape
        while True:
            try:
                return self._proved(shape, await self._retried(question, shape))
            except UnsupportedError as error:
                plainer = shape.without(error.feature)
                if plainer is None:
                    raise error.outcome from None
                if error.is_certain and self._shape == shape:
                    self._shape = plainer
                is_answered = self._shape_is_proved and self._shape != shape
                shape = self._shape if is_answered else max(plainer, self._shape, key=SHAPES.index)
            except ItemError as error:
                if error.code != "not-recorded" or self._shape_is_proved:
                    raise
                return await self._as_recorded(question, error)

    async def _as_recorded(self, question: Question, missing: ItemError) -> ChatCompletion:
        """Ask in whatever shape a cassette has the question in: another question may have settled it when recorded."""
        for shape in SHAPES:
            try:
                return self._proved(shape, await self._retried(question, shape))
            except ItemError as error:
                if error.code != "not-recorded":
                    raise
            except UnsupportedError:
                continue
        raise missing

    def _proved(self, shape: Shape, reply: ChatCompletion) -> ChatCompletion:
        self._shape, self._shape_is_proved = shape, True
        return reply

    async def _retried(self, question: Question, shape: Shape) -> ChatCompletion:
        """Send until it is answered, as long as that may help; the one place where anything is sent again."""
        from tenacity import AsyncRetrying, retry_if_exception_type

        last: list[SummarizerError] = []

        async def attempt() -> ChatCompletion:
            try:
                return await self._send(question, shape)
            except AgainError as error:
                last.append(error.outcome)
                raise
            except ItemError as error:
                # A cassette ends where the recorded run gave up.
                raise last[-1] if last and error.code == "not-recorded" else error from None

        retrying = AsyncRetrying(
            retry=retry_if_exception_type(AgainError),
            wait=_wait_seconds,
            stop=self._gives_up,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return await retrying(attempt)
        except StumbledError as error:
            raise UnsupportedError("form", error.outcome, is_certain=False) from None
        except AgainError as error:
            raise error.outcome from None

    def _gives_up(self, state: RetryCallState) -> bool:
        spent = max(state.seconds_since_start or 0.0, state.idle_for)
        has_stumbled = state.outcome is not None and isinstance(state.outcome.exception(), StumbledError)
        most = STUMBLES if has_stumbled else ATTEMPTS
        return state.attempt_number >= most or spent + state.upcoming_sleep > self._max_wait_seconds

    async def _send(self, question: Question, shape: Shape) -> ChatCompletion:
        """Send one request and return its reply. Raises AgainError, UnsupportedError, ItemError or ProviderError."""
        import openai
        from openai.types.chat import ChatCompletion

        connection = self._connected()
        if connection.refusal:
            raise ProviderError(connection.refusal)
        self._purse.check()
        body = request_body(question, self._model, shape, self._tuning)
        try:
            async with connection.slots, asyncio.timeout(self._timeout_seconds):
                # As `chat.completions.create`, without the 500 modules of the SDK's other resources.
                reply = await connection.client.post("/chat/completions", cast_to=ChatCompletion, body=body)
        except (openai.OpenAIError, TimeoutError, ValueError, RecursionError) as error:
            raise self._unanswered(question, meaning_of(error, self._sent(shape))) from None
        meaning = meaning_of_reply(reply, self._sent(shape))
        if meaning is not None:
            raise self._unanswered(question, meaning)
        connection.answered.set()
        usage = usage_of(reply, self._model if self._is_priced else None)
        self._purse.spend(usage)
        question.spend(usage)
        return _with_plain_text(reply, text_of(reply, self._host))

    def _sent(self, shape: Shape) -> Sent:
        is_proved = self._shape_is_proved
        doubtful = shape.without("form") is not None and not (is_proved and self._shape == shape)
        return Sent(self._host, self._api_key, shape.tuned, is_proved, self._model, doubtful)

    def _unanswered(self, question: Question, meaning: Exception) -> Exception:
        """Note and count a request that brought no reply, unless it was only looked for in a cassette.

        An error costs nothing; what an answer that cannot be read has cost is not known.
        """
        self._connected().note(meaning)
        code = meaning.code if isinstance(meaning, ItemError) else ""
        if code != "not-recorded":
            usage = Usage(requests=1, cost_usd=None if code == "model-invalid" else Decimal(0))
            self._purse.spend(usage)
            question.spend(usage)
        return meaning

    @property
    def _host(self) -> str:
        return urlsplit(self.url).netloc.rpartition("@")[2]

    def _connected(self) -> _Connection:
        """Return the connections of the running event loop: a client cannot be used from two of them."""
        loop = asyncio.get_running_loop()
        if loop not in self._connections:
            for other in list(self._connections):
                if other.is_closed():  # whoever ran it did not close the connections; no other loop can
                    self._connections.pop(other, None)
            self._connections[loop] = _Connection(self._client(), asyncio.Semaphore(self._concurrency))
        return self._connections[loop]

    def _client(self) -> AsyncOpenAI:
        import httpx2
        from openai import AsyncOpenAI

        timeout = httpx2.Timeout(self._timeout_seconds, connect=min(CONNECT_SECONDS, self._timeout_seconds))
        client = AsyncOpenAI(
            base_url=self.url,
            api_key=self._api_key,
            admin_api_key="",
            webhook_secret="",
            timeout=timeout,
            max_retries=0,
            http_client=bounded_client(timeout),
        )
        # The SDK takes these from the environment, which is for the command line alone to read.
        client.organization = client.project = None
        return client


class _Connection:
    """The client of one event loop, and the order in which questions go out through it."""

    def __init__(self, client: AsyncOpenAI, slots: asyncio.Semaphore) -> None:
        self.client = client
        self.slots = slots
        self.answered = asyncio.Event()
        self.refusal = ""
        """Why the provider will answer nothing any more."""
        self._asked = False

    async def in_turn(self) -> None:
        """Let the first question through, and the others once it has been answered in one way or another."""
        if self._asked:
            await self.answered.wait()
        self._asked = True

    def note(self, meaning: Exception) -> None:
        """Note why a request brought no reply; that the server does not know its form, or may not, is no answer to the
        first yet.
        """
        if isinstance(meaning, ProviderError):
            self.refusal = str(meaning)
        if not isinstance(meaning, (UnsupportedError, StumbledError)):
            self.answered.set()


def preload() -> None:
    """Import what asking needs (some 1.5 s), which may be done in a thread meanwhile; its loggers heed `quiet`."""
    import genai_prices  # noqa: F401
    import instructor  # noqa: F401
    import openai
    import openai.types.chat  # noqa: F401
    import tenacity  # noqa: F401

    hush("genai_prices", "instructor", "openai", "tenacity", "httpx2", "httpcore2")


def _with_plain_text(reply: ChatCompletion, text: str) -> ChatCompletion:
    """Return `reply` as if the model had written `text`, so that whoever reads it need not know the shape."""
    message = reply.choices[0].message
    message.content, message.tool_calls = text, None
    return reply


def _wait_seconds(state: RetryCallState) -> float:
    """Return what the server asks for and up to a second more, or else a time that doubles with every attempt."""
    from tenacity import wait_exponential_jitter, wait_random

    error = state.outcome.exception() if state.outcome else None
    asked = error.wait_seconds if isinstance(error, AgainError) else 0.0
    if asked:
        return asked + wait_random(0, JITTER_SECONDS)(state)
    return wait_exponential_jitter(FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS, jitter=JITTER_SECONDS)(state)
