"""Kill -9 at random points while people write by Telegram, on a stand-in for its Bot API.

    python -m benchmarks.delivery_telegram [--kills 20] [--people 400] [--seed 1] [--polling]

Worker and web server die in a seeded order while updates are being stored and answered, and are
started again. Telegram keeps calling until a call is answered with 2xx; after each restart a fifth
of the updates come again, and at the end all of them do. With ``--polling`` we ask for updates, so
only the worker has anything to lose. Now and then Telegram says 429 or 500.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from sqlmodel import col, func, select

from app.context import AppContext
from app.settings import Settings
from benchmarks.delivery_processes import FastClock
from messaging.contacts import address_of
from messaging.tables import (
    Contact,
    InboundMessage,
    InboundState,
    MessageState,
    OutboxMessage,
    ParkedEvent,
)
from storage.clock import SystemClock
from tests.peers import free_port, listens, until
from tests.peers.telegram_api import TOKEN, TelegramPeer

SECRET, SPEED, FIRST = "S3cret_of-the-drill", 5.0, 700_000
CONNECTIONS = 8
"""Calls at a time that Telegram makes."""
PATIENCE_SECONDS = 180.0


@dataclass(frozen=True)
class Account:
    """What became of every update and of every answer, seen from both ends."""

    kills: Counter[str]
    updates: int
    repeated: int
    refused_calls: int
    stored: int
    stored_twice: int
    parked: int
    unhandled: int
    answers: int
    states: Counter[str]
    without_answer: int
    told_twice: int
    uncertain_seen: int
    uncertain_unseen: int
    sent_unseen: int

    @property
    def clean(self) -> bool:
        """Whether nobody was forgotten, nobody told twice, and only the uncertain are missing."""
        return (
            self.stored == self.updates
            and self.answers == self.updates
            and not any(
                (
                    self.stored_twice,
                    self.parked,
                    self.unhandled,
                    self.without_answer,
                    self.told_twice,
                    self.sent_unseen,
                )
            )
        )

    def table(self) -> str:
        """Return the account as a Markdown table."""
        rows = {
            "kill -9": ", ".join(f"{name} {n}" for name, n in sorted(self.kills.items())),
            "updates / of them sent again": f"{self.updates} / {self.repeated}",
            "webhook calls not answered with 2xx": self.refused_calls,
            "stored / **lost** / stored twice": f"{self.stored} / {self.updates - self.stored}"
            f" / {self.stored_twice}",
            "parked / not handled": f"{self.parked} / {self.unhandled}",
            "answers written": self.answers,
            "final states": ", ".join(f"{name} {n}" for name, n in sorted(self.states.items())),
            "**without an answer and not uncertain**": self.without_answer,
            "**told twice**": self.told_twice,
            "uncertain: the person has it / has it not": f"{self.uncertain_seen}"
            f" / {self.uncertain_unseen}",
            "called sent and never there": self.sent_unseen,
        }
        return "| | |\n|---|---|\n" + "\n".join(f"| {k} | {v} |" for k, v in rows.items())


class Bot:
    """An office with a bot, and who kills it."""

    def __init__(self, folder: Path, seed: int, polling: bool) -> None:
        self.chance, self.polling, self.folder = random.Random(seed), polling, folder
        (folder / "telegram").mkdir(parents=True)
        self.peer = TelegramPeer(folder / "telegram")
        self.began = SystemClock().now()
        self.port = free_port()
        self.context = AppContext(Settings(data_dir=folder / "data"))
        self.context.__dict__["clock"] = FastClock(self.began, SPEED)
        self.roles = ("worker",) if polling else ("worker", "web")
        self.repeated = self.written = 0
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._telegram = ThreadPoolExecutor(CONNECTIONS)
        self._calls: list[Future[None]] = []

    def start(self) -> None:
        """Start everything and wait until Telegram knows how to reach us."""
        self.peer.start()
        assert self.context.db is not None
        for role in self.roles:
            self._start(role)
        if self.polling:
            until("the first question", lambda: self.peer.calls("getUpdates"), 90)
        else:
            until("the web server", lambda: listens(self.port), 90)
            until("the registration", lambda: self.peer.calls("setWebhook"), 90)

    def stop(self) -> None:
        """End everything that was started here."""
        self._telegram.shutdown(cancel_futures=True)
        for process in self._processes.values():
            process.kill()
            process.wait()
        self.peer.stop()
        self.context.close()

    def write(self, count: int) -> None:
        """Let as many people write, each once."""
        self._push(range(self.written, self.written + count))
        self.written += count

    def repeat(self, share: float) -> None:
        """Let Telegram bring a share of all updates again."""
        again = [each for each in range(self.written) if self.chance.random() < share]
        self.repeated += len(again)
        self._push(again)

    def run(self, kills: int, people: int) -> Counter[str]:
        """Kill again and again in the middle of work; returns how often what was killed."""
        order = [self.roles[number % len(self.roles)] for number in range(kills)]
        self.chance.shuffle(order)
        for number, role in enumerate(order):
            before = self._done(role)
            self.write(people * (number + 1) // kills - people * number // kills)
            if number % 3 == 0:
                self.peer.fail("sendMessage", 429, parameters={"retry_after": 1})
                self.peer.fail("sendMessage", 500, description="Internal Server Error")
            goal = before + self.chance.randint(1, max(1, people // kills // 2))
            until(f"{role} at work", partial(self._has_done, role, goal), 90)
            sleep(self.chance.uniform(0, 0.05))
            self._processes[role].kill()
            self._processes[role].wait()
            self._start(role)
            self.repeat(0.2)
        return Counter(order)

    def settle(self) -> None:
        """Let everything come once more, and wait until nothing moves."""
        for call in self._calls:
            call.result()
        self.repeat(1.0)
        for call in self._calls:
            call.result()
        deadline, still, before = monotonic() + PATIENCE_SECONDS, 0, (-1, -1)
        while still < 5 and monotonic() < deadline:
            sleep(1)
            seen = (self._stored(), self._at_rest())
            still = still + 1 if seen == before and seen[1] == self.written else 0
            before = seen
        for process in self._processes.values():
            process.kill()
            process.wait()

    def account(self, kills: Counter[str]) -> Account:
        """Return what became of everything."""
        got = Counter(str(call["chat_id"]) for call in self.peer.received())
        with self.context.db.read() as session:
            heard = session.exec(select(InboundMessage.event_id, InboundMessage.state)).all()
            said = session.exec(
                select(OutboxMessage, Contact).where(
                    OutboxMessage.contact_id == Contact.id, OutboxMessage.channel == "telegram"
                )
            ).all()
            parked = session.exec(select(func.count(col(ParkedEvent.id)))).one()
        chats = [
            (message.state, address_of(self.context.vault, contact)) for message, contact in said
        ]
        unsure = [got[chat] for state, chat in chats if state is MessageState.UNKNOWN]
        return Account(
            kills=kills,
            updates=self.written,
            repeated=self.repeated,
            refused_calls=sum(1 for each in self.peer.deliveries() if each["status"] != 200),
            stored=len({event for event, _ in heard}),
            stored_twice=len(heard) - len({event for event, _ in heard}),
            parked=parked,
            unhandled=sum(1 for _, state in heard if state is not InboundState.HANDLED),
            answers=len(said),
            states=Counter(state.name.lower() for state, _ in chats),
            without_answer=self.written - len({chat for _, chat in chats}),
            told_twice=sum(1 for seen in got.values() if seen > 1),
            uncertain_seen=sum(1 for seen in unsure if seen),
            uncertain_unseen=sum(1 for seen in unsure if not seen),
            sent_unseen=sum(
                1 for state, chat in chats if state >= MessageState.SENT and not got[chat]
            ),
        )

    def _push(self, numbers: Sequence[int]) -> None:
        """Hand updates to Telegram, which brings each until it is taken."""
        for number in numbers:
            self._calls.append(self._telegram.submit(self.peer.push, _update(number)))

    def _done(self, role: str) -> int:
        """Return how much a role has done: what web stored, what the worker sent."""
        return self._stored() if role == "web" else len(self.peer.calls("sendMessage"))

    def _has_done(self, role: str, goal: int) -> bool:
        return self._done(role) >= goal

    def _stored(self) -> int:
        with self.context.db.read() as session:
            return session.exec(select(func.count(col(InboundMessage.id)))).one()

    def _at_rest(self) -> int:
        """Return how many answers have gone, or are nobody's to send any more."""
        with self.context.db.read() as session:
            states = session.exec(
                select(OutboxMessage.state).where(OutboxMessage.channel == "telegram")
            ).all()
        return sum(1 for state in states if state >= MessageState.UNKNOWN)

    def _start(self, role: str) -> None:
        environment = {
            **os.environ,
            "GANGXIN_DATA_DIR": str(self.context.settings.data_dir),
            "GANGXIN_PORT": str(self.port),
            "GANGXIN_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "GANGXIN_TELEGRAM_TOKEN": TOKEN,
            "GANGXIN_TELEGRAM_API": self.peer.api,
            "GANGXIN_TELEGRAM_SECRET": SECRET,
            "GANGXIN_TELEGRAM_POLLING": str(self.polling).lower(),
        }
        words = [sys.executable, "-m", "benchmarks.delivery_processes", role]
        with (self.folder / f"{role}.log").open("ab") as log:
            self._processes[role] = subprocess.Popen(
                [*words, self.began.isoformat(), str(SPEED)],
                env=environment,
                stdout=log,
                stderr=log,
            )


def _update(number: int) -> dict[str, Any]:
    chat = {"id": FIRST + number, "type": "private", "first_name": "Person"}
    written = {"message_id": number, "date": 1_795_395_600, "chat": chat, "text": "你好"}
    return {"update_id": number + 1, "message": written}


@contextmanager
def bot(folder: Path, *, seed: int, polling: bool = False) -> Iterator[Bot]:
    """Run an office with a bot to be killed while the block runs."""
    made = Bot(folder, seed, polling)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def main() -> None:
    """Print the account; exit 1 when somebody was forgotten or told twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--polling", action="store_true", help="ask for updates instead")
    parser.add_argument("--folder", type=Path, help="where to keep everything that was written")
    options = parser.parse_args()
    start = monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        with bot(folder, seed=options.seed, polling=options.polling) as office:
            kills = office.run(options.kills, options.people)
            office.settle()
            account = office.account(kills)
    print(account.table())
    print(f"\nseed {options.seed}, {monotonic() - start:.0f} s")
    sys.exit(0 if account.clean else 1)


if __name__ == "__main__":
    main()
