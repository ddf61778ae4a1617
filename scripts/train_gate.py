"""Learn what tells a page without an article from one with it, and write `summarizer/reading/register.json`.

    pip install -e '.[train]'
    python scripts/train_gate.py

The pages are those of `benchmarks/pages` but for the sealed ones, those of `tests/pages`, and the articles of
`benchmarks/grounding` in the layouts of `tests/pages`. Every page is learned from twice: as it is, and with the
furniture of a large site about it (`CHROME`), which says nothing of whether there is an article in the middle.

* The model is a multinomial logistic regression over standardised features, folded back so that plain Python can weigh
  raw ones: one class for articles, and one for each code, for a list of headlines has little in common with a log-in;
  and for each kind of page where one code has several, for terms of use have little in common with an offer of work.
* What is printed is cross-validated: of every set of pages by a model that has seen none of the set.
* The threshold lets `ALARMS` of the articles be refused that were written to be taken for something else.
"""

from __future__ import annotations

import html
import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

import numpy
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from summarizer.errors import CODES
from summarizer.reading import register
from summarizer.reading.finding import look_at
from summarizer.reading.found import Delivered
from summarizer.reading.look import Look

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests")]

import gate as bench  # noqa: E402
import grounding  # noqa: E402
import saved_pages  # noqa: E402

ALARMS = 0.07
"""Share of the articles of `benchmarks/pages` and `tests/pages/articles`, each of which has something of a wall."""
PENALTY = 0.4
"""The inverse of the penalty on squared weights."""
ORDINARY = 0.3
"""What a page of an ordinary article weighs, of which there are many that are alike, or a brief."""
BRIEFS = (50, 90)
"""Words of the openings of ordinary articles that are learned from as well."""
FOLDS, SEED = 6, 4
OURS = ("blocked", "articles", "layouts", "ordinary", "briefs")
"""Sets that are too large to be left out whole: they are cut into folds."""
TOLD_BY_LACK = ("empty", "no-title", "title-mismatch", "too-short")
"""Codes of pages that would be articles, had they a text, or a title of their own."""
CHROME = (
    "Home News World Politics Business Markets Technology Science Health Culture Sport Opinion Weather Video Podcasts",
    "Log in Subscribe My account Search Newsletters Most read Latest news Trending now Related articles Read more",
    "Share this article Comments Sign up for our newsletter Enter your email address Manage your preferences",
    "Contact us About us Careers Advertise with us Terms of use Privacy policy Cookie settings All rights reserved",
    "We use cookies to personalise content and advertising. You can accept or reject them. Download our app",
    "Already a subscriber? Log in. Subscribe for 1 euro a month and cancel any time.",
    "Startseite Politik Wirtschaft Kultur Sport Meinung Anmelden Abonnieren Newsletter Datenschutz Impressum",
    "Accueil Politique Économie Culture Sport Se connecter S'abonner Les plus lus Mentions légales Gérer mes cookies",
)
"""Lines that large sites have around whatever they show."""


class Row(NamedTuple):
    """One page to learn from."""

    set: str
    name: str
    code: str
    """The code, and the kind of page, where unlike pages are refused with one code."""
    look: Look


def main() -> int:
    """Train, print and write."""
    rows = [row for row in _rows() if row.code not in TOLD_BY_LACK]
    rows += [row._replace(look=_furnished(row.look, random.Random(f"{SEED} {row.name}"))) for row in rows]
    register.WEIGHTS.write_text(json.dumps(learn(rows), indent=1) + "\n", encoding="utf-8")
    return 0


def _rows() -> Iterator[Row]:
    for name in bench.sets():
        if not name.startswith(bench.SEALED):
            for labelled in bench.load_pages(name):
                kind = register.KIND + labelled.kind if labelled.kind else ""
                yield Row(name, labelled.name, labelled.code + kind, look_at(labelled.page))
    for path in sorted((saved_pages.FOLDER / "blocked").glob("*.html")):
        code = max((code for code in CODES if path.name.startswith(code)), key=len)
        yield Row("blocked", path.name, code, _look(path.name, path.read_bytes()))
    for path in sorted((saved_pages.FOLDER / "articles").glob("*.html")):
        yield Row("articles", path.name, register.ARTICLE, _look(path.name, path.read_bytes()))
    for saved in saved_pages.saved_pages():
        yield Row("layouts", saved.name, register.ARTICLE, _look(saved.name, saved.body, saved.declared))
    yield from _ordinary()


def _look(name: str, body: bytes, charset: str | None = None) -> Look:
    address = "https://paper.example/2026/" + re.sub(r"\W+", "-", name.lower())[:50]
    return look_at(Delivered(address, "text/html", charset, body))


def _ordinary() -> Iterator[Row]:
    """Yield articles that are about anything, each in one of our layouts, and their openings, bare, as briefs."""
    texts = {case.article.title: case.article.text for name in (*grounding.SETS, *grounding.SEALED)
             for case in grounding.load_cases(name)}  # fmt: skip
    for title, text in texts.items():
        dice = random.Random(f"{SEED} {title}")
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        saved = saved_pages.laid_out(dice.choice(saved_pages.layouts()), title, "\n".join(lines))
        yield Row("ordinary", title, register.ARTICLE, _look(title, saved.body, saved.declared))
        for words in BRIEFS:
            brief = "".join(f"<p>{html.escape(line)}</p>" for line in _opening(lines, words))
            page = f"<title>{html.escape(title)}</title><article><h1>{html.escape(title)}</h1>{brief}</article>"
            yield Row("briefs", title, register.ARTICLE, _look(title, page.encode()))


