"""Pages saved by hand: which link each belongs to, and that it is used and the network is not."""

from __future__ import annotations

import base64
import io
import quopri
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Ran
from loopback import Reply
from newsroom import ITEMS, Newsroom

from summarizer.errors import ItemError, SetupError
from summarizer.hand_saved import HEAD_BYTES, MAX_FILE_BYTES, SavedPages
from summarizer.identity import MAX_NAME_CHARACTERS, page_key, saved_name
from summarizer.mhtml import MAX_DEPTH, is_message, unpack
from summarizer.models import Failure, Source
from summarizer.pipeline import Summarizer
from summarizer.reading.reader import load_page, read
from summarizer.sources import PAGE_SUFFIXES, read_inputs
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
        file.truncate(MAX_FILE_BYTES + 1)
    assert found.unmatched([LINK.replace("id=7", "id=8")]) == ["large.html"]
    assert found.page_of(LINK.replace("id=7", "id=8"))
    with pytest.raises(ItemError, match=r"large\.html is larger than 20,000,000 bytes; save it as HTML only") as caught:
        found.page_of(LINK)
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


# --- Pages saved in one file ----------------------------------------------------------------------------------

CHROME = f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {LINK}\r\nSubject: =?utf-8?Q?A_caf=C3=A9?=\r\n"
EXPLORER = 'From: "Saved by Windows Internet Explorer"\r\nX-MimeOLE: Produced By Microsoft MimeOLE\r\n'
RELATED = 'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--=_x"\r\n\r\n'
HARBOUR = ITEMS["harbour"].html.decode()


def part(body: bytes, kind: str = "text/html", location: str = LINK, *, encoding: str = "quoted-printable") -> str:
    """Return a part of a saved file, with the mark before it."""
    coded = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(encoding, bytes)(body)
    named = f"Content-Location: {location}\r\n" if location else ""
    head = f"----=_x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n{named}\r\n"
    return f"{head}{coded.decode('latin-1')}\r\n"


PAGE = part(HARBOUR.encode())
STYLED = HARBOUR.replace("<body>", '<body><p class="gone">Only the page\'s style hides these words.</p>', 1).replace(
    "<head>", '<head><link rel="stylesheet" type="text/css" href="cid:css-1@mhtml.blink">', 1
)
SINGLE = f"{EXPLORER}Content-Type: text/html; charset=utf-8\r\nContent-Location: {LINK}\r\n\r\n{HARBOUR}"
ONE_FILE = {
    "chrome": f"{CHROME}{RELATED}{PAGE}----=_x--\r\n",
    "without a header of its own": f"{EXPLORER}{RELATED}{PAGE}",
    "a picture first": f"{CHROME}{RELATED}{part(b'GIF89a', 'image/gif', encoding='base64')}{PAGE}",
    "another character set": CHROME + RELATED + part(HARBOUR.encode("cp1252"), "text/html; charset=windows-1252"),
    "base64": CHROME + RELATED + part(HARBOUR.encode(), encoding="base64"),
    "bytes": CHROME + RELATED + part(HARBOUR.encode(), encoding="binary"),
    "lines of another system": f"{CHROME}{RELATED}{PAGE}".replace("\r\n", "\n"),
    "one part": SINGLE,
    "parts in a part": CHROME
    + RELATED
    + '----=_x\r\nContent-Type: multipart/alternative; boundary="inner"\r\n\r\n'
    + PAGE.replace("----=_x", "--inner"),
    "cut short": f"{CHROME}{RELATED}{PAGE}----=_x\r\nContent-Type: image/png\r\nContent-Tr",
}
MAIL = "From: Anna <a@news.example>\r\nTo: b@news.example\r\nSubject: News\r\n"
NO_PAGE = {
    "plain": f"{MAIL}Content-Type: text/plain\r\n\r\n{HARBOUR}",
    "a newsletter": f"{MAIL}MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{HARBOUR}",
    "both": MAIL + RELATED.replace("related", "alternative") + part(HARBOUR.encode(), location=""),
    "a picture": CHROME + RELATED + part(b"GIF89a", "image/gif"),
    "nothing": f"{CHROME}{RELATED}",
    "no mark": f"{CHROME}MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n{PAGE}",
    "too deep": CHROME
    + RELATED.replace("--=_x", "level")
    + "".join(
        f'--level{"+" * depth}\r\nContent-Type: multipart/related; boundary="level{"+" * (depth + 1)}"\r\n\r\n'
        for depth in range(MAX_DEPTH)
    )
    + PAGE.replace("----=_x", f"--level{'+' * MAX_DEPTH}"),
}


