"""Pages that a browser saved in one file (MHTML: an e-mail with the page and what it shows as parts), unpacked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import ItemError

if TYPE_CHECKING:
    from email.message import Message

MAX_PARTS = 2_000
"""Parts that are looked at: the page is among the first, its styles and pictures follow."""
MAX_DEPTH = 3
"""How deep parts may lie in parts."""
MAX_HEAD_BYTES = 8_000
"""Of a part's header that are read."""

_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_LINE = r"[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*"
_MESSAGE = re.compile(
    rf"(?:[!-9;-~]{{1,80}}:{_LINE}){{0,100}}?(?:mime-version:|content-type:|from:\s*[\"<]?saved by\b)".encode(),
    re.IGNORECASE,
)
"""How an e-mail begins: with a header that says so, or whose sender is a browser."""
_BLANK_LINE = re.compile(rb"(?:\A|\r?\n)\r?\n")
_LINK = re.compile(rb"<link\b([^<>]{1,2000})>", re.IGNORECASE)
_PART_NAME = re.compile(rb"""\bhref\s*=\s*["']?(cid:[^\s"']+)""", re.IGNORECASE)


class Unpacked(NamedTuple):
    """A page as its server sent it, or as the browser wrote it down; what the file says of it may be empty."""

    body: bytes
    charset: str | None
    address: str


def is_message(data: bytes) -> bool:
    """Return whether a file is an e-mail, as a page that was saved in one file is, by how it begins."""
    return _MESSAGE.match(data) is not None


def unpack(data: bytes) -> Unpacked:
    """Return the page in a file that `is_message`; of a file that was cut short, what is there of it.

    Chrome moves a page's own styles into parts; they are put back. Raises ItemError (`file-unreadable`) for an e-mail
    that is no saved page: without a part in HTML that names the address it was saved from.
    """
    whole = _part(data)
    parts = list(islice(_parts(data, MAX_DEPTH), MAX_PARTS))
    page = next((part for part in parts if part.head.get_content_type() in _PAGE_TYPES), None)
    address = _word(whole.head, "Snapshot-Content-Location") or (_word(page.head, "Content-Location") if page else "")
    if page is None or not address:
        raise ItemError("file-unreadable", "it is an e-mail, or another file of several parts, and no saved page")
    styles = {_word(part.head, "Content-Location").encode(): part for part in parts if _is_style(part)}
    charset = _parameter(page.head, "charset")
    return Unpacked(
        _with_styles(_decoded(page), styles), charset if re.fullmatch(r"[\w.:+-]{1,40}", charset) else None, address
    )


class _Part(NamedTuple):
    head: Message
    body: bytes


def _part(data: bytes) -> _Part:
    from email.parser import BytesHeaderParser

    head, *body = _BLANK_LINE.split(data, maxsplit=1)
    return _Part(BytesHeaderParser().parsebytes(head[:MAX_HEAD_BYTES]), body[0] if body else b"")


def _parts(data: bytes, depth: int) -> Iterator[_Part]:
    """Yield the parts that hold something themselves, in order."""
    part = _part(data)
    boundary = _parameter(part.head, "boundary") if part.head.get_content_maintype() == "multipart" else ""
    if not boundary:
        yield part
    elif depth:
        mark = re.escape(boundary.encode("utf-8", "surrogateescape"))
        _, *inner = re.split(rb"^--" + mark + rb"(?:--)?[ \t]*(?:\r?\n|\Z)", part.body, flags=re.MULTILINE)
        for one in inner:
            yield from _parts(one, depth - 1)


def _parameter(head: Message, name: str) -> str:
    """Return a parameter of a part's type; the library's own parser takes minutes for some headers."""
    found = re.search(rf'\b{name}\s*=\s*(?:"([^"]*)"|([^\s;"]+))', str(head.get("Content-Type", "")), re.IGNORECASE)
    return (found[1] or found[2] or "") if found else ""


def _word(head: Message, name: str) -> str:
    """Return a header that is one word, such as an address; long ones are broken over several lines."""
    return "".join(str(head.get(name, "")).split())


def _decoded(part: _Part) -> bytes:
    """Return what a part holds, its transfer encoding undone."""
    part.head.set_payload(part.body.decode("ascii", "surrogateescape"))
    body = part.head.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def _is_style(part: _Part) -> bool:
    return part.head.get_content_type() == "text/css"


def _with_styles(page: bytes, styles: dict[bytes, _Part]) -> bytes:
    """Return a page with each of the `styles` that it links to as a part of its file in the link's place, once."""

    def style(link: re.Match[bytes]) -> bytes:
        name = _PART_NAME.search(link[1])
        part = styles.pop(name[1], None) if name and b"stylesheet" in link[1].lower() else None
        if part is None:
            return link[0]
        sheet = re.sub(r"[^\x00-\x7f]", lambda sign: f"\\{ord(sign[0]):x} ", _decoded(part).decode("utf-8", "replace"))
        return b"<style" + link[1] + b">" + sheet.replace("</", "<\\/").encode() + b"</style>"

    return _LINK.sub(style, page)
