"""A digest in Markdown taken apart, whatever its format: headings, titles with what is told of them, links, images."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from summarizer.language.phrases import EMPTY
from summarizer.language.typography import says_nothing
from summarizer.style.lines import SENTENCE_END, Title, ends_with_link, links_in, shown, title_by_address, title_of
from summarizer.style.passages import Line, Passage, passages_of
from summarizer.style.source import Source, read_source

Kind = Literal["heading", "item", "link", "source", "mention", "image", "label", "text", "quote", "rule", "other"]
"""item: a title with a link, and the line beside it. link: one without a line, in a list. source: a link at the end of
a text, which it is from. mention: any other link. label: words that announce what follows. other: code, or a row."""

STORY_LEVEL = 7
"""Of a title that stands alone above what is told of it, and is marked as no heading."""
_OWN_PLACE = re.compile(r"#.")
"""How an address within the issue begins; what a mailing service fills in is read as `#` alone."""
_NOTICE = re.compile(r"\s*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
"""How a copyright line begins."""
_READING = r"(?:more on this|read more|see also|further reading|related(?: links| reading)?)"
_LABEL = re.compile(rf"[^\W\d_][\w' ’-]{{1,40}}:|{_READING}", re.IGNORECASE)
_LINKS_FOLLOW = re.compile(rf"{_READING}:?", re.IGNORECASE)
"""A label under which there are links without lines."""
_FEWEST_TO_BE_A_WAY = 3
"""Texts of a layout that no other digest has, for it to be this one's."""
_FEWEST_WORDS_OF_A_LINE = 4
"""Of a cell of a table: in fewer there is a date, a name or a number."""


class Block(NamedTuple):
    """A part of the document, and what it is."""

    number: int
    """Line number, from 1."""
    kind: Kind
    level: int = 0
    """Of a heading: 1 to 6, or that of a story's title."""
    title: str = ""
    """The text of a link or heading, as a reader sees it; of an image, what is said in its place."""
    url: str = ""
    text: str = ""
    """The line beside a link, with its marks of Markdown, or the paragraph as a reader sees it."""


class Document(NamedTuple):
    """A digest: its source, and what it is made of."""

    source: Source
    blocks: tuple[Block, ...]
    unseen: frozenset[int]
    """Numbers of lines that are comments or samples of code."""


def blocks(markdown: str) -> tuple[Block, ...]:
    """Return what a digest is made of, in order; front matter and comments are left out."""
    return read(markdown).blocks


@lru_cache(maxsize=1)
def read(markdown: str) -> Document:
    """Return a digest taken apart, broken ones too."""
    source = read_source(markdown)
    parsed = passages_of(source.body)
    return Document(source, tuple(_with_stories(parsed.passages)), parsed.unseen)


# Titles, and what is told below them


class _Part(NamedTuple):
    """What a passage holds, before it is known what follows it."""

    block: Block
    passage: Passage
    alone: bool = False
    """A title with nothing beside it: what is told may stand below."""
    in_html: bool = False
    """Of a title: whether its link was written in HTML."""


def _with_stories(passages: Sequence[Passage]) -> Iterator[Block]:
    """Yield what all passages hold; a title above a text of its own is that story's heading."""
    titles = _titles_by_address(passages)
    found = (_parts(passage, title) for passage, title in zip(passages, titles, strict=True))
    parts = [*_without_links_back(part for several in found for part in several)]
    reading = False
    for part, below in zip(parts, _texts_below(parts), strict=True):
        if not part.alone:
            yield part.block
            reading = announces_links(part.block)
        elif below and _belongs(part.passage, below) and not reading:
            yield part.block._replace(kind="heading", level=STORY_LEVEL)
        else:
            yield part.block._replace(kind="link" if part.passage.listed or reading else "item")


def _titles_by_address(passages: Sequence[Passage]) -> list[Title | None]:
    """Return for each paragraph its title, where it is the digest's way to have bare addresses behind the texts."""
    titles = [title_by_address(passage.lines) if passage.kind == "paragraph" else None for passage in passages]
    is_way = sum(title is not None and not title.alone for title in titles) >= _FEWEST_TO_BE_A_WAY
    return titles if is_way else [None] * len(titles)


def _without_links_back(parts: Iterable[_Part]) -> Iterator[_Part]:
    """Yield parts with every link in HTML that stands alone, and leads where its story does, as a mere mention."""
    led_to: set[str] = set()
    told = False
    for part in parts:
        block = part.block
        if part.in_html and part.alone and told and block.url in led_to:
            yield _Part(block._replace(kind="mention"), part.passage)
            continue
        if block.kind in ("heading", "item", "link"):
            led_to.clear()
            told = False
        if block.kind != "image" and block.url:
            led_to.add(block.url)
        told = told or bool(block.text)
        yield part


def announces_links(block: Block) -> bool:
    """Return whether a block is a label such as `More on this:`, under which links stand alone."""
    return block.kind == "label" and _LINKS_FOLLOW.fullmatch(block.text.strip("* ")) is not None


def _texts_below(parts: Sequence[_Part]) -> list[_Part | None]:
    """Return for each part the text right below it, images apart, or None."""
    below: list[_Part | None] = []
    following: _Part | None = None
    for part in reversed(parts):
        below.append(following)
        if part.block.kind not in ("image", "source", "mention"):
            following = part if part.block.kind in ("text", "quote") else None
    return below[::-1]


