"""House style in one place: of a line (`faults`), its characters (`tidy`), and a whole digest (`check_digest`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from summarizer.identity import clean_url, host_of, is_readable, page_key
from summarizer.language.phrases import PLACEHOLDERS
from summarizer.language.typography import mend, tidy
from summarizer.style.document import Block, blocks
from summarizer.style.line_style import PROSE, Fault, content_words, faults, faults_of

__all__ = ["Fault", "Finding", "check_digest", "faults", "is_digest", "mend", "tidy"]


class Finding(NamedTuple):
    """A fault of a digest, and the line of the document it stands on, from 1."""

    line_number: int
    code: str
    message: str


Check = Callable[[Sequence[Block]], Iterator[Finding]]


def check_digest(markdown: str, *, language: str = "en") -> list[Finding]:
    """Return every fault of the house style that can be seen in a digest in Markdown, ours or not, in line order.

    `language` is the digest's, as an ISO 639-1 code.
    """
    document = blocks(markdown)
    found = [finding for check in _CHECKS for finding in check(document)]
    found += _about_lines(document, language)
    return sorted(dict.fromkeys(found), key=lambda finding: finding.line_number)


def is_digest(markdown: str) -> bool:
    """Return whether a text has any title with a link, as every digest does."""
    return bool(_linked(blocks(markdown)))


# The document


_PLACEHOLDER = re.compile(r"<\s*[A-Z][A-Za-z]*(?: [A-Za-z]+){0,4}\s*>")
_TEXT_PLACEHOLDER = re.compile("|".join(PLACEHOLDERS), re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:©|copyright|\(c\))[^\n]{0,40}?\b((?:20\d\d\s*[-–]\s*)?20\d\d)\b", re.IGNORECASE)
_URL_YEAR = re.compile(r"/(20\d\d)[/-](?:0?\d|1[0-2])[/-]")
_FRONT_DATE = re.compile(r"\s*date:\s*[\"']?(20\d\d)-")
_GLUED = re.compile(r"[^\s#]\s?#{3,6} \S|^\s*#{1,6} .*\s#{2,6} \S|^---+\s*[^\s-]")


def _fenced(document: Sequence[Block]) -> Iterator[Finding]:
    first = next((block for block in document if block.raw.strip()), None)
    if first is not None and first.raw.lstrip().startswith(("```", "~~~")):
        yield Finding(first.number, "code-fence", "The document is wrapped in a code fence; take it off.")


def _placeholders(document: Sequence[Block]) -> Iterator[Finding]:
    for block in document:
        if block.kind in ("comment", "blank", "item"):
            continue
        for match in [*_PLACEHOLDER.finditer(block.raw), *_TEXT_PLACEHOLDER.finditer(block.raw)]:
            yield Finding(block.number, "placeholder", f"“{match[0]}” is a placeholder that was never filled in.")


def _copyright(document: Sequence[Block]) -> Iterator[Finding]:
    year = _issue_year(document)
    for block in document:
        match = _COPYRIGHT.search(block.raw) if block.kind not in ("comment", "item") else None
        if match and year and match[1][-4:] != year:
            message = f"The copyright line says {match[1]}, the issue is of {year}."
            yield Finding(block.number, "copyright-year", message)


def _issue_year(document: Sequence[Block]) -> str:
    """Return the year of the issue: its date, else the latest year in the addresses of its links."""
    dated = next(
        (match[1] for block in document if block.kind == "front" and (match := _FRONT_DATE.match(block.raw))),
        "",
    )
    years = [match[1] for block in document if block.url and (match := _URL_YEAR.search(block.url))]
    return dated or max(years, default="")


def _mojibake(document: Sequence[Block]) -> Iterator[Finding]:
    from ftfy.badness import is_bad

    for block in document:
        if is_bad(block.raw):
            yield Finding(block.number, "mojibake", "Characters were read in the wrong encoding; repair them.")


def _glued(document: Sequence[Block]) -> Iterator[Finding]:
    for block in document:
        if block.kind not in ("comment", "item", "link") and _GLUED.search(block.raw):
            yield Finding(
                block.number, "glued", "A heading or the front matter is glued to other text; break the line."
            )


# Headings


def _empty_headings(document: Sequence[Block]) -> Iterator[Finding]:
    filled = [block for block in document if block.kind not in ("blank", "comment", "rule", "front")]
    for at, block in enumerate(filled):
        following = filled[at + 1] if at + 1 < len(filled) else None
        ends = following is None or (following.kind == "heading" and following.level <= (block.level or 7))
        if block.kind == "label" and (following is None or following.kind != "link"):
            yield Finding(block.number, "nothing-under", f"There is nothing under “{block.text}”.")
        elif block.kind == "heading" and ends and not block.url:
            yield Finding(block.number, "nothing-under", f"There is nothing under the heading “{block.title}”.")
        elif block.kind == "heading" and block.url and not _has_paragraph(filled[at + 1 :]):
            yield Finding(block.number, "no-paragraph", f"There is no text under “{block.title}”.")


def _has_paragraph(following: Sequence[Block]) -> bool:
    """Return whether a paragraph comes before the next heading or list of links."""
    for block in following:
        if block.kind in ("text", "item"):
            return True
        if block.kind in ("heading", "label", "link"):
            return False
    return False


# Images


def _images(document: Sequence[Block]) -> Iterator[Finding]:
    for block in document:
        if block.kind == "image":
            yield from _image_faults(block.number, block.url)
    front = [block for block in document if block.kind == "front"]
    for at, block in enumerate(front):
        following = front[at + 1] if at + 1 < len(front) else None
        key = re.match(r"\s*(image|feature):\s*[\"']?([^\"'#]*)", block.raw)
        nested = following is not None and following.raw.startswith((" ", "\t")) and bool(following.raw.strip())
        if key and key[2].strip():
            yield from _image_faults(block.number, key[2].strip())
        elif (key and not nested) or (key and key[1] == "feature"):
            yield Finding(block.number, "image-empty", f"The key “{key[2]}” is there without an image; leave it out.")


_NO_FILE = frozenset({"", "none", "nan", "null", "undefined"})


def _image_faults(number: int, address: str) -> Iterator[Finding]:
    """Yield what is wrong with the address of an image; a query belongs to a web address, not to a file's name."""
    try:
        parts = urlsplit(address)
    except ValueError:
        yield Finding(number, "image-address", "The image's address cannot be read.")
        return
    if parts.path.rpartition("/")[2].lower() in _NO_FILE and not parts.query:
        yield Finding(number, "image-no-file", "The image has no file name.")
    if not parts.scheme and parts.query:
        yield Finding(number, "image-query", f"The image's file name holds a query: “?{parts.query[:40]}”.")


