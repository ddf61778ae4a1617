"""What a line names and quotes, looked up in the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from summarizer.grounding.names import TITLES, Name
from summarizer.grounding.parsed import Index, Parsed
from summarizer.grounding.places import bears_out_compound, bears_out_place, has_alias, is_place, is_seat_of_state
from summarizer.grounding.units import MONTHS
from summarizer.language.lexicon import ABBREVIATIONS, COMMON_CAPITALS
from summarizer.language.typography import fold
from summarizer.language.words import Word, is_listed, means, root
from summarizer.models import Part

NEAREST = 85
"""From this similarity on (0 to 100) the article's spelling is named beside one that it does not have."""


# Names


@cache
def _spelled_out() -> dict[str, tuple[str, ...]]:
    """Return the long forms of the abbreviations that need no introduction."""
    found: dict[str, tuple[str, ...]] = {}
    for short, long in ABBREVIATIONS:
        found[short] = (*found.get(short, ()), long)
    return found


def check_names(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every name of the line outside its quotations."""
    for name in line.names:
        if not line.is_quoted(name.start):
            part = _name_part(line, index, name)
            if part:
                yield part


def _name_part(line: Parsed, index: Index, name: Name) -> Part | None:
    """Return the part for one name, or None if it turns out to be an ordinary word with a capital."""
    text = line.text[name.start : name.end].removesuffix("'s").removesuffix("’s")
    words = line.words[name.first : name.last + 1]
    missing = [word for word in words if not _has(index, line, word, len(words) == 1)]
    pandemic = _is_pandemic(index, words)
    compound = missing and (is_seat_of_state(line, index, name) or bears_out_compound(index, words))
    if missing and (compound or pandemic or _known_otherwise(index, words)):
        missing = []
    if (
        missing == [words[0]]
        and name.first in line.openers
        and (_lower_case(index, words[0]) or _is_role(index, words) or _is_of_a_family(index, words))
    ):
        return None
    start, end = _name_span(index, words)
    if not missing:
        detail = "" if pandemic else _other_person(index, words) or _other_version(index, words)
        found = not detail
        return Part(kind="name", text=text, found=found, start=start if found else None, end=end if found else None,
                    detail=detail)  # fmt: skip
    return Part(kind="name", text=text, found=False, detail=_nearest_name(index, missing[0]))


def _has(index: Index, line: Parsed, word: Word, alone: bool) -> bool:
    """Return whether the article has a word of a name, in this form or in one that means the same."""
    plain = word.plain
    if plain[0].isdigit():
        return plain in index.places
    if plain == OF_EVERY_ARTICLE or plain in _UNDERSTOOD or (plain in MONTHS and plain in index.places):
        return True
    if any(form in index.capitals for form in (plain, plain.removesuffix("s"), plain + "s")):
        return True
    if bears_out_place(index, plain) or _bears_out_initials(index, word):
        return True
    if plain in _OF_DIRECTIONS and plain.removesuffix("ern") in index.places:
        return True
    common = not alone or plain in COMMON_CAPITALS or word.text.isupper()
    return _lower_case(index, word) and (common or index.is_lower_case)


def _bears_out_initials(index: Index, word: Word) -> bool:
    """Return whether the article has what an abbreviation stands for, in the singular or the plural: "TVs"."""
    plain = word.plain.removesuffix("s") if word.text[:-1].isupper() and word.text[-1] == "s" else word.plain
    if word.text[:-1].isupper() and plain in index.initials:
        return True
    return any(long in fold(index.text).text for long in _spelled_out().get(plain, ()))


OF_EVERY_ARTICLE = "ai"
"""What every article of this newsletter is about, whatever it calls it."""


_UNDERSTOOD = frozenset({"mp", "mps", "mep", "meps", "yoy", "qoq"})
"""What members of a parliament are called, and what figures are compared with, whatever an article calls it."""
_OF_DIRECTIONS = frozenset({"northern", "southern", "eastern", "western"})
_PANDEMIC = frozenset({"covid", "coronavirus", "sars"})


_ENDINGS_OF_ROLES = ("er", "or", "ist", "ian", "ant", "ent", "man", "ess", "ate", "al", "up", "ow")


def _is_role(index: Index, words: list[Word]) -> bool:
    """Return whether the first word says what the person named after it is, as in "Founder Marta Soler"."""
    full = len(words) > 2 and words[2].plain in index.followers.get(words[1].plain, set())
    if full and words[0].plain.endswith(_ENDINGS_OF_ROLES):
        return True
    role = len(words[0].plain) >= LONG_ROLE and words[0].plain.endswith(("er", "or"))
    return len(words) > 1 and (role or is_listed(words[0].plain))


LONG_ROLE = 7
"""Letters from which on "-er" makes a role of what stands before any name, as in "Manufacturer Truemark"."""


_PREFIXES = re.compile(r"(?:over|under|anti|non|mis|un|dis|re|de|pre|pro|inter|super|sub|co|counter)(?=\w{5})")
FAMILY, ENDING = 6, 4
"""Letters that two words of a family begin with, at least, and that their endings have at most."""


def _is_of_a_family(index: Index, words: list[Word]) -> bool:
    """Return whether the article has a word of one family: "Crypto" and "cryptocurrency", "Antivenom" and "venom"."""
    plain = words[0].plain
    if len(words) > 1 or len(plain) < 5:
        return False
    bare = _PREFIXES.sub("", plain, count=1)
    alike = max(FAMILY, len(bare) - ENDING)
    return any(form.startswith(plain) or form == bare or form[:alike] == bare[:alike] for form in index.places)


def _lower_case(index: Index, word: Word) -> bool:
    """Return whether the article has the word as an ordinary one."""
    return word.stem in index.places or word.plain in index.places


def _known_otherwise(index: Index, words: list[Word]) -> bool:
    """Return whether the article has a name by its initials, in full for its initials, or written in one or apart."""
    initials = "".join(word.plain[0] for word in words if word.capital)
    if len(initials) > 1 and initials in index.capitals:
        return True
    together = "".join(word.plain for word in words)
    if len(together) < 4:
        return False
    spaced = r"[\W_]?".join(map(re.escape, together))
    match = re.search(rf"(?<![^\W_])({spaced})(?:s|'s)?(?![^\W_])", fold(index.text).text)
    return match is not None and (len(words) > 1 or match[1] != together)


def _is_pandemic(index: Index, words: list[Word]) -> bool:
    """Return whether a name is that of COVID-19, and the article has one of its other names."""
    return [word.plain for word in words] in (["covid", "19"], ["covid"]) and not _PANDEMIC.isdisjoint(index.places)


def _name_span(index: Index, words: list[Word]) -> tuple[int | None, int | None]:
    """Return where the article has the name, or else its most telling word."""
    plains = [word.plain for word in words]
    for at in index.places.get(plains[0], ()):
        if [word.plain for word in index.words[at : at + len(plains)]] == plains:
            return index.span(index.words[at].start, index.words[at + len(plains) - 1].end)
    for plain in sorted(plains, key=len, reverse=True):
        for at in index.places.get(plain, ()):
            return index.span(index.words[at].start, index.words[at].end)
    return None, None


def _other_person(index: Index, words: list[Word]) -> str:
    """Return a complaint if the article gives the first of two names to somebody else: Jim Fan is not Jim Smith."""
    for word, following in pairwise(words):
        spaced = following.start == word.end + 1 and not following.glued and not is_place(word.plain)
        ordinary = word.plain in COMMON_CAPITALS or word.plain in TITLES or word.text.isupper()
        if not spaced or not following.plain.isalpha() or ordinary:
            continue
        if _stands_beside(index, word, following):
            continue
        others = index.followers.get(word.plain, set())
        if following.plain in index.companions.get(word.plain, ()):
            continue  # "James Rupert Jacob Murdoch"
        if others and following.plain not in others and not others & {""} and all(o.isalpha() for o in others):
            return f"the article has {word.text} {min(others).title()}"
    return ""


def _stands_beside(index: Index, word: Word, following: Word) -> bool:
    """Return whether the article has both side by side, be it where a sentence begins and a capital says nothing."""
    places = (at for at in index.places.get(word.plain, ()) if at + 1 < len(index.words))
    return any(index.words[at + 1].plain == following.plain and index.words[at + 1].capital for at in places)


def _other_version(index: Index, words: list[Word]) -> str:
    """Return a complaint if the article never gives this number to this name: GPT-4.5 is not GPT-4."""
    for at, word in enumerate(words):
        if word.plain[0].isdigit() and not _version_stands(index, words, at):
            beside = words[at - 1] if at else words[1]
            return f"the article has no {beside.text} with {word.text}"
    return ""


def _version_stands(index: Index, words: list[Word], at: int) -> bool:
    """Return whether the article has number `at` of the name beside the same word, and ending where it ends."""
    if at == 0:
        return _leads(index, words[0], words[1])
    number, before = words[at], words[at - 1]
    tail = words[at + 1].plain if at + 1 < len(words) and words[at + 1].glued else ""
    for place in index.places.get(number.plain, ()):
        near = {word.plain for word in index.words[max(0, place - 2) : place + 2]}
        after = index.words[place + 1] if place + 1 < len(index.words) else None
        glued = after.plain if after is not None and after.glued and after.plain != "s" else ""
        if before.plain in near and (glued == tail or (not tail and glued in ("s", "x"))):
            return True
    return False


def _leads(index: Index, number: Word, letters: Word) -> bool:
    """Return whether the article has a number right before some letters: "5G", "5-G" and "5 G" are one."""
    pairs = (index.words[at : at + 2] for at in index.places.get(number.plain, ()))
    return any(pair[1].plain == letters.plain and pair[1].start <= pair[0].end + 1 for pair in pairs if pair[1:])


def _nearest_name(index: Index, word: Word) -> str:
    """Return what the article has that is spelled much like the missing word, for the message."""
    nearest = process.extractOne(word.plain, index.capitals, scorer=fuzz.ratio, score_cutoff=NEAREST)
    return f"the article has no {word.text}" + (f", but {nearest[0].title()}" if nearest else "")


# Addresses


_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\")\]]*[^\s<>\")\].,;:!?]", re.IGNORECASE)


def check_addresses(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every web address of the line that the article does not print."""
    for match in _ADDRESS.finditer(line.text):
        if match.group().lower() not in index.text.lower():
            yield Part(kind="content", text=match.group(), found=False, detail="the article has no such address")


# Quotations


_ELISION = re.compile(r"\s*(?:\.\.\.|…|\[[^\]]*\])\s*")


def check_quotations(line: Parsed, index: Index) -> Iterator[Part]:
    """Yield a part for every quotation of the line; what stands in brackets or for an omission is the writer's."""
    for start, end in line.quotations:
        text = line.text[start + 1 : end - 1]
        pieces = [piece for piece in _ELISION.split(text) if any(map(str.isalnum, piece))]
        spans = [_of_one_word(piece, index) if piece.isalnum() else find(piece, index.text) for piece in pieces]
        if pieces and all(spans):
            first, last = index.span(*spans[0]) if spans[0] else (None, None)
            yield Part(kind="quotation", text=text, found=True, start=first, end=last)
        elif pieces:
            missing = next(piece for piece, span in zip(pieces, spans, strict=True) if not span)
            bare = missing.isalnum() and find(missing, index.text)
            detail = "the article has it without quotation marks" if bare else _nearest_passage(missing, index)
            yield Part(kind="quotation", text=text, found=False, detail=detail)


def _of_one_word(quote: str, index: Index) -> tuple[int, int] | None:
    """Return where the article has a word in quotation marks, or as a name: any text has it somewhere without."""
    inside = (index.text[start:end] for start, end in index.quotations)
    quoted = any(find(quote, text) for text in inside) or fold(quote).text in index.capitals
    return find(quote, index.text) if quoted else None


_EDGES = "\"'.,;:!?-… "


def find(quote: str, text: str) -> tuple[int, int] | None:
    """Return the span where `text` has the words of `quote`, however they are set, cased and marked, or None."""
    wanted = fold(quote).text.strip(_EDGES)
    if not any(character.isalnum() for character in wanted):
        return None
    folded = fold(text)
    at = folded.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not _cuts_a_word(folded.text, at) and not _cuts_a_word(folded.text, end):
            return folded.original_span(at, end)
        at = folded.text.find(wanted, at + 1)
    parted = _as_parted(wanted).search(folded.text) if _PARTED.search(folded.text) else None
    return folded.original_span(*parted.span()) if parted else None


_PARTED = re.compile(r"\w [,.;:!?] |\w n't\b|\w '(?:s|m|re|ve|ll|d)\b")
"""A text whose words and marks somebody has parted: `He said , " I 'm late . "`"""
_TOKENS = re.compile(r"n't\b|'\w+|\w+?(?=n't\b)|\w+|[^\w\s]")


@lru_cache(maxsize=64)
def _as_parted(wanted: str) -> re.Pattern[str]:
    """Return a pattern that finds `wanted` also where spaces part its words and marks."""
    pieces = (r"\s?".join(map(re.escape, _TOKENS.findall(piece))) for piece in wanted.split())
    return re.compile(rf"(?<!\w){' '.join(pieces)}(?!\w)")


def _cuts_a_word(text: str, at: int) -> bool:
    """Return whether the place between two characters lies inside a word, or a number such as `1.5`."""
    before, after = text[max(0, at - 2) : at], text[at : at + 2]
    if not before or not after:
        return False
    if before[-1] in ".,":
        return before[0].isdigit() and after[0].isdigit()
    if after[0] in ".,":
        return before[-1].isdigit() and after[1:].isdigit()
    return before[-1].isalnum() and after[0].isalnum()


def _nearest_passage(quote: str, index: Index) -> str:
    """Return the passage of the article that is most like the quote, for the message."""
    folded = fold(index.text)
    alignment = fuzz.partial_ratio_alignment(fold(quote).text, folded.text, score_cutoff=70)
    if alignment is None or alignment.dest_end <= alignment.dest_start:
        return "the article has no such words"
    start, end = folded.original_span(*_whole_words(folded.text, alignment.dest_start, alignment.dest_end))
    return f"the article has “{' '.join(index.text[start:end].split())}”"


LONGEST_WORD = 30
"""Letters of a word that a passage was cut in."""


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span with what the words at its ends lack."""
    before = (
        re.search(r"\w*$", text[max(0, start - LONGEST_WORD) : start]) if text[start : start + 1].isalnum() else None
    )
    behind = re.match(r"\w*", text[end : end + LONGEST_WORD]) if text[end - 1 : end].isalnum() else None
    return start - len(before[0] if before else ""), end + len(behind[0] if behind else "")


def is_known_name(index: Index, plain: str) -> bool:
    """Return whether the article has a word of a name, or another for the same place."""
    return plain in index.capitals or plain == OF_EVERY_ARTICLE or has_alias(index, plain)


def is_known(index: Index, word: Word) -> bool:
    """Return whether the article has the word, one of its family, or one that may stand for it."""
    if word.stem in index.places or (len(word.stem) > 4 and root(word.stem) in index.families):
        return True
    return any(other in index.places for other in means(word.stem))
