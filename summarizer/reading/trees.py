"""A page's markup as a tree of bounded depth, and the plain texts that can be read off it in one pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from summarizer.errors import ItemError
from summarizer.reading.characters import strip_invisible
from summarizer.reading.look import count_words
from summarizer.reading.markup import as_browsers_read
from summarizer.reading.mojibake import repair

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_DEPTH = 200
"""Elements nested deeper are lifted to this depth: the extractor's recursion, and libxml2's, end somewhere above."""
BLOCKS = frozenset(
    "p li dd dt h1 h2 h3 h4 h5 h6 blockquote pre td th figcaption caption div section article main br tr".split()
)
"""Elements that begin a line of their own."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4"))
_ASIDE = frozenset("nav footer aside form button select header menu".split())
_APART = BLOCKS - {"br"} | frozenset(
    "nav header footer aside form ul ol dl table hr figure address details iframe script style noscript".split()
)
"""Elements that part the text before them from the text behind them."""
_CONTAINERS = ("body", "main", "article", "section", "div", "center", "blockquote", "td")
"""What may hold text as well as blocks."""
_PROSE_WORDS = 8
_PROSE_CHARACTERS = 24
"""Of a script without spaces."""
_ENDED = re.compile(r"[.!?。！？।:…][”\"’»)」\]]*$")
_NAMING = frozenset("b cite em i span strong".split())
"""Elements in line that a speaker's name is set in."""
_SPEAKER_WORDS = 6
_MOST_LINKED = 0.5
"""Share of linked characters up to which a line is no row of links."""

_NO_CHARACTER = re.compile(
    r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
    r"|&#(?:0{0,6}(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)|x0{0,6}(?:[0-8bcef]|1[0-9a-f]|fff[ef])(?![\da-f]));?",
    re.IGNORECASE,
)
"""What stands for no character in XML, spelled out or not; the parser would stop at it."""


_MAX_ELEMENTS = 50_000
"""Each takes up to a kilobyte while it is read; pages of articles have from one to five thousand."""
_ELEMENT = re.compile(r"<(?:[a-z!?]|/[^a-z])", re.IGNORECASE)
"""What begins an element, or a comment or an instruction, which take as much."""


def parse_tree(markup: str) -> _Element:
    """Return the page as a tree.

    Raises ItemError `empty` if nothing is there, `unreadable` if it is too deep or has too many elements or comments.
    """
    if markup.count("<") > _MAX_ELEMENTS and sum(1 for _ in _ELEMENT.finditer(markup)) > _MAX_ELEMENTS:
        raise ItemError("unreadable", f"the page has more than {_MAX_ELEMENTS:,} elements and comments")
    markup = as_browsers_read(_NO_CHARACTER.sub(" ", markup))
    tree, cut_off = _parsed(markup)
    if cut_off:
        tree, cut_off = _parsed(_shallow(markup))
    if cut_off:
        raise ItemError("unreadable", "the page's elements are nested too deeply")
    return tree


def _parsed(markup: str) -> tuple[_Element, bool]:
    """Return the tree, and whether the parser left out what was nested deeper than it allows (2,048 elements)."""
    from lxml import etree, html

    # A document type made up would hide that the page has none, and browsers read such pages differently.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, default_doctype=False)  # type: ignore[call-arg] # not in the stubs
    # Instead of lxml.html's own, which asks Python for a class each time an element is looked at.
    parser.set_element_class_lookup(
        etree.ElementDefaultClassLookup(
            element=html.HtmlElement,
            comment=html.HtmlComment,
            pi=html.HtmlProcessingInstruction,
            entity=html.HtmlEntity,
        )
    )
    try:
        tree = html.document_fromstring(markup.encode("utf-8") or b" ", parser=parser)
    except etree.ParserError as error:
        raise ItemError("empty", "the page has no text") from error
    return tree, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def _shallow(markup: str) -> str:
    """Return markup without the bare containers that are nested deeper than half of what the parser allows.

    Only tags without attributes go: the others may be what hides their content.
    """
    depth = dropped = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth, dropped
        if not tag[1]:
            bare = depth >= _MAX_PARSED_DEPTH and not tag[2].strip()
            depth, dropped = (depth, dropped + 1) if bare else (depth + 1, dropped)
            return "" if bare else tag[0]
        if dropped:
            dropped -= 1
            return ""
        depth = max(0, depth - 1)
        return tag[0]

    return _CONTAINER.sub(kept, markup)


