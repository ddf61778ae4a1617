"""Escaping, proved by parsing what was escaped: the parser must find the same text again and nothing live in it."""

from __future__ import annotations

import itertools
import json
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sampling import sampled

from summarizer.rendering.markdown import (
    defuse_github,
    escape,
    escape_comment,
    escape_url,
    inert,
    one_line,
    yaml_key,
    yaml_scalar,
)

URL = "https://example.com/item"
PARSERS = {
    "commonmark": MarkdownIt("commonmark"),
    "gfm": MarkdownIt("gfm-like", {"linkify": True, "typographer": False}),
}
INERT = {"inline", "text", "text_special", "softbreak"}

HOSTILE = (
    # Brackets, backslashes, code
    "[2507.06261] A paper about [brackets]",
    "A [link](https://evil.example/) in a title",
    "](https://evil.example/) [x",
    "[reference][1] and [^1] and [ ] task [x]",
    "![image](https://evil.example/pixel.png)",
    "Trailing bracket [",
    "Trailing backslash \\",
    "\\[already escaped\\] C:\\temp\\new",
    "`code` and ``more `code`` and a lone `",
    "``` fence",
    "~~~ fence",
    "A title ```with``` fences",
    # Emphasis and the like
    "*stars* **bold** ***both***",
    "_under_ __strong__ ___both___",
    "snake_case_name and __init__ and gpt_4_mini",
    "5 * 3 = 15 and 2*3*4",
    "* * *",
    "***",
    "___",
    "~~gone~~ and ~sub~ and about ~70 people, ~30 of them a~b~c",
    "2**10 is 1024 ** maybe",
    "*",
    "_",
    "~",
    # The start of a line
    "# Heading",
    "###### Heading #####",
    "#",
    "#hashtag and C# and F#",
    "The language C #",
    "> quoted",
    ">",
    "- item",
    "+ item",
    "-",
    "+",
    "1. First",
    "1) First",
    "2024. A year",
    "1.",
    "123456789. Long",
    "---",
    "- - -",
    "===",
    "=",
    "--- title: x",
    "| a | b |",
    "a | b --- | ---",
    ": definition",
    "    indented code",
    "\tindented code",
    "^",
    "*[HTML]: abbreviation",
    "[x]: https://evil.example/ 'definition'",
    # HTML and character references
    "<script>alert(1)</script>",
    "<b>bold</b> <!-- comment --> <?php ?> <![CDATA[x]]> <!DOCTYPE html>",
    "</p></div>",
    "<img src=x onerror=alert(1)>",
    "a < b and b > a, 5 <6, <3, x<y",
    "<",
    "--> --!> <!-- --",
    "AT&T &amp; &lt;b&gt; &copy; &#60; &#x3c; &nosuch; R&D; Q&A",
    "&",
    # Addresses
    "<https://evil.example/>",
    "<mailto:evil@example.com>",
    "https://evil.example/a?b=c",
    "See http://evil.example, HTTP://EVIL.EXAMPLE/ and ftp://evil.example/x.",
    "www.evil.example and WWW.evil.com (www.evil.com)",
    "mail evil@example.com or mailto:evil@example.com, first.last+tag@mail.example.co.uk",
    "//evil.com/x and ///evil.com",
    "Character.AI, Booking.com, x.ai, README.md, Node.js, sub.example.co.uk and ASP.NET's",
    "javascript:alert(1) data:text/html,x",
    "xmpp:evil@example.com/x",
    "https://https://evil.example",
    # Liquid, kramdown, mathematics, other processors
    "{{ site.secret }} and {% include x %} and {%- raw -%}",
    "{{{ x }}} {# c #} { {",
    "{",
    "}}",
    "{: .class} {::comment}x{:/} {:toc}",
    "$$x^2$$ and $y$ and $5.6 million to $10, US$5, $NVDA, 5$",
    "\\(x\\) \\[y\\]",
    "Footnote[^note]",
    "^note",
    "[Update]: the news [x]:y",
    "_www.evil.com and xwww.evil.com",
    ":tada: :+1: 10:30:45",
    # Characters
    "One\nTwo\r\nThree\u2028Four\u2029Five\x85Six\x0bSeven",
    "One\n\n# Two\n\n---",
    "con\x00trol\x07s\x1b[31m\x7f\x9b",
    "bidi \u202eesrever\u202c \u2066iso\u2069 \u200fmark",
    "zero\u200bwidth\ufeff soft\u00adhyphen \U000e0041tag",
    "half \ud800 pair \uffff \ufffe",
    "日本語（括弧）と「引用」 — “quotes” … 🚀👩‍🔬",
    "naïve café — don’t “quote”",
    "مرحبا بالعالم",
)

