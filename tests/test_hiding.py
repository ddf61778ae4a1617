"""Declarations, colours and selectors are judged as a browser would, near misses included."""

from __future__ import annotations

import pytest
from lxml import html
from lxml.etree import _Element
from sampling import sampled

from summarizer.errors import ItemError
from summarizer.reading.css.colours import alike, blended, colour_of
from summarizer.reading.css.inheritance import State, inherited, shows
from summarizer.reading.css.matching import around
from summarizer.reading.css.stylesheet import Scoped, Sheet, declarations
from summarizer.reading.css.values import substituted
from summarizer.reading.hiding import hidden_by, unseen_class

ENDLESS = float("inf")


def style(text: str) -> dict[str, str]:
    """Return the declarations of a style attribute."""
    declared = declarations(text)
    return declared.normal | declared.important


@pytest.mark.parametrize(
    ("declared", "hidden"),
    sampled(
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
            ("position:absolute;clip:rect(0,0,0,0)", True),
            ("position:absolute;clip:rect(0,100px,100px,0)", False),
            ("position:relative;clip:rect(0,0,0,0)", False),
            ("clip:rect(0,0,0,0)", False),
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
            ("clip-path:xywh(0 0 90px 0)", True),
            ("clip-path:xywh(0 0 90px 40px)", False),
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
            ("position:fixed;left:120dvi", True),
            ("position:absolute;top:-200svb", True),
            ("position:absolute;left:-150lvmin", True),
            ("position:absolute;left:-5dvmax", False),
            ("letter-spacing:-1em", True),
            ("letter-spacing:-.04em", False),
            ("letter-spacing:9999px", True),
            ("opacity:calc(1 - 1)", True),
            ("opacity:sin(0)", True),
            ("opacity:calc(1 - .2)", False),
            ("filter:opacity(calc(0.01))", True),
            ("filter:contrast(0)", True),
            ("filter:contrast(1.2)", False),
            ("-webkit-mask:linear-gradient(#0000,#0000)", True),
            ("mask:linear-gradient(#000,#000) 0 0/0 0 no-repeat", True),
            ("transform:matrix(1,0,0,1,-9999,0)", True),
            ("transform:matrix(1,0,0,1,-20,0)", False),
            ("transform:matrix3d(0,0,0,0,0,0,0,0,0,0,1,0,0,0,0,1)", True),
            ("transform:scale(1e-5,1)", True),
            ("transform:perspective(100px) translateZ(200px)", True),
            ("transform:translateZ(0)", False),
            ("rotate:y 90deg", True),
            ("rotate:45deg", False),
            ("rotate:90deg y", True),
            ("rotate:90deg z", False),
            ("rotate:calc(45deg * 2) 1 0 0", True),
            ("rotate:1 0 0 calc(45deg * 2)", True),
            ("rotate:y acos(0)", True),
            ("rotate:x atan2(1, 0)", True),
            ("rotate:x atan2(0, 1)", False),
            ("clip-path:circle(5px at -500px -500px)", True),
            ("clip-path:circle(75% at 50% 50%)", False),
            ("width:1ch;height:1em;overflow:hidden", True),
            ("width:4px;height:4px;overflow:hidden", True),
            ("height:24px;overflow:hidden", False),
            ("margin:0 0 -9999px", False),
            ("margin:0 0 0 -9999px", True),
            ("margin-left:calc((100% - 100vw)/2)", False),
            ("position:absolute;left:calc(-50vw - 9000px)", True),
            ("content:url(x.gif)", True),
            ("contain:size;overflow:hidden", True),
            ("word-spacing:-9999px", True),
            ("opacity:calc(sqrt(4) - 2)", True),
            ("opacity:calc(pow(3, 0) - 1)", True),
            ("opacity:log(1)", True),
            ("opacity:round(down, .9)", True),
            ("opacity:round(up, .1, 1)", False),
            ("opacity:round(to-zero, .9, 1)", True),
            ("opacity:round(nearest, .4, 1)", True),
            ("opacity:round(.5, 1)", False),
            ("opacity:calc(pow(2, 0) - .5)", False),
            ("scale:calc(abs(-1) - sign(5))", True),
            ("overflow:hidden;height:calc-size(auto, size * 0)", True),
            ("overflow:hidden;height:calc-size(auto, size * 2)", False),
            ("filter:blur(2em)", True),
            ("filter:blur(1px)", False),
            ("position:fixed;clip:rect(auto,0,auto,auto)", True),
            ("position:fixed;clip:rect(auto,auto,auto,auto)", False),
            ("mask:linear-gradient(#000,#000) no-repeat 0 -2000px/40px 40px", True),
            ("mask-image:linear-gradient(#000,#000);mask-size:3px 3px;mask-repeat:no-repeat", True),
            ("mask:linear-gradient(#000,#000) 0 -2000px/40px 40px", False),
            ("mask:conic-gradient(#000,#000) top/100% 5px no-repeat,linear-gradient(#000,#000)", False),
            ("transform:skewY(90deg)", True),
            ("transform:skewX(-12deg)", False),
            ("offset-path:path('M-4000 0L-5000 0')", True),
            ("offset:ray(45deg) 8000px", True),
            ("offset-path:path('M0 0L90 90')", False),
            ("display:grid;grid-template-rows:0px", True),
            ("display:grid;grid-template-rows:0 auto", False),
            ("display:grid;grid-auto-rows:0;overflow:hidden", True),
        ]
    ),
)
def test_what_declarations_hide(declared: str, hidden: bool) -> None:
    """Each way of hiding is known, and the harmless use of the same property beside it."""
    assert bool(hidden_by(style(declared), State())) is hidden


