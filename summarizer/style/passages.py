"""Markdown, and the HTML in it, taken apart into headings, paragraphs and rows of tables, by lines and pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ESCAPED_MARKS = frozenset("*_[]`$<>#\\{}|~")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {*_HEADINGS} | set(
    "address article aside blockquote center dd div dl dt figure footer header li main nav ol p section table tbody "
    "thead tr ul".split()
)
"""Elements of HTML that begin a passage of their own."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_STRAY_SIGN = re.compile(r"<(?=[^<>]*(?:<|\Z))")


_BUTTON_CLASSES = frozenset(("button", "btn", "cta"))


class Piece(NamedTuple):
    """A stretch of a line."""

    kind: Literal["text", "mark", "html", "code", "link", "frame", "image"]
    """frame: a link with an image in it, and nothing to read."""
    text: str
    """As a reader sees it; of a mark or of HTML, as it is written."""
    url: str = ""
    made: Literal["markdown", "html", "button"] = "markdown"
    """Of a link: how it was written, and whether its class makes a button of it."""


class Line(NamedTuple):
    """A line of a passage, or a cell of a row."""

    number: int
    pieces: list[Piece]
    follows_break: bool = False
    """Whether a reader sees it begin a line."""


class Passage(NamedTuple):
    """A block of text."""

    kind: Literal["heading", "paragraph", "row", "rule", "code"]
    lines: list[Line]
    level: int = 0
    """Of a heading: 1 to 6."""
    listed: int = 0
    """Which item of a list it stands in; 0 outside of lists."""
    first: bool = False
    """Whether it begins that item."""
    quoted: bool = False

    @property
    def number(self) -> int:
        """Of its first line."""
        return self.lines[0].number


class Parsed(NamedTuple):
    """A document taken apart."""

    passages: list[Passage]
    unseen: frozenset[int]
    """Numbers of the lines that are comments or samples of code."""


def passages_of(markdown: str) -> Parsed:
    """Return the passages of a text in Markdown, in order."""
    reader = _Reader()
    for token in _parser().parse(markdown):
        reader.take(token)
    return Parsed(reader.passages, frozenset(reader.unseen))


