"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from summarizer.files import check_writable, write_whole


def names(folder: Path) -> list[str]:
    """Return the names of everything in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_its_folder(tmp_path: Path) -> None:
    """A missing folder is made, the text is UTF-8 with plain line ends, and nothing else is left there."""
    path = tmp_path / "new" / "digest.md"
    write_whole(path, "“é”\nline\n")
    assert path.read_bytes() == "“é”\nline\n".encode()
    assert names(path.parent) == ["digest.md"]


@pytest.mark.parametrize("text", ["a\ud800", "x" * 2_000_000 + "\udfff"], ids=["short", "long"])
def test_a_text_that_cannot_be_written_changes_nothing(tmp_path: Path, text: str) -> None:
    """What was there stays to the byte, however far the writing came, and no half of a file is left beside it."""
    path = tmp_path / "digest.md"
    path.write_text("the last issue")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, text)
    assert path.read_text() == "the last issue"
    assert names(tmp_path) == ["digest.md"]


def test_an_interrupt_in_the_middle_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C between the last byte and the renaming leaves the old file, and no other."""
    path = tmp_path / "digest.md"
    path.write_text("the last issue")

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, "the new issue")
    assert path.read_text() == "the last issue"
    assert names(tmp_path) == ["digest.md"]


def test_a_reader_never_sees_half_a_file(tmp_path: Path) -> None:
    """Whoever reads while others write sees one of the texts, whole."""
    path = tmp_path / "digest.md"
    texts = {letter * 300_000 for letter in "abc"}
    write_whole(path, min(texts))

    def write(text: str) -> None:
        for _ in range(5):
            write_whole(path, text)

    writers = [threading.Thread(target=write, args=(text,)) for text in texts]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert path.read_text() in texts
    assert names(tmp_path) == ["digest.md"]


def test_permissions_are_those_of_the_old_file_or_of_the_umask(tmp_path: Path) -> None:
    """Replacing a file does not open it to others, and a new one is no more private than any other."""
    old, new, plain = tmp_path / "old.md", tmp_path / "new.md", tmp_path / "plain"
    old.touch(0o640)
    old.chmod(0o640)
    plain.touch()
    for path in (old, new):
        write_whole(path, "text")
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.stat().st_mode & 0o777 == plain.stat().st_mode & 0o777


def test_a_new_file_changes_no_permissions_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The umask, which holds for all threads, is left alone while they run."""

    def changed(_: int) -> int:
        raise AssertionError("the umask was changed")

    monkeypatch.setattr(os, "umask", changed)
    write_whole(tmp_path / "new.md", "text")
    assert names(tmp_path) == ["new.md"]


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_the_umask_is_that_of_the_moment(tmp_path: Path, umask: int) -> None:
    """A program that sets its umask after the import has it heeded; what is private stays so under any."""
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "open.md", "text")
        write_whole(tmp_path / "private.md", "text", private=True)
    finally:
        os.umask(before)
    modes = [(tmp_path / name).stat().st_mode & 0o777 for name in ("open.md", "private.md")]
    assert modes == [0o666 & ~umask, 0o600]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    """The file that a link leads to is replaced, and not the link."""
    target, link = tmp_path / "target.md", tmp_path / "link.md"
    target.write_text("old")
    link.symlink_to(target)
    check_writable(link)
    write_whole(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("folder", errno.EISDIR),
        ("file/digest.md", errno.ENOTDIR),
        ("file/new/digest.md", errno.ENOTDIR),
        ("locked/digest.md", errno.EACCES),
        ("locked/new/digest.md", errno.EACCES),
        ("kept.md", errno.EACCES),
        ("x" * 300 + ".md", errno.ENAMETOOLONG),
    ],
)
def test_what_cannot_be_written_is_known_beforehand(tmp_path: Path, path: str, number: int) -> None:
    """Both the check and the writing say what is in the way, and neither leaves anything behind."""
    if path.startswith("locked") and os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    (tmp_path / "folder").mkdir()
    (tmp_path / "locked").mkdir(0o500)
    (tmp_path / "file").touch()
    (tmp_path / "kept.md").touch(0o400)
    before = names(tmp_path)
    with pytest.raises(OSError, match=r".") as caught:
        check_writable(tmp_path / path)
    assert caught.value.errno == number
    if path != "kept.md":
        with pytest.raises(OSError, match=r"."):
            write_whole(tmp_path / path, "text")
    assert names(tmp_path) == before


def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path) -> None:
    """A pipe that somebody waits at is refused beforehand, and is still there."""
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(OSError, match="it is no regular file") as caught:
        check_writable(tmp_path / "pipe.md")
    assert caught.value.strerror == "it is no regular file"
    assert (tmp_path / "pipe.md").is_fifo()


def test_what_can_be_written_passes_the_check(tmp_path: Path) -> None:
    """A new file, an old one, and one in folders still to be made; the check makes none of them."""
    (tmp_path / "old.md").write_text("old")
    for path in ("new.md", "old.md", "a/b/c.md"):
        check_writable(tmp_path / path)
    assert names(tmp_path) == ["old.md"]
    assert (tmp_path / "old.md").read_text() == "old"
