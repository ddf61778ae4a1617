"""The gate before the model: a page that holds no article never costs a token, and is refused with what it is instead.

Whether there is an article is weighed in `register.py`; what a page without one is, its signs tell, or else its words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summarizer.errors import ItemError
from summarizer.reading import register, signs, walls
from summarizer.reading.look import WORD, Look, count_words, plain_of, telling
from summarizer.reading.scripts import UNSPACED

MIN_WORDS = 40
"""Words of an article below which nothing can be summarised; a published news brief has 50 to 80."""
LEAD_WORDS = 40
"""Words before a paywall from which on a lead is usable."""
_FULL_WORDS = 300
"""Words from which on a text is more than the lead of a paid article."""
_CLIP_WORDS = 60
"""Words from which on what stands beside a video is more than its description."""
_TOLD_WORDS = 150
"""The same on a platform for videos."""
_CHECK_WORDS = 300
"""Words up to which a page with the markup of a check for robots explains the check."""
_HARDLY_ANY = 5
"""Words below which a page shows nothing."""
_MOSTLY = 0.7
"""Share of a short text's words that must be an article's own for it to be only too short."""
_SAID_BRIEFLY = frozenset({"bot-check", "script-only"})
"""Codes of pages that may say next to nothing."""
_TOLD_IN_PROSE, _TOLD_IN_LINES = 60, 150
"""Words in paragraphs, or in lines of any length, from which on what is not made as a list tells something."""
_LIST_WORDS = 80
"""Words below which what is neither linked nor listed is no list of articles."""
_BEYOND_A_NAME = -4.5
"""Log-odds of there being no article, below which the title of a site's page is an article's subject."""
_READS_AS_REPORT = -1.0
"""Log-odds of there being no article, below which none of the signs counts: they would be an article's subject."""
_TOLD_AT_LENGTH = _READS_AS_REPORT - 1
"""The odds of a page that has more prose than any of our pages without an article."""
_LONG_WORDS, _LONG_PARAGRAPHS, _PROSE_WORDS = 320, 4, 20
"""The least prose of such a page: its words, its paragraphs, and the words of each of them."""
_MANY_WORDS = 400
"""The least of its own words, listed ones as well, that a page has which declares itself an article."""
_RECIPE_WORDS = 100
"""The same for a page that declares itself a recipe."""
_BEYOND_DOUBT = 1.0
"""Log-odds from which on what stands before a paywall is no lead."""
_MESSAGES = {
    "bot-check": "the page is a check for robots, not an article",
    "consent-wall": "the page asks for consent and shows no article",
    "login-wall": "the page asks to log in and shows no article",
    "paywall": "the article is for subscribers, and what is shown of it is too little",
    "script-only": "the page needs JavaScript, an app or another browser to show anything",
    "error-page": "the page is an error page, or says that there is nothing to read here",
    "front-page": "the page is a list of articles, not an article",
    "video-only": "the page has a video, a recording or pictures with too little text",
    "boilerplate": "the page has only its site's standing text, an offer or a notice",
    "empty": "the page has no text",
    "too-short": "the page has too little text to summarise",
    "no-title": "the page has no title",
    "title-mismatch": "the page's text does not belong to its title",
}


class Admitted(NamedTuple):
    """What of a page's text passes as its article."""

    text: str
    lead_only: bool
    """Only the lead could be read, the rest being behind a paywall."""


def check_page(look: Look) -> Admitted:
    """Return the article on a page, or its lead without what is sold behind it.

    Raises ItemError with the code of what the page is, where it holds no article.
    """
    weighed, opening = register.weigh(look), walls.opening_of(look)
    if weighed.code == "front-page" and _is_no_list(look):
        weighed = register.weigh(look, barred=("front-page",))
    if weighed.odds >= _READS_AS_REPORT and _is_told_at_length(look):
        weighed = weighed._replace(odds=_TOLD_AT_LENGTH)
    is_lead = _may_be_lead(look, weighed)
    code = _refusal(look, weighed, opening, is_lead)
    if code:
        raise ItemError(code, _MESSAGES[code])
    lead_only = is_lead or opening.is_walled or (count_words(look.text) < _FULL_WORDS and walls.is_locked(look))
    return Admitted(opening.text if lead_only else look.text, lead_only)


def _is_told_at_length(look: Look) -> bool:
    """Say whether a page has so much prose of its own that it holds an article, whatever words are in it.

    Neither has a page that is called what no article is, nor one that leads to many others.
    """
    if signs.is_recipe(look) and register.own_words(look.text) >= _RECIPE_WORDS:
        return True
    declared = signs.is_declared(look)
    if (look.leading_lines >= signs.SEVERAL_LINKED and not declared) or signs.named(look) or signs.is_list(look):
        return False
    if declared and register.own_words(look.text) >= _MANY_WORDS:
        return True
    lines = (line for line in look.text.split("\n") if not signs.is_cut(line))
    prose = [words for line in lines if (words := count_words(line)) >= _PROSE_WORDS and register.own_words(line)]
    return len(prose) >= _LONG_PARAGRAPHS and sum(prose) >= _LONG_WORDS


def _may_be_lead(look: Look, weighed: register.Weighed) -> bool:
    """Say whether a page that speaks of a paywall has a usable lead before it."""
    in_doubt = _READS_AS_REPORT <= weighed.odds < _BEYOND_DOUBT
    return weighed.code == "paywall" and in_doubt and register.lead_words(look.text) >= LEAD_WORDS


