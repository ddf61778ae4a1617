"""Records `cassettes/demo.yaml` anew: the run that a newcomer replays.

    python cassettes/record_demo.py                            without a key: the replies that we wrote, from a stand-in
    python cassettes/record_demo.py --live [--model NAME]      with OPENAI_API_KEY set: a real model's replies

It is the real `summarize examples/urls.txt --record FILE`. Only where names ending in `.example` lead is changed, as a
line of a hosts file would: to a server on 127.0.0.1 that has `examples/pages/`, and to the stand-in for the model.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpcore2
from lxml import html

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from loopback import Loopback, Reply, Request  # noqa: E402 - the servers are those of the tests
from standin import Answer, Asked, Standin, completion, raw, says  # noqa: E402

from summarizer.cli import main as summarize  # noqa: E402

CASSETTE = Path("cassettes", "demo.yaml")
LINKS = Path("examples", "urls.txt")
PAGES = ROOT / "examples" / "pages"
REPLIES = ROOT / "cassettes" / "replies"

STAND_IN = "stand-in.example"
"""Host and model are so called that nobody takes a reply for a model's."""

NO_OWN_ADDRESS = {"brassbell-bot-check": "https://www.brassbell.example/2026/11/18/robotaxi-permits-suspended/"}
"""Pages that, as such pages do, say nothing of where they are."""

NOT_FOUND = "not-found"
"""The page for every address that has no other."""


class Sites(Loopback):
    """Every site of the demo: the page of the host and path asked for, with status 404 for what is not there."""

    def answer(self, request: Request) -> Reply:
        """Return the page that stands at the address asked for."""
        name = pages_by_address().get(f"https://{request.headers.get('host')}{request.path}", NOT_FOUND)
        return Reply((PAGES / f"{name}.html").read_bytes(), 404 if name == NOT_FOUND else 200)


@cache
def pages_by_address() -> dict[str, str]:
    """Return the names of the pages by their addresses."""
    names = [file.stem for file in sorted(PAGES.glob("*.html")) if file.stem != NOT_FOUND]
    return {NO_OWN_ADDRESS.get(name) or own_address(name): name for name in names}


def own_address(name: str) -> str:
    """Return the address that a page gives as its own."""
    return str(html.parse(str(PAGES / f"{name}.html")).xpath("string(//link[@rel='canonical']/@href)"))


def reply_to(asked: Asked) -> Answer:
    """Return the reply whose evidence stands in the article asked about. Raises LookupError if there is none."""
    if asked.is_reask:
        raise LookupError(f"our reply to {asked.title!r} was sent back")
    text = " ".join(asked.text.split())
    for name in pages_by_address().values():
        if name not in NO_OWN_ADDRESS and all(quote in text for quote in load_reply(name)["evidence"]):
            written = says(json.dumps(load_reply(name), ensure_ascii=False))
            # Of the stand-in's own counting, what is cached would depend on which article comes first.
            return raw(completion(asked, written, cached_tokens=0))
    raise LookupError(asked.title)


@cache
def load_reply(name: str) -> dict[str, Any]:
    """Return the reply that we wrote for a page."""
    reply: dict[str, Any] = json.loads((REPLIES / f"{name}.json").read_text(encoding="utf-8"))
    return reply


@contextmanager
def leading_to(sites: Sites, standin: Standin) -> Iterator[None]:
    """Send requests for names ending in `.example` to these servers on 127.0.0.1, in plain HTTP.

    It is done beneath everything of ours and of vcrpy's, so that both see the address that was asked for.
    """
    standin_port = urlsplit(standin.base_url).port
    pool = httpcore2.AsyncConnectionPool
    connect = pool.handle_async_request

    async def redirected(self: httpcore2.AsyncConnectionPool, request: httpcore2.Request) -> httpcore2.Response:
        host = request.url.host.decode()
        if host.endswith(".example"):
            port = standin_port if host == STAND_IN else sites.port
            request.url = httpcore2.URL(scheme="http", host="127.0.0.1", port=port, target=request.url.target)
        return await connect(self, request)

    pool.handle_async_request = redirected  # type: ignore[method-assign]
    try:
        yield
    finally:
        pool.handle_async_request = connect  # type: ignore[method-assign]


def record(model: Sequence[str]) -> int:
    """Run the command with the flags `model`, replace the cassette if all went well, and return the exit code."""
    fresh = CASSETTE.with_suffix(".new.yaml")
    with Sites() as sites, Standin(reply_to) as standin, leading_to(sites, standin):
        # One at a time, so that recording again gives the same cassette.
        how = ["--no-cache", "--concurrency", "1", "--allow-private", f"127.0.0.1:{sites.port}"]
        code = summarize([str(LINKS), *model, *how, "--record", str(fresh)])
    if code == 0 and not standin.unexpected:
        fresh.replace(CASSETTE)
        return 0
    for title, asked in {asked.title: asked for asked in standin.unexpected}.items():
        print(f"no reply for {title!r}: {asked.messages[-1]['content'][-1000:]}", file=sys.stderr)
    print(f"{CASSETTE} is as it was (exit code {code})", file=sys.stderr)
    fresh.unlink(missing_ok=True)
    return code or 1


def main() -> int:
    """Read the flags, record, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--live", action="store_true", help="ask a real model; needs OPENAI_API_KEY")
    parser.add_argument("--model", default="openai/gpt-6-luna", help="openai/NAME, with --live")
    flags = parser.parse_args()
    os.chdir(ROOT)
    if flags.live and not os.environ.get("OPENAI_API_KEY"):
        parser.error("--live needs OPENAI_API_KEY")
    if flags.live:
        return record(["--model", flags.model])
    os.environ.pop("OPENAI_API_KEY", None)
    return record(["--model", "openai/stand-in", "--base-url", f"https://{STAND_IN}/v1"])


if __name__ == "__main__":
    sys.exit(main())
