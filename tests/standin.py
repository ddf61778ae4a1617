"""A stand-in for a chat-completions API: a real HTTP server on loopback, whose replies the SDK's own types accept.

    with Standin({"A title": entry(one_liner="…"), "Another": [rate_limited(), entry(…)]}) as standin:
        LLM("openai/gpt-6-luna", base_url=standin.base_url)
    standin.requests   # what was asked, in order of arrival

What it answers is given as one of
- a function of the request (`Asked`) that returns an `Answer`, called from many threads at once;
- a table from the article's title to an answer, or to a list of answers given one after the other, the last one again
  and again; the key `""` stands for every other title;
- a list of answers, given in order of arrival whatever is asked, the last one again and again;
- a folder of JSON files `{"title": …, "evidence": […], "one_liner": …, …}`, one for each article.

A request that nothing is given for is answered with HTTP 500 and noted in `unexpected`. Everything here is the standard
library's; nothing waits longer than the server lives.
"""

from __future__ import annotations

import json
import math
import re
import socket
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

CACHED_BLOCK_TOKENS = 128
SMALLEST_CACHED_TOKENS = 1024
"""What OpenAI's documentation says of prompt caching: from 1,024 tokens on, in blocks of 128."""

Manner = Literal["whole", "cut", "broken", "drip", "reset", "silent"]


class Asked(NamedTuple):
    """One request, as it arrived."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""
    body: dict[str, Any]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """The conversation."""
        return list(self.body.get("messages", []))

    @property
    def wanted(self) -> str:
        """What is asked for: `entry`, `group`, `feature` or `headline`; empty where the form is told in words."""
        if self.form == "tools":
            return str(self.body["tools"][0]["function"]["name"])
        return str(self.body["response_format"]["json_schema"]["name"]) if self.form == "schema" else ""

    @property
    def article(self) -> str:
        """The user's first message: the article, or whatever else is asked about, between its marks."""
        return next((str(one["content"]) for one in self.messages if one["role"] == "user"), "")

    @property
    def title(self) -> str:
        """The article's title; empty for a question that is not about one article."""
        found = re.match(r"=== article [0-9a-f]{16} ===\ntitle: (.*)$", self.article, re.MULTILINE)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        """The article's text: what stands between the first blank line and the closing mark."""
        found = re.search(r"\n\n(.*)\n=== end of article", self.article, re.DOTALL)
        return found[1] if found else ""

    @property
    def is_reask(self) -> bool:
        """Whether the model is asked to mend an earlier reply."""
        return len(self.messages) > 2

    @property
    def form(self) -> str:
        """How the output is asked for: `schema`, `tools` or `plain`."""
        if "response_format" in self.body:
            return "schema"
        return "tools" if "tools" in self.body else "plain"


class Answer(NamedTuple):
    """What goes back: a status, headers and a body, in a good or a bad manner.

    `text` is what the model wrote: it is put into a completion in the form the request asks for, with usage counted
    from the request. `message` and `finish_reason` change that completion; `body` stands in place of any.
    """

    status: int = 200
    text: str | None = None
    message: Mapping[str, Any] = {}
    finish_reason: str = "stop"
    body: bytes | None = None
    headers: Mapping[str, str] = {}
    manner: Manner = "whole"


def entry(**fields: Any) -> Answer:
    """Return a good reply; `fields` replace those of a default entry."""
    default = {
        "evidence": ["The plant opened on Monday."],
        "one_liner": "It employs 40 people.",
        "category": "Business",
        "runner_up": None,
        "newsworthiness": 3,
    }
    return says(json.dumps(default | fields, ensure_ascii=False))


def says(text: str) -> Answer:
    """Return a reply in which the model wrote `text`: invalid JSON, a wrong category, ten megabytes."""
    return Answer(text=text)


def failure(status: int, message: str = "failed", code: str | None = None, **headers: str) -> Answer:
    """Return an error as OpenAI words it; `headers` have `_` for `-`."""
    body = {"error": {"message": message, "type": code or "error", "param": None, "code": code}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, body=json.dumps(body).encode(), headers={"content-type": "application/json", **named})


