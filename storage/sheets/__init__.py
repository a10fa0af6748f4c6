"""Tables of people's files: reading what arrives, writing what leaves.

Reading (``read_table``, ``read_tables``, ``find_header``) distrusts the file; writing
(``write_workbook``, ``write_csv``) makes files that run nothing when they are opened.
"""

from __future__ import annotations

from storage.sheets.header import Header, find_header
from storage.sheets.model import EMPTY, Cell, Kind, Limits, SheetError, Table
from storage.sheets.reader import read_table, read_tables
from storage.sheets.writer import Column, Sheet, write_csv, write_workbook

__all__ = [
    "EMPTY",
    "Cell",
    "Column",
    "Header",
    "Kind",
    "Limits",
    "Sheet",
    "SheetError",
    "Table",
    "find_header",
    "read_table",
    "read_tables",
    "write_csv",
    "write_workbook",
]
