"""A real CONNECT proxy on 127.0.0.1 for the tests, which can refuse.

    with ForwardProxy() as proxy:
        fetch through f"http://127.0.0.1:{proxy.port}"
    proxy.asked   # what it was asked to connect to, such as `127.0.0.1:8000`

A thread serves each connection; leaving the block ends all of them.
"""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Self


class ForwardProxy:
    """The proxy. `refuses` says which targets get what status; `names` where names lead, as the proxy sees it."""

    def __init__(
        self,
        *,
        refuses: Callable[[str], int | None] = lambda _: None,
        names: Mapping[str, str] | None = None,
        reply: bytes | None = None,
    ) -> None:
        self.refuses = refuses
        self.names = names or {}
        self.reply = reply
        """Sent in place of an answer."""
        self.asked: list[str] = []
        self.authorizations: list[str] = []

    def __enter__(self) -> Self:
        """Start to serve on a free port."""
        self._server = _Server(("127.0.0.1", 0), _Tunnel)
        self._server.proxy, self._server.open = self, set()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and end every tunnel."""
        self._server.shutdown()
        for one in list(self._server.open):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """Its address, as a variable of the environment has it."""
        return f"http://127.0.0.1:{self.port}"


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = False
    proxy: ForwardProxy
    open: set[socket.socket]


class _Tunnel(socketserver.StreamRequestHandler):
    server: _Server
    timeout = 20.0

    def handle(self) -> None:
        proxy = self.server.proxy
        self.server.open.add(self.request)
        with suppress(OSError, ValueError):
            target = self._asked()
            proxy.asked.append(target)
            if proxy.reply is not None:
                self.wfile.write(proxy.reply)
                return
            status = proxy.refuses(target)
            if status is not None:
                self.wfile.write(f"HTTP/1.1 {status} No\r\nContent-Length: 0\r\n\r\n".encode())
                return
            host, _, port = target.rpartition(":")
            with socket.create_connection((proxy.names.get(host, host.strip("[]")), int(port)), 5) as other:
                self.server.open.add(other)
                self.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(other, self.request))
                back.start()
                _pump(self.request, other)
                back.join()

    def _asked(self) -> str:
        """Return the target that was asked for, its credentials noted."""
        method, target, _ = self.rfile.readline(65_537).decode("latin-1").split()
        while line := self.rfile.readline(65_537).decode("latin-1").strip():
            name, _, value = line.partition(":")
            if name.lower() == "proxy-authorization":
                self.server.proxy.authorizations.append(value.strip())
        if method != "CONNECT":
            raise ValueError(method)
        return target


def _pump(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65_536):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)
