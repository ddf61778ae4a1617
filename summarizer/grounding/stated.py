"""What a text states, its negations apart: the same words in one order may be denied in one text and not in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import pairwise

from summarizer.grounding.polarity import is_raised
from summarizer.language.lexicon import FUNCTION
from summarizer.language.words import Word, stem

REACH = 3
"""Words before and behind a negation that are compared."""
FEWEST, FEWEST_BEHIND, FEWEST_OF_SENSE = 4, 2, 2
"""Of them that must be the same: in all, one more where the sentence goes on; behind the negation; and of sense."""
MOST_PLACES = 100
"""Of a word that are looked at; it bounds the work that a hostile page can cause."""
_BROUGHT_BY_NEGATIONS = frozenset({"do", "does", "did"})
_FAIL = stem("fail")


class Stated:
    """The words of one text but for its negations, each of which is known by the word behind it."""

    def __init__(self, words: Sequence[Word], sentence_of: Sequence[int], negators: Collection[int]) -> None:
        self.at: list[int] = []
        """Where they stand in the text."""
        self.forms: list[str] = []
        self.sentences: list[int] = []
        self.of_sense: list[bool] = []
        self.denied: set[int] = set()
        """Which of the words have a negation before them."""
        self.behind: dict[int, int] = {}
        """Which of them stands behind each negation of the text."""
        self.places: dict[str, list[int]] = defaultdict(list)
        self.raised: set[int] = set()
        """Sentences with a negation that is meant for a later verb."""
        negations = frozenset(negators) | failures(words)
        for at, word in enumerate(words):
            form = _form(word, at in negations)
            fails_to = word.plain == "to" and at - 1 in negations and words[at - 1].stem == _FAIL
            if form and not fails_to:
                self.places[form].append(len(self.forms))
                self.forms.append(form)
                self.at.append(at)
                self.sentences.append(sentence_of[at])
                self.of_sense.append(word.plain not in FUNCTION and at not in negations)
            if at in negations:
                self.behind[at] = len(self.forms)
                self.denied.add(len(self.forms))
                if is_raised(words, at):
                    self.raised.add(sentence_of[at])

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
        telling = sum(self.of_sense[at - before : at + behind])
        ends = not (self._goes_on(at, behind) or other._goes_on(place, behind))
        fewest = FEWEST if ends else FEWEST + 1
        return behind >= FEWEST_BEHIND and before + behind >= fewest and telling >= FEWEST_OF_SENSE

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


def _form(word: Word, negation: bool) -> str:
    """Return what a word is compared by: its stem, the "can" of "cannot", or nothing where a negation brings it."""
    if word.plain in _BROUGHT_BY_NEGATIONS:
        return ""
    if not negation:
        return word.stem
    bare = {"cannot": "can", "can't": "can", "won't": "will"}.get(word.plain, word.plain.removesuffix("n't"))
    return "" if bare == word.plain or bare in _BROUGHT_BY_NEGATIONS else stem(bare)
