"""``gangxin ask`` and ``gangxin policy``: policy answers, with or without a database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.output import FAULT, county_known, emit_json, fail, say
from app.cli.policy_library import documents, import_document, withdraw
from app.existing import existing_database

if TYPE_CHECKING:
    from app.context import AppContext
    from policy_faq.service import PolicyService

_LONGEST_LINE = 200_000


@click.command()
@click.argument("question", required=False)
@click.option("--county", metavar="ADCODE", help="提问人所在县的 6 位代码，例如会泽县 530326")
@click.option(
    "--batch",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='一行一问的文件，每行 {"id","county","question"};结果一行一个 JSON,带原来的 id',
)
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def ask(
    context: AppContext,
    question: str | None,
    county: str | None,
    batch: Path | None,
    as_json: bool,
) -> None:
    """问一个政策问题；没有数据库也能用，有数据库就按导入的文件和期限回答。

    \b
    例：gangxin ask 去广东打工车票能报多少 --county 530326
        gangxin ask --batch questions.jsonl
    """
    on = context.clock.today()
    if batch is not None:
        for line in _answers(context, batch, county, on):
            emit_json(line)
        return
    if question is None:
        fail("请写上问题，例如：gangxin ask 去广东打工车票能报多少 --county 530326")
    if county is None:
        fail("请用 --county 写上县的 6 位代码，例如 --county 530326")
    county_known(context, county)
    with _asking(context) as policy_for:
        answer = policy_for(county).ask(question, county=county, on=on)
    if as_json:
        emit_json(answer.to_json())
        return
    say(answer.text)
    if answer.handoff:
        say("（这个问题会转给工作人员。）")


def _answers(
    context: AppContext, batch: Path, county: str | None, on: date
) -> Iterator[dict[str, Any]]:
    questions = list(_questions(context, batch, county))
    with _asking(context) as policy_for:
        for key, place, question in questions:
            answer = policy_for(place).ask(question, county=place, on=on)
            yield {"id": key, **answer.to_json()}


@contextmanager
def _asking(context: AppContext) -> Iterator[Callable[[str], PolicyService]]:
    """Give what answers people of a county: as the office's database has it, if there is one."""
    from policy_faq.learned import answering

    database = existing_database(context)
    if database is None:
        yield lambda _: context.policy
        return
    with database.read() as session:
        yield lambda county: answering(session, context.policy, county)


def _questions(
    context: AppContext, batch: Path, county: str | None
) -> Iterator[tuple[Any, str, str]]:
    """Read and check every line before the first answer is printed."""
    text = batch.read_text("utf-8-sig", errors="replace")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if len(line) > _LONGEST_LINE:
            fail(f"{batch.name} 第 {number} 行太长(超过 {_LONGEST_LINE} 个字符)。")
        try:
            asked = json.loads(line)
        except ValueError:
            fail(f"{batch.name} 第 {number} 行不是 JSON。")
        if not isinstance(asked, dict) or not isinstance(asked.get("question"), str):
            fail(f'{batch.name} 第 {number} 行要写成 {{"id","county","question"}}。')
        place = str(asked.get("county") or county or "")
        yield asked.get("id"), county_known(context, place), asked["question"]


@click.group()
def policy() -> None:
    """看和检查政策卡片。"""


@policy.command(name="check")
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="政策原文所在的目录；有它就核对每个数字在原文里有没有",
)
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def check(context: AppContext, texts: Path | None, as_json: bool) -> None:
    """检查所有卡片：文件、条款、地区、有效期、数字、互相矛盾。有问题时退出码是 1。"""
    from pydantic import ValidationError

    from policy_faq.check import check_all, summary
    from policy_faq.knowledge import Knowledge

    try:
        knowledge = Knowledge.load()
    except (ValidationError, ValueError) as error:
        fail(f"政策数据文件读不出来：\n{error}", FAULT)
    problems = check_all(knowledge, texts, is_place=context.gazetteer.exists)
    if as_json:
        counted = summary(knowledge)
        emit_json(
            {
                "ok": not problems,
                **counted,
                "problems": [{"card": each.where, "problem": each.problem} for each in problems],
            }
        )
    else:
        for each in problems:
            say(f"{each.where}: {each.problem}")
        counted = summary(knowledge)
        say(f"{counted['documents']} 份文件，{counted['cards']} 张卡片，{len(problems)} 个问题。")
    if problems:
        raise click.exceptions.Exit(FAULT)


@policy.command(name="list")
@click.option("--county", metavar="ADCODE", help="只列对这个县说话的卡片")
@click.option("--json", "as_json", is_flag=True, help="每行输出一个 JSON 文档")
@click.pass_obj
def list_cards(context: AppContext, county: str | None, as_json: bool) -> None:
    """列出政策卡片和它们的依据。"""
    from policy_faq.knowledge import Knowledge
    from policy_faq.models import applies

    if county is not None:
        county_known(context, county)
    knowledge, on = Knowledge.load(), context.clock.today()
    for card in knowledge.cards:
        if county is not None and not applies(knowledge.place_of(card), county):
            continue
        document, ends = knowledge.documents[card.document], knowledge.ends(card)
        standing = knowledge.standing(card, on).value
        if as_json:
            emit_json(
                {
                    "card": card.id,
                    "title": card.title,
                    "topic": card.topic,
                    "number": document.number,
                    "clause": card.clause,
                    "place": knowledge.place_of(card),
                    "valid_until": ends.isoformat() if ends else None,
                    "standing": standing,
                }
            )
        else:
            say(f"{card.id}  {card.title}  {document.cited}{card.clause}  {standing}")


policy.add_command(import_document)

policy.add_command(documents)

policy.add_command(withdraw)