def _refusal(look: Look, weighed: register.Weighed, opening: walls.Opening, is_lead: bool) -> str | None:
    """Return the code of a page that holds no article; the first that applies, the surest told first."""
    words, (odds, kind) = count_words(look.text), weighed
    own = words if odds < _READS_AS_REPORT else register.own_words(look.text)
    code = _told_by_make(look, own, odds)
    if code is None and odds >= _READS_AS_REPORT and not is_lead:
        code = _told_by_signs(look) if odds < 0 else _told_by_words(look, words, kind)
    if code is None and opening.is_walled and count_words(opening.text) < LEAD_WORDS:
        return "paywall"
    return code or _told_by_lack(look, words, own)


def _told_by_make(look: Look, own: int, odds: float) -> str | None:
    """Return the code of a page that is made, or called, as only pages of one kind are, whatever it speaks of."""
    if own < _CHECK_WORDS and signs.is_check(look):
        return "bot-check"
    if signs.is_viewer(look):
        return "script-only"
    if (own < _FULL_WORDS and signs.is_author(look)) or (look.of_posts and not signs.is_declared(look)):
        return "front-page"
    if signs.is_quote(look):
        return "boilerplate"
    name = signs.named(look) if odds >= _BEYOND_A_NAME and register.speaks_to_visitors(look.text) else None
    return name or _told_by_video(look, own)


def _told_by_video(look: Look, own: int) -> str | None:
    """Return the code of a page that is there for a video, or for the episode of a podcast."""
    if signs.is_on_video_host(look):
        return "video-only" if own < _TOLD_WORDS else None
    if signs.is_episode(look) and not signs.is_told(look):
        return "video-only"
    rest = signs.without_chapters(look.text)
    beside = own if rest == look.text else register.own_words(rest)
    if beside >= _CLIP_WORDS or not (rest != look.text or signs.has_video(look)):
        return None
    return "video-only" if beside < MIN_WORDS or signs.is_about_video(look) else None


def _told_by_signs(look: Look) -> str | None:
    """Return the code of a page that is made or called what no article is."""
    if signs.is_list(look) or signs.is_shop_window(look):
        return "front-page"
    return signs.named(look)


def _told_by_words(look: Look, words: int, kind: str) -> str | None:
    """Return the code of a page by what it speaks of; none where it is only short of words."""
    if count_words(f"{look.visible} {look.text} {look.unscripted}") < _HARDLY_ANY:
        return kind if signs.is_guarded(look) else None
    if signs.is_chatter(look.text) and not signs.is_list(look):
        return None
    if kind == "video-only" and signs.is_told(look):
        return None
    if kind == "error-page" and signs.is_list(look) and signs.titled("front-page", look.title):
        return "front-page"
    if _is_data(look, words, kind):
        return "too-short"
    if signs.is_in_shop(look):
        return "boilerplate"
    return None if words < MIN_WORDS and _is_own(look, words) and kind not in _SAID_BRIEFLY else kind


def _is_no_list(look: Look) -> bool:
    """Say whether a page has nothing of a list but its words, and tells something or claims to."""
    told = signs.prose_words(look.text) >= _TOLD_IN_PROSE or register.own_words(look.text) >= _TOLD_IN_LINES
    return (told or signs.is_declared(look)) and not signs.is_made_as_list(look)


def _is_data(look: Look, words: int, kind: str) -> bool:
    """Say whether a page that reads as a list or an offer has only figures to tell, as of the weather or a match."""
    if kind == "front-page":
        return words < _LIST_WORDS and not look.linked_headings and not signs.is_list(look)
    return kind == "boilerplate" and signs.is_bare_sheet(look)


def _is_own(look: Look, words: int) -> bool:
    """Say whether title and text, of so many words, are an article's own, though there be little of it."""
    return not register.is_of_the_site(look.title) and register.own_words(look.text) >= _MOSTLY * max(1, words)


def _told_by_lack(look: Look, words: int, own: int) -> str | None:
    """Return the code of a page that lacks what an article has: prose enough, a title, the one about the other."""
    if signs.is_chatter(look.text) or signs.is_bare_sheet(look):
        return "too-short"
    if own < MIN_WORDS:
        return _why_short(look, words)
    if not look.title:
        return "no-title"
    return "title-mismatch" if _is_mismatched(look) else None


def _why_short(look: Look, words: int) -> str:
    """Return the code for a page with next to no text of an article's."""
    if look.extracted_words >= max(MIN_WORDS, 2 * words):
        return "boilerplate"
    if words >= _HARDLY_ANY or count_words(look.visible) >= _HARDLY_ANY:
        return "too-short"
    return "script-only" if "<script" in look.source and not look.published else "empty"


def _is_mismatched(look: Look) -> bool:
    """Say whether not one telling word of the title is in the text, though the title has many."""
    words, told = telling(look.title), count_words(look.text)
    if UNSPACED.search(look.title):
        return len(words) >= 6 and bool(UNSPACED.search(look.text)) and not any(pair in look.text for pair in words)
    together = plain_of(look.heading)[:20] == plain_of(look.title)[:20]
    if len(words) < 5 + together - (told >= 150) - (told >= 300 and not together):
        return False
    body = plain_of(f"{look.text} {look.description}")
    if sum(1 for char in look.title if char > "ʰ") * 3 > len(look.title) and not re.search("[\u0370-\u07ff]", body):
        return False
    stems = {word[:5] for word in WORD.findall(body)}
    return not any(word[:5] in stems or word[:4] in body for word in words)
