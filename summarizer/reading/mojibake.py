"""Mojibake: text that was read in another set than it was written in, undone."""

from __future__ import annotations

import re
from functools import cache, partial


def repair(text: str) -> str:
    """Undo mojibake: UTF-8 that was read as something else on its way, once or twice, whole or in part."""
    if _SOUND.fullmatch(text):
        return text
    from ftfy import TextFixerConfig, fix_text

    keep = TextFixerConfig(
        unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False
    )
    return fix_text(undo_mojibake(text), keep)


_SOUND = re.compile(r"[\t\n -~\xa0–—‘’“”…]*")
"""Texts without the beginning or without the rest of any misread character; most are such, and looking costs little."""


def undo_mojibake(text: str) -> str:
    """Undo what ftfy leaves: readings under a code page whose gaps were filled from windows-1252, or dropped.

    Only in texts that hold the reading of a UTF-8 quotation mark or dash under that page (`ā€œ`, `‚Äô` …), which no
    language writes; where a byte was dropped, only after a pair such as `ā€` that none writes either.
    """
    pages = [page for page in _PAGES if any(sign in text for sign in _signs(page))]
    for page in pages:
        text = _mojibake(page)[0].sub(partial(_whole, page), text)
    for page in pages:
        text = _mojibake(page)[0].sub(partial(_one_lost, page), text)
        text = text.replace(_signs(page)[0], "”") if "€" in _signs(page)[0] else text
    return text


_PAGES = ("cp1252", "cp1257", "cp1250", "cp1254", "cp1253", "cp1251", "mac_roman")
_TYPOGRAPHY = (0x93, 0x94, 0x98, 0x99, 0x9C, 0x9D, 0xA2, 0xA6)
"""Third bytes of the UTF-8 of – — ‘ ’ “ ” • …"""


@cache
def _signs(page: str) -> tuple[str, ...]:
    """Return what betrays a page: the start `E2 80` alone where that holds a euro sign, else a whole sign."""
    characters = _reading(page)
    start = characters[0xE2] + characters[0x80]
    return (start,) if "€" in start else tuple(start + characters[byte] for byte in _TYPOGRAPHY)


@cache
def _reading(page: str) -> tuple[str, ...]:
    """Return the character each byte becomes under a Windows code page, its gaps filled from windows-1252."""
    return tuple(_character(byte, page) for byte in range(256))


def _character(byte: int, page: str) -> str:
    for name in (page, "cp1252", "latin-1"):
        try:
            return bytes([byte]).decode(name)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes every byte")


@cache
def _mojibake(page: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return a pattern for what UTF-8 of two to four bytes becomes under `page`, and the bytes of its characters."""
    characters = _reading(page)
    tail = "[" + re.escape("".join(characters[0x80:0xC0])) + "]"
    heads = ((0xF0, 0xF5, "{2,3}"), (0xE1, 0xF0, "{1,2}"), (0xC2, 0xE0, ""))
    forms = (f"[{re.escape(''.join(characters[low:high]))}]{tail}{times}" for low, high, times in heads)
    table = {char: byte for byte, char in reversed(list(enumerate(characters)))}
    table.update((char, byte) for byte, char in enumerate(characters) if byte >= 0xC0)
    return re.compile("|".join(forms)), table


def _bytes(page: str, found: str) -> bytes:
    """Return the bytes a run of mojibake was read from: a head, then continuation bytes."""
    _, table = _mojibake(page)
    return bytes([table[found[0]], *(_reading(page).index(char, 0x80, 0xC0) for char in found[1:])])


def _whole(page: str, run: re.Match[str]) -> str:
    """Return a run of mojibake decoded, as far as it is whole; otherwise the run itself."""
    found = run.group()
    code = _bytes(page, found)
    for end in range(len(code), 1, -1):
        try:
            return code[:end].decode("utf-8") + found[end:]
        except UnicodeDecodeError:
            continue
    return found


def _one_lost(page: str, run: re.Match[str]) -> str:
    """Return an emoji whose third byte the code page has no character for, with the one that makes it an emoji."""
    found = run.group()
    code = _bytes(page, found)
    if code[0] != 0xF0 or len(code) != 3:
        return found
    guesses = (bytes([*code[:2], lost, code[2]]).decode("utf-8", "ignore") for lost in _UNDEFINED)
    return next((guess for guess in guesses if _EMOJI.fullmatch(guess)), found)


_UNDEFINED = (0x90, 0x8D, 0x8F, 0x9D, 0x81)
"""Bytes with no character in windows-1252, in the order in which emoji use them."""
_EMOJI = re.compile("[\U0001f300-\U0001f64f\U0001f680-\U0001f6ff\U0001f900-\U0001f9ff]")
