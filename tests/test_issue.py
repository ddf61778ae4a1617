"""Title, number and permalink of an issue; none that an earlier one has."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from summarizer.config import Newsletter
from summarizer.errors import SetupError
from summarizer.issue import new_issue, ordinal
from summarizer.past_issues import load_past_issues

DAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "first"),
        (12, "twelfth"),
        (20, "twentieth"),
        (21, "twenty-first"),
        (100, "one-hundredth"),
        (300, "three-hundredth"),
        (302, "three-hundred-and-second"),
        (340, "three-hundred-and-fortieth"),
        (999, "nine-hundred-and-ninety-ninth"),
        (1000, "one-thousandth"),
        (1003, "one-thousand-and-third"),
        (1215, "one-thousand-two-hundred-and-fifteenth"),
    ],
)
def test_ordinals_are_written_in_words(number: int, words: str) -> None:
    """A permalink names the issue as people read it aloud."""
    assert ordinal(number) == words


def test_patterns_are_filled_from_number_and_date() -> None:
    """Title, permalink and footer take number, ordinal, date and year."""
    newsletter = Newsletter(
        title="Signals #{number}", number=302, permalink="/digests/the-{ordinal}", footer="© {year} ({isodate}, {date})"
    )
    issue = new_issue(newsletter, DAY)
    assert issue.title == "Signals #302"
    assert issue.permalink == "/digests/the-three-hundred-and-second"
    assert issue.footer == "© 2026 (2026-11-20, 20 November 2026)"


def test_a_fixed_date_wins_over_today() -> None:
    """The configuration's date is the issue's."""
    assert new_issue(Newsletter(date=dt.date(2025, 1, 2)), DAY).date == dt.date(2025, 1, 2)


@pytest.mark.parametrize("pattern", ["#{number}", "the-{ordinal}"])
def test_a_number_that_is_missing_is_an_error(pattern: str) -> None:
    """A pattern with a number in it needs one, and the error says how to give it."""
    with pytest.raises(SetupError, match=r"give --number N or newsletter\.number"):
        new_issue(Newsletter(title=pattern), DAY)


@pytest.mark.parametrize("key", ["title", "permalink"])
def test_a_name_that_nothing_is_filled_in_for_is_an_error(key: str) -> None:
    """A misspelt place is never printed, and the error says what there is; a footer's own braces are left alone."""
    with pytest.raises(SetupError, match=rf"newsletter\.{key} has {{nubmer}}; what can be filled in is {{date}}, "):
        new_issue(Newsletter.model_validate({key: "the-{nubmer}"}), DAY)
    assert new_issue(Newsletter(footer="{nubmer} of {year}"), DAY).footer == "{nubmer} of 2026"


@pytest.mark.parametrize("title", ["", " ", "None", "nan."])
def test_a_title_that_says_nothing_is_an_error(title: str) -> None:
    """No draft can do without one, and the error names the flag."""
    with pytest.raises(SetupError, match=r"newsletter\.title says nothing .*; give another --title"):
        new_issue(Newsletter(title=title), DAY)


SIGNALS = Newsletter(title="Signals #{number}", permalink="/digests/the-{ordinal}")


@pytest.fixture
def past(tmp_path: Path) -> Path:
    """A folder with issues 11 and 12, of which the older one names its number in its title alone."""
    (tmp_path / "a.md").write_text(
        '---\ntitle: "Signals #11: spring"\npermalink: /digests/the-eleventh/\n---\n\n'
        "[A](https://www.news.example/a?utm_source=x) - A line.\n"
    )
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "b.md").write_text("---\ntitle: Special\nnumber: 12\n---\n\n[B](https://news.example/b/)\n")
    (tmp_path / "README.md").write_text("No front matter here.\n")
    return tmp_path


def test_the_next_number_is_found_in_the_past_issues(past: Path) -> None:
    """Without a number of its own an issue takes the one after the last."""
    issue = new_issue(SIGNALS, DAY, load_past_issues(past, SIGNALS.title))
    assert (issue.number, issue.title, issue.permalink) == (13, "Signals #13", "/digests/the-thirteenth")


