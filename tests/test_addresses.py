"""Addresses: no spelling of a private one is connected to, by whatever way it is led to; public ones are."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence

import pytest
from fetching import HTML, code_of, fetch, names_leading_here, source
from loopback import Loopback, Reply

from summarizer.addresses import (
    OTHER_PORTS,
    Resolve,
    allowed_hosts,
    is_public,
    is_public_host,
    is_public_name,
    resolve_name,
)
from summarizer.errors import ItemError, SetupError
from summarizer.network import Network
from summarizer.web import Fetcher

# --- Spellings ------------------------------------------------------------------------------------------------

PRIVATE = (
    *("127.0.0.1", "127.0.0.2", "127.255.255.254", "0.0.0.0", "10.0.0.1", "10.255.255.255"),  # noqa: S104
    *("172.16.0.1", "172.31.255.254", "192.168.0.1", "192.168.1.254", "169.254.169.254", "169.254.170.2"),
    *("100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "192.0.2.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
)
"""One or two of every kind: loopback, private, link-local, metadata, shared, benchmarking, multicast, reserved."""


def spellings(address: str) -> Iterator[str]:
    """Yield the ways in which system resolvers, libraries and networks let this IPv4 address be written."""
    number = int(ipaddress.IPv4Address(address))
    parts = address.split(".")
    yield address
    yield str(number)
    yield hex(number)
    yield f"0{number:o}"
    yield ".".join(f"0{int(part):o}" for part in parts)
    yield ".".join(hex(int(part)) for part in parts)
    yield f"{parts[0]}.{number & 0xFFFFFF}"
    yield f"{parts[0]}.{parts[1]}.{number & 0xFFFF}"
    yield f"[::ffff:{address}]"
    yield f"[64:ff9b::{address}]"
    yield f"[2002:{number >> 16:x}:{number & 0xFFFF:x}::1]"
    yield f"[::{address}]"


SPELLINGS = [one for address in PRIVATE for one in spellings(address)]

ODD = (
    *("localhost", "LOCALHOST", "localhost.", "localhost.localdomain", "ip6-localhost", "127.1", "0", "0x7f.1"),
    *("127.0.1", "127.0.0.1.", "127.000.000.001", "00000177.0.0.1", "0x7f000001.", "[::]", "[::1]", "[::0:1]"),
    *("[0:0:0:0:0:0:0:1]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[::1%25lo]", "[fec0::1]", "[fc00::1]"),
    *("[fd00:ec2::254]", "[ff02::1]", "[::ffff:7f00:1]", "[::ffff:0:127.0.0.1]", "[64:ff9b:1::127.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[100::1]", "[3fff::1]", "[2001:0:4136:e378:8000:63bf:80ff:fffe]", "[2001:db8::1]"),
    *("[2001:10::1]", "[2606:4700::5efe:127.0.0.1]", "[::FFFF:127.0.0.1]", "[::ffff:a9fe:a9fe]", "[v1.fe80::1]"),
    *("[0000:0000:0000:0000:0000:ffff:7f00:0001]", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "１２７.0.0.1"),
    *("①②⑦.0.0.1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ", "𝟏𝟐𝟕.𝟎.𝟎.𝟏", "٠.٠.٠.٠", "१२७.0.0.1"),
    *("%31%32%37.0.0.1", "127.0.0.1%00.example", "localhost%00.example", "127.0.0.1%2f.example", "loc\u00adalhost"),
    *("ann@127.0.0.1", "ann:secret@127.0.0.1", "example.com@127.0.0.1", "example.com\\@127.0.0.1", "[127.0.0.1]"),
    *("127.0.0.1\t", "127.0.0.1\x00", "127.0.0.1\x1f", "127.0.0.1 ", "127.0.0.1:", "-127.0.0.1", "127.0.0.1-", "0x"),
    *("xn--localhost", "256.256.256.256", "4294967296", "1e1", "0b1111111", "[::1", "::1"),
)
"""Spellings of other kinds: zones, tunnels, dots and digits of other scripts, escapes, credentials, invisible signs."""


def test_the_table_is_as_long_as_it_should_be() -> None:
    """More than the 143 ways that are known to fool other fetchers are tried."""
    assert len(set(SPELLINGS) | set(ODD)) > 300


async def outcomes(urls: Sequence[str], fetcher: Fetcher) -> dict[str, str]:
    """Return the code of what fetching each of `urls` comes to, `fetched` where it succeeds."""
    codes = {}
    async with fetcher:
        for url in urls:
            try:
                await fetcher.fetch(source(url))
                codes[url] = "fetched"
            except ItemError as error:
                codes[url] = error.code
    return codes


REFUSED = {"private-address", "bad-address", "dns"}


async def test_no_spelling_of_a_private_address_is_connected_to(server: Loopback) -> None:
    """Without leave, whatever way a private address is written, nothing is asked, not even for its rules."""
    server.pages["/"] = Reply(HTML)
    urls = [f"http://{host}:{server.port}/" for host in (*SPELLINGS, *ODD)]
    codes = await outcomes(urls, Fetcher(timeout_seconds=5))
    assert {url: code for url, code in codes.items() if code not in REFUSED} == {}
    assert server.seen == server.asked_robots == []


async def test_dotted_and_bracketed_spellings_are_refused_as_private(server: Loopback) -> None:
    """Where the spelling is one that every system reads, the code says what is wrong with it."""
    plain = [one for one in SPELLINGS if one in PRIVATE or one.startswith("[")]
    codes = await outcomes([server.url("/", host=one) for one in plain], Fetcher(timeout_seconds=5))
    assert set(codes.values()) == {"private-address"}


async def test_no_redirect_leads_to_a_private_address(server: Loopback) -> None:
    """Every hop is checked: a server that may be asked passes us on to no spelling of one that may not."""
    plain = [host for host in (*SPELLINGS[::4], *ODD) if host.isascii() and host.isprintable()]
    for number, host in enumerate(plain):
        server.pages[f"/{number}"] = Reply(status=302, headers=[("Location", f"http://{host}:{server.port}/inside")])
    server.pages["/inside"] = Reply(HTML)
    here = Fetcher(transport=names_leading_here("127.0.0.1"), concurrency=1)
    assert (await outcomes([server.url("/inside", host="a.test")], here)).popitem()[1] == "fetched"
    network = Network(allow_private=["a.test"], resolve=resolving({"a.test": "127.0.0.1"}))
    urls = [server.url(f"/{number}", host="a.test") for number in range(len(plain))]
    codes = await outcomes(urls, Fetcher(transport=network))
    assert {plain[int(url.rpartition("/")[2])]: code for url, code in codes.items() if code not in REFUSED} == {}
    assert server.paths.count("/inside") == 1


def resolving(names: dict[str, str]) -> Resolve:
    """Return a resolver that knows these names, and reads numbers as the system does."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return [names[host]] if host in names else await resolve_name(host, port)

    return resolve


