"""A page that holds no article is refused with the code of what it is; an article passes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sampling import sampled

from summarizer.errors import CODES, ItemError
from summarizer.models import Source
from summarizer.reading.gate import check_page
from summarizer.reading.look import Look, count_words, share_told, telling
from summarizer.reading.reader import load_page, read
from summarizer.reading.register import lead_words
from summarizer.reading.signs import leading_lines

PAGES = Path(__file__).with_name("pages")
BLOCKED = sorted(path.name for path in (PAGES / "blocked").iterdir())
ARTICLES = sorted(path.name for path in (PAGES / "articles").iterdir())
READER_CODES = sorted((code for code in CODES if CODES[code].stage == "reader"), key=len, reverse=True)
AKIN = {
    "boilerplate-legal.html": "consent-wall",
    "video-only-platform.html": "consent-wall",
    "paywall-member-story.html": "login-wall",
    "front-page-company-home.html": "boilerplate",
    "front-page-podcast-show.html": "too-short",
    "too-short-podcast-player.html": "video-only",
}
"""Pages whose code may as well be another's: they are refused, and the advice helps as much."""

PROSE = (
    "The operator of the island ferry will run eight crossings a day instead of four from the first of November, "
    "the company said on Friday, after a summer in which one ferry in five left full. Prices stay as they are until "
    "spring. A return ticket costs 14 dollars, and islanders with a pass pay half of that. "
)
EXCERPTS = "\n".join(
    f"{place} ferry adds crossings: the operator of the line to {place} will run eight boats a day instead of four …"
    for place in ("Sandray", "Fleet Holm", "Ardle", "Nortle", "Ellery")
)


def code_of(folder: str, name: str) -> str:
    """Return the code a page is refused with, or `article`."""
    path = PAGES / folder / name
    try:
        read(load_page(Source(given=name, path=path)))
    except ItemError as error:
        return error.code
    return "article"


@pytest.mark.parametrize("name", sampled(BLOCKED))
def test_a_page_without_an_article_is_refused(name: str) -> None:
    """Each page of the collection is refused with the code its file name begins with, or one that helps as much."""
    wanted = next(code for code in READER_CODES if name.startswith(code))
    assert code_of("blocked", name) in (wanted, AKIN.get(name, wanted))


@pytest.mark.parametrize("name", sampled(ARTICLES))
def test_an_article_passes(name: str) -> None:
    """No article of the collection is refused, whatever it is about and however it is laid out."""
    assert code_of("articles", name) == "article"


def test_the_collection_is_as_large_as_it_claims() -> None:
    """Forty kinds of page without an article, every code of the gate among them, and twenty articles."""
    assert len(BLOCKED) >= 40
    assert len(ARTICLES) >= 20
    assert {code for code in READER_CODES for name in BLOCKED if name.startswith(code)} == {*READER_CODES} - {
        "unreadable",
        "reader-timeout",
        "reader-crash",
    }


def look(**changes: Any) -> Look:
    """Return what the gate sees of a plain article, with changes."""
    return Look(title="Ferry line doubles its winter service", text=PROSE)._replace(**changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": ""}, "empty"),
        ({"text": "Ferry line doubles its service, it said."}, "too-short"),
        ({"text": "Ferry line doubles.", "extracted_words": 90}, "boilerplate"),
        ({"title": ""}, "no-title"),
        ({"text": "Verify you are human. Press & Hold to confirm you are not a robot."}, "bot-check"),
        ({"text": "Please log in to continue. Forgot your password? Create an account."}, "login-wall"),
        ({"text": "Subscribe to continue reading. Already a subscriber? Log in. Cancel anytime."}, "paywall"),
        ({"text": "We and our partners use cookies. Accept all. Manage your preferences."}, "consent-wall"),
        ({"text": "Please enable JavaScript to view this page."}, "script-only"),
        ({"title": "404 Not Found", "text": "The page you requested could not be found."}, "error-page"),
        ({"title": "Chancellor resigns after budget vote collapses overnight"}, "title-mismatch"),
        ({"url": "https://www.youtube.com/watch?v=1"}, "video-only"),
        ({"source": '<script id="anubis_challenge" type="application/json">', "text": PROSE}, "bot-check"),
        ({"title": "Search results for ferry", "linked_headings": 10, "listing": True, "text": EXCERPTS}, "front-page"),
    ],
)
def test_each_code_is_reached(changes: dict[str, object], code: str) -> None:
    """One sign of each kind, on an otherwise plain page, is enough where nothing speaks for an article."""
    with pytest.raises(ItemError) as caught:
        check_page(look(**changes))
    assert caught.value.code == code


