"""What a page's own style sheets and style attributes declare, as far as it decides whether text can be seen.

Not a browser: the selectors of `selectors.py`, the conditions of `conditions.py`, the properties of `properties.py`.
A rule that cannot be read is left out.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from summarizer.errors import ItemError
from summarizer.reading.conditions import container_fits, is_true, media_apply
from summarizer.reading.properties import Declarations, longhands
from summarizer.reading.selectors import (
    Family,
    Steps,
    around,
    handles_of,
    keys_of,
    matches,
    names_in,
    needed_around,
    steps_of,
    weight_of,
)
from summarizer.reading.values import split

if TYPE_CHECKING:
    from lxml.etree import _Element

Layer = tuple[float, ...]
"""Where a cascade layer stands among the others: what is greater wins, or, of important declarations, what is less."""

_UNLAYERED: Layer = (float("inf"),)
_MAX_RULES = 60_000
"""Selectors of one page; the largest frameworks, written out in full, have some 20,000."""
_MAX_SELECTOR = 2000
"""Characters that a selector may have once those around it are filled in; each `&` multiplies them."""
_MAX_BLOCKS = 100
"""Blocks within each other; pages have four."""
_MAX_IMPORTS = 3
_MAX_TESTS = 3_000_000
"""Rules held against elements in one page; a page of 57 kB needs a few thousand."""
_MAX_KEPT = 4096
"""Characters of a block that is remembered, so that it need not be read again."""
_MAX_BODY = 200_000
"""Characters of a block without its addresses; frameworks declare their variables in some ten thousand."""
_RELEVANT = re.compile(
    r"display|visib|opacity|clip|font|position|indent|width|height|size|overflow|transform|scale|rotate|translate|spacing|"
    r"color|background|margin|filter|zoom|left|top|inset|mask|grid|animation|content|flex|contain|index|\\|--",
    re.I,
)
_COMMENT = re.compile(r"(\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')|/\*.*?(?:\*/|\Z)", re.S)
_COMMENTED = "\x02"
"""Where a comment was: it parts the words of a declaration, though not a selector."""
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?|\\(.)")


class Scoped(NamedTuple):
    """The text of a style sheet, and the selector of the elements that it is for; all without one."""

    text: str
    scope: str = ""


class Declared(NamedTuple):
    """What a block or all of an element's rules declare; none of it is to be changed."""

    normal: Declarations
    important: Declarations
    variables: Declarations
    """Names that begin with `--`, apart from the others since frameworks give every element fifty of them."""


class Rule(NamedTuple):
    """One selector with what it declares; `steps` run from the element outwards, each with its combinator."""

    steps: Steps
    needs: frozenset[str]
    """What stands around each element that it is about: few other elements need be held against the selector."""
    declared: Declared
    layer: Layer
    weight: int
    order: int