def _belongs(title: Passage, below: _Part) -> bool:
    """Return whether a text can be what is told under a title: not outside the list item that the title is in."""
    return title.listed in (0, below.passage.listed) and not _NOTICE.match(below.block.text)


# What a passage holds


def _parts(passage: Passage, title: Title | None) -> Iterator[_Part]:
    """Yield what a passage holds; `title`: that of a text with its address behind it."""
    if title:
        kind: Kind = "link" if title.alone else "item"
        yield _Part(Block(passage.number, kind, 0, title.link.text, title.link.url, title.beside), passage)
        return
    for line in passage.lines:
        images = (piece for piece in line.pieces if piece.kind == "image")
        yield from (_Part(Block(line.number, "image", title=one.text, url=one.url), passage) for one in images)
    if passage.kind == "paragraph":
        yield from _paragraph(passage)
    elif passage.kind == "heading":
        yield from _heading(passage)
    elif passage.kind == "row":
        yield from _row(passage)
    else:
        yield _Part(Block(passage.number, "rule" if passage.kind == "rule" else "other"), passage)


def _heading(passage: Passage) -> Iterator[_Part]:
    line = Line(passage.number, [piece for one in passage.lines for piece in one.pieces])
    title = title_of(line)
    name, url = (title.link.text, title.link.url) if title else (shown(line.pieces), "")
    url = "" if _OWN_PLACE.match(url) else url
    yield _Part(Block(passage.number, "heading", passage.level, name, url), passage)
    if title and (SENTENCE_END.search(title.beside) or says_nothing(title.beside)) and title.beside:
        yield _Part(Block(passage.number, "text", text=title.beside), passage)
    yield from _links(passage, [line], title)


def _row(passage: Passage) -> Iterator[_Part]:
    """Yield a row of a table: the link that begins a cell is the title, nothing or else the longest text its line."""
    titles = [title_of(cell) for cell in passage.lines]
    title = next(filter(None, titles), None)
    block = Block(passage.number, "other")
    if title is not None:
        cells = [shown(cell.pieces, marked=True) for cell in passage.lines if title.link not in cell.pieces]
        told = title.beside or _line_among(cells)
        kind: Kind = "link" if len(passage.lines) == 1 or told is None else "item"
        block = Block(passage.number, kind, 0, title.link.text, title.link.url, told or "")
    yield _Part(block, passage)
    yield from _links(passage, passage.lines, title)


def _line_among(cells: Sequence[str]) -> str | None:
    """Return the cell that tells of a title, or has nothing to; None where there are but names, dates or numbers."""
    nothing = next((text for text in cells if not text or text.lower() in EMPTY), None)
    longest = max(cells, key=len, default="")
    names = bool(longest) and len(longest.split()) < _FEWEST_WORDS_OF_A_LINE and not SENTENCE_END.search(longest)
    return nothing if names or not longest else longest


class _Open(NamedTuple):
    """A title or text that the next line may go on with."""

    lines: list[Line]
    title: Title | None
    texts: list[str]

    def takes(self, line: Line) -> bool:
        """Return whether a line goes on with this: neither a sentence nor a title alone has come to its end."""
        if self.title is not None and not self.texts[-1]:
            return bool(self.title.sign)
        return not line.follows_break and not SENTENCE_END.search(self.texts[-1]) and not _is_label(self.texts[-1])


def _paragraph(passage: Passage) -> Iterator[_Part]:
    """Yield the titles and texts of a paragraph; what a line breaks off goes on in the next."""
    opened: _Open | None = None
    for line in passage.lines:
        title, text = title_of(line), shown(line.pieces)
        if opened and title is None and not _is_label(text) and opened.takes(line):
            opened.lines.append(line)
            opened.texts.append(shown(line.pieces, marked=opened.title is not None))
            continue
        if opened:
            yield from _closed(opened, passage)
        below_title = opened is not None and opened.title is not None
        opened = _Open([line], title, [title.beside if title else text.lstrip(" :|-–—·") if below_title else text])
    if opened:
        yield from _closed(opened, passage)


def _closed(opened: _Open, passage: Passage) -> Iterator[_Part]:
    """Yield a title or text that has come to its end, and the links in it."""
    number, title, text = opened.lines[0].number, opened.title, " ".join(filter(None, opened.texts))
    if title:
        block = Block(number, "item", 0, title.link.text, title.link.url, text)
        yield _Part(block, passage, title.alone and not text, title.link.made == "html")
    elif text and (_has_words(opened.lines) or says_nothing(text)):
        kind: Kind = "label" if _is_label(text) else "quote" if passage.quoted else "text"
        yield _Part(Block(number, kind, text=text), passage)
    yield from _links(passage, opened.lines, title)


def _is_label(text: str) -> bool:
    return _LABEL.fullmatch(text.strip("* ")) is not None


def _has_words(lines: Sequence[Line]) -> bool:
    """Return whether there are words beside the links."""
    return any(
        re.search(r"\w", piece.text) for line in lines for piece in line.pieces if piece.kind in ("text", "code")
    )


def _links(passage: Passage, lines: Sequence[Line], title: Title | None) -> Iterator[_Part]:
    """Yield the links in a text, but for its title; the one at its end is its source."""
    found = [(line.number, link) for line in lines for link in links_in(line.pieces)]
    kind: Kind
    ends = ends_with_link([piece for line in lines for piece in line.pieces])
    for at, (number, link) in enumerate(found):
        if title is None or link.url != title.link.url:
            kind = "source" if ends and at == len(found) - 1 else "mention"
            yield _Part(Block(number, kind, 0, link.text, link.url), passage)
