"""What is given to the library and cannot work: refused where it is given, not noticed in the middle of a run."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Literal

from summarizer.errors import SetupError

Effort = Literal["none", "minimal", "low", "medium", "high"]
"""How long a reasoning model may think."""

WhenUnsupported = Literal["keep", "offline", "drop"]
"""What becomes of a line that its article does not bear out: kept and marked, replaced by the offline line, failed."""

_LANGUAGES = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et
eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk
kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny
oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk
tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
LANGUAGES = frozenset(_LANGUAGES.split())
"""The codes of ISO 639-1."""

A_LANGUAGE = "a language's code of two small letters (ISO 639-1), such as 'en' or 'ja'"
"""What a language is named by, in words."""


def check_number(name: str, value: float | Decimal, *, least: float, more_than: bool = False) -> None:
    """Return if the argument called `name` is a number of at least `least`, or greater if `more_than`.

    Raises SetupError that says what it is and what it may be.
    """
    is_number = isinstance(value, int | float | Decimal) and not math.isnan(value)
    if not is_number or value < least or (more_than and value == least):
        wanted = f"greater than {least:g}" if more_than else f"at least {least:g}"
        raise SetupError(f"{name} is {value!r}, and should be a number, {wanted}")


def check_kind(name: str, value: object, kind: type, wanted: str) -> None:
    """Return if the argument called `name` is of this `kind`. Raises SetupError that says what is `wanted`."""
    if not isinstance(value, kind):
        raise SetupError(f"{name} is of type {type(value).__name__}, and should be {wanted}")


def check_maker(name: str, value: object, kind: type) -> None:
    """Return if the argument called `name` can be called, to make a `kind`. Raises SetupError otherwise."""
    if not callable(value):
        wanted = f"what makes one, such as {kind.__name__} or lambda: {kind.__name__}(...)"
        raise SetupError(f"{name} is of type {type(value).__name__}, and should be {wanted}")


def check_choice(name: str, value: str, allowed: Collection[str]) -> None:
    """Return if the argument called `name` is one of `allowed`. Raises SetupError that lists them."""
    if value not in allowed:
        raise SetupError(f"{name} is {value!r}, and should be one of {', '.join(map(repr, allowed))}")


def check_language(language: str) -> None:
    """Return if `language` is one of `LANGUAGES`. Raises SetupError otherwise."""
    if language not in LANGUAGES:
        raise SetupError(f"language is {language!r}, and should be {A_LANGUAGE}")


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return the end of a message about an unknown `name`: which of `names` is nearest; nothing where none is near."""
    near = nearest(name, names)
    return f"; did you mean {near!r}?" if near else ""


def nearest(name: str, names: Iterable[str], *, alike: float = 0.5) -> str:
    """Return that of `names` which is nearest to an unknown `name`; empty where none is `alike` enough, of 0 to 1."""
    return next(iter(difflib.get_close_matches(name, list(names), n=1, cutoff=alike)), "")
