"""The lists of words in `lists/`: what may stand for what, what opposes what, which place lies where."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("lists")


def _lines(name: str) -> list[str]:
    """Return the lines of one list but for comments and empty ones."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _pairs(name: str, mark: str) -> list[tuple[str, str]]:
    """Return what stands before and behind the mark in each line of a list."""
    return [(before, behind) for before, _, behind in (line.partition(mark) for line in _lines(name))]


def _sides(name: str) -> list[tuple[str, ...]]:
    """Return the sides of each line of a list."""
    return [tuple(line.split(" | ")) for line in _lines(name)]


@cache
def synonyms() -> list[str]:
    """Return the groups of words that may stand for each other in a paraphrase."""
    return _lines("synonyms")


@cache
def opposites() -> list[tuple[str, ...]]:
    """Return the axes of opposites, two or more sides each; the first is that of numbers that rise or fall."""
    return _sides("opposites")


@cache
def kinds() -> list[tuple[str, ...]]:
    """Return the axes of words that name different things of one kind, two or more sides each."""
    return _sides("kinds")


@cache
def things() -> list[str]:
    """Return the groups of words of which a text must have one that speaks of a certain thing."""
    return _lines("things")


@cache
def openers() -> frozenset[str]:
    """Return the ordinary words that sentences open with."""
    return frozenset(word for line in _lines("openers") for word in line.split())


@cache
def places() -> list[str]:
    """Return the groups of names that mean one place and its people."""
    return _lines("places")


@cache
def cities() -> dict[str, str]:
    """Return, for every city and region, the country and people that a text which names it is also about."""
    found: dict[str, str] = {}
    for people, names in _pairs("cities", ": "):
        found.update(dict.fromkeys(names.split(), people))
    return found


@cache
def continents() -> dict[str, str]:
    """Return, for the forms of every part of the world, its countries."""
    return dict(_pairs("continents", ": "))
