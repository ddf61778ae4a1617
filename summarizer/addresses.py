"""Which addresses may be connected to: those of the public internet, and hosts that were named."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from urllib.parse import urlsplit

from summarizer.errors import ItemError, SetupError

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port to addresses, as text; raises OSError or UnicodeError when there is none."""

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

OTHER_PORTS = frozenset(
    {1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566}
    | {6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080}
)
"""Ports above that no browser asks either (the Fetch standard's "bad ports")."""

PRIVATE_ENDINGS = frozenset(
    {"local", "localhost", "localdomain", "internal", "intranet", "lan", "home", "corp", "arpa"}
)
"""Last labels of names that mean something only inside a network (RFC 6762, RFC 6761, ICANN's name collisions)."""

_PUBLIC_NAME = re.compile(r"(?:[a-z0-9_-]{1,63}\.)+(?P<ending>[a-z0-9-]{2,63})\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*", re.IGNORECASE)


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


def is_public_name(host: str) -> bool:
    """Return whether a host that has no address here may have one outside: no number, no bare or inner name."""
    name = _PUBLIC_NAME.fullmatch(host)
    if name is None or len(host) > MAX_NAME:
        return False
    return name["ending"].lower() not in PRIVATE_ENDINGS and not _NUMBER.fullmatch(name["ending"])


def is_public_host(host: str) -> bool:
    """Return whether a host may belong to the public internet, as far as its name or number tells."""
    try:
        return is_public(host)
    except ValueError:
        return is_public_name(_in_ascii(host))


def _in_ascii(host: str) -> str:
    """Return a host's name as the DNS has it; nothing for what is no name."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


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


class Addresses:
    """Looks hosts up, and refuses those that may not be connected to.

    `allow_private` names the hosts (`HOST` or `HOST:PORT`) that may have an address that is not public. Raises
    SetupError for one that cannot be read.
    """

    def __init__(self, allow_private: Collection[str] = (), resolve: Resolve | None = None) -> None:
        self._allowed = allowed_hosts(allow_private)
        self._resolve = resolve or resolve_name

    async def checked(self, host: str, port: int) -> Sequence[str]:
        """Return the addresses of `host`, all of them fit to be connected to.

        Raises ItemError: `bad-address` for a port that serves no pages, `dns` without an address, `private-address`.
        """
        allowed = not self._allowed.isdisjoint({(host, port), (host, None)})
        if not allowed and ((port < 1024 and port not in WEB_PORTS) or port in OTHER_PORTS):
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

    async def checked_for_proxy(self, host: str, port: int) -> Sequence[str]:
        """Return the same where a proxy does the connecting; nothing for a public name that has no address here.

        Behind a proxy there is often no resolver for the names outside. Raises what `checked` raises.
        """
        try:
            return await self.checked(host, port)
        except ItemError as error:
            if error.code == "dns" and is_public_name(host):
                return ()
            raise
