"""The issue's headline (`excerpt`): the events of its biggest stories, every part naming an item of the issue."""

from __future__ import annotations

from collections.abc import Sequence

from summarizer import grounding, style
from summarizer.models import Article, Headline, Story
from summarizer.style.titles import content_words

FEWEST_PARTS, MOST_PARTS = 3, 5
PARTS_BY_RULE = 4
MOST_WORDS = 31
"""Published headlines have about 25 to 31 words."""
MORE = "and more!"
MOST_SHOWN = 12
"""Stories that a backend is shown to choose from."""


def by_rule(stories: Sequence[Story]) -> str:
    """Return a title of each of the first few of `stories`, as many as a headline has room for."""
    parts: list[str] = []
    for story in stories[:PARTS_BY_RULE]:
        title = _telling_title(story).rstrip(" .!")
        if parts and len(" ".join([*parts, title]).split()) > MOST_WORDS:
            break
        parts.append(title)
    return joined(parts, of=len(stories))


def _telling_title(story: Story) -> str:
    """Return the first title of a story that has a word of what is said of it: the lead's where none or each has.

    What a company writes above its own news ("Our next chapter") may say nothing of it.
    """
    said = {word for entry in story.entries for word in content_words(entry.one_liner)}
    telling = (entry.title for entry in story.entries if said & set(content_words(entry.title)))
    return next(telling, story.lead.title)


def joined(parts: Sequence[str], *, of: int) -> str:
    """Return `parts` joined by commas, with "and more!" where the issue has more stories (`of`) than parts."""
    return ", ".join([*parts, MORE] if len(parts) < of else parts)


def complaints(headline: Headline, stories: Sequence[Story]) -> list[str]:
    """Return what is wrong with `headline`, to be put to the backend: a part that its story does not bear out."""
    found = []
    fewest = min(FEWEST_PARTS, len(stories))
    if not fewest <= len(headline.phrases) <= MOST_PARTS:
        found.append(f"give {fewest} to {MOST_PARTS} phrases, not {len(headline.phrases)}")
    if len({phrase.story for phrase in headline.phrases}) < len(headline.phrases):
        found.append("each phrase must name another story")
    words = sum(len(phrase.text.split()) for phrase in headline.phrases)
    if words > MOST_WORDS:
        found.append(f"the phrases have {words} words together; write at most {MOST_WORDS}")
    for phrase in headline.phrases:
        if phrase.story >= len(stories):
            found.append(f"there is no story {phrase.story}")
        else:
            found += _about(phrase.text, stories[phrase.story])
    return found


def _about(phrase: str, story: Story) -> list[str]:
    found = [f"{phrase!r}: {fault.message}" for fault in style.faults(f"{phrase}.") if fault.level == "fatal"]
    if "," in phrase:
        found.append(f"{phrase!r}: write no comma, the phrases are joined by commas")
    known = Article(title=story.lead.title, text="\n".join(f"{one.title}\n{one.one_liner}" for one in story.entries))
    missing = [part.text for part in grounding.ground(phrase, known, ()).parts if not part.found]
    if missing:
        found.append(f"{phrase!r}: its story does not bear out {', '.join(map(repr, missing))}")
    return found
