"""Where answers lead: refreshes that are followed and those that are not; what is fetched, and nothing else."""

from __future__ import annotations

import httpx2
import pytest
from fetching import HTML, LOCAL, code_of, fetch, names_leading_here
from loopback import Loopback, Reply

from summarizer.following import HEAD_BYTES, MAX_REFRESHES, is_same_site, refresh_target
from summarizer.web import MAX_REDIRECTS, Fetcher

HERE = "https://news.example/a"


def meta(content: str) -> str:
    """Return a tag that sends a reader on."""
    return f'<meta http-equiv="refresh" content="{content}">'


def target(markup: str, url: str = HERE) -> str | None:
    """Return where a page leads."""
    return refresh_target(url, httpx2.Response(200, content=markup.encode()))


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        (meta("0; url=/story"), "https://news.example/story"),
        (meta("0;URL='https://www.news.example/story'"), "https://www.news.example/story"),
        (meta("0,url=/story"), "https://news.example/story"),
        (meta("1.5; url = story?a=1&amp;b=2#part"), "https://news.example/story?a=1&b=2"),
        (meta("10; url=http://m.news.example/story"), "http://m.news.example/story"),
        (meta(" 0 ; /story "), "https://news.example/story"),
        ("<META content='0; url=/story' HTTP-EQUIV=Refresh>", "https://news.example/story"),
        ("<meta http-equiv=refresh content='0;url=/story'/>", "https://news.example/story"),
        ("<noscript><p>x</p></noscript>" + meta("0; url=/story"), "https://news.example/story"),
    ],
)
def test_a_refresh_to_the_same_site_leads_on(markup: str, expected: str) -> None:
    """Whatever its spelling, a page that only sends its reader to the article is followed there."""
    assert target(f"<!doctype html><head><title>x</title>{markup}</head>") == expected


@pytest.mark.parametrize(
    "markup",
    [
        meta("300"),
        meta("0"),
        meta("300; url=/story"),
        meta("0; url=/a"),
        meta("0; url=https://news.example/a#part"),
        meta("0; url=https://other.example/story"),
        meta("0; url=https://news.example.evil.example/story"),
        meta("0; url=https://evilnews.example/story"),
        meta("0; url="),
        meta("soon; url=/story"),
        meta("-1; url=/story"),
        f"<noscript>{meta('0; url=/enable-scripts')}</noscript>",
        f"<!-- {meta('0; url=/story')} -->",
        f"<script>var x = '{meta('0; url=/story')}'</script>",
        f"<template>{meta('0; url=/story')}</template>",
        "<meta name='refresh' content='0; url=/story'>",
        "<p>Refresh; url=/story</p>",
        " " * HEAD_BYTES + meta("0; url=/story"),
        "<meta name=refresh>" * MAX_REFRESHES + meta("0; url=/story"),
    ],
)
def test_any_other_refresh_leads_nowhere(markup: str) -> None:
    """Neither another site, nor the page itself, nor a wait to read, nor what no reader sees is followed."""
    assert target(f"<!doctype html><head><title>x</title>{markup}</head>") is None


@pytest.mark.parametrize("kind", ["<script>", "<!--", '<meta http-equiv="refresh" ', "<meta content='", "<noscript>"])
def test_a_page_made_to_be_slow_is_looked_at_quickly(kind: str) -> None:
    """What could make a search quadratic, over and over, still comes to an end at once."""
    assert target(kind * (HEAD_BYTES // len(kind)) + meta("0; url=/story")) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://news.example/", "http://www.news.example/", True),
        ("https://news.example/", "https://m.news.example/", True),
        ("https://amp.news.example/", "https://news.example/", True),
        ("https://news.example/", "https://news.example:8443/", True),
        ("https://news.example/", "https://example/", False),
        ("https://a.example/", "https://b.example/", False),
        ("https://localhost/", "https://x.localhost/", False),
        ("https:///", "https:///", False),
        ("https://news.example/", "https://[", False),
    ],
)
def test_a_site_is_a_host_and_those_beneath_it(one: str, other: str, same: bool) -> None:
    """Subdomains and `www.` are the same site; a whole top-level domain is none."""
    assert is_same_site(one, other) is same
    assert is_same_site(other, one) is same


# --- By the fetcher -------------------------------------------------------------------------------------------


async def test_a_refresh_counts_as_a_redirect(server: Loopback) -> None:
    """Pages that send a reader on are followed as often as redirects are, and no further."""
    for hop in range(MAX_REDIRECTS + 1):
        server.pages[f"/{hop}"] = Reply(meta(f"0; url=/{hop + 1}").encode())
    server.pages[f"/{MAX_REDIRECTS + 1}"] = Reply(HTML)
    assert await code_of(server.url("/0")) == "redirects"
    page = await fetch(server.url("/1"))
    assert (page.url, page.body) == (server.url(f"/{MAX_REDIRECTS + 1}"), HTML)


async def test_a_refresh_of_an_image_is_none(server: Loopback) -> None:
    """Only pages lead on so; bytes that are asked for as an image are handed on as they are."""
    server.pages["/a"] = Reply(meta("0; url=/b").encode(), type="image/png")
    async with Fetcher(allow_private=LOCAL) as fetcher:
        assert await fetcher.fetch_image(server.url("/a")) == meta("0; url=/b").encode()
    assert server.paths == ["/a"]


async def test_nothing_that_a_page_names_is_fetched(server: Loopback) -> None:
    """No image, script, style, frame, feed, preload or other version of a page is asked for: one request a page."""
    named = (
        '<link rel="canonical" href="/canonical"><link rel="amphtml" href="/amp"><link rel="stylesheet" href="/s.css">'
        '<link rel="preload" href="/p.woff" as="font"><link rel="alternate" type="application/rss+xml" href="/feed">'
        '<link rel="next" href="/2"><link rel="icon" href="/favicon.ico"><meta property="og:image" content="/i.jpg">'
        '<script src="/s.js"></script><img src="/i.png"><iframe src="/f"></iframe><video src="/v"></video>'
    )
    server.pages["/"] = Reply(HTML + named.encode(), headers=[("Link", "</l.css>; rel=preload"), ("Refresh", "0; /x")])
    await fetch(server.url("/", host="a.test"), Fetcher(transport=names_leading_here("127.0.0.1")))
    assert server.paths == ["/"]
    assert len(server.asked_robots) == 1
