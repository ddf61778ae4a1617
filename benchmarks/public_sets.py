"""How grounding fares on public sets of summaries judged by people: `python benchmarks/public_sets.py FILE …`.

The files are not in this repository; each is read in the layout that it is published in:

* SummEdits (Laban et al., 2023; CC BY 4.0): `data/summedits/summedits_*.json` of salesforce/factualNLG, summaries of
  one or two sentences that a model has edited, with or without changing what they say.
* FactCC (Kryscinski et al., 2020), as SummaC (Laban et al., 2022) publishes it: `data/factcc.json` of
  tingofurro/summac, sentences in small letters by summarizers of 2018 and 2019.
* EntFA (Cao et al., 2022): `data/test.json` of mcao516/EntFA, sentences by a summarizer of BBC news; true where all the
  names and numbers that people have judged are in the article's text.
* QAGS (Wang et al., 2020): `data/mturk_xsum.jsonl` of W4ngatang/qags, sentences by a summarizer of BBC news; true where
  two of three readers say so.

Printed is the share of true lines that are doubted, the share of wrong ones that are caught, of all and by the kind of
edit, and the mean of the shares judged rightly of both (balanced accuracy).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.grounding import ground
from summarizer.models import Article


class Sample(NamedTuple):
    """A line about a text, and what people say of it."""

    text: str
    line: str
    true: bool
    kinds: tuple[str, ...] = ()
    """What is wrong with it, where that is known."""


def load(path: Path) -> list[Sample]:
    """Return the samples of one file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [sample for line in text.splitlines() for sample in _from_qags(json.loads(line))]
    found = json.loads(text)
    if isinstance(found, dict):
        return [Sample(one["document"], one["claim"], one["label"] == 1) for one in found.values()]
    if "prediction" in found[0]:
        return [_from_entfa(record) for record in found]
    return [Sample(one["doc"], one["summary"], one["label"] == 1, tuple(one["edit_types"])) for one in found]


def _from_qags(record: dict[str, Any]) -> Iterator[Sample]:
    for sentence in record["summary_sentences"]:
        votes = [response["response"] == "yes" for response in sentence["responses"]]
        yield Sample(record["article"], sentence["sentence"], 2 * sum(votes) > len(votes))


def _from_entfa(record: dict[str, Any]) -> Sample:
    labels = sorted({entity["label"] for entity in record["entities"]} - {"Non-hallucinated"})
    return Sample(record["source"], record["prediction"], not labels, tuple(labels))


def measure(path: Path) -> None:
    """Print the table of one file."""
    doubted: dict[str, list[bool]] = defaultdict(list)
    for sample in load(path):
        verdict = ground(sample.line.strip(), Article(title="", text=sample.text), ()).verdict
        for name in ("true",) if sample.true else ("wrong", *sample.kinds):
            doubted[name].append(verdict != "verified")
    print(f"\n{path.name}")
    print(f"{'lines':<30} {'number':>6} {'not verified':>13}")
    for name in ("true", "wrong", *sorted(doubted.keys() - {"true", "wrong"})):
        share = sum(doubted[name]) / max(1, len(doubted[name]))
        print(f"{name:<30} {len(doubted[name]):>6} {share:>13.1%}")
    caught, alarms = (sum(doubted[name]) / max(1, len(doubted[name])) for name in ("wrong", "true"))
    print(f"{'balanced accuracy':<30} {'':>6} {(caught + 1 - alarms) / 2:>13.1%}")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a file of one of the sets")
    for path in parser.parse_args().files:
        measure(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
