"""The list of failure codes: documented as it is, each with a stage and an advice that names what to do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.errors import CODES, ItemError, kind_of
from summarizer.identity import saved_name
from summarizer.models import Source

ROOT = Path(__file__).resolve().parent.parent


def test_the_document_is_the_list() -> None:
    """docs/failures.md is what scripts/list_failures.py prints of `CODES`."""
    command = [sys.executable, "scripts/list_failures.py"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs" / "failures.md").read_text(encoding="utf-8") == printed
    assert all(f"`{code}`" in printed for code in CODES)


def test_the_readme_leads_to_the_document() -> None:
    """Whoever sees a code can look it up."""
    assert "(docs/failures.md)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_stage_and_an_advice(code: str) -> None:
    """Each is one line without a full stop, as the draft prints it."""
    kind = kind_of(code)
    assert kind.advice
    assert not kind.advice.endswith(".")
    assert "\n" not in kind.advice


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
