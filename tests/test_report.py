"""What a person sees on standard error: progress while it works, a short account when it ends."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import struct
import sys
import termios
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from conftest import Ran
from digests import made_digest, made_entry, made_failure, made_story
from loopback import Reply
from newsroom import ITEMS, Newsroom, good_reply
from standin import Answer, Asked, failure, says

from summarizer.cli import main
from summarizer.models import Review, Usage
from summarizer.report import SHOWN_REMARKS, Progress, print_summary, printable

Run = Callable[..., Ran]

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Terminal:
    """A real terminal in place of standard error; `text` is all that was sent to it."""

    def __init__(self, columns: int) -> None:
        self._columns = columns
        self._sent: list[bytes] = []

    def __enter__(self) -> Self:
        self._parent, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, self._columns, 0, 0))
        self._stream = os.fdopen(child, "w", encoding="utf-8")
        self._before, sys.stderr = sys.stderr, self._stream
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.stderr = self._before
        self._stream.close()
        self._thread.join(10)
        os.close(self._parent)

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._parent, 65_536)
            except OSError:  # Linux says so when the other end is closed
                return
            if not data:
                return
            self._sent.append(data)

    @property
    def text(self) -> str:
        """Everything sent so far, with plain line ends."""
        return b"".join(self._sent).decode("utf-8").replace("\r\n", "\n")

    @property
    def lines(self) -> list[str]:
        """What stood there in the end, line by line: without colours, and without the bar, which wipes itself away."""
        return ESCAPE.sub("", self.text.rpartition("\x1b[2K")[2]).splitlines()


@pytest.fixture
def on_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Terminal]:
    """Return a function that runs the command line with a person watching."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm-256color")

    def running(*arguments: str, columns: int = 80, **environment: str) -> Terminal:
        for name, value in {"COLUMNS": str(columns), **environment}.items():
            monkeypatch.setenv(name, value)
        with Terminal(columns) as terminal:
            assert main([*arguments, "-o", "digest.md"]) == 0
        return terminal

    return running


# Progress


def test_a_terminal_shows_a_bar_that_is_gone_in_the_end(on_terminal: Callable[..., Terminal], room: Newsroom) -> None:
    """A person sees how far it is and how many failed, and the bar leaves nothing behind."""
    terminal = on_terminal(*room.links(), room.sites.url("/gone"), *room.fetching, "--model", "offline")
    assert "0/6" in terminal.text
    assert "6/6" in terminal.text
    assert "1 failed" in terminal.text
    assert "\x1b[?25h" in terminal.text[terminal.text.rindex("\x1b[?25l") :]
    assert terminal.lines[0] == f"failed {room.sites.url('/gone')}"


@pytest.mark.parametrize(
    ("flags", "environment"), [((), {"CI": "1"}), ((), {"CI": "true"}), (("-q",), {}), (("-q", "-v"), {})]
)
def test_no_bar_in_ci_or_when_it_is_to_be_quiet(
    on_terminal: Callable[..., Terminal], room: Newsroom, flags: tuple[str, ...], environment: dict[str, str]
) -> None:
    """A log is spared the bar; -q spares everything."""
    terminal = on_terminal(*room.links("bakery"), *room.fetching, "--model", "offline", *flags, **environment)
    assert "0/1" not in terminal.text
    assert "\r" not in terminal.text.replace("\r\n", "")
    assert (terminal.text == "") is bool(flags)


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
)
def test_colours_are_left_out_where_they_are_not_wanted(
    on_terminal: Callable[..., Terminal], room: Newsroom, environment: dict[str, str], coloured: bool
) -> None:
    """NO_COLOR and a terminal that can do little are honoured: nothing then is red or yellow."""
    links = [*room.links("bakery"), room.sites.url("/gone")]
    terminal = on_terminal(*links, *room.fetching, "--model", "offline", **environment)
    colours = {found for found in COLOUR.findall(terminal.text) if found != "\x1b[0m"}
    assert any("3" in found for found in colours) is coloured


