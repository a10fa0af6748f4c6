"""Rows that nobody should have stored spoil nobody else's matches, and end no county's day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from labourers.tables import Sex
from matching.digest import push_county
from matching.feed import Feed
from matching.guidance import propose_guidance
from matching.run import match_county, stored_matches
from matching.score import Scorer
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County, vacancy
from tests.matching.conftest import COUNTY, TODAY

POSTINGS: tuple[dict[str, Any], ...] = (
    {"age_low": 0, "age_high": 200},
    {"age_low": -5, "age_high": 0},
    {"age_high": 2**31 - 1},
    {"wage_low_fen": 0, "wage_high_fen": 0},
    {"wage_low_fen": 10**15, "wage_high_fen": 10**17},
    {"headcount": 10**9, "headcount_left": 10**9},
    {"headcount": 2**62, "headcount_left": 2**62},
    {"description": "招普工，包吃住。" * 1_000},
    {"title": "😀🎉👩‍👩‍👧" * 30},
    {"title": "\u200b"},
    {"title": '"]\\{"', "description": '\n["a","b"]\n'},
    {"title": "保安\x00工"},
    {"place_code": "999999"},
    {"place_code": "5303"},
    {"place_code": None, "place_text": "x" * 400},
    {"deadline": date(9999, 12, 31)},
    {"deadline": date(1, 1, 1)},
    {"licences": ["叉车证"] * 500},
    {"licences": ["", " ", "\n"]},
)
PEOPLE: tuple[dict[str, Any], ...] = (
    {"birth_date": date(2099, 1, 1)},
    {"birth_date": date(1896, 1, 1)},
    {"birth_date": date(1, 1, 1)},
    {"birth_date": date(9999, 12, 31)},
    {"wishes": '"]\n["'},
    {"wishes": "工资999999999999999999999元"},
    {"wishes": "\x00保安"},
    {"wage_expected_fen": 10**17},
    {"town_code": ""},
    {"places": ("", "999999")},
    {"name": "😀" * 40},
    {"phone": "x"},
)


def test_everybody_else_gets_what_they_would_get(
    db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
) -> None:
    county = County(vault, clock)
    with db.write() as session:
        for given in (*PEOPLE, {}):
            county.labourer(session, **given)
        for given in (*POSTINGS, {}, {}, {}):
            county.posting(session, **given)
    what = (db, clock, gazetteer, COUNTY, TODAY)
    stored = []
    for _ in range(2):
        match_county(*what, toolkit=toolkit, memory=tmp_path)
        clock.advance(timedelta(minutes=1))
        with db.read() as session:
            found = list(stored_matches(session, gazetteer, COUNTY))
        stored.append([(each.labourer_id, each.postings) for each in found])
    assert stored[0] == stored[1]
    unborn = {each.external_id for each in found if each.shortfall is not None}
    assert unborn == {"P1", "P4"}
    propose_guidance(*what, toolkit=toolkit, memory=tmp_path)
    pushed = push_county(db, vault, clock, COUNTY, TODAY, toolkit=toolkit, memory=tmp_path)
    assert (pushed.queued, dict(pushed.skipped)) == (10, {"shortfall": 2, "no_phone": 1})


def test_a_headcount_with_some_zeros_too_many_takes_no_eyes_from_others(scorer: Scorer) -> None:
    feed = Feed([vacancy(headcount_left=count) for count in (3, 10_000, 2**62)], scorer, TODAY)
    assert sorted(feed.open_places.tolist()) == [3, 10_000, 10_000]


@pytest.mark.parametrize(("people", "postings"), [(0, 0), (0, 4), (4, 0), (1, 1)], ids=str)
def test_hardly_anybody_and_hardly_anything(
    db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
    people: int,
    postings: int,
) -> None:
    county = County(vault, clock)
    with db.write() as session:
        for _ in range(people):
            county.labourer(session, sex=Sex.FEMALE)
        for _ in range(postings):
            county.posting(session)
    what = (db, clock, gazetteer, COUNTY, TODAY)
    for _ in range(2):
        done = match_county(*what, toolkit=toolkit, memory=tmp_path)
        assert (done.people, done.postings) == (people, postings)
        assert (done.matches, done.shortfalls) == (people * postings, people)
        clock.advance(timedelta(minutes=1))
