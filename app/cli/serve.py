"""Commands that start something: demo, run, web, worker."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType

import click

from app.cli.output import emit_json, fail, say
from app.context import AppContext

_NAP_SECONDS = 1.0


@click.command()
@click.option("--reset", is_flag=True, help="先清空演示数据库，再重新载入")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.pass_obj
def demo(context: AppContext, reset: bool, as_json: bool) -> None:
    """载入演示县(会泽县 530326): 300 名虚构劳动者、40 家虚构单位、200 个岗位。

    已经载入过就什么也不做。只能用在演示(embedded)模式。
    """
    from app.demo.load import DemoProblem, load_demo

    try:
        result = load_demo(context, reset=reset)
    except DemoProblem as problem:
        fail(str(problem))
    if as_json:
        emit_json(vars(result))
    elif result.loaded:
        people, firms, jobs = result.labourers, result.employers, result.postings
        say(f"演示数据已载入：{people} 人，{firms} 家单位，{jobs} 个岗位")


@click.command()
@click.pass_obj
def run(context: AppContext) -> None:
    """启动网站和后台任务(同一个进程), 并打印地址和演示账号。"""
    _serve(context, with_worker=True)


@click.command()
@click.pass_obj
def web(context: AppContext) -> None:
    """只启动网站(本机试用；正式部署请用 Procfile 里的 gunicorn)。"""
    _serve(context, with_worker=False)


@click.command()
@click.pass_obj
def worker(context: AppContext) -> None:
    """只启动后台任务：匹配、推送、送达、提醒。"""
    from app.logs import configure_logging
    from app.schedule import Worker

    configure_logging(as_json=context.settings.production)
    _ = context.vault  # other keys than the database's end it here, not in every unit of work
    _on_stop(_end)
    background = Worker(context)
    background.start()
    try:
        say("后台任务已启动。按 Ctrl+C 停止。")
        # Not one long wait: a signal that comes just before a wait begins does not end that wait.
        while True:
            time.sleep(_NAP_SECONDS)
    finally:
        background.stop()


def _serve(context: AppContext, *, with_worker: bool) -> None:
    from waitress.server import create_server

    from app.logs import configure_logging
    from app.schedule import Worker
    from app.welcome import welcome
    from app.wsgi import create_app

    configure_logging(as_json=context.settings.production)
    settings = context.settings
    application = create_app(context)
    try:
        server = create_server(application, host=settings.host, port=settings.port, threads=8)
    except OSError as error:
        fail(
            f"端口 {settings.port} 用不了({error.strerror})。"
            "换一个端口：GANGXIN_PORT=8312 make run",
            code=1,
        )
    background = Worker(context) if with_worker else None
    if background:
        background.start()
    say(welcome(context))
    _on_stop(_end)
    try:
        server.run()
    finally:
        server.close()
        if background:
            background.stop()


def _end() -> None:
    raise SystemExit(0)


def _on_stop(stop: Callable[[], None]) -> None:
    def handle(_signal: int, _frame: FrameType | None) -> None:
        stop()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handle)
