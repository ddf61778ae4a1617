"""What stands between the words of a line: negation, direction, and who does what to whom."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.models import Part
from summarizer.parsed import Index, Parsed


def check_relations(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield the parts about negation, direction and roles."""
    yield from ()
