"""A page's markup as a tree of bounded depth, and the plain texts that can be read off it in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.errors import ItemError
from summarizer.reading.characters import strip_invisible
from summarizer.reading.look import count_words
from summarizer.reading.markup import as_browsers_read
from summarizer.reading.mojibake import repair
from summarizer.reading.scripts import UNSPACED

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
_PROSE_WORDS = 8
_PROSE_CHARACTERS = 24
"""Of a script without spaces."""
_ENDED = re.compile(r"[.!?。！？।:…][”\"’»)」\]]*$")

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


def is_prose(line: str) -> bool:
    """Say whether a line is as long as a sentence, and ended like one."""
    unspaced = len(UNSPACED.findall(line))
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


def linked_headings(tree: _Element) -> list[tuple[str, str]]:
    """Return the headings of second and lower rank that are links to other pages, each with where it leads."""
    pairs = ((heading, link) for heading in tree.iter("h2", "h3", "h4") for link in _links_of(heading))
    found = {heading: str(link.get("href")) for heading, link in pairs if _leads_away(link)}
    return [(line_of(heading), address) for heading, address in found.items()]


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
