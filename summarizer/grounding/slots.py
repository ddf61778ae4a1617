"""Slots: between the words that a line has beside a name, the article must not have another one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summarizer.grounding.alignment import Alignment
from summarizer.grounding.belonging import belong_together
from summarizer.grounding.context import Beside, Neighbourhood, Span, compare
from summarizer.grounding.doubts import Doubt
from summarizer.grounding.names import telling
from summarizer.grounding.parsed import ENUMERATING, MOST_OF_LINE, Index, Parsed
from summarizer.grounding.places import is_place, other_names
from summarizer.grounding.roles import (
    TIMES,
    Entity,
    is_protagonist,
    may_be_the_author,
    owns,
)
from summarizer.models import Part

MOST_PLACES = 6
"""Where a name stands; more tell no more."""


class _Candidates(NamedTuple):
    """Where the article has a name of the line, or a pronoun for it, and where another one."""

    same: list[Span]
    others: list[Span]


def doubt_slots(line: Parsed, index: Index, alignment: Alignment) -> Iterator[Doubt]:
    """Yield a doubt for every name of the line that the article has."""
    entities = list(_entities(line, index))
    for entity in entities:
        yield _slot(alignment, entity, entities)


def _entities(line: Parsed, index: Index) -> Iterator[Entity]:
    for name in line.names[:MOST_OF_LINE]:
        own = sorted({line.words[at].plain for at in range(name.first, name.last + 1)} & index.places.keys())
        if own and not line.in_quotation(name.first):
            rarest = min(own, key=lambda plain: len(index.places[plain]))
            words = telling(line.words[at].plain for at in range(name.first, name.last + 1))
            yield Entity(rarest, words, name.first, name.last, {})


def _slot(alignment: Alignment, entity: Entity, entities: list[Entity]) -> Doubt:
    """Return the doubt whether what the line says of one name the article says of another."""
    line, index, near = alignment.line, alignment.index, Neighbourhood(alignment, entity.first, entity.last)
    found = _candidates(alignment, near, entity)
    best = near.nearest(found.others)
    features = compare(near.beside(best) if best else Beside(), near.best(found.same))
    chosen = _plains(index, best) if best else frozenset()
    features |= _told_features(line, entity, entities, chosen, features["beside more"])
    features |= {
        "owner": owns(line, entity),
        "protagonist": is_protagonist(index, entity),
        "author": may_be_the_author(index, entity),
        "times": min(len(found.same), MOST_PLACES) / MOST_PLACES,
        "once": len(found.same) <= 1,
    }
    text = line.passage(entity.first, entity.last)
    said = index.passage(*best) if best else "no such name"
    missing = Part(kind="role", text=text, found=False, detail=f"the article says this of {said}")
    return Doubt("slot", frozenset(range(entity.first, entity.last + 1)), features, missing)


def _candidates(alignment: Alignment, near: Neighbourhood, entity: Entity) -> _Candidates:
    """Return where the sentences that have something of what stands beside the name have it, and where others."""
    index, whole = alignment.index, _plains(alignment.line, (entity.first, entity.last))
    related = entity.own | telling(form for plain in entity.own for form in index.companions.get(plain, ()))
    related = related.union(TIMES, *(other_names(alignment.line.words[at].plain) for at in alignment.line.named))
    related = related.union(*_belonging(alignment, entity))
    initials = _initials(alignment.line, entity)
    found = _Candidates([], [])
    for sentence in near.sentences:
        for name in index.names_of_sentences.get(sentence, ()):
            words = index.telling[name.first]
            namesake = _is_namesake(index, words, entity.own)
            if (words & entity.own or words <= whole or words & initials) and not namesake:
                found.same.append((name.first, name.last))
            elif namesake or words.isdisjoint(related):
                found.others.append((name.first, name.last))
        pronouns = (at for plain, at, weight in index.mentions.get(sentence, ()) if weight < 1 and plain in entity.own)
        found.same.extend((at, at) for at in pronouns)
    joined = {index.enumerations[first] for first, _ in found.same if first in index.enumerations}
    return found._replace(others=[one for one in found.others if index.enumerations.get(one[0]) not in joined])


def _belonging(alignment: Alignment, entity: Entity) -> Iterator[frozenset[str]]:
    """Yield the names that belong to a name, or it to them, in the line and in the article alike."""
    told = [own for own in alignment.line.belongings if entity.first in (own.first.first, own.second.first)]
    for known in alignment.index.belongings if told else ():
        if any(map(known.agrees, told)):
            yield known.owner | known.member


def _initials(line: Parsed, entity: Entity) -> frozenset[str]:
    """Return the initials of a name of several words, in the singular and the plural: `dnn` and `dnns`."""
    short = "".join(word.plain[0] for word in line.words[entity.first : entity.last + 1] if word.capital)
    return frozenset({short, f"{short}s"}) if len(short) > 1 else frozenset()


def _is_namesake(index: Index, words: frozenset[str], own: frozenset[str]) -> bool:
    """Return whether two names of two words share one only: "Tom Keller", where the article has "Susan Keller" too."""
    if not len(words) == len(own) == 2 or len(words & own) != 1:
        return False
    return all(own <= index.companions.get(plain, set()) for plain in own)


def _plains(parsed: Parsed, span: Span) -> frozenset[str]:
    return frozenset(word.plain for word in parsed.words[span[0] : span[1] + 1])


def _told_features(
    line: Parsed, entity: Entity, entities: list[Entity], chosen: frozenset[str], more: float
) -> dict[str, float]:
    """Return whether the line has the other name as well, and whether both are of one kind."""
    told = [one for one in entities if one is not entity and chosen & one.own]
    joined = any(_are_joined(line, *sorted((one, entity), key=lambda each: each.first)) for one in told)
    place, other = is_place(entity.name), any(map(is_place, chosen))
    return {
        "told": bool(told),
        "told more": more if told else 0,
        "joined": joined,
        "joined more": more if joined else 0,
        "is place": place,
        "other is place": other,
        "alike": place == other,
        "alike more": more if place == other else 0,
        "place more": more if place else 0,
    }


def _are_joined(line: Parsed, one: Entity, other: Entity) -> bool:
    """Return whether two names stand in one enumeration, or one says where the other belongs."""
    between = line.text[line.words[one.last].end : line.words[other.first].start].strip()
    return between in ENUMERATING or belong_together(line.text, line.words, one.last, other.first)
