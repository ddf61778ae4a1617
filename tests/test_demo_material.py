"""The demo's pages, links and replies: written by us, and each true to the others."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from summarizer.cli import main
from summarizer.config import load_settings
from summarizer.models import Merged, Source
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

UNSEEN = "//script | //style | //noscript | //template | //head | //comment()"
HIDDEN = "//*[contains(@style, 'display:none') or @class='cb-note' or @class='fineprint']"
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
    tree = html.document_fromstring(html.tostring(document(name), encoding="unicode"))
    for element in [*tree.xpath(UNSEEN), *tree.xpath(HIDDEN)]:
        tail = element.tail or ""
        element.addprevious(replacement := etree.Element("span"))
        replacement.tail = tail
        element.tail = None
        element.getparent().remove(element)
    return spaced(tree.text_content())


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


@pytest.mark.parametrize("name", TOPS)
def test_paragraphs_are_borne_out_sentence_by_sentence(name: str) -> None:
    """A top story's paragraph has 80 to 150 words, and every sentence evidence from the page it names."""
    sentences = load(name)["sentences"]
    assert sum(len(sentence["text"].split()) for sentence in sentences) in WORDS_OF_A_PARAGRAPH
    for sentence in sentences:
        assert [fault for fault in faults(sentence["text"]) if fault.level != "soft"] == []
        assert sentence["evidence"]
        for piece in sentence["evidence"]:
            assert spaced(piece["quote"]) in visible_text(BY_LINK[piece["url"]]), piece["quote"]


def test_paragraphs_draw_on_every_article_of_their_story() -> None:
    """The stories of several reports quote each of them."""
    stories = {frozenset(story["urls"]) for story in load("group")["stories"]}
    drawn = {frozenset(p["url"] for s in load(name)["sentences"] for p in s["evidence"]) for name in TOPS}
    assert len(TOPS) == 4
    assert stories <= drawn


def test_groups_and_headline_name_articles_of_the_demo() -> None:
    """Every link of the grouping is an article, in one story only; the headline has three to five parts."""
    grouped = [url for story in load("group")["stories"] for url in story["urls"]]
    assert set(grouped) <= set(BY_LINK)
    assert len(grouped) == len(set(grouped))
    parts = load("headline")["parts"]
    assert 3 <= len(parts) <= 5
    assert {part["url"] for part in parts} <= set(BY_LINK)


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
    others = [recorded[link]["status"] for link in recorded if link not in BY_LINK]
    assert sorted(others) == [200, 404]


def test_the_cassette_holds_our_replies_under_the_name_of_the_stand_in() -> None:
    """Every reply that was recorded is one that we wrote, and none goes by the name of a real model."""
    asked = [e for e in exchanges() if e["request"]["method"] == "POST"]
    replied = [json.loads(e["response"]["body"]["json"]["choices"][0]["message"]["content"]) for e in asked]
    assert sorted(map(str, replied)) == sorted(str(load(name)) for name in ARTICLES)
    for exchange in asked:
        assert exchange["request"]["uri"] == "https://stand-in.example/v1/chat/completions"
        assert exchange["request"]["body"]["json"]["model"] == "stand-in"


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


def test_replaying_gives_the_lines_that_we_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The newcomer's command needs neither key nor network; every line is borne out, and what failed is listed."""
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    output = tmp_path / "digest.json"
    assert main([str(LINKS), "--replay", str(CASSETTE), "-q", "-o", str(output)]) == 0
    digest = load_json(output.read_text(encoding="utf-8"))
    assert {BY_LINK[e.url]: e.one_liner for e in digest.entries} == {n: load(n)["one_liner"] for n in ARTICLES}
    assert {entry.verdict for entry in digest.entries} == {"verified"}
    assert {(BY_LINK[e.url], r.code) for e in digest.entries for r in e.review} == {("heddle-paywall", "lead-only")}
    assert sorted(failure.code for failure in digest.failures) == ["bot-check", "http-404"]
    assert len(digest.merged) == 1
