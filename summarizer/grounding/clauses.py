"""Clauses: what a clause of the line speaks of must be known to the article, and best of all to one place of it."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from summarizer.grounding.alignment import Alignment
from summarizer.grounding.claims import is_known_name
from summarizer.grounding.doubts import Doubt
from summarizer.grounding.parsed import Index, Parsed
from summarizer.language.words import means, root
from summarizer.models import Part

FEWEST_WORDS = 3
"""With sense of their own; a clause of fewer says too little to be judged."""
_END = re.compile(r"[,;:—–()]|\s-\s|\b(?:which|while|although|but|whereas|because|so that)\b", re.IGNORECASE)
_RAREST = 3.0
"""What the rarity of a clause's words counts at most."""


def doubt_clauses(line: Parsed, index: Index, alignment: Alignment) -> Iterator[Doubt]:
    """Yield a doubt for every clause of the line with a few words of its own."""
    for start, end in split(line.text):
        words = [at for at, word in enumerate(line.words) if start <= word.start < end and not line.in_quotation(at)]
        content = [at for at in words if line.is_content(at)]
        if len(content) < FEWEST_WORDS:
            continue
        text = line.text[start:end].strip(" ,;:—–")
        new = [line.words[at].text for at in content if _known_as(index, line, at) == "new"]
        detail = f"the article has nothing of {', '.join(new)}" if new else "the article has this nowhere together"
        missing = Part(kind="content", text=text, found=False, detail=detail)
        features = _features(line, index, alignment, words, content)
        yield Doubt("clause", frozenset(words), features, missing, Part(kind="content", text=text, found=True))


def split(text: str) -> list[tuple[int, int]]:
    """Return the spans between commas, dashes and the words that join clauses."""
    spans, start = [], 0
    for mark in _END.finditer(text):
        if "," in mark[0] and text[mark.end() : mark.end() + 1].isdigit():
            continue
        spans.append((start, mark.start()))
        start = mark.start()
    return [*spans, (start, len(text))]


def _known_as(index: Index, line: Parsed, at: int) -> str:
    """Return how the article has a word: itself, one of its family, one of like sense, or not at all."""
    own = line.words[at].stem
    if own in index.places:
        return "exact"
    if len(own) > 4 and root(own) in index.families:
        return "family"
    return "sense" if any(form in index.places for form in means(own)) else "new"


def _features(
    line: Parsed, index: Index, alignment: Alignment, words: list[int], content: list[int]
) -> dict[str, float]:
    """Return how much of a clause the article knows, and how much of it in one sentence, or two in a row."""
    known = [_known_as(index, line, at) for at in content]
    named = [at for at in words if at in line.named]
    counted = [at for at in words if at in line.taken]
    names = sum(is_known_name(index, line.words[at].plain) for at in named)
    numbers = sum(line.words[at].plain in index.places for at in counted)
    telling = {*content, *named, *counted}
    together = _together(alignment, telling)
    one = max(map(len, together.values()), default=0)
    two = max([len(best.keys() | together.get(at + 1, {})) for at, best in together.items()], default=0)
    rarity = max([sum(best.values()) for best in together.values()], default=0.0)
    return {
        "words": min(len(content), 8),
        "telling": min(len(telling), 10),
        "exact": known.count("exact") / len(known),
        "sense": known.count("sense") / len(known),
        "new": known.count("new") / len(known),
        "names": min(names, 2),
        "names new": min(len(named), 2) - min(names, 2),
        "numbers": min(numbers, 2),
        "in one": one / len(telling),
        "in two": two / len(telling),
        "not in two": len(telling) - two,
        "rarity": min(rarity, _RAREST),
        "log rarity": math.log(0.1 + rarity),
    }


def _together(alignment: Alignment, telling: set[int]) -> dict[int, dict[int, float]]:
    """Return, for every sentence, what those of the words weigh that it has."""
    return {
        sentence: {own: weighs for own, weighs in best.items() if own in telling}
        for sentence, best in alignment.best.items()
    }
