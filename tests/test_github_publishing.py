"""A draft on GitHub: real git with a real remote, and GitHub's REST API on loopback."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from digests import made_digest, made_entry, made_failure, made_story
from forge import REPOSITORY, TOKEN, Forge, refused
from loopback import Loopback, Reply
from repositories import NOBODY, World, git, made_world

from summarizer import cassette
from summarizer.errors import PublishError, SetupError
from summarizer.github.api import GitHub
from summarizer.github.git import Repository
from summarizer.github.order import Order, title_of
from summarizer.github.publishing import Published, publish_issue, publish_pull_request
from summarizer.models import Digest, Source
from summarizer.rendering.draft import render

WEEK = "2026-W48"
BRANCH = f"digest/{WEEK}"
DRAFT = f"digests/{WEEK}.md"
LIST = "# this week\nhttps://news.example/1\nhttps://news.example/2 # Ann\n"


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return the newsletter's repository, for copies to be made of it."""
    return made_world(tmp_path_factory.mktemp("begun"), {"urls.txt": LIST, "README.md": "The newsletter.\n"})


@pytest.fixture
def world(begun: World, tmp_path: Path) -> World:
    """Return the newsletter's repository."""
    return begun.copied(tmp_path)


@pytest.fixture
def forge(world: World) -> Iterator[Forge]:
    """Yield GitHub."""
    with Forge(bare=world.bare) as github:
        yield github


def digest_of(*numbers: int, **fields: Any) -> Digest:
    """Return the digest of the pages with these numbers."""
    return made_digest(*(made_story(made_entry(number)) for number in numbers), **fields)


def order_of(digest: Digest, **fields: Any) -> Order:
    """Return the order to publish a digest as the action's defaults have it."""
    usual: dict[str, Any] = {
        "digest": digest,
        "draft": render(digest),
        "path": DRAFT,
        "branch": BRANCH,
        "title": title_of(digest),
        "labels": ("digest",),
        "archive": "move",
        "lists": ("urls.txt",),
    }
    return Order(**{**usual, **fields})


def opened(forge: Forge) -> GitHub:
    """Return our side of GitHub, which waits for nothing."""
    return GitHub(REPOSITORY, TOKEN, api_url=forge.api_url, sleep=lambda _: None)


def published(order: Order, world: World, forge: Forge) -> Published:
    """Publish as a run of its own: with a checkout made anew."""
    repository = Repository(world.checks_out(), {**os.environ, **NOBODY})
    with opened(forge) as github:
        return publish_pull_request(order, github, repository)


# The first run of a week


def test_the_draft_is_a_draft_pull_request(world: World, forge: Forge) -> None:
    """One commit on a branch of its own holds the draft and the cleared list; main is as it was; the label is on."""
    order = order_of(digest_of(1, 2))
    done = published(order, world, forge)
    assert world.branches() == [BRANCH, "main"]
    assert world.files("main") == {"urls.txt": LIST, "README.md": "The newsletter.\n"}
    assert world.files(BRANCH) == {
        "README.md": "The newsletter.\n",
        "urls.txt": "# this week\n",
        f"archive/urls-{WEEK}.txt": "https://news.example/1\nhttps://news.example/2 # Ann\n",
        DRAFT: order.draft,
    }
    assert world.log(BRANCH) == ["github-actions[bot]", "Ada"]
    (pull,) = forge.pulls
    assert (pull["draft"], pull["title"], pull["base"]["ref"], pull["head"]["ref"]) == (
        True,
        "The Loop #\u200b7",
        "main",
        BRANCH,
    )
    assert pull["labels"] == [{"name": "digest"}]
    assert done.url == pull["html_url"]


@pytest.mark.load
def test_the_checkout_is_left_as_it_was(world: World, forge: Forge) -> None:
    """No branch, file or setting of the checkout changes, and no work tree stays behind."""
    published(order_of(digest_of(1)), world, forge)
    assert git(world.checkout, "status", "--porcelain", "--branch").splitlines()[0].startswith("## main")
    assert git(world.checkout, "worktree", "list").count("\n") == 1
    assert "extraheader" not in (world.checkout / ".git" / "config").read_text()


def test_the_default_branch_is_never_pushed(world: World, forge: Forge) -> None:
    """It is a wrong setting, and nothing is written anywhere."""
    with pytest.raises(SetupError, match="never pushed to"):
        published(order_of(digest_of(1), branch="main"), world, forge)
    assert world.branches() == ["main"]
    assert forge.asked == ["GET "]


