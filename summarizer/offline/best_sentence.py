"""Which of an article's own sentences makes the best line under its title.

The line is a passage of the article as it stands. Two rules may touch it, neither of which can make it say more: an
opening word, or a clause that hangs on its end, is left out; and "we" becomes whoever says it (`voices`). What is
best is decided by the cues of Edmundson (1969, New Methods in Automatic Extracting: place, title words, cue words,
frequent words), and by how the sentence continues a title that has just been read. The weights were set by hand on
articles of many kinds; `tests/test_offline.py` has such a set, with the picks that must hold.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from summarizer import grounding, style
from summarizer.language import phrases
from summarizer.language.lexicon import LIGHT
from summarizer.language.lists import cities
from summarizer.language.sentences import quotations, sentences
from summarizer.language.words import stem
from summarizer.models import Article
from summarizer.offline.voices import Voice, in_third_person, voice_of

MOST_SENTENCES, STORY_CHARACTERS = 40, 8_000
"""How far into an article is read: what it is about stands near its beginning."""
CLOSELY = 8
"""Sentences that are the best by what they say, among which the way they say it decides."""
FEWEST_WORDS, MOST_WORDS = 8, 50
"""Of a line; house style aims for 25 to 40."""
LONG = 42
"""Words from which a sentence is also tried without the clause that hangs on its end."""
FEWEST_WORDS_LEFT = 14
"""Of a sentence that has lost such a clause."""
MOST_CHARACTERS = 600
"""Of a sentence; what is longer was never one."""
OPENING_SENTENCES, OPENING_CHARACTERS = 6, 700


class Line(NamedTuple):
    """A line that could be printed: the passages of the article that it stands on, and its worth beside others."""

    text: str
    quotes: tuple[str, ...]
    worth: float


class Passage(NamedTuple):
    """A stretch of text that reads as a sentence, verbatim and as a line."""

    verbatim: str
    line: str


def lines(article: Article) -> Iterator[Line]:
    """Yield the lines that could be printed for `article`, the best first; each obeys the house style's hard rules.

    Sentences are ranked by what they say, and the first of them by the way they say it as well.
    """
    measure = _Measure(article)
    ranked = measure.ranked()
    seen: set[str] = set()
    for start in range(0, max(1, len(ranked)), CLOSELY):
        found = [line for place in ranked[start : start + CLOSELY] for line in measure.lines_of(place)]
        described = () if start else _described(article, measure)
        for line in sorted((*found, *described), key=lambda line: -line.worth):
            if line.text not in seen and _continues(line.text, article.title):
                seen.add(line.text)
                yield line


def opening(text: str) -> str:
    """Return the first sentences of an article that are about its subject."""
    start = _story(text)[:OPENING_CHARACTERS]
    prose = (start[slice(*span)] for span in sentences(start)[:OPENING_SENTENCES])
    return " ".join(sentence for sentence in prose if not _is_furniture(sentence))


def names_the_subject(line: str, article: Article) -> bool:
    """Return whether `line` has something that the title of `article` names, counts or is full of, or points at it."""
    return not _Measure(article).unnamed(line, 1)


def _continues(line: str, title: str) -> bool:
    """Return whether `line` can stand under `title`: about the subject, in house style, and not the title run on."""
    if len(title.split()) >= 4 and line.casefold().startswith(style.tidy(title).rstrip(".").casefold()):
        return False
    faults = style.faults(line, title)
    return not _is_furniture(line) and all(
        fault.level == "soft" and fault.code != "dangling-pronoun" for fault in faults
    )


def _is_furniture(sentence: str) -> bool:
    return _anywhere("furniture").search(sentence.lower()) is not None


@cache
def _phrases() -> dict[str, list[str]]:
    ours = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {**ours, "hype": [phrase.replace(r"\b", "", 1) for phrase in phrases.HYPE]}


@cache
def _pattern(name: str, form: str = "{}") -> re.Pattern[str]:
    """Return one pattern for a list of the data file, set into `form`."""
    return re.compile(form.replace("{}", f"(?:{'|'.join(_phrases()[name])})"), re.IGNORECASE)


@cache
def _anywhere(name: str) -> re.Pattern[str]:
    """Return a pattern that finds a list's items from the start of a word in small letters; quicker than any case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(_phrases()[name])})")


