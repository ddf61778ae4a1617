"""Characters that leave no mark and could carry a message, taken out of a text."""

from __future__ import annotations

import re
from unicodedata import bidirectional

_JOINING = (
    "\u0600-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\u1a20-\u1aaf\ufb50-\ufdff\ufe70-\ufefc\U00011000-\U000114ff"
)
"""Scripts that spell with joiners: Arabic to Sinhala, Thai to Burmese, Khmer, Mongolian, newer Indic blocks."""
_PICTURE = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_FLAGS = "|".join("".join(chr(0xE0000 + ord(letter)) for letter in region) for region in ("gbeng", "gbsct", "gbwls"))
_UNSEEN_CHARACTERS = re.compile(
    f"(?P<flag>\U0001f3f4(?:{_FLAGS})\U000e007f)"
    f"|(?P<picture>(?<=[{_PICTURE}#*0-9])\ufe0f(?![\ufe00-\ufe0f])|(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}]))"
    f"|(?P<joiner>(?<=[{_JOINING}])[\u200c\u200d](?=[{_JOINING}\\s]))"
    "|(?P<space>[\u00a0\u1680\u2000-\u200a\u202f\u205f\u2800])"
    "|(?P<line>[\u2028\u2029\x0b\x0c\x85]|\r\n?)"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ufdd0-\ufdef"
    "\ud800-\udfff\ue000-\uf8ff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)


_CANDIDATES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\xa0\u00ad\u034f\u061c\u070f\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\ud800-\uf8ff\U0001bca0-\U0010ffff]"
)
"""One class that holds every character the other expression may change: a quick look decides most texts."""


OVERRIDE = "\u202e"
"""Makes letters run from right to left, whatever they are, up to a character that ends that."""
_RUN = re.compile(f"{OVERRIDE}([^\u202c\u2029]*)\u202c?")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def turned(text: str) -> str:
    """Return text that is set from right to left as it is read; letters that run so by themselves are left."""
    backwards = any(bidirectional(sign) in ("R", "AL") for sign in text)
    return text if backwards else text[::-1].translate(_MIRRORED)


def with_runs_turned(text: str) -> str:
    """Return text in which the runs that a character sets from right to left are turned round, as they are read."""
    return _RUN.sub(lambda run: turned(run[1]), text)


def strip_invisible(text: str) -> str:
    """Return `text` without the characters that leave no mark and could carry a message.

    Zero-width and bidirectional controls, tag characters, variation selectors, fillers, private use, soft hyphens and
    control characters go; odd spaces become plain ones. Joiners stay between letters of scripts that spell with them,
    and inside emoji, as do the selectors that make a sign an emoji and the three flags written with tags.
    """
    return _UNSEEN_CHARACTERS.sub(_kept, text) if _CANDIDATES.search(text) else text


_TAGS = re.compile("[\U000e0020-\U000e007e]{8,}")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{8,}")
"""Runs longer than any sign needs."""


def smuggled(text: str) -> list[str]:
    """Return what runs of tag characters spell, and of variation selectors, of which each may stand for a byte.

    Nobody sees them, yet a language model may read them (tags: Unicode Technical Standard 51, annex C; selectors: Paul
    Butler, Smuggling arbitrary data through an emoji, 2025).
    """
    if text.isascii():
        return []
    tags = ["".join(chr(ord(sign) - 0xE0000) for sign in run) for run in _TAGS.findall(text)]
    runs = (bytes(map(_byte_of, run)) for run in _SELECTORS.findall(text))
    return [*tags, *(run.decode("utf-8", "replace") for run in runs)]


def _byte_of(selector: str) -> int:
    code = ord(selector)
    return code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16


def _kept(found: re.Match[str]) -> str:
    kind = found.lastgroup
    if kind in ("flag", "picture", "joiner"):
        return found.group()
    return {"space": " ", "line": "\n"}.get(kind or "", "")
