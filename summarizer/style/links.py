"""What is wrong with the links of a digest: their titles, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qs, parse_qsl, urlsplit

from summarizer.identity import clean_url, host_of, is_readable, page_key
from summarizer.reading.titles import clean_title
from summarizer.style.document import Block, Document
from summarizer.style.finding import Finding
from summarizer.style.source import stray_brackets

# Titles


_SITES = tuple(
    "404media futurism latimes losangelestimes nikkeiasia restofworld thedailybeast thehill hackernews".split()
)
"""Names that sites leave on titles, without spaces and marks, beside those that every page's title is freed of."""
_BESIDE_TITLE = re.compile(r"(?=.*\w)(?:\s*[|·•»–—-].{1,80}|.{1,80}[|·•«–—-]\s*)")
"""A site's name with the sign that parts it from the title."""
_DOMAIN_BEHIND = re.compile(
    r"\w\s+[|·•–—-]\s+(?:[\w-]{1,63}\.){1,3}(?:blog|com|de|dev|edu|fr|info|net|news|nl|org|uk)$"
)
"""The name of a site by its domain, with a top level that is no ending of a program's or a file's name."""
_END_OF_PAGE = r"[.!?…]*(?:\s*[|–—-]\s.*)?"
_STATUS = (
    r"(?:error|bad request|unauthori[sz]ed|forbidden|(?:page )?not found|method not allowed|request time-?out|gone"
    r"|too many requests|(?:internal )?server error|bad gateway|service (?:temporarily )?unavailable|gateway time-?out)"
)
_TITLE_FAULTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("title-empty", "The title is missing.", re.compile(r"\s*(?:nan|none|null|untitled)?\s*", re.IGNORECASE)),
    ("title-address", "The title is a bare address.", re.compile(r"(?:https?:/|www\.)\S*", re.IGNORECASE)),
    ("title-blocked", "The title is that of a bot check or an error page.", re.compile(
        r"(?:(?:arxiv|google|verify)\W+)?recaptcha|just a moment(?:[.…]*|[.…]*\W+please wait.*)"
        rf"|(?:(?:http )?error )?(?:40\d|50[0-4])(?:\W*\b{_STATUS}\b.{{0,40}}|{_END_OF_PAGE})|{_STATUS}{_END_OF_PAGE}"
        rf"|(?:access|permission) (?:to this page (?:has been |is )?)?denied{_END_OF_PAGE}"
        rf"|attention required{_END_OF_PAGE}"
        r"|are you a (?:robot|human)\W*|(?:please )?verify (?:that )?you are (?:a )?human.{0,20}", re.IGNORECASE)),
    ("title-number", "The title begins with the paper's number.", re.compile(
        r"(?:\[|·)?(?:arxiv:\s?)?\d{4}\.\d{4,5}(?:v\d+)?(?:\]|·|[:\s|]).*", re.IGNORECASE)),
    ("title-math", "The title holds raw mathematics.", re.compile(
        r".*(?<!\w)\$[^\s$\d][^$]{0,80}\$(?!\w).*|.*\\[a-zA-Z]{2,20}\{.*")),
    ("title-cut", "The title is cut off.", re.compile(r".*(?:\.\.\.|…)|(?:\.\.\.|…).*")),
)  # fmt: skip


def has_title(block: Block) -> bool:
    """Return whether a block is a title with a link."""
    return block.kind in ("item", "link") or (block.kind == "heading" and bool(block.url))


