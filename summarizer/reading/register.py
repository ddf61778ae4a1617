"""In which register a page speaks: that of a report, or that of a site to its visitors.

The words of either are in `register.toml`, in some thirty languages. With the page's shape, titles and declarations
they are weighed as `scripts/train_gate.py` has learned on pages that hold an article and pages that hold none.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from summarizer.reading import signs
from summarizer.reading.look import Look, count_words, is_cut_off, plain_of, share_told, telling
from summarizer.reading.scripts import HANGUL, UNSPACED

ARTICLE = "article"
KIND = ": "
"""What stands between a code and the kind of page, where unlike pages are refused with one code."""
WORDS = Path(__file__).with_suffix(".toml")
WEIGHTS = Path(__file__).with_suffix(".json")
_EXAMINED = 8_000
"""Characters of a text that are looked at, and of all that a page shows."""
_SHORTEST_BEGINNING = 5
"""Letters from which on an entry of the list is the beginning of a word; a shorter one is a whole word."""
_LONGEST_WORD = 30
"""Letters of a word that are looked at; it bounds the work that a word of a million can cause."""
_REPORT, _ADDRESS, _HOUSE, _SELF = "report", "you", "house", "self"
"""Topics of the list that say who speaks to whom."""
_OFFERS = ("job", "visit")
"""What may be offered on a page, and is reported of in the same words: no paragraph is the site's for them."""
_PROSE_WORDS = 20
"""Words of a paragraph below which it may be a headline or a label."""
_STUB_WORDS = 3
"""Words of a line up to which it is hardly more than a button's."""
_FEW_WORDS = 40
"""Words of a text, and of what is the article's own in it, below which there is little of it."""
_MUCH_SHOWN = 150
"""Words that a page shows from which on a form to log in is but a part of it."""
_OWN = 0.1
"""Share of a paragraph's words in a site's register from which on the paragraph is the site's."""
_OF_TITLE = 0.3
"""The same of a title's words."""
_TOLD_BY_MOST = 0.6
"""Share of a headline's telling words that an article has, where there is no headline to tell."""
_TO_VISITORS = 0.08
"""Share of the words of a text from which on it is the site's word to its visitors."""
_AN_OFFER = 2
"""Words of selling that make an offer."""
_FEWEST_HITS = 12
"""Words of a site that a page must have for their shares to be told in full."""
_WITHIN_WORDS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0dff\u200c\u200d"
"""Signs that stand within words and that Python does not count among their characters."""
_TOKEN = re.compile(rf"(?:[^\W\d_]|[{_WITHIN_WORDS}])+")
_RUNNING = re.compile(f"{UNSPACED.pattern}|[{HANGUL}]")
"""A character of a script in which an entry of the list may be any part of the text."""
_CLITICS = re.compile("^(?:[وفبكل]?(?:ال|لل)|[והבלמכש]{1,2}(?=[א-ת]{3}))")
"""Articles and particles that Arabic and Hebrew write together with the word behind them."""
_NUMBER = re.compile(r"\d[\d.,]*")
_QUOTE = re.compile('[“”«»„"「]')


class _Lists(NamedTuple):
    """The topics of every word, by how it is looked up."""

    whole: dict[str, frozenset[str]]
    beginnings: dict[str, frozenset[str]]
    of_phrase: dict[str, frozenset[str]]
    parts: dict[str, frozenset[str]]
    phrases: dict[str, list[str]]
    """Every phrase, by its first word."""


class Shipped(NamedTuple):
    """A multinomial logistic regression, as learned."""

    threshold: float
    """Log-odds from which on a page holds no article."""
    biases: dict[str, float]
    """For `article`, and for each code that a page may be refused with, or kind of page of that code."""
    weights: dict[str, dict[str, float]]
    """The same for every feature."""


class Weighed(NamedTuple):
    """What a page was weighed as."""

    odds: float
    """Log-odds that it holds no article, above the threshold; below it, a negative number."""
    code: str
    """What it is best refused with, if it holds none."""


def weigh(look: Look, barred: Collection[str] = ()) -> Weighed:
    """Return how likely a page holds no article, and what it is then; `barred` are codes that it is none of."""
    learned, scores = shipped(), dict(shipped().biases)
    for name, value in features(look).items():
        if value:
            for code, weight in learned.weights[name].items():
                scores[code] += weight * value
    article = scores.pop(ARTICLE)
    scores = {kind: score for kind, score in scores.items() if kind.partition(KIND)[0] not in barred}
    most = max(scores.values())
    others = most + math.log(sum(math.exp(score - most) for score in scores.values()))
    likeliest = max(scores, key=lambda kind: scores[kind])
    return Weighed(others - article - learned.threshold, likeliest.partition(KIND)[0])


@cache
def shipped() -> Shipped:
    """Return what was learned, as shipped."""
    return Shipped(**json.loads(WEIGHTS.read_text(encoding="utf-8")))


