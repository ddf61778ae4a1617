"""What is asked of a server, and the shapes in which it can be put."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any, Literal, NamedTuple, get_args

from summarizer.arguments import Effort, check_choice
from summarizer.models import Usage

_REASONING_MODEL = re.compile(r"(?:gpt-(?:[5-9]|\d\d)|o\d|gpt-oss)(?!\d)")
"""Models that take an effort and no temperature, by the names OpenAI gives them."""

Form = Literal["schema", "tools", "plain"]
FORMS: tuple[Form, ...] = ("schema", "tools", "plain")
"""Of the output, richest first."""


class Shape(NamedTuple):
    """How a question is put: the form of the output, and whether the model is tuned (effort or temperature)."""

    form: Form
    tuned: bool

    def without(self, feature: str) -> Shape | None:
        """Return the next plainer shape that does not need `feature`; None where there is none."""
        if feature == "tuning":
            return self._replace(tuned=False) if self.tuned else None
        plainer = FORMS[FORMS.index(self.form) + 1 :]
        return self._replace(form=plainer[0]) if plainer else None


SHAPES = tuple(Shape(form, tuned) for form, tuned in itertools.product(FORMS, (True, False)))


class Question(NamedTuple):
    """What is asked: the messages, the answer's name and JSON Schema, and words that ask for it in the plain form."""

    messages: list[dict[str, Any]]
    name: str
    schema: dict[str, Any]
    plain_words: str
    spend: Callable[[Usage], None]
    """Told of the usage of every attempt."""


def request_body(question: Question, model: str, shape: Shape, tuning: dict[str, Any]) -> dict[str, Any]:
    """Return the body of the request that puts `question` to `model` in `shape`."""
    body: dict[str, Any] = {"model": model, "messages": question.messages, **(tuning if shape.tuned else {})}
    if shape.form == "schema":
        wanted = {"name": question.name, "strict": True, "schema": question.schema}
        return body | {"response_format": {"type": "json_schema", "json_schema": wanted}}
    if shape.form == "tools":
        function = {"name": question.name, "parameters": question.schema}
        chosen = {"type": "function", "function": {"name": question.name}}
        return body | {"tools": [{"type": "function", "function": function}], "tool_choice": chosen}
    system, *rest = question.messages
    return body | {"messages": [{**system, "content": system["content"] + question.plain_words}, *rest]}


def tuning_of(model: str, effort: Effort | None) -> dict[str, Any]:
    """Return an effort for a model that reasons, which takes no temperature; else a temperature for steady answers."""
    if effort is not None:
        check_choice("effort", effort, get_args(Effort))
    if _REASONING_MODEL.match(model.rpartition("/")[2]):
        return {"reasoning_effort": effort} if effort else {}
    return {"temperature": 0}
