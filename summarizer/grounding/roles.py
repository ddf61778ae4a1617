"""Roles: a name of a line must stand in the article where the line puts it, and no other name fit better there.

Every name is scored by how close it stands in the article to the words near it in the line, and on which side of them;
two names of the line may fit better exchanged, or one of them worse than a name that the line leaves out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

from summarizer.grounding.alignment import NEAR, Alignment, nearness
from summarizer.grounding.belonging import belong_together
from summarizer.grounding.claims import OF_EVERY_ARTICLE
from summarizer.grounding.context import Neighbourhood
from summarizer.grounding.converses import turned
from summarizer.grounding.dates import WEEKDAYS
from summarizer.grounding.doubts import Doubt
from summarizer.grounding.names import Name, telling
from summarizer.grounding.parsed import MOST_OF_LINE, PARTIES, Index, Parsed
from summarizer.grounding.places import is_place
from summarizer.language.lexicon import FUNCTION
from summarizer.language.words import is_possessive, means
from summarizer.models import Part

SIDE = 0.65
"""What a word on the other side of a name counts, against one on the same side."""
SMALL = 0.05
"""Added to scores before their ratio is taken."""
LEAST = 0.1
"""What the shared words of a sentence must weigh for the names in it to count."""
FARTHEST = 18
"""Words between two names that may have changed places."""
OPENING = 3
"""Words of a line in which its subject mostly stands."""


class Entity(NamedTuple):
    """A name of the line, and how well each name of the article fits in its place."""

    name: str
    """Its most telling word, as the article's names are known by."""
    own: frozenset[str]
    """The plain forms of all its words."""
    first: int
    last: int
    fits: dict[str, float]

    def fit(self) -> float:
        """Return how well the name itself fits."""
        return max((self.fits.get(plain, 0.0) for plain in self.own), default=0.0)


_TURNED = "the article has them the other way round"


