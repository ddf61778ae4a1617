"""Furniture goes, the article stays word for word."""

from __future__ import annotations

import pytest
from sampling import sampled

from summarizer.reading.cleaning import (
    clean,
    is_heading,
    split_sentences,
    without_last_headings,
    without_preamble,
    without_teasers,
)

ARTICLE = [
    "The ferry line will double its winter service from November, the operator said on Friday.",
    "Prices stay as they are until spring, and a return ticket costs 14 dollars.",
    "Islanders welcomed the plan, although they would like a later boat on theatre nights.",
]


@pytest.mark.parametrize(
    "furniture",
    sampled(
        [
            "Laden...",
            "Loading…",
            "close",
            "Advertisement",
            "Share this article",
            "Skip to main content",
            "5 min read",
            "Image: Getty Images",
            "© 2026 Harbor Courier",
            "Copyright 2026 Harbor Courier. All rights reserved.",
            "Sign up for our newsletter to get the morning briefing in your inbox.",
            "Please consider subscribing for just $8 per month.",
            "Thanks again for reading.",
            "You can listen on Apple Podcasts, Spotify, or your podcast app of choice.",
            "Email me by responding to this email, or by writing [email protected]",
            "Follow us on Facebook and LinkedIn for more.",
            "Related article: Island council wants a later boat",
            "Lea: El consejo de la isla quiere un barco más",
            "Lire aussi Anne Rohan, « Les îles et leurs bateaux »",
            "Durchschnittliche Bewertung:",
            "Melde dich an, um eine Bewertung abzugeben",
            "Log in to rate this recipe",
            "(Leggi anche su: Il consiglio dell'isola vuole una barca in più)",
            "Story continues below gallery",
            "Tell us what YOU think...",
            "Click To Tweet",
            "More AP Ferries: https://ferries.example/ and https://boats.example/ap",
            "Follow AP's full coverage of the winter service at: https://ferries.example/winter",
            "Lea más: El consejo de la isla quiere un barco más",
            "Mira también: El consejo de la isla quiere un barco más",
            "Lea aquí: El consejo de la isla quiere un barco más",
            "Czytaj także: Rada wyspy chce jeszcze jednej łodzi",
            "Materiał chroniony prawem autorskim - zasady przedruków określa regulamin",
            "CONTINUA DEPOIS DA PUBLICIDADE",
            "Nichts Neues verpassen! - Newsletter abonnieren",
            "Comments are closed",
            "This story may contain affiliate links, for which the site is paid.",
            "Follow Harbor Courier North on Facebook, X and Instagram.",
            "Puedes seguir a El Correo del Puerto en Facebook y X.",
            "Join Harbor Courier for free to get updates from this writer.",
            "Welcome to Slack Water, a letter about harbours. If it was forwarded to you, you can sign up below.",
            "Contact reporter Marit Olsen at 555-0142.",
            "Listen to this article (4 minutes, synthetic voice)",
            "Diesen Artikel anhören (4 Minuten)",
            "Watch: how the ferry is loaded at night",
            "Media caption, The ferry is loaded at night",
            "Illustration by Bo Lind for Harbor Courier, May 2026",
            "This interview has been edited for length and clarity.",
            "From the Winter 2026 issue. Buy it in print for 12 dollars.",
            "Cet article a été publié dans notre numéro d’automne, disponible en kiosque.",
            "Copyright Harbor Courier Limited 2026. All rights reserved.",
            "- Star 2.1k",
            "14:05",
            "This post may contain affiliate links.",
            "Abonnieren Sie jetzt unseren kostenlosen Newsletter.",
            "Abonnez-vous à notre newsletter pour ne rien manquer.",
            "Suscríbete a nuestro boletín para recibir las noticias.",
            "This page contains content provided by Gannet. We ask for your consent before it is loaded. To view this "
            "content, please accept cookies.",
            "An dieser Stelle finden Sie einen externen Inhalt von YouTube. Damit werden personenbezogene Daten an "
            "Drittplattformen übermittelt.",
            "You currently have 2 referrals, only 1 away from receiving a mug.",
            "How did you like today’s issue? Great Fair Poor",
            "This essay is also an episode of our podcast. Listen here.",
            "Slack Water is paid for by its readers. If you liked this, become a member.",
            "If you know anybody who waits for a ferry, forward this to them.",
            "Disclosure: A cousin of the publisher owns a part of the ferry line.",
            "Full disclosure: I was a passenger of the line for years.",
            "Updated 5 minutes ago",
            "Aktualisiert vor 5 Minuten",
            "Por Redação Porto Norte",
            "Get emails about this topic",
            "Next article: Why the dredger came back",
            "Artículo anterior: La draga que nadie pidió",
            "A version of this article appears in print on May 4, Section B, Page 2, headlined: Eight boats a day",
            "Bo Lind covers harbours and took the ferry four times for this article.",
            "Subscribers only: Nine captains on the night of the storm",
            "Réservé aux abonnés : neuf capitaines racontent la nuit de la tempête",
            "If you spot a mistake, let us know at desk@harbor.example.",
            "answered May 4, 2026 at 14:05",
            "Full Changelog: v1.2.0...v1.3.0",
            "Merci de m’avoir lu ! Vous pouvez aussi vous abonner pour lire la suite.",
            "Danke fürs Lesen!",
            "Translated from the Norwegian by Bo Lind. The original appeared in Harbour Letters.",
            "Aus dem Norwegischen von Bo Lind",
            "Przełożyła z norweskiego Ines Holm, 6 lutego 2026. Oryginał ukazał się w styczniu.",
            "This is an open access article distributed under the terms of a licence that lets anybody copy it.",
            "毎週お届けします。登録は無料です。",
        ]
    ),
)
def test_a_line_of_furniture_goes(furniture: str) -> None:
    """A button, a pitch or a copyright line goes wherever it stands, and leaves the rest as it was."""
    for at in range(len(ARTICLE) + 1):
        assert clean("\n".join([*ARTICLE[:at], furniture, *ARTICLE[at:]])) == "\n".join(ARTICLE)


