"""The step that drafts, in this process: what it says, writes and puts out, whatever becomes of the links."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from actions_runner import entries
from digests import made_digest, made_entry, made_story
from forge import REPOSITORY, TOKEN, Forge
from loopback import Reply
from newsroom import ITEMS, KEY, Newsroom
from standin import out_of_quota, refused_key

from summarizer.github import drafting
from summarizer.github.__main__ import main
from summarizer.github.runner import Runner
from summarizer.rendering.record import dump_json


class Stepped(NamedTuple):
    """How a step ended, and what it left."""

    code: int
    outputs: dict[str, str]
    said: str
    summary: str


Step = Callable[..., Stepped]


@pytest.fixture
def step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Step:
    """Return a function that runs a step in an empty repository, with inputs and variables."""
    workspace = tmp_path / "repository"
    workspace.mkdir()
    monkeypatch.chdir(workspace)

    def run(name: str, inputs: dict[str, str], **variables: str) -> Stepped:
        files = {kind: tmp_path / kind for kind in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        given = {f"INPUT_{key.upper().replace('-', '_')}": value for key, value in inputs.items()}
        places = {"GITHUB_WORKSPACE": str(workspace), "INPUT_CACHE_FOLDER": str(tmp_path / "cache")}
        capfd.readouterr()
        code = main([name], Runner({**places, **{k: str(v) for k, v in files.items()}, **given, **variables}))
        said = "".join(capfd.readouterr())
        outputs = dict(entries(files["GITHUB_OUTPUT"].read_text(encoding="utf-8")))
        return Stepped(code, outputs, said, files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8"))

    return run


@pytest.fixture
def desk(room: Newsroom, step: Step) -> Newsroom:
    """Return pages and a model that the repository's own settings lead to."""
    host = f"127.0.0.1:{room.sites.port}"
    Path("summarizer.toml").write_text(f'allow_private = ["{host}"]\nbase_url = "{room.model.base_url}"\n')
    return room


def write_list(*links: str) -> None:
    """Write the list of links."""
    Path("urls.txt").write_text("# this week\n" + "".join(f"{link}\n" for link in links), encoding="utf-8")


def test_links_become_a_draft_a_record_and_an_account(desk: Newsroom, step: Step) -> None:
    """Files in the workspace, every output, a table and a chart in the summary, and the key only masked."""
    write_list(*desk.links("harbour", "bakery"), desk.sites.url("/gone"))
    done = step("draft", {"urls": "urls.txt", "api-key": KEY, "output": "out/{week}.md"})
    assert done.code == 0, done.said
    record = json.loads(Path(done.outputs["json-path"]).read_text(encoding="utf-8"))
    assert done.outputs["draft-path"].startswith("out/20")
    assert Path(done.outputs["draft-path"]).read_text(encoding="utf-8").startswith("---\ntitle: ")
    numbers = {name: done.outputs[name] for name in ("summarized", "needs-review", "failed")}
    assert numbers == {"summarized": "2", "needs-review": "0", "failed": "1"}
    assert done.outputs["cost-usd"] == record["usage"]["cost_usd"]
    assert int(done.outputs["input-tokens"]) == record["usage"]["input_tokens"] > 0
    assert int(done.outputs["output-tokens"]) == record["usage"]["output_tokens"] > 0
    assert "::warning title=Left out%3A http-404,file=urls.txt,line=4::" in done.said
    assert done.said.count(KEY) == 1
    assert f"::add-mask::{KEY}" in done.said
    assert "### Ready (2)" in done.summary
    assert "pie showData" in done.summary
    assert all(ITEMS[name].category in done.summary for name in ("harbour", "bakery"))


def test_a_missing_key_is_an_offline_draft_with_a_notice(room: Newsroom, step: Step) -> None:
    """As in a fork: green, and nothing is asked of a model."""
    Path("summarizer.toml").write_text(f'allow_private = ["127.0.0.1:{room.sites.port}"]\n')
    done = step("draft", {"urls": "\n".join(room.links("harbour")), "api-key": ""}, OPENAI_API_KEY="")
    assert (done.code, done.outputs["summarized"], done.outputs["cost-usd"]) == (0, "1", "0")
    assert "::notice title=Offline::OPENAI_API_KEY is not set" in done.said
    assert "add-mask" not in done.said
    assert room.model.requests == []