@cache
def _parser() -> MarkdownIt:
    """Return a parser that takes links of every scheme, as they are written, and keeps escaped characters apart."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table").disable("text_join")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _without_stray_signs(html: str) -> str:
    """Return HTML without comments and with every `<` that opens no tag as text: for each the parser reads to the end.

    Every line stays under its number.
    """
    seen = _COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), html)
    return _STRAY_SIGN.sub("&lt;", seen)


def _is_button(names: str) -> bool:
    """Return whether the classes of an element, such as `btn-primary` or `mainButton`, make a button of it."""
    return not _BUTTON_CLASSES.isdisjoint(word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", names))


class _Reader(HTMLParser):
    """Reads tokens of Markdown, and the HTML among them, as one text."""

    def __init__(self) -> None:
        super().__init__()
        self.passages: list[Passage] = []
        self.unseen: set[int] = set()
        self._lines: list[Line] = []
        self._line = 0
        self._level = 0
        self._items: list[int] = []
        self._item_count = 0
        self._begins_item = False
        self._quotations = 0
        self._link: Piece | None = None
        self._link_text: list[str] = []
        self._html_start = 0
        self._in_block = False

    # Markdown

    def take(self, token: Token) -> None:
        """Take in the next token of a document."""
        name = token.type
        if token.map:
            self._line = token.map[0] + 1
        if name == "inline":
            self._take_inline(token.children or ())
        elif name == "heading_open":
            self._level = int(token.tag[1])
        elif name == "heading_close":
            self._end_heading(underlined=token.markup in ("=", "-"))
        elif name in ("paragraph_close", "tr_close"):
            self._end("row" if name == "tr_close" else "paragraph")
        elif name in ("th_open", "td_open"):
            self._break()
        elif name == "hr":
            self.passages.append(Passage("rule", [Line(self._line, [])]))
        elif name in ("fence", "code_block", "html_block"):
            self._take_raw(token)
        else:
            self._take_container(name)

    def _end_heading(self, *, underlined: bool) -> None:
        """Close a heading; a sentence or several lines with a rule right below are no heading to who wrote them."""
        last = self._lines[-1].pieces[-1:] if self._lines else []
        if underlined and (len(self._lines) > 1 or any(piece.text.rstrip().endswith(".") for piece in last)):
            self._end("paragraph")
            self.passages.append(Passage("rule", [Line(self._line, [])]))
        else:
            self._end("heading")

    def _take_container(self, name: str) -> None:
        """Keep account of lists and quotations."""
        if name == "list_item_open":
            self._open_item()
        elif name == "list_item_close":
            self._items.pop()
        elif name in ("blockquote_open", "blockquote_close"):
            self._quotations += 1 if name.endswith("open") else -1

    def _open_item(self) -> None:
        self._item_count += 1
        self._items.append(self._item_count)
        self._begins_item = True

    def _take_raw(self, token: Token) -> None:
        """Take in a block that is no Markdown: HTML is read, code is not."""
        if token.type != "html_block" or token.content.lstrip().startswith("<!--"):
            self.unseen.update(range(*(at + 1 for at in token.map or (0, 0))))
        if token.type != "html_block":
            self.passages.append(Passage("code", [Line(self._line, [])]))
            return
        self._in_block = True
        self._read_html(token.content)
        self._close_link()
        self._end("paragraph")
        self._in_block = False

    def _take_inline(self, children: Iterable[Token]) -> None:
        for child in children:
            name = child.type
            if name in ("softbreak", "hardbreak"):
                self._line += 1
                self._break(seen=name == "hardbreak")
            elif name == "link_open":
                self._open_link(str(child.attrGet("href") or ""))
            elif name == "link_close":
                self._close_link()
            elif name == "image":
                self._add(Piece("image", child.content, str(child.attrGet("src") or "")))
            elif name == "html_inline":
                self._read_html(child.content)
            elif name in ("text", "text_special"):
                live = child.info == "escape" and child.content in _ESCAPED_MARKS
                self._add(Piece("text", "·" if live else child.content))
            else:
                self._add(Piece("code", child.content) if name == "code_inline" else Piece("mark", child.markup))
        self._close_link()

    # HTML

    def _read_html(self, html: str) -> None:
        self._html_start = self._line
        self.reset()
        self.feed(_without_stray_signs(html))
        self.close()
        self._line = self._html_start + html.count("\n")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a link, an image, a break, or the beginning of a block."""
        self._line = self._html_start + self.getpos()[0] - 1
        given = dict(attrs)
        if tag == "a" and "href" in given:
            self._open_link(given["href"] or "", "button" if _is_button(given.get("class") or "") else "html")
        elif tag == "img":
            self._add(Piece("image", given.get("alt") or "", given.get("src") or ""))
        elif tag == "br":
            self._break(seen=True)
        elif self._in_block and tag in _BLOCKS:
            self._end("paragraph")
            self._level = _HEADINGS.get(tag, 0)
        elif not self._in_block:
            self._add(Piece("html", self.get_starttag_text() or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in an element that has no end."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Take in the end of a link or block."""
        if tag == "a":
            self._close_link()
        elif self._in_block and tag in _BLOCKS:
            self._end("heading" if self._level else "paragraph")
        elif not self._in_block:
            self._add(Piece("html", f"</{tag}>"))

    def handle_data(self, data: str) -> None:
        """Take in text; scripts and styles are none."""
        if self.cdata_elem:
            return
        for at, line in enumerate(data.split("\n")):
            self._line = self._html_start + self.getpos()[0] - 1 + at
            if at:
                self._break()
            if line:
                self._add(Piece("text", line))

    # Both

    def _open_link(self, url: str, made: Literal["markdown", "html", "button"] = "markdown") -> None:
        self._close_link()
        self._link, self._link_text = Piece("link", "", url, made), []

    def _close_link(self) -> None:
        if self._link is not None:
            link = self._link._replace(text="".join(self._link_text).strip())
            self._link = None
            before = self._lines[-1].pieces[-1:] if self._lines else []
            frames = not link.text and any(piece.kind == "image" for piece in before)
            self._add(link._replace(kind="frame") if frames else link)

    def _add(self, piece: Piece) -> None:
        """Add a piece to the line, or its text to the link that is open."""
        if self._link is not None and piece.kind != "image":
            self._link_text.append(piece.text if piece.kind in ("text", "code") else "")
            return
        if not self._lines:
            self._lines.append(Line(self._line, []))
        pieces = self._lines[-1].pieces
        if piece.kind == "text" and pieces and pieces[-1].kind == "text":
            piece = Piece("text", pieces.pop().text + piece.text)
        pieces.append(piece)

    def _break(self, *, seen: bool = False) -> None:
        if self._link is None:
            self._lines.append(Line(self._line, [], seen))
        else:
            self._link_text.append(" ")

    def _end(self, kind: Literal["heading", "paragraph", "row"]) -> None:
        """Close the passage that was being read, if there is anything in it."""
        lines = [line for line in self._lines if line.pieces or kind == "row"] or [Line(self._line, [])]
        level, self._lines, self._level = self._level, [], 0
        pieces = [piece for line in lines for piece in line.pieces]
        if kind == "heading" or any(piece.kind in ("link", "image") or piece.text.strip() for piece in pieces):
            item = self._items[-1] if self._items else 0
            self.passages.append(Passage(kind, lines, level, item, self._begins_item, self._quotations > 0))
            self._begins_item = False