def check_belonging(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every two names of the line that belong to each other the other way round in the article.

    "Sakae, security chief of Morimoto", where Morimoto is the chief.
    """
    known = index.belongings if line.belongings else []
    for own in line.belongings[:MOST_OF_LINE]:
        if any(map(own.is_turned, known)) and not any(map(own.agrees, known)):
            text = " … ".join(line.passage(name.first, name.last) for name in (own.first, own.second))
            yield Part(kind="role", text=text, found=False, detail=_TURNED)


def doubt_roles(line: Parsed, index: Index, alignment: Alignment) -> Iterator[Doubt]:
    """Yield a doubt for every two names of the line that may have changed places, and for each one."""
    entities = _entities(line, index, alignment)
    near = {entity.first: Neighbourhood(alignment, entity.first, entity.last) for entity in entities}
    turned_in = turned(alignment)
    for one, other in combinations(entities, 2):
        apart = bool(one.own & other.own) or belong_together(line.text, line.words, one.last, other.first)
        apart |= _stand_apart(line, index, one, other)
        apart |= _are_enumerated(line, index, one, other) or _belong_as_told(line, index, one, other)
        keep = all(_keeps_its_verb(line, index, entity) for entity in (one, other))
        if not (apart or keep or _is_told_from_the_other_side(index, turned_in, one, other)):
            yield _exchange(line, index, alignment, one, other, near)
    barred = _barred(line, index)
    for entity in entities:
        if not (
            _is_where(index, entity)
            or owns(line, entity)
            or is_protagonist(index, entity)
            or may_be_the_author(index, entity)
        ):
            yield _place(line, index, alignment, entity, barred)


def _entities(line: Parsed, index: Index, alignment: Alignment) -> list[Entity]:
    """Return the names of the line that the article has."""
    found = []
    for name in line.names[:MOST_OF_LINE]:
        own = [line.words[at].plain for at in range(name.first, name.last + 1)]
        known = telling(plain for plain in own if plain in index.capitals and plain.isalpha())
        if known == {OF_EVERY_ARTICLE}:
            continue
        if known and not line.in_quotation(name.first) and not _stands_for_another(line, name):
            rarest = min(sorted(known), key=lambda plain: len(index.places[plain]))
            found.append(Entity(rarest, telling(own), name.first, name.last, _fits(index, alignment, name)))
    return found


def _fits(
    index: Index, alignment: Alignment, name: Name, without: range = range(0), only: frozenset[str] = frozenset()
) -> dict[str, float]:
    """Return how well every name of the article fits in the place of `name`, the words `without` left out of account.

    If there are names in `only`, those alone are looked at.
    """
    found: dict[str, float] = {}
    near = {own: nearness(name.first if own < name.first else name.last, own) for own in alignment.weights}
    near = {own: value for own, value in near.items() if not (name.first <= own <= name.last or own in without)}
    for sentence, hits in alignment.hits.items():
        mentions = index.mentions.get(sentence, [])
        if only:
            mentions = [one for one in mentions if one[0] in only]
        if not mentions:
            continue
        telling = [(place, own, weighs * near[own], own < name.first) for place, own, weighs in hits if own in near]
        if sum([weighs for _, _, weighs, _ in telling]) < LEAST:
            continue
        for other, at, weight in mentions:
            value = weight * _fit(telling, at)
            if value > found.get(other, 0.0):
                found[other] = value
    return found


def _fit(telling: list[tuple[int, int, float, bool]], at: int) -> float:
    """Return how much of what stands around the name in the line stands around word `at`, on the same side or not."""
    total = most = 0.0
    last = -1
    for place, own, weighs, before in telling:  # all places of one word of the line, then those of the next
        if own != last:
            total, most, last = total + most, 0.0, own
        if place != at:
            side = 1.0 if before == (place < at) else SIDE
            value = weighs * side * NEAR / (NEAR + abs(at - place))  # `nearness`; a call costs too much here
            if value > most:
                most = value
    return total + most


def _exchange(
    line: Parsed, index: Index, alignment: Alignment, one: Entity, other: Entity, near: dict[int, Neighbourhood]
) -> Doubt:
    """Return the doubt whether two names have changed places."""
    names = [line.passage(name.first, name.last) for name in (one, other)]
    missing = Part(kind="role", text=" … ".join(names), found=False, detail=_TURNED)
    features = _exchange_features(index, alignment, one, other) | _order_features(line, index, alignment, one, other)
    features["verb"] = _verb_order(line, index, alignment, one, other)
    features |= _beside_features(index, one, other, near)
    return Doubt("exchange", frozenset(_words(one) + _words(other)), features, missing)


def _beside_features(index: Index, one: Entity, other: Entity, near: dict[int, Neighbourhood]) -> dict[str, float]:
    """Return how much more stands beside each name where the article has the other one."""
    spans = {entity.name: [(at, at) for at in index.places.get(entity.name, ())] for entity in (one, other)}
    crossed, told = [], []  # what stands beside the names where they are exchanged, and where they are told
    for own, theirs in ((one, other), (other, one)):
        told.append(near[own.first].best(spans[own.name]))
        crossed.append(near[own.first].best(spans[theirs.name]))
    more = [far.shared - near.shared for far, near in zip(crossed, told, strict=True)]
    touching = [far.touching - near.touching for far, near in zip(crossed, told, strict=True)]
    runs = [far.run - near.run for far, near in zip(crossed, told, strict=True)]
    return {
        "beside more": sum(more),
        "beside more, least": min(more),
        "beside most": max(more),
        "touching more": sum(touching),
        "run more": sum(runs),
        "run more, least": min(runs),
        "run most": max(runs),
        "touching least": min(touching),
        "touching most": max(touching),
        "beside and touching": max(0.0, max(more)) * max(0.0, max(touching)),
        "beside told": sum(one.total() for one in told),
        "beside crossed": sum(one.total() for one in crossed),
    }


def _words(entity: Entity) -> list[int]:
    return list(range(entity.first, entity.last + 1))


def _exchange_features(index: Index, alignment: Alignment, one: Entity, other: Entity) -> dict[str, float]:
    """Return how well the names fit as told and exchanged, each without regard to the other."""
    only = frozenset({one.name, other.name})
    in_one = _fits(index, alignment, Name(one.first, one.last, 0, 0), range(other.first, other.last + 1), only)
    in_other = _fits(index, alignment, Name(other.first, other.last, 0, 0), range(one.first, one.last + 1), only)
    told = in_one.get(one.name, 0.0), in_other.get(other.name, 0.0)
    exchanged = in_one.get(other.name, 0.0), in_other.get(one.name, 0.0)
    return {
        "told": min(sum(told), 2.0),
        "exchanged": min(sum(exchanged), 2.0),
        "better": max(-1.0, min(sum(exchanged) - sum(told), 1.0)),
        "ratio": _ratio(sum(exchanged), sum(told)),
        "least ratio": min(_ratio(exchanged[0], told[0]), _ratio(exchanged[1], told[1])),
        "second ratio": _ratio(exchanged[1], told[1]),
    }


def _ratio(one: float, other: float) -> float:
    return math.log((one + SMALL) / (other + SMALL))


def _order_features(line: Parsed, index: Index, alignment: Alignment, one: Entity, other: Entity) -> dict[str, float]:
    """Return whether the sentence that has both has them in the same order, a "by" between them counted."""
    firsts = {index.sentence_of[place]: place for place in index.places.get(one.name, ())}
    seconds = {index.sentence_of[place]: place for place in index.places.get(other.name, ())}
    shared = max(firsts.keys() & seconds.keys(), key=lambda at: (alignment.whole.get(at, 0.0), -at), default=None)
    distance = min(other.first - one.last, 15) / 15
    if shared is None:
        return {"order": 0.0, "distance": distance}
    low, high = sorted((firsts[shared], seconds[shared]))
    given = any(word.plain == "by" for word in index.words[low:high])
    told = any(word.plain == "by" for word in line.words[one.last : other.first])
    order = (1.0 if firsts[shared] < seconds[shared] else -1.0) * (1.0 if given == told else -1.0)
    return {"order": order * alignment.whole.get(shared, 0.0), "distance": distance}


PASSIVE = 5
"""Words behind a verb in which "by" makes it passive."""


def _verb_order(line: Parsed, index: Index, alignment: Alignment, one: Entity, other: Entity) -> float:
    """Return whether the article has what stands between two names between them in the same order (1), or not (-1)."""
    same = crossed = 0.0
    firsts, seconds = (_by_sentence(index, entity) for entity in (one, other))
    for sentence in firsts.keys() & seconds.keys():
        for hit in alignment.hits.get(sentence, ()):
            if not one.last < hit.own < other.first:
                continue
            turned = _is_passive(line, hit.own) != _is_passive(index, hit.place)
            for first, second in product(firsts[sentence], seconds[sentence]):
                if first < hit.place < second or second < hit.place < first:
                    if (first < second) != turned:
                        same = max(same, hit.weighs)
                    else:
                        crossed = max(crossed, hit.weighs)
    return same - crossed


FARTHEST_VERB = 2
"""Words behind a name at which its verb stands."""


def _keeps_its_verb(line: Parsed, index: Index, entity: Entity) -> bool:
    """Return whether the article has the same verb behind a name: "the plan that A wanted"."""
    said = _said_of(line, entity.last)
    forms = means(said) if said else frozenset()
    return any(_said_of(index, place) in forms for place in index.places.get(entity.name, ()))


def _said_of(parsed: Parsed, at: int) -> str | None:
    """Return the stem of the first word behind word `at` that is neither a name nor a function word."""
    reached = (place for place in parsed.polarity.reach(at, 1, FARTHEST_VERB) if place not in parsed.named)
    return next((parsed.words[place].stem for place in reached if parsed.words[place].plain not in FUNCTION), None)


def _is_told_from_the_other_side(
    index: Index, turned_in: dict[int, frozenset[int]], one: Entity, other: Entity
) -> bool:
    """Return whether a sentence that has both names says "B lost to A" where the line says "A beat B" between them."""
    sentences = frozenset().union(*(turned_in.get(at, ()) for at in range(one.last, other.first)))
    return bool(sentences & _by_sentence(index, one).keys() & _by_sentence(index, other).keys())


def _by_sentence(index: Index, entity: Entity) -> dict[int, list[int]]:
    """Return the places of a name, by sentence."""
    found: dict[int, list[int]] = {}
    for place in index.places.get(entity.name, ()):
        found.setdefault(index.sentence_of[place], []).append(place)
    return found


def _is_passive(parsed: Parsed, at: int) -> bool:
    return any(parsed.words[place].plain == "by" for place in parsed.polarity.reach(at, 1, PASSIVE))


def is_protagonist(index: Index, entity: Entity) -> bool:
    """Return whether a line opens with whom the article's first sentence or title is about."""
    ends = {0, len(index.sentences) - 1}
    places = (place for plain in entity.own for place in index.places.get(plain, ()))
    return entity.first <= OPENING and any(index.sentence_of[place] in ends for place in places)


FEW_MENTIONS = 3
"""Of whoever says "we" in an article, and so is seldom named there."""


def may_be_the_author(index: Index, entity: Entity) -> bool:
    """Return whether a name may be that of who speaks in the first person."""
    return index.speaks and len(index.places[entity.name]) <= FEW_MENTIONS


def owns(line: Parsed, entity: Entity) -> bool:
    """Return whether a name is an owner's: what is said is said of somebody or something of its."""
    return is_possessive(line.words[entity.last])


def _barred(line: Parsed, index: Index) -> set[str]:
    """Return the names of the line, with all that stand in one name with them in the article."""
    own = {line.words[at].plain for at in line.named}
    return own.union(*(index.companions.get(name, ()) for name in telling(own)))


def _place(line: Parsed, index: Index, alignment: Alignment, entity: Entity, barred: set[str]) -> Doubt:
    """Return the doubt whether another name of the article belongs in the place of this one."""
    text = line.passage(entity.first, entity.last)
    others = {name: fit for name, fit in entity.fits.items() if name not in barred and _may_act(name)}
    best = max(others, key=lambda name: others[name], default="")
    detail = f"the article says this of {best.title()}" if best else "the article says this of no such name"
    missing = Part(kind="role", text=text, found=False, detail=detail)
    features = _place_features(index, alignment, entity, others.get(best, 0.0))
    return Doubt("place", frozenset(_words(entity)), features, missing)


def _may_act(name: str) -> bool:
    """Return whether a word of a name can be said to do something: it is no number, initial or place."""
    return name.isalpha() and len(name) > 1 and not is_place(name)


def _place_features(index: Index, alignment: Alignment, entity: Entity, best: float) -> dict[str, float]:
    """Return how well a name fits in its place, against the best of the others and the best sentence."""
    own = entity.fit()
    scores = alignment.scores(entity.first)
    near = {
        index.sentence_of[place] + step
        for plain in entity.own
        for place in index.places.get(plain, ())
        for step in (-1, 0, 1)
    }
    covered = max((scores.get(sentence, 0.0) for sentence in near), default=0.0)
    times = max(len(index.places.get(plain, ())) for plain in entity.own)
    return {
        "own": min(own, 2.0),
        "better": max(-1.5, min(best - own, 1.5)),
        "ratio": _ratio(best, own),
        "covered": covered,
        "gap": max(scores.values(), default=0.0) - covered,
        "times": min(times, 6) / 6,
        "once": times <= 1,
        "opening": entity.first <= OPENING,
    }


def _belong_as_told(line: Parsed, index: Index, one: Entity, other: Entity) -> bool:
    """Return whether one of two names belongs to the other, here and in the article, whichever stands first there."""
    told = (own for own in line.belongings if own.first.first == one.first and own.second.first == other.first)
    return any(own.agrees(known) for own in told for known in index.belongings)


def _are_enumerated(line: Parsed, index: Index, one: Entity, other: Entity) -> bool:
    """Return whether two names stand in one enumeration, here and in the article: their order says nothing."""
    first, second = (
        {index.enumerations.get(at) for at in index.places.get(entity.name, ())} - {None} for entity in (one, other)
    )
    return line.enumerations[one.first] == line.enumerations[other.first] and not first.isdisjoint(second)


def _stand_apart(line: Parsed, index: Index, one: Entity, other: Entity) -> bool:
    """Return whether two names have nothing to do with each other: far apart, or one is where it happens."""
    semicolon = ";" in line.text[line.words[one.last].end : line.words[other.first].start]
    far = other.first - one.last > FARTHEST
    return semicolon or far or any(_is_scene(line, index, entity) for entity in (one, other))


def _is_scene(line: Parsed, index: Index, entity: Entity) -> bool:
    """Return whether a name is where something happens: "in Corby", "the Dublin suburb of Lucan"."""
    before = "".join(f" {word.plain}" for word in line.words[max(0, entity.first - 2) : entity.first])
    following = next(line.polarity.reach(entity.last, 1, 1), None)
    describes = following is not None and line.keys[following] is not None and not owns(line, entity)
    return before.endswith(_OF_SCENES) or (_is_where(index, entity) and describes)


def _is_where(index: Index, entity: Entity) -> bool:
    """Return whether a name is a place, by itself or because the article mostly has "in" before it."""
    places = index.places[entity.name]
    return is_place(entity.name) or 2 * sum(at > 0 and index.words[at - 1].plain == "in" for at in places) > len(places)


_OF_SCENES = (" in", " near", " of", " in the", " near the", " on the")


def _stands_for_another(line: Parsed, name: Name) -> bool:
    """Return whether a name is a time, or only describes a party named elsewhere, as in "the Vilnius company"."""
    following = line.words[name.last + 1].plain if name.last + 1 < len(line.words) else ""
    if any(word.plain in TIMES for word in line.words[name.first : name.last + 1]):
        return True
    return following in PARTIES and not line.words[name.last].text.endswith(("'s", "’s"))


TIMES = frozenset({"day", "year", "week", *WEEKDAYS})
