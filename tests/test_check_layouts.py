"""`summarize check` on digests of other houses: what is a title there, what a line, and what stands twice."""

from __future__ import annotations

import pytest

from summarizer.style import check_digest
from summarizer.style.document import blocks

KILNS = "Firing clay at 900 degrees instead of 1,200 saves the pottery a third of its gas."
FERRY = "Tickets cost 4 euros on the new boat, which carries 120 passengers and leaves every hour."
STORY = f"[Potters try cooler kilns](https://clay.example/1) - {KILNS}"


def found_in(digest: str) -> list[tuple[int, str]]:
    """Return the faults of a digest, each with its line."""
    return [(finding.line_number, finding.code) for finding in check_digest(digest)]


@pytest.mark.parametrize(
    "item",
    [
        "* [Rename the wheel](https://clay.example/2).",
        "* [Rename the wheel](https://clay.example/2)!",
        "* **[Rename the wheel](https://clay.example/2).**",
        "1. [Rename the wheel](https://clay.example/2);",
        "* 🏺 [Rename the wheel](https://clay.example/2) .",
    ],
)
def test_punctuation_alone_is_nothing_beside_a_link(item: str) -> None:
    """A link in its list item, with a stop behind it and no more, is a bare link."""
    assert found_in(f"{STORY}\n\n{item}") == []
    assert blocks(item)[0].kind == "link"


def test_a_line_may_begin_below_the_stop_of_its_title() -> None:
    """What goes on in the next line is the line of a title that ends with a stop."""
    (item,) = blocks(f"* [Rename the wheel](https://clay.example/2).\n  {KILNS}")
    assert (item.kind, item.text) == ("item", KILNS)


@pytest.mark.parametrize("sign", ["-", "–", ":", "|", "..."])
def test_a_sign_with_nothing_behind_it_announces_a_line(sign: str) -> None:
    """Where a line was going to be, it is missed."""
    assert (1, "empty") in found_in(f"* [Rename the wheel](https://clay.example/2) {sign}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Forty kilns were [lit last week](https://clay.example/2).",
        "Meet us [at the fair](https://clay.example/2).",
        "The potters [met in May](https://clay.example/2): forty came, and most of them had a kiln",
        "Write [to the guild](https://clay.example/2) - it answers within a day or two, as it says",
        "Source: [Clay Weekly](https://clay.example/2).",
    ],
)
def test_a_sentence_with_a_link_in_it_is_no_title(sentence: str) -> None:
    """Words before a link make a sentence of it, whatever sign stands behind it."""
    assert found_in(f"{STORY}\n\n## Kilns\n\n{sentence}") == []


@pytest.mark.parametrize("label", ["New:", "**Video** –", "Guild news |", "(Finnish)", "[Film]", "·", "🏺", "3."])
def test_a_label_may_stand_before_a_title(label: str) -> None:
    """Words that a sign parts from a link are no part of a sentence, and its line is judged."""
    (item,) = blocks(f"- {label} [Ferry](https://boats.example/2): {FERRY}")
    assert (item.kind, item.title, item.text) == ("item", "Ferry", FERRY)


@pytest.mark.parametrize(
    "heading",
    [
        "## [Help wanted](#help)",
        "## [Help wanted](#help) {#help}",
        '<h2 id="help"><a href="#help">Help wanted</a></h2>',
    ],
)
def test_a_heading_that_leads_to_itself_is_no_story(heading: str) -> None:
    """A heading with a link to a place of the issue is a plain one."""
    assert found_in(f"{heading}\n\n### Potters\n\nIf you have a wheel, we would like to hear of it.\n\n{STORY}") == []
    assert (blocks(heading)[0].title, blocks(heading)[0].url) == ("Help wanted", "")


def test_a_heading_with_a_link_to_be_filled_in_is_a_story() -> None:
    """What a mailing service fills in is a story's address."""
    assert (1, "no-paragraph") in found_in(f"## [Kilns]({{{{ link }}}})\n\n## Boats\n\n{STORY}")


