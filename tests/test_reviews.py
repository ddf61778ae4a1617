"""The list of review codes: documented as it is, and holding every code that the package gives a review."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from summarizer.assembler import IN_PRINT
from summarizer.errors import CODES
from summarizer.models import Verdict
from summarizer.reviews import REVIEWS
from summarizer.style.line_style import HARD, SOFT

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "summarizer" / "rendering" / "sample.py"
"""A made-up issue, with a made-up code."""
ELSEWHERE = {"fault.code", "error.code", "grounded.verdict", "sentence.verdict"}
"""Codes that come from another list: of the style's rules, of failures, of verdicts."""


@cache
def given() -> list[ast.expr]:
    """Return what is given as the code of a Review anywhere in the package."""
    files = [path for path in (ROOT / "summarizer").rglob("*.py") if path != SAMPLE]
    nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    calls = [
        node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Review", "models.Review")
    ]
    return [word.value for call in calls for word in call.keywords if word.arg == "code"]


def test_every_code_of_a_review_is_in_the_list() -> None:
    """Each that is written out is listed, none is listed that no review has, and no other is made up on the way."""
    literal = {code.value for code in given() if isinstance(code, ast.Constant)}
    other = {ast.unparse(code) for code in given() if not isinstance(code, ast.Constant)}
    verdicts = set(get_args(Verdict)) - {"verified"}
    assert literal | verdicts == set(REVIEWS)
    assert other == ELSEWHERE


def test_the_document_is_the_list() -> None:
    """docs/reviews.md is what scripts/list_codes.py prints, with every code of a rule that marks a line for review."""
    command = [sys.executable, "scripts/list_codes.py", "reviews"]
    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert (ROOT / "docs" / "reviews.md").read_text(encoding="utf-8") == printed
    assert all(f"| `{code}` |" in printed for code in {*REVIEWS, *(rule.code for rule in HARD), *IN_PRINT})


def test_what_is_marked_in_print_is_a_rule_of_taste() -> None:
    """Each code that the assembler looks for is one that a soft rule has."""
    assert {rule.code for rule in SOFT} >= IN_PRINT


@pytest.mark.parametrize("code", REVIEWS)
def test_every_code_says_what_it_means_and_what_to_do(code: str) -> None:
    """Each is one line without a full stop, and no failure has the same code."""
    reason = REVIEWS[code]
    for text in (reason.meaning, reason.advice):
        assert text
        assert not text.endswith(".")
        assert "\n" not in text
    assert code not in CODES
