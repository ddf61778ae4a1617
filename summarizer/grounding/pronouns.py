"""Pronouns: of whom the article speaks as "he" a line may not speak as "she"."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.grounding.parsed import Index, Parsed
from summarizer.models import Part

_SHE = frozenset({"she", "her", "hers", "herself"})
_HE = frozenset({"he", "him", "his", "himself"})
_WOMEN = frozenset(
    {"woman", "women", "mrs", "ms", "miss", "lady", "mother", "daughter", "wife", "girl", "sister", "queen"}
)
_MEN = frozenset({"man", "men", "mr", "father", "son", "husband", "boy", "brother", "king", "sir"})


def check_pronouns(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every pronoun of one sex where the article only speaks of the other, and not in its own name."""
    if index.speaks:
        return
    for own, own_nouns, other in ((_SHE, _WOMEN, _HE), (_HE, _MEN, _SHE)):
        if any(word in index.places for word in own | own_nouns) or not any(word in index.places for word in other):
            continue
        for at, word in enumerate(line.words):
            either = {near.plain for near in line.words[max(0, at - 2) : at + 3]} & other
            if word.plain in own and not either and not line.in_quotation(at):
                said = min(other & index.places.keys())
                yield Part(kind="role", text=word.text, found=False, detail=f"the article has “{said}”")
