"""Reading the people of a county, with no more work than what changed since the day before.

The database gives each person as one line of text; a line that is what it was needs no object, no
reading of texts and no keys. So nothing depends on marks that somebody might forget to set.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from labourers.profiles import WILLING
from labourers.tables import EmploymentStatus, Labourer, StatusRecord, WillingnessRecord
from matching.history import History, Meetings, text_of
from matching.seekers import KnownPeople, Seekers
from matching.toolkit import Toolkit

_STARTS = len('["')


def listed(session: Session, county: str, on: date) -> str:
    """Return the unemployed, willing people of a county's roster on a day, a line for each.

    A line is a JSON array: id, birth, sex, town, education, health, ability, county, wishes,
    services, skills, wage, board, lodging, licences, willingness, places.
    """
    # All in one value: the database makes it without holding up the other threads at every row.
    found: str | None = (
        session.connection()
        .execute(_statement(session.get_bind().dialect.name), {"county": county, "on": on})
        .scalar_one()
    )
    return found or ""


def seekers_of(
    toolkit: Toolkit, lines: str, on: date, history: History, known: KnownPeople | None = None
) -> Seekers:
    """Return the people that are ``listed``, by id; ``known`` spares reading them again."""
    rows = sorted(lines.split("\n")) if lines else []
    id_ends = rows[0].index('"', _STARTS) if rows else 0
    birth_starts = rows[0].index('"', id_ends + 1) + 1 if rows else 0
    birth_ends = birth_starts + len("1990-01-01")
    ids = [row[_STARTS:id_ends] for row in rows]
    place_of = {each: place for place, each in enumerate(ids)}
    return Seekers(
        *(toolkit, on, rows, [bytes.fromhex(each.replace("-", "")) for each in ids]),
        _ages([row[birth_starts:birth_ends] for row in rows], on),
        Meetings(history, place_of),
        {place_of[who]: said for who, said in history.refusals.items() if who in place_of},
        known,
    )


def _ages(births: Sequence[str], on: date) -> npt.NDArray[np.int16]:
    """Return ages in whole years on a day, as ``people.age_on`` has them."""
    days = np.array(births, dtype="datetime64[D]")
    months, years = days.astype("datetime64[M]"), days.astype("datetime64[Y]")
    year = years.astype(np.int64) + 1970
    month = (months - years.astype("datetime64[M]")).astype(np.int64) + 1
    day = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    birthday_to_come = (month > on.month) | ((month == on.month) & (day > on.day))
    ages: npt.NDArray[np.int16] = (on.year - year - birthday_to_come).astype(np.int16)
    return ages


@cache
def _statement(dialect: str) -> sa.Select[*tuple[Any, ...]]:
    listing = sa.func.json_array if dialect == "sqlite" else sa.func.json_build_array
    line = listing(
        text_of(Labourer.id),
        text_of(Labourer.birth_date),
        *(
            sa.type_coerce(col(each), sa.types.NullType())
            for each in (
                *(Labourer.sex, Labourer.town_code, Labourer.education, Labourer.health),
                *(Labourer.work_ability, Labourer.county_code, Labourer.wishes),
                *(Labourer.services_wanted, Labourer.skills, Labourer.wage_expected_fen),
                *(Labourer.wants_board, Labourer.wants_lodging, Labourer.licences),
                *(WillingnessRecord.willingness, WillingnessRecord.places),
            )
        ),
    )
    return (
        sa.select(sa.func.aggregate_strings(sa.cast(line, sa.Text), "\n"))
        .select_from(Labourer)
        .join(WillingnessRecord, col(WillingnessRecord.id) == _holding(WillingnessRecord, "id"))
        .where(
            col(Labourer.county_code) == sa.bindparam("county"),
            col(Labourer.erased_at).is_(None),
            _holding(StatusRecord, "status") == EmploymentStatus.UNEMPLOYED,
            col(WillingnessRecord.willingness).in_(WILLING),
        )
    )


def _holding(table: Any, wanted: str) -> sa.ScalarSelect[Any]:
    """Return a column of the record that holds on the day, as ``labourers.dated`` has it."""
    record = aliased(table)
    return (
        sa.select(getattr(record, wanted))
        .where(record.labourer_id == col(Labourer.id), record.since <= sa.bindparam("on"))
        .order_by(record.since.desc(), record.recorded_at.desc(), record.id.desc())
        .limit(1)
        .correlate(Labourer)
        .scalar_subquery()
    )
