"""The line of an article in a language that the rules for lines do not know: its own first sentence that is one."""

from __future__ import annotations

import re

from summarizer import style
from summarizer.language.tongues import language_of
from summarizer.models import Article
from summarizer.reading.cleaning import split_sentences
from summarizer.reading.look import count_words

KNOWN_LANGUAGE = "en"
"""What `best_sentence` has rules for."""
FEWEST_WORDS, MOST_WORDS = 8, 60
MOST_TRIED = 20


def own_sentence(article: Article) -> str | None:
    """Return the first sentence of `article` that can stand as a line; None if it has none, or is in English."""
    if language_of(article.text, article.language) in (None, KNOWN_LANGUAGE):
        return None
    sentences = (one for paragraph in article.text.split("\n") for one in split_sentences(paragraph))
    for _, sentence in zip(range(MOST_TRIED), sentences, strict=False):
        if FEWEST_WORDS <= count_words(sentence) <= MOST_WORDS and _is_whole(sentence, article.title):
            return sentence
    return None


def _is_whole(sentence: str, title: str) -> bool:
    """Say whether a sentence is one, rather than the title again, an item, or what no draft may print."""
    if re.match(r"[-•|#>]", sentence) or sentence.rstrip(".。") == title.rstrip(".。"):
        return False
    return not any(fault.level == "fatal" for fault in style.faults(sentence, title))
