"""A runner for GitHub Actions: executes composite actions and the jobs of workflows as the real one does.

    runner = ActionsRunner(workspace, temp, github={...}, equivalents={...}, actions={"owner/name": folder})
    ended = runner.run_action(folder, {"urls": "urls.txt"}, {"OPENAI_API_KEY": "…"})
    ended.outcome, ended.outputs, ended.log, ended.summary, ended.annotations

Steps are run by bash (`-e -o pipefail`, from a file), one after the other, with the files that the real runner gives
them (GITHUB_OUTPUT, GITHUB_ENV, GITHUB_PATH, GITHUB_STEP_SUMMARY), and what they print is read for commands, from both
their streams: `add-mask`, `stop-commands`, annotations, and `set-output`, which the real one still obeys. Actions of
others are replaced by `equivalents` that do on this machine what they do there.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from expressions import evaluate, filled, is_true

MAX_SUMMARY_BYTES = 1024 * 1024
STATUS = re.compile(r"\b(?:success|failure|always|cancelled)\(")
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT")
"""Variables of this process that a step sees; all else is the runner's."""

_COMMAND = re.compile(r"::([\w-]+)((?: [^:]*?)?)::(.*)", re.DOTALL)


class Annotation(NamedTuple):
    """A notice, warning or error, as GitHub would show it."""

    level: str
    message: str
    properties: dict[str, str]


class Ended(NamedTuple):
    """How an action or a job ended."""

    outcome: str
    outputs: dict[str, str]
    log: str
    summary: str
    annotations: list[Annotation]
    steps: dict[str, str]
    """The outcome of each step, by id or else name."""


Equivalent = Callable[["ActionsRunner", dict[str, str]], dict[str, str]]
"""What stands in for somebody else's action: it is given the runner and its inputs, and returns its outputs."""


