"""Page → Article: what a person would read on it, without what they could not see, and only if it is an article."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import ItemError
from summarizer.identity import standing_url
from summarizer.models import Article, Page, Review, Source
from summarizer.reading.addressing import addresses_model
from summarizer.reading.cleaning import clean, is_heading, split_sentences, without_preamble
from summarizer.reading.decoding import decode, is_wide, repair, undo_mojibake
from summarizer.reading.gaps import with_siblings
from summarizer.reading.gate import MIN_WORDS, Look, check_page, count_words
from summarizer.reading.metadata import Declared, declared, host_of
from summarizer.reading.planted import comments_text, delivered_lines, review_of
from summarizer.reading.published import agreed, shown_on
from summarizer.reading.titles import MAX_WORDS, best_title, clean_title
from summarizer.reading.trees import (
    all_text,
    flatten,
    line_of,
    linked_headings,
    linked_share,
    open_layout_tables,
    paragraphs_of,
    parse_tree,
    string_of,
    texts_of,
)
from summarizer.reading.visible import remove_hidden, strip_invisible

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_FILE_BYTES = 20_000_000
"""The largest local file that is read."""
_MAX_CHARACTERS = 300_000
"""Of longer texts, the beginning is read: it is a book's length, and costs a model more than any line is worth."""
_MAX_ELEMENTS = 40_000
"""Trees with more elements are read by their paragraphs alone: the extractor takes a second for about so many."""
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title)\b",
    re.I | re.S,
)
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"\x1f\x8b", b"\x7fELF")
"""How files begin that are no text and may hold no zero byte early on: documents, archives, pictures, programs."""
_EXTRACTOR_BUGS = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What the extractor may raise on odd trees; the page's paragraphs serve instead."""
_NOT_HTML = ("text/plain", "text/markdown", "text/x-markdown")


def load_page(source: Source) -> Page:
    """Return the page in a local file. Raises ItemError `file-missing` or `file-unreadable`."""
    path = source.path
    if path is None:
        raise ItemError("file-missing", f"{source.given} names no file")
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise ItemError("file-unreadable", f"{path} is larger than {MAX_FILE_BYTES:,} bytes")
        body = path.read_bytes()
    except FileNotFoundError as error:
        raise ItemError("file-missing", f"{path} does not exist") from error
    except (OSError, ValueError) as error:
        raise ItemError(
            "file-unreadable", f"{path} cannot be read: {getattr(error, 'strerror', None) or error}"
        ) from error
    if _is_binary(body):
        raise ItemError("file-unreadable", f"{path} is not a text file")
    hypertext = path.suffix.lower() in (".html", ".htm", ".xhtml", ".shtml")
    return Page(source=source, url=str(path), media_type="text/html" if hypertext else "text/plain", body=body)


def read(page: Page) -> Article:
    """Return the article on a page. Raises ItemError with a reader's code where there is none or it cannot be read."""
    from lxml.etree import LxmlError

    if _is_binary(page.body):
        raise ItemError("unreadable", "the page is not text")
    text = undo_mojibake(decode(page.body, page.charset)).replace("\x00", "")
    try:
        if page.media_type in _NOT_HTML and not _HTML.match(text):
            return _read_plain(page, text)
        return _read_html(page, text)
    except (LxmlError, RecursionError, MemoryError) as error:
        raise ItemError("unreadable", f"the page's markup cannot be read ({type(error).__name__})") from error


def _is_binary(body: bytes) -> bool:
    """Say whether bytes are no text: by their first ones, or by zeros that are not UTF-16's or UTF-32's."""
    head = body[:4096]
    if head.startswith(_BINARY):
        return True
    if 0 not in head or head.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    if is_wide(head):
        return False
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) * 10 > max(even, odd) or max(even, odd) * 3 < len(head) // 2


def _read_plain(page: Page, text: str) -> Article:
    """Read plain text: its first heading or line is the title, the rest is cleaned as any extracted text."""
    raw = strip_invisible(repair(_cut(text)))
    paragraphs = clean("\n".join(_joined(raw))).split("\n")
    title, rest = _headline(paragraphs)
    body = "\n".join(re.sub(r"^#{1,6} ", "", paragraph) for paragraph in rest)
    look = Look(title=title, text=body, visible=raw, heading=title, url=page.url, extracted_words=count_words(raw))
    lead_only = check_page(look)
    return _article(page, title, body, lead_only, review_of(f"{title}\n{body}", raw.split("\n"), raw, ""))


