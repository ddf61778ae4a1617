"""Fetches a page: politely, within bounds, and from public addresses only.

    Fetcher         one source: slots, redirects, cookies for that one chain, the kind of page
      Network       the seam, an httpx2 transport: vcrpy records and replays one exchange for each hop
        _Pool       one exchange: time, size, decompression; what goes wrong becomes a reply, so that it is recorded too
          _CheckedBackend   looks a name up, refuses addresses that are not public, connects to the one it checked

Nothing above the seam touches the network or a resolver, so a replay needs neither. httpx2's client is not used: it
would keep cookies, credentials and proxies of its own between sources.
"""

from __future__ import annotations

import asyncio
import ipaddress
import json
import re
import socket
import ssl
import time
import warnings
import zlib
from collections import defaultdict
from collections.abc import AsyncIterable, Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache
from http.client import responses as phrases
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpcore2
import httpx2

from summarizer._version import __version__
from summarizer.errors import ItemError, SetupError
from summarizer.models import Page, Source

PROJECT_URL = "https://github.com/digest-summarizer/summarizer"
USER_AGENT = f"summarizer/{__version__} (+{PROJECT_URL})"

MAX_REDIRECTS = 10
"""Hops after the first request; half of what browsers follow, and no link of a newsletter needs more."""

MAX_BYTES = 5_000_000
"""Largest page after decompression. An article's markup is seldom over one megabyte; parsed, each byte of link-dense
markup takes about 18 (measured with lxml 6.1), so that this is also what bounds a hostile page's tree."""

TIMEOUT_SECONDS = 30.0
"""For the whole of one source: every hop, from looking up the name to the last byte. Waiting for a slot is free."""

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
"""Longest silence in the middle of a reply."""

MAX_ADDRESSES = 4
"""Addresses of one host that are tried in turn, sharing the time to connect."""

MAX_CODINGS = 2
"""Layers of Content-Encoding that are undone."""

FAILED = 599
"""Status of the reply that stands for a failure beneath the seam: its body is JSON, with `code` and `message`."""

