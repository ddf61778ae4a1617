"""Paragraphs that an extractor leaves out: of an article in several pieces, above its body, and in bare containers.

trafilatura takes the first element that is named as an article's body, and of what is in it the elements that are meant
for text. A page may part its body around advertisements, set the lead above it, and put paragraphs into a `div`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING, NamedTuple

from summarizer.reading.boxes import words_in_names
from summarizer.reading.gaps import bare_line, key_of
from summarizer.reading.scripts import letters_of
from summarizer.reading.trees import BLOCKS, HEADINGS, holders_of, is_ended, is_prose, lines_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_STANDFIRST_WORDS, _LEAD_WORDS = 8, 6
"""Of a standfirst: where something around it is named so, and where it is itself."""
_LINKED = 0.5
"""Share of linked characters from which on a paragraph is a link to something else."""
_POINT_WORDS = 5
_MOST_ABOVE = 5
"""The most paragraphs or points above the body that are its lead."""
_SHARE = 0.2
"""Of the kept text, from which on the names of the elements that hold it are the article's."""
_LEVELS = 3
"""Elements, from a paragraph outwards, whose names must agree with those of a kept paragraph."""
_QUESTION_LEVELS = 8
"""Elements, from a paragraph outwards, of which one may be a question of a site for such."""
_MOST_BLOCKS = 5_000
_OF_WRITERS = frozenset(
    "author avatar byline comment comments creator meta poster postauthor postprofile profile replies reply user "
    "userinfo username".split()
)
"""Words in the names of elements that say who wrote a post of a forum, or a comment."""
_POSTS = frozenset("answer comment message post reply".split())
"""Classes of an element that holds what one person wrote."""
_SHORT_CHARACTERS = 20
"""Letters of a paragraph that may also stand in the middle of another one."""
_OUTSIDE = frozenset("nav footer aside form button select menu figcaption figure table dialog script style".split())
_TEXTS = frozenset("p div section blockquote center li dt dd article main td figure aside".split())
_NOT_THE_ARTICLE = frozenset(
    "ad ads advert advertisement author authors bio breadcrumb breadcrumbs byline caption captions card cards comment "
    "comments consent contact cookie cookies copyright credit credits cta date dateline disclaimer disclosure extra "
    "footer form hatnote history info infobox legal meta menu more nav newsletter note notes notice placeholder player "
    "poll popular promo promotion rail reactions recirc recommended recommendations related rights share sharing "
    "sidebar signup social sponsor sponsored subscribe subscription tag tags timestamp tools toolbar topics trending "
    "widget".split()
)
"""Words in the names of elements that hold something else than the article's text."""
_SUMMING_UP = frozenset("callout highlights keypoints points standfirst summary takeaways".split())
"""Words in the names of what an editor sets off from the text, as its sum."""
_STANDFIRSTS = frozenset(
    "standfirst subtitle subhead subheadline subheading dek deck lede strapline excerpt description vorspann anriss "
    "chapeau".split()
)
"""Words in the names of what stands under a headline; it often has no full stop."""
_OF_HEADLINES = _STANDFIRSTS - {"description", "excerpt"}
"""Those that mean nothing else."""
_LEADS = frozenset(("paragraph", "text"))
"""Words that mean it beside "lead"; "lead story" is another article."""
_FRAMES = frozenset(("html", "body", "main", "article"))


class _Name(NamedTuple):
    """What an element is called."""

    tag: str
    classes: frozenset[str]


_Names = tuple[_Name, ...]


class _Block(NamedTuple):
    """An element that holds text and no other such element, with what is known of it."""

    element: _Element
    lines: list[str]
    line: str
    """All of them as one."""
    kept: int | None
    """The line in which it begins in the extracted text."""
    end: int
    """The line in which it ends there, -1 if it is not in it."""
    above: bool
    """It stands after the page's heading."""


def with_pieces(text: str, tree: _Element) -> str:
    """Return the extracted `text` of `tree`, in the page's order, with paragraphs of the article that were left out."""
    lines = text.split("\n")
    blocks = list(islice(_blocks(tree, _Places(lines)), _MOST_BLOCKS))
    kept = [at for at, block in enumerate(blocks) if block.kept is not None and is_prose(block.line)]
    if not kept:
        return text
    homes = {parent for at in kept if (parent := blocks[at].element.getparent()) is not None}
    likes = _commonest([blocks[at] for at in kept])
    first, last = kept[0], kept[-1]
    missed = [
        *_above(blocks[:first], likes, {_classes(home) for home in homes} - {frozenset()}),
        *(block for block in blocks[first:last] if _is_piece(block, likes) or _is_beside(block, homes)),
        *_below(blocks[last + 1 :], blocks[last], likes),
    ]
    return _inserted(lines, blocks, missed) if missed else text


def _commonest(kept: Sequence[_Block]) -> list[_Names]:
    """Return how the elements that hold most of the kept text are named."""
    sizes: Counter[_Names] = Counter()
    for block in kept:
        sizes[_names(block.element)] += len(block.line)
    return [names for names, size in sizes.items() if size >= _SHARE * sizes.total()]


