"""Taking rosters over: every row accounted for, nothing twice, nothing half."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlmodel import select

from labourers.profiles import current_status, current_willingness, record_status
from labourers.roster import RosterError, RosterResult, import_roster
from labourers.tables import (
    EmploymentStatus,
    Labourer,
    RosterImport,
    Sex,
    Source,
    StatusRecord,
    Willingness,
    WillingnessRecord,
    WorkAbility,
)
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.places import Place
from storage.sheets import SheetError
from storage.vault import Vault
from tests.labourers.files import COUNTY, HEADER, id_number, person, write_xlsx

Import = Callable[..., RosterResult]


@pytest.fixture
def take(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, tmp_path: Path
) -> Import:
    def run(rows: list[dict[str, object]] | Path, **options: Any) -> RosterResult:
        path = rows if isinstance(rows, Path) else write_xlsx(tmp_path / "roster.xlsx", rows)
        options = {"county": COUNTY, "by": "测试", "gazetteer": gazetteer} | options
        return import_roster(db, vault, clock, path, **options)

    return run


def dump(db: Database) -> list[str]:
    with db.read() as session:
        return [
            f"{table.__name__} {row.model_dump()}"
            for table in (Labourer, StatusRecord, WillingnessRecord, RosterImport, Place)
            for row in session.exec(select(table))
        ]


def only(db: Database) -> Labourer:
    with db.read() as session:
        return session.exec(select(Labourer)).one()


def test_a_person_arrives_whole(take: Import, db: Database, vault: Vault, clock: SetClock) -> None:
    result = take(
        [
            person(
                1,
                外部编号="A-1",
                村="向阳村",
                民族="彝",
                文化程度="初中毕业",
                健康状况="良好",
                劳动能力="普通劳动力",
                联系方式="+86 139 0874 1234/13808741234",
                就业意向="县外，想去广东",
                就业服务需求="想学电焊",
            )
        ]
    )
    assert (result.rows, result.accepted, result.unchanged, result.rejected) == (1, 1, 0, ())
    found = only(db)
    assert (found.name, found.sex, found.birth_date) == ("测试乙", Sex.MALE, date(1990, 1, 1))
    assert (found.external_id, found.town_code, found.ethnicity) == ("A-1", "530326106", "彝族")
    assert found.village_code is not None
    assert found.village_code.startswith("530326106")
    assert found.phone_sealed is not None
    assert found.second_phone_sealed is not None
    assert vault.open("labourer.id_number", found.id_number_sealed) == id_number(1)
    assert vault.open("labourer.phone", found.phone_sealed) == "13908741234"
    assert vault.open("labourer.phone", found.second_phone_sealed) == "13808741234"
    with db.read() as session:
        status = current_status(session, found.id, clock.today())
        wish = current_willingness(session, found.id, clock.today())
    assert status is not None
    assert (status.status, status.source) == (EmploymentStatus.UNEMPLOYED, Source.ROSTER)
    assert wish is not None
    assert (wish.willingness, wish.places) == (Willingness.OUT_OF_COUNTY, ["440000"])


def test_an_employed_person_has_place_employer_and_start(
    take: Import, db: Database, clock: SetClock
) -> None:
    cells = {"是否已就业": "是", "就业意向": "", "就业地点": "广东省东莞市长安镇"}
    take([person(1, **cells, 就业单位名称="某电子厂", 就业时间="2025年3月")])
    with db.read() as session:
        status = current_status(session, only(db).id, clock.today())
    assert status is not None
    assert (status.status, status.since) == (EmploymentStatus.EMPLOYED, date(2025, 3, 1))
    assert (status.place_code, status.employer_name) == ("441900119", "某电子厂")


def test_no_ability_to_work_is_not_unemployment(
    take: Import, db: Database, clock: SetClock
) -> None:
    take([person(1, 劳动能力="无劳动力", 就业意向="")])
    with db.read() as session:
        status = current_status(session, only(db).id, clock.today())
    assert status is not None
    assert status.status is EmploymentStatus.UNABLE
    assert only(db).work_ability is WorkAbility.NONE


def test_what_is_not_stated_is_not_recorded(take: Import, db: Database, clock: SetClock) -> None:
    take([person(1, 是否已就业="", 就业意向="", 乡镇="", 联系方式="")])
    found = only(db)
    assert (found.town_code, found.phone_sealed, found.education) == (None, None, None)
    with db.read() as session:
        assert current_status(session, found.id, clock.today()) is None
        assert current_willingness(session, found.id, clock.today()) is None


BROKEN: list[tuple[dict[str, object], str, str]] = [
    ({"姓名": ""}, "姓名", "没有填姓名"),
    ({"姓名": "张三1"}, "姓名", "数字或符号"),
    ({"姓名": "{=A1&B1}"}, "姓名", "公式"),
    ({"证件号码": ""}, "证件号码", "没有填证件号码"),
    ({"证件号码": id_number(1)[:-1] + "?"}, "证件号码", "字符"),
    ({"证件号码": id_number(1)[:17] + "5"}, "证件号码", "校验位"),
    ({"证件号码": 530399199001010011.0}, "证件号码", "丢失"),
    ({"证件号码": "5.30326E+17"}, "证件号码", "丢失"),
    ({"证件号码": "530326900101001"}, "证件号码", "15 位"),
    ({"证件号码": id_number(1)[:-1]}, "证件号码", "17 位"),
    ({"证件号码": id_number(1, born="20150101")}, "证件号码", "未满 16"),
    ({"证件号码": "{=1+1}"}, "证件号码", "公式"),
    ({"性别": "女"}, "性别", "证件号码是男性"),
    ({"性别": "？男"}, "性别", "看不懂"),
    ({"联系方式": "1390874123"}, "联系方式", "10 位"),
    ({"联系方式": "1.39E+10"}, "联系方式", "科学计数"),
    ({"联系方式": "0874-5120155"}, "联系方式", "座机"),
    ({"民族": "汗族"}, "民族", "没有这个民族"),
    ({"文化程度": "中学"}, "文化程度", "看不懂"),
    ({"健康状况": "哈哈"}, "健康状况", "看不懂"),
    ({"是否已就业": "不清楚"}, "是否已就业", "看不懂"),
    ({"就业单位名称": "某厂"}, "是否已就业", "又填了就业"),
    ({"就业时间": "2099-01-01"}, "就业时间", "还没有到"),
    ({"就业意向": "看情况"}, "就业意向", "看不懂"),
    ({"就业服务需求": "要" * 500}, "就业服务需求", "太长"),
    ({"乡镇": "者海真"}, "乡镇", "没有这个乡镇"),
    ({"乡镇": "", "村": "向阳村"}, "乡镇", "没有填乡镇"),
]


@pytest.mark.parametrize(("cells", "column", "problem"), BROKEN)
def test_a_broken_row_is_refused_with_row_column_and_way_to_mend(
    take: Import, db: Database, cells: dict[str, object], column: str, problem: str
) -> None:
    result = take([person(2), person(1, **cells)])
    assert (result.rows, result.accepted, len(result.rejected)) == (2, 1, 1)
    rejected = result.rejected[0]
    assert (rejected.row, rejected.column) == (3, column)
    assert problem in rejected.problem
    assert rejected.mend.endswith("。")
    assert only(db).name == "测试丙"
    told = json.dumps(result.as_dict(), ensure_ascii=False)
    assert id_number(1)[4:15] not in told
    assert "1390874123" not in told


def test_every_problem_of_a_row_is_named_at_once(take: Import) -> None:
    result = take([person(1, 姓名="", 性别="女", 联系方式="123")])
    assert len(result.rejected) == 1
    problem = result.rejected[0].problem
    assert problem.startswith("没有填姓名")
    assert "性别" in problem
    assert "联系方式" in problem


def test_all_kinds_of_broken_rows_in_one_file_add_up(take: Import, db: Database) -> None:
    good = [person(number) for number in range(2, 7)]
    result = take(good + [person(1, **cells) for cells, _, _ in BROKEN])
    assert result.rows == len(good) + len(BROKEN)
    assert result.accepted + result.unchanged + len(result.rejected) == result.rows
    assert result.accepted == len(good)
    with db.read() as session:
        assert len(session.exec(select(Labourer)).all()) == len(good)


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("年龄", 50, "年龄填的是 50 岁"),
        ("年龄", "三十", "看不懂"),
        ("出生日期", "1991-01-01", "出生日期"),
        ("出生日期", "1990-01-02", "出生日期"),
    ],
)
def test_contradictions_with_the_id_number(
    take: Import, tmp_path: Path, column: str, value: object, problem: str
) -> None:
    rows = [person(1, **{column: value}), person(2, 年龄=37, 出生日期="1990年1月")]
    result = take(write_xlsx(tmp_path / "a.xlsx", rows, (*HEADER, "年龄", "出生日期")))
    assert result.accepted == 1
    assert result.rejected[0].column == column
    assert problem in result.rejected[0].problem


def test_the_same_person_twice_names_the_first_row(take: Import) -> None:
    again = person(1, 姓名="测试乙", 证件号码=id_number(1).lower() + " ")
    result = take([person(1), person(2), again])
    assert (result.accepted, len(result.rejected)) == (2, 1)
    assert (result.rejected[0].row, result.rejected[0].column) == (4, "证件号码")
    assert "第 2 行" in result.rejected[0].problem


def test_a_broken_first_row_does_not_hide_the_right_second(take: Import) -> None:
    result = take([person(1, 联系方式="1"), person(1)])
    assert (result.accepted, len(result.rejected)) == (1, 1)


def test_the_same_file_again_changes_nothing(take: Import, db: Database, clock: SetClock) -> None:
    cells = {"是否已就业": "是", "就业意向": "", "就业地点": "浙江义乌"}
    rows = [person(1, 村="向阳村"), person(2, **cells), person(3, 姓名="")]
    take(rows)
    before = dump(db)
    clock.advance(timedelta(days=40))
    result = take(rows)
    assert (result.rows, result.accepted, result.unchanged) == (3, 0, 2)
    assert dump(db) == before


def test_a_dry_run_counts_the_same_and_writes_nothing(take: Import, db: Database) -> None:
    rows = [person(1, 村="向阳村"), person(2), person(2), person(3, 姓名="")]
    before = dump(db)
    dry = take(rows, dry_run=True)
    assert dump(db) == before
    assert take(rows).as_dict() == dry.as_dict()
    assert dry.as_dict()["accepted"] == 2


def test_a_changed_row_updates_and_keeps_history(
    take: Import, db: Database, clock: SetClock
) -> None:
    take([person(1, 文化程度="小学")])
    clock.advance(timedelta(days=30))
    cells = {"是否已就业": "是", "就业意向": "", "就业地点": "广东", "就业时间": "2026-10-01"}
    result = take([person(1, 文化程度="初中", 联系方式="13900009999", **cells)])
    assert (result.added, result.updated) == (0, 1)
    with db.read() as session:
        records = session.exec(select(StatusRecord).order_by(StatusRecord.recorded_at)).all()
        now = current_status(session, only(db).id, clock.today())
        then = current_status(session, only(db).id, date(2026, 11, 23) - timedelta(days=0))
    assert [record.status for record in records] == [
        EmploymentStatus.UNEMPLOYED,
        EmploymentStatus.EMPLOYED,
    ]
    assert now is not None
    assert now.status is EmploymentStatus.EMPLOYED
    assert then is not None
    assert now.evidence == {"stated_since": "2026-10-01"}


def test_a_blank_cell_erases_nothing(take: Import, db: Database) -> None:
    take([person(1, 文化程度="初中", 村="向阳村")])
    before = only(db)
    result = take([person(1, 文化程度="", 乡镇="", 联系方式="", 是否已就业="", 就业意向="")])
    assert result.unchanged == 1
    assert only(db) == before


def test_which_handicap_it_is_is_kept(take: Import, db: Database) -> None:
    take([person(1, 健康状况="残疾", 就业服务需求="想学电焊")])
    take([person(1, 健康状况="听力残疾二级")])
    assert only(db).services_wanted == "想学电焊；听力残疾二级"
    assert take([person(1, 健康状况="听力残疾二级")]).unchanged == 1
    take([person(1, 健康状况="听力残疾二级", 就业服务需求="想进厂")])
    assert only(db).services_wanted == "想进厂；听力残疾二级"


def test_an_old_list_does_not_undo_what_a_person_reported(
    take: Import, db: Database, clock: SetClock
) -> None:
    rows = [person(1)]
    take(rows)
    clock.advance(timedelta(days=3))
    with db.write() as session:
        key = session.exec(select(Labourer.id)).one()
        record_status(
            session, clock, key, EmploymentStatus.EMPLOYED, source=Source.LABOURER, by="本人"
        )
    clock.advance(timedelta(days=3))
    assert take(rows).unchanged == 1
    with db.read() as session:
        status = current_status(session, key, clock.today())
    assert status is not None
    assert status.status is EmploymentStatus.EMPLOYED


def test_another_name_for_a_known_number_is_refused(take: Import, db: Database) -> None:
    take([person(1)])
    result = take([person(1, 姓名="别人")])
    assert result.rejected[0].column == "姓名"
    assert "测试乙" in result.rejected[0].problem
    assert only(db).name == "测试乙"


def test_an_external_id_belongs_to_one_person(take: Import) -> None:
    result = take([person(1, 外部编号="A1"), person(2, 外部编号="A1")])
    assert result.rejected[0].column == "外部编号"
    assert take([person(3, 外部编号="A1")]).rejected[0].column == "外部编号"


def test_a_person_who_asked_to_be_erased_does_not_come_back(
    take: Import, db: Database, clock: SetClock
) -> None:
    take([person(1)])
    with db.write() as session:
        session.exec(select(Labourer)).one().erased_at = clock.now()
    assert "删除" in take([person(1)]).rejected[0].problem


def test_the_same_person_may_stand_on_two_rosters(take: Import) -> None:
    take([person(1)])
    assert take([person(1, 乡镇="某镇")], county="530325").accepted == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [("者每镇", "者海镇"), ("这害乡", "者海镇"), ("金忠镇", "金钟街道"), ("鲁那寨镇", "鲁纳乡")],
)
def test_an_unknown_town_is_taken_and_told(
    written: str, meant: str, take: Import, db: Database
) -> None:
    result = take([person(1), person(2, 乡镇=written, 村="一村")])
    assert (result.accepted, result.rejected) == (2, ())
    [doubt] = result.doubts
    assert (doubt.row, doubt.column, doubt.value_masked) == (3, "乡镇", written)
    assert "名单里没有" in doubt.problem
    assert f"“{meant}”" in doubt.mend
    assert "改正后重新导入" in doubt.mend
    assert result.as_dict()["warnings"] == [doubt.as_dict()]
    with db.read() as session:
        assert session.exec(select(Place).where(Place.name == written)).one()


def test_an_unknown_town_like_none_is_told_without_a_guess(take: Import) -> None:
    [doubt] = take([person(1, 乡镇="东风街道")]).doubts
    assert "是不是" not in doubt.mend


@pytest.mark.parametrize("town", ["者海", "大海镇", "古成街道", ""])
def test_a_town_known_by_name_or_sound_raises_no_doubt(town: str, take: Import) -> None:
    result = take([person(1, 乡镇=town)])
    assert (result.accepted, result.doubts) == (1, ())
    assert "warnings" not in result.as_dict()


def test_a_row_that_is_rejected_raises_no_doubt_beside(take: Import) -> None:
    result = take([person(1, 乡镇="者每镇", 证件号码=id_number(1)[:-1])])
    assert (len(result.rejected), result.doubts) == (1, ())


def test_a_doubt_stays_until_it_is_mended(take: Import) -> None:
    rows = [person(1, 乡镇="者每镇")]
    take(rows)
    again = take(rows)
    assert (again.unchanged, len(again.doubts)) == (1, 1)
    mended = take([person(1, 乡镇="者海镇")])
    assert (mended.accepted, mended.doubts) == (1, ())


def test_a_town_that_the_list_has_not_is_kept_as_named(take: Import, db: Database) -> None:
    rows = [person(1, 乡镇="甲镇", 村="一村"), person(2, 乡镇="甲镇", 村="二村")]
    assert take(rows, county="530325").accepted == 2
    assert take(rows, county="530325").unchanged == 2
    with db.read() as session:
        codes = set(session.exec(select(Labourer.town_code)))
        names = {place.name for place in session.exec(select(Place))}
    assert len(codes) == 1
    assert names == {"甲镇", "一村", "二村"}


@pytest.mark.parametrize("county", ["530399", "530000", "530300", "12", ""])
def test_an_unknown_county_is_an_error(take: Import, county: str) -> None:
    with pytest.raises(RosterError, match="没有代码"):
        take([person(1)], county=county)


def test_a_crash_in_the_middle_changes_nothing(
    take: Import, db: Database, monkeypatch: pytest.MonkeyPatch, vault: Vault
) -> None:
    before = dump(db)
    seal, calls = vault.seal, iter(range(100))

    def failing(field: str, text: str) -> Any:
        if next(calls) == 5:
            raise RuntimeError("power cut")
        return seal(field, text)

    monkeypatch.setattr(vault, "seal", failing)
    with pytest.raises(RuntimeError):
        take([person(number) for number in range(1, 7)])
    assert dump(db) == before


def test_two_header_rows_a_title_and_a_signature_line(
    take: Import, db: Database, tmp_path: Path
) -> None:
    path = tmp_path / "annex2.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.merge_range(0, 0, 0, 8, "云南省农村贫困劳动力就业信息表")
        for column, title in enumerate(["序号", "姓 名", "证件号码", "是否已就业"]):
            sheet.merge_range(1, column, 2, column, title)
        sheet.merge_range(1, 4, 1, 6, "已就业人员就业信息")
        sheet.merge_range(1, 7, 1, 8, "未就业人员")
        titles = [
            "就业地点\n（省市县）",
            "就业单位名称",
            "就业时间",
            "就业意向(县内/县外)",
            "就业服务需求",
        ]
        sheet.write_row(2, 4, titles)
        sheet.write_row(3, 0, [1, "测试甲", id_number(1), "是", "广东省东莞市", "某厂", 45352])
        sheet.write_row(4, 0, [2, "测试乙", id_number(2), "否", "", "", "", "县内"])
        sheet.write_row(6, 0, ["填表人：张三", "", "", "审核人：李四"])
    result = take(path)
    assert (result.rows, result.accepted, result.rejected) == (2, 2, ())
    with db.read() as session:
        employed = session.exec(
            select(StatusRecord).where(StatusRecord.status == EmploymentStatus.EMPLOYED)
        ).one()
    assert (employed.since, employed.place_code) == (date(2024, 3, 1), "441900")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_files(take: Import, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        f"姓名,证件号码,是否已就业\n张三,{id_number(1)},否\n李四,=1+1,否\n".encode(encoding)
    )
    result = take(path)
    assert (result.accepted, result.rejected[0].row) == (1, 3)
    assert "公式" in result.rejected[0].problem


def test_old_excel_files(take: Import) -> None:
    path = Path(__file__).parents[1] / "storage" / "test_sheets_files" / "two_level.xls"
    result = take(path)
    assert result.rows == 2
    assert [each.row for each in result.rejected] == [4, 5]
    assert "丢失" in result.rejected[0].problem


@pytest.mark.parametrize(
    ("content", "error", "message"),
    [
        ("", SheetError, "空的"),
        ("\n\n", SheetError, "空的"),
        ("姓名,性别\n张三,男\n", RosterError, "证件号码"),
        ("甲,乙\n1,2\n", RosterError, "姓名”和“证件号码"),
        ("姓名,证件号码\n", SheetError, "没有人员"),
    ],
)
def test_files_without_people_get_a_clear_message(
    take: Import, tmp_path: Path, content: str, error: type[Exception], message: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(error, match=message):
        take(path)


def test_a_file_of_more_than_20_megabytes(take: Import, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(20 * 1024 * 1024 + 1)
    with pytest.raises(SheetError, match="文件太大"):
        take(path)


def test_the_import_is_logged_without_personal_digits(take: Import, db: Database) -> None:
    take([person(1), person(2, 证件号码=id_number(2)[:-1])])
    with db.read() as session:
        log = session.exec(select(RosterImport)).one()
    assert (log.rows, log.accepted, log.imported_by) == (2, 1, "测试")
    assert log.rejected[0]["row"] == 3
    assert id_number(2)[4:15] not in json.dumps(log.rejected, ensure_ascii=False)


def test_on_every_database(
    any_db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, tmp_path: Path
) -> None:
    rows = [person(1, 村="向阳村"), person(2), person(3, 姓名="")]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    counts = [
        import_roster(any_db, vault, clock, path, county=COUNTY, by="x", gazetteer=gazetteer)
        for _ in range(2)
    ]
    assert [(each.accepted, each.unchanged, len(each.rejected)) for each in counts] == [
        (2, 0, 1),
        (0, 2, 1),
    ]
