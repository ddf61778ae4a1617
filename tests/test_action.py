"""The action as its steps are run: `action.yml`, `publish/action.yml` and the weekly workflow, whole."""

from __future__ import annotations

import json
import shutil
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from actions_runner import ActionsRunner, Ended, Equivalent
from forge import REPOSITORY, TOKEN, Forge
from loopback import Reply
from newsroom import ITEMS, KEY, Newsroom, good_reply
from repositories import World, made_world
from standin import Answer, Asked, says

from summarizer.rendering.links import find_links

pytestmark = pytest.mark.load

ROOT = Path(__file__).resolve().parent.parent
WEEKLY = ROOT / ".github" / "workflows" / "weekly-digest.yml"

PYTHON = """#!/bin/bash
# Stands for a Python without our package: it makes environments that have it, and installs nothing.
if [ "$1 $2" = "-m venv" ]; then
    mkdir -p "$4/bin"
    cp "$0" "$4/bin/python"
elif [ "$1 $2" = "-m pip" ]; then
    printf '%s\\n' "$*" "$PIP_CONSTRAINT" >>"$RUNNER_TEMP/installed"
else
    exec {executable} "$@"
fi
"""

HOSTILE = (
    "Tides `$(touch pwned)` ${{ github.token }} \"'; ::set-output name=draft-path::/etc/passwd @octocat fixes #1 | x"
)


class Machine:
    """What the jobs of one run share: the remote, GitHub, caches and artifacts."""

    def __init__(self, folder: Path, world: World, forge: Forge, room: Newsroom) -> None:
        self.folder = folder
        self.world = world
        self.forge = forge
        self.room = room
        self.uses: list[str] = []

    def runner(self, *, key: str = KEY) -> ActionsRunner:
        """Return a fresh machine for a job."""
        temp = self.folder / "temp"
        shutil.rmtree(temp, ignore_errors=True)
        temp.mkdir()
        github = {
            "repository": REPOSITORY,
            "token": TOKEN,
            "api_url": self.forge.api_url,
            "server_url": "https://github.test",
            "run_id": "77",
            "run_attempt": "1",
        }
        places = {"digest-summarizer/summarizer": ROOT, "digest-summarizer/summarizer/publish": ROOT / "publish"}
        secrets = {"OPENAI_API_KEY": key}
        return ActionsRunner(
            self.world.checks_out(),
            temp,
            github=github,
            equivalents=self.equivalents(),
            actions=places,
            secrets=secrets,
        )

    def equivalents(self) -> Mapping[str, Equivalent]:
        """Return what stands in for the actions of others."""
        return {
            "actions/checkout": self.checkout,
            "actions/setup-python": self.python,
            "actions/cache/restore": self.restore,
            "actions/cache/save": self.save,
            "actions/upload-artifact": self.upload,
            "actions/download-artifact": self.download,
        }

    def checkout(self, runner: ActionsRunner, inputs: dict[str, str]) -> dict[str, str]:
        """The checkout is there; it must keep no credentials."""
        assert inputs == {"persist-credentials": "False"}
        return {}

    def python(self, runner: ActionsRunner, inputs: dict[str, str]) -> dict[str, str]:
        """Put a `python` on the path."""
        program = runner.temp / "tools" / "python"
        program.parent.mkdir()
        program.write_text(PYTHON.replace("{executable}", sys.executable))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        runner.path.append(str(program.parent))
        return {"python-version": inputs["python-version"]}

    def restore(self, runner: ActionsRunner, inputs: dict[str, str]) -> dict[str, str]:
        """Bring back the newest cache whose key begins as asked."""
        if (self.folder / "cache").is_dir() and "digest-summarizer-77-1".startswith(inputs["restore-keys"]):
            shutil.copytree(self.folder / "cache", inputs["path"])
        return {"cache-hit": "false"}

    def save(self, runner: ActionsRunner, inputs: dict[str, str]) -> dict[str, str]:
        """Keep a folder."""
        assert inputs["key"] == "digest-summarizer-77-1"
        shutil.rmtree(self.folder / "cache", ignore_errors=True)
        if Path(inputs["path"]).is_dir():
            shutil.copytree(inputs["path"], self.folder / "cache")
        return {}

    def upload(self, runner: ActionsRunner, inputs: dict[str, str]) -> dict[str, str]:
        """Keep files, by their paths below the folder that all of them lie in."""
        files = [runner.workspace / line for line in inputs["path"].splitlines()]
        (parent,) = {file.parent for file in files}
        shutil.rmtree(self.folder / "artifact", ignore_errors=True)
        (self.folder / "artifact").mkdir()
        for file in files:
            shutil.copy(file, self.folder / "artifact" / file.relative_to(parent))
        return {}

    def download(self, runner: ActionsRunner, inputs: dict[str, str]) -> dict[str, str]:
        """Bring the files back."""
        shutil.copytree(self.folder / "artifact", runner.workspace / inputs["path"])
        return {}

    def week(self, *, key: str = KEY) -> tuple[Ended, Ended]:
        """Run both jobs of the weekly workflow."""
        first = self.runner(key=key).run_job(WEEKLY, "draft")
        second = self.runner(key="").run_job(WEEKLY, "publish", needs={"draft": first.outputs})
        return first, second


