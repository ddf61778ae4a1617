"""The command line: reads files, calls the library, writes files, picks an exit code."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from conftest import Ran
from digests import made_digest, made_story
from loopback import Reply
from newsroom import ITEMS, KEY, MODEL, TITLES, Newsroom, good_reply
from sampling import sampled
from standin import Answer, Asked, failure, out_of_quota, refused_key, says, silence

from summarizer import prompts
from summarizer.cli import main
from summarizer.models import Digest, Page, Review, Source
from summarizer.reading import reader

Run = Callable[..., Ran]

HEAVY = {"openai", "instructor", "trafilatura", "pydantic", "vcr", "httpx2", "rich", "jinja2", "lxml"}


def record(path: str = "digest.json") -> dict[str, Any]:
    """Return the record in a file."""
    loaded: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return loaded


def entries(digest: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every entry of a record, in the order printed."""
    stories = [*digest["top"], *(story for section in digest["sections"] for story in section["stories"])]
    return [entry for story in stories for entry in story["entries"]]


def in_order(digest: dict[str, Any]) -> list[str]:
    """Return the titles of a record's entries in the order of the input."""
    return [entry["title"] for entry in sorted(entries(digest), key=lambda entry: entry["source"]["position"])]


def pages_asked_for(room: Newsroom) -> list[str]:
    """Return the names of the pages that were fetched, in alphabetical order."""
    return sorted(path.removeprefix("/") for path in room.sites.paths)


# What goes in


def test_a_list_has_links_and_files_comments_and_blank_lines(run: Run, room: Newsroom) -> None:
    """Every line of urls.txt counts as what it is, and a bad one is named with its number while the rest goes on."""
    Path("saved.html").write_bytes(ITEMS["clinic"].html)
    item = ITEMS["council"]
    Path("notes.txt").write_text(f"{item.title}\n\n" + "\n\n".join(item.sentences), encoding="utf-8")
    lines = ["# issue 12", "", room.links("harbour")[0], "htp:/nowhere", "saved.html", "notes.txt # by hand"]
    Path("urls.txt").write_text("\n".join(lines), encoding="utf-8")
    ran = run("urls.txt", *room.flags, "-o", "digest.json")
    assert ran.code == 0
    assert "urls.txt:4 htp:/nowhere" in ran.err
    assert in_order(record()) == [ITEMS[name].title for name in ("harbour", "clinic", "council")]
    assert [(one["source"]["line"], one["stage"], one["code"]) for one in record()["failures"]] == [
        (4, "source", "bad-line")
    ]


def test_several_inputs_of_every_kind_are_read_in_order(run: Run, room: Newsroom) -> None:
    """Lists, a bare link and a saved page may stand side by side, with flags between them."""
    Path("saved.html").write_bytes(ITEMS["clinic"].html)
    for name in ("harbour", "council"):
        Path(f"{name}.txt").write_text(room.links(name)[0], encoding="utf-8")
    ran = run("harbour.txt", "-o", "digest.json", *room.links("bakery"), "saved.html", *room.flags, "council.txt")
    assert ran.code == 0
    wanted = [ITEMS[name].title for name in ("harbour", "bakery", "clinic", "council")]
    assert in_order(record()) == wanted


