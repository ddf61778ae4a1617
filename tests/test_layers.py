"""The package is a list, not a web: every module imports only those above it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "summarizer"

BY_NAME = frozenset({"reading.finding"})
"""Modules that import by a string: libraries that are to be loaded early, and none of ours."""


ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")

TOUCHES_FILES = frozenset(
    "open read_text read_bytes write_text write_bytes iterdir glob stat exists is_file is_dir mkdir touch chmod unlink "
    "TemporaryFile TemporaryDirectory".split()
)
CONNECTS = frozenset("getaddrinfo connect_tcp httpx2.Client AsyncOpenAI".split())
STARTS = frozenset("subprocess.run subprocess.Popen".split())
"""What is called, by its last name or by its whole one, where a module touches a file, the network or a process."""


def section(title: str) -> str:
    """Return what stands under a heading of ARCHITECTURE.md."""
    return ARCHITECTURE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


@cache
def listed() -> list[str]:
    """Return the modules named in ARCHITECTURE.md's table, in its order, as `package.module`."""
    rows = [line for line in section("Modules, in import order").splitlines() if line.startswith("| `")]
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


def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Return all that the syntax tree of a file is made of."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(module: str) -> set[str]:
    """Return our own modules that `module` imports anywhere, inside functions too, but not for types alone."""
    nodes = nodes_of(modules()[module])
    for_types = {id(inner) for node in nodes if is_for_types(node) for inner in ast.walk(node)}
    return {name for node in nodes if id(node) not in for_types for name in names_of(node)} - {module}


def is_for_types(node: ast.AST) -> bool:
    """Return whether a statement is only there for a type checker."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"


def names_of(node: ast.AST) -> Iterator[str]:
    """Yield the modules of ours that an import statement names; the package itself is the empty name."""
    if isinstance(node, ast.Import):
        named = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        named = [f"{node.module}.{alias.name}" for alias in node.names]
    else:
        return
    for name in named:
        package, _, inner = name.partition(".")
        if package == "summarizer":
            yield inner if inner in modules() else inner.rpartition(".")[0]


def is_hidden(node: ast.AST) -> bool:
    """Return whether a node imports what no import statement names in full: a relative import, or one by a string."""
    if isinstance(node, ast.ImportFrom):
        return node.level > 0 or node.module == "importlib"
    if isinstance(node, ast.Import):
        return any(alias.name == "importlib" for alias in node.names)
    return isinstance(node, ast.Name) and node.id == "__import__"


def test_architecture_lists_every_module_once() -> None:
    """ARCHITECTURE.md's table names exactly the modules there are."""
    assert sorted(listed()) == sorted(modules())


def test_a_module_imports_only_those_above_it() -> None:
    """Imports go one way, in the order of ARCHITECTURE.md's table."""
    above = {module: set(listed()[:at]) for at, module in enumerate(listed())}
    assert {module: below for module in listed() if (below := imported(module) - above[module])} == {}


def test_every_import_names_its_module() -> None:
    """Nothing is imported relatively or by a string, which the order could not be held against."""
    assert [module for module in listed() if any(map(is_hidden, nodes_of(modules()[module])))] == [*BY_NAME]


@pytest.mark.parametrize(
    ("statement", "named", "hidden"),
    [
        ("from summarizer.web import Fetcher", ["web"], False),
        ("from summarizer import web, files", ["web", "files"], False),
        ("from summarizer.reading import gate", ["reading.gate"], False),
        ("from summarizer.grounding import judge_line", ["grounding"], False),
        ("import summarizer.web", ["web"], False),
        ("import os, summarizer.reading.gate as gate", ["reading.gate"], False),
        ("import summarizer", [""], False),
        ("import os", [], False),
        ("from .web import Fetcher", [], True),
        ("from . import web", [], True),
        ("import importlib", [], True),
        ("from importlib import import_module", [], True),
        ("__import__('summarizer.web')", [], True),
        ("from importlib.metadata import version", [], False),
    ],
)
def test_no_form_of_an_import_is_passed_over(statement: str, named: list[str], hidden: bool) -> None:
    """Each form names the modules of ours that it loads, or is one that no module may use."""
    nodes = list(ast.walk(ast.parse(statement)))
    assert [name for node in nodes for name in names_of(node)] == named
    assert any(map(is_hidden, nodes)) is hidden


def touches_the_world(source: str) -> bool:
    """Return whether a module touches a file, the network or a process, beside data that is shipped with it."""
    tree = ast.parse(source)
    own = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign) and "__file__" in ast.unparse(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return any(is_outward(called) and not is_shipped(called, own) for called in calls)


def is_outward(called: ast.expr) -> bool:
    """Return whether what is called leads out of the process."""
    name = ast.unparse(called)
    return not {name, name.rpartition(".")[2]}.isdisjoint(TOUCHES_FILES | CONNECTS | STARTS)


def is_shipped(called: ast.expr, own: set[str]) -> bool:
    """Return whether a method is called on a file that lies beside the module; `own` are its names for such files."""
    return any(isinstance(node, ast.Name) and node.id in own | {"__file__"} for node in ast.walk(called))


def test_architecture_names_what_touches_the_world() -> None:
    """The third rule of ARCHITECTURE.md lists all modules that touch a file, the network or a process, and no other."""
    rule = ARCHITECTURE.partition("**I/O at the edges.**")[2].partition("\n4. ")[0]
    named = sorted(dotted(Path(name)) for name in re.findall(r"`([\w/]+\.py)`", rule))
    found = [name for name, path in modules().items() if touches_the_world(path.read_text(encoding="utf-8"))]
    assert named == sorted(found)


@pytest.mark.parametrize(
    ("source", "touches"),
    [
        ("text = path.read_text()", True),
        ("with open(name) as file: pass", True),
        ("subprocess.run(command)", True),
        ("await loop.getaddrinfo(host, port)", True),
        ("DATA = Path(__file__).with_suffix('.toml')\ntext = DATA.read_text()", False),
        ("text = Path(__file__).with_name('a.txt').read_text()", False),
        ("DATA = Path(__file__).with_suffix('.toml')\ntext = path.read_text()", True),
        ("task.run(path.name)", False),
    ],
)
def test_what_touches_the_world_is_told_from_shipped_data(source: str, touches: bool) -> None:
    """A file that a user or a page names counts, whatever else a module reads; what lies beside the module does not."""
    assert touches_the_world(source) is touches


def test_architecture_lists_every_file_of_tests() -> None:
    """Whoever changes a package finds its tests: each file stands in the table, and each that stands there exists."""
    assert set(re.findall(r"`(test_\w+\.py)`", section("Tests"))) == {
        path.name for path in (ROOT / "tests").glob("test_*.py")
    }
