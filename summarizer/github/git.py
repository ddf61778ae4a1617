"""git, as far as publishing needs it: the real one, in a work tree of its own, credentials in the environment alone.

A token is given to git as a header for one server, by variables: it is in no argument, no file and no address. The
checkout itself, its index and its branches are left as they are.
"""

from __future__ import annotations

import base64
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from summarizer.errors import PublishError, SetupError
from summarizer.report import printable

AUTHOR = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
"""Who commits: the account that GitHub shows for what an action did."""

TIMEOUT_SECONDS = 300
"""For one command; a fetch of a large history takes minutes."""

_NOT_FOR_GIT = ("OPENAI_API_KEY", "INPUT_API_KEY", "INPUT_TOKEN", "GITHUB_TOKEN")
"""Variables that git and its hooks have no use for."""
_OWN_SETTINGS = (("core.hooksPath", os.devnull), ("commit.gpgSign", "false"), ("core.autocrlf", "false"))
"""Whatever the machine has: no programs of others, and every byte as it is."""
_MOST_SAID_CHARACTERS = 500


class Repository:
    """The checkout in `folder`, with a remote called `origin`.

    `environment` is the step's; `token` is sent to `server` (https://github.com) and to nobody else.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str], *, token: str = "", server: str = "") -> None:
        self.folder = folder
        self._token = token
        self._environment = {
            **{name: value for name, value in environment.items() if name not in _NOT_FOR_GIT},
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_AUTHOR_NAME": AUTHOR[0],
            "GIT_AUTHOR_EMAIL": AUTHOR[1],
            "GIT_COMMITTER_NAME": AUTHOR[0],
            "GIT_COMMITTER_EMAIL": AUTHOR[1],
            "LC_ALL": "C",
            **_configured([*_OWN_SETTINGS, *_header(token, server)]),
        }

    def run(self, *arguments: str, message: str | None = None) -> str:
        """Return what `git ARGUMENTS` prints, given `message` to read. Raises PublishError with the reason."""
        done = self._done(arguments, message)
        if done.returncode:
            said = printable(done.stderr.decode("utf-8", "replace"))[:_MOST_SAID_CHARACTERS]
            raise PublishError(f"git {arguments[0]} failed: {self._without_token(said)}")
        return done.stdout.decode("utf-8", "surrogateescape")

    def holds(self, *arguments: str) -> bool:
        """Return whether `git ARGUMENTS` succeeds: for questions that are answered by an exit code."""
        return self._done(arguments, None).returncode == 0

    def check_branch(self, branch: str, default: str) -> None:
        """Return if `branch` may be pushed. Raises SetupError for the default branch and for what is no name."""
        if not self.holds("check-ref-format", f"refs/heads/{branch}") or branch.startswith(("-", "refs/")):
            raise SetupError(f"branch {printable(branch)!r} is no branch's name")
        if branch == default:
            raise SetupError(f"branch {branch} is the default branch, which is never pushed to; name another")

    def fetched(self, branch: str) -> str | None:
        """Return the commit of `branch` on the remote, which is then here; None if there is no such branch."""
        if not self.run("ls-remote", "--heads", "origin", f"refs/heads/{branch}").strip():
            return None
        self.run("fetch", "--no-tags", "--quiet", "origin", f"refs/heads/{branch}")
        return self.run("rev-parse", "FETCH_HEAD").strip()

    def deepen(self) -> None:
        """Fetch the whole history, if the checkout has only its tip: else nothing tells where two branches parted."""
        if self.run("rev-parse", "--is-shallow-repository").strip() == "true":
            self.run("fetch", "--no-tags", "--quiet", "--unshallow", "origin")

    def text_at(self, commit: str, path: str) -> str | None:
        """Return the file at `path` in `commit`, or in a stage of the index such as `:2`; None if there is none.

        Text that is no UTF-8 comes back as it was.
        """
        return self.run("show", f"{commit}:{path}") if self.holds("cat-file", "-e", f"{commit}:{path}") else None

    def messages(self, since: str, until: str) -> list[tuple[str, str]]:
        """Return the commits after `since` up to `until`, newest first, each with its message."""
        told = self.run("log", "-z", "--format=%H%n%B", f"{since}..{until}")
        return [(one[:40], one[41:]) for one in told.split("\0") if one]

    @contextmanager
    def work_tree(self, commit: str) -> Iterator[Repository]:
        """Yield a work tree of its own at `commit`, on no branch; it is gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="digest-") as folder:
            place = Path(folder) / "tree"
            self.run("worktree", "add", "--detach", "--quiet", str(place), commit)
            tree = Repository(place, {})
            tree._environment, tree._token = self._environment, self._token
            try:
                yield tree
            finally:
                self.run("worktree", "remove", "--force", str(place))

    def _done(self, arguments: Sequence[str], message: str | None) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(  # noqa: S603 - a list of words, no shell
                ["git", *arguments],  # noqa: S607 - the runner's git, wherever it is
                cwd=self.folder,
                env=self._environment,
                input=(message or "").encode("utf-8", "surrogateescape"),
                capture_output=True,
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
        except FileNotFoundError as error:
            raise SetupError("there is no git; run the action on a machine that has it") from error
        except subprocess.TimeoutExpired as error:
            raise PublishError(f"git {arguments[0]} did not end within {TIMEOUT_SECONDS} s") from error

    def _without_token(self, text: str) -> str:
        return text.replace(self._token, "***") if self._token else text


def _header(token: str, server: str) -> list[tuple[str, str]]:
    """Return the settings that send `token` to `server`, in place of any that the checkout has kept."""
    if not (token and server):
        return []
    key = f"http.{server.rstrip('/')}/.extraheader"
    credentials = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    # An empty value takes back those before it: GitHub answers 400 to two of these headers.
    return [(key, ""), (key, f"AUTHORIZATION: basic {credentials}")]


def _configured(settings: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return the variables by which git is configured without a file or an argument (git 2.31)."""
    variables = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (key, value) in enumerate(settings):
        variables |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    return variables
