"""Settings: flags over environment over file over defaults, checked once."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from summarizer.config import Newsletter, Settings, load_settings
from summarizer.errors import SetupError
from summarizer.flags import flag_of
from summarizer.network import Totals


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own configuration folder is an empty one."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def load(folder: Path, flags: dict[str, Any] | None = None, environment: dict[str, str] | None = None) -> Settings:
    """Return the settings of a run in `folder`."""
    return load_settings(flags or {}, environment or {}, folder=folder)


def test_flags_win_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    """The strongest place that names a setting decides it."""
    assert load(tmp_path).concurrency == 8
    (tmp_path / "summarizer.toml").write_text("concurrency = 2\n")
    assert load(tmp_path).concurrency == 2
    assert load(tmp_path, {}, {"SUMMARIZER_CONCURRENCY": "3"}).concurrency == 3
    assert load(tmp_path, {"concurrency": 4}, {"SUMMARIZER_CONCURRENCY": "3"}).concurrency == 4


def test_a_flag_that_was_not_given_hides_nothing(tmp_path: Path) -> None:
    """None among the flags means the weaker places decide."""
    (tmp_path / "summarizer.toml").write_text('[newsletter]\ntitle = "Weekly"\n')
    settings = load(tmp_path, {"model": None, "newsletter": {"title": None, "number": 7}})
    assert settings.newsletter == Newsletter(title="Weekly", number=7)


def test_pyproject_is_a_place_for_settings(tmp_path: Path) -> None:
    """`[tool.summarizer]` of a parent's pyproject.toml counts, and others' pyproject.toml is passed over."""
    (tmp_path / "pyproject.toml").write_text("[tool.summarizer]\nconcurrency = 5\n")
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert load(inner).concurrency == 5


def test_the_users_own_file_is_beneath_the_projects(tmp_path: Path) -> None:
    """What the project does not say comes from the XDG configuration folder."""
    own = tmp_path / "config" / "digest-summarizer"
    own.mkdir(parents=True)
    (own / "summarizer.toml").write_text("concurrency = 5\nper_host = 1\n")
    (tmp_path / "summarizer.toml").write_text("concurrency = 6\n")
    settings = load(tmp_path)
    assert (settings.concurrency, settings.per_host) == (6, 1)


@pytest.mark.parametrize("name", ["summarizer.toml", "pyproject.toml"])
def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path, name: str) -> None:
    """Editors on Windows write one."""
    heading = "[tool.summarizer]\n" if name == "pyproject.toml" else ""
    (tmp_path / name).write_text(f"{heading}concurrency = 5\n", encoding="utf-8-sig")
    assert load(tmp_path).concurrency == 5


def test_a_files_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    """A taxonomy named in a file is looked for beside that file, wherever the command runs."""
    (tmp_path / "summarizer.toml").write_text('taxonomy = "own.toml"\n[newsletter]\npast_issues = "past"\n')
    inner = tmp_path / "inner"
    inner.mkdir()
    assert load(inner).taxonomy == tmp_path / "own.toml"
    assert load(inner).newsletter.past_issues == tmp_path / "past"


@pytest.mark.parametrize(
    ("text", "environment", "flags", "said"),
    [
        ("modle = 'offline'", {}, {}, ["summarizer.toml", "'modle'", "'model'"]),
        ("[newsletter]\nfoter = ''", {}, {}, ["summarizer.toml", "'newsletter.foter'", "'newsletter.footer'"]),
        ("", {"SUMMARIZER_MODLE": "offline"}, {}, ["environment", "'modle'", "'model'"]),
        ("", {}, {"modle": "offline"}, ["command line", "'modle'", "'model'"]),
        ("", {}, {"model": "gpt-6-luna"}, ["command line", "model", "openai/gpt-6-luna"]),
        ("concurrency = 0", {}, {}, ["summarizer.toml", "concurrency", "greater than or equal to 1"]),
        ("concurrency == 1", {}, {}, ["summarizer.toml", "not valid TOML", "line 1"]),
        ("", {"SUMMARIZER_NEWSLETTER_NUMBER": "x"}, {}, ["environment", "newsletter.number", "integer"]),
        ("", {}, {"output": ["digest.txt"]}, ["command line", "output", "digest.txt", ".md", ".json"]),
        ("zzz = 1", {}, {}, ["'zzz'", "known are", "model"]),
        ("past_issues = 'x'", {}, {}, ["'past_issues'", "did you mean 'newsletter.past_issues'?"]),
        ("[newsletter]\nmodel = 'offline'", {}, {}, ["'newsletter.model'", "did you mean 'model'?"]),
        (
            "",
            {"SUMMARIZER_NEWSLETTER": "x", "SUMMARIZER_NEWSLETTER_TITLE": "T"},
            {},
            ["environment: newsletter: ", "dictionary"],
        ),
        ("newsletter = 'x'", {}, {"newsletter": {"title": "T"}}, ["summarizer.toml: newsletter: ", "dictionary"]),
        ("[newsletter]\ndate = 20261130", {}, {}, ["summarizer.toml: newsletter.date: '20261130'", "YYYY-MM-DD"]),
        ("", {"SUMMARIZER_NEWSLETTER_DATE": "2026-02-31"}, {}, ["environment: newsletter.date: ", "valid date"]),
        ("language = 'xx'", {}, {}, ["summarizer.toml: language: 'xx' is not a language's code", "ISO 639-1"]),
        ("", {"SUMMARIZER_LANGUAGE": "EN"}, {}, ["environment: language: 'EN'", "two small letters"]),
    ],
)
def test_a_wrong_setting_is_named_with_its_place_and_the_way_out(
    tmp_path: Path, text: str, environment: dict[str, str], flags: dict[str, Any], said: list[str]
) -> None:
    """The error says what is wrong, where it stands, and the nearest right thing."""
    (tmp_path / "summarizer.toml").write_text(text)
    with pytest.raises(SetupError) as caught:
        load(tmp_path, flags, environment)
    for words in said:
        assert words in str(caught.value)


@pytest.mark.parametrize("value", ["{ name = 'Ann' }", "[{ name = 'Ann' }]", "0.5", "2026-11-30", "['a', 1]"])
def test_a_key_of_the_front_matter_that_cannot_be_printed_is_named(tmp_path: Path, value: str) -> None:
    """One line a key, which says what it may be, however many kinds of value there are."""
    (tmp_path / "summarizer.toml").write_text(
        f"[newsletter.front_matter]\nlayout = 'x'\nauthor = {value}\nby = {value}\n"
    )
    with pytest.raises(SetupError) as caught:
        load(tmp_path)
    place = f"{tmp_path / 'summarizer.toml'}: newsletter.front_matter"
    said = "should be text, a whole number, true or false, or a list of texts"
    assert str(caught.value).splitlines() == [f"{place}.author: {said}", f"{place}.by: {said}"]


def test_a_wrong_flag_is_called_what_it_was_called_by_who_gave_it(tmp_path: Path) -> None:
    """What comes from a file keeps the name that it has there."""
    (tmp_path / "summarizer.toml").write_text("concurrency = 0\n")
    with pytest.raises(SetupError) as caught:
        load_settings({"max_cost": "x", "newsletter": {"date": "x"}}, {}, folder=tmp_path, named=flag_of)
    named = [line.rpartition("summarizer.toml: ")[2].partition(": ")[0] for line in str(caught.value).splitlines()]
    assert sorted(named) == ["--date", "--max-cost", "concurrency"]


@pytest.mark.parametrize("text", ["[tool]\nsummarizer = 'offline'\n", "[tool]\nsummarizer = 1\n"])
def test_settings_in_pyproject_are_a_table(tmp_path: Path, text: str) -> None:
    """What is none is named with its place."""
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(SetupError, match=r"pyproject\.toml: tool\.summarizer: should be a table of settings"):
        load(tmp_path)


@pytest.mark.parametrize("text", ["tool = 'summarizer'\n", "tool = 1\n"])
def test_a_pyproject_without_tools_is_passed_over(tmp_path: Path, text: str) -> None:
    """Whatever stands in their place."""
    (tmp_path / "pyproject.toml").write_text(text)
    assert load(tmp_path) == Settings()


def test_other_tools_variables_are_left_alone(tmp_path: Path) -> None:
    """SUMMARIZE_* belongs to another tool and changes nothing here."""
    assert load(tmp_path, {}, {"SUMMARIZE_MODEL": "offline"}) == load(tmp_path)


def test_the_usual_base_url_counts_as_environment(tmp_path: Path) -> None:
    """OPENAI_BASE_URL wins over the file, and our own variable over it."""
    (tmp_path / "summarizer.toml").write_text('base_url = "http://file.example/v1"\n')
    usual = {"OPENAI_BASE_URL": "http://usual.example/v1"}
    assert load(tmp_path, {}, usual).base_url == "http://usual.example/v1"
    assert load(tmp_path, {}, {**usual, "SUMMARIZER_BASE_URL": "http://own.example/v1"}).base_url == (
        "http://own.example/v1"
    )


def test_lists_and_nested_settings_come_from_the_environment(tmp_path: Path) -> None:
    """A list is parted at commas, and the newsletter's settings have a prefix of their own."""
    environment = {"SUMMARIZER_ALLOW_PRIVATE": "a.test, b.test:81", "SUMMARIZER_NEWSLETTER_DATE": "2026-11-20"}
    settings = load(tmp_path, {}, environment)
    assert settings.allow_private == ("a.test", "b.test:81")
    assert settings.newsletter.date == dt.date(2026, 11, 20)


