"""Whether a page as it was delivered speaks to a language model, and where: in its article, beside it, or out of sight.

What is out of sight never reaches a prompt, and what is seen is data there; this is for the person who edits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from summarizer.models import Review
from summarizer.reading.addressing import addresses_model
from summarizer.reading.trees import BLOCKS
from summarizer.reading.visible import strip_invisible

if TYPE_CHECKING:
    from lxml.etree import _Element

_CODE = frozenset(("script", "style"))
"""Elements whose text is for machines that are no language models."""
_SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "label", "value")
_SPOKEN = frozenset(_SPOKEN_ATTRIBUTES)
_SPOKEN_METAS = re.compile(r"description|title|keywords|author|abstract|subject|site_name", re.I)
_MAX_CHARACTERS = 300_000
"""How much of what stands outside the article is looked at."""
_COMMENTS = re.compile(r"comment|disqus|respond|replies|discussion|guestbook|talkback|leserbrief|kommentar", re.I)
_EXCERPT_WORDS = 4
_EXCERPT_CHARACTERS = 40


def review_of(article: str, delivered: list[str], visible: str, comments: str) -> Review | None:
    """Return the review of a page that addresses a model, or None.

    `article` is the extracted text, `delivered` every text of the page before hidden ones were taken out, `visible`
    what is left of it, `comments` what of that stands among readers' comments.
    """
    passage = addresses_model(article)
    if passage:
        return _review("the article", passage)
    known = set(article.split("\n"))
    others = [line for line in dict.fromkeys(delivered) if line not in known]
    passage = addresses_model("\n".join(others)[:_MAX_CHARACTERS])
    if passage is None:
        return None
    seen = set(visible.split("\n"))
    shown = addresses_model("\n".join(line for line in others if line in seen)[:_MAX_CHARACTERS])
    if shown is None:
        return _review("hidden text", passage)
    spoken = addresses_model(comments[:_MAX_CHARACTERS])
    return _review("a reader's comment" if spoken else "text beside the article", spoken or shown)


def delivered_lines(elements: Iterable[_Element]) -> list[str]:
    """Return every text of a page as it came, a line to each block: hidden ones, comments and attributes as well."""
    parts: list[str] = []
    for element in elements:
        parts.extend(_parts(element))
    return [line for raw in strip_invisible("".join(parts)).split("\n") if (line := " ".join(raw.split()))]


def _parts(element: _Element) -> Iterator[str]:
    """Yield the texts that stand in and after an element, with a line break where a block begins or ends."""
    tag = element.tag if isinstance(element.tag, str) else "!"
    lone = "\n" if tag in BLOCKS or tag == "!" else ""
    said = "" if tag in _CODE else element.text or ""
    yield f"{lone}{said}{lone if tag == '!' else ''}"
    if tag == "meta" and _SPOKEN_METAS.search(element.get("property") or element.get("name") or ""):
        yield f"\n{element.get('content', '')}\n"
    elif tag != "!" and not _SPOKEN.isdisjoint(element.keys()):
        yield from (f"\n{text}\n" for name in _SPOKEN_ATTRIBUTES if len(text := element.get(name, "")) >= 12)
    yield f"{lone}{element.tail or ''}"


def comments_text(tree: _Element) -> str:
    """Return the text of the parts of a page, rid of what is hidden, that are named as readers' comments."""
    found: list[str] = []
    inside: set[_Element] = set()
    for element in tree.iter():
        parent = element.getparent()
        name = f"{element.get('id', '')} {element.get('class', '')}" if isinstance(element.tag, str) else ""
        if parent in inside or (element.tag not in ("html", "body", "article", "main") and _COMMENTS.search(name)):
            inside.add(element)
            found.append(f"{element.text or ''} {(element.tail or '') if parent in inside else ''}")
    return strip_invisible("\n".join(found))


def _review(where: str, passage: str) -> Review:
    return Review(code="addresses-model", message=f"{where} speaks to a language model: {excerpt(passage)!r}")


def excerpt(passage: str) -> str:
    """Return the first few words of a passage, letters only: enough to find it by, too little to be obeyed."""
    words = re.findall(r"[^\W\d_]+", passage)[:_EXCERPT_WORDS]
    return " ".join(words)[:_EXCERPT_CHARACTERS]
