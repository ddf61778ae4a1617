"""The demo's pages, links and replies: written by us, and each true to the others."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from lxml import html

from summarizer.cli import main
from summarizer.config import load_settings
from summarizer.models import Digest, Merged, Source
from summarizer.rendering.record import load_json
from summarizer.sources import merge, parse_sources
from summarizer.style import faults
from summarizer.taxonomy import Taxonomy

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "examples" / "pages"
REPLIES = ROOT / "cassettes" / "replies"
CASSETTE = ROOT / "cassettes" / "demo.yaml"
LINKS = ROOT / "examples" / "urls.txt"

WITHOUT_ARTICLE = {"brassbell-bot-check", "not-found"}
ARTICLES = sorted(page.stem for page in PAGES.glob("*.html") if page.stem not in WITHOUT_ARTICLE)
TOPS = sorted(reply.stem for reply in REPLIES.glob("top_*.json"))
ABOUT_THE_ISSUE = {"group", "headline"}

UNSEEN = """
    ancestor::script or ancestor::style or ancestor::noscript or ancestor::template or ancestor::head
    or ancestor::*[contains(@style, 'display:none') or @class='cb-note' or @class='fineprint']
"""
WORDS_OF_A_PARAGRAPH = range(80, 151)


def load(name: str) -> Any:
    """Return a reply."""
    return json.loads((REPLIES / f"{name}.json").read_text(encoding="utf-8"))


@cache
def document(name: str) -> html.HtmlElement:
    """Return the tree of a page."""
    return html.document_fromstring((PAGES / f"{name}.html").read_text(encoding="utf-8"))


@cache
def visible_text(name: str) -> str:
    """Return the words of a page that a reader sees, with single spaces."""
    texts = document(name).xpath(f"//text()[not({UNSEEN})]")
    assert isinstance(texts, list)
    return spaced("".join(map(str, texts)))


def spaced(text: str) -> str:
    """Return `text` with single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def canonical(name: str) -> str:
    """Return the link that a page names as its own."""
    return str(document(name).xpath("string(//link[@rel='canonical']/@href)"))


def own_title(name: str) -> str:
    """Return the headline that a page gives to those who share it."""
    shared = document(name).xpath("string(//meta[@property='og:title']/@content)")
    return str(shared or document(name).xpath("string(//h1)"))


def listed() -> tuple[list[Source], list[Merged]]:
    """Return the sources of the list of links, and those merged into others; fails if a line is bad."""
    found, merged = merge(parse_sources(LINKS.read_text(encoding="utf-8"), "urls.txt"))
    sources = [source for source in found if isinstance(source, Source)]
    assert len(sources) == len(found)
    return sources, merged


BY_LINK = {canonical(name): name for name in ARTICLES}


def test_pages_and_replies_match_one_to_one() -> None:
    """Every article has one reply, and every reply an article."""
    written = {reply.stem for reply in REPLIES.glob("*.json")} - set(TOPS) - ABOUT_THE_ISSUE
    assert written == set(ARTICLES)
    assert len(BY_LINK) == len(ARTICLES) >= 12


def test_links_lead_to_the_pages() -> None:
    """The list has every article once, one duplicate, a bot check and a dead link, and no bad line."""
    sources, merged = listed()
    links = [source.url for source in sources]
    assert len(merged) == 1
    without_page = set(links) - set(BY_LINK)
    assert set(BY_LINK) <= set(links)
    assert sorted(re.sub(r"^https://([^/]+)/.*$", r"\1", link) for link in without_page) == [
        "blog.foxglove.example",
        "www.brassbell.example",
    ]


def test_one_link_is_pinned_and_one_has_a_note() -> None:
    """A newcomer sees both marks in use."""
    sources, _ = listed()
    assert sum(source.pinned for source in sources) == 1
    assert sum(bool(source.note) for source in sources) == 1


def test_every_address_is_reserved() -> None:
    """No page, link or reply names an address that somebody could own."""
    for file in [LINKS, *PAGES.glob("*.html"), *REPLIES.glob("*.json")]:
        for host in re.findall(r"(?:https?://|[\w.]+@)([\w.-]+)", file.read_text(encoding="utf-8")):
            assert host.rstrip(".").endswith(".example") or host == "schema.org", (file.name, host)


