"""What a person sees on standard error: progress while it works, a short account when it ends.

Nothing that came from a page, a reply or a link reaches a terminal with the power to steer it.
"""

from __future__ import annotations

import os
import sys
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from summarizer.identity import shown_link
from summarizer.models import Digest, Failure, Merged, Usage
from summarizer.rendering.draft import Remark, remarks

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress as Bar

    from summarizer.assembler import Outcome
    from summarizer.images import Missing

SHOWN_REMARKS = 10
"""Entries for review that are named on the screen; the rest are counted, and all are at the end of the draft."""

FEWEST_ALIKE = 5
MOSTLY = 0.8
"""A reason that at least so many entries have, and at least this share of all, is named once for them together."""

DRAFTING = "drafting"
"""What stands by the bar as long as nothing failed."""

MARGIN = "    "
NO_WIDTH = 1_000_000
"""Of a pipe or a file: whoever reads it there breaks the lines."""

_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode categories of what may move a cursor, change a colour or reverse a text."""


def printable(text: str) -> str:
    """Return `text` on one line, without control, format and bidirectional characters."""
    return " ".join("".join(" " if unicodedata.category(one) in _STEERING else one for one in text).split())


def to_nowhere(stream: TextIO) -> None:
    """Let what is still to be written to `stream` go nowhere: nobody reads it any more, or it is full."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def is_terminal() -> bool:
    """Return whether a person is watching standard error: a terminal, and not that of a CI system."""
    return sys.stderr.isatty() and os.environ.get("CI", "").lower() in ("", "0", "false")


def _console() -> Console:
    """Return standard error as rich writes to it; where nobody reads it any more, or it is full, the run goes on."""
    from rich.console import Console

    class Lasting(Console):
        def print(self, *objects: Any, **options: Any) -> None:
            try:
                super().print(*objects, **options)
            except OSError:
                to_nowhere(sys.stderr)

        def on_broken_pipe(self) -> None:
            to_nowhere(sys.stderr)

    return Lasting(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)


class Screen:
    """Standard error, in paragraphs; honours NO_COLOR, TERM and the terminal's width."""

    def __init__(self) -> None:
        self.console = _console()
        self._width = max(self.console.width, 20) if sys.stderr.isatty() else NO_WIDTH

    def say(self, text: str, *, style: str = "") -> None:
        """Print `text` as one paragraph."""
        self._print(text, "", "", style)

    def head(self, text: str, *, style: str) -> None:
        """Print `text` as what the following lines are about."""
        self._print(text, "", MARGIN, style)

    def detail(self, text: str) -> None:
        """Print `text` under its head."""
        self._print(text, MARGIN, MARGIN, "")

    def _print(self, text: str, first: str, others: str, style: str) -> None:
        """Print one paragraph. A link is never broken, so that it can be followed and copied."""
        lines = textwrap.wrap(
            printable(text),
            self._width,
            initial_indent=first,
            subsequent_indent=others,
            break_long_words=False,
            break_on_hyphens=False,
        )
        self.console.print("\n".join(lines), style=style)

    def count(self, counts: Mapping[str, int]) -> None:
        """Print `counts` and their total, one under the other."""
        from rich.cells import cell_len, set_cell_size

        width = max(cell_len(name) for name in (*counts, "total"))
        for name, number in counts.items():
            self.console.print(f"{set_cell_size(name, width)}  {number:>3}")
        self.console.print(f"{'total':<{width}}  {sum(counts.values()):>3}", style="bold")


class Progress:
    """A bar on a terminal; nothing when standard error is piped, in CI, or `quiet`; `verbose` adds a line a source."""

    def __init__(self, total: int, *, quiet: bool = False, verbose: bool = False) -> None:
        self._screen = Screen()
        self._verbose = verbose and not quiet
        self._bar = _bar(self._screen.console, total) if is_terminal() and not quiet else None
        self._failed = 0

    def __enter__(self) -> Progress:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def advance(self, outcome: Outcome) -> None:
        """Count one more source, and say what became of it if that is wanted."""
        self._failed += isinstance(outcome, Failure)
        if self._bar:
            done = f"{self._failed} failed" if self._failed else DRAFTING
            self._bar.update(self._bar.task_ids[0], advance=1, description=done)
        if self._verbose:
            self._screen.head(_told(outcome), style="red" if isinstance(outcome, Failure) else "")

    def miss(self, image: Missing) -> None:
        """Say which image could not be had, if that is wanted."""
        if self._verbose:
            self._screen.say(f"no image for {image.title}: {image.url}: {image.reason}")


