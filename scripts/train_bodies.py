"""Learn when the texts of two articles report one event, and write `summarizer/stories/bodies.json`.

    pip install -e '.[train]'
    python scripts/train_bodies.py

The weeks are those of `benchmarks/stories` but for the sealed ones. The model is a logistic regression over the pairs
of a week, folded back so that plain Python can weigh raw features. What is printed is cross-validated, of every week by
a model that has seen none of it: precision and recall of pairs by thresholds, before grouping makes stories of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from summarizer.stories import bodies
from summarizer.stories.bodies import Bodies, BodyFeatures, BodyModel
from summarizer.stories.candidates import Corpus
from summarizer.stories.conflicts import are_two_things

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "benchmarks")]

import weeks  # noqa: E402

THRESHOLD = 0.6
"""What two articles must reach: two events in one story cost an editor more than one event in two places."""
THRESHOLDS = (0.3, 0.4, 0.5, THRESHOLD, 0.7, 0.8)
NOTHING = BodyModel(0.0, BodyFeatures(*[0.0] * 6), 0.5)


class Pair(NamedTuple):
    """Two articles of a week."""

    week: str
    features: BodyFeatures
    together: bool
    ruled_out: bool


def pairs_of(name: str) -> list[Pair]:
    """Return all pairs of one week."""
    week = weeks.load_week(name)
    entries = [weeks.entry_of(at, article, article.title) for at, article in enumerate(week.articles)]
    corpus, together = Corpus(entries), week.together()
    texts = Bodies(corpus, week.texts(), NOTHING)
    readings = corpus.readings
    return [
        Pair(name, texts.features(*pair), pair in together, are_two_things(readings[pair[0]], readings[pair[1]]))
        for pair in combinations(range(len(entries)), 2)
        if texts.know(*pair)
    ]


def learn(pairs: Sequence[Pair]) -> BodyModel:
    """Return the model fitted to `pairs`."""
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=3000))
    model.fit(numpy.array([pair.features for pair in pairs], dtype=float), [pair.together for pair in pairs])
    scaler, regression = model[0], model[-1]
    weights = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - weights @ scaler.mean_)
    return BodyModel(round(intercept, 4), BodyFeatures(*(round(float(weight), 4) for weight in weights)), THRESHOLD)


def report(pairs: Sequence[Pair]) -> None:
    """Print precision and recall by thresholds, cross-validated by weeks."""
    odds = numpy.empty(len(pairs))
    for name in {pair.week for pair in pairs}:
        model = learn([pair for pair in pairs if pair.week != name])
        for at, pair in enumerate(pairs):
            if pair.week == name:
                odds[at] = -99.0 if pair.ruled_out else model.log_odds(pair.features)
    together = numpy.array([pair.together for pair in pairs])
    base = numpy.log(THRESHOLD / (1 - THRESHOLD))
    print(f"{len(pairs)} pairs of {len({pair.week for pair in pairs})} weeks, {together.sum()} of one event")
    for threshold in THRESHOLDS:
        chosen = odds + base >= numpy.log(threshold / (1 - threshold))
        right = (chosen & together).sum()
        print(f"  threshold {threshold}: precision {right / chosen.sum():.3f}  recall {right / together.sum():.3f}")


def main() -> int:
    """Train, print and write."""
    pairs = [pair for name in weeks.names() if not name.startswith(weeks.SEALED) for pair in pairs_of(name)]
    report(pairs)
    model = learn(pairs)
    shipped = {"intercept": model.intercept, "weights": model.weights._asdict(), "threshold": model.threshold}
    bodies.WEIGHTS.write_text(json.dumps(shipped, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(shipped))
    return 0


if __name__ == "__main__":
    sys.exit(main())
