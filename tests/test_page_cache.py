"""Pages kept on disk: asked for again only when they may have changed, readable by nobody else, bounded."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran
from fetching import HTML, LOCAL, code_of, fetch, source
from loopback import Loopback, Reply, Request
from newsroom import Newsroom

from summarizer import page_cache
from summarizer.network import Network
from summarizer.page_cache import SUFFIX, remembering_pages
from summarizer.web import Fetcher


def remembering(folder: Path) -> Fetcher:
    """Return a fetcher of one run that keeps pages in `folder`."""
    network = Network(allow_private=LOCAL, max_bytes=100_000)
    return Fetcher(transport=remembering_pages(network, folder), timeout_seconds=5, ignore_robots=True)


def kept(folder: Path) -> list[Path]:
    """Return the files of a cache."""
    return sorted(folder.glob(f"*{SUFFIX}")) if folder.exists() else []


async def test_a_fresh_page_is_not_asked_for_again(server: Loopback, tmp_path: Path) -> None:
    """What a server says is good for an hour comes from the disk in the next run, the same in every part."""
    packed = gzip.compress(HTML, mtime=0)
    headers = [("Cache-Control", "max-age=3600"), ("Content-Encoding", "gzip")]
    server.pages["/a"] = Reply(packed, headers=headers, type="text/html; charset=windows-1252")
    first = await fetch(server.url("/a"), remembering(tmp_path))
    second = await fetch(server.url("/a"), remembering(tmp_path))
    assert first == second
    assert (second.body, second.charset) == (HTML, "windows-1252")
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    ("validator", "asked"),
    [
        (("ETag", '"v1"'), ("if-none-match", '"v1"')),
        (("ETag", 'W/"v1"'), ("if-none-match", 'W/"v1"')),
        (("Last-Modified", "Sun, 01 Nov 2026 00:00:00 GMT"), ("if-modified-since", "Sun, 01 Nov 2026 00:00:00 GMT")),
    ],
)
async def test_a_page_that_may_have_changed_is_asked_for_with_its_mark(
    server: Loopback, tmp_path: Path, validator: tuple[str, str], asked: tuple[str, str]
) -> None:
    """A 304 is answered with the page of the run before; a page that has changed takes its place."""
    pages = {"now": HTML}

    def answer(request: Request) -> Reply:
        if asked[0] in request.headers and pages["now"] == HTML:
            return Reply(b"", 304, headers=[validator])
        return Reply(pages["now"], headers=[validator, ("Cache-Control", "no-cache")])

    server.pages["/a"] = answer
    for _ in range(3):
        assert (await fetch(server.url("/a"), remembering(tmp_path))).body == HTML
    assert [request.headers.get(asked[0]) for request in server.seen] == [None, asked[1], asked[1]]
    pages["now"] = HTML + b"more"
    assert (await fetch(server.url("/a"), remembering(tmp_path))).body == HTML + b"more"
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(HTML),
        Reply(HTML, headers=[("Cache-Control", "no-store"), ("ETag", '"v1"')]),
        Reply(b"no", 500, headers=[("ETag", '"v1"')]),
        Reply(b"no", 403, headers=[("ETag", '"v1"')]),
    ],
    ids=["without a mark", "not to be stored", "an error", "a refusal"],
)
async def test_what_is_not_worth_keeping_or_may_not_be_is_not_kept(
    server: Loopback, tmp_path: Path, reply: Reply
) -> None:
    """Neither what says so, nor what would have to be fetched whole anyway, nor a failure is written to the disk."""
    server.pages["/a"] = reply
    for _ in range(2):
        if reply.status == 200:
            await fetch(server.url("/a"), remembering(tmp_path))
        else:
            assert await code_of(server.url("/a"), remembering(tmp_path)) == f"http-{reply.status}"
    assert len(server.seen) == 2
    assert kept(tmp_path) == []


async def test_cookies_are_kept_by_nobody(server: Loopback, tmp_path: Path) -> None:
    """No cookie is written to the disk, and what was fetched with one is nobody's next page."""
    fresh = ("Cache-Control", "max-age=3600")
    server.pages["/gate"] = Reply(status=301, headers=[("Location", "/a"), ("Set-Cookie", "seen=secret"), fresh])
    server.pages["/a"] = Reply(HTML, headers=[("Set-Cookie", "more=secret"), fresh])
    for _ in range(2):
        assert (await fetch(server.url("/gate"), remembering(tmp_path))).body == HTML
    assert server.paths == ["/gate", "/a"] * 2
    await fetch(server.url("/a"), remembering(tmp_path))
    assert [b"secret" in path.read_bytes() for path in kept(tmp_path)] == [False]


async def test_nobody_else_can_read_what_is_kept(server: Loopback, tmp_path: Path) -> None:
    """The folder and every file in it are the user's alone."""
    server.pages["/a"] = Reply(HTML, headers=[("ETag", '"v1"')])
    await fetch(server.url("/a"), remembering(tmp_path / "cache" / "pages"))
    (file,) = kept(tmp_path / "cache" / "pages")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("damage", [b"", b"not json\n", b"{}\n", b"[]\nx", b'{"method": "GET"}\nx', b"\xff" * 100])
