"""A page's bytes → what a person would read on it, without what they could not see, and only if it is an article.

Everything here and below works on plain values: pages are read in a process of their own, which loads no pydantic.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer.errors import ItemError
from summarizer.quiet import hush, quiet
from summarizer.reading.boxes import remove_boxes
from summarizer.reading.characters import strip_invisible
from summarizer.reading.class_names import drop_names_around_prose
from summarizer.reading.cleaning import (
    clean,
    is_heading,
    split_sentences,
    without_last_headings,
    without_preamble,
    without_teasers,
)
from summarizer.reading.decoding import decode, is_binary
from summarizer.reading.found import Delivered, Found
from summarizer.reading.gaps import with_siblings
from summarizer.reading.gate import MIN_WORDS, check_page
from summarizer.reading.injection import addresses_model
from summarizer.reading.kickers import headline_of
from summarizer.reading.look import Look, count_words
from summarizer.reading.metadata import Declared, absolute, declared, site_of, web_host_of
from summarizer.reading.mojibake import repair, undo_mojibake
from summarizer.reading.paragraphs import part_text
from summarizer.reading.pieces import with_pieces
from summarizer.reading.planted import comments_text, delivered_lines, spoken_on
from summarizer.reading.published import agreed, shown_on
from summarizer.reading.signs import is_of_posts, leading_lines
from summarizer.reading.tables import open_layout_tables
from summarizer.reading.titles import MAX_WORDS, best_title, borne_out, clean_title
from summarizer.reading.trees import (
    MAX_TREE_CHARACTERS,
    all_text,
    flatten,
    line_of,
    linked_headings,
    linked_share,
    paragraphs_of,
    parse_tree,
    shorten,
    string_of,
    texts_of,
)
from summarizer.reading.visible import remove_hidden
from summarizer.reading.wrapped import part_wrapped, unwrapped

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAX_CHARACTERS = 300_000
"""Of longer texts, the beginning is read: it is a book's length, and costs a model more than any line is worth."""
_MAX_EXTRACTED_ELEMENTS = 20_000
"""Trees with more elements are read by their paragraphs alone: the extractor takes a second for about twice as many."""
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta|title)\b",
    re.I | re.S,
)
_EXTRACTOR_BUGS = (AttributeError, IndexError, KeyError, TypeError, ValueError)
"""What the extractor may raise on odd trees; the page's paragraphs serve instead."""
_NOT_HTML = ("text/plain", "text/markdown", "text/x-markdown")


def preload() -> None:
    """Import what reading needs, which takes longer than reading a page."""
    for name in ("lxml.html", "trafilatura"):
        import_module(name)


def find_article(page: Delivered) -> Found:
    """Return the article on a page. Raises ItemError with a reader's code where there is none or it cannot be read."""
    from lxml.etree import LxmlError

    if is_binary(page.body):
        raise ItemError("unreadable", "the page is not text")
    text = _text_of(page)
    try:
        if page.media_type in _NOT_HTML and not _HTML.match(text):
            return _in_plain(page, text)
        return _in_html(page, text)
    except (LxmlError, RecursionError, MemoryError) as error:
        raise ItemError("unreadable", f"the page's markup cannot be read ({type(error).__name__})") from error


def look_at(page: Delivered) -> Look:
    """Return what the gate sees of a page of markup: what it is weighed by, and learned from."""
    markup = _text_of(page)
    return _look(page, markup, _open(page, markup))


def _text_of(page: Delivered) -> str:
    return undo_mojibake(decode(page.body, page.charset))


