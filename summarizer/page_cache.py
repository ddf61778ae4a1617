"""Pages kept on disk by the rules of HTTP (RFC 9111, which hishel knows): asked for again only when they may have
changed, and then with their ETag or date.

Each page is one file that nobody else can read, written whole. What cannot be read or written is fetched again.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx2
from hishel import AsyncBaseStorage, CacheOptions, Entry, Headers, Request, Response
from hishel.httpx2 import AsyncCacheTransport

from summarizer.files import prune, write_whole

MAX_CACHE_BYTES = 200_000_000
"""Of all pages together: a thousand common ones. The oldest make room when a run ends."""

SUFFIX = ".page"
_PRIVATE = frozenset({"set-cookie", "set-cookie2"})
_WORTH_KEEPING = frozenset({"etag", "last-modified", "expires", "cache-control"})
"""Without any of these a page would have to be fetched whole the next time."""


def remembering_pages(transport: httpx2.AsyncBaseTransport, folder: Path) -> httpx2.AsyncBaseTransport:
    """Return a transport that answers from `folder` what it may, and asks `transport` for the rest."""
    return AsyncCacheTransport(transport, _Files(folder), rfc=CacheOptions(shared=False))


class _Files(AsyncBaseStorage):
    """One file for each address: a line of JSON, then the body."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    async def create_entry(
        self, request: Request, response: Response, key: str, *, ttl: float | None = None, tti: float | None = None
    ) -> Entry:
        """Keep a reply, unless it was meant for one visitor only; no limits of time are known here."""
        body = await _whole(response)
        entry = Entry(_id_of(key), request, Response(response.status_code, response.headers, _parts(body)))
        names = {name.lower() for name in response.headers}
        personal = "cookie" in request.headers or (response.status_code != 200 and names & _PRIVATE)
        if names & _WORTH_KEEPING and not personal:
            await asyncio.to_thread(self._write, entry, body)
        return entry

    async def get_entries(self, key: str) -> list[Entry]:
        """Return what is kept under `key`, one reply or none."""
        entry = await asyncio.to_thread(self._read, _id_of(key))
        return [entry] if entry else []

    async def update_headers(self, id: uuid.UUID, headers: Headers) -> None:  # noqa: A002 - hishel's name
        """Keep the headers with which a server said that a page is still the same."""
        entry = await asyncio.to_thread(self._read, id)
        if entry:
            body = await _whole(entry.response)
            entry.response.headers = headers
            await asyncio.to_thread(self._write, entry, body)

    async def remove_entry(self, id: uuid.UUID) -> None:  # noqa: A002 - hishel's name
        """Forget a reply."""
        with suppress(OSError):
            self._path(id).unlink(missing_ok=True)

    async def close(self) -> None:
        """Make room for the next run."""
        await asyncio.to_thread(prune, self._folder, f"*{SUFFIX}", MAX_CACHE_BYTES)

    def _path(self, entry_id: uuid.UUID) -> Path:
        return self._folder / f"{entry_id.hex}{SUFFIX}"

    def _write(self, entry: Entry, body: bytes) -> None:
        request, response = entry.request, entry.response
        headers = {name: values for name, values in _lists(response.headers).items() if name not in _PRIVATE}
        about = {"method": request.method, "url": request.url, "asked": _lists(request.headers)}
        line = json.dumps({**about, "status": response.status_code, "headers": headers})
        with suppress(OSError):  # a disk that is full costs a second request, and not the run
            write_whole(self._path(entry.id), line.encode() + b"\n" + body, private=True)

    def _read(self, entry_id: uuid.UUID) -> Entry | None:
        try:
            line, _, body = self._path(entry_id).read_bytes().partition(b"\n")
            about = json.loads(line)
            request = Request(about["method"], about["url"], Headers(about["asked"]))
            response = Response(int(about["status"]), Headers(about["headers"]), _parts(body))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return Entry(entry_id, request, response)


def _id_of(key: str) -> uuid.UUID:
    return uuid.UUID(key[:32])


def _lists(headers: Headers) -> dict[str, list[str]]:
    return {name.lower(): list(headers.get_list(name) or []) for name in headers}


async def _whole(response: Response) -> bytes:
    assert isinstance(response.stream, AsyncIterator)  # noqa: S101 - hishel hands in nothing else here
    return b"".join([part async for part in response.stream])


async def _parts(body: bytes) -> AsyncIterator[bytes]:
    yield body
