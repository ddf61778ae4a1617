"""Proxies: which one a request goes through, to what it is asked to connect, and what happens where it refuses."""

from __future__ import annotations

import asyncio
import base64
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from conftest import Ran
from fetching import HTML, closed_port, code_of, fetch
from loopback import Loopback, Reply
from newsroom import Newsroom
from proxy import ForwardProxy

from summarizer.config import Settings
from summarizer.errors import ItemError, SetupError
from summarizer.network import Network
from summarizer.proxies import Proxies, Proxy, proxies_from
from summarizer.run import planned
from summarizer.web import Fetcher


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Serve one page on loopback for the length of a test."""
    with Loopback({"/": Reply(HTML)}) as running:
        yield running


def behind(
    proxy: ForwardProxy, names: Mapping[str, Sequence[str]], allow: Sequence[str] = ("a.test",), auth: str = ""
) -> Fetcher:
    """Return a fetcher that goes through `proxy`, on a network that knows only these names."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return names.get(host, ())

    proxies = proxies_from({"HTTP_PROXY": f"http://{auth}127.0.0.1:{proxy.port}"})
    return Fetcher(
        transport=Network(allow_private=allow, resolve=resolve, proxies=proxies), ignore_robots=True, timeout_seconds=5
    )


# --- Through it -----------------------------------------------------------------------------------------------


async def test_a_proxy_is_asked_for_the_address_that_was_checked(server: Loopback) -> None:
    """The proxy looks nothing up: it connects to the very address, and the site is asked by its name."""
    with ForwardProxy() as proxy:
        page = await fetch(server.url("/", host="a.test"), behind(proxy, {"a.test": ["127.0.0.1"]}))
    assert page.body == HTML
    assert proxy.asked == [f"127.0.0.1:{server.port}"]
    assert server.seen[0].headers["host"] == f"a.test:{server.port}"
    assert "proxy-authorization" not in server.seen[0].headers


async def test_a_proxy_that_takes_no_addresses_is_asked_for_the_name(server: Loopback) -> None:
    """Where the proxy refuses an address, it is asked for the name that the address was checked for."""
    with ForwardProxy(
        refuses=lambda target: 403 if target.startswith("127.") else None, names={"a.test": "127.0.0.1"}
    ) as proxy:
        page = await fetch(server.url("/", host="a.test"), behind(proxy, {"a.test": ["127.0.0.1"]}))
    assert page.body == HTML
    assert proxy.asked == [f"127.0.0.1:{server.port}", f"a.test:{server.port}"]


async def test_a_name_that_is_known_only_outside_is_left_to_the_proxy(server: Loopback) -> None:
    """Where nothing here can look names up, a public name still goes to the proxy, and to nobody else."""
    with ForwardProxy(names={"news.example": "127.0.0.1"}) as proxy:
        page = await fetch(server.url("/", host="news.example"), behind(proxy, {}))
    assert page.body == HTML
    assert proxy.asked == [f"news.example:{server.port}"]


@pytest.mark.parametrize(
    ("host", "names", "code"),
    [
        ("169.254.169.254", {"169.254.169.254": ["169.254.169.254"]}, "private-address"),
        ("news.example", {"news.example": ["93.184.215.14", "10.0.0.1"]}, "private-address"),
        ("localhost", {}, "dns"),
        ("intranet", {}, "dns"),
        ("metadata.google.internal", {}, "dns"),
        ("127.1", {}, "dns"),
        ("2130706433", {}, "dns"),
        ("0x7f.0.0.1", {}, "dns"),
        ("[::1]", {"::1": ["::1"]}, "private-address"),
        ("news.example:25", {"news.example": ["93.184.215.14"]}, "bad-address"),
    ],
)
async def test_the_check_holds_before_a_proxy(host: str, names: dict[str, list[str]], code: str) -> None:
    """What may not be connected to is not asked of a proxy either, nor what only the inside of a network knows."""
    with ForwardProxy() as proxy:
        assert await code_of(f"http://{host}/", behind(proxy, names)) == code
    assert proxy.asked == []


async def test_every_hop_is_checked_before_a_proxy(server: Loopback) -> None:
    """A page that was fetched through a proxy cannot pass us on to an address inside."""
    server.pages["/"] = Reply(status=302, headers=[("Location", "http://10.0.0.1/")])
    names = {"a.test": ["127.0.0.1"], "10.0.0.1": ["10.0.0.1"]}
    with ForwardProxy() as proxy:
        assert await code_of(server.url("/", host="a.test"), behind(proxy, names)) == "private-address"
    assert proxy.asked == [f"127.0.0.1:{server.port}"]


async def test_a_proxy_is_told_name_and_password(server: Loopback) -> None:
    """What stands before the @ of the proxy's address goes to the proxy and not to the site."""
    with ForwardProxy() as proxy:
        await fetch(server.url("/", host="a.test"), behind(proxy, {"a.test": ["127.0.0.1"]}, auth="ann:p%40ss@"))
    assert proxy.authorizations == [f"Basic {base64.b64encode(b'ann:p@ss').decode()}"]
    assert "secret" not in str(server.seen[0].headers)


