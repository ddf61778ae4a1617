"""How well reports of one event are put together without a model: `python benchmarks/weeks.py [NAME ...]`.

Each file of `stories/` is a week of an editor's links: invented articles with the letter of the event they report.
Reports of one event are told in other words and from other angles; others could be taken for them and are not. Weights
were learned from all but the `sealed_*` ones. The table counts pairs of articles, first by titles and lines alone, then
with the articles' texts. Lines are those of the offline backend, of the text's first sentence where it finds none.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from summarizer import Offline, summarize
from summarizer.errors import ItemError
from summarizer.models import Article, Entry, Source
from summarizer.stories.grouping import group

HERE = Path(__file__).resolve().parent / "stories"
SEALED = "sealed"


class Week(NamedTuple):
    """The articles of one file."""

    articles: tuple[Article, ...]
    stories: tuple[str, ...]
    """The letter of the event that each reports; empty for one that no other reports."""
    categories: tuple[str, ...]
    """The category of each; empty where editors could file it elsewhere with good reason."""

    def together(self) -> set[tuple[int, int]]:
        """Return the pairs that report one event."""
        places = range(len(self.stories))
        return {(a, b) for a, b in combinations(places, 2) if self.stories[a] and self.stories[a] == self.stories[b]}

    def texts(self) -> dict[str, str]:
        """Return the texts by address."""
        return {article.url: article.text for article in self.articles}


class Count(NamedTuple):
    """Pairs that were put together, of them those that belong together, and all that do."""

    chosen: int
    right: int
    wanted: int


def names() -> list[str]:
    """Return the names of all weeks."""
    return sorted(path.stem for path in HERE.glob("*.toml"))


def load_week(name: str) -> Week:
    """Return one week."""
    entries = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["article"]
    articles = (
        Article(title=entry["title"], text=entry["text"].strip(), url=entry["url"], date=entry["date"])
        for entry in entries
    )
    return Week(
        tuple(articles),
        tuple(entry["story"] for entry in entries),
        tuple(entry["category"] if entry["clear"] else "" for entry in entries),
    )


def entry_of(at: int, article: Article, line: str, category: str = "Business") -> Entry:
    """Return the entry of an article with this line."""
    source = Source(given=article.url, url=article.url, position=at)
    return Entry(
        source=source, url=article.url, final_url=article.url, title=article.title, one_liner=line, category=category,
        date=article.date,
    )  # fmt: skip


def entries_of(week: Week) -> list[Entry]:
    """Return the entries of a week, with lines by the offline backend."""
    return [entry_of(at, article, *_drafted(article)) for at, article in enumerate(week.articles)]


def _drafted(article: Article) -> tuple[str, str]:
    try:
        entry = summarize(article, backend=Offline())
    except ItemError:
        return article.text.partition(". ")[0] + ".", ""
    return entry.one_liner, entry.category


def count(week: Week, entries: Sequence[Entry], *, with_texts: bool) -> Count:
    """Return how grouping does on one week."""
    found: set[tuple[int, int]] = set()
    for story in group(entries, week.texts() if with_texts else None):
        found |= set(combinations(sorted(entry.source.position for entry in story.entries), 2))
    wanted = week.together()
    return Count(len(found), len(found & wanted), len(wanted))


def right_categories(week: Week, entries: Sequence[Entry]) -> str:
    """Return how many of the articles whose category is clear are filed under it."""
    filed = [entry.category == label for entry, label in zip(entries, week.categories, strict=True) if label]
    return f"{sum(filed)} of {len(filed)}"


def _total(counts: Sequence[Count]) -> str:
    chosen, right, wanted = (sum(column) for column in zip(*counts, strict=True))
    return f"{right:>3} of {wanted:>3} found, {chosen - right:>2} wrong"


def main() -> int:
    """Print the table."""
    sealed: list[tuple[Count, Count]] = []
    learned: list[tuple[Count, Count]] = []
    print(f"{'week':<10} {'by titles and lines':<28} {'with texts':<28} category right")
    for name in sys.argv[1:] or names():
        week = load_week(name)
        entries = entries_of(week)
        both = count(week, entries, with_texts=False), count(week, entries, with_texts=True)
        (sealed if name.startswith(SEALED) else learned).append(both)
        print(f"{name:<10} {_total(both[:1]):<28} {_total(both[1:]):<28} {right_categories(week, entries)}")
    for title, rows in (("learned", learned), ("sealed", sealed)):
        if rows:
            print(f"{title:<10} {_total([row[0] for row in rows]):<28} {_total([row[1] for row in rows])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
