"""The expressions of GitHub Actions, as far as actions and workflows here use them.

    value = evaluate("inputs.cache == 'true' && steps.draft.outcome", {"inputs": {"cache": "true"}, ...})
    text = filled("${{ runner.temp }}/x", contexts)

Strings, numbers, `true`, `false`, `null`, contexts with dots, `!`, `==`, `!=`, `&&`, `||`, parentheses, and functions.
What is not there is null, comparing strings does not look at case, and `&&` and `||` give one of their sides: as it is
documented ("Evaluate expressions in workflows and actions").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Contexts = Mapping[str, Any]
Functions = Mapping[str, Callable[..., Any]]

_TOKEN = re.compile(r"\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(==|!=|&&|\|\||[!().,]))")
_HOLE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_WORDS = {"true": True, "false": False, "null": None}


def evaluate(expression: str, contexts: Contexts, functions: Functions | None = None) -> Any:
    """Return the value of `expression`. Raises ValueError for what is none."""
    reader = _Reader(_tokens(expression), contexts, functions or {})
    value = reader.any_of()
    if reader.tokens:
        raise ValueError(f"{expression!r} goes on after its end: {reader.tokens}")
    return value


def filled(text: str, contexts: Contexts) -> str:
    """Return `text` with every `${{ expression }}` in it evaluated."""
    return _HOLE.sub(lambda match: as_text(evaluate(match[1], contexts)), text)


def as_text(value: Any) -> str:
    """Return a value as it is put into a text."""
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def is_true(value: Any) -> bool:
    """Return whether a value counts as true."""
    return value not in (None, "", 0, False)


def _is_same(one: Any, other: Any) -> bool:
    """Return whether two values are equal: texts without regard to case, of different kinds as numbers."""
    if isinstance(one, str) and isinstance(other, str):
        return one.lower() == other.lower()
    return (type(one) is type(other) and one == other) or _number(one) == _number(other)


def _number(value: Any) -> float:
    """Return a value as a number; what is none is equal to nothing."""
    try:
        return float(value or 0)
    except ValueError:
        return float("nan")


def _tokens(expression: str) -> list[tuple[str, str]]:
    kinds = ("text", "number", "name", "sign")
    found, at = [], 0
    while expression[at:].strip():
        match = _TOKEN.match(expression, at)
        if match is None:
            raise ValueError(f"{expression!r} cannot be read from {expression[at:]!r} on")
        number = next(number for number, one in enumerate(match.groups()) if one is not None)
        found.append((kinds[number], match[number + 1]))
        at = match.end()
    return found


class _Reader:
    """Reads tokens from left to right; each method reads what binds tighter than the one above it."""

    def __init__(self, tokens: list[tuple[str, str]], contexts: Contexts, functions: Functions) -> None:
        self.tokens = tokens
        self._contexts = contexts
        self._functions = functions

    def any_of(self) -> Any:
        value = self._all_of()
        while self._taken("||"):
            other = self._all_of()
            value = value if is_true(value) else other
        return value

    def _all_of(self) -> Any:
        value = self._equal()
        while self._taken("&&"):
            other = self._equal()
            value = other if is_true(value) else value
        return value

    def _equal(self) -> Any:
        value = self._single()
        for sign in ("==", "!="):
            if self._taken(sign):
                other = self._single()
                return _is_same(value, other) == (sign == "==")
        return value

    def _single(self) -> Any:
        if self._taken("!"):
            return not is_true(self._single())
        if self._taken("("):
            value = self.any_of()
            self._expect(")")
            return value
        kind, text = self.tokens.pop(0)
        if kind == "text":
            return text.replace("''", "'")
        if kind == "number":
            return float(text)
        if kind != "name":
            raise ValueError(f"{text!r} is no value")
        return self._named(text)

    def _named(self, name: str) -> Any:
        if self._taken("("):
            return self._called(name)
        if name in _WORDS:
            return _WORDS[name]
        value = self._contexts[name]
        while self._taken("."):
            key = self.tokens.pop(0)[1]
            value = value.get(key) if isinstance(value, Mapping) else None
        return value

    def _called(self, name: str) -> Any:
        arguments = []
        while not self._taken(")"):
            arguments.append(self.any_of())
            self._taken(",")
        return self._functions[name](*arguments)

    def _taken(self, sign: str) -> bool:
        if self.tokens and self.tokens[0] == ("sign", sign):
            del self.tokens[0]
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._taken(sign):
            raise ValueError(f"{sign!r} is missing before {self.tokens}")
