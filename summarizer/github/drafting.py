"""The step that drafts: links in, the draft and its record as files in the workspace, and an account for the editor.

It reads pages and asks the model, and can write nothing to the repository: publishing is another step, which may run in
a job of its own that has no key.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from summarizer.config import KEY_VARIABLE, Settings, load_settings
from summarizer.errors import ProviderError, SetupError
from summarizer.files import write_whole
from summarizer.github.api import API_URL, GitHub
from summarizer.github.body import job_summary
from summarizer.github.lists import Links, links_of, read_links
from summarizer.github.order import inputs_of
from summarizer.github.runner import Place, Runner
from summarizer.github.suggestions import LABEL, gather
from summarizer.identity import shown_link
from summarizer.models import Digest, Failure, Source
from summarizer.pipeline import today
from summarizer.rendering.draft import remarks, render
from summarizer.rendering.record import dump_json
from summarizer.report import print_summary, printable
from summarizer.run import Plan, draft_digest, planned

_YES_NO = ("true", "false")


class Files(NamedTuple):
    """What was written, below the workspace; no draft where nothing usable came of any link."""

    draft: str
    record: str


def draft(runner: Runner) -> int:
    """Draft the issue that the inputs ask for, and return the exit code.

    Without a key the offline backend does it, with a notice. Raises SetupError, PublishError where the suggestions
    cannot be read, and ProviderError where the provider refuses the key or the quota is used up.
    """
    environment = _with_key(runner)
    settings = _settings(runner, environment)
    plan = planned(settings, environment, date=today())
    path = inputs_of(runner, plan.issue).path
    links = links_of(runner.given("urls"), runner.workspace)
    for pattern in links.unmatched:
        runner.say("notice", f"no file matches {printable(pattern)}", title="No list")
    found = _sources(links, runner)
    if not found:
        runner.say("notice", "there is no link to draft from, so there is no issue", title="No new links")
        _put_outputs(runner, None, Files("", ""))
        return 0
    if plan.notice:
        runner.say("notice", plan.notice, title="Offline" if plan.backend.name == "offline" else "Cache")
    started = time.monotonic()
    digest = _drafted(plan, found, runner)
    files = _write(runner, plan, digest, path)
    _annotate(runner, digest)
    with runner.as_it_is():
        written = [Path(name) for name in files if name]
        print_summary(digest, plan.taxonomy.names, seconds=time.monotonic() - started, written=written)
    runner.summarize(job_summary(digest))
    _put_outputs(runner, digest, files)
    return 0


def _with_key(runner: Runner) -> dict[str, str]:
    """Return the environment, with the key of the input where there is one; either is masked in the log."""
    key = runner.given("api-key") or runner.environment.get(KEY_VARIABLE, "").strip()
    if key:
        runner.mask(key)
    return {**runner.environment, KEY_VARIABLE: key}


def _settings(runner: Runner, environment: dict[str, str]) -> Settings:
    """Return the settings: the action's inputs stand for flags. Raises SetupError."""
    template, config = runner.given("template"), runner.given("config")
    flags: dict[str, Any] = {
        "model": runner.given("model") or None,
        "base_url": runner.given("base-url") or None,
        "max_cost": runner.given("max-cost") or None,
        "template": runner.workspace / template if template else None,
        "cache": None if runner.chosen("cache", _YES_NO) == "true" else False,
        "cache_dir": runner.given("cache-folder") or None,
        "newsletter": {"title": runner.given("title") or None},
    }
    return load_settings(
        flags,
        environment,
        config=runner.workspace / config if config else None,
        folder=runner.workspace,
        named=lambda key: f"input {key.removeprefix('newsletter.').replace('_', '-')}",
    )


def _sources(links: Links, runner: Runner) -> list[Source | Failure]:
    """Return what the lists name, and what the team has suggested if that is wanted."""
    found = read_links(links)
    if runner.chosen("suggestions", ("false", "true")) == "false":
        return found
    with github_of(runner) as github:
        gathered = gather(github)
    if gathered.passed_over:
        numbers = ", ".join(f"#{number}" for number in gathered.passed_over)
        told = f"{numbers}: not by a member of the team; to have the link in the issue, put it into the list"
        runner.say("notice", told, title=f"Issues labelled {LABEL} that were passed over")
    return [*found, *gathered.found]


def github_of(runner: Runner) -> GitHub:
    """Return the GitHub that the step runs on, with the step's token. Raises SetupError."""
    api_url = runner.environment.get("GITHUB_API_URL") or API_URL
    return GitHub(runner.needed("GITHUB_REPOSITORY"), token_of(runner), api_url=api_url)


def token_of(runner: Runner) -> str:
    """Return the step's token for GitHub: of its input, else of the runner; empty where there is none."""
    return runner.given("token") or runner.environment.get("GITHUB_TOKEN", "")


def _drafted(plan: Plan, found: Sequence[Source | Failure], runner: Runner) -> Digest:
    try:
        return draft_digest(plan, found)
    except ProviderError as error:
        notes = " ".join(getattr(error, "__notes__", []))
        runner.summarize(f"## No issue was drafted\n\nThe model's provider does not answer any more. {notes}")
        raise


def _write(runner: Runner, plan: Plan, digest: Digest, path: str) -> Files:
    """Write the draft and, beside it, the record. Raises SetupError."""
    record = str(Path(path).with_suffix(".json"))
    # All is made before anything is written.
    settings = plan.settings
    text = render(digest, settings.template, show_evidence=settings.show_evidence) if digest.entries else ""
    try:
        write_whole(runner.workspace / record, dump_json(digest))
        if text:
            write_whole(runner.workspace / path, text)
    except OSError as error:
        raise SetupError(f"{path} cannot be written: {error.strerror}") from error
    return Files(path if text else "", record)


def _annotate(runner: Runner, digest: Digest) -> None:
    """Say of each link that was left out why, at its line."""
    for failure in digest.failures:
        source = failure.source
        is_listed = source.line > 0 and (runner.workspace / source.origin).is_file()
        place = Place(source.origin, source.line) if is_listed else None
        told = f"{shown_link(source.given)}: {failure.message}. What to do: {failure.advice}"
        runner.say("warning", told, title=f"Left out: {failure.code}", place=place)
    if not digest.entries:
        runner.say("warning", "nothing usable came of any link, so there is no draft", title="No draft")


def _put_outputs(runner: Runner, digest: Digest | None, files: Files) -> None:
    usage = digest.usage if digest else None
    cost = usage.cost_usd if usage else 0
    outputs = {
        "draft-path": files.draft,
        "json-path": files.record,
        "summarized": len(digest.entries) if digest else 0,
        "needs-review": len(remarks(digest)) if digest else 0,
        "failed": len(digest.failures) if digest else 0,
        "cost-usd": "" if cost is None else f"{cost:f}",
        "input-tokens": usage.input_tokens if usage else 0,
        "output-tokens": usage.output_tokens if usage else 0,
    }
    for name, value in outputs.items():
        runner.put(name, value)
