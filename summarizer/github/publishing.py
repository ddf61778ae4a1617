"""A draft on GitHub: a draft pull request from a branch of its own, or an issue; a second run goes on with either."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from summarizer.errors import PublishError, SetupError
from summarizer.github.api import GitHub
from summarizer.github.body import is_of, issue_body, not_offered, pull_request_body, replaced, with_news
from summarizer.github.branch import push
from summarizer.github.git import Repository
from summarizer.github.order import Order
from summarizer.github.suggestions import still_open, suggested_numbers

MOST_BRANCHES = 9
"""Tried for one week: BRANCH, then BRANCH-2 and so on, once the pull requests of those before are merged or closed."""

Notice = Callable[[str], None]


class Published(NamedTuple):
    """Where the draft is to be seen, and what a person should be told about it."""

    url: str
    notice: str


def publish_pull_request(order: Order, github: GitHub, repository: Repository) -> Published:
    """Push the draft to its branch and open a draft pull request, or update the one that is open.

    The default branch is never pushed to. A branch whose pull request is merged or closed is left alone, and another
    one taken. Raises PublishError and SetupError.
    """
    default = str(github.get()["default_branch"])
    repository.check_branch(order.branch, default)
    branch, opened = _branch_and_request(order.branch, github)
    pushed = push(order, branch, default, repository)
    if opened is None and not pushed.is_new and repository.fetched(branch) is None:
        return Published("", "nothing is new: the default branch has all of it")
    closes = still_open(github, suggested_numbers(order.digest))
    body = pull_request_body(order.digest, week=order.week, path=pushed.path, closes=closes)
    if opened is None:
        return _opened(order, branch, default, body, github)
    return _updated(opened, body, github, is_new=pushed.is_new)


def _branch_and_request(wanted: str, github: GitHub) -> tuple[str, dict[str, Any] | None]:
    """Return the branch to use, and the pull request that is open for it, if there is one."""
    for number in range(1, MOST_BRANCHES + 1):
        branch = wanted if number == 1 else f"{wanted}-{number}"
        requests = github.get("/pulls", head=f"{github.owner}:{branch}", state="all", per_page=100)
        opened = next((one for one in requests if one["state"] == "open"), None)
        if opened is not None or not requests:
            return branch, opened
    raise SetupError(f"the pull requests of {wanted} and {MOST_BRANCHES - 1} more are closed; name another branch")


def _opened(order: Order, branch: str, default: str, body: str, github: GitHub) -> Published:
    """Open a pull request: as a draft, where the repository has those."""
    asked = {"title": order.title, "head": branch, "base": default, "body": body}
    notice = "a draft pull request is open"
    try:
        made = github.post("/pulls", {**asked, "draft": True})
    except PublishError as error:
        if error.status != 422 or "draft" not in str(error).lower():
            raise
        notice = "a pull request is open, not as a draft: this repository has none"
        made = github.post("/pulls", {**asked, "draft": False})
    _label(made["number"], order.labels, github)
    return Published(made["html_url"], notice)


def _updated(opened: dict[str, Any], body: str, github: GitHub, *, is_new: bool) -> Published:
    """Update the text of a pull request, unless a person has changed it."""
    text = replaced(opened.get("body") or "", body)
    if text is None:
        return Published(opened["html_url"], "the pull request is up to date; its text was changed by hand and stays")
    if text != opened["body"]:
        github.patch(f"/pulls/{opened['number']}", {"body": text})
    return Published(opened["html_url"], "the pull request is up to date" if is_new else "nothing is new")


def publish_issue(order: Order, github: GitHub) -> Published:
    """Open an issue with the draft, or update this week's, unless a person has changed it. Raises PublishError."""
    body = issue_body(order.digest, order.draft, week=order.week)
    query = {"state": "open", **({"labels": ",".join(order.labels)} if order.labels else {})}
    issues = (issue for issue in github.every("/issues", **query) if "pull_request" not in issue)
    known = next((issue for issue in issues if is_of(issue.get("body") or "", order.week)), None)
    if known is None:
        asked = {"title": order.title, "body": body, "labels": list(order.labels)}
        return Published(github.post("/issues", asked)["html_url"], "an issue is open")
    text = replaced(known["body"], body)
    news = not_offered(known["body"], order.digest) if text is None else []
    if text is None and not news:
        return Published(known["html_url"], "nothing is new; the issue was changed by hand and stays as it is")
    if text is None:
        text = with_news(known["body"], news, day=order.digest.issue.date.isoformat())
    github.patch(f"/issues/{known['number']}", {"body": text})
    return Published(known["html_url"], "the issue is up to date")


def _label(number: int, labels: tuple[str, ...], github: GitHub) -> None:
    if labels:
        github.post(f"/issues/{number}/labels", {"labels": list(labels)})
