"""What a text states, its negations apart: the same words in one order may be denied in one text and not in another."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import pairwise

from summarizer.grounding.polarity import is_raised
from summarizer.language.lexicon import FUNCTION
from summarizer.language.words import Word, stem

REACH = 3
"""Words before and behind a negation that are compared."""
FEWEST, FEWEST_BEHIND, FEWEST_OF_SENSE = 4, 2, 2
"""Of them that must be the same: in all, one more where the sentence goes on; behind the negation, one where it ends a
sentence behind REACH others; and of sense.
"""
MOST_PLACES = 100
"""Of a word that are looked at; it bounds the work that a hostile page can cause."""
_BROUGHT_BY_NEGATIONS = frozenset({"do", "does", "did"})
_INSTEAD_OF_NEGATIONS = frozenset({"still", "some", "any"})
"""Words that stand where a negation was or would be: "no longer made", "still made"."""
_FAIL = stem("fail")


class Stated:
    """The words of one text but for its negations, and for what stands in their place where it is affirmed ("still").

    Each negation is known by the word behind it.
    """

    def __init__(self, words: Sequence[Word], sentence_of: Sequence[int], negators: Collection[int]) -> None:
        self._words = words
        failing = failures(words)
        self._negations = frozenset(negators) | failing
        changed = {at: _form_of_negation(words[at]) for at in self._negations}
        brought = {at for at, word in enumerate(words) if word.plain in _BROUGHT_BY_NEGATIONS | _INSTEAD_OF_NEGATIONS}
        pairs = enumerate(pairwise(words), 1)
        brought |= {at for at, (word, following) in pairs if (word.plain, following.plain) == ("no", "longer")}
        left_out = brought.union((at + 1 for at in failing), (at for at, form in changed.items() if not form))
        self.at = [at for at in range(len(words)) if at not in left_out]
        """Where they stand in the text."""
        self.forms = [changed[at] if at in changed else words[at].stem for at in self.at]
        self.sentences = [sentence_of[at] for at in self.at]
        self.behind = {at: bisect_left(self.at, at + (at not in left_out)) for at in self._negations}
        """Which of them stands behind each negation of the text."""
        self.denied = frozenset(self.behind.values())
        """Which of the words have a negation before them."""
        self.raised = frozenset(sentence_of[at] for at in self._negations if is_raised(words, at))
        """Sentences with a negation that is meant for a later verb."""

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Which of the words have each form."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, form in enumerate(self.forms):
            found[form].append(place)
        return found

    def echoes(self, at: int, other: Stated) -> dict[int, bool]:
        """Return the words of `other` that have the same before and behind them as word `at` of these.

        For each one, whether there is a negation before it. The words are counted as in `forms`.
        """
        if at >= len(self.forms) or self.sentences[at] in self.raised:
            return {}
        places = [place for place in other.places.get(self.forms[at], []) if other.sentences[place] not in other.raised]
        return {place: place in other.denied for place in places[:MOST_PLACES] if self._is_same(at, other, place)}

    def _is_same(self, at: int, other: Stated, place: int) -> bool:
        """Return whether what stands before and behind a place of each text is the same."""
        behind = self._shared(at, other, place, 1)
        before = self._shared(at - 1, other, place - 1, -1)
        telling = sum(map(self._has_sense, self.at[at - before : at + behind]))
        ends = not (self._goes_on(at, behind) or other._goes_on(place, behind))
        fewest = FEWEST if ends else FEWEST + 1
        closing = ends and behind == 1 and before == REACH
        return (behind >= FEWEST_BEHIND or closing) and before + behind >= fewest and telling >= FEWEST_OF_SENSE

    def _has_sense(self, at: int) -> bool:
        return self._words[at].plain not in FUNCTION and at not in self._negations

    def _shared(self, at: int, other: Stated, place: int, step: int) -> int:
        """Return how many words from two places on are the same, within a sentence of each text, REACH at most."""
        shared = 0
        while shared < REACH and self._goes_on(at, shared * step) and other._goes_on(place, shared * step):
            if self.forms[at + shared * step] != other.forms[place + shared * step]:
                break
            shared += 1
        return shared

    def _goes_on(self, at: int, step: int) -> bool:
        place = at + step
        return 0 <= place < len(self.forms) and at >= 0 and self.sentences[place] == self.sentences[at]


def failures(words: Sequence[Word]) -> frozenset[int]:
    """Return where a text denies by saying that something "fails to" happen."""
    pairs = enumerate(pairwise(words))
    return frozenset(at for at, (word, following) in pairs if word.stem == _FAIL and following.plain == "to")


def _form_of_negation(word: Word) -> str:
    """Return what is left of a negation to compare: the "can" of "cannot", mostly nothing."""
    bare = {"cannot": "can", "can't": "can", "won't": "will"}.get(word.plain, word.plain.removesuffix("n't"))
    return "" if bare == word.plain or bare in _BROUGHT_BY_NEGATIONS else stem(bare)
