"""A short drill: worker, web, smsbox and bearerbox killed while messages go out and come in.

Each of the four dies once; ``python -m benchmarks.delivery_drill`` kills them fifty times over
2,000 messages.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.delivery_drill import TARGETS, drill

pytestmark = [pytest.mark.peer("kannel"), pytest.mark.timeout(300)]
MESSAGES = 24


@pytest.mark.parametrize("seed", [5])
def test_a_kill_of_each_loses_nothing_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    with drill(tmp_path, seed=seed) as office:
        kills = office.run(len(TARGETS), MESSAGES)
        office.settle()
        account = office.account(kills)
    assert set(kills) == set(TARGETS)
    assert account.messages >= MESSAGES
    assert account.lost == []
    assert account.heard_lost == 0, account.table()
    assert account.twice_by_us == 0, account.table()
    assert account.delivered_unseen == 0, account.table()
    assert account.entries == account.delivered_services, account.table()
    assert account.clean, account.table()