# Links and titles


_SITE_SUFFIX = re.compile(r"\s(?:\||·|[-–—])\s+([^|·–—]{2,40})$")
_PUBLISHERS = frozenset(
    """
    404media abcnews apnews arstechnica axios bbc bbcnews bloomberg businessinsider cbsnews cnbc cnet cnn engadget
    financialtimes forbes fortune futurism gizmodo latimes losangelestimes marktechpost mittechnologyreview
    nbcnews newyorktimes nikkeiasia npr politico restofworld reuters scmp semafor siliconangle
    southchinamorningpost techcrunch theatlantic thedailybeast theeconomist theguardian thehill theinformation
    thenewyorker thenewyorktimes theregister theverge thewallstreetjournal thewashingtonpost venturebeat wired wsj
    zdnet
    """.split()
)
"""Names of sites as they are left on titles, without spaces and marks."""
_TITLE_FAULTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("title-empty", "The title is missing.", re.compile(r"\s*(?:nan|none|null|untitled)?\s*", re.IGNORECASE)),
    ("title-address", "The title is a bare address.", re.compile(r"(?:https?:/|www\.)\S*", re.IGNORECASE)),
    ("title-blocked", "The title is that of a bot check or an error page.", re.compile(
        r".*\brecaptcha|just a moment.*|(?:40\d|50\d)\b.{0,30}|access denied.*|page not found.*|attention required.*"
        r"|are you a (?:robot|human).*|.*\bverify you are human.*", re.IGNORECASE)),
    ("title-number", "The title begins with the paper's number.", re.compile(
        r"(?:\[|·)?\d{4}\.\d{4,5}(?:v\d+)?(?:\]|·).*")),
    ("title-math", "The title holds raw mathematics.", re.compile(
        r".*\$[^\s$\d][^$]{0,80}\$.*|.*\\[a-zA-Z]{2,20}\{.*")),
    ("title-cut", "The title is cut off.", re.compile(r".*(?:\.\.\.|…)|(?:\.\.\.|…).*")),
)  # fmt: skip


def _linked(document: Sequence[Block]) -> list[Block]:
    return [block for block in document if block.kind in ("item", "link") or (block.kind == "heading" and block.url)]


def _titles(document: Sequence[Block]) -> Iterator[Finding]:
    for block in _linked(document):
        for code, message, pattern in _TITLE_FAULTS:
            if pattern.fullmatch(block.title):
                yield Finding(block.number, code, message)
        if _site_left_on(block):
            yield Finding(block.number, "title-site", "The site's name was left on the title.")
        if _first_letters_lost(block):
            yield Finding(block.number, "title-start", "The title has lost its first letters.")
        if _brackets(block.raw):
            yield Finding(block.number, "title-brackets", "Brackets in a link's text need a backslash.")


def _site_left_on(block: Block) -> bool:
    """Return whether the title ends with the name of the site it links to."""
    suffix = _SITE_SUFFIX.search(block.title)
    if not suffix:
        return False
    name = re.sub(r"[\W_]", "", suffix[1]).lower()
    host = re.sub(r"^https?://(?:www\.)?|/.*$", "", block.url.lower())
    return name in _PUBLISHERS or (
        len(name) > 2 and (name in host.replace("-", "").replace(".", "") or host.split(".")[0] == name)
    )


