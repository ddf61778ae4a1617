"""The backend without a model: the article's own best sentence as the line, the classifier's category."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.backend import Check
from summarizer.errors import ItemError
from summarizer.models import Article, Draft, Newsworthiness, Usage
from summarizer.offline import classifier
from summarizer.taxonomy import Taxonomy

if TYPE_CHECKING:
    from summarizer.offline.best_sentence import Line

MOST_TRIED = 5
"""Lines put to the check before the first is proposed all the same."""
RUNNER_UP_FROM = 0.10
"""Probability from which a second category is worth naming."""
_BILLIONS = re.compile(
    r"[$€£¥]\s?\d[\d.,]*\s?(?:bn\b|[bt]\b|billion|trillion)|\b(?:billion|trillion) (?:dollars|euros|pounds|yuan)", re.I
)


class Offline:
    """Proposes the best sentence of an article and the category that the shipped weights give it."""

    name = "offline"

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Return the best line that `check` has nothing against, or the best of all if it complains of each.

        Raises ItemError (`no-line`) for an article without a sentence that could be printed.
        """
        # Loaded here, as most runs ask a model and need none of it.
        from summarizer.offline.best_sentence import Line, lines
        from summarizer.offline.own_sentence import own_sentence

        best: Draft | None = None
        for line in islice(lines(article), MOST_TRIED):
            draft = self._draft(line, article, taxonomy)
            if not check(draft):
                return draft
            best = best or draft
        own = own_sentence(article) if best is None else None
        if own is not None:
            return self._draft(Line(own, (own,), 0.0), article, taxonomy)
        if best is None:
            raise ItemError("no-line", "no sentence of the article can stand alone as a line of the digest")
        return best

    def _draft(self, line: Line, article: Article, taxonomy: Taxonomy) -> Draft:
        from summarizer.offline.best_sentence import opening

        lead = opening(article.text)
        first, second, *_ = classifier.classify(article.title, line.text, lead, article.url, taxonomy)
        return Draft(
            one_liner=line.text,
            category=first.category,
            runner_up=second.category if second.probability >= RUNNER_UP_FROM else None,
            newsworthiness=newsworthiness(article, line.text),
            quotes=line.quotes,
            confidence=first.probability,
            model=self.name,
            usage=Usage(cost_usd=Decimal(0)),
        )


def newsworthiness(article: Article, line: str) -> Newsworthiness:
    """Return 4 where the title names billions, or a line about what the title names does; 2 for a paper, else 3.

    This is as far as a rule can see: in the archive, sums of that size drift up among the items of a section and
    papers down, weakly. What matters more, how many sources report a story, is counted where stories are grouped.
    """
    from summarizer.offline.best_sentence import names_the_subject

    if _BILLIONS.search(article.title) or (_BILLIONS.search(line) and names_the_subject(line, article)):
        return 4
    return 2 if classifier.is_paper(article.url) else 3
