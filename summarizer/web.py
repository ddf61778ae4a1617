"""Fetches pages and images: politely, within bounds, through redirects, with cookies for that one chain.

httpx2's client is not used: it would keep cookies, credentials and proxies of its own between sources. What bounds
and checks each exchange is the `network` beneath.
"""

from __future__ import annotations

import asyncio
import re
import time
import warnings
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from http.client import responses as phrases
from types import TracebackType
from typing import Self

import httpx2

from summarizer._version import __version__
from summarizer.errors import ItemError
from summarizer.models import Page, Source
from summarizer.network import MAX_BYTES, Network, raise_failure, translate

PROJECT_URL = "https://github.com/digest-summarizer/summarizer"
USER_AGENT = f"summarizer/{__version__} (+{PROJECT_URL})"

MAX_REDIRECTS = 10
"""Hops after the first request; half of what browsers follow, and no link of a newsletter needs more."""

TIMEOUT_SECONDS = 30.0
"""For the whole of one source: every hop, from looking up the name to the last byte. Waiting for a slot is free."""

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
"""Longest silence in the middle of a reply."""

ACCEPT_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
ACCEPT_IMAGE = "image/jpeg, image/png, image/webp, image/gif, image/avif;q=0.8, */*;q=0.1"

HEADERS = {
    "Accept-Encoding": "gzip, deflate",  # what zlib can stop at a limit
    "Accept-Language": "en, *;q=0.5",
    "Connection": "close",  # most hosts are asked once, and nothing is left over from one source to the next
}


class Fetcher:
    """Fetches pages and images for a whole run, from many tasks at once; to be entered with `async with`.

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
        with _translated():
            url, response = await self._follow(source.url, ACCEPT_PAGE)
            return _page(source, url, response)

    async def fetch_image(self, url: str) -> bytes:
        """Return what `url` leads to, decompressed; whoever asks for it looks whether it is an image.

        Within the same bounds, and with the same errors, as a page.
        """
        with _translated():
            return (await self._follow(url, ACCEPT_IMAGE))[1].content

    async def _follow(self, url: str, accept: str) -> tuple[str, httpx2.Response]:
        """Return the address that `url` leads to, and its reply. Raises ItemError unless that is a success."""
        cookies, seconds = httpx2.Cookies(), self._timeout_seconds
        for _ in range(MAX_REDIRECTS + 1):
            response, spent = await self._exchange(_address(url), accept, cookies, seconds)
            target = _redirect_target(url, response)
            if target is None:
                _raise_refusal(response)
                return url, response
            url, seconds = target, seconds - spent
        raise ItemError("redirects", f"it was passed on more than {MAX_REDIRECTS} times")

    async def _exchange(
        self, url: httpx2.URL, accept: str, cookies: httpx2.Cookies, seconds: float
    ) -> tuple[httpx2.Response, float]:
        """Return the whole reply to one request, and the seconds it took. Keeps its cookies in `cookies`."""
        bounds = {"connect": CONNECT_SECONDS, "read": READ_SECONDS, "write": READ_SECONDS}
        extensions = {"timeout": bounds, "total_seconds": seconds}
        request = httpx2.Request("GET", url, headers={"Accept": accept, **self._headers}, extensions=extensions)
        with suppress(UnicodeError):  # a cookie that no header can carry stays behind
            cookies.set_cookie_header(request)
        # In this order, so that whoever waits for a busy host holds none of the run's slots.
        async with self._host_slots[url.host], self._slots:
            started = time.monotonic()
            response = await self._transport.handle_async_request(request)
            response.request = request
            await response.aread()
            spent = time.monotonic() - started
        raise_failure(response)
        _keep_cookies(cookies, response)
        return response, spent


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        known = translate(error)
        if known is None:
            raise
        raise known from error


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


def _raise_refusal(response: httpx2.Response) -> None:
    status = response.status_code
    if not response.is_success:
        raise ItemError(f"http-{status}", f"the server answered {status} ({phrases.get(status, 'no known status')})")


def _page(source: Source, url: str, response: httpx2.Response) -> Page:
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
