"""Importing postings files, on both databases."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from sqlmodel import select

from jobs_feed.errors import FeedError
from jobs_feed.identity import EMPLOYER_PAGE
from jobs_feed.imports import ImportResult
from jobs_feed.plan import UnsafePlanError
from jobs_feed.posting_form import ColumnMapError, PostingColumn
from jobs_feed.publish import close, get_posting, refuse, release, take_place
from jobs_feed.screening import HoldCode
from jobs_feed.tables import (
    POSTING_PHONE_FIELD,
    EmployerKind,
    Posting,
    PostingsImport,
    PostingState,
    WageBasis,
)
from labourers.tables import Sex
from storage.clock import SetClock, parse_moment
from storage.database import Database
from storage.sheets import SheetError
from storage.vault import Vault
from tests.jobs_feed.conftest import Import, employers, postings
from tests.jobs_feed.forms import HEADERS, credit_code, row, write_csv

MESSY = Path(__file__).parent / "files" / "messy.csv"


def counts(result: ImportResult) -> tuple[int, int, int, int, int]:
    return (
        result.accepted,
        result.updated,
        result.unchanged,
        len(result.held),
        len(result.rejected),
    )


def test_a_row_becomes_a_posting(
    any_db: Database, vault: Vault, run_import_anywhere: Import
) -> None:
    assert counts(run_import_anywhere([row()])) == (1, 0, 0, 0, 0)
    with any_db.read() as session:
        posting, employer = postings(session)[0], employers(session)[0]
    assert (posting.title, posting.place_code, posting.place_text) == ("缝纫工1", "530326", "本县")
    assert (posting.wage_low_fen, posting.wage_high_fen) == (300_000, 500_000)
    assert (posting.wage_basis, posting.wage_text) == (WageBasis.MONTHLY, "3000-5000")
    assert (posting.age_low, posting.age_high, posting.sex) == (18, 50, None)
    assert (posting.food, posting.lodging) == (True, True)
    assert (posting.headcount, posting.headcount_left) == (5, 5)
    assert (posting.deadline, posting.external_id) == (date(2026, 12, 31), "J001")
    assert (posting.state, posting.warnings, posting.hold_reasons) == (PostingState.OPEN, [], [])
    assert posting.published_at is not None
    assert posting.contact_phone_sealed is not None
    assert vault.open(POSTING_PHONE_FIELD, posting.contact_phone_sealed) == "0874-5120155"
    assert (employer.name, employer.credit_code) == ("会泽县测试服装厂1", credit_code(1))
    assert (employer.verified_by, employer.county_code) == ("测试员", "530326")


def test_the_same_file_twice_changes_nothing(any_db: Database, run_import_anywhere: Import) -> None:
    feed = [row(n) for n in range(3)] + [row(9, 岗位描述="押金离职时退"), row(10, 用人单位="")]
    assert counts(run_import_anywhere(feed)) == (3, 0, 0, 1, 1)
    with any_db.read() as session:
        before = [posting.model_dump() for posting in postings(session)]
    assert counts(run_import_anywhere(feed)) == (0, 0, 3, 1, 1)
    with any_db.read() as session:
        assert [posting.model_dump() for posting in postings(session)] == before


def test_a_dry_run_counts_and_writes_nothing(any_db: Database, run_import_anywhere: Import) -> None:
    feed = [row(1), row(2, 岗位描述="体检费自理"), row(3, 岗位名称="")]
    dry = run_import_anywhere(feed, dry_run=True)
    with any_db.read() as session:
        assert postings(session) == []
        assert employers(session) == []
        assert session.exec(select(PostingsImport)).all() == []
    assert run_import_anywhere(feed) == dry


def test_unverified_employers_are_held_until_the_office_vouches(
    any_db: Database, run_import_anywhere: Import
) -> None:
    first = run_import_anywhere([row()], vouch=False)
    assert counts(first) == (0, 0, 0, 1, 0)
    assert first.held[0].reasons[0].code is HoldCode.EMPLOYER_UNVERIFIED
    assert first.as_dict()["held"][0]["reasons"][0]["label"] == "用人单位未经核实"
    with any_db.read() as session:
        assert postings(session)[0].state is PostingState.HELD
        assert postings(session)[0].published_at is None
    assert counts(run_import_anywhere([row()], vouch=True)) == (1, 0, 0, 0, 0)
    assert counts(run_import_anywhere([row()], vouch=False)) == (0, 0, 1, 0, 0)


def test_vouching_does_not_screen_the_text_away(run_import: Import) -> None:
    result = run_import([row(岗位描述="入职前需交服装费200元"), row(2, 性别要求="男")])
    assert [held.reasons[0].code for held in result.held] == [HoldCode.WORKER_PAYS, HoldCode.SEX]
    assert result.held[0].reasons[0].field == "岗位描述"


def test_a_change_updates(db: Database, run_import: Import, clock: SetClock) -> None:
    run_import([row()])
    with db.write() as session:
        posting = postings(session)[0]
        for _ in range(2):
            take_place(posting, clock)
    assert counts(run_import([row(薪资="4000-6000", 招聘人数="8")])) == (0, 1, 0, 0, 0)
    with db.read() as session:
        posting = postings(session)[0]
    assert posting.wage_low_fen == 400_000
    assert (posting.headcount, posting.headcount_left) == (8, 6)
    assert posting.state is PostingState.OPEN


def test_without_numbers_the_content_tells_postings_apart(db: Database, run_import: Import) -> None:
    feed = [row(外部编号=""), row(外部编号="", 薪资="5000-7000"), row(外部编号="", 工作地点="昆明")]
    assert counts(run_import(feed)) == (3, 0, 0, 0, 0)
    assert counts(run_import(feed)) == (0, 0, 3, 0, 0)
    changed = [feed[0] | {"薪资": "3500-5000"}, *feed[1:]]
    assert counts(run_import(changed)) == (0, 1, 2, 0, 0)
    with db.read() as session:
        assert len(postings(session)) == 3


def test_doubles_inside_a_file_are_told(run_import: Import) -> None:
    result = run_import([row(), row(), row(薪资="5000")])
    assert counts(result) == (1, 0, 0, 0, 2)
    assert "第 2 行完全一样" in result.rejected[0].problem
    assert (result.rejected[1].row, result.rejected[1].column) == (4, "外部编号")


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"岗位名称": ""}, "岗位名称", "没有岗位名称"),
        ({"岗位名称": "无"}, "岗位名称", "没有岗位名称"),
        ({"用人单位": " "}, "用人单位", "没有用人单位"),
        ({"统一社会信用代码": credit_code(1)[:17] + "!"}, "统一社会信用代码", "字符"),
        ({"统一社会信用代码": "530326000012345"}, "统一社会信用代码", "15位"),
        ({"截止日期": "2026-11-22"}, "截止日期", "已经过了"),
        ({"岗位名称": "长" * 201}, "岗位名称", "最多 200 个字"),
        ({"外部编号": "9" * 65}, "外部编号", "最多 64 个字"),
    ],
)
def test_what_is_rejected(
    run_import: Import, cells: dict[str, str], column: str, words: str
) -> None:
    result = run_import([row(1), row(2, **cells)])
    assert counts(result) == (1, 0, 0, 0, 1)
    problem = result.rejected[0]
    assert (problem.row, problem.column) == (3, column)
    assert words in problem.problem
    assert problem.mend


def test_all_problems_of_a_row_are_told_at_once(run_import: Import) -> None:
    problem = run_import([row(岗位名称="", 用人单位="", 截止日期="2020-01-01")]).rejected[0]
    assert all(word in problem.problem for word in ("岗位名称", "用人单位"))


def test_a_telephone_number_is_in_no_problem_and_no_log(db: Database, run_import: Import) -> None:
    feed = [row(联系电话="13812345678", 截止日期="2020-01-01"), row(2, 联系电话="138123456789")]
    result = run_import(feed)
    with db.read() as session:
        logs = session.exec(select(PostingsImport)).one()
        warnings = postings(session)[0].warnings
    assert "138" not in str(result) + str(logs) + str(warnings)
    assert {"field": "联系电话", "text": "联系电话的位数不对"} in warnings


def test_missing_cells_are_not_stated(db: Database, run_import: Import) -> None:
    feed = [{"岗位名称": "普工", "用人单位": "某厂"}]
    assert counts(run_import(feed)) == (1, 0, 0, 0, 0)
    with db.read() as session:
        posting = postings(session)[0]
    unstated = (
        "place_code headcount wage_low_fen wage_high_fen wage_basis sex age_low age_high "
        "education_min food lodging heavy_work deadline external_id contact_phone_sealed"
    )
    assert all(getattr(posting, name) is None for name in unstated.split())
    assert {warning["field"] for warning in posting.warnings} == {"联系电话", "统一社会信用代码"}


def test_the_messy_file(any_db: Database, run_import_anywhere: Import) -> None:
    result = run_import_anywhere(MESSY)
    assert counts(result) == (7, 0, 0, 2, 3)
    assert [problem.row for problem in result.rejected] == [12, 13, 14]
    assert [held.title for held in result.held] == ["保洁员", "搬运工"]
    assert [held.reasons[0].code for held in result.held] == [HoldCode.SEX, HoldCode.WORKER_PAYS]
    with any_db.read() as session:
        by_title = {posting.title: posting for posting in postings(session)}
    welder, waiter = by_title["焊工"], by_title["服务员"]
    assert (welder.wage_low_fen, welder.wage_basis) == (565_500, WageBasis.DAILY)
    assert (welder.food, welder.lodging, welder.licences) == (False, True, ["焊工证"])
    assert (waiter.wage_low_fen, waiter.age_low) == (None, None)
    assert {"薪资", "年龄要求"} <= {warning["field"] for warning in waiter.warnings}
    assert by_title["普工"].licences == ["健康证"]
    assert by_title["缝纫工"].wage_basis is WageBasis.PIECE
    assert by_title["挖机司机"].place_code == "510000"


def test_a_workbook_with_typed_cells(db: Database, run_import: Import, tmp_path: Path) -> None:
    path = tmp_path / "typed.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS)
        cells = row()
        for column, header in enumerate(HEADERS):
            sheet.write(1, column, cells[header])
        at = {header: column for column, header in enumerate(HEADERS)}
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_datetime(
            1, at["截止日期"], parse_moment("2026-12-31").replace(tzinfo=None), day
        )
        sheet.write_number(1, at["招聘人数"], 12)
        sheet.write_number(1, at["薪资"], 4500)
        sheet.write_number(1, at["联系电话"], 13812345678)
        sheet.write_number(1, at["外部编号"], 1001)
    assert counts(run_import(path)) == (1, 0, 0, 0, 0)
    with db.read() as session:
        posting = postings(session)[0]
    assert (posting.deadline, posting.headcount) == (date(2026, 12, 31), 12)
    assert (posting.wage_low_fen, posting.external_id) == (450_000, "1001")
    assert posting.contact_phone_sealed is not None


def test_a_column_map(run_import: Import, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "theirs.csv",
        [{"Job": "普工", "Firm": "某厂", "Min": "3000", "Max": "5000"}],
        ["Job", "Firm", "Min", "Max"],
    )
    column_map = {
        PostingColumn.TITLE: ("Job",),
        PostingColumn.EMPLOYER: ("Firm",),
        PostingColumn.WAGE: ("Min", "Max"),
    }
    assert counts(run_import(path, column_map=column_map)) == (1, 0, 0, 0, 0)
    with pytest.raises(ColumnMapError):
        run_import(path)


def test_files_and_calls_that_cannot_be_used(run_import: Import, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    with pytest.raises(SheetError, match="空"):
        run_import(empty)
    with pytest.raises(SheetError, match="找不到"):
        run_import(tmp_path / "none.csv")
    with pytest.raises(FeedError, match="999999"):
        run_import([row()], county="999999")
    with pytest.raises(FeedError, match="来源"):
        run_import([row()], source=" ")
    with pytest.raises(FeedError, match="单位网页"):
        run_import([row()], source=EMPLOYER_PAGE)


def test_sources_and_counties_do_not_touch_each_other(db: Database, run_import: Import) -> None:
    run_import([row()])
    assert counts(run_import([row()], source="春风行动")) == (1, 0, 0, 0, 0)
    assert counts(run_import([row()], county="530381")) == (1, 0, 0, 0, 0)
    with db.read() as session:
        assert len(postings(session)) == 3
        assert len(employers(session)) == 2


def test_a_complete_feed_closes_what_it_no_longer_lists(
    any_db: Database, run_import_anywhere: Import
) -> None:
    feed = [row(n) for n in range(5)]
    run_import_anywhere(feed)
    assert run_import_anywhere(feed[:3]).closed == 0
    result = run_import_anywhere([*feed[:3], row(3, 岗位名称="")], complete=True)
    assert result.closed == 1
    with any_db.read() as session:
        gone = [posting for posting in postings(session) if posting.state is PostingState.CLOSED]
    assert [posting.external_id for posting in gone] == ["J004"]
    assert counts(run_import_anywhere(feed, complete=True)) == (0, 1, 4, 0, 0)


def test_a_broken_complete_feed_is_refused_whole(db: Database, run_import: Import) -> None:
    run_import([row(n) for n in range(20)])
    with pytest.raises(UnsafePlanError):
        run_import([row(0, 薪资="9000"), row(99)], complete=True)
    with db.read() as session:
        stored = postings(session)
    assert len(stored) == 20
    assert {posting.state for posting in stored} == {PostingState.OPEN}
    assert all(posting.wage_low_fen == 300_000 for posting in stored)


def test_decisions_of_people_outlive_the_next_import(
    db: Database, run_import: Import, clock: SetClock
) -> None:
    feed = [row(n, 性别要求="男") for n in range(3)]
    run_import(feed)
    with db.write() as session:
        ids = [posting.id for posting in postings(session)]
        release(session, clock, ids[0], "审核员")
        refuse(session, clock, ids[1], "审核员")
        release(session, clock, ids[2], "审核员")
        close(session, clock, ids[2])
    changed = [cells | {"薪资": "4000-5000"} for cells in feed]
    assert counts(run_import(feed)) == (0, 0, 3, 0, 0)
    assert counts(run_import(changed)) == (0, 3, 0, 0, 0)
    with db.read() as session:
        after = [get_posting(session, posting_id) for posting_id in ids]
    assert [posting.state for posting in after] == [
        PostingState.OPEN,
        PostingState.REFUSED,
        PostingState.CLOSED,
    ]
    assert all(posting.reviewed_by == "审核员" for posting in after)
    assert all(posting.wage_low_fen == 400_000 for posting in after)


def test_a_later_fault_holds_an_open_posting(db: Database, run_import: Import) -> None:
    run_import([row()])
    assert counts(run_import([row(岗位描述="交押金300元")])) == (0, 0, 0, 1, 0)
    assert counts(run_import([row()])) == (0, 1, 0, 0, 0)
    with db.read() as session:
        posting = postings(session)[0]
    assert (posting.state, posting.hold_reasons) == (PostingState.OPEN, [])


def test_one_employer_under_code_and_name(db: Database, run_import: Import) -> None:
    name = "会泽县（测试）服装厂"
    run_import(
        [
            row(1, 用人单位=name, 统一社会信用代码=""),
            row(2, 用人单位="会泽县(测试)服装厂", 统一社会信用代码=credit_code(7)),
            row(3, 用人单位="换了名字的厂", 统一社会信用代码=credit_code(7)),
            row(4, 用人单位=name, 统一社会信用代码=credit_code(8)),
        ]
    )
    with db.read() as session:
        found = [(employer.name, employer.credit_code) for employer in employers(session)]
    assert sorted(found) == [
        (name, credit_code(7)),
        (name, credit_code(8)),
    ]


def test_a_name_that_several_have_makes_one_more_employer_and_no_further(
    db: Database, run_import: Import
) -> None:
    name = "会泽县测试厂"
    feed = [
        row(1, 用人单位=name, 统一社会信用代码=credit_code(1)),
        row(2, 用人单位=name, 统一社会信用代码=credit_code(2)),
        row(3, 用人单位=name, 统一社会信用代码=""),
        row(4, 用人单位=name, 统一社会信用代码=""),
    ]
    for _ in range(2):
        run_import(feed)
    with db.read() as session:
        assert len(employers(session)) == 3


def test_kinds_of_employers(db: Database, run_import: Import) -> None:
    run_import(
        [
            row(1, 岗位类型="帮扶车间"),
            row(2, 用人单位="某某种植专业合作社"),
            row(3, 用人单位="某某劳务派遣有限公司"),
        ]
    )
    with db.read() as session:
        kinds = {employer.name: employer.kind for employer in employers(session)}
        held = [posting.title for posting in postings(session) if posting.state.value == "held"]
    assert set(kinds.values()) == {
        EmployerKind.WORKSHOP,
        EmployerKind.COOPERATIVE,
        EmployerKind.AGENCY,
    }
    assert held == ["缝纫工3"]


def test_the_import_is_written_down(db: Database, run_import: Import) -> None:
    run_import([row(), row(2, 用人单位="")])
    with db.read() as session:
        log = session.exec(select(PostingsImport)).one()
    assert (log.rows, log.accepted, log.vouched) == (2, 1, True)
    assert (log.imported_by, log.file_name, len(log.file_sha256)) == ("测试员", "feed.csv", 64)
    assert log.rejected[0]["column"] == "用人单位"


def test_a_lawful_sex_in_the_text_reaches_matching(db: Database, run_import: Import) -> None:
    run_import([row(岗位名称="月嫂", 性别要求="", 岗位描述="要求女性，会做月子餐")])
    with db.read() as session:
        posting = session.exec(select(Posting)).one()
    assert (posting.state, posting.sex) == (PostingState.OPEN, Sex.FEMALE)