@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "page.html", "page.txt"])
@pytest.mark.parametrize("text", ONE_FILE.values(), ids=ONE_FILE)
def test_a_page_saved_in_one_file_is_read_as_the_page_in_it(tmp_path: Path, text: str, name: str) -> None:
    """Whatever the file is called and however the page is packed, its article is read and its address is the link."""
    path = tmp_path / name
    path.write_bytes(text.encode("latin-1" if "windows-1252" in text or "binary" in text else "utf-8"))
    article = read(load_page(Source(given=name, path=path)))
    assert (article.title, article.url, article.review) == (ITEMS["harbour"].title, LINK, ())
    assert article.text == read(load_page(_as_html(tmp_path))).text


def _as_html(folder: Path) -> Source:
    (folder / "plain.html").write_text(HARBOUR, encoding="utf-8")
    return Source(given="plain.html", path=folder / "plain.html")


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "binary"])
def test_styles_that_the_browser_moved_into_parts_hide_what_they_hid(tmp_path: Path, encoding: str) -> None:
    """What a page's own styles put out of sight stays out of its article when the browser has put them elsewhere."""
    style = part(
        b".gone{display:none} .g:after{content:'\xc3\xa9</style>'}",
        "text/css",
        "cid:css-1@mhtml.blink",
        encoding=encoding,
    )
    path = tmp_path / "page.mhtml"
    path.write_text(f"{CHROME}{RELATED}{part(STYLED.encode())}{style}", encoding="utf-8")
    assert read(load_page(Source(given="x", path=path))).text == read(load_page(_as_html(tmp_path))).text


def test_a_part_is_put_in_the_place_of_one_link(tmp_path: Path) -> None:
    """A page that names one part again and again does not grow by it each time."""
    page = b"<html>" + b'<link rel=stylesheet href="cid:a">' * 50
    text = CHROME + RELATED + part(page, encoding="binary") + part(b"p{}" * 90, "text/css", "cid:a")
    assert unpack(text.encode()).body.count(b"p{}") == 90


@pytest.mark.parametrize("text", NO_PAGE.values(), ids=NO_PAGE)
def test_an_e_mail_that_is_no_saved_page_is_refused(tmp_path: Path, text: str) -> None:
    """It is one failure that says what the file is, and its header is never read as an article."""
    path = tmp_path / "mail.eml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ItemError, match=r"mail\.eml cannot be used: it is an e-mail") as caught:
        load_page(Source(given="mail.eml", path=path))
    assert caught.value.code == "file-unreadable"
    (found,) = read_inputs([str(path)], io.StringIO())
    assert isinstance(found, Source)


@pytest.mark.parametrize(
    "text",
    [
        "Title: Harbour reopens\nDate: 20 November 2026\n\nThe harbour reopened.",
        "From: the harbour\n\nThe ferries run again.",
        "https://news.example/a\nhttps://news.example/b\n",
        "MIME-Version: a history\nof e-mail"[13:],
        "<html>\nContent-Type: text/html\n",
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>",
        "",
    ],
)
def test_a_text_that_begins_with_names_and_colons_is_no_e_mail(text: str) -> None:
    """Lists, articles and pages in plain text stay what they are."""
    assert not is_message(text.encode())


@pytest.mark.parametrize("suffix", [".mhtml", ".mht", ".html.mhtml"])
async def test_a_page_in_one_file_belongs_to_its_link_by_name_and_by_address(tmp_path: Path, suffix: str) -> None:
    """The name that a failure tells counts with any suffix; without it, the noted address does."""
    other = LINK.replace("id=7", "id=8")
    (tmp_path / saved_name(other).replace(".html", suffix)).write_text(f"{CHROME}{RELATED}{PAGE}", encoding="utf-8")
    (tmp_path / f"any{suffix}").write_text(f"{CHROME}{RELATED}{PAGE}", encoding="utf-8")
    (tmp_path / f"lost{suffix}").write_text(NO_PAGE["a picture"], encoding="utf-8")
    saved = SavedPages(tmp_path)
    assert saved.path_of(LINK) == tmp_path / f"any{suffix}"
    assert saved.unmatched([LINK, other]) == [f"lost{suffix}"]
    for link in (LINK, other):
        page = await Fetcher(saved=saved).fetch(Source(given=link, url=link))
        assert read(page).title == ITEMS["harbour"].title


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