def _joined(text: str) -> Iterator[str]:
    """Yield the paragraphs of plain text; lines broken at a fixed width are joined."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n")
        full = [
            line
            for line in lines[:-1]
            if 50 <= len(line.strip()) <= 100 and not re.match(r"\s*(?:[-*•#]|\d+[.:)])\s", line)
        ]
        if len(lines) >= 3 and len(full) >= 0.7 * (len(lines) - 1):
            yield " ".join(line.strip() for line in lines)
        else:
            yield from lines


def _headline(paragraphs: list[str]) -> tuple[str, list[str]]:
    """Return title and rest of a plain text: a Markdown heading near its top, else its first line."""
    marked = next((index for index, line in enumerate(paragraphs[:5]) if line.startswith("# ")), None)
    at = marked or 0
    line = re.sub(r"^(?:#{1,6}|title:|headline:)\s+", "", paragraphs[at], flags=re.I)
    title, rest = _split_headline(line, "\n".join(paragraphs))
    return clean_title(title, [], ""), [*([rest] if rest else []), *paragraphs[at + 1 :]]


def _split_headline(line: str, text: str) -> tuple[str, str]:
    """Split a first line that is more than a headline: where two words run together, else after its first sentence."""
    if len(line.split()) <= 25 and (is_heading(line) or len(split_sentences(line)) == 1):
        return line, ""
    for word in re.finditer(r"[^\W_]+", line[:400]):
        glued = re.match(r"([^\W_]*?[^\W\d_A-Z])([A-Z][^\W_]*)", word.group())
        if glued and _run_together(word.group(), glued[2], text) and 3 <= len(line[: word.start()].split()) < MAX_WORDS:
            cut = word.start() + len(glued[1])
            return line[:cut].strip(), line[cut:].strip()
    first = split_sentences(line)[0]
    return (first.rstrip(".") if len(first.split()) <= 30 else ""), line


def _run_together(word: str, second: str, text: str) -> bool:
    """Say whether a word is two that lost the space between them: seen once so, and its second part again alone."""
    return len(re.findall(rf"\b{re.escape(word)}\b", text)) == 1 and bool(
        re.search(rf"(?<!\w){re.escape(second)}\b", text)
    )


class _Seen(NamedTuple):
    """What can be read off a page's tree, hidden text taken out."""

    headings: list[str]
    visible: str
    text: str
    """The main text, as extracted."""
    said: str
    """What the page says to a browser without scripts."""
    linked_share: float
    linked_headings: int
    shown: dt.date | None
    """The date by the title."""
    delivered: list[str]
    comments: str


def _read_html(page: Page, markup: str) -> Article:
    tree = parse_tree(markup)
    facts = declared(tree, page.url)
    seen = _seen(tree, facts)
    host = host_of(page.url) or host_of(facts.canonical)
    body = clean(seen.text)
    title = best_title(seen.headings, facts.titles, facts.site_names, host, body)
    body = without_preamble(body, title)
    lead_only = check_page(_look(page, markup, facts, seen, title, body))
    review = review_of(f"{title}\n{body}", seen.delivered, seen.visible, seen.comments)
    data, named, timed, address = facts.dates
    facts = facts._replace(date=agreed((data, named, timed or seen.shown, address)) or facts.changed)
    return _article(page, title, body, lead_only, review, facts)


def _seen(tree: _Element, facts: Declared) -> _Seen:
    """Return what is on a page for its readers; the tree is changed on the way."""
    unscripted = " ".join(string_of(part) for part in tree.iter("noscript"))[:4000]
    texts = list(texts_of(tree))  # While they are held, lxml need not make the elements anew for each look at them.
    delivered = delivered_lines(texts)
    remove_hidden(tree)
    flatten(tree)
    open_layout_tables(tree)
    visible = all_text(tree)
    return _Seen(
        headings=[title for heading in tree.iter("h1") if (title := line_of(heading))][:4],
        visible=visible,
        text=strip_invisible(repair(_cut(_main_text(tree, visible)))),
        said=unscripted,
        linked_share=linked_share(tree, visible),
        linked_headings=linked_headings(tree),
        shown=shown_on(tree, facts.language),
        delivered=delivered,
        comments=comments_text(tree),
    )


_JOINERS = {"\u200c": "⸱", "\u200d": "⸲"}
"""What spells Persian and Indic words and joins emoji, and the extractor drops; and signs that hardly any page has."""


