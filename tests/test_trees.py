"""Trees of pages are bounded in depth, and tables that lay out a page are told from tables of data."""

from __future__ import annotations

import pytest

from summarizer.errors import ItemError
from summarizer.reading.paragraphs import part_text
from summarizer.reading.tables import cells_of, open_layout_tables
from summarizer.reading.trees import (
    all_text,
    flatten,
    line_of,
    lines_of,
    linked_headings,
    linked_share,
    paragraphs_of,
    parse_tree,
    string_of,
)
from summarizer.reading.wrapped import part_wrapped

PROSE = "The operator of the island ferry will run eight crossings a day instead of four, the company said on Friday."


def test_control_characters_and_lone_surrogates_are_no_obstacle() -> None:
    """What XML forbids is taken out before the parser sees it."""
    assert "ferry" in string_of(parse_tree("<p>fer\ud800ry\x01 ferry\ufffe</p>"))


@pytest.mark.parametrize("written", ["&#7;", "&#27;", "&#x1B;", "&#0;", "&#xFFFF;", "&#65534;", "&#007", "&#x0000b;"])
def test_a_reference_to_no_character_ends_nothing(written: str) -> None:
    """What is written after it is read as well, and references to real characters are left as they are."""
    text = string_of(parse_tree(f"<p>The ferry{written} sails at &#9;ten, &#65; said &#8220;so&#8221; &#x1F30A;</p>"))
    assert text.split() == ["The", "ferry", "sails", "at", "ten,", "A", "said", "“so”", "🌊"]


@pytest.mark.parametrize("markup", ["", "   ", "<!-- -->"])
def test_nothing_is_empty(markup: str) -> None:
    """A page without an element is a failure that says so."""
    with pytest.raises(ItemError) as caught:
        all_text(parse_tree(markup)) or (_ for _ in ()).throw(ItemError("empty", ""))
    assert caught.value.code == "empty"


@pytest.mark.parametrize("piece", ["<br>", "<!---->", "<?a?>", "<![CDATA[]]>", "</1>"])
def test_what_the_parser_makes_too_much_of_is_refused(piece: str) -> None:
    """Comments and instructions take as much memory as elements, and are counted with them."""
    with pytest.raises(ItemError) as caught:
        parse_tree("<p>x</p>" + piece * 60_000)
    assert caught.value.code == "unreadable"


def test_deep_elements_are_lifted() -> None:
    """Text nested a thousand deep stays, at a depth that no recursion minds."""
    tree = parse_tree("<div>" * 1000 + PROSE + "</div>" * 1000)
    flatten(tree)
    assert PROSE in string_of(tree)
    assert max(sum(1 for _ in element.iterancestors()) for element in tree.iter()) <= 201


@pytest.mark.parametrize(
    ("table", "opened"),
    [
        (f"<table><tr><td><p>{PROSE}</p><p>{PROSE}</p></td></tr></table>", True),
        (f"<table><tr><td>{PROSE}<br><br>{PROSE}<br>{PROSE}</td></tr></table>", True),
        ("<table><tr><td><h1>Ferry line doubles</h1></td></tr></table>", True),
        ("<table><tr><td><table><tr><td>5</td><td>7</td></tr></table></td></tr></table>", True),
        ("<table><tr><td>Ferry line doubles</td></tr></table>", True),
        (f"<table><tr><td><h3>Doubled</h3><p>{PROSE}</p></td><td>Ferries</td></tr></table>", True),
        ('<table role="presentation"><tr><td>Ferry</td></tr></table>', True),
        ("<table><tr><th>Plan</th><th>Price</th></tr><tr><td>Team</td><td>12</td></tr></table>", False),
        (f"<table><tr><td>Note</td><td>{PROSE}</td></tr></table>", False),
        (f"<table><tr><td>Note</td><td><p>{PROSE}</p></td></tr></table>", False),
        (
            "<table><tr><td><h3>Team</h3><p>12 a month</p></td><td><h3>Solo</h3><p>5 a month</p></td></tr></table>",
            False,
        ),
        ("<table><tr><td>14<br>16<br>18</td><td>a<br>b<br>c</td></tr></table>", False),
    ],
)
def test_a_table_that_lays_out_a_page_is_opened(table: str, opened: bool) -> None:
    """A table with one cell, or a heading, another table or paragraphs in one, is a layout; others are data."""
    tree = parse_tree(table)
    open_layout_tables(tree)
    outer = next(element for element in tree.iter("table", "div"))
    assert (outer.tag == "div") is opened
    assert (next(iter(tree.iter("td", "th")), None) is None) is (opened and "5" not in table)


