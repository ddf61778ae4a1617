"""Negation: what a line denies the article must deny, and what the article denies a line may not affirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from summarizer.grounding.alignment import Alignment, Hit
from summarizer.grounding.doubts import Doubt
from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.polarity import SCOPE, WIDE, denials, has_prefix_of_denial, hints
from summarizer.grounding.stated import failures
from summarizer.language.lexicon import EMPTY_VERBS, FUNCTION, NEGATIVE_PRONOUNS, VERBS_OF_DISCLOSING
from summarizer.language.words import Word, means, opposites, stem, stems
from summarizer.models import Part

MOST_NEGATIONS = 20
"""Of a line that are looked at; no sentence has as many."""
NEARBY = 14
"""Words to either side in which other denials of the line count."""
HINTED = 9
"""Words to either side in which a hint may say what a negation says elsewhere."""
BEST_SENTENCES, TOP_SENTENCES = 3, 2
"""Of the article, those that fit best: where hints of a denial count, and where denials are counted."""
BEFORE = 2
"""Words before an affirmed one in which its negation may have stood."""
LONGEST_RUN = 4
"""Denied words in a row that are looked for in the article."""
FEWEST_HEADS = 3
"""Words behind a negation that it is about."""
OF_SENSE, SECOND, KNOWN = 0.6, 0.6, 0.05
"""What a denied word of like sense counts, the second one, and one that is merely there."""
_NOT_DENIED = "the article says so without a negation"
_ONLY_DENIED = "the article says so only with a negation"


_DECLINING = tuple(map(stem, ("decline", "refuse")))
_TELLING = frozenset(map(stem, VERBS_OF_DISCLOSING))
"""What somebody declines to do where a line says that he would not do it."""
_PERFECT = frozenset({"has", "have", "had"})
_WISHING = frozenset({"wish", "want", "care"})


def doubt_negations(line: Parsed, index: Index, alignment: Alignment) -> Iterator[Doubt]:
    """Yield a doubt for every negation of the line, and one for what the line affirms and the article denies."""
    for at in sorted((*line.polarity.negators, *failures(line.words)))[:MOST_NEGATIONS]:
        echoes = _echoes(line, index, at)
        known = bool(echoes) and all(echoes)
        known = known or _says_nothing(line, index, at) or _is_denied_in_other_words(line, index, alignment, at)
        if not known and not line.in_quotation(at):
            yield _negation(line, index, alignment, at)
    yield from _affirmation(line, index, alignment)


# What the line denies


def _echoes(line: Parsed, index: Index, at: int) -> list[bool]:
    """Return, for every place where the article has the words around negation `at`, whether it denies them too."""
    return list(line.stated.echoes(line.stated.behind[at], index.stated).values())


def _negation(line: Parsed, index: Index, alignment: Alignment, at: int) -> Doubt:
    """Return the doubt about the negation at word `at`."""
    scope = _scope(line, at)
    text = line.text[line.words[at].start : line.words[scope[0] if scope else at].end]
    negation = _best(alignment, at, {*index.polarity.negators, *index.places.get(line.words[at].stem, ())})
    features = _kind(line, at)
    features |= _denied_features(line, index, alignment, scope, at)
    features |= _denial_features(line, index, alignment, at, negation)
    head = line.words[scope[0]] if scope else None
    echoes = _echoes(line, index, at)
    features["only without"] = bool(echoes) and not any(echoes)
    features["run"] = _affirmed_run(line, index, scope)
    features["of a denial"] = head is not None and (head.stem in denials() | hints() or _has_prefix(head))
    missing = Part(kind="negation", text=text, found=False, detail=_NOT_DENIED)
    where = (index.words[negation].start, index.words[negation].end) if negation is not None else None
    start, end = index.span(*where) if where else (None, None)
    found = Part(kind="negation", text=text, found=True, start=start, end=end)
    return Doubt("negation", frozenset({at}), features, missing, found)


def _says_nothing(line: Parsed, index: Index, at: int) -> bool:
    """Return whether the line says "would not say" where the article says "declined to comment"."""
    before = line.words[at - 1].plain if at else ""
    following = line.words[at + 1 : at + 4]
    if len(following) > 2 and following[0].plain in _WISHING:
        following = following[2:]  # "did not wish to say"
    if not following or following[0].stem not in _TELLING or before in _PERFECT:
        return False
    declined = (place for form in _DECLINING for place in index.places.get(form, ()) if place + 2 < len(index.words))
    return any(index.words[at + 1].plain == "to" and index.words[at + 2].stem in _TELLING for at in declined)


OTHER_WORDS = 3
"""Words before what is denied in which an article may say "failed to", "unable to" or "rather than"."""


_DENYING = frozenset(map(stem, ("fail", "unable", "refuse", "decline", "lack", "against")))
_DENYING_WITH = {"rather": "than", "instead": "of"}
"""Words that deny what follows with another behind them only: who "will instead expand" does expand."""


def _is_denying(index: Index, at: int) -> bool:
    """Return whether word `at` denies what stands behind it, without a negation."""
    word, behind = index.words[at], index.words[at + 1].plain
    return word.stem in _DENYING or _DENYING_WITH.get(word.plain) == behind


def _is_denied_in_other_words(line: Parsed, index: Index, alignment: Alignment, at: int) -> bool:
    """Return whether the article says "failed to pay" or "instead of paying" where the line says that they did not.

    Or "accepts" where the line says that somebody does not dispute it.
    """
    scope = _scope(line, at)
    if not scope:
        return False
    own = line.words[scope[0]].stem
    otherwise = _WITHOUT_NOT.get(own, frozenset())
    said = {place for form in means(own) | {own} for place in index.places.get(form, ())}
    best = max(sorted(said), key=lambda place: alignment.fit(at, place), default=None)
    reached = index.polarity.reach(best, -1, OTHER_WORDS) if best is not None else ()
    if any(_is_denying(index, before) for before in reached):
        return True
    scores = alignment.scores(at)
    top = max(scores, key=lambda sentence: scores[sentence], default=None)
    return any(index.sentence_of[place] == top for form in otherwise for place in index.places.get(form, ()))


_WITHOUT_NOT = {
    head: frozenset(form for name in said.split() for form in stems(name))
    for denied, said in (
        ("doubt dispute deny question contest", "accept agree admit acknowledge concede confirm recognize"),
        ("include cover part", "exclude omit exempt"),
    )
    for name in denied.split()
    for head in stems(name)
}
"""What a line denies, and how an article says the same of it without a negation."""


def _kind(line: Parsed, at: int) -> dict[str, float]:
    """Return which kind of negation a word is; most are "not"."""
    plain = line.words[at].plain
    longer = plain == "no" and at + 1 < len(line.words) and line.words[at + 1].plain == "longer"
    return {
        "not": plain.endswith("n't") or plain in ("not", "cannot", "never") or longer or line.words[at].stem == _FAIL,
        "without": plain == "without",
        "no": plain == "no" and not longer,
    }


_FAIL = stem("fail")


def _denied_features(line: Parsed, index: Index, alignment: Alignment, scope: list[int], at: int) -> dict[str, float]:
    """Return how well places fit where the article affirms what is denied, denies it, or says its opposite."""
    affirmed = denied = opposed = 0.0
    for rank, place in enumerate(scope[:2]):
        own = line.words[place].stem
        for form in means(own) | {own}:
            for given in index.places.get(form, ()):
                alike = (1.0 if form == own else OF_SENSE) * (SECOND if rank else 1.0)
                fit = alike * (alignment.fit(at, given) + KNOWN)
                if given in index.denied:
                    denied = max(denied, fit)
                else:
                    affirmed = max(affirmed, fit)
    for form in opposites(line.words[scope[0]].stem) if scope else ():
        fits = (alignment.fit(at, given) for given in index.places.get(form, ()) if given not in index.denied)
        opposed = max(opposed, *fits, 0.0)
    exact = bool(scope) and any(place in index.denied for place in index.places.get(line.words[scope[0]].stem, ()))
    affirmed, denied = min(affirmed, 1.5), min(denied, 1.5)
    return {"affirmed": affirmed, "rather affirmed": affirmed - denied, "opposed": min(opposed, 1.0), "denied": exact}


def _affirmed_run(line: Parsed, index: Index, scope: list[int]) -> float:
    """Return how many of the denied words the article affirms in a row (0 to 1, from two words on)."""
    runs = (
        _run(line, own, index, given)
        for own in scope
        for given in index.places.get(line.words[own].stem, ())
        if given not in index.denied
    )
    longest = max(runs, default=0)
    return min(longest, LONGEST_RUN) / LONGEST_RUN if longest > 1 else 0.0


def _run(line: Parsed, own: int, index: Index, given: int) -> int:
    """Return how many words from two places on are the same."""
    pairs = zip(line.words[own : own + LONGEST_RUN], index.words[given : given + LONGEST_RUN], strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0].stem == pair[1].stem, pairs))


def _denial_features(
    line: Parsed, index: Index, alignment: Alignment, at: int, negation: int | None
) -> dict[str, float]:
    """Return how well the article's denials fit, and whether they suffice for all that the line denies near by."""
    scores = alignment.scores(at)
    ranked = sorted(scores, key=lambda sentence: -scores[sentence])
    best = scores[ranked[0]] if ranked else 0.0
    top = {sentence for sentence in ranked[:TOP_SENTENCES] if scores[sentence] > best / 2}
    polarity, sentence_of = index.polarity, index.sentence_of
    others = [place for place in _near(line.polarity.denying, at, NEARBY) if not line.in_quotation(place)]
    negators = sum(place in top for place in map(sentence_of.__getitem__, polarity.negators))
    own = len(list(_near(line.polarity.negators, at, NEARBY)))
    fit = alignment.fit(at, negation) if negation is not None else 0.0
    rival = max((alignment.fit(other, negation) for other in others), default=-1.0) if negation is not None else fit
    denial = _fit(alignment, at, polarity.denying.difference(polarity.negators))
    hinting = (place for place in index.hinting if sentence_of[place] in ranked[:BEST_SENTENCES])
    deepest = max((scores.get(sentence_of[place], 0.0) for place in polarity.denying), default=0.0)
    return {
        "fit": fit,
        "denial alone": 0.0 if others else denial,
        "hint": _fit(alignment, at, hinting),
        "gap": best - deepest,
        "too few": own + 1 > negators,
        "others": min(own, 2),
        "rival": max(-0.5, min(rival - fit, 0.5)),
    }


