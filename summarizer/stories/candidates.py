"""Which entries are alike enough to be worth a closer look: a cheap filter over words, by an inverted index.

Nothing here compares every entry with every other: a word leads to the entries that have it, words that too many have
lead nowhere, and of what is found only the nearest are kept. So the work grows with the number of entries, not with
its square.
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.grounding.quantities import quantities
from summarizer.grounding.quantity import Quantity
from summarizer.identity import host_of
from summarizer.language.words import split
from summarizer.models import Entry
from summarizer.stories.wording import (
    STOP,
    Token,
    is_common,
    is_marked,
    paper_name,
    stems,
    tokens_of,
    tongue_of,
    versions,
)

WEIGHTS = Path(__file__).with_name("weights.json")
LINE_WORDS = 60
"""Words of the line that are looked at. In the archive F1 is .50 with none, .73 with 8, and the same from 15 to 60."""
FILLED_WORDS = 25
"""A line of fewer words is filled up to this with the article's opening, where the article is given."""
OPENING_WORDS = 14
"""Words of the line that count, with the title, as what the entry is about."""
TITLE_WEIGHT = 2
"""A word of the title counts as often as two of the line."""
DAMPING = 0.5
"""How fast a word loses weight that n entries have, n > FREE: its rarity is divided by 1 + DAMPING * log2(n / FREE)."""
FREE = 3
MOST_POSTINGS = 50
"""A word that more entries have leads nowhere. With 100 the filter finds the same, and 10,000 entries take longer."""
NEAREST = 12
"""Entries kept for each; the largest story labelled in the archive has three."""
LEAST_COSINE = 0.08
"""All 74 pairs of one story labelled in the archive reach it, and one in fifty of the others."""
FURNITURE_WORDS = 7
"""A run of so many words in two lines about different things is furniture of the site, not of the event."""
UNCOMMON = 4.0
"""Rarity from which on a shared word shows that two entries are about the same thing: one item in 55."""
DAYS_FREE = 3
"""Reports of one event appear within this many days; from then on every day makes it less likely."""
CAPITAL_NOUNS = frozenset({"German"})
"""Languages of `wording.TONGUES` that write every noun with a capital."""
PREPRINTS = frozenset({"arxiv.org", "biorxiv.org", "medrxiv.org", "openreview.net"})
"""Hosts on which every page is a paper."""


class Candidate(NamedTuple):
    """Two entries, by their places in the list that was given, and how alike they are (0 to 1)."""

    first: int
    second: int
    score: float


@dataclass(slots=True, eq=False)
class Reading:
    """What was found in one entry's title and line."""

    at: int
    entry: Entry
    title: list[Token]
    line: list[Token]
    names: frozenset[str]
    versions: dict[str, frozenset[str]]
    paper: frozenset[str]
    """What the title names, if it reads like a paper's."""
    amounts: list[Quantity]
    host: str
    tongue: str | None
    """Its language by `tongue_of`."""
    title_words: frozenset[str] = field(init=False)
    opening: frozenset[str] = field(init=False)
    """Stems of the title and of the line's beginning: what the entry is about."""
    words: frozenset[str] = field(init=False)
    vector: dict[str, float] = field(init=False, default_factory=dict)
    title_vector: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.title_words = frozenset(token.stem for token in self.title) - STOP
        self.opening = self.title_words | (frozenset(token.stem for token in self.line[:OPENING_WORDS]) - STOP)
        self.words = self.title_words | (frozenset(token.stem for token in self.line) - STOP)

    @property
    def date(self) -> dt.date | None:
        """Day of publication, where known."""
        return self.entry.date

    @property
    def is_preprint(self) -> bool:
        """Whether it stands where there are only papers."""
        return self.host in PREPRINTS

    @property
    def text(self) -> str:
        """Title and line as they were compared, without marks."""
        return " ".join(token.surface for token in (*self.title, *self.line))

    @property
    def actor(self) -> str | None:
        """The name the title begins with, if one of its first words is a name."""
        return next((token.stem for token in self.title[:4] if token.stem in self.names), None)


@cache
def load_weights() -> dict[str, Any]:
    """Return what `scripts/train_stories.py` wrote: how common words are, and the model's weights."""
    weights: dict[str, Any] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


class Background(NamedTuple):
    """How rare a word is in news of the field at large: the natural logarithm of items over items that have it."""

    rarity: Mapping[str, float]
    unknown: float
    """Rarity of a word that is not listed."""

    def of(self, word: str) -> float:
        """Return the rarity of a stem."""
        return self.rarity.get(word, self.unknown)

    def of_tongues(self, texts: Sequence[tuple[str, str]]) -> Background:
        """Return the background that knows the words of `texts` too, each given with its language by `tongue_of`."""
        common, plain, names = set[str](), set[str](), set[str]()
        for text, tongue in texts:
            tokens = tokens_of(text, split(text), tongue)
            names |= names_of((), tokens, self, tongue)
            plain.update(token.stem for token in tokens)
            common.update(token.stem for token in tokens if is_common(token.surface, tongue))
        rarity = {stem: min(UNCOMMON, self.of(stem)) for stem in plain - names} | dict.fromkeys(common, 0.0)
        return self._replace(rarity={**self.rarity, **rarity}) if texts else self


