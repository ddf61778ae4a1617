"""What a backend is: something that proposes a line and a category for an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from summarizer.models import Article, Draft
from summarizer.taxonomy import Taxonomy

Check = Callable[[Draft], Sequence[str]]
"""What is wrong with a draft, one complaint each, to put to a model; empty when it may stand."""


class Backend(Protocol):
    """Proposes; the core disposes. One object serves a whole run, from many tasks at once."""

    @property
    def name(self) -> str:
        """How the digest names it, such as `openai/gpt-6-luna` or `offline`."""
        ...

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Return a line and a category for `article`.

        A backend that can ask again may put its draft to `check` and mend what it complains of; the core checks
        the result in any case. Raises ItemError when there is none to be had, ProviderError when none ever will.
        """
        ...