HEADERS = {
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1",
    "Accept-Encoding": "gzip, deflate",  # what zlib can stop at a limit
    "Accept-Language": "en, *;q=0.5",
    "Connection": "close",  # most hosts are asked once, and nothing is left over from one source to the next
}

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to addresses, as text; raises OSError or UnicodeError when there is none."""


# --- Above the seam ------------------------------------------------------------------------------------------


class Fetcher:
    """Fetches pages for a whole run, from many tasks at once; to be entered with `async with`.

    At most `concurrency` sources are on the network at once and `per_host` of them at one host. `timeout_seconds` is
    for the whole of a source, `max_bytes` for its page after decompression. `allow_private` names the hosts (`HOST`
    or `HOST:PORT`) that may have an address that is not public. A `transport` of one's own takes the place of the
    network, and of its bounds and checks. Raises SetupError for an `allow_private` that cannot be read.
    """

    def __init__(
        self,
        *,
        concurrency: int = 8,
        per_host: int = 2,
        timeout_seconds: float = TIMEOUT_SECONDS,
        max_bytes: int = MAX_BYTES,
        user_agent: str = USER_AGENT,
        allow_private: Collection[str] = (),
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._transport = transport or Network(allow_private=allow_private, max_bytes=max_bytes)
        self._timeout_seconds = timeout_seconds
        self._headers = {**HEADERS, "User-Agent": user_agent}
        self._slots = asyncio.Semaphore(concurrency)
        self._host_slots: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(per_host))

    async def __aenter__(self) -> Self:
        """Open the transport."""
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        """Close every connection."""
        await self._transport.__aexit__(kind, error, traceback)

    async def fetch(self, source: Source) -> Page:
        """Return the page that `source.url` leads to, its body decompressed and not yet decoded.

        Raises ItemError with one of the codes of the stage `web`.
        """
        try:
            return await self._follow(source)
        except Exception as error:
            known = translate(error)
            if known is None:
                raise
            raise known from error

    async def _follow(self, source: Source) -> Page:
        url, cookies, seconds = source.url, httpx2.Cookies(), self._timeout_seconds
        for _ in range(MAX_REDIRECTS + 1):
            response, spent = await self._exchange(_address(url), cookies, seconds)
            target = _redirect_target(url, response)
            if target is None:
                return _page(source, url, response)
            url, seconds = target, seconds - spent
        raise ItemError("redirects", f"it was passed on more than {MAX_REDIRECTS} times")

    async def _exchange(
        self, url: httpx2.URL, cookies: httpx2.Cookies, seconds: float
    ) -> tuple[httpx2.Response, float]:
        """Return the whole reply to one request, and the seconds it took. Keeps its cookies in `cookies`."""
        bounds = {"connect": CONNECT_SECONDS, "read": READ_SECONDS, "write": READ_SECONDS}
        request = httpx2.Request(
            "GET", url, headers=self._headers, extensions={"timeout": bounds, "total_seconds": seconds}
        )
        with suppress(UnicodeError):  # a cookie that no header can carry stays behind
            cookies.set_cookie_header(request)
        # In this order, so that whoever waits for a busy host holds none of the run's slots.
        async with self._host_slots[url.host], self._slots:
            started = time.monotonic()
            response = await self._transport.handle_async_request(request)
            response.request = request
            await response.aread()
            spent = time.monotonic() - started
        _raise_failure(response)
        _keep_cookies(cookies, response)
        return response, spent


def _keep_cookies(cookies: httpx2.Cookies, response: httpx2.Response) -> None:
    # The standard library's jar warns, with a traceback, of a cookie that it cannot read.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cookies.extract_cookies(response)


def _address(url: str) -> httpx2.URL:
    address = httpx2.URL(url)
    if address.scheme not in {"http", "https"} or not address.host or address.userinfo:
        raise ItemError("bad-address", "it leads to an address that is not plain http or https")
    if address.port is not None and not 0 < address.port < 65_536:
        raise ItemError("bad-address", "it leads to a port that does not exist")
    return address


def _redirect_target(url: str, response: httpx2.Response) -> str | None:
    if response.status_code not in {301, 302, 303, 307, 308} or "location" not in response.headers:
        return None
    try:
        return str(httpx2.URL(url).join(response.headers["location"]).copy_with(fragment=None))
    except ValueError as error:
        raise ItemError("bad-address", "it is passed on to an address that cannot be read") from error


def _page(source: Source, url: str, response: httpx2.Response) -> Page:
    status = response.status_code
    if not response.is_success:
        raise ItemError(f"http-{status}", f"the server answered {status} ({phrases.get(status, 'no known status')})")
    charset = response.charset_encoding
    charset = charset if charset and re.fullmatch(r"[\w.:+-]{1,40}", charset) else None
    media_type = page_type(response.headers.get("content-type", ""), response.content, charset)
    return Page(source=source, url=url, media_type=media_type, charset=charset, body=response.content)


# --- What a reply holds --------------------------------------------------------------------------------------

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
XML_TYPES = frozenset({"application/xml", "text/xml"})
NO_TYPES = frozenset({"", "*/*", "application/octet-stream", "application/unknown", "unknown/unknown"})
"""Media types by which a server says that it does not know."""

SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\x1f\x8b", "an archive"),
    (b"BZh", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x7fELF", "a program"),
    (b"wOF", "a font"),
)
"""First bytes of what is served as a page and is none."""

_SNIFFED_BYTES = 4096
_NO_TEXT = bytes({*range(0x20)} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
"""Control characters that no text in an encoding built on ASCII holds (the WHATWG's list of binary data bytes)."""

_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How UTF-16 begins, with a byte order mark or with a tag."""

_DOCUMENT = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MARKUP = re.compile(
    rb"\s*<(?:!doctype\s+html|!--|(?:html|head|body|title|meta|script|div|p|h1|article)\b)", re.IGNORECASE
)
_NAMED_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,60}")


def page_type(declared: str, body: bytes, charset: str | None = None) -> str:
    """Return the media type of a page, one of `PAGE_TYPES`, from its Content-Type and its first bytes.

    Raises ItemError (`unsupported-type`) for what is no page of text, whatever it is called.
    """
    named = declared.split(";")[0].split(",")[0].strip().lower()
    head = body[:_SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf")
    if named not in PAGE_TYPES | XML_TYPES | NO_TYPES:
        kind = named if _NAMED_TYPE.fullmatch(named) else "of an unknown type"
        raise ItemError("unsupported-type", f"it is {kind}, not a page of text")
    if (binary := binary_kind(head, charset)) is not None:
        raise ItemError("unsupported-type", f"it is {binary}, not a page of text")
    return named if named in PAGE_TYPES - {"text/plain"} else _sniffed_type(named, head)


def _sniffed_type(named: str, head: bytes) -> str:
    if named in XML_TYPES and b"<html" in head.lower():
        return "application/xhtml+xml"
    if _DOCUMENT.match(head) or (named in NO_TYPES and _MARKUP.match(head)):
        return "text/html"
    if named in {"text/plain", ""}:
        return "text/plain"
    raise ItemError("unsupported-type", f"it is {named}, not a page of text")


def binary_kind(head: bytes, charset: str | None) -> str | None:
    """Return what a body that is not text begins like, or None for text."""
    known = next((kind for signature, kind in SIGNATURES if head.startswith(signature)), None)
    if known or head.startswith(_WIDE_TEXT) or (charset or "").lower().startswith(("utf-16", "utf-32")):
        return known
    controls = len(head) - len(head.translate(None, _NO_TEXT))
    # One in fifty: noise has one in nine, and a damaged page of text has a few.
    return "binary" if controls * 50 > len(head) else None


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


def _raise_failure(response: httpx2.Response) -> None:
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


# --- Beneath the seam ----------------------------------------------------------------------------------------


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
    return ItemError("too-large", f"the page is larger than {limit:,} bytes")


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
