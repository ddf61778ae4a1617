"""Pages that the editor saved by hand, each used for the link it belongs to, and the address that one names.

A page belongs to a link by, in this order: the file's name, which is `saved_name` of the link, whatever its suffix;
what the browser noted at its beginning, in the comment `<!-- saved from url=(…)… -->` or the header of a file in MHTML;
the address that the page gives as its own (`<link rel=canonical>`, `og:url`). Links are compared as everywhere, by
`identity.page_key`.
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
from summarizer.mhtml import is_message, unpack
from summarizer.sources import PAGE_SUFFIXES, link_from

HEAD_BYTES = 262_144
"""How far into a file its address is looked for: saved pages have their styles in the head."""

MAX_FILE_BYTES = 20_000_000
"""Largest file of a page: browsers put pictures and styles into what they save."""

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

    def page_of(self, url: str) -> HandSaved | None:
        """Return the page of a link, or None.

        Raises ItemError (`file-unreadable`) for one that is too large, can no longer be read, or is no page.
        """
        path = self.path_of(url)
        if path is None:
            return None
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                told = f"the saved page {path} is larger than {MAX_FILE_BYTES:,} bytes; save it as HTML only"
                raise ItemError("file-unreadable", told)
            return opened(path.read_bytes(), f"the saved page {path}")
        except OSError as error:
            raise ItemError("file-unreadable", f"the saved page {path} cannot be read: {error.strerror}") from error

    def path_of(self, url: str) -> Path | None:
        """Return the file that is the page of a link, or None."""
        name, key = saved_name(url).removesuffix(".html"), page_key(url)
        by_name = (page.path for page in self._found if page.path.stem.removesuffix(".html") == name)
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


class HandSaved(NamedTuple):
    """A page that was saved by hand; what the file does not say of it is empty or None."""

    body: bytes
    media_type: str = ""
    charset: str | None = None
    address: str = ""
    """Where it was saved from, as a file in MHTML says."""


def opened(data: bytes, name: str) -> HandSaved:
    """Return the page in a file, unpacked where that is MHTML.

    Raises ItemError (`file-unreadable`), with the file's `name`, for an e-mail that is no saved page.
    """
    if not is_message(data):
        return HandSaved(data)
    try:
        page = unpack(data)
    except ItemError as error:
        raise ItemError(error.code, f"{name} cannot be used: {error.message}") from error
    return HandSaved(page.body, "text/html", page.charset, page.address)


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
    try:
        page = opened(head, str(path))
    except ItemError:  # said to whoever wants it
        page = HandSaved(b"")
    own = next(filter(is_readable, filter(None, (page.address, *_addresses(page.body)))), None)
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
