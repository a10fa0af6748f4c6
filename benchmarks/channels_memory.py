"""Memory of a process that sends 100,000 messages and takes reports: it has to stay flat.

    python -m benchmarks.channels_memory [--messages 100000] [--folder FOLDER]

Messages are written into the outbox, sent by the worker's own sender through the Kannel channel
(the gateway answers at once), reported as delivered and counted in the ledger. The resident size
is read after every part; the slope is fitted to all but the first fifth, in which pools and caches
fill.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import numpy as np

from app.tables import metadata
from bot import receipts
from bot.channels.kannel import Kannel, KannelConfig
from bot.runtime import BotRuntime
from messaging.bulk import contacts_for, enqueue_all
from messaging.contract import Receipt
from messaging.outbox import Draft
from messaging.sender import deliver_batch
from messaging.tables import MessageKind, MessageState
from service_ledger.entries import Ledger
from storage.clock import SystemClock
from storage.database import Database
from storage.vault import KEY_BYTES, Vault

PARTS, REPORTED = 20, 20
"""How often memory is read, and of how many messages one is reported on."""


class AtOnce:
    """A gateway that takes everything at once."""

    def post(self, body: bytes, headers: Mapping[str, str], timeout: float) -> int:
        """Take a message."""
        return 202

    def close(self) -> None:
        """Have nothing to give back."""


def resident() -> float:
    """Return the memory of this process in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def send(runtime: BotRuntime, channel: Kannel, first: int, count: int) -> None:
    """Write, send and partly report on ``count`` messages."""
    clock = runtime.clock
    numbers = [f"138{number:08d}" for number in range(first, first + count)]
    with runtime.db.write() as session:
        demo_of = dict.fromkeys(numbers, False)
        contacts = contacts_for(session, runtime.vault, clock, "sms", demo_of, "530326")
        drafts = [
            Draft(number, contacts[number].id, "sms", MessageKind.REPLY, "有3个岗位")
            for number in numbers
        ]
        ids = enqueue_all(session, runtime.vault, clock, drafts)
    sent = 0
    while sent < count:
        sent += deliver_batch(
            runtime.db, runtime.vault, clock, channel, owner="m", limit=2000, lanes=8, block=32
        )
    for message_id in list(ids.values())[::REPORTED]:
        told = Receipt(f"{message_id}", MessageState.DELIVERED, clock.now(), message_id=message_id)
        receipts.apply(runtime, "sms", told)


def main() -> None:
    """Print the samples and the slope."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="where the database lies; a new folder else")
    options = parser.parse_args()
    part = options.messages // PARTS
    config = KannelConfig("http://127.0.0.1:1/", "u", "p", "1", "s", "http://x", "会泽人社")
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        database = Database(f"sqlite:///{name}/memory.db")
        metadata.create_all(database.engine)
        with closing(database), closing(Kannel(config, AtOnce())) as channel:
            runtime = BotRuntime(
                db=database,
                vault=Vault({1: os.urandom(KEY_BYTES)}, 1, os.urandom(KEY_BYTES)),
                clock=SystemClock(),
                dialogue=None,  # type: ignore[arg-type]  # nobody writes here
                ledger=Ledger(b"l" * 32),
                channels={"sms": channel},
                county="530326",
                owner="m",
                web_key=b"w" * 32,
            )
            samples = []
            for number in range(PARTS):
                send(runtime, channel, number * part, part)
                gc.collect()
                samples.append(resident())
                print(f"{(number + 1) * part:>7} messages  {samples[-1]:7.1f} MiB", flush=True)
    settled = samples[PARTS // 5 :]
    slope = float(np.polyfit(np.arange(len(settled)) * part, settled, 1)[0]) * 10_000
    print(f"slope after the first fifth: {slope:+.2f} MiB per 10,000 messages")


if __name__ == "__main__":
    main()
