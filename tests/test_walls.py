"""Where an article breaks off: its wall is known by what it says right behind the text, and leaves the text."""

from __future__ import annotations

from typing import Any

import pytest

from summarizer.reading.look import Look
from summarizer.reading.walls import Opening, is_locked, opening_of

OPENING = (
    "The mill at Orsk will stop its last loom in March, the owner said on Tuesday, and 40 weavers are to be trained "
    "for the dye works across the river.\n"
    "The town had offered to buy the building for one krone, but the two could not agree on who pays for the roof."
)
MORE = (
    "A museum in the county town will take two of the looms, its director said, and hopes to show them by the summer."
)


def page(behind: str, text: str = OPENING, **changes: Any) -> Look:
    """Return a page that shows a text and, behind it, lines that extraction has left out."""
    return Look(title="The last loom", text=text, visible=f"News\nSport\nThe last loom\n{text}\n{behind}")._replace(
        **changes
    )


@pytest.mark.parametrize(
    "wall",
    [
        "Subscribe to The Orsk Post to keep reading",
        "Keep reading with a 14-day free trial",
        "This story is for paying subscribers only",
        "The full article is available to our members.",
        "The rest of this piece is reserved for supporters",
        "Already a subscriber? Sign in to continue reading.",
        "To read the rest of this story, log in or subscribe.",
        "Unlock the whole story",
        "You have reached your monthly article limit.",
        "Weiterlesen mit Orsker Bote+",
        "Dieser Beitrag ist nur für Abonnentinnen und Abonnenten",
        "Jetzt anmelden und sofort weiterlesen",
        "Il vous reste 64 % de cet article à lire.",
        "La suite de cet article est réservée à nos abonnés",
        "Pour poursuivre votre lecture, connectez-vous",
        "Este contenido es exclusivo para suscriptores",
        "Regístrate para seguir leyendo",
        "Questo contenuto è riservato agli abbonati",
        "Accedi o registrati per continuare a leggere",
        "Este conteúdo é exclusivo para assinantes",
        "Assine agora para continuar lendo",
        "Dit verhaal is alleen voor abonnees",
        "Verder lezen? Neem een abonnement",
        "Ten tekst jest dostępny tylko dla prenumeratorów",
        "Aby czytać dalej, zaloguj się",
        "Läs vidare med ett abonnemang",
        "Zbytek článku je jen pro předplatitele",
        "Эта статья доступна только подписчикам",
        "この記事は会員限定です。残り840文字",
        "订阅后继续阅读全文",
    ],
)
def test_a_wall_behind_an_opening_is_known(wall: str) -> None:
    """Whatever way a site says that there is more of this text, but not for everybody, the text is an opening."""
    assert opening_of(page(f"{wall}\nLog in\nImprint")) == Opening(OPENING, is_walled=True)


@pytest.mark.parametrize(
    "behind",
    [
        "Subscribe to our free newsletter\nThe best of the week, every Friday.",
        "The Orsk Post lives on its readers. If this was worth your time, become a member.",
        "Subscribe to read more stories like this",
        "Want to keep reading? Here are three more stories from the mill.",
        "Subscribers make this journalism possible. Subscribe for 1 euro a week.\nAlready a subscriber? Log in.",
        "Comments on this story are for members only",
        "This article is free for everybody, thanks to our subscribers.",
        "Our two subscribers in Arn were the first who could read this article.",
        "You have 3 free articles left this month.",
        "Subscribe to keep reading, said the mill's newsletter in its last issue; nobody did.",
        "Weiterlesen: Was aus der Färberei wird",
        "Dieser Text ist frei zugänglich, weil unsere Abonnenten ihn bezahlen.",
        "Regístrate gratis para seguir leyendo sin límites",
        "Lire la suite du dossier",
        "Abonnez-vous à notre lettre gratuite",
        "Iscriviti alla newsletter",
        "Lees verder",
    ],
)
def test_an_appeal_behind_a_whole_article_is_no_wall(behind: str) -> None:
    """A letter, an appeal for members, a link to other stories or a report of walls does not make a text an opening."""
    assert opening_of(page(behind)) == Opening(OPENING, is_walled=False)


@pytest.mark.parametrize(
    ("look", "is_walled"),
    [
        (page("", visible=f"This article is for subscribers only\n{OPENING}"), False),
        (page(f"Subscribe to keep reading\n{MORE}", text=f"{OPENING}\n{MORE}"), False),
        (page("\n".join(["A headline of five words"] * 30) + "\nThis article is for subscribers only"), False),
        (page("This article is for subscribers only", free=True), False),
        (page("This article is for subscribers only", text=f"{OPENING}\n{MORE}\n" * 6), True),
    ],
    ids=["badge on top", "box within", "of another story", "declared free", "long opening"],
)
def test_a_wall_stands_right_behind_all_that_is_shown(look: Look, is_walled: bool) -> None:
    """A label above, a box within the text or a note on another story is no wall, and an opening may be long."""
    assert opening_of(look).is_walled is is_walled


def test_a_wall_may_be_told_on_several_lines() -> None:
    """The words of a wall are one sentence, though each stands in a block of its own."""
    told = "Pour lire la suite\net accéder gratuitement à 3 articles par mois,\ncréez votre compte\nConnexion"
    assert opening_of(page(told, text=f"{OPENING}\n{told}")) == Opening(OPENING, is_walled=True)


def test_what_a_wall_says_is_taken_off_the_text() -> None:
    """Of the extracted text nothing stays that stands at the wall or behind it."""
    sold = (
        "This story is for subscribers.\nUnlimited access for 1 euro a week.\nAlready a member? Log in.\nOther stories"
    )
    assert opening_of(page("Imprint", text=f"{OPENING}\n{sold}")).text == OPENING


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"free": False}, True),
        ({"source": '<meta property="article:content_tier" content="locked">'}, True),
        ({"source": "<meta content='locked' name='article:content_tier'/>"}, True),
        ({"source": '<meta property="article:content_tier" content="free">'}, False),
        ({"source": '<meta property="article:tag" content="locked doors"><p>article:content_tier</p>'}, False),
    ],
)
def test_a_page_may_declare_itself_locked(changes: dict[str, Any], expected: bool) -> None:
    """Either declaration counts, in whatever order its attributes stand, and no other one does."""
    assert is_locked(page("", **changes)) is expected
