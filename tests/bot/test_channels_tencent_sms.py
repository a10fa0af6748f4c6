"""Tencent: the real SDK against a stand-in that checks signatures and templates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
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
    Templated,
)
from messaging.tables import MessageState
from storage.clock import SetClock
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

pytest.importorskip("tencentcloud", reason="没有装 gangxin[tencent]")
from bot.channels.tencent_sms import SILENT_AFTER, TencentConfig, TencentSms

TEMPLATE = Templated("449739", "会泽人社", (("2", "普工，东莞"), ("1", "王小明")))
MESSAGE_IN = {
    "extend": "",
    "mobile": NUMBER,
    "nationcode": "86",
    "sign": SIGNATURE,
    "text": "报名1",
    "time": int(NOW.timestamp()),
}
REPORT = {
    "user_receive_time": "2026-11-23 09:00:00",
    "nationcode": "86",
    "mobile": NUMBER,
    "report_status": "SUCCESS",
    "errmsg": "DELIVRD",
    "description": "用户短信送达成功",
    "sid": "tencent-1",
}


@pytest.fixture
def clouds() -> Iterator[SmsClouds]:
    made = SmsClouds()
    made.templates["449739"] = Template("会泽人社", "{1}：1 {2}。回1看详情")
    made.start()
    yield made
    made.stop()


def config(endpoint: str, **changes: Any) -> TencentConfig:
    made = TencentConfig(
        secret_id=sms_clouds.KEY_ID,
        secret_key=sms_clouds.KEY_SECRET,
        app_id=sms_clouds.APP_ID,
        secret=SECRET,
        signature="会泽人社",
        lookup=True,
        endpoint=endpoint,
        protocol="http",
    )
    return replace(made, **changes)


CLOUD = Cloud(
    config=config,
    make=lambda config: TencentSms(config, SetClock(NOW)),
    template=TEMPLATE,
    wrong_key=({"secret_key": "guess"}, "AuthFailure.SignatureFailure"),
    extra="tencent",
    message=MESSAGE_IN,
    report=REPORT,
    here={"result": 0, "errmsg": "OK"},
)


@pytest.fixture
def cloud() -> Cloud:
    return CLOUD


@pytest.fixture
def channel(clouds: SmsClouds, clock: SetClock) -> TencentSms:
    return TencentSms(config(clouds.endpoint), clock)


class TestTencent(CloudSuite):
    """Tencent does what every cloud does."""


def test_a_template_goes_out_signed_with_its_values_in_order(
    channel: TencentSms, clouds: SmsClouds
) -> None:
    assert channel.send(CLOUD.outgoing(), 5) == Sent("tencent-1")
    assert clouds.refused == []
    taken = clouds.taken[0]
    assert taken.text == "【会泽人社】王小明：1 普工，东莞。回1看详情"
    assert (taken.number, taken.ours) == (NUMBER, MESSAGE.hex)


@pytest.mark.parametrize(
    ("code", "fault", "pause"),
    [
        ("LimitExceeded.PhoneNumberThirtySecondLimit", Fault.THROTTLED, 30),
        ("LimitExceeded.PhoneNumberOneHourLimit", Fault.THROTTLED, 3600),
        ("LimitExceeded.PhoneNumberDailyLimit", Fault.THROTTLED, 86400),
        ("FailedOperation.MarketingSendTimeConstraint", Fault.THROTTLED, 3600),
        ("LimitExceeded.AppDailyLimit", Fault.CONFIG, None),
        ("FailedOperation.InsufficientBalanceInSmsPackage", Fault.CONFIG, None),
        ("UnauthorizedOperation.ServiceSuspendDueToArrears", Fault.CONFIG, None),
        ("AuthFailure.SecretIdNotFound", Fault.CONFIG, None),
        ("FailedOperation.PhoneNumberInBlacklist", Fault.OPTED_OUT, None),
        ("InvalidParameterValue.IncorrectPhoneNumber", Fault.BAD_ADDRESS, None),
        ("FailedOperation.ContainSensitiveWord", Fault.PERMANENT, None),
        ("InvalidParameterValue.TemplateParameterLengthLimit", Fault.PERMANENT, None),
        ("InternalError.Timeout", Fault.AMBIGUOUS, None),
        ("InternalError.SendAndRecvFail", Fault.AMBIGUOUS, None),
        ("Something.New", Fault.AMBIGUOUS, None),
    ],
)
def test_what_a_code_means(
    channel: TencentSms, clouds: SmsClouds, code: str, fault: Fault, pause: float | None
) -> None:
    clouds.does(NUMBER, code)
    error = CLOUD.fault_of(channel)
    assert (error.fault, error.code, error.retry_after) == (fault, code, pause)
    assert clouds.taken == []


@pytest.mark.parametrize(
    ("template", "code"),
    [
        (replace(TEMPLATE, code="1"), "FailedOperation.TemplateUnapprovedOrNotExist"),
        (replace(TEMPLATE, signature="别人"), "FailedOperation.SignatureIncorrectOrUnapproved"),
        (
            replace(TEMPLATE, values=TEMPLATE.values[:1]),
            "FailedOperation.TemplateParamSetNotMatchApprovedTemplate",
        ),
    ],
)
def test_what_was_not_approved_is_a_matter_for_the_office(
    channel: TencentSms, template: Templated, code: str
) -> None:
    error = CLOUD.fault_of(channel, template=template)
    assert (error.fault, error.code) == (Fault.CONFIG, code)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (sms_clouds.FAILED, MessageState.FAILED),
        (sms_clouds.DELIVERED, MessageState.DELIVERED),
    ],
)
def test_a_look_up_finds_our_id(
    channel: TencentSms, clouds: SmsClouds, status: int, state: MessageState
) -> None:
    channel.send(CLOUD.outgoing(), 5)
    clouds.settle(NUMBER, status)
    found = channel.lookup(submission())
    assert isinstance(found, Receipt)
    assert (found.state, found.message_id) == (state, MESSAGE)
    assert (found.provider_id, found.to) == ("tencent-1", f"+86{NUMBER}")
    assert clouds.refused == []


def test_only_after_long_silence_a_message_is_taken_for_never_sent(
    channel: TencentSms, clouds: SmsClouds
) -> None:
    channel.send(CLOUD.outgoing(message_id=UUID(int=7)), 5)
    clouds.settle(NUMBER, sms_clouds.DELIVERED)
    assert channel.lookup(submission()) is LookupMiss.CANNOT_TELL
    assert channel.lookup(submission(timedelta(hours=4))) is LookupMiss.CANNOT_TELL
    assert channel.lookup(submission(SILENT_AFTER)) is LookupMiss.NEVER_TAKEN
    accepted = submission(SILENT_AFTER, provider_id="tencent-9")
    assert channel.lookup(accepted) is LookupMiss.CANNOT_TELL


def test_a_list_is_read_to_its_end(channel: TencentSms, clouds: SmsClouds) -> None:
    for number in range(120):
        channel.send(CLOUD.outgoing(message_id=UUID(int=number)), 5)
    channel.send(CLOUD.outgoing(), 5)
    clouds.settle(NUMBER, sms_clouds.DELIVERED)
    assert isinstance(channel.lookup(submission()), Receipt)


def test_a_list_without_our_ids_tells_nothing(channel: TencentSms, clouds: SmsClouds) -> None:
    channel.send(CLOUD.outgoing(), 5)
    clouds.settle(NUMBER, sms_clouds.DELIVERED)
    clouds.taken[0].ours = ""
    assert channel.lookup(submission(SILENT_AFTER)) is LookupMiss.CANNOT_TELL
    by_theirs = channel.lookup(submission(provider_id="tencent-1"))
    assert isinstance(by_theirs, Receipt)


def test_a_list_that_is_not_opened_tells_nothing(
    channel: TencentSms, clouds: SmsClouds, clock: SetClock
) -> None:
    clouds.lists = False
    assert channel.lookup(submission(SILENT_AFTER)) is LookupMiss.CANNOT_TELL
    without = TencentSms(config(clouds.endpoint, lookup=False), clock).capabilities
    assert not without.lookup
    assert not without.confirm_reports


def test_reports_come_in_batches_and_an_odd_one_is_parked(channel: TencentSms) -> None:
    failed = REPORT | {"report_status": "FAIL", "errmsg": "UNDELIV", "sid": "tencent-2"}
    odd = REPORT | {"report_status": "PERHAPS"}
    first, second, third = channel.parse(call("reports", [REPORT, failed, odd]), NOW)
    assert first == Receipt(
        event_id="tencent-1:SUCCESS",
        state=MessageState.DELIVERED,
        at=NOW,
        provider_id="tencent-1",
        to=NUMBER,
        code="DELIVRD",
    )
    assert isinstance(second, Receipt)
    assert (second.state, second.code) == (MessageState.FAILED, "UNDELIV")
    assert isinstance(third, Parked)


def test_a_reply_of_a_person_is_known_again(channel: TencentSms) -> None:
    (first,) = channel.parse(call("inbound", MESSAGE_IN), NOW)
    (again,) = channel.parse(call("inbound", MESSAGE_IN), NOW + timedelta(seconds=9))
    assert isinstance(first, Inbound)
    assert first == again
    assert (first.sender, first.text, first.at) == (NUMBER, "报名1", NOW)
    assert NUMBER not in first.event_id
    (later,) = channel.parse(call("inbound", MESSAGE_IN | {"time": int(NOW.timestamp()) + 60}), NOW)
    assert later.event_id != first.event_id
