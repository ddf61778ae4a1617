"""The package is a list, not a web: every module imports only those above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "summarizer"


@cache
def listed() -> list[str]:
    """Return the modules named in ARCHITECTURE.md's table, in its order, as `package.module`."""
    rows = [
        line for line in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")
    ]
    return [dotted(Path(row.split("`")[1])) for row in rows]


def dotted(path: Path) -> str:
    """Return the name of the module in a file, below the package."""
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


@cache
def modules() -> dict[str, Path]:
    """Return every module with code of its own; the package's front door and command are above all of them."""
    files = {dotted(path.relative_to(PACKAGE)): path for path in PACKAGE.rglob("*.py")}
    return {name: path for name, path in files.items() if name not in ("__init__", "__main__") and has_code(path)}


def has_code(path: Path) -> bool:
    """Return whether a file holds more than a docstring."""
    return len(ast.parse(path.read_text(encoding="utf-8")).body) > 1


@cache
def imported(module: str) -> set[str]:
    """Return our own modules that `module` imports anywhere, inside functions too, but not for types alone."""
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    for_types = {id(inner) for node in ast.walk(tree) if is_for_types(node) for inner in ast.walk(node)}
    nodes = [node for node in ast.walk(tree) if id(node) not in for_types]
    return {name for node in nodes for name in names_of(node)} - {module}


def is_for_types(node: ast.AST) -> bool:
    """Return whether a statement is only there for a type checker."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def names_of(node: ast.AST) -> Iterator[str]:
    """Yield the modules of ours that an import statement names."""
    if not isinstance(node, ast.ImportFrom) or (node.module or "").split(".")[0] != "summarizer":
        return
    base = (node.module or "").removeprefix("summarizer").removeprefix(".")
    for alias in node.names:
        inner = f"{base}.{alias.name}".removeprefix(".")
        yield inner if inner in modules() else base


def test_architecture_lists_every_module_once() -> None:
    """ARCHITECTURE.md's table names exactly the modules there are."""
    assert sorted(listed()) == sorted(modules())


@pytest.mark.parametrize("module", listed())
def test_a_module_imports_only_those_above_it(module: str) -> None:
    """Imports go one way, in the order of ARCHITECTURE.md's table."""
    above = set(listed()[: listed().index(module)])
    assert imported(module) <= above
