"""Recording the traffic of a run, and replaying it without network, key or waits."""

from __future__ import annotations

import asyncio
import base64
import gzip
import json
import logging
import random
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
import yaml
from sampling import sampled
from standin import (
    Answer,
    Asked,
    Replies,
    Standin,
    connection_reset,
    cut_off,
    entry,
    failure,
    out_of_quota,
    rate_limited,
    refusal,
    refused_key,
    says,
    silence,
)

from summarizer import cassette_file
from summarizer.cassette import Cassette, record, replay, unplayed
from summarizer.errors import ItemError, ProviderError, SetupError
from summarizer.llm.extractor import LLM
from summarizer.models import Article, Draft, Source
from summarizer.network import tls_context
from summarizer.taxonomy import Taxonomy

KEY = "sk-live-0123456789abcdef"
TEXT = "The plant opened on Monday. It employs 40 people in Ghent."
Outcome = Draft | tuple[str, str, int]


def article(title: str) -> Article:
    """Return an article named `title`."""
    return Article(
        source=Source(given="x"), url="https://a.example", final_url="https://a.example", title=title, text=TEXT
    )


def check(draft: Draft) -> list[str]:
    """Complain of quotes that are not in the text."""
    return [f"not in the article: {quote!r}" for quote in draft.quotes if quote not in TEXT]


async def drafted(base_url: str, titles: list[str], *, key: str | None = KEY, **settings: Any) -> list[Outcome]:
    """Return what becomes of every article, asked for at once; errors as code, message and number of requests."""

    async def at_once(_: float) -> None:
        return None

    llm = LLM(base_url=base_url, api_key=key, sleep=at_once, **settings)

    async def one(title: str) -> Outcome:
        try:
            return await llm.draft(article(title), Taxonomy.default(), check)
        except ItemError as error:
            return error.code, str(error), error.usage.requests
        except ProviderError as error:
            return "provider", str(error), 0

    try:
        return await asyncio.gather(*map(one, titles))
    finally:
        await llm.aclose()


def run(base_url: str, titles: list[str], **settings: Any) -> list[Outcome]:
    """Return what becomes of every article."""
    return asyncio.run(drafted(base_url, titles, **settings))


def recorded(path: Path, replies: Replies, titles: list[str], **settings: Any) -> list[Outcome]:
    """Record a run against a stand-in that is gone afterwards, and return what became of every article."""
    with Standin(replies) as standin, record(path, about={"base_url": standin.base_url}):
        return run(standin.base_url, titles, **settings)


def replayed(path: Path, titles: list[str], **settings: Any) -> tuple[list[Outcome], list[str]]:
    """Return what becomes of every article in a replay without a key, and what was not asked for."""
    with replay(path) as cassette:
        return run(cassette.about["base_url"], titles, key=None, **settings), unplayed(cassette)


@pytest.fixture
def tape(tmp_path: Path) -> Path:
    """Return where a cassette goes."""
    return tmp_path / "tapes" / "run.yaml"


@pytest.mark.parametrize(
    "replies",
    sampled(
        [
            [entry()],
            [rate_limited("30"), failure(500), entry()],
            [rate_limited(), entry(evidence=["No."]), failure(500), rate_limited("2"), entry()],
            [entry(evidence=["No."])],
            [says("garbage")],
            [refusal()],
            [connection_reset(), cut_off(), entry()],
            [connection_reset()],
            [failure(500)],
            [refused_key(KEY)],
            [out_of_quota()],
            [failure(400, "response_format is not supported"), entry()],
            [failure(400, "response_format is not supported"), failure(400, "no tools"), entry()],
            [failure(400, "Unsupported parameter: 'reasoning_effort'"), entry()],
            [failure(400, f"bad request of org-0123456789abcdef with {KEY}")],
        ]
    ),
)
def test_a_replay_gives_what_the_recorded_run_gave(tape: Path, replies: list[Answer]) -> None:
    """Drafts, errors, usage and money are the same, in the same number of requests, with no server and no key."""
    before = recorded(tape, replies, ["One"])
    after, left = replayed(tape, ["One"])
    assert after == before
    assert left == []


