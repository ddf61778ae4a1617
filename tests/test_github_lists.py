"""The lists that an issue is made from, and what becomes of the lines that were used."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from digests import made_digest, made_entry, made_failure, made_story

from summarizer.errors import SetupError
from summarizer.github.lists import (
    Archive,
    Cleared,
    Links,
    archive_path,
    cleared,
    links_of,
    merged,
    read_links,
    used_links,
    with_archived,
)
from summarizer.models import Failure, Merged, Source

WEEK = "2026-W48"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a repository with three lists."""
    for name in ("urls.txt", "links/a.txt", "links/b.txt", "links/notes.md", ".git/config", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"https://news.example/{name}\n")
    return tmp_path


@pytest.mark.parametrize(
    ("given", "files"),
    [
        ("urls.txt", ("urls.txt",)),
        (" ./urls.txt \n", ("urls.txt",)),
        ("links/*.txt", ("links/a.txt", "links/b.txt")),
        ("links/b.txt\nurls.txt\nlinks/*.txt", ("links/b.txt", "urls.txt", "links/a.txt")),
        ("**/*.txt", ("links/a.txt", "links/archive/later.txt", "links/b.txt", "urls.txt")),
        ("links/archive/a-2026-W47.txt", ("links/archive/a-2026-W47.txt",)),
        ("links/archive/*", ("links/archive/later.txt",)),
    ],
)
def test_urls_may_be_paths_and_globs(root: Path, given: str, files: tuple[str, ...]) -> None:
    """Each names files below the root, in order, each once; an archive of ours is a list only if it is named."""
    for name in ("links/archive/later.txt", archive_path("links/a.txt", "2026-W47"), archive_path("urls.txt", WEEK)):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("https://news.example/used\n")
    assert links_of(given, root) == Links(files)


@pytest.mark.parametrize("given", ["**/config", "next/*.txt", "next/*.txt\n**/config"])
def test_a_glob_may_match_nothing(root: Path, given: str) -> None:
    """It is told, since a name may be misspelt."""
    assert links_of(f"urls.txt\n{given}", root) == Links(("urls.txt",), unmatched=tuple(given.splitlines()))


@pytest.mark.parametrize(
    "given",
    [
        "https://a.example/1",
        "! https://a.example/1 # first",
        "- <https://a.example/1>\nhttps://a.example/2",
        "# none yet",
    ],
)
def test_urls_may_be_lines(root: Path, given: str) -> None:
    """A link among the lines makes all of them lines of a list."""
    links = links_of(given, root)
    assert links == Links((), given)
    assert [found.line for found in read_links(links) if isinstance(found, Source)] == list(
        range(1, given.count("://") + 1)
    )


@pytest.mark.parametrize(
    "given",
    [
        *("", " \n", "no-such.txt", "../urls.txt", "/etc/passwd", "links", "a/../../x", "C:\\x\\..\\..\\y"),
        *(".git/config", "git.txt"),
    ],
)
def test_urls_lead_somewhere_in_the_repository(root: Path, given: str) -> None:
    """A path that is not there, not inside, or git's own is a wrong setting."""
    (root / "git.txt").symlink_to(".git/config")
    with pytest.raises(SetupError, match="input urls"):
        links_of(given, root)


@pytest.mark.parametrize("name", ["urls.txt", "links/*.txt", "links/notes.md"])
def test_lists_and_links_are_not_given_together(root: Path, name: str) -> None:
    """A list among links would be read as a page."""
    with pytest.raises(SetupError, match=r"input urls: .* is a list, and there are links beside it"):
        links_of(f"https://a.example/1\n{name}", root)


@pytest.mark.parametrize("line", ["saved/page.html", "no-such.txt", "../x.txt", "x" * 300, "not a link"])
def test_other_lines_may_stand_beside_links(root: Path, line: str) -> None:
    """Pages that were saved, and what is no file: that is said of it later, as of any line."""
    (root / "saved").mkdir()
    (root / "saved/page.html").write_text("")
    given = f"https://a.example/1\n{line}"
    assert links_of(given, root) == Links((), given)


def test_a_list_has_the_path_that_a_symbolic_link_leads_to(root: Path) -> None:
    """So that what is cleared is the list; by both names it is one list."""
    (root / "week.txt").symlink_to("links/a.txt")
    (root / "more").symlink_to("links")
    assert links_of("week.txt\nlinks/a.txt\nmore/b.txt", root) == Links(("links/a.txt", "links/b.txt"))


