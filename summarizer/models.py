"""The nouns: frozen values that every other module passes on. They do no I/O and import nothing of ours."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

SCHEMA_VERSION: Literal[1] = 1
"""Version of `digest.json`; raised whenever a reader of the old one could misread the new one."""

Stage = Literal["source", "web", "reader", "backend", "grounding"]
"""The step of the pipeline that a Failure happened in."""

Verdict = Literal["verified", "partly", "unsupported"]
"""Whether the article bears a line out: every checkable part found, some missing, or none of it."""

Newsworthiness = Annotated[int, Field(ge=1, le=5)]
"""1: of interest to few; 3: the usual item; 5: the story of the week."""


class Noun(BaseModel):
    """A frozen value with exactly the fields it declares."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


class Source(Noun):
    """One thing an editor handed in: a web page or a local file, and where it was named."""

    given: str
    """The words of the input, as they stood there."""
    url: str = ""
    """The link without tracking parameters; empty for a local file and for a line that could not be read."""
    path: Path | None = None
    """The local file, where the source is one."""
    key: str = ""
    """What two sources share when they are the same page."""
    origin: str = "argument"
    """Name of the input that named it: a file, `-` for standard input, or `argument`."""
    line: NonNegativeInt = 0
    """Line in that input, from 1; 0 for an argument."""
    position: NonNegativeInt = 0
    """Place among all sources of the run, from 0: the editor's order."""
    pinned: bool = False
    """The editor wants it first (`!` before the link)."""
    note: str = ""
    """The editor's remark (after ` # ` on the line)."""


class Merged(Noun):
    """A source that named the same page as an earlier one, and so has no entry of its own."""

    source: Source
    into: str
    """The URL or path of the source it was merged into."""


class Page(Noun):
    """What the network or the disk gave for a source, before anyone read it."""

    source: Source
    url: str
    """Where it was found in the end, after redirects; a path for a local file."""
    media_type: str = "text/html"
    charset: str | None = None
    """As the transport declared it; the reader decides."""
    body: bytes = Field(repr=False)


class Review(Noun):
    """A reason for a person to look at an entry, a story or the issue before it is printed."""

    code: str
    message: str


class Article(Noun):
    """A page as a person reads it: its text, and what it says of itself. A caller that has the text can make one."""

    source: Source = Source(given="")
    url: str = ""
    """The link to print: the editor's, or the article's own where that leads to its AMP, print or mobile form.
    A digest needs it of each article."""
    final_url: str = ""
    """Where it was found in the end, after redirects."""
    site: str = ""
    title: str
    date: dt.date | None = None
    description: str = ""
    """The publisher's own summary, kept only where the visible text bears it out."""
    text: str = Field(repr=False)
    """Paragraphs parted by newlines; offsets of all evidence count its characters."""
    language: str | None = None
    """ISO 639-1 code, where the page says."""
    image: str | None = None
    """Absolute http(s) URL of the page's top image."""
    lead_only: bool = False
    """Only the opening could be read, the rest being behind a paywall."""
    review: tuple[Review, ...] = ()
    """What the reader noticed and a person should see, such as text that addresses a language model."""


class Usage(Noun):
    """What was asked of a language model, every attempt counted."""

    requests: NonNegativeInt = 0
    input_tokens: NonNegativeInt = 0
    cached_tokens: NonNegativeInt = 0
    """Those of the input tokens that the provider had cached."""
    output_tokens: NonNegativeInt = 0
    cost_usd: Decimal | None = Decimal(0)
    """None where a price is not known; zero only for what costs nothing."""

    def __add__(self, other: Usage) -> Usage:
        """Return the sum of both; an unknown cost makes the sum unknown."""
        known = self.cost_usd is not None and other.cost_usd is not None
        return Usage(
            requests=self.requests + other.requests,
            input_tokens=self.input_tokens + other.input_tokens,
            cached_tokens=self.cached_tokens + other.cached_tokens,
            output_tokens=self.output_tokens + other.output_tokens,
            cost_usd=(self.cost_usd or Decimal(0)) + (other.cost_usd or Decimal(0)) if known else None,
        )


class Draft(Noun):
    """What a backend proposes for one article. Nothing in it is believed until it has been checked."""

    one_liner: str
    category: str
    runner_up: str | None = None
    newsworthiness: Newsworthiness = 3
    quotes: tuple[str, ...] = ()
    """Passages said to stand in the article word for word."""
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    """Probability that the category is right, where the backend knows one."""
    model: str = ""
    prompt_id: str | None = None
    usage: Usage = Usage()


class Claim(Noun):
    """One sentence that a backend proposes for a Top News paragraph, with the quotes it rests on."""

    text: str
    quotes: tuple[str, ...] = ()