def _bar(console: Console, total: int) -> Bar:
    """Return the bar; where nobody watches, what draws it is not even imported."""
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        SpinnerColumn("line"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    bar = Bar(*columns, console=console, transient=True)
    bar.add_task(DRAFTING, total=total)
    return bar


def _told(outcome: Outcome) -> str:
    """Return what became of a source; nothing is put against a link that it could be taken for a part of."""
    if isinstance(outcome, Failure):
        return f"failed {_where(outcome)} {outcome.stage}, {outcome.code}: {outcome.message}"
    if isinstance(outcome, Merged):
        return f"merged {shown_link(outcome.source.given)} into {shown_link(outcome.into)}"
    done = "review" if outcome.review else "done"
    return f"{done} {shown_link(outcome.source.given)} {outcome.category}: {outcome.title}"


def print_summary(digest: Digest, categories: Sequence[str], *, seconds: float, written: Sequence[Path] = ()) -> None:
    """Print what failed and what to do about it, how many entries each category has, and what it all took.

    `categories` are those of the taxonomy, in its order; `written` are the files that now hold the digest.
    """
    screen = Screen()
    print_failures(digest.failures, screen)
    found = remarks(digest)
    _print_remarks(found, len(digest.entries), screen)
    if digest.failures or found:
        screen.say("")
    screen.count(_counts(digest, categories))
    screen.say(_of_sources(digest))
    screen.say(f"{spent(digest)}; {seconds:.1f} s")
    if written:
        screen.say(f"written: {', '.join(map(str, written))}")


def _counts(digest: Digest, categories: Sequence[str]) -> dict[str, int]:
    """Return the number of entries by category, without those that have none."""
    counted = Counter(entry.category for entry in digest.entries)
    return {printable(name): counted[name] for name in categories if counted[name]}


def print_failures(failures: Iterable[Failure], screen: Screen | None = None) -> None:
    """Print every source that failed, with stage, reason and what to do; what several have in common is said once."""
    screen = screen or Screen()
    alike: dict[tuple[str, ...], list[Failure]] = {}
    for failure in failures:
        alike.setdefault((failure.stage, failure.code, failure.message, failure.advice), []).append(failure)
    for (stage, code, message, advice), group in alike.items():
        for failure in group:
            screen.head(f"failed {_where(failure)}", style="red")
        screen.detail(f"{stage}, {code}: {message}")
        screen.detail(f"What to do: {advice}")


def _where(failure: Failure) -> str:
    """Return the words of the input, after the file and line that they stood in."""
    source, given = failure.source, shown_link(failure.source.given)
    return f"{source.origin}:{source.line} {given}" if source.line else given


def _print_remarks(found: Sequence[Remark], entries: int, screen: Screen) -> None:
    """Print what is for review among so many `entries`: what is so of nearly all is said first, and once."""
    counted = Counter(reason for remark in found for reason in remark.reasons)
    common = [reason for reason, count in counted.items() if count >= max(FEWEST_ALIKE, MOSTLY * entries)]
    for reason in common:
        screen.head(f"review {counted[reason]} of {entries} entries", style="yellow")
        screen.detail(reason)
    left = (remark._replace(reasons=tuple(one for one in remark.reasons if one not in common)) for remark in found)
    found = [remark for remark in left if remark.reasons]
    for remark in found[:SHOWN_REMARKS]:
        screen.head(f"review {remark.title}", style="yellow")
        for reason in remark.reasons:
            screen.detail(reason)
    if len(found) > SHOWN_REMARKS:
        screen.say(f"review {len(found) - SHOWN_REMARKS} more, listed at the end of the draft", style="yellow")


def _of_sources(digest: Digest) -> str:
    total = len(digest.entries) + len(digest.failures) + len(digest.merged)
    parts = [f"{len(digest.failures)} failed" if digest.failures else "none failed"]
    if digest.merged:
        parts.append(f"{len(digest.merged)} merged into another")
    return f"{total} source{'s' if total != 1 else ''}, {', '.join(parts)}"


def spent(digest: Digest) -> str:
    """Return tokens and money in words; an unknown price is said to be unknown."""
    again = sum(entry.prompt_id is not None and not entry.usage.requests for entry in digest.entries)
    remembered = f" ({again} remembered)" if again else ""
    usage: Usage = digest.usage
    if not usage.requests:
        return f"no tokens, no cost{remembered}"
    cached = f" ({usage.cached_tokens:,} cached)" if usage.cached_tokens else ""
    return (
        f"{usage.input_tokens:,} tokens in{cached}, {usage.output_tokens:,} out; {_money(usage.cost_usd)}{remembered}"
    )


def _money(usd: Decimal | None) -> str:
    if usd is None:
        return "cost unknown"
    return f"${usd:.4f}" if usd >= Decimal("0.0001") or not usd else "under $0.0001"


def what_was_judged(links: int, lines: int) -> str:
    """Return how much of a digest without faults was judged: so many links, and lines that tell of one."""
    said = f"{links} link{'s' * (links != 1)}"
    if not lines:
        return f"{said}, but no line beside or below a title: what they tell was not judged"
    return f"{said}, {lines} line{'s' * (lines != 1)}: nothing to complain of"
