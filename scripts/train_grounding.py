"""Learn what weighs against a part of a line, print how good that is, and write `summarizer/grounding/weights.json`.

    pip install -e '.[train]'
    python scripts/train_grounding.py

The lines are those of `benchmarks/grounding` but for the sealed ones, and what the rules of `benchmarks/corruption.py`
make of them; a clause is spoilt by another article's, too, so that more than the benchmark's own inventions are known.

* A doubt about a true line is wrong, one about the very words that a rule has changed is right; the rest of a spoilt
  line is left out of account.
* The model of each kind is logistic regression over standardised features, folded back so that plain Python can weigh
  the raw ones. Classes are as the rules make them, not as lines come from a model: only the order counts.
* The threshold is set where, by cross-validation over articles, as many true lines are doubted as `ALARMS` allows.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from summarizer.grounding import all_doubts
from summarizer.grounding.alignment import Alignment
from summarizer.grounding.clauses import split as split_clauses
from summarizer.grounding.doubts import WEIGHTS, Doubt
from summarizer.grounding.parsed import Parsed, index
from summarizer.language.lists import kinds

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import corruption
import grounding as bench

Rule = Callable[[corruption.Case, random.Random], Iterator[str]]

SETS = bench.SETS
ALARMS = {
    "negation": 0.015,
    "affirmation": 0.004,
    "direction": 0.008,
    "kind": 0.002,
    "exchange": 0.005,
    "place": 0.002,
    "slot": 0.006,
    "amount": 0.003,
    "clause": 0.006,
}
"""Share of the true lines of `bench.LATER` that each kind may doubt: rules were mended on the other files until hardly
any was left to doubt. One of their lines in nine denies something; of a newsletter's real ones one in fourteen does
(7 % of 3,821)."""
PENALTY = dict.fromkeys(ALARMS, 0.1) | {"clause": 0.3}
"""The inverse of the penalty on squared weights: the fewer the rows, the stronger."""
FOLDS, SEED = 8, 3
MOST_VARIANTS = 6
"""Spoilt lines made of a true one by one rule."""
FOREIGN = 3
"""Clauses of other articles that are tried on each line."""


class Row(NamedTuple):
    """One doubt: its features, whether it is right, and the article and line that it is about."""

    features: dict[str, float]
    right: bool
    article: str
    line: str
    later: bool
    """Its article is one of those that the thresholds are set on."""


def main() -> int:
    """Train, print and write."""
    cases = [case for name in SETS for case in bench.load_cases(name)]
    later = frozenset(case.article.title for name in bench.LATER for case in bench.load_cases(name))
    allowed = sum(case.article.title in later for case in cases)
    rules = {
        "negation": _negations,
        "affirmation": corruption.negation_removed,
        "direction": corruption.direction_flipped,
        "kind": _kinds_exchanged,
        "exchange": corruption.roles_swapped,
        "place": corruption.name_of_the_text,
        "slot": _names_exchanged,
        "amount": corruption.number_of_the_text,
        "clause": _foreign_clauses(cases),
    }
    print(f"{len(cases)} true lines of {len({case.article.title for case in cases})} articles\n")
    print(f"{'kind':<12} {'true':>5} {'spoilt':>6} {'alarms':>7} {'recall where there is a doubt':>30}")
    shipped = {kind: learn(kind, list(rows(kind, rule, cases, later)), allowed) for kind, rule in rules.items()}
    WEIGHTS.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")
    return 0


def rows(kind: str, rule: Rule, cases: list[corruption.Case], later: frozenset[str]) -> Iterator[Row]:
    """Yield the doubts of one kind about true lines and about what the rule makes of them."""
    dice = random.Random(f"{SEED} {kind}")
    for case in cases:
        known, title = index(case.article), case.article.title
        for doubt in _doubts(kind, case.line, known):
            yield Row(doubt.features, False, title, case.line, title in later)
        spoilt = list(dict.fromkeys(line for line in rule(case, dice) if line != case.line))
        for line in spoilt[:MOST_VARIANTS]:
            changed = _changed(case.line, line)
            for doubt in _doubts(kind, line, known):
                if doubt.words <= changed if kind == "exchange" else changed & doubt.words:
                    yield Row(doubt.features, True, title, line, title in later)


def _doubts(kind: str, line: str, known: Any) -> list[Doubt]:
    return [doubt for doubt in all_doubts(Alignment(Parsed(line), known)) if doubt.kind == kind]


def _changed(old: str, new: str) -> frozenset[int]:
    """Return the words of the new line between what begins and what ends both."""
    before, after = ([word.text for word in Parsed(line).words] for line in (old, new))
    first = 0
    while first < min(len(before), len(after)) and before[first] == after[first]:
        first += 1
    last = 0
    while last < min(len(before), len(after)) - first and before[-1 - last] == after[-1 - last]:
        last += 1
    return frozenset(range(first, len(after) - last))


def _negations(case: corruption.Case, dice: random.Random) -> Iterator[str]:
    """Deny a statement by "not" or "never", or a thing by "no" or "without": four to two, as far as there are any."""
    for rule, most in ((corruption.negation_added, 4), (corruption.negation_otherwise, 2)):
        made = list(rule(case, dice))
        yield from dice.sample(made, min(most, len(made)))


def _names_exchanged(case: corruption.Case, dice: random.Random) -> Iterator[str]:
    """Exchange names of the line for each other, and for others of the article."""
    yield from corruption.roles_swapped(case, dice)
    yield from corruption.name_of_the_text(case, dice)


def _kinds_exchanged(case: corruption.Case, dice: random.Random) -> Iterator[str]:
    """Exchange a word of the line for another of its kind, which the article does not have."""
    for word in re.finditer(r"[a-z]{3,}", case.line):
        for axis in kinds():
            sides = [side.split() for side in axis]
            own = next((side for side in sides if {word[0], word[0].removesuffix("s")} & set(side)), None)
            if own is None:
                continue
            other = dice.choice([side[0] for side in sides if side is not own])
            if other not in case.article.text.lower():
                ending = "s" if word[0] not in own and not other.endswith("s") else ""
                yield case.line[: word.start()] + other + ending + case.line[word.end() :]


def _foreign_clauses(cases: list[corruption.Case]) -> Rule:
    """Return a rule that adds clauses of other articles' lines."""
    clauses = [
        (case.article.title, case.line[start:end].strip(" ,;."))
        for case in cases
        for start, end in split_clauses(case.line)
        if start and 4 <= len(case.line[start:end].split()) <= 14
    ]

    def add(case: corruption.Case, dice: random.Random) -> Iterator[str]:
        others = [text for title, text in clauses if title != case.article.title]
        for text in dice.sample(others, FOREIGN):
            yield f"{case.line.rstrip('.')}, {text}."

    return add


