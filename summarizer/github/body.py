"""What an editor sees of an issue on GitHub: tables of its lines, in a pull request, an issue, or a job's summary.

GitHub's Markdown is more than Markdown: besides links, HTML and tables, it makes something of mentions, numbers of
issues, commits and slash commands. Whatever comes from a page, a list or a model is escaped for all of them, and stands
on one line. Text that would not fit is left out by whole rows, and the number of those is said.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summarizer.github.runner import MAX_SUMMARY_BYTES
from summarizer.identity import host_of, page_key, shown_link
from summarizer.models import Digest, Entry, Failure
from summarizer.rendering.draft import Remark, remarks
from summarizer.rendering.markdown import defuse_github, escape, escape_url, one_line
from summarizer.report import spent

MAX_BODY_CHARACTERS = 65_536
"""Of an issue's or a pull request's body: GitHub answers 422 to a longer one."""

_ROOM_FOR_EDGES = 3_000
"""Kept for what stands around the tables: counts, numbers of closed issues, marks."""
_MOST_CELL_CHARACTERS = 400
"""Shown of one text; a line has some 240, and a row should not fill a screen."""

_BEGIN = re.compile(r"<!-- digest (\S+) ([0-9a-f]{64}) -->\n")
_OFFERED = re.compile(r"<!-- offered ([0-9a-f ]*) -->")
_END = "\n<!-- end of digest -->"

_COLUMNS = ("Title", "One line", "Category", "Verdict", "Evidence")
_LEFT_OUT_COLUMNS = ("Where", "Link", "Why", "What to do")


class Table(NamedTuple):
    """A heading, the names of columns, and rows of Markdown cells."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def pull_request_body(
    digest: Digest, *, week: str, path: str, closes: Iterable[int] = (), notes: Iterable[str] = ()
) -> str:
    """Return the body of a pull request that adds the draft at `path`.

    Merging it closes the issues `closes`; `notes` are Markdown, a paragraph each.
    """
    numbers = ", ".join(f"closes #{number}" for number in closes)
    edges = [
        f"The draft is `{_code(path)}`. Change it here as you like: a later run leaves your text as it is, and adds "
        "only what is new.",
        f"Suggested by the team: {numbers}." if numbers else "",
        *notes,
    ]
    offered = _offered(digest.entries)
    return marked(_account(digest, edges, MAX_BODY_CHARACTERS - _ROOM_FOR_EDGES - len(offered)) + offered, week)


def issue_body(digest: Digest, draft: str, *, week: str) -> str:
    """Return the body of an issue that holds the tables and, as far as there is room, the draft to copy."""
    offered = _offered(digest.entries)
    room = MAX_BODY_CHARACTERS - _ROOM_FOR_EDGES - len(offered)
    tables = _account(digest, ["The draft is at the end, to be copied."], room)
    fenced = f"\n\n<details><summary>The draft</summary>\n\n{_fenced(draft)}\n\n</details>"
    if len(tables) + len(fenced) > room:
        tables = _account(digest, ["The draft is too long for an issue; it is among the files of the run."], room)
        fenced = ""
    return marked(tables + fenced + offered, week)


