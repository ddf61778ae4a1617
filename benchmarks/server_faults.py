"""What servers do wrong (`tests/faults.py`): what comes of each kind, in how many seconds and megabytes.

    .venv/bin/python benchmarks/server_faults.py [--seconds 2]

The servers are a process of their own on 127.0.0.1. A source has the command's limits, but for the time (thirty seconds
there). Megabytes are the most that this process held of Python's memory for one source, from the request to the page or
failure; the last line has the kernel's account of the whole process.
"""

from __future__ import annotations

import argparse
import asyncio
import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from faults import FAULTS, PAGE  # noqa: E402 - the kinds are those of the tests
from loopback import Loopback  # noqa: E402

from summarizer.errors import ItemError  # noqa: E402
from summarizer.models import Source  # noqa: E402
from summarizer.web import Fetcher  # noqa: E402


class Cost(NamedTuple):
    """What came of a source, and what it took."""

    outcome: str
    seconds: float
    megabytes: float


def serve() -> None:
    """Serve one kind of fault after the other: a line of standard input names it, and one of output says where."""
    for line in sys.stdin:
        fault = FAULTS[line.strip()]
        with Loopback(pages=dict(fault.pages)) as server:
            print(server.url(next(iter(fault.pages))), flush=True)
            sys.stdin.readline()  # until it is done with


@contextmanager
def servers() -> Iterator[subprocess.Popen[str]]:
    """Run the servers' process during the block."""
    command = [sys.executable, str(Path(__file__).resolve()), "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()


async def fetched(url: str, seconds: float) -> str:
    """Return what comes of one source."""
    async with Fetcher(allow_private=["127.0.0.1"], timeout_seconds=seconds) as fetcher:
        try:
            await fetcher.fetch(Source(given=url, url=url))
        except ItemError as error:
            return error.code
    return PAGE


def cost_of(url: str, seconds: float) -> Cost:
    """Return what fetching `url` comes to, its time and its memory measured apart: counting memory takes time."""
    started = time.perf_counter()
    outcome = asyncio.run(fetched(url, seconds))
    spent = time.perf_counter() - started
    tracemalloc.start()
    asyncio.run(fetched(url, seconds))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return Cost(outcome, spent, most / 1_000_000)


def table(seconds: float) -> Iterator[tuple[str, Cost]]:
    """Yield every kind with its cost."""
    with servers() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for kind in FAULTS:
            print(kind, file=process.stdin, flush=True)
            yield kind, cost_of(process.stdout.readline().strip(), seconds)
            print(file=process.stdin, flush=True)


def main() -> int:
    """Print the table, and return 1 if an outcome is not the one it should be."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0, help="a source is given (2)")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    flags = parser.parse_args()
    if flags.serve:
        serve()
        return 0
    print("| kind | outcome | seconds | megabytes |\n|---|---|---:|---:|")
    wrong = []
    for kind, cost in table(flags.seconds):
        print(f"| {kind} | {cost.outcome} | {cost.seconds:.2f} | {cost.megabytes:.1f} |", flush=True)
        if cost.outcome != FAULTS[kind].outcome:
            wrong.append(kind)
    print(f"\n{len(FAULTS)} kinds; the process took {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(*(f"not {FAULTS[kind].outcome}: {kind}" for kind in wrong), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
