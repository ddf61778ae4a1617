"""The action and the workflows as files: their schemas, their scripts, and what a reviewer of workflows looks for."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from summarizer.github import order
from summarizer.github.lists import ARCHIVES
from summarizer.web import PROJECT_URL

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ACTIONS = [ROOT / "action.yml", ROOT / "publish" / "action.yml"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORM = ROOT / ".github" / "ISSUE_TEMPLATE" / "suggest-a-link.yml"
WEEKLY = ROOT / ".github" / "workflows" / "weekly-digest.yml"
OURS = PROJECT_URL.removeprefix("https://github.com/")

INPUTS = (
    "urls output config template model base-url api-key max-cost fail-on publish branch title labels cache "
    "python-version"
).split()
OUTPUTS = (
    "draft-path json-path summarized needs-review failed cost-usd input-tokens output-tokens pull-request-url issue-url"
).split()


def load(path: Path) -> dict[Any, Any]:
    """Return a file's YAML; `on:` is read as the truth value that YAML 1.1 takes it for."""
    parsed: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return parsed


def steps_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield every step of an action or a workflow."""
    parsed = load(path)
    for job in parsed.get("jobs", {"": parsed.get("runs", {})}).values():
        yield from job["steps"]


def said_by(*command: str | Path) -> str:
    """Return what a tool says. Raises AssertionError, with all of it, if it finds fault."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.load
@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", ACTIONS),
        ("vendor.github-issue-forms", [FORM]),
    ],
)
def test_the_schemas_hold(schema: str, files: list[Path]) -> None:
    """Those that check-jsonschema brings along."""
    said_by(BIN / "check-jsonschema", "--builtin-schema", schema, *files)


def test_zizmor_finds_nothing() -> None:
    """In its strictest manner, offline, and without anything left out by a comment."""
    said_by(BIN / "zizmor", "--offline", "--persona", "pedantic", "--no-progress", ".")
    assert not [path for path in (*ACTIONS, *WORKFLOWS) if "zizmor: ignore" in path.read_text(encoding="utf-8")]


def test_every_script_passes_shellcheck(tmp_path: Path) -> None:
    """As the runner runs it: by bash, ending at the first error."""
    scripts = [ROOT / "scripts" / "install_action.sh", ROOT / ".ci" / "run"]
    for number, step in enumerate(step for path in (*ACTIONS, *WORKFLOWS) for step in steps_of(path) if "run" in step):
        scripts.append(tmp_path / f"{number}.sh")
        scripts[-1].write_text(f"#!/bin/bash\nset -eo pipefail\n{step['run']}\n", encoding="utf-8")
    assert len(scripts) > 10
    said_by(BIN / "shellcheck", *scripts)


