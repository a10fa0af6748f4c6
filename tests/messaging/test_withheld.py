"""What a caseworker writes loses its personal data before it goes by SMS or abroad."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from messaging.contacts import contact_for
from messaging.failover import FailOver, Way
from messaging.rules import SendingRules
from messaging.sender import deliver_batch
from messaging.tables import Contact, MessageKind
from messaging.templates import Purpose
from messaging.withheld import without
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.messaging.conftest import PHONE, Write
from tests.messaging.fakes import ScriptedChannel

NAMES = ("王小芳", "王*芳")
PERSONAL = (
    "王小芳，您的身份证530326199001011234和卡6222 0212 3456 7890123已登记，电话138-0000-0001。"
    "问就业局0874-5120155 0874-5125539，看https://a.gov.cn/claims/530326199001011234567"
)


@pytest.fixture
def ways(contact: Contact) -> list[Way]:
    return [Way(contact, "王*芳", NAMES)]


@pytest.mark.parametrize(
    ("channel", "gone", "kept"),
    [
        ("sms", ["王小芳", "53032619900101", "6222"], ["王*芳", "138-0000-0001"]),
        ("telegram", ["王小芳", "王*芳", "5303261990", "6222", "138-0000-0001"], ["您好，您的"]),
        ("wechat", [], ["王小芳", "530326199001011234", "6222 0212"]),
    ],
)
def test_what_goes_and_what_does_not(
    vault: Vault, ways: list[Way], channel: str, gone: list[str], kept: list[str]
) -> None:
    said, _, link = without(PERSONAL, channel, vault, ways).partition("https://")
    assert not [each for each in gone if each in said]
    assert not [each for each in kept if each not in said]
    assert "0874-5120155 0874-5125539" in said
    assert link == "a.gov.cn/claims/530326199001011234567"


@pytest.mark.parametrize(
    "number",
    ["530326199001011234", "53032619900101123X", "530326 19900101 123x", "6222021234567890123",
     "530326900101123", "6222-0212-3456-7890"],
)  # fmt: skip
def test_every_way_to_write_a_number(vault: Vault, number: str) -> None:
    assert without(f"您的{number}。", "sms", vault, ()) == "您的［号码］。"


@pytest.mark.parametrize("text", ["4500到6000元", "2026年11月23日8:00", "1069001234567", "12333"])
def test_other_numbers_stay(vault: Vault, text: str) -> None:
    assert without(text, "sms", vault, ()) == text


@pytest.mark.parametrize("name", ["sms", "telegram"])
def test_it_holds_for_all_that_is_sent(
    db: Database, vault: Vault, clock: SetClock, write: Write, contact: Contact, name: str
) -> None:
    with db.write() as session:
        there = contact_for(session, vault, clock, name, PHONE if name == "sms" else "77", "530326")
    known = FailOver(lambda *_: [Way(contact, "王*芳", NAMES)], frozenset())
    values: dict[str, Any] = {"kind": MessageKind.REPLY, "person_id": UUID(int=1)}
    write(
        channel=name,
        contact_id=there.id,
        text="王小芳，您的530326199001011234已登记",
        purpose=Purpose.HANDOFF_ANSWER,
        **values,
    )
    channel = ScriptedChannel(name=name)
    deliver_batch(db, vault, clock, channel, owner="t", rules=SendingRules(fail_over=known))
    (sent,) = channel.sent
    assert "王小芳" not in sent.text
    assert "19900101" not in sent.text
