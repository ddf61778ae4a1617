"""How good and how fast the offline classifier is, on items it has never seen.

    python benchmarks/classifier.py [FOLDER OR FILE]

The argument is a file of labelled items, or the folder that holds `lwiai/dev.jsonl`; by default `../shared/data`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from summarizer.models import Article, Source
from summarizer.offline import classifier
from summarizer.offline.backend import Offline
from summarizer.taxonomy import Taxonomy

WORDS = 1_000
"""Of an article, for timing."""


class Answer(NamedTuple):
    """What an item is labelled, and what the classifier says: both best guesses and the probability of the first."""

    url: str
    label: str
    guess: str
    second: str
    probability: float


def is_right(answer: Answer) -> bool:
    """Return whether the first guess is the label."""
    return answer.guess == answer.label


def load_items(path: Path) -> list[dict[str, str]]:
    """Return the labelled items of `path`, a file or the folder of data."""
    found = path / "lwiai" / "dev.jsonl" if path.is_dir() else path
    return [json.loads(line) for line in found.read_text(encoding="utf-8").splitlines()]


def answer(items: Sequence[dict[str, str]]) -> list[Answer]:
    """Return the classifier's answer to every item."""
    taxonomy, answers = Taxonomy.default(), []
    for item in items:
        first, second, *_ = classifier.classify(item["title"], item["summary"], "", item["url"], taxonomy)
        answers.append(Answer(item["url"], item["category"], first.category, second.category, first.probability))
    return answers


def share(answers: Sequence[Answer], holds: Callable[[Answer], bool]) -> float:
    """Return the share of answers of which `holds` is true; nan of none."""
    return sum(map(holds, answers)) / len(answers) if answers else float("nan")


def f1(answers: Sequence[Answer], category: str) -> float:
    """Return the harmonic mean of precision and recall of one category."""
    hits = sum(is_right(found) for found in answers if found.guess == category)
    named = sum((found.guess == category) + (found.label == category) for found in answers)
    return 2 * hits / named if named else float("nan")


def print_quality(answers: Sequence[Answer]) -> None:
    """Print accuracy and F1, with and without the papers that a URL decides."""
    elsewhere = [found for found in answers if "arxiv.org" not in found.url]
    for name, chosen in (("all items", answers), ("not from arXiv", elsewhere)):
        scores = {category: f1(chosen, category) for category in Taxonomy.default().names}
        macro = sum(scores.values()) / len(scores)
        second = share(chosen, lambda found: found.label in (found.guess, found.second))
        print(f"{name} ({len(chosen)}): accuracy {share(chosen, is_right):.3f}, macro-F1 {macro:.3f}")
        print(
            f"  right within the first two {second:.3f}; F1", *(f"{name} {score:.2f}" for name, score in scores.items())
        )


def print_reliability(answers: Sequence[Answer]) -> None:
    """Print how often the classifier is right at each probability it names, and what `SURE` covers."""
    print("probability   items  named  right")
    for low in (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        high = {0.0: 0.5, 0.9: 0.95, 0.95: 1.01}.get(low, low + 0.1)
        chosen = [found for found in answers if low <= found.probability < high]
        if chosen:
            named, right = sum(found.probability for found in chosen) / len(chosen), share(chosen, is_right)
            print(f"{low:5.2f} - {min(high, 1):.2f}{len(chosen):8}{named:7.2f}{right:7.2f}")
    print_sure("all", answers)
    print_sure("not from arXiv", [found for found in answers if "arxiv.org" not in found.url])


def print_sure(name: str, answers: Sequence[Answer]) -> None:
    """Print how many answers need no second look, and how many of those are right."""
    sure = [found for found in answers if found.probability >= classifier.SURE]
    covered, right = len(sure) / len(answers), share(sure, is_right)
    print(f"sure (at least {classifier.SURE}), {name}: {covered:.3f} of the items, {right:.3f} of them right")


def print_cost(items: Sequence[dict[str, str]]) -> None:
    """Print the size of the weights, the time to load them, and what an article of 1,000 words costs offline."""
    packed = classifier.WEIGHTS.read_bytes()
    start = time.process_time()
    weights = classifier.parse_weights(packed)
    loaded = time.process_time()
    count = sum(map(len, weights.places.values()))
    print(f"{count} features in {len(packed) / 1024:.0f} KiB, loaded in {(loaded - start) * 1000:.0f} ms")
    articles = [long_article(items, at) for at in range(101)]
    asyncio.run(draft_all(articles[:1]))
    start = time.process_time()
    asyncio.run(draft_all(articles[1:]))
    print(f"{(time.process_time() - start) * 10:.2f} ms an article of {WORDS} words, line and category together")


def long_article(items: Sequence[dict[str, str]], at: int) -> Article:
    """Return an article whose title is an item's, and whose text is that of the items after it."""
    turned = [*items[at:], *items[:at]]
    words = " ".join(item["summary"] for item in turned[:60]).split()[:WORDS]
    source = Source(given=items[at]["url"])
    url, title = items[at]["url"], items[at]["title"]
    return Article(source=source, url=url, final_url=url, title=title, text=" ".join(words))


async def draft_all(articles: Sequence[Article]) -> None:
    """Draft every article with the offline backend."""
    for article in articles:
        await Offline().draft(article, Taxonomy.default(), lambda draft: ())


def main() -> None:
    """Measure and print."""
    items = load_items(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
    answers = answer(items)
    print_quality(answers)
    print_reliability(answers)
    print_cost(items)


if __name__ == "__main__":
    main()