def test_the_issue_is_of_the_day_that_the_command_would_give_it(
    room: Newsroom, step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The step has no day of its own."""
    monkeypatch.setattr(drafting, "today", lambda: dt.date(2031, 1, 2))
    Path("summarizer.toml").write_text(f'model = "offline"\nallow_private = ["127.0.0.1:{room.sites.port}"]\n')
    done = step("draft", {"urls": room.links("harbour")[0], "output": "{isodate}.md"})
    assert done.outputs["draft-path"] == "2031-01-02.md"


@pytest.mark.parametrize(
    ("urls", "missed"), [("link/*.txt", ["link/*.txt"]), ("urls.txt\n*.lst", ["*.lst"]), ("urls.txt", [])]
)
def test_a_glob_that_no_file_matches_is_told(step: Step, urls: str, missed: list[str]) -> None:
    """A misspelt folder is not taken for a week without links."""
    Path("urls.txt").write_text("# nothing yet\n")
    done = step("draft", {"urls": urls})
    assert done.code == 0
    assert re.findall("::notice title=No list::no file matches (.*)", done.said) == missed


@pytest.mark.parametrize("text", ["", "# nothing yet\n\n"])
def test_no_new_links_is_no_issue(step: Step, text: str) -> None:
    """Green, with a notice and outputs that say so; nothing is written."""
    Path("urls.txt").write_text(text)
    done = step("draft", {"urls": "urls.txt"})
    assert done.code == 0
    assert "::notice title=No new links::" in done.said
    assert {name: done.outputs[name] for name in ("draft-path", "summarized", "failed")} == {
        "draft-path": "",
        "summarized": "0",
        "failed": "0",
    }
    assert [path.name for path in Path().iterdir()] == ["urls.txt"]


def test_all_links_dead_is_a_record_without_a_draft(desk: Newsroom, step: Step) -> None:
    """Each link has its warning and its row; the step is green, and `fail-on` decides about the run."""
    desk.sites.pages = {"/harbour": Reply(status=410), "/bakery": Reply(status=404)}
    write_list(*desk.links("harbour", "bakery"))
    done = step("draft", {"urls": "urls.txt", "api-key": KEY})
    assert (done.code, done.outputs["draft-path"], done.outputs["failed"]) == (0, "", "2")
    assert Path(done.outputs["json-path"]).is_file()
    assert done.said.count("::warning title=Left out") == 2
    assert "::warning title=No draft::" in done.said
    assert "### Left out (2)" in done.summary
    assert desk.model.requests == []


@pytest.mark.parametrize("answer", [out_of_quota(), refused_key(KEY)])
def test_a_provider_that_refuses_makes_the_run_red(step: Step, answer: object) -> None:
    """The quota is used up, or the key refused: an error says so and what is remembered, and nothing is written."""
    with Newsroom(lambda asked: answer) as room:  # type: ignore[arg-type, return-value]
        host = f"127.0.0.1:{room.sites.port}"
        Path("summarizer.toml").write_text(f'allow_private = ["{host}"]\nbase_url = "{room.model.base_url}"\n')
        done = step("draft", {"urls": "\n".join(room.links()), "api-key": KEY})
    assert done.code == 4
    assert "::error title=The digest was not made::" in done.said
    assert "is remembered, and is not paid for again" in done.said
    assert "No issue was drafted" in done.summary
    assert done.outputs == {}
    assert done.said.replace(f"::add-mask::{KEY}", "").count(KEY) == 0


@pytest.mark.load
def test_the_limit_on_money_holds(desk: Newsroom, step: Step) -> None:
    """`max-cost` ends the asking; a second run pays for the rest alone."""
    inputs = {"urls": "\n".join(desk.links()), "api-key": KEY, "cache": "true"}
    done = step("draft", {**inputs, "max-cost": "0.00001"})
    assert (done.code, done.outputs["summarized"], done.outputs["failed"]) == (0, "1", "4")
    before = len(desk.drafted)
    assert step("draft", inputs).outputs["summarized"] == "5"
    assert len(desk.drafted) - before == 4


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"urls": "no-such.txt"}, "there is no file 'no-such.txt'"),
        ({"urls": ""}, "input urls is empty"),
        ({"urls": "https://a.example", "output": "../x.md"}, "is no place for a draft"),
        ({"urls": "https://a.example", "output": ".github/x.md"}, "is no place for a draft"),
        ({"urls": "https://a.example", "output": "x.txt"}, "not the path of a Markdown file"),
        ({"urls": "https://a.example", "output": "{nonsense}.md"}, "there is no {nonsense} here"),
        ({"urls": "https://a.example", "config": "no.toml"}, "no.toml cannot be read"),
        ({"urls": "https://a.example", "max-cost": "lots"}, "input max-cost: Input should be a valid decimal"),
        ({"urls": "https://a.example", "model": "offlin"}, "did you mean 'offline'?"),
        ({"urls": "https://a.example", "cache": "maybe"}, "input cache: 'maybe' is none of true, false"),
        ({"urls": "https://a.example", "suggestions": "true"}, "GITHUB_REPOSITORY is not set"),
        ({"urls": "https://a.example", "publish": "bogus"}, "input publish: 'bogus' is none of pull-request"),
        ({"urls": "https://a.example", "archive": "delete"}, "input archive: 'delete' is none of move"),
        ({"urls": "https://a.example", "fail-on": "bogus"}, "input fail-on: 'bogus' is none of never"),
        ({"urls": "https://a.example", "branch": "a b"}, "branch 'a b' is no branch's name"),
        ({"urls": "https://a.example", "branch": "trunk"}, "branch trunk is the default branch"),
        ({"urls": "https://a.example", "branch": "{nonsense}"}, "input branch: there is no {nonsense} here"),
        ({"urls": "https://a.example", "output": "out/x.md"}, "is no place for a draft"),
    ],
)
def test_a_wrong_input_is_said_before_anything_is_fetched(step: Step, inputs: dict[str, str], said: str) -> None:
    """One annotation, exit code 2, also for what a later step needs; a link out of the repository is not followed."""
    Path("out").symlink_to("..")
    done = step("draft", inputs, GITHUB_EVENT_NAME="schedule", GITHUB_REF_NAME="trunk")
    assert done.code == 2
    assert said in done.said.replace("%25", "%")
    assert done.said.count("::error title=The digest was not made::") == 1


def test_the_teams_links_are_drafted_too(desk: Newsroom, step: Step, tmp_path: Path) -> None:
    """After those of the list; who suggested one is its note, and outsiders are passed over with a notice."""
    Path("urls.txt").write_text("")
    with Forge(bare=tmp_path) as forge:
        forge.suggest(f"### Link\n\n{desk.links('harbour')[0]}", login="ada")
        forge.suggest(desk.links("bakery")[0], association="NONE")
        inputs = {"urls": "urls.txt", "suggestions": "true", "token": TOKEN, "api-key": KEY}
        done = step("draft", inputs, GITHUB_REPOSITORY=REPOSITORY, GITHUB_API_URL=forge.api_url)
        assert {one.split()[0] for one in forge.asked} == {"GET"}
    assert done.outputs["summarized"] == "1"
    assert "#2: not by a member of the team" in done.said
    record = Path(done.outputs["json-path"]).read_text(encoding="utf-8")
    assert '"note": "suggested by ada in #1"' in record


@pytest.mark.parametrize(
    ("fail_on", "failed", "review", "code"),
    [
        ("", "3", "3", 0),
        ("never", "3", "3", 0),
        ("error", "0", "3", 0),
        ("error", "1", "0", 1),
        ("review", "0", "0", 0),
        ("review", "0", "1", 1),
        ("review", "2", "0", 1),
        ("review", "", "", 0),
        ("sometimes", "0", "0", 2),
    ],
)
def test_fail_on_decides_about_the_run(step: Step, fail_on: str, failed: str, review: str, code: int) -> None:
    """Never, on a failed link, or on that and a line for review."""
    assert step("verdict", {"fail-on": fail_on, "failed": failed, "needs-review": review}).code == code


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["draft", "publish"]])
def test_a_step_is_named(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Anything else is wrong use."""
    assert main(arguments, Runner({})) == 2
    assert "draft|publish|verdict" in capsys.readouterr().err


# Publishing what was handed over


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "holds 0 records"),
        ({"a.json": "{}", "b.json": "{}"}, "holds 2 records"),
        ({"a.json": "{}", "a.md": "x"}, "issue is missing"),
        ({"a.json": "no json", "a.md": "x"}, "no JSON"),
    ],
)
def test_what_is_handed_over_is_checked(step: Step, files: dict[str, str], said: str) -> None:
    """The other job's files are data: a record of the known form, and its draft."""
    Path("handed-over").mkdir()
    for name, text in files.items():
        Path("handed-over", name).write_text(text)
    done = step("publish", {"draft": "handed-over", "urls": "https://a.example"}, GITHUB_REPOSITORY=REPOSITORY)
    assert done.code == 2
    assert said in done.said
    assert "::error title=The digest was not published::" in done.said


@pytest.mark.parametrize("name", ["a.md", "a.json", "handed-over"])
def test_a_symbolic_link_that_is_handed_over_is_not_followed(step: Step, tmp_path: Path, name: str) -> None:
    """Neither the draft, the record nor their folder may be one: it would lead to what this job alone may read."""
    given = tmp_path / "given"
    given.mkdir()
    (given / "a.json").write_text(dump_json(made_digest(made_story(made_entry(1)))))
    (given / "a.md").write_text("The draft.\n")
    place = Path("handed-over")
    if name == place.name:
        place.symlink_to(given)
    else:
        shutil.copytree(given, place)
        (place / name).unlink()
        (place / name).symlink_to(given / name)
    done = step("publish", {"draft": "handed-over", "urls": "https://a.example"}, GITHUB_REPOSITORY=REPOSITORY)
    assert done.code == 2
    assert "symbolic link" in done.said or f"there is no plain file {name}" in done.said


def test_nothing_is_published_if_nothing_shall_be(step: Step) -> None:
    """Not even the files are looked at."""
    assert step("publish", {"publish": "none"}).code == 0