def test_a_timeout_is_replayed_as_one(tape: Path) -> None:
    """What the clock ended is recorded too, and does not take its time again."""
    bounds = {"timeout_seconds": 0.3, "max_wait_seconds": 0.1}
    before = recorded(tape, [silence()], ["One"], **bounds)
    after, left = replayed(tape, ["One"])
    assert before == after
    assert isinstance(before[0], tuple)
    assert (before[0][0], before[0][2], left) == ("model-timeout", 1, [])


@pytest.mark.load
def test_many_at_once_get_their_own_replies_in_record_and_replay(tape: Path) -> None:
    """Twenty articles at once, each retried and re-asked: every one gets its own reply again, in whatever order."""
    turns: dict[str, int] = {}

    def reply(asked: Asked) -> Answer:
        turn = turns[asked.title] = turns.get(asked.title, 0) + 1
        if turn == 1:
            return rate_limited("9")
        if turn == 2:
            return failure(500)
        good = "The plant opened on Monday." if asked.is_reask else "No."
        return entry(one_liner=f"About {asked.title}.", evidence=[good])

    titles = [f"Title {number}" for number in range(20)]
    before = recorded(tape, reply, titles)
    after, left = replayed(tape, titles)
    backwards, _ = replayed(tape, titles[::-1])
    assert before == after == backwards[::-1]
    assert [one.one_liner for one in before if isinstance(one, Draft)] == [f"About {title}." for title in titles]
    assert left == []


def test_a_replay_finds_the_form_of_output_whichever_article_comes_first(tape: Path) -> None:
    """The form was settled by one article when recorded; in a replay another may be the first to ask."""

    def reply(asked: Asked) -> Answer:
        if asked.form == "plain" and "reasoning_effort" not in asked.body:
            return entry(one_liner=f"About {asked.title}.")
        if "reasoning_effort" in asked.body:
            return failure(400, "reasoning_effort is unknown")
        return failure(400, f"{'response_format' if asked.form == 'schema' else 'tools'} is unknown")

    titles = [f"Title {number}" for number in range(5)]
    before = recorded(tape, reply, titles)
    after, _ = replayed(tape, titles[::-1])
    drafts = [one for one in before if isinstance(one, Draft)]
    assert len(drafts) == 5
    assert [one.one_liner for one in after[::-1] if isinstance(one, Draft)] == [one.one_liner for one in drafts]


def test_equal_requests_are_answered_in_the_order_recorded(tape: Path) -> None:
    """429, then 500, then 200 for one and the same request; a fourth is not in the cassette."""
    with Standin([rate_limited(), failure(500), entry()]) as standin, record(tape, about={}):
        assert posted(standin.base_url, 3) == [429, 500, 200]
        url = standin.base_url
    with replay(tape):
        assert posted(url, 3) == [429, 500, 200]
        with pytest.raises(ItemError, match="is not in the cassette") as caught:
            posted(url, 1)
    assert caught.value.code == "not-recorded"


def posted(url: str, times: int) -> list[int]:
    """Return the statuses of equal requests made one after the other."""

    async def post() -> list[int]:
        async with httpx2.AsyncClient(verify=tls_context()) as client:
            return [(await client.post(url, json={"messages": []})).status_code for _ in range(times)]

    return asyncio.run(post())


@pytest.mark.parametrize(
    ("settings", "titles"),
    [
        ({}, ["Two"]),
        ({"language": "de"}, ["One"]),
        ({"model": "openai/gpt-6-sol"}, ["One"]),
        ({"effort": "high"}, ["One"]),
    ],
)
def test_an_edited_question_does_not_get_an_old_answer(tape: Path, settings: dict[str, Any], titles: list[str]) -> None:
    """Another article, prompt, model or effort is another body: a clear failure, and the old exchange unplayed."""
    recorded(tape, [entry()], ["One"])
    (outcome,), left = replayed(tape, titles, **settings)
    assert isinstance(outcome, tuple)
    code, message, requests = outcome
    assert (code, requests) == ("not-recorded", 0)
    assert message.startswith("POST http://127.0.0.1:")
    assert message.endswith("is not in the cassette run.yaml")
    assert len(left) == 1
    assert left[0].startswith("POST http://127.0.0.1:")


