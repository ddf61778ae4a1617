"""What tests of fetching share: how to fetch one page in a line, and names that lead to this machine."""

from __future__ import annotations

import socket
from collections.abc import Sequence

import pytest
from faults import BOMB, HTML, NOISE

from summarizer.errors import ItemError
from summarizer.models import Page, Source
from summarizer.network import Network
from summarizer.web import Fetcher

__all__ = ["BOMB", "HTML", "LOCAL", "NOISE", "closed_port", "code_of", "fetch", "names_leading_here", "source"]

LOCAL = ("127.0.0.1",)


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


def closed_port() -> int:
    """Return a port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])
