"""Style sheets as rules: at-rules and nesting resolved, layers ranked, and what does not apply left out."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from summarizer.reading.css.conditions import container_fits, is_true, media_apply
from summarizer.reading.css.values import split, untold

Layer = tuple[float, ...]
"""Where a cascade layer stands among the others: what is greater wins, or, of important declarations, what is less."""

_UNLAYERED: Layer = (float("inf"),)
MAX_SELECTOR = 4000
"""Characters that a selector may have once those around it are filled in; each `&` multiplies them."""
_MAX_BLOCKS = 100
"""Blocks within each other; pages have four."""
_MAX_IMPORTS = 20
"""Sheets that are written into the page and imported; pages have none."""
_RELEVANT = re.compile(
    r"display|visib|opacity|clip|font|position|indent|width|height|size|overflow|transform|scale|rotate|translate|spacing|"
    r"color|background|margin|filter|zoom|left|top|inset|mask|grid|animation|content|flex|contain|index|blend|offset|"
    r"perspective|transition|direction|bidi|\\|--",
    re.I,
)
COMMENT = re.compile(r"(\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|\\.)|/\*.*?(?:\*/|\Z)", re.S)
COMMENTED = "\x02"
"""Where a comment was: it parts the words of a declaration, though not a selector."""


def with_comments_marked(text: str) -> str:
    """Return a sheet or a block with `COMMENTED` for each of its comments."""
    return COMMENT.sub(lambda found: found[1] or COMMENTED, text) if "/*" in text else text


class _Block(NamedTuple):
    """A block that is open: the rule that it is or stands in, its layer, and whether what it holds applies."""

    selector: str
    layer: tuple[str, ...]
    applies: bool


class Blocks:
    """The rules of a page's sheets that apply on a screen, in order; layers are ranked as they are first named."""

    def __init__(self) -> None:
        self._layers: dict[tuple[str, ...], int] = {}
        self._imports = 0

    def of(self, text: str, scope: str = "") -> Iterator[tuple[str, Layer, str]]:
        """Yield selectors, layer and body of each rule that applies, whatever at-rules and rules it is nested in."""
        text = with_comments_marked(text).replace("<!--", "").replace("-->", "")
        variables = _variables(text) if "style(" in text else frozenset()
        stack: list[_Block] = []
        start = 0
        for found in _PUNCTUATION.finditer(text):
            sign = found.group()
            if sign not in "{};":
                continue
            block = stack[-1] if stack else _Block(scope, (), True)
            if sign == ";" and block.selector:
                continue
            piece = text[start : found.start()]
            start = found.end()
            if sign == ";":
                yield from self._statement(piece.replace(COMMENTED, " ").strip(), block)
                continue
            before, _, prelude = piece.rpartition(";") if sign == "{" else (piece, "", "")
            if block.selector and block.applies and _RELEVANT.search(before):
                yield block.selector, self._rank(block.layer), before
            if sign == "{":
                stack.append(self._opened(block, prelude.replace(COMMENTED, "").strip(), variables))
                if len(stack) > _MAX_BLOCKS:
                    raise untold("are nested too deeply")
            elif stack:
                stack.pop()
        if stack and stack[-1].selector and stack[-1].applies:  # a sheet that ends too early
            yield stack[-1].selector, self._rank(stack[-1].layer), text[start:]

    def _rank(self, layer: tuple[str, ...]) -> Layer:
        """Return where a layer stands; what stands in a layer itself stands above the layers within it."""
        if not layer:
            return _UNLAYERED
        ranks = (float(self._layers[layer[:depth]]) for depth in range(1, len(layer) + 1))
        return (*ranks, *_UNLAYERED)

    def _named(self, outer: tuple[str, ...], name: str) -> tuple[str, ...]:
        """Return a layer, ranked last of those known if it is new; one without a name is always new."""
        layer = outer
        for part in name.split(".") if name else (f" {len(self._layers)}",):
            layer = (*layer, part.strip())
            self._layers.setdefault(layer, len(self._layers))
        return layer

    def _statement(self, text: str, block: _Block) -> Iterator[tuple[str, Layer, str]]:
        """Take in an at-rule without a block: the order of layers, or a sheet that is written into its own address."""
        if not block.applies:
            return
        name, _, rest = text.partition(" ")
        if name.lower() == "@layer":
            for one in rest.split(","):
                self._named(block.layer, one.strip().lower())
        found = _IMPORT.match(text)
        if found and media_apply(found[4].lower()):
            self._imports += 1
            if self._imports > _MAX_IMPORTS:
                raise untold("import too many others")
            yield from self.of(sheet_in(found[1] or found[2] or found[3]))

    def _opened(self, block: _Block, prelude: str, variables: frozenset[str]) -> _Block:
        """Return the block that a prelude opens inside another."""
        if not prelude.startswith("@"):
            return _within(block, prelude)
        found = _AT_RULE.match(prelude.lower())
        name, condition = (found[1], found[2].strip()) if found else ("", "")
        if name == "layer":
            return block._replace(layer=self._named(block.layer, condition) if block.applies else ())
        if name == "scope":
            root = re.match(r"\((.*?)\)\s*(?:to\b.*)?$", prelude[6:].strip(), re.S)
            return _within(block, f":where({root[1]})") if root else block
        return _Block(block.selector, block.layer, block.applies and _holds(name, condition, variables))


def _variables(text: str) -> frozenset[str]:
    """Return the variables that a sheet declares, by their names alone and with their values, without spaces."""
    found = {"".join(one.split()) for one in _VARIABLE.findall(text.lower())}
    return frozenset(found | {one.partition(":")[0] for one in found})


_VARIABLE = re.compile(r"(?<=[{;\s])--[\w-]+\s*:[^{};!]*")


def _holds(name: str, condition: str, variables: frozenset[str]) -> bool:
    """Say whether what stands in an at-rule applies."""
    if name == "media":
        return media_apply(condition)
    if name == "supports":
        return is_true(condition)
    return name == "container" and container_fits(condition, variables)


def _within(block: _Block, prelude: str) -> _Block:
    """Return a rule's block with the selector of the rule around it filled in."""
    outer = block.selector
    if not outer or not block.applies:
        return _Block(prelude or "-", block.layer, block.applies)
    if not _COMPOUND.fullmatch(outer):
        outer = f":is({outer})"
    length = len(prelude) + len(outer) * max(1, prelude.count("&") + prelude.count(","))
    if length > MAX_SELECTOR:
        raise untold("have selectors that are too long")
    parts = (one.strip().replace(":scope", "&") for one in split(prelude, ","))
    full = (one.replace("&", outer) if "&" in one else f"{outer} {one}" for one in parts)
    return block._replace(selector=",".join(full))


_COMPOUND = re.compile(r"[.#][\w-]+|:(?:is|where)\([^()]*\)")
_AT_RULE = re.compile(r"@([\w-]+)(.*)", re.S)
_IMPORT = re.compile(
    r"@import\s+(?:url\(\s*)?(?:\"(data:[^\"]*)\"|'(data:[^']*)'|(data:[^\s)]*))\s*\)?(.*)", re.I | re.S
)
_PUNCTUATION = re.compile(r"\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|url\(\s*[^\"'()\s][^()\"']*\)|\\.|[{};]", re.S)


def sheet_in(address: str) -> str:
    """Return the style sheet that is written into an address of the scheme `data:`, or nothing."""
    head, _, data = address.strip().partition(",")
    kind = head[5:].lower()
    if not head.lower().startswith("data:") or not re.match(r"(?:text/css)?(?:;|$)", kind):
        return ""
    text = unquote(data)
    if not kind.endswith(";base64"):
        return text
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
