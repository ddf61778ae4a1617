"""Whether a page as it was delivered speaks to a language model, and where: in its article, beside it, or out of sight.

What is out of sight never reaches a prompt, and what is seen is data there; this is for the person who edits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from summarizer.reading.characters import smuggled, strip_invisible
from summarizer.reading.injection import addresses_model
from summarizer.reading.trees import BLOCKS, texts_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_CODE = frozenset(("script", "style"))
"""Elements whose text is for machines that are no language models."""
_SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "aria-description", "placeholder", "summary", "label", "value")
_SPOKEN = frozenset(_SPOKEN_ATTRIBUTES)
_SPOKEN_METAS = re.compile(r"description|title|keywords|author|abstract|subject|site_name", re.I)
_MAX_CHARACTERS = 300_000
"""How much of what stands outside the article is looked at."""
_MAX_DELIVERED = 1_000_000
"""How many characters of a page, scripts included, that is looked for in; the largest articles' pages have half."""
_COMMENTS = re.compile(r"comment|disqus|respond|replies|discussion|guestbook|talkback|leserbrief|kommentar", re.I)
_EXCERPT_WORDS = 4
_EXCERPT_CHARACTERS = 40


def spoken_on(article: str, delivered: list[str], visible: str, comments: Callable[[], str]) -> str:
    """Return where a page addresses a model, and how; nothing if it does not.

    `article` is the extracted text, `delivered` every text of the page before hidden ones were taken out, `visible`
    what is left of it, `comments` returns what of that stands among readers' comments.
    """
    passage = addresses_model(article)
    if passage:
        return _note("the article", passage)
    known = set(article.split("\n"))
    others = [line for line in dict.fromkeys(delivered) if line not in known]
    passage = addresses_model("\n".join(others)[:_MAX_CHARACTERS])
    if passage is None:
        return ""
    seen = set(visible.split("\n"))
    shown = addresses_model("\n".join(line for line in others if line in seen)[:_MAX_CHARACTERS])
    if shown is None:
        return _note("hidden text", passage)
    spoken = addresses_model(comments()[:_MAX_CHARACTERS])
    return _note("a reader's comment" if spoken else "text beside the article", spoken or shown)


def delivered_lines(texts: Iterable[tuple[_Element, str, bool]]) -> list[str]:
    """Return every text of a page as it came, a line to each block: hidden ones, comments and attributes as well.

    `texts` are those of `texts_of`, before anything was taken out.
    """
    parts: list[str] = []
    aside: list[str] = []
    room = _MAX_DELIVERED
    for element, text, after in texts:
        room -= len(text)
        if room < 0:
            break
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag and not after:
            aside.append(text)
        elif after or tag not in _CODE:
            parts.append(f"\n{text}" if tag in BLOCKS else text)
        if tag and not after and element.attrib:
            aside.extend(_attributes(element))
    whole = "\n".join(["".join(parts), *aside])
    whole = strip_invisible("\n".join([whole, *smuggled(whole)]))
    return [line for raw in whole.split("\n") if (line := " ".join(raw.split()))]


def _attributes(element: _Element) -> Iterator[str]:
    """Yield the texts of attributes that are long enough to say something."""
    if element.tag == "meta":
        names = element.get("property") or element.get("name") or ""
        yield from [element.get("content", "")] if _SPOKEN_METAS.search(names) else []
    elif not _SPOKEN.isdisjoint(element.keys()):
        yield from (text for name in _SPOKEN_ATTRIBUTES if len(text := element.get(name, "")) >= 12)


def comments_text(tree: _Element) -> str:
    """Return the text of the parts of a page, rid of what is hidden, that are named as readers' comments."""
    inside: set[_Element] = set()
    found: list[str] = []
    for element, text, after in texts_of(tree):
        parent = element.getparent()
        if not after and (parent in inside or _is_comments(element)):
            inside.add(element)
        if (parent if after else element) in inside:
            found.append(f"\n{text}" if element.tag in BLOCKS else text)
    return strip_invisible("".join(found))


def _is_comments(element: _Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("html", "body", "article", "main"):
        return False
    return bool(_COMMENTS.search(f"{element.get('id', '')} {element.get('class', '')}"))


def _note(where: str, passage: str) -> str:
    return f"{where} speaks to a language model: {excerpt(passage)!r}"


def excerpt(passage: str) -> str:
    """Return the first few words of a passage, letters only: enough to find it by, too little to be obeyed."""
    words = re.findall(r"[^\W\d_]+", passage)[:_EXCERPT_WORDS]
    return " ".join(words)[:_EXCERPT_CHARACTERS]
