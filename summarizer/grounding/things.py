"""Things: a line may tell an article in other words, but a salmon or malaria it has from there or from nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from summarizer.grounding.claims import is_known
from summarizer.grounding.parsed import Index, Parsed
from summarizer.language.lists import things
from summarizer.language.words import stems
from summarizer.models import Part


@cache
def _bearing_out() -> dict[str, frozenset[str]]:
    """Return, for every stem of a thing, the stems of which an article must have one."""
    groups = (group.split() for group in things())
    forms = ((stems(words[0]), words) for words in groups)
    return {one: frozenset(form for word in words for form in stems(word)) for own, words in forms for one in own}


def check_things(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every thing that the line names outside names and quotations, and the article does not."""
    for at, word in enumerate(line.words):
        forms = _bearing_out().get(word.stem)
        if forms is None or at in line.named or line.in_quotation(at) or is_known(index, word):
            continue
        if forms.isdisjoint(index.places):
            detail = f"the article has no {word.text}"
            yield Part(kind="content", text=word.text, found=False, detail=detail)
