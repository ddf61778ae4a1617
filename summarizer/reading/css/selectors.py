"""CSS selectors, read once, for `matching.py` to hold against elements.

Tags, ids, classes and attributes; lists of selectors in `:not()`, `:is()`, `:where()` and `:has()`; places among
siblings; descendants, children and siblings. What asks for a state that a page is not in when it is first seen, such as
`:hover`, or for a part that is no element, such as `::before`, is met by nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from summarizer.reading.css.pseudo_classes import HOLDS
from summarizer.reading.css.values import closing, split, untold

_MAX_LISTS = 30
"""Lists of selectors within each other; pages have five."""
_NAME = r"-?(?:[^\W\d]|[^\x00-\x7f]|\\.|--)(?:[\w-]|[^\x00-\x7f]|\\.)*+"
_SIMPLE = re.compile(
    rf"(?P<combinator>\s*+[>+~]\s*+|\s++)|(?:\*\|)?(?P<tag>\*|{_NAME})|#(?P<id>{_NAME})|\.(?P<cls>{_NAME})"
    rf"|\[\s*(?P<attr>(?:[\w-]|\\:)+)\s*(?:(?P<op>[~|^$*]?=)\s*(?:\"(?P<dq>[^\"]*+)\"|'(?P<sq>[^']*+)'|(?P<bare>{_NAME}))\s*"
    rf"(?P<fold>[isIS]?)\s*)?\]|(?P<part>::?(?:before|after|first-line|first-letter)(?![\w(-])|::{_NAME}\(?)"
    rf"|:(?P<pseudo>{_NAME}\(?)"
)
_LISTS = frozenset(("is", "where", "not", "has", "-webkit-any"))
_STATES = frozenset(
    "hover active focus focus-within focus-visible target target-current target-before target-after visited autofill "
    "-webkit-autofill fullscreen -webkit-full-screen -webkit-full-page-media modal popover-open picture-in-picture "
    "active-view-transition current past future window-inactive user-valid user-invalid host interest-source "
    "xr-overlay horizontal vertical start end increment decrement double-button single-button no-button corner-present "
    "-webkit-drag".split()
)
"""What no element is when a page is first seen, as far as it can be known."""
_STATES_OF = frozenset("host host-context state active-view-transition-type".split())
_PARTS = frozenset(
    "placeholder selection marker backdrop file-selector-button details-content target-text spelling-error "
    "grammar-error view-transition scroll-marker scroll-marker-group column picker-icon checkmark search-text cue "
    "slotted( part( highlight( cue( view-transition-group( view-transition-old( view-transition-new( "
    "view-transition-image-pair( scroll-button( picker(".split()
)
_PLACES = re.compile(r"(?:first|last|only)-(?:child|of-type)|nth-(?:last-)?(?:child|of-type)")
_NAMED = re.compile(rf"[.#]{_NAME}")


class Compound(NamedTuple):
    """Simple selectors that one element has to meet together."""

    tag: str = ""
    ids: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    attributes: tuple[tuple[str, str, str], ...] = ()
    """Name, operator and value; of an operator in capitals, `I=`, the case of the value does not matter."""
    negated: tuple[Selectors, ...] = ()
    either: tuple[Selectors, ...] = ()
    """Lists of which one selector has to be met, as of `negated` none may be."""
    having: tuple[Selectors, ...] = ()
    """Lists of which one selector has to lead from another element back to this one."""
    places: tuple[Place, ...] = ()
    states: tuple[str, ...] = ()
    asks_more: bool = False
    """It asks for more than a tag, ids, classes and attributes."""
    never: bool = False
    added: int = 0
    """Specificity of the lists."""

    @property
    def weight(self) -> int:
        """The selector's specificity as one number (CSS Selectors 4, section 17)."""
        simple = len(self.classes) + len(self.attributes) + len(self.places) + len(self.states)
        return 10_000 * len(self.ids) + 100 * simple + bool(self.tag) + self.added


