"""How well the gate tells pages that hold no article from pages that do: `python benchmarks/gate.py [SET ...]`.

The pages of `pages/` are ours. What weighs with the gate was learned on all of them but the sealed ones, which were run
once. `labels.toml` says of each page what it is and with which code it is to be refused; `article`, if it is to pass;
its kind, where unlike pages have one code; and its address, where the page does not name it.
Prints the share of the pages that are refused, with their own code or with any; `--list` names those that went wrong.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from summarizer.errors import ItemError
from summarizer.reading.finding import find_article
from summarizer.reading.found import Delivered
from summarizer.reading.register import ARTICLE

HERE = Path(__file__).resolve().parent / "pages"
SEALED = "sealed"
"""What the names of sets begin with that nothing was learned on."""
_ADDRESS = re.compile(rb"<link[^>]+canonical[^>]+href=\"(http[^\"]+)\"|property=\"og:url\" content=\"(http[^\"]+)\"")


class Labelled(NamedTuple):
    """One page, and what it is."""

    name: str
    page: Delivered
    what: str
    code: str
    kind: str = ""
    """Which of the pages of one code it is like, where they are unlike."""


def sets() -> list[str]:
    """Return the names of all sets of pages."""
    return sorted(path.parent.name for path in HERE.glob("*/labels.toml"))


def load_pages(name: str) -> Iterator[Labelled]:
    """Yield the pages of one set, as their servers would deliver them."""
    for entry in tomllib.loads((HERE / name / "labels.toml").read_text(encoding="utf-8"))["page"]:
        body = (HERE / name / entry["file"]).read_bytes()
        found = _ADDRESS.search(body)
        named = (found[1] or found[2]).decode() if found else f"https://{name}.example/2026/{entry['file']}"
        address = entry.get("url", named)
        page = Delivered(address, "text/html", None, body)
        yield Labelled(f"{name}/{entry['file']}", page, entry["what"], entry["code"], entry.get("kind", ""))


def code_of(page: Delivered) -> str:
    """Return the code that a page is refused with, or `article`."""
    try:
        find_article(page)
    except ItemError as error:
        return error.code
    return ARTICLE


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(sets())}")
    parser.add_argument("--list", action="store_true", help="name the pages that went wrong")
    arguments = parser.parse_args()
    print(f"{'set':<22} {'no article':>10} {'refused':>8} {'own code':>9} {'articles':>9} {'refused':>8}")
    for name in arguments.sets or sets():
        told = [(labelled, code_of(labelled.page)) for labelled in load_pages(name)]
        without = [(labelled, code) for labelled, code in told if labelled.code != ARTICLE]
        articles = [(labelled, code) for labelled, code in told if labelled.code == ARTICLE]
        caught = [(labelled, code) for labelled, code in without if code != ARTICLE]
        exact = sum(labelled.code == code for labelled, code in caught)
        alarms = sum(code != ARTICLE for _, code in articles)
        print(
            f"{name:<22} {len(without):>10} {_share(len(caught), without):>8} {_share(exact, without):>9}"
            f" {len(articles):>9} {_share(alarms, articles):>8}"
        )
        for labelled, code in told if arguments.list else ():
            if (labelled.code == ARTICLE) != (code == ARTICLE):
                print(f"    {labelled.name}: {code}; {labelled.what}")
    return 0


def _share(count: int, of: list[tuple[Labelled, str]]) -> str:
    return f"{count / len(of):.1%}" if of else "-"


if __name__ == "__main__":
    sys.exit(main())
