"""An article is whole whatever containers its paragraphs stand in, and what is no part of it stays out."""

from __future__ import annotations

import pytest

from summarizer.errors import ItemError
from summarizer.models import Page, Source
from summarizer.reading.reader import read

TITLE = "Tidetool 4 predicts tides on rivers"
PARAGRAPH = (
    "Tidetool 4 predicts tides for station number {} without a network connection, and its authors say that it costs "
    "nothing, needs no account and takes 40 milliseconds a year."
)
LEAD = "The new Tidetool knows 80 km of every river, and its authors give it away from Monday."


def text_of(body: str) -> str:
    """Read the text of a page whose body is this."""
    url = "https://tidetool.example/news"
    head = f'<head><meta charset="utf-8"><title>{TITLE}</title></head>'
    markup = f"<!doctype html><html>{head}<body>{body}</body></html>"
    return read(Page(source=Source(given=url, url=url), url=url, body=markup.encode())).text


def story(first: int, last: int) -> str:
    """Return paragraphs that differ."""
    return "".join(f"<p>{PARAGRAPH.format(number)}</p>" for number in range(first, last))


def lines(first: int, last: int) -> list[str]:
    """Return the lines of such paragraphs."""
    return [PARAGRAPH.format(number) for number in range(first, last)]


@pytest.mark.parametrize("name", ["article__body", "article-body", "post-content", "entry-content", "story-body"])
@pytest.mark.parametrize("sizes", [(5, 5), (2, 8), (8, 2), (3, 3, 3)])
def test_pieces_of_a_body_around_advertisements_are_one_article(name: str, sizes: tuple[int, ...]) -> None:
    """A body parted into pieces, each in a container of its own, is read whole and in order."""
    pieces, at = [], 0
    for size in sizes:
        pieces.append(f'<div><div class="grid {name}"><div class="inner">{story(at, at + size)}</div></div></div>')
        at += size
    body = '<div class="ad">Advertisement</div>'.join(pieces)
    assert text_of(f"<main><article><h1>{TITLE}</h1>{body}</article></main>").split("\n") == lines(0, at)


@pytest.mark.parametrize("lead", ["<p>{}</p>", '<p class="lead">{}</p>', '<div class="teaser-text"><p>{}</p></div>',
                                  '<div class="intro">{}</div>'])  # fmt: skip
@pytest.mark.parametrize("name", ["entry-content", "article-body", "text", ""])
def test_a_lead_above_the_body_is_the_first_paragraph(lead: str, name: str) -> None:
    """What stands between the heading and the body's container tells the news, and is read first."""
    body = f'<article><h1>{TITLE}</h1>{lead.format(LEAD)}<div class="{name}">{story(0, 6)}</div></article>'
    assert text_of(body).split("\n") == [LEAD, *lines(0, 6)]


@pytest.mark.parametrize("at", [0, 3, 5])
@pytest.mark.parametrize("shape", ["<div>{}</div>", "<div><span>{}</span></div>", "<section>{}</section>",
                                   '<div class="x"><div>{}</div></div>', "<x-para>{}</x-para>",
                                   '<figure class="callout"><div>!</div><div>{}</div></figure>'])  # fmt: skip
def test_text_in_a_bare_container_among_paragraphs_is_a_paragraph(shape: str, at: int) -> None:
    """A paragraph is one by where it stands, not by its tag."""
    body = f"<main><article><h1>{TITLE}</h1>{story(0, at)}{shape.format(LEAD)}{story(at, 6)}</article></main>"
    assert text_of(body).split("\n") == [*lines(0, at), LEAD, *lines(at, 6)]


@pytest.mark.parametrize("box", ['<div class="key-points">{}</div>', "{}"])
def test_points_above_the_body_are_read(box: str) -> None:
    """An editor's own points, between heading and body, are a list at the text's beginning."""
    points = "<ul><li>Rivers are known up to 80 km</li><li>Nobody needs an account any more</li></ul>"
    body = f'<main><article><h1>{TITLE}</h1>{box.format(points)}<div class="article-body">{story(0, 5)}</div></article>'
    found = text_of(body).split("\n")
    assert found == ["- Rivers are known up to 80 km", "- Nobody needs an account any more", *lines(0, 5)]


