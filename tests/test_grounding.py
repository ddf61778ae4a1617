"""Grounding: what a line claims is found in its article, with offsets, or it is not."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from sampling import sampled

from summarizer.grounding import ground, locate
from summarizer.grounding.parsed import MOST_IN_A_SENTENCE, MOST_NUMBERS, Parsed, index
from summarizer.models import Article, Part

BENCHMARK = Path(__file__).resolve().parent.parent / "benchmarks" / "grounding"
SEEDS = Path(__file__).resolve().parents[2] / "shared" / "seeds"

TEXT = """\
Acme Robotics said on Tuesday that it had raised $5.6 million from Globex Ventures, led by partner Jane Roe. \
The Berlin-based company builds warehouse robots that run on its GPT-4.5-based model, called Hand-2.

“We do not plan to cut jobs,” chief executive Tom Lee told the Center for AI Safety (CAIS). \
Revenue rose 40 percent to 12 million euros last year, while losses fell by half. \
The robots will ship to 25 customers in the third quarter of 2026.

A court in Vienna approved the purchase of Initech on 5 March after rival Hooli had sued the firm. \
The robots cannot climb stairs, and Acme ruled out a listing on the stock market before 2028. \
Hooli supports a ban; Jim Fan of Stanford opposes it."""
ARTICLE = Article(title="Acme raises money for robots", text=TEXT, site="Robot Weekly", date=dt.date(2026, 3, 12))


def missing(line: str, article: Article = ARTICLE) -> dict[str, str]:
    """Return the kind and text of every part of a line that the article does not have."""
    found: dict[str, str] = {}
    for part in ground(line, article, ()).parts:
        if not part.found:
            found[part.kind] = f"{found[part.kind]} | {part.text}" if part.kind in found else part.text
    return found


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("raised $5.6 million from Globex Ventures", "raised $5.6 million from Globex Ventures"),
        ("RAISED  $5.6\nmillion", "raised $5.6 million"),
        ('"We do not plan to cut jobs"', "We do not plan to cut jobs"),
        ("We do not plan to cut jobs.", "We do not plan to cut jobs"),
        ("called Hand‑2", "called Hand-2"),
        ("Hand-2. “We do not plan", "Hand-2.\n\n“We do not plan"),
        ("Center for AI Safety (CAIS)", "Center for AI Safety (CAIS)"),
    ],
)
def test_a_quote_is_located_however_it_is_set(quote: str, found: str) -> None:
    """White space, case, quotation marks, dashes and end punctuation may differ; offsets are exact."""
    evidence = locate(quote, TEXT)
    assert evidence is not None
    assert evidence.quote == found == TEXT[evidence.start : evidence.end]


@pytest.mark.parametrize(
    "quote",
    ["", "…", "raised $6.5 million", "ised $5.6 mill", "6 million from Globex", "GPT-4", "We plan to cut jobs"],
)
def test_a_quote_that_is_not_there_is_not_located(quote: str) -> None:
    """Other words, part of a word, part of a number and nothing at all are not in the article."""
    assert locate(quote, TEXT) is None


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("Der Preis fiel auf ½ in Zürich.", "fiel auf 1/2 in Zurich", "fiel auf ½ in Zürich"),
        (
            "The ﬁrm\u00a0sells\u200b chips — fast.",
            "the firm sells chips - fast",
            "The ﬁrm\u00a0sells\u200b chips — fast",
        ),
        ("“A” and ‘b’", "\"a\" and 'b'", "A” and ‘b"),
        ("x 1.5 million y", "1.5 million", "1.5 million"),
    ],
)
def test_offsets_survive_what_folding_changes(text: str, quote: str, found: str) -> None:
    """Characters that fold into several, or into none, map back to where they stood."""
    evidence = locate(quote, text)
    assert evidence is not None
    assert text[evidence.start : evidence.end] == found


TRUE_LINES = [
    "The Berlin startup, led by CEO Tom Lee, secured 5.6M dollars from Globex Ventures for robots that run on Hand-2.",
    "Acme got 5,600,000 dollars, and its sales were up 40% to €12 million while losses were halved.",
    'The company will deliver to twenty-five customers in Q3 2026, says Lee, who does "not plan to cut jobs".',
    "A Viennese court approved the purchase of Initech on March 5, after Hooli had sued Acme.",
    "Its robots are unable to climb stairs, and there will be no stock listing before 2028, according to Robot Weekly.",
    "CAIS heard from Acme's chief that no jobs are to be cut.",
]


@pytest.mark.parametrize("line", TRUE_LINES)
def test_a_paraphrase_is_verified_with_evidence(line: str) -> None:
    """What the article says in other words passes, and every place shown is really there."""
    grounding = ground(line, ARTICLE, ())
    assert missing(line) == {}
    assert grounding.verdict == "verified"
    assert all(TEXT[e.start : e.end] == e.quote for e in grounding.evidence)
    assert all(TEXT[part.start : part.end] for part in grounding.parts if part.start is not None)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("Acme Robotics raised $5.7 million from Globex Ventures.", "number", "$5.7 million"),
        ("Acme Robotics raised $5.6 billion from Globex Ventures.", "number", "$5.6 billion"),
        ("Acme Robotics raised €5.6 million from Globex Ventures.", "number", "€5.6 million"),
        ("Revenue of Acme rose 40 percentage points last year.", "number", "40 percentage points"),
        ("The robots of Acme will ship to twenty-six customers.", "number", "twenty-six"),
        ("The robots will ship to 25 customers in the second quarter.", "number", "second"),
        ("A court in Vienna approved the purchase of Initech on 6 March.", "number", "6 March"),
        ("A court in Vienna approved the purchase of Initech in May 2026.", "number", "May 2026"),
        ("Acme ruled out a listing on the stock market before 2027.", "number", "2027"),
        ("Umbrella raised $5.6 million from Globex Ventures.", "name", "Umbrella"),
        ("Acme Robotics raised $5.6 million from Wayne Brothers.", "name", "Wayne Brothers"),
        ("Acme builds robots that run on a model based on GPT-4.", "name", "GPT-4"),
        ("Acme builds robots on its Hand-3 model in Berlin.", "name", "Hand-3"),
        ("Jim Roe of Stanford opposes a ban on robots.", "name", "Jim Roe"),
        ('Tom Lee said "we do not plan to cut costs" in Berlin.', "quotation", "we do not plan to cut costs"),
        ("The robots can climb stairs and run on Hand-2.", "negation", "climb"),
        ("The robots will not ship to 25 customers in the third quarter.", "negation", "not ship"),
        ("Revenue fell 40 percent to 12 million euros last year.", "direction", "fell"),
        ("A court in Vienna rejected the purchase of Initech.", "direction", "rejected"),
        ("Revenue of Acme rose from 60 to 40 percent.", "direction", "rose from 60 to 40 percent"),
        ("Acme raised money, while celebrities applaud its knighthood with fireworks.", "content", ""),
    ],
)
def test_what_the_article_does_not_say_is_named(line: str, kind: str, text: str) -> None:
    """A changed number, unit, date, name, version, quotation, denial or direction is found missing, and is named."""
    assert ground(line, ARTICLE, ()).verdict != "verified"
    assert text in missing(line)[kind]


def test_swapped_roles_are_found() -> None:
    """Two names that the article has the other way round are named together."""
    article = Article(title="Suit", text="Hooli sued Initech in Denver over a patent. Initech makes printers in Texas.")
    assert missing("Hooli sued Initech over a patent.", article) == {}
    assert missing("Initech sued Hooli over a patent.", article) == {"role": "Initech … Hooli"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("It costs $2-3 billion a year.", "The programme costs $2 billion to $3 billion a year."),
        ("Between 250 and 340 million people use it.", "From 250 million to 340 million people use it."),
        ("A third of users left, one in five came back.", "Some 33.333333333333336% of users left."),
        ("Half a million people signed.", "500,000 people signed it."),
        ("Five point six million people signed.", "5.6 million people signed it."),
        ("Sales doubled.", "Sales were twice what they had been."),
        ("It takes 90 minutes.", "It takes 1.5 hours."),
        ("It draws 1,500 megawatts.", "It draws 1.5 gigawatts."),
        ("It has 72B parameters.", "It has 72 billion parameters."),
        ("More than 5.24 million people signed.", "More than 5 million people signed it."),
        ("A two-year contract.", "The contract runs for 24 months."),
        ("He came second, on the 5th of June, 2025.", "He was 2nd on June 5, 2025."),
        ("Battery life fell from 18 hours to 16.", "Battery life is now 16 hours."),
        ("The model named 88 days. There were 136 days of rain.", "The model named 88 of the 136."),
        ("The plant stops for 100 hours each winter.", "The plant stops for 100 winter hours."),
        ("After four days and 212 accepted suggestions it stood.", "It stood after 212 suggestions."),
        ("The city had read the first half of the study.", "The city has read half the study."),
        ("One in five lost work.", "Work was lost by 20 percent."),
        ("Route 495 is a 3.45 mi freeway.", "Route 495 is a 3.45-mile freeway."),
        ("They found 116 bodies in the grave.", "They found more than 100 bodies in the grave."),
        ("The pair hid £237,000 in Leeds.", "The pair hid more than £200,000 in Leeds."),
        ("They met on 17 August. In December 2022 the fund fell.", "They met in August 2022."),
        ("It is an album, and it is a film by Amr Salama.", "It is both an album and a film by Amr Salama."),
        ("Losses fell on a new and an old basis.", "Losses fell on both a new and an old basis."),
        ("It beats replay in speed and imitation in range.", "It is faster than the first, wider than the second."),
        ("One came out in 1972, one in 1995.", "The first is of 1972, the second is of 1995."),
        ("He came to mark 20 years since the handover.", "He came for the 20th anniversary of the handover."),
        ("In the fourth quarter it builds 2,400 homes.", "It builds 2,400 homes in 4Q."),
        ("Income was lower than a year ago.", "There was a fall in income."),
        ("Sales rose in H1 2025.", "Sales rose in the first half of 2025."),
        ("Roe made an ace at the grand old age of 75.", "Roe, 75 years old, made an ace."),
        ("It was a club in the 2000's.", "It was a club in the 2000s."),
        ("Rage (1991 -- 2000; 2007 -- 11) played.", "Rage played until 2011."),
        ("The 5.68 m whale was found.", "The 5.68-metre whale was found."),
        ("The lamp has a 12-volt battery.", "The lamp has a 12V battery."),
        ("khan said he may fight on may 30 .", "Khan is to fight on May 30."),
        ("They met on June 28. (Published 2 May 2019.)", "They met on June 28, 2019."),
    ],
)
def test_the_same_number_may_be_written_otherwise(text: str, line: str) -> None:
    """Units, scales, words, fractions, ranges and rounding that says so are the same number."""
    article = Article(title="", text=text)
    assert [part.text for part in ground(line, article, ()).parts if part.kind == "number" and not part.found] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("It has 72 million parameters.", "It has 72 billion parameters."),
        ("It costs 40 euros.", "It costs 40 dollars."),
        ("The share is 12 percent.", "The share is 12."),
        ("It takes 12 weeks.", "It takes 12 months."),
        ("Some 5.24 million people signed.", "Some 5.3 million people signed it."),
        ("About 340 people came.", "About 350 people came."),
        ("It happened on 5 June.", "It happened on 15 June."),
        ("It happened in June 2025.", "It happened in June 2024."),
        ("It came third.", "It came fourth."),
        ("It serves 1,900 clinics.", "It serves 900 clinics."),
        ("The pair hid £287,000 in Leeds.", "The pair hid more than £200,000 in Leeds."),
        ("The pair hid £237,000 in Leeds.", "The pair hid about £200,000 in Leeds."),
        ("They met on 17 August. In December 2022 the fund fell.", "They met in August 2021."),
        ("It beats replay in speed and imitation in range.", "It is the second to beat replay in speed."),
        ("He came to mark 20 years since the handover.", "He came for the 25th anniversary of the handover."),
        ("In the fourth quarter it builds 2,400 homes.", "It builds 2,400 homes in 3Q."),
        ("Sales rose in H1 2025.", "Sales rose in the second half of 2025."),
        ("The first six months cost half.", "The first year costs half."),
        ("Users may 30 times a day do so.", "Users do so on May 30."),
        ("They met on June 28. (Published 2 May 2019.)", "They met on June 28, 2018."),
    ],
)
def test_another_number_is_not_the_same(text: str, line: str) -> None:
    """A change of value, scale, unit or date is never read away."""
    article = Article(title="", text=text)
    assert [part for part in ground(line, article, ()).parts if part.kind == "number" and not part.found]


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("The Federal Trade Commission sued.", "The FTC sued.", True),
        ("The FTC sued.", "The Federal Trade Commission sued.", True),
        ("The Angoule\u0302me branch won.", "The Angoulême branch won.", True),
        ("The artificial intelligence firm won.", "The AI firm won.", True),
        ("The British firm won in the United States.", "The UK firm won in America.", True),
        ("Open AI won with DeepSeek-R1.", "OpenAI won with DeepSeek R1.", True),
        ("It runs Qwen2.5-72B.", "It runs Qwen 2.5 in a 72B version.", True),
        ("Analysts praised Sam Altman.", "Altman was praised by analysts.", True),
        ("It sells H100s.", "It sells the H100.", True),
        ("It sells the H100.", "It sells the H200.", False),
        ("It runs o1-mini.", "It runs o3-mini.", False),
        ("It runs GPT-4o.", "It runs GPT-4.", False),
        ("It hit the target.", "It was bought by Target.", False),
        ("Developers praised it.", "Programmers praised it.", True),
        ("Sam Altman and Tim Cook met.", "Sam Cook met Altman.", False),
        ("The effects of COVID are hard to tell.", "The effects of COVID-19 are hard to tell.", True),
        ("The effects of the strike are hard to tell.", "The effects of COVID-19 are hard to tell.", False),
        ("Revenue in the second quarter rose.", "Company's Q2 revenue rose YoY.", True),
        ("The law is new, and it cut waste.", "A new law: The waste was cut.", True),
        ("Roe flew with El Al and others. It took hours.", "Roe flew with El Al. Previously it took hours.", True),
        ("Durst was charged in New Orleans.", "durst was charged in new orleans.", True),
        ("It gives 3-D views on 5G phones.", "It gives 3D views on 5G phones.", True),
        ("It gives 2 3D views on 5G phones.", "It gives 2D views on phones.", False),
        ("It works on 5G phones of the 4 best makers.", "It works on 4G phones.", False),
        ("James Rupert Jacob Roe is in.", "James Roe is in.", True),
        ("James Rupert Roe is in, and Jacob Poe.", "James Poe is in.", False),
        ("It was on a west Australian beach.", "It was in Western Australia.", True),
        ("The group sued the firm.", "Pop group sues firm.", True),
        ("Durst was charged in New Orleans on March 5.", "on march 5 durst was charged in new orleans.", True),
    ],
)
def test_names_are_found_in_the_forms_they_take(text: str, line: str, found: bool) -> None:
    """Initials, demonyms, spacing and plurals are the same name; another version or person is not."""
    article = Article(title="", text=text)
    wrong = [part.text for part in ground(line, article, ()).parts if part.kind == "name" and not part.found]
    assert (wrong == []) is found


def test_names_of_a_text_in_small_letters_are_found_by_their_letters() -> None:
    """An article that writes no name with a capital bears out the names of a line; a short one may just have none."""
    text = (
        "chelsea are in talks with the club mouscron . their partnership with lille has come to its end this summer , "
        "and they look for another one ."
    )
    line = "Mouscron, whose partnership with Lille has ended, talk to Chelsea."
    assert missing(line, Article(title="", text=text)) == {}
    assert missing("It was bought by Target.", Article(title="", text="It hit the target.")) == {"name": "Target"}


def test_a_line_in_small_letters_is_checked_by_the_names_of_its_article() -> None:
    """What the article always writes with a capital is a name in a line without any; other words are not."""
    text = "Durst was charged in New Orleans with possessing a gun. Berman was shot in Los Angeles. More is to come."
    article = Article(title="", text=text)
    assert missing("durst was charged in new orleans with possessing a gun.", article) == {}
    assert missing("berman was charged in new orleans with possessing a gun.", article).keys() == {"role"}
    assert missing("there is more to come in new orleans.", article) == {}


def test_title_and_metadata_bear_out_what_the_text_does_not() -> None:
    """A name of the title, the site and the date count, without offsets to show."""
    article = Article(title="Zorblax wins", text="The firm won.", site="The Verge", date=dt.date(2026, 3, 12))
    parts = ground("Zorblax won in 2026, The Verge reports.", article, ()).parts
    assert [(part.text, part.found, part.start) for part in parts if part.kind in ("name", "number")] == [
        ("2026", True, None),
        ("Zorblax", True, None),
        ("The Verge", True, None),
    ]


def test_an_invented_description_bears_nothing_out() -> None:
    """What only the page's description says, which no reader sees, is not found in the article."""
    article = Article(title="Zorblax wins", text="The firm won.", description="Zorblax won $9 million from Globex.")
    parts = ground("Zorblax won $9 million from Globex.", article, ()).parts
    assert {part.text for part in parts if not part.found} == {"$9 million", "Globex"}


