"""The modem's channel without its daemon: parts, states, what is certain, what was heard."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.gammu import Gammu, GammuConfig, parts_of, state_of, whole_texts
from bot.channels.gammu_store import Fate, Heard
from messaging.contract import (
    Fault,
    Inbound,
    LookupMiss,
    Outgoing,
    Parked,
    Receipt,
    SendError,
    Submission,
)
from messaging.rendering import render
from messaging.sms_text import units
from messaging.tables import MessageKind, MessageState
from storage.clock import SHANGHAI

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
STORED = f"{NOW.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
MESSAGE = UUID("01a1ffac-7833-7310-ad39-0e053287c1cc")
PHONE = "13800000001"


@pytest.fixture
def channel(tmp_path: Path) -> Gammu:
    return Gammu(GammuConfig(tmp_path / "modem" / "smsd.db", "会泽人社", prefix="+86"))


def outgoing(text: str = "【会泽人社】有3个岗位") -> Outgoing:
    return Outgoing(MESSAGE, PHONE, text)


def asked(message_id: UUID = MESSAGE) -> Submission:
    return Submission(message_id, PHONE, None, NOW)


def file_of(channel: Gammu) -> sqlite3.Connection:
    return sqlite3.connect(channel._config.database, 1, isolation_level=None)


def moved(channel: Gammu, *statuses: str) -> None:
    """Do what the daemon does: move the order to what was sent, with a status for each part."""
    with closing(file_of(channel)) as file:
        row = file.execute("SELECT ID, DestinationNumber, UDH, CreatorID FROM outbox").fetchone()
        if row is None:
            row = file.execute("SELECT ID, DestinationNumber, UDH, CreatorID FROM sentitems")
            row = row.fetchone()
        number, to, header, creator = row
        for place, status in enumerate(statuses, start=1):
            file.execute(
                "INSERT OR REPLACE INTO sentitems (ID, SequencePosition, DestinationNumber, UDH,"
                " CreatorID, Status, Text, SenderID) VALUES (?, ?, ?, ?, ?, ?, '', '')",
                (number, place, to, header or "", creator, status),
            )
        file.execute("DELETE FROM outbox")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=600))
def test_parts_are_the_text_and_fit(text: str) -> None:
    parts = parts_of(text, MESSAGE)
    assert "".join(part.text for part in parts) == text
    assert all(units(part.text) <= (70 if len(parts) == 1 else 67) for part in parts)
    assert [part.header for part in parts] == (
        [""]
        if len(parts) == 1
        else [f"050003CC{len(parts):02X}{place + 1:02X}" for place in range(len(parts))]
    )


@pytest.mark.parametrize(
    ("statuses", "parts", "state"),
    [
        ((), 1, MessageState.HANDED_OVER),
        (("SendingOK",), 1, MessageState.SENT),
        (("SendingOKNoReport",), 1, MessageState.SENT),
        (("DeliveryPending",), 1, MessageState.SENT),
        (("DeliveryUnknown",), 1, MessageState.SENT),
        (("DeliveryOK",), 1, MessageState.DELIVERED),
        (("DeliveryOK", "SendingOK"), 2, MessageState.SENT),
        (("DeliveryOK",), 2, MessageState.SENT),
        (("DeliveryOK", "DeliveryOK"), 2, MessageState.DELIVERED),
        (("DeliveryOK", "DeliveryFailed"), 2, MessageState.FAILED),
        (("SendingError",), 1, MessageState.FAILED),
        (("Error",), 2, MessageState.FAILED),
    ],
)
def test_the_state_of_all_parts(statuses: tuple[str, ...], parts: int, state: MessageState) -> None:
    assert state_of(Fate("x", PHONE, statuses, parts)) is state


def test_ordering_twice_orders_once(channel: Gammu) -> None:
    for _ in range(2):
        assert channel.send(outgoing("岗" * 150), 5).provider_id == MESSAGE.hex
    with closing(file_of(channel)) as file:
        assert file.execute("SELECT count(*) FROM outbox").fetchone() == (1,)
        assert file.execute("SELECT count(*) FROM outbox_multipart").fetchone() == (2,)
    moved(channel, "SendingOK", "SendingOK", "SendingOK")
    channel.send(outgoing("岗" * 150), 5)
    with closing(file_of(channel)) as file:
        assert file.execute("SELECT count(*) FROM outbox").fetchone() == (0,)


def test_a_busy_file_ordered_nothing(channel: Gammu) -> None:
    channel.collect(NOW, 1)
    with closing(file_of(channel)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(SendError) as busy:
            channel.send(outgoing(), 0.01)
        other.execute("ROLLBACK")
    assert busy.value.fault is Fault.RETRY
    assert channel.lookup(asked()) is LookupMiss.NEVER_TAKEN


def test_a_file_that_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "smsd.db").write_bytes(b"no database" * 100)
    broken = Gammu(GammuConfig(tmp_path / "smsd.db", "会泽人社"))
    assert broken.lookup(asked()) is LookupMiss.CANNOT_TELL
    with pytest.raises(SendError) as uncertain:
        broken.send(outgoing(), 1)
    assert uncertain.value.fault is Fault.AMBIGUOUS
    with pytest.raises(OSError, match="Error"):
        broken.collect(NOW, 1)


def test_a_look_up_tells_how_far_a_message_got(channel: Gammu) -> None:
    assert channel.lookup(asked()) is LookupMiss.NEVER_TAKEN
    channel.send(outgoing("岗" * 100), 5)
    steps: list[tuple[str, ...]] = [
        (),
        ("SendingOK", "SendingOK"),
        ("DeliveryOK", "SendingOK"),
        ("DeliveryOK", "DeliveryOK"),
    ]
    states = []
    for step in steps:
        if step:
            moved(channel, *step)
        found = channel.lookup(asked())
        assert isinstance(found, Receipt)
        assert (found.message_id, found.to) == (MESSAGE, PHONE)
        states.append(found.state)
    assert states == [
        MessageState.HANDED_OVER,
        MessageState.SENT,
        MessageState.SENT,
        MessageState.DELIVERED,
    ]


def test_news_comes_until_it_is_noted_and_again_when_it_changes(channel: Gammu) -> None:
    channel.send(outgoing(), 5)
    assert channel.collect(NOW, 10) == []
    for status in ("SendingOK", "DeliveryFailed", "DeliveryOK"):
        moved(channel, status)
        first, again = channel.collect(NOW, 10), channel.collect(NOW, 10)
        assert first == again
        assert [one.event.code for one in first if isinstance(one.event, Receipt)] == [
            status if status == "DeliveryFailed" else ""
        ]
        channel.done(first)
        assert channel.collect(NOW, 10) == []


def test_what_others_sent_by_the_same_modem_is_not_ours(channel: Gammu) -> None:
    channel.send(outgoing(), 5)
    moved(channel, "SendingOK")
    with closing(file_of(channel)) as file:
        file.execute("UPDATE sentitems SET CreatorID = 'Gammu'")
    assert channel.collect(NOW, 10) == []


def heard(row: int, text: str, header: str = "", **changes: Any) -> Heard:
    values = {"stored": STORED, "sender": PHONE} | changes
    return Heard(row=row, hexed=text.encode("utf-16-be").hex(), header=header, **values)


def texts(found: Sequence[tuple[tuple[int, ...], Inbound | Parked]]) -> list[str]:
    return [event.text for _, event in found if isinstance(event, Inbound)]


def test_parts_are_joined_in_their_order_even_through_an_emoji() -> None:
    whole = "找活" * 40 + "😀"
    data = whole.encode("utf-16-be").hex()
    cut = len(data) - 4
    rows = [
        Heard(2, STORED, PHONE, data[cut:], "050003880202"),
        heard(3, "在吗"),
        Heard(1, STORED, PHONE, data[:cut], "050003880201"),
    ]
    found = whole_texts(rows, NOW)
    assert texts(found) == [whole, "在吗"]
    assert {frozenset(rows) for rows, _ in found} == {frozenset({1, 2}), frozenset({3})}


def test_a_missing_part_is_waited_for_half_an_hour() -> None:
    rows = [heard(1, "前", "050003880301"), heard(2, "后", "050003880303")]
    assert whole_texts(rows, NOW + timedelta(minutes=30)) == []
    assert texts(whole_texts(rows, NOW + timedelta(minutes=31))) == ["前…后"]


def test_parts_of_others_and_of_later_texts_do_not_mix() -> None:
    rows = [
        heard(1, "甲一", "050003880201"),
        heard(2, "乙一", "050003880201", sender="13900000002"),
        heard(3, "甲二", "050003880202"),
        heard(4, "丙一", "050003880201"),
        heard(5, "乙二", "050003880202", sender="13900000002"),
        heard(6, "丙二", "050003880202"),
    ]
    assert sorted(texts(whole_texts(rows, NOW))) == ["丙一丙二", "乙一乙二", "甲一甲二"]


def test_the_same_message_has_the_same_event_and_another_file_another() -> None:
    def event(**changes: Any) -> str:
        [(_, found)] = whole_texts([heard(1, "找活", **changes)], NOW)
        return found.event_id

    assert event() == event()
    others = [event(stored="2026-01-01 00:00:00"), event(sender="13900000002")]
    assert event() not in others, "row numbers begin anew in a new file"


def test_texts_counted_in_two_bytes_are_joined_and_odd_headers_lose_nothing() -> None:
    rows = [
        heard(1, "二", header="06080412340202"),
        heard(2, "一", header="06080412340201"),
        heard(3, "丙", header="050003AA0305"),
    ]
    assert sorted(texts(whole_texts(rows, NOW))) == ["一二", "丙"]


@pytest.mark.parametrize("changes", [{"sender": ""}])
def test_what_nobody_sent_is_parked(changes: dict[str, Any]) -> None:
    [(_, event)] = whole_texts([heard(1, "广告", **changes)], NOW)
    assert isinstance(event, Parked)
    [(_, event)] = whole_texts([Heard(1, STORED, PHONE, "zz", "")], NOW)
    assert isinstance(event, Parked)


@pytest.mark.parametrize("address", ["01012345678", "10086", "abc"])
def test_what_no_sms_reaches(channel: Gammu, address: str) -> None:
    with pytest.raises(SendError) as refused:
        channel.normalise(address)
    assert refused.value.fault is Fault.BAD_ADDRESS


@pytest.mark.parametrize("at", range(63, 71))
@pytest.mark.parametrize("length", [70, 71, 133, 134, 135, 201, 202])
def test_as_many_messages_are_billed_as_the_modem_sends(
    channel: Gammu, at: int, length: int
) -> None:
    text = ("岗" * at + "😀" + "岗" * length)[:length]
    (shown,) = render(text, (), MessageKind.REPLY, replace(channel.capabilities, signature=""))
    assert shown.segments == len(parts_of(shown.text, uuid4()))
