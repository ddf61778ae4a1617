"""Long tables of cases: a plain `pytest` tries some of each, and `pytest -m load` the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

EVERY = 16


def sampled(cases: Iterable[Any]) -> list[Any]:
    """Return the cases of a table, all but one in EVERY marked as load; a case of several values is a plain tuple."""
    return [case if not at % EVERY else _for_load(case) for at, case in enumerate(cases)]


def _for_load(case: Any) -> pytest.ParameterSet:
    values = case if type(case) is tuple else (case,)
    return pytest.param(*values, marks=pytest.mark.load)
