"""Kill -9 at random points while messages go out and come in, on a real Kannel and SMPP centre.

    python -m benchmarks.delivery_drill [--kills 50] [--messages 1000] [--seed 1] [--pending 1]

``--kills 0 --messages 2000`` is the quiet day beside it: 2,000 out, 2,000 in, nothing dies; with
``--fakesmsc`` on Kannel's own phone network instead of the SMPP centre.

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
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from time import monotonic, sleep

from pydantic import SecretStr
from sqlmodel import col, select

from app import work
from app.context import AppContext
from app.settings import Settings, SmsGateway
from benchmarks.delivery_account import Account, may_have_left
from benchmarks.delivery_phones import FakePhones, Phones
from benchmarks.delivery_processes import FastClock
from labourers.tables import ID_NUMBER_FIELD, Labourer, Sex
from messaging.contacts import address_of, contact_for
from messaging.outbox import Draft, enqueue
from messaging.tables import (
    BODY_FIELD,
    Contact,
    InboundMessage,
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
QUESTIONS = (
    "第{}个问题：去广东打工车票能报多少",
    "第{}个问题：有没有包吃住的厂😀",
    "第{}个问题：" + "我想在县城找个活，" * 12,
)
PATIENCE_SECONDS = 150.0


class Drill:
    """An office with everything it runs on, and who kills it."""

    def __init__(
        self, folder: Path, seed: int, pending: int, *, own_box: bool, fakesmsc: bool
    ) -> None:
        self.chance = random.Random(seed)
        self.began = SystemClock().now()
        smpp = None if fakesmsc else SmppCentre(folder / "centre")
        port = free_port()
        inbound = f"http://kannel:{SECRET}@127.0.0.1:{port}/webhooks/kannel/inbound?id=%I"
        self.kannel = KannelPeer(folder / "kannel", inbound, smpp, pending=pending, to_us=own_box)
        self.centre: Phones = smpp or FakePhones(self.kannel)
        self.at_random = smpp is None
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
        until("the web server", lambda: listens(self.settings.port), 300)

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
            QUESTIONS[number % len(QUESTIONS)].format(number)
            for number in range(start, start + count)
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
            self.write(messages)
            self.push(messages)
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
        until("the web server", lambda: listens(self.settings.port), 300)
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
        account, texts = Account(kills), self.centre.texts()
        with self.context.db.read() as session:
            rows = session.exec(
                select(OutboxMessage, Contact)
                .where(OutboxMessage.contact_id == Contact.id)
                .order_by(col(OutboxMessage.id))
            ).all()
            left = may_have_left(session)
            to = [address_of(self.context.vault, contact) for _, contact in rows]
            still = Counter(to)
            for (message, _), number in zip(rows, to, strict=True):
                # what a number got more often than was written to it is the last one's
                still[number] -= 1
                got = texts.get(number, [])
                seen = len(got) if not still[number] else min(1, len(got))
                texts[number] = got[seen:]
                account.take(message, seen, left[message.id])
            account.entries = len(session.exec(select(ServiceEntry.id)).all())
            account.ledger_ok = verify(session, self.context.ledger).ok
            heard = Counter(
                self.context.vault.open(BODY_FIELD, sealed)
                for sealed in session.exec(select(col(InboundMessage.body_sealed)))
            )
        self.listen(account, heard)
        return account

    def listen(self, account: Account, heard: Counter[str]) -> None:
        """Enter what phones wrote beside what was ``heard``."""
        account.heard, known = heard.total(), set(self.written)
        account.heard_changed = sum(count for text, count in heard.items() if text not in known)
        if self.at_random:
            account.written = self.kannel.written()
            account.heard_lost = max(0, account.written - account.heard)
            account.heard_twice = max(0, account.heard - account.written)
            return
        account.written = len(self.written)
        account.heard_lost = sum(1 for text in self.written if heard[text] == 0)
        account.heard_twice = sum(count - 1 for count in heard.values())

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
def drill(
    folder: Path, *, seed: int, pending: int = 1, own_box: bool = True, fakesmsc: bool = False
) -> Iterator[Drill]:
    """Run an office to be killed while the block runs."""
    made = Drill(folder, seed, pending, own_box=own_box, fakesmsc=fakesmsc)
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
    parser.add_argument("--fakesmsc", action="store_true", help="Kannel's own phone network")
    parser.add_argument("--folder", type=Path, help="where to keep everything that was written")
    options = parser.parse_args()
    if options.fakesmsc and options.kills:
        parser.error("fakesmsc ends with its bearerbox: --fakesmsc goes with --kills 0")
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        with drill(
            folder,
            seed=options.seed,
            pending=options.pending,
            own_box=not options.smsbox,
            fakesmsc=options.fakesmsc,
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
