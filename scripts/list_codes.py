"""Writes `docs/failures.md` and `docs/reviews.md`: every code that a failure or a review can carry.

python scripts/list_codes.py failures > docs/failures.md
python scripts/list_codes.py reviews > docs/reviews.md
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from summarizer.assembler import IN_PRINT
from summarizer.errors import CODES, Kind
from summarizer.reviews import REVIEWS
from summarizer.style.line_style import HARD, SOFT, Rule

STAGES = {
    "source": "What was handed in",
    "web": "The network",
    "reader": "The page",
    "backend": "The backend",
    "grounding": "What the article does not bear out",
}
ABOUT = {
    "page": "The page",
    "line": "The line",
    "category": "The heading that it stands under",
    "story": "Several reports of one event",
}
FILE = "`NAME`"

FAILURES = """\
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

REVIEWED = """\
# Reviews

What a person should look at before it is printed is listed at the end of the draft, and stands in `digest.json` under
`review` of the entry, the story or the issue, with one of these codes and what was seen. Nothing is left out for it;
with `--strict`, the command's exit code is 3.

A code of [failures.md](failures.md) on a story or on the issue says that the model did not tell what was asked about
it, and that rules decided in its place.

"""

STYLE = """\
## House style

| code | what is said |
|---|---|
"""


def failures() -> str:
    """Return the whole of docs/failures.md."""
    return FAILURES + "\n".join(line for stage, title in STAGES.items() for line in _of_stage(stage, title))


def reviews() -> str:
    """Return the whole of docs/reviews.md."""
    listed = "\n".join(line for about, title in ABOUT.items() for line in _of_kind(about, title))
    rules = [*HARD, *(rule for rule in SOFT if rule.code in IN_PRINT)]
    return f"{REVIEWED}{listed}\n{STYLE}" + "".join(_said(rule) for rule in rules if rule.code not in REVIEWS)


def _of_stage(stage: str, title: str) -> Iterator[str]:
    yield from (f"## {title}", "", "| code | later | what to do |", "|---|---|---|")
    yield from (_row(code, kind) for code, kind in CODES.items() if kind.stage == stage)
    yield ""


def _row(code: str, kind: Kind) -> str:
    return f"| `{code}` | {'yes' if kind.retryable else ''} | {kind.advice.format(file=FILE)} |"


def _of_kind(about: str, title: str) -> Iterator[str]:
    yield from (f"## {title}", "", "| code | what it means | what to do |", "|---|---|---|")
    yield from (f"| `{code}` | {one.meaning} | {one.advice} |" for code, one in REVIEWS.items() if one.about == about)
    yield ""


def _said(rule: Rule) -> str:
    return f"| `{rule.code}` | {rule.message.replace('{}', '…')} |\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("document", choices=["failures", "reviews"])
    print(failures() if parser.parse_args().document == "failures" else reviews(), end="")
