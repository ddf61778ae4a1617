"""What a page's own style sheets and style attributes declare, as far as it decides whether text can be seen.

Not a browser: what `blocks.py`, `selectors.py` and `properties.py` know.
A rule that cannot be read is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import ItemError
from summarizer.reading.css.blocks import COMMENT, COMMENTED, MAX_SELECTOR, Blocks, Layer, with_comments_marked
from summarizer.reading.css.longhands import Declarations
from summarizer.reading.css.matching import Family, around, handles_of, keys_of, matches, needed_around
from summarizer.reading.css.properties import longhands
from summarizer.reading.css.selectors import Steps, names_in, steps_of, weight_of
from summarizer.reading.css.values import split

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_RULES = 60_000
"""Selectors of one page; the largest frameworks, written out in full, have some 20,000."""
_MAX_TESTS = 3_000_000
"""Rules held against elements in one page; a page of 57 kB needs a few thousand."""
_MAX_KEPT = 4096
"""Characters of a block that is remembered, so that it need not be read again."""
_MAX_BODY = 200_000
"""Characters of a block without its addresses; frameworks declare their variables in some ten thousand."""
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
        blocks = Blocks()
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
        selectors = [one for one in selectors if len(one) <= MAX_SELECTOR]
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
    for name, frames in _KEYFRAMES.findall(COMMENT.sub("", text)):
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
    for part in split(with_comments_marked(body).replace(COMMENTED, " "), ";"):
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


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return found[2] or (chr(code) if 0 < code < 0x110000 else "")