def test_headings_that_lead_blocks_of_their_own_are_read() -> None:
    """A page built of like blocks keeps the headings that stand at the head of one."""
    blocks = [f'<div class="cmp-text">{part}</div>' for part in
              (story(0, 2), f"<h2>Up the rivers</h2>{story(2, 4)}", story(4, 6))]  # fmt: skip
    found = text_of(f"<div><h1>{TITLE}</h1>{''.join(blocks)}</div>").split("\n")
    assert found == [*lines(0, 2), "Up the rivers", *lines(2, 6)]


@pytest.mark.parametrize(
    "other",
    [
        '<div class="related-card"><p>{}</p></div>',
        '<div data-testid="AuthorBio"><p>{}</p></div>',
        '<div class="caption">{}</div>',
        '<div><a href="/other">{}</a></div>',
        "<aside><p>{}</p></aside>",
        '<div class="kg-signup-card"><p>{}</p><input type="email"></div>',
        '<div><p>{}</p><form><input type="email"></form></div>',
        '<div class="poll"><p>{}</p><input type="radio"></div>',
        '<div class="Bio_b__3"><p>{}</p></div>',
        "<p>Sponsored: {}</p>",
        '<div class="post-signature"><div class="user-info">bo <span>12.3k</span> 3 gold badges</div><p>{}</p></div>',
        '<div class="articleinfo"><p><b>Citation:</b> {}</p></div>',
        '<div class="address"><p>Press office<br>{}</p></div>',
        "<div><p>{}</p><label>Your address</label><button>Sign up</button></div>",
        "<div><div><p>{}</p><button>Accept and continue</button></div></div>",
        "<p><small>{}</small></p>",
        "<ul><li><button>Share</button></li><li><button>Save</button></li><li><span>212</span></li></ul>",
        '<table align="right"><tr><td><img src="tide.png"><br><font size="1">{}</font></td></tr></table>',
    ],
)
def test_what_says_to_be_something_else_stays_out(other: str) -> None:
    """A box that names itself, links or asks for an address is none of the article's paragraphs."""
    body = f"<article><h1>{TITLE}</h1>{story(0, 4)}{other.format(LEAD)}{story(4, 8)}</article>"
    assert text_of(body).split("\n") == lines(0, 8)


@pytest.mark.parametrize(
    "part",
    [
        "<p>{} <small>(At the time of writing.)</small></p>",
        "<p><small>Tidetool 4:</small> {}</p>",
        "<div><p>{}</p><button>Copy</button></div>",
        '<div align="left"><p>{}</p></div>',
        '<blockquote class="twitter-tweet"><p>{}</p>&mdash; bo (@bo)</blockquote>',
    ],
)
def test_what_only_holds_such_things_stays(part: str) -> None:
    """A few words set small, another button, a container at one side and a quoted post make no box of a paragraph."""
    body = f"<article><h1>{TITLE}</h1>{story(0, 4)}{part.format(LEAD)}{story(4, 8)}</article>"
    assert LEAD in text_of(body)


@pytest.mark.parametrize("others", [0, 1])
def test_the_one_thing_written_on_a_page_is_the_article(others: int) -> None:
    """Beside a body of Markdown that is most of a page, nothing is read; of several bodies, none is the only one."""
    beside = "<ul><li>Notifications are for those who have signed in.</li></ul><p>bo released this on 4 May.</p>"
    written = f'<div class="markdown-body">{story(0, 8)}</div>'
    reply = f'<div class="comment"><div class="markdown-body"><p>{LEAD}</p></div></div>' * others
    found = text_of(f"<main>{beside}<div><h1>{TITLE}</h1><div>{beside}{written}</div></div>{reply}</main>").split("\n")
    assert found == lines(0, 8) if not others else set(lines(0, 8)) <= set(found)


def test_a_page_is_read_to_the_last_heading_that_heads_something() -> None:
    """A heading whose paragraphs were furniture does not end the text."""
    ending = "<h2>Tools of the page</h2><p>Share this article</p><h2>Our letter</h2><p>Sign up for our newsletter.</p>"
    assert text_of(f"<article><h1>{TITLE}</h1>{story(0, 6)}{ending}</article>").split("\n") == lines(0, 6)


def test_an_essay_may_have_an_image_for_its_headline() -> None:
    """A long text under a visible headline of a few words belongs to it, though it uses none of them."""
    essay = story(0, 10).replace("Tidetool 4 predicts tides", "The machine in the cellar knows the water")
    url = "https://tidetool.example/essay"
    title = "The Clock Repairers of Basin Street"
    markup = f"<!doctype html><title>{title}</title><article><h1>{title}</h1>{essay}</article>"
    found = read(Page(source=Source(given=url, url=url), url=url, body=markup.encode()))
    assert found.title == title


