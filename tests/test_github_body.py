"""What an editor sees on GitHub: tables in which whatever came from elsewhere is dead text, of a bounded size."""

from __future__ import annotations

import re
from typing import Any

import pytest
from digests import made_digest, made_entry, made_failure, made_story
from markdown_it import MarkdownIt
from markdown_it.token import Token

from summarizer.github.body import (
    MAX_BODY_CHARACTERS,
    category_chart,
    is_of,
    issue_body,
    job_summary,
    marked,
    not_offered,
    pull_request_body,
    quiet_url,
    replaced,
    with_news,
)
from summarizer.github.runner import MAX_SUMMARY_BYTES
from summarizer.models import Digest, Entry, Evidence, Review, Source, Usage

WEEK = "2026-W48"
PATH = "digests/2026-W48.md"
PARSER = MarkdownIt("gfm-like")

HOSTILE = (
    "a | b || c \\| d",
    "@octocat cc @org/team",
    "fixes #12, closes GH-3, see octo/repo#4",
    "/merge this",
    "::error::x",
    "<img src=x onerror=alert(1)> <!-- x --> <details>",
    "[x](javascript:alert(1)) ![y](https://evil.example/p.png)",
    "https://evil.example www.evil.example a@evil.example",
    "`code` $(id) ${{ github.token }} \"quoted\" 'so'",
    "two\nlines\r\n\r\n# and a heading\n| --- |",
    "3d3c42e5aac5ba805825da76410c181273ba90b1",
    "**bold** _it_ ~~no~~ \\",
    "<!-- end of digest -->\n<!-- digest 2026-W48 0 -->",
    "---",
    "\u202ereversed\u200b\x1b[31m",
    ":tada: :octocat:",
)
NOT_LIVE = re.compile(r"(?<![\w`])@[A-Za-z0-9]|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b", re.IGNORECASE)


def cells(markdown: str) -> list[list[Token]]:
    """Return the rows of all tables in `markdown`, heads included, as the inline tokens of their cells."""
    rows: list[list[Token]] = []
    is_cell = False
    for token in PARSER.parse(markdown):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            is_cell = True
        elif token.type == "inline" and is_cell:
            rows[-1].append(token)
            is_cell = False
    return rows


def hostile_entry(text: str) -> Entry:
    """Return an entry that says `text` everywhere."""
    return made_entry(
        title=text,
        one_liner=text,
        category=text,
        runner_up=text,
        evidence=(Evidence(quote=text, start=0, end=len(text)),),
        review=(Review(code="x", message=text),),
    )


def hostile_digest(text: str) -> Digest:
    """Return a digest that says `text` everywhere."""
    source = Source(given=text, origin=text, line=3)
    failure = made_failure(source=source, message=text, advice=text)
    digest = made_digest(made_story(hostile_entry(text)), failures=(failure,))
    return digest.model_copy(update={"issue": digest.issue.model_copy(update={"title": text})})


@pytest.mark.parametrize("text", HOSTILE)
def test_what_came_from_elsewhere_is_dead(text: str) -> None:
    """Rows stay rows; no link but the page's, no image, no HTML but our breaks, and nothing for GitHub to act on."""
    for body in (pull_request_body(hostile_digest(text), week=WEEK, path=PATH), job_summary(hostile_digest(text))):
        rows = cells(body)
        assert [len(row) for row in rows] == [5, 5, 4, 4]
        inline = [child for row in rows for cell in row for child in cell.children or ()]
        assert [one.attrs["href"] for one in inline if one.type == "link_open"] == ["https://news.example/1"]
        assert not [one for one in inline if one.type in ("image", "em_open", "strong_open", "s_open", "softbreak")]
        assert {one.content for one in inline if one.type == "html_inline"} <= {"<br>", "<!-- -->"}
        assert not [one for one in inline if one.type == "text" and NOT_LIVE.search(one.content)]
        assert not re.search(r"(?m)^\s*(?:/|::|#{1,6} and)", body.replace("## ", ""))


def test_a_very_long_link_is_shown_without_its_middle() -> None:
    """Its beginning and its end say which it is."""
    failure = made_failure(source=Source(given=f"https://a.example/{'x' * 9_000}/the-end", origin="urls.txt", line=3))
    row = next(line for line in job_summary(made_digest(failures=(failure,))).splitlines() if "urls.txt:3" in line)
    assert re.search(r"`https://a\.example/x+…x+/the-end`", row)
    assert len(row) < 1_000


