"""What servers do wrong: each kind with the pages that do it and what must come of it.

Used by `test_faults.py` and by `benchmarks/server_faults.py`, which prints the table with seconds and megabytes.
"""

from __future__ import annotations

import gzip
import random
import zlib
from collections.abc import Mapping
from typing import NamedTuple

from loopback import Page, Reply

HTML = b"<!doctype html><title>A page</title><p>Some words.</p>"
NOISE = random.Random(1).randbytes(5_000)  # noqa: S311 - the same on every run
BOMB = gzip.compress(b"\0" * 20_000_000, compresslevel=1, mtime=0)
PACKED = gzip.compress(HTML, mtime=0)
DEEP = b"<!doctype html><title>Deep</title>" + b"<div>" * 10_000 + b"words"

PAGE = "a page"
"""The outcome of what is no fault of the page."""


class Fault(NamedTuple):
    """What comes of it (a failure's code, or `PAGE`), and the pages; the first of them is fetched."""

    outcome: str
    pages: Mapping[str, Page]


def at_root(outcome: str, reply: Page, **others: Page) -> Fault:
    """Return the fault of one page; `others` are at the path of their name."""
    return Fault(outcome, {"/": reply, **{f"/{name}": page for name, page in others.items()}})


def chunked(*lines: bytes) -> Reply:
    """Return a chunked reply made of these lines."""
    return Reply(
        raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + b"".join(lines)
    )


def sent_with(*headers: bytes, body: bytes = HTML) -> Reply:
    """Return a reply with exactly these headers."""
    return Reply(raw=b"\r\n".join([b"HTTP/1.1 200 OK", *headers, b"", body]))


def coded(body: bytes, coding: str) -> Reply:
    """Return a body that is called compressed."""
    return Reply(body, headers=[("Content-Encoding", coding)])


def to(location: str, status: int = 302) -> Reply:
    """Return a redirect."""
    return Reply(status=status, headers=[("Location", location)])


def refresh(target: str) -> Reply:
    """Return a page that sends its reader on."""
    return Reply(HTML + f'<meta http-equiv="refresh" content="0; url={target}">'.encode())


def rules(reply: Reply) -> Fault:
    """Return the fault of a robots.txt before a good page."""
    return Fault("robots", {"/": Reply(HTML), "/robots.txt": reply})


