"""Lists among the paragraphs of a page stay, menus do not come in."""

from __future__ import annotations

import itertools

import pytest
from sampling import sampled

from summarizer.models import Page, Source
from summarizer.reading.reader import read

PARAGRAPH = (
    "<p>Tidetool 3.2 predicts tides for station number {} without a network connection, and its authors say that it "
    "costs nothing, needs no account and takes 40 milliseconds a year.</p>"
)
ITEMS = "<li>Predictions for rivers up to 80 km inland.</li><li>Export to calendar files.</li>"
MENU = '<ul><li><a href="/">Home</a></li><li><a href="/map">Map of the stations</a></li></ul>'


def text_of(body: str) -> str:
    """Read the text of a page whose body is this."""
    url = "https://tidetool.example/news"
    markup = f"<!doctype html><html><head><title>Tidetool 3.2 released</title></head><body>{body}</body></html>"
    return read(Page(source=Source(given=url, url=url), url=url, body=markup.encode())).text


def story(count: int) -> str:
    """Return paragraphs that differ."""
    return "".join(map(PARAGRAPH.format, range(count)))


SHAPES = (
    "{title}{story}<h2>New</h2>{list}{rest}",
    "{title}{story}<h2>New</h2>{list}",
    "{title}{story}{list}",
    "{menu}{title}{story}<h2>New</h2>{list}{menu}",
    "<header>{menu}</header>{title}{story}<h2>New</h2><div>{list}</div><footer>{menu}</footer>",
    "<div><div>{title}{story}<h2>New</h2>{list}{rest}</div></div>",
    "<center>{title}</center>{story}<h2>New</h2>{list}{rest}",
    "{title}<div>{story}</div><div><h2>New</h2></div><div>{list}</div><div>{rest}</div>",
    "{title}<div class='a'><div>{story}</div></div><h2>New</h2><div>{list}</div><section>{rest}</section>",
)


@pytest.mark.parametrize(("shape", "count", "tag"), sampled(itertools.product(SHAPES, (1, 2, 5, 30), ("ul", "ol"))))
def test_a_list_among_paragraphs_stays(shape: str, count: int, tag: str) -> None:
    """A bare body keeps its lists in their place, and its menus stay out."""
    found = text_of(
        shape.format(
            title="<h1>Tidetool 3.2 released</h1>",
            story=story(count),
            list=f"<{tag}>{ITEMS}</{tag}>",
            rest=PARAGRAPH.format(99),
            menu=MENU,
        )
    )
    lines = found.split("\n")
    at = lines.index("- Predictions for rivers up to 80 km inland.")
    assert lines[at + 1] == "- Export to calendar files."
    assert at > next(index for index, line in enumerate(lines) if f"number {count - 1} " in line)
    assert ("<h2>" in shape) == ("New" in lines)
    assert "Map of the stations" not in found


@pytest.mark.parametrize(
    "after",
    [
        '<ul><li><a href="/a">Dredger stuck at berth nine</a></li><li><a href="/b">Library reopens</a></li></ul>',
        "<h3>References</h3><ul><li>Fisk, L. Harmonics of the western coast. 2019.</li></ul>",
        "<h3>Related stories</h3><ul><li>Dredger stuck at berth nine</li></ul>",
        "<footer><ul><li>Dredger stuck at berth nine</li></ul></footer>",
        "<form><ul><li>Dredger stuck at berth nine</li></ul></form>",
        "<div><h3>Weather</h3></div><ul><li>Rain until the evening</li></ul>",
        "<div><h3>Weather</h3><ul><li>Rain until the evening</li></ul></div>",
    ],
)
def test_a_list_that_is_no_part_of_the_text_stays_out(after: str) -> None:
    """Lists of links, references and lists in other places are not brought in."""
    found = text_of(f"<h1>Tidetool 3.2 released</h1>{story(5)}{after}")
    assert found.split("\n")[-1].startswith("Tidetool 3.2 predicts tides for station number 4")


def test_a_list_is_there_once() -> None:
    """What the extractor keeps is not added again."""
    found = text_of(f"<article><h1>Tidetool 3.2 released</h1>{story(3)}<ul>{ITEMS}</ul>{PARAGRAPH.format(9)}</article>")
    assert found.count("Export to calendar files.") == 1


@pytest.mark.load
def test_thousands_of_lists_are_read() -> None:
    """A page of nothing but lists ends, and ends well."""
    assert "number 4" in text_of(
        f"<h1>Tidetool 3.2 released</h1>{story(5)}" + f"<p>One more.</p><ul>{ITEMS}</ul>" * 3000
    )


