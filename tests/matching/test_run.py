"""Matching a county from the database, and what is stored."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, func, select

from jobs_feed.tables import Application, Posting, PostingState
from labourers.tables import (
    Education,
    EmploymentStatus,
    Labourer,
    Sex,
    Source,
    StatusRecord,
    Willingness,
)
from matching.job_search import JobSearch
from matching.load import VacancyReader, load_people
from matching.run import MatchRunResult, match_county, stored_matches
from matching.tables import Match, MatchRun, PostingRefusal, Shortfall
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY


@pytest.fixture
def county(vault: Vault, clock: SetClock) -> County:
    return County(vault, clock)


@pytest.fixture
def run_it(db: Database, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit) -> RunIt:
    return RunIt(db, clock, gazetteer, toolkit)


class RunIt:
    """Matches the county on the test's day."""

    def __init__(
        self, db: Database, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
    ) -> None:
        self.db, self.clock, self.gazetteer, self.toolkit = db, clock, gazetteer, toolkit

    def __call__(self, on: date = TODAY) -> MatchRunResult:
        return match_county(self.db, self.clock, self.gazetteer, COUNTY, on, toolkit=self.toolkit)

    def titles(self) -> dict[str | None, list[str]]:
        """Return what is stored, titles by the person's external id."""
        with self.db.read() as session:
            found = list(stored_matches(session, self.gazetteer, COUNTY))
        return {each.external_id: [p.title for p in each.postings] for each in found}


def test_everybody_gets_three_with_reasons(db: Database, county: County, run_it: RunIt) -> None:
    with db.write() as session:
        county.labourer(session, external_id="甲", services_wanted="会缝纫,想做缝纫工")
        for title in ("缝纫工", "保安", "保洁", "洗碗工"):
            county.posting(session, title=title, food=True, lodging=True)
    result = run_it()
    assert (result.people, result.postings, result.matches, result.shortfalls) == (1, 4, 3, 0)
    with db.read() as session:
        (stored,) = stored_matches(session, run_it.gazetteer, COUNTY)
    assert stored.postings[0].title == "缝纫工"
    assert stored.postings[0].place == "云南省曲靖市会泽县"
    assert stored.postings[0].reasons[:2] == ("你做过缝纫", "是你想找的缝纫工")
    assert 0 < stored.postings[-1].score < stored.postings[0].score <= 1000
    assert stored.shortfall is None


def test_only_unemployed_and_willing_people_are_matched(
    db: Database, county: County, run_it: RunIt
) -> None:
    with db.write() as session:
        county.labourer(session, external_id="找活")
        county.labourer(session, external_id="有活", status=EmploymentStatus.EMPLOYED)
        county.labourer(session, external_id="不找", willingness=Willingness.NOT_NOW)
        county.labourer(session, external_id="没问过", willingness=None)
        for _ in range(3):
            county.posting(session)
    assert run_it().people == 1
    assert set(run_it.titles()) == {"找活"}


def test_status_counts_from_its_day(db: Database, county: County, run_it: RunIt) -> None:
    with db.write() as session:
        person = county.labourer(session, status=EmploymentStatus.EMPLOYED)
        session.add(
            StatusRecord(
                labourer_id=person.id,
                status=EmploymentStatus.UNEMPLOYED,
                since=TODAY,
                source=Source.LABOURER,
                recorded_by="test",
                recorded_at=county.clock.now(),
            )
        )
        county.posting(session)
    assert run_it(TODAY - timedelta(days=1)).people == 0
    assert run_it(TODAY).people == 1


def test_a_shortfall_says_why(db: Database, county: County, run_it: RunIt) -> None:
    with db.write() as session:
        county.labourer(session, willingness=Willingness.IN_COUNTY, education=Education.PRIMARY)
        county.posting(session)
        for _ in range(4):
            county.posting(session, place_code="441900")
    assert run_it().shortfalls == 1
    with db.read() as session:
        (stored,) = stored_matches(session, run_it.gazetteer, COUNTY)
    assert stored.shortfall is not None
    assert stored.shortfall.found == len(stored.postings) == 1
    assert stored.shortfall.reasons == ["合适的岗位只有1个", "想在县内，别处的没有算(4个)"]
    assert stored.shortfall.helps == ["放宽工作地点，可多4个"]


