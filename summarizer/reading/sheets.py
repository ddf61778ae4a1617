"""The style sheets that are in a page, each with what it is about; and shadow roots opened, whose sheets are apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.css.blocks import sheet_in
from summarizer.reading.css.conditions import media_apply
from summarizer.reading.css.stylesheet import Scoped

if TYPE_CHECKING:
    from lxml.etree import _Element


class Shadows(NamedTuple):
    """What the shadow roots of a page make of the children of their hosts."""

    filled: dict[_Element, list[_Element]]
    """Slots, with the elements that fill them."""
    unfit: list[_Element]
    """Children for which there is no slot."""
    hosts: dict[_Element, _Element]
    """Slots without a name, with the elements whose own text fills them."""


def open_shadow_roots(tree: _Element) -> Shadows:
    """Put what declared shadow roots show in place of what it takes the place of: what their host has no slot for.

    Their rules are kept for what they are about: the root itself, and, in `:host` and `::slotted()`, the host and its
    children.
    """
    shadows = Shadows({}, [], {})
    hosts: set[_Element] = set()
    for number, root in enumerate([one for one in tree.iter("template") if one.get("shadowrootmode")]):
        host = root.getparent()
        if host is None or host in hosts:
            continue
        hosts.add(host)
        _fill_slots(host, root, shadows)
        for style in root.iter("style"):
            if next(style.iterancestors("template"), None) is root:
                style.set("shadow-number", str(number))
        _marked(host, f"shadow-host-{number}")
        _marked(root, f"shadow-root-{number}")
        root.tag = "div"
    return shadows


def _marked(element: _Element, name: str) -> str:
    """Give an element one more class, and return the selector of those that have it."""
    element.set("class", f"{element.get('class', '')} {name}".strip())
    return f".{name}"


def _fill_slots(host: _Element, root: _Element, shadows: Shadows) -> None:
    """Note what fills the slots of a shadow root, and take out what they say where nothing does."""
    slots = {slot.get("name") or "": slot for slot in reversed(list(root.iter("slot")))}
    children = [child for child in host if child is not root and isinstance(child.tag, str)]
    fitted: dict[str, list[_Element]] = defaultdict(list)
    texts = [host.text, *(child.tail for child in host)]
    if "" not in slots:
        host.text = None
        for child in host:
            child.tail = None
    for child in children:
        fitted[child.get("slot") or ""].append(child)
    for name, slot in slots.items():
        fitting = fitted[name]
        if fitting or (not name and any(text and not text.isspace() for text in texts)):
            slot.text = None
            del slot[:]
            shadows.filled[slot] = fitting
            if not name:
                shadows.hosts[slot] = host
    shadows.unfit.extend(child for name in fitted.keys() - slots.keys() for child in fitted[name])


def sheets_of(tree: _Element) -> Iterator[Scoped]:
    """Yield each style sheet that is in the page itself and meant for a screen, in order."""
    for number, element in enumerate(tree.iter("style", "link")):
        if not media_apply((element.get("media") or "").lower()) or _in_noscript(element):
            continue
        if element.tag == "link":
            kinds = (element.get("rel") or "").lower().split()
            if "stylesheet" in kinds and "alternate" not in kinds:
                yield Scoped(sheet_in(element.get("href") or ""))
        elif (element.get("type") or "text/css").strip().lower() == "text/css" and element.text:
            yield _scoped(element, element.text, number)


def _scoped(style: _Element, text: str, number: int) -> Scoped:
    """Return the sheet of a style element, for the shadow root that it is in, and for its parent where it says so."""
    parent = style.getparent()
    if parent is not None and "@scope" in text.lower():
        text = _HERE.sub(rf"@scope ({_marked(parent, f'style-scope-{number}')})\1", text)
    shadow = style.get("shadow-number")
    if shadow is None:
        return Scoped(text)
    host = f".shadow-host-{shadow}"
    text = _SLOTTED.sub(rf"{host} > :is(\1):not(&)", text)
    return Scoped(_HOST.sub(lambda found: f"{host}:is({found[1] or '*'}):not(&)", text), f".shadow-root-{shadow}")


_IN_BRACKETS = r"\(((?:[^()]|\([^()]*\))*)\)"
_HERE = re.compile(r"@scope(\s*(?:to\b[^{}@]*)?\{)", re.I)
_SLOTTED = re.compile(rf"(?<![^{{}};,])[^{{}};,]*?::slotted{_IN_BRACKETS}")
_HOST = re.compile(rf":host(?![\w-])(?:{_IN_BRACKETS})?")


def _in_noscript(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in ("noscript", "template")
