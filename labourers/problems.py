"""What can be wrong with a cell, told to the person who filled it in."""

from __future__ import annotations

from dataclasses import dataclass


class CellProblem(ValueError):
    """A value that cannot be taken over; both texts are Chinese and name no personal data.

    ``problem`` says what is wrong, ``mend`` what to do about it.
    """

    def __init__(self, problem: str, mend: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.mend = mend


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why one row of a file was not taken over, or what of it may be wrong.

    ``row`` is the number people see in the spreadsheet (from 1), ``column`` the column's name,
    ``value_masked`` what stood there without personal digits.
    """

    row: int
    column: str
    value_masked: str
    problem: str
    mend: str

    def as_dict(self) -> dict[str, str | int]:
        """Return the five parts by name."""
        return {
            "row": self.row,
            "column": self.column,
            "value_masked": self.value_masked,
            "problem": self.problem,
            "mend": self.mend,
        }
