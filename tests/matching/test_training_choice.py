"""Which training is best for whom: what is wanted counts more, what would be refused nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from labourers.tables import Labourer
from matching.attendance import (
    attendances,
    end_attendance,
    enrol,
    enrolled_counts,
    schooling_of,
)
from matching.catalogue import Demand, Skill, Work
from matching.feed import Feed
from matching.feedback import Refusal, with_feedback
from matching.guidance import propose_guidance
from matching.model import Vacancy, Wishes
from matching.reading.features import Offer as Offered
from matching.reading.licences import all_of
from matching.run import match_county
from matching.tables import PostingRefusal
from matching.tables_guidance import AttendanceState, GuidanceProposal, ProposalState
from matching.toolkit import Toolkit
from matching.training import Course, best_course, opened, read_course, worth_of
from matching.training_desk import keep_training
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County, job, person, vacancy
from tests.matching.conftest import COUNTY, TODAY

AWAY = "441900"


def sewing(**given: Any) -> Vacancy:
    return vacancy(title="缝纫工", work=Work(("sewing",)), skill=Skill.TRADE, **given)


def welding(**given: Any) -> Vacancy:
    return vacancy(title="焊工", work=Work(("welder",)), skill=Skill.TRADE, **given)


def school(toolkit: Toolkit, teaches: str, number: int = 1, **given: Any) -> Course:
    return read_course(toolkit.reader, UUID(int=number), f"{teaches}班", teaches, **given)


def feed(toolkit: Toolkit, *vacancies: Vacancy) -> Feed:
    return Feed(vacancies, toolkit.scorer, TODAY)


@pytest.mark.parametrize(
    ("reason", "offered", "opens"),
    [
        ("too_far", {"place": AWAY}, 0),
        ("too_far", {"place": COUNTY}, 1),
        ("low_wage", {"wage_low": 2000, "wage_high": 3000}, 0),
        ("low_wage", {"wage_low": 3000, "wage_high": 4600}, 1),
        ("low_wage", {}, 1),
        ("too_heavy", {"demand": Demand.HEAVY}, 0),
        ("too_heavy", {"demand": Demand.MODERATE}, 1),
        ("no_board", {"place": AWAY, "lodging": False}, 0),
        ("no_board", {"place": AWAY, "lodging": True, "food": True}, 1),
        ("no_board", {"place": COUNTY, "lodging": False}, 1),
        ("other", {"place": AWAY}, 1),
    ],
)
def test_what_would_be_refused_again_is_not_opened(
    toolkit: Toolkit, reason: str, offered: dict[str, Any], opens: int
) -> None:
    who = with_feedback(person(), [Refusal(reason, 450_000)], toolkit.scorer.features)
    found = opened(feed(toolkit, sewing(**offered)), who, school(toolkit, "缝纫"))
    assert len(found) == opens


def test_a_posting_that_lacks_what_was_asked_for_is_not_opened(toolkit: Toolkit) -> None:
    day = toolkit.scorer.features["day_shift"].mask
    who = replace(person(), wishes=Wishes(features=day))
    night = sewing(offer=Offered(0, day))
    assert opened(feed(toolkit, night, sewing()), who, school(toolkit, "缝纫"))[0].id != night.id


def test_what_is_closed_when_the_training_is_over_is_not_opened(toolkit: Toolkit) -> None:
    begins = TODAY + timedelta(days=10)
    course = school(toolkit, "缝纫", begins_on=begins, days=14)
    over = begins + timedelta(days=14)
    early, late = sewing(deadline=over - timedelta(days=1)), sewing(deadline=over)
    assert [each.id for each in opened(feed(toolkit, early, late), person(), course)] == [late.id]
    at_once = school(toolkit, "缝纫", days=5)
    assert at_once.over_on(TODAY) == TODAY + timedelta(days=5)
    assert school(toolkit, "缝纫").over_on(date(2026, 1, 1)) == date(2026, 1, 1)


def test_what_is_wanted_goes_before_what_is_many(toolkit: Toolkit) -> None:
    offered = feed(toolkit, *(welding() for _ in range(4)), *(sewing() for _ in range(3)))
    courses = [school(toolkit, "电焊", 1), school(toolkit, "缝纫", 2)]
    plain = best_course(offered, person(), courses)
    wishing = best_course(offered, person(wants=(job("sewing"),)), courses)
    assert plain is not None
    assert wishing is not None
    assert (plain.course.id, plain.opens) == (UUID(int=1), 4)
    assert (wishing.course.id, wishing.opens) == (UUID(int=2), 3)


def test_what_was_missed_goes_before_what_is_alike(toolkit: Toolkit) -> None:
    offered = feed(toolkit, *(welding() for _ in range(4)), *(sewing() for _ in range(4)))
    courses = [school(toolkit, "电焊", 1), school(toolkit, "缝纫", 2)]
    who = with_feedback(person(), [Refusal("cannot_do:sewing")], toolkit.scorer.features)
    found = best_course(offered, who, courses)
    assert found is not None
    assert found.course.id == UUID(int=2)


def test_further_postings_count_less_and_less() -> None:
    assert worth_of([]) == 0
    assert worth_of([500, 1000]) == worth_of([1000, 500]) == 1450
    assert worth_of([300] * 1000) < 3001
    assert worth_of([-50, 100]) == 100


def test_who_has_been_to_a_training_is_not_sent_there_again(toolkit: Toolkit) -> None:
    offered = feed(toolkit, sewing())
    course = school(toolkit, "缝纫")
    assert best_course(offered, person(), [course]) is not None
    assert best_course(offered, person(), [course], [school(toolkit, "缝纫", 9)]) is None
    assert best_course(offered, person(), [course], [school(toolkit, "电焊", 9)]) is not None


def test_a_licence_that_expired_is_renewed_and_not_learnt_again(toolkit: Toolkit) -> None:
    offered = feed(toolkit, vacancy(title="叉车工", licences=all_of("forklift")))
    course = school(toolkit, "叉车证")
    assert best_course(offered, person(), [course]) is not None
    lapsed = person(lapsed=frozenset({"forklift"}), skills=(job("forklift"),))
    assert best_course(offered, lapsed, [course]) is None


class Desk:
    """A county where one person is short of postings and one training would help."""

    def __init__(
        self, db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
    ) -> None:
        self.db, self.clock, self.gazetteer, self.toolkit = db, clock, gazetteer, toolkit
        self.county = County(vault, clock)
        with db.write() as session:
            self.training = keep_training(
                session,
                clock,
                toolkit.reader,
                county=COUNTY,
                name="叉车培训",
                teaches="叉车证",
                place="会泽县职业中学",
                contact="0874-5120155",
                by="li",
                begins_on=clock.today() + timedelta(days=5),
                days=10,
            ).id
            self.person = self.county.labourer(session).id
            for _ in range(2):
                self.county.posting(session, title="叉车工", licences=["叉车证"])

    def proposal(self) -> GuidanceProposal | None:
        today = self.clock.today()
        what = (self.db, self.clock, self.gazetteer, COUNTY, today)
        match_county(*what, toolkit=self.toolkit)
        propose_guidance(*what, toolkit=self.toolkit)
        with self.db.read() as session:
            return session.exec(
                select(GuidanceProposal).where(GuidanceProposal.state == ProposalState.OPEN)
            ).first()


@pytest.fixture
def desk(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> Desk:
    return Desk(db, vault, clock, gazetteer, toolkit)


def test_who_is_on_a_training_is_left_alone_until_it_is_over(desk: Desk) -> None:
    first = desk.proposal()
    assert first is not None
    assert first.training_id == desk.training
    with desk.db.write() as session:
        enrol(session, desk.clock, desk.training, desk.person, "li")
        assert enrolled_counts(session, COUNTY) == {desk.training: 1}
        assert session.exec(select(GuidanceProposal.state)).one() is ProposalState.DONE
    assert desk.proposal() is None
    desk.clock.advance(timedelta(days=70))
    later = desk.proposal()
    assert later is not None
    assert later.training_id is None, "it was that training they have been to"


@pytest.mark.parametrize("completed", [True, False])
def test_how_a_training_ended_decides_what_is_proposed(desk: Desk, completed: bool) -> None:
    with desk.db.write() as session:
        row = enrol(session, desk.clock, desk.training, desk.person, "li")
        again = enrol(session, desk.clock, desk.training, desk.person, "li")
        assert row.id == again.id
        end_attendance(session, desk.clock, row, completed=completed, by="li")
    found = desk.proposal()
    assert found is not None
    assert found.training_id == (None if completed else desk.training)
    with desk.db.read() as session:
        on = desk.clock.today()
        said = schooling_of(session, desk.toolkit.reader, COUNTY, [desk.person], on)
        state = AttendanceState.COMPLETED if completed else AttendanceState.LEFT
        here = Labourer.county_code == COUNTY
        listed = attendances(session, here, state)
    assert bool(said) == completed
    assert [training.id for _, training, _ in listed] == [desk.training]


def test_two_times_cannot_do_is_a_reason_that_names_the_work(desk: Desk) -> None:
    with desk.db.write() as session:
        simple = [desk.county.posting(session).id for _ in range(6)]
        for posting in simple[:2]:
            session.add(
                PostingRefusal(
                    labourer_id=desk.person,
                    posting_id=posting,
                    reason="cannot_do:forklift",
                    refused_at=desk.clock.now(),
                )
            )
    found = desk.proposal()
    assert found is not None
    assert found.why[:2] == ["两个月回绝2个岗位", "不会做叉车工2次"]
    assert (found.found, found.training_id, found.opens) == (4, desk.training, 2)
