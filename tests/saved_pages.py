"""Saved pages whose text is known: the texts of `pages/stories.toml` in the layouts of `pages/layouts.toml`.

python tests/saved_pages.py FOLDER     # writes NAME.html and NAME.txt, for benchmarks/extraction.py or another tool
"""

from __future__ import annotations

import html
import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).resolve().parent / "pages"
_LINE_CHARACTERS = 70
"""Of a line in a page made from a PDF."""


class Saved(NamedTuple):
    """A page as it would lie on a disk, and what its article says."""

    name: str
    body: bytes
    declared: str | None
    """The character set that the transport declares, true or not."""
    title: str
    text: str
    """The article's paragraphs, items, cells and lines of code, parted by newlines; without the title."""
    language: str


@cache
def saved_pages() -> tuple[Saved, ...]:
    """Return every layout with its text."""
    stories, layouts = _load("stories"), _load("layouts")
    return tuple(_saved(name, layout, stories[layout["story"]]) for name, layout in layouts.items())


def layouts() -> list[str]:
    """Return the names of all layouts."""
    return sorted(_load("layouts"))


def laid_out(layout: str, title: str, text: str) -> Saved:
    """Return a text of our own, a paragraph a line, in one of the layouts."""
    return _saved(layout, _load("layouts")[layout], {"title": title, "text": text})


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _saved(name: str, layout: dict[str, Any], story: dict[str, str]) -> Saved:
    blocks = [_block(line) for line in story["text"].strip().split("\n")]
    middle = range(len(blocks) // 2, 0, -1)
    half = next((at for at in middle if blocks[at][0] == blocks[at - 1][0] == "p" or at == 1), len(blocks))
    flat = [text for _, text in blocks]
    parts = {
        "title": html.escape(story["title"], quote=False),
        "body": _marked_up(blocks),
        "first": _marked_up(blocks[:half]),
        "rest": _marked_up(blocks[half:]),
        "lead": html.escape(flat[0], quote=False),
        "after_lead": _marked_up(blocks[1:]),
        "divs": _each("<div>{}</div>", flat),
        "breaks": "<br><br>\n".join(html.escape(text, quote=False) for text in flat),
        "lines": "".join(_each('<div class="l">{}</div>', _lines(text)) for text in flat),
        "bold": "".join(
            _each("<p><b>{}</b></p>" if at % 2 == 0 else "<p>{}</p>", [one]) for at, one in enumerate(flat)
        ),
        "posts": _each("<article><time>17.42</time><p>{}</p></article>", flat),
        "messages": _each('<div class="message"><span class="user">heap77</span><p>{}</p></div>', flat),
    }
    markup = str(layout["markup"]).format(**parts)
    body = markup.encode(layout.get("charset", "utf-8"), "xmlcharrefreplace")
    plain = "\n".join(" ".join(text.split(" | ")) for text in flat)
    return Saved(name, body, layout.get("declared"), story["title"], plain, story.get("language", "en"))


def _block(line: str) -> tuple[str, str]:
    """Return the kind of a line and its text."""
    kinds = {"## ": "h2", "- ": "li", "> ": "blockquote", "| ": "tr", "$ ": "pre"}
    kind = kinds.get(line[:2].rstrip() + " ") or kinds.get(line[:3]) or "p"
    return kind, line if kind == "p" else line.split(" ", 1)[1].strip(" |")


def _marked_up(blocks: Sequence[tuple[str, str]]) -> str:
    """Return blocks in the elements meant for them, neighbours of one list or table together."""
    around = {"li": "ul", "tr": "table", "pre": "pre"}
    made: list[str] = []
    for at, (kind, text) in enumerate(blocks):
        before, after = (blocks[at - 1][0] if at else ""), (blocks[at + 1][0] if at + 1 < len(blocks) else "")
        whole = around.get(kind, "")
        opened = f"<{whole}>" if whole and before != kind else ""
        closed = f"</{whole}>" if whole and after != kind else ""
        made.append(opened + _element(kind, html.escape(text, quote=False)) + closed)
    return "\n".join(made)


def _element(kind: str, text: str) -> str:
    if kind == "tr":
        return f"<tr>{''.join(f'<td>{cell}</td>' for cell in text.split(' | '))}</tr>"
    if kind == "blockquote":
        return f"<blockquote><p>{text}</p></blockquote>"
    return text if kind == "pre" else f"<{kind}>{text}</{kind}>"


def _each(template: str, texts: Sequence[str] | Iterator[str]) -> str:
    return "\n".join(template.format(html.escape(text, quote=False)) for text in texts)


def _lines(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + len(word) >= _LINE_CHARACTERS:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def write(folder: Path) -> None:
    """Write every page and its text into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in saved_pages():
        (folder / f"{page.name}.html").write_bytes(page.body)
        (folder / f"{page.name}.txt").write_text(page.text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