class Place(NamedTuple):
    """A place among siblings: `step` n + `first`, counted among those of the same tag or those that meet a list."""

    step: int
    first: int
    same_tag: bool
    from_end: bool
    among: Selectors = ()
    lonely: bool = False
    """It is the only one, whatever the numbers say."""


Steps = tuple[tuple[str, Compound], ...]
"""A selector's compounds from the element outwards, each with the combinator that leads to it."""
Selectors = tuple[Steps, ...]
ANCHOR = Compound()
"""The element that `:has()` is asked of, known by being this very value."""


def weight_of(steps: Steps) -> int:
    """Return the specificity of a whole selector."""
    return sum(step.weight for _, step in steps)


def names_in(selector: str) -> Iterator[str]:
    """Yield the classes (`.name`) and ids (`#name`) that a selector cannot do without, up to its first bracket."""
    return map(_unescaped, _NAMED.findall(re.split(r"[(\[]", plain(selector), maxsplit=1)[0]))


def plain(selector: str) -> str:
    """Return a selector with characters that are written as numbers as they are, or behind a backslash."""
    return _HEXADECIMAL.sub(_character, selector) if "\\" in selector else selector


_HEXADECIMAL = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\n]?")


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    sign = chr(code) if 0 < code < 0x110000 else "\ufffd"
    return sign if re.match(r"[\w-]", sign) and not sign.isdigit() else "\\" + sign


@lru_cache(maxsize=8192)
def steps_of(selector: str) -> Steps | None:
    """Return a selector taken apart, or None for what a browser takes for none, so that its whole list is void.

    Raises ItemError `unreadable` for one that is nested more deeply than any page has in good faith.
    """
    return _read(plain(selector.strip()), 0, relative=False)


def _read(text: str, depth: int, relative: bool) -> Steps | None:
    """Return a selector taken apart, `relative` to the element of a `:has()` or not."""
    if depth > _MAX_LISTS:
        raise untold("have selectors that are nested too deeply")
    compounds: list[_Parts] = []
    relations: list[str] = []
    combinator = " " if relative else ""
    parts: _Parts | None = None
    position = 0
    while position < len(text):
        found = _SIMPLE.match(text, position)
        if found is None:
            return None
        position = found.end()
        if found["combinator"]:
            if parts is None and (compounds or not relative):
                return None
            combinator = found["combinator"].strip() or " "
            parts = None
            continue
        if parts is None:
            parts = _Parts()
            compounds.append(parts)
            relations.append(combinator)
        end = closing(text, position) if (found["pseudo"] or found["part"] or "").endswith("(") else position - 1
        if end >= len(text) or not parts.add(found, text[position:end], depth):
            return None
        position = end + 1
    if parts is None:
        return None
    outwards = [one.compound() for one in reversed(compounds)]
    steps = tuple(zip(["", *reversed(relations[1:])], outwards, strict=True))
    return (*steps, (relations[0], ANCHOR)) if relative else steps


