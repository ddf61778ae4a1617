"""robots.txt and its manners: what is not fetched, who waits how long, and that each site is asked once."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from conftest import Ran
from fetching import HTML, LOCAL, closed_port, code_of, fetch, names_leading_here, source
from loopback import Loopback, Reply, Request
from newsroom import Newsroom

from summarizer.errors import ItemError
from summarizer.robots import (
    MAX_CRAWL_DELAY_SECONDS,
    MAX_ROBOTS_BYTES,
    MAX_ROBOTS_REDIRECTS,
    Rules,
    product_token,
    rules_after,
    rules_from,
)
from summarizer.web import MAX_PAUSING_SECONDS, USER_AGENT, Fetcher

TOKEN = "summarizer"


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Serve one page on loopback for the length of a test."""
    with Loopback({"/": Reply(HTML), "/a": Reply(HTML), "/b": Reply(HTML)}) as running:
        yield running


class Naps:
    """In place of waiting: notes for how long, and waits not at all."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        """Note."""
        self.seconds.append(seconds)


def patient(naps: Naps, **settings: Any) -> Fetcher:
    """Return a fetcher that waits by `naps`."""
    return Fetcher(**{"allow_private": LOCAL, "timeout_seconds": 5, "sleep": naps, **settings})


# --- What rules say -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /news", False),
        ("User-agent: *\nDisallow: /newspaper", True),
        ("User-agent: *\nDisallow: /news/\nAllow: /news/story", True),
        ("User-agent: *\nDisallow: /*.html", False),
        ("User-agent: *\nDisallow: /*.html$", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: summarizer\nAllow: /", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: Summarizer/1.0\nDisallow: /", False),
        ("User-agent: SUMMARIZER*\nDisallow: /", False),
        ("User-agent: summarizer-pro\nDisallow: /", True),
        ("User-agent: digest-summarizer\nDisallow: /", True),
        ("User-agent: GoodBot\nUser-agent: summarizer\nDisallow: /", False),
        ("User-agent: GoodBot\nDisallow: /", True),
        ("User-agent: GPTBot\nDisallow: /\nUser-agent: *\nDisallow: /private", True),
        ("user agent summarizer\ndisallow /", False),
        ("User-agent: *  # all\nDisallow: /news # here", False),
        ("\ufeffUser-agent: *\r\nDisallow: /\r\n", False),
        ("Disallow: /", True),
        ("<!doctype html><p>Not found", True),
    ],
)
def test_rules_are_read_as_they_are_written(text: str, allowed: bool) -> None:
    """The group of our own name counts, else that of everybody; the longest pattern wins."""
    rules = rules_from(200, text.encode(), TOKEN)
    if allowed:
        rules.check("/news/story.html?page=2")
        return
    with pytest.raises(ItemError) as caught:
        rules.check("/news/story.html?page=2")
    assert caught.value.code == "robots"


@pytest.mark.parametrize(
    ("status", "code"),
    [
        *((200, "robots"), (500, "robots"), (502, "robots"), (503, "robots")),
        *((status, None) for status in (204, 301, 401, 403, 404, 410, 429)),
    ],
)
def test_an_answer_without_rules_has_its_meaning(status: int, code: str | None) -> None:
    """By RFC 9309, 4xx leaves a site open, and 5xx closes it."""
    body = b"User-agent: *\nDisallow: /" if status == 200 else b""
    try:
        rules_from(status, body, TOKEN).check("/")
        assert code is None
    except ItemError as error:
        assert code == error.code  # noqa: PT017 - half of the rows raise nothing


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        *((code, code) for code in ("timeout", "dns", "connect", "tls", "private-address", "protocol", "run-limit")),
        *((code, None) for code in ("too-large", "bad-encoding", "redirects", "not-recorded")),
    ],
)
def test_rules_that_could_not_be_fetched_have_their_meaning(failure: str, code: str | None) -> None:
    """A site that does not answer is left alone, and the failure says why; one whose rules are broken has none."""
    try:
        rules_after(ItemError(failure, "x")).check("/")
        assert code is None
    except ItemError as error:
        assert code == error.code  # noqa: PT017 - half of the rows raise nothing


@pytest.mark.parametrize("path", ["//evil.example/a", "/[::1", "/?", "/%", "/%zz", "/a#b", "/\\", "/" + "*" * 5_000])
def test_any_path_can_be_looked_up(path: str) -> None:
    """Nothing that an address may hold breaks the reading of rules, and a rule for everything covers it."""
    rules_from(200, b"User-agent: *\nDisallow: /elsewhere*$", TOKEN).check(path)
    with pytest.raises(ItemError):
        rules_from(200, b"User-agent: *\nDisallow: /", TOKEN).check(path)


@pytest.mark.parametrize(
    ("asked", "seconds"), [("1", 1.0), ("2.5", 2.5), ("86400", MAX_CRAWL_DELAY_SECONDS), ("x", 0.0), ("-5", 0.0)]
)
def test_a_site_may_ask_for_a_pause_within_reason(asked: str, seconds: float) -> None:
    """Crawl-delay is obeyed up to a limit, and passed over where it is no time."""
    assert rules_from(200, f"User-agent: *\nCrawl-delay: {asked}".encode(), TOKEN).delay_seconds == seconds


def test_no_rules_are_no_pause() -> None:
    """A site without a robots.txt asks for nothing."""
    assert Rules().delay_seconds == 0.0


def test_only_the_beginning_of_endless_rules_is_read() -> None:
    """What stands beyond the first 500 KiB does not count, and what stands before it does."""
    filling = b"# words\n" * (MAX_ROBOTS_BYTES // 8)
    late = rules_from(200, filling + b"User-agent: *\nDisallow: /\n", TOKEN)
    late.check("/")
    early = rules_from(200, b"User-agent: *\nDisallow: /\n" + filling, TOKEN)
    with pytest.raises(ItemError):
        early.check("/")


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [
        (USER_AGENT, "summarizer"),
        ("TownNews/2.0 (+https://town.example/bot)", "townnews"),
        ("Mozilla/5.0 (compatible; TownNews/2.0; +https://town.example)", "townnews"),
        ("Town News (ann@town.example)", "town"),
        ("12345", "another"),
    ],
)
def test_rules_mean_us_by_the_name_we_give(user_agent: str, token: str) -> None:
    """The product's name is looked for in the rules, not a word of its address."""
    assert product_token(user_agent) == token


