"""What the gate sees of a page, and how its words are counted and compared."""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.reading.scripts import UNSPACED


class Look(NamedTuple):
    """What the gate sees of a page."""

    title: str
    text: str
    """The article, as extracted and cleaned; paragraphs parted by newlines."""
    visible: str = ""
    """All the text a reader sees on the page, navigation included."""
    heading: str = ""
    """The first heading."""
    window: str = ""
    """What the page calls itself in the title of the window."""
    claims: tuple[str, ...] = ()
    """Every title that the page's metadata give it."""
    url: str = ""
    source: str = ""
    """The page's markup in lower case; empty for plain text."""
    unscripted: str = ""
    """What the page says to a browser without scripts."""
    extracted_words: int = 0
    """Words before boilerplate was taken out."""
    linked_share: float = 0.0
    """Share of the page's words that are links."""
    linked_headings: int = 0
    """Headings that are links: what lists of articles are made of."""
    leading_lines: int = 0
    """Such headings, leading to other pages of the site, that stand in the text or right above a paragraph of it."""
    of_posts: bool = False
    """One of them stands above its first paragraph, and others in its text: they are the posts of a blog."""
    published: bool = False
    """The page declares itself an article: a type, a date, an author."""
    listing: bool = False
    """The page declares itself a list, a search or a site."""
    types: frozenset[str] = frozenset()
    """What the page declares itself, its parts included, in lower case: `product`, `aboutpage`."""
    unlisted: bool = False
    """The page asks search engines to leave it out."""
    free: bool | None = None
    """What the page says of `isAccessibleForFree`."""
    description: str = ""


WORD = re.compile(r"[^\W_]{2,}")
CUT = r"…|\.\.\."
"""What stands at the end of a paragraph that is cut off, brackets aside: a part of an expression."""
CUT_CHARACTERS = 60
"""Of a paragraph's end, in which it must stand: it bounds the search in one that is all dots."""
_CUT_OFF = re.compile(rf"(?:{CUT})\W*$")
_IDLE = frozenset(
    "the and for with from into over after about what when where which who whom why how this that these those are "
    "was were will would can could should has have had not but its his her their our your you they his she him "
    "all any more most than new now here there out off says say der die das und ist ein eine für mit von dem den "
    "des auf im zu nicht wie was les des une pour dans sur avec est pas que qui aux par plus los las una para con "
    "por del que como más sobre entre keep keeps having make makes made get gets got give gives take takes comes "
    "goes want wants need needs help helps use uses using your".split()
)


def count_words(text: str) -> int:
    """Return the number of words; of Chinese, Japanese, Thai and the like, two characters to the word."""
    unspaced = len(UNSPACED.findall(text))
    return len(UNSPACED.sub(" ", text).split()) + unspaced // 2 if unspaced else len(text.split())


def is_cut_off(paragraph: str) -> bool:
    """Return whether a paragraph ends with dots, as an excerpt does."""
    return _CUT_OFF.search(paragraph[-CUT_CHARACTERS:]) is not None


def plain_of(text: str) -> str:
    """Return text as expressions and lists of words expect it: lower case, straight apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


def telling(title: str) -> set[str]:
    """Return the words of a title that say what it is about; pairs of characters, where words are not spaced."""
    if UNSPACED.search(title):
        signs = "".join(UNSPACED.findall(title))
        return {signs[index : index + 2] for index in range(len(signs) - 1)}
    return {word for word in WORD.findall(plain_of(title)) if len(word) > 2 and word not in _IDLE}


def share_told(title: str, body: str) -> float:
    """Return the share of the telling words of `title`, by their beginnings, that the plain text `body` has."""
    words = telling(title)
    if UNSPACED.search(title):
        return sum(word in body for word in words) / max(1, len(words))
    beginnings = {word[:5] for word in WORD.findall(body)}
    return sum(word[:5] in beginnings for word in words) / max(1, len(words))
