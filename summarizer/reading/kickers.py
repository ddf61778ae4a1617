"""Kickers: of a heading, the headline alone, where something stands before it in the same element."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from summarizer.reading.boxes import words_in_names
from summarizer.reading.trees import line_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_FEWEST_WORDS = 2
"""Of a headline, behind its kicker."""
_KICKERS = frozenset(
    "antetitulo dachzeile eyebrow kicker overline overtitle pretitle roofline rubric rubrik subheadline subtitle "
    "supertitle surtitle topline".split()
)
"""Words in the names of what stands before a headline; what is named a subtitle may, too."""
_HEADLINES = frozenset({"headline"})


def headline_of(heading: _Element) -> str:
    """Return the line of a heading, without a kicker that stands first in it, in an element of its own."""
    whole = line_of(heading)
    marked = next((part for part in heading if isinstance(part.tag, str) and _is_headline(part)), None)
    if marked is not None:
        before = any(line_of(part) for part in takewhile(lambda part: part is not marked, heading))
        is_last = marked.getnext() is None and not (marked.tail or "").strip()
        return line_of(marked) if before and is_last else whole
    kicker = next(iter(heading), None)
    if kicker is None or not isinstance(kicker.tag, str) or (heading.text or "").strip() or not _is_kicker(kicker):
        return whole
    rest = whole.removeprefix(line_of(kicker)).strip(" :|–—-")
    return rest if len(rest.split()) >= _FEWEST_WORDS else whole


def _is_headline(part: _Element) -> bool:
    words = words_in_names(part)
    return part.get("itemprop") == "headline" or (not _HEADLINES.isdisjoint(words) and _KICKERS.isdisjoint(words))


def _is_kicker(part: _Element) -> bool:
    """Say whether an element is named as a kicker, or set small, with a new line behind it."""
    following = part.getnext()
    breaks = following is not None and not (part.tail or "").strip() and (following.tail or "").startswith("\n")
    return not _KICKERS.isdisjoint(words_in_names(part)) or (part.tag == "small" and breaks)
