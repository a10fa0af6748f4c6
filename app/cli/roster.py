"""Commands for the office's list of labourers: import and export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.cli.output import county_known, emit_json, fail, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.context import AppContext
    from labourers.problems import RowProblem
    from labourers.roster import RosterResult

BY = "命令行"
_SHOWN = 50


@click.group()
def roster() -> None:
    """劳动力名单：导入和导出“农村贫困劳动力就业信息表”。"""


@roster.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--county", required=True, metavar="ADCODE", help="县的 6 位代码，例如 530326")
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def import_command(
    context: AppContext, file: Path, county: str, dry_run: bool, as_json: bool
) -> None:
    """导入名单 FILE (.xlsx、.xls 或 .csv)。

    有错的行不导入，逐行说明哪一列有什么问题、怎么改；改好后整份再导一次即可,
    已经导入的人不会重复。证件号码和电话在说明里是遮盖的。
    """
    from labourers.roster import RosterError, import_roster
    from storage.sheets import SheetError

    county_known(context, county)
    try:
        result = import_roster(
            context.db,
            context.vault,
            context.clock,
            file,
            county=county,
            by=BY,
            dry_run=dry_run,
            gazetteer=context.gazetteer,
        )
    except (RosterError, SheetError) as error:
        fail(str(error))
    if as_json:
        emit_json(result.as_dict())
    else:
        _tell(result, dry_run)


@roster.command("export")
@click.option(
    "-o", "--output", "file", required=True, type=click.Path(path_type=Path), metavar="FILE",
    help="写到哪里, .xlsx 或 .csv",
)  # fmt: skip
@click.option("--county", metavar="ADCODE", help="县的 6 位代码；只有一个县的名单时可以不写")
@click.option("--full-numbers", is_flag=True, help="写出完整的证件号码和电话，这样的表才能再导入")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def export_command(
    context: AppContext, file: Path, county: str | None, full_numbers: bool, as_json: bool
) -> None:
    """按导入用的同一种表导出名单。

    不加 --full-numbers 时证件号码和电话是遮盖的。
    """
    from labourers.roster import RosterError
    from labourers.roster_export import export_roster

    county = county_known(context, county) if county else _only_county(context)
    try:
        people = export_roster(
            context.db,
            context.vault,
            context.clock,
            file,
            county=county,
            include_full_numbers=full_numbers,
            gazetteer=context.gazetteer,
        )
    except RosterError as error:
        fail(str(error))
    except OSError as error:
        fail(f"写不了文件“{file}”：{error.strerror}")
    if as_json:
        emit_json({"rows": people, "file": str(file), "full_numbers": full_numbers})
    else:
        masked = "" if full_numbers else "(证件号码和电话已遮盖)"
        say(f"已导出 {people} 人到 {file}{masked}")


def _only_county(context: AppContext) -> str:
    from app.counties import counties_in_use

    counties = counties_in_use(context.db)
    if len(counties) != 1:
        fail(f"请用 --county 写明是哪个县：{'、'.join(counties) or '现在还没有名单'}")
    return counties[0]


def _tell(result: RosterResult, dry_run: bool) -> None:
    say("只检查，没有写入。" if dry_run else "导入完成。")
    say(
        f"共 {result.rows} 行：新增 {result.added}, 更新 {result.updated}, "
        f"没有变化 {result.unchanged}, 有问题 {len(result.rejected)}"
        + (f", 收下但要核对 {len(result.doubts)}" if result.doubts else "")
    )
    _tell_some(result.rejected, "有问题")
    _tell_some(result.doubts, "要核对")


def _tell_some(problems: Sequence[RowProblem], what: str) -> None:
    for problem in problems[:_SHOWN]:
        value = f"“{problem.value_masked}”" if problem.value_masked else ""
        say(f"第 {problem.row} 行 {problem.column}{value}: {problem.problem}。{problem.mend}")
    if len(problems) > _SHOWN:
        say(f"……还有 {len(problems) - _SHOWN} 行{what}，加 --json 看全部。")
