"""What kind of page a reply is: by its name and its first bytes, and what is none."""

from __future__ import annotations

import pytest
from faults import HTML, NOISE

from summarizer.errors import ItemError
from summarizer.page_types import page_type


@pytest.mark.parametrize(
    ("declared", "body", "media_type"),
    [
        ("text/html", HTML, "text/html"),
        ("TEXT/HTML;charset=utf-8", HTML, "text/html"),
        ("text/html, text/html", HTML, "text/html"),
        ("text/html", b"", "text/html"),
        ("text/html", "\ufeff<p>Grüße".encode("utf-8"), "text/html"),
        ("text/html", "<p>Grüße".encode("utf-16"), "text/html"),
        ("text/html", "<p>Grüße".encode("utf-16-le"), "text/html"),
        ("text/html; charset=utf-16", " Grüße aus Köln".encode("utf-16-be"), "text/html"),
        ("text/html", "<p>日本語のページ".encode("shift_jis"), "text/html"),
        ("text/html", "<p>日本語のページ".encode("iso2022_jp"), "text/html"),
        ("text/html", "<p>中文网页".encode("gb18030"), "text/html"),
        ("text/html", b"<p>one \x00 stray \x07 sign in a long enough text" + b" of words" * 50, "text/html"),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html/>", "application/xhtml+xml"),
        ("application/xml", b"<?xml version='1.0'?><!DOCTYPE html><HTML></HTML>", "application/xhtml+xml"),
        ("text/xml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "application/xhtml+xml"),
        ("text/plain", b"Just words.", "text/plain"),
        ("text/plain", b"RIFF, ID3 and GIF89 are names of formats.", "text/plain"),
        ("text/plain", b"ID3 is the name of a format.", "text/plain"),
        ("text/plain", b"<p>An example of markup.", "text/plain"),
        ("text/plain", b"\n <!DOCTYPE html><p>", "text/html"),
        ("", HTML, "text/html"),
        ("", b"<!-- x --><p>words", "text/html"),
        ("", b"<head><title>x", "text/html"),
        ("", b"Just words.", "text/plain"),
        ("", b"<pre-release notes>", "text/plain"),
        ("application/octet-stream", HTML, "text/html"),
        ("*/*", HTML, "text/html"),
    ],
)
def test_a_page_of_text_is_known(declared: str, body: bytes, media_type: str) -> None:
    """HTML, XHTML and plain text are taken by their name, or by how they begin where the name says nothing."""
    charset = "utf-16" if "utf-16" in declared else None
    assert page_type(declared, body, charset) == media_type


@pytest.mark.parametrize(
    ("declared", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("text/html", b"%PDF-1.7"),
        ("text/html", b"\xef\xbb\xbf%PDF-1.7"),
        ("", b"%PDF-1.7"),
        ("text/plain", b"PK\x03\x04"),
        ("text/plain", b"GIF89a\x20\x03"),
        ("text/plain", b"RIFF\x24\x10\x20\x30WAVEfmt "),
        ("text/plain", b"ID3\x04"),
        ("text/html", b"\x1f\x8b\x08\x00"),
        ("text/html", b"\xff\xd8\xff\xe0"),
        ("text/html", NOISE),
        ("text/html", b"\x00" * 10),
        ("", NOISE),
        ("application/octet-stream", b"Just words."),
        ("application/rss+xml", b"<rss/>"),
        ("application/xml", b"<?xml version='1.0'?><rss/>"),
        ("application/json", b"{}"),
        ("text/css", b"p {}"),
        ("video/mp4", b""),
        ("image/svg+xml", b"<svg/>"),
        ("multipart/x-mixed-replace", b""),
        ("<b>click</b>", HTML),
        ("x" * 10_000, HTML),
    ],
)
def test_what_is_no_page_of_text_is_refused(declared: str, body: bytes) -> None:
    """Anything else is refused by name or by its bytes, and what the server called it is not repeated unchecked."""
    with pytest.raises(ItemError) as caught:
        page_type(declared, body)
    assert caught.value.code == "unsupported-type"
    assert "<" not in str(caught.value)
    assert len(str(caught.value)) < 300