def job_summary(digest: Digest) -> str:
    """Return the summary of a job: the tables, and a chart of the categories."""
    chart = category_chart(digest)
    account = _account(digest, [chart] if chart else [], MAX_SUMMARY_BYTES // 4 - _ROOM_FOR_EDGES)
    return f"## {_cell(digest.issue.title)}\n\n{account}\n"


def category_chart(digest: Digest) -> str:
    """Return a Mermaid pie of the entries by category, empty if there are none."""
    counted = Counter(entry.category for entry in digest.entries)
    slices = [f'    "{_label(name)}" : {number}' for name, number in counted.most_common()]
    return "\n".join(["```mermaid", "pie showData", "    title Lines by category", *slices, "```"]) if slices else ""


def _label(name: str) -> str:
    """Return a category's name for a chart: what Mermaid or Markdown would read is left out."""
    return " ".join(re.sub(r"[^\w &,.'/()-]", " ", one_line(name)).split())[:60] or "other"


# --- Marks -----------------------------------------------------------------------------------------------------------


def marked(text: str, week: str) -> str:
    """Return `text` between marks that say which week's it is, and by which a later run sees whether it was changed."""
    return f"<!-- digest {week} {_hash(text)} -->\n{text}{_END}"


def is_of(body: str, week: str) -> bool:
    """Return whether a body holds the marks of this week's issue."""
    found = _BEGIN.search(_unix(body))
    return found is not None and found[1] == week


def replaced(body: str, fresh: str) -> str | None:
    """Return `body` with `fresh` (a marked text) in place of the marked text in it; None where a person changed that.

    What stands around the marks is kept.
    """
    body = _unix(body)
    begin = _BEGIN.search(body)
    end = body.find(_END, begin.end()) if begin else -1
    if begin is None or end < 0 or _hash(body[begin.end() : end]) != begin[2]:
        return None
    return body[: begin.start()] + fresh + body[end + len(_END) :]


def not_offered(body: str, digest: Digest) -> list[Entry]:
    """Return the entries that a `body`, or several in one text, has never held: what was taken out stays out."""
    known = {key for keys in _OFFERED.findall(body) for key in keys.split()}
    return [entry for entry in digest.entries if _short_key(entry) not in known]


def with_news(body: str, entries: Sequence[Entry], *, day: str) -> str:
    """Return `body`, to the byte, with `entries` under a heading of their own, as many as there is room for."""
    heading = f"\n\n### Added by a later run on {day}; all above is as it was\n\n"
    room = MAX_BODY_CHARACTERS - len(body) - len(heading)
    said, shown = "", 0
    for entry in entries:
        line = f"- [{_cell(entry.title)}]({quiet_url(entry.url)}) - {_cell(entry.one_liner)}\n"
        if len(said) + len(line) + len(_offered(entries[: shown + 1])) > room:
            break
        said, shown = said + line, shown + 1
    return f"{body}{heading}{said.rstrip()}{_offered(entries[:shown])}" if shown else body


def _offered(entries: Sequence[Entry]) -> str:
    """Return a comment that names the pages of `entries`, for a later run."""
    return f"\n<!-- offered {' '.join(map(_short_key, entries))} -->"


def _short_key(entry: Entry) -> str:
    return _hash(page_key(entry.url))[:8]


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


# --- Tables ----------------------------------------------------------------------------------------------------------


def _account(digest: Digest, edges: Sequence[str], room: int) -> str:
    """Return counts, `edges` and tables, together within `room` characters."""
    head = "\n\n".join([_counts(digest), *filter(None, edges)])
    return head + _fitted(_tables(digest), room - len(head))


def _counts(digest: Digest) -> str:
    to_review = len(remarks(digest))
    parts = [
        f"**{len(digest.entries)} line{'' if len(digest.entries) == 1 else 's'}**",
        f"**{to_review} need{'s' if to_review == 1 else ''} you**" if to_review else "none needs you",
        f"{len(digest.failures)} left out",
        f"{len(digest.merged)} merged into another" if digest.merged else "",
        _cell(spent(digest)),
    ]
    return " · ".join(filter(None, parts))


def _tables(digest: Digest) -> list[Table]:
    found = {remark.url: remark for remark in remarks(digest)}
    asking = [_row(entry, found[entry.url]) for entry in digest.entries if entry.url in found]
    whole = [[_cell(remark.title), "", "", _reasons(remark), ""] for remark in found.values() if not remark.url]
    ready = [_row(entry, None) for entry in digest.entries if entry.url not in found]
    lost = [_lost_row(failure) for failure in digest.failures]
    return [
        Table("Needs you", _COLUMNS, whole + asking),
        Table("Left out", _LEFT_OUT_COLUMNS, lost),
        Table("Ready", _COLUMNS, ready),
    ]


def _row(entry: Entry, remark: Remark | None) -> list[str]:
    second = f" (or {_cell(entry.runner_up)})" if entry.runner_up else ""
    verdict = f"{entry.verdict}<br>{_reasons(remark)}" if remark else entry.verdict
    quote = f"“{_cell(entry.evidence[0].quote)}”" if entry.evidence else ""
    link = f"[{_cell(entry.title)}]({quiet_url(entry.url)})"
    return [link, _cell(entry.one_liner), _cell(entry.category) + second, verdict, quote]


def _reasons(remark: Remark) -> str:
    return "<br>".join(map(_cell, remark.reasons))


def _lost_row(failure: Failure) -> list[str]:
    source = failure.source
    where = f"{source.origin}:{source.line}" if source.line else source.origin
    why = f"{_cell(failure.stage)}, {_cell(failure.code)}: {_cell(failure.message)}"
    return [f"`{_code(where)}`", f"`{_code(source.given)}`", why, _cell(failure.advice)]


def _fitted(tables: Sequence[Table], room: int) -> str:
    """Return the tables that have rows, with as many of these as `room` has space for, in order."""
    said = ""
    left_out = 0
    for table in tables:
        shown, text = 0, _opened(table)
        for row in table.rows:
            line = f"| {' | '.join(row)} |\n"
            if left_out or len(said) + len(text) + len(line) > room - _ROOM_FOR_EDGES // 2:
                left_out += 1
                continue
            text, shown = text + line, shown + 1
        said += text if shown else ""
    return said.rstrip("\n") + (f"\n\n… and {left_out} more, for which there is no room here." if left_out else "")


def _opened(table: Table) -> str:
    head = f"| {' | '.join(table.columns)} |\n|{'---|' * len(table.columns)}\n"
    return f"\n\n### {table.heading} ({len(table.rows)})\n\n{head}"


def _cell(text: str) -> str:
    """Return a text for a cell: short, on one line, and dead."""
    line = one_line(text)
    short = line if len(line) <= _MOST_CELL_CHARACTERS else f"{line[: _MOST_CELL_CHARACTERS - 1]}…"
    return defuse_github(escape(short))


def _code(text: str) -> str:
    """Return a text for the inside of one pair of backticks in a cell: GitHub makes no mention or link of it there."""
    short = shown_link(one_line(text))
    return re.sub(r"[`\\|]", lambda match: {"`": "'", "\\": "/", "|": "%7C"}[match[0]], short)


def quiet_url(url: str) -> str:
    """Return `url` for a link on GitHub: one to an issue there would else leave a note on that issue.

    redirect.github.com leads to the same place, and GitHub takes it for no reference (Dependabot does the same).
    """
    encoded = escape_url(url)
    if host_of(encoded) != "github.com":
        return encoded
    return re.sub(r"(?i)^(https?://)(?:www\.)?github\.com", r"\1redirect.github.com", encoded)


def _fenced(text: str) -> str:
    """Return a text as a block of code, whatever fences it holds."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(longest + 1, 4)
    return f"{fence}markdown\n{text.rstrip()}\n{fence}"
