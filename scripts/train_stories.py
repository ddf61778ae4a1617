"""Learn when two entries report the same event, print how good that is, and write `summarizer/stories/weights.json`.

    pip install -e '.[train]'
    python scripts/train_stories.py ../shared/data/lwiai

The folder holds `items_280_320.jsonl` (every item of 43 issues), `same_story.jsonl` (pairs of them labelled by reading)
and `train.jsonl` (older items, for the background alone). Nothing is random but the folds, whose seeds are fixed. What
each step is for:

* The background says how rare a word is at large. It is counted over the items before #280 and over the issues
  #280-#320; while an issue is looked at, its own items are taken out, as they will be for an issue to come.
* A pair is right if it is labelled strict; every other pair of the issue is wrong, the unlabelled, loose and related
  ones too. Pairs that the filter of `summarizer.stories.candidates` does not offer count as missed.
* The model is logistic regression over standardised features, folded back so that plain Python can weigh the raw ones.
* Cross-validation is over issues, ten folds, `SEEDS` times. The threshold of a fold is chosen on the other nine, by an
  inner cross-validation; so no figure of the table has seen the pairs it is measured on. #296 and the two issues
  numbered #297 share most of their links and stay together.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from summarizer.models import Entry, Source
from summarizer.stories import candidates
from summarizer.stories.candidates import Background, Corpus, background_of
from summarizer.stories.conflicts import ruled_out
from summarizer.stories.grouping import cluster
from summarizer.stories.similarity import Comparison, Features, Model
from summarizer.stories.wording import tokens

FIRST_ISSUE = 280
TWINS = {297: 296}
"""Issues that repeat most of another one's items, and the one they are kept with."""
LEAST = 10
"""Items a word must be in to be listed; with 5 or 20 the cosine alone is no better."""
PENALTY = 10.0
"""Of the squared weights, features being at unit variance; 2, 5 and 20 come within two points of F1."""
FOLDS, INNER_FOLDS, SEEDS = 10, 4, 4
NEAR_BEST = 0.02
"""A threshold is one of those that come this near the best F1, for the best itself hangs on single pairs: of these the
one a quarter down, because two stories apart are less trouble than two made one."""

Row = tuple[Features, bool]


class Issue(NamedTuple):
    """One issue's items and the labels of its pairs, by places; the key is what folds are made of."""

    key: str
    entries: list[Entry]
    levels: dict[tuple[int, int], str]
    ids: list[str]


class Pair(NamedTuple):
    """A pair that the filter offers: its features, whether it is strict, its label, and where it stands."""

    features: Features
    strict: bool
    level: str
    issue: int
    first: int
    second: int
    ruled_out: bool


