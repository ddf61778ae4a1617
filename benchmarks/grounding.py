"""How well grounding tells true lines from false ones: `python benchmarks/grounding.py`.

True lines and their articles are ours: rules were chosen, and weights learned, on all files of `grounding/` but the
sealed ones, which were run once (`--only sealed_last`); the head of each file says what had been seen of it, and the
false alarms it gave unseen. Each line is spoilt by the rules of `corruption.py`; the table says per rule how many of
the corrupted lines are not called verified (recall), and how many of all lines not called verified are corrupted ones
(precision). `--near` tells them apart by how near the line keeps to the article's own words beside what was spoilt.
`--misses` lists what was missed, `--time` measures milliseconds a line.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import time
import tomllib
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from corruption import RULES, Case, corrupted

from summarizer.grounding import ground
from summarizer.grounding.parsed import Parsed, index
from summarizer.models import Article

HERE = Path(__file__).resolve().parent / "grounding"
SEED = 7
LATER = ("british", "blogger", "campus", "agency", "berlin", "trade", "falsifiable", "smooth", "freelance")
SETS = ("tuning", "held_out", "newsroom", "newsroom_closed", "fresh", "voices", "voices_later", *LATER)
SEALED = (
    "sealed", "sealed_later", "sealed_last", "sealed_newsletter", "sealed_errors", "sealed_general", "sealed_long",
    "sealed_register", "sealed_free",
)  # fmt: skip
WORDS = 1000
"""Of an article whose first look is timed."""
NEARNESS = {"same words": 5, "nearly": 3, "other words": 0}
"""Words in a row beside a spoilt word that the article has beside the same word: at least so many."""


def load_cases(name: str) -> list[Case]:
    """Return the true lines of one file."""
    entries = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["article"]
    cases = []
    for entry in entries:
        article = Article(title=entry["title"], text=entry["text"].strip(), date=entry.get("date"))
        cases += [Case(article, line) for line in entry["lines"]]
    return cases


def load_errors(name: str) -> dict[str, list[Case]]:
    """Return the false lines of one file that no rule has made, by the kind of their error."""
    found: dict[str, list[Case]] = {}
    for entry in tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))["article"]:
        article = Article(title=entry["title"], text=entry["text"].strip(), date=entry.get("date"))
        for error in entry.get("errors", ()):
            found.setdefault(error["kind"], []).append(Case(article, error["line"]))
    return dict(sorted(found.items()))


def verified(article: Article, line: str) -> bool:
    """Return whether grounding lets the line pass."""
    return ground(line, article, ()).verdict == "verified"


def measure(names: Sequence[str], show: str | None) -> None:
    """Print one table of some files."""
    cases, name = [case for name in names for case in load_cases(name)], ", ".join(names)
    alarms = [case for case in cases if not verified(case.article, case.line)]
    print(f"\n{name}: {len(cases)} true lines, {len(alarms)} not verified ({len(alarms) / len(cases):.1%}, aim 3%)")
    for case in alarms if show is not None else ():
        parts = [(p.kind, p.text, p.detail) for p in ground(case.line, case.article, ()).parts if not p.found]
        print(f"    {case.line}\n        {parts}")
    print(f"{'corruption':<20} {'lines':>6} {'recall':>7} {'aim':>6} {'precision':>10}")
    for rule_name, (rule, aim) in RULES.items():
        dice = random.Random(f"{SEED} {rule_name}")
        lines = [(case, line) for case in cases for line in corrupted(case, rule, dice)]
        missed = [(case, line) for case, line in lines if verified(case.article, line)]
        caught = len(lines) - len(missed)
        precision = caught / (caught + len(alarms)) if caught + len(alarms) else 0.0
        aimed = f"{aim:.2f}" if aim else "-"
        print(f"{rule_name:<20} {len(lines):>6} {caught / max(1, len(lines)):>7.3f} {aimed:>6} {precision:>10.3f}")
        for _, line in missed if show in (rule_name, "all") else ():
            print(f"    {line}")
    for name in names:
        measure_errors(load_errors(name), show)


def nearness(case: Case, spoilt: str) -> str:
    """Return how near a true line keeps to its article's words, beside the first word that its spoilt form alters."""
    line, other = (Parsed(text).words for text in (case.line, spoilt))
    known = index(case.article)
    same = takewhile(lambda pair: pair[0].plain == pair[1].plain, zip(line, other, strict=False))
    at = min(len(list(same)), len(line) - 1)
    own, article = ([word.stem for word in words] for words in (line, known.words))
    run = max((_run(own, article, at, place) for place in known.places.get(line[at].stem, ())), default=0)
    return next(name for name, least in NEARNESS.items() if run >= least)


