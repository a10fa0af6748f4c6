"""Messages a second through a real Kannel: our sender beside a bare client loop.

    python -m benchmarks.channels_outgoing [--messages 320] [--slices 9] [--lanes 1 8]

All hand the same texts to the same smsbox, with as many calls at a time, in short slices in turns
within one run. The bare loop does nothing else: no database, no intent, no outcome. It is run with
httpx, the client of this project, and with the plain kept connections that the channel itself uses.
Our side is what the worker does: claim with a committed intent, open and render, one call, commit
the outcome. Delivery reports of both go to a process that throws them away.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID

import httpx

from app.tables import metadata
from benchmarks.slices import in_turns, rate
from bot.channels.kannel import Kannel, KannelConfig
from bot.channels.kept_http import KeptConnections
from messaging.bulk import contacts_for, enqueue_all
from messaging.outbox import Draft
from messaging.sender import deliver_batch
from messaging.tables import MessageKind
from storage.clock import SystemClock
from storage.database import Database
from storage.vault import KEY_BYTES, Vault
from tests.peers import free_port, listens, until
from tests.peers.kannel import OFFICE, PASSWORD, USER, KannelPeer

TEXT = "会泽电子厂招普工30人，月薪4500到6000元，包吃住，县城上车"
SIGNED = f"【会泽人社】{TEXT}"
_SINK = """
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Sink(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "0"); self.end_headers()
    do_POST = do_GET
    def log_message(self, *words): pass
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Sink).serve_forever()
"""


@contextmanager
def sink() -> Iterator[str]:
    """Run a process that answers every call and does nothing; yields its address."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-c", _SINK, str(port)])
    try:
        until("the sink", lambda: listens(port))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def numbers(count: int, since: int = 0) -> list[str]:
    """Return as many mobile numbers, from number ``since`` on."""
    return [f"138{number:08d}" for number in range(since, since + count)]


class Contest:
    """One gateway and both sides."""

    def __init__(self, folder: Path, peer: KannelPeer, reports: str) -> None:
        self.peer, self.sent = peer, 0
        self.vault = Vault({1: os.urandom(KEY_BYTES)}, 1, os.urandom(KEY_BYTES))
        self.database = Database(f"sqlite:///{folder / 'outbox.db'}")
        metadata.create_all(self.database.engine)
        self.config = KannelConfig(
            url=peer.url,
            user=USER,
            password=PASSWORD,
            sender=OFFICE,
            secret="s",
            base_url=reports,
            signature="会泽人社",
        )

    def bare_httpx(self, count: int, lanes: int) -> float:
        """Return the rate of a loop around httpx."""
        with httpx.Client() as client, closing(Kannel(self.config)) as channel:

            def post(to: str) -> None:
                answer = client.post(
                    self.peer.url, content=SIGNED.encode(), headers=self.headers(channel, to)
                )
                assert answer.status_code == 202

            return self._loop(post, count, lanes)

    def bare_kept(self, count: int, lanes: int) -> float:
        """Return the rate of a loop around the channel's own connections."""
        kept = KeptConnections(self.peer.url)
        with closing(kept), closing(Kannel(self.config)) as channel:

            def post(to: str) -> None:
                assert kept.post(SIGNED.encode(), self.headers(channel, to), 10) == 202

            return self._loop(post, count, lanes)

    def _loop(self, post: Callable[[str], None], count: int, lanes: int) -> float:
        def work() -> None:
            with ThreadPoolExecutor(lanes) as pool:
                list(pool.map(post, numbers(count)))

        return rate(count, work)

    def headers(self, channel: Kannel, to: str) -> dict[str, str]:
        """Return what goes with a message, the same as the channel sends."""
        return {
            "Content-Type": "text/plain; charset=UTF-8",
            "X-Kannel-Username": USER,
            "X-Kannel-Password": PASSWORD,
            "X-Kannel-From": OFFICE,
            "X-Kannel-To": to,
            "X-Kannel-Coding": "2",
            "X-Kannel-DLR-Mask": "31",
            "X-Kannel-DLR-Url": channel.report_url(UUID(int=1), to),
        }

    def ours(self, count: int, lanes: int, block: int) -> float:
        """Return the rate of the sender on messages that wait in an outbox."""
        database, clock, vault = self.database, SystemClock(), self.vault
        with closing(Kannel(self.config)) as channel:
            with database.write() as session:
                # nobody gets two: that many to one number a day is more than the channel's caps
                demo_of = dict.fromkeys(numbers(count, self.sent), False)
                self.sent += count
                contacts = contacts_for(session, vault, clock, "sms", demo_of, "530326")
                drafts = [
                    Draft(to, contact.id, "sms", MessageKind.REPLY, TEXT)
                    for to, contact in contacts.items()
                ]
                enqueue_all(session, vault, clock, drafts)

            def work() -> None:
                sent = 0
                while sent < count:
                    done = deliver_batch(
                        database,
                        vault,
                        clock,
                        channel,
                        owner="b",
                        limit=2000,
                        lanes=lanes,
                        block=block,
                    )
                    assert done > 0
                    sent += done

            return rate(count, work)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=320, help="messages of one slice")
    parser.add_argument("--slices", type=int, default=9)
    parser.add_argument("--lanes", type=int, nargs="+", default=[1, 8], help="calls at a time")
    parser.add_argument("--block", type=int, default=32, help="messages of one intent")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, sink() as reports:
        folder = Path(name)
        peer = KannelPeer(folder / "kannel", f"{reports}/inbound")
        peer.start()
        try:
            contest = Contest(folder, peer, reports)
            print("| calls at a time | httpx | own | ours | to httpx | to own | load |")
            print("|---|---|---|---|---|---|---|")
            for lanes in options.lanes:
                count = options.messages if lanes > 1 else max(1, options.messages // 8)
                sides = {
                    "httpx": partial(contest.bare_httpx, count, lanes),
                    "ours": partial(contest.ours, count, lanes, options.block),
                    "own": partial(contest.bare_kept, count, lanes),
                }
                in_turns(sides, 1)  # caches fill
                found = in_turns(sides, options.slices)
                print(
                    f"| {lanes} | {found.rate('httpx'):.0f}/s | {found.rate('own'):.0f}/s |"
                    f" {found.rate('ours'):.0f}/s | {found.told('ours', 'httpx')} |"
                    f" {found.told('ours', 'own')} | {found.load:.1f} |",
                    flush=True,
                )
        finally:
            peer.stop()


if __name__ == "__main__":
    main()