# From the text to passages


def _story(text: str) -> str:
    """Return `text` up to the heading after which it is no longer about its subject."""
    text = text[:STORY_CHARACTERS]
    for heading in _pattern("end_of_story", r"\n[ \t]*{}[ \t]*:?[ \t]*(?=\n|$)").finditer(text):
        if len(text[: heading.start()].split()) >= 60:
            return text[: heading.start()]
    return text


def _described(article: Article, measure: _Measure) -> Iterator[Line]:
    """Yield the sentences of the publisher's own summary, with the passages that bear them out."""
    for start, end in sentences(article.description[:OPENING_CHARACTERS]):
        for passage in _passages(article.description[start:end], measure.voice):
            quotes = _borne_out(passage.line, article)
            if quotes:
                worth = measure.of_sense(_content(passage.line), 0) + measure.of_manner(passage.line, 0)
                yield Line(passage.line, quotes, worth + DESCRIBED)


def _borne_out(line: str, article: Article) -> tuple[str, ...]:
    itself = grounding.locate(line, article.text)
    if itself:
        return (itself.quote,)
    grounded = grounding.ground(line, article.model_copy(update={"description": ""}), ())
    return tuple(found.quote for found in grounded.evidence) if grounded.verdict == "verified" else ()


_FULL_STOP = re.compile(r"[^.!?…:;,\s]\.[\"'”’)\]]*$|[^.]\b(?:Inc|Corp|Ltd|Co|U\.S|U\.K)\.$")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:\.|[a-z]{2,6})?"
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z./'’-]+(?: [A-Z][A-Z./'’-]+){0,3}(?:,? (?:[A-Z][\w.]{1,14}|\d{1,2}|\d{4})){0,6},?"
    r"(?: ?\([^()\n]{2,40}\)| ?/[^/\n]{2,40}/)?|[A-Z][\w.]+(?:,? [A-Z][\w.]+){0,3} \([^()\n]{2,40}\)"
    rf"|[A-Z][\w.]+(?:,? [A-Z][\w.]+){{0,4}},? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?)"
    r" ?(?:—|–|--|-) ?(?=[A-Z\d\"“])"
)
"""A place in capitals, perhaps with state, date and wire, or a place or paper with a date or wire, and a dash."""
_CITY_LINE = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)?)(?:, [A-Z][\w.]+)? (?:—|–|--|-) (?=[A-Z\d\"“])")
"""Capitalised words, perhaps with a state, and a dash: a dateline where they are a city."""


def _passages(sentence: str, voice: Voice | None) -> Iterator[Passage]:
    """Yield the lines that one sentence can become: itself, and itself without a clause that hangs on a long one."""
    if not _FULL_STOP.search(sentence, len(sentence) - 12) or _pattern("labels").match(sentence):
        return
    verbatim = _without_opening(sentence)
    if voice == "The researchers" and " and that " not in verbatim:
        verbatim = _pattern("we_find_that", "^{}").sub("", verbatim)
    for piece in _with_shorter(verbatim):
        line = _as_line(piece, voice)
        if FEWEST_WORDS <= len(line.split()) <= MOST_WORDS and _stands_alone(line):
            yield Passage(piece, line)


def _without_opening(sentence: str) -> str:
    """Return `sentence` without dateline, label, and words that only tie it to the one before."""
    dateline = _DATELINE.match(sentence) or _city_line(sentence)
    rest = sentence[dateline.end() :] if dateline else sentence
    rest = _pattern("left_out_in_front", "^{}{1,2}").sub("", rest)
    return _pattern("announced", "^{}").sub("", rest)


def _city_line(sentence: str) -> re.Match[str] | None:
    found = _CITY_LINE.match(sentence)
    return found if found and re.sub(r"\W+", "-", found[1].casefold()) in cities() else None


def _with_shorter(sentence: str) -> Iterator[str]:
    yield sentence
    if len(sentence.split()) < LONG:
        return
    body = sentence.rstrip(".")
    hanging = _pattern("hanging").search(body)
    if hanging and len(body[: hanging.start()].split()) >= FEWEST_WORDS_LEFT:
        yield body[: hanging.start()]


_DOUBLE_STOP = re.compile(r"\.([\"')]+)\.$")


def _as_line(passage: str, voice: Voice | None) -> str:
    """Return the line that a passage becomes: in the third person, with a capital and a full stop."""
    line = _DOUBLE_STOP.sub(r".\1", style.tidy(in_third_person(passage, voice)))
    first = line.split(" ", 1)[0]
    return line[:1].upper() + line[1:] if first.islower() else line


_PERSON = re.compile(r"\b(?:he|she|him|his|her|hers)\b")
_THING = re.compile(r"\b(?:it|its|they|their|them)\b")
_ADVERBIAL = re.compile(
    r"(?:In|On|At|For|From|By|With|To|Under|During|After|Before|Since|Within|Through|Across|Over)\b"
)
_SELF = re.compile(r"\bI(?:'\w+)? [a-z]")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
_CALENDAR = (
    rf"(?:{_WEEKDAY}"
    r"|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)\b"
)
_NAME_BEFORE = re.compile(
    rf"[\w,)\"'’”] (?!{_CALENDAR})[A-Z]\w|^(?!{_ADVERBIAL.pattern}|(?:The|A|An|As|When|While|But|If)\b)[A-Z]\w"
)
_NEAR_POINTER = re.compile(
    r"(?:\S+ ){1,5}(?:this|these|those|such) (?!week|month|year|summer|autumn|fall|spring|winter|quarter)"
    r"|(?:\S*[^\s,;:—–] )+(?:(?:this|these|those)(?:[,;.]| (?:is|are|was|were|has|have|had|will|would|can|could)\b)"
    r"|(?:this|these|such) (?!week|month|year|summer|autumn|fall|spring|winter|quarter|(?:news)?paper|as |a |an )"
    r"|those (?!who|whose|that|which|of|in|with|on|from|for|under))"
)
"""A demonstrative so near the beginning, or in the first clause, that nothing before it can be meant."""
_FULL_NAME = re.compile(rf"(?!{_CALENDAR})\b[A-Z][\w’'-]+ (?:[A-Z]\. )?(?!{_CALENDAR})([A-Z][\w’'-]+)")
_NAME_NEXT = re.compile(rf"[\w,)] (?!{_CALENDAR})[A-Z][\w’'-]+ $")
_CUT_SHORT = re.compile(r" (?:is|are|was|were|does|do|did|has|have|can|could|will|would)(?: not|n't)?\.$")
"""What is left of a clause whose verb stands only in the sentence before."""
_ODD_MARKS = re.compile(r"[âāÃ]€|\ufffd|[•▪►→|*#<>{}_\\]|\.\.\.|…|\[[^\]]*\]")


def _stands_alone(line: str) -> bool:
    """Return whether the line is whole and can be understood without the sentence before it."""
    if not line[0].isalnum() or line.count('"') % 2 or line.count("(") != line.count(")") or _ODD_MARKS.search(line):
        return False
    if _pattern("leaning", r"{}\b").match(line) or _NEAR_POINTER.match(line) or _SELF.search(line):
        return False
    return _pointers_point(line)


def _pointers_point(line: str) -> bool:
    """Return whether the first pronoun of either kind has something before it that can be meant."""
    person, thing = _PERSON.search(line), _THING.search(line)
    if person and not _has_person(line[: person.start()]):
        return False
    if thing and _ADVERBIAL.match(line) and _CUT_SHORT.match(line, thing.end()):
        return False
    return not thing or _has_antecedent(line[: thing.start()])


def _has_person(before: str) -> bool:
    """Return whether what stands before "he" or "she" can be meant: a full name, what one is, or a name next to it."""
    return bool(_FULL_NAME.search(before) or _NAME_NEXT.search(before)) or _has(before, "person")


def _has_antecedent(before: str) -> bool:
    """Return whether what stands before "it" or "they" can be what is meant: more than an adverbial without a name."""
    if len(before.split()) < 3:
        return False
    return not _ADVERBIAL.match(before) or len(before.split()) > 9 or _NAME_BEFORE.search(before) is not None


# What a passage is worth

DESCRIBED = 0.5
"""A publisher's own summary was written for the purpose."""
_PLACE, _PLACE_FADES = 1.3, 7.0
_CENTRAL, _ENOUGH_CENTRAL = 1.6, 10
_NEW, _ENOUGH_NEW = 0.9, 12
_TITLE, _GOOD_ECHO = 1.2, 0.4
_ECHO, _MOST_ECHO = 2.5, 0.65
_TELLING, _NUMBER, _NAME = 0.35, 0.25, 0.15
_IDLE, _HYPED, _QUOTED, _TIED = 0.5, 0.4, 0.6, 0.6
_GOOD_LENGTH, _TOO_SHORT, _TOO_LONG = (20, 40), 0.06, 0.05
"""In words, and what each word beyond costs."""
_ABSTRACT, _IN_ABSTRACT, _METHOD, _BACKGROUND = 12, 0.5, 0.5, 0.6
"""Of a paper: its sentences before the introduction and what each is worth by place; naming what the title names; being
the opening, which says why the field matters."""
_UNNAMED, _UNNAMED_LEAD, _BARELY_ECHOED = 0.5, 0.9, 0.3
"""Naming nothing that the title names, anywhere and in the first sentence, and the share of its words that makes up."""
_DATED, _SCENE, _STRANGER, _BEFOREHAND, _THEM = 0.35, 0.5, 0.8, 0.4, 0.6
"""A day of this week; a scene, a private person, and what had been before, instead of the news; "them" of nothing."""
_LEAST_TITLE = 4
"""Words of sense of a title without a name, of which the first sentence should have one."""
_THIS_WEEK = re.compile(rf"(?<!than )\b[Oo]n {_WEEKDAY}|\b(?:told \w+|said|\w+ed) {_WEEKDAY}|\bthis week\b")
_HAD_BEEN = re.compile(
    r"\b(?:had|hadn't) (?:(?:\w+ly|never|long|already|just|not) )?"
    r"(?:been|become|made|gone|seen|shown|known|grown|\w{3,}ed|(?:giv|tak|fall|ris|brok|writt|driv|chos|spok|stol|hidd|froz|swoll|forgott)en)\b"
)
_THEM_ALONE = re.compile(
    r"(?:(?!(?:that|which|who|whose|where|when|while|after|before|if|because|as|since|until|than|and|or|but|to|for|by"
    r"|without|whether|how)\b)\S*[^\s,;:—–] )+them\b", re.IGNORECASE
)  # fmt: skip
"""The first clause of a line up to "them", which cannot mean the clause's own subject."""
_DIGIT = re.compile(r"\d")
_CAPITAL_INSIDE = re.compile(r"[a-z,] [A-Z]\w")


class _Measure:
    """What one article is about, and what its passages are worth by that."""

    def __init__(self, article: Article) -> None:
        self.story = _story(article.text)
        self.spans = sentences(self.story)[:MOST_SENTENCES]
        said = [_content(self.story[slice(*span)]) for span in self.spans]
        self.voice = voice_of(article)
        self.paper = self.voice == "The researchers"
        self.title = _content(article.title)
        self.names = _names(article.title, self.story)
        self.heading = article.title
        self.method = article.title.partition(":")[0].strip().casefold() if ":" in article.title else ""
        counts = Counter(word for words in said for word in words)
        most = math.log(max(counts.values(), default=1)) or 1.0
        self.shares = {word: math.log(count) / most for word, count in counts.items() if count > 1}
        """How much the article keeps speaking of a word, from 0 to 1."""
        self.senses = [self.of_sense(words, place) for place, words in enumerate(said)]

    def ranked(self) -> list[int]:
        """Return the numbers of the sentences, the one that says most first."""
        return sorted(range(len(self.spans)), key=lambda place: -self.senses[place])

    def lines_of(self, place: int) -> Iterator[Line]:
        """Yield the lines that a sentence can become, with their worth."""
        start, end = self.spans[place]
        if end - start > MOST_CHARACTERS:
            return
        announced = _DATED * bool(_pattern("announced").match(self.story, start))
        for passage in _passages(self.story[start:end], self.voice):
            worth = self.senses[place] + self.of_manner(passage.line, place) + announced
            yield Line(passage.line, (passage.verbatim,), worth)

    def of_sense(self, said: set[str], place: int) -> float:
        """Return what a passage is worth for standing at `place` and saying the words of sense in `said`."""
        echoed = len(said & self.title) / len(self.title) if self.title else 0.0
        central = sorted((self.shares[word] for word in said if word in self.shares), reverse=True)
        worth = _PLACE * self._place(place) + _CENTRAL * sum(central[:_ENOUGH_CENTRAL]) / _ENOUGH_CENTRAL
        worth += _NEW * min(len(said - self.title), _ENOUGH_NEW) / _ENOUGH_NEW
        return worth + _TITLE * min(echoed, _GOOD_ECHO) - _ECHO * max(0.0, echoed - _MOST_ECHO)

    def of_manner(self, line: str, place: int) -> float:
        """Return what a line is worth for how it says it."""
        worth = _of_length(line) + (self._as_paper(line, place) if self.paper else 0.0)
        worth += _TELLING * _has(line, "telling") - _IDLE * _has(line, "idle") - _HYPED * _praised(line)
        worth -= _TIED * _has(line, "tied")
        worth += self._of_event(line) - self.unnamed(line, place) - _THEM * bool(_THEM_ALONE.match(line))
        worth += _NUMBER * bool(_DIGIT.search(line)) + _NAME * bool(_CAPITAL_INSIDE.search(line))
        quoted = sum(end - start for start, end in quotations(line)) / len(line)
        return worth - _QUOTED * min(1.0, 3 * quoted)

    def _place(self, place: int) -> float:
        return _IN_ABSTRACT if self.paper and place < _ABSTRACT else math.exp(-place / _PLACE_FADES)

    def _of_event(self, line: str) -> float:
        """Return what a line is worth for telling of this week's event, and not of a scene or of what came before."""
        to_come = " will " in line
        worth = _DATED * bool(_THIS_WEEK.search(line)) - _SCENE * bool(_pattern("scene").match(line) and not to_come)
        worth -= _BEFOREHAND * bool(_HAD_BEEN.search(line) and not _has(line, "reported"))
        return worth - _STRANGER * self._of_a_stranger(line)

    def _of_a_stranger(self, line: str) -> bool:
        """Return whether a line opens with a private person whom the title does not name."""
        name = _FULL_NAME.match(line)
        if not name or name[1] in self.heading or not line[name.end() :][1:2].islower():
            return False
        return bool(_PERSON.search(line) or re.search(rf"\b(?:Mr|Mrs|Ms)\.? {re.escape(name[1])}\b", self.story))

    def unnamed(self, line: str, place: int) -> float:
        """Return what a line loses for having nothing that the title names, or hardly a word of a title without names.

        What the title names may be pointed at ("The company ..."), or counted.
        """
        if self.paper or _pattern("stands_for", r"the (?:[\w-]+ )?{}\b").match(line):
            return 0.0
        echoed = _content(line) & self.title
        if not self.names:
            silent = not place and not echoed and len(self.title) >= _LEAST_TITLE and not _THIS_WEEK.search(line)
            return _UNNAMED_LEAD * silent
        if self.names & set(_WORD.findall(line)) or any(word[0].isdigit() for word in echoed):
            return 0.0
        if len(echoed) >= max(2, _BARELY_ECHOED * len(self.title)):
            return 0.0
        return _UNNAMED if place else _UNNAMED_LEAD

    def _as_paper(self, line: str, place: int) -> float:
        ours = line.startswith("The researchers") or (bool(self.method) and self.method in line.casefold())
        return _METHOD * ours - _BACKGROUND * (place == 0 and not ours)


def _names(title: str, text: str) -> set[str]:
    """Return the names in `title`: its words with a capital that `text` has too, and never in small letters."""
    words = set(_WORD.findall(text))
    return {word for word in _WORD.findall(title) if word[0].isupper() and word in words and word.lower() not in words}


_WORD = re.compile(r"[^\W_]+")
_PLAIN_WORD = re.compile(r"[a-z]+|\d[\d.,]*")


def _content(text: str) -> set[str]:
    stems = map(stem, _PLAIN_WORD.findall(text.lower()))
    return {found for found in stems if found not in LIGHT and len(found) > 1}


def _of_length(line: str) -> float:
    count, (least, most) = len(line.split()), _GOOD_LENGTH
    return -_TOO_SHORT * max(0, least - count) - _TOO_LONG * max(0, count - most)


def _has(line: str, name: str) -> bool:
    return _anywhere(name).search(line.lower()) is not None


def _praised(line: str) -> int:
    """Return how often a line praises what it tells of."""
    return sum(len(_anywhere(name).findall(line.lower())) for name in ("hype", "praise"))