@pytest.mark.parametrize("name", ["reader-comments", "page-comments", "duet--article--comments", "coral"])
def test_readers_comments_stay_out(name: str) -> None:
    """A box of comments below an article is none of it, however its site calls it."""
    comments = f'<div class="{name}"><h3>Comments (2)</h3><div><p>{LEAD}</p><p>{LEAD}</p></div></div>'
    assert LEAD not in text_of(f"<article><h1>{TITLE}</h1>{story(0, 8)}{comments}</article>")


@pytest.mark.parametrize("name", ["standfirst", "c-dek", "subtitle"])
def test_a_standfirst_needs_no_full_stop(name: str) -> None:
    """What stands under the headline by its name is read, ended or not."""
    body = (
        f'<article><h1>{TITLE}</h1><div class="{name}">{LEAD.rstrip(".")}</div><div class="post-content">{story(0, 5)}'
    )
    assert text_of(body).split("\n")[0] == LEAD.rstrip(".")


def test_a_sentence_that_is_set_twice_is_read_once() -> None:
    """A pull quote says again, word for word, what the text says; it goes, and the text stays."""
    pulled = f'<div class="pull">“{PARAGRAPH.format(3)[:90].rpartition(" ")[0]}”</div>'
    found = text_of(f"<article><h1>{TITLE}</h1>{story(0, 3)}<blockquote>{pulled}</blockquote>{story(3, 8)}</article>")
    assert found.split("\n") == lines(0, 8)


def test_replies_below_a_post_stay_out() -> None:
    """What other writers say below in the same containers is not the article's."""
    post = '<div class="topic-body"><div class="post-meta">{}, May 4</div><div class="post">{}</div></div>'
    body = post.format("ines", story(0, 6)) + post.format("bo", f"<p>{LEAD}</p>") + post.format("cy", f"<p>{LEAD}</p>")
    assert LEAD not in text_of(f"<h1>{TITLE}</h1>{body}")


def test_marks_of_notes_are_not_glued_to_words() -> None:
    """The number of a footnote or reference is left out, an exponent and an ordinal stay."""
    marks = (
        'It takes 10<sup>3</sup> steps<sup><a href="#n1">1</a></sup>.<sup class="reference"><a href="#c2">[2]</a></sup>'
    )
    body = f"<article><h1>{TITLE}</h1><p>{marks} Nothing else was asked of the 2<sup>nd</sup> station.</p>{story(0, 4)}"
    assert text_of(body).split("\n")[0] == "It takes 103 steps. Nothing else was asked of the 2nd station."


@pytest.mark.parametrize(
    "ending",
    [
        "<h3>About Tidetool</h3><p>Tidetool has made tables of tides for 90 ports since 1998.</p>",
        "<p><b>About Tidetool</b><br>Tidetool has made tables of tides for 90 ports since 1998 and has 40 staff.</p>",
        "<p>Forward-looking statements involve risks that may cause results to differ.</p>",
        "<p>Reporting by Bo Lind; Editing by Ines Ruiz</p><p>Our Standards: The Wire Trust Principles.</p>",
        "<h2>Conflict of interest</h2><p>Dr Lind has been paid by a maker of buoys.</p>",
    ],
)
def test_a_senders_standing_text_ends_an_article(ending: str) -> None:
    """What a company, a wire or a journal puts below everything it sends out is none of the story."""
    assert text_of(f"<article><h1>{TITLE}</h1>{story(0, 6)}{ending}</article>").split("\n") == lines(0, 6)


def test_a_section_about_a_project_stays() -> None:
    """A heading `About` over what does not begin with the same name is a section like others."""
    body = f"<article><h1>{TITLE}</h1>{story(0, 6)}<h3>About the rivers</h3><p>{LEAD}</p>{story(6, 8)}</article>"
    assert LEAD in text_of(body)


def broken(first: int, last: int, line_break: str = "<br><br>") -> str:
    """Return paragraphs that differ, parted by breaks alone."""
    return line_break.join(lines(first, last))


