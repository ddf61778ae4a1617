"""Declarations, colours and selectors are judged as a browser would, near misses included."""

from __future__ import annotations

import pytest
from lxml import html

from summarizer.errors import ItemError
from summarizer.reading.colours import alike, blended, colour_of
from summarizer.reading.hiding import State, hides, inherited, shows, unseen_class
from summarizer.reading.stylesheet import Sheet, declarations, resolved


def style(text: str) -> dict[str, str]:
    """Return the declarations of a style attribute."""
    normal, important = declarations(text)
    return normal | important


@pytest.mark.parametrize(
    ("declared", "hidden"),
    [
        ("display:none", True),
        ("display: none !important", True),
        ("display:block", False),
        ("opacity:0", True),
        ("opacity:.5", False),
        ("opacity:5%", True),
        ("opacity:60%", False),
        ("position:absolute;left:-9999px", True),
        ("position:absolute;left:50%;transform:translate(-50%,-50%)", False),
        ("left:-9999px", False),
        ("margin-left:-24px", False),
        ("margin-top:-2000px", True),
        ("clip:rect(0,0,0,0)", True),
        ("clip:rect(0,100px,100px,0)", False),
        ("clip-path:inset(50%)", True),
        ("clip-path:inset(10%)", False),
        ("clip-path:circle(40%)", False),
        ("width:1px;height:1px;overflow:hidden", True),
        ("width:1px", False),
        ("height:0", False),
        ("overflow:hidden;max-width:700px", False),
        ("transform:scale(0)", True),
        ("transform:scale(.9)", False),
        ("transform:rotate(0deg)", False),
        ("zoom:0", True),
        ("content-visibility:auto", False),
        ("position:absolute;z-index:-1", True),
        ("z-index:-1", False),
        ("position:relative;z-index:-1", False),
        ("position:relative;z-index:-9999", True),
        ("clip-path:inset(0 100% 0 0)", True),
        ("clip-path:inset(0 40% 0 0)", False),
        ("clip-path:polygon(50% 50%,50% 50%,50% 50%)", True),
        ("clip-path:polygon(0 0,100% 0,100% 100%)", False),
        ("clip-path:path('M0 0')", True),
        ("mask:linear-gradient(transparent,transparent)", True),
        ("mask:linear-gradient(#000,transparent)", False),
        ("transform:rotateY(90deg)", True),
        ("transform:rotateZ(90deg)", False),
        ("backface-visibility:hidden;transform:rotateY(180deg)", True),
        ("backface-visibility:hidden", False),
        ("max-block-size:0;overflow:clip", True),
        ("height:0;overflow:scroll", True),
        ("height:40px;overflow:scroll", False),
        ("contain:strict;height:0", True),
        ("contain:content", False),
        ("margin-inline-start:-9999px", True),
        ("position:fixed;left:120vw", True),
        ("position:fixed;left:50vw", False),
        ("letter-spacing:-1em", True),
        ("letter-spacing:-.04em", False),
        ("word-spacing:-9999px", True),
    ],
)
def test_what_declarations_hide(declared: str, hidden: bool) -> None:
    """Each way of hiding is known, and the harmless use of the same property beside it."""
    assert hides(style(declared), State()) is hidden


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("visibility:hidden", False),
        ("visibility:visible", True),
        ("font-size:0", False),
        ("font-size:9px", True),
        ("font:0/0 a", False),
        ("font:12px/1.4 serif", True),
        ("font-size:.9em", True),
        ("color:white", False),
        ("color:white;background:#003", True),
        ("color:#fefefe", False),
        ("color:#777", True),
        ("color:transparent", False),
        ("color:inherit", True),
        ("color:var(--ink)", True),
        ("text-indent:-9999px", False),
        ("text-indent:2em", True),
        ("color:white;background:linear-gradient(#000,#111)", True),
        ("color:transparent;background-clip:text", False),
        ("color:transparent;background-clip:text;background-image:linear-gradient(red,blue)", True),
        ("color:ivory", False),
        ("color:#ff0", True),
        ("color:#333;background:currentColor", False),
        ("font-size:clamp(0px,1px,1px)", False),
        ("font-size:clamp(1rem,2vw,3rem)", True),
        ("font-size:min(1px,2px)", False),
        ("font-size:max(0px,1rem)", True),
    ],
)
def test_what_can_be_read(declared: str, shown: bool) -> None:
    """Text in a size, a colour and a place that can be read shows; unknown colours are taken to differ."""
    assert shows(inherited(style(declared), State())) is shown


@pytest.mark.parametrize(
    ("names", "unseen"),
    [
        ("sr-only", True),
        ("visually-hidden", True),
        ("Card_visuallyHidden__a1", True),
        ("d-none", True),
        ("d-none d-md-block", False),
        ("hidden lg:block", False),
        ("sr-only not-sr-only", False),
        ("overflow-hidden", False),
        ("hidden-gems-list", False),
        ("unhidden", False),
        ("hide-on-scroll-header", False),
        ("", False),
    ],
)
def test_class_names_that_hide_by_custom(names: str, unseen: bool) -> None:
    """Names that frameworks hide by are known, names that only resemble them or are shown on wide screens pass."""
    assert unseen_class(names) is unseen


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#fff", (255, 255, 255)),
        ("white", (255, 255, 255)),
        ("rgb(255, 255, 255)", (255, 255, 255)),
        ("rgb(100% 100% 100%)", (255, 255, 255)),
        ("hsl(0, 0%, 100%)", (255, 255, 255)),
        ("#000000", (0, 0, 0)),
        ("lab(100% 0 0)", (255, 255, 255)),
        ("oklch(1 0 0)", (255, 255, 255)),
        ("oklch(0.623 0.214 259.8)", (43, 127, 255)),
        ("color(srgb 1 1 1)", (255, 255, 255)),
        ("color-mix(in srgb, white 100%, black)", (255, 255, 255)),
        ("light-dark(white, black)", (255, 255, 255)),
    ],
)
def test_colours_are_read(text: str, colour: tuple[int, ...]) -> None:
    """One colour in its spellings is one colour."""
    read = colour_of(text)
    assert read is not None
    assert tuple(round(part) for part in read[:3]) == colour