class Sheet:
    """The rules of a page, found again by the tag, class or id that their last compound names."""

    def __init__(self, sheets: Sequence[Scoped], names: frozenset[str], quirks: bool = False) -> None:
        """Read the sheets; `names` are the page's classes (`.name`) and ids (`#name`): rules about others are left out.

        `quirks`: the page has no document type. Raises ItemError `unreadable` for sheets of more than `_MAX_RULES`
        rules, `_MAX_BLOCKS` blocks within each other or `_MAX_BODY` characters in one: no page has as many in good
        faith.
        """
        self._names, self._quirks = names, quirks
        self._animations = {name: one for text, _ in sheets if "keyframes" in text for name, one in _animations(text)}
        self._budget = _MAX_TESTS
        self._family = Family()
        self._index: dict[str, list[Rule]] = defaultdict(list)
        self._awaited: set[str] = set()
        self._order = 0
        blocks = _Blocks()
        for text, scope in sheets:
            for selectors, layer, body in blocks.of(text, scope):
                self._take_in(list(split(selectors, ",")), layer, body)

    def __bool__(self) -> bool:
        return bool(self._index)

    def _take_in(self, selectors: list[str], layer: Layer, body: str) -> None:
        """Put a rule under each of its selectors that some element may meet."""
        self._order += len(selectors)
        if self._order > _MAX_RULES:
            raise ItemError("unreadable", "the page's style sheets have too many rules to tell what they hide")
        if "opacity" in body and _SHOWING.search(body):
            self._awaited.update(key for one in selectors for key in _awaiting(one))
        selectors = [one for one in selectors if len(one) <= _MAX_SELECTOR]
        known = [one for one in selectors if self._names.issuperset(names_in(one))]
        if not known or None in map(steps_of, selectors):  # a browser leaves out a list with a fault in it as a whole
            return
        declared = declarations(body, self._quirks)
        if not any(declared):
            return
        for steps in filter(None, map(steps_of, known)):
            if steps[0][1].never:
                continue
            rule = Rule(steps, needed_around(steps), declared, layer, weight_of(steps), self._order)
            for handle in handles_of(steps):
                self._index[handle].append(rule)

    def styles(self, element: _Element, classes: Sequence[str], name: str) -> bool:
        """Say whether a rule about the elements of a class, `name`, is met by `element`."""
        rules = (rule for key in keys_of(element, classes) for rule in self._index.get(key, ()))
        return any(name in rule.steps[0][1].classes and matches(rule.steps, element, self._family) for rule in rules)

    def awaits(self, element: _Element, classes: Sequence[str]) -> bool:
        """Say whether a rule shows such elements once a script has given them, or what they stand in, another class."""
        return not self._awaited.isdisjoint(keys_of(element, classes))

    def below(self, element: _Element, outer: frozenset[str]) -> frozenset[str]:
        """Return the names around the children of `element`, given those around it; none where there is no rule."""
        return around(element, outer) if self._index else outer

    def declared(self, element: _Element, classes: Sequence[str], outer: frozenset[str]) -> Declared:
        """Return what the sheet declares for `element`, `outer` being the names around it, the cascade resolved."""
        if not self._index:
            return _NOTHING
        candidates = [rule for key in keys_of(element, classes) if key in self._index for rule in self._index[key]]
        self._budget -= len(candidates)
        if self._budget < 0:
            raise ItemError("unreadable", "the page's style sheets take too long to tell what they hide")
        rules = [rule for rule in candidates if rule.needs <= outer and matches(rule.steps, element, self._family)]
        if len(rules) <= 1:
            return rules[0].declared if rules else _NOTHING
        rules.sort(key=_strength)
        strong = sorted((rule for rule in rules if rule.declared.important), key=_importance)
        return Declared(
            _merged([rule.declared.normal for rule in rules]),
            _merged([rule.declared.important for rule in strong]),
            _merged([rule.declared.variables for rule in rules if rule.declared.variables]),
        )

    def settled(self, style: Declarations) -> Declarations:
        """Return what an element's animation leaves it with once it has run; nothing if it leaves no trace."""
        words = " ".join(style.get(f"animation-{part}", "") for part in ("name", "fill-mode", "iteration-count"))
        named = next((self._animations[word] for word in re.split(r"[\s,]+", words) if word in self._animations), None)
        if named is None:
            return {}
        last, throughout = named
        return last if re.search(r"\b(?:forwards|both)\b", words) else throughout if "infinite" in words else {}


_NOTHING = Declared({}, {}, {})


def _merged(found: list[Declarations]) -> Declarations:
    """Return declarations of which later ones win."""
    if len(found) == 1:
        return found[0]
    merged: Declarations = {}
    for one in found:
        merged.update(one)
    return merged


def _strength(rule: Rule) -> tuple[Layer, int, int]:
    return rule.layer, rule.weight, rule.order


def _importance(rule: Rule) -> tuple[Layer, int, int]:
    return tuple(-rank for rank in rule.layer), rule.weight, rule.order


_SHOWING = re.compile(r"opacity\s*:\s*(?:1|\.[2-9]|0?\.[2-9])", re.I)
_LAST = re.compile(r"[^\s>+~]+$")
_CLASS_OR_ATTRIBUTE = re.compile(r"\.[\w-]+|\[[\w-]+")


def _awaiting(selector: str) -> list[str]:
    """Return the keys of the elements that a rule shows once a script has added a class, as in `.reveal.in`."""
    last = _LAST.search(selector.strip())
    waits = last is not None and ":" not in selector and len(_CLASS_OR_ATTRIBUTE.findall(selector)) > 1
    return _CLASS_OR_ATTRIBUTE.findall(last.group()) if last is not None and waits else []


def _animations(text: str) -> Iterator[tuple[str, tuple[Declarations, Declarations]]]:
    """Yield the name of each animation of a sheet with what its last frame declares, and what all its frames do."""
    for name, frames in _KEYFRAMES.findall(_COMMENT.sub("", text)):
        found = [(when, declarations(body).normal) for when, body in _FRAME.findall(frames)]
        if found:
            last = next((style for when, style in found if re.search(r"\bto\b|100%", when)), {})
            shared = set.intersection(*(set(style.items()) for _, style in found))
            starts = any(re.search(r"\bfrom\b|\b0%", when) for when, _ in found)
            yield name.lower(), (last, dict(shared) if last and starts else {})