def test_all_text_has_a_line_to_each_block() -> None:
    """Inline elements run on, blocks begin a line."""
    tree = parse_tree("<body><p>One <b>two</b></p>three<ul><li>four<li>five</ul></body>")
    assert all_text(tree).split("\n") == ["One two", "three", "four", "five"]


def test_links_are_counted() -> None:
    """The share of linked words and the linked headings are what lists of articles are known by."""
    tree = parse_tree(
        '<body><h2><a href="/a">One two</a></h2><a href="/b"><h3>Three four</h3></a><p>Five six</p></body>'
    )
    assert linked_share(tree, all_text(tree)) == pytest.approx(4 / 6)
    assert len(linked_headings(tree)) == 2
    assert linked_headings(parse_tree("<h2><a name='x'>One</a></h2>")) == []


def test_paragraphs_without_an_extractor() -> None:
    """Paragraphs, lists and headings are read in order, navigation is not."""
    tree = parse_tree(
        f"<nav><p>Menu</p></nav><h1>Ferry</h1><p>{PROSE}</p><ul><li>One</ul><footer><p>Legal</p></footer>"
    )
    assert paragraphs_of(tree).split("\n") == ["Ferry", PROSE, "One"]


@pytest.mark.parametrize("line_break", ["<br>", "<br/>", "<br><br>", "<b></b><br><!-- x -->"])
def test_a_break_parts_words_and_lines(line_break: str) -> None:
    """Where a line breaks, a word ends, and a line of a paragraph; a heading has only one."""
    tree = parse_tree(f"<h1>Ferry line{line_break}doubles</h1><p>One {line_break} <i>two</i>{line_break}</p>after")
    part_text(tree)
    assert [line_of(heading) for heading in tree.iter("h1")] == ["Ferry line doubles"]
    assert [lines_of(element) for element in tree.iter("h1", "p")] == [["Ferry line doubles"], ["One", "two"]]


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        (f"<div><h1>Ferry</h1>{PROSE}<h2>Prices</h2></div>", [PROSE]),
        (f"<div>{PROSE}<div>Menu</div></div>", [PROSE]),
        (f"<div><ul><li>One</ul><!-- x -->{PROSE[:40]}<b>{PROSE[40:80]}</b>{PROSE[80:]}</div>", [PROSE]),
        (f"<div><h1>Ferry</h1>{PROSE}<br><br>{PROSE}<table></table></div>", [f"{PROSE} {PROSE}"]),
        (f"<div><h1>Ferry</h1><span><div>Menu</div></span>{PROSE}</div>", [PROSE]),
        (f"<div>{PROSE}</div>", []),
        ("<div><h1>Ferry</h1>By Bo Lind, 12 May</div>", []),
        (f"<div><h1>Ferry</h1><a href='/x'>{PROSE}</a></div>", []),
        (f"<nav><ul><li>One</ul>{PROSE}</nav>", []),
    ],
)
def test_bare_sentences_beside_blocks_are_paragraphs(markup: str, paragraphs: list[str]) -> None:
    """Prose among headings, lists and containers is a paragraph of its own; labels and links are left as they are."""
    tree = parse_tree(markup)
    before = string_of(tree).split()
    part_text(tree)
    assert [line_of(paragraph) for paragraph in tree.iter("p")] == paragraphs
    assert string_of(tree).split() == before or "<br>" in markup


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        (f"<div><i>0:41</i> <strong>Ines Holm:</strong> <p>{PROSE}</p></div>", [f"Ines Holm: {PROSE}"]),
        (f"<b>Ines Holm:</b><p>{PROSE}</p><b>Bo:</b><p>Yes.</p>", [f"Ines Holm: {PROSE}", "Bo: Yes."]),
        (f"<span class='speaker-name'>Bo</span><p>{PROSE}</p>", [f"Bo: {PROSE}"]),
        (f"<div><div class='speaker'>Bo</div><div><p>{PROSE}</p><p>Yes.</p></div></div>", [f"Bo: {PROSE}", "Yes."]),
        (f"<b>Prices</b><p>{PROSE}</p>", [PROSE]),
        (f"<b>What the operator said of it then:</b><p>{PROSE}</p>", [PROSE]),
        (f"<b>Bo:</b> and others<p>{PROSE}</p>", [PROSE]),
        (f"<a href='/x'>More:</a><p>{PROSE}</p>", [PROSE]),
    ],
)
def test_a_speaker_stands_in_what_is_spoken(markup: str, paragraphs: list[str]) -> None:
    """A name with a colon, or named a speaker's, begins the paragraph behind it; other words in line do not."""
    tree = parse_tree(f"<div>{markup}</div>")
    part_text(tree)
    assert [line_of(paragraph) for paragraph in tree.iter("p")] == paragraphs


