"""Failed sign-ins are counted once for all processes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlmodel import select

from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from web.accounts.tables import SignInTry
from web.accounts.tries import PER_ADDRESS, PER_NAME, WINDOW, Tries

HERE = "10.0.0.1"


def two_processes(db: Database, vault: Vault, clock: SetClock) -> tuple[Tries, Tries]:
    other = Database(db.url.render_as_string(hide_password=False))
    return Tries(db, vault, clock), Tries(other, vault, clock)


def test_two_processes_count_together(any_db: Database, vault: Vault, clock: SetClock) -> None:
    one, other = two_processes(any_db, vault, clock)
    begun = [(one, other)[number % 2].begin("Li.GZ ", HERE) for number in range(PER_NAME + 2)]
    assert [each is None for each in begun] == [False] * PER_NAME + [True] * 2
    assert one.begin("somebody.else", HERE) is not None
    other.db.close()


def test_many_at_once_get_no_more(any_db: Database, vault: Vault, clock: SetClock) -> None:
    one, other = two_processes(any_db, vault, clock)
    with ThreadPoolExecutor(8) as pool:
        begun = list(
            pool.map(lambda number: (one, other)[number % 2].begin("li.gz", HERE), range(24))
        )
    assert sum(each is not None for each in begun) == PER_NAME
    other.db.close()


def test_a_right_password_costs_nothing(db: Database, vault: Vault, clock: SetClock) -> None:
    tries = Tries(db, vault, clock)
    for _ in range(2 * PER_NAME):
        begun = tries.begin("li.gz", HERE)
        assert begun is not None
        tries.forget(begun)


def test_guessing_many_names_from_one_address(db: Database, vault: Vault, clock: SetClock) -> None:
    tries = Tries(db, vault, clock)
    begun = [tries.begin(f"name{number}", HERE) for number in range(PER_ADDRESS + 1)]
    assert begun[-1] is None
    assert None not in begun[:-1]
    assert tries.begin("name1", "10.0.0.2") is not None


def test_after_a_while_it_is_forgotten(db: Database, vault: Vault, clock: SetClock) -> None:
    tries = Tries(db, vault, clock)
    for _ in range(PER_NAME):
        tries.begin("li.gz", HERE)
    clock.advance(WINDOW - timedelta(seconds=1))
    assert tries.begin("li.gz", HERE) is None
    clock.advance(timedelta(seconds=1))
    assert tries.begin("li.gz", HERE) is not None
    with db.read() as session:
        rows = session.exec(select(SignInTry)).all()
    assert len(rows) == 2, "what no longer counts is gone"
    assert all(HERE.encode() not in row.key and b"li.gz" not in row.key for row in rows)
