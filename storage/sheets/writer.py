"""Writes tables for people to open: workbooks and CSV files in which no cell runs as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import xlsxwriter

from storage.sheets.model import clean_text

Value = str | int | Decimal | date | None
_CELL_CHARACTERS = 32_767
_SHEET_NAME_CHARACTERS = 31
_BAD_IN_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
_DANGEROUS = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_FONT = "Noto Sans CJK SC"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its width in characters, and the head it stands under, if any."""

    title: str
    width: float = 14
    group: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write; ``title`` and ``notes`` stand above the header, one row each."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    notes: Sequence[str] = field(default=())


def write_workbook(
    target: Path | IO[bytes], sheets: Sequence[Sheet], *, created: datetime | None = None
) -> None:
    """Write ``sheets`` as .xlsx to a file or a stream.

    Text stays text (ID numbers keep their digits, ``=1+1`` is not computed, addresses are no
    links); the header is frozen. ``created`` is the moment written into the file's properties.
    Raises OSError when the file cannot be written.
    """
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, options) as book:
        if created is not None:
            book.set_properties({"created": created.replace(tzinfo=None)})
        names: set[str] = set()
        for sheet in sheets:
            _write_sheet(book, sheet, names)
    _deliver(target, content.getvalue())


def write_csv(
    target: Path | IO[bytes], titles: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """Write a CSV file in UTF-8 with a byte order mark, so that Excel shows Chinese.

    A text that a spreadsheet would run (beginning with ``=``, ``+``, ``-`` or ``@``) gets an
    apostrophe before it; ``read_table`` takes it away again.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_guarded(title) for title in titles])
    for row in rows:
        writer.writerow([_guarded(_shown(value)) for value in row])
    _deliver(target, text.getvalue().encode("utf-8-sig"))


def _deliver(target: Path | IO[bytes], content: bytes) -> None:
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def _guarded(text: str) -> str:
    if _DANGEROUS.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def _shown(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return clean_text(value) if isinstance(value, str) else str(value)


def _write_sheet(book: Any, sheet: Sheet, names: set[str]) -> None:
    page = book.add_worksheet(_sheet_name(sheet.name, names))
    head = book.add_format(
        {"bold": True, "border": 1, "bg_color": "#E8EEF4", "text_wrap": True, "font_name": _FONT}
        | {"align": "center", "valign": "vcenter"}
    )
    text = book.add_format({"num_format": "@", "border": 1, "valign": "top", "font_name": _FONT})
    plain = book.add_format({"border": 1, "valign": "top", "font_name": _FONT})
    bold = book.add_format({"bold": True, "font_size": 14, "font_name": _FONT})
    note = book.add_format({"italic": True, "font_color": "#555555", "font_name": _FONT})
    at = 0
    for line, look in [(sheet.title, bold), *((each, note) for each in sheet.notes)]:
        if line:
            page.write_string(at, 0, _cut(line), look)
            at += 1
    at = _write_header(page, sheet.columns, at, head)
    page.freeze_panes(at, 0)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width, text)
    for row in sheet.rows:
        for number, value in enumerate(row):
            if isinstance(value, bool | int | Decimal):
                page.write_number(at, number, value, plain)
            elif value is not None:
                page.write_string(at, number, _cut(_shown(value)), text)
            else:
                page.write_blank(at, number, None, text)
        at += 1


def _write_header(page: Any, columns: Sequence[Column], at: int, look: Any) -> int:
    """Write the header, over two rows when any column stands under a head; return the next row."""
    if not any(column.group for column in columns):
        for number, column in enumerate(columns):
            page.write_string(at, number, column.title, look)
        return at + 1
    start = 0
    while start < len(columns):
        group, end = columns[start].group, start
        while group and end + 1 < len(columns) and columns[end + 1].group == group:
            end += 1
        if not group:
            page.merge_range(at, start, at + 1, start, columns[start].title, look)
        elif end > start:
            page.merge_range(at, start, at, end, group, look)
        else:
            page.write_string(at, start, group, look)
        for number in range(start, end + 1) if group else ():
            page.write_string(at + 1, number, columns[number].title, look)
        start = end + 1
    return at + 2


def _sheet_name(wanted: str, taken: set[str]) -> str:
    base = _BAD_IN_NAME.sub("_", clean_text(wanted))[:_SHEET_NAME_CHARACTERS] or "表"
    name, number = base, 2
    while name.lower() in taken:
        suffix = f"_{number}"
        name, number = base[: _SHEET_NAME_CHARACTERS - len(suffix)] + suffix, number + 1
    taken.add(name.lower())
    return name


def _cut(text: str) -> str:
    return text if len(text) <= _CELL_CHARACTERS else text[: _CELL_CHARACTERS - 1] + "…"
