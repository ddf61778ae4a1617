"""A line against its title: what it says again, and what its first pronoun points back to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from summarizer.language import phrases
from summarizer.language.lists import openers

WORD = re.compile(r"\w+(?:[.'+-]\w+)*")
"""A word as titles and lines are compared by."""
_SHARE_OF_TITLE = 0.8
_FEWEST_TITLE_WORDS = 3
"""Of a title, below which nothing can be said of its share."""


def bare(word: str) -> str:
    """Return a word in small letters, without its ending of possession."""
    return word.lower().removesuffix("'s")


def content_words(text: str) -> list[str]:
    """Return the words of `text` that carry its sense, lower-cased, without endings of possession and plural."""
    words = map(bare, WORD.findall(text))
    small = phrases.FUNCTION_WORDS["en"]
    return [word.removesuffix("s") if len(word) > 3 else word for word in words if word not in small and len(word) > 1]


def _share(line: str, title_line: str) -> tuple[float, int]:
    """Return how much of the title the line repeats, and how many words it adds."""
    title = set(content_words(title_line))
    words = content_words(line)
    added = sum((Counter(words) - Counter(title & set(words))).values())
    return (len(title & set(words)) / len(title) if len(title) >= _FEWEST_TITLE_WORDS else 0.0), added


def said_again(line: str, title: str) -> str | None:
    """Return how much of its title a line repeats, if that is most of it and hardly a word is added."""
    share, added = _share(line, title)
    wanted = len(set(content_words(title)))
    return f"{share:.0%}" if share >= _SHARE_OF_TITLE and added < max(5, wanted) else None


def echoed(line: str, title: str) -> str | None:
    """Return how much of its title a line repeats, if that is most of it, and it goes on."""
    share, _ = _share(line, title)
    return f"{share:.0%}" if share >= _SHARE_OF_TITLE and said_again(line, title) is None else None


_POINTER = re.compile(r"(?:It|They|He|She|Its|Their|His|Her|These|Those|This)\b(?! (?:year|week|month|time)\b)")
_POINTER_AT_NOUN = re.compile(r"(?:This|These|Those|Its|Their|His|Her) (\w+)")
_VERB_AFTER_THIS = re.compile(
    r"This (?:is|was|will|would|can|could|may|means|makes|allows?|enables?|comes|follows|marks|helps)\b"
)
_PERSON = re.compile("|".join(phrases.PERSONS), re.IGNORECASE)
_TITLE_WORD = re.compile(r"[^\W\d_][\w.-]*")
_SEVERAL = re.compile(r"\w{2,}[^sui\W]s|and|people|police|children|staff")


def _names_a_thing(title: str) -> bool:
    return re.search(r"\b[A-Z]\w", title) is not None


def _names_somebody(title: str) -> bool:
    """Return whether a title has a person, or a name that may be one's: its first word has a capital in any case."""
    first, *others = _TITLE_WORD.findall(title) or [""]
    does = bool(others) and others[0].lower() in phrases.HEADLINE_VERBS and first.lower() not in openers()
    return does or _PERSON.search(title) is not None or _has_name(title)


def _names_several(title: str) -> bool:
    """Return whether a title has a noun that may be a plural, what is joined, or a name that may be a group's."""
    words = {word.lower() for word in _TITLE_WORD.findall(title)} - phrases.HEADLINE_VERBS
    return any(_SEVERAL.fullmatch(word) for word in words) or "&" in title or _has_name(title)


def _has_name(title: str) -> bool:
    """Return whether a word behind the first has a capital and is no ordinary one."""
    return any(word[0].isupper() and word.lower() not in openers() for word in _TITLE_WORD.findall(title)[1:])


_ANTECEDENTS: dict[str, Callable[[str], bool]] = {
    **dict.fromkeys(("It", "Its"), _names_a_thing),
    **dict.fromkeys(("He", "She", "His", "Her"), _names_somebody),
    **dict.fromkeys(("They", "Their"), _names_several),
}
"""What a title must have for a pronoun to mean it."""


def dangling(line: str, title: str) -> str | None:
    """Return the pronoun that a line begins with, if its title has nothing that it could mean."""
    match = _POINTER.match(line)
    if not match:
        return None
    if _VERB_AFTER_THIS.match(line):
        return match[0]
    told = set(content_words(title))
    if match[0] in ("This", "These", "Those"):
        noun = _POINTER_AT_NOUN.match(line)
        named = noun is not None and set(content_words(noun[1])) & told
        return None if named or (noun is not None and told) else match[0]
    return None if _ANTECEDENTS[match[0]](title) else match[0]
