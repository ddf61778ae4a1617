"""Pages read in a process apart: what a page does to its reader costs that page alone, and is bounded.

The process (`worker.py`) has no key in its environment, and is used again by the next run.
"""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from summarizer.arguments import check_number
from summarizer.errors import ItemError, SetupError
from summarizer.models import Article, Page
from summarizer.reading.found import READY, Delivered, Found
from summarizer.reading.reader import article_of, delivered, read

READ_SECONDS = 15.0
"""For one page: some three hundred times what an ordinary one takes, so that a busy machine is no reason to fail."""

START_SECONDS = 60.0
"""For the process to start and import what reading needs, which takes half a second on an idle machine."""

MAX_IDLE = 1
"""Processes kept for the next run."""

_COMMAND = "from summarizer.reading.worker import main; main()"
_KEPT_VARIABLES = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "PYTHONHOME", "SYSTEMROOT", "TEMP", "TMPDIR")
"""What an interpreter may need to start. All others, and any key among them, stay behind."""


class Reader:
    """Reads the pages of one run, one at a time; to be entered with `async with`.

    `seconds` bounds the reading of one page. With `apart=False` pages are read in this process, in a thread and with no
    bounds: for interpreters that cannot start another one. Raises SetupError for `seconds` that are none.
    """

    def __init__(self, *, seconds: float = READ_SECONDS, apart: bool = True) -> None:
        check_number("seconds", seconds, least=0, more_than=True)
        self._seconds = seconds
        self._apart = apart
        self._turn = asyncio.Lock()
        self._worker: _Worker | None = None

    async def __aenter__(self) -> Self:
        """Return the reader; its process is started by the first that needs it."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        """Keep the process for the next run; end it where this one broke off, and it may still be at work."""
        worker, self._worker = self._worker, None
        if worker is not None and (kind or not _keep(worker)):
            worker.end()

    def start(self) -> None:
        """Start the process, which takes as long as a page does to come. Raises SetupError where there can be none."""
        if self._apart:
            self._started()

    def _started(self) -> _Worker:
        if self._worker is not None and self._worker.has_ended:
            self._worker.end()
            self._worker = None
        try:
            self._worker = self._worker or _idle() or _Worker()
        except OSError as error:
            raise _not_started(error.strerror or str(error)) from error
        return self._worker

    async def read(self, page: Page) -> Article:
        """Return the article on a page.

        Raises ItemError with a reader's code: where there is no article, where it cannot be read, or not in time; and
        SetupError where no process can be started.
        """
        if not self._apart:
            return await asyncio.to_thread(read, page)
        async with self._turn:
            answer = await self._answer(delivered(page))
        if "found" not in answer:
            raise ItemError(answer["code"], answer["message"])
        return article_of(page, Found(**answer["found"]))

    async def _answer(self, page: Delivered) -> dict[str, Any]:
        worker = self._started()
        answer = await asyncio.to_thread(worker.ask, page, self._seconds)
        if answer.get("last", True):
            self._worker = None
            worker.end()
        return answer


class _Worker:
    """The process, as seen from here."""

    def __init__(self) -> None:
        if not sys.executable:
            raise _not_started("this interpreter does not know where it lies (sys.executable)")
        self.owner = os.getpid()
        """A fork of this process must not speak to the same one."""
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, and no word of it from outside
            [sys.executable, "-P", "-c", _COMMAND],
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._is_ready = False
        self._is_late = False

    def ask(self, page: Delivered, seconds: float) -> dict[str, Any]:
        """Return the answer about `page`; a code and a message where none came. Raises SetupError if it never began."""
        self._is_late = False
        if not self._is_ready:
            self._is_ready = self._line(b"", START_SECONDS) == READY
            if not self._is_ready:
                raise _not_started(f"{sys.executable} (sys.executable) does not run it")
        about = {"url": page.url, "media_type": page.media_type, "charset": page.charset, "size": len(page.body)}
        line = self._line(json.dumps(about).encode() + b"\n" + page.body, seconds)
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        if self._is_late:
            return {"code": "reader-timeout", "message": f"reading the page took more than {seconds:g} seconds"}
        return {"code": "reader-crash", "message": "the process that read the page ended"}

    def _line(self, said: bytes, seconds: float) -> bytes:
        """Return what the process says to `said`: one whole line, or nothing where it ended or had to be ended."""
        pages, answers = self._process.stdin, self._process.stdout
        assert pages is not None  # noqa: S101 - both are pipes
        assert answers is not None  # noqa: S101
        timer = threading.Timer(seconds, self._too_late)
        timer.daemon = True
        timer.start()
        try:
            pages.write(said)
            pages.flush()
            line = answers.readline()
            return line if line.endswith(b"\n") else b""
        except (OSError, ValueError):  # it has ended, or was ended meanwhile
            return b""
        finally:
            timer.cancel()
            timer.join()  # it may have just begun to end the process

    def _too_late(self) -> None:
        self._is_late = True
        self._process.kill()
        self._process.wait()

    @property
    def has_ended(self) -> bool:
        """Whether the process is there no more."""
        return self._process.poll() is not None

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        with contextlib.suppress(OSError):
            self._process.communicate()


def _not_started(why: str) -> SetupError:
    told = f"the process that reads pages cannot be started: {why}"
    return SetupError(f"{told}; a library's caller may read without one, by Reader(apart=False)")


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)}


_idle_workers: list[_Worker] = []


def _idle() -> _Worker | None:
    """Return a process that an earlier run has left, if there is one of ours that still runs."""
    while _idle_workers:
        worker = _idle_workers.pop()
        if worker.owner != os.getpid():
            continue
        if not worker.has_ended:
            return worker
        worker.end()
    return None


def _keep(worker: _Worker) -> bool:
    """Keep a process for the next run, and say whether there was room for it."""
    if len(_idle_workers) >= MAX_IDLE:
        return False
    _idle_workers.append(worker)
    return True


@atexit.register
def _end_all() -> None:
    while (worker := _idle()) is not None:
        worker.end()
