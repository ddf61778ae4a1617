"""What was paid for once is not paid for twice."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from standin import Standin, entry

from summarizer import cache
from summarizer.backend import Editor
from summarizer.cache import remembering
from summarizer.llm.extractor import LLM
from summarizer.models import (
    Article,
    Claim,
    Draft,
    Entry,
    Feature,
    Group,
    Grouping,
    Headline,
    Phrase,
    Source,
    Story,
    Usage,
)
from summarizer.taxonomy import Category, Taxonomy

SPENT = Usage(requests=2, input_tokens=900, output_tokens=80, cost_usd=Decimal("0.01"))


def article(**fields: Any) -> Article:
    """Return an article; `fields` are those of the model."""
    usual = {"url": "https://a.example/1", "title": "A plant opens", "text": "The plant opened on Monday."}
    return Article(**{**usual, **fields})


def made_entry(**fields: Any) -> Entry:
    """Return an entry about a plant."""
    usual = {"source": Source(given="x"), "url": "https://a.example/1", "final_url": "https://a.example/1"}
    return Entry(**{**usual, "title": "A plant opens", "one_liner": "It employs 40.", "category": "Business", **fields})


def content(_: object) -> list[str]:
    """Complain of nothing."""
    return []


def files(folder: Path) -> list[Path]:
    """Return everything in a folder."""
    return list(folder.iterdir())


class Counting:
    """A backend that counts what it is asked, and answers as if it had cost something."""

    name = "counting"

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.asked: list[str] = []

    def fingerprint(self, asked: str, taxonomy: Taxonomy | None = None) -> str:
        """Return the version, the question and the categories."""
        return json.dumps([self.version, asked, taxonomy and taxonomy.names])

    async def draft(self, article: Article, taxonomy: Taxonomy, check: Any) -> Draft:
        """Return a draft that names its number."""
        self.asked.append(article.title)
        await asyncio.sleep(0)
        line = f"Draft {len(self.asked)} with “quotes”, \u2028 and \x07."
        return Draft(one_liner=line, category=taxonomy.names[0], quotes=("q",), model="m", prompt_id="p", usage=SPENT)


class CountingEditor(Counting):
    """The same, of a backend that can see an issue as a whole."""

    async def group(self, entries: Sequence[Entry]) -> Grouping:
        """Return one group."""
        self.asked.append("group")
        return Grouping(groups=(Group(members=(0,), reason=str(len(self.asked))),), usage=SPENT)

    async def feature(self, articles: Sequence[Article], paragraphs: int, check: Any) -> Feature:
        """Return one sentence."""
        self.asked.append("feature")
        return Feature(paragraphs=((Claim(text=str(len(self.asked))),),), usage=SPENT)

    async def headline(self, stories: Sequence[Story], check: Any) -> Headline:
        """Return one phrase."""
        self.asked.append("headline")
        return Headline(phrases=(Phrase(text=str(len(self.asked)), story=0),), usage=SPENT)


async def drafted(backend: Any, folder: Path, about: Article | None = None, taxonomy: Taxonomy | None = None) -> Draft:
    """Return what a newly made cache before `backend` answers."""
    return await remembering(backend, folder).draft(about or article(), taxonomy or Taxonomy.default(), content)


async def test_the_second_time_costs_nothing(tmp_path: Path) -> None:
    """The same draft comes back to the character, with no usage, and nobody is asked."""
    backend = Counting()
    first = await drafted(backend, tmp_path / "not" / "there")
    again = await drafted(backend, tmp_path / "not" / "there")
    assert first.usage == SPENT
    assert again == first.model_copy(update={"usage": Usage()})
    assert again.usage.cost_usd == 0
    assert backend.asked == ["A plant opens"]


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({"title": "A plant closes"}, 2),
        ({"text": "The plant opened on Tuesday."}, 2),
        ({"site": "The Tideway"}, 2),
        ({"date": "2026-11-18"}, 2),
        ({"lead_only": True}, 2),
        ({"url": "https://a.example/elsewhere"}, 1),
        ({"final_url": "https://a.example/elsewhere"}, 1),
        ({"image": "https://a.example/i.png"}, 1),
        ({"source": Source(given="y", position=7, note="for Ann")}, 1),
    ],
)
async def test_it_is_asked_again_for_what_a_model_would_see_differently(
    tmp_path: Path, change: dict[str, Any], asked: int
) -> None:
    """Any change to what is put to a model counts, and one that is not put to it does not."""
    backend = Counting()
    await drafted(backend, tmp_path)
    await drafted(backend, tmp_path, Article.model_validate({**article().model_dump(), **change}))
    assert len(backend.asked) == asked


async def test_another_backend_or_taxonomy_is_asked_for_itself(tmp_path: Path) -> None:
    """What the backend says its answers depend on is part of what is remembered."""
    own = Taxonomy(categories=(Category(name="Ships", meaning="m"), Category(name="Ports", meaning="m")))
    first, second = Counting("1"), Counting("2")
    await drafted(first, tmp_path)
    await drafted(second, tmp_path)
    assert (await drafted(first, tmp_path, taxonomy=own)).category == "Ships"
    assert (len(first.asked), len(second.asked)) == (2, 1)


@pytest.mark.parametrize(
    "settings",
    [
        {"model": "openai/gpt-6-sol"},
        {"effort": "high"},
        {"language": "de"},
        {"max_characters": 10},
    ],
)
@pytest.mark.load
async def test_model_server_and_settings_of_a_language_model_count(tmp_path: Path, settings: dict[str, Any]) -> None:
    """A real backend tells apart whatever changes its requests."""
    with Standin([entry()]) as standin, Standin([entry()]) as other:
        for given in ({}, {}, settings, settings):
            llm = LLM(**{"model": "openai/gpt-6-luna", "base_url": standin.base_url, **given})
            await drafted(llm, tmp_path)
            await llm.aclose()
        assert len(standin.requests) == 2
        llm = LLM("openai/gpt-6-luna", base_url=other.base_url)
        await drafted(llm, tmp_path)
        await llm.aclose()
        assert len(other.requests) == 1


@pytest.mark.load
async def test_an_edited_prompt_is_asked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an old prompt brought is not passed off as what the new one would."""
    from summarizer import prompts

    folder = tmp_path / "prompts"
    folder.mkdir()
    for path in prompts.folder().iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with Standin([entry()]) as standin:
        for edit in ("", "", " Be kind.\n"):
            (folder / "entry.md").write_text((folder / "entry.md").read_text(encoding="utf-8") + edit, encoding="utf-8")
            monkeypatch.setattr(prompts, "folder", lambda: folder)
            prompts.load_prompt.cache_clear()
            llm = LLM("openai/gpt-6-luna", base_url=standin.base_url)
            await drafted(llm, tmp_path / "cache")
            await llm.aclose()
    prompts.load_prompt.cache_clear()
    assert len(standin.requests) == 2


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"null", b'{"one_liner": 3}', b'{"unknown": true}'])
async def test_a_damaged_file_is_asked_for_again_and_mended(tmp_path: Path, damage: bytes) -> None:
    """Whatever happened to the file, the run goes on, and the next one finds it whole."""
    backend = Counting()
    await drafted(backend, tmp_path)
    (path,) = files(tmp_path)
    path.write_bytes(damage)
    await drafted(backend, tmp_path)
    await drafted(backend, tmp_path)
    assert len(backend.asked) == 2


