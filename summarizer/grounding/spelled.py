"""Numbers written in words: `twenty-five`, `half a million`, `two-thirds`, `one in five`, `both`, `third`.

No library: text2num 3.1 reads "five point six million" as 5.6 and 1,000,000 and leaves "half a million", "a dozen" and
"two-thirds" alone, and the others give no offsets.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.grounding.digits import unit_after
from summarizer.grounding.quantity import Quantity, counted, gap, number_of
from summarizer.grounding.units import (
    ALSO_ORDINALS,
    CARDINALS,
    COUNTS,
    DENOMINATORS,
    FIRST,
    LONG_UNITS,
    MARKS_BETWEEN,
    ORDINALS,
    SCALES,
    SMALL,
    TENS,
    UNITS,
    YEARS,
)
from summarizer.language.lexicon import IRREGULAR, LIGHT
from summarizer.language.words import Word, is_possessive


def spelled_at(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read a number in words, a fraction, or an ordinal."""
    plain = words[at].plain
    if plain in SMALL and (share := share_at(words, at)):
        return share
    if plain in ("a", "an", "one") and (more := _one_and_a_half(words, at)):
        return more
    if plain in _MAYBE_SPECIAL:
        special = _fraction(text, words, at) or _count(text, words, at)
        if special:
            return special
    if plain in ORDINALS or plain in FIRST:
        return _ordinal(text, words, at)
    if plain not in CARDINALS or (plain == "one" and not _one_counts(text, words, at)):
        return None
    value, last = _compound(text, words, at)
    value, last = _and_a_part(words, last, value)
    last, unit, factor = unit_after(text, words, last)
    return counted(words, at, last, "number", value * factor, unit)._replace(factor=factor)


_FEW = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
_MAYBE_SPECIAL = frozenset({"half", "quarter", "third", *_FEW, *COUNTS})
"""What may begin a fraction, or a number such as "a dozen"."""


_ROUND = frozenset({"ten", "hundred", "100"})
"""Wholes of which a share is told without an article: "seven of ten cases"."""
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "our"})


def share_at(words: Sequence[Word], at: int) -> Quantity | None:
    """Read a share: `one in five`, `four men in five`, `nine out of ten`, `7 in 10`, `two of the five`."""
    skip = at + 3 < len(words) and words[at + 2].plain == "in" and (words[at].plain == "one" or _ends(words, at + 3))
    behind = at + skip
    share = SMALL.get(words[at].plain) or number_of(words[at]) or 0
    if not 0 < share < 20 or behind + 2 >= len(words):
        return None
    joint = [word.plain for word in words[behind + 1 : behind + 3]]
    last = behind + (2 if joint[0] == "in" and joint[1] != "every" else 3)
    if joint[0] == "of" and joint[1] in _ROUND:
        last = behind + 2
    elif joint[0] != "in" and joint != ["out", "of"] and not (joint[0] == "of" and joint[1] in _DETERMINERS):
        return None
    if last >= len(words):
        return None
    whole = CARDINALS.get(words[last].plain) or number_of(words[last])
    if words[last].plain in ("a", "every") and last + 1 < len(words):
        last += 1
        whole = int(SCALES.get(words[last].plain, 0)) or number_of(words[last])
    if whole and last + 1 < len(words) and words[last].plain in TENS and SMALL.get(words[last + 1].plain, 10) < 10:
        whole, last = whole + SMALL[words[last + 1].plain], last + 1
    if not whole or share >= whole or whole > 1000 or whole in YEARS:
        return None
    return counted(words, at, last, "number", 100.0 * share / whole, "%")


def _ends(words: Sequence[Word], at: int) -> bool:
    """Return whether no noun follows word `at`: "four users in five" is a share, "four shops in five cities" none."""
    following = words[at + 1] if at + 1 < len(words) else None
    return following is None or following.start > words[at].end + 1 or not _is_noun(following)


def _is_noun(word: Word) -> bool:
    """Return whether a word may be what is counted: "a fifth company", but not "a fifth since", "a fifth last year"."""
    return word.plain not in LIGHT | _BEHIND_SHARES and word.stem not in LIGHT


_BEHIND_SHARES = frozenset("last next compared versus thanks following owing due today yesterday".split())
"""What goes on behind a share, and is nothing that could be counted."""