@pytest.mark.parametrize(
    ("declared", "outer", "hidden"),
    [
        ("flex:1;width:0;overflow:hidden", State(flexible="width"), False),
        ("flex:1;width:0;overflow:hidden", State(), True),
        ("width:0;overflow:hidden", State(flexible="width"), True),
        ("display:table-cell;max-width:0;width:100%;overflow:hidden", State(), False),
        ("height:1px;min-height:100%;overflow:auto", State(), False),
        ("margin-top:60px", State(room=40), True),
        ("margin-top:20px", State(room=40), False),
        ("margin-top:60px", State(), False),
        ("position:absolute;top:100%", State(room=ENDLESS), True),
        ("position:absolute;left:100%", State(room=ENDLESS), True),
        ("position:absolute;left:40%", State(room=ENDLESS), False),
        ("transform:translateX(100%)", State(room=ENDLESS), True),
        ("transform:translateX(100%)", State(), False),
        ("position:relative;z-index:-1", State(covering=True), True),
        ("opacity:.1", State(opacity=0.1), True),
        ("flex:0 0 0;overflow:hidden", State(flexible="width"), True),
        ("flex:1 1 0;overflow:hidden", State(flexible="width"), False),
        ("flex:0 0 50%;overflow:hidden", State(flexible="width"), False),
        ("flex:0 0 0;overflow:hidden", State(), False),
        ("flex:0 0 0;overflow:hidden", State(flexible="height"), True),
        ("height:100%;overflow:hidden", State(height=0), True),
        ("height:100%;overflow:hidden", State(height=200), False),
        ("position:absolute;height:100%;overflow:hidden", State(height=0), False),
        ("max-width:100%;overflow:hidden", State(width=0), True),
        ("overflow:hidden", State(narrow=True), True),
        ("transform:translateZ(300px)", State(perspective="200px"), True),
        ("transform:translateZ(20px)", State(perspective="200px"), False),
    ],
)
def test_what_declarations_hide_in_their_place(declared: str, outer: State, hidden: bool) -> None:
    """What a box stands in decides whether it has room, is pushed out of it, or lies behind it."""
    assert bool(hidden_by(style(declared), outer)) is hidden


