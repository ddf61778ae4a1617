"""Pages are read in a process apart: what goes wrong there is one page's failure, bounded in time and memory."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from summarizer.errors import ItemError, SetupError
from summarizer.models import Article, Page, Source
from summarizer.reading import apart
from summarizer.reading.apart import Reader
from summarizer.reading.reader import read

URL = "https://harborcourier.example/2026/10/02/ferry"
TEXT = (
    "<p>The operator of the island ferry will run eight crossings a day instead of four from November, the company "
    "said on Friday, after a summer in which one ferry in five left full.</p><p>Prices stay as they are until spring. "
    "A return ticket costs 14 dollars, and islanders with a pass pay half of that, said Marit Olsen.</p>"
)
HALVED = """
import json, sys
from summarizer.reading.found import READY
pages, answers = sys.stdin.buffer, sys.stdout.buffer
answers.write(READY)
answers.flush()
pages.read(json.loads(pages.readline())["size"])
answers.write(b'{"found": {"title": "Ferry line')
"""
SLOW = f"<style>{'.a .b .c .d>.e:not(.f){color:red}' * 3000}</style>" + "<p class=e>Ferry line</p>" * 4000
GROWN = """
import sys, resource
from summarizer.reading import worker
worker.MAX_GROWTH_BYTES = -1
worker.main()
"""


def page(body: str = TEXT, **fields: object) -> Page:
    """Return a page from the web with this body."""
    markup = f"<html><head><title>Ferry line doubles its service</title></head><body><article>{body}</article></body>"
    plain = Page(source=Source(given=URL, url=URL), url=URL, body=markup.encode())
    return plain.model_copy(update=fields)


@pytest.fixture
def none_left_over() -> Iterator[None]:
    """Begin and end without a process that an earlier run has left."""
    apart._end_all()
    yield
    apart._end_all()


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    """Yield a reader within its run."""
    async with Reader() as running:
        yield running


def process_of(reader: Reader) -> subprocess.Popen[bytes]:
    """Return the process that a reader has started."""
    assert reader._worker is not None
    return reader._worker._process


async def code_of(reader: Reader, given: Page) -> str:
    """Return the code that the reading of a page ends with."""
    with pytest.raises(ItemError) as caught:
        await reader.read(given)
    assert caught.value.failure(given.source).stage == "reader"
    return caught.value.code


@pytest.mark.load
async def test_an_article_is_the_same_as_one_read_here(reader: Reader) -> None:
    """Nothing is lost or changed between two processes, whatever characters there are."""
    given = page(f"<h1>Fähre 船 «{chr(0x1F6A2)}» \u2028 line</h1>{TEXT}<time datetime='2026-10-02'>2 October</time>")
    assert await reader.read(given) == read(given)


@pytest.mark.load
async def test_a_page_without_an_article_is_refused_as_here(reader: Reader) -> None:
    """A refusal keeps its code and its words."""
    with pytest.raises(ItemError) as here:
        read(page(""))
    with pytest.raises(ItemError) as there:
        await reader.read(page(""))
    assert (there.value.code, str(there.value)) == (here.value.code, str(here.value))


async def test_pages_are_read_in_their_own_process(reader: Reader) -> None:
    """The process is another one, and stays for the run's other pages."""
    await reader.read(page())
    first = process_of(reader).pid
    assert first != os.getpid()
    await asyncio.gather(*(reader.read(page()) for _ in range(5)))
    assert process_of(reader).pid == first


async def test_a_page_that_takes_too_long_costs_itself(reader: Reader) -> None:
    """A page over its time is a failure that says so, and the next page is read."""
    reader._seconds = 0.05
    assert await code_of(reader, page(SLOW)) == "reader-timeout"
    reader._seconds = 60.0
    assert (await reader.read(page())).title == "Ferry line doubles its service"


