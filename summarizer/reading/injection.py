"""Text that speaks to a language model rather than to a reader: noticed, shown to a person, never obeyed."""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.reading.scripts import HANGUL, KANA_AND_HAN, letters_of

_MAX_CHARACTERS = 300_000
"""How much of an article is looked at."""

_COMPACT = re.compile(
    r"(?:ignore|disregard|forget|override|bypass)(?:all|any|the|your|my|of|these|those)*"
    r"(?:previous|prior|above|earlier|preceding|former|system|other)*(?:instruction|prompt|directive|rule|command"
    r"|order)"
)
"""The same order with its letters spaced out, so that the words have run together."""

_LOOKALIKES = {
    ord(pair[0]): pair[1]
    for pair in (
        "аa бb вb гr еe ёe зe иu іi їi јj кk мm нh оo пn рp сc тt уy хx һh ѕs ԁd ԛq ԝw ӏl үy "
        "αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw ɡg ıi ɩi ɑa ʏy ѵv"
    ).split()
}
_LEET = str.maketrans("013457@$!|", "oieastasil")
_MIXED = re.compile(r"(?<!\w)(?=\w{0,30}[a-z])(?=\w{0,30}[\u0370-\u052f\u0250-\u02af])\w+")
_LEET_WORD = re.compile(
    r"(?<![\w@$])(?=[a-z0-9@$!|]{0,24}[a-z])(?=[a-z0-9@$!|]{0,24}[013457@$|])[a-z0-9@$!|]{4,24}(?![\w@$])"
)
_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*·]{1,3}[^\W_](?![^\W_])){7,120}")
_GLUED = re.compile(r"\w{20,120}")
_SIGNS = re.compile(r"[<{\[=#*~`]|---|one_liner|newsworthiness")
"""What all markup has some of, and most news nothing."""
_ENCODED = re.compile(r"(?<![\w+/=])[A-Za-z0-9+/]{24,2000}={0,2}(?![\w+/=])")


def addresses_model(text: str) -> str | None:
    """Return the first passage of `text` that speaks to a language model, shortened, or None where nothing does.

    Sees through case, accents, look-alike letters, digits for letters, letters spaced out and Base64. It is a mark for
    a person, and articles that quote such a phrase carry it too. The phrases are in `injection.toml`.
    """
    text = text[:_MAX_CHARACTERS]
    plain = _folded(text)
    spoken = (passage.group() for passage in _spoken(plain))
    return _shown(chain(spoken, _marked_up(text), _run_together(plain), _encoded(text)))


def orders_model(line: str) -> str | None:
    """Return the first passage of a single line that orders a language model about, or None where nothing does.

    Unlike `addresses_model` it lets pass what is told in the third person: who tells whom to ignore what, or that
    instructions are ignored.
    """
    plain = _folded(line)
    ordered = (passage.group() for passage in _spoken(plain) if not _is_told(passage))
    return _shown(chain(ordered, _marked_up(line), _run_together(plain), _encoded(line)))


def _shown(passages: Iterator[str]) -> str | None:
    """Return the first passage as it is shown to a person."""
    return next((" ".join(passage.split())[:120] for passage in passages), None)


_TO_SOMEBODY = re.compile(r"\b(?:you|your|yours|you're|me|us)\b|[\n:]")
_ORDERING = re.compile(
    r"(?:(?:^|[.!?:;,—–(\n-])|(?:^|[.!?:;—–(\n]) ?[\"'“‘«]|\b(?:please|must|should|shall|(?:has|have|needs?) to"
    r"|(?:is|are) (?:required|instructed) to|now|then|and|or|but|so|instead|just|simply|always|never|not|don't))\W*$"
)
"""What stands before an order: nothing, a mark that ends a clause, or a word that obliges."""
_TELLING = re.compile(
    r"\b(?:tell\w*|told|ask\w*|order(?:s|ed|ing)|instruct(?:s|ed|ing)|trick\w*|train\w*|gets?"
    r"|got)\b[^.;:\n]*\bto\b[^.;:\n]*"
    r"\b(?:and|or)\W*$"
)
_PASSIVE = re.compile(
    r"[\w' -]*\b(?:are|is|were|have been|has been) (?:\w+ )?(?:ignored|overridden|replaced|superseded|disregarded"
    r"|revoked)\b"
    r" (?:in|by|for|when|after|during|on|at|if|unless|until|once)\b"
)


def _is_told(passage: re.Match[str]) -> bool:
    """Return whether a passage is part of a report: something said in its clause comes first, and no order to"
    " anybody."""
    before = passage.string[max(0, passage.start() - _CLAUSE) : passage.start()]
    if _TO_SOMEBODY.search(passage.group()):
        return False
    if _TELLING.search(before) or _PASSIVE.match(passage.string, passage.start()):
        return True
    return _ORDERING.search(before) is None


_CLAUSE = 200
"""Characters before a passage in which is looked for who tells of it."""


