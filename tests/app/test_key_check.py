"""Keys of another instance: every command says so, and nothing is read or written with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.cli import run
from app.context import AppContext
from app.faults import BAD_INPUT, explained
from app.key_check import check_keys
from app.keys import KeyProblem, load_keys
from app.settings import Settings
from labourers.tables import ID_NUMBER_FIELD, Labourer, Sex
from messaging.contacts import contact_for
from storage.clock import Clock
from storage.database import Database
from storage.vault import Sealed, VaultError

PHONE = "13912345678"


@pytest.fixture
def theirs(tmp_path: Path, clock: Clock) -> Path:
    """Return the folder of an instance that knows somebody's number."""
    context = AppContext(Settings(data_dir=tmp_path / "theirs"))
    with context.db.write() as session:
        contact_for(session, context.vault, clock, "sms", PHONE)
    context.close()
    return tmp_path / "theirs"


@pytest.mark.parametrize(
    "command",
    [
        ["jobs", "export", "-o", "x.xlsx", "--county", "530326"],
        ["roster", "export", "-o", "x.xlsx", "--county", "530326"],
        ["push", "--county", "530326"],
        ["ledger", "verify"],
        ["trial", "list"],
        ["worker"],
    ],
    ids=" ".join,
)
def test_a_command_with_the_keys_of_another_instance_says_what_to_do(
    command: list[str],
    theirs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GANGXIN_DATA_DIR", str(tmp_path / "ours"))
    database = f"sqlite:///{theirs / 'gangxin.db'}"
    assert run([*command, "--db", database]) == BAD_INPUT
    told = capsys.readouterr()
    assert "密钥和数据库不是一套" in told.err
    assert "GANGXIN_DATA_DIR" in told.err
    assert PHONE not in told.err + told.out
    assert "Traceback" not in told.err
    assert not (tmp_path / "x.xlsx").exists()


def test_its_own_keys_open_it(theirs: Path) -> None:
    context = AppContext(Settings(data_dir=theirs))
    assert context.vault
    context.close()


def test_a_database_with_nothing_sealed_goes_with_any_keys(db: Database, tmp_path: Path) -> None:
    check_keys(db, load_keys(Settings(data_dir=tmp_path)).vault())


def test_one_damaged_row_says_nothing_about_the_keys(theirs: Path, clock: Clock) -> None:
    context = AppContext(Settings(data_dir=theirs))
    with context.db.write() as session:
        newest = contact_for(session, context.vault, clock, "sms", "13912345679")
        newest.address_sealed = Sealed(newest.address_sealed.data[:-1] + b"\0")
    check_keys(context.db, load_keys(context.settings).vault())
    context.close()


def test_a_key_that_only_looks_people_up_must_fit_too(theirs: Path, clock: Clock) -> None:
    context = AppContext(Settings(data_dir=theirs))
    keys = load_keys(context.settings)
    number = "530326198801011239"
    with context.db.write() as session:
        session.add(
            Labourer(
                county_code="530326",
                name="张三",
                sex=Sex.MALE,
                birth_date=date(1988, 1, 1),
                id_number_sealed=keys.vault().seal(ID_NUMBER_FIELD, number),
                id_number_index=keys.vault().blind_index(ID_NUMBER_FIELD, number),
                created_at=clock.now(),
                updated_at=clock.now(),
            )
        )
    check_keys(context.db, keys.vault())
    with pytest.raises(KeyProblem):
        check_keys(context.db, replace(keys, index=b"x" * 32).vault())
    context.close()


def test_what_does_not_open_later_is_told_without_its_text() -> None:
    told = explained(VaultError("the value does not open"))
    assert told is not None
    assert told.exit_code == BAD_INPUT
    assert "打不开" in told.text
    assert "value" not in told.text
