"""Commands of the service ledger: coverage, and ledger verify, record, reverse, checkpoint."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from app.cli.output import BAD_INPUT, FAULT, county_known, emit_json, fail, say
from app.context import AppContext

if TYPE_CHECKING:
    from uuid import UUID

    from sqlmodel import Session

    from service_ledger.figures import Coverage
    from service_ledger.tables import ServiceEntry

KINDS = {"岗位信息": "job_info", "职业培训信息": "training_info", "职业指导": "career_guidance"}
_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.option("--county", metavar="ADCODE", help="县的 6 位行政区划代码；不写就是本机构的县")
@click.option("--year", type=click.IntRange(2000, 2100), help="年份；不写就是今年")
@click.option("--standard", metavar="CODE", help="服务标准的代码，例如 HN-311; 不写就用本县的标准")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def coverage(
    context: AppContext,
    county: str | None,
    year: int | None,
    standard: str | None,
    as_json: bool,
) -> None:
    """311 服务覆盖情况：多少人应服务，多少人达标，每种服务多少次，各乡镇和村怎样。

    只统计已经送达的消息和有证据的登记；发出但没有送达的不算。
    """
    from service_ledger.assessment import CoverageError
    from service_ledger.coverage import coverage as coverage_of_county
    from service_ledger.standards import StandardError, load_standards

    own = context.settings.county
    county = county_known(context, county or own)
    if standard is None and county == own:
        standard = context.settings.standard
    today = context.clock.today()
    with context.db.write() as session:
        load_standards(session)
    try:
        with context.db.read() as session:
            found = coverage_of_county(session, county, year or today.year, today, standard)
    except (CoverageError, StandardError) as problem:
        fail(str(problem))
    if as_json:
        emit_json(found.to_json())
    else:
        _show_coverage(found, context.gazetteer.name(county))


@click.group()
def ledger() -> None:
    """服务台账：核对、登记、冲销。台账只能增加，不能改也不能删。"""


@ledger.command("verify")
@click.option("--county", metavar="ADCODE", help="只核对一个县；不写就核对全部")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def verify_ledger(context: AppContext, county: str | None, as_json: bool) -> int:
    """核对台账有没有被改过、删过、插过或截断；有问题时退出码是 1。"""
    from service_ledger.verify import verify

    if county is not None:
        county_known(context, county)
    with context.db.read() as session:
        result = verify(session, context.ledger, county, context.checkpoints)
    if as_json:
        emit_json(result.to_json())
    elif result.ok:
        say(f"台账完好：共 {result.entries} 条，对照检查点 {result.checkpoints} 个")
        if result.entries and not result.checkpoints:
            say("还没有检查点，看不出末尾有没有被截断；请运行 gangxin ledger checkpoint")
    else:
        say(f"台账有问题：共 {result.entries} 条，问题 {len(result.problems)} 处")
        for problem in result.problems:
            say(f"  {problem.county or '检查点文件'}: {problem.text}")
    return 0 if result.ok else FAULT


@ledger.command("checkpoint")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def checkpoint(context: AppContext, as_json: bool) -> None:
    """把各县台账现在的位置记到数据库以外的检查点文件。"""
    from service_ledger.checkpoints import write_checkpoints

    with context.db.read() as session:
        written = write_checkpoints(session, context.clock, context.checkpoints)
    if as_json:
        emit_json({"written": written, "file": str(context.checkpoints)})
    else:
        say(f"新增检查点 {written} 个：{context.checkpoints}")


@ledger.command("record")
@click.option("--county", metavar="ADCODE", help="县的行政区划代码；不写就是本机构的县")
@click.option("--person", required=True, help="劳动者的外部编号，或系统里的编号")
@click.option("--kind", required=True, type=click.Choice(list(KINDS)), help="哪种服务")
@click.option("--on", "occurred_on", required=True, type=_DAY, help="服务日期，例如 2026-11-20")
@click.option("--evidence", required=True, help="证据，例如“上门登记表第12号，本人签字”")
@click.option("--postings", type=click.IntRange(1), help="岗位信息提供了几个岗位")
@click.option("--by", required=True, help="登记人的用户名")
@click.option("--confirmed-by", help="确认人的用户名；迟于 30 天或已结账年度的服务必须有")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def record(
    context: AppContext,
    county: str | None,
    person: str,
    kind: str,
    occurred_on: datetime,
    evidence: str,
    postings: int | None,
    by: str,
    confirmed_by: str | None,
    as_json: bool,
) -> None:
    """登记一次当面提供的服务，要写日期和证据。同一天同一证据只登记一次。"""
    from service_ledger.kinds import ServiceKind
    from service_ledger.own_entries import record_own_entry
    from service_ledger.rules import LedgerError

    county = county_known(context, county or context.settings.county)
    try:
        with context.db.write() as session:
            entry = record_own_entry(
                session,
                context.ledger,
                context.clock,
                county_code=county,
                person_ref=_person_ref(session, county, person),
                kind=ServiceKind(KINDS[kind]),
                occurred_on=occurred_on.date(),
                evidence_text=evidence,
                by=by,
                postings=postings,
                confirmed_by=confirmed_by,
            )
    except LedgerError as problem:
        fail(str(problem))
    if entry is None and not as_json:
        say("这次服务已经登记过，没有重复登记")
    elif entry is None:
        emit_json({"recorded": False})
    else:
        _show_entry(entry, as_json, "已登记")


@ledger.command("reverse")
@click.option("--county", metavar="ADCODE", help="县的行政区划代码；不写就是本机构的县")
@click.option("--number", required=True, type=click.IntRange(1), help="要冲销的是第几条")
@click.option("--reason", required=True, help="冲销原因")
@click.option("--by", required=True, help="登记人的用户名")
@click.option("--confirmed-by", help="确认人的用户名；迟于 30 天或已结账年度的服务必须有")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def reverse(
    context: AppContext,
    county: str | None,
    number: int,
    reason: str,
    by: str,
    confirmed_by: str | None,
    as_json: bool,
) -> None:
    """冲销一条登记错的服务：原记录不动，另加一条写明原因的冲销记录。"""
    from sqlmodel import select

    from service_ledger.own_entries import refuse_personal_numbers
    from service_ledger.rules import LedgerError
    from service_ledger.tables import ServiceEntry

    county = county_known(context, county or context.settings.county)
    try:
        refuse_personal_numbers(reason)
        with context.db.write() as session:
            wrong = session.exec(
                select(ServiceEntry.id).where(
                    ServiceEntry.county_code == county, ServiceEntry.sequence == number
                )
            ).first()
            if wrong is None:
                fail(f"{county} 的台账没有第 {number} 条")
            entry = context.ledger.reverse(
                session,
                context.clock,
                entry_id=wrong,
                reason=reason,
                by=by,
                confirmed_by=confirmed_by,
            )
    except LedgerError as problem:
        fail(str(problem))
    _show_entry(entry, as_json, f"已冲销第 {number} 条")


def _person_ref(session: Session, county: str, person: str) -> UUID:
    from uuid import UUID

    from sqlmodel import select

    from labourers.tables import Labourer

    here = select(Labourer.ledger_ref).where(Labourer.county_code == county)
    found = session.exec(here.where(Labourer.external_id == person)).first()
    if found is None:
        try:
            found = session.exec(here.where(Labourer.id == UUID(person))).first()
        except ValueError:
            found = None
    if found is None:
        fail(f"{county} 的名册里没有编号为“{person}”的人", BAD_INPUT)
    return found


def _show_entry(entry: ServiceEntry, as_json: bool, done: str) -> None:
    if as_json:
        emit_json(
            {
                "recorded": True,
                "id": str(entry.id),
                "county": entry.county_code,
                "sequence": entry.sequence,
                "kind": entry.kind.value,
                "occurred_on": entry.occurred_on.isoformat(),
                "recorded_at": entry.recorded_at.isoformat(),
            }
        )
    else:
        say(f"{done}: {entry.county_code} 台账第 {entry.sequence} 条")


def _show_coverage(found: Coverage, place: str) -> None:
    from rich.console import Console
    from rich.table import Table

    from service_ledger.kinds import CHINESE_KINDS

    say(f"{place} {found.year} 年 {found.title}({found.first} 至 {found.last})")
    say(f"依据：{found.document} {found.clause}")
    if found.adopted_by:
        say(f"采用：{found.adopted_by}")
    table = Table("", "人数", "达标", *(CHINESE_KINDS[kind] for kind in found.by_kind), box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for name, figures in [
        ("全部", found.figures),
        *((area.name, area.figures) for area in found.by_area),
    ]:
        table.add_row(
            name,
            str(figures.everybody.people),
            str(figures.everybody.met),
            *(f"{one.met} 人 / {one.entries} 次" for one in figures.by_kind.values()),
        )
    Console().print(table)
    full, left = found.figures.full, found.figures.left
    say(f"期初至今一直应服务的：{full.people} 人，达标 {full.met} 人")
    say(f"期间就业、离开或暂不愿意的：{left.people} 人(不在以上人数内)")
