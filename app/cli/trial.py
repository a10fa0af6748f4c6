"""``gangxin trial``: the addresses that get real messages while the service is tried out."""

from __future__ import annotations

from getpass import getuser
from typing import TYPE_CHECKING

import click

from app.cli.output import emit_json, fail, say

if TYPE_CHECKING:
    from app.context import AppContext

_CHANNEL = click.option(
    "--channel", default="sms", show_default=True, help="渠道：sms、wechat、telegram"
)


@click.group()
def trial() -> None:
    """试运行名单：设了 GANGXIN_TRIAL 的地方，只有名单上的号码收到真消息。"""


@trial.command("add")
@click.argument("addresses", nargs=-1, required=True)
@_CHANNEL
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def add_addresses(
    context: AppContext, addresses: tuple[str, ...], channel: str, as_json: bool
) -> None:
    """把 ADDRESSES（手机号等）加进名单；号码加密保存。"""
    from messaging.trial import add

    _check(addresses)
    with context.db.write() as session:
        added = sum(
            add(session, context.vault, context.clock, channel, each, getuser())
            for each in addresses
        )
    if as_json:
        emit_json({"added": added, "known": len(addresses) - added})
    else:
        say(f"加了 {added} 个，{len(addresses) - added} 个本来就在。")


@trial.command("remove")
@click.argument("addresses", nargs=-1, required=True)
@_CHANNEL
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def remove_addresses(
    context: AppContext, addresses: tuple[str, ...], channel: str, as_json: bool
) -> None:
    """把 ADDRESSES 从名单上去掉。"""
    from messaging.trial import remove

    _check(addresses)
    with context.db.write() as session:
        gone = sum(remove(session, context.vault, channel, each) for each in addresses)
    if as_json:
        emit_json({"removed": gone, "unknown": len(addresses) - gone})
    else:
        say(f"去掉了 {gone} 个，{len(addresses) - gone} 个不在名单上。")


@trial.command("list")
@click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档")
@click.pass_obj
def list_addresses(context: AppContext, as_json: bool) -> None:
    """列出名单，号码中间隐去；也说哪些地方在试运行。"""
    from app.sending import trial_places
    from messaging.trial import listed

    with context.db.read() as session:
        known = listed(session, context.vault)
    places = sorted(trial_places(context.settings))
    if as_json:
        rows = [
            {"channel": one.channel, "address": one.masked, "by": one.added_by} for one in known
        ]
        emit_json({"trial": places, "listed": rows})
        return
    say(f"在试运行的地方：{'、'.join(places)}" if places else "没有设试运行（GANGXIN_TRIAL）。")
    for one in known:
        say(f"{one.channel:<10} {one.masked:<14} {one.added_by}")


def _check(addresses: tuple[str, ...]) -> None:
    if any(not each.strip() for each in addresses):
        fail("号码不能是空的")
