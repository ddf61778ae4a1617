"""A draft that is made again while people work on it: what they changed stays, and only what is new is added.

What the tool wrote is told by a line in its commit's message, with a hash of the text, so that a commit that a person
has amended is not taken for the tool's.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from summarizer.github.lists import newline_of
from summarizer.identity import page_key
from summarizer.issue import in_words
from summarizer.models import Digest, Entry
from summarizer.rendering.links import find_links
from summarizer.rendering.markdown import escape, escape_url

_DAY = re.compile(r"^date: ['\"]?(\d{4}-\d{2}-\d{2})['\"]?$", re.MULTILINE)
"""The day of an issue, in a draft's front matter."""

_TRAILER = re.compile(r"^Digest-(Draft|Addition): ([0-9a-f]{64}) (\S.*)$", re.MULTILINE)


class Written(NamedTuple):
    """A text that the tool has written: the whole draft, or a person's draft with what it added."""

    path: str
    text: str
    is_whole: bool


def trailer(written: Written) -> str:
    """Return the line for the commit's message by which a later run knows `written` again."""
    return f"Digest-{'Draft' if written.is_whole else 'Addition'}: {_hash(written.text)} {written.path}"


def claimed(message: str) -> list[tuple[str, str, bool]]:
    """Return what a commit's message claims was written, below its first line: path, hash, whether the whole of it."""
    message = message.partition("\n")[2]
    return [(path.strip(), digest, kind == "Draft") for kind, digest, path in _TRAILER.findall(message)]


def is_true(text: str, digest: str) -> bool:
    """Return whether `text` is the one that a trailer's hash was made of."""
    return _hash(text) == digest


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def revised(fresh: str, digest: Digest, current: str | None, written: Sequence[Written], *, day: str) -> Written | None:
    """Return what the draft should be now, its path left empty; None where it should stay as it is.

    `fresh` is the draft made of `digest` just now, `current` what stands in its place, `written` what the tool wrote
    there before, newest first, and `day` the date that the heading of an addition names. A draft that no person has
    changed is replaced, unless only the day is another.
    """
    is_untouched = current is not None and bool(written) and written[0].is_whole and written[0].text == current
    if current is None or is_untouched:
        is_same = current is not None and _undated(fresh, current) == _undated(current, fresh)
        return None if is_same else Written("", fresh, is_whole=True)
    new = new_entries(digest, [current, *(one.text for one in written)])
    return Written("", with_additions(current, new, day=day), is_whole=False) if new else None


def _undated(draft: str, other: str) -> str:
    """Return a draft without its issue's day and that of the `other`, as front matter, title and footer give them."""
    for found in (*_DAY.findall(draft)[:1], *_DAY.findall(other)[:1]):
        with suppress(ValueError):
            day = dt.date.fromisoformat(found)
            draft = draft.replace(found, "DATE").replace(in_words(day), "DATE")
    return draft


def new_entries(digest: Digest, texts: Iterable[str]) -> list[Entry]:
    """Return the entries of `digest` whose page none of `texts` links to: what a person took out does not come back."""
    known = {page_key(link) for text in texts for link in find_links(text)}
    return [entry for entry in digest.entries if not {page_key(url) for url in _addresses(entry)} & known]


def _addresses(entry: Entry) -> Iterator[str]:
    yield from filter(None, (entry.url, entry.final_url, escape_url(entry.url)))


def with_additions(current: str, entries: Sequence[Entry], *, day: str) -> str:
    """Return `current`, to the byte, with `entries` after it under a heading that says where they come from."""
    lines = [f"[{escape(entry.title)}]({escape_url(entry.url)}) - {escape(entry.one_liner)}" for entry in entries]
    heading = f"### Added by a later run on {day}; all above is as it was"
    added = "\n\n".join([heading, *lines]) + "\n"
    gap = "" if current.endswith("\n\n") else "\n" if current.endswith("\n") else "\n\n"
    return current + (gap + added).replace("\n", newline_of(current))
