"""Which category an article belongs to, by a linear model over words and URL: plain Python, no network, no model call.

The weights are in `weights/categories.json.gz`; `scripts/train_classifier.py` makes them, with the features as they
are computed here, and prints how good they are.
"""

from __future__ import annotations

import base64
import gzip
import json
import math
import re
import sys
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from operator import mul
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

from summarizer.taxonomy import Category, Taxonomy

SURE = 0.85
"""From this probability on a category needs no second look: on issues held out forward in time (#270-#299, 1,303 items)
62 % of the items reach it, and 97 % of those are right (at 0.80: 68 %, 95 % right). `scripts/train_classifier.py`
prints the table."""

LEAD_WORDS = 50
"""Words of the article's opening that are looked at, after the title and the line."""
LEAD_WEIGHT = 0.3
"""What a feature counts that only the lead has, beside 1 for one of the title or the line.

The labelled items have no articles. With another report of the same story as the lead (172 items) accuracy stays at
0.831, and from the title and lead alone it rises from 0.715 to 0.762; with a lead about something else altogether it
falls from 0.818 to 0.800 (0.757 at a weight of 0.5 and 80 words).
"""

UNTRAINED_AT_LEAST = 0.05
"""Kept back, together, for categories the weights do not know: a trained one is sure only from 0.85 / 0.95 on."""
GUESSED_AT_MOST = 0.80
"""The most that words and meaning can give to a category; below `SURE`."""

WEIGHTS = Path(__file__).with_name("weights") / "categories.json.gz"

PAPER = re.compile(
    r"(?:[a-z]+\.)*(?:arxiv\.org|ar5iv\.org|alphaxiv\.org)/(?:abs|pdf|html)/"
    r"|(?:[a-z]+\.)*(?:bio|med|chem|psy)rxiv\.org/(?:content|engage)/"
    r"|openreview\.net/|huggingface\.co/papers/|aclanthology\.org/|papers\.ssrn\.com/|doi\.org/10\.|dl\.acm\.org/doi/"
    r"|[^/]+/(?:abs|pdf|html)/\d{4}\.\d{4,5}(?:v\d+)?(?:\.pdf)?/?$|nature\.com/articles/s|science\.org/doi/|proceedings\.mlr\.press/|papers\.nips\.cc/|openaccess\.thecvf\.com/"
)
"""Hosts and paths under which a page is a paper itself; arXiv's way of numbering counts on any host. News about papers
is elsewhere, and so is news about arXiv."""

_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gov", "net", "org"})
"""Labels that registries put before a country's: the registered domain has one label more."""
_PATH_FURNITURE = frozenset({"amp", "arxiv", "htm", "html", "index", "php", "www"})
_VAGUE = frozenset(
    "about also anything been from have into like make made more most new other over some such than that their them"
    " they this used what when where which with work your artificial intelligence people thing".split()
)
"""Words of a category's meaning that point to nothing."""
_ENDING = re.compile(r"(?<=\w{3})(?:'s|ies|ing|ed|es|s|y)$")
_WORD = re.compile(r"\$[a-z]+|[a-z0-9]+(?:['.\-][a-z0-9]+)*|[$€£%]")
_MONEY = re.compile(r"(?:us)?[$€£¥] ?\d[\d,.]* ?(k|m|mn|b|bn|t|tn|thousand|million|billion|trillion)?\b")
_MAGNITUDES = {"k": "thousand", "m": "million", "mn": "million", "b": "billion", "bn": "billion", "t": "trillion"}
"""An amount counts by its magnitude alone: $20 is a price, $20 million a deal."""

BLOCKS = "wctu"
"""Words, characters, title, URL; in a weights file a feature is named by its block, a space, and itself."""
Features = dict[str, list[str]]
"""The features of a text by block, each once. Every block counts the same, however long the text."""


class Ranked(NamedTuple):
    """A category and the probability that it is the right one."""

    category: str
    probability: float


def is_paper(url: str) -> bool:
    """Return whether `url` leads to a paper itself (see `PAPER`)."""
    parts = urlsplit(url)
    return PAPER.match((parts.hostname or "").removeprefix("www.") + parts.path.lower()) is not None


def features(title: str, one_liner: str, url: str) -> Features:
    """Return the features that the weights are for, by block: words, characters, title, URL."""
    title_words, line_words = _words(title), _words(one_liner)
    both = [*_word_grams(title_words), *_word_grams(line_words)]
    return {
        "w": list(dict.fromkeys(both)),
        "c": list(dict.fromkeys(_character_grams([*title_words, *line_words]))),
        "t": list(dict.fromkeys(_word_grams(title_words))),
        "u": list(dict.fromkeys(_url_features(url))),
    }


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return _WORD.findall(_MONEY.sub(_magnitude, plain))