def _opening(lines: list[str], words: int) -> list[str]:
    """Return the first sentences of an article, as many as have so many words."""
    sentences = [sentence for line in lines for sentence in re.split(r"(?<=[.!?])\s+", line)]
    lengths = accumulate(len(sentence.split()) for sentence in sentences)
    return sentences[: 1 + next((at for at, length in enumerate(lengths) if length >= words), len(sentences))]


def _furnished(look: Look, dice: random.Random) -> Look:
    """Return a page as it would look on a large site."""
    around = "\n".join(dice.choice(CHROME) for _ in range(dice.randint(2, 12)))
    types = dice.choice(({"website"}, {"organization", "website"}, {"itemlist"}, set[str]()))
    return look._replace(
        visible=f"{around}\n{look.visible or look.text}\n{around}",
        linked_share=dice.uniform(0.1, 0.6),
        linked_headings=dice.choice((0, 0, 3, 8, 15)),
        types=look.types | types,
        listing=look.listing or ("website" in types and dice.random() < 0.5),
        source=look.source + (' type="password"' if dice.random() < 0.3 else ""),
        unlisted=(look.unlisted and dice.random() < 0.7) or dice.random() < 0.04,
        claims=look.claims if dice.random() < 0.6 else tuple(f"Why {claim}" for claim in look.claims),
    )


def learn(rows: list[Row]) -> dict[str, Any]:
    """Return what is shipped, and print what it does to every set."""
    names, matrix = _matrix(rows)
    codes = numpy.array([row.code for row in rows])
    scores, found = _cross_validated(rows, matrix, codes)
    wrong = codes != register.ARTICLE
    hard = numpy.sort(scores[~wrong & numpy.array([row.set not in ("ordinary", "briefs") for row in rows])])
    threshold = float(hard[::-1][int(ALARMS * len(hard))])
    print(f"{'set':<12} {'pages':>6} {'without article':>16} {'refused':>8} {'with article':>13} {'refused':>8}")
    for name in dict.fromkeys(row.set for row in rows):
        within = numpy.array([row.set == name for row in rows])
        no, yes = scores[within & wrong] > threshold, scores[within & ~wrong] > threshold
        shares = [f"{part.mean():.1%}" if len(part) else "-" for part in (no, yes)]
        print(f"{name:<12} {within.sum():>6} {len(no):>16} {shares[0]:>8} {len(yes):>13} {shares[1]:>8}")
    print(f"\nof the pages without an article, {(found == codes)[wrong].mean():.1%} have the likeliest code")
    biases, weights = _folded(_fitted(matrix, codes, rows), names)
    return {"threshold": round(threshold, 3), "biases": biases, "weights": weights}


def _cross_validated(rows: list[Row], matrix: Any, codes: Any) -> tuple[Any, Any]:
    """Return the log-odds of there being no article, and the likeliest code, by models that have not seen the set."""
    folds, scores, found = numpy.array(_folds(rows)), numpy.zeros(len(rows)), numpy.empty(len(rows), dtype=object)
    for fold in sorted(set(folds)):
        out = folds == fold
        model = _fitted(matrix[~out], codes[~out], [row for row, left in zip(rows, out, strict=True) if not left])
        shares = model.predict_proba(matrix[out])
        article = list(model.classes_).index(register.ARTICLE)
        scores[out] = numpy.log((1 - shares[:, article]).clip(1e-12) / shares[:, article].clip(1e-12))
        shares[:, article] = -1
        found[out] = model.classes_[shares.argmax(1)]
    return scores, found


def _matrix(rows: list[Row]) -> tuple[list[str], Any]:
    found = [register.features(row.look) for row in rows]
    names = list(found[0])
    return names, numpy.array([[float(features[name]) for name in names] for features in found])


def _folds(rows: list[Row]) -> list[str]:
    """Return what each page is left out together with: its set, or some of ours."""
    dice = random.Random(SEED)
    fold_of = {(row.set, row.name): f"{dice.randrange(FOLDS)}" for row in rows}
    return [fold_of[row.set, row.name] if row.set in OURS else row.set for row in rows]


def _fitted(matrix: Any, codes: Any, rows: list[Row]) -> Any:
    shares = numpy.array([ORDINARY if row.set in ("ordinary", "briefs") else 1.0 for row in rows]) / 2
    model = make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, max_iter=5000))
    return model.fit(matrix, codes, logisticregression__sample_weight=shares)


def _folded(model: Any, names: list[str]) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Return biases by code, and weights by raw feature and code."""
    scaler, regression = (step for _, step in model.steps)
    weights = regression.coef_ / scaler.scale_
    biases = regression.intercept_ - weights @ scaler.mean_
    codes = [str(code) for code in regression.classes_]
    by_feature = {
        name: {code: round(float(weight), 3) for code, weight in zip(codes, column, strict=True)}
        for name, column in zip(names, weights.T, strict=True)
    }
    return {code: round(float(bias), 3) for code, bias in zip(codes, biases, strict=True)}, by_feature


if __name__ == "__main__":
    sys.exit(main())
