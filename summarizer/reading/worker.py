"""The process in which pages are read: one page after another, from standard input to standard output.

It says `READY` once it is. A page comes as a line of JSON (`url`, `media_type`, `charset`, `size`) and so many bytes;
the answer is a line of JSON, either `found` or `code` and `message`. It ends when its input ends; or when it has grown
too large to go on, and then the last answer says `last`.
"""

from __future__ import annotations

import json
import signal
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from summarizer.errors import ItemError
from summarizer.reading.finding import find_article, preload
from summarizer.reading.found import READY, Delivered

MAX_MEMORY_BYTES = 2_000_000_000
"""Address space: some fifty times what a page of ordinary size needs. What asks for more is refused it."""

MAX_GROWTH_BYTES = 250_000_000
"""After a page that took so much more than any before, a new process is cheaper than one that keeps it."""


def main() -> None:
    """Read pages until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asks
    _limit_memory()
    preload()
    pages, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing else speaks to the one that asks
    _say(answers, READY)
    most = (
        _most_resident_bytes() + MAX_GROWTH_BYTES
    )  # the system counts from what the process that started this one had
    while head := pages.readline():
        answer = _answer(_page(json.loads(head), pages))
        last = _most_resident_bytes() > most
        _say(answers, json.dumps({**answer, "last": last}).encode() + b"\n")
        if last:
            break


def _say(answers: BinaryIO, line: bytes) -> None:
    answers.write(line)
    answers.flush()


def _page(head: Mapping[str, Any], pages: BinaryIO) -> Delivered:
    return Delivered(head["url"], head["media_type"], head["charset"], pages.read(head["size"]))


def _answer(page: Delivered) -> dict[str, Any]:
    try:
        return {"found": find_article(page)._asdict()}
    except ItemError as error:
        return {"code": error.code, "message": str(error)}
    except Exception as error:  # a fault of the reader costs the one page that shows it
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"
        return {"code": "reader-crash", "message": f"reading the page failed: {where}"}


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        return  # not on this system; the bounds on a page's size and elements remain


def _most_resident_bytes() -> int:
    """Return the most memory that this process has taken; nothing where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
