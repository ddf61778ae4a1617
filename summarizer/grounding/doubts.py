"""What makes a part of a line doubtful: features of it, weighed as `scripts/train_grounding.py` has learned to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summarizer.models import Part

WEIGHTS = Path(__file__).with_name("weights.json")


class Scales(NamedTuple):
    """How one kind of doubt is weighed: it stands where bias and weighted features come to the threshold."""

    bias: float
    threshold: float
    weights: dict[str, float]


class Doubt(NamedTuple):
    """A part of a line that may be wrong, with what speaks for and against it."""

    kind: str
    words: frozenset[int]
    """The words of the line that it is about."""
    features: dict[str, float]
    missing: Part
    """The part to report if the doubt stands."""
    found: Part | None = None
    """The part to report if it does not."""


def settle(doubts: Iterable[Doubt]) -> Iterator[Part]:
    """Yield the part that each doubt comes to."""
    for doubt in doubts:
        if weigh(doubt) >= load_scales()[doubt.kind].threshold:
            yield doubt.missing
        elif doubt.found is not None:
            yield doubt.found


def weigh(doubt: Doubt) -> float:
    """Return the log-odds that the part is wrong, in the mixture that the weights were learned from."""
    scales = load_scales()[doubt.kind]
    return scales.bias + sum(weight * doubt.features[name] for name, weight in scales.weights.items())


@cache
def load_scales() -> dict[str, Scales]:
    """Return the scales of every kind of doubt, as shipped."""
    return {kind: Scales(**scales) for kind, scales in json.loads(WEIGHTS.read_text(encoding="utf-8")).items()}