@pytest.mark.parametrize("branch", ["-x", "a..b", "a b", "refs/heads/main", "x.lock", "a\nb", "", "@{u}", "a:b"])
def test_a_branch_has_a_branchs_name(begun: World, branch: str) -> None:
    """Whatever git would take for more than a name is a wrong setting."""
    with pytest.raises(SetupError, match="no branch's name"):
        Repository(begun.checkout, dict(os.environ)).check_branch(branch, "main")


@pytest.mark.parametrize(
    ("archive", "left"),
    [
        ("tick", f"# this week\n# used in {WEEK}: https://news.example/1\nhttps://news.example/2 # Ann\n"),
        pytest.param("keep", LIST, marks=pytest.mark.load),
    ],
)
def test_used_links_may_be_ticked_off_or_kept(world: World, forge: Forge, archive: Any, left: str) -> None:
    """The list says so, and there is no archive."""
    published(order_of(digest_of(1), archive=archive), world, forge)
    assert world.files(BRANCH)["urls.txt"] == left
    assert not [name for name in world.files(BRANCH) if name.startswith("archive/")]


@pytest.mark.load
def test_what_may_succeed_later_stays_in_the_list(world: World, forge: Forge) -> None:
    """A link that failed for good leaves with the reason; one that may be there next week stays."""
    lost = made_failure(1, source=Source(given="https://news.example/1", origin="urls.txt", line=2))
    late = made_failure(2, source=Source(given="https://news.example/2", origin="urls.txt", line=3), retryable=True)
    published(order_of(digest_of(3, failures=(lost, late))), world, forge)
    files = world.files(BRANCH)
    assert files["urls.txt"] == "# this week\nhttps://news.example/2 # Ann\n"
    assert files[f"archive/urls-{WEEK}.txt"] == (
        "# left out, http-404: the server answered 404\nhttps://news.example/1\n"
    )


# A second run in the week


def test_a_second_run_updates_the_same_pull_request(world: World, forge: Forge) -> None:
    """A draft that nobody has touched is replaced, the text follows, and list and archive have the new link as well."""
    published(order_of(digest_of(1, 2)), world, forge)
    world.edits("main", {"urls.txt": LIST + "https://news.example/3\n"})
    order = order_of(digest_of(1, 2, 3))
    done = published(order, world, forge)
    files = world.files(BRANCH)
    assert files[DRAFT] == order.draft
    assert files["urls.txt"] == "# this week\n"
    assert files[f"archive/urls-{WEEK}.txt"].splitlines() == [*LIST.splitlines()[1:], "https://news.example/3"]
    (pull,) = forge.pulls
    assert "**3 lines**" in pull["body"]
    assert done.url == pull["html_url"]
    git(world.bare, "merge-base", "--is-ancestor", "main", BRANCH)


@pytest.mark.load
def test_the_same_again_changes_nothing(world: World, forge: Forge) -> None:
    """A run with the same links makes no commit, and says that nothing is new."""
    published(order_of(digest_of(1, 2)), world, forge)
    before = world.log(BRANCH)
    assert published(order_of(digest_of(1, 2)), world, forge).notice == "nothing is new"
    assert world.log(BRANCH) == before
    assert not [one for one in forge.asked if one.startswith("PATCH")]


@pytest.mark.parametrize("amend", [pytest.param(False, marks=pytest.mark.load), True])
def test_a_persons_text_stays_and_only_what_is_new_is_added(world: World, forge: Forge, amend: bool) -> None:
    """An edited draft, committed or amended, is kept to the byte; new entries follow under a heading that says so."""
    published(order_of(digest_of(1, 2)), world, forge)
    edited = "# My own\n\n[Title 1](https://news.example/1) - Much better.\r\nno newline, né"
    world.edits(BRANCH, {DRAFT: edited}, amend=amend)
    published(order_of(digest_of(1, 2, 3)), world, forge)
    text = world.files(BRANCH)[DRAFT]
    assert text.startswith(edited.replace("\r\n", "\n"))
    added = text.removeprefix(edited.replace("\r\n", "\n"))
    assert "### Added by a later run on 2026-11-23; all above is as it was" in added
    assert "[Title 3](https://news.example/3) - Line 3 says more" in added
    assert "news.example/1" not in added


