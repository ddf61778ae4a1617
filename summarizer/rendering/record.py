"""Digest ↔ `digest.json`: the full record of a run, which an editor or a program may change before it is rendered."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any, NoReturn, get_args

from pydantic import ValidationError

from summarizer import models
from summarizer.arguments import did_you_mean
from summarizer.errors import SetupError
from summarizer.identity import host_of, is_readable
from summarizer.language.typography import INVISIBLE, says_nothing
from summarizer.models import SCHEMA_VERSION, Digest, Noun, Story

_MOST_FAULTS = 5
"""Faults named at once; more are seldom read."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def dump_json(digest: Digest) -> str:
    """Return the record of `digest`: JSON in UTF-8, keys in the order of the schema, ending in a newline.

    Control and other invisible characters are escaped, so that it may be shown on a terminal; half of a surrogate pair,
    which no file can hold, becomes U+FFFD.
    """
    text = json.dumps(digest.model_dump(mode="json"), indent=2, ensure_ascii=False)
    return INVISIBLE.sub(lambda match: json.dumps(match[0])[1:-1], _SURROGATE.sub("\ufffd", text)) + "\n"


def load_json(text: str, name: str = "digest.json") -> Digest:
    """Return the digest of a record, called `name` in messages.

    What a person may do to it in between is taken as it is meant: optional keys left out, lines rewritten, entries
    moved or deleted; a story or section left with nothing in it is left out. Raises SetupError saying where something
    is wrong, and what: by line and column where it is no JSON, else by the path of keys.
    """
    record = _parse(text.removeprefix("\ufeff"), name)
    version = record.get("schema_version", SCHEMA_VERSION)
    if version != SCHEMA_VERSION or isinstance(version, bool):
        raise SetupError(
            f"{name}: schema_version is {version!r}, and this version reads {SCHEMA_VERSION}; "
            "make the digest anew, or install the digest-summarizer that made it"
        )
    try:
        digest = Digest.model_validate(_without_what_is_empty(record))
    except ValidationError as error:
        raise SetupError(f"{name}: {'; '.join(_faults(error))}") from error
    check_complete(digest, name)
    _check_addresses(digest, name)
    return digest


def json_schema() -> str:
    """Return the JSON Schema of the record, as JSON ending in a newline."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Digest.model_json_schema()}
    meanings = _meanings()
    for name, noun in (("Digest", schema), *schema["$defs"].items()):
        for key, value in noun.get("properties", {}).items():
            if meaning := meanings.get((name, key)):
                noun["properties"][key] = dict(sorted({**value, "description": meaning}.items()))
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _meanings() -> dict[tuple[str, str], str]:
    """Return what the nouns' docstrings say of their fields, by noun and field.

    Pydantic does the same with `use_attribute_docstrings`, but as each class is made: 25 ms of every run.
    """
    nouns = [node for node in ast.parse(inspect.getsource(models)).body if isinstance(node, ast.ClassDef)]
    return {
        (noun.name, field.target.id): inspect.cleandoc(said.value.value)
        for noun in nouns
        for field, said in pairwise(noun.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant) and isinstance(said.value.value, str)
    }


def _parse(text: str, name: str) -> dict[str, Any]:
    """Return the object in `text`. Raises SetupError for what is no JSON, and for a key that is there twice."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = Counter(key for key, _ in pairs)
        twice = next((key for key, count in keys.items() if count > 1), None)
        if twice is not None:
            raise SetupError(f"{name}: key {twice!r} is there twice in one object; keep one")
        return dict(pairs)

    def refuse(constant: str) -> NoReturn:
        raise SetupError(f"{name}: {constant} is no JSON; write a number or null")

    try:
        record = json.loads(text, object_pairs_hook=unique, parse_constant=refuse)
    except json.JSONDecodeError as error:
        raise SetupError(f"{name}, line {error.lineno}, column {error.colno}: no JSON: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise SetupError(f"{name}: cannot be read: {error}") from error
    if not isinstance(record, dict):
        raise SetupError(f"{name}: a digest is a JSON object, and this is a {type(record).__name__}")
    return record


def _without_what_is_empty(record: dict[str, Any]) -> dict[str, Any]:
    """Return the record without stories that have no entry left, sections that have no story left, and `$schema`."""
    kept = {key: value for key, value in record.items() if key != "$schema"}
    if isinstance(kept.get("top"), list):
        kept["top"] = [story for story in kept["top"] if not _has_empty(story, "entries")]
    if isinstance(kept.get("sections"), list):
        sections = [_pruned(section) for section in kept["sections"]]
        kept["sections"] = [section for section in sections if not _has_empty(section, "stories")]
    return kept


def _pruned(section: Any) -> Any:
    if not isinstance(section, dict) or not isinstance(section.get("stories"), list):
        return section
    return {**section, "stories": [story for story in section["stories"] if not _has_empty(story, "entries")]}


def _has_empty(value: Any, key: str) -> bool:
    return isinstance(value, dict) and value.get(key) == []


def _faults(error: ValidationError) -> Iterator[str]:
    """Yield what is wrong and where, the first few."""
    found = error.errors(include_url=False)
    for fault in found[:_MOST_FAULTS]:
        place = _path(fault["loc"])
        if fault["type"] == "extra_forbidden":
            *inside, key = fault["loc"]
            yield f"{place} is an unknown key{did_you_mean(str(key), _keys_at(inside))}"
        elif fault["type"] == "missing":
            yield f"{place} is missing"
        else:
            yield f"{place}: {fault['msg'][0].lower()}{fault['msg'][1:]} (it is {_shortened(fault['input'])})"
    if len(found) > _MOST_FAULTS:
        yield f"and {len(found) - _MOST_FAULTS} more"


def _path(keys: tuple[int | str, ...]) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def _keys_at(place: Iterable[int | str]) -> Iterable[str]:
    """Return the keys that the object at a place of the record may have."""
    noun: type[Noun] = Digest
    for key in place:
        if isinstance(key, str):
            kind = noun.model_fields[key].annotation
            noun = next(one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, Noun))
    return noun.model_fields