ABOUT_SUCH_THINGS = """
Readers who cancel a paid subscription get a refund for the rest of the month under the new law.
The company sells paid subscriptions to its newsletter for 9 dollars a month.
She has written a weekly newsletter about harbours since 2019, and it has 40,000 readers.
The newsletter is delivered every Friday to 12,000 inboxes and costs nothing.
A newsletter subscriber who has opened nothing for ninety days is no longer one.
Under the proposal, users must be able to unsubscribe.
More than 4 million people subscribe to the service in this country alone.
Members pay 12 dollars a month to support the newsroom, which has no advertising.
The foundation will support independent journalism in five countries with 3 million euros.
Copyright 2021 was the year in which the office registered the fewest works.
Copyright in the song expired in 1998.
Contact was lost at 03:12 and has not been found again.
Contact between the two firms by e-mail ended in May.
Follow a lawyer on TikTok and the service shows ten more of them.
Image caption contests are popular with its readers.
Join tables for free seats, the party advised, and come early.
The interview was edited by a machine without the knowledge of either side.
The company changed its privacy policy and terms of service in March without telling its users.
Its privacy policy and cookie policy run to 40 pages, more than the constitution of the country.
Affiliate links earned the site 14 million dollars last year, more than all its advertising.
The site earns a commission when readers buy through affiliate links, which critics call a conflict.
Parents can sign up for the lessons at the town hall until Friday.
Residents can register for the new service from Monday.
Users can download the free app from Monday and pair it with up to three lamps.
The app is available on the App Store and costs 3 dollars.
The game will be available on Google Play from 12 May.
The town asks residents to turn on notifications during storms.
The agency can be contacted at tips@agency.example or by letter until 3 June.
My book was refused by eleven publishers before the twelfth printed it, he recalls.
Thank you for reading this far, the judge wrote on page 300, and went on for 90 more.
Consider becoming a nurse in this county: the pay is 2,900 euros, and the night starts at nine.
Consider supporting a beam that weighs four tons, the engineer explains.
Related: a second court is to decide in March whether the first sale was lawful.
See also the ruling of 2019, in which the same chamber decided the other way.
Sponsored by a brewery, the club could pay its players for the first time.
Sponsored content made up a third of what the paper printed in 2024, the study found.
Presented by the mayor, the plan foresees 60 flats and a park.
By clicking a button on the site, customers agreed to arbitration, the court found.
By registering before May, owners avoid the fee.
Send tips to the police, the family asked.
You can find it at the bottom of the page, in grey on white.
Image credit was not given, as the court noted.
Photograph by photograph, the archive has been put on the web since 2021.
Photo agencies have sued the firm in three countries.
Credit markets were calm on Monday.
Tags: the dogs wear them in yellow, the cats in blue.
The material may not be redistributed without a licence, which costs 90 dollars a year.
The last step is always the same: subscribe to the plan.
Advertise on the side of a bus and 40,000 people see it, the operator says.
Get the latest news by text, the town offers, and 900 residents have asked for it, according to the mayor.
The firm's newsletter, sent every week to investors, never mentioned the loss.
Premium subscribers get the feature first; free users have to wait until June.
Paid members have a vote, free members do not.
The free subscription includes two seats.
Like us, otters hold hands.
As an Amazon associate, he earned 14,000 dollars before the account was closed.
Install our app, demands the parking meter, and takes no coins.
The extension is free; get the app for 4 dollars.
Reader-supported publications have grown by 40 percent since 2021.
Enter your email address and the site knows who you are, even if you never press send.
Cookies are small files, and the law on them is long.
Accept all, says the green button, and nine in ten people do.
Mit der Anmeldung eines Gewerbes beginnt die Frist von vierzehn Tagen.
La newsletter de la mairie compte 4 000 abonnés depuis hier.
El boletín del ayuntamiento tiene 4.000 suscriptores desde ayer.
版权所有者向法院提起诉讼，要求赔偿三百万元。
关注本案的律师表示，判决将影响整个行业。
メールマガジンの登録者は三年で二倍になった。
公式アカウントをフォローする人は十万人を超えた。
The new law covers freight and passengers alike.
She reports on ports for a living, and her sister builds them.
The museum is paid for by its members, who give 40 dollars a year.
Disclosure: companies must report an accident within 72 hours.
Previous article: the court had struck it down in 2019.
A version of this story has been told on the island since 1911.
Produced by a company in Ghent, the arm costs 37,000 euros.
Read by millions, the paper closed in March.
Translated from the Norwegian, the book sold 40,000 copies.
How was this issue handled before the flood?
What did you think of this post office when it opened?
If you find an error in the register, contact the office by 3 June.
Damit können personenbezogene Daten ungefragt an Dritte gelangen.
An dieser Stelle steht seit 1911 eine Kirche aus Holz.
To see this map, you need to know Latin.
This article contains the only known picture of the boat.
登録は無料で、先月までに四万人が登録した。
毎朝、新鮮な牛乳を船でお届けしている会社が値上げを発表した。
""".strip().split("\n")