class _Places:
    """Where a paragraph's beginning stands among the lines of a text."""

    def __init__(self, lines: Sequence[str]) -> None:
        squeezed = [letters_of(line) for line in lines]
        self._ends = list(accumulate(map(len, squeezed)))
        self._letters = "".join(squeezed)
        self._whole = {line: at for at, line in reversed(list(enumerate(squeezed)))}

    def line_of(self, paragraph: str) -> int | None:
        """Return the line in which a paragraph begins, or None; a short one has a line of its own."""
        key = key_of(paragraph)
        if len(key) < _SHORT_CHARACTERS:
            return self._whole.get(key) if key else None
        at = self._letters.find(key)
        return bisect_right(self._ends, at) if at >= 0 else None


def _blocks(tree: _Element, places: _Places) -> Iterator[_Block]:
    """Yield the innermost elements with text, in the page's order, save in what is no text of an article by its tag."""
    holders = holders_of(tree, BLOCKS - {"br"})
    above = False
    stack = [tree]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or _is_outside(element):
            continue
        above = above or element.tag == "h1"
        is_text = element.tag in _TEXTS or element.tag in HEADINGS or "-" in element.tag
        if is_text and element not in holders:
            if lines := lines_of(element):
                found = [place for line in lines if (place := places.line_of(line)) is not None]
                yield _Block(element, lines, " ".join(lines), next(iter(found), None), max(found, default=-1), above)
        else:
            stack.extend(reversed(element))


def _is_outside(element: _Element) -> bool:
    set_off = element.tag in ("aside", "figure") and _is_set_off(element)
    return element.tag in _OUTSIDE and not set_off


def _is_set_off(element: _Element) -> bool:
    """Say whether an element is named as the sum of an article, or as a remark in it."""
    return not _SUMMING_UP.isdisjoint(words_in_names(element))


def _above(blocks: Sequence[_Block], likes: Iterable[_Names], homes: Container[frozenset[str]]) -> list[_Block]:
    """Return what belongs to the article of the blocks above its first kept paragraph.

    That is a lead, a piece like it, or a question whose answer was taken: `homes` has classes around kept paragraphs.
    """
    leads = {
        id(block) for block in blocks if block.above and (_is_paragraph(block) or _is_dek(block) or _is_point(block))
    }
    leads = leads if len(leads) <= _MOST_ABOVE else set()
    return [
        block
        for block in blocks
        if block.above and (id(block) in leads or _is_piece(block, likes) or _is_of_question(block, homes))
    ]


def _is_of_question(block: _Block, homes: Container[frozenset[str]]) -> bool:
    """Say whether a block was left out of what is marked as a question, in a container like that of the answer."""
    outer = list(islice(block.element.iterancestors(), _QUESTION_LEVELS))
    asked = any("question" in _classes(one) or (one.get("itemtype") or "").endswith("/Question") for one in outer)
    return block.kept is None and asked and any(_classes(one) in homes for one in outer)


def _below(blocks: Sequence[_Block], last: _Block, likes: Iterable[_Names]) -> Iterator[_Block]:
    """Yield the blocks below the last kept paragraph that are a piece of the same article, up to another or a reply."""
    home = _home_of(last.element)
    for block in blocks:
        if _opens_another(block):
            return
        if _is_piece(block, likes) and _home_of(block.element) is home:
            yield block


def _opens_another(block: _Block) -> bool:
    """Say whether a block is another headline, or one that leads to another page, or says who wrote what follows."""
    if block.element.tag == "h1" or (block.element.tag in HEADINGS and _linked_share(block) >= _LINKED):
        return True
    outer = (block.element, *islice(block.element.iterancestors(), 2))
    return any(not _OF_WRITERS.isdisjoint(words_in_names(part)) for part in outer)


def _is_piece(block: _Block, likes: Iterable[_Names]) -> bool:
    """Say whether a block is text that was left out, and it and those around it are named like a kept paragraph's.

    Of a heading or an item, only what is around it is.
    """
    if block.kept is not None or block.element.tag == "h1" or _is_of_something_else(block):
        return False
    element, inner = _outermost(block.element)
    names = _names(element)[inner:]
    return bool(inner or is_ended(block.line)) and any(_are_alike(names, other[inner:]) for other in likes)


def _outermost(element: _Element) -> tuple[_Element, int]:
    """Return an element, for an item its list; and 1 for headings and items, whose own tags are not a paragraph's."""
    if element.tag == "li":
        return next(element.iterancestors("ul", "ol"), element), 1
    return element, int(element.tag in HEADINGS)


def _are_alike(ones: _Names, others: _Names) -> bool:
    """Say whether elements have the same tags, and classes in common wherever they have any, and any at all."""
    pairs = list(zip(ones, others, strict=False))
    same = all(
        one.tag == other.tag and (one.classes & other.classes or one.classes == other.classes) for one, other in pairs
    )
    return same and any(one.classes for one, _ in pairs)


