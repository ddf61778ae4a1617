"""CSS selectors: read once, then held against elements.

Compounds of tags, ids, classes and attributes; `:not()`, `:is()` and `:where()` of such compounds; places among
siblings; descendants, children and siblings. A selector that is not understood, or that asks for a state the page is
not in when it is first seen, such as `:hover`, is no selector here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_ANCESTORS = 64
"""How far up a descendant selector is followed, so that deep pages stay linear."""
_MAX_SIBLINGS = 200
"""How many siblings before an element are counted for its place among them."""
_NAME = r"(?:[\w-]|\\.)+"
_COMPOUND = re.compile(
    rf"(?P<tag>\*|[A-Za-z][\w-]*)|#(?P<id>{_NAME})|\.(?P<cls>{_NAME})|\[\s*(?P<attr>[\w-]+)\s*(?:(?P<op>[~|^$*]?=)\s*"
    r"(?:\"(?P<dq>[^\"]*)\"|'(?P<sq>[^']*)'|(?P<bare>[\w-]+))\s*(?P<fold>[isIS]?)\s*)?\]"
    r"|:(?P<list>not|is|where|matches|-webkit-any|-moz-any)\((?P<listed>[^()]*)\)"
    r"|:(?P<place>(?:first|last|only)-(?:child|of-type)|nth-(?:child|of-type)\([^()]*\))|(?P<root>:root)|:(?:any-)?link\b"
)
_STATE = re.compile(
    r":(?:hover|active|focus(?:-within|-visible)?|target|visited|checked|disabled|fullscreen|modal|popover-open)"
)
"""What no element is when a page is first seen."""
_NAMED = re.compile(rf"[.#](?:[^\W\d]|-|\\.){_NAME[:-1]}*")


class Compound(NamedTuple):
    """Simple selectors that one element has to meet together."""

    tag: str = ""
    ids: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    """Name, operator and value; of an operator in capitals, `I=`, the case of the value does not matter."""
    negated: tuple[Compound, ...] = ()
    either: tuple[tuple[Compound, ...], ...] = ()
    """Lists of which one compound has to be met."""
    places: tuple[str, ...] = ()
    root: bool = False
    added: int = 0
    """Specificity of the lists."""

    @property
    def weight(self) -> int:
        """The selector's specificity as one number (CSS Selectors 4, section 17)."""
        simple = len(self.classes) + len(self.attributes) + len(self.places) + self.root
        return 10_000 * len(self.ids) + 100 * simple + bool(self.tag) + self.added


Steps = tuple[tuple[str, Compound], ...]
"""A selector's compounds from the element outwards, each with the combinator that leads to it."""


def names_in(selector: str) -> Iterator[str]:
    """Yield the classes (`.name`) and ids (`#name`) that a selector cannot do without, up to its first list."""
    return map(_unescaped, _NAMED.findall(_LISTS.split(selector, maxsplit=1)[0]))


_LISTS = re.compile(r":(?:not|is|where|matches|-webkit-any|-moz-any)\(")


def steps_of(selector: str) -> Steps:
    """Return a selector taken apart; nothing for one that is not understood."""
    steps: list[tuple[str, Compound]] = []
    combinator = ""
    for token in _TOKENS.finditer(selector.strip()):
        if token["combinator"]:
            combinator = token["combinator"].strip() or " "
            continue
        compound = _compound(token["compound"]) if token["compound"] else None
        if compound is None or bool(steps) != bool(combinator):
            return ()
        steps.append((combinator, compound))
        combinator = ""
    if combinator:
        return ()
    outwards = [compound for _, compound in reversed(steps)]
    relations = ["", *(relation for relation, _ in reversed(steps[1:]))]
    return tuple(zip(relations, outwards, strict=True))


