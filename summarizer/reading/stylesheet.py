"""What a page's own style sheets and style attributes declare, as far as it decides whether text can be seen.

Not a browser: the selectors of `selectors.py`; media queries for a screen 1,280 pixels wide. A rule that cannot be read
is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import ItemError
from summarizer.reading.selectors import Steps, handle_of, keys_of, matches, names_in, steps_of

if TYPE_CHECKING:
    from lxml.etree import _Element

Declarations = dict[str, str]
"""Lower-case property names and values, `!important` taken off."""

_SCREEN_PIXELS = 1280
_MAX_RULES = 60_000
"""Selectors of one page; the largest frameworks, written out in full, have some 20,000."""
_MAX_NESTED = 500
"""Characters that a selector may have once those around it are filled in; each `&` multiplies them."""
_MAX_TESTS = 3_000_000
"""Rules held against elements in one page; a page of 57 kB needs a few thousand."""
_RELEVANT = re.compile(
    r"display|visib|opacity|clip|font|position|indent|width|height|size|overflow|transform|scale|rotate|translate|spacing|"
    r"color|background|margin|filter|zoom|left|top|inset|mask|grid|animation|\\|--",
    re.I,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?|\\(.)")
_WIDTH = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*(\d{1,6}(?:\.\d{0,6})?)(px|em|rem)?\s*\)")


class Rule(NamedTuple):
    """One selector with what it declares; `steps` run from the element outwards, each with its combinator."""

    steps: Steps
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
        self._ends = {name: end for text in texts if "keyframes" in text for name, end in _animations(text)}
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
                if not names.issuperset(names_in(selector)):
                    continue
                steps = steps_of(selector)
                if steps:
                    weight = sum(step.weight for _, step in steps)
                    self._index[handle_of(steps)].append(Rule(steps, normal, important, weight, order))

    def __bool__(self) -> bool:
        return bool(self._index)

    def declared(self, element: _Element, classes: Sequence[str]) -> tuple[Declarations, Declarations]:
        """Return what the sheet declares for `element`, normal and important, the cascade already resolved."""
        candidates = [rule for key in keys_of(element, classes) if key in self._index for rule in self._index[key]]
        self._budget -= len(candidates)
        if self._budget < 0:
            raise ItemError("unreadable", "the page's style sheets take too long to tell what they hide")
        if not candidates:
            return {}, {}
        rules = [rule for rule in candidates if matches(rule.steps, element)]
        if len(rules) == 1:
            return rules[0].normal, rules[0].important
        normal: Declarations = {}
        important: Declarations = {}
        for rule in sorted(rules, key=lambda rule: (rule.weight, rule.order)):
            normal.update(rule.normal)
            important.update(rule.important)
        return normal, important

    def settled(self, style: Declarations) -> Declarations:
        """Return what an element's animation leaves it with once it has run; nothing if it leaves no trace."""
        words = f"{style.get('animation', '')} {style.get('animation-name', '')} {style.get('animation-fill-mode', '')}"
        if not re.search(r"\b(?:forwards|both)\b", words):
            return {}
        return next((self._ends[word] for word in re.split(r"[\s,]+", words) if word in self._ends), {})


def _animations(text: str) -> Iterator[tuple[str, Declarations]]:
    """Yield the name of each animation of a sheet with what its last frame declares."""
    for name, frames in _KEYFRAMES.findall(_COMMENT.sub("", text)):
        for when, body in _FRAME.findall(frames):
            if re.search(r"\bto\b|100%", when):
                yield name.lower(), declarations(body)[0]


_KEYFRAMES = re.compile(r"@(?:-\w+-)?keyframes\s+([\w-]+)\s*\{((?:[^{}]*\{[^{}]*\})*)\s*\}")
_FRAME = re.compile(r"([^{}]*)\{([^{}]*)\}")


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
        value = _VARIABLE.sub(lambda found: variables.get(found[1], found[2] or ""), value[:500])
    return value[:500]


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
    text = _COMMENT.sub("", text).replace("<!--", "").replace("-->", "") + _CLOSING
    stack: list[tuple[str, bool]] = []
    start = 0
    for found in _PUNCTUATION.finditer(text):
        sign, piece = found.group(), text[start : found.start()]
        in_rule = bool(stack) and not stack[-1][0].startswith("@")
        if sign == "{":
            before, _, prelude = piece.rpartition(";")
            if in_rule and stack[-1][1] and _RELEVANT.search(before):
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
        length = len(prelude) + len(outer) * max(1, prelude.count("&"))
        if not applies or "," in outer or length >= _MAX_NESTED:
            return outer, False
        prelude = prelude.replace("&", outer) if "&" in prelude else f"{outer} {prelude}"
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
