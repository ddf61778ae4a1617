"""Pages saved by hand: which link each belongs to, and that it is used and the network is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran
from loopback import Reply
from newsroom import ITEMS, Newsroom

from summarizer.errors import ItemError, SetupError
from summarizer.hand_saved import HEAD_BYTES, MAX_BYTES, SavedPages
from summarizer.identity import MAX_NAME_CHARACTERS, page_key, saved_name
from summarizer.models import Failure
from summarizer.pipeline import Summarizer
from summarizer.sources import PAGE_SUFFIXES
from summarizer.web import Fetcher

LINK = "https://news.example/2026/story?id=7"
SAVED_FROM = "<!-- saved from url=(0037)https://news.example/2026/story?id=7 -->"
CANONICAL = '<link rel="canonical" href="https://news.example/2026/story?id=7">'


def pages(folder: Path, **files: str) -> SavedPages:
    """Return the pages of a folder with these files, `_` in their names standing for a dot."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return SavedPages(folder)


@pytest.mark.parametrize(
    "markup",
    [
        f"<!DOCTYPE html>\n{SAVED_FROM}\n<html><p>x",
        "<!-- saved from url=(0043)https://www.news.example/2026/story?id=7 -->",
        f"<head>{CANONICAL}</head>",
        "<link href='https://news.example/2026/story?id=7' rel='canonical'>",
        "<link rel=canonical href=https://news.example/2026/story?id=7>",
        '<meta property="og:url" content="https://news.example/2026/story?id=7&amp;utm_source=x">',
        '<meta content="http://news.example/2026/story?id=7" property="og:url"/>',
        f"<style>{'p{}' * 30_000}</style>{CANONICAL}",
        f'{SAVED_FROM}<link rel="canonical" href="https://other.example/">',
        f'<link rel="canonical" href="https://news.example:port/"><meta property="og:url" content="{LINK}">',
    ],
)
def test_a_page_says_which_link_it_belongs_to(tmp_path: Path, markup: str) -> None:
    """By the comment of the browser first, by the page's own address else, spelled in any way that is the same page."""
    assert pages(tmp_path, any_html=markup).path_of(LINK) == tmp_path / "any.html"


@pytest.mark.parametrize("suffix", sorted(PAGE_SUFFIXES))
def test_every_file_that_is_named_as_a_page_is_looked_at(tmp_path: Path, suffix: str) -> None:
    """The suffixes are those by which a page is told from a list of links."""
    assert pages(tmp_path, **{f"any{suffix.replace('.', '_')}": CANONICAL}).path_of(LINK) == tmp_path / f"any{suffix}"


@pytest.mark.parametrize(
    "markup",
    [
        "<p>words</p>",
        '<link rel="canonical" href="/2026/story?id=7">',
        '<link rel="canonical" href="https://news.example/2026/story?id=8">',
        '<link rel="stylesheet" href="https://news.example/2026/story?id=7">',
        f"{' ' * HEAD_BYTES}{CANONICAL}",
        f"<!-- saved from url=(0022)https://other.example/ -->{CANONICAL}",
        '<link rel="canonical" href="https://[::1">',
        "",
    ],
)
def test_a_page_that_does_not_say_so_belongs_to_no_link(tmp_path: Path, markup: str) -> None:
    """No other word of a page makes it that of a link, and a browser's comment outweighs what the page claims."""
    assert pages(tmp_path, any_html=markup).path_of(LINK) is None


def test_a_files_name_outweighs_what_is_in_it(tmp_path: Path) -> None:
    """The editor's word, by the name that a failure gives, counts before the page's."""
    (tmp_path / saved_name(LINK)).write_text("<link rel=canonical href=https://other.example/>", encoding="utf-8")
    found = pages(tmp_path, a_html=CANONICAL)
    assert found.path_of(LINK) == tmp_path / saved_name(LINK)
    assert found.path_of("https://else.example/") is None


@pytest.mark.parametrize(
    "url",
    [
        LINK,
        "https://news.example/",
        "https://münchen.example/straße",
        f"https://news.example/{'a' * 2_000}",
        "https://news.example/../../etc/passwd",
        "https://news.example/a%2Fb%00c",
        "http://[2606:4700::1111]:8080/x",
        "https://news.example/?q=$(rm -rf ~)&x=`id`",
        "https://[::1",
    ],
)
def test_a_name_is_one_that_every_file_system_takes(url: str) -> None:
    """Whatever is in a link, the name is short, plain, and in no other folder."""
    name = saved_name(url)
    assert len(name) <= MAX_NAME_CHARACTERS + 14
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-")
    assert not name.startswith((".", "-"))


