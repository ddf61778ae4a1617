"""What rules out that two entries report the same event, however alike their words are.

Of the 74 pairs of one story labelled in the archive two fall to these rules, for their actors.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from difflib import SequenceMatcher
from typing import NamedTuple

from summarizer.stories.candidates import Reading
from summarizer.stories.figures import figures
from summarizer.stories.wording import STOP, Token, stems

_ACTIONS = """
accuse acquire announce back ban block buy cut debut fine fund hire introduce invest join launch leave open partner quit
raise release secure sue sign test unveil win
"""
ACTIONS = frozenset(stem for word in _ACTIONS.split() for stem in stems(word))
"""What headlines say that somebody does, to or with something that follows."""
HEAD_WORDS = 4
"""Words at the start of a title that may name who it is about."""
ONE_FORM = 0.5
"""Share of their words that two titles of one form have in the same order, at least."""


class Known(NamedTuple):
    """The stems of what is said of one entry, in its title and line or in its text."""

    words: Set[str]
    names: Set[str]


def ruled_out(one: Reading, other: Reading) -> bool:
    """Tell whether two entries cannot report one event, as far as title and line say; the order does not matter."""
    if are_two_things(one, other) or _actors_differ(one, other):
        return True
    return _parties_differ(one, other, Known(one.words, one.names), Known(other.words, other.names))


def are_two_things(one: Reading, other: Reading) -> bool:
    """Tell whether two entries are about two versions or two papers, whatever their texts have in common."""
    return _versions_differ(one, other) or _papers_differ(one, other)


def are_of_two_parties(one: Reading, other: Reading, ones: Known, others: Known) -> bool:
    """Tell whether two titles say the same of different parties, whatever else their texts have in common.

    `ones` and `others` are what title and text say of each; where a text names the other party, both may be one. That
    two titles name different parties is not enough: reports of one event from two angles often do, in other words.
    """
    rules = _heads_differ, _blanks_differ, _parties_differ
    return any(rule(one, other, ones, others) for rule in rules)


def _versions_differ(one: Reading, other: Reading) -> bool:
    """Both are about one product, and name other versions of it: Kestrel 2 and Kestrel 2.5."""
    named = one.versions.keys() & other.versions.keys() & one.opening & other.opening
    return any(not one.versions[name] & other.versions[name] for name in named)


def _actors_differ(one: Reading, other: Reading) -> bool:
    """Each title begins with a name that the other entry does not have: two firms raise money."""
    if one.actor is None or other.actor is None:
        return False
    return one.actor not in other.words and other.actor not in one.words


def _heads_differ(one: Reading, other: Reading, ones: Known, others: Known) -> bool:
    """Each title begins with another name, and both go on with the same word: "Orbly: results", "Quillon: results"."""
    (first, joint), (second, same) = _head(one, other), _head(other, one)
    first, second = first & ones.names, second & others.names
    if joint != same or not first or not second:
        return False
    return _sums_differ(one, other) or _strange(first, second, ones, others)


def _sums_differ(one: Reading, other: Reading) -> bool:
    """Both titles give figures, and none is the same: then a text may name the other party, as a rival."""
    first, second = figures(one.entry.title), figures(other.entry.title)
    return bool(first and second) and not any(a.agrees(b) for a in first for b in second)


def _blanks_differ(one: Reading, other: Reading, ones: Known, others: Known) -> bool:
    """The titles are one form, and at one place of it each has another name: "Storm warning for Ulvik", "… Dorne"."""
    first, second = ([token.stem for token in reading.title if token.stem not in STOP] for reading in (one, other))
    form = SequenceMatcher(None, first, second, autojunk=False)
    return form.ratio() >= ONE_FORM and any(
        _strange(set(first[a:b]) & ones.names, set(second[c:d]) & others.names, ones, others)
        for kind, a, b, c, d in form.get_opcodes()
        if kind == "replace"
    )


def _head(one: Reading, other: Reading) -> tuple[set[str], str]:
    """Return the words at the start of a title that the other title lacks, and the word behind them that it has."""
    told = [token.stem for token in one.title if token.stem not in STOP][: HEAD_WORDS + 1]
    joint = next((stem for stem in told if stem in other.title_words), "")
    return (set(told[: told.index(joint)]), joint) if joint else (set(), "")


def _parties_differ(one: Reading, other: Reading, ones: Known, others: Known) -> bool:
    """Both titles say the same action of other parties: two sue one firm, or one firm buys two."""
    stems_of = [token.stem for token in one.title], [token.stem for token in other.title]
    action = next((stem for stem in stems_of[0] if stem in ACTIONS and stem in stems_of[1]), None)
    if action is None:
        return False
    first, second = stems_of[0].index(action), stems_of[1].index(action)
    return _strange(set(stems_of[0][:first]) - STOP, set(stems_of[1][:second]) - STOP, ones, others) or _strange(
        _first_name(one.title[first + 1 :], ones), _first_name(other.title[second + 1 :], others), ones, others
    )


def _strange(first: set[str], second: set[str], ones: Known, others: Known) -> bool:
    """Tell whether both sides name something, and neither entry knows any of what the other names."""
    return bool(first and second) and not first & others.words and not second & ones.words


def _first_name(tokens: Sequence[Token], known: Known) -> set[str]:
    return set([token.stem for token in tokens if token.stem in known.names][:1])


def _papers_differ(one: Reading, other: Reading) -> bool:
    """Both are papers, of different titles: none of 112 such pairs that the filter offers is one story."""
    both = one.is_preprint and other.is_preprint
    return both and [token.stem for token in one.title] != [token.stem for token in other.title]
