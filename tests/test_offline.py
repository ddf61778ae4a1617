"""The backend without a model: which sentence it takes, what it never takes, and that its line is its own evidence."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from summarizer import grounding, judge, style
from summarizer.errors import ItemError
from summarizer.models import Article, Draft, Source
from summarizer.offline import classifier
from summarizer.offline.backend import Offline, newsworthiness
from summarizer.offline.best_sentence import lines, opening
from summarizer.offline.voices import in_third_person
from summarizer.taxonomy import Category, Taxonomy

TAXONOMY = Taxonomy.default()
URL = "https://news.example/a"
with Path(__file__).with_name("offline_articles.toml").open("rb") as file:
    ARTICLES: list[dict[str, Any]] = tomllib.load(file)["articles"]
GOOD = "Averland will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour."


def article(text: str, title: str = "Averland opens its computers", url: str = URL, description: str = "") -> Article:
    """Return an article as the reader would give it."""
    source = Source(given=url, url=url)
    return Article(source=source, url=url, final_url=url, title=title, text=text.strip(), description=description)


async def draft(given: Article, taxonomy: Taxonomy = TAXONOMY) -> Draft:
    """Return what the backend proposes, checked as the core checks it."""
    return await Offline().draft(given, taxonomy, lambda proposed: judge.complaints(proposed, given, taxonomy))


def best(text: str, **about: str) -> str | None:
    """Return the best line, or None where there is none."""
    return next((line.text for line in lines(article(text, **about))), None)


# Whole articles


def sample(given: dict[str, Any]) -> Article:
    """Return the article of an entry of the data file."""
    return article(given["text"], given["title"], given["url"], given.get("description", ""))


@pytest.mark.parametrize("given", ARTICLES, ids=[given["kind"] for given in ARTICLES])
async def test_the_pick_is_the_one_an_editor_would_make(given: dict[str, Any]) -> None:
    """From an article of each kind comes the sentence that says its news."""
    assert (await draft(sample(given))).one_liner.startswith(given["pick"])


@pytest.mark.parametrize("given", ARTICLES, ids=[given["kind"] for given in ARTICLES])
async def test_a_line_is_its_own_evidence(given: dict[str, Any]) -> None:
    """Every quote stands in the text, the line is verified, and nothing but an unsure category is left to review."""
    read = sample(given)
    proposed = await draft(read)
    entry = judge.judge(proposed, read, TAXONOMY)
    assert proposed.quotes
    for quote in proposed.quotes:
        found = grounding.locate(quote, read.text)
        assert found is not None
        assert read.text[found.start : found.end] == found.quote
    assert entry.verdict == "verified"
    assert {review.code for review in entry.review} <= {"unsure-category"}


@pytest.mark.parametrize("given", ARTICLES, ids=[given["kind"] for given in ARTICLES])
async def test_the_category_is_right_or_marked(given: dict[str, Any]) -> None:
    """A wrong category is never a sure one, and a second that is likely enough is named."""
    proposed = await draft(sample(given))
    assert proposed.confidence is not None
    assert proposed.category == given.get("category", proposed.category)
    assert "category" in given or proposed.confidence < classifier.SURE
    assert proposed.runner_up is not None or proposed.confidence > 0.6


async def test_what_a_draft_says_of_itself() -> None:
    """It names the backend and costs nothing, which is not the same as an unknown cost."""
    proposed = await draft(article(GOOD))
    assert (proposed.model, proposed.prompt_id, proposed.usage.cost_usd) == ("offline", None, Decimal(0))
    assert (proposed.usage.requests, proposed.usage.input_tokens) == (0, 0)


async def test_the_same_article_gives_the_same_draft() -> None:
    """Nothing in it depends on chance or on what was read before."""
    read = sample(ARTICLES[0])
    assert await draft(read) == await draft(read)


async def test_the_next_best_line_stands_in_for_one_that_is_complained_of() -> None:
    """The first line that the check has nothing against is proposed; if it complains of each, the best of all."""
    read = sample(ARTICLES[0])
    ranked = [line.text for line in lines(read)]
    assert len(ranked) > 1
    second = await Offline().draft(read, TAXONOMY, lambda proposed: ["no"] if proposed.one_liner == ranked[0] else [])
    none = await Offline().draft(read, TAXONOMY, lambda proposed: ["no"])
    assert (second.one_liner, none.one_liner) == (ranked[1], ranked[0])


async def test_the_taxonomy_decides_the_categories() -> None:
    """A category of the editor's own is proposed where its words stand, and never as sure."""
    own = Taxonomy(categories=(Category(name="Public", meaning="Schools.", words=("schools",)), TAXONOMY.categories[0]))
    proposed = await draft(article(GOOD, "Schools get computers"), own)
    assert proposed.category == "Public"
    assert proposed.confidence is not None
    assert proposed.confidence < classifier.SURE


