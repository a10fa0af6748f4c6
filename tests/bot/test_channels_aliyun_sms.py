"""Aliyun: the real SDK against a stand-in that checks signatures and templates."""

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

pytest.importorskip("alibabacloud_dysmsapi20170525", reason="没有装 gangxin[aliyun]")
from bot.channels.aliyun_sms import SETTLED_AFTER, AliyunConfig, AliyunSms

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
MESSAGE = UUID("01a1ffac-7833-7310-ad39-0e053287c1cc")
NUMBER, SECRET = "13800000001", "only-aliyun-knows"
TEMPLATE = Templated("SMS_1", "会泽人社", (("name", "王小明"), ("job1", "普工，东莞，4500元")))


@pytest.fixture
def clouds() -> Iterator[SmsClouds]:
    made = SmsClouds()
    made.templates["SMS_1"] = Template("会泽人社", "${name}：1 ${job1}。回1看详情")
    made.start()
    yield made
    made.stop()


@pytest.fixture
def channel(clouds: SmsClouds, clock: SetClock) -> AliyunSms:
    return AliyunSms(config(clouds.endpoint), clock)


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


def message(**changes: Any) -> Outgoing:
    values = {"message_id": MESSAGE, "to": NUMBER, "text": "x", "template": TEMPLATE} | changes
    return Outgoing(**values)


