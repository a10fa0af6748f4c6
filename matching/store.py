"""Storing what a run chose: only what differs from the rows that are there is written.

Rows go to the driver as it takes them (text or UUID, JSON as text), because turning each value by
its column's type took longer than storing it.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlmodel import Session, col, select

from jobs_feed.tables import Posting
from labourers.tables import Labourer
from matching.id_column import Ids
from matching.rows import Shortage
from matching.tables import MatchRun, Shortfall
from matching.turnover import ID, NO_POSTING, Cells, Rows, Turnover
from storage.ids import new_id

_MATCH = sa.table(
    "match",
    *(
        sa.column(name)
        for name in ("id", "run_id", "labourer_id", "posting_id", "place", "score", "reasons")
    ),
)
_ALTERED = ("run_id", "place", "score", "reasons")
_MOVED = ("posting_id", *_ALTERED)
_ROWS_AT_ONCE = 5_000
_CACHE = -49_152
"""In KiB, as SQLite counts when the number is negative."""
_MOST_PLACES = 64
"""A row whose place is beyond is of no run of ours."""


class LostRowsError(RuntimeError):
    """Rows that should be stored are not there."""


def read_rows(session: Session, county: str) -> Rows:
    """Return the matches of a county that are stored."""
    wanted = ("labourer_id", "posting_id", "place", "id", "score", "reasons")
    found = session.connection().execute(
        sa.select(*(_MATCH.c[name] for name in wanted))
        .where(_of_county(county))
        .order_by(_MATCH.c.labourer_id, _MATCH.c.place, _MATCH.c.id),
        execution_options={"yield_per": _ROWS_AT_ONCE},
    )
    people: dict[bytes, int] = {}
    postings: dict[bytes, int] = {}
    texts: dict[str, int] = {}
    each_id, surplus = bytearray(), list[bytes]()
    numbers, before = array("i"), (-1, 0)
    for who, what, place, each, score, reasons in found:
        cell = people.setdefault(_bytes(who), len(people)), place - 1
        if cell == before or not 1 <= place <= _MOST_PLACES:
            surplus.append(_bytes(each))
            continue
        before, posting = cell, postings.setdefault(_bytes(what), len(postings))
        words = texts.setdefault(_text(reasons), len(texts))
        numbers.extend((*cell, posting, score, words))
        each_id += _bytes(each)
    lines, columns, *values = np.frombuffer(numbers, dtype=np.int32).reshape(-1, 5).T
    shape = (len(people), int(columns.max(initial=-1)) + 1)
    ids = np.zeros(shape, dtype=ID)
    scores, words_of = (np.zeros(shape, dtype=np.int32) for _ in range(2))
    chosen = np.full(shape, NO_POSTING, dtype=np.int32)
    ids[lines, columns] = np.frombuffer(bytes(each_id), dtype=ID)
    chosen[lines, columns], scores[lines, columns], words_of[lines, columns] = values
    return Rows(
        *(Ids.of(people), Ids.of(postings), ids, chosen, scores, words_of, tuple(texts)), surplus
    )


def is_stored(session: Session, county: str, count: int) -> bool:
    """Tell whether a county still has so many matches stored."""
    ours = sa.select(col(Posting.id)).where(col(Posting.county_code) == county)
    counted = sa.select(sa.func.count()).where(_MATCH.c.posting_id.in_(ours))
    return session.connection().execute(counted).scalar_one() == count


def write(
    session: Session, run: MatchRun, changes: Turnover, arrived: Iterable[bytes] = ()
) -> None:
    """Write what a run changed, in the caller's transaction.

    Those who ``arrived`` from elsewhere leave behind what was stored for them there. Raises
    LostRowsError when a row that was to be changed is not there.
    """
    connection = session.connection()
    with _roomy(connection):
        _write(connection, run, changes, arrived)


def _write(
    connection: sa.Connection, run: MatchRun, changes: Turnover, arrived: Iterable[bytes]
) -> None:
    values = _Values(changes.after, run.id, as_text=connection.dialect.name == "sqlite")
    for column, ids in (("labourer_id", arrived), ("id", changes.gone)):
        removal = sa.delete(_MATCH).where(_MATCH.c[column] == sa.bindparam("of"))
        _each(connection, removal, ({"of": some} for some in values.raw_of(ids)))
    for names, cells in ((_MOVED, changes.moved), (_ALTERED, changes.altered)):
        statement = (
            sa.update(_MATCH)
            .where(_MATCH.c.id == sa.bindparam("of"))
            .values({name: sa.bindparam(f"new_{name}") for name in names})
        )
        given = {"of": "id", **{f"new_{name}": name for name in names}}
        if _each(connection, statement, values.batches(given, cells)) != len(cells[0]):
            raise LostRowsError("rows that were to be changed are not there")
    given = {column.name: column.name for column in _MATCH.c}
    _each(connection, sa.insert(_MATCH), values.batches(given, changes.new))


def replace_shortfalls(
    session: Session, county: str, run: UUID, shortages: Sequence[Shortage]
) -> None:
    """Store the shortfalls of a run instead of those of the county's former ones."""
    runs = select(MatchRun.id).where(MatchRun.county_code == county)
    session.execute(sa.delete(Shortfall).where(col(Shortfall.run_id).in_(runs)))
    for start in range(0, len(shortages), _ROWS_AT_ONCE):
        rows = [
            {
                "id": new_id(),
                "run_id": run,
                "labourer_id": UUID(bytes=each.person),
                "found": each.found,
                "reasons": list(each.lack.reasons),
                "helps": list(each.lack.helps),
            }
            for each in shortages[start : start + _ROWS_AT_ONCE]
        ]
        session.execute(sa.insert(Shortfall), rows)