def test_a_pipe_gets_neither_bar_nor_escapes(run: Run, room: Newsroom) -> None:
    """What is piped is plain text, in lines as long as they are."""
    ran = run(*room.links("bakery"), room.sites.url("/gone"), *room.fetching, "--model", "offline", "-v")
    assert not STEERING.search(ran.err)
    assert "0/2" not in ran.err
    assert any(len(line) > 80 for line in ran.err.splitlines())


def test_verbose_says_what_became_of_each_source(run: Run, room: Newsroom) -> None:
    """A line for each, whatever became of it; without -v there is none."""
    (link,) = room.links("bakery")
    Path("urls.txt").write_text(f"{link}\n{link}#again\n{room.sites.url('/gone')}\n")
    verbose = run("urls.txt", *room.flags, "-v").err
    assert f"done {link} Business: {ITEMS['bakery'].title}\n" in verbose
    assert f"merged {link}#again into {link}\n" in verbose
    assert f"failed urls.txt:3 {room.sites.url('/gone')} web, http-404: the server answered 404" in verbose
    assert "done" not in run("urls.txt", *room.flags).err


@pytest.mark.parametrize("flags", [[], ["-v"]])
def test_a_link_of_a_page_or_more_does_not_fill_the_screen(run: Run, flags: list[str]) -> None:
    """It is told by its beginning and end, and by its line."""
    Path("urls.txt").write_text(f"https://a.example/{'x' * 9_000}\n")
    said = run("urls.txt", "--model", "offline", *flags).err
    assert "failed urls.txt:1 https://a.example/xxx" in said
    assert max(map(len, said.splitlines())) < 1_000


def test_a_bar_stops_when_the_run_does(on_terminal: Callable[..., Terminal]) -> None:
    """An exception passes through and the cursor comes back."""
    with Terminal(80) as terminal, pytest.raises(RuntimeError), Progress(3):
        raise RuntimeError
    assert terminal.text.endswith(("\x1b[2K", "\x1b[?25h", "\x1b[1A\x1b[2K"))


# The account


def test_the_account_has_categories_failures_tokens_money_and_time(run: Run, room: Newsroom) -> None:
    """How many per category in the taxonomy's order, what failed with stage, reason and advice, and what it took."""
    Path("urls.txt").write_text("\n".join(["http:///bad", *reversed(room.links()), room.sites.url("/gone")]))
    lines = run("urls.txt", *room.flags, "-o", "digest.md").err.splitlines()
    assert lines[:6] == [
        "failed urls.txt:1 http:///bad",
        "    source, bad-line: the link names no host",
        "    What to do: write one http(s) link or one path of a file on the line",
        f"failed urls.txt:7 {room.sites.url('/gone')}",
        "    web, http-404: the server answered 404 (Not Found)",
        "    What to do: check the link; the page is gone or was never there",
    ]
    assert lines[6:14] == [
        "",
        "Tools       1",
        "Business    1",
        "Research    1",
        "Concerns    1",
        "Policy      1",
        "total       5",
        "7 sources, 2 failed",
    ]
    assert re.fullmatch(r"[\d,]+ tokens in \([\d,]+ cached\), [\d,]+ out; \$0\.\d{4}; \d+\.\d s", lines[14])
    assert lines[15:] == ["written: digest.md"]


def test_failures_of_one_kind_are_explained_once(run: Run, room: Newsroom) -> None:
    """Twenty dead links are twenty lines, and one explanation."""
    gone = [room.sites.url(f"/gone/{number}") for number in range(20)]
    ran = run(*gone, *room.links("bakery"), *room.fetching, "--model", "offline")
    assert all(f"failed {link}\n" in ran.err for link in gone)
    assert ran.err.count("What to do:") == 1


