"""Opens a file as tables, whatever its kind turns out to be.

The content decides, not the name: .xls files are often tab-separated text or web pages.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Collection
from pathlib import Path

from storage.sheets.header import label_of
from storage.sheets.model import (
    DEFAULT_LIMITS,
    EMPTY,
    MIB,
    Cell,
    Kind,
    Limits,
    SheetError,
    Table,
    text_cell,
)
from storage.sheets.workbook import read_workbook

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DELIMITERS = ",\t;，"
_FIELD_LIMIT = 20_000
_RUNAWAY_LINES = 30
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_GUARDED = re.compile(r"'(?=[=+\-@\t\r])")
_FORMULA = re.compile(r"=(?=.)|[+\-](?=[^\d\s].*\()")
_BINARY = re.compile(rb"[\x00-\x08]")
_WEB_PAGE = re.compile(rb"\s*(?:<!doctype|<html|<table|<\?xml)", re.IGNORECASE)
_UNPAIRED = "的引号没有成对，后面的内容连在了一起。请改好后再上传。"
_NOT_A_TABLE = "这不是表格文件。请上传 .xlsx、.xls 或 .csv 文件。"


def read_table(
    path: Path,
    limits: Limits = DEFAULT_LIMITS,
    *,
    expected: Collection[str] = (),
) -> Table:
    """Return the table of a file.

    A workbook with several sheets gives the one in which most of the ``expected`` column names
    occur, or without them the first that holds anything. Raises SheetError as ``read_tables``.
    """
    names = {label_of(name) for name in expected}

    def fit(table: Table) -> int:
        top = (cell for row in table.rows[:30] for cell in row if cell)
        return len(names & {label_of(cell.text) for cell in top})

    return max(read_tables(path, limits), key=fit)


def read_tables(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Table]:
    """Return the sheets of a file (.xlsx, .xls, .et, .ods, .csv, .tsv) that hold anything.

    Raises SheetError, with a message for the person who sent the file, when it is missing, too
    large, empty, protected, broken, or no table.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as error:
        raise SheetError(f"找不到文件“{path.name}”，或者没有权限打开。") from error
    if size == 0:
        raise SheetError("文件是空的，里面没有内容。")
    if size > limits.file_bytes:
        raise SheetError(
            f"文件太大（{math.ceil(size * 10 / MIB) / 10} MB），"
            f"最多 {limits.file_bytes // MIB} MB。请分成几个文件上传。"
        )
    if head.startswith(_OLE) and _ENCRYPTED in path.read_bytes():
        raise SheetError("文件有密码，打不开。请在 Excel 里去掉密码，保存后再上传。")
    if head.startswith((_ZIP, _OLE)):
        tables = read_workbook(path, limits)
    else:
        tables = [_read_text(path, head, limits)]
    filled = [table for table in tables if any(any(row) for row in table.rows)]
    if not filled:
        raise SheetError("表格是空的，里面没有内容。")
    return filled


def _read_text(path: Path, head: bytes, limits: Limits) -> Table:
    if path.suffix.lower() in {".xlsx", ".xlsm", ".ods"}:
        raise SheetError(
            f"“{path.name}”不是真正的 Excel 文件，可能已损坏。请用 Excel 另存一次再上传。"
        )
    if _WEB_PAGE.match(head):
        raise SheetError("这是网页格式的文件。请用 Excel 打开，另存为 .xlsx 后再上传。")
    text = _decode(path.read_bytes())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    rows: list[list[Cell]] = []
    try:
        for number, fields in enumerate(reader, 1):
            if number > limits.rows:
                raise SheetError(f"表格行数太多（超过 {limits.rows} 行）。请分成几个文件上传。")
            if len(fields) > limits.columns:
                raise SheetError(f"第 {number} 行的列数太多（超过 {limits.columns} 列）。")
            if any(_runaway(field) for field in fields):
                raise SheetError(f"第 {number} 行{_UNPAIRED}")
            rows.append([_text_field(field) for field in fields])
        if text.count('"') % 2 and rows and any("\n" in cell.text for cell in rows[-1]):
            raise SheetError(f"第 {len(rows)} 行{_UNPAIRED}")
    except csv.Error as error:
        raise SheetError(
            f"第 {reader.line_num} 行读不了，可能引号没有成对，或内容太长。"
        ) from error
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([EMPTY] * (width - len(row)))
    return Table(path.stem, rows)


def _runaway(field: str) -> bool:
    return len(field) > _FIELD_LIMIT or field.count("\n") > _RUNAWAY_LINES


def _decode(content: bytes) -> str:
    if content.startswith(_UTF16):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise SheetError(_NOT_A_TABLE) from error
    if _BINARY.search(content):
        raise SheetError(_NOT_A_TABLE)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError("文字编码认不出来。请用 Excel 打开，另存为“CSV UTF-8”或 .xlsx 后再上传。")


def _delimiter(text: str) -> str:
    """Return the separator that splits the first lines most."""
    sample = [line for line in text[:20_000].splitlines() if line.strip()][:20]
    counts = {mark: sum(line.count(mark) for line in sample) for mark in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def _text_field(field: str) -> Cell:
    as_text = _AS_TEXT.fullmatch(field.strip())
    if as_text:
        return text_cell(as_text[1].replace('""', '"'))
    if _FORMULA.match(field.strip()):
        return Cell(Kind.FORMULA, formula=True)
    return text_cell(_GUARDED.sub("", field, count=1) if field.startswith("'") else field)
