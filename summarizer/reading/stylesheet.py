"""What a page's own style sheets and style attributes declare, as far as it decides whether text can be seen.

Not a browser: simple selectors, lists, compounds, `:not()`, descendant and child combinators; media queries for a
screen 1,280 pixels wide. A rule that cannot be read is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import ItemError

if TYPE_CHECKING:
    from lxml.etree import _Element

Declarations = dict[str, str]
"""Lower-case property names and values, `!important` taken off."""

_SCREEN_PIXELS = 1280
_MAX_RULES = 60_000
"""Selectors of one page; the largest frameworks, written out in full, have some 20,000."""
_MAX_TESTS = 3_000_000
"""Rules held against elements in one page; a page of 57 kB needs a few thousand."""
_NAMED = re.compile(r"[.#][A-Za-z_][\w-]*")
_MAX_ANCESTORS = 64
"""How far up a descendant selector is followed, so that deep pages stay linear."""
_RELEVANT = re.compile(
    r"display|visib|opacity|clip|font|position|indent|width|height|overflow|transform|color|background|margin|filter|zoom|left|top|\\|--"
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?|\\(.)")
_COMPOUND = re.compile(
    r"(?P<tag>\*|[A-Za-z][\w-]*)|#(?P<id>[\w-]+)|\.(?P<cls>[\w-]+)|\[\s*(?P<attr>[\w-]+)\s*(?:(?P<op>[~|^$*]?=)\s*"
    r"(?:\"(?P<dq>[^\"]*)\"|'(?P<sq>[^']*)'|(?P<bare>[\w-]+))\s*[is]?\s*)?\]|:not\((?P<negated>[^()]*)\)|(?P<root>:root)"
)
_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*([\d.]+)(px|em|rem)?\s*\)")


class Compound(NamedTuple):
    """Simple selectors that one element has to meet together."""

    tag: str = ""
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    negated: tuple[Compound, ...] = ()
    root: bool = False

    @property
    def weight(self) -> int:
        """The selector's specificity as one number (CSS Selectors 4, section 17)."""
        own = 10_000 * len(self.ids) + 100 * (len(self.classes) + len(self.attributes) + self.root) + bool(self.tag)
        return own + sum(part.weight for part in self.negated)


class Rule(NamedTuple):
    """One selector with what it declares; `steps` run from the element outwards, each with its combinator."""

    steps: tuple[tuple[str, Compound], ...]
    normal: Declarations
    important: Declarations
    weight: int
    order: int


class Sheet:
    """The rules of a page, found again by the tag, class or id that their last compound names."""

    def __init__(self, texts: Sequence[str], names: frozenset[str]) -> None:
        """Read the sheets; `names` are the page's classes (`.name`) and ids (`#name`): rules about others are left out.

        Raises ItemError `unreadable` for sheets of more than `_MAX_RULES` rules: no page has so many in good faith.
        """
        self.variables: Declarations = {}
        self._budget = _MAX_TESTS
        self._index: dict[str, list[Rule]] = defaultdict(list)
        order = 0
        for selectors, body in (block for text in texts for block in _blocks(text)):
            normal, important = declarations(body)
            self.variables.update((name, value) for name, value in normal.items() if name.startswith("--"))
            for selector in _split(selectors, ","):
                order += 1
                if order > _MAX_RULES:
                    raise ItemError("unreadable", "the page's style sheets have too many rules to tell what they hide")
                if not names.issuperset(_NAMED.findall(selector.partition(":not")[0])):
                    continue
                steps = _steps(selector)
                if steps:
                    weight = sum(step.weight for _, step in steps)
                    self._index[_handle(steps[0][1])].append(Rule(steps, normal, important, weight, order))

    def __bool__(self) -> bool:
        return bool(self._index)

    def declared(self, element: _Element, classes: Sequence[str]) -> tuple[Declarations, Declarations]:
        """Return what the sheet declares for `element`, normal and important, the cascade already resolved."""
        keys = ["*", str(element.tag), *["." + name for name in dict.fromkeys(classes)]]
        identifier = element.get("id")
        if identifier:
            keys.append("#" + identifier)
        candidates = [rule for key in keys if key in self._index for rule in self._index[key]]
        self._budget -= len(candidates)
        if self._budget < 0:
            raise ItemError("unreadable", "the page's style sheets take too long to tell what they hide")
        if not candidates:
            return {}, {}
        rules = [rule for rule in candidates if _matches(rule.steps, element)]
        if len(rules) == 1:
            return rules[0].normal, rules[0].important
        normal: Declarations = {}
        important: Declarations = {}
        for rule in sorted(rules, key=lambda rule: (rule.weight, rule.order)):
            normal.update(rule.normal)
            important.update(rule.important)
        return normal, important