# --- Fetching by them -----------------------------------------------------------------------------------------


async def test_a_site_is_asked_for_its_rules_once(server: Loopback) -> None:
    """However many pages of one site are fetched at once, its robots.txt is asked for once, and each page once."""
    async with Fetcher(allow_private=LOCAL, timeout_seconds=5) as fetcher:
        await asyncio.gather(*(fetcher.fetch(source(server.url(path))) for path in ("/", "/a", "/b", "/", "/a", "/b")))
    assert len(server.asked_robots) == 1
    assert server.asked_robots[0].headers["user-agent"] == USER_AGENT
    assert sorted(server.paths) == ["/", "/", "/a", "/a", "/b", "/b"]


async def test_what_rules_forbid_is_not_fetched(server: Loopback) -> None:
    """A page that may not be fetched is a failure without a request, and its neighbours are fetched."""
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /a\n", type="text/plain")
    assert await code_of(server.url("/a")) == "robots"
    assert (await fetch(server.url("/b"))).body == HTML
    assert server.paths == ["/b"]


async def test_rules_hold_for_hops_and_images_too(server: Loopback) -> None:
    """A redirect to what may not be fetched is not followed, and such an image not downloaded."""
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /closed\n", type="text/plain")
    server.pages["/hop"] = Reply(status=302, headers=[("Location", "/closed")])
    assert await code_of(server.url("/hop")) == "robots"
    async with Fetcher(allow_private=LOCAL) as fetcher:
        with pytest.raises(ItemError, match="robots"):
            await fetcher.fetch_image(server.url("/closed"))
    assert server.paths == ["/hop"]


async def test_rules_can_be_ignored(server: Loopback) -> None:
    """With the user's word for it, rules are not even asked for."""
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /\n", type="text/plain")
    assert (await fetch(server.url("/a"), Fetcher(allow_private=LOCAL, ignore_robots=True))).body == HTML
    assert server.asked_robots == []


@pytest.mark.parametrize(("hops", "code"), [(MAX_ROBOTS_REDIRECTS, "robots"), (MAX_ROBOTS_REDIRECTS + 1, None)])
async def test_rules_may_be_elsewhere(server: Loopback, hops: int, code: str | None) -> None:
    """Redirects of a robots.txt are followed as often as the standard wants, and then there are no rules."""
    server.pages["/robots.txt"] = Reply(status=301, headers=[("Location", "/r1")])
    for hop in range(1, hops):
        server.pages[f"/r{hop}"] = Reply(status=301, headers=[("Location", f"/r{hop + 1}")])
    server.pages[f"/r{hops}"] = Reply(b"User-agent: *\nDisallow: /a\n", type="text/plain")
    if code:
        assert await code_of(server.url("/a")) == code
    else:
        assert (await fetch(server.url("/a"))).body == HTML


