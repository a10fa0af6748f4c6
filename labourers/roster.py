"""Takes the office's list of labourers over into the database.

A file is read whole, then compared and written in one transaction: a crash changes nothing, and
the same file a second time changes nothing. Every row of the file ends up in one of three counts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from labourers.problems import RowProblem
from labourers.roster_columns import REQUIRED, column_names, title_of
from labourers.roster_form import RosterRow, is_footer, read_row
from labourers.roster_writing import RosterWriter
from labourers.tables import RosterImport
from storage.clock import Clock
from storage.database import Database
from storage.gazetteer import Gazetteer, Level
from storage.sheets import Limits, SheetError, find_header, read_table
from storage.sheets.model import DEFAULT_LIMITS
from storage.vault import Vault


class RosterError(Exception):
    """A roster that cannot be imported or exported at all; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class RosterResult:
    """What came of a file: ``rows == accepted + unchanged + len(rejected)``.

    ``accepted`` rows were new (``added``) or said something new of a known person (``updated``).
    ``doubts`` are cells of rows that count, taken over as they are though they may be wrong.
    """

    rows: int
    added: int
    updated: int
    unchanged: int
    rejected: tuple[RowProblem, ...]
    doubts: tuple[RowProblem, ...] = ()

    @property
    def accepted(self) -> int:
        """Return how many rows were taken over."""
        return self.added + self.updated

    def as_dict(self) -> dict[str, Any]:
        """Return the result as the command prints it, with ``warnings`` where there are doubts."""
        told: dict[str, Any] = {
            "rows": self.rows,
            "accepted": self.accepted,
            "unchanged": self.unchanged,
            "rejected": [problem.as_dict() for problem in self.rejected],
        }
        if self.doubts:
            told["warnings"] = [doubt.as_dict() for doubt in self.doubts]
        return told


def import_roster(
    db: Database,
    vault: Vault,
    clock: Clock,
    path: Path,
    *,
    county: str,
    by: str,
    dry_run: bool = False,
    gazetteer: Gazetteer | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> RosterResult:
    """Import the roster file ``path`` (.xlsx, .xls, .csv) of ``county`` (adcode).

    ``by`` names who imports; with ``dry_run`` nothing is written and the counts are those that an
    import would give. Raises RosterError for an unknown county or a file without the form's
    columns, and storage.sheets.SheetError for a file that is no table.
    """
    places = gazetteer or Gazetteer.load()
    require_county(places, county)
    rows = read_roster(path, county, places, clock, limits)
    with db.read() if dry_run else db.write() as session:
        writer = RosterWriter(session, vault, clock, county, by, dry_run=dry_run)
        result = _take_over(writer, rows)
        if not dry_run:
            writer.finish()
            _keep_log(session, clock, path, county, by, result)
    return result


def require_county(gazetteer: Gazetteer, county: str) -> None:
    """Raise RosterError unless ``county`` is a county, or a prefecture that has no counties."""
    if gazetteer.exists(county):
        level = gazetteer.level(county)
        whole = level is Level.PREFECTURE and all(
            gazetteer.level(below) is Level.TOWN for below in gazetteer.children(county)
        )
        if level is Level.COUNTY or whole:
            return
    raise RosterError(f"没有代码为“{county}”的县。请用 6 位行政区划代码，例如会泽县是 530326。")


def read_roster(
    path: Path, county: str, gazetteer: Gazetteer, clock: Clock, limits: Limits = DEFAULT_LIMITS
) -> list[RosterRow | RowProblem]:
    """Return the people of a roster file, in its order, with a problem for each unreadable row.

    Raises RosterError and SheetError as ``import_roster``.
    """
    names = column_names()
    table = read_table(path, limits, expected=[title_of(field) for field in names])
    header = find_header(table, names)
    missing = [title_of(field) for field in REQUIRED if not header or field not in header.columns]
    if header is None or missing:
        raise RosterError(
            f"表里找不到“{'”和“'.join(missing)}”这{'一' if len(missing) == 1 else '两'}列。"
            "请用“农村贫困劳动力就业信息表”的表头，把列名放在最上面。"
        )
    used = sorted(header.columns.values())
    found: list[RosterRow | RowProblem] = []
    for number, cells in table.body(header.first):
        if not any(cells[column] for column in used) or is_footer(cells):
            continue
        by_field = {field: cells[column] for field, column in header.columns.items()}
        found.append(read_row(number, by_field, county, gazetteer, clock.today()))
    if not found:
        raise SheetError("表头下面没有人员，文件里没有可以导入的内容。")
    return found


def _take_over(writer: RosterWriter, rows: Sequence[RosterRow | RowProblem]) -> RosterResult:
    rejected: list[RowProblem] = []
    doubts: list[RowProblem] = []
    added = updated = unchanged = 0
    for row in rows:
        outcome = row if isinstance(row, RowProblem) else writer.take(row)
        if isinstance(row, RosterRow) and not isinstance(outcome, RowProblem):
            doubts += row.doubts
        match outcome:
            case RowProblem():
                rejected.append(outcome)
            case "added":
                added += 1
            case "updated":
                updated += 1
            case _:
                unchanged += 1
    return RosterResult(len(rows), added, updated, unchanged, tuple(rejected), tuple(doubts))


def _keep_log(
    session: Session, clock: Clock, path: Path, county: str, by: str, result: RosterResult
) -> None:
    """Note the import, unless it changed nothing and says no more than the note before it."""
    rejected = [problem.as_dict() for problem in result.rejected]
    last = session.exec(
        select(RosterImport)
        .where(RosterImport.county_code == county)
        .order_by(col(RosterImport.imported_at).desc(), col(RosterImport.id).desc())
        .limit(1)
    ).first()
    if last is not None and not result.accepted and last.rejected == rejected:
        return
    session.add(
        RosterImport(
            county_code=county,
            file_name=path.name[:400],
            file_sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            rows=result.rows,
            accepted=result.accepted,
            unchanged=result.unchanged,
            rejected=rejected,
            imported_by=by,
            imported_at=clock.now(),
        )
    )
