"""The push: whom, what and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from jobs_feed.tables import Posting, PostingState
from labourers.profiles import record_status
from labourers.tables import EmploymentStatus, Source
from matching.digest import PushResult
from matching.tables import Push, PushedPosting
from matching.toolkit import Toolkit
from messaging.contacts import contact_for, opt_out
from messaging.contract import Capabilities
from messaging.outbox import params_of, text_of
from messaging.tables import MessageKind, OutboxMessage
from messaging.templates import Template, TemplateState
from messaging.templates_registry import save
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.conftest import COUNTY
from tests.matching.office import Office

SMS_ABILITY = Capabilities(
    max_length=670, billed_by_segment=True, fen_per_segment=5, signature="会泽就业"
)
CHAT_ABILITY = Capabilities(max_length=4096, buttons=True)


@pytest.fixture
def office(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> Office:
    return Office(db, vault, clock, gazetteer, toolkit)


def test_a_push_is_one_message_that_proves_one_service(office: Office) -> None:
    person = office.labourer(name="李秀英")
    office.postings(4, food=True, lodging=True, wage_low_fen=300_000, wage_high_fen=400_000)
    office.match()
    result = office.push(capabilities={"sms": SMS_ABILITY})
    assert (result.queued, dict(result.skipped), result.segments) == (1, {}, 2)
    assert str(result.cost_yuan) == "0.10"
    (message,) = office.messages()
    assert message.kind is MessageKind.JOB_PUSH
    assert message.person_id == person.id
    assert message.county_code == COUNTY
    assert message.proves is not None
    assert message.proves["kind"] == "job_info"
    assert len(message.proves["postings"]) == 3
    text = text_of(office.vault, message)
    assert text.startswith("李*英：\n1 普工，会泽，3000-4000元，包吃住\n2 ")
    assert text.endswith("回1看详情，回报名1报名")


def test_a_push_keeps_the_values_for_a_template_and_what_was_cut(office: Office) -> None:
    office.postings(
        3,
        title="电子产品流水线装配操作工长期招聘两班倒提供工作服可以预支工资",
        food=True,
        lodging=True,
    )
    office.labourer()
    office.match()
    office.push()
    with office.db.read() as session:
        (message,) = session.exec(select(OutboxMessage)).all()
    params = params_of(office.vault, message)
    assert sorted(params) == ["job1", "job2", "job3", "name"]
    assert all(len(value) <= 35 for value in params.values())
    body = text_of(office.vault, message)
    assert all(params[f"job{number}"].split("，")[0] in body for number in (1, 2, 3))
    assert message.cuts
    assert all(said.startswith("岗位") for said in message.cuts)


def test_a_push_by_template_is_counted_in_the_words_of_the_template(office: Office) -> None:
    office.postings(3)
    office.labourer()
    office.match()
    by_template = replace(SMS_ABILITY, templates_of="aliyun")
    plain = office.push(dry_run=True, capabilities={"sms": by_template})
    wordy = Template(
        provider="aliyun",
        purpose=MessageKind.JOB_PUSH,
        code="SMS_1",
        signature="会泽就业",
        wording="${name}：1 ${job1}；2 ${job2}；3 ${job3}。" + "详情请回短信。" * 20,
        scope=COUNTY,
        state=TemplateState.APPROVED,
    )
    with office.db.write() as session:
        save(session, office.clock, [(wordy, "")])
    filled = office.push(dry_run=True, capabilities={"sms": by_template})
    assert (plain.segments, filled.segments) == (1, 3)


def test_doing_it_again_writes_nothing(office: Office) -> None:
    office.labourer()
    office.postings(6)
    office.match()
    assert office.push().queued == 1
    again = office.push()
    assert (again.queued, dict(again.skipped)) == (0, {"recently_pushed": 1})
    office.match()
    assert office.push().queued == 0
    assert len(office.messages()) == 1


def test_a_dry_run_says_the_same_and_writes_nothing(office: Office) -> None:
    office.labourer()
    office.labourer(phone=None)
    office.postings(6)
    office.match()
    tried = office.push(dry_run=True)
    assert office.messages() == []
    assert office.push() == tried
    assert tried.to_json()["skipped"] == {"no_phone": 1}


def test_the_next_push_comes_after_the_interval_with_other_postings(office: Office) -> None:
    office.labourer()
    office.postings(6)
    office.match()
    office.push(min_days_between=7)
    office.clock.advance(timedelta(days=6))
    office.match()
    assert office.push(min_days_between=7).queued == 0
    office.clock.advance(timedelta(days=1))
    assert office.push(min_days_between=7).queued == 1
    with office.db.read() as session:
        first, second = session.exec(select(Push).order_by(Push.day)).all()  # type: ignore[arg-type]
        assert not {*first.posting_ids} & {*second.posting_ids}
        assert len(session.exec(select(PushedPosting)).all()) == 6


def test_too_few_postings_are_not_pushed(office: Office) -> None:
    office.labourer()
    office.postings(2)
    office.match()
    assert dict(office.push().skipped) == {"shortfall": 1}
    assert office.push(min_postings=2).queued == 1


def test_a_posting_closed_after_the_matching_is_left_out(office: Office) -> None:
    office.labourer()
    office.postings(3)
    office.match()
    with office.db.write() as session:
        posting = session.exec(select(Posting)).first()
        assert posting is not None
        posting.state = PostingState.CLOSED
    assert dict(office.push().skipped) == {"shortfall": 1}


def test_a_posting_that_ends_today_is_pushed(office: Office) -> None:
    office.labourer()
    office.postings(3, deadline=office.clock.today())
    office.match()
    assert office.push().queued == 1


def test_somebody_who_found_work_is_left_alone(office: Office) -> None:
    person = office.labourer()
    office.postings(3)
    office.match()
    with office.db.write() as session:
        record_status(
            session,
            office.clock,
            person.id,
            EmploymentStatus.EMPLOYED,
            source=Source.LABOURER,
            by="test",
        )
    assert office.push() == PushResult(0, {}, 0, office.push().cost_yuan)


def test_who_opted_out_gets_nothing(office: Office) -> None:
    office.labourer(phone="13800000001")
    office.postings(3)
    office.match()
    with office.db.write() as session:
        contact = contact_for(session, office.vault, office.clock, "sms", "13800000001")
        opt_out(session, office.clock, contact)
    assert dict(office.push().skipped) == {"opted_out": 1}
    assert office.messages() == []


def test_a_shared_phone_gets_a_message_for_each_person(office: Office) -> None:
    office.labourer(name="张桂花")
    office.labourer(name="张永贵")
    office.postings(6)
    office.match()
    assert office.push().queued == 2
    texts = {text_of(office.vault, message).split("：")[0] for message in office.messages()}
    assert texts == {"张*花", "张*贵"}
    assert len({message.contact_id for message in office.messages()}) == 1


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("08748888888", None, {"no_phone": 1}),
        (None, None, {"no_phone": 1}),
        ("08748888888", "13800000002", {}),
    ],
)
def test_only_mobile_numbers_get_an_sms(
    office: Office, first: str | None, second: str | None, expected: dict[str, int]
) -> None:
    given: dict[str, Any] = {}
    if second is not None:
        given["second_phone_sealed"] = office.vault.seal("labourer.phone", second)
    office.labourer(phone=first, **given)
    office.postings(3)
    office.match()
    assert dict(office.push().skipped) == expected


def test_a_chat_in_use_is_preferred_and_telegram_gets_no_name(office: Office) -> None:
    person = office.labourer(name="李秀英")
    office.link(person, "telegram")
    office.postings(3)
    office.match()
    abilities = {"sms": SMS_ABILITY, "telegram": CHAT_ABILITY}
    result = office.push(capabilities=abilities)
    assert (result.queued, result.segments) == (1, 0)
    (message,) = office.messages()
    assert message.channel == "telegram"
    assert "李秀英" not in text_of(office.vault, message)


@pytest.mark.parametrize(
    ("abilities", "days"),
    [
        ({"sms": SMS_ABILITY}, 0),
        ({"sms": SMS_ABILITY, "telegram": CHAT_ABILITY}, 31),
        (
            {
                "sms": SMS_ABILITY,
                "telegram": Capabilities(max_length=600, reply_window=timedelta(hours=48)),
            },
            3,
        ),
    ],
)
def test_an_sms_goes_where_the_chat_cannot_be_reached(
    office: Office, abilities: dict[str, Capabilities], days: int
) -> None:
    """The channel is not in use, the account silent for a month, or its window closed."""
    office.link(office.labourer(), "telegram")
    office.clock.advance(timedelta(days=days))
    office.postings(3)
    office.match()
    office.push(capabilities=abilities)
    assert [message.channel for message in office.messages()] == ["sms"]
