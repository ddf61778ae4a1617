"""Markup written so that the parser reads it as a browser does, where text would be lost or hidden text be read.

The parser ends an element at `/>`, text in bold or italics where its paragraph ends, and the page at `</html>`. A
browser does none of these: what follows is a part of the page, and hidden as well if such an element is. Of some
elements that hold nothing, and of the parts of a ruby, the parser does not know where they end.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from summarizer.errors import ItemError

_MAX_OPEN = 50
"""Inline elements that are followed at once; of more, the outermost are let go."""
_MAX_REOPENED = 500_000
"""Characters of tags that open elements again in one page; each that is left open is, in every paragraph."""
_ATTRIBUTES = r"(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+"
_RAW = r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title)\b.*?(?:</(?P=raw)|\Z)"
_VOID = "area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr"
_SELF_CLOSED = re.compile(
    rf"<(?!(?:{_VOID})\b)(?P<name>[a-z][^\s/<>\"']*)(?P<rest>(?:[^<>\"'/]++|/(?!>)|\"[^\"]*+\"|'[^']*+')*+)/>"
    rf"|<(?P<foreign>svg|math)\b.*?(?:</(?P=foreign)|\Z)|{_RAW}",
    re.I | re.S,
)
_LONGEST_VALUE = 2000
"""Characters of a value without quotation marks that are looked at."""
_UNQUOTED = re.compile(r"=\s*[^\s\"']+$")
_INLINE = "a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    "|header|hr|li|main|menu|nav|ol|p|pre|section|summary|ul"
)
_CELLS = "table|tbody|thead|tfoot|tr|td|th|caption|template|object|body"
_STRUCTURE = re.compile(
    rf"<(?P<end>/?)(?P<name>{_INLINE}|{_BLOCKS}|{_CELLS})(?=[\s/>])(?P<rest>{_ATTRIBUTES})>|{_RAW}", re.I | re.S
)
_INLINE_TAG = re.compile(rf"<(?:{_INLINE})(?=[\s/])({_ATTRIBUTES})>", re.I)
_IS_INLINE = frozenset(_INLINE.split("|"))
_IS_CELL = frozenset(_CELLS.split("|"))
_ENDED_BY_PARAGRAPH = frozenset("b big i s small strike tt u".split())
"""What the parser ends where a paragraph begins in it; it lets the paragraph stand in the others."""
_ENDED_BY_ANOTHER = ("a", "nobr")
"""What ends where another of its kind begins in it."""
_ENDS = re.compile(
    rf"</(?P<page>body|html)(?=[\s/>])[^>]*>|<(?P<void>bgsound|embed|image|keygen|source|track|wbr)(?=[\s/>]){_ATTRIBUTES}>"
    rf"|(?P<ruby><(?:rb|rp|rt)(?=[\s/>]))|{_RAW}",
    re.I | re.S,
)
"""Where the page ends for the parser; and elements that hold nothing, or end where the next begins, unknown to it."""
_HIDING = re.compile(r"(?:^|[\s\"'/])(?:hidden|style|popover|aria-hidden)(?=[\s=/\"']|$)", re.I)
_NAMES = re.compile(r"[.#]([\w-]+)")
_TOKENS = re.compile(r"[\w-]+")
_SHEETS = re.compile(r"<style\b[^>]*>(.*?)(?:</style|\Z)", re.I | re.S)


def as_browsers_read(markup: str) -> str:
    """Return markup in which the page, and elements that may hide text, reach as far for the parser as for a browser.

    Its page ends where the markup does: what follows `</html>` is a part of it for a browser, and none for the parser.
    An element that holds nothing, such as `<embed>`, ends where it begins.
    Raises ItemError `unreadable` where a page leaves so many open that it would grow without end.
    """
    markup = _ENDS.sub(_ended, markup)
    may_hide = _Hiding(markup)
    if "/>" in markup:
        markup = _SELF_CLOSED.sub(lambda found: _opened(found, may_hide), markup)
    if not any(may_hide(found[1]) for found in _INLINE_TAG.finditer(markup)):
        return markup
    return _Reopening(may_hide).done(markup)


def _ended(found: re.Match[str]) -> str:
    """Return a tag with the ends that a browser takes for granted; nothing for one that ends the page."""
    if found["page"]:
        return ""
    if found["void"]:
        return f"{found.group()}</{found['void']}>"
    return f"</rb></rp></rt>{found.group()}" if found["ruby"] else found.group()


class _Hiding:
    """Whether attributes may hide their element: by themselves, or by a name that the page's own sheets have."""

    def __init__(self, markup: str) -> None:
        self._names = frozenset(name for sheet in _SHEETS.findall(markup) for name in _NAMES.findall(sheet))

    def __call__(self, attributes: str) -> bool:
        if not attributes.strip(" /"):
            return False
        if _HIDING.search(attributes):
            return True
        return bool(self._names) and not self._names.isdisjoint(_TOKENS.findall(attributes))


