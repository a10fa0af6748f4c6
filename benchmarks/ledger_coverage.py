"""How long coverage of a large county takes: 100,000 people, 400,000 entries, on SQLite.

    python -m benchmarks.ledger_coverage [PEOPLE]

Prints the seconds and the memory of one assessment, its coverage and a page of people below.
"""

from __future__ import annotations

import os
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from app.tables import metadata
from labourers.tables import Labourer, Sex, StatusRecord, WillingnessRecord
from service_ledger.assessment import assess
from service_ledger.coverage import coverage_of, lacking_of
from service_ledger.kinds import ServiceKind
from service_ledger.standards import load_standards
from service_ledger.tables import ServiceEntry
from storage.clock import parse_moment
from storage.database import Database
from storage.ids import new_id
from storage.vault import Sealed

COUNTY = "530326"
TODAY = date(2026, 11, 23)
MOMENT = parse_moment("2026-11-23T09:00")


def people(count: int, dice: random.Random) -> tuple[list[dict[str, Any]], ...]:
    """Return rows of labourers, statuses, wishes and entries; four entries a person."""
    labourers, statuses, wishes, entries = [], [], [], []
    for number in range(count):
        person, ref = new_id(), new_id()
        town = f"{COUNTY}{number % 25 + 1:03d}"
        labourers.append(
            {
                "id": person,
                "county_code": COUNTY,
                "town_code": town,
                "village_code": f"{town}{number % 400 // 25 + 201}",
                "name": f"劳动者{number}",
                "sex": Sex.MALE,
                "birth_date": date(1980, 1, 1),
                "id_number_sealed": Sealed(b"sealed"),
                "id_number_index": number.to_bytes(32),
                "licences": [],
                "monitored": False,
                "is_demo": False,
                "ledger_ref": ref,
                "created_at": MOMENT,
                "updated_at": MOMENT,
            }
        )
        said = {
            "labourer_id": person,
            "source": "roster",
            "recorded_by": "x",
            "recorded_at": MOMENT,
        }
        for _ in range(1 + number % 2):
            status = dice.choice(("unemployed", "unemployed", "employed"))
            since = date(2025, 1, 1) + timedelta(days=dice.randrange(650))
            statuses.append({**said, "id": new_id(), "status": status, "since": since})
        wishes.append(
            {**said, "id": new_id(), "willingness": "anywhere", "places": [], "confirmed": False}
            | {"since": date(2025, 1, 1)}
        )
        for kind in dice.choices(list(ServiceKind), (4, 1, 1), k=4):
            entries.append(
                {
                    "id": new_id(),
                    "county_code": COUNTY,
                    "sequence": len(entries) + 1,
                    "person_ref": ref,
                    "kind": kind,
                    "occurred_on": date(2026, 1, 1) + timedelta(days=dice.randrange(320)),
                    "recorded_at": MOMENT,
                    "recorded_by": "system",
                    "evidence": "message",
                    "evidence_ref": str(new_id()),
                    "posting_count": 3 if kind is ServiceKind.JOB_INFO else None,
                    "detail": {"postings": ["a", "b", "c"]},
                    "mac": "0" * 64,
                }
            )
    return labourers, statuses, wishes, entries


def fill(db: Database, count: int) -> None:
    """Write the county."""
    metadata.create_all(db.engine)
    tables = (Labourer, StatusRecord, WillingnessRecord, ServiceEntry)
    with db.write() as session:
        load_standards(session)
        for table, rows in zip(tables, people(count, random.Random(311)), strict=True):
            session.connection().execute(sa.insert(table), rows)


def main() -> None:
    """Fill a database and measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        db = Database(f"sqlite:///{Path(folder) / 'county.db'}")
        fill(db, count)
        with db.read() as session:
            begin = time.perf_counter()
            found = assess(session, COUNTY, 2026, TODAY)
            assessed = time.perf_counter()
            coverage = coverage_of(session, found)
            counted = time.perf_counter()
            page = lacking_of(session, found)
            listed = time.perf_counter()
        db.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} people, {os.cpu_count()} cores")
    print(f"assess {assessed - begin:.2f} s, coverage {counted - assessed:.2f} s", end=", ")
    print(f"page of {len(page)} {listed - counted:.2f} s, at most {memory:.0f} MB")
    print(f"people {coverage.people}, met {coverage.met}, areas {len(coverage.by_area)}")


if __name__ == "__main__":
    main()
