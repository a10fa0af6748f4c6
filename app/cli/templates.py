"""``gangxin templates``: the SMS templates that a provider has approved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.cli.output import emit_json, fail, say

if TYPE_CHECKING:
    from app.context import AppContext
    from messaging.templates import Template

_STATES = {"approved": "已通过", "pending": "审核中", "rejected": "没通过"}


@click.group()
def templates() -> None:
    """短信模板：阿里云、腾讯云只发审核通过的模板，在这里登记。"""


@templates.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="只检查，不写入")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def import_templates(context: AppContext, file: Path, dry_run: bool, as_json: bool) -> None:
    """登记 FILE（TOML）里的模板；再导入同一份不会变，改了状态再导入就更新。

    写法见 docs/sms_templates.toml。
    """
    from messaging.templates_file import TemplateFileError, read_templates
    from messaging.templates_registry import save

    try:
        read = read_templates(file.read_bytes())
    except TemplateFileError as error:
        fail("模板文件有错，没有登记：\n" + "\n".join(f"  {each}" for each in error.problems))
    if dry_run:
        emit_json({"templates": len(read)}) if as_json else say(f"{len(read)} 个模板，没有错。")
        return
    with context.db.write() as session:
        done = save(session, context.clock, read)
    if as_json:
        emit_json({"added": done.added, "changed": done.changed, "unchanged": done.unchanged})
    else:
        say(f"新增 {done.added} 个，更新 {done.changed} 个，没变 {done.unchanged} 个。")


@templates.command("list")
@click.option("--provider", type=click.Choice(["aliyun", "tencent"]), help="只看一家")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def list_templates(context: AppContext, provider: str | None, as_json: bool) -> None:
    """列出登记的模板；所用的服务商还有哪些短信没有模板，也在这里说。"""
    from messaging import templates_registry
    from messaging.templates import PROVIDERS, PURPOSES

    gateway = context.settings.sms_gateway.value
    with context.db.read() as session:
        known = templates_registry.templates(session, provider)
        missing = (
            templates_registry.uncovered(session, gateway, context.settings.county)
            if gateway in PROVIDERS
            else []
        )
    if as_json:
        emit_json(
            {"templates": [_as_json(*each) for each in known], "without_template": list(missing)}
        )
        return
    for template, note in known:
        where = template.scope or "全部地区"
        kind = PURPOSES.get(template.purpose, template.purpose)
        line = f"{PROVIDERS[template.provider].name} {kind} {where} {template.code}"
        say(f"{line} 【{template.signature}】{_STATES[template.state]} {note}".rstrip())
        say(f"  {template.wording}{template.suffix}")
    if missing:
        say("还没有模板、发不出去的短信：" + "、".join(PURPOSES[each] for each in missing))


def _as_json(template: Template, note: str) -> dict[str, Any]:
    return {
        "provider": template.provider,
        "purpose": template.purpose,
        "county": template.scope,
        "code": template.code,
        "signature": template.signature,
        "state": template.state.value,
        "wording": template.wording,
        "suffix": template.suffix,
        "note": note,
    }
