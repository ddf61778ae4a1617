"""Characters: those that code can mend, and texts compared without regard to how they are set.

Quotation marks are made straight: a draft is edited by hand, keyboards give straight ones, and a site's renderer
makes curly ones of straight ones, never the reverse.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

_SINGLE = "‘’‚‛′ʼ＇"
_DOUBLE = "“”„‟″＂"
_HYPHENS = "‐‑﹣－"
_DASHES = "‒–—―−"
_STRAIGHT = {
    **dict.fromkeys(map(ord, _SINGLE), "'"),
    **dict.fromkeys(map(ord, _DOUBLE), '"'),
    **dict.fromkeys(map(ord, _HYPHENS), "-"),
}
_SAME = {**_STRAIGHT, **dict.fromkeys(map(ord, _DASHES), "-"), **dict.fromkeys(map(ord, "«»"), '"'), ord("⁄"): "/"}
_JOINERS = "\u200c\u200d"
_UNSEEN = (
    r"\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u206f\ufeff\ufff0-\ufffb\U000e0000-\U000e0fff"
)
"""Control and format characters, as the inside of a character class; joiners stay, since some scripts need them."""
INVISIBLE = re.compile(f"[{_UNSEEN}]")
UNENCODABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""Halves of surrogate pairs and the two non-characters that neither UTF-8 nor YAML can hold."""
_NOTHING = ("", "none", "nan", "null", "undefined", ":/")
"""What programs print where there is nothing."""
_GAP = re.compile(rf"[\s{_UNSEEN}{_JOINERS}]+")
_ODD = re.compile(rf"[\s{_UNSEEN}{_JOINERS}]{{2,}}|[^\x20-\x7e]")
_SPACE_BEFORE_MARK = re.compile(r" +([,;:.!?])(?=\s|$)")
_SPACE_BEFORE_STOP = re.compile(r" +([,.])(?=\s|$)")
"""In French, which sets the taller marks apart."""
_ELISION = re.compile(r"'(?:\d\ds?|tis|twas|em|til|n|cause)\b", re.IGNORECASE)
"""A word that begins with an apostrophe, which is no quotation mark."""
_PAIRS = {'"': '"', "'": "'", "“": "”", "‘": "’", "«": "»", "„": "“", "`": "`"}
_UNFINISHED = re.compile(
    r"(?:[^\w\s\"')\]%°€£$+]|\.[\"')\]]+|…|\.\.|\b(?:a|an|the|and|or|but|of|to|in|on|for|with|by|from|at|as|than|that|which"
    r"|who|its|their|his|her|is|are|was|were|be|been|has|have|had|will|would|can|could|may|into|over|while|after))$",
    re.IGNORECASE,
)
_FEWEST_WORDS_OF_A_SENTENCE = 5


def mend(text: str, language: str = "en") -> str:
    """Return `text` on one line, with plain spaces and hyphens, straight quotation marks and no invisible characters.

    Dashes stay as they are. For titles, and for anything else that need not be a sentence. `language` is that of the
    text, as an ISO 639-1 code: where it sets marks apart from words, the space before them stays.
    """
    visible = INVISIBLE.sub("", text.translate(_STRAIGHT))
    spaced = " ".join(visible.split())
    return (_SPACE_BEFORE_STOP if language == "fr" else _SPACE_BEFORE_MARK).sub(r"\1", spaced)


def says_nothing(text: str) -> bool:
    """Return whether nothing of `text` can be seen, or only what programs print where there is nothing."""
    return UNENCODABLE.sub("", mend(text)).strip(" .").lower() in _NOTHING


def tidy(text: str, language: str = "en") -> str:
    """Return a one-liner mended, out of the quotation marks around the whole, and with the full stop it lacked.

    `language` is that of the line, as an ISO 639-1 code.
    """
    line = unwrap(mend(text, language))
    complete = len(line.split()) >= _FEWEST_WORDS_OF_A_SENTENCE and not _UNFINISHED.search(line)
    return line + "." if complete else line


def unwrap(line: str) -> str:
    """Return `line` without quotation marks that enclose all of it; other quotation marks stay."""
    body = line[:-1] if line.endswith(".") else line
    if len(body) < 2 or _PAIRS.get(body[0]) != body[-1] or _ELISION.match(body):
        return line
    inner = body[1:-1]
    if body[0] in inner or (body[-1] in inner and body[-1] != "'"):
        return line
    return inner.rstrip() + line[len(body) :]


class Folded(NamedTuple):
    """A text in the form that comparisons use, and where its characters stood in the original."""

    text: str
    folded_starts: tuple[int, ...]
    """Where each stretch begins that maps onto the original in one way, in `text`."""
    original_starts: tuple[int, ...]
    """Where the same stretches begin in the original."""
    original_length: int

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that `text[start:end]` came from, for start < end."""
        return self._bounds(start)[0], self._bounds(end - 1)[1]

    def _bounds(self, at: int) -> tuple[int, int]:
        """Return the span of the original that the character at `at` came from."""
        stretch = bisect_right(self.folded_starts, at) - 1
        begin, original = self.folded_starts[stretch], self.original_starts[stretch]
        last = stretch + 1 == len(self.folded_starts)
        width = (len(self.text) if last else self.folded_starts[stretch + 1]) - begin
        stop = self.original_length if last else self.original_starts[stretch + 1]
        if stop - original == width:
            return original + at - begin, original + at - begin + 1
        return original, stop


@lru_cache(maxsize=64)
def fold(text: str) -> Folded:
    """Return `text` without differences of case, white space, quotation marks, dashes and Unicode form."""
    pieces: list[str] = []
    folded_starts: list[int] = []
    original_starts: list[int] = []
    length = done = 0

    def add(piece: str, start: int) -> None:
        nonlocal length
        if piece:
            pieces.append(piece)
            folded_starts.append(length)
            original_starts.append(start)
            length += len(piece)

    for odd in _ODD.finditer(text):
        add(text[done : odd.start()].lower(), done)
        add(_fold_odd(odd.group()), odd.start())
        done = odd.end()
    add(text[done:].lower(), done)
    return Folded("".join(pieces), tuple(folded_starts), tuple(original_starts), len(text))


@lru_cache(maxsize=4096)
def _fold_odd(odd: str) -> str:
    """Return what a run of white space, or one character beyond ASCII, becomes."""
    if odd.isspace() or (len(odd) > 1 and any(character.isspace() for character in odd)):
        return " "
    if _GAP.fullmatch(odd):
        return ""
    plain = unicodedata.normalize("NFKD", odd.translate(_SAME)).translate(_SAME).casefold()
    return "".join(character for character in plain if not unicodedata.combining(character))


def is_misread(text: str) -> bool:
    """Return whether characters of a text were read in another encoding than they were written in."""
    if text.isascii():
        return False
    from ftfy.badness import is_bad  # only few texts need it

    return "\ufffd" in text or is_bad(text)
