"""Which training opens most, and keeping the county's list."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import Session, select

from labourers.tables import Labourer, Willingness
from matching.catalogue import Skill, Work
from matching.feed import Feed
from matching.feedback import Refusal, with_feedback
from matching.guidance import propose_guidance
from matching.model import Vacancy
from matching.reading.licences import all_of
from matching.run import match_county
from matching.tables import PostingRefusal
from matching.tables_guidance import GuidanceProposal, ProposalReason, ProposalState, Training
from matching.toolkit import Toolkit
from matching.training import Course, best_course, opened, read_course, taught
from matching.training_desk import (
    TrainingError,
    close_training,
    keep_training,
    settle,
    tell_training,
    wording,
)
from messaging.tables import MessageKind, OutboxMessage
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County, job, person, vacancy
from tests.matching.conftest import COUNTY, TODAY


def forklift(**given: object) -> Vacancy:
    return vacancy(
        title="叉车工",
        work=Work(("forklift",)),
        skill=Skill.QUICK,
        licences=all_of("forklift"),
        **given,
    )


def sewing(**given: object) -> Vacancy:
    return vacancy(title="缝纫工", work=Work(("sewing",)), skill=Skill.TRADE, **given)


def course(toolkit: Toolkit, teaches: str, number: int = 1, **given: date) -> Course:
    return read_course(toolkit.reader, UUID(int=number), f"{teaches}班", teaches, **given)


def feed(toolkit: Toolkit, *vacancies: Vacancy) -> Feed:
    return Feed(vacancies, toolkit.scorer, TODAY)


def test_what_a_training_teaches_is_read(toolkit: Toolkit) -> None:
    found = course(toolkit, "叉车，考叉车证")
    assert found.licences == frozenset({"forklift"})
    assert taught(found, toolkit.scorer.catalogue) == ("叉车工", "叉车证")


def test_a_paper_opens_what_only_it_kept_away(toolkit: Toolkit) -> None:
    open_ones = [forklift(), forklift(age_high=30), sewing()]
    found = opened(feed(toolkit, *open_ones), person(age=40), course(toolkit, "叉车证"))
    assert [each.id for each in found] == [open_ones[0].id]


def test_a_trade_opens_what_was_strange(toolkit: Toolkit) -> None:
    offered = feed(toolkit, sewing(), vacancy())
    school = course(toolkit, "缝纫")
    assert len(opened(offered, person(), school)) == 1
    assert opened(offered, person(skills=(job("sewing"),)), school) == []
    assert opened(offered, person(avoids=(job("sewing"),)), school) == []


def test_postings_met_before_are_not_opened(toolkit: Toolkit) -> None:
    one = forklift()
    seen = person(seen=frozenset({one.id}))
    assert opened(feed(toolkit, one), seen, course(toolkit, "叉车证")) == []


def test_the_training_that_opens_most_is_best(toolkit: Toolkit) -> None:
    offered = feed(toolkit, forklift(), sewing(), sewing())
    schools = [course(toolkit, "叉车证", 1), course(toolkit, "缝纫", 2)]
    found = best_course(offered, person(), schools)
    assert found is not None
    assert (found.course.id, found.opens) == (UUID(int=2), 2)


def test_among_equals_the_earlier_training_is_best(toolkit: Toolkit) -> None:
    late = course(toolkit, "缝纫", 1, begins_on=date(2026, 12, 20))
    early = course(toolkit, "缝纫", 2, begins_on=date(2026, 12, 1))
    found = best_course(feed(toolkit, sewing()), person(), [late, early])
    assert found is not None
    assert found.course is early


def test_none_is_proposed_to_who_is_too_old_for_it(toolkit: Toolkit) -> None:
    school = read_course(toolkit.reader, UUID(int=1), "班", "缝纫", ages=(18, 45))
    assert best_course(feed(toolkit, sewing()), person(age=46), [school]) is None
    assert best_course(feed(toolkit, sewing()), person(age=45), [school]) is not None


def test_what_was_turned_down_as_unknown_may_be_learned(toolkit: Toolkit) -> None:
    refused = [Refusal("cannot_do:sewing"), Refusal("cannot_do")]
    who = with_feedback(person(), refused, toolkit.scorer.features)
    offered = sewing()
    assert toolkit.scorer.score(who, offered) < toolkit.scorer.score(person(), offered)
    assert len(opened(feed(toolkit, offered), who, course(toolkit, "缝纫"))) == 1


class Desk:
    """A county with its list of trainings."""

    def __init__(
        self, db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
    ) -> None:
        self.db, self.vault, self.clock, self.gazetteer = db, vault, clock, gazetteer
        self.toolkit = toolkit
        self.county = County(vault, clock)

    def keeps(self, session: Session, **given: object) -> Training:
        values: dict[str, object] = {
            "county": COUNTY,
            "name": "叉车培训",
            "teaches": "叉车证",
            "place": "会泽县职业中学",
            "contact": "0874-5120155",
            "by": "li.gz",
        }
        return keep_training(session, self.clock, self.toolkit.reader, **values | given)  # type: ignore[arg-type]

    def proposes(self) -> int:
        today = self.clock.today()
        match_county(self.db, self.clock, self.gazetteer, COUNTY, today, toolkit=self.toolkit)
        return propose_guidance(
            self.db, self.clock, self.gazetteer, COUNTY, today, toolkit=self.toolkit
        )

    def proposals(self) -> list[GuidanceProposal]:
        with self.db.read() as session:
            return list(session.exec(select(GuidanceProposal)))


@pytest.fixture
def desk(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> Desk:
    return Desk(db, vault, clock, gazetteer, toolkit)


def test_who_has_too_few_is_proposed_the_training_with_its_number(desk: Desk) -> None:
    with desk.db.write() as session:
        training = desk.keeps(session).id
        short = desk.county.labourer(session, willingness=Willingness.IN_COUNTY).id
        for _ in range(2):
            desk.county.posting(session, title="叉车工", licences=["叉车证"])
        desk.county.posting(session)
    assert desk.proposes() == 1
    assert desk.proposes() == 1, "running it again changes nothing"
    (found,) = desk.proposals()
    assert (found.labourer_id, found.reason) == (short, ProposalReason.SHORTFALL)
    assert (found.found, found.training_id, found.opens) == (1, training, 2)
    assert any("叉车证" in why for why in found.why)


def test_what_matching_remembers_is_not_read_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.db.write() as session:
        desk.keeps(session)
        desk.county.labourer(session, wishes="离家近", willingness=Willingness.IN_COUNTY)
        desk.county.posting(session, title="叉车工", licences=["叉车证"])
    today = desk.clock.today()
    what = (desk.db, desk.clock, desk.gazetteer, COUNTY, today)
    match_county(*what, toolkit=desk.toolkit, memory=tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a text was read again")

    monkeypatch.setattr("matching.roster_lines.read_profile", refuse)
    monkeypatch.setattr("matching.load.to_vacancy", refuse)
    assert propose_guidance(*what, toolkit=desk.toolkit, memory=tmp_path) == 1
    (found,) = desk.proposals()
    assert found.opens == 1


def test_who_turns_down_again_and_again_is_proposed(desk: Desk) -> None:
    with desk.db.write() as session:
        labourer = desk.county.labourer(session).id
        for _ in range(6):
            posting = desk.county.posting(session).id
            if _ < 3:
                session.add(
                    PostingRefusal(
                        labourer_id=labourer,
                        posting_id=posting,
                        reason="too_far",
                        refused_at=desk.clock.now(),
                    )
                )
    assert desk.proposes() == 1
    (found,) = desk.proposals()
    assert found.reason is ProposalReason.REFUSALS
    assert found.found == 3
    assert found.why[:2] == ["两个月回绝3个岗位", "嫌远3次"]


def test_a_proposal_goes_when_its_reason_does(desk: Desk) -> None:
    with desk.db.write() as session:
        desk.county.labourer(session)
        desk.county.posting(session)
    desk.proposes()
    with desk.db.write() as session:
        for _ in range(3):
            desk.county.posting(session)
    assert desk.proposes() == 0
    assert [each.state for each in desk.proposals()] == [ProposalState.GONE]


def test_who_was_seen_to_is_not_proposed_again_at_once(desk: Desk) -> None:
    with desk.db.write() as session:
        desk.county.labourer(session)
        desk.county.posting(session)
    desk.proposes()
    with desk.db.write() as session:
        settle(session, desk.clock, session.exec(select(GuidanceProposal)).one(), "li.gz")
    assert desk.proposes() == 0
    desk.clock.advance(timedelta(days=61))
    assert desk.proposes() == 1


def test_telling_of_a_training_is_a_message_and_no_service_yet(desk: Desk) -> None:
    with desk.db.write() as session:
        desk.keeps(session, begins_on=date(2026, 12, 1), days=15)
        desk.county.labourer(session)
        desk.county.posting(session, title="叉车工", licences=["叉车证"])
    desk.proposes()
    with desk.db.write() as session:
        proposal = session.exec(select(GuidanceProposal)).one()
        message = tell_training(session, desk.vault, desk.clock, proposal, "li.gz")
        with pytest.raises(TrainingError, match="已经处理"):
            tell_training(session, desk.vault, desk.clock, proposal, "li.gz")
    with desk.db.read() as session:
        row = session.get_one(OutboxMessage, message)
        assert row.kind is MessageKind.TRAINING
        assert (row.proves or {})["kind"] == "training_info"
        assert session.exec(select(ServiceEntry)).all() == []


def test_a_training_is_told_in_plain_words(desk: Desk) -> None:
    with desk.db.write() as session:
        training = desk.keeps(session, begins_on=date(2026, 12, 1), days=15)
        assert wording(training, 12, "王小明，") == (
            "王小明，县里有“叉车培训”：12月1日开班，学15天，在会泽县职业中学。"
            "学会了多12个岗位能选。想学打0874-5120155，或回“人工”。"
        )


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"teaches": "思想道德"}, "没认出"),
        ({"name": ""}, "都要写"),
        ({"begins_on": date(2026, 11, 1)}, "已经过了"),
        ({"age_low": 50, "age_high": 40}, "小的在前"),
        ({"days": 0}, "天数"),
    ],
)
def test_a_training_that_makes_no_sense_is_refused(
    desk: Desk, given: dict[str, object], problem: str
) -> None:
    with desk.db.write() as session, pytest.raises(TrainingError, match=problem):
        desk.keeps(session, **given)


def test_a_training_that_is_over_is_proposed_to_nobody(desk: Desk) -> None:
    with desk.db.write() as session:
        close_training(session, desk.clock, desk.keeps(session), "li.gz")
        desk.county.labourer(session)
        desk.county.posting(session, title="叉车工", licences=["叉车证"])
    desk.proposes()
    assert [each.training_id for each in desk.proposals()] == [None]


def test_a_person_who_left_the_roster_is_not_proposed(desk: Desk) -> None:
    with desk.db.write() as session:
        who = desk.county.labourer(session).id
        desk.county.posting(session)
    desk.proposes()
    with desk.db.write() as session:
        session.get_one(Labourer, who).erased_at = desk.clock.now()
    assert desk.proposes() == 0