_KEYFRAMES = re.compile(r"@(?:-\w+-)?keyframes\s+([\w-]+)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
_FRAME = re.compile(r"([^{}]*)\{([^{}]*)\}")


def declarations(body: str, quirks: bool = False) -> Declared:
    """Return what a block or a style attribute declares, by longhand.

    What its property does not take is left out, as a browser leaves it out. `quirks`: the page has no document type.
    Raises ItemError `unreadable` for one that is longer than any page has in good faith.
    """
    if len(body) <= _MAX_KEPT:
        return _declarations(body, quirks)
    body = _URL.sub("url()", body)
    if len(body) > _MAX_BODY:
        raise ItemError("unreadable", "the page's styles are too long to tell what they hide")
    return _declarations.__wrapped__(body, quirks)


@lru_cache(maxsize=4096)
def _declarations(body: str, quirks: bool) -> Declared:
    found = Declared({}, {}, {})
    if "/*" in body:
        body = _COMMENT.sub(_uncommented, body)
    for part in split(body.replace(_COMMENTED, " "), ";"):
        name, colon, value = part.partition(":")
        name = _unescaped(name.strip()).lower()
        value, mark, rest = " ".join(_unescaped(value).lower().split()).partition("!")
        value = value.strip()
        if not colon or (mark and rest.strip() != "important"):
            continue
        if name.startswith("--"):
            found.variables[name] = value
        elif value:
            (found.important if mark else found.normal).update(longhands(name, _URL.sub("url()", value), quirks))
    return found


_URL = re.compile(r"url\((?:\"[^\"]*\"|'[^']*'|[^()\"']*)\)")


def _uncommented(found: re.Match[str]) -> str:
    return found[1] or _COMMENTED


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return found[2] or (chr(code) if 0 < code < 0x110000 else "")


class _Block(NamedTuple):
    """A block that is open: the rule that it is or stands in, its layer, and whether what it holds applies."""

    selector: str
    layer: tuple[str, ...]
    applies: bool


class _Blocks:
    """The rules of a page's sheets that apply on a screen, in order; layers are ranked as they are first named."""

    def __init__(self) -> None:
        self._layers: dict[tuple[str, ...], int] = {}
        self._imports = 0

    def of(self, text: str, scope: str = "") -> Iterator[tuple[str, Layer, str]]:
        """Yield selectors, layer and body of each rule that applies, whatever at-rules and rules it is nested in."""
        if "/*" in text:
            text = _COMMENT.sub(_uncommented, text)
        text = text.replace("<!--", "").replace("-->", "")
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
                yield from self._statement(piece.replace(_COMMENTED, " ").strip(), block)
                continue
            before, _, prelude = piece.rpartition(";") if sign == "{" else (piece, "", "")
            if block.selector and block.applies and _RELEVANT.search(before):
                yield block.selector, self._rank(block.layer), before
            if sign == "{":
                stack.append(self._opened(block, prelude.replace(_COMMENTED, "").strip()))
                if len(stack) > _MAX_BLOCKS:
                    raise ItemError("unreadable", "the page's style sheets are nested too deeply")
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
        if found and self._imports < _MAX_IMPORTS and media_apply(found[4].lower()):
            self._imports += 1
            yield from self.of(sheet_in(found[1] or found[2] or found[3]))

    def _opened(self, block: _Block, prelude: str) -> _Block:
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
        return _Block(block.selector, block.layer, block.applies and _holds(name, condition))


def _holds(name: str, condition: str) -> bool:
    """Say whether what stands in an at-rule applies."""
    if name == "media":
        return media_apply(condition)
    if name == "supports":
        return is_true(condition)
    return name == "container" and container_fits(condition)


def _within(block: _Block, prelude: str) -> _Block:
    """Return a rule's block with the selector of the rule around it filled in."""
    outer = block.selector
    if not outer or not block.applies:
        return _Block(prelude or "-", block.layer, block.applies)
    if not _COMPOUND.fullmatch(outer):
        outer = f":is({outer})"
    length = len(prelude) + len(outer) * max(1, prelude.count("&") + prelude.count(","))
    if length > _MAX_SELECTOR:
        return block._replace(applies=False)
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
