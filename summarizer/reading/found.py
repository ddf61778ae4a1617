"""What goes into the reading of a page, and what comes out: plain values that pass between two processes."""

from __future__ import annotations

from typing import NamedTuple

READY = b"ready\n"
"""The line that the process which reads says first."""


class Delivered(NamedTuple):
    """What the network or the disk gave: where it was found, what it was said to be, and its bytes."""

    url: str
    media_type: str
    charset: str | None
    body: bytes


class Found(NamedTuple):
    """The article on a page, as far as the page bears it out; JSON can hold it."""

    title: str
    text: str
    site: str
    canonical: str
    """Where the page says that it belongs, an http(s) address or nothing."""
    amp: bool
    """Whether its markup says that it is the fast form of another page."""
    date: str | None
    """ISO 8601."""
    description: str
    language: str | None
    image: str | None
    lead_only: bool
    addressed: str
    """Where the page speaks to a language model, and how; nothing if it does not."""
