"""Page → Article: a local file's page, and a page's article put together from what was found on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from summarizer.errors import ItemError
from summarizer.identity import standing_url
from summarizer.models import Article, Page, Review, Source
from summarizer.reading.decoding import is_binary
from summarizer.reading.found import Delivered, Found

MAX_FILE_BYTES = 20_000_000
"""The largest local file that is read."""


def load_page(source: Source) -> Page:
    """Return the page in a local file. Raises ItemError `file-missing` or `file-unreadable`."""
    path = source.path
    if path is None:
        raise ItemError("file-missing", f"{source.given} names no file")
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ItemError("file-unreadable", f"{path} is larger than {MAX_FILE_BYTES:,} bytes")
        body = path.read_bytes()
    except FileNotFoundError as error:
        raise ItemError("file-missing", f"{path} does not exist") from error
    except (OSError, ValueError) as error:
        raise ItemError(
            "file-unreadable", f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if is_binary(body):
        raise ItemError("file-unreadable", f"{path} is not a text file")
    hypertext = path.suffix.lower() in (".html", ".htm", ".xhtml", ".shtml")
    return Page(source=source, url=str(path), media_type="text/html" if hypertext else "text/plain", body=body)


def read(page: Page) -> Article:
    """Return the article on a page, read here and now: `apart.py` does it within bounds of time and memory.

    Raises ItemError with a reader's code where there is none or it cannot be read.
    """
    from summarizer.reading.finding import find_article

    return article_of(page, find_article(delivered(page)))


def delivered(page: Page) -> Delivered:
    """Return what a page's reader has to know of it."""
    return Delivered(page.url, page.media_type, page.charset, page.body)


def article_of(page: Page, found: Found) -> Article:
    """Return the article that was found on a page."""
    local = not page.url.startswith(("http://", "https://"))
    standing = page.url if local else standing_url(page.url, found.canonical, is_amp=found.amp)
    return Article(
        source=page.source,
        url=standing if standing != page.url else page.source.url or found.canonical or page.url,
        final_url=found.canonical if local and found.canonical else page.url,
        site=found.site,
        title=found.title,
        date=dt.date.fromisoformat(found.date) if found.date else None,
        description=found.description,
        text=found.text,
        language=found.language,
        image=found.image,
        lead_only=found.lead_only,
        review=tuple(_reviews(found)),
    )


def _reviews(found: Found) -> Iterator[Review]:
    if found.lead_only:
        yield Review(code="lead-only", message="only the opening could be read; the rest is for subscribers")
    if found.addressed:
        yield Review(code="addresses-model", message=found.addressed)
