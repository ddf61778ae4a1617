"""What a person sees on standard error: progress while it works, a short table when it ends."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from types import TracebackType
from typing import TYPE_CHECKING

from summarizer.models import Digest, Entry, Failure, Merged, Usage

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.assembler import Outcome

SHOWN_REVIEWS = 20
"""Entries for review that the table names; the rest are counted, and all are in the draft's last lines."""


def printable(text: str) -> str:
    """Return `text` without what could steer a terminal: control, format and bidirectional characters."""
    return "".join(char if char == "\n" or not unicodedata.category(char).startswith("C") else " " for char in text)


def console() -> Console:
    """Return rich's console on standard error; it honours NO_COLOR, TERM and the terminal's width."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=not sys.stderr.isatty())


class Progress:
    """A bar on a terminal; nothing when standard error is piped, in CI, or `quiet`; `verbose` adds a line a source."""

    def __init__(self, total: int, *, quiet: bool = False, verbose: bool = False) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        self._console = console()
        self._verbose = verbose and not quiet
        self._shown = not quiet and sys.stderr.isatty() and not os.environ.get("CI")
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Bar(*columns, console=self._console, transient=True, disable=not self._shown)
        self._task = self._bar.add_task("Reading", total=total)
        self._failed = 0

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._bar.stop()

    def advance(self, outcome: Outcome) -> None:
        """Count one more source, and say what became of it if that is wanted."""
        self._failed += isinstance(outcome, Failure)
        failed = f", {self._failed} failed" if self._failed else ""
        self._bar.update(self._task, advance=1, description=f"Reading{failed}")
        if self._verbose:
            self._console.print(_told(outcome), style="red" if isinstance(outcome, Failure) else "")


def _told(outcome: Outcome) -> str:
    if isinstance(outcome, Failure):
        return printable(f"failed  {outcome.source.given}: {outcome.code}: {outcome.message}")
    if isinstance(outcome, Merged):
        return printable(f"merged  {outcome.source.given}: the same page as {outcome.into}")
    mark = "review " if outcome.review else "done   "
    return printable(f"{mark} {outcome.source.given}: {outcome.category}: {outcome.title}")


def print_summary(digest: Digest, *, seconds: float) -> None:
    """Print how many entries each category has, what failed and what to do about it, and what it all cost."""
    from rich.table import Table

    out = console()
    counts = Counter(entry.category for entry in digest.entries)
    table = Table(box=None, show_header=False, pad_edge=False)
    for category, count in counts.items():
        table.add_row(printable(category), str(count))
    table.add_row("total", str(counts.total()), style="bold")
    out.print(table)
    for failure in digest.failures:
        _print_failure(out, failure)
    _print_reviews(out, [entry for entry in digest.entries if entry.review])
    merged = f"{len(digest.merged)} merged, " if digest.merged else ""
    failed = f"{len(digest.failures)} failed" if digest.failures else "none failed"
    out.print(f"{merged}{failed}; {spent(digest.usage)}, {seconds:.1f} s")


def _print_failure(out: Console, failure: Failure) -> None:
    out.print(printable(f"failed  {place(failure)}{failure.source.given}"), style="red")
    out.print(printable(f"        {failure.stage}, {failure.code}: {failure.message}"))
    out.print(printable(f"        {failure.advice}"))


def place(failure: Failure) -> str:
    """Return `FILE:LINE ` of a source that stood in a file, else nothing."""
    return f"{failure.source.origin}:{failure.source.line} " if failure.source.line else ""


def _print_reviews(out: Console, entries: list[Entry]) -> None:
    for entry in entries[:SHOWN_REVIEWS]:
        out.print(printable(f"review  {entry.title}"), style="yellow")
        for reason in entry.review:
            out.print(printable(f"        {reason.code}: {reason.message}"))
    if len(entries) > SHOWN_REVIEWS:
        out.print(f"review  {len(entries) - SHOWN_REVIEWS} more, listed at the end of the draft", style="yellow")


def spent(usage: Usage) -> str:
    """Return tokens and money in words; an unknown price is said to be unknown."""
    if not usage.requests:
        return "no tokens, no cost"
    cost = "cost unknown" if usage.cost_usd is None else f"${usage.cost_usd:.4f}"
    cached = f" ({usage.cached_tokens:,} cached)" if usage.cached_tokens else ""
    return f"{usage.input_tokens:,} tokens in{cached}, {usage.output_tokens:,} out, {cost}"
