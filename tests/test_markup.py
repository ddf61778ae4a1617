"""Markup is written so that the parser reads it as a browser does, where elements that may hide text are concerned."""

from __future__ import annotations

import pytest
from sampling import sampled

from summarizer.errors import ItemError
from summarizer.reading.markup import as_browsers_read
from summarizer.reading.trees import parse_tree, string_of


@pytest.mark.parametrize(
    ("markup", "hidden"),
    [
        ("<p/hidden/>text</p>", True),
        ("<p hidden />text</p>", True),
        ('<section style="display:none"/>text</section>', True),
        ('<style>.x{color:red}</style><p class="x"/>text</p>', True),
        ("<p title='a>b' hidden/>text</p>", True),
        ("<br hidden/>text", False),
        ("<svg><path hidden /></svg>text", False),
        ("<b hidden><p>text</p></b>", True),
        ("<i hidden>a<p>text</p></i>", True),
        ("<p><i hidden>a</p><p>text</p>", True),
        ("<p><a hidden>a</p><p>text</a></p>", True),
        ("<div><small hidden>a</div>text", True),
        ("<p><b hidden>a<div>text</div>", True),
        ("<p><i hidden>a</p><p>b</i> text</p>", False),
        ("<p><i hidden>a</i></p><p>text</p>", False),
        ("<p><span hidden>a</p><p>text</p>", False),
        ("<a hidden><div>a</a></div><p>text</p>", False),
        ("<font hidden><p>a</font>b</p><div>text</div>", False),
        ("<nobr hidden><ul><li>a</nobr>b</li></ul>text", False),
        ("<p><font hidden>a<p>b</font> text</p>", False),
        ("<a hidden><div>a<a>text</a></div>", False),
        ("<a hidden><div>a</div>text</a>", True),
        ("<a hidden><div hidden>a</a>text</div>", True),
        ("<a hidden><i hidden>a</a>text</i>", True),
        ("<code hidden><div>a<i hidden>b</code>text</i></div>", True),
        ("<b hidden><div><b>a</b>text</div></b>", True),
        ("<li hidden><a hidden><ul><li>a<li>b</a>text", True),
        ("<table><tr><td><i hidden>a<td>text</table>", False),
        ("<script>'<i hidden>'</script><p>a</p><p>text</p>", False),
        ("<!-- <i hidden> --><p>text</p>", False),
    ],
)
def test_what_hides_reaches_as_far_as_in_a_browser(markup: str, hidden: bool) -> None:
    """A slash ends no element, text in bold or italics goes on behind its paragraph, and nothing else is hidden."""
    tree = parse_tree(f"<div>{markup}</div>")
    owner = next(
        element if "text" in (element.text or "") else element.getparent()
        for element in tree.iter("*")
        if "text" in (element.text or "") + (element.tail or "")
    )
    assert owner is not None
    around = [owner, *owner.iterancestors()]
    assert any("hidden" in one.attrib or "style" in one.attrib or one.get("class") == "x" for one in around) is hidden


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="clear"/><p>One</p><br/><img src="a.png"/><a name="x"/>two <i class="icon"></i>',
        "<p><b>Bold</b> and <a href=/a/>linked</a></p><ul><li><a class='x' href='/b'>three</a></li></ul>",
        "<p>a < b</p><p title='\">'>it's</p>",
    ],
)
def test_what_hides_nothing_is_left_as_it_is(markup: str) -> None:
    """Markup is not changed for the sake of elements that hide no text."""
    assert as_browsers_read(markup) == markup


def test_what_is_left_open_again_and_again_is_bounded() -> None:
    """A page cannot make its markup grow without end by what it leaves open or ends too early."""
    left_open = "<div>" * 1_000 + "".join(f"<i hidden id={at}>" for at in range(60)) + "</div>" * 1_000
    ended_early = "<i hidden>" * 50 + f"<div title='{'x' * 10_000}'>" * 50 + "</i>" * 50
    for markup in (left_open, ended_early):
        with pytest.raises(ItemError) as caught:
            as_browsers_read(markup)
        assert caught.value.code == "unreadable"


def test_what_is_ended_but_not_open_is_looked_for_once() -> None:
    """However many blocks are open, an end tag of another name costs no look at each of them."""
    markup = "<b hidden>a</b>" + "<section>" * 60_000 + "</article>" * 60_000
    assert as_browsers_read(markup) == markup


def test_a_block_is_open_again_where_an_element_ended_in_it() -> None:
    """A block that an end tag closes too early can be ended where the page ends it, and is not ended twice."""
    markup = "<a hidden><div>a</a><i hidden>b</div>text</div>"
    assert as_browsers_read(markup) == "<a hidden><div>a</div></a><div><i hidden>b</div><span hidden>text</div>"


def test_text_stays_where_it_was() -> None:
    """Nothing of what is said is lost or told twice where elements are opened again."""
    assert string_of(parse_tree("<p>One <i hidden>two</p><p>three</i> four</p>five")) == "One twothree fourfive"


@pytest.mark.parametrize("ends", ["</body></html>", "</BODY >\n</html\t>", "</html>", "</body><!-- </body> --></html>"])
def test_what_follows_the_end_of_a_page_is_part_of_it(ends: str) -> None:
    """A page goes on behind `</html>` as it does in a browser, and scripts that name it are left as they are."""
    script = "<script>'</body></html>'</script>"
    tree = parse_tree(f"<html><body><div>Menu</div>{script}{ends}<p>One</p>{ends}<p>Two</p></body></html>")
    assert [string_of(paragraph) for paragraph in tree.findall("body/p")] == ["One", "Two"]
    assert [found.text for found in tree.iter("script")] == ["'</body></html>'"]


VOID = "area base bgsound br col embed hr image img input keygen link meta param source track wbr".split()


@pytest.mark.parametrize("name", sampled(VOID))
@pytest.mark.parametrize("tag", ["<{} src=/a.b>", "<{} title='a>b' src=a/>", "<{0}></{0}>", "<{} hidden />"])
def test_an_element_that_holds_nothing_ends_where_it_begins(name: str, tag: str) -> None:
    """What stands behind an element that a browser knows to be without content is not in it."""
    tree = parse_tree(f"<div><p>One</p>{tag.format(name)}<p>Two</p></div>")
    assert [string_of(paragraph) for paragraph in tree.findall("body/div/p")] == ["One", "Two"]


def test_the_parts_of_a_ruby_end_where_the_next_begins() -> None:
    """How a word is read holds neither the next part of the word nor how that is read, though no tag ends it."""
    tree = parse_tree("<p><ruby>飯<rp>(<rt>いい<rp>)<rb>山<rt>やま</ruby>市</p>")
    parts = [(part.tag, part.text) for part in tree.findall(".//ruby/*")]
    assert parts == [("rp", "("), ("rt", "いい"), ("rp", ")"), ("rb", "山"), ("rt", "やま")]