@pytest.mark.parametrize("line_break", ["<br>", "<br><br>", "<br/>\n<br/>"])
@pytest.mark.parametrize("shape", ['<div class="content">{}</div>', '<p class="content">{}</p>'])
def test_blocks_of_lines_keep_their_order(shape: str, line_break: str) -> None:
    """What stands in a later block is read after all of an earlier one, line by line."""
    blocks = [shape.format(broken(first, last, line_break)) for first, last in ((0, 3), (3, 5))]
    short = shape.format(f"{LEAD}{line_break}Rivers come next.")
    found = text_of(f"<h1>{TITLE}</h1>{blocks[0]}{short}{blocks[1]}").split("\n")
    assert found == [*lines(0, 3), LEAD, "Rivers come next.", *lines(3, 5)]


@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_a_lead_that_stands_bare_below_its_heading_is_read(tag: str) -> None:
    """Sentences beside a heading are paragraphs, in whatever container."""
    rest = f"<div><h2>Up the rivers</h2>{story(0, 3)}</div>"
    found = text_of(f"<div><{tag}>{TITLE}</{tag}>{LEAD}<br><br>{PARAGRAPH.format(9)}</div>{rest}").split("\n")
    assert found == [LEAD, PARAGRAPH.format(9), "Up the rivers", *lines(0, 3)]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    "post",
    [
        '<div class="post"><div class="postbody"><div class="content">{}</div></div></div>',
        '<div class="x"><dl class="postprofile"><dt>bo</dt></dl><div class="content">{}</div></div>',
    ],
)
def test_replies_in_containers_like_the_posts_stay_out(post: str, count: int) -> None:
    """What others write below is not read, though its containers have the names of the first post's."""
    replies = post.format("Same here, and it was the drain that was full of leaves.") * count
    assert text_of(f"<h1>{TITLE}</h1>{post.format(broken(0, 5))}{replies}").split("\n") == lines(0, 5)


def test_a_standfirst_set_as_a_heading_is_read() -> None:
    """Whole sentences below the headline are a lead, also where they are set as a heading."""
    header = f'<div class="cover"><h1>{TITLE}</h1><h2>{LEAD}</h2></div>'
    assert text_of(f"{header}<article>{story(0, 5)}</article>").split("\n") == [LEAD, *lines(0, 5)]


def test_no_item_of_a_list_is_left_out() -> None:
    """A short item belongs to its list as long ones do, whatever the list's container is called."""
    items = ("Rivers are known up to 80 km from the sea.", "Nobody needs an account for it any more.", "It is free.")
    points = "".join(f'<li class="widget-item"><span></span><span>{item}</span></li>' for item in items)
    box = f'<div class="widget widget-list"><ul>{points}</ul></div>'
    found = text_of(f"<div><h1>{TITLE}</h1><div>{story(0, 3)}</div>{box}<div>{story(3, 5)}</div></div>")
    assert [line.removeprefix("- ") for line in found.split("\n")] == [*lines(0, 3), *items, *lines(3, 5)]


@pytest.mark.parametrize(
    "other",
    [
        '<section><h4>More information</h4><article><a href="/x"><h3>Tides rise</h3></a><p>{}</p></article></section>',
        '<div class="interlude"><img src="a.png"><p>The tide at Ostrand, drawn by hand</p></div>',
        '<div class="audio-player"><p>{}</p></div>',
        '<div class="podcast-box"><p>{}</p></div>',
    ],
)
def test_cards_captions_and_players_stay_out(other: str) -> None:
    """An article in an article that leads away is a card, and what stands alone under a picture a caption."""
    body = f"<article><h1>{TITLE}</h1>{story(0, 6)}{other.format(LEAD)}{story(6, 8)}</article>"
    assert text_of(body).split("\n") == lines(0, 8)


def test_a_table_of_one_cell_is_no_table() -> None:
    """What a page sets in a table for its looks is read as text, headings and paragraphs apart."""
    cells = "".join(f"<table><tr><td><h2>Part {at}</h2>{story(at, at + 1)}</td></tr></table>" for at in range(4))
    found = text_of(f"<table><tr><td><h1>{TITLE}</h1><p>{LEAD}</p></td></tr></table>{cells}").split("\n")
    assert found == [LEAD, *(line for at in range(4) for line in (f"Part {at}", *lines(at, at + 1)))]