def test_a_name_is_that_of_one_page() -> None:
    """Links to one page have one name, links that differ in a sign have two."""
    assert saved_name(LINK) == saved_name("http://www.news.example/2026/story/?utm_source=x&id=7")
    assert saved_name("https://a.example/b-c") != saved_name("https://a.example/b/c")
    assert saved_name(LINK).startswith("news.example-2026-story-id-7-")
    assert page_key(LINK) == "news.example/2026/story?id=7"


def test_what_belongs_to_no_link_is_told(tmp_path: Path) -> None:
    """Files without a link are named; what is not a page, and folders, are passed over."""
    (tmp_path / "page_files").mkdir()
    (tmp_path / "folder.html").mkdir()
    found = pages(tmp_path, used_html=CANONICAL, lost_htm="<p>x", notes_txt="x")
    assert found.unmatched([LINK]) == ["lost.htm"]


def test_a_folder_that_cannot_be_used_is_wrong_use(tmp_path: Path) -> None:
    """A folder that is not there is said before the run."""
    with pytest.raises(SetupError, match="nowhere"):
        SavedPages(tmp_path / "nowhere")


def test_a_file_too_large_fails_the_link_that_wants_it_and_no_other(tmp_path: Path) -> None:
    """It is named as the page of no link where it is none, and the other pages are used."""
    found = pages(tmp_path, large_html=CANONICAL, small_html=CANONICAL.replace("id=7", "id=8"))
    with (tmp_path / "large.html").open("ab") as file:
        file.truncate(MAX_BYTES + 1)
    assert found.unmatched([LINK.replace("id=7", "id=8")]) == ["large.html"]
    assert found.body_of(LINK.replace("id=7", "id=8"))
    with pytest.raises(ItemError, match=r"large\.html is larger than 20,000,000 bytes; save it as HTML only") as caught:
        found.body_of(LINK)
    assert caught.value.code == "file-unreadable"


async def test_a_page_that_is_gone_by_then_is_one_failure(tmp_path: Path) -> None:
    """A file that cannot be read when its turn comes fails its own source, with a code that says so."""
    saved = pages(tmp_path, any_html=CANONICAL)
    (tmp_path / "any.html").unlink()
    summarizer = Summarizer(fetcher=lambda: Fetcher(saved=saved))
    (outcome,) = [outcome async for outcome in summarizer.stream([LINK])]
    assert isinstance(outcome, Failure)
    assert outcome.code == "file-unreadable"
    assert saved.path_of("https://[::1") is None


# --- The command ----------------------------------------------------------------------------------------------


def test_a_failure_says_the_name_and_a_page_so_saved_is_used(
    run: Callable[..., Ran], room: Newsroom, tmp_path: Path
) -> None:
    """The advice names a file; once the page is saved under it, the entry is there, and nothing is asked."""
    page = room.sites.pages["/harbour"]
    assert isinstance(page, Reply)
    room.sites.pages["/harbour"] = Reply(b"no", 403)
    flags = [*room.links("harbour", "reader"), *room.fetching, "--model", "offline"]
    first = run(*flags)
    name = saved_name(room.links("harbour")[0])
    assert name in first.out
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / name).write_bytes(page.body)
    room.sites.seen.clear()
    second = run(*flags, "--pages", "saved")
    assert second.code == 0
    assert ITEMS["harbour"].title in second.out
    assert room.links("harbour")[0] in second.out
    assert room.sites.paths == ["/reader"]


def test_pages_of_no_link_are_said(run: Callable[..., Ran], room: Newsroom, tmp_path: Path) -> None:
    """A file that belongs to none of the links is named on standard error, and does no harm."""
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "stray\x1b[31m.html").write_text("<p>x")
    flags = [*room.links("harbour"), *room.fetching, "--model", "offline", "--pages", "saved"]
    ran = run(*flags)
    assert ran.code == 0
    assert "is the page of none of these links" in ran.err
    assert "\x1b" not in ran.err
    assert "none of these links" not in run(*flags, "--quiet").err


async def test_the_library_takes_saved_pages(tmp_path: Path) -> None:
    """A Fetcher with saved pages gives them to whoever asks, where the site would not even be there."""
    (tmp_path / "any.html").write_bytes(
        ITEMS["harbour"].html.replace(b"<head>", b"<head>" + CANONICAL.encode(), 1),
    )
    saved = SavedPages(tmp_path)
    summarizer = Summarizer(fetcher=lambda: Fetcher(saved=saved))
    outcomes = [outcome async for outcome in summarizer.stream([LINK])]
    assert not isinstance(outcomes[0], Failure)
    assert ITEMS["harbour"].title in str(outcomes[0])
