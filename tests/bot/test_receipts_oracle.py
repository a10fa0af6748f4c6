"""Three thousand delivery reports of all kinds, on both databases, beside the oracle."""

from __future__ import annotations

import random

import pytest

from benchmarks.delivery_reports import Office
from storage.database import Database


@pytest.mark.parametrize("seed", [7])
def test_every_message_ends_where_the_oracle_says(any_db: Database, seed: int) -> None:
    office = Office(any_db, 1400)
    shower = office.shower(3000, random.Random(seed))
    assert len(shower.calls) >= 3000
    assert shower.kinds["repeated"] > 300
    assert shower.kinds["shuffled"] > 400
    assert shower.kinds["forged"] > 80
    assert shower.kinds["late"] > 20
    office.run(shower)
    assert office.differences(shower) == []
