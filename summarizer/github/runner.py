"""What the runner of GitHub Actions gives to a step, and what a step tells it.

All that comes in is a variable of the environment, and all that goes out is a file that the runner names or a command
on standard output. Nothing that somebody else wrote can end a value or begin a command: values stand between marks made
at random, and in commands the characters that part them are encoded (as `@actions/core` does it).
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from summarizer.errors import SetupError
from summarizer.report import printable

MAX_SUMMARY_BYTES = 1_000_000
"""Of a step's summary; GitHub takes 1 MiB (1,048,576) and drops a longer one whole."""

Level = Literal["notice", "warning", "error"]
Choice = TypeVar("Choice", bound=str)


class Place(NamedTuple):
    """Where in the repository something is; line 0 for the whole file."""

    file: str
    line: int = 0


class Runner(NamedTuple):
    """One step's side of the conversation; `environment` is the step's."""

    environment: Mapping[str, str]

    def given(self, name: str) -> str:
        """Return the action's input `name` (kebab-case) without white space around it, empty if it was not given."""
        return self.environment.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()

    def chosen(self, name: str, choices: tuple[Choice, ...]) -> Choice:
        """Return an input that is one of `choices`, the first of them if it was not given. Raises SetupError."""
        value = self.given(name) or choices[0]
        for choice in choices:
            if choice == value:
                return choice
        raise SetupError(f"input {name}: {printable(value)!r} is none of {', '.join(choices)}")

    def needed(self, variable: str) -> str:
        """Return a variable that the runner always sets. Raises SetupError."""
        value = self.environment.get(variable, "")
        if not value:
            raise SetupError(f"{variable} is not set; this runs as a step of GitHub Actions")
        return value

    @property
    def workspace(self) -> Path:
        """The folder of the checkout."""
        return Path(self.environment.get("GITHUB_WORKSPACE") or Path.cwd()).resolve()

    @property
    def default_branch(self) -> str:
        """The name of the default branch; empty where the event that started the run does not tell it."""
        if self.environment.get("GITHUB_EVENT_NAME") == "schedule":  # names no repository, and runs on that branch
            return self.environment.get("GITHUB_REF_NAME", "")
        try:
            event = json.loads(Path(self.environment["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
            return str(event["repository"]["default_branch"])
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def put(self, name: str, value: object) -> None:
        """Set the step's output `name`."""
        mark = f"end-{secrets.token_hex(16)}"
        self._append("GITHUB_OUTPUT", f"{name}<<{mark}\n{value}\n{mark}\n")

    def summarize(self, markdown: str) -> None:
        """Add to the summary of the job."""
        self._append("GITHUB_STEP_SUMMARY", markdown.rstrip("\n") + "\n\n")

    def say(self, level: Level, message: str, *, title: str = "", place: Place | None = None) -> None:
        """Print an annotation: a notice, a warning or an error, at its place if it has one."""
        told = {"title": title, "file": place.file if place else "", "line": str(place.line) if place else ""}
        named = ",".join(f"{key}={_property(value)}" for key, value in told.items() if value not in ("", "0"))
        _print(f"::{level}{' ' if named else ''}{named}::{_data(message)}")

    def mask(self, secret: str) -> None:
        """Have the runner print stars in place of `secret`, wherever it may turn up."""
        for line in secret.splitlines():
            _print(f"::add-mask::{_data(line)}")

    @contextmanager
    def as_it_is(self) -> Iterator[None]:
        """Within the block, what is printed is text, even where it looks like a command."""
        mark = secrets.token_hex(16)
        _print(f"::stop-commands::{mark}")
        try:
            yield
        finally:
            sys.stderr.flush()
            _print(f"::{mark}::")

    def _append(self, variable: str, text: str) -> None:
        path = self.environment.get(variable)
        if not path:
            return
        with Path(path).open("a", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
