"""A run of a thousand sources, of which three hundred misbehave in every way of the table of faults."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from itertools import cycle, islice

import pytest
from faults import FAULTS, PAGE, TIME
from fetching import LOCAL
from loopback import Loopback, Page, Reply

from summarizer.errors import CODES
from summarizer.pipeline import Summarizer
from summarizer.web import Fetcher

GOOD, BAD = 700, 300
SECONDS = 5.0
MAX_PAGE_BYTES = 1_000_000
"""What a source is given, in place of thirty seconds and five megabytes: the server shares this process."""

MOST_MEGABYTES = 400
"""That a run of a thousand may take beyond what the process has before it."""

PLACES = ("Wessel", "Arnsberg", "Ostrand", "Tarn", "Calder", "Meridale", "Lintel")
MAKERS = ("Ebbline", "Corlane", "Sanivo", "Telavox", "Oldgate", "Heddle", "Quillon", "Brassbell", "Larkmail", "Parlo")
THINGS = ("ferry", "library", "bakery", "bridge", "clinic", "tram", "harbour", "mill", "theatre", "market")


def article(number: int) -> Reply:
    """Return a small page with an article of its own."""
    place, maker, thing = PLACES[number % 7], MAKERS[number // 7 % 10], THINGS[number // 70 % 10]
    title = f"{maker} opens the {thing} of {place} with {number + 20} rooms"
    sentences = (
        f"The company {maker} opened a {thing} in {place} on Monday, after {number % 9 + 2} years of work.",
        f"It has {number + 20} rooms and cost {number + 300} million euros, of which the town paid a third.",
        f"Visitors from {PLACES[(number + 3) % 7]} can reach it by a new road in {number % 50 + 10} minutes.",
        f"The mayor of {place} said that the {thing} will employ {number * 3 + 40} people from next spring on.",
        f"Neighbours had asked for a smaller {thing}, and a court decided in favour of {maker} last year.",
        f"A second one is to follow in {PLACES[(number + 5) % 7]}, where {maker} has bought land for it.",
    )
    body = "".join(f"<p>{' '.join(sentences[at : at + 2])}</p>" for at in (0, 2, 4))
    return Reply(f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{body}</article>".encode())


def misbehaving() -> Iterator[tuple[str, Page]]:
    """Yield the code and the page of every kind of fault that one page can have and that is one."""
    for kind, fault in FAULTS.items():
        if fault.outcome != PAGE and list(fault.pages) == ["/"] and kind != "a redirect to itself":
            yield fault.outcome, fault.pages["/"]


@pytest.mark.load
async def test_three_hundred_that_misbehave_leave_seven_hundred_alone() -> None:
    """All good sources are entries, all others failures with the right codes, in bounded memory; nothing hangs."""
    expected: dict[str, str] = {}
    with Loopback() as server:
        server.pages |= {f"/good/{number}": article(number) for number in range(GOOD)}
        for number, (code, page) in enumerate(islice(cycle(misbehaving()), BAD)):
            server.pages[f"/bad/{number}"] = page
            expected[server.url(f"/bad/{number}")] = code
        urls = [server.url(path) for path in server.pages]
        mixed = [urls[place * 301 % len(urls)] for place in range(len(urls))]
        assert sorted(mixed) == sorted(urls)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        fetcher = Fetcher(
            allow_private=LOCAL, timeout_seconds=SECONDS, max_bytes=MAX_PAGE_BYTES, concurrency=16, per_host=16
        )
        digest = await Summarizer(fetcher=lambda: fetcher).digest(mixed)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert len(digest.entries) == GOOD
    assert {failure.source.url: failure.code for failure in digest.failures} == expected
    assert set(expected.values()) & set(CODES)
    assert len(set(expected.values())) >= 10
    assert any(page in [fault.pages.get("/") for fault in TIME.values()] for _, page in misbehaving())
    assert grown / 1024 < MOST_MEGABYTES
