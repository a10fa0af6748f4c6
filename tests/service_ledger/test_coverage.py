"""Coverage and the people below it, from the tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from labourers.tables import EmploymentStatus, Health, Labourer, Willingness, WorkAbility
from service_ledger.assessment import CoverageError
from service_ledger.coverage import coverage, lacking
from service_ledger.entries import Ledger
from service_ledger.kinds import ServiceKind
from service_ledger.standards import StandardError, load_standards
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.places import PlaceLevel, ensure_place
from tests.service_ledger.conftest import COUNTY, People

Write = Callable[..., ServiceEntry | None]
TODAY = date(2026, 11, 23)
JOB, TRAINING, GUIDANCE = (
    ServiceKind.JOB_INFO,
    ServiceKind.TRAINING_INFO,
    ServiceKind.CAREER_GUIDANCE,
)
BEIJING_COUNTY = "110116"


@pytest.fixture
def session(any_db: Database) -> Iterator[Session]:
    """Return a writing session that knows the standards; it is rolled back at the end."""
    with Session(any_db.engine, expire_on_commit=False) as session:
        load_standards(session)
        yield session


def serve(
    session: Session, write: Write, person: Labourer, *kinds: ServiceKind, **given: object
) -> None:
    for kind in kinds:
        detail = {"postings": ["a", "b", "c"]} if kind is JOB else {}
        values = {"kind": kind, "detail": detail, "person_ref": person.ledger_ref}
        assert write(session, **(values | {"county_code": person.county_code} | given))


def test_services_are_counted_per_person_and_kind(
    session: Session, people: People, write: Write
) -> None:
    complete, partly, nothing = (people.add(session) for _ in range(3))
    serve(session, write, complete, JOB, JOB, JOB, TRAINING, GUIDANCE)
    serve(session, write, partly, JOB, JOB, GUIDANCE)
    found = coverage(session, COUNTY, 2026, TODAY)
    assert (found.people, found.met) == (3, 1)
    assert {kind: (one.met, one.entries) for kind, one in found.by_kind.items()} == {
        JOB: (1, 5),
        TRAINING: (1, 1),
        GUIDANCE: (2, 2),
    }
    below = lacking(session, COUNTY, 2026, TODAY)
    assert [(one.labourer_id, dict(one.lacking)) for one in below] == [
        (nothing.id, {JOB: 3, TRAINING: 1, GUIDANCE: 1}),
        (partly.id, {JOB: 1, TRAINING: 1}),
    ]
    assert below[1].name == partly.name
    assert dict(below[1].given) == {JOB: 2, GUIDANCE: 1}


def test_the_document_has_the_shape_others_read(
    session: Session, people: People, write: Write
) -> None:
    serve(session, write, people.add(session), JOB)
    document = json.loads(json.dumps(coverage(session, COUNTY, 2026, TODAY).to_json()))
    assert document["standard"] == "HN-311"
    assert (document["people"], document["met"]) == (1, 0)
    assert document["by_kind"] == {
        "job_info": {"met": 0, "entries": 1, "minimum": 3, "min_postings": 3},
        "training_info": {"met": 0, "entries": 0, "minimum": 1, "min_postings": None},
        "career_guidance": {"met": 0, "entries": 0, "minimum": 1, "min_postings": None},
    }
    assert document["full_year"]["people"] == 1
    assert document["left"]["people"] == 0
    assert document["period"] == {"from": "2026-01-01", "until": "2026-11-23", "due": "2026-12-31"}
    assert document["adopted_by"] == "会泽县演示机构"
    assert [area["name"] for area in document["by_area"]] == ["未填乡镇"]


def test_a_reversed_entry_does_not_count(
    session: Session, people: People, write: Write, ledger: Ledger, clock: SetClock
) -> None:
    person = people.add(session)
    wrong = write(session, kind=TRAINING, person_ref=person.ledger_ref)
    assert wrong
    ledger.reverse(session, clock, entry_id=wrong.id, reason="错", by="zhang")
    found = coverage(session, COUNTY, 2026, TODAY)
    assert (found.by_kind[TRAINING].met, found.by_kind[TRAINING].entries) == (0, 0)


def test_a_push_of_two_postings_does_not_count(
    session: Session, people: People, write: Write
) -> None:
    serve(session, write, people.add(session), JOB, detail={"postings": ["a", "b"]})
    assert coverage(session, COUNTY, 2026, TODAY).by_kind[JOB].entries == 0


def test_services_belong_to_the_year_they_happened_in(
    session: Session, people: People, write: Write
) -> None:
    person = people.add(session)
    late = {"by": "zhang", "confirmed_by": "li"}
    serve(session, write, person, TRAINING, occurred_on=date(2025, 12, 31), **late)
    serve(session, write, person, TRAINING, occurred_on=date(2026, 1, 1), **late)
    serve(session, write, person, TRAINING, occurred_on=date(2026, 3, 1), **late)
    for year, on, entries in (
        (2026, TODAY, 2),
        (2025, TODAY, 1),
        (2026, date(2026, 2, 28), 1),
        (2026, date(2027, 5, 1), 2),
    ):
        assert coverage(session, COUNTY, year, on).by_kind[TRAINING].entries == entries


def test_both_rules_stand_side_by_side(session: Session, people: People, write: Write) -> None:
    all_year = people.add(session)
    entered = people.add(session, unemployed_since=date(2026, 5, 1))
    hired = people.add(session)
    people.status(session, hired.id, EmploymentStatus.EMPLOYED, date(2026, 8, 1))
    unwilling = people.add(session)
    people.wish(session, unwilling.id, Willingness.NOT_NOW, date(2026, 9, 1))
    people.add(session, unemployed_since=None)
    people.add(session, willing_since=None)
    tomorrow = people.add(session, unemployed_since=TODAY + timedelta(days=1))
    for person in (all_year, hired):
        serve(session, write, person, JOB, JOB, JOB, TRAINING, GUIDANCE)
    found = coverage(session, COUNTY, 2026, TODAY)
    assert (found.people, found.met) == (2, 1)
    assert (found.full_year.people, found.full_year.met) == (1, 1)
    assert (found.figures.left.people, found.figures.left.met) == (2, 1)
    assert found.by_kind[JOB].entries == 6
    below = lacking(session, COUNTY, 2026, TODAY)
    assert [(one.labourer_id, one.since) for one in below] == [(entered.id, date(2026, 5, 1))]
    in_april = coverage(session, COUNTY, 2026, date(2026, 4, 30))
    assert in_april.people == 3
    assert tomorrow.id not in {one.labourer_id for one in below}


def test_the_later_record_of_one_day_is_true(session: Session, people: People) -> None:
    person = people.add(session, unemployed_since=TODAY)
    people.moment += timedelta(minutes=1)
    people.status(session, person.id, EmploymentStatus.EMPLOYED, TODAY)
    assert coverage(session, COUNTY, 2026, TODAY).people == 0


def test_areas_add_up_to_the_county(session: Session, people: People, write: Write) -> None:
    ensure_place(session, COUNTY, "钟屏街道", PlaceLevel.TOWN, "530326001")
    ensure_place(session, "530326001", "木城村", PlaceLevel.VILLAGE, "530326001201")
    there = people.add(session, town="530326001", village="530326001201")
    people.add(session, town="530326001")
    people.add(session, town="530326002")
    people.add(session)
    serve(session, write, there, JOB, TRAINING)
    write(session, kind=TRAINING)
    found = coverage(session, COUNTY, 2026, TODAY)
    assert [(area.code, area.name, area.figures.everybody.people) for area in found.by_area] == [
        ("530326001", "钟屏街道", 2),
        ("530326002", "530326002", 1),
        (None, "未填乡镇", 1),
        (None, "不在统计人员内", 0),
    ]
    assert [(one.name, one.figures.everybody.people) for one in found.by_area[0].villages] == [
        ("木城村", 1),
        ("未填村", 1),
    ]
    assert found.people == sum(area.figures.everybody.people for area in found.by_area)
    for kind in ServiceKind:
        parts = sum(area.figures.by_kind[kind].entries for area in found.by_area)
        assert found.by_kind[kind].entries == parts


def test_a_scope_keeps_its_own_people(session: Session, people: People, write: Write) -> None:
    here = people.add(session, town="530326001", village="530326001201")
    people.add(session, town="530326001")
    people.add(session, town="530326002")
    people.add(session)
    serve(session, write, here, TRAINING)
    for scope, number in (
        ("530326001201", 1),
        ("530326001", 2),
        ("530326002", 1),
        ("530326", 4),
        ("530300", 4),
        ("530000", 4),
        ("000000", 4),
        ("430000", 0),
        ("530326100", 0),
    ):
        found = coverage(session, COUNTY, 2026, TODAY, scope=scope)
        assert found.people == number, scope
        assert len(lacking(session, COUNTY, 2026, TODAY, scope)) == number, scope
    write(session, kind=TRAINING)
    for scope, entries in (("530326002", 0), ("530326001", 1), ("530326", 2), ("000000", 2)):
        found = coverage(session, COUNTY, 2026, TODAY, scope=scope)
        assert found.by_kind[TRAINING].entries == entries, scope


def test_the_people_below_come_in_pages(session: Session, people: People, write: Write) -> None:
    served = [people.add(session) for _ in range(7)]
    serve(session, write, served[0], TRAINING)
    pages = [
        lacking(session, COUNTY, 2026, TODAY, offset=offset, limit=3) for offset in (0, 3, 6, 9)
    ]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({one.labourer_id for page in pages for one in page}) == 7
    assert pages[2][0].labourer_id == served[0].id
    assert len(lacking(session, COUNTY, 2026, TODAY, kind=TRAINING)) == 6


def test_an_erased_person_leaves_the_entries(
    session: Session, people: People, write: Write, clock: SetClock
) -> None:
    person = people.add(session)
    serve(session, write, person, TRAINING)
    person.erased_at = clock.now()
    session.add(person)
    session.flush()
    found = coverage(session, COUNTY, 2026, TODAY)
    assert found.people == 0
    assert found.by_kind[TRAINING].entries == 1


def test_other_counties_do_not_mix(session: Session, people: People, write: Write) -> None:
    person = people.add(session, county="430224")
    serve(session, write, person, TRAINING)
    assert coverage(session, COUNTY, 2026, TODAY).people == 0
    found = coverage(session, "430224", 2026, TODAY)
    assert (found.people, found.by_kind[TRAINING].entries) == (1, 1)


def test_a_monthly_standard_for_the_hard_to_employ(
    session: Session, people: People, write: Write
) -> None:
    disabled = people.add(session, county=BEIJING_COUNTY, health=Health.DISABLED)
    weak = people.add(session, county=BEIJING_COUNTY, work_ability=WorkAbility.WEAK)
    people.add(session, county=BEIJING_COUNTY, health=Health.HEALTHY)
    people.add(session, county=BEIJING_COUNTY)
    one = {"detail": {"postings": ["a"]}}
    serve(session, write, disabled, JOB, JOB, **one)
    serve(session, write, weak, JOB, occurred_on=date(2026, 11, 1), **one)
    serve(session, write, weak, JOB, occurred_on=date(2026, 10, 31), **one)
    found = coverage(session, BEIJING_COUNTY, 2026, TODAY)
    assert (found.standard, found.people, found.met) == ("BJ-2016", 2, 1)
    assert (found.first, found.due) == (date(2026, 11, 1), date(2026, 11, 30))
    october = coverage(session, BEIJING_COUNTY, 2026, date(2026, 10, 31))
    assert (october.people, october.met, october.by_kind[JOB].entries) == (2, 0, 1)


def test_another_standard_can_be_asked_for(session: Session, people: People) -> None:
    people.add(session, county=BEIJING_COUNTY)
    found = coverage(session, BEIJING_COUNTY, 2026, TODAY, "HN-311")
    assert (found.standard, found.people) == ("HN-311", 1)


def test_what_cannot_be_told(session: Session) -> None:
    with pytest.raises(CoverageError, match="2027"):
        coverage(session, COUNTY, 2027, TODAY)
    with pytest.raises(StandardError):
        coverage(session, COUNTY, 2020, TODAY)
    with pytest.raises(StandardError, match="BJ-2016"):
        coverage(session, COUNTY, 2026, TODAY, "BJ-2016")


def test_an_empty_county_is_zero(session: Session) -> None:
    found = coverage(session, COUNTY, 2026, TODAY)
    assert (found.people, found.met, found.by_area) == (0, 0, ())
