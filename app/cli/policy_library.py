"""``gangxin policy import`` and ``gangxin policy documents``: the official texts themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.output import county_known, emit_json, fail, say
from app.counties import office_counties

if TYPE_CHECKING:
    from app.context import AppContext
    from policy_faq.library.changes import Changes
    from policy_faq.library.store import Outcome, Prepared

BY = "命令行"
_WORDS = {"added": "新增", "replaced": "更新为新版本", "unchanged": "没有变化"}
_CHANGES = {"changed": "改动", "added": "新增", "removed": "删去"}
_STATES = {
    "in_force": "在用",
    "no_end_stated": "没写期限",
    "ended": "已到期",
    "not_yet": "还没生效",
}


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--number", required=True, help="文号，例如 会政发〔2018〕20号；没有就写 无文号")
@click.option("--title", required=True, help="标题")
@click.option("--issuer", required=True, help="发文单位")
@click.option("--place", required=True, metavar="ADCODE", help="适用地区的 6 位代码；全国写 000000")
@click.option("--issued", required=True, metavar="DATE", help="印发日期：2018-10-15；可只写年份")
@click.option("--until", metavar="DATE", help="最后有效的一天；不写就用已知的；没有期限写 长期")
@click.option("--key", help="文件代号；不写就按文号找已有卡片的文件，找不到就用文号")
@click.option("--dry-run", is_flag=True, help="只检查和拆分，不写入")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def import_document(
    context: AppContext,
    file: Path,
    number: str,
    title: str,
    issuer: str,
    place: str,
    issued: str,
    until: str | None,
    key: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """导入一份政策原文 FILE（.txt、.docx、.pdf、.html），拆成条款保存。

    再导入同一份文件不会变；内容或期限变了，就成为新版本，旧版本留着。

    \b
    例：gangxin policy import 20号文.docx --number 会政发〔2018〕20号 \\
          --title 关于进一步做好就业创业工作的实施意见 --issuer 会泽县人民政府 \\
          --place 530326 --issued 2018
    """
    from policy_faq.knowledge import Knowledge
    from policy_faq.library.importing import Stated, carry_out, plan
    from policy_faq.library.reading import DocumentError

    stated = Stated(
        number=number,
        title=title,
        issuer=issuer,
        place=place,
        issued=issued,
        until=until,
        key=key,
    )
    try:
        planned = plan(
            context.db,
            file,
            stated,
            knowledge=Knowledge.load(),
            gazetteer=context.gazetteer,
        )
    except DocumentError as error:
        fail(str(error))
    outcome, version = planned.outcome, planned.version
    if not dry_run:
        counties = office_counties(context)
        with context.db.write() as session:
            imported = carry_out(session, context.clock, planned, counties=counties, by=BY)
            outcome, version = imported.outcome, imported.document.version
    prepared, cautions, changes = planned.prepared, list(planned.cautions), planned.changes
    if as_json:
        emit_json(_as_json(prepared, outcome, version, cautions, dry_run, changes))
    else:
        _tell(prepared, outcome, version, cautions, dry_run)
        if changes:
            _tell_changes(changes)


def _tell_changes(changes: Changes) -> None:
    for kind, word in _CHANGES.items():
        for change in changes.clauses:
            if change.kind == kind:
                resting = "、".join(card.id for card in change.cards)
                say(f"{word}：{change.path}" + (f"（卡片 {resting}）" if resting else ""))
    if changes.until_changed:
        say(f"有效期：{_day(changes.until_before)} 改为 {_day(changes.until_after)}")
    if changes.cards:
        say(f"请核对 {len(changes.cards)} 张卡片，原文变了。")


def _day(day: date | None) -> str:
    return day.isoformat() if day else "没写期限"


def _as_json(
    prepared: Prepared,
    outcome: Outcome,
    version: int,
    cautions: list[str],
    dry_run: bool,
    changes: Changes | None,
) -> dict[str, Any]:
    details = prepared.details
    end = details.valid_until
    return {
        "key": details.key,
        "version": version,
        "outcome": outcome.value,
        "dry_run": dry_run,
        "number": details.number,
        "title": details.title,
        "issuer": details.issuer,
        "place": details.place,
        "issued": details.issued,
        "valid_until": end.isoformat() if end else None,
        "sha256": prepared.source.sha256,
        "clauses": [
            {"path": clause.path, "heading": clause.heading, "characters": len(clause.text)}
            for clause in prepared.parts.clauses
        ],
        "cautions": cautions,
        "changes": [
            {"path": each.path, "kind": each.kind, "cards": [card.id for card in each.cards]}
            for each in (changes.clauses if changes else ())
        ],
        "review": [card.id for card in changes.cards] if changes else [],
    }


def _tell(
    prepared: Prepared, outcome: Outcome, version: int, cautions: list[str], dry_run: bool
) -> None:
    details = prepared.details
    say("只检查，没有写入。" if dry_run else f"导入完成：{_WORDS[outcome.value]}。")
    say(
        f"{details.number}《{details.title}》，代号 {details.key}，第 {version} 版，"
        f"{len(prepared.parts.clauses)} 条。"
    )
    for clause in prepared.parts.clauses:
        say(f"{'  ' * clause.depth}{clause.path}  {clause.heading}（{len(clause.text)} 字）")
    for caution in cautions:
        say(f"注意：{caution}")


@click.command("documents")
@click.option("--county", metavar="ADCODE", help="只列对这个县说话的文件")
@click.option("--ending", is_flag=True, help="只列 30 天内到期的，连同依据它的卡片")
@click.option("--json", "as_json", is_flag=True, help="每行输出一个 JSON 文档")
@click.pass_obj
def documents(context: AppContext, county: str | None, ending: bool, as_json: bool) -> None:
    """列出导入的政策原文：状态、期限、条款数、卡片数。"""
    from policy_faq import places
    from policy_faq.knowledge import Knowledge
    from policy_faq.library import store
    from policy_faq.library.expiry import cards_by_document, endings

    if county is not None:
        county_known(context, county)
    on = context.clock.today()
    cards = Knowledge.load().cards
    resting = cards_by_document(cards)
    chain = places.chain(county) if county is not None else None
    with context.db.read() as session:
        near = {each.document.id: each for each in endings(session, cards, on)}
        counts = store.clause_counts(session)
        found = store.current_documents(session, chain)
    for document in found:
        if ending and document.id not in near:
            continue
        end, state = document.valid_until, store.standing_of(document, on).value
        carried = near[document.id].cards if ending else resting.get(document.key, ())
        if as_json:
            emit_json(
                {
                    "key": document.key,
                    "version": document.version,
                    "number": document.number,
                    "title": document.title,
                    "place": document.place_code,
                    "issued": document.issued,
                    "valid_until": end.isoformat() if end else None,
                    "standing": state,
                    "days_left": (end - on).days if document.id in near and end else None,
                    "clauses": counts.get(document.id, 0),
                    "cards": [card.id for card in carried],
                }
            )
        else:
            say(
                f"{document.key}  {document.number}《{document.title}》  "
                f"{_place(context, document.place_code)}  {_STATES[state]}"
                f"（{f'到 {end.isoformat()}' if end else '没写期限'}）  "
                f"{counts.get(document.id, 0)} 条  {len(carried)} 张卡片"
            )
            if ending:
                say(f"    卡片：{'、'.join(card.id for card in carried) or '没有'}")


def _place(context: AppContext, code: str) -> str:
    return "全国" if code == "000000" else context.gazetteer.full_name(code)


@click.command("withdraw")
@click.argument("number")
@click.option("--place", required=True, metavar="ADCODE", help="适用地区的 6 位代码；全国写 000000")
@click.option("--why", default="", help="为什么撤回，留在记录里")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def withdraw(context: AppContext, number: str, place: str, why: str, as_json: bool) -> None:
    """撤回导入错了的文件 NUMBER（文号，没有文号就写标题）；记录和条款都留着。

    撤回的是现在这一版：有上一版就回到上一版，没有就按系统自带的期限回答。

    \b
    例：gangxin policy withdraw 会政发〔2018〕20号 --place 530326 --why 导错了文件
    """
    from policy_faq.library.notices import note_withdrawal
    from policy_faq.library.withdrawal import named
    from policy_faq.library.withdrawal import withdraw as take_back

    counties = office_counties(context)
    with context.db.write() as session:
        document = named(session, number, place)
        if document is None:
            fail(f"{place} 没有导入过“{number[:60]}”。用 gangxin policy documents 看导入了哪些。")
        replaced = take_back(session, context.clock, document, by=BY, why=why[:400])
        note_withdrawal(session, context.clock, document, replaced, counties)
        told = {
            "key": document.key,
            "withdrawn": document.version,
            "version": replaced.version if replaced else None,
        }
    if as_json:
        emit_json(told)
        return
    say(f"已撤回 {told['key']} 第 {told['withdrawn']} 版，记录还在。")
    now = f"现在用第 {told['version']} 版。" if told["version"] else "现在没有导入的原文。"
    say(now)
