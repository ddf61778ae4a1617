"""Signs of a page that holds no article: how lists and shop windows are made, where videos are, what legal pages are.

The words are in `signs.toml`. No sign decides alone: `register.py` weighs them with all else, and `gate.py` decides.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from summarizer.reading.look import CUT, CUT_CHARACTERS, WORD, Look, count_words, plain_of, telling
from summarizer.reading.scripts import letters_of
from summarizer.reading.trees import is_ended

_HEADLINE_WORDS = 5
"""Words of a title from which on it may be a headline; the names of topics, authors and sites have fewer."""
_PROSE_WORDS = 20
"""Words of a paragraph below which it may be a headline or a label."""
_FEWEST_POSTS = 2
"""Headings leading to other pages that a text of several posts has, the first not counted, which may be left out."""
_SENTENCE_WORDS, _PROSE_LETTERS, _LINES_ABOVE = 6, 60, 4
"""Words of a sentence; its letters that it is known by; lines above it where its heading stands."""
_BARE_WORDS = 40
"""Words of all that a page shows below which it may be nothing but a guard."""
_LINK_SHARE = 0.3
"""Share of linked words from which on a page without paragraphs is a list of links; release notes have less."""
_LIST_SCORE = 3.0
"""What the signs of a list add up to; `_LONE` of them where hardly a headline is a link."""
_LONE = 4.0
SEVERAL_LINKED = 3
"""Headings of a text that lead to other pages, from which on it is made as a list; an article has two or so."""
_LIST_LIKE = 1.5
"""The same for a page that reads as a list as well."""
_EXAMINED = 8_000
"""Characters of a page that phrases are looked for in."""
_CAPTION_WORDS = 12
"""Words of a caption, about: what a page of pictures has for each of them, and hardly more."""
_ITEM_TYPE = re.compile(r"""itemtype=["']?https?://(?:www\.)?schema\.org/([a-z]+)""")
_DECLARED = ("list", "offer", "recording")
"""What a page may declare itself to be that is no article."""
_NAME_WORDS = 5
"""Words of a heading up to which it may be somebody's name."""
_AUTHORS = frozenset({"profilepage", "profile"})
"""What a page about one who writes may declare itself to be."""
_FEWEST_FIGURES = 4
"""Lines with a figure from which on a text may be nothing but figures."""
_LABEL_WORDS = 5
"""Words of a line with a figure up to which it says what the figure is; a sentence has more."""
_BLURB_WORDS = 80
"""Words in paragraphs up to which they only say what the figures are of."""
_SEVERAL = 3
"""Paragraphs that a transcript or the notes of an episode have at least, where they are an article."""
_TOLD_WORDS = 100
"""The same for their words."""
_WAYS_TO_LISTEN = ("platforms", "others", "length", "makers", "number")
"""In which the page of an episode speaks of it."""
_FEWEST_WAYS = 3
"""Of them, from which on it is one: fewer are found beside any article."""
_NAMES = ("consent-wall", "error-page", "boilerplate")
"""Codes of pages that are told by their names."""
_MARKS = "\u200e\u200f\u202a\u202b\ufeff"
"""Marks of direction before a title."""
_SERVER_ERROR = re.compile(r"\berror (?:code )?5\d\d\b|\b5\d\d: [a-z]")
_TIME = re.compile(r"\b\d{1,2}:\d\d\b")
_CHAPTERS = re.compile(r"\b0?0:00\b[^\d\n].{2,80}?\s\d{1,2}:\d\d\b.{2,80}?\s\d{1,2}:\d\d\b", re.S)
_DATA = Path(__file__).with_suffix(".toml")


class _Kind(NamedTuple):
    titles: tuple[re.Pattern[str], ...]
    phrases: tuple[re.Pattern[str], ...]


@cache
def _kinds() -> dict[str, _Kind]:
    return {
        name: _Kind(
            titles=tuple(re.compile(f"(?:{expression})\\W*\\Z") for expression in entry.get("titles", ())),
            phrases=tuple(
                re.compile(f"(?<![a-zà-ÿ0-9])(?:{expression})", re.M) for expression in entry.get("strong", ())
            ),
        )
        for name, entry in _data().items()
        if "titles" in entry
    }


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def features(look: Look) -> dict[str, float]:
    """Return what of the signs is weighed with all else that speaks for or against an article."""
    kinds = frozenset[str]() if is_declared(look) else look.types | _items(look).keys()
    return {
        "signs of a list": max(-3.0, min(6.0, _list_score(look))),
        "guarded": is_guarded(look),
        "named as furniture": any(titled("boilerplate", title) for title in (look.title, look.heading)),
        "captions": min(1.0, _CAPTION_WORDS * look.source.count("<figcaption") / max(1, count_words(look.text))),
        **{f"declared {name}": not kinds.isdisjoint(_types(name)) for name in _DECLARED},
    }


