"""Every fault that can be seen in a whole digest."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, zip_longest
from typing import NamedTuple
from urllib.parse import urlsplit

from summarizer.language.phrases import EMPTY, PLACEHOLDERS
from summarizer.language.tongues import language_of
from summarizer.language.typography import is_misread
from summarizer.style.document import STORY_LEVEL, Block, Document, announces_links, read
from summarizer.style.finding import Finding
from summarizer.style.line_style import MISREAD
from summarizer.style.lines import ADDRESS
from summarizer.style.links import addresses, broken, titles
from summarizer.style.source import FrontValue, front_values
from summarizer.style.titles import content_words
from summarizer.style.told import CODE, LINKED, UNFILLED, about_lines, is_told, under_titles

Check = Callable[[Document], Iterator[Finding]]


def findings(markdown: str, language: str | None = None) -> list[Finding]:
    """Return every fault of a digest in Markdown, in line order; `check_digest` says what `language` is."""
    document = read(markdown)
    found = [finding for check in _CHECKS for finding in check(document)]
    found += about_lines(document.blocks, language or named_language(markdown) or _language_seen(document))
    return sorted(dict.fromkeys(found), key=lambda finding: finding.line_number)


def is_digest(markdown: str) -> bool:
    """Return whether a text has any link with words that say what it leads to, as every digest does."""
    linked = (block for block in read(markdown).blocks if block.url and block.kind != "image")
    return any(block.text or (block.title and not ADDRESS.fullmatch(block.title)) for block in linked)


class Seen(NamedTuple):
    """How much of a digest there is to be judged."""

    links: int
    lines: int
    """Lines beside a title, and texts under one."""


def seen(markdown: str) -> Seen:
    """Return how many links and lines are seen in a digest."""
    blocks = read(markdown).blocks
    links = sum(bool(block.url) and block.kind != "image" for block in blocks)
    return Seen(links, sum(bool(block.text) and is_told(block, title) for block, title in under_titles(blocks)))


def named_language(markdown: str) -> str | None:
    """Return the language that a digest's front matter says it is in, as an ISO 639-1 code; None where it says none."""
    for value in front_values(read(markdown).source):
        code = re.fullmatch(r"([a-z]{2})(?:[-_]\w+)?", value.text.lower())
        if value.key.lower() in ("lang", "language", "locale") and code:
            return code[1]
    return None


def _language_seen(document: Document) -> str:
    """Return the language that most of a digest's lines are in; English where they do not tell."""
    return language_of("\n".join(block.text for block in document.blocks)) or "en"


# The document


_PLACEHOLDER = re.compile(r"<\s*([A-Z][A-Za-z]*(?: [A-Za-z]+){0,4})\s*>")
_TEXT_PLACEHOLDER = re.compile("|".join(one for one in PLACEHOLDERS if not one.startswith("^")), re.IGNORECASE)
_OF_HTML = frozenset(
    "a b big blockquote body br center code dd div dl dt em font h1 h2 h3 h4 h5 h6 head hr html i iframe img li ol p "
    "pre s small span strong sub sup table tbody td th thead tr u ul video".split()
)
"""Names of elements, which are no placeholders; nor are those of components, which are closed again."""
_DEFINITION = re.compile(r"\s{0,3}\[[^\]\n]{1,200}\]:\s")
"""Of the address of a link, which a mailing service may fill in."""
_NO_TEXT = re.compile(r"`[^`]*`|\]\(\s*\{\{[^)]{0,200}\)")
"""Code, and what a mailing service fills in as the target of a link."""
_SAID_OF_THE_ISSUE = ("title", "excerpt", "description", "subtitle", "summary")
_YEAR = r"(?:20|(?<=[-–])|['’])(\d\d)\b"
_COPYRIGHT = re.compile(
    r"(?:©|ⓒ|\(c\))(?P<behind>.{0,60})"
    r"|^\W*copyright\b(?P<after>\s(?=20\d\d).{0,60}|.{0,60}\ball rights reserved\b.{0,20}|(?:\W+\w+){1,4}\W*$)",
    re.IGNORECASE,
)
"""A notice, as opposed to news about copyright."""
_URL_YEAR = re.compile(r"/(20\d\d)[/-](?:0?\d|1[0-2])[/-]")
_DATES = re.compile(r"date|(?:date_?)?publish(?:ed)?(?:_?(?:at|on|date))?|pub_?date|issued?", re.IGNORECASE)
_GLUED = re.compile(r"[^\s#]\s?#{3,6} \S|\w#{2,6} \S|^\s*#{1,6} .*\s#{2,6} \S|^---+\s*[^\s|:-]")
_UNSPACED = re.compile(r"\s{0,3}#{2,6}[^\s#]")


def _fenced(document: Document) -> Iterator[Finding]:
    if document.source.fence:
        yield Finding(document.source.fence, "code-fence", "The document is wrapped in a code fence; take it off.")