def background_of(items: int, counts: Mapping[str, int], least: int) -> Background:
    """Return the background that knows the words which at least `least` of `items` items have."""
    rarity = {word: math.log(items / count) for word, count in counts.items() if count >= least}
    return Background(rarity, math.log(items / (0.35 * least)))


@cache
def shipped_background() -> Background:
    """Return the background of the shipped weights; it lists one spelling for every stem."""
    shipped = load_weights()["background"]
    counts = {stems(word)[0]: int(count) for count, line in shipped["words"].items() for word in line.split()}
    return background_of(shipped["items"], counts, shipped["least"])


class Corpus:
    """Entries read together: what each says, and how rare each word is among them."""

    def __init__(
        self, entries: Sequence[Entry], texts: Mapping[str, str] | None = None, background: Background | None = None
    ) -> None:
        said = [(texts or {}).get(entry.url, "") or f"{entry.title}. {entry.one_liner}" for entry in entries]
        tongues = [tongue_of(text) for text in said]
        foreign = [(text, tongue) for text, tongue in zip(said, tongues, strict=True) if tongue]
        self.background = (background or shipped_background()).of_tongues(foreign)
        self.readings = _without_furniture([_read(at, entry, texts or {}, self.background, tongues[at])
                                            for at, entry in enumerate(entries)], self.background)  # fmt: skip
        self.count = Counter(word for reading in self.readings for word in reading.words)
        self.hosts = Counter(reading.host for reading in self.readings if reading.host)
        self._rarity = {word: damped(self.background.of(word), count) for word, count in self.count.items()}
        for reading in self.readings:
            reading.vector = self._vector(reading)
            titled = Counter(token.stem for token in reading.title if token.stem not in STOP)
            reading.title_vector = unit({word: math.sqrt(n) * self.background.of(word) for word, n in titled.items()})

    def rarity(self, word: str) -> float:
        """Return how much sharing `word` says: its rarity at large, less where many of these entries have it."""
        return self._rarity[word]

    def is_telling(self, host: str) -> bool:
        """Tell whether a shared host means anything: not where it is unknown, or most entries have the same one."""
        return bool(host) and self.hosts[host] * 2 <= len(self.readings)

    def _vector(self, reading: Reading) -> dict[str, float]:
        counts: Counter[str] = Counter()
        for token in reading.title:
            counts[token.stem] += TITLE_WEIGHT
        counts.update(token.stem for token in reading.line)
        return unit({word: math.sqrt(n) * self.rarity(word) for word, n in counts.items() if word not in STOP})

    def pairs(self) -> list[Candidate]:
        """Return the pairs worth a closer look, the most alike first: for each entry the `NEAREST`, found by words."""
        found: dict[tuple[int, int], float] = {}
        postings = self._postings()
        for reading in self.readings:
            for other in self._nearest(reading, postings):
                pair = (min(reading.at, other), max(reading.at, other))
                if pair not in found:
                    found[pair] = cosine(reading.vector, self.readings[other].vector)
        alike = (Candidate(*pair, score) for pair, score in found.items() if score >= LEAST_COSINE)
        return sorted(alike, key=lambda pair: (-pair.score, pair.first, pair.second))

    def _postings(self) -> dict[str, list[int]]:
        postings: dict[str, list[int]] = defaultdict(list)
        for reading in self.readings:
            for word in reading.words:
                if 1 < self.count[word] <= MOST_POSTINGS:
                    postings[word].append(reading.at)
        return postings

    def _nearest(self, reading: Reading, postings: Mapping[str, list[int]]) -> list[int]:
        scores: dict[int, float] = defaultdict(float)
        for word, weight in reading.vector.items():
            for other in postings.get(word, ()):
                scores[other] += weight * self.readings[other].vector[word]
        scores.pop(reading.at, None)
        return sorted(scores, key=lambda other: (-scores[other], other))[:NEAREST]


def candidates(entries: Sequence[Entry], limit: int = 30, texts: Mapping[str, str] | None = None) -> list[Candidate]:
    """Return at most `limit` pairs of `entries` that may report one event, the likeliest first.

    Entries far apart in time count as less alike. `texts` holds articles by the entry's URL, where there are any.
    """
    corpus = Corpus(entries, texts)
    near = (
        pair._replace(score=pair.score / (1 + days_apart(corpus.readings[pair.first], corpus.readings[pair.second])))
        for pair in corpus.pairs()
    )
    return sorted(near, key=lambda pair: (-pair.score, pair.first, pair.second))[:limit]


def days_apart(one: Reading, other: Reading) -> float:
    """Return by how many weeks two entries are further apart in time than reports of one event are; 0 if unknown.

    A paper and news about it are exempt: the news may come weeks later.
    """
    if one.date is None or other.date is None:
        return 0.0
    if any(reading.paper or reading.is_preprint for reading in (one, other)):
        return 0.0
    return max(0, abs((one.date - other.date).days) - DAYS_FREE) / 7


