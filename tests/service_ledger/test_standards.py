"""Standards as data: where they hold, since when, and who adopted them."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError
from sqlmodel import select

from service_ledger.kinds import Group, Period, ServiceKind
from service_ledger.standards import (
    StandardError,
    StandardsFile,
    codes_for,
    load_standards,
    shipped_standards,
    standards_for,
)
from service_ledger.tables import ServiceStandard
from storage.database import Database

TODAY = date(2026, 11, 23)
HUIZE, HUNAN_COUNTY, XINGAN_COUNTY, BEIJING_COUNTY = "530326", "430224", "152221", "110116"

COFFEE = {
    "code": "COFFEE",
    "title": "咖啡",
    "place": "530300",
    "group": "willing_unemployed",
    "period": "month",
    "document": "咖啡办法",
    "clause": "一",
    "valid_from": date(2026, 1, 1),
    "lines": [{"kind": "job_info", "minimum": 2}],
}


def test_loading_twice_changes_nothing(any_db: Database) -> None:
    with any_db.write() as session:
        assert load_standards(session) == len(shipped_standards().rows())
    with any_db.write() as session:
        assert load_standards(session) == 0


def test_a_corrected_standard_replaces_the_row(db: Database) -> None:
    with db.write() as session:
        load_standards(session, StandardsFile.model_validate({"standard": [COFFEE]}))
        changed = COFFEE | {"valid_until": date(2026, 12, 31)}
        assert load_standards(session, StandardsFile.model_validate({"standard": [changed]})) == 1
        rows = session.exec(select(ServiceStandard)).all()
        assert [row.valid_until for row in rows] == [date(2026, 12, 31)]


def test_the_311_standard_is_three_one_one(db: Database) -> None:
    with db.write() as session:
        load_standards(session)
        lines = standards_for(session, HUNAN_COUNTY, TODAY)
    assert [(line.kind, line.minimum) for line in lines] == [
        (ServiceKind.JOB_INFO, 3),
        (ServiceKind.TRAINING_INFO, 1),
        (ServiceKind.CAREER_GUIDANCE, 1),
    ]
    assert lines[0].min_postings == 3
    assert {line.period for line in lines} == {Period.YEAR}
    assert {line.clause for line in lines} == {"二(五)"}
    assert {line.adopted_by for line in lines} == {None}


@pytest.mark.parametrize(
    ("county", "on", "code", "place"),
    [
        (HUNAN_COUNTY, TODAY, "HN-311", "430000"),
        (HUIZE, TODAY, "HN-311", "530326"),
        ("530381", TODAY, "HN-311", "000000"),
        (XINGAN_COUNTY, date(2019, 5, 1), "XA-135", "152200"),
        (XINGAN_COUNTY, TODAY, "HN-311", "000000"),
        (BEIJING_COUNTY, TODAY, "BJ-2016", "110000"),
    ],
)
def test_the_narrowest_place_decides(
    db: Database, county: str, on: date, code: str, place: str
) -> None:
    with db.write() as session:
        load_standards(session)
        line = standards_for(session, county, on)[0]
    assert (line.code, line.place_code) == (code, place)
    assert (line.adopted_by is None) == (place in {"430000", "152200", "110000"})


def test_an_adopted_standard_names_its_own_source(db: Database) -> None:
    with db.write() as session:
        load_standards(session)
        own = standards_for(session, HUNAN_COUNTY, TODAY)[0]
        adopted = standards_for(session, HUIZE, TODAY)[0]
    assert (adopted.document, adopted.clause) == (own.document, own.clause)
    assert adopted.adopted_by == "会泽县演示机构"


def test_beijing_asks_for_two_a_month_for_the_hard_to_employ(db: Database) -> None:
    with db.write() as session:
        load_standards(session)
        (line,) = standards_for(session, BEIJING_COUNTY, TODAY)
        assert codes_for(session, BEIJING_COUNTY, TODAY) == ["BJ-2016", "HN-311"]
        assert standards_for(session, BEIJING_COUNTY, TODAY, "HN-311")[0].place_code == "000000"
    assert (line.minimum, line.period, line.group) == (2, Period.MONTH, Group.HARD_TO_EMPLOY)


@pytest.mark.parametrize(
    ("county", "on", "code"),
    [
        (HUIZE, TODAY, "BJ-2016"),
        (XINGAN_COUNTY, TODAY, "XA-135"),
        (HUIZE, date(2022, 1, 1), None),
        (HUIZE, TODAY, "NONE"),
    ],
)
def test_no_standard_is_told(db: Database, county: str, on: date, code: str | None) -> None:
    with db.write() as session:
        load_standards(session)
        with pytest.raises(StandardError, match=county):
            standards_for(session, county, on, code)


def test_a_new_version_of_a_line_takes_over(db: Database) -> None:
    newer = COFFEE | {
        "valid_from": date(2026, 7, 1),
        "lines": [{"kind": "job_info", "minimum": 4}],
    }
    with db.write() as session:
        load_standards(session, StandardsFile.model_validate({"standard": [COFFEE, newer]}))
        assert standards_for(session, HUIZE, date(2026, 6, 30))[0].minimum == 2
        assert standards_for(session, HUIZE, date(2026, 7, 1))[0].minimum == 4


@pytest.mark.parametrize(
    "broken",
    [
        {"standard": [COFFEE | {"place": "53"}]},
        {"standard": [COFFEE | {"lines": []}]},
        {"standard": [COFFEE | {"lines": [{"kind": "job_info", "minimum": 0}]}]},
        {"standard": [COFFEE | {"sugar": True}]},
        {
            "standard": [COFFEE],
            "adoption": [{"standard": "TEA", "place": HUIZE, "adopted_by": "x"}],
        },
    ],
)
def test_a_broken_file_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        StandardsFile.model_validate(broken)
