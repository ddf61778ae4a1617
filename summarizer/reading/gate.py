"""The gate before the model: a page that holds no article is told by its signs, and never costs a token.

No single phrase decides. Titles, phrases and markup of each kind of wall add up, against a threshold that rises with
the prose that is no wall's, and with signs of a published article. The words are in `gate.toml`.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from summarizer.errors import ItemError

MIN_WORDS = 40
"""Words of an article below which nothing can be summarised; a published news brief has 50 to 80."""
LEAD_WORDS = 40
"""Words before a paywall from which on a lead is usable."""
_FULL_WORDS = 300
"""Words from which on a text is more than the lead of a paid article, and more than any wall says of itself."""
_LONG_WORDS = 500
"""Words from which on only titles and lists are looked at."""
_PROSE_WORDS = 20
"""Words of a paragraph below which it may be a headline or a label."""
_LINK_SHARE = 0.3
"""Share of linked words from which on a page without paragraphs is a list of links; release notes have less."""
_SPARSE_WORDS = 80
"""Words of a text for each phrase of a wall that it may hold without being one."""
_TITLE_WORDS = 6
"""Words of a title above which it may as well be a headline that begins like a wall's."""
_HEADLINE_WORDS = 5
"""Words of a title from which on it may be a headline; the names of topics, authors and sites have fewer."""
_NAMED = 3.0
"""What a wall's own title counts, in the currency of `_limit`; each strong phrase counts half of it."""
_SOME_WORDS = 60
"""Words of prose from which on what stands around it, log-in links for one, says little of the page."""
_EXAMINED = 8_000
"""Characters of a page that phrases are looked for in."""


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
    published: bool = False
    """The page declares itself an article: a type, a date, an author."""
    listing: bool = False
    """The page declares itself a list, a search or a site."""
    free: bool | None = None
    """What the page says of `isAccessibleForFree`."""
    description: str = ""


class _Wall(NamedTuple):
    titles: tuple[re.Pattern[str], ...]
    strong: tuple[re.Pattern[str], ...]
    weak: tuple[re.Pattern[str], ...]
    markup: tuple[str, ...]


_MESSAGES = {
    "bot-check": "the page is a check for robots, not an article",
    "consent-wall": "the page asks for consent to cookies and shows no article",
    "login-wall": "the page asks to log in and shows no article",
    "paywall": "the article is for subscribers, and what is shown of it is too little",
    "script-only": "the page needs JavaScript to show anything",
    "error-page": "the page is an error page",
    "front-page": "the page is a list of articles, not an article",
    "video-only": "the page is a video with too little text",
    "boilerplate": "the page has only the publisher's standing text",
    "empty": "the page has no text",
    "too-short": "the page has too little text to summarise",
    "no-title": "the page has no title",
    "title-mismatch": "the page's text does not belong to its title",
}
_WALLS = ("bot-check", "error-page", "consent-wall", "login-wall", "paywall", "script-only")
_DATA = Path(__file__).with_suffix(".toml")


def check_page(look: Look) -> bool:
    """Return whether only the lead of the article could be read, the rest being behind a paywall.

    Raises ItemError with the code of what the page is, where it holds no article.
    """
    words = count_words(look.text)
    own = _own_words(look.text, _reports(look)) if words < _LONG_WORDS else words
    wall = _wall(look, own)
    if wall and not (wall == "paywall" and own >= LEAD_WORDS and _naming("paywall", look.title) < _NAMED):
        raise _refusal(wall)
    if _is_video(look, own):
        raise _refusal("video-only")
    if _is_list(look) or _is_shop_window(look):
        raise _refusal("front-page")
    if not look.published and _titled("boilerplate", look.title):
        raise _refusal("boilerplate")
    if _is_chatter(look.text):
        raise _refusal("too-short")
    if own < MIN_WORDS:
        raise _refusal(_why_short(look, words))
    if not look.title:
        raise _refusal("no-title")
    if _mismatched(look):
        raise _refusal("title-mismatch")
    return wall == "paywall" or (look.free is False and own < _FULL_WORDS)


