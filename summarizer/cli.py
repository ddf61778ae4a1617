"""The command line: reads files, calls the library, writes files, picks an exit code; nothing else."""

from __future__ import annotations

import argparse
import atexit
import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from summarizer.flags import FlagParser, check_parser, digest_parser, flag_of, render_parser, schema_parser

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.models import Digest, Failure, Source
    from summarizer.run import Plan
    from summarizer.style import Finding

EXIT_DRAFT = 0
EXIT_NOTHING_USABLE = 1
EXIT_WRONG_USE = 2
EXIT_STRICT = 3
EXIT_PROVIDER = 4
EXIT_INTERRUPTED = 130

COLLECT_SELDOM = (100_000, 50, 1000)
"""Thresholds of the garbage collector, for this short-lived process: at Python's own, it looks through two thousand
modules again and again, for a twelfth of the time that importing them takes (seven pairs, medians)."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command `argv` (default: the process's own arguments) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        _prepare_streams()
        if argv is None:
            _heed_termination()
            _leave_out_aiohttp()
            gc.set_threshold(*COLLECT_SELDOM)
            atexit.register(gc.freeze)  # the system takes memory back at once; collecting it first took an eighth
        return _run(arguments)
    except KeyboardInterrupt as error:
        if argv is None:
            _end_at_once()
        return _fail(" ".join(["interrupted.", *_notes(error)]), EXIT_INTERRUPTED)
    except BrokenPipeError:
        from summarizer.report import to_nowhere

        to_nowhere(sys.stdout)
        return EXIT_DRAFT


def _run(arguments: Sequence[str]) -> int:
    """Return the exit code of the command that `arguments` name; without any, on a terminal, show help."""
    if not arguments and sys.stdin.isatty():
        digest_parser().print_help()
        return EXIT_DRAFT
    name = arguments[0] if arguments else ""
    new_parser, command = _COMMANDS.get(name, (digest_parser, _digest))
    return _guarded(command, new_parser(), arguments[1:] if name in _COMMANDS else arguments)


def _leave_out_aiohttp() -> None:
    """Let the SDK find no aiohttp: it would import forty modules for a transport that this process never uses."""
    sys.modules.setdefault("aiohttp", None)  # type: ignore[arg-type] # what an import looks up, and takes as missing


def _heed_termination() -> None:
    """Let SIGTERM end a run as Ctrl-C does."""
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


def _end_at_once() -> None:
    """Let whoever asks a second time not wait for threads to end."""
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.SIG_DFL)


def _prepare_streams() -> None:
    """Speak UTF-8 whatever the locale is; a stream that was closed is nowhere, and as output takes nothing."""
    for name, newline, mode in (("stdin", None, "r"), ("stdout", "\n", "r"), ("stderr", None, "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for the whole process
        elif name != "stderr" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", newline=newline)


def _guarded(command: Callable[[argparse.Namespace], int], parser: FlagParser, arguments: Sequence[str]) -> int:
    """Return the exit code of `command`, with every error raised on purpose said in plain words on standard error."""
    from summarizer.errors import ProviderError, SetupError

    try:
        return command(parser.parse_all(arguments))
    except SetupError as error:
        return _fail(str(error), EXIT_WRONG_USE)
    except ProviderError as error:
        return _fail("\n".join([str(error), " ".join(_notes(error))]), EXIT_PROVIDER)


def _notes(error: BaseException) -> list[str]:
    return getattr(error, "__notes__", [])


def _fail(message: str, code: int) -> int:
    _say(message)
    return code


def _say(message: str) -> None:
    from summarizer.report import printable, to_nowhere

    try:
        print("summarize:", "\n".join(map(printable, message.splitlines())), file=sys.stderr)
    except OSError:  # closed or full: what is to be done is done without a word
        to_nowhere(sys.stderr)


def _digest(parsed: argparse.Namespace) -> int:
    """Draft a digest from links, write it, and say on standard error how it went."""
    import time

    from summarizer import report, run
    from summarizer.sources import read_inputs

    started = time.monotonic()
    with run.replayed(parsed.replay) as recorded:
        settings = _settings(parsed, recorded.settings)
        found = read_inputs(parsed.inputs, sys.stdin)
        outputs = [*settings.output, *([parsed.record] if parsed.record else [])]
        _check_outputs(outputs, [*_files_read(parsed, settings), *_saved_pages(found)])
        _check_standard_output(settings)
        plan = run.planned(settings, os.environ, date=recorded.date, traffic=_traffic(parsed))
        if not found:
            return _nothing_named(parsed.inputs, plan)
        if not parsed.quiet:
            for notice in run.notices(plan, found):
                _say(notice)
        with (
            run.recording(parsed.record, plan),
            report.Progress(len(found), quiet=parsed.quiet, verbose=parsed.verbose) as progress,
        ):
            digest = run.draft_digest(plan, found, on_outcome=progress.advance, on_missing=progress.miss)
    written = _write(digest, settings)
    if trouble := run.unremembered(plan.backend):
        _say(trouble)
    if not parsed.quiet:
        report.print_summary(digest, plan.taxonomy.names, seconds=time.monotonic() - started, written=written)
    elif not digest.entries:
        report.print_failures(digest.failures)
    return _exit_code(digest, strict=settings.strict)


def _nothing_named(inputs: Sequence[str], plan: Plan) -> int:
    """Write the record of a run whose inputs are empty, and say so."""
    from summarizer.errors import ItemError
    from summarizer.models import Digest, Source

    empty = ItemError("bad-line", "no link and no file is named here")
    failures = tuple(empty.failure(Source(given=name)) for name in inputs)
    _write(Digest(issue=plan.issue, failures=failures), plan.settings)
    return _fail(f"no link and no file is named in {', '.join(inputs)}", EXIT_NOTHING_USABLE)


def _exit_code(digest: Digest, *, strict: bool) -> int:
    if not digest.entries:
        return _fail("nothing usable came of any source; the reasons are above", EXIT_NOTHING_USABLE)
    reviews = (digest.review, *(story.review for story in digest.stories), *(entry.review for entry in digest.entries))
    return EXIT_STRICT if strict and (digest.failures or any(reviews)) else EXIT_DRAFT


def _traffic(parsed: argparse.Namespace) -> Literal["live", "recorded", "replayed"]:
    return "replayed" if parsed.replay else "recorded" if parsed.record else "live"


def _render(parsed: argparse.Namespace) -> int:
    """Make the draft again from a record."""
    from summarizer.rendering.record import load_json

    digest = load_json(_text_of(parsed.digest), parsed.digest)
    settings = _settings(parsed)
    _check_outputs(settings.output, [("the record", parsed.digest), *_files_read(parsed, settings)])
    _check_standard_output(settings)
    _write(digest, settings)
    return EXIT_DRAFT if digest.entries else _fail(f"{parsed.digest} has no entry left to print", EXIT_NOTHING_USABLE)


def _check(parsed: argparse.Namespace) -> int:
    """Print what is wrong with a digest, a line each. Raises SetupError for a text that is none, or a wrong setting."""
    from summarizer.doubles import same_stories
    from summarizer.errors import SetupError
    from summarizer.report import what_was_judged
    from summarizer.style import check_digest
    from summarizer.style.digest import is_digest, seen

    name, text = parsed.digest, _text_of(parsed.digest)
    if not is_digest(text):
        _print_faults(name, [one for one in check_digest(text) if one.code in ("placeholder", "empty")])
        record = "; a record is checked once `summarize render` has made it a draft" if text.startswith("{") else ""
        raise SetupError(f"{name} is no digest: it has no title with a link, as in [Title](https://...){record}")
    settings = _settings(parsed)
    found = check_digest(text, language=_language_of(text, parsed.language, settings))
    found += [*same_stories(text), *_used_before(name, text, settings)]
    findings = sorted(found, key=lambda finding: finding.line_number)
    _print_faults(name, findings)
    if findings:
        return EXIT_NOTHING_USABLE
    _say(f"{name}: {what_was_judged(*seen(text))}")
    return EXIT_DRAFT


def _print_faults(name: str, findings: Sequence[Finding]) -> None:
    from summarizer.report import printable

    lines = (f"{name}:{finding.line_number}: {finding.code}: {finding.message}" for finding in findings)
    _print("".join(f"{printable(line)}\n" for line in lines), "the list of faults")


def _language_of(text: str, flag: str | None, settings: Settings) -> str | None:
    """Return the language in which a digest is to be: by flag, its front matter or the settings; None if none says."""
    from summarizer.style.digest import named_language

    set_anywhere = settings.language if "language" in settings.model_fields_set else None
    return flag or named_language(text) or set_anywhere


def _used_before(name: str, text: str, settings: Settings) -> list[Finding]:
    """Return what of a digest a past issue has, where the settings say which there are."""
    from summarizer.past_issues import load_past_issues
    from summarizer.reprints import used_before

    newsletter = settings.newsletter
    if newsletter.past_issues is None:
        return []
    past = load_past_issues(newsletter.past_issues, newsletter.title, [Path(name)])
    return used_before(text, past, newsletter.title)


def _schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema of the record."""
    from summarizer.rendering.record import json_schema

    _print(json_schema(), "the schema")
    return EXIT_DRAFT


