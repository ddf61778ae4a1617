"""Negation: what a line denies the article must deny, and what the article only denies a line may not affirm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.polarity import SCOPE, WIDE, denials, has_prefix_of_denial
from summarizer.grounding.surroundings import WINDOW, around, fit
from summarizer.language.lexicon import EMPTY_VERBS, FUNCTION, NEGATIVE_PRONOUNS
from summarizer.language.words import Word, means, opposites, stem
from summarizer.models import Part

CLOSE = 3
"""Words behind a negation that it denies for certain."""
RELATED, RELATED_BY_SENSE = 0.1, 0.3
"""Fit of the surroundings from which on two words may be about the same thing: of one stem, and of like sense."""
DENIED = 0.3
"""How much better a place must fit where a word is denied than where it is not (tuned on benchmarks/grounding)."""
FEWEST_SHARED, MANY_SHARED = 3, 5
"""Words that a clause and a sentence share before one is taken to say what the other says."""
SHARE_OF_CLAUSE = 0.6
"""Share of a clause's words that the clause of the article has from which on it says the same."""
MOST_WORDS_DENIED = 3
_NOT_DENIED = "the article says so without a negation"
_ONLY_DENIED = "the article says so only with a negation"


def check_negations(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every negation of the line, and one for every statement that the article only denies."""
    for at in line.polarity.negators:
        if not line.in_quotation(at):
            yield from _negation_part(line, index, at)
    found = list(_denied_by_article(line, index))
    yield from found or _denied_clauses(line, index)


def _negation_part(line: Parsed, index: Index, at: int) -> Iterator[Part]:
    """Yield the part for the negation at word `at`, unless nothing that it denies is known to the article."""
    scope = _scope(line, at)
    text = line.text[line.words[at].start : line.words[scope[0] if scope else at].end]
    near = around(line, at)
    for rank, place in enumerate(scope):
        support = _support(index, line.words[place].stem, near, rank)
        if support is not None:
            yield _part(index, text, support)
            return
    best = _best_sentence(line, index, at)
    if best is not None and best not in index.denying:
        yield Part(kind="negation", text=text, found=False, detail=_NOT_DENIED)


def _part(index: Index, text: str, support: int) -> Part:
    if support < 0:
        return Part(kind="negation", text=text, found=False, detail=_NOT_DENIED)
    start, end = index.span(index.words[support].start, index.words[support].end)
    return Part(kind="negation", text=text, found=True, start=start, end=end)


def _scope(line: Parsed, at: int) -> list[int]:
    """Return the first words that the negation at `at` denies; "nothing" and the like deny a whole clause."""
    if line.words[at].plain in NEGATIVE_PRONOUNS:
        return []
    telling = (place for place in line.polarity.reach(at, 1, SCOPE) if _says_something(line.words[place]))
    return list(telling)[:MOST_WORDS_DENIED]


def _says_something(word: Word) -> bool:
    return word.plain not in FUNCTION and word.stem not in _empty_verbs()


@cache
def _empty_verbs() -> frozenset[str]:
    return frozenset(map(stem, EMPTY_VERBS))


def _support(index: Index, own: str, near: dict[str, float], rank: int) -> int | None:
    """Return where the article denies `own` or what may stand for it; -1 where it only affirms it, None if neither.

    Only behind the first word of a negation (`rank` 0) must the places be related, and the denial stand before.
    """
    allowed = index.negated if own in denials() else index.denied
    exact = index.places.get(own, ())
    denied = next((place for place in exact if place in allowed), None)
    if denied is not None:
        return denied
    fits = {place: fit(near, index, place) for form in means(own) for place in index.places.get(form, ())}
    related = {
        place: value
        for place, value in fits.items()
        if rank or value >= (RELATED if place in exact else RELATED_BY_SENSE)
    }
    if not related:
        return None
    affirmed = max((value for place, value in related.items() if place in exact), default=0.0)
    fitting = [place for place, value in related.items() if value >= affirmed]
    return next((place for place in fitting if place in allowed or (rank and _is_denied_around(index, place))), -1)


def _is_denied_around(index: Index, at: int) -> bool:
    """Return whether a denial stands in the same sentence as word `at`, as in "images are not supported"."""
    return index.sentence_of[at] in index.denying


def _best_sentence(line: Parsed, index: Index, at: int) -> int | None:
    """Return the sentence of the article that shares most with the clause around word `at`, if it shares enough."""
    reach = line.polarity.reach
    keys = {line.key(place) for step in (1, -1) for place in reach(at, step, 3 * WINDOW)} - {None}
    shared: dict[int, set[str]] = defaultdict(set)
    for key in keys:
        for form in means(key or ""):
            for place in index.places.get(form, ()):
                shared[index.sentence_of[place]].add(key or "")
    best = max(shared, key=lambda sentence: (len(shared[sentence]), -sentence), default=None)
    return best if best is not None and len(shared[best]) >= MANY_SHARED else None


def _denied_by_article(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every word of the line that the article has under negations only, and the line under none."""
    if any(not list(line.polarity.reach(at, 1, 1)) for at in line.polarity.negators):
        return  # "though Texas has not": what is denied was said before
    own, negated = line.polarity.denied(behind_no=WIDE), index.polarity.negated(CLOSE)
    for at, word in enumerate(line.words):
        places = index.places.get(word.stem, ())
        if at in own or not _is_statement(line, at) or not any(place in negated for place in places):
            continue
        if any(line.polarity.is_denial(place) for step in (-1, 1) for place in line.polarity.reach(at, step, WIDE)):
            continue
        near = around(line, at)
        fits = {place: fit(near, index, place) for place in places}
        affirmed = max((fits[place] for place in places if place not in negated), default=0.0)
        if max(fits[place] for place in places if place in negated) >= affirmed + DENIED:
            yield Part(kind="negation", text=word.text, found=False, detail=_ONLY_DENIED)


def _denied_clauses(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every clause of the line that denies nothing where the clause most like it denies just that."""
    clauses: dict[int, list[int]] = defaultdict(list)
    for at, clause in enumerate(line.clause_of):
        clauses[clause].append(at)
    for members in clauses.values():
        keys = {key for at in members if (key := line.key(at)) and not line.in_quotation(at)}
        weak = (
            _is_weak(line.words[at]) or not opposites(line.words[at].stem).isdisjoint(index.places) for at in members
        )
        if len(keys) < FEWEST_SHARED or any(map(line.polarity.is_denial, members)) or any(weak):
            continue
        if _is_denied_clause(keys, index):
            text = line.text[line.words[members[0]].start : line.words[members[-1]].end]
            yield Part(kind="negation", text=text, found=False, detail=_ONLY_DENIED)


def _is_weak(word: Word) -> bool:
    """Return whether a word may say what a negation says elsewhere: "unsure", "less", "hard"."""
    return word.plain in _WEAK or has_prefix_of_denial(word.plain)


_WEAK = frozenset("less fewer hard late still open outside away off against free yet".split())


def _is_denied_clause(keys: set[str], index: Index) -> bool:
    """Return whether the clauses of the article that share most with `keys` deny what they share."""
    shared: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for key in keys:
        for form in means(key):
            for place in index.places.get(form, ()):
                shared[index.clause_of[place]][key].append(place)
    most = max(map(len, shared.values()), default=0)
    if most < max(FEWEST_SHARED, SHARE_OF_CLAUSE * len(keys)):
        return False
    best = [found for found in shared.values() if len(found) == most]
    negated = index.polarity.negated(CLOSE)
    return all(any(place in negated for places in found.values() for place in places) for found in best)


def _is_statement(line: Parsed, at: int) -> bool:
    """Return whether word `at` can be what a statement says: no name, number, quotation or function word."""
    word = line.words[at]
    apart = at in line.named or at in line.taken or line.in_quotation(at)
    return not apart and word.plain not in FUNCTION and word.stem not in FUNCTION