class Feature(Noun):
    """What a backend proposes to print about a top story: paragraphs of sentences. Nothing in it is believed yet."""

    paragraphs: tuple[tuple[Claim, ...], ...]
    model: str = ""
    prompt_id: str | None = None
    usage: Usage = Usage()


class Group(Noun):
    """Entries said to report one event, by their places in the list that was asked about, and why."""

    members: tuple[NonNegativeInt, ...]
    reason: str


class Grouping(Noun):
    """What a backend proposes as the stories of an issue."""

    groups: tuple[Group, ...]
    usage: Usage = Usage()


class Phrase(Noun):
    """A part of the issue's headline, and the story it names, by its place in the list that was asked about."""

    text: str
    story: NonNegativeInt


class Headline(Noun):
    """What a backend proposes as the issue's headline."""

    phrases: tuple[Phrase, ...]
    usage: Usage = Usage()


class Evidence(Noun):
    """A passage of an article, word for word: `article.text[start:end] == quote`."""

    quote: str
    start: NonNegativeInt
    end: NonNegativeInt
    url: str = ""
    """The article's link, where evidence from several articles stands together."""


class Part(Noun):
    """One checkable part of a line, and where the article has it."""

    kind: Literal["number", "name", "quotation", "negation", "direction", "role", "content"]
    text: str
    found: bool
    start: NonNegativeInt | None = None
    """Offset into the article's text; None when not found there (it may stand in the title or metadata)."""
    end: NonNegativeInt | None = None
    detail: str = ""
    """For a part that was not found: what the article has instead, or why it does not count."""


class Entry(Noun):
    """One article's place in the digest: a line that was checked, and all that a person needs to check it again."""

    source: Source
    url: str
    final_url: str
    site: str = ""
    date: dt.date | None = None
    title: str
    one_liner: str
    category: str
    runner_up: str | None = None
    newsworthiness: Newsworthiness = 3
    confidence: float | None = None
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict = "verified"
    parts: tuple[Part, ...] = ()
    review: tuple[Review, ...] = ()
    """Why a person should look; empty when there is no reason to."""
    image: str | None = None
    lead_only: bool = False
    model: str = ""
    prompt_id: str | None = None
    usage: Usage = Usage()


class Sentence(Noun):
    """One sentence of a Top News paragraph, with what bears it out."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    verdict: Verdict = "verified"
    parts: tuple[Part, ...] = ()
    quoted: bool = False
    """Taken over from an article as it stands, so that its source is printed after it."""


class Paragraph(Noun):
    """A paragraph about a top story."""

    sentences: tuple[Sentence, ...]


class Story(Noun):
    """One event, and every entry that reports it; the lead entry comes first."""

    entries: Annotated[tuple[Entry, ...], Field(min_length=1)]
    reason: str = ""
    """Why the entries belong together; empty for a single one."""
    paragraphs: tuple[Paragraph, ...] = ()
    """Only for Top News."""
    review: tuple[Review, ...] = ()

    @property
    def lead(self) -> Entry:
        """The entry that stands for the story."""
        return self.entries[0]


class Section(Noun):
    """The stories of one category, in the order they are printed."""

    category: str
    stories: Annotated[tuple[Story, ...], Field(min_length=1)]


class Issue(Noun):
    """What the newsletter says of this issue, apart from its stories: the front matter and the furniture."""

    title: str
    date: dt.date
    number: int | None = None
    permalink: str | None = None
    excerpt: str = ""
    image: str | None = None
    front_matter: dict[str, str | int | bool | list[str]] = {}
    """Further keys from the configuration, printed as they are. Not to be changed, although a dict can be."""
    footer: str = ""
    """Markdown from the configuration, printed at the end."""

    def __hash__(self) -> int:
        """Return the hash of what can have one: all but the front matter."""
        return hash(tuple(value for name, value in self if name != "front_matter"))


class Failure(Noun):
    """A source that has no entry, and why."""

    source: Source
    stage: Stage
    code: str
    message: str
    advice: str
    """What the editor can do about it."""
    retryable: bool = False
    """Whether the same run may succeed at another time."""
    usage: Usage = Usage()
    """What was spent on it all the same."""


class Digest(Noun):
    """A whole issue: `digest.json` is this value, and the draft is made from nothing else."""

    schema_version: Literal[1] = SCHEMA_VERSION
    issue: Issue
    top: tuple[Story, ...] = ()
    sections: tuple[Section, ...] = ()
    failures: tuple[Failure, ...] = ()
    merged: tuple[Merged, ...] = ()
    review: tuple[Review, ...] = ()
    """What concerns no single story: how the issue was grouped, and its headline."""
    usage: Usage = Usage()

    @property
    def stories(self) -> tuple[Story, ...]:
        """Every story in the order printed, Top News first."""
        return self.top + tuple(story for section in self.sections for story in section.stories)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every entry in the order printed."""
        return tuple(entry for story in self.stories for entry in story.entries)
