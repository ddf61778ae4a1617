"""What a page's own style sheets and style attributes declare, as far as it decides whether text can be seen.

Understands only what `blocks.py`, `selectors.py` and `properties.py` parse; a rule that cannot be read is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.css.blocks import COMMENT, COMMENTED, MAX_SELECTOR, Blocks, Layer, with_comments_marked
from summarizer.reading.css.longhands import TIME, Declarations
from summarizer.reading.css.matching import Family, around, handles_of, keys_of, matches, needed_around
from summarizer.reading.css.properties import REVERTED, longhands
from summarizer.reading.css.selectors import Steps, names_in, steps_of, weight_of
from summarizer.reading.css.values import number_of, split, untold

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_RULES = 60_000
"""Selectors of one page; the largest frameworks, written out in full, have some 20,000."""
_MAX_SELECTORS = 1_000_000
"""Characters of all selectors of one page that its elements may meet; the largest frameworks have a third of that."""
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

    def __init__(
        self, sheets: Sequence[Scoped], names: frozenset[str], quirks: bool = False, scripted: bool = False
    ) -> None:
        """Read the sheets; `names` are the page's classes (`.name`) and ids (`#name`): rules about others are left out.

        `quirks`: the page has no document type, or an old one; `scripted`: it has scripts. Raises ItemError
        `unreadable` for sheets that go beyond a bound, such as `_MAX_RULES` or `_MAX_BODY`: no page does in good faith,
        and a rule left out may be the one that hides a text.
        """
        self._names, self._quirks = names, quirks
        self._animations = {
            name: one for text, _ in sheets if "keyframes" in text for name, one in _animations(text, quirks)
        }
        registered = dict(one for text, _ in sheets if "@property" in text for one in _registered(text))
        self.initial = {name: value for name, (value, _) in registered.items()}
        """Values of the variables that a sheet registers, where nothing else is declared."""
        self.uninherited = {name: value for name, (value, inherits) in registered.items() if not inherits}
        self._reverts = any(REVERTED in text.lower() for text, _ in sheets)
        self._budget = _MAX_TESTS
        self._family = Family(scripted)
        self.defers = scripted and any(":defined" in text.lower() for text, _ in sheets)
        """Elements of the page's own look otherwise until a script has defined them."""
        self._index: dict[str, list[Rule]] = defaultdict(list)
        self._awaited: set[str] = set()
        self._unmet: set[str] = set()
        self._demanded: set[str] = set()
        self._shows = False
        """A class shows whatever has it: `.visible`."""
        self._order = 0
        self._characters = 0
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
            raise untold("have too many rules")
        if "opacity" in body or "visib" in body:
            self._await(selectors, body)
        known = [one for one in selectors if self._names.issuperset(names_in(one))]
        self._characters += sum(map(len, known))
        if self._characters > _MAX_SELECTORS or any(len(one) > MAX_SELECTOR for one in known):
            raise untold("have selectors that are too long")
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

    def _await(self, selectors: list[str], body: str) -> None:
        """Note what a rule says of elements that scripts show: that it shows them, or hides them until then."""
        if _SHOWING.search(body):
            self._demanded.update(key for one in selectors if _ON_DEMAND.search(one) for key in _keys_at_end(one))
            self._awaited.update(key for one in selectors for key in _awaiting(one))
            self._shows = self._shows or any(map(_CLASS.fullmatch, selectors))
        elif _HIDING.search(body):
            waiting = (one for one in selectors if ":not(" in one and not _ON_DEMAND.search(one))
            self._unmet.update(key for one in waiting for key in _keys_at_end(one))

    def styles(self, element: _Element, classes: Sequence[str], name: str) -> bool:
        """Say whether a rule about the elements of a class, `name`, is met by `element`."""
        rules = [rule for rule in self._candidates(element, classes) if name in rule.steps[0][1].classes]
        return any(matches(rule.steps, element, self._family) for rule in rules)

    def awaits(self, element: _Element, classes: Sequence[str], style: Declarations, scripted: bool = False) -> bool:
        """Say whether a rule shows such elements once a script has given them, or what they stand in, another class.

        In a page with scripts, so does the rule of a class alone, for what by its `style` changes slowly, and the end
        of a rule that hides what has not been given a class yet.
        """
        keys = frozenset(keys_of(element, classes))
        if not self._demanded.isdisjoint(keys):
            return False
        if not self._awaited.isdisjoint(keys):
            return True
        slow = not _SLOWLY.isdisjoint(style)
        return scripted and ((self._shows and slow) or not self._unmet.isdisjoint(keys))

    def below(self, element: _Element, outer: frozenset[str]) -> frozenset[str]:
        """Return the names around the children of `element`, given those around it; none where there is no rule."""
        return around(element, outer) if self._index else outer

    def declared(self, element: _Element, classes: Sequence[str], outer: frozenset[str]) -> Declared:
        """Return what the sheet declares for `element`, `outer` being the names around it, the cascade resolved."""
        if not self._index:
            return _NOTHING
        candidates = self._candidates(element, classes)
        rules = [rule for rule in candidates if rule.needs <= outer and matches(rule.steps, element, self._family)]
        if len(rules) <= 1:
            return rules[0].declared if rules else _NOTHING
        rules.sort(key=_strength)
        strong = sorted((rule for rule in rules if rule.declared.important), key=_importance)
        variables = _merged([rule.declared.variables for rule in rules if rule.declared.variables])
        if self._reverts:
            return Declared(
                _merged_by_layer([(rule.layer, rule.declared.normal) for rule in rules]),
                _merged_by_layer([(rule.layer, rule.declared.important) for rule in strong]),
                variables,
            )
        return Declared(
            _merged([rule.declared.normal for rule in rules]),
            _merged([rule.declared.important for rule in strong]),
            variables,
        )

    def _candidates(self, element: _Element, classes: Sequence[str]) -> list[Rule]:
        """Return the rules that may apply to `element`. Raises ItemError `unreadable` after too many in all."""
        found = [rule for key in keys_of(element, classes) if key in self._index for rule in self._index[key]]
        self._budget -= len(found)
        if self._budget < 0:
            raise untold("take too long")
        return found

    def settled(self, style: Declarations) -> Declarations:
        """Return what an element's animation leaves it with: once it has run, or for as long as anybody waits for that.

        Nothing if it leaves no trace.
        """
        words = " ".join(style.get(f"animation-{part}", "") for part in ("name", "fill-mode"))
        named = next((self._animations[word] for word in re.split(r"[\s,]+", words) if word in self._animations), None)
        if named is None:
            return {}
        first, last = (named.last, named.first) if _runs_back(style) else (named.first, named.last)
        delay, duration = (_seconds(style.get(f"animation-{part}", "0s")) for part in ("delay", "duration"))
        paused = style.get("animation-play-state") == "paused"
        if delay >= _LONG or (paused and delay > 0):
            return first if re.search(r"\b(?:backwards|both)\b", words) else {}
        if paused or duration >= _LONG:
            return first if delay >= 0 else {}
        count = style.get("animation-iteration-count", "1")
        if re.search(r"\b(?:forwards|both)\b", words):
            return first if number_of(count) == 0 else last
        return named.throughout if "infinite" in count else {}


