"""Measures the reader on saved pages whose text is known, beside trafilatura alone on the same pages.

    python benchmarks/extraction.py [FOLDER ...] [--worst N] [--speed]

Without a folder: our own pages. A folder has one of the layouts of `corpora.py`. Of whole texts, F1 is taken over words
counted with repetition (the mean of the pages), and over runs of four words, as scrapinghub's evaluation does (from
mean precision and mean recall). Of segments, it is taken over all of them: one is found where the text has it, white
space apart, as trafilatura's evaluation does. A page that the gate refuses has no text and costs what it costs; the
codes are said. Seconds are CPU time of this process.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import saved_pages  # noqa: E402
from corpora import Known, corpus  # noqa: E402

from summarizer.errors import ItemError  # noqa: E402
from summarizer.models import Page, Source  # noqa: E402
from summarizer.reading import reader  # noqa: E402
from summarizer.reading.decoding import decode  # noqa: E402

PAGES = ROOT / "tests" / "pages"
ROUNDS = 3
SHINGLE_WORDS = 4
SLOW_SECONDS = 2.0
"""No page may take longer."""


class Result(NamedTuple):
    """What came of one page: its text, empty if it was refused or the extractor failed."""

    text: str
    seconds: float
    refused: str = ""
    """The reader's code."""
    crash: str = ""


def by_reader(known: Known) -> str:
    """Return the text as the reader gives it. Raises ItemError."""
    return reader.read(Page(source=Source(given=known.url, url=known.url), url=known.url, body=known.body)).text


def by_trafilatura(known: Known, precise: bool = False) -> str:
    """Return the text as the extractor alone gives it, in its default manner or with precision."""
    import trafilatura

    return trafilatura.extract(decode(known.body), favor_precision=precise, include_comments=False) or ""


def tried(read: Callable[[Known], str], known: Known) -> Result:
    """Return what `read` makes of a page, whatever happens."""
    start = time.process_time()
    try:
        text = read(known)
    except ItemError as error:
        return Result("", time.process_time() - start, refused=error.code)
    except Exception as error:
        return Result("", time.process_time() - start, crash=f"{type(error).__name__}: {error}")
    return Result(text, time.process_time() - start)


def words(text: str) -> Counter[str]:
    """Return the words of a text, and each character of scripts without spaces, with how often they stand there."""
    unspaced = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
    return Counter(re.findall(rf"[{unspaced}]|[^\W{unspaced}]+", text.lower()))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text, or all its words as one where it has fewer."""
    found = re.findall(r"\w+", text)
    runs = (tuple(found[at : at + SHINGLE_WORDS]) for at in range(max(1, len(found) - SHINGLE_WORDS + 1)))
    return Counter(run for run in runs if run)


def f1(found: Counter[str], wanted: Counter[str]) -> float:
    """Return the harmonic mean of precision and recall; two empty texts agree."""
    total = sum(found.values()) + sum(wanted.values())
    return 2 * sum((found & wanted).values()) / total if total else 1.0


def by_words(pages: Sequence[Known], results: Sequence[Result]) -> float:
    """Return the mean F1 over words of the pages whose whole text is known."""
    return statistics.mean(
        f1(words(result.text), words(known.text or "")) for known, result in zip(pages, results, strict=True)
    )


def by_shingles(pages: Sequence[Known], results: Sequence[Result]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over runs of words; pages without any of their own count for neither."""
    precision, recall = [], []
    for known, result in zip(pages, results, strict=True):
        found, wanted = shingles(result.text), shingles(known.text or "")
        common = sum((found & wanted).values())
        precision += [common / sum(found.values())] if found else []
        recall += [common / sum(wanted.values())] if wanted else []
    return _scores(statistics.mean(precision or [0.0]), statistics.mean(recall or [0.0]))


def by_segments(pages: Sequence[Known], results: Sequence[Result]) -> tuple[float, float, float]:
    """Return precision, recall and F1 over all segments."""
    hits = wrong = wanted = 0
    for known, result in zip(pages, results, strict=True):
        text = " ".join(result.text.split())
        hits += sum(" ".join(one.split()) in text for one in known.inside)
        wrong += sum(" ".join(one.split()) in text for one in known.outside)
        wanted += len(known.inside)
    return _scores(hits / max(1, hits + wrong), hits / max(1, wanted))


def _scores(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall or 1.0)


READERS: dict[str, Callable[[Known], str]] = {
    "reader": by_reader,
    "trafilatura": by_trafilatura,
    "trafilatura, precise": lambda known: by_trafilatura(known, precise=True),
}