def test_a_miss_is_neither_retried_nor_waited_for(tape: Path) -> None:
    """A replay never sleeps for what is not there."""
    recorded(tape, [entry()], ["One"])

    async def never(_: float) -> None:
        raise AssertionError("it waited")

    with replay(tape) as cassette:
        llm = LLM(base_url=cassette.about["base_url"], sleep=never)
        with pytest.raises(ItemError):
            asyncio.run(llm.draft(article("Two"), Taxonomy.default(), check))


def test_a_replay_never_reaches_a_server(tape: Path) -> None:
    """Nothing leaves the process, even where a server would answer."""
    recorded(tape, [entry()], ["One"])
    with Standin([entry()]) as standin, replay(tape):
        (outcome,) = run(standin.base_url, ["One"])
    assert isinstance(outcome, tuple)
    assert (outcome[0], standin.requests) == ("not-recorded", [])


def test_nothing_is_patched_any_more_after_a_cassette(tape: Path) -> None:
    """The transport is as it was, after a good block and after a bad one."""
    before = httpx2.AsyncHTTPTransport.handle_async_request
    recorded(tape, [entry()], ["One"])
    with pytest.raises(RuntimeError), replay(tape):
        raise RuntimeError
    assert httpx2.AsyncHTTPTransport.handle_async_request is before


