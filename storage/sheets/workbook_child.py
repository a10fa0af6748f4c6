"""Reads one workbook in a process of its own and prints its sheets as JSON lines.

Run by ``storage.limited``, never imported by the service. Arguments: file, then as numbers the
most rows, columns, sheets and unpacked bytes. The first line is ``{"ok": true}`` or
``{"error": KIND}``; then for each sheet a head (name, merged ranges, cells with formulas and
errors) and its rows.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from typing import Any, TextIO
from xml.etree import ElementTree

import python_calamine

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FORMULA = re.compile(rb"<c\b([^>]*)>\s*<f\b[^>]*?(?:/>|>[^<]*</f>)")
_FAILED = re.compile(rb'<c\b([^>]*\bt="e"[^>]*)>')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')


def main(arguments: list[str], out: TextIO) -> None:
    """Read the workbook named by ``arguments`` and print it to ``out``."""
    path, *numbers = arguments
    rows, columns, sheets, unpacked = map(int, numbers)
    try:
        with open(path, "rb") as file:  # noqa: PTH123  calamine tells the kind from the content
            book = python_calamine.load_workbook(file)
            _line(out, {"ok": True})
            marks = _marks(path, unpacked)
            visible = [m for m in book.sheets_metadata if str(m.visible).endswith(".Visible")]
            for meta in visible[:sheets]:
                _sheet(out, book.get_sheet_by_name(meta.name), marks, rows, columns)
    except python_calamine.PasswordError:
        _line(out, {"error": "password"})
    except MemoryError:
        _line(out, {"error": "memory"})
    except python_calamine.CalamineError as error:
        _line(out, {"error": "password" if "ncrypt" in str(error) else "broken"})


def _sheet(out: TextIO, sheet: Any, marks: dict[str, Any], rows: int, columns: int) -> None:
    end = sheet.end
    if end is not None and (end[0] >= rows or end[1] >= columns):
        _line(out, {"error": "rows" if end[0] >= rows else "columns"})
        return
    formulas, errors = marks.get(sheet.name, ([], []))
    head = {
        "sheet": sheet.name,
        "merged": sheet.merged_cell_ranges or [],
        "formulas": formulas,
        "errors": errors,
    }
    _line(out, head)
    for row in sheet.to_python(skip_empty_area=False) if end is not None else []:
        _line(out, [_plain(value) for value in row])


def _plain(value: Any) -> Any:
    if value == "":
        return None
    if isinstance(value, datetime):
        return {"d": value.date().isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time | timedelta):
        return str(value)
    return value


def _line(out: TextIO, value: Any) -> None:
    out.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def _marks(path: str, unpacked: int) -> dict[str, Any]:
    """Map sheet names of an .xlsx to the cells with a formula and the cells with an error."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return {}
        files = _sheet_files(archive)
        return {
            sheet: _scan(_member(archive, file, unpacked))
            for sheet, file in files.items()
            if file in names
        }


def _sheet_files(archive: zipfile.ZipFile) -> dict[str, str]:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  limited process
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): (link.get("Target") or "") for link in links}
    files = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(f"{_OFFICE}id"), "")
        files[sheet.get("name") or ""] = (
            target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        )
    return files


def _member(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    with archive.open(name) as file:
        return file.read(limit)


def _scan(xml: bytes) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    formulas = _positions(_FORMULA, xml) if b"<f" in xml else []
    errors = _positions(_FAILED, xml) if b't="e"' in xml else []
    return formulas, errors


def _positions(pattern: re.Pattern[bytes], xml: bytes) -> list[tuple[int, int]]:
    found = []
    for cell in pattern.finditer(xml):
        reference = _REFERENCE.search(cell[1])
        if reference is not None:
            column = 0
            for letter in reference[1]:
                column = column * 26 + letter - 64
            found.append((int(reference[2]) - 1, column - 1))
    return found


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.argv[1:], sys.stdout)