def _in_plain(page: Delivered, text: str) -> Found:
    """Return the article in plain text: its first heading or line is the title, the rest is cleaned like a page's."""
    raw = strip_invisible(repair(_cut(text)))
    paragraphs = clean("\n".join(unwrapped(raw))).split("\n")
    title, rest = _headline(paragraphs)
    body = "\n".join(re.sub(r"^#{1,6} ", "", paragraph) for paragraph in rest)
    look = Look(title=title, text=body, visible=raw, heading=title, url=page.url, extracted_words=count_words(raw))
    body, lead_only = check_page(look)
    spoken = spoken_on(f"{title}\n{body}", raw.split("\n"), raw, str)
    return Found(
        title=title,
        text=body,
        site=web_host_of(page.url),
        canonical="",
        amp=False,
        date=None,
        description="",
        language=None,
        image=None,
        lead_only=lead_only,
        addressed=spoken,
    )


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
    """Of the first rank, as `lower_headings` are of the second: the first few."""
    lower_headings: list[str]
    visible: str
    text: str
    """The main text, as extracted."""
    unscripted: str
    """What the page says to a browser without scripts."""
    linked_share: float
    linked_headings: list[tuple[str, str]]
    """Each with where it leads."""
    shown: dt.date | None
    """The date by the title."""
    delivered: list[str]
    boxes: _Element
    """What was taken out of the tree as no part of an article."""


class _Opened(NamedTuple):
    """A page of markup, what it declares, what is on it, and what of that seems to be an article."""

    tree: _Element
    facts: Declared
    seen: _Seen
    title: str
    body: str


def _in_html(page: Delivered, markup: str) -> Found:
    opened = _open(page, markup)
    tree, facts, seen, title, _ = opened
    body, lead_only = check_page(_look(page, markup, opened))
    date = agreed(facts.days._replace(marked=facts.days.marked or seen.shown)) or facts.changed
    return Found(
        title=title,
        text=body,
        site=site_of(facts, seen.visible),
        canonical=facts.canonical,
        amp=facts.amp,
        date=date.isoformat() if date else None,
        description=_description(facts, f"{title}\n{body}"),
        language=facts.language,
        image=next(iter(facts.images), None),
        lead_only=lead_only,
        addressed=spoken_on(f"{title}\n{body}", seen.delivered, seen.visible, lambda: _comments(tree, seen.boxes)),
    )


def _comments(*trees: _Element) -> str:
    return "\n".join(map(comments_text, trees))


def _open(page: Delivered, markup: str) -> _Opened:
    """Return a page of markup taken apart."""
    tree = parse_tree(markup)
    if len(markup) > MAX_TREE_CHARACTERS:
        shorten(tree)
    facts = declared(tree, page.url)
    seen = _seen(tree, facts)
    host = web_host_of(page.url) or web_host_of(facts.canonical)
    cleaned = without_teasers(clean(seen.text)) if facts.published else clean(seen.text)
    body = without_last_headings(cleaned, map(line_of, tree.iter("h1", "h2", "h3", "h4", "h5", "h6")))
    address = _address_of(page, facts)
    title = best_title(seen.headings, facts.titles, facts.site_names, host, body, seen.lower_headings, address)
    return _Opened(tree, facts, seen, title, without_preamble(body, title))


def _address_of(page: Delivered, facts: Declared) -> str:
    """Return where a page is on the web: a saved one says so."""
    return page.url if web_host_of(page.url) else facts.canonical


def _seen(tree: _Element, facts: Declared) -> _Seen:
    """Return what is on a page for its readers; the tree is changed on the way."""
    unscripted = " ".join(string_of(part) for part in tree.iter("noscript"))[:4000]
    texts = list(texts_of(tree))  # While they are held, lxml need not make the elements anew for each look at them.
    delivered = delivered_lines(texts)
    remove_hidden(tree)
    flatten(tree)
    open_layout_tables(tree)
    part_text(tree)
    part_wrapped(tree)
    visible, headings, lower_headings = all_text(tree), _headings(tree, "h1"), _headings(tree, "h2")
    shown = shown_on(tree, facts.language)
    boxes = remove_boxes(tree)
    return _Seen(
        headings=headings,
        lower_headings=lower_headings,
        visible=visible,
        text=strip_invisible(repair(_cut(_main_text(tree, visible)))),
        unscripted=unscripted,
        linked_share=linked_share(tree, visible),
        linked_headings=linked_headings(tree),
        shown=shown,
        delivered=delivered,
        boxes=boxes,
    )


