"""SECURITY.md: each thing that it says is held, is held by a test that exists."""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(test_\w+\.py)::(test_\w+)`", TEXT)


@cache
def collected_of(module: str) -> set[str]:
    """Return the names of the tests in a file, as pytest collects them: of the file itself, and of its classes."""
    return set(collected((ROOT / "tests" / module).read_text(encoding="utf-8")))


def collected(source: str) -> Iterator[str]:
    """Yield the names of the tests in the source of a module."""
    body = ast.parse(source).body
    classes = [node for node in body if isinstance(node, ast.ClassDef) and node.name.startswith("Test")]
    for node in [*body, *(inner for each in classes for inner in each.body)]:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if node.name.startswith("test") and not any(map(is_fixture, node.decorator_list)):
            yield node.name


def is_fixture(decorator: ast.expr) -> bool:
    """Return whether a decorator makes a fixture of what it stands above."""
    return ast.unparse(decorator).partition("(")[0] in ("pytest.fixture", "fixture", "pytest_asyncio.fixture")


@pytest.mark.parametrize(("module", "test"), NAMED)
def test_every_test_that_is_named_exists(module: str, test: str) -> None:
    """Nothing is promised that a test of that name does not look at."""
    assert test in collected_of(module)


def test_only_what_pytest_runs_is_a_test() -> None:
    """A function within another, a method of a helper and a fixture hold nothing, whatever they are called."""
    source = """
        import pytest

        def test_one(): ...

        async def test_two():
            def test_within(): ...

        class TestThree:
            def test_three(self): ...
            def helper(self): ...

        class Helper:
            def test_of_a_helper(self): ...

        @pytest.fixture(autouse=True)
        def test_server(): ...
    """
    assert list(collected(textwrap.dedent(source))) == ["test_one", "test_two", "test_three"]


def test_every_line_names_a_test() -> None:
    """There is no row in any table without one, and there are many."""
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith("| what")]
    assert len(rows) >= 30
    assert [row for row in rows if not re.search(r"`test_\w+\.py::test_\w+`", row)] == []


def test_the_readme_leads_here() -> None:
    """Whoever looks for it finds it."""
    assert "(SECURITY.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
