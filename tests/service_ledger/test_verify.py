"""Tampering with the real database, past its triggers, and what verification says of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import Session, col, select

from service_ledger import chain
from service_ledger.checkpoints import CheckpointFile, write_checkpoints
from service_ledger.entries import Ledger, content_of
from service_ledger.kinds import ServiceKind
from service_ledger.tables import ServiceEntry
from service_ledger.verify import ProblemKind, VerifyResult, verify
from storage.clock import SetClock
from storage.database import Database
from tests.service_ledger.conftest import COUNTY, OTHER_COUNTY

Write = Callable[..., ServiceEntry | None]
Tamper = Callable[[sa.Connection], None]
KINDS = (ServiceKind.JOB_INFO, ServiceKind.TRAINING_INFO, ServiceKind.CAREER_GUIDANCE)


@pytest.fixture
def file(tmp_path: Path) -> CheckpointFile:
    return CheckpointFile(tmp_path / "elsewhere" / "checkpoints.jsonl")


@pytest.fixture
def filled(any_db: Database, write: Write, clock: SetClock, file: CheckpointFile) -> Database:
    """Six entries of one county and two of another, with a checkpoint of each."""
    with any_db.write() as session:
        for number in range(6):
            write(session, kind=KINDS[number % 3], detail={"postings": ["a", "b", "c"], "名": "值"})
        for _ in range(2):
            write(session, county_code=OTHER_COUNTY)
    with any_db.read() as session:
        assert write_checkpoints(session, clock, file.path) == 2
    return any_db


def check(
    db: Database, ledger: Ledger, file: CheckpointFile | None, county: str | None = None
) -> VerifyResult:
    with db.read() as session:
        return verify(session, ledger, county, file.path if file else None)


def tamper(db: Database, *statements: str) -> None:
    """Run SQL as somebody would who owns the database: guards and checks out of the way."""
    with db.write() as session:
        connection = session.connection()
        if db.is_sqlite:
            triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for (name,) in connection.execute(sa.text(triggers)).all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("ALTER TABLE service_entry DISABLE TRIGGER USER")
        for statement in statements:
            connection.exec_driver_sql(statement)


def found(result: VerifyResult) -> list[tuple[ProblemKind, int]]:
    return [(problem.kind, problem.sequence) for problem in result.problems]


def test_an_untouched_ledger_is_right(
    filled: Database, ledger: Ledger, file: CheckpointFile
) -> None:
    result = check(filled, ledger, file)
    assert result.ok
    assert (result.entries, result.checkpoints) == (8, 2)
    assert result.to_json() == {"ok": True, "entries": 8, "checkpoints": 2, "problems": []}


def test_one_county_can_be_looked_at_alone(
    filled: Database, ledger: Ledger, file: CheckpointFile
) -> None:
    tamper(filled, f"DELETE FROM service_entry WHERE county_code = '{OTHER_COUNTY}'")
    result = check(filled, ledger, file, COUNTY)
    assert result.ok
    assert result.entries == 6
    assert not check(filled, ledger, file, OTHER_COUNTY).ok


WHERE_3 = f"WHERE county_code = '{COUNTY}' AND sequence = 3"


@pytest.mark.parametrize(
    "change",
    [
        "occurred_on = '2026-11-01'",
        "recorded_by = 'somebody'",
        "kind = 'job_info'",
        "evidence = 'caseworker'",
        "evidence_ref = 'other'",
        "confirmed_by = 'li'",
        "posting_count = 9",
        "recorded_at = '2026-11-22 01:00:00.000000'",
        """detail = '{"postings": ["a", "b", "c"], "名": "别"}'""",
        "mac = '" + "0" * 64 + "'",
    ],
)
def test_an_edit_is_found(
    filled: Database, ledger: Ledger, file: CheckpointFile, change: str
) -> None:
    tamper(filled, f"UPDATE service_entry SET {change} {WHERE_3}")
    result = check(filled, ledger, file)
    assert (ProblemKind.ALTERED, 3) in found(result)
    assert {problem.county for problem in result.problems} == {COUNTY}


def test_a_person_exchanged_is_found(
    filled: Database, ledger: Ledger, file: CheckpointFile
) -> None:
    other = f"(SELECT person_ref FROM service_entry WHERE county_code = '{OTHER_COUNTY}' LIMIT 1)"
    tamper(filled, f"UPDATE service_entry SET person_ref = {other} {WHERE_3}")
    assert found(check(filled, ledger, file)) == [(ProblemKind.ALTERED, 3)]


def test_a_deletion_is_found(filled: Database, ledger: Ledger, file: CheckpointFile) -> None:
    tamper(filled, f"DELETE FROM service_entry {WHERE_3}")
    assert found(check(filled, ledger, file)) == [(ProblemKind.MISSING, 3)]


def test_a_deletion_closed_up_by_renumbering_is_found(
    filled: Database, ledger: Ledger, file: CheckpointFile
) -> None:
    tamper(
        filled,
        f"DELETE FROM service_entry {WHERE_3}",
        *(
            f"UPDATE service_entry SET sequence = {number - 1}"
            f" WHERE county_code = '{COUNTY}' AND sequence = {number}"
            for number in (4, 5, 6)
        ),
    )
    kinds = found(check(filled, ledger, file))
    assert (ProblemKind.ALTERED, 3) in kinds
    assert (ProblemKind.CUT_OFF, 6) in kinds


def test_an_insertion_is_found(filled: Database, ledger: Ledger, file: CheckpointFile) -> None:
    columns = [column.name for column in ServiceEntry.__table__.columns]  # type: ignore[attr-defined]
    new_id = "f" * 32 if filled.is_sqlite else "ffffffff-ffff-ffff-ffff-ffffffffffff"
    fresh = {"id": f"'{new_id}'", "sequence": "7", "evidence_ref": "'invented'"}
    values = ", ".join(fresh.get(name, name) for name in columns)
    copied = f"SELECT {values} FROM service_entry {WHERE_3}"
    if not filled.is_sqlite:
        copied = copied.replace("'ffff", "uuid 'ffff")
    tamper(filled, f"INSERT INTO service_entry ({', '.join(columns)}) {copied}")
    assert found(check(filled, ledger, file)) == [(ProblemKind.ALTERED, 7)]


def test_two_entries_exchanged_are_found(
    filled: Database, ledger: Ledger, file: CheckpointFile
) -> None:
    def move(start: int, end: int) -> str:
        return (
            f"UPDATE service_entry SET sequence = {end}"
            f" WHERE county_code = '{COUNTY}' AND sequence = {start}"
        )

    tamper(filled, move(3, 99), move(4, 3), move(99, 4))
    assert (ProblemKind.ALTERED, 3) in found(check(filled, ledger, file))


def test_a_cut_at_the_end_is_found_by_the_checkpoint(
    filled: Database, ledger: Ledger, file: CheckpointFile
) -> None:
    tamper(filled, f"DELETE FROM service_entry WHERE county_code = '{COUNTY}' AND sequence > 4")
    assert check(filled, ledger, None).ok
    assert found(check(filled, ledger, file)) == [(ProblemKind.CUT_OFF, 6)]


def test_a_county_wiped_out_is_found_by_the_checkpoint(
    filled: Database, ledger: Ledger, file: CheckpointFile
) -> None:
    tamper(filled, "DELETE FROM service_entry")
    assert check(filled, ledger, None).ok
    result = check(filled, ledger, file)
    assert {problem.county for problem in result.problems} == {COUNTY, OTHER_COUNTY}


def test_a_chain_written_anew_with_the_key_is_found_by_the_checkpoint(
    filled: Database, ledger: Ledger, file: CheckpointFile, clock: SetClock, write: Write
) -> None:
    with filled.read() as session:
        entries = list(
            session.exec(
                select(ServiceEntry)
                .where(ServiceEntry.county_code == COUNTY)
                .order_by(col(ServiceEntry.sequence))
            )
        )
    changes, previous = [], chain.GENESIS
    for entry in entries:
        entry.recorded_by = "somebody"
        entry.mac = chain.link(ledger._key, previous, content_of(entry))
        previous = entry.mac
        changes.append(
            f"UPDATE service_entry SET recorded_by = 'somebody', mac = '{entry.mac}'"
            f" WHERE county_code = '{COUNTY}' AND sequence = {entry.sequence}"
        )
    tamper(filled, *changes)
    assert check(filled, ledger, None).ok
    assert found(check(filled, ledger, file)) == [(ProblemKind.REWRITTEN, 6)]


def test_a_chain_under_another_key_is_not_ours(filled: Database) -> None:
    stranger = Ledger(os.urandom(chain.KEY_BYTES))
    assert len(check(filled, stranger, None).problems) == 8


@pytest.mark.parametrize(
    "change",
    ["kind = 'coffee'", "occurred_on = 'someday'", "detail = '{'", "detail = '{\"a\": NaN}'"],
)
def test_what_is_not_even_readable_is_told(
    db: Database, write: Write, ledger: Ledger, change: str
) -> None:
    with db.write() as session:
        for _ in range(3):
            write(session)
    with db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql("DROP TRIGGER service_entry_no_update")
        connection.exec_driver_sql(f"UPDATE service_entry SET {change} {WHERE_3}")
        connection.commit()
    result = check(db, ledger, None)
    assert [problem.kind for problem in result.problems] == [ProblemKind.ALTERED]


def test_an_entry_that_the_session_knows_is_read_again(
    db: Database, write: Write, ledger: Ledger
) -> None:
    with db.write() as session:
        entry = write(session)
        assert entry
    with Session(db.engine) as session:
        assert session.get(ServiceEntry, entry.id)
        session.commit()
        tamper(db, "UPDATE service_entry SET recorded_by = 'somebody'")
        assert not verify(session, ledger).ok


def test_checkpoints_are_written_only_when_a_chain_moved(
    filled: Database, write: Write, clock: SetClock, file: CheckpointFile
) -> None:
    with filled.read() as session:
        assert write_checkpoints(session, clock, file.path) == 0
    with filled.write() as session:
        write(session)
    with filled.read() as session:
        assert write_checkpoints(session, clock, file.path) == 1
    assert [(one.county, one.sequence) for one in file.read()[0]] == [
        (OTHER_COUNTY, 2),
        (COUNTY, 6),
        (COUNTY, 7),
    ]
    assert file.path.stat().st_mode & 0o777 == 0o600


def test_a_chain_that_fell_behind_gets_no_checkpoint(
    filled: Database, ledger: Ledger, clock: SetClock, file: CheckpointFile, write: Write
) -> None:
    tamper(filled, f"DELETE FROM service_entry WHERE county_code = '{COUNTY}' AND sequence > 4")
    with filled.read() as session:
        assert write_checkpoints(session, clock, file.path) == 0
    assert not check(filled, ledger, file).ok


def test_half_a_line_after_a_crash_is_no_checkpoint(
    filled: Database, ledger: Ledger, write: Write, clock: SetClock, file: CheckpointFile
) -> None:
    with file.path.open("a") as handle:
        handle.write('{"county": "530326", "sequ')
    assert check(filled, ledger, file).ok
    with filled.write() as session:
        write(session)
    with filled.read() as session:
        write_checkpoints(session, clock, file.path)
    result = check(filled, ledger, file)
    assert result.ok
    assert result.checkpoints == 3


@pytest.mark.parametrize("line", ["", "nonsense", '{"county": "530326"}', "[]"])
def test_a_damaged_checkpoint_is_told(
    filled: Database, ledger: Ledger, file: CheckpointFile, line: str
) -> None:
    with file.path.open("a") as handle:
        handle.write(f"{line}\n")
    assert found(check(filled, ledger, file)) == [(ProblemKind.CHECKPOINT_UNREADABLE, 3)]


def test_no_file_means_no_checkpoints(filled: Database, ledger: Ledger, tmp_path: Path) -> None:
    result = check(filled, ledger, CheckpointFile(tmp_path / "none.jsonl"))
    assert result.ok
    assert result.checkpoints == 0


def test_the_canonical_form_is_that_of_rfc_8785() -> None:
    assert chain.canonical({"b": 1.0, "a": "值\u2028", "c": [None, True]}) == (
        '{"a":"值\u2028","b":1,"c":[null,true]}'.encode()
    )


@pytest.mark.parametrize("value", [float("nan"), 2**60, object(), "\ud800"])
def test_what_has_no_canonical_form_is_refused(db: Database, write: Write, value: Any) -> None:
    with db.write() as session, pytest.raises(chain.ChainError):
        write(session, detail={"value": value})


def test_a_link_depends_on_the_one_before() -> None:
    key, content = os.urandom(32), {"a": 1}
    first = chain.link(key, chain.GENESIS, content)
    assert chain.link(key, first, content) != first
    assert chain.holds(key, chain.GENESIS, content, first)
    assert not chain.holds(key, first, content, first)


def test_problems_are_told_in_words(filled: Database, ledger: Ledger, file: CheckpointFile) -> None:
    tamper(
        filled,
        f"DELETE FROM service_entry WHERE county_code = '{COUNTY}' AND sequence IN (2, 3)",
    )
    document = json.loads(json.dumps(check(filled, ledger, file).to_json()))
    assert document["ok"] is False
    assert document["problems"] == [
        {"kind": "missing", "county": COUNTY, "sequence": 2, "text": "第 2 至 3 条不见了"}
    ]
