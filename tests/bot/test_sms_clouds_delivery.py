"""Aliyun and Tencent from the outbox to the ledger: nothing lost, nothing sent twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from bot import receipts
from bot.runtime import BotRuntime
from messaging.contacts import contact_for
from messaging.contract import Channel, Fault
from messaging.outbox import Draft, enqueue
from messaging.sender import deliver_batch
from messaging.tables import DeliveryReport, InboundMessage, MessageKind, MessageState
from messaging.tables import OutboxMessage as Row
from messaging.templates import Template as Registered
from messaging.templates import TemplateState
from messaging.templates_registry import save
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.bot.spine import add_person, runtime_with
from tests.peers import sms_clouds
from tests.peers.service import Doors
from tests.peers.sms_clouds import SmsClouds, Template

pytest.importorskip("alibabacloud_dysmsapi20170525", reason="没有装 gangxin[aliyun]")
pytest.importorskip("tencentcloud", reason="没有装 gangxin[tencent]")
from bot.channels.aliyun_sms import AliyunConfig, AliyunSms
from bot.channels.tencent_sms import TencentConfig, TencentSms

NUMBER, SECRET = "13800000001", "only-the-cloud-knows"
PARAMS = {"name": "张三", "job1": "普工，东莞，4500元", "job2": "保洁，面议", "job3": "保安，曲靖"}
WORDINGS = {
    "aliyun": "${name}：1 ${job1}；2 ${job2}；3 ${job3}。回1看详情",
    "tencent": "{1}：1 {2}；2 {3}；3 {4}。回1看详情",
}
SURE_AFTER = {"aliyun": timedelta(minutes=7), "tencent": timedelta(hours=6)}


@dataclass
class Bench:
    """One cloud, our doors to it, and a person to write to."""

    provider: str
    clouds: SmsClouds
    runtime: BotRuntime
    channel: Channel
    clock: SetClock
    url: str
    person: UUID

    def write(self) -> UUID:
        """Put a push for the person into the outbox."""
        runtime = self.runtime
        with runtime.db.write() as session:
            contact = contact_for(session, runtime.vault, runtime.clock, "sms", NUMBER, "530326")
            message = enqueue(
                session,
                runtime.vault,
                runtime.clock,
                Draft(
                    key="push:1",
                    contact_id=contact.id,
                    channel="sms",
                    kind=MessageKind.JOB_PUSH,
                    text="x",
                    person_id=self.person,
                    county_code="530326",
                    proves={"kind": "job_info", "postings": ["a", "b", "c"]},
                    params=PARAMS,
                ),
            )
            assert message is not None
            return message.id

    def deliver(self) -> int:
        runtime = self.runtime
        return deliver_batch(
            runtime.db, runtime.vault, runtime.clock, self.channel, owner="t", chance=lambda: 0.5
        )

    def sweep(self) -> int:
        return receipts.sweep(self.runtime, self.channel)

    def load(self, message_id: UUID) -> Row:
        with self.runtime.db.read() as session:
            return session.get_one(Row, message_id)

    def entries(self) -> int:
        with self.runtime.db.read() as session:
            return len(session.exec(select(ServiceEntry)).all())

    def post(self, part: str, body: bytes, secret: str = SECRET) -> int:
        address = f"{self.url}/webhooks/{self.provider}/{secret}/{part}"
        return httpx.post(address, content=body, trust_env=False).status_code

    def reports(self) -> bytes:
        """Return what the cloud would post now."""
        return getattr(self.clouds, f"{self.provider}_reports")()  # type: ignore[no-any-return]


@pytest.fixture(params=["aliyun", "tencent"])
def bench(
    request: pytest.FixtureRequest, db: Database, vault: Vault, clock: SetClock
) -> Iterator[Bench]:
    provider = request.param
    clouds = SmsClouds()
    clouds.templates["T1"] = Template("会泽人社", WORDINGS[provider])
    clouds.start()
    channel: Channel = (
        AliyunSms(
            AliyunConfig(
                key_id=sms_clouds.KEY_ID,
                key_secret=sms_clouds.KEY_SECRET,
                secret=SECRET,
                signature="会泽人社",
                endpoint=clouds.endpoint,
                protocol="HTTP",
            ),
            clock,
        )
        if provider == "aliyun"
        else TencentSms(
            TencentConfig(
                secret_id=sms_clouds.KEY_ID,
                secret_key=sms_clouds.KEY_SECRET,
                app_id=sms_clouds.APP_ID,
                secret=SECRET,
                signature="会泽人社",
                lookup=True,
                endpoint=clouds.endpoint,
                protocol="http",
            ),
            clock,
        )
    )
    runtime = runtime_with(db, vault, clock, channel)
    register(db, clock, provider)
    doors = Doors()
    doors.open(runtime)
    person = add_person(db, vault, clock)
    yield Bench(provider, clouds, runtime, channel, clock, doors.url, person.id)
    doors.close()
    clouds.stop()


def register(db: Database, clock: SetClock, provider: str, **changes: Any) -> None:
    names = ("name", "job1", "job2", "job3")
    numbered = {str(place): name for place, name in enumerate(names, start=1)}
    values: dict[str, Any] = {
        "provider": provider,
        "purpose": MessageKind.JOB_PUSH,
        "code": "T1",
        "signature": "会泽人社",
        "wording": WORDINGS[provider],
        "parameters": numbered if provider == "tencent" else {},
        "state": TemplateState.APPROVED,
    }
    with db.write() as session:
        save(session, clock, [(Registered(**(values | changes)), "")])


def test_a_push_is_counted_once_a_look_up_agrees_with_the_report(bench: Bench) -> None:
    message_id = bench.write()
    assert bench.deliver() == 1
    assert bench.clouds.taken[0].text.startswith("【会泽人社】张三：1 普工，东莞")
    assert bench.load(message_id).state is MessageState.HANDED_OVER
    bench.clouds.settle(NUMBER, sms_clouds.DELIVERED)
    assert bench.post("reports", bench.reports()) == 200
    assert bench.entries() == 0
    assert bench.sweep() == 1
    message = bench.load(message_id)
    assert (message.state, message.segments) == (MessageState.DELIVERED, 1)
    assert bench.entries() == 1
    assert bench.post("reports", bench.reports()) == 200
    assert bench.sweep() == 0
    assert bench.entries() == 1
    assert bench.clouds.refused == []


def test_without_a_callback_the_look_up_alone_is_enough(bench: Bench) -> None:
    message_id = bench.write()
    bench.deliver()
    bench.clouds.settle(NUMBER, sms_clouds.DELIVERED)
    bench.clock.advance(timedelta(minutes=2))
    assert bench.sweep() == 1
    assert bench.load(message_id).state is MessageState.DELIVERED


def test_a_forged_report_counts_for_nothing(bench: Bench) -> None:
    message_id = bench.write()
    bench.deliver()
    taken = bench.clouds.taken[0]
    taken.status = sms_clouds.DELIVERED
    forged = bench.reports()
    taken.status = sms_clouds.WAITING
    assert bench.post("reports", forged, secret="guess") == 403
    assert bench.post("reports", forged) == 200
    bench.sweep()
    assert bench.load(message_id).state < MessageState.DELIVERED
    assert bench.entries() == 0
    with bench.runtime.db.read() as session:
        (kept,) = session.exec(select(DeliveryReport).where(DeliveryReport.state == 60)).all()
        assert not kept.raised


def test_a_report_for_another_number_is_not_ours(bench: Bench) -> None:
    message_id = bench.write()
    bench.deliver()
    bench.clouds.settle(NUMBER, sms_clouds.DELIVERED)
    assert bench.post("reports", bench.reports().replace(NUMBER.encode(), b"13900000002")) == 200
    assert bench.sweep() == 0
    assert bench.load(message_id).state is MessageState.HANDED_OVER


def test_an_answer_that_was_lost_is_looked_up_and_not_sent_again(bench: Bench) -> None:
    bench.clouds.does(NUMBER, sms_clouds.LOST)
    message_id = bench.write()
    bench.deliver()
    message = bench.load(message_id)
    assert (message.state, message.fault) == (MessageState.UNKNOWN, Fault.AMBIGUOUS)
    assert bench.deliver() == 0
    bench.clouds.settle(NUMBER, sms_clouds.DELIVERED)
    bench.clock.advance(timedelta(minutes=2))
    assert bench.sweep() == 1
    assert bench.load(message_id).state is MessageState.DELIVERED
    bench.clock.advance(timedelta(hours=9))
    assert bench.deliver() == 0
    assert len(bench.clouds.taken) == 1
    assert bench.entries() == 1


def test_a_message_that_never_arrived_is_sent_once_more(bench: Bench) -> None:
    bench.clouds.does(NUMBER, sms_clouds.DROPPED)
    message_id = bench.write()
    bench.deliver()
    assert bench.load(message_id).state is MessageState.UNKNOWN
    bench.clock.advance(timedelta(minutes=2))
    assert bench.sweep() == 0
    assert bench.deliver() == 0
    bench.clock.advance(SURE_AFTER[bench.provider])
    bench.sweep()
    assert bench.deliver() == 1
    assert bench.deliver() == 0
    assert len(bench.clouds.taken) == 1
    bench.clouds.settle(NUMBER, sms_clouds.DELIVERED)
    bench.clock.advance(timedelta(minutes=2))
    assert bench.sweep() == 1
    assert bench.entries() == 1


@pytest.mark.parametrize("bench", ["aliyun"], indirect=True)
def test_a_report_stops_a_second_sending_until_it_was_looked_up(bench: Bench) -> None:
    """The list may lag: a report that comes before the second attempt is heard first.

    Tencent's report names only Tencent's id, which nobody knows after a lost answer.
    """
    bench.clouds.does(NUMBER, sms_clouds.LOST)
    bench.write()
    bench.deliver()
    (hidden,) = bench.clouds.taken
    bench.clouds.taken = []
    bench.clock.advance(SURE_AFTER[bench.provider])
    bench.sweep()
    hidden.status = sms_clouds.DELIVERED
    bench.clouds.taken = [hidden]
    assert bench.post("reports", bench.reports()) == 200
    assert bench.deliver() == 0
    assert bench.sweep() == 1
    assert bench.clouds.taken == [hidden]


def test_too_fast_waits_as_long_as_the_cloud_says(bench: Bench) -> None:
    codes = {
        "aliyun": "isv.BUSINESS_LIMIT_CONTROL",
        "tencent": "LimitExceeded.PhoneNumberOneHourLimit",
    }
    bench.clouds.does(NUMBER, codes[bench.provider])
    bench.write()
    bench.deliver()
    bench.clock.advance(timedelta(minutes=59))
    assert bench.deliver() == 0
    bench.clock.advance(timedelta(minutes=14))
    assert bench.deliver() == 1
    assert len(bench.clouds.taken) == 1


def test_a_template_that_is_only_pending_sends_nothing(bench: Bench) -> None:
    register(bench.runtime.db, bench.clock, bench.provider, state=TemplateState.PENDING)
    message_id = bench.write()
    assert bench.deliver() == 0
    assert bench.load(message_id).code == "no_template:job_push"
    assert bench.clouds.calls == []


def test_a_reply_from_a_phone_is_stored_once(bench: Bench) -> None:
    bodies = {
        "aliyun": '[{"phone_number":"13800000001","send_time":"2026-11-23 09:00:00",'
        '"content":"1","sequence_id":77}]',
        "tencent": '{"mobile":"13800000001","nationcode":"86","text":"1","time":1795395600}',
    }
    for _ in range(3):
        assert bench.post("inbound", bodies[bench.provider].encode()) == 200
    assert bench.post("inbound", bodies[bench.provider].encode(), secret="x") == 403
    with bench.runtime.db.read() as session:
        assert len(session.exec(select(InboundMessage)).all()) == 1
