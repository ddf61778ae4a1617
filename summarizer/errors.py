"""Every error raised on purpose.

SummarizerError
├── SetupError      the person running it must change something first (exit code 2)
├── ProviderError   the model's server refuses the key, has no such model, or the quota is used up (exit code 4)
├── PublishError    GitHub or git does not take a draft
└── ItemError       one source failed; the run goes on and lists it as a Failure

AgainError never leaves the module that sends: it holds one of these until nothing more is sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from summarizer.identity import saved_name

if TYPE_CHECKING:  # Pages are read in a process that does without pydantic.
    from summarizer.models import Failure, Source, Stage, Usage


SHOWN_CHARACTERS = 200
"""Of a source's words that a message repeats: a caller may have handed in a whole page."""


class SummarizerError(Exception):
    """Something went wrong that a person can do something about; the message says what, where and what to do."""


class SetupError(SummarizerError):
    """A setting, a file or an argument is wrong, and the run cannot start."""


class ProviderError(SummarizerError):
    """The model's server refuses the key or has no such model, or the quota is used up; no article would succeed."""


class PublishError(SummarizerError):
    """GitHub or git does not take what is to be published; `status` is that of GitHub's answer, where there was one."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class ItemError(SummarizerError):
    """One source cannot become an entry. `code` is a key of `CODES`, or `http-NNN`; `usage` is what it cost.

    Its text is `message`; where it leaves the library, `source` is set, and the text also says which source it was and
    what to do. Raises SetupError for another code.
    """

    source: Source | None = None

    def __init__(self, code: str, message: str, usage: Usage | None = None) -> None:
        super().__init__(code, message, usage)  # all of them, as a copy is made from what is said here
        self.code = code
        self.message = message
        self.kind: Kind = kind_of(code)
        self._usage = usage

    def __str__(self) -> str:
        if self.source is None:
            return self.message
        return f"{self.source.given[:SHOWN_CHARACTERS]!r}: {self.message}; {self.kind.advice_for(self.source)}"

    @property
    def usage(self) -> Usage:
        """What was asked of a language model before it came to this."""
        from summarizer.models import Usage

        return self._usage or Usage()

    def failure(self, source: Source) -> Failure:
        """Return the value that stands for this error in the digest."""
        from summarizer.models import Failure

        return Failure(
            source=source,
            stage=self.kind.stage,
            code=self.code,
            message=self.message,
            advice=self.kind.advice_for(source),
            retryable=self.kind.retryable,
            usage=self.usage,
        )


class AgainError(Exception):
    """A request may succeed if it is sent again after `wait_seconds`; `outcome` is what to raise if it is not."""

    def __init__(self, outcome: SummarizerError, wait_seconds: float = 0.0) -> None:
        super().__init__(str(outcome))
        self.outcome = outcome
        self.wait_seconds = wait_seconds


class Kind(NamedTuple):
    """What a failure's code means: the stage it belongs to, whether waiting may help, and what an editor can do."""

    stage: Stage
    retryable: bool
    advice: str
    """`{file}` stands for the name under which a link's page is looked for."""

    def advice_for(self, source: Source) -> str:
        """Return what an editor can do about this source."""
        if "{file}" not in self.advice:
            return self.advice
        return self.advice.format(file=saved_name(source.url)) if source.url else _SAVE_AGAIN


_SAVE_BY_HAND = (
    "open it in a browser, save it as {file} in a folder, and name the folder with --pages, or pages in summarizer.toml"
)
_SAVE_AGAIN = "open the page in a browser again, and save it once it is all there"
_RETRY = "run again later; what is finished is not paid for again"