# What is never a line


NEVER = [
    "However, it will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour.",
    "It will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour.",
    "This will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour.",
    "They will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour.",
    "He said 1,200 accelerators would be lent to schools and small companies from March at ninety cents an hour.",
    "On Tuesday he said that 1,200 accelerators would go to schools and companies for ninety cents an hour.",
    "With this, Averland lends 1,200 accelerators to schools and small companies for ninety cents an hour.",
    "For example, Averland lends 1,200 accelerators to schools and small companies for ninety cents an hour.",
    "As a result, Averland lends 1,200 accelerators to schools and small companies for ninety cents an hour.",
    "The latter will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour.",
    "We will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour.",
    "Averland will lend our schools and your company 1,200 accelerators from March, at ninety cents an hour.",
    "Everything I know of the 1,200 accelerators that Averland lends to schools I learned from the minister.",
    "You can borrow 1,200 accelerators from Averland for your school from March, at ninety cents an hour.",
    "Will Averland lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour?",
    "Averland will lend 1,200 accelerators to schools and small companies from March!",
    "Averland will lend 1,200 accelerators to schools and small companies from March, at ninety cents…",
    "Averland will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour",
    "Averland will lend the following to schools and small companies from March, at ninety cents an hour:",
    "\"Averland will lend 1,200 accelerators to schools and small companies from March,\" the minister said.",
    "Averland will lend 1,200 accelerators to \"schools and small companies from March, at ninety cents an hour.",
    "Averland will lend 1,200 accelerators (from March to schools and small companies at ninety cents an hour.",
    "Sign up to read how Averland will lend 1,200 accelerators to schools and small companies from March.",
    "Join 1,200 readers from schools and small companies in Averland who get the news at ninety cents a month.",
    "Photo by Jane Doe shows 1,200 accelerators that Averland will lend to schools and small companies.",
    "Jane Doe is a senior reporter in Averland covering schools, accelerators and small companies since March.",
    "Averland's ministry did not immediately respond to a request for comment on the 1,200 accelerators.",
    "This story was updated in March with the number of accelerators that Averland will lend to schools.",
    "Copyright 2026 Averland Radio and the owners of 1,200 accelerators lent to schools and small companies.",
    "Update: Averland will lend 1,200 accelerators to schools and small companies from March for a fee.",
    "Presented by Averland, which will lend 1,200 accelerators to schools and small companies from March.",
    "Averland will lend **1,200 accelerators** to schools and small companies from March, for a fee.",
    "Averland will lend 1,200 accelerators to schools, see https://averland.example/pool for all the prices.",
    "Averland opens its computers.",
    "Averland lends accelerators.",
    "Averland verleiht ab März 1.200 Beschleuniger an Schulen und kleine Firmen, für neunzig Cent die Stunde.",
    "I'm unable to write an accurate summary of what Averland will lend to schools and small companies.",
    "Please verify you are human to read how Averland will lend 1,200 accelerators to schools and companies.",
    "Averlandâ€™s ministry will lend 1,200 accelerators to schools and small companies, at ninety cents an hour.",
    "Averland will lend" + " 1,200 accelerators to schools and" * 20 + " small companies.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", NEVER)