def rate_limited(retry_after: str | None = None) -> Answer:
    """Return a 429, with or without `Retry-After`."""
    headers = {"retry_after": retry_after} if retry_after is not None else {}
    return failure(429, "Rate limit reached for requests per minute", "rate_limit_exceeded", **headers)


def out_of_quota() -> Answer:
    """Return the 429 of an account that has nothing left."""
    return failure(429, "You exceeded your current quota, please check your plan.", "insufficient_quota")


def refused_key(key: str) -> Answer:
    """Return a 401 that repeats the key, as real ones do in part."""
    return failure(401, f"Incorrect API key provided: {key}.", "invalid_api_key")


def refusal() -> Answer:
    """Return a reply in which the model declines."""
    return Answer(message={"content": None, "refusal": "I'm sorry, I can't help with that."})


def filtered() -> Answer:
    """Return a reply that the provider's filter stopped."""
    return Answer(text="", finish_reason="content_filter")


def truncated() -> Answer:
    """Return a reply that broke off at the limit of tokens."""
    return Answer(text='{"evidence": ["The plant', finish_reason="length")


def no_choices() -> Answer:
    """Return a completion with nothing in it."""
    return raw({"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": []})


def raw(body: object, content_type: str = "application/json") -> Answer:
    """Return `body` (JSON, or text as it is) in place of a completion."""
    data = body if isinstance(body, str) else json.dumps(body)
    return Answer(body=data.encode(), headers={"content-type": content_type})


def cut_off(answer: Answer | None = None) -> Answer:
    """Return an answer whose body ends in the middle."""
    return (answer or entry())._replace(manner="cut")


def broken_off(answer: Answer | None = None) -> Answer:
    """Return an answer in the middle of whose body the connection is reset."""
    return (answer or entry())._replace(manner="broken")


def dripping(answer: Answer | None = None) -> Answer:
    """Return an answer whose body comes a byte at a time, as long as the server lives."""
    return (answer or entry())._replace(manner="drip")


def packed(body: bytes, encoding: str = "gzip") -> Answer:
    """Return a body that says it is packed, and may be."""
    return Answer(body=body, headers={"content-type": "application/json", "content-encoding": encoding})


def connection_reset() -> Answer:
    """Return no answer: the connection is reset."""
    return Answer(manner="reset")


def silence() -> Answer:
    """Return no answer: the connection stays open until the server ends."""
    return Answer(manner="silent")


Replies = Callable[[Asked], Answer] | Mapping[str, Answer | Sequence[Answer]] | Sequence[Answer] | Path


class Standin:
    """The server; a context manager. `base_url` is what a client is given, `requests` what has arrived so far."""

    def __init__(self, replies: Replies, *, port: int = 0) -> None:
        self.requests: list[Asked] = []
        self.unexpected: list[Asked] = []
        self._reply = _function_of(replies)
        self._lock = threading.Lock()
        self._seen: set[str] = set()
        self._ended = threading.Event()
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)

    @property
    def base_url(self) -> str:
        """The address of the API, ending in `/v1`."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._server.close_connections()
        self._thread.join(5)

    def answer(self, asked: Asked) -> Answer:
        """Return what goes back for `asked`, with its body made, and note the request."""
        self.requests.append(asked)
        try:
            answer = self._reply(asked)
        except LookupError:
            self.unexpected.append(asked)
            answer = failure(500, f"the stand-in has no reply for {asked.title!r}")
        if answer.body is not None or answer.manner in ("reset", "silent"):
            return answer
        body = json.dumps(completion(asked, answer, cached_tokens=self._cached_tokens(asked))).encode()
        return answer._replace(body=body, headers={"content-type": "application/json", **answer.headers})

    def wait_for_end(self, seconds: float = 60) -> bool:
        """Return when the server ends, or after so long; say whether it has ended."""
        return self._ended.wait(seconds)

    def _cached_tokens(self, asked: Asked) -> int:
        """Return how many of the first message's tokens an earlier request has left in the cache."""
        prefix = str(asked.messages[0]["content"]) if asked.messages else ""
        tokens = tokens_of(prefix)
        with self._lock:
            seen = prefix in self._seen
            self._seen.add(prefix)
        return tokens // CACHED_BLOCK_TOKENS * CACHED_BLOCK_TOKENS if seen and tokens >= SMALLEST_CACHED_TOKENS else 0


