"""The draft: golden files, what stands where, what a page or a template can and cannot do to it; and the record."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from digests import made_digest, made_entry, made_failure, made_story
from markdown_it import MarkdownIt
from markdown_it.token import Token
from sampling import sampled
from test_markdown import HOSTILE

from summarizer.errors import CODES, SetupError
from summarizer.models import (
    Digest,
    Evidence,
    Issue,
    Merged,
    Paragraph,
    Part,
    Review,
    Section,
    Sentence,
    Source,
    Usage,
)
from summarizer.rendering.draft import dump_json, front_matter, json_schema, load_json, remarks, render
from summarizer.rendering.links import assert_links, find_links
from summarizer.rendering.markdown import inert, one_line

GOLDEN = Path(__file__).resolve().parent / "golden"
NAMES = sorted(path.stem for path in GOLDEN.glob("*.json"))
PARAGRAPH = Paragraph(sentences=(Sentence(text="One sentence."), Sentence(text="Another one.")))
QUOTE = Evidence(quote="Said so\nin the article.", start=5, end=30)


def parsed(markdown: str) -> list[Token]:
    """Return every token of a draft without its front matter, those inside inline tokens too."""
    body = re.sub(r"\A---\n.*?\n---\n", "", markdown, flags=re.DOTALL)
    tokens = MarkdownIt("gfm-like").parse(body)
    return [leaf for token in tokens for leaf in (token, *(token.children or ()))]


def template_of(folder: Path, text: str, name: str = "mine.md.j2") -> Path:
    """Write a template of one's own and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def kept(before: Any, after: Any) -> Any:
    """Return `after` without the keys that `before` does not have, in `after`'s order."""
    if isinstance(before, dict) and isinstance(after, dict):
        return {key: kept(before[key], value) for key, value in after.items() if key in before}
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [kept(*pair) for pair in zip(before, after, strict=True)]
    return after


class TestGolden:
    """Records and the drafts they give, side by side in `tests/golden/`."""

    @pytest.mark.parametrize("name", NAMES)
    def test_record_gives_draft(self, name: str) -> None:
        """The record gives exactly the draft beside it."""
        record = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")
        assert render(load_json(record)) == (GOLDEN / f"{name}.md").read_text(encoding="utf-8")

    def test_evidence_for_the_editor(self) -> None:
        """The same record with its quotes shown gives the draft `full.evidence.md`."""
        record = (GOLDEN / "full.json").read_text(encoding="utf-8")
        draft = render(load_json(record), show_evidence=True)
        assert draft == (GOLDEN / "full.evidence.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", NAMES)
    def test_record_is_written_as_it_was_read(self, name: str) -> None:
        """Reading a record and writing it again keeps every value in its place; only keys added since are new."""
        record = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
        assert kept(record, json.loads(dump_json(load_json(json.dumps(record))))) == record

    def test_there_are_golden_files(self) -> None:
        """The tables above are not empty."""
        assert {"full", "plain"} <= set(NAMES)