@pytest.mark.parametrize(
    "paragraph",
    sampled(
        [
            "The paper asked readers to subscribe, and 4,000 did so within a week, its editor said.",
            "“Please consider subscribing,” the banner said, and that was the whole of the design.",
            "Newsletters are back: a third of all readers now get their news by mail, a study says.",
            "Spotify raised the price of its podcasts, and Apple followed in June.",
            "The company’s copyright claim was thrown out by a court in Delaware on Monday.",
            "Users can unlock the door with a phone, and share the key with up to five guests.",
            "Follow the money: the ministry paid twice for the same twelve buses, auditors found.",
            *ABOUT_SUCH_THINGS,
        ]
    ),
)
def test_a_sentence_about_such_things_stays(paragraph: str) -> None:
    """Subscriptions, newsletters and copyright may be what an article is about, in any paragraph and inside of one."""
    for at in range(1, len(ARTICLE) + 1):
        text = "\n".join([*ARTICLE[:at], paragraph, *ARTICLE[at:]])
        assert clean(text) == text
    text = "\n".join([ARTICLE[0], f"{ARTICLE[1]} {paragraph} {ARTICLE[2]}"])
    assert clean(text) == text


@pytest.mark.parametrize(
    "contacts",
    [
        ["Kontakt:", "Prof. Dr. Almut Reising, Institut für Hafenbau, Telefon 0555 1234-0", "reising@hafen.example"],
        ["Original publication:", "Reising, A. et al.: Ferries in fog. Harbour Letters 12 (2026)."],
        ["References", "Lind, B. Ferries. 2019."],
        ["Author information", "Department of Harbours, University of Ostrand"],
    ],
)
def test_what_a_sender_puts_below_the_text_goes(contacts: list[str]) -> None:
    """Persons to call, with their numbers, and a journal's back matter are none of the text."""
    assert clean("\n".join([*ARTICLE, *contacts])) == "\n".join(ARTICLE)


