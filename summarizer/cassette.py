"""Cassettes: the traffic of a run, recorded so that it can be replayed without key or network, and argued with.

vcrpy does the recording, at httpx2's transport: every page and every model call passes there. Requests are matched on
method, URI and body, each recorded exchange answers once, and equal requests are answered in the order recorded. Only
listed headers are kept, and nothing that was sent as a credential. An exchange that failed is recorded as its error and
raised again in the replay. Whatever is asked beyond the recording is an ItemError (`not-recorded`), never a connection.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import json
import re
import socket
import ssl
from collections.abc import Callable, Coroutine, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from summarizer import cassette_file
from summarizer._version import __version__
from summarizer.errors import ItemError, SetupError
from summarizer.files import write_whole
from summarizer.network import WINDOWS, inflate
from summarizer.quiet import hush, quiet

if TYPE_CHECKING:
    import httpx2

    Exchange = Callable[[httpx2.AsyncHTTPTransport, httpx2.Request], Coroutine[Any, Any, httpx2.Response]]

REQUEST_HEADERS = frozenset({"content-type"})
RESPONSE_HEADERS = frozenset({"content-type", "content-language", "content-encoding", "location", "retry-after"})
"""What is kept of a message's headers."""

SECRET_PARAMETERS = frozenset({"key", "api_key", "api-key", "apikey", "token", "access_token", "sig", "signature"})
"""Parameters of a model server's address whose values are not kept."""

MAX_DECODED_BYTES = 20_000_000
"""A compressed body is stored readable up to this size, and as it came beyond it."""

_SHORTEST_SECRET = 8
_MASK = "xxxxxxxx"
_MASKED_SECRET = b"key-xxxxxxxx"
_ACCOUNT = re.compile(r"\b(sk|pk|rk|org|proj)([-_])[A-Za-z0-9*_-]{8,}")

_SYSTEM_ERRORS: dict[str, type[Exception]] = {
    kind.__name__: kind
    for kind in (
        ssl.SSLCertVerificationError,
        ssl.SSLError,
        socket.gaierror,
        ConnectionRefusedError,
        ConnectionResetError,
        BrokenPipeError,
        TimeoutError,
        OSError,
    )
}


class Cassette(NamedTuple):
    """A recording under way or being replayed; `about` says under what settings it was made."""

    path: Path
    about: Mapping[str, Any]
    tape: Any
    """vcrpy's."""


@contextmanager
def record(path: Path, *, about: Mapping[str, Any]) -> Iterator[Cassette]:
    """Record all traffic of the block in `path`, whole, when the block ends without an exception.

    All of it: httpx2's transport is replaced for the whole process, and what other threads send is recorded, too.
    `about` (anything JSON can hold) is kept beside it, with `recorded_on` (ISO date, in UTC) and `version` filled in.
    Raises SetupError where the file cannot be written.
    """
    known = {"recorded_on": dt.datetime.now(dt.UTC).date().isoformat(), "version": __version__, **about}
    if path.is_dir():
        raise SetupError(f"cassette {path} is a folder; name a file")
    with _tape(path, "all") as tape:
        tape.get_metadata("about", known)
        with _seam(lambda exchange: _recording(exchange, tape)):
            yield Cassette(path, known, tape)


@contextmanager
def replay(path: Path) -> Iterator[Cassette]:
    """Answer all traffic of the block from `path`.

    All of it: httpx2's transport is replaced for the whole process, and other threads are answered from it, too. Raises
    SetupError for a file that is not a cassette.
    """
    with _tape(path, "none") as tape, _seam(lambda exchange: _replaying(exchange, path)):
        yield Cassette(path, tape.get_metadata("about", {}), tape)


def unplayed(cassette: Cassette) -> list[str]:
    """Return `METHOD URI` of every recorded exchange that no request has asked for yet."""
    tape = cassette.tape
    return [f"{one.method} {one.uri}" for number, one in enumerate(tape.requests) if not tape.play_counts[number]]


