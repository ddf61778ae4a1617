"""Capitals: the names of a line that is set in small letters are told by those of its article."""

from __future__ import annotations

from summarizer.grounding.names import is_ordinary
from summarizer.grounding.parsed import Index
from summarizer.grounding.units import MONTHS
from summarizer.language.words import split


def with_capitals(line: str, index: Index) -> str:
    """Return a line that is set in small letters with the capitals that the article always gives its words."""
    if any(map(str.isupper, line[1:])):
        return line
    letters = list(line)
    for word in split(line):
        begins = bool(index.followers.get(word.plain, set()) - {""})  # "New" of "New Orleans"
        named = word.plain in MONTHS or (word.plain in index.capitals and (begins or not is_ordinary(word)))
        given = [index.words[at] for at in index.places.get(word.plain, ()) if named]
        if given and all(other.capital for other in given) and len(given[0].text) == len(word.text):
            letters[word.start : word.end] = given[0].text
    return "".join(letters)