def load_lines(path: Path) -> list[dict[str, Any]]:
    """Return the records of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def entry_of(item: dict[str, Any], position: int, with_links: bool = True) -> Entry:
    """Return an item of the archive as an entry; without links every entry has the same host."""
    url = item["url"] if with_links else f"https://example.com/{position}"
    return Entry(
        source=Source(given=url, url=url, position=position),
        url=url,
        final_url=url,
        title=item["title"],
        one_liner=item["summary"] or "",
        category=item["category"] or "",
    )


def load_issues(folder: Path, with_links: bool = True) -> list[Issue]:
    """Return the labelled issues; one number may stand for two of them, which their ids tell apart."""
    grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for item in load_lines(folder / "items_280_320.jsonl"):
        grouped[item["id"].partition("#")[0]].append(item)
    levels = {(pair["id_a"], pair["id_b"]): pair["level"] for pair in load_lines(folder / "same_story.jsonl")}
    return [_issue(items, levels, with_links) for items in grouped.values()]


def _issue(items: list[dict[str, Any]], levels: dict[tuple[str, str], str], with_links: bool) -> Issue:
    places = {item["id"]: at for at, item in enumerate(items)}
    here = {
        (min(places[a], places[b]), max(places[a], places[b])): level
        for (a, b), level in levels.items()
        if a in places and b in places
    }
    number = items[0]["issue"]
    entries = [entry_of(item, at, with_links) for at, item in enumerate(items)]
    return Issue(str(TWINS.get(number, number)), entries, here, list(places))


class Counts(NamedTuple):
    """In how many items each stem is, and how often it is spelled in which way."""

    items: int
    words: Counter[str]
    spellings: Counter[tuple[str, str]]

    def background(self) -> Background:
        """Return the rarity of words by these counts."""
        return background_of(self.items, self.words, LEAST)

    def spelled(self) -> dict[str, str]:
        """Return the commonest spelling of each stem."""
        ranked = sorted(self.spellings.items(), key=lambda one: (one[1], one[0]))
        return {stem: spelling for (stem, spelling), _ in ranked}


def count(texts: Iterable[str]) -> Counts:
    """Count the stems of `texts`."""
    found = [{(token.stem, token.surface.casefold()) for token in tokens(text)} for text in texts]
    words = Counter(stem for forms in found for stem in {stem for stem, _ in forms})
    return Counts(len(found), words, Counter(form for forms in found for form in forms))


def text_of(item: dict[str, Any]) -> str:
    """Return title and line of an item of the archive."""
    return f"{item['title']}. {item['summary'] or ''}"


def backgrounds(folder: Path, issues: Sequence[Issue]) -> tuple[Counts, dict[str, Background]]:
    """Return the counts over everything, and for each key of `issues` the background without its items."""
    older = count(text_of(item) for item in load_lines(folder / "train.jsonl") if item["issue"] < FIRST_ISSUE)
    own: dict[str, Counts] = {}
    for key in sorted({issue.key for issue in issues}):
        entries = [entry for issue in issues if issue.key == key for entry in issue.entries]
        own[key] = count(f"{entry.title}. {entry.one_liner}" for entry in entries)
    total = Counts(
        older.items + sum(one.items for one in own.values()),
        sum((one.words for one in own.values()), older.words),
        sum((one.spellings for one in own.values()), older.spellings),
    )
    return total, {key: _less(total, one).background() for key, one in own.items()}


def _less(total: Counts, own: Counts) -> Counts:
    return Counts(total.items - own.items, total.words - own.words, total.spellings)


def pairs_of(issues: Sequence[Issue], known: dict[str, Background]) -> list[Pair]:
    """Return every pair that the filter offers, with its features and its label."""
    found = []
    for at, issue in enumerate(issues):
        comparison = Comparison(Corpus(issue.entries, background=known[issue.key]), Model(0, Features(*[0.0] * 8), 1))
        for first, second, _ in comparison.corpus.pairs():
            level = issue.levels.get((first, second), "")
            readings = comparison.corpus.readings
            out = ruled_out(readings[first], readings[second])
            found.append(Pair(comparison.features(first, second), level == "strict", level, at, first, second, out))
    return found


# Logistic regression


def fit(rows: Sequence[Pair], penalty: float = PENALTY) -> Model:
    """Return the model that fits `rows` best, on features at unit variance."""
    matrix = numpy.array([row.features for row in rows], dtype=float)
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1 / penalty, tol=1e-8, max_iter=1000))
    scaler, regression = (step for _, step in model.fit(matrix, [row.strict for row in rows]).steps)
    raw = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - (raw * scaler.mean_).sum())
    return Model(intercept, Features(*map(float, raw)), 0.5)


# Measuring


class Score(NamedTuple):
    """Precision, recall and F1 of a decision."""

    precision: float
    recall: float
    f1: float


def score(chosen: Iterable[bool], total: int) -> Score:
    """Return how good a choice of pairs is; `chosen` says of each whether it is right, `total` how many are."""
    hits = list(chosen)
    right = sum(hits)
    precision, recall = right / len(hits) if hits else 0.0, right / total
    return Score(precision, recall, 2 * right / (len(hits) + total))


def best_threshold(odds: Sequence[float], right: Sequence[bool], total: int) -> tuple[float, float]:
    """Return one of the thresholds whose F1 is `NEAR_BEST`, and the best F1."""
    ranked = sorted(zip(odds, right, strict=True), reverse=True)
    hits, scores = 0, []
    for at, (_, truth) in enumerate(ranked, 1):
        hits += truth
        scores.append(2 * hits / (at + total))
    best = max(scores)
    good = [at for at, value in enumerate(scores) if value >= best - NEAR_BEST]
    return ranked[good[len(good) // 4]][0], best


def folds(issues: Sequence[Issue], count: int, seed: int) -> dict[str, int]:
    """Return a fold for each key, at random by `seed`."""
    keys = sorted({issue.key for issue in issues})
    random.Random(seed).shuffle(keys)
    return {key: at % count for at, key in enumerate(keys)}


Fit = Callable[[Sequence[Pair]], Callable[[Pair], float]]


def learned(rows: Sequence[Pair]) -> Callable[[Pair], float]:
    """Return the log-odds by a model fitted to `rows`; what is ruled out comes last."""
    model = fit(rows)
    return lambda pair: -99.0 if pair.ruled_out else model.log_odds(pair.features)


def by_words(_: Sequence[Pair]) -> Callable[[Pair], float]:
    """Return the cosine of words, for comparison: nothing is learned but where to cut."""
    return lambda pair: pair.features.words


def out_of_fold(issues: Sequence[Issue], pairs: Sequence[Pair], fit_on: Fit, count: int, seed: int) -> list[float]:
    """Return for each pair what a model says that was fitted without its issue."""
    fold = folds(issues, count, seed)
    odds = [0.0] * len(pairs)
    for held_out in range(count):
        model = fit_on([pair for pair in pairs if fold[issues[pair.issue].key] != held_out])
        for at, pair in enumerate(pairs):
            if fold[issues[pair.issue].key] == held_out:
                odds[at] = model(pair)
    return odds


def cross_validate(issues: Sequence[Issue], pairs: Sequence[Pair], fit_on: Fit, total: int, seed: int) -> list[bool]:
    """Return which pairs are chosen, each by a model and a threshold that were found without its issue."""
    fold = folds(issues, FOLDS, seed)
    chosen = [False] * len(pairs)
    for held_out in range(FOLDS):
        rest = [pair for pair in pairs if fold[issues[pair.issue].key] != held_out]
        inner = out_of_fold(issues, rest, fit_on, INNER_FOLDS, seed + 100)
        rest_total = total - sum(
            level == "strict" for issue in issues if fold[issue.key] == held_out for level in issue.levels.values()
        )
        cut, _ = best_threshold(inner, [pair.strict for pair in rest], rest_total)
        model = fit_on(rest)
        for at, pair in enumerate(pairs):
            if fold[issues[pair.issue].key] == held_out:
                chosen[at] = model(pair) >= cut
    return chosen


Chosen = set[tuple[int, int, int]]
"""Pairs that end in one story, by issue and places."""


def grouped(issues: Sequence[Issue], known: dict[str, Background], pairs: Sequence[Pair], seed: int) -> Chosen:
    """Return the pairs of the stories that come out of each issue, by a model and threshold found without it."""
    fold = folds(issues, FOLDS, seed)
    chosen: Chosen = set()
    for held_out in range(FOLDS):
        rest = [pair for pair in pairs if fold[issues[pair.issue].key] != held_out]
        model = tuned(issues, rest, seed)
        for at, issue in enumerate(issues):
            if fold[issue.key] == held_out:
                comparison = Comparison(Corpus(issue.entries, background=known[issue.key]), model)
                chosen |= {(at, *two) for places in cluster(comparison) for two in combinations(places, 2)}
    return chosen


def tuned(issues: Sequence[Issue], pairs: Sequence[Pair], seed: int) -> Model:
    """Return the model fitted to `pairs` with the threshold that an inner cross-validation over them finds."""
    inner = out_of_fold(issues, pairs, learned, INNER_FOLDS, seed + 100)
    cut, _ = best_threshold(inner, [pair.strict for pair in pairs], sum(pair.strict for pair in pairs))
    return fit(pairs)._replace(threshold=1 / (1 + math.exp(-cut)))


def judged(
    issues: Sequence[Issue], chosen: Chosen, right: set[str], ignored: set[str], same_links: bool = True
) -> Score:
    """Return how good `chosen` is: levels in `right` are right, and pairs of those in `ignored` do not count."""

    def counts(at: int, pair: tuple[int, int]) -> bool:
        entries = issues[at].entries
        twice = entries[pair[0]].title == entries[pair[1]].title
        return issues[at].levels.get(pair, "") not in ignored and (same_links or not twice)

    hits = [issues[at].levels.get((a, b), "") in right for at, a, b in chosen if counts(at, (a, b))]
    total = sum(
        level in right and counts(at, p) for at, issue in enumerate(issues) for p, level in issue.levels.items()
    )
    return score(hits, total)


PROTOCOLS: tuple[tuple[str, set[str], set[str], bool], ...] = (
    ("strict against every other pair", {"strict"}, set(), True),
    ("the same, loose pairs left out", {"strict"}, {"loose"}, True),
    ("strict and loose against the rest", {"strict", "loose"}, set(), True),
    ("strict, pairs of one title left out", {"strict"}, set(), False),
)


def report(folder: Path) -> tuple[Counts, list[Issue], list[Pair]]:
    """Print the tables; return the counts, issues and pairs that the shipped weights are made from."""
    issues = load_issues(folder)
    total, known = backgrounds(folder, issues)
    right = sum(level == "strict" for issue in issues for level in issue.levels.values())
    every = sum(math.comb(len(issue.entries), 2) for issue in issues)
    print(
        f"{len(issues)} issues, {every} pairs, {right} strict;"
        f" the background knows {len(total.background().rarity)} words"
    )
    for links in (False, True):
        issues = load_issues(folder, links)
        pairs = pairs_of(issues, known)
        print(f"\n{'with links' if links else 'titles and one-liners only'}: {len(pairs)} pairs offered by the filter,"
              f" {sum(pair.strict for pair in pairs)} of the strict among them")  # fmt: skip
        _print_pairwise(issues, pairs, right)
        _print_stories(issues, known, pairs)
    return total, issues, pairs


def _print_pairwise(issues: Sequence[Issue], pairs: Sequence[Pair], right: int) -> None:
    for name, fit_on in (("cosine of words alone", by_words), ("the model", learned)):
        rounds = []
        for seed in range(SEEDS):
            chosen = cross_validate(issues, pairs, fit_on, right, seed)
            rounds.append(
                score([pair.strict for pair, is_chosen in zip(pairs, chosen, strict=True) if is_chosen], right)
            )
        _print_row(f"pair by pair, {name}", rounds)


def _print_stories(issues: Sequence[Issue], known: dict[str, Background], pairs: Sequence[Pair]) -> None:
    rounds = [grouped(issues, known, pairs, seed) for seed in range(SEEDS)]
    for name, right, ignored, same_links in PROTOCOLS:
        _print_row(f"stories, {name}", [judged(issues, one, right, ignored, same_links) for one in rounds])


def _print_row(name: str, rounds: Sequence[Score]) -> None:
    precision, recall, f1 = (statistics.fmean(column) for column in zip(*rounds, strict=True))
    low, high = min(one.f1 for one in rounds), max(one.f1 for one in rounds)
    print(f"  {name:46} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({low:.3f}-{high:.3f})")


def shipped(total: Counts, issues: Sequence[Issue], pairs: Sequence[Pair]) -> dict[str, Any]:
    """Return what is written: the counts of common words, one spelling a stem, and the model fitted to everything."""
    models = [tuned(issues, pairs, seed) for seed in range(SEEDS)]
    by_count: dict[int, list[str]] = defaultdict(list)
    spelled = total.spelled()
    for word, number in total.words.items():
        if number >= LEAST:
            by_count[number].append(spelled[word])
    model = fit(pairs)
    return {
        "background": {
            "items": total.items,
            "least": LEAST,
            "words": {str(number): " ".join(sorted(by_count[number])) for number in sorted(by_count, reverse=True)},
        },
        "model": {
            "intercept": round(model.intercept, 4),
            "weights": {name: round(weight, 4) for name, weight in model.weights._asdict().items()},
            "threshold": round(statistics.fmean(one.threshold for one in models), 3),
        },
    }


def main() -> None:
    """Train, print and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    total, issues, pairs = report(parser.parse_args().folder)
    weights = shipped(total, issues, pairs)
    candidates.WEIGHTS.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"\n{json.dumps(weights['model'])}\n{candidates.WEIGHTS.stat().st_size} bytes written")


if __name__ == "__main__":
    main()
