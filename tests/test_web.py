"""Fetching from a real server that misbehaves: what comes back, what is refused, and what it may cost."""

from __future__ import annotations

import asyncio
import gzip
import inspect
import random
import socket
import threading
import tracemalloc
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

import httpcore2
import httpx2
import pytest
from loopback import Loopback, Reply, Request

from summarizer.errors import CODES, ItemError, SetupError
from summarizer.models import Page, Source
from summarizer.web import (
    FAILED,
    MAX_REDIRECTS,
    PROJECT_URL,
    Fetcher,
    Network,
    allowed_hosts,
    inflate,
    is_public,
    page_type,
    resolve_name,
    translate,
)

HTML = b"<!doctype html><title>A page</title><p>Some words.</p>"
LOCAL = ("127.0.0.1",)


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Serve on loopback for the length of a test."""
    with Loopback() as running:
        yield running


def source(url: str) -> Source:
    """Return a source as an editor's line would give it, without its checks."""
    return Source(given=url, url=url)


async def fetch(url: str, fetcher: Fetcher | None = None) -> Page:
    """Fetch one page, by default with 127.0.0.1 allowed and limits that suit a test."""
    async with fetcher or Fetcher(allow_private=LOCAL, timeout_seconds=5, max_bytes=100_000) as opened:
        return await opened.fetch(source(url))


async def code_of(url: str, fetcher: Fetcher | None = None) -> str:
    """Return the code that fetching fails with, which must be a listed one of the network's."""
    with pytest.raises(ItemError) as caught:
        await fetch(url, fetcher)
    assert caught.value.kind.stage == "web"
    assert str(caught.value)
    return caught.value.code