def test_the_sites_of_several_articles_are_known_names() -> None:
    """Sites stand one a line where a sentence may draw on several articles."""
    article = Article(title="A\nB", text="Meridale buys Quillon.", site="The Morning Ledger\nTechpile")
    assert missing("The Morning Ledger and Techpile report that Meridale buys Quillon.", article) == {}


@pytest.mark.parametrize(
    ("text", "line", "kind"),
    sampled(
        [
            ("Roe said he would sell his shares in Acme.", "Roe wants to sell her shares in Acme.", "role"),
            ("Roe said he would sell his shares in Acme.", "Roe wants to sell his shares in Acme.", None),
            ("Roe, a woman of few words, met his board.", "Roe met the board and her staff.", None),
            ("My name is Roe. I look forward to her talk.", "Roe says he will hear the talk.", None),
            ("Clients saw up to a 30% rise in costs.", "It cuts the costs of clients by up to 30%.", "direction"),
            ("Clients saw up to a 30% cut in costs.", "It cuts the costs of clients by up to 30%.", None),
            ("We cannot help but see that it can help firms.", "The service cannot help firms.", "negation"),
            ("Clients get a dedicated helpdesk for free.", "Clients get no dedicated helpdesk.", "negation"),
            ("Roe did not know about the hidden caves.", "Roe knew nothing of the caves.", None),
            ("Many do not know about the hidden world.", "The hidden world is open.", None),
            ("Roe plays in midfield. The keeper left.", "Roe is a midfielder.", None),
            ("The app will stop accepting files in May.", "The app refuses all files from May.", None),
            ("If the House passes the bill, it takes effect in May.", "The bill failed to pass the House.", "negation"),
            ("Sales at Acme grew to 12 from 10 units.", "Sales at Acme stand at 12 units, down from 10.", "direction"),
            ("Acme stock fell 9.4 percent.", "Acme stock fell less than 9 percent.", "number"),
            ("Acme stock fell 9.4 percent.", "Acme stock fell more than 9 percent.", None),
            ("The law applies 180 days later.", "The law applies 180 days before the vote.", "direction"),
            ("One patient in eight fell ill.", "Some 12.5 percent of patients fell ill.", None),
            ("The price was $4, up from $3.", "The price is $4, up from the $3 it first asked.", None),
            ("The lag is 1.2 seconds; it was 2.5.", "The lag was halved to 1.2 seconds from 2.5 seconds.", None),
            ("The lag is 2.2 seconds; it was 2.5.", "The lag was halved to 2.2 seconds from 2.5 seconds.", "number"),
            ("In two of the five scrolls it fails.", "It fails in two out of five scrolls.", None),
            ("The model is trained on radio.", "The AI is trained on radio.", None),
            ("The firm from Lyon sells paint.", "The French firm sells paint.", None),
            ("The French firm sells paint.", "The firm in Lyon sells paint.", "name"),
            ("It costs $4 without the reader.", "The reader is not part of the $4.", None),
            ("Deaths on the wards fell.", "Mortality on the wards fell.", None),
            ("The hall has small rooms.", "The guests hope for larger rooms.", None),
            ("Acme will not come to Oslo before the vote.", "Acme won't arrive in Oslo until the vote.", None),
            ("The robots of Acme never stopped at the gate.", "The robots of Acme stopped at the gate.", "negation"),
            (
                "Sales rose to 49 million euros. Then came a loss of 3.8 million.",
                "The loss came to 3.8 million euros.",
                None,
            ),
            (
                "The rate was 4 percent here. The rival managed 7.8 on the same recording.",
                "The rival's rate was 7.8 percent.",
                None,
            ),
            ("The chip needs less than a watt.", "The chip needs less than one watt.", None),
            ("The chip needs less than a watt.", "The chip needs less than one kilowatt.", "number"),
            ("Beyond day seven the advantage vanished.", "The advantage vanished beyond the seventh day.", None),
            ("By the third day deliveries had dropped.", "Deliveries dropped within three days.", None),
            ("By the third day deliveries had dropped.", "Deliveries dropped within three months.", "number"),
            ("In July she and 37 other women filed a complaint.", "In July 38 women filed a complaint.", None),
            ("In July she and 37 other women filed a complaint.", "In July 39 women filed a complaint.", "number"),
            ("The firm was founded by Joana Teles and Rui Falcon.", "Two people founded the firm.", None),
            ("The firm was founded by Joana Teles and Rui Falcon.", "Three people founded the firm.", "number"),
            (
                "The bank was founded in 2017 and closed its doors in 2026.",
                "The bank closed its doors after nine years.",
                None,
            ),
            (
                "The bank was founded in 2017 and closed its doors in 2026.",
                "The bank closed its doors after seven years.",
                "number",
            ),
            ("The plant closes in 18 months.", "The plant closes in a year and a half.", None),
            ("Only 4 percent of users paid.", "Only one in twenty-five users paid.", None),
            ("It is cheaper for 80 percent of customers.", "It is cheaper for four customers in five.", None),
            ("Errors rose to 2 percent.", "Errors rose to two in a hundred.", None),
            ("The price of heating falls by a fifth.", "Heating gets a fifth cheaper.", None),
            ("A shift lasts seven and a quarter hours.", "A shift lasts seven hours.", "number"),
            ("The rate rose by 86 percent.", "The rate rose by 86 basis points.", "number"),
            ("Acme's engineering team will grow from 70 to 150.", "Acme more than doubles its engineering team.", None),
            ("Tejaswini More, 23, a clerk, stopped the payment.", "A 23-year-old clerk stopped the payment.", None),
            ("The flaw (CVSS 9.1) is in version 4.6.3.", "The flaw in version 4.6.3 is rated 9.1.", None),
            ("The flaw (CVSS 9.1) is in version 4.6.3.", "The flaw is in version 4.6.4.", "number"),
            ("The service costs 5 euros a month.", "The service costs 5 euros a week.", "number"),
            ("The service costs 60 euros a year.", "The annual service costs 60 euros.", None),
            ("The firm deletes recordings after 24 hours.", "The firm keeps recordings for a day.", None),
            ("Sales fell last year.", "Sales fell last decade.", "number"),
            ("A team in Wollongong tested the cells.", "An Australian team tested the cells.", None),
            ("A team in Wollongong tested the cells.", "A Canadian team tested the cells.", "name"),
            ("A start-up from Ghana tested the cells.", "An African start-up tested the cells.", None),
            ("The Viennese firm tested the cells.", "The firm from Vienna tested the cells.", None),
            ("An office in Cape Town tested the cells.", "A South African office tested the cells.", None),
            ("Water explains the loss of capacity.", "Moisture explains the loss of capacity.", None),
            ("Water explains the loss of capacity.", "Globex explains the loss of capacity.", "name"),
            ("The board of Acme turned the offer down.", "The board of Acme rejected the offer.", None),
            ("The council may impose tighter limits.", "The council may loosen restrictions.", "direction"),
            ("The western firms doubt it.", "Western firms doubt it.", None),
            ("The team reached its target for sales.", "The team failed to reach its target for sales.", "negation"),
            ("She likes the reader.", "He or she likes the reader.", None),
            ("It is free for farmers and came in March.", "Farmers get it at zero cost.", None),
            ("It is free for farmers and came in March.", "Farmers get it free from April on.", "number"),
            ("Every fifth case is missed.", "A fifth of the cases are missed.", None),
            ("Records are kept for five years.", "Records are kept for half a decade.", None),
            ("The wait was nine days.", "The wait was more than a week.", None),
            ("Rents are up by about a fifth since May.", "Rents are up by about a fifth since May.", None),
            ("Rents rose by a quarter last year.", "Rents rose by a quarter last year.", None),
            ("The old pumps ask for oil before they start.", "The old pumps ask for oil first.", None),
            ("Acme buys used pumps.", "Acme buys second-hand pumps.", None),
            ("From May to September 90 pumps failed.", "In five months 90 pumps failed.", None),
            ("From May to September 90 pumps failed.", "In seven months 90 pumps failed.", "number"),
            ("Between 2 June and 16 June pumps failed.", "In two weeks pumps failed.", None),
            ("The pumps stood still for 3 hours and 52 minutes.", "The pumps stood still for nearly four hours.", None),
            (
                "The pumps stood still for 3 hours and 22 minutes.",
                "The pumps stood still for nearly four hours.",
                "number",
            ),
            ("Of its sales 35 percent are pumps.", "More than a third of its sales are pumps.", None),
            ("Of its sales 31 percent are pumps.", "More than a third of its sales are pumps.", "number"),
            ("Trust in pumps fell from 43 to 33 percent.", "Trust in pumps fell ten points to 33 percent.", None),
            ("The pump takes 9 litres a minute.", "The pump takes 9 litres per minute.", None),
            ("The pump takes 9 litres a minute.", "The pump takes 9 litres per second.", "number"),
            ("The pump costs $9 per user and month.", "The pump costs $9 per user and year.", "number"),
            ("Acme opened on 9 May. A plant burned in 2014.", "Acme opened on 9 May 2014.", "number"),
            ("In 2014 Acme moved. It opened on 9 May.", "Acme opened on 9 May 2014.", None),
            ("Health Canada has it. The Institutes of Health Research paid.", "The case is with Health Canada.", None),
            (
                "Some 55 percent use it, compared with 31 percent in May.",
                "Use is at 55 percent, up from 31 percent.",
                None,
            ),
            (
                "Some 55 percent use it, compared with 31 percent a year ago.",
                "Use has declined to 31 percent from 55 percent.",
                "direction",
            ),
            ("Roe declined to comment on the plant.", "Roe would not comment on the plant.", None),
            ("Roe refused to say whether the plant stays.", "Roe would not commit to keeping the plant.", None),
            ("The board has a seat without a vote for Acme.", "Acme has a non-voting seat on the board.", None),
            ("The court rejected the request of Acme.", "The court granted the request of Acme.", "direction"),
            ("Acme sells pumps at acme.example.", "Acme sells pumps, see https://evil.example/x.", "content"),
            (
                "The inquiry into the pumps was led by Dr Ida Roe. In May the plant was sold by Dr Max Holm.",
                "The inquiry into the pumps was led by Dr Max Holm.",
                "role",
            ),
            (
                "The inquiry into the pumps was led by Leeds University. In May the plant was sold by Hull University.",
                "The inquiry into the pumps was led by Hull University.",
                "role",
            ),
            (
                "The inquiry into the pumps was led by Ida Holm. In May the plant was sold by Max Holm.",
                "The inquiry into the pumps was led by Max Holm.",
                "role",
            ),
            ("Ida Holm built the pump. Holm sold it, too.", "Ida Holm built and sold the pump.", None),
            ("A 31-year-old clerk drowned. The pump cost 58 jobs.", "A 58-year-old clerk drowned.", "number"),
            ("A 6-year-old girl, Ida Roe, fell in.", "Ida Roe, 6, fell in.", None),
            ("A 6-year-old girl, Ida Roe, fell in.", "Ida Roe, aged six, fell in.", None),
            ("A 6-year-old girl, Ida Roe, fell in.", "Ida Roe, 8, fell in.", "number"),
            ("Hull won 4-2 against Leeds in May.", "Hull beat Leeds 4-2 in May.", None),
            ("The Senate passed it by 21 votes to 9.", "It passed the Senate 21 to 9.", None),
            ("The pumps ran for more than a decade.", "The pumps ran for over ten years.", None),
            ("The pumps stood still for a fortnight.", "The pumps stood still for two weeks.", None),
            ("The pumps stood still for 52 hours.", "The pumps stood still for more than two days.", None),
            ("The pumps stood still for 52 hours.", "The pumps stood still for more than three days.", "number"),
            (
                "Pumps are mended free of charge for four years.",
                "Pumps are mended free for the first four years.",
                None,
            ),
            ("Four of their nine pumps failed.", "Of the nine pumps, four failed.", None),
            ("Hull lost to Leeds in May.", "Leeds beat Hull in May.", None),
            ("Roe has promised to keep the ban.", "Roe has promised to keep the allow.", "direction"),
            (
                "The engineers of Acme found that the chip was no longer made.",
                "The engineers of Acme found that the chip was still made.",
                "negation",
            ),
            (
                "The pumps of Acme cost 35 euros with no limit.",
                "The pumps of Acme cost 35 euros with some limit.",
                "negation",
            ),
            ("The pumps of Acme were still made in Hull in May.", "The pumps of Acme were made in Hull in May.", None),
            (
                "Acme promised to keep the name Hull until 2031.",
                "Acme promised to drop the name Hull until 2031.",
                "direction",
            ),
            (
                "The firm has left Hull and will instead expand in Leeds.",
                "It has left Hull and will not expand in Leeds.",
                "negation",
            ),
            ("Hull bought boats instead of renting them.", "Hull bought boats and did not rent them.", None),
            ("Hull lost to Leeds in May.", "Hull beat Leeds in May.", "direction"),
            ("Acme sold its plant to Hooli in May.", "Hooli bought the plant from Acme in May.", None),
            ("Acme sold its plant to Hooli in May.", "Acme bought the plant from Hooli in May.", "direction"),
            ("Hooli wanted the plant in Hull, which Acme refused.", "Acme refused the plant that Hooli wanted.", None),
            (
                "The judge thinks that the plant should not close.",
                "The judge does not think that it should close.",
                None,
            ),
            ("Hooli was unable to name the owner of the plant.", "Hooli could not name the owner of the plant.", None),
            ("Heat comes from pumps rather than from stoves.", "Heat comes from pumps, not stoves.", None),
            ("Holm won. The Dutchwoman sold her boat.", "The Dutch winner sold her boat.", None),
            ("Roe met the Queen. Holm sold a boat to Acme.", "Holm sold Acme a boat.", None),
            ("Roe met the Queen. Holm sold a boat to Acme.", "Roe met the Queen. Lindqvist sold Acme a boat.", "name"),
            ("Doctors keep venom of snakes in a fridge.", "Antivenom is kept in a fridge by doctors.", None),
            ("Telephone agents get 9 dollars.", "Telephony agents get 9 dollars.", None),
            (
                "Acme has put the plant and the name into a trust. It declined to comment. Hooli refused to say more.",
                "Acme has not put the plant and the name into a trust.",
                "negation",
            ),
            (
                "The plans of the plant have not been published. Acme did not comment. Hooli refused to say more.",
                "The plans of the plant have been published.",
                "negation",
            ),
            ("The survey took 28 hours.", "The survey took nearly 30 hours.", None),
            ("The survey took 1,190 hours.", "The survey took about 1,200 hours.", None),
            ("The survey took 28 hours.", "The survey took nearly 40 hours.", "number"),
            ("The survey cost close to $390.", "The survey cost close to $400.", None),
            ("Hooli paused the plant for a day.", "Hooli paused the plant for 24 hours.", None),
            ("Hooli paused the plant for a week.", "Hooli paused the plant for 24 hours.", "number"),
            (
                "Acme opened its plant in 1991. It was sold in 1997.",
                "The plant, opened in 1991, was sold six years on.",
                None,
            ),
            (
                "Acme opened its plant in 1991. It was sold in 1997.",
                "The plant, opened in 1991, was sold five years on.",
                "number",
            ),
            ("Acme cut the price of its lamp to $21 from $30.", "Acme lowered the price of its lamp by $9.", None),
            ("Acme cut the price of its lamp to $21 from $30.", "Acme lowered the price of its lamp by $8.", "number"),
            (
                "We asked 60 nurses. Of them 46 liked the lamp.",
                "About three quarters of the 60 nurses liked the lamp.",
                None,
            ),
            (
                "We asked 60 nurses. Of them 26 liked the lamp.",
                "About three quarters of the 60 nurses liked the lamp.",
                "number",
            ),
            ("Of 900 nurses, 71 wanted the lamp back.", "Fewer than one in ten nurses wanted the lamp back.", None),
            ("In 69% of wards nurses kept the lamp.", "In seven of ten wards nurses kept the lamp.", "number"),
            ("In 69% of wards nurses kept the lamp.", "In about seven of ten wards nurses kept the lamp.", None),
            ("The lamp failed until the fourth day.", "The lamp worked from day four on.", None),
            ("Nurses have to sign before they get a lamp.", "Nurses must first sign.", None),
            (
                "The lamp comes with the third issue, not with the first. It is red.",
                "It comes not with the first issue.",
                None,
            ),
            ("Makers of televisions and of electric cars sued.", "Makers of TVs and EVs sued.", None),
            ("Makers of televisions sued.", "Makers of UAVs sued.", "name"),
            ("It is sold in Chile, Peru and Cuba.", "It is sold in Cuba, Peru and Chile.", None),
            ("The pact was signed by Acme and Hooli.", "The pact was signed by Hooli and Acme.", None),
            ("A lamp costs $12 a month. Hooli left last year.", "A lamp costs $12 a year.", "number"),
            ("A lamp costs $12 a month. Hooli left last year.", "A lamp costs $12 each month.", None),
            ("Acme pays 4 cents for each kilogram of tin.", "Acme pays 4 cents per tonne of tin.", "number"),
            ("Acme declined to comment.", "Acme did not wish to comment.", None),
            ("Acme refused to criticise the judge.", "Acme won't blame the judge.", None),
            ("Roe accepts that the flutes are old.", "Roe does not dispute that the flutes are old.", None),
            ("Roe doubts that the flutes are old.", "Roe does not dispute that the flutes are old.", "negation"),
            ("Nurses were left out of the deal.", "Nurses are not included in the deal.", None),
            ("Acme paid 210 million euros for Hooli.", "Acme paid 210m euros for Hooli.", None),
            ("Acme paid 210m euros for Hooli.", "Acme paid 210 million euros for Hooli.", None),
            ("The tunnel is 210m long.", "The tunnel is 210 million long.", "number"),
            ("Acme paid 210 million euros for Hooli.", "Acme paid EUR 210 million for Hooli.", None),
            ("Acme paid 210 million dollars for Hooli.", "Acme paid US$210 million for Hooli.", None),
            ("The cells were tested at minus 25 degrees Celsius.", "The cells were tested at -25 °C.", None),
            ("The cells were tested at 25 °C.", "The cells were tested at 25 degrees.", None),
            ("The cells were tested at 25 °C.", "The cells were tested at 25 °F.", "number"),
            ("It fell to minus 25 degrees.", "It fell to 25 degrees below zero.", None),
            ("In 2024 7 in 10 nurses had a lamp.", "In 2024 70 percent of nurses had a lamp.", None),
            ("In 2024 7 in 10 nurses had a lamp.", "In 2024 60 percent of nurses had a lamp.", "number"),
            ("A seven-year-old girl found the lamp.", "A girl, 7, found the lamp.", None),
            ("A girl, 7, found the lamp.", "A seven-year-old girl found the lamp.", None),
            ("A girl, 7, found the lamp.", "An eight-year-old girl found the lamp.", "number"),
            ("The repair took 15 days and now takes 7 days.", "Repairs are down from 15 to 7.", None),
            ("It was the third theft of a lamp this year.", "Three thefts of lamps were seen this year.", None),
            ("It was the third theft of a lamp this year.", "Four thefts of lamps were seen this year.", "number"),
            ("The system raised the alarm 1,960 times.", "The system raised nearly 2,000 alarms.", None),
            ("Sales of lamps fell 23 percent.", "Sales of lamps fell by nearly a quarter.", None),
            ("Acme stopped selling the lamp in May.", "Acme kept selling the lamp until May.", None),
            ("Leeds have lost three finals.", "Leeds have been beaten in three finals.", None),
            ("The owners of a toy are suing Acme over its AI.", "Lawsuit: AI toy of Acme", None),
            (
                "The state advised against swimming in the lake.",
                "The state advised people not to swim in the lake.",
                None,
            ),
            ("The union backs the move to Hull.", "The union does not support the move to Hull.", "negation"),
            (
                "Clear labels, without any training, halved the errors. A clear label says when not to use a lamp.",
                "Clear labels, without any training, halved the errors, and a clear label says when not to use a lamp.",
                None,
            ),
        ]
    ),
)
def test_near_misses_of_what_an_article_says(text: str, line: str, kind: str | None) -> None:
    """A free paraphrase passes; the same words turned round do not."""
    assert set(missing(line, Article(title="", text=text))) == ({kind} if kind else set())