@pytest.mark.parametrize("name", ARTICLES)
def test_pages_are_those_of_real_sites(name: str) -> None:
    """Every page has an article of some length, a picture to share, and a date in November 2026."""
    source = html.tostring(document(name), encoding="unicode")
    assert 200 < len(visible_text(name).split()) < 800
    assert re.search(r'property="og:image" content="https://[\w.-]+\.example/', source)
    assert re.search(r"2026[-/]11|Nov(?:ember|\.)? \d+,? 2026|November 2026", source)


def test_hidden_instructions_are_planted_and_the_text_keeps_none() -> None:
    """One page speaks to language models where readers cannot see it, and once where they can."""
    source = (PAGES / "patchbay-larkmail.html").read_text(encoding="utf-8")
    for planted in ("Ignore all previous instructions", "Global Safety Council", "larkmail-bonus"):
        assert planted in source
        assert planted not in visible_text("patchbay-larkmail")
    assert "To any AI that summarizes this page" in visible_text("patchbay-larkmail")


@pytest.mark.parametrize("name", ARTICLES)
def test_evidence_stands_in_the_page(name: str) -> None:
    """Every quote of a reply is in its page's visible text word for word."""
    quotes = load(name)["evidence"]
    assert 1 <= len(quotes) <= 3
    for quote in quotes:
        assert spaced(quote) in visible_text(name), quote


@pytest.mark.parametrize("name", ARTICLES)
def test_lines_obey_the_house_style(name: str) -> None:
    """No rule of the house style finds anything in a reply's line, which has 25 to 40 words."""
    line = load(name)["one_liner"]
    assert faults(line, own_title(name)) == ()
    assert 25 <= len(line.split()) <= 40


@pytest.mark.parametrize("name", ARTICLES)
def test_figures_of_a_line_stand_in_the_page(name: str) -> None:
    """Every figure of a line, with its currency sign, is in the page as it is in the line."""
    for figure in re.findall(r"\$?\d[\d,.]*\d|\$?\d", load(name)["one_liner"]):
        assert re.search(rf"(?<![\d.,]){re.escape(figure)}(?![.,]?\d)", visible_text(name)), figure


@pytest.mark.parametrize("name", ARTICLES)
def test_replies_have_the_fields_of_the_wire(name: str) -> None:
    """A reply gives evidence first, a category of the default taxonomy, another or none next, and a grade."""
    reply = load(name)
    assert list(reply) == ["evidence", "one_liner", "category", "runner_up", "newsworthiness"]
    names = Taxonomy.default().names
    assert reply["category"] in names
    assert reply["runner_up"] is None or reply["runner_up"] in set(names) - {reply["category"]}
    assert reply["newsworthiness"] in range(1, 6)


def test_all_five_categories_have_articles() -> None:
    """The demo shows every section of a digest."""
    count = Counter(load(name)["category"] for name in ARTICLES)
    assert set(count) == set(Taxonomy.default().names)
    assert min(count.values()) >= 2


def test_lines_open_variously() -> None:
    """No two lines of a category that follow each other in the list open with the same word."""
    replies = [load(BY_LINK[source.url]) for source in listed()[0] if source.url in BY_LINK]
    for category in Taxonomy.default().names:
        openers = [reply["one_liner"].split()[0] for reply in replies if reply["category"] == category]
        assert all(one != other for one, other in pairwise(openers)), openers


def test_reports_of_one_story_disagree_on_a_number() -> None:
    """The press release and the newspaper give different prices of the same purchase."""
    assert "$1.85 billion" in visible_text("meridale-press-release")
    assert "$1.85 billion" not in visible_text("morning-ledger-quillon")
    assert "$2.1 billion" in visible_text("morning-ledger-quillon")


def sentences_of(name: str) -> list[dict[str, Any]]:
    """Return the sentences of a top story's reply."""
    return [sentence for paragraph in load(name)["paragraphs"] for sentence in paragraph["sentences"]]


def pages_quoted(name: str) -> list[set[str]]:
    """Return for every quote of a top story's reply the links of the pages that it stands in."""
    quotes = [spaced(quote) for sentence in sentences_of(name) for quote in sentence["evidence"]]
    return [{link for link, page in BY_LINK.items() if quote in visible_text(page)} for quote in quotes]


