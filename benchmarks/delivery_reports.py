"""A shower of delivery reports beside an independent oracle.

    python -m benchmarks.delivery_reports [--reports 100000] [--seed 1] [--together 32]

Reports come as Kannel calls them in: a fifth twice, a fifth out of order, a twentieth forged (an
id nobody has, a right id with the seal of another number, a seal by another secret, no seal),
some 72 hours late, some messages never fully reported. Each call goes the whole way: proven,
read, stored, state and ledger in one transaction, which as many share as our box at the bearerbox
takes together (1 is what the webhook does). The oracle knows only what was made up: it takes
the highest state a true report named, and nothing of our code.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from time import perf_counter
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlmodel import select

from app.tables import metadata
from bot import receipts
from bot.channels.kannel import Kannel, KannelConfig
from bot.runtime import BotRuntime
from labourers.tables import ID_NUMBER_FIELD, Labourer, Sex
from messaging.bulk import contacts_for, enqueue_all
from messaging.contract import Call, Receipt
from messaging.outbox import MESSAGES, Draft
from messaging.tables import MessageKind, MessageState, OutboxMessage
from service_ledger.entries import Ledger
from service_ledger.tables import ServiceEntry
from service_ledger.verify import verify
from storage.clock import SHANGHAI, SetClock
from storage.database import Database
from storage.vault import KEY_BYTES, Vault

COUNTY = "530326"
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
CONFIG = KannelConfig("http://127.0.0.1:1/", "u", "p", "1069", "right", "http://x", "会泽人社")
STORIES: tuple[tuple[str, ...], ...] = (
    ("8", "1"),
    ("8", "1"),
    ("8", "1"),
    ("8", "2"),
    ("16",),
    ("4", "8", "1"),
    ("8", "2", "1"),
    ("8",),
    ("4",),
    ("1",),
)
"""What the gateway says of one message, as Kannel's numbers: 1 delivered, 2 failed, 4 buffered,
8 accepted, 16 refused. Several times nothing final comes."""
RANK = {"4": 20, "8": 30, "2": 50, "16": 50, "1": 60}
"""The oracle's own view of which says more."""


@dataclass(frozen=True)
class Told:
    """One call of the gateway: ``late`` ones come 72 hours after the others."""

    call: Call
    late: bool = False


@dataclass
class Shower:
    """The calls in the order they come, and where every message must end."""

    calls: list[Told] = field(default_factory=list)
    expected: dict[UUID, int] = field(default_factory=dict)
    kinds: Counter[str] = field(default_factory=Counter)