@pytest.mark.parametrize("path", [*ACTIONS, *WORKFLOWS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_expression_stands_in_a_script(path: Path) -> None:
    """Inputs and outputs reach a script as variables: a title cannot become a command."""
    for step in steps_of(path):
        assert "${{" not in str(step.get("run", "")), step["name"]
        assert "run" not in step or step["shell"] == "bash"


@pytest.mark.parametrize("path", [*ACTIONS, *WORKFLOWS], ids=lambda path: str(path.relative_to(ROOT)))
def test_actions_of_others_are_pinned_by_commit(path: Path) -> None:
    """With the version in a comment, and the same commit everywhere; our own by its major version."""
    used = re.findall(r"uses: (\S+?)@(\S+)(?: # (v[\d.]+))?\n", path.read_text(encoding="utf-8"))
    assert len(used) == sum("uses" in step for step in steps_of(path))
    for name, ref, version in used:
        if name.startswith(OURS):
            assert ref == "v1"
        else:
            assert re.fullmatch(r"[0-9a-f]{40}", ref)
            assert version
            assert pins()[name.partition("/")[2].partition("/")[0]] == {ref}


def pins() -> dict[str, set[str]]:
    """Return the commits that each action of others is pinned to, in all files."""
    found: dict[str, set[str]] = {}
    for path in (*ACTIONS, *WORKFLOWS):
        for name, ref in re.findall(r"uses: [\w-]+/([\w-]+)[\w/-]*@([0-9a-f]{40})", path.read_text(encoding="utf-8")):
            found.setdefault(name, set()).add(ref)
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_permissions_are_the_least_and_explained(path: Path) -> None:
    """None for the workflow; each job's own in lines that say what for; no credentials are left in a checkout."""
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert "concurrency" in workflow
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job
        assert job["permissions"]
    text = path.read_text(encoding="utf-8")
    granted = re.findall(r"^ {6}[\w-]+: (?:read|write)\b(.*)$", text, re.MULTILINE)
    assert len(granted) == sum(len(job["permissions"]) for job in workflow["jobs"].values())
    assert all(reason.startswith(" # ") for reason in granted)
    for step in steps_of(path):
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_whoever_reads_pages_writes_nothing_and_whoever_writes_has_no_key() -> None:
    """The two jobs of the weekly workflow, and the events that start it."""
    workflow = load(WEEKLY)
    assert set(workflow[True]) == {"schedule", "workflow_dispatch"}
    draft, publish = workflow["jobs"]["draft"], workflow["jobs"]["publish"]
    assert set(draft["permissions"].values()) == {"read"}
    assert "secrets." in str(draft)
    assert publish["permissions"] == {"contents": "write", "pull-requests": "write", "issues": "write"}
    assert not re.search(r"secrets\.|KEY|api-key", str(publish))


def test_the_readme_has_the_weekly_workflow_to_copy() -> None:
    """Word for word."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- weekly -->\n```yaml\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert found
    assert found[1] == WEEKLY.read_text(encoding="utf-8")


def test_the_action_is_explained() -> None:
    """docs/action.md names every input with its default and every output, and its picture is there and small."""
    told = (ROOT / "docs" / "action.md").read_text(encoding="utf-8")
    action = load(ROOT / "action.yml")
    rows = dict(re.findall(r"(?m)^\| `([\w-]+)` \| (.*?) \|", told))
    assert set(rows) == set(action["inputs"])
    plain = {name: one.get("default") for name, one in action["inputs"].items()}
    for name, default in plain.items():
        assert not default or "${{" in default or rows[name] == f"`{default}`"
    assert [name for name in action["outputs"] if f"`{name}`" not in told] == []
    picture = ROOT / "docs" / "pull-request.png"
    assert picture.name in told
    assert picture.stat().st_size < 200_000


def test_inputs_and_outputs_are_those_that_are_promised() -> None:
    """Kebab-case; all inputs but `urls` are optional, and each has a description."""
    action = load(ROOT / "action.yml")
    assert set(INPUTS) <= set(action["inputs"])
    assert set(action["outputs"]) == set(OUTPUTS)
    assert [name for name, one in action["inputs"].items() if one.get("required")] == ["urls"]
    for name, one in (*action["inputs"].items(), *action["outputs"].items()):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)
        assert one["description"].endswith(".")


def test_every_input_reaches_a_step() -> None:
    """By a variable that the module reads."""
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "summarizer" / "github").glob("*.py"))
    for path in ACTIONS:
        action = load(path)
        text = path.read_text(encoding="utf-8")
        for name in action["inputs"]:
            assert f"inputs.{name}" in text.partition("runs:")[2], name
        for variable in set(re.findall(r"INPUT_[A-Z_]+", text)):
            name = variable.removeprefix("INPUT_").lower().replace("_", "-")
            assert f'"{name}"' in code or name in ("failed", "needs-review"), name


def test_defaults_are_those_of_the_module() -> None:
    """Of both actions."""
    for path in ACTIONS:
        inputs = load(path)["inputs"]
        assert inputs["output"]["default"] == order.OUTPUT
        assert inputs["branch"]["default"] == order.BRANCH
        assert inputs["labels"]["default"] == "digest"
        assert inputs["archive"]["default"] == ARCHIVES[0]


def test_the_tests_run_on_every_system_and_python() -> None:
    """Linux, macOS and Windows, each with every Python that is supported; and all that `.ci/run` holds."""
    jobs = load(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]
    matrix = jobs["test"]["strategy"]["matrix"]
    assert [name.partition("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [step.get("run") for step in jobs["check"]["steps"]][-1] == ".ci/run"


def test_a_release_holds_no_password() -> None:
    """PyPI takes the workflow's identity, in an environment of its own; what is built is attested."""
    jobs = load(ROOT / ".github" / "workflows" / "release.yml")["jobs"]
    assert jobs["publish"]["environment"]["name"] == "pypi"
    assert jobs["publish"]["permissions"] == {"id-token": "write", "attestations": "write"}
    assert "secrets." not in str(jobs)
    assert [step["name"] for step in jobs["publish"]["steps"]][1:] == ["Attest where it was built", "Publish on PyPI"]
