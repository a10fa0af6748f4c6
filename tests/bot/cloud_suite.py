"""What every SMS cloud's channel has to do, on the real SDK against the stand-in.

A test module of a cloud subclasses ``CloudSuite`` and has the fixtures ``cloud``, ``clouds`` and
``channel``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from bot.channels import cloud_sms
from bot.channels.cloud_sms import CloudSms
from messaging.contract import (
    Call,
    Fault,
    LookupMiss,
    Outgoing,
    Parked,
    SendError,
    Submission,
    Templated,
)
from storage.clock import SHANGHAI
from tests.peers import sms_clouds
from tests.peers.sms_clouds import SmsClouds

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
MESSAGE = UUID("01a1ffac-7833-7310-ad39-0e053287c1cc")
NUMBER, SECRET, SIGNATURE = "13800000001", "only-the-cloud-knows", "会泽人社"
NOWHERE = "127.0.0.1:1"


@dataclass(frozen=True)
class Cloud:
    """One cloud as the common tests need it.

    ``config`` makes the settings for an endpoint with changes, ``make`` a channel of them;
    ``wrong_key`` is a change the cloud refuses, with the code it says. ``message`` and ``report``
    are events of its callbacks; ``here`` is what it wants to hear.
    """

    config: Callable[..., Any]
    make: Callable[[Any], CloudSms]
    template: Templated
    wrong_key: tuple[dict[str, str], str]
    extra: str
    message: Mapping[str, Any]
    report: Mapping[str, Any]
    here: Mapping[str, Any]

    def outgoing(self, **changes: Any) -> Outgoing:
        """Return a message by the template, with changes."""
        values = {"message_id": MESSAGE, "to": NUMBER, "text": "x", "template": self.template}
        return Outgoing(**(values | changes))

    def fault_of(self, channel: CloudSms, timeout: float = 5, **changes: Any) -> SendError:
        """Send and return the refusal, which holds nothing personal."""
        with pytest.raises(SendError) as refused:
            channel.send(self.outgoing(**changes), timeout)
        assert NUMBER not in repr(refused.value)
        assert refused.value.__suppress_context__ or refused.value.__context__ is None
        return refused.value


def submission(ago: timedelta = timedelta(0), provider_id: str | None = None) -> Submission:
    """Return our message as it is looked up."""
    return Submission(MESSAGE, NUMBER, provider_id, NOW - ago)


def call(part: str, events: Any) -> Call:
    """Return a call of the cloud to our secret address."""
    return Call(f"{SECRET}/{part}", body=json.dumps(events, ensure_ascii=False).encode())


class CloudSuite:
    """The tests that are the same for every cloud."""

    def test_a_fault_inside_the_cloud_is_uncertain(
        self, cloud: Cloud, channel: CloudSms, clouds: SmsClouds
    ) -> None:
        clouds.does(NUMBER, sms_clouds.FAULTY)
        assert cloud.fault_of(channel).fault is Fault.AMBIGUOUS

    def test_free_text_is_not_even_tried(
        self, cloud: Cloud, channel: CloudSms, clouds: SmsClouds
    ) -> None:
        assert cloud.fault_of(channel, template=None).fault is Fault.CONFIG
        assert clouds.calls == []

    def test_a_wrong_key_is_a_matter_for_the_office(self, cloud: Cloud, clouds: SmsClouds) -> None:
        change, code = cloud.wrong_key
        error = cloud.fault_of(cloud.make(cloud.config(clouds.endpoint, **change)))
        assert (error.fault, error.code) == (Fault.CONFIG, code)
        assert len(clouds.refused) == 1

    @pytest.mark.parametrize("step", [sms_clouds.LOST, sms_clouds.DROPPED])
    def test_a_lost_answer_is_uncertain_and_asked_once(
        self, cloud: Cloud, channel: CloudSms, clouds: SmsClouds, step: str
    ) -> None:
        clouds.does(NUMBER, step)
        assert cloud.fault_of(channel).fault is Fault.AMBIGUOUS
        assert len(clouds.calls) == 1

    def test_an_answer_that_does_not_come_in_time_is_uncertain(
        self, cloud: Cloud, channel: CloudSms, clouds: SmsClouds
    ) -> None:
        clouds.does(NUMBER, sms_clouds.HELD)
        assert cloud.fault_of(channel, timeout=0.4).fault is Fault.AMBIGUOUS
        assert len(clouds.taken) == 1

    def test_a_cloud_that_is_not_there_took_nothing(self, cloud: Cloud) -> None:
        nobody = cloud.make(cloud.config(NOWHERE))
        error = cloud.fault_of(nobody)
        assert (error.fault, error.code) == (Fault.RETRY, "no_connection")
        assert nobody.lookup(submission(timedelta(days=1))) is LookupMiss.CANNOT_TELL

    def test_only_the_secret_address_is_heard(self, cloud: Cloud, channel: CloudSms) -> None:
        assert channel.verify(call("reports", []))
        for part in ("", "guess/reports", "reports", f"{SECRET[:-1]}/reports"):
            assert not channel.verify(Call(part, body=b"[]"))
        nobody = cloud.make(cloud.config(NOWHERE, secret=""))
        assert not nobody.verify(Call("/reports", body=b"[]"))

    @pytest.mark.parametrize("body", [b"3", b"no", b"", b"\xb2\xbb", b"null", b"[[[", b'["a"]'])
    def test_what_is_no_event_is_kept_without_the_secret(
        self, channel: CloudSms, body: bytes
    ) -> None:
        (parked,) = channel.parse(Call(f"{SECRET}/reports", body=body), NOW)
        assert isinstance(parked, Parked)
        assert SECRET not in parked.body
        assert [type(each) for each in channel.reread(parked.body)] == [Parked]

    @pytest.mark.parametrize("part", ["message", "report"])
    def test_an_event_at_a_wrong_address_tells_what_it_is(
        self, cloud: Cloud, channel: CloudSms, part: str
    ) -> None:
        event = getattr(cloud, part)
        right = "reports" if part == "report" else "inbound"
        there, here = (channel.parse(call(where, event), NOW) for where in ("else", right))
        assert list(there) == list(here)

    def test_the_answer_is_in_the_words_of_the_cloud(self, cloud: Cloud, channel: CloudSms) -> None:
        got = channel.answer(call("reports", []), stored=True)
        assert (got.status, json.loads(got.body)) == (200, cloud.here)
        assert channel.answer(call("reports", []), stored=False).status == 503

    @pytest.mark.parametrize("part", ["message", "report"])
    def test_what_was_parked_is_read_without_its_address(
        self, cloud: Cloud, channel: CloudSms, part: str
    ) -> None:
        event = getattr(cloud, part)
        odd = {name: None if value == NUMBER else value for name, value in event.items()}
        where = "reports" if part == "report" else "inbound"
        (parked,) = channel.parse(call(where, odd), NOW)
        assert isinstance(parked, Parked)
        assert isinstance(channel.reread(parked.body)[0], Parked)
        mended = json.dumps(event, ensure_ascii=False)
        assert list(channel.reread(mended)) == list(channel.parse(call(where, event), NOW))

    def test_secrets_do_not_show(self, cloud: Cloud) -> None:
        shown = repr(cloud.config("x"))
        assert SECRET not in shown
        assert sms_clouds.KEY_SECRET not in shown

    def test_nothing_personal_is_logged(
        self,
        cloud: Cloud,
        channel: CloudSms,
        clouds: SmsClouds,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level("INFO")
        channel.send(cloud.outgoing(), 5)
        clouds.does(NUMBER, sms_clouds.LOST)
        cloud.fault_of(channel)
        assert NUMBER not in caplog.text
        assert "王小明" not in caplog.text

    def test_without_the_sdk_it_says_what_to_install(
        self, cloud: Cloud, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cloud_sms, "find_spec", lambda name: None)
        with pytest.raises(cloud_sms.SdkMissingError, match=rf"gangxin\[{cloud.extra}\]"):
            cloud.make(cloud.config("x"))
