"""The one path: every source ends as an entry, a failure or merged, in bounded time and any order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from loopback import Loopback, Reply, Request

from summarizer.backend import Check
from summarizer.errors import ItemError, ProviderError
from summarizer.identity import page_key
from summarizer.models import Article, Draft, Entry, Failure, Merged, Source, Usage
from summarizer.pipeline import IN_FLIGHT, Input, Summarizer
from summarizer.taxonomy import Taxonomy
from summarizer.web import Fetcher

TEXT = (
    "The town of {name} opened a library on Monday after two years of work. Entry is free for all {number} "
    "residents, the mayor said. The building holds 40,000 books and a workshop for repairing bicycles, and it stays "
    "open until ten in the evening on weekdays. Its roof carries solar panels that cover a third of the power it "
    "needs, according to the architects. The old reading room will become a music school next spring, if the council "
    "agrees in January."
)


def article(number: int) -> Article:
    """Return an article that a caller has at hand."""
    name = f"Ostrand-{number}"
    url = f"https://news.example/{number}"
    return Article(title=f"Library opens in {name}", url=url, text=TEXT.format(name=name, number=4000 + number))


class SecondSentence:
    """A backend that proposes the second sentence of the text, and notes how many it works on at once."""

    name = "second-sentence"

    def __init__(self, pauses: dict[str, float] | None = None) -> None:
        self.under_way = 0
        self.most_under_way = 0
        self.asked: list[str] = []
        self._pauses = pauses or {}

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Return the line, after a pause that a test may set by title."""
        self.asked.append(article.title)
        self.under_way += 1
        self.most_under_way = max(self.most_under_way, self.under_way)
        await asyncio.sleep(self._pauses.get(article.title, 0))
        self.under_way -= 1
        line = article.text.replace("\n", " ").split(". ")[1].strip(".") + "."
        return Draft(one_liner=line, category="Policy", quotes=(line,), model=self.name, usage=Usage(requests=1))


def page(number: int) -> Reply:
    """Return an article as a page."""
    one = article(number)
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in one.text.split(". "))
    body = (
        f"<html><head><title>{one.title}</title></head><body><article><h1>{one.title}</h1>{paragraphs}</article></body>"
    )
    return Reply(body.encode())


@pytest.fixture
def site() -> Iterator[Loopback]:
    """A server with ten articles at /0 to /9, /moved leading to /1, and nothing else."""
    with Loopback() as server:
        server.pages.update({f"/{number}": page(number) for number in range(10)})
        server.pages["/moved"] = Reply(status=302, headers=(("Location", "/1"),))
        yield server


def reading(site: Loopback) -> Summarizer:
    """Return a summarizer that may fetch from `site`."""
    return Summarizer(SecondSentence(), fetcher=lambda: Fetcher(allow_private=["127.0.0.1"]))


async def test_every_source_is_an_entry_a_failure_or_merged(site: Loopback, tmp_path: Path) -> None:
    """Nothing is lost: sources = entries + merged + failures, and each failure says which source and why."""
    saved = tmp_path / "saved.html"
    saved.write_bytes(page(5).body)
    given: list[Input] = [
        site.url("/1"),
        site.url("/gone"),
        "not a link",
        site.url("/1#again"),
        site.url("/moved"),
        str(saved),
        article(7),
    ]
    digest = await reading(site).digest(given)
    assert len(digest.entries) + len(digest.merged) + len(digest.failures) == len(given)
    assert [failure.code for failure in digest.failures] == ["http-404", "bad-line"]
    assert [one.source.position for one in digest.merged] == [3, 4]
    assert {entry.source.position for entry in digest.entries} == {0, 5, 6}


async def test_the_order_in_which_work_ends_changes_nothing() -> None:
    """Same input, same digest, whichever source was slow."""
    articles = [article(number) for number in range(6)]
    digests = []
    for slow in articles:
        backend = SecondSentence({slow.title: 0.05})
        digests.append((await Summarizer(backend).digest(articles)).model_dump_json())
    assert len(set(digests)) == 1


async def test_a_stream_yields_what_is_ready_first() -> None:
    """Results come in the order the work ends, not the order of the input."""
    slow, fast = article(1), article(2)
    stream = Summarizer(SecondSentence({slow.title: 0.1})).stream([slow, fast])
    titles = [outcome.title async for outcome in stream if isinstance(outcome, Entry)]
    assert titles == [fast.title, slow.title]


