"""One row for each fault found in published issues: what would cause it, and that no draft of ours has it.

A row is a function that holds if the fault cannot be produced. Those that need the parts of the pipeline before the
draft wait in `WAITING`, under the module that prevents them; each moves to `ROWS` with a function of its own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from digests import made_digest, made_entry, made_failure, made_story
from markdown_it import MarkdownIt

from summarizer.config import Newsletter
from summarizer.errors import ItemError, SetupError
from summarizer.identity import clean_url
from summarizer.issue import new_issue
from summarizer.models import Digest, Issue, Paragraph, Section, Sentence
from summarizer.rendering.draft import load_json, render
from summarizer.rendering.links import find_links
from summarizer.sources import parse_sources, source_from
from summarizer.style import check_digest

GOLDEN = Path(__file__).resolve().parent / "golden"
BAD_LINES = ("", " ", "None", "none.", "nan", "NaN", "null", ":/", "\u200b")
GARBAGE_TITLES = (
    "[2507.06261] A paper",
    "Costs $x^2$ and $..$",
    "A [new] thing",
    "a_b*c*d",
    "<Author> / <Source Name>",
)


def headings(draft: str) -> list[tuple[str, str]]:
    """Return each heading of a draft and the type of the block after it."""
    tokens = MarkdownIt("commonmark").parse(draft.split("\n---\n", 1)[1])
    blocks = [token for token in tokens if token.level == 0 and token.type != "heading_close"]
    found = []
    for index, token in enumerate(blocks):
        if token.type == "heading_open":
            after = blocks[index + 1] if index + 1 < len(blocks) else None
            found.append((token.tag, after.type if after else "end"))
    return found


def full_digest() -> Digest:
    """Return the golden digest that has something in every place."""
    return load_json((GOLDEN / "full.json").read_text(encoding="utf-8"))


# Rows that the draft itself answers for


def nothing_where_a_summary_belongs() -> None:
    """`None`, `nan`, `:/` or nothing stops the draft, in a line, a title or a paragraph."""
    for bad in BAD_LINES:
        paragraph = Paragraph(sentences=(Sentence(text=bad),))
        for digest in (
            made_digest(made_story(made_entry(1, one_liner=bad))),
            made_digest(made_story(made_entry(1, title=bad))),
            made_digest(top=(made_story(paragraphs=(paragraph,)),)),
        ):
            with pytest.raises(SetupError, match="says nothing"):
                render(digest)


def an_item_lost() -> None:
    """Every entry is linked in the draft, once, and every failure is named at its end."""
    digest = full_digest()
    draft = render(digest)
    links = [link for link in find_links(draft) if link not in ("images/lantern.png",)]
    for entry in digest.entries:
        expected = entry.url if entry.source.path is None else "pages/saved%20page%20%281%29.html"
        assert links.count(expected) == 1
    assert "Left out (3):" in draft
    assert all(failure.code in draft for failure in digest.failures)


def the_document_in_a_code_fence() -> None:
    """A draft opens with its front matter, and no fence in a title or line opens another."""
    digest = made_digest(made_story(made_entry(1, title="```", one_liner="```markdown fence")))
    draft = render(digest)
    assert draft.startswith("---\n")
    assert "fence" not in {token.type for token in MarkdownIt("commonmark").parse(draft)}


def front_matter_glued_to_a_heading() -> None:
    """The front matter ends on a line of its own, with a blank one after it."""
    for digest in (made_digest(made_story()), full_digest()):
        assert re.match(r"---\n(?:[^\n]+\n)+---\n\n#", render(digest))


def two_headings_glued() -> None:
    """A blank line stands before and after every heading."""
    draft = render(full_digest())
    for heading in re.findall(r"(?m)^#.*$", draft):
        assert f"\n\n{heading}\n\n" in draft


def a_heading_with_nothing_under_it() -> None:
    """Under a category stands text, and under "More on this:" its list; neither is there without."""
    alone = made_digest(top=(made_story(),))
    for digest in (made_digest(made_story()), alone, full_digest()):
        draft = render(digest)
        levels = headings(draft)
        assert levels
        assert all(after == "paragraph_open" or level == "h3" for level, after in levels)
        assert draft.count("More on this:") == draft.count("More on this:\n\n * [")
    assert "More on this:" not in render(alone)


def an_image_without_a_file() -> None:
    """Without an image there is no image in the body, and no key in the front matter."""
    draft = render(made_digest(made_story(made_entry(1, image=None)), top=(made_story(made_entry(2, image="")),)))
    assert "![" not in draft
    assert "image" not in yaml.safe_load(draft.split("---\n")[1])


def unescaped_brackets() -> None:
    """Brackets, mathematics and placeholders in a title are text inside its one link."""
    for title in GARBAGE_TITLES:
        draft = render(made_digest(made_story(made_entry(1, title=title))))
        assert find_links(draft) == ["https://news.example/1"]
        assert not re.search(r"(?<!\\)\$[^\d]|<[A-Z]", draft)
        assert not [fault for fault in check_digest(draft) if fault.code == "title-brackets"]


def a_placeholder_left_in() -> None:
    """The shipped template leaves none, and a template of one's own that lacks a value is refused."""
    assert not [fault for fault in check_digest(render(full_digest())) if fault.code == "placeholder"]


