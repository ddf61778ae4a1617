"""What the README says is so: its Python runs, its commands and flags exist, its files are there."""

from __future__ import annotations

import re
import shlex
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from conftest import Ran

from summarizer import cli, flags
from summarizer.config import ENVIRONMENT_PREFIX, KEY_VARIABLE, Newsletter, Settings, load_settings
from summarizer.errors import SetupError
from summarizer.rendering.links import find_links
from summarizer.taxonomy import Taxonomy

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"^```python\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SHELL = re.findall(r"^```(?:sh|console|bash)?\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = ("render", "check", "schema")


def marked(name: str) -> list[list[str]]:
    """Return the commands of the block after a marker, each as words, in order."""
    found = re.search(rf"^<!-- {name} -->\n```\w*\n(.+?)\n```$", README, re.MULTILINE | re.DOTALL)
    assert found, f"no block after <!-- {name} -->"
    assert "\n" not in found[1], "it is one command"
    return [shlex.split(part) for part in found[1].split(" && ")]


def flags_in(text: str) -> set[str]:
    """Return every long flag that a text names."""
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*[a-z]", text))


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in the folder that the README's paths begin at."""
    monkeypatch.chdir(ROOT)


# Python


EXPECTED = (
    ("Tarn 2", "verified", "---\ntitle: ", "\n### Top News\n"),
    ("Sotto", "file-missing", "no-such-page.html"),
    ("Local", "two years of work.", "verified"),
)
"""What the blocks print, some of it."""


@pytest.mark.parametrize(("block", "expected"), list(zip(PYTHON, EXPECTED, strict=True)))
def test_python_runs(
    block: str, expected: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each block runs by itself, as it stands there, without a key or a model, and prints what it is about."""
    module = ModuleType("readme")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    exec(compile(block, "README.md", "exec"), module.__dict__)  # noqa: S102 - it is our own
    out, err = capsys.readouterr()
    assert err == ""
    assert [text for text in expected if text not in out] == []


# Commands


@pytest.mark.load  # a plain run replays it in test_demo_material.py
def test_the_demo_prints_a_digest(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first command sets up an environment, and its last part prints a whole digest without key or network."""
    *setting_up, (program, *arguments) = marked("demo")
    assert [words[0] for words in setting_up] == ["python3", ".venv/bin/pip"]
    assert program == ".venv/bin/summarize"
    monkeypatch.chdir(ROOT)
    ran = run(*arguments)
    assert ran.code == 0
    assert ran.out.startswith("---\ntitle: ")
    headings = re.findall(r"(?m)^#### (\w+)$", ran.out)
    assert headings == list(Taxonomy.default().names)
    assert len(find_links(ran.out)) >= 15


@pytest.mark.parametrize("name", ["demo", "test"])
def test_what_is_installed_is_there(name: str) -> None:
    """The command names files and extras that there are, and a Python that the package wants."""
    venv, pip, program = marked(name)
    assert venv == ["python3", "-m", "venv", ".venv"]
    assert Path(pip[pip.index("-c") + 1]).is_file()
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    extra = re.search(r"\[(\w+)\]", pip[-1])
    assert extra is None or extra[1] in project["optional-dependencies"]
    assert Path(program[0]).name in {"pytest", *project["scripts"]}
    assert f"Python {project['requires-python'].removeprefix('>=')} or newer" in README


def test_the_test_command_is_the_one_that_ci_runs() -> None:
    """`.ci/run` takes it from here, by the same marker."""
    assert marked("test")[-1] == [".venv/bin/pytest"]
    assert "<!-- test -->" in Path(".ci/run").read_text(encoding="utf-8")


def test_every_flag_exists(run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each flag that is named is one of the command's."""
    monkeypatch.chdir(ROOT)
    known = flags_in("\n".join(run(*given, "--help").out for given in ([], *([name] for name in COMMANDS))))
    assert flags_in(README) - known == set()
    assert flags_in(README) > {"--replay", "--model", "--base-url"}


def test_every_command_exists(run: Callable[..., Ran]) -> None:
    """Each line that begins with the command's name is one that can be typed."""
    lines = [line.partition(" #")[0] for block in SHELL for line in block.splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("summarize ")]
    assert len(commands) >= 4
    for command in commands:
        help_of = [command[0]] if command[0] in COMMANDS else []
        assert run(*help_of, "--help").code == 0
        shown = run(*help_of, "--help").out
        assert all(word in shown for word in command if word.startswith("-"))


def test_exit_codes_are_those_of_the_help() -> None:
    """The table says of each code what `--help` says."""
    told = dict(re.findall(r"(?m)^  (\d+) +(.+)$", flags.EPILOG))
    table = dict(re.findall(r"(?m)^\| (\d+) \| (.+) \|$", README))
    assert {code: text.replace("`", "") for code, text in table.items()} == told
    exits = {str(value) for name, value in vars(cli).items() if name.startswith("EXIT_")}
    assert set(table) == exits


# Files and settings


def test_every_file_is_there() -> None:
    """Each link that is no web address, and each path of the checkout, leads to a file."""
    links = {link for link in find_links(README) if "://" not in link}
    paths = set(re.findall(r"(?<![\w/.-])(?:benchmarks|cassettes|examples|prompts|scripts|tests)/[\w./-]*\w", README))
    assert {"CHANGELOG.md", "ARCHITECTURE.md", "CONTRIBUTING.md"} <= links
    assert [name for name in sorted(links | paths) if not Path(name.partition("#")[0]).exists()] == []


def test_every_setting_exists() -> None:
    """Each variable that is named sets something, the key apart, and the example of a configuration can be read."""
    named = set(re.findall(rf"{ENVIRONMENT_PREFIX}[A-Z_]+", README))
    known = {f"{ENVIRONMENT_PREFIX}{name.upper()}" for name in Settings.model_fields}
    known |= {f"{ENVIRONMENT_PREFIX}NEWSLETTER_{name.upper()}" for name in Newsletter.model_fields}
    assert named
    assert named <= known
    assert KEY_VARIABLE in README
    load_settings({}, {}, config=Path("examples/summarizer.toml"))
    with pytest.raises(SetupError):
        load_settings({}, {f"{ENVIRONMENT_PREFIX}MODLE": "offline"})


def test_names_in_python_are_public() -> None:
    """What the prose says of the library is what it exports."""
    import summarizer

    imported = re.findall(r"(?m)^from summarizer import (.+)$", "\n".join(PYTHON))
    assert {name.strip() for line in imported for name in line.split(",")} <= set(summarizer.__all__)
