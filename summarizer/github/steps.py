"""The steps after the draft: publish it, and decide whether the run is red."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from summarizer.errors import SetupError
from summarizer.github.drafting import github_of, token_of
from summarizer.github.git import Repository
from summarizer.github.lists import links_of
from summarizer.github.order import FAIL_ON, PUBLISH, Order, inputs_of, title_of
from summarizer.github.publishing import publish_issue, publish_pull_request
from summarizer.github.runner import Runner
from summarizer.models import Digest
from summarizer.rendering.record import load_json

SERVER_URL = "https://github.com"


def publish(runner: Runner) -> int:
    """Publish the draft in the folder `draft` as the input `publish` says, and return the exit code.

    What is in the folder is data of another job: only its text is used, never a path or a name in it. Raises SetupError
    and PublishError.
    """
    how = runner.chosen("publish", PUBLISH)
    if how == "none":
        return 0
    order = _order(runner, _handed_over(runner))
    token = token_of(runner)
    if token:
        runner.mask(token)
    with github_of(runner) as github:
        if how == "issue":
            published = publish_issue(order, github)
        else:
            server = runner.environment.get("GITHUB_SERVER_URL") or SERVER_URL
            repository = Repository(runner.workspace, runner.environment, token=token, server=server)
            published = publish_pull_request(order, github, repository)
    runner.say("notice", f"{published.notice} {published.url}".strip(), title="Published")
    for warning in published.warnings:
        runner.say("warning", warning, title="Published, but")
    runner.put(f"{how}-url", published.url)
    if published.url:
        runner.summarize(f"**{published.notice}**: {published.url}")
    return 0


class HandedOver(NamedTuple):
    """What the step that drafts has left for this one."""

    digest: Digest
    draft: str


def _handed_over(runner: Runner) -> HandedOver:
    """Return the draft and record in the folder (or at the paths) that the step was given. Raises SetupError.

    Only plain files count: a symbolic link could lead to whatever this job may read.
    """
    folder = runner.workspace / (runner.given("draft") or ".")
    if folder.is_symlink():
        raise SetupError(f"input draft: {folder.name} is a symbolic link; name what it leads to")
    records = sorted(folder.glob("*.json")) if folder.is_dir() else [folder.with_suffix(".json")]
    if len(records) != 1:
        raise SetupError(f"input draft: {folder.name} holds {len(records)} records (*.json), and should hold one")
    record = records[0]
    return HandedOver(load_json(_text(record), record.name), _text(record.with_suffix(".md")))


def _text(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        raise SetupError(f"input draft: there is no plain file {path.name}; hand over those of the step that drafts")
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SetupError(
            f"input draft: {path.name} cannot be read; hand over the files of the step that drafts"
        ) from error


def _order(runner: Runner, handed: HandedOver) -> Order:
    inputs = inputs_of(runner, handed.digest.issue)
    return Order(
        digest=handed.digest,
        draft=handed.draft,
        path=inputs.path,
        branch=inputs.branch,
        title=title_of(handed.digest),
        labels=inputs.labels,
        archive=inputs.archive,
        lists=links_of(runner.given("urls"), runner.workspace).files,
        is_dated=inputs.is_dated,
    )


def verdict(runner: Runner) -> int:
    """Return 1 where the input `fail-on` wants the run to be red for what became of the links, else 0.

    `never`: whatever became of them; `error`: where a link failed; `review`: where a line is for review, too.
    """
    fail_on = runner.chosen("fail-on", FAIL_ON)
    failed, to_review = (_count(runner, name) for name in ("failed", "needs-review"))
    reasons = [f"{failed} failed"] if failed else []
    if to_review and fail_on == "review":
        reasons.append(f"{to_review} for review")
    if fail_on == "never" or not reasons:
        return 0
    runner.say("error", f"{' and '.join(reasons)}, and fail-on is {fail_on}", title="The digest needs you")
    return 1


def _count(runner: Runner, name: str) -> int:
    value = runner.given(name)
    return int(value) if value.isdecimal() else 0
