"""What an editor may hand in, and which links are one page."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from summarizer.errors import ItemError, SetupError
from summarizer.models import Failure, Source
from summarizer.sources import clean_url, merge, page_key, parse_sources, read_inputs, source_from


class Untouchable(io.StringIO):
    """A standard input that nobody may read."""

    def read(self, size: int | None = -1, /) -> str:
        """Fail the test."""
        raise AssertionError("standard input was read")


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in a folder of its own, where no file but the test's exists."""
    monkeypatch.chdir(tmp_path)


def only(text: str) -> Source | Failure:
    """Return the one thing a list names."""
    (found,) = parse_sources(text, "urls.txt")
    return found


# --- Lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "url", "pinned", "note"),
    [
        ("https://example.com/a", "https://example.com/a", False, ""),
        ("  https://example.com/a\t", "https://example.com/a", False, ""),
        ("\ufeffhttps://example.com/a", "https://example.com/a", False, ""),
        ("\u200bhttps://example.com/a\u00a0", "https://example.com/a", False, ""),
        ("<https://example.com/a>", "https://example.com/a", False, ""),
        ("- https://example.com/a", "https://example.com/a", False, ""),
        ("* <https://example.com/a>", "https://example.com/a", False, ""),
        ("!https://example.com/a", "https://example.com/a", True, ""),
        ("! https://example.com/a", "https://example.com/a", True, ""),
        ("- ! https://example.com/a", "https://example.com/a", True, ""),
        ("https://example.com/a # Ann found it", "https://example.com/a", False, "Ann found it"),
        ("https://example.com/a\t#Ann found #2", "https://example.com/a", False, "Ann found #2"),
        ("! <https://example.com/a>  # first!", "https://example.com/a", True, "first!"),
        ("https://example.com/a#part", "https://example.com/a", False, ""),
        ("https://example.com/a#part # a note", "https://example.com/a", False, "a note"),
        ("https://example.com/#!/a", "https://example.com/#!/a", False, ""),
        ("HTTPS://EXAMPLE.com/A", "https://EXAMPLE.com/A", False, ""),
        ("http://localhost:8000/a", "http://localhost:8000/a", False, ""),
        ("http://[::1]:8000/a", "http://[::1]:8000/a", False, ""),
        ("https://münchen.de/straße", "https://münchen.de/straße", False, ""),
        ("https://例え.テスト/ページ", "https://例え.テスト/ページ", False, ""),
        ("https://a_b.example.com/a", "https://a_b.example.com/a", False, ""),
        ("https://example.com", "https://example.com", False, ""),
        ("https://example.com/@ann/story", "https://example.com/@ann/story", False, ""),
    ],
)
def test_a_line_names_a_link_with_its_marks(line: str, url: str, pinned: bool, note: str) -> None:
    """Bullets, brackets, pins, notes and stray invisible characters around a link are understood."""
    source = only(line)
    assert isinstance(source, Source)
    assert (source.url, source.pinned, source.note) == (url, pinned, note)
    assert (source.origin, source.line, source.path) == ("urls.txt", 1, None)


@pytest.mark.parametrize("line", ["", "   ", "\t", "# https://example.com/a", "  # a comment", "#", "\u00a0", "\u200b"])
def test_blank_lines_and_comments_are_skipped(line: str) -> None:
    """Nothing is made of a line that says nothing, nor of a comment."""
    assert parse_sources(line, "urls.txt") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("https:/example.com/a", "slash"),
        ("https:example.com/a", "slash"),
        ("http:", "slash"),
        ("https://", "no host"),
        ("https:///a", "no host"),
        ("https://?q=1", "no host"),
        ("https://:443/a", "no host"),
        ("https://./a", "no host"),
        ("https://a..example/b", "no host's name"),
        ("https://exam%70le.com/", "no host's name"),
        ("https://a{b}.com/", "no host's name"),
        ("https://ann@example.com/", "user name"),
        ("https://ann:secret@example.com/", "user name"),
        ("https://example.com\\@evil.example/", "user name"),
        ("https://example.com\\evil.example/", "no host's name"),
        ("https://example.com:99999/", "cannot be read"),
        ("https://example.com:0/", "no host's name"),
        ("https://example.com:80:80/", "cannot be read"),
        ("https://[::1/", "cannot be read"),
        ("https://[zz]/", "cannot be read"),
        ("https://example.com/a b", "space"),
        ("https://example.com/a https://example.com/b", "space"),
        ("https://example.com/a\u00a0b", "space"),
        ("https://example.com/a\x00b", "U+0000"),
        ("https://example.com/a\x0bb", "U+000B"),
        ("https://example.com/a\u202eb", "U+202E"),
        ("https://example.com/a\u2028b", "U+2028"),
        ("https://example.com/a\udc80", "U+DC80"),
        ("https://example.com/" + "a" * 8_000, "longer"),
        ("ftp://example.com/a", "not an http(s) link"),
        ("file:///etc/hostname", "not an http(s) link"),
        ("javascript:alert(1)", "not an http(s) link"),
        ("mailto:ann@example.com", "not an http(s) link"),
        ("data:text/html,hello", "not an http(s) link"),
        ("example.com/a", "write https://example.com/a"),
        ("www.example.com", "write https://www.example.com"),
        ("just some words", "neither a link nor a file"),
        ("-", "neither a link nor a file"),
        ("!", "no link"),
        ("<>", "no link"),
        ("x" * 100_000, "neither a link nor a file"),
    ],
)
def test_a_line_that_is_no_link_and_no_file_is_a_failure(line: str, told: str) -> None:
    """A line that cannot be used is named with its origin and number, and with what is wrong about it."""
    failure = only(f"\n# comment\n{line}")
    assert isinstance(failure, Failure)
    assert (failure.code, failure.stage, failure.source.origin, failure.source.line) == (
        "bad-line",
        "source",
        "urls.txt",
        3,
    )
    assert told in failure.message
    assert len(failure.message) < 300
    assert failure.advice


