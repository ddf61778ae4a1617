"""What is said to a model about one article: `prompts/entry.md`, filled, and the form of the reply. No I/O."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from summarizer.llm.parts import mark_of, on_one_line, opening_of, sendable
from summarizer.models import Article
from summarizer.prompts import Prompt
from summarizer.taxonomy import Taxonomy


@lru_cache(maxsize=8)
def system_message(template: Prompt, taxonomy: Taxonomy, language: str) -> str:
    """Return the first message: task, style and categories, and nothing of any article."""
    return template.fill(categories=taxonomy.categories, rules=taxonomy.rules.strip(), language=language)


def article_message(template: Prompt, article: Article, max_characters: int) -> str:
    """Return the second message: the article between two lines with a mark that it cannot contain."""
    values = fields_of(article, max_characters)
    return sendable(template.fill(mark=mark_of(*values.values()), **values))


def fields_of(article: Article, max_characters: int) -> dict[str, str]:
    """Return what a model is told of an article, its text cut at the end of a sentence within `max_characters`."""
    text = opening_of(article.text, max_characters)
    return {
        "title": on_one_line(article.title),
        "site": on_one_line(article.site),
        "date": article.date.isoformat() if article.date else "not given",
        "extent": _extent(article, text),
        "text": text,
    }


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
