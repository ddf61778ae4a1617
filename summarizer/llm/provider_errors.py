"""What a provider's answer or silence means: every error of the SDK, and every reply that holds no text, gets a name.

Only this module and `provider.py` look at the SDK's errors. Nothing of a provider's words about a key is repeated: they
quote parts of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from summarizer.errors import AgainError, ItemError, ProviderError, SummarizerError
from summarizer.following import seconds_asked

if TYPE_CHECKING:
    from openai import APIStatusError

Feature = Literal["form", "tuning"]
"""What a server may not know: the form of the output, or how a model is tuned (effort, temperature)."""

MAX_REPLY_CHARACTERS = 20_000
"""An entry has some 1,500; a longer reply is a model gone astray, and would be sent back with every re-ask."""

_QUOTED_CHARACTERS = 200
_SEARCHED_CHARACTERS = 4_000

_RETRIED_STATUSES = frozenset({408, 409, 425, 429})
_FORM_STATUSES = frozenset({400, 404, 422, 500, 501})
_TUNING_STATUSES = frozenset({400, 404, 422})
_QUOTA_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})

_QUOTA = re.compile(
    r"insufficient_quota|exceeded your current quota|insufficient (?:balance|credits|funds)|credit balance is too low",
    re.I,
)
_RATE = re.compile(r"per minute|per day|RESOURCE_EXHAUSTED|retry in \d", re.I)
_FILTERED = re.compile(
    r"\bcontent[ _-]?(?:filter|management policy|policy|moderation|exists risk)|moderation_blocked|requires? moderation"
    r"|\b(?:inappropriate|sensitive|harmful|unsafe|prohibited|disallowed) content"
    r"|\bsafety (?:filter|polic|setting|system)"
    r"|\b(?:inputs?|prompts?|messages?|content|text|requests?)\b[^.]{0,40}\b(?:flagged|moderated)",
    re.I,
)
_TOO_LONG = re.compile(
    r"context_length_exceeded|exceed_context_size|maximum context|context (?:length|window|size)|prompt is too long",
    re.I,
)
_FORM = re.compile(
    r"response_format|json_?schema|json schema|structured.?outputs?|\bschema\b|\btools?\b|tool_choice|tool use"
    r"|function.?call|guided_|\bgrammar\b",
    re.I,
)
_TUNING = re.compile(r"reasoning|\bthink(?:ing)?\b|\beffort\b|\btemperature\b", re.I)
_NO_MODEL = re.compile(
    r"model_not_found|(?:no such|unknown|invalid) model\b|not a valid model\b|no endpoints found for"
    r"|\bmodel\b[^.]{0,120}\b(?:not found|(?:does not|doesn't|not) exist|is not available"
    r"|has been (?:removed|retired))",
    re.I,
)
_PASSING = re.compile(r"rate.?limit|server_error|overloaded|temporar|time.?out|timed out|try again|unavailable", re.I)
"""What errors say that may have passed a moment later."""
_NO_MODEL_STATUSES = frozenset({400, 404, 410, 422})
_KEY = re.compile(r"\b(?:sk|pk|rk|key|org|proj)[-_][\w*.-]{4,}", re.I)


class UnsupportedError(Exception):
    """The server does not know a part of the request; `outcome` is what to raise if there is no plainer request.

    `is_certain` unless it only failed at it again and again.
    """

    def __init__(self, feature: Feature, outcome: SummarizerError, *, is_certain: bool = True) -> None:
        super().__init__(feature, outcome)
        self.feature = feature
        self.outcome = outcome
        self.is_certain = is_certain


class StumbledError(AgainError):
    """The server failed at a form that it has not answered before: a passing fault, or a form that it does not know."""


class Sent(NamedTuple):
    """What is to be known of a request to tell what became of it."""

    host: str
    """As messages name it."""
    key: str
    """Never to be repeated."""
    tuned: bool
    """Whether the request held an effort or a temperature."""
    proved: bool
    """Whether the server has answered a request of this form before: key and address are good."""
    model: str = ""
    """As the server knows it."""
    doubtful: bool = False
    """Whether the server has answered no request of this form yet, and there is a plainer one."""


def meaning_of(error: BaseException, sent: Sent) -> Exception:
    """Return what to raise in place of `error`, which the SDK raised or which ended the request `sent`."""
    import httpx2
    import openai

    own = next((one for one in _causes(error) if isinstance(one, SummarizerError)), None)
    if own is not None:
        return own
    if isinstance(error, openai.APIStatusError):
        return _meaning_of_status(error, sent)
    if isinstance(error, openai.APITimeoutError) or any(isinstance(one, TimeoutError) for one in _causes(error)):
        return AgainError(ItemError("model-timeout", f"{sent.host} did not answer in time"))
    if any(isinstance(one, httpx2.ConnectError) for one in _causes(error)):
        return AgainError(ItemError("model-unreachable", f"no connection to {sent.host} came about"))
    if isinstance(error, openai.APIConnectionError):
        return AgainError(ItemError("model-unavailable", f"the connection to {sent.host} broke off"))
    return _not_a_completion(sent.host)


def _not_a_completion(host: str) -> ItemError:
    return ItemError(
        "model-invalid", f"{host} answered with something other than a chat completion; check the base URL"
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    following: BaseException | None = error
    while following is not None:
        yield following
        following = following.__cause__


def _meaning_of_status(error: APIStatusError, sent: Sent) -> Exception:
    status, text = error.status_code, error.response.text[:_SEARCHED_CHARACTERS]
    if _is_quota(error, text):
        return ProviderError(f"{sent.host}: the account's quota or credit is used up; look at its billing page")
    if _refuses_key(status, text, sent):
        return ProviderError(f"{sent.host} refused the key (HTTP {status}); check the key and what its account may use")
    if _lacks_model(error, text):
        return ProviderError(f"{sent.host} has no model {sent.model!r} for this key; check the model's name")
    if not sent.proved and _is_elsewhere(error, text):
        what = f"{sent.host} has no chat completions at this address (HTTP {status})"
        return ProviderError(f"{what}; check the base URL, which mostly ends in /v1")
    feature = _unsupported_feature(status, text, sent)
    if feature is not None:
        return UnsupportedError(feature, _rejected(error, sent))
    if status in _RETRIED_STATUSES or status >= 500:
        outcome = ItemError("model-unavailable", f"{sent.host} could not take the request (HTTP {status})")
        seconds = seconds_asked(error.response.headers)
        if status == 500 and sent.doubtful and seconds is None:
            return StumbledError(outcome)
        return AgainError(outcome, seconds or 0.0)
    if _FILTERED.search(text):
        return _filtered(sent.host)
    if status == 413 or _TOO_LONG.search(text):
        return ItemError("model-truncated", "the article does not fit into the model's context")
    return _rejected(error, sent)


def _refuses_key(status: int, text: str, sent: Sent) -> bool:
    """Say whether the key is refused, rather than this one request: a filter or a firewall answers 403 as well."""
    if status == 401:
        return True
    return status == 403 and not (sent.proved or _FILTERED.search(text) or text.lstrip().startswith("<"))


def _is_elsewhere(error: APIStatusError, text: str) -> bool:
    """Say whether nothing seems to answer at this address, rather than not in the form that was asked for."""
    return error.response.is_redirect or (error.status_code in (404, 405) and not _FORM.search(text))


def _lacks_model(error: APIStatusError, text: str) -> bool:
    """Say whether the server does not know the model, rather than the form that is asked of it."""
    if error.code == "model_not_found":
        return True
    return error.status_code in _NO_MODEL_STATUSES and bool(_NO_MODEL.search(text)) and not _FORM.search(text)


def _is_quota(error: APIStatusError, text: str) -> bool:
    if error.status_code == 402 or {error.code, error.type} & _QUOTA_CODES:
        return True
    return error.status_code in (403, 429) and bool(_QUOTA.search(text)) and not _RATE.search(text)


def _unsupported_feature(status: int, text: str, sent: Sent) -> Feature | None:
    if _TOO_LONG.search(text) or _FILTERED.search(text) or (sent.proved and status >= 500):
        return None
    if sent.tuned and status in _TUNING_STATUSES and _TUNING.search(text):
        return "tuning"
    return "form" if status in _FORM_STATUSES and _FORM.search(text) else None


def _filtered(host: str) -> ItemError:
    return ItemError("model-filtered", f"{host} filtered the article out before the model saw it")


def _rejected(error: APIStatusError, sent: Sent) -> ItemError:
    said = _quoted(_words_of(error.body), sent)
    what = f"{sent.host} rejected the request (HTTP {error.status_code})"
    return ItemError("model-rejected", f"{what}: {said}" if said else what)


def _quoted(words: str, sent: Sent) -> str:
    """Return a provider's words on one line, cut short, without anything that may be a key."""
    printed = "".join(character for character in words if character.isprintable() or character.isspace())
    return _KEY.sub("[key]", " ".join(printed.replace(sent.key, "[key]").split()))[:_QUOTED_CHARACTERS]


