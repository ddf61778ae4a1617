"""Selectors held against elements, and the keys by which rules and elements find each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.reading.css.pseudo_classes import HOLDS
from summarizer.reading.css.selectors import ANCHOR, Compound, Place, Steps

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_SIBLINGS = 5000
"""How many siblings before an element are gone through, and how many elements for one `:has()`."""


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
            found.update(
                f".{name}" for listed in compound.either if len(listed) == 1 for name in listed[0][0][1].classes
            )
    return frozenset(found)


def around(element: _Element, outer: frozenset[str]) -> frozenset[str]:
    """Return the tags, classes and ids that stand around the children of `element`, given those around it."""
    name = element.get("id")
    classes = (f".{one}" for one in (element.get("class") or "").split())
    return outer.union((str(element.tag),), classes, (f"#{name}",) if name else ())


class Family:
    """Places of elements among their siblings, counted once for all the children of a parent."""

    def __init__(self, scripted: bool = False) -> None:
        """`scripted`: scripts have run, so that every element is defined."""
        self.scripted = scripted
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
    if compound is ANCHOR:
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
        and all(_holds(state, element, family) for state in compound.states)
        and all(_stands(element, place, family) for place in compound.places)
        and all(any(_has(element, one, family) for one in listed) for listed in compound.having)
    )


def _holds(state: str, element: _Element, family: Family) -> bool:
    name, _, argument = state.partition(" ")
    return (family.scripted and name == "defined") or HOLDS[name](element, argument)


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
