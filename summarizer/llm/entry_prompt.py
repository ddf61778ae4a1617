"""What is said to a model about one article: the parts of `prompts/entry.md`, filled. Pure functions, no I/O."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import Any, NamedTuple

from summarizer.errors import SetupError
from summarizer.models import Article
from summarizer.prompts import Prompt
from summarizer.taxonomy import Taxonomy

_SENTENCE_ENDS = (". ", "! ", "? ", ".\n", "!\n", "?\n", "\n")


class Parts(NamedTuple):
    """The texts of `prompts/entry.md`, each a template of its own."""

    system: Prompt
    article: Prompt
    again: Prompt
    plain: Prompt


def parts_of(prompt: Prompt) -> Parts:
    """Return the parts of a prompt, each under a line `=== name ===`. Raises SetupError for any other parts."""
    _, *found = re.split(r"^=== (\w+) ===\n", prompt.text, flags=re.MULTILINE)
    texts = dict(zip(found[::2], found[1::2], strict=True))
    if set(texts) != set(Parts._fields):
        raise SetupError(f"prompt {prompt.id} has the parts {sorted(texts)}; expected are {sorted(Parts._fields)}")
    return Parts(**{name: prompt._replace(text=text.strip("\n")) for name, text in texts.items()})


@lru_cache(maxsize=8)
def system_message(template: Prompt, taxonomy: Taxonomy, language: str) -> str:
    """Return the first message: task, style and categories, and nothing of any article."""
    return template.fill(categories=taxonomy.categories, rules=taxonomy.rules.strip(), language=language)


def article_message(template: Prompt, article: Article, max_characters: int) -> str:
    """Return the second message: the article between two lines with a mark that it cannot contain."""
    text = opening_of(article.text, max_characters)
    values = {
        "title": " ".join(article.title.split()),
        "site": " ".join(article.site.split()) or "not given",
        "date": article.date.isoformat() if article.date else "not given",
        "text": text,
    }
    message = template.fill(mark=mark_of(*values.values()), extent=_extent(article, text), **values)
    return message.encode("utf-8", "replace").decode()


def mark_of(*texts: str) -> str:
    """Return 16 digits of the SHA-256 of `texts`: the same on every run, and no text can be written to hold its own."""
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def opening_of(text: str, max_characters: int) -> str:
    """Return `text` up to the last end of a sentence within `max_characters`; its last word where there is none."""
    if len(text) <= max_characters:
        return text
    opening = text[:max_characters]
    end = max(opening.rfind(mark) + 1 for mark in _SENTENCE_ENDS) or opening.rfind(" ")
    return opening[:end].rstrip() if end > 0 else opening


def _extent(article: Article, text: str) -> str:
    if article.lead_only:
        return "only the opening"
    return "whole text" if len(text) == len(article.text) else "the first part of a longer text"


@lru_cache(maxsize=8)
def schema_of(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the strict JSON Schema of a reply whose categories are `names`; lengths are left to our own checks."""
    category = {"type": "string", "enum": list(names)}
    properties: dict[str, Any] = {
        "evidence": {"type": "array", "items": {"type": "string"}},
        "one_liner": {"type": "string"},
        "category": category,
        "runner_up": {"anyOf": [category, {"type": "null"}]},
        "newsworthiness": {"type": "integer", "enum": [1, 2, 3, 4, 5]},
    }
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
