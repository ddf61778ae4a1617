"""A model's server may do anything: every misbehaviour has its outcome, and a bound on requests, time and memory."""

from __future__ import annotations

import asyncio
import gzip
import json
import tracemalloc
import zlib
from typing import Any, NamedTuple

import pytest
from sampling import sampled
from standin import (
    Answer,
    Standin,
    broken_off,
    connection_reset,
    cut_off,
    dripping,
    entry,
    failure,
    no_choices,
    out_of_quota,
    packed,
    rate_limited,
    raw,
    says,
    silence,
)

from summarizer.errors import ItemError, ProviderError
from summarizer.llm.bounded_client import MAX_REPLY_BYTES
from summarizer.llm.extractor import LLM
from summarizer.llm.provider import ATTEMPTS, STUMBLES
from summarizer.models import Article, Source
from summarizer.taxonomy import Taxonomy

REASKED = 3
"""Requests of a question whose replies never have the form: one, and two re-asks."""
SHORT_SECONDS, REPLY_SECONDS = 0.25, 20.0
"""How long a reply is waited for: where it never comes whole, and where it does, on a busy machine."""
LONGEST_SECONDS = 60.0
"""What no fault may take on a busy machine; none needs a tenth of it."""


class Fault(NamedTuple):
    """What a server does, and what comes of it: a code (`""` for a refusal that ends the run) and requests."""

    answers: list[Answer]
    code: str
    requests: int


def completion(**changed: Any) -> dict[str, Any]:
    """Return the parts of a completion, some of them changed."""
    message = {"role": "assistant", "content": "{}"}
    choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
    return {"id": "c", "object": "chat.completion", "created": 0, "model": "m", "choices": choices, **changed}


def redirect(status: int) -> Answer:
    """Return a redirect to another host."""
    return Answer(status, body=b"", headers={"location": "http://elsewhere.example/v1/chat/completions"})