@cache
def _types(name: str) -> frozenset[str]:
    return frozenset(_data()["types"][name])


def is_declared(look: Look) -> bool:
    """Say whether a page declares itself an article: in its data, or as the one article in its markup."""
    return look.published or sum(count for kind, count in _items(look).items() if kind in _types("article")) == 1


def is_recipe(look: Look) -> bool:
    """Say whether a page declares that it tells how a dish is made: in short lines, and beside many others."""
    return not _types("recipe").isdisjoint(look.types | _items(look).keys())


def _items(look: Look) -> Counter[str]:
    """Return what the markup declares parts of the page to be, and how many of them."""
    return Counter(_ITEM_TYPE.findall(look.source))


def titled(name: str, title: str) -> bool:
    """Say whether a title, or its first part, is one that only such pages have."""
    plain = plain_of(title).lstrip(_MARKS)[:200]
    forms = {plain, _first_part(plain)} - {""}
    return any(pattern.match(form) for form in forms for pattern in _kinds()[name].titles)


def _first_part(title: str) -> str:
    """Return a title up to the sign that parts it from the site's name."""
    return re.split(r" [|–—·•:-] |[|｜]", title)[0]


def is_guarded(look: Look) -> bool:
    """Say whether hardly more than software that keeps robots out is on the page."""
    return count_words(look.visible or look.text) < _BARE_WORDS and _has_markup(look, "guards")


def is_check(look: Look) -> bool:
    """Say whether the page is a check for robots, by its markup; the same software says that a server is down."""
    seen = plain_of(f"{look.window}\n{look.visible}"[:_EXAMINED])
    return _has_markup(look, "checks") and not _SERVER_ERROR.search(seen)


def is_viewer(look: Look) -> bool:
    """Say whether the page shows nothing but a document, by its script."""
    return count_words(look.text) < _BARE_WORDS and _has_markup(look, "viewers")


def named(look: Look) -> str | None:
    """Return the code of a page that is called what no article is; none if it is called otherwise."""
    titles = {look.title, look.heading, look.window}
    return next((name for name in _NAMES if any(titled(name, title) for title in titles)), None)


def is_author(look: Look) -> bool:
    """Say whether the page is about one who writes for the site, by its title, its type or its address."""
    if is_declared(look):
        return False
    if any(titled("author", title) for title in (look.title, look.window)):
        return True
    typed = not _AUTHORS.isdisjoint(look.types | _items(look).keys())
    path = urlsplit(look.url).path
    addressed = any(re.fullmatch(pattern, path) for pattern in _data()["author"]["addresses"])
    return (typed or addressed) and count_words(look.heading or look.title) <= _NAME_WORDS


def is_sheet(text: str) -> bool:
    """Say whether a text is figures with their labels, as of the weather, a match or a share, and hardly a sentence."""
    lines = [line for line in text.split("\n") if count_words(line) < _PROSE_WORDS]
    figures = sum(bool(re.search(r"\d", line)) and len(WORD.findall(line)) <= _LABEL_WORDS for line in lines)
    return figures >= _FEWEST_FIGURES and figures * 2 >= len(lines) and prose_words(text) < _BLURB_WORDS


def is_in_shop(look: Look) -> bool:
    """Say whether the page offers a program in a shop for programs, by its title."""
    return any(titled("shop", title) for title in (look.title, look.window))


def is_bare_sheet(look: Look) -> bool:
    """Say whether there is nothing but figures with their labels, and no claim to be an article."""
    return not is_declared(look) and not prose_words(look.text) and is_sheet(look.text)


def is_quote(look: Look) -> bool:
    """Say whether the page has the price of a share, and hardly more than a line about the company."""
    paragraphs = sum(count_words(line) >= _PROSE_WORDS for line in look.text.split("\n"))
    return paragraphs < 2 and is_sheet(look.text) and any(titled("quote", title) for title in (look.title, look.window))