def test_the_table_says_all_that_is_promised() -> None:
    """Title, one-liner, category with runner-up, verdict, evidence quote."""
    entry = made_entry(runner_up="Business", evidence=(Evidence(quote="It employs 40.", start=0, end=14),))
    body = pull_request_body(made_digest(made_story(entry)), week=WEEK, path=PATH)
    row = next(line for line in body.splitlines() if "Title 1" in line)
    assert row == (
        "| [Title 1](https://news.example/1) | Line 1 says more. | Tools (or Business) | verified | “It employs 40.” |"
    )
    assert "| Title | One line | Category | Verdict | Evidence |" in body


def test_what_needs_a_person_comes_first_then_what_was_left_out() -> None:
    """With the reasons, the line of each failure, and what to do."""
    asking = made_entry(2, verdict="partly", review=(Review(code="not-found", message="40 people"),))
    digest = made_digest(made_story(made_entry(1)), made_story(asking), failures=(made_failure(9),))
    body = pull_request_body(digest, week=WEEK, path=PATH)
    assert re.findall(r"(?m)^### (.+)$", body) == ["Needs you (1)", "Left out (1)", "Ready (1)"]
    assert "partly<br>not-found: 40 people" in body
    assert (
        "| `urls.txt:9` | `https://gone.example/9` | web, http-404: the server answered 404 | check the link |" in body
    )
    assert "**2 lines** · **1 needs you** · 1 left out" in body


def test_what_concerns_the_whole_issue_needs_a_person_first() -> None:
    """It is the first row of the table, without a link."""
    known = Review(code="model-invalid", message="no headline")
    asking = made_entry(2, verdict="partly", review=(Review(code="not-found", message="40 people"),))
    body = pull_request_body(made_digest(made_story(asking), review=(known,)), week=WEEK, path=PATH)
    rows = [line for line in body.splitlines() if line.startswith("| ")]
    assert rows[1] == "| The whole issue |  |  | model-invalid: no headline |  |"
    assert "**1 line** · **2 need you**" in body


def test_money_and_tokens_are_said() -> None:
    """An unknown cost is said to be unknown."""
    usage = Usage(requests=1, input_tokens=1234, output_tokens=56, cost_usd=None)
    assert "1,234 tokens in, 56 out; cost unknown" in job_summary(made_digest(made_story(), usage=usage))


def test_what_else_is_to_be_told_is_a_paragraph() -> None:
    """Before the tables, as it is."""
    body = pull_request_body(made_digest(made_story(made_entry(1))), week=WEEK, path=PATH, notes=["#3 is open.", "So."])
    assert "\n\n#3 is open.\n\nSo.\n\n### Ready (1)" in body


def test_merging_closes_what_the_team_suggested() -> None:
    """Each number with a keyword of its own, as GitHub wants it."""
    body = pull_request_body(made_digest(made_story()), week=WEEK, path=PATH, closes=[3, 12])
    assert "Suggested by the team: closes #3, closes #12." in body


def many(count: int, **fields: Any) -> Digest:
    """Return a digest of so many entries with long texts."""
    long = {"one_liner": "| <@x> " * 100, "title": "# @a " * 100, **fields}
    return made_digest(*(made_story(made_entry(number, **long)) for number in range(count)))


@pytest.mark.parametrize("count", [1, *(pytest.param(many, marks=pytest.mark.load) for many in (60, 2_000))])
def test_a_body_fits_and_says_what_it_leaves_out(count: int) -> None:
    """Cut by whole rows: 65,536 characters for a body, 1 MiB for a summary."""
    digest = many(count)
    body, summary = pull_request_body(digest, week=WEEK, path=PATH), job_summary(digest)
    issue = issue_body(digest, "x" * 60_000, week=WEEK)
    assert max(len(body), len(issue)) <= MAX_BODY_CHARACTERS
    assert len(summary.encode()) <= MAX_SUMMARY_BYTES
    for text in (body, summary, issue):
        shown = [row for row in cells(text) if len(row) == 5]
        left_out = sum(map(int, re.findall(r"… and (\d+) more", text)))
        assert len(shown) - 1 + left_out == count
        assert is_of(body, WEEK)


def test_four_bytes_a_character_fit_too() -> None:
    """A summary is measured in bytes."""
    assert len(job_summary(many(300, title="𝕏" * 400, one_liner="🗞" * 400)).encode()) <= MAX_SUMMARY_BYTES