def names_leading_here(*addresses: str) -> Network:
    """Return a network on which every name has these addresses, and every host ending in `.test` is allowed."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    return Network(allow_private=[f"{letter}.test" for letter in "abcdefghijkl"], resolve=resolve)


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


def chunked(*lines: bytes) -> Reply:
    """Return a chunked reply made of these lines."""
    return Reply(
        raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(lines)
    )


def sent_with(*headers: bytes, body: bytes = HTML) -> Reply:
    """Return a reply with exactly these headers."""
    return Reply(raw=b"\r\n".join([b"HTTP/1.1 200 OK", *headers, b"", body]))


BOMB = gzip.compress(b"\0" * 20_000_000)
NOISE = random.Random(1).randbytes(5_000)  # noqa: S311 - the same on every run

FAULTS: dict[str, tuple[str, Reply]] = {
    "slow to begin": ("timeout", Reply(HTML, pause=10)),
    "a byte at a time": ("timeout", Reply(HTML, drip=0.05)),
    "an endless body a byte at a time": ("timeout", Reply(b"x", drip=0.05, endless=True)),
    "headers a byte at a time": ("timeout", Reply(drip=0.05, raw=b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 100)),
    "continue, for ever": ("timeout", Reply(drip=0.01, raw=b"HTTP/1.1 100 Continue\r\n\r\n", endless=True)),
    "an endless body": ("too-large", Reply(b"<p>x</p>" * 1_000, endless=True)),
    "endless chunks": ("too-large", chunked(*[b"1000\r\n" + b"x" * 4096 + b"\r\n"] * 100)),
    "a body over the limit": ("too-large", Reply(b"x" * 100_001)),
    "a length over the limit, and no body": ("too-large", sent_with(b"Content-Length: 100001", body=b"")),
    "a length of many digits": ("too-large", sent_with(b"Content-Length: " + b"9" * 19, body=b"")),
    "a gzip bomb": ("too-large", Reply(BOMB, headers=[("Content-Encoding", "gzip")])),
    "a deflate bomb": (
        "too-large",
        Reply(zlib.compress(b"\0" * 20_000_000), headers=[("Content-Encoding", "deflate")]),
    ),
    "a bomb in a bomb": ("too-large", Reply(gzip.compress(BOMB), headers=[("Content-Encoding", "gzip, gzip")])),
    "gzip that is none": ("bad-encoding", Reply(HTML, headers=[("Content-Encoding", "gzip")])),
    "gzip cut short": ("bad-encoding", Reply(gzip.compress(HTML)[:-12], headers=[("Content-Encoding", "gzip")])),
    "gzip of noise": ("bad-encoding", Reply(b"\x1f\x8b\x08" + NOISE, headers=[("Content-Encoding", "gzip")])),
    "gzip said twice": ("bad-encoding", Reply(gzip.compress(HTML), headers=[("Content-Encoding", "gzip, gzip")])),
    "gzip three times": (
        "bad-encoding",
        Reply(gzip.compress(HTML), headers=[("Content-Encoding", "gzip, gzip, gzip")]),
    ),
    "brotli, not asked for": ("bad-encoding", Reply(NOISE, headers=[("Content-Encoding", "br")])),
    "zstd, not asked for": ("bad-encoding", Reply(NOISE, headers=[("Content-Encoding", "zstd")])),
    "a length too long": ("protocol", Reply(HTML, headers=[("Content-Length", "1000")])),
    "cut off in the middle": ("protocol", Reply(HTML, cut=10)),
    "two lengths": ("protocol", sent_with(b"Content-Length: 5", b"Content-Length: 6")),
    "a length that is no number": ("protocol", sent_with(b"Content-Length: many")),
    "a chunk cut short": ("protocol", chunked(b"1000\r\n", b"<p>")),
    "a chunk of no size": ("protocol", chunked(b"zz\r\n<p>\r\n")),
    "no last chunk": ("protocol", chunked(b"3\r\n<p>\r\n")),
    "no answer": ("protocol", Reply(raw=b"")),
    "not HTTP": ("protocol", Reply(raw=b"SSH-2.0-OpenSSH_9.6\r\n")),
    "half a header": ("protocol", Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Ty")),
    "a header of a megabyte": ("protocol", sent_with(b"X-Long: " + b"x" * 1_000_000)),
    "endless headers": ("protocol", sent_with(*[b"X-Many: " + b"x" * 100] * 10_000)),
    "a header with a line break in it": ("protocol", sent_with(b"X-Odd\x00: 1")),
    "a PDF called HTML": ("unsupported-type", Reply(b"%PDF-1.7\n" + NOISE)),
    "noise called HTML": ("unsupported-type", Reply(NOISE)),
    "gzip called nothing": ("unsupported-type", Reply(gzip.compress(HTML))),
    "an image": ("unsupported-type", Reply(b"\x89PNG\r\n\x1a\n", type="image/png")),
    "JSON": ("unsupported-type", Reply(b"{}", type="application/json")),
}


@pytest.mark.parametrize(("code", "reply"), FAULTS.values(), ids=FAULTS.keys())
async def test_a_fault_of_the_server_is_one_failure(server: Loopback, code: str, reply: Reply) -> None:
    """Whatever a server does wrong comes to a listed code, within the limits."""
    server.pages["/"] = reply
    fetcher = Fetcher(allow_private=LOCAL, timeout_seconds=0.5 if code == "timeout" else 5, max_bytes=100_000)
    assert await code_of(server.url("/"), fetcher) == code


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


# --- Connections ----------------------------------------------------------------------------------------------


def closed_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


async def test_a_refused_connection_is_a_failure() -> None:
    """Where nobody listens, the code says that there is no connection, and the cause is kept."""
    with pytest.raises(ItemError) as caught:
        await fetch(f"http://127.0.0.1:{closed_port()}/")
    assert caught.value.code == "connect"
    assert isinstance(caught.value.__cause__, httpcore2.ConnectError)


async def test_a_name_without_an_address_is_a_failure() -> None:
    """A name that does not resolve, or is no name at all, is a failure of its own kind, with its cause."""

    async def resolve(host: str, port: int) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with pytest.raises(ItemError) as caught:
        await fetch("http://a.test/", Fetcher(transport=Network(resolve=resolve)))
    assert caught.value.code == "dns"
    assert isinstance(caught.value.__cause__, socket.gaierror)
    assert await code_of("http://a.test/", Fetcher(transport=names_leading_here())) == "dns"
    with pytest.raises(ItemError) as caught:
        await fetch(f"http://{'a' * 60_000}.test/")
    assert caught.value.code == "dns"
    assert len(str(caught.value)) < 300


async def test_the_next_address_is_tried(server: Loopback) -> None:
    """A host of which one address does not answer is reached by another."""
    server.pages["/"] = Reply(HTML)
    network = names_leading_here("127.0.0.2", "127.0.0.1")
    assert (await fetch(server.url("/", host="a.test"), Fetcher(transport=network))).body == HTML


async def test_the_name_goes_into_tls_and_the_checked_address_is_connected_to() -> None:
    """A connection goes to the address that was looked up once, and asks by name; no TLS is a failure of its own."""
    hellos: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hellos.append(await reader.read(4096))
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with listening:
        port = listening.sockets[0].getsockname()[1]
        fetcher = Fetcher(transport=names_leading_here("127.0.0.1"))
        assert await code_of(f"https://a.test:{port}/", fetcher) == "tls"
    assert b"a.test" in hellos[0]


async def test_a_name_is_looked_up_once_for_each_connection(server: Loopback) -> None:
    """Nothing resolves a name again between the check and the connection."""
    asked: list[str] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    server.pages["/"] = Reply(HTML)
    network = Network(allow_private=["a.test"], resolve=resolve)
    await fetch(server.url("/", host="a.test"), Fetcher(transport=network))
    assert asked == ["a.test"]
    assert server.seen[0].headers["host"] == f"a.test:{server.port}"


# --- Addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "LOCALHOST",
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "017700000001",
        "0177.0.0.1",
        "127.0.0.2",
        "0.0.0.0",  # noqa: S104
        "0",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fd00:ec2::254]",
        "169.254.169.254",
        "2852039166",
        "0xa9fea9fe",
        "[::ffff:169.254.169.254]",
        "[64:ff9b::a9fe:a9fe]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.192",
        "168.63.129.16",
        "224.0.0.1",
        "255.255.255.255",
        "127.0.0.1.",
    ],
)
async def test_a_private_address_is_refused_in_every_spelling(server: Loopback, host: str) -> None:
    """Without leave, no address that is not public is ever connected to."""
    server.pages["/"] = Reply(HTML)
    code = await code_of(server.url("/", host=host), Fetcher(timeout_seconds=5))
    assert code in {"private-address", "bad-address", "dns"}
    assert (code == "private-address") or host.endswith(".") or host.startswith("0")
    assert server.seen == []


@pytest.mark.parametrize(
    "addresses", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["2606:4700::1111", "::1"], ["fe80::1%1"]]
)
async def test_one_private_address_is_enough_to_refuse_a_name(addresses: list[str]) -> None:
    """A name that leads inside by any of its addresses is refused whole, before any connection."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return addresses

    assert await code_of("http://a.test/", Fetcher(transport=Network(resolve=resolve))) == "private-address"


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "1.1.1.1", "2606:4700::1111", "2a00:1450:4001::200e", "64:ff9b::101:101"]
)
def test_a_public_address_is_public(address: str) -> None:
    """Ordinary servers can be reached, by NAT64 too."""
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.1",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.255.255.255",
        "169.254.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.251",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:10.0.0.1",
        "::ffff:93.184.215.14",
        "::ffff:0:127.0.0.1",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:db8::1",
        "2002:a00:1::",
        "2002:5db8:d70e::",
        "2606:4700::5efe:10.0.0.1",
        "2606:4700::200:5efe:10.0.0.1",
        "3fff::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
    ],
)
def test_an_address_of_a_special_purpose_is_not_public(address: str) -> None:
    """Private, local, shared, reserved, multicast, translated and tunnelled addresses are all told apart."""
    assert not is_public(address)