def count_words(text: str) -> int:
    """Return the number of words; of Chinese, Japanese, Thai and the like, two characters to the word."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_UNSPACED.sub(" ", text).split()) + unspaced // 2 if unspaced else len(text.split())


_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


def _refusal(code: str) -> ItemError:
    return ItemError(code, _MESSAGES[code])


@cache
def _walls() -> dict[str, _Wall]:
    return {
        name: _Wall(
            titles=tuple(re.compile(f"(?:{expression})\\Z") for expression in entry["titles"]),
            strong=tuple(re.compile(f"(?<![a-zà-ÿ0-9])(?:{expression})", re.M) for expression in entry["strong"]),
            weak=tuple(re.compile(expression) for expression in entry["weak"]),
            markup=tuple(entry["markup"]),
        )
        for name, entry in _data().items()
    }


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))


def _plain(text: str) -> str:
    """Return text as the expressions expect it."""
    return " ".join(text.lower().replace("’", "'").replace("‘", "'").split())


_QUOTED = re.compile(r"[“„«][^“”„«»\n]{1,80}[”“»]|(?<!\w)\"[^\"\n]{1,80}\"(?!\w)")


def _spoken(text: str) -> str:
    """Return plain text without what it quotes: walls speak for themselves, articles quote them."""
    return _plain(_QUOTED.sub(" ", text))


def _wall(look: Look, own: int) -> str | None:
    """Return the kind of wall that the page most likely is, if its signs outweigh those of an article."""
    titles = _titles(look)
    named = {name: weight for name in _WALLS if (weight := sum(_naming(name, title) for title in titles))}
    if own >= _LONG_WORDS and not named:
        return "consent-wall" if _consent_throughout(look.text) else None
    reads = _plain if own < MIN_WORDS else _spoken
    seen, told = (reads(text)[:_EXAMINED] for text in (look.visible or look.text, look.text))
    limit = _limit(look, own)
    if own < MIN_WORDS:
        return _likeliest(look, dict.fromkeys(_WALLS, told), named, own, limit) or _likeliest(
            look, dict.fromkeys(_WALLS, seen), named, own, limit
        )
    around = {"paywall", *(name for name, weight in named.items() if weight >= (1 + (own >= _SOME_WORDS)) * _NAMED)}
    return _likeliest(look, {name: seen if name in around else told for name in _WALLS}, named, own, limit)


def _likeliest(look: Look, texts: dict[str, str], named: dict[str, float], own: int, limit: float) -> str | None:
    """Return the kind of wall that has the most signs in its text of `texts`, if they reach the limit."""
    scores = {name: _score(name, look, plain, named, own) for name, plain in texts.items()}
    best = max(_WALLS, key=lambda name: scores[name])
    reached = scores[best] >= limit - (1.5 if best == "paywall" and look.published else 0)
    return best if reached else None


def _titles(look: Look) -> list[str]:
    """Return the page's different titles; one that only adds the site's name to another is the same."""
    titles: list[str] = []
    for title in filter(None, (look.title, look.heading, look.window)):
        if not any(title.startswith(other) for other in titles):
            titles.append(title)
    return titles


def _naming(name: str, title: str) -> float:
    """Return how much a title speaks for a kind of wall: walls are named in few words, headlines go on."""
    if not _titled(name, title):
        return 0.0
    return _NAMED if count_words(_first_part(title)) <= _TITLE_WORDS else _NAMED / 2


def _titled(name: str, title: str) -> bool:
    """Say whether a title, or its first part, is one that only such pages have."""
    plain = _plain(title)[:200]
    forms = {plain, _first_part(plain)} - {""}
    return any(pattern.match(form) for form in forms for pattern in _walls()[name].titles)


def _first_part(title: str) -> str:
    """Return a title up to the sign that parts it from the site's name."""
    return re.split(r" [|–—·•:-] ", title)[0]


def _score(name: str, look: Look, plain: str, named: dict[str, float], own: int) -> float:
    """Return how much speaks for this kind of wall: title, phrases, markup."""
    wall = _walls()[name]
    said = plain
    if name == "script-only":
        said = f"{plain} {_plain(look.unscripted)}"[:_EXAMINED]
    strong = len({found.group() for pattern in wall.strong for found in pattern.finditer(said)})
    weak = sum(1 for pattern in wall.weak if pattern.search(said))
    signs = name in named or strong > 0
    markup = (own < MIN_WORDS or name == "error-page") and any(sign in look.source for sign in wall.markup)
    if name == "paywall" and look.free is False:
        strong += 2
        signs = True
    bare = count_words(look.visible or look.text) < MIN_WORDS
    if not signs and not (markup and name in ("bot-check", "script-only") and bare):
        return 0.0
    return min(named.get(name, 0.0), 2 * _NAMED) + 1.5 * min(strong, 4) + 0.4 * min(weak, 4) + 1.5 * markup


def _limit(look: Look, own: int) -> float:
    """Return what a wall's signs must add up to on a page with this much prose of its own."""
    if own < MIN_WORDS:
        return 1.4
    limit = 3.9 + (own >= _SOME_WORDS) * 0.8 + (own >= 80) * 0.7 + (own >= 160) * 1.5 + (own >= _FULL_WORDS) * 3
    return limit + 1.5 * look.published + 3 * _narrates(look.text)


