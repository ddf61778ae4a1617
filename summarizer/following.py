"""Where an answer leads: redirects, a page that sends its reader on, and when to come back."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from itertools import islice

import httpx2

from summarizer.errors import ItemError
from summarizer.identity import host_of

MAX_REFRESH_SECONDS = 10.0
"""A page that waits longer means to be read, and to be fetched anew."""

HEAD_BYTES = 65_536
"""How far into a page it is looked for: what browsers search for a charset is a sixteenth of it."""

BUSY = frozenset({429, 503})
"""Answers that say to come back later."""

_UNSEEN = (
    (b"<!--", b"-->"),
    (b"<noscript", b"</noscript"),
    (b"<script", b"</script"),
    (b"<style", b"</style"),
    (b"<template", b"</template"),
)
"""Where what stands on a page is not said to a reader: how such a place begins and ends."""

MAX_REFRESHES = 8
"""Tags of a page that are looked at."""

_META = re.compile(rb"<meta\b[^<>]{0,3000}>")
_ATTRIBUTE = re.compile(r"""([a-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_REFRESH = re.compile(r"\s*(\d{1,6})(?:\.\d*)?\s*[;,\s]\s*(.+)", re.DOTALL)
_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_URL_IS = re.compile(r"^url\s*=\s*", re.IGNORECASE)


def redirect_target(url: str, response: httpx2.Response) -> str | None:
    """Return where a redirect leads, without its fragment, or None for any other answer. Raises ItemError."""
    if response.status_code not in {301, 302, 303, 307, 308} or "location" not in response.headers:
        return None
    return _joined(url, response.headers["location"])


def _joined(url: str, reference: str) -> str:
    try:
        return str(httpx2.URL(url).join(reference).copy_with(fragment=None))
    except ValueError as error:
        raise ItemError("bad-address", "it is passed on to an address that cannot be read") from error


def refresh_target(url: str, response: httpx2.Response) -> str | None:
    """Return where a page sends its reader by `<meta http-equiv=refresh>`, if it is another page of the same site.

    What only readers without scripts are shown, and a page that shows itself anew, lead nowhere. Raises ItemError for
    an address that cannot be read.
    """
    head = response.content[:HEAD_BYTES].lower()
    if not response.is_success or b"refresh" not in head:
        return None
    tags = (tag for tag in _META.finditer(head) if b"refresh" in tag[0])
    for tag in islice(tags, MAX_REFRESHES):
        attributes = _attributes(response.content[tag.start() : tag.end()])
        if attributes.get("http-equiv", "").strip().lower() == "refresh" and not _is_unseen(head[: tag.start()]):
            return _refreshed(url, attributes.get("content", ""))
    return None


def _is_unseen(before: bytes) -> bool:
    return any(before.rfind(begins) > before.rfind(ends) for begins, ends in _UNSEEN)


def _attributes(tag: bytes) -> dict[str, str]:
    found = _ATTRIBUTE.findall(tag.decode("utf-8", "replace"))
    return {name.lower(): html.unescape("".join(values)) for name, *values in found}


def _refreshed(url: str, content: str) -> str | None:
    told = _REFRESH.fullmatch(content)
    reference = _URL_IS.sub("", told[2], count=1).strip().strip("'\"") if told else ""
    if told is None or not reference or int(told[1]) > MAX_REFRESH_SECONDS:
        return None
    target = _joined(url, reference)
    same_page = target == str(httpx2.URL(url).copy_with(fragment=None))
    return target if not same_page and is_same_site(url, target) else None


def is_same_site(one: str, other: str) -> bool:
    """Return whether two addresses are of one host, or one's host lies beneath the other's; `www.` does not count."""
    first, second = host_of(one), host_of(other)
    related = first.endswith(f".{second}") or second.endswith(f".{first}")
    return bool(first and second) and (first == second or (related and "." in first and "." in second))


def seconds_to_wait(response: httpx2.Response) -> float | None:
    """Return how long a busy server asks to be left alone, or None if it says nothing of it."""
    return seconds_asked(response.headers) if response.status_code in BUSY else None


def seconds_asked(headers: Mapping[str, str]) -> float | None:
    """Return how long the `headers` of an answer ask to wait (Retry-After, RFC 9110); None where they do not.

    Fractions of a second are understood, which model servers send. A date is reckoned from the answer's own, whatever
    the clock here says.
    """
    told = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(told):
        return float(told[:9])
    try:
        until = parsedate_to_datetime(told)
        since = parsedate_to_datetime(headers["date"]) if "date" in headers else _now()
        return max(0.0, (until - since).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
