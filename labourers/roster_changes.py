"""What a row of the roster says that was not known before; pure.

A blank cell says nothing and changes nothing. What the roster says of status and willingness is
compared with what holds today and with what the roster said last: a list sent a second time does
not undo what a person reported in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from labourers.profiles import StatusDetails
from labourers.roster_form import RosterRow
from labourers.roster_values import plain
from labourers.roster_wish import Wish
from labourers.tables import EmploymentStatus, Labourer, StatusRecord, WillingnessRecord
from storage.columns import LONG
from storage.sheets.model import clean_text

STATED_SINCE = "stated_since"
_COMPARED = (
    "external_id",
    "ethnicity",
    "political_status",
    "education",
    "health",
    "work_ability",
    "services_wanted",
    "skills",
    "monitored",
)


@dataclass(frozen=True, slots=True)
class NewStatus:
    """A status to record."""

    status: EmploymentStatus
    since: date
    details: StatusDetails


def stated_attributes(row: RosterRow, before: Labourer | None = None) -> dict[str, Any]:
    """Return what the row states of the plain columns, by the table's field.

    Which handicap or illness the health names has no column and is kept beside the services wanted,
    those of ``before`` where the row tells none.
    """
    stated = {name: value for name in _COMPARED if (value := getattr(row, name)) is not None}
    wanted = stated.get("services_wanted", before.services_wanted if before else None)
    if row.ailment is not None and row.ailment not in (wanted or ""):
        stated["services_wanted"] = "；".join(filter(None, (wanted, row.ailment)))[:LONG]
    return stated | {"name": row.name}


def changed_attributes(row: RosterRow, person: Labourer) -> dict[str, Any]:
    """Return those of ``stated_attributes`` that differ from the person's."""
    return {
        name: value
        for name, value in stated_attributes(row, person).items()
        if _as_written(getattr(person, name)) != value
    }


def _as_written(value: object) -> object:
    return clean_text(plain(value)) if type(value) is str else value


def new_status(
    row: RosterRow, current: StatusRecord | None, said_last: StatusRecord | None, today: date
) -> NewStatus | None:
    """Return the status to record, or None when the row says nothing new.

    A start before the record that holds today is moved to that record's day, so that the newer
    knowledge holds from then on; the stated day is kept as evidence.
    """
    if row.status is None:
        return None
    if any(each is not None and _same_status(each, row) for each in (said_last, current)):
        return None
    employed = row.status is EmploymentStatus.EMPLOYED
    stated = row.since if employed and row.since is not None else today
    since = max(stated, current.since) if current is not None else stated
    details = StatusDetails()
    if employed:
        details = StatusDetails(
            place_code=row.place_code, place_text=row.place_text, employer_name=row.employer
        )
    if since != stated:
        details["evidence"] = {STATED_SINCE: stated.isoformat()}
    return NewStatus(row.status, since, details)


def stated_since(record: StatusRecord) -> date:
    """Return the day on which the status began as it was stated."""
    stated = (record.evidence or {}).get(STATED_SINCE)
    return date.fromisoformat(stated) if isinstance(stated, str) else record.since


def _same_status(record: StatusRecord, row: RosterRow) -> bool:
    if record.status is not row.status:
        return False
    if row.status is not EmploymentStatus.EMPLOYED:
        return True
    by_code = row.place_code is not None and row.place_code == record.place_code
    return (
        (row.place_text is None or by_code or row.place_text == _as_written(record.place_text))
        and (row.employer is None or row.employer == _as_written(record.employer_name))
        and (row.since is None or row.since == stated_since(record))
    )


def new_wish(
    row: RosterRow, current: WillingnessRecord | None, said_last: WillingnessRecord | None
) -> Wish | None:
    """Return the willingness to record, or None when the row says nothing new."""
    wish = row.wish
    if wish is None:
        return None
    known = (said_last, current)
    return None if any(each is not None and _same_wish(each, wish) for each in known) else wish


def _same_wish(record: WillingnessRecord, wish: Wish) -> bool:
    same_places = not wish.places or set(wish.places) == set(record.places)
    return record.willingness is wish.willingness and same_places