@contextmanager
def _tape(path: Path, mode: str) -> Iterator[Any]:
    """Give all traffic of the block to vcrpy; a file that could not be written is raised when that has let go of it."""
    from vcr.cassette import Cassette as Tape  # type: ignore[import-untyped]
    from vcr.record_mode import RecordMode  # type: ignore[import-untyped]

    secrets: set[str] = set()
    persister = _Persister(secrets, mode)
    taping = Tape.use(
        path=str(path),
        record_mode=RecordMode(mode),
        match_on=(says_the_same,),
        serializer=cassette_file,
        persister=persister,
        before_record_request=lambda request: _kept_request(request, secrets),
        before_record_response=_kept_response,
        record_on_exception=False,
    )
    hush("vcr")
    with ExitStack() as stack:
        with quiet():
            tape = stack.enter_context(taping)
        hush("vcr")  # those parts too that are imported only now
        yield tape
    if persister.failure is not None:
        raise persister.failure


def says_the_same(one: Any, other: Any) -> bool:
    """Return whether two requests have the same method, URI and body."""
    return _digest(one) == _digest(other)


def _digest(request: Any) -> bytes:
    """Return what a request is matched by, worked out once: comparing bodies again and again is quadratic."""
    if not hasattr(request, "summarizer_digest"):
        body = cassette_file.canonical(request.body)
        parts = "\0".join((request.method, request.uri)).encode() + b"\0" + body
        request.summarizer_digest = hashlib.sha256(parts).digest()
    return bytes(request.summarizer_digest)


# What is kept


def _kept_request(request: Any, secrets: set[str]) -> Any:
    """Return `request` without what is nobody else's business, and note in `secrets` what it was."""
    from vcr.request import Request  # type: ignore[import-untyped]

    for name in ("authorization", "api-key", "x-api-key", "cookie"):
        secret = str(request.headers.get(name, "")).rpartition(" ")[2]
        if len(secret) >= _SHORTEST_SECRET:
            secrets.add(secret)
    headers = {name.lower(): value for name, value in request.headers.items() if name.lower() in REQUEST_HEADERS}
    return Request(request.method, _kept_uri(request.method, request.uri), request.body, headers)


def _kept_uri(method: str, uri: str) -> str:
    parts = urlsplit(uri)
    query = parts.query
    if method == "POST" and query:
        pairs = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(key, _MASK if key.lower() in SECRET_PARAMETERS else value) for key, value in pairs])
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def _kept_response(response: dict[str, Any]) -> dict[str, Any]:
    headers = {name.lower(): values for name, values in response["headers"].items() if name.lower() in RESPONSE_HEADERS}
    body = response["body"]["string"]
    decoded = _decoded(body, headers.get("content-encoding", []))
    if decoded is not None:
        headers.pop("content-encoding", None)
        body = decoded
    return {"status": response["status"], "headers": headers, "body": {"string": body}}


def _decoded(body: bytes, codings: list[str]) -> bytes | None:
    """Return a compressed body as it reads, or None where it is better kept as it came."""
    if len(codings) != 1 or codings[0] not in WINDOWS:
        return None
    try:
        return inflate(body, codings[0], MAX_DECODED_BYTES)
    except ItemError:
        return None


class _Persister:
    """Keeps the file: read before a replay, written whole after a recording, with no secret in it."""

    def __init__(self, secrets: set[str], mode: str) -> None:
        self._secrets = secrets
        self._mode = mode
        self.failure: SetupError | None = None
        """Why the cassette could not be written: raised here it would leave the traffic in vcrpy's hands."""

    def load_cassette(self, path: str, serializer: Any) -> Any:
        """Return requests, responses and metadata, as vcrpy wants them."""
        from vcr.persisters.filesystem import CassetteNotFoundError  # type: ignore[import-untyped]
        from vcr.serialize import deserialize  # type: ignore[import-untyped]

        if self._mode == "all":
            raise CassetteNotFoundError  # a recording begins anew
        try:
            return deserialize(Path(path).read_text(encoding="utf-8"), serializer)
        except OSError as error:
            raise SetupError(f"cassette {path} cannot be read: {error.strerror}") from error
        except ValueError as error:
            raise SetupError(f"cassette {path} cannot be used: {error}") from error

    def save_cassette(self, path: str, cassette_dict: dict[str, Any], serializer: Any) -> None:
        """Write the cassette."""
        from vcr.serialize import serialize

        for request, response in zip(cassette_dict["requests"], cassette_dict["responses"], strict=True):
            request.body = self._clean(request.body, any_account=False)
            response["body"]["string"] = self._clean(response["body"]["string"], any_account=request.method == "POST")
        try:
            write_whole(Path(path), serialize(cassette_dict, serializer))
        except OSError as error:
            self.failure = SetupError(f"cassette {path} cannot be written: {error.strerror}")

    def _clean(self, body: bytes | str | None, *, any_account: bool) -> bytes:
        """Return `body` without what was sent as a credential, and without what looks like an account's in a reply."""
        clean = body.encode() if isinstance(body, str) else body or b""
        for secret in self._secrets:
            clean = clean.replace(secret.encode(), _MASKED_SECRET)
        if not any_account:
            return clean
        return _ACCOUNT.sub(rf"\1\2{_MASK}", clean.decode("utf-8", "surrogateescape")).encode(
            "utf-8", "surrogateescape"
        )


