"""The package is a list, not a web: every module imports only those above it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "summarizer"
ORDER = Path(__file__).resolve().parent.parent.joinpath("ARCHITECTURE.md")


def listed() -> list[str]:
    """Return the modules named in ARCHITECTURE.md's table, in its order."""
    rows = [line for line in ORDER.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return [row.split("`")[1].removesuffix(".py") for row in rows]


def imported(module: str) -> set[str]:
    """Return our own modules that `module` imports anywhere, inside functions too, but not for types alone."""
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.module == "summarizer":
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("summarizer."):
            found.add((node.module or "").split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {name.name.split(".")[1] for name in node.names if name.name.startswith("summarizer.")}
    return found


def test_architecture_lists_every_module_once() -> None:
    """ARCHITECTURE.md's table names exactly the modules there are."""
    there = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    assert sorted(listed()) == sorted(there)


@pytest.mark.parametrize("module", listed())
def test_a_module_imports_only_those_above_it(module: str) -> None:
    """Imports go one way, in the order of ARCHITECTURE.md's table."""
    above = set(listed()[: listed().index(module)])
    assert imported(module) <= above
