"""The expressions of GitHub Actions, which the tests' runner evaluates: as GitHub documents them."""

from __future__ import annotations

from typing import Any

import pytest
from expressions import Functions, evaluate, filled

CONTEXTS = {
    "inputs": {"cache": "true", "kebab-case": "x"},
    "steps": {"a": {"outputs": {"n": "1"}, "outcome": "failure"}},
}
FUNCTIONS: Functions = {"success": lambda: False, "always": lambda: True, "contains": lambda text, part: part in text}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("'it''s'", "it's"),
        ("inputs.kebab-case", "x"),
        ("inputs.missing", None),
        ("steps.missing.outputs.n", None),
        ("steps.a.outputs.n == 1", True),
        ("inputs.cache == 'TRUE'", True),
        ("inputs.cache != 'true'", False),
        ("always() && inputs.cache == 'true' && steps.a.outcome != 'skipped'", True),
        ("inputs.cache == 'no' && 'yes' || 'else'", "else"),
        ("!success() && !(1 == 2)", True),
        ("inputs.missing || ''", ""),
        ("contains(inputs.cache, 'ru')", True),
        ("false || null", None),
        ("-2.5", -2.5),
    ],
)
def test_expressions(expression: str, value: Any) -> None:
    """Values, comparison without regard to case, `&&` and `||` that give a side, functions."""
    assert evaluate(expression, CONTEXTS, FUNCTIONS) == value


@pytest.mark.parametrize("expression", ["'open", "1 +", "== 1", "(1", "a b", "inputs.x inputs.y"])
def test_what_is_no_expression_is_refused(expression: str) -> None:
    """Nothing is guessed."""
    with pytest.raises((ValueError, LookupError)):
        evaluate(expression, CONTEXTS, FUNCTIONS)


def test_texts_are_filled() -> None:
    """Whatever is put in is not read again."""
    assert filled("${{ inputs.cache }}-${{ 1 == 1 }}-${{ inputs.no }}.", CONTEXTS) == "true-true-."
    assert filled("${{ inputs.x }}", {"inputs": {"x": "${{ secrets.y }}"}}) == "${{ secrets.y }}"