@pytest.mark.parametrize("port", [22, 25, 81, 1023])
async def test_ports_of_other_services_are_not_asked(port: int) -> None:
    """A link cannot be used to speak to a mail server."""
    assert (
        await code_of(f"http://example.com:{port}/", Fetcher(transport=names_leading_here("1.1.1.1"))) == "bad-address"
    )


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.1:{port}"])
async def test_a_host_that_was_named_is_allowed(server: Loopback, entry: str) -> None:
    """One's own server can be read once it is named, with or without its port."""
    server.pages["/"] = Reply(HTML)
    fetcher = Fetcher(allow_private=[entry.format(port=server.port)])
    assert (await fetch(server.url("/"), fetcher)).body == HTML


@pytest.mark.parametrize("entry", ["127.0.0.1:1", "localhost", "127.0.0.2", "example.com", "127.0.0"])
async def test_leave_for_one_host_is_for_no_other(server: Loopback, entry: str) -> None:
    """Neither another port nor another name of the same machine is let in."""
    assert await code_of(server.url("/"), Fetcher(allow_private=[entry])) == "private-address"


@pytest.mark.parametrize(
    ("entry", "host"),
    [
        ("localhost", ("localhost", None)),
        ("LocalHost:80", ("localhost", 80)),
        ("[::1]:8000", ("::1", 8000)),
        ("[::1]", ("::1", None)),
        ("::1", ("::1", None)),
    ],
)
def test_a_host_to_allow_is_written_in_several_ways(entry: str, host: tuple[str, int | None]) -> None:
    """HOST, HOST:PORT, and IPv6 with and without brackets."""
    assert allowed_hosts([entry]) == {host}


