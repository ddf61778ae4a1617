"""The branch that holds a week's draft: made or gone on with, and pushed; never the default branch, never by force.

Every change is made in a work tree of its own. What people have committed to the branch stays: the default branch is
merged into it, the draft is revised as `revision.py` decides, and the tool's own commit comes on top.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import PublishError
from summarizer.github.git import Repository
from summarizer.github.lists import archive_path, cleared, merged, used_links, with_archived
from summarizer.github.order import Order
from summarizer.github.revision import Written, claimed, is_true, revised, trailer
from summarizer.report import printable

_STAGES = (":1", ":2", ":3")
"""What git has of a file in conflict: as it was before, as the branch has it, and as the default branch has it."""


class Pushed(NamedTuple):
    """What became of the branch: the path of the draft in it, and whether anything was pushed."""

    path: str
    is_new: bool


def push(order: Order, branch: str, default: str, repository: Repository) -> Pushed:
    """Bring `branch` up to date with `order`, and push it if that changes it. Raises PublishError and SetupError.

    `default` is the name of the default branch: what a new branch begins at, and what is merged into one that is there.
    """
    repository.check_branch(branch, default)
    base = repository.fetched(default)
    if base is None:
        raise PublishError(f"the default branch {default} is not on the remote; push a first commit to it")
    head = repository.fetched(branch)
    if head:
        repository.deepen()
    written = _written(repository, base, head) if head else []
    path = written[0].path if written else order.path
    with repository.work_tree(head or base) as tree:
        if head:
            _merge(tree, base, path, lists=[*order.lists, *(archive_path(one, order.week) for one in order.lists)])
        told = _write_draft(order, path, tree, written, is_there=head is not None)
        _write_lists(order, tree)
        _commit(tree, order, told)
        if tree.run("rev-parse", "HEAD").strip() == (head or base):
            return Pushed(path, is_new=False)
        tree.run("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
    return Pushed(path, is_new=True)


def _written(repository: Repository, base: str, head: str) -> list[Written]:
    """Return what the tool has written to a branch, newest first."""
    found = []
    for commit, message in repository.messages(base, head):
        for path, digest, is_whole in claimed(message):
            text = repository.text_at(commit, path)
            if text is not None and is_true(text, digest):
                found.append(Written(path, text, is_whole))
    return found


def _merge(tree: Repository, base: str, draft: str, *, lists: Iterable[str]) -> None:
    """Merge the default branch at `base` into the work tree.

    Where both have changed the same lines of one of the `lists`, it is merged by lines; of the `draft`, the branch's is
    taken. Raises PublishError for any other file, which a person settles, and for a merge that git refuses.
    """
    if tree.holds("merge-base", "--is-ancestor", base, "HEAD"):
        return
    try:
        tree.run("merge", "--quiet", "--no-ff", "-m", "Merge the default branch", base)
        return
    except PublishError:
        if not _in_conflict(tree):
            raise
    for path in _in_conflict(tree).intersection(lists):
        before, ours, theirs = (tree.text_at(stage, path) or "" for stage in _STAGES)
        _put(tree, path, merged(before, ours, theirs))
    text = tree.text_at(_STAGES[1], draft)
    if text is not None:
        _put(tree, draft, text)
    left = sorted(map(printable, _in_conflict(tree)))
    if left:
        raise PublishError(
            f"the branch and the default branch changed the same lines of {', '.join(left)}; "
            "merge them by hand, then run again"
        )
    tree.run("commit", "--quiet", "--no-edit")


def _in_conflict(tree: Repository) -> set[str]:
    """Return the files that git could not merge."""
    return set(filter(None, tree.run("diff", "--name-only", "-z", "--diff-filter=U").split("\0")))


def _write_draft(
    order: Order, path: str, tree: Repository, written: list[Written], *, is_there: bool
) -> Written | None:
    """Write the draft as it should be; return what was written, None where nothing changes.

    What stands in its place is a person's to keep where the branch `is_there` already, or the path is this issue's.
    """
    current = tree.text_at("HEAD", path) if is_there or order.is_dated else None
    said = revised(order.draft, order.digest, current, written, day=order.digest.issue.date.isoformat())
    if said is None:
        return None
    _put(tree, path, said.text)
    return said._replace(path=path)


def _write_lists(order: Order, tree: Repository) -> None:
    """Take the links that were used out of their lists."""
    for path in order.lists if order.archive != "keep" else ():
        used = used_links(order.digest, path)
        text = tree.text_at("HEAD", path)
        if text is None or not used:
            continue
        stays, leaves = cleared(text, path, used, archive=order.archive, week=order.week)
        if stays != text:
            _put(tree, path, stays)
        if leaves:
            place = archive_path(path, order.week)
            _put(tree, place, with_archived(tree.text_at("HEAD", place) or "", leaves))


def _commit(tree: Repository, order: Order, told: Written | None) -> None:
    """Commit what is staged, if anything is."""
    if tree.holds("diff", "--cached", "--quiet"):
        return
    # No title: on the default branch, "fixes #3" in a commit's message closes an issue.
    lines = [f"The draft of {order.week}", "", *([trailer(told)] if told else [])]
    tree.run("commit", "--quiet", "--file=-", "--cleanup=verbatim", message="\n".join(lines).rstrip() + "\n")


def _put(tree: Repository, path: str, text: str) -> None:
    """Write a file of the work tree and stage it. Raises PublishError where a symbolic link leads elsewhere."""
    place = tree.folder.resolve() / path
    if place.resolve() != place:
        raise PublishError(f"{path} leads elsewhere by a symbolic link; take the link away")
    place.parent.mkdir(parents=True, exist_ok=True)
    Path(place).write_bytes(text.encode("utf-8", "surrogateescape"))
    tree.run("add", "--force", "--", f":(literal){path}")