@pytest.mark.parametrize(
    ("line", "denied"),
    [
        ("Roe asks the board to vote no on Monday.", []),
        ("Air conditioning, no: the money had run out.", []),
        ("The dust contains next to no magnesium.", []),
        ("The plant employs 44 people, not 120.", []),
        ("The plant employs no 44 people.", ["no"]),
        ("The plant does not employ 44 people, not even on Monday.", ["not", "not"]),
        ("No money was left on Monday.", ["No"]),
    ],
)
def test_an_answer_and_a_contrast_of_numbers_deny_nothing(line: str, denied: list[str]) -> None:
    """Of the words that deny, those do not count that only answer, or set one number apart from another."""
    parsed = Parsed(line)
    assert [parsed.words[at].text for at in parsed.polarity.negators] == denied


def test_a_weekday_read_with_the_articles_date_is_a_day() -> None:
    """Tuesday, in an article of Thursday 12 March 2026, is 10 March."""
    assert missing("Acme Robotics raised $5.6 million on March 10.") == {}
    assert missing("Acme Robotics raised $5.6 million on March 11.") == {"number": "March 11"}


STAFF = (
    "Kenji Morimoto, an analyst at Sakae Securities, sees Brandt Messtechnik as a buyer of Corvane. Brandt's chief "
    "executive, Amara Osei, said nothing. Torsten Weil is the security chief of Quillbase. (Ines Holm is its lawyer.)"
)


