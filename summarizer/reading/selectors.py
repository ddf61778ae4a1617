"""CSS selectors: read once, then held against elements.

Tags, ids, classes and attributes; lists of selectors in `:not()`, `:is()`, `:where()` and `:has()`; places among
siblings; descendants, children and siblings. What asks for a state that a page is not in when it is first seen, such as
`:hover`, or for a part that is no element, such as `::before`, is met by nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.values import closing, split

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_SIBLINGS = 5000
"""How many siblings before an element are gone through, and how many elements for one `:has()`."""
_MAX_LISTS = 10
"""Lists of selectors within each other."""
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
    "active-view-transition current past future window-inactive user-valid user-invalid valid invalid in-range "
    "out-of-range indeterminate default placeholder-shown host interest-source xr-overlay horizontal vertical start "
    "end increment decrement double-button single-button no-button corner-present -webkit-drag".split()
)
"""What no element is when a page is first seen, as far as it can be known."""
_STATES_OF = frozenset("host host-context state active-view-transition-type".split())
_PARTS = frozenset(
    "placeholder selection marker backdrop file-selector-button details-content target-text spelling-error "
    "grammar-error view-transition scroll-marker scroll-marker-group column picker-icon checkmark search-text cue "
    "slotted( part( highlight( cue( view-transition-group( view-transition-old( view-transition-new( "
    "view-transition-image-pair( scroll-button( picker(".split()
)
_FORMS = ("input", "select", "textarea", "button", "option", "optgroup", "fieldset")
_CHECKED = {"option": "selected"}
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
_ANCHOR = Compound()
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
    """Return a selector taken apart, or None for what a browser takes for none, so that its whole list is void."""
    return _read(plain(selector.strip()), 0, relative=False)


def _read(text: str, depth: int, relative: bool) -> Steps | None:
    """Return a selector taken apart, `relative` to the element of a `:has()` or not."""
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
    return (*steps, (relations[0], _ANCHOR)) if relative else steps


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
        elif name in _HOLDS:
            self._put("states", name)
        else:
            self._never = True
            return name in _STATES
        return True

    def _list(self, name: str, argument: str, depth: int) -> bool:
        """Take in `:is()`, `:where()`, `:not()` or `:has()`; the first two forgive what is no selector."""
        forgiving = name not in ("not", "has")
        read = [
            None if depth > _MAX_LISTS else _read(one.strip(), depth, name == "has") for one in split(argument, ",")
        ]
        selectors = tuple(steps for steps in read if steps is not None)
        if not forgiving and len(selectors) < len(read):
            return False
        field = {"not": "negated", "has": "having"}.get(name, "either")
        self._put(field, selectors)
        self._added += 0 if name == "where" else max(map(weight_of, selectors), default=0)
        return True

    def _nth(self, name: str, argument: str, depth: int) -> bool:
        series, among, listed = argument.partition(" of ")
        read = [_read(one.strip(), depth, False) for one in split(listed, ",")] if among else []
        numbers = _series(series)
        if numbers is None or None in read or (read and "type" in name):
            return False
        selectors = tuple(steps for steps in read if steps is not None)
        self._put("places", Place(*numbers, same_tag="type" in name, from_end="last" in name, among=selectors))
        self._added += max(map(weight_of, selectors), default=0)
        return True


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


# Rules and elements find each other


def handles_of(steps: Steps) -> frozenset[str]:
    """Return the keys under which elements find a rule with this selector: each element that meets it has one."""
    compound = steps[0][1]
    if compound.ids:
        return frozenset(("#" + compound.ids[0],))
    if compound.classes:
        return frozenset(("." + min(compound.classes),))
    if compound.attributes and not compound.tag:
        name, operator, value = compound.attributes[0]
        return frozenset((f"[{name}={value}" if operator == "=" else f"[{name}",))
    if compound.either and not compound.tag:
        return frozenset(handle for one in compound.either[0] for handle in handles_of(one))
    return frozenset((compound.tag or ("html" if "root" in compound.states else "*"),))


def keys_of(element: _Element, classes: Sequence[str]) -> Iterator[str]:
    """Yield the keys under which rules that may apply to `element` are found."""
    yield "*"
    yield str(element.tag)
    yield from ("." + name for name in dict.fromkeys(classes))
    for name, value in element.attrib.items():
        if name == "id":
            yield "#" + str(value)
        yield f"[{name!s}"
        yield f"[{name!s}={value!s}"


def needed_around(steps: Steps) -> frozenset[str]:
    """Return the tags, classes and ids that stand around every element that meets the selector."""
    found: set[str] = set()
    for relation, compound in steps[1:]:
        if relation in " >":
            found.update((f".{name}" for name in compound.classes), (f"#{name}" for name in compound.ids))
            found.update((compound.tag,) if compound.tag else ())
    return frozenset(found)


def around(element: _Element, outer: frozenset[str]) -> frozenset[str]:
    """Return the tags, classes and ids that stand around the children of `element`, given those around it."""
    name = element.get("id")
    classes = (f".{one}" for one in (element.get("class") or "").split())
    return outer.union((str(element.tag),), classes, (f"#{name}",) if name else ())


class Family:
    """Places of elements among their siblings, counted once for all the children of a parent."""

    def __init__(self) -> None:
        self._ranks: dict[tuple[_Element, object], dict[_Element, int]] = {}
        self.anchor: _Element | None = None
        """What `:has()` is being asked of."""

    def rank(self, element: _Element, place: Place) -> tuple[int, int]:
        """Return which of its kind an element is among its siblings, from 1 (0 if it is none), and of how many."""
        parent = element.getparent()
        if parent is None:
            return 1, 1
        kind = place.among or (str(element.tag) if place.same_tag else "*")
        ranks = self._ranks.get((parent, kind))
        if ranks is None:
            kin: Iterable[_Element] = parent.iterchildren(kind if isinstance(kind, str) else "*")
            if place.among:
                kin = [child for child in kin if any(matches(one, child, self) for one in place.among)]
            ranks = {child: number for number, child in enumerate(kin, 1)}
            self._ranks[parent, kind] = ranks
        return ranks.get(element, 0), len(ranks)


def matches(steps: Steps, element: _Element, family: Family) -> bool:
    """Say whether `element` meets the selector."""
    return _meets(steps[0][1], element, family) and (len(steps) == 1 or _led(steps, 1, element, family) == _MET)


_HERE, _BESIDE, _EVERYWHERE, _MET = range(4)
"""How far a failure reaches: not from this element; not from its siblings either; not from what it stands in either."""


def _led(steps: Steps, at: int, element: _Element, family: Family) -> int:
    """Say whether the selector goes on from an element that met all before `at`, and where else not to try if it fails.

    Without the latter, going back at each step would take as long as the tree is deep, to the power of the steps.
    """
    relation, compound = steps[at]
    for other in _related(element, relation):
        if not _meets(compound, other, family):
            continue
        result = _MET if at + 1 == len(steps) else _led(steps, at + 1, other, family)
        if result in (_MET, _EVERYWHERE) or (result == _BESIDE and relation in "+~"):
            return result
    return {" ": _EVERYWHERE, "~": _BESIDE}.get(relation, _HERE)


def _related(element: _Element, relation: str) -> Iterator[_Element]:
    """Yield the parent, the ancestors, or the siblings before an element, the nearest first."""
    if relation in "+~":
        yield from islice(element.itersiblings("*", preceding=True), 1 if relation == "+" else _MAX_SIBLINGS)
    elif relation == " ":
        yield from element.iterancestors()
    else:
        parent = element.getparent()
        yield from () if parent is None else (parent,)


def _meets(compound: Compound, element: _Element, family: Family) -> bool:
    if compound is _ANCHOR:
        return element is family.anchor
    if compound.never or (compound.tag and element.tag != compound.tag):
        return False
    if compound.classes and not compound.classes.issubset((element.get("class") or "").split()):
        return False
    if compound.ids and any(element.get("id") != name for name in compound.ids):
        return False
    for name, op, value in compound.attributes:
        if not _attribute_meets(element.get(name), op, value):
            return False
    return not compound.asks_more or (
        not any(matches(one, element, family) for listed in compound.negated for one in listed)
        and all(any(matches(one, element, family) for one in listed) for listed in compound.either)
        and all(_HOLDS[state.split(" ")[0]](element, state.partition(" ")[2]) for state in compound.states)
        and all(_stands(element, place, family) for place in compound.places)
        and all(any(_has(element, one, family) for one in listed) for listed in compound.having)
    )


def _attribute_meets(actual: str | None, operator: str, wanted: str) -> bool:
    if actual is None or not operator:
        return actual is not None
    if operator.startswith("I"):
        return _attribute_meets(actual.lower(), operator[1:], wanted)
    if operator == "~=":
        return wanted in actual.split()
    if operator == "|=":
        return actual == wanted or actual.startswith(wanted + "-")
    if operator == "=":
        return actual == wanted
    if not wanted:
        return False
    if operator == "*=":
        return wanted in actual
    return actual.startswith(wanted) if operator == "^=" else actual.endswith(wanted)


def _stands(element: _Element, place: Place, family: Family) -> bool:
    rank, total = family.rank(element, place)
    if place.lonely or not rank:
        return rank == total == 1
    if place.from_end:
        rank = total - rank + 1
    if place.step == 0:
        return rank == place.first
    return (rank - place.first) % place.step == 0 and (rank - place.first) // place.step >= 0


def _has(element: _Element, steps: Steps, family: Family) -> bool:
    """Say whether a selector leads from another element back to this one."""
    relation = steps[-1][0]
    others: Iterable[_Element]
    if relation in "+~":
        siblings = element.itersiblings("*")
        others = siblings if len(steps) == 2 else (other for one in siblings for other in one.iter("*"))
    else:
        others = element.iterchildren("*") if relation == ">" and len(steps) == 2 else element.iterdescendants("*")
    before, family.anchor = family.anchor, element
    try:
        return any(matches(steps, other, family) for other in islice(others, _MAX_SIBLINGS))
    finally:
        family.anchor = before


# What an element is


def _is_link(element: _Element, _: str) -> bool:
    return element.tag in ("a", "area") and element.get("href") is not None


def _is_disabled(element: _Element, _: str) -> bool:
    return element.tag in _FORMS and element.get("disabled") is not None


def _speaks(element: _Element, wanted: str) -> bool:
    """Say whether the nearest `lang` around an element is a language, or a kind of it."""
    given = next((lang for one in _with_ancestors(element) if (lang := one.get("lang")) is not None), "").lower()
    return given == wanted or given.startswith(wanted + "-")


def _runs(element: _Element, wanted: str) -> bool:
    """Say whether the nearest `dir` around an element has this value, from left to right where there is none."""
    given = next((way for one in _with_ancestors(element) if (way := one.get("dir")) in ("ltr", "rtl")), "ltr")
    return given == wanted


def _with_ancestors(element: _Element) -> Iterator[_Element]:
    yield element
    yield from element.iterancestors()


_HOLDS: dict[str, Callable[[_Element, str], bool]] = {
    "root": lambda element, _: element.tag == "html",
    "scope": lambda element, _: element.tag == "html",
    "defined": lambda element, _: True,
    "empty": lambda element, _: not element.text and next(element.iterchildren("*"), None) is None,
    "link": _is_link,
    "any-link": _is_link,
    "-webkit-any-link": _is_link,
    "checked": lambda element, _: element.get(_CHECKED.get(str(element.tag), "checked")) is not None,
    "disabled": _is_disabled,
    "enabled": lambda element, _: element.tag in _FORMS and element.get("disabled") is None,
    "required": lambda element, _: element.tag in _FORMS and element.get("required") is not None,
    "optional": lambda element, _: element.tag in _FORMS and element.get("required") is None,
    "read-write": lambda element, _: element.tag in ("input", "textarea") and element.get("readonly") is None,
    "read-only": lambda element, _: element.tag not in ("input", "textarea") or element.get("readonly") is not None,
    "open": lambda element, _: element.tag in ("details", "dialog") and element.get("open") is not None,
    "lang": _speaks,
    "dir": _runs,
}
