"""One run, put together from settings: the backend, the key, the cache and the cassette."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import Ran
from loopback import Reply
from newsroom import ITEMS, KEY, MODEL, Newsroom, good_reply
from sampling import sampled
from standin import Answer, Asked, failure, refused_key, says

from summarizer import prompts
from summarizer.cache import Cached
from summarizer.config import Settings
from summarizer.errors import SetupError
from summarizer.files import write_whole
from summarizer.llm.extractor import LLM
from summarizer.offline.backend import Offline
from summarizer.rendering.record import load_json
from summarizer.run import NOT_RECORDED, Traffic, chosen_backend, planned
from summarizer.taxonomy import Taxonomy

Run = Callable[..., Ran]

DAY = dt.date(2026, 11, 22)
PARTS_OF_KEY = (KEY, KEY[3:-3], KEY[8:20])


def everything_in(*folders: Path) -> list[tuple[str, bytes]]:
    """Return the name and content of every file in `folders` and beneath."""
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [(str(path), path.read_bytes()) for path in paths]


# Which backend


@pytest.mark.parametrize(
    ("given", "environment", "traffic", "kind", "noticed"),
    [
        ({}, {}, "live", Offline, True),
        ({}, {"OPENAI_API_KEY": ""}, "live", Offline, True),
        ({"model": MODEL}, {}, "live", Offline, True),
        ({"model": MODEL}, {}, "recorded", Offline, True),
        ({"model": "offline"}, {}, "live", Offline, False),
        ({"model": "offline"}, {"OPENAI_API_KEY": KEY}, "live", Offline, False),
        ({}, {"OPENAI_API_KEY": KEY}, "live", Cached, False),
        ({"cache": False}, {"OPENAI_API_KEY": KEY}, "live", LLM, False),
        ({}, {"OPENAI_API_KEY": KEY}, "recorded", LLM, False),
        ({"base_url": "http://localhost:1/v1"}, {}, "live", Cached, False),
        ({"model": "llama3.2", "base_url": "http://localhost:1/v1"}, {}, "live", Cached, False),
        ({}, {}, "replayed", LLM, False),
        ({"model": MODEL}, {"OPENAI_API_KEY": KEY}, "replayed", LLM, False),
    ],
)
def test_the_backend_follows_from_model_key_and_server(
    given: dict[str, Any], environment: dict[str, str], traffic: Traffic, kind: type, noticed: bool
) -> None:
    """Without a key or a server of one's own it is the offline one, with a notice; only live traffic is remembered."""
    backend, notice = chosen_backend(Settings(**given), environment, traffic=traffic)
    assert type(backend).__name__.removesuffix("Editor") == kind.__name__
    assert bool(notice) is noticed
    assert not noticed or "OPENAI_API_KEY is not set" in notice
    assert given.get("model", MODEL if kind is not Offline else "offline") in (backend.name, MODEL)


def test_no_key_is_said_and_the_run_goes_on_offline(run: Run, room: Newsroom) -> None:
    """The notice names what is missing and what is done instead, and -q spares it; no model is asked."""
    ran = run(*room.links("bakery"), *room.fetching)
    assert ran.code == 0
    assert ran.err.startswith(
        "summarize: OPENAI_API_KEY is not set, so no language model is asked: these are offline lines\n"
    )
    assert ITEMS["bakery"].title in ran.out
    assert f"{MODEL} is not asked" in run(*room.links("bakery"), *room.fetching, "--model", MODEL).err
    assert run(*room.links("bakery"), *room.fetching, "-q").err == ""
    assert run(*room.links("bakery"), *room.fetching, "--model", "offline").err.count("summarize:") == 0
    assert room.model.requests == []


def test_a_server_of_ones_own_needs_no_key(run: Run, room: Newsroom) -> None:
    """A local server is asked with whatever name its model has, and its price is not known."""
    ran = run(*room.links("bakery"), *room.fetching, "--base-url", room.model.base_url, "--model", "llama3.2:8b")
    assert ran.code == 0
    assert ITEMS["bakery"].line in ran.out or ITEMS["bakery"].sentences[0] in ran.out
    assert "cost unknown" in ran.err
    assert {asked.body["model"] for asked in room.model.requests} == {"llama3.2:8b"}


