"""Kannel: what we hand over, what its answers mean, what it tells us."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID

import pytest

from bot.channels.kannel import Kannel, KannelConfig
from bot.channels.kept_http import NoAnswerError, NotReachedError
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
PHONE = "13800000001"


@dataclass
class Gateway:
    """Answers every post with one status, or breaks, and keeps what it was posted."""

    status: int = 202
    breaks: Exception | None = None
    posts: list[tuple[bytes, Mapping[str, str]]] = field(default_factory=list)

    def post(self, body: bytes, headers: Mapping[str, str], timeout: float) -> int:
        self.posts.append((body, headers))
        if self.breaks is not None:
            raise self.breaks
        return self.status

    def close(self) -> None:
        self.posts.clear()


def channel(gateway: Gateway | None = None) -> Kannel:
    return Kannel(CONFIG, gateway or Gateway())


def message(**changes: Any) -> Outgoing:
    values = {
        "message_id": MESSAGE,
        "to": "13800000001",
        "text": "【会泽人社】有3个岗位😀",
    } | changes
    return Outgoing(**values)


def test_text_goes_in_the_body_and_nothing_personal_in_the_address() -> None:
    gateway = Gateway()
    assert channel(gateway).send(message(valid_for=timedelta(hours=2)), 5) == Sent()
    body, headers = gateway.posts[0]
    assert body.decode() == "【会泽人社】有3个岗位😀"
    assert headers["Content-Type"] == "text/plain; charset=UTF-8"
    assert headers["X-Kannel-Coding"] == "2"
    assert headers["X-Kannel-DLR-Mask"] == "31"
    assert headers["X-Kannel-To"] == PHONE
    assert headers["X-Kannel-Validity"] == "120"
    report = headers["X-Kannel-DLR-Url"]
    assert report.startswith("https://gangxin.example/webhooks/kannel/reports?id=")
    assert MESSAGE.hex in report
    assert PHONE not in report
    assert report.count("%") == 3, "Kannel fills in what follows each of them"


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
    with pytest.raises(SendError) as refused:
        channel(Gateway(status)).send(message(), 5)
    assert (refused.value.fault, refused.value.code) == (fault, f"http_{status}")


@pytest.mark.parametrize(
    ("error", "fault"),
    [(NotReachedError, Fault.RETRY), (NoAnswerError, Fault.AMBIGUOUS)],
)
def test_a_broken_call_is_uncertain_once_it_left(error: type[Exception], fault: Fault) -> None:
    with pytest.raises(SendError) as broken:
        channel(Gateway(breaks=error("TimeoutError"))).send(message(), 5)
    assert (broken.value.fault, broken.value.code) == (fault, "TimeoutError")
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


def report(status: str, answer: str = "", smsc: str = "", to: str = PHONE) -> Call:
    """Return the call Kannel makes at the address it was given for a message to ``to``."""
    query = dict(parse_qsl(urlsplit(channel().report_url(MESSAGE, to)).query))
    return Call("reports", query=query | {"status": status, "answer": answer, "smsc": smsc})


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
            to=PHONE,
            code=code,
        )
    ]


@pytest.mark.parametrize("status", ["", "3", "32", "x"])
def test_a_status_kannel_does_not_have(status: str) -> None:
    with pytest.raises(ValueError, match="status"):
        channel().parse(report(status), NOW)


def test_a_centres_own_id_tells_two_reports_apart() -> None:
    [first], [again], [other] = (
        channel().parse(report("8", smsc=smsc), NOW) for smsc in ("1F", "1F", "20")
    )
    assert isinstance(first, Receipt)
    assert first == again
    assert isinstance(other, Receipt)
    assert (first.provider_id, other.provider_id) == ("1F", "20")
    assert first.event_id != other.event_id


def test_only_the_report_of_this_message_to_this_number_is_believed() -> None:
    true, other = report("1"), UUID(int=7).hex
    assert channel().verify(true)
    forged = [
        {"id": other},
        {"to": report("1", to="13900000009").query["to"], "id": other},
        {"to": true.query["to"][:-2] + "AA"},
        {"to": "13800000001"},
        {"to": ""},
        {"id": ""},
        {"to": "😀"},
    ]
    for change in forged:
        assert not channel().verify(replace(true, query={**true.query, **change})), change
    stranger = Kannel(replace(CONFIG, secret="another"), Gateway())
    assert not stranger.verify(true)


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
    query = dict(parse_qsl(urlsplit(open_door.report_url(MESSAGE, PHONE)).query))
    assert not open_door.verify(Call("reports", query=query))
    open_door.close()


def test_secrets_do_not_show() -> None:
    assert "password" not in repr(CONFIG)
    assert SECRET not in repr(CONFIG)