class _Animation(NamedTuple):
    """What the first frame of an animation declares, its last one, and, if it has both, all its frames alike."""

    first: Declarations
    last: Declarations
    throughout: Declarations


_LONG = 600.0
"""Seconds for which nobody waits."""


def _seconds(time: str) -> float:
    found = TIME.match(time)
    return float(found[1]) / (1000 if found[2] == "ms" else 1) if found else 0.0


def _runs_back(style: Declarations) -> bool:
    """Say whether an animation ends with its first frame; one that turns back does so after an even number of runs."""
    direction, count = (
        style.get("animation-direction", "normal"),
        number_of(style.get("animation-iteration-count", "1")),
    )
    turned = "alternate" in direction and count is not None and count % 2 == 0
    return ("reverse" in direction) is not turned


_NOTHING = Declared({}, {}, {})


def _merged(found: list[Declarations]) -> Declarations:
    """Return declarations of which later ones win."""
    if len(found) == 1:
        return found[0]
    merged: Declarations = {}
    for one in found:
        merged.update(one)
    return merged


def _merged_by_layer(found: list[tuple[Layer, Declarations]]) -> Declarations:
    """Return declarations of which later ones win; what reverts its layer leaves what the layers before it say."""
    merged: Declarations = {}
    below: dict[str, tuple[Layer, str | None]] = {}
    for layer, one in found:
        for name, value in one.items():
            before = below.get(name)
            if before is None or before[0] != layer:
                before = below[name] = layer, merged.get(name)
            merged[name] = (before[1] or value) if value == REVERTED else value
    return merged


