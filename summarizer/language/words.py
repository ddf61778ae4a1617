"""Words of a text with their places, and the stems by which two of them count as one."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from summarizer.language.lexicon import AXES, IRREGULAR, SYNONYMS
from summarizer.language.typography import fold

_WORD = re.compile(r"[^\W\d_](?:\.(?:[^\W\d_]\.)+|[^\W\d_]*(?:['’][^\W\d_]+)*)|\d+(?:[.,]\d+)*")
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
    found, last = [], -1
    make = tuple.__new__  # half the time of Word(…), which counts here
    for match in _WORD.finditer(text):
        start, end = match.span()
        found.append(make(Word, (start, end, *_forms(match[0]), start == last)))
        last = end
    return found


@lru_cache(maxsize=1 << 15)
def _forms(word: str) -> tuple[str, str, str, bool]:
    """Return a word as it stands, its plain form, its stem, and whether it has a capital."""
    plain = word.lower() if word.isascii() else fold(word).text
    if "." in plain and plain[0].isalpha():
        plain = plain.replace(".", "")
    plain = plain.removesuffix("'s").removesuffix("'")
    return word, plain, stem(plain), word[0].isalpha() and not word.islower()


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """Return `word`, in lower case, without the endings of inflection: `raised`, `raises` and `raising` are one.

    A short cut of Porter's first step (An algorithm for suffix stripping, 1980), with a final `e` dropped as well.
    """
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


def root(stemmed: str) -> str:
    """Return what words of one family share: `invest`, `investor` and `investment` are one."""
    return stemmed[:5]


def stems(word: str) -> frozenset[str]:
    """Return the stems of a base form and of its inflections, which differ for a few: `add`, `added`; `exceed`."""
    bare = word.removesuffix("e")
    return frozenset(map(stem, (word, f"{bare}ed", f"{bare}ing")))


@cache
def _groups() -> dict[str, frozenset[str]]:
    """Return, for every stem in the lists of synonyms, the stems that may stand for it."""
    found: dict[str, frozenset[str]] = {}
    for group in SYNONYMS:
        alike = frozenset(one for word in group.split() for one in stems(word))
        for one in alike:
            found[one] = found.get(one, frozenset()) | alike
    return found


@cache
def _listed() -> frozenset[str]:
    """Return all words in the lists of synonyms and opposites."""
    opposites = (side for sides in AXES for side in sides)
    return frozenset(name for names in (*SYNONYMS, *opposites) for name in names.split())


def is_listed(plain: str) -> bool:
    """Return whether the word `plain`, perhaps with an ending of inflection, is an ordinary one of the lists."""
    return any(plain.removesuffix(ending) in _listed() for ending in ("", "s", "es", "d", "ed", "ing"))


def means(one: str) -> frozenset[str]:
    """Return the stems that may stand for the stem `one`, itself included."""
    return _groups().get(one, frozenset((one,)))


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Return, for every stem in the lists of opposites, the stems on the other side."""
    found: dict[str, frozenset[str]] = {}
    for sides in AXES:
        one, other = (frozenset(form for name in names.split() for form in stems(name)) for names in sides)
        for own, opposed in ((one, other), (other, one)):
            found.update({name: found.get(name, frozenset()) | opposed for name in own})
    return found


def opposites(one: str) -> frozenset[str]:
    """Return the stems that say the opposite of the stem `one`."""
    return _opposites().get(one, frozenset())
