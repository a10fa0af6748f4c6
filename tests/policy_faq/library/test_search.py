"""Finding clauses by their words, for a place and a day."""

from __future__ import annotations

from datetime import date

import pytest

from policy_faq.library.search import ClauseSearch, find_clauses
from policy_faq.models import Standing
from storage.database import Database
from tests.policy_faq.library.conftest import TEXT, Importer

TODAY = date(2026, 11, 23)
COUNTY = "530326"
OTHER = "一、交通补助\n到省外务工的，每人每年最高补助900元。\n二、保障\n抓落实。"


def found(db: Database, query: str, county: str = COUNTY, on: date = TODAY) -> list[str]:
    with db.read() as session:
        hits = find_clauses(session, query, county, on)
    return [f"{hit.document.key} {hit.clause.path}" for hit in hits]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("到省外打工交通补助最高多少", "XX1 一(一)"),
        ("请问出省打工车费补多少", "XX1 一(一)"),
        ("稳定就业一年以上 用工补贴", "XX1 一(二)"),
        ("組織保障", "XX1 二"),
    ],
)
def test_the_clause_that_says_it(db: Database, bring: Importer, query: str, best: str) -> None:
    bring()
    assert found(db, query)[0] == best


@pytest.mark.parametrize("query", ["", "？？？", "qwertyuiop", "今天天气怎么样", "\0\ud800"])
def test_nothing_fits(db: Database, bring: Importer, query: str) -> None:
    bring()
    assert found(db, query) == []


def test_an_empty_library(db: Database) -> None:
    assert found(db, "交通补助") == []


def test_documents_of_other_places_take_no_part(db: Database, bring: Importer) -> None:
    bring()
    bring("HUNAN", OTHER, place="430000")
    assert all(each.startswith("XX1") for each in found(db, "省外务工交通补助"))
    assert all(each.startswith("HUNAN") for each in found(db, "省外务工交通补助", "430122"))
    bring("NATION", OTHER, place="000000")
    assert any(each.startswith("NATION") for each in found(db, "省外务工交通补助"))


def test_ended_documents_are_flagged_and_future_ones_left_out(
    db: Database, bring: Importer
) -> None:
    bring(until=date(2026, 6, 30))
    bring("LATER", OTHER, start=date(2027, 1, 1))
    with db.read() as session:
        hits = find_clauses(session, "省外务工交通补助", COUNTY, TODAY)
        assert [hit.standing for hit in hits] == [Standing.ENDED] * len(hits)
        assert hits[0].expired
        before = find_clauses(session, "省外务工交通补助", COUNTY, date(2026, 6, 30))
        assert not before[0].expired
    assert found(db, "省外务工交通补助", on=date(2027, 1, 1))[0].startswith("LATER")


def test_the_headings_above_help_and_are_told(db: Database, bring: Importer) -> None:
    bring()
    with db.read() as session:
        hit = find_clauses(session, "用工补贴", COUNTY, TODAY)[0]
    assert hit.above == "发放补贴"
    assert 0 < hit.score <= 2


def test_a_kept_search_sees_new_versions(db: Database, bring: Importer) -> None:
    search = ClauseSearch()
    bring()
    with db.read() as session:
        first = search.find(session, "交通补助", county=COUNTY, on=TODAY)
    bring(text=TEXT.replace("500元", "800元"), sha="1" * 64)
    with db.read() as session:
        again = search.find(session, "交通补助", county=COUNTY, on=TODAY)
    assert "500元" in first[0].clause.text
    assert "800元" in again[0].clause.text
    assert len(first) == len(again)


def test_no_more_than_asked_for(db: Database, bring: Importer) -> None:
    bring(text="\n".join(f"{number}.交通补助第{number}种。" for number in range(1, 60)))
    with db.read() as session:
        assert len(find_clauses(session, "交通补助", COUNTY, TODAY, limit=7)) == 7
        assert find_clauses(session, "交通补助", COUNTY, TODAY, limit=0) == []
