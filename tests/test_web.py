"""Fetching from a real server: what comes back, what it leads to, and what is no page."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import httpx2
import pytest
from fetching import BOMB, HTML, LOCAL, NOISE, closed_port, code_of, fetch, names_leading_here, source
from loopback import Loopback, Reply, Request

from summarizer.errors import ItemError
from summarizer.network import FAILED, Network
from summarizer.web import MAX_REDIRECTS, PROJECT_URL, Fetcher

# --- A page that is well --------------------------------------------------------------------------------------


async def test_a_page_comes_back_as_it_was_sent(server: Loopback) -> None:
    """Body, media type, charset and final address are the server's; the body is not decoded."""
    body = "<!doctype html><p>Größe".encode("latin-1")
    server.pages["/a?b=1"] = Reply(body, type="Text/HTML; Charset=ISO-8859-1")
    page = await fetch(server.url("/a?b=1"))
    assert (page.body, page.media_type, page.charset, page.url) == (
        body,
        "text/html",
        "iso-8859-1",
        server.url("/a?b=1"),
    )


async def test_a_request_says_who_asks(server: Loopback) -> None:
    """The User-Agent names the project and its address; nothing is asked for that could not be bounded."""
    server.pages["/"] = Reply(HTML)
    await fetch(server.url("/"))
    (request,) = server.seen
    assert request.method == "GET"
    assert request.headers["user-agent"].startswith("summarizer/")
    assert PROJECT_URL in request.headers["user-agent"]
    assert request.headers["accept-encoding"] == "gzip, deflate"
    assert request.headers["accept"].startswith("text/html")
    assert not {"cookie", "authorization", "referer"} & set(request.headers)


