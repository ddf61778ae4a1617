"""What a model replies about an issue: the forms it fills in, and what is read out of them. No I/O.

Each reader returns a value and what is wrong with the reply. The value holds only what can be used: a number that is
not in the list is complained of and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import BaseModel

from summarizer.llm.conversation import Answer
from summarizer.models import Claim, Feature, Group, Grouping, Headline, Phrase

MOST_QUOTES = 3
"""Of a line or a sentence; further ones are left out."""


class GroupAnswer(BaseModel):
    """The items of one story, by their numbers in the message; the reason first."""

    reason: str
    members: list[int]


class GroupingAnswer(Answer):
    """Which items report the same event."""

    groups: list[GroupAnswer]


class SentenceAnswer(BaseModel):
    """One sentence; the proof first."""

    evidence: list[str]
    text: str


class ParagraphAnswer(BaseModel):
    """The sentences of one paragraph."""

    sentences: list[SentenceAnswer]


class FeatureAnswer(Answer):
    """What to print about one story."""

    paragraphs: list[ParagraphAnswer]


class PhraseAnswer(BaseModel):
    """A part of the headline, and the number of the story that it names."""

    story: int
    phrase: str


class HeadlineAnswer(Answer):
    """The parts of the issue's headline."""

    phrases: list[PhraseAnswer]


def grouping_in(answer: GroupingAnswer, items: int) -> tuple[Grouping, list[str]]:
    """Return the stories among so many items, every item in one of them at most, and the complaints."""
    groups: list[Group] = []
    complaints: list[str] = []
    grouped: set[int] = set()
    for given in answer.groups:
        numbers = list(dict.fromkeys(given.members))
        complaints += _about_group(given, items, grouped)
        members = tuple(number - 1 for number in numbers if 1 <= number <= items and number not in grouped)
        if len(members) > 1 and given.reason.strip():
            groups.append(Group(members=members, reason=" ".join(given.reason.split())))
            grouped.update(member + 1 for member in members)
    return Grouping(groups=tuple(groups)), complaints


def _about_group(given: GroupAnswer, items: int, grouped: set[int]) -> list[str]:
    named = f"the group {given.members}"
    found = [
        f"there is no item {number}; the items are numbered from 1 to {items}"
        for number in given.members
        if not 1 <= number <= items
    ]
    found += [
        f"item {number} is in two groups; an item is in one group at most"
        for number in dict.fromkeys(given.members)
        if number in grouped
    ]
    if len(set(given.members)) < len(given.members):
        found.append(f"{named} names an item twice")
    if len(set(given.members)) < 2:
        found.append(f"{named} has fewer than two items; leave out items that stand alone")
    if not given.reason.strip():
        found.append(f"{named} has no reason; name the event that all of its items report")
    return found


def feature_in(answer: FeatureAnswer, check: Callable[[Feature], Sequence[str]]) -> tuple[Feature, list[str]]:
    """Return the paragraphs without empty sentences, and the complaints, those of `check` among them."""
    paragraphs = tuple(
        claims
        for paragraph in answer.paragraphs
        if (claims := tuple(_claim(one) for one in paragraph.sentences if one.text.strip()))
    )
    feature = Feature(paragraphs=paragraphs)
    bare = [claim.text for claims in paragraphs for claim in claims if not claim.quotes]
    return feature, [*(f"this sentence has no evidence: {text!r}" for text in bare), *check(feature)]


def _claim(sentence: SentenceAnswer) -> Claim:
    quotes = dict.fromkeys(quote.strip() for quote in sentence.evidence if quote.strip())
    return Claim(text=sentence.text.strip(), quotes=tuple(quotes)[:MOST_QUOTES])


def headline_in(
    answer: HeadlineAnswer, stories: int, check: Callable[[Headline], Sequence[str]]
) -> tuple[Headline, list[str]]:
    """Return the phrases that name one of so many stories, and the complaints, those of `check` among them."""
    known = [one for one in answer.phrases if 1 <= one.story <= stories]
    headline = Headline(phrases=tuple(Phrase(text=" ".join(one.phrase.split()), story=one.story - 1) for one in known))
    strange = [one.story for one in answer.phrases if one not in known]
    complaints = [f"there is no story {number}; they are numbered from 1 to {stories}" for number in strange]
    return headline, [*complaints, *check(headline)]
