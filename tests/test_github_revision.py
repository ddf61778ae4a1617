"""A draft made again: what a person changed stays, and only what is new is added."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest
from digests import made_digest, made_entry, made_story

from summarizer.github.revision import Written, claimed, is_true, new_entries, revised, trailer, with_additions
from summarizer.models import Digest, Issue
from summarizer.rendering.draft import render

PATH = "digests/2026-W48.md"


def digest_of(*numbers: int) -> Digest:
    """Return the digest of the pages with these numbers."""
    return made_digest(*(made_story(made_entry(number)) for number in numbers))


OLD, NEW = digest_of(1, 2), digest_of(1, 2, 3)
WHOLE = Written(PATH, render(OLD), is_whole=True)


def revision(current: str | None, *written: Written, digest: Digest = NEW) -> Written | None:
    """Return what becomes of a draft."""
    return revised(render(digest), digest, current, written, day="2026-11-25")


def test_a_draft_that_is_not_there_is_written() -> None:
    """Whole."""
    assert revision(None) == Written("", render(NEW), is_whole=True)


def test_a_draft_that_nobody_touched_is_replaced() -> None:
    """As long as it is the tool's own last one; the same again is nothing."""
    assert revision(WHOLE.text, WHOLE) == Written("", render(NEW), is_whole=True)
    assert revision(WHOLE.text, WHOLE, digest=OLD) is None


def dated(day: dt.date, *numbers: int) -> Digest:
    """Return the digest of the pages with these numbers, as the issue of a day, which a line of it names."""
    story = made_story(made_entry(1, one_liner="It opened on 24 November 2026."))
    others = [made_story(made_entry(number)) for number in numbers]
    issue = Issue(title=f"Digest of {day.day} {day:%B %Y}", date=day, permalink=f"/issues/{day}/")
    return made_digest(story, *others, issue=issue)


@pytest.mark.parametrize(("numbers", "is_new"), [((), False), ((2,), True)])
def test_another_day_alone_is_nothing_new(numbers: Sequence[int], is_new: bool) -> None:
    """A draft that nobody touched keeps the day of its first run until there is something else to write."""
    first, second = dated(dt.date(2026, 11, 23)), dated(dt.date(2026, 11, 24), *numbers)
    known = Written(PATH, render(first), is_whole=True)
    said = revision(known.text, known, digest=second)
    assert said == (Written("", render(second), is_whole=True) if is_new else None)


@pytest.mark.parametrize("written", [(), (WHOLE,), (Written(PATH, "mine\n", is_whole=False), WHOLE)])
def test_a_draft_that_a_person_changed_is_kept(written: tuple[Written, ...]) -> None:
    """Even where the tool has added to it since."""
    current = "mine\n"
    said = revision(current, *written)
    assert said is not None
    assert said.text.startswith(current)
    assert said.is_whole is False
    links = [number for number in (1, 2, 3) if f"news.example/{number})" in said.text]
    assert links == ([3] if written else [1, 2, 3])


def test_nothing_new_leaves_a_changed_draft_as_it_is() -> None:
    """No heading with nothing under it."""
    assert revision("mine\n", WHOLE, digest=OLD) is None


@pytest.mark.parametrize(
    "link",
    ["https://news.example/3", "https://www.news.example/3?utm_source=x", "http://news.example/3/"],
)
def test_the_same_page_under_another_address_is_not_new(link: str) -> None:
    """As among the links of one issue."""
    assert new_entries(digest_of(3), [f"see [it]({link})"]) == []
    assert new_entries(digest_of(3), [f"see [it]({link.replace('/3', '/30')})"]) != []


@pytest.mark.parametrize("link", ["http://localhost:PORT/", "http://[your-server]/admin"])
def test_an_address_that_a_person_left_open_is_no_page(link: str) -> None:
    """A link in a person's draft that cannot be read hides nothing new."""
    assert new_entries(digest_of(3), [f"Try {link} first.\n"]) == list(digest_of(3).entries)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_an_addition_keeps_every_byte_before_it(end: str) -> None:
    """And has the line ends of the text it is added to."""
    current = f"---\r\na: b\r\n---\r\n{end}" if end == "\r\n" else f"a{end}"
    said = with_additions(current, NEW.entries[2:], day="2026-11-25")
    assert said.startswith(current)
    assert ("\r\n" in said.removeprefix(current)) is ("\r\n" in current)
    assert said.replace("\r\n", "\n").count("\n\n### Added by a later run") == 1


def test_what_is_added_is_escaped() -> None:
    """Like all of a draft."""
    entry = made_entry(title="[x](javascript:1) `a`", one_liner="<b> *c*", url="https://a.example/(x)")
    assert with_additions("", [entry], day="d").splitlines()[-1] == (
        r"[\[x\]\(javascript:1) \`a\`](https://a.example/%28x%29) - &lt;b> \*c\*"
    )


def test_a_commit_says_what_the_tool_has_written() -> None:
    """By path, hash and kind; a text that was amended is not the one."""
    message = f"The Loop #7\n\n{trailer(WHOLE)}\n"
    ((path, digest, is_whole),) = claimed(message)
    assert (path, is_whole) == (PATH, True)
    assert is_true(WHOLE.text, digest)
    assert not is_true(WHOLE.text + " ", digest)
    assert claimed("Digest-Draft: no hash\n\nFixes Digest-Draft: x") == []
    assert claimed(f"x\n\n{trailer(WHOLE._replace(is_whole=False))}")[0][2] is False
    assert claimed(trailer(WHOLE)) == []