def own_words(text: str) -> int:
    """Return the words of the paragraphs of `text` that are an article's, not its site's."""
    return sum(words for found, words in _counted(text.split("\n")) if _is_own(found, words))


def lead_words(text: str) -> int:
    """Return the words of the paragraphs of `text` that stand before the first of its site's."""
    return sum(words for _, words in takewhile(lambda line: _is_own(*line), _counted(text.split("\n"))))


def is_offer(line: str) -> bool:
    """Return whether a paragraph is not an article's own, but sells something to read."""
    found = topics_of(line)
    return found["paywall"] >= _AN_OFFER and not _is_own(found, count_words(line))


def is_report(line: str) -> bool:
    """Return whether a paragraph tells what somebody says or has found."""
    return topics_of(line)[_REPORT] > 0


def speaks_to_visitors(text: str) -> bool:
    """Return whether a text is a site's word to its visitors: of itself, or of them, again and again."""
    beginning = text[:_EXAMINED]
    found = topics_of(beginning)
    said = sum(found[topic] for topic in (*topics(), _ADDRESS, _HOUSE))
    return said >= _TO_VISITORS * max(1, count_words(beginning))


def is_of_the_site(title: str) -> bool:
    """Return whether a title is a site's word to its visitors rather than a headline."""
    found = topics_of(title)
    return sum(found[topic] for topic in topics()) >= _OF_TITLE * max(1, count_words(title))


@cache
def topics() -> tuple[str, ...]:
    """Return what a site speaks of to its visitors, as the list names it."""
    return tuple(topic for topic in _topics() if topic not in (_REPORT, _ADDRESS, _HOUSE, _SELF, *_OFFERS))


def topics_of(text: str) -> Counter[str]:
    """Return how often each topic of the list is spoken of in `text`."""
    return _count(plain_of(text))


def features(look: Look) -> dict[str, float]:
    """Return what may speak for or against there being an article on the page."""
    lines = [line for line in look.text[:_EXAMINED].split("\n") if line.strip()]
    return {
        **_in_words(look, lines),
        **_in_shape(look, [count_words(line) for line in lines] or [0]),
        **_in_titles(look),
        **_declared(look),
        **signs.features(look),
    }


def _in_words(look: Look, lines: list[str]) -> dict[str, float]:
    """Return of what, and to whom, the text speaks, and all that is to be seen."""
    counted = _counted(lines)
    text = Counter[str]()
    for found, _ in counted:
        text.update(found)
    words = max(1, sum(length for _, length in counted))
    seen = plain_of((look.visible or look.text)[:_EXAMINED])
    visible, shown = _count(seen), max(1, count_words(seen))
    own = sum(length for found, length in counted if _is_own(found, length))
    site = min(1.0, sum(text[topic] for topic in topics()) / words)
    spoken_to = min(1.0, (text[_ADDRESS] + text[_HOUSE]) / words)
    return {
        "text to visitors": min(0.2, text[_ADDRESS] / words),
        "text of the house": min(0.2, text[_HOUSE] / words),
        "text of oneself": min(0.1, text[_SELF] / words),
        "text reports": min(0.1, text[_REPORT] / words),
        **{f"text {topic}": min(0.25, text[topic] / words) for topic in topics()},
        **{f"text {offer}": min(0.15, text[offer] / words) for offer in _OFFERS},
        "text on one topic": max(text[topic] for topic in topics()) / words,
        "page site": min(0.5, sum(visible[topic] for topic in topics()) / shown),
        **{
            f"page {topic}": visible[topic] / max(_FEWEST_HITS, sum(visible[of] for of in topics()))
            for topic in topics()
        },
        **{f"page {offer}": min(0.1, visible[offer] / shown) for offer in _OFFERS},
        "unscripted": topics_of(look.unscripted)["script"] > 0,
        "of the site to its visitors": math.sqrt(site * spoken_to),
        "log own": math.log(1 + own),
        "few own": own < _FEW_WORDS,
        "reports": text[_REPORT] > 0,
    }


def _counted(lines: Iterable[str]) -> list[tuple[Counter[str], int]]:
    """Return the topics and the length of every paragraph."""
    return [(topics_of(line), count_words(line)) for line in lines]


def _is_own(found: Counter[str], words: int) -> bool:
    """Return whether a paragraph of so many words is the article's, by the topics found in it."""
    site, spoken_to = sum(found[topic] for topic in topics()), found[_ADDRESS] + found[_HOUSE]
    of_the_site = site >= _OWN * max(1, words) or (site > 0 and site + spoken_to >= 2 * _OWN * max(1, words))
    return found[_REPORT] > 0 or not of_the_site


