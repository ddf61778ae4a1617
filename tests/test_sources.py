"""What an editor may hand in, and which of it is one source."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from summarizer.errors import ItemError, SetupError
from summarizer.models import Failure, Source
from summarizer.sources import merge, parse_sources, read_inputs, source_from


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
    [
        "gone.html",
        "gone.shtml",
        "a/gone.txt",
        "./gone",
        "../gone",
        "/gone/away",
        "~/gone",
        "~nobody-here/x",
        "C:\\gone\\a.htm",
    ],
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


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("https://ada:s3cret@a.example/x", "https://ada:***@a.example/x"),
        ("HTTPS://ada:s3@cret@a.example/x # note", "HTTPS://ada:***@a.example/x"),
        ("https://ada:s3/cret@a.example/", "https://ada:***@a.example/"),
        ("https:/ada:s3cret@a.example/", "https:/ada:***@a.example/"),
        ("https://ada:s3cret@a.example/a b", "https://ada:***@a.example/a b"),
        ("https://s3cret@a.example/x", "https://***@a.example/x"),
        ("https://a..example/@ada", "https://a..example/@ada"),
        ("see x@y.example", "see x@y.example"),
    ],
)
def test_a_refusal_repeats_no_password(line: str, given: str) -> None:
    """Neither in what was handed in nor in the message."""
    (found,) = parse_sources(line, "urls.txt")
    assert isinstance(found, Failure)
    assert found.source.given == given
    assert "s3" not in found.message


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
        ("third.txt", b"\xef\xbb\xbfa\r\nb\rcaf\xe9\nd", "line 3 cannot be read; save it with the encoding UTF-8"),
        ("list.html", b"\n https://example.com/1\nhttps://example.com/2\n", "name a list of links .txt"),
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