async def test_a_folder_that_cannot_be_written_costs_a_call_and_not_the_run(tmp_path: Path) -> None:
    """A full disk, or a file where the folder should be, is no reason to lose what was paid for."""
    (tmp_path / "file").touch()
    backend = Counting()
    for _ in range(2):
        assert (await drafted(backend, tmp_path / "file")).usage == SPENT
    assert len(backend.asked) == 2


async def test_two_runs_at_once_do_not_harm_each_other(tmp_path: Path) -> None:
    """Many writers of the same drafts leave one whole file for each, and nothing else."""
    first, second = Counting(), Counting()
    abouts = [article(title=str(number)) for number in range(20)]
    await asyncio.gather(*(drafted(backend, tmp_path, about) for backend in (first, second) for about in abouts))
    assert len(files(tmp_path)) == 20
    asked = len(first.asked) + len(second.asked)
    for about in abouts:
        await drafted(first, tmp_path, about)
    assert len(first.asked) + len(second.asked) == asked


def test_what_was_not_asked_for_longest_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a run begins, no more is kept than the limit; an answer that was read lately stays, however old it is."""
    backend = Counting()

    def is_known(title: str) -> bool:
        asked = len(backend.asked)
        asyncio.run(drafted(backend, tmp_path, article(title=title)))
        return len(backend.asked) == asked

    for day, title in enumerate(("read again", "never read", "new")):
        assert not is_known(title)
        os.utime(max(files(tmp_path), key=lambda path: path.stat().st_mtime), (day, day))
    assert is_known("read again")
    monkeypatch.setattr(cache, "MAX_ANSWER_BYTES", 2 * max(path.stat().st_size for path in files(tmp_path)))
    assert [is_known(title) for title in ("read again", "new", "never read")] == [True, True, False]


async def test_an_error_is_not_remembered(tmp_path: Path) -> None:
    """What failed is asked again."""

    class Failing(Counting):
        async def draft(self, article: Article, taxonomy: Taxonomy, check: Any) -> Draft:
            if not self.asked:
                self.asked.append("failed")
                raise RuntimeError("no")
            return await super().draft(article, taxonomy, check)

    backend = Failing()
    with pytest.raises(RuntimeError):
        await drafted(backend, tmp_path)
    assert files(tmp_path) == []
    assert (await drafted(backend, tmp_path)).usage == SPENT


async def test_what_is_asked_about_an_issue_is_remembered_too(tmp_path: Path) -> None:
    """Grouping, paragraphs and headline each cost once, and what the entries cost makes no difference."""
    backend = CountingEditor()
    answers: list[list[Grouping | Feature | Headline]] = []
    for seen in (made_entry(usage=SPENT), made_entry()):
        editor = remembering(backend, tmp_path)
        assert isinstance(editor, Editor)
        grouping = await editor.group([seen])
        feature = await editor.feature([article()], 1, content)
        answers.append([grouping, feature, await editor.headline([Story(entries=(seen,))], content)])
    assert backend.asked == ["group", "feature", "headline"]
    assert [answer.usage for answer in answers[0]] == [SPENT] * 3
    assert [answer.model_copy(update={"usage": SPENT}) for answer in answers[1]] == answers[0]
    assert [answer.usage for answer in answers[1]] == [Usage()] * 3


async def test_another_question_about_an_issue_is_asked(tmp_path: Path) -> None:
    """Another line, another order, another number of paragraphs is another question."""
    backend = CountingEditor()
    editor = remembering(backend, tmp_path)
    assert isinstance(editor, Editor)
    one, other = made_entry(), made_entry(title="A plant closes")
    for entries in ([one, other], [other, one], [one], [made_entry(one_liner="It employs 41.")]):
        await editor.group(entries)
        await editor.headline([Story(entries=tuple(entries))], content)
    for articles, paragraphs in (([article()], 1), ([article()], 2), ([article(), article(text="More.")], 1)):
        await editor.feature(articles, paragraphs, content)
    assert len(backend.asked) == 11


def test_a_backend_that_sees_no_issue_is_not_taken_for_one_that_does(tmp_path: Path) -> None:
    """The rules group, quote and name where the backend cannot."""
    assert isinstance(remembering(CountingEditor(), tmp_path), Editor)
    assert not isinstance(remembering(Counting(), tmp_path), Editor)
    assert remembering(Counting(), tmp_path).name == "counting"
