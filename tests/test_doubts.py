"""Doubts: what may be wrong with a line beyond its numbers, names and quotations, and how it is weighed."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from summarizer.grounding import all_doubts, ground
from summarizer.grounding.alignment import Alignment
from summarizer.grounding.doubts import Doubt, load_scales, settle, weigh
from summarizer.grounding.parsed import Parsed, index
from summarizer.language.words import stem
from summarizer.models import Article, Part

BENCHMARK = Path(__file__).resolve().parents[1] / "benchmarks" / "grounding"
ARTICLE = Article(
    title="Corvane closes its Ostrand plant",
    date=dt.date(2026, 3, 4),
    text=(
        "Corvane will close its chip plant in Ostrand in June, the company said on Wednesday. The plant employs 58 "
        "people, up from 41 two years ago, of whom four have been offered other jobs. All twelve apprentices may "
        "finish their training.\n\n"
        "Revenue rose 14 percent to $2.9 billion in the second quarter, from $1.3 billion a year earlier. Profit fell "
        "by a third. The plant uses 1.2 gigawatt-hours of electricity in half a year. On the sixth day of the strike, "
        "the union rejected an offer of severance pay.\n\n"
        "Marta Soler, who heads the works council, said that the decision was not discussed with the staff. Tessel, a "
        "rival from Lisbon, has bought the machines. The Portuguese company does not plan to hire any workers.\n\n"
        "Shareholders approved the closure in February. The environment ministry supports a plan for a park on the "
        "site, while the mayor opposes it. Production was faster than before, Corvane's finance chief Owen Tranter "
        "conceded, but energy had become more expensive."
    ),
)


def missing(line: str) -> list[str]:
    """Return the parts of a line that the article does not bear out."""
    return [part.text for part in ground(line, ARTICLE, ()).parts if not part.found]


def test_the_weights_are_of_the_very_features_that_doubts_have() -> None:
    """Every kind of doubt that the code raises has its scales, and each feature its weight."""
    text = "Tessel did not buy the plant from Corvane, whose revenue fell 14 percent, but workers praised its machines."
    raised = {doubt.kind: set(doubt.features) for doubt in all_doubts(Alignment(Parsed(text), index(ARTICLE)))}
    assert {kind: set(scales.weights) for kind, scales in load_scales().items()} == raised


@pytest.mark.parametrize(("step", "stands"), [(0.01, True), (-0.01, False)])
def test_a_doubt_stands_from_its_threshold_on(step: float, stands: bool) -> None:
    """What weighs as much as the threshold is reported as missing, what weighs less as found."""
    scales = load_scales()["clause"]
    name, weight = max(scales.weights.items(), key=lambda item: abs(item[1]))
    value = (scales.threshold + step - scales.bias) / weight
    missing_part, found_part = (Part(kind="content", text="x", found=found) for found in (False, True))
    doubt = Doubt("clause", frozenset(), dict.fromkeys(scales.weights, 0.0) | {name: value}, missing_part, found_part)
    assert weigh(doubt) == pytest.approx(scales.threshold + step)
    assert list(settle([doubt])) == [missing_part if stands else found_part]


@pytest.mark.parametrize(
    "line",
    [
        "Corvane shuts its chip factory in Ostrand in June and offers four of its 58 employees other jobs.",
        "Four of the twelve apprentices or 58 people at the plant may finish their training.",
        "The Ostrand plant has added 17 employees in two years, for a total of 58.",
        "Revenue more than doubled to $2.9 billion in the second quarter.",
        "The chip plant in Ostrand consumes 1.2 GWh of electricity in six months.",
        "On day six of the strike the union turned down an offer of severance pay.",
        "The works council's Marta Soler says the staff was not consulted about the decision.",
        "Lisbon's Tessel purchased the machines but won't hire any of the workers.",
        "CFO Owen Tranter concedes that production had sped up while energy grew more expensive.",
        "AI plays no part in it: the environment ministry backs a plan for a park, which the mayor rejects.",
    ],
)
def test_what_the_article_says_in_other_words_is_no_doubt(line: str) -> None:
    """Ratios, differences, units, titles, synonyms and denials may be told otherwise than in the article."""
    assert missing(line) == []


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("The Ostrand plant has 17 employees, 58 in total.", "17"),
        ("The Ostrand plant has added 18 employees in two years, for a total of 58.", "18"),
        ("Revenue tripled to $2.9 billion in the second quarter.", "tripled"),
        ("The chip plant in Ostrand consumes 1.2 MWh of electricity in six months.", "1.2 MWh"),
        ("Revenue fell 14 percent to $2.9 billion in the second quarter.", "fell"),
        ("Revenue was $2.9 billion, less than the $1.3 billion of a year earlier.", "less than"),
        ("Shareholders rejected the closure in February.", "rejected"),
        ("Shareholders did not approve the closure in February.", "not approve"),
        ("Revenue did not rise 14 percent to $2.9 billion in the second quarter.", "not rise"),
        (
            "Corvane closes its chip plant in Ostrand, although celebrities chained themselves to lorries.",
            "celebrities",
        ),
    ],
)
def test_what_the_article_does_not_say_is_doubted_by_name(line: str, wrong: str) -> None:
    """The part that is wrong is among those named as missing, and the line is not verified."""
    assert any(wrong in text for text in missing(line)), missing(line)


def test_a_place_fits_best_where_the_same_words_stand_near() -> None:
    """The fit of a word's surroundings is highest in the sentence that the line tells again, and shares are shares."""
    line, known = Parsed("Revenue rose 14 percent to $2.9 billion."), index(ARTICLE)
    alignment = Alignment(line, known)
    scores = alignment.scores(1)
    best = max(scores, key=lambda sentence: scores[sentence])
    assert "Revenue rose" in known.text[slice(*known.sentences[best])]
    assert all(0.0 <= score <= 1.0 + 1e-9 for score in (*scores.values(), *alignment.whole.values()))
    rose, fell = known.places[stem("rose")][0], known.places[stem("fell")][0]
    assert alignment.fit(1, rose) > alignment.fit(1, fell)


def test_few_free_paraphrases_are_doubted() -> None:
    """Of true lines in five voices, written before the rules that they are judged by, 87 in a hundred are verified."""
    entries = tomllib.loads((BENCHMARK / "voices.toml").read_text(encoding="utf-8"))["article"]
    verdicts = [
        ground(line, Article(title=entry["title"], text=entry["text"].strip(), date=entry["date"]), ()).verdict
        for entry in entries
        for line in entry["lines"]
    ]
    assert verdicts.count("verified") >= 0.87 * len(verdicts)
