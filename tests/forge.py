"""A stand-in for GitHub: its REST API for one repository on loopback, over a real bare repository.

    with Forge(bare) as forge:
        GitHub("tideway/digest", TOKEN, api_url=forge.api_url)
    forge.pulls, forge.issues   # what there is now
    forge.asked                 # METHOD path of every request

Every request is held to what GitHub documents of it: the token, the headers, the method, and the body, by a JSON Schema
of each (REST API, version 2022-11-28). What GitHub refuses is refused with its status and in its form.
"""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from jsonschema import Draft202012Validator
from loopback import Loopback, Reply, Request

TOKEN = "ghs_0123456789abcdefTOKEN"
REPOSITORY = "tideway/digest"


def _object(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


_TEXT = {"type": "string", "minLength": 1}
_BODY = {"type": "string", "maxLength": 65_536}
_LABELS = {"type": "array", "items": _TEXT}
BODIES = {
    "POST /pulls": _object(
        ["title", "head", "base"], title=_TEXT, head=_TEXT, base=_TEXT, body=_BODY, draft={"type": "boolean"}
    ),
    "PATCH /pulls/N": _object([], title=_TEXT, body=_BODY, state={"enum": ["open", "closed"]}, base=_TEXT),
    "POST /issues": _object(["title"], title={**_TEXT, "maxLength": 256}, body=_BODY, labels=_LABELS),
    "PATCH /issues/N": _object([], title=_TEXT, body=_BODY, state={"enum": ["open", "closed"]}, labels=_LABELS),
    "POST /issues/N/labels": _object(["labels"], labels=_LABELS),
}
"""What a request may hold, by method and path."""


@dataclass
class Forge(Loopback):
    """The server; a context manager. `refuse` maps `METHOD /path` to a reply given in place of the usual one."""

    bare: Path = Path()
    prefix: str = ""
    """Before the paths: `/api/v3` on GitHub Enterprise Server."""
    items: dict[int, dict[str, Any]] = field(default_factory=dict)
    """Issues and pull requests, by number: they share their numbers."""
    refuse: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    @property
    def api_url(self) -> str:
        """What GITHUB_API_URL would be."""
        return self.url(self.prefix)

    @property
    def pulls(self) -> list[dict[str, Any]]:
        """The pull requests."""
        return [item for item in self.items.values() if "head" in item]

    @property
    def issues(self) -> list[dict[str, Any]]:
        """The issues that are no pull requests."""
        return [item for item in self.items.values() if "head" not in item]

    def close(self, branch: str, *, merged: bool = False) -> None:
        """Close the pull request that is open for `branch`: GitHub does so when it is merged, or the branch deleted."""
        (pull,) = (pull for pull in self.pulls if pull["head"]["ref"] == branch and pull["state"] == "open")
        pull |= {"state": "closed", "merged_at": "2026-11-24T09:00:00Z" if merged else None}

    def suggest(self, body: str, *, login: str = "ada", association: str = "MEMBER", **fields: Any) -> int:
        """Open an issue as the form does; return its number."""
        made = {"title": "Link: ", "body": body, "labels": ["link"], **fields}
        return int(self._made(made, login=login, association=association)["number"])

    def answer(self, request: Request) -> Reply:
        """Return what GitHub would answer."""
        self.seen.append(request)
        path = urlsplit(request.path).path
        base = f"{self.prefix}/repos/{REPOSITORY}"
        if request.headers.get("authorization") != f"Bearer {TOKEN}":
            return refused(401, "Bad credentials")
        if not path.startswith(base):
            return refused(404, "Not Found")
        assert request.headers["accept"] == "application/vnd.github+json"
        assert request.headers["x-github-api-version"] == "2022-11-28"
        assert request.headers["user-agent"].startswith("digest-summarizer/")
        query = {key: values[0] for key, values in parse_qs(urlsplit(request.path).query).items()}
        return self._answer(request, path.removeprefix(base), query)

    def _answer(self, request: Request, path: str, query: dict[str, str]) -> Reply:
        asked = f"{request.method} {path}"
        self.asked.append(asked)
        if self.refuse.get(asked):
            return self.refuse[asked].pop(0)
        body = json.loads(request.body) if request.body else {}
        kind = re.sub(r"/\d+", "/N", asked)
        if request.method != "GET":
            faults = [fault.message for fault in Draft202012Validator(BODIES[kind]).iter_errors(body)]
            if faults:
                return refused(422, "Validation Failed", *faults)
        number = int((re.findall(r"/(\d+)", path) or ["0"])[0])
        if number and number not in self.items:
            return refused(404, "Not Found")
        match kind:
            case "GET ":
                return answered(
                    {"full_name": REPOSITORY, "default_branch": self._git("symbolic-ref", "--short", "HEAD")}
                )
            case "GET /pulls":
                return answered(self._page(self._pulls(query), query))
            case "GET /issues":
                return answered(self._page(self._issues(query), query))
            case "GET /issues/N":
                return answered(self.items[number])
            case "POST /pulls":
                return self._opened(body)
            case "POST /issues":
                return answered(self._made(body), 201)
            case "PATCH /pulls/N" | "PATCH /issues/N":
                self.items[number] |= body
                return answered(self.items[number])
            case "POST /issues/N/labels":
                labels = [{"name": name} for name in body["labels"]]
                self.items[number]["labels"] += [one for one in labels if one not in self.items[number]["labels"]]
                return answered(self.items[number]["labels"])
        return refused(404, "Not Found")

    def _page(self, items: list[dict[str, Any]], query: dict[str, str]) -> list[dict[str, Any]]:
        size, number = int(query.get("per_page", 30)), int(query.get("page", 1))
        assert size <= 100
        return items[(number - 1) * size : number * size]

    def _pulls(self, query: dict[str, str]) -> list[dict[str, Any]]:
        owner, _, branch = query.get("head", "").partition(":")
        assert owner in ("", REPOSITORY.partition("/")[0])
        found = [pull for pull in self.pulls if branch in ("", pull["head"]["ref"])]
        return [pull for pull in found if query.get("state", "open") in ("all", pull["state"])]

    def _issues(self, query: dict[str, str]) -> list[dict[str, Any]]:
        """Return issues and pull requests alike, as GitHub does."""
        wanted = set(filter(None, query.get("labels", "").split(",")))
        found = [one for one in self.items.values() if wanted <= {label["name"] for label in one["labels"]}]
        found = [one for one in found if query.get("state", "open") in ("all", one["state"])]
        return found if query.get("direction") == "asc" else found[::-1]

    def _opened(self, body: dict[str, Any]) -> Reply:
        if self._commit(body["head"]) is None or self._commit(body["head"]) == self._commit(body["base"]):
            return refused(422, "Validation Failed", f"No commits between {body['base']} and {body['head']}")
        if any(pull["head"]["ref"] == body["head"] and pull["state"] == "open" for pull in self.pulls):
            return refused(422, "Validation Failed", f"A pull request already exists for tideway:{body['head']}.")
        made = self._made(body)
        head = {"ref": body["head"], "repo": {"full_name": REPOSITORY}}
        made |= {"head": head, "base": {"ref": body["base"]}, "draft": body.get("draft", False)}
        made |= {
            "pull_request": {},
            "merged_at": None,
            "html_url": f"https://github.test/{REPOSITORY}/pull/{made['number']}",
        }
        return answered(made, 201)

    def _made(
        self, body: dict[str, Any], *, login: str = "github-actions[bot]", association: str = "NONE"
    ) -> dict[str, Any]:
        number = len(self.items) + 1
        self.items[number] = {
            "number": number,
            "title": body["title"],
            "body": body.get("body"),
            "state": "open",
            "labels": [{"name": name} for name in body.get("labels", [])],
            "user": {"login": login},
            "author_association": association,
            "html_url": f"https://github.test/{REPOSITORY}/issues/{number}",
        }
        return self.items[number]

    def _commit(self, branch: str) -> str | None:
        return self._git("rev-parse", "--quiet", "--verify", f"refs/heads/{branch}") or None

    def _git(self, *arguments: str) -> str:
        command = ["git", "--git-dir", str(self.bare), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def answered(value: object, status: int = 200) -> Reply:
    """Return a reply that holds JSON."""
    return Reply(json.dumps(value).encode(), status, type="application/json; charset=utf-8")


def refused(status: int, message: str, *errors: str, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """Return an error as GitHub words it."""
    body: dict[str, Any] = {"message": message, "documentation_url": "https://docs.github.com/rest"}
    if errors:
        body["errors"] = [{"resource": "PullRequest", "code": "custom", "message": text} for text in errors]
    return Reply(json.dumps(body).encode(), status, headers, type="application/json; charset=utf-8")
