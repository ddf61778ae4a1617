"""A small world for tests of whole runs: five pages on a real server, and a stand-in model that knows what to say.

    with Newsroom() as room:
        main([*room.links("harbour", "reader"), *room.flags, "-o", "digest.md"])
    room.drafted   # titles that the model was asked about, in order
    room.sites.pages["/gone"] = Reply(status=404)

Everything on the pages is invented.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, NamedTuple, Self

from loopback import Loopback, Reply
from standin import Answer, Asked, Standin, says

MODEL = "openai/gpt-6-luna"
KEY = "sk-test-0123456789abcdefKEY"


class Item(NamedTuple):
    """An article, and what a good model says about it."""

    title: str
    sentences: tuple[str, ...]
    line: str
    category: str
    quote: str
    runner_up: str | None = None
    newsworthiness: int = 3

    @property
    def html(self) -> bytes:
        """The page."""
        half = len(self.sentences) // 2
        paragraphs = "".join(f"<p>{' '.join(part)}</p>" for part in (self.sentences[:half], self.sentences[half:]))
        head = f'<meta charset="utf-8"><title>{self.title}</title><meta property="og:site_name" content="The Tideway">'
        dated = '<meta property="article:published_time" content="2026-11-18T08:00:00Z">'
        body = f"<article><h1>{self.title}</h1>{paragraphs}</article>"
        return f'<!DOCTYPE html><html lang="en"><head>{head}{dated}</head><body>{body}</body></html>'.encode()

    @property
    def reply(self) -> dict[str, Any]:
        """The fields of a model's reply."""
        return {
            "evidence": [self.quote],
            "one_liner": self.line,
            "category": self.category,
            "runner_up": self.runner_up,
            "newsworthiness": self.newsworthiness,
        }


ITEMS = {
    "harbour": Item(
        "Harbour pilots test a tide forecaster",
        (
            "Pilots in the port of Wessel began testing a tide forecaster on Monday that updates every four minutes.",
            "The forecaster reads 212 buoys along the estuary and predicts the water level at each berth.",
            "In a trial of six weeks it was wrong by 3 centimetres on average, where the printed tables missed by 19.",
            "Ships with a deep draught can wait outside the bar for less time, the harbour master Ilse Brandt said.",
            "The port pays 48,000 euros a year for the service, which a company called Ebbline runs from Wessel.",
            "Ebbline says that two further ports have signed contracts and will begin in the spring.",
        ),
        "Ebbline's service reads 212 buoys and was wrong by 3 centimetres on average in a trial of six weeks, and the "
        "port pays 48,000 euros a year for it.",
        "Tools",
        "In a trial of six weeks it was wrong by 3 centimetres on average, where the printed tables missed by 19.",
        "Business",
    ),
    "bakery": Item(
        "Corlane raises $36 million for bakery robots",
        (
            "Corlane, which makes robots for small bakeries, raised $36 million from Oldgate Ventures and two banks.",
            "The round values the company at $210 million, more than twice what investors paid in 2024.",
            "Corlane rents its robots to 340 bakeries in four countries for a monthly fee.",
            "A robot shapes 900 loaves an hour and is cleaned by one person in the afternoon.",
            "The money will pay for a second factory in Brno, where the company wants to hire 75 people.",
            "Chief executive Dana Havel said that Corlane expects to make a profit in 2028.",
        ),
        "The round values the company at $210 million and pays for a second factory in Brno, where it wants to hire 75 "
        "people.",
        "Business",
        "The money will pay for a second factory in Brno, where the company wants to hire 75 people.",
    ),
    "reader": Item(
        "Reading scores rise when pupils argue with a tutor",
        (
            "Pupils who argued with a tutoring program learned more than those told the answer, a study finds.",
            "Researchers at the University of Lund followed 1,480 pupils in 61 schools for one school year.",
            "Half of them used a tutor that defended a wrong answer and asked the pupil to disprove it.",
            "Their reading scores rose by 14 points, against 6 points in the other half.",
            "The gain was smallest among pupils who had used a tutor at home before.",
            "The study did not look at mathematics, and its authors warn against using the method with young children.",
        ),
        "Among 1,480 pupils in 61 schools, scores rose by 14 points with a tutor that defended a wrong answer, "
        "against 6 points in the other half.",
        "Research",
        "Their reading scores rose by 14 points, against 6 points in the other half.",
    ),
    "clinic": Item(
        "Clinic's booking assistant gave away patients' numbers",
        (
            "A booking assistant of the clinic chain Sanivo read out telephone numbers of other patients to callers.",
            "The fault lasted for nine days in October and touched 2,300 patients, the chain said on Thursday.",
            "Callers who asked for the last appointment were given the details of whoever had called before them.",
            "Sanivo has switched the assistant off and has written to everybody concerned.",
            "The data protection office of Styria has opened an investigation.",
            "The maker of the assistant, Telavox, said that a cache had been shared between calls.",
        ),
        "The fault lasted nine days and touched 2,300 patients; Sanivo has switched the assistant off, and the data "
        "protection office of Styria has opened an investigation.",
        "Concerns",
        "The fault lasted for nine days in October and touched 2,300 patients, the chain said on Thursday.",
    ),
    "council": Item(
        "Council lets citizens see what its algorithms decide",
        (
            "The city council of Arnsberg voted on Tuesday to publish every algorithm that takes part in a decision.",
            "A register will name the purpose, the data and the error rate of each of them from 1 March.",
            "Citizens may ask for a decision to be taken again by a person, without giving a reason.",
            "The rule covers 27 programs, among them those for parking permits and places in day care.",
            "Makers that refuse to state an error rate will not get new contracts.",
            "The vote was 31 to 12, with the mayor's own party divided.",
        ),
        "From 1 March a register names purpose, data and error rate of 27 programs, and citizens may ask for a "
        "decision to be taken again by a person.",
        "Policy",
        "A register will name the purpose, the data and the error rate of each of them from 1 March.",
    ),
}
"""By the name that is also the page's path."""

