"""Writes `docs/failures.md`: every code that a failure can carry, as `errors.CODES` has them.

python scripts/list_failures.py > docs/failures.md
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.errors import CODES, Kind

STAGES = {
    "source": "What was handed in",
    "web": "The network",
    "reader": "The page",
    "backend": "The backend",
    "grounding": "What the article does not bear out",
}
FILE = "`NAME`"

HEAD = """\
# Failures

Every source ends as an entry, is merged into another, or is listed as a failure: at the end of the draft, in the table
on the terminal, and in `digest.json`, with one of these codes, what happened, and what can be done. Nothing else stops
for it. "Later" says that the same run may succeed at another time.

A page that cannot be fetched can be saved from a browser. `NAME` stands for the name that the failure tells, such as
`news.example-2026-story-1f3a9c2e.html`: what the link says and the beginning of its key's SHA-256. Put the file into a
folder of your choice and name the folder with `--pages`; the next run uses it for that link and asks nobody. A saved
page may have any other name if it says itself where it is from: by the comment `saved from url=` that browsers write at
its beginning, by `<link rel="canonical">`, or by `og:url`.

A list may also name the file of a saved page by its path. The entry then links to the address in the browser's comment;
without one to that which the page gives as its own, and is for review (`own-address`), since a page may claim what it
likes; and where neither is a public address, to the path, which is for review as well (`no-address`).

"""


def document() -> str:
    """Return the whole file."""
    return HEAD + "\n".join(line for stage, title in STAGES.items() for line in _section(stage, title))


def _section(stage: str, title: str) -> Iterator[str]:
    yield from (f"## {title}", "", "| code | later | what to do |", "|---|---|---|")
    yield from (_row(code, kind) for code, kind in CODES.items() if kind.stage == stage)
    yield ""


def _row(code: str, kind: Kind) -> str:
    return f"| `{code}` | {'yes' if kind.retryable else ''} | {kind.advice.format(file=FILE)} |"


if __name__ == "__main__":
    print(document(), end="")
