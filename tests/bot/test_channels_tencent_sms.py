"""Tencent: the real SDK against a stand-in that checks signatures and templates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.channels import cloud_sms
from messaging.contract import (
    Call,
    Fault,
    Inbound,
    LookupMiss,
    Outgoing,
    Parked,
    Receipt,
    SendError,
    Sent,
    Submission,
    Templated,
)
from messaging.tables import MessageState
from storage.clock import SHANGHAI, SetClock
from tests.peers import sms_clouds
from tests.peers.sms_clouds import SmsClouds, Template

pytest.importorskip("tencentcloud", reason="没有装 gangxin[tencent]")
from bot.channels.tencent_sms import SILENT_AFTER, TencentConfig, TencentSms

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
MESSAGE = UUID("01a1ffac-7833-7310-ad39-0e053287c1cc")
NUMBER, SECRET = "13800000001", "only-tencent-knows"
TEMPLATE = Templated("449739", "会泽人社", (("2", "普工，东莞"), ("1", "王小明")))


@pytest.fixture
def clouds() -> Iterator[SmsClouds]:
    made = SmsClouds()
    made.templates["449739"] = Template("会泽人社", "{1}：1 {2}。回1看详情")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def channel(clouds: SmsClouds, clock: SetClock) -> TencentSms:
    return TencentSms(config(clouds.endpoint), clock)


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


def message(**changes: Any) -> Outgoing:
    values = {"message_id": MESSAGE, "to": NUMBER, "text": "x", "template": TEMPLATE} | changes
    return Outgoing(**values)


def fault_of(channel: TencentSms, timeout: float = 5, **changes: Any) -> SendError:
    with pytest.raises(SendError) as refused:
        channel.send(message(**changes), timeout)
    assert NUMBER not in repr(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return refused.value


def submission(ago: timedelta = timedelta(0), provider_id: str | None = None) -> Submission:
    return Submission(MESSAGE, NUMBER, provider_id, NOW - ago)


def test_a_template_goes_out_signed_with_its_values_in_order(
    channel: TencentSms, clouds: SmsClouds
) -> None:
    assert channel.send(message(), 5) == Sent("tencent-1")
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
    error = fault_of(channel)
    assert (error.fault, error.code, error.retry_after) == (fault, code, pause)
    assert clouds.taken == []


def test_a_fault_inside_the_cloud_is_uncertain(channel: TencentSms, clouds: SmsClouds) -> None:
    clouds.does(NUMBER, sms_clouds.FAULTY)
    assert fault_of(channel).fault is Fault.AMBIGUOUS


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
    error = fault_of(channel, template=template)
    assert (error.fault, error.code) == (Fault.CONFIG, code)


def test_free_text_is_not_even_tried(channel: TencentSms, clouds: SmsClouds) -> None:
    assert fault_of(channel, template=None).fault is Fault.CONFIG
    assert clouds.calls == []


def test_a_wrong_key_is_a_matter_for_the_office(clouds: SmsClouds, clock: SetClock) -> None:
    wrong = TencentSms(config(clouds.endpoint, secret_key="guess"), clock)
    error = fault_of(wrong)
    assert (error.fault, error.code) == (Fault.CONFIG, "AuthFailure.SignatureFailure")
    assert clouds.refused == ["wrong"]


@pytest.mark.parametrize("step", [sms_clouds.LOST, sms_clouds.DROPPED])
def test_a_lost_answer_is_uncertain_and_asked_once(
    channel: TencentSms, clouds: SmsClouds, step: str
) -> None:
    clouds.does(NUMBER, step)
    assert fault_of(channel).fault is Fault.AMBIGUOUS
    assert len(clouds.calls) == 1


def test_an_answer_that_does_not_come_in_time_is_uncertain(
    channel: TencentSms, clouds: SmsClouds
) -> None:
    clouds.does(NUMBER, sms_clouds.HELD)
    assert fault_of(channel, timeout=0.4).fault is Fault.AMBIGUOUS
    assert len(clouds.taken) == 1


def test_a_cloud_that_is_not_there_took_nothing(clouds: SmsClouds, clock: SetClock) -> None:
    nobody = TencentSms(config("127.0.0.1:1"), clock)
    error = fault_of(nobody)
    assert (error.fault, error.code) == (Fault.RETRY, "no_connection")
    assert nobody.lookup(submission(timedelta(days=1))) is LookupMiss.CANNOT_TELL


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
    channel.send(message(), 5)
    clouds.settle(NUMBER, status)
    found = channel.lookup(submission())
    assert isinstance(found, Receipt)
    assert (found.state, found.message_id) == (state, MESSAGE)
    assert (found.provider_id, found.to) == ("tencent-1", f"+86{NUMBER}")
    assert clouds.refused == []


def test_only_after_long_silence_a_message_is_taken_for_never_sent(
    channel: TencentSms, clouds: SmsClouds
) -> None:
    channel.send(message(message_id=UUID(int=7)), 5)
    clouds.settle(NUMBER, sms_clouds.DELIVERED)
    assert channel.lookup(submission()) is LookupMiss.CANNOT_TELL
    assert channel.lookup(submission(timedelta(hours=4))) is LookupMiss.CANNOT_TELL
    assert channel.lookup(submission(SILENT_AFTER)) is LookupMiss.NEVER_TAKEN
    accepted = submission(SILENT_AFTER, provider_id="tencent-9")
    assert channel.lookup(accepted) is LookupMiss.CANNOT_TELL


def test_a_list_without_our_ids_tells_nothing(channel: TencentSms, clouds: SmsClouds) -> None:
    channel.send(message(), 5)
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


def call(part: str, events: Any, secret: str = SECRET) -> Call:
    return Call(f"{secret}/{part}", body=json.dumps(events, ensure_ascii=False).encode())


REPORT = {
    "user_receive_time": "2026-11-23 09:00:00",
    "nationcode": "86",
    "mobile": NUMBER,
    "report_status": "SUCCESS",
    "errmsg": "DELIVRD",
    "description": "用户短信送达成功",
    "sid": "tencent-1",
}


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
    up = {
        "extend": "",
        "mobile": NUMBER,
        "nationcode": "86",
        "sign": "会泽人社",
        "text": "报名1",
        "time": int(NOW.timestamp()),
    }
    (first,) = channel.parse(call("inbound", up), NOW)
    (again,) = channel.parse(call("inbound", up), NOW + timedelta(seconds=9))
    assert isinstance(first, Inbound)
    assert first == again
    assert (first.sender, first.text, first.at) == (NUMBER, "报名1", NOW)
    assert NUMBER not in first.event_id
    (later,) = channel.parse(call("inbound", up | {"time": int(NOW.timestamp()) + 60}), NOW)
    assert later.event_id != first.event_id


def test_only_the_secret_address_is_heard(channel: TencentSms) -> None:
    assert channel.verify(call("reports", []))
    for part in ("", "guess/reports", "reports"):
        assert not channel.verify(Call(part, body=b"[]"))
    for odd in (Call(f"{SECRET}/else", body=b"[]"), Call(f"{SECRET}/reports", body=b"3")):
        with pytest.raises(ValueError, match=r".+"):
            channel.parse(odd, NOW)


def test_the_answer_is_in_the_words_of_tencent(channel: TencentSms) -> None:
    got = channel.answer(call("reports", []), stored=True)
    assert (got.status, json.loads(got.body)) == (200, {"result": 0, "errmsg": "OK"})
    assert channel.answer(call("reports", []), stored=False).status == 503


def test_secrets_do_not_show() -> None:
    shown = repr(config("x"))
    assert SECRET not in shown
    assert sms_clouds.KEY_SECRET not in shown


def test_without_the_sdk_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cloud_sms, "find_spec", lambda name: None)
    with pytest.raises(cloud_sms.SdkMissingError, match=r"gangxin\[tencent\]"):
        TencentSms(config("x"), SetClock(NOW))