def _seen_lines(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the lines that readers or programs see, each with its number, without code."""
    for number, line in enumerate(document.source.lines, start=1):
        if number not in document.unseen:
            yield number, _NO_TEXT.sub("", line)


def _placeholders(document: Document) -> Iterator[Finding]:
    judged = {block.number for block in document.blocks if block.kind == "item"}
    components = set(re.findall(r"</([A-Za-z]+)>", document.source.body))
    for number, line in _seen_lines(document):
        if _DEFINITION.match(line):
            continue
        found = [match[0] for match in _TEXT_PLACEHOLDER.finditer(LINKED.sub("", line))]
        named = (match for match in _PLACEHOLDER.finditer(line) if match[1].lower() not in _OF_HTML)
        found += [match[0] for match in named if match[1] not in components]
        for placeholder in found if number not in judged else ():
            yield _placeholder(number, placeholder)
    for value in front_values(document.source):
        if value.key in _SAID_OF_THE_ISSUE and value.text.lower() in EMPTY:
            yield _placeholder(value.number, value.text)


def _placeholder(number: int, text: str) -> Finding:
    return Finding(number, "placeholder", UNFILLED.format(text))


def _copyright(document: Document) -> Iterator[Finding]:
    year = _issue_year(document)
    judged = {block.number for block in document.blocks if block.kind == "item"}
    for number, line in _seen_lines(document):
        notice = _COPYRIGHT.search(html.unescape(re.sub(r"<[^<>]*>", "", line))) if number not in judged else None
        years = re.findall(_YEAR, notice["behind"] or notice["after"] or "") if notice else []
        if year and years and years[-1] != year[-2:]:
            message = f"The copyright line says 20{years[-1]}, the issue is of {year}."
            yield Finding(number, "copyright-year", message)


def _issue_year(document: Document) -> str:
    """Return the year of the issue: its date, else the latest year in the addresses of its links."""
    dates = (value.text for value in front_values(document.source) if _DATES.fullmatch(value.key))
    dated = next((match[0] for date in dates if (match := re.search(r"\b20\d\d(?!\d)", date))), "")
    years = [match[1] for block in document.blocks if block.url and (match := _URL_YEAR.search(block.url))]
    return dated or max(years, default="")


def _mojibake(document: Document) -> Iterator[Finding]:
    for number, line in enumerate(document.source.lines, start=1):
        if is_misread(line):
            yield Finding(number, "mojibake", MISREAD)


def _glued(document: Document) -> Iterator[Finding]:
    inside = document.source.front[:-1]
    for number, line in _seen_lines(document):
        if number not in inside and _GLUED.search(ADDRESS.sub("", line)):
            yield Finding(number, "glued", "A heading or the front matter is glued to other text; break the line.")
        elif number not in inside and _UNSPACED.match(line):
            yield Finding(number, "glued", "A heading is glued to its marks; put a space behind them.")


# Headings


def _empty_headings(document: Document) -> Iterator[Finding]:
    filled = [block for block in document.blocks if _fills(block)]
    level = 0
    for at, block in enumerate(filled):
        following = filled[at + 1] if at + 1 < len(filled) else None
        level = block.level if block.kind == "heading" else level
        if block.kind == "label" and not _is_announced(block, following, level):
            yield Finding(block.number, "nothing-under", f"There is nothing under “{block.text.strip('* ')}”.")
        elif block.kind == "heading" and block.url and not _has_paragraph(filled[at + 1 :]):
            yield Finding(block.number, "no-paragraph", f"There is no text under “{block.title}”.")
        elif block.kind == "heading" and not block.url and _ends(block, following):
            yield Finding(block.number, "nothing-under", f"There is nothing under the heading “{block.title}”.")


def _fills(block: Block) -> bool:
    """Return whether a block is something to be under a heading, or a heading; a picture that says nothing is not."""
    return block.kind not in ("rule", "source", "mention", "image") or (block.kind == "image" and bool(block.title))


def _ends(heading: Block, following: Block | None) -> bool:
    return following is None or (following.kind == "heading" and following.level <= heading.level)


def _is_announced(label: Block, following: Block | None, level: int) -> bool:
    """Return whether what follows a label, under a heading of `level`, is what it announces."""
    if following is None or following.kind == "label":
        return False
    if announces_links(label):
        return following.kind in ("link", "item")
    return following.kind != "heading" or following.level > level


def _has_paragraph(following: Sequence[Block]) -> bool:
    """Return whether a paragraph comes before the next heading or list of links."""
    for block in following:
        if block.kind in ("text", "quote", "item", "other"):
            return True
        if block.kind in ("heading", "label", "link"):
            return False
    return False


# Images


def _images(document: Document) -> Iterator[Finding]:
    for block in document.blocks:
        if block.kind == "image":
            yield from _image_faults(block.number, block.url)
    for value in front_values(document.source):
        if value.key not in ("image", "feature"):
            continue
        if value.text:
            yield from _image_faults(value.number, value.text)
        elif not value.holds_keys:
            message = f"The key “{value.key}” is there without an image; leave it out."
            yield Finding(value.number, "image-empty", message)


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


# What stands twice, and how lines begin


_FEWEST_WORDS_TO_REPEAT = 6
"""Words of sense in a text that is to be found twice; in fewer there is a byline or the minutes that a story takes."""


def _same_lines(document: Document) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for block in document.blocks:
        words = content_words(block.text) if block.kind in ("item", "text") else []
        text = " ".join(words) if block.kind == "item" or len(words) >= _FEWEST_WORDS_TO_REPEAT else ""
        if text and text in first:
            yield Finding(block.number, "same-line", f"The same line stands under another link on line {first[text]}.")
        if text:
            first.setdefault(text, block.number)


def _openings(document: Document) -> Iterator[Finding]:
    before, below_title = "", False
    for block in document.blocks:
        if block.kind == "heading":
            before = before if block.level == STORY_LEVEL else ""
            below_title = block.level == STORY_LEVEL
        elif block.kind == "item" or (block.kind == "text" and below_title):
            words = re.findall(r"\w[\w'’.-]*", block.text)
            first = words[0].lower() if words else ""
            if first and first == before:
                yield Finding(block.number, "same-opening", f"The line opens with “{words[0]}”, as the one above does.")
            before, below_title = first, False


_READ = ("heading", "item", "link", "label", "text")
"""Kinds of blocks that are the issue's own words."""


def _mixed_marks(document: Document) -> Iterator[Finding]:
    curly, straight = _first_with(document, "“”‘’"), _first_with(document, "\"'")
    if curly and straight:
        there = f"straight ones on line {straight}" if straight != curly else "straight ones as well"
        yield Finding(curly, "mixed-marks", f"Curly quotation marks here, {there}: use one kind.")


def _first_with(document: Document, marks: str) -> int:
    """Return the number of the first line whose visible text, without code, has one of `marks`, or 0."""
    lines = document.source.lines
    texts = [block for block in document.blocks if block.kind not in ("image", "source", "mention")]
    for block, following in zip_longest(texts, texts[1:]):
        end = following.number - 1 if following else len(lines)
        in_code = sum(
            _count(marks, code)
            for line in lines[block.number - 1 : max(block.number, end)]
            for code in CODE.findall(line)
        )
        if block.kind in _READ and _count(marks, block.title + block.text) > in_code:
            return block.number
    return 0


def _count(marks: str, text: str) -> int:
    return sum(map(text.count, marks))


# The excerpt


_SHARE_OF_HEADLINE, _SHARE_WITHOUT_NAMES = 0.5, 0.2
_FEWEST_WORDS_OF_A_HEADLINE = 3
_STEM = 5
"""Letters of a word that are compared: robot, robotics."""
_AND_MORE = re.compile(r"(?:(?:and|plus) )?(?:much )?more\b", re.IGNORECASE)
_HEADLINE = re.compile(r"(?=\S)(?:[^,;.\s]|[,;.](?!\s|$)|\s(?!and\s))+")


def _excerpt(document: Document) -> Iterator[Finding]:
    told = (f"{block.title} {block.text}" for block in document.blocks if block.title or block.text)
    stories = [_stems(text) for text in told]
    for value in front_values(document.source):
        for number, headline in _headlines(value) if value.key in ("excerpt", "description") else ():
            if not _AND_MORE.match(headline) and _is_told_nowhere(headline, stories, brief=value.key == "excerpt"):
                yield Finding(number, "excerpt", f"The excerpt names what is in no item: “{headline}”.")


def _headlines(value: FrontValue) -> Iterator[tuple[int, str]]:
    """Yield the headlines of an excerpt, each with the line that it begins on."""
    starts = [0, *accumulate(len(text) + 1 for _, text in value.lines if text)]
    numbers = [number for number, text in value.lines if text]
    for match in _HEADLINE.finditer(value.text):
        yield numbers[bisect_right(starts, match.start(), hi=len(numbers)) - 1], match[0].strip()


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in content_words(text)}


def _is_told_nowhere(headline: str, stories: Sequence[set[str]], *, brief: bool) -> bool:
    """Return whether no story has most of a headline's words; a `brief` one may be without a name that tells more."""
    words = _stems(headline)
    share = max((len(words & story) for story in stories), default=0) / max(1, len(words))
    if len(words) < _FEWEST_WORDS_OF_A_HEADLINE or share >= _SHARE_OF_HEADLINE:
        return False
    names = _stems(" ".join(re.findall(r"(?<=\s)(?:[A-Z][\w'-]*|\W?\d[\d.,]*)", headline)))
    return bool(names - set().union(*stories)) or (brief and share < _SHARE_WITHOUT_NAMES)


_CHECKS: tuple[Check, ...] = (
    _fenced, _placeholders, _copyright, _mojibake, _glued, _empty_headings, _images, titles, addresses, broken,
    _same_lines, _openings, _mixed_marks, _excerpt,
)  # fmt: skip
