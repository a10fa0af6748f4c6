"""The price that a county sets: kept with who and when, taken by the engine, seen in its effect."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from matching.exposure import PriceError, changes, effect, price_of, set_price, weights_of
from matching.run import match_county
from matching.tables import Match
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY


def test_the_newest_price_holds_and_all_are_kept(
    db: Database, clock: SetClock, toolkit: Toolkit
) -> None:
    with db.write() as session:
        assert price_of(session, COUNTY, toolkit.weights) == toolkit.weights.exposure.price
        assert set_price(session, clock, COUNTY, 0, "li.gz")
        clock.advance(timedelta(hours=1))
        assert set_price(session, clock, COUNTY, 80, "wang.gz")
        assert not set_price(session, clock, COUNTY, 80, "wang.gz")
        assert weights_of(session, COUNTY, toolkit.weights).exposure.price == 80
        assert weights_of(session, "530381", toolkit.weights) == toolkit.weights
        assert [(each.price, each.set_by) for each in changes(session, COUNTY)] == [
            (80, "wang.gz"),
            (0, "li.gz"),
        ]


@pytest.mark.parametrize("price", [-1, 201])
def test_a_price_out_of_range_is_refused(db: Database, clock: SetClock, price: int) -> None:
    with db.write() as session, pytest.raises(PriceError):
        set_price(session, clock, COUNTY, price, "li.gz")


def test_a_higher_price_shows_more_postings_to_somebody(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> None:
    county = County(vault, clock)
    with db.write() as session:
        assert effect(session, COUNTY) is None
        for _ in range(12):
            county.labourer(session, wage_expected_fen=500_000)
        for wage in range(400_000, 580_000, 20_000):
            county.posting(session, wage_low_fen=wage, wage_high_fen=wage)
    found = {}
    for price in (0, 200):
        with db.write() as session:
            set_price(session, clock, COUNTY, price, "li.gz")
        match_county(db, clock, gazetteer, COUNTY, TODAY, toolkit=toolkit)
        with db.read() as session:
            told = effect(session, COUNTY)
            assert told is not None
            looks = list(session.exec(select(Match.posting_id)))
        assert (told.people, told.postings, told.looks) == (12, 9, 36)
        assert told.unseen == 9 - len(set(looks))
        assert told.most == max(looks.count(each) for each in looks)
        found[price] = told
    assert found[0].unseen > found[200].unseen
    assert found[0].most > found[200].most
