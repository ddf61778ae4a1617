"""Names of a text: people, organisations, products and their versions, as runs of words that belong together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from summarizer.language.lexicon import COMMON_CAPITALS, LIGHT, NOT_ORDINARY, ORDINARY_ENDINGS
from summarizer.language.lists import openers
from summarizer.language.words import Word, is_listed

_JOINS = frozenset({" ", "-", "\u00a0", "\u2011", " & ", "&", "‐"})
_ABBREVIATED = frozenset("dr mr mrs ms st prof gen sen rep gov jr capt col sgt lt maj rev cllr".split())
"""Titles that a full stop may follow."""
TITLES = _ABBREVIATED | frozenset(
    "miss justice dame sir lord lady captain colonel sergeant lieutenant councillor coach chef sheriff inspector"
    " detective pope bishop cardinal king queen prince princess".split()
)
"""Words before a person's name that say what it is, and may stand before another one."""
_PRONOUNS = frozenset({"i", "i'm", "i've", "i'd", "i'll"})


class Name(NamedTuple):
    """A run of words that make a name: words `first` to `last`, `text[start:end]`."""

    first: int
    last: int
    start: int
    end: int


def names(text: str, words: Sequence[Word], opening: Collection[int], taken: Collection[int]) -> list[Name]:
    """Return the names of `text`, in order.

    `opening` are the words that would have a capital anyway, because a sentence begins there; `taken` are the words
    of numbers and dates.
    """
    found: list[Name] = []
    done = -1
    glued = [at for at, word in enumerate(words) if word.glued]
    before = {at - 1 for at in glued if words[at].plain[0].isdigit() or words[at].capital}  # "o1", "5G"
    for at in [at for at, word in enumerate(words) if word.capital or at in before]:
        if at <= done or not _begins(words, at, opening, taken):
            continue
        last = at
        while last + 1 < len(words) and _goes_on(text, words, last + 1, taken):
            last += 1
        found.append(Name(at, last, words[at].start, words[last].end))
        done = last
    return found


def telling(plains: Iterable[str]) -> frozenset[str]:
    """Return the words of a name, given in plain forms, that tell it from others; all of them where none does.

    Titles, kinds of bodies and ordinary words are parts of many names: "Dr", "University", "Bank", "Lake".
    """
    every = frozenset(plains)
    return frozenset(plain for plain in every if not _is_shared(plain)) or every


def _is_shared(plain: str) -> bool:
    return plain[0].isdigit() or plain in TITLES or plain in COMMON_CAPITALS or is_listed(plain)


def is_ordinary(word: Word) -> bool:
    """Return whether the capital of a word that opens a sentence says nothing, since it seems to be no name."""
    plain = word.plain
    if plain in NOT_ORDINARY:
        return False
    return plain in LIGHT or plain in openers() or (len(plain) > 4 and plain.endswith(ORDINARY_ENDINGS))


def _begins(words: Sequence[Word], at: int, opening: Collection[int], taken: Collection[int]) -> bool:
    """Return whether a name begins with word `at`."""
    word = words[at]
    if at in taken or word.plain in _PRONOUNS:
        return False
    if word.plain[0].isdigit():
        return at + 1 not in taken and at + 1 < len(words) and words[at + 1].glued and words[at + 1].capital
    if word.capital:
        if at not in opening or not (word.text[1:].islower() or len(word.text) == 1):
            return True
        following = words[at + 1] if at + 1 < len(words) else None
        label = following is not None and following.start > word.end + 1  # "Lawsuit: AI toy …"
        owner = word.text.endswith(("'s", "’s"))  # "Company's Q2 revenues"
        alone = following is not None and not following.glued and (label or owner or not following.capital)
        return not (is_ordinary(word) or (alone and is_listed(word.plain)))
    return at + 1 not in taken


def _goes_on(text: str, words: Sequence[Word], at: int, taken: Collection[int]) -> bool:
    """Return whether word `at` belongs to the name that the word before it ends."""
    before, word = words[at - 1], words[at]
    if word.glued:
        return not before.text.endswith(("'s", "’s"))
    if not word.capital and not word.plain[0].isdigit():
        return False
    gap = text[before.end : word.start]
    initial = gap == ". " and ((len(before.text) == 1 and before.capital) or before.plain in _ABBREVIATED)
    if (gap not in _JOINS and not initial) or before.text.endswith(("'s", "’s")):
        return False
    if word.plain[0].isdigit():
        return at not in taken or gap in ("-", "\u2011")
    return at not in taken and word.plain not in _PRONOUNS