def reply(asked: Asked) -> Answer:
    """Return what a good model says, of the page with a hostile title too."""
    is_hostile = asked.wanted == "entry" and "touch pwned" in asked.title
    return says(json.dumps(ITEMS["council"].reply)) if is_hostile else good_reply(asked)


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """Yield a newsletter's repository with four links, one of them dead and one with a hostile title."""
    with Newsroom(reply) as room:
        page = ITEMS["council"]._replace(title=HOSTILE.replace('"', "&quot;"))
        room.sites.pages["/hostile"] = Reply(page.html)
        links = [*room.links("harbour", "bakery"), room.sites.url("/hostile"), room.sites.url("/gone")]
        settings = f'allow_private = ["127.0.0.1:{room.sites.port}"]\nbase_url = "{room.model.base_url}"\n'
        files = {"urls.txt": "".join(f"{link}\n" for link in links), "summarizer.toml": settings}
        world = made_world(tmp_path, files)
        with Forge(bare=world.bare) as forge:
            yield Machine(tmp_path, world, forge, room)


def test_fridays_links_become_mondays_pull_request(machine: Machine) -> None:
    """Both jobs of the weekly workflow are green; the second publishes what the first has made, and nothing else."""
    drafted = machine.runner().run_job(WEEKLY, "draft")
    assert drafted.outcome == "success", drafted.log
    assert machine.world.branches() == ["main"]
    assert {asked.split()[0] for asked in machine.forge.asked} == {"GET"}
    published = machine.runner(key="").run_job(WEEKLY, "publish", needs={"draft": drafted.outputs})
    assert published.outcome == "success", published.log
    (branch, _) = machine.world.branches()
    files = machine.world.files(branch)
    (draft,) = [text for name, text in files.items() if name.startswith("digests/")]
    assert draft == next((machine.folder / "artifact").glob("*.md")).read_text(encoding="utf-8")
    assert len(find_links(draft)) == 3
    assert files["urls.txt"] == ""
    (pull,) = machine.forge.pulls
    assert pull["draft"] is True
    assert "### Left out (1)" in pull["body"]
    assert KEY not in drafted.log + published.log + json.dumps(pull)
    assert TOKEN not in drafted.log + published.log
    warning = next(one for one in drafted.annotations if one.level == "warning")
    assert (warning.properties["file"], warning.properties["line"]) == ("urls.txt", "4")
    installed = (machine.folder / "temp" / "installed").read_text().splitlines()
    assert installed[0].startswith("-m pip install --quiet --constraint ")
    assert Path(installed[1]).samefile(ROOT / "constraints.txt")
    assert "latest" not in installed[0]
    hostile = next(row for row in drafted.summary.splitlines() + pull["body"].splitlines() if "touch pwned" in row)
    assert "@octocat" not in hostile
    assert "#1 " not in hostile
    assert drafted.outputs["draft-path"].startswith("digests/")
    assert not list(machine.folder.rglob("pwned"))


