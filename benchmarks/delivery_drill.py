"""Kill -9 at random points while messages go out and come in, on a real Kannel and SMPP centre.

    python -m benchmarks.delivery_drill [--kills 50] [--messages 1000] [--seed 1] [--pending 1]

``--kills 0 --messages 2000`` is the quiet day beside it: 2,000 out, 2,000 in, nothing dies.

Worker, web server, smsbox and bearerbox are killed in a seeded order at seeded moments and started
again, as a supervisor would. All the while pushes are written into the outbox and phones write to
the office. At the end everything is accounted for from what the SMS centre saw.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep

from pydantic import SecretStr
from sqlmodel import col, select

from app import work
from app.context import AppContext
from app.settings import Settings, SmsGateway
from benchmarks.delivery_processes import FastClock
from labourers.tables import ID_NUMBER_FIELD, Labourer, Sex
from messaging.contacts import address_of, contact_for
from messaging.outbox import Draft, enqueue
from messaging.tables import (
    BODY_FIELD,
    Contact,
    InboundMessage,
    MessageEvent,
    MessageKind,
    MessageState,
    OutboxMessage,
)
from service_ledger.tables import ServiceEntry
from service_ledger.verify import verify
from storage.clock import SetClock, SystemClock
from tests.peers import free_port, listens, until
from tests.peers.kannel import OFFICE, PASSWORD, USER, KannelPeer
from tests.peers.smpp_centre import SmppCentre

COUNTY, SECRET = "530326", "S3cret_of-the-drill"
SPEED = 4.0
"""How fast the drill's clock runs: a lease is 15 s, still longer than one call may take."""
TARGETS = ("worker", "web", "smsbox", "bearerbox")
OURS = ("worker", "web", "web2")
"""Two web servers share one port: smsbox keeps only in its memory what it could not bring us."""
TEXTS = (
    "会泽电子厂招普工30人，月薪4500到6000元，包吃住。",
    "😀有3个岗位适合您",
    "电子厂招普工30人，月薪4500到6000元，包吃住。" * 5,
)
PATIENCE_SECONDS = 150.0