def test_a_dash_reads_standard_input(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` is a list on standard input, in UTF-8 whatever the locale says."""
    text = f"{room.links('reader')[0]} # für später\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="ascii"))
    assert run("-", *room.flags, "-o", "digest.json").code == 0
    (entry,) = entries(record())
    assert (entry["source"]["origin"], entry["source"]["line"], entry["source"]["note"]) == ("-", 1, "für später")


def test_nothing_else_reads_standard_input(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `-` the list that a loop feeds on standard input is left to the loop."""
    stdin = io.StringIO("https://never.example/read\n")
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run(*room.links("reader"), *room.flags).code == 0
    assert stdin.tell() == 0


def test_a_link_may_be_longer_than_a_files_name(run: Run, room: Newsroom) -> None:
    """A link of two thousand characters is a link, and not a file that cannot be looked for."""
    Path("digest.md").write_text("the last issue")
    long = f"/bakery?id={'x' * 2_000}"
    room.sites.pages[long] = room.sites.pages["/bakery"]
    assert run(room.sites.url(long), *room.flags, "-o", "digest.md").code == 0
    assert long in Path("digest.md").read_text(encoding="utf-8")


def test_a_page_named_twice_is_one_source(run: Run, room: Newsroom) -> None:
    """A tracking parameter and a fragment make no other page: it is fetched, paid for and printed once."""
    (link,) = room.links("reader")
    ran = run(link, f"{link}?utm_source=x#comments", *room.flags, "-o", "digest.json")
    assert ran.code == 0
    assert "2 sources, none failed, 1 merged into another" in ran.err
    assert (len(entries(record())), len(record()["merged"]), len(room.drafted)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        ("missing.txt", 2, "there is no file 'missing.txt'; a link begins with https://"),
        ("folder", 2, "cannot read 'folder': Is a directory"),
        ("folder.html", 2, "there is no file 'folder.html'"),
        ("latin.txt", 2, "'latin.txt' is not UTF-8 text"),
        ("empty.txt", 1, "no link and no file is named in empty.txt"),
        ("comments.txt", 1, "no link and no file is named in comments.txt"),
    ],
)
def test_an_input_that_gives_nothing_is_said_in_one_line(run: Run, given: str, code: int, said: str) -> None:
    """A missing, unreadable or empty input ends the run at once, with its name and what is the matter."""
    Path("folder").mkdir()
    Path("empty.txt").touch()
    Path("comments.txt").write_text("# nothing yet\n\n")
    Path("latin.txt").write_bytes("https://a.example/é".encode("latin-1"))
    ran = run(given)
    assert ran.code == code
    assert said in ran.err
    assert ran.err.count("\n") == 1 + ("OPENAI_API_KEY" in ran.err)
    assert ran.out == ""


# What comes out


def test_the_draft_goes_to_standard_output_and_the_rest_to_standard_error(run: Run, room: Newsroom) -> None:
    """Standard output is the draft and nothing else, as good as the file."""
    ran = run(*room.links(), *room.flags, "--top", "0")
    assert ran.code == 0
    assert run(*room.links(), *room.flags, "--top", "0", "-o", "digest.md").out == ""
    assert Path("digest.md").read_text(encoding="utf-8") == ran.out
    assert ran.out.startswith("---\n")
    assert all(item.title in ran.out and item.line in ran.out for item in ITEMS.values())
    assert "tokens in" in ran.err


def test_each_output_is_written_by_its_suffix(run: Run, room: Newsroom) -> None:
    """`.md` holds the draft and `.json` the record; a folder that is not there is made; the files are named."""
    ran = run(*room.links("bakery"), *room.flags, "-o", "new/folder/digest.md", "-o", "digest.JSON")
    assert (ran.code, ran.out) == (0, "")
    assert ITEMS["bakery"].title in Path("new/folder/digest.md").read_text(encoding="utf-8")
    assert in_order(record("digest.JSON")) == [ITEMS["bakery"].title]
    assert "written: new/folder/digest.md, digest.JSON" in ran.err
    assert sorted(path.name for path in Path().rglob("*")) == ["digest.JSON", "digest.md", "folder", "new"]


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("digest.txt", "'digest.txt' ends in neither .md (the draft) nor .json (the record)"),
        ("digest", "'digest' ends in neither .md"),
        ("folder.md", "folder.md cannot be written: Is a directory"),
        ("file/digest.md", "file/digest.md cannot be written: Not a directory"),
        ("/proc/digest.md", "/proc/digest.md cannot be written: "),
        ("urls.md", "urls.md is an input"),
    ],
)
def test_an_output_that_cannot_be_written_is_known_before_anything_is_fetched(
    run: Run, room: Newsroom, output: str, said: str
) -> None:
    """Nothing is fetched, asked or changed where the result could not be kept."""
    if output.startswith("/proc") and not Path("/proc/self").exists():
        pytest.skip("this system has no /proc")
    Path("folder.md").mkdir()
    Path("file").touch()
    Path("urls.md").write_text(room.links("bakery")[0])
    ran = run("urls.md", *room.flags, "-o", "digest.json", "-o", output)
    assert ran.code == 2
    assert said in ran.err
    assert (room.sites.seen, room.model.requests) == ([], [])
    assert Path("urls.md").read_text() == room.links("bakery")[0]
    assert not Path("digest.json").exists()


def test_the_record_holds_everything_about_an_entry(run: Run, room: Newsroom) -> None:
    """Links, site, date, title, line, categories, evidence with offsets, weight, model, prompt, tokens and cost."""
    room.sites.pages["/moved"] = Reply(status=302, headers=[("Location", "/harbour")])
    (link,) = room.links("moved")
    assert run(link, *room.flags, "-o", "digest.json").code == 0
    digest, (entry,), item = record(), entries(record()), ITEMS["harbour"]
    article = reader.read(Page(source=Source(given="x"), url=link, body=item.html))
    assert digest["schema_version"] == 1
    assert (entry["url"], entry["final_url"]) == (link, room.links("harbour")[0])
    assert (entry["site"], entry["date"], entry["title"]) == ("The Tideway", "2026-11-18", item.title)
    assert (entry["one_liner"], entry["category"], entry["runner_up"]) == (item.line, "Tools", "Business")
    assert (entry["newsworthiness"], entry["verdict"], entry["model"]) == (3, "verified", MODEL)
    assert entry["prompt_id"].startswith("entry@")
    (evidence,) = entry["evidence"]
    assert evidence["quote"] == article.text[evidence["start"] : evidence["end"]] == item.quote.removesuffix(".")
    assert entry["usage"]["requests"] == 1
    assert min(entry["usage"]["input_tokens"], entry["usage"]["output_tokens"], float(entry["usage"]["cost_usd"])) > 0


@pytest.mark.load
def test_the_record_obeys_the_schema_that_is_printed(run: Run, room: Newsroom) -> None:
    """`summarize schema` is a valid JSON Schema; a record with entries, failures and merges obeys it."""
    schema = json.loads(run("schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    (link,) = room.links("bakery")
    Path("bad.txt").write_text("htp:/bad")
    run(*room.links(), f"{link}#again", "bad.txt", room.sites.url("/gone"), *room.flags, "-o", "digest.json")
    digest = record()
    assert (len(digest["failures"]), len(digest["merged"])) == (2, 1)
    jsonschema.validate(digest, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**digest, "sectoins": []}, schema)


def test_the_draft_can_be_made_again_from_the_record(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """`render` gives the same bytes without a model, and what an editor's tool changed in between."""
    run(*room.links(), *room.flags, "-o", "digest.md", "-o", "digest.json")
    draft, asked = Path("digest.md").read_text(encoding="utf-8"), len(room.model.requests)
    assert run("render", "digest.json").out == draft
    edited = Path("digest.json").read_text(encoding="utf-8").replace("The vote was 31 to 12", "The vote was close")
    edited = edited.replace(ITEMS["council"].line, "It is public from March.")
    assert run("render", "digest.json", "-o", "again.md").code == 0
    assert Path("again.md").read_text(encoding="utf-8") == draft
    monkeypatch.setattr(sys, "stdin", io.StringIO(edited))
    again = run("render", "-").out
    assert again != draft
    assert ITEMS["council"].line not in again
    assert len(room.model.requests) == asked


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (None, 2, "digest.json cannot be read: No such file or directory"),
        ("{", 2, "digest.json, line 1, column 2: no JSON"),
        ('{"schema_version": 99}', 2, "schema_version is 99"),
        ('{"issue": {"title": "Empty", "date": "2026-11-22"}}', 1, "digest.json has no entry left to print"),
    ],
)
def test_a_record_that_cannot_be_rendered_is_refused(run: Run, text: str | None, code: int, said: str) -> None:
    """The message names the file, the place and the fault, and no draft is printed."""
    if text is not None:
        Path("digest.json").write_text(text)
    ran = run("render", "digest.json")
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err


def test_the_record_is_kept_where_no_draft_can_be_made(run: Run, room: Newsroom) -> None:
    """What was paid for is written although the template fails on it, and the message says how to go on."""
    Path("own.j2").write_text("{% if top[0].lead.model != 'sample' %}{{ nothing }}{% endif %}")
    ran = run(*room.links(), *room.flags, "--template", "own.j2", "-o", "digest.md", "-o", "digest.json")
    assert ran.code == 2
    assert "template own.j2, line 1: 'nothing' is undefined; the record is in digest.json, and " in ran.err
    assert len(entries(record())) == len(ITEMS)
    assert not Path("digest.md").exists()
    assert run("render", "digest.json").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    sampled(
        [
            (
                ["urls.md", "-o", "own.md", "--template", "own.md"],
                "own.md is the template; writing to it would destroy it",
            ),
            (["urls.md", "-o", "own.md", "--config", "own.md"], "own.md is the configuration; "),
            (["urls.md", "--record", "summarizer.toml"], "summarizer.toml is the configuration; "),
            (["urls.md", "--record", "own.toml", "--taxonomy", "own.toml"], "own.toml is the taxonomy; "),
            (["urls.md", "-o", "page.md"], "page.md is a saved page; "),
            (["urls.md", "-o", "tape.md", "--replay", "tape.md"], "tape.md is the cassette; "),
            (["urls.md", "-o", "new.md", "--record", "new.md"], "new.md is to be written twice; name another file"),
            (["urls.md", "-o", "new.md", "-o", "inner/../new.md"], "new.md is to be written twice; name another file"),
            (["render", "digest.json", "-o", "digest.json"], "digest.json is the record; "),
            (["render", "digest.json", "-o", "own.md", "--template", "own.md"], "own.md is the template; "),
        ]
    ),
)
def test_nothing_is_written_over_what_is_read(run: Run, room: Newsroom, arguments: list[str], said: str) -> None:
    """Every file that a command reads is as it was, and nothing is fetched."""
    links = room.links("bakery")
    assert run(*links, *room.flags, "--record", "tape.md", "-o", "digest.json").code == 0
    fetched = len(room.sites.seen)
    Path("page.md").write_bytes(ITEMS["clinic"].html)
    Path("urls.md").write_text(f"{links[0]}\npage.md\n")
    Path("own.md").write_text('language = "en" # {{ issue.title }}\n')
    Path("summarizer.toml").write_text('language = "en"\n')
    Path("own.toml").write_bytes((prompts.folder() / "taxonomy.toml").read_bytes())
    Path("inner").mkdir()
    before = {path: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    ran = run(*arguments, *([] if arguments[0] == "render" else room.fetching))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert {path: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before
    assert len(room.sites.seen) == fetched


def test_a_run_without_a_link_leaves_a_record_that_says_so(run: Run) -> None:
    """With an output for it, the JSON says why nothing came of a list that is empty."""
    Path("urls.txt").write_text("# nothing yet\n")
    ran = run("urls.txt", "--model", "offline", "-o", "digest.md", "-o", "digest.json")
    assert (ran.code, ran.err) == (1, "summarize: no link and no file is named in urls.txt\n")
    (failure,) = record()["failures"]
    assert (failure["source"]["given"], failure["message"]) == ("urls.txt", "no link and no file is named here")
    assert not Path("digest.md").exists()


@pytest.mark.parametrize("arguments", [["--model", "offline", "--", "-x.txt"], ["--", "-x.txt", "./urls.txt"]])
def test_a_file_may_be_named_like_a_flag(run: Run, room: Newsroom, arguments: list[str]) -> None:
    """What follows `--` is an input, whatever it begins with."""
    Path("-x.txt").write_text(room.links("bakery")[0])
    Path("urls.txt").write_text(room.links("harbour")[0])
    ran = run(*room.fetching, *arguments)
    assert ran.code == 0
    assert ITEMS["bakery"].title in ran.out
    assert (ITEMS["harbour"].title in ran.out) is ("./urls.txt" in arguments)


def test_check_prints_the_faults_of_a_digest_with_their_lines(run: Run) -> None:
    """`summarize check` ends with 1 and a line for each fault, or with 0 and none, and says how much was judged."""
    Path("bad.md").write_text("#### Tools\n\n[A title](https://a.example/1) - None\n")
    Path("good.md").write_text(
        "#### Tools\n\n[A title](https://a.example/1) - The service costs a family 3 euros a month.\n"
    )
    ran = run("check", "bad.md")
    assert ran.code == 1
    assert re.search(r"^bad\.md:3: [a-z-]+: ", ran.out, re.MULTILINE)
    assert run("check", "good.md") == Ran(0, "", "summarize: good.md: 1 link, 1 line: nothing to complain of\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it has no title with a link, as in [Title](https://...)\n"),
        ("# Notes\n\nhttps://a.example/1\nhttps://a.example/2\n", "it has no title with a link"),
        ('{\n  "schema_version": 1\n}\n', "a record is checked once `summarize render` has made it a draft"),
    ],
    ids=["nothing", "a list of links", "a record"],
)
def test_what_is_no_digest_does_not_pass_as_one(run: Run, text: str, said: str) -> None:
    """A text without any item has no faults to be found, and is not said to have none."""
    Path("given").write_text(text)
    ran = run("check", "given")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("summarize: given is no digest: ")
    assert said in ran.err


@pytest.mark.parametrize("given", ["marked.md", "-"])
def test_a_digest_to_check_may_begin_with_a_byte_order_mark(
    run: Run, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    """It hides no fault, and is none."""
    text = "---\ntitle: A title\nimage:\n---\n\n#### Tools\n\n[A title](https://a.example/1) - None\n"
    Path("plain.md").write_text(text, encoding="utf-8")
    Path("marked.md").write_text(text, encoding="utf-8-sig")
    plain = run("check", "plain.md")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path("marked.md").read_bytes())))
    assert run("check", given) == plain._replace(out=plain.out.replace("plain.md", given))


GERMAN = (
    "#### Nachrichten\n\n[Töpfer brennen kühler](https://a.example/1) - Bei 900 Grad braucht die Werkstatt ein Drittel"
    " weniger Gas, und die Glasur ist nach den Messungen der Kunden auch so gut.\n"
)


def test_a_digest_is_checked_in_its_own_language(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The language is that of the flag, else of the front matter, else of the settings, else that of most lines."""
    Path("plain.md").write_text(GERMAN, encoding="utf-8")
    Path("named.md").write_text(f"---\nlang: de\n---\n\n{GERMAN}", encoding="utf-8")
    fine = (0, "")
    assert run("check", "plain.md")[:2] == run("check", "named.md")[:2] == fine
    assert "language: " in run("check", "named.md", "--language", "en").out
    Path("summarizer.toml").write_text('language = "en"\n')
    assert "language: " in run("check", "plain.md").out
    assert run("check", "named.md")[:2] == run("check", "plain.md", "--language", "de")[:2] == fine
    monkeypatch.setenv("SUMMARIZER_LANGUAGE", "de")
    assert run("check", "plain.md")[:2] == fine
    assert run("check", "plain.md", "--language", "German").code == 2


def test_what_a_past_issue_has_is_found_in_a_digest(run: Run) -> None:
    """A number, permalink or story's link that an earlier issue has is a fault; what the file itself has is none."""
    line = "The service costs a family 3 euros a month."
    issue = f"---\ntitle: Loop {{}}\npermalink: /loop/{{}}/\n---\n\n[A title](https://a.example/{{}}) - {line}\n"
    Path("issues").mkdir()
    for number in (7, 8):
        Path(f"issues/{number}.md").write_text(issue.format(number, number, number))
    Path("next.md").write_text(issue.format(7, "8", "7?utm_source=x"))
    Path("own.toml").write_text('[newsletter]\ntitle = "Loop {number}"\npast_issues = "issues"\n')
    ran = run("check", "next.md", "--config", "own.toml")
    assert ran.code == 1
    assert re.findall(r"next\.md:(\d+): ([\w-]+): .*?(\d\.md)?\.\n", ran.out) == [
        ("2", "number-taken", "7.md"),
        ("3", "permalink-taken", "8.md"),
        ("6", "tracking", ""),
        ("6", "printed-before", "7.md"),
    ]
    assert run("check", "issues/8.md", "--config", "own.toml")[:2] == (0, "")


def test_the_draft_is_utf_8_in_any_locale(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the terminal speaks ASCII the draft is still whole, in the bytes of the file."""
    page = ITEMS["bakery"].html.replace(b"Corlane raises", "Pékárna “Corlane” raises".encode())
    room.sites.pages["/bakery"] = Reply(page)
    bytes_out, bytes_err = io.BytesIO(), io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(bytes_out, encoding="ascii"))
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(bytes_err, encoding="ascii", errors="backslashreplace"))
    arguments = [*room.links("bakery"), *room.fetching, "--model", "offline", "-v"]
    assert main(arguments) == 0
    sys.stderr.flush()
    assert "Pékárna" in bytes_out.getvalue().decode("utf-8")
    assert b"P\\xe9k\\xe1rna" in bytes_err.getvalue()


def test_a_reader_that_has_read_enough_is_no_error(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """`summarize … | head -1` ends as it would have, without a traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        code = main([*room.links("bakery"), *room.fetching, "--model", "offline", "-q"])
        monkeypatch.undo()
    assert code == 0


@pytest.mark.parametrize("flags", [["--model", "offline", "-v"], []], ids=["each source is told", "a notice is said"])
def test_nobody_at_standard_error_is_no_error(
    run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch, flags: list[str]
) -> None:
    """`summarize … -o digest.md 2>&1 >/dev/null | head -1` writes its draft all the same."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", buffering=1) as closed, monkeypatch.context() as changed:
        changed.setattr(sys, "stderr", closed)
        code = main([*room.links("bakery", "harbour"), *room.fetching, *flags, "-o", "digest.md"])
    assert code == 0
    assert Path("digest.md").exists()


NO_FULL_DEVICE = pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")


@NO_FULL_DEVICE
@pytest.mark.parametrize(
    ("arguments", "what"),
    [([], "the draft"), (["schema"], "the schema"), (["check", "bad.md"], "the list of faults")],
)
def test_a_disk_that_is_full_is_said(
    run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch, arguments: list[str], what: str
) -> None:
    """What could not be printed is never taken for something that was, by any command."""
    Path("bad.md").write_text("#### Tools\n\n[A title](https://a.example/1) - None\n")
    said = io.StringIO()
    with Path("/dev/full").open("w") as full, monkeypatch.context() as changed:
        changed.setattr(sys, "stdout", full)
        changed.setattr(sys, "stderr", said)
        code = main(arguments or [*room.links("bakery"), *room.fetching, "--model", "offline", "-q"])
    assert code == 2
    assert said.getvalue() == f"summarize: {what} cannot be written to standard output: No space left on device\n"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["urls.txt", "--model", "offline"], "the draft"),
        (["urls.txt", "--model", "offline", "--record", "c.yaml"], "the draft"),
        (["render", "digest.json"], "the draft"),
        (["schema"], "the schema"),
        (["check", "bad.md"], "the list of faults"),
    ],
)
def test_a_standard_output_that_is_closed_is_said(
    run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch, arguments: list[str], what: str
) -> None:
    """A draft that would be nowhere is refused before anything is fetched; one that goes to a file is written."""
    Path("bad.md").write_text("#### Tools\n\n[A title](https://a.example/1) - None\n")
    Path("urls.txt").write_text(f"{room.links('bakery')[0]}\n")
    said = io.StringIO()

    def without_output(*arguments: str) -> int:
        with monkeypatch.context() as changed:
            changed.setattr(sys, "stdout", None)
            changed.setattr(sys, "stderr", said)
            code = main(arguments)
            sys.stdout.close()
        return code

    written = ["-o", "digest.md", "-o", "digest.json"]
    assert without_output("urls.txt", *room.fetching, "--model", "offline", "-q", *written) == 0
    assert said.getvalue() == ""
    room.sites.seen.clear()
    code = without_output(*arguments)
    assert code == 2
    assert re.fullmatch(f"summarize: {what} cannot be written to standard output.* closed.*\n", said.getvalue())
    assert room.sites.paths == []


@NO_FULL_DEVICE
@pytest.mark.parametrize("flags", [["--model", "offline", "-v"], []], ids=["each source is told", "a notice is said"])
def test_a_log_that_is_full_is_no_error(
    run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch, flags: list[str]
) -> None:
    """`summarize … -o digest.md 2>log` writes its draft although the log's disk is full."""
    with Path("/dev/full").open("w", buffering=1) as full, monkeypatch.context() as changed:
        changed.setattr(sys, "stderr", full)
        code = main([*room.links("bakery", "harbour"), *room.fetching, *flags, "-o", "digest.md"])
    assert code == 0
    assert Path("digest.md").exists()


# Exit codes


def test_failures_leave_the_draft_in_place_and_are_listed_in_it(run: Run, room: Newsroom) -> None:
    """0 where a draft was written; the draft, the table and the record each list what failed."""
    ran = run(*room.links("bakery"), room.sites.url("/gone"), *room.flags, "-o", "digest.md", "-o", "digest.json")
    assert ran.code == 0
    gone = room.sites.url("/gone")
    advice = "check the link; the page is gone or was never there"
    for text in (ran.err, Path("digest.md").read_text(encoding="utf-8"), json.dumps(record()["failures"])):
        assert gone in text
        assert "http-404" in text
        assert advice in text


@pytest.mark.parametrize(
    ("also", "strict", "code"),
    [
        ([], [], 0),
        ([], ["--strict"], 0),
        (["/gone"], [], 0),
        (["/gone"], ["--strict"], 3),
        (["/invented"], [], 0),
        (["/invented"], ["--strict"], 3),
    ],
)
def test_strict_is_3_where_anything_failed_or_is_for_review(
    run: Run, also: list[str], strict: list[str], code: int
) -> None:
    """The draft is written all the same; a line that its article does not bear out counts like a failure."""

    def reply(asked: Asked) -> Answer:
        return says(str(good_reply(asked).text).replace("48,000", "97,000"))

    with Newsroom(reply if "/invented" in also else good_reply) as room:
        links = [*room.links("harbour", "bakery"), *(room.sites.url(path) for path in also if path == "/gone")]
        ran = run(*links, *room.flags, *strict, "-o", "digest.md")
    assert ran.code == code
    assert ITEMS["bakery"].title in Path("digest.md").read_text(encoding="utf-8")


FOR_REVIEW = (Review(code="figures", message="one says 5, the other 6"),)


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 3)])
@pytest.mark.parametrize(
    "digest",
    [made_digest(made_story(review=FOR_REVIEW)), made_digest(made_story(), review=FOR_REVIEW)],
    ids=["story", "issue"],
)
def test_a_story_or_issue_for_review_counts_like_a_line(
    digest: Digest, strict: bool, code: int, monkeypatch: pytest.MonkeyPatch, run: Run, room: Newsroom
) -> None:
    """With --strict, what is to be looked at in a story or in the whole issue alone is enough."""
    monkeypatch.setattr("summarizer.run.draft_digest", lambda *_, **__: digest)
    ran = run(*room.links("harbour"), *room.flags, *(["--strict"] if strict else []), "-o", "digest.md")
    assert ran.code == code


def test_nothing_usable_is_1_and_leaves_the_last_draft_alone(run: Run, room: Newsroom) -> None:
    """No draft takes the place of an earlier one, and the record says what became of every source."""
    Path("digest.md").write_text("the last issue")
    outputs = ["-o", "digest.md", "-o", "digest.json"]
    Path("bad.txt").write_text("htp:/bad")
    ran = run(room.sites.url("/gone"), "bad.txt", *room.flags, *outputs)
    assert ran.code == 1
    assert ran.err.endswith("summarize: nothing usable came of any source; the reasons are above\n")
    assert Path("digest.md").read_text() == "the last issue"
    assert sorted(one["code"] for one in record()["failures"]) == ["bad-line", "http-404"]
    assert run(room.sites.url("/gone"), *room.flags).out == ""


def test_the_reasons_are_there_even_when_it_is_to_be_quiet(run: Run, room: Newsroom) -> None:
    """With -q a run without result still says why; a run with one says nothing."""
    ran = run(room.sites.url("/gone"), *room.flags, "-q")
    assert ran.code == 1
    assert "http-404" in ran.err
    assert run(*room.links("bakery"), room.sites.url("/gone"), *room.flags, "-q").err == ""


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (refused_key(KEY), "refused the key (HTTP 401)"),
        (failure(403, f"Key {KEY} may not use this model"), "refused the key (HTTP 403)"),
        (out_of_quota(), "quota or credit is used up"),
    ],
    ids=["401", "403", "insufficient_quota"],
)
def test_a_provider_that_refuses_is_4_with_one_message(
    run: Run, monkeypatch: pytest.MonkeyPatch, answer: Answer, said: str
) -> None:
    """One clear message for five articles, one request, no key in it, and no file changed."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    Path("digest.md").write_text("the last issue")
    with Newsroom(lambda _: answer) as room:
        ran = run(*room.links(), *room.flags, "-o", "digest.md")
        host = room.model.base_url.split("/")[2]
        asked = len(room.model.requests)
    assert (ran.code, ran.out, asked) == (4, "", 1)
    assert ran.err.startswith(f"summarize: {host}")
    assert said in ran.err
    assert ran.err.count("summarize:") == 1
    assert ran.err.count("\n") == 2
    assert KEY[8:-4] not in ran.err
    assert Path("digest.md").read_text() == "the last issue"


@pytest.mark.load
def test_what_was_finished_before_the_quota_ended_is_not_paid_for_again(run: Run, room: Newsroom) -> None:
    """The second run asks only about the articles that the first did not finish."""
    answered: list[str] = []

    def two_then_none(asked: Asked) -> Answer:
        if len(answered) == 2:
            return out_of_quota()
        answered.append(asked.title)
        return good_reply(asked)

    with Newsroom(two_then_none) as poor:
        flags = [*room.fetching, "--model", MODEL, "--base-url", poor.model.base_url]
        first = run(*room.links(), *flags, "--concurrency", "1", "--top", "0")
        assert first.code == 4
        assert "What was finished is remembered, and is not paid for again." in first.err
        poor.model._reply = good_reply
        before = len(poor.drafted)
        assert run(*room.links(), *flags, "--top", "0", "-o", "digest.json").code == 0
        again = poor.drafted[before:]
    assert len(entries(record())) == 5
    assert sorted(again) == sorted(TITLES.keys() - set(answered))


def test_ctrl_c_is_130_and_a_second_run_goes_on_from_there(run: Run, home: Path) -> None:
    """SIGINT in mid-run: no traceback, no half-written file, and nothing that was finished is paid for twice."""
    Path("digest.md").write_text("the last issue")

    def two_then_silence(asked: Asked) -> Answer:
        return (
            silence()
            if len({one.title for one in room.model.requests if one.title in TITLES}) > 2
            else good_reply(asked)
        )

    with Newsroom(two_then_silence) as room:
        arguments = [*room.links(), *room.flags, "--top", "0", "-o", "digest.md", "-o", "digest.json"]
        process = subprocess.Popen(
            [sys.executable, "-m", "summarizer", *arguments, "--concurrency", "1"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        drafts = home / ".cache" / "digest-summarizer" / "drafts"
        deadline = time.monotonic() + 60
        while len(room.drafted) < 3 or len(list(drafts.glob("*.json"))) < 2:
            assert process.poll() is None, "it ended by itself"
            assert time.monotonic() < deadline, "it does not get on"
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 130, err
        assert out == ""
        assert err == (
            "summarize: interrupted. Nothing was written. What was finished is remembered, and is not paid for again.\n"
        )
        assert sorted(path.name for path in Path().iterdir()) == ["digest.md"]
        assert Path("digest.md").read_text() == "the last issue"
        finished = room.drafted[:2]
        before = len(room.drafted)
        room.model._reply = good_reply
        assert run(*arguments).code == 0
        assert sorted(room.drafted[before:]) == sorted(TITLES.keys() - set(finished))


# Wrong use


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["urls.txt", "--model"], "--model needs a value; summarize --help says which"),
        (["urls.txt", "--modle", "offline"], "there is no flag --modle; did you mean --model?"),
        (["urls.txt", f"--api-key={KEY}"], "there is no flag --api-key; summarize --help lists them"),
        (["urls.txt", "--api-key", KEY], "there is no flag --api-key; summarize --help lists them"),
        (["urls.txt", "--mod", "offline"], "there is no flag --mod; did you mean --model?"),
        (["urls.txt", "--concurrency", "many"], "invalid int value: 'many'"),
        (["urls.txt", "--concurrency", "0"], "--concurrency: Input should be greater than or equal to 1"),
        (["urls.txt", "--effort", "huge"], "invalid choice: 'huge'"),
        (["urls.txt", "--model", "gpt-6-luna"], "'gpt-6-luna' is not a model; write openai/gpt-6-luna, or offline"),
        (["urls.txt", "--model", "ofline"], "'ofline' is not a model; did you mean 'offline'?"),
        (["urls.txt", "--model", "elsewhere/model"], "write openai/NAME, or offline, or give its server's base_url"),
        (["urls.txt", "--base-url", "localhost:11434"], "--base-url: not an http(s) address"),
        (["urls.txt", "--base-url", f"http://me:{KEY}@localhost/v1"], "a key is read from OPENAI_API_KEY alone"),
        (["urls.txt", "--base-url", f"http://localhost/v1?key={KEY}"], "a key is read from OPENAI_API_KEY alone"),
        (["urls.txt", "--taxonomy", "none.toml"], "taxonomy none.toml cannot be read: No such file or directory"),
        (["urls.txt", "--template", "none.j2"], "template none.j2 cannot be read"),
        (["urls.txt", "--template", "broken.j2"], "template broken.j2"),
        (["urls.txt", "--title", "Issue {number}"], "there is no number; give --number N"),
        (["urls.txt", "--date", "tomorrow"], "--date: 'tomorrow' is not a day; write YYYY-MM-DD, such as 2026-11-30"),
        (["urls.txt", "--date", "20261130"], "--date: '20261130' is not a day; write YYYY-MM-DD"),
        (["urls.txt", "--timeout", "-1"], "--timeout: Input should be greater than 0"),
        (
            ["urls.txt", "--language", "jp"],
            "--language: 'jp' is not a language's code of two small letters (ISO 639-1)",
        ),
        (["urls.txt", "--config", "none.toml"], "configuration none.toml cannot be read: No such file or directory"),
        (["urls.txt", "--record", "folder"], "folder cannot be written: Is a directory"),
        (["urls.txt", "--record", "a.yaml", "--replay", "b.yaml"], "not allowed with argument --record"),
        (["urls.txt", "--replay", "none.yaml"], "cassette none.yaml cannot be read: No such file or directory"),
        (["render"], "the following arguments are required: DIGEST.json"),
        (["schema", "x"], "summarize schema takes no file; x is one too many"),
        (["check", "a.md", "b.md"], "summarize check takes one file; b.md is one too many"),
        (["render", "a.json", "b.json"], "summarize render takes one file; b.json is one too many"),
        (["urls.txt", "--title", ""], "newsletter.title says nothing (''); give another --title"),
        (["urls.txt", "--template", "typo.j2"], "template typo.j2, line 1: 'isue' is undefined; did you mean 'issue'?"),
        ([], "the following arguments are required: INPUT"),
    ],
)
def test_wrong_use_is_2_with_the_nearest_right_thing(
    run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    """One message, said before anything is fetched or asked, that never repeats what may be a key."""
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    Path("folder").mkdir()
    Path("broken.j2").write_text("{% for %}")
    Path("typo.j2").write_text("{{ isue.title }}")
    Path("urls.txt").write_text(room.links("bakery")[0])
    alone = not arguments or arguments[0] in ("check", "render", "schema")
    ran = run(*arguments, *([] if alone else room.fetching))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.startswith("summarize: ")
    assert KEY not in ran.err
    assert (room.sites.seen, room.model.requests) == ([], [])


@pytest.mark.parametrize(
    ("file", "variable", "said"),
    [
        ('modle = "offline"', None, "summarizer.toml: there is no setting 'modle'; did you mean 'model'?"),
        ("[newsletter]\nnumer = 3", None, "'newsletter.numer'; did you mean 'newsletter.number'?"),
        (
            f'api_key = "{KEY}"',
            None,
            "'api_key'; a key is read from OPENAI_API_KEY in the environment, and",
        ),
        ("concurrency =", None, "summarizer.toml is not valid TOML"),
        ("", "SUMMARIZER_TIMEOUT", "environment: there is no setting 'timeout'; did you mean 'timeout_seconds'?"),
        ("", "SUMMARIZER_API_KEY", "'api_key'; a key is read from OPENAI_API_KEY in the environment"),
    ],
)
def test_an_unknown_setting_is_2_with_the_nearest_right_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, file: str, variable: str | None, said: str
) -> None:
    """A setting that is spelt wrong is never passed over, wherever it stands."""
    Path("summarizer.toml").write_text(file)
    if variable:
        monkeypatch.setenv(variable, KEY)
    ran = run("https://a.example/")
    assert ran.code == 2
    assert said in ran.err
    assert KEY not in ran.err


def test_a_variable_that_is_empty_is_not_set(run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """CI systems set what has no value to an empty text."""
    for name in ("SUMMARIZER_MODEL", "SUMMARIZER_BASE_URL", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.setenv(name, "")
    ran = run(*room.links("bakery"), *room.fetching)
    assert ran.code == 0
    assert "OPENAI_API_KEY is not set" in ran.err


def test_the_other_tool_of_that_name_is_left_alone(
    run: Run, room: Newsroom, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    """Neither SUMMARIZE_* nor ~/.summarize changes anything, nor is changed."""
    (home / ".summarize").mkdir()
    (home / ".summarize" / "config.json").write_text('{"model": "nonsense"}')
    monkeypatch.setenv("SUMMARIZE_MODEL", "nonsense")
    assert run(*room.links("bakery"), *room.flags).code == 0
    assert [path.name for path in (home / ".summarize").iterdir()] == ["config.json"]
    assert (home / ".summarize" / "config.json").read_text() == '{"model": "nonsense"}'
    assert {path.name for path in home.iterdir()} == {".summarize", ".cache"}


# How it starts


def test_help_shows_examples_first_and_every_exit_code(run: Run) -> None:
    """What a newcomer sees first is a line to copy; the flags come after it and the exit codes at the end."""
    ran = run("--help")
    assert ran.code == 0
    examples, flags, codes = (ran.out.index(part) for part in ("examples:", "--model", "exit codes:"))
    assert examples < flags < codes
    assert "summarize urls.txt -o digest.md -o digest.json" in ran.out[examples:flags]
    assert re.findall(r"^ {2}(\d+) {2}", ran.out[codes:], re.MULTILINE) == ["0", "1", "2", "3", "4", "130"]
    assert all(len(line) <= 120 for line in ran.out.splitlines())


def test_both_commands_are_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    """`summarize` and `digest-summarizer` are installed, and run the same."""
    ours = {one.name: one.load() for one in entry_points(group="console_scripts") if one.value == "summarizer.cli:main"}
    assert ours == {"summarize": main, "digest-summarizer": main}


def test_alone_on_a_terminal_it_shows_help() -> None:
    """`python -m summarizer` with a person at the keyboard explains itself instead of waiting for input."""
    parent, child = pty.openpty()
    ran = subprocess.run(
        [sys.executable, "-m", "summarizer"], stdin=child, capture_output=True, text=True, timeout=60, check=False
    )
    os.close(parent)
    os.close(child)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "examples:" in ran.stdout


LOADED = """
import contextlib, io, json, sys
from summarizer.cli import main
links, cached = json.loads(sys.argv[1])
loaded = []
for arguments in (["--help"], ["--version"], links, cached):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as said:
        with contextlib.suppress(SystemExit):
            main(arguments)
    loaded.append(sorted({name.partition(".")[0] for name in sys.modules}))
    loaded.append(said.getvalue())
print(json.dumps(loaded))
"""


@pytest.mark.load
def test_nothing_is_loaded_before_it_is_needed(run: Run, room: Newsroom) -> None:
    """Help and version load no library; a run that is wholly offline, or answered from the cache, loads no openai."""
    assert run(*room.links(), *room.flags).code == 0
    asked = len(room.drafted)
    runs = [[*room.links(), *room.fetching, "--model", "offline"], [*room.links(), *room.flags, "--top", "0"]]
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, json.dumps(runs)], capture_output=True, text=True, timeout=120, check=True
    )
    helped, _, version, _, offline, said, cached, said_cached = json.loads(ran.stdout)
    assert HEAVY.isdisjoint(helped)
    assert HEAVY.isdisjoint(version)
    assert {"lxml", "trafilatura"}.isdisjoint(offline), "pages are read in a process of their own"
    assert {"openai", "instructor", "vcr"}.isdisjoint(offline)
    assert {"openai", "instructor", "vcr"}.isdisjoint(cached)
    assert "5 sources, none failed" in said
    assert "5 remembered" in said_cached
    assert len(room.drafted) == asked
