"""What an element is: the pseudo-classes of CSS that are met by an element for what it is itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMS = ("input", "select", "textarea", "button", "option", "optgroup", "fieldset")
_CHECKED = {"option": "selected"}


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


HOLDS: dict[str, Callable[[_Element, str], bool]] = {
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