def titles(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with the titles."""
    for block in filter(has_title, document.blocks):
        faults = [(code, message) for code, message, pattern in _TITLE_FAULTS if pattern.fullmatch(block.title)]
        yield from (Finding(block.number, code, message) for code, message in faults)
        if not faults and _site_left_on(block):
            yield Finding(block.number, "title-site", "The site's name was left on the title.")
        if _first_letters_lost(block):
            yield Finding(block.number, "title-start", "The title has lost its first letters.")
        if stray_brackets(document.source.lines[block.number - 1]):
            yield Finding(block.number, "title-brackets", "Brackets in a link's text need a backslash.")


def _site_left_on(block: Block) -> bool:
    """Return whether the title ends or begins with the name of a site, such as that which it links to."""
    title, host = block.title.strip(), host_of(block.url)
    cleaned = clean_title(title, _SITES, host)
    rest = title.removeprefix(cleaned) if title.startswith(cleaned) else title.removesuffix(cleaned)
    if cleaned and _BESIDE_TITLE.fullmatch(rest):
        return True
    if _DOMAIN_BEHIND.search(title):
        return True
    behind = re.search(r"\s[|·•–—-]\s+([^|·•–—]{2,40})$", title)
    names = set(re.findall(r"\w+", behind[1].lower())) if behind else set()
    return len(names) > 1 and names <= set(host.split("."))


def _first_letters_lost(block: Block) -> bool:
    """Return whether the address spells the title's first word with a letter or two more."""
    first = re.match(r"[a-z]{2,}", block.title)
    if not first:
        return False
    slug = re.split(r"[^a-z]+", block.url.lower())
    return first[0] not in slug and any(0 < len(word) - len(first[0]) < 3 and word.endswith(first[0]) for word in slug)


# Addresses


_WEB = re.compile(r"https?:/", re.IGNORECASE)
_WITHIN = re.compile(r"#|mailto:|tel:", re.IGNORECASE)
"""Of links that lead to a place of the issue, or to a person."""
_NAMED_BY_QUERY = {
    "youtube.com/watch": "v",
    "news.ycombinator.com/item": "id",
    "openreview.net/forum": "id",
    "openreview.net/pdf": "id",
    "papers.ssrn.com/sol3/papers.cfm": "abstract_id",
    "play.google.com/store/apps/details": "id",
}
"""Addresses whose page is named by a key of the query, without which they lead elsewhere."""


def _lacks_query(url: str) -> str:
    """Return the key that a well-known address has lost, such as the `v` of a YouTube video, or nothing."""
    parts = urlsplit(url)
    key = _NAMED_BY_QUERY.get(host_of(url).removeprefix("m.") + parts.path.rstrip("/"), "")
    return key if key and not parse_qs(parts.query).get(key) else ""


def _is_tracked(url: str) -> bool:
    """Return whether an address carries a tracking parameter."""
    kept = parse_qsl(urlsplit(clean_url(url)).query, keep_blank_values=True)
    given = parse_qsl(urlsplit(url).query.replace("&amp;", "&"), keep_blank_values=True)
    return any(pair not in kept for pair in given)


def addresses(document: Document) -> Iterator[Finding]:
    """Yield what is wrong with where links lead, those within texts among them."""
    pages = _Pages()
    for block in document.blocks:
        pages.enter(block)
        if has_title(block) or block.kind in ("source", "mention"):
            yield from _address_faults(block)
            yield from pages.again(block)


def _address_faults(block: Block) -> Iterator[Finding]:
    """Yield what is wrong with one address; a link within a text may lead to another place of its own site."""
    if not _WEB.match(block.url):
        if has_title(block) and not _WITHIN.match(block.url):
            yield Finding(block.number, "address-local", "The address is no http(s) link that a reader could follow.")
        return
    if re.match(r"https?:/(?!/)", block.url, re.IGNORECASE):
        yield Finding(block.number, "address-slash", "The address lacks a slash behind “http:”.")
    if not is_readable(block.url):
        yield Finding(block.number, "address", "The address cannot be read.")
        return
    lost = _lacks_query(block.url)
    if lost:
        yield Finding(block.number, "address-query", f"The address has lost its “{lost}=…”, which names the page.")
    if _is_tracked(block.url):
        yield Finding(block.number, "tracking", "The address carries tracking parameters.")


_OVERVIEW = re.compile(r"\W*(?:highlights?|top|in this issue|in brief|at a glance)\b", re.IGNORECASE)
"""How the name of a section begins that tells first what comes later."""


class _Linked(NamedTuple):
    """A page's first link."""

    number: int
    fragment: str
    story: int
    titled: bool
    section: int
    in_overview: bool


class _Pages:
    """The pages that were linked so far."""

    def __init__(self) -> None:
        self._story = 0
        self._titled = False
        self._told = False
        self._above: Block | None = None
        self._section = 0
        self._overview_level = 0
        self._first: dict[str, _Linked] = {}

    def enter(self, block: Block) -> None:
        """Count a story where a block begins one: with a title, or with each text where there is none above.

        Links in a list below a text belong to its story.
        """
        if block.kind in ("heading", "item", "link"):
            self._titled = has_title(block)
            self._story += 0 if block.kind == "link" and self._told else 1
            self._told = block.kind == "link" and self._told
        elif block.kind in ("text", "quote"):
            self._story += 0 if self._titled else 1
            self._told = True
        if block.kind in ("heading", "item") and block.url:
            self._above = block
        elif block.kind == "heading":
            self._open_section(block)

    def _open_section(self, heading: Block) -> None:
        """Note where a section begins, and whether it is one of an overview, or within one."""
        self._above = None
        self._section += 1 if self._first else 0
        if not self._overview_level or heading.level <= self._overview_level:
            self._overview_level = heading.level if _OVERVIEW.match(heading.title) else 0

    def _is_in_overview(self, block: Block) -> bool:
        """Return whether a link is in an overview, or in a bare list at the head of an issue; not below a story."""
        if block.kind == "link":
            return self._above is None and (self._overview_level > 0 or self._section == 0)
        return self._overview_level > 0 and (self._above is None or self._above.kind == "item")

    def again(self, block: Block) -> Iterator[Finding]:
        """Yield a finding for a page that is linked as a title or source, and was so before for another story.

        Two places of one page, each named by its anchor, are two things; so is a site that a source is from. What
        stands in an overview may come once more behind it.
        """
        if block.kind == "mention" or not (_WEB.match(block.url) and is_readable(block.url)):
            return
        parts = urlsplit(block.url)
        if block.kind == "source" and not parts.path.strip("/") and not parts.query:
            return
        place = self._section, self._is_in_overview(block)
        this = _Linked(block.number, parts.fragment, self._story, has_title(block), *place)
        first = self._first.setdefault(page_key(block.url), this)
        if first.in_overview and not this.in_overview and first.section != this.section:
            self._first[page_key(block.url)] = this
        elif _is_repeated(first, this, below=block.kind == "link" and self._told):
            yield Finding(block.number, "same-address", f"The same page is linked on line {first.number}.")


def _is_repeated(first: _Linked, this: _Linked, *, below: bool) -> bool:
    """Return whether a link is its page's second for no reason; `below`: it stands in a list below a text."""
    anchors = {first.fragment, this.fragment}
    apart = first.number != this.number and not (len(anchors) == 2 and "" not in anchors)
    within = first.story == this.story and (not this.titled or (below and not first.titled))
    return apart and not within


# Links that are none


_BROKEN = re.compile(r"\]\(\s*<?https?:|^\[[^\[\]]{2,200}\]\[[^\[\]]{1,40}\]")


def broken(document: Document) -> Iterator[Finding]:
    """Yield a finding for what was meant as a link, and is text as it stands."""
    for block in document.blocks:
        if block.kind in ("text", "quote") and _BROKEN.search(block.text):
            yield Finding(block.number, "address", "What is to be a link here is none: its address cannot be read.")
