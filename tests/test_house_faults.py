"""One row for each fault found in published issues: what would cause it, and that no draft of ours has it.

A row is a function that holds if the fault cannot be produced. Those that need the parts of the pipeline before the
draft wait in `WAITING`, under the module that prevents them; each moves to `ROWS` with a function of its own.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from digests import made_digest, made_entry, made_failure, made_story
from drafting import drafted, page, replying, saying
from drawings import png
from loopback import Reply
from markdown_it import MarkdownIt
from newsroom import ITEMS, Newsroom, good_reply
from standin import Answer, Asked, says

from summarizer.cli import main
from summarizer.config import Newsletter
from summarizer.errors import ItemError, SetupError
from summarizer.identity import clean_url
from summarizer.issue import new_issue
from summarizer.models import Digest, Issue, Paragraph, Section, Sentence
from summarizer.rendering.draft import load_json, render
from summarizer.rendering.links import find_links
from summarizer.sources import parse_sources, source_from
from summarizer.style import check_digest
from summarizer.taxonomy import Taxonomy

GOLDEN = Path(__file__).resolve().parent / "golden"
BLOCKED = Path(__file__).resolve().parent / "pages" / "blocked"
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
    """Our own check of a whole digest finds nothing in the golden drafts but the path of the saved page in them."""
    for draft in GOLDEN.glob("*.md"):
        assert {finding.code for finding in check_digest(draft.read_text(encoding="utf-8"))} <= {"address-local"}


# Rows that need a whole run


EXCUSES = (
    "I'm unable to write an accurate summary of this article.",
    "As an AI language model, I cannot access the content of this page.",
    "Unfortunately, there is not enough information in the text to summarise it.",
    "I apologize, but the content was not accessible.",
)
BOILERPLATE = (
    "Join our daily and weekly newsletters for the latest updates and exclusive content.",
    "Subscribe to our newsletter and never miss a story about the harbour again.",
)
OF_A_BLOCKED_PAGE = (
    "Verify you are human by completing the action below.",
    "The page asks visitors to enable JavaScript and cookies to continue.",
)


def refused(*lines: str) -> None:
    """A line that the model insists on is in no draft: its source is a failure, the rest of the issue stands."""
    for line in lines:
        with Newsroom(saying("harbour", one_liner=line)) as room:
            made = drafted(room, *room.links("harbour", "bakery"))
        assert (made.code, made.failures) == (0, ["unusable-line"])
        assert len(made.asked_about("harbour")) == 3
        assert line not in made.printed
        assert ITEMS["bakery"].title in made.printed


def marked(code: str, *lines: str, reasks: int = 2) -> None:
    """A line that the model insists on is for review, with the reason, after it has been asked again."""
    for line in lines:
        with Newsroom(saying("harbour", one_liner=line, evidence=list(ITEMS["harbour"].sentences))) as room:
            made = drafted(room, *room.links("harbour", "bakery"), "--top", "0")
        assert code in made.reviews("harbour"), line
        assert f"  {code}: " in made.for_the_editor
        assert len(made.asked_about("harbour")) == 1 + reasks


def the_models_excuses() -> None:
    """An excuse is asked for again, and never printed."""
    refused(*EXCUSES)


def the_publishers_boilerplate() -> None:
    """Boilerplate is no line, whether a model offers it or a page does."""
    refused(*BOILERPLATE)
    head = f'<meta name="description" content="{BOILERPLATE[0]}">'
    text = "\n".join((BOILERPLATE[0], *ITEMS["bakery"].sentences, BOILERPLATE[1]))
    with Newsroom() as room:
        room.sites.pages["/bakery"] = page(ITEMS["bakery"].title, text, head=head)
        made = drafted(room, *room.links("bakery", "harbour"), model=False)
    assert not re.search("newsletter|never miss", made.draft)
    assert made.entry("bakery").one_liner in text


def a_page_without_an_article() -> None:
    """Pages of every kind in the collection are failures, before a model has been asked anything."""
    refused(*OF_A_BLOCKED_PAGE)
    with Newsroom() as room:
        names = [path.name for path in sorted(BLOCKED.iterdir())][::3]
        room.sites.pages.update({f"/{name}": Reply((BLOCKED / name).read_bytes()) for name in names})
        room.sites.pages["/status.html"] = Reply(b"<title>Sorry</title>" + b"<p>Something is wrong.</p>" * 99, 503)
        made = drafted(room, *(room.sites.url(f"/{name}") for name in (*names, "status.html")))
    assert (made.code, made.draft, made.requests) == (1, "", [])
    assert {failure.stage for failure in made.digest.failures} == {"reader", "web"}
    assert len(made.failures) == len(names) + 1


def a_summary_of_another_text() -> None:
    """A page whose title and text are two stories is a failure; a line about another article is for review."""
    text = "\n".join(ITEMS["bakery"].sentences)
    with Newsroom(saying("harbour", **ITEMS["clinic"].reply)) as room:
        room.sites.pages["/bakery"] = page("Volcano in Iceland erupts for the ninth time since December", text)
        made = drafted(room, *room.links("bakery", "harbour"))
    assert made.failures == ["title-mismatch"]
    assert made.entry("harbour").verdict == "unsupported"
    assert {"quote-not-found", "unsupported"} <= set(made.reviews("harbour"))


def one_summary_under_two_links() -> None:
    """One text under two titles is one item with a link to the other; a line that is also another's is for review."""
    twin = page("A maker of robots that bake finds money for Brno", "\n".join(ITEMS["bakery"].sentences))
    reply = replying({name: says(json.dumps(ITEMS["bakery"].reply)) for name in ("bakery", "harbour")})

    def same(asked: Asked) -> Answer:
        return says(json.dumps(ITEMS["bakery"].reply)) if asked.title.startswith("A maker") else reply(asked)

    with Newsroom(same) as room:
        room.sites.pages["/twin"] = twin
        made = drafted(room, *room.links("bakery", "harbour"), room.sites.url("/twin"), "--top", "0")
        offline = drafted(room, *room.links("bakery"), room.sites.url("/twin"), "--top", "0", model=False)
    assert {"same-line", "unsupported"} <= set(made.reviews("harbour"))
    assert made.printed.count(ITEMS["bakery"].line) == 2
    assert offline.printed.count(offline.entry("bakery").one_liner) == 1