class TestShape:
    """What stands where in a draft."""

    @pytest.mark.parametrize("switches", sampled(map("".join, itertools.product("01", repeat=7))))
    def test_blocks_are_apart(self, switches: str) -> None:
        """One blank line between blocks, none glued, no trailing white space, one newline at the end, in any digest."""
        top, images, more, paragraphs, footer, failures, evidence = (one == "1" for one in switches)
        first = made_entry(1, image="https://news.example/1.png" if images else None, evidence=(QUOTE,))
        story = made_story(first, *([made_entry(2)] if more else []), paragraphs=(PARAGRAPH,) * (2 * paragraphs))
        digest = made_digest(
            made_story(made_entry(3, image="https://news.example/3.png" if images else None)),
            made_story(made_entry(4, evidence=(QUOTE, QUOTE)), *([made_entry(5)] if more else [])),
            issue=Issue(title="T", date=dt.date(2026, 1, 2), footer="The *footer*." if footer else ""),
            top=(story,) if top else (),
            failures=(made_failure(),) if failures else (),
        )
        draft = render(digest, show_evidence=evidence)
        assert draft.endswith("\n")
        assert not draft.endswith("\n\n")
        assert "\n\n\n" not in draft
        assert not re.search(r"[ \t]$", draft, re.MULTILINE)
        body = "\n" + draft.split("\n---\n", 1)[1]
        assert body.startswith("\n\n")
        for heading in re.findall(r"(?m)^#.*$", body):
            assert f"\n\n{heading}\n\n" in body
        for block in re.findall(r"(?m)^(?:!\[|\[|> |More on this:).*$", body):
            assert f"\n\n{block}\n\n" in f"{body}\n"
        assert not re.search(r"None|nan|\[\]\(|\(\)", body.replace("![](", ""))

    def test_no_top_news(self) -> None:
        """Without Top News there is no heading for it, nor for "other" news; the categories stay where they were."""
        draft = render(made_digest(made_story()))
        assert re.findall(r"(?m)^#+ .*$", draft) == ["#### Tools"]

    def test_top_news_only(self) -> None:
        """With nothing but Top News there is no heading with nothing under it."""
        draft = render(made_digest(top=(made_story(paragraphs=(PARAGRAPH,)),)))
        assert re.findall(r"(?m)^#+ .*$", draft) == ["### Top News", "#### [Title 1](https://news.example/1)"]

    def test_nothing_at_all(self) -> None:
        """A digest in which every source failed is its front matter and the list of failures."""
        draft = render(made_digest(failures=(made_failure(),)))
        assert "#" not in draft.split("\n---\n")[1].split("<!--")[0]
        assert "https://gone.example/9 (urls.txt, line 9)\n  web, http-404: the server answered 404" in draft

    def test_order(self) -> None:
        """Top News, then the sections in the digest's order, stories in theirs, other entries under their story."""
        digest = made_digest(
            top=(made_story(made_entry(1), made_entry(2), made_entry(7)),),
            sections=(
                Section(
                    category="Policy", stories=(made_story(made_entry(3)), made_story(made_entry(4), made_entry(5)))
                ),
                Section(category="Art & Science", stories=(made_story(made_entry(6)),)),
            ),
        )
        draft = render(digest)
        assert find_links(draft) == [f"https://news.example/{number}" for number in (1, 2, 7, 3, 4, 5, 6)]
        assert draft.index("#### Policy") < draft.index("#### Art & Science")
        assert draft.count("More on this:") == 2

    def test_first_image_of_a_section(self) -> None:
        """A section shows the image of the first item that has one, once; an item without leaves no trace."""
        stories = [
            made_story(made_entry(number, image=image)) for number, image in enumerate((None, "img/b.png", "c.png"))
        ]
        draft = render(made_digest(*stories))
        assert re.findall(r"!\[.*", draft) == ["![](img/b.png)"]
        assert "![" not in render(made_digest(made_story()))

    def test_image_of_a_top_story(self) -> None:
        """A top story shows the first image that its entries have, its lead's if there is one."""
        entries = [made_entry(number, image=image) for number, image in enumerate((None, "b.png", "c.png"))]
        assert re.findall(r"!\[.*", render(made_digest(top=(made_story(*entries),)))) == ["![](b.png)"]

    def test_top_story_without_paragraphs(self) -> None:
        """A top story that nobody wrote a paragraph for has its line."""
        assert "\n\nLine 1 says more.\n" in render(made_digest(top=(made_story(),)))

    def test_sentences_of_an_article_have_its_name(self) -> None:
        """After sentences taken over as they stand comes the site's name, once for a run; others have none."""
        first, second = made_entry(1, site="The Daily"), made_entry(2)
        said = [("One.", first, True), ("Two.", first, True), ("Three.", second, True), ("Four.", first, False)]
        sentences = tuple(
            Sentence(text=text, quoted=quoted, evidence=(Evidence(quote=text, start=0, end=4, url=entry.url),))
            for text, entry, quoted in said
        )
        story = made_story(first, second, paragraphs=(Paragraph(sentences=sentences),))
        draft = render(made_digest(top=(story,)))
        assert "\n\nOne. Two. (The Daily) Three. (news.example) Four.\n\n" in draft

    def test_footer_as_it_stands(self) -> None:
        """The footer is the configuration's own Markdown, printed as it is."""
        footer = 'Kept *as is*, <a href="https://us.example/">us</a>  \n© 2026 [{{ x }}](/about)'
        draft = render(made_digest(made_story(), issue=Issue(title="T", date=dt.date(2026, 1, 2), footer=footer)))
        assert f"\n\n{footer}\n" in draft


class TestFrontMatter:
    """What the issue says of itself."""

    def test_keys_in_order(self) -> None:
        """The keys stand in the house style's order, further ones after them."""
        issue = Issue(
            title='The "Loop" #7',
            date=dt.date(2026, 11, 23),
            permalink="/digests/the-seventh",
            excerpt="One, two, and more! 🚀",
            image="img/top.png",
            front_matter={"layout": "redirect", "categories": ["digests"], "sidebartoc": True, "weight": 3},
        )
        draft = render(made_digest(made_story(), issue=issue))
        keys = yaml.safe_load(draft.split("---\n")[1])
        assert list(keys) == [
            "title",
            "excerpt",
            "image",
            "date",
            "categories",
            "permalink",
            "layout",
            "sidebartoc",
            "weight",
        ]
        assert keys["title"] == 'The "Loop" #7'
        assert keys["date"] == dt.date(2026, 11, 23)
        assert keys["sidebartoc"] is True

    def test_no_key_for_what_there_is_not(self) -> None:
        """No image, excerpt or permalink: no such key at all."""
        assert list(front_matter(Issue(title="T", date=dt.date(2026, 1, 2)))) == ["title", "date"]

    def test_configuration_wins(self) -> None:
        """A key that the configuration writes itself stands once, as it is there."""
        issue = Issue(title="T", date=dt.date(2026, 1, 2), front_matter={"title": "Mine", "image": "", "no": "x: y"})
        draft = render(made_digest(made_story(), issue=issue))
        assert yaml.safe_load(draft.split("---\n")[1]) == {
            "title": "Mine",
            "image": "",
            "date": issue.date,
            "no": "x: y",
        }
        assert draft.count("title:") == 1

    @pytest.mark.parametrize("hostile", sampled(HOSTILE))
    def test_hostile_headline(self, hostile: str) -> None:
        """A headline made of titles is one string, whatever the titles are, and nothing in it is live to a theme."""
        issue = Issue(title="T", date=dt.date(2026, 1, 2), excerpt=hostile.encode("utf-8", "ignore").decode())
        draft = render(made_digest(made_story(), issue=issue))
        assert yaml.safe_load(draft.split("---\n")[1])["excerpt"] == inert(hostile)

    def test_hostile_image(self) -> None:
        """The address of the image holds nothing that a page, Markdown or Liquid would read as its own."""
        issue = Issue(title="T", date=dt.date(2026, 1, 2), image='https://a.example/x.png?a=1)"><b>{{ c }}&d=[e]')
        draft = render(made_digest(made_story(), issue=issue))
        image = yaml.safe_load(draft.split("---\n")[1])["image"]
        assert image == "https://a.example/x.png?a=1%29%22%3E%3Cb%3E%7B%7B%20c%20%7D%7D&d=%5Be%5D"