def test_twice_is_harmless(db: Database, county: County, run_it: RunIt) -> None:
    with db.write() as session:
        county.labourer(session)
        county.labourer(session, willingness=Willingness.IN_COUNTY)
        for _ in range(5):
            county.posting(session)
    first = run_it()
    before = run_it.titles()
    second = run_it()
    assert (first.matches, first.shortfalls) == (second.matches, second.shortfalls)
    assert run_it.titles() == before
    with db.read() as session:
        assert session.exec(select(func.count()).select_from(Match)).one() == second.matches


def test_a_new_run_replaces_the_old_one(db: Database, county: County, run_it: RunIt) -> None:
    with db.write() as session:
        county.labourer(session)
        ids = [county.posting(session).id for _ in range(3)]
    run_it()
    with db.write() as session:
        for each in ids:
            posting = session.get(Posting, each)
            assert posting is not None
            posting.state = PostingState.CLOSED
    assert run_it().matches == 0
    with db.read() as session:
        assert session.exec(select(Match)).all() == []
        (short,) = session.exec(select(Shortfall)).all()
        assert short.reasons == ["现在没有在招的岗位"]
        assert len(session.exec(select(MatchRun)).all()) == 2


def test_only_open_postings_of_the_county_are_offered(
    db: Database, county: County, run_it: RunIt, vault: Vault, clock: SetClock
) -> None:
    other = County(vault, clock, code="530381")
    with db.write() as session:
        county.labourer(session)
        county.posting(session, state=PostingState.HELD)
        county.posting(session, headcount=3, headcount_left=0)
        county.posting(session, deadline=TODAY - timedelta(days=1))
        county.posting(session, deadline=TODAY)
        other.posting(session)
    assert run_it().matches == 1


def test_what_was_applied_to_or_refused_does_not_come_again(
    db: Database, county: County, run_it: RunIt
) -> None:
    with db.write() as session:
        person = county.labourer(session)
        applied, refused, _ = (county.posting(session, title=t) for t in "甲乙丙")
        session.add(
            Application(
                labourer_id=person.id,
                posting_id=applied.id,
                county_code=COUNTY,
                channel="sms",
                applied_at=county.clock.now(),
                state_at=county.clock.now(),
            )
        )
        session.add(
            PostingRefusal(
                labourer_id=person.id,
                posting_id=refused.id,
                reason="too_far",
                refused_at=county.clock.now(),
            )
        )
    run_it()
    assert list(run_it.titles().values()) == [["丙"]]


def test_refusals_change_the_wishes(db: Database, county: County, toolkit: Toolkit) -> None:
    with db.write() as session:
        person = county.labourer(session)
        for reason in ("too_far", "low_wage", "no_board", None):
            posting = county.posting(session, wage_high_fen=300_000)
            session.add(
                PostingRefusal(
                    labourer_id=person.id,
                    posting_id=posting.id,
                    reason=reason,
                    refused_at=county.clock.now(),
                )
            )
    with db.read() as session:
        (found,) = load_people(session, toolkit, COUNTY, TODAY)
    assert found.wishes.near
    assert found.wishes.wage == 3001
    assert (found.wishes.food, found.wishes.lodging) == (True, True)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"title": "叉车工"}, False),
        ({"title": "叉车工", "licences": ["叉车证"]}, False),
        ({"title": "仓管员"}, True),
        ({"title": "搬运工"}, False),
        ({"title": "普工", "heavy_work": True}, False),
        ({"title": "普工", "sex": Sex.FEMALE}, False),
        ({"title": "普工", "age_high": 35}, False),
        ({"title": "普工", "education_min": Education.SENIOR}, False),
        ({"title": "手工编织"}, True),
    ],
)
def test_requirements_hold_from_row_to_match(
    db: Database, county: County, run_it: RunIt, given: dict[str, Any], expected: bool
) -> None:
    """A chronically ill man of 36 with junior schooling and no licence."""
    with db.write() as session:
        county.labourer(
            session,
            birth_date=date(1990, 1, 1),
            education=Education.JUNIOR,
            health="chronic",
            skills="会开叉车",
        )
        county.posting(session, **given)
    assert run_it().matches == int(expected)


