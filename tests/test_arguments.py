"""Arguments that cannot work are refused where they are given, with what they are and what they may be."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from summarizer import Summarizer
from summarizer.arguments import LANGUAGES, check_choice, check_language, check_number, did_you_mean
from summarizer.errors import SetupError
from summarizer.language.phrases import FUNCTION_WORDS
from summarizer.reading.apart import Reader
from summarizer.web import Fetcher


@pytest.mark.parametrize("value", [-1, 0.5, float("nan"), Decimal("-0.01"), "3", None])
def test_a_number_out_of_bounds_is_refused(value: Any) -> None:
    """Too small, not a number at all, or one that nothing can be compared with."""
    with pytest.raises(SetupError, match=r"^top is .*, and should be a number, at least 1$"):
        check_number("top", value, least=1)


@pytest.mark.parametrize("value", [1, 1.0, Decimal(7), float("inf")])
def test_a_number_within_bounds_passes(value: float | Decimal) -> None:
    """The bound itself among them, unless it is to be exceeded."""
    check_number("top", value, least=1)
    check_number("top", value, least=0.5, more_than=True)
    with pytest.raises(SetupError, match="greater than"):
        check_number("top", value, least=float(value), more_than=True)


@pytest.mark.parametrize("language", ["", "English", "EN", "en-US", "e", "en\n", "ën", None, "xx", "jp"])
def test_a_language_is_a_code(language: Any) -> None:
    """Its name, the code in another form, or a country's code, is not taken for one."""
    with pytest.raises(SetupError, match=r"should be a language's code of two small letters \(ISO 639-1\)"):
        check_language(language)


def test_every_language_that_is_told_from_others_is_known() -> None:
    """What a page's text can be found to be in, a digest may be in."""
    for language in FUNCTION_WORDS:
        check_language(language)
    assert len(LANGUAGES) == 183


def test_a_choice_is_one_of_those_there_are() -> None:
    """The message lists them."""
    check_choice("when", "keep", ("keep", "drop"))
    with pytest.raises(SetupError, match=r"^when is 'nope', and should be one of 'keep', 'drop'$"):
        check_choice("when", "nope", ("keep", "drop"))


def test_the_nearest_name_is_told() -> None:
    """Where one is near."""
    assert did_you_mean("tilte", ["date", "title"]) == "; did you mean 'title'?"
    assert did_you_mean("xyz", ["date", "title"]) == ""


@pytest.mark.parametrize(
    ("made", "argument", "value"),
    [
        (Fetcher, "concurrency", 0),
        (Fetcher, "per_host", 0),
        (Fetcher, "delay_seconds", -1),
        (Fetcher, "timeout_seconds", 0),
        (Fetcher, "max_bytes", 0),
        (Fetcher, "user_agent", "ünï"),
        (Fetcher, "user_agent", "me\r\nX-Other: 1"),
        (Fetcher, "user_agent", ""),
        (Reader, "seconds", 0),
        (Summarizer, "language", "English"),
        (Summarizer, "when_unsupported", "nope"),
        (Summarizer, "top", -1),
        (Summarizer, "paragraphs", 0),
    ],
)
def test_what_cannot_work_is_refused_at_once(made: Callable[..., object], argument: str, value: object) -> None:
    """The library takes no more than the command does, and says which argument it is."""
    with pytest.raises(SetupError, match=f"^{argument} is "):
        made(**{argument: value})
