"""Digests made for tests: an entry, a story, an issue with what the test is about, and the rest as usual."""

from __future__ import annotations

import datetime as dt
from typing import Any

from summarizer.models import Digest, Entry, Failure, Issue, Section, Source, Story


def made_entry(number: int = 1, **fields: Any) -> Entry:
    """Return the entry of the page `https://news.example/NUMBER`."""
    url = fields.get("url", f"https://news.example/{number}")
    usual = {
        "source": Source(given=url, url=url, key=url, origin="urls.txt", line=number, position=number),
        "url": url,
        "final_url": url,
        "title": f"Title {number}",
        "one_liner": f"Line {number} says more.",
        "category": "Tools",
    }
    return Entry(**{**usual, **fields})


def made_story(*entries: Entry, **fields: Any) -> Story:
    """Return a story of `entries`, or of a usual one."""
    return Story(entries=entries or (made_entry(),), **fields)


def made_failure(number: int = 9, **fields: Any) -> Failure:
    """Return a source that was not found."""
    url = f"https://gone.example/{number}"
    usual = {
        "source": Source(given=url, url=url, key=url, origin="urls.txt", line=number),
        "stage": "web",
        "code": "http-404",
        "message": "the server answered 404",
        "advice": "check the link",
    }
    return Failure(**{**usual, **fields})


def made_digest(*stories: Story, **fields: Any) -> Digest:
    """Return a digest with `stories` in one section, Tools."""
    usual: dict[str, Any] = {"issue": Issue(title="The Loop #7", date=dt.date(2026, 11, 23))}
    if stories:
        usual["sections"] = (Section(category="Tools", stories=stories),)
    return Digest(**{**usual, **fields})