def fault_of(channel: AliyunSms, timeout: float = 5, **changes: Any) -> SendError:
    with pytest.raises(SendError) as refused:
        channel.send(message(**changes), timeout)
    assert NUMBER not in repr(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None
    return refused.value


def submission(ago: timedelta = timedelta(0), provider_id: str | None = None) -> Submission:
    return Submission(MESSAGE, NUMBER, provider_id, NOW - ago)


def test_a_template_goes_out_signed(channel: AliyunSms, clouds: SmsClouds) -> None:
    sent = channel.send(message(), 5)
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
    error = fault_of(channel)
    assert (error.fault, error.code, error.retry_after) == (fault, code, pause)
    assert clouds.taken == []


def test_a_fault_inside_the_cloud_is_uncertain(channel: AliyunSms, clouds: SmsClouds) -> None:
    clouds.does(NUMBER, sms_clouds.FAULTY)
    assert fault_of(channel).fault is Fault.AMBIGUOUS


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
    error = fault_of(channel, template=template)
    assert (error.fault, error.code) == (Fault.CONFIG, code)


def test_free_text_is_not_even_tried(channel: AliyunSms, clouds: SmsClouds) -> None:
    assert fault_of(channel, template=None).fault is Fault.CONFIG
    assert clouds.calls == []


def test_a_wrong_key_is_a_matter_for_the_office(clouds: SmsClouds, clock: SetClock) -> None:
    wrong = AliyunSms(config(clouds.endpoint, key_secret="guess"), clock)
    error = fault_of(wrong)
    assert (error.fault, error.code) == (Fault.CONFIG, "SignatureDoesNotMatch")
    assert clouds.refused == ["wrong signature"]


@pytest.mark.parametrize("step", [sms_clouds.LOST, sms_clouds.DROPPED])
def test_a_lost_answer_is_uncertain_and_asked_once(
    channel: AliyunSms, clouds: SmsClouds, step: str
) -> None:
    clouds.does(NUMBER, step)
    assert fault_of(channel).fault is Fault.AMBIGUOUS
    assert len(clouds.calls) == 1


def test_an_answer_that_does_not_come_in_time_is_uncertain(
    channel: AliyunSms, clouds: SmsClouds
) -> None:
    clouds.does(NUMBER, sms_clouds.HELD)
    assert fault_of(channel, timeout=0.4).fault is Fault.AMBIGUOUS
    assert len(clouds.taken) == 1


def test_a_cloud_that_is_not_there_took_nothing(clouds: SmsClouds, clock: SetClock) -> None:
    nobody = AliyunSms(config("127.0.0.1:1"), clock)
    error = fault_of(nobody)
    assert (error.fault, error.code) == (Fault.RETRY, "no_connection")
    assert nobody.lookup(submission(timedelta(hours=1))) is LookupMiss.CANNOT_TELL


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
    channel.send(message(), 5)
    clouds.settle(NUMBER, status)
    found = channel.lookup(submission())
    assert isinstance(found, Receipt)
    assert (found.state, found.message_id, found.to) == (state, MESSAGE, NUMBER)
    assert clouds.refused == []


def test_a_look_up_does_not_take_another_message_for_ours(
    channel: AliyunSms, clouds: SmsClouds
) -> None:
    channel.send(message(message_id=UUID(int=7)), 5)
    clouds.settle(NUMBER, sms_clouds.DELIVERED)
    assert channel.lookup(submission()) is LookupMiss.CANNOT_TELL
    assert channel.lookup(submission(SETTLED_AFTER)) is LookupMiss.NEVER_TAKEN


def test_the_second_of_two_sendings_counts_when_it_came_further(
    channel: AliyunSms, clouds: SmsClouds
) -> None:
    channel.send(message(), 5)
    clouds.settle(NUMBER, sms_clouds.FAILED)
    channel.send(message(), 5)
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
        channel.send(message(message_id=UUID(int=number)), 5)
    channel.send(message(), 5)
    assert isinstance(channel.lookup(submission()), Receipt)


def test_shortly_before_midnight_both_days_are_asked(channel: AliyunSms, clouds: SmsClouds) -> None:
    late = datetime(2026, 11, 22, 23, 58, tzinfo=SHANGHAI)
    channel.lookup(Submission(MESSAGE, NUMBER, None, late))
    days = [fields["SendDate"] for action, fields in clouds.calls]
    assert days == ["20261122", "20261123"]


def call(part: str, events: Any, secret: str = SECRET) -> Call:
    return Call(f"{secret}/{part}", body=json.dumps(events, ensure_ascii=False).encode())


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
    up = {
        "phone_number": NUMBER,
        "send_time": "2026-11-23 09:00:00",
        "content": "报名1",
        "sign_name": "会泽人社",
        "dest_code": "1234",
        "sequence_id": 1234567890,
    }
    assert channel.parse(call("inbound", [up]), NOW) == [
        Inbound("aliyun:1234567890", NUMBER, "报名1", NOW)
    ]


def test_only_the_secret_address_is_heard(channel: AliyunSms) -> None:
    assert channel.verify(call("reports", []))
    for part in ("", "guess/reports", "reports", "only-aliyun-know/reports"):
        assert not channel.verify(Call(part, body=b"[]"))
    nobody = AliyunSms(replace(config("x"), secret=""), SetClock(NOW))
    assert not nobody.verify(Call("/reports", body=b"[]"))
    for odd in (Call(f"{SECRET}/else", body=b"[]"), Call(f"{SECRET}/reports", body=b"no")):
        with pytest.raises(ValueError, match=r".+"):
            channel.parse(odd, NOW)


def test_the_answer_is_in_the_words_of_aliyun(channel: AliyunSms) -> None:
    got = channel.answer(call("reports", []), stored=True)
    assert (got.status, json.loads(got.body)) == (200, {"code": 0, "msg": "接收成功"})
    assert channel.answer(call("reports", []), stored=False).status == 503


def test_secrets_do_not_show() -> None:
    shown = repr(config("x"))
    assert SECRET not in shown
    assert sms_clouds.KEY_SECRET not in shown


def test_nothing_personal_is_logged(
    channel: AliyunSms, clouds: SmsClouds, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    channel.send(message(), 5)
    clouds.does(NUMBER, sms_clouds.LOST)
    fault_of(channel)
    assert NUMBER not in caplog.text
    assert "王小明" not in caplog.text


def test_without_the_sdk_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cloud_sms, "find_spec", lambda name: None)
    with pytest.raises(cloud_sms.SdkMissingError, match=r"gangxin\[aliyun\]"):
        AliyunSms(config("x"), SetClock(NOW))
