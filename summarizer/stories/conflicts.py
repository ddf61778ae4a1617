"""What rules out that two entries report the same event, however alike their words are.

Of the 74 pairs of one story labelled in the archive two fall to these rules, for their actors.
"""

from __future__ import annotations

from summarizer.stories.candidates import Reading
from summarizer.stories.wording import STOP, Token, stems

_ACTIONS = """
accuse acquire announce back ban block buy cut debut fine fund hire introduce invest join launch leave open partner quit
raise release secure sue sign test unveil win
"""
ACTIONS = frozenset(stem for word in _ACTIONS.split() for stem in stems(word))
"""What headlines say that somebody does, to or with something that follows."""


def ruled_out(one: Reading, other: Reading) -> bool:
    """Tell whether two entries cannot report one event, as far as title and line say; the order does not matter."""
    return are_two_things(one, other) or _actors_differ(one, other) or _parties_differ(one, other)


def are_two_things(one: Reading, other: Reading) -> bool:
    """Tell whether two entries are about two versions or two papers, whatever their texts have in common."""
    return _versions_differ(one, other) or _papers_differ(one, other)


def _versions_differ(one: Reading, other: Reading) -> bool:
    """Both are about one product, and name other versions of it: Kestrel 2 and Kestrel 2.5."""
    named = one.versions.keys() & other.versions.keys() & one.opening & other.opening
    return any(not one.versions[name] & other.versions[name] for name in named)


def _actors_differ(one: Reading, other: Reading) -> bool:
    """Each title begins with a name that the other entry does not have: two firms raise money."""
    if one.actor is None or other.actor is None:
        return False
    return one.actor not in other.words and other.actor not in one.words


def _parties_differ(one: Reading, other: Reading) -> bool:
    """Both titles say the same action of other parties: two sue one firm, or one firm buys two."""
    stems_of = [token.stem for token in one.title], [token.stem for token in other.title]
    action = next((stem for stem in stems_of[0] if stem in ACTIONS and stem in stems_of[1]), None)
    if action is None:
        return False
    first, second = stems_of[0].index(action), stems_of[1].index(action)
    return _strange(set(stems_of[0][:first]) - STOP, set(stems_of[1][:second]) - STOP, one, other) or _strange(
        _first_name(one.title[first + 1 :], one), _first_name(other.title[second + 1 :], other), one, other
    )


def _strange(ones: set[str], others: set[str], one: Reading, other: Reading) -> bool:
    """Tell whether both sides name something, and neither entry knows any of what the other names."""
    return bool(ones and others) and not ones & other.words and not others & one.words


def _first_name(tokens: list[Token], reading: Reading) -> set[str]:
    return set([token.stem for token in tokens if token.stem in reading.names][:1])


def _papers_differ(one: Reading, other: Reading) -> bool:
    """Both are papers, of different titles: none of 112 such pairs that the filter offers is one story."""
    both = one.is_preprint and other.is_preprint
    return both and [token.stem for token in one.title] != [token.stem for token in other.title]
