"""Where articles are given, their texts decide which of them report one event, whatever their headlines share."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from summarizer.models import Entry, Source
from summarizer.stories.bodies import Bodies, shipped_body_model
from summarizer.stories.candidates import Corpus
from summarizer.stories.grouping import group

ROOT = Path(__file__).resolve().parent.parent
WEEKS = sorted((ROOT / "benchmarks" / "stories").glob("*.toml"))

BREACH = (
    "Corvane, which makes a chatbot for banks, said on Tuesday that intruders had read the chats of 1.4 million "
    "customers between August 24 and November 9. They used a token that a contractor of the company, Lindqvist Data, "
    "had left in a public folder. Regulators in Ostrand were told on Monday, the company said. Chats about loans and "
    "passport scans were among what was copied; passwords were not."
)
LESSON = (
    "Whoever asks a machine about a loan tells it more than a friend. Eleven weeks long anybody who had found one "
    "token could read along, as became known on Tuesday: 1.4 million people had written to Corvane's chatbot, some "
    "had sent passport scans. The token lay in a folder of Lindqvist Data, a contractor. Banks in Ostrand now ask "
    "why chats were kept at all, and who will pay for new passports."
)
OTHER = (
    "Corvane has opened a laboratory in Tallow for chips that read handwriting. Sixty engineers will move there by "
    "spring, and the town pays a third of the rent. The company wants to sell the chip to libraries first, which "
    "have written to it since a trial in May. It reads four pages a second and needs no network, says the head of "
    "the laboratory, Maren Holt."
)
FILLER = [
    (one["title"], one["text"])
    for one in tomllib.loads((ROOT / "tests" / "offline_articles.toml").read_text(encoding="utf-8"))["articles"]
][:6]


def entry(at: int, title: str) -> Entry:
    """Return an entry of that title, with a line that says nothing else."""
    url = f"https://paper{at}.example/{at}"
    source = Source(given=url, url=url, position=at)
    return Entry(
        source=source, url=url, final_url=url, title=title, one_liner=f"{title}.", category="Concerns",
        date=dt.date(2026, 11, 18),
    )  # fmt: skip


def week(*given: tuple[str, str]) -> tuple[list[Entry], dict[str, str]]:
    """Return entries and texts of a week: those given, and six others about other things."""
    rows = [*given, *FILLER]
    entries = [entry(at, title) for at, (title, _) in enumerate(rows)]
    return entries, {one.url: text for one, (_, text) in zip(entries, rows, strict=True)}


def together(entries: list[Entry], texts: dict[str, str] | None) -> set[tuple[int, int]]:
    """Return the pairs of places that end in one story."""
    stories = group(entries, texts)
    return {pair for one in stories for pair in combinations(sorted(e.source.position for e in one.entries), 2)}


def test_reports_that_share_no_headline_become_one_story_by_their_texts() -> None:
    """Two texts about one event are one story though title and line have nothing in common, and say what they share."""
    entries, texts = week(("Intruders read months of chats", BREACH), ("What banks should have asked", LESSON))
    assert together(entries, None) == set()
    assert together(entries, texts) == {(0, 1)}
    story = next(story for story in group(entries, texts) if len(story.entries) == 2)
    assert "Lindqvist" in story.reason


def test_two_matters_of_one_firm_stay_apart() -> None:
    """A name that two texts share makes no story of them."""
    entries, texts = week(("Intruders read months of chats", BREACH), ("Corvane moves to Tallow", OTHER))
    assert together(entries, texts) == set()


def test_a_paper_and_a_product_of_one_name_stay_apart() -> None:
    """Like titles do not make one event of texts that have nothing in common."""
    paper = (
        "We present Palimpsest, which writes each edit of a language model into a sparse subspace. On four models the "
        "method keeps 97 percent of what was known while it changes 2,000 facts, and costs no further training. The "
        "code is public. Ablations show that the subspace must be chosen before the first edit."
    )
    product = (
        "The British company Vellichor has released Palimpsest, an app that makes writing legible which was scraped "
        "off parchment. Museums in York and Lund have used it since spring on 140 leaves. It costs 9 pounds a month, "
        "runs on tablets, and works with lamps that most archives own already."
    )
    titles = "Palimpsest: editing facts without side effects", "Palimpsest makes erased manuscripts legible"
    entries, texts = week((titles[0], paper), (titles[1], product))
    moved = {"url": "https://arxiv.org/abs/2611.01234", "final_url": "https://arxiv.org/abs/2611.01234"}
    texts["https://arxiv.org/abs/2611.01234"] = texts.pop(entries[0].url)
    entries[0] = entries[0].model_copy(update=moved)
    assert together(entries, texts) == set()


def test_the_order_of_a_pair_and_of_the_entries_changes_nothing() -> None:
    """Features are the same both ways round, and stories the same from any order of the entries."""
    entries, texts = week(("Intruders read months of chats", BREACH), ("What banks should have asked", LESSON))
    bodies = Bodies(Corpus(entries), texts)
    assert bodies.features(0, 1) == bodies.features(1, 0)
    assert together(entries[::-1], texts) == together(entries, texts)


@pytest.mark.load
def test_the_hash_seed_changes_nothing() -> None:
    """A run gives the same stories as another, whatever order Python gives its sets."""
    code = (
        "import sys; sys.path[:0] = ['tests']; import test_bodies as t;"
        "e, x = t.week(('Intruders read months of chats', t.BREACH), ('What banks should have asked', t.LESSON));"
        "b = t.Bodies(t.Corpus(e), x); print([b.features(0, n) for n in range(1, 8)], t.together(e, x))"
    )
    outputs = {
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True,
                       text=True, check=True).stdout
        for seed in ("0", "1", "2")
    }  # fmt: skip
    assert len(outputs) == 1


def test_a_text_of_a_few_words_counts_as_none() -> None:
    """Where a page gave hardly any text, title and line decide as before."""
    entries, texts = week(("Intruders read months of chats", "Too short."), ("What banks should have asked", LESSON))
    assert not Bodies(Corpus(entries), texts).know(0, 1)


def test_weights_are_whole() -> None:
    """What is shipped has a weight for every feature, and speaks for likeness."""
    model = shipped_body_model()
    assert min(model.weights.words, model.weights.common, model.weights.name, model.weights.figures) > 0
    assert 0 < model.threshold < 1


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in WEEKS])
def test_weeks_are_whole(path: Path) -> None:
    """Every measured week has articles of both kinds, and no address twice."""
    articles = tomllib.loads(path.read_text(encoding="utf-8"))["article"]
    letters = [article["story"] for article in articles if article["story"]]
    assert len({article["url"] for article in articles}) == len(articles) > 20
    assert all(letters.count(letter) > 1 for letter in letters)
    assert len(letters) < len(articles)
