"""The server that is asked: its address, its key, and the name that it has for a model."""

from __future__ import annotations

from urllib.parse import urlsplit

from summarizer.errors import SetupError

OPENAI_URL = "https://api.openai.com/v1"

NO_KEY = "no-key"
"""Stands for the key where there is none, or where none may be sent."""


def name_on_server(model: str, base_url: str | None) -> str:
    """Return the name by which the server knows a model. Raises SetupError for one that names no server."""
    if model == "offline":
        raise SetupError("'offline' is no language model; use Offline() in place of LLM('offline')")
    provider, slash, name = model.partition("/")
    if provider == "openai" and name:
        return name
    if model and not model.endswith("/") and (base_url is not None or not slash):
        return model
    raise SetupError(f"model {model!r} is not known; write openai/NAME, or name the server with a base URL")


def checked_url(url: str) -> str:
    """Return a base URL as it is used. Raises SetupError for one that is no address."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise SetupError(f"base URL {url!r} is not an http(s) address such as http://localhost:11434/v1")
    return url.rstrip("/")


def needs_key(base_url: str | None) -> bool:
    """Say whether the server at `base_url` (OpenAI's, where there is none) answers nobody without a key."""
    return (base_url or OPENAI_URL).rstrip("/") == OPENAI_URL


def checked_key(key: str | None, url: str) -> str:
    """Return the key to send to a server, `NO_KEY` where it needs none. Raises SetupError."""
    key = (key or "").strip()
    if not key and needs_key(url):
        raise SetupError("a model of OpenAI needs an API key; pass api_key=..., or use Offline()")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise SetupError("the API key holds a character that no key can have; copy it anew")
    return key or NO_KEY