class ActionsRunner:
    """One machine for one job: `workspace` is the checkout's folder, `temp` the runner's."""

    def __init__(
        self,
        workspace: Path,
        temp: Path,
        *,
        github: Mapping[str, str],
        equivalents: Mapping[str, Equivalent] | None = None,
        actions: Mapping[str, Path] | None = None,
        secrets: Mapping[str, str] | None = None,
    ) -> None:
        self.workspace = workspace
        self.temp = temp
        self.path: list[str] = []
        self._github = dict(github)
        self._equivalents = equivalents or {}
        self._actions = actions or {}
        self._secrets = secrets or {}
        self._environment: dict[str, str] = {}
        self._said = _Said([value for value in self._secrets.values() if value])
        self._summary = ""

    def run_action(
        self, folder: Path, inputs: Mapping[str, str], environment: Mapping[str, str] | None = None
    ) -> Ended:
        """Run the composite action in `folder`; `environment` is the job's. Raises AssertionError for a wrong input."""
        self._environment = dict(environment or {})
        outcome, outputs, steps = self._composite(folder, inputs)
        return Ended(outcome, outputs, self._said.log, self._summary, self._said.annotations, steps)

    def run_job(self, workflow: Path, job: str, *, needs: Mapping[str, Mapping[str, str]] | None = None) -> Ended:
        """Run a job of a workflow; `needs` are the outputs of the jobs before it, by name."""
        wanted = yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"][job]
        contexts = self._contexts({}) | {"needs": {name: {"outputs": one} for name, one in (needs or {}).items()}}
        if not is_true(evaluate(str(wanted.get("if", "true")), contexts)):
            return Ended("skipped", {}, "", "", [], {})
        self._github["job"] = job
        outcome, known = self._steps(wanted["steps"], contexts, None)
        outputs = {
            name: filled(value, contexts | {"steps": known}) for name, value in wanted.get("outputs", {}).items()
        }
        steps = {name: step["outcome"] for name, step in known.items()}
        return Ended(outcome, outputs, self._said.log, self._summary, self._said.annotations, steps)

    def _composite(self, folder: Path, given: Mapping[str, str]) -> tuple[str, dict[str, str], dict[str, str]]:
        action = yaml.safe_load((folder / "action.yml").read_text(encoding="utf-8"))
        assert set(given) <= set(action["inputs"]), f"there are no inputs {set(given) - set(action['inputs'])}"
        contexts = self._contexts({})
        inputs = {}
        for name, one in action["inputs"].items():
            assert name in given or not one.get("required"), f"input {name} is required"
            inputs[name] = given.get(name, filled(str(one.get("default", "")), contexts))
        contexts = self._contexts(inputs)
        outcome, known = self._steps(action["runs"]["steps"], contexts, folder)
        ends = contexts | {"steps": known}
        outputs = {name: filled(one["value"], ends) for name, one in action.get("outputs", {}).items()}
        return outcome, outputs, {name: step["outcome"] for name, step in known.items()}

    def _contexts(self, inputs: Mapping[str, str]) -> dict[str, Any]:
        return {
            "inputs": inputs,
            "github": self._github,
            "runner": {"temp": str(self.temp), "os": "Linux"},
            "secrets": self._secrets,
            "env": self._environment,
            "steps": {},
        }

    def _steps(
        self, steps: list[dict[str, Any]], contexts: dict[str, Any], action: Path | None
    ) -> tuple[str, dict[str, Any]]:
        """Run steps in order; return the outcome of all, and of each its outcome and outputs."""
        outcome, known = "success", dict[str, Any]()
        for step in steps:
            if action is not None:
                contexts = contexts | {"github": {**self._github, "action_path": str(action)}}
            here = contexts | {"steps": known}
            ended, outputs = "skipped", dict[str, str]()
            if self._is_due(step, here, outcome):
                self._said.log += f"--- {step.get('name', step.get('id'))}\n"
                ended, outputs = self._step(step, here, action)
            known[step.get("id") or step["name"]] = {"outcome": ended, "conclusion": ended, "outputs": outputs}
            outcome = "failure" if ended == "failure" else outcome
        return outcome, known

    def _is_due(self, step: dict[str, Any], contexts: dict[str, Any], outcome: str) -> bool:
        condition = str(step.get("if", "success()"))
        if not STATUS.search(condition):
            condition = f"success() && ({condition})"
        functions = {
            "success": lambda: outcome == "success",
            "failure": lambda: outcome == "failure",
            "always": lambda: True,
            "cancelled": lambda: False,
        }
        return is_true(evaluate(condition, contexts, functions))

    def _step(self, step: dict[str, Any], contexts: dict[str, Any], action: Path | None) -> tuple[str, dict[str, str]]:
        if "uses" in step:
            return self._used(step, {key: filled(str(value), contexts) for key, value in step.get("with", {}).items()})
        assert step["shell"] == "bash"
        own = {name: filled(str(value), contexts) for name, value in step.get("env", {}).items()}
        return self._bash(filled(step["run"], contexts), own, action)

    def _used(self, step: dict[str, Any], inputs: dict[str, str]) -> tuple[str, dict[str, str]]:
        name = step["uses"].partition("@")[0]
        if name in self._actions:
            outcome, outputs, _ = self._composite(self._actions[name], inputs)
            return outcome, outputs
        return "success", self._equivalents[name](self, inputs)

    def _bash(self, script: str, own: dict[str, str], action: Path | None) -> tuple[str, dict[str, str]]:
        files = {name: self.temp / f"_{name}" for name in ("OUTPUT", "ENV", "PATH", "STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        place = self.temp / "_script.sh"
        place.write_text(script, encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(place)],
            cwd=self.workspace,
            env=self._variables(action) | own | {f"GITHUB_{name}": str(file) for name, file in files.items()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        outputs = self._said.read(done.stdout.decode("utf-8", "replace"))
        outputs |= dict(entries(files["OUTPUT"].read_text(encoding="utf-8")))
        self._environment |= dict(entries(files["ENV"].read_text(encoding="utf-8")))
        self.path += files["PATH"].read_text(encoding="utf-8").splitlines()
        summary = files["STEP_SUMMARY"].read_bytes()
        assert len(summary) <= MAX_SUMMARY_BYTES, "the runner drops a summary of that size"
        self._summary += summary.decode("utf-8")
        return ("failure" if done.returncode else "success"), outputs

    def _variables(self, action: Path | None) -> dict[str, str]:
        """Return what every step finds in its environment."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        kept["PATH"] = os.pathsep.join([*reversed(self.path), kept["PATH"]])
        named = {f"GITHUB_{name.upper()}": value for name, value in self._github.items() if name != "token"}
        known = {"GITHUB_ACTIONS": "true", "CI": "true", "RUNNER_TEMP": str(self.temp)}
        place = {"GITHUB_WORKSPACE": str(self.workspace), **({"GITHUB_ACTION_PATH": str(action)} if action else {})}
        return kept | named | known | place | self._environment


def entries(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values of an environment file. Raises ValueError for a line that is neither form."""
    lines = iter(text.splitlines(keepends=True))
    for line in lines:
        name, sign, mark = line.rstrip("\r\n").partition("<<")
        if sign and "=" not in name:
            value = []
            for inner in lines:
                if inner.rstrip("\r\n") == mark:
                    break
                value.append(inner)
            else:
                raise ValueError(f"the end of {name} is missing")
            yield name, "".join(value).removesuffix("\n")
        elif "=" in line:
            name, _, value_line = line.rstrip("\r\n").partition("=")
            yield name, value_line
        elif line.strip():
            raise ValueError(f"Invalid format {line!r}")


class _Said:
    """What steps have printed: the log with secrets masked, annotations, and outputs set by command."""

    def __init__(self, secrets: list[str]) -> None:
        self.log = ""
        self.annotations: list[Annotation] = []
        self._secrets = secrets
        self._until = ""

    def read(self, text: str) -> dict[str, str]:
        """Take in what a step has printed; return the outputs that it has set by command."""
        outputs: dict[str, str] = {}
        for line in text.splitlines():
            command = _COMMAND.match(line.lstrip())
            if self._until:
                self._until = "" if command and command[1] == self._until else self._until
            elif command:
                self._obey(command, outputs)
            self.log += self._masked(line) + "\n"
        self._until = ""
        return outputs

    def _obey(self, command: re.Match[str], outputs: dict[str, str]) -> None:
        name, told, message = command[1], command[2], _decoded(command[3])
        pairs = (pair.partition("=") for pair in told.strip().split(",") if pair)
        properties = {key: _decoded(value) for key, _, value in pairs}
        if name == "add-mask":
            self._secrets.append(message)
        elif name == "stop-commands":
            self._until = message
        elif name == "set-output":
            outputs[properties["name"]] = message
        elif name in ("notice", "warning", "error"):
            self.annotations.append(Annotation(name, message, properties))
        else:
            raise AssertionError(f"a step gave the command {name}")

    def _masked(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


def _decoded(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text
