"""The nouns as values: equal ones have one hash, and copies are equal."""

from __future__ import annotations

import copy
import datetime as dt
import pickle

from digests import made_digest, made_failure, made_story

from summarizer.models import Digest, Issue


def digest() -> Digest:
    """Return a digest with front matter of its own."""
    issue = Issue(title="T", date=dt.date(2026, 1, 2), front_matter={"tags": ["a", "b"], "toc": True})
    return made_digest(made_story(), issue=issue, failures=(made_failure(),))


def test_a_digest_can_be_a_key() -> None:
    """Equal digests and issues have the same hash, with front matter too."""
    assert {digest(): 1}[digest()] == 1
    assert {digest().issue: 1}[digest().issue] == 1
    other = digest().issue.model_copy(update={"title": "U"})
    assert hash(other) != hash(digest().issue)


def test_a_copy_is_equal() -> None:
    """However it was made."""
    made = digest()
    assert pickle.loads(pickle.dumps(made)) == copy.deepcopy(made) == copy.copy(made) == made  # noqa: S301 - our own
