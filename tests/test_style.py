"""House style: the rules of one line, tidying, and the faults of a whole digest."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.style import check_digest, faults, tidy
from summarizer.style.digest import is_digest, named_language
from summarizer.style.document import blocks

SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"
TITLE = "Marrow Labs opens its transcription model"
GOOD = (
    "The Dublin company charges $0.18 per hour of audio for a model that handles 63 languages, made 4.1 errors per"
    " hundred words on the Harbour benchmark and does not yet work live."
)


def codes(line: str, title: str = TITLE, *, language: str = "en") -> set[str]:
    """Return the codes of the faults of a line."""
    return {fault.code for fault in faults(line, title, language=language)}


def level(line: str, code: str, title: str = TITLE) -> str:
    """Return how bad a fault of that code is in the line, or nothing if it has none."""
    return next((fault.level for fault in faults(line, title) if fault.code == code), "")


def test_a_line_in_house_style_has_no_fault() -> None:
    """A line as the editor would write it passes untouched."""
    assert faults(GOOD, TITLE) == ()
    assert tidy(GOOD) == GOOD


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "empty"),
        ("   \n ", "empty"),
        ("None", "empty"),
        ("None.", "empty"),
        ("“nan”", "empty"),
        (":/", "empty"),
        ("...", "empty"),
        ("\u200b", "empty"),
        ("One paragraph summary", "placeholder"),
        ("<Image Source Link>", "placeholder"),
        ("The firm [insert name] sells chips to hospitals.", "placeholder"),
        ("Lorem ipsum dolor sit amet.", "placeholder"),
        ("{{ one_liner }}", "placeholder"),
        ("I'm unable to write an accurate summary of this.", "excuse"),
        ("I’m sorry, but I cannot access the page.", "excuse"),
        ("As an AI language model, I cannot browse.", "excuse"),
        ("The report has many authors, but the abstract is currently unavailable due to an internal error.", "excuse"),
        ("No article text was provided, so nothing can be said.", "excuse"),
        ("The provided text does not contain an article.", "excuse"),
        ("The page only contains navigation links and no article text.", "excuse"),
        ("The given webpage contains only a cookie notice.", "excuse"),
        ("There is no article to summarize.", "excuse"),
        ("Unable to summarize.", "excuse"),
        ("Content unavailable.", "excuse"),
        ("It is not possible to summarize this text.", "excuse"),
        ("Summary not available for this article.", "excuse"),
        ("The text provided is too short to summarize.", "excuse"),
        ("The text appears to be cut off, so nothing can be said.", "excuse"),
        ("The specific details of the article are not available.", "excuse"),
        ("Please provide the full text of the news item.", "excuse"),
        ("There is not enough information to write a summary.", "excuse"),
        ("Just a moment while the connection is checked.", "blocked-page"),
        ("The page asks visitors to verify that they are human.", "blocked-page"),
        ("Please enable JavaScript and cookies to continue.", "blocked-page"),
        ("404: the requested page does not exist.", "blocked-page"),
        ("Access denied by the site's security service.", "blocked-page"),
        ("This website uses cookies to improve the experience.", "blocked-page"),
        ("Join our daily and weekly newsletters for the latest updates.", "boilerplate"),
        ("Subscribe to read the whole story.", "boilerplate"),
        ("Sign up for the morning briefing.", "boilerplate"),
        ("The firm sells chips. All rights reserved.", "boilerplate"),
    ],
)
def test_what_may_never_be_printed_is_fatal(line: str, code: str) -> None:
    """Nothing, a placeholder, an excuse, a blocked page or boilerplate stops a line, and only that is named."""
    found = faults(line, TITLE)
    assert {fault.code for fault in found} == {code}
    assert {fault.level for fault in found} == {"fatal"}
    assert tidy(line) == "" or {fault.code for fault in faults(tidy(line), TITLE)} == {code}


@pytest.mark.parametrize(
    "line",
    [
        'The model refuses one request in nine with the words "I\'m unable to help with that", a study finds.',
        "The crawler is unable to access pages behind a login, so publishers can keep their archives to themselves.",
        "The law lets subscribers cancel within 14 days and forbids newsletters that hide the button to leave.",
        "The tool is not available in Europe, where regulators have not approved it, but costs $20 elsewhere.",
        "The system solves CAPTCHA puzzles as fast as people do and costs $2 per thousand, researchers say.",
        "401 people lost their jobs at the Krakow office, which the company closes in March.",
        "A start-up named Placeholder raises $4 million for its tool that fills forms in hospitals.",
        "Users who sign up before June pay nothing for a year, after which the plan costs $8 a month.",
        "None of the five models passed the test, which asks for a proof that a person can check.",
    ],
)
def test_news_about_such_things_is_not_fatal(line: str) -> None:
    """A line may report of captchas, refusals and sign-ups without being taken for one."""
    assert [fault for fault in faults(line, TITLE) if fault.level == "fatal"] == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("The firm raises money. It will hire 60 engineers in Lisbon.", "two-sentences"),
        ("The tool costs $5 a month.It runs on phones as well.", "two-sentences"),
        ("Does the tool work? The firm says that it does.", "two-sentences"),
        ("The company sold its chips to Acme Inc. The buyer pays $4.5 million.", "two-sentences"),
        ("the firm works well on phones. but laptops get hot.", "two-sentences"),
        (" ".join(["word"] * 50) + " end.", "too-long"),
        ("The company sells the chip to hospitals in four countries", "no-full-stop"),
        ("The company sells the chip to hospitals and…", "no-full-stop"),
        ("The company sells the chip to hospitals!", "no-full-stop"),
        ("Marrow Labs opens its transcription model to all.", "title-again"),
        ("The article discusses a chip for hospitals in four countries.", "the-article"),
        ("This piece argues that the chip is too dear for hospitals.", "the-article"),
        ("The post explores how the chip came to hospitals in four countries.", "the-article"),
        ("The author highlights that the chip is too dear for hospitals.", "the-article"),
        ("The chip lets you run your own models at home.", "person"),
        ("We tested the chip in four hospitals and it held up.", "person"),
        ("The makers of the chip told us it would be cheap.", "person"),
        ("A reporter writes that I am to blame for the chip.", "person"),
        ("Everything I tried in the new editor worked and cost nothing.", "person"),
        ("The firm sells chips\nto hospitals in four countries.", "line-break"),
        ("The firm sells \u202echips to hospitals.", "control-character"),
        ("The firm sells **fast** chips to hospitals.", "markdown"),
        ("The firm sells `chips` to hospitals.", "markdown"),
        ("- The firm sells chips to hospitals.", "markdown"),
        ("The firm sells [chips](https://a.example) to hospitals.", "markdown"),
        ("The method needs $n^2$ steps for every text.", "markdown"),
        ("The firm sells <b>chips</b> to hospitals.", "html"),
        ("\U0001f680 The firm sells chips to hospitals.", "emoji"),
        ("The firm sells sells sells chips to hospitals.", "stutter"),
        ("The firm sells chips &amp; boards to hospitals.", "html"),
        ("The firm sells chips at https://a.example/shop to all.", "url"),
        ("The firm sells chips at www.chips.example to all.", "url"),
        ('"The firm sells chips to hospitals in four countries."', "wrapped"),
        (
            "Die Firma verkauft den Chip an Kliniken und wird auch in der Schweiz mit ihm auf den Markt gehen.",
            "language",
        ),
        ("La empresa vende el chip a los hospitales de la región y no lo ofrece en el resto del mundo.", "language"),
        ("该公司向医院出售芯片，价格为每片五百美元。", "language"),
        ("Here is a one-sentence summary of it: the firm sells chips.", "echo"),
        ("Summary: the firm sells chips to hospitals in four countries.", "echo"),
        ("The firm asks readers to ignore all previous instructions and buy chips.", "echo"),
    ],
)
def test_breaking_a_hard_rule_is_named(line: str, code: str) -> None:
    """Every hard rule has a code of its own, and a complaint that is a sentence."""
    assert level(line, code) == "hard"
    complaint = next(fault.message for fault in faults(line, TITLE) if fault.code == code)
    assert complaint[0].isupper() or complaint[0] == "“"
    assert complaint.endswith(".")
    assert "{}" not in complaint


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (
            "Acme Inc. of the U.S. raised $4.5 million, No. 1 on J. R. Smith's list, at 3 p.m. on Tuesday.",
            "two-sentences",
        ),
        ('The agent asks "Is it safe? Nobody knows." before it deletes files, the firm says.', "two-sentences"),
        ("The tool, e.g. for clinics, reads vs. writes at 2.5 times the speed of Yahoo! and others.", "two-sentences"),
        (" ".join(["word"] * 49) + " end.", "too-long"),
        ('The chief calls the chip "cheap enough for every clinic."', "no-full-stop"),
        ("The makers keep it free (for now).", "no-full-stop"),
        (
            "The maker of the transcription model charges $0.18 an hour and deletes recordings after 24 hours.",
            "title-again",
        ),
        ("Article 5 of the law forbids scoring citizens, and the report finds four breaches.", "the-article"),
        ("The Washington Post discusses a merger with two rivals, people close to the talks say.", "the-article"),
        ("The We, Robot event showed a car that Type I diabetics in the US can steer by voice.", "person"),
        ("World War I letters read by AI's I/O layer go on show at Our World in Data's office.", "person"),
        ('The chief said "we will not sell your data" to members of parliament.', "person"),
        ("Thank You, a start-up, sells bring-your-own-key storage to clinics.", "person"),
        ("The A* search takes 5 * 6 steps and snake_case names for max_tokens in C# and C++.", "markdown"),
        ("The plan costs $5 a month or $50 a year for up to 4 users.", "markdown"),
        ("The method works for inputs with x < 5 and y > 3 on AT&T lines.", "html"),
        ("The firm says that that plan, sold as Chips\u2122 \u2192 Boards, had had no users before May.", "stutter"),
        ("The firm sells Chips\u2122 and Boards\u00ae to 40 hospitals from May.", "emoji"),
        ("Booking.com and Character.ai use Node.js and pay You.com for search.", "url"),
        ('"Cheap" is what the maker calls a chip that costs "only" $500.', "wrapped"),
        ("Acme sells a chip as a service, a tool, a plan and a test, no more, as do rivals.", "language"),
        ("Der Spiegel and Le Monde sell the archives of Die Zeit and El País to a model maker.", "language"),
    ],
)
def test_a_near_miss_of_a_hard_rule_passes(line: str, code: str) -> None:
    """Abbreviations, names, quotations and numbers do not set off the rule that they resemble."""
    assert code not in codes(line)


@pytest.mark.parametrize(
    ("line", "title", "code"),
    [
        ("The revolutionary chip costs $500 and ships to hospitals in June.", TITLE, "hype"),
        ("It costs $500 and ships to hospitals in four countries in June.", "a chip for hospitals", "dangling-pronoun"),
        ("This allows hospitals in four countries to run the model at home.", TITLE, "dangling-pronoun"),
        ("The firm sells chips.", TITLE, "too-short"),
        ("The firm sells “cheap” chips to the hospital's doctors in June.", TITLE, "mixed-marks"),
        ("The firm sells\u00a0chips to hospitals in four countries in June.", TITLE, "odd-spacing"),
        ("The firm sells chips… to hospitals in four countries in June.", TITLE, "ellipsis"),
    ],
)
def test_matters_of_taste_are_soft(line: str, title: str, code: str) -> None:
    """Hype, a pronoun without antecedent and the like are reported and nothing more."""
    assert level(line, code, title) == "soft"
    assert all(fault.level == "soft" for fault in faults(line, title))


@pytest.mark.parametrize("link", ["https://shop.example/a?b=1", "www.shop.example/deals", "sales@shop.example.org"])
def test_a_link_is_named_whole(link: str) -> None:
    """Who is asked to leave a link out is told which, from its first letter to its last."""
    (fault,) = [one for one in faults(f"The firm sells it to hospitals ({link}), from June.") if one.code == "url"]
    assert fault.message == f"Leave out the link: “{link}”."


def test_a_pronoun_with_its_antecedent_in_the_title_passes() -> None:
    """The reader has just read the title, so "It" may mean what it names."""
    assert "dangling-pronoun" not in codes("It costs $500 and ships to hospitals in four countries.", TITLE)
    assert "dangling-pronoun" not in codes("This model costs $500 and ships to hospitals in June.", TITLE)


def test_the_language_is_the_digests() -> None:
    """A German line is right in a German digest, and an English one is not."""
    german = "Die Firma verkauft den Chip an Kliniken und wird ihn auch in der Schweiz auf den Markt bringen."
    assert "language" not in codes(german, language="de")
    assert "language" in codes(GOOD, language="de")


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("  The firm  sells\u00a0chips to\nfour hospitals. ", "The firm sells chips to four hospitals."),
        ("The firm’s “cheap” chip costs ‘little’ in June.", "The firm's \"cheap\" chip costs 'little' in June."),
        ("The GPT\u20114 class chip costs little in June.", "The GPT-4 class chip costs little in June."),
        ("The firm sells chips to four hospitals", "The firm sells chips to four hospitals."),
        ("“The firm sells chips to four hospitals.”", "The firm sells chips to four hospitals."),
        ('"The firm sells chips to four hospitals".', "The firm sells chips to four hospitals."),
        ("The firm sells \u200bchips\u00ad to four hospitals.", "The firm sells chips to four hospitals."),
        ("The firm sells chips , boards and cards .", "The firm sells chips, boards and cards."),
        ("The firm — from Oslo – sells chips.", "The firm — from Oslo – sells chips."),
        ('"Cheap" is what the firm calls "little".', '"Cheap" is what the firm calls "little".'),
        ("The firm sells chips to hospitals and", "The firm sells chips to hospitals and"),
        ("The firm sells chips to hospitals…", "The firm sells chips to hospitals…"),
        ("The firm runs on .NET and sells chips.", "The firm runs on .NET and sells chips."),
        ("None", "None"),
        ('The chief told the board it was "just a start."', 'The chief told the board it was "just a start."'),
    ],
)
def test_tidy_mends_what_code_can(given: str, wanted: str) -> None:
    """White space, quotation marks, hyphens and a lacking full stop are mended; sense is never guessed at."""
    assert tidy(given) == wanted
    assert tidy(wanted) == wanted


# Digests

CLEAN = """\
---
title: "Weekly Chips #12"
excerpt: "Calder raises $340 million for inference chips, Kenya adopts an AI strategy, and more!"
date: 2026-03-02
permalink: /digests/12
---