def _shortened(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=True, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."


def check_complete(digest: Digest, name: str) -> None:
    """Return if nothing that is printed is missing. Raises SetupError naming its place in `name` and what to do."""
    for place, value in _printed(digest):
        if says_nothing(value):
            raise SetupError(f"{name}: {place} says nothing ({value!r}); write it, or take the whole entry out")


def _printed(digest: Digest) -> Iterator[tuple[str, str]]:
    """Yield the place and text of everything that no draft can do without."""
    yield "issue.title", digest.issue.title
    for number, section in enumerate(digest.sections):
        yield f"sections[{number}].category", section.category
    for place, story in placed_stories(digest):
        for number, entry in enumerate(story.entries):
            yield f"{place}.entries[{number}].title", entry.title
            yield f"{place}.entries[{number}].url", entry.url
        if not story.paragraphs:
            yield f"{place}.entries[0].one_liner", story.lead.one_liner
        for number, paragraph in enumerate(story.paragraphs):
            yield f"{place}.paragraphs[{number}]", " ".join(sentence.text for sentence in paragraph.sentences)


def placed_stories(digest: Digest) -> Iterator[tuple[str, Story]]:
    """Yield every story in the order printed, with its place in the record, such as `sections[0].stories[2]`."""
    for number, story in enumerate(digest.top):
        yield f"top[{number}]", story
    for number, section in enumerate(digest.sections):
        for index, story in enumerate(section.stories):
            yield f"sections[{number}].stories[{index}]", story


def _check_addresses(digest: Digest, name: str) -> None:
    """Return if every link is an http(s) address, or the path of a source that is a local file. Raises SetupError."""
    for place, story in placed_stories(digest):
        for number, entry in enumerate(story.entries):
            if entry.source.path is None and not _is_web_address(entry.url):
                raise SetupError(
                    f"{name}: {place}.entries[{number}].url is no http(s) address: {_shortened(entry.url)}"
                )
            if entry.image and not _is_web_address(entry.image) and _OTHER_SCHEME.match(entry.image):
                raise SetupError(f"{name}: {place}.entries[{number}].image is no http(s) address or path")


def _is_web_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://")) and is_readable(text) and host_of(text) != ""
