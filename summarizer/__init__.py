"""One true line about each link, under the right heading: a newsletter digest from a list of URLs.

    from summarizer import digest, render
    print(render(digest(["https://example.org/news", "saved-page.html"])))

Names are loaded when they are first used, so that `import summarizer` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from summarizer._version import __version__

if TYPE_CHECKING:
    from summarizer.backend import Backend
    from summarizer.blocking import digest, summarize
    from summarizer.errors import SummarizerError
    from summarizer.llm.extractor import LLM
    from summarizer.offline.backend import Offline
    from summarizer.pipeline import Summarizer
    from summarizer.rendering.draft import render
    from summarizer.taxonomy import Taxonomy

__all__ = [
    "LLM",
    "Backend",
    "Offline",
    "Summarizer",
    "SummarizerError",
    "Taxonomy",
    "__version__",
    "digest",
    "render",
    "summarize",
]

_PLACES = {
    "Backend": "backend",
    "LLM": "llm.extractor",
    "Offline": "offline.backend",
    "Summarizer": "pipeline",
    "SummarizerError": "errors",
    "Taxonomy": "taxonomy",
    "digest": "blocking",
    "render": "rendering.draft",
    "summarize": "blocking",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
