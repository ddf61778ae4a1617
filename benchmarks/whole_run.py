"""The whole run beside a plain script of the same libraries: seconds, CPU and memory of the two processes.

    python benchmarks/whole_run.py [--pairs 5]

Twenty saved pages of 57 kB come from a server on 127.0.0.1, and a stand-in model there answers in 300 ms; both live in
a process of their own. Every pair is one run of `summarize` with an empty cache and one of `plain_script.py`, in turn
first. CPU and memory are the kernel's figures for the whole process. The aim is at most 1.5 times the plain script's
CPU, with one request a page and one question an article.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT / "tests"))

from loopback import Loopback, Reply  # noqa: E402 - the servers are those of the tests
from standin import Answer, Asked, Standin, says  # noqa: E402

PLAIN = HERE / "plain_script.py"
PAGES = ROOT / "examples" / "pages"
REPLIES = ROOT / "cassettes" / "replies"

PAGE_COUNT = 20
PAGE_BYTES = 57_000
ARTICLE_CHARACTERS = 6_500
"""Text of a longish news article; ours are shorter, and are continued with background."""
ANSWER_SECONDS = 0.3
LEAST_WORDS = 85
"""Of a paragraph about a top story."""
PERSONAL = re.compile(r"\b(?:I|we|our|ours|us|you|your)\b", re.IGNORECASE)
"""Words that the house style has no room for."""
MOST_TIMES_CPU = 1.5

RENAMED = {
    "datahall-tamarack": ("Tamarack", "Larch"),
    "kernelandkey-tarn": ("Tarn", "Mere"),
    "lintel-second-look": ("Lintel", "Corbel"),
    "shed-notes-sotto": ("Sotto", "Piano"),
}
"""Pages that are there twice, the second time about another thing."""

BACKGROUND = (
    "The group was founded in {year} by two engineers who had met at a supplier, and moved out {n} months later.",
    "Its {year} report counted {n} staff, most of them in maintenance and support rather than in development.",
    "Some who followed it recall a like promise in {year}, when {n} sites were named and {m} were opened.",
    "Observers argue about what such figures show, since no two of the {n} surveys count in the same manner.",
    "A round of interviews with {n} people who use it daily found more patience than enthusiasm.",
    "The region has lost {m} percent of such jobs since {year}, and regained fewer than {n} of them.",
    "Insurers began to ask about it in {year}, and {n} of them now want to see the records before they name a price.",
    "At a meeting in spring, {n} members voted to wait for another {m} weeks before they decided on anything.",
    "What it costs to run has fallen by {m} percent since {year}, though not evenly, and not for everybody.",
    "Of the {n} complaints that were filed in {year}, {m} were settled without a hearing.",
)
WORDS = (
    "harbour council season report market winter bridge school budget opens after long review local team wins late "
    "what we know about storm prices rise again inside new museum guide to better sleep letters editors choice weekend "
    "recipe travel notes interview with the mayor how one street changed photo essay quiz of week climate housing rail"
).split()

RULE = (
    """.{name}-{n}{{margin:{x}px;padding:0 {y}px}}@media(max-width:{w}px){{.grid-{n}>li:hover a{{color:#{colour}}}}}"""
)
MENU_ITEM = (
    """<li class="menu-item menu-item-{n}"><a href="/section/{n}/" data-track="nav:{n}"><span>{name}</span></a></li>"""
)
MENU = """<div class="cookie-banner" role="dialog"><p>We value your privacy.</p><button>Accept all</button></div>
<nav class="site-nav" aria-label="Main"><ul class="menu">{items}</ul></nav>"""
CARD = """<li class="card card--{n}"><a class="card__link" href="/story/{n}/"><img loading="lazy" alt=""
src="/img/{n}-320.jpg" srcset="/img/{n}-320.jpg 320w, /img/{n}-640.jpg 640w"><svg viewBox="0 0 24 24"><path
d="M12 2L2 7l10 5 10-5z"/></svg><h3 class="card__title">{title}</h3></a><p class="card__meta"><time
datetime="2026-11-{day:02}">{day} Nov</time> {teaser}</p></li>"""
CARDS = """<aside class="related" aria-label="More"><h2>More stories</h2><ul class="cards">{items}</ul></aside>"""
FOOTER = """<div class="site-footer"><ul>{items}</ul><p>Sign up for our newsletter.</p><input type="email"></div>"""


# The pages and the model, in a process of their own


@cache
def saved_pages() -> dict[str, bytes]:
    """Return the pages by path: our examples, continued and furnished until they have the size of real ones."""
    names = [file.stem for file in sorted(PAGES.glob("*.html")) if (REPLIES / file.name).with_suffix(".json").exists()]
    texts = {name: (PAGES / f"{name}.html").read_text(encoding="utf-8") for name in names}
    again = {f"{name}-again": _renamed(name, texts[name]) for name in RENAMED}
    chosen = [*texts.items(), *again.items()][:PAGE_COUNT]
    return {f"/{number:02}/{name}": _furnished(text, number) for number, (name, text) in enumerate(chosen)}


def _renamed(name: str, text: str) -> str:
    old, new = RENAMED[name]
    return text.replace(old, new).replace(".example/", "-two.example/")


def _furnished(text: str, seed: int) -> bytes:
    rng = random.Random(seed)
    longest = max(re.findall(r"<p\b[^>]*>.*?</p>", text, re.DOTALL), key=len)
    shown = len(re.sub(r"<[^>]+>", "", "".join(re.findall(r"<p\b.*?</p>", text, re.DOTALL))))
    text = text.replace(longest, longest + _background(ARTICLE_CHARACTERS - shown, rng), 1)
    text = text.replace("</head>", _style(rng) + _scripts(rng, 11_000) + "</head>", 1)
    text = re.sub(r"(<body\b[^>]*>)", lambda found: found[1] + _menu(rng), text, count=1)
    left = PAGE_BYTES - len(text.encode()) - len(_footer(random.Random(seed)))
    return text.replace("</body>", _cards(rng, left) + _footer(random.Random(seed)) + "</body>", 1).encode()


def _background(characters: int, rng: random.Random) -> str:
    made: list[str] = []
    while sum(map(len, made)) < characters:
        lines = rng.sample(BACKGROUND, 4)
        values = {"year": rng.randint(1996, 2024), "n": rng.randint(20, 900), "m": rng.randint(3, 19)}
        made.append(f"<p>{' '.join(line.format(**values) for line in lines)}</p>\n")
    return "".join(made)


def _words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choices(WORDS, k=count)).capitalize()


def _style(rng: random.Random) -> str:
    sizes = ({"x": rng.randint(0, 40), "y": rng.randint(0, 40), "w": rng.randint(300, 1200)} for _ in range(40))
    rules = (
        RULE.format(name=rng.choice(WORDS), n=n, colour=f"{rng.randint(0, 0xFFFFFF):06x}", **size)
        for n, size in enumerate(sizes)
    )
    return f"<style>{''.join(rules)}</style>"


def _scripts(rng: random.Random, size: int) -> str:
    slots = [{"slot": n, "unit": _words(rng, 3), "sizes": [[300, 250], [728, 90]]} for n in range(size // 85)]
    return f"<script>window.__settings={json.dumps(slots)};</script>"


def _menu(rng: random.Random) -> str:
    return MENU.format(items="".join(MENU_ITEM.format(n=n, name=_words(rng, 2)) for n in range(60)))


def _cards(rng: random.Random, size: int) -> str:
    made: list[str] = []
    while sum(map(len, made)) < size - 400:
        n = len(made)
        made.append(CARD.format(n=n, day=n % 28 + 1, title=_words(rng, 7), teaser=_words(rng, 9)))
    return CARDS.format(items="".join(made))


def _footer(rng: random.Random) -> str:
    links = "".join(f'<li><a href="/about/{n}/">{_words(rng, 2)}</a></li>' for n in range(30))
    return FOOTER.format(items=links)


class Written(NamedTuple):
    """A reply that we wrote, and what the article that it is about must have."""

    marks: tuple[str, ...]
    text: str


@cache
def replies() -> list[Written]:
    """Return the model's replies, those about renamed pages first: their evidence may stand in both."""
    made = {path.stem: path.read_text(encoding="utf-8") for path in sorted(REPLIES.glob("*.json"))}
    again = [_written(made[name].replace(*names), names[1]) for name, names in RENAMED.items()]
    return [*again, *(_written(text) for text in made.values() if "one_liner" in json.loads(text))]


def _written(text: str, *names: str) -> Written:
    return Written((*names, *json.loads(text)["evidence"]), text)


def reply_to(asked: Asked) -> Answer:
    """Return what the model says, after the time that it takes."""
    time.sleep(ANSWER_SECONDS)
    about_the_issue = {"group": grouping, "feature": feature, "headline": headline}
    if asked.wanted in about_the_issue:
        return says(json.dumps(about_the_issue[asked.wanted](asked.article), ensure_ascii=False))
    article = " ".join(asked.article.split())
    return says(next(one.text for one in replies() if all(mark in article for mark in one.marks)))


def grouping(_: str) -> dict[str, Any]:
    """Return that every item stands alone."""
    return {"groups": []}


def feature(articles: str) -> dict[str, Any]:
    """Return a paragraph of sentences that stand in the articles, each its own evidence."""
    found = re.findall(r"(?<=[.\n] )[A-Z][^.\n]{60,200}\.(?=\s)", articles.replace("\n", "\n "))
    sentences = [one for one in found if not PERSONAL.search(one)]
    chosen = next(sentences[:most] for most in range(3, 9) if len(" ".join(sentences[:most]).split()) >= LEAST_WORDS)
    return {"paragraphs": [{"sentences": [{"evidence": [one], "text": one} for one in chosen]}]}


def headline(stories: str) -> dict[str, Any]:
    """Return the first words of the first three titles."""
    titles = re.findall(r"^(\d+)\. ([^,:\n]*)", stories, re.MULTILINE)[:3]
    return {"phrases": [{"story": int(number), "phrase": " ".join(title.split()[:8])} for number, title in titles]}


def serve() -> None:
    """Serve the pages and the model until standard input ends; each line of it is answered with what was asked for."""

    pages = {path: Reply(body) for path, body in saved_pages().items()}
    with Loopback(pages=dict(pages)) as sites, Standin(reply_to) as model:
        print(json.dumps({"site": sites.url("").rstrip("/"), "model": model.base_url}), flush=True)
        for _ in sys.stdin:
            wanted = [asked.wanted in ("group", "feature", "headline") for asked in model.requests]
            counts = {"pages": len(sites.seen), "entry_calls": wanted.count(False), "issue_calls": wanted.count(True)}
            print(json.dumps(counts), flush=True)
            sites.seen.clear()
            model.requests.clear()


class Servers:
    """The other process, as seen from this one."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        addresses = self._said()
        self.site, self.model = addresses["site"], addresses["model"]

    def counts(self) -> Mapping[str, int]:
        """Return how often pages and model were asked since this was last called."""
        assert self._process.stdin is not None
        print(file=self._process.stdin, flush=True)
        return self._said()

    def _said(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        return said


@contextmanager
def servers() -> Iterator[Servers]:
    """Run the servers' process during the block."""
    command = [sys.executable, str(Path(__file__).resolve()), "--serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Servers(process)
        finally:
            process.terminate()


# The two commands, and what they cost


class Cost(NamedTuple):
    """What one process took."""

    wall_seconds: float
    cpu_seconds: float
    memory_mb: float
    pages: int = 0
    entry_calls: int = 0
    """Questions about an article."""
    issue_calls: int = 0
    """Questions about the issue as a whole, which the plain script does not ask: groups, Top News, headline."""


def cost_of(command: Sequence[str], environment: Mapping[str, str], folder: Path) -> Cost:
    """Run `command` in `folder` and return its cost, that of its children included. Raises SystemExit if it fails."""
    with (folder / "said.txt").open("w+") as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - started
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{said.read()}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def environment_of(folder: Path, model_url: str) -> dict[str, str]:
    """Return the environment of a newcomer with a key, whose own folders are empty."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    own = {"HOME": folder, "XDG_CACHE_HOME": folder / "cache", "XDG_CONFIG_HOME": folder / "config"}
    key = {"OPENAI_API_KEY": "sk-benchmark", "OPENAI_BASE_URL": model_url, "PYTHONPATH": str(ROOT)}
    return {**kept, **{name: str(path) for name, path in own.items()}, **key}


def run_once(command: Callable[[Path], Sequence[str]], others: Servers) -> Cost:
    """Return the cost of `command`, given the list of links, with the requests it made."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        links = folder / "urls.txt"
        links.write_text("".join(f"{others.site}{path}\n" for path in saved_pages()), encoding="utf-8")
        others.counts()
        cost = cost_of(command(links), environment_of(folder, others.model), folder)
        return cost._replace(**others.counts())


def compare(pairs: int) -> list[tuple[Cost, Cost]]:
    """Return the costs of `summarize` and of the plain script, side by side."""
    with servers() as others:

        def ours(links: Path) -> list[str]:
            private = ["--allow-private", others.site.removeprefix("http://")]
            outputs = ["-o", "digest.md", "-o", "digest.json"]
            asked = ["--base-url", others.model]
            return [sys.executable, "-m", "summarizer", str(links), *private, *asked, *outputs]

        def plain(links: Path) -> list[str]:
            return [sys.executable, str(PLAIN), str(links)]

        for command in (ours, plain):
            run_once(command, others)  # so that bytecode is there, and files come from memory
        made: list[tuple[Cost, Cost]] = []
        for number in range(pairs):
            first, second = (ours, plain) if number % 2 == 0 else (plain, ours)
            one, other = run_once(first, others), run_once(second, others)
            made.append((one, other) if number % 2 == 0 else (other, one))
        return made


def start_up(arguments: Sequence[str], runs: int) -> float:
    """Return the median milliseconds that `python ARGUMENTS` takes from start to end."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = environment_of(folder, "")
        costs = [cost_of([sys.executable, *arguments], environment, folder) for _ in range(runs)]
    return median(cost.wall_seconds for cost in costs) * 1000


def table(made: Sequence[tuple[Cost, Cost]]) -> str:
    """Return the medians of both, and of the ratios within pairs, as a Markdown table."""
    rows = ["| median of a run | summarize | plain script | ratio |", "|---|---:|---:|---:|"]
    formats = {
        "wall_seconds": ".2f",
        "cpu_seconds": ".2f",
        "memory_mb": ".0f",
        "pages": "g",
        "entry_calls": "g",
        "issue_calls": "g",
    }
    for name, form in formats.items():
        ours, plain = (median(getattr(cost, name) for cost in side) for side in zip(*made, strict=True))
        ratio = f"{ratio_of(made, name):.2f}" if plain else ""
        rows.append(f"| {name.replace('_', ' ')} | {ours:{form}} | {plain:{form}} | {ratio} |")
    return "\n".join(rows)


def ratio_of(made: Sequence[tuple[Cost, Cost]], name: str) -> float:
    """Return the median over the pairs of how many times the plain script's figure ours is."""
    return median(float(getattr(ours, name) / getattr(plain, name)) for ours, plain in made)


def main() -> int:
    """Compare, print, and return 1 if the aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=5, help="runs of each (5)")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    flags = parser.parse_args()
    if flags.serve:
        serve()
        return 0
    sizes = [len(body) for body in saved_pages().values()]
    print(f"{len(sizes)} pages of {min(sizes):,}-{max(sizes):,} bytes, {flags.pairs} pairs\n")
    made = compare(flags.pairs)
    print(table(made))
    nothing, help_text = start_up(["-c", "pass"], 9), start_up(["-m", "summarizer", "--help"], 9)
    print(f"\nfrom a cold process: --help {help_text:.0f} ms, an empty script {nothing:.0f} ms")
    ratio = ratio_of(made, "cpu_seconds")
    print(f"CPU: {ratio:.2f} times the plain script's; the aim is at most {MOST_TIMES_CPU}")
    return int(
        ratio > MOST_TIMES_CPU or any((ours.pages, ours.entry_calls) != (PAGE_COUNT, PAGE_COUNT) for ours, _ in made)
    )


if __name__ == "__main__":
    sys.exit(main())