@pytest.mark.parametrize("way", ["refresh", "image", "robots"])
async def test_no_other_way_leads_to_a_private_address(server: Loopback, way: str) -> None:
    """A page's refresh, an image, and the redirect of a robots.txt are checked like a link."""
    with Loopback() as inside:
        inside.pages |= {"/": Reply(HTML), "/robots.txt": Reply(b"", type="text/plain")}
        refresh = f'<meta http-equiv="refresh" content="0; url=http://127.0.0.1:{inside.port}/">'.encode()
        server.pages |= {
            "/refresh": Reply(HTML + refresh),
            "/image": Reply(status=302, headers=[("Location", inside.url("/"))]),
            "/robots": Reply(HTML),
        }
        if way == "robots":
            server.pages["/robots.txt"] = Reply(status=302, headers=[("Location", inside.url("/robots.txt"))])
        async with Fetcher(allow_private=[f"127.0.0.1:{server.port}"], timeout_seconds=5) as fetcher:
            fetching = fetcher.fetch_image if way == "image" else lambda url: fetcher.fetch(source(url))
            with pytest.raises(ItemError) as caught:
                await fetching(server.url(f"/{way}"))
        assert caught.value.code == "private-address"
        assert inside.seen == inside.asked_robots == []


@pytest.mark.parametrize("address", [*PRIVATE, "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1"])
async def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    """A name of the public web may have any address in its records; none that is not public is used."""
    network = Network(resolve=resolving({"news.example": address}))
    assert await code_of("http://news.example/", Fetcher(transport=network)) == "private-address"


async def test_a_name_cannot_change_its_address_after_the_check(server: Loopback) -> None:
    """Whatever a name leads to the second time, the connection goes to what was checked the first time."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1"]])

    async def resolve(host: str, port: int) -> Sequence[str]:
        return next(answers)

    server.pages["/"] = Reply(HTML)
    network = Network(allow_private=["a.test"], resolve=resolve)
    page = await fetch(server.url("/", host="a.test"), Fetcher(transport=network, ignore_robots=True))
    assert page.body == HTML
    assert next(answers) == ["10.0.0.1"]


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("news.example", True),
        ("a-b.news.example", True),
        ("xn--mnchen-3ya.example", True),
        ("intranet", False),
        ("router.lan", False),
        ("printer.local", False),
        ("metadata.google.internal", False),
        ("1.0.0.127.in-addr.arpa", False),
        ("127.1", False),
        ("0x7f.0x1", False),
        ("2130706433", False),
        ("%31%32%37.0.0.1", False),
        ("fe80::1%lo", False),
        ("", False),
        ("a" * 300 + ".example", False),
    ],
)
def test_only_a_public_name_is_left_to_a_proxy(host: str, public: bool) -> None:
    """Of what has no address here, a proxy is asked for names of the public web, not for numbers and inner names."""
    assert is_public_name(host) is public


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("news.example", True),
        ("zeitung-münchen.example", True),
        ("93.184.216.34", True),
        ("2606:4700::1111", True),
        ("10.0.0.1", False),
        ("::1", False),
        ("127.1", False),
        ("localhost", False),
        ("printer.lan", False),
        (f"{'ü' * 64}.example", False),
        ("a..example", False),
        ("", False),
    ],
)
def test_a_host_is_judged_by_its_number_or_its_name(host: str, public: bool) -> None:
    """Nobody is asked: a number is looked up among the registered ones, and a name says itself whether it is inner."""
    assert is_public_host(host) is public


# --- What is public -------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("port", [1, 22, 25, 53, 81, 110, 143, 465, 587, 993, 1023, *sorted(OTHER_PORTS)])
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