class _Parts:
    """The simple selectors of a compound, collected one after the other."""

    def __init__(self) -> None:
        self._fields: dict[str, list[object]] = {}
        self._tag = ""
        self._added = 0
        self._never = False
        self._empty = True

    def add(self, found: re.Match[str], argument: str, depth: int) -> bool:
        """Take in one more, with what its brackets hold. Say whether a browser would."""
        if found["tag"]:
            self._tag = "" if found["tag"] == "*" else found["tag"].lower()
            fits = self._empty
            self._empty = False
            return fits
        self._empty = False
        if found["part"]:
            name = found["part"].lstrip(":").lower()
            self._never = True
            return found["part"].count(":") == 1 or name.startswith("-webkit-") or name in _PARTS or name in _OLD_PARTS
        if found["pseudo"]:
            return self._pseudo(found["pseudo"].lower(), argument.strip(), depth)
        if found["attr"]:
            self._put("attributes", _attribute(found))
        elif found["id"]:
            self._put("ids", _unescaped(found["id"]))
        else:
            self._put("classes", _unescaped(found["cls"]))
        return True

    def compound(self) -> Compound:
        """Return them as one value."""
        fields = {name: frozenset(found) if name == "classes" else tuple(found) for name, found in self._fields.items()}
        more = not _SIMPLE_FIELDS.issuperset(fields)
        return Compound(tag=self._tag, asks_more=more, never=self._never, added=self._added, **fields)  # type: ignore[arg-type]

    def _put(self, field: str, value: object) -> None:
        self._fields.setdefault(field, []).append(value)

    def _pseudo(self, name: str, argument: str, depth: int) -> bool:
        if not name.endswith("("):
            return self._without_argument(name)
        name = name[:-1]
        if name in _LISTS:
            return self._list(name, argument, depth + 1)
        if name.startswith("nth-") and _PLACES.fullmatch(name):
            return self._nth(name, argument, depth + 1)
        if name in ("lang", "dir"):
            self._put("states", f"{name} {argument.strip(chr(34) + chr(39)).lower()}")
            return bool(argument)
        self._never = True
        return name in _STATES_OF

    def _without_argument(self, name: str) -> bool:
        if _PLACES.fullmatch(name) and not name.startswith("nth"):
            first, _, kind = name.partition("-")
            self._put("places", Place(0, 1, kind == "of-type", first == "last", lonely=first == "only"))
        elif name in HOLDS:
            self._put("states", name)
        else:
            self._never = True
            return name in _STATES
        return True

    def _list(self, name: str, argument: str, depth: int) -> bool:
        """Take in `:is()`, `:where()`, `:not()` or `:has()`; the first two forgive what is no selector."""
        forgiving = name not in ("not", "has")
        read = [_read(one.strip(), depth, name == "has") for one in split(argument, ",")]
        selectors = tuple(steps for steps in read if steps is not None)
        if not forgiving and len(selectors) < len(read):
            return False
        field = {"not": "negated", "has": "having"}.get(name, "either")
        self._put(field, selectors)
        self._added += 0 if name == "where" else max(map(weight_of, selectors), default=0)
        return True

    def _nth(self, name: str, argument: str, depth: int) -> bool:
        series, *listed = _OF.split(argument, maxsplit=1)
        read = [_read(one.strip(), depth, False) for one in split(listed[0], ",")] if listed else []
        numbers = _series(series)
        if numbers is None or None in read or (read and "type" in name):
            return False
        selectors = tuple(steps for steps in read if steps is not None)
        self._put("places", Place(*numbers, same_tag="type" in name, from_end="last" in name, among=selectors))
        self._added += max(map(weight_of, selectors), default=0)
        return True


_OF = re.compile(r"\sof(?![\w-])", re.I)
_SIMPLE_FIELDS = frozenset(("ids", "classes", "attributes"))
_OLD_PARTS = frozenset(("before", "after", "first-line", "first-letter"))


def _attribute(part: re.Match[str]) -> tuple[str, str, str]:
    value = _unescaped(part["dq"] or part["sq"] or part["bare"] or "")
    folded = (part["fold"] or "").lower() == "i"
    return (
        _unescaped(part["attr"].lower()),
        f"I{part['op']}" if folded else part["op"] or "",
        value.lower() if folded else value,
    )


def _unescaped(name: str) -> str:
    return re.sub(r"\\(.)", r"\1", name) if "\\" in name else name


@lru_cache(maxsize=256)
def _series(text: str) -> tuple[int, int] | None:
    """Return a and b of `an+b`, or None for what is none."""
    text = re.sub(r"\s", "", text.lower())
    text = {"odd": "2n+1", "even": "2n"}.get(text, text)
    found = re.fullmatch(r"([+-]?\d{0,6})n([+-]\d{1,6})?|([+-]?\d{1,6})", text)
    if not found:
        return None
    if found[3]:
        return 0, int(found[3])
    return int(found[1] + "1" if found[1] in ("", "+", "-") else found[1]), int(found[2] or 0)