def _magnitude(amount: re.Match[str]) -> str:
    scale = amount[1] or "few"
    return f" ${_MAGNITUDES.get(scale, scale)} "


def _word_grams(words: Sequence[str]) -> Iterator[str]:
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))


def _character_grams(words: Iterable[str]) -> Iterator[str]:
    """Yield the runs of 3 to 5 characters of each word, the space on either side of it included."""
    for word in dict.fromkeys(words):
        padded = f" {word} "
        for size in (3, 4, 5):
            yield from (padded[at : at + size] for at in range(len(padded) - size + 1))


def _url_features(url: str) -> Iterator[str]:
    """Yield registered domain, host below it, suffix and path words of a web page; nothing for a local file.

    A paper is known by `PAPER` alone: its host and path are left out, and so is arXiv's name anywhere.
    """
    parts = urlsplit(url) if url.lower().startswith(("http://", "https://")) else None
    host = (parts.hostname or "").removeprefix("www.") if parts else ""
    if not parts or not host:
        return
    path = parts.path.lower()
    paper = is_paper(url)
    if paper:
        yield "paper"
    if "arxiv" not in host:
        domain = _registered(host)
        yield from (f"domain {domain}", f"suffix {host.rpartition('.')[2]}")
        if host != domain:
            yield f"host {host}"
    if not paper:
        yield from _path_features(path)


def _registered(host: str) -> str:
    labels = host.split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])


def _path_features(path: str) -> Iterator[str]:
    yield from (f"path {word}" for word in re.findall(r"[a-z]{2,}", path) if word not in _PATH_FURNITURE)
    folders = [part for part in path.split("/") if part and not part.isdigit()]
    if len(folders) > 1:
        yield f"folder {folders[0]}"


class Weights(NamedTuple):
    """The linear model as it is shipped: one row of weights a feature, one weight a category."""

    categories: tuple[str, ...]
    bias: tuple[float, ...]
    temperature: float
    """What scores are divided by before they become probabilities."""
    places: dict[str, dict[str, int]]
    """Row of each feature, by block."""
    rarity: array[float]
    """Inverse document frequency of each feature: what it counts where it occurs."""
    step: float
    """What one unit of a weight is worth."""
    columns: tuple[array[int], ...]
    """The weights, one column a category."""

    def scores(self, weighed: Iterable[tuple[str, Iterable[tuple[str, float]]]]) -> list[float]:
        """Return a score for each category from blocks of (feature, what it counts); unknown features count nothing."""
        totals = list(self.bias)
        for block, members in weighed:
            for at, score in enumerate(self._block_scores(block, members)):
                totals[at] += score
        return totals

    def _block_scores(self, block: str, members: Iterable[tuple[str, float]]) -> list[float]:
        places, rows, values = self.places[block], [], []
        for feature, counts in members:
            row = places.get(feature)
            if row is not None:
                rows.append(row)
                values.append(counts * self.rarity[row])
        unit = self.step / (math.sqrt(sum(map(mul, values, values))) or 1.0)
        return [unit * sum(map(mul, values, map(column.__getitem__, rows))) for column in self.columns]


@cache
def load_weights() -> Weights:
    """Return the shipped weights, read once. Raises FileNotFoundError in an installation without them."""
    return parse_weights(WEIGHTS.read_bytes())


def parse_weights(packed: bytes) -> Weights:
    """Return the weights in the bytes of a weights file."""
    stored = json.loads(gzip.decompress(packed))
    rarity, units = _unpack("B", stored["rarity"]), _unpack("h", stored["rows"])
    width = len(stored["categories"])
    places: dict[str, dict[str, int]] = {block: {} for block in BLOCKS}
    for row, name in enumerate(stored["features"].split("\n")):
        places[name[0]][name[2:]] = row
    return Weights(
        categories=tuple(stored["categories"]),
        bias=tuple(stored["bias"]),
        temperature=stored["temperature"],
        places=places,
        rarity=array("d", (value * stored["rarity_step"] for value in rarity)),
        step=stored["step"],
        columns=tuple(units[at::width] for at in range(width)),
    )


def render_weights(
    names: Sequence[str],
    rarity: Sequence[float],
    rows: Sequence[Sequence[float]],
    bias: Sequence[float],
    categories: Sequence[str],
    temperature: float,
) -> bytes:
    """Return the bytes of a weights file, the same for the same values: compressed JSON, weights in 16 bits each.

    8 bits are too few: beside the weight of a paper's URL those of most words would be nought.
    """
    step = max(abs(weight) for row in rows for weight in row) / 32_767
    rarity_step = max(rarity) / 255
    units = array("h", (round(weight / step) for row in rows for weight in row))
    stored = {
        "categories": list(categories),
        "bias": [round(value, 6) for value in bias],
        "step": step,
        "temperature": temperature,
        "rarity_step": rarity_step,
        "features": "\n".join(names),
        "rarity": _pack(array("B", (round(value / rarity_step) for value in rarity))),
        "rows": _pack(units),
    }
    return gzip.compress(json.dumps(stored, ensure_ascii=False).encode(), compresslevel=9, mtime=0)


