"""``gangxin chat``: talk to the bot in a terminal as if over a channel."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from app.cli.output import county_known, emit_json, fail, say

if TYPE_CHECKING:
    from app.context import AppContext
    from bot.channels.terminal import Terminal
    from bot.runtime import BotRuntime
    from messaging.contract import Outgoing

_CHANNELS = {"sms": "sms", "wechat": "wechat", "telegram": "telegram", "web": "webchat"}
_PROMPT = "您: "


@click.command()
@click.option(
    "--channel", type=click.Choice(list(_CHANNELS)), required=True, help="当作从哪个渠道发来"
)
@click.option(
    "--from", "address", metavar="ADDRESS", required=True, help="发信人：手机号码或聊天账号"
)
@click.option("--county", metavar="ADCODE", help="陌生人算哪个县的；不写就用设置里的县")
@click.option("--json", "as_json", is_flag=True, help="每条回复输出一行 JSON")
@click.pass_obj
def chat(
    context: AppContext, channel: str, address: str, county: str | None, as_json: bool
) -> None:
    """在终端里和机器人对话：每行一条消息，显示对方会收到什么。

    消息走真正的收件和发件流程，空行是一条空消息，Ctrl-D 结束。

    \b
    例：gangxin chat --channel sms --from 13900000001
        echo 想找包吃住的活 | gangxin chat --channel web --from 张三的浏览器 --json
    """
    if context.settings.production:
        # What a terminal shows reached nobody, and a delivery counts as a service.
        fail("正式运行时不能在终端里当作别人发消息。")
    if not address.strip():
        fail("--from 要写发信人的号码或账号。")
    if county is not None:
        county_known(context, county)
    shown: list[Outgoing] = []
    runtime, terminal = _played(context, _CHANNELS[channel], shown)
    for turn, line in enumerate(_lines()):
        shown.clear()
        _send(runtime, terminal, address, county, line)
        for message in shown:
            _show(turn, message, terminal, as_json=as_json)


def _played(context: AppContext, name: str, shown: list[Outgoing]) -> tuple[BotRuntime, Terminal]:
    """Return the runtime with the channel ``name`` played by the terminal."""
    from bot.channels.terminal import Terminal

    terminal = Terminal(name, shown.append, signature=context.settings.sms_signature)
    runtime = context.bot
    return replace(runtime, channels={**runtime.channels, name: terminal}), terminal


def _send(
    runtime: BotRuntime, terminal: Terminal, address: str, county: str | None, line: str
) -> None:
    from bot import intake
    from messaging.contract import Inbound
    from storage.ids import new_id

    inbound = Inbound(
        event_id=f"terminal:{new_id()}", sender=address, text=line, at=runtime.clock.now()
    )
    intake.take_in(runtime, terminal.name, inbound, county)


def _show(turn: int, message: Outgoing, terminal: Terminal, *, as_json: bool) -> None:
    from messaging import sms_text

    billed = terminal.capabilities.billed_by_segment
    segments = sms_text.segments(message.text) if billed else 0
    labels = [button.label for button in message.buttons]
    if as_json:
        emit_json({"turn": turn, "text": message.text, "buttons": labels, "segments": segments})
        return
    say(message.text)
    if labels:
        say("  ".join(f"[{label}]" for label in labels))
    if segments:
        say(f"（计费 {segments} 条）")
    say()


def _lines() -> Iterator[str]:
    """Yield the lines of stdin without their ends; whatever the bytes are, they become text."""
    interactive = sys.stdin.isatty()
    source = sys.stdin.buffer
    while True:
        if interactive:
            click.echo(_PROMPT, nl=False, err=True)
        line = source.readline()
        if not line:
            return
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")