HUGE = "9" * 6_000
DEEP = "[" * 200_000 + "]" * 200_000
FAULTS = {
    "reset before the reply": Fault([connection_reset()], "model-unavailable", ATTEMPTS),
    "reset in mid-body": Fault([broken_off()], "model-unavailable", ATTEMPTS),
    "closed in mid-body": Fault([cut_off()], "model-unavailable", ATTEMPTS),
    "a storm of 429": Fault([rate_limited()], "model-unavailable", ATTEMPTS),
    "a storm of 429 that says when": Fault([rate_limited("2")], "model-unavailable", ATTEMPTS),
    "429 until next week": Fault([rate_limited("604800")], "model-unavailable", 1),
    "429 until the end of time": Fault([rate_limited("9" * 400)], "model-unavailable", 1),
    "429 until a date in 2199": Fault([rate_limited("Tue, 01 Jan 2199 00:00:00 GMT")], "model-unavailable", 1),
    "500": Fault([failure(500)], "model-unavailable", 2 * STUMBLES + ATTEMPTS),
    "502 with a page": Fault([raw("<h1>Bad gateway</h1>", "text/html")._replace(status=502)], "model-unavailable", 6),
    "503 until next week": Fault([failure(503, retry_after="604800")], "model-unavailable", 1),
    "529 overloaded": Fault([failure(529, "Overloaded")], "model-unavailable", ATTEMPTS),
    "silence": Fault([silence()], "model-timeout", ATTEMPTS),
    "a byte at a time": Fault([dripping()], "model-timeout", ATTEMPTS),
    "quota used up": Fault([out_of_quota()], "", 1),
    "no credit": Fault([failure(402, "Insufficient credits")], "", 1),
    "no such model": Fault([failure(404, "The model `m` does not exist", "model_not_found")], "", 1),
    "no such model, as Ollama says": Fault([failure(404, 'model "m" not found, try pulling it first')], "", 1),
    "no such model, as routers say": Fault([failure(400, "m is not a valid model ID")], "", 1),
    "nothing at this address": Fault([raw("404 page not found", "text/plain")._replace(status=404)], "", 1),
    "no POST at this address": Fault([failure(405, "Method Not Allowed")], "", 1),
    "moved for good": Fault([redirect(301)], "", 1),
    "moved for now": Fault([redirect(307)], "", 1),
    "200 with an error": Fault([raw({"error": {"message": "This region is not served"}})], "model-rejected", 1),
    "200 with an overload": Fault([raw({"error": {"message": "overloaded", "code": 502}})], "model-unavailable", 6),
    "200 with a limit": Fault([raw({"error": {"message": "rate limited", "code": 429}})], "model-unavailable", 6),
    "200 with no credit": Fault([raw({"error": {"message": "Insufficient credits", "code": 402}})], "", 1),
    "200 with no such model": Fault([raw({"error": {"message": "x", "code": "model_not_found"}})], "", 1),
    "200 with an error that is text": Fault([raw({"error": "what?"})], "model-empty", 1),
    "an empty body": Fault([Answer(body=b"", headers={"content-type": "application/json"})], "model-invalid", 1),
    "a page": Fault([raw("<!doctype html><h1>It works!</h1>", "text/html")], "model-invalid", 1),
    "a page that says it is JSON": Fault([raw("<h1>It works!</h1>")], "model-invalid", 1),
    "half of a JSON": Fault([raw('{"id": "c", "choices": [{')], "model-invalid", 1),
    "bytes that are no UTF-8": Fault(
        [Answer(body=b'{"a": "\xff\xfe\x80"}', headers={"content-type": "application/json"})], "model-invalid", 1
    ),
    "a list": Fault([raw([1, 2])], "model-invalid", 1),
    "a number": Fault([raw("7")], "model-invalid", 1),
    "null": Fault([raw("null")], "model-invalid", 1),
    "no choices": Fault([no_choices()], "model-empty", 1),
    "choices that are no list": Fault([raw(completion(choices="none"))], "model-empty", 1),
    "a choice that is null": Fault([raw(completion(choices=[None]))], "model-empty", 1),
    "no message": Fault([raw(completion(choices=[{"index": 0}]))], "model-empty", 1),
    "content that is null": Fault([Answer(message={"content": None})], "model-empty", 1),
    "content that is a number": Fault([Answer(message={"content": 7})], "model-empty", 1),
    "content that is a list": Fault([Answer(message={"content": [{"type": "text"}]})], "model-empty", 1),
    "keys twice": Fault(
        [says('{"evidence": [], "evidence": 3, "one_liner": "x", "one_liner": null}')], "model-invalid", REASKED
    ),
    "a number of 6,000 digits": Fault([raw(f'{{"choices": {HUGE}}}')], "model-invalid", 1),
    "a number of 6,000 digits inside": Fault([says(f'{{"newsworthiness": {HUGE}}}')], "model-invalid", REASKED),
    "infinity": Fault([says('{"evidence": [], "newsworthiness": 1e999}')], "model-invalid", REASKED),
    "JSON 200,000 deep": Fault([raw(DEEP)], "model-invalid", 1),
    "JSON 9,000 deep inside": Fault([says("[" * 9_000 + "]" * 9_000)], "model-invalid", REASKED),
    "objects 3,000 deep inside": Fault([says('{"a":' * 3_000 + "1" + "}" * 3_000)], "model-invalid", REASKED),
    "10 MB of text": Fault([says("x" * 10_000_000)], "model-invalid", 1),
    "1 MB of text": Fault([says("x" * 1_000_000)], "model-invalid", 1),
    "10 MB of error": Fault([failure(400, "x" * 10_000_000)], "model-invalid", 1),
    "10 MB of spaces": Fault(
        [Answer(body=b" " * 10_000_000, headers={"content-type": "application/json"})], "model-invalid", 1
    ),
    "a bomb of gzip": Fault([packed(gzip.compress(b" " * 80_000_000, compresslevel=1))], "model-invalid", 1),
    "a bomb of deflate": Fault([packed(zlib.compress(b" " * 80_000_000, level=1), "deflate")], "model-invalid", 1),
    "packed, it says": Fault([packed(b"not packed at all")], "model-invalid", 1),
    "packed in something unknown": Fault([packed(b"\x00\x01", "middle-out")], "model-invalid", 1),
}