FRAGMENTS = (
    *"\\`*_~[]()<>&{}#+-.!|=:^$%@/'\"1a ",
    "![",
    "](",
    "](https://evil.example/)",
    "<!--",
    "-->",
    "<b>",
    "{{",
    "{%",
    "**",
    "~~",
    "$$",
    "```",
    "://",
    "https://evil.com",
    "www.evil.com",
    "e@evil.com",
    "evil.com",
    "&lt;",
    "1. ",
    "- ",
    "# ",
    "\n",
    "日",
)
PAIRS = tuple("".join(pair) for pair in itertools.product(FRAGMENTS, repeat=2))


def leaves(tokens: list[Token]) -> list[Token]:
    """Return every token of a document, those inside inline tokens too."""
    return [leaf for token in tokens for leaf in (token, *(token.children or ()))]


def text_of(tokens: list[Token]) -> str:
    """Return the text a reader sees; a soft line break is a space."""
    return "".join("\n" if t.type == "softbreak" else t.content for t in tokens if t.type in INERT - {"inline"})


def check(parser: str, markdown: str, text: str, *, block: tuple[str, ...], links: int) -> None:
    """Assert that `markdown` is those blocks with those links to URL, shows `text`, and that nothing else is live."""
    tokens = leaves(PARSERS[parser].parse(markdown))
    structure = set(block) | (INERT | {"link_open", "link_close"} if links else INERT)
    stray = [t for t in tokens if t.type not in structure and (t.type, t.content) != ("html_inline", "<!-- -->")]
    assert not stray
    assert [t.attrGet("href") for t in tokens if t.type == "link_open"] == [URL] * links
    assert text_of(tokens) == text


PARAGRAPH = ("paragraph_open", "paragraph_close")
HEADING = ("heading_open", "heading_close")
LIST = ("bullet_list_open", "list_item_open", *PARAGRAPH, "list_item_close", "bullet_list_close")
QUOTE = ("blockquote_open", *PARAGRAPH, "blockquote_close")


@pytest.mark.load
@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("hostile", HOSTILE)
class TestWhereverItStands:
    """A hostile text in each place that a draft has for one."""

    def test_entry(self, parser: str, hostile: str) -> None:
        """A title and a line give exactly one link, to the right place, and both texts as they were."""
        safe, shown = escape(hostile), one_line(hostile)
        check(parser, f"[{safe}]({URL}) - {safe}", f"{shown} - {shown}", block=PARAGRAPH, links=1)

    def test_heading(self, parser: str, hostile: str) -> None:
        """A heading, linked or not, is one heading that shows the text."""
        safe, shown = escape(hostile), one_line(hostile)
        check(parser, f"#### [{safe}]({URL})", shown, block=HEADING, links=1)
        check(parser, f"#### {safe}", shown, block=HEADING, links=0)

    def test_start_of_a_line(self, parser: str, hostile: str) -> None:
        """At the start of a paragraph, and of a line inside one, the text is text."""
        safe, shown = escape(hostile), one_line(hostile)
        check(parser, safe, shown, block=PARAGRAPH, links=0)
        check(parser, f"Before.\n{safe}\n", f"Before.\n{shown}", block=PARAGRAPH, links=0)

    def test_list_and_quotation(self, parser: str, hostile: str) -> None:
        """In a list under "More on this:" and in a quotation of evidence it stays inside its item."""
        safe, shown = escape(hostile), one_line(hostile)
        check(parser, f" * [{safe}]({URL})", shown, block=LIST, links=1)
        check(parser, f"> {safe}", shown, block=QUOTE, links=0)


@pytest.mark.load
@pytest.mark.parametrize("parser", PARSERS)
def test_every_pair_of_fragments(parser: str) -> None:
    """Whatever two live fragments make together, a title and a line of it are one link and the same text."""
    for pair in PAIRS:
        safe, shown = escape(pair), one_line(pair)
        if shown:
            check(parser, f"[{safe}]({URL}) - {safe}", f"{shown} - {shown}", block=PARAGRAPH, links=1)
            check(parser, safe, shown, block=PARAGRAPH, links=0)


@pytest.mark.parametrize("text", sampled(["".join(PAIRS), *HOSTILE]), ids=itertools.count())
def test_no_tag_of_another_processor_is_left(text: str) -> None:
    """Liquid, kramdown's attributes and mathematics, its tables and its end-of-block mark find nothing to read."""
    safe = escape(text)
    assert not re.search(r"\{[{%:#]|\$\$|-->(?<!<!-- -->)|^\^$", safe)
    assert not re.search(r"(?<!\\)(?:\\\\)*\|", safe)


