"""The same behaviour on SQLite and PostgreSQL: types, sessions, constraints."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from labourers.tables import (
    EmploymentStatus,
    Labourer,
    Sex,
    Source,
    StatusRecord,
    WorkAbility,
)
from messaging.tables import Contact, MessageKind, MessageState, OutboxMessage
from storage.clock import SHANGHAI, SetClock
from storage.database import Database, ReadOnlyError
from storage.ids import new_id
from storage.places import PlaceLevel, ensure_place, place_names, scope_prefix, within
from storage.vault import Vault

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)


def a_labourer(vault: Vault, number: str = "530326199001011238") -> Labourer:
    return Labourer(
        county_code="530326",
        name="张三",
        sex=Sex.MALE,
        birth_date=date(1990, 1, 1),
        work_ability=WorkAbility.ORDINARY,
        id_number_sealed=vault.seal("labourer.id_number", number),
        id_number_index=vault.blind_index("labourer.id_number", number),
        licences=["叉车证"],
        created_at=NOW,
        updated_at=NOW,
    )


def test_what_is_written_is_read(any_db: Database, vault: Vault) -> None:
    person = a_labourer(vault)
    with any_db.write() as session:
        session.add(person)
    with any_db.read() as session:
        found = session.exec(select(Labourer)).one()
    assert found.id == person.id
    assert isinstance(found.id, UUID)
    assert found.birth_date == date(1990, 1, 1)
    assert found.work_ability is WorkAbility.ORDINARY
    assert found.education is None
    assert found.licences == ["叉车证"]
    assert found.created_at == NOW
    assert found.created_at.utcoffset() == timedelta(hours=8)
    assert vault.open("labourer.id_number", found.id_number_sealed) == "530326199001011238"


def test_the_number_is_nowhere_in_plain(any_db: Database, vault: Vault) -> None:
    with any_db.write() as session:
        session.add(a_labourer(vault))
    with any_db.engine.connect() as connection:
        row = connection.execute(sa.text("SELECT * FROM labourer")).one()
    assert "530326199001011238" not in repr(tuple(row))


def test_moments_are_stored_as_utc(any_db: Database, vault: Vault) -> None:
    with any_db.write() as session:
        session.add(a_labourer(vault))
    with any_db.engine.connect() as connection:
        raw = connection.execute(sa.text("SELECT created_at FROM labourer")).scalar_one()
    if isinstance(raw, str):
        assert raw == "2026-11-23 01:00:00.000000"
    else:
        assert raw.astimezone(UTC) == NOW.astimezone(UTC)


def test_a_naive_moment_is_refused(any_db: Database, vault: Vault) -> None:
    person = a_labourer(vault)
    person.created_at = datetime(2026, 11, 23, 9, 0)  # noqa: DTZ001
    with pytest.raises(sa.exc.StatementError, match="time zone"), any_db.write() as session:
        session.add(person)


def test_plain_text_cannot_go_into_a_sealed_column(any_db: Database, vault: Vault) -> None:
    person = a_labourer(vault)
    person.phone_sealed = "13800000001"  # type: ignore[assignment]
    with pytest.raises(sa.exc.StatementError, match="vault sealed"), any_db.write() as session:
        session.add(person)


def test_an_unknown_choice_is_refused_by_the_database(any_db: Database, vault: Vault) -> None:
    with any_db.write() as session:
        session.add(a_labourer(vault))
    statement = sa.text("UPDATE labourer SET sex = 'other'")
    with pytest.raises(sa.exc.IntegrityError), any_db.engine.begin() as connection:
        connection.execute(statement)


def test_a_missing_parent_is_refused(any_db: Database) -> None:
    record = StatusRecord(
        labourer_id=UUID(int=1),
        status=EmploymentStatus.UNEMPLOYED,
        since=date(2026, 1, 1),
        source=Source.ROSTER,
        recorded_by="test",
        recorded_at=NOW,
    )
    with pytest.raises(sa.exc.IntegrityError), any_db.write() as session:
        session.add(record)


def test_the_same_person_twice_in_a_county_is_refused(any_db: Database, vault: Vault) -> None:
    with any_db.write() as session:
        session.add(a_labourer(vault))
    with pytest.raises(sa.exc.IntegrityError), any_db.write() as session:
        session.add(a_labourer(vault))


def test_a_reading_session_cannot_write(any_db: Database, vault: Vault) -> None:
    with any_db.read() as session:
        session.add(a_labourer(vault))
        with pytest.raises(ReadOnlyError):
            session.flush()


def test_an_exception_takes_everything_back(any_db: Database, vault: Vault) -> None:
    def fails_after_writing() -> None:
        with any_db.write() as session:
            session.add(a_labourer(vault))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_after_writing()
    with any_db.read() as session:
        assert session.exec(select(func.count()).select_from(Labourer)).one() == 0


def test_rows_written_past_the_session_come_and_go_together(any_db: Database, vault: Vault) -> None:
    def add(address: str, *, fails: bool) -> None:
        row = {
            "id": new_id(),
            "channel": address,
            "address_sealed": vault.seal("contact.address", address),
            "address_index": vault.blind_index("contact.address", address),
            "language": "zh",
            "is_demo": False,
            "created_at": NOW,
        }
        with any_db.write_rows() as connection:
            connection.execute(sa.insert(Contact), row)
            if fails:
                raise RuntimeError

    add("kept", fails=False)
    with pytest.raises(RuntimeError):
        add("lost", fails=True)
    add("kept too", fails=False)  # whoever failed holds up nobody
    with any_db.read() as session:
        assert set(session.exec(select(Contact.channel))) == {"kept", "kept too"}


def test_states_compare_in_sql(any_db: Database, vault: Vault, clock: SetClock) -> None:
    contact = Contact(
        channel="sms",
        address_sealed=vault.seal("contact.address", "13800000001"),
        address_index=vault.blind_index("contact.address", "sms:13800000001"),
        language="zh",
        created_at=clock.now(),
    )
    with any_db.write() as session:
        session.add(contact)
        session.flush()
        for state in MessageState:
            session.add(
                OutboxMessage(
                    key=state.name,
                    contact_id=contact.id,
                    channel="sms",
                    kind=MessageKind.REPLY,
                    body_sealed=vault.seal("message.body", "x"),
                    state=state,
                    next_attempt_at=clock.now(),
                    created_at=clock.now(),
                )
            )
    with any_db.read() as session:
        after_sent = session.exec(
            select(OutboxMessage.state).where(col(OutboxMessage.state) > MessageState.SENT)
        )
        assert set(after_sent) == {
            MessageState.EXPIRED,
            MessageState.FAILED,
            MessageState.DELIVERED,
        }


def test_two_writers_wait_for_each_other(any_db: Database, vault: Vault) -> None:
    """Read, then write: with a deferred transaction SQLite answers "locked" at once."""
    with any_db.write() as session:
        session.add(a_labourer(vault))
    failures: list[Exception] = []

    def add_one(session: Session) -> None:
        person = session.exec(select(Labourer).with_for_update()).one()
        person.wage_expected_fen = (person.wage_expected_fen or 0) + 1
        session.add(person)

    def work() -> None:
        try:
            for _ in range(20):
                with any_db.write() as session:
                    add_one(session)
        except sa.exc.OperationalError as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with any_db.read() as session:
        assert session.exec(select(Labourer.wage_expected_fen)).one() == 80


def test_places_below_a_county(any_db: Database) -> None:
    with any_db.write() as session:
        town = ensure_place(session, "530326", "娜姑镇", PlaceLevel.TOWN, "530326102")
        again = ensure_place(session, "530326", "娜姑镇", PlaceLevel.TOWN)
        unlisted = ensure_place(session, "530326", "新设乡", PlaceLevel.TOWN)
        village = ensure_place(session, town.code, "干海子村", PlaceLevel.VILLAGE)
    assert again.code == town.code == "530326102"
    assert unlisted.code == "530326999"
    assert village.code == "530326102999"
    with any_db.read() as session:
        assert place_names(session, "530326102") == {
            "530326102": "娜姑镇",
            "530326102999": "干海子村",
        }


@pytest.mark.parametrize(
    ("code", "scope", "inside"),
    [
        ("530326102", "530326", True),
        ("530326102999", "530300", True),
        ("530326", "530000", True),
        ("530326", "000000", True),
        ("530300", "530326", False),
        ("532301", "530300", False),
        ("430102", "530000", False),
        ("530326103", "530326102", False),
    ],
)
def test_scope(code: str, scope: str, inside: bool) -> None:
    assert within(code, scope) is inside


def test_scope_of_the_nation_has_no_prefix() -> None:
    assert scope_prefix("000000") == ""