@pytest.mark.parametrize(
    ("ends", "behind", "inside"),
    [
        ("</div>", f"<p>{PROSE}</p><h2>Fares</h2><p>{PROSE}</p>", 4),
        ("</article>", f"<p>{PROSE}</p><p>{PROSE}</p>", 4),
        ("</div></article>", f"<p>{PROSE}</p><ul><li>One</ul><p>{PROSE}</p>", 4),
        ("</div>", f"<p>{PROSE}</p>", 2),
        ("</div>", "<p>By Bo Lind</p><p>Share</p>", 2),
        ("</div>", f"<p class='bio'>{PROSE}</p><p class='bio'>{PROSE}</p>", 2),
        ("</div>", f"<form></form><p>{PROSE}</p><p>{PROSE}</p>", 2),
        ("</div>", f"News: <p>{PROSE}</p><p>{PROSE}</p>", 2),
    ],
)
def test_paragraphs_behind_an_end_tag_too_many_go_back(ends: str, behind: str, inside: int) -> None:
    """Several paragraphs of prose right behind a body, classed like its own, belong into it; others stay behind it."""
    tree = parse_tree(f"<main><article><div id=body><p>{PROSE}</p><p>{PROSE}</p>{ends}{behind}</div></article></main>")
    before = string_of(tree)
    part_text(tree)
    assert len(tree.findall(".//div[@id='body']/p")) == inside
    assert string_of(tree) == before


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        ("<tr><td>a<td>b<td>c", ["a0", "b1"]),
        ("<tr><td colspan=2>a<td>b", ["a01"]),
        ("<tr><td rowspan=2>a<td>b<tr><td>c<tr><td>d<td>e", ["a0", "b1", "c1", "d0", "e1"]),
        ("<tbody><tr><td rowspan=9>a</tbody><tbody><tr><td>b", ["a0", "b0"]),
        ("<tr><td colspan=0>a<td colspan=x>b", ["a0", "b1"]),
    ],
)
def test_cells_are_in_the_columns_that_a_browser_puts_them_in(rows: str, columns: list[str]) -> None:
    """A cell begins in the first column that no other of its row, nor one that reaches down into it, takes."""
    (table,) = parse_tree(f"<table>{rows}</table>").iter("table")
    assert [string_of(cell) + "".join(map(str, where)) for cell, where in cells_of(table, 2)] == columns


def test_wrapped_prose_in_pre_is_paragraphs() -> None:
    """What an archive of mail shows in `pre`, broken at a fixed width, has the paragraphs that its writer meant."""
    mail = (
        "The board of the ferry has voted to replace the old engine by an\n"
        "electric one before the winter, and will pay for it out of the\n"
        "harbour dues of the last two years.\n\n"
        "A vote on the timetable was put off until the new engine has been\n"
        "tried for a month, since nobody knows how often it must be charged\n"
        "between two crossings.\n"
    )
    tree = parse_tree(f"<html><body><pre>{mail}</pre><p>Behind it.</p></body></html>")
    part_wrapped(tree)
    found = [paragraph.text for paragraph in tree.iter("p")]
    assert found == [*(" ".join(one.split()) for one in mail.strip().split("\n\n")), "Behind it."]


def test_code_in_pre_stays_as_it_is() -> None:
    """Lines of code are no prose, however long they are."""
    code = "\n".join(
        f"result_{number} = transform(source_{number}, width={number}, height={number})" for number in range(6)
    )
    tree = parse_tree(f"<html><body><pre>{code}</pre></body></html>")
    part_wrapped(tree)
    assert tree.find(".//pre") is not None
