"""A run may end at any moment, and a disk may be full: the last good digest is as it was, and a next run goes on."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Ran
from newsroom import TITLES, Newsroom, good_reply
from standin import Answer, Asked, silence

from summarizer.cache import remembering
from summarizer.files import LEFT_SECONDS, PREFIX, SUFFIX, sweep, write_whole

Run = Callable[..., Ran]
LAST = "the last issue\n"
PATIENCE_SECONDS = 60.0
"""For a process on a busy machine; none of them takes a tenth of it."""


@pytest.fixture
def slow() -> Iterator[Newsroom]:
    """Yield a newsroom whose model answers two articles and then says nothing more."""

    def two_then_silence(asked: Asked) -> Answer:
        titles = {one.title for one in room.model.requests if one.title in TITLES}
        return silence() if len(titles) > 2 else good_reply(asked)

    with Newsroom(two_then_silence) as room:
        yield room


def started(*arguments: str, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    """Start the command in the current folder."""
    return subprocess.Popen(
        [sys.executable, "-m", "summarizer", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,
    )


def until(holds: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait until something holds of a running process."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, "it does not get on"
        time.sleep(0.02)


@pytest.mark.load
@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGINT, signal.SIGTERM]], ids=["once", "twice"])
def test_a_signal_ends_a_run_with_the_last_digest_in_place(
    slow: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signals: list[signal.Signals]
) -> None:
    """SIGTERM is Ctrl-C; a second signal of either kind ends it too, without a traceback and without half a file."""
    monkeypatch.chdir(tmp_path)
    Path("digest.md").write_text(LAST)
    process = started(*slow.links(), *slow.flags, "--top", "0", "-o", "digest.md", "--concurrency", "1")
    until(lambda: len(slow.drafted) > 2, process)
    for one in signals:
        process.send_signal(one)
        time.sleep(0.01)
    out, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert (out, process.returncode) in {("", 130), *(("", -one) for one in signals[1:])}
    assert "Traceback" not in err
    assert [path.name for path in Path().iterdir()] == ["digest.md"]
    assert Path("digest.md").read_text() == LAST


@pytest.mark.load
def test_a_full_disk_leaves_the_last_digest_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The draft is whole or not there, nothing is left beside it, and the message has the file and the reason."""
    monkeypatch.chdir(tmp_path)
    Path("digest.md").write_text(LAST)
    page = Path(__file__).parent / "pages" / "articles" / "news-classic.html"

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))  # the kernel then refuses as a full disk does

    process = started(str(page), "--model", "offline", "-o", "digest.md", before=no_room)
    _, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 2
    assert "digest.md cannot be written: File too large; what was there is as it was; make room" in err
    assert "Traceback" not in err
    assert [path.name for path in Path().iterdir()] == ["digest.md"]
    assert Path("digest.md").read_text() == LAST


def test_what_could_not_be_remembered_is_said(
    run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """A disk that fills up in mid-run costs the memory, not the draft, and a person knows it."""
    real = write_whole

    def full(path: Path, content: str | bytes) -> None:
        if home in path.parents:
            raise OSError(28, os.strerror(28))
        real(path, content)

    monkeypatch.setattr("summarizer.cache.write_whole", full)
    ran = run(*room.links("bakery"), *room.flags, "-o", "digest.md")
    assert ran.code == 0
    assert Path("digest.md").exists()
    assert "Not every answer is remembered, since the cache cannot be written: " in ran.err
    assert "No space left on device" in ran.err


KILLED = """
import sys
from pathlib import Path
from summarizer.files import write_whole
while True:
    for letter in "ab":
        write_whole(Path("digest.md"), letter * 4_000_000)
"""


@pytest.mark.parametrize("delay_seconds", [0.0, 0.007, 0.019])
def test_a_kill_in_mid_write_leaves_a_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, delay_seconds: float
) -> None:
    """What is there is one text or the other, to the last byte; half of one lies beside it until it is swept away."""
    monkeypatch.chdir(tmp_path)
    process = subprocess.Popen([sys.executable, "-c", KILLED], text=True)
    until(Path("digest.md").exists, process)
    time.sleep(delay_seconds)
    process.kill()
    process.wait(PATIENCE_SECONDS)
    content = Path("digest.md").read_text()
    assert content in ("a" * 4_000_000, "b" * 4_000_000)
    for left in Path().glob(f"{PREFIX}*"):
        os.utime(left, (1, 1))
    sweep(tmp_path)
    assert [path.name for path in Path().iterdir()] == ["digest.md"]


def test_sweeping_takes_nothing_but_what_was_left(tmp_path: Path) -> None:
    """A file that is being written, another's file and a clock that was set back are left alone."""
    old, young, ahead = (tmp_path / f"{PREFIX}{name}{SUFFIX}" for name in ("old", "young", "ahead"))
    others = tmp_path / ".their.part"
    for path in (old, young, ahead, others):
        path.touch()
    os.utime(old, (1, 1))
    os.utime(others, (1, 1))
    os.utime(ahead, (time.time() + 2 * LEFT_SECONDS,) * 2)
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {young.name, ahead.name, others.name}
    sweep(tmp_path / "missing")


def test_a_cache_is_swept_before_it_is_used(tmp_path: Path) -> None:
    """Runs that were killed do not fill it with halves."""
    left = tmp_path / f"{PREFIX}x{SUFFIX}"
    left.touch()
    os.utime(left, (1, 1))
    remembering(object(), tmp_path)  # type: ignore[arg-type]
    assert not left.exists()


def test_a_clock_that_jumps_changes_nothing_but_the_date(
    run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wall clock that is set back by a day with every look at it leaves the digest and the seconds as they are."""
    arguments = [*room.links("bakery", "harbour"), *room.flags, "--date", "2026-11-20", "--no-cache"]
    first = run(*arguments)
    now = [time.time()]

    def backwards() -> float:
        now[0] -= 86_400
        return now[0]

    monkeypatch.setattr(time, "time", backwards)
    second = run(*arguments)
    assert (second.code, second.out) == (0, first.out)
    assert float(second.err.rsplit(";", 1)[1].split()[0]) >= 0


@pytest.mark.load
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("delay_seconds", [0.0, 0.3, 1.0])
def test_a_run_may_end_at_any_moment(run: Run, room: Newsroom, asked: signal.Signals, delay_seconds: float) -> None:
    """Whenever it ends, the digest is the old or the new one, and the next run makes the whole of it."""
    Path("digest.md").write_text(LAST)
    arguments = [*room.links(), *room.flags, "-o", "digest.md"]
    process = started(*arguments)
    until(lambda: bool(room.sites.seen), process)
    time.sleep(delay_seconds)
    process.send_signal(asked)
    _, err = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode in (0, 130, -asked)
    assert "Traceback" not in err
    content = Path("digest.md").read_text()
    assert content == LAST or all(title in content for title in TITLES)
    assert run(*arguments).code == 0
    assert all(title in Path("digest.md").read_text() for title in TITLES)
    assert len(room.drafted) <= 2 * len(TITLES)
