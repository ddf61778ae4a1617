"""What libraries log while they work for us is dropped: it repeats replies, pages, and parts of a key."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_IS_OURS: ContextVar[bool] = ContextVar("is_ours", default=False)


@contextmanager
def quiet() -> Iterator[None]:
    """Drop what the libraries given to `hush` log in the block, and in the tasks that it starts.

    What the same libraries do for others at that time is logged as ever.
    """
    token = _IS_OURS.set(True)
    try:
        yield
    finally:
        _IS_OURS.reset(token)


def hush(*packages: str) -> None:
    """Let the loggers that `packages` have made, all of which are imported already, heed `quiet`."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in packages:
            logging.getLogger(name).addFilter(_is_logged)


def _is_logged(_: logging.LogRecord) -> bool:
    return not _IS_OURS.get()
