"""An extracted text without what stands around an article: buttons, pitches, sponsors, comment forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

_PITCH_WORDS = 60
"""A paragraph up to this long goes whole if any sentence of it is a pitch and none is much else."""
_ENDING_SHARE = 0.5
"""A comment form is only believed to be one in the second half of a text."""
_SPONSOR_PARAGRAPHS = 6
"""The longest advertisement in a newsletter, in paragraphs."""
_HEADING_WORDS = 14
_PREAMBLE_LINES = 12
_COLOPHON_LINES = 12
_PROSE_WORDS = 12
"""Words from which on a line with a full stop is prose; standfirsts and bylines seldom have both."""
_LABEL_WORDS = 3
_NAME_WORDS = 6
"""Words of a line among contacts that may be a name or an office."""


def clean(text: str) -> str:
    """Return `text` (paragraphs parted by newlines) without furniture; what is left is word for word as it was."""
    paragraphs = [" ".join(line.split()) for line in text.split("\n")]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph and not _says("lines", paragraph, whole=True)]
    paragraphs = _without_colophon(_without_ending(paragraphs))
    paragraphs = list(_without_related(_without_sponsors(paragraphs)))
    paragraphs = [kept for paragraph in paragraphs if (kept := _without_pitches(paragraph))]
    return "\n".join(_without_colophon(paragraphs))


def without_preamble(text: str, title: str) -> str:
    """Return a cleaned text without what stands above it: title, breadcrumbs, section, author, date.

    A standfirst, a list or a quotation is part of the text, and so is all of a text without a sentence.
    """
    paragraphs = text.split("\n")
    start = next((index for index, line in enumerate(paragraphs) if _is_prose(line)), 1)
    start = min(start, _PREAMBLE_LINES)
    named = _letters(title)
    before = [line for line in paragraphs[:start] if _letters(line) != named and not _is_label(line)]
    return "\n".join([line for line in before if not _says("preamble", line, whole=True)] + paragraphs[start:])


def _without_colophon(paragraphs: list[str]) -> list[str]:
    """Drop whom to ask and who else worked on it from the end, with the names that stand among them."""
    end = len(paragraphs)
    for index in range(len(paragraphs) - 1, max(0, len(paragraphs) - _COLOPHON_LINES) - 1, -1):
        line = paragraphs[index]
        if _says("colophon", line, whole=True):
            end = index
        elif not (end < len(paragraphs) and is_heading(line) and len(line.split()) <= _NAME_WORDS):
            break
    kept = paragraphs[:end]
    return kept if 2 * sum(map(len, kept)) >= sum(map(len, paragraphs)) else paragraphs


def _is_prose(line: str) -> bool:
    """Say whether a line is a sentence of a text rather than something above it."""
    words = len(line.split())
    unspaced = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff]", line)) >= 20
    ended = re.search(r"[.!?。！？:…][”\"’»)」]*$", line) is not None
    return (words >= _PROSE_WORDS or unspaced) and ended


def _is_label(line: str) -> bool:
    """Say whether a line names a section or a subject: a few words that are no sentence, no item and no figure."""
    return len(line.split()) <= _LABEL_WORDS and re.fullmatch(r"[^\W\d_][^.!?,;:\"“”«»|\d]*", line) is not None


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text.lower())


@cache
def _expressions(name: str) -> tuple[re.Pattern[str], ...]:
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return tuple(re.compile(expression) for expression in data[name])


def _plain(text: str) -> str:
    return text.lower().replace("’", "'").replace("‘", "'")


def _says(name: str, text: str, whole: bool = False) -> bool:
    """Say whether one of the expressions called `name` is in a text, or is all of it."""
    plain = _plain(text).strip(" *#_>|") or text
    if whole:
        return len(plain) <= 300 and any(expression.fullmatch(plain) for expression in _expressions(name))
    return any(expression.search(plain) for expression in _expressions(name))


def _without_ending(paragraphs: list[str]) -> list[str]:
    """Cut a text where readers' comments begin."""
    total = sum(map(len, paragraphs))
    before = 0
    for index, paragraph in enumerate(paragraphs):
        if before >= _ENDING_SHARE * total and len(paragraph) < 160 and _says("endings", paragraph, whole=True):
            return paragraphs[:index]
        before += len(paragraph)
    return paragraphs


