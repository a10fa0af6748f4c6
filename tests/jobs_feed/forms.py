"""Postings files for tests, written by row."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from jobs_feed.credit_code import check_character
from jobs_feed.posting_form import PostingColumn

COUNTY = "530326"
HEADERS = [column.value for column in PostingColumn]


def credit_code(number: int) -> str:
    """Return a right code for an invented employer."""
    first = f"91530326MA{number:07d}"
    return first + check_character(first)


def row(number: int = 1, **cells: str) -> dict[str, str]:
    """Return a good row; ``cells`` replace what is in it."""
    return {
        "岗位名称": f"缝纫工{number}",
        "用人单位": f"会泽县测试服装厂{number}",
        "统一社会信用代码": credit_code(number),
        "岗位类型": "普通",
        "工作地点": "本县",
        "招聘人数": "5",
        "薪资": "3000-5000",
        "性别要求": "不限",
        "年龄要求": "18-50",
        "学历要求": "不限",
        "技能要求": "会平车",
        "福利待遇": "包吃住",
        "岗位描述": "做童装，计件",
        "联系人": "王主任",
        "联系电话": "0874-5120155",
        "截止日期": "2026-12-31",
        "外部编号": f"J{number:03d}",
    } | cells


def write_csv(
    path: Path,
    rows: Sequence[Mapping[str, str]],
    headers: Sequence[str] = HEADERS,
    encoding: str = "utf-8-sig",
) -> Path:
    """Write ``rows`` to ``path`` and return it."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, headers, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
