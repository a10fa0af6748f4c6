"""The coverage report as a workbook: the county, its towns and villages, the people below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from service_ledger.coverage import PersonLacking
from service_ledger.figures import Area, Coverage, Figures
from service_ledger.kinds import CHINESE_KINDS, ServiceKind
from storage.sheets import Column, Sheet, write_workbook
from storage.sheets.writer import Value


def write_coverage_report(
    target: Path | IO[bytes],
    coverage: Coverage,
    below: Sequence[PersonLacking],
    *,
    place: str,
    created: datetime,
) -> None:
    """Write the report as .xlsx; ``place`` is the county's name, ``created`` the moment it is of.

    Figures are people and services, both rules side by side. ``below`` are the people listed on
    the second sheet; ID numbers and phones are not in it.
    """
    title = f"{place}{coverage.year}年{coverage.title}覆盖情况"
    notes = list(_notes(coverage))
    kinds = tuple(coverage.by_kind)
    sheets = [
        Sheet("覆盖情况", _area_columns(kinds), _area_rows(coverage, place), title, notes),
        Sheet("未达标人员", _person_columns(kinds), _person_rows(below, kinds), title, notes),
    ]
    write_workbook(target, sheets, created=created)


def _notes(coverage: Coverage) -> Iterator[str]:
    yield f"依据: {coverage.document} {coverage.clause}"
    if coverage.adopted_by:
        yield f"采用: {coverage.adopted_by}"
    asked = "、".join(
        f"{CHINESE_KINDS[kind]}{one.minimum}次" for kind, one in coverage.by_kind.items()
    )
    yield f"标准: {asked}"
    yield f"统计时间: {coverage.first} 至 {coverage.last}; 只统计已送达或有证据的服务"


def _area_columns(kinds: Sequence[ServiceKind]) -> list[Column]:
    columns = [Column("乡镇", 16), Column("村", 16)]
    for rule in ("全部人员", "期初至今人员"):
        columns += [Column("人数", 8, rule), Column("达标人数", 9, rule)]
    for kind in kinds:
        name = CHINESE_KINDS[kind]
        columns += [Column("达标人数", 9, name), Column("服务次数", 9, name)]
    return [*columns, Column("期间退出人数", 12)]


def _area_rows(coverage: Coverage, place: str) -> Iterator[list[Value]]:
    yield [f"{place}合计", "", *_numbers(coverage.figures)]
    for town in coverage.by_area:
        yield [town.name, "小计", *_numbers(town.figures)]
        yield from (_village_row(town, village) for village in town.villages)


def _village_row(town: Area, village: Area) -> list[Value]:
    return [town.name, village.name, *_numbers(village.figures)]


def _numbers(figures: Figures) -> list[Value]:
    numbers: list[Value] = []
    for group in (figures.everybody, figures.full):
        numbers += [group.people, group.met]
    for one in figures.by_kind.values():
        numbers += [one.met, one.entries]
    return [*numbers, figures.left.people]


def _person_columns(kinds: Sequence[ServiceKind]) -> list[Column]:
    columns = [Column("乡镇", 16), Column("村", 16), Column("姓名", 12), Column("起始日期", 12)]
    for kind in kinds:
        name = CHINESE_KINDS[kind]
        columns += [Column("已服务", 8, name), Column("还差", 8, name)]
    return columns


def _person_rows(
    below: Sequence[PersonLacking], kinds: Sequence[ServiceKind]
) -> Iterator[list[Value]]:
    for person in below:
        row: list[Value] = [person.town, person.village, person.name, person.since]
        for kind in kinds:
            row += [person.given.get(kind, 0), person.lacking.get(kind, 0)]
        yield row
