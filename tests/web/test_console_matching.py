"""Exposure, trainings and proposals of guidance: what a caseworker sees and does about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from matching.tables_guidance import (
    AttendanceState,
    ExposureForecast,
    ExposureSetting,
    GuidanceProposal,
    ProposalReason,
    ProposalState,
    Training,
    TrainingAttendance,
)
from matching.weights import Weights
from messaging.tables import MessageKind, OutboxMessage
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from tests.web.conftest import post
from tests.web.conftest import words_of as words_in
from tests.web.seed import COUNTY, Seeded

EXPOSURE, TRAININGS, GUIDANCE = "/console/matching", "/console/trainings", "/console/guidance"
FORM = {
    "name": "叉车培训",
    "teaches": "叉车，考叉车证",
    "place": "会泽县职业中学",
    "contact": "0874-5120155",
    "begins_on": "2026-12-01",
    "days": "15",
}


def words_of(answer: TestResponse) -> str:
    return words_in(answer.text)


@pytest.fixture
def village(sign_in: Callable[..., FlaskClient]) -> FlaskClient:
    """A caseworker of one town."""
    return sign_in("wang.gz")


def proposed(db: Database, clock: SetClock, who: UUID, *, county: str = COUNTY) -> UUID:
    """Propose a training to somebody; returns the proposal's id."""
    with db.write() as rows:
        training = Training(
            county_code=county,
            name="叉车培训",
            teaches="叉车证",
            place="县职中",
            contact="12333",
            begins_on=date(2026, 12, 1),
            kept_by="li",
            kept_at=clock.now(),
        )
        rows.add(training)
        rows.flush()
        proposal = GuidanceProposal(
            labourer_id=who,
            county_code=county,
            reason=ProposalReason.SHORTFALL,
            why=["合适的岗位只有1个"],
            found=1,
            training_id=training.id,
            opens=7,
            made_at=clock.now(),
            changed_at=clock.now(),
        )
        rows.add(proposal)
        rows.flush()
        return proposal.id


def state_of(db: Database, proposal: UUID) -> ProposalState:
    with db.read() as rows:
        return rows.get_one(GuidanceProposal, proposal).state


def test_the_price_is_set_with_who_and_when(console: FlaskClient, db: Database) -> None:
    assert "没有人改过" in words_of(console.get(EXPOSURE))
    done = post(console, EXPOSURE, {"price": "60"}, follow_redirects=True)
    assert "已改成 60" in words_of(done)
    assert "li.gz" in words_of(done)
    with db.read() as rows:
        assert [each.price for each in rows.exec(select(ExposureSetting))] == [60]
    again = post(console, EXPOSURE, {"price": "60"}, follow_redirects=True)
    assert "没有变" in words_of(again)


@pytest.mark.parametrize("price", ["-1", "201", "很多", ""])
def test_a_price_that_makes_no_sense_is_refused(
    console: FlaskClient, db: Database, price: str
) -> None:
    refused = post(console, EXPOSURE, {"price": price})
    assert refused.status_code == 422
    assert "0 到 200" in words_of(refused)
    with db.read() as rows:
        assert rows.exec(select(ExposureSetting)).all() == []


def test_other_prices_are_shown_with_what_they_would_do(
    console: FlaskClient, db: Database, clock: SetClock
) -> None:
    assert 'id="forecast"' not in console.get(EXPOSURE).text
    usual = Weights.load().exposure.price
    with db.write() as rows:
        for price, unseen in ((usual, 30), (80, 24)):
            rows.add(
                ExposureForecast(
                    **{"county_code": "530326", "price": price, "day": clock.today()},
                    **{"made_at": clock.now(), "people": 60, "postings": 40, "looks": 180},
                    **{"unseen": unseen, "most": 20, "short": 0, "gini": 566, "mean_score": 698},
                )
            )
    page = words_of(console.get(EXPOSURE))
    assert "24 (-6)" in page
    assert "56.6" in page
    assert "改成 80" in page
    assert f"改成 {usual}" not in page
    assert "已改成 80" in words_of(post(console, EXPOSURE, {"price": "80"}, follow_redirects=True))


def test_a_training_is_added_with_what_was_read_out_of_it(console: FlaskClient) -> None:
    added = post(console, TRAININGS, FORM, follow_redirects=True)
    assert "已加入" in words_of(added)
    assert "叉车工、叉车证" in words_of(added)


