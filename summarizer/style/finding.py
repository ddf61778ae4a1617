"""A fault of a digest, and where it stands."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """A fault of a digest, and the line of the document it stands on, from 1."""

    line_number: int
    code: str
    message: str