@pytest.mark.parametrize(
    "line",
    [
        "Sakae Securities analyst Kenji Morimoto sees Brandt Messtechnik as a buyer of Corvane.",
        "Sakae's analyst Kenji Morimoto sees a buyer of Corvane.",
        "Brandt Messtechnik could buy Corvane, says Kenji Morimoto, Sakae Securities' analyst.",
        "Amara Osei, chief executive of Brandt Messtechnik, said nothing of Corvane.",
        "Brandt Messtechnik chief executive Amara Osei said nothing.",
        "Quillbase's security chief, Torsten Weil, has Ines Holm for a lawyer.",
    ],
)
def test_who_belongs_where_may_be_told_in_any_order(line: str) -> None:
    """Whoever works for somebody may stand before or behind him, as long as it is the one who does the work."""
    assert missing(line, Article(title="", text=STAFF)) == {}


@pytest.mark.parametrize(
    "line",
    [
        "Kenji Morimoto analyst Sakae Securities sees Brandt Messtechnik as a buyer of Corvane.",
        "Sakae Securities, an analyst at Kenji Morimoto, sees a buyer of Corvane.",
        "Brandt Messtechnik, chief executive of Amara Osei, said nothing of Corvane.",
        "Amara Osei's chief executive, Brandt Messtechnik, said nothing.",
        "Quillbase is the security chief of Torsten Weil.",
        "Quillbase, Torsten Weil's security chief, has a lawyer.",
    ],
)
def test_nobody_belongs_to_his_own_staff(line: str) -> None:
    """Who works for whom, turned round, is noticed in whichever words it is told."""
    assert "role" in missing(line, Article(title="", text=STAFF))