async def test_a_site_that_does_not_answer_is_left_alone() -> None:
    """Where the robots.txt cannot be fetched, the page is not asked for, and the failure is the connection's."""
    assert await code_of(f"http://127.0.0.1:{closed_port()}/") == "connect"


async def test_the_time_for_rules_is_that_of_whoever_asks(server: Loopback) -> None:
    """A robots.txt that comes slowly leaves its source less time, and the site's other sources all of theirs."""
    server.pages["/robots.txt"] = Reply(b"", pause=0.3)
    server.pages["/a"] = Reply(HTML, pause=0.3)
    async with Fetcher(allow_private=LOCAL, timeout_seconds=0.5) as fetcher:
        with pytest.raises(ItemError, match="in time"):
            await fetcher.fetch(source(server.url("/a")))
        assert (await fetcher.fetch(source(server.url("/a")))).body == HTML


async def test_giving_up_while_rules_are_asked_for_hinders_nobody(server: Loopback) -> None:
    """Whoever waits for the rules that a cancelled source asked for asks anew."""
    asked = threading.Event()

    def slow_once(request: Request) -> Reply:
        first = not asked.is_set()
        asked.set()
        return Reply(b"", pause=10 if first else 0)

    server.pages["/robots.txt"] = slow_once
    async with Fetcher(allow_private=LOCAL, timeout_seconds=5) as fetcher:
        first = asyncio.create_task(fetcher.fetch(source(server.url("/a"))))
        second = asyncio.create_task(fetcher.fetch(source(server.url("/b"))))
        await asyncio.to_thread(asked.wait, 5)
        first.cancel()
        assert (await second).body == HTML


# --- Waiting --------------------------------------------------------------------------------------------------


async def test_requests_to_one_host_begin_a_delay_apart(server: Loopback) -> None:
    """With a delay, each request to a host waits for its turn, and another host's do not."""
    naps = Naps()
    async with patient(naps, transport=names_leading_here("127.0.0.1"), delay_seconds=3, per_host=16) as fetcher:
        urls = [server.url(path, host="a.test") for path in ("/", "/a", "/b")]
        await asyncio.gather(*(fetcher.fetch(source(url)) for url in [*urls, server.url("/", host="b.test")]))
    assert [round(seconds) for seconds in sorted(naps.seconds)] == [3, 6]


async def test_a_site_that_asks_for_pauses_gets_them(server: Loopback) -> None:
    """Crawl-delay counts where it is longer than our own delay."""
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7\n", type="text/plain")
    naps = Naps()
    async with patient(naps, delay_seconds=2) as fetcher:
        await fetcher.fetch(source(server.url("/a")))
        await fetcher.fetch(source(server.url("/b")))
    assert [round(seconds) for seconds in naps.seconds] == [7]


async def test_one_host_cannot_stall_a_run(server: Loopback) -> None:
    """However many pages a host has in a list, its pauses end two minutes after its first request."""
    naps = Naps()
    async with patient(naps, delay_seconds=60, per_host=16) as fetcher:
        await asyncio.gather(*(fetcher.fetch(source(server.url("/a"))) for _ in range(12)))
    assert max(naps.seconds) <= MAX_PAUSING_SECONDS
    assert len(naps.seconds) == 11


