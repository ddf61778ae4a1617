"""Properties of CSS: which values each takes, and what a declaration sets once shorthands are taken apart.

Only those that decide whether text can be seen; what its property does not take is no declaration to a browser, and
what stood before it holds.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from summarizer.reading.css.longhands import EVERYWHERE, TAKES, Declarations, takes
from summarizer.reading.css.shorthands import SHORTHANDS
from summarizer.reading.css.values import MAX_CHARACTERS, untold

PENDING = "\x00"
"""Begins the value of a longhand that is known only when variables are: its declaration follows, `name:value`."""
_INITIAL = {
    "visibility": "visible",
    "direction": "ltr",
    "color": "black",
    "font-size": "medium",
    "text-indent": "0",
    "line-height": "normal",
}
_INITIAL |= {"letter-spacing": "normal", "word-spacing": "normal"}
"""Of properties that elements inherit."""

_ALIASES = {
    "inline-size": "width",
    "block-size": "height",
    "min-inline-size": "min-width",
    "min-block-size": "min-height",
    "max-inline-size": "max-width",
    "max-block-size": "max-height",
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
    "margin-inline-start": "margin-left",
    "margin-inline-end": "margin-right",
    "margin-block-start": "margin-top",
    "margin-block-end": "margin-bottom",
}
"""Names relative to the direction of writing, which is taken to be from left to right."""
_UNITLESS = frozenset(
    "left right top bottom width height min-width min-height max-width max-height margin margin-left margin-right "
    "margin-top margin-bottom font-size text-indent letter-spacing word-spacing".split()
)
"""Properties whose lengths need no unit in a page without a document type (Quirks Mode Standard, section 3.2)."""


@lru_cache(maxsize=8192)
def longhands(name: str, value: str, quirks: bool = False) -> Declarations:
    """Return what a declaration sets, in lower case, by longhand; not to be changed.

    Nothing if the property is none of those that matter, or does not take the value. `quirks`: in a page without a
    document type, the lengths of the oldest properties need no unit. Raises ItemError `unreadable` for a value that is
    longer than any page has in good faith.
    """
    unitless = quirks and name in _UNITLESS
    name = _ALIASES.get(name, name)
    if name.startswith("-webkit-") and name.removeprefix("-webkit-") in _PREFIXED:
        name = name.removeprefix("-webkit-")
    if name not in TAKES and name not in SHORTHANDS:
        return {}
    if len(value) > MAX_CHARACTERS:
        if name not in _LONG:
            raise untold("have values that are too long")
        return {name: value[:MAX_CHARACTERS]} if name == "clip-path" else {}  # the beginning of a shape tells enough
    parts = SHORTHANDS[name][0] if name in SHORTHANDS else (name,)
    if value in EVERYWHERE:
        return {part: _inherited_or_not(part, value) for part in parts}
    if any(function in value for function in ("var(", "env(", "attr(", "if(")):
        return dict.fromkeys(parts, f"{PENDING}{name}:{value}")
    if name in SHORTHANDS:
        found = SHORTHANDS[name][1](value)
        return found if all(takes(part, text, unitless) for part, text in found.items()) else {}
    return {name: value} if takes(name, value, unitless) else {}


_LONG = frozenset(
    "background background-image background-clip mask mask-image mask-size mask-position clip-path content transition "
    "transition-property grid-template-columns grid-template-rows grid-auto-rows".split()
)
"""Properties whose values are long in good faith as well: pictures, shapes, and lists of many."""
REVERTED = "revert-layer"
"""The value of what is as the cascade layers below declare it."""


def _inherited_or_not(name: str, word: str) -> str:
    """Return what a word that every property takes comes to: `unset` where that is as if nothing were declared."""
    return REVERTED if word == REVERTED else _INITIAL.get(name, "unset") if word == "initial" else "unset"


def is_supported(name: str, value: str) -> bool:
    """Say whether a browser knows the property, and, as far as it matters here, the value."""
    if name.startswith("--"):
        return True
    if longhands(name, value):
        return True
    if _ALIASES.get(name, name) in TAKES or name in SHORTHANDS:
        return False
    return name in _known() or (name.startswith("-webkit-") and name.removeprefix("-webkit-") in _known())


@cache
def _known() -> frozenset[str]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return frozenset(data["names"].split())


_PREFIXED = frozenset(
    "opacity background-clip mask mask-image mask-size clip-path filter transform animation animation-name flex "
    "animation-fill-mode animation-iteration-count animation-duration animation-delay animation-direction flex-grow "
    "animation-play-state backface-visibility flex-basis flex-direction mask-repeat mask-position perspective".split()
)
"""Properties that are known with `-webkit-` before them as well."""
