"""What is given to the library and cannot work: refused where it is given, not noticed in the middle of a run."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Iterable
from decimal import Decimal

from summarizer.errors import SetupError


def check_number(name: str, value: float | Decimal, *, least: float, more_than: bool = False) -> None:
    """Return if the argument called `name` is a number of at least `least`, or greater if `more_than`.

    Raises SetupError that says what it is and what it may be.
    """
    is_number = isinstance(value, int | float | Decimal) and not math.isnan(value)
    if not is_number or value < least or (more_than and value == least):
        wanted = f"greater than {least:g}" if more_than else f"at least {least:g}"
        raise SetupError(f"{name} is {value!r}, and should be a number, {wanted}")


def check_choice(name: str, value: str, allowed: Collection[str]) -> None:
    """Return if the argument called `name` is one of `allowed`. Raises SetupError that lists them."""
    if value not in allowed:
        raise SetupError(f"{name} is {value!r}, and should be one of {', '.join(map(repr, allowed))}")


def check_language(language: str) -> None:
    """Return if `language` is a code of two letters. Raises SetupError otherwise."""
    if not (isinstance(language, str) and re.fullmatch("[a-z]{2}", language)):
        raise SetupError(
            f"language is {language!r}, and should be a code of two small letters, such as 'en' (ISO 639-1)"
        )


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return the end of a message about an unknown `name`: which of `names` is nearest; nothing where none is near."""
    near = difflib.get_close_matches(name, list(names), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