async def test_credentials_and_proxies_of_the_machine_are_not_used(
    server: Loopback, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Neither a netrc file nor a proxy in the environment changes what is sent, and where to."""
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ann password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    server.pages["/"] = Reply(HTML)
    await fetch(server.url("/"))
    assert "authorization" not in server.seen[0].headers


async def test_an_international_address_is_asked_in_ascii(server: Loopback) -> None:
    """Host names go out in punycode and paths percent-encoded; the page keeps the address as it was given."""
    server.pages["/stra%C3%9Fe"] = Reply(HTML)

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"] if host == "xn--mnchen-3ya.test" else []

    network = Network(allow_private=["xn--mnchen-3ya.test"], resolve=resolve)
    page = await fetch(server.url("/straße", host="münchen.test"), Fetcher(transport=network))
    assert page.url == server.url("/straße", host="münchen.test")
    assert server.seen[0].headers["host"] == f"xn--mnchen-3ya.test:{server.port}"


# --- Redirects and cookies ------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location", ["/end", "end", "?x=1", "//127.0.0.1:{port}/end", "http://127.0.0.1:{port}/end#part"]
)
async def test_a_redirect_is_followed(server: Loopback, status: int, location: str) -> None:
    """Every kind of redirect leads on, by every way of writing its target, and the page knows where it ended."""
    end = "/start?x=1" if location == "?x=1" else "/end"
    server.pages["/start"] = Reply(status=status, headers=[("Location", location.format(port=server.port))])
    server.pages[end] = Reply(HTML)
    page = await fetch(server.url("/start"))
    assert (page.url, page.body) == (server.url(end), HTML)


async def test_redirects_are_counted(server: Loopback) -> None:
    """As many hops as allowed are followed, and not one more."""
    for hop in range(MAX_REDIRECTS + 1):
        server.pages[f"/{hop}"] = Reply(status=302, headers=[("Location", f"/{hop + 1}")])
    server.pages[f"/{MAX_REDIRECTS + 1}"] = Reply(HTML)
    assert await code_of(server.url("/0")) == "redirects"
    assert len(server.seen) == MAX_REDIRECTS + 1
    assert (await fetch(server.url("/1"))).body == HTML


async def test_a_redirect_in_a_circle_ends(server: Loopback) -> None:
    """Two pages that pass a visitor to and fro are a failure."""
    server.pages["/a"] = Reply(status=301, headers=[("Location", "/b")])
    server.pages["/b"] = Reply(status=301, headers=[("Location", "/a")])
    assert await code_of(server.url("/a")) == "redirects"


@pytest.mark.parametrize(
    "location",
    [
        "ftp://127.0.0.1/a",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "data:text/html,hello",
        "http://ann:secret@127.0.0.1/a",
        "http://[::1",
        "http://[zz]/",
        "http://127.0.0.1:99999999/",
        "http://127.0.0.1:65536/",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:-1/",
        "http://127.0.0.1:x/",
        "http://a\x01b/",
        "http://☃.☃☃" + "x" * 300 + "/",
    ],
)
async def test_a_redirect_to_what_is_no_web_address_is_refused(server: Loopback, location: str) -> None:
    """A server cannot send us to another scheme, to credentials, or to an address that cannot be read."""
    raw = f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
    server.pages["/"] = Reply(raw=raw)
    assert await code_of(server.url("/")) == "bad-address"


async def test_a_redirect_without_a_target_is_an_answer_of_its_own(server: Loopback) -> None:
    """A 302 that leads nowhere is reported by its number."""
    server.pages["/"] = Reply(b"gone on", 302)
    assert await code_of(server.url("/")) == "http-302"


async def test_a_redirect_cannot_lead_inside(server: Loopback) -> None:
    """Every hop is checked: a server that may be asked cannot pass us on to one that may not."""
    with Loopback() as inside:
        inside.pages["/"] = Reply(HTML)
        server.pages["/"] = Reply(status=302, headers=[("Location", inside.url("/"))])
        fetcher = Fetcher(allow_private=[f"127.0.0.1:{server.port}"])
        assert await code_of(server.url("/"), fetcher) == "private-address"
        assert inside.seen == []


async def test_cookies_last_for_one_source_at_one_host(server: Loopback) -> None:
    """A cookie set on the way is sent back on that way, to that host only, and forgotten with the source."""
    gate = Reply(status=302, headers=[("Location", "/end"), ("Set-Cookie", "seen=1")])
    away = Reply(status=302, headers=[("Location", f"http://b.test:{server.port}/other")])
    server.pages |= {"/gate": gate, "/end": away, "/other": Reply(HTML)}
    async with Fetcher(transport=names_leading_here("127.0.0.1")) as fetcher:
        for _ in range(2):
            await fetcher.fetch(source(server.url("/gate", host="a.test")))
    assert [(request.path, request.headers.get("cookie")) for request in server.seen] == [
        ("/gate", None),
        ("/end", "seen=1"),
        ("/other", None),
    ] * 2


@pytest.mark.parametrize(
    "cookie", [f"a=b; max-age={'9' * 4_000}", "\xff=\x80; expires=never", ";;;", "=", "a=b; domain=."]
)
async def test_a_cookie_that_cannot_be_kept_does_no_harm(server: Loopback, cookie: str) -> None:
    """Cookies that break the jar, or that no header can carry, are passed over in silence, one by one."""
    server.pages["/"] = Reply(status=302, headers=[("Location", "/end"), ("Set-Cookie", cookie)])
    server.pages["/end"] = Reply(HTML)
    assert (await fetch(server.url("/"))).body == HTML


# --- Answers that are no page ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "status", [300, 304, 400, 401, 402, 403, 404, 410, 418, 429, 451, 500, 502, 503, 504, 520, FAILED]
)
async def test_an_answer_other_than_a_page_is_named_by_its_number(server: Loopback, status: int) -> None:
    """The code is the status; its body is not waited for."""
    server.pages["/"] = Reply(b"x", status, endless=True)
    assert await code_of(server.url("/")) == f"http-{status}"


async def test_a_server_cannot_put_words_into_a_failure(server: Loopback) -> None:
    """The reply by which failures pass through the seam is ours alone to give."""
    body = b'{"code": "robots", "message": "click here"}'
    server.pages["/"] = Reply(body, FAILED, type="application/json")
    with pytest.raises(ItemError) as caught:
        await fetch(server.url("/"))
    assert (caught.value.code, "click" in str(caught.value)) == (f"http-{FAILED}", False)


NO_PAGES: dict[str, Reply] = {
    "a PDF called HTML": Reply(b"%PDF-1.7\n" + NOISE),
    "noise called HTML": Reply(NOISE),
    "gzip called nothing": Reply(gzip.compress(HTML, mtime=0)),
    "an image": Reply(b"\x89PNG\r\n\x1a\n", type="image/png"),
    "JSON": Reply(b"{}", type="application/json"),
}


@pytest.mark.parametrize("reply", NO_PAGES.values(), ids=NO_PAGES.keys())
async def test_what_is_no_page_is_one_failure(server: Loopback, reply: Reply) -> None:
    """Whatever a server calls it, what holds no text is refused with one code."""
    server.pages["/"] = reply
    assert await code_of(server.url("/")) == "unsupported-type"


async def test_the_time_is_for_the_whole_of_a_source(server: Loopback) -> None:
    """Hops that are each quick enough still share one source's time."""
    for hop in range(MAX_REDIRECTS):
        server.pages[f"/{hop}"] = Reply(status=302, headers=[("Location", f"/{hop + 1}")], pause=0.2)
    assert await code_of(server.url("/0"), Fetcher(allow_private=LOCAL, timeout_seconds=0.7)) == "timeout"
    assert len(server.seen) < MAX_REDIRECTS


async def test_a_hostile_page_costs_only_its_own_slot(server: Loopback) -> None:
    """Good pages come back while others hang, and the fetcher can be closed in the middle of them."""
    server.pages |= {"/good": Reply(HTML), "/slow": Reply(HTML, pause=10)}
    async with Fetcher(allow_private=LOCAL, concurrency=2, timeout_seconds=5) as fetcher:
        hanging = asyncio.create_task(fetcher.fetch(source(server.url("/slow"))))
        for _ in range(5):
            assert (await fetcher.fetch(source(server.url("/good")))).body == HTML
        hanging.cancel()
        with pytest.raises(asyncio.CancelledError):
            await hanging


async def test_a_failure_leaves_its_slots_free(server: Loopback) -> None:
    """After more failures and cancellations than there are slots, a page can still be had."""
    server.pages |= {"/cut": Reply(HTML, cut=3), "/good": Reply(HTML)}
    async with Fetcher(allow_private=LOCAL, concurrency=1, per_host=1) as fetcher:
        for _ in range(3):
            with pytest.raises(ItemError):
                await fetcher.fetch(source(server.url("/cut")))
        assert (await fetcher.fetch(source(server.url("/good")))).body == HTML


async def test_an_exception_of_any_transport_is_translated_with_its_cause() -> None:
    """A transport put in the network's place fails as the network does, and the cause is chained."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ReadTimeout("slow", request=request)

    with pytest.raises(ItemError) as caught:
        await fetch("http://example.com/", Fetcher(transport=httpx2.MockTransport(answer)))
    assert caught.value.code == "timeout"
    assert isinstance(caught.value.__cause__, httpx2.ReadTimeout)


async def test_a_bug_of_a_transport_stays_a_bug() -> None:
    """An error that is not the network's is not dressed up as one."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fetch("http://example.com/", Fetcher(transport=httpx2.MockTransport(answer)))


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b'{"code": "made-up", "message": "x"}', b'{"code": 1}', b"\xff"])
async def test_a_failure_that_cannot_be_read_is_an_answer_of_its_number(body: bytes) -> None:
    """A reply with the status of our own failures, from elsewhere, is reported as the status it is."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(FAILED, content=body)

    assert await code_of("http://example.com/", Fetcher(transport=httpx2.MockTransport(answer))) == f"http-{FAILED}"


# --- Images ---------------------------------------------------------------------------------------------------


async def test_an_image_comes_back_as_it_was_sent(server: Loopback) -> None:
    """Images are asked for as such, through redirects and compression, and whatever comes is handed on unread."""
    server.pages["/a"] = Reply(status=302, headers=[("Location", "/b")])
    server.pages["/b"] = Reply(gzip.compress(NOISE, mtime=0), headers=[("Content-Encoding", "gzip")], type="image/webp")
    async with Fetcher(allow_private=LOCAL) as fetcher:
        assert await fetcher.fetch_image(server.url("/a")) == NOISE
    assert all(request.headers["accept"].startswith("image/jpeg") for request in server.seen)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("/gone", "http-404"),
        ("/inside", "private-address"),
        ("/large", "too-large"),
        ("/cut", "protocol"),
        ("/slow", "timeout"),
    ],
)
async def test_an_image_has_the_bounds_and_errors_of_a_page(server: Loopback, url: str, code: str) -> None:
    """Addresses, time and size are bounded as for a page, and what fails has the same code."""
    server.pages |= {
        "/inside": Reply(status=302, headers=[("Location", "http://127.0.0.2/")]),
        "/large": Reply(NOISE, endless=True),
        "/cut": Reply(NOISE, cut=100),
        "/slow": Reply(NOISE, pause=10),
    }
    async with Fetcher(allow_private=LOCAL, timeout_seconds=0.5, max_bytes=10_000) as fetcher:
        with pytest.raises(ItemError) as caught:
            await fetcher.fetch_image(server.url(url))
    assert caught.value.code == code


# --- How many at once -----------------------------------------------------------------------------------------


async def test_no_more_than_the_slots_are_used_at_once(server: Loopback) -> None:
    """Eight requests at once in all, and two for each host, hops of redirects counted; and all of them are used."""
    full = threading.Event()

    def answer(request: Request) -> Reply:
        if server.most_at_once[""] >= 8:
            full.set()
        full.wait(5)
        if request.path == "/start":
            return Reply(status=302, headers=[("Location", "/end")], pause=0.01)
        return Reply(HTML, pause=0.01)

    server.pages |= {"/start": answer, "/end": answer}
    urls = [server.url("/start", host=f"{letter}.test") for letter in "abcdef" for _ in range(4)]
    async with Fetcher(transport=names_leading_here("127.0.0.1")) as fetcher:
        pages = await asyncio.gather(*(fetcher.fetch(source(url)) for url in urls))
    assert len(pages) == len(urls)
    most = dict(server.most_at_once)
    assert most.pop("") == 8
    assert max(most.values()) == 2


async def test_a_busy_host_does_not_keep_others_waiting(server: Loopback) -> None:
    """Sources that wait for one host's slots hold none of the slots that other hosts' pages need."""
    server.pages |= {"/hangs": Reply(HTML, pause=10), "/good": Reply(HTML)}
    async with Fetcher(transport=names_leading_here("127.0.0.1"), concurrency=2, per_host=1) as fetcher:
        hanging = [asyncio.create_task(fetcher.fetch(source(server.url("/hangs", host="a.test")))) for _ in range(3)]
        async with asyncio.timeout(5):
            while not server.seen:  # noqa: ASYNC110 - a thread notes it
                await asyncio.sleep(0.01)
            page = await fetcher.fetch(source(server.url("/good", host="b.test")))
        for task in hanging:
            task.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)
    assert page.body == HTML


async def test_hosts_that_pass_on_to_each_other_do_not_lock_up(server: Loopback) -> None:
    """A source holds slots for one hop only, so that sources on their way to each other's hosts all arrive."""
    for letter in "abcd":
        target = server.url("/end", host="e.test")
        server.pages[f"/{letter}"] = Reply(status=302, headers=[("Location", target)])
    server.pages["/end"] = Reply(status=302, headers=[("Location", server.url("/last", host="a.test"))])
    server.pages["/last"] = Reply(HTML)
    fetcher = Fetcher(transport=names_leading_here("127.0.0.1"), concurrency=2, per_host=1)
    async with fetcher, asyncio.timeout(10):
        urls = [server.url(f"/{letter}", host=f"{letter}.test") for letter in "abcd" for _ in range(3)]
        pages = await asyncio.gather(*(fetcher.fetch(source(url)) for url in urls))
    assert {page.url for page in pages} == {server.url("/last", host="a.test")}


