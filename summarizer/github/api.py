"""GitHub's REST API, as far as publishing needs it: one place that sends, tries again, and says what a status means."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from summarizer._version import __version__
from summarizer.errors import AgainError, PublishError, SetupError
from summarizer.following import seconds_asked
from summarizer.report import printable

if TYPE_CHECKING:
    import httpx2
    from tenacity import RetryCallState

API_URL = "https://api.github.com"
API_VERSION = "2022-11-28"
"""Of the REST API; the one that GitHub Enterprise Server has had since 3.9."""

ATTEMPTS = 4
"""Of one request, the first included."""
LONGEST_WAIT_SECONDS = 60.0
"""For a limit to pass. Quotas by the hour are not waited for: the job would pay for the time."""
TIMEOUT_SECONDS = 30.0
PAGE_ITEMS = 100
MOST_PAGES = 10
"""Of a list; a thousand open suggestions are more than an issue holds."""

Shape = TypeVar("Shape")

_MOST_SAID_CHARACTERS = 300
_REFUSED = {
    401: "the token is not valid (any more); give the step `github.token`, or a new token",
    404: "it is not there, or the token may not see it; check GITHUB_REPOSITORY and the job's `permissions:`",
    410: "it is switched off in this repository",
    422: "GitHub does not take what was sent",
}


class GitHub:
    """One repository on one GitHub; a context manager.

    `repository` is OWNER/NAME, `api_url` that of GITHUB_API_URL, `sleep` waits between attempts. Every method raises
    PublishError, with GitHub's `status` where it answered. Raises SetupError without a token.
    """

    def __init__(
        self,
        repository: str,
        token: str,
        *,
        api_url: str = API_URL,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        import httpx2

        if not token.strip():
            raise SetupError("there is no token; give the step the input `token`, by default `github.token`")
        self.repository = repository
        self._sleep = sleep
        self._client = httpx2.Client(
            base_url=api_url.rstrip("/"),
            timeout=TIMEOUT_SECONDS,
            # One that GitHub has closed meanwhile would break a request that may not be sent twice.
            limits=httpx2.Limits(max_keepalive_connections=0),
            headers={
                "Accept": "application/vnd.github+json",
                "Authorization": f"Bearer {token.strip()}",
                "User-Agent": f"digest-summarizer/{__version__}",
                "X-GitHub-Api-Version": API_VERSION,
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    @property
    def owner(self) -> str:
        """The account that the repository belongs to."""
        return self.repository.partition("/")[0]

    def get(self, path: str = "") -> dict[str, Any]:
        """Return what is at `path` (below the repository, beginning with a slash)."""
        return _expected(dict, self._answer("GET", path), f"GET {path}")

    def every(self, path: str, **query: str | int) -> Iterator[dict[str, Any]]:
        """Yield all items of a list, page by page, up to `MOST_PAGES`."""
        for number in range(1, MOST_PAGES + 1):
            asked = {**query, "per_page": PAGE_ITEMS, "page": number}
            items = _expected(list, self._answer("GET", path, query=asked), f"GET {path}")
            yield from (_expected(dict, item, f"GET {path}") for item in items)
            if len(items) < PAGE_ITEMS:
                return

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Return what was made of `body` at `path`."""
        return self._answer("POST", path, body=body)

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        """Return what is at `path` after `body` has changed it."""
        return self._answer("PATCH", path, body=body)

    def _answer(
        self, method: str, path: str, *, query: Mapping[str, Any] | None = None, body: Mapping[str, Any] | None = None
    ) -> Any:
        """Send until it is answered, as long as that may help."""
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        retrying = Retrying(
            retry=retry_if_exception_type(AgainError),
            wait=_wait_seconds,
            stop=stop_after_attempt(ATTEMPTS),
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return retrying(self._send, method, f"/repos/{self.repository}{path}", query or None, body)
        except AgainError as error:
            raise error.outcome from None

    def _send(self, method: str, path: str, query: Mapping[str, Any] | None, body: Mapping[str, Any] | None) -> Any:
        import httpx2

        asked = f"{method} {path}"
        try:
            response = self._client.request(method, path, params=query, json=body)
        except httpx2.HTTPError as error:
            outcome = PublishError(f"{asked}: GitHub cannot be reached ({type(error).__name__}); run again later")
            # What makes something new may have been made although no answer came: it is not sent twice.
            if method == "POST" and not isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
                raise outcome from None
            raise AgainError(outcome) from None
        if response.is_success:
            return _json_of(response, asked)
        raise meaning_of(response, asked)


def meaning_of(response: httpx2.Response, asked: str) -> Exception:
    """Return what to raise for an answer that is no success: an AgainError where waiting may help."""
    status, said = response.status_code, _said(response)
    wait_seconds = _asked_wait(response)
    if status in (403, 429) and wait_seconds is not None:
        outcome = PublishError(
            f"{asked}: GitHub's limit of requests is reached, for {wait_seconds:.0f} s more; run again then", status
        )
        return AgainError(outcome, wait_seconds) if wait_seconds <= LONGEST_WAIT_SECONDS else outcome
    if status >= 500:
        outcome = PublishError(f"{asked}: GitHub answered {status}; run again later", status)
        return outcome if asked.startswith("POST") else AgainError(outcome)
    if status == 403:
        return PublishError(f"{asked}: GitHub refuses it: {said}; {_permission(said, asked)}", status)
    if 300 <= status < 400:
        return PublishError(f"{asked}: the repository has moved; check it out under its new name", status)
    return PublishError(f"{asked}: GitHub answered {status} ({said}): {_REFUSED.get(status, 'see above')}", status)


def _permission(said: str, asked: str) -> str:
    """Return what to do about a refusal."""
    if "not permitted to create" in said:
        return "allow it under Settings, Actions, General: Allow GitHub Actions to create and approve pull requests"
    right = "pull-requests" if "/pulls" in asked else "issues" if "/issues" in asked else "contents"
    return f"give the job the permission `{right}: {'read' if asked.startswith('GET') else 'write'}`"


def _said(response: httpx2.Response) -> str:
    """Return GitHub's own words about an error, on one line."""
    try:
        body = response.json()
    except ValueError:
        return "no reason given"
    if not isinstance(body, dict):
        return "no reason given"
    errors = body.get("errors")
    details = map(_detail, errors if isinstance(errors, list) else [])
    parts = [str(body.get("message", "")), *details]
    return printable("; ".join(part for part in parts if part))[:_MOST_SAID_CHARACTERS] or "no reason given"


def _detail(error: object) -> str:
    return str(error.get("message") or error.get("code") or "") if isinstance(error, dict) else str(error)


def _asked_wait(response: httpx2.Response) -> float | None:
    """Return the seconds until a limit has passed; None where none was met."""
    asked = seconds_asked(response.headers)
    if asked is not None:
        return asked
    if response.headers.get("x-ratelimit-remaining") != "0":
        return None
    reset = response.headers.get("x-ratelimit-reset", "")
    return max(0.0, float(reset) - time.time()) if reset.isdigit() else LONGEST_WAIT_SECONDS


def _wait_seconds(state: RetryCallState) -> float:
    """Return what GitHub asks for, or else a time that doubles with every attempt."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.wait_seconds if isinstance(error, AgainError) else 0.0
    return asked or float(2 ** (state.attempt_number - 1))


def _json_of(response: httpx2.Response, asked: str) -> Any:
    try:
        return response.json() if response.content else None
    except ValueError as error:
        raise _not_github(asked) from error


def _expected(shape: type[Shape], answer: object, asked: str) -> Shape:
    """Return an answer that has the shape in which GitHub gives it. Raises PublishError for any other."""
    if not isinstance(answer, shape):
        raise _not_github(asked)
    return answer


def _not_github(asked: str) -> PublishError:
    return PublishError(f"{asked}: what answers there is not GitHub's API; check GITHUB_API_URL")
