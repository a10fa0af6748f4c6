"""Commands of the operator: migrate, user, settings."""

from __future__ import annotations

import click

from app.cli.output import emit_json, fail, say
from app.context import AppContext


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def migrate(context: AppContext, as_json: bool) -> None:
    """建立数据库，或升级到最新结构。"""
    from app.standing_data import load_standing_data
    from app.tables import metadata
    from storage.migrations import differences

    load_standing_data(context)
    remaining = differences(context.db, metadata)
    if remaining:
        fail(f"数据库结构与程序不一致：{remaining}", code=1)
    shown = context.db.url.render_as_string(hide_password=True)
    if as_json:
        emit_json({"database": shown, "current": True})
    else:
        say(f"数据库已是最新：{shown}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def settings(context: AppContext, as_json: bool) -> None:
    """列出所有设置、现在的值和说明；密钥只显示有没有。"""
    rows = [
        {
            "name": f"GANGXIN_{name.upper()}",
            "value": _shown(getattr(context.settings, name)),
            "meaning": field.description,
        }
        for name, field in type(context.settings).model_fields.items()
    ]
    if as_json:
        emit_json(rows)
        return
    for row in rows:
        say(f"{row['name']:<28} {row['value']!s:<28} {row['meaning']}")


def _shown(value: object) -> object:
    from pydantic import SecretStr

    if isinstance(value, SecretStr):
        return "已设置" if value.get_secret_value() else "未设置"
    if isinstance(value, dict):
        return sorted(value)
    return str(value) if value is not None else None


@click.group()
def user() -> None:
    """管理工作人员和用人单位的登录账号。"""


@user.command("add")
@click.argument("user_name")
@click.option("--name", "display_name", required=True, help="姓名或单位名称")
@click.option("--scope", help="工作人员能看到的范围：行政区划代码，例如 530326 或乡镇代码")
@click.option("--employer", help="用人单位的统一社会信用代码")
@click.password_option(help="密码；不写则提示输入")
@click.pass_obj
def add_user(
    context: AppContext,
    user_name: str,
    display_name: str,
    scope: str | None,
    employer: str | None,
    password: str,
) -> None:
    """新建账号：工作人员给 --scope, 用人单位给 --employer。"""
    from app.users import UserProblem, add_account

    try:
        add_account(
            context,
            user_name=user_name,
            display_name=display_name,
            password=password,
            scope=scope,
            credit_code=employer,
        )
    except UserProblem as problem:
        fail(str(problem))
    say(f"已新建账号 {user_name}")
