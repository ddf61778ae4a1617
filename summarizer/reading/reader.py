"""Page → Article: a local file's page, and a page's article put together from what was found on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from summarizer.errors import ItemError
from summarizer.hand_saved import MAX_FILE_BYTES, opened, public_link, saved_from
from summarizer.identity import standing_url
from summarizer.models import Article, Page, Review, Source
from summarizer.reading.decoding import is_binary
from summarizer.reading.found import Delivered, Found
from summarizer.sources import PAGE_SUFFIXES


def load_page(source: Source) -> Page:
    """Return the page in a local file; its source has the address that a file in MHTML was saved from.

    Raises ItemError `file-missing` or `file-unreadable`.
    """
    path = source.path
    if path is None:
        raise ItemError("file-missing", f"{source.given} names no file")
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ItemError("file-unreadable", f"{path} is larger than {MAX_FILE_BYTES:,} bytes")
        saved = opened(path.read_bytes(), str(path))
    except FileNotFoundError as error:
        raise ItemError("file-missing", f"{path} does not exist") from error
    except (OSError, ValueError) as error:
        raise ItemError(
            "file-unreadable", f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if is_binary(saved.body):
        raise ItemError("file-unreadable", f"{path} is not a text file")
    by_name = "text/html" if path.suffix.lower() in PAGE_SUFFIXES else "text/plain"
    return Page(
        source=source.model_copy(update={"url": source.url or public_link(saved.address)}),
        url=str(path),
        media_type=saved.media_type or by_name,
        charset=saved.charset,
        body=saved.body,
    )


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
    """Return the article that was found on a page.

    Its link is the editor's; for a file, which has none, the address that the browser noted in it, else the page's own.
    """
    url, final_url, reviews = _addresses(page, found)
    return Article(
        source=page.source,
        url=url,
        final_url=final_url,
        site=found.site,
        title=found.title,
        date=dt.date.fromisoformat(found.date) if found.date else None,
        description=found.description,
        text=found.text,
        language=found.language,
        image=found.image,
        lead_only=found.lead_only,
        review=(*_reviews(found), *reviews),
    )


def _addresses(page: Page, found: Found) -> tuple[str, str, list[Review]]:
    """Return the link to print, where the page was found in the end, and what a person should see about them."""
    if page.url.startswith(("http://", "https://")):
        standing = standing_url(page.url, found.canonical, is_amp=found.amp)
        return standing if standing != page.url else page.source.url or page.url, page.url, []
    if link := page.source.url or saved_from(page.body):
        return link, link, []
    if link := public_link(found.canonical):
        told = "the link is the one that the saved page gives as its own; see whether it leads to this article"
        return link, link, [Review(code="own-address", message=told)]
    told = "the link is a file's path, since the page names no public address; put the page's own link in its place"
    return page.url, page.url, [Review(code="no-address", message=told)]


def _reviews(found: Found) -> Iterator[Review]:
    if found.lead_only:
        yield Review(code="lead-only", message="only the opening could be read; the rest is for subscribers")
    if found.addressed:
        yield Review(code="addresses-model", message=found.addressed)
