"""Signs of a page that holds no article: how lists and shop windows are made, where videos are, what legal pages are.

The words are in `signs.toml`. No sign decides alone: `register.py` weighs them with all else, and `gate.py` decides.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from summarizer.reading.look import WORD, Look, count_words, plain_of, telling

_HEADLINE_WORDS = 5
"""Words of a title from which on it may be a headline; the names of topics, authors and sites have fewer."""
_PROSE_WORDS = 20
"""Words of a paragraph below which it may be a headline or a label."""
_BARE_WORDS = 40
"""Words of all that a page shows below which it may be nothing but a guard."""
_LINK_SHARE = 0.3
"""Share of linked words from which on a page without paragraphs is a list of links; release notes have less."""
_LIST_SCORE = 3.0
"""What the signs of a list add up to; `_LONE` of them where hardly a headline is a link."""
_LONE = 4.0
_EXAMINED = 8_000
"""Characters of a page that phrases are looked for in."""
_CAPTION_WORDS = 12
"""Words of a caption, about: what a page of pictures has for each of them, and hardly more."""
_ITEM_TYPE = re.compile(r"""itemtype=["']?https?://(?:www\.)?schema\.org/([a-z]+)""")
_DECLARED = ("list", "offer", "recording")
"""What a page may declare itself to be that is no article."""
_DATA = Path(__file__).with_suffix(".toml")


class _Kind(NamedTuple):
    titles: tuple[re.Pattern[str], ...]
    phrases: tuple[re.Pattern[str], ...]


@cache
def _kinds() -> dict[str, _Kind]:
    return {
        name: _Kind(
            titles=tuple(re.compile(f"(?:{expression})\\Z") for expression in entry["titles"]),
            phrases=tuple(re.compile(f"(?<![a-zà-ÿ0-9])(?:{expression})", re.M) for expression in entry["strong"]),
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


def _items(look: Look) -> Counter[str]:
    """Return what the markup declares parts of the page to be, and how many of them."""
    return Counter(_ITEM_TYPE.findall(look.source))


def titled(name: str, title: str) -> bool:
    """Say whether a title, or its first part, is one that only such pages have."""
    plain = plain_of(title)[:200]
    forms = {plain, _first_part(plain)} - {""}
    return any(pattern.match(form) for form in forms for pattern in _kinds()[name].titles)


def _first_part(title: str) -> str:
    """Return a title up to the sign that parts it from the site's name."""
    return re.split(r" [|–—·•:-] ", title)[0]


def is_guarded(look: Look) -> bool:
    """Say whether hardly more than software that keeps robots out is on the page."""
    return count_words(look.visible or look.text) < _BARE_WORDS and _has_markup(look, "guards")


def is_check(look: Look) -> bool:
    """Say whether the page is a check for robots, by its markup."""
    return _has_markup(look, "checks")


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
    cut = sum(1 for paragraph in paragraphs if _is_cut(paragraph))
    long = sum(1 for paragraph in paragraphs if not _is_cut(paragraph) and count_words(paragraph) >= 45)
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
_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\.\]|read more|continue reading|weiterlesen|lire la suite|leer más)\W*$", re.I
)
"""How an excerpt ends."""
_CUT_CHARACTERS = 60
"""Of a paragraph's end, in which it must stand: it bounds the search in one that is all dots."""


def _is_cut(paragraph: str) -> bool:
    return _CUT.search(paragraph[-_CUT_CHARACTERS:]) is not None