@pytest.mark.load
def test_what_a_person_took_out_does_not_come_back(world: World, forge: Forge) -> None:
    """An entry that the tool has offered before is the person's to leave out, in every later run."""
    published(order_of(digest_of(1, 2)), world, forge)
    world.edits(BRANCH, {DRAFT: "Only [one](https://news.example/1) is left.\n"})
    for numbers in ((1, 2, 3), (1, 2, 3, 4), (1, 2, 3, 4)):
        published(order_of(digest_of(*numbers)), world, forge)
    text = world.files(BRANCH)[DRAFT]
    assert text.startswith("Only [one](https://news.example/1) is left.\n\n### Added")
    assert [text.count(f"news.example/{number})") for number in (1, 2, 3, 4)] == [1, 0, 1, 1]


@pytest.mark.load
def test_a_branch_that_a_person_has_made_anew_is_theirs(world: World, forge: Forge) -> None:
    """Where none of the tool's commits is left, the draft is the person's, whatever other weeks have left in main."""
    earlier = order_of(digest_of(8), path="digests/2026-W47.md", branch="digest/2026-W47")
    published(earlier, world, forge)
    world.merges("digest/2026-W47")
    published(order_of(digest_of(1)), world, forge)
    git(world.desk, "fetch", "--quiet", "origin")
    git(world.desk, "checkout", "--quiet", "-B", BRANCH, f"origin/{BRANCH}")
    git(world.desk, "reset", "--quiet", "--soft", "origin/main")
    git(world.desk, "commit", "--quiet", "-m", "All mine")
    git(world.desk, "push", "--quiet", "--force", "origin", BRANCH)
    world.edits("main", {"README.md": "Changed.\n"})
    mine = world.files(BRANCH)[DRAFT]
    published(order_of(digest_of(1, 2)), world, forge)
    files = world.files(BRANCH)
    assert files[DRAFT].startswith(mine)
    assert files[DRAFT].count("### Added by a later run") == 1
    assert files["digests/2026-W47.md"] == earlier.draft


@pytest.mark.load
def test_other_work_on_the_branch_stays(world: World, forge: Forge) -> None:
    """A person's own files and commits are still there after a second run, and so is what main has got meanwhile."""
    published(order_of(digest_of(1)), world, forge)
    world.edits(BRANCH, {"notes.md": "for Friday\n"})
    world.edits("main", {"README.md": "Changed.\n"})
    published(order_of(digest_of(1, 2)), world, forge)
    files = world.files(BRANCH)
    assert (files["notes.md"], files["README.md"]) == ("for Friday\n", "Changed.\n")
    assert world.log(BRANCH).count("Ada") == 3


def test_what_a_person_did_to_the_list_stays(world: World, forge: Forge) -> None:
    """Where branch and main have changed the same lines of a list or its archive, what either added is there, once."""
    archive = f"archive/urls-{WEEK}.txt"
    published(order_of(digest_of(1, 2)), world, forge)
    world.edits(BRANCH, {"urls.txt": "# for Ben\nhttps://mine.example\n", archive: "# all of it\n"})
    world.edits("main", {"urls.txt": LIST + "https://news.example/3\nhttps://late.example\n", archive: "# none\n"})
    published(order_of(digest_of(1, 2, 3)), world, forge)
    files = world.files(BRANCH)
    assert files["urls.txt"] == "https://late.example\n# for Ben\nhttps://mine.example\n"
    assert files[archive].splitlines()[:2] == ["# none", "# all of it"]


@pytest.mark.load
def test_a_conflict_of_others_is_theirs_to_settle(world: World, forge: Forge) -> None:
    """Where branch and main have changed the same lines of a file of theirs, it is named, and nothing is pushed."""
    published(order_of(digest_of(1)), world, forge)
    world.edits(BRANCH, {"README.md": "One way.\n"})
    world.edits("main", {"README.md": "Another.\n"})
    before = world.files(BRANCH)
    with pytest.raises(PublishError, match=r"the same lines of README\.md; merge them by hand"):
        published(order_of(digest_of(1, 2)), world, forge)
    assert world.files(BRANCH) == before


@pytest.mark.load
def test_a_merge_that_git_refuses_is_an_error_in_gits_words(world: World, forge: Forge) -> None:
    """Where there is no conflict that could be settled, the message is that of the merge, and nothing is pushed."""
    published(order_of(digest_of(1)), world, forge)
    git(world.desk, "fetch", "--quiet", "origin")
    git(world.desk, "checkout", "--quiet", "--orphan", "anew")
    (world.desk / "README.md").write_text("Begun anew.\n")
    git(world.desk, "add", "--all")
    git(world.desk, "commit", "--quiet", "-m", "Begin again")
    git(world.desk, "push", "--quiet", "--force", "origin", "anew:main")
    with pytest.raises(PublishError, match=r"git merge failed: .*unrelated histories"):
        published(order_of(digest_of(1, 2)), world, forge)
    assert world.log(BRANCH) == ["github-actions[bot]", "Ada"]