MAX_TREE_CHARACTERS = 1_000_000
"""The extractor needs twenty bytes for each; an article is a hundredth of it."""
_CELL_WORDS = 15
"""Words of one of several paragraphs in a cell from which on the cell holds prose, not data."""
_MAX_CHARACTERS = 400_000
"""How much of the text of a whole page is looked at."""
_MAX_PARSED_DEPTH = 1000
_CONTAINER = re.compile(
    r"<(/?)(?:div|span|section|article|main|b|i|em|strong|font|center|blockquote|ul|ol|dl|table|tbody|tr|td|u|small|big|a)\b([^<>]*)>",
    re.I,
)


def flatten(tree: _Element) -> None:
    """Lift elements that are nested deeper than `_MAX_DEPTH` to that depth, in document order and linear time."""
    stack = [(tree, 0)]
    deep: list[_Element] = []
    while stack:
        element, depth = stack.pop()
        if depth >= _MAX_DEPTH and len(element):
            deep.append(element)
        else:
            stack.extend((child, depth + 1) for child in element)
    for element in deep:
        text = " ".join(string_of(element).split())
        for child in list(element):
            element.remove(child)
        element.text = text


def shorten(tree: _Element) -> None:
    """Leave no more of a tree's texts, in their order, than `MAX_TREE_CHARACTERS`; scripts and styles aside."""
    room = MAX_TREE_CHARACTERS
    for element, text, after in texts_of(tree):
        if not text or (element.tag in ("script", "style") and not after):
            continue
        kept = text[: max(0, room)]
        room -= len(text)
        if after:
            element.tail = kept
        else:
            element.text = kept


def open_layout_tables(tree: _Element) -> None:
    """Turn tables that lay out a page, rather than hold data, into plain containers; in place and in linear time.

    Such a table is said to be one, holds another table or the page's heading, has a single cell, or one of several
    paragraphs or of a heading and a paragraph.
    """
    cells = Counter(next(cell.iterancestors("table"), None) for cell in tree.iter("td", "th"))
    laying = {table for table, count in cells.items() if table is not None and count == 1}
    for inner in tree.iter("table", "h1", "p", "br"):
        owner = next(inner.iterancestors("td", "table"), None)
        if inner.tag == "table" and (inner.get("role") == "presentation"):
            laying.add(inner)
        if owner is not None and (inner.tag in ("table", "h1") or _has_more(inner)):
            laying.update(islice(inner.iterancestors("table"), 1))
    for table in laying:
        _open(table)


def _has_more(element: _Element) -> bool:
    """Say whether a paragraph, or the line after a break, has another of its kind and words of its own beside it.

    A heading right above a paragraph does as well.
    """
    words = len(((element.text if element.tag == "p" else element.tail) or "").split())
    if words < _CELL_WORDS:
        return False
    above = element.getprevious() if element.tag == "p" else None
    return (above is not None and above.tag in HEADINGS) or next(element.itersiblings(element.tag), None) is not None


def _open(table: _Element) -> None:
    table.tag = "div"
    for part in table.iterchildren("thead", "tbody", "tfoot", "tr"):
        for row in [part] if part.tag == "tr" else part.iterchildren("tr"):
            for cell in row.iterchildren("td", "th"):
                cell.tag = "div"
            row.tag = "div"
        part.tag = "div"


def cells_of(table: _Element, columns: int) -> Iterator[tuple[_Element, range]]:
    """Yield the cells that begin in the first so many columns of a table, each with the columns that it is in."""
    row, free = 0, [0] * columns  # `free`: of each column, the row from which on no cell above reaches into it
    for part in table.iterchildren("thead", "tbody", "tfoot", "tr"):
        if part.tag != "tr":
            free = [row] * columns
        for line in [part] if part.tag == "tr" else part.iterchildren("tr"):
            at = 0
            for cell in line.iterchildren("td", "th"):
                while at < columns and free[at] > row:
                    at += 1
                if at >= columns:
                    break
                end = at + span_of(cell, "colspan")
                yield cell, range(at, end)
                free[at:end] = [row + span_of(cell, "rowspan")] * (min(end, columns) - at)
            row += 1