# Rows that sources, issue and style answer for


def a_copyright_year_that_is_wrong() -> None:
    """The footer's year is the issue's."""
    issue = new_issue(Newsletter(footer="Copyright © {year} The Loop"), dt.date(2027, 1, 4))
    assert "Copyright © 2027 The Loop" in render(made_digest(made_story(), issue=issue))


def tracking_parameters() -> None:
    """Tracking parameters go; a query that the page needs stays."""
    assert clean_url("https://a.example/?v=1&utm_source=x&fbclid=y") == "https://a.example/?v=1"
    assert source_from("https://a.example/watch?id=7&utm_medium=z").url == "https://a.example/watch?id=7"


def an_address_with_a_slash_missing() -> None:
    """`https:/host` is a bad line, never a link."""
    with pytest.raises(ItemError):
        source_from("https:/a.example/x")
    assert not [item for item in parse_sources("https:/a.example/x", "urls.txt") if getattr(item, "url", "")]


def a_draft_that_breaks_the_house_style() -> None:
    """Our own check of a whole digest finds nothing in the golden drafts."""
    for draft in GOLDEN.glob("*.md"):
        assert check_digest(draft.read_text(encoding="utf-8")) == []


ROWS: dict[str, Callable[[], None]] = {
    "literal None, nan, :/ or nothing where a summary belongs": nothing_where_a_summary_belongs,
    "items lost": an_item_lost,
    "the document wrapped in a code fence": the_document_in_a_code_fence,
    "front matter glued to a heading": front_matter_glued_to_a_heading,
    "two headings glued": two_headings_glued,
    "a heading with nothing under it": a_heading_with_nothing_under_it,
    "an image with no file name, or none": an_image_without_a_file,
    "unescaped brackets or mathematics in a link text": unescaped_brackets,
    "placeholder text left in": a_placeholder_left_in,
    "a wrong copyright year": a_copyright_year_that_is_wrong,
    "tracking parameters, or a needed query stripped": tracking_parameters,
    "https:/host": an_address_with_a_slash_missing,
    "any fault that the check of a digest knows": a_draft_that_breaks_the_house_style,
}

WAITING: dict[str, str] = {
    "a header excerpt naming events that are in no item": "headline",
    "an error page, bot check, consent page, paywall or site blurb summarised": "gate",
    "the model's own excuses in print": "judge",
    "the publisher's boilerplate as summary": "offline and judge",
    "a summary of another text than the title's": "gate",
    "one summary under two URLs": "assembler",
    "number or permalink used twice": "issue",
    "the same URL twice": "sources and assembler",
    "the same story twice, or in two sections": "stories and assembler",
    "title garbage: nan, a site's name left on, cut-off letters, an ellipsis": "reader",
    "a bare URL as title": "reader",
    "a query in an image's file name": "reader",
    '"the article discusses"': "judge",
    "two sentences, over 50 words, the title again, hype, a dangling pronoun": "judge",
    "consecutive one-liners opening with the same word": "pipeline",
    "mixed quotation marks, mojibake": "reader and judge",
}
"""Faults without a row yet, and the module that prevents each."""


@pytest.mark.parametrize("fault", ROWS)
def test_no_draft_has(fault: str) -> None:
    """The fault cannot be produced."""
    ROWS[fault]()


def test_no_fault_waits_that_has_a_row() -> None:
    """A fault stands in one of the two lists."""
    assert not set(ROWS) & set(WAITING)


def test_a_category_keeps_its_own_heading() -> None:
    """A category that looks like a heading's end or a list is a heading with that name."""
    for name in ("C #", "1. First", "- dash", "Art & Science"):
        draft = render(made_digest(sections=(Section(category=name, stories=(made_story(),)),)))
        tokens = MarkdownIt("commonmark").parse(draft.split("\n---\n", 1)[1])
        shown = "".join(child.content for child in tokens[1].children or ())
        assert (tokens[0].tag, shown) == ("h4", name)


def test_a_failure_with_markup_is_only_named() -> None:
    """A failing source's words are in the comment, and make no heading, link or section."""
    issue = Issue(title="T", date=dt.date(2026, 1, 2))
    failure = made_failure(message="# Heading\n\n[x](https://evil.example)\n-->")
    draft = render(made_digest(made_story(), issue=issue, failures=(failure,)))
    assert find_links(draft) == ["https://news.example/1"]
    assert [level for level, _ in headings(draft)] == ["h4"]