class TestEditorsList:
    """The comment at the end."""

    def test_failures_and_reviews(self) -> None:
        """Each failure has place, code, reason and advice, each entry to review with its reasons: all unseen."""
        review = (
            Review(code="names-model", message="the page addresses a model"),
            Review(code="other", message="again"),
        )
        digest = made_digest(
            made_story(made_entry(1, review=review)),
            made_story(
                made_entry(2), made_entry(3, lead_only=True), review=(Review(code="numbers", message="5 or 6"),)
            ),
            failures=(made_failure(),),
            top=(made_story(made_entry(4, lead_only=True, review=(Review(code="lead-only", message="paywall"),))),),
        )
        tokens = parsed(render(digest))
        comment = tokens[-1]
        assert comment.type == "html_block"
        for said in (
            "https://gone.example/9 (urls.txt, line 9)",
            "web, http-404: the server answered 404",
            "What to do: check the link",
            "Title 1 (https://news.example/1)\n  names-model: the page addresses a model\n  other: again",
            "Title 2 (https://news.example/2)\n  numbers: 5 or 6",
            "Title 3 (https://news.example/3)\n  lead-only",
        ):
            assert said in comment.content
        assert [token.type for token in tokens].count("html_block") == 1
        assert comment.content.count("lead-only") == 2

    @pytest.mark.parametrize("code", sampled(sorted(CODES)))
    def test_what_to_do_can_be_read_as_it_stands(self, code: str) -> None:
        """A flag is named without the two hyphens that a comment may not hold, and without a sign in their place."""
        comment = render(made_digest(made_story(), failures=(made_failure(advice=CODES[code].advice),)))
        (said,) = re.findall("What to do: (.*)", comment)
        assert said.replace("the flag ", "--") == CODES[code].advice
        assert "\\" not in said

    def test_not_there_when_there_is_nothing_to_say(self) -> None:
        """A digest in order has no comment."""
        assert "<!--" not in render(made_digest(made_story()))

    def test_what_is_not_verified_is_named(self) -> None:
        """A line or a sentence that is not borne out is listed, with what is missing, even if nobody wrote a review."""
        parts = (Part(kind="number", text="5", found=True), Part(kind="name", text="Acme", found=False))
        sentence = Sentence(text="Acme won.", verdict="partly", parts=parts)
        digest = made_digest(
            made_story(made_entry(1, verdict="unsupported", parts=parts)),
            top=(made_story(made_entry(2), paragraphs=(Paragraph(sentences=(sentence,)),)),),
        )
        listed = {remark.title: remark.reasons for remark in remarks(digest)}
        assert listed == {
            "Title 2": ("partly: not found in the article: Acme in 'Acme won.'",),
            "Title 1": ("unsupported: not found in the article: Acme",),
        }

    def test_what_concerns_the_whole_issue_comes_first(self) -> None:
        """It has no link; what concerns a story or an entry follows."""
        known = Review(code="model-invalid", message="the model did not tell what the headline is")
        digest = made_digest(made_story(made_entry(1, verdict="unsupported")), review=(known,))
        assert "- The whole issue\n  model-invalid: the model did not tell what the headline is\n- Title 1 (" in render(
            digest
        )

    @pytest.mark.parametrize("hostile", sampled(HOSTILE))
    def test_nothing_closes_it(self, hostile: str) -> None:
        """Titles, messages and lines of the input stay inside the one comment."""
        text = hostile.encode("utf-8", "ignore").decode()
        source = Source(given=text, origin=text, line=3)
        review = (Review(code="x", message=text),)
        digest = made_digest(
            made_story(made_entry(1, title=f"T {text}", review=review)),
            failures=(made_failure(source=source, message=text, advice=text),),
        )
        draft = render(digest)
        assert draft.count("-->") - draft.count("<!-- -->") == 1
        assert draft.endswith("\n-->\n")
        assert parsed(draft)[-1].type == "html_block"


