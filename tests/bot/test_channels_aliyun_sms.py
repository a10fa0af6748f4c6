"""Aliyun: the real SDK against a stand-in that checks signatures and templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from messaging.contract import (
    Fault,
    Inbound,
    LookupMiss,
    Parked,
    Receipt,
    Sent,
    Submission,
    Templated,
)
from messaging.tables import MessageState
from storage.clock import SHANGHAI, SetClock
from tests.bot.cloud_suite import (
    MESSAGE,
    NOW,
    NUMBER,
    SECRET,
    SIGNATURE,
    Cloud,
    CloudSuite,
    call,
    submission,
)
from tests.peers import sms_clouds
from tests.peers.sms_clouds import SmsClouds, Template

pytest.importorskip("alibabacloud_dysmsapi20170525", reason="没有装 gangxin[aliyun]")
from bot.channels.aliyun_sms import SETTLED_AFTER, AliyunConfig, AliyunSms

TEMPLATE = Templated("SMS_1", "会泽人社", (("name", "王小明"), ("job1", "普工，东莞，4500元")))
MESSAGE_IN = {
    "phone_number": NUMBER,
    "send_time": "2026-11-23 09:00:00",
    "content": "报名1",
    "sign_name": SIGNATURE,
    "dest_code": "1234",
    "sequence_id": 1234567890,
}
REPORT = {
    "phone_number": NUMBER,
    "send_time": "2026-11-23 08:59:50",
    "report_time": "2026-11-23 09:00:00",
    "success": True,
    "err_code": "DELIVERED",
    "err_msg": "用户接收成功",
    "sms_size": "1",
    "biz_id": "900619746936498440^0",
    "out_id": MESSAGE.hex,
}


@pytest.fixture
def clouds() -> Iterator[SmsClouds]:
    made = SmsClouds()
    made.templates["SMS_1"] = Template("会泽人社", "${name}：1 ${job1}。回1看详情")
    made.start()
    yield made
    made.stop()


def config(endpoint: str, **changes: Any) -> AliyunConfig:
    made = AliyunConfig(
        key_id=sms_clouds.KEY_ID,
        key_secret=sms_clouds.KEY_SECRET,
        secret=SECRET,
        signature="会泽人社",
        endpoint=endpoint,
        protocol="HTTP",
    )
    return replace(made, **changes)


CLOUD = Cloud(
    config=config,
    make=lambda config: AliyunSms(config, SetClock(NOW)),
    template=TEMPLATE,
    wrong_key=({"key_secret": "guess"}, "SignatureDoesNotMatch"),
    extra="aliyun",
    message=MESSAGE_IN,
    report=REPORT,
    here={"code": 0, "msg": "接收成功"},
)


@pytest.fixture
def cloud() -> Cloud:
    return CLOUD


@pytest.fixture
def channel(clouds: SmsClouds, clock: SetClock) -> AliyunSms:
    return AliyunSms(config(clouds.endpoint), clock)


class TestAliyun(CloudSuite):
    """Aliyun does what every cloud does."""


def test_a_template_goes_out_signed(channel: AliyunSms, clouds: SmsClouds) -> None:
    sent = channel.send(CLOUD.outgoing(), 5)
    assert sent == Sent("aliyun-1")
    assert clouds.refused == []
    taken = clouds.taken[0]
    assert taken.text == "【会泽人社】王小明：1 普工，东莞，4500元。回1看详情"
    assert (taken.number, taken.ours) == (NUMBER, MESSAGE.hex)


@pytest.mark.parametrize(
    ("code", "fault", "pause"),
    [
        ("isv.BUSINESS_LIMIT_CONTROL", Fault.THROTTLED, 3600),
        ("Throttling.User", Fault.THROTTLED, None),
        ("isv.AMOUNT_NOT_ENOUGH", Fault.CONFIG, None),
        ("isv.OUT_OF_SERVICE", Fault.CONFIG, None),
        ("isp.RAM_PERMISSION_DENY", Fault.CONFIG, None),
        ("isv.MOBILE_NUMBER_ILLEGAL", Fault.BAD_ADDRESS, None),
        ("isv.BLACK_KEY_CONTROL_LIMIT", Fault.PERMANENT, None),
        ("isv.SOMETHING_NEW", Fault.PERMANENT, None),
        ("isp.SYSTEM_ERROR", Fault.AMBIGUOUS, None),
    ],
)
def test_what_a_code_means(
    channel: AliyunSms, clouds: SmsClouds, code: str, fault: Fault, pause: float | None
) -> None:
    clouds.does(NUMBER, code)
    error = CLOUD.fault_of(channel)
    assert (error.fault, error.code, error.retry_after) == (fault, code, pause)
    assert clouds.taken == []


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (replace(TEMPLATE, code="SMS_0"), "isv.SMS_TEMPLATE_ILLEGAL"),
        (replace(TEMPLATE, signature="别人"), "isv.SMS_SIGNATURE_ILLEGAL"),
        (replace(TEMPLATE, values=TEMPLATE.values[:1]), "isv.TEMPLATE_MISSING_PARAMETERS"),
    ],
)
def test_what_was_not_approved_is_a_matter_for_the_office(
    channel: AliyunSms, template: Templated, code: str
) -> None:
    error = CLOUD.fault_of(channel, template=template)
    assert (error.fault, error.code) == (Fault.CONFIG, code)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (sms_clouds.WAITING, MessageState.SENT),
        (sms_clouds.FAILED, MessageState.FAILED),
        (sms_clouds.DELIVERED, MessageState.DELIVERED),
    ],
)
def test_a_look_up_finds_our_id(
    channel: AliyunSms, clouds: SmsClouds, status: int, state: MessageState
) -> None:
    channel.send(CLOUD.outgoing(), 5)
    clouds.settle(NUMBER, status)
    found = channel.lookup(submission())
    assert isinstance(found, Receipt)
    assert (found.state, found.message_id, found.to) == (state, MESSAGE, NUMBER)
    assert clouds.refused == []


def test_a_look_up_does_not_take_another_message_for_ours(
    channel: AliyunSms, clouds: SmsClouds
) -> None:
    channel.send(CLOUD.outgoing(message_id=UUID(int=7)), 5)
    clouds.settle(NUMBER, sms_clouds.DELIVERED)
    assert channel.lookup(submission()) is LookupMiss.CANNOT_TELL
    assert channel.lookup(submission(SETTLED_AFTER)) is LookupMiss.NEVER_TAKEN


def test_the_second_of_two_sendings_counts_when_it_came_further(
    channel: AliyunSms, clouds: SmsClouds
) -> None:
    channel.send(CLOUD.outgoing(), 5)
    clouds.settle(NUMBER, sms_clouds.FAILED)
    channel.send(CLOUD.outgoing(), 5)
    found = channel.lookup(submission())
    assert isinstance(found, Receipt)
    assert found.state is MessageState.SENT


def test_what_was_accepted_is_never_said_to_be_lost(channel: AliyunSms, clouds: SmsClouds) -> None:
    old = submission(timedelta(hours=2), provider_id="aliyun-9")
    assert channel.lookup(old) is LookupMiss.CANNOT_TELL
    clouds.lists = False
    assert channel.lookup(submission(timedelta(hours=2))) is LookupMiss.CANNOT_TELL


def test_a_list_is_read_to_its_end(channel: AliyunSms, clouds: SmsClouds) -> None:
    for number in range(60):
        channel.send(CLOUD.outgoing(message_id=UUID(int=number)), 5)
    channel.send(CLOUD.outgoing(), 5)
    assert isinstance(channel.lookup(submission()), Receipt)


def test_shortly_before_midnight_both_days_are_asked(channel: AliyunSms, clouds: SmsClouds) -> None:
    late = datetime(2026, 11, 22, 23, 58, tzinfo=SHANGHAI)
    channel.lookup(Submission(MESSAGE, NUMBER, None, late))
    days = [fields["SendDate"] for action, fields in clouds.calls]
    assert days == ["20261122", "20261123"]


def test_reports_come_in_batches_and_an_odd_one_is_parked(channel: AliyunSms) -> None:
    failed = REPORT | {"success": False, "err_code": "MOBILE_NOT_ON_SERVICE", "out_id": ""}
    odd = {"biz_id": "1", "success": "yes", "phone_number": NUMBER}
    first, second, third = channel.parse(call("reports", [REPORT, failed, odd]), NOW)
    assert isinstance(first, Receipt)
    assert (first.state, first.message_id, first.to) == (MessageState.DELIVERED, MESSAGE, NUMBER)
    assert first.at == NOW
    assert NUMBER not in first.event_id
    assert isinstance(second, Receipt)
    assert (second.state, second.message_id) == (MessageState.FAILED, None)
    assert (second.provider_id, second.code) == (REPORT["biz_id"], "MOBILE_NOT_ON_SERVICE")
    assert isinstance(third, Parked)
    assert NUMBER not in f"{third!r}"


def test_a_reply_of_a_person(channel: AliyunSms) -> None:
    assert channel.parse(call("inbound", [MESSAGE_IN]), NOW) == [
        Inbound("aliyun:1234567890", NUMBER, "报名1", NOW)
    ]
