"""Proxies: which one a request goes through, and a connection through it to an address that was checked.

Every connection through a proxy is a tunnel (CONNECT), for http too: with a request for an address in place of a name,
the proxy connects to what was checked and looks nothing up again.
"""

from __future__ import annotations

import base64
import re
import ssl
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

import httpcore2

from summarizer.errors import ItemError, SetupError

MAX_REPLY_BYTES = 16_384
"""Longest answer of a proxy to CONNECT."""

_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})\b")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Proxy(NamedTuple):
    """A proxy's address, and what it is told of who asks."""

    scheme: str
    host: str
    port: int
    authorization: str = ""


class Proxies(NamedTuple):
    """The proxies of a run, for pages over http and over https, and the hosts that are exempt, as NO_PROXY has them."""

    http: Proxy | None = None
    https: Proxy | None = None
    exempt: str = ""

    def of(self, scheme: str, host: str, port: int) -> Proxy | None:
        """Return the proxy that a request to this host goes through, or None."""
        proxy = self.https if scheme == "https" else self.http
        bypassed = bool(proxy) and proxy_bypass_environment(f"{host}:{port}", {"no": self.exempt})
        return None if bypassed else proxy


def proxies_from(environment: Mapping[str, str]) -> Proxies:
    """Return the proxies that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name, in lower case or upper.

    Raises SetupError, which repeats no password, for one that cannot be used.
    """

    def value(name: str) -> str:
        return environment.get(name.lower()) or environment.get(name) or ""

    http, https = (_proxy(value(name) or value("ALL_PROXY"), name) for name in ("HTTP_PROXY", "HTTPS_PROXY"))
    return Proxies(http, https, value("NO_PROXY"))


def _proxy(url: str, name: str) -> Proxy | None:
    if not url:
        return None
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = _DEFAULT_PORTS[parts.scheme]
        port = parts.port or port
    except (ValueError, KeyError):
        parts, port = urlsplit(""), 0
    if not parts.hostname:
        raise SetupError(f"the proxy in {name} cannot be used; write http://HOST:PORT or https://HOST:PORT")
    pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    told = f"Basic {base64.b64encode(pair.encode()).decode()}" if parts.username else ""
    return Proxy(parts.scheme, parts.hostname, port, told)


async def connect_through(
    proxy: Proxy,
    host: str,
    port: int,
    *,
    addresses: Sequence[str],
    backend: httpcore2.AsyncNetworkBackend,
    tls: ssl.SSLContext,
    timeout: float | None,  # noqa: ASYNC109 - the name is httpcore2's
) -> httpcore2.AsyncNetworkStream:
    """Return a connection to one of `addresses` by way of `proxy`.

    A proxy that takes no addresses, and whoever has none, asks for the name: then it is the proxy's own look-up that
    counts. Raises ItemError (`proxy`) where it lets neither through, and httpcore2's errors.
    """
    statuses = []
    for target in (*addresses[:1], host):
        stream = await backend.connect_tcp(proxy.host, proxy.port, timeout)
        try:
            if proxy.scheme == "https":
                stream = await stream.start_tls(tls, proxy.host, timeout)
            statuses.append(await _connect(stream, target, port, proxy.authorization, timeout))
        except BaseException:
            await stream.aclose()
            raise
        if 200 <= statuses[-1] < 300:
            return stream
        await stream.aclose()
        if statuses[-1] == 407:
            raise ItemError("proxy", "the proxy wants a name and a password (407)")
    raise ItemError("proxy", f"the proxy does not let this through ({statuses[-1]})")


async def _connect(
    stream: httpcore2.AsyncNetworkStream, target: str, port: int, authorization: str, limit: float | None
) -> int:
    """Ask for a tunnel and return the status of the answer."""
    place = f"[{target}]:{port}" if ":" in target else f"{target}:{port}"
    lines = [f"CONNECT {place} HTTP/1.1", f"Host: {place}"]
    lines += [f"Proxy-Authorization: {authorization}"] if authorization else []
    await stream.write("\r\n".join([*lines, "", ""]).encode("ascii"), limit)
    reply = b""
    while b"\r\n\r\n" not in reply:
        part = await stream.read(4096, limit)
        reply += part
        if not part or len(reply) > MAX_REPLY_BYTES:
            break
    status = _STATUS.match(reply)
    if status is None or not reply.endswith(b"\r\n\r\n"):  # nobody speaks before we do
        raise ItemError("proxy", "the proxy's answer breaks the rules of HTTP, or broke off")
    return int(status[1])