@pytest.mark.load
def test_a_label_in_another_case_is_the_same(world: World, forge: Forge) -> None:
    """GitHub knows no case of labels, so that a second run has none to put on."""
    published(order_of(digest_of(1)), world, forge)
    forge.pulls[0]["labels"] = [{"name": "Digest"}]
    asked = len(forge.asked)
    published(order_of(digest_of(1), labels=("DIGEST",)), world, forge)
    assert not [one for one in forge.asked[asked:] if "labels" in one]


@pytest.mark.load
def test_a_text_that_a_person_changed_stays(world: World, forge: Forge) -> None:
    """An edited body of the pull request is left alone; text around the marks is kept where they are whole."""
    published(order_of(digest_of(1)), world, forge)
    (pull,) = forge.pulls
    pull["body"] = f"Look at this, Ben.\n\n{pull['body']}\n\n- [ ] read".replace("\n", "\r\n")
    published(order_of(digest_of(1, 2)), world, forge)
    assert pull["body"].startswith("Look at this, Ben.")
    assert pull["body"].endswith("- [ ] read")
    assert "**2 lines**" in pull["body"]
    pull["body"] = pull["body"].replace("**2 lines**", "**two lines**")
    assert "stays" in published(order_of(digest_of(1, 2, 3)), world, forge).notice
    assert "**two lines**" in pull["body"]


# Merged, closed, deleted


@pytest.mark.parametrize(
    ("squash", "delete"),
    [
        (False, True),
        *(pytest.param(*kind, marks=pytest.mark.load) for kind in ((False, False), (True, False), (True, True))),
    ],
)
def test_after_a_merge_new_links_get_a_pull_request_of_their_own(
    world: World, forge: Forge, squash: bool, delete: bool
) -> None:
    """The issue that was merged is not written over: what is new is added to it, from a branch that is free."""
    published(order_of(digest_of(1, 2)), world, forge)
    world.merges(BRANCH, squash=squash, delete=delete)
    forge.close(BRANCH, merged=True)
    merged = world.files("main")[DRAFT]
    world.edits("main", {"urls.txt": "# this week\nhttps://news.example/3\n"})
    done = published(order_of(digest_of(3)), world, forge)
    assert done.url == forge.pulls[1]["html_url"]
    branch = f"{BRANCH}-2"
    assert forge.pulls[1]["head"]["ref"] == branch
    files = world.files(branch)
    assert files[DRAFT].startswith(merged)
    assert "### Added by a later run" in files[DRAFT]
    assert files["urls.txt"] == "# this week\n"
    assert len(files[f"archive/urls-{WEEK}.txt"].splitlines()) == 3


@pytest.mark.parametrize("delete", [pytest.param(False, marks=pytest.mark.load), True])
def test_what_was_closed_unmerged_is_not_offered_again(world: World, forge: Forge, delete: bool) -> None:
    """With nothing new no other pull request is opened, even where deleting the branch has closed the first."""
    published(order_of(digest_of(1, 2)), world, forge)
    forge.close(BRANCH)
    if delete:
        git(world.bare, "branch", "-D", BRANCH)
    before = world.branches()
    assert published(order_of(digest_of(1)), world, forge) == Published(
        "", "nothing is new: all of it was in #1, closed without a merge"
    )
    assert (world.branches(), len(forge.pulls)) == (before, 1)


@pytest.mark.load
def test_new_links_after_a_pull_request_was_closed_get_another(world: World, forge: Forge) -> None:
    """It has all links of the list; the closed one and its branch stay as they are."""
    published(order_of(digest_of(1)), world, forge)
    forge.close(BRANCH)
    before = world.files(BRANCH)
    order = order_of(digest_of(1, 2))
    published(order, world, forge)
    assert [pull["head"]["ref"] for pull in forge.pulls] == [BRANCH, f"{BRANCH}-2"]
    assert world.files(f"{BRANCH}-2")[DRAFT] == order.draft
    assert world.files(BRANCH) == before


