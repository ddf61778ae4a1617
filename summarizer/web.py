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
from collections.abc import Awaitable, Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import responses as phrases
from types import TracebackType
from typing import Self

import httpx2

from summarizer._version import __version__
from summarizer.arguments import check_number
from summarizer.errors import ItemError, SetupError
from summarizer.following import redirect_target, refresh_target, seconds_to_wait
from summarizer.hand_saved import SavedPages
from summarizer.models import Page, Source
from summarizer.network import MAX_BYTES, Network, raise_failure, translate
from summarizer.page_types import page_type
from summarizer.robots import (
    MAX_ROBOTS_REDIRECTS,
    ROBOTS_SECONDS,
    Rules,
    product_token,
    rules_after,
    rules_from,
)

PROJECT_URL = "https://github.com/digest-summarizer/summarizer"
USER_AGENT = f"summarizer/{__version__} (+{PROJECT_URL})"

MAX_REDIRECTS = 10
"""Hops after the first request; half of what browsers follow, and no link of a newsletter needs more."""

MAX_RETRIES = 2
"""Times that a busy server (429, 503) is asked again, if it says when and that is within the source's time."""

TIMEOUT_SECONDS = 30.0
"""For the whole of one source: every hop, from looking up the name to the last byte. Waiting for a slot is free."""

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
"""Longest silence in the middle of a reply."""

MAX_PAUSING_SECONDS = 120.0
"""From its first request on, a host can spread the others over so much time, and not stall a run for longer."""

MAX_COOKIE_BYTES = 8_000
"""Of cookies in a request: more than that, and common servers refuse it."""

ACCEPT_PAGE = "text/html, application/xhtml+xml, text/plain;q=0.8, */*;q=0.1"
ACCEPT_IMAGE = "image/jpeg, image/png, image/webp, image/gif, image/avif;q=0.8, */*;q=0.1"
ACCEPT_ROBOTS = "text/plain, */*;q=0.1"

HEADERS = {
    "Accept-Encoding": "gzip, deflate",  # what zlib can stop at a limit
    "Accept-Language": "en, *;q=0.5",
    "Connection": "close",  # most hosts are asked once, and nothing is left over from one source to the next
}


@dataclass
class _Trip:
    """What one source may still cost, and the cookies it has met on its way."""

    seconds: float
    cookies: httpx2.Cookies = field(default_factory=httpx2.Cookies)


class _Host:
    """The slots of one host, and when the next request to it may begin."""

    def __init__(self, slots: int, sleep: Callable[[float], Awaitable[None]]) -> None:
        self.slots = asyncio.Semaphore(slots)
        self._sleep = sleep
        self._first: float | None = None
        self._next = 0.0

    async def turn(self, delay_seconds: float) -> None:
        """Wait until `delay_seconds` have passed since the request before; not at all once a host has had its share."""
        now = time.monotonic()
        self._first = now if self._first is None else self._first
        start = max(now, min(self._next, self._first + MAX_PAUSING_SECONDS))
        self._next = start + delay_seconds
        if start > now:
            await self._sleep(start - now)


