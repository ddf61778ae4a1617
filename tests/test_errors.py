"""The list of failure codes: documented as it is, each with a stage and an advice that names what to do."""

from __future__ import annotations

import copy
import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sampling import sampled

from summarizer.errors import (
    CODES,
    AgainError,
    ItemError,
    ProviderError,
    PublishError,
    SetupError,
    SummarizerError,
    kind_of,
)
from summarizer.identity import saved_name
from summarizer.llm.provider_errors import UnsupportedError
from summarizer.models import Source, Usage

ROOT = Path(__file__).resolve().parent.parent


def test_the_document_is_the_list() -> None:
    """docs/failures.md is what scripts/list_codes.py prints of `CODES`."""
    command = [sys.executable, "scripts/list_codes.py", "failures"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs" / "failures.md").read_text(encoding="utf-8") == printed
    assert all(f"`{code}`" in printed for code in CODES)


def test_the_readme_leads_to_the_document() -> None:
    """Whoever sees a code can look it up."""
    assert "(docs/failures.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sampled(CODES))
def test_every_code_has_a_stage_and_an_advice(code: str) -> None:
    """Each is one line without a full stop, as the draft prints it."""
    kind = kind_of(code)
    assert kind.advice
    assert not kind.advice.endswith(".")
    assert "\n" not in kind.advice


@pytest.mark.parametrize("code", sampled(sorted(CODES.keys() - {"not-recorded"})))
def test_an_advice_that_names_a_flag_names_the_setting(code: str) -> None:
    """Where there is no command line, as in the action, it can be followed too; only the command replays."""
    advice = CODES[code].advice
    for flag in re.findall(r"--([a-z-]+)", advice):
        assert f"{flag.replace('-', '_')} in summarizer.toml" in advice


@pytest.mark.parametrize(
    ("code", "like"), [("http-418", "http-4xx"), ("http-508", "http-5xx"), ("http-302", "http-4xx")]
)
def test_an_answer_by_number_is_of_its_kind(code: str, like: str) -> None:
    """A status without an advice of its own has that of its class."""
    assert kind_of(code) == CODES[like]


def test_the_advice_names_the_very_file() -> None:
    """For a link, the name under which its page is looked for; a saved page is to be saved again."""
    url = "https://news.example/story"
    assert saved_name(url) in ItemError("http-403", "x").failure(Source(given=url, url=url)).advice
    again = ItemError("script-only", "x").failure(Source(given="a.html", path=Path("a.html"))).advice
    assert "save it" in again
    assert "{" not in again


COPIES: dict[str, Callable[[Exception], Exception]] = {
    "pickled": lambda error: pickle.loads(pickle.dumps(error)),  # noqa: S301 - our own
    "copied": copy.copy,
    "copied deeply": copy.deepcopy,
}


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize(
    "error",
    [
        SummarizerError("a"),
        SetupError("a"),
        ProviderError("a"),
        PublishError("a", 404),
        ItemError("http-404", "a", Usage(requests=2)),
        AgainError(SetupError("a"), 3.0),
        UnsupportedError("form", ItemError("no-line", "a")),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_can_be_handed_to_another_process(error: Exception, copied: Callable[[Exception], Exception]) -> None:
    """A copy is of the same class, says the same, and has every field."""
    error.add_note("a note")
    same = copied(error)
    assert (type(same), str(same)) == (type(error), str(error))
    assert {key: str(value) for key, value in vars(same).items()} == {
        key: str(value) for key, value in vars(error).items()
    }


@pytest.mark.parametrize("code", ["my-code", "http-", "http-gone", "http-50", "http-5xxx", "http-4040", "http-404\n"])
def test_a_code_that_does_not_exist_is_named(code: str) -> None:
    """Whoever raises an error with a code of their own is told where the codes are."""
    with pytest.raises(SetupError, match=r"is no code of a failure; take one of docs/failures\.md") as caught:
        ItemError(code, "x")
    assert str(caught.value).startswith(repr(code))


def test_an_error_that_leaves_the_library_says_whose_it_is_and_what_to_do() -> None:
    """Not so the failure in a record, which has source and advice beside the message."""
    source = Source(given="https://news.example/1", url="https://news.example/1")
    error = ItemError("http-404", "the server answered 404")
    error.source = source
    assert str(error) == f"'https://news.example/1': the server answered 404; {CODES['http-404'].advice}"
    assert error.failure(source).message == "the server answered 404"
