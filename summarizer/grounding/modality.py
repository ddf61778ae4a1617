"""Modality: what an article says will be done, or may be so, a line must not tell as done, or as being so."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from summarizer.grounding.alignment import Alignment
from summarizer.grounding.context import Neighbourhood
from summarizer.grounding.parsed import MOST_OF_LINE, Index, Parsed
from summarizer.language.lexicon import IRREGULAR
from summarizer.language.words import means, stem
from summarizer.models import Part

RUN, SHARED = 2, 3
"""Of what stands beside a verb in the line, how much must stand beside it in the article: words in a row, or any."""
FARTHEST = 4
"""Words before a verb in which what hedges it may stand, as in "will then also be"."""
_HEDGES = frozenset({"will", "would", "shall", "may", "might"})
_POSSIBLE = frozenset({"can", "could", "should", "must", "to"})
"""Words that hedge a verb of the line, but none of the article's: who "could come" has perhaps come."""
_INTENDING = frozenset(
    map(stem, "plan intend aim want hope expect seek propose threaten promise pledge schedule".split())
)
"""Words that hedge the verb behind their "to"."""
_STANDING_BY = frozenset({"due", "set", "likely"})
"""Words that do so behind "is": what happens "due to lower prices" does happen."""
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_HAVING = frozenset({"has", "had", "have"})
_AUXILIARIES = _BEING | _HAVING | {"not", "also"}
_BETWEEN = frozenset({"also", "only", "soon", "then", "now", "first"})
"""Words that may stand between an auxiliary and its verb, beside those in -ly."""
_COPULAS = frozenset({"was", "were"})
_NO_PASTS = _BEING | _HAVING | {"does", "people", "men", "women", "children", "better", "best", "worse", "worst"}


class _Verb(NamedTuple):
    """A verb with its auxiliaries, from word `first` to word `last`."""

    first: int
    last: int
    passive: bool


def check_modality(alignment: Alignment) -> Iterator[Part]:
    """Yield a missing part for every verb that the line tells as done, and the article in the same words as to come."""
    line, index = alignment.line, alignment.index
    told = (verb for at in range(len(line.words)) if (verb := _told_as_done(line, at)))
    for verb in islice(told, MOST_OF_LINE):
        hedged = _nearest_hedged(alignment, verb)
        if hedged:
            text, said = line.passage(verb.first, verb.last), index.passage(hedged.first, hedged.last)
            yield Part(kind="content", text=text, found=False, detail=f"the article has “{said}”")


def _told_as_done(line: Parsed, at: int) -> _Verb | None:
    """Return the verb that ends with word `at` if the line tells it as done, without a hedge."""
    plain = line.words[at].plain
    following = line.words[at + 1].plain if at + 1 < len(line.words) else ""
    copula = plain in _COPULAS and not _is_past(following)
    if at in line.named or line.in_quotation(at) or not (copula or _is_past(plain)):
        return None
    verb = _with_auxiliaries(line, at)
    before = line.words[verb.first - 1].plain if verb.first else ""
    present = verb.passive and line.words[at - 1].plain in ("is", "are")
    return None if present or before in _HEDGES | _POSSIBLE else verb


def _with_auxiliaries(parsed: Parsed, at: int) -> _Verb:
    """Return the verb that ends with word `at`, from its first auxiliary on."""
    first = at
    while first and parsed.words[first - 1].plain in _AUXILIARIES:
        first -= 1
    return _Verb(first, at, any(word.plain in _BEING for word in parsed.words[first:at]))


def _is_past(plain: str) -> bool:
    irregular = plain in IRREGULAR and plain not in _NO_PASTS and not plain.endswith("s")
    return irregular or (plain.endswith("ed") and not plain.endswith("eed"))


def _nearest_hedged(alignment: Alignment, told: _Verb) -> _Verb | None:
    """Return the article's hedged verb that has the same beside it, unless one without a hedge has as much."""
    places = _places(alignment.index, means(alignment.line.words[told.last].stem))
    hedged = {at: verb for at in places if (verb := _hedged(alignment.index, at))}
    alike = [verb for verb in hedged.values() if verb.passive == told.passive]
    if not alike:
        return None
    near = Neighbourhood(alignment, told.first, told.last)
    beside = {verb: near.beside((verb.first, verb.last)) for verb in alike}
    best = max(beside, key=lambda verb: (beside[verb].run, beside[verb].shared))
    run, shared = beside[best].run, beside[best].shared
    if run < RUN and shared < SHARED:
        return None
    others = (_with_auxiliaries(alignment.index, at) for at in places if at not in hedged)
    bare = (near.beside((verb.first, verb.last)) for verb in others if verb.passive == told.passive)
    return best if run + shared > max((one.run + one.shared for one in bare), default=0) else None


def _places(index: Index, forms: frozenset[str]) -> list[int]:
    return sorted({at for form in forms for at in index.places.get(form, ())})


def _hedged(index: Index, at: int) -> _Verb | None:
    """Return the verb that ends with word `at` if it is hedged, from its hedge on: "will be sold", "plans to sell"."""
    words, passive = index.words, False
    for place in range(at - 1, max(-1, at - 1 - FARTHEST), -1):
        plain = words[place].plain
        if plain in _HEDGES:
            return _Verb(place, at, passive)
        if plain == "to" and place and _is_to_come(index, place):
            return _Verb(place - 1, at, passive)
        if plain == "be":
            passive = True
        elif plain not in _BETWEEN and not plain.endswith("ly"):
            return None
    return None


def _is_to_come(index: Index, at: int) -> bool:
    """Return whether what follows the "to" at word `at` is still to come: "plans to", "is to", "is set to"."""
    before = index.words[at - 1]
    standing = before.plain in _STANDING_BY and at > 1 and index.words[at - 2].plain in _BEING
    return standing or before.stem in _INTENDING or before.plain in ("is", "are")
