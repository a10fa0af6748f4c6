"""Kannel: what we hand over, what its answers mean, what it tells us."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from bot.channels.kannel import Kannel, KannelConfig
from messaging.contract import (
    Call,
    Fault,
    Inbound,
    LookupMiss,
    Outgoing,
    Receipt,
    SendError,
    Sent,
    Submission,
)
from messaging.tables import MessageState
from storage.clock import SHANGHAI

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
FIXTURES = Path(__file__).parents[1] / "fixtures" / "webhooks" / "kannel"
MESSAGE = UUID("01a1ffac-7833-7310-ad39-0e053287c1cc")
SECRET = "S3cret_of-the-office"
CONFIG = KannelConfig(
    url="http://kannel.internal:13013/cgi-bin/sendsms",
    user="office",
    password="kannel-password",
    sender="1069001",
    secret=SECRET,
    base_url="https://gangxin.example",
    signature="会泽人社",
)
Answerer = Callable[[httpx.Request], httpx.Response]


def channel(answer: Answerer | None = None) -> Kannel:
    def accepted(request: httpx.Request) -> httpx.Response:
        return httpx.Response(202, text="0: Accepted for delivery")

    return Kannel(CONFIG, httpx.MockTransport(answer or accepted))


def message(**changes: Any) -> Outgoing:
    values = {
        "message_id": MESSAGE,
        "to": "13800000001",
        "text": "【会泽人社】有3个岗位😀",
    } | changes
    return Outgoing(**values)


def test_text_goes_in_the_body_and_nothing_personal_in_the_address() -> None:
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(202)

    assert channel(answer).send(message(valid_for=timedelta(hours=2)), 5) == Sent()
    request = seen[0]
    assert str(request.url) == CONFIG.url
    assert request.content.decode() == "【会泽人社】有3个岗位😀"
    assert request.headers["content-type"] == "text/plain; charset=UTF-8"
    assert request.headers["x-kannel-coding"] == "2"
    assert request.headers["x-kannel-dlr-mask"] == "31"
    assert request.headers["x-kannel-to"] == "13800000001"
    assert request.headers["x-kannel-validity"] == "120"
    report = request.headers["x-kannel-dlr-url"]
    assert report.startswith("https://gangxin.example/webhooks/kannel/reports?id=")
    assert MESSAGE.hex in report
    assert "13800000001" not in report


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (400, Fault.PERMANENT),
        (403, Fault.CONFIG),
        (404, Fault.CONFIG),
        (413, Fault.PERMANENT),
        (429, Fault.THROTTLED),
        (500, Fault.RETRY),
        (502, Fault.AMBIGUOUS),
        (503, Fault.RETRY),
        (504, Fault.AMBIGUOUS),
    ],
)
def test_what_an_answer_means(status: int, fault: Fault) -> None:
    refusing = channel(lambda request: httpx.Response(status, text="no 13800000001"))
    with pytest.raises(SendError) as refused:
        refusing.send(message(), 5)
    assert (refused.value.fault, refused.value.code) == (fault, f"http_{status}")


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (httpx.ConnectError, Fault.RETRY),
        (httpx.ConnectTimeout, Fault.RETRY),
        (httpx.PoolTimeout, Fault.RETRY),
        (httpx.ReadTimeout, Fault.AMBIGUOUS),
        (httpx.WriteTimeout, Fault.AMBIGUOUS),
        (httpx.ReadError, Fault.AMBIGUOUS),
        (httpx.RemoteProtocolError, Fault.AMBIGUOUS),
    ],
)
def test_a_broken_call_is_uncertain_once_it_left(
    error: type[httpx.HTTPError], fault: Fault
) -> None:
    def breaks(request: httpx.Request) -> httpx.Response:
        raise error("to 13800000001")

    with pytest.raises(SendError) as broken:
        channel(breaks).send(message(), 5)
    assert broken.value.fault is fault
    assert "13800000001" not in repr(broken.value)
    assert broken.value.__suppress_context__


@pytest.mark.parametrize(
    ("address", "number"),
    [("13800000001", "13800000001"), ("+8613800000001", "13800000001")],
)
def test_a_mobile_number(address: str, number: str) -> None:
    assert channel().normalise(address) == number


@pytest.mark.parametrize("address", ["01012345678", "10086", "1380000000", "abc", "+15551234567"])
def test_what_no_sms_reaches(address: str) -> None:
    with pytest.raises(SendError) as refused:
        channel().normalise(address)
    assert refused.value.fault is Fault.BAD_ADDRESS


def test_it_cannot_be_asked() -> None:
    asked = channel().lookup(Submission(MESSAGE, "13800000001", None, NOW))
    assert asked is LookupMiss.CANNOT_TELL
    assert not channel().capabilities.lookup


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("inbound_*.json")), ids=lambda p: p.stem)
def test_a_message_from_a_phone(path: Path) -> None:
    case = json.loads(path.read_text())
    call = Call(case["part"], case["headers"], case["query"], bytes.fromhex(case["body_hex"]))
    expected = case["expected"]
    assert channel().parse(call, NOW) == [
        Inbound(
            event_id=case["query"]["id"],
            sender=expected["sender"],
            text=expected["text"],
            at=datetime.fromisoformat(expected["at"]),
        )
    ]


def report(status: str, answer: str = "") -> Call:
    query = {"id": MESSAGE.hex, "sig": "checked before", "status": status, "answer": answer}
    return Call("reports", query=query)


@pytest.mark.parametrize(
    ("status", "answer", "state", "code"),
    [
        ("1", "", MessageState.DELIVERED, "1"),
        ("1", "id:12 sub:001 dlvrd:001 stat:DELIVRD err:000 text:", MessageState.DELIVERED, "1"),
        ("2", "id:12 sub:001 dlvrd:000 stat:UNDELIV err:001 text:", MessageState.FAILED, "001"),
        ("2", "id:12 sub:001 dlvrd:000 stat:EXPIRED err:027 text:", MessageState.EXPIRED, "027"),
        ("4", "", MessageState.HANDED_OVER, "4"),
        ("8", "ACK/", MessageState.SENT, "8"),
        ("16", "NACK/11", MessageState.FAILED, "16"),
    ],
)
def test_what_a_report_means(status: str, answer: str, state: MessageState, code: str) -> None:
    assert channel().parse(report(status, answer), NOW) == [
        Receipt(
            event_id=f"{MESSAGE.hex}:{status}",
            state=state,
            at=NOW,
            message_id=MESSAGE,
            code=code,
        )
    ]


@pytest.mark.parametrize("status", ["", "3", "32", "x"])
def test_a_status_kannel_does_not_have(status: str) -> None:
    with pytest.raises(ValueError, match="status"):
        channel().parse(report(status), NOW)


def authorised(header: str) -> bool:
    return channel().verify(Call("inbound", {"authorization": header}))


def test_only_who_knows_the_secret_brings_messages() -> None:
    right = base64.b64encode(f"kannel:{SECRET}".encode()).decode()
    wrong = base64.b64encode(b"kannel:guess").decode()
    assert authorised(f"Basic {right}")
    for header in ("", "Basic", f"Basic {wrong}", f"Bearer {right}", "Basic %%%", "Basic /w=="):
        assert not authorised(header)


def test_without_a_secret_nobody_does() -> None:
    open_door = Kannel(replace(CONFIG, secret=""))
    empty = base64.b64encode(b"kannel:").decode()
    assert not open_door.verify(Call("inbound", {"authorization": f"Basic {empty}"}))
    open_door.close()


def test_secrets_do_not_show() -> None:
    assert "password" not in repr(CONFIG)
    assert SECRET not in repr(CONFIG)