@pytest.mark.parametrize("depth", [1, 3, 6])
def test_a_box_within_boxes_is_one_box(depth: int) -> None:
    """A sign-up box goes however many containers of such names it stands in."""
    names = [f"newsletter-signup newsletter-part-{level}" for level in range(depth)]
    opened, closed = "".join(f'<div class="{name}">' for name in names), "</div>" * depth
    signup = f"{opened}<p>Sign up for the letter that 40,000 skippers read with their tea on Sundays.</p>{closed}"
    text = text_of(f"<article><h1>{TITLE}</h1>{story(0, 4)}{signup}{story(4, 8)}</article>")
    assert "Sign up" not in text
    assert text.splitlines() == lines(0, 8)


@pytest.mark.parametrize("words", [30, 60])
def test_a_short_post_stays_though_a_sign_up_stands_in_its_container(words: int) -> None:
    """The field for an address takes its own box along, and what pitches it, but not the post above it."""
    post = " ".join(LEAD.split() * 4)[: words * 6]
    pitch = "<p>Get the newsletter of Tidetool into your inbox every week.</p>"
    field = f'<div class="x"><form>{pitch}<label>The letter</label><input type="email"></form></div>'
    text = text_of(f'<div id="story"><h1>{TITLE}</h1><p>{post}</p><p>{PARAGRAPH.format(1)}</p>{field}</div>')
    assert text == f"{post}\n{PARAGRAPH.format(1)}"


@pytest.mark.parametrize("sign", ["¶", "#", "🔗"])
def test_a_heading_loses_the_sign_of_its_link_to_itself(sign: str) -> None:
    """What documentation shows beside a heading, to link to it, is no part of it."""
    link = f'<a class="headerlink" href="#how" title="Permalink">{sign}</a>'
    text = text_of(f"<main><h1>{TITLE}</h1>{story(0, 2)}<h2>How C# helps{link}</h2>{story(2, 4)}</main>")
    assert text.split("\n") == [*lines(0, 2), "How C# helps", *lines(2, 4)]


def test_a_page_of_several_posts_holds_no_article() -> None:
    """Where a text begins with a heading that leads to its post, and has others, it is the list of a blog's posts."""
    posts = [f'<h2><a href="/post/{at}">How station {at} was found</a></h2>{story(at, at + 2)}' for at in range(4)]
    with pytest.raises(ItemError) as refused:
        text_of(f'<div id="blog">{"".join(posts)}</div>')
    assert refused.value.code == "front-page"
    told = text_of(f'<article><h1>{TITLE}</h1>{story(8, 11)}<div class="more">{"".join(posts[:1])}</div></article>')
    assert told.split("\n")[:3] == lines(8, 11)


@pytest.mark.parametrize(
    ("link", "stays"),
    [
        ('<a href="/photos">Photos of the ferry at sea</a>', False),
        ('<a href="/photos">PDF</a>', True),
        ('<a href="/lit">Holm and the others, 2019</a>', True),
        ('<a href="#n4">see the note on rivers</a>', True),
    ],
)
def test_a_headline_in_brackets_leads_to_another_article(link: str, stays: bool) -> None:
    """Between two sentences it goes, brackets and all; within a sentence, or to a source or a note, it stays."""
    first, second = PARAGRAPH.format(1), PARAGRAPH.format(2)
    quoted = f"<p>She said [{link}] would not do, and the others agreed.</p>"
    assert "She said [" in text_of(f"<main><h1>{TITLE}</h1>{quoted}{story(3, 5)}</main>")
    text = text_of(f"<main><h1>{TITLE}</h1><p>{first} [{link}] {second}</p>{story(3, 5)}</main>")
    assert ("[" in text) is stays
    assert first in text
    assert second in text


SUBJECTS = "post-7 post type-post status-publish hentry category-news tag-comments author-share"


@pytest.mark.parametrize("around", [SUBJECTS, "content has-sidebar", "layoutMain hasRightSidebar", "with-sidebar"])
def test_the_names_of_a_posts_subjects_say_nothing(around: str) -> None:
    """A lead is read though its article is tagged "comments", or stands in what has a sidebar."""
    lead = f"<div><p>{LEAD}</p></div>"
    body = f'<div class="{around}"><h1>{TITLE}</h1>{lead}<div class="entry-content">{story(0, 6)}</div></div>'
    assert text_of(body).split("\n") == [LEAD, *lines(0, 6)]