def measure(title: str, pages: Sequence[Known], worst: int) -> None:
    """Print the table of one folder."""
    results = {name: [tried(read, known) for known in pages] for name, read in READERS.items()}
    whole = [at for at, known in enumerate(pages) if known.text is not None]
    cut = [at for at, known in enumerate(pages) if known.inside or known.outside]
    print(f"\n{title}: {len(pages)} pages")
    for name, found in results.items():
        print(f"  {name:<22}{'  '.join(_row(pages, found, whole, cut))}")
    ours = results["reader"]
    refused = Counter(result.refused for result in ours if result.refused)
    print(f"  refused by the gate: {sum(refused.values())} {dict(refused) if refused else ''}")
    for known, result in zip(pages, ours, strict=True):
        if result.crash or result.seconds > SLOW_SECONDS:
            print(f"  {known.name}: {result.crash or f'{result.seconds:.1f} s'}")
    for line in list(_losses(pages, ours, results["trafilatura"]))[:worst]:
        print(f"  {line}")


def _row(pages: Sequence[Known], found: Sequence[Result], whole: list[int], cut: list[int]) -> Iterator[str]:
    if whole:
        some, theirs = [pages[at] for at in whole], [found[at] for at in whole]
        yield f"F1 by words {by_words(some, theirs):.3f}"
        yield "by runs of four P {:.3f} R {:.3f} F1 {:.3f}".format(*by_shingles(some, theirs))
    if cut:
        some, theirs = [pages[at] for at in cut], [found[at] for at in cut]
        yield "by segments P {:.3f} R {:.3f} F1 {:.3f}".format(*by_segments(some, theirs))
    seconds = [result.seconds for result in found]
    yield f"{1000 * statistics.mean(seconds):.0f} ms a page, slowest {max(seconds):.2f} s"
    yield f"{sum(bool(result.crash) for result in found)} crashes"


def _losses(pages: Sequence[Known], ours: Sequence[Result], theirs: Sequence[Result]) -> Iterator[str]:
    """Yield the pages on which the reader is worse than the extractor alone, the worst first."""
    scored = []
    for known, our, their in zip(pages, ours, theirs, strict=True):
        one, other = (_score(known, result) for result in (our, their))
        scored.append((one - other, f"{known.name}: {one:.3f} against {other:.3f} {our.refused}"))
    yield from (line for loss, line in sorted(scored) if loss < 0)


def _score(known: Known, result: Result) -> float:
    if known.text is not None:
        return f1(words(result.text), words(known.text))
    return by_segments([known], [result])[2]


def our_pages() -> Iterator[tuple[str, list[Known]]]:
    """Yield our own collections: pages written one by one, and texts in many layouts."""
    yield "tests/pages/articles", list(corpus(PAGES / "articles"))
    with tempfile.TemporaryDirectory() as folder:
        saved_pages.write(Path(folder))
        yield "tests/saved_pages.py", list(corpus(Path(folder)))


def refusals(folder: str) -> list[bool]:
    """Return for each page of a folder whether it is refused."""
    found = (
        Known(path.name, f"https://{path.stem}.example/a", path.read_bytes()) for path in (PAGES / folder).iterdir()
    )
    return [bool(tried(by_reader, known).refused) for known in found]


def page_of(kilobytes: int) -> Known:
    """Return a page of about this size, half of it furniture, as news sites send them."""
    paragraph = (
        "<p>The operator of line {0} said on Friday that it will run {0} ferries, and islanders were glad of it.</p>"
    )
    link = '<li class="nav-item c{0}"><a href="/s/{0}" title="Story {0}">A story about harbour number {0}</a></li>'
    count = kilobytes * 1000 // 220
    body = "".join(map(paragraph.format, range(count))) + "<footer><ul>" + "".join(map(link.format, range(count)))
    style = "<style>" + "".join(f".c{at}{{color:#333;margin:0}}" for at in range(100)) + "</style>"
    head = f"<head><title>Ferries of the line</title>{style}</head>"
    markup = f"<html>{head}<body><h1>Ferries of the line</h1>{body}</ul></footer></body></html>"
    return Known("ferries", "https://harborcourier.example/ferries", markup.encode())


def milliseconds(known: Known) -> float:
    """Return the CPU time that reading a page takes."""
    return 1000 * statistics.median(tried(by_reader, known).seconds for _ in range(ROUNDS))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="list so many pages on which we are worse")
    parser.add_argument("--speed", action="store_true", help="time pages of 10 kB to 2 MB as well")
    asked = parser.parse_args()
    collections = ((str(folder), list(corpus(folder))) for folder in asked.folders) if asked.folders else our_pages()
    by_trafilatura(page_of(1))  # so that the first page does not pay for the import
    for title, pages in collections:
        measure(title, pages, asked.worst)
    if not asked.folders:
        caught = refusals("blocked")
        print(f"\nwalls refused: {sum(caught)} of {len(caught)}")
    for kilobytes in (10, 57, 500, 2000) if asked.speed else ():
        print(f"ms a page of {kilobytes:>5} kB: {milliseconds(page_of(kilobytes)):.1f}")


if __name__ == "__main__":
    main()
