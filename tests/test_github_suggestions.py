"""Links from the team: what an open issue suggests, and which issues an issue of the newsletter may close."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from digests import made_digest, made_entry, made_story
from forge import REPOSITORY, TOKEN, Forge
from sampling import sampled

from summarizer.github.api import GitHub
from summarizer.github.suggestions import LABEL, gather, still_open, suggested_numbers
from summarizer.models import Failure, Source

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def forge(tmp_path: Path) -> Iterator[Forge]:
    """Yield GitHub."""
    with Forge(bare=tmp_path) as github:
        yield github


def gathered(forge: Forge) -> tuple[list[Source | Failure], list[int]]:
    """Return what the open suggestions name, and the numbers of those passed over."""
    with GitHub(REPOSITORY, TOKEN, api_url=forge.api_url) as github:
        return gather(github)


def test_a_suggestion_is_a_source_with_a_note(forge: Forge) -> None:
    """The address of the form's answer, who suggested it and where; the origin is the issue."""
    forge.suggest(
        "### Link\n\nhttps://news.example/a?utm_source=x\n\n### Why\n\nSee https://other.example too.", login="ada"
    )
    forge.suggest("A bug", labels=["bug"])
    (source,), passed_over = gathered(forge)
    assert isinstance(source, Source)
    assert (source.given, source.url) == ("https://news.example/a?utm_source=x", "https://news.example/a")
    assert (source.note, source.origin, passed_over) == ("suggested by ada in #1", "#1", [])


@pytest.mark.parametrize(
    ("body", "given"),
    sampled(
        [
            ("### Link\r\n\r\n<https://a.example/x>", "https://a.example/x"),
            ("[read](https://a.example/x) this", "https://a.example/x"),
            ("https://a.example/x.", "https://a.example/x"),
            ("https://a.example/x # pinned\n! https://b.example", "https://a.example/x"),
            ("`https://a.example/$(id)`", "https://a.example/$(id)"),
            ("https://a.example/wiki/Mercury_(planet)", "https://a.example/wiki/Mercury_(planet)"),
            ("[read](https://a.example/wiki/Mercury_(planet)) this", "https://a.example/wiki/Mercury_(planet)"),
            ("(see https://a.example/x)", "https://a.example/x"),
            ("https://a.example/x(y", "https://a.example/x(y"),
            ("HTTPS://A.example/x", "HTTPS://A.example/x"),
            ("**https://a.example/x**.", "https://a.example/x"),
            ("_https://a.example/x?_", "https://a.example/x"),
            ("https://a.example/x?a=1&amp;b=2&copy=3", "https://a.example/x?a=1&b=2&copy=3"),
            ("<!-- e.g.\nhttps://b.example -->\nhttps://a.example/x", "https://a.example/x"),
            ("https://a.example/x <!-- https://b.example", "https://a.example/x"),
        ]
    ),
)
def test_one_address_is_taken_and_nothing_else(forge: Forge, body: str, given: str) -> None:
    """Whatever the text around it looks like."""
    forge.suggest(body)
    (source,), _ = gathered(forge)
    assert (source.given if isinstance(source, Source) else source.source.given) == given


@pytest.mark.parametrize(
    "body",
    [
        "",
        "### Link\n\n_No response_",
        "/etc/passwd",
        "file:///etc/passwd",
        "urls.txt",
        "javascript:x",
        "<!-- https://a.example",
    ],
)
def test_a_suggestion_without_an_address_is_a_failure(forge: Forge, body: str) -> None:
    """No file is ever read for one; the failure names the issue."""
    forge.suggest(body)
    (found,), _ = gathered(forge)
    assert isinstance(found, Failure)
    assert (found.code, found.message) == ("bad-line", "issue #1 names no http(s) link")


def test_the_title_may_hold_the_address(forge: Forge) -> None:
    """Where the text holds none."""
    forge.suggest("please", title="https://a.example/x")
    assert [one.given for one in gathered(forge)[0] if isinstance(one, Source)] == ["https://a.example/x"]


@pytest.mark.parametrize(
    ("association", "is_read"), [("OWNER", True), ("COLLABORATOR", True), ("NONE", False), ("CONTRIBUTOR", False)]
)
def test_only_the_team_suggests(forge: Forge, association: str, is_read: bool) -> None:
    """The form labels anybody's issue; pages cost money."""
    forge.suggest("https://a.example/x", association=association)
    found, passed_over = gathered(forge)
    assert (len(found), passed_over) == ((1, []) if is_read else (0, [1]))


@pytest.mark.parametrize("login", ["ada", "renovate[bot]", "x\n! https://evil.example", "", "a" * 80])
def test_a_login_is_only_a_name(forge: Forge, login: str) -> None:
    """What is no login is somebody."""
    forge.suggest("https://a.example/x", login=login)
    (source,), _ = gathered(forge)
    assert isinstance(source, Source)
    assert source.note == f"suggested by {login if len(login) in (3, 13) else 'somebody'} in #1"


def test_all_pages_of_suggestions_are_read_oldest_first(forge: Forge) -> None:
    """Pull requests with the label are none."""
    for number in range(130):
        forge.suggest(f"https://a.example/{number}")
    forge.items[5]["pull_request"] = {}
    found, _ = gathered(forge)
    assert len(found) == 129
    assert [one.origin for one in found[:5] if isinstance(one, Source)] == ["#1", "#2", "#3", "#4", "#6"]


def test_numbers_come_from_origins_alone() -> None:
    """Neither a note nor a file's name is a suggestion."""
    origins = ["#7", "urls.txt", "#x", "#0", "##8", "#7", "#9\n", "#123456789012"]
    entries = [
        made_entry(n, source=Source(given="x", origin=one, note="suggested in #5")) for n, one in enumerate(origins)
    ]
    assert suggested_numbers(made_digest(*map(made_story, entries))) == [7]


def test_only_open_suggestions_are_closed(forge: Forge) -> None:
    """An issue without the label, a closed one, a pull request, or one that is not there is no suggestion."""
    numbers = [forge.suggest("x"), forge.suggest("x", labels=["bug"]), forge.suggest("x"), forge.suggest("x"), 99]
    forge.items[numbers[2]]["state"] = "closed"
    forge.items[numbers[3]]["pull_request"] = {}
    with GitHub(REPOSITORY, TOKEN, api_url=forge.api_url) as github:
        assert still_open(github, numbers) == [1]


def test_the_form_sets_the_label() -> None:
    """What the form makes is what is gathered."""
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/suggest-a-link.yml").read_text(encoding="utf-8"))
    assert form["labels"] == [LABEL]
    assert form["body"][0]["validations"] == {"required": True}
