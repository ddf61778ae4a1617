"""What an element is: the pseudo-classes of CSS that are met by an element for what it is itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING
from unicodedata import bidirectional

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMS = ("input", "select", "textarea", "button", "option", "optgroup", "fieldset")
_CHECKED = {"option": "selected"}


def _is_link(element: _Element, _: str) -> bool:
    return element.tag in ("a", "area") and element.get("href") is not None


def is_custom(element: _Element) -> bool:
    """Say whether an element is one of the page's own, which there is not until a script has defined it."""
    return "-" in str(element.tag) or element.get("is") is not None


def _is_empty(element: _Element, _: str) -> bool:
    """Say whether there is nothing in an element but comments and processing instructions."""
    return not element.text and not any(isinstance(child.tag, str) or child.tail for child in element)


def _is_disabled(element: _Element, _: str) -> bool:
    return element.tag in _FORMS and element.get("disabled") is not None


def _speaks(element: _Element, wanted: str) -> bool:
    """Say whether the nearest `lang` around an element is one of some languages, or a kind of it."""
    given = next((lang for one in _with_ancestors(element) if (lang := one.get("lang")) is not None), "").lower()
    languages = [one.strip(" \"'") for one in wanted.split(",")]
    return any(given == one or given.startswith(one + "-") for one in languages)


def _runs(element: _Element, wanted: str) -> bool:
    """Say whether the nearest `dir` around an element has this value, from left to right where there is none."""
    nearest = next((one for one in _with_ancestors(element) if one.get("dir") in ("ltr", "rtl", "auto")), None)
    if nearest is None:
        return wanted == "ltr"
    return (_direction(nearest) if nearest.get("dir") == "auto" else nearest.get("dir")) == wanted


def _direction(element: _Element) -> str:
    """Return the direction of writing of the first letter in an element."""
    text = "".join(map(str, islice(element.itertext(), _MAX_TEXTS)))[:_MAX_CHARACTERS]
    first = next((way for sign in text if (way := bidirectional(sign)) in ("L", "R", "AL")), "L")
    return "ltr" if first == "L" else "rtl"


_MAX_TEXTS = 20
_MAX_CHARACTERS = 500
"""Of an element, that are looked at for a first letter."""


def _is_vacant(element: _Element, _: str) -> bool:
    """Say whether a field shows what it says to fill in."""
    fits = element.tag in ("input", "textarea") and element.get("placeholder")
    return bool(fits) and not (element.get("value") or element.text)


def _is_undecided(element: _Element, _: str) -> bool:
    """Say whether a bar of progress is without a value, or a row of radio buttons without one that is checked."""
    if element.tag != "input" or element.get("type") != "radio":
        return element.tag == "progress" and element.get("value") is None
    row = element.itersiblings("input") if element.get("checked") is None else ()
    return element.get("checked") is None and all(one.get("checked") is None for one in row)


def _fits_range(element: _Element) -> bool | None:
    """Say whether the value of a field is not below its least or above its most; None for a field without bounds."""
    least, most = element.get("min"), element.get("max")
    if element.tag != "input" or element.get("type") not in _RANGED or (least is None and most is None):
        return None
    value = element.get("value")
    try:
        number = float(value) if value else None
        return number is None or (float(least or "-inf") <= number <= float(most or "inf"))
    except ValueError:  # a date: written so that its letters have its order
        return (least or "") <= (value or "") <= (most or "~")


_RANGED = ("number", "range", "date", "month", "week", "time", "datetime-local")


def _is_valid(element: _Element) -> bool | None:
    """Say whether a field may be sent as it is, as far as that can be told; None for what is none."""
    if element.tag not in ("input", "select", "textarea") or element.get("disabled") is not None:
        return None
    if element.get("type") in ("hidden", "reset", "button") or element.get("readonly") is not None:
        return None
    if element.tag == "select":
        return True
    given = element.get("checked") is not None or bool(element.get("value") or element.text)
    return (given or element.get("required") is None) and _fits_range(element) is not False


def _with_ancestors(element: _Element) -> Iterator[_Element]:
    yield element
    yield from element.iterancestors()


HOLDS: dict[str, Callable[[_Element, str], bool]] = {
    "root": lambda element, _: element.tag == "html",
    "scope": lambda element, _: element.tag == "html",
    "defined": lambda element, _: not is_custom(element),
    "empty": _is_empty,
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
    "placeholder-shown": _is_vacant,
    "indeterminate": _is_undecided,
    "default": lambda element, _: element.get(_CHECKED.get(str(element.tag), "checked")) is not None,
    "in-range": lambda element, _: _fits_range(element) is True,
    "out-of-range": lambda element, _: _fits_range(element) is False,
    "valid": lambda element, _: _is_valid(element) is True,
    "invalid": lambda element, _: _is_valid(element) is False,
    "lang": _speaks,
    "dir": _runs,
}
