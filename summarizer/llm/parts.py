"""The parts of a prompt's file, and how what was found on the web stands in a message: as data, between marks."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from summarizer.errors import SetupError
from summarizer.prompts import Prompt

_SENTENCE_ENDS = (". ", "! ", "? ", ".\n", "!\n", "?\n", "\n")


class Parts(NamedTuple):
    """The texts of a prompt's file, each a template of its own."""

    system: Prompt
    """The task, the same for every question of its kind in a run."""
    material: Prompt
    """What the question is about."""
    again: Prompt
    """Asks to mend an answer; takes `complaints`."""


def parts_of(prompt: Prompt) -> Parts:
    """Return the parts of a prompt, each under a line `=== name ===`. Raises SetupError for any other parts."""
    _, *found = re.split(r"^=== (\w+) ===\n", prompt.text, flags=re.MULTILINE)
    texts = dict(zip(found[::2], found[1::2], strict=True))
    if set(texts) != set(Parts._fields):
        raise SetupError(f"prompt {prompt.id} has the parts {sorted(texts)}; expected are {sorted(Parts._fields)}")
    return Parts(**{name: prompt._replace(text=text.strip("\n")) for name, text in texts.items()})


def mark_of(*texts: str) -> str:
    """Return 16 digits of the SHA-256 of `texts`: the same on every run, and no text can be written to hold its own."""
    return hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def on_one_line(text: str) -> str:
    """Return `text` without line breaks, so that it cannot begin a line of its own in a message."""
    return " ".join(text.split()) or "not given"


def sendable(message: str) -> str:
    """Return `message` with a question mark for every half of a character, which no request can hold."""
    return message.encode("utf-8", "replace").decode()


def opening_of(text: str, max_characters: int) -> str:
    """Return `text` up to the last end of a sentence within `max_characters`; its last word where there is none."""
    if len(text) <= max_characters:
        return text
    opening = text[:max_characters]
    end = max(opening.rfind(mark) + 1 for mark in _SENTENCE_ENDS) or opening.rfind(" ")
    return opening[:end].rstrip() if end > 0 else opening


def shares(lengths: list[int], most: int) -> list[int]:
    """Return how much of `most` each of `lengths` gets: all of it, or an equal share of what shorter ones leave."""
    given = dict.fromkeys(range(len(lengths)), 0)
    for done, at in enumerate(sorted(given, key=lengths.__getitem__)):
        given[at] = min(lengths[at], (most - sum(given.values())) // (len(lengths) - done))
    return list(given.values())