@lru_cache(maxsize=4096)
def declarations(body: str) -> tuple[Declarations, Declarations]:
    """Return the normal and the important declarations of a block or a style attribute, not to be changed."""
    normal: Declarations = {}
    important: Declarations = {}
    if "\\" in body:
        body = _ESCAPE.sub(_unescaped, body)
    for part in _split(_COMMENT.sub("", body), ";"):
        name, colon, value = part.partition(":")
        value = " ".join(value.lower().split())
        value, mark, _ = value.partition("!")
        if colon and value:
            (important if mark else normal)[name.strip().lower()] = value.strip()
    return normal, important


def resolved(value: str, variables: Mapping[str, str]) -> str:
    """Return `value` with `var(--name, fallback)` replaced, three levels deep at most."""
    for _ in range(3):
        if "var(" not in value:
            break
        value = _VARIABLE.sub(lambda found: variables.get(found[1], found[2] or ""), value)[:500]
    return value


_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?[^()]*))?\)")


def _unescaped(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return found[2] or (chr(code) if 0 < code < 0x110000 else "")


def _split(text: str, at: str) -> Iterator[str]:
    """Yield the parts of `text` between separators that stand outside brackets and quotation marks."""
    if not any(sign in text for sign in "([\"'"):
        yield from text.split(at)
        return
    depth, quote, start = 0, "", 0
    for index, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char == at and not depth:
            yield text[start:index]
            start = index + 1
    yield text[start:]


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """Yield selector list and body of each rule that applies on a screen, whatever at-rules it is nested in."""
    text = _COMMENT.sub("", text) + _CLOSING
    stack: list[tuple[str, bool]] = []
    start = 0
    for found in _PUNCTUATION.finditer(text):
        sign, piece = found.group(), text[start : found.start()]
        in_rule = bool(stack) and not stack[-1][0].startswith("@")
        if sign == "{":
            before, _, prelude = piece.rpartition(";")
            if in_rule and stack[-1][1]:
                yield stack[-1][0], before
            stack.append(_nested(stack, prelude.strip()))
        elif sign == "}" and stack:
            prelude, applies = stack.pop()
            if in_rule and applies and _RELEVANT.search(piece):
                yield prelude, piece
        if sign in "{}" or (sign == ";" and not in_rule):
            start = found.end()


_CLOSING = "}" * 8
"""What browsers add in thought to a sheet that ends too early."""
_PUNCTUATION = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|[{};]")


def _nested(stack: Sequence[tuple[str, bool]], prelude: str) -> tuple[str, bool]:
    """Return a block's full selector (or at-rule), and whether it applies where it stands."""
    outer, applies = stack[-1] if stack else ("", True)
    if prelude.startswith("@"):
        return prelude, applies and _at_rule_applies(prelude.lower())
    if outer and not outer.startswith("@"):
        prelude = prelude.replace("&", outer) if "&" in prelude else f"{outer} {prelude}"
        applies = applies and "," not in outer and len(prelude) < 500
    return prelude, applies


def _at_rule_applies(prelude: str) -> bool:
    name, _, condition = prelude.partition(" ")
    if name.startswith("@media"):
        return any(_medium_applies(query) for query in (name[6:] + " " + condition).split(","))
    return name in ("@supports", "@layer", "@container", "@scope")


def _medium_applies(query: str) -> bool:
    """Say whether a media query holds for a light screen with a mouse, `_SCREEN_PIXELS` wide."""
    if re.search(
        r"\b(not\s+(all|screen)|(?<!not\s)print|speech|portrait|prefers|forced-colors|hover:\s*none)\b", query
    ):
        return bool(re.search(r"prefers[\w-]*\s*:\s*(no-preference|light)", query))
    for bound, number, unit in _WIDTH.findall(query):
        pixels = float(number) * (1 if unit in ("", "px") else 16)
        if pixels > _SCREEN_PIXELS if bound == "min" else pixels < _SCREEN_PIXELS:
            return False
    return not any(float(number) < _SCREEN_PIXELS for number in re.findall(r"width\s*<=?\s*(\d{1,6})", query))


def _steps(selector: str) -> tuple[tuple[str, Compound], ...]:
    """Return the compounds of a selector from the element outwards; nothing for a selector that is not understood."""
    steps: list[tuple[str, Compound]] = []
    combinator = ""
    for token in _COMBINATORS.split(selector.strip()):
        if not token or _COMBINATORS.fullmatch(token):
            combinator = token.strip() or " "
            continue
        compound = _compound(token)
        if compound is None or bool(steps) != bool(combinator):
            return ()
        steps.append((combinator, compound))
        combinator = ""
    if combinator:
        return ()
    outwards = [compound for _, compound in reversed(steps)]
    relations = ["", *(relation for relation, _ in reversed(steps[1:]))]
    return tuple(zip(relations, outwards, strict=True))


_COMBINATORS = re.compile(r"(\s*[>+~]\s*(?![^\[(]*[\])])|\s+(?![^\[(]*[\])]))")


def _compound(text: str) -> Compound | None:
    """Return the simple selectors of `text` as one value, or None if any is not understood."""
    parts: list[re.Match[str]] = []
    position = 0
    while position < len(text):
        found = _COMPOUND.match(text, position)
        if found is None:
            return None
        parts.append(found)
        position = found.end()
    negated = [_compound(part["negated"].strip()) for part in parts if part["negated"]]
    if not parts or None in negated:
        return None
    return Compound(
        tag=next((part["tag"].lower() for part in parts if part["tag"] and part["tag"] != "*"), ""),
        ids=tuple(part["id"] for part in parts if part["id"]),
        classes=tuple(part["cls"] for part in parts if part["cls"]),
        attributes=tuple(
            (part["attr"].lower(), part["op"] or "", part["dq"] or part["sq"] or part["bare"] or "")
            for part in parts
            if part["attr"]
        ),
        negated=tuple(compound for compound in negated if compound),
        root=any(part["root"] for part in parts),
    )


def _handle(compound: Compound) -> str:
    """Return the key under which elements find a rule whose last compound this is."""
    if compound.ids:
        return "#" + compound.ids[0]
    return "." + compound.classes[0] if compound.classes else compound.tag or ("html" if compound.root else "*")


def _matches(steps: Sequence[tuple[str, Compound]], element: _Element) -> bool:
    """Say whether `element` meets the selector, taking for each step the nearest element that does."""
    if not _meets(steps[0][1], element):
        return False
    current: _Element | None = element
    for relation, compound in steps[1:]:
        current = _related(current, relation, compound) if current is not None else None
    return current is not None


def _related(element: _Element, relation: str, compound: Compound) -> _Element | None:
    """Return the nearest parent, ancestor or earlier sibling that meets `compound`."""
    move = element.getprevious if relation in "+~" else element.getparent
    for _ in range(1 if relation in (">", "+") else _MAX_ANCESTORS):
        other = move()
        if other is None:
            return None
        if _meets(compound, other):
            return other
        move = other.getprevious if relation == "~" else other.getparent
    return None


def _meets(compound: Compound, element: _Element) -> bool:
    if not isinstance(element.tag, str) or (compound.tag and element.tag != compound.tag):
        return False
    if compound.classes and not set(compound.classes) <= set((element.get("class") or "").split()):
        return False
    if (compound.ids and element.get("id") not in compound.ids) or (compound.root and element.tag != "html"):
        return False
    return all(_attribute_meets(element.get(name), op, value) for name, op, value in compound.attributes) and not any(
        _meets(part, element) for part in compound.negated
    )


def _attribute_meets(actual: str | None, operator: str, wanted: str) -> bool:
    if actual is None or not operator:
        return actual is not None
    if operator == "~=":
        return wanted in actual.split()
    if operator == "|=":
        return actual == wanted or actual.startswith(wanted + "-")
    if operator in ("=", "*="):
        return wanted in actual if operator == "*=" else actual == wanted
    return actual.startswith(wanted) if operator == "^=" else actual.endswith(wanted)
