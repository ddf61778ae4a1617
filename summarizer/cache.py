"""What was paid for once is not paid for twice: a backend that remembers another backend's drafts on disk."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from summarizer._version import __version__
from summarizer.backend import Backend, Check
from summarizer.files import write_whole
from summarizer.models import Article, Draft, Usage
from summarizer.taxonomy import Taxonomy


class Paid(Backend, Protocol):
    """A backend whose drafts are worth keeping."""

    def fingerprint(self, taxonomy: Taxonomy) -> str:
        """Return what its drafts depend on besides the article: model, server, prompt, parameters, categories."""
        ...


class Cached:
    """A backend that answers from `folder` what `backend` has answered before, and costs nothing then."""

    def __init__(self, backend: Paid, folder: Path) -> None:
        self._backend = backend
        self._folder = folder

    @property
    def name(self) -> str:
        """The name of the backend it stands before."""
        return self._backend.name

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Check) -> Draft:
        """Return the remembered draft, else ask for one and remember it. Raises what the backend raises."""
        path = self._folder / f"{self._key(article, taxonomy)}.json"
        remembered = _load(path)
        if remembered is not None:
            return remembered.model_copy(update={"usage": Usage()})
        draft = await self._backend.draft(article, taxonomy, check)
        write_whole(path, draft.model_dump_json())
        return draft

    def _key(self, article: Article, taxonomy: Taxonomy) -> str:
        parts = [__version__, self._backend.fingerprint(taxonomy), article.title, article.site, article.text]
        parts += [str(article.date), str(article.lead_only)]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _load(path: Path) -> Draft | None:
    """Return the draft in `path`; None where there is none or it is damaged, which only means asking again."""
    try:
        return Draft.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
