"""How a headline's words are compared: tokens and stems, versions of products, the name a paper gives its method."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from summarizer.language.words import Word, split, stem

_STOP = """
a about across after again against ai all also although amid among an and any are artificial as at be because been
before being between both but by can could despite did do does down during each for from had has have he her him his
how however i if in include included includes including intelligence into is it its just may me might more most must
my new no nor not now of off on only or other our out over own per s said same say says shall she should so some such
t than that the their them then there these they this those through to too under until up upon us use used uses using
very via was we were what when where which while who whom whose why will with within without would you your
"""
STOP = frozenset(_STOP.split()) | frozenset(stem(word) for word in _STOP.split())
"""Stems that say nothing about which event it is; "AI" and "new" are among them, every second title having one."""

_NOT_VERSIONED = frozenset(
    "top of over to by than from with and for at up nearly about the all under least another just only us is in a "
    "series phase level section article day week year chapter part page issue number no vol season episode "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Words before a number that are no product's name, whatever their capital."""
_VERSION = re.compile(
    r"\b([A-Z][^\W\d_]{1,30})[ \-‑]?(\d{1,3}(?:\.\d{1,3}){0,2})(?![\w%]|[.,]\d| (?:[mbt]r?illion|per))"
)
_PREPRINT = re.compile(r"^\[[\d.v]{4,16}\]\s*")
_REPORT = "technical report"
_PAPER_NAME_WORDS = 5
"""Most words before the colon of a title that still name a method."""


class Token(NamedTuple):
    """A word as it is compared; letters and digits that touch are one, `QwQ-32B` is `qwq` and `32b`."""

    surface: str
    stem: str
    opens: bool
    """It stands where a sentence begins, so that its capital says nothing."""
    joined: bool
    """Only a space or hyphen parts it from the word before, so that both may be one name."""


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of `text`, in order."""
    return tokens_of(text, split(text))


def tokens_of(text: str, words: Sequence[Word]) -> list[Token]:
    """Return the tokens that `words`, the words of `text`, make."""
    runs: list[list[Word]] = []
    for word in words:
        if word.glued:
            runs[-1].append(word)
        else:
            runs.append([word])
    return [_token(text, run) for run in runs]


def _token(text: str, run: list[Word]) -> Token:
    start, first = run[0].start, run[0]
    before = text[max(0, start - 3) : start].rstrip(" \n\"'“‘(")
    opens, joined = before[-1:] in ".!?:", text[max(0, start - 2) : start - 1].isalnum() and text[start - 1] in " -‑"
    if len(run) == 1:
        return Token(first.text.removesuffix("'s").removesuffix("’s"), first.stem, opens, joined)
    return Token(text[start : run[-1].end], "".join(word.plain for word in run), opens, joined)


def stems(text: str) -> list[str]:
    """Return the stems of all words of `text`, in order, the empty ones included."""
    return [token.stem for token in tokens(text)]


def is_marked(word: str) -> bool:
    """Tell whether its spelling makes `word` a name: a capital inside, or letters and digits mixed."""
    mixed = any(c.isdigit() for c in word) and any(c.isalpha() for c in word)
    return mixed or any(c.isupper() for c in word[1:])


def versions(text: str) -> dict[str, frozenset[str]]:
    """Return the numbers that names carry, by name in lower case: "Kestrel 2.5" is {"kestrel": {"2.5"}}."""
    found: dict[str, frozenset[str]] = {}
    for match in _VERSION.finditer(text):
        name, number = match[1].casefold(), match[2].removesuffix(".0")
        if name not in _NOT_VERSIONED:
            found[name] = found.get(name, frozenset()) | {number}
    return found


def paper_name(title: str) -> frozenset[str]:
    """Return the stems of what a paper's title names: before its colon or "Technical Report", or its only word."""
    bare = _PREPRINT.sub("", title.strip())
    is_report = bare.casefold().endswith(_REPORT)
    head, colon, _ = (bare[: -len(_REPORT)] if is_report else bare).partition(": ")
    found = stems(head)
    says_so = bool(colon) or is_report or len(found) == 1
    return frozenset(found) - STOP if says_so and len(found) <= _PAPER_NAME_WORDS else frozenset()