@pytest.mark.parametrize(
    ("declared", "hidden"),
    [
        ("display:none;display:blok", True),
        ("display:none;display:flow-root", False),
        ("display:block;display:-ms-flexbox", False),
        ("display:none;dis/**/play:block", True),
        ("display:none;display:block!importnt", True),
        ("opacity:0;opacity:abc", True),
        ("opacity:0;opacity:10px", True),
        ("opacity:0;opacity:1", False),
        ("position:absolute;left:-9999px;left:5", True),
        ("position:absolute;left:-9999px;left:normal", True),
        ("position:absolute;left:-9999px;inset:0", False),
        ("overflow:hidden;height:0;height:-5px", True),
        ("overflow:hidden;height:0;overflow:visible", False),
        ("transform:scale(0);transform:grow(1)", True),
        ("transform:scale(0);transform:none", False),
        ("clip-path:inset(50%);clip-path:square()", True),
        ("filter:opacity(0);filter:alpha(opacity=100)", True),
        ("visibility:hidden;position:sticky;top:auto", False),
        (r"content:'\22;display:none;';color:red", False),
        ("background:url(data:image/png;base64,display:none;opacity:0)", False),
    ],
)
def test_what_is_no_value_of_its_property_is_not_declared(declared: str, hidden: bool) -> None:
    """A browser leaves out a declaration whose value is invalid, and what was declared before it holds."""
    assert bool(hidden_by(style(declared), State())) is hidden


