"""The files of `prompts/`: found, read, and strictly filled. A prompt's id is its name and a digest of its text."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import SetupError

if TYPE_CHECKING:
    from jinja2 import Template

_HERE = Path(__file__).resolve().parent


@cache
def folder() -> Path:
    """Return the folder of prompts: the wheel's copy, else the checkout's. Raises SetupError if there is neither."""
    for candidate in (_HERE / "_prompts", _HERE.parent / "prompts"):
        if candidate.is_dir():
            return candidate
    raise SetupError("the prompts are missing from this installation; install digest-summarizer again")


class Prompt(NamedTuple):
    """A file of `prompts/`: `id` is what a record names it by, `text` a Jinja template of ours."""

    id: str
    text: str

    def fill(self, **values: object) -> str:
        """Return the text with every variable filled in; values are never read as templates.

        Raises SetupError where a variable has no value or a value no variable.
        """
        from jinja2 import TemplateError

        try:
            template, wanted = _compiled(self.text)
            if wanted != set(values):
                raise SetupError(f"prompt {self.id} takes {sorted(wanted)} and was given {sorted(values)}")
            return template.render(values)
        except TemplateError as error:
            raise SetupError(f"prompt {self.id} is not a valid template: {error}") from error


@lru_cache(maxsize=64)
def _compiled(text: str) -> tuple[Template, frozenset[str]]:
    """Return a template and the variables it takes; compiling costs milliseconds, filling in microseconds."""
    from jinja2 import StrictUndefined, meta
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=True)
    wanted = meta.find_undeclared_variables(environment.parse(text))
    return environment.from_string(text), frozenset(wanted)


@cache
def load_prompt(name: str) -> Prompt:
    """Return the prompt in `prompts/<name>.md`. Raises SetupError if it cannot be read."""
    try:
        text = (folder() / f"{name}.md").read_text(encoding="utf-8")
    except OSError as error:
        raise SetupError(f"prompt {name!r} cannot be read: {error.strerror}") from error
    return Prompt(id=f"{name}@{hashlib.sha256(text.encode()).hexdigest()[:12]}", text=text)
