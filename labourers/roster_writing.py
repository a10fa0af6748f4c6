"""Compares roster rows with a county's people and writes what is new, in the given session."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeVar
from uuid import UUID

from sqlmodel import Session, col, select

from labourers.phone import Phones
from labourers.problems import RowProblem
from labourers.profiles import (
    record_status,
    record_willingness,
    status_records,
    willingness_records,
)
from labourers.roster_changes import (
    NewStatus,
    changed_attributes,
    new_status,
    new_wish,
    stated_attributes,
)
from labourers.roster_columns import title_of
from labourers.roster_form import RosterRow, masked
from labourers.roster_wish import Wish
from labourers.tables import (
    ID_NUMBER_FIELD,
    PHONE_FIELD,
    Labourer,
    Source,
    StatusRecord,
    WillingnessRecord,
)
from storage.clock import Clock
from storage.gazetteer import Town
from storage.places import Place, PlaceLevel, ensure_place, own_codes
from storage.vault import Vault

Outcome = Literal["added", "updated", "unchanged"]
_R = TypeVar("_R", StatusRecord, WillingnessRecord)
_BY_ROSTER = Source.ROSTER


class RosterWriter:
    """Takes rows over one by one; ``finish`` must follow, but for a ``dry_run``.

    A dry run only says what would become of each row.
    """

    def __init__(
        self, session: Session, vault: Vault, clock: Clock, county: str, by: str, *, dry_run: bool
    ) -> None:
        self._session = session
        self._vault = vault
        self._clock = clock
        self._county = county
        self._by = by
        self._dry_run = dry_run
        self._today: date = clock.today()
        people = list(session.exec(select(Labourer).where(Labourer.county_code == county)))
        self._people = {person.id_number_index: person for person in people}
        self._owners = {each.external_id: each.id_number_index for each in people}
        self._rows: dict[bytes, int] = {}
        self._arrived: list[tuple[RosterRow, Labourer]] = []
        self._statuses = status_records(session, county, self._today)
        self._wishes = willingness_records(session, county, self._today)
        self._said_statuses = self._said_last(StatusRecord)
        self._said_wishes = self._said_last(WillingnessRecord)
        self._own_codes = own_codes(session, county)
        self._places = {
            (place.parent_code, place.name): place.code
            for place in session.exec(
                select(Place).where(col(Place.parent_code).startswith(county))
            )
        }

    def _said_last(self, table: type[_R]) -> dict[UUID, _R]:
        found = self._session.exec(
            select(table)
            .join(Labourer, col(Labourer.id) == col(table.labourer_id))
            .where(Labourer.county_code == self._county, table.source == _BY_ROSTER)
            .order_by(col(table.recorded_at), col(table.id))
        )
        return {record.labourer_id: record for record in found}

    def take(self, row: RosterRow) -> Outcome | RowProblem:
        """Take one row over, or return why it cannot be."""
        index = self._vault.blind_index(ID_NUMBER_FIELD, row.identity.number)
        person = self._people.get(index)
        problem = self._conflict(row, index, person)
        if problem is not None:
            return problem
        self._rows[index] = row.row
        if row.external_id is not None:
            self._owners[row.external_id] = index
        if person is None:
            if not self._dry_run:
                self._people[index] = self._add(row, index)
            return "added"
        return "updated" if self._update(row, person) else "unchanged"

    def _conflict(self, row: RosterRow, index: bytes, person: Labourer | None) -> RowProblem | None:
        def problem(field: str, value: str, what: str, mend: str) -> RowProblem:
            return RowProblem(row.row, title_of(field), masked(value), what, mend)

        if index in self._rows:
            what = f"和第 {self._rows[index]} 行是同一个证件号码"
            mend = "一个人只留一行，删掉多余的一行。"
            return problem("id_number", row.identity.number, what, mend)
        if person is not None and person.erased_at is not None:
            what, mend = "此人已按本人要求删除个人信息", "需要重新登记时，请先取得本人同意。"
            return problem("id_number", row.identity.number, what, mend)
        if person is not None and person.name != row.name:
            what = f"这个证件号码已登记的姓名是“{person.name}”"
            mend = "请对照身份证核对姓名和证件号码；确实改名的，请在人员页面修改。"
            return problem("name", row.name, what, mend)
        if row.external_id is not None and self._owners.get(row.external_id, index) != index:
            what, mend = "这个外部编号已经给了另一个人", "请核对外部编号，一个编号只给一个人。"
            return problem("external_id", row.external_id, what, mend)
        return None

    # -- a new person ----------------------------------------------------------------------

    def _add(self, row: RosterRow, index: bytes) -> Labourer:
        now = self._clock.now()
        person = Labourer(
            county_code=self._county,
            sex=row.identity.sex,
            birth_date=row.identity.birth_date,
            id_number_sealed=self._vault.seal(ID_NUMBER_FIELD, row.identity.number),
            id_number_index=index,
            created_at=now,
            updated_at=now,
            **stated_attributes(row),
        )
        self._set_phones(person, row.phones)
        self._set_places(person, row)
        self._session.add(person)
        self._arrived.append((row, person))
        return person

    def finish(self) -> None:
        """Write what is dated of the new people, now that they can be pointed at."""
        self._session.flush()
        for row, person in self._arrived:
            self._record(row, person)
        self._arrived.clear()

    # -- a known one -----------------------------------------------------------------------

    def _update(self, row: RosterRow, person: Labourer) -> bool:
        attributes = changed_attributes(row, person)
        phones = self._phones_differ(row.phones, person)
        places = self._places_differ(row, person)
        dated = self._has_new_record(row, person)
        if self._dry_run or not (attributes or phones or places or dated):
            return bool(attributes or phones or places or dated)
        for name, value in attributes.items():
            setattr(person, name, value)
        if phones:
            self._set_phones(person, row.phones)
        if places:
            self._set_places(person, row)
        if attributes or phones or places:
            person.updated_at = self._clock.now()
        self._record(row, person)
        return True

    def _has_new_record(self, row: RosterRow, person: Labourer) -> bool:
        status, wish = self._news(row, person.id)
        return status is not None or wish is not None

    def _news(self, row: RosterRow, key: UUID) -> tuple[NewStatus | None, Wish | None]:
        return (
            new_status(row, self._statuses.get(key), self._said_statuses.get(key), self._today),
            new_wish(row, self._wishes.get(key), self._said_wishes.get(key)),
        )

    def _record(self, row: RosterRow, person: Labourer) -> None:
        status, wish = self._news(row, person.id)
        if status is not None:
            record_status(
                self._session,
                self._clock,
                person.id,
                status.status,
                source=_BY_ROSTER,
                by=self._by,
                since=status.since,
                **status.details,
            )
        if wish is not None:
            record_willingness(
                self._session,
                self._clock,
                person.id,
                wish.willingness,
                source=_BY_ROSTER,
                by=self._by,
                places=wish.places,
            )

    # -- phones and places -----------------------------------------------------------------

    def _phone_index(self, phone: str | None) -> bytes | None:
        return None if phone is None else self._vault.blind_index(PHONE_FIELD, phone)

    def _phones_differ(self, phones: Phones | None, person: Labourer) -> bool:
        if phones is None:
            return False
        return (self._phone_index(phones.mobile), self._phone_index(phones.second)) != (
            person.phone_index,
            person.second_phone_index,
        )

    def _set_phones(self, person: Labourer, phones: Phones | None) -> None:
        if phones is None:
            return
        person.phone_sealed = self._vault.seal(PHONE_FIELD, phones.mobile)
        person.phone_index = self._phone_index(phones.mobile)
        second = phones.second
        person.second_phone_sealed = self._vault.seal(PHONE_FIELD, second) if second else None
        person.second_phone_index = self._phone_index(second)

    def _places_differ(self, row: RosterRow, person: Labourer) -> bool:
        if row.town is None:
            return False
        town = self._known_town(row.town)
        if town is None or town != person.town_code:
            return True
        return (
            row.village is not None and self._places.get((town, row.village)) != person.village_code
        )

    def _known_town(self, town: Town | str) -> str | None:
        if isinstance(town, Town):
            return self._own_codes.get(town.code, town.code)
        return self._places.get((self._county, town))

    def _set_places(self, person: Labourer, row: RosterRow) -> None:
        if row.town is None:
            return
        if isinstance(row.town, Town):
            code = self._place(self._county, row.town.name, PlaceLevel.TOWN, row.town.code)
        else:
            code = self._place(self._county, row.town, PlaceLevel.TOWN)
        if row.village is not None:
            person.village_code = self._place(code, row.village, PlaceLevel.VILLAGE)
        elif person.town_code != code:
            person.village_code = None
        person.town_code = code

    def _place(self, parent: str, name: str, level: PlaceLevel, code: str | None = None) -> str:
        if (parent, name) not in self._places:
            place = ensure_place(self._session, parent, name, level, code)
            self._places[parent, name] = place.code
        return self._places[parent, name]