def _is_beside(block: _Block, homes: Container[_Element]) -> bool:
    """Say whether a paragraph or an item that was left out is beside kept ones, bare or in containers of its own."""
    outer = block.element.getparent()
    if block.element.tag == "li" and outer in homes:
        return block.kept is None and _linked_share(block) < _LINKED and not _is_nested(block.element)
    while outer is not None and outer not in homes and (len(outer) == 1 or _is_set_off(outer)):
        outer = outer.getparent()
    return outer in homes and _is_paragraph(block)


def _is_paragraph(block: _Block) -> bool:
    """Say whether a block is a paragraph that was left out, and none of something else than the article."""
    told = is_prose(block.line) or (block.element.tag == "li" and _is_named(block.element, _SUMMING_UP))
    told = told or (len(block.line.split()) >= _STANDFIRST_WORDS and _is_named(block.element, _STANDFIRSTS))
    told = told or (len(block.line.split()) >= _LEAD_WORDS and _is_called_standfirst(block, _OF_HEADLINES))
    if block.kept is not None or not told:
        return False
    return _is_called_standfirst(block) or (block.element.tag not in HEADINGS and not _is_of_something_else(block))


def _is_called_standfirst(block: _Block, own: frozenset[str] = _STANDFIRSTS) -> bool:
    """Say whether a block, or what holds it alone, is called what stands under a headline, and leads nowhere."""
    words, outer = words_in_names(block.element), block.element.getparent()
    named = not own.isdisjoint(words)
    if outer is not None and outer.tag == "div" and len(outer) == 1:
        words = words | words_in_names(outer)
    named = named or not _OF_HEADLINES.isdisjoint(words) or ("lead" in words and not _LEADS.isdisjoint(words))
    return named and _linked_share(block) < _LINKED


def _is_dek(block: _Block) -> bool:
    """Say whether a block is a heading that says as much as a lead: one of whole sentences, below the headline."""
    if block.element.tag not in HEADINGS - {"h1"} or block.kept is not None or _is_of_something_else(block):
        return False
    return is_prose(block.line) and block.line[-1] not in "?:"


def _is_point(block: _Block) -> bool:
    """Say whether a block is an item of a list without links whose items all say something: points, not buttons."""
    if block.element.tag != "li" or block.kept is not None or _is_of_something_else(block):
        return False
    points = _outermost(block.element)[0]
    items = [bare_line(item).split() for item in points.iter("li")]
    linked = next(points.iter("a", "button"), None) is not None
    return len(items) > 1 and not linked and min(map(len, items)) >= _POINT_WORDS


def _is_of_something_else(block: _Block) -> bool:
    """Say whether a block is a link or in a nested list, or named, or what is around it, as no text of the article."""
    if _linked_share(block) >= _LINKED or _is_nested(block.element):
        return True
    return _is_named(block.element, _NOT_THE_ARTICLE) and not _is_named(block.element, _SUMMING_UP)


def _is_nested(element: _Element) -> bool:
    """Say whether an item is of a list in a list, or of one with such lists: `gaps` adds them whole."""
    outer = list(islice(element.iterancestors("ul", "ol"), 2)) if element.tag == "li" else []
    return len(outer) > 1 or any(inner is not one for one in outer for inner in one.iter("ul", "ol"))


def _is_named(element: _Element, words: frozenset[str]) -> bool:
    """Say whether one of the words is in the names of an element or of those around it, the page's frame aside."""
    parts = (part for part in (element, *islice(element.iterancestors(), 4)) if part.tag not in _FRAMES)
    return any(not words.isdisjoint(words_in_names(part)) for part in parts)


def _names(element: _Element) -> _Names:
    """Return tag and classes of an element and of those around it."""
    parts = (element, *islice(element.iterancestors(), _LEVELS - 1))
    return tuple(_Name(str(part.tag), _classes(part)) for part in parts)


def _classes(element: _Element) -> frozenset[str]:
    return frozenset((element.get("class") or "").split())


def _home_of(element: _Element) -> _Element | None:
    """Return the article around an element, or what one of several people wrote there."""
    outer = element.iterancestors()
    return next((one for one in outer if one.tag in ("article", "main") or not _POSTS.isdisjoint(_classes(one))), None)


def _linked_share(block: _Block) -> float:
    linked = sum(len(bare_line(link)) for link in block.element.iter("a"))
    return linked / max(1, len(block.line))


def _inserted(lines: Sequence[str], blocks: Sequence[_Block], missed: Iterable[_Block]) -> str:
    """Return the lines with the missed blocks, each behind the line of the last kept block before it."""
    wanted = {id(block) for block in missed}
    found: dict[int, list[str]] = {}
    place = -1
    for block in blocks:
        place = max(place, block.end)
        if id(block) in wanted:
            found.setdefault(place, []).extend([f"- {block.line}"] if block.element.tag == "li" else block.lines)
    groups = [found.get(-1, []), *([line, *found.get(at, ())] for at, line in enumerate(lines))]
    return "\n".join(line for group in groups for line in group)