def lock(session: Session, county: str) -> None:
    """Let no other run of the county store anything until this transaction ends."""
    # SQLite has one writer at a time; on PostgreSQL two runs of one county must not interleave.
    if session.get_bind().dialect.name == "postgresql":
        key = sa.text("SELECT pg_advisory_xact_lock(hashtext(:county))")
        session.execute(key, {"county": f"match:{county}"})


@contextmanager
def _roomy(connection: sa.Connection) -> Iterator[None]:
    """Let SQLite keep all pages of the matches and their indexes while many rows are written.

    With the 2 MB it keeps otherwise the same pages are written out again and again.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size={_CACHE}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size={before}")


class _Values:
    """The values of rows as the driver takes them."""

    def __init__(self, rows: Rows, run: UUID, *, as_text: bool) -> None:
        self._rows, self._as_text = rows, as_text
        self._run = self.raw(run.bytes)

    def raw(self, each: bytes) -> Any:
        """Return an id as the driver takes it."""
        return each.hex() if self._as_text else UUID(bytes=each)

    def raw_of(self, ids: Iterable[bytes]) -> Iterator[list[Any]]:
        """Yield ids as the driver takes them, some at a time."""
        left = map(self.raw, ids)
        while some := list(islice(left, _ROWS_AT_ONCE)):
            yield some

    def batches(self, given: Mapping[str, str], cells: Cells) -> Iterator[dict[str, list[Any]]]:
        """Yield some of the rows of ``cells`` at a time: columns by the names of parameters."""
        lines, columns = cells
        for start in range(0, len(lines), _ROWS_AT_ONCE):
            some = lines[start : start + _ROWS_AT_ONCE], columns[start : start + _ROWS_AT_ONCE]
            yield {parameter: self.column(name, some) for parameter, name in given.items()}

    def column(self, name: str, cells: Cells) -> list[Any]:
        """Return the column ``name`` of some cells."""
        rows = self._rows
        match name:
            case "id":
                return [self.raw(each) for each in rows.ids[cells].tolist()]
            case "run_id":
                return [self._run] * len(cells[0])
            case "labourer_id":
                return self._of(rows.people, cells[0])
            case "posting_id":
                return self._of(rows.postings, rows.what[cells])
            case "place":
                return [column + 1 for column in cells[1].tolist()]
            case "score":
                return list(rows.scores[cells].tolist())
            case _:
                return [rows.texts[at] for at in rows.words[cells].tolist()]

    def _of(self, ids: Sequence[bytes], places: npt.NDArray[np.integer[Any]]) -> list[Any]:
        used, at = np.unique(places, return_inverse=True)
        raw = [self.raw(ids[place]) for place in used.tolist()]
        return [raw[place] for place in at.tolist()]


def _of_county(county: str) -> sa.ColumnElement[bool]:
    """Return what is true for matches of the county's people and of its postings.

    A person who moved counties may still hold a match of the former one.
    """
    people = sa.select(col(Labourer.id)).where(col(Labourer.county_code) == county)
    postings = sa.select(col(Posting.id)).where(col(Posting.county_code) == county)
    return sa.or_(_MATCH.c.labourer_id.in_(people), _MATCH.c.posting_id.in_(postings))


def _each(
    connection: sa.Connection, statement: Any, batches: Iterable[Mapping[str, Sequence[Any]]]
) -> int:
    """Execute ``statement`` for each row of some batches; return how many rows it met.

    A batch are columns by the names of its parameters, with values as the driver takes them.
    """
    met = 0
    for columns in batches:
        compiled = statement.compile(dialect=connection.dialect, column_keys=list(columns))
        order = compiled.positiontup
        rows: Any = list(zip(*(columns[name] for name in order or columns), strict=True))
        if order is None:
            rows = [dict(zip(columns, row, strict=True)) for row in rows]
        met += connection.exec_driver_sql(str(compiled), rows).rowcount
    return met


def _text(reasons: Any) -> str:
    return reasons if isinstance(reasons, str) else json.dumps(reasons, ensure_ascii=False)


def _bytes(raw: Any) -> bytes:
    return raw.bytes if isinstance(raw, UUID) else bytes.fromhex(raw)