@pytest.mark.parametrize(
    ("declared", "edges"),
    [
        ("inset:1px", "1px 1px 1px 1px"),
        ("inset:1px 2px", "1px 2px 1px 2px"),
        ("inset:1px 2px 3px", "1px 2px 3px 2px"),
        ("inset:1px 2px 3px 4px", "1px 2px 3px 4px"),
        ("margin:1px 2px", "1px 2px 1px 2px"),
        ("margin:1px 2px 3px", "1px 2px 3px 2px"),
        ("margin-block:1px 2px;margin-inline:3px 4px", "1px 4px 2px 3px"),
    ],
)
def test_values_go_to_the_sides_that_they_are_for(declared: str, edges: str) -> None:
    """One to four values are given to top, right, bottom and left as CSS gives them."""
    prefix = "margin-" if declared.startswith("margin") else ""
    found = style(declared)
    assert " ".join(found[prefix + side] for side in ("top", "right", "bottom", "left")) == edges


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
        ("color:white;background:linear-gradient(to right,#fff,#fefefe 40%)", False),
        ("color:white;background-color:#fff;background:#000", True),
        ("color:#333;background:#fff url(x.png)", True),
        ("color:rgb(from white r g b)", False),
        ("color:white;color:whitish", False),
        ("font-size:0;font-size:20foo", False),
        ("font-size:0;font-size:20", False),
        ("font-size:0;font:12px", False),
        ("font-size:0;font:12px serif", True),
        ("font-size:small", True),
        ("font-size:0rch", False),
        ("font-size:1rex", True),
        ("font-size:.1rcap", False),
        ("font-size:1ric", True),
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
    assert bool(unseen_class(names)) is unseen


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
        ("rgb(from #fff r g b / 1)", (255, 255, 255)),
        ("rgb(from black calc(r + 255) 255 calc(255 - b))", (255, 255, 255)),
        ("color(from white srgb r g b)", (255, 255, 255)),
        ("hsl(from red h s 100%)", (255, 255, 255)),
        ("hwb(from blue h w b)", (0, 0, 255)),
        ("oklch(from #2b7fff l c h)", (43, 127, 255)),
        ("lab(from white l a b)", (255, 255, 255)),
        ("color(display-p3 0 0 0)", (0, 0, 0)),
        ("light-dark(white, black)", (255, 255, 255)),
        ("color-mix(in oklch, color-mix(in srgb, #fff 50%, #fff) 90%, rgb(255 255 255 / 1))", (255, 255, 255)),
        ("color-mix(in srgb, white 40%, transparent)", (255, 255, 255)),
        ("color-mix(in srgb, white, black 100%)", (0, 0, 0)),
        ("marktext", (0, 0, 0)),
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
    sampled(
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
            ("article,.o{.k{display:none}}", True),
            ("article,.z{.k{display:none}}", False),
            (".k{.o &{display:none}}", True),
            (".k{@media screen{display:none}}", True),
            (".k{@media print{display:none}}", False),
            ("@scope (.o){.k{display:none}}", True),
            ("@scope (.z){.k{display:none}}", False),
            ("@import url('data:text/css,.k{display:none}');", True),
            ("@import 'data:text/css;base64,LmR7fS5re2Rpc3BsYXk6bm9uZX0=';", True),
            ("@import 'data:text/css,.k{display:none}' print;", False),
            (r".\6b {display:none}", True),
            ("*|p.k{display:none}", True),
            ("p:not(:not(.k)){display:none}", True),
            (":is(section p.k){display:none}", True),
            (":is(:is(.k)){display:none}", True),
            (":where(.o .k){display:none}", True),
            (":where(.z .k){display:none}", False),
            ("section:has(h1) .k{display:none}", True),
            ("section:has(> p) .k{display:none}", True),
            ("h1:has(+ p) + p{display:none}", True),
            ("section:has(h2) .k{display:none}", False),
            (".k:has(p){display:none}", False),
            (":nth-child(1 of .k){display:none}", True),
            (":nth-child(2 of .k){display:none}", False),
            ("p:nth-last-of-type(1){display:none}", True),
            ("p:nth-last-child(2){display:none}", False),
            (".k:only-of-type{display:none}", True),
            (".k:only-child{display:none}", False),
            (":lang(fr){display:none}", True),
            (":lang(de, fr){display:none}", True),
            (":lang('de', 'fr'){display:none}", True),
            (":lang(de, en){display:none}", False),
            ("[data-a|=tide]{display:none}", True),
            ("[data-a|=tid]{display:none}", False),
            (":nth-child(1 OF .k){display:none}", True),
            (":nth-child(1 of:is(.k)){display:none}", True),
            (":is(" * 12 + ".k" + ")" * 12 + "{display:none}", True),
            (f".k:not(.{'z' * 3_000}){{display:none}}", True),
            (":lang(en){display:none}", False),
            ("p:dir(rtl){display:none}", True),
            ("p:dir(ltr){display:none}", False),
            ("p:read-only{display:none}", True),
            (":checked ~ .o .k{display:none}", True),
            ("input:default ~ .o .k{display:none}", True),
            ("input:indeterminate ~ .o .k{display:none}", False),
            ("input:valid ~ .o .k{display:none}", True),
            ("input:invalid ~ .o .k{display:none}", False),
            ("input:in-range ~ .o .k{display:none}", False),
            ("@container style(--a:1){.k{display:none}}.o{--a:1}", True),
            ("@container style(--a){.k{display:none}}.o{--a:1}", True),
            ("@container style(--a:2){.k{display:none}}.o{--a:1}", False),
            (":not(:checked) ~ div.o > .k{display:none}", False),
            (".o:empty .k{display:none}", False),
            (".o > section .k{display:none}", False),
            (".y > .o .k{display:none}", True),
            (".k{display:none}.k,:foo(bar){display:block}", True),
            (".k{display:none}.k::-foo,.k{display:block}", True),
            (".k{display:none}.k,.k::before{display:block}", False),
            (".k{display:none}.k,.k:hover{display:block}", False),
            ('.k[title*=".y"],.k[data-a]{display:none}', True),
        ]
    ),
)
def test_rules_meet_the_elements_they_name(css: str, hit: bool) -> None:
    """Selectors, media queries and the cascade decide as in a browser 1,280 pixels wide."""
    assert displayed(css) is not hit


def names_around(element: _Element) -> frozenset[str]:
    """Return the tags, classes and ids of all that an element stands in."""
    names: frozenset[str] = frozenset()
    for outer in element.iterancestors():
        names = around(outer, names)
    return names


