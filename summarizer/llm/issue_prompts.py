"""What is said to a model about an issue: `prompts/group.md`, `feature.md` and `headline.md`, filled, and the forms of
the replies. Items are numbered from 1, as a person would. No I/O.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from summarizer.identity import host_of
from summarizer.llm.entry_prompt import fields_of
from summarizer.llm.parts import mark_of, on_one_line, sendable, shares
from summarizer.models import Article, Entry, Story
from summarizer.prompts import Prompt

_TEXT: Final = {"type": "string"}
_NUMBER: Final = {"type": "integer"}


def _list_of(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _form(**properties: dict[str, Any]) -> dict[str, Any]:
    """Return the strict JSON Schema of an object; lengths and ranges are left to our own checks."""
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}


GROUP_SCHEMA = _form(groups=_list_of(_form(reason=_TEXT, members=_list_of(_NUMBER))))
FEATURE_SCHEMA = _form(paragraphs=_list_of(_form(sentences=_list_of(_form(evidence=_list_of(_TEXT), text=_TEXT)))))
HEADLINE_SCHEMA = _form(phrases=_list_of(_form(story=_NUMBER, phrase=_TEXT)))


def group_message(template: Prompt, entries: Sequence[Entry]) -> str:
    """Return the message that lists `entries`, each with its number, title, line, site and date."""
    items = [_item(number, entry) for number, entry in enumerate(entries, 1)]
    return sendable(template.fill(mark=_mark_of_all(items), items=items))


def _item(number: int, entry: Entry) -> dict[str, str]:
    return {
        "number": str(number),
        "title": on_one_line(entry.title),
        "line": on_one_line(entry.one_liner),
        "site": on_one_line(entry.site or host_of(entry.url)),
        "date": entry.date.isoformat() if entry.date else "no date",
    }


def feature_message(template: Prompt, articles: Sequence[Article], paragraphs: int, max_characters: int) -> str:
    """Return the message with all `articles`, `max_characters` of text shared among them, short ones whole."""
    allowed = shares([len(article.text) for article in articles], max_characters)
    shown = [fields_of(article, most) for article, most in zip(articles, allowed, strict=True)]
    numbered = [{"number": str(number), **fields} for number, fields in enumerate(shown, 1)]
    return sendable(template.fill(mark=_mark_of_all(numbered), articles=numbered, paragraphs=paragraphs))


def headline_message(template: Prompt, stories: Sequence[Story]) -> str:
    """Return the message that lists `stories`, each with its number, lead title and line, and how many sites."""
    shown = [_story(number, story) for number, story in enumerate(stories, 1)]
    return sendable(template.fill(mark=_mark_of_all(shown), stories=shown))


def _story(number: int, story: Story) -> dict[str, str]:
    sites = len({host_of(entry.url) for entry in story.entries})
    return {
        "number": str(number),
        "title": on_one_line(story.lead.title),
        "line": on_one_line(story.lead.one_liner),
        "sites": "1 site" if sites == 1 else f"{sites} sites",
    }


def _mark_of_all(fields: Sequence[dict[str, str]]) -> str:
    return mark_of(*(text for one in fields for text in one.values()))