def test_a_named_file_replaces_those_found(tmp_path: Path) -> None:
    """--config is the only file read, and a missing one is an error that names it."""
    (tmp_path / "summarizer.toml").write_text("concurrency = 2\n")
    named = tmp_path / "other.toml"
    with pytest.raises(SetupError, match=r"other\.toml cannot be read"):
        load_settings({}, {}, config=named, folder=tmp_path)
    named.write_text("per_host = 1\n")
    settings = load_settings({}, {}, config=named, folder=tmp_path)
    assert (settings.concurrency, settings.per_host) == (8, 1)


def test_a_server_that_a_project_names_is_told_apart(tmp_path: Path) -> None:
    """A `base_url` of a file that nobody named is known as such; from any other place it is the user's own word."""
    project = tmp_path / "project"
    (project / "inner").mkdir(parents=True)
    (project / "summarizer.toml").write_text('base_url = "http://project.example/v1"\n')
    found = load(project / "inner")
    assert found.base_url_found_in == str(project / "summarizer.toml")
    assert load(project, {"base_url": "http://own.example/v1"}).base_url_found_in == ""
    assert load(project, {}, {"OPENAI_BASE_URL": "http://own.example/v1"}).base_url_found_in == ""
    named = load_settings({}, {}, folder=project, config=project / "summarizer.toml")
    assert (named.base_url, named.base_url_found_in) == ("http://project.example/v1", "")
    own = tmp_path / "config" / "digest-summarizer"
    own.mkdir(parents=True)
    (own / "summarizer.toml").write_text('base_url = "http://own.example/v1"\n')
    assert load(tmp_path).base_url_found_in == ""


def test_the_totals_of_a_run_are_those_of_the_network() -> None:
    """What is set by default is what the library bounds a run by."""
    settings, totals = Settings(), Totals()
    assert (settings.run_megabytes * 1_000_000, settings.run_requests) == (totals.bytes_left, totals.requests_left)