def test_what_is_for_review_is_named_with_the_reason(run: Run) -> None:
    """A line that its article does not bear out is shown with what is missing."""

    def invented(asked: Asked) -> Answer:
        return says(str(good_reply(asked).text).replace("$210 million", "$310 million"))

    with Newsroom(invented) as room:
        ran = run(*room.links("bakery", "council"), *room.flags)
    title = ITEMS["bakery"].title
    assert re.search(rf"^review {re.escape(title)}\n    partly: .*310", ran.err, re.MULTILINE)
    assert ran.err.count("review ") == 1


def test_many_reviews_do_not_push_the_rest_off_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    """The first few are named, the others counted."""
    reviews = [Review(code="c", message=f"reason {number}") for number in range(SHOWN_REMARKS + 3)]
    marked = [made_entry(number, review=(review,)) for number, review in enumerate(reviews)]
    print_summary(made_digest(*(made_story(one) for one in marked)), ["Tools"], seconds=1.0)
    said = capsys.readouterr().err
    assert said.count("\nreview Title") + said.startswith("review Title") == SHOWN_REMARKS
    assert "review 3 more, listed at the end of the draft\n" in said


@pytest.mark.parametrize(("alike", "once"), [(10, True), (8, True), (7, False)])
def test_what_is_so_of_nearly_all_is_said_once(capsys: pytest.CaptureFixture[str], alike: int, once: bool) -> None:
    """A mark that most entries have does not hide those that only some have."""
    usual, own = Review(code="usual", message="see where it leads"), Review(code="own", message="look at this one")
    reviews = [(*((usual,) if number < alike else ()), *((own,) if number == 3 else ())) for number in range(10)]
    marked = [made_entry(number, review=review) for number, review in enumerate(reviews)]
    print_summary(made_digest(*(made_story(one) for one in marked)), ["Tools"], seconds=1.0)
    said = capsys.readouterr().err
    assert said.count("usual: see where it leads") == (1 if once else alike)
    assert (f"review {alike} of 10 entries\n    usual: see" in said) is once
    assert said.count("review Title") == (1 if once else alike)
    assert "own: look at this one\n" in said


@pytest.mark.parametrize(
    ("usage", "said"),
    [
        (Usage(), "no tokens, no cost; 2.0 s"),
        (
            Usage(requests=1, input_tokens=1200, output_tokens=30, cost_usd=None),
            "1,200 tokens in, 30 out; cost unknown",
        ),
        (Usage(requests=1, cost_usd=Decimal("0.00004")), "0 tokens in, 0 out; under $0.0001"),
        (Usage(requests=1, cost_usd=Decimal(0)), "0 tokens in, 0 out; $0.0000"),
        (
            Usage(requests=9, input_tokens=10, cached_tokens=4, cost_usd=Decimal("1.5")),
            "10 tokens in (4 cached), 0 out; $1.5",
        ),
    ],
)
def test_money_is_said_as_far_as_it_is_known(capsys: pytest.CaptureFixture[str], usage: Usage, said: str) -> None:
    """An unknown price is called unknown and never zero."""
    print_summary(made_digest(made_story(), usage=usage), ["Tools"], seconds=2.0)
    assert said in capsys.readouterr().err


@pytest.mark.load
def test_what_came_from_the_cache_is_counted(run: Run, room: Newsroom) -> None:
    """The second run says that it cost nothing because it remembers."""
    first = run(*room.links(), *room.flags)
    asked = len(room.model.requests)
    again = run(*room.links(), *room.flags)
    assert "remembered" not in first.err
    assert "no tokens, no cost (5 remembered)" in again.err
    assert len(room.model.requests) == asked
    assert again.out == first.out


