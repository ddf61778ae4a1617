"""The images that a draft prints: which they are, and copies of them that were checked by their bytes."""

from __future__ import annotations

import asyncio
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import ItemError, SetupError
from summarizer.files import write_whole
from summarizer.models import Digest, Entry, Story
from summarizer.pictures import check_picture

if TYPE_CHECKING:
    from summarizer.web import Fetcher

MAX_SLUG = 60
"""Characters of a title that go into a file's name."""

_WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


class Candidate(NamedTuple):
    """An image that may be printed in one place of the draft, and the title of what it belongs to."""

    title: str
    url: str


class Missing(NamedTuple):
    """An image that could not be had, the title of what it belonged to, and why."""

    title: str
    url: str
    reason: str


def places(digest: Digest) -> list[list[Candidate]]:
    """Return, for each place where the draft prints an image, those that may stand there; the first one does.

    A story of Top News prints the first of its entries' images, a section the first of its stories' lead entries'.
    """
    top = [_candidates(story.entries) for story in digest.top]
    sections = [_candidates(story.lead for story in section.stories) for section in digest.sections]
    return [place for place in top + sections if place]


def _candidates(entries: Iterable[Entry]) -> list[Candidate]:
    return [Candidate(entry.title, entry.image) for entry in entries if entry.image]


def with_header_image(digest: Digest) -> Digest:
    """Return `digest` with the first image that its draft prints as the issue's own, unless the issue has one."""
    printed = places(digest)
    if digest.issue.image or not printed:
        return digest
    return digest.model_copy(update={"issue": digest.issue.model_copy(update={"image": printed[0][0].url})})


async def download_images(
    digest: Digest, folder: Path, fetcher: Fetcher, *, path: str | None = None
) -> tuple[Digest, tuple[Missing, ...]]:
    """Return `digest` with links to copies of the images that its draft prints, and those that could not be had.

    The copies are written to `folder`, one for the same bytes; `path` (default: the folder's name) is what the draft
    has before their names. An entry whose image cannot be had has none, and the next one of its story or section is
    tried; what is not printed stays as it is. Raises SetupError if a copy cannot be written.
    """
    header = [Candidate(digest.issue.title, digest.issue.image)] if digest.issue.image else []
    wanted = [*places(digest), header]
    album = _Album(fetcher)
    await asyncio.gather(*(album.fetch_first(place) for place in wanted))
    fetched = album.fetched()
    asked: dict[str, Candidate] = {}
    for one in (one for place in wanted for one in place if one.url in fetched):
        asked.setdefault(one.url, one)
    names = _write_copies(asked.values(), fetched, folder)
    links = {url: _joined(folder.name if path is None else path, names[url]) if url in names else None for url in asked}
    missing = (Missing(*asked[url], str(fetched[url])) for url, link in links.items() if link is None)
    return _with_links(digest, links), tuple(missing)


class _Album:
    """Fetches each image once, whichever places ask for it."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._tasks: dict[str, asyncio.Task[bytes | ItemError]] = {}

    async def fetch_first(self, place: Iterable[Candidate]) -> None:
        """Fetch the first of these images that can be had; one that is a copy already needs no fetching."""
        for _, url in place:
            if not _WEB_ADDRESS.match(url):
                return
            if url not in self._tasks:
                self._tasks[url] = asyncio.create_task(self._fetch(url))
            if isinstance(await self._tasks[url], bytes):
                return

    async def _fetch(self, url: str) -> bytes | ItemError:
        try:
            body = await self._fetcher.fetch_image(url)
            check_picture(body)
        except ItemError as error:
            return error
        return body

    def fetched(self) -> dict[str, bytes | ItemError]:
        """Return what became of every address that was asked for."""
        return {url: task.result() for url, task in self._tasks.items()}


def _write_copies(asked: Iterable[Candidate], fetched: Mapping[str, bytes | ItemError], folder: Path) -> dict[str, str]:
    """Return the name of each image's copy by its address; what is fetched from two has the name of the first."""
    names: dict[bytes, str] = {}
    named = {}
    for title, url in asked:
        body = fetched[url]
        if isinstance(body, bytes):
            if body not in names:
                names[body] = file_name(title, body)
                _write_copy(folder / names[body], body)
            named[url] = names[body]
    return named


def _write_copy(path: Path, body: bytes) -> None:
    try:
        write_whole(path, body)
    except OSError as error:
        raise SetupError(f"image {path} cannot be written: {error.strerror}") from error


def file_name(title: str, body: bytes) -> str:
    """Return a name that every file system takes and that says what is in the file: title, digest of `body`, kind.

    Raises ItemError for what is no picture.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain))[:MAX_SLUG].strip("-") or "image"
    return f"{slug}-{hashlib.sha256(body).hexdigest()[:8]}{check_picture(body).suffix}"


def _joined(path: str, name: str) -> str:
    return f"{path.rstrip('/')}/{name}" if path not in ("", ".") else name


def _with_links(digest: Digest, links: Mapping[str, str | None]) -> Digest:
    """Return `digest` with each image that is in `links` replaced by what is there, the issue's own by another one."""

    def linked(story: Story) -> Story:
        images = ((entry, links.get(entry.image or "", entry.image)) for entry in story.entries)
        entries = tuple(entry.model_copy(update={"image": image}) for entry, image in images)
        return story.model_copy(update={"entries": entries})

    top = tuple(map(linked, digest.top))
    sections = tuple(
        section.model_copy(update={"stories": tuple(map(linked, section.stories))}) for section in digest.sections
    )
    header = digest.issue.image
    issue = digest.issue.model_copy(update={"image": links.get(header or "", header)})
    changed = digest.model_copy(update={"issue": issue, "top": top, "sections": sections})
    return with_header_image(changed) if header else changed
