"""Usage errors of the command line in Chinese."""

from __future__ import annotations

import click


def in_chinese(problem: click.ClickException) -> str:
    """Return what is wrong with the call and how to see its help, in Chinese."""
    if not isinstance(problem, click.UsageError):
        return problem.message
    text = _what(problem)
    context = problem.ctx
    return f"{text}\n用法请看：{context.command_path} --help" if context else text


def _what(problem: click.UsageError) -> str:
    match problem:
        case click.MissingParameter():
            name = problem.param.get_error_hint(problem.ctx) if problem.param else ""
            return f"缺少参数 {name}"
        case click.NoSuchOption():
            near = f",是不是 {'、'.join(problem.possibilities)}?" if problem.possibilities else ""
            return f"没有这个选项：{problem.option_name}{near}"
        case click.BadParameter():
            name = problem.param.get_error_hint(problem.ctx) if problem.param else ""
            return f"参数 {name} 不对：{_reason(problem.message)}"
        case _:
            return _reason(problem.message)


_PHRASES = (
    ("does not exist", "文件或目录不存在"),
    ("is a directory", "这是一个目录，要给文件"),
    ("is not readable", "文件读不了，请检查权限"),
    ("No such command", "没有这个命令"),
    ("Missing command", "请在后面写上要做什么"),
    ("unexpected extra argument", "多了参数"),
    ("requires an argument", "选项后面少了内容"),
    ("is not a valid integer", "要写整数"),
    ("is not one of", "不在可选范围内"),
    ("is not in the range", "超出范围"),
    ("is not a valid", "写法不对"),
)


def _reason(message: str) -> str:
    for english, chinese in _PHRASES:
        if english in message:
            return f"{chinese} ({message})"
    return message