@pytest.mark.parametrize(
    "entry", ["", "*", "*.local", ":80", "host:port", "host:99999", "http://host", "host/a", "a@b", "[::1"]
)
def test_a_host_to_allow_must_be_one_host(entry: str) -> None:
    """Nothing broader than a host, and nothing unreadable, is taken; the message shows the form."""
    with pytest.raises(SetupError, match="HOST:PORT"):
        Fetcher(allow_private=[entry])


async def test_the_system_resolver_is_asked() -> None:
    """Without another resolver, the system's knows this machine."""
    assert "127.0.0.1" in await resolve_name("localhost", 80)


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


# --- Compression ----------------------------------------------------------------------------------------------


def bare_deflate(data: bytes) -> bytes:
    """Return a deflate stream without the zlib format around it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(HTML)),
        ("x-gzip", gzip.compress(HTML)),
        ("GZIP", gzip.compress(HTML)),
        ("deflate", zlib.compress(HTML)),
        ("deflate", bare_deflate(HTML)),
        ("identity", HTML),
        ("gzip, identity", gzip.compress(HTML)),
        ("gzip, gzip", gzip.compress(gzip.compress(HTML))),
        ("deflate, gzip", gzip.compress(zlib.compress(HTML))),
        ("utf-8", HTML),
        ("none", HTML),
    ],
)
async def test_compression_is_undone(server: Loopback, coding: str, body: bytes) -> None:
    """What we ask for is undone in the order it was applied; a word that names no compression is passed over."""
    server.pages["/"] = Reply(body, headers=[("Content-Encoding", coding)])
    assert (await fetch(server.url("/"))).body == HTML


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_an_empty_page_is_no_damaged_one(server: Loopback, coding: str) -> None:
    """A server that says gzip about nothing has sent nothing."""
    server.pages["/"] = Reply(b"", headers=[("Content-Encoding", coding)])
    assert (await fetch(server.url("/"))).body == b""


def test_the_limit_is_exact() -> None:
    """A page of just the limit is taken, and one byte more is not."""
    packed = gzip.compress(b"x" * 1_000)
    assert inflate(packed, "gzip", 1_000) == b"x" * 1_000
    with pytest.raises(ItemError, match="larger than 999"):
        inflate(packed, "gzip", 999)


def test_a_bomb_takes_no_more_memory_than_the_limit() -> None:
    """Decompression stops at the limit, in memory too: twenty megabytes of a bomb cost about one."""
    tracemalloc.start()
    try:
        with pytest.raises(ItemError):
            inflate(BOMB, "gzip", 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


# --- What kind of page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "body", "media_type"),
    [
        ("text/html", HTML, "text/html"),
        ("TEXT/HTML;charset=utf-8", HTML, "text/html"),
        ("text/html, text/html", HTML, "text/html"),
        ("text/html", b"", "text/html"),
        ("text/html", "\ufeff<p>Grüße".encode("utf-8"), "text/html"),
        ("text/html", "<p>Grüße".encode("utf-16"), "text/html"),
        ("text/html", "<p>Grüße".encode("utf-16-le"), "text/html"),
        ("text/html; charset=utf-16", " Grüße aus Köln".encode("utf-16-be"), "text/html"),
        ("text/html", "<p>日本語のページ".encode("shift_jis"), "text/html"),
        ("text/html", "<p>日本語のページ".encode("iso2022_jp"), "text/html"),
        ("text/html", "<p>中文网页".encode("gb18030"), "text/html"),
        ("text/html", b"<p>one \x00 stray \x07 sign in a long enough text" + b" of words" * 50, "text/html"),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html/>", "application/xhtml+xml"),
        ("application/xml", b"<?xml version='1.0'?><!DOCTYPE html><HTML></HTML>", "application/xhtml+xml"),
        ("text/xml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "application/xhtml+xml"),
        ("text/plain", b"Just words.", "text/plain"),
        ("text/plain", b"<p>An example of markup.", "text/plain"),
        ("text/plain", b"\n <!DOCTYPE html><p>", "text/html"),
        ("", HTML, "text/html"),
        ("", b"<!-- x --><p>words", "text/html"),
        ("", b"<head><title>x", "text/html"),
        ("", b"Just words.", "text/plain"),
        ("", b"<pre-release notes>", "text/plain"),
        ("application/octet-stream", HTML, "text/html"),
        ("*/*", HTML, "text/html"),
    ],
)
def test_a_page_of_text_is_known(declared: str, body: bytes, media_type: str) -> None:
    """HTML, XHTML and plain text are taken by their name, or by how they begin where the name says nothing."""
    charset = "utf-16" if "utf-16" in declared else None
    assert page_type(declared, body, charset) == media_type


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("text/html", b"%PDF-1.7"),
        ("text/html", b"\xef\xbb\xbf%PDF-1.7"),
        ("", b"%PDF-1.7"),
        ("text/plain", b"PK\x03\x04"),
        ("text/html", b"\x1f\x8b\x08\x00"),
        ("text/html", b"\xff\xd8\xff\xe0"),
        ("text/html", NOISE),
        ("text/html", b"\x00" * 10),
        ("", NOISE),
        ("application/octet-stream", b"Just words."),
        ("application/rss+xml", b"<rss/>"),
        ("application/xml", b"<?xml version='1.0'?><rss/>"),
        ("application/json", b"{}"),
        ("text/css", b"p {}"),
        ("video/mp4", b""),
        ("image/svg+xml", b"<svg/>"),
        ("multipart/x-mixed-replace", b""),
        ("<b>click</b>", HTML),
        ("x" * 10_000, HTML),
    ],
)
def test_what_is_no_page_of_text_is_refused(declared: str, body: bytes) -> None:
    """Anything else is refused by name or by its bytes, and what the server called it is not repeated unchecked."""
    with pytest.raises(ItemError) as caught:
        page_type(declared, body)
    assert caught.value.code == "unsupported-type"
    assert "<" not in str(caught.value)
    assert len(str(caught.value)) < 300


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


# --- Errors ---------------------------------------------------------------------------------------------------

MISUSE = {
    "StreamError",
    "StreamConsumed",
    "StreamClosed",
    "ResponseNotRead",
    "RequestNotRead",
    "ConnectionNotAvailable",
}
"""Errors of httpx2 and httpcore2 that only a bug of ours can raise: they stay tracebacks."""


def exceptions_of(module: object) -> list[type[Exception]]:
    """Return the exceptions that a module makes public."""
    return [kind for _, kind in inspect.getmembers(module, inspect.isclass) if issubclass(kind, Exception)]


@pytest.mark.parametrize(
    "kind", exceptions_of(httpx2) + exceptions_of(httpcore2), ids=lambda kind: f"{kind.__module__}.{kind.__name__}"
)
def test_every_exception_of_the_library_has_a_code(kind: type[Exception]) -> None:
    """The map is complete: whatever httpx2 can raise is a listed failure of the network, or a bug."""
    known = translate(kind.__new__(kind))
    if kind.__name__ in MISUSE:
        assert known is None
    else:
        assert known is not None
        assert CODES[known.code].stage == "web"
        assert str(known)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (httpx2.ConnectTimeout("x"), "timeout"),
        (httpx2.ReadTimeout("x"), "timeout"),
        (httpcore2.PoolTimeout("x"), "timeout"),
        (TimeoutError(), "timeout"),
        (httpx2.ConnectError("x"), "connect"),
        (httpcore2.ReadError("x"), "connect"),
        (httpx2.ProxyError("x"), "connect"),
        (ConnectionResetError(), "connect"),
        (httpx2.RemoteProtocolError("x"), "protocol"),
        (httpcore2.LocalProtocolError("x"), "protocol"),
        (httpx2.UnsupportedProtocol("x"), "bad-address"),
        (httpx2.InvalidURL("x"), "bad-address"),
        (httpx2.DecodingError("x"), "bad-encoding"),
        (httpx2.TooManyRedirects("x"), "redirects"),
    ],
)
def test_an_exception_has_the_code_of_its_kind(error: Exception, code: str) -> None:
    """Each kind of exception comes to the code whose advice fits it."""
    known = translate(error)
    assert known is not None
    assert known.code == code


@pytest.mark.parametrize(
    "error", [KeyError("x"), ValueError("x"), RuntimeError("x"), AssertionError(), ItemError("dns", "x")]
)
def test_a_bug_is_not_translated(error: Exception) -> None:
    """What no network raises is left alone, even when a network's error came before it."""
    error.__context__ = httpx2.ReadTimeout("x")
    assert translate(error) is None


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


