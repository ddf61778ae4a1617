"""Conditions of style sheets: what holds on a light screen of 1,280 by 800 pixels, in a browser of today."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Container, Mapping
from functools import lru_cache

from summarizer.reading.css.properties import is_supported
from summarizer.reading.css.selectors import steps_of
from summarizer.reading.css.values import closing, number_of, pixels_of, split, untold

_MAX_DEPTH = 10
"""Brackets within each other; pages have three."""
_MEASURES = {
    "width": 1280.0,
    "height": 800.0,
    "inline-size": 1280.0,
    "block-size": 800.0,
    "device-width": 1280.0,
    "device-height": 800.0,
    "resolution": 1.0,
    "-webkit-device-pixel-ratio": 1.0,
    "aspect-ratio": 1.6,
    "device-aspect-ratio": 1.6,
    "color": 8.0,
    "color-index": 0.0,
    "monochrome": 0.0,
}
_KINDS = {
    "orientation": "landscape",
    "prefers-color-scheme": "light",
    "prefers-contrast": "no-preference",
    "prefers-reduced-data": "no-preference",
    "prefers-reduced-motion": "no-preference",
    "prefers-reduced-transparency": "no-preference",
    "hover": "hover",
    "any-hover": "hover",
    "pointer": "fine",
    "any-pointer": "fine",
    "scripting": "enabled",
    "display-mode": "browser",
    "forced-colors": "none",
    "inverted-colors": "none",
    "update": "fast",
    "overflow-block": "scroll",
    "overflow-inline": "scroll",
    "color-gamut": "srgb",
    "dynamic-range": "standard",
    "-webkit-transform-3d": "1",
    "grid": "0",
}
_NOT = frozenset(("none", "no-preference", "0"))
"""Values that make a feature false where it stands alone."""
_COMPARED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_RANGE = re.compile(r"([^<>=]+?)\s*([<>]=?|=)\s*([^<>=]+?)(?:\s*([<>]=?)\s*([^<>=]+))?")
_RESOLUTION = re.compile(r"(.+?)(dppx|x|dpi|dpcm)")
_PER_PIXEL = {"dppx": 1.0, "x": 1.0, "dpi": 1 / 96, "dpcm": 2.54 / 96}


@lru_cache(maxsize=1024)
def media_apply(queries: str) -> bool:
    """Say whether a list of media queries, in lower case, holds; an empty one does."""
    return not queries.strip() or any(_query(query.split()) for query in split(queries, ","))


def container_fits(condition: str, variables: Container[str] = ()) -> bool:
    """Say whether a condition on a container holds if it is as wide as the screen; its name may stand before it.

    `variables`: what is declared anywhere, `--name:value`, and their names; a variable is taken to have such a value.
    """
    text = condition.strip()
    name = re.match(r"(?!not\b)-?[a-z_][\w-]*(?=\s|$)", text)

    def holds(feature: str) -> bool | None:
        if not feature.startswith("style(--"):
            return _feature(feature)
        return "".join(feature[6:-1].split()) in variables

    return _decided(text[name.end() :] if name else text, holds) is True


def is_true(condition: str) -> bool:
    """Say whether what `@supports` asks for, in lower case, is supported."""
    return _decided(condition, _support) is True


def if_holds(condition: str, variables: Mapping[str, str]) -> bool:
    """Say whether a branch of `if()` is taken: `else`, or `media()`, `supports()` and `style()` with what they ask."""

    def holds(term: str) -> bool | None:
        name, _, asked = term.partition("(")
        asked = asked.removesuffix(")").strip()
        if name == "media":
            return media_apply(asked) or media_apply(f"({asked})")
        if name == "supports":
            return is_true(asked) or is_true(f"({asked})")
        if name != "style":
            return True if term == "else" else None
        variable, colon, value = (part.strip() for part in asked.partition(":"))
        return variables.get(variable) == value if colon else variable in variables

    return _decided(condition, holds) is True


def _query(words: list[str]) -> bool:
    """Say whether one media query holds: a type, a condition, or both."""
    negated = len(words) > 1 and words[0] == "not" and not words[1].startswith("(")
    rest = words[1:] if negated or (words and words[0] == "only") else words
    if not rest or rest[0].startswith("(") or rest[0] == "not":
        return _decided(" ".join(words), _feature) is True
    result: bool | None = rest[0] in ("all", "screen")
    if len(rest) > 1:
        result = _both(result, _decided(" ".join(rest[2:]), _feature) if rest[1] == "and" else None)
    return (result is False) if negated else result is True


def _both(one: bool | None, other: bool | None) -> bool | None:
    return False if one is False or other is False else None if one is None or other is None else True


def _decided(text: str, feature: Callable[[str], bool | None], depth: int = 0) -> bool | None:
    """Return whether a condition of `not`, `and`, `or` and brackets holds, None where that is not known."""
    words = [word for word in split(text.strip(), " ") if word]
    if depth > _MAX_DEPTH:
        raise untold("have conditions that are nested too deeply")
    if not words:
        return None
    if words[0] == "not":
        result = _term(words[1], feature, depth) if len(words) == 2 else None
        return None if result is None else not result
    terms = [_term(word, feature, depth) for word in words[::2]]
    joined = set(words[1::2])
    if len(words) % 2 == 0 or not (joined <= {"and"} or joined <= {"or"}):
        return None
    if joined == {"or"}:
        return True if True in terms else None if None in terms else False
    return False if False in terms else None if None in terms else True


def _term(word: str, feature: Callable[[str], bool | None], depth: int) -> bool | None:
    if not word.startswith("("):
        return feature(word)
    if closing(word, 1) != len(word) - 1:
        return None
    inner = word[1:-1].strip()
    if inner.startswith(("(", "not ", "selector(", "font-tech(", "font-format(", "style(")):
        return _decided(inner, feature, depth + 1)
    return feature(inner)


def _feature(text: str) -> bool | None:
    """Return whether a feature of the screen is as asked; None for one that there is not."""
    text = " ".join(text.split())
    name, colon, value = (part.strip() for part in text.partition(":"))
    if colon:
        least = name.replace("min-", "", 1) if "min-" in name else ""
        most = name.replace("max-", "", 1) if "max-" in name else ""
        if least or most:
            return _compared(least or most, ">=" if least else "<=", value)
        if name in _KINDS:
            return _KINDS[name] == value
        return _compared(name, "=", value)
    if name in _KINDS or name in _MEASURES:
        return _KINDS.get(name, "") not in _NOT and _MEASURES.get(name, 1.0) > 0
    found = _RANGE.fullmatch(text)
    if not found:
        return None
    one, sign, other, second, third = found.groups()
    if one not in _MEASURES:
        first = _compared(other, _TURNED[sign], one)
        return _both(first, _compared(other, second, third)) if second else first
    return None if second else _compared(one, sign, other)


def _compared(name: str, sign: str, value: str) -> bool | None:
    actual, wanted = _MEASURES.get(name), _measure(value)
    return None if actual is None or wanted is None else _COMPARED[sign](actual, wanted)


def _measure(value: str) -> float | None:
    """Return a length in pixels, a resolution in dots a pixel, or a ratio."""
    resolution = _RESOLUTION.fullmatch(value)
    if resolution and number_of(resolution[1]) is not None:
        return (number_of(resolution[1]) or 0.0) * _PER_PIXEL[resolution[2]]
    width, slash, height = value.partition("/")
    if slash:
        one, other = number_of(width), number_of(height)
        return one / other if one is not None and other else None
    return pixels_of(value)


def _support(text: str) -> bool | None:
    if text.startswith("selector(") and text.endswith(")"):
        return all(steps_of(one) is not None for one in split(text[9:-1], ","))
    if text.startswith(("font-tech(", "font-format(")):
        return True
    name, colon, value = text.partition(":")
    if not colon or re.search(r"[()]", name):
        return None
    return bool(value.strip()) and is_supported(name.strip(), " ".join(value.split()))