@pytest.mark.parametrize(
    ("declared", "shown"),
    [
        ("filter:invert(1)", False),
        ("filter:invert(1);background:#fff", True),
        ("filter:brightness(0) invert(100%)", False),
        ("color:#777;filter:brightness(90)", False),
        ("filter:grayscale(1) contrast(1.2)", True),
        ("mix-blend-mode:screen", False),
        ("mix-blend-mode:lighten", False),
        ("mix-blend-mode:difference", False),
        ("mix-blend-mode:difference;color:#fff", True),
        ("mix-blend-mode:multiply", True),
        ("background:linear-gradient(#fff,#fff);background-clip:text;color:transparent", False),
        ("background:linear-gradient(#111,#222);background-clip:text;color:transparent", True),
        ("background:linear-gradient(red,blue);background-clip:text;color:transparent", True),
        ("background:#123;background-clip:text;color:transparent", True),
    ],
)
def test_colours_are_judged_as_they_are_painted(declared: str, shown: bool) -> None:
    """Filters, blending and text cut out of a gradient make text vanish or appear as they do on a screen."""
    assert shows(inherited(style(declared), State())) is shown
    inside = inherited({"font-size": "16px"}, inherited(style(declared), State()))
    assert shows(inside) is shown


def displayed(css: str) -> bool:
    """Say whether a sheet leaves the paragraph of a page on display."""
    tree = html.document_fromstring(
        '<div class="y" lang="fr"><input type="radio" checked><div class="o"><div><section dir="rtl"><h1>T</h1>'
        '<p class="k w:k" id="one" data-a="tide">x</p></section></div></div></div>'
    )
    element = tree.find(".//p")
    assert element is not None
    sheet = Sheet([Scoped(css)], frozenset({".o", ".k", ".y", ".w:k", "#one"}))
    declared = sheet.declared(element, ["k", "w:k"], names_around(element))
    return (declared.normal | declared.important).get("display") != "none"


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("@media screen", True),
        ("@media print, screen", True),
        ("@media not print", True),
        ("@media not all and (max-width:10px)", True),
        ("@media not all", False),
        ("@media not (hover:none)", True),
        ("@media only screen and (min-width:600px) and (orientation:landscape)", True),
        ("@media screen and(min-width:1px)", False),
        ("@media (min-width:600px) or (max-width:1px)", True),
        ("@media (400px<=width<=4000px)", True),
        ("@media (width<600px)", False),
        ("@media (prefers-color-scheme:dark)", False),
        ("@media (prefers-reduced-motion)", False),
        ("@media (-webkit-min-device-pixel-ratio:2)", False),
        ("@media (min-resolution:1dppx)", True),
        ("@media (no-such:thing)", False),
        ("@media not (no-such:thing)", False),
        ("@supports (display:grid)", True),
        ("@supports(display:grid)", True),
        ("@supports not (display:grid)", False),
        ("@supports (display:none) and (not (display:foo))", True),
        ("@supports (foo:bar)", False),
        ("@supports not (foo:bar)", True),
        ("@supports (gap:1px) or (-moz-appearance:none)", True),
        ("@supports (-moz-appearance:none)", False),
        ("@supports (--a:b)", True),
        ("@supports selector(:is(a))", True),
        ("@supports selector(:foo(a))", False),
        ("@supports (display:grid) and selector(:has(> a))", True),
        ("@container (min-width:1px)", True),
        ("@container side (max-width:1px)", False),
        ("@container style(--a:1)", False),
        ("@starting-style", False),
        ("@unknown x", False),
    ],
)
def test_what_stands_under_a_condition_applies_if_it_holds(condition: str, holds: bool) -> None:
    """Conditions are decided as a browser of today decides them on a large light screen; what is unknown is not met."""
    assert displayed(f"{condition}{{.k{{display:none}}}}") is not holds
    assert displayed(f".k{{display:none}}{condition}{{.k{{display:block}}}}") is holds


