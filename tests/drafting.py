"""Whole runs for tests about what may be printed: the real command over real pages, with a model that says what it is
told to say.

    with Newsroom(saying("harbour", one_liner="…")) as room:
        made = drafted(room, *room.links("harbour", "bakery"))
    made.draft, made.digest, made.asked_about("harbour")
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from loopback import Reply
from newsroom import ITEMS, Newsroom, good_reply
from standin import Answer, Asked, says

from summarizer.cli import main
from summarizer.models import Digest, Entry
from summarizer.rendering.record import load_json


class Drafted(NamedTuple):
    """What came of a run: exit code, draft (empty if there is none), record, requests, and what the terminal showed."""

    code: int
    draft: str
    digest: Digest
    requests: list[Asked]
    screen: str

    @property
    def printed(self) -> str:
        """What readers of the draft see: front matter and body, without the comment for the editor."""
        return self.draft.partition("<!--")[0]

    @property
    def for_the_editor(self) -> str:
        """The comment at the end of the draft."""
        return self.draft.partition("<!--")[2]

    def asked_about(self, name: str) -> list[Asked]:
        """Return the requests for an entry about an item."""
        return [asked for asked in self.requests if asked.title == ITEMS[name].title and asked.wanted == "entry"]

    def entry(self, name: str) -> Entry:
        """Return the entry of an item."""
        return next(entry for entry in self.digest.entries if entry.title == ITEMS[name].title)

    def reviews(self, name: str) -> list[str]:
        """Return the codes for which an item's entry is for review."""
        return [review.code for review in self.entry(name).review]

    @property
    def failures(self) -> list[str]:
        """The codes of the failures."""
        return [failure.code for failure in self.digest.failures]


def drafted(room: Newsroom, *arguments: str, model: bool = True) -> Drafted:
    """Return what comes of the command with `arguments`, among them the links; without `model` it runs offline."""
    backend = room.flags if model else [*room.fetching, "--model", "offline"]
    screen = StringIO()
    with TemporaryDirectory() as folder, redirect_stdout(screen), redirect_stderr(screen):
        draft, record = Path(folder, "digest.md"), Path(folder, "digest.json")
        code = main([*arguments, *backend, "--no-cache", "-o", str(draft), "-o", str(record)])
        text = draft.read_text(encoding="utf-8") if draft.exists() else ""
        digest = load_json(record.read_text(encoding="utf-8"))
    return Drafted(code, text, digest, room.model.requests, screen.getvalue())


def saying(*names: str, **fields: Any) -> Callable[[Asked], Answer]:
    """Return a model that is good but for these items: its replies about them have `fields`, however often asked."""
    return replying({name: says(json.dumps(ITEMS[name].reply | fields)) for name in names})


def replying(answers: Mapping[str, Answer]) -> Callable[[Asked], Answer]:
    """Return a model that is good but for these items, which it gives these answers about."""
    by_title = {ITEMS[name].title: answer for name, answer in answers.items()}

    def reply(asked: Asked) -> Answer:
        insisted = by_title.get(asked.title) if asked.wanted == "entry" else None
        return insisted or good_reply(asked)

    return reply


def page(title: str, text: str, *, head: str = "", body: str = "", heading: str | None = None) -> Reply:
    """Return a page with an article of paragraphs, and more markup in its head and behind the article's text."""
    paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n"))
    shown = title if heading is None else heading
    markup = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body><article><h1>{shown}</h1>{paragraphs}{body}</article></body></html>"
    )
    return Reply(markup.encode())