def test_what_passes_a_cassette_is_in_no_log(tape: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Neither a recording nor a replay logs an address or a reply, at any level."""
    caplog.set_level(logging.DEBUG)
    recorded(tape, [refused_key(KEY)], ["One"])
    replayed(tape, ["One"])
    assert "chat/completions" not in caplog.text
    assert KEY not in caplog.text


# The file


def test_a_cassette_can_be_read(tape: Path) -> None:
    """The prompt is a block of lines, the reply a structure; both are written once however often they occur."""
    recorded(tape, lambda _: entry(), ["One", "Two", "Three"])
    text = tape.read_text(encoding="utf-8")
    assert text.count("You write one entry of a newsletter digest") == 1
    assert "          title: Two\n" in text
    assert "        usage:\n          prompt_tokens: " in text
    assert "\\n\\n" not in text


def test_recording_the_same_traffic_gives_the_same_file(tmp_path: Path) -> None:
    """In whatever order the articles finish, so that a re-recording shows only what changed."""
    titles = [f"Title {number}" for number in range(8)]
    with Standin(lambda asked: entry(one_liner=asked.title)) as standin:
        for name, order in (("a", titles), ("b", titles[::-1])):
            with record(tmp_path / name, about={}):
                run(standin.base_url, order)
    usage = [line for line in (tmp_path / "a").read_text(encoding="utf-8").splitlines() if "cached_tokens" not in line]
    assert usage == [
        line for line in (tmp_path / "b").read_text(encoding="utf-8").splitlines() if "cached_tokens" not in line
    ]


def test_only_listed_headers_and_no_credentials_are_kept(tape: Path) -> None:
    """Neither the key, even where a server repeats it, nor cookies, accounts, request ids or what the client is."""
    sent = {
        "x-request-id": "req_1",
        "set-cookie": "session=secret-cookie",
        "openai-organization": "org-secret",
        "date": "D",
    }
    message = f"Key {KEY} of org-0123456789abcdef, proj_0123456789abcdef, sk-01****cdef is wrong"
    answer = failure(400, message)
    recorded(tape, [answer._replace(headers={**answer.headers, **sent})], ["One"])
    text = tape.read_text(encoding="utf-8")
    for secret in (
        "0123456789",
        "cdef",
        "secret",
        "Bearer",
        "session",
        "req_1",
        "AsyncOpenAI",
        "stainless",
        "127.0.0.1\n",
    ):
        assert secret not in text
    exchange = yaml.safe_load(text)["exchanges"][0]
    assert exchange["request"]["headers"] == exchange["response"]["headers"] == {"content-type": "application/json"}


def test_a_key_of_any_form_is_kept_out_of_what_a_server_repeats(tape: Path) -> None:
    """Servers of one's own have keys that look like nothing in particular."""
    recorded(tape, [failure(400, "Bad header: Bearer my.odd+key")], ["One"], key="my.odd+key")
    assert "my.odd+key" not in tape.read_text(encoding="utf-8")


def test_credentials_in_an_address_are_not_kept(tape: Path) -> None:
    """User, password and a key in the query stay out, and the replay matches all the same."""
    with Standin([entry()]) as standin, record(tape, about={}):
        url = standin.base_url.replace("http://", "http://user:password@") + "/x?api_key=0123456789&v=2"
        posted(url, 1)
    text = tape.read_text(encoding="utf-8")
    assert "password" not in text
    assert "0123456789" not in text
    assert "v=2" in text
    with replay(tape):
        assert posted(url, 1) == [200]


def test_settings_are_kept_beside_the_traffic(tape: Path) -> None:
    """What the run was made with comes back, with the day and the version filled in."""
    with record(tape, about={"model": "openai/x", "recorded_on": "2026-01-02"}):
        pass
    with replay(tape) as cassette:
        assert isinstance(cassette, Cassette)
        assert dict(cassette.about) == {
            "model": "openai/x",
            "recorded_on": "2026-01-02",
            "version": cassette.about["version"],
        }
        assert cassette.about["version"]


def interrupted_recording(path: Path, base_url: str) -> None:
    """Record one article and be interrupted."""
    with record(path, about={}):
        run(base_url, ["Two"])
        raise KeyboardInterrupt


def test_a_recording_that_ends_in_an_exception_leaves_the_old_cassette(tape: Path) -> None:
    """A cassette is written whole, when the run is over, or not at all."""
    recorded(tape, [entry()], ["One"])
    before = tape.read_bytes()
    with Standin([entry()]) as standin, pytest.raises(KeyboardInterrupt):
        interrupted_recording(tape, standin.base_url)
    assert tape.read_bytes() == before
    assert [path.name for path in tape.parent.iterdir()] == [tape.name]


def test_a_recording_begins_anew(tape: Path) -> None:
    """An old cassette is replaced, never added to or answered from."""
    recorded(tape, [entry(one_liner="Old.")], ["One", "Two"])
    recorded(tape, [entry(one_liner="New.")], ["One"])
    after, left = replayed(tape, ["One"])
    assert isinstance(after[0], Draft)
    assert (after[0].one_liner, left) == ("New.", [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "cannot be read"),
        ("", "does not have the parts"),
        ("just words", "does not have the parts"),
        ("version: 1\n", "does not have the parts"),
        ("version: 2\nabout: {}\nexchanges: []\n", "its version is 2"),
        ("version: 1\nabout: {}\nexchanges: [{request: {}}]\n", "does not have the parts"),
        ("a: [", "not valid YAML"),
        ("!!python/object/apply:os.system ['true']", "not valid YAML"),
        ("version: 1\ninteractions: []\n", "does not have the parts"),
        (b"\xff\xfe", "cannot be used"),
    ],
)
def test_what_is_no_cassette_is_refused(tape: Path, text: str | bytes | None, said: str) -> None:
    """In words, before anything is asked; and nothing in it is run."""
    tape.parent.mkdir()
    if text is not None:
        tape.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SetupError, match=said), replay(tape):
        pass


def test_a_cassette_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """Whether it is a folder or lies where no file can be."""
    with pytest.raises(SetupError, match="is a folder"), record(tmp_path, about={}):
        pass
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SetupError, match="cannot be written"), record(tmp_path / "file" / "x.yaml", about={}):
        pass


def test_a_cassette_that_cannot_be_written_lets_go_of_the_traffic(tmp_path: Path) -> None:
    """Whoever keeps the error, as a notebook does, does not go on recording."""
    before = httpx2.AsyncHTTPTransport.handle_async_request
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(SetupError) as kept, record(tmp_path / "file" / "x.yaml", about={}):
        assert httpx2.AsyncHTTPTransport.handle_async_request is not before
    assert kept.value.__traceback__ is not None
    assert httpx2.AsyncHTTPTransport.handle_async_request is before


# Any body, any failure


def served(
    answer: Callable[[], Answer], tape: Path, *, method: str = "POST"
) -> tuple[httpx2.Response, httpx2.Response]:
    """Return a response as recorded and as replayed."""

    async def ask(url: str) -> httpx2.Response:
        async with httpx2.AsyncClient(verify=tls_context()) as client:
            return await client.request(method, url, json={})

    with Standin(lambda _: answer()) as standin:
        with record(tape, about={}):
            first = asyncio.run(ask(standin.base_url))
        with replay(tape):
            return first, asyncio.run(ask(standin.base_url))