def learn(kind: str, found: list[Row], lines: int) -> dict[str, Any]:
    """Return the scales of one kind, and print its line of the table; `lines` are those that alarms are a share of."""
    names = list(found[0].features)
    matrix = numpy.array([[float(row.features[name]) for name in names] for row in found])
    right = numpy.array([row.right for row in found])
    scores = _cross_validated(kind, matrix, right, [row.article for row in found])
    threshold = _threshold(
        [(row, float(score)) for row, score in zip(found, scores, strict=True)], ALARMS[kind] * lines
    )
    recall = float(numpy.mean(scores[right] >= threshold))
    print(f"{kind:<12} {sum(~right):>5} {sum(right):>6} {ALARMS[kind]:>7.1%} {recall:>30.1%}")
    scaler, model = (step for _, step in _model(kind).fit(matrix, right).steps)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    rounded = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return {"bias": round(bias, 4), "threshold": round(threshold, 4), "weights": rounded}


def _threshold(scored: list[tuple[Row, float]], allowed: float) -> float:
    """Return the log-odds that so many true lines of the later files exceed at most."""
    highest: dict[str, float] = {}
    for row, score in scored:
        if row.later and not row.right:
            highest[row.line] = max(score, highest.get(row.line, score))
    return sorted(highest.values(), reverse=True)[int(allowed)] + 1e-6


def _model(kind: str) -> Any:
    return make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY[kind], max_iter=2000))


def _cross_validated(kind: str, matrix: Any, right: Any, articles: list[str]) -> Any:
    """Return the log-odds of every row by a model that has seen nothing of its article."""
    titles = sorted(set(articles))
    random.Random(SEED).shuffle(titles)
    fold_of = {title: at % FOLDS for at, title in enumerate(titles)}
    folds = numpy.array([fold_of[title] for title in articles])
    scores = numpy.zeros(len(right))
    for fold in range(FOLDS):
        model = _model(kind).fit(matrix[folds != fold], right[folds != fold])
        scores[folds == fold] = model.decision_function(matrix[folds == fold])
    return scores


if __name__ == "__main__":
    sys.exit(main())