@pytest.mark.load
def test_nothing_new_after_a_merge_is_no_pull_request(world: World, forge: Forge) -> None:
    """A run that would change nothing opens nothing."""
    published(order_of(digest_of(1, 2)), world, forge)
    world.merges(BRANCH)
    forge.close(BRANCH, merged=True)
    done = published(order_of(digest_of(1, 2)), world, forge)
    assert (done.url, len(forge.pulls)) == ("", 1)
    assert world.branches() == [BRANCH, "main"]


@pytest.mark.load
def test_links_of_another_open_pull_request_are_told(world: World, forge: Forge) -> None:
    """A warning and the text name the one that has not been merged yet; one of a fork or without such links is none."""
    week = "digest/2026-W47"
    published(order_of(digest_of(1, 2), branch=week, path="digests/2026-W47.md"), world, forge)
    published(order_of(digest_of(8), branch="digest/2026-W46", path="digests/2026-W46.md"), world, forge)
    fork = {**forge.pulls[0], "number": 9, "head": {"ref": "x", "repo": None}}
    forge.items[9] = fork
    done = published(order_of(digest_of(2, 3)), world, forge)
    (warning,) = done.warnings
    assert warning.startswith("#1 is still open, and offers links of this one as well: 1 of 2. ")
    assert warning in next(pull for pull in forge.pulls if pull["html_url"] == done.url)["body"]
    forge.close(week)
    assert published(order_of(digest_of(2, 3)), world, forge).warnings == ()


# What GitHub may refuse


@pytest.mark.parametrize("reply", [pytest.param(refused(403, "no"), marks=pytest.mark.load), Reply(b"<html>", 502)])
@pytest.mark.load
def test_a_label_that_is_refused_is_put_on_by_the_next_run(world: World, forge: Forge, reply: Reply) -> None:
    """The pull request is there and is told, with a warning; one that has a label of ours gets no other."""
    forge.refuse["POST /issues/1/labels"] = [reply]
    order = order_of(digest_of(1), labels=("digest", "weekly"))
    done = published(order, world, forge)
    (pull,) = forge.pulls
    assert (done.url, pull["labels"]) == (pull["html_url"], [])
    assert "has no label yet, and the next run tries again" in done.warnings[0]
    assert published(order, world, forge).warnings == ()
    assert pull["labels"] == [{"name": "digest"}, {"name": "weekly"}]
    pull["labels"] = [{"name": "Digest"}]
    published(order, world, forge)
    assert pull["labels"] == [{"name": "Digest"}]


@pytest.mark.load
def test_a_repository_without_drafts_gets_a_plain_pull_request(world: World, forge: Forge) -> None:
    """The notice says so."""
    said = "Draft pull requests are not supported in this repository."
    forge.refuse["POST /pulls"] = [refused(422, "Validation Failed", said)]
    done = published(order_of(digest_of(1)), world, forge)
    assert "not as a draft" in done.notice
    assert forge.pulls[0]["draft"] is False


@pytest.mark.load
def test_a_run_that_may_not_open_pull_requests_says_where_to_allow_it(world: World, forge: Forge) -> None:
    """The branch is pushed by then, and the next run opens the request for it."""
    said = "GitHub Actions is not permitted to create or approve pull requests."
    forge.refuse["POST /pulls"] = [refused(403, said)]
    with pytest.raises(PublishError, match="Settings, Actions, General"):
        published(order_of(digest_of(1)), world, forge)
    assert published(order_of(digest_of(1)), world, forge).url == forge.pulls[0]["html_url"]


@pytest.mark.load
def test_a_push_that_is_refused_is_an_error_in_gits_words(world: World, forge: Forge) -> None:
    """A protected branch, say."""
    hook = world.bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'protected, sorry' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(PublishError, match=r"git push failed: .*protected, sorry"):
        published(order_of(digest_of(1)), world, forge)
    assert forge.pulls == []


@pytest.mark.load
@pytest.mark.parametrize("path", [DRAFT, "README.md"])
def test_a_link_that_leads_out_of_the_repository_is_not_followed(
    world: World, forge: Forge, tmp_path: Path, path: str
) -> None:
    """A symbolic link in the draft's place, or on the way to it, writes nowhere; nor does one to a file beside it."""
    (world.desk / "digests").symlink_to(tmp_path)
    (world.desk / "README.md").unlink()
    (world.desk / "README.md").symlink_to("urls.txt")
    world.edits("main", {})
    with pytest.raises(PublishError, match=f"{path} leads elsewhere by a symbolic link"):
        published(order_of(digest_of(1), path=path, is_dated=False), world, forge)
    assert not (tmp_path / f"{WEEK}.md").exists()


