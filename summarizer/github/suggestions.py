"""Links from the team: open issues with the label `link`, as the form "Suggest a link" makes them.

An issue's text is anybody's: of it, one http(s) address is taken, and nothing else. The address is a line of a list
then, with who suggested it as its note, and its origin is the issue's number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from summarizer.errors import ItemError, PublishError
from summarizer.github.api import GitHub
from summarizer.models import Digest, Failure, Source
from summarizer.sources import parse_sources

LABEL = "link"

TEAM = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
"""Whose suggestions are read: a form labels the issue of whoever fills it in, and pages cost money."""

MOST_CLOSED = 100
"""Issues that one pull request closes, each of which is looked at first."""

_ADDRESS = re.compile(r"""https?://(?:\([^\s<>"'`\\|()\]]{0,8000}\)|[^\s<>"'`\\|)\]]){1,8000}""", re.IGNORECASE)
"""A closing parenthesis belongs to it where one is open, as in `Mercury_(planet)`."""
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NOT_LAST = ".,;:!?*_~"
"""Behind an address they are the text's, or end its emphasis, as GitHub reads it."""
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?")
_ORIGIN = re.compile(r"#([1-9]\d{0,9})")


class Gathered(NamedTuple):
    """What the open suggestions name, oldest first, and the numbers of those by people outside of the team."""

    found: list[Source | Failure]
    passed_over: list[int]


def gather(github: GitHub) -> Gathered:
    """Return the suggestions that are open now. Raises PublishError."""
    asked = github.every("/issues", state="open", labels=LABEL, sort="created", direction="asc")
    issues = [issue for issue in asked if "pull_request" not in issue]
    found = [_suggested(issue) for issue in issues if issue.get("author_association") in TEAM]
    return Gathered(found, [issue["number"] for issue in issues if issue.get("author_association") not in TEAM])


def _suggested(issue: dict[str, Any]) -> Source | Failure:
    """Return what an issue suggests; a Failure where it names no address."""
    origin = f"#{int(issue['number'])}"
    texts = [_COMMENT.sub(" ", issue.get("body") or ""), issue.get("title") or ""]
    address = next((match[0] for text in texts if (match := _ADDRESS.search(text))), None)
    if address is None:
        nothing = ItemError("bad-line", f"issue {origin} names no http(s) link")
        return nothing.failure(Source(given=f"issue {origin}", origin=origin))
    line = f"{address.replace('&amp;', '&').rstrip(_NOT_LAST)} # suggested by {_login(issue)} in {origin}"
    return parse_sources(line, origin)[0]


def _login(issue: dict[str, Any]) -> str:
    login = str((issue.get("user") or {}).get("login", ""))
    return login if _LOGIN.fullmatch(login) else "somebody"


def suggested_numbers(digest: Digest) -> list[int]:
    """Return the numbers of the issues that the entries of `digest`, or what was merged into them, come from."""
    sources = [entry.source for entry in digest.entries] + [merged.source for merged in digest.merged]
    matches = [_ORIGIN.fullmatch(source.origin) for source in sources]
    return sorted({int(match[1]) for match in matches if match})


def still_open(github: GitHub, numbers: Iterable[int]) -> list[int]:
    """Return those of `numbers` that are open suggestions: a record must not be able to close any other issue.

    Of more than `MOST_CLOSED`, the first.
    """
    return [number for number in islice(numbers, MOST_CLOSED) if _is_suggestion(github, number)]


def _is_suggestion(github: GitHub, number: int) -> bool:
    try:
        issue = github.get(f"/issues/{number}")
    except PublishError as error:
        if error.status in (404, 410):
            return False
        raise
    labels = {label["name"] if isinstance(label, dict) else label for label in issue.get("labels", [])}
    return issue.get("state") == "open" and "pull_request" not in issue and LABEL in labels