@pytest.mark.parametrize(
    "text",
    [
        "OpenAI cuts prices by 50% - again",
        "snake_case stays",
        "5 * 3 = 15",
        "C# and F# and .NET",
        "AT&T, R&D and Q&A",
        "It raised $5.6 million, from $1.2 million to US$10",
        "a < b, 5 <6 and x > y -> z",
        "GPT-4.5 (preview): what's new?",
        "Node.js 22, e.g. v2.0, U.S. and 10:30",
        "'Quoted' \"words\" and “curly” — dashes … done!",
        "+1 for -5 degrees, 3.5 million",
        "About 40 people, ~30 of them here",
        "日本語のタイトル",
    ],
)
def test_what_is_not_live_is_left_alone(text: str) -> None:
    """An editor reads the draft's source: marks that do nothing where they stand are not escaped."""
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        # GFM finds e-mail addresses, and remark all addresses, in text that is parsed already, where no escape is left
        ("evil@example.com", r"evil<!-- -->@example\.com"),
        ("https://evil.example", r"https:/<!-- -->/evil.example"),
        ("www.evil.example", r"www<!-- -->.evil.example"),
        # GFM's single tilde: the first opens nothing once the second cannot close it
        ("~70 and ~80 but a~5", r"\~70 and ~80 but a\~5"),
        # marked, and programs that look for "](": the end of a link's text
        ("a](https:x) f(x)", r"a\]\(https:x) f(x)"),
        # kramdown: a definition, the definition of a link, a footnote, attributes
        (": definition", r"\: definition"),
        ("[Update]: news", r"\[Update\]\: news"),
        ("^note", "&#94;note"),
        ("{: .x} {:x}", "&#123;: .x} &#123;:x}"),
        ("{x} { y", r"\{x} \{ y"),
        # A template may put emphasis, a comment or a heading's end around it
        ("a *b c", r"a \*b c"),
        ("a _b c", r"a \_b c"),
        ("a ~b c", r"a \~b c"),
        ("a --> b --!> c -> d", "a --&gt; b --!&gt; c -> d"),
        ("C #", r"C \#"),
    ],
)
def test_what_only_other_processors_find_live(text: str, escaped: str) -> None:
    """What neither parser used here would notice is escaped all the same."""
    assert escape(text) == escaped


@pytest.mark.parametrize("hostile", sampled(HOSTILE))
def test_one_line_is_one_clean_line(hostile: str) -> None:
    """No line break, control, bidirectional control or half of a pair is left, and nothing is done twice."""
    line = one_line(hostile)
    assert len(line.splitlines()) == 1
    assert not re.search(
        "[\x00-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff\U000e0041]", line
    )
    assert one_line(line) == line
    line.encode("utf-8")


URLS = (
    ("https://example.com/a", "https://example.com/a"),
    ("HTTP://example.com", "http://example.com"),
    ("https://example.com/a_(b)_c", "https://example.com/a_%28b%29_c"),
    ("https://example.com/a(b", "https://example.com/a%28b"),
    ("https://example.com/a b\tc", "https://example.com/a%20b%20c"),
    ('https://example.com/"quoted"\'s <b>', "https://example.com/%22quoted%22%27s%20%3Cb%3E"),
    ("https://example.com/a\\b`c`[d]{e}|^", "https://example.com/a%5Cb%60c%60%5Bd%5D%7Be%7D%7C%5E"),
    ("https://example.com/?a=1&b=2;c#frag", "https://example.com/?a=1&b=2;c#frag"),
    ("https://example.com/?x=&copy;", "https://example.com/?x=&amp;copy;"),
    ("https://example.com/100%/a%20b%zz", "https://example.com/100%25/a%20b%25zz"),
    ("https://example.com/ü/日?q=é", "https://example.com/%C3%BC/%E6%97%A5?q=%C3%A9"),
    ("https://example.com/{{ x }}{% y %}", "https://example.com/%7B%7B%20x%20%7D%7D%7B%25%20y%20%25%7D"),
    ("https://[::1]:8080/a", "https://[::1]:8080/a"),
    ("https://example.com\\@evil.example/", "https://example.com/%5C@evil.example/"),
    ("https://exam\u202eple.com/\u200b", "https://example.com/"),
    ("articles/my page (1).html", "articles/my%20page%20%281%29.html"),
    ("/srv/a?b#c.html", "/srv/a%3Fb%23c.html"),
    ("//evil.example/x", "/evil.example/x"),
    ("http:/evil.example", "http%3A/evil.example"),
    ("https:evil.example", "https%3Aevil.example"),
    ("https://", "https%3A//"),
    ("javascript:alert(1)", "javascript%3Aalert%281%29"),
    (" JavaScript:alert(1)", "JavaScript%3Aalert%281%29"),
    ("java\nscript:alert(1)", "java%20script%3Aalert%281%29"),
    ("data:text/html,<script>", "data%3Atext/html,%3Cscript%3E"),
    ("vbscript:x", "vbscript%3Ax"),
    ("file:///etc/passwd", "file%3A///etc/passwd"),
    ("C:\\pages\\a.html", "C%3A%5Cpages%5Ca.html"),
)