def a_headline_about_nothing() -> None:
    """A phrase that names what is in no item is asked for again, and is in no excerpt."""
    invented = {"phrases": [{"story": 1, "phrase": "OpenAI buys the harbour of Wessel"}]}

    def reply(asked: Asked) -> Answer:
        return says(json.dumps(invented)) if asked.wanted == "headline" else good_reply(asked)

    with Newsroom(reply) as room:
        made = drafted(room, *room.links())
    assert [asked.wanted for asked in made.requests].count("headline") == 3
    assert "OpenAI" not in made.draft
    assert made.digest.issue.excerpt.split(", ")[0] in {item.title for item in ITEMS.values()}
    assert not {finding.code for finding in check_digest(made.draft)} & {"excerpt"}


def an_item_lost_on_the_way() -> None:
    """Whatever a model says, a source is an entry or a failure; a category that does not exist is never printed."""
    answers = {
        "harbour": says(json.dumps(ITEMS["harbour"].reply | {"category": "Opinions"})),
        "bakery": says(json.dumps(ITEMS["bakery"].reply | {"category": "Opinions", "runner_up": None})),
        "reader": says("The answer is 42."),
        "clinic": Answer(text='{"evidence": [', finish_reason="length"),
    }
    with Newsroom(replying(answers)) as room:
        made = drafted(room, *room.links())
    assert len(made.digest.entries) + len(made.failures) == len(ITEMS)
    assert made.entry("harbour").category == ITEMS["harbour"].runner_up
    assert made.entry("bakery").category in Taxonomy.default().names
    assert all("category" in made.reviews(name) for name in ("harbour", "bakery"))
    assert sorted(made.failures) == ["model-invalid", "model-truncated"]
    assert all(failure.source.given in made.for_the_editor for failure in made.digest.failures)
    assert "Opinions" not in made.printed


def a_page_or_story_twice() -> None:
    """A page under several addresses is one item, and an event is one item in one section, with links to the rest."""
    also = "\n".join(
        (
            "Corlane, the maker of robots for small bakeries, has raised $36 million, led by Oldgate Ventures.",
            "The company is now worth $210 million and will build a second factory in Brno with the money.",
            "Chief executive Dana Havel wants to hire 75 people there and expects a profit in 2028.",
            "Two banks took part as well, and 340 bakeries in four countries rent the robots already.",
        )
    )

    def reply(asked: Asked) -> Answer:
        if asked.wanted == "group":
            return says(
                json.dumps({"groups": [{"reason": "both report that Corlane raised money", "members": [1, 3]}]})
            )
        if asked.wanted == "entry" and asked.title.startswith("Robot"):
            line = "The money will build a second factory in Brno, where Dana Havel wants to hire 75 people."
            quotes = also.split("\n")[1:3]
            return says(
                json.dumps(ITEMS["bakery"].reply | {"one_liner": line, "evidence": quotes, "category": "Tools"})
            )
        return good_reply(asked)

    with Newsroom(reply) as room:
        room.sites.pages["/also"] = page("Robot maker Corlane raises $36 million", also)
        room.sites.pages["/moved"] = Reply(status=302, headers=(("Location", "/harbour"),))
        variants = [room.sites.url(path) for path in ("/harbour#top", "/harbour?utm_source=x", "/moved")]
        given = [*room.links("bakery", "harbour"), room.sites.url("/also"), *variants]
        for made in (drafted(room, *given, "--top", "0"), drafted(room, *given, "--top", "0", model=False)):
            assert (len(made.digest.entries), len(made.digest.merged)) == (3, 3)
            assert sorted(find_links(made.draft)) == sorted(given[:3])
            assert made.printed.count("More on this:") == 1
            assert "same-address" not in {finding.code for finding in check_digest(made.draft)}