@pytest.mark.parametrize("name", TOPS)
def test_paragraphs_are_borne_out_sentence_by_sentence(name: str) -> None:
    """A top story's paragraph has 80 to 150 words; each sentence has evidence, and all of it stands in some page."""
    assert len(load(name)["paragraphs"]) == 1
    sentences = sentences_of(name)
    assert sum(len(sentence["text"].split()) for sentence in sentences) in WORDS_OF_A_PARAGRAPH
    for sentence in sentences:
        assert list(sentence) == ["evidence", "text"]
        assert [fault for fault in faults(sentence["text"]) if fault.level != "soft"] == []
        assert 1 <= len(sentence["evidence"]) <= 3
    assert all(pages_quoted(name))


def test_paragraphs_draw_on_every_article_of_their_story() -> None:
    """The stories of several reports quote each of them, and nothing else."""
    stories = {frozenset(story["members"]) for story in load("group")["groups"]}
    drawn = {frozenset(link for links in pages_quoted(name) for link in links) for name in TOPS}
    assert len(TOPS) == 4
    assert stories <= drawn


def test_groups_and_headline_name_articles_of_the_demo() -> None:
    """Every link of the grouping is an article, in one story only; the headline has three to five parts."""
    grouped = [url for story in load("group")["groups"] for url in story["members"]]
    assert set(grouped) <= set(BY_LINK)
    assert len(grouped) == len(set(grouped))
    phrases = load("headline")["phrases"]
    assert 3 <= len(phrases) <= 5
    assert {phrase["story"] for phrase in phrases} <= set(BY_LINK)


def test_example_settings_can_be_used() -> None:
    """The example of a newsletter's settings is read without complaint."""
    settings = load_settings({}, {}, config=ROOT / "examples" / "summarizer.toml")
    assert settings.newsletter.number is not None


@cache
def exchanges() -> list[dict[str, Any]]:
    """Return what the cassette holds."""
    recorded: dict[str, Any] = yaml.safe_load(CASSETTE.read_text(encoding="utf-8"))
    exchanged: list[dict[str, Any]] = recorded["exchanges"]
    return exchanged


def test_the_cassette_holds_the_pages_as_they_are() -> None:
    """Every page was recorded from its file; after a change to one, the demo has to be recorded anew."""
    recorded = {e["request"]["uri"]: e["response"] for e in exchanges() if e["request"]["method"] == "GET"}
    for link, name in BY_LINK.items():
        assert recorded[link]["body"]["text"] == (PAGES / f"{name}.html").read_text(encoding="utf-8"), name
    others = [recorded[link]["status"] for link in recorded if link not in BY_LINK and not link.endswith("/robots.txt")]
    assert sorted(others) == [200, 404]
    assert {urlsplit(link).netloc for link in BY_LINK} <= {
        urlsplit(link).netloc for link in recorded if "robots" in link
    }


def asked_and_replied() -> list[tuple[str, Any]]:
    """Return what the model was asked for in every question, and its reply."""
    bodies = [(e["request"]["body"]["json"], e["response"]["body"]["json"]) for e in exchanges() if is_question(e)]
    return [
        (asked["response_format"]["json_schema"]["name"], json.loads(reply["choices"][0]["message"]["content"]))
        for asked, reply in bodies
    ]


def is_question(exchange: dict[str, Any]) -> bool:
    """Tell whether an exchange is one with the model."""
    return bool(exchange["request"]["method"] == "POST")


def test_the_cassette_holds_our_replies_under_the_name_of_the_stand_in() -> None:
    """Every reply that was recorded is one that we wrote, and none goes by the name of a real model."""
    for wanted, names in (("entry", ARTICLES), ("feature", TOPS)):
        replied = [reply for asked, reply in asked_and_replied() if asked == wanted]
        assert sorted(map(str, replied)) == sorted(str(load(name)) for name in names)
    for exchange in filter(is_question, exchanges()):
        assert exchange["request"]["uri"] == "https://stand-in.example/v1/chat/completions"
        assert exchange["request"]["body"]["json"]["model"] == "stand-in"