async def test_a_stream_pulls_its_sources_only_as_there_is_room() -> None:
    """Of an endless input no more is taken than is under way, and stopping early leaves nothing running."""
    pulled = 0

    async def endless() -> AsyncIterator[Article]:
        nonlocal pulled
        while True:
            pulled += 1
            yield article(pulled)

    backend = SecondSentence({article(number).title: 30 for number in range(2, 100)})
    stream = Summarizer(backend).stream(endless())
    first = await anext(stream)
    await stream.aclose()
    assert isinstance(first, Entry)
    assert backend.most_under_way <= IN_FLIGHT
    assert pulled <= IN_FLIGHT + 2
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_a_stream_merges_a_page_that_was_there_before(site: Loopback) -> None:
    """The second link to a page is Merged, and the page is asked for once."""
    outcomes = [one async for one in reading(site).stream([site.url("/1"), site.url("/1?utm_source=x")])]
    assert {type(one) for one in outcomes} == {Entry, Merged}
    assert site.paths == ["/1"]


async def test_a_refused_key_stops_the_run_and_what_is_under_way() -> None:
    """A ProviderError comes out of the stream, and no further article is asked about."""

    class Refused(SecondSentence):
        async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
            await super().draft(article, taxonomy, check)
            raise ProviderError("the key was refused")

    backend = Refused()
    with pytest.raises(ProviderError):
        await Summarizer(backend).digest([article(number) for number in range(100)])
    assert len(backend.asked) <= IN_FLIGHT + 1


async def test_a_bug_in_a_backend_is_a_traceback_and_not_a_failure() -> None:
    """What was not raised on purpose comes out as it is."""

    class Broken(SecondSentence):
        async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await Summarizer(Broken()).digest([article(1)])


class Inventing(SecondSentence):
    """A backend that proposes a number which the article does not have."""

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Return the invented line."""
        line = "The library cost 93 million crowns and holds 40,000 books, the mayor said."
        quote = article.text.split(". ")[0]
        return Draft(one_liner=line, category="Policy", quotes=(quote,), usage=Usage(requests=3))


async def test_a_line_that_is_not_borne_out_is_kept_and_marked() -> None:
    """By default a person decides about a line with an invented number."""
    entry = await Summarizer(Inventing()).summarize(article(1))
    assert entry.verdict != "verified"
    assert any("93 million" in review.message for review in entry.review)


async def test_a_line_that_is_not_borne_out_can_be_replaced() -> None:
    """With `offline` the article's own sentence stands in its place, and what the other cost is still counted."""
    entry = await Summarizer(Inventing(), when_unsupported="offline").summarize(article(1))
    assert "93" not in entry.one_liner
    assert entry.verdict == "verified"
    assert entry.usage.requests == 3
    assert "replaced" in {review.code for review in entry.review}


async def test_a_line_that_is_not_borne_out_can_be_a_failure() -> None:
    """With `drop` the source fails, with the reason and what it cost."""
    with pytest.raises(ItemError) as caught:
        await Summarizer(Inventing(), when_unsupported="drop").summarize(article(1))
    assert caught.value.code == "unsupported-line"
    assert caught.value.usage.requests == 3
    digest = await Summarizer(Inventing(), when_unsupported="drop").digest([article(1)])
    assert digest.usage.requests == 3


async def test_progress_is_told_of_every_source_once() -> None:
    """`on_outcome` sees each source, whatever became of it."""
    told: list[Entry | Failure | Merged] = []
    await Summarizer(SecondSentence()).digest([article(1), "not a link", article(1)], on_outcome=told.append)
    assert sorted(type(one).__name__ for one in told) == ["Entry", "Failure", "Merged"]


async def test_pages_are_fetched_once_and_at_most_so_many_at_once(site: Loopback) -> None:
    """A hundred sources of one host make a hundred requests, two at a time."""

    def slowly(request: Request) -> Reply:
        return Reply(page(int(request.path.removeprefix("/many"))).body, pause=0.01)

    site.pages.update({f"/many{number}": slowly for number in range(30)})
    digest = await reading(site).digest([site.url(f"/many{number}") for number in range(30)])
    assert len(digest.entries) == 30
    assert sorted(site.paths) == sorted(f"/many{number}" for number in range(30))


async def test_an_articles_source_may_be_given_too(site: Loopback) -> None:
    """An Article of the caller's keeps its pin and note, and is not fetched."""
    given = article(1).model_copy(update={"source": Source(given="from the CMS", pinned=True, note="by Ann")})
    digest = await reading(site).digest([given])
    assert digest.entries[0].source.pinned
    assert digest.entries[0].source.note == "by Ann"
    assert site.paths == []


async def test_what_an_earlier_issue_printed_is_for_review() -> None:
    """A page of an earlier issue keeps its entry, and says where it stood."""
    printed = {page_key("http://www.news.example/1/"): "issue-12.md"}
    digest = await Summarizer(SecondSentence()).digest([article(1), article(2)], printed=printed)
    marks = {entry.source.position: [review.message for review in entry.review] for entry in digest.entries}
    assert marks == {0: ["this page is in an earlier issue: issue-12.md"], 1: []}
