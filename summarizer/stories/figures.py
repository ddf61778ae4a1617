"""The figures that entries give, each with what it counts: where two agree, and where they cannot both be right."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from summarizer.grounding.quantities import quantities
from summarizer.grounding.quantity import Quantity, same
from summarizer.language.words import Word, split
from summarizer.models import Entry, Review
from summarizer.stories.wording import STOP

_IN_DIGITS = re.compile(r"(?<![\w.,])(?:(\d{1,3}(?:[.,'’ \u00a0\u202f]\d{3})+)|(\d+(?:[.,]\d+)?))(?!\d)")
CONTEXT_WORDS = 4
"""Words on either side of a figure that tell what it counts."""
WIDEST_RATIO = 3.0
"""Two figures further apart count different things, unless one is the other in millions where it should be billions."""
SLIP = 1000.0


class Figure(NamedTuple):
    """A number of a text: `kind` is its unit, or the stem of the noun it counts, or empty."""

    quantity: Quantity
    kind: str
    surface: str
    """As it stands, with the noun."""
    counts: bool
    """It counts a noun, which says what is counted; sums and shares need a word around them for that."""
    context: frozenset[str]

    def agrees(self, other: Figure) -> bool:
        """Tell whether both say the same of one kind: one number in digits, or of one thing in words or rounded."""
        one, two = self.quantity, other.quantity
        if self.kind != other.kind or not self.kind or not (same(one, two) or same(two, one)):
            return False
        return self._counts_the_same(other) or (
            self.in_digits and other.in_digits and math.isclose(one.value, two.value)
        )

    def contradicts(self, other: Figure) -> bool:
        """Tell whether both count one thing and differ by what two reports of it may differ by."""
        if self.agrees(other) or self.kind != other.kind or not self.kind:
            return False
        return self._counts_the_same(other) and _may_differ(self.quantity, other.quantity)

    @property
    def in_digits(self) -> bool:
        """Whether it stands in digits: a share in words is often but a way to speak, "half of what others charge"."""
        return any(character.isdigit() for character in self.surface)

    def _counts_the_same(self, other: Figure) -> bool:
        """Tell whether both count one thing, as far as the words around them say; they are of one kind."""
        return self.counts or bool(self.context & other.context)


def _may_differ(one: Quantity, other: Quantity) -> bool:
    low, high = sorted((one.value, other.value))
    return low > 0 and (high / low <= WIDEST_RATIO or math.isclose(high / low, SLIP))


def numbers_in_digits(text: str) -> list[tuple[int, float]]:
    """Return the numbers in digits of a text in any language but English, whichever mark groups their thousands.

    Each stands behind the offset at which it begins.
    """
    found = _IN_DIGITS.finditer(text)
    return [(one.start(), float(re.sub(r"\D", "", one[1] or "") or one[2].replace(",", "."))) for one in found]


def figures(text: str) -> list[Figure]:
    """Return the figures of `text` in order; dates, years and ordinals are none."""
    words = split(text)
    return [_figure(one, words, text) for one in quantities(text, words) if one.kind == "number"]


def _figure(quantity: Quantity, words: Sequence[Word], text: str) -> Figure:
    noun = None if quantity.unit else _noun(quantity, words, text)
    near = (
        *words[max(0, quantity.first - CONTEXT_WORDS) : quantity.first],
        *words[quantity.last + 1 : quantity.last + 1 + CONTEXT_WORDS],
    )
    return Figure(
        quantity,
        quantity.unit or (noun.stem if noun else ""),
        text[quantity.start : noun.end if noun else quantity.end],
        noun is not None,
        frozenset(word.stem for word in near if word.plain.isalpha()) - STOP,
    )


def _noun(quantity: Quantity, words: Sequence[Word], text: str) -> Word | None:
    """Return the word behind a number without unit, if it may be what it counts."""
    if quantity.last + 1 >= len(words):
        return None
    word = words[quantity.last + 1]
    touches = text[quantity.end : word.start] in {" ", "-"}
    return word if touches and word.plain.isalpha() and not word.capital and word.stem not in STOP else None


def disagreements(entries: Sequence[Entry]) -> Iterator[Review]:
    """Yield a reason for review for every figure that two of `entries`, reports of one event, give differently.

    Only where each has exactly one figure that the other contradicts, so that it is clear which two are meant.
    """
    read = [(entry, figures(f"{entry.title}. {entry.one_liner}")) for entry in entries]
    for (one, ones), (other, others) in combinations(read, 2):
        for kind in sorted({figure.kind for figure in ones}):
            clash = _clash(_open(ones, others, kind), _open(others, ones, kind))
            if clash:
                said = f"{clash[0].surface} ({place(one)}) or {clash[1].surface} ({place(other)})"
                yield Review(code="numbers-disagree", message=f"reports of this story disagree: {said}")


def _open(ones: Sequence[Figure], others: Sequence[Figure], kind: str) -> list[Figure]:
    """Return the figures of a kind that the other text does not have, each value once."""
    found = [one for one in ones if one.kind == kind and not any(one.agrees(other) for other in others)]
    return list({figure.quantity.value: figure for figure in reversed(found)}.values())


def _clash(ones: Sequence[Figure], others: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    pairs = [(one, other) for one in ones for other in others if one.contradicts(other)]
    return pairs[0] if len(pairs) == 1 else None


def place(entry: Entry) -> str:
    """Return what a person knows the entry's source by: its site, host, link or file."""
    return entry.site or entry.url.partition("://")[2].partition("/")[0] or entry.source.given