async def outcome(fault: Fault) -> tuple[str, int, str]:
    """Return the code, the number of requests and the message that a fault ends in."""

    async def no_wait(_: float) -> None:
        """Wait for nothing."""

    article = Article(
        source=Source(given="x"), title="A plant opens", text="The plant opened on Monday. It employs 40."
    )
    seconds = SHORT_SECONDS if fault.code == "model-timeout" else REPLY_SECONDS
    with Standin(fault.answers) as standin:
        llm = LLM("openai/m", base_url=standin.base_url, api_key="sk-x", timeout_seconds=seconds, sleep=no_wait)
        try:
            await llm.draft(article, Taxonomy.default(), lambda _: [])
        except ItemError as error:
            return error.code, len(standin.requests), str(error)
        except ProviderError as error:
            return "", len(standin.requests), str(error)
        finally:
            await llm.aclose()
    raise AssertionError("a fault became a draft")


@pytest.mark.parametrize("name", sampled(FAULTS))
async def test_every_fault_has_its_outcome(name: str) -> None:
    """The code is the one that tells an editor what to do; requests and time are bounded, and the message is short."""
    fault = FAULTS[name]
    code, requests, message = await asyncio.wait_for(outcome(fault), LONGEST_SECONDS)
    assert (code, requests) == (fault.code, fault.requests)
    assert 10 < len(message) < 400
    assert message.isprintable()


@pytest.mark.parametrize("name", ["10 MB of text", "10 MB of error", "a bomb of gzip", "a bomb of deflate"])
async def test_no_reply_costs_more_memory_than_a_few_times_the_limit(name: str) -> None:
    """What is over the limit is not kept: neither ten megabytes nor what eighty kilobytes unpack to."""
    await outcome(Fault([entry()], "", 0)._replace(answers=[no_choices()]))  # so that imports are not counted
    body = FAULTS[name].answers[0]
    if body.body is None:
        made = json.dumps(completion(choices=[{"index": 0, "message": {"content": body.text}}])).encode()
        body = Answer(body=made, headers={"content-type": "application/json"})
    tracemalloc.start()
    try:
        await outcome(Fault([body], "", 0))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * MAX_REPLY_BYTES


async def test_a_server_that_is_not_there() -> None:
    """A refused connection is tried again a bounded number of times, and then a failure says what to check."""
    with Standin([entry()]) as standin:
        url = standin.base_url
    waits: list[float] = []

    async def note(seconds: float) -> None:
        """Wait for nothing."""
        waits.append(seconds)

    llm = LLM("openai/m", base_url=url, api_key="sk-x", sleep=note)
    article = Article(source=Source(given="x"), title="A plant opens", text="The plant opened on Monday.")
    with pytest.raises(ItemError, match=r"no connection to 127\.0\.0\.1") as caught:
        await llm.draft(article, Taxonomy.default(), lambda _: [])
    await llm.aclose()
    assert (caught.value.code, len(waits)) == ("model-unreachable", ATTEMPTS - 1)
    assert "check the base URL" in caught.value.kind.advice


async def test_another_model_may_answer() -> None:
    """Servers name the version that answered, or another one: the draft counts, and is priced as what was asked for."""
    answer = raw(completion(model="gpt-somebody-else"))
    good = json.dumps(
        {"evidence": ["The plant opened on Monday."], "one_liner": "It has 40 people.", "category": "Business"}
    )
    choice = {
        "index": 0,
        "finish_reason": "stop",
        "message": {"role": "assistant", "content": good[:-1] + ', "newsworthiness": 3}'},
    }
    answer = raw(completion(model="gpt-somebody-else", choices=[choice]))
    with Standin([answer]) as standin:
        llm = LLM("openai/m", base_url=standin.base_url, api_key="sk-x")
        article = Article(source=Source(given="x"), title="A plant opens", text="The plant opened on Monday.")
        draft = await llm.draft(article, Taxonomy.default(), lambda _: [])
        await llm.aclose()
    assert (draft.model, draft.one_liner) == ("openai/m", "It has 40 people.")


async def test_a_redirect_takes_no_article_elsewhere() -> None:
    """Articles and key go to the server that was chosen and to no other."""
    with Standin([entry()]) as other, Standin([Answer(307, body=b"", headers={"location": other.base_url})]) as standin:
        llm = LLM("openai/m", base_url=standin.base_url, api_key="sk-x")
        article = Article(source=Source(given="x"), title="A plant opens", text="The plant opened on Monday.")
        with pytest.raises(ProviderError, match="check the base URL"):
            await llm.draft(article, Taxonomy.default(), lambda _: [])
        await llm.aclose()
        assert other.requests == []