@pytest.mark.parametrize("text", ["", "chartreuse-ish", "#ggg", "#12", "rgb(", "var(--x)"])
def test_what_is_no_colour(text: str) -> None:
    """What cannot be read as a colour is none."""
    assert colour_of(text) is None


def test_colours_are_compared_as_they_are_seen() -> None:
    """Nearly the same is the same; a pale colour that is see-through vanishes on white; unknown is different."""
    white, grey = colour_of("#fff"), colour_of("#767676")
    assert alike(white, colour_of("#fdfdfe"))
    assert not alike(white, grey)
    assert alike(white, blended(colour_of("rgba(0,0,0,.01)"), white))
    assert not alike(None, white)


@pytest.mark.parametrize(
    ("css", "hit"),
    [
        (".k{display:none}", True),
        ("p.k{display:none}", True),
        ("div.k{display:none}", False),
        (".k.x{display:none}", False),
        ("#one{display:none}", True),
        (".o .k{display:none}", True),
        (".o > .k{display:none}", False),
        ("section > .k{display:none}", True),
        ("h1 + .k{display:none}", True),
        ("h1 ~ .k{display:none}", True),
        ("h2 + .k{display:none}", False),
        (".k:not(.x){display:none}", True),
        (".k:not(p){display:none}", False),
        ("[data-a]{display:none}", True),
        ("[data-a^='tid']{display:none}", True),
        ("[data-a$='tid']{display:none}", False),
        (".k:hover{display:none}", False),
        (".k::before{display:none}", False),
        ("@media print{.k{display:none}}", False),
        ("@media (max-width:600px){.k{display:none}}", False),
        ("@media (min-width:600px){.k{display:none}}", True),
        ("/* .k{display:none} */", False),
        (".k{display:none}.k{display:block}", False),
        (".k{display:none!important}.k{display:block}", True),
        ("#one{display:block}.k{display:none}", False),
        (".k{content:'}';display:none}", True),
        (".k{display:none", True),
        (".k{DISPLAY:NONE}", True),
        ("<!-- .k{display:none} -->", True),
        (":is(.k, .z){display:none}", True),
        (":is(.y, .z){display:none}", False),
        ("section :where(p){display:none}", True),
        (".k:not(.x, .y){display:none}", True),
        (".k:not(.x, p){display:none}", False),
        (".k:not(:hover):not(:focus){display:none}", True),
        ("[data-a='TIDE' i]{display:none}", True),
        ("[data-a='TIDE']{display:none}", False),
        (".k:first-child{display:none}", False),
        (".k:last-child{display:none}", True),
        (".k:first-of-type{display:none}", True),
        (".k:nth-child(2n){display:none}", True),
        (".k:nth-child(odd){display:none}", False),
        (".k:nth-child(-n+1){display:none}", False),
        (r".w\:k{display:none}", True),
        ("> .k{display:none}", False),
        (".k >{display:none}", False),
        (".o{& .k{display:none}}", True),
    ],
)
def test_rules_meet_the_elements_they_name(css: str, hit: bool) -> None:
    """Selectors, media queries and the cascade decide as in a browser 1,280 pixels wide."""
    tree = html.document_fromstring(
        '<div class="o"><section><h1>T</h1><p class="k w:k" id="one" data-a="tide">x</p></section></div>'
    )
    element = tree.find(".//p")
    assert element is not None
    sheet = Sheet([css], frozenset({".o", ".k", ".w:k", "#one"}))
    normal, important = sheet.declared(element, ["k", "w:k"])
    assert ((normal | important).get("display") == "none") is hit


def test_a_slip_in_a_number_costs_no_rule() -> None:
    """What is no number in a media query or a colour leaves the page's other rules as they are."""
    sheet = Sheet(["@media (min-width: 7.6.8px){.y{color:red}} .k{display:none}"], frozenset({".k", ".y"}))
    element = html.fragment_fromstring('<p class="k">x</p>')
    assert sheet.declared(element, ["k"])[0]["display"] == "none"
    assert colour_of("color-mix(in srgb, red 1.2.3%, blue)") is None


def test_variables_are_followed_a_few_steps() -> None:
    """A variable may name another, a circle of them ends."""
    assert resolved("var(--a)", {"--a": "var(--b)", "--b": "red"}) == "red"
    assert resolved("var(--x, blue)", {}) == "blue"
    assert len(resolved("var(--a)", {"--a": "var(--a) var(--a)"})) <= 500


@pytest.mark.load
def test_too_many_rules_are_refused() -> None:
    """Sheets beyond what any page has in good faith end in a failure, not in an hour."""
    with pytest.raises(ItemError) as caught:
        Sheet([".k{display:none}" * 70_000], frozenset({".k"}))
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    "css",
    [".k{" + "&&&{" * 60 + "display:none", "a > " * 20_000 + "{display:none}", "@keyframes a{" + "x{}" * 20_000],
    ids=["ampersands", "combinators", "frames"],
)
def test_a_sheet_that_multiplies_ends(css: str) -> None:
    """Selectors that would grow with each nesting, or be looked over again at each step, are left out."""
    assert not Sheet([css], frozenset({".k"}))
