"""The text of a cassette: YAML that a person can read, and that gives back what was sent.

A body is stored as `json` (a structure; what counts is its value, not its spacing), as `text`, or as `base64` where it
is neither. An exchange that failed has `failure` in place of a status. vcrpy calls `serialize` and `deserialize`.
"""

from __future__ import annotations

import base64
import json
from typing import Any, cast

import yaml

VERSION = 1

FAILURE_STATUS = 0
"""Status, in vcrpy's hands, of an exchange that had no response; no server sends it."""

_LINE_WIDTH = 110
_SHARED_CHARACTERS = 400
"""A text or structure of at least this size that many requests hold, such as the prompt, is written once."""

_NOT_IN_BLOCKS = frozenset("\r\x85\u2028\u2029\ufeff\t")
"""Characters that a YAML block would change or hide."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Dumper(_SafeDumper):  # type: ignore[misc]
    """Writes texts of several lines as blocks, and what is long and said again as an alias."""

    def ignore_aliases(self, data: object) -> bool:
        """Return whether `data` is written out wherever it stands."""
        return not isinstance(data, dict | list) and not (isinstance(data, str) and len(data) >= _SHARED_CHARACTERS)


def _represent_text(dumper: Any, text: str) -> Any:
    if not _NOT_IN_BLOCKS.isdisjoint(text):
        style: str | None = '"'
    else:
        style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def serialize(cassette: dict[str, Any]) -> str:
    """Return the text of a cassette from vcrpy's `{"interactions": […], "metadata": {…}}`.

    Exchanges are put in the order of their requests, those of equal requests as they happened, so that recording the
    same traffic again gives the same text.
    """
    exchanges = sorted((_written(one) for one in cassette["interactions"]), key=_place)
    document = {"version": VERSION, **cassette["metadata"], "exchanges": _shared(exchanges, {})}
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_LINE_WIDTH)
    return text


def deserialize(text: str) -> dict[str, Any]:
    """Return what vcrpy expects of a cassette. Raises ValueError for a text that is none."""
    try:
        document = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader, in C where there is one
        if document["version"] != VERSION:
            raise ValueError(f"its version is {document['version']}, not {VERSION}")
        interactions = [_read(one) for one in document["exchanges"]]
        return {"interactions": interactions, "metadata": {"about": document["about"]}}
    except yaml.YAMLError as error:
        raise ValueError("it is not valid YAML") from error
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("it does not have the parts of a cassette") from error


def canonical(body: str | bytes | None) -> bytes:
    """Return the bytes that two bodies share when they say the same: JSON without its spacing and order of keys."""
    text = _text(body)
    value = _structure(text) if isinstance(text, str) else None
    if value is not None:
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    return text.encode() if isinstance(text, str) else text


def _place(exchange: dict[str, Any]) -> tuple[str, str, str]:
    request = exchange["request"]
    return request["uri"], request["method"], json.dumps(request.get("body"), sort_keys=True)


def _shared(value: Any, seen: dict[str, Any]) -> Any:
    """Return `value` with every part that is long and equal to an earlier one replaced by that one."""
    if isinstance(value, dict):
        value = {key: _shared(part, seen) for key, part in value.items()}
    elif isinstance(value, list):
        value = [_shared(part, seen) for part in value]
    text = value if isinstance(value, str) else json.dumps(value)
    return seen.setdefault(f"{type(value)}{text}", value) if len(text) >= _SHARED_CHARACTERS else value


def _written(interaction: dict[str, Any]) -> dict[str, Any]:
    request, response = interaction["request"], interaction["response"]
    return {
        "request": {
            "method": request["method"],
            "uri": request["uri"],
            **_written_message(request["headers"], request["body"]),
        },
        "response": _written_response(response),
    }


def _written_response(response: dict[str, Any]) -> dict[str, Any]:
    status, body = response["status"]["code"], response["body"]["string"]
    if status == FAILURE_STATUS:
        return {"failure": json.loads(body)}
    return {"status": status, **_written_message(response["headers"], body)}


def _written_message(headers: dict[str, list[str]], body: str | bytes | None) -> dict[str, Any]:
    named = {name.lower(): values[0] if len(values) == 1 else values for name, values in sorted(headers.items())}
    return {**({"headers": named} if named else {}), **({"body": _written_body(body)} if body else {})}


def _written_body(body: str | bytes) -> dict[str, Any]:
    text = _text(body)
    if isinstance(text, bytes):
        return {"base64": base64.b64encode(text).decode()}
    value = _structure(text)
    return {"text": text} if value is None else {"json": value}


def _text(body: str | bytes | None) -> str | bytes:
    """Return a body as text if it is UTF-8 that YAML can hold, else as bytes."""
    try:
        text = body.decode() if isinstance(body, bytes) else body or ""
        return text if _is_writable(text) else text.encode()
    except UnicodeDecodeError:
        return cast("bytes", body)


def _is_writable(text: str) -> bool:
    """Return whether YAML has a way to write every character of `text`."""
    return not any(character < " " and character not in "\n\r\t" for character in text) and "\x7f" not in text


def _structure(text: str) -> Any:
    """Return the object or list that `text` is the JSON of; None where it is something else."""
    if not text.lstrip().startswith(("{", "[")):
        return None
    try:
        value = json.loads(text)
        json.dumps(value, ensure_ascii=False).encode()
        return value
    except (ValueError, RecursionError):
        return None


def _read(exchange: dict[str, Any]) -> dict[str, Any]:
    request, response = exchange["request"], exchange["response"]
    return {
        "request": {
            "method": request["method"],
            "uri": request["uri"],
            "headers": _read_headers(request),
            "body": _read_body(request),
        },
        "response": _read_response(response),
    }


def _read_response(response: dict[str, Any]) -> dict[str, Any]:
    if "failure" in response:
        told = json.dumps(response["failure"])
        return {"status": {"code": FAILURE_STATUS, "message": ""}, "headers": {}, "body": {"string": told}}
    return {
        "status": {"code": response["status"], "message": ""},
        "headers": _read_headers(response),
        "body": {"string": _read_body(response)},
    }


def _read_headers(message: dict[str, Any]) -> dict[str, list[str]]:
    given = message.get("headers", {})
    return {name: values if isinstance(values, list) else [values] for name, values in given.items()}


def _read_body(message: dict[str, Any]) -> bytes:
    body = message.get("body", {})
    if "json" in body:
        return json.dumps(body["json"], ensure_ascii=False).encode()
    return base64.b64decode(body["base64"]) if "base64" in body else str(body.get("text", "")).encode()