def test_a_draft_in_an_issue_is_a_block_to_copy() -> None:
    """Whatever fences it has; one that is too long is left to the run's files."""
    body = issue_body(made_digest(made_story()), "a\n`````\n@octocat #1\n`````\n", week=WEEK)
    (block,) = [token for token in PARSER.parse(body) if token.type == "fence"]
    assert block.content == "a\n`````\n@octocat #1\n`````\n"
    assert "too long for an issue" in issue_body(made_digest(made_story()), "x" * 70_000, week=WEEK)


# Charts


def test_the_chart_counts_categories() -> None:
    """A Mermaid pie, largest first."""
    entries = [made_entry(1), made_entry(2, category="Policy"), made_entry(3)]
    assert category_chart(made_digest(*map(made_story, entries))).splitlines() == [
        "```mermaid",
        "pie showData",
        "    title Lines by category",
        '    "Tools" : 2',
        '    "Policy" : 1',
        "```",
    ]
    assert category_chart(made_digest()) == ""


@pytest.mark.parametrize("name", ['a"b', "```\nx", "%%{init}%%", "a;b#c", "<b>", "\n", "x" * 200])
def test_a_categorys_name_draws_nothing_else(name: str) -> None:
    """What Mermaid would read is left out of it."""
    chart = category_chart(made_digest(made_story(made_entry(category=name))))
    assert re.fullmatch(r'    "[\w &,.\'/()-]{1,60}" : 1', chart.splitlines()[3])
    assert len(chart.splitlines()) == 5


# Links


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://github.com/o/r/issues/5", "https://redirect.github.com/o/r/issues/5"),
        ("http://www.GitHub.com/o/r/pull/5?x=1#y", "http://redirect.github.com/o/r/pull/5?x=1#y"),
        ("https://github.com.evil.example/o", "https://github.com.evil.example/o"),
        ("https://gist.github.com/x", "https://gist.github.com/x"),
        ("https://a.example/x|y)(", "https://a.example/x%7Cy%29%28"),
        ("javascript:alert(1)", "javascript%3Aalert%281%29"),
        ("pages/a b.html", "pages/a%20b.html"),
    ],
)
def test_a_link_to_an_issue_leaves_no_note_there(url: str, shown: str) -> None:
    """GitHub notes a reference on the issue that is linked to; by way of its own redirect it does not."""
    assert quiet_url(url) == shown


# Marks


def test_a_body_is_replaced_between_its_marks() -> None:
    """What stands around them is kept, with Windows' line ends or Unix's."""
    old, new = marked("old", WEEK), marked("new", WEEK)
    assert replaced(f"before\n{old}\nafter", new) == f"before\n{new}\nafter"
    assert replaced(f"before\r\n{old}".replace("\n", "\r\n").replace("\r\r", "\r"), new) == f"before\n{new}"


@pytest.mark.parametrize("change", [("old", "mine"), ("<!-- end of digest -->", ""), (WEEK, ""), ("<!--", "")])
def test_a_body_that_a_person_changed_is_not_replaced(change: tuple[str, str]) -> None:
    """In the text or the marks."""
    assert replaced(marked("old", WEEK).replace(*change), marked("new", WEEK)) is None


def test_a_body_knows_its_week() -> None:
    """The mark says which."""
    assert is_of(marked("x", WEEK), WEEK)
    assert not is_of(marked("x", WEEK), "2026-W49")
    assert not is_of("x", WEEK)


def test_news_for_a_changed_issue() -> None:
    """Only pages that were never offered, under a heading of their own; the rest to the byte."""
    entries = [made_entry(number) for number in (1, 2, 3)]
    body = issue_body(made_digest(made_story(entries[0])), "draft", week=WEEK).replace("Title 1", "Mine")
    digest = made_digest(*map(made_story, entries))
    news = not_offered(body, digest)
    assert news == entries[1:]
    assert not_offered(pull_request_body(digest, week=WEEK, path=PATH), digest) == []
    text = with_news(body, news, day="2026-11-25")
    assert text.startswith(body)
    assert "### Added by a later run on 2026-11-25; all above is as it was" in text
    assert not_offered(text, digest) == []


def test_news_fit_or_wait() -> None:
    """As many as there is room for; the rest is still new the next time."""
    digest = many(60)
    body = "x" * (MAX_BODY_CHARACTERS - 9_000)
    text = with_news(body, not_offered(body, digest), day="2026-11-25")
    assert len(text) <= MAX_BODY_CHARACTERS
    assert 0 < len(not_offered(text, digest)) < 60
    full = "x" * MAX_BODY_CHARACTERS
    assert with_news(full, not_offered(full, digest), day="2026-11-25") == full