### Top News

#### [Calder raises $340 million to build inference chips](https://news.example/2026/02/26/calder)

![](https://news.example/img/calder.jpg?w=1200)

Northgate Partners led the round, which values the Eindhoven company at $2.9 billion.

More on this:

 * [Inside the chip that runs without memory stacks](https://other.example/inside)

### Other News

#### Tools

[Marrow Labs opens its model](https://a.example/quill) - The Dublin company charges $0.18 per hour of audio now.

[Brindle 4.2](https://b.example/watch?v=4) - Background agents work while the editor is closed, and free users follow.

#### Policy

[Kenya adopts AI strategy](https://c.example/kenya) - A plan for five years gives 8.5 billion shillings for machines.

---

© 2024-2026 Weekly Chips

<!--
For the editor; <Author> and None may stand here.
-->
"""


def test_a_clean_digest_has_no_findings() -> None:
    """A digest in house style passes, remarks for the editor in comments included."""
    assert check_digest(CLEAN) == []


IMAGE = "![](https://news.example/img/calder.jpg?w=1200)"

ROWS = [
    ("code-fence", "---\ntitle", "```markdown\n---\ntitle", 1),
    ("placeholder", "permalink: /digests/12", "credit: <Image Source Link> / <Author>", 5),
    ("placeholder", "Northgate Partners led", "[insert paragraph] Northgate Partners led", 14),
    ("copyright-year", "© 2024-2026", "© 2024", 34),
    ("mojibake", "- The Dublin company", "- The Dublin company‚Äôs tool", 24),
    ("glued", "---\n\n### Top News\n", "---### Top News\n", 6),
    ("glued", "### Other News\n\n#### Tools\n", "### Other News#### Tools\n", 20),
    ("image-no-file", IMAGE, "![](https://news.example/img/)", 12),
    ("image-no-file", IMAGE, "![](None)", 12),
    ("image-query", "permalink: /digests/12", "image: assets/img/calder.jpg?v=1737", 5),
    ("image-empty", "permalink: /digests/12", "image:", 5),
    ("nothing-under", " * [Inside the chip that runs without memory stacks](https://other.example/inside)\n", "", 16),
    ("nothing-under", "#### Policy\n", "#### Fun\n\n#### Policy\n", 28),
    ("no-paragraph", "Northgate Partners led the round, which values the Eindhoven company at $2.9 billion.\n", "", 10),
    ("same-address", "https://b.example/watch?v=4", "http://www.a.example/quill/#top", 26),
    ("same-line", "Background agents work while the editor is closed, and free users follow.",
     "The Dublin company charges $0.18 per hour of audio now.", 26),
    ("excerpt", "Kenya adopts an AI strategy", "Palette settles with the illustrators of Seattle", 3),
    ("title-brackets", "[Brindle 4.2]", "[Brindle [beta] 4.2]", 26),
    ("title-address", "[Brindle 4.2]", "[https://b.example/watch]", 26),
    ("title-empty", "[Brindle 4.2]", "[nan]", 26),
    ("title-blocked", "[Brindle 4.2]", "[arXiv reCAPTCHA]", 26),
    ("title-number", "[Brindle 4.2]", "[\\[2507.06261\\] Brindle for everyone]", 26),
    ("title-math", "[Brindle 4.2]", "[Brindle in \\$n^2\\$ steps, or $n$]", 26),
    ("title-cut", "[Brindle 4.2]", "[Brindle 4.2 and the...]", 26),
    ("title-cut", "[Brindle 4.2]", "[…indle 4.2]", 26),
    ("title-site", "[Brindle 4.2](https://b.example/watch?v=4)",
     "[Brindle 4.2 | Venturebeat](https://venturebeat.com/4)", 26),
    ("title-site", "[Brindle 4.2]", "[Brindle 4.2 - The New York Times]", 26),
    ("title-site", "[Brindle 4.2]", "[Brindle 4.2 | VentureBeat]", 26),
    ("title-start", "[Brindle 4.2](https://b.example/watch?v=4)",
     "[ntroducing Brindle](https://b.example/introducing)", 26),
    ("tracking", "https://b.example/watch?v=4", "https://b.example/watch?v=4&utm_source=mail", 26),
    ("address-slash", "https://b.example/watch?v=4", "https:/b.example/watch?v=4", 26),
    ("address-query", "https://b.example/watch?v=4", "https://www.youtube.com/watch", 26),
    ("address-local", "https://b.example/watch?v=4", "saved/page.html", 26),
    ("address-local", "https://news.example/2026/02/26/calder", "/home/ann/calder.html", 10),
    ("address-local", "https://other.example/inside", "file:///home/ann/inside.html", 18),
    ("address-local", "https://b.example/watch?v=4", "javascript:alert%281%29", 26),
    ("blocked-page", "Background agents work while the editor is closed, and free users follow.",
     "The arXiv reCAPTCHA page asks visitors to prove that they are not robots before they may read the paper.", 26),
    ("empty", "Background agents work while the editor is closed, and free users follow.", "None", 26),
    ("excuse", "Background agents work", "I'm unable to say, but background agents work", 26),
    ("the-article", "Background agents work", "The article says that background agents work", 26),
    ("two-sentences", "is closed, and free", "is closed. Free", 26),
    ("hype", "Background agents", "Groundbreaking agents", 26),
    ("same-opening", "Background agents", "The agents", 26),
    ("mixed-marks", "company charges $0.18", "company’s \"Quill\" costs $0.18", 24),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "old", "new", "line_number"), ROWS, ids=[f"{row[0]}-{n}" for n, row in enumerate(ROWS)]
)
def test_a_fault_is_found_where_it_stands(code: str, old: str, new: str, line_number: int) -> None:
    """One fault put into a clean digest is found, on its line; without it the digest has none."""
    assert CLEAN.count(old) == 1
    found = {(finding.line_number, finding.code) for finding in check_digest(CLEAN.replace(old, new))}
    assert (line_number, code) in found


def test_escapes_of_a_draft_are_no_faults() -> None:
    """What a draft escapes for Markdown is judged as a reader sees it."""
    escaped = CLEAN.replace("Background agents", r"A \[beta\] of max\_tokens for AT&amp;T's agents")
    assert check_digest(escaped) == []


KILNS = "Firing clay at 900 degrees instead of 1,200 saves the pottery a third of its gas."
FERRY = "Tickets cost 4 euros on the new boat, which carries 120 passengers and leaves every hour."
FIRST = f"[Potters try cooler kilns](https://clay.example/1) - {KILNS}"
LAST = f"[Ferry to Aalvik returns](https://boats.example/2) - {FERRY}"
OF_2026 = "---\ntitle: Wire\ndate: 2026-03-13\n---\n\n"


def found_in(digest: str) -> set[tuple[int, str]]:
    """Return the faults of a digest, each with its line."""
    return {(finding.line_number, finding.code) for finding in check_digest(digest)}


FORMATS = {
    "a title attribute": '[Clay](https://clay.example/1 "Clay news") - None',
    "a numbered list": "1. [Clay](https://clay.example/1) - None",
    "an emoji in front": "🏺 [Clay](https://clay.example/1) - None",
    "a label in front": "**New:** [Clay](https://clay.example/1) - None",
    "a quotation": "> [Clay](https://clay.example/1) - None",
    "HTML": '<a href="https://clay.example/1">Clay</a>: None',
    "a list in HTML": '<ul><li><a href="https://clay.example/1">Clay</a> - None</li></ul>',
    "a row": "| [Clay](https://clay.example/1) | None |",
    "a reference": "[Clay][1] - None\n\n[1]: https://clay.example/1",
    "an angle": "[Clay](<https://clay.example/1>) - None",
    "bold with the colon inside": "**[Clay](https://clay.example/1):** None",
    "a break in HTML": "[Clay](https://clay.example/1)<br>None",
    "unpaired brackets": "[Clay [and glass](https://clay.example/1) - None",
    "a dash and nothing": "- [Clay](https://clay.example/1) -",
    "nothing": f"[Clay](https://clay.example/1)\n\n{LAST}",
    "nothing above the footer": "[Clay](https://clay.example/1)\n\nCopyright © 2026 Wire",
}


@pytest.mark.parametrize("item", FORMATS.values(), ids=FORMATS)
def test_an_item_is_read_in_whatever_format_it_is(item: str) -> None:
    """A title with a link and nothing to tell is found, however the two are set."""
    assert (1, "empty") in found_in(item)
    assert is_digest(item)


@pytest.mark.parametrize(
    ("digest", "number"),
    [
        ("| Story | What |\n|---|---|\n| [Clay](https://clay.example/1) | None |", 3),
        ("| Day | Story | What |\n|---|---|---|\n| 3 May | [Clay](https://clay.example/1) | |", 3),
        ("**[Clay (4 minute read)](https://clay.example/1)**\n\nNone", 3),
        ("[Clay](https://clay.example/1)  \nNone", 2),
        ("[Clay](https://clay.example/1)\\\nNone", 2),
        ("* [Clay](https://clay.example/1)\n\n  None", 3),
        ('<h3><a href="https://clay.example/1">Clay</a></h3>\n<p>None</p>', 2),
        (f"### Clay\n\nNone\n\n{LAST}", 3),
    ],
)
def test_what_is_told_below_a_title_is_read(digest: str, number: int) -> None:
    """Nothing in the place of a summary is found on its line, be it in a row, below a title or below a heading."""
    assert (number, "empty") in found_in(digest)


CLEAN_FORMATS = {
    "rows": f"| Story | What |\n|:--|--:|\n| [Kilns](https://clay.example/1) | {KILNS} |",
    "rows of links": "| Story | Source |\n|---|---|\n| [Kilns](https://clay.example/1) | The Verge |",
    "titles above texts": f"**[Kilns (4 minute read)](https://clay.example/1)**\n\n{KILNS} More will follow in May.",
    "links after texts": f"### Kilns\n\n{KILNS}\n\n[Read more →](https://clay.example/1)",
    "links at the end": f"* {KILNS} [Clay News](https://clay.example/1)\n* {FERRY} ([Boats](https://boats.example/2))",
    "links for orientation": f"[View in browser](https://w.example/1)\n\n{FIRST}\n\n---\n\n"
    "[Unsubscribe]({{ unsubscribe_url }}) | [Archive](/all)\n\n[Subscribe](https://w.example/s)",
    "links for further reading": f"{FIRST}\n\nSee also:\n\n[Glass](https://clay.example/2)",
    "a table of contents": f"- [Clay](#clay)\n\n## Clay\n\n{FIRST}",
    "a linked image": f"[![](https://clay.example/a.png)](https://clay.example/)\n\n{FIRST}",
    "labels": f"**Tools:**\n\n{FIRST}\n\nQuick hits:\n\n- {LAST}",
    "bylines": f"### [Kilns](https://clay.example/1)\n\nBy Jane Doe\n\n{KILNS}\n\n### [Ferry](https://"
    f"boats.example/2)\n\nBy Jane Doe\n\n{FERRY}",
    "containers": f"<div>\n\n{FIRST}\n\n</div>\n<div>\n\n{LAST}\n\n</div>",
    "hard wraps": f"- {FIRST.replace(' saves', chr(10) + '  saves')}\n- {LAST}",
    "footnotes": f"{FIRST}[^1]\n\n[^1]: Measured in Lund.",
    "samples of code": f"{FIRST}\n\n```\n[Clay](https://a.example/?utm_source=x) - None\n```\n\n    [Clay](url) - nan",
    "components": f"<Note>\nThe next issue is of May.\n</Note>\n\n{FIRST}\n\nTypes such as `List<Kiln>` are code.",
    "rules right below": f"{FIRST}\n---\n{LAST}\n---",
    "news about copyright": f"{OF_2026}### [Office decides](https://law.example/1)\n\nThe US Copyright Office said "
    "in 2024 that prompts are not enough.",
    "years of a copyright": f"{OF_2026}{FIRST}\n\n© 2022-26 Wire",
    "places of one page": f"[Begin](https://a.example/docs#a) - {KILNS}\n\n[Go on](https://a.example/docs#b) - {FERRY}",
    "a branch": f"[Kilns](https://git.example/a?ref=v2.1) - {KILNS}",
    "a paraphrase": '---\nexcerpt: "Swedish potter cuts gas bill, and more!"\n---\n\n[Lund pottery fires cooler]'
    "(https://a.example/1) - At 900 degrees the potter needs a third less gas.",
    "an editor's own words": f"I'm sorry that no issue came last week. Please share this one!\n\n{FIRST}",
    "German": "---\nlang: de-AT\n---\n\n[Töpfer brennen kühler](https://a.example/1) – Bei 900 Grad braucht die "
    "Werkstatt ein Drittel weniger Gas als bei 1.200, und die Glasur ist nach den Messungen der Töpfer und "
    "auch der Kunden ebenso gut.",
}


@pytest.mark.parametrize("digest", CLEAN_FORMATS.values(), ids=CLEAN_FORMATS)
def test_a_clean_digest_of_another_make_has_no_findings(digest: str) -> None:
    """What is right in another newsletter's format is not complained of."""
    assert check_digest(digest) == []
    assert is_digest(digest)


@pytest.mark.parametrize(
    ("digest", "fault"),
    [
        (f"The makers [say](https://a.example/1?utm_source=b) so.\n\n{FIRST}", (1, "tracking")),
        (f"Ask [them](https:/a.example/1) first.\n\n{FIRST}", (1, "address-slash")),
        (f"* {KILNS} [A](https://a.example/1)\n* {FERRY} ([B](https://a.example/1))", (2, "same-address")),
        (f"{FIRST}\n\n[Kilns once more](https://clay.example/1#top) - {FERRY}", (3, "same-address")),
        (f"[Kilns](https://clay.example/a b) - {KILNS}\n\n{LAST}", (1, "address")),
        (f"[Kilns][9] - {KILNS}\n\n{LAST}", (1, "address")),
        (f"<https://clay.example/1> - {KILNS}", (1, "title-address")),
        (f"https://clay.example/1 - {KILNS}\n\n{LAST}", (1, "title-address")),
        ('Text\n\n<img src="a.jpg?w=3">', (3, "image-query")),
        ('<p>\n<img alt="x" src="">\n</p>', (2, "image-no-file")),
        (f"Here is the digest.\n\n```md\n{FIRST}\n```", (3, "code-fence")),
        (f"{OF_2026}```md\n{FIRST}\n```", (6, "code-fence")),
        (f"Here it is:\n\n~~~\n{OF_2026}{FIRST}\n\n© 2024 Wire\n~~~", (11, "copyright-year")),
        (f"+++\ndate = 2026-03-13\n+++\n\n{FIRST}\n\n&copy; 2025 Wire", (7, "copyright-year")),
        (f"---\npublished: 13 March 2026\n---\n\n{FIRST}\n\n<b>Copyright</b> 2025 Wire", (7, "copyright-year")),
        (f"{FIRST}#### Boats\n\n{LAST}", (1, "glued")),
        (f"## Clay## Boats\n\n{LAST}", (1, "glued")),
        (f"###Boats\n\n{LAST}", (1, "glued")),
        (f"Clay\n----\n\nBoats\n-----\n\n{LAST}", (1, "nothing-under")),
        (f"## Clay\n\n![](https://a.example/a.png)\n\n## Boats\n\n{LAST}", (1, "nothing-under")),
        (f"{FIRST}\n\nMore on this\n\n## Boats\n\n{LAST}", (3, "nothing-under")),
        (f"## Clay\n\n**News:**\n\n## Boats\n\n{LAST}", (3, "nothing-under")),
        (f"### Clay\n\nI'm unable to access the article.\n\n{LAST}", (3, "excuse")),
        (f'---\nexcerpt: "TODO"\n---\n\n{FIRST}', (2, "placeholder")),
        (f"---\nexcerpt: >\n  Potters try kilns,\n  Oslo buys 40 trams\n---\n\n{FIRST}", (4, "excerpt")),
        (f'+++\ndescription = "Oslo buys 40 trams for Bergen"\n+++\n\n{FIRST}', (2, "excerpt")),
        (f"---\nimage:\ntitle: Wire\n---\n\n{FIRST}", (2, "image-empty")),
        (f"{FIRST}\n\nThe r\ufffdsum\ufffd of the minister was wrong.", (3, "mojibake")),
        (f"{FIRST}\u2028\f\n\n[Ferry](https://boats.example/2) - None", (3, "empty")),
        (f"**[Kilns](https://clay.example/1)**\n\n{KILNS}\n\n**[Glass](https://clay.example/2)**\n\n"
         "Firing glass takes 40 hours.", (7, "same-opening")),
    ],
)  # fmt: skip
def test_a_fault_is_found_in_other_formats(digest: str, fault: tuple[int, str]) -> None:
    """Links in texts, images in HTML, fences, front matter of several kinds and texts below titles are looked at."""
    assert fault in found_in(digest)


@pytest.mark.parametrize(
    "title",
    [
        "500 jobs cut at kiln maker", "404 Media sues the city", "401(k) plans may hold clay", "403 villages flooded",
        "Access denied: prisons block books", "Just a moment: how pauses help speech", "A$AP Rocky and Ke$ha win case",
        "Page not found: the lost libraries", "How firms verify you are human", "Judges look into reCAPTCHA",
        "Kilns - a short history", "Clay and C++",
    ],
)  # fmt: skip
def test_a_title_about_such_things_passes(title: str) -> None:
    """A title may begin with a number, hold dollars, and report of walls and errors."""
    assert found_in(f"[{title}](https://clay.example/1) - {KILNS}") == set()


@pytest.mark.parametrize(
    ("title", "url", "code"),
    [
        ("404 Not Found", "https://a.example/1", "title-blocked"),
        ("Error 503 Service Unavailable | nginx", "https://a.example/1", "title-blocked"),
        ("Access to this page has been denied", "https://a.example/1", "title-blocked"),
        ("Attention Required! | Cloudflare", "https://a.example/1", "title-blocked"),
        ("Kilns cool down | The Independent", "https://www.independent.co.uk/1", "title-site"),
        ("Kilns cool down - The Japan Times", "https://www.japantimes.co.jp/1", "title-site"),
        ("Öfen werden kühler - DER SPIEGEL", "https://www.spiegel.de/1", "title-site"),
        ("Kilns cool down - Google DeepMind", "https://deepmind.google/1", "title-site"),
        ("TechCrunch | Kilns cool down", "https://techcrunch.com/1", "title-site"),
        ("arXiv:2507.06261 Cooler kilns", "https://arxiv.org/abs/2507.06261", "title-number"),
        ("2507.06261v2: Cooler kilns", "https://arxiv.org/abs/2507.06261", "title-number"),
    ],
)
def test_a_garbled_title_is_named(title: str, url: str, code: str) -> None:
    """Titles of error pages, sites' names at either end and papers' numbers are found."""
    assert (1, code) in found_in(f"[{title}]({url}) - {KILNS}")


def test_a_line_that_goes_on_in_the_next_is_one() -> None:
    """A line that is broken at a fixed width is judged whole, a second sentence on a line of its own is a text."""
    wrapped = FIRST.replace(" saves", "\nsaves") + "\nA note."
    assert [(block.kind, block.text) for block in blocks(wrapped)] == [("item", KILNS), ("text", "A note.")]


def test_curly_and_straight_marks_on_one_line_are_told_so() -> None:
    """A complaint about marks names another line only where there is one."""
    (finding,) = check_digest(FIRST.replace("Potters try", "The potter’s").replace("clay at", '"clay" at'))
    assert (finding.code, "on line" in finding.message) == ("mixed-marks", False)


def test_a_key_without_an_image_is_named() -> None:
    """The complaint about an image's key says which key."""
    (finding,) = check_digest(f"---\nimage:\n---\n\n{FIRST}")
    assert "“image”" in finding.message


@pytest.mark.parametrize(
    ("key", "language"), [("lang: de", "de"), ('language: "pt-BR"', "pt"), ("lang: German", None), ("title: de", None)]
)
def test_the_front_matter_names_the_language(key: str, language: str | None) -> None:
    """A code, with or without a region, is taken; anything else is none."""
    assert named_language(f"---\n{key}\n---\n\n{FIRST}") == language


def test_a_digest_is_held_to_the_language_that_is_asked_for() -> None:
    """Without a word about it, a digest is in the language of most lines; a given language goes before that."""
    german = CLEAN_FORMATS["German"].split("---\n\n")[1]
    assert check_digest(german) == []
    assert [finding.code for finding in check_digest(german, language="en")] == ["language"]


SEED_FAULTS = {
    "000_d1809ea38c9e1454.txt": {
        (6, "image-query"), (7, "placeholder"), (16, "mojibake"), (40, "no-paragraph"), (67, "title-cut"), (65, "hype"),
        (82, "too-long"), (90, "same-opening"), (109, "hype"), (129, "excuse"), (158, "hype"), (162, "copyright-year"),
    },
    "002_ca128db39859f6e7.txt": {
        (6, "image-query"), (7, "placeholder"), (21, "mojibake"), (80, "same-opening"), (107, "hype"),
        (165, "copyright-year"),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SEED_FAULTS)
def test_published_issues_yield_their_faults(name: str) -> None:
    """The faults that were read off two published issues by hand are found on their lines."""
    path = SEEDS / name
    if not path.exists():
        pytest.skip("the published issues are not part of the repository")
    found = {(finding.line_number, finding.code) for finding in check_digest(path.read_text(encoding="utf-8"))}
    assert found >= SEED_FAULTS[name]
    assert "excerpt" not in {code for _, code in found}


@pytest.mark.load
@pytest.mark.parametrize(
    "unit",
    ["[", "[insert ", "{{", "<A ", "* ", "“", " '", "...", '"', "$", "](", "I ", "(", "# ", "[]()", "<div ", "]({{"],
)
def test_hostile_repetition_is_judged(unit: str) -> None:
    """Twenty thousand of the same characters are judged like any other text."""
    text = unit * (20_000 // len(unit))
    assert faults(text, TITLE)
    assert check_digest(f"[Title]({text}) - {text}") is not None
