"""Which language a text is in, as far as its letters and its small words tell."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from summarizer.language.phrases import FUNCTION_WORDS, SCRIPTS

_EXAMINED = 3_000
"""Characters that are looked at: a language shows within a few sentences."""
_FEWEST_SMALL_WORDS = 8
"""Small words of a language that a text must have before it is taken to be in it; a paragraph has more."""
_ENGLISH_SHARE = 0.12
"""Share of English small words from which on a text is English, whatever it declares; English news has 0.3."""
_NAMES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian",
    "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai",
    "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_OF_SCRIPT = {
    "ARABIC": "ar", "CYRILLIC": "ru", "DEVANAGARI": "hi", "GREEK": "el", "HANGUL": "ko", "HEBREW": "he", "THAI": "th",
    "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh",
}  # fmt: skip
"""The likeliest language of each script, where the page does not say."""


def language_of(text: str, declared: str | None = None) -> str | None:
    """Return the language of `text` as an ISO 639-1 code; None where nothing tells.

    The script decides between scripts, small words between languages in Latin letters; what is `declared` decides where
    these leave it open, and is not believed against them.
    """
    head = text[:_EXAMINED]
    script = script_of(head)
    if script is None:
        return None
    if script != "LATIN":
        fits = declared is not None and SCRIPTS.get(declared) == SCRIPTS.get(_OF_SCRIPT[script])
        return declared if fits else _OF_SCRIPT[script]
    return _by_small_words(head, declared)


def script_of(text: str) -> str | None:
    """Return the script of most letters of `text` by its Unicode name; None where it has none that is known.

    Japanese shows by its syllables, of which any text has many beside the characters it shares with Chinese.
    """
    counts: Counter[str] = Counter()
    for char, times in Counter(text).items():
        if char.isalpha():
            counts[unicodedata.name(char, "").partition(" ")[0].partition("-")[0]] += times
    known = {name: counts[name] for name in ("LATIN", *_OF_SCRIPT) if counts[name]}
    kana = counts["HIRAGANA"] + counts["KATAKANA"]
    if kana * 5 > kana + counts["CJK"]:
        known["HIRAGANA"] = kana + counts["CJK"]
    return max(known, key=lambda name: known[name], default=None)


def name_of(language: str) -> str:
    """Return the English name of a language, or its code where we have none."""
    return _NAMES.get(language, language)


def _by_small_words(text: str, declared: str | None) -> str | None:
    words = [word.lower() for word in re.findall(r"[^\W\d_]+", text)]
    counts = {name: sum(word in small for word in words) for name, small in FUNCTION_WORDS.items()}
    if counts["en"] >= _ENGLISH_SHARE * len(words):
        return "en"
    likeliest = max(counts, key=lambda name: (counts[name], name == declared))
    if counts[likeliest] >= _FEWEST_SMALL_WORDS and counts[likeliest] > 2 * counts["en"]:
        return likeliest
    return declared