@pytest.mark.parametrize("columns", [40, 80])
def test_lines_fit_a_narrow_terminal_and_links_stay_whole(
    on_terminal: Callable[..., Terminal], room: Newsroom, columns: int
) -> None:
    """Words are wrapped under their head, and only what must not be broken is longer than the terminal."""
    long = room.sites.url("/a-page-that-has-moved-2026.html")
    terminal = on_terminal(*room.links("bakery"), long, *room.fetching, "--model", "offline", columns=columns)
    lines = terminal.lines
    assert [line for line in lines if len(line) > columns] == ([f"    {long}"] if columns == 40 else [])
    assert any(long in line for line in lines)
    advice = lines.index("    What to do: check the link; the page" if columns == 40 else lines[-1])
    assert columns == 80 or lines[advice + 1] == "    is gone or was never there"


# Text that was written by others


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “text” – é 漢字 🎉", "plain “text” – é 漢字 🎉"),
        ("\x1b[31mred\x1b[0m", "[31mred [0m"),
        ("\x9b31mred", "31mred"),
        ("\x1b]0;title\x07here", "]0;title here"),
        ("one\r\ntwo\u2028three\x85four", "one two three four"),
        ("abc\u202edcba\u2069", "abc dcba"),
        ("a\u200bb\ufeff", "a b"),
        ("tab\tand\x08back\x7f", "tab and back"),
        ("lone \ud800 surrogate", "lone surrogate"),
    ],
)
def test_nothing_printed_can_steer_a_terminal(text: str, shown: str) -> None:
    """Control, format and bidirectional characters become spaces, everything else stays as it is."""
    assert printable(text) == shown


def _hostile() -> Reply:
    wicked = "Corlane \x1b[31mWicked&#x202e;\x1b]0;owned\x07 title\x1b[2J\x9b5A for bakery robots"
    return Reply(ITEMS["bakery"].html.decode().replace(ITEMS["bakery"].title, wicked).encode())


def test_escapes_of_pages_replies_and_lists_reach_no_output(run: Run) -> None:
    """Title, link, reply and error page are shown without the power to steer, on screen, in draft and record."""

    def wicked(asked: Asked) -> Answer:
        fields = ITEMS["bakery"].reply | {"category": "\x1b[31mNews\x9b2J", "runner_up": "Business"}
        return says(json.dumps(fields)) if asked.wanted == "entry" else failure(400, "\x1b[31mno\x07")

    with Newsroom(wicked) as room:
        room.sites.pages["/bakery"] = _hostile()
        links = [*room.links("bakery"), "https://a.example/\x1b[31m", "\x1b]0;owned\x07", "http://\u202egro.elpmaxe/"]
        Path("urls.txt").write_text("\n".join(links), encoding="utf-8")
        ran = run("urls.txt", *room.flags, "-v", "-o", "digest.md", "-o", "digest.json")
        piped = run("urls.txt", *room.flags)
    assert ran.code == 0
    assert "Wicked" in ran.err
    texts = [
        ran.err,
        piped.out,
        piped.err,
        *(Path(name).read_text(encoding="utf-8") for name in ("digest.md", "digest.json")),
    ]
    for text in texts:
        assert not STEERING.search(text)


@pytest.mark.parametrize("argument", ["--\x1b[31mflag", "\x1b[31mfile.txt", "http://\x1b[2J/"])
def test_escapes_of_arguments_are_not_echoed(run: Run, argument: str) -> None:
    """A name that somebody was made to copy is no more trusted than a page."""
    ran = run(argument, "--model", "offline")
    assert ran.code in (1, 2)
    assert not STEERING.search(ran.err + ran.out)


@pytest.fixture(autouse=True)
def _streams() -> Iterator[None]:
    """Give back the standard streams, whatever a test did to them."""
    before = sys.stdout, sys.stderr
    yield
    sys.stdout, sys.stderr = before


def test_a_failure_without_a_line_number_is_shown_as_it_was_given(capsys: pytest.CaptureFixture[str]) -> None:
    """An argument has no file and no line to be found in."""
    failure = made_failure()
    source = failure.source.model_copy(update={"line": 0, "origin": "argument"})
    print_summary(made_digest(failures=(failure.model_copy(update={"source": source}),)), [], seconds=0)
    assert capsys.readouterr().err.startswith("failed https://gone.example/9\n")