def is_heading(paragraph: str) -> bool:
    """Say whether a paragraph looks like a heading: short, and without a sentence's end."""
    if re.match(r"(?:#{1,6} |\d{1,2}[.:)] )\S", paragraph):
        return len(paragraph.split()) <= _HEADING_WORDS + 6
    return len(paragraph.split()) <= _HEADING_WORDS and not re.search(r"[.!?,;。!?:…”\"]$", paragraph)


def _without_sponsors(paragraphs: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs outside advertisements that a line of their own announces."""
    skipping = 0
    for index, paragraph in enumerate(paragraphs):
        if len(paragraph) <= 120 and _says("sponsors", paragraph, whole=True):
            skipping = _sponsor_length(paragraphs[index + 1 :])
        elif skipping:
            skipping -= 1
        else:
            yield paragraph


def _sponsor_length(following: Sequence[str]) -> int:
    """Return how many of the paragraphs after its announcement an advertisement has, up to the next heading.

    Where no heading follows in reach, only the paragraphs that go on selling.
    """
    reach = following[: _SPONSOR_PARAGRAPHS + 1]
    heading = next((index for index, paragraph in enumerate(reach) if index and is_heading(paragraph)), None)
    if heading is not None:
        return heading
    return next((index for index, paragraph in enumerate(reach) if not _says("selling", paragraph)), 0)


def _without_related(paragraphs: Iterator[str]) -> Iterator[str]:
    """Yield the paragraphs without lists of other articles: a known heading and the short lines after it."""
    kept = list(paragraphs)
    listing = False
    for index, paragraph in enumerate(kept):
        if index * 3 > len(kept) and _says("related", paragraph, whole=True):
            listing = True
        elif not listing or len(paragraph.split()) > 20 or re.search(r"[.!?]$", paragraph):
            listing = False
            yield paragraph


def _without_pitches(paragraph: str) -> str:
    """Return a paragraph without the sentences in which the publisher sells something."""
    sentences = split_sentences(paragraph)
    kept: list[str] = []
    selling = False
    for sentence in sentences:
        if _says("sponsor_marks", sentence):
            selling = True
        elif not _is_pitch(sentence) and not (selling and _says("selling", sentence)):
            selling = False
            kept.append(sentence)
    if (
        len(kept) < len(sentences)
        and len(paragraph.split()) <= _PITCH_WORDS
        and len(" ".join(kept)) < 0.4 * len(paragraph)
    ):
        return ""
    return " ".join(kept) if len(kept) < len(sentences) else paragraph


def _is_pitch(sentence: str) -> bool:
    """Say whether a sentence speaks for the publisher; quotations and long ones are left alone."""
    if re.search(r"[“\"„«].{10,}[”\"“»]|\b(?:said|says|told|wrote|sagte|a déclaré|dijo)\b", sentence):
        return False
    return len(sentence) <= 400 and len(sentence.split()) <= 45 and _says("pitches", sentence)


_SENTENCE_END = re.compile(r"[.!?…]+[”\"’)\]]*\s+(?=[\"“‘(\[•¿¡]{0,2}[A-ZÀ-Þ0-9\u0400-\u042f])|[。！？]+[」』”]?")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Jr|Sr|vs|No|Inc|Ltd|Corp|Co|Prof|Gen|Sen|Rep|Gov|z\.B|Nr|Sra?)|\b[A-Z])\.\s+\Z"
)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, without the white space between them."""
    sentences: list[str] = []
    start = 0
    for found in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text, max(start, found.end() - 12), found.end()):
            sentences.append(text[start : found.end()].strip())
            start = found.end()
    rest = text[start:].strip()
    return [*sentences, rest] if rest else sentences
