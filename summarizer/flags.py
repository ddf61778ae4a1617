"""The flags of each command, and what is said of a wrong one."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn, get_args

from summarizer._version import __version__
from summarizer.arguments import Effort, WhenUnsupported, nearest

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
  0    a draft was written; what failed is listed at its end, in the table and in the JSON
  1    nothing usable came of any source: no draft, and the JSON says why (check: faults were found)
  2    wrong use or configuration, and nothing was asked of a model; or a file that could not be written
  3    with --strict: the draft was written, and something failed or is for review
  4    the model's server refused the key or has no such model, or the quota is used up: no draft and no JSON
  130  interrupted (Ctrl-C, SIGTERM); a second run does not pay again for what was finished

settings: flags over environment (SUMMARIZER_MODEL, ...) over summarizer.toml or [tool.summarizer] in pyproject.toml
over the user's own summarizer.toml over defaults. A key is read from OPENAI_API_KEY alone; without one, the offline
backend runs.
"""


class FlagParser(argparse.ArgumentParser):
    """Says what is wrong in one line, and which flag was probably meant."""

    def parse_all(self, arguments: Sequence[str]) -> argparse.Namespace:
        """Return the values of `arguments`, with flags and inputs in any order; what follows `--` is no flag."""
        parsed, unknown = self.parse_known_intermixed_args(_without_mark(arguments))
        if unknown and not unknown[0].startswith("-"):
            taken = "one file" if self._get_positional_actions() else "no file"
            self.error(f"{self.prog} takes {taken}; {unknown[0]} is one too many")
        if unknown:
            flag = unknown[0].partition("=")[0]
            near = nearest(flag, self._option_string_actions, alike=0.6)
            hint = f"did you mean {near}?" if near else f"{self.prog} --help lists them"
            self.error(f"there is no flag {flag}; {hint}")
        return parsed

    def error(self, message: str) -> NoReturn:
        """Raise SetupError with what is wrong."""
        from summarizer.errors import SetupError

        flag, bare, _ = message.removeprefix("argument ").partition(": expected one argument")
        if bare:
            message = f"{flag} needs a value; {self.prog} --help says which"
        raise SetupError(message)


def _without_mark(arguments: Sequence[str]) -> list[str]:
    """Return `arguments` without the first `--`, and what follows it as paths, which cannot be taken for flags.

    argparse forgets the mark where flags and inputs may be mixed.
    """
    at = arguments.index("--") if "--" in arguments else len(arguments)
    rest = arguments[at + 1 :]
    return [*arguments[:at], *(f"./{one}" if one.startswith("-") and one != "-" else one for one in rest)]


def digest_parser() -> FlagParser:
    """Return the flags of `summarize INPUT...`."""
    parser = FlagParser(
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
    add("--effort", choices=get_args(Effort), help="how long a reasoning model may think")
    add("--max-cost", metavar="USD", help="what the run may spend on a model; then what is left becomes failures")
    add("--language", metavar="CODE", help="of the digest, such as en")
    add("--taxonomy", metavar="FILE", help="TOML file with one's own categories")
    add("--template", metavar="FILE", help="one's own Jinja template of the draft")
    add("--images", metavar="DIR", help="download the images that the draft prints, and link the copies")
    add("--pages", metavar="DIR", help="use the pages saved by hand in this folder for their links")
    add("--title", help="of the issue; {number} and {date} are filled in")
    add("--number", type=int, metavar="N", help="of the issue")
    add("--date", metavar="YYYY-MM-DD", help="of the issue (default: today)")
    add("--top", type=int, metavar="N", help="stories printed as Top News; 0 for none")
    add("--when-unsupported", choices=get_args(WhenUnsupported), help="lines the article does not bear out")
    add("--show-evidence", action="store_true", default=None, help="print each line's quote under it")
    add("--strict", action="store_true", default=None, help="exit with 3 if anything failed or is for review")
    add("--concurrency", type=int, metavar="N", help="pages and model calls at once (8)")
    add("--timeout", type=float, metavar="SECONDS", dest="timeout_seconds", help="for one page, in total (30)")
    add("--allow-private", action="append", metavar="HOST[:PORT]", help="fetch from this host on a private network")
    add("--ignore-robots", action="store_true", default=None, help="fetch what a site's robots.txt asks not to")
    add("--no-cache", action="store_false", default=None, dest="cache", help="ask and fetch again what is remembered")
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


def flag_of(setting: str) -> str:
    """Return the flag that gives a setting, which has the name that it has in a file."""
    flags = {action.dest: action.option_strings[-1] for action in digest_parser()._actions if action.option_strings}
    return flags[setting.removeprefix("newsletter.")]


def render_parser() -> FlagParser:
    """Return the flags of `summarize render`."""
    parser = FlagParser(
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


def check_parser() -> FlagParser:
    """Return the flags of `summarize check`."""
    parser = FlagParser(
        prog="summarize check", description="Find what is wrong with a digest, ours or not.", allow_abbrev=False
    )
    parser.add_argument("digest", metavar="DIGEST.md", help="or - for standard input")
    parser.add_argument(
        "--language",
        metavar="CODE",
        help="of the digest (default: by its front matter, the settings, or what most of it is in)",
    )
    parser.add_argument("--config", metavar="FILE", help="settings, in place of those found by themselves")
    return parser


def schema_parser() -> FlagParser:
    """Return the flags of `summarize schema`."""
    return FlagParser(prog="summarize schema", description="Print the JSON Schema of digest.json.", allow_abbrev=False)