CHINESE = "渡轮公司周五表示，自十一月一日起，每天将开行八班渡轮，而不是四班。去年夏天，每五班中就有一班满员离港。" * 3


@pytest.mark.parametrize(
    "title",
    [
        "ธนาคารกลางขึ้นดอกเบี้ย",
        "ທະນາຄານກາງຂຶ້ນດອກເບ້ຍ",
        "ဗဟိုဘဏ်က အတိုးနှုန်းမြှင့်",
        "ធនាគារជាតិដំឡើងអត្រាការប្រាក់",
        "中央銀行が金利を引き上げる",
    ],
    ids=["Thai", "Lao", "Burmese", "Khmer", "Japanese"],
)
def test_a_title_without_spaces_tells_by_its_pairs_of_characters(title: str) -> None:
    """Whatever script it is in, what it says is found in a text that says it, and missed in one about another thing."""
    assert telling(title) == {"".join(pair) for pair in pairwise(title.replace(" ", ""))}
    assert share_told(title, title.replace(" ", "")) == 1
    with pytest.raises(ItemError) as caught:
        check_page(look(title=title, text=CHINESE))
    assert caught.value.code == "title-mismatch"


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "404: the ferry that was not found", "text": PROSE + "Visitors saw a page not found error, it said."},
        {"text": PROSE + "Passengers must verify they are human at the gate, a spokesman told the paper."},
        {"visible": "Log in Sign up Subscribe now Accept all cookies We and our partners use cookies " + PROSE},
        {"source": "<script src='https://www.google.com/recaptcha/api.js'></script><div class='g-recaptcha'></div>"},
        {"source": "<div id='onetrust-banner'></div>"},
        {"source": "<video src='a.mp4'></video>", "text": PROSE * 2},
        {"linked_headings": 12, "published": True, "text": PROSE * 3},
        {"url": "https://harborcourier.example/2026/10/02/ferry?s=front"},
        {"free": True},
        {"title": "Just a moment of calm before the ferry line doubles its service"},
        {"title": "Access denied: how the ferry line shut islanders out"},
        {"title": "Sign in with a ferry: the winter service that needs no ticket"},
        {"title": "Loading the ferry: a winter service in pictures and words"},
    ],
)
def test_one_sign_does_not_make_a_wall(changes: dict[str, object]) -> None:
    """A phrase, a title, a banner or a script that walls share with articles does not refuse an article."""
    assert check_page(look(**changes)).lead_only is False


ASKED = (
    "What did the first buoy cost?\nTwo hundred kroner and a bottle, in 1974. The bottle was empty.\n"
    "Who pays for them now?\nNobody. I weld them out of boilers, and the fishermen bring me the chain.\n"
    "And when you stop?\nThen the reef goes back to being a rumour. I have told the mayor so twice.\n"
    "What do you hear at night?\nThe bell on number nine. My wife hears it too and says it is the neighbour.\n"
    "Would you do it again?\nI would start with a smaller reef."
)
JOB = (
    "Tarn Mutual insures half of the valley's cattle and has grown in each of the last ten years.\n"
    "You will answer the letters of members, keep their files in order and help with the yearly count.\n"
    "Requirements\nTwo years in an office\nA driving licence\nWhat we offer\n25 days of leave and a pension\n"
    "Apply online with your CV and a cover letter. Closing date: 3 May."
)
CAPTIONS = (
    "\n".join(
        f"{subject} at the ploughing match, Sunday"
        for subject in ("Horses", "Judges", "A lost boot", "Mud", "The winner")
    )
    + "\nThe tent before the rain\nThe tent after the rain\nTwo brothers share one coat\nThe last furrow of the day"
)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ASKED},
        {"text": ASKED, "listing": True, "types": frozenset({"website"})},
    ],
)
def test_what_many_articles_have_does_not_refuse_one(changes: dict[str, object]) -> None:
    """Questions without an introduction, and the type of a site, are found at articles, too."""
    title = "Five minutes with Aksel Rundberg"
    assert check_page(look(title=title, heading=title, claims=(f"{title} of Sandray",), **changes)).lead_only is False


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "Clerk, members' desk", "text": JOB, "types": frozenset({"jobposting"})}, "boilerplate"),
        ({"title": "Clerk, members' desk", "text": JOB}, "boilerplate"),
        (
            {"title": "Photos: the ploughing match", "text": CAPTIONS, "source": "<figure><figcaption>" * 9},
            "video-only",
        ),
    ],
)
def test_an_offer_or_a_gallery_is_no_article(changes: dict[str, object], code: str) -> None:
    """What is offered on a page, whether it declares so or not, and captions without a report are refused."""
    with pytest.raises(ItemError) as caught:
        check_page(look(heading=str(changes["title"]), **changes))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "lead_only"),
    [
        (PROSE, True),
        (PROSE * 8, False),
    ],
)
def test_a_paid_article_with_a_usable_lead_is_marked(text: str, lead_only: bool) -> None:
    """What is declared as not free passes, marked as a lead, unless its whole text is there."""
    assert check_page(look(text=text, free=False, published=True)).lead_only is lead_only


