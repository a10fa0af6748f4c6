"""A short drill: worker, web, smsbox and bearerbox killed while messages go out and come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.delivery_drill import drill

pytestmark = [pytest.mark.peer("kannel"), pytest.mark.timeout(300)]


@pytest.mark.parametrize("seed", [5])
def test_five_kills_lose_nothing_and_double_nothing(tmp_path: Path, seed: int) -> None:
    with drill(tmp_path, seed=seed) as office:
        kills = office.run(5, 40)
        office.settle()
        account = office.account(kills)
    assert account.messages >= 40
    assert account.lost == []
    assert account.heard_lost == 0, account.table()
    assert account.twice_by_us == 0, account.table()
    assert account.delivered_unseen == 0, account.table()
    assert account.entries == account.delivered_services, account.table()
    assert account.clean, account.table()
