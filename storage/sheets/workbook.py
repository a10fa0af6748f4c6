"""The service's side of reading a workbook: guards, the limited process, typed cells."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from storage.limited import Bounds, Fault, LimitedError, check_archive, run_limited
from storage.sheets.model import (
    EMPTY,
    Cell,
    Kind,
    Limits,
    SheetError,
    Table,
    date_cell,
    number_cell,
    text_cell,
)

_CHILD = Path(__file__).with_name("workbook_child.py")
_SAVE_AGAIN = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再上传。"
_MESSAGES = {
    "password": "文件有密码，打不开。请在 Excel 里去掉密码，保存后再上传。",
    "memory": "表格太大，读不下。请删掉多余的空行空列，或分成几个文件上传。",
    "rows": "表格行数太多（超过 {rows} 行）。请分成几个文件上传。",
    "columns": "表格列数太多（超过 {columns} 列）。请删掉右边多余的列再上传。",
    "broken": f"文件打不开，可能已损坏或不是表格。{_SAVE_AGAIN}",
}


def read_workbook(path: Path, limits: Limits) -> list[Table]:
    """Return the visible sheets of an .xlsx, .xls or .ods file.

    Raises SheetError when the file is packed too tightly, has a password, is broken, or asks for
    more time or memory than ``limits`` allow.
    """
    numbers = (limits.rows, limits.columns, limits.sheets, limits.unpacked_bytes)
    bounds = Bounds(limits.memory_bytes, limits.seconds, limits.unpacked_bytes)
    with tempfile.TemporaryFile() as out:
        try:
            check_archive(path, limits.unpacked_bytes)
            run_limited(_CHILD, [str(path.resolve()), *map(str, numbers)], bounds, out)
        except LimitedError as error:
            raise SheetError(_tell(error.fault, limits)) from error
        out.seek(0)
        return _tables((json.loads(line) for line in out), limits)


def _tell(fault: Fault, limits: Limits) -> str:
    match fault:
        case Fault.TOO_SLOW:
            return f"读这个文件用了太长时间（超过 {limits.seconds} 秒）。{_SAVE_AGAIN}"
        case Fault.TOO_LARGE:
            return _MESSAGES["memory"]
        case Fault.PASSWORD:
            return _MESSAGES["password"]
        case Fault.BROKEN:
            return _MESSAGES["broken"]


def _tables(lines: Iterator[Any], limits: Limits) -> list[Table]:
    tables: list[Table] = []
    head: dict[str, Any] = {}
    texts = _Texts()
    for line in lines:
        if isinstance(line, dict):
            if "error" in line:
                message = _MESSAGES[line["error"]]
                raise SheetError(message.format(rows=limits.rows, columns=limits.columns))
            if head:
                _finish(tables[-1], head)
            head = line if "sheet" in line else {}
            if head:
                tables.append(Table(head["sheet"], []))
        else:
            tables[-1].rows.append([_cell(value, texts) for value in line])
    if head:
        _finish(tables[-1], head)
    return tables


class _Texts(dict[str, Cell]):
    """The text cells of a file: the same few words fill most of it, one object serves for each."""

    def __missing__(self, text: str) -> Cell:
        cell = self[text] = text_cell(text)
        return cell


def _cell(value: Any, texts: _Texts) -> Cell:
    if value is None:
        return EMPTY
    if isinstance(value, bool):
        return Cell(Kind.TRUTH, "是" if value else "否")
    if isinstance(value, int | float):
        return number_cell(value)
    if isinstance(value, dict):
        return date_cell(date.fromisoformat(value["d"]))
    return texts[value]


def _finish(table: Table, head: dict[str, Any]) -> None:
    """Mark formulas and errors, then repeat the value of a merged range in all its cells."""
    rows, width = table.rows, table.width
    for row, column in head["formulas"]:
        _at(table, row, column)
        held = rows[row][column]
        rows[row][column] = (
            Cell(held.kind, held.text, held.number, held.day, formula=True)
            if held
            else Cell(Kind.FORMULA, formula=True)
        )
    for row, column in head["errors"]:
        _at(table, row, column)
        rows[row][column] = Cell(Kind.ERROR, formula=True)
    for (top, left), (bottom, right) in head["merged"]:
        if top >= len(rows) or left >= width:
            continue
        value = rows[top][left]
        for row in range(top, min(bottom, len(rows) - 1) + 1):
            for column in range(left, min(right, width - 1) + 1):
                rows[row][column] = value


def _at(table: Table, row: int, column: int) -> None:
    """Widen the table so that it has the cell: a formula without a result is not in the range."""
    missing = column + 1 - table.width
    if missing > 0:
        for cells in table.rows:
            cells.extend([EMPTY] * missing)
    width = max(table.width, column + 1)
    while len(table.rows) <= row:
        table.rows.append([EMPTY] * width)