TITLES = {item.title: item for item in ITEMS.values()}


def good_reply(asked: Asked) -> Answer:
    """Return what a good model says about one of our articles, or about an issue of them."""
    items = sorted((item for item in TITLES.values() if item.title in asked.article), key=_place_in(asked))
    if asked.wanted == "entry":
        return says(json.dumps(items[0].reply))
    if asked.wanted == "group":
        return says(json.dumps({"groups": []}))
    if asked.wanted == "feature":
        sentences = [{"evidence": [text], "text": text} for text in items[0].sentences[:4]]
        return says(json.dumps({"paragraphs": [{"sentences": sentences}]}))
    phrases = [{"story": number, "phrase": item.title} for number, item in enumerate(items[:3], 1)]
    return says(json.dumps({"phrases": phrases}))


def _place_in(asked: Asked) -> Callable[[Item], int]:
    return lambda item: asked.article.index(item.title)


class Newsroom:
    """The pages and the model; a context manager. `reply` is what the model says."""

    def __init__(self, reply: Callable[[Asked], Answer] = good_reply) -> None:
        self.sites = Loopback(pages={f"/{name}": Reply(item.html) for name, item in ITEMS.items()})
        self.model = Standin(reply)
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self.sites)
        self._stack.enter_context(self.model)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def fetching(self) -> list[str]:
        """The flags with which the pages can be fetched."""
        return ["--allow-private", f"127.0.0.1:{self.sites.port}"]

    @property
    def flags(self) -> list[str]:
        """The flags with which the pages can be fetched and the model be asked."""
        return [*self.fetching, "--model", MODEL, "--base-url", self.model.base_url]

    @property
    def drafted(self) -> list[str]:
        """The titles of the articles that the model was asked about, in order of arrival."""
        return [asked.title for asked in self.model.requests if asked.title]

    def links(self, *names: str) -> list[str]:
        """Return the addresses of pages, all of them if none is named."""
        return [self.sites.url(f"/{name}") for name in names or ITEMS]
