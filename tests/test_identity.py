"""Which links are one page, and how a link is printed."""

from __future__ import annotations

import pytest

from summarizer.identity import (
    MAX_SHOWN_CHARACTERS,
    clean_url,
    host_of,
    is_readable,
    page_key,
    shown_link,
    standing_url,
)

# --- The link to print ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("https://example.com/a?utm_source=x&utm_medium=y", "https://example.com/a"),
        ("https://example.com/a?UTM_Source=x&id=3", "https://example.com/a?id=3"),
        ("https://example.com/a?ref=newsletter-2026", "https://example.com/a"),
        ("https://example.com/a?id=3&amp;utm_source=x", "https://example.com/a?id=3"),
        ("https://example.com/a?%75tm_source=x", "https://example.com/a"),
        ("https://example.com/a?fbclid=1&gclid=2&mc_cid=3&mc_eid=4&igshid=5&ref=6&cmpid=7", "https://example.com/a"),
        ("https://example.com/a#part", "https://example.com/a"),
        ("https://example.com/a#:~:text=some%20words", "https://example.com/a"),
        ("https://example.com/a?utm_source=x#!/b", "https://example.com/a#!/b"),
        ("https://example.com/#/route", "https://example.com/#/route"),
        ("https://example.com/a?", "https://example.com/a"),
        ("https://www.bloomberg.com/a?sref=x&srnd=y&leadSource=z", "https://www.bloomberg.com/a"),
        ("https://www.theinformation.com/a?rc=x", "https://www.theinformation.com/a"),
        ("https://ann.medium.com/a?source=rss", "https://ann.medium.com/a"),
        ("https://x.com/ann/status/1?s=20&t=abc", "https://x.com/ann/status/1"),
        ("https://youtu.be/abcdefghijk?si=x", "https://youtu.be/abcdefghijk"),
    ],
)
def test_tracking_and_fragments_are_taken_off(given: str, cleaned: str) -> None:
    """The link to print says nothing of where the editor came from."""
    assert clean_url(given) == cleaned


@pytest.mark.parametrize(
    "url",
    [
        "https://www.youtube.com/watch?v=nWoL4iKGzTQ",
        "https://www.youtube.com/watch?v=nWoL4iKGzTQ&t=90s",
        "https://example.com/?p=2715874",
        "https://example.com/story?id=82405944",
        "https://example.com/?12345",
        "https://example.com/?q=",
        "https://example.com/a?uid=12&eid=13&gallery=14&session=15&keyword=ai&source=x&medium=tv&reference=5",
        "https://example.com/a?b=2&a=1&b=1",
        "https://example.com/a?x=a+b%20c&y=%C3%A4",
        "https://example.com/a?ref_type=heads&preference=1&href=2",
        "https://api.github.com/repos/a/b/readme?ref=v2.1",
        "https://code.example/a/b/docs?ref=release/4.0",
        "https://code.example/a/b/docs?ref=main",
        "https://example.com/a?s=20&t=abc&rc=1&r=2&mod=3&si=4",
        "https://web.archive.org/web/2020/https://example.com/a?b=1",
        "https://example.com/a?url=https://example.org/b",
        "https://example.com/wiki/Foo_(bar)",
        "https://example.com/a%2Fb/%e4",
        "https://example.com/a/",
        "https://example.com/index.html",
        "https://www.nytimes.com/a?unlocked_article_code=x",
        "https://münchen.de/ä",
        "https://example.com/amp/a",
    ],
)
def test_what_matters_in_a_link_stays(url: str) -> None:
    """A link without tracking comes out as the editor gave it, to the character."""
    assert clean_url(url) == url