async def test_what_cannot_be_a_line(sentence: str) -> None:
    """A sentence that leans on another, speaks to the reader, is cut or is furniture is not taken, even if alone."""
    assert sentence.rstrip(".") not in {line.text.rstrip(".") for line in lines(article(sentence))}
    assert best(f"{sentence}\n{GOOD}") == GOOD


async def test_an_article_without_a_sentence_to_print_is_a_failure() -> None:
    """Nothing is made up: the failure names the code, and says what an editor can do."""
    with pytest.raises(ItemError) as caught:
        await draft(article("What a day!\nWe love it.\n1. One\n2. Two\nHe said so."))
    assert caught.value.code == "no-line"
    assert caught.value.failure(article(GOOD).source).stage == "backend"


@pytest.mark.parametrize(
    "heading",
    ["About Averland", "Forward-Looking Statements", "Media Contact", "Related stories", "References", "12 Comments"],
)
def test_nothing_is_taken_from_below_the_end_of_the_story(heading: str) -> None:
    """What stands under the heading that ends a piece is about something else, however well it is put."""
    story = (
        "Lowick has a new library. " * 15 + "Visitors came from three towns to see the new library of Lowick on Monday."
    )
    found = [line.text for line in lines(article(f"{story}\n{heading}\n{GOOD}"))]
    assert found
    assert GOOD not in found
    assert GOOD in [line.text for line in lines(article(f"{story}\nA loan\n{GOOD}"))]


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Under the new deal it will pay 40 million dollars a year to twelve publishers.", False),
        ("During the trial he refused to answer every question that was put to him.", False),
        ("With the new money he wants to build forty more plants in three states.", False),
        ("Under Maren Holt it will pay 40 million dollars a year to twelve publishers.", True),
    ],
)
def test_a_pronoun_needs_more_than_an_adverbial_before_it(sentence: str, stands: bool) -> None:
    """A preposition at the beginning is no name that "he" or "it" could mean, whatever its capital."""
    assert (sentence in [line.text for line in lines(article(f"{sentence}\n{GOOD}"))]) is stands


@pytest.mark.parametrize("tie", ["today", "on the evening after inquiries from this newspaper"])
def test_what_is_true_only_of_the_page_comes_later(tie: str) -> None:
    """A sentence that counts from the page's own day, or speaks of its paper, is printed only for lack of a better."""
    told = f"Averland said {tie} that it will lend 1,200 accelerators to schools and small companies from March."
    better = "Averland will lend 1,200 accelerators to schools and small companies from March, at ninety cents an hour."
    assert next(lines(article(f"{told} {better}"))).text == better


