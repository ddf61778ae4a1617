"""Every line and text of a digest by the rules for one line, but for what is the way of the whole issue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from statistics import median
from typing import NamedTuple

from summarizer.language.phrases import BRACKETED, UNDONE
from summarizer.style.document import STORY_LEVEL, Block
from summarizer.style.finding import Finding
from summarizer.style.line_style import PROSE, Fault, faults, faults_of, word_count
from summarizer.style.links import has_title

UNFILLED = "“{}” is a placeholder that was never filled in."
LINKED = re.compile(rf"{BRACKETED}(?=[(\[])", re.IGNORECASE)
"""The text of a link, which may begin as a placeholder does."""
_ANYWHERE = tuple(rule for rule in PROSE if rule.code in ("empty", "excuse"))
"""The rules that hold for a text which stands under no title, such as an editor's own words."""
_PERSON = tuple(rule for rule in PROSE if rule.code == "person")
_UNDONE = re.compile(UNDONE, re.IGNORECASE)
_SUMMARISED = re.compile(r"\b(?:arti[ck]|abstract|text|content|summar|r[ée]sum|zusammenfass)", re.IGNORECASE)
"""What a model's excuse speaks of, and an editor's does not."""
CODE = re.compile(r"`([^`\n]{1,200})`")
_NO_LETTER = re.compile(r"[^\w\s]")
_PAIRED = re.compile(r"(\*\*|__|(?<![\w*_])[*_](?![*_]))(?=\S)([^*_\n]{1,200})(?<=\S)\1(?!\w)")
"""Marks of emphasis, with what they enclose."""
_NESTED = 2
"""How deep marks of emphasis stand within others."""


class _Told(NamedTuple):
    """A line or text, with the faults that rules for single lines find in it."""

    block: Block
    under_title: bool
    faults: Sequence[Fault]

    def has(self, code: str) -> bool:
        """Return whether a fault with that code is among them."""
        return any(fault.code == code for fault in self.faults)


def about_lines(blocks: Sequence[Block], language: str) -> Iterator[Finding]:
    """Yield the faults of every one-liner and paragraph, but for those that are the way of the whole issue."""
    told = [
        _Told(block, is_told(block, title), _faults_told(block, title, language))
        for block, title in under_titles(blocks)
    ]
    ways = _ways(told, speaks_above=_speaks_above_titles(blocks, language))
    for one in told:
        kept = (fault for fault in one.faults if fault.code not in ways)
        yield from (Finding(one.block.number, fault.code, fault.message) for fault in kept)
    yield from _shorter_than_others(told)


def is_told(block: Block, title: str) -> bool:
    """Return whether a text tells of a title beside or above it."""
    return block.kind == "item" or (block.kind == "text" and bool(title))


def _faults_told(block: Block, title: str, language: str) -> Sequence[Fault]:
    """Return the faults of a text by itself, under a linked title, if there is any."""
    if block.kind == "item" and not block.text:
        return (Fault("empty", "There is no line beside this title.", "fatal"),)
    if block.kind == "item":
        return faults(_without_pairs(block.text), block.title, language=language)
    if is_told(block, title):
        return faults_of(block.text, PROSE, title, language=language)
    return _faults_anywhere(block.text, language)


def _without_pairs(line: str) -> str:
    """Return a line without paired marks of Markdown, which are right in a digest, and without signs of code."""
    text = CODE.sub(lambda code: _NO_LETTER.sub("", code[1]), LINKED.sub(lambda link: f"{link[0][1:-1]} ", line))
    for _ in range(_NESTED):
        text = _PAIRED.sub(r"\2", text)
    return text


def _faults_anywhere(text: str, language: str) -> list[Fault]:
    """Return the faults of a text that stands under no title."""
    undone = _UNDONE.match(text)
    if undone:
        return [Fault("placeholder", UNFILLED.format(undone[0]), "fatal")]
    found = faults_of(text, _ANYWHERE, language=language)
    return [fault for fault in found if fault.code != "excuse" or _SUMMARISED.search(text)]


# What is the way of a whole issue


_FEWEST_OF_A_WAY = 3
"""Texts that make a way of the issue; in fewer there is an oversight."""
_SHARE_OF_A_VOICE = 0.2
_SHORT = 15
"""Words of the median line of an issue that is written in short ones."""
_SHARE_OF_MEDIAN = 1 / 3
"""Of words, below which a line is short among short ones: as 8 are where 25 are asked for."""


def _ways(told: Sequence[_Told], *, speaks_above: bool) -> frozenset[str]:
    """Return the codes of what is no fault in this issue, since it is done throughout.

    An issue has a voice of its own if more than a fifth of its texts, and three at least, speak as I, we or you; all
    that stands above the first title counts as one. It does without full stops if half of its lines do.
    """
    ways: set[str] = set()
    texts = sum(one.under_title for one in told) + speaks_above
    voices = sum(one.has("person") for one in told) + speaks_above
    if voices >= _FEWEST_OF_A_WAY and voices > _SHARE_OF_A_VOICE * texts:
        ways |= {"person", "the-article"}
    lines = sum(_is_line(one) for one in told)
    unstopped = sum(one.has("no-full-stop") for one in told)
    if unstopped >= _FEWEST_OF_A_WAY and 2 * unstopped >= lines:
        ways.add("no-full-stop")
    return frozenset(ways | ({"too-short"} if _short_median(told) else set()))


def _is_line(one: _Told) -> bool:
    """Return whether a text is a one-liner with something in it."""
    return one.block.kind == "item" and not any(fault.level == "fatal" for fault in one.faults)


def _speaks_above_titles(blocks: Sequence[Block], language: str) -> bool:
    """Return whether the editor speaks as I, we or you above the first linked title."""
    above = takewhile(lambda block: not has_title(block), blocks)
    return any(block.kind == "text" and faults_of(block.text, _PERSON, language=language) for block in above)


def _short_median(told: Sequence[_Told]) -> float:
    """Return how many words the median line has, if that is short and there are lines enough to tell; else 0."""
    counts = [word_count(one.block.text) for one in told if _is_line(one)]
    middle = median(counts) if len(counts) >= _FEWEST_OF_A_WAY else 0
    return middle if middle < _SHORT else 0


def _shorter_than_others(told: Sequence[_Told]) -> Iterator[Finding]:
    """Yield the lines that are short even among the short ones of their issue."""
    middle = _short_median(told)
    for one in filter(_is_line, told):
        count = word_count(one.block.text)
        if count < middle * _SHARE_OF_MEDIAN:
            words = "1 word" if count == 1 else f"{count} words"
            message = f"The line has only {words}; half of the others have {middle:.0f} or more."
            yield Finding(one.block.number, "too-short", message)


def under_titles(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Yield every one-liner and text with the linked title that it stands under, if any."""
    title, level = "", 0
    for block in blocks:
        if block.kind == "heading":
            title, level = block.title if block.url else "", block.level
        elif block.kind in ("item", "text", "quote"):
            yield block, title
        if block.kind in ("item", "rule") or (block.kind == "text" and level == STORY_LEVEL):
            title = ""
