"""What a person would write in an hour with the same libraries: fetch, extract, ask, print. Compared in whole_run.py.

    OPENAI_API_KEY=... OPENAI_BASE_URL=... python benchmarks/plain_script.py urls.txt

It checks nothing: what the model says is printed, a page that cannot be read ends it, and nothing is kept.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Literal

import httpx2
import instructor
import trafilatura
from openai import AsyncOpenAI
from pydantic import BaseModel
from trafilatura.settings import Document

CATEGORIES = ("Tools", "Business", "Research", "Concerns", "Policy")
SYSTEM = f"""You write a newsletter. Quote the article word for word as evidence, then say in one sentence what its
title does not say yet. File it under one of: {", ".join(CATEGORIES)}."""
AT_ONCE = 8


class Entry(BaseModel):
    """What is asked of the model."""

    evidence: list[str]
    one_liner: str
    category: Literal["Tools", "Business", "Research", "Concerns", "Policy"]
    runner_up: str | None
    newsworthiness: int


async def entry_of(link: str, web: httpx2.AsyncClient, model: instructor.AsyncInstructor) -> tuple[str, Entry]:
    """Return the title and the entry of the article behind `link`."""
    page = await web.get(link, follow_redirects=True)
    article = trafilatura.bare_extraction(page.content, url=link, with_metadata=True, favor_precision=True)
    if not isinstance(article, Document) or not article.text:
        raise SystemExit(f"{link} has no article")
    entry = await model.chat.completions.create(
        model="gpt-6-luna",
        response_model=Entry,
        messages=[
            {"role": "system", "content": SYSTEM},
            {"role": "user", "content": f"title: {article.title}\n\n{article.text}"},
        ],
    )
    return article.title or link, entry


async def main(links: list[str]) -> None:
    """Print a digest of `links`."""
    model = instructor.from_openai(AsyncOpenAI(), mode=instructor.Mode.JSON_SCHEMA)
    slots = asyncio.Semaphore(AT_ONCE)

    async def one(link: str) -> tuple[str, Entry]:
        async with slots:
            return await entry_of(link, web, model)

    async with httpx2.AsyncClient() as web:
        found = await asyncio.gather(*map(one, links))
    for category in CATEGORIES:
        print(f"## {category}\n")
        for (title, entry), link in zip(found, links, strict=True):
            if entry.category == category:
                print(f"[{title}]({link}) - {entry.one_liner}\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]).read_text(encoding="utf-8").split()))