def _strength(rule: Rule) -> tuple[Layer, int, int]:
    return rule.layer, rule.weight, rule.order


def _importance(rule: Rule) -> tuple[Layer, int, int]:
    return tuple(-rank for rank in rule.layer), rule.weight, rule.order


_SHOWING = re.compile(r"opacity\s*:\s*(?:1|\.[2-9]|0?\.[2-9])|visibility\s*:\s*visible", re.I)
_HIDING = re.compile(r"opacity\s*:\s*0|visibility\s*:\s*hidden", re.I)
_SLOWLY = frozenset(("transition", "transition-property"))
_CLASS = re.compile(r"\s*\.[\w-]+\s*")
_LAST = re.compile(r"(?<![^\s>+~])[^\s>+~]++$")
_ON_DEMAND = re.compile(r":(?:hover|focus|active|target)")
_KEY = re.compile(r"[.#][\w-]+|\[[\w-]+")
_NEGATED = re.compile(r":not\([^()]*\)")


def _awaiting(selector: str) -> list[str]:
    """Return the keys of the elements that a rule shows once a script has added a class, as in `.reveal.in`."""
    return _keys_at_end(selector) if ":" not in selector and len(_KEY.findall(selector)) > 1 else []


def _keys_at_end(selector: str) -> list[str]:
    """Return the keys of the elements that a selector is about; what is in the brackets of `:not()` is none."""
    last = _LAST.search(_NEGATED.sub("", selector).strip())
    return _KEY.findall(last.group()) if last else []


def _registered(text: str) -> Iterator[tuple[str, tuple[str, bool]]]:
    """Yield the name of each variable that a sheet registers with its initial value, and whether it is inherited."""
    for name, body in _REGISTERED.findall(COMMENT.sub("", text)):
        said = {
            key.strip().lower(): value.strip() for key, _, value in (one.partition(":") for one in split(body, ";"))
        }
        if said.get("initial-value"):
            yield name.lower(), (said["initial-value"].lower(), said.get("inherits") != "false")


_REGISTERED = re.compile(r"@property\s+(--[\w-]+)\s*\{([^{}]*)\}")


def _animations(text: str, quirks: bool) -> Iterator[tuple[str, _Animation]]:
    """Yield the name of each animation of a sheet with what its frames declare."""
    for name, frames in _KEYFRAMES.findall(COMMENT.sub("", text)):
        found = [(when, declarations(body, quirks).normal) for when, body in _FRAME.findall(frames)]
        if found:
            first = next((style for when, style in found if re.search(r"\bfrom\b|(?<!\d)0%", when)), {})
            last = next((style for when, style in found if re.search(r"\bto\b|100%", when)), {})
            shared = set.intersection(*(set(style.items()) for _, style in found))
            yield name.lower(), _Animation(first, last, dict(shared) if first and last else {})


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
        raise untold("have blocks that are too long")
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
            found.variables[name] = _URL.sub(_shortened, value)
        elif value:
            (found.important if mark else found.normal).update(longhands(name, _URL.sub(_shortened, value), quirks))
    return found


def _shortened(address: re.Match[str]) -> str:
    """Return an address as it matters: which part of the page itself it names, if it names one."""
    return f"url({address[1]})" if address[1] else "url()"


_URL = re.compile(r"url\((?:[\"']?(#[^()\"'\s]*)[\"']?|\"[^\"]*\"|'[^']*'|[^()\"']*)\)")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else 0
    return found[2] or (chr(code) if 0 < code < 0x110000 else "")