# --- One page, one key ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "http://example.com/a"),
        ("https://example.com/a", "https://www.example.com/a"),
        ("https://example.com/a", "https://EXAMPLE.com./a"),
        ("https://example.com/a", "https://example.com:443/a"),
        ("https://example.com/a", "http://example.com:80/a"),
        ("https://example.com/a", "https://example.com/a/"),
        ("https://example.com/a", "https://example.com/a/index.html"),
        ("https://example.com", "https://example.com/"),
        ("https://example.com/", "https://example.com/index.php"),
        ("https://example.com/?p=1", "https://example.com/index.php?p=1"),
        ("https://example.com/a", "https://example.com/a?utm_source=x&fbclid=y#part"),
        ("https://example.com/a?b=1&c=2", "https://example.com/a?c=2&b=1"),
        ("https://example.com/a?q=x%20y", "https://example.com/a?q=x+y"),
        ("https://example.com/%7eann/%c3%a4", "https://example.com/~ann/ä"),
        ("https://example.com/Foo_(bar)", "https://example.com/Foo_%28bar%29"),
        ("https://münchen.de/a", "https://xn--mnchen-3ya.de/a"),
        ("https://MÜNCHEN.de/a", "https://mu\u0308nchen.de/a"),
        ("https://arxiv.org/abs/2507.06261", "https://arxiv.org/pdf/2507.06261"),
        ("https://arxiv.org/abs/2507.06261", "http://www.arxiv.org/pdf/2507.06261v2.pdf"),
        ("https://arxiv.org/abs/2507.06261v1", "https://arxiv.org/html/2507.06261v3"),
        ("https://arxiv.org/abs/cs/0112017", "https://export.arxiv.org/pdf/cs/0112017v1"),
        ("https://www.youtube.com/watch?v=abcdefghijk", "https://youtu.be/abcdefghijk?si=x&t=9"),
        ("https://www.youtube.com/watch?v=abcdefghijk", "https://m.youtube.com/watch?t=9&v=abcdefghijk&list=z"),
        ("https://twitter.com/ann/status/1", "https://x.com/ann/status/1?s=20"),
        ("https://www.nytimes.com/a", "https://www.nytimes.com/a?unlocked_article_code=x&smid=y"),
    ],
)
def test_spellings_of_one_page_share_a_key(one: str, other: str) -> None:
    """The same page twice is one source."""
    assert page_key(one) == page_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/a", "https://example.com/b"),
        ("https://example.com/a", "https://example.com/A"),
        ("https://example.com/a", "https://example.org/a"),
        ("https://example.com/a", "https://blog.example.com/a"),
        ("https://example.com/a", "https://example.com:8080/a"),
        ("http://example.com/a", "http://example.com:443/a"),
        ("https://example.com/?p=1", "https://example.com/?p=2"),
        ("https://example.com/?p=1", "https://example.com/"),
        ("https://example.com/?1", "https://example.com/?2"),
        ("https://example.com/story?id=1", "https://example.com/story?id=2"),
        ("https://example.com/a?b=1&b=2", "https://example.com/a?b=1"),
        ("https://example.com/a%2Fb", "https://example.com/a/b"),
        ("https://example.com/a?b=1%262", "https://example.com/a?b=1&2"),
        ("https://example.com/#!/a", "https://example.com/#!/b"),
        ("https://example.com/a/amp", "https://example.com/a"),
        ("https://example.com/index", "https://example.com/"),
        ("https://www.com/a", "https://com/a"),
        ("https://faß.de/a", "https://fass.de/a"),
        ("https://arxiv.org/abs/2507.06261", "https://arxiv.org/abs/2507.06262"),
        ("https://arxiv.org/list/cs.AI/recent", "https://arxiv.org/list/cs.CL/recent"),
        ("https://www.youtube.com/watch?v=abcdefghijk", "https://www.youtube.com/watch?v=abcdefghijl"),
        ("https://example.com/watch?v=1&t=1", "https://example.com/watch?v=1&t=2"),
        ("https://web.archive.org/web/2020/https://a.example/", "https://web.archive.org/web/2020/https://b.example/"),
    ],
)
def test_pages_that_differ_keep_their_keys(one: str, other: str) -> None:
    """Two pages are never taken for one because their links look alike."""
    assert page_key(one) != page_key(other)


