"""Nothing personal goes out by Telegram, which is run from outside the country.

Whatever a person writes there and whoever they are: no name, no telephone number and no part of an
ID number of anybody on the roster stands in an answer or on a button, unless that person has just
written it there (a search repeats what it was asked for).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bot import inbox
from bot.replies.courtesies import Wordless, action_of
from labourers.names import masked_name
from labourers.tables import ContactLink
from messaging import outbox
from messaging.contract import Inbound
from messaging.tables import OutboxMessage
from tests.bot.dialogue.office import Office
from tests.bot.spine import runtime_with
from tests.messaging.fakes import ScriptedChannel

PEOPLE = (("欧阳翠兰", "739X", "13987460011"), ("司马建军", "8264", "15987460022"))
SAYINGS = (
    "找活", "报名1", "报名2", "1", "2", "欧阳翠兰 739X", "司马建军8264", "欧阳翠兰", "我是欧阳翠兰",
    "我的电话13987460011", "我叫什么名字", "我的身份证号是多少", "你有我的电话吗", "我上班了",
    "3,11月5日", "取消报名", "去上海车票报多少", "苏州", "380", "没有", "半年", "自己",
    "填好的申请表",
    "提醒我", "对", "人工", "帮欧阳翠兰报名", "530326198505057 39X", "53032619850505739X", "菜单",
    "不合适1", "司马建军 0000", "english",
)  # fmt: skip
ACTIONS = (None, None, None, "form", "checklist", "remind", "human", "menu", "jobs", "stranger",
           action_of(Wordless.CONTACT), action_of(Wordless.GROUP))  # fmt: skip
NUMBERS = count(9000)


@dataclass(frozen=True)
class Known:
    """An office whose bot knows two people of one Telegram chat."""

    office: Office
    people: list[UUID]

    def links(self, contact_id: UUID, how_many: int) -> None:
        with self.office.db.write() as session:
            for person in self.people[:how_many]:
                now = self.office.clock.now()
                link = ContactLink(
                    contact_id=contact_id, labourer_id=person, method="test", verified_at=now
                )
                session.add(link)


@pytest.fixture
def known(office: Office) -> Known:
    for title in ("普工", "保洁", "厨师"):
        office.posting(title)
    people = [office.person(name, last4=ending, phone=phone) for name, ending, phone in PEOPLE]
    return Known(office, people)


def personal(text: str) -> list[str]:
    """Return what in a text says who somebody on the roster is."""
    return [
        part
        for name, ending, phone in PEOPLE
        for part in (
            name,
            masked_name(name),
            name[-2:],
            ending,
            phone,
            phone[-8:],
            phone[-4:],
            "1985",
        )
        if part in text
    ]


def test_the_people_are_known_elsewhere_so_the_test_can_fail(known: Known) -> None:
    """The same words by SMS do tell names, to the two people of a shared telephone."""
    phone = known.office.phone("13900000001")
    known.links(phone.contact_id, 2)
    phone.says("找活").says("报名1")
    assert "欧阳*兰" in personal(phone.told)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from(SAYINGS), st.sampled_from(ACTIONS)), min_size=2, max_size=9),
    st.integers(0, 2),
)
def test_whatever_is_said_no_answer_is_personal(
    known: Known, turns: list[tuple[str, str | None]], how_many: int
) -> None:
    office = known.office
    runtime = runtime_with(
        office.db,
        office.vault,
        office.clock,
        ScriptedChannel(name="telegram"),
        dialogue=office.dialogue,
    )
    chat = next(NUMBERS)
    someone = office.phone(str(chat), "telegram")
    known.links(someone.contact_id, how_many)
    for number, (text, action) in enumerate(turns):
        said = Inbound(f"{chat}-{number}", str(chat), text, office.clock.now(), action)
        inbound_id = inbox.receive(runtime, "telegram", said)
        assert inbound_id is not None
        inbox.handle(runtime, inbound_id)
        office.clock.advance(timedelta(minutes=1))
    with office.db.read() as session:
        told = session.exec(
            select(OutboxMessage).where(OutboxMessage.contact_id == someone.contact_id)
        ).all()
        assert told
        for message in told:
            text = outbox.text_of(office.vault, message)
            labels = " ".join(button.label for button in outbox.buttons_of(message))
            written = " ".join(said for said, _ in turns)
            told_by_us = set(personal(f"{text} {labels}")) - set(personal(written))
            assert told_by_us == set(), text


def test_a_button_tapped_twice_applies_once(known: Known) -> None:
    office = known.office
    someone = office.phone("8888", "telegram")
    known.links(someone.contact_id, 1)
    someone.says("找活").says("1")
    labels = [label for label in someone.buttons if "报名" in label]
    assert labels, someone.buttons
    button = next(
        each for reply in someone.heard for each in reply.buttons if each.label == labels[0]
    )
    for days in (0, 0, 2):
        someone.waits(days=days).says(button.label, button.action)
    assert len(office.applied(known.people[0])) == 1