def _headings(tree: _Element, tag: str) -> list[str]:
    return list(islice((title for heading in tree.iter(tag) if (title := headline_of(heading).rstrip("¶🔗 "))), 4))


_JOINERS = {"\u200c": "⸱", "\u200d": "⸲"}
"""What spells Persian and Indic words and joins emoji, and the extractor drops; and signs that hardly any page has."""


def _main_text(tree: _Element, visible: str) -> str:
    """Return the article's text, its joiners kept; the tree is changed on the way."""
    joined = any(joiner in visible for joiner in _JOINERS) and not any(sign in visible for sign in _JOINERS.values())
    for element in tree.iter("*") if joined else ():
        element.text, element.tail = (_translated(text, _JOINERS) for text in (element.text, element.tail))
    text = with_siblings(with_pieces(_extracted(tree), tree), tree)
    return _translated(text, {sign: joiner for joiner, sign in _JOINERS.items()}) if joined else text


def _translated(text: str | None, signs: Mapping[str, str]) -> str:
    return (text or "").translate({ord(sign): other for sign, other in signs.items()})


def _look(page: Delivered, markup: str, opened: _Opened) -> Look:
    """Return what the gate has to see of a page."""
    facts, seen = opened.facts, opened.seen
    leading = list(_within_site(page.url, seen.linked_headings))
    return Look(
        title=opened.title,
        text=opened.body,
        visible=seen.visible,
        heading=seen.headings[0] if seen.headings else "",
        window=facts.titles[-1] if facts.titles else "",
        claims=facts.titles,
        url=_address_of(page, facts),
        source=markup[:400_000].lower(),
        unscripted=seen.unscripted,
        extracted_words=count_words(seen.text),
        linked_share=seen.linked_share,
        linked_headings=len(seen.linked_headings),
        leading_lines=leading_lines(seen.text, seen.visible, leading),
        of_posts=is_of_posts(seen.text, seen.visible, leading),
        published=facts.published,
        listing=facts.listing,
        types=facts.types,
        unlisted=facts.unlisted,
        free=facts.free,
        description=" ".join(facts.descriptions),
    )


def _within_site(url: str, linked: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the headings that lead to other pages of the same site; those of a digest lead elsewhere."""
    host = web_host_of(url)
    return (line for line, address in linked if (web_host_of(absolute(address, url)) or host) == host)


def _extracted(tree: _Element) -> str:
    """Return the main text: trafilatura's, and where that is too short, with recall; of huge pages, their paragraphs.

    Where that finds next to nothing on a page full of sentences, it is asked again without the names around them.
    Its precision mode leaves out whole posts of a live blog and the headers of sections, and finds little that
    `cleaning` would not take out of the default's text: benchmarks/extraction.py has the figures.
    """
    if sum(1 for _ in tree.iter()) > _MAX_EXTRACTED_ELEMENTS:
        return paragraphs_of(tree)
    import trafilatura

    hush("trafilatura", "htmldate", "courlan", "justext")
    text = ""
    for thorough, named in ((False, True), (True, True), (True, False)):
        if not named and (count_words(text) >= MIN_WORDS or not drop_names_around_prose(tree)):
            break
        try:
            with quiet():
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


def _description(facts: Declared, text: str) -> str:
    """Return the first description that the visible text bears out: most of its words, all its numbers and names."""
    return next((claim for claim in facts.descriptions if _is_borne_out(claim, text)), "")


def _is_borne_out(claim: str, text: str) -> bool:
    if not 5 <= count_words(claim) <= 120 or addresses_model(claim):
        return False
    known = set(re.findall(r"\w+", text.lower()))
    telling = re.findall(r"(?<![.!?] )(?<!^)\b(?:[A-Z]\w+|\d[\w.,]*\d|\d)\b", claim)
    return borne_out(claim, text, share=0.7) and all(word.lower() in known or word in text for word in telling)
