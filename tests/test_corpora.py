"""The benchmark of extraction reads saved pages in the layouts that public collections have."""

from __future__ import annotations

import gzip
import importlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
PAGE = b"<html><body><p>Eight boats a day.</p></body></html>"


@pytest.fixture
def corpora(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The module, found as the benchmark finds it."""
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    return importlib.import_module("corpora")


def test_texts_beside_pages(corpora: Any, tmp_path: Path) -> None:
    """`NAME.txt` is the text of `NAME.html` or `NAME.html.gz`; a page without one is left out."""
    (tmp_path / "one.html").write_bytes(PAGE)
    (tmp_path / "two.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / "three.html").write_bytes(PAGE)
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text("Eight boats a day.", encoding="utf-8")
    found = list(corpora.corpus(tmp_path))
    assert [(known.name, known.body, known.text) for known in found] == [
        ("one", PAGE, "Eight boats a day."),
        ("two", PAGE, "Eight boats a day."),
    ]


def test_one_file_of_texts(corpora: Any, tmp_path: Path) -> None:
    """`ground-truth.json` names the pages in `html`, and what is empty there is empty."""
    truth = {"a": {"articleBody": "Eight boats a day.", "url": "https://line.example/a"}, "b": {}, "gone": {}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth), encoding="utf-8")
    (tmp_path / "html").mkdir()
    for name in ("a", "b"):
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(PAGE))
    found = list(corpora.corpus(tmp_path))
    assert [(known.name, known.text) for known in found] == [("a", "Eight boats a day."), ("b", "")]
    assert found[0].url == "https://line.example/a"


def test_segments(corpora: Any, tmp_path: Path) -> None:
    """`evaldata.json` has what belongs to the article and what does not, with the pages in `cache` or `eval`."""
    data = {"https://line.example/a": {"file": "a.html", "with": ["Eight boats"], "without": ["Imprint"]}}
    (tmp_path / "evaldata.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "eval").mkdir()
    (tmp_path / "eval" / "a.html").write_bytes(PAGE)
    (known,) = corpora.corpus(tmp_path)
    assert (known.url, known.text, known.inside, known.outside) == (
        "https://line.example/a",
        None,
        ("Eight boats",),
        ("Imprint",),
    )


def test_a_folder_of_something_else(corpora: Any, tmp_path: Path) -> None:
    """A folder without a page whose text is known is said to be one."""
    with pytest.raises(SystemExit, match="no page with a known text"):
        list(corpora.corpus(tmp_path))