@pytest.mark.parametrize(
    "url", ["https://[", "http://[your-server]/admin", "http://localhost:PORT/", "http://a.example:99999/"]
)
def test_an_address_that_cannot_be_parsed_is_its_own_key(url: str) -> None:
    """What pages, people and callers write for an address never raises an error."""
    assert page_key(url) == url
    assert not is_readable(url)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.com:8080/a", "example.com"),
        ("http://localhost:PORT/", "localhost"),
        ("http://[your-server]/admin", ""),
        ("saved/page.html", ""),
        ("", ""),
    ],
)
def test_a_host_has_no_www(url: str, host: str) -> None:
    """The host of an address is in lower case and without `www.`, and empty where there is none to be read."""
    assert host_of(url) == host


def test_a_key_is_stable() -> None:
    """Cleaning twice changes nothing more, and a cleaned link has the key of the one it came from."""
    url = "https://www.Example.com/a/?utm_source=x&b=2&a=1#part"
    assert clean_url(clean_url(url)) == clean_url(url)
    assert page_key(clean_url(url)) == page_key(url) == "example.com/a?a=1&b=2"


@pytest.mark.parametrize(
    ("url", "canonical", "standing"),
    [
        ("https://a.example/amp/story", "https://a.example/story", "https://a.example/story"),
        ("https://a.example/story/amp/", "https://www.a.example/story?utm_source=x", "https://www.a.example/story"),
        ("https://amp.a.example/story", "https://www.a.example/story", "https://www.a.example/story"),
        ("https://m.a.example/story", "https://a.example/story", "https://a.example/story"),
        ("https://a.example/story.amp.html", "https://a.example/story.html", "https://a.example/story.html"),
        ("https://a.example/story?outputType=amp", "https://a.example/story", "https://a.example/story"),
        ("https://a.example/print/story", "https://a.example/story", "https://a.example/story"),
        ("https://a.example/story?print=1", "https://a.example/story", "https://a.example/story"),
        ("https://a.example/story/print.html", "https://a.example/story", "https://a.example/story"),
        ("https://a-example.cdn.ampproject.org/c/s/a.example/amp/x", "https://a.example/x", "https://a.example/x"),
        ("https://www.google.com/amp/s/a.example/amp/x", "https://a.example/x", "https://a.example/x"),
        # Not believed: another site, another kind of page, a front page, another such form.
        ("https://a.example/amp/story", "https://b.example/story", None),
        ("https://a.example/amp/story", "https://a.example.evil.example/story", None),
        ("https://a.co.example/amp/story", "https://b.co.example/story", None),
        ("https://a-example.cdn.ampproject.org/c/s/a.example/amp/x", "https://b.example/x", None),
        ("https://a.example/story", "https://a.example/other", None),
        ("https://a.example/story?page=2", "https://a.example/story", None),
        ("https://a.example/printers/review", "https://a.example/other", None),
        ("https://a.example/amplifiers", "https://a.example/other", None),
        ("https://a.example/amp/story", "https://a.example/", None),
        ("https://a.example/amp/story", "https://a.example/amp/other", None),
        ("https://a.example/amp/story", "javascript:alert(1)", None),
        ("https://a.example/amp/story", "https://[", None),
        ("https://a.example/amp/story", "https://a.example:port/story", None),
        ("https://a.example/amp/story", "", None),
    ],
)
def test_another_form_of_a_page_leads_to_the_page_itself(url: str, canonical: str, standing: str | None) -> None:
    """AMP, print and mobile forms lead to what they call canonical on their own site; nothing else leads anywhere."""
    assert standing_url(url, canonical) == (standing or url)


@pytest.mark.parametrize("length", [MAX_SHOWN_CHARACTERS, MAX_SHOWN_CHARACTERS + 1, 9_000])
def test_a_very_long_link_is_told_without_its_middle(length: int) -> None:
    """Host and end are to be seen, and a link that is followed by hand is whole."""
    link = f"https://a.example/{'x' * (length - 21)}end"
    told = shown_link(link)
    assert len(told) <= MAX_SHOWN_CHARACTERS + 1
    assert told.startswith("https://a.example/x")
    assert told.endswith("xend")
    assert (told == link) == (length <= MAX_SHOWN_CHARACTERS)


def test_markup_may_say_that_a_page_is_amp() -> None:
    """Where the address does not tell, the markup does."""
    assert standing_url("https://a.example/s", "https://a.example/story", is_amp=True) == "https://a.example/story"
