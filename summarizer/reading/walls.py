"""Where an article breaks off before a wall: what a site says of it behind the text, and the text without that.

The words are in `walls.toml`. A wall stands right behind what is shown of the article, and nothing of it comes after.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summarizer.reading import register
from summarizer.reading.look import Look, count_words, plain_of
from summarizer.reading.scripts import letters_of

_WALL_CHARACTERS = 400
"""Of a line, up to which it may be a wall's."""
_PROSE_WORDS = 12
"""Words of a line from which on it shows where the article is; headings and buttons have fewer."""
_PARTS_OF_WALL = 3
"""Lines that one sentence of a wall may stand on."""
_REACH = 120
"""Words behind an article within which its wall stands; after them come the site's own lists of other articles."""
_EXAMINED_LINES = 2_000
"""Of a page, from its end, among which the end of the article is looked for; it bounds the work on huge pages."""
_LOCKED = re.compile(r"<meta\b(?=[^>]{0,300}article:content_tier)[^>]{0,300}\blocked\b")
_DATA = Path(__file__).with_suffix(".toml")


class Opening(NamedTuple):
    """What is shown of an article before its wall."""

    text: str
    is_walled: bool
    """Whether a wall follows; if not, only what is sold behind the text was taken off."""


def is_locked(look: Look) -> bool:
    """Say whether a page declares that not everybody may read the article."""
    return look.free is False or _LOCKED.search(look.source) is not None


def opening_of(look: Look) -> Opening:
    """Return the text of a page up to its wall, without what is sold there."""
    shown = [line for line in (look.visible or look.text).split("\n") if line.strip()]
    lines = look.text.split("\n")
    wall = None if look.free else _find_wall(shown, letters_of(look.text))
    if wall is not None:
        lines = _before(shown, wall, lines)
    while lines and register.is_offer(lines[-1]):
        lines.pop()
    return Opening("\n".join(lines), wall is not None)


def _before(shown: list[str], wall: int, lines: list[str]) -> list[str]:
    """Return the lines of a text that do not stand at the wall or behind it."""
    before, behind = (letters_of("".join(part)) for part in (shown[:wall], shown[wall:]))
    kept = [line for line in lines if not _is_wall(line)]
    while kept and letters_of(kept[-1]) in behind and letters_of(kept[-1]) not in before:
        kept.pop()
    return kept


def _find_wall(shown: list[str], text: str) -> int | None:
    """Return which line of a page is the wall behind its article, of whose text the letters are given."""
    last = range(len(shown) - 1, max(-1, len(shown) - _EXAMINED_LINES), -1)
    end = next((at for at in last if _is_told(shown[at], text)), None)
    passed = 0
    for at in range(end + 1, len(shown)) if end is not None else ():
        if _is_wall(shown[at]) or _begins_wall(shown[at : at + _PARTS_OF_WALL]):
            return at
        passed += count_words(shown[at])
        if passed > _REACH:
            break
    return None


def _begins_wall(lines: list[str]) -> bool:
    """Say whether a short line begins what a wall says over several ones: each button may be a line of its own."""
    said = " ".join(lines)
    short = count_words(lines[0]) < _PROSE_WORDS and len(said) <= _WALL_CHARACTERS
    return short and _wall().match(plain_of(said)) is not None and not register.is_report(said)


def _is_told(line: str, text: str) -> bool:
    """Say whether a line is a sentence or more of the article's own."""
    if count_words(line) < _PROSE_WORDS or letters_of(line) not in text:
        return False
    return not _is_wall(line) and not register.is_offer(line)


def _is_wall(line: str) -> bool:
    """Say whether a line tells that the article goes on, but not for everybody."""
    if len(line) > _WALL_CHARACTERS or not _wall().search(plain_of(line)):
        return False
    return not register.is_report(line)


@cache
def _wall() -> re.Pattern[str]:
    expressions = (each for of in tomllib.loads(_DATA.read_text(encoding="utf-8")).values() for each in of)
    return re.compile(rf"(?:^|[.!?…:|»。！？])\W{{0,3}}(?:{'|'.join(expressions)})")
