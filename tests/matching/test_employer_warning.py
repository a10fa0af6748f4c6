"""Who knows of a barred employer's postings is warned once, in plain words, without a ground."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from jobs_feed.applications import apply, report_hire
from jobs_feed.employer_status import set_status
from jobs_feed.publish import WrongStateError
from jobs_feed.tables import ApplicationState, Employer, EmployerStatus
from labourers.tables import Labourer, Sex
from matching.employer_desk import Told, people_told
from matching.employer_warning import Warned, warn, wording
from messaging.contacts import contact_for, opt_out
from messaging.outbox import text_of
from messaging.sms_text import segments
from messaging.tables import MessageKind, OutboxMessage
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.matching.builders import County

REASON = "劳动监察正在查欠薪"


def told(
    applied: ApplicationState | None = None, hired_on: date | None = None, title: str = "操作工"
) -> Told:
    person = Labourer(name="李秀英", sex=Sex.FEMALE)
    return Told(person, title, applied, None, hired_on, None, delivered=True)


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (told(), "发给你的“操作工”先不要去，也不要交钱"),
        (told(ApplicationState.APPLIED), "你报名的“操作工”先不要去"),
        (told(ApplicationState.HIRED, date(2026, 11, 1)), "你上班的会泽恒达有限公司已停止招聘"),
    ],
)
def test_the_words_fit_what_the_person_did(who: Told, says: str) -> None:
    text = wording("会泽恒达有限公司", who, "12333", "李*英，")
    assert says in text
    assert "12333" in text
    assert segments(f"【会泽就业】{text}拒收请回复R") <= 2


def test_long_names_are_cut() -> None:
    text = wording("很" * 60, told(title="名" * 60), "12333")
    assert segments(f"【会泽就业】{text}拒收请回复R") <= 2


def test_everybody_is_warned_once_for_each_time(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    county = County(vault, clock)
    with db.write() as session:
        owner = county.employer(session)
        posting = county.posting(session, owner)
        people = [
            county.labourer(session, phone=phone)
            for phone in ("13800000001", "13800000002", "13800000003", None)
        ]
        for person in people:
            application = apply(session, clock, person.id, posting.id, "sms")
        report_hire(session, clock, application.id, clock.today(), "厂方")
        opt_out(session, clock, contact_for(session, vault, clock, "sms", "13800000003"))
    with db.write() as session, pytest.raises(WrongStateError):
        _warn(session, vault, clock, owner)
    for status in (EmployerStatus.INVESTIGATED, EmployerStatus.DISHONEST):
        with db.write() as session:
            set_status(
                session,
                clock,
                owner.id,
                status,
                since=clock.today(),
                reason=REASON,
                by="li",
            )
            assert _warn(session, vault, clock, owner) == Warned(2, 0, 2)
            assert _warn(session, vault, clock, owner) == Warned(0, 2, 2)
    with db.read() as session:
        messages = session.exec(select(OutboxMessage)).all()
        assert {each.kind for each in messages} == {MessageKind.NOTICE}
        assert {each.proves for each in messages} == {None}
        assert not any(REASON[:4] in text_of(vault, each) for each in messages)
        assert session.exec(select(ServiceEntry)).all() == []
    assert len(messages) == 4


def _warn(session: Session, vault: Vault, clock: SetClock, owner: Employer) -> Warned:
    known = session.get_one(Employer, owner.id)
    return warn(session, vault, clock, known, people_told(session, owner.id, sa.true()), "12333")