class Office:
    """An office whose messages have all been handed over."""

    def __init__(self, database: Database, messages: int) -> None:
        self.clock = SetClock(MORNING)
        self.vault = Vault({1: os.urandom(KEY_BYTES)}, 1, os.urandom(KEY_BYTES))
        self.kannel, self.stranger = Kannel(CONFIG), Kannel(replace(CONFIG, secret="wrong"))
        self.runtime = BotRuntime(
            db=database,
            vault=self.vault,
            clock=self.clock,
            dialogue=None,  # type: ignore[arg-type]  # reports start no conversation
            ledger=Ledger(b"l" * 32),
            channels={"sms": self.kannel},
            county=COUNTY,
            owner="oracle",
            web_key=b"w" * 32,
        )
        self.numbers = self._hand_over(messages)

    def _hand_over(self, count: int) -> dict[UUID, str]:
        """Write as many pushes to as many people and mark them as handed over."""
        numbers = [f"138{number:08d}" for number in range(count)]
        now = self.clock.now()
        with self.runtime.db.write() as session:
            contacts = contacts_for(
                session, self.vault, self.clock, "sms", dict.fromkeys(numbers, False), COUNTY
            )
            people = [
                Labourer(
                    county_code=COUNTY,
                    name=number,
                    sex=Sex.MALE,
                    birth_date=date(1990, 1, 1),
                    id_number_sealed=self.vault.seal(ID_NUMBER_FIELD, number),
                    id_number_index=self.vault.blind_index(ID_NUMBER_FIELD, number),
                    created_at=now,
                    updated_at=now,
                )
                for number in numbers
            ]
            session.add_all(people)
            session.flush()
            drafts = [
                Draft(
                    key=number,
                    contact_id=contacts[number].id,
                    channel="sms",
                    kind=MessageKind.JOB_PUSH,
                    text="有3个岗位",
                    person_id=person.id,
                    county_code=COUNTY,
                    proves={"kind": "job_info", "postings": ["a", "b", "c"]},
                )
                for number, person in zip(numbers, people, strict=True)
            ]
            written = enqueue_all(session, self.vault, self.clock, drafts)
            session.execute(
                sa.update(MESSAGES).values(
                    state=MessageState.HANDED_OVER, submitted_at=now, handed_over_at=now
                )
            )
        return {message_id: number for number, message_id in written.items()}

    def shower(self, reports: int, chance: random.Random) -> Shower:
        """Make up what the gateway says, and what must come of it."""
        made, ids = Shower(), list(self.numbers)
        streams: list[list[Told]] = []
        total = 0
        for message_id in ids:
            if total >= reports:
                made.expected[message_id] = int(MessageState.HANDED_OVER)
                continue
            story = chance.choice(STORIES)
            made.expected[message_id] = max(20, *(RANK[status] for status in story))
            told = [
                Told(self._true(message_id, status), chance.random() < 0.02) for status in story
            ]
            if len(told) > 1 and chance.random() < 0.2 * 2:
                chance.shuffle(told)
                made.kinds["shuffled"] += len(told)
            for one in list(told):
                made.kinds["late"] += one.late
                if chance.random() < 0.2:
                    told.insert(chance.randint(0, len(told)), one)
                    made.kinds["repeated"] += 1
                if chance.random() < 0.05:
                    told.insert(
                        chance.randint(0, len(told)), Told(self._forged(message_id, chance))
                    )
                    made.kinds["forged"] += 1
            total += len(told)
            streams.append(told)
        made.calls = list(_braided(streams, chance))
        return made

    def _true(self, message_id: UUID, status: str) -> Call:
        return _call(self.kannel.report_url(message_id, self.numbers[message_id]), status)

    def _forged(self, message_id: UUID, chance: random.Random) -> Call:
        """Return a report that says "delivered" and must not be believed."""
        number, others = self.numbers[message_id], list(self.numbers.values())
        right = _call(self.kannel.report_url(message_id, number), "1")
        match chance.randrange(4):
            case 0:
                return _call(self.kannel.report_url(uuid4(), number), "1")
            case 1:
                wrong = chance.choice([each for each in others[:50] if each != number])
                return _call(self.kannel.report_url(message_id, wrong), "1")
            case 2:
                return _call(self.stranger.report_url(message_id, number), "1")
            case _:
                return replace(right, query={**right.query, "to": ""})

    def take(self, calls: Sequence[Call]) -> None:
        """Do what the door does with calls that come together; forged ones do not get in."""
        told: list[Receipt] = []
        for call in calls:
            if self.kannel.verify(call):
                for event in self.kannel.parse(call, self.clock.now()):
                    assert isinstance(event, Receipt)
                    told.append(event)
        if told:
            receipts.apply_all(self.runtime, "sms", told)

    def run(self, shower: Shower, together: int = 1) -> None:
        """Let all calls come, the late ones three days after the others."""
        for late in (False, True):
            calls = [one.call for one in shower.calls if one.late == late]
            for start in range(0, len(calls), together):
                self.take(calls[start : start + together])
            self.clock.advance(timedelta(hours=72))

    def differences(self, shower: Shower) -> list[str]:
        """Return where we and the oracle differ."""
        with self.runtime.db.read() as session:
            states = dict(session.exec(select(OutboxMessage.id, OutboxMessage.state)).all())
            counted = Counter(session.exec(select(ServiceEntry.evidence_ref)).all())
            ledger_ok = verify(session, self.runtime.ledger).ok
        found = [] if ledger_ok else ["the ledger does not verify"]
        for message_id, state in shower.expected.items():
            if int(states[message_id]) != state:
                found.append(f"{message_id}: {int(states[message_id])}, the oracle says {state}")
            if counted[str(message_id)] != (state == 60):
                found.append(f"{message_id}: counted {counted[str(message_id)]} times")
        return found


def _call(url: str, status: str) -> Call:
    query = dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))
    return Call("reports", query=query | {"status": status, "answer": "", "smsc": ""})


def _braided(streams: list[list[Told]], chance: random.Random) -> Iterator[Told]:
    """Yield the calls of all streams mixed, each stream in its own order."""
    window = 200
    for start in range(0, len(streams), window):
        open_streams = [list(reversed(stream)) for stream in streams[start : start + window]]
        while open_streams:
            stream = chance.choice(open_streams)
            yield stream.pop()
            if not stream:
                open_streams.remove(stream)


def main() -> None:
    """Print what came and whether we and the oracle agree; exit 1 when not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--together", type=int, default=32, help="reports of one transaction")
    parser.add_argument("--database", help="URL of an empty database; a new SQLite file by default")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        url = options.database or f"sqlite:///{name}/reports.db"
        with closing(Database(url)) as database:
            metadata.create_all(database.engine)
            office = Office(database, options.reports // 2)
            shower = office.shower(options.reports, random.Random(options.seed))
            start = perf_counter()
            office.run(shower, options.together)
            seconds = perf_counter() - start
            differences = office.differences(shower)
            kind = database.engine.dialect.name
    how = f"{options.together} together, load {os.getloadavg()[0]:.1f}"
    print(f"{kind}: {len(shower.calls)} calls in {seconds:.0f} s, {how}, {dict(shower.kinds)}")
    print(f"{len(shower.expected)} messages, {len(differences)} differences from the oracle")
    for line in differences[:20]:
        print(line)
    sys.exit(1 if differences else 0)


if __name__ == "__main__":
    main()
