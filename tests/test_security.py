"""SECURITY.md: each thing that it says is held, is held by a test that exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(test_\w+\.py)::(test_\w+)`", TEXT)


@cache
def functions_of(name: str) -> set[str]:
    """Return the names of the tests of a module."""
    tree = ast.parse((ROOT / "tests" / name).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize(("module", "test"), NAMED)
def test_every_test_that_is_named_exists(module: str, test: str) -> None:
    """Nothing is promised that a test of that name does not look at."""
    assert test in functions_of(module)


def test_every_line_names_a_test() -> None:
    """There is no row in any table without one, and there are many."""
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    assert len(rows) >= 30
    assert [row for row in rows if not re.search(r"`test_\w+\.py::test_\w+`", row)] == []


def test_the_readme_leads_here() -> None:
    """Whoever looks for it finds it."""
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