def _words_of(body: object) -> str:
    said = body.get("message") if isinstance(body, dict) else body
    if not isinstance(said, str) or said.lstrip().startswith("<"):
        return ""  # a page of HTML says nothing that its status does not
    return said


def meaning_of_reply(reply: Any, sent: Sent) -> Exception | None:
    """Return what to raise for a reply of HTTP 200 that holds an error instead of a completion, as routers send."""
    error = getattr(reply, "error", None)
    if not isinstance(error, dict) or getattr(reply, "choices", None):
        return None
    code, words = error.get("code"), str(error.get("message") or "")[:_SEARCHED_CHARACTERS]
    status = code if isinstance(code, int) else 0
    if code in _QUOTA_CODES or status == 402 or (_QUOTA.search(words) and not _RATE.search(words)):
        return ProviderError(f"{sent.host}: the account's quota or credit is used up; look at its billing page")
    if _refuses_key(status, words, sent):
        return ProviderError(
            f"{sent.host} refused the key (error {status}); check the key and what its account may use"
        )
    if code == "model_not_found" or (_NO_MODEL.search(words) and not _FORM.search(words)):
        return ProviderError(f"{sent.host} has no model {sent.model!r} for this key; check the model's name")
    if status in _RETRIED_STATUSES or status >= 500 or _PASSING.search(f"{code} {words}"):
        return AgainError(ItemError("model-unavailable", f"{sent.host} could not take the request"))
    if _FILTERED.search(f"{code} {words}"):
        return _filtered(sent.host)
    said = _quoted(words, sent)
    what = f"{sent.host} answered with an error in place of a completion"
    return ItemError("model-rejected", f"{what}: {said}" if said else what)


