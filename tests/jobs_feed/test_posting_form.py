"""The form: headers of other offices, column maps, spoilt cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jobs_feed.posting_form import (
    ColumnMapError,
    PostingColumn,
    PostingDraft,
    draft_of,
    load_column_map,
    parse_column_map,
    read_drafts,
    texts_of,
)
from storage.sheets import Cell, Kind, Table
from storage.sheets.model import EMPTY, date_cell, text_cell
from tests.jobs_feed.forms import HEADERS, row


def table(*rows: list[str]) -> Table:
    width = max(len(line) for line in rows)
    return Table(
        "t", [[text_cell(text) for text in line] + [EMPTY] * (width - len(line)) for line in rows]
    )


def test_our_own_headers() -> None:
    cells = row(7)
    drafts = read_drafts(table(HEADERS, [cells[name] for name in HEADERS]))
    assert len(drafts) == 1
    assert dict(texts_of(drafts[0].draft)) == {c: cells[c.value] for c in PostingColumn}
    assert drafts[0].number == 2


def test_other_headers_below_a_title_and_with_spaces() -> None:
    drafts = read_drafts(
        table(
            ["某县招聘信息表"],
            ["序号", "职 位 名 称", "企业名称*", "工资(元/月)", "年龄", "食宿情况", "备注"],
            ["1", "普工", "某厂", "3000", "18-45", "包住", "夜班"],
        )
    )
    draft = drafts[0].draft
    assert (draft.title, draft.employer, draft.wage, draft.age) == ("普工", "某厂", "3000", "18-45")
    assert (draft.benefits, draft.description) == ("包住", "夜班")
    assert drafts[0].number == 3


def test_several_columns_of_prose_are_all_kept() -> None:
    drafts = read_drafts(
        table(["岗位名称", "用人单位", "岗位职责", "备注"], ["普工", "某厂", "装配", "押金200"])
    )
    assert drafts[0].draft.description == "装配；押金200"


def test_rows_without_anything_of_ours_are_no_rows() -> None:
    drafts = read_drafts(
        table(["序号", "岗位名称", "用人单位"], ["1", "普工", "某厂"], ["2", "", ""], ["", "", ""])
    )
    assert [draft.number for draft in drafts] == [2]


def test_a_map_names_and_joins_their_columns() -> None:
    column_map = parse_column_map(
        '{"岗位名称": "Job", "employer": "Firm", "薪资": ["Min", "Max"], "工作地点": ["省", "市"]}',
        "map.json",
    )
    drafts = read_drafts(
        table(
            ["Job", "Firm", "Min", "Max", "省", "市", "年龄"],
            ["普工", "某厂", "3000", "5000", "广东省", "广州市", "18-45"],
        ),
        column_map,
    )
    draft = drafts[0].draft
    assert (draft.wage, draft.place, draft.age) == ("3000-5000", "广东省/广州市", "18-45")


def test_a_map_in_toml(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_text('"岗位名称" = "Job"\nemployer = "Firm"\n', encoding="utf-8")
    assert load_column_map(path) == {
        PostingColumn.TITLE: ("Job",),
        PostingColumn.EMPLOYER: ("Firm",),
    }


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("岗位名称 = 'Job'", "m.toml", "引号"),
        ("{", "m.json", "格式不对"),
        ("[]", "m.json", "没有内容"),
        ('{"职业": "Job"}', "m.json", "“职业”不是我们的列名"),
        ('{"岗位名称": 3}', "m.json", "对方表头"),
        ('{"岗位名称": []}', "m.json", "对方表头"),
    ],
)
def test_a_map_that_cannot_be_used(text: str, name: str, words: str) -> None:
    with pytest.raises(ColumnMapError, match=words):
        parse_column_map(text, name)


def test_a_map_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ColumnMapError, match="打不开"):
        load_column_map(tmp_path / "none.toml")


def test_a_header_without_what_is_needed() -> None:
    with pytest.raises(ColumnMapError, match="用人单位"):
        read_drafts(table(["岗位名称", "薪资"], ["普工", "3000"]))
    with pytest.raises(ColumnMapError, match="Firm"):
        read_drafts(
            table(["岗位名称", "用人单位"], ["普工", "某厂"]),
            {PostingColumn.EMPLOYER: ("Firm",)},
        )


def test_cells_that_a_spreadsheet_spoilt() -> None:
    header = [text_cell(name) for name in ("岗位名称", "用人单位", "招聘人数", "薪资", "截止日期")]
    cells = [
        text_cell("普工"),
        text_cell("某厂"),
        date_cell(date(2026, 10, 20)),
        Cell(Kind.FORMULA, formula=True),
        date_cell(date(2026, 12, 31)),
    ]
    drafts = read_drafts(Table("t", [header, cells]))
    assert (drafts[0].draft.headcount, drafts[0].draft.wage) == ("", "")
    assert drafts[0].draft.deadline == "2026-12-31"
    assert set(drafts[0].spoilt) == {PostingColumn.HEADCOUNT, PostingColumn.WAGE}


def test_a_draft_does_not_show_its_telephone_number() -> None:
    draft = draft_of({PostingColumn.TITLE: "普工", PostingColumn.PHONE: "13812345678"})
    assert "138" not in repr(draft)
    assert draft[PostingColumn.PHONE] == "13812345678"
    assert PostingDraft() == draft_of({})