def test_licences_in_the_free_text_count(db: Database, county: County, run_it: RunIt) -> None:
    with db.write() as session:
        county.labourer(session, services_wanted="有叉车证,想开叉车")
        county.posting(session, title="叉车工")
    assert run_it().matches == 1


def test_two_machines_leave_one_whole_result(
    any_db: Database, county: County, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> None:
    with any_db.write() as session:
        county.labourer(session)
        for _ in range(3):
            county.posting(session)
    for _ in range(2):
        match_county(any_db, clock, gazetteer, COUNTY, TODAY, toolkit=toolkit)
    with any_db.read() as session:
        assert len(session.exec(select(Match)).all()) == 3


# -- what the chat uses ---------------------------------------------------------------------


@pytest.fixture
def jobs(toolkit: Toolkit) -> JobSearch:
    return JobSearch(toolkit)


def test_search_over_the_database(db: Database, county: County, jobs: JobSearch) -> None:
    with db.write() as session:
        county.posting(session, title="电子厂普工", place_code="441900", lodging=True)
        county.posting(session, title="保洁")
    with db.read() as session:
        found = jobs.search(session, "东莞的电子厂,要包住", county=COUNTY, on=TODAY)
    assert [each.vacancy.title for each in found.postings] == ["电子厂普工"]


def test_search_for_a_person_of_the_roster(db: Database, county: County, jobs: JobSearch) -> None:
    with db.write() as session:
        person = county.labourer(session, birth_date=date(1970, 1, 1))
        county.posting(session, title="保安", age_high=45)
        county.posting(session, title="门卫")
    with db.read() as session:
        found = jobs.search(session, "保安", county=COUNTY, on=TODAY, person_id=person.id)
    assert [each.vacancy.title for each in found.postings] == ["门卫"]


def test_a_changed_posting_is_read_again(
    db: Database, county: County, toolkit: Toolkit, clock: SetClock
) -> None:
    reader = VacancyReader(toolkit)

    def read(session: Session) -> list[str]:
        return [each.title for each in reader.vacancies(session, COUNTY, TODAY)]

    with db.write() as session:
        posting = county.posting(session, title="保安")
        changed = posting.id
    with db.read() as session:
        assert read(session) == read(session) == ["保安"]
    with db.write() as session:
        row = session.get(Posting, changed)
        assert row is not None
        row.title, row.updated_at = "保洁", clock.now() + timedelta(minutes=1)
    with db.read() as session:
        assert read(session) == ["保洁"]


def test_an_erased_person_is_a_stranger(
    db: Database, county: County, jobs: JobSearch, clock: SetClock
) -> None:
    with db.write() as session:
        person = county.labourer(session, birth_date=date(1970, 1, 1), erased_at=clock.now())
        county.posting(session, title="保安", age_high=45)
        gone = person.id
    with db.read() as session:
        assert session.get(Labourer, gone) is not None
        found = jobs.search(session, "保安", county=COUNTY, on=TODAY, person_id=gone)
    assert found.total == 1


def test_rows_are_changed_and_removed_on_every_database(
    any_db: Database, county: County, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> None:
    def run() -> list[tuple[str, ...]]:
        match_county(any_db, clock, gazetteer, COUNTY, TODAY, toolkit=toolkit)
        with any_db.read() as session:
            (found,) = stored_matches(session, gazetteer, COUNTY)
        return [(each.title, *each.reasons) for each in found.postings]

    with any_db.write() as session:
        who = county.labourer(session, wishes="想做保安").id
        gone = [county.posting(session, title=title).id for title in ("保安", "保洁", "洗碗工")]
    first = run()
    with any_db.write() as session:
        person, posting = session.get(Labourer, who), session.get(Posting, gone[1])
        assert person is not None
        assert posting is not None
        person.wishes, posting.state = "想做洗碗工", PostingState.CLOSED
        county.posting(session, title="电工", lodging=True)
    second = run()
    assert {title for title, *_ in first} == {"保安", "保洁", "洗碗工"}
    assert {title for title, *_ in second} == {"保安", "电工", "洗碗工"}
    assert second[0] != first[0]
    assert second[0][0] == "洗碗工"
    with any_db.write() as session:
        posting = session.get(Posting, gone[0])
        assert posting is not None
        posting.state = PostingState.CLOSED
    assert len(run()) == 2