# Failures


@contextmanager
def _seam(around: Callable[[Exchange], Exchange]) -> Iterator[None]:
    """Put `around` about every exchange of httpx2's transport, outside of vcrpy, which would log whole replies."""
    import httpx2

    exchange = httpx2.AsyncHTTPTransport.handle_async_request
    handle = around(exchange)

    async def quietly(transport: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
        with quiet():
            return await handle(transport, request)

    httpx2.AsyncHTTPTransport.handle_async_request = quietly  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        httpx2.AsyncHTTPTransport.handle_async_request = exchange  # type: ignore[method-assign]


def _recording(exchange: Exchange, tape: Any) -> Exchange:
    async def recording(transport: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
        try:
            return await exchange(transport, request)
        except (Exception, asyncio.CancelledError) as error:
            told = list(_told(error))
            if told:
                tape.append(await _vcr_request(request), _failed(told))
            raise

    return recording


def _replaying(exchange: Exchange, path: Path) -> Exchange:
    from vcr.errors import CannotOverwriteExistingCassetteException  # type: ignore[import-untyped]

    async def replaying(transport: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
        try:
            response = await exchange(transport, request)
        except CannotOverwriteExistingCassetteException:
            uri = _kept_uri(request.method, str(request.url))
            raise ItemError("not-recorded", f"{request.method} {uri} is not in the cassette {path.name}") from None
        if response.status_code == cassette_file.FAILURE_STATUS:
            raise _rebuilt(json.loads(await response.aread()))
        return response

    return replaying


async def _vcr_request(request: httpx2.Request) -> Any:
    from vcr.request import Request

    return Request(request.method, str(request.url), await request.aread(), request.headers)


def _failed(told: list[dict[str, Any]]) -> dict[str, Any]:
    status = {"code": cassette_file.FAILURE_STATUS, "message": ""}
    return {"status": status, "headers": {}, "body": {"string": json.dumps(told).encode()}}


def _told(error: BaseException) -> Iterator[dict[str, Any]]:
    """Yield the errors known by name among `error` and its causes, outermost first; a deadline's end as a timeout."""
    following: BaseException | None = error
    while following is not None:
        name, arguments = _name_and_arguments(following)
        if name:
            yield {"error": name, "arguments": arguments}
        elif following is error:
            return  # not the network's
        following = following.__cause__ or following.__context__


def _name_and_arguments(error: BaseException) -> tuple[str, list[Any]]:
    if isinstance(error, ItemError):
        return "ItemError", [error.code, str(error)]
    if isinstance(error, asyncio.CancelledError):
        return "TimeoutError", []
    name = next((kind.__name__ for kind in type(error).__mro__ if kind.__name__ in _known_errors()), "")
    return name, [one for one in error.args if isinstance(one, str | int)]


def _rebuilt(told: list[dict[str, Any]]) -> Exception:
    """Return the error that `_told` told of, with its causes."""
    error: Exception | None = None
    for one in reversed(told):
        outer = _known_errors()[one["error"]](*one["arguments"])
        outer.__cause__, error = error, outer
    assert error is not None  # noqa: S101 - an empty list is never recorded
    return error


def _known_errors() -> dict[str, type[Exception]]:
    """Return every error that a transport may raise, by name."""
    import httpx2

    of_httpx2 = {name: kind for name, kind in vars(httpx2).items() if _is_transport_error(kind, httpx2.TransportError)}
    return {"ItemError": ItemError, **_SYSTEM_ERRORS, **of_httpx2}


def _is_transport_error(kind: object, parent: type[Exception]) -> bool:
    return isinstance(kind, type) and issubclass(kind, parent)