def test_a_bad_line_does_not_stop_the_rest() -> None:
    """What stands around a bad line is read, and every line keeps its number, whatever the line endings."""
    text = "https://example.com/1\r\nnonsense here\rhttps://example.com/3\n\n# no\n! nowhere.html # why\n"
    found = parse_sources(text, "-")
    sources = [item.source if isinstance(item, Failure) else item for item in found]
    assert [(item.line, item.given) for item in sources] == [
        (1, "https://example.com/1"),
        (2, "nonsense here"),
        (3, "https://example.com/3"),
        (6, "nowhere.html"),
    ]
    assert [item.code for item in found if isinstance(item, Failure)] == ["bad-line", "file-missing"]
    assert (sources[3].pinned, sources[3].note) == (True, "why")


@pytest.mark.parametrize(
    "given",
    ["gone.html", "a/gone.txt", "./gone", "../gone", "/gone/away", "~/gone", "~nobody-here/x", "C:\\gone\\a.htm"],
)
def test_a_path_that_leads_nowhere_is_a_missing_file(given: str) -> None:
    """What looks like a path is called a missing file, not a bad line."""
    with pytest.raises(ItemError) as caught:
        source_from(given)
    assert caught.value.code == "file-missing"


# --- Files ---------------------------------------------------------------------------------------------------


def test_a_line_may_name_a_file_in_the_current_folder(tmp_path: Path) -> None:
    """A path is read from the folder the command runs in, and its key is where it really is."""
    (tmp_path / "saved.html").write_text("<html></html>")
    source = only("! saved.html # by hand")
    assert isinstance(source, Source)
    assert (source.path, source.url, source.pinned, source.note) == (Path("saved.html"), "", True, "by hand")
    assert source.key == str((tmp_path / "saved.html").resolve())


def test_a_list_may_name_files_beside_itself(tmp_path: Path) -> None:
    """A path that the current folder lacks is read from the folder of the list; the current folder comes first."""
    folder = tmp_path / "week"
    folder.mkdir()
    for path in (folder / "beside.html", folder / "both.html", tmp_path / "both.html"):
        path.write_text("<html></html>")
    found = parse_sources("beside.html\nboth.html\n", "week/urls.txt")
    assert [item.path for item in found if isinstance(item, Source)] == [Path("week/beside.html"), Path("both.html")]


def test_a_file_name_may_hold_spaces_and_a_hash(tmp_path: Path) -> None:
    """A name as browsers give it is not cut at its `#`; where there is no such file, the rest is a note."""
    (tmp_path / "Round #2.html").write_text("<html></html>")
    (tmp_path / "Round.html").write_text("<html></html>")
    found = parse_sources("Round #2.html\nRound #2.html # again\nRound.html #3", "-")
    assert [(str(item.path), item.note) for item in found if isinstance(item, Source)] == [
        ("Round #2.html", ""),
        ("Round #2.html", "again"),
        ("Round.html", "3"),
    ]


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    """Only a file can be read as an article."""
    (tmp_path / "folder").mkdir()
    assert isinstance(only("folder"), Failure)


# --- Inputs --------------------------------------------------------------------------------------------------


def test_each_kind_of_input_is_understood(tmp_path: Path) -> None:
    """A list, standard input, a bare link, an HTML file by its name and one by its content, all in order."""
    (tmp_path / "urls.txt").write_text("https://example.com/1\n")
    (tmp_path / "saved.HTM").write_text("no markup at all")
    (tmp_path / "page").write_text("\n <!DOCTYPE html><title>x</title>")
    inputs = ["urls.txt", "-", "https://example.com/3#x", "saved.HTM", "page"]
    found = read_inputs(inputs, io.StringIO("https://example.com/2\n"))
    sources = [item for item in found if isinstance(item, Source)]
    assert [item.url or str(item.path) for item in sources] == [
        "https://example.com/1",
        "https://example.com/2",
        "https://example.com/3",
        "saved.HTM",
        "page",
    ]
    assert [(item.origin, item.line) for item in sources] == [
        ("urls.txt", 1),
        ("-", 1),
        ("argument", 0),
        ("argument", 0),
        ("argument", 0),
    ]