def span_of(element: _Element, name: str) -> int:
    """Return how many columns or rows an element of a table is for, as browsers bound it."""
    found = re.match(r"\s*(\d{1,4})(?!\d)", element.get(name, ""))
    return min(max(1, int(found[1])), _MAX_SPAN) if found else 1


_MAX_SPAN = 1000


def part_text(tree: _Element) -> None:
    """Part words where a line breaks, and make paragraphs of sentences that stand bare beside blocks, as browsers do.

    A heading has one line, however it is set, and a speaker stands in the paragraph that is spoken. Paragraphs behind a
    container that an end tag too many has ended go back into it. In place and in linear time.
    """
    for line_break in list(tree.iter("br")):
        line_break.tail = f"\n{line_break.tail or ''}"
        if next(line_break.iterancestors(*HEADINGS), None) is not None:
            line_break.tag = "span"
    for spoken in list(tree.iter("p")):
        _put_speaker_into(spoken)
    apart = holders_of(tree, _APART) | set(tree.iter(*_APART))
    for container in list(tree.iter(*_CONTAINERS)):
        blocks = [child for child in container if child in apart]
        for block in (None, *blocks) if blocks else ():
            _wrap_behind(container, block, apart)
    for container in reversed(list(tree.iter(*_BODIES))):
        _rejoin(container)


def _rejoin(container: _Element) -> None:
    """Put what goes on behind a container into it: paragraphs that are classed like its last ones."""
    following = list(takewhile(lambda part: part.tag in _OF_BODIES, container.itersiblings()))
    last = container
    while last.tag in _BODIES and len(last):
        last = last[-1]
    home = last.getparent()
    if home is None or last.tag != "p" or not following or following[0].tag != "p" or (container.tail or "").strip():
        return
    before = list(islice(home.iterchildren("p", reversed=True), _LOOKED_AT))
    if all(_are_told(ones, last.get("class")) for ones in (before, following[:_LOOKED_AT])):
        home.extend(following)


def _are_told(paragraphs: Iterable[_Element], names: str | None) -> bool:
    """Say whether several of some elements are paragraphs of prose with these classes."""
    alike = (part for part in paragraphs if part.tag == "p" and part.get("class") == names)
    return sum(is_prose(" ".join(string_of(part).split())) for part in alike) > 1


_BODIES = ("div", "section", "article", "main")
"""Containers of paragraphs that an end tag too many may end."""
_OF_BODIES = frozenset("p h2 h3 h4 ul ol blockquote figure pre table hr".split())
_LOOKED_AT = 10
"""Elements on either side of the end of a container."""


def _put_speaker_into(paragraph: _Element) -> None:
    """Put a speaker's name that stands right before a paragraph, or its container, at the paragraph's beginning."""
    speaker = _before(paragraph)
    if speaker is None or (speaker.tail or "").strip():
        return
    name = string_of(speaker).split()
    ended = bool(name) and name[-1].endswith((":", "："))
    named = "speaker" in (speaker.get("class") or "").lower()
    if 0 < len(name) <= _SPEAKER_WORDS and (named or (ended and speaker.tag in _NAMING)):
        speaker.tag, speaker.tail = "span", f"{'' if ended else ':'} {paragraph.text or ''}"
        paragraph.text = None
        paragraph.insert(0, speaker)


def _before(paragraph: _Element) -> _Element | None:
    """Return the element right before a paragraph, or before the plain container that it opens."""
    before, holder = paragraph.getprevious(), paragraph.getparent()
    if before is None and holder is not None and holder.tag == "div" and not (holder.text or "").strip():
        before = holder.getprevious()
    return before if before is not None and isinstance(before.tag, str) else None


def _wrap_behind(container: _Element, block: _Element | None, apart: Container[_Element]) -> None:
    """Put what stands in line behind a block, or at the beginning of its container, into a paragraph if it is prose."""
    from lxml.etree import Element

    text = (container.text if block is None else block.tail) or ""
    inline = list(takewhile(lambda part: part not in apart, container if block is None else block.itersiblings()))
    words = [text, *(words for part in inline for words in (_string(part), part.tail or ""))]
    line = " ".join("".join(words).split())
    linked = sum(len(string_of(link)) for part in inline for link in part.iter("a"))
    if not is_prose(line) or linked > _MOST_LINKED * len(line):
        return
    paragraph: _Element = Element("p")
    paragraph.text = text
    if block is None:
        container.text = None
        container.insert(0, paragraph)
    else:
        block.tail = None
        block.addnext(paragraph)
    paragraph.extend(inline)