def test_twice_in_a_week_is_one_pull_request_and_costs_once(machine: Machine) -> None:
    """The second run asks for the new link alone, and updates the pull request; a person's text stays."""
    machine.week()
    branch = machine.world.branches()[0]
    (name,) = [name for name in machine.world.files(branch) if name.startswith("digests/")]
    machine.world.edits(branch, {name: "Mine.\n"})
    text = machine.world.files("main")["urls.txt"]
    machine.world.edits("main", {"urls.txt": text + machine.room.links("reader")[0] + "\n"})
    before = len(machine.room.drafted)
    _, published = machine.week()
    assert published.outcome == "success", published.log
    assert machine.room.drafted[before:] == [ITEMS["reader"].title]
    assert len(machine.forge.pulls) == 1
    files = machine.world.files(branch)
    assert files[name].startswith("Mine.\n")
    assert ITEMS["reader"].title in files[name]
    assert files["urls.txt"] == ""


def test_no_new_links_publish_nothing(machine: Machine) -> None:
    """The second job is skipped, and the run is green."""
    machine.world.edits("main", {"urls.txt": "# none\n"})
    drafted, published = machine.week()
    assert (drafted.outcome, published.outcome) == ("success", "skipped")
    assert drafted.steps["Hand over"] == "skipped"
    assert machine.world.branches() == ["main"]


def test_a_fork_without_a_key_gets_offline_lines(machine: Machine) -> None:
    """Both jobs are green, and a notice says so."""
    machine.world.edits("main", {"summarizer.toml": f'allow_private = ["127.0.0.1:{machine.room.sites.port}"]\n'})
    drafted, published = machine.week(key="")
    assert (drafted.outcome, published.outcome) == ("success", "success")
    assert [one.properties["title"] for one in drafted.annotations if one.level == "notice"] == ["Offline"]
    assert machine.room.model.requests == []


def test_one_job_may_do_both(machine: Machine) -> None:
    """The action alone drafts and publishes, an issue here; `fail-on` makes it red only then, and the cache is kept."""
    inputs = {
        "urls": "urls.txt",
        "api-key": KEY,
        "publish": "issue",
        "fail-on": "error",
        "output": "digest.md",
        "title": "Ebb & flow: `$(id)` {date}",
    }
    ended = machine.runner().run_action(ROOT, inputs)
    assert ended.outcome == "failure"
    assert ended.steps["Decide"] == "failure"
    assert ended.steps["Remember what was paid for"] == "success"
    (issue,) = machine.forge.issues
    assert issue["title"].startswith("Ebb & flow: `$(id)` ")
    assert ended.outputs["issue-url"] == issue["html_url"]
    assert ended.outputs["pull-request-url"] == ""
    assert (ended.outputs["summarized"], ended.outputs["failed"]) == ("3", "1")
    assert list((machine.folder / "cache").rglob("*.json"))


@pytest.mark.parametrize(
    ("name", "value"),
    [("urls", "no-such.txt"), ("fail-on", "x"), ("publish", "x"), ("branch", "a b"), ("archive", "x")],
)
def test_a_wrong_setting_is_red_and_publishes_nothing(machine: Machine, name: str, value: str) -> None:
    """The steps after the one that failed are left out; nothing was paid for, whichever of them it is for."""
    ended = machine.runner().run_action(ROOT, {"urls": "urls.txt", name: value})
    assert ended.outcome == "failure"
    assert (ended.steps["publish"], ended.steps["Decide"]) == ("skipped", "skipped")
    assert [one.level for one in ended.annotations] == ["error"]
    assert machine.forge.asked == []
    assert machine.room.model.requests == []
