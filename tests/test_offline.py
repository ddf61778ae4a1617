"""The backend without a model: which sentence it takes, what it never takes, and that its line is its own evidence."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sampling import sampled

from summarizer import grounding, judge, style
from summarizer.errors import ItemError
from summarizer.models import Article, Draft, Source
from summarizer.offline import classifier
from summarizer.offline.backend import Offline, newsworthiness
from summarizer.offline.best_sentence import lines, opening
from summarizer.offline.voices import Voice, in_third_person
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


async def test_a_lead_about_prompts_is_no_echo() -> None:
    """An article on attacks has its own first sentence as its line, though that names what models ignore."""
    lead = (
        "Researchers in Delft have found that a short rhyme makes nine of eleven assistants ignore their system prompt."
    )
    text = f"{lead} It has eight lines. Three makers closed the hole in April, and two gave no answer to the group."
    assert (await draft(article(text, "Rhymes unlock chatbots"))).one_liner == lead


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
    "Under the price list for schools and small companies with fewer than a hundred people, it does not.",
    "Averland's pool of 1,200 accelerators, which the firm Sluice runs, was built for schools and people like her.",
    "Until the ministry for schools and small companies in Averland has answered this, it lends no accelerators.",
    "Averland lends schools and small companies 1,200 accelerators under these rules for ninety cents an hour.",
    "The latest was lent by Averland from March, with 1,200 accelerators for schools and small companies.",
    "Averland will lend" + " 1,200 accelerators to schools and" * 20 + " small companies.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", sampled(NEVER))
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


@pytest.mark.parametrize(
    ("sentence", "stands"),
    [
        ("Averland's firm Sluice says that 1,200 accelerators were what she wanted for schools and companies.", False),
        ("Averland's minister says that 1,200 accelerators were what she wanted for schools and companies.", True),
        ("Tilda Orr of Averland says that 1,200 accelerators were what she wanted for schools and companies.", True),
        ("Averland's pool of 1,200 accelerators gave Tilda her first model of the schools and small companies.", True),
        ("In November Averland says that 1,200 accelerators were what she wanted for schools and companies.", False),
    ],
)
def test_he_and_she_need_a_person_before_them(sentence: str, stands: bool) -> None:
    """A company or a country is nobody that "she" could mean; somebody's full name is, and so is an office."""
    assert (sentence in [line.text for line in lines(article(f"{sentence}\n{GOOD}"))]) is stands


SHARED = (
    "In Lowick, schools and small companies share a machine by the hour. Every hour with a machine in Lowick costs the"
    " schools and the companies that share it 90 cents."
)
SCENES = [
    "On a Monday in October a teacher in Lowick found 40 machines that schools and small companies share by the hour.",
    "At 6.40am on Tuesday the doors of a hall in Lowick were opened for schools and small companies without machines.",
    "When Averland bought machines, schools and small companies of Lowick came to share 40 by the hour.",
    "In 2019 the schools and small companies of Lowick agreed to share 40 machines by the hour with an orchestra.",
    "For nine years the schools and small companies of Lowick have shared a machine with an orchestra and 40 singers.",
    "Last Tuesday a teacher in Lowick told 40 schools and small companies of the hour in which a machine is theirs.",
    "Three years ago a school in Lowick and 40 small companies at the harbour had to share one machine by the hour.",
    "Some 40 million children in Lowick and elsewhere share a machine by the hour with schools and small companies.",
    "Tilda Orr found her school and the small companies of Lowick 40 machines that they share by the hour.",
    "The schools and small companies of Lowick had waited for 40 machines of their own, to be used by the hour.",
    "Idle machines cost schools and small companies in Lowick some $9 billion a year and more hours than any lesson.",
]


@pytest.mark.parametrize("scene", SCENES)
def test_the_news_comes_before_a_scene(scene: str) -> None:
    """A sentence that sets the scene, or tells what was so before, gives way to one about what the title names."""
    assert best(f"{scene} {GOOD} {SHARED}") == GOOD


def test_what_is_to_come_is_no_scene() -> None:
    """A month before what will happen in it does not count against a sentence."""
    coming = "In March Averland will lend 1,200 accelerators to schools and small companies, at ninety cents an hour."
    before = "Averland has 1,200 accelerators that schools and small companies use in a hall, at ninety cents an hour."
    assert best(f"{coming} {before}") == coming


def test_the_first_sentence_has_a_word_of_a_title_without_names() -> None:
    """Under a title that names nothing, a first sentence without any of its words is a scene like the others."""
    scene = "A bar at the harbour of Lowick gave its 40 stools to sailors, and its lamp to a teacher."
    title = "What village schools pay for accelerators by the hour"
    assert best(f"{scene} {GOOD} In Lowick, 40 sailors sing in a bar at the harbour.", title=title) == GOOD


def test_them_needs_something_else_in_its_clause() -> None:
    """A sentence whose "them" can only mean its own subject comes after one that says what is meant."""
    them = "Schools of Averland will have 1,200 of them from March, at ninety cents an hour in each small company."
    assert best(f"{them} {GOOD}") == GOOD


def test_a_day_of_this_week_is_a_sign_of_news() -> None:
    """Of two sentences about what the title names, the one of an event on a day of this week is the line."""
    plain = "Averland has a pool of 1,200 accelerators that schools and small companies may use at 90 cents an hour."
    dated = "Averland's ministry signed a deal on Monday with schools and small companies that use the accelerators."
    assert best(f"{plain} {dated}") == dated