async def test_a_recorded_run_replays_without_network_leave_or_waiting(
    server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, hops and failures of every kind come out of a recording as they went in, with no network and no DNS."""
    from vcr import VCR  # type: ignore[import-untyped]

    packed = Reply(gzip.compress(HTML), headers=[("Content-Encoding", "gzip")])
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


async def test_the_bounds_hold_while_recording(server: Loopback, tmp_path: Path) -> None:
    """vcrpy reads a body whole, and still gets no more of it than the limit."""
    from vcr import VCR

    server.pages["/"] = Reply(b"x" * 10_000, endless=True)
    with VCR().use_cassette(str(tmp_path / "run.yaml"), record_mode="new_episodes"):
        assert await code_of(server.url("/")) == "too-large"
    assert (tmp_path / "run.yaml").stat().st_size < 5_000


@pytest.mark.parametrize("name", ["CannotOverwriteExistingCassetteException", "UnhandledHTTPRequestError"])
def test_a_miss_anywhere_among_the_causes_is_not_recorded(name: str) -> None:
    """However deep a replay's miss lies, it is told as one, and not as a connection that failed."""
    import vcr.errors  # type: ignore[import-untyped]

    kind = getattr(vcr.errors, name)
    outer, middle = httpx2.ConnectError("Connection error."), RuntimeError("x")
    outer.__cause__, middle.__context__ = middle, kind.__new__(kind)
    known = translate(outer)
    assert known is not None
    assert known.code == "not-recorded"


def test_causes_in_a_circle_end() -> None:
    """A chain of causes that bites its tail is walked once."""
    one, other = httpx2.ReadError("x"), httpx2.ReadError("y")
    one.__cause__, other.__cause__ = other, one
    known = translate(one)
    assert known is not None
    assert known.code == "connect"
