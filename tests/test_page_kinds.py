"""Saved pages of many kinds: the whole article comes out, whatever it is laid out and encoded as, and little else."""

from __future__ import annotations

import importlib
import re
import sys
from collections import Counter
from pathlib import Path

import pytest
from sampling import sampled
from saved_pages import Saved, saved_pages

from summarizer.models import Article, Page, Source
from summarizer.reading.reader import read

ROOT = Path(__file__).resolve().parent.parent
PAGES = saved_pages()
BY_NAME = {page.name: page for page in PAGES}


def article_of(saved: Saved) -> Article:
    """Read a saved page as if it had come from the web."""
    url = f"https://{saved.name}.example/2026/story"
    return read(Page(source=Source(given=url, url=url), url=url, body=saved.body, charset=saved.declared))


def letters(text: str) -> str:
    """Return the letters and digits of a text: how a converter broke its lines is not what is compared."""
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("name", sampled(list(BY_NAME)))
def test_nothing_of_the_article_is_lost(name: str) -> None:
    """Every paragraph, item, cell and line of code is in the text, and the title is the article's."""
    saved = BY_NAME[name]
    article = article_of(saved)
    text = letters(article.text)
    assert [line for line in saved.text.split("\n") if letters(line) not in text] == []
    assert letters(article.title) == letters(saved.title)


@pytest.mark.parametrize("name", sampled(list(BY_NAME)))
def test_little_else_comes_with_it(name: str) -> None:
    """At most a label or two stand in the text that are none of the article's."""
    saved = BY_NAME[name]
    found, wanted = (Counter(re.findall(r"\w+", text.lower())) for text in (article_of(saved).text, saved.text))
    assert sum((found - wanted).values()) <= 11 + 0.02 * sum(wanted.values())


@pytest.mark.load
def test_the_reader_is_not_worse_than_the_extractor_alone() -> None:
    """On all our pages its F1 is higher, by words, by runs of words, and nothing crashes or is refused."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    extraction = importlib.import_module("extraction")
    for _, pages in extraction.our_pages():
        ours, theirs = (
            [extraction.tried(read_one, known) for known in pages]
            for read_one in (extraction.by_reader, extraction.by_trafilatura)
        )
        assert not [result for result in ours if result.crash or result.refused]
        assert extraction.by_words(pages, ours) >= extraction.by_words(pages, theirs)
        assert extraction.by_shingles(pages, ours)[2] >= extraction.by_shingles(pages, theirs)[2]