def test_a_first_issue_is_number_one(tmp_path: Path) -> None:
    """An empty folder of past issues begins the count."""
    assert new_issue(SIGNALS, DAY, load_past_issues(tmp_path, SIGNALS.title)).number == 1


@pytest.mark.parametrize("number", [11, 12])
def test_a_number_is_never_used_twice(past: Path, number: int) -> None:
    """A number of a past issue is refused, with the file that has it."""
    newsletter = SIGNALS.model_copy(update={"number": number})
    with pytest.raises(SetupError, match=rf"issue {number} is there already, in [ab]\.md"):
        new_issue(newsletter, DAY, load_past_issues(past, newsletter.title))


def test_a_permalink_is_never_used_twice(past: Path) -> None:
    """A permalink of a past issue is refused, whatever slash it ends in."""
    newsletter = Newsletter(title="Signals", permalink="/digests/the-eleventh")
    with pytest.raises(SetupError, match=r"is taken, in a\.md"):
        new_issue(newsletter, DAY, load_past_issues(past, newsletter.title))


def test_the_links_of_past_issues_are_known_by_page(past: Path) -> None:
    """Two addresses of one page count as the same link."""
    from summarizer.identity import page_key

    pages = load_past_issues(past, SIGNALS.title).pages
    assert pages[page_key("http://news.example/a")] == "a.md"
    assert pages[page_key("https://news.example/b")] == "b.md"


def test_the_draft_that_is_being_written_is_no_past_issue(past: Path) -> None:
    """What a run writes over uses nothing up: made again, it has the same number, permalink and links."""
    issues = load_past_issues(past, SIGNALS.title, [past / "old" / ".." / "a.md"])
    assert (list(issues.numbers), list(issues.permalinks), list(issues.pages.values())) == ([12], [], ["b.md"])


@pytest.mark.parametrize(
    ("pattern", "title", "number"),
    [
        ("{date} {number}", "28 November 2026 12", 13),
        ("{year}/{number}", "2026/12", 13),
        ("{isodate} #{number}: {year}", "2026-11-28 #12: 2026", 13),
        ("The {ordinal} Loop {number}", "The twenty-first Loop 21 of 2026", 22),
        ("{number} of {year}", "12 of 2026", 13),
        ("Signals {number}", "A special issue", 1),
    ],
)
def test_a_number_is_told_from_what_stands_around_it(tmp_path: Path, pattern: str, title: str, number: int) -> None:
    """Dates and ordinals in the titles of past issues are no numbers of issues."""
    (tmp_path / "a.md").write_text(f'---\ntitle: "{title}"\n---\n')
    assert load_past_issues(tmp_path, pattern).next_number() == number


def test_front_matter_is_read_as_it_stands(tmp_path: Path) -> None:
    """A byte order mark before it hides nothing, and a hyphen at its end is a part of the last value."""
    (tmp_path / "a.md").write_text("---\nnumber: 12\npermalink: /digests/a-\n---\n", encoding="utf-8-sig")
    issues = load_past_issues(tmp_path, SIGNALS.title)
    assert (issues.next_number(), list(issues.permalinks)) == (13, ["/digests/a-"])


@pytest.mark.parametrize("matter", ["date: 2026-13-45", "number: [1", "title: \udcff"])
def test_front_matter_that_cannot_be_read_is_an_error(tmp_path: Path, matter: str) -> None:
    """A day that no calendar has, broken YAML and bytes that are no UTF-8 are said with the name of the file."""
    (tmp_path / "a.md").write_text(f"---\n{matter}\n---\n", encoding="utf-8", errors="surrogateescape")
    with pytest.raises(SetupError, match=r"past issue .*a\.md cannot be read"):
        load_past_issues(tmp_path, SIGNALS.title)


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """The error names the setting and the folder."""
    with pytest.raises(SetupError, match="past_issues"):
        load_past_issues(tmp_path / "nowhere", SIGNALS.title)
