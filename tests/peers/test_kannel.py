"""SMS through a really running Kannel with its own pretended phone network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy.exc import OperationalError

from bot import inbox
from bot.channels.kannel import Kannel
from messaging import sms_text
from messaging.contract import Fault, Outgoing, SendError
from messaging.tables import MessageEvent, MessageState, OutboxMessage
from messaging.tables_parts import MessagePart
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from tests.bot.spine import Said
from tests.peers import until
from tests.peers.conftest import OfficeBehind
from tests.peers.kannel import OFFICE, KannelPeer
from tests.peers.sms_office import PHONE, Office

pytestmark = pytest.mark.peer("kannel")
LONG = "【会泽人社】" + "电子厂招普工30人，月薪4500到6000元，包吃住。" * 12 + "😀"


@pytest.fixture
def office(office_behind: OfficeBehind, kannel_peer: Callable[..., KannelPeer]) -> Iterator[Office]:
    with office_behind(kannel_peer) as made:
        yield made


def test_pushes_arrive_are_reported_and_counted(office: Office) -> None:
    for number in range(20):
        office.write(number, phone=f"138000001{number:02d}")
    assert office.deliver() == 20
    until("20 reports", lambda: office.states() == [MessageState.DELIVERED] * 20)
    assert len(office.all(ServiceEntry)) == 20
    got = office.peer.delivered()
    assert {phone.text for phone in got} == {"【会泽人社】有3个岗位\n拒收请回复R"}
    assert sorted(phone.to for phone in got) == [f"138000001{number:02d}" for number in range(20)]
    assert {phone.sender for phone in got} == {OFFICE}
    codes = {event.code for event in office.all(MessageEvent) if event.source == "report"}
    assert "1" in codes


@pytest.mark.parametrize(
    "text", ["【会泽人社】您好", "【会泽人社】 前后 空格 \n换行", "【会泽人社】😀岗位", "岗" * 70]
)
def test_a_short_text_arrives_as_it_was_written(office: Office, text: str) -> None:
    office.channel.send(Outgoing(UUID(int=1), PHONE, text), 5)
    got = until("the phone", office.peer.delivered)
    assert [phone.text for phone in got] == [text]


def test_a_long_text_arrives_in_as_many_parts_as_are_billed(office: Office) -> None:
    office.write(1, text=LONG)
    office.deliver()
    parts = sms_text.segments(office.channel.capabilities.opt_out_wording + LONG)
    until("all parts", lambda: len(office.peer.delivered()) >= parts)
    until("one report", lambda: office.states() == [MessageState.DELIVERED])
    message = office.all(OutboxMessage)[0]
    got = office.peer.delivered()
    assert message.segments == len(got)
    assert "".join(phone.text for phone in got) == f"{LONG}\n拒收请回复R"
    assert len(office.all(ServiceEntry)) == 1


def test_a_text_longer_than_kannel_joins_arrives_whole_and_is_one_message(office: Office) -> None:
    """Two messages at Kannel, each split by it, each with a report of its own."""
    said = "".join(f"第{number}条，电子厂招普工，月薪4500元，包吃住。" for number in range(40))
    office.write(1, text=said)
    office.deliver()
    until("both reports", lambda: office.states() == [MessageState.DELIVERED])
    message = office.all(OutboxMessage)[0]
    got = office.peer.delivered()
    assert message.segments == len(got)
    whole = "".join(phone.text for phone in got)
    assert whole.count("【会泽人社】（") == 2
    assert all(f"第{number}条，电子厂招普工，月薪4500元，包吃住。" in whole for number in range(40))
    assert [part.state for part in office.all(MessagePart)] == [MessageState.DELIVERED] * 2
    assert len(office.all(ServiceEntry)) == 1


@pytest.mark.parametrize("text", ["去广东打工车票能报多少", "TD", "😀找工作", "岗" * 70])
def test_a_phone_asks_and_gets_its_answer(office: Office, text: str) -> None:
    office.parrot.says = lambda heard: [Said("最多报500元")]
    office.peer.write(PHONE, text)
    until("the question", lambda: office.heard() == [text])
    until("the answer", lambda: len(office.all(OutboxMessage)) == 1)
    assert office.deliver() == 1
    got = until("the phone", office.peer.delivered)
    assert [(phone.to, phone.text) for phone in got] == [(PHONE, "【会泽人社】最多报500元")]


def test_a_message_that_could_not_be_stored_comes_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive, refusals = inbox.receive, [1, 2]

    def sometimes(*args: Any) -> Any:
        if refusals:
            refusals.pop()
            raise OperationalError("INSERT", {}, Exception("disk full"))
        return receive(*args)

    monkeypatch.setattr(inbox, "receive", sometimes)
    office.peer.write(PHONE, "找活")
    until("the third try", lambda: office.heard() == ["找活"])
    assert refusals == []


def test_a_wrong_password_stops_the_channel(office: Office) -> None:
    wrong = Kannel(replace(office.channel._config, password="guess"))
    with closing(wrong), pytest.raises(SendError) as refused:
        wrong.send(Outgoing(UUID(int=1), PHONE, "您好"), 5)
    assert refused.value.fault is Fault.CONFIG


def test_a_gateway_that_is_away_gets_the_message_later(office: Office, clock: SetClock) -> None:
    office.write(1)
    office.peer.stop_smsbox()
    assert office.deliver() == 1
    assert office.states() == [MessageState.SUBMITTING]
    office.peer.start_smsbox()
    clock.advance(timedelta(minutes=2))
    assert office.deliver() == 1
    until("the report", lambda: office.states() == [MessageState.DELIVERED])
    assert len(office.peer.delivered()) == 1


def test_a_forged_report_changes_nothing(office: Office) -> None:
    message_id = office.write(1)
    of_another = office.channel.report_url(UUID(int=7), PHONE).replace("%d", "1")
    forged = of_another.replace(UUID(int=7).hex, message_id.hex)
    assert httpx.get(forged).status_code == 403
    assert office.states() == [MessageState.QUEUED]
