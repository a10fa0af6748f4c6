"""Incoming messages a second at our webhook, beside a bare Flask route that commits one row.

    python -m benchmarks.channels_incoming [--messages 150] [--slices 9] [--connections 1 8]

All run in a process of their own behind the same server (waitress, 8 threads) on SQLite with the
same settings (WAL, ``synchronous=FULL``) and get the same calls by the same client, in short slices
in turns. The bare route inserts the body as it is and commits: once with a connection to the
database for each call, as one would write it, once with one that every thread keeps. Ours is the
whole application: the call is proven and read, its sender found or made by a keyed index, the text
sealed, row and contact committed. Answering is the worker's and happens on no side.
"""

from __future__ import annotations

import argparse
import base64
import http.client
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from uuid import uuid4

from flask import Flask, request
from waitress import serve

from app.context import AppContext
from app.wsgi import create_app
from benchmarks.slices import in_turns, rate
from tests.peers import free_port, until

SECRET, PEOPLE = "S3cret_of-the-benchmark", 500
TEXT = "去广东打工车票能报多少？".encode()
THREADS = 8
SIDES = ("bare", "kept", "ours")


def bare(path: Path, *, kept: bool = False) -> Flask:
    """Return an application whose one route commits one row, over a connection kept or not."""
    app = Flask("bare")
    with closing(sqlite3.connect(path)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, event TEXT UNIQUE, body BLOB)")

    own = threading.local()

    def opened() -> sqlite3.Connection:
        file = sqlite3.connect(path, 30)
        file.execute("PRAGMA synchronous = FULL")
        return file

    def insert(file: sqlite3.Connection) -> None:
        row = (request.args["id"], request.get_data())
        file.execute("INSERT INTO message (event, body) VALUES (?, ?)", row)
        file.commit()

    @app.post("/webhooks/kannel/inbound")
    def inbound() -> str:
        if kept:
            if not hasattr(own, "file"):
                own.file = opened()
            insert(own.file)
        else:
            with closing(opened()) as file:
                insert(file)
        return ""

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    return app


@contextmanager
def serving(side: str) -> Iterator[int]:
    """Run one side in a process; yields its port."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "GANGXIN_DATA_DIR": folder,
            "GANGXIN_PORT": str(port),
            "GANGXIN_SMS_GATEWAY": "kannel",
            "GANGXIN_KANNEL_USER": "u",
            "GANGXIN_KANNEL_PASSWORD": "p",
            "GANGXIN_KANNEL_SENDER": "1069",
            "GANGXIN_KANNEL_SECRET": SECRET,
        }
        command = [sys.executable, "-m", "benchmarks.channels_incoming", "--serve", side]
        process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        try:
            until(f"the server {side}", lambda: _answers(port), 90)
            yield port
        finally:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def slice_of(port: int, count: int, connections: int) -> float:
    """Return how many calls a second the server at ``port`` took."""
    password = base64.b64encode(f"kannel:{SECRET}".encode()).decode()
    run = uuid4().hex

    def post(share: range) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in share:
            headers = {
                "Authorization": f"Basic {password}",
                "X-Kannel-From": f"138{number % PEOPLE:08d}",
                "Content-Type": "text/plain; charset=UTF-8",
            }
            target = f"/webhooks/kannel/inbound?id={run}-{number}"
            connection.request("POST", target, body=TEXT, headers=headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
        connection.close()

    shares = [range(start, count, connections) for start in range(connections)]

    def work() -> None:
        with ThreadPoolExecutor(connections) as pool:
            list(pool.map(post, shares))

    return rate(count, work)


def main() -> None:
    """Print the table, or serve one side."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=150, help="calls of one slice")
    parser.add_argument("--slices", type=int, default=9)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8])
    parser.add_argument("--serve", choices=SIDES, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        context = AppContext()
        settings = context.settings
        path = settings.data_dir / "bare.db"
        ours = options.serve == "ours"
        app = create_app(context) if ours else bare(path, kept=options.serve == "kept")
        serve(app, host="127.0.0.1", port=settings.port, threads=THREADS)
        return
    print("| connections | bare | bare, connection kept | ours | to bare | to kept | load |")
    print("|---|---|---|---|---|---|---|")
    with ExitStack() as stack:
        ports = {side: stack.enter_context(serving(side)) for side in SIDES}
        for connections in options.connections:
            sides = {
                side: partial(slice_of, port, options.messages, connections)
                for side, port in ports.items()
            }
            in_turns(sides, 1)  # caches fill
            found = in_turns(sides, options.slices)
            print(
                f"| {connections} | {found.rate('bare'):.0f}/s | {found.rate('kept'):.0f}/s |"
                f" {found.rate('ours'):.0f}/s | {found.told('ours', 'bare')} |"
                f" {found.told('ours', 'kept')} | {found.load:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
