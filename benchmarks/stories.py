"""How many pairs the filter needs to offer to find the right ones, and how long grouping takes.

    python benchmarks/stories.py [../shared/data/lwiai]

Without the folder, or where it is absent, only the times are measured, on made-up entries. How good grouping is by
cross-validation, `scripts/train_stories.py` prints: the shipped weights have seen all labelled issues.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from summarizer.models import Entry, Source
from summarizer.stories.candidates import candidates
from summarizer.stories.grouping import group

LIMITS = (5, 10, 15, 20, 30, 50)
SIZES = (100, 300, 1000, 3000, 10000)


def entry(position: int, title: str, line: str, url: str = "") -> Entry:
    """Return an entry with a title and a line."""
    url = url or f"https://site{position % 97}.example/{position}"
    source = Source(given=url, url=url, position=position)
    return Entry(source=source, url=url, final_url=url, title=title, one_liner=line, category="Tools")


def load_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def print_curve(folder: Path) -> None:
    """Print how many of the strict and loose pairs are among the first candidates of their issue."""
    issues: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in load_lines(folder / "items_280_320.jsonl"):
        issues[item["id"].partition("#")[0]].append(item)
    labels = load_lines(folder / "same_story.jsonl")
    levels = {frozenset((pair["id_a"], pair["id_b"])): pair["level"] for pair in labels}
    found: dict[tuple[str, int], int] = defaultdict(int)
    offered = 0
    for items in issues.values():
        pairs = candidates([entry(at, i["title"], i["summary"] or "", i["url"]) for at, i in enumerate(items)], 10_000)
        offered += len(pairs)
        for rank, pair in enumerate(pairs):
            level = levels.get(frozenset((items[pair.first]["id"], items[pair.second]["id"])), "")
            for limit in LIMITS:
                found[level, limit] += rank < limit
    print(f"{len(issues)} issues; the filter offers {offered / len(issues):.0f} pairs an issue when not limited")
    for level in ("strict", "loose"):
        total = sum(pair["level"] == level for pair in labels)
        curve = "  ".join(f"{limit}: {found[level, limit] / total:.3f}" for limit in LIMITS)
        print(f"  recall of {total} {level} pairs by candidates an issue   {curve}")


def made_up(size: int) -> list[Entry]:
    """Return entries about invented events, one in six reported twice; names grow with the number of events."""
    dice = random.Random(size)
    syllables = "ba ko lu mi ra ten vor zan quil dor fen gra hol jin".split()
    common = (
        "model data system research company user market law chip court release fund study robot agent video language "
        "image voice search code cloud health school energy price deal team test risk rule plan tool app network"
    ).split()
    verbs = "launches sues acquires funds bans tests trains opens cuts hires".split()

    def name() -> str:
        return "".join(dice.choices(syllables, k=3)).capitalize()

    firms = [name() for _ in range(40 + size // 20)]
    entries: list[Entry] = []
    while len(entries) < size:
        firm, product, verb = dice.choice(firms), name(), dice.choice(verbs)
        for _ in range(2 if dice.random() < 1 / 6 else 1):
            filler = " ".join(dice.choices(common, k=16))
            title = f"{firm} {verb} {product} for {dice.choice(common)} {dice.choice(common)}"
            line = f"The {dice.choice(common)} {product} by {firm} brings {filler} at ${dice.randint(2, 900)} million."
            entries.append(entry(len(entries), title, line))
    return entries[:size]


def from_archive(folder: Path, size: int) -> list[Entry]:
    """Return that many items of the archive's lists, the newest first."""
    items = [item for name in ("dev", "train") for item in reversed(load_lines(folder / f"{name}.jsonl"))]
    return [entry(at, i["title"], i["summary"] or "", i["url"]) for at, i in enumerate(items[:size])]


def print_times(name: str, entries: list[Entry]) -> None:
    """Print the processor time that grouping takes for more and more of `entries`."""
    for size in SIZES:
        if size > len(entries):
            break
        started = time.process_time()
        stories = group(entries[:size])
        seconds = time.process_time() - started
        each = seconds / size * 1e3
        print(f"  {name}: {size:6} entries, {len(stories):6} stories  {seconds:6.2f} s  {each:5.2f} ms each")


def main() -> None:
    """Print the curve and the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    folder = parser.parse_args().folder
    if folder and folder.is_dir():
        print_curve(folder)
        print_times("archive", from_archive(folder, max(SIZES)))
    print_times("made up", made_up(max(SIZES)))


if __name__ == "__main__":
    main()
