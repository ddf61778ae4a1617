"""Whether a sentence can be understood without the one before it."""

from __future__ import annotations

import re

from summarizer.offline.cues import CALENDAR, FULL_NAME, PERSON, cue, has

_THING = re.compile(r"\b(?:it|its|they|their|them)\b")
_ADVERBIAL = re.compile(
    r"(?:In|On|At|For|From|By|With|To|Under|During|After|Before|Since|Within|Through|Across|Over)\b"
)
_SELF = re.compile(r"\bI(?:'\w+)? [a-z]")
_NAME_BEFORE = re.compile(
    rf"[\w,)\"'’”] (?!{CALENDAR})[A-Z]\w|^(?!{_ADVERBIAL.pattern}|(?:The|A|An|As|When|While|But|If)\b)[A-Z]\w"
)
_NEAR_POINTER = re.compile(
    r"(?:\S+ ){1,5}(?:this|these|those|such) (?!week|month|year|summer|autumn|fall|spring|winter|quarter)"
    r"|(?:\S*[^\s,;:—–] )+(?:(?:this|these|those)(?:[,;.]| (?:is|are|was|were|has|have|had|will|would|can|could)\b)"
    r"|(?:this|these|such) (?!week|month|year|summer|autumn|fall|spring|winter|quarter|(?:news)?paper|as |a |an )"
    r"|those (?!who|whose|that|which|of|in|with|on|from|for|under))"
)
"""A demonstrative so near the beginning, or in the first clause, that nothing before it can be meant."""
_NAME_NEXT = re.compile(rf"[\w,)] (?!{CALENDAR})[A-Z][\w’'-]+ $")
_CUT_SHORT = re.compile(r" (?:is|are|was|were|does|do|did|has|have|can|could|will|would)(?: not|n't)?\.$")
"""What is left of a clause whose verb stands only in the sentence before."""
_ODD_MARKS = re.compile(r"[âāÃ]€|\ufffd|[•▪►→|*#<>{}_\\]|\.\.\.|…|\[[^\]]*\]")


def stands_alone(line: str) -> bool:
    """Return whether the line is whole and can be understood without the sentence before it."""
    if not line[0].isalnum() or line.count('"') % 2 or line.count("(") != line.count(")") or _ODD_MARKS.search(line):
        return False
    if cue("leaning", r"{}\b").match(line) or _NEAR_POINTER.match(line) or _SELF.search(line):
        return False
    return _pointers_point(line)


def _pointers_point(line: str) -> bool:
    """Return whether the first pronoun of either kind has something before it that can be meant."""
    person, thing = PERSON.search(line), _THING.search(line)
    if person and not _has_person(line[: person.start()]):
        return False
    if thing and _ADVERBIAL.match(line) and _CUT_SHORT.match(line, thing.end()):
        return False
    return not thing or _has_antecedent(line[: thing.start()])


def _has_person(before: str) -> bool:
    """Return whether what stands before "he" or "she" can be meant: a full name, what one is, or a name next to it."""
    return bool(FULL_NAME.search(before) or _NAME_NEXT.search(before)) or has(before, "person")


def _has_antecedent(before: str) -> bool:
    """Return whether what stands before "it" or "they" can be what is meant: more than an adverbial without a name."""
    if len(before.split()) < 3:
        return False
    return not _ADVERBIAL.match(before) or len(before.split()) > 9 or _NAME_BEFORE.search(before) is not None


# What a passage is worth