def test_a_training_of_nothing_known_is_refused_and_the_form_kept(console: FlaskClient) -> None:
    refused = post(console, TRAININGS, FORM | {"teaches": "思想道德"})
    assert refused.status_code == 422
    assert "没认出" in words_of(refused)
    assert "会泽县职业中学" in refused.text


def test_a_training_is_ended(console: FlaskClient, db: Database) -> None:
    post(console, TRAININGS, FORM)
    with db.read() as rows:
        training = rows.exec(select(Training.id)).one()
    assert "已停止" in words_of(
        post(console, f"{TRAININGS}/{training}/end", {}, follow_redirects=True)
    )
    assert "还没有培训" in words_of(console.get(TRAININGS))


def test_a_proposal_is_sent_and_counts_for_nothing_yet(
    console: FlaskClient, db: Database, clock: SetClock, seeded: Seeded
) -> None:
    proposal = proposed(db, clock, seeded.people[0])
    page = words_of(console.get(GUIDANCE))
    assert "合适的岗位只有1个" in page
    assert "可多 7 个岗位" in page
    with db.read() as rows:
        before = len(rows.exec(select(ServiceEntry.id)).all())
    told = post(console, f"{GUIDANCE}/{proposal}/tell", {}, follow_redirects=True)
    assert "送到本人以后才计入" in words_of(told)
    assert state_of(db, proposal) is ProposalState.SENT
    with db.read() as rows:
        sent = rows.exec(
            select(OutboxMessage).where(OutboxMessage.kind == MessageKind.TRAINING)
        ).one()
        assert (sent.proves or {})["kind"] == "training_info"
        assert len(rows.exec(select(ServiceEntry.id)).all()) == before
    assert "叉车培训" in words_of(console.get(f"{GUIDANCE}?show=told"))


def test_guidance_given_leads_to_where_it_is_recorded(
    console: FlaskClient, db: Database, clock: SetClock, seeded: Seeded
) -> None:
    proposal = proposed(db, clock, seeded.people[0])
    done = post(console, f"{GUIDANCE}/{proposal}/settle", {"go": "record"})
    assert done.headers["Location"].endswith(f"/console/people/{seeded.people[0]}#services")
    assert state_of(db, proposal) is ProposalState.DONE


def test_who_signed_up_is_learning_until_it_is_over(
    console: FlaskClient, db: Database, clock: SetClock, seeded: Seeded
) -> None:
    proposal = proposed(db, clock, seeded.people[0])
    told = post(console, f"{GUIDANCE}/{proposal}/enrol", {}, follow_redirects=True)
    assert "已记为在学" in words_of(told)
    assert state_of(db, proposal) is ProposalState.DONE
    assert "叉车培训" in words_of(console.get(f"{GUIDANCE}?show=learning"))
    assert "1 人" in words_of(console.get(TRAININGS))
    with db.read() as rows:
        row = rows.exec(select(TrainingAttendance)).one()
    ended = post(console, f"{TRAININGS}/of/{row.id}/end", {"completed": "yes"})
    assert ended.status_code == 302
    with db.read() as rows:
        state = rows.exec(select(TrainingAttendance.state)).one()
    assert state is AttendanceState.COMPLETED
    assert "没有人在学" in words_of(console.get(f"{GUIDANCE}?show=learning"))


def test_nobody_of_another_county_is_seen_or_touched(
    console: FlaskClient, db: Database, clock: SetClock, seeded: Seeded
) -> None:
    proposal = proposed(db, clock, seeded.stranger, county="530381")
    assert "叉车培训" not in words_of(console.get(GUIDANCE))
    assert post(console, f"{GUIDANCE}/{proposal}/tell", {}).status_code == 404
    assert post(console, f"{GUIDANCE}/{proposal}/settle", {}).status_code == 404
    assert post(console, f"{GUIDANCE}/{proposal}/enrol", {}).status_code == 404
    assert post(console, f"{TRAININGS}/of/{proposal}/end", {}).status_code == 404


def test_below_the_county_there_are_proposals_but_no_settings(village: FlaskClient) -> None:
    assert village.get(GUIDANCE).status_code == 200
    assert village.get(EXPOSURE).status_code == 404
    assert village.get(TRAININGS).status_code == 404