_TOKENS = re.compile(
    r"(?P<combinator>\s*+[>+~]\s*+|\s++)"
    r"|(?P<compound>(?:\\.|[^\s>+~\[(\\]|\[(?:\"[^\"]*+\"|'[^']*+'|[^\]\"'])*+\]|\([^()]*+\))++)|.",
    re.S,
)


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
    lists = [(part["list"], _listed(part["listed"])) for part in parts if part["list"]]
    if not parts or any(compounds is None for name, compounds in lists if name == "not"):
        return None
    either = tuple(compounds or () for name, compounds in lists if name != "not")
    negated = tuple(compound for name, compounds in lists if name == "not" for compound in compounds or ())
    return Compound(
        tag=next((part["tag"].lower() for part in parts if part["tag"] and part["tag"] != "*"), ""),
        ids=tuple(_unescaped(part["id"]) for part in parts if part["id"]),
        classes=tuple(_unescaped(part["cls"]) for part in parts if part["cls"]),
        attributes=tuple(map(_attribute, (part for part in parts if part["attr"]))),
        negated=negated,
        either=either,
        places=tuple(part["place"] for part in parts if part["place"]),
        root=any(part["root"] for part in parts),
        added=sum(
            max((one.weight for one in compounds or ()), default=0) for name, compounds in lists if name != "where"
        ),
    )


def _listed(text: str) -> tuple[Compound, ...] | None:
    """Return the compounds of a list, without those that ask for a state; None if one is not understood."""
    wanted = [part.strip() for part in text.split(",") if part.strip() and not _STATE.search(part)]
    compounds = [_compound(part) for part in wanted]
    known = tuple(compound for compound in compounds if compound is not None)
    return known if len(known) == len(compounds) else None


def _attribute(part: re.Match[str]) -> tuple[str, str, str]:
    value = part["dq"] or part["sq"] or part["bare"] or ""
    folded = (part["fold"] or "").lower() == "i"
    return part["attr"].lower(), f"I{part['op']}" if folded else part["op"] or "", value.lower() if folded else value


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name) if "\\" in name else name


def handle_of(steps: Steps) -> str:
    """Return the key, a tag, `.class`, `#id` or `*`, under which elements find a rule with this selector."""
    compound = steps[0][1]
    if compound.ids:
        return "#" + compound.ids[0]
    return "." + compound.classes[0] if compound.classes else compound.tag or ("html" if compound.root else "*")


def matches(steps: Steps, element: _Element) -> bool:
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
    if not all(_attribute_meets(element.get(name), op, value) for name, op, value in compound.attributes):
        return False
    if any(_meets(part, element) for part in compound.negated):
        return False
    if not all(any(_meets(part, element) for part in parts) for parts in compound.either):
        return False
    return all(_stands(element, place) for place in compound.places)


def _attribute_meets(actual: str | None, operator: str, wanted: str) -> bool:
    if actual is None or not operator:
        return actual is not None
    if operator.startswith("I"):
        return _attribute_meets(actual.lower(), operator[1:], wanted)
    if operator == "~=":
        return wanted in actual.split()
    if operator == "|=":
        return actual == wanted or actual.startswith(wanted + "-")
    if operator in ("=", "*="):
        return wanted in actual if operator == "*=" else actual == wanted
    return actual.startswith(wanted) if operator == "^=" else actual.endswith(wanted)


def _stands(element: _Element, place: str) -> bool:
    """Say whether an element has this place among its siblings, or among those of its own tag."""
    tag = str(element.tag) if "of-type" in place else "*"
    if place.startswith(("last", "only")) and next(element.itersiblings(tag), None) is not None:
        return False
    if place.startswith("last"):
        return True
    if place.startswith(("first", "only")):
        return next(element.itersiblings(tag, preceding=True), None) is None
    step, first = _series(place.partition("(")[2].removesuffix(")"))
    rank = 1
    for _ in element.itersiblings(tag, preceding=True):
        rank += 1
        if rank > _MAX_SIBLINGS:
            return step == 1
    return rank == first if step == 0 else (rank - first) % step == 0 and (rank - first) // step >= 0


@lru_cache(maxsize=256)
def _series(text: str) -> tuple[int, int]:
    """Return a and b of `an+b`; `(0, 0)`, which nothing meets, for what is not understood."""
    text = re.sub(r"\s", "", text.lower())
    text = {"odd": "2n+1", "even": "2n"}.get(text, text)
    found = re.fullmatch(r"([+-]?\d{0,6})n([+-]\d{1,6})?|([+-]?\d{1,6})", text)
    if not found:
        return 0, 0
    if found[3]:
        return 0, int(found[3])
    return int(found[1] + "1" if found[1] in ("", "+", "-") else found[1]), int(found[2] or 0)
