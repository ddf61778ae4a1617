"""A draft on GitHub: a draft pull request from a branch of its own, or an issue; a second run goes on with either."""

from __future__ import annotations

from collections.abc import Iterator
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


class Published(NamedTuple):
    """Where the draft is to be seen (nowhere: an empty `url`), and what a person should be told about it."""

    url: str
    notice: str
    warnings: tuple[str, ...] = ()


def publish_pull_request(order: Order, github: GitHub, repository: Repository) -> Published:
    """Push the draft to its branch and open a draft pull request, or update the one that is open.

    The default branch is never pushed to. A branch whose pull request is merged or closed is left alone, and another
    one taken; where all links were offered in requests that were closed without a merge, nothing is done. Raises
    PublishError and SetupError.
    """
    default = str(github.get()["default_branch"])
    repository.check_branch(order.branch, default)
    branch, opened, rejected = _target(order.branch, github)
    if opened is None and rejected and not not_offered("".join(map(_body, rejected)), order.digest):
        return Published("", f"nothing is new: all of it was in {_numbers(rejected)}, closed without a merge")
    pushed = push(order, branch, default, repository)
    if opened is None and not pushed.is_new and repository.fetched(branch) is None:
        return Published("", "nothing is new: the default branch has all of it")
    notes = tuple(_offered_elsewhere(order, branch, github))
    closes = still_open(github, suggested_numbers(order.digest))
    body = pull_request_body(order.digest, week=order.week, path=pushed.path, closes=closes, notes=notes)
    if opened is None:
        done = _opened(order, branch, default, body, github)
    else:
        done = _updated(order, opened, body, github, is_new=pushed.is_new)
    return done._replace(warnings=(*notes, *done.warnings))


class _Target(NamedTuple):
    """The branch to use, the pull request that is open for it, and those of the week that were closed unmerged."""

    branch: str
    opened: dict[str, Any] | None
    rejected: list[dict[str, Any]]


def _target(wanted: str, github: GitHub) -> _Target:
    rejected: list[dict[str, Any]] = []
    for number in range(1, MOST_BRANCHES + 1):
        branch = wanted if number == 1 else f"{wanted}-{number}"
        requests = list(github.every("/pulls", head=f"{github.owner}:{branch}", state="all"))
        opened = next((one for one in requests if one["state"] == "open"), None)
        if opened is not None or not requests:
            return _Target(branch, opened, rejected)
        rejected += [one for one in requests if not one["merged_at"]]
    raise SetupError(f"the pull requests of {wanted} and {MOST_BRANCHES - 1} more are closed; name another branch")


def _offered_elsewhere(order: Order, branch: str, github: GitHub) -> Iterator[str]:
    """Yield a note on each open pull request, from another branch of the repository, that offers links of `order`."""
    entries = order.digest.entries
    for one in github.every("/pulls", state="open"):
        known = len(entries) - len(not_offered(_body(one), order.digest))
        is_ours = (one["head"]["repo"] or {}).get("full_name") == github.repository and one["head"]["ref"] != branch
        if known and is_ours:
            told = f"#{one['number']} is still open, and offers links of this one as well: {known} of {len(entries)}"
            yield f"{told}. Merge or close it and run again, or take them out of one of the two."


def _body(request: dict[str, Any]) -> str:
    return request["body"] or ""


def _numbers(requests: list[dict[str, Any]]) -> str:
    return ", ".join(f"#{one['number']}" for one in requests)


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
    return Published(made["html_url"], notice, _labelled(made, order.labels, github))


def _updated(order: Order, opened: dict[str, Any], body: str, github: GitHub, *, is_new: bool) -> Published:
    """Update the text of a pull request, unless a person has changed it, and its labels if it has none of them."""
    text = replaced(_body(opened), body)
    if text is None:
        notice = "the pull request is up to date; its text was changed by hand and stays"
    else:
        notice = "the pull request is up to date" if is_new else "nothing is new"
    if text not in (None, opened["body"]):
        github.patch(f"/pulls/{opened['number']}", {"body": text})
    return Published(opened["html_url"], notice, _labelled(opened, order.labels, github))


def _labelled(request: dict[str, Any], labels: tuple[str, ...], github: GitHub) -> tuple[str, ...]:
    """Put `labels` on a pull request that has none of them; return what to warn of where that fails."""
    has = {label["name"].lower() for label in request["labels"]}
    if not labels or has & {label.lower() for label in labels}:
        return ()
    try:
        github.post(f"/issues/{request['number']}/labels", {"labels": list(labels)})
    except PublishError as error:
        return (f"the pull request has no label yet, and the next run tries again: {error}",)
    return ()


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