@pytest.mark.parametrize(("url", "escaped"), URLS)
def test_urls(url: str, escaped: str) -> None:
    """An http(s) address keeps its meaning; everything else is a relative path, whatever it looks like."""
    assert escape_url(url) == escaped


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("url", sampled(url for url, _ in URLS))
def test_a_url_is_one_link_to_the_same_place(parser: str, url: str) -> None:
    """As a link and as an image the whole URL is the target, nothing follows it, and it says what the URL said."""
    tokens = leaves(PARSERS[parser].parse(f"[title]({escape_url(url)}) ![]({escape_url(url)}) end"))
    targets = [str(t.attrGet("href") or t.attrGet("src")) for t in tokens if t.type in ("link_open", "image")]
    assert len(targets) == 2
    assert targets[0] == targets[1]
    assert re.match(r"https?://[^/]|(?![a-z][a-z0-9+.-]*:|//)", targets[0], re.IGNORECASE)
    assert unquote(targets[0]) == unquote(escape_url(url).replace("&amp;", "&"))
    assert text_of(tokens) == "title  end"


def test_a_url_is_escaped_once() -> None:
    """Escaping an escaped address changes nothing, so a record may hold either."""
    for _, escaped in URLS:
        if escaped.startswith("http") and "&amp;" not in escaped and "%3A" not in escaped:
            assert escape_url(escaped) == escaped


def printed_anywhere() -> MarkdownIt:
    """Return a parser of Markdown with tables and links of whole addresses, as GitHub's has them."""
    parser = MarkdownIt("gfm-like", {"linkify": True, "typographer": False})
    assert parser.linkify is not None
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": True})
    return parser