@dataclass
class _Site:
    """The rules of one origin, once they are known; the lock is held by whoever asks for them."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules: Rules | None = None


class Fetcher:
    """Fetches pages and images for a whole run, from many tasks at once; to be entered with `async with`.

    At most `concurrency` sources are on the network at once and `per_host` of them at one host, whose requests begin
    `delay_seconds` apart, or as far as its rules ask. `timeout_seconds` is for the whole of a source, `max_bytes` for
    its page after decompression. `allow_private` names the hosts (`HOST` or `HOST:PORT`) that may have an address that
    is not public. robots.txt is respected unless `ignore_robots`. A page among `saved` is not fetched. A `transport`
    of one's own takes the place of the network, and of its bounds and checks; `sleep` that of waiting. Raises
    SetupError for an argument that cannot work.
    """

    def __init__(
        self,
        *,
        concurrency: int = 8,
        per_host: int = 2,
        delay_seconds: float = 0.0,
        timeout_seconds: float = TIMEOUT_SECONDS,
        max_bytes: int = MAX_BYTES,
        user_agent: str = USER_AGENT,
        ignore_robots: bool = False,
        allow_private: Collection[str] = (),
        saved: SavedPages | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        check_number("concurrency", concurrency, least=1)
        check_number("per_host", per_host, least=1)
        check_number("delay_seconds", delay_seconds, least=0)
        check_number("timeout_seconds", timeout_seconds, least=0, more_than=True)
        check_number("max_bytes", max_bytes, least=1)
        _check_user_agent(user_agent)
        self._transport = transport or Network(allow_private=allow_private, max_bytes=max_bytes)
        self._timeout_seconds = timeout_seconds
        self._delay_seconds = delay_seconds
        self._headers = {**HEADERS, "User-Agent": user_agent}
        self._token = product_token(user_agent)
        self._ignore_robots = ignore_robots
        self._saved = saved
        self._sleep = sleep
        self._slots = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, _Host] = defaultdict(lambda: _Host(per_host, sleep))
        self._sites: dict[str, _Site] = defaultdict(_Site)

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
        saved = await asyncio.to_thread(self._saved.page_of, source.url) if self._saved else None
        if saved is not None:
            media_type = page_type(saved.media_type, saved.body, saved.charset)
            return Page(source=source, url=source.url, media_type=media_type, charset=saved.charset, body=saved.body)
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
        trip = _Trip(self._timeout_seconds)
        for _ in range(MAX_REDIRECTS + 1):
            response = await self._answer(_address(url), accept, trip)
            target = redirect_target(url, response)
            if target is None and accept == ACCEPT_PAGE:
                target = refresh_target(url, response)
            if target is None:
                _raise_refusal(response)
                return url, response
            url = target
        raise ItemError("redirects", f"it was passed on more than {MAX_REDIRECTS} times")

    async def _answer(self, url: httpx2.URL, accept: str, trip: _Trip) -> httpx2.Response:
        """Return the reply to a request that the site's rules allow; a busy site is asked again when it says to be."""
        rules = Rules() if self._ignore_robots else await self._rules(url, trip)
        rules.check(url.raw_path.decode("ascii"))
        delay = max(self._delay_seconds, rules.delay_seconds)
        response = await self._exchange(url, accept, trip, delay)
        for _ in range(MAX_RETRIES):
            wait = seconds_to_wait(response)
            if wait is None or wait > trip.seconds:
                break
            trip.seconds -= wait
            await self._sleep(wait)
            try:
                response = await self._exchange(url, accept, trip, delay)
            except ItemError as error:
                if error.code != "not-recorded":  # the recorded run had less time left, and did not ask again
                    raise
                break
        return response

    async def _rules(self, url: httpx2.URL, trip: _Trip) -> Rules:
        """Return the rules of the site of `url`, asked for once; the time it takes is that of the source that asks."""
        origin = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        site = self._sites[str(origin)]
        async with site.lock:
            if site.rules is None:
                own = _Trip(min(ROBOTS_SECONDS, self._timeout_seconds))
                given = own.seconds
                site.rules = await self._fetch_rules(str(origin), own)
                trip.seconds -= given - own.seconds
            return site.rules

    async def _fetch_rules(self, url: str, trip: _Trip) -> Rules:
        try:
            for _ in range(MAX_ROBOTS_REDIRECTS + 1):
                response = await self._exchange(_address(url), ACCEPT_ROBOTS, trip)
                target = redirect_target(url, response)
                if target is None:
                    return rules_from(response.status_code, response.content, self._token)
                url = target
        except ItemError as error:
            return rules_after(error)
        return Rules()

    async def _exchange(self, url: httpx2.URL, accept: str, trip: _Trip, delay_seconds: float = 0.0) -> httpx2.Response:
        """Return the whole reply to one request, its cookies kept and its seconds taken from `trip`."""
        bounds = {"connect": CONNECT_SECONDS, "read": READ_SECONDS, "write": READ_SECONDS}
        extensions = {"timeout": bounds, "total_seconds": trip.seconds}
        request = httpx2.Request("GET", url, headers={"Accept": accept, **self._headers}, extensions=extensions)
        _set_cookies(trip.cookies, request)
        host = self._hosts[url.host]
        # In this order, so that whoever waits for a busy host holds none of the run's slots.
        async with host.slots:
            await host.turn(delay_seconds)
            async with self._slots:
                started = time.monotonic()
                response = await self._transport.handle_async_request(request)
                response.request = request
                await response.aread()
                trip.seconds -= time.monotonic() - started
        raise_failure(response)
        _keep_cookies(trip.cookies, response)
        return response


def _check_user_agent(name: str) -> None:
    """Return if a header can hold `name`. Raises SetupError otherwise."""
    if not re.fullmatch("[ -~]+", name):
        raise SetupError(f"user_agent is {name!r}, and should be one line of letters, digits and signs of ASCII")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        known = translate(error)
        if known is None:
            raise
        raise known from error


def _set_cookies(cookies: httpx2.Cookies, request: httpx2.Request) -> None:
    with suppress(UnicodeError):  # a cookie that no header can carry stays behind
        cookies.set_cookie_header(request)
    if len(request.headers.get("cookie", "")) > MAX_COOKIE_BYTES:
        del request.headers["cookie"]


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


def _raise_refusal(response: httpx2.Response) -> None:
    status = response.status_code
    if response.is_success:
        return
    wait = seconds_to_wait(response)
    later = "" if wait is None else f" and asks to come back in {wait:.0f} seconds"
    raise ItemError(f"http-{status}", f"the server answered {status} ({phrases.get(status, 'no known status')}){later}")


def _page(source: Source, url: str, response: httpx2.Response) -> Page:
    charset = response.charset_encoding
    charset = charset if charset and re.fullmatch(r"[\w.:+-]{1,40}", charset) else None
    media_type = page_type(response.headers.get("content-type", ""), response.content, charset)
    return Page(source=source, url=url, media_type=media_type, charset=charset, body=response.content)
