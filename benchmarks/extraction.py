"""Measures the reader on our own pages: text kept and lost, walls caught, false alarms, milliseconds a page.

    python benchmarks/extraction.py

In the pages of `tests/pages/articles` the elements of the article carry `data-t`; F1 is that of their words, counted
with repetition, against the words extracted: as the reader does it, without the pass over hidden text, and by
trafilatura alone. Milliseconds are CPU time of this process, the median of five rounds.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lxml import html  # noqa: E402

from summarizer.errors import ItemError  # noqa: E402
from summarizer.models import Page, Source  # noqa: E402
from summarizer.reading import reader  # noqa: E402
from summarizer.reading.decoding import decode  # noqa: E402

PAGES = ROOT / "tests" / "pages"
ROUNDS = 5


def words(text: str) -> Counter[str]:
    """Return the words of a text, and each character of scripts without spaces, with how often they stand there."""
    return Counter(re.findall(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+", text.lower()))


def truth(path: Path) -> Counter[str]:
    """Return the words of the elements that belong to the article."""
    tree = html.document_fromstring(decode(path.read_bytes()).encode(), parser=html.HTMLParser(encoding="utf-8"))
    return words(" ".join(element.text_content() for element in tree.iter() if element.get("data-t") is not None))


def f1(found: Counter[str], wanted: Counter[str]) -> float:
    """Return the harmonic mean of precision and recall over words."""
    common = sum((found & wanted).values())
    return 2 * common / max(1, sum(found.values()) + sum(wanted.values()))


def by_reader(path: Path) -> str:
    """Return the text as the reader gives it."""
    return reader.read(reader.load_page(Source(given=path.name, path=path))).text


def without_hidden_pass(path: Path) -> str:
    """Return the text as the reader would give it if it left hidden text in."""
    with patch.object(reader, "remove_hidden", lambda tree: None):
        return by_reader(path)


def by_trafilatura(path: Path) -> str:
    """Return the text as the extractor alone gives it, with precision."""
    import trafilatura

    return trafilatura.extract(decode(path.read_bytes()), favor_precision=True, include_comments=False) or ""


def quality(read: Callable[[Path], str]) -> float:
    """Return the mean F1 over the pages whose text is known; a refused page counts nought."""
    scores = []
    for path in sorted((PAGES / "articles").glob("*.html")):
        try:
            scores.append(f1(words(read(path)), truth(path)))
        except ItemError:
            scores.append(0.0)
    return statistics.mean(scores)


def refusals(folder: str) -> Iterator[bool]:
    """Yield for each page of a folder whether it is refused."""
    for path in sorted((PAGES / folder).iterdir()):
        try:
            by_reader(path)
            yield False
        except ItemError:
            yield True


def page_of(kilobytes: int) -> Page:
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
    url = "https://harborcourier.example/ferries"
    return Page(source=Source(given=url, url=url), url=url, body=markup.encode())


def milliseconds(page: Page) -> float:
    """Return the CPU time that reading a page takes."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        reader.read(page)
        times.append(1000 * (time.process_time() - start))
    return statistics.median(times)


def main() -> None:
    """Print the table."""
    print(f"F1, reader                          {quality(by_reader):.3f}")
    print(f"F1, reader without the hidden pass  {quality(without_hidden_pass):.3f}")
    print(f"F1, trafilatura alone               {quality(by_trafilatura):.3f}")
    caught, alarms = list(refusals("blocked")), list(refusals("articles"))
    print(f"walls refused                       {sum(caught)} of {len(caught)}")
    print(f"false alarms                        {sum(alarms)} of {len(alarms)}")
    for kilobytes in (10, 57, 500, 2000):
        print(f"ms a page of {kilobytes:>5} kB               {milliseconds(page_of(kilobytes)):.1f}")


if __name__ == "__main__":
    main()
