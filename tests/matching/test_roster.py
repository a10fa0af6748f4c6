"""People read with what is known of yesterday are those read anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlmodel import Session, col, select

from jobs_feed.tables import Application, Posting, PostingState
from labourers.tables import (
    Education,
    EmploymentStatus,
    Labourer,
    Source,
    StatusRecord,
    Willingness,
    WillingnessRecord,
)
from matching.crowd import Crowd
from matching.history import History
from matching.load import load_people, load_person
from matching.memory import Memory
from matching.model import Person
from matching.reading.people import age_on
from matching.roster import _ages, listed, seekers_of
from matching.seekers import KnownPeople, Seekers
from matching.tables import PostingRefusal
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.ids import new_id
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY


@dataclass
class Office:
    """A county whose roster is read day after day with what was known before."""

    db: Database
    toolkit: Toolkit
    county: County
    known: KnownPeople | None = None

    def read(self, on: date = TODAY) -> Crowd:
        """Read and return the crowd, which must be the one that is found anew."""
        with self.db.read() as session:
            history = History.read(session, COUNTY)
            lines = listed(session, COUNTY, on)
        crowd, known = seekers_of(self.toolkit, lines, on, history, self.known).crowd()
        anew, _ = seekers_of(self.toolkit, lines, on, history).crowd()
        assert crowd.ids == anew.ids == sorted(crowd.ids)
        assert list(crowd.people) == list(anew.people)
        assert np.array_equal(crowd.marks(), anew.marks())
        assert np.array_equal(crowd.marks(), Crowd(list(crowd.people)).marks())
        for group in crowd.groups:
            assert len(set(group.marks.tolist())) == len(group.examples) == len(group.marks)
        self.known = known
        return crowd


@pytest.fixture
def office(db: Database, toolkit: Toolkit, vault: Vault, clock: SetClock) -> Office:
    return Office(db, toolkit, County(vault, clock))


def said(session: Session, county: County, who: Labourer, on: date, willing: Willingness) -> None:
    session.add(
        WillingnessRecord(
            labourer_id=who.id,
            willingness=willing,
            places=["530300"],
            since=on,
            source=Source.LABOURER,
            recorded_by="test",
            recorded_at=county.clock.now(),
        )
    )


def test_a_note_amends_the_form_and_nothing_that_was_said_since(office: Office) -> None:
    told = "本来填的省外,现在只能在家门口"
    with office.db.write() as session:
        amended = office.county.labourer(
            session, willingness=Willingness.OUT_OF_PROVINCE, services_wanted=told
        )
        since = office.county.labourer(session, services_wanted=told)
        said(session, office.county, since, TODAY, Willingness.OUT_OF_COUNTY)
    people = {person.id: person.willingness for person in office.read().people}
    assert people == {
        amended.id: Willingness.IN_COUNTY,
        since.id: Willingness.OUT_OF_COUNTY,
    }


def turned_down(session: Session, county: County, who: Labourer, what: Posting) -> None:
    session.add(
        PostingRefusal(
            labourer_id=who.id,
            posting_id=what.id,
            reason="too_far",
            refused_at=county.clock.now(),
        )
    )


def test_a_day_of_changes_on_every_database(
    any_db: Database, toolkit: Toolkit, vault: Vault, clock: SetClock
) -> None:
    county = County(vault, clock)
    office = Office(any_db, toolkit, county)
    assert len(office.read()) == 0
    with any_db.write() as session:
        people = [
            county.labourer(
                session,
                wishes=f'想做"保安"\n{n}',
                licences=["叉车证"],
                wants_board=bool(n % 2),
                town_code="530326100",
                education=Education.JUNIOR,
                places=("530300",),
            )
            for n in range(6)
        ]
        posting = county.posting(session)
    first = office.read()
    assert len(first) == 6
    assert office.read().people[0] == first.people[0]
    with any_db.write() as session:
        rows = session.exec(select(Labourer).order_by(col(Labourer.id))).all()
        rows[0].wishes = "想做保洁"
        rows[1].education = None
        rows[2].erased_at = clock.now()
        said(session, county, rows[3], TODAY, Willingness.NOT_NOW)
        said(session, county, rows[4], TODAY, Willingness.IN_COUNTY)
        turned_down(session, county, rows[5], posting)
        county.labourer(session, skills="会电焊", wage_expected_fen=500_000)
    second = office.read()
    assert [person.id for person in second.people[:2]] == [each.id for each in people[:2]]
    assert len(second) == 5
    assert [len(person.refused) for person in second.people] == [0, 0, 0, 1, 0]
    assert second.people[2].willingness is Willingness.IN_COUNTY
    assert second.people[3].wishes.near


def test_only_who_changed_is_looked_at(
    office: Office, monkeypatch: pytest.MonkeyPatch, toolkit: Toolkit
) -> None:
    with office.db.write() as session:
        for n in range(20):
            office.county.labourer(session, wishes=f"想做保安,工资{n + 3}000以上")
    office.read()
    with office.db.write() as session:
        changed = session.exec(select(Labourer)).first()
        assert changed is not None
        changed.wishes = "想做保洁"
    looked_at: list[int] = []
    made = Seekers._person

    def look(self: Seekers, at: int) -> Person:
        looked_at.append(at)
        return made(self, at)

    monkeypatch.setattr(Seekers, "_person", look)
    with office.db.read() as session:
        lines, history = listed(session, COUNTY, TODAY), History.read(session, COUNTY)
    seekers_of(toolkit, lines, TODAY, history, office.known).crowd()
    assert len(looked_at) == 1


def test_a_birthday_is_a_change(office: Office) -> None:
    with office.db.write() as session:
        for year in (1966, 1990):
            office.county.labourer(session, birth_date=date(year, 11, 24))
    before = [person.age for person in office.read().people]
    after = [person.age for person in office.read(TODAY + timedelta(days=1)).people]
    assert after == [age + 1 for age in before]


@pytest.mark.parametrize("on", [date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29)])
def test_ages_of_all_are_those_of_each(on: date) -> None:
    births = [
        *(date(year, 2, 29) for year in (1960, 2000)),
        *(date(1981, month, day) for month in (1, 2, 3, 12) for day in (1, 28)),
    ]
    ages = _ages([str(each) for each in births], on)
    assert ages.tolist() == [age_on(each, on) for each in births]


def test_of_records_from_one_day_the_last_one_holds(office: Office) -> None:
    with office.db.write() as session:
        who = office.county.labourer(session)
        for status in (EmploymentStatus.EMPLOYED, EmploymentStatus.UNEMPLOYED):
            session.add(
                StatusRecord(
                    id=new_id(),
                    labourer_id=who.id,
                    status=status,
                    since=TODAY,
                    source=Source.LABOURER,
                    recorded_by="test",
                    recorded_at=office.county.clock.now(),
                )
            )
            session.flush()
        said(session, office.county, who, TODAY + timedelta(days=1), Willingness.NOT_NOW)
    assert len(office.read()) == 1
    assert len(office.read(TODAY + timedelta(days=1))) == 0


def test_one_person_alone_is_the_same_as_among_all(office: Office, toolkit: Toolkit) -> None:
    with office.db.write() as session:
        who = office.county.labourer(session, wishes="想找包吃住的电子厂", skills="会开叉车")
        met = [office.county.posting(session, title=title) for title in ("普工", "保安", "电工")]
        turned_down(session, office.county, who, met[0])
        session.add(
            Application(
                labourer_id=who.id,
                posting_id=met[1].id,
                county_code=COUNTY,
                channel="sms",
                applied_at=office.county.clock.now(),
                state_at=office.county.clock.now(),
            )
        )
        met[2].state = PostingState.CLOSED
    with office.db.read() as session:
        (among,) = load_people(session, toolkit, COUNTY, TODAY)
        row = session.get(Labourer, who.id)
        assert row is not None
        record = session.exec(select(WillingnessRecord)).first()
        alone = load_person(session, toolkit, row, record, TODAY)
    assert replace(among, refused=frozenset()) == replace(alone, refused=frozenset())
    assert among.refused == {met[0].id, met[1].id}
    assert among.refused <= alone.refused


def test_what_is_known_survives_the_file(office: Office, tmp_path: Path) -> None:
    with office.db.write() as session:
        for n in range(5):
            office.county.labourer(
                session, wishes=f"想做保安,工资{n % 3 + 3}000以上", skills="缝纫"
            )
    office.read()
    path = tmp_path / "state"
    Memory(people=office.known).save(path)
    office.known = Memory.load(path).people
    assert office.known is not None
    crowd = office.read()
    assert crowd.people[0].wishes.skills
