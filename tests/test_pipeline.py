"""The one path: every source ends as an entry, a failure or merged, in bounded time and any order."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import time
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from loopback import Loopback, Reply, Request

from summarizer.backend import Backend, Check
from summarizer.blocking import digest as blocking_digest
from summarizer.blocking import summarize
from summarizer.concurrency import IN_FLIGHT
from summarizer.errors import CODES, ItemError, ProviderError, SetupError
from summarizer.identity import page_key
from summarizer.jobs import Input
from summarizer.models import Article, Draft, Entry, Failure, Issue, Merged, Source, Usage
from summarizer.offline.backend import Offline
from summarizer.pipeline import Summarizer, today
from summarizer.rendering.draft import dump_json, load_json, render
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


async def test_another_spelling_is_tried_where_no_connection_comes_about(site: Loopback) -> None:
    """A page that only one of its links reaches is an entry under that link; its first line is the source."""
    lost = site.url("/1").replace("http://", "http://www.")
    digest = await reading(site).digest([lost, f"{lost}#again", site.url("/1"), site.url("/1?utm_source=x")])
    (entry,) = digest.entries
    assert (entry.url, entry.source.given) == (site.url("/1"), lost)
    assert [one.into for one in digest.merged] == [lost] * 3
    assert site.paths == ["/1"]


async def test_a_page_that_no_spelling_reaches_is_one_failure(site: Loopback) -> None:
    """The reason is that of the first link; one that was reached is not tried under another spelling."""
    lost, gone = site.url("/gone").replace("http://", "http://www."), site.url("/gone")
    failures = [(await reading(site).digest(given)).failures for given in ([lost, gone], [gone, lost])]
    assert [[failure.code for failure in found] for found in failures] == [["dns"], ["http-404"]]
    assert site.paths == ["/gone", "/gone"]


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


async def test_a_bug_in_a_backend_costs_one_article_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What was not raised on purpose is a failure of its article that names the error; its traceback is in the log."""

    class Broken(SecondSentence):
        async def draft(self, about: Article, taxonomy: Taxonomy, check: Check) -> Draft:
            if about.title == article(2).title:
                raise ZeroDivisionError("no words to count")
            return await super().draft(about, taxonomy, check)

    digest = await Summarizer(Broken()).digest([article(number) for number in range(4)])
    (failed,) = digest.failures
    assert (failed.code, failed.source.url, len(digest.entries)) == ("backend-crash", article(2).url, 3)
    assert "ZeroDivisionError: no words to count" in failed.message
    assert "in draft\n" in caplog.text
    with pytest.raises(ItemError, match="no words to count") as caught:
        await Summarizer(Broken()).summarize(article(2))
    assert isinstance(caught.value.__cause__, ZeroDivisionError)


async def test_a_backend_that_cannot_be_awaited_is_wrong_use() -> None:
    """The run stops, and says which method should be asynchronous."""

    class Blocking(SecondSentence):
        def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:  # type: ignore[override]
            return Draft(one_liner=article.text, category="Tools")

    with pytest.raises(SetupError, match=r"'second-sentence': its method draft must be defined by `async def`"):
        await Summarizer(cast("Backend", Blocking())).digest([article(1)])


@pytest.mark.parametrize("stop", [KeyboardInterrupt, asyncio.CancelledError])
async def test_whoever_ends_a_run_ends_it_in_the_backend_too(stop: type[BaseException]) -> None:
    """An interruption is no fault of an article."""

    class Interrupted(SecondSentence):
        async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
            raise stop

    with pytest.raises(stop):
        await Summarizer(Interrupted()).summarize(article(1))


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


@pytest.mark.parametrize(
    ("fields", "code", "said"),
    [
        ({"url": "http://[bad"}, "bad-line", "host or port cannot be read"),
        ({"url": "javascript:alert(1)"}, "bad-line", "is not an http(s) link"),
        ({"url": "news.example/1"}, "bad-line", "is not an http(s) link"),
        ({"url": "https://exa mple.org/"}, "bad-line", "there is a space in the link"),
        ({"url": ""}, "bad-line", "no address that a digest could link to; give it a `url`"),
        ({"title": ""}, "no-title", "the title says nothing ('')"),
        ({"title": "\u200b"}, "no-title", "the title says nothing"),
        ({"title": "nan"}, "no-title", "the title says nothing ('nan')"),
    ],
)
async def test_an_article_that_cannot_be_printed_is_a_failure(fields: dict[str, str], code: str, said: str) -> None:
    """One such Article of the caller's is left out with its reason, and the others are drafted and printed."""
    broken = article(1).model_copy(update=fields)
    digest = await Summarizer(SecondSentence()).digest([broken, article(2)])
    assert [(failure.code, failure.source.position) for failure in digest.failures] == [(code, 0)]
    assert said in digest.failures[0].message
    assert [entry.url for entry in digest.entries] == [article(2).url]
    assert render(load_json(dump_json(digest)))


