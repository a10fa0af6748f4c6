"""What a caseworker may see: every query about people, messages and postings goes through here.

A row outside the scope does not exist for the account: the answer is 404, never 403, so that
nobody learns from the difference who is on another county's roster.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import abort
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from jobs_feed.tables import Posting
from labourers.tables import Labourer
from messaging.tables import Handoff, OutboxMessage
from storage.places import COUNTY_DIGITS, TOWN_DIGITS, scope_prefix, within


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the country an account may see: a county code or above, a town or a village."""

    code: str

    @property
    def prefix(self) -> str:
        """The digits that every code inside begins with."""
        return scope_prefix(self.code)

    @property
    def whole_county(self) -> bool:
        """Whether the scope holds whole counties, and so what belongs to no town."""
        return len(self.prefix) <= COUNTY_DIGITS

    def covers(self, code: str | None) -> bool:
        """Tell whether the place ``code`` lies inside."""
        return code is not None and within(code, self.code)

    def counties(self, session: Session) -> list[str]:
        """Return the codes of the counties with a roster of which a part lies inside."""
        inside = _begins_with(col(Labourer.county_code), self.prefix[:COUNTY_DIGITS])
        return sorted(session.exec(select(Labourer.county_code).where(inside).distinct()))

    def people(self) -> sa.ColumnElement[bool]:
        """Return the condition that keeps labourers inside the scope and drops erased ones."""
        return sa.and_(self._lives_inside(), col(Labourer.erased_at).is_(None))

    def _lives_inside(self) -> sa.ColumnElement[bool]:
        prefix = self.prefix
        if len(prefix) > TOWN_DIGITS:
            return col(Labourer.village_code) == prefix
        if len(prefix) > COUNTY_DIGITS:
            in_village = col(Labourer.village_code).startswith(prefix)
            return sa.or_(col(Labourer.town_code) == prefix, in_village)
        return _begins_with(col(Labourer.county_code), prefix)

    def labourers(self) -> SelectOfScalar[Labourer]:
        """Return the query for the labourers inside."""
        return select(Labourer).where(self.people())

    def labourer(self, session: Session, labourer_id: UUID) -> Labourer:
        """Return one labourer; aborts with 404 when the person is not inside."""
        found = session.exec(self.labourers().where(Labourer.id == labourer_id)).first()
        return found if found is not None else abort(404)

    def postings(self) -> sa.ColumnElement[bool]:
        """Return the condition that keeps postings inside; below the county there are none."""
        return self._whole_county_rows(col(Posting.county_code))

    def county_rows(self, county_code: Any) -> sa.ColumnElement[bool]:
        """Return the condition for rows that belong to a county as a whole (imports, queues)."""
        return self._whole_county_rows(county_code)

    def _whole_county_rows(self, county_code: Any) -> sa.ColumnElement[bool]:
        if not self.whole_county:
            return sa.false()
        return _begins_with(county_code, self.prefix)

    def about_people_inside(self, person_id: Any, county_code: Any) -> sa.ColumnElement[bool]:
        """Return the condition for rows about people.

        Such a row carries its county; below one, only rows about known people inside are meant.
        """
        if self.whole_county:
            return _begins_with(county_code, self.prefix)
        inside: sa.ColumnElement[bool] = person_id.in_(
            sa.select(col(Labourer.id)).where(self.people())
        )
        return inside

    def handoffs(self) -> sa.ColumnElement[bool]:
        """Return the condition that keeps hand-offs inside."""
        return self.about_people_inside(col(Handoff.person_id), col(Handoff.county_code))

    def messages(self) -> sa.ColumnElement[bool]:
        """Return the condition that keeps outgoing messages inside."""
        return self.about_people_inside(
            col(OutboxMessage.person_id), col(OutboxMessage.county_code)
        )


def _begins_with(column: Any, prefix: str) -> sa.ColumnElement[bool]:
    if not prefix:
        return sa.true()
    condition: sa.ColumnElement[bool] = (
        column == prefix if len(prefix) == COUNTY_DIGITS else column.startswith(prefix)
    )
    return condition
