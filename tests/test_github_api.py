"""GitHub's REST API: what is sent, what is tried again, and what each refusal means."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from forge import REPOSITORY, TOKEN, Forge, answered, refused
from loopback import Loopback, Reply

from summarizer.errors import PublishError, SetupError
from summarizer.github.api import ATTEMPTS, MOST_PAGES, GitHub

ISSUES = f"/repos/{REPOSITORY}/issues"


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Yield a server that answers as it is told."""
    with Loopback() as loopback:
        yield loopback


def client(server: Loopback, waited: list[float] | None = None) -> GitHub:
    """Return a client that notes what it would wait, in seconds."""
    return GitHub(REPOSITORY, TOKEN, api_url=server.url(), sleep=(waited if waited is not None else []).append)


def refusal(server: Loopback, reply: Reply, method: str = "GET") -> tuple[str, int]:
    """Return what a request that gets `reply` again and again ends with, and how often it was sent."""
    server.pages[ISSUES] = reply
    with client(server) as github, pytest.raises(PublishError) as caught:
        github.get("/issues") if method == "GET" else github.post("/issues", {"title": "x"})
    assert caught.value.status in (reply.status, 0)
    return str(caught.value), len(server.seen)


@pytest.mark.parametrize("prefix", ["", "/api/v3"])
def test_enterprise_servers_have_their_own_address(tmp_path: Path, prefix: str) -> None:
    """The API's address may have a path, as GITHUB_API_URL has on GitHub Enterprise Server."""
    with Forge(bare=tmp_path, prefix=prefix) as forge, GitHub(REPOSITORY, TOKEN, api_url=forge.api_url) as github:
        assert github.get()["full_name"] == REPOSITORY


def test_a_wrong_token_is_said_without_repeating_it(tmp_path: Path) -> None:
    """The error says what to do; no token is in it."""
    said = r"401 \(Bad credentials\): the token is not valid"
    with (
        Forge(bare=tmp_path) as forge,
        GitHub(REPOSITORY, "ghs_wrong", api_url=forge.api_url) as github,
        pytest.raises(PublishError, match=said) as caught,
    ):
        github.get()
    assert "ghs_wrong" not in str(caught.value)
    with pytest.raises(SetupError, match="no token"):
        GitHub(REPOSITORY, " ")


@pytest.mark.parametrize(
    ("reply", "said", "sent"),
    [
        (refused(404, "Not Found"), "check GITHUB_REPOSITORY and the job's `permissions:`", 1),
        (refused(403, "Resource not accessible by integration"), "give the job the permission `issues: read`", 1),
        (refused(410, "Issues are disabled for this repo"), "switched off", 1),
        (refused(422, "Validation Failed", "title is too long"), "Validation Failed; title is too long", 1),
        (refused(500, "oops"), "GitHub answered 500; run again later", ATTEMPTS),
        (Reply(b"<html>", 502), "GitHub answered 502", ATTEMPTS),
        (Reply(b"", 301, (("Location", "/elsewhere"),)), "has moved", 1),
        (Reply(b"<html>hello</html>"), "not GitHub's API; check GITHUB_API_URL", 1),
        (Reply(b"nothing", 418), "418 (no reason given)", 1),
        (Reply(b"[1]", 418), "418 (no reason given)", 1),
    ],
)
def test_every_refusal_says_what_to_do(server: Loopback, reply: Reply, said: str, sent: int) -> None:
    """What may pass is tried a few times, all else once."""
    told, times = refusal(server, reply)
    assert said in told
    assert "GET /repos/tideway/digest/issues: " in told
    assert times == sent


@pytest.mark.parametrize("answer", ["x", [1, None], [[]], None, 5])
def test_an_answer_of_another_shape_is_not_githubs(server: Loopback, answer: object) -> None:
    """Neither where a list is asked for nor where one thing is."""
    server.pages[ISSUES] = answered(answer)
    server.pages[f"{ISSUES}?per_page=100&page=1"] = answered(answer)
    with client(server) as github:
        with pytest.raises(PublishError, match="not GitHub's API; check GITHUB_API_URL"):
            github.get("/issues")
        with pytest.raises(PublishError, match="not GitHub's API; check GITHUB_API_URL"):
            list(github.every("/issues"))


def test_what_makes_something_is_not_sent_twice(server: Loopback) -> None:
    """After a server's error nobody knows whether the issue is there."""
    assert refusal(server, refused(502, "oops"), "POST")[1] == 1
    server.seen.clear()
    assert refusal(server, Reply(raw=b""), "POST")[1] == 1


def test_a_server_that_is_not_there_is_tried_a_few_times() -> None:
    """The error names no address but the path."""
    waited: list[float] = []
    with (
        GitHub(REPOSITORY, TOKEN, api_url="http://127.0.0.1:1", sleep=waited.append) as github,
        pytest.raises(PublishError, match="cannot be reached"),
    ):
        github.post("/issues", {"title": "x"})
    assert waited == [1.0, 2.0, 4.0]


@pytest.mark.parametrize(
    "headers",
    [
        (("Retry-After", "7"),),
        (("Retry-After", "Sun, 29 Nov 2026 12:00:07 GMT"), ("Date", "Sun, 29 Nov 2026 12:00:00 GMT")),
    ],
)
@pytest.mark.parametrize("status", [403, 429])
def test_a_limit_is_waited_for_if_it_passes_soon(
    server: Loopback, status: int, headers: tuple[tuple[str, str], ...]
) -> None:
    """As long as GitHub asks for, in seconds or by a date; then the request goes through."""
    server.pages[ISSUES] = [refused(status, "slow down", headers=headers), answered({})]
    waited: list[float] = []
    with client(server, waited) as github:
        assert github.get("/issues") == {}
    assert waited == [7.0]


@pytest.mark.parametrize(
    "headers",
    [
        (("Retry-After", "3600"),),
        (("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", str(int(time.time()) + 3600))),
    ],
)
def test_a_limit_of_an_hour_is_not_waited_for(server: Loopback, headers: tuple[tuple[str, str], ...]) -> None:
    """The error says how long it lasts."""
    told, times = refusal(server, refused(403, "API rate limit exceeded", headers=headers))
    assert "limit of requests is reached, for 3" in told
    assert times == 1


def test_words_of_an_error_steer_no_terminal(server: Loopback) -> None:
    """What answers may be anybody's server."""
    told, _ = refusal(server, refused(404, "a\x1b[31m\n::error::b" + "x" * 1_000))
    assert "\x1b" not in told
    assert "\n" not in told
    assert len(told) < 600


def test_a_list_is_read_to_its_end(server: Loopback) -> None:
    """Page by page, up to a bound."""
    for number in range(1, MOST_PAGES + 3):
        items = [{"number": number}] * (100 if number != 3 else 5)
        server.pages[f"{ISSUES}?state=open&per_page=100&page={number}"] = Reply(json.dumps(items).encode())
    with client(server) as github:
        assert len(list(github.every("/issues", state="open"))) == 205
        server.pages[f"{ISSUES}?state=open&per_page=100&page=3"] = Reply(json.dumps([{}] * 100).encode())
        assert len(list(github.every("/issues", state="open"))) == MOST_PAGES * 100
