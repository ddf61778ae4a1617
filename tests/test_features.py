"""Top News: the biggest stories, and paragraphs that their articles bear out sentence by sentence."""

from __future__ import annotations

import pytest
from digests import made_entry, made_story

from summarizer.features import (
    MOST_WORDS,
    by_size,
    complaints,
    quoted_paragraphs,
    reviews,
    top_count,
    verified,
)
from summarizer.models import Article, Claim, Feature

LEDGER = Article(
    title="Corvane buys Tessel for $900 million",
    site="The Ledger",
    url="https://ledger.example/corvane",
    text=(
        "Corvane said on Monday that it would buy Tessel, a maker of chips for hearing aids, for $900 million in cash. "
        "The deal is the largest in the history of Corvane, which employs 4,100 people in Ostrand.\n"
        "Tessel's chips stand in one hearing aid of every five sold last year, according to the company. "
        "The purchase must still be approved by regulators in three countries, and the two companies expect it to "
        "close by the end of June. Shares of Corvane fell 3.1 percent on the news."
    ),
)
WIRE = Article(
    title="Hearing-aid chip maker Tessel sold",
    site="Wire",
    url="https://wire.example/tessel",
    text=(
        "Tessel, which was founded by two audiologists in 2014, will be bought by Corvane, both said on Monday. "
        "All 260 employees of Tessel keep their jobs for at least two years under the terms of the agreement. "
        "A rival offer from Brant Industries was turned down in October, a person who knows of the talks said."
    ),
)


def claim(text: str, quote: str) -> Claim:
    """Return a sentence that rests on `quote`."""
    return Claim(text=text, quotes=(quote,))


GOOD = (
    claim(
        "Corvane will pay $900 million in cash for Tessel, which makes chips for hearing aids.",
        "it would buy Tessel, a maker of chips for hearing aids, for $900 million in cash",
    ),
    claim(
        "All 260 employees of Tessel keep their jobs for at least two years.",
        "All 260 employees of Tessel keep their jobs for at least two years",
    ),
)


def test_pins_then_sources_then_newsworthiness_then_order() -> None:
    """The editor's word counts most, then how many sites report a story, then how big it is, then the input's order."""
    pin = made_entry(5)
    pin = pin.model_copy(update={"source": pin.source.model_copy(update={"pinned": True})})
    stories = [
        made_story(made_entry(1)),
        made_story(made_entry(2, newsworthiness=4)),
        made_story(made_entry(3), made_entry(4, url="https://other.example/4")),
        made_story(pin),
        made_story(made_entry(6), made_entry(7)),
    ]
    order = [story.lead.source.position for story in by_size(reversed(stories))]
    assert order == [5, 3, 2, 1, 6]


@pytest.mark.parametrize(
    ("stories", "wanted", "count"),
    [(0, None, 0), (1, None, 0), (2, None, 1), (7, None, 3), (8, None, 4), (50, None, 4), (50, 0, 0), (3, 9, 3)],
)
def test_four_stories_are_top_news_and_fewer_in_a_short_issue(stories: int, wanted: int | None, count: int) -> None:
    """Half of a short issue at most stands on top, unless the editor wants it otherwise."""
    assert top_count(stories, wanted) == count


def test_without_a_model_a_paragraph_is_the_sources_own_sentences() -> None:
    """Every sentence stands in an article as it is, names its source, and no article is left out."""
    (paragraph,) = quoted_paragraphs([LEDGER, WIRE])
    texts = {article.url: article.text for article in (LEDGER, WIRE)}
    for sentence in paragraph.sentences:
        assert sentence.quoted
        for one in sentence.evidence:
            assert texts[one.url][one.start : one.end] == one.quote
    assert {one.url for sentence in paragraph.sentences for one in sentence.evidence} == set(texts)
    assert sum(len(sentence.text.split()) for sentence in paragraph.sentences) <= MOST_WORDS


def test_what_one_source_has_said_is_not_said_again_by_another() -> None:
    """Two articles with the same words give each sentence once."""
    copy = LEDGER.model_copy(update={"url": "https://copy.example/"})
    (paragraph,) = quoted_paragraphs([LEDGER, copy])
    texts = [sentence.text for sentence in paragraph.sentences]
    assert len(texts) == len(set(texts))


def test_no_articles_give_no_paragraph() -> None:
    """Nothing is made of nothing."""
    assert quoted_paragraphs([]) == ()


def test_a_sentence_may_draw_on_any_article_and_its_evidence_says_which() -> None:
    """Offsets count in the article that the evidence names."""
    ((first, second),) = (one.sentences for one in verified(Feature(paragraphs=(GOOD,)), [LEDGER, WIRE]))
    assert (first.verdict, second.verdict) == ("verified", "verified")
    (one,) = second.evidence
    assert one.url == WIRE.url
    assert WIRE.text[one.start : one.end] == one.quote


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Corvane will pay $950 million in cash for Tessel, which makes chips for hearing aids.", "950"),
        ("Corvane will pay $900 million in cash for Brightwell, which makes chips for hearing aids.", "Brightwell"),
    ],
)
def test_a_sentence_with_something_invented_is_marked(text: str, missing: str) -> None:
    """What no article has is named, for the backend and then for a person."""
    invented = claim(text, GOOD[0].quotes[0])
    paragraphs = verified(Feature(paragraphs=((invented, GOOD[1]),)), [LEDGER, WIRE])
    assert any(missing in review.message for review in reviews(paragraphs))
    assert any(missing in said for said in complaints(Feature(paragraphs=((invented,),)), [LEDGER, WIRE], 1))


def test_length_and_number_of_paragraphs_are_asked_for() -> None:
    """Too short, too long and too few are complaints, each with what is wanted."""
    long = Feature(paragraphs=(GOOD * 12,))
    said = " ".join(complaints(long, [LEDGER, WIRE], 2))
    assert "write 2 paragraph(s), not 1" in said
    assert "words; write" in said
    short = Feature(paragraphs=((GOOD[1],),))
    assert any("has 13 words" in one for one in complaints(short, [LEDGER, WIRE], 1))


def test_short_articles_need_no_long_paragraph() -> None:
    """From little text little can be said, and nobody is asked to fill the space."""
    small = Article(title="Tessel sold", url="https://a.example/", text=WIRE.text.split(". ")[0] + ".")
    one = claim(
        "Corvane will buy Tessel, which two audiologists founded in 2014.", "founded by two audiologists in 2014"
    )
    assert complaints(Feature(paragraphs=((one,),)), [small], 1) == []