@pytest.mark.parametrize(
    ("css", "shown"),
    [
        ("@layer a,b;@layer b{.k{display:block}}@layer a{.k{display:none}}", True),
        ("@layer a,b;@layer b{.k{display:none}}@layer a{.k{display:block}}", False),
        (".k{display:block}@layer u{.k{display:none}}", True),
        ("@layer u{#one{display:none}}.k{display:block}", True),
        ("@layer a{.k{display:none!important}}.k{display:block!important}", False),
        ("@layer a,b;@layer b{.k{display:none!important}}@layer a{.k{display:block!important}}", True),
        ("@layer a{@layer b{.k{display:none}}.k{display:block}}", True),
        ("@layer a.b{.k{display:none}}@layer a{.k{display:block}}", True),
        ("@layer{.k{display:block}}@layer{.k{display:none}}", False),
        ("@media print{@layer b,a;}@layer a{.k{display:none}}@layer b{.k{display:block}}", True),
        ("@layer a{.k{display:none}}.k{display:revert-layer}", False),
        ("@layer a{.k{display:none}}@layer b{.k{display:block;display:revert-layer}}", False),
        ("@layer a{.k{display:none}}@layer b{.k{display:block}}.k{display:revert-layer}", True),
    ],
)
def test_layers_win_in_the_order_they_are_named_in(css: str, shown: bool) -> None:
    """Of layers the later wins, over them all what is in none, and of what is important the earlier."""
    assert displayed(css) is shown


@pytest.mark.parametrize(
    ("css", "hidden"),
    [
        ("@keyframes h{from,to{opacity:0}}.k{animation:h 1s infinite}", True),
        ("@keyframes h{from{opacity:0}to{opacity:1}}.k{animation:h 1s infinite}", False),
        ("@keyframes h{to{opacity:0}}.k{animation:h 1s forwards}", True),
        ("@keyframes h{to{opacity:0}}.k{animation:h 1s}", False),
        ("@keyframes h{from{opacity:0}}.k{animation:h 1s paused}", True),
        ("@keyframes h{from{opacity:0}}.k{animation:h 1s both}", False),
        ("@keyframes h{from{opacity:0}to{opacity:1}}.k{animation:h 1s 90000s both}", True),
        ("@keyframes h{from{opacity:0}to{opacity:1}}.k{animation:h 1s 90000s}", False),
        ("@keyframes h{from{opacity:0}to{opacity:1}}.k{animation:h 90000s steps(1,end)}", True),
        ("@keyframes h{from{opacity:0}to{opacity:1}}.k{animation:h 1ms reverse forwards}", True),
        ("@keyframes h{from{opacity:0}to{opacity:1}}.k{animation:h 1s alternate forwards 2}", True),
        ("@keyframes h{from{opacity:0}to{opacity:1}}.k{animation:h 1s forwards 0}", True),
        ("@keyframes h{from{opacity:0}to{opacity:1}}.k{animation:h 1s forwards}", False),
    ],
)
def test_an_animation_leaves_what_it_ends_with_or_never_leaves(css: str, hidden: bool) -> None:
    """What an animation comes to rest at counts, and what all frames of an endless one have."""
    sheet = Sheet([Scoped(css)], frozenset({".k"}))
    element = html.fragment_fromstring('<p class="k">x</p>')
    assert (
        bool(hidden_by(sheet.settled(sheet.declared(element, ["k"], names_around(element)).normal), State())) is hidden
    )


@pytest.mark.parametrize("between", ["<i></i>" * 300, "<div>" * 90])
def test_far_relatives_are_found(between: str) -> None:
    """Neither hundreds of siblings nor dozens of ancestors between two elements part a selector."""
    tree = html.document_fromstring(f'<div class="o"><b class="k"></b>{between}<p>x</p>')
    element = tree.find(".//p")
    assert element is not None
    sheet = Sheet([Scoped(".k ~ p, .k ~ div p{display:none}")], frozenset({".k"}))
    assert sheet.declared(element, [], names_around(element)).normal["display"] == "none"


def test_a_slip_in_a_number_costs_no_rule() -> None:
    """What is no number in a media query or a colour leaves the page's other rules as they are."""
    sheet = Sheet([Scoped("@media (min-width: 7.6.8px){.y{color:red}} .k{display:none}")], frozenset({".k", ".y"}))
    element = html.fragment_fromstring('<p class="k">x</p>')
    assert sheet.declared(element, ["k"], names_around(element)).normal["display"] == "none"
    assert colour_of("color-mix(in srgb, red 1.2.3%, blue)") is None