@pytest.mark.parametrize(
    "line",
    [
        "The offer for Corvane by Brandt Messtechnik followed an agreement at Quillbase.",
        "Corvane and Quillbase sell paper from Brandt Messtechnik.",
        "In October, Quillbase of Corvane met",
    ],
)
def test_words_that_end_like_roles_are_none(line: str) -> None:
    """Neither an offer nor an agreement, nor a month, is what somebody is for somebody."""
    parsed = Parsed(line)
    assert all(parsed.text[one.first.start : one.second.end] == "Quillbase of Corvane" for one in parsed.belongings)


def test_verdicts() -> None:
    """All parts and a supporting quote: verified; some missing, or no such quote: partly; most: unsupported."""
    line = "Acme Robotics raised $5.6 million from Globex Ventures."
    good, beside_the_point, invented = (
        "it had raised $5.6 million",
        "told the Center for AI Safety",
        "Acme raised nothing",
    )
    assert ground(line, ARTICLE, [good]).verdict == "verified"
    assert ground(line, ARTICLE, [invented, good]).verdict == "verified"
    assert ground(line, ARTICLE, [beside_the_point]).verdict == "partly"
    assert ground(line, ARTICLE, [invented]).verdict == "partly"
    assert ground(line.replace("5.6", "9.9"), ARTICLE, [good]).verdict == "partly"
    assert ground("Umbrella paid Wayne Brothers $9 billion.", ARTICLE, [good]).verdict == "unsupported"
    assert ground("Bananas ripen quickly.", ARTICLE, ()).verdict == "unsupported"