def prose_words(text: str) -> int:
    """Return the words of a text that stand in paragraphs."""
    return sum(words for line in text.split("\n") if (words := count_words(line)) >= _PROSE_WORDS)


def is_told(look: Look) -> bool:
    """Say whether a page has several paragraphs to read, not counting what is about other episodes, nor captions."""
    paragraphs = [line for line in _of_the_episode(look.text) if count_words(line) >= _PROSE_WORDS]
    captions = look.source.count("<figcaption")
    return len(paragraphs) >= _SEVERAL + captions and sum(map(count_words, paragraphs)) >= _TOLD_WORDS


def is_episode(look: Look) -> bool:
    """Say whether a page is about an episode to listen to: it is no declared article, and says so in several ways."""
    if is_declared(look):
        return False
    plain = "\n".join(plain_of(line) for line in look.visible[:_EXAMINED].split("\n"))
    return sum(bool(_of_episodes(way).search(plain)) for way in _WAYS_TO_LISTEN) >= _FEWEST_WAYS


def without_chapters(text: str) -> str:
    """Return a text without its list of the chapters of a recording, which begins with its first second."""
    if not _CHAPTERS.search(text):
        return text
    return "\n".join(line for line in text.split("\n") if not _TIME.search(line))


def _of_the_episode(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text up to a list of other episodes, without those on who made or paid it."""
    for line in text.split("\n"):
        plain = plain_of(line)
        if _of_episodes("others").search(plain):
            return
        if not (_of_episodes("makers").search(plain) or _of_episodes("sponsors").search(plain)):
            yield line


@cache
def _of_episodes(name: str) -> re.Pattern[str]:
    return re.compile(_data()["episode"][name], re.M)


def is_on_video_host(look: Look) -> bool:
    """Say whether the page is one of a platform for videos."""
    host = (urlsplit(look.url).hostname or "").removeprefix("www.").removeprefix("m.")
    return host in _data()["video-only"]["hosts"]


def has_video(look: Look) -> bool:
    """Say whether the page has a video in it, or declares itself one."""
    return _has_markup(look, "video-only")


def _has_markup(look: Look, name: str) -> bool:
    return any(sign in look.source for sign in _data()[name]["markup"])


def is_about_video(look: Look) -> bool:
    """Say whether the page calls itself a video, and speaks of watching it."""
    typed = any(sign in look.source for sign in _data()["video-only"]["markup"][:3])
    plain = plain_of(look.visible or look.text)[:_EXAMINED]
    said = any(pattern.search(plain) for pattern in _kinds()["video-only"].phrases)
    return said and (typed or titled("video-only", look.title))


def leading_lines(text: str, visible: str, linked: Collection[str]) -> int:
    """Return how many of the headings in `linked` stand in a text, or right above a paragraph of it where it is shown.

    Those beside an article stand above what is no part of its text.
    """
    leading = _letters_of(linked)
    if not leading:
        return 0
    told = {letters_of(line)[:_PROSE_LETTERS] for line in text.split("\n") if count_words(line) >= _SENTENCE_WORDS}
    shown = _lines_of(visible)
    below = (shown[at + 1 : at + 1 + _LINES_ABOVE] for at, letters in enumerate(shown) if letters in leading)
    above = sum(any(line[:_PROSE_LETTERS] in told for line in lines if line not in leading) for lines in below)
    return max(above, _lines_in(text, leading))


def _letters_of(linked: Iterable[str]) -> set[str]:
    return set(map(letters_of, linked)) - {""}


def _lines_of(visible: str) -> list[str]:
    return [letters for line in visible.split("\n") if (letters := letters_of(line))]


def _lines_in(text: str, leading: set[str]) -> int:
    return sum(letters_of(line) in leading for line in text.split("\n"))


def is_of_posts(text: str, visible: str, linked: Collection[str]) -> bool:
    """Say whether several headings of a text are in `linked`, and such a one stands above its first paragraph."""
    leading = _letters_of(linked)
    if _lines_in(text, leading) < _FEWEST_POSTS:
        return False
    lines = ((line, count_words(line)) for line in text.split("\n"))
    told = (line for line, words in lines if words >= (_SENTENCE_WORDS if is_ended(line) else _PROSE_WORDS))
    first = letters_of(next(told, ""))
    shown = _lines_of(visible)
    at = next((at for at, letters in enumerate(shown) if first and letters.startswith(first[:_PROSE_LETTERS])), 0)
    return not leading.isdisjoint(shown[max(0, at - _LINES_ABOVE) : at])


def is_made_as_list(look: Look) -> bool:
    """Say whether anything but its words makes a page a list: headings in its text that lead on, or other signs."""
    return look.of_posts or look.leading_lines >= SEVERAL_LINKED or is_list(look) or _list_score(look) >= _LIST_LIKE


def is_list(look: Look) -> bool:
    """Say whether the page is a front page, a tag's list or a search's results."""
    paragraphs = _BROKEN.sub(" ", look.text).split("\n")
    longest = max(count_words(paragraph) for paragraph in paragraphs)
    linked = look.linked_share >= _LINK_SHARE or (look.linked_headings >= 8 and not look.published)
    if len(paragraphs) >= 8 and longest < _PROSE_WORDS and linked:
        return True
    score = _list_score(look)
    return score >= _LIST_SCORE and (look.linked_headings >= 3 or score >= _LONE)


def _list_score(look: Look) -> float:
    """Return how much speaks for a list of articles: titles, address, declarations, excerpts, and phrases of lists."""
    paragraphs = _BROKEN.sub(" ", look.text).split("\n")
    cut = sum(1 for paragraph in paragraphs if is_cut(paragraph))
    long = sum(1 for paragraph in paragraphs if not is_cut(paragraph) and count_words(paragraph) >= 45)
    entry, address = _data()["front-page"], urlsplit(look.url)
    score = 2.0 * any(titled("front-page", title) for title in (look.title, look.heading, look.window))
    score += -2.5 if is_declared(look) else 1.5 * look.listing
    score += 1.5 * (bool(address.path) and any(re.fullmatch(pattern, address.path) for pattern in entry["addresses"]))
    score += 1.5 * bool(re.search(r"(?:^|&)(?:s|q|query|search|tag|cat)=", address.query))
    score += min(look.linked_headings, 12) / 4 + 1.5 * (cut >= 3) - 1.0 * min(long, 4)
    phrases = _kinds()["front-page"].phrases
    if score + 0.5 * len(phrases) + 0.5 < _LIST_SCORE:
        return score  # whatever else it says; most articles need no further look
    plain = plain_of(look.visible or look.text)[:20_000]
    score += 0.5 * sum(len(pattern.findall(plain)) >= 2 for pattern in phrases)
    score += 0.5 * _has_markup(look, "front-page")
    return score - 1.5 * _is_headed(look)


def _is_headed(look: Look) -> bool:
    """Say whether the page's heading is a headline of its text: long, and half of its telling words are there."""
    if look.heading != look.title or count_words(look.title) < _HEADLINE_WORDS:
        return False
    words = telling(look.title)
    stems = {word[:5] for word in WORD.findall(plain_of(look.text))}
    return sum(word[:5] in stems for word in words) * 2 >= max(4, len(words))


def is_shop_window(look: Look) -> bool:
    """Say whether the page is the front of a company's site: slogans without a paragraph, and calls to buy."""
    if look.published or max(count_words(line) for line in look.text.split("\n")) >= _PROSE_WORDS:
        return False
    plain = plain_of(look.visible)[:_EXAMINED]
    return sum(bool(pattern.search(plain)) for pattern in _kinds()["boilerplate"].phrases) >= 2


def is_chatter(text: str) -> bool:
    """Say whether a text is nothing but short remarks of readers, each with its age."""
    paragraphs = text.split("\n")
    dated = sum(1 for paragraph in paragraphs if _AGO.search(paragraph))
    return dated >= 3 and dated * 3 >= len(paragraphs) and max(map(count_words, paragraphs)) < 2 * _PROSE_WORDS


_BROKEN = re.compile(r"(?<![.!?:])\n(?=[a-zà-ÿ])")
"""Where a line was broken within a sentence."""
_AGO = re.compile(r"\b\d+ (?:seconds?|minutes?|hours?|days?|months?|years?) ago\b")
_CUT = re.compile(rf"(?:{CUT}|read more|continue reading|weiterlesen|lire la suite|leer más)\W*$", re.I)
"""How an excerpt ends."""


def is_cut(paragraph: str) -> bool:
    """Say whether a paragraph is an excerpt: it is cut off, or leads on to the rest."""
    return _CUT.search(paragraph[-CUT_CHARACTERS:]) is not None
