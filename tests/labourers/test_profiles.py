"""Questions about people, by date and by phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from labourers import profiles
from labourers.dated import valid_on
from labourers.roster import import_roster
from labourers.tables import EmploymentStatus, Labourer, Source, Willingness
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.labourers.files import COUNTY, id_number, person, write_xlsx

PHONE = "13908741234"


@pytest.fixture
def people(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, tmp_path: Path
) -> dict[str, UUID]:
    """Three people of one county, two of them on one phone, and one of another county."""
    rows = [
        person(1, 联系方式=PHONE),
        person(2, 联系方式=f"13808741234/{PHONE}", 就业意向="不愿意"),
        person(3, 是否已就业="是", 就业意向=""),
    ]
    parts = (db, vault, clock)
    for county, chosen in ((COUNTY, rows), ("530325", [person(1, 乡镇="")])):
        path = write_xlsx(tmp_path / f"{county}.xlsx", chosen)
        import_roster(*parts, path, county=county, by="测试", gazetteer=gazetteer)
    with db.read() as session:
        found = session.exec(select(Labourer).where(Labourer.county_code == COUNTY))
        return {each.name: each.id for each in found}


def test_a_shared_phone_gives_all_its_people(
    people: dict[str, UUID], db: Database, vault: Vault
) -> None:
    with db.read() as session:
        for spelling in (PHONE, "+86 139-0874-1234", "8613908741234"):
            found = profiles.labourers_by_phone(session, vault, spelling)
            assert [each.name for each in found] == ["测试丙", "测试乙"]
        assert profiles.labourers_by_phone(session, vault, "13700000000") == []


def test_linking_asks_name_and_last_four(
    people: dict[str, UUID], db: Database, vault: Vault
) -> None:
    last4 = id_number(1)[-4:]
    with db.read() as session:
        found = profiles.find_for_linking(session, vault, COUNTY, "测试乙", last4.lower())
        assert [each.id for each in found] == [people["测试乙"]]
        everywhere = profiles.find_for_linking(session, vault, None, "测试乙", last4)
        assert {each.county_code for each in everywhere} == {COUNTY, "530325"}
        for county, name, ending in (
            (COUNTY, "测试丙", last4),
            (COUNTY, "测试乙", "0000"),
            (COUNTY, "测试乙", ""),
            (COUNTY, "测试乙", id_number(1)[-5:]),
            ("530324", "测试乙", last4),
        ):
            assert profiles.find_for_linking(session, vault, county, name, ending) == []


def test_erased_people_are_not_found(
    people: dict[str, UUID], db: Database, vault: Vault, clock: SetClock
) -> None:
    with db.write() as session:
        for each in session.exec(select(Labourer)):
            each.erased_at = clock.now()
    with db.read() as session:
        assert profiles.labourers_by_phone(session, vault, PHONE) == []
        assert profiles.find_for_linking(session, vault, None, "测试乙", id_number(1)[-4:]) == []
        assert profiles.willing_unemployed(session, COUNTY, clock.today()) == []


def test_who_is_unemployed_and_willing(
    people: dict[str, UUID], db: Database, clock: SetClock
) -> None:
    today = clock.today()
    with db.read() as session:
        seekers = profiles.willing_unemployed(session, COUNTY, today)
        assert [each.labourer.name for each in seekers] == ["测试乙"]
        assert seekers[0].willingness.willingness is Willingness.OUT_OF_COUNTY
        assert profiles.willing_unemployed(session, COUNTY, today - timedelta(days=1)) == []
        assert profiles.statuses_on(session, COUNTY, today) == {
            people["测试乙"]: EmploymentStatus.UNEMPLOYED,
            people["测试丙"]: EmploymentStatus.UNEMPLOYED,
            people["测试丁"]: EmploymentStatus.EMPLOYED,
        }


def test_a_new_status_holds_from_its_day_and_the_old_one_stays(
    people: dict[str, UUID], db: Database, clock: SetClock
) -> None:
    key, first = people["测试乙"], clock.today()
    clock.advance(timedelta(days=10))
    with db.write() as session:
        profiles.record_status(
            session,
            clock,
            key,
            EmploymentStatus.EMPLOYED,
            source=Source.LABOURER,
            by="本人",
            since=first + timedelta(days=5),
            place_code="441900",
            employer_name="某厂",
            income_fen=400_000,
        )
        profiles.record_willingness(
            session, clock, key, Willingness.NOT_NOW, source=Source.LABOURER, by="本人"
        )
    with db.read() as session:
        on = {
            days: profiles.current_status(session, key, first + timedelta(days=days))
            for days in (-1, 0, 4, 5, 10)
        }
        wish = profiles.current_willingness(session, key, first + timedelta(days=9))
    assert on[-1] is None
    assert [record.status.value for record in on.values() if record] == [
        "unemployed",
        "unemployed",
        "employed",
        "employed",
    ]
    assert on[10] is not None
    assert (on[10].employer_name, on[10].income_fen) == ("某厂", 400_000)
    assert wish is not None
    assert wish.willingness is Willingness.OUT_OF_COUNTY


def test_wishes_change_only_what_is_named(
    people: dict[str, UUID], db: Database, clock: SetClock
) -> None:
    key = people["测试乙"]
    clock.advance(timedelta(days=1))
    with db.write() as session:
        profiles.update_wishes(
            session, clock, key, wage_expected_fen=400_000, wants_board=True, licences=["叉车证"]
        )
    with db.write() as session:
        clock.advance(timedelta(days=1))
        profiles.update_wishes(session, clock, key, wants_board=True)
    with db.read() as session:
        found = session.get(Labourer, key)
    assert found is not None
    assert (found.wage_expected_fen, found.wants_board, found.wants_lodging) == (
        400_000,
        True,
        None,
    )
    assert found.licences == ["叉车证"]
    assert found.updated_at == clock.now() - timedelta(days=1)


def test_wishes_of_nobody(db: Database, clock: SetClock) -> None:
    with db.write() as session, pytest.raises(LookupError):
        profiles.update_wishes(session, clock, uuid4(), wants_board=True)


@dataclass(frozen=True)
class Record:
    since: date
    recorded_at: datetime
    id: UUID


START = date(2026, 1, 1)
RECORDS = st.lists(
    st.builds(
        lambda since, recorded, key: Record(
            START + timedelta(days=since),
            datetime(2026, 1, 1, tzinfo=SHANGHAI) + timedelta(hours=recorded),
            UUID(int=key),
        ),
        st.integers(0, 20),
        st.integers(0, 100),
        st.integers(0, 10**9),
    ),
    unique_by=lambda record: record.id,
)


@given(RECORDS, st.integers(-1, 25), st.randoms())
def test_the_record_that_holds_is_the_last_begun_and_last_recorded(
    records: list[Record], days: int, random: Random
) -> None:
    day = START + timedelta(days=days)
    found = valid_on(records, day)
    begun = [record for record in records if record.since <= day]
    if found is None:
        assert not begun
        return
    assert all(
        (record.since, record.recorded_at, record.id) <= (found.since, found.recorded_at, found.id)
        for record in begun
    )
    shuffled = records[:]
    random.shuffle(shuffled)
    assert valid_on(shuffled, day) == found


def test_bulk_and_single_questions_agree(
    people: dict[str, UUID], db: Database, clock: SetClock
) -> None:
    with db.write() as session:
        for number, status in enumerate(list(EmploymentStatus) * 2):
            profiles.record_status(
                session,
                clock,
                people["测试乙"],
                status,
                source=Source.CASEWORKER,
                by="测试",
                since=clock.today() - timedelta(days=number % 3),
            )
    with db.read() as session:
        for back in range(4):
            day = clock.today() - timedelta(days=back)
            single = profiles.current_status(session, people["测试乙"], day)
            bulk = profiles.status_records(session, COUNTY, day).get(people["测试乙"])
            assert single == bulk