@pytest.mark.parametrize("tag", ["p", "h3", "div"])
@pytest.mark.parametrize(
    "name", ["c-dek c-dek--ideas", "single-excerpt", "article__description", "lead-paragraph", "header-subheading"]
)
def test_what_is_named_a_standfirst_is_one_whatever_is_around_it(tag: str, name: str) -> None:
    """A standfirst in a container of metadata is read, and needs neither a full stop nor twelve words."""
    standfirst = "A free program knows eighty km of every river"
    box = f'<header><div class="article-meta"><{tag} class="{name}">{standfirst}</{tag}></div></header>'
    body = f'<article><h1>{TITLE}</h1>{box}<div class="entry-content">{story(0, 6)}</div></article>'
    assert text_of(body).split("\n") == [standfirst, *lines(0, 6)]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="sharedaddy sd-sharing-enabled"><h3>Spread it among all of your friends</h3></div>',
        '<div id="jp-relatedposts"><h3>What we wrote on rivers and on lakes before</h3></div>',
        '<div class="kommentare"><h5>So ein Unsinn</h5><p>Das hätte ich besser gewusst, und seit Jahren.</p></div>',
        '<div class="noConsent"><p>We would like to show you something foreign, but you did not agree.</p></div>',
        '<p class="c-recirculation-link"><em><a href="/other">Read: How another tool failed on rivers</a></em></p>',
        "<p>Don't miss anything! - <a href='/newsletter'>Newsletter abonnieren</a></p>",
        "<p>Kommentare deaktiviert</p>",
        "<p>This post contains references to products from one or more of our advertisers.</p>",
    ],
)
@pytest.mark.parametrize("count", [2, 8])
def test_furniture_of_real_sites_stays_out(box: str, count: int) -> None:
    """Sharing, comments, requests for consent and links to other articles are no part of a text, short or long."""
    body = f'<article><h1>{TITLE}</h1><div class="entry-content">{story(0, count)}{box}</div></article>'
    assert text_of(body).split("\n") == lines(0, count)


@pytest.mark.parametrize("tag", ["aside", "nav", "footer"])
def test_an_aside_that_was_never_ended_is_none(tag: str) -> None:
    """An article that a forgotten end tag put into a sidebar is read."""
    sidebar = f'<{tag} class="sidebar"><div class="widget"><a href="/">Home</a>'
    body = f'<main>{sidebar}<article class="post"><h1>{TITLE}</h1>{story(0, 6)}</article></div></{tag}></main>'
    assert text_of(body).split("\n") == lines(0, 6)


def test_a_container_of_nothing_but_a_standfirst_may_name_it() -> None:
    """A short lead is read where its container is named for it, though that stands among the bylines."""
    lead = "Eighty km of every river are known to it"
    box = f'<div class="entry-byline"><div class="article-lead-text"><p>{lead}</p></div>By Bo</div>'
    body = f'<h1>{TITLE}</h1>{box}<div class="entry-content">{story(0, 6)}</div>'
    assert text_of(body).split("\n") == [lead, *lines(0, 6)]


def test_a_figure_that_was_never_ended_is_none() -> None:
    """Sections that forgotten end tags put into a figure are read."""
    rest = f"<h2>Up the rivers</h2>{story(2, 6)}"
    body = f'<article><h1>{TITLE}</h1>{story(0, 2)}<figure><img src="a.png"><figure>{rest}</figure></figure></article>'
    assert text_of(body).split("\n") == [*lines(0, 2), "Up the rivers", *lines(2, 6)]


def test_a_bare_line_without_a_full_stop_is_read_among_bare_sentences() -> None:
    """The first line of a post that is parted by breaks and pictures belongs to it, however it ends."""
    first = "The makers of Tidetool have this morning released a version that knows eighty km of rivers"
    shots = '<br><div class="separator"><img src="a.png"></div><br>'
    body = f'<h1>{TITLE}</h1><div class="post-body">{first}{shots}{broken(0, 4)}</div>'
    assert text_of(body).split("\n") == [first, *lines(0, 4)]


@pytest.mark.parametrize("name", ["commentOnSelection", "comments-open", "comment-count-layout"])
def test_an_article_is_read_whatever_the_containers_around_it_are_called(name: str) -> None:
    """Where an extractor finds nothing on a page full of sentences, the names around them are not believed."""
    body = f'<div class="{name}"><div class="{name}__inner"><h1>{TITLE}</h1>{story(0, 12)}</div></div>'
    assert text_of(body).split("\n")[-12:] == lines(0, 12)
