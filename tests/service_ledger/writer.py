"""A process that writes entries and says on a pipe how many are committed."""

from __future__ import annotations

from datetime import date
from multiprocessing.connection import Connection
from uuid import UUID, uuid4

from service_ledger.entries import Ledger
from service_ledger.kinds import Evidence, ServiceKind
from storage.clock import Clock, SetClock, parse_moment
from storage.database import Database

DAY = date(2026, 11, 23)


def write_one(
    db: Database, ledger: Ledger, clock: Clock, county: str, person: UUID, reference: str
) -> bool:
    """Write one entry in a transaction of its own; False when it was there already."""
    with db.write() as session:
        entry = ledger.record(
            session,
            clock,
            county_code=county,
            person_ref=person,
            kind=ServiceKind.JOB_INFO,
            occurred_on=DAY,
            evidence=Evidence.MESSAGE,
            evidence_ref=reference,
            by="system",
        )
    return entry is not None


def main(url: str, key: bytes, county: str, count: int, committed: Connection) -> None:
    """Write ``count`` entries, each in a transaction of its own."""
    db, ledger = Database(url), Ledger(key)
    clock = SetClock(parse_moment(f"{DAY}T09:00"))
    for number in range(count):
        write_one(db, ledger, clock, county, uuid4(), str(uuid4()))
        committed.send(number + 1)
    db.close()
