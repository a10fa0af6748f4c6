"""Danger the whole way: a message in, first aid out, a caseworker called, staff alerted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, select

from bot import inbox
from bot.channels import abilities
from bot.dialogue import flood
from bot.dialogue.engine import Dialogue
from bot.runtime import BotRuntime
from bot.tables import Conversation
from matching.job_search import JobSearch
from matching.toolkit import Toolkit
from messaging import sms_text
from messaging.alerts import TOLD_JUST_NOW, Target, send_alerts
from messaging.contacts import contact_for
from messaging.contract import Inbound
from messaging.handoffs import open_handoffs
from messaging.outbox import text_of
from messaging.sender import deliver_batch
from messaging.tables import Handoff, HandoffReason, OutboxMessage
from policy_faq.service import PolicyService
from policy_faq.text import clean
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.bot.spine import COUNTY, runtime_with
from tests.messaging.fakes import ScriptedChannel

NUMBER, BASE = "13600000001", "https://jobs.example.gov.cn"
DESPAIR = ("我不想活了", "活着没得意思，想死了算了", "buxianghuole", "I want to kill myself")
HELD = ("我被关在厂里不让走", "他们把我们锁在宿舍不准出门")
BEATEN = ("老板打我", "工头把我打了一顿，头都打破了")


@dataclass
class Staff:
    """What the staff of the county hear outside the console."""

    heard: list[str] = field(default_factory=list)

    def notify(self, body: str, title: str = "", link: str = "") -> bool:
        self.heard.append(f"{title}|{body}|{link}")
        return True


class Person:
    """Somebody who writes, and everything that follows from it."""

    def __init__(self, runtime: BotRuntime, channel: ScriptedChannel) -> None:
        self.runtime = runtime
        self.channel = channel
        self.staff = Staff()

    def says(self, text: str, action: str | None = None) -> str:
        """Send a message through the inbox and the channel; returns what arrives."""
        runtime, clock = self.runtime, self.runtime.clock
        message = Inbound(str(uuid4()), NUMBER, text, clock.now(), action)
        stored = inbox.receive(runtime, self.channel.name, message)
        assert stored is not None
        written = inbox.handle(runtime, stored)
        assert isinstance(clock, SetClock)
        clock.advance(inbox.HEAD_START + timedelta(seconds=1))
        deliver_batch(runtime.db, runtime.vault, clock, self.channel, owner="test")
        target = Target("ear", COUNTY, self.staff)
        send_alerts(runtime.db, clock, [target], BASE)
        with runtime.db.read() as rows:
            mine = rows.exec(select(OutboxMessage).where(col(OutboxMessage.id).in_(written)))
            return "\n".join(text_of(runtime.vault, each) for each in mine)

    def questions(self) -> list[tuple[HandoffReason, str]]:
        """Return what waits for a caseworker."""
        with self.runtime.db.read() as rows:
            found = open_handoffs(rows, self.runtime.vault, COUNTY)
        return [(each.reason, each.question) for each in found]


@pytest.fixture(scope="module")
def policy(gazetteer: Gazetteer) -> PolicyService:
    return PolicyService.load(gazetteer)


@pytest.fixture(scope="module")
def toolkit(gazetteer: Gazetteer) -> Toolkit:
    return Toolkit.load(gazetteer)


@pytest.fixture(params=["sms", "webchat", "telegram", "wechat"])
def channel(request: pytest.FixtureRequest) -> ScriptedChannel:
    shown = {
        "sms": abilities.sms("会泽人社"),
        "webchat": abilities.webchat(),
        "telegram": abilities.telegram(),
        "wechat": abilities.wechat(),
    }
    return ScriptedChannel(name=request.param, capabilities=shown[request.param])


@pytest.fixture
def person(
    db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    policy: PolicyService,
    toolkit: Toolkit,
    channel: ScriptedChannel,
) -> Person:
    dialogue = Dialogue(policy, gazetteer, county=COUNTY, jobs=JobSearch(toolkit))
    return Person(runtime_with(db, vault, clock, channel, dialogue=dialogue), channel)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        *((text, ("12356", "110", "120")) for text in DESPAIR),
        *((text, ("110",)) for text in HELD),
        *((text, ("110", "120")) for text in BEATEN),
    ],
)
def test_help_first_then_a_person_and_an_alert(
    person: Person, text: str, numbers: tuple[str, ...]
) -> None:
    told = person.says(text)
    assert all(number in told for number in numbers)
    assert "工作人员" in told or "staff" in told
    assert person.questions() == [(HandoffReason.URGENT, clean(text))]
    (alert,) = person.staff.heard
    assert alert.startswith("岗信 紧急：")
    assert alert.endswith("/console/handoffs")
    assert text not in alert
    assert NUMBER not in alert
    assert "".join(each.text for each in person.channel.sent)
    if person.channel.name == "sms":
        assert sms_text.segments(person.channel.sent[-1].text) <= 5


@pytest.mark.parametrize("channel", ["sms", "webchat"], indirect=True)
@pytest.mark.parametrize("text", [DESPAIR[0], HELD[0], BEATEN[0]])
@pytest.mark.parametrize(
    "before",
    [
        ["我要报销车票"],
        ["我要报销车票", "上海"],
        ["我要报销车票", "上海", "380"],
        ["人工"],
        ["找工作"],
        ["R"],
        ["报名1"],
    ],
)
def test_whatever_is_under_way(person: Person, before: list[str], text: str) -> None:
    for each in before:
        person.says(each)
    person.staff.heard.clear()
    told = person.says(text)
    assert "110" in told.replace("110 或", "110")
    (question,) = person.questions()
    assert question[0] is HandoffReason.URGENT
    assert text in question[1]
    assert len(person.staff.heard) == 1
    assert "紧急" in person.staff.heard[0]
    assert person.channel.sent, "an answer goes out to who stopped messages too"


def test_danger_in_an_old_question_is_news(person: Person, clock: SetClock) -> None:
    person.says("人工")
    assert [("紧急" in each) for each in person.staff.heard] == [False]
    clock.advance(timedelta(days=5))
    person.says(DESPAIR[0])
    assert [("紧急" in each) for each in person.staff.heard] == [False, True]


def test_who_was_told_just_now_is_not_told_again(person: Person, clock: SetClock) -> None:
    person.says("老板欠我半年工资不给")
    person.says("他还打我")
    assert len(person.staff.heard) == 1
    clock.advance(TOLD_JUST_NOW)
    person.says(DESPAIR[0])
    person.says(DESPAIR[0])
    assert len(person.staff.heard) == 2


def test_after_an_answer_danger_opens_a_question_of_its_own(person: Person) -> None:
    person.says("人工")
    with person.runtime.db.write() as rows:
        rows.exec(select(Handoff)).one().closed_at = person.runtime.clock.now()
    person.says(HELD[0])
    assert [reason for reason, _ in person.questions()] == [HandoffReason.URGENT]
    assert len(person.staff.heard) == 2


@pytest.mark.parametrize("channel", ["webchat"], indirect=True)
def test_repeated_despair_is_not_told_to_write_less(person: Person) -> None:
    for _ in range(flood.SAME_IN_A_ROW + 10):
        told = person.says(DESPAIR[0])
        assert "12356" in told
        assert "110" in told
        assert "不用再发" not in told


@pytest.mark.parametrize("channel", ["webchat"], indirect=True)
def test_danger_is_heard_after_hundreds_of_messages(person: Person, db: Database) -> None:
    with db.write() as rows:
        contact = contact_for(rows, person.runtime.vault, person.runtime.clock, "webchat", NUMBER)
        contact.county_code = COUNTY
        talk = Conversation(contact_id=contact.id, state={}, updated_at=person.runtime.clock.now())
        rows.add(talk)
        rows.flush()
        dialogue, clock, vault = person.runtime.dialogue, person.runtime.clock, person.runtime.vault
        for number in range(flood.MOST_IN_A_WINDOW + 1):
            replies = dialogue.answer(rows, vault, clock, contact, talk, f"第{number}句")
        assert replies[0].surplus
        replies = dialogue.answer(rows, vault, clock, contact, talk, DESPAIR[0])
    assert "12356" in replies[0].text
    assert person.questions() == [(HandoffReason.URGENT, DESPAIR[0])]
