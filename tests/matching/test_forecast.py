"""What other prices would do: worked out on today's market, stored, changing nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sqlmodel import select

from matching.exposure import effect, set_price
from matching.forecast import STEPS, forecast_prices, forecasts, gini
from matching.run import match_county
from matching.tables import Match
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY


@pytest.fixture
def market(db: Database, vault: Vault, clock: SetClock) -> None:
    """Fill a county in which all would choose the same three postings."""
    county = County(vault, clock)
    with db.write() as session:
        for _ in range(12):
            county.labourer(session, wage_expected_fen=500_000)
        for wage in range(400_000, 580_000, 20_000):
            county.posting(session, wage_low_fen=wage, wage_high_fen=wage)


@pytest.mark.usefixtures("market")
@pytest.mark.parametrize("remembers", [False, True])
def test_a_forecast_is_what_matching_then_does(
    db: Database,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
    remembers: bool,
) -> None:
    memory = tmp_path if remembers else None
    what = (db, clock, gazetteer, COUNTY, TODAY)
    match_county(*what, toolkit=toolkit, memory=memory)
    with db.read() as session:
        stored = session.exec(select(Match.posting_id, Match.labourer_id)).all()
    told = {each.price: each for each in forecast_prices(*what, toolkit=toolkit, memory=memory)}
    assert set(told) == {*STEPS, toolkit.weights.exposure.price}
    with db.read() as session:
        after = session.exec(select(Match.posting_id, Match.labourer_id)).all()
    assert sorted(stored) == sorted(after), "looking changes nothing"
    for price in (0, 200):
        with db.write() as session:
            set_price(session, clock, COUNTY, price, "li")
        match_county(*what, toolkit=toolkit, memory=memory)
        with db.read() as session:
            done = effect(session, COUNTY)
            scores = session.exec(select(Match.score)).all()
        assert done is not None
        found = told[price]
        assert (found.people, found.postings, found.looks) == (12, 9, 36)
        assert (found.unseen, found.most) == (done.unseen, done.most)
        assert found.mean_score == round(sum(scores) / len(scores))
    assert told[200].gini < told[0].gini
    assert told[200].mean_score <= told[0].mean_score
    assert {each.short for each in told.values()} == {0}


@pytest.mark.usefixtures("market")
def test_the_newest_forecasts_replace_the_others(
    db: Database, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> None:
    what = (db, clock, gazetteer, COUNTY, TODAY)
    forecast_prices(*what, toolkit=toolkit)
    with db.write() as session:
        set_price(session, clock, COUNTY, 33, "li")
    forecast_prices(*what, toolkit=toolkit)
    with db.read() as session:
        found = [each.price for each in forecasts(session, COUNTY)]
        assert forecasts(session, "530381") == []
    assert found == sorted({*STEPS, 33})


def test_a_county_without_anybody(
    db: Database, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> None:
    found = forecast_prices(db, clock, gazetteer, COUNTY, TODAY, toolkit=toolkit)
    assert {(each.looks, each.gini, each.mean_score, each.most) for each in found} == {(0, 0, 0, 0)}


@pytest.mark.parametrize(
    ("looks", "expected"),
    [([], 0.0), ([0, 0], 0.0), ([3, 3, 3], 0.0), ([0, 0, 0, 8], 0.75), ([1, 3], 0.25)],
)
def test_how_uneven_looks_are(looks: list[int], expected: float) -> None:
    assert gini(np.array(looks, dtype=np.int64)) == pytest.approx(expected)
