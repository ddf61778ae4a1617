"""The one list of the codes by which a person is told what to look at, with what each means and what to do about it."""

from __future__ import annotations

from typing import Literal, NamedTuple

About = Literal["page", "line", "category", "story"]


class Reason(NamedTuple):
    """What a review's code means: what it is about, what was seen, and what an editor can do."""

    about: About
    meaning: str
    advice: str


REVIEWS: dict[str, Reason] = {
    "lead-only": Reason(
        "page",
        "only the opening of the article could be read",
        "read the rest; or save the page where all of it can be seen, and name its folder with --pages, or pages in "
        "summarizer.toml",
    ),
    "addresses-model": Reason(
        "page",
        "the page has text that speaks to a language model",
        "read the line against the article: it may be what that text wants printed",
    ),
    "own-address": Reason(
        "page",
        "the link is the one that a saved page gives as its own",
        "follow it, and see whether it leads to this article",
    ),
    "no-address": Reason(
        "page",
        "the link is a file's path, since the page names no public address",
        "put the page's own link in its place",
    ),
    "dated-ahead": Reason(
        "page",
        "the page says it was published more than a day after the issue",
        "look the day up, and see whether this is news",
    ),
    "printed-before": Reason("page", "an earlier issue has this page", "leave it out, unless there is news in it"),
    "partly": Reason(
        "line",
        "part of the line, or of a sentence under Top News, is not in the article",
        "look up what the message names; mend it, or leave it out",
    ),
    "unsupported": Reason(
        "line",
        "the article does not bear out the line, or the sentence under Top News",
        "write it anew from the article, or leave it out",
    ),
    "quote-not-found": Reason(
        "line",
        "what the model quotes as its proof does not stand in the article word for word",
        "read the line against the article",
    ),
    "echo": Reason(
        "line",
        "the line speaks to a language model, or repeats an instruction or a label",
        "say what the article reports instead",
    ),
    "other-language": Reason(
        "line",
        "the article is in another language than the digest, so that little of the line could be compared",
        "read the line against the article; translate it where it is in the article's language",
    ),
    "replaced": Reason(
        "line",
        "the article does not bear out what the model wrote, so that an offline line stands in its place",
        "read it: it is a sentence of the article, and may not be the one you would choose",
    ),
    "same-opening": Reason("line", "the line above opens with the same word", "begin one of the two in another way"),
    "same-line": Reason(
        "line", "the same line stands under another title", "write one of the two anew, or leave it out"
    ),
    "category": Reason(
        "category", "the model named a category that does not exist", "see whether it stands under the right heading"
    ),
    "unsure-category": Reason(
        "category", "the category is little more than a guess", "see whether it stands under the right heading"
    ),
    "doubtful-story": Reason(
        "story",
        "a model puts reports together whose texts have little in common",
        "read them; where they report two events, part them in digest.json and render the draft again",
    ),
    "numbers-disagree": Reason(
        "story", "two reports of one story give different figures", "look up which is right, or print neither"
    ),
}
"""Every code that a Review can carry, beside those of the style's rules, and of `errors.CODES` where a model did not
answer about a story or the issue."""
