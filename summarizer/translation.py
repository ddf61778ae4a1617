"""A line in another language than its article: what can be compared, and what nobody has checked.

Words cannot be compared across languages without a model, so such a line is never `verified`. Its quotes must stand in
the article word for word, and its figures, and names that both spell alike, are looked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from summarizer import grounding
from summarizer.grounding import MOST_EVIDENCE, Grounding
from summarizer.language.tongues import language_of, name_of, script_of
from summarizer.models import Article, Part, Review, Verdict


def other_language(article: Article, language: str) -> str | None:
    """Return the language of `article` if it is another than `language`, the digest's; None where it is or may be."""
    found = language_of(article.text, article.language)
    return None if found in (None, language) else found


def is_translated(line: str, article: Article, language: str) -> bool:
    """Say whether `line` is in the digest's `language`, and `article` in another."""
    other = other_language(article, language)
    return other is not None and not _is_own(line, article) and language_of(line, language) == language


def ground_own(line: str, article: Article) -> Grounding | None:
    """Return the grounding of a line that is a sentence of its article as it stands; None for any other."""
    found = grounding.locate(line.rstrip("."), article.text)
    return Grounding("verified", (), (found,)) if found else None


def ground_translated(line: str, article: Article, quotes: Sequence[str]) -> Grounding:
    """Return how far `article` bears out a line in another language, as far as that can be told.

    partly: a quote stands in the article, and most of what could be compared was found; unsupported: anything else.
    """
    parts = tuple(_comparable(grounding.ground(line, article, quotes).parts, article))
    located = (grounding.locate(quote, article.text) for quote in quotes)
    evidence = tuple(dict.fromkeys(found for found in located if found))[:MOST_EVIDENCE]
    missing = sum(not part.found for part in parts)
    verdict: Verdict = "partly" if evidence and 2 * missing <= len(parts) else "unsupported"
    return Grounding(verdict, parts, evidence)


def review_of(line: str, article: Article, language: str) -> Review | None:
    """Return what a person should know of a line whose article is not in the digest's `language`."""
    other = other_language(article, language)
    if other is None:
        return None
    if is_translated(line, article, language):
        said = f"the article is in {name_of(other)}: of the line only figures and names spelt alike could be compared"
    else:
        said = f"the article is in {name_of(other)}, and so is the line: translate it"
    return Review(code="other-language", message=said)


def _is_own(line: str, article: Article) -> bool:
    return ground_own(line, article) is not None


_FIGURE = re.compile(r"\d(?:[\d.,'’٬٫\u00a0\u202f]*\d)?")


def _figures(text: str) -> set[str]:
    """Return the figures of a text as plain digits: of any script, and without what groups them."""
    plain = "".join(str(unicodedata.decimal(char, char)) for char in unicodedata.normalize("NFKC", text))
    return {re.sub(r"\D", "", found) for found in _FIGURE.findall(plain)}


def _comparable(parts: Sequence[Part], article: Article) -> list[Part]:
    """Return the parts that two languages share: figures where the article has any, names in the same letters.

    Where the article is in other letters, a name that it does not have may be there in those.
    """
    known = _figures(article.text) | _figures(article.title)
    latin = script_of(article.text) == "LATIN"
    kept: list[Part] = []
    for part in parts:
        figures = _figures(part.text)
        if part.kind == "number" and figures and known:
            kept.append(part if part.found else _looked_up(part, figures <= known))
        elif part.kind == "name" and (part.found or latin):
            kept.append(part)
    return kept


def _looked_up(part: Part, found: bool) -> Part:
    return Part(kind=part.kind, text=part.text, found=found, detail="" if found else "the article has no such figure")
