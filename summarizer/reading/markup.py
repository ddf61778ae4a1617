"""Markup written so that the parser reads it as a browser does, where text would be lost or hidden text be read.

The parser ends an element at `/>`, text in bold or italics where its paragraph ends, and the page at `</html>`. A
browser does none of these: what follows is a part of the page, and hidden as well if such an element is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summarizer.errors import ItemError

_MAX_OPEN = 50
"""Inline elements that are followed at once; of more, the outermost are let go."""
_MAX_REOPENED = 10_000
"""Elements opened again in one page; each that is left open is, in every paragraph."""
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
_PAGE_ENDS = re.compile(rf"</(?P<page>body|html)(?=[\s/>])[^>]*>|{_RAW}", re.I | re.S)
_HIDING = re.compile(r"(?:^|[\s\"'/])(?:hidden|style|popover|aria-hidden)(?=[\s=/\"']|$)", re.I)
_NAMES = re.compile(r"[.#]([\w-]+)")
_TOKENS = re.compile(r"[\w-]+")
_SHEETS = re.compile(r"<style\b[^>]*>(.*?)(?:</style|\Z)", re.I | re.S)


def as_browsers_read(markup: str) -> str:
    """Return markup in which the page, and elements that may hide text, reach as far for the parser as for a browser.

    Its page ends where the markup does: what follows `</html>` is a part of it for a browser, and none for the parser.
    Raises ItemError `unreadable` where a page leaves so many open that it would grow without end.
    """
    markup = _PAGE_ENDS.sub(lambda found: "" if found["page"] else found.group(), markup)
    may_hide = _Hiding(markup)
    if "/>" in markup:
        markup = _SELF_CLOSED.sub(lambda found: _opened(found, may_hide), markup)
    if not any(may_hide(found[1]) for found in _INLINE_TAG.finditer(markup)):
        return markup
    return _Reopening(may_hide).done(markup)


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


class _Reopening:
    """One walk over the tags of a page that notes where inline elements have to be opened again."""

    def __init__(self, may_hide: _Hiding) -> None:
        self._may_hide = may_hide
        self._inline: list[_Open] = []
        self._blocks: list[str] = []
        self._reopened = 0

    def done(self, markup: str) -> str:
        """Return the markup with them opened again."""
        parts: list[str] = []
        last = 0
        for found in _STRUCTURE.finditer(markup):
            name = (found["name"] or "").lower()
            if not name:
                continue
            if name in _IS_INLINE:
                if found["end"] and self._ended(name):
                    parts += (markup[last : found.start()], "</span>")
                    last = found.end()
                elif not found["end"] and self._may_hide(found["rest"]):
                    self._inline = [*self._inline[1 - _MAX_OPEN :], _Open(name, found["rest"], len(self._blocks))]
                continue
            again = self._block(name, bool(found["end"]))
            if again:
                parts += (markup[last : found.end()], again)
                last = found.end()
        return "".join((*parts, markup[last:])) if parts else markup

    def _ended(self, name: str) -> bool:
        """Take out the innermost open element of this name; say whether it stands as a `span`."""
        for at in range(len(self._inline) - 1, -1, -1):
            if self._inline[at].name == name:
                return self._inline.pop(at).again
        return False

    def _block(self, name: str, ends: bool) -> str:
        """Note that a block begins or ends, and return the tags that have to follow."""
        if name in _IS_CELL:
            self._inline.clear()
            self._blocks.clear()
            return ""
        if ends:
            if name not in self._blocks:
                return ""
            while self._blocks.pop() != name:
                pass
        elif self._blocks and self._blocks[-1] == "p":
            self._blocks.pop()
        cut = [one for one in self._inline if one.depth > len(self._blocks)]
        if not ends:
            self._blocks.append(name)
        if name == "p" and not ends:
            cut += [one for one in self._inline if one not in cut and not one.again and one.name in _ENDED_BY_PARAGRAPH]
        return "".join(map(self._again, cut))

    def _again(self, one: _Open) -> str:
        self._reopened += 1
        if self._reopened > _MAX_REOPENED:
            raise ItemError("unreadable", "the page leaves too many elements open")
        one.again, one.depth = True, len(self._blocks)
        return f"<span{one.attributes}>"