# What may be done to a sentence


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("LOWICK, Nov. 3 (Harbour Wire) — " + GOOD, GOOD),
        ("PORT CARROW, Averland, November 3, 2026 /Wirelink/ -- " + GOOD, GOOD),
        ("Docket Daily (November 17, 2026) -- " + GOOD, GOOD),
        ("Osaka, December 1 - " + GOOD, GOOD),
        ("London, 3 November 2026 — " + GOOD, GOOD),
        ("New York, Nov. 3, 2026 – " + GOOD, GOOD),
        ("San Francisco, Calif. — " + GOOD, GOOD),
        ("Berlin - " + GOOD, GOOD),
        ("However, " + GOOD, GOOD),
        ("But " + GOOD, GOOD),
        ("Today, " + GOOD, GOOD),
        ("Why it matters: " + GOOD, GOOD),
        ("Meanwhile, the ministry will lend 1,200 accelerators to schools from March, at ninety cents an hour.",
         "The ministry will lend 1,200 accelerators to schools from March, at ninety cents an hour."),
        ("The offer is plain: schools and small companies get 1,200 accelerators from March, at ninety cents an hour.",
         "The offer is plain: schools and small companies get 1,200 accelerators from March, at ninety cents an hour."),
        ("xAI will lend 1,200 accelerators to schools and small companies, at ninety cents an hour.",
         "xAI will lend 1,200 accelerators to schools and small companies, at ninety cents an hour."),
        ("The U.S. and Averland Inc. will lend 1,200 accelerators to Dr. Orr's schools for $0.90, e.g. by night.",
         "The U.S. and Averland Inc. will lend 1,200 accelerators to Dr. Orr's schools for $0.90, e.g. by night."),
        ("The minister called the loan of 1,200 accelerators to schools and companies “a gift to every classroom.”",
         "The minister called the loan of 1,200 accelerators to schools and companies \"a gift to every classroom.\""),
    ],
)  # fmt: skip
def test_an_opening_that_says_nothing_is_left_out(sentence: str, line: str) -> None:
    """Datelines, labels and words that tie a sentence to the one before go; what is left is still verbatim."""
    read = article(sentence)
    first = next(lines(read))
    assert first.text == line
    assert first.quotes[0] in read.text


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("We present Sluice, a model of 61 million weights that forecasts our floods nine days ahead.",
         "The researchers present Sluice, a model of 61 million weights that forecasts their floods nine days ahead."),
        ("In this paper, we introduce Sluice, a model of 61 million weights that forecasts floods nine days ahead.",
         "The researchers introduce Sluice, a model of 61 million weights that forecasts floods nine days ahead."),
        ("To address this gap, we propose Sluice, a model of 61 million weights that forecasts floods nine days ahead.",
         "The researchers propose Sluice, a model of 61 million weights that forecasts floods nine days ahead."),
        ("We find that Sluice forecasts 23 of 29 floods on ungauged rivers at least seven days before they come.",
         "Sluice forecasts 23 of 29 floods on ungauged rivers at least seven days before they come."),
        ("Our experiments show that Sluice forecasts 23 of 29 floods on ungauged rivers seven days before they come.",
         "Sluice forecasts 23 of 29 floods on ungauged rivers seven days before they come."),
    ],
)  # fmt: skip
async def test_a_paper_is_told_in_the_third_person(sentence: str, line: str) -> None:
    """The "we" of a paper becomes "the researchers", and stays verified against the sentence as it stands."""
    read = article(sentence, "Sluice: Forecasting", "https://arxiv.org/abs/2611.04217")
    proposed = await draft(read)
    assert proposed.one_liner == line
    assert proposed.quotes[0] in read.text
    assert judge.judge(proposed, read, TAXONOMY).verdict == "verified"


def test_only_a_paper_is_told_in_the_third_person() -> None:
    """A company's "we" is not "the researchers"."""
    assert best("We present Sluice, a model of 61 million weights that forecasts floods nine days ahead.") is None


LONG = (
    "Averland will lend 1,200 accelerators in a former paper mill beside the river Sella to public schools, to clinics"
    " and to companies of at most one hundred people from the first of March"
)
TAIL = (
    "will cover electricity and upkeep and leave the province with no cost beyond the nine million it paid for the mill"
)


POST = "We have worked on it for a year. Our customers asked for it. Averland serves 400 schools."


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("We're releasing Undine 2, our new open-weight model, and we train it on 31 languages from March.",
         "The company is releasing Undine 2, its new open-weight model, and it trains it on 31 languages from March."),
        ("Before release, Undine 2 was tested for eleven weeks by our own teams and by two outside groups.",
         "Before release, Undine 2 was tested for eleven weeks by the company's own teams and by two outside groups."),
        ("After a year of work we publish Undine 2 with our data, and schools asked us to keep it free.",
         "After a year of work the company publishes Undine 2 with its data, and schools asked it to keep it free."),
    ],
)  # fmt: skip
def test_a_companys_own_post_is_told_of_the_company(sentence: str, line: str) -> None:
    """On the site whose name an article names, "we" is the company: named first, "it" from then on."""
    told = f"{POST} {sentence}"
    own = article(told, "Undine 2: born in four bits", "https://blog.averland.example/undine-2")
    other = article(told, "Undine 2: born in four bits", "https://harbour.example/undine-2")
    assert line in [one.text for one in lines(own)]
    assert line not in [one.text for one in lines(other)]