def _one_counts(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether the word "one" is a number here rather than a pronoun."""
    following = words[at + 1].plain if at + 1 < len(words) else ""
    return following in SCALES or (following in UNITS and UNITS[following][0] != "times")


def _compound(text: str, words: Sequence[Word], at: int) -> tuple[float, int]:
    """Return the value of a number in words that begins at `at`, and the index of its last word."""
    total, current, last = 0.0, 0.0, at
    while at < len(words):
        plain = words[at].plain
        if plain in CARDINALS:
            current += CARDINALS[plain]
        elif plain == "hundred":
            current = (current or 1) * 100
        elif plain in SCALES:
            total, current = total + (current or 1) * SCALES[plain], 0.0
        elif plain == "point" and at + 1 < len(words) and words[at + 1].plain in SMALL:
            current, at = _decimals(words, at, current)
        elif not (
            plain == "and"
            and at > 0
            and words[at - 1].plain in SCALES
            and at + 1 < len(words)
            and words[at + 1].plain in CARDINALS
        ):
            break
        last = at
        if gap(text, words, at) not in MARKS_BETWEEN or not _continues(words, at):
            break
        at += 1
    return total + current, last


def _one_and_a_half(words: Sequence[Word], at: int) -> Quantity | None:
    """Read "a year and a half"."""
    if at + 1 >= len(words) or words[at + 1].plain not in UNITS:
        return None
    if [word.plain for word in words[at + 2 : at + 5]] != ["and", "a", "half"]:
        return None
    unit, factor = UNITS[words[at + 1].plain]
    return counted(words, at, at + 4, "number", 1.5 * factor, unit)._replace(factor=factor)


_PARTS = {"half": 0.5, "quarter": 0.25, "third": 1 / 3}


def _and_a_part(words: Sequence[Word], last: int, value: float) -> tuple[float, int]:
    """Read the rest of "seven and a quarter"; return the value and the index of the last word."""
    behind = [word.plain for word in words[last + 1 : last + 4]]
    if len(behind) == 3 and behind[:2] == ["and", "a"] and behind[2] in _PARTS:
        return value + _PARTS[behind[2]], last + 3
    return value, last


def _decimals(words: Sequence[Word], at: int, whole: float) -> tuple[float, int]:
    """Read "point six" behind `whole`; return the value and the index of the last word."""
    digits = ""
    while at + 1 < len(words) and words[at + 1].plain in SMALL and SMALL[words[at + 1].plain] < 10:
        digits += str(SMALL[words[at + 1].plain])
        at += 1
    return whole + float(f"0.{digits or 0}"), at


def _continues(words: Sequence[Word], at: int) -> bool:
    """Return whether the word after `at` may go on with the number: "twenty five" does, "two three" does not."""
    if at + 1 >= len(words):
        return False
    here, following = words[at].plain, words[at + 1].plain
    if following in SCALES or following in ("and", "point"):
        return following != "and" or here in SCALES
    if following not in CARDINALS:
        return False
    return here in SCALES or here == "and" or (here in TENS and CARDINALS[following] < 10)


_WHOLES = {**SCALES, **COUNTS}
_LONG = {"decade": 120.0, "century": 1200.0}
"""Months of what may be halved: "half a decade"."""


def _fraction(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `half`, `a third`, `two-thirds`, `half a million`, `a quarter of`."""
    plain = words[at].plain
    if plain == "half":
        halved = words[at + 2].plain if at + 2 < len(words) and words[at + 1].plain in ("a", "an") else ""
        if halved in _LONG:
            return counted(words, at, at + 2, "number", _LONG[halved] / 2, "month")
        if halved in _WHOLES:
            return counted(words, at, at + 2, "number", _WHOLES[halved] / 2)
        following = words[at + 1].plain if at + 1 < len(words) else ""
        last = at + 1 + (following == "a")
        if last < len(words) and words[last].plain == "year":
            return counted(words, at, last, "number", 6.0, "month")
        ordinal = at > 0 and words[at - 1].plain in ORDINALS
        return None if following == "time" or ordinal else counted(words, at, at, "number", 50.0, "%")
    if plain in _FEW and at + 1 < len(words) and words[at + 1].plain in DENOMINATORS:
        name = words[at + 1].plain
        third = words[at + 2] if at + 2 < len(words) else None
        noun = third is not None and gap(text, words, at + 1) == " " and _is_noun(third)
        more = third is not None and (third.plain.endswith("er") or third.plain in ("more", "less"))
        noun = noun and not more  # "a fifth cheaper"
        if name in ("half", "halves") or (noun and name in ALSO_ORDINALS and gap(text, words, at) != "-"):
            return None
        return counted(words, at, at + 1, "number", 100.0 * _FEW[plain] / DENOMINATORS[name], "%")
    return None


_FARTHEST_AND, _NEAREST_AND = 12, 3
"""Words behind "both" in which the "and" of its second part stands, after a preposition or article and without one."""


def _joins_two(words: Sequence[Word], at: int) -> bool:
    """Return whether "both" only says that two things are told: "both a song and an album", "both new and used"."""
    behind = [word.plain for word in words[at + 1 : at + 1 + _FARTHEST_AND]]
    near = behind if behind and behind[0] in _BEGINS_A_PART else behind[:_NEAREST_AND]
    return "and" in near


_BEGINS_A_PART = frozenset("a an in at on to from by for with as".split())


def _count(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `a dozen`, `both`, `a million`, `two dozen`."""
    plain = words[at].plain
    if plain == "both" and _joins_two(words, at):
        return None
    if plain in ("both", "duo", "trio", "quartet"):
        return counted(words, at, at, "number", COUNTS[plain])
    if at + 1 >= len(words):
        return None
    following = words[at + 1].plain
    if plain in _FEW and following == "dozen":
        return counted(words, at, at + 1, "number", 12.0 * _FEW[plain])
    if plain in ("a", "an") and following in LONG_UNITS:
        unit, factor = UNITS[following]
        return counted(words, at, at + 1, "number", factor, unit)._replace(factor=factor)
    if plain in ("a", "an") and following in SCALES:
        last, unit, times = unit_after(text, words, at + 1)
        return counted(words, at, last, "number", SCALES[following] * times, unit)
    return None


_BEFORE_AN_ADVERB = frozenset(
    "it he she they was were at when company that had having has have is are been to who which must should would could"
    " will can may might".split()
)
_BEFORE_AN_ORDINAL = frozenset("a an the its their his her our my your whose this that these those very".split())
_VERBAL = ("s", "ed", "ing")


def _is_adverb(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether the word "first" only says when, as in "it first offered", "first asks" and "at first"."""
    if words[at].plain not in ("first", "initially"):
        return False
    following = words[at + 1].plain if at + 1 < len(words) else ""
    before = words[at - 1] if at else None
    if before is not None and before.plain in _BEFORE_AN_ADVERB:
        return True
    counts = before is None or before.plain in _BEFORE_AN_ORDINAL or is_possessive(before)
    if gap(text, words, at) != " ":
        return not counts and gap(text, words, at)[:1] in ("", ".", ",", ";", ":", "\n")
    verbal = following.endswith(_VERBAL) or following in IRREGULAR
    return following in ("she", "he", "they", "it") or (not counts and verbal)


_COMPOUNDED = {"first": ("hand",), "second": ("hand", "guess", "rate"), "third": ("party", "parties")}
"""Words behind an ordinal that make another word of it."""


_AUXILIARIES = frozenset({"is", "are", "was", "were", "has", "had", "will", "can", "may"})
_COUNTERPARTS = {"first": frozenset({"second", "other"}), "second": frozenset({"first"})}
"""Words of which one stands for the one, and the other for the other, of two things told before."""


def _points_back(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether an ordinal stands for one of two things, as in "faster than the first, better than the second"."""
    counterparts = _COUNTERPARTS.get(words[at].plain, frozenset())
    if not counterparts or not _stands_for_a_noun(text, words, at):
        return False
    others = (other for other, word in enumerate(words) if word.plain in counterparts)
    return any(_stands_for_a_noun(text, words, other) for other in others)


def _stands_for_a_noun(text: str, words: Sequence[Word], at: int) -> bool:
    """Return whether "the" stands before word `at`, and no noun behind it."""
    if not at or words[at - 1].plain != "the":
        return False
    following = words[at + 1].plain if at + 1 < len(words) else ""
    return gap(text, words, at).strip() != "" or following in LIGHT | _AUXILIARIES or not following


def _ordinal(text: str, words: Sequence[Word], at: int) -> Quantity | None:
    """Read `third` and what else says "first"; "second" alone may be a unit and is left out."""
    plain = words[at].plain
    if _points_back(text, words, at):
        return None
    if plain in FIRST:
        return None if _is_adverb(text, words, at) else counted(words, at, at, "ordinal", 1.0)
    if plain in _COMPOUNDED and at + 1 < len(words) and words[at + 1].plain in _COMPOUNDED[plain]:
        return None
    if plain == "second" and at and words[at - 1].plain in ("per", "a", "every", "each"):
        return None
    if at and words[at - 1].plain == "every":
        return counted(words, at - 1, at, "number", 100.0 / ORDINALS[plain], "%")
    return counted(words, at, at, "ordinal", float(ORDINALS[plain]))