def _first_letters_lost(block: Block) -> bool:
    """Return whether the address spells the title's first word with a letter or two more."""
    first = re.match(r"[a-z]{2,}", block.title)
    if not first:
        return False
    slug = re.split(r"[^a-z]+", block.url.lower())
    return first[0] not in slug and any(0 < len(word) - len(first[0]) < 3 and word.endswith(first[0]) for word in slug)


def _brackets(raw: str) -> bool:
    """Return whether the text of the line's first link holds a bracket without a backslash."""
    if raw.lstrip().startswith("!"):
        return False
    start, end = raw.find("["), raw.find("](http")
    return 0 <= start < end and re.search(r"(?<!\\)[\[\]]", raw[start + 1 : end]) is not None


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


def _addresses(document: Sequence[Block]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for block in _linked(document):
        if re.match(r"https?:/(?!/)", block.url):
            yield Finding(block.number, "address-slash", "The address lacks a slash behind “http:”.")
        elif not re.match(r"https?://", block.url, re.IGNORECASE):
            yield Finding(block.number, "address-local", "The address is no http(s) link that a reader could follow.")
            continue
        if not is_readable(block.url):
            yield Finding(block.number, "address", "The address cannot be read.")
            continue
        tracked = urlsplit(clean_url(block.url)).query != urlsplit(block.url).query
        key, lost = page_key(block.url), _lacks_query(block.url)
        if lost:
            yield Finding(block.number, "address-query", f"The address has lost its “{lost}=…”, which names the page.")
        if tracked:
            yield Finding(block.number, "tracking", "The address carries tracking parameters.")
        if key in seen:
            yield Finding(block.number, "same-address", f"The same page is linked on line {seen[key]}.")
        seen.setdefault(key, block.number)


# The lines under the titles


def _about_lines(document: Sequence[Block], language: str) -> Iterator[Finding]:
    """Yield the faults of every one-liner and paragraph, as rules for single lines find them."""
    title = ""
    for block in document:
        if block.kind == "heading":
            title = block.title if block.url else ""
        if block.kind == "item":
            found: Sequence[Fault] = faults(block.text, block.title, language=language)
        elif block.kind == "text" and title:
            found = faults_of(block.text, PROSE, title, language=language)
        else:
            continue
        yield from (Finding(block.number, fault.code, fault.message) for fault in found)


def _same_lines(document: Sequence[Block]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for block in document:
        text = " ".join(content_words(block.text)) if block.kind in ("item", "text") else ""
        if text and text in seen:
            yield Finding(block.number, "same-line", f"The same line stands under another link on line {seen[text]}.")
        if text:
            seen.setdefault(text, block.number)


def _openings(document: Sequence[Block]) -> Iterator[Finding]:
    before = ""
    for block in document:
        if block.kind == "heading":
            before = ""
        if block.kind != "item":
            continue
        words = re.findall(r"\w[\w'’.-]*", block.text)
        first = words[0].lower() if words else ""
        if first and first == before:
            yield Finding(block.number, "same-opening", f"The line opens with “{words[0]}”, as the one above does.")
        before = first


def _mixed_marks(document: Sequence[Block]) -> Iterator[Finding]:
    curly, straight = _first_with(document, "“”‘’"), _first_with(document, "\"'")
    if curly and straight:
        message = f"Curly quotation marks here, straight ones on line {straight}: use one kind."
        yield Finding(curly, "mixed-marks", message)


def _first_with(document: Sequence[Block], marks: str) -> int:
    """Return the number of the first line whose visible text has one of `marks`, or 0."""
    visible = (block for block in document if block.kind in ("heading", "item", "link", "text"))
    return next((block.number for block in visible if any(mark in block.title + block.text for mark in marks)), 0)


# The excerpt


_SHARE_OF_HEADLINE = 0.5
_AND_MORE = re.compile(r"(?:and|plus) (?:much )?more\b", re.IGNORECASE)


def _excerpt(document: Sequence[Block]) -> Iterator[Finding]:
    stories = [set(content_words(f"{block.title} {block.text}")) for block in document if block.title or block.text]
    for block in document:
        match = re.match(r"\s*excerpt:\s*(.*)", block.raw) if block.kind == "front" else None
        for headline in re.split(r"[,;](?!\d)\s+", match[1].strip("\"' ")) if match else ():
            words = set() if _AND_MORE.match(headline) else set(content_words(headline))
            best = max((len(words & story) for story in stories), default=0)
            if len(words) > 2 and best < _SHARE_OF_HEADLINE * len(words):
                message = f"The excerpt names what is in no item: “{headline.strip()}”."
                yield Finding(block.number, "excerpt", message)


_CHECKS: tuple[Check, ...] = (
    _fenced, _placeholders, _copyright, _mojibake, _glued, _empty_headings, _images, _titles, _addresses, _same_lines,
    _openings, _mixed_marks, _excerpt,
)  # fmt: skip
