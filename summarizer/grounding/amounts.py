"""Amounts: between the words that a line has beside a number, the article must not have another one."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.grounding.alignment import Alignment
from summarizer.grounding.context import Beside, Neighbourhood, Span, compare
from summarizer.grounding.doubts import Doubt
from summarizer.grounding.parsed import MOST_OF_LINE, Index, Parsed, alike
from summarizer.grounding.quantity import Quantity
from summarizer.models import Part

MOST_PLACES = 6
"""Where the article has a number; more tell no more."""
SMALL = 10
"""Up to here a number may count anything."""


def doubt_amounts(line: Parsed, index: Index, alignment: Alignment) -> Iterator[Doubt]:
    """Yield a doubt for every number of the line that the article has as well."""
    for number in line.quantities[:MOST_OF_LINE]:
        given = [] if line.is_quoted(number.start) else _given(line, index, number)
        if given:
            yield _doubt(alignment, number, given)


def _given(line: Parsed, index: Index, number: Quantity) -> list[Quantity]:
    """Return the article's numbers that are the line's."""
    return list({given.first: given for _, given in alike(line, index, number)}.values())


def _doubt(alignment: Alignment, number: Quantity, given: list[Quantity]) -> Doubt:
    """Return the doubt whether the article says of another number what the line says of this one."""
    line, index, near = alignment.line, alignment.index, Neighbourhood(alignment, *_span(number))
    own = _plains(line, number)
    others = {_span(one): one for one in _others(index, near, given) if not _are_nested(own, _plains(index, one))}
    span = near.nearest(others)
    best = others[span] if span else None
    features = compare(near.beside(span) if span else Beside(), near.best(map(_span, given)))
    features |= _likeness(number, best, features["beside more"]) | _place(alignment, number, given)
    said = index.text[best.start : best.end] if best else "no such number"
    text = line.text[number.start : number.end]
    missing = Part(kind="number", text=text, found=False, detail=f"the article says this of {said}")
    return Doubt("amount", frozenset(range(number.first, number.last + 1)), features, missing)


def _span(number: Quantity) -> Span:
    return number.first, number.last


def _others(index: Index, near: Neighbourhood, given: list[Quantity]) -> list[Quantity]:
    """Return the article's other numbers in sentences that have something of what stands beside the line's."""
    known, sentences = {one.first for one in given}, frozenset(near.sentences)
    numbers = (one for one in index.quantities if index.sentence_of[one.first] in sentences)
    return [one for one in numbers if one.first not in known and one.kind != "vague"]


def _plains(parsed: Parsed, number: Quantity) -> set[str]:
    return {word.plain for word in parsed.words[number.first : number.last + 1]}


def _are_nested(own: set[str], given: set[str]) -> bool:
    """Return whether one number is among the words of the other: "five" and "two of the five"."""
    return own <= given or given <= own


def _likeness(number: Quantity, other: Quantity | None, more: float) -> dict[str, float]:
    """Return whether both numbers count in one unit, and what kind of number it is."""
    of_unit = other is not None and other.unit == number.unit
    of_kind = other is not None and other.kind == number.kind
    return {
        "unit": bool(number.unit),
        "of unit": of_unit,
        "of unit more": more if of_unit else 0,
        "of kind": of_kind,
        "of kind more": more if of_kind else 0,
        "small": number.kind == "number" and number.value <= SMALL,
        "date": number.kind in ("date", "year"),
        "ordinal": number.kind == "ordinal",
    }


def _place(alignment: Alignment, number: Quantity, given: list[Quantity]) -> dict[str, float]:
    """Return how much of the line the sentences with the number have, against the best sentence."""
    scores, sentence_of = alignment.scores(number.first), alignment.index.sentence_of
    covered = max((scores.get(sentence_of[one.first], 0.0) for one in given), default=0.0)
    return {
        "covered": covered,
        "gap": max(scores.values(), default=0.0) - covered,
        "times": min(len(given), MOST_PLACES) / MOST_PLACES,
        "once": len(given) == 1,
    }