@pytest.mark.parametrize(
    ("value", "variables", "result"),
    [
        ("var(--a)", {"--a": "var(--b)", "--b": "red"}, "red"),
        ("var(--x, blue)", {}, "blue"),
        ("var(--x, var(--y, rgb(1 2 3)))", {}, "rgb(1 2 3)"),
        ("var(--a, var(--y))", {"--a": "red"}, "red"),
        ("var(--x)", {}, None),
        ("var(--a)", {"--a": "var(--a) var(--a)"}, None),
        ("var(--a, red)", {"--a": "var(--a)"}, "red"),
        ("var(--a, red)", {"--a": "var(--b, blue)", "--b": "var(--a)"}, "red"),
        ("var(--c)", {"--c": "var(--a, red)", "--a": "var(--a)"}, "red"),
        ("var(--a0)", {**{f"--a{at}": f"var(--a{at + 1})" for at in range(50)}, "--a50": "red"}, "red"),
        (" ".join(["var(--x,1)"] * 50), {}, " ".join("1" * 50)),
        ("env(safe-area-inset-top)", {}, "0px"),
        ("env(nope,0px)", {}, "0px"),
        ("env(nope)", {}, None),
    ],
)
def test_variables_are_followed(value: str, variables: dict[str, str], result: str | None) -> None:
    """A variable may name others and have a value to fall back on; one that stands for nothing makes the value none."""
    assert substituted(value, variables) == result


@pytest.mark.parametrize(
    ("state", "field", "holds"),
    [
        ("placeholder-shown", "<input placeholder=a>", True),
        ("placeholder-shown", "<input placeholder=a value=b>", False),
        ("indeterminate", "<progress></progress>", True),
        ("indeterminate", "<progress value=1></progress>", False),
        ("indeterminate", "<input type=radio>", True),
        ("disabled", "<input disabled>", True),
        ("disabled", "<input>", False),
        ("enabled", "<input>", True),
        ("enabled", "<input disabled>", False),
        ("in-range", "<input type=number min=1 max=3 value=2>", True),
        ("in-range", "<input type=number>", False),
        ("out-of-range", "<input type=date max=2026-01-01 value=2026-02-01>", True),
        ("invalid", "<input required>", True),
        ("invalid", "<input required value=a>", False),
        ("valid", "<input type=hidden>", False),
        ("dir(rtl)", "<p dir=auto>שלום</p>", True),
        ("dir(rtl)", "<p dir=auto>12 Told</p>", False),
    ],
)
def test_states_of_fields_are_told_from_their_attributes(state: str, field: str, holds: bool) -> None:
    """What a field holds when a page is first seen, and which way a text runs, is told as a browser tells it."""
    sheet = Sheet([Scoped(f":{state}{{display:none}}")], frozenset())
    element = html.fragment_fromstring(field)
    assert bool(sheet.declared(element, [], frozenset()).normal) is holds


@pytest.mark.parametrize(
    ("markup", "empty"),
    [
        ("<p></p>", True),
        ("<p><!-- Told --></p>", True),
        ("<p><!-- a --><?b?></p>", True),
        ("<p>Told</p>", False),
        ("<p> </p>", False),
        ("<p><b></b></p>", False),
        ("<p><!-- a -->Told</p>", False),
        ("<p><!-- a --><!-- b -->Told</p>", False),
        ("<p><?a?>Told</p>", False),
    ],
)
def test_an_element_with_a_text_anywhere_in_it_is_not_empty(markup: str, empty: bool) -> None:
    """Comments and processing instructions leave an element empty, and what stands behind them does not."""
    sheet = Sheet([Scoped(":empty{display:none}")], frozenset())
    assert bool(sheet.declared(html.fragment_fromstring(markup), [], frozenset()).normal) is empty


@pytest.mark.load
def test_too_many_rules_are_refused() -> None:
    """Sheets beyond what any page has in good faith end in a failure, not in an hour."""
    with pytest.raises(ItemError) as caught:
        Sheet([Scoped(".k{display:none}" * 70_000)], frozenset({".k"}))
    assert caught.value.code == "unreadable"