def _in_shape(look: Look, lengths: list[int]) -> dict[str, float]:
    """Return how the text is made: prose or labels, with numbers and quotations or without, cut off or whole."""
    text, words = look.text[:_EXAMINED], max(1, sum(lengths))
    prose = [length for length in lengths if length >= _PROSE_WORDS]
    return {
        "log words": math.log(words),
        "few words": words < _FEW_WORDS,
        "paragraphs of prose": min(8, len(prose)),
        "share of prose": sum(prose) / words,
        "stubs": sum(length <= _STUB_WORDS for length in lengths) / len(lengths),
        "mean paragraph": math.log(1 + words / len(lengths)),
        "numbers": min(0.1, len(_NUMBER.findall(text)) / words),
        "quotations": min(0.03, len(_QUOTE.findall(text)) / words),
        "cut off": min(5, sum(is_cut_off(line) for line in text.split("\n"))),
        "linked instead of prose": look.linked_share * (1 - sum(prose) / words),
    }


def _in_titles(look: Look) -> dict[str, float]:
    """Return whether the titles are headlines, agree, and are about what the text tells."""
    body, heads = plain_of(look.text[:_EXAMINED]), [claim for claim in look.claims if len(telling(claim)) >= 4]
    told = [share_told(claim, body) for claim in heads] or [_TOLD_BY_MOST]
    length, said = count_words(look.title), topics_of(look.title)
    named = topics_of(f"{look.title} {look.window}")
    begins = plain_of(look.title)[:12]
    return {
        **{f"title {topic}": min(1.0, named[topic]) for topic in (*topics(), *_OFFERS)},
        "title words": min(12, length),
        "title of the site": min(1.0, sum(said[topic] for topic in topics()) / max(1, length)),
        "title told": share_told(look.title, body) if telling(look.title) else _TOLD_BY_MOST,
        "headed": look.heading == look.title,
        "claims told at worst": min(told),
        "claims not told": max(told) < 0.15,
        "claims another title": bool(look.claims) and all(plain_of(claim)[:12] != begins for claim in look.claims),
        "description not told": len(telling(look.description[:400])) >= 5
        and share_told(look.description[:400], body) < 0.25,
    }


def _declared(look: Look) -> dict[str, float]:
    """Return what the page declares itself to be, and what its address says."""
    address, shown = urlsplit(look.url), count_words(look.visible)
    return {
        "password": 'type="password"' in look.source and shown < _MUCH_SHOWN,
        "unlisted": look.unlisted,
        "root": address.scheme.startswith("http") and address.path in ("", "/") and not address.query,
    }


@lru_cache(maxsize=1 << 8)
def _count(plain: str) -> Counter[str]:
    """Return how often each topic is spoken of in plain text; a page's lines are asked about again and again."""
    lists, found = _lists(), Counter[str]()
    words = _TOKEN.findall(plain)
    text = f" {' '.join(words)} "
    for word, count in Counter(words).items():
        for topic in _topics_of_word(word[:_LONGEST_WORD]):
            found[topic] += count
        for phrase in lists.phrases.get(word, ()):
            times = text.count(f" {phrase} ")
            for topic in lists.of_phrase[phrase] if times else ():
                found[topic] += times
    if _RUNNING.search(plain):
        for part in _parts().findall(plain):
            for topic in lists.parts[part]:
                found[topic] += max(1, count_words(part))
    return found


@lru_cache(maxsize=1 << 15)
def _topics_of_word(word: str) -> frozenset[str]:
    forms = {word, _CLITICS.sub("", word)}
    return frozenset(topic for form in forms for matched in _matching(form) for topic in matched)


def _matching(word: str) -> Iterator[frozenset[str]]:
    """Yield the topics of the entries that are a word or its beginning."""
    lists = _lists()
    if word in lists.whole:
        yield lists.whole[word]
    for end in range(_SHORTEST_BEGINNING, len(word) + 1):
        if word[:end] in lists.beginnings:
            yield lists.beginnings[word[:end]]


@cache
def _topics() -> dict[str, list[str]]:
    """Return the entries of every topic."""
    listed = tomllib.loads(WORDS.read_text(encoding="utf-8"))["words"]
    return {topic: [_as_looked_up(entry) for entry in entries.split()] for topic, entries in listed.items()}


def _as_looked_up(entry: str) -> str:
    """Return an entry as it is looked for: `e-mail` in its words, like `log_in`."""
    spaced = entry.replace("_", " ")
    return spaced if _RUNNING.search(spaced) else " ".join(_TOKEN.findall(spaced))


@cache
def _lists() -> _Lists:
    found: dict[str, set[str]] = {}
    for topic, entries in _topics().items():
        for entry in entries:
            found.setdefault(entry, set()).add(topic)
    lists = _Lists({}, {}, {}, {}, {})
    for entry, of in found.items():
        _list_for(entry, lists)[entry] = frozenset(of)
    for phrase in lists.of_phrase:
        lists.phrases.setdefault(phrase.split()[0], []).append(phrase)
    return lists


def _list_for(entry: str, lists: _Lists) -> dict[str, frozenset[str]]:
    """Return the list that an entry belongs in."""
    if _RUNNING.search(entry):
        return lists.parts
    if " " in entry:
        return lists.of_phrase
    return lists.beginnings if len(entry) >= _SHORTEST_BEGINNING else lists.whole


@cache
def _parts() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_lists().parts, key=len, reverse=True))))
