"""What holds for every test: nothing but loopback can be reached, and nothing of the person running it is touched."""

from __future__ import annotations

import itertools
import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from loopback import Loopback
from newsroom import Newsroom

LOOPBACK = ("127.", "::1", "localhost")
OWN_VARIABLES = ("OPENAI_", "SUMMARIZER_", "SUMMARIZE_", "XDG_")
HOW_TO_SHOW = ("CI", "COLUMNS", "FORCE_COLOR", "LINES", "NO_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE")

_connect, _connect_ex, _getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo


_homes = itertools.count()


def _refuse(host: object) -> None:
    if not str(host).startswith(LOOPBACK):
        raise AssertionError(f"a test wanted to reach {host!r}; only loopback is open")


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    """No socket of this process leads anywhere but to this machine, and no name is looked up elsewhere."""

    def connect(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX:
            _refuse(address[0])
        return _connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        if self.family != socket.AF_UNIX:
            _refuse(address[0])
        return _connect_ex(self, address)

    def getaddrinfo(host: Any, port: Any, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> Any:  # noqa: A002
        if host and not str(host).startswith(LOOPBACK):
            flags |= socket.AI_NUMERICHOST  # an address in digits asks nobody, and a name is not known
        return _getaddrinfo(host, port, family, type, proto, flags)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(socket.socket, "connect", connect)
        monkeypatch.setattr(socket.socket, "connect_ex", connect_ex)
        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the empty home folder of a person who has set nothing."""
    for name in os.environ:
        if name.startswith(OWN_VARIABLES) or name in HOW_TO_SHOW:
            monkeypatch.delenv(name)
    # Not by `mktemp`, which looks through all the folders there are for the next number.
    folder = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    folders = {"CACHE": ".cache", "CONFIG": ".config", "DATA": ".local/share", "STATE": ".local/state"}
    for name, inside in folders.items():
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / inside))
    return folder


class Ran(NamedTuple):
    """How a run of the command line ended, and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Return a function that runs the command line in this process, in an empty folder, as if piped."""
    monkeypatch.chdir(tmp_path)

    def running(*arguments: str | Path) -> Ran:
        from summarizer.cli import main

        capsys.readouterr()
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return running


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """Yield five pages and a model, on loopback."""
    with Newsroom() as newsroom:
        yield newsroom


@pytest.fixture
def server() -> Iterator[Loopback]:
    """Serve on loopback for the length of a test, nothing at first."""
    with Loopback() as running:
        yield running
