"""Writing the ledger, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from service_ledger import guards
from service_ledger.entries import Ledger, posting_count, record_delivery
from service_ledger.kinds import Evidence, ServiceKind
from service_ledger.own_entries import record_own_entry
from service_ledger.rules import FutureEntryError, LedgerError, SecondPersonError
from service_ledger.tables import ServiceEntry
from service_ledger.verify import verify
from storage.clock import SetClock, parse_moment
from storage.database import Database
from tests.service_ledger.conftest import COUNTY, OTHER_COUNTY

Write = Callable[..., ServiceEntry | None]


def numbers(db: Database, county: str) -> list[int]:
    with db.read() as session:
        query = select(ServiceEntry.sequence).where(ServiceEntry.county_code == county)
        return list(session.exec(query.order_by(col(ServiceEntry.sequence))))


def test_each_county_is_numbered_from_one(any_db: Database, write: Write) -> None:
    with any_db.write() as session:
        for county in (COUNTY, COUNTY, OTHER_COUNTY, COUNTY):
            assert write(session, county_code=county)
    with any_db.write() as session:
        write(session)
    assert numbers(any_db, COUNTY) == [1, 2, 3, 4]
    assert numbers(any_db, OTHER_COUNTY) == [1]


def test_the_same_evidence_counts_once(any_db: Database, write: Write) -> None:
    person, message = uuid4(), str(uuid4())
    with any_db.write() as session:
        assert write(session, person_ref=person, evidence_ref=message)
        assert write(session, person_ref=person, evidence_ref=message) is None
        assert write(session, person_ref=uuid4(), evidence_ref=message)
        other = ServiceKind.CAREER_GUIDANCE
        assert write(session, person_ref=person, evidence_ref=message, kind=other)
    assert numbers(any_db, COUNTY) == [1, 2, 3]


def test_what_fails_leaves_no_gap(any_db: Database, write: Write) -> None:
    def fail_after_writing() -> None:
        with any_db.write() as session:
            write(session)
            raise RuntimeError("the rest of the transaction failed")

    with pytest.raises(RuntimeError):
        fail_after_writing()
    with any_db.write() as session:
        write(session)
    assert numbers(any_db, COUNTY) == [1]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE service_entry SET occurred_on = '2026-01-01'",
        "DELETE FROM service_entry",
        "UPDATE service_entry SET mac = mac",
    ],
)
def test_the_database_refuses_change(any_db: Database, write: Write, statement: str) -> None:
    with any_db.write() as session:
        write(session)
    with pytest.raises(DBAPIError, match="append-only"), any_db.write() as session:
        session.connection().exec_driver_sql(statement)
    assert numbers(any_db, COUNTY) == [1]


def test_postgresql_refuses_to_empty_the_table(pg_url: str) -> None:
    from app.tables import metadata

    db = Database(pg_url)
    metadata.create_all(db.engine)
    with pytest.raises(DBAPIError, match="append-only"), db.write() as session:
        session.connection().exec_driver_sql("TRUNCATE service_entry")
    db.close()


@pytest.mark.parametrize(
    "same",
    [
        "id = id",
        "sequence = sequence",
        "evidence_ref = evidence_ref",
    ],
)
def test_sqlite_refuses_to_replace(db: Database, write: Write, same: str) -> None:
    """INSERT OR REPLACE deletes without a delete trigger."""
    with db.write() as session:
        write(session)
        write(session)
    fresh = {"id": f"'{uuid4().hex}'", "sequence": "3", "evidence_ref": "'new'"}
    column = same.split(" ", maxsplit=1)[0]
    columns = [c.name for c in ServiceEntry.__table__.columns]  # type: ignore[attr-defined]
    values = [name if name == column else fresh.get(name, name) for name in columns]
    statement = (
        f"INSERT OR REPLACE INTO service_entry ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM service_entry WHERE sequence = 1"
    )
    with pytest.raises(DBAPIError, match="append-only"), db.write() as session:
        session.connection().exec_driver_sql(statement)
    assert numbers(db, COUNTY) == [1, 2]


def test_an_unknown_database_has_no_guards() -> None:
    with pytest.raises(ValueError, match="mysql"):
        guards.statements("mysql")


def test_a_reversal_names_the_entry_and_leaves_it(
    any_db: Database, ledger: Ledger, clock: SetClock, write: Write
) -> None:
    with any_db.write() as session:
        wrong = write(session)
        assert wrong
        taken_back = ledger.reverse(
            session, clock, entry_id=wrong.id, reason="登记错了人", by="zhang"
        )
    assert taken_back.sequence == 2
    assert taken_back.reverses_id == wrong.id
    assert taken_back.person_ref == wrong.person_ref
    assert taken_back.kind is wrong.kind
    assert taken_back.reason == "登记错了人"
    with any_db.read() as session:
        assert verify(session, ledger).ok


def test_a_reversal_happens_once_and_is_final(
    any_db: Database, ledger: Ledger, clock: SetClock, write: Write
) -> None:
    with any_db.write() as session:
        wrong = write(session)
        assert wrong
        first = ledger.reverse(session, clock, entry_id=wrong.id, reason="重复", by="zhang")
        for entry_id, message in (
            (wrong.id, "已经冲销"),
            (first.id, "不能再冲销"),
            (uuid4(), "没有这条"),
        ):
            with pytest.raises(LedgerError, match=message):
                ledger.reverse(session, clock, entry_id=entry_id, reason="重复", by="zhang")
    assert numbers(any_db, COUNTY) == [1, 2]


def test_a_reversal_needs_a_reason(
    db: Database, ledger: Ledger, clock: SetClock, write: Write
) -> None:
    with db.write() as session:
        wrong = write(session)
        assert wrong
        with pytest.raises(LedgerError, match="1 到 400"):
            ledger.reverse(session, clock, entry_id=wrong.id, reason=" \t", by="zhang")


def test_taking_back_an_old_service_needs_two_people(
    db: Database, ledger: Ledger, clock: SetClock, write: Write
) -> None:
    with db.write() as session:
        wrong = write(session)
        assert wrong
        clock.advance(timedelta(days=31))
        with pytest.raises(SecondPersonError):
            ledger.reverse(session, clock, entry_id=wrong.id, reason="错", by="zhang")
        done = ledger.reverse(
            session, clock, entry_id=wrong.id, reason="错", by="zhang", confirmed_by="li"
        )
    assert (done.recorded_by, done.confirmed_by) == ("zhang", "li")


@pytest.mark.parametrize(
    ("today", "occurred_on", "needed"),
    [
        ("2026-11-23", date(2026, 10, 24), False),
        ("2026-11-23", date(2026, 10, 23), True),
        ("2027-01-20", date(2026, 12, 25), False),
        ("2027-01-31", date(2026, 12, 31), True),
        ("2027-02-01", date(2027, 1, 31), False),
        ("2027-01-31", date(2027, 1, 1), False),
    ],
)
def test_late_entries_need_a_second_person(
    db: Database, clock: SetClock, write: Write, today: str, occurred_on: date, needed: bool
) -> None:
    clock.set(parse_moment(f"{today}T10:00"))
    with db.write() as session:
        if needed:
            with pytest.raises(SecondPersonError, match="另一个人"):
                write(session, occurred_on=occurred_on, by="zhang")
        else:
            assert write(session, occurred_on=occurred_on, by="zhang")
        assert write(session, occurred_on=occurred_on, by="zhang", confirmed_by="li")
        for same in ("zhang", " Zhang "):
            with pytest.raises(SecondPersonError, match="以外"):
                write(session, occurred_on=occurred_on, by="zhang", confirmed_by=same)


def test_a_year_is_closed_after_its_january() -> None:
    from service_ledger.rules import period_closed

    assert not period_closed(date(2026, 12, 31), date(2027, 1, 31))
    assert period_closed(date(2026, 12, 31), date(2027, 2, 1))
    assert period_closed(date(2025, 12, 31), date(2027, 1, 1))
    assert not period_closed(date(2026, 1, 1), date(2026, 12, 31))


def test_the_future_is_refused(db: Database, clock: SetClock, write: Write) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    with db.write() as session, pytest.raises(FutureEntryError):
        write(session, occurred_on=tomorrow, confirmed_by="li")


@pytest.mark.parametrize(
    "given",
    [
        {"by": " "},
        {"by": "x" * 65},
        {"confirmed_by": ""},
        {"county_code": "53032"},
        {"county_code": "会泽县会泽县"},
        {"evidence": Evidence.REVERSAL},
        {"evidence_ref": "x" * 65},
        {"evidence_ref": "\0"},
    ],
)
def test_what_cannot_be_an_entry_is_refused(
    db: Database, write: Write, given: dict[str, object]
) -> None:
    with db.write() as session, pytest.raises(LedgerError):
        write(session, **given)
    assert numbers(db, COUNTY) == []


def deliver(
    db: Database, ledger: Ledger, clock: SetClock, person: UUID, message: UUID, **given: object
) -> ServiceEntry | None:
    values: dict[str, object] = {
        "county_code": COUNTY,
        "person_ref": person,
        "proves": {"kind": "job_info", "postings": ["a", "b", "c"]},
        "delivered_on": clock.today(),
        "message_id": message,
    }
    with db.write() as session:
        return record_delivery(session, ledger, clock, **(values | given))  # type: ignore[arg-type]


def test_a_delivered_push_is_one_service(any_db: Database, ledger: Ledger, clock: SetClock) -> None:
    person, message = uuid4(), uuid4()
    entry = deliver(any_db, ledger, clock, person, message)
    assert entry
    assert deliver(any_db, ledger, clock, person, message) is None
    assert (entry.kind, entry.evidence) == (ServiceKind.JOB_INFO, Evidence.MESSAGE)
    assert entry.posting_count == 3
    assert entry.detail == {"postings": ["a", "b", "c"], "message": str(message)}


def test_one_conversation_a_day_is_one_service(
    db: Database, ledger: Ledger, clock: SetClock
) -> None:
    person, conversation = uuid4(), str(uuid4())
    proves = {"kind": "job_info", "postings": ["a", "b", "c"], "conversation": conversation}
    first = deliver(db, ledger, clock, person, uuid4(), proves=proves)
    assert first
    assert first.evidence is Evidence.CONVERSATION
    assert deliver(db, ledger, clock, person, uuid4(), proves=proves) is None
    clock.advance(timedelta(days=1))
    assert deliver(db, ledger, clock, person, uuid4(), proves=proves)


def test_a_provider_clock_that_runs_ahead_is_today(
    db: Database, ledger: Ledger, clock: SetClock
) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    entry = deliver(db, ledger, clock, uuid4(), uuid4(), delivered_on=tomorrow)
    assert entry
    assert entry.occurred_on == clock.today()


def test_a_report_a_month_late_is_not_counted_by_itself(
    db: Database, ledger: Ledger, clock: SetClock
) -> None:
    long_ago = clock.today() - timedelta(days=31)
    assert deliver(db, ledger, clock, uuid4(), uuid4(), delivered_on=long_ago) is None


@pytest.mark.parametrize("proves", [{}, {"kind": "coffee"}, {"kind": None}])
def test_a_message_must_say_what_it_proves(
    db: Database, ledger: Ledger, clock: SetClock, proves: dict[str, object]
) -> None:
    with pytest.raises(LedgerError, match="哪种服务"):
        deliver(db, ledger, clock, uuid4(), uuid4(), proves=proves)


@pytest.mark.parametrize(
    ("postings", "count"),
    [
        (["a", "b", "a"], 2),
        ([], 0),
        (4, 4),
        (True, None),
        (None, None),
        ({"a": 1}, None),
        ("abc", None),
    ],
)
def test_how_many_postings_an_entry_names(postings: object, count: int | None) -> None:
    assert posting_count({"postings": postings}) == count
    assert posting_count({}) is None
    assert posting_count(None) is None


def own(
    db: Database,
    ledger: Ledger,
    clock: SetClock,
    text: str,
    person: UUID | None = None,
    **given: object,
) -> ServiceEntry | None:
    values: dict[str, object] = {
        "county_code": COUNTY,
        "person_ref": person or uuid4(),
        "kind": ServiceKind.CAREER_GUIDANCE,
        "occurred_on": clock.today(),
        "by": "zhang",
    }
    with db.write() as session:
        return record_own_entry(
            session,
            ledger,
            clock,
            evidence_text=text,
            **(values | given),  # type: ignore[arg-type]
        )


def test_a_caseworkers_entry_keeps_its_evidence(
    any_db: Database, ledger: Ledger, clock: SetClock
) -> None:
    person = uuid4()
    entry = own(any_db, ledger, clock, "上门登记表第12号,本人签字", person)
    assert entry
    assert entry.evidence is Evidence.CASEWORKER
    assert entry.detail["note"] == "上门登记表第12号,本人签字"
    assert own(any_db, ledger, clock, "上门登记表第12号, 本人签字 ", person)
    assert own(any_db, ledger, clock, " 上门登记表第12号,本人签字", person) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "字" * 401,
        "本人13987654321接听",
        "电话 139 8765 4321",
        "电话 139-8765-4321",
        "证件530326198001010011",
        "证件53032619800101001X",
        "证件５３０３２６１９８００１０１００１Ｘ",
    ],
)
def test_evidence_must_be_there_and_hold_no_personal_number(
    db: Database, ledger: Ledger, clock: SetClock, text: str
) -> None:
    with pytest.raises(LedgerError):
        own(db, ledger, clock, text)


def test_a_form_number_is_no_personal_number(db: Database, ledger: Ledger, clock: SetClock) -> None:
    assert own(db, ledger, clock, "2026-11-23 第20261123001号登记表,座机0874-5120155")


@pytest.mark.parametrize("postings", [None, 0])
def test_job_information_names_its_postings(
    db: Database, ledger: Ledger, clock: SetClock, postings: int | None
) -> None:
    with pytest.raises(LedgerError, match="几个岗位"):
        own(db, ledger, clock, "赶集日现场介绍", kind=ServiceKind.JOB_INFO, postings=postings)
    entry = own(db, ledger, clock, "赶集日现场介绍", kind=ServiceKind.JOB_INFO, postings=5)
    assert entry
    assert entry.posting_count == 5


def test_a_key_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Ledger(b"short")


def test_a_migration_can_make_the_same_guards(db: Database, write: Write) -> None:
    """The statements alone, without create_all, guard the table too."""
    with db.write() as session:
        write(session)
        connection = session.connection()
        for (name,) in connection.execute(
            sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in guards.statements("sqlite"):
            connection.exec_driver_sql(statement)
    with pytest.raises(DBAPIError, match="append-only"), db.write() as session:
        session.connection().exec_driver_sql("DELETE FROM service_entry")
