"""What a backend proposes against what the article says: every checkable part of a line, found or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from summarizer.models import Article, Evidence, Part, Verdict
from summarizer.typography import fold


class Grounding(NamedTuple):
    """How far an article bears a line out: the verdict, every checkable part, and the passages that support it."""

    verdict: Verdict
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]


def ground(line: str, article: Article, quotes: Sequence[str]) -> Grounding:
    """Return how far `article` bears `line` out; `quotes` are passages said to stand in it."""
    evidence = tuple(found for quote in quotes if (found := locate(quote, article.text)))
    return Grounding("verified" if evidence else "unsupported", (), evidence)


_EDGES = "\"'.,;:!?-… "


def locate(quote: str, text: str) -> Evidence | None:
    """Return where `text` has `quote`, exactly (`text[start:end]` is the evidence's quote), or None.

    White space, quotation marks, dashes, case and Unicode form may differ, and so may punctuation at either end;
    words may not, nor may a word be cut in two.
    """
    wanted = fold(quote).text.strip(_EDGES)
    if not any(character.isalnum() for character in wanted):
        return None
    folded = fold(text)
    at = folded.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not _cuts_a_word(folded.text, at) and not _cuts_a_word(folded.text, end):
            start, stop = folded.original_span(at, end)
            return Evidence(quote=text[start:stop], start=start, end=stop)
        at = folded.text.find(wanted, at + 1)
    return None


def _cuts_a_word(text: str, at: int) -> bool:
    """Return whether the place between two characters lies inside a word, or a number such as `1.5`."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1] in ".,":
        return before[0].isdigit() and after[0].isdigit()
    if after[0] in ".,":
        return before[-1].isdigit() and after[1:].isdigit()
    return before[-1].isalnum() and after[0].isalnum()
