"""A real HTTP server on 127.0.0.1 for the tests, which can misbehave on request.

    from loopback import Loopback, Reply

    with Loopback() as server:
        server.pages["/a"] = Reply(b"<html>…</html>")
        server.pages["/busy"] = [Reply(status=429), Reply(b"ready")]   # one after the other; the last one stays
        server.pages["/echo"] = lambda request: Reply(request.body)
        fetch(server.url("/a"))
        assert server.paths == ["/a"]

Every connection is a thread that serves one request and closes. Leaving the block ends all of them, whatever they
are in the middle of, and nothing in it waits longer than `Loopback.MAX_SECONDS`.
"""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import responses
from typing import Self


@dataclass(frozen=True)
class Request:
    """What a client asked: names of headers in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Reply:
    """What to answer, and what to do wrong about it."""

    body: bytes = b""
    status: int = 200
    headers: Sequence[tuple[str, str]] = ()
    """Beside Content-Type and Content-Length, unless one of these takes their place; an empty value leaves it out."""
    type: str = "text/html; charset=utf-8"
    pause: float = 0.0
    """Seconds before the first byte."""
    drip: float = 0.0
    """Seconds before every byte of the body."""
    endless: bool = False
    """Sends the body again and again, without a Content-Length."""
    cut: int | None = None
    """Closes the connection after so many bytes of the body."""
    raw: bytes | None = None
    """Sent in place of the status, headers and body; `drip` and `endless` apply to it."""

    def head(self) -> bytes:
        """Return the status line and headers."""
        named = {"Content-Type": self.type, "Content-Length": "" if self.endless else str(len(self.body))}
        given = {name.title() for name, _ in self.headers}
        lines = [(name, value) for name, value in named.items() if name not in given] + list(self.headers)
        start = f"HTTP/1.1 {self.status} {responses.get(self.status, '')}\r\n"
        return (start + "".join(f"{name}: {value}\r\n" for name, value in lines if value) + "\r\n").encode("latin-1")


Page = Reply | Sequence[Reply] | Callable[[Request], Reply]


@dataclass
class Loopback:
    """The server. `pages` may be changed at any time; what is not in it is a 404."""

    MAX_SECONDS = 20.0

    pages: dict[str, Page] = field(default_factory=dict)
    """By path with query."""
    seen: list[Request] = field(default_factory=list)
    """Every request, in order of arrival, but those for robots.txt."""
    asked_robots: list[Request] = field(default_factory=list)
    """The requests for robots.txt."""
    most_at_once: dict[str, int] = field(default_factory=dict)
    """By Host header, and under "" for all: the most requests that were being answered at the same time."""

    def __enter__(self) -> Self:
        """Start to serve on a free port."""
        self._now: dict[str, int] = {}
        self._lock = threading.Lock()
        self.ending = threading.Event()
        self._server = _Server(("127.0.0.1", 0), _Connection)
        self._server.loopback, self._server.connections = self, set()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and end every connection."""
        self.ending.set()
        self._server.shutdown()
        for connection in list(self._server.connections):
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        self._server.server_close()  # waits for the connections' threads
        self._thread.join()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order of arrival."""
        return [request.path for request in self.seen]

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a page; `host` may be any name that leads here."""
        return f"http://{host}:{self.port}{path}"

    def answer(self, request: Request) -> Reply:
        """Return the reply to a request, which is noted."""
        with self._lock:
            (self.asked_robots if request.path == "/robots.txt" else self.seen).append(request)
            page = self.pages.get(request.path, Reply(b"not here", 404))
            if isinstance(page, Sequence):
                earlier = sum(one.path == request.path for one in (*self.seen, *self.asked_robots)) - 1
                page = page[min(earlier, len(page) - 1)]
        return page if isinstance(page, Reply) else page(request)

    def count(self, host: str, step: int) -> None:
        """Note that an answer begins (1) or ends (-1)."""
        with self._lock:
            for key in ("", host):
                self._now[key] = self._now.get(key, 0) + step
                self.most_at_once[key] = max(self.most_at_once.get(key, 0), self._now[key])


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False  # so that server_close waits for them
    request_queue_size = 128
    loopback: Loopback
    connections: set[socket.socket]


class _Connection(socketserver.StreamRequestHandler):
    server: _Server
    timeout = Loopback.MAX_SECONDS

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.request)

    def finish(self) -> None:
        self.server.connections.discard(self.request)
        with suppress(OSError):  # whoever asked may be gone
            super().finish()

    def handle(self) -> None:
        with suppress(OSError, ValueError):
            request = self._request()
            if request is None:
                return
            host = request.headers.get("host", "")
            self.server.loopback.count(host, 1)
            try:
                self._send(self.server.loopback.answer(request))
            finally:
                self.server.loopback.count(host, -1)

    def _request(self) -> Request | None:
        first = self.rfile.readline(65_537).decode("latin-1").split()
        if len(first) < 2:
            return None
        headers: dict[str, str] = {}
        while line := self.rfile.readline(65_537).decode("latin-1").strip():
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        body = self.rfile.read(int(headers.get("content-length", "0")))
        return Request(first[0], first[1], headers, body)

    def _send(self, reply: Reply) -> None:
        self._wait(reply.pause)
        if reply.raw is None:
            self.wfile.write(reply.head())
        body = reply.body[: reply.cut] if reply.raw is None else reply.raw
        self._send_body(body, reply.drip)
        while reply.endless:
            self._wait(0)
            self._send_body(body, reply.drip)

    def _send_body(self, body: bytes, drip: float) -> None:
        if not drip:
            self.wfile.write(body)
            return
        for byte in body:
            self._wait(drip)
            self.wfile.write(bytes([byte]))

    def _wait(self, seconds: float) -> None:
        """Wait, and end the connection when the server ends."""
        if self.server.loopback.ending.wait(min(seconds, Loopback.MAX_SECONDS)):
            raise ConnectionAbortedError