def _spoken(plain: str) -> Iterator[re.Match[str]]:
    """Yield each passage of folded text that begins at a trigger and goes on as its phrase says."""
    triggers = _triggers()
    beginnings = _beginnings()
    for word in _WORD.finditer(plain):
        letters = word.group()
        if letters[: _STEM_LENGTHS[0]] not in beginnings:
            continue
        for length in _STEM_LENGTHS if len(letters) > _STEM_LENGTHS[0] else (len(letters),):
            for phrase in triggers.get(letters[:length], ()):
                passage = _expression(phrase.then).match(plain, word.start())
                if passage and not (phrase.unless and _stands_behind(phrase.unless, passage)):
                    yield from _counted(passage, weak=phrase.weak)
    for entry in _data()["anywhere"] if _UNSPACED.search(plain) else ():
        for passage in _expression(entry["phrase"]).finditer(plain):
            yield from _counted(passage, weak=entry.get("weak", False))


def _counted(passage: re.Match[str], *, weak: bool) -> Iterator[re.Match[str]]:
    """Yield a passage, unless it is weak and only reported."""
    if not (weak and (_stands_behind("{quoted}", passage) or _is_in_report(passage))):
        yield passage


def _stands_behind(expression: str, passage: re.Match[str]) -> bool:
    """Return whether `expression` matches right before a passage."""
    start = passage.start()
    return _expression(expression).search(passage.string[max(0, start - _BEFORE) : start]) is not None


def _is_in_report(passage: re.Match[str]) -> bool:
    """Return whether the text is about prompts and the like by another line: no passage can excuse itself."""
    line = passage.string.rfind("\n", 0, passage.start()) + 1
    return any(other != line for other in _lines_of_report(passage.string))


@lru_cache(maxsize=4)
def _lines_of_report(text: str) -> tuple[int, ...]:
    """Return the beginnings of the first two lines that are about prompts and the like."""
    found: list[int] = []
    at = 0
    while len(found) < 2 and (match := _expression("{about}").search(text, at)):
        found.append(text.rfind("\n", 0, match.start()) + 1)
        end = text.find("\n", match.end())
        at = end if end >= 0 else len(text)
    return tuple(found)


_WORD = re.compile(r"[^\W\d_]\w*(?:'t)?")
_UNSPACED = re.compile(f"[{KANA_AND_HAN}{HANGUL}]")
"""Kana, Han and Hangul: each of the phrases that may begin anywhere has some."""
_STEM_LENGTHS = (5, 6, 7, 8, 9, 10, 11, 12)
"""A trigger of five letters or more is a stem; a shorter one is a word."""
_BEFORE = 60
"""Characters before a phrase in which is looked for what it may not stand behind."""


class _Phrase(NamedTuple):
    """A phrase of the data file, which says what its parts are."""

    then: str
    unless: str
    weak: bool


@cache
def _triggers() -> dict[str, tuple[_Phrase, ...]]:
    """Return, for each trigger, the phrases that may begin there."""
    table: dict[str, tuple[_Phrase, ...]] = {}
    for entry in _data()["phrase"]:
        phrase = _Phrase(entry["then"], entry.get("unless", ""), entry.get("weak", False))
        table.update((word, (*table.get(word, ()), phrase)) for word in entry["begins"].split())
    return table


@cache
def _beginnings() -> frozenset[str]:
    """Return what the triggers begin with: most words begin with none of it and need no further look."""
    return frozenset(trigger[: _STEM_LENGTHS[0]] for trigger in _triggers())


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).with_suffix(".toml")).read_text(encoding="utf-8"))


@cache
def _expression(text: str) -> re.Pattern[str]:
    """Return an expression of the data file, its parts filled in, its line breaks and indentation left out.

    Compiled when it is first needed: most pages need few of them.
    """
    for name, part in _data()["parts"].items():
        text = text.replace("{" + name + "}", _INDENTATION.sub("", part))
    return re.compile(_INDENTATION.sub("", text))


_INDENTATION = re.compile(r"(?:^|\n) *")


def _marked_up(text: str) -> Iterator[str]:
    """Yield markup of what is said to models and by them: its signs are no letters."""
    plain = unicodedata.normalize("NFKC", text).lower()
    for name, markup in _data()["markup"].items() if _SIGNS.search(plain) else ():
        for passage in _expression(markup).finditer(plain):
            yield from (counted.group() for counted in _counted(passage, weak=name == "others"))


def _run_together(plain: str) -> Iterator[str]:
    """Yield runs of single letters, and words glued together or by underscores, that spell an order."""
    for found in chain(_SPACED.finditer(plain), _GLUED.finditer(plain)):
        if _COMPACT.search(letters_of(found.group()).translate(_LEET)):
            yield found.group()


def _encoded(text: str) -> Iterator[str]:
    """Yield passages that say so once their Base64 is read."""
    for found in _ENCODED.finditer(text):
        try:
            said = base64.b64decode(found.group(), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        yield from (passage.group() for passage in _spoken(_folded(said)))


def _folded(text: str) -> str:
    """Return the text in lower case, without accents on Latin letters, its look-alikes and digits read as letters."""
    text = unicodedata.normalize("NFKC", text).lower().replace("’", "'")
    if not text.isascii():
        bare = re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", bare)
        text = _MIXED.sub(lambda found: found.group().translate(_LOOKALIKES), text)
    return _LEET_WORD.sub(lambda found: found.group().translate(_LEET), text)
