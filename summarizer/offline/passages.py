"""From an article's text to the passages that could be lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarizer import style
from summarizer.language.lists import cities
from summarizer.offline.cues import cue
from summarizer.offline.standing import stands_alone
from summarizer.offline.voices import Voice, in_third_person

MOST_SENTENCES, STORY_CHARACTERS = 40, 8_000
"""How far into an article is read: what it is about stands near its beginning."""
FEWEST_WORDS, MOST_WORDS = 8, 50
"""Of a line; house style aims for 25 to 40."""
LONG = 42
"""Words from which a sentence is also tried without the clause that hangs on its end."""
FEWEST_WORDS_LEFT = 14
"""Of a sentence that has lost such a clause."""


class Passage(NamedTuple):
    """A stretch of text that reads as a sentence, verbatim and as a line."""

    verbatim: str
    line: str


def story_of(text: str) -> str:
    """Return `text` up to the heading after which it is no longer about its subject."""
    text = text[:STORY_CHARACTERS]
    for heading in cue("end_of_story", r"\n[ \t]*{}[ \t]*:?[ \t]*(?=\n|$)").finditer(text):
        if len(text[: heading.start()].split()) >= 60:
            return text[: heading.start()]
    return text


_FULL_STOP = re.compile(r"[^.!?…:;,\s]\.[\"'”’)\]]*$|[^.]\b(?:Inc|Corp|Ltd|Co|U\.S|U\.K)\.$")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:\.|[a-z]{2,6})?"
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z./'’-]+(?: [A-Z][A-Z./'’-]+){0,3}(?:,? (?:[A-Z][\w.]{1,14}|\d{1,2}|\d{4})){0,6},?"
    r"(?: ?\([^()\n]{2,40}\)| ?/[^/\n]{2,40}/)?|[A-Z][\w.]+(?:,? [A-Z][\w.]+){0,3} \([^()\n]{2,40}\)"
    rf"|[A-Z][\w.]+(?:,? [A-Z][\w.]+){{0,4}},? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)"
    r" ?(?:—|–|--|-) ?(?=[A-Z\d\"“])"
)
"""A place in capitals, perhaps with state, date and wire, or a place or paper with a date or wire, and a dash."""
_CITY_LINE = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)?)(?:, [A-Z][\w.]+)? (?:—|–|--|-) (?=[A-Z\d\"“])")
"""Capitalised words, perhaps with a state, and a dash: a dateline where they are a city."""


def passages(sentence: str, voice: Voice | None) -> Iterator[Passage]:
    """Yield the lines that one sentence can become: itself, and itself without a clause that hangs on a long one."""
    if not _FULL_STOP.search(sentence, len(sentence) - 12) or cue("labels").match(sentence):
        return
    verbatim = _without_opening(sentence)
    if voice == "The researchers" and " and that " not in verbatim:
        verbatim = cue("we_find_that", "^{}").sub("", verbatim)
    for piece in _with_shorter(verbatim):
        line = _as_line(piece, voice)
        if FEWEST_WORDS <= len(line.split()) <= MOST_WORDS and stands_alone(line):
            yield Passage(piece, line)


def _without_opening(sentence: str) -> str:
    """Return `sentence` without dateline, label, and words that only tie it to the one before."""
    dateline = _DATELINE.match(sentence) or _city_line(sentence)
    rest = sentence[dateline.end() :] if dateline else sentence
    rest = cue("left_out_in_front", "^{}{1,2}").sub("", rest)
    return cue("announced", "^{}").sub("", rest)


def _city_line(sentence: str) -> re.Match[str] | None:
    found = _CITY_LINE.match(sentence)
    return found if found and re.sub(r"\W+", "-", found[1].casefold()) in cities() else None


def _with_shorter(sentence: str) -> Iterator[str]:
    yield sentence
    if len(sentence.split()) < LONG:
        return
    body = sentence.rstrip(".")
    hanging = cue("hanging").search(body)
    if hanging and len(body[: hanging.start()].split()) >= FEWEST_WORDS_LEFT:
        yield body[: hanging.start()]


_DOUBLE_STOP = re.compile(r"\.([\"')]+)\.$")


def _as_line(passage: str, voice: Voice | None) -> str:
    """Return the line that a passage becomes: in the third person, with a capital and a full stop."""
    line = _DOUBLE_STOP.sub(r".\1", style.tidy(in_third_person(passage, voice)))
    first = line.split(" ", 1)[0]
    return line[:1].upper() + line[1:] if first.islower() else line
