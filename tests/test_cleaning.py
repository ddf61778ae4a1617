"""Furniture goes, the article stays word for word."""

from __future__ import annotations

import pytest

from summarizer.reading.cleaning import clean, is_heading, split_sentences

ARTICLE = [
    "The ferry line will double its winter service from November, the operator said on Friday.",
    "Prices stay as they are until spring, and a return ticket costs 14 dollars.",
    "Islanders welcomed the plan, although they would like a later boat on theatre nights.",
]


@pytest.mark.parametrize(
    "furniture",
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
        "This post may contain affiliate links.",
        "Abonnieren Sie jetzt unseren kostenlosen Newsletter.",
        "Abonnez-vous à notre newsletter pour ne rien manquer.",
        "Suscríbete a nuestro boletín para recibir las noticias.",
    ],
)
def test_a_line_of_furniture_goes(furniture: str) -> None:
    """A button, a pitch or a copyright line goes wherever it stands, and leaves the rest as it was."""
    for at in range(len(ARTICLE) + 1):
        assert clean("\n".join([*ARTICLE[:at], furniture, *ARTICLE[at:]])) == "\n".join(ARTICLE)


@pytest.mark.parametrize(
    "paragraph",
    [
        "The paper asked readers to subscribe, and 4,000 did so within a week, its editor said.",
        "“Please consider subscribing,” the banner said, and that was the whole of the design.",
        "Newsletters are back: a third of all readers now get their news by mail, a study says.",
        "Spotify raised the price of its podcasts, and Apple followed in June.",
        "The company’s copyright claim was thrown out by a court in Delaware on Monday.",
        "Users can unlock the door with a phone, and share the key with up to five guests.",
        "Follow the money: the ministry paid twice for the same twelve buses, auditors found.",
    ],
)
def test_a_sentence_about_such_things_stays(paragraph: str) -> None:
    """Subscriptions, newsletters and copyright may be what an article is about."""
    text = "\n".join([ARTICLE[0], paragraph, *ARTICLE[1:]])
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
