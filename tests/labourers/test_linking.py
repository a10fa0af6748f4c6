"""Asking for a name and four characters does the same work whoever is on the roster."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from labourers.profiles import find_for_linking
from labourers.tables import ID_NUMBER_FIELD, Labourer, Sex
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Sealed, Vault

COUNTY = "530326"
NUMBER = "53032619900101{:03d}X"


@dataclass
class Counting:
    """A vault that counts what it opens."""

    vault: Vault
    opened: list[str] = field(default_factory=list)

    def open(self, name: str, sealed: Sealed) -> str:
        self.opened.append(name)
        return self.vault.open(name, sealed)


@pytest.fixture
def roster(db: Database, vault: Vault, clock: SetClock) -> Database:
    with db.write() as session:
        for place, name in enumerate(["王小芳", "李明", "李明", "张伟", "赵强", "孙丽"]):
            number = NUMBER.format(place)
            session.add(
                Labourer(
                    county_code=COUNTY,
                    name=name,
                    sex=Sex.MALE,
                    birth_date=date(1990, 1, 1),
                    id_number_sealed=vault.seal(ID_NUMBER_FIELD, number),
                    id_number_index=vault.blind_index(ID_NUMBER_FIELD, number),
                    created_at=clock.now(),
                    updated_at=clock.now(),
                )
            )
    return db


def work(db: Database, vault: Vault, name: str, ending: str) -> tuple[int, int, int]:
    """Return how many people were found, numbers opened and statements run."""
    counting, statements = Counting(vault), []

    def note(*given: Any) -> None:
        statements.append(given[2])

    with db.read() as session:
        sa.event.listen(db.engine, "before_cursor_execute", note)
        found = find_for_linking(session, counting, COUNTY, name, ending)  # type: ignore[arg-type]
        sa.event.remove(db.engine, "before_cursor_execute", note)
    return len(found), len(counting.opened), len(statements)


def test_a_name_on_the_roster_and_one_that_is_not_cost_the_same(
    roster: Database, vault: Vault
) -> None:
    hit = work(roster, vault, "王小芳", "000X")
    miss = work(roster, vault, "王小芳", "999X")
    nobody = work(roster, vault, "欧阳无名", "000X")
    twice = work(roster, vault, "李明", "001x")
    assert [each[0] for each in (hit, miss, nobody, twice)] == [1, 0, 0, 1]
    assert hit[1:] == miss[1:] == nobody[1:] == twice[1:]


def test_the_number_of_another_fits_nobody(roster: Database, vault: Vault) -> None:
    assert work(roster, vault, "王小芳", "003X")[0] == 0
    assert work(roster, vault, "欧阳无名", "003X")[0] == 0