def test_evidence_is_the_quotes_that_support_the_line() -> None:
    """Of the quotes given, those that stand in the article and share something with the line are the evidence."""
    line = "Acme Robotics raised $5.6 million from Globex Ventures."
    grounding = ground(line, ARTICLE, ["raised $5.6 million", "nowhere at all", "cannot climb stairs"])
    assert [evidence.quote for evidence in grounding.evidence] == ["raised $5.6 million"]


def test_a_word_in_scare_quotes_is_said_to_stand_without_them() -> None:
    """The article has the word, so that what is missing is the marks."""
    parts = ground('Acme trains its "robots" in Berlin.', ARTICLE, ()).parts
    details = [part.detail for part in parts if part.kind == "quotation"]
    assert details == ["the article has it without quotation marks"]


def test_a_missing_part_says_what_the_article_has_instead() -> None:
    """The detail of a part names the article's own number, name or words."""
    line = 'Acme Robotic raised $5.7 million, says Tom Leee: "we do not plan to cut costs".'
    details = {part.text: part.detail for part in ground(line, ARTICLE, ()).parts if not part.found}
    assert "$5.6 million" in details["$5.7 million"]
    assert "We do not plan to cut jobs" in details["we do not plan to cut costs"]


@pytest.mark.parametrize("quoted", ["we […] plan to cut jobs", "We do not ... cut jobs", "do [not] plan"])
def test_omissions_in_a_quotation_are_the_writers(quoted: str) -> None:
    """What stands around an omission or a bracket must be the article's."""
    line = f'Tom Lee of Acme said "{quoted}".'
    assert [part.found for part in ground(line, ARTICLE, ()).parts if part.kind == "quotation"] == [True]