# --- Charset --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "charset"),
    [
        ("text/html", None),
        ("text/html; charset=", None),
        (f"text/html; charset={'x' * 41}", None),
        ("text/html; charset='a b'", None),
        ("text/html; charset=Shift_JIS", "shift_jis"),
        ('text/html; charset="utf-8"', "utf-8"),
    ],
)
async def test_a_charset_is_passed_on_if_it_could_be_one(server: Loopback, declared: str, charset: str | None) -> None:
    """The declared charset reaches the reader, which decides; what cannot be one does not."""
    server.pages["/"] = Reply(HTML, type=declared)
    assert (await fetch(server.url("/"))).charset == charset


# --- Recording and replaying ----------------------------------------------------------------------------------


async def outcomes(urls: Sequence[str], fetcher: Fetcher) -> list[tuple[str, str, bytes]]:
    """Return for each link its page's address and body, or its failure's code and message."""
    results: list[tuple[str, str, bytes]] = []
    async with fetcher:
        for url in urls:
            try:
                page = await fetcher.fetch(source(url))
                results.append((page.url, page.media_type, page.body))
            except ItemError as error:
                results.append((error.code, str(error), b""))
    return results


def forbid_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every connection and every look-up of a name fail the test."""

    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(asyncio.AbstractEventLoop, "getaddrinfo", refuse)
    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", refuse)
    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", refuse)


@pytest.mark.load
async def test_a_recorded_run_replays_without_network_leave_or_waiting(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, hops and failures of every kind come out of a recording as they went in, with no network and no DNS."""
    from vcr import VCR  # type: ignore[import-untyped]

    packed = Reply(gzip.compress(HTML, mtime=0), headers=[("Content-Encoding", "gzip")])
    server.pages |= {
        "/hop": Reply(status=302, headers=[("Location", "/packed")]),
        "/packed": packed,
        "/bomb": Reply(BOMB, headers=[("Content-Encoding", "gzip")]),
        "/endless": Reply(b"x" * 1_000, endless=True),
        "/slow": Reply(HTML, pause=10),
        "/cut": Reply(HTML, cut=5),
        "/pdf": Reply(b"%PDF-1.7", type="application/pdf"),
    }
    urls = [server.url(path) for path in [*server.pages, "/gone"]]
    urls += [f"http://127.0.0.1:{closed_port()}/", "http://169.254.169.254/", "http://localhost/"]
    cassette = tmp_path / "run.yaml"
    with VCR().use_cassette(str(cassette), record_mode="new_episodes"):
        recorded = await outcomes(urls, Fetcher(allow_private=LOCAL, timeout_seconds=1, max_bytes=50_000))
    assert [code for code, _, _ in recorded] == [
        server.url("/packed"),
        server.url("/packed"),
        "too-large",
        "too-large",
        "timeout",
        "protocol",
        "unsupported-type",
        "http-404",
        "connect",
        "private-address",
        "private-address",
    ]
    assert "A page" in cassette.read_text(encoding="utf-8")
    forbid_the_network(monkeypatch)
    with VCR().use_cassette(str(cassette), record_mode="none") as replaying:
        assert await outcomes(urls, Fetcher()) == recorded
        assert replaying.all_played
        assert await code_of("http://127.0.0.1/never", Fetcher()) == "not-recorded"
