"""Finds the header of a table, over up to three rows with merged cells.

Forms of offices carry a title above the header and group columns under a common head (已就业人员
就业信息 over 就业地点, 就业单位名称, 就业时间).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from storage.sheets.model import Table

_SEARCHED_ROWS, _MAX_DEPTH = 20, 3
_NOISE = re.compile(r"[\s*＊:：、.。\"'“”()（）\[\]【】]")
_REMARK = re.compile(r"[(（\[【].*?[)）\]】]")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are: ``columns`` maps a field to its column.

    ``first`` is the first data row; ``unknown`` holds the labels that name no field.
    """

    columns: Mapping[str, int]
    first: int
    unknown: tuple[str, ...]


def label_of(text: str) -> str:
    """Return a column name as it is compared: NFKC, without spaces, stars and brackets."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


def find_header(table: Table, names: Mapping[str, Collection[str]]) -> Header | None:
    """Return the header whose labels name the most fields, or None when fewer than two are found.

    ``names`` maps a field to the labels it may have. A label is looked up with and without a
    remark in brackets (就业地点（省市县）); the lowest row of a column counts first, then the rows
    above it joined, then each of them alone.
    """
    known = {label_of(label): field for field, labels in names.items() for label in labels}
    best: Header | None = None
    for top in range(min(_SEARCHED_ROWS, len(table.rows))):
        for depth in range(1, min(_MAX_DEPTH, len(table.rows) - top) + 1):
            found = _read(table, top, depth, known)
            if best is None or len(found.columns) > len(best.columns):
                best = found
    return best if best is not None and len(best.columns) > 1 else None


def _read(table: Table, top: int, depth: int, known: Mapping[str, str]) -> Header:
    columns: dict[str, int] = {}
    unknown: list[str] = []
    for column in range(table.width):
        stack: list[str] = []
        for row in range(top, top + depth):
            text = table.rows[row][column].text
            if text and (not stack or stack[-1] != text):
                stack.append(text)
        field = _field(stack, known)
        if field is None:
            unknown += stack[-1:]
        elif field not in columns:
            columns[field] = column
    return Header(columns, top + depth, tuple(unknown))


def _field(stack: list[str], known: Mapping[str, str]) -> str | None:
    for text in (*stack[-1:], "".join(stack), *stack[-2::-1]):
        for label in (text, _REMARK.sub("", text)):
            field = known.get(label_of(label))
            if field is not None:
                return field
    return None