class TestHostilePages:
    """A whole draft in which everything that came from pages and replies is hostile."""

    def digest(self) -> Digest:
        """Return a digest with every hostile text in every place."""
        texts = [text.encode("utf-8", "ignore").decode() for text in HOSTILE]
        stories = [
            made_story(
                made_entry(2 * n + 1, title=text, one_liner=text, evidence=(Evidence(quote=text, start=0, end=1),)),
                made_entry(2 * n + 2, title=text),
                paragraphs=(Paragraph(sentences=(Sentence(text=text), Sentence(text=text))),),
            )
            for n, text in enumerate(texts)
        ]
        half = len(stories) // 2
        sections = tuple(
            Section(category=story.lead.title, stories=(story.model_copy(update={"paragraphs": ()}),))
            for story in stories[half:]
        )
        return made_digest(top=tuple(stories[:half]), sections=sections)

    @pytest.mark.parametrize("show_evidence", [False, True])
    def test_links_are_the_entries_and_nothing_else_is_live(self, show_evidence: bool) -> None:
        """Every entry is linked once, in order; no other link, image, HTML, emphasis, code or table is there."""
        digest = self.digest()
        tokens = parsed(render(digest, show_evidence=show_evidence))
        links = [token.attrGet("href") for token in tokens if token.type == "link_open"]
        assert links == [entry.url for entry in digest.entries]
        kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
        quotes = {"blockquote"} if show_evidence else set()
        blocks = {"heading", "paragraph", "bullet_list", "list_item", "inline"}
        assert kinds - {"html_inline", "text_special"} == blocks | quotes | {"link", "text"}
        assert {token.content for token in tokens if token.type == "html_inline"} <= {"<!-- -->"}

    def test_titles_read_as_they_were(self) -> None:
        """What a reader sees of each title is the title."""
        digest = self.digest()
        tokens = parsed(render(digest))
        seen = []
        for token in tokens:
            if token.type == "link_open":
                seen.append("")
            elif token.type == "link_close":
                seen.append("end")
            elif token.type in ("text", "text_special") and seen and seen[-1] != "end":
                seen[-1] += token.content
        assert seen[::2] == [one_line(entry.title) for entry in digest.entries]

    @pytest.mark.parametrize(
        ("url", "target"),
        [
            ("javascript:alert(1)", "javascript%3Aalert%281%29"),
            ("data:text/html,x", "data%3Atext/html,x"),
            ("//evil.example", "/evil.example"),
            ("vbscript:x", "vbscript%3Ax"),
        ],
    )
    def test_an_address_of_another_kind_is_never_live(self, url: str, target: str) -> None:
        """An entry whose address is none, and its image, become links to a file that is not there."""
        draft = render(made_digest(made_story(made_entry(1, url=url, image=url))))
        assert find_links(draft) == [target, target]

    @pytest.mark.parametrize("value", ["", "  ", "\u200b", "None", "nan", "NaN.", "null", ":/"])
    @pytest.mark.parametrize("field", ["title", "one_liner", "url"])
    def test_nothing_is_not_printed(self, field: str, value: str) -> None:
        """A title, line or address that says nothing stops the draft, and the message says where it is."""
        with pytest.raises(SetupError, match=rf"sections\[0\]\.stories\[1\]\.entries\[0\]\.{field} says nothing"):
            render(made_digest(made_story(), made_story(made_entry(2, **{field: value}))))

    def test_an_empty_paragraph_is_not_printed(self) -> None:
        """A paragraph without sentences stops the draft as well."""
        with pytest.raises(SetupError, match=r"top\[0\]\.paragraphs\[0\] says nothing"):
            render(made_digest(top=(made_story(paragraphs=(Paragraph(sentences=()),)),)))


