"""Commands for postings: import, export and search."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.output import county_known, emit_json, fail, say

if TYPE_CHECKING:
    from app.context import AppContext
    from jobs_feed.imports import FilledRow, HeldRow, ImportResult
    from jobs_feed.tables import PostingState
    from labourers.problems import RowProblem
    from matching.search import Found

BY = "命令行"
_SHOWN = 50
_FOUND = 10
_COUNTY = click.option(
    "--county", metavar="ADCODE", help="县的 6 位代码，例如 530326; 只有一个县时可以不写"
)
_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


@click.group()
def jobs() -> None:
    """岗位：导入、导出和搜索。"""


@jobs.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--source", required=True, metavar="NAME", help="来源名称，每次用同一个，例如 县人社局"
)
@_COUNTY
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="列对照文件(.toml 或 .json): 我们的列名 = 对方的列名",
)
@click.option("--vouch", is_flag=True, help="本机构担保文件里的用人单位是真实的；文字仍要检查")
@click.option("--complete", is_flag=True, help="文件是该来源的全部岗位：里面没有的就下架")
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@_JSON
@click.pass_obj
def import_command(
    context: AppContext,
    file: Path,
    source: str,
    county: str | None,
    map_file: Path | None,
    vouch: bool,
    complete: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """导入岗位 FILE (.csv、.xlsx 或 .xls, 用岗位模板的列名)。

    有错的行不导入，逐行说明哪一列有什么问题、怎么改。可能收费、扣证、歧视或单位没有核实的岗位
    先不发布，等人看过。同一个文件再导一次不会重复；没写的一律当作“没有说明”。
    """
    from jobs_feed.errors import FeedError
    from jobs_feed.imports import import_postings
    from jobs_feed.posting_form import load_column_map
    from storage.sheets import SheetError

    county = _county(context, county)
    try:
        result = import_postings(
            context.db,
            context.vault,
            context.clock,
            context.gazetteer,
            file,
            source=source,
            county=county,
            by=BY,
            column_map=load_column_map(map_file) if map_file else None,
            vouch=vouch,
            dry_run=dry_run,
            complete=complete,
        )
    except (FeedError, SheetError) as error:
        fail(str(error))
    if as_json:
        emit_json(result.as_dict())
    else:
        _tell(result, dry_run)


@jobs.command("export")
@click.option(
    "-o",
    "--output",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="写到哪里, .xlsx 或 .csv",
)
@_COUNTY
@click.option("--all", "everything", is_flag=True, help="连同待审、下架、过期的一起导出")
@_JSON
@click.pass_obj
def export_command(
    context: AppContext, file: Path, county: str | None, everything: bool, as_json: bool
) -> None:
    """按岗位模板导出在招岗位，可以再导入。"""
    from jobs_feed.errors import FeedError
    from jobs_feed.export import export_postings
    from jobs_feed.tables import PostingState

    county = _county(context, county)
    states: Iterable[PostingState] = PostingState if everything else (PostingState.OPEN,)
    try:
        postings = export_postings(
            context.db, context.vault, context.clock, file, county=county, states=tuple(states)
        )
    except FeedError as error:
        fail(str(error))
    except OSError as error:
        fail(f"写不了文件“{file}”：{error.strerror}")
    if as_json:
        emit_json({"rows": postings, "file": str(file)})
    else:
        say(f"已导出 {postings} 个岗位到 {file}")


@jobs.command("search")
@click.argument("text")
@_COUNTY
@click.option(
    "--limit", type=click.IntRange(1, 100), default=_FOUND, show_default=True, help="最多几个"
)
@_JSON
@click.pass_obj
def search_command(
    context: AppContext, text: str, county: str | None, limit: int, as_json: bool
) -> None:
    """用一句话找岗位，例如 “想找包吃住的活”。"""

    county = _county(context, county)
    search = context.job_search
    with context.db.read() as session:
        result = search.search(session, text, county=county, on=context.clock.today(), limit=limit)
    if as_json:
        emit_json(
            {
                "query": text,
                "total": result.total,
                "note": result.note,
                "postings": [_document(found) for found in result.postings],
            }
        )
        return
    if result.note:
        say(result.note)
    for number, found in enumerate(result.postings, 1):
        job = found.vacancy
        parts = (job.title, job.employer_name, job.place_name, job.wage_text or "工资面谈")
        say(f"{number}. {' | '.join(part for part in parts if part)}")
        for line in (*found.reasons, *found.unmet):
            say(f"   {line}")


def _document(found: Found) -> dict[str, Any]:
    job = found.vacancy
    return {
        "posting": str(job.id),
        "external_id": job.external_id,
        "title": job.title,
        "employer": job.employer_name,
        "place": job.place_name,
        "wage": job.wage_text,
        "score": found.score,
        "reasons": list(found.reasons),
        "unmet": list(found.unmet),
    }


def _county(context: AppContext, county: str | None) -> str:
    """Return the county that was named, or the only one there can be."""
    from app.counties import counties_in_use

    if county is not None:
        return county_known(context, county)
    counties, own = counties_in_use(context.db), context.settings.county
    if len(counties) == 1:
        return counties[0]
    if counties and own not in counties:
        fail(f"请用 --county 写明是哪个县：{'、'.join(counties)}")
    return own


def _tell(result: ImportResult, dry_run: bool) -> None:
    say("只检查，没有写入。" if dry_run else "导入完成。")
    say(
        f"共 {result.rows} 行：发布 {result.accepted}, 更新 {result.updated}, "
        f"没有变化 {result.unchanged}, 待审 {len(result.held)}, 有问题 {len(result.rejected)}"
    )
    if result.closed:
        say(f"文件里已经没有的 {result.closed} 个岗位下架了。")
    _tell_some(result.filled, _filled_line)
    _tell_some(result.held, _held_line)
    _tell_some(result.rejected, _problem_line)


def _tell_some(rows: tuple[Any, ...], line: Callable[[Any], str]) -> None:
    for row in rows[:_SHOWN]:
        say(line(row))
    if len(rows) > _SHOWN:
        say(f"……还有 {len(rows) - _SHOWN} 行，加 --json 看全部。")


def _filled_line(row: FilledRow) -> str:
    return f"第 {row.row} 行 {row.title}: 写的是已招满（人数 0 也算），存下来了，没有上架"


def _held_line(row: HeldRow) -> str:
    why = ";".join(f"{reason.label}(“{reason.text}”)" for reason in row.reasons)
    return f"第 {row.row} 行 {row.title}: 待审，{why}"


def _problem_line(problem: RowProblem) -> str:
    value = f"“{problem.value_masked}”" if problem.value_masked else ""
    return f"第 {problem.row} 行 {problem.column}{value}: {problem.problem}。{problem.mend}"
