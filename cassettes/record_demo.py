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
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
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

ROBOTS = b"User-agent: *\nDisallow: /search/\nDisallow: /account/\nAllow: /\n"
"""The robots.txt of every site."""


class Sites(Loopback):
    """Every site of the demo: the page of the host and path asked for, with status 404 for what is not there."""

    def answer(self, request: Request) -> Reply:
        """Return the page that stands at the address asked for, or the site's rules."""
        if request.path == "/robots.txt":
            return Reply(ROBOTS, type="text/plain")
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


class Writer:
    """Answers as the stand-in's model, with what we wrote: each article once, then the issue as a whole."""

    def __init__(self) -> None:
        self._links: dict[str, str] = {}
        """The address of each article asked about, by its title."""

    def reply_to(self, asked: Asked) -> Answer:
        """Return our reply. Raises LookupError if there is none, or if one of ours was sent back."""
        if asked.is_reask:
            raise LookupError(f"our reply to {asked.wanted} {asked.title!r} was sent back")
        written = says(json.dumps(self._written(asked), ensure_ascii=False))
        # Of the stand-in's own counting, what is cached would depend on which article comes first.
        return raw(completion(asked, written, cached_tokens=0))

    def _written(self, asked: Asked) -> dict[str, Any]:
        if asked.wanted == "entry":
            link = fitting(articles(), asked.text)
            self._links[asked.title] = link
            return load_reply(articles()[link])
        if asked.wanted == "feature":
            names = [file.stem for file in sorted(REPLIES.glob("top_*.json"))]
            return load_reply(fitting({name: name for name in names}, asked.article))
        return dict(self._numbered(load_reply(asked.wanted), self._numbers(asked)))

    def _numbers(self, asked: Asked) -> dict[str, int]:
        """Return the numbers that articles have in a list of titles, by their addresses."""
        listed = re.findall(r"^(\d+)\. (.*)$", asked.article, re.MULTILINE)
        return {self._links[title]: int(number) for number, title in listed if title in self._links}

    def _numbered(self, reply: Any, numbers: dict[str, int]) -> Any:
        """Return `reply` with numbers in place of addresses."""
        if isinstance(reply, dict):
            return {key: self._numbered(value, numbers) for key, value in reply.items()}
        if isinstance(reply, list):
            return [self._numbered(value, numbers) for value in reply]
        return numbers[reply] if str(reply).startswith("https://") else reply


def articles() -> dict[str, str]:
    """Return the names of the pages that hold an article by their addresses."""
    return {link: name for link, name in pages_by_address().items() if name not in (*NO_OWN_ADDRESS, NOT_FOUND)}


def fitting(names: Mapping[str, str], text: str) -> str:
    """Return the key of the reply whose evidence is all in `text`. Raises LookupError if there is none."""
    for key, name in names.items():
        if stands_in(load_reply(name), text):
            return key
    raise LookupError("no reply has evidence from this text")


def stands_in(reply: Mapping[str, Any], text: str) -> bool:
    """Return whether all evidence of `reply` is in `text`."""
    spaced = " ".join(text.split())
    return all(" ".join(quote.split()) in spaced for quote in quotes_of(reply))


def quotes_of(reply: Mapping[str, Any]) -> list[str]:
    """Return the evidence of a reply about an article, or of all the sentences of one about a story."""
    sentences = [one for paragraph in reply.get("paragraphs", ()) for one in paragraph["sentences"]]
    return [quote for one in sentences or [reply] for quote in one["evidence"]]


@cache
def load_reply(name: str) -> dict[str, Any]:
    """Return the reply that we wrote for a page, a story or the issue; the last two name articles by address."""
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
    with Sites() as sites, Standin(Writer().reply_to) as standin, leading_to(sites, standin):
        # One at a time, so that recording again gives the same cassette.
        how = ["--no-cache", "--concurrency", "1", "--allow-private", f"127.0.0.1:{sites.port}"]
        code = summarize([str(LINKS), *model, *how, "--record", str(fresh)])
    if code == 0 and not standin.unexpected:
        fresh.replace(CASSETTE)
        return 0
    for asked in {asked.article: asked for asked in standin.unexpected}.values():
        print(f"no reply for {asked.wanted} {asked.title!r}: {asked.messages[-1]['content'][-1500:]}", file=sys.stderr)
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