def text_of(reply: Any, host: str) -> str:
    """Return the text of a chat completion: its content, or the arguments of the tool that was called.

    Raises ItemError for a reply that holds none, with a code for each reason. `reply` is read with care: the SDK builds
    its values from whatever a server sent.
    """
    if not hasattr(reply, "choices"):
        raise _not_a_completion(host)
    choices = reply.choices
    message = getattr(choices[0], "message", None) if isinstance(choices, list) and choices else None
    if message is None:
        raise ItemError("model-empty", f"{host} answered without a message in it")
    if getattr(message, "refusal", None):
        raise ItemError("model-refused", "the model refused to write about this article")
    reason = getattr(choices[0], "finish_reason", None)
    if reason == "content_filter":
        raise ItemError("model-filtered", "the provider's content filter stopped the reply")
    if reason == "length":
        raise ItemError("model-truncated", "the reply broke off at the model's limit of tokens")
    return _bounded(_arguments(message) or getattr(message, "content", None))


def _arguments(message: Any) -> object:
    calls = getattr(message, "tool_calls", None)
    called = getattr(calls[0], "function", None) if isinstance(calls, list) and calls else None
    return getattr(called, "arguments", None)


def _bounded(text: object) -> str:
    if not isinstance(text, str) or not text.strip():
        raise ItemError("model-empty", "the model's reply was empty")
    if len(text) > MAX_REPLY_CHARACTERS:
        raise ItemError("model-invalid", f"the model's reply is {len(text):,} characters long")
    return text