BODIES = [
    b"",
    b"plain",
    b"two\nlines\n",
    b"\n\n leading and trailing \n\n",
    b"\ttabs\r\nand returns\r",
    "umlauts äöü, 漢字, 🎉, \u2028 and \x85 and \ufeff".encode(),
    b"\x00\x01 control \x7f",
    b"\xff\xfe not UTF-8 \x80",
    b"--- !!python/name:os.system\n- *alias &anchor {{ x }} # comment",
    b"'quoted' \"twice\" \\ back: slash",
    b"<html>\n  <p>trailing space \n\t</p>\n</html>   ",
    bytes(range(256)),
    b"null",
    b"true",
    b"{not json",
    b'{"a": "\\ud800"}',
    b"x" * 100_000,
    b"[" * 5_000,
]


@pytest.mark.parametrize("body", sampled(BODIES), ids=range(len(BODIES)))
def test_every_body_comes_back_to_the_byte(body: bytes, tape: Path) -> None:
    """Text, markup and noise alike, as long as it is not JSON."""
    first, second = served(lambda: Answer(body=body, headers={"content-type": "text/html"}), tape)
    assert first.content == second.content == body
    assert second.headers["content-type"] == "text/html"


@pytest.mark.load
def test_random_texts_come_back_to_the_character() -> None:
    """Two thousand texts of nasty characters survive being written and read."""
    chance = random.Random(7)  # noqa: S311
    alphabet = " \n\t\r-:#'\"|>&*!%@`{}[],?\\abc0ä\u2028\x85\ufeff\u00a0\u200b🎉\x1b\x00\x7f"
    for _ in range(2000):
        text = "".join(chance.choices(alphabet, k=chance.randrange(1, 24)))
        interaction = {
            "request": {"method": "POST", "uri": "u", "headers": {}, "body": text},
            "response": {"status": {"code": 200, "message": ""}, "headers": {}, "body": {"string": text}},
        }
        document = cassette_file.serialize({"interactions": [interaction], "metadata": {"about": {}}})
        (back,) = cassette_file.deserialize(document)["interactions"]
        assert back["response"]["body"]["string"] == back["request"]["body"] == text.encode(), repr(text)


@pytest.mark.parametrize("hidden", ["\x85", "\u2028", "\u2029", "\ufeff", "\r", "\t"])
def test_characters_that_a_block_would_change_or_hide_are_escaped(hidden: str, tape: Path) -> None:
    """A person sees them in the file, and every reader of YAML gives them back."""
    body = f"one{hidden}\ntwo".encode()
    served(lambda: Answer(body=body, headers={"content-type": "text/html"}), tape)
    text = tape.read_bytes().decode()
    assert hidden not in text
    assert yaml.load(text, Loader=yaml.SafeLoader)["exchanges"][0]["response"]["body"]["text"] == body.decode()


@pytest.mark.parametrize(
    "value",
    [
        {"a": [1, 2.5, -0.0, 1e20, 1e-7, 123456789012345678901234567890], "b": None, "c": True, "d": ""},
        {"on": "yes", "1": "1", "null": "null", "2026-01-01": "2026-01-01", "0x1f": "1e5", "~": "=", "<<": "a"},
        [[], {}, [{}], "line\nline", "  ", "{{ x }}"],
        {"same": ["long " * 100, "long " * 100], "again": {"same": "long " * 100}},
        {},
        [],
    ],
)
def test_json_comes_back_with_its_value(value: object, tape: Path) -> None:
    """Numbers, words that YAML would take for something else, and what is said twice."""
    answer = Answer(body=json.dumps(value).encode(), headers={"content-type": "application/json"})
    first, second = served(lambda: answer, tape)
    assert first.json() == second.json() == value
    assert repr(second.json()) == repr(value)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('{"a": 1, "b": 2}', '{"b":2,"a":1}', True),
        ('{"a": [1, 2]}', '{"a": [2, 1]}', False),
        ('{"a": 1}', '{"a": 1.0}', False),
        ('{"a": "x"}', '{"a": "x "}', False),
        ('{"a": "\\u00e4"}', '{"a": "ä"}', True),
        ("a=1", "a=2", False),
        ("text", "text", True),
        (b"\xff", b"\xfe", False),
        (None, "", True),
    ],
)
def test_bodies_match_by_what_they_say(one: str | bytes | None, other: str | bytes | None, same: bool) -> None:
    """Spacing and order of keys do not count in JSON; everything else does."""
    assert (cassette_file.canonical(one) == cassette_file.canonical(other)) is same


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_compressed_bodies_are_stored_readable(coding: str, tape: Path) -> None:
    """A reply is kept as it reads, not as it travelled."""
    body = b'{"answer": "readable"}'
    packed = gzip.compress(body) if coding == "gzip" else body
    headers = {"content-type": "application/json", "content-encoding": coding}
    first, second = served(lambda: Answer(body=packed, headers=headers), tape)
    assert first.json() == second.json() == {"answer": "readable"}
    assert "answer: readable" in tape.read_text(encoding="utf-8")