async def test_an_articles_link_is_cleaned_as_any_other() -> None:
    """Neither tracking parameters nor a fragment are printed."""
    given = article(1).model_copy(update={"url": "https://news.example/1?utm_source=x&id=3#part"})
    entry = await Summarizer(SecondSentence()).summarize(given)
    assert (entry.url, entry.final_url) == ("https://news.example/1?id=3",) * 2
    assert entry.source.given == given.url


async def test_an_article_from_a_file_keeps_its_path() -> None:
    """What was read from a file has no link to clean."""
    source = Source(given="a.html", path=Path("a.html"))
    digest = await Summarizer(SecondSentence()).digest(
        [article(1).model_copy(update={"source": source, "url": "a.html"})]
    )
    assert [entry.url for entry in digest.entries] == ["a.html"]


async def test_an_entry_of_its_own_needs_no_address() -> None:
    """A caller who wants a line and no digest may have the text alone."""
    entry = await Summarizer(SecondSentence()).summarize(article(1).model_copy(update={"url": ""}))
    assert entry.url == ""
    assert entry.one_liner


async def test_of_two_sources_of_one_page_the_first_stays(site: Loopback) -> None:
    """A digest and a stream agree, whichever of them brings its text along."""
    texts = [article(number).model_copy(update={"url": site.url("/1")}) for number in (7, 8)]
    orders: list[list[Input]] = [[*texts], [*texts, site.url("/1")], [site.url("/1"), *texts]]
    for given in orders:
        digest = await reading(site).digest(given)
        outcomes = [one async for one in reading(site).stream(given)]
        first = article(1 if isinstance(given[0], str) else 7).title
        assert [entry.title for entry in digest.entries] == [first]
        assert [one.title for one in outcomes if isinstance(one, Entry)] == [first]
        merged = {one.source.position for one in outcomes if isinstance(one, Merged)}
        assert {one.source.position for one in digest.merged} == merged == set(range(1, len(given)))


async def test_a_source_made_by_hand_is_read_as_its_words_are(site: Loopback, tmp_path: Path) -> None:
    """Without an address, a path or a key of its own it is what a line of the same words would be, with its marks."""
    saved = tmp_path / "saved.html"
    saved.write_bytes(page(5).body)
    given = [
        Source(given=str(saved), pinned=True),
        Source(given=site.url("/1?utm_source=x"), note="by Ann"),
        Source(given="the same", url=site.url("/1")),
        Source(given="another", url=site.url("/2")),
        Source(given="gone.html"),
    ]
    digest = await reading(site).digest(given)
    outcomes = [one async for one in reading(site).stream(given)]
    entries = sorted((one for one in outcomes if isinstance(one, Entry)), key=lambda one: one.source.position)
    assert [entry.title for entry in entries] == [article(number).title for number in (5, 1, 2)]
    assert (entries[0].source.pinned, entries[1].source.note) == (True, "by Ann")
    assert [failure.code for failure in digest.failures] == ["file-missing"]
    assert [one.source.given for one in digest.merged] == ["the same"]


@pytest.mark.parametrize("given", ["urls.txt", b"urls.txt", Path("urls.txt"), article(1), Source(given="a.html")])
async def test_one_source_is_not_taken_for_several(given: Any) -> None:
    """A string is not gone through letter by letter, nor an article field by field."""
    with pytest.raises(SetupError, match=r"not a single \w+; write \[source\] for one"):
        await Summarizer(SecondSentence()).digest(given)
    with pytest.raises(SetupError, match="not a single"):
        await anext(Summarizer(SecondSentence()).stream(given))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a\nb", rf"'a\nb': holds the invisible character U+000A; {CODES['bad-line'].advice}"),
        ("gone.html", f"'gone.html': there is no file 'gone.html'; {CODES['file-missing'].advice}"),
        (
            article(1).model_copy(update={"url": "ftp://a"}),
            f"'ftp://a': 'ftp://a' is not an http(s) link; {CODES['bad-line'].advice}",
        ),
        (
            article(1).model_copy(update={"title": "None"}),
            "'https://news.example/1': the title says nothing ('None'); open it",
        ),
    ],
)
async def test_an_error_of_one_source_says_which_and_what_to_do(given: Input, said: str) -> None:
    """Who gets an error in place of an entry sees no more than its text; the failure in a record has all apart."""
    with pytest.raises(ItemError) as caught:
        await Summarizer(SecondSentence()).summarize(given)
    assert str(caught.value).startswith(said)
    outcomes = [one async for one in Summarizer(SecondSentence()).stream([given])]
    assert [one.message for one in outcomes if isinstance(one, Failure)] == [caught.value.message]


