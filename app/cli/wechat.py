"""Commands for the official account: its menu."""

from __future__ import annotations

import click

from app.cli.output import emit_json, fail, say
from app.context import AppContext

MENU = (
    ("找工作", (("合适的工作", "找工作"), ("离家近的", "离家近的"), ("工资高的", "工资高的"))),
    (
        "问补贴",
        (
            ("车票补贴", "车票补多少"),
            ("免费培训", "想学技术，有免费培训吗"),
            ("我能领什么", "我能领什么补贴"),
        ),
    ),
    ("更多", (("我上班了", "我上班了"), ("转人工", "转人工"), ("菜单", "菜单"))),
)
"""Three columns with at most five entries each, as WeChat takes them: what it shows (at most four
characters for a column, eight for an entry), and what the person says by tapping it."""


@click.group()
def wechat() -> None:
    """微信公众号：自定义菜单。"""


@wechat.command()
@click.option("--dry-run", is_flag=True, help="只显示，不设置")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def menu(context: AppContext, dry_run: bool, as_json: bool) -> None:
    """把常用的话做成公众号底部的菜单；点一下就等于发那句话。"""
    from bot.channels.wechat import WeChat
    from messaging.contract import SendError

    buttons = menu_buttons()
    if not dry_run:
        channel = context.channels.get("wechat")
        if not isinstance(channel, WeChat):
            fail("没有公众号：请设 GANGXIN_WECHAT_APP_ID 和它的 SECRET、TOKEN")
        try:
            channel.create_menu(buttons)
        except SendError as error:
            fail(f"微信没有收下菜单：{error.fault}（{error.code}）", code=1)
    if as_json:
        emit_json({"button": buttons, "created": not dry_run})
        return
    for column, entries in MENU:
        say(f"{column}：{'、'.join(shown for shown, _ in entries)}")
    if not dry_run:
        say("菜单已设置，关注的人几分钟后看到。")


def menu_buttons() -> list[dict[str, object]]:
    """Return the menu as WeChat takes it."""
    return [
        {
            "name": column,
            "sub_button": [
                {"type": "click", "name": shown, "key": said} for shown, said in entries
            ],
        }
        for column, entries in MENU
    ]
