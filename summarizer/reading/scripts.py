"""Scripts: those that put no spaces between words, by their characters; and a text's letters, whatever parts them."""

from __future__ import annotations

import re

UNSTOPPED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, which have neither spaces between words nor full stops; a part of an expression."""
KANA_AND_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""The same of Japanese and Chinese, which have full stops."""
HANGUL = "\uac00-\ud7af"
"""The same of Korean, which spaces its words and glues particles to them."""
UNSPACED = re.compile(f"[{UNSTOPPED}{KANA_AND_HAN}]")
"""A character of a script that puts no spaces between words."""
_NO_LETTERS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Return the letters and digits of a text in lower case, by which two are the same however they are set."""
    return _NO_LETTERS.sub("", text.lower())
