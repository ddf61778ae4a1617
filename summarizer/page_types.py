"""What a reply holds: a page of text, by what the server calls it and by how it begins, or something else."""

from __future__ import annotations

import re

from summarizer.errors import ItemError

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
XML_TYPES = frozenset({"application/xml", "text/xml"})
NO_TYPES = frozenset({"", "*/*", "application/octet-stream", "application/unknown", "unknown/unknown"})
"""Media types by which a server says that it does not know."""

_SIGNATURES = (
    (re.compile(rb"%PDF-"), "a PDF"),
    (re.compile(rb"\x89PNG"), "an image"),
    (re.compile(rb"\xff\xd8\xff"), "an image"),
    (re.compile(rb"GIF8[79]a"), "an image"),
    (re.compile(rb"RIFF.{4}(?:AVI |WAVE|WEBP)", re.DOTALL), "an image or a recording"),
    (re.compile(rb"ID3[\x02-\x04]"), "a recording"),
    (re.compile(rb"OggS\x00"), "a recording"),
    (re.compile(rb"PK\x03\x04"), "an archive or an office document"),
    (re.compile(rb"\x1f\x8b"), "an archive"),
    (re.compile(rb"BZh[1-9]1AY&SY"), "an archive"),
    (re.compile(rb"7z\xbc\xaf"), "an archive"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an office document"),
    (re.compile(rb"\x7fELF"), "a program"),
    (re.compile(rb"wOF[2F](?:\x00\x01\x00\x00|OTTO|true)"), "a font"),
)
"""How files begin that are called pages and are none. A text may begin with the name of a format."""

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


def signed_kind(head: bytes) -> str | None:
    """Return what a file is by the signature that it begins with, or None where it has none."""
    return next((kind for signature, kind in _SIGNATURES if signature.match(head)), None)


def binary_kind(head: bytes, charset: str | None) -> str | None:
    """Return what a body that is not text begins like, or None for text."""
    known = signed_kind(head)
    if known or head.startswith(_WIDE_TEXT) or (charset or "").lower().startswith(("utf-16", "utf-32")):
        return known
    controls = len(head) - len(head.translate(None, _NO_TEXT))
    # One in fifty: noise has one in nine, and a damaged page of text has a few.
    return "binary" if controls * 50 > len(head) else None