@pytest.mark.parametrize(
    "link",
    [
        '<div>\n  <a href="https://clay.example/2">Book a place at the fair</a>\n</div>',
        '<a class="guild-button" href="https://clay.example/3">Book a place at the fair</a>',
        '<p><a class="x mainBtn" href="https://clay.example/3">Book a place at the fair</a></p>',
        '<a class="cta" href="https://clay.example/3">Book a place at the fair</a>',
    ],
)
def test_a_button_is_no_story(link: str) -> None:
    """A link in HTML that leads where its story does, or is made a button, is no title without a line."""
    assert found_in(f"## [The fair opens](https://clay.example/2)\n\n{FERRY}\n\n{link}\n\n## More\n\n{STORY}") == []


@pytest.mark.parametrize(
    ("digest", "codes"),
    [
        (f'<a class="buttonless" href="https://clay.example/2">Kilns</a>\n\n{STORY}', ["empty"]),
        ('<a href="https://clay.example/2">Kilns</a>: ' + FERRY + '\n\n<a href="https://clay.example/3">Clay</a>',
         ["empty"]),
        ('<p><a href="https://a.example/2">Kilns</a></p>\n<p><a href="https://a.example/2">Clay</a></p>',
         ["empty", "same-address", "empty"]),
        ('<h2><a href="https://a.example/2">Kilns</a></h2>\n<h2><a href="https://a.example/2">Clay</a></h2>\n<p>'
         f'{FERRY}</p>', ["no-paragraph", "same-address"]),
    ],
)  # fmt: skip
def test_another_link_in_html_is_a_title(digest: str, codes: list[str]) -> None:
    """A lone link in HTML that leads elsewhere, or below which nothing is told, is still judged as a title."""
    assert [code for _, code in found_in(digest)] == codes


@pytest.mark.parametrize("title", ["Add `[T]` and `[U]` to bowls", "Use ``a[`i`]`` in bowls", "Sort `x[0]`, then `]`"])
def test_brackets_in_code_are_no_fault(title: str) -> None:
    """Code within a title may hold brackets, and the title stays one link."""
    digest = f"{STORY}\n\n* [{title}](https://clay.example/2)"
    assert "title-brackets" not in {code for _, code in found_in(digest)}
    assert blocks(digest)[1].url == "https://clay.example/2"


@pytest.mark.parametrize("title", ["Add [T to `bowls`", "Add `code` and ] to bowls", "A ` mark [ alone"])
def test_brackets_beside_code_are_a_fault(title: str) -> None:
    """A bracket outside of code needs a backslash."""
    assert (1, "title-brackets") in found_in(f"[{title}](https://clay.example/2) - {KILNS}")


LISTED = "- [Repository](https://clay.example/2)"


@pytest.mark.parametrize(
    "digest",
    [
        f"### Wheel 2.0\n\nA tool by [the guild](https://clay.example/2).\n\n- [Forum](https://f.example/2)\n{LISTED}",
        f"## Highlights\n\n{LISTED}\n\n## Tools\n\n### Saws\n\n{LISTED}",
        f"## 🏺 In this issue:\n\n{STORY}\n\n## Tools\n\n{STORY.replace(KILNS, FERRY)}",
        f"## Top stories\n\n### Clay\n\n{LISTED}\n\n### Wood\n\n- [Saws](https://w.example/1)\n\n## Tools\n\n{LISTED}",
        f"# Wire\n\nWhat there is:\n\n{LISTED}\n- [Saws](https://wood.example/1)\n\n## Tools\n\n{LISTED}",
    ],
)
def test_a_page_may_be_linked_again_for_a_reason(digest: str) -> None:
    """Links below a text belong to its story, and an overview tells first what comes later."""
    assert "same-address" not in {code for _, code in found_in(digest)}


TWICE = f"## Tools\n\n{LISTED}\n\n"