def test_a_compressed_bomb_is_kept_as_it_came(tape: Path) -> None:
    """What would be too large to read is stored small, and is as large again only for whoever asked for it."""
    bomb = gzip.compress(b"0" * 30_000_000, compresslevel=1)
    headers = {"content-type": "text/html", "content-encoding": "gzip"}
    first, second = served(lambda: Answer(body=bomb, headers=headers), tape)
    assert len(first.content) == len(second.content) == 30_000_000
    stored = yaml.safe_load(tape.read_text(encoding="utf-8"))["exchanges"][0]["response"]
    assert base64.b64decode(stored["body"]["base64"]) == bomb


def with_cause(error: Exception, cause: Exception) -> Exception:
    """Return `error`, caused by `cause`."""
    error.__cause__ = cause
    return error


@pytest.fixture
def transport(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[BaseException], None]]:
    """Return a function that makes httpx2's pool of connections raise."""

    def fail_with(error: BaseException) -> None:
        async def broken(*_: object) -> None:
            raise error

        monkeypatch.setattr("httpcore2.AsyncConnectionPool.handle_async_request", broken)

    yield fail_with
    monkeypatch.undo()


@pytest.mark.parametrize(
    "error",
    [
        httpx2.ConnectError("no route"),
        httpx2.ReadTimeout("slow"),
        httpx2.RemoteProtocolError("cut"),
        TimeoutError(),
        ConnectionResetError(104, "reset"),
        ItemError("private-address", "it is private"),
        with_cause(httpx2.ConnectError("dns"), OSError(-2, "Name or service not known")),
        with_cause(httpx2.ConnectError("tls"), ssl.SSLCertVerificationError(1, "self-signed certificate")),
    ],
)
def test_a_failure_is_replayed_with_its_kind_its_words_and_its_cause(
    error: Exception, tape: Path, transport: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A dead link is dead again in the replay, for the same reason."""
    transport(error)
    with record(tape, about={}), pytest.raises(type(error)):
        posted("http://dead.example/", 1)
    monkeypatch.undo()
    with replay(tape), pytest.raises(type(error)) as caught:
        posted("http://dead.example/", 1)
    assert str(caught.value) == str(error)
    assert [type(caught.value.__cause__), str(caught.value.__cause__)] == [type(error.__cause__), str(error.__cause__)]


def test_a_bug_is_not_recorded_as_a_failure(tape: Path, transport: Callable[[BaseException], None]) -> None:
    """Only what a network does is kept; a bug comes out, whatever it was met by, and leaves no trace."""
    transport(with_cause(ZeroDivisionError("a bug"), ConnectionResetError(104, "reset")))
    with record(tape, about={}), pytest.raises(ZeroDivisionError):
        posted("http://a.example/", 1)
    assert yaml.safe_load(tape.read_text(encoding="utf-8"))["exchanges"] == []


def test_vcrpy_is_loaded_only_when_there_is_a_cassette() -> None:
    """Importing the module costs a run without cassette nothing of it."""
    program = "import sys, summarizer.cassette; sys.exit('vcr' in sys.modules or 'openai' in sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
