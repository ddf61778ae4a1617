"""Words of a text with their places, and the stems by which two of them count as one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import accumulate, permutations
from typing import NamedTuple

from summarizer.language.lexicon import IRREGULAR, PHRASAL_VERBS
from summarizer.language.lists import opposites as listed_opposites
from summarizer.language.lists import synonyms, things
from summarizer.language.typography import fold

_WORD = re.compile(
    r"([^\W\d_](?:\.(?:[^\W\d_]\.)+|[a-z]*+[^\W\d_]*+(?:[\u0300-\u036f]+[^\W\d_]*+)*+(?:['’][^\W\d_]+)*)|\d+(?:[.,]\d+)*)"
)
"""`[a-z]*+` says nothing of its own: most letters are found faster by it than by the class behind it.

Accents may be characters of their own, behind their letters.
"""
_VOWEL = re.compile(r"[aeiouy]")


class Word(NamedTuple):
    """One word or number: `text[start:end]` as it stands, and `plain` as it is compared."""

    start: int
    end: int
    text: str
    plain: str
    """Lower case, without accents, the dots of initials and the ending of possession."""
    stem: str
    capital: bool
    """It has one anywhere, as in `iPhone`."""
    glued: bool
    """No character stands between it and the word before, as in `R1` or `72B`."""


def split(text: str) -> list[Word]:
    """Return the words of `text`; letters and digits that touch are words of their own, marked as glued."""
    pieces = _WORD.split(text)  # what stands between words, and words, by turns
    edges = list(accumulate(map(len, pieces)))
    starts, ends = edges[0:-1:2], edges[1::2]
    make = tuple.__new__  # half the time of Word(…), which counts here
    return [
        make(Word, (start, end, word, plain, stemmed, capital, start == last))
        for start, end, last, (word, plain, stemmed, capital) in zip(
            starts, ends, (-1, *ends), map(_forms, pieces[1::2]), strict=False
        )
    ]


@lru_cache(maxsize=1 << 15)
def _forms(word: str) -> tuple[str, str, str, bool]:
    """Return a word as it stands, its plain form, its stem, and whether it has a capital."""
    plain = word.lower() if word.isascii() else fold(word).text
    if "." in plain and plain[0].isalpha():
        plain = plain.replace(".", "")
    plain = plain.removesuffix("'s").removesuffix("'") or word.lower()  # a mark alone is its own plain form
    return word, plain, stem(plain), word[0].isalpha() and not word.islower()


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Return `word`, in lower case, without the endings of inflection: `raised`, `raises` and `raising` are one.

    A short cut of Porter's first step (An algorithm for suffix stripping, 1980), with a final `e` dropped as well.
    """
    return _stemmed(word)


def _stemmed(word: str) -> str:
    word = IRREGULAR.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes")) else word[:-1]
    for ending in ("ing", "ed"):
        bare = word.removesuffix(ending)
        if bare != word and len(bare) > 2 and _VOWEL.search(bare):
            word = bare[:-1] if bare[-1] == bare[-2] and bare[-1] not in "lsz" else bare
            break
    if len(word) > 3 and word.endswith("y") and word[-2] not in "aeiou":
        word = word[:-1] + "i"
    return word.removesuffix("e") if len(word) > 3 else word


def is_possessive(word: Word) -> bool:
    """Return whether a word is an owner's: "Parrot's", "the builders'"."""
    return word.text.endswith(("'s", "’s", "s'", "s’"))


def root(stemmed: str) -> str:
    """Return what words of one family share: `invest`, `investor` and `investment` are one."""
    return stemmed[:5]


@cache
def stems(word: str) -> frozenset[str]:
    """Return the stems of a base form and of its inflections, which differ for a few: `add`, `added`; `exceed`."""
    bare = word.removesuffix("e")
    return frozenset(map(_stemmed, (word, f"{bare}ed", f"{bare}ing")))  # seldom asked for again: no place in a cache


@cache
def _phrasal_verbs() -> dict[str, dict[str, str]]:
    """Return, for every particle, the stems of the verbs before it, and of what both together mean."""
    found: dict[str, dict[str, str]] = {}
    for meaning, verbs in PHRASAL_VERBS.items():
        for verb, particle in (pair.split("-") for pair in verbs.split()):
            found.setdefault(particle, {})[stem(verb)] = stem(meaning)
    return found


FARTHEST_PARTICLE = 3
"""Words behind its verb at which a particle may stand: "turned the offer down"."""


def with_phrasal_verbs(words: list[Word]) -> list[Word]:
    """Return `words` with the verb of every phrasal one known by the stem of what it means."""
    found, verbs_of = words, _phrasal_verbs()
    for at in [at for at, word in enumerate(words) if word.plain in verbs_of]:
        verbs = verbs_of[words[at].plain]
        for before in range(at - 1, max(-1, at - 1 - FARTHEST_PARTICLE), -1):
            if words[before].stem in verbs:
                found = list(words) if found is words else found
                found[before] = words[before]._replace(stem=verbs[words[before].stem])
                break
    return found


@cache
def _groups() -> dict[str, list[list[str]]]:
    """Return, for every stem in the lists of synonyms, the groups that it stands in."""
    found: dict[str, list[list[str]]] = {}
    for group in map(str.split, synonyms()):
        for one in {form for word in group for form in stems(word)}:
            found.setdefault(one, []).append(group)
    return found


@cache
def _listed() -> frozenset[str]:
    """Return all words in the lists of synonyms, opposites and things."""
    sides = (side for axis in listed_opposites() for side in axis)
    return frozenset(name for names in (*synonyms(), *sides, *things()) for name in names.split())


@lru_cache(maxsize=1 << 15)
def is_listed(plain: str) -> bool:
    """Return whether the word `plain`, perhaps with an ending of inflection, is an ordinary one of the lists."""
    return any(plain.removesuffix(ending) in _listed() for ending in ("", "s", "es", "d", "ed", "ing"))


@lru_cache(maxsize=1 << 14)
def means(one: str) -> frozenset[str]:
    """Return the stems that may stand for the stem `one`, itself included."""
    return frozenset((one, *(form for group in _groups().get(one, ()) for word in group for form in stems(word))))


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Return, for every stem in the lists of opposites, the stems on the other sides."""
    found: dict[str, frozenset[str]] = {}
    for axis in listed_opposites():
        sides = [frozenset(form for name in names.split() for form in stems(name)) for names in axis]
        for own, opposed in permutations(sides, 2):
            found.update({name: found.get(name, frozenset()) | opposed for name in own})
    return found


def opposites(one: str) -> frozenset[str]:
    """Return the stems that say the opposite of the stem `one`."""
    return _opposites().get(one, frozenset())
