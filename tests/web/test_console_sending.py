"""The pages on sending: figures, channels that rest, and what staff have to decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient
from sqlmodel import Session, select

from messaging.contacts import contact_for
from messaging.contract import Fault
from messaging.outbox import Draft, enqueue
from messaging.tables import (
    BODY_FIELD,
    InboundMessage,
    InboundState,
    MessageKind,
    MessageState,
    OutboxMessage,
    ParkedEvent,
)
from messaging.tables_decisions import Decided, StaffDecision
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.web.conftest import post, words_of
from tests.web.seed import COUNTY, PASSWORD, Seeded
from web.caseworker import flow_figures

PHONE = "19900009999"


def a_message(
    db: Database, vault: Vault, clock: SetClock, county: str = COUNTY, **changes: object
) -> UUID:
    with db.write() as rows:
        contact = contact_for(rows, vault, clock, "sms", PHONE, county)
        draft = Draft(
            key=f"page:{changes}",
            contact_id=contact.id,
            channel="sms",
            kind=MessageKind.JOB_PUSH,
            text="三个岗位",
            county_code=county,
        )
        message = enqueue(rows, vault, clock, draft)
        assert message is not None
        message.submitted_at = clock.now()
        for name, value in changes.items():
            setattr(message, name, value)
        rows.add(message)
        return message.id


def waiting_in(page: str) -> int:
    found = re.search(r"(\d+) 条消息在等", page)
    assert found is not None
    return int(found[1])


@pytest.fixture
def uncertain(db: Database, vault: Vault, clock: SetClock) -> UUID:
    return a_message(
        db, vault, clock, state=MessageState.UNKNOWN, fault=Fault.AMBIGUOUS, code="time_out"
    )


@pytest.fixture
def parked(db: Database, vault: Vault, clock: SetClock) -> tuple[UUID, UUID]:
    """Return a message nobody could answer, and an event nobody understood."""
    with db.write() as rows:
        contact = contact_for(rows, vault, clock, "sms", PHONE, COUNTY)
        message = InboundMessage(
            channel="sms",
            event_id="p1",
            contact_id=contact.id,
            body_sealed=vault.seal(BODY_FIELD, f"请打 {PHONE}"),
            state=InboundState.PARKED,
            attempts=3,
            error="ValueError",
            occurred_at=clock.now(),
            received_at=clock.now(),
        )
        event = ParkedEvent(
            channel="telegram",
            event_id="p2",
            body_sealed=vault.seal(BODY_FIELD, f'{{"from": {PHONE}}}'),
            reason="no_update_id",
            received_at=clock.now(),
        )
        rows.add(message)
        rows.add(event)
        rows.flush()
        return message.id, event.id


def decisions(db: Database) -> list[tuple[Decided, str, str]]:
    with db.read() as rows:
        found = rows.exec(select(StaffDecision).order_by(StaffDecision.id))
        return [(one.decided, one.by, one.reason) for one in found]


def test_the_state_of_sending(
    console: FlaskClient, db: Database, vault: Vault, clock: SetClock
) -> None:
    paid = {"segments": 3, "cost_fen": 15, "handed_over_at": clock.now()}
    a_message(db, vault, clock, state=MessageState.HANDED_OVER, **paid)
    text = words_of(console.get("/console/operations").text)
    assert "等着发 12 条" in text
    assert "岗位推送" in text
    assert "最近 14 天" in text
    assert "0.15" in text
    assert "发送失败" not in text.split("没送到的原因")[0]


def test_failures_are_told_in_words(console: FlaskClient) -> None:
    text = words_of(console.get("/console/operations").text)
    assert "网关拒收这条消息" in text
    assert "UNDELIV" in text


def test_a_channel_that_rests_is_resumed_by_a_button(
    console: FlaskClient, db: Database, vault: Vault, clock: SetClock
) -> None:
    held = a_message(
        db,
        vault,
        clock,
        state=MessageState.SUBMITTING,
        fault=Fault.CONFIG,
        code="balance",
        next_attempt_at=clock.now() + timedelta(minutes=9),
    )
    before = words_of(console.get("/console/operations").text)
    assert "短信停了" in before
    for key in ("waits", "waits too"):
        a_message(db, vault, clock, key=key)
    after = words_of(console.get("/console/operations").text)
    assert waiting_in(after) == waiting_in(before) + 2
    post(console, "/console/operations/resume", {"channel": "sms"})
    with db.read() as rows:
        assert rows.get_one(OutboxMessage, held).next_attempt_at == clock.now()
    assert "短信停了" not in words_of(console.get("/console/operations").text)
    assert [decided for decided, _, _ in decisions(db)] == [Decided.RESUMED]


def test_sending_again_asks_twice(console: FlaskClient, db: Database, uncertain: UUID) -> None:
    page = console.get("/console/stuck").text
    assert "确认已发" in page
    assert PHONE not in page
    address = f"/console/stuck/messages/{uncertain}"
    asked = post(console, address, {"decision": "resend"})
    assert "可能收到两遍" in asked.text
    assert decisions(db) == []
    post(console, address, {"decision": "resend", "sure": "yes"})
    assert decisions(db) == [(Decided.RESENT, "li.gz", "")]
    assert "工作人员决定再发一次" in console.get(f"/console/messages/{uncertain}").text


@pytest.mark.parametrize(
    ("decision", "state"),
    [("ask", MessageState.UNKNOWN), ("confirm", MessageState.HANDED_OVER)],
)
def test_asking_and_confirming(
    console: FlaskClient, db: Database, uncertain: UUID, decision: str, state: MessageState
) -> None:
    post(console, f"/console/stuck/messages/{uncertain}", {"decision": decision})
    with db.read() as rows:
        assert rows.get_one(OutboxMessage, uncertain).state is state
    assert len(decisions(db)) == 1


def test_parked_things_are_shown_masked_and_decided(
    console: FlaskClient, db: Database, parked: tuple[UUID, UUID]
) -> None:
    message, event = parked
    for show in ("inbound", "events"):
        page = console.get(f"/console/stuck?show={show}").text
        assert PHONE not in page
        assert "199****9999" in page
    post(console, f"/console/stuck/inbound/{message}", {"decision": "discard"})
    assert decisions(db) == []
    post(console, f"/console/stuck/inbound/{message}", {"decision": "discard", "reason": "广告"})
    post(console, f"/console/stuck/events/{event}", {"decision": "replay"})
    assert decisions(db) == [
        (Decided.DISCARDED, "li.gz", "广告"),
        (Decided.REPLAYED, "li.gz", ""),
    ]
    assert "等着重新处理" in console.get("/console/stuck?show=events").text


def test_all_are_handled_again_at_once(
    console: FlaskClient, db: Database, parked: tuple[UUID, UUID]
) -> None:
    for show in ("inbound", "events"):
        post(console, "/console/stuck/replay", {"show": show})
    with db.read() as rows:
        assert rows.get_one(InboundMessage, parked[0]).state is InboundState.STORED
        assert rows.get_one(ParkedEvent, parked[1]).replay_asked_at is not None


def test_another_countys_messages_do_not_exist(
    console: FlaskClient, db: Database, vault: Vault, clock: SetClock
) -> None:
    theirs = a_message(
        db, vault, clock, "530381", state=MessageState.UNKNOWN, fault=Fault.AMBIGUOUS
    )
    assert "没有要决定的" in console.get("/console/stuck").text
    for decision in ("ask", "confirm", "resend"):
        fields = {"decision": decision, "sure": "yes"}
        answer = post(console, f"/console/stuck/messages/{theirs}", fields)
        assert answer.status_code == 404
    assert console.get("/console/operations?county=530381").status_code == 404


def test_english(console: FlaskClient) -> None:
    for path in ("/console/operations", "/console/stuck"):
        text = console.get(f"{path}?lang=en").text
        assert "Sending" in text
        assert "发送情况" not in text


def test_a_trial_is_seen_on_every_page(make_application: Callable[..., APIFlask]) -> None:
    client = make_application(trial=True).test_client()
    post(client, "/sign-in", {"user_name": "li.gz", "password": PASSWORD})
    assert "试运行" in client.get("/console/people").text


def test_cost_is_told_by_day_and_town(db: Database, vault: Vault, clock: SetClock) -> None:
    for number, days in enumerate((0, 0, 3, 20)):
        a_message(
            db,
            vault,
            clock,
            "530325",
            submitted_at=clock.now() - timedelta(days=days),
            segments=1 + number,
            cost_fen=5 * (1 + number),
        )
    with db.read() as rows:
        costs = _costs(rows, clock)
    assert [(row.messages, row.segments, row.long, row.fen) for row in costs] == [
        (2, 3, 1, 15),
        (1, 3, 1, 15),
    ]
    assert costs[0].day == clock.today()
    assert costs[1].day == clock.today() - timedelta(days=3)


def _costs(rows: Session, clock: SetClock) -> list[flow_figures.CostRow]:
    return flow_figures.cost_rows(rows, "530325", clock.today())


# -- sending once more ----------------------------------------------------------------------------


@pytest.fixture
def failed(db: Database, vault: Vault, clock: SetClock) -> UUID:
    """Return a message that a provider refused for good."""
    return a_message(
        db, vault, clock, state=MessageState.FAILED, fault=Fault.PERMANENT, code="text_too_long"
    )


def test_a_failed_message_is_sent_once_more_with_a_reason(
    console: FlaskClient, db: Database, failed: UUID
) -> None:
    page, address = f"/console/messages/{failed}", f"/console/messages/{failed}/again"
    assert "肯定没有送到" in console.get(page).text
    asked = post(console, address, {"reason": " "})
    assert asked.status_code == 422
    assert "请写为什么再发一次" in asked.text
    assert decisions(db) == []
    sent = post(console, address, {"reason": "换了短的模板"}, follow_redirects=True)
    assert "已重新交给系统发送" in sent.text
    assert f'href="{page}"' in sent.text
    assert decisions(db) == [(Decided.RESENT, "li.gz", "换了短的模板")]
    told = words_of(console.get(page).text)
    assert "换了短的模板" in told
    assert "已经有另一条替它发了" in told
    twice = post(console, address, {"reason": "再点一次"}, follow_redirects=True)
    assert "没有再发" in twice.text
    assert len(decisions(db)) == 1


def test_nothing_in_doubt_and_nothing_delivered_is_offered_for_it(
    console: FlaskClient, seeded: Seeded, uncertain: UUID
) -> None:
    for message_id in (uncertain, seeded.message):
        assert "再发一次" not in console.get(f"/console/messages/{message_id}").text
        address = f"/console/messages/{message_id}/again"
        assert "没有再发" in post(console, address, {"reason": "x"}, follow_redirects=True).text


def test_another_countys_failed_message_does_not_exist(
    console: FlaskClient, db: Database, vault: Vault, clock: SetClock
) -> None:
    theirs = a_message(db, vault, clock, "530381", state=MessageState.FAILED, fault="permanent")
    answer = post(console, f"/console/messages/{theirs}/again", {"reason": "x"})
    assert answer.status_code == 404