def _near(places: Iterable[int], at: int, most: int) -> Iterator[int]:
    return (place for place in places if place != at and abs(place - at) <= most)


def _best(alignment: Alignment, at: int, places: Iterable[int]) -> int | None:
    return max(sorted(places), key=lambda place: alignment.fit(at, place), default=None)


def _fit(alignment: Alignment, at: int, places: Iterable[int]) -> float:
    return max((alignment.fit(at, place) for place in places), default=0.0)


def _scope(line: Parsed, at: int) -> list[int]:
    """Return the first words that the negation at `at` denies; "nothing" and the like deny a whole clause."""
    if line.words[at].plain in NEGATIVE_PRONOUNS:
        return []
    telling = (place for place in line.polarity.reach(at, 1, SCOPE) if _says_something(line.words[place]))
    return list(telling)[:FEWEST_HEADS]


def _says_something(word: Word) -> bool:
    return word.plain not in FUNCTION and word.stem not in _empty_verbs()


@cache
def _empty_verbs() -> frozenset[str]:
    return frozenset(map(stem, EMPTY_VERBS))


def _has_prefix(word: Word) -> bool:
    return has_prefix_of_denial(word.plain)


# What the line affirms


def check_affirmed(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every negation of the article that the line leaves out of what it has in the same words."""
    for at in _left_out(line, index).values():
        text = line.passage(at, min(at + 1, len(line.words) - 1))
        yield Part(kind="negation", text=text, found=False, detail=_ONLY_DENIED)


def _left_out(line: Parsed, index: Index) -> dict[int, int]:
    """Return the negations of the article that the line leaves out, with the word that each should stand before."""
    found: dict[int, int] = {}
    for negation in index.polarity.negators:
        echoes = index.stated.echoes(index.stated.behind[negation], line.stated)
        if echoes and not any(echoes.values()):
            place = min(echoes)
            if all(line.stated.echoes(place, index.stated).values()):  # the article affirms it nowhere
                found[negation] = line.stated.at[place]
    return found


class Affirmed(NamedTuple):
    """A negation of the article, and a word that it denies where the line has it without one."""

    strength: float
    rank: int
    negation: int
    hit: Hit


def _affirmation(line: Parsed, index: Index, alignment: Alignment) -> Iterator[Doubt]:
    """Yield a doubt for every negation of the article about the word that the line most likely has without it."""
    likely: dict[int, Affirmed] = {}
    for affirmed in _affirmed(line, index, alignment):
        likely[affirmed.negation] = max(affirmed, likely.get(affirmed.negation, affirmed))
    for affirmed in (likely[negation] for negation in sorted(likely.keys() - _left_out(line, index).keys())):
        own = affirmed.hit.own
        missing = Part(kind="negation", text=line.words[own].text, found=False, detail=_ONLY_DENIED)
        features = _affirmed_features(line, index, alignment, affirmed)
        yield Doubt("affirmation", frozenset(range(own - BEFORE, own + 1)), features, missing)


def _affirmed(line: Parsed, index: Index, alignment: Alignment) -> Iterator[Affirmed]:
    """Yield every word that the article has right behind a negation, and the line under none."""
    own = line.polarity.denied(behind_no=WIDE)
    for negation in index.polarity.negators:
        hits = alignment.hits.get(index.sentence_of[negation])
        if not hits or index.polarity.denies_a_thing(negation):
            continue
        heads = _heads(index, negation)
        for hit in hits:
            if hit.place in heads and hit.own not in own | line.named | line.taken and not line.in_quotation(hit.own):
                rank = heads.index(hit.place)
                fit = alignment.fit(hit.own, negation) + hit.weighs / 10
                yield Affirmed(fit * (1 - rank / 4), rank, negation, hit)


def _heads(index: Index, negation: int) -> list[int]:
    """Return the first words that a negation of the article denies; "does not know the old name" denies no old name."""
    found: list[int] = []
    for place in index.polarity.reach(negation, 1, SCOPE):
        if found and index.words[place].plain in _DEFINITE:
            break
        found += [place] if index.words[place].plain not in FUNCTION else []
    return found[:FEWEST_HEADS]


_DEFINITE = frozenset({"the", "this", "these", "those", "its", "their", "his", "her", "my", "our", "your"})


def _affirmed_features(line: Parsed, index: Index, alignment: Alignment, likely: Affirmed) -> dict[str, float]:
    """Return what speaks for and against a word being affirmed that the article denies."""
    own, place, sentence = likely.hit.own, likely.hit.place, index.sentence_of[likely.negation]
    word, scores = line.words[own], alignment.scores(likely.hit.own)
    free = {given for form in means(word.stem) for given in index.places.get(form, ())} - index.denied
    fit = alignment.fit(own, likely.negation) + likely.hit.weighs / 10
    elsewhere = _fit(alignment, own, free)
    near = range(max(0, own - HINTED), min(len(line.words), own + HINTED + 1))
    hinted = [abs(other - own) for other in near if line.words[other].stem in hints()]
    reached = index.polarity.reach(likely.negation, 1, SCOPE)
    against = {form for given in reached for form in opposites(index.words[given].stem)}
    denials_given = sum(index.sentence_of[given] == sentence for given in index.polarity.denying)
    return {
        "fit": fit,
        "elsewhere": elsewhere,
        "rank": likely.rank,
        "exact": word.stem == index.words[place].stem,
        "weighs": likely.hit.weighs,
        "gap": max(scores.values()) - scores.get(sentence, 0.0),
        "hint": min(hinted, default=12) / 12,
        "opposite": any(line.words[other].stem in against for other in near),
        "more denials": denials_given > len(line.polarity.denying),
        "side": alignment.side(own, likely.negation),
    }