@pytest.mark.parametrize(
    ("told", "waited"),
    [
        ([("Retry-After", "2")], [2.0]),
        ([("Retry-After", "0")], [0.0]),
        ([("Retry-After", "1.5")], [1.5]),
        ([("Retry-After", "Sun, 29 Nov 2026 12:00:03 GMT"), ("Date", "Sun, 29 Nov 2026 12:00:00 GMT")], [3.0]),
        ([("Retry-After", "Sun, 29 Nov 2020 12:00:03 GMT")], [0.0]),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_a_busy_server_is_asked_again_when_it_says(
    server: Loopback, status: int, told: list[tuple[str, str]], waited: list[float]
) -> None:
    """Retry-After is obeyed, in seconds or as a date, and then the page is there."""
    server.pages["/a"] = [Reply(status=status, headers=told), Reply(HTML)]
    naps = Naps()
    assert (await fetch(server.url("/a"), patient(naps))).body == HTML
    assert naps.seconds == waited


@pytest.mark.parametrize("told", ["3600", "6", "9" * 400, "soon", "-1", "", "Sun, 99 Foo 2026 12:00:03 GMT", "1.5.5"])
async def test_a_server_that_wants_too_long_a_wait_is_not_asked_again(server: Loopback, told: str) -> None:
    """What does not fit into the source's own time, or cannot be read, is a failure at once that says when."""
    server.pages["/a"] = [Reply(status=503, headers=[("Retry-After", told)]), Reply(HTML)]
    naps = Naps()
    with pytest.raises(ItemError, match="503") as caught:
        await fetch(server.url("/a"), patient(naps))
    assert naps.seconds == []
    assert ("come back in" in str(caught.value)) == (told.isdigit() and told.isascii())
    assert len(str(caught.value)) < 200


async def test_a_server_that_stays_busy_is_a_failure(server: Loopback) -> None:
    """Asked again twice, and no more."""
    server.pages["/a"] = Reply(status=429, headers=[("Retry-After", "1")])
    naps = Naps()
    with pytest.raises(ItemError, match="429"):
        await fetch(server.url("/a"), patient(naps))
    assert naps.seconds == [1.0, 1.0]
    assert len(server.seen) == 3


async def test_waiting_is_part_of_the_sources_time(server: Loopback) -> None:
    """Two waits that each fit, and do not fit together, end with the first."""
    server.pages["/a"] = Reply(status=429, headers=[("Retry-After", "3")])
    naps = Naps()
    with pytest.raises(ItemError, match="429"):
        await fetch(server.url("/a"), patient(naps))
    assert naps.seconds == [3.0]


async def test_a_wait_that_was_not_recorded_is_not_made_up(server: Loopback) -> None:
    """Where a recording ends at a busy server, its replay has the same failure, however much time it has."""
    answers = iter([httpx2.Response(429, headers={"retry-after": "3"})])

    def replay(request: httpx2.Request) -> httpx2.Response:
        try:
            return next(answers)
        except StopIteration:
            raise ItemError("not-recorded", "x") from None

    fetcher = Fetcher(transport=httpx2.MockTransport(replay), ignore_robots=True, sleep=Naps())
    assert await code_of("https://news.example/", fetcher) == "http-429"


# --- The command ----------------------------------------------------------------------------------------------


def test_the_command_respects_rules_until_it_is_told_otherwise(run: Callable[..., Ran], room: Newsroom) -> None:
    """A page that its site keeps to itself is a failure with its code; `--ignore-robots` is the user's word."""
    room.sites.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /harbour\n", type="text/plain")
    flags = [*room.links("harbour", "reader"), *room.fetching, "--model", "offline"]
    ran = run(*flags)
    assert ran.code == 0
    assert "robots" in ran.err
    assert room.sites.paths == ["/reader"]
    assert "robots" not in run(*flags, "--ignore-robots").err
    assert "/harbour" in room.sites.paths


def test_a_user_agent_of_ones_own_is_sent(
    run: Callable[..., Ran], room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the setting says is what sites are told, and the name by which their rules mean us."""
    monkeypatch.setenv("SUMMARIZER_USER_AGENT", "TownNews/2.0 (+https://town.example)")
    room.sites.pages["/robots.txt"] = Reply(b"User-agent: townnews\nDisallow: /harbour\n", type="text/plain")
    assert run(*room.links("harbour", "reader"), *room.fetching, "--model", "offline").code == 0
    assert {request.headers["user-agent"] for request in room.sites.seen} == {"TownNews/2.0 (+https://town.example)"}
    assert room.sites.paths == ["/reader"]


def test_a_user_agent_cannot_hold_a_line_break(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that would be two headers is wrong use."""
    monkeypatch.setenv("SUMMARIZER_USER_AGENT", "a\r\nX-Evil: 1")
    ran = run("http://127.0.0.1/", "--model", "offline")
    assert ran.code == 2
    assert "user_agent" in ran.err


def test_a_replay_waits_for_nobody(run: Callable[..., Ran], room: Newsroom) -> None:
    """Pauses that a site asks for are kept in a recording, and passed over when it is replayed."""
    room.sites.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.1\n", type="text/plain")
    flags = [*room.links("harbour", "reader"), "--model", "offline"]
    recorded = run(*flags, *room.fetching, "--record", "tape.yaml")
    assert recorded.code == 0
    assert run(*flags, "--replay", "tape.yaml").out == recorded.out