_COMMANDS = {
    "render": (render_parser, _render),
    "check": (check_parser, _check),
    "schema": (schema_parser, _schema),
}


def _settings(parsed: argparse.Namespace, recorded: Mapping[str, Any] | None = None) -> Settings:
    """Return the run's settings; those `recorded` in a cassette stand in for flags that were not given."""
    from summarizer.config import Newsletter, Settings, load_settings

    given = {key: value for key, value in vars(parsed).items() if key in Settings.model_fields}
    newsletter = {key: value for key, value in vars(parsed).items() if key in Newsletter.model_fields}
    flags = {**given, "newsletter": newsletter}
    config = parsed.config and Path(parsed.config)
    return load_settings(flags, os.environ, recorded=recorded, config=config, named=flag_of)


def _text_of(name: str) -> str:
    from summarizer.errors import SetupError

    try:
        return sys.stdin.read().removeprefix("\ufeff") if name == "-" else Path(name).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SetupError(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SetupError(f"{name} is not UTF-8 text: {error}") from error


def _check_outputs(outputs: Sequence[Path], read: Sequence[tuple[str, str | Path]]) -> None:
    """Return if every file can be written, and is not among those `read`, each with a word for what it is.

    Raises SetupError, before a run costs anything.
    """
    from summarizer.errors import SetupError
    from summarizer.files import check_writable, sweep

    for path in outputs:
        try:
            sweep(path.parent)
            check_writable(path)
        except OSError as error:
            raise SetupError(f"{path} cannot be written: {error.strerror}") from error
        what = next((what for what, other in read if _is_same_file(path, other)), None)
        if what:
            raise SetupError(f"{path} is {what}; writing to it would destroy it")
    places = [path.resolve() for path in outputs]
    twice = next((path for path, place in zip(outputs, places, strict=True) if places.count(place) > 1), None)
    if twice:
        raise SetupError(f"{twice} is to be written twice; name another file")


def _check_standard_output(settings: Settings) -> None:
    """Return if the draft can be printed, where it is to be. Raises SetupError, before a run costs anything."""
    from summarizer.errors import SetupError

    if not (settings.output or sys.stdout.writable()):
        raise SetupError("the draft cannot be written to standard output, which is closed; name a file with -o")


def _files_read(parsed: argparse.Namespace, settings: Settings) -> list[tuple[str, str | Path]]:
    """Return the files that a command reads beside its links, each with a word for what it is."""
    from summarizer.config import settings_files

    named = [
        *(("an input", name) for name in getattr(parsed, "inputs", [])),
        ("the template", settings.template),
        ("the taxonomy", settings.taxonomy),
        ("the cassette", getattr(parsed, "replay", None)),
        *(("the configuration", path) for path in settings_files(parsed.config and Path(parsed.config))),
    ]
    return [(what, path) for what, path in named if path]


def _saved_pages(found: Iterable[Source | Failure]) -> list[tuple[str, str | Path]]:
    from summarizer.models import Source

    return [("a saved page", one.path) for one in found if isinstance(one, Source) and one.path]


def _is_same_file(path: Path, given: str | Path) -> bool:
    try:
        return path.samefile(given)
    except (OSError, ValueError):  # no such file, or a link that no file could be called
        return False


def _write(digest: Digest, settings: Settings) -> tuple[Path, ...]:
    """Write the draft to standard output, or to each output by its suffix, and return the files written.

    The record comes first: it holds what was paid for, even if no draft can be made of it. A digest without an entry is
    no draft, and has a record alone.
    """
    from summarizer.errors import SetupError
    from summarizer.rendering.draft import render
    from summarizer.rendering.record import dump_json

    records = [path for path in settings.output if path.suffix.lower() == ".json"]
    for path in records:
        _write_file(path, dump_json(digest))
    if not digest.entries:
        return tuple(records)
    try:
        draft = render(digest, settings.template, show_evidence=settings.show_evidence)
    except SetupError as error:
        kept = f"; the record is in {records[0]}, and `summarize render` makes the draft of it" if records else ""
        raise SetupError(f"{error}{kept}") from error
    for path in settings.output:
        if path not in records:
            _write_file(path, draft)
    if not settings.output:
        _print(draft, "the draft")
    return settings.output


def _write_file(path: Path, content: str) -> None:
    from summarizer.errors import SetupError
    from summarizer.files import write_whole

    try:
        write_whole(path, content)
    except OSError as error:
        kept = "what was there is as it was; make room or name another file, and run again"
        raise SetupError(f"{path} cannot be written: {error.strerror or error}; {kept}") from error


def _print(text: str, what: str) -> None:
    """Print `text`; whoever reads it may have read enough before its end. Raises SetupError if it cannot be."""
    from summarizer.errors import SetupError
    from summarizer.report import to_nowhere

    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        to_nowhere(sys.stdout)
    except OSError as error:
        to_nowhere(sys.stdout)
        raise SetupError(f"{what} cannot be written to standard output: {error.strerror or 'it is closed'}") from error


if __name__ == "__main__":
    sys.exit(main())