def test_a_sentence_with_a_telephone_number_stays() -> None:
    """What can be ordered by telephone is part of a report, even at its end."""
    text = "\n".join([*ARTICLE, "A ticket for the winter costs 90 dollars and can be ordered by phone 555 01420."])
    assert clean(text) == text


def test_a_comment_form_ends_the_text() -> None:
    """What follows the form's first line is no article."""
    form = [
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "First!",
        "Comment",
    ]
    assert clean("\n".join([*ARTICLE, *form])) == "\n".join(ARTICLE)


@pytest.mark.parametrize("button", ["Leave a comment", "Join the discussion", "View all comments"])
def test_a_button_for_comments_in_the_middle_ends_nothing(button: str) -> None:
    """Sites put it among the paragraphs as well; below nearly all of a text, what follows are comments."""
    assert clean("\n".join([*ARTICLE[:2], button, *ARTICLE])) == "\n".join([*ARTICLE[:2], *ARTICLE])
    assert clean("\n".join([*ARTICLE, button, "First!"])) == "\n".join(ARTICLE)


def test_a_label_above_an_article_takes_nothing_with_it() -> None:
    """What is called sponsored and sells nothing stays, whatever heading follows, and so does what it is called."""
    text = "\n".join([ARTICLE[0], "Promoted content", *ARTICLE[1:], "2: The dredger nobody ordered", ARTICLE[0]])
    assert clean(text) == text


ANNOUNCEMENTS = (
    "Presented by Keelson",
    "Today’s issue is brought to you by Keelson",
    "Brought to you by our friends at Keelson",
    "TOGETHER WITH KEELSON",
    "A message from our sponsor",
    "SPONSORED",
)
COPY = "Keelson keeps the books of 4,000 ferries, and none of them has sunk."


@pytest.mark.parametrize("after", [[], ["2: The dredger nobody ordered"]])
@pytest.mark.parametrize("at", [0, 1, 3])
@pytest.mark.parametrize(
    "advertisement",
    [
        [COPY],
        [f"{COPY} Try it free for a month."],
        ["Books that float", COPY],
        [COPY, "They never sleep.", "Get yours."],
        [COPY, "- No forms", "- No fees", "Get yours."],
    ],
)
@pytest.mark.parametrize("announcement", sampled(ANNOUNCEMENTS))
def test_an_advertisement_goes_or_stays_with_its_announcement(
    announcement: str, advertisement: list[str], at: int, after: list[str]
) -> None:
    """A sponsor's own words never stand in a text without the line that says whose they are; the article is whole."""
    given = [*ARTICLE[:at], announcement, *advertisement, *after, *ARTICLE[at:]]
    found = without_preamble(clean("\n".join(given)), TITLE).split("\n")
    kept = [line for line in (announcement, *advertisement) if line in found]
    assert bool(kept) == (announcement in kept) == (advertisement[-1] in kept)
    assert [line for line in found if line in ARTICLE] == ARTICLE
    if "KEELSON" in announcement.upper() or "free" in advertisement[0]:
        assert announcement not in found