def test_usual_variables_name_key_and_server(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """OPENAI_API_KEY and OPENAI_BASE_URL work as everywhere else, and the key goes to that server."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("OPENAI_BASE_URL", room.model.base_url)
    assert run(*room.links("bakery"), *room.fetching).code == 0
    assert {asked.headers["authorization"] for asked in room.model.requests} == {f"Bearer {KEY}"}


def test_a_model_that_the_server_does_not_have_is_said_once(run: Run) -> None:
    """A wrong name stops the run at the first question, and says what to check."""
    unknown = failure(404, "The model 'gpt-0' does not exist", "model_not_found")
    with Newsroom(lambda _: unknown) as room:
        ran = run(*room.links(), *room.fetching, "--base-url", room.model.base_url, "--model", "openai/gpt-0")
        assert len(room.model.requests) == 1
    assert ran.code == 4
    assert ran.err.count("has no model 'gpt-0' for this key; check the model's name") == 1


# What is known to be wrong beforehand


@pytest.mark.parametrize(
    ("files", "given", "said"),
    [
        ({"own.toml": "categories = 3"}, {"taxonomy": "own.toml"}, "taxonomy own.toml"),
        ({"own.j2": "{{ issue.title"}, {"template": "own.j2"}, "template own.j2, line 1"),
        ({"own.j2": "\n{% endfor %}"}, {"template": "own.j2"}, "template own.j2, line 2"),
        ({"own.j2": "\n{{ isue.title }}"}, {"template": "own.j2"}, "template own.j2, line 2: 'isue' is undefined"),
        ({"own.j2": "{{ top[0].lead.titel }}"}, {"template": "own.j2"}, "entry has no 'titel'; did you mean 'title'?"),
        ({"own.j2": "{{ sections[0].name }}"}, {"template": "own.j2"}, "section has no 'name'"),
        ({"own.j2": "{{ '[x](http://else.example)' | raw }}"}, {"template": "own.j2"}, "the draft links to "),
        ({}, {"template": "folder"}, "template folder cannot be read"),
        ({}, {"newsletter": {"title": "No. {number}"}}, "there is no number; give --number N"),
        ({}, {"newsletter": {"title": " "}}, "newsletter.title says nothing (' '); give another --title"),
        ({}, {"newsletter": {"title": "N {foo}"}}, "newsletter.title has {foo}; what can be filled in is {date}"),
        ({}, {"base_url": "http://localhost:0/v1"}, "http://localhost:0/v1"),
    ],
)
def test_a_plan_that_cannot_work_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], given: dict[str, Any], said: str
) -> None:
    """What would fail at the end is known at the start, before a model has cost anything."""
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    for name, text in files.items():
        Path(name).write_text(text)
    with pytest.raises(SetupError, match=re.escape(said)):
        planned(Settings(**given), {"OPENAI_API_KEY": KEY}, date=DAY)


@pytest.mark.parametrize(
    ("given", "key"), [({}, " "), ({"base_url": "https://api.openai.com/v1/"}, ""), ({"model": MODEL}, "\n")]
)
def test_a_missing_key_is_said_in_the_commands_words(given: dict[str, Any], key: str) -> None:
    """The command reads the key from the environment, and is told so; the library's caller passes it."""
    with pytest.raises(SetupError, match="needs an API key; set OPENAI_API_KEY, or use the model `offline`"):
        chosen_backend(Settings(**given), {"OPENAI_API_KEY": key})


def test_choosing_a_model_hides_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another part of the process can import aiohttp afterwards; only the command, which is alone, leaves it out."""
    monkeypatch.delitem(sys.modules, "aiohttp", raising=False)
    chosen_backend(Settings(cache=False), {"OPENAI_API_KEY": KEY})
    assert sys.modules.get("aiohttp", "not imported") is not None


def test_a_taxonomy_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    """A copy that an editor on Windows has saved is read."""
    shipped = (prompts.folder() / "taxonomy.toml").read_text(encoding="utf-8")
    (tmp_path / "own.toml").write_text(shipped, encoding="utf-8-sig")
    assert Taxonomy.load(tmp_path / "own.toml") == Taxonomy.default()


def test_a_template_of_ones_own_is_not_refused_for_what_it_needs(tmp_path: Path) -> None:
    """A template that only works with stories in it is fine: they will be there."""
    path = tmp_path / "own.j2"
    parts = ("top[3].lead.title", "sections[4].stories[0].lead.date.year", "failures[0].code", "remarks[0].title")
    path.write_text(
        '{% extends "summarizer/digest.md.j2" %}{% block footer %}'
        + "".join(f"{{{{ {part} }}}}" for part in ("digest.stories[0].lead.title", *parts))
        + "{% endblock %}"
    )
    assert planned(Settings(template=path), {}, date=DAY).settings.template == path


@pytest.mark.load
def test_a_cache_that_cannot_be_written_is_said_and_the_run_goes_on(run: Run, room: Newsroom) -> None:
    """A cache is a convenience: without one the draft is made, and a person knows that nothing is kept."""
    Path("file").touch()
    Path("summarizer.toml").write_text('cache_dir = "file"\n')
    ran = run(*room.links("bakery"), *room.flags)
    assert ran.code == 0
    assert re.search(r"^summarize: nothing is remembered, since .*file/drafts cannot be written: Not a dir", ran.err)


# The key


def test_a_key_is_in_no_output_of_any_run(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Not on the screen, not in draft, record, cache or cassette, not in a log, even where the server repeats it."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    caplog.set_level(0)

    def leaking(asked: Asked) -> Answer:
        if asked.title == ITEMS["council"].title:
            return failure(400, f"The key {KEY} ({KEY[:11]}...{KEY[-4:]}) may not ask this", "bad_request")
        return good_reply(asked)

    outputs = ["-v", "-o", "digest.md", "-o", "digest.json"]
    with Newsroom(leaking) as room:
        ran = [
            run(*room.links(), *room.flags, *outputs),
            run(*room.links(), *room.flags, *outputs, "--record", "a.yaml"),
        ]
        assert all(asked.headers["authorization"] == f"Bearer {KEY}" for asked in room.model.requests)
    with Newsroom(lambda _: refused_key(KEY)) as room:
        ran.append(run(*room.links(), *room.flags, *outputs, "--record", "b.yaml"))
    assert [one.code for one in ran] == [0, 0, 4]
    assert "rejected the request" in ran[0].err
    found = [*everything_in(tmp_path, home), ("log", caplog.text.encode())]
    found += [("screen", (one.out + one.err).encode()) for one in ran]
    assert {"digest.md", "digest.json", "a.yaml"} <= {Path(name).name for name, _ in found}
    assert any("drafts" in name for name, _ in found)
    for name, content in found:
        for part in PARTS_OF_KEY:
            assert part.encode() not in content, f"the key is in {name}"


# Cassettes


def mixed(room: Newsroom) -> list[str]:
    """Write a list of everything that may happen to a source, and return the names of the inputs."""
    room.sites.pages["/busy"] = Reply(status=503)
    room.sites.pages["/wall"] = Reply(b"<html><title>Just a moment...</title><p>Verify you are human</p></html>")
    Path("saved.html").write_bytes(ITEMS["reader"].html)
    nowhere = "http://127.0.0.1:9/closed"
    links = [*room.links("harbour", "bakery", "clinic"), room.sites.url("/gone"), nowhere, "http:///bad", "saved.html"]
    links += [room.sites.url("/busy"), room.sites.url("/wall"), room.links("bakery")[0] + "?utm_source=x"]
    Path("urls.txt").write_text("\n".join(links))
    return ["urls.txt"]


def declining(asked: Asked) -> Answer:
    """Answer well, but for one article."""
    return failure(400, "no", "bad_request") if asked.title == ITEMS["clinic"].title else good_reply(asked)


@pytest.mark.load
def test_a_replay_gives_the_same_bytes_wherever_it_runs(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With failures of every kind, other settings in the environment, no key, and nothing listening any more."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("SUMMARIZER_NEWSLETTER_TITLE", "The Sieve of {date}")
    with Newsroom(declining) as room:
        inputs, outputs = mixed(room), ["-o", "digest.md", "-o", "digest.json"]
        ran = run(*inputs, *room.flags, "--allow-private", "127.0.0.1:9", *outputs, "--record", "tape.yaml")
    assert ran.code == 0
    recorded = [Path(name).read_bytes() for name in ("digest.md", "digest.json")]
    codes = set(re.findall(r'"code": "([a-z0-9-]+)"', recorded[1].decode()))
    assert codes >= {"http-404", "connect", "bad-line", "http-503", "bot-check", "model-rejected"}
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("SUMMARIZER_NEWSLETTER_TITLE")
    elsewhere = {
        "SUMMARIZER_MODEL": "openai/gpt-6-sol",
        "SUMMARIZER_LANGUAGE": "de",
        "SUMMARIZER_EFFORT": "high",
        "SUMMARIZER_TOP": "0",
        "SUMMARIZER_WHEN_UNSUPPORTED": "drop",
        "SUMMARIZER_CONCURRENCY": "1",
        "OPENAI_BASE_URL": "http://localhost:1/v1",
    }
    for name, value in elsewhere.items():
        monkeypatch.setenv(name, value)
    Path("summarizer.toml").write_text('[newsletter]\ntitle = "Another"\n')
    again = run(*inputs, *outputs, "--replay", "tape.yaml")
    assert again.code == 0
    assert [Path(name).read_bytes() for name in ("digest.md", "digest.json")] == recorded
    assert "OPENAI_API_KEY" not in again.err


@pytest.mark.load
def test_a_flag_wins_over_what_was_recorded(run: Run, room: Newsroom) -> None:
    """A recording can be looked at under another title."""
    links = room.links("bakery")
    run(*links, *room.flags, "--record", "tape.yaml")
    ran = run(*links, "--replay", "tape.yaml", "--title", "Another look")
    assert 'title: "Another look"' in ran.out


@pytest.mark.load
def test_a_recording_made_with_a_warm_cache_is_whole(run: Run, room: Newsroom) -> None:
    """What was paid for before is asked again while recording: a cassette without the answer could not be replayed."""
    first = run(*room.links(), *room.flags)
    asked = len(room.model.requests)
    assert run(*room.links(), *room.flags, "--record", "tape.yaml").out == first.out
    assert len(room.model.requests) == 2 * asked
    assert run(*room.links(), "--replay", "tape.yaml").out == first.out


def test_an_offline_run_is_replayed_offline(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cassette without model calls needs none, even where a key is set by now."""
    recorded = run(*room.links(), *room.fetching, "--record", "tape.yaml")
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    again = run(*room.links(), "--replay", "tape.yaml")
    assert (again.code, again.out) == (0, recorded.out)
    assert room.model.requests == []


def test_a_recording_of_openai_itself_is_replayed_without_a_key(run: Run, room: Newsroom) -> None:
    """A key is needed to ask, and not to hear again what was answered."""
    recorded = run(*room.links("bakery"), *room.flags, "--record", "tape.yaml")
    tape = Path("tape.yaml").read_text(encoding="utf-8")
    openai = tape.replace(f"base_url: {room.model.base_url}", "base_url: null")
    openai = openai.replace(room.model.base_url, "https://api.openai.com/v1")
    assert openai.count("https://api.openai.com/v1/chat/completions") == len(room.model.requests)
    Path("tape.yaml").write_text(openai, encoding="utf-8")
    again = run(*room.links("bakery"), "--replay", "tape.yaml")
    assert (again.code, again.out) == (0, recorded.out)


def test_what_is_not_recorded_is_a_failure_that_says_so(run: Run, room: Newsroom) -> None:
    """A link that was not in the recorded run is never fetched in secret."""
    run(*room.links("bakery"), *room.flags, "--record", "tape.yaml")
    fetched = len(room.sites.seen)
    ran = run(*room.links("bakery", "council"), "--replay", "tape.yaml")
    assert ran.code == 0
    assert "web, not-recorded: " in ran.err
    assert "record the run anew with --record" in ran.err
    assert len(room.sites.seen) == fetched


def test_a_cassette_holds_no_path_and_every_other_setting(run: Run, room: Newsroom, tmp_path: Path, home: Path) -> None:
    """It says under what settings it was made, and nothing of the disk it was made on."""
    Path("summarizer.toml").write_text('cache_dir = "cache"\noutput = ["digest.md"]\n')
    run(*room.links("bakery"), *room.flags, "--number", "7", "--record", "tape.yaml")
    about = yaml.safe_load(Path("tape.yaml").read_text(encoding="utf-8"))["about"]
    assert set(about) == {"recorded_on", "version", *(Settings.model_fields.keys() - NOT_RECORDED)}
    assert (about["model"], about["newsletter"]["number"]) == (MODEL, 7)
    assert dt.date.fromisoformat(about["recorded_on"]) == dt.datetime.now().astimezone().date()
    for folder in (tmp_path, home):
        assert str(folder) not in Path("tape.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("damage", "said"),
    sampled(
        [
            (lambda _: None, "cassette tape.yaml cannot be read: No such file or directory"),
            (lambda _: "", "cassette tape.yaml cannot be used"),
            (lambda _: "a: [b", "cassette tape.yaml cannot be used: it is not valid YAML"),
            (lambda _: "title: something else", "cassette tape.yaml cannot be used"),
            (lambda text: text.replace("version: 1", "version: 9", 1), "its version is 9, not 1"),
            (lambda text: re.sub(r" *recorded_on: .*\n", "", text), "it does not say when it was recorded"),
            (
                lambda text: re.sub(r"recorded_on: .*\n", "recorded_on: today\n", text),
                "it does not say when it was recorded",
            ),
            (lambda text: re.sub(r"about:\n(?:  .*\n)+", "about: 3\n", text), "it does not say when it was recorded"),
            (lambda text: text.replace("effort: low", "effort: huge"), "cassette: effort: "),
            (lambda text: text[: len(text) // 2] + "\n\t&", "cassette tape.yaml cannot be used"),
        ]
    ),
    ids=["missing", "empty", "no YAML", "other YAML", "version", "no day", "no date", "no about", "setting", "cut off"],
)
def test_a_damaged_cassette_is_2_with_its_name(
    run: Run, room: Newsroom, damage: Callable[[str], str | None], said: str
) -> None:
    """Whatever is wrong with the file, it is one line and no traceback, and nothing is fetched instead."""
    run(*room.links("bakery"), *room.flags, "--record", "tape.yaml")
    asked = len(room.sites.seen), len(room.model.requests)
    text = damage(Path("tape.yaml").read_text(encoding="utf-8"))
    Path("tape.yaml").unlink()
    if text is not None:
        write_whole(Path("tape.yaml"), text)
    ran = run(*room.links("bakery"), "--replay", "tape.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert (len(room.sites.seen), len(room.model.requests)) == asked


def test_nothing_is_recorded_of_a_run_that_was_given_up(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the provider refuses, an older recording stays as it was."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    Path("tape.yaml").write_text("the old recording")
    with Newsroom(lambda _: refused_key(KEY)) as room:
        assert run(*room.links(), *room.flags, "--record", "tape.yaml").code == 4
    assert Path("tape.yaml").read_text() == "the old recording"


@pytest.mark.load
def test_a_model_that_said_nothing_usable_is_replayed_alike(run: Run) -> None:
    """A refusal of the judge comes out the same from the cassette, with the same words."""
    with Newsroom(lambda _: says("not JSON at all")) as room:
        recorded = run(*room.links("bakery"), *room.flags, "--record", "tape.yaml")
        links = room.links("bakery")
    again = run(*links, "--replay", "tape.yaml")
    assert recorded.code == again.code == 1
    assert re.sub(r"\d+\.\d s", "", recorded.err) == re.sub(r"\d+\.\d s", "", again.err)


def test_the_configured_emoji_close_the_headline(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Emoji stand after the headline where the newsletter has some, and nowhere where it has none."""
    plain = run(*room.links("bakery"), *room.fetching, "--model", "offline").out
    monkeypatch.setenv("SUMMARIZER_NEWSLETTER_EMOJI", "🚀🤖")
    closed = run(*room.links("bakery"), *room.fetching, "--model", "offline").out
    headline = next(line for line in plain.splitlines() if line.startswith("excerpt: "))
    assert f'{headline.removesuffix(chr(34))} 🚀🤖"' in closed.splitlines()


def test_a_key_is_not_sent_where_a_project_leads(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server named by a file that was found by itself is asked without the key, and that is said; a flag sends it."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    Path("summarizer.toml").write_text(f'base_url = "{room.model.base_url}"\n', encoding="utf-8")
    flags = [*room.links("harbour"), *room.fetching, "--no-cache", "--model", MODEL]
    ran = run(*flags)
    assert ran.code == 0
    assert f"OPENAI_API_KEY is not sent to {room.model.base_url}" in ran.err
    keys = [asked.headers.get("authorization", "") for asked in room.model.requests]
    assert keys
    assert not any(KEY in key for key in keys)
    room.model.requests.clear()
    assert "is not sent" not in run(*flags, "--base-url", room.model.base_url).err
    assert all(KEY in asked.headers["authorization"] for asked in room.model.requests)


@pytest.mark.parametrize(("name", "value"), [("RUN_REQUESTS", "3"), ("RUN_MEGABYTES", "1")])
def test_a_run_has_an_end(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """What a whole run may ask for and receive is bounded; what is beyond is a failure, and the rest is drafted."""
    room.sites.pages |= {f"/large{number}": Reply(b"x" * 600_000) for number in range(3)}
    monkeypatch.setenv(f"SUMMARIZER_{name}", value)
    links = [*room.links("harbour"), *(room.sites.url(f"/large{number}") for number in range(3))]
    ran = run(*links, *room.fetching, "--model", "offline", "--concurrency", "1", "--no-cache")
    assert ran.code == 0
    assert "run-limit" in ran.err


def test_a_run_made_again_is_the_same_issue(run: Run, room: Newsroom) -> None:
    """A draft among the past issues that is written over counts for nothing, whatever number it is given."""
    Path("issues").mkdir()
    Path("summarizer.toml").write_text('[newsletter]\ntitle = "Weekly {number}"\npast_issues = "issues"\n')
    drafts = []
    for number in ([], [], ["--number", "1"]):
        flags = [*room.links("harbour"), *room.fetching, "--model", "offline", "-o", "issues/this.md", *number]
        assert run(*flags).code == 0
        drafts.append(Path("issues/this.md").read_text(encoding="utf-8"))
    assert 'title: "Weekly 1"' in drafts[0]
    assert drafts == drafts[:1] * 3


# What a run may cost


def test_a_run_stops_asking_at_its_limit_and_still_writes_its_draft(run: Run, room: Newsroom, tmp_path: Path) -> None:
    """What was finished is in the draft, the rest are failures, and a second run asks for the rest alone."""
    outputs = ["-o", "digest.md", "-o", "digest.json"]
    ran = run(*room.links(), *room.flags, "--max-cost", "0.00001", *outputs)
    assert ran.code == 0, ran.err
    digest = load_json((tmp_path / "digest.json").read_text(encoding="utf-8"))
    assert len(digest.entries) == 1
    assert [failure.code for failure in digest.failures] == ["max-cost"] * 4
    assert all(failure.retryable for failure in digest.failures)
    asked = len(room.drafted)
    again = run(*room.links(), *room.flags, *outputs)
    assert again.code == 0
    assert len(room.drafted) - asked == 4


@pytest.mark.parametrize("given", ["0", "-1", "a lot", "NaN", "Infinity"])
def test_a_limit_is_an_amount(run: Run, room: Newsroom, given: str) -> None:
    """What is no amount of money is wrong use."""
    ran = run(*room.links("harbour"), *room.flags, f"--max-cost={given}")
    assert ran.code == 2
    assert "--max-cost: " in ran.err