def _opened(found: re.Match[str], may_hide: _Hiding) -> str:
    """Return a tag without the slash at its end, which a browser does not look at, unless it is part of a value."""
    rest = found["rest"]
    if rest is None or _UNQUOTED.search(rest[-_LONGEST_VALUE:]):
        return found.group()
    if found["name"].lower() not in _UNSEEN and not may_hide(rest):
        return found.group()
    return f"<{found['name']}{rest}>"


_UNSEEN = frozenset("script style textarea template iframe noscript noembed noframes object title xmp".split())


@dataclass
class _Open:
    """An element of inline text that is open."""

    name: str
    attributes: str
    depth: int
    """How many blocks were open where it began."""
    again: bool = False
    """It was closed by the parser, and is opened again as a `span`."""


class _Block(NamedTuple):
    """A block that is open."""

    name: str
    tag: str


class _Reopening:
    """One walk over the tags of a page that notes where elements have to be ended, and opened again."""

    def __init__(self, may_hide: _Hiding) -> None:
        self._may_hide = may_hide
        self._inline: list[_Open] = []
        """Those that may hide text, and those of the same name inside."""
        self._blocks: list[_Block] = []
        self._open_names = Counter[str]()
        """Of the blocks: a page may end one that is not open as often as it has tags."""
        self._reopened = 0

    def done(self, markup: str) -> str:
        """Return the markup with them ended and opened again."""
        parts: list[str] = []
        last = 0
        for found in _STRUCTURE.finditer(markup):
            if not found["name"]:
                continue
            tag = self._tag(found)
            if tag != found.group():
                parts += (markup[last : found.start()], tag)
                last = found.end()
        return "".join((*parts, markup[last:])) if parts else markup

    def _tag(self, found: re.Match[str]) -> str:
        """Return a tag with those that have to stand around it or in its place."""
        name, tag = found["name"].lower(), found.group()
        if name not in _IS_INLINE:
            return self._block(name, tag, bool(found["end"]))
        if found["end"]:
            return self._ended(name) or tag
        alike = any(one.name == name for one in self._inline)
        ended = ""
        if alike and name in _ENDED_BY_ANOTHER:
            alike, ended = False, self._ended(name) or f"</{name}>"
        if alike or self._may_hide(found["rest"]):
            self._inline = [*self._inline[1 - _MAX_OPEN :], _Open(name, found["rest"], len(self._blocks))]
        return ended + tag

    def _ended(self, name: str) -> str:
        """Take out the innermost open element of this name, and return what has to stand for its end tag, if not that.

        The parser looks at no end tag while a block is open inside, and a browser ends the element nevertheless: here
        all that is open inside ends with it, and is opened again behind it.
        """
        at = next((at for at in reversed(range(len(self._inline))) if self._inline[at].name == name), None)
        if at is None:
            return ""
        one = self._inline.pop(at)
        inside, blocks = self._inline[at:], self._blocks[one.depth :]
        if not (one.again or inside or blocks):
            return ""
        del self._blocks[one.depth :]
        ends = [*(f"</{block.name}>" for block in reversed(blocks)), "</span>" if one.again else f"</{name}>"]
        again = [*map(self._again, inside), *(self._bounded(block.tag) for block in blocks)]
        self._blocks += blocks
        return "".join((*ends, *again))

    def _block(self, name: str, tag: str, ends: bool) -> str:
        """Note that a block begins or ends, and return its tag with those that have to stand around it."""
        if name in _IS_CELL:
            self._inline.clear()
            self._blocks.clear()
            self._open_names.clear()
            return tag
        ended = ""
        if ends:
            if not self._open_names[name]:
                return tag
            while self._popped() != name:
                pass
        elif self._blocks and _ends(self._blocks[-1].name, name):
            ended = f"</{self._popped()}>"
        cut = [one for one in self._inline if one.depth > len(self._blocks)]
        before = ended if cut else ""
        if not ends:
            self._blocks.append(_Block(name, tag))
            self._open_names[name] += 1
        if name == "p" and not ends:
            cut += [one for one in self._inline if one not in cut and not one.again and one.name in _ENDED_BY_PARAGRAPH]
        return before + tag + "".join(map(self._again, cut))

    def _popped(self) -> str:
        """Take out the innermost block, and return its name."""
        name = self._blocks.pop().name
        self._open_names[name] -= 1
        return name

    def _again(self, one: _Open) -> str:
        one.again, one.depth = True, len(self._blocks)
        return self._bounded(f"<span{one.attributes}>")

    def _bounded(self, tag: str) -> str:
        self._reopened += len(tag)
        if self._reopened > _MAX_REOPENED:
            raise ItemError("unreadable", "the page leaves too many elements open")
        return tag


def _ends(outer: str, inner: str) -> bool:
    """Say whether a block ends where another begins in it."""
    return outer == "p" or outer == inner == "li" or {outer, inner} <= {"dd", "dt"}