REPLIES: dict[str, bytes] = {
    "a refusal": b"HTTP/1.1 403 Forbidden\r\n\r\n",
    "a wish for a password": b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
    "an error": b"HTTP/1.0 502 Bad Gateway\r\n\r\n",
    "no HTTP": b"SSH-2.0-OpenSSH_9.6\r\n\r\n",
    "nothing": b"",
    "half a head": b"HTTP/1.1 200 OK\r\n",
    "an endless head": b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 10_000,
    "more than a head": b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\nforged",
}


@pytest.mark.parametrize("reply", REPLIES.values(), ids=REPLIES.keys())
async def test_a_proxy_that_does_not_let_through_is_a_failure_of_its_own(server: Loopback, reply: bytes) -> None:
    """Whatever is wrong at the proxy has the code that says to look there, and no page comes of it."""
    with ForwardProxy(reply=reply) as proxy:
        assert await code_of(server.url("/", host="a.test"), behind(proxy, {"a.test": ["127.0.0.1"]})) == "proxy"
    assert server.seen == []


async def test_a_proxy_that_is_not_there_is_no_connection(server: Loopback) -> None:
    """Nothing goes around a proxy that cannot be reached."""
    proxies = Proxies(http=Proxy("http", "127.0.0.1", closed_port()))
    network = Network(allow_private=["127.0.0.1"], proxies=proxies)
    assert await code_of(server.url("/"), Fetcher(transport=network)) == "connect"
    assert server.seen == []


async def test_tls_goes_through_the_tunnel_to_the_name() -> None:
    """For https, the tunnel leads to the checked address, and the name is asked for inside it."""
    hellos: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hellos.append(await reader.read(4096))
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    with ForwardProxy() as proxy:
        async with listening:
            port = listening.sockets[0].getsockname()[1]
            proxies = Proxies(https=Proxy("http", "127.0.0.1", proxy.port))
            network = Network(allow_private=["a.test"], resolve=resolve, proxies=proxies)
            fetcher = Fetcher(transport=network, ignore_robots=True, timeout_seconds=5)
            assert await code_of(f"https://a.test:{port}/", fetcher) == "tls"
    assert proxy.asked == [f"127.0.0.1:{port}"]
    assert b"a.test" in hellos[0]


# --- Which one ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "url", "port"),
    [
        ({}, "https://a.example", None),
        ({"HTTPS_PROXY": "http://p:1"}, "https://a.example", 1),
        ({"https_proxy": "http://p:2", "HTTPS_PROXY": "http://p:1"}, "https://a.example", 2),
        ({"HTTPS_PROXY": "http://p:1"}, "http://a.example", None),
        ({"HTTP_PROXY": "p:3"}, "http://a.example", 3),
        ({"HTTP_PROXY": "http://p"}, "http://a.example", 80),
        ({"HTTPS_PROXY": "https://p"}, "https://a.example", 443),
        ({"ALL_PROXY": "http://p:4"}, "http://a.example", 4),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "a.example"}, "https://a.example", None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": ".example"}, "https://b.a.example", None),
        ({"HTTPS_PROXY": "http://p:1", "no_proxy": "*"}, "https://a.example", None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "127.0.0.1, localhost"}, "https://localhost", None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "example.org"}, "https://a.example", 1),
        ({"HTTPS_PROXY": ""}, "https://a.example", None),
    ],
)
def test_the_environment_says_which_proxy(environment: dict[str, str], url: str, port: int | None) -> None:
    """The usual variables are read as other tools read them."""
    scheme, _, host = url.partition("://")
    proxy = proxies_from(environment).of(scheme, host, 443 if scheme == "https" else 80)
    assert (proxy and proxy.port) == port


@pytest.mark.parametrize(
    "value", ["socks5://p:1", "http://", "http://p:x", "ftp://p", "http://ann:secret@", "http://[p"]
)
def test_a_proxy_that_cannot_be_used_is_wrong_use(value: str) -> None:
    """It is said before anything is fetched, without the password."""
    with pytest.raises(SetupError, match="HTTPS_PROXY") as caught:
        proxies_from({"HTTPS_PROXY": value})
    assert "secret" not in str(caught.value)


def test_the_command_goes_through_the_proxy_of_the_environment(
    run: Callable[..., Ran], room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """HTTP_PROXY is honoured by the command, NO_PROXY too; the library itself reads neither."""
    with ForwardProxy() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        assert run(*room.links("harbour"), *room.fetching, "--model", "offline", "--no-cache").code == 0
        assert proxy.asked == [f"127.0.0.1:{room.sites.port}"] * 2
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        assert run(*room.links("harbour"), *room.fetching, "--model", "offline", "--no-cache").code == 0
        assert len(proxy.asked) == 2


def test_a_replay_needs_no_proxy() -> None:
    """What the environment says of proxies does not matter where nothing is asked of the network."""
    environment, day = {"HTTPS_PROXY": "socks5://nowhere"}, dt.date(2026, 11, 22)
    plan = planned(Settings(model="offline"), environment, date=day, traffic="replayed")
    assert plan.proxies == Proxies()
    with pytest.raises(SetupError):
        planned(Settings(model="offline"), environment, date=day)


async def test_the_library_reads_no_environment(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Fetcher made without proxies goes direct, whatever the environment names."""
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed_port()}")
    page = await fetch(server.url("/"), Fetcher(allow_private=["127.0.0.1"]))
    assert page.body == HTML
    with pytest.raises(ItemError):
        await fetch("http://127.0.0.2/", Fetcher())