def test_only_a_dash_reads_standard_input(tmp_path: Path) -> None:
    """Neither a list, nor a link, nor no input at all touches standard input; a `-` in a list does not either."""
    (tmp_path / "urls.txt").write_text("-\nhttps://example.com/1\n")
    found = read_inputs(["urls.txt", "https://example.com/2"], Untouchable())
    assert [type(item) for item in found] == [Failure, Source, Source]
    assert read_inputs([], Untouchable()) == []


def test_a_bad_link_as_argument_is_a_failure() -> None:
    """An argument that is meant as a link fails as an item, and the rest goes on."""
    found = read_inputs(["https:/example.com", "ftp://example.com/a", "https://example.com/a"], Untouchable())
    assert [item.code if isinstance(item, Failure) else item.url for item in found] == [
        "bad-line",
        "bad-line",
        "https://example.com/a",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_list_may_come_from_windows(tmp_path: Path, encoding: str) -> None:
    """Byte order marks, UTF-16 and CRLF are read as they were meant."""
    (tmp_path / "urls.txt").write_bytes("https://example.com/ä\r\n# ö\r\nhttps://example.com/2\r\n".encode(encoding))
    found = read_inputs(["urls.txt"], Untouchable())
    assert [item.url for item in found if isinstance(item, Source)] == [
        "https://example.com/ä",
        "https://example.com/2",
    ]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("gone.txt", None, "gone.txt"),
        ("gone.html", None, "gone.html"),
        ("example.com/a", None, "https://"),
        (".", None, "cannot read"),
        ("x" * 5_000, None, "cannot read"),
        ("nul\0.txt", None, "cannot read"),
        ("bytes.txt", b"caf\xe9", "not UTF-8"),
        ("odd.txt", b"\xff\xfea", "not UTF-8"),
    ],
)
def test_an_input_file_that_cannot_be_read_stops_the_run(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    """What was named on the command line must be readable, and the message says what was not."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SetupError, match=told) as caught:
        read_inputs([name], Untouchable())
    assert len(str(caught.value)) < 300


def test_standard_input_that_is_no_text_stops_the_run() -> None:
    """Undecodable standard input is a SetupError, not a traceback."""
    with pytest.raises(SetupError, match="standard input"):
        read_inputs(["-"], io.TextIOWrapper(io.BytesIO(b"\xff\xfe\xfa"), encoding="utf-8"))


# --- The link to print ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "cleaned"),
    [
        ("https://example.com/a?utm_source=x&utm_medium=y", "https://example.com/a"),
        ("https://example.com/a?UTM_Source=x&id=3", "https://example.com/a?id=3"),
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


def test_a_key_is_stable() -> None:
    """Cleaning twice changes nothing more, and a cleaned link has the key of the one it came from."""
    url = "https://www.Example.com/a/?utm_source=x&b=2&a=1#part"
    assert clean_url(clean_url(url)) == clean_url(url)
    assert page_key(clean_url(url)) == page_key(url) == "example.com/a?a=1&b=2"


# --- One source a page ---------------------------------------------------------------------------------------


def test_a_page_named_again_is_merged_into_the_first() -> None:
    """The first source of a page stays in its place; a pin or a note of a later one is not lost."""
    text = """https://example.com/a # one
    https://example.com/b
    ! http://www.example.com/a/?utm_source=x # two
    nonsense here
    nonsense here
    https://example.com/a # one
    https://example.com/c"""
    kept, merged = merge(parse_sources(text, "urls.txt"))
    assert [item.url if isinstance(item, Source) else item.code for item in kept] == [
        "https://example.com/a",
        "https://example.com/b",
        "bad-line",
        "bad-line",
        "https://example.com/c",
    ]
    first = kept[0]
    assert isinstance(first, Source)
    assert (first.pinned, first.note) == (True, "one; two")
    assert [(item.source.line, item.into) for item in merged] == [
        (3, "https://example.com/a"),
        (6, "https://example.com/a"),
    ]


def test_positions_follow_the_input() -> None:
    """Everything that was handed in has its place in the editor's order, failures and repetitions too."""
    kept, merged = merge(
        parse_sources("https://example.com/a\nbad line\nhttps://example.com/a\nhttps://example.com/b", "-")
    )
    sources = [item.source if isinstance(item, Failure) else item for item in kept]
    assert [item.position for item in sources] == [0, 1, 3]
    assert [item.source.position for item in merged] == [2]


def test_a_file_named_two_ways_is_one_source(tmp_path: Path) -> None:
    """Files are told apart by where they really are."""
    (tmp_path / "saved.html").write_text("<html></html>")
    kept, merged = merge(parse_sources(f"saved.html\n./saved.html\n{tmp_path}/saved.html", "-"))
    assert len(kept) == 1
    assert [item.into for item in merged] == ["saved.html", "saved.html"]