# Suggestions


@pytest.mark.load
def test_a_merge_closes_only_open_suggestions_of_ours(world: World, forge: Forge) -> None:
    """Numbers that a record names are closed if they are open issues with the label; any other is not mentioned."""
    link = forge.suggest("### Link\n\nhttps://news.example/1")
    other = forge.suggest("A bug", labels=["bug"])
    closed = forge.suggest("https://news.example/4", state="closed")
    forge.items[closed]["state"] = "closed"
    origins = [link, other, closed, 99]
    entries = [made_entry(number, source=Source(given="x", origin=f"#{number}", line=1)) for number in origins]
    published(order_of(made_digest(*(made_story(entry) for entry in entries))), world, forge)
    body = forge.pulls[0]["body"]
    assert f"closes #{link}." in body
    assert body.count("closes #") == 1


# Issues


def test_the_draft_may_be_an_issue(forge: Forge) -> None:
    """It has the tables and the draft to copy; a second run in the week updates it."""
    with opened(forge) as github:
        first = publish_issue(order_of(digest_of(1)), github)
        second = publish_issue(order_of(digest_of(1, 2)), github)
    (issue,) = forge.issues
    assert first.url == second.url == issue["html_url"]
    assert issue["labels"] == [{"name": "digest"}]
    assert "**2 lines**" in issue["body"]
    assert render(digest_of(1, 2)).rstrip() in issue["body"]


def test_an_issue_that_a_person_changed_only_gets_what_is_new(forge: Forge) -> None:
    """Their text stays to the byte; a page that was offered before does not come back."""
    with opened(forge) as github:
        publish_issue(order_of(digest_of(1, 2)), github)
        (issue,) = forge.issues
        issue["body"] = edited = issue["body"].replace("Title 2", "A better title")
        publish_issue(order_of(digest_of(1, 2, 3)), github)
        assert issue["body"].startswith(edited)
        added = issue["body"].removeprefix(edited)
        assert "### Added by a later run" in added
        assert [f"news.example/{number})" in added for number in (1, 2, 3)] == [False, False, True]
        before = issue["body"]
        assert "nothing is new" in publish_issue(order_of(digest_of(1, 2, 3)), github).notice
    assert issue["body"] == before


def test_another_week_is_another_issue(forge: Forge) -> None:
    """The week is in the issue's text, where a person does not see it."""
    later = digest_of(1)
    issue = later.issue.model_copy(update={"date": dt.date(2026, 11, 30)})
    with opened(forge) as github:
        publish_issue(order_of(digest_of(1)), github)
        publish_issue(order_of(later.model_copy(update={"issue": issue})), github)
    assert len(forge.issues) == 2


# Recorded


def test_the_talk_with_github_can_be_recorded_and_replayed(world: World, forge: Forge, tmp_path: Path) -> None:
    """A cassette of it holds no token, and gives the same without GitHub."""
    tape = tmp_path / "github.yaml"
    with cassette.record(tape, about={}), opened(forge) as github:
        first = publish_issue(order_of(digest_of(1)), github)
    assert TOKEN not in tape.read_text(encoding="utf-8")
    arrived = len(forge.seen)
    with cassette.replay(tape) as recorded, opened(forge) as github:
        assert publish_issue(order_of(digest_of(1)), github) == first
        assert cassette.unplayed(recorded) == []
    assert len(forge.seen) == arrived


def test_git_sends_the_token_to_its_server_alone(world: World) -> None:
    """It goes out once, as a header, even where the checkout has kept another; and no error repeats it."""
    with Loopback() as server:
        address = f"/{REPOSITORY}.git/info/refs?service=git-upload-pack"
        server.pages[address] = Reply(b"no", 403)
        git(world.checkout, "remote", "set-url", "origin", server.url(f"/{REPOSITORY}.git"))
        git(world.checkout, "config", f"http.{server.url()}.extraheader", "AUTHORIZATION: basic b2xk")
        for place in (server.url().rstrip("/"), "https://github.test"):
            repository = Repository(world.checkout, dict(os.environ), token=TOKEN, server=place)
            with pytest.raises(PublishError) as caught:
                repository.fetched("main")
            assert TOKEN not in str(caught.value)
        first, second = [request.headers["authorization"] for request in server.seen]
    assert first.startswith("basic eC1hY2Nlc3MtdG9rZW46")
    assert second == "basic b2xk"
