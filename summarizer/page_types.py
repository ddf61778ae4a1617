"""What a reply holds: a page of text, by what the server calls it and by how it begins, or something else."""

from __future__ import annotations

import re

from summarizer.errors import ItemError

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
XML_TYPES = frozenset({"application/xml", "text/xml"})
NO_TYPES = frozenset({"", "*/*", "application/octet-stream", "application/unknown", "unknown/unknown"})
"""Media types by which a server says that it does not know."""

SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a recording"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\x1f\x8b", "an archive"),
    (b"BZh", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x7fELF", "a program"),
    (b"wOF", "a font"),
)
"""First bytes of what is served as a page and is none."""

_SNIFFED_BYTES = 4096
_NO_TEXT = bytes({*range(0x20)} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B})
"""Control characters that no text in an encoding built on ASCII holds (the WHATWG's list of binary data bytes)."""

_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
"""How UTF-16 begins, with a byte order mark or with a tag."""

_DOCUMENT = re.compile(rb"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_MARKUP = re.compile(
    rb"\s*<(?:!doctype\s+html|!--|(?:html|head|body|title|meta|script|div|p|h1|article)\b)", re.IGNORECASE
)
_NAMED_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,60}")


def page_type(declared: str, body: bytes, charset: str | None = None) -> str:
    """Return the media type of a page, one of `PAGE_TYPES`, from its Content-Type and its first bytes.

    Raises ItemError (`unsupported-type`) for what is no page of text, whatever it is called.
    """
    named = declared.split(";")[0].split(",")[0].strip().lower()
    head = body[:_SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf")
    if named not in PAGE_TYPES | XML_TYPES | NO_TYPES:
        kind = named if _NAMED_TYPE.fullmatch(named) else "of an unknown type"
        raise ItemError("unsupported-type", f"it is {kind}, not a page of text")
    if (binary := binary_kind(head, charset)) is not None:
        raise ItemError("unsupported-type", f"it is {binary}, not a page of text")
    return named if named in PAGE_TYPES - {"text/plain"} else _sniffed_type(named, head)


def _sniffed_type(named: str, head: bytes) -> str:
    if named in XML_TYPES and b"<html" in head.lower():
        return "application/xhtml+xml"
    if _DOCUMENT.match(head) or (named in NO_TYPES and _MARKUP.match(head)):
        return "text/html"
    if named in {"text/plain", ""}:
        return "text/plain"
    raise ItemError("unsupported-type", f"it is {named}, not a page of text")


def binary_kind(head: bytes, charset: str | None) -> str | None:
    """Return what a body that is not text begins like, or None for text."""
    known = next((kind for signature, kind in SIGNATURES if head.startswith(signature)), None)
    if known or head.startswith(_WIDE_TEXT) or (charset or "").lower().startswith(("utf-16", "utf-32")):
        return known
    controls = len(head) - len(head.translate(None, _NO_TEXT))
    # One in fifty: noise has one in nine, and a damaged page of text has a few.
    return "binary" if controls * 50 > len(head) else None