def read(name: str) -> list[tuple[Article, str]]:
    """Return the true lines of one file of the benchmark with their articles."""
    entries = tomllib.loads((BENCHMARK / name).read_text(encoding="utf-8"))["article"]
    made = [(Article(title=e["title"], text=e["text"].strip(), date=e["date"]), e["lines"]) for e in entries]
    return [(article, line) for article, lines in made for line in lines]


@pytest.mark.parametrize("name", sampled(["trade.toml", "smooth.toml", "tuning.toml", "held_out.toml"]))
def test_at_most_four_true_lines_in_a_hundred_are_doubted(name: str) -> None:
    """Few lines that keep close to the article are doubted, and every place shown is really there."""
    doubted = 0
    for article, line in read(name):
        grounding = ground(line, article, ())
        doubted += grounding.verdict != "verified"
        assert all(article.text[e.start : e.end] == e.quote for e in grounding.evidence)
        assert all(_in_range(part, article) for part in grounding.parts)
    assert doubted <= 0.04 * len(read(name))


def _in_range(part: Part, article: Article) -> bool:
    return part.start is None or (part.end is not None and 0 <= part.start < part.end <= len(article.text))


SEED_LINES = {
    "001_b8ac69b59d23199c.txt": [
        "The White House's National Security Council is reviewing DeepSeek's rapid rise.",
        "DeepSeek's app reached No. 1 on the App Store and set off a $600 billion sell-off in Nvidia stock.",
        "Alibaba claims that Qwen 2.5-Max, released on Lunar New Year's Day, beats DeepSeek-V3 and OpenAI's GPT-4o.",
        "A judge temporarily blocked Trump's halt on federal grants, which leaves AI research in uncertainty.",
        "SoftBank is reportedly in talks to invest up to $25 billion in OpenAI.",
    ],
    "003_adb02a5b48bb3d20.txt": [
        "DeepSeek r1 is tied for third place on ChatBot Arena, ahead of OpenAI's o1-preview.",
        "Google DeepMind CEO Demis Hassabis says the company may have relied on western systems.",
        "The start-up grew out of a quantitative trading company that bought thousands of NVIDIA chips.",
        'Jeremy Liew compares Stargate to "bringing an M1 Abrams MBT to a drone fight".',
        "Netflix reached 300 million paid subscribers at the end of 2024, with an audience of 700 million.",
    ],
    "004_6c4e1dfb128c0499.txt": [
        'Meta\'s chief AI scientist Yann LeCun says that "open source models are outperforming proprietary models".',
        'Soumith Chintala, co-founder of PyTorch, rejects claims that the success was a "psyop" by the government.',
        "DeepSeek's models excel in both Chinese and English but appear to be subject to censorship.",
        "Alibaba introduced Qwen2.5-1M, an upgrade from Qwen2.5-72B, and Moonshot AI launched Kimi k1.5.",
        "Former Github CEO Nat Friedman says the DeepSeek team is really good.",
    ],
}