def _run(line: list[str], article: list[str], at: int, place: int) -> int:
    """Return how many words in a row are the same before two places, and behind them."""
    pairs = zip(reversed(line[:at]), reversed(article[:place]), strict=False)
    behind = zip(line[at + 1 :], article[place + 1 :], strict=False)
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], side)) for side in (pairs, behind))


def measure_nearness(names: Sequence[str]) -> None:
    """Print recall by rule and by nearness, for all lines of some files."""
    cases = [case for name in names for case in load_cases(name)]
    print(f"\n{len(cases)} true lines; spoilt ones, and how many of them are caught")
    print(f"{'corruption':<20}" + "".join(f" {name:>18}" for name in NEARNESS))
    for rule_name, (rule, _) in RULES.items():
        if rule_name.startswith("clause"):
            continue  # a clause is added at the end, where no words are beside it
        found: dict[str, list[bool]] = {name: [] for name in NEARNESS}
        dice = random.Random(f"{SEED} {rule_name}")
        for case in cases:
            for line in corrupted(case, rule, dice):
                found[nearness(case, line)].append(not verified(case.article, line))
        shares = (f"{sum(one) / len(one):.3f} of {len(one)}" if one else "-" for one in found.values())
        print(f"{rule_name:<20}" + "".join(f" {share:>18}" for share in shares))


def measure_errors(errors: dict[str, list[Case]], show: str | None) -> None:
    """Print how many false lines of each kind are not called verified, of those that no rule has made."""
    missed = {kind: [case for case in cases if verified(*case)] for kind, cases in errors.items()}
    for kind, cases in errors.items():
        print(f"error: {kind:<20} {len(cases):>5} {1 - len(missed[kind]) / len(cases):>7.3f}")
        for case in missed[kind] if show in (kind, "all") else ():
            print(f"    {case.line}")
    if errors:
        every, left = (sum(map(len, one.values())) for one in (errors, missed))
        print(f"error: {'all':<20} {every:>5} {1 - left / every:>7.3f}")


def measure_time() -> None:
    """Print milliseconds a line for articles of a thousand words: each read anew, and once more when it is known."""
    cases = [case for name in SETS for case in load_cases(name)]
    texts = [case.article.text for case in cases[::2]]
    first: list[float] = []
    again: list[float] = []
    for at, case in enumerate(cases):
        others = [texts[(at // 2 + step) % len(texts)] for step in range(1, 6)]
        text = _first_words("\n".join((case.article.text, *others)), WORDS)
        article = case.article.model_copy(update={"text": text, "title": f"{case.article.title} {at}"})
        for times in (first, again):
            start = time.process_time()
            ground(case.line, article, ())
            times.append((time.process_time() - start) * 1000)
    plain = _milliseconds_of_a_pass(article.text)
    print(f"\n{len(cases)} lines, articles of {WORDS} words, milliseconds of CPU a line")
    for name, times in (("article read anew", first), ("article known", again)):
        print(
            f"{name:<20} mean {statistics.mean(times):6.2f}  median {statistics.median(times):6.2f}"
            f"  {statistics.median(times) / plain:5.1f} x a pass of re.findall"
        )


def _first_words(text: str, count: int) -> str:
    """Return the beginning of a text, so many words long."""
    return text[: [match.end() for match in re.finditer(r"\S+", text)][count - 1]]


def _milliseconds_of_a_pass(text: str) -> float:
    """Return what finding the words of a text costs, to set other figures beside."""
    start = time.process_time()
    for _ in range(200):
        re.findall(r"\w+", text)
    return (time.process_time() - start) * 1000 / 200


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=(*SETS, *SEALED), nargs="+", help="one table of these files only")
    parser.add_argument("--misses", nargs="?", const="all", metavar="RULE", help="list what was missed")
    parser.add_argument("--near", action="store_true", help="all lines in one table, by nearness to the article")
    parser.add_argument("--time", action="store_true", help="measure time as well")
    arguments = parser.parse_args()
    if arguments.near:
        measure_nearness(arguments.only or (*SETS, *SEALED))
        return 0
    for names in (arguments.only,) if arguments.only else zip(SETS, strict=True):
        measure(names, arguments.misses)
    if arguments.time:
        measure_time()
    return 0


if __name__ == "__main__":
    sys.exit(main())