@pytest.mark.parametrize(
    "lines",
    [
        ["Sponsored by Keelson", COPY, *ARTICLE, "Keelson will print the timetable as well."],
        ["Together with Ghent", "Ghent will pay a third of the boats until 2030.", *ARTICLE],
        ["Sponsored", "If you keep a boat, you know the fog.", "Start the engine.", "Then wait for your turn."],
        [*ARTICLE, "This letter is supported by documents.", "The operator keeps them in a safe."],
    ],
)
def test_a_text_about_a_sponsor_stays(lines: list[str]) -> None:
    """A sponsored article, a partner of those reported on and advice to a reader are what the text is about."""
    assert clean("\n".join(lines)) == "\n".join(lines)


def test_an_announcement_and_an_advertisement_in_one_paragraph_go_together() -> None:
    """Where a sponsor is announced in the paragraph that advertises, the paragraph goes; other sentences stay."""
    opening = "This episode is brought to you by Keelson."
    assert clean("\n".join([*ARTICLE, f"{opening} {COPY}"])) == "\n".join(ARTICLE)
    text = "\n".join([*ARTICLE, f"{opening} The dredger has come back."])
    assert clean(text) == text


def test_a_sponsor_goes_up_to_the_next_heading() -> None:
    """An announced advertisement goes with its paragraphs, and the next section stays with its heading."""
    sponsor = [
        "Presented by Keelson & Sons",
        "Join our experts for a live webinar on moving fleets.",
        "This event is the sixth of a series that explores how ships are turning to the cloud.",
    ]
    rest = ["2: The dredger nobody ordered", "A dredger has been lying off the breakwater for three weeks."]
    assert clean("\n".join([*ARTICLE, *sponsor, *rest])) == "\n".join([*ARTICLE, *rest])


def test_a_sponsor_without_a_heading_after_it_takes_only_what_sells() -> None:
    """Where no heading follows, the advertisement ends at the first paragraph that does not speak to a buyer."""
    text = "\n".join(["Sponsored by Keelson", "Get your free trial today.", *ARTICLE])
    assert clean(text) == "\n".join(ARTICLE)


def test_an_advertisement_inside_a_run_of_text_goes() -> None:
    """A sentence marked as a sponsor's goes with those after it that go on selling."""
    advertisement = (
        "Checklists: download yours (sponsor) As a founder, you have much to do. That’s where Keelson comes in. "
        "Join over 9,000 companies that sail with it. "
    )
    assert clean(f"{ARTICLE[0]} {advertisement}{ARTICLE[1]}") == f"{ARTICLE[0]} {ARTICLE[1]}"


def test_a_list_of_other_articles_goes() -> None:
    """A known heading goes with the headlines under it, and the next full paragraph stays."""
    related = ["Related stories", "Library reopens after two years", "Orchard growers count the frost"]
    assert clean("\n".join([*ARTICLE, *related, ARTICLE[0]])) == "\n".join([*ARTICLE, ARTICLE[0]])


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Hale and J. Holm met. They left.", ["Dr. Hale and J. Holm met.", "They left."]),
        ("It costs 3.2 million. “So what?” he said.", ["It costs 3.2 million.", "“So what?” he said."]),
        ("彼は言った。そして去った。", ["彼は言った。", "そして去った。"]),
        ("وصل القارب. غادر الركاب؟ نعم.", ["وصل القارب.", "غادر الركاب؟", "نعم."]),
        ("האונייה הגיעה. הנוסעים ירדו.", ["האונייה הגיעה.", "הנוסעים ירדו."]),
        ("Το πλοίο έφτασε. Ύστερα έφυγε.", ["Το πλοίο έφτασε.", "Ύστερα έφυγε."]),
        ("नाव आ गई। लोग उतरे।", ["नाव आ गई।", "लोग उतरे।"]),
        ("No end", ["No end"]),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    """Sentences end at their marks, not at abbreviations or decimals."""
    assert split_sentences(text) == sentences


@pytest.mark.parametrize(
    ("line", "so"),
    [("2: The dredger nobody ordered", True), ("What is at risk", True), ("It left.", False), ("word " * 30, False)],
)
def test_headings(line: str, so: bool) -> None:
    """A heading is short and has no sentence's end."""
    assert is_heading(line) is so


