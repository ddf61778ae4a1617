"""A digest in Markdown taken apart by lines, broken ones too: front matter, headings, items, images, paragraphs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["front", "heading", "item", "link", "image", "label", "text", "quote", "rule", "blank", "comment"]

_LINK = r"\[(?P<title>.*?)\]\(\s*(?P<url>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\s*\)"
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(?P<text>.*?)\s*#*\s*")
_ITEM = re.compile(rf"\s*(?P<bullet>[*+-]\s+|\d+[.)]\s+)?(?:\*\*|__)?{_LINK}(?:\*\*|__)?(?P<rest>.*)")
_IMAGE = re.compile(r"!\[[^\]]*\]\(\s*(?P<url>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)[^)]*\)")
_DASH = re.compile(r"^\s*(?:[-–—:|]+(?:\s+|$))?")
_LABEL = re.compile(r"\s*\**[^\W\d_][\w ]{1,40}:\**\s*")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LIVE = frozenset("*_[]`$<>#\\{}|~")


class Block(NamedTuple):
    """One line of the document, and what it is."""

    number: int
    """Line number, from 1."""
    kind: Kind
    raw: str
    level: int = 0
    """Of a heading: 1 to 6."""
    title: str = ""
    """The text of a link or heading, as a reader sees it."""
    url: str = ""
    text: str = ""
    """The line beside a link, or the paragraph, as a reader sees it."""


def shown(markdown: str) -> str:
    """Return escaped text as a reader sees it, with a harmless sign in place of escaped Markdown."""
    plain = _ESCAPE.sub(lambda match: "·" if match[1] in _LIVE else match[1], markdown.replace("<!-- -->", ""))
    return html.unescape(plain).strip()


def blocks(markdown: str) -> list[Block]:
    """Return every line of the document with what it is; comments and code fences do not hide what is around them."""
    return list(_blocks(markdown.splitlines()))


def _blocks(lines: list[str]) -> Iterator[Block]:
    front = _front_matter_end(lines)
    comment = False
    for number, raw in enumerate(lines, start=1):
        if number <= front:
            yield Block(number, "front", raw)
            continue
        opens = not comment and raw.lstrip().startswith("<!--") and not raw.lstrip().startswith("<!-- -->")
        comment = comment or opens
        yield Block(number, "comment", raw) if comment else _block(number, raw)
        comment = comment and "-->" not in raw


def _front_matter_end(lines: list[str]) -> int:
    """Return the number of the line that closes the front matter, 0 where there is none."""
    start = next((at for at, line in enumerate(lines) if line.strip() and not _FENCE.match(line)), len(lines))
    if start == len(lines) or not lines[start].startswith("---"):
        return 0
    closing = (at for at in range(start + 1, len(lines)) if lines[at].startswith("---"))
    heading = next((at for at in range(start + 1, len(lines)) if lines[at].startswith("#")), len(lines))
    end = next(closing, len(lines))
    return end + 1 if end < heading else heading


def _block(number: int, raw: str) -> Block:
    """Return what one line behind the front matter is."""
    if not raw.strip():
        return Block(number, "blank", raw)
    heading = _HEADING.fullmatch(raw)
    if heading:
        return _heading(number, raw, len(heading[1]), heading["text"])
    if raw.lstrip().startswith(">"):
        return Block(number, "quote", raw)
    image = _IMAGE.match(raw.strip())
    if image:
        return Block(number, "image", raw, url=image["url"])
    if re.fullmatch(r"\s*(?:<hr\s*/?>|[-*_]{3,})\s*", raw) or _FENCE.match(raw):
        return Block(number, "rule", raw)
    item = _ITEM.fullmatch(raw)
    if item:
        return _item(number, raw, item)
    kind: Kind = "label" if _LABEL.fullmatch(raw) else "text"
    return Block(number, kind, raw, text=shown(raw))


def _heading(number: int, raw: str, level: int, text: str) -> Block:
    link = re.match(_LINK, text)
    if link:
        return Block(number, "heading", raw, level, shown(link["title"]), link["url"])
    return Block(number, "heading", raw, level, shown(text))


def _item(number: int, raw: str, item: re.Match[str]) -> Block:
    """Return an item of one line, or a bare link in a list."""
    rest = shown(_DASH.sub("", item["rest"], count=1))
    kind: Kind = "link" if item["bullet"] and not rest else "item"
    return Block(number, kind, raw, title=shown(item["title"]), url=html.unescape(item["url"]), text=rest)
