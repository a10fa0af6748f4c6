"""What a table is once it has been read: cells that keep what the file held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

MIB = 1024 * 1024
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0\u3000]+")


class SheetError(Exception):
    """A file that cannot be read as a table; the message is Chinese and says what to do."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may ask for: bytes, rows, columns, seconds and memory of the reader."""

    file_bytes: int = 20 * MIB
    unpacked_bytes: int = 400 * MIB
    rows: int = 200_000
    columns: int = 200
    sheets: int = 30
    seconds: int = 60
    memory_bytes: int = 1536 * MIB


DEFAULT_LIMITS = Limits()


class Kind(StrEnum):
    """What the file held in a cell."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TRUTH = "truth"
    FORMULA = "formula"
    """A formula whose result is not in the file."""
    ERROR = "error"
    """A formula that failed (#N/A, #REF!)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    ``text`` is what a person reads in it, without invisible characters and outer spaces.
    ``number`` is the binary number a spreadsheet held (so that an ID number that lost its last
    digits can be told from one that was text). ``formula`` says that a formula made the value.
    """

    kind: Kind
    text: str = ""
    number: float | None = None
    day: date | None = None
    formula: bool = False

    def __bool__(self) -> bool:
        return self.kind is not Kind.EMPTY


EMPTY = Cell(Kind.EMPTY)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; row and column numbers are those of the file, counted from 0.

    Every row has the same number of cells.
    """

    name: str
    rows: list[list[Cell]]

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def body(self, first: int) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows from ``first`` on that hold anything, with the number people see (1…)."""
        for index in range(first, len(self.rows)):
            if any(self.rows[index]):
                yield index + 1, self.rows[index]


def clean_text(text: str) -> str:
    """Return ``text`` without control and zero-width characters and with single, inner spaces."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", text)).strip()


def text_cell(text: str, *, formula: bool = False) -> Cell:
    """Return a cell holding ``text``, or the empty cell when nothing is left of it."""
    cleaned = clean_text(text)
    return Cell(Kind.TEXT, cleaned, formula=formula) if cleaned else EMPTY


def number_cell(number: float, *, formula: bool = False) -> Cell:
    """Return a cell holding ``number``, written without an exponent."""
    plain = format(Decimal(repr(number)), "f")
    text = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return Cell(Kind.NUMBER, text, float(number), formula=formula)


def date_cell(day: date, *, formula: bool = False) -> Cell:
    """Return a cell holding a calendar day."""
    return Cell(Kind.DATE, day.isoformat(), day=day, formula=formula)
