"""The console command ``gangxin``: one module per group, loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from app.cli.usage import in_chinese

COMMANDS = {
    "demo": "app.cli.serve:demo",
    "run": "app.cli.serve:run",
    "web": "app.cli.serve:web",
    "worker": "app.cli.serve:worker",
    "ask": "app.cli.policy:ask",
    "chat": "app.cli.chat:chat",
    "policy": "app.cli.policy:policy",
    "roster": "app.cli.roster:roster",
    "jobs": "app.cli.jobs:jobs",
    "match": "app.cli.matching:match",
    "push": "app.cli.matching:push",
    "coverage": "app.cli.ledger:coverage",
    "ledger": "app.cli.ledger:ledger",
    "wechat": "app.cli.wechat:wechat",
    "templates": "app.cli.templates:templates",
    "trial": "app.cli.trial:trial",
    "migrate": "app.cli.admin:migrate",
    "user": "app.cli.admin:user",
    "settings": "app.cli.admin:settings",
}


class Commands(click.Group):
    """Loads a command when it is asked for, and gives each one ``--db`` and ``--now``."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table above."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command ``cmd_name``, or None."""
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, name = target.split(":")
        command: click.Command = getattr(import_module(module), name)
        _give_common_options(command)
        return command


def _give_common_options(command: click.Command) -> None:
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _give_common_options(part)
    elif not any(option.name == "database_url" for option in command.params):
        command.params.extend(_common_options())


def _common_options() -> list[click.Option]:
    return [
        click.Option(
            ["--db", "database_url"],
            metavar="URL",
            expose_value=False,
            callback=_use_database,
            help="数据库地址，例如 sqlite:///FILE 或 postgresql://…",
        ),
        click.Option(
            ["--now", "now"],
            metavar="ISO-8601",
            expose_value=False,
            callback=_use_moment,
            help="当作现在的时刻，例如 2026-11-23T09:00(北京时间)",
        ),
    ]


def _use_database(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.obj.database_url = value


def _use_moment(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is None:
        return
    from storage.clock import parse_moment

    try:
        ctx.obj.now = parse_moment(value)
    except ValueError as error:
        raise click.BadParameter("时刻要写成 2026-11-23T09:00 这样") from error


@click.command(cls=Commands, params=_common_options())
@click.version_option(package_name="gangxin", message="gangxin %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """岗信：政策问答、岗位推荐、“311”服务台账。

    每个命令加 --help 看用法；加 --json 得到程序能读的结果。
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; problems go to stderr in Chinese, exit code 2 or 1."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    from app.context import AppContext
    from app.faults import explained

    context = AppContext()
    try:
        result: Any = cli.main(args=arguments, obj=context, standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("已中断。", err=True)
        return 130
    except click.ClickException as problem:
        click.echo(in_chinese(problem), err=True)
        return problem.exit_code
    except Exception as error:
        message = explained(error)
        if message is None:
            raise
        click.echo(message.text, err=True)
        return message.exit_code
    finally:
        context.close()
    return result if isinstance(result, int) else 0