TITLE = "Ferry line doubles its winter service"


@pytest.mark.parametrize(
    "line",
    [
        "Blog › Releases",
        "You are here: Home > Research > News",
        "Geophysics > Hydrology",
        "Home / Cronaca / Porto",
        "Sie sind hier: Startseite › Lokales",
        "Cloud",
        "Semiconductors",
        "Earth · News",
        "News Release",
        "Pressemitteilung",
        "By Orla Fenwick",
        "16 November 2026 | By Orla Fenwick | 3 min read",
        "Salma Whitlock, head of product · 17 November 2026 · 4 minute read",
        "18 November 2026, 3:00 p.m.",
        "November 16, 2026",
        "Montag, 16. November 2026",
        "Stand: 05.10.2026, 14:12 Uhr | Lesedauer: 3 Min. | Von Bo Lind",
        "Par Inès Holm · Publié le 5 octobre 2026 à 14h12 · Temps de lecture : 2 min",
        "Saltby - 05 OCT 2026 - 14:12 CEST",
        "05/10/2026 14h12 Atualizado há 2 horas",
        "2026-10-05 カテゴリ：港",
        "[Submitted on 12 Nov 2026]",
        "Pressemitteilung Nr. 47/2026 vom 16. November 2026",
        "View PDF",
        f"Title: {TITLE}",
        TITLE,
        TITLE.upper(),
    ],
)
def test_what_stands_above_a_text_goes(line: str) -> None:
    """Breadcrumbs, sections, authors, dates and the title again are above the text, not in it."""
    assert without_preamble("\n".join([line, *ARTICLE]), TITLE) == "\n".join(ARTICLE)


@pytest.mark.parametrize(
    "line",
    [
        "What the operator will do with boats that it does not need",
        "It rained.",
        "- Eight crossings a day instead of four",
        "Nobody asked us anything",
        "“Nobody asked us”",
        "8 crossings",
        "By Friday all the tickets were gone, and nobody knew who had bought them.",
        "On 16 November 2026 the last boat left at nine, with forty people and a piano on board.",
        "> A quoted line from somebody’s letter to the operator, which had asked for it.",
        "| Boat | Crossings |",
        "บริษัทเดินเรือประกาศเมื่อวันอังคารว่าตั้งแต่เดือนพฤศจิกายนเรือจะเพิ่มจากวันละสี่เที่ยวเป็นแปดเที่ยว",
        "Von Montag an fahren acht Boote am Tag, und wer keins findet, bekommt sein Geld zurück.",
    ],
)
def test_what_opens_a_text_stays(line: str) -> None:
    """A standfirst, a short sentence, an item, a quotation or a table is part of the text."""
    text = "\n".join([line, *ARTICLE])
    assert without_preamble(text, TITLE) == text


@pytest.mark.parametrize(
    "label", ["Abstract:", "Abstract: ", "Abstract — ", "Zusammenfassung: ", "Résumé : ", "要旨："]
)
def test_the_label_of_an_abstract_goes(label: str) -> None:
    """A text begins with its first word, not with the label that is set before it."""
    assert without_preamble("\n".join([f"{label}{ARTICLE[0]}", *ARTICLE[1:]]), TITLE) == "\n".join(ARTICLE)


def test_excerpts_of_other_articles_end_a_text() -> None:
    """From the first of several paragraphs that break off, nothing belongs to the article above them."""
    excerpts = [f"The council of {place} wants a later boat and has written to the operator in {place}, which […]"
                for place in ("Sandray", "Ardle", "Nortle")]  # fmt: skip
    assert without_teasers("\n".join([*ARTICLE, *excerpts, "Ferries"])) == "\n".join(ARTICLE)


