"""Folders of saved pages whose text is known, in the layouts that public collections use.

- `NAME.html` (or `.htm`, `.html.gz`) with the article's text in `NAME.txt` beside it;
- `ground-truth.json`, an object of NAME → `{"articleBody": …, "url": …}`, with the pages in `html/NAME.html.gz`, as
  scrapinghub's article-extraction-benchmark has them;
- `evaldata.json`, an object of URL → `{"file": …, "with": [...], "without": [...]}`: segments that belong to the
  article and such that do not, with the pages in `cache/`, `eval/` or beside it, as trafilatura's evaluation has them;
- pages in whose markup the elements of the article carry the attribute `data-t`, as ours in `tests/pages/articles`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

from summarizer.reading.decoding import decode

ENDINGS = (".html", ".htm", ".html.gz")


class Known(NamedTuple):
    """A page and what is known of its text."""

    name: str
    url: str
    body: bytes
    text: str | None = None
    """All of the article's text; None where only segments are known."""
    inside: tuple[str, ...] = ()
    """Segments of the article."""
    outside: tuple[str, ...] = ()
    """Segments that are none of it."""


def corpus(folder: Path) -> Iterator[Known]:
    """Yield the pages of `folder` by whichever of the layouts it has. Raises SystemExit where it has none."""
    if (folder / "ground-truth.json").is_file():
        found = _with_bodies(folder)
    elif (folder / "evaldata.json").is_file():
        found = _with_segments(folder)
    else:
        found = _side_by_side(folder)
    pages = list(found)
    if not pages:
        raise SystemExit(f"{folder} holds no page with a known text; benchmarks/README.md says what it may look like")
    yield from pages


def _with_bodies(folder: Path) -> Iterator[Known]:
    for name, known in json.loads((folder / "ground-truth.json").read_text(encoding="utf-8")).items():
        path = next(iter(_candidates(folder / "html", name) or _candidates(folder, name)), None)
        if path is not None:
            url = known.get("url") or f"https://{name}.example/story"
            yield Known(name, url, _bytes_of(path), known.get("articleBody") or "")


def _with_segments(folder: Path) -> Iterator[Known]:
    for url, known in json.loads((folder / "evaldata.json").read_text(encoding="utf-8")).items():
        places = (folder / part / known["file"] for part in ("cache", "eval", ""))
        path = next((place for place in places if place.is_file()), None)
        if path is not None:
            inside, outside = tuple(known.get("with", ())), tuple(known.get("without", ()))
            yield Known(known["file"], url, _bytes_of(path), None, inside, outside)


def _side_by_side(folder: Path) -> Iterator[Known]:
    for path in sorted(folder.iterdir()):
        name = path.name.removesuffix(".gz").rpartition(".")[0]
        if not path.name.endswith(ENDINGS):
            continue
        body, beside = _bytes_of(path), folder / f"{name}.txt"
        text = beside.read_text(encoding="utf-8") if beside.is_file() else _marked(body)
        if text:
            yield Known(name, f"https://{name}.example/story", body, text)


def _candidates(folder: Path, name: str) -> list[Path]:
    return [path for ending in ENDINGS if (path := folder / f"{name}{ending}").is_file()]


def _bytes_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def _marked(body: bytes) -> str:
    """Return the text of the elements marked as the article's, without its title."""
    tree = html.document_fromstring(decode(body).encode() or b" ", parser=html.HTMLParser(encoding="utf-8"))
    marked = (element for element in tree.iter() if element.get("data-t") is not None and element.tag != "h1")
    return "\n".join(str(element.xpath("string()")) for element in marked)