async def test_a_crash_costs_one_page(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the process ends in the middle, its page is a failure, and the next page is read."""
    await reader.read(page())
    answered = apart._Worker._line

    def killed(worker: apart._Worker, said: bytes, seconds: float) -> bytes:
        worker._process.kill()
        return answered(worker, said, seconds)

    with monkeypatch.context() as changed:
        changed.setattr(apart._Worker, "_line", killed)
        assert await code_of(reader, page()) == "reader-crash"
    assert (await reader.read(page())).title == "Ferry line doubles its service"


@pytest.mark.usefixtures("none_left_over")
async def test_half_an_answer_costs_one_page(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the process ends while it answers, its page is a failure, and the next page is read."""
    with monkeypatch.context() as changed:
        changed.setattr(apart, "_COMMAND", HALVED)
        assert await code_of(reader, page()) == "reader-crash"
    assert (await reader.read(page())).title == "Ferry line doubles its service"


@pytest.mark.load
async def test_time_that_runs_out_after_the_answer_costs_no_page(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the process is ended just when it has answered, that page is delivered, and the next one is read."""
    answered = apart._Worker._line

    def ended(worker: apart._Worker, said: bytes, seconds: float) -> bytes:
        line = answered(worker, said, seconds)
        worker._too_late()
        return line

    await reader.read(page())
    with monkeypatch.context() as changed:
        changed.setattr(apart._Worker, "_line", ended)
        assert (await reader.read(page())).title == "Ferry line doubles its service"
    assert (await reader.read(page())).title == "Ferry line doubles its service"


@pytest.mark.load
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the system does not say what this process took")
@pytest.mark.parametrize(
    "body",
    [
        "<b>" * 60_000,
        "<br>" * 1_000_000,
        "<a href=/x>y</a>" * 300_000,
        "word " * 1_000_000,
        "<!---->" * 690_000,
        "<?a?>" * 900_000,
        "<style>" + "{" * 4_800_000,
        "<style>p{font-size:" + "min(" * 900_000 + "1px" + ")" * 900_000,
        '<p style="' + "top:0;" * 800_000 + '">x',
        "中文字符。" * 320_000,
        '<p class="' + "a " * 2_400_000 + '">x',
    ],
    ids=[
        "nested",
        "breaks",
        "links",
        "text",
        "comments",
        "instructions",
        "blocks",
        "expression",
        "style",
        "han",
        "names",
    ],
)
def test_a_huge_page_takes_little_memory(body: str) -> None:
    """No page of up to five megabytes makes its reader grow by more than 120 MB."""
    script = (
        "import re, sys\n"
        "from summarizer.errors import ItemError\n"
        "from summarizer.reading import finding\n"
        "from summarizer.reading.found import Delivered\n"
        "def read(body):\n"
        "    try: finding.find_article(Delivered('http://a.example/x', 'text/html', None, body))\n"
        "    except ItemError: pass\n"
        "    return int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "finding.preload()\n"
        "small, large = sys.stdin.buffer.read().split(b'|||')\n"
        "print(-read(small) + read(large))"
    )
    given = page(TEXT).body + b"|||" + page(TEXT + body).body
    ran = subprocess.run([sys.executable, "-c", script], input=given, capture_output=True, timeout=120, check=True)
    assert int(ran.stdout) * 1024 < 120_000_000


@pytest.mark.load
@pytest.mark.usefixtures("none_left_over")
async def test_a_process_that_has_grown_is_replaced(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """What has taken too much memory gives its answer and ends."""
    monkeypatch.setattr(apart, "_COMMAND", GROWN)
    reader.start()
    first = process_of(reader)
    assert (await reader.read(page())).title == "Ferry line doubles its service"
    assert first.returncode is not None
    assert (await reader.read(page())).title == "Ferry line doubles its service"


@pytest.mark.load
@pytest.mark.usefixtures("none_left_over")
async def test_a_large_process_is_no_reason_to_replace_the_small_one(reader: Reader) -> None:
    """What the process that asks has taken is not held against the one that reads."""
    ballast = bytearray(b"x" * 400_000_000)
    reader.start()
    first = process_of(reader)
    del ballast
    for _ in range(2):
        await reader.read(page())
    assert process_of(reader) is first


@pytest.mark.usefixtures("none_left_over")
@pytest.mark.load
async def test_the_process_is_used_again_by_the_next_run() -> None:
    """A run that ended well leaves its process to the next, and one that broke off does not."""
    async with Reader() as first:
        await first.read(page())
        kept = process_of(first)
    with contextlib.suppress(asyncio.CancelledError):
        async with Reader() as second:
            second.start()
            assert process_of(second) is kept
            raise asyncio.CancelledError
    assert kept.returncode is not None
    async with Reader() as third:
        await third.read(page())
        assert process_of(third) is not kept


@pytest.mark.load
@pytest.mark.usefixtures("none_left_over")
async def test_a_process_that_ended_between_two_runs_costs_no_page() -> None:
    """What was killed while it waited is not asked, and the next run's first page is read."""
    async with Reader() as first:
        await first.read(page())
        kept = process_of(first)
    kept.kill()
    kept.wait()
    async with Reader() as second:
        assert (await second.read(page())).title == "Ferry line doubles its service"


@pytest.mark.usefixtures("none_left_over")
@pytest.mark.parametrize("interpreter", ["/nowhere/python", None, "", "/bin/cat", "/bin/echo"])
async def test_where_no_process_can_be_started_it_says_so(
    interpreter: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An interpreter that is not there, or is another program, is wrong use, with what to do, and no page's failure."""
    monkeypatch.setattr(sys, "executable", interpreter)
    with pytest.raises(SetupError, match=r"cannot be started: .*Reader\(apart=False\)"):
        async with Reader() as reader:
            await reader.read(page())


async def test_no_key_reaches_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that reads hostile pages has nothing of this one's environment but what it needs to start."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("GITHUB_TOKEN", "ghs-secret")
    assert "secret" not in str(apart._environment())
    assert {"OPENAI_API_KEY", "GITHUB_TOKEN", "HOME"}.isdisjoint(apart._environment())


async def test_an_interpreter_that_cannot_start_another_reads_here() -> None:
    """With `apart=False` no process is started, and articles are the same."""
    async with Reader(apart=False) as here:
        here.start()
        assert (await here.read(page())) == read(page())
        assert here._worker is None


def test_the_process_loads_no_pydantic() -> None:
    """Reading takes an extractor, and neither our models nor a model's client."""
    loads = "import sys; from summarizer.reading import worker; worker.preload(); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, timeout=60, check=True)
    assert "trafilatura" in ran.stdout.split()
    assert {"pydantic", "openai", "httpx2", "summarizer.models"}.isdisjoint(ran.stdout.split())


@pytest.mark.load
def test_it_ends_with_the_one_that_asks(tmp_path: Path) -> None:
    """No process is left behind, even by one that is killed."""
    script = (
        "import asyncio, os, sys\n"
        "from summarizer.reading.apart import Reader\n"
        "reader = Reader(); reader.start(); print(reader._worker._process.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    left = int(ran.stdout)
    for _ in range(600):
        if not _runs(left):
            break
        subprocess.run([sys.executable, "-c", "import time; time.sleep(0.1)"], check=True)
    assert not _runs(left)


def _runs(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process_id}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


async def test_an_article_of_its_own_starts_nothing() -> None:
    """A library's caller who has the text pays for no process."""
    from summarizer import Summarizer

    made: list[Reader] = []

    def new() -> Reader:
        made.append(Reader())
        return made[-1]

    text = "The ferry will run eight crossings a day instead of four from November, the company said on Friday."
    await Summarizer(reader=new).summarize(Article(title="Ferry line doubles its service", text=f"{text} {text}"))
    assert [reader._worker for reader in made] == [None]
