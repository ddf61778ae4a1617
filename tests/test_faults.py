"""The table of faults: whatever a server does wrong is one listed outcome, within its time and its memory."""

from __future__ import annotations

import asyncio
import tracemalloc

import pytest
from faults import FAULTS, PAGE, TIME, Fault
from fetching import LOCAL, source
from loopback import Loopback
from sampling import sampled

from summarizer.errors import ItemError, kind_of
from summarizer.network import MAX_BYTES
from summarizer.web import Fetcher

SECONDS = 0.5
"""What a source is given, in place of thirty."""

ENOUGH = 20.0
"""What one that must not run out of time is given, on a machine that is busy with other things."""

MOST_SECONDS = 30.0
"""By which any outcome is there."""

MOST_BYTES = 5 * MAX_BYTES
"""Of memory, the server's own part in it included: less than half of what a hostile page may cost."""


async def outcome_of(fault: Fault, server: Loopback, seconds: float) -> ItemError | None:
    """Return the failure that fetching the first page of a fault comes to, None for a page."""
    server.pages |= fault.pages
    async with Fetcher(allow_private=LOCAL, timeout_seconds=seconds) as fetcher:
        try:
            await fetcher.fetch(source(server.url(next(iter(fault.pages)))))
        except ItemError as error:
            return error
    return None


@pytest.mark.parametrize("kind", sampled(FAULTS))
async def test_a_fault_has_its_outcome_within_its_bounds(server: Loopback, kind: str) -> None:
    """Each kind comes to its code, or to a page where it does no harm, in bounded time."""
    fault = FAULTS[kind]
    async with asyncio.timeout(MOST_SECONDS):
        error = await outcome_of(fault, server, SECONDS if kind in TIME else ENOUGH)
    assert (error.code if error else PAGE) == fault.outcome
    assert error is None or (error.kind.stage == "web" and 0 < len(str(error)) < 300)


@pytest.mark.parametrize("kind", ["an endless body", "a bomb in a bomb", "endless heads", "rules without an end"])
async def test_what_has_no_end_takes_bounded_memory(server: Loopback, kind: str) -> None:
    """Of what would go on for ever, no more is held than a page may have, packed and unpacked."""
    tracemalloc.start()
    try:
        await outcome_of(FAULTS[kind], server, 5)
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


def test_the_table_has_every_kind_that_it_should() -> None:
    """There are at least forty kinds, and every outcome is a listed code."""
    assert len(FAULTS) >= 40
    assert all(kind_of(fault.outcome).advice for fault in FAULTS.values() if fault.outcome != PAGE)
