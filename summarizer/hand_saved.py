"""Pages that the editor saved by hand, each used for the link it belongs to, and the address that one names.

A page belongs to a link by, in this order: the file's name, which is `saved_name` of the link; the comment
`<!-- saved from url=(…)… -->` that browsers write at its beginning; the address that the page gives as its own
(`<link rel=canonical>`, `og:url`). Links are compared as everywhere, by `identity.page_key`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from summarizer.addresses import is_public_host
from summarizer.errors import ItemError, SetupError
from summarizer.identity import is_readable, page_key, saved_name
from summarizer.sources import PAGE_SUFFIXES, link_from

HEAD_BYTES = 262_144
"""How far into a file its address is looked for: saved pages have their styles in the head."""

MAX_BYTES = 20_000_000
"""Largest file: browsers put pictures and styles into what they save."""

_COMMENT_BYTES = 2_000
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s>]{1,8000})", re.IGNORECASE)
_TAG = re.compile(rb"<(?:link|meta)\b[^<>]{0,10000}>", re.IGNORECASE)
_OWN = re.compile(rb"""(?:rel|property|name)\s*=\s*["']?(?:canonical|og:url)["'\s/>]""", re.IGNORECASE)
_ADDRESS = re.compile(rb"""(?:href|content)\s*=\s*["']?(https?://[^\s"'<>]{1,8000})""", re.IGNORECASE)


class SavedPages:
    """The pages of a folder. Raises SetupError for a folder that cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            files = sorted(path for path in folder.iterdir() if path.suffix.lower() in PAGE_SUFFIXES and path.is_file())
            self._found = [_looked_at(path) for path in files]
        except OSError as error:
            raise SetupError(f"saved pages cannot be read from {folder}: {error.strerror}") from error

    def body_of(self, url: str) -> bytes | None:
        """Return the page of a link, or None. Raises ItemError for one that is too large or can no longer be read."""
        path = self.path_of(url)
        if path is None:
            return None
        try:
            if path.stat().st_size > MAX_BYTES:
                told = f"the saved page {path} is larger than {MAX_BYTES:,} bytes; save it as HTML only"
                raise ItemError("file-unreadable", told)
            return path.read_bytes()
        except OSError as error:
            raise ItemError("file-unreadable", f"the saved page {path} cannot be read: {error.strerror}") from error

    def path_of(self, url: str) -> Path | None:
        """Return the file that is the page of a link, or None."""
        name, key = saved_name(url), page_key(url)
        by_name = (page.path for page in self._found if page.path.name == name)
        by_key = (page.path for page in self._found if page.key == key)
        return next(by_name, None) or next(by_key, None)

    def unmatched(self, urls: Iterable[str]) -> list[str]:
        """Return the names of the files that belong to none of these links."""
        used = {self.path_of(url) for url in urls}
        return [page.path.name for page in self._found if page.path not in used]


class _Saved(NamedTuple):
    path: Path
    key: str
    """Of the page's own address; empty where it gives none."""


def saved_from(page: bytes) -> str:
    """Return the address that a browser noted in a page it saved, as `public_link` has it; empty without one."""
    address = _SAVED_FROM.search(page, 0, _COMMENT_BYTES)
    return public_link(_text(address)) if address else ""


def public_link(address: str) -> str:
    """Return an address that a page names, cleaned as a link of a list is; empty where it leads to no public host."""
    try:
        link = link_from(address)
    except ItemError:
        return ""
    return link if is_public_host(urlsplit(link).hostname or "") else ""


def _looked_at(path: Path) -> _Saved:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    own = next(filter(is_readable, _addresses(head)), None)
    return _Saved(path, page_key(own) if own else "")


def _addresses(head: bytes) -> Iterator[str]:
    noted = _SAVED_FROM.search(head, 0, _COMMENT_BYTES)
    if noted:
        yield _text(noted)
    for tag in _TAG.findall(head):
        address = _ADDRESS.search(tag) if _OWN.search(tag) else None
        if address:
            yield _text(address)


def _text(address: re.Match[bytes]) -> str:
    return html.unescape(address[1].decode("utf-8", "replace"))
