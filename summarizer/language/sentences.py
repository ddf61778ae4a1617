"""Where the sentences of an English text begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.language.phrases import words

Span = tuple[int, int]

_NEVER_LAST = words(
    "mr mrs ms dr prof st gen sen rep gov lt col sgt capt rev hon vs v e.g i.e cf sec approx est dept univ assn viz"
    " messrs mt ft pres supt adm cmdr"
)
"""Abbreviations that something always follows, so that their full stop ends no sentence."""
_BEFORE_NUMBERS = words("no nos fig eq ch vol art pp p")
"""Abbreviations that a number follows; before other words they are none: "modern art", "the answer was no"."""
_NUMBER_AFTER = re.compile(r"\s?(?:\d|[IVXL]{2,}\b|[VXL]\b)")
_ET_AL = re.compile(r"\bet\.? al\.?$", re.IGNORECASE)
_MAYBE_LAST = words(
    "inc corp ltd co llc plc bros u.s u.k u.n e.u u.a.e d.c a.m p.m ph.d m.d b.a m.a jr sr etc u.s.a a.i n.y"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri calif mass conn fla ill pa va wash"
    " ave blvd rd oz lb sq mph s.a n.v c.e.o"
)
"""Abbreviations that may end a sentence: they do when a word that opens sentences follows."""
_COMPANIES = words("inc corp ltd co llc plc bros s.a n.v")
_OPENERS = words(
    "the a an it its this that these those he she they we you i his her their our in on at by for from with as"
    " but and or so if when while after before although though however meanwhile instead since there what who"
    " how why where no not one some many most both each all another other such under until still yet also"
    " according despite unlike"
)
# Each begins with a character or a class of them and looks back from there: `re` skips to the next such place at once
_STOP = re.compile(r"([.!?…][.!?…]{0,8}+)([\"'”’)\]»]*)(?=(\s+)[\"'“‘(\[«]*(\S))")
_BREAK = re.compile(r"\n(?!\n)")
_GLUED = re.compile(r"[.!?](?<=[a-z0-9)%].)(?=(?:The|It|This|In|But|And|They|He|She|We|You|However|That)\s)")
_GLUED_TO_ANY = re.compile(r"[.!?](?<=[a-z]{3}.)(?=[A-Z][a-z]{2,} [a-z])")
"""Glued as well, where the word before is in small letters: "ASP.NET" and "Node.js" are none."""
_WORD_BEFORE = re.compile(r"(?:.*[\s\"'“‘(\[«])?([^\s\"'“‘(\[«]+)\n?", re.DOTALL)
_INITIALS = re.compile(r"[^\W\d_a-z](?:\.[A-Z])*\.?")
"""One capital, or several with full stops between them: "B.C."."""
_WORD_AFTER = re.compile(r"\s*[\"'“‘(\[«]*([^\W\d_]+)")
_SUBJECT_AFTER = re.compile(
    r"\s*[A-Z][a-z]+s (?:can|could|will|would|may|might|must|should|are|were|have|had|do|did)\b"
)
_NAME_BEFORE = re.compile(r"[\w,] [A-Z][a-z]\w*$")
_QUOTED = re.compile(
    r"[\"“«'‘](?:(?<=\")[^\"\n]*\"|(?<=“)[^“”\n]*”|(?<=«)[^«»\n]*»"
    r"|(?<=['‘])(?<!\w['‘])(?=\S)[^\"\n]{0,300}?(?<=\S)['’](?!\w))"
)


def quotations(text: str) -> list[Span]:
    """Return the spans that stand in quotation marks, the marks included; an apostrophe is none."""
    return [match.span() for match in _QUOTED.finditer(text)]


def sentences(text: str) -> list[Span]:
    """Return the span of every sentence, without the white space around it; a line break always ends one."""
    spans, start = [], 0
    for end in _ends(text):
        spans.append((start, end))
        start = end
    return [trimmed for span in [*spans, (start, len(text))] if (trimmed := _trim(text, span))]


def _trim(text: str, span: Span) -> Span | None:
    """Return `span` without white space at its ends, or None if nothing else is in it."""
    piece = text[slice(*span)]
    start = span[0] + len(piece) - len(piece.lstrip())
    end = span[0] + len(piece.rstrip())
    return (start, end) if start < end else None


def _ends(text: str) -> Iterator[int]:
    """Yield the offsets behind sentences, in order."""
    stops = {match.end() for match in _STOP.finditer(text) if _is_end(text, match)}
    others = (match.end() for pattern in (_BREAK, _GLUED) for match in pattern.finditer(text))
    glued = (match.end() for match in _GLUED_TO_ANY.finditer(text) if _word_before(text, match.start()).islower())
    yield from sorted(stops.union(others, glued))


def _is_end(text: str, stop: re.Match[str]) -> bool:
    """Return whether the mark really ends a sentence."""
    mark, closing, _, following = stop.groups()
    if mark != ".":
        return not following.islower() and not (mark == "!" and not closing and _is_name(text, stop))
    word = _word_before(text, stop.start())
    if not closing and _is_abbreviation(word, text, stop.end()):
        return False
    return not following.islower() or (len(word) > 3 and word.isalpha() and word.islower())


def _word_before(text: str, end: int) -> str:
    """Return the word that ends right before `end`, or nothing."""
    before = _WORD_BEFORE.fullmatch(text, max(0, end - 40), end)
    return before[1] if before else ""


def _is_name(text: str, stop: re.Match[str]) -> bool:
    """Return whether an exclamation mark stands in a name, as in "Godspeed You! Black Emperor"."""
    before = _NAME_BEFORE.search(text[max(0, stop.start() - 40) : stop.start()])
    return before is not None and not _opener_follows(text, stop.end())


def _is_abbreviation(word: str, text: str, end: int) -> bool:
    """Return whether the full stop after `word` belongs to the word rather than to the sentence."""
    plain = word.lower().rstrip(".")
    if plain in _NEVER_LAST:
        return True
    if plain in _BEFORE_NUMBERS:
        return _NUMBER_AFTER.match(text, end) is not None
    if plain == "al":
        return _ET_AL.search(text[max(0, end - 9) : end]) is not None
    initial = _INITIALS.fullmatch(word) is not None and word != "I"
    if plain in _COMPANIES and _SUBJECT_AFTER.match(text, end):
        return False
    return (initial or plain in _MAYBE_LAST) and not _opener_follows(text, end)


def _opener_follows(text: str, end: int) -> bool:
    """Return whether the next word is one that opens sentences."""
    following = _WORD_AFTER.match(text, end)
    return following is not None and following[1].lower() in _OPENERS