def test_a_newspaper_that_quotes_speaks_for_nobody() -> None:
    """On a site that names itself, "we" within quotations does not make a company's post of a report."""
    quoted = " ".join(f'The mayor told The Harbour: "We paid {count} crowns for our ferry."' for count in (3, 4, 5, 6))
    told = f"{quoted} We asked the ministry for a comment on the 1,200 accelerators, and it sent none by Monday."
    found = [one.text for one in lines(article(told, "Ferry is paid for", "https://www.harbour.example/ferry"))]
    assert not any("The company" in line for line in found)


def test_a_quotation_keeps_its_speaker() -> None:
    """What somebody is quoted with stays as it was said."""
    said = 'The mayor said: "We will pay for it."'
    assert in_third_person(said, "The company") == said


@pytest.mark.parametrize("joint", [", which ", "; the fee ", " — the fee "])
def test_a_long_sentence_loses_what_hangs_on_its_end(joint: str) -> None:
    """A trailing clause goes where the sentence is too long to print, and the rest stands in the text as it is."""
    read = article(f"{LONG}{joint}{TAIL}.")
    first = next(lines(read))
    assert first.text == LONG + "."
    assert first.quotes == (LONG,)


@pytest.mark.parametrize("tail", [f", which {TAIL}, according to the ministry", f", which {TAIL}, the minister said"])
def test_a_long_sentence_is_not_cut_where_more_follows(tail: str) -> None:
    """A clause in the middle stays, and so does who said it: then there is no line."""
    assert best(f"{LONG}{tail}.") is None


# The publisher's description


def test_a_description_counts_only_as_far_as_the_text_bears_it_out() -> None:
    """A description with a number or a name of its own is no line; one that the text has word for word is."""
    other = "The ministry for schools had planned the loan of its accelerators since the spring, with two towns."
    assert best(f"{other}\n{GOOD}", description=GOOD) == GOOD
    assert best(other, description=GOOD) == other
    assert best(other, description="") == other


@pytest.mark.parametrize(
    "description", ["Read more…", "Join our daily newsletter for the latest on schools.", "None", "a" * 9_000]
)
def test_a_useless_description_changes_nothing(description: str) -> None:
    """Boilerplate and cut-off text in a page's metadata is passed over."""
    assert best(GOOD, description=description) == GOOD


# Beside the line


@pytest.mark.parametrize(
    ("text", "url", "worth"),
    [
        ("Quillon sold for $1.85 billion", URL, 4),
        ("A round of €2bn", URL, 4),
        ("Fines of 3 trillion yuan", URL, 4),
        ("A model of 1.85 billion parameters", URL, 3),
        ("A round of $2 million", URL, 3),
        ("A $2 button", URL, 3),
        ("Sluice", "https://arxiv.org/abs/2611.04217", 2),
    ],
)
def test_newsworthiness(text: str, url: str, worth: int) -> None:
    """Billions of money make 4, a paper 2, anything else 3."""
    assert newsworthiness(text, url) == worth


def test_the_opening_is_about_the_subject() -> None:
    """What the classifier sees of the text holds neither furniture nor more than the beginning."""
    text = f"Photo by Jane Doe of the mill.\n{GOOD}\n" + "More was said of it. " * 500
    assert opening(text).startswith(GOOD)
    assert len(opening(text)) < 1_000


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", ".", "a" * 300_000, "A. " * 50_000, "(" * 50_000, "we " * 50_000, "\n" * 50_000, "Tags\n" * 20_000,
     "LOWICK, " * 20_000 + "— x.", "The U.S. " * 20_000, "— " * 50_000, "\x00\u202e.", "🙂 🙂."],
)  # fmt: skip
def test_any_text_is_read(text: str) -> None:
    """Whatever a page holds, lines come out or none do; nothing breaks."""
    for line in lines(article(text, description=text[:5_000])):
        assert not [fault for fault in style.faults(line.text) if fault.level != "soft"]


def test_no_model_client_is_imported() -> None:
    """The offline backend loads neither a model's client, nor the page extractor, nor anything used for training."""
    program = (
        "import sys, summarizer.offline.backend;"
        "print(sorted({'openai', 'instructor', 'trafilatura', 'sklearn', 'numpy'} & set(sys.modules)))"
    )
    root = Path(classifier.__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=root)
    assert done.stdout.strip() == "[]"