class TestOwnTemplate:
    """`--template FILE`."""

    def test_escapes_unless_told_otherwise(self, tmp_path: Path) -> None:
        """A template that says nothing about escaping prints safe Markdown; filters say where an expression stands."""
        entry = made_entry(1, title="<b>[x](https://evil.example/)</b>", url="https://news.example/a b(1)")
        template = template_of(
            tmp_path,
            "{% for story in digest.stories %}* {{ story.lead.title }} ({{ story.lead.url | url }})\n{% endfor %}"
            "{{ issue.title ~ ' ' ~ digest.entries[0].title }} {{ issue.date }} {{ issue.number }} {{ 1 + 1 }}\n",
        )
        assert render(made_digest(made_story(entry)), template) == (
            r"* &lt;b>\[x\]\(https:/<!-- -->/evil.example/)&lt;/b> (https://news.example/a%20b%281%29)" + "\n"
            r"The Loop #7 &lt;b>\[x\]\(https:/<!-- -->/evil.example/)&lt;/b> 2026-11-23  2" + "\n"
        )

    @pytest.mark.parametrize(
        "expression",
        [
            "{{ title | upper }}",
            "{{ title ~ (url | url) }}",
            "{{ (url | url) ~ title }}",
            "{{ [url | url, title] | join(' ') }}",
            "{{ '%s' | format(title) }}",
            "{{ title | replace('x', 'y') }}",
            "{{ title | url | lower }}",
            "{% set t %}{{ title }}{% endset %}{{ t }}",
            "{% macro m(t) %}{{ t }}{% endmacro %}{{ m(title) }}",
            "{% macro m(t) %}{{ t }}{% endmacro %}{{ m(title) + title }}",
            "{% autoescape true %}{{ title }}{% endautoescape %}",
            "{% filter upper %}{{ title }}{% endfilter %}",
            "{{ title | default('x') }}{{ (title, ) | first }}{{ title | list | join }}",
        ],
    )
    def test_no_way_around_escaping(self, tmp_path: Path, expression: str) -> None:
        """However an expression is put together, what it prints of a title is inert."""
        setting = "{% set title = digest.entries[0].title %}{% set url = digest.entries[0].url %}"
        entry = made_entry(1, title="<x>[x](https://evil.example/x) *x*")
        draft = render(made_digest(made_story(entry)), template_of(tmp_path, setting + expression))
        kinds = {token.type for token in parsed(draft)} - {"html_inline", "text_special", "text", "inline"}
        assert kinds <= {"paragraph_open", "paragraph_close"}
        assert "<x>" not in draft.lower()

    def test_macros_escape_once(self, tmp_path: Path) -> None:
        """What a macro, a caller and a block printed is not escaped a second time."""
        template = template_of(
            tmp_path,
            "{% macro item(e) %}[{{ e.title }}]({{ e.url | url }}){{ caller() if caller is defined }}{% endmacro %}"
            "{{ item(digest.entries[0]) }} {% call item(digest.entries[0]) %} {{ issue.title }}!{% endcall %}",
        )
        draft = render(made_digest(made_story(made_entry(1, title="a*b"))), template)
        assert draft == r"[a\*b](https://news.example/1) [a\*b](https://news.example/1) The Loop #7!" + "\n"

    def test_extends_the_shipped_one(self, tmp_path: Path) -> None:
        """One block of the shipped template can be replaced, with what stood there inside it."""
        template = template_of(
            tmp_path,
            '{% extends "summarizer/digest.md.j2" %}'
            "{% block footer %}\n\n{{ issue.title }}, the end\n{{ super() }}{% endblock %}",
        )
        issue = Issue(title="T", date=dt.date(2026, 1, 2), footer="**Footer**")
        draft = render(made_digest(made_story(), issue=issue), template)
        assert draft.startswith(render(made_digest(made_story())).split("\n---\n")[0][:10])
        assert draft.endswith("Line 1 says more.\n\nT, the end\n\n**Footer**\n")

    def test_a_changed_template_is_read_anew(self, tmp_path: Path) -> None:
        """What was compiled before serves only as long as the template says the same."""
        for word in ("first", "second"):
            template = template_of(tmp_path, word)
            assert [render(made_digest(made_story()), template) for _ in range(2)] == [f"{word}\n"] * 2

    def test_includes_its_neighbours_only(self, tmp_path: Path) -> None:
        """A template may include files of its own folder, and none above it."""
        template_of(tmp_path, "part of {{ issue.title }}", "site/parts/part.md")
        template_of(tmp_path, "secret", "secret.md")
        inside = template_of(tmp_path, '{% include "parts/part.md" %}', "site/inside.j2")
        outside = template_of(tmp_path, '{% include "../secret.md" %}', "site/outside.j2")
        assert render(made_digest(made_story()), inside) == "part of The Loop #7\n"
        with pytest.raises(SetupError, match=r"there is no template '\.\./secret\.md'"):
            render(made_digest(made_story()), outside)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("a\n{{ isue.title }}", "line 2: 'isue' is undefined; did you mean 'issue'?"),
            ("a\nb\n{{ issue.tilte }}", "line 3: issue has no 'tilte'; did you mean 'title'?"),
            ("{{ digest.entries[0].one_linr }}", "line 1: entry has no 'one_linr'; did you mean 'one_liner'?"),
            ("{{ digest.stories[0].laed.title }}", "line 1: story has no 'laed'; did you mean 'lead'?"),
            ("{% if issue.subtitle %}x{% endif %}", "line 1: issue has no 'subtitle'; did you mean 'title'?"),
            ("\n{{ issue.title | urll }}", "line 2: No filter named 'urll'.; did you mean 'url'?"),
            ("{{ issue.title | safe }}", "line 1: No filter named 'safe'."),
            ("\n\n{% for x in %}", "line 3: "),
            ("{% if x %}", "line 1: "),
            ("{{ digest.entries[0] }}", "line 1: a whole entry cannot be printed; name one of its fields"),
            ("{{ sections }}", "line 1: a whole tuple cannot be printed"),
            ("{{ issue.title.__class__ }}", "line 1: "),
            ("{{ digest.entries[99].title }}", "line 1: "),
            ("{{ 1 // 0 }}", "line 1: "),
            ("{{ issue.number | yaml }}", "line 1: there is no value to print"),
            ("{{ issue.number | url }}", "line 1: there is no value to print"),
            ('{% include "gone.md" %}', "line 1: there is no template 'gone.md'"),
            ("---\ntitle: {{ 'a: b: c' }}\n---\n", "the front matter is no YAML"),
            ("---\nonly text\n---\n", "the front matter has no keys"),
        ],
    )
    def test_faults_are_named(self, tmp_path: Path, text: str, message: str) -> None:
        """A fault in a template names the file, the line, what is wrong, and the nearest name that is right."""
        template = template_of(tmp_path, text)
        with pytest.raises(SetupError) as caught:
            render(made_digest(made_story()), template)
        assert str(caught.value).startswith(f"template {template}")
        assert message in str(caught.value)

    def test_unreadable(self, tmp_path: Path) -> None:
        """A template that is not there, or is no text, is named."""
        with pytest.raises(SetupError, match=r"gone\.j2 cannot be read: there is no such file"):
            render(made_digest(made_story()), tmp_path / "gone.j2")
        (tmp_path / "binary.j2").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(SetupError, match=r"binary\.j2 cannot be read"):
            render(made_digest(made_story()), str(tmp_path / "binary.j2"))
        with pytest.raises(SetupError, match="File name too long"):
            render(made_digest(made_story()), "long" * 2000)
        (tmp_path / "loop.j2").symlink_to("loop.j2")
        with pytest.raises(SetupError, match=r"line 1: Symlink loop|no template 'loop\.j2'"):
            render(made_digest(made_story()), template_of(tmp_path, "{% include 'loop.j2' %}"))

    @pytest.mark.parametrize(
        "expression",
        [
            "source.path.write_text('x')",
            "source.path.unlink()",
            "source.path['read_text']()",
            "(source.path | attr('read_text'))()",
            "[source] | map(attribute='path.parent') | first",
            "'{0.path.parent}'.format(source)",
            "source.model_validate({'given': '', 'path': OTHER}).path",
            "source.model_copy(update={'path': OTHER}).path",
            "source.copy()",
            "source.parse_file(OTHER)",
            "source.model_fields_set",
            "digest.model_dump_json()",
            "issue.front_matter.clear()",
            "paragraph_text.__globals__",
            "dict.fromkeys(['x'])",
        ],
    )
    def test_a_template_reaches_no_file_and_changes_nothing(self, tmp_path: Path, expression: str) -> None:
        """A template sees what the values hold; no file, nothing that makes or changes a value, and nothing beyond."""
        saved = tmp_path / "saved.html"
        saved.write_text("saved", encoding="utf-8")
        digest = made_digest(made_story(made_entry(1, source=Source(given="saved.html", path=saved))))
        setting = "{% set source = digest.entries[0].source %}{% set OTHER = source.path | string ~ '.other' %}"
        with pytest.raises(SetupError, match=r"line 1: (?:access to attribute|\w+ has no) "):
            render(digest, template_of(tmp_path / "site", f"{setting}{{{{ {expression} }}}}"))
        assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["saved.html"]
        assert saved.read_text(encoding="utf-8") == "saved"

    @pytest.mark.parametrize(
        ("text", "printed"),
        [
            ("{{ digest.entries[0].source.path }} {{ digest.stories[0].lead.title }}", "a.html Title 1"),
            ("{{ issue.date.strftime('%d %B') }} {{ issue.title.upper() }}", "23 November THE LOOP #7"),
            ("{{ '{0.title:>9}!'.format(digest.entries[0]) }} {{ digest.usage.cost_usd }}", "Title 1! 0"),
            ("{% for key, value in front_matter.items() %}{{ loop.index }}{{ key }} {% endfor %}", "1title 2date "),
            ("{% set seen = namespace(n=1) %}{% set seen.n = 2 %}{{ seen.n }}{{ dict(a=3).a }}", "23"),
            ("{% set odd = cycler('a', 'b') %}{{ odd.next() }}{{ odd.next() }}", "ab"),
            ("{% import 'own.j2' as own %}{{ own.bold('x') }}", "**x**"),
            ("{% block a %}x{% endblock %}{{ self.a() }}", "xx"),
            ("{% for one in remarks %}{{ one.title }}, {{ one.reasons | first }}{% endfor %}", "Title 1, a: b"),
        ],
    )
    def test_what_a_template_needs_is_there(self, tmp_path: Path, text: str, printed: str) -> None:
        """Fields and properties of the values, methods of plain ones, and what Jinja itself provides."""
        entry = made_entry(1, source=Source(given="", path=Path("a.html")), review=(Review(code="a", message="b"),))
        template_of(tmp_path, "{% macro bold(x) %}**{{ x }}**{% endmacro %}", "own.j2")
        draft = render(made_digest(made_story(entry)), template_of(tmp_path, text))
        assert draft == f"{printed}\n"

    def test_a_value_is_never_a_template(self, tmp_path: Path) -> None:
        """What looks like a template in a title is text, in the shipped template and in one's own."""
        digest = made_digest(made_story(made_entry(1, title="{{ 7 * 191 }}{% include 'x' %}")))
        for template in (None, template_of(tmp_path, "{{ digest.entries[0].title }}")):
            draft = render(digest, template)
            assert "1337" not in draft
            assert not re.search(r"\{[{%]", draft)


