"""The environment that a digest's templates run in: sandboxed, strict about names, and escaping unless told otherwise.

Imports Jinja, so it is itself imported only when something is rendered.
"""

from __future__ import annotations

import datetime as dt
import html
import math
import re
import traceback
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path, PurePath
from types import CodeType
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, Undefined
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Namespace

from summarizer.arguments import did_you_mean
from summarizer.errors import SetupError
from summarizer.models import Noun
from summarizer.rendering.markdown import escape, escape_comment, escape_url, one_line, yaml_key, yaml_scalar

SHIPPED = Path(__file__).resolve().parent / "templates"
PREFIX = "summarizer/"
"""How a template of one's own names a shipped one: `{% extends "summarizer/digest.md.j2" %}`."""

_HTML_ONLY = ("e", "escape", "forceescape", "safe", "striptags", "tojson", "urlize", "xmlattr")
"""Jinja's filters that escape for HTML, which is not what a digest is."""
_TEMPLATE_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_PLAIN = (str, int, float, Decimal, dt.date, dt.timedelta, list, tuple, dict)
_OF_JINJA = (BlockReference, Cycler, LoopContext, Macro, Namespace, TemplateModule)
"""Values whose attributes a template may use as far as Jinja's sandbox lets it; nothing leads from them to a file."""


class Marked(str):
    """Text that a filter made safe where it stands; everything else is escaped for Markdown when it is printed."""

    __slots__ = ()


class Filled(NamedTuple):
    """What a template gave, and the text of every template file that took part."""

    text: str
    templates: tuple[str, ...]


def fill(template: Path, values: dict[str, object]) -> Filled:
    """Return `template` filled with `values`; it may include and extend its neighbours and the shipped templates.

    Raises SetupError naming the file, the line, and what is wrong.
    """
    files: dict[str, str] = {}
    environment = _Environment(loader=FunctionLoader(lambda name: _load(name, template, files)))
    environment.known = tuple(values)
    try:
        if not template.is_file():
            raise SetupError(f"template {template} cannot be read: there is no such file")
        text = environment.get_template(template.name).render(values)
    except _TEMPLATE_FAULTS as error:
        raise SetupError(f"template {_place(error, template, files)}: {_what(error, environment)}") from error
    return Filled(text, tuple(files.values()))


def _load(name: str, template: Path, files: dict[str, str]) -> tuple[str, str, None] | None:
    """Return the text and file of the template called `name`, and remember it; None if there is no such file."""
    folder = SHIPPED if name.startswith(PREFIX) else template.parent
    path = folder / name.removeprefix(PREFIX)
    if folder.resolve() not in path.resolve().parents:
        return None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(f"template {path} cannot be read: {error}") from error
    files[str(path)] = text
    return text, str(path), None


class _Undefined(StrictUndefined):
    """A name without a value; the complaint says which name is nearest."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        name = self._undefined_name
        kind = type(self._undefined_obj)
        if issubclass(kind, Noun):
            return f"{kind.__name__.lower()} has no {name!r}{did_you_mean(name or '', _names(kind))}"
        return super()._undefined_message


@cache
def _names(kind: type[Noun]) -> tuple[str, ...]:
    """Return what a template may ask a noun for: its fields, and its properties that are not pydantic's."""
    own = [name for name in dir(kind) if not name.startswith(("_", "model_"))]
    return (*kind.model_fields, *(name for name in own if isinstance(getattr(kind, name), property)))


class _Kept(BytecodeCache):
    """Compiled templates by name and text: compiling the shipped ones takes longer than filling them in."""

    MOST = 100

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give `bucket` the code that was compiled before, if any was."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of `bucket`."""
        if len(self._codes) >= self.MOST:
            self._codes.clear()
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_kept = _Kept()


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja as a digest's templates see it."""

    known: tuple[str, ...] = ()
    """Names that a template is given."""

    def __init__(self, loader: FunctionLoader) -> None:
        super().__init__(
            loader=loader,
            undefined=_Undefined,
            finalize=_printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=_kept,
        )
        for name in _HTML_ONLY:
            del self.filters[name]
        self.filters |= {name: _marking(render) for name, render in FILTERS.items()}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may use it: what a noun holds, and the attributes of plain values and Jinja's own.

        So it can call nothing but what it was given and methods of such values.
        """
        if isinstance(obj, Noun):
            return attr in _names(type(obj))
        return isinstance(obj, _PLAIN + _OF_JINJA) and super().is_safe_attribute(obj, attr, value)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Return what `called` returns; what a macro or a block printed has been escaped once, which is enough."""
        result = super().call(context, called, *args, **kwargs)
        inside = isinstance(called, Macro | BlockReference | LoopContext)
        return Marked(result) if inside and isinstance(result, str) else result


FILTERS: dict[str, Callable[[Any], str]] = {
    "comment": lambda value: escape_comment(str(value)),
    "html": lambda value: html.escape(one_line(str(value))),
    "raw": str,
    "url": lambda value: escape_url(str(value)),
    "urlencode": lambda value: quote(str(value), safe=""),
    "yaml": yaml_scalar,
    "yaml_key": yaml_key,
}
"""Filters that say where an expression stands, and so how it is made safe; `raw` is for one's configuration only."""


def _marking(render: Callable[[Any], str]) -> Callable[[Any], Marked]:
    def mark(value: Any) -> Marked:
        if isinstance(value, Undefined):
            str(value)
        if value is None:
            raise TypeError("there is no value to print; ask for it with `if` first")
        return Marked(render(value))

    return mark


def _printed(value: object) -> str:
    """Return an expression's value as Markdown. Raises TypeError for what is no text, number or date."""
    if isinstance(value, Marked):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, str | int | float | Decimal | dt.date | PurePath | Undefined):
        return escape(str(value))
    kind = type(value).__name__.lower()
    raise TypeError(f"a whole {kind} cannot be printed; name one of its fields, or go through it with a loop")


def _place(error: BaseException, template: Path, files: Iterable[str]) -> str:
    """Return `file, line N` of the innermost template that the error came from."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or template}, line {error.lineno}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in set(files)]
    return f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else str(template)


def _what(error: BaseException, environment: _Environment) -> str:
    """Return what is wrong, with the nearest name that is right where a wrong one was used."""
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r} beside it or among the shipped ones"
    message = str(getattr(error, "message", None) or error)
    undefined = re.fullmatch(r"'(\w+)' is undefined", message)
    if undefined:
        return message + did_you_mean(undefined[1], environment.known)
    unknown = re.match(r"No filter named '(\w+)'", message)
    return message + did_you_mean(unknown[1], environment.filters) if unknown else message