def _string(element: _Element) -> str:
    """Return the text of an element; nothing for a comment."""
    return string_of(element) if isinstance(element.tag, str) else ""


def is_prose(line: str) -> bool:
    """Say whether a line is as long as a sentence, and ended like one."""
    unspaced = len(re.findall(r"[\u0e00-\u0eff\u3040-\u9fff]", line))
    return (len(line.split()) >= _PROSE_WORDS or unspaced >= _PROSE_CHARACTERS) and is_ended(line)


def is_ended(line: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return _ENDED.search(line) is not None


def holders_of(tree: _Element, tags: Iterable[str]) -> set[_Element]:
    """Return all elements around one with such a tag."""
    found: set[_Element] = set()
    for inner in tree.iter(*tags):
        for outer in inner.iterancestors():
            if outer in found:
                break
            found.add(outer)
    return found


def string_of(element: _Element) -> str:
    """Return the text of an element, as it stands."""
    return "".join(str(text) for text in element.itertext())


def lines_of(element: _Element) -> list[str]:
    """Return the lines in which an element's text is broken, each without runs of spaces; none that is empty."""
    lines: list[list[str]] = [[]]
    for inner, text, left in texts_of(element):
        if left and inner is element:
            break
        if left and inner.tag == "br":
            lines.append([])
        if left or isinstance(inner.tag, str):
            lines[-1].append(text)
    return [line for parts in lines if (line := " ".join("".join(parts).split()))]


def line_of(element: _Element) -> str:
    """Return the text of an element on one line."""
    return " ".join(strip_invisible(repair(string_of(element))).split())


def texts_of(tree: _Element) -> Iterator[tuple[_Element, str, bool]]:
    """Yield each element with the text at its beginning, and, marked by True, with the text after it, in order."""
    stack: list[tuple[_Element, bool]] = [(tree, False)]
    while stack:
        element, left = stack.pop()
        yield element, (element.tail if left else element.text) or "", left
        if not left:
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))


def all_text(tree: _Element) -> str:
    """Return all the text of a page's body, a line to each block."""
    body = tree.find("body")
    parts = [
        f"\n{text}" if element.tag in BLOCKS else text for element, text, _ in (() if body is None else texts_of(body))
    ]
    return strip_invisible(_BREAK.sub("\n", "".join(parts).strip()[:_MAX_CHARACTERS]))


_BREAK = re.compile(r"(?<![ \t])[ \t]*+\n\s*")


def linked_share(tree: _Element, visible: str) -> float:
    """Return the share of the page's words that stand in links."""
    linked = sum(count_words(string_of(link)) for link in tree.iter("a"))
    return min(1.0, linked / max(1, count_words(visible)))


def linked_headings(tree: _Element) -> int:
    """Return how many headings of second and lower rank are links to other pages, not anchors of their own."""
    return sum(1 for heading in tree.iter("h2", "h3", "h4") if leads_away(heading))


def leads_away(heading: _Element) -> bool:
    """Say whether a heading is a link to another page, not an anchor of its own."""
    return any(map(_leads_away, _links_of(heading)))


def _links_of(heading: _Element) -> Iterator[_Element]:
    yield from heading.iter("a")
    yield from (parent for parent in islice(heading.iterancestors(), 2) if parent.tag == "a")


def _leads_away(link: _Element) -> bool:
    return not (link.get("href") or "#").startswith("#")


def paragraphs_of(tree: _Element) -> str:
    """Return the paragraphs of a tree outside navigation and the like, a line each."""
    lines: list[str] = []
    stack = [tree]
    while stack:
        element = stack.pop()
        if element.tag in _ASIDE:
            continue
        if element.tag in ("p", "li", "blockquote", "pre", "h1", "h2", "h3", "h4"):
            lines.append(" ".join(string_of(element).split()))
        else:
            stack.extend(reversed(element))
    return "\n".join(line for line in lines if line) or all_text(tree)