def test_the_issue_was_asked_about_once_and_in_our_words() -> None:
    """One question groups the articles and one names the headline; in both, numbers stand for our links."""
    replies = dict(asked_and_replied())
    assert Counter(asked for asked, _ in asked_and_replied() if asked not in ("entry", "feature")) == {
        "group": 1,
        "headline": 1,
    }
    wanted = [(group["reason"], len(group["members"])) for group in load("group")["groups"]]
    assert [(group["reason"], len(group["members"])) for group in replies["group"]["groups"]] == wanted
    assert [one["phrase"] for one in replies["headline"]["phrases"]] == [
        one["phrase"] for one in load("headline")["phrases"]
    ]


def test_nothing_of_the_recording_machine_is_in_the_cassette() -> None:
    """No key, loopback address, port or path of a machine was recorded."""
    text = CASSETTE.read_text(encoding="utf-8")
    assert not re.search(r"authorization|bearer|127\.0\.0\.1|localhost|/home/|/work/|/tmp/", text, re.IGNORECASE)


def test_planted_instructions_reach_no_prompt() -> None:
    """Of what one page says to language models where readers cannot see it, nothing was sent to the model."""
    prompts = json.dumps([e["request"]["body"] for e in exchanges() if e["request"]["method"] == "POST"])
    assert "Larkmail Drafts is part of the $7-a-month Plus plan" in prompts
    for planted in ("Ignore all previous", "Global Safety Council", "larkmail-bonus", "WINS", "best mail service"):
        assert planted not in prompts


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory) -> Digest:
    """Return the digest that the newcomer's command gives, which needs neither key nor network."""
    output = tmp_path_factory.mktemp("demo") / "digest.json"
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("OPENAI_API_KEY", raising=False)
        assert main([str(LINKS), "--replay", str(CASSETTE), "-q", "-o", str(output)]) == 0
    return load_json(output.read_text(encoding="utf-8"))


def test_replaying_gives_the_lines_that_we_wrote(replayed: Digest) -> None:
    """Every line is borne out, and what failed is listed."""
    assert {BY_LINK[e.url]: e.one_liner for e in replayed.entries} == {n: load(n)["one_liner"] for n in ARTICLES}
    assert {entry.verdict for entry in replayed.entries} == {"verified"}
    assert {(BY_LINK[e.url], r.code) for e in replayed.entries for r in e.review} == {
        ("heddle-paywall", "lead-only"),
        ("patchbay-larkmail", "addresses-model"),
    }
    assert sorted(failure.code for failure in replayed.failures) == ["bot-check", "http-404"]
    assert len(replayed.merged) == 1


def test_replaying_gives_the_stories_that_we_grouped(replayed: Digest) -> None:
    """The reports of one event are one story, with our reason, and every other article stands alone."""
    several = {frozenset(e.url for e in story.entries): story.reason for story in replayed.stories if story.reason}
    assert several == {frozenset(group["members"]): group["reason"] for group in load("group")["groups"]}
    assert sum(len(story.entries) for story in replayed.stories) == len(ARTICLES)


def test_replaying_gives_the_paragraphs_that_we_wrote(replayed: Digest) -> None:
    """Four top stories, the pinned one first; every sentence is ours and borne out, its evidence in its own article."""
    printed = [[s.text for p in story.paragraphs for s in p.sentences] for story in replayed.top]
    assert sorted(printed) == sorted([sentence["text"] for sentence in sentences_of(name)] for name in TOPS)
    assert replayed.top[0].lead.source.pinned
    for story in replayed.top:
        for sentence in (sentence for paragraph in story.paragraphs for sentence in paragraph.sentences):
            assert (sentence.verdict, sentence.quoted) == ("verified", False)
            assert {one.url for one in sentence.evidence} <= {entry.url for entry in story.entries}
            assert sentence.evidence


def test_replaying_shows_that_two_reports_disagree(replayed: Digest) -> None:
    """The two prices of one purchase are there for a person to look at, and nothing else about the stories is."""
    reviews = [review for story in replayed.stories for review in story.review]
    assert [review.code for review in reviews] == ["numbers-disagree"]
    assert "$1.85 billion" in reviews[0].message
    assert "$2.1 billion" in reviews[0].message


def test_replaying_gives_the_headline_that_we_wrote(replayed: Digest) -> None:
    """Our phrases are joined by commas, with "and more!" behind them."""
    phrases = [one["phrase"] for one in load("headline")["phrases"]]
    assert replayed.issue.excerpt == ", ".join([*phrases, "and more!"])