@pytest.mark.parametrize(
    ("behind", "lead_only"),
    [
        ("Subscribe to continue reading.\nAlready a subscriber? Log in. Cancel any time.", True),
        ("Weiterlesen mit Plus, jederzeit kündbar.\nBereits Abonnent? Anmelden", True),
        ("Subscribe to our newsletter.", False),
        ("The ferry company sells subscriptions for the whole winter, too, it said.", False),
        ("After reading this story, the harbour master closed the pier.", False),
        ("Whoever is reading this story on the pier should know that the boat has left.", False),
        ("Subscribe for 1 pound a week and get unlimited access. Cancel any time.", False),
    ],
)
def test_a_lead_before_an_offer_is_marked(behind: str, lead_only: bool) -> None:
    """Where more of a text is sold behind it, it is a lead; letters, appeals and news of sales offer no more of it."""
    headed = look(text=f"{PROSE}\n{behind}", heading=look().title)
    assert check_page(headed).lead_only is lead_only


def test_a_sentence_before_a_wall_is_no_lead() -> None:
    """Where a wall is told of and hardly anything stands before it, the page is refused as a paid article."""
    teaser = "The operator of the island ferry will run eight crossings a day."
    with pytest.raises(ItemError) as caught:
        check_page(look(text=teaser, visible=f"{teaser}\nSubscribe to keep reading", published=True))
    assert caught.value.code == "paywall"


