"""House style in one place: of a line (`faults`), its characters (`tidy`), and a whole digest (`check_digest`)."""

from __future__ import annotations

from summarizer.language.typography import mend, tidy
from summarizer.style.finding import Finding
from summarizer.style.line_style import Fault, faults

__all__ = ["Fault", "Finding", "check_digest", "faults", "mend", "tidy"]


def check_digest(markdown: str, *, language: str | None = None) -> list[Finding]:
    """Return every fault of the house style that can be seen in a digest in Markdown, ours or not, in line order.

    `language` is the digest's, as an ISO 639-1 code; by default the one that its front matter names, else the one that
    most of it is in.
    """
    from summarizer.style.digest import findings  # a run that drafts reads no digest

    return findings(markdown, language)