TIME: dict[str, Fault] = {
    "slow to begin": at_root("timeout", Reply(HTML, pause=10)),
    "a byte at a time": at_root("timeout", Reply(HTML * 10, drip=0.05)),
    "an endless body, a byte at a time": at_root("timeout", Reply(b"x", drip=0.05, endless=True)),
    "a head, a byte at a time": at_root(
        "timeout", Reply(drip=0.05, raw=b"HTTP/1.1 200 OK\r\n" + b"X-Many: 1\r\n" * 100)
    ),
    "a length too long, and then silence": at_root(
        "timeout", Reply(drip=0.2, raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    ),
    "continue, slowly, for ever": at_root(
        "timeout", Reply(drip=0.01, raw=b"HTTP/1.1 100 Continue\r\n\r\n", endless=True)
    ),
    "hops that are slow together": Fault(
        "timeout", {f"/{n}": Reply(status=302, headers=[("Location", f"/{n + 1}")], pause=0.2) for n in range(10)}
    ),
    "rules that do not come": Fault("timeout", {"/": Reply(HTML), "/robots.txt": Reply(pause=10)}),
}
SIZE: dict[str, Fault] = {
    "an endless body": at_root("too-large", Reply(b"<p>x</p>" * 1_000, endless=True)),
    "endless chunks": at_root("too-large", chunked(*[b"1000\r\n" + b"x" * 4096 + b"\r\n"] * 2_000)),
    "chunks of one byte": at_root("protocol", chunked(*[b"1\r\nx\r\n"] * 1_000_000)),
    "a body of eight megabytes": at_root("too-large", Reply(b"x" * 8_000_000)),
    "a length over the limit, and no body": at_root("too-large", sent_with(b"Content-Length: 5000001", body=b"")),
    "a length of many digits": at_root("too-large", sent_with(b"Content-Length: " + b"9" * 19, body=b"")),
    "a bomb of gzip": at_root("too-large", coded(BOMB, "gzip")),
    "a bomb of deflate": at_root("too-large", coded(zlib.compress(b"\0" * 20_000_000, level=1), "deflate")),
    "a bomb in a bomb": at_root("too-large", coded(gzip.compress(BOMB, mtime=0), "gzip, gzip")),
    "a head of a megabyte": at_root("protocol", sent_with(b"X-Long: " + b"x" * 1_000_000)),
    "endless heads": at_root("protocol", sent_with(*[b"X-Many: " + b"x" * 100] * 10_000)),
    "continue, at once, for ever": at_root("protocol", Reply(raw=b"HTTP/1.1 103 Early\r\n\r\n" * 1_000, endless=True)),
    "ten thousand nested tags": at_root(PAGE, Reply(DEEP)),
}
CODING: dict[str, Fault] = {
    "gzip that is none": at_root("bad-encoding", coded(HTML, "gzip")),
    "gzip cut short": at_root("bad-encoding", coded(PACKED[:-12], "gzip")),
    "gzip of noise": at_root("bad-encoding", coded(b"\x1f\x8b\x08" + NOISE, "gzip")),
    "gzip said twice, done once": at_root("bad-encoding", coded(PACKED, "gzip, gzip")),
    "gzip three times": at_root("bad-encoding", coded(PACKED, "gzip, gzip, gzip")),
    "gzip not said": at_root("unsupported-type", Reply(PACKED)),
    "brotli, not asked for": at_root("bad-encoding", coded(NOISE, "br")),
    "zstd, not asked for": at_root("bad-encoding", coded(NOISE, "zstd")),
    "an encoding that is none": at_root(PAGE, coded(HTML, "utf-8")),
}
PROTOCOL: dict[str, Fault] = {
    "a length too long": at_root("protocol", Reply(HTML, headers=[("Content-Length", "1000")])),
    "a length too short": at_root(PAGE, Reply(HTML + b"more", headers=[("Content-Length", str(len(HTML)))])),
    "cut off in the middle": at_root("protocol", Reply(HTML, cut=10)),
    "two lengths": at_root("protocol", sent_with(b"Content-Length: 5", b"Content-Length: 6")),
    "a length that is no number": at_root("protocol", sent_with(b"Content-Length: many")),
    "a length below nothing": at_root("protocol", sent_with(b"Content-Length: -1")),
    "a chunk cut short": at_root("protocol", chunked(b"1000\r\n", b"<p>")),
    "a chunk of no size": at_root("protocol", chunked(b"zz\r\n<p>\r\n")),
    "a chunk of a size too large": at_root("protocol", chunked(b"f" * 40 + b"\r\n<p>\r\n")),
    "no last chunk": at_root("protocol", chunked(b"3\r\n<p>\r\n")),
    "no answer": at_root("protocol", Reply(raw=b"")),
    "another protocol": at_root("protocol", Reply(raw=b"SSH-2.0-OpenSSH_9.6\r\n")),
    "a status that is no number": at_root("protocol", Reply(raw=b"HTTP/1.1 OK 200\r\n\r\n")),
    "a status of four digits": at_root("protocol", Reply(raw=b"HTTP/1.1 2000 OK\r\n\r\n")),
    "a version of long ago": at_root("protocol", Reply(raw=b"<html>HTTP/0.9 has no head</html>")),
    "half a head": at_root("protocol", Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Ty")),
    "a zero in a head": at_root("protocol", sent_with(b"X-Odd\x00: 1")),
    "a line of a head without a colon": at_root("protocol", sent_with(b"nonsense")),
    "switched to another protocol": at_root("protocol", Reply(raw=b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n")),
}
KIND: dict[str, Fault] = {
    "a PDF called HTML": at_root("unsupported-type", Reply(b"%PDF-1.7\n" + NOISE)),
    "noise called HTML": at_root("unsupported-type", Reply(NOISE)),
    "an image": at_root("unsupported-type", Reply(b"\x89PNG\r\n\x1a\n", type="image/png")),
    "JSON": at_root("unsupported-type", Reply(b"{}", type="application/json")),
    "a stream of parts": at_root("unsupported-type", Reply(b"--x", type="multipart/x-mixed-replace")),
    "a type that is markup": at_root("unsupported-type", Reply(HTML, type="<b>click</b>")),
    "no type": at_root(PAGE, Reply(HTML, headers=[("Content-Type", "")])),
}
ANSWERS: dict[str, Fault] = {
    "gone": at_root("http-404", Reply(b"not here", 404)),
    "forbidden": at_root("http-403", Reply(b"no", 403)),
    "busy": at_root("http-429", Reply(b"later", 429)),
    "busy for an hour": at_root("http-429", Reply(b"later", 429, headers=[("Retry-After", "3600")])),
    "busy for a moment": at_root(PAGE, [Reply(b"", 503, headers=[("Retry-After", "0")]), Reply(HTML)]),
    "busy again and again": at_root("http-503", Reply(b"", 503, headers=[("Retry-After", "0")])),
    "an error without an end": at_root("http-500", Reply(b"x", 500, endless=True)),
    "a failure of our own, forged": at_root("http-599", Reply(b'{"code": "robots", "message": "x"}', 599)),
    "not changed, unasked": at_root("http-304", Reply(b"", 304)),
}
WAYS: dict[str, Fault] = {
    "a redirect to itself": at_root("redirects", to("/")),
    "a redirect to and fro": at_root("redirects", to("/b"), b=to("/")),
    "a redirect that leads nowhere": at_root("http-302", Reply(b"", 302)),
    "a redirect to a file": at_root("bad-address", to("file:///etc/hostname")),
    "a redirect to another machine's inside": at_root("private-address", to("http://169.254.169.254/")),
    "a redirect with a password": at_root("bad-address", to("http://ann:secret@127.0.0.1/")),
    "a redirect to another service": at_root("bad-address", to("http://127.0.0.2:25/")),
    "a redirect that cannot be read": at_root("bad-address", to("http://[::1")),
    "a refresh to and fro": at_root("redirects", refresh("/b"), b=refresh("/")),
    "a refresh to the article": at_root(PAGE, refresh("/b"), b=Reply(HTML)),
    "a refresh to another site": at_root(PAGE, refresh("http://169.254.169.254/")),
    "a cookie that breaks the jar": at_root(PAGE, Reply(HTML, headers=[("Set-Cookie", f"a=b; max-age={'9' * 4_000}")])),
    "a hundred cookies": at_root(
        PAGE,
        Reply(status=302, headers=[("Location", "/b"), *(("Set-Cookie", f"c{n}={'x' * 500}") for n in range(100))]),
        b=Reply(HTML),
    ),
}
RULES: dict[str, Fault] = {
    "rules that forbid": rules(Reply(b"User-agent: *\nDisallow: /\n", type="text/plain")),
    "rules that cannot be had": rules(Reply(b"", 500)),
    "rules that are HTML": rules(Reply(HTML))._replace(outcome=PAGE),
    "rules that are noise": rules(Reply(NOISE))._replace(outcome=PAGE),
    "rules without an end": rules(Reply(b"Disallow: /x\n" * 1_000, endless=True))._replace(outcome=PAGE),
    "rules for a thousand programs": rules(
        Reply(b"".join(b"User-agent: bot%d\n" % n for n in range(9_000)) + b"Disallow: /x*y\n" * 9_000)
    )._replace(outcome=PAGE),
    "rules that lead in a circle": rules(to("/robots.txt"))._replace(outcome=PAGE),
    "rules that lead inside": rules(to("http://169.254.169.254/"))._replace(outcome="private-address"),
    "rules that are not HTTP": rules(Reply(raw=b"no\r\n"))._replace(outcome="protocol"),
}
FAULTS: dict[str, Fault] = {**TIME, **SIZE, **CODING, **PROTOCOL, **KIND, **ANSWERS, **WAYS, **RULES}
"""By a few words that say what is wrong."""
