"""Digest → draft: Markdown by a template, checked as a whole before anyone sees it.

With Top News the draft has `### Top News` and `### Other News`; without, neither, since nothing is then other.
Categories are `####` in both, so that a site's style sheet and whatever reads drafts find them in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.errors import SetupError
from summarizer.identity import host_of
from summarizer.models import Digest, Entry, Issue, Paragraph, Review, Sentence, Story
from summarizer.rendering.links import assert_links, split_front_matter
from summarizer.rendering.markdown import encode_url, inert
from summarizer.rendering.record import check_complete, dump_json, json_schema, load_json

__all__ = ["Remark", "dump_json", "front_matter", "json_schema", "load_json", "paragraph_text", "remarks", "render"]

DEFAULT_TEMPLATE = Path(__file__).resolve().parent / "templates" / "digest.md.j2"


class Remark(NamedTuple):
    """An entry or story that a person should look at, or the whole issue, and why."""

    title: str
    url: str
    """Empty for the whole issue."""
    reasons: tuple[str, ...]


def render(digest: Digest, template: Path | str | None = None, *, show_evidence: bool = False) -> str:
    """Return the draft of `digest` in Markdown, ending in a newline.

    `template` is the path of a Jinja template of one's own; it is given `digest`, `issue`, `front_matter`, `top`,
    `sections`, `failures`, `remarks`, `show_evidence` and the function `paragraph_text`. It may use the values' fields
    and properties and the methods of text, numbers, dates, lists and dicts, and nothing else. What it prints is escaped
    for Markdown, unless a filter says that it stands elsewhere: `url`, `yaml`, `yaml_key`, `comment`, `html` in an
    attribute, or `raw` for the configuration's own Markdown. `show_evidence` puts the quotes that bear a line out
    under it.

    Raises SetupError for a template that cannot be read or filled, front matter that is no YAML, a digest with an entry
    that has no title, line or address, and a draft with a link or HTML that is not the digest's or the configuration's.
    """
    from summarizer.rendering.templating import fill

    check_complete(digest, "digest")
    path = Path(template) if template else DEFAULT_TEMPLATE
    filled = fill(
        path,
        {
            "digest": digest,
            "issue": digest.issue,
            "front_matter": front_matter(digest.issue),
            "top": digest.top,
            "sections": digest.sections,
            "failures": digest.failures,
            "remarks": remarks(digest),
            "paragraph_text": paragraph_text,
            "show_evidence": show_evidence,
        },
    )
    text = filled.text.rstrip("\n") + "\n"
    _check_front_matter(text, path)
    assert_links(text, digest, filled.templates)
    return text


def front_matter(issue: Issue) -> dict[str, Any]:
    """Return the keys of the front matter in order; the configuration's own win, and what is empty is left out.

    Excerpt and image come from pages and replies, and themes print them anywhere: nothing of them is live there.
    """
    own = issue.front_matter
    keys = {
        "title": issue.title,
        "excerpt": inert(issue.excerpt),
        "image": issue.image and encode_url(issue.image),
        "date": issue.date,
        "categories": None,
        "permalink": issue.permalink,
    }
    merged = {**keys, **own}
    return {key: value for key, value in merged.items() if key in own or value not in (None, "")}


def paragraph_text(paragraph: Paragraph, story: Story) -> str:
    """Return the sentences of a paragraph; after those that an article said in these words stands its site's name."""
    sources = [_quoted_from(sentence, story) for sentence in paragraph.sentences]
    said = []
    for sentence, source, following in zip(paragraph.sentences, sources, [*sources[1:], ""], strict=True):
        said.append(sentence.text)
        if source and source != following:
            said.append(f"({source})")
    return " ".join(said)


def _quoted_from(sentence: Sentence, story: Story) -> str:
    """Return the name of the site whose words a sentence is, empty if it is nobody's."""
    if not sentence.quoted:
        return ""
    urls = {evidence.url for evidence in sentence.evidence}
    entry = next((entry for entry in story.entries if entry.url in urls), story.lead)
    return entry.site or host_of(entry.url) or entry.url


def remarks(digest: Digest) -> tuple[Remark, ...]:
    """Return what a person should look at, with the reasons: the issue, then stories and entries as printed."""
    found = [Remark("The whole issue", "", tuple(map(_reason, digest.review)))] if digest.review else []
    for story in digest.stories:
        about_story = [*map(_reason, story.review), *_sentence_reasons(story)]
        for entry in story.entries:
            reasons = [*(about_story if entry is story.lead else ()), *_entry_reasons(entry)]
            if reasons:
                found.append(Remark(entry.title, entry.url, tuple(dict.fromkeys(reasons))))
    return tuple(found)


def _reason(review: Review) -> str:
    return f"{review.code}: {review.message}"


def _sentence_reasons(story: Story) -> Iterator[str]:
    """Yield what is not borne out in a story's paragraphs and that no review of the story speaks of."""
    reviewed = "\n".join(review.message for review in story.review)
    for paragraph in story.paragraphs:
        for sentence in paragraph.sentences:
            if sentence.verdict != "verified" and sentence.text not in reviewed:
                yield f"{_not_borne_out(sentence)} in {sentence.text!r}"


def _entry_reasons(entry: Entry) -> Iterator[str]:
    yield from map(_reason, entry.review)
    if entry.verdict != "verified" and not entry.review:
        yield _not_borne_out(entry)
    if entry.lead_only and not any(review.code == "lead-only" for review in entry.review):
        yield "lead-only: the article was read only as far as its paywall"


def _not_borne_out(line: Entry | Sentence) -> str:
    missing = ", ".join(part.text for part in line.parts if not part.found)
    return f"{line.verdict}: not found in the article: {missing}" if missing else f"{line.verdict}: not borne out"


def _check_front_matter(text: str, template: Path) -> None:
    """Return if the draft has no front matter, or has YAML there that is a mapping. Raises SetupError otherwise."""
    import yaml

    front = split_front_matter(text)[0]
    try:
        keys = yaml.safe_load(front) if front else {}
    except yaml.YAMLError as error:
        raise SetupError(
            f"template {template}: the front matter is no YAML ({error}); use the filter `yaml`"
        ) from error
    if not isinstance(keys, dict):
        raise SetupError(f"template {template}: the front matter has no keys; write `key: {{{{ value | yaml }}}}`")
