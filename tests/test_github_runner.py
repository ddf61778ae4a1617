"""What a step is given and what it tells the runner."""

from __future__ import annotations

from pathlib import Path

import pytest
from actions_runner import entries

from summarizer.errors import SetupError
from summarizer.github.runner import Place, Runner

HOSTILE = (
    "plain",
    "",
    "two\nlines",
    "a=b<<c",
    "::set-output name=draft-path::/etc/passwd",
    "::add-mask::x\r\n::error::y",
    "end-00\nEOF\n%0A",
    "'\"`$(touch x)`${{ github.token }}",
    "x" * 100_000,
)


def told(capsys: pytest.CaptureFixture[str]) -> str:
    """Return what was printed."""
    return capsys.readouterr().out


@pytest.mark.parametrize("value", HOSTILE)
def test_an_output_is_its_value_and_nothing_else(tmp_path: Path, value: str) -> None:
    """Whatever stands in a value, the file names one output, whose value it is."""
    file = tmp_path / "output"
    Runner({"GITHUB_OUTPUT": str(file)}).put("title", value)
    with file.open(encoding="utf-8", newline="") as text:
        assert dict(entries(text.read())) == {"title": value}


@pytest.mark.parametrize("value", HOSTILE)
def test_an_annotation_is_one_line(capsys: pytest.CaptureFixture[str], value: str) -> None:
    """No text ends its command, or adds a property to it."""
    Runner({}).say("warning", value, title=value, place=Place(f"urls{value}.txt", 3))
    said = told(capsys)
    assert said.count("\n") == 1
    assert said.startswith("::warning ")
    properties, message = said.removeprefix("::warning ").rstrip("\n").split("::", 1)
    assert [pair.partition("=")[0] for pair in properties.split(",")] == [*(["title"] if value else []), "file", "line"]
    assert message == value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def test_an_annotation_may_have_no_place(capsys: pytest.CaptureFixture[str]) -> None:
    """A notice is a level and a message; a file without a line has no line."""
    Runner({}).say("notice", "All is well: 50 %")
    Runner({}).say("error", "No", place=Place("urls.txt"))
    assert told(capsys) == "::notice::All is well: 50 %25\n::error file=urls.txt::No\n"


def test_every_line_of_a_secret_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    """The runner masks by lines."""
    Runner({}).mask("first\nsecond")
    assert told(capsys) == "::add-mask::first\n::add-mask::second\n"


def test_what_is_printed_as_it_is_gives_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Commands are stopped under a mark that nobody can guess, and go on after it, even after an error."""
    with pytest.raises(ValueError, match="x"), Runner({}).as_it_is():
        raise ValueError("x")
    stop, start = told(capsys).splitlines()
    assert stop.startswith("::stop-commands::")
    mark = stop.removeprefix("::stop-commands::")
    assert (len(mark), start) == (32, f"::{mark}::")


def test_inputs_are_read_by_their_names() -> None:
    """Kebab-case, without white space; one of a few choices, the first by default."""
    runner = Runner({"INPUT_MAX_COST": " 0.5\n", "INPUT_FAIL_ON": "review", "INPUT_PUBLISH": "Issue"})
    assert runner.given("max-cost") == "0.5"
    assert runner.given("urls") == ""
    assert runner.chosen("fail-on", ("never", "review")) == "review"
    assert runner.chosen("archive", ("move", "tick")) == "move"
    with pytest.raises(SetupError, match="input publish: 'Issue' is none of issue, none"):
        runner.chosen("publish", ("issue", "none"))
    with pytest.raises(SetupError, match="GITHUB_REPOSITORY is not set"):
        runner.needed("GITHUB_REPOSITORY")


@pytest.mark.parametrize(
    ("variables", "event", "branch"),
    [
        ({}, '{"repository": {"default_branch": "trunk"}}', "trunk"),
        ({"GITHUB_EVENT_NAME": "schedule", "GITHUB_REF_NAME": "trunk"}, '{"schedule": "17 5 * * 1"}', "trunk"),
        ({"GITHUB_REF_NAME": "mine"}, '{"schedule": "17 5 * * 1"}', ""),
        ({}, "[]", ""),
        ({}, "no json", ""),
        ({"GITHUB_EVENT_PATH": "/no/such"}, "", ""),
    ],
)
def test_the_event_tells_the_default_branch(tmp_path: Path, variables: dict[str, str], event: str, branch: str) -> None:
    """A scheduled run's does not, but is on it; where nothing tells it, it is not known."""
    (tmp_path / "event.json").write_text(event)
    assert Runner({"GITHUB_EVENT_PATH": str(tmp_path / "event.json"), **variables}).default_branch == branch
    assert Runner({}).default_branch == ""


def test_without_the_runners_files_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A step that is tried by hand works, and leaves no file and no word of its outputs."""
    monkeypatch.chdir(tmp_path)
    Runner({}).put("x", "y")
    Runner({}).summarize("x")
    assert list(tmp_path.iterdir()) == []
    assert told(capsys) == ""