@pytest.mark.parametrize(
    "css",
    [
        "{" * 5_000,
        ".k{" * 200,
        ".k{" + "top:0;" * 40_000 + "}",
        ".k{" + "&&&{" * 60 + "display:none",
        f".k:not(.{'z' * 20_000}){{display:none}}",
        ":is(" * 50 + ".k" + ")" * 50 + "{display:none}",
        "@supports " + "(" * 50 + "top:0" + ")" * 50 + "{.k{display:none}}",
        "@import 'data:text/css,';" * 50,
        ".k{transform:" + "scale(1)" * 400 + "scale(0)}",
        ".k{opacity:calc(" + "0 + " * 900 + "0)}",
        ".k{" + f"&:not({',.z' * 900}){{top:0}}" * 600,
    ],
    ids="open nested long ampersands name lists conditions imports functions sum selectors".split(),
)
def test_a_sheet_that_no_page_has_in_good_faith_is_refused(css: str) -> None:
    """What goes beyond a bound is not left out, since it may be what hides a text, but ends in a failure."""
    with pytest.raises(ItemError) as caught:
        Sheet([Scoped(css)], frozenset({".k"}))
    assert caught.value.code == "unreadable"


def test_an_expression_without_end_is_no_value() -> None:
    """Brackets deeper than a browser follows make an expression invalid, and cost no more than being told so."""
    assert style("font-size:0;font-size:" + "min(" * 200 + "20px" + ")" * 200) == {"font-size": "0"}
    assert style("font-size:" + "min(" * 90 + "0px" + ")" * 90)["font-size"].endswith(")")


@pytest.mark.parametrize(
    "css",
    [
        "a > " * 900 + "{display:none}",
        "@keyframes a{" + "x{}" * 20_000,
        ".y.z" + "a" * 200_000 + ">{opacity:1}",
        '/**/"' + '\\"' * 200_000,
        "@container (width" + " " * 50_000 + "x){.k{display:none}}",
    ],
    ids=["combinators", "frames", "letters", "quotes", "spaces"],
)
def test_a_sheet_that_would_be_looked_over_again_and_again_ends(css: str) -> None:
    """What would have to be looked over again at each of its characters is looked over once."""
    assert not Sheet([Scoped(css)], frozenset({".k"}))


@pytest.mark.parametrize(
    ("value", "variables"),
    [
        ("var(--a0)", {f"--a{at}": f"var(--a{at + 1})" for at in range(500)}),
        ("var(--a)", {"--a": "var(--b)" * 20, "--b": "var(--c)" * 20, "--c": ""}),
        ("var(--a)" * 3, {"--a": "0 " * 1_500}),
    ],
    ids=["long", "wide", "large"],
)
def test_variables_without_end_are_refused(value: str, variables: dict[str, str]) -> None:
    """A value that is filled in for longer than any page's ends in a failure, since it may be what hides a text."""
    with pytest.raises(ItemError) as caught:
        substituted(value, variables)
    assert caught.value.code == "unreadable"


def test_pictures_may_be_long() -> None:
    """A picture that is written into a variable, and a shape of many corners, cost a page nothing."""
    corners = ",".join(f"{at}px 0" for at in range(400))
    declared = declarations(f"--icon:url('data:image/svg+xml,{'x' * 9_000}');clip-path:polygon({corners})")
    assert substituted("var(--icon) var(--icon)", declared.variables) == "url() url()"
    assert declared.normal["clip-path"].startswith("polygon(")


def test_class_names_that_hide_by_custom_are_looked_up_within_bounds() -> None:
    """Asking whether a page's own rules are about a class counts as much as holding its rules against an element."""
    rules = "".join(f".hidden{{top:{at}px}}" for at in range(2_000))
    sheet = Sheet([Scoped(rules)], frozenset({".hidden"}))
    element = html.fragment_fromstring('<p class="hidden">x</p>')
    with pytest.raises(ItemError) as caught:
        any(sheet.styles(element, ["hidden"], "shown") for _ in range(2_000))
    assert caught.value.code == "unreadable"
