"""Long tables of cases: a plain `pytest` tries some of each, and `pytest -m load` the rest."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

EVERY = 5


def sampled(names: Iterable[str]) -> list[str | pytest.ParameterSet]:
    """Return the cases of a table, all but every fifth of them marked as load."""
    return [name if not at % EVERY else pytest.param(name, marks=pytest.mark.load) for at, name in enumerate(names)]
