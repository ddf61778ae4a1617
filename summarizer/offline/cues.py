"""The cues by which a sentence is judged: lists of phrases in `cues.toml`, names and days."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from summarizer.language import phrases


@cache
def _phrases() -> dict[str, list[str]]:
    ours = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    shared = {"hype": phrases.HYPE, "person": phrases.PERSONS}
    return {**ours, **{name: [phrase.replace(r"\b", "", 1) for phrase in listed] for name, listed in shared.items()}}


@cache
def cue(name: str, form: str = "{}") -> re.Pattern[str]:
    """Return one pattern for a list of the data file, set into `form`."""
    return re.compile(form.replace("{}", f"(?:{'|'.join(_phrases()[name])})"), re.IGNORECASE)


@cache
def anywhere(name: str) -> re.Pattern[str]:
    """Return a pattern that finds a list's items from the start of a word in small letters; quicker than any case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_phrases()[name])})")


PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b")
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
CALENDAR = (
    rf"(?:{WEEKDAY}"
    r"|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)\b"
)
FULL_NAME = re.compile(rf"(?!{CALENDAR})\b[A-Z][\w’'-]+ (?:[A-Z]\. )?(?!{CALENDAR})([A-Z][\w’'-]+)")


def has(line: str, name: str) -> bool:
    """Return whether a line has an item of a list."""
    return anywhere(name).search(line.lower()) is not None


def count_of_praise(line: str) -> int:
    """Return how often a line praises what it tells of."""
    return sum(len(anywhere(name).findall(line.lower())) for name in ("hype", "praise"))
