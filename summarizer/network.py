"""The network beneath the fetcher: an httpx2 transport whose replies are whole, bounded, decoded and from public hosts.

    Network         the seam, where vcrpy records and replays one exchange for each hop
      _Pool         one exchange: time, size, decompression; what goes wrong becomes a reply, so that it is recorded too
        _Connector  refuses addresses that are not public, and connects to the one that was checked, or a proxy does
          _Metered  counts what arrives, while it arrives

Nothing above the seam touches the network or a resolver, so a replay needs neither.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import zlib
from collections.abc import AsyncIterable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpcore2
import httpx2

from summarizer.addresses import Addresses, Resolve
from summarizer.errors import ItemError, SetupError
from summarizer.proxies import Proxies, connect_through

MAX_BYTES = 5_000_000
"""Largest page after decompression. An article's markup is seldom over one megabyte; parsed, each byte of link-dense
markup takes about 18 (measured with lxml 6.1), so that this is also what bounds a hostile page's tree."""

SLACK_BYTES = 150_000
"""What may arrive without anything coming of it, one and a half times what h11 takes for a head: interim answers
without an end stop there, and chunks that hold a byte each. A body may be wrapped in as much as it is itself."""

MAX_ADDRESSES = 4
"""Addresses of one host that are tried in turn, sharing the time to connect."""

MAX_CODINGS = 2
"""Layers of Content-Encoding that are undone."""

RUN_BYTES = 1_000_000_000
RUN_REQUESTS = 10_000
"""What a whole run may receive and ask for: some thirty times what sixty links take, and far from what hurts."""

FAILED = 599
"""Status of the reply that stands for a failure beneath the seam: its body is JSON, with `code` and `message`."""


@dataclass
class Totals:
    """What is left of a run's traffic."""

    bytes_left: int = RUN_BYTES
    requests_left: int = RUN_REQUESTS

    def take_request(self) -> None:
        """Count one request. Raises ItemError (`run-limit`) if none is left."""
        self.requests_left -= 1
        if self.requests_left < 0 or self.bytes_left < 0:
            raise ItemError("run-limit", "this run has asked for as much as it may")

    def take_bytes(self, count: int) -> None:
        """Count what has arrived. Raises ItemError (`run-limit`) if it is too much."""
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise ItemError("run-limit", "this run has received as much as it may")


class Network(httpx2.AsyncHTTPTransport):
    """The network as an httpx2 transport that checks every address, and whose replies are whole, bounded and decoded.

    A request's extension `total_seconds` bounds it. A failure is a reply of status `FAILED`. `allow_private` names the
    hosts that may have an address that is not public; `proxies` are those of whoever runs this, and no other is used;
    `totals` bound all requests together. Raises SetupError for an `allow_private` that cannot be read.
    """

    def __init__(
        self,
        *,
        allow_private: Collection[str] = (),
        max_bytes: int = MAX_BYTES,
        resolve: Resolve | None = None,
        proxies: Proxies | None = None,
        totals: Totals | None = None,
    ) -> None:
        # The one thing the parent would make is a pool without our checks.
        addresses = Addresses(allow_private, resolve)
        self._pool = _Pool(addresses, proxies or Proxies(), totals or Totals(), max_bytes)


@cache
def tls_context() -> ssl.SSLContext:
    """Return the one TLS context of the process: loading the certificates takes longer than a small page."""
    return httpx2.create_ssl_context()