@pytest.mark.parametrize(
    "ending",
    [
        ["The operator said it would think about it …", "And so it went on …"],
        ["$ boat --list ...", "fetching sandray ...", "fetching ardle ...", "done ..."],
    ],
    ids=["two sentences", "output"],
)
def test_dots_alone_end_no_text(ending: list[str]) -> None:
    """A sentence that trails off is the article's, and so is a line of output."""
    text = "\n".join([*ARTICLE, *ending])
    assert without_teasers(text) == text


def test_headings_over_nothing_end_no_text() -> None:
    """Headings of the page at the end of a text go; lines that are no headings, or head something, stay."""
    headings = ["Prices", "Tools and more", "What is next?"]
    text = "\n".join([ARTICLE[0], "Prices", *ARTICLE[1:]])
    assert without_last_headings("\n".join([text, "Tools and more", "What is next?"]), headings) == text
    signed = "\n".join([text, "Bo Lind"])
    assert without_last_headings(signed, headings) == signed
    assert without_last_headings("Prices", headings) == "Prices"


def test_a_section_further_down_keeps_its_heading() -> None:
    """Only what stands above the first sentence can go."""
    text = "\n".join([ARTICLE[0], "Cloud", ARTICLE[1], "By Orla Fenwick", ARTICLE[2]])
    assert without_preamble(text, TITLE) == text


@pytest.mark.parametrize(
    "lines",
    [
        ["Was this page helpful?", "Get the latest news from the Province by e-mail."],
        ["Additional resources", "Media contacts", "Ministry of Services, media@digital.example, 555-0177"],
        ["Media contact:", "Lena Fisk", "press@keelson.example", "+1 555 0101", "SOURCE Keelson"],
        ["Press office, Meridale Systems", "press@meridale.example · +1 555 0142"],
        ["Contact: Hedda Marchetti, doctoral researcher"],
        ["--Editing by Rosalind Pike."],
        ["(Reporting by Bo Lind; Editing by Ines Holm)"],
        ["Camila Ruiz-Hartnett covers consumer affairs. Reach her at cruiz@harbor.example."],
        ["Which authors of this paper are endorsers? | Disable formula display (What is this?)"],
        ["Written by Ines Holm", "1.2K Followers", "Writes about ports and people."],
        ["###"],
        ["Home | Download | FAQ"],
        ["12 boosts 40 favourites"],
        ["Share this article", "Print this page"],
        ["Lesen Sie auch: Fähre fährt im Winter doppelt so oft"],
        ["À lire aussi : Le ferry double son service d’hiver"],
        ["More: Pell Harbor library to open on Sundays again"],
        ["Partager cet article"],
        ["Compartilhe esta notícia"],
        ["Audio produced by Bo Lind.", "Video edited and filmed by Ines Holm"],
        ["-- Bo Lind, Ferry project"],
        ["View this email in your browser"],
    ],
)
def test_what_stands_below_a_text_goes(lines: list[str]) -> None:
    """Whom to ask, who worked on it, and what the site would like next are no part of the text."""
    assert clean("\n".join([*ARTICLE, *lines])) == "\n".join(ARTICLE)


@pytest.mark.parametrize(
    "line",
    [
        "He can be reached on the pier, most days, until the last boat has gone.",
        "More than half of them had never been on the island.",
        "Contact with the boat was lost at nine, the coast guard said.",
        "The source of the leak was a bolt that cost 14 cents.",
        "Editing the timetable by hand took a night.",
        "- Eight crossings a day",
        "The last boat leaves at nine",
        "More: that is what islanders want, and what the operator cannot give.",
        "Was this ferry ever full? Once, in 1998.",
        "Related costs rose by 4 percent, to 1.2 million dollars.",
        "Music by machines makes up a third of what is uploaded.",
        "-- Nobody asked us, he said.",
    ],
)
def test_what_ends_a_text_stays(line: str) -> None:
    """Sentences that begin like a contact, a credit or a link are sentences."""
    text = "\n".join([*ARTICLE, line])
    assert clean(text) == text


def test_a_run_of_full_stops_is_gone_through_once() -> None:
    """A paragraph of nothing but full stops is one sentence, however long it is."""
    assert split_sentences("." * 60_000 + "x") == ["." * 60_000 + "x"]