class _Seen(HTMLParser):
    """Notes whatever in a text is more than text to a browser."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.live: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.live.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.live.append(tag)

    def handle_comment(self, data: str) -> None:
        self.live.append(data)

    def handle_decl(self, decl: str) -> None:
        self.live.append(decl)

    def handle_pi(self, data: str) -> None:
        self.live.append(data)

    def unknown_decl(self, data: str) -> None:
        self.live.append(data)


@pytest.mark.parametrize(
    "hostile", ["a {%x%} b ${{ c }} {#d#}", '" onload="x', "a](b) [c]: d", *sampled([*HOSTILE, *PAIRS[::7]])]
)
def test_what_is_printed_anywhere_is_nothing_but_text(hostile: str) -> None:
    """Neither as HTML nor as Markdown nor to Liquid is anything of it live, and as text it is nearly what it was."""
    text = inert(hostile)
    seen = _Seen()
    seen.feed(text)
    seen.close()
    assert seen.live == []
    tokens = leaves(printed_anywhere().parse(text))
    assert not [token for token in tokens if token.type not in (*INERT, "paragraph_open", "paragraph_close")]
    assert text_of(tokens) == text
    assert not re.search(r'\{[{%#:]|&#?\w+;|"', text)
    assert len(text) == len(one_line(hostile))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ('C++ vs. R&D: "A [B]" <5 %', "C++ vs. R&D: “A [B]” <5 %"),
        ("5 * 3 is 15, ~70 for $5, AT&T's snake_case at Booking.com", None),
        ("It's 5 > 3: see [B] (c), #1 and 24/7", None),
        ("a <img src=//evil.example/x> {{ b }}", "a ‹img src=/∕evil.example/x> ｛{ b }}"),
        ("[c](d) & *e*", "[c］(d) & ∗e∗"),
    ],
)
def test_what_is_not_live_is_printed_as_it_is(text: str, printed: str | None) -> None:
    """Only signs that would be live where they stand are changed, each for one that looks like it."""
    assert inert(text) == (printed or text)


YAML_TEXTS = (
    *sampled(HOSTILE),
    'He said "hi" \\ there',
    "key: value # comment",
    "- item",
    "yes",
    "null",
    "1_000",
    "0x1F",
    "2026-11-22",
    "!!python/object:os.system",
    "&anchor *alias",
    "%TAG",
    "tab\tnewline\nend",
    "---\nfake: key",
    "nel\x85 ls\u2028 ps\u2029 bom\ufeff del\x7f",
    "",
)


@pytest.mark.parametrize("text", YAML_TEXTS)
def test_yaml_says_the_same_string(text: str) -> None:
    """A string is a string again after YAML, on one line, whatever it looks like; only what is invisible is gone."""
    scalar = yaml_scalar(text)
    loaded = yaml.safe_load(f"key: {scalar}\nnext: 1\n")
    assert loaded["next"] == 1
    assert isinstance(loaded["key"], str)
    assert one_line(loaded["key"]) == one_line(text)
    assert len(scalar.splitlines()) == 1
    assert isinstance(json.loads(scalar), str)


@pytest.mark.parametrize(
    ("value", "scalar"),
    [(True, "true"), (False, "false"), (7, "7"), (["a", "b: c"], '["a", "b: c"]'), ([], "[]"), (("x",), '["x"]')],
)
def test_yaml_of_other_values(value: object, scalar: str) -> None:
    """Truth values, numbers and lists are written as YAML has them."""
    assert yaml_scalar(value) == scalar
    assert yaml.safe_load(scalar) == (list(value) if isinstance(value, tuple) else value)


@pytest.mark.parametrize("value", [None, {}, b"x", [None]])
def test_yaml_refuses_what_has_no_place(value: object) -> None:
    """Nothing is ever printed as `None`."""
    with pytest.raises(TypeError):
        yaml_scalar(value)


@pytest.mark.parametrize(
    "name", ["title", "og_image", "no", "ON", "null", "two words", "a: b", "1", "", "é", "- x", "a\nb"]
)
def test_yaml_keys(name: str) -> None:
    """A key is the same string again after YAML."""
    assert yaml.safe_load(f"{yaml_key(name)}: 1") == {name: 1}


@pytest.mark.parametrize(
    "text", [*sampled(HOSTILE), "-->", "--!>", "->", ">", "--", "---->", "a--", "<!-- x", "https://a.example/x--y-->"]
)
def test_a_comment_cannot_be_closed_from_inside(text: str) -> None:
    """The comment is one block to its end, and Liquid finds nothing to run in it."""
    inside = escape_comment(text)
    assert "--" not in inside
    assert not re.search(r"\{[{%]", inside)
    assert len(inside.splitlines()) == 1
    tokens = leaves(PARSERS["commonmark"].parse(f"<!--\nSee {inside}\n\nand {inside}\n-->\n\nAfter."))
    assert [t.type for t in tokens] == ["html_block", "paragraph_open", "inline", "text", "paragraph_close"]


def test_an_address_in_a_comment_still_works() -> None:
    """An editor copies the address of a source that failed: a second hyphen is written as RFC 3986 allows."""
    assert escape_comment("https://a.example/x--y") == "https://a.example/x%2D-y"
    assert escape_comment("an em--dash") == r"an em-\-dash"


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ("@octocat and @org/team", "@&#8203;octocat and @&#8203;org/team"),
        ("fixes #123 and o/r#4", "fixes #&#8203;123 and o/r#&#8203;4"),
        ("GH-12 gh-1", "GH-&#8203;12 gh-&#8203;1"),
        ("see 3d3c42e5 there", "see 3d3c42&#8203;e5 there"),
        ("a3d3c42e5aac5b is one too", "a3d3c4&#8203;2e5aac&#8203;5b is one too"),
        ("/merge this", "&#8203;/merge this"),
        ("a price of 1234567 and/or C# @ 5", "a price of 1234567 and/or C# @ 5"),
    ],
)
def test_github_finds_nothing_to_link_or_run(text: str, inert: str) -> None:
    """Mentions, issue numbers, commits and slash commands are broken up; what only resembles them is left alone."""
    assert defuse_github(escape(text)) == inert


def test_github_leaves_character_references_alone() -> None:
    """The references that escaping makes are not taken for issue numbers."""
    assert defuse_github(escape("{% x %}")) == escape("{% x %}")


@pytest.mark.load
@pytest.mark.parametrize(
    "unit", ["@a.", "a.", "-", "--", "&a", "[", "{", "//", "a@", "1", "#", " #", "$", "www.", "xn--"]
)
def test_long_input_is_linear(unit: str) -> None:
    """A hundred thousand repetitions end at once: no pattern backtracks."""
    text = unit * 100_000
    assert len(escape(text)) >= len(one_line(text))
    assert escape_comment(text)
    assert escape_url(text)
    assert defuse_github(text)
