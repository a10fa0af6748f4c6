"""How often one name may be tried, by however many accounts."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from labourers.identity_tries import PER_NAME, may_try, note_failure
from labourers.tables import IdentityTry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault

COUNTY, NAME = "530326", "王秀英"


def use_up(db: Database, vault: Vault, clock: SetClock, tries: int = PER_NAME) -> None:
    with db.write() as session:
        for _ in range(tries):
            note_failure(session, vault, clock, COUNTY, NAME)


def test_a_name_has_its_tries_and_no_more(db: Database, vault: Vault, clock: SetClock) -> None:
    use_up(db, vault, clock, PER_NAME - 1)
    with db.read() as session:
        assert may_try(session, vault, clock, COUNTY, NAME)
    use_up(db, vault, clock, 1)
    with db.read() as session:
        assert not may_try(session, vault, clock, COUNTY, NAME)


def test_others_are_not_held_up(db: Database, vault: Vault, clock: SetClock) -> None:
    use_up(db, vault, clock)
    with db.read() as session:
        assert may_try(session, vault, clock, COUNTY, "王秀芳")
        assert may_try(session, vault, clock, "430121", NAME)


def test_the_next_day_begins_anew_and_keeps_nothing(
    db: Database, vault: Vault, clock: SetClock
) -> None:
    use_up(db, vault, clock)
    clock.advance(timedelta(hours=14, minutes=59))
    with db.read() as session:
        assert not may_try(session, vault, clock, COUNTY, NAME), "23:59 is the same day"
    clock.advance(timedelta(minutes=1))
    with db.read() as session:
        assert may_try(session, vault, clock, COUNTY, NAME)
    use_up(db, vault, clock, 1)
    with db.read() as session:
        assert len(session.exec(select(IdentityTry)).all()) == 1


def test_no_name_is_kept(db: Database, vault: Vault, clock: SetClock) -> None:
    use_up(db, vault, clock, 1)
    with db.read() as session:
        (row,) = session.exec(select(IdentityTry)).all()
    assert NAME.encode() not in row.key
    assert len(row.key) == 32