CODES: dict[str, Kind] = {
    # What the editor handed in
    "bad-line": Kind("source", False, "write one http(s) link or one path of a file on the line"),
    "file-missing": Kind("source", False, "check the path; it is read from the folder the command runs in"),
    "file-unreadable": Kind("source", False, "save the file as HTML or UTF-8 text, readable by you"),
    # The network
    "dns": Kind("web", True, "check the host's spelling and your connection"),
    "connect": Kind("web", True, _RETRY),
    "proxy": Kind("web", False, "check HTTPS_PROXY, and that your proxy lets CONNECT through to the site"),
    "tls": Kind("web", False, "the site's certificate does not hold; look at it in a browser first"),
    "timeout": Kind("web", True, _RETRY),
    "protocol": Kind("web", True, _RETRY),
    "too-large": Kind("web", False, _SAVE_BY_HAND),
    "redirects": Kind("web", False, "open it in a browser and use the address it ends at"),
    "bad-encoding": Kind("web", False, _SAVE_BY_HAND),
    "unsupported-type": Kind("web", False, "hand in a page of HTML or plain text about it instead"),
    "bad-address": Kind("web", False, "use a public http(s) address"),
    "private-address": Kind(
        "web", False, "use a public address, or name the host with --allow-private, or allow_private in summarizer.toml"
    ),
    "robots": Kind("web", False, _SAVE_BY_HAND),
    "run-limit": Kind("web", True, "run again with fewer links, or raise run_megabytes or run_requests"),
    "http-401": Kind("web", False, _SAVE_BY_HAND),
    "http-403": Kind("web", False, _SAVE_BY_HAND),
    "http-404": Kind("web", False, "check the link; the page is gone or was never there"),
    "http-410": Kind("web", False, "the page was taken down; find another report of it"),
    "http-429": Kind("web", True, _RETRY),
    "http-4xx": Kind("web", False, _SAVE_BY_HAND),
    "http-5xx": Kind("web", True, _RETRY),
    "not-recorded": Kind("web", False, "record the run anew with --record"),
    # The page
    "unreadable": Kind("reader", False, _SAVE_BY_HAND),
    "reader-timeout": Kind("reader", False, _SAVE_BY_HAND),
    "reader-crash": Kind("reader", False, _SAVE_BY_HAND),
    "empty": Kind("reader", False, _SAVE_BY_HAND),
    "too-short": Kind("reader", False, "find a longer report of it, or write the line yourself"),
    "bot-check": Kind("reader", False, _SAVE_BY_HAND),
    "consent-wall": Kind("reader", False, _SAVE_BY_HAND),
    "login-wall": Kind("reader", False, _SAVE_BY_HAND),
    "paywall": Kind("reader", False, _SAVE_BY_HAND),
    "script-only": Kind("reader", False, _SAVE_BY_HAND),
    "error-page": Kind("reader", False, "check the link; the page says that something went wrong"),
    "front-page": Kind("reader", False, "use the link of the article, not of the site or the list"),
    "video-only": Kind("reader", False, "find a written report of it, or write the line yourself"),
    "boilerplate": Kind("reader", False, "use the link of an article; this page has an offer, or its site's own words"),
    "title-mismatch": Kind("reader", False, _SAVE_BY_HAND),
    "no-title": Kind("reader", False, _SAVE_BY_HAND),
    # The backend
    "model-refused": Kind("backend", False, "write the line yourself, or try another model"),
    "model-filtered": Kind("backend", False, "write the line yourself, or try another model"),
    "model-truncated": Kind("backend", False, "try another model, or the same with a larger context"),
    "model-empty": Kind("backend", True, _RETRY),
    "model-invalid": Kind("backend", True, "run again, or try another model"),
    "model-rejected": Kind("backend", False, "check that the model's name is right and that it takes this request"),
    "model-unreachable": Kind("backend", True, "check the base URL, your connection, and that the server is running"),
    "model-unavailable": Kind("backend", True, _RETRY),
    "model-timeout": Kind("backend", True, _RETRY),
    "max-cost": Kind("backend", True, "raise the limit, or run again: what is finished is not paid for again"),
    "backend-crash": Kind("backend", False, "mend the backend; the logger `summarizer` is told where it failed"),
    "no-line": Kind("backend", False, "write the line yourself, or use a language model"),
    # What the article does not bear out
    "unusable-line": Kind("grounding", False, "write the line yourself, or try another model"),
    "unsupported-line": Kind("grounding", False, "write the line yourself, or try another model"),
}
"""Every code that a Failure can carry; `http-NNN` falls back to `http-4xx` or `http-5xx`."""


def kind_of(code: str) -> Kind:
    """Return what `code` means. Raises SetupError for a code that is not in the list."""
    if code in CODES:
        return CODES[code]
    if not re.fullmatch("http-[0-9]{3}", code):
        raise SetupError(f"{code!r} is no code of a failure; take one of docs/failures.md, such as 'no-line'")
    return CODES["http-5xx" if code.startswith("http-5") else "http-4xx"]
