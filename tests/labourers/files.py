"""Invented people and the files they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import xlsxwriter

from labourers.id_number import check_character
from storage.clock import SHANGHAI

COUNTY = "530326"
HEADER = (
    "外部编号 乡镇 村 姓名 性别 证件号码 民族 政治面貌 文化程度 健康状况 劳动能力 联系方式 "
    "是否已就业 就业地点 就业单位名称 就业时间 就业意向 就业服务需求"
).split()


def id_number(order: int = 1, born: str = "19900101", area: str = "530399") -> str:
    """Return a valid number; an odd ``order`` is a man's."""
    first = f"{area}{born}{order:03d}"
    return first + check_character(first)


def person(order: int = 1, **cells: object) -> dict[str, object]:
    """Return an unemployed person who wants work, with ``cells`` overruling."""
    return {
        "乡镇": "者海镇",
        "姓名": "测试" + "甲乙丙丁戊己庚辛壬癸"[order % 10],
        "性别": "男" if order % 2 else "女",
        "证件号码": id_number(order),
        "联系方式": f"1390000{order:04d}",
        "是否已就业": "否",
        "就业意向": "县外",
    } | cells


def write_xlsx(
    path: Path, rows: Sequence[Mapping[str, object]], header: Sequence[str] = HEADER
) -> Path:
    """Write the form with one header row."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2026, 11, 1, tzinfo=SHANGHAI)})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for number, row in enumerate(rows, 1):
            for column, title in enumerate(header):
                value = row.get(title, "")
                if isinstance(value, str) and value.startswith("{="):
                    sheet.write_formula(number, column, value[1:-1], None, "")
                else:
                    sheet.write(number, column, value)
    return path