@pytest.mark.parametrize("returned", [None, "A line.", {"one_liner": "A line.", "category": "Tools"}])
async def test_a_backend_that_returns_no_draft_costs_that_article(
    returned: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """A way out of its code that was forgotten fails the article that took it, and the failure says what is missing."""

    class Odd(SecondSentence):
        async def draft(self, about: Article, taxonomy: Taxonomy, check: Check) -> Draft:
            if about.title == article(2).title:
                return cast("Draft", returned)
            return await super().draft(about, taxonomy, check)

    digest = await Summarizer(Odd()).digest([article(number) for number in range(4)])
    (failed,) = digest.failures
    assert (failed.code, failed.source.url, len(digest.entries)) == ("backend-crash", article(2).url, 3)
    said = r"'second-sentence': its method draft returned (None|a \w+), and must return a models\.Draft"
    assert re.search(said, failed.message)
    assert re.search(said, caplog.text)


async def test_an_editor_that_returns_nothing_leaves_it_to_the_rules() -> None:
    """What concerns the whole issue is then decided as without an editor, and what was missing is for review."""

    class Forgetful(SecondSentence):
        async def group(self, *_: object) -> None:
            return None

        async def feature(self, *_: object) -> None:
            return None

        async def headline(self, *_: object) -> None:
            return None

    digest = await Summarizer(Forgetful()).digest([article(number) for number in range(4)])
    reviews = [*digest.review, *(review for story in digest.stories for review in story.review)]
    said = " ".join(review.message for review in reviews)
    assert len(digest.entries) == 4
    assert set(re.findall(r"its method (\w+) returned None", said)) == {"group", "feature", "headline"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"backend": "offline"}, r"backend is of type str, and should be an instance .* such as Offline\(\)"),
        ({"backend": ""}, "backend is of type str"),
        ({"backend": object()}, "backend is of type object"),
        ({"backend": Offline}, "backend is the class Offline, and should be an instance"),
        ({"backend": SimpleNamespace(name="no method")}, "backend is of type SimpleNamespace"),
        ({"backend": SimpleNamespace(name=None, draft=print)}, "backend is of type SimpleNamespace"),
        ({"taxonomy": "topics.toml"}, r"taxonomy is of type str, and should be a Taxonomy, .*Taxonomy\.load\(path\)"),
        ({"taxonomy": {"categories": []}}, "taxonomy is of type dict"),
    ],
)
@pytest.mark.parametrize("call", [Summarizer, partial(summarize, "a.html"), partial(blocking_digest, ["a.html"])])
def test_an_argument_of_the_wrong_kind_is_said_at_once(
    call: Callable[..., object], given: dict[str, Any], said: str
) -> None:
    """Where an object belongs, a name, a path or a class is refused with the object that is wanted."""
    with pytest.raises(SetupError, match=said):
        call(**given)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: Summarizer(fetcher=cast("Any", Fetcher())), r"fetcher is of type Fetcher, .*lambda: Fetcher\("),
        (lambda: Summarizer(reader=cast("Any", "Reader")), r"reader is of type str, .*lambda: Reader\("),
        (lambda: blocking_digest(["a.html"], issue=cast("Any", "Issue 7")), r"issue is of type str, .* models\.Issue"),
    ],
)
def test_what_a_run_is_given_beside_is_looked_at_too(call: Callable[[], object], said: str) -> None:
    """An object in place of what makes it, or a title in place of an issue, is said before anything is fetched."""
    with pytest.raises(SetupError, match=said):
        call()


def test_a_backend_may_be_of_any_truth() -> None:
    """One that counts as false, for being an empty collection as well, is not replaced."""

    class Empty(SecondSentence):
        def __len__(self) -> int:
            return 0

    backend = Empty()
    assert Summarizer(backend).backend is backend


async def test_a_backend_with_a_code_of_its_own_is_wrong_use() -> None:
    """The run stops, and says which codes there are."""

    class Odd(SecondSentence):
        async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
            raise ItemError("my-code", "x")

    with pytest.raises(SetupError, match="'my-code' is no code of a failure"):
        await Summarizer(Odd()).digest([article(1)])


async def test_a_page_may_end_at_an_address_that_cannot_be_read() -> None:
    """An address that nobody asked for costs no source its entry."""
    odd = article(1).model_copy(update={"final_url": "https://news.example:port/1"})
    digest = await Summarizer(SecondSentence()).digest([odd], printed={"news.example/2": "issue-12.md"})
    assert [entry.url for entry in digest.entries] == [article(1).url]


@pytest.mark.parametrize(
    ("day", "marked"),
    [
        (dt.date(9999, 12, 31), []),
        (dt.date(2026, 11, 20), []),
        (dt.date(2026, 11, 19), ["dated-ahead"]),
        (dt.date(2026, 11, 18), ["dated-ahead"]),
    ],
)
async def test_a_page_dated_after_the_issue_is_for_review(day: dt.date, marked: list[str]) -> None:
    """By more than a day, whatever the day of the issue is."""
    dated = article(1).model_copy(update={"date": dt.date(2026, 11, 21) if day.year == 2026 else day})
    digest = await Summarizer(SecondSentence()).digest([dated], issue=Issue(title="The Loop", date=day))
    assert [review.code for review in digest.entries[0].review] == marked


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the program run in another part of the world."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.parametrize("zone", ["UTC+12", "UTC-14"], indirect=True)
@pytest.mark.usefixtures("zone")
async def test_an_issue_without_a_day_has_that_of_the_place() -> None:
    """The library's issue is of the local day, as the command's is; one of these two places never has UTC's."""
    digest = await Summarizer(SecondSentence()).digest([article(1)])
    assert digest.issue.date == today() == dt.date.today()
