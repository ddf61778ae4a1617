"""The network from a real server that misbehaves: what is refused, what it may cost, and how it is told."""

from __future__ import annotations

import asyncio
import gzip
import inspect
import socket
import tracemalloc
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import httpcore2
import httpx2
import pytest
from fetching import BOMB, HTML, closed_port, code_of, fetch, names_leading_here
from loopback import Loopback, Reply

from summarizer.errors import CODES, ItemError
from summarizer.network import Network, inflate, translate
from summarizer.web import Fetcher

# --- Connections ----------------------------------------------------------------------------------------------


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
    await fetch(server.url("/", host="a.test"), Fetcher(transport=network, ignore_robots=True))
    assert asked == ["a.test"]
    assert server.seen[0].headers["host"] == f"a.test:{server.port}"


# --- Compression ----------------------------------------------------------------------------------------------


def bare_deflate(data: bytes) -> bytes:
    """Return a deflate stream without the zlib format around it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(HTML, mtime=0)),
        ("x-gzip", gzip.compress(HTML, mtime=0)),
        ("GZIP", gzip.compress(HTML, mtime=0)),
        ("deflate", zlib.compress(HTML)),
        ("deflate", bare_deflate(HTML)),
        ("identity", HTML),
        ("gzip, identity", gzip.compress(HTML, mtime=0)),
        ("gzip, gzip", gzip.compress(gzip.compress(HTML, mtime=0), mtime=0)),
        ("deflate, gzip", gzip.compress(zlib.compress(HTML), mtime=0)),
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
    packed = gzip.compress(b"x" * 1_000, mtime=0)
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


# --- Errors ---------------------------------------------------------------------------------------------------

MISUSE = {
    "StreamError",
    "StreamConsumed",
    "StreamClosed",
    "ResponseNotRead",
    "RequestNotRead",
    "ConnectionNotAvailable",
    "CookieConflict",
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
        (httpx2.ProxyError("x"), "proxy"),
        (ConnectionResetError(), "connect"),
        (httpx2.RemoteProtocolError("x"), "protocol"),
        (httpcore2.LocalProtocolError("x"), "protocol"),
        (httpx2.UnsupportedProtocol("x"), "bad-address"),
        (httpx2.InvalidURL("x"), "bad-address"),
        (httpx2.DecodingError("x"), "bad-encoding"),
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


# --- Recording and replaying ----------------------------------------------------------------------------------


async def test_the_bounds_hold_while_recording(server: Loopback, tmp_path: Path) -> None:
    """vcrpy reads a body whole, and still gets no more of it than the limit."""
    from vcr import VCR

    server.pages["/"] = Reply(b"x" * 10_000, endless=True)
    with VCR().use_cassette(str(tmp_path / "run.yaml"), record_mode="new_episodes"):
        assert await code_of(server.url("/")) == "too-large"
    assert (tmp_path / "run.yaml").stat().st_size < 5_000
