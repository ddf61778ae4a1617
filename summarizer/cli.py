"""The command line: reads files, calls the library, writes files, picks an exit code; nothing else."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarizer._version import __version__

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.models import Digest

EXIT_DRAFT = 0
EXIT_NOTHING_USABLE = 1
EXIT_WRONG_USE = 2
EXIT_STRICT = 3
EXIT_PROVIDER = 4
EXIT_INTERRUPTED = 130

DESCRIPTION = """\
Turn a list of links into a newsletter draft: one checked line about each, under the right heading.

examples:
  summarize urls.txt                                the draft on standard output
  summarize urls.txt -o digest.md -o digest.json    the draft and the full record
  summarize https://example.org/news page.html      links and saved pages
  grep -h ^http notes/*.txt | summarize -           links from standard input
  summarize urls.txt --model offline                without a language model
  summarize render digest.json -o digest.md         the draft again, from the (edited) record
  summarize check digest.md                         what is wrong with any digest
  summarize schema                                  the JSON Schema of digest.json
"""

EPILOG = """\
exit codes:
  0  a draft was written; what failed is listed at its end, in the table and in the JSON
  1  nothing usable came of any source (check: faults were found)
  2  wrong use or configuration
  3  with --strict: something failed, or is for review
  4  the model's provider refused the key, or the quota is used up
  130  interrupted; a second run does not pay again for what was finished

settings: flags over environment (SUMMARIZER_MODEL, ...) over summarizer.toml or [tool.summarizer] in pyproject.toml
over defaults. The key is read from OPENAI_API_KEY alone; without one, the offline backend runs.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command `argv` (default: the process's own arguments) and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments and sys.stdin.isatty():
        _parser().print_help()
        return EXIT_DRAFT
    name = arguments[0] if arguments else ""
    parsed = _COMMANDS[name][0]().parse_args(arguments[1:]) if name in _COMMANDS else _parser().parse_args(arguments)
    return _guarded(_COMMANDS[name][1] if name in _COMMANDS else _digest, parsed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarize",
        usage="summarize INPUT... [options]",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("inputs", nargs="+", metavar="INPUT", help="a file of links, a link, a saved page, or - for standard input")
    add("-o", "--output", action="append", metavar="FILE", help=".md: the draft; .json: the full record; repeatable")
    add("-m", "--model", metavar="NAME", help="openai/NAME, or offline")
    add("--base-url", metavar="URL", help="an OpenAI-compatible server (Ollama, vLLM, LM Studio, llama.cpp)")
    add("--effort", choices=["none", "minimal", "low", "medium", "high"], help="how long a reasoning model may think")
    add("--language", metavar="CODE", help="of the digest, such as en")
    add("--taxonomy", metavar="FILE", help="TOML file with one's own categories")
    add("--template", metavar="FILE", help="one's own Jinja template of the draft")
    add("--title", help="of the issue; {number} and {date} are filled in")
    add("--number", type=int, metavar="N", help="of the issue")
    add("--date", metavar="YYYY-MM-DD", help="of the issue (default: today)")
    add("--when-unsupported", choices=["keep", "offline", "drop"], help="lines the article does not bear out")
    add("--show-evidence", action="store_true", default=None, help="print each line's quote under it")
    add("--strict", action="store_true", default=None, help="exit with 3 if anything failed or is for review")
    add("--concurrency", type=int, metavar="N", help="pages and model calls at once (8)")
    add("--timeout", type=float, metavar="SECONDS", dest="timeout_seconds", help="for one page, in total (30)")
    add("--allow-private", action="append", metavar="HOST[:PORT]", help="fetch from this host on a private network")
    add("--no-cache", action="store_false", default=None, dest="cache", help="ask again for what was paid for")
    tape = parser.add_mutually_exclusive_group().add_argument
    tape("--record", type=Path, metavar="FILE", help="record all traffic of this run in a cassette")
    tape(
        "--replay", type=Path, metavar="FILE", help="answer all traffic from a cassette: no key, no network, same bytes"
    )
    add("--config", metavar="FILE", help="settings, in place of those found by themselves")
    add("-q", "--quiet", action="store_true", help="only errors")
    add("-v", "--verbose", action="store_true", help="a line for each source as it finishes")
    add("--version", action="version", version=f"%(prog)s {__version__}")
    return parser


def _render_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarize render",
        description="Make the draft again from digest.json, without a model.",
        allow_abbrev=False,
    )
    parser.add_argument("digest", metavar="DIGEST.json", help="the record, or - for standard input")
    parser.add_argument("-o", "--output", action="append", default=[], metavar="FILE.md")
    parser.add_argument("--template", metavar="FILE", help="one's own Jinja template of the draft")
    parser.add_argument("--show-evidence", action="store_true", default=None, help="print each line's quote under it")
    parser.add_argument("--config", metavar="FILE", help="settings, in place of those found by themselves")
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarize check", description="Find what is wrong with a digest, ours or not.", allow_abbrev=False
    )
    parser.add_argument("digest", metavar="DIGEST.md", help="or - for standard input")
    return parser


def _schema_parser() -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog="summarize schema", description="Print the JSON Schema of digest.json.", allow_abbrev=False
    )


def _guarded(command: Any, parsed: argparse.Namespace) -> int:
    """Return the exit code of `command`, with every error raised on purpose said in plain words on stderr."""
    from summarizer.errors import ProviderError, SetupError

    try:
        return int(command(parsed))
    except SetupError as error:
        return _fail(str(error), EXIT_WRONG_USE)
    except ProviderError as error:
        return _fail(f"{error}\nWhat was finished is kept, and is not paid for again.", EXIT_PROVIDER)
    except KeyboardInterrupt:
        return _fail("interrupted; what was finished is not paid for again when you run it once more", EXIT_INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DRAFT


def _fail(message: str, code: int) -> int:
    from summarizer.report import printable

    print(f"summarize: {printable(message)}", file=sys.stderr)
    return code


def _digest(parsed: argparse.Namespace) -> int:
    """Draft a digest from links, write it, and say on standard error how it went."""
    import time

    from summarizer import report, run
    from summarizer.sources import read_inputs

    started = time.monotonic()
    with run.replayed(parsed.replay) as recorded:
        settings = _settings(parsed, recorded.settings)
        chosen = run.chosen_backend(settings, os.environ, replaying=parsed.replay is not None)
        found = read_inputs(parsed.inputs, sys.stdin)
        if chosen.notice and not parsed.quiet:
            print(f"summarize: {chosen.notice}", file=sys.stderr)
        with (
            run.recording(parsed.record, settings, chosen.backend),
            report.Progress(len(found), quiet=parsed.quiet, verbose=parsed.verbose) as progress,
        ):
            digest = run.draft_digest(found, settings, chosen.backend, date=recorded.date, on_outcome=progress.advance)
    _write(digest, settings)
    if not parsed.quiet:
        report.print_summary(digest, seconds=time.monotonic() - started)
    if not digest.entries:
        return _fail("nothing usable came of any source; the reasons are above", EXIT_NOTHING_USABLE)
    return EXIT_STRICT if settings.strict and _doubtful(digest) else EXIT_DRAFT


def _doubtful(digest: Digest) -> bool:
    to_review = any(entry.review for entry in digest.entries) or any(story.review for story in digest.stories)
    return bool(digest.failures) or to_review


def _render(parsed: argparse.Namespace) -> int:
    """Make the draft again from a record."""
    from summarizer.rendering.record import load_json

    digest = load_json(_text_of(parsed.digest), parsed.digest)
    _write(digest, _settings(parsed))
    return EXIT_DRAFT


def _check(parsed: argparse.Namespace) -> int:
    """Print what is wrong with a digest, a line each."""
    from summarizer.report import printable
    from summarizer.style import check_digest

    findings = check_digest(_text_of(parsed.digest))
    for finding in findings:
        print(printable(f"{parsed.digest}:{finding.line_number}: {finding.code}: {finding.message}"))
    return EXIT_NOTHING_USABLE if findings else EXIT_DRAFT


def _schema(_: argparse.Namespace) -> int:
    """Print the JSON Schema of the record."""
    from summarizer.rendering.record import json_schema

    sys.stdout.write(json_schema())
    return EXIT_DRAFT


_COMMANDS = {
    "render": (_render_parser, _render),
    "check": (_check_parser, _check),
    "schema": (_schema_parser, _schema),
}


def _settings(parsed: argparse.Namespace, recorded: Mapping[str, Any] | None = None) -> Settings:
    """Return the run's settings; those `recorded` in a cassette stand in for flags that were not given."""
    from summarizer.config import Newsletter, Settings, load_settings

    given = {key: value for key, value in vars(parsed).items() if key in Settings.model_fields and value is not None}
    newsletter = {key: value for key, value in vars(parsed).items() if key in Newsletter.model_fields}
    flags = {**(recorded or {}), **given, "newsletter": newsletter}
    return load_settings(flags, os.environ, config=parsed.config and Path(parsed.config))


def _text_of(name: str) -> str:
    from summarizer.errors import SetupError

    try:
        return sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except OSError as error:
        raise SetupError(f"{name} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SetupError(f"{name} is not UTF-8 text: {error}") from error


def _write(digest: Digest, settings: Settings) -> None:
    """Write the draft to standard output, or to each output by its suffix, all made before any is written."""
    from summarizer.errors import SetupError
    from summarizer.files import write_whole
    from summarizer.rendering.draft import render
    from summarizer.rendering.record import dump_json

    def made(suffix: str) -> str:
        return (
            dump_json(digest)
            if suffix == ".json"
            else render(digest, settings.template, show_evidence=settings.show_evidence)
        )

    if not settings.output:
        sys.stdout.write(made(".md"))
        sys.stdout.flush()
        return
    texts = {path: made(path.suffix) for path in settings.output}
    for path, text in texts.items():
        try:
            write_whole(path, text)
        except OSError as error:
            raise SetupError(f"{path} cannot be written: {error.strerror}; what was there is as it was") from error


if __name__ == "__main__":
    sys.exit(main())