def test_a_files_own_name_is_no_glob(root: Path) -> None:
    """A list that is there is read, whatever signs are in its name."""
    (root / "urls[1].txt").write_text("https://news.example/1\n")
    assert links_of("urls[1].txt", root) == Links(("urls[1].txt",))


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="is read as `*` there")
def test_a_malformed_glob_is_a_wrong_setting(root: Path) -> None:
    """The error names the input and the pattern."""
    with pytest.raises(SetupError, match=r"input urls: 'links/\*\*\.txt' is no pattern of paths"):
        links_of("links/**.txt", root)


def test_a_symbolic_link_out_of_the_repository_is_not_followed(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Neither by its name nor by a glob."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text("https://secret.example/\n")
    (root / "out.txt").symlink_to(secret)
    assert links_of("o*.txt", root).files == ()
    with pytest.raises(SetupError, match="no file"):
        links_of("out.txt", root)


def test_lists_are_read_with_their_names(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source knows the list and line it stood in."""
    monkeypatch.chdir(root)
    found = read_links(links_of("links/*.txt", root))
    assert [(one.origin, one.line) for one in found if isinstance(one, Source)] == [
        ("links/a.txt", 1),
        ("links/b.txt", 1),
    ]


# Used lines


def test_used_are_entries_what_was_merged_and_what_failed_for_good() -> None:
    """Of this list alone, each with the reason if it was left out."""
    source = Source(given="https://twice.example", origin="urls.txt", line=4)
    digest = made_digest(
        made_story(made_entry(1)),
        made_story(made_entry(2, source=Source(given="x", origin="other.txt"))),
        merged=(Merged(source=source, into="https://news.example/1"),),
        failures=(made_failure(5), made_failure(6, retryable=True)),
    )
    assert used_links(digest, "urls.txt") == {
        "https://news.example/1": "",
        "https://twice.example": "",
        "https://gone.example/5": "left out, http-404: the server answered 404",
    }


TEXT = "# a\r\nhttps://a.example/1\r\n! <https://a.example/2>  # Ann: see #3\n\n - https://a.example/3\nhttps://a.example/4"
USED = {"https://a.example/1": "", "https://a.example/2": "left out, dns: no", "https://a.example/4": ""}


def test_used_lines_move() -> None:
    """Whole, with what stood around the link; all else keeps its bytes."""
    assert cleared(TEXT, "urls.txt", USED, archive="move", week=WEEK) == Cleared(
        "# a\r\n\n - https://a.example/3\n",
        "https://a.example/1\r\n# left out, dns: no\n! <https://a.example/2>  # Ann: see #3\nhttps://a.example/4\r\n",
    )


def test_used_lines_are_ticked_off() -> None:
    """In the list, as comments: a later run finds nothing in them."""
    stays, leaves = cleared(TEXT, "urls.txt", USED, archive="tick", week=WEEK)
    assert leaves == ""
    assert stays.splitlines() == [
        "# a",
        "# used in 2026-W48: https://a.example/1",
        "# left out, dns: no",
        "# 2026-W48: ! <https://a.example/2>  # Ann: see #3",
        "",
        " - https://a.example/3",
        "# used in 2026-W48: https://a.example/4",
    ]
    assert cleared(stays, "urls.txt", USED, archive="tick", week=WEEK).stays == stays


@pytest.mark.parametrize("archive", ["move", "tick"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_what_is_added_has_the_line_ends_of_the_list(end: str, archive: Archive) -> None:
    """A list, and what is moved out of it, has one kind of line end throughout if it had that before."""
    text = end.join(["# a", *USED, "https://a.example/9", ""])
    stays, leaves = cleared(text, "urls.txt", USED, archive=archive, week=WEEK)
    for said in (stays, with_archived("", leaves), with_archived(f"https://a.example/0{end}", leaves)):
        assert set(re.findall(r"\r\n|\r|\n", said)) <= {end}
    assert len(with_archived("", leaves).split(end)) == (5 if archive == "move" else 1)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-8"])
@pytest.mark.parametrize("archive", ["move", "tick"])
def test_a_list_is_cleared_in_its_own_encoding(encoding: str, archive: Archive) -> None:
    """Lists as editors on Windows save them lose their used lines, keep the others to the byte, and keep their mark."""

    def as_git_tells(text: str) -> str:
        return f"\ufeff{text}".encode(encoding).decode("utf-8", "surrogateescape")

    first, kept = "https://a.example/1 # café\r\n", "# größer\r\nhttps://a.example/9\r\n"
    stays, leaves = cleared(as_git_tells(first + kept), "urls.txt", USED, archive=archive, week=WEEK)
    assert stays == as_git_tells(kept if archive == "move" else f"# used in {WEEK}: {first}{kept}")
    assert leaves == (first if archive == "move" else "")
    assert cleared(stays, "urls.txt", USED, archive=archive, week=WEEK) == Cleared(stays, "")
    before, theirs = (as_git_tells(text) for text in (first + kept, f"{first}{kept}https://a.example/10\r\n"))
    assert merged(before, as_git_tells(kept), theirs) == as_git_tells(f"{kept}https://a.example/10\r\n")


def test_a_list_in_broken_utf_16_is_said_to_be_so() -> None:
    """It is an error with the list's name, not a fault in the middle of publishing."""
    with pytest.raises(SetupError, match=r"'urls\.txt' is not UTF-8 text"):
        cleared("\udcff\udcfeh", "urls.txt", USED, archive="move", week=WEEK)


@pytest.mark.parametrize(
    ("path", "archive"),
    [("urls.txt", "archive/urls-2026-W48.txt"), ("links/a.txt", "links/archive/a-2026-W48.txt")],
)
def test_the_archive_lies_beside_its_list(path: str, archive: str) -> None:
    """One file a list and week."""
    assert archive_path(path, WEEK) == archive


@pytest.mark.parametrize(
    ("text", "leaves", "archive"),
    [
        ("a\nb\n", "b\nc\n", "a\nb\nc\n"),
        ("a\nb", "b\nc\n", "a\nb\nc\n"),
        ("a\nb", "b\n", "a\nb"),
        ("", "b\n", "b\n"),
        ("# gone\na\n", "# gone\na\n# gone\nb\n", "# gone\na\n# gone\nb\n"),
        ("a\n", "# gone\na\nb\n", "a\nb\n"),
    ],
)
def test_the_archive_grows_by_what_it_does_not_have(text: str, leaves: str, archive: str) -> None:
    """A second run in the week moves the same links again; each stays a line, with its remark if it has one."""
    assert with_archived(text, leaves) == archive


@pytest.mark.parametrize(
    ("before", "ours", "theirs", "list_"),
    [
        ("a\n", "mine\n", "a\nb\n", "b\nmine\n"),
        ("a\nb\n", "a\n", "b\nc\n", "c\n"),
        ("a\n", "a\nx\n", "a\nx\n", "a\nx\n"),
        ("a", "# used: a", "a\nb", "b\n# used: a\n"),
        ("", "x\n", "y\n", "y\nx\n"),
        ("a\n", "", "a\nb\n", "b\n"),
        ("a\r\n", "m\r\n", "a\r\nb\r\n", "b\r\nm\r\n"),
        ("a\n\n# x\n", "a\n\n# x\nm\u2028n\n", "\n# x\n", "\n# x\nm\u2028n\n"),
    ],
)
def test_a_list_that_two_have_changed_is_merged_by_lines(before: str, ours: str, theirs: str, list_: str) -> None:
    """What either added stays, each once, and what either took out goes; the line ends are the other's."""
    assert merged(before, ours, theirs) == list_


@pytest.mark.parametrize("text", ["", "\n", "x", "https://a.example/\u2028y\n", "https://a.example/1 # \x85 \x0b\nb\n"])
def test_odd_lines_are_kept(text: str) -> None:
    """Nothing that is no used link is touched, whatever ends a line elsewhere."""
    assert cleared(text, "urls.txt", {"https://z.example": ""}, archive="move", week=WEEK) == Cleared(text, "")


def test_a_failure_is_told_by_its_words() -> None:
    """A line that could not be read leaves the list too."""
    stays, leaves = cleared(
        "not a link\n", "urls.txt", {"not a link": "left out, bad-line: x"}, archive="move", week=WEEK
    )
    assert (stays, leaves) == ("", "# left out, bad-line: x\nnot a link\n")
    secret = "https://ada:s3cret@a.example\n"
    used = {"https://ada:***@a.example": "left out, bad-line: x"}
    assert cleared(secret, "urls.txt", used, archive="move", week=WEEK).stays == ""
    assert isinstance(read_links(Links((), "# x\nnot a link"))[0], Failure)
