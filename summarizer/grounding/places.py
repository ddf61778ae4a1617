"""Places: an article that has "Wollongong" bears out "Australian", one that has "Ghana" bears out "African"."""

from __future__ import annotations

from functools import cache

from summarizer.grounding.names import Name
from summarizer.grounding.parsed import Index, Parsed
from summarizer.language.lexicon import SEATS_OF_STATES
from summarizer.language.lists import cities, continents, places
from summarizer.language.words import Word, stem


@cache
def _aliases() -> dict[str, frozenset[str]]:
    """Return, for every name of a place, all that may stand for it."""
    found: dict[str, frozenset[str]] = {}
    for group in places():
        forms = frozenset(form.replace(".", "") for form in group.split())
        for form in forms:
            found[form] = found.get(form, frozenset()) | forms
    return found


@cache
def _cities() -> dict[str, list[str]]:
    """Return, for every country and people, the cities that bear it out."""
    found: dict[str, list[str]] = {}
    for city, forms in cities().items():
        for form in forms.split():
            found.setdefault(form, []).append(city)
    return found


@cache
def _countries() -> dict[str, list[str]]:
    """Return, for every part of the world, the countries that bear it out."""
    return {form: countries.split() for forms, countries in continents().items() for form in forms.split()}


def is_place(plain: str) -> bool:
    """Return whether a word names a place, or is of one."""
    return plain in _aliases() or plain in cities() or plain in _cities() or plain in _countries()


def other_names(plain: str) -> frozenset[str]:
    """Return the other names of the place that a word names, and what is of it: "Belgian" for "Belgium"."""
    return _aliases().get(plain, frozenset()) - {plain}


def has_alias(index: Index, plain: str) -> bool:
    """Return whether the article has another name of the same place, or what is of it."""
    return any(all(word in index.places for word in form.split("-")) for form in _aliases().get(plain, ()))


def bears_out_place(index: Index, plain: str) -> bool:
    """Return whether the article has a place by another name, or a place that lies in it, or is made of its name."""
    if has_alias(index, plain) or _is_of_place(index, plain) or _has_a_city(index, plain):
        return True
    return any(has_alias(index, country) or _has_a_city(index, country) for country in _countries().get(plain, ()))


def bears_out_compound(index: Index, words: list[Word]) -> bool:
    """Return whether the article bears out a place of two words: "South African" for "Cape Town"."""
    joined = "-".join(word.plain for word in words)
    return len(words) > 1 and is_place(joined) and bears_out_place(index, joined)


def _has_a_city(index: Index, plain: str) -> bool:
    return any(all(part in index.capitals for part in city.split("-")) for city in _cities().get(plain, ()))


_OF_A_PLACE = ("n", "an", "ian", "ese", "i", "er")


def _is_of_place(index: Index, plain: str) -> bool:
    """Return whether the word is made of a name of the article, or the name of it: Malawian of Malawi, Viennese of
    Vienna.
    """
    stems = (plain.removesuffix(ending) for ending in _OF_A_PLACE if plain.endswith(ending))
    if any(len(bare) > 3 and (bare in index.capitals or bare + "a" in index.capitals) for bare in stems):
        return True
    bare = plain.removesuffix("a")
    return len(bare) > 3 and any(bare + ending in index.capitals for ending in _OF_A_PLACE)


_OF_STATES = frozenset(
    map(
        stem,
        "lawmaker parliament government minister ministry official regulator court cabinet senate legislator".split(),
    )
)


def is_seat_of_state(line: Parsed, index: Index, name: Name) -> bool:
    """Return whether a capital stands for its state, which the article has: "Lisbon has replied"."""
    plain = line.words[name.first].plain
    states = cities().get(plain, "").split() if plain in SEATS_OF_STATES and name.first == name.last else []
    known = any(form in index.capitals or has_alias(index, form) for form in states)
    return known and _may_be_a_state(line, name)


def _may_be_a_state(line: Parsed, name: Name) -> bool:
    """Return whether a city stands where a state may: "Lisbon has replied", "lawmakers in Lisbon"."""
    opens = name.first in line.openers or line.polarity.marked[name.first] or line.polarity.joint[name.first - 1]
    before = {word.stem for word in line.words[max(0, name.first - 3) : name.first]}
    return opens or not _OF_STATES.isdisjoint(before)