ABOUT_HER = (
    "I write about ferries, piers and the people on them, and about what becomes of an island when the boat stops.\n"
    "I came to the Ferry Post in 2009. Before that I was a deckhand for six winters, and learned on the night boat "
    "how to read a timetable. I was born on Sandray, grew up in Orsk and studied history by post.\n"
    "- 4 NovemberThe pier that was sold twiceNobody had asked the harbour master.\n- 12 OctoberA boat goes missing"
)
PRICES = "Previous close\n| Open | 116.1 |\n| Volume | 2.1M |\n| Value | 11.2B |\n| Yield | 3.4 % |\n" + PROSE
CHAPTERS = (
    "Thanks for the boat. 00:00 Start 01:30 The pier 04:10 The storm 09:55 Home again. Music by a friend of mine."
)
LISTEN = "Episode 14\n24 min\nListen\n{}\nHost: Tove Rundberg\nMore episodes\n13: The pier\nSpotify\n"
NOTICE = (
    "We keep what you give us, such as your name and your e-mail, and what your browser sends, such as cookies. "
    "You can ask us for your data at any time, and you can withdraw your consent. We ask our partners for the same."
)
AGREE = (
    "Il Corriere fa parte della famiglia di giornali Vela. Sui nostri siti e nelle nostre app usiamo i cookie per far "
    "funzionare i siti, riconoscere gli utenti, proteggerli e misurare come usi i nostri siti e le nostre app.\n"
    "Se fai clic su «Accetta tutto», noi e i nostri 90 partner salveremo informazioni sul tuo dispositivo e useremo "
    "dati precisi su dove ti trovi.\n"
    "Puoi cambiare idea quando vuoi con il link «Impostazioni» sui nostri siti e nelle nostre app."
)
MATCH = (
    "Final\n| 54% | Possession | 46% |\n| 11 | Shots | 8 |\n| 4 | Corners | 6 |\n| 2 | Cards | 1 |\n"
    "| 17 | Fouls | 9 |\n| 3 | Offsides | 1 |\n| 410 | Passes | 388 |\n| 2 | Saves | 5 |\n"
    "Line-ups\nTable\nCalendar\nResults\nStatistics"
)
CLOUD = '<div id="cf-wrapper"><div id="cf-error-details">'


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "Tove Rundberg", "text": ABOUT_HER, "url": "https://paper.example/by/tove-rundberg"}, "front-page"),
        ({"title": "Tove Rundberg", "text": ABOUT_HER, "url": "https://paper.example/autor/tove-r"}, "front-page"),
        ({"title": "Tove Rundberg", "text": ABOUT_HER, "types": frozenset({"profilepage"})}, "front-page"),
        ({"title": "Tove", "text": ABOUT_HER, "window": "Tove Rundberg, Author at Ferry Post"}, "front-page"),
        ({"title": "Sandray Lines (SNDR)", "text": PRICES}, "boilerplate"),
        ({"title": "My week on a boat", "text": CHAPTERS}, "video-only"),
        ({"title": "14: The storm", "text": PROSE, "visible": LISTEN.format(PROSE)}, "video-only"),
        ({"title": "La tua privacy è importante per noi", "text": AGREE}, "consent-wall"),
        ({"title": "Polityka prywatności", "text": NOTICE}, "boilerplate"),
        ({"title": "Gizlilik politikası", "text": NOTICE}, "boilerplate"),
        ({"title": "Política de Privacidade", "text": NOTICE}, "boilerplate"),
        ({"title": "メンテナンスのお知らせ｜島の新聞", "text": NOTICE}, "error-page"),
        ({"source": '<script id="anubis_version" type="application/json">'}, "bot-check"),
        ({"source": CLOUD, "visible": "Sorry, you have been blocked"}, "bot-check"),
        (
            {"title": "Bad gateway", "text": "Try again later.", "visible": "Error code 502", "source": CLOUD},
            "error-page",
        ),
        (
            {"title": "", "text": "Open of 84", "source": '<div id="viewercontainer"><div class="pdfviewer">'},
            "script-only",
        ),
    ],
)
def test_a_page_is_known_by_its_make_or_its_name(changes: dict[str, Any], code: str) -> None:
    """Pages about authors, shares, episodes and videos, notices by their titles, checks and viewers are no articles."""
    with pytest.raises(ItemError) as caught:
        check_page(look(**{"heading": changes.get("title", look().title), **changes}))
    assert caught.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Tove Rundberg", "url": "https://paper.example/by/tove-rundberg", "published": True},
        {
            "title": "Ferry line doubles the winter service of its boats",
            "url": "https://paper.example/by/tove-rundberg",
        },
        {"title": "Sandray Lines (SNDR) falls by a tenth"},
        {"title": "Sandray Lines (SNDR)", "text": f"{PROSE}\n{PRICES}"},
        {"title": "14: The storm", "text": f"{PROSE}\n" * 3, "visible": LISTEN.format(f"{PROSE}\n" * 3)},
        {"title": "A podcast on ferries", "text": PROSE, "visible": f"{PROSE}\nListen\nAlso on Spotify"},
        {"title": "Your privacy is important to us", "text": PROSE},
        {"title": "Scheduled maintenance", "text": PROSE},
        {"title": "The ferry timetable arrives on the App Store", "text": PROSE},
    ],
)
def test_an_article_may_be_named_like_such_a_page(changes: dict[str, Any]) -> None:
    """A declared article, a headline, several paragraphs or a report is an article, however its page is called."""
    assert check_page(look(**{"heading": changes.get("title", look().title), **changes})).lead_only is False


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "Sandray 2 - 1 Orsk", "text": MATCH}, "too-short"),
        (
            {"title": "Ferry Times on the App Store", "text": "Free\nSize 41 MB\nRequires iOS 16 or later", "url": "u"},
            "boilerplate",
        ),
    ],
)
def test_the_code_says_what_a_page_is(changes: dict[str, Any], code: str) -> None:
    """Figures of a match are too short to be summarised, and a program in a shop is an offer, not a demand for one."""
    with pytest.raises(ItemError) as caught:
        check_page(look(**{"heading": changes["title"], **changes}))
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "words"),
    [(PROSE, 58), (f"{PROSE}\nSubscribe now. Cancel any time.\n{PROSE}", 58), (f"Subscribe now.\n{PROSE}", 0)],
)
def test_a_lead_stands_before_what_the_site_says(text: str, words: int) -> None:
    """Of a paid article only what comes before the site's own words counts as its lead."""
    assert lead_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two  three\nfour", 4), ("日本語の文章です", 4), ("AI は 便利です", 3), ("naïve café", 2)],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    """Words are what white space parts; of scripts without it, two characters count as one."""
    assert count_words(text) == words


EXCITED = (
    "Version 4 is out! Tidetool 4 is now available, and it is the best one yet! You can get it here.\n"
    "It knows the tides of 80 rivers, needs no network, and costs nothing. Would you have thought so? We would not!\n"
    "Thank you all, who tried it, broke it and told us how! Did you know that there were 212 of you?"
)


@pytest.mark.parametrize("title", ["Tidetool 4 is now available!", "Are you ready? Tidetool 4 is here!"])
def test_an_excited_announcement_is_an_article(title: str) -> None:
    """Exclamations, questions and "you" are how small sites write their news; what is available is no error."""
    assert check_page(look(title=title, text=EXCITED, window=f"Tidetool: {title}", linked_share=0.5)).text == EXCITED


def test_what_is_told_at_length_is_an_article_whatever_words_are_in_it() -> None:
    """Several hundred words of prose that are not about the site itself pass, though they speak of errors and walls."""
    server = "The error crashed every server that answered, so that players found nothing and tried again later. "
    text = "\n".join(f"{server}{PROSE.strip()} Report {number} said so." for number in range(6))
    title = "Server error: page not found, try again later, sorry"
    assert check_page(look(title=title, text=text, window=title)).text == text


def test_a_page_of_posts_is_a_list_though_it_has_much_prose() -> None:
    """Headings that lead to the posts show that there is not one article but many."""
    text = "\n".join(f"{PROSE.strip()} So much for {number}." for number in range(8))
    posts = look(title="Bo's notes", text=text, heading="Bo's notes", window="Bo's notes", linked_headings=8,
                 leading_lines=8,
                 linked_share=0.4, listing=True, url="https://notes.example/")  # fmt: skip
    with pytest.raises(ItemError) as refused:
        check_page(posts)
    assert refused.value.code == "front-page"


LINES = "\n".join(f"Cut {number} large onions and let them brown in butter for a while." for number in range(14))


@pytest.mark.parametrize(
    "shown",
    [
        {"title": "Onion soup", "text": LINES, "linked_headings": 2},
        {"title": "Ferry line to Sandray", "text": PROSE * 2, "linked_headings": 20, "linked_share": 0.7},
        {"title": "Onion soup", "text": LINES[:700], "types": frozenset({"recipe"}), "linked_headings": 30},
    ],
)
def test_what_stands_beside_an_article_makes_no_list_of_it(shown: dict[str, Any]) -> None:
    """Other articles' headlines around a page do not make it a list; headlines in its own text do."""
    assert check_page(look(**shown)).text == shown["text"]


def test_headings_that_lead_on_in_a_text_make_a_list() -> None:
    """Paragraphs each of which stands under a link to its article are excerpts, though nothing else says so."""
    shown: dict[str, Any] = {
        "title": "Notes", "text": LINES, "linked_headings": 14, "leading_lines": 14, "linked_share": 0.6
    }  # fmt: skip
    with pytest.raises(ItemError) as refused:
        check_page(look(**shown))
    assert refused.value.code == "front-page"


@pytest.mark.parametrize(
    ("text", "visible", "count"),
    [
        (f"Ferry news\n{PROSE}\nBridge news\n{PROSE}", "", 2),  # in the text
        (f"{PROSE}1\n{PROSE}2", f"Ferry news\n{PROSE}1\nBridge news\nFriday\n{PROSE}2", 2),  # above its paragraphs
        (PROSE, f"{PROSE}\nFerry news\nBridge news\nA ferry has been sold to somebody else\nAbout us", 0),  # beside it
    ],
)
def test_headings_that_lead_on_are_counted_where_they_head_the_text(text: str, visible: str, count: int) -> None:
    """A link to another article counts where it stands in the text, or right above a paragraph of it."""
    assert leading_lines(text, visible, ["Ferry news", "Bridge news"]) == count
