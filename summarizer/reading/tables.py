"""Tables: those that lay out a page opened, and the cells of the others by their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from summarizer.reading.trees import HEADINGS

if TYPE_CHECKING:
    from lxml.etree import _Element

_CELL_WORDS = 15
"""Words of one of several paragraphs in a cell from which on the cell holds prose, not data."""
_MAX_SPAN = 1000
"""Columns or rows of a cell, as browsers bound it."""


def open_layout_tables(tree: _Element) -> None:
    """Turn tables that lay out a page, rather than hold data, into plain containers; in place and in linear time.

    Such a table is said to be one, holds another table or the page's heading, has a single cell, or one of several
    paragraphs or of a heading and a paragraph.
    """
    cells = Counter(next(cell.iterancestors("table"), None) for cell in tree.iter("td", "th"))
    laying = {table for table, count in cells.items() if table is not None and count == 1}
    for inner in tree.iter("table", "h1", "p", "br"):
        owner = next(inner.iterancestors("td", "table"), None)
        if inner.tag == "table" and (inner.get("role") == "presentation"):
            laying.add(inner)
        if owner is not None and (inner.tag in ("table", "h1") or _has_more(inner)):
            laying.update(islice(inner.iterancestors("table"), 1))
    for table in laying:
        _open(table)


def _has_more(element: _Element) -> bool:
    """Say whether a paragraph, or the line after a break, has another of its kind and words of its own beside it.

    A heading right above a paragraph does as well.
    """
    words = len(((element.text if element.tag == "p" else element.tail) or "").split())
    if words < _CELL_WORDS:
        return False
    above = element.getprevious() if element.tag == "p" else None
    return (above is not None and above.tag in HEADINGS) or next(element.itersiblings(element.tag), None) is not None


def _open(table: _Element) -> None:
    table.tag = "div"
    for part in table.iterchildren("thead", "tbody", "tfoot", "tr"):
        for row in [part] if part.tag == "tr" else part.iterchildren("tr"):
            for cell in row.iterchildren("td", "th"):
                cell.tag = "div"
            row.tag = "div"
        part.tag = "div"


def cells_of(table: _Element, columns: int) -> Iterator[tuple[_Element, range]]:
    """Yield the cells that begin in the first so many columns of a table, each with the columns that it is in."""
    row, free = 0, [0] * columns  # `free`: of each column, the row from which on no cell above reaches into it
    for part in table.iterchildren("thead", "tbody", "tfoot", "tr"):
        if part.tag != "tr":
            free = [row] * columns
        for line in [part] if part.tag == "tr" else part.iterchildren("tr"):
            at = 0
            for cell in line.iterchildren("td", "th"):
                while at < columns and free[at] > row:
                    at += 1
                if at >= columns:
                    break
                end = at + span_of(cell, "colspan")
                yield cell, range(at, end)
                free[at:end] = [row + span_of(cell, "rowspan")] * (min(end, columns) - at)
            row += 1


def span_of(element: _Element, name: str) -> int:
    """Return how many columns or rows an element of a table is for, as browsers bound it."""
    found = re.match(r"\s*(\d{1,4})(?!\d)", element.get(name, ""))
    return min(max(1, int(found[1])), _MAX_SPAN) if found else 1
