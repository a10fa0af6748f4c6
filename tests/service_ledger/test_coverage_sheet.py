"""The coverage report, read back as a person's spreadsheet would."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from python_calamine import CalamineWorkbook

from service_ledger.coverage import coverage, lacking
from service_ledger.kinds import ServiceKind
from service_ledger.reports.coverage_sheet import write_coverage_report
from service_ledger.standards import load_standards
from storage.clock import SetClock
from storage.database import Database
from storage.places import PlaceLevel, ensure_place
from tests.service_ledger.conftest import COUNTY, People
from tests.service_ledger.test_coverage import Write

TODAY = date(2026, 11, 23)


def test_the_report_tells_places_and_people(
    db: Database, people: People, write: Write, clock: SetClock
) -> None:
    with db.write() as session:
        load_standards(session)
        ensure_place(session, COUNTY, "钟屏街道", PlaceLevel.TOWN, "530326001")
        ensure_place(session, "530326001", "木城村", PlaceLevel.VILLAGE, "530326001201")
        served = people.add(session, town="530326001", village="530326001201")
        people.add(session, town="530326001", unemployed_since=date(2026, 5, 1), name="=1+1")
        write(session, person_ref=served.ledger_ref, kind=ServiceKind.TRAINING_INFO)
        found = coverage(session, COUNTY, 2026, TODAY)
        below = lacking(session, COUNTY, 2026, TODAY)
    target = BytesIO()
    write_coverage_report(target, found, below, place="会泽县", created=clock.now())
    book = CalamineWorkbook.from_filelike(BytesIO(target.getvalue()))
    places = book.get_sheet_by_name("覆盖情况").to_python()
    assert places[0][0] == "会泽县2026年“311”就业服务覆盖情况"
    assert places[2][0] == "采用: 会泽县演示机构"
    assert places[3][0] == "标准: 岗位信息3次、职业培训信息1次、职业指导1次"
    assert [row[:2] for row in places[7:]] == [
        ["会泽县合计", ""],
        ["钟屏街道", "小计"],
        ["钟屏街道", "木城村"],
        ["钟屏街道", "未填村"],
    ]
    assert places[7][2:] == [2, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0]
    rows = book.get_sheet_by_name("未达标人员").to_python()[7:]
    assert [row[:4] for row in rows] == [
        ["钟屏街道", "", "=1+1", "2026-05-01"],
        ["钟屏街道", "木城村", served.name, "2025-06-01"],
    ]
    assert rows[1][4:] == [0, 3, 1, 0, 0, 1]
