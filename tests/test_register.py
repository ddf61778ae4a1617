"""In which register a page speaks: words of a site to its visitors are told from a report's, in any language."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from summarizer.reading import register
from summarizer.reading.look import Look

ROOT = Path(__file__).resolve().parent.parent
REPORT = (
    "The harbour board will replace the last two cranes before winter, its chairman Nils Aabel said on Friday, because "
    "repairs had come to 210,000 kroner in a year. A union spokesman told the paper that eleven drivers would be "
    "retrained. Fishing boats may go on using the southern quay in the meantime."
)


def test_the_weights_are_of_the_very_features_that_pages_have() -> None:
    """Each feature has its weights, each weight its feature, and each class of pages its bias."""
    learned = register.shipped()
    assert set(learned.weights) == set(register.features(Look(title="A crane", text=REPORT)))
    assert {tuple(sorted(weights)) for weights in learned.weights.values()} == {tuple(sorted(learned.biases))}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Please prove that you are not a robot", "robot"),
        ("Wir und unsere Partner verwenden Cookies; Sie können zustimmen oder ablehnen", "consent"),
        ("Mot de passe oublié ?", "account"),
        ("Suscríbete por un euro y cancela cuando quieras", "paywall"),
        ("Włącz obsługę JavaScript w przeglądarce", "script"),
        ("Запрашиваемая страница не найдена", "error"),
        ("ご指定のページは見つかりませんでした", "error"),
        ("登录后继续", "account"),
        ("로그인이 필요합니다", "account"),
        ("الصفحة التي تبحث عنها غير موجودة", "error"),
        ("הדף שחיפשת לא נמצא", "error"),
        ("कृपया लॉगिन करें", "account"),
        ("ไม่พบหน้าที่คุณค้นหา", "error"),
        ("Không tìm thấy trang", "error"),
    ],
)
def test_a_sites_words_are_known_in_many_languages(text: str, topic: str) -> None:
    """What a site says to its visitors is counted under its topic, however the script writes it."""
    assert register.topics_of(text)[topic] > 0


def test_the_sites_paragraphs_are_not_the_articles_own() -> None:
    """Of a text with a paragraph that sells subscriptions, only the report's words are the article's own."""
    offer = "Subscribe now for unlimited access to all our stories. Already a member? Log in. Cancel any time."
    assert register.own_words(f"{REPORT}\n{offer}") == len(REPORT.split())


@pytest.mark.parametrize(
    ("title", "is_the_sites"),
    [
        ("Log in to continue", True),
        ("Seite nicht gefunden", True),
        ("Harbour board replaces its last two cranes", False),
        ("Court: a harbour may ask its visitors for a password", False),
    ],
)
def test_a_headline_is_told_from_a_sites_word(title: str, is_the_sites: bool) -> None:
    """A title made of a site's words to its visitors is no headline; one that mentions them is."""
    assert register.is_of_the_site(title) is is_the_sites


@pytest.mark.parametrize(
    ("changes", "holds_none"),
    [
        ({}, False),
        ({"linked_share": 0.5, "linked_headings": 12, "unlisted": True}, False),
        ({"visible": f"Log in Subscribe Accept all cookies Terms of use Privacy policy\n{REPORT}"}, False),
        ({"text": "Please enable JavaScript in your browser to view this page."}, True),
        ({"text": "Diese Seite gibt es leider nicht mehr. Zur Startseite oder zur Suche.", "title": "Fehler"}, True),
        ({"text": "この記事は有料会員限定です。登録すると続きをお読みいただけます。ログイン"}, True),
    ],
)
def test_a_report_is_one_whatever_stands_around_it(changes: dict[str, object], holds_none: bool) -> None:
    """The furniture of a large site makes no wall of a report, and a headline no report of a wall."""
    look = Look(title="Harbour board replaces its last two cranes", text=REPORT)._replace(**changes)  # type: ignore[arg-type]
    assert (register.weigh(look).odds > 0) is holds_none


ITEM = '<div itemscope itemtype="https://schema.org/{}">'


@pytest.mark.parametrize(
    ("changes", "feature", "is_on"),
    [
        ({"types": frozenset({"collectionpage"})}, "declared list", True),
        ({"types": frozenset({"itemlist"}), "published": True}, "declared list", False),
        ({"types": frozenset({"website"}), "listing": True}, "declared list", False),
        ({"types": frozenset({"event"})}, "declared offer", True),
        ({"types": frozenset({"event"}), "published": True}, "declared offer", False),
        ({"source": ITEM.format("jobposting")}, "declared offer", True),
        ({"source": ITEM.format("discussionforumposting") + ITEM.format("product")}, "declared offer", False),
        ({"source": ITEM.format("blogposting") * 3 + ITEM.format("product")}, "declared offer", True),
        ({"types": frozenset({"video.other"})}, "declared recording", True),
    ],
)
def test_what_a_page_declares_counts_where_it_declares_no_article(
    changes: dict[str, object], feature: str, is_on: bool
) -> None:
    """A list, an offer or a recording is declared in data or markup, and not beside a declared article."""
    look = Look(title="A crane", text=REPORT)._replace(**changes)  # type: ignore[arg-type]
    assert register.features(look)[feature] == is_on


@pytest.mark.parametrize(
    "topic", ["Maintenance of the old bridge", "Wartung der Aufzüge", "El mantenimiento de la vía"]
)
def test_upkeep_is_no_fault_of_the_site(topic: str) -> None:
    """Ships, lifts and railways are kept up, too: only a site's own words for it are those of an error page."""
    assert register.topics_of(topic)["error"] == 0
    assert register.topics_of("Down for scheduled maintenance")["error"] > 0


@pytest.mark.load
def test_pages_are_told_as_the_benchmark_says() -> None:
    """Of pages without an article 95 % are refused, of unseen ones 90 %, and of the others 2 % at most."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    bench = importlib.import_module("gate")
    told = [
        (labelled.name.startswith(bench.SEALED), labelled.code == register.ARTICLE, bench.code_of(labelled.page))
        for name in bench.sets()
        for labelled in bench.load_pages(name)
    ]
    for kinds, least in (((True,), 0.9), ((True, False), 0.95)):
        without = [code for is_sealed, is_article, code in told if is_sealed in kinds and not is_article]
        assert sum(code != register.ARTICLE for code in without) >= least * len(without)
    articles = [code for _, is_article, code in told if is_article]
    assert sum(code != register.ARTICLE for code in articles) <= 0.02 * len(articles)


def test_a_word_of_a_million_letters_is_looked_at_no_further_than_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long a word is, its beginnings are looked up so many times and no more."""
    looked_up: list[str] = []

    def noting(word: str) -> frozenset[str]:
        looked_up.append(word)
        return frozenset()

    monkeypatch.setattr(register, "_topics_of_word", noting)
    register.topics_of("x" * 1_000_000)
    assert [len(word) <= 30 for word in looked_up] == [True]