def what_an_earlier_issue_has() -> None:
    """A page that was printed before is for review; a number or permalink that is taken is refused before a fetch."""
    with TemporaryDirectory() as folder, Newsroom() as room:
        issues = Path(folder, "issues")
        issues.mkdir()
        earlier = (
            f'---\ntitle: "Loop #7"\npermalink: /loop/7/\n---\n\n[A]({room.links("bakery")[0]}?utm_source=x) - B.\n'
        )
        (issues / "7.md").write_text(earlier)
        config = Path(folder, "summarizer.toml")
        settings = '[newsletter]\ntitle = "Loop #{number}"\npast_issues = "issues"\n'
        config.write_text(settings)
        made = drafted(room, *room.links("bakery", "harbour"), "--config", str(config))
        assert (made.digest.issue.title, made.reviews("bakery")) == ("Loop #8", ["printed-before"])
        assert made.reviews("harbour") == []
        fetched = list(room.sites.paths)
        config.write_text(f'{settings}permalink = "/loop/7"\n')
        assert main([*room.links(), *room.flags, "--config", str(config)]) == 2
        assert main([*room.links(), *room.flags, "--config", str(config), "--number", "7"]) == 2
        assert room.sites.paths == fetched


TITLES = {
    "Harbour pilots test a tide forecaster | The Tideway": "Harbour pilots test a tide forecaster",
    "Harbour pilots test a tide forecaster - The Tideway": "Harbour pilots test a tide forecaster",
    "[2507.06261] Harbour pilots test a tide forecaster": "Harbour pilots test a tide forecaster",
    "Harbour pilots test a tide forec...": "Harbour pilots test a tide forecaster",
    "arbour pilots test a tide forecaster": "Harbour pilots test a tide forecaster",
    "nan": "Harbour pilots test a tide forecaster",
    "https://tideway.example/2026/11/harbour": "Harbour pilots test a tide forecaster",
}
"""What a page's window may be called, and the title that its heading has in print."""
UNTITLED = ("nan", "None", "https://tideway.example/2026/11/harbour", "")
"""Titles of pages that have no better one."""


def a_garbled_title() -> None:
    """The title is whole and without the site's name; a page that has none to print is a failure or says so."""
    text = "\n".join(ITEMS["harbour"].sentences)
    site = '<meta property="og:site_name" content="The Tideway">'
    with Newsroom() as room:
        for number, (window, wanted) in enumerate(TITLES.items()):
            room.sites.pages[f"/{number}"] = page(window, text, head=site, heading=wanted)
            made = drafted(room, room.sites.url(f"/{number}"), model=False)
            assert [entry.title for entry in made.digest.entries] == [wanted]
        for number, title in enumerate(UNTITLED):
            room.sites.pages[f"/untitled{number}"] = page(title, text, head=site)
            made = drafted(room, room.sites.url(f"/untitled{number}"), model=False)
            assert (made.code, made.draft) == (1, "")


def a_query_in_an_images_name() -> None:
    """A copy of an image is named after its title, whatever its address holds; what is no image is not printed."""
    with Newsroom() as room, TemporaryDirectory() as folder:
        for name, body in (("harbour", png(300, 200)), ("bakery", b"<html>no image</html>")):
            image = room.sites.url(f"/pictures/{name}.png?s=1400")
            head = f'<meta property="og:image" content="{image}">'
            text = "\n".join(ITEMS[name].sentences)
            room.sites.pages[f"/{name}"] = page(ITEMS[name].title, text, head=head)
            room.sites.pages[f"/pictures/{name}.png?s=1400"] = Reply(body, type="image/png")
        links = room.links("harbour", "bakery")
        made = drafted(room, *links, "--top", "0", "--images", f"{folder}/images", model=False)
        (copy,) = Path(folder, "images").iterdir()
    assert re.fullmatch(r"[\w-]+\.png", copy.name)
    images = [target for target in find_links(made.draft) if target not in links]
    assert images == [image for image in images if image.endswith(f"/{copy.name}")] != []
    assert "?" not in "".join(re.findall(r"!\[\]\((.*?)\)", made.draft))


