"""What a site's robots.txt allows (RFC 9309), read by protego.

An answer of 4xx means that there are no rules. One of 5xx, or none at all, means that nothing may be fetched; where
the connection itself failed, the failure says so, since the page would have failed in the same way.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import ItemError

if TYPE_CHECKING:
    from protego import Protego

MAX_ROBOTS_BYTES = 512_000
"""What is read of a robots.txt; RFC 9309 wants 500 KiB at least."""

MAX_ROBOTS_REDIRECTS = 5
"""RFC 9309 wants five at least; beyond them there are no rules."""

ROBOTS_SECONDS = 10.0
"""For the whole of it. Every source of the host waits for it."""

MAX_CRAWL_DELAY_SECONDS = 10.0
"""Longest pause between two requests that a site's rules can ask for."""

NO_RULES = frozenset({"too-large", "bad-encoding", "redirects", "not-recorded"})
"""Failures to fetch a robots.txt that leave a site without rules; `not-recorded` is a cassette from before there were
any, whose replay asks nobody."""

_AGENT_LINE = re.compile(r"^[ \t]*user[ -]?agent(?:[ \t]*:|[ \t])([^\r\n#]*)", re.IGNORECASE | re.MULTILINE)


class Rules(NamedTuple):
    """What one site's robots.txt says to us; without a parser there are no rules."""

    token: str = ""
    parser: Protego | None = None
    refusal: ItemError | None = None
    """The failure that every page of the site is."""

    def check(self, path: str) -> None:
        """Return if what stands at `path`, its query included, may be fetched. Raises ItemError."""
        if self.refusal is not None:
            raise ItemError(self.refusal.code, str(self.refusal)) from self.refusal.__cause__
        if self.parser is not None and not self.parser.can_fetch(f"https://site{path}", self.token):
            raise ItemError("robots", "the site's robots.txt asks programs like this one not to fetch it")

    @property
    def delay_seconds(self) -> float:
        """Pause between two requests that the site asks for, within reason."""
        asked = self.parser.crawl_delay(self.token) if self.parser else None
        return min(asked or 0.0, MAX_CRAWL_DELAY_SECONDS)


def rules_from(status: int, body: bytes, token: str) -> Rules:
    """Return the rules that the answer to a request for robots.txt holds for the product `token`."""
    if status >= 500:
        return Rules(refusal=ItemError("robots", f"the site's robots.txt cannot be had: the server answered {status}"))
    if not 200 <= status < 300 or not body.strip():
        return Rules()
    from protego import Protego

    text = body[:MAX_ROBOTS_BYTES].decode("utf-8-sig", "replace")
    # A group for many other programs would have its rules once for each of them: a square of the file's size.
    ours = _AGENT_LINE.sub(lambda line: f"user-agent: {_agent(line[1], token)}", text)
    return Rules(token, Protego.parse(ours))


def _agent(named: str, token: str) -> str:
    name = named.strip().lower()
    return name if name == "*" else token if name.rstrip("*").partition("/")[0] == token else "another"


def rules_after(error: ItemError) -> Rules:
    """Return the rules of a site whose robots.txt could not be fetched."""
    return Rules() if error.code in NO_RULES else Rules(refusal=error)


def product_token(user_agent: str) -> str:
    """Return the name by which rules mean us: the last product of a User-Agent that is not a browser's, in lower case.

    `Mozilla/5.0 (compatible; TownNews/2.0; +https://town.example)` is `townnews`.
    """
    plain = re.sub(r"\S+://\S+", "", user_agent.lower())
    products = [name for name in re.findall(r"([a-z][a-z_-]*)/", plain) if name != "mozilla"]
    first = re.match(r"[a-z_-]+", plain)
    return products[-1] if products else first[0] if first else "another"
