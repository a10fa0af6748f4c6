"""A thousand delivery reports of all kinds, on both databases, beside the oracle.

``python -m benchmarks.delivery_reports`` does the same with a hundred thousand.
"""

from __future__ import annotations

import random

import pytest

from benchmarks.delivery_reports import Office
from storage.database import Database


@pytest.mark.parametrize("seed", [7])
def test_every_message_ends_where_the_oracle_says(any_db: Database, seed: int) -> None:
    office = Office(any_db, 470)
    shower = office.shower(1000, random.Random(seed))
    assert len(shower.calls) >= 1000
    assert shower.kinds["repeated"] > 100
    assert shower.kinds["shuffled"] > 130
    assert shower.kinds["forged"] > 25
    assert shower.kinds["late"] > 6
    office.run(shower)
    assert office.differences(shower) == []