async def test_what_cannot_be_read_is_fetched_again(server: Loopback, tmp_path: Path, damage: bytes) -> None:
    """A file that was cut off or changed is as good as none, and is replaced."""
    server.pages["/a"] = Reply(HTML, headers=[("Cache-Control", "max-age=3600"), ("ETag", '"v1"')])
    await fetch(server.url("/a"), remembering(tmp_path))
    (file,) = kept(tmp_path)
    good = file.read_bytes()
    file.write_bytes(damage)
    assert (await fetch(server.url("/a"), remembering(tmp_path))).body == HTML
    assert len(server.seen) == 2
    assert file.read_bytes().startswith(good[:10])


async def test_a_disk_that_cannot_be_written_costs_nothing_but_the_cache(server: Loopback, tmp_path: Path) -> None:
    """Where the folder is a file, pages come from the network as if there were no cache."""
    (tmp_path / "cache").write_text("in the way")
    server.pages["/a"] = Reply(HTML, headers=[("Cache-Control", "max-age=3600")])
    for _ in range(2):
        assert (await fetch(server.url("/a"), remembering(tmp_path / "cache" / "pages"))).body == HTML
    assert len(server.seen) == 2


async def test_the_oldest_pages_make_room(server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a run ends, no more is kept than the limit, and what was written last stays; a file that is gone by then,
    as the end of this link is, hides none of the others.
    """
    for name in "abc":
        server.pages[f"/{name}"] = Reply(HTML + b"x" * 1_000, headers=[("ETag", '"v1"')])
        await fetch(server.url(f"/{name}"), remembering(tmp_path))
        for age, file in enumerate(kept(tmp_path)):
            os.utime(file, (1_000_000_000 + age, file.stat().st_mtime - 10))
    newest = max(kept(tmp_path), key=lambda file: file.stat().st_mtime)
    monkeypatch.setattr(page_cache, "MAX_CACHE_BYTES", 2_000)
    (tmp_path / f"gone{SUFFIX}").symlink_to("nowhere")
    async with remembering(tmp_path):
        pass
    assert [path for path in kept(tmp_path) if path.exists()] == [newest]


async def test_a_failure_beneath_keeps_its_code(server: Loopback, tmp_path: Path) -> None:
    """What goes wrong in the network comes through the cache as what it is, and is not kept."""
    server.pages["/large"] = Reply(b"x" * 200_000, headers=[("Cache-Control", "max-age=3600")])
    assert await code_of(server.url("/large"), remembering(tmp_path)) == "too-large"
    assert await code_of("http://169.254.169.254/", remembering(tmp_path)) == "private-address"
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    "header",
    [
        ("Cache-Control", "max-age=99999999999999999999"),
        ("Cache-Control", 'max-age="'),
        ("Expires", "Thu, 01 Jan 99999 00:00:00 GMT"),
        ("Date", "Thu, 99 Foo 2020 99:99:99 GMT"),
        ("Last-Modified", "x"),
        ("ETag", '"' * 1_000),
        ("Age", "9" * 50),
        ("Vary", "\xff"),
    ],
)
async def test_headers_of_nonsense_do_no_harm(server: Loopback, tmp_path: Path, header: tuple[str, str]) -> None:
    """Whatever a server says about keeping a page, the page comes back, now and in the next run."""
    server.pages["/a"] = Reply(HTML, headers=[header, ("ETag", '"v"')] if header[0] != "ETag" else [header])
    async with remembering(tmp_path) as fetcher:
        for _ in range(2):
            assert (await fetcher.fetch(source(server.url("/a")))).body == HTML


@pytest.mark.load
def test_the_command_keeps_pages_unless_it_is_told_not_to(
    run: Callable[..., Ran], room: Newsroom, home: Path, tmp_path: Path
) -> None:
    """Pages are in the user's cache folder after a run; not with --no-cache, and not while recording or replaying."""
    fresh = [("Cache-Control", "max-age=3600")]
    page = room.sites.pages["/harbour"]
    assert isinstance(page, Reply)
    room.sites.pages["/harbour"] = Reply(page.body, headers=fresh)
    flags = [*room.links("harbour"), "--model", "offline"]
    folder = home / ".cache" / "digest-summarizer" / "pages"
    assert run(*flags, *room.fetching, "--no-cache").code == 0
    assert run(*flags, *room.fetching, "--record", "tape.yaml").code == 0
    assert run(*flags, "--replay", "tape.yaml").code == 0
    assert not folder.exists()
    first = run(*flags, *room.fetching)
    assert len(kept(folder)) == 1
    assert len(room.sites.seen) == 3
    assert run(*flags, *room.fetching).out == first.out
    assert len(room.sites.seen) == 3