class TestLinks:
    """The check over the whole draft."""

    @pytest.mark.parametrize(
        "live",
        [
            "[x](https://evil.example/)",
            "![](https://evil.example/pixel.png)",
            "<https://evil.example/>",
            "see https://evil.example/ there",
            "see www.evil.example there",
            "mail evil@evil.example",
            "<evil@evil.example>",
            '<a href="https://evil.example/">x</a>',
            '<img src="https://evil.example/">',
            '<form action="https://evil.example/">',
            "[x][1]\n\n[1]: https://evil.example/",
            "[x](javascript:alert(1))",
            "[x](//evil.example/)",
            "[x](https://news.example/10)",
            "| a |\n|---|\n| [x](https://evil.example) |",
            "> * [x](https://evil.example)",
        ],
    )
    def test_a_foreign_link_is_refused(self, live: str) -> None:
        """Any live link in the draft that is not the digest's is an error that names it."""
        draft = render(made_digest(made_story()))
        with pytest.raises(SetupError, match="the draft links to"):
            assert_links(f"{draft}\n{live}\n", made_digest(made_story()))

    @pytest.mark.parametrize(
        "inert",
        [
            "`https://evil.example/`",
            "<!-- https://evil.example/ [x](https://evil.example) -->",
            r"\[x\](https\://evil.example/)",
            "[x](https://news.example/1)",
            "![](https://news.example/1.png)",
            "https:/<!-- -->/evil.example",
        ],
    )
    def test_what_is_no_foreign_link_passes(self, inert: str) -> None:
        """Code, comments, escaped text and the digest's own pages are no offence."""
        digest = made_digest(made_story(made_entry(1, image="https://news.example/1.png")))
        assert_links(f"{render(digest)}\n{inert}\n", digest)

    def test_a_links_text_is_no_second_link(self) -> None:
        """An address inside a link's text is part of that link."""
        markdown = "[see www.a.example](https://b.example/) www.c.example"
        assert find_links(markdown) == ["https://b.example/", "www.c.example"]

    def test_raw_text_of_a_page_is_caught(self, tmp_path: Path) -> None:
        """A template that prints a page's words raw cannot let a page's link through."""
        digest = made_digest(made_story(made_entry(1, one_liner="See [this](https://evil.example/).")))
        with pytest.raises(SetupError, match=r"https://evil\.example/.*filter `raw`"):
            render(digest, template_of(tmp_path, "{{ digest.entries[0].one_liner | raw }}"))

    @pytest.mark.parametrize(
        "text",
        [
            "[Subscribe](https://us.example/join?n={{ issue.number }})",
            "[Share](https://share.example/?u={{ digest.entries[0].url | urlencode }}&v=1)",
            '<a href="https://us.example/{{ issue.date }}/x">x</a>',
            "{% if true %}<https://us.example/>{% endif %} www.us.example, me@us.example [top](#top) [about](/about)",
        ],
    )
    def test_the_templates_own_links_pass(self, tmp_path: Path, text: str) -> None:
        """Addresses that the template itself writes are configuration, also where an expression completes them."""
        render(made_digest(made_story()), template_of(tmp_path, text))

    def test_a_template_cannot_take_a_host_from_a_page(self, tmp_path: Path) -> None:
        """An expression may complete an address after its host, not name the host."""
        template = template_of(tmp_path, "[x](https://{{ digest.entries[0].title | raw }}/)")
        with pytest.raises(SetupError, match="the draft links to"):
            render(made_digest(made_story(made_entry(1, title="evil.example"))), template)

    @pytest.mark.parametrize(
        "url",
        [
            "https://münchen.example/ä?q=ü#ß",
            "https://example.com/?x=&copy;&amp;y=1",
            "https://example.com/100%/a%20b(c)'d",
            "http://[::1]:8080/[x]",
            "https://EXAMPLE.com/~a/*b*/_c_",
            "pages/ü & &copy; 100%.html",
            "/srv/pages/a:b.html",
        ],
    )
    def test_awkward_addresses_of_our_own_pass(self, url: str) -> None:
        """The check knows an entry's address and image again, however they had to be encoded."""
        draft = render(made_digest(made_story(made_entry(1, url=url, image=url))))
        assert len(find_links(draft)) == 2

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("{{ TITLE | raw }}", "<b>x</b>"),
            ("{{ TITLE | raw }}", "a <script>x</script>"),
            ('<img src="{{ digest.entries[0].url | url }}" alt="{{ TITLE }}">', 'x" onerror="alert(1)'),
            ("<p class={{ TITLE }}>x</p>", "x onload=alert(1)"),
            ('<div title="{{ TITLE | raw }}">x</div>', '"><script>x</script>'),
        ],
    )
    def test_html_of_a_page_is_caught(self, tmp_path: Path, text: str, title: str) -> None:
        """Neither raw text nor a title in an attribute brings a tag or attribute that the template does not write."""
        template = template_of(tmp_path, text.replace("TITLE", "digest.entries[0].title"))
        with pytest.raises(SetupError, match="the draft holds HTML"):
            render(made_digest(made_story(made_entry(1, title=title))), template)

    def test_the_templates_own_html_passes(self, tmp_path: Path) -> None:
        """Tags of the template and the footer are configuration; `html` puts a title into an attribute as it is."""
        title = 'He said "5 * 3" & <left>'
        image = '<img src="{{ digest.entries[0].url | url }}" alt="{{ digest.entries[0].title | html }}">'
        template = template_of(tmp_path, image + "\n\n{{ issue.footer | raw }}")
        issue = Issue(title="T", date=dt.date(2026, 1, 2), footer='<p class="small">Us</p>')
        draft = render(made_digest(made_story(made_entry(1, title=title)), issue=issue), template)
        assert 'alt="He said &quot;5 * 3&quot; &amp; &lt;left&gt;"' in draft


