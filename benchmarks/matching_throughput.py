"""How long a county's matching takes from the database to stored matches with their reasons.

``python -m benchmarks.matching_throughput [--people 20000] [--postings 2000]`` fills a SQLite
database with the market of ``benchmarks.matching_data`` and matches it on several days: the first
(every text is read), one without news, usual ones (a seventh of the people were pushed their three
the day before, 2% of the postings changed, 2% closed, 2% of the people said something new), and
one after everybody was pushed, when every stored match is replaced. Below each day stand its stages
in the order of the work, in milliseconds by the clock and of the processor. Before each day
rapidfuzz compares the texts of the same people and postings (``cdist``, ``ratio``, two workers): on
a busy machine the ratio to it counts, not the people per second.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from typing import Any

import numpy as np
import sqlalchemy as sa
from rapidfuzz import fuzz, process

from app.tables import metadata
from benchmarks import matching_data
from benchmarks.matching_places import DAY, HOMES
from jobs_feed.tables import Employer, Posting
from labourers.tables import (
    EmploymentStatus,
    Labourer,
    Source,
    StatusRecord,
    WillingnessRecord,
)
from matching.run import match_county
from storage.clock import SetClock
from storage.database import Database
from storage.ids import new_id

_CORES = 2
_COUNTY = HOMES[0]


def fill(db: Database, market: matching_data.Market) -> None:
    """Write the market's rows."""
    metadata.create_all(db.engine)
    firms = [
        Employer(id=each.id, county_code=_COUNTY, name=each.name, created_at=matching_data.NOW)
        for each in market.employers
    ]
    postings = [
        matching_data.posting_row(each, market.employers[each.employer]) for each in market.openings
    ]
    statuses = [
        StatusRecord(
            labourer_id=each.id,
            status=EmploymentStatus.UNEMPLOYED,
            since=date(DAY.year, 1, 1),
            source=Source.ROSTER,
            recorded_by="benchmark",
            recorded_at=matching_data.NOW,
        )
        for each in market.seekers
    ]
    with db.write() as session:
        for table, rows in (
            (Employer, firms),
            (Posting, postings),
            (Labourer, [matching_data.labourer_row(each) for each in market.seekers]),
            (WillingnessRecord, [matching_data.willingness_row(each) for each in market.seekers]),
            (StatusRecord, statuses),
        ):
            session.execute(sa.insert(table), list(_columns(table, rows)))


def _columns(table: Any, rows: Iterable[Any]) -> Iterable[dict[str, Any]]:
    names = [column.name for column in table.__table__.columns]
    return ({name: getattr(row, name) for name in names} for row in rows)


def make_news(path: Path, random: Random, pushed: float) -> None:
    """Let a day happen: pushes to a share of the people, postings and wishes that change.

    Straight into SQLite, without the messages that a push refers to.
    """
    moment = f"{matching_data.NOW:%Y-%m-%d} 03:00:00.{random.randrange(10**6):06d}"
    with sqlite3.connect(path) as db:
        people = [row[0] for row in db.execute("SELECT id FROM labourer ORDER BY id")]
        postings = [
            row[0] for row in db.execute("SELECT id FROM posting WHERE state = 'open' ORDER BY id")
        ]
        told = set(random.sample(people, int(len(people) * pushed)))
        rows = db.execute("SELECT labourer_id, posting_id FROM match").fetchall()
        db.executemany(
            "INSERT OR IGNORE INTO pushed_posting (labourer_id, posting_id, push_id)"
            " VALUES (?, ?, ?)",
            [(*row, new_id().hex) for row in rows if row[0] in told],
        )
        db.executemany(
            "UPDATE posting SET wage_low_fen = 300000, wage_high_fen = 500000, updated_at = ?"
            " WHERE id = ?",
            [(moment, each) for each in random.sample(postings, len(postings) // 50)],
        )
        db.executemany(
            "UPDATE posting SET state = 'closed' WHERE id = ?",
            [(each,) for each in random.sample(postings, len(postings) // 50)],
        )
        db.executemany(
            "UPDATE labourer SET wishes = '想做保安,离家近' WHERE id = ?",
            [(each,) for each in random.sample(people, len(people) // 50)],
        )


class Stages:
    """How long each stage of a matching takes, by the clock and of the processor."""

    def __init__(self) -> None:
        self._begun: list[tuple[str, float, float]] = []

    def begin(self, stage: str) -> None:
        """Begin another stage."""
        self._begun.append((stage, perf_counter(), process_time()))

    def told(self) -> str:
        """Return the stages in order, each with both times in milliseconds."""
        return ", ".join(
            f"{stage} {(later - moment) * 1000:.0f}/{(spent - used) * 1000:.0f}"
            for (stage, moment, used), (_, later, spent) in pairwise(self._begun)
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--postings", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    toolkit, clock = matching_data.toolkit(), SetClock(matching_data.NOW)
    market = matching_data.market(given.people, given.postings, given.seed, homes=(_COUNTY,))
    said = [matching_data.said_by(each) for each in market.seekers]
    offered = [matching_data.said_of(each) for each in market.openings]
    random = Random(given.seed)
    print(f"{given.people} people, {given.postings} postings, seed {given.seed}")
    days = (("first day", None), ("no news", None), *[("usual day", 1 / 7)] * 3)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "county.db"
        db = Database(f"sqlite:///{path}")
        fill(db, market)
        for name, pushed in (*days, ("all were pushed", 1.0)):
            if pushed is not None:
                make_news(path, random, pushed)
            started = perf_counter()
            process.cdist(said, offered, scorer=fuzz.ratio, dtype=np.uint8, workers=_CORES)
            comparing = perf_counter() - started
            stages = Stages()
            started, worked = perf_counter(), process_time()
            done = match_county(
                *(db, clock, toolkit.gazetteer, _COUNTY, DAY),
                toolkit=toolkit,
                memory=Path(folder) / "memory",
                watch=stages.begin,
            )
            seconds, worked = perf_counter() - started, process_time() - worked
            print(
                f"{name:16} {done.people / seconds:7.0f} people/s ({seconds:5.2f} s, processor"
                f" {worked:5.2f} s); {done.matches} matches, {done.shortfalls} shortfalls;"
                f" cdist ratio {given.people / comparing:6.0f}/s, ours to it"
                f" {comparing / seconds:.2f} x; load {os.getloadavg()[0]:.1f}"
            )
            print(f"{'':16} {stages.told()}", flush=True)
        db.close()


if __name__ == "__main__":
    main()
