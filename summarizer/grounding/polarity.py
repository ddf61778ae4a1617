"""Which words of a text a negation denies, or a word such as "refuse" or "lack"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property, lru_cache

from summarizer.language.lexicon import DENIALS, HINTS_OF_DENIAL, NEGATIVE_PRONOUNS, NEGATORS, PREFIXES_OF_DENIAL
from summarizer.language.words import Word, stem

SCOPE = 5
"""Words behind a negation that it may deny."""
WIDE, NOUN = 7, 2
"""The same behind a word such as "deny" or "nobody", and behind "no" and "without"."""
RAISED = 10
"""The same where the negation is meant for the verb behind the next one."""
ELLIPSIS = 12
"""Words before a negation that it may deny where nothing follows it."""
_SHORTEST_WITH_PREFIX = 7
"""Letters from which on "un-" or "in-" is taken for a denial: "unsafe" is too like "under"."""
_DENYING_NOTHING = {
    "not": ("only", "just", "least"),
    "no": ("more", "less", "fewer", "later", "earlier", "doubt", "cost", "charge"),
}
_CANNOT = frozenset({"cannot", "can't", "couldn't", "not"})
_NO_CLAIM = frozenset({"doubt", "cost", "charge"})
"""What "no" before them denies an article says in other ways, such as "free"."""
_BEHIND_AN_ANSWER = frozenset({"on", "to", "at", "in", "for", "from", "by", "and", "or", "but"})
_NEGATORS_AND_YET = NEGATORS | {"yet"}
_ENDS = frozenset(".!?\n")
_MARKS = frozenset(",;:.!?()—–\n")
_JOINTS = frozenset(
    {"and", "but", "which", "why", "how", "whether", "while", "though", "although", "because", "when", "if", "unless"}
    | {"before", "after"}
)


class Polarity:
    """The negations of one text; its words are known by their numbers."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self.text = text
        self.words = words
        known = denials()
        maybe = [at for at, word in enumerate(words) if word.plain in _NEGATORS_AND_YET or word.stem in known]
        self.negators = [at for at in maybe if words[at].plain in NEGATORS and not self._only_seems_to_deny(at)]
        self._denials = [at for at in maybe if words[at].stem in known or self._is_yet_to(at)]
        self.denying = frozenset((*self.negators, *self._denials))

    def reach(self, at: int, step: int, most: int) -> Iterator[int]:
        """Yield the words before (`step` -1) or behind (1) word `at`, to the next mark, at most so many."""
        words, behind = self.words, step < 0
        last = max(0, at - most) if behind else min(len(words) - 1, at + most)
        for place in range(at + step, last + step, step):
            if words[place].plain in _JOINTS or self._is_marked(place + behind):
                return
            yield place

    def _is_marked(self, at: int) -> bool:
        """Return whether a mark stands before word `at`."""
        before = self.text[self.words[at - 1].end if at else 0 : self.words[at].start]
        return before != " " and not _MARKS.isdisjoint(before)  # mostly a space, which is told sooner

    @cached_property
    def marked(self) -> list[bool]:
        """Whether a mark stands before each word."""
        return [self._is_marked(at) for at in range(len(self.words))]

    @cached_property
    def joint(self) -> list[bool]:
        """Whether each word joins clauses."""
        return [word.plain in _JOINTS for word in self.words]

    def denies_a_thing(self, at: int) -> bool:
        """Return whether the negation is that of "without the reader", which says that there is a reader."""
        following = self.words[at + 1].plain if at + 1 < len(self.words) else ""
        return self.words[at].plain == "without" and following in ("the", "its", "their", "his", "her")

    def denied(self, behind_no: int = NOUN) -> frozenset[int]:
        """Return all words that the text may deny; `behind_no` is how far "no" and "without" reach."""
        found: set[int] = set()
        for at in self.negators:
            found.update(self.reach(at, 1, self._width(at, behind_no)))
            found.update({at - 1} if self.words[at].plain == "no" and at else ())
            found.update(self._said_before(at))
        for at in self._denials:
            found.update(self.reach(at, 1, WIDE))
            found.update(self.reach(at, -1, SCOPE) if self._is_passive(at) else ())
        found.update(at + 1 for at, word in enumerate(self.words[:-1]) if word.plain == "non")
        long = [at for at, word in enumerate(self.words) if len(word.plain) >= _SHORTEST_WITH_PREFIX]
        found.update([at for at in long if has_prefix_of_denial(self.words[at].plain)])
        return frozenset(found)

    def _said_before(self, at: int) -> Iterator[int]:
        """Yield what a negation denies that nothing follows: "it told them to wait, but not why"."""
        if any(self.reach(at, 1, 1)):
            return
        for place in range(at - 1, max(-1, at - ELLIPSIS - 1), -1):
            if not _ENDS.isdisjoint(self.text[self.words[place].end : self.words[place + 1].start]):
                return
            yield place

    def _only_seems_to_deny(self, at: int) -> bool:
        """Return whether the word is that of "not only", "no more than", "cannot help but", or no denial at all."""
        if self._is_answer(at) or self._sets_apart(at):
            return True
        following, third = ([word.plain for word in self.words[at + 1 : at + 3]] + ["", ""])[:2]
        if self.words[at].plain in _CANNOT and (following, third) == ("help", "but"):
            return True
        seems = following in _DENYING_NOTHING.get(self.words[at].plain, ())
        return seems and (self.words[at].plain == "not" or third == "than" or following in _NO_CLAIM)

    def _is_answer(self, at: int) -> bool:
        """Return whether the word is the "no" of "vote no on Monday", or of "next to no"."""
        if self.words[at].plain != "no":
            return False
        before = [word.plain for word in self.words[max(0, at - 2) : at]]
        following = next(self.reach(at, 1, 1), None)
        return before == ["next", "to"] or following is None or self.words[following].plain in _BEHIND_AN_ANSWER

    def _sets_apart(self, at: int) -> bool:
        """Return whether the word is the "not" of "44, not 120": the second is said elsewhere, and may well be."""
        number = at + 1 < len(self.words) and self.words[at + 1].plain[0].isdigit()
        return number and self.words[at].plain == "not" and self._is_marked(at)

    def _is_yet_to(self, at: int) -> bool:
        """Return whether the word is the "yet" of "has yet to decide"."""
        return self.words[at].plain == "yet" and at + 1 < len(self.words) and self.words[at + 1].plain == "to"

    def _width(self, at: int, behind_no: int) -> int:
        plain = self.words[at].plain
        if plain in ("no", "without"):
            return behind_no
        if is_raised(self.words, at):
            return RAISED
        return WIDE if plain in NEGATIVE_PRONOUNS else SCOPE

    def _is_passive(self, at: int) -> bool:
        """Return whether word `at` is said of what stands before it, as in "photographs are excluded"."""
        before = self.words[max(0, at - 2) : at]
        return self.words[at].plain == "only" or any(word.stem == "be" for word in before)


_RAISING = frozenset(
    map(stem, ("think", "believe", "want", "expect", "seem", "appear", "suppose", "recommend", "wish"))
)


def is_raised(words: Sequence[Word], at: int) -> bool:
    """Return whether the negation at word `at` is meant for a later verb: "they do not think that it is safe"."""
    return not _RAISING.isdisjoint(word.stem for word in words[at + 1 : at + 3])


@cache
def denials() -> frozenset[str]:
    """Return the stems of words by which a text may say what another says with a negation."""
    return frozenset(map(stem, (*DENIALS, "only")))


@cache
def hints() -> frozenset[str]:
    """Return the stems of words that may say, more weakly, what another text says with a negation."""
    return frozenset(map(stem, HINTS_OF_DENIAL))


@lru_cache(maxsize=1 << 14)
def has_prefix_of_denial(plain: str) -> bool:
    """Return whether the word may be denied by its own prefix, as in "unavailable"."""
    return len(plain) >= _SHORTEST_WITH_PREFIX and plain.startswith(PREFIXES_OF_DENIAL)
