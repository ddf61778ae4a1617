"""Who belongs where: "Sakae's analyst Kenji Morimoto" and "Kenji Morimoto, an analyst at Sakae" say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from summarizer.grounding.names import Name, telling
from summarizer.language.lexicon import FUNCTION
from summarizer.language.words import Word, is_possessive

MOST_BELONGINGS = 500
"""Far more than an article has; it bounds the work that a hostile page can cause."""
LONGEST_ROLE = 4
"""Words of what somebody is, as in "former chief financial officer"."""
_SHORTEST_ROLE = 3
"""Letters of its last word."""
_ENDINGS_OF_ROLES = tuple(
    "er or ist yst man woman person ant ent ian chief head lead boss executive secretary chair fellow expert official"
    " judge attorney aide coach captain pilot critic ceo cto cfo coo".split()
)
_NO_ROLES = frozenset(
    "after agreement building center client color content corner counter december department development document door"
    " equipment error event factor floor for former government investment latter letter major manner matter member"
    " minor motor never november number october offer order other over paper patient payment percent power quarter"
    " sector september shelter summer under water winter year".split()
)
"""Words that end like roles and are none, or tell nothing of who employs whom."""
_AT = frozenset({"at", "of", "for", "from", "with"})
_BARE_OF = frozenset({"of", "at", "of the", "at the"})
_IS = frozenset({"is", "was", "as", "who"})
_ARTICLES = frozenset({"a", "an", "the"})
_MARK = re.compile(r"[^\w\s'’-]")


class Belonging(NamedTuple):
    """A member and whom it belongs to, each by the words that tell its name from others."""

    owner: frozenset[str]
    member: frozenset[str]
    first: Name
    second: Name
    """The names as they follow each other."""

    def agrees(self, other: Belonging) -> bool:
        """Return whether both say the same of the same two."""
        return bool(self.owner & other.owner and self.member & other.member)

    def is_turned(self, other: Belonging) -> bool:
        """Return whether the owner of the one is the member of the other, and the member its owner."""
        return bool(self.owner & other.member and self.member & other.owner)


def belongings(text: str, words: Sequence[Word], names: Sequence[Name]) -> list[Belonging]:
    """Return who belongs where, as far as two names that follow each other say it; the first MOST_BELONGINGS."""
    found: list[Belonging] = []
    for first, second in pairwise(names):
        one, other = (telling(word.plain for word in words[name.first : name.last + 1]) for name in (first, second))
        if _owns(text, words, first, second):
            found.append(Belonging(one, other, first, second))
        elif _is_owned(text, words, first, second):
            found.append(Belonging(other, one, first, second))
        if len(found) == MOST_BELONGINGS:
            break
    return found


def _owns(text: str, words: Sequence[Word], first: Name, second: Name) -> bool:
    """Return whether the second is what the first employs: "Sakae analyst Morimoto", "Sakae's boss, Morimoto"."""
    between = text[first.end : second.start]
    apposed = is_possessive(words[first.last]) and between.endswith(", ") and between.count(",") == 1
    return (apposed or not _MARK.search(between)) and _is_role(_plains(words, first.last + 1, second.first))


def _is_owned(text: str, words: Sequence[Word], first: Name, second: Name) -> bool:
    """Return whether the first belongs to the second: "Morimoto, an analyst at Sakae", "Morimoto, Sakae's analyst"."""
    between, role = text[first.end : second.start], _plains(words, first.last + 1, second.first)
    marks = _MARK.findall(between)
    if not marks and " ".join(role) in _BARE_OF:
        return True
    if len(marks) > 1 or not (between.startswith((",", " (")) or (role and role[0] in _IS)):
        return False
    while role and role[0] in _IS | _ARTICLES:
        role.pop(0)
    if not role:
        return is_possessive(words[second.last]) and _begins_role(text, words, second.last + 1)
    role = role[:-1] if role[-1] == "the" else role
    return bool(role) and role[-1] in _AT and _is_role(role[:-1])


def _begins_role(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether from word `at` on it is said what somebody is, up to the next mark."""
    last = words[min(len(words), at + LONGEST_ROLE) - 1]
    mark = _MARK.search(text, words[at - 1].end, last.end)
    role = [word.plain for word in words[at : at + LONGEST_ROLE] if mark is None or word.end <= mark.start()]
    return any(_is_role(role[:length]) for length in range(1, len(role) + 1))


def _is_role(words: Sequence[str]) -> bool:
    """Return whether words say what somebody is: "analyst", "managing director"; the last one tells."""
    if not 0 < len(words) <= LONGEST_ROLE or any(word in FUNCTION or word[0].isdigit() for word in words):
        return False
    ends = len(words[-1]) >= _SHORTEST_ROLE and words[-1].endswith(_ENDINGS_OF_ROLES)
    return ends and _NO_ROLES.isdisjoint(words)


def _plains(words: Sequence[Word], first: int, end: int) -> list[str]:
    return [word.plain for word in words[first:end]]


FARTHEST_OWNED = 3
"""Words behind an owner at which what it owns stands at most, as in "Parrot's $159 Clip"."""
_APPOSITION = re.compile(r", [^,;]{0,60}\b(?:of|at|from|in|for|with)(?: the)?$")
"""Says of the name before it where it belongs: "Rivulet, a model from the University of Strandvik"."""
_ROLE = re.compile(rf"(?:[a-z-]*[^\Wsd_] )?[a-z-]*(?:{'|'.join(_ENDINGS_OF_ROLES)})")
"""Says of the name behind it what it is to the one before: "PyTorch co-founder Soumith Chintala"."""
_JOINTS = frozenset({"of", "of the", "at", "at the", "from", "from the", "in", "in the", ""})


def belong_together(text: str, words: Sequence[Word], one: int, other: int) -> bool:
    """Return whether a name only says where another belongs: "Priya Raman of the Allen Park Institute".

    `one` is the last word of the first name, `other` the first of the second. Unlike in `belongings`, whatever may
    say so does: such names are not taken to have changed places.
    """
    between = text[words[one].end : words[other].start].strip().lower()
    owned = is_possessive(words[one]) and other - one <= FARTHEST_OWNED
    apposed = _APPOSITION.match(between) or _ROLE.fullmatch(between)
    return between in _JOINTS or owned or apposed is not None
