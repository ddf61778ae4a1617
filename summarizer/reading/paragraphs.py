"""Text parted as browsers show it: bare sentences as paragraphs, speakers in theirs, bodies that ended early whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.trees import BLOCKS, HEADINGS, holders_of, is_prose, string_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_APART = BLOCKS - {"br"} | frozenset(
    "nav header footer aside form ul ol dl table hr figure address details iframe script style noscript".split()
)
"""Elements that part the text before them from the text behind them."""
_CONTAINERS = ("body", "main", "article", "section", "div", "center", "blockquote", "td")
"""What may hold text as well as blocks."""
_NAMING = frozenset("b cite em i span strong".split())
"""Elements in line that a speaker's name is set in."""
_SPEAKER_WORDS = 6
_MOST_LINKED = 0.5
"""Share of linked characters up to which a line is no row of links."""
_BODIES = ("div", "section", "article", "main")
"""Containers of paragraphs that an end tag too many may end."""
_OF_BODIES = frozenset("p h2 h3 h4 ul ol blockquote figure pre table hr".split())
_LOOKED_AT = 10
"""Elements on either side of the end of a container."""


def part_text(tree: _Element) -> None:
    """Part words where a line breaks, and make paragraphs of sentences that stand bare beside blocks, as browsers do.

    A heading has one line, however it is set, and a speaker stands in the paragraph that is spoken. Paragraphs behind a
    container that an end tag too many has ended go back into it, and a menu or an aside that was never ended is none.
    In place and in linear time.
    """
    _open_unended(tree)
    for line_break in list(tree.iter("br")):
        line_break.tail = f"\n{line_break.tail or ''}"
        if next(line_break.iterancestors(*HEADINGS), None) is not None:
            line_break.tag = "span"
    for spoken in list(tree.iter("p")):
        _put_speaker_into(spoken)
    apart = holders_of(tree, _APART) | set(tree.iter(*_APART))
    for container in list(tree.iter(*_CONTAINERS)):
        blocks = [child for child in container if child in apart]
        runs = [_run_behind(container, block, apart) for block in (None, *blocks)] if blocks else []
        prose = [is_prose(run.line) for run in runs]
        for run, told in zip(runs, prose, strict=True):
            if told or (any(prose) and len(run.line.split()) >= _BARE_WORDS):
                _wrap(container, run)
    for container in reversed(list(tree.iter(*_BODIES))):
        _rejoin(container)


def _open_unended(tree: _Element) -> None:
    """Make an aside or a menu around the article with the page's headline a plain container, and all in between.

    So is a figure that holds a section of the text.
    """
    heading = next(tree.iter("h1"), None)
    article = next(heading.iterancestors("article", "main"), None) if heading is not None else None
    outer = list(article.iterancestors()) if article is not None else []
    wrong = [at for at, element in enumerate(outer) if element.tag in _NEVER_AROUND]
    for element in outer[: wrong[-1] + 1] if wrong else ():
        element.tag = "div"
        for name in ("class", "id"):
            element.attrib.pop(name, "")
    headed = {figure for part in tree.iter(*HEADINGS) for figure in part.iterancestors("figure")}
    paragraphs = Counter(figure for part in tree.iter("p") for figure in part.iterancestors("figure")) if headed else {}
    for figure in headed:
        if paragraphs[figure] >= _OF_A_SECTION:
            figure.tag = "div"


_OF_A_SECTION = 4
"""Paragraphs behind a heading, from which on it is one of a text, and none of a figure."""
_NEVER_AROUND = ("aside", "nav", "footer")
"""What never stands around an article but where its end tag was forgotten."""


def _rejoin(container: _Element) -> None:
    """Put what goes on behind a container into it: paragraphs that are classed like its last ones."""
    following = list(takewhile(lambda part: part.tag in _OF_BODIES, container.itersiblings()))
    last = container
    while last.tag in _BODIES and len(last):
        last = last[-1]
    home = last.getparent()
    if home is None or last.tag != "p" or not following or following[0].tag != "p" or (container.tail or "").strip():
        return
    before = list(islice(home.iterchildren("p", reversed=True), _LOOKED_AT))
    if all(_are_told(ones, last.get("class")) for ones in (before, following[:_LOOKED_AT])):
        home.extend(following)


def _are_told(paragraphs: Iterable[_Element], names: str | None) -> bool:
    """Say whether several of some elements are paragraphs of prose with these classes."""
    alike = (part for part in paragraphs if part.tag == "p" and part.get("class") == names)
    return sum(is_prose(" ".join(string_of(part).split())) for part in alike) > 1


def _put_speaker_into(paragraph: _Element) -> None:
    """Put a speaker's name that stands right before a paragraph, or its container, at the paragraph's beginning."""
    speaker = _before(paragraph)
    if speaker is None or (speaker.tail or "").strip():
        return
    name = string_of(speaker).split()
    ended = bool(name) and name[-1].endswith((":", "："))
    named = "speaker" in (speaker.get("class") or "").lower()
    if 0 < len(name) <= _SPEAKER_WORDS and (named or (ended and speaker.tag in _NAMING)):
        speaker.tag, speaker.tail = "span", f"{'' if ended else ':'} {paragraph.text or ''}"
        paragraph.text = None
        paragraph.insert(0, speaker)


def _before(paragraph: _Element) -> _Element | None:
    """Return the element right before a paragraph, or before the plain container that it opens."""
    before, holder = paragraph.getprevious(), paragraph.getparent()
    if before is None and holder is not None and holder.tag == "div" and not (holder.text or "").strip():
        before = holder.getprevious()
    return before if before is not None and isinstance(before.tag, str) else None


class _Run(NamedTuple):
    """What stands in line behind a block, or at the beginning of its container: text, and elements in line."""

    block: _Element | None
    text: str
    inline: list[_Element]
    line: str
    """All of it as one line; nothing where most of it is linked."""


def _run_behind(container: _Element, block: _Element | None, apart: Container[_Element]) -> _Run:
    """Return what stands in line behind a block, or at the beginning of its container."""
    text = (container.text if block is None else block.tail) or ""
    inline = list(takewhile(lambda part: part not in apart, container if block is None else block.itersiblings()))
    words = [text, *(words for part in inline for words in (_string(part), part.tail or ""))]
    line = " ".join("".join(words).split())
    linked = sum(len(string_of(link)) for part in inline for link in part.iter("a"))
    return _Run(block, text, inline, line if linked <= _MOST_LINKED * len(line) else "")


def _wrap(container: _Element, run: _Run) -> None:
    """Put a run into a paragraph of its own."""
    from lxml.etree import Element

    paragraph: _Element = Element("p")
    paragraph.text = run.text
    if run.block is None:
        container.text = None
        container.insert(0, paragraph)
    else:
        run.block.tail = None
        run.block.addnext(paragraph)
    paragraph.extend(run.inline)


_BARE_WORDS = 12
"""Of a run that is no sentence, from which on it is a paragraph where others beside it are."""


def _string(element: _Element) -> str:
    """Return the text of an element; nothing for a comment."""
    return string_of(element) if isinstance(element.tag, str) else ""