@pytest.mark.parametrize(
    ("digest", "lines"),
    [
        (f"## Highlights\n\n{LISTED}\n\n{TWICE}{TWICE}", [11]),
        (f"## At a glance\n\n{LISTED}\n- [Wheel](https://clay.example/2)\n\n## Tools\n\n{FERRY}", [4]),
        (f"### Wheel\n\n{FERRY}\n\n{LISTED}\n{LISTED}", [6]),
        (f"## [Wheel](https://clay.example/2)\n\n{FERRY}\n\nMore on this:\n\n{LISTED}", [7]),
        (f"### Top News\n\n#### [Wheel](https://clay.example/2)\n\n{FERRY}\n\n{TWICE}", [9]),
        (f"### Top News\n\n#### [Wheel](https://w.example/2)\n\n{FERRY}\n\nMore on this:\n\n{LISTED}\n\n{TWICE}", [13]),
        (f"#### Clay\n\n{STORY}\n\n#### Boats\n\n{STORY.replace(KILNS, FERRY)}", [7]),
        (f"## Wood\n\n{FERRY}\n\n{LISTED}\n\n## Saws\n\n{KILNS}\n\n{LISTED}\n\n{TWICE}", [15]),
    ],
)
def test_a_page_that_is_linked_again_is_found(digest: str, lines: list[int]) -> None:
    """A third link, two within one list, and a story told in two sections are faults."""
    assert [number for number, code in found_in(digest) if code == "same-address"] == lines


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Potters try cooler kilns • The Register", True),
        ("Potters try cooler kilns – potter.blog", True),
        ("Potters try cooler kilns | www.potter.co.uk", True),
        ("Potters try cooler kilns – Node.js", False),
        ("Potters move their shop – to potter.blog", False),
        ("Potters of potter.blog try cooler kilns", False),
        ("Iron • Glass • Bronze", False),
    ],
)
def test_a_site_is_told_from_a_title(title: str, found: bool) -> None:
    """A site's name behind a bullet comes off, and so does a bare domain behind a dash, whatever the link's host."""
    assert ("title-site" in {code for _, code in found_in(f"[{title}](https://clay.example/1) - {KILNS}")}) is found


ADDRESSED = (
    f"📌 Cooler kilns — {KILNS} https://clay.example/1\n\n📌 Ferry to Aalvik —  {FERRY}  \nhttps://boats.example/2\n\n"
    "- **Bread** - Rye costs 3 euros a loaf in Turku, where four bakers share an oven. https://bread.example/3\n\n"
)


def test_a_bare_address_behind_a_text_is_its_title_s() -> None:
    """Where it is a digest's way, the words before the dash are a title, and those up to the address its line."""
    found = [(block.kind, block.title, block.url) for block in blocks(ADDRESSED)]
    assert found == [
        ("item", "Cooler kilns", "https://clay.example/1"),
        ("item", "Ferry to Aalvik", "https://boats.example/2"),
        ("item", "Bread", "https://bread.example/3"),
    ]
    assert [block.text for block in blocks(ADDRESSED)][:2] == [KILNS, FERRY]
    assert found_in(ADDRESSED.replace("Firing clay", "This article says that firing clay")) == [(1, "the-article")]
    assert (3, "same-address") in found_in(ADDRESSED.replace("boats.example/2", "clay.example/1"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("📅 The fair — 5 August, Turku  \nhttps://fair.example/", "link"),
        ("Read of all the kilns — some of them cold — in this booklet. https://fair.example/", "text"),
        ("Two pages — Both tell of kilns, https://fair.example/1 and https://fair.example/2", "text"),
        ("A page — It tells of [kilns](https://fair.example/1). https://fair.example/2", "text"),
        ("It tells of kilns. https://fair.example/2", "text"),
    ],
)
def test_another_text_with_an_address_is_no_line(text: str, kind: str) -> None:
    """A date is no line of a title, and a sentence with a dash has no title."""
    assert blocks(ADDRESSED + text)[3].kind == kind


def test_one_text_with_an_address_is_no_layout() -> None:
    """A text that ends with a bare address among stories of another layout is a text."""
    assert [block.kind for block in blocks(f"{STORY}\n\nWire - A letter on clay. https://wire.example/")][:2] == [
        "item",
        "text",
    ]