def tokens_of(text: str) -> int:
    """Return roughly how many tokens `text` has: one for every four characters."""
    return math.ceil(len(text) / 4)


def completion(asked: Asked, answer: Answer, *, cached_tokens: int = 0) -> dict[str, Any]:
    """Return the chat completion that carries `answer` in the form that `asked` wants."""
    text = answer.text if answer.text is not None else ""
    message = {"role": "assistant", "content": text, "refusal": None, **answer.message}
    if asked.form == "tools" and answer.text:
        name = asked.body["tools"][0]["function"]["name"]
        call = {"id": "call-1", "type": "function", "function": {"name": name, "arguments": text}}
        message |= {"content": None, "tool_calls": [call]}
    sent = tokens_of("".join(str(one["content"]) for one in asked.messages))
    received = tokens_of(text)
    return {
        "id": "chatcmpl-standin",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": asked.body.get("model", ""),
        "choices": [{"index": 0, "message": message, "finish_reason": answer.finish_reason, "logprobs": None}],
        "usage": {
            "prompt_tokens": sent,
            "completion_tokens": received,
            "total_tokens": sent + received,
            "prompt_tokens_details": {"cached_tokens": cached_tokens},
        },
    }


def _function_of(replies: Replies) -> Callable[[Asked], Answer]:
    if isinstance(replies, Path):
        return _from_table({title: says(text) for title, text in map(_load_reply, sorted(replies.glob("*.json")))})
    if isinstance(replies, Mapping):
        return _from_table(replies)
    if isinstance(replies, Sequence):
        return _from_table({"": replies})
    return replies


def _load_reply(path: Path) -> tuple[str, str]:
    fields = json.loads(path.read_text(encoding="utf-8"))
    return fields.pop("title"), json.dumps(fields, ensure_ascii=False)


def _from_table(table: Mapping[str, Answer | Sequence[Answer]]) -> Callable[[Asked], Answer]:
    left = {title: [given] if isinstance(given, Answer) else list(given) for title, given in table.items()}

    lock = threading.Lock()

    def reply(asked: Asked) -> Answer:
        with lock:
            answers = left[asked.title if asked.title in left else ""]
            return answers.pop(0) if len(answers) > 1 else answers[0]

    return reply


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that hangs up is what many tests are about."""

    def close_connections(self) -> None:
        """Hang up on every client that is still connected."""
        for connection in list(self._open):
            self.shutdown_request(connection)


def _handler(standin: Standin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._send(standin.answer(Asked(self.path, headers, json.loads(self.rfile.read(length)))))

        def _send(self, answer: Answer) -> None:
            if answer.manner == "silent":
                standin.wait_for_end()
            if answer.manner in ("silent", "reset"):
                self._reset()
                return
            body = answer.body or b""
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if answer.manner == "drip":
                self._drip(body)
            else:
                self.wfile.write(body if answer.manner == "whole" else body[: len(body) // 2])
            if answer.manner == "broken":
                self._reset()
            self.close_connection = self.close_connection or answer.manner != "whole"

        def _reset(self) -> None:
            # Lingering for no time at all makes the kernel send RST in place of FIN.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.wfile.flush()
            self.connection.close()
            self.close_connection = True

        def _drip(self, body: bytes) -> None:
            for byte in body:
                self.wfile.write(bytes([byte]))
                if standin.wait_for_end(0.01):
                    return

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
            """Keep quiet; `Standin.requests` is the log."""

    return Handler