@dataclass
class Account:
    """What became of everything, seen from both ends."""

    kills: Counter[str]
    states: Counter[str]
    messages: int = 0
    lost: list[str] = field(default_factory=list)
    vanished: int = 0
    twice_by_us: int = 0
    twice_by_gateway: int = 0
    unknown_seen: int = 0
    unknown_unseen: int = 0
    reports_lost: int = 0
    delivered_unseen: int = 0
    entries: int = 0
    delivered_services: int = 0
    ledger_ok: bool = False
    written: int = 0
    heard: int = 0
    heard_lost: int = 0
    heard_twice: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, sent twice by us, or counted without a delivery."""
        return (
            not self.lost
            and self.twice_by_us == 0
            and self.delivered_unseen == 0
            and self.heard_lost == 0
            and self.ledger_ok
            and self.entries == self.delivered_services
        )

    def table(self) -> str:
        """Return the account as a Markdown table."""
        rows: Mapping[str, object] = {
            "kill -9": ", ".join(f"{name} {self.kills[name]}" for name in TARGETS),
            "messages accepted into the outbox": self.messages,
            "final states": ", ".join(f"{name} {n}" for name, n in sorted(self.states.items())),
            "**lost** (neither ended nor uncertain)": len(self.lost),
            "**handed over twice by us**": self.twice_by_us,
            "submitted twice by Kannel after its own crash": self.twice_by_gateway,
            "accepted by Kannel and never submitted": self.vanished,
            "uncertain, for staff to decide: the centre had it": self.unknown_seen,
            "uncertain, for staff to decide: the centre never had it": self.unknown_unseen,
            "no report came, for staff to decide": self.reports_lost,
            "called delivered and never at the centre": self.delivered_unseen,
            "ledger entries / delivered services": f"{self.entries} / {self.delivered_services}",
            "ledger verifies": self.ledger_ok,
            "phones wrote": self.written,
            "incoming stored": self.heard,
            "**incoming lost**": self.heard_lost,
            "incoming stored twice (the centre brought it again)": self.heard_twice,
        }
        return "| | |\n|---|---|\n" + "\n".join(f"| {k} | {v} |" for k, v in rows.items())


class Drill:
    """An office with everything it runs on, and who kills it."""

    def __init__(self, folder: Path, seed: int, pending: int, own_box: bool) -> None:
        self.chance = random.Random(seed)
        self.began = SystemClock().now()
        self.centre = SmppCentre(folder / "centre")
        port = free_port()
        inbound = f"http://kannel:{SECRET}@127.0.0.1:{port}/webhooks/kannel/inbound?id=%I"
        self.kannel = KannelPeer(
            folder / "kannel", inbound, self.centre, pending=pending, to_us=own_box
        )
        self.own_box = own_box
        self.settings = Settings(
            data_dir=folder / "data",
            port=port,
            public_url=f"http://127.0.0.1:{port}",
            sms_gateway=SmsGateway.KANNEL,
            kannel_url=self.kannel.url,
            kannel_user=USER,
            kannel_password=SecretStr(PASSWORD),
            kannel_sender=OFFICE,
            kannel_secret=SecretStr(SECRET),
        )
        self.folder = folder
        self.context = AppContext(self.settings)
        self.context.__dict__["clock"] = FastClock(self.began, SPEED)
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self.pushed: list[str] = []
        self.written: list[str] = []

    def start(self) -> None:
        """Start everything."""
        self.centre.start()
        self.kannel.start()
        assert self.context.db is not None
        for name in OURS:
            self._start(name)
        until("the web server", lambda: listens(self.settings.port), 90)

    def stop(self) -> None:
        """End everything that was started here."""
        for process in self._processes.values():
            process.kill()
            process.wait()
        self.kannel.stop()
        self.centre.stop()
        self.context.close()

    def push(self, count: int) -> None:
        """Write messages to as many people."""
        context = self.context
        with context.db.write() as session:
            for _ in range(count):
                number = len(self.pushed)
                to = f"138{number:08d}"
                person = Labourer(
                    county_code=COUNTY,
                    name=f"人{number}",
                    sex=Sex.MALE,
                    birth_date=date(1990, 1, 1),
                    id_number_sealed=context.vault.seal(ID_NUMBER_FIELD, str(number)),
                    id_number_index=context.vault.blind_index(ID_NUMBER_FIELD, str(number)),
                    created_at=context.clock.now(),
                    updated_at=context.clock.now(),
                )
                session.add(person)
                session.flush()
                contact = contact_for(session, context.vault, context.clock, "sms", to, COUNTY)
                draft = Draft(
                    key=f"push:{number}",
                    contact_id=contact.id,
                    channel="sms",
                    kind=MessageKind.JOB_PUSH,
                    text=TEXTS[number % len(TEXTS)],
                    person_id=person.id,
                    county_code=COUNTY,
                    proves={"kind": "job_info", "postings": ["a", "b", "c"]},
                )
                assert enqueue(session, context.vault, context.clock, draft) is not None
                self.pushed.append(to)

    def write(self, count: int) -> None:
        """Let as many phones write."""
        start = len(self.written)
        texts = [
            f"第{number}个问题：去广东打工车票能报多少😀" for number in range(start, start + count)
        ]
        self.written += texts
        phones = [f"139{number:08d}" for number in range(start, start + count)]
        self.centre.write(
            [
                {"from": phone, "to": OFFICE, "text": text}
                for phone, text in zip(phones, texts, strict=True)
            ]
        )

    def run(self, kills: int, messages: int) -> Counter[str]:
        """Kill again and again while messages come and go; returns how often what was killed."""
        if not kills:
            self.push(messages)
            self.write(messages)
        order = [TARGETS[number % len(TARGETS)] for number in range(kills)]
        self.chance.shuffle(order)
        for number, target in enumerate(order):
            share = messages * (number + 1) // kills - messages * number // kills
            self.push(share)
            self.write(share)
            sleep(self.chance.uniform(0.2, 1.6))
            self.kill(target)
            self.revive()
        return Counter(order)

    def kill(self, target: str) -> None:
        """Crash one of the four."""
        if target == "bearerbox":
            self.kannel.stop_bearerbox()
        elif target == "smsbox":
            if self.kannel.smsbox_runs():
                self.kannel.stop_smsbox()
        else:
            name = self.chance.choice(("web", "web2")) if target == "web" else target
            self._processes[name].kill()
            self._processes[name].wait()

    def revive(self) -> None:
        """Start what is dead, as a supervisor does."""
        if not self.kannel.bearerbox_runs():
            self.kannel.start_bearerbox()
        if not self.kannel.smsbox_runs():
            self.kannel.start_smsbox()
        for name in OURS:
            if self._processes[name].poll() is not None:
                self._start(name)

    def settle(self) -> None:
        """Wait until nothing moves any more, then let three days pass."""
        until("the web server", lambda: listens(self.settings.port), 90)
        patience = PATIENCE_SECONDS + len(self.pushed) / 5
        deadline, still, before = monotonic() + patience, 0, None
        while still < 5 and monotonic() < deadline:
            self.revive()
            sleep(1)
            seen = (self._moving(), self._stored(), len(self.centre.submitted()))
            idle = self._moving() == 0 and self.kannel.queued() + self.centre.unacknowledged() == 0
            still = still + 1 if idle and seen == before else 0
            before = seen
        for process in self._processes.values():
            process.kill()
            process.wait()
        # what is uncertain is asked about for three days; after that staff decide
        later = SetClock(self.context.clock.now() + timedelta(hours=73))
        self.context.__dict__["clock"] = later
        self.context.__dict__.pop("bot", None)
        for _ in range(len(self.pushed) // 20 + 20):
            work.sweep(self.context)
            work.deliver(self.context)

    def account(self, kills: Counter[str]) -> Account:
        """Return what became of everything."""
        texts = self.centre.texts()
        with self.context.db.read() as session:
            rows = session.exec(
                select(OutboxMessage, Contact).where(OutboxMessage.contact_id == Contact.id)
            ).all()
            account = Account(kills, Counter(message.state.name.lower() for message, _ in rows))
            account.messages = len(rows)
            attempts = Counter(
                session.exec(
                    select(MessageEvent.message_id).where(MessageEvent.code == "attempt")
                ).all()
            )
            for message, contact in rows:
                seen = len(texts.get(address_of(self.context.vault, contact), []))
                self._judge(account, message, seen, attempts[message.id])
            account.entries = len(session.exec(select(ServiceEntry.id)).all())
            account.ledger_ok = verify(session, self.context.ledger).ok
            heard = Counter(
                self.context.vault.open(BODY_FIELD, sealed)
                for sealed in session.exec(select(col(InboundMessage.body_sealed)))
            )
        account.written, account.heard = len(self.written), heard.total()
        account.heard_lost = sum(1 for text in self.written if heard[text] == 0)
        account.heard_twice = sum(count - 1 for count in heard.values())
        return account

    @staticmethod
    def _judge(account: Account, message: OutboxMessage, seen: int, attempts: int) -> None:
        state = message.state
        if message.ended_at is None:
            account.lost.append(f"{message.key}: {state.name} {message.fault} {message.code}")
        if seen > 1:
            account.twice_by_us += attempts > 1
            account.twice_by_gateway += attempts == 1
        if state is MessageState.UNKNOWN:
            account.unknown_seen += seen > 0
            account.unknown_unseen += seen == 0
        if state in (MessageState.HANDED_OVER, MessageState.SENT):
            account.vanished += seen == 0
            account.reports_lost += seen > 0
        if state is MessageState.DELIVERED:
            account.delivered_unseen += seen == 0
            account.delivered_services += message.proves is not None

    def _moving(self) -> int:
        """Return how many messages are still on their way through us."""
        with self.context.db.read() as session:
            states = session.exec(select(OutboxMessage.state, OutboxMessage.fault)).all()
        ended = (MessageState.EXPIRED, MessageState.FAILED, MessageState.DELIVERED)
        at_rest = (MessageState.UNKNOWN, *ended)
        return sum(1 for state, _ in states if state not in at_rest and state < 20)

    def _stored(self) -> Counter[int]:
        with self.context.db.read() as session:
            return Counter(int(state) for state in session.exec(select(OutboxMessage.state)))

    def _start(self, name: str) -> None:
        environment = {
            **os.environ,
            "GANGXIN_DATA_DIR": str(self.settings.data_dir),
            "GANGXIN_PORT": str(self.settings.port),
            "GANGXIN_PUBLIC_URL": str(self.settings.public_url),
            "GANGXIN_SMS_GATEWAY": "kannel",
            "GANGXIN_KANNEL_URL": self.settings.kannel_url,
            "GANGXIN_KANNEL_USER": USER,
            "GANGXIN_KANNEL_PASSWORD": PASSWORD,
            "GANGXIN_KANNEL_SENDER": OFFICE,
            "GANGXIN_KANNEL_SECRET": SECRET,
            "GANGXIN_KANNEL_BOX": self.kannel.box if self.own_box else "",
        }
        role = name.rstrip("2")
        command = [sys.executable, "-m", "benchmarks.delivery_processes", role]
        with (self.folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [*command, self.began.isoformat(), str(SPEED)],
                env=environment,
                stdout=log,
                stderr=log,
            )


@contextmanager
def drill(folder: Path, *, seed: int, pending: int = 1, own_box: bool = True) -> Iterator[Drill]:
    """Run an office to be killed while the block runs."""
    made = Drill(folder, seed, pending, own_box)
    try:
        made.start()
        yield made
    finally:
        made.stop()


def main() -> None:
    """Print the account; exit 1 when something was lost, doubled or counted wrongly."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pending", type=int, default=1, help="max-pending-submits of Kannel")
    parser.add_argument("--smsbox", action="store_true", help="let the smsbox bring what comes in")
    parser.add_argument("--folder", type=Path, help="where to keep everything that was written")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        with drill(
            folder, seed=options.seed, pending=options.pending, own_box=not options.smsbox
        ) as office:
            start = monotonic()
            kills = office.run(options.kills, options.messages)
            office.settle()
            account = office.account(kills)
    print(account.table())
    print(f"\nseed {options.seed}, {monotonic() - start:.0f} s")
    for line in account.lost[:20]:
        print(line)
    sys.exit(0 if account.clean else 1)


if __name__ == "__main__":
    main()