def test_praise_counts_against_a_line_each_time() -> None:
    """The more often a sentence praises what is sold, the less it is worth beside one that says what it does."""
    praise = (
        "Averland, the global leader in accelerators, launches a transformative loan of 1,200 that empowers schools and"
        " small companies by the hour from March, and reimagines the future of machines in Lowick."
    )
    assert best(f"{praise} {GOOD}") == GOOD


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
        ("LOWICK/OSAKA, Nov 3 (Harbour Wire) - " + GOOD, GOOD),
        ("14:20 - " + GOOD, GOOD),
        ("9.05 a.m. CET: " + GOOD, GOOD),
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
        ("I'm thrilled to share that we have raised $40 million from three funds for the schools of our country.",
         "The company has raised $40 million from three funds for the schools of its country."),
        ("Today, we are so proud to announce that our models will be free for every school from the first of March.",
         "The company's models will be free for every school from the first of March."),
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


@pytest.mark.parametrize(
    ("told_of_itself", "line"),
    [
        ("We're a community project without any company behind us.", "The project has cut the memory"),
        ("Our maintainers live in nine countries.", "The project has cut the memory"),
        ("After 312 contributors and four years it is done.", "The project has cut the memory"),
        ("We are a small non-profit of librarians.", None),
        ("We did it as a charity, and it took four years.", None),
        ("We thank 88 volunteers who took part in the trial.", "The company has cut the memory"),
    ],
)
def test_who_is_no_company_is_not_called_one(told_of_itself: str, line: str | None) -> None:
    """The post of a community project is told of the project, and one of a charity or the like of nobody."""
    told = f"{POST} {told_of_itself} We have cut the memory that Undine needs from eleven gigabytes to three."
    post = article(told, "Undine 1.0 is out", "https://averland.example/undine-1")
    found = [one.text for one in lines(post) if "cut the memory" in one.text]
    assert found[:1] == ([f"{line} that Undine needs from eleven gigabytes to three."] if line else [])


def test_what_a_company_announces_comes_first() -> None:
    """What a company says that it is glad to announce is its news, wherever it stands in the post."""
    years = "There are 2,300 machines of ours at work in 14 countries, and each of them learned its job by watching."
    glad = "I'm thrilled to share that we have raised $420 million in a Series D led by Stonebridge Capital."
    post = article(f"{years} {glad} {POST}", "Our next chapter", "https://averland.example/next")
    assert next(lines(post)).text.startswith("The company has raised $420 million")


def test_a_newspaper_that_quotes_speaks_for_nobody() -> None:
    """On a site that names itself, "we" within quotations does not make a company's post of a report."""
    quoted = " ".join(f'The mayor told The Harbour: "We paid {count} crowns for our ferry."' for count in (3, 4, 5, 6))
    told = f"{quoted} We asked the ministry for a comment on the 1,200 accelerators, and it sent none by Monday."
    found = [one.text for one in lines(article(told, "Ferry is paid for", "https://www.harbour.example/ferry"))]
    assert not any("The company" in line for line in found)


@pytest.mark.parametrize("voice", ["The company", "The project", "The researchers"])
def test_a_quotation_keeps_its_speaker(voice: Voice) -> None:
    """What somebody is quoted with stays as it was said, whoever tells it."""
    said = 'The mayor said: "We will pay for it."'
    assert in_third_person(said, voice) == said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("We rely on the tide.", "The company relies on the tide."),
        ("We also supply pumps, and we apply a coat.", "The company also supplies pumps, and it applies a coat."),
        ("We need 300 welders.", "The company needs 300 welders."),
        ("We exceed the norm and we always test pumps.", "The company exceeds the norm and it always tests pumps."),
        ("We welded it and our buyers like it.", "The company welded it and its buyers like it."),
        ("We sell pumps and cables for homes.", "The company sells pumps and cables for homes."),
    ],
)
def test_a_verb_agrees_with_the_company(said: str, told: str) -> None:
    """What "we" do "the company" does, whatever the verb ends with and whatever adverb stands before it."""
    assert in_third_person(said, "The company") == told


@pytest.mark.parametrize(
    "said",
    [
        "We'd welded it twice.",
        "We at Acme weld.",
        "We all weld.",
        "We cast and weld pumps.",
        "We cast and weld the rest.",
    ],
)
def test_a_sentence_stays_where_its_verbs_cannot_be_told(said: str) -> None:
    """Rather than print a wrong form, it keeps its "we", and is no line for a digest."""
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
    ("title", "line", "url", "worth"),
    [
        ("Quillon sold for $1.85 billion", "", URL, 4),
        ("Quillon raises a round of €2bn", "", URL, 4),
        ("Fines of 3 trillion yuan", "", URL, 4),
        ("Quillon is sold", "Heddle paid $1.85 billion for Quillon.", URL, 4),
        ("Quillon is sold", "The company was sold for $1.85 billion.", URL, 4),
        ("Quillon raises $30 million", "Barnacles cost the shipping industry some $9 billion a year.", URL, 3),
        ("Quillon has a model of 1.85 billion parameters", "", URL, 3),
        ("Quillon raises $2 million", "", URL, 3),
        ("A $2 button", "", URL, 3),
        ("Sluice", "", "https://arxiv.org/abs/2611.04217", 2),
    ],
)
def test_newsworthiness(title: str, line: str, url: str, worth: int) -> None:
    """Billions of money make 4 where they are the title's or what it names has them, a paper 2, anything else 3."""
    assert newsworthiness(article("Quillon was sold. Heddle bought it.", title, url), line) == worth


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