def damped(rarity: float, count: int) -> float:
    """Return what a word of this rarity at large weighs that `count` of the entries have."""
    return rarity / (1 + DAMPING * max(0.0, math.log2(count / FREE)))


def cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Return the cosine of two vectors of length 1."""
    if len(one) > len(other):
        one, other = other, one
    return sum(weight * other[word] for word, weight in one.items() if word in other)


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """Return `vector` at length 1."""
    length = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {word: weight / length for word, weight in vector.items()}


def _read(at: int, entry: Entry, texts: Mapping[str, str], background: Background, tongue: str | None) -> Reading:
    line = entry.one_liner.split()
    if len(line) < FILLED_WORDS:
        line += texts.get(entry.url, "").split(maxsplit=FILLED_WORDS)[: FILLED_WORDS - len(line)]
    return _reading(at, entry, entry.title, " ".join(line[:LINE_WORDS]), background, tongue)


def _reading(at: int, entry: Entry, title: str, line: str, background: Background, tongue: str | None) -> Reading:
    text = f"{title}. {line}"
    words = split(text)
    titled = sum(word.start < len(title) for word in words)
    read = tokens_of(text, words[:titled], tongue), tokens_of(text, words[titled:], tongue)
    return Reading(
        at=at,
        entry=entry,
        title=read[0],
        line=read[1],
        names=names_of(*read, background, tongue),
        versions=versions(text, tongue),
        paper=paper_name(title),
        amounts=[amount for amount in quantities(text, words) if amount.kind == "number"],
        host=host_of(entry.url),
        tongue=tongue,
    )


def names_of(
    title: Sequence[Token], line: Sequence[Token], background: Background, tongue: str | None
) -> frozenset[str]:
    """Return the stems of names. Where every word of a title has a capital, only a word unknown at large is one."""
    if tongue in CAPITAL_NOUNS:
        return _names_among_nouns(title, tongue) | _names_among_nouns(line, tongue)
    lower = {token.stem for token in (*title, *line) if token.surface[0].islower()}
    capitals = sum(token.surface[0].isupper() for token in title)
    every_word = capitals > 0.6 * len(title)
    found = {token.stem for token in line if is_marked(token.surface) or _is_capital(token)}
    for token in title:
        says_so = _is_capital(token) and not every_word
        unknown = token.surface[0].isupper() and token.stem not in background.rarity
        if is_marked(token.surface) or ((says_so or unknown) and token.stem not in lower):
            found.add(token.stem)
    return frozenset(found) - STOP


def _names_among_nouns(tokens: Sequence[Token], tongue: str) -> frozenset[str]:
    """Return the stems of names where every noun has a capital: one right behind another noun is that one's name."""
    nouns = [token.surface[0].isupper() and not is_common(token.surface, tongue) for token in tokens]
    named = {
        token.stem
        for (is_noun, _), (is_next, token) in pairwise(zip(nouns, tokens, strict=True))
        if is_noun and is_next and token.joined and not token.opens
    }
    return frozenset(named | {token.stem for token in tokens if is_marked(token.surface)})


def _is_capital(token: Token) -> bool:
    return token.surface[0].isupper() and not token.opens


# Furniture: a site's own words, repeated under different titles, are no sign that two entries belong together


def _without_furniture(readings: list[Reading], background: Background) -> list[Reading]:
    runs: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    titles: dict[tuple[str, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        titles[tuple(token.stem for token in reading.title)].append(reading)
        for run in set(_runs(reading)):
            runs[run].append(reading)
    lines = {run for run, owners in runs.items() if _disagree([one.title for one in owners], background)}
    heads = {key for key, owners in titles.items() if _disagree([one.line for one in owners], background)}
    return [_stripped(reading, lines, heads, background) for reading in readings] if lines or heads else readings


def _runs(reading: Reading) -> list[tuple[str, ...]]:
    found = [token.stem for token in reading.line]
    return [tuple(found[at : at + FURNITURE_WORDS]) for at in range(len(found) - FURNITURE_WORDS + 1)]


def _disagree(others: Sequence[Sequence[Token]], background: Background) -> bool:
    """Tell whether two neighbours of a list of titles (or of lines) have no uncommon word in common."""
    telling = [{token.stem for token in words if background.of(token.stem) >= UNCOMMON} for words in others if words]
    return any(not one & other for one, other in pairwise(telling))


def _stripped(
    reading: Reading, runs: set[tuple[str, ...]], heads: set[tuple[str, ...]], background: Background
) -> Reading:
    """Return the reading without the runs of words, and without its title, if they are furniture."""
    furniture: set[int] = set()
    for at, run in enumerate(_runs(reading)):
        if run in runs:
            furniture.update(range(at, at + FURNITURE_WORDS))
    title = "" if tuple(token.stem for token in reading.title) in heads else reading.entry.title
    if not furniture and title:
        return reading
    line = " ".join(token.surface for at, token in enumerate(reading.line) if at not in furniture)
    return _reading(reading.at, reading.entry, title, line, background, reading.tongue)
