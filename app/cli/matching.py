"""Commands of matching: ``match`` and ``push``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from app.cli.output import county_known, emit_json, say
from app.context import AppContext

if TYPE_CHECKING:
    from matching.run import PersonMatches

_COUNTY = click.option(
    "--county", metavar="ADCODE", help="县的 6 位行政区划代码；不写就是本机构的县"
)
_SKIPPED = {
    "shortfall": "合适岗位不够",
    "recently_pushed": "近日已推送",
    "already_pushed": "今天已推送",
    "no_phone": "没有手机号",
    "opted_out": "已退订",
    "unreachable": "号码不通",
    "changed": "刚有变动，下次再推",
}


@click.command()
@_COUNTY
@click.option("--json", "as_json", is_flag=True, help="每人输出一行 JSON")
@click.pass_obj
def match(context: AppContext, county: str | None, as_json: bool) -> None:
    """给全县未就业、有意愿的人匹配岗位，每人至少三个；不够的写明原因。

    年龄、学历、证件、身体条件和愿意去的地方都不会突破。结果存入数据库，再运行一次会用新结果替换。
    岗位不够的、多次回绝的，同时算出最合适的培训。
    """
    from matching.forecast import forecast_prices
    from matching.guidance import propose_guidance
    from matching.run import match_county, stored_matches
    from matching.toolkit import Toolkit

    county = county_known(context, county or context.settings.county)
    what = (context.db, context.clock, context.gazetteer, county, context.clock.today())
    tools = Toolkit.load(context.gazetteer)
    result = match_county(*what, toolkit=tools, memory=context.matching_memory)
    proposals = propose_guidance(*what, toolkit=tools, memory=context.matching_memory)
    forecast_prices(*what, toolkit=tools, memory=context.matching_memory)
    with context.db.read() as session:
        found = list(stored_matches(session, context.gazetteer, county))
    if as_json:
        for person in found:
            emit_json(_document(person))
        return
    say(f"{context.gazetteer.name(county)}: {result.people} 人，在招岗位 {result.postings} 个")
    say(f"匹配 {result.matches} 条；不足三个的 {result.shortfalls} 人")
    say(f"建议职业指导或培训的 {proposals} 人")
    for person in found:
        if person.shortfall is not None:
            name = person.external_id or str(person.labourer_id)
            say(f"  {name}: {';'.join(person.shortfall.reasons)}")


@click.command()
@_COUNTY
@click.option("--dry-run", is_flag=True, help="只算不发，看会发给多少人、多少钱")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def push(context: AppContext, county: str | None, dry_run: bool, as_json: bool) -> None:
    """把匹配好的岗位推送给本人(每人每天最多一条), 先放入发件箱，由后台发送。

    推送用最近一次 match 的结果。只有送达的才计入“311”服务。
    """
    from matching.digest import push_county

    county = county_known(context, county or context.settings.county)
    result = push_county(
        context.db,
        context.vault,
        context.clock,
        county,
        context.clock.today(),
        dry_run,
        min_days_between=context.settings.push_every_days,
        capabilities={name: channel.capabilities for name, channel in context.channels.items()},
        memory=context.matching_memory,
    )
    if as_json:
        emit_json(result.to_json())
        return
    say(f"{'会放入' if dry_run else '已放入'}发件箱 {result.queued} 条")
    say(f"短信计费 {result.segments} 条，约 {result.cost_yuan} 元")
    for reason, count in result.skipped.items():
        say(f"  跳过 {count} 人：{_SKIPPED.get(reason, reason)}")


def _document(person: PersonMatches) -> dict[str, object]:
    lack = person.shortfall
    return {
        "labourer": str(person.labourer_id),
        "external_id": person.external_id,
        "postings": [
            {
                "posting": str(each.posting_id),
                "external_id": each.external_id,
                "title": each.title,
                "place": each.place,
                "score": each.score,
                "reasons": list(each.reasons),
            }
            for each in person.postings
        ],
        "shortfall": None
        if lack is None
        else {"found": lack.found, "reasons": list(lack.reasons), "helps": list(lack.helps)},
    }