def speaking_of_the_article() -> None:
    """A line about the article instead of the news is asked for again, and for review if it stays."""
    marked(
        "the-article",
        "The article discusses a forecaster that reads 212 buoys along the estuary.",
        "This piece explains how a forecaster reads 212 buoys along the estuary.",
    )


def a_line_out_of_house_style() -> None:
    """What can be asked for again is, and is for review if it stays; matters of taste are for review."""
    marked("two-sentences", "The forecaster reads 212 buoys. The port pays 48,000 euros a year for the service.")
    marked("too-long", f"The forecaster reads 212 buoys along the estuary {'and updates every four minutes ' * 10}too.")
    marked("title-again", "Harbour pilots test a tide forecaster in the port.")
    marked("hype", "The revolutionary forecaster reads 212 buoys along the estuary.")
    marked(
        "dangling-pronoun",
        "This means that the forecaster reads 212 buoys along the estuary.",
        reasks=0,
    )


def one_opening_twice() -> None:
    """Of two neighbours with the same first word, the later one is for review."""
    names = ("reader", "council")
    replies = {
        name: ITEMS[name].reply | {"category": "Tools", "one_liner": f"The {ITEMS[name].line}"} for name in names
    }
    with Newsroom(replying({name: says(json.dumps(reply)) for name, reply in replies.items()})) as room:
        made = drafted(room, *room.links(*names), "--top", "0")
    assert "same-opening" not in made.reviews("reader")
    assert "same-opening" in made.reviews("council")
    assert "  same-opening: " in made.for_the_editor


def mixed_marks_and_broken_letters() -> None:
    """Curly marks and mojibake of a page and of a reply are mended, in titles, lines, paragraphs and headline."""
    line = "The maker’s “forecaster” reads 212 buoys along the estuary, and the portâ€™s pilots test it."
    with Newsroom(saying("harbour", one_liner=line)) as room:
        for name in ("harbour", "bakery", "clinic"):
            sentences = "\n".join(ITEMS[name].sentences).replace("said", "said, “as ever”, the maker's")
            room.sites.pages[f"/{name}"] = page(ITEMS[name].title, sentences)
        broken = ITEMS["council"].html.decode().replace("The rule covers", "Parkingâ€™s â€œruleâ€\x9d covers")
        room.sites.pages["/council"] = Reply(broken.encode())
        for made in (drafted(room, *room.links()), drafted(room, *room.links(), model=False)):
            assert not re.search("[“”‘’]|â€", made.printed)
            assert not {finding.code for finding in check_digest(made.draft)} & {"mixed-marks", "mojibake"}


ROWS: dict[str, Callable[[], None]] = {
    "literal None, nan, :/ or nothing where a summary belongs": nothing_where_a_summary_belongs,
    "an error page, bot check, consent page, paywall or site blurb summarised": a_page_without_an_article,
    "the model's own excuses in print": the_models_excuses,
    "the publisher's boilerplate as summary": the_publishers_boilerplate,
    "placeholder text left in": a_placeholder_left_in,
    "a summary of another text than the title's": a_summary_of_another_text,
    "one summary under two URLs": one_summary_under_two_links,
    "a header excerpt naming events that are in no item": a_headline_about_nothing,
    "items lost in the draft": an_item_lost,
    "items lost on the way, or for an invalid category": an_item_lost_on_the_way,
    "the document wrapped in a code fence": the_document_in_a_code_fence,
    "front matter glued to a heading": front_matter_glued_to_a_heading,
    "two headings glued": two_headings_glued,
    "a heading with nothing under it": a_heading_with_nothing_under_it,
    "an image with no file name, or none": an_image_without_a_file,
    "a query in an image's file name": a_query_in_an_images_name,
    "a wrong copyright year": a_copyright_year_that_is_wrong,
    "number or permalink used twice; already in an earlier issue": what_an_earlier_issue_has,
    "the same URL, the same story twice, or in two sections": a_page_or_story_twice,
    "title garbage: nan, a site's name left on, cut-off letters, an ellipsis, a bare URL": a_garbled_title,
    "unescaped brackets or mathematics in a link text": unescaped_brackets,
    "tracking parameters, or a needed query stripped": tracking_parameters,
    "https:/host": an_address_with_a_slash_missing,
    '"the article discusses"': speaking_of_the_article,
    "two sentences, over 50 words, the title again, hype, a dangling pronoun": a_line_out_of_house_style,
    "consecutive one-liners opening with the same word": one_opening_twice,
    "mixed quotation marks, mojibake": mixed_marks_and_broken_letters,
    "any fault that the check of a digest knows": a_draft_that_breaks_the_house_style,
}


@pytest.mark.load
@pytest.mark.parametrize("fault", ROWS)
def test_no_draft_has(fault: str) -> None:
    """The fault cannot be produced."""
    ROWS[fault]()


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
