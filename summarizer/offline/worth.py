"""What a passage is worth as a line: by what it says, by place, by how it continues the title, and by its manner."""

from __future__ import annotations

import math
import re
from collections import Counter

from summarizer.language.lexicon import LIGHT
from summarizer.language.sentences import quotations, sentences
from summarizer.language.words import stem
from summarizer.models import Article
from summarizer.offline.cues import FULL_NAME, PERSON, WEEKDAY, count_of_praise, cue, has
from summarizer.offline.passages import MOST_SENTENCES, story_of
from summarizer.offline.voices import voice_of

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
_THIS_WEEK = re.compile(rf"(?<!than )\b[Oo]n {WEEKDAY}|\b(?:told \w+|said|\w+ed) {WEEKDAY}|\bthis week\b")
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


class Measure:
    """What one article is about, and what its passages are worth by that."""

    def __init__(self, article: Article) -> None:
        self.story = story_of(article.text)
        self.spans = sentences(self.story)[:MOST_SENTENCES]
        said = [content_of(self.story[slice(*span)]) for span in self.spans]
        self.voice = voice_of(article)
        self.paper = self.voice == "The researchers"
        self.title = content_of(article.title)
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

    def of_sentence(self, place: int) -> float:
        """Return what a sentence is worth whatever becomes of it: what it says, and that it announces something."""
        start, _ = self.spans[place]
        return self.senses[place] + _DATED * bool(cue("announced").match(self.story, start))

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
        worth += _TELLING * has(line, "telling") - _IDLE * has(line, "idle") - _HYPED * count_of_praise(line)
        worth -= _TIED * has(line, "tied")
        worth += self._of_event(line) - self.unnamed(line, place) - _THEM * bool(_THEM_ALONE.match(line))
        worth += _NUMBER * bool(_DIGIT.search(line)) + _NAME * bool(_CAPITAL_INSIDE.search(line))
        quoted = sum(end - start for start, end in quotations(line)) / len(line)
        return worth - _QUOTED * min(1.0, 3 * quoted)

    def _place(self, place: int) -> float:
        return _IN_ABSTRACT if self.paper and place < _ABSTRACT else math.exp(-place / _PLACE_FADES)

    def _of_event(self, line: str) -> float:
        """Return what a line is worth for telling of this week's event, and not of a scene or of what came before."""
        to_come = " will " in line
        worth = _DATED * bool(_THIS_WEEK.search(line)) - _SCENE * bool(cue("scene").match(line) and not to_come)
        worth -= _BEFOREHAND * bool(_HAD_BEEN.search(line) and not has(line, "reported"))
        return worth - _STRANGER * self._of_a_stranger(line)

    def _of_a_stranger(self, line: str) -> bool:
        """Return whether a line opens with a private person whom the title does not name."""
        name = FULL_NAME.match(line)
        if not name or name[1] in self.heading or not line[name.end() :][1:2].islower():
            return False
        return bool(PERSON.search(line) or re.search(rf"\b(?:Mr|Mrs|Ms)\.? {re.escape(name[1])}\b", self.story))

    def unnamed(self, line: str, place: int) -> float:
        """Return what a line loses for having nothing that the title names, or hardly a word of a title without names.

        What the title names may be pointed at ("The company ..."), or counted.
        """
        if self.paper or cue("stands_for", r"the (?:[\w-]+ )?{}\b").match(line):
            return 0.0
        echoed = content_of(line) & self.title
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


def content_of(text: str) -> set[str]:
    """Return the stems of the words of a text that tell something, numbers among them."""
    stems = map(stem, _PLAIN_WORD.findall(text.lower()))
    return {found for found in stems if found not in LIGHT and len(found) > 1}


def _of_length(line: str) -> float:
    count, (least, most) = len(line.split()), _GOOD_LENGTH
    return -_TOO_SHORT * max(0, least - count) - _TOO_LONG * max(0, count - most)
