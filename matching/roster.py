"""Reading the people of a county, with no more work than what changed since the day before.

The database gives each person as one row of text; a row that is what it was needs no object, no
reading of texts and no keys. So nothing depends on marks that somebody might forget to set.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from labourers.profiles import WILLING
from labourers.tables import EmploymentStatus, Labourer, StatusRecord, WillingnessRecord
from matching.crowd import Crowd
from matching.history import History, Meetings, text_of
from matching.model import Person
from matching.seekers import KnownPeople, Seekers
from matching.toolkit import Toolkit

_ID_STARTS = len('["')


class Roster:
    """Reads the seekers of counties; ``known`` is what it knows of the people it read last."""

    def __init__(self, toolkit: Toolkit, known: KnownPeople | None = None) -> None:
        self._toolkit = toolkit
        self.known = known or KnownPeople.nobody()

    def people(self, session: Session, county: str, on: date) -> Sequence[Person]:
        """Return the unemployed, willing people of a county's roster on a day, by id."""
        return self.crowd(session, county, on, History.read(session, county)).people

    def crowd(self, session: Session, county: str, on: date, history: History) -> Crowd:
        """Return them as columns; afterwards ``known`` is about these people alone."""
        found = session.connection().execute(
            _statement(session.get_bind().dialect.name),
            {"county": county, "on": on},
        )
        pairs = sorted(found.all(), key=itemgetter(0))
        rows = [row for row, _ in pairs]
        ids = [_id_in(row) for row in rows]
        place_of = {each: place for place, each in enumerate(ids)}
        seekers = Seekers(
            *(self._toolkit, on, rows, [bytes.fromhex(each.replace("-", "")) for each in ids]),
            _ages([birth for _, birth in pairs], on),
            Meetings(history, place_of),
            {place_of[who]: said for who, said in history.refusals.items() if who in place_of},
        )
        crowd, self.known = seekers.crowd(self.known)
        return crowd


def _id_in(row: str) -> str:
    return row[_ID_STARTS : row.index('"', _ID_STARTS)]


def _ages(births: Sequence[Any], on: date) -> npt.NDArray[np.int16]:
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
    """Return what selects rows of text, and births, of the county's seekers on a day.

    A row is a JSON array: id, sex, town, education, health, ability, county, wishes, services,
    skills, wage, board, lodging, licences, willingness, places.
    """
    columns = (
        text_of(Labourer.id),
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
    listing = sa.func.json_array if dialect == "sqlite" else sa.func.json_build_array
    return (
        sa.select(
            sa.cast(listing(*columns), sa.Text),
            sa.type_coerce(col(Labourer.birth_date), sa.types.NullType()),
        )
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
