"""The network beneath the fetcher: an httpx2 transport whose replies are whole, bounded, decoded and from public hosts.

    Network         the seam, where vcrpy records and replays one exchange for each hop
      _Pool         one exchange: time, size, decompression; what goes wrong becomes a reply, so that it is recorded too
        _CheckedBackend   looks a name up, refuses addresses that are not public, connects to the one it checked

Nothing above the seam touches the network or a resolver, so a replay needs neither.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import socket
import ssl
import zlib
from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from urllib.parse import urlsplit

import httpcore2
import httpx2

from summarizer.errors import ItemError, SetupError

MAX_BYTES = 5_000_000
"""Largest page after decompression. An article's markup is seldom over one megabyte; parsed, each byte of link-dense
markup takes about 18 (measured with lxml 6.1), so that this is also what bounds a hostile page's tree."""

MAX_ADDRESSES = 4
"""Addresses of one host that are tried in turn, sharing the time to connect."""

MAX_CODINGS = 2
"""Layers of Content-Encoding that are undone."""

FAILED = 599
"""Status of the reply that stands for a failure beneath the seam: its body is JSON, with `code` and `message`."""

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to addresses, as text; raises OSError or UnicodeError when there is none."""


class Network(httpx2.AsyncHTTPTransport):
    """The network as an httpx2 transport that checks every address, and whose replies are whole, bounded and decoded.

    A request's extension `total_seconds` bounds it. A failure is a reply of status `FAILED`. It goes direct, whatever
    proxy the environment names. Raises SetupError for an `allow_private` that cannot be read.
    """

    def __init__(
        self,
        *,
        allow_private: Collection[str] = (),
        max_bytes: int = MAX_BYTES,
        resolve: Resolve | None = None,
    ) -> None:
        # The one thing the parent would make is a pool without our checks.
        backend = _CheckedBackend(allowed_hosts(allow_private), resolve or resolve_name)
        self._pool = _Pool(backend, max_bytes)


@cache
def _tls() -> ssl.SSLContext:
    """Return the one TLS context of the process: loading the certificates takes longer than a small page."""
    return httpx2.create_ssl_context()


class _Pool(httpcore2.AsyncConnectionPool):
    def __init__(self, backend: httpcore2.AsyncNetworkBackend, max_bytes: int) -> None:
        super().__init__(
            ssl_context=_tls(),
            max_connections=None,  # the Fetcher's slots are the bound
            max_keepalive_connections=0,
            network_backend=backend,
        )
        self._max_bytes = max_bytes

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
        body = bytearray()
        async for part in response.stream:
            body += part
            if len(body) > self._max_bytes:
                raise _too_large(self._max_bytes)
        return bytes(body)


def _values(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[str]:
    found = [value.decode("latin-1") for header, value in headers if header.lower() == name]
    return [part.strip().lower() for part in ",".join(found).split(",") if part.strip()]


def _too_large(limit: int) -> ItemError:
    return ItemError("too-large", f"it is larger than {limit:,} bytes")


WINDOWS = {
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
    "ProxyError": "connect",
    "ConnectionError": "connect",
    "ProtocolError": "protocol",
    "UnsupportedProtocol": "bad-address",
    "InvalidURL": "bad-address",
    "DecodingError": "bad-encoding",
    "TooManyRedirects": "redirects",
    "CookieConflict": "protocol",
    "HTTPError": "protocol",
}
"""What an exception comes to, by the name of its nearest class; httpx2 and the httpcore2 beneath it share the names."""

REPLAY_MISSES = frozenset({"CannotOverwriteExistingCassetteException", "UnhandledHTTPRequestError"})
"""What vcrpy raises for a request that the recording does not hold, seldom as the outermost exception."""

MESSAGES = {
    "not-recorded": "the recording does not hold this page",
    "timeout": "the server did not answer in time",
    "connect": "there is no connection, or it broke off",
    "tls": "no secure connection could be made",
    "protocol": "the server's answer breaks the rules of HTTP, or broke off",
    "bad-address": "the address cannot be read",
    "bad-encoding": "the page's compression is damaged or unknown",
    "redirects": "it was passed on too many times",
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
    except (ValueError, KeyError, TypeError):
        error = ItemError(f"http-{FAILED}", f"the server answered {FAILED}")
    raise error


# --- Addresses -----------------------------------------------------------------------------------------------

NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",  # protocol assignments, some clouds' metadata among them
            "192.88.99.0/24",  # relays of the 6to4 tunnel
            "168.63.129.16/32",  # public by number, but inside Azure the machine's own platform
            "2002::/16",  # 6to4: holds an IPv4 address, which may be a private one
            "3fff::/20",  # documentation
        ),
    )
)
"""Refused beside what Python 3.11's ipaddress knows not to be global (IANA's special-purpose registries)."""

_GLOBAL_IPV6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP_MARKS = (0x00005EFE, 0x02005EFE)

MAX_NAME = 253
"""Longest host name there can be, and so the longest that is repeated in a message."""

WEB_PORTS = frozenset({80, 443})
"""The ports below 1024 that are asked; the others there speak something else than HTTP."""


def is_public(address: str) -> bool:
    """Return whether an IP address belongs to the public internet, and to one host of it.

    An IPv4 address inside an IPv6 one counts only for NAT64, where networks without IPv4 need it; mapped addresses
    and tunnels (6to4, Teredo, ISATAP) are refused whatever they hold. Raises ValueError for what is no address.
    """
    number = ipaddress.ip_address(address)
    if isinstance(number, ipaddress.IPv6Address):
        if number in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(number) & 0xFFFFFFFF)))
        if number not in _GLOBAL_IPV6 or (int(number) >> 32) & 0xFFFFFFFF in _ISATAP_MARKS:
            return False
    known = any(number in network for network in NOT_PUBLIC)
    return number.is_global and not number.is_multicast and not known


def allowed_hosts(entries: Collection[str]) -> frozenset[tuple[str, int | None]]:
    """Return hosts and ports from `HOST` or `HOST:PORT`; None for every port. Raises SetupError for anything else."""
    return frozenset(_allowed_host(entry) for entry in entries)


def _allowed_host(entry: str) -> tuple[str, int | None]:
    bare_ipv6 = entry.count(":") > 1 and not entry.startswith("[")
    try:
        parts = urlsplit(f"//[{entry}]" if bare_ipv6 else f"//{entry}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if not host or "@" in entry or "/" in entry or "*" in entry:
        raise SetupError(f"{entry!r} is no host to allow; write HOST or HOST:PORT, such as localhost:8000")
    return host, port


async def resolve_name(host: str, port: int) -> list[str]:
    """Return the addresses the system has for a host, best first, without repetition."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _CheckedBackend(httpcore2.AsyncNetworkBackend):
    """Connects only to addresses that it has itself looked up and checked; TLS and Host keep to the name."""

    def __init__(self, allowed: frozenset[tuple[str, int | None]], resolve: Resolve) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the name is httpcore2's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        addresses = (await self._checked(host, port))[:MAX_ADDRESSES]
        share = None if timeout is None else timeout / len(addresses)
        for address in addresses[:-1]:
            try:
                return await self._network.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return await self._network.connect_tcp(addresses[-1], port, share, local_address, socket_options)

    async def _checked(self, host: str, port: int) -> Sequence[str]:
        allowed = not self._allowed.isdisjoint({(host, port), (host, None)})
        if port < 1024 and port not in WEB_PORTS and not allowed:
            raise ItemError("bad-address", f"port {port} is not one that serves pages")
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise ItemError("dns", f"the host {host[:MAX_NAME]} has no address") from error
        if not addresses:
            raise ItemError("dns", f"the host {host[:MAX_NAME]} has no address")
        # One private address among several is how a name is made to point inside.
        if not allowed and not all(map(is_public, addresses)):
            raise ItemError("private-address", f"{host[:MAX_NAME]} has an address that is not public")
        return addresses