def test_answers_below_a_question_stay_together() -> None:
    """What a page marks as answers is part of it, each once, and their list, number and comments are not."""
    answers = "".join(
        f'<div class="answer"><div class="body">{PARAGRAPH.format(number)}<ul><li>Item {number}</li></ul></div>'
        "<footer><p>12 votes</p></footer></div>"
        for number in (7, 8)
    )
    question = f'<h1>Tidetool 3.2 released</h1><div class="question">{story(2)}</div>'
    text = text_of(f'{question}<div id="answers">{answers}</div>')
    assert [text.count(f"station number {number} ") for number in (0, 1, 7, 8)] == [1, 1, 1, 1]
    assert text.count("Item 7") == 1
    assert "votes" not in text


TRIED = "<p>{}</p><ul><li>Two other stations</li><li>A shorter cable</li><li>A new moon</li></ul>"


@pytest.mark.parametrize("intro", ["What I have tried:", "What I have tried so far, in the order in which I tried it:"])
@pytest.mark.parametrize("asked", ['class="question"', 'itemscope itemtype="https://schema.org/Question"'])
def test_a_question_above_its_answer_is_read_whole(asked: str, intro: str) -> None:
    """A question is as much a part of the text as its answer, with its lists and what leads to them, in order."""
    body = '<div class="prose post-body">{}</div>'
    code = "<pre><code>tide = station.read()\nprint(tide)</code></pre>"
    question = f"{PARAGRAPH.format(1)}{TRIED.format(intro)}{PARAGRAPH.format(2)}"
    answer = f"{story(12).replace('number ', 'number 1')}{code}{PARAGRAPH.format(3)}"
    text = text_of(
        f"<h1>Tidetool 3.2 released</h1><div {asked}><div class='cell'>{body.format(question)}</div></div>"
        f'<div class="answer"><div class="answercell">{body.format(answer)}</div></div>'
    )
    found = text.split("\n")
    assert found[1:5] == [intro, "- Two other stations", "- A shorter cable", "- A new moon"]
    assert [text.count(f"station number {number} ") for number in (1, 2, 3)] == [1, 1, 1]
    assert found[-3:-1] == ["tide = station.read()", "print(tide)"]


@pytest.mark.parametrize(
    "part",
    [
        "<div><h2>New</h2></div><div>{}</div>",
        "<h2>New</h2><div>{}</div>",
        "<div class='css-1'><h2>New</h2>{}</div>",
        "<section><div><h2>New</h2></div><div>{}</div></section>",
        "<div><img src='a.png'><span>A tide</span></div><div><h2><a href='#new'>New</a></h2></div><div>{}</div>",
    ],
)
@pytest.mark.parametrize("wrapper", ["{}", "<div id='root'>{}</div>", "<main>{}</main>"])
def test_headings_in_containers_of_their_own_stay(wrapper: str, part: str) -> None:
    """A heading between two paragraphs is the second one's, whatever plain containers the three stand in."""
    body = f"<h1>Tidetool 3.2 released</h1><div>{story(3)}</div>{part.format(PARAGRAPH.format(9))}<div>{story(1)}</div>"
    lines = text_of(wrapper.format(body)).split("\n")
    at = lines.index("New")
    assert "number 2 " in lines[at - 1]
    assert "number 9 " in lines[at + 1]


def test_a_list_under_a_heading_follows_it() -> None:
    """Where the extractor keeps a list and leaves out the heading above, the heading comes back."""
    body = f"{story(1)}<div><h2>New</h2></div><div><ul>{ITEMS}</ul></div><div>{PARAGRAPH.format(9)}</div>"
    lines = text_of(f"<h1>Tidetool 3.2 released</h1>{body}").split("\n")
    assert lines[lines.index("New") + 1] == "- Predictions for rivers up to 80 km inland."


def test_a_name_that_leads_to_its_owner_is_no_heading() -> None:
    """What links to an author is set as a heading at times, and heads nothing."""
    byline = "<div><h4><a href='/bo'>Bo Lind</a></h4><time>11 May</time></div>"
    assert "Bo Lind" not in text_of(f"<h1>Tidetool 3.2 released</h1><div>{story(1)}{byline}</div><div>{story(6)}</div>")


def test_posts_of_a_live_blog_keep_their_headings() -> None:
    """Each post has its heading above it, wherever its time and its buttons stand."""
    header = "<header><time>18:10</time><h3>Station {at} answers</h3></header>"
    post = f"<article>{header}{PARAGRAPH.replace('{}', '{at}')}<button>Share</button></article>"
    posts = "".join(post.format(at=at) for at in range(4))
    points = f"<div class='summary'><h2>Summary</h2><ul>{ITEMS}</ul></div>"
    lines = text_of(f"<main><h1>Tidetool 3.2 released</h1>{points}<div>{posts}</div></main>").split("\n")
    assert lines[:2] == ["- Predictions for rivers up to 80 km inland.", "- Export to calendar files."]
    assert [line for line in lines if "answers" in line][1:] == [f"Station {at} answers" for at in range(1, 4)]
    assert all(f"number {at} " in lines[lines.index(f"Station {at} answers") + 1] for at in range(1, 4))