class TestRecord:
    """`digest.json`."""

    def full(self) -> Digest:
        """Return a digest with something in every field."""
        return load_json((GOLDEN / "full.json").read_text(encoding="utf-8"))

    def test_round_trip(self) -> None:
        """A digest written and read is the same digest and gives the same draft."""
        digest = self.full()
        assert load_json(dump_json(digest)) == digest
        assert render(load_json(dump_json(digest))) == render(digest)

    def test_round_trip_of_awkward_values(self) -> None:
        """Prices, paths, line separators and letters of every script come back as they were."""
        entry = made_entry(
            1,
            title="日本 \u2028 🚀 \x1b \u202e \U000e0041",
            source=Source(given="a b.html", path=Path("a b.html")),
            usage=Usage(requests=1, cost_usd=Decimal("0.000120")),
            confidence=0.1 + 0.2,
        )
        merged = (Merged(source=Source(given="x"), into="y"),)
        digest = made_digest(made_story(entry), merged=merged, usage=Usage(cost_usd=None))
        text = dump_json(digest)
        assert load_json(text) == digest
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\U000e0041]", text)
        assert "日本" in text
        assert text.endswith("}\n")

    def test_half_a_character_is_no_reason_to_lose_a_record(self) -> None:
        """Half of a surrogate pair, which no file can hold, becomes a replacement character wherever it stands."""
        half = "a\ud83d"
        entry = made_entry(1, site=half, evidence=(Evidence(quote=half, start=0, end=2),), source=Source(given=half))
        issue = Issue(title=half, date=dt.date(2026, 1, 2), front_matter={"key": [half]})
        text = dump_json(made_digest(made_story(entry), issue=issue, failures=(made_failure(message=half),)))
        text.encode("utf-8")
        again = load_json(text)
        said = [again.entries[0].site, again.entries[0].evidence[0].quote, again.issue.title, again.failures[0].message]
        assert said == ["a\ufffd"] * 4
        assert again.issue.front_matter == {"key": ["a\ufffd"]}

    def test_keys_are_in_the_order_of_the_schema(self) -> None:
        """The record's keys stand in the order of the published schema."""
        record, schema = json.loads(dump_json(self.full())), json.loads(json_schema())
        assert list(record) == list(schema["properties"])
        entry = record["sections"][0]["stories"][0]["entries"][0]
        assert list(entry) == list(schema["$defs"]["Entry"]["properties"])

    def test_an_editors_changes(self) -> None:
        """A line rewritten, optional keys left out, entries moved and a section emptied: all taken as meant."""
        record = json.loads(dump_json(self.full()))
        entry = record["sections"][0]["stories"][0]["entries"][0]
        entry["one_liner"] = "A line that the editor wrote."
        for key in ("evidence", "parts", "review", "usage", "prompt_id", "runner_up", "confidence", "site", "image"):
            del entry[key]
        for key in ("usage", "merged", "failures", "schema_version"):
            del record[key]
        record["$schema"] = "digest.schema.json"
        record["sections"][1]["stories"] = []
        record["sections"][2]["stories"][0]["entries"] = []
        record["top"] = record["top"][::-1]
        draft = render(load_json("\ufeff" + json.dumps(record, indent=4)))
        assert "A line that the editor wrote." in draft
        assert f"#### {record['sections'][1]['category']}" not in draft

    @pytest.mark.parametrize(
        ("keys", "value", "message"),
        [
            (("schema_version",), 2, "schema_version is 2, and this version reads 1"),
            (("schema_version",), True, "schema_version is True"),
            (("issue",), ..., "issue is missing"),
            (("issue", "title"), ..., "issue.title is missing"),
            (("issue", "title"), "", "issue.title says nothing"),
            (("issue", "date"), "yesterday", "issue.date: "),
            (("isue",), {}, "isue is an unknown key; did you mean 'issue'?"),
            (("sections", 0, "storys"), [], "sections[0].storys is an unknown key; did you mean 'stories'?"),
            (("sections", 0, "entries"), [], "sections[0].entries is an unknown key; did you mean 'stories'?"),
            (("sections", 0, "category"), 5, "sections[0].category: input should be a valid string (it is 5)"),
            (
                ("sections", 0, "stories", 0, "entries", 0, "title"),
                None,
                "entries[0].title: input should be a valid string",
            ),
            (("sections", 0, "stories", 0, "entries", 0, "one_liner"), " ", "entries[0].one_liner says nothing"),
            (
                ("sections", 0, "stories", 0, "entries", 0, "one_linr"),
                "x",
                "one_linr is an unknown key; did you mean 'one_liner'?",
            ),
            (
                ("sections", 0, "stories", 0, "entries", 0, "newsworthiness"),
                9,
                "newsworthiness: input should be less than",
            ),
            (("sections", 0, "stories", 0, "entries", 0, "verdict"), "fine", "verdict: input should be 'verified'"),
            (
                ("sections", 0, "stories", 0, "entries", 0, "url"),
                "javascript:alert(1)",
                "entries[0].url is no http(s) address",
            ),
            (
                ("sections", 0, "stories", 0, "entries", 0, "url"),
                "news.example/1",
                "entries[0].url is no http(s) address",
            ),
            (
                ("sections", 0, "stories", 0, "entries", 0, "url"),
                "https://[news.example/1",
                "entries[0].url is no http(s) address",
            ),
            (
                ("sections", 0, "stories", 0, "entries", 0, "url"),
                "https://news.example:port/1",
                "entries[0].url is no http(s) address",
            ),
            (("sections", 0, "stories", 0, "entries", 0, "image"), "data:x", "entries[0].image is no http(s) address"),
            (
                ("sections", 0, "stories", 0, "entries", 0, "image"),
                "https://[news.example/1.png",
                "entries[0].image is no http(s) address",
            ),
            (("sections", 0, "stories"), {}, "sections[0].stories: "),
            (("sections",), None, "sections: "),
            (("sections", 0), "Tools", "sections[0]: "),
        ],
    )
    def test_harmful_changes_are_refused(self, keys: tuple[Any, ...], value: Any, message: str) -> None:
        """What cannot be printed as meant is refused, with the file and the place."""
        record = json.loads(dump_json(self.full()))
        place = record
        for key in keys[:-1]:
            place = place[key]
        if value is ...:
            del place[keys[-1]]
        else:
            place[keys[-1]] = value
        with pytest.raises(SetupError) as caught:
            load_json(json.dumps(record), "edited.json")
        assert str(caught.value).startswith("edited.json: ")
        assert message in str(caught.value)

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "edited.json, line 1, column 1: no JSON"),
            ('{\n  "issue": {\n    "title" "x"\n  }\n}', "edited.json, line 3, column 13: no JSON"),
            ('{"issue": 1, "issue": 2}', "edited.json: key 'issue' is there twice in one object"),
            ("[]", "edited.json: a digest is a JSON object, and this is a list"),
            ("null", "edited.json: a digest is a JSON object"),
            ('{"a": NaN}', "edited.json: NaN is no JSON"),
            ("[" * 100_000, "edited.json: cannot be read"),
            ('{"a": ' + "9" * 10_000 + "}", "edited.json: cannot be read"),
            ("---\ntitle: x\n---\n", "edited.json, line 1, column 1: no JSON"),
        ],
    )
    def test_what_is_no_record(self, text: str, message: str) -> None:
        """Text that is no JSON, or no object, is refused with its line and column where it has them."""
        with pytest.raises(SetupError) as caught:
            load_json(text, "edited.json")
        assert str(caught.value).startswith(message)

    def test_many_faults_are_cut_short(self) -> None:
        """A record with many faults names the first few and how many more there are."""
        record = json.loads(dump_json(self.full()))
        record |= {f"key{number}": 1 for number in range(8)}
        with pytest.raises(SetupError, match=r"and 3 more$") as caught:
            load_json(json.dumps(record))
        assert str(caught.value).count("is an unknown key") == 5

    def test_schema(self) -> None:
        """The schema is JSON Schema 2020-12 that says what each key means, and refuses unknown ones."""
        schema = json.loads(json_schema())
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert "$id" not in schema
        assert schema["additionalProperties"] is False
        assert schema["$defs"]["Entry"]["properties"]["review"]["description"].startswith("Why a person should look")
        assert json_schema() == json_schema()
        assert json_schema().endswith("}\n")