_REPORTING = re.compile(
    r"\b(said|says|told|according to|announced|reported|wrote|explained|argued|researchers|sagte|erklärte|laut|teilte|"
    r"selon|a déclaré|a annoncé|explique|dijo|según|anunció|afirmó|explicó|ha detto|secondo)\b|発表|述べ|宣布|报道"
)
_SECOND_PERSON = re.compile(r"\b(you|your|you're|please|sie|ihre|ihr|bitte|vous|votre|vos|usted|su|tu|tus|por favor)\b")


def _narrates(text: str) -> bool:
    """Say whether text tells of something in the way of a report rather than speaking to its reader."""
    plain = _plain(text)[:_EXAMINED]
    words = count_words(plain)
    if words < MIN_WORDS or not _REPORTING.search(plain):
        return False
    return len(_SECOND_PERSON.findall(plain)) < 0.03 * words


def _reports(look: Look) -> bool:
    """Say whether the text is a report under its own headline: then what walls say is what it reports on."""
    return _narrates(look.text) and _is_headed(look)


def _own_words(text: str, reports: bool) -> int:
    """Return the words in paragraphs that are no wall's: all of them where a longer text says one such thing.

    Prose of a report that does not speak to its reader is the article's, whatever it says.
    """
    text = _AGE_LINE.sub("", text)
    words = count_words(text)
    if words >= _SPARSE_WORDS and not _says_more(text, words // _SPARSE_WORDS):
        return words
    own = 0
    for line in text.split("\n"):
        count = count_words(line)
        told = reports and count >= _PROSE_WORDS and not _SECOND_PERSON.search(_spoken(line))
        own += count if told or not _says_more(line, count // 20) else 0
    return own


def _says_more(text: str, allowed: int) -> bool:
    """Say whether a text says more than so many different things that walls say."""
    plain = _spoken(text)
    said: set[str] = set()
    for name in _WALLS:
        for pattern in _walls()[name].strong:
            found = pattern.search(plain)
            said |= {found.group()} if found else set()
            if len(said) > allowed:
                return True
    return False


def _consent_throughout(text: str) -> bool:
    """Say whether a long text is nothing but a request for consent."""
    plain = _plain(text)[:_EXAMINED]
    words_of_consent = re.findall(r"consent|cookie|partner|purpose|einwilligung|zweck|finalit", plain)
    if len(words_of_consent) * 25 <= count_words(plain):
        return False
    return sum(1 for pattern in _walls()["consent-wall"].strong if pattern.search(plain)) >= 4


def _is_video(look: Look, own: int) -> bool:
    entry = _data()["video-only"]
    host = (urlsplit(look.url).hostname or "").removeprefix("www.").removeprefix("m.")
    if host in entry["hosts"]:
        return own < 150
    if own >= 60 or not any(sign in look.source for sign in entry["markup"]):
        return False
    titled = _titled("video-only", look.title)
    typed = any(sign in look.source for sign in entry["markup"][:3])
    plain = _plain(look.visible or look.text)[:_EXAMINED]
    said = any(pattern.search(plain) for pattern in _walls()["video-only"].strong)
    return own < MIN_WORDS or ((titled or typed) and said)


def _is_list(look: Look) -> bool:
    """Say whether the page is a front page, a tag's list or a search's results."""
    paragraphs = _BROKEN.sub(" ", look.text).split("\n")
    longest = max(count_words(paragraph) for paragraph in paragraphs)
    linked = look.linked_share >= _LINK_SHARE or (look.linked_headings >= 8 and not look.published)
    if len(paragraphs) >= 8 and longest < _PROSE_WORDS and linked:
        return True
    cut = sum(1 for paragraph in paragraphs if _CUT.search(paragraph))
    long = sum(1 for paragraph in paragraphs if not _CUT.search(paragraph) and count_words(paragraph) >= 45)
    entry = _data()["front-page"]
    address = urlsplit(look.url)
    score = (
        2.0 * any(_titled("front-page", title) for title in (look.title, look.heading, look.window))
        + 1.5 * look.listing
        - 2.5 * look.published
    )
    score += 1.5 * (bool(address.path) and any(re.fullmatch(pattern, address.path) for pattern in entry["addresses"]))
    score += 1.5 * bool(re.search(r"(?:^|&)(?:s|q|query|search|tag|cat)=", address.query))
    score += min(look.linked_headings, 12) / 4 + 1.5 * (cut >= 3) - 1.0 * min(long, 4)
    phrases = _walls()["front-page"].strong
    if score + 0.5 * len(phrases) + 0.5 < 3.0:
        return False  # whatever else it says; most articles need no further look
    plain = _plain(look.visible or look.text)[:20_000]
    score += 0.5 * sum(len(pattern.findall(plain)) >= 2 for pattern in phrases)
    score += 0.5 * any(sign in look.source for sign in entry["markup"])
    score -= (1.0 if _narrates(look.text) and long else 0.0) + 1.5 * _is_headed(look)
    return score >= 3.0 and (look.linked_headings >= 3 or score >= 4.0)


def _is_headed(look: Look) -> bool:
    """Say whether the page's heading is a headline of its text: long, and half of its telling words are there."""
    if look.heading != look.title or count_words(look.title) < _HEADLINE_WORDS:
        return False
    telling = [word for word in _WORD.findall(_plain(look.title)) if len(word) > 2 and word not in _IDLE]
    stems = {word[:5] for word in _WORD.findall(_plain(look.text))}
    return sum(word[:5] in stems for word in telling) * 2 >= max(4, len(telling))


def _is_shop_window(look: Look) -> bool:
    """Say whether the page is the front of a company's site: slogans without a paragraph, and calls to buy."""
    if look.published or max(count_words(line) for line in look.text.split("\n")) >= _PROSE_WORDS:
        return False
    plain = _plain(look.visible)[:_EXAMINED]
    return sum(bool(pattern.search(plain)) for pattern in _walls()["boilerplate"].strong) >= 2


_BROKEN = re.compile(r"(?<![.!?:])\n(?=[a-zà-ÿ])")
"""Where a line was broken within a sentence."""
_AGO = re.compile(r"\b\d+ (?:seconds?|minutes?|hours?|days?|months?|years?) ago\b")


_AGE_LINE = re.compile(rf"^\W*(?:{_AGO.pattern}|\d+ min(?:utes?)? read)\W*$\n?", re.M)
"""What stands under a headline in a list."""


def _is_chatter(text: str) -> bool:
    """Say whether a text is nothing but short remarks of readers, each with its age."""
    paragraphs = text.split("\n")
    dated = sum(1 for paragraph in paragraphs if _AGO.search(paragraph))
    return dated >= 3 and dated * 3 >= len(paragraphs) and max(map(count_words, paragraphs)) < 2 * _PROSE_WORDS


_CUT = re.compile(
    r"(?:…|\.\.\.|\[…\]|\[\.\.\.\]|read more|continue reading|weiterlesen|lire la suite|leer más)\W*$", re.I
)
"""How an excerpt ends."""


def _why_short(look: Look, words: int) -> str:
    """Return the code for a page with next to no text."""
    if look.extracted_words >= max(MIN_WORDS, 2 * words):
        return "boilerplate"
    if words >= 5 or count_words(look.visible) >= 5:
        return "too-short"
    return "script-only" if "<script" in look.source and not look.published else "empty"


_WORD = re.compile(r"[^\W_]{2,}")
_IDLE = frozenset(
    "the and for with from into over after about what when where which who whom why how this that these those are "
    "was were will would can could should has have had not but its his her their our your you they his she him "
    "all any more most than new now here there out off says say der die das und ist ein eine für mit von dem den "
    "des auf im zu nicht wie was les des une pour dans sur avec est pas que qui aux par plus los las una para con "
    "por del que como más sobre entre keep keeps having make makes made get gets got give gives take takes comes "
    "goes want wants need needs help helps use uses using your".split()
)


def _mismatched(look: Look) -> bool:
    """Say whether not one telling word of the title is in the text, though the title has many."""
    if _UNSPACED.search(look.title):
        return _mismatched_unspaced(look)
    telling = {word for word in _WORD.findall(_plain(look.title)) if len(word) > 2 and word not in _IDLE}
    words = count_words(look.text)
    together = _plain(look.heading)[:20] == _plain(look.title)[:20]
    if len(telling) < 5 + together - (words >= 150) - (words >= 300):
        return False
    body = _plain(f"{look.text} {look.description}")
    if sum(1 for char in look.title if char > "ʰ") * 3 > len(look.title) and not re.search("[\u0370-\u07ff]", body):
        return False
    stems = {word[:5] for word in _WORD.findall(body)}
    return not any(word[:5] in stems or word[:4] in body for word in telling)


def _mismatched_unspaced(look: Look) -> bool:
    """The same for Chinese and Japanese: not one pair of the title's characters is in the text."""
    signs = "".join(re.findall(r"[\u3040-\u30ff\u3400-\u9fff]", look.title))
    pairs = {signs[index : index + 2] for index in range(len(signs) - 1)}
    return len(pairs) >= 6 and bool(_UNSPACED.search(look.text)) and not any(pair in look.text for pair in pairs)