class _Pool(httpcore2.AsyncConnectionPool):
    def __init__(self, addresses: Addresses, proxies: Proxies, totals: Totals, max_bytes: int) -> None:
        super().__init__(
            max_connections=None,  # the Fetcher's slots are the bound
            max_keepalive_connections=0,
        )
        self._addresses = addresses
        self._proxies = proxies
        self._totals = totals
        self._max_bytes = max_bytes

    def create_connection(self, origin: httpcore2.Origin) -> httpcore2.AsyncHTTPConnection:
        """Return a connection that knows by what way it may be made."""
        connector = _Connector(origin.scheme.decode(), self._addresses, self._proxies, self._totals)
        tls = tls_context() if origin.scheme == b"https" else None
        return httpcore2.AsyncHTTPConnection(origin=origin, ssl_context=tls, network_backend=connector)

    async def handle_async_request(self, request: httpcore2.Request) -> httpcore2.Response:
        try:
            async with asyncio.timeout(request.extensions.get("total_seconds")):
                return await self._exchange(request)
        except ItemError as error:
            error.__cause__ = error.__cause__ or error.__context__  # httpcore2 takes the cause off
            return _failed(error)
        except Exception as error:
            known = translate(error)
            if known is None:
                raise
            known.__cause__ = error
            return _failed(known)

    async def _exchange(self, request: httpcore2.Request) -> httpcore2.Response:
        self._totals.take_request()
        response = await super().handle_async_request(request)
        try:
            # Only a page's body is of use; without one, no server can pass its words off as a failure of ours.
            body = await self._body(response) if 200 <= response.status < 300 else b""
        finally:
            await response.aclose()
        dropped = {b"content-encoding", b"content-length", b"transfer-encoding"}
        headers = [(name, value) for name, value in response.headers if name.lower() not in dropped]
        return httpcore2.Response(response.status, headers=headers, content=body)

    async def _body(self, response: httpcore2.Response) -> bytes:
        codings = _codings(_values(response.headers, b"content-encoding"))
        declared = _values(response.headers, b"content-length")
        if any(length.isdigit() and int(length[:20]) > self._max_bytes for length in declared):
            raise _too_large(self._max_bytes)
        body = await self._read(response)
        for coding in reversed(codings):
            body = inflate(body, coding, self._max_bytes)
        return body

    async def _read(self, response: httpcore2.Response) -> bytes:
        assert isinstance(response.stream, AsyncIterable)  # noqa: S101 - both kinds share one type in httpcore2
        stream = response.extensions["network_stream"]
        assert isinstance(stream, _Metered)  # noqa: S101 - every connection is made by _Connector
        body = bytearray()
        async for part in response.stream:
            body += part
            stream.allow(2 * len(part))
            if len(body) > self._max_bytes:
                raise _too_large(self._max_bytes)
        return bytes(body)


class _Connector(httpcore2.AsyncNetworkBackend):
    """Connects only to addresses that were looked up and checked here; TLS and Host keep to the name."""

    def __init__(self, scheme: str, addresses: Addresses, proxies: Proxies, totals: Totals) -> None:
        self._scheme = scheme
        self._addresses = addresses
        self._proxies = proxies
        self._totals = totals
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the name is httpcore2's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        proxy = self._proxies.of(self._scheme, host, port)
        if proxy is None:
            addresses = await self._addresses.checked(host, port)
            stream = await self._connect_to_one(addresses[:MAX_ADDRESSES], port, timeout)
        else:
            addresses = await self._addresses.checked_for_proxy(host, port)
            stream = await connect_through(
                proxy, host, port, addresses=addresses, backend=self._network, tls=tls_context(), timeout=timeout
            )
        return _Metered(stream, self._totals)

    async def _connect_to_one(
        self, addresses: Sequence[str], port: int, limit: float | None
    ) -> httpcore2.AsyncNetworkStream:
        share = None if limit is None else limit / len(addresses)
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(address, port, share)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._network.connect_tcp(addresses[-1], port, share)


class _Metered(httpcore2.AsyncNetworkStream):
    """A connection that ends when much arrives and little comes of it."""

    def __init__(self, stream: httpcore2.AsyncNetworkStream, totals: Totals) -> None:
        self._stream = stream
        self._totals = totals
        self._left = SLACK_BYTES

    def allow(self, count: int) -> None:
        """Let `count` more bytes arrive."""
        self._left += count

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore2's name
        data = await self._stream.read(max_bytes, timeout)
        self._totals.take_bytes(len(data))
        self._left -= len(data)
        if self._left < 0:
            raise ItemError("protocol", "the answer is all wrapping: what arrives has next to nothing in it")
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore2's name
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the name is httpcore2's
    ) -> httpcore2.AsyncNetworkStream:
        return _Metered(await self._stream.start_tls(ssl_context, server_hostname, timeout), self._totals)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    found = [value.decode("latin-1") for header, value in headers if header.lower() == name]
    return [part.strip().lower() for part in ",".join(found).split(",") if part.strip()]


def _too_large(limit: int) -> ItemError:
    return ItemError("too-large", f"it is larger than {limit:,} bytes")