def _main_text(tree: _Element, visible: str) -> str:
    """Return the article's text, its joiners kept; a tree that has any is changed on the way."""
    joined = any(joiner in visible for joiner in _JOINERS) and not any(sign in visible for sign in _JOINERS.values())
    for element in tree.iter("*") if joined else ():
        element.text, element.tail = (_translated(text, _JOINERS) for text in (element.text, element.tail))
    text = with_siblings(_extracted(tree), tree)
    return _translated(text, {sign: joiner for joiner, sign in _JOINERS.items()}) if joined else text


def _translated(text: str | None, signs: Mapping[str, str]) -> str:
    return (text or "").translate({ord(sign): other for sign, other in signs.items()})


def _look(page: Page, markup: str, facts: Declared, seen: _Seen, title: str, body: str) -> Look:
    """Return what the gate has to see of a page."""
    return Look(
        title=title,
        text=body,
        visible=seen.visible,
        heading=seen.headings[0] if seen.headings else "",
        window=facts.titles[-1] if facts.titles else "",
        url=page.url if host_of(page.url) else facts.canonical,
        source=markup[:400_000].lower(),
        unscripted=seen.said,
        extracted_words=count_words(seen.text),
        linked_share=seen.linked_share,
        linked_headings=seen.linked_headings,
        published=facts.published,
        listing=facts.listing,
        free=facts.free,
        description=" ".join(facts.descriptions),
    )


def _extracted(tree: _Element) -> str:
    """Return the main text: trafilatura's, and where that is too short, with recall; of huge pages, their paragraphs.

    Its precision mode leaves out whole posts of a live blog and the headers of sections, and finds little that
    `cleaning` would not take out of the default's text: benchmarks/extraction.py has the figures.
    """
    if sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        return paragraphs_of(tree)
    import trafilatura

    _silence()
    text = ""
    for thorough in (False, True):
        try:
            found = trafilatura.bare_extraction(
                tree,
                favor_recall=thorough,
                include_comments=False,
                include_tables=True,
                with_metadata=False,
            )
        except _EXTRACTOR_BUGS:
            return paragraphs_of(tree)
        text = max(text, str(getattr(found, "text", None) or ""), key=count_words)
        if count_words(text) >= MIN_WORDS * 2:
            break
    return text


def _cut(text: str) -> str:
    """Return no more of a text than `_MAX_CHARACTERS`, up to the end of a line where there is one."""
    if len(text) <= _MAX_CHARACTERS:
        return text
    head = text[:_MAX_CHARACTERS]
    return head.rpartition("\n")[0] or head


def _silence() -> None:
    """Keep the extractor's loggers off standard error: they would print parts of pages between our lines."""
    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _article(
    page: Page, title: str, text: str, lead_only: bool, addressed: Review | None, facts: Declared | None = None
) -> Article:
    """Return the article with what its page declares, as far as the text bears that out."""
    local = not host_of(page.url)
    said = facts.canonical if facts else ""
    standing = standing_url(page.url, said, is_amp=bool(facts and facts.amp)) if not local else page.url
    return Article(
        source=page.source,
        url=standing if standing != page.url else page.source.url or said or page.url,
        final_url=said if local and said else page.url,
        site=_site(facts) if facts else host_of(page.url),
        title=title,
        date=facts.date if facts else None,
        description=_description(facts, title, text) if facts else "",
        text=text,
        language=facts.language if facts else None,
        image=next(iter(facts.images), None) if facts else None,
        lead_only=lead_only,
        review=tuple(_reviews(lead_only, addressed)),
    )


def _site(facts: Declared) -> str:
    return "" if addresses_model(facts.site) else facts.site


def _description(facts: Declared, title: str, text: str) -> str:
    """Return the first description that the visible text bears out: most of its words, all its numbers and names."""
    return next((claim for claim in facts.descriptions if _is_borne_out(claim, f"{title}\n{text}")), "")


def _is_borne_out(claim: str, text: str) -> bool:
    from summarizer.reading.titles import borne_out

    if not 5 <= count_words(claim) <= 120 or addresses_model(claim):
        return False
    known = set(re.findall(r"\w+", text.lower()))
    telling = re.findall(r"(?<![.!?] )(?<!^)\b(?:[A-Z]\w+|\d[\w.,]*\d|\d)\b", claim)
    return borne_out(claim, text, share=0.7) and all(word.lower() in known or word in text for word in telling)


def _reviews(lead_only: bool, addressed: Review | None) -> Iterator[Review]:
    if lead_only:
        yield Review(code="lead-only", message="only the opening could be read; the rest is for subscribers")
    if addressed:
        yield addressed