@pytest.mark.parametrize("name", SEED_LINES)
def test_true_lines_about_real_articles_are_verified(name: str) -> None:
    """Lines written about three published articles, as they were crawled, are borne out by them."""
    path = SEEDS / name
    if not path.exists():
        pytest.skip("the published articles are not part of the repository")
    import ftfy

    article = Article(title="A digest of the week", text=ftfy.fix_text(path.read_text(encoding="utf-8")))
    assert {line: missing(line, article) for line in SEED_LINES[name] if missing(line, article)} == {}


@pytest.mark.parametrize(
    "unit",
    sampled(
        ["not ", "$1 to ", "A.", "“", " '", "one in ", "1,000,", "up from 5 ", "Jim ", "GPT-4", "-", "Aa is Bb's x "]
    ),
)
def test_hostile_repetition_is_grounded(unit: str) -> None:
    """Thousands of the same words, in line and article, end in a verdict."""
    article = Article(title="", text=unit * 3_000)
    assert ground(unit * 60, article, [unit * 20]).verdict in ("verified", "partly", "unsupported")


@pytest.mark.parametrize(
    "line",
    [
        "Corvane, a laboratory from the harbour town of Ostrand, bought Tessel.",
        "Corvane puts the price at $1.85 billion; Tessel spoke of $2.1 billion.",
    ],
)
def test_names_that_have_no_part_in_one_deed_are_not_swapped(line: str) -> None:
    """Where a name only says what the other is, or a semicolon parts the two, there is no who-did-what to mistake."""
    text = (
        "In Ostrand the laboratory Corvane said on Monday that it had bought Tessel. "
        "Tessel spoke of a price of $2.1 billion, and Corvane puts it at $1.85 billion."
    )
    parts = ground(line, Article(title="A purchase", text=text), ()).parts
    assert [part for part in parts if part.kind == "role" and not part.found] == []


@pytest.mark.parametrize(
    "text", ["It took ½ an hour and 1½ cups.", "¹The study found 2² things.", "৪৫ and ٣ things", "Ⅷ"]
)
def test_digits_of_every_kind_are_read_without_a_crash(text: str) -> None:
    """Fractions, superscripts and other scripts' digits may stand in a line or an article."""
    for line in (text, "The study took half an hour.", "It found 2 things."):
        assert ground(line, Article(title="", text=text), ()).verdict


@pytest.mark.parametrize("text", ["GPT-4ʼs price", "the 1990ʼs", "music of the ʼ90s", "the sign \uff9e", "a lone ʼ"])
def test_a_mark_without_a_letter_is_a_word_of_its_own(text: str) -> None:
    """A letter that is only a mark, such as an apostrophe behind a digit, may stand in a line or an article."""
    for line in (f"It is about {text}.", "It fell by 20 percent."):
        assert ground(line, Article(title="", text=f"It is about {text}."), ()).verdict


def test_a_line_whose_only_shared_word_is_its_own_opposite_is_judged() -> None:
    """Nothing else is shared that could tell where the word belongs."""
    assert ground("Fell.", Article(title="", text="They rose. They fell."), ()).verdict


@pytest.mark.load
def test_the_same_line_gets_the_same_verdict_in_every_process() -> None:
    """Neither verdict nor parts depend on the order in which a process happens to walk through sets."""
    script = (
        "import sys, tomllib\n"
        "from summarizer.grounding import ground\n"
        "from summarizer.models import Article\n"
        "for e in tomllib.load(open(sys.argv[1], 'rb'))['article'][:6]:\n"
        "    a = Article(title=e['title'], text=e['text'].strip(), date=e['date'])\n"
        "    print([ground(line.replace('rose', 'fell'), a, ()) for line in e['lines']])\n"
    )
    command = [sys.executable, "-c", script, str(BENCHMARK / "voices.toml")]
    outputs = {
        subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_of_a_page_full_of_numbers_only_so_many_are_compared() -> None:
    """What an article may cost is bounded, however many numbers stand in it and in one sentence of it."""
    for text in ("5 of " * 5000, " ".join(f"{number}%" for number in range(3000)), "in March 2021 " * 3000):
        known = index(Article(title="", text=text))
        assert len(known.quantities) <= MOST_NUMBERS
        assert len(known.pairs) <= MOST_IN_A_SENTENCE**2
        assert ground("It sold 7 of 12 plants in May 2026.", Article(title="", text=text), ()).verdict != "verified"


def test_a_line_longer_than_any_paragraph_is_not_checked_but_refused() -> None:
    """A reply of a million names costs no more than one of a few: it has no verdict but "unsupported"."""
    article = Article(title="", text="Globex sold a plant to Acme.")
    grounding = ground("Globex sold Acme " * 100_000, article, ())
    assert (grounding.verdict, [part.found for part in grounding.parts]) == ("unsupported", [False])


@pytest.mark.parametrize(
    "quotation",
    ["We felt a jolt, and then it was dark.", "I'm fine, it wasn't (really) bad."],
)
def test_a_quotation_is_found_where_spaces_part_words_and_marks(quotation: str) -> None:
    """Some corpora write `it was n't ( really ) bad .`; the words are the same, and altered ones still are not."""
    text = '" We felt a jolt , and then it was dark . " Roe said : " I \'m fine , it was n\'t ( really ) bad . "'
    article = Article(title="", text=text)
    assert missing(f'Roe said: "{quotation}"', article) == {}
    assert "quotation" in missing(f'Roe said: "{quotation.replace("bad", "good").replace("dark", "light")}"', article)