WINDOWS: dict[str, tuple[int, ...]] = {
    "gzip": (zlib.MAX_WBITS | 16,),
    "x-gzip": (zlib.MAX_WBITS | 16,),
    "deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS),  # the standard's zlib format, and the bare stream some servers send
}
"""zlib's `wbits` for each Content-Encoding that is undone, in the order they are tried."""

NOT_UNDONE = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz"})
"""Compressions we never ask for. Any other word there, such as `utf-8`, is a server's slip and says nothing."""


def _codings(named: Sequence[str]) -> list[str]:
    unknown = next((coding for coding in named if coding in NOT_UNDONE), None)
    if unknown:
        raise ItemError("bad-encoding", f"it was sent compressed with {unknown}, which was not asked for")
    codings = [coding for coding in named if coding in WINDOWS]
    if len(codings) > MAX_CODINGS:
        raise ItemError("bad-encoding", "it was compressed too many times over")
    return codings


def inflate(data: bytes, coding: str, limit: int) -> bytes:
    """Return `data` decompressed, never holding more than `limit` bytes and one.

    Raises ItemError: `too-large`, or `bad-encoding` for data that is damaged, cut short or not compressed at all.
    """
    if not data:
        return b""
    for window in WINDOWS[coding]:
        inflater = zlib.decompressobj(window)
        try:
            text = inflater.decompress(data, limit + 1)
        except zlib.error:
            continue
        if len(text) > limit:
            raise _too_large(limit)
        if inflater.eof:
            return text
    raise ItemError("bad-encoding", f"its {coding} compression is damaged or cut short")


# --- Errors --------------------------------------------------------------------------------------------------

CODE_OF = {
    "TimeoutException": "timeout",
    "TimeoutError": "timeout",
    "NetworkError": "connect",
    "ProxyError": "proxy",
    "ConnectionError": "connect",
    "ProtocolError": "protocol",
    "UnsupportedProtocol": "bad-address",
    "InvalidURL": "bad-address",
    "DecodingError": "bad-encoding",
    "HTTPError": "protocol",
}
"""What an exception comes to, by the name of its nearest class; httpx2 and the httpcore2 beneath it share the names."""

REPLAY_MISSES = frozenset({"CannotOverwriteExistingCassetteException", "UnhandledHTTPRequestError"})
"""What vcrpy raises for a request that the recording does not hold, seldom as the outermost exception."""

MESSAGES = {
    "not-recorded": "the recording does not hold this page",
    "timeout": "the server did not answer in time",
    "connect": "there is no connection, or it broke off",
    "proxy": "the proxy does not let this through",
    "tls": "no secure connection could be made",
    "protocol": "the server's answer breaks the rules of HTTP, or broke off",
    "bad-address": "the address cannot be read",
    "bad-encoding": "the page's compression is damaged or unknown",
}


def translate(error: BaseException) -> ItemError | None:
    """Return the failure an exception of the network comes to; None for a bug, and for what is an ItemError already."""
    if isinstance(error, ItemError):
        return None
    code = next((CODE_OF[name] for name in _names(error) if name in CODE_OF), None)
    behind = {name for cause in _causes(error) for name in _names(cause)}
    if not behind.isdisjoint(REPLAY_MISSES):
        code = "not-recorded"
    elif code == "connect" and "SSLError" in behind:
        code = "tls"
    return None if code is None else ItemError(code, MESSAGES[code])


def _names(error: BaseException) -> list[str]:
    return [kind.__name__ for kind in type(error).__mro__]


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _failed(error: ItemError) -> httpcore2.Response:
    """Return the reply that carries a failure through the seam, and so into a recording."""
    body = json.dumps({"code": error.code, "message": str(error)}).encode()
    headers = [(b"content-type", b"application/json")]
    return httpcore2.Response(FAILED, headers=headers, content=body, extensions={"error": error})


def raise_failure(response: httpx2.Response) -> None:
    """Return if the reply is not one that carries a failure. Raises the ItemError that it carries."""
    if response.status_code != FAILED:
        return
    error = response.extensions.get("error")
    if isinstance(error, ItemError):
        raise error
    try:
        told = json.loads(response.content)
        error = ItemError(told["code"], told["message"])
    except (ValueError, KeyError, TypeError, SetupError):
        error = ItemError(f"http-{FAILED}", f"the server answered {FAILED}")
    raise error
