"""Storing what a run chose: only what differs from the rows that are there is written.

Rows go to the driver as it takes them (text or UUID, JSON as text), because turning each value by
its column's type took longer than storing it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import Session, col, select

from labourers.tables import Labourer
from matching.tables import MatchRun, Shortfall
from storage.ids import new_id

Reasons: TypeAlias = tuple[str, ...]
_MATCH = sa.table(
    "match",
    *(
        sa.column(name)
        for name in ("id", "run_id", "labourer_id", "posting_id", "place", "score", "reasons")
    ),
)
_CHANGE = (
    sa.update(_MATCH)
    .where(_MATCH.c.id == sa.bindparam("of"))
    .values(
        {name: sa.bindparam(f"new_{name}") for name in ("posting_id", "place", "score", "reasons")}
    )
)
_REMOVE = sa.delete(_MATCH).where(_MATCH.c.id == sa.bindparam("of"))
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """One match to store; ``reasons`` None leaves the words that are there for the pair."""

    labourer_id: UUID
    posting_id: UUID
    place: int
    score: int
    reasons: Reasons | None


class Stored:
    """The matches of a county that are stored, read in one session and changed in another."""

    def __init__(self, session: Session, county: str) -> None:
        self._raw_ids = session.get_bind().dialect.name == "sqlite"
        rows = session.connection().execute(
            sa.select(
                *(_MATCH.c[name] for name in ("labourer_id", "posting_id")),
                *(_MATCH.c[name] for name in ("id", "place", "score", "reasons")),
            ).where(_of_county(county))
        )
        self._rows = {(row[0], row[1]): tuple(row[2:]) for row in rows.all()}

    def raw(self, each: UUID) -> Any:
        """Return an id as the driver takes and gives it."""
        return each.hex if self._raw_ids else each

    def pairs(self) -> set[tuple[Any, Any]]:
        """Return the pairs of person and posting that are stored, ids as of ``raw``."""
        return set(self._rows)

    def replace(self, session: Session, run: MatchRun, chosen: Sequence[Chosen]) -> None:
        """Make ``chosen`` what is stored, as of ``run``, in the caller's transaction."""
        left = dict(self._rows)
        unpaired: list[tuple[tuple[Any, Any], Chosen, str | None]] = []
        changed: list[dict[str, Any]] = []
        for each in chosen:
            key = (self.raw(each.labourer_id), self.raw(each.posting_id))
            told = None if each.reasons is None else json.dumps(each.reasons, ensure_ascii=False)
            old = left.pop(key, None)
            if old is None:
                unpaired.append((key, each, told))
                continue
            words = _text(old[3])
            if (each.place, each.score, told or words) != (old[1], old[2], words):
                changed.append(_change(old[0], key[1], each, told or words))
        # What somebody gets instead of something takes its row: one change, not two.
        spare: dict[Any, list[Any]] = defaultdict(list)
        for (who, _), row in left.items():
            spare[who].append(row[0])
        new = []
        for key, each, told in unpaired:
            if rows_of := spare.get(key[0]):
                changed.append(_change(rows_of.pop(), key[1], each, told or "[]"))
            else:
                new.append((key, each, told))
        connection = session.connection()
        for statement, rows in (
            (_REMOVE, [{"of": row} for rows_of in spare.values() for row in rows_of]),
            (_CHANGE, changed),
        ):
            _each(connection, statement, rows)
        connection.execute(
            sa.update(_MATCH).where(_of_county(run.county_code)).values(run_id=self.raw(run.id))
        )
        number = self.raw(run.id)
        rows = [
            {
                "id": self.raw(new_id()),
                "run_id": number,
                "labourer_id": key[0],
                "posting_id": key[1],
                "place": each.place,
                "score": each.score,
                "reasons": told or "[]",
            }
            for key, each, told in new
        ]
        _each(connection, sa.insert(_MATCH), rows)


def replace_shortfalls(session: Session, county: str, rows: Sequence[dict[str, object]]) -> None:
    """Store the shortfalls of a run instead of those of the county's former ones."""
    runs = select(MatchRun.id).where(MatchRun.county_code == county)
    session.execute(sa.delete(Shortfall).where(col(Shortfall.run_id).in_(runs)))
    for some in _pieces(rows):
        session.execute(sa.insert(Shortfall), list(some))


def lock(session: Session, county: str) -> None:
    """Let no other run of the county store anything until this transaction ends."""
    # SQLite has one writer at a time; on PostgreSQL two runs of one county must not interleave.
    if session.get_bind().dialect.name == "postgresql":
        key = sa.text("SELECT pg_advisory_xact_lock(hashtext(:county))")
        session.execute(key, {"county": f"match:{county}"})


def _of_county(county: str) -> sa.ColumnElement[bool]:
    """Return what is true for matches of the county's people and of its runs.

    A person who moved counties may still hold a match of the former one.
    """
    people = sa.select(col(Labourer.id)).where(col(Labourer.county_code) == county)
    runs = sa.select(col(MatchRun.id)).where(col(MatchRun.county_code) == county)
    return sa.or_(_MATCH.c.labourer_id.in_(people), _MATCH.c.run_id.in_(runs))


def _each(connection: sa.Connection, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Execute ``statement`` for each of ``rows``, the values as they are."""
    if not rows:
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(rows[0]))
    names = compiled.positiontup
    for some in _pieces(rows):
        values = [tuple(row[name] for name in names) for row in some] if names else list(some)
        connection.exec_driver_sql(str(compiled), values)


def _change(of: Any, posting: Any, each: Chosen, words: str) -> dict[str, Any]:
    return {
        "of": of,
        "new_posting_id": posting,
        "new_place": each.place,
        "new_score": each.score,
        "new_reasons": words,
    }


def _text(reasons: Any) -> str:
    return reasons if isinstance(reasons, str) else json.dumps(reasons, ensure_ascii=False)


def _pieces(rows: Sequence[dict[str, Any]]) -> Iterator[Sequence[dict[str, Any]]]:
    return (rows[start : start + _ROWS_AT_ONCE] for start in range(0, len(rows), _ROWS_AT_ONCE))