def _pack(numbers: array[int]) -> str:
    """Return `numbers` as text, the low byte first on every machine."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode()


def _unpack(kind: Literal["B", "h"], text: str) -> array[int]:
    numbers = array(kind, base64.b64decode(text))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def probabilities(scores: Sequence[float], temperature: float) -> list[float]:
    """Return what `scores` mean as probabilities that add up to 1 (softmax at a temperature)."""
    top = max(scores)
    odds = [math.exp((score - top) / temperature) for score in scores]
    return [value / sum(odds) for value in odds]


def trained(title: str, one_liner: str, lead: str, url: str) -> list[Ranked]:
    """Return the five categories the weights know, the likeliest first."""
    weights = load_weights()
    chances = probabilities(weights.scores(_weighed(title, one_liner, lead, url)), weights.temperature)
    return sorted(map(Ranked, weights.categories, chances), key=lambda ranked: -ranked.probability)


def _weighed(title: str, one_liner: str, lead: str, url: str) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    opening = _words(lead)[:LEAD_WORDS]
    extra = {"w": _word_grams(opening), "c": _character_grams(opening)}
    for block, members in features(title, one_liner, url).items():
        counted = dict.fromkeys(members, 1.0)
        for feature in extra.get(block, ()):
            counted.setdefault(feature, LEAD_WEIGHT)
        yield block, list(counted.items())


def classify(title: str, one_liner: str, lead: str, url: str, taxonomy: Taxonomy) -> list[Ranked]:
    """Return every category of `taxonomy` with the probability that it is the right one, the likeliest first.

    A category whose name the weights know keeps what they say of it. Any other is scored by its `words` and meaning.
    What the weights give to categories that the taxonomy lacks goes to all in equal parts. None of this makes an
    answer sure: beyond what the weights say, no category gets more than `GUESSED_AT_MOST`. The sum is 1.
    """
    known = {ranked.category.casefold(): ranked.probability for ranked in trained(title, one_liner, lead, url)}
    untrained = [category for category in taxonomy.categories if category.name.casefold() not in known]
    guessed = _untrained_chances(untrained, title, f"{one_liner} {lead}")
    left = 1 - sum(guessed.values())
    learned = {name: left * known.get(name.casefold(), 0.0) for name in taxonomy.names}
    spare = (1 - sum(learned.values()) - sum(guessed.values())) / len(learned)
    chances = {name: chance + guessed.get(name, 0.0) + spare for name, chance in learned.items()}
    top = max(chances, key=lambda name: chances[name])
    chances = _levelled(chances, max(GUESSED_AT_MOST, learned[top]))
    return sorted((Ranked(name, chance) for name, chance in chances.items()), key=lambda ranked: -ranked.probability)


def _levelled(chances: dict[str, float], ceiling: float) -> dict[str, float]:
    """Return `chances` moved towards each other, in proportion, until none is above `ceiling`."""
    even, highest = 1 / len(chances), max(chances.values())
    share = min(1.0, (ceiling - even) / (highest - even)) if highest > even else 1.0
    return {name: even + share * (chance - even) for name, chance in chances.items()}


def _untrained_chances(categories: Sequence[Category], title: str, text: str) -> dict[str, float]:
    """Return the probability of each category that the weights do not know: a floor, and more for each hint."""
    if not categories:
        return {}
    hints = [_hints(category, title, text) for category in categories]
    total = sum(hints)
    room = (GUESSED_AT_MOST - UNTRAINED_AT_LEAST) * (1 - 0.5**total) if total else 0.0
    shares = [hint / total if total else 0.0 for hint in hints]
    floor = UNTRAINED_AT_LEAST / len(categories)
    return {category.name: floor + room * share for category, share in zip(categories, shares, strict=True)}


def _hints(category: Category, title: str, text: str) -> float:
    """Return how much points to `category`: each of its words 2 in the title, 1 in the text; half for its meaning's."""
    said = _stems(" ".join(category.words))
    meant = {
        stem for stem in _stems(f"{category.name} {category.meaning}") - said if len(stem) > 3 and stem not in _VAGUE
    }
    in_title, in_text = _stems(title), _stems(" ".join(text.split()[:LEAD_WORDS]))
    counted = [(said, in_title, 2.0), (said, in_text, 1.0), (meant, in_title, 1.0), (meant, in_text, 0.5)]
    return sum(worth * len(wanted & found) for wanted, found, worth in counted)


def _stems(text: str) -> set[str]:
    return {_ENDING.sub("", word) for word in _words(text)}
