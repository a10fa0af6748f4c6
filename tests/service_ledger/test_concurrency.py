"""Several writers at once, and one killed in the middle: no gap, no duplicate, a whole chain."""

from __future__ import annotations

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from uuid import uuid4

from sqlmodel import select

from service_ledger.chain import KEY_BYTES
from service_ledger.entries import Ledger
from service_ledger.tables import ServiceEntry
from service_ledger.verify import verify
from storage.clock import SetClock
from storage.database import Database
from tests.service_ledger import writer
from tests.service_ledger.conftest import COUNTY, OTHER_COUNTY

EACH = 30
ENDLESS = 100_000


def start(url: str, key: bytes, count: int) -> tuple[BaseProcess, Connection]:
    processes = multiprocessing.get_context("spawn")
    committed, theirs = processes.Pipe(duplex=False)
    process = processes.Process(target=writer.main, args=(url, key, COUNTY, count, theirs))
    process.start()
    theirs.close()
    return process, committed


def url_of(db: Database) -> str:
    return db.url.render_as_string(hide_password=False)


def numbers(db: Database, county: str) -> list[int]:
    with db.read() as session:
        found = session.exec(
            select(ServiceEntry.sequence).where(ServiceEntry.county_code == county)
        )
        return sorted(found)


def test_two_processes_leave_no_gap(any_db: Database) -> None:
    key = os.urandom(KEY_BYTES)
    started = [start(url_of(any_db), key, EACH) for _ in range(2)]
    for process, _ in started:
        process.join()
        assert process.exitcode == 0
    assert numbers(any_db, COUNTY) == list(range(1, 2 * EACH + 1))
    with any_db.read() as session:
        assert verify(session, Ledger(key)).ok


def test_a_killed_writer_leaves_a_whole_chain(any_db: Database) -> None:
    key = os.urandom(KEY_BYTES)
    survivor, _ = start(url_of(any_db), key, EACH)
    victim, committed = start(url_of(any_db), key, ENDLESS)
    seen = 0
    while seen < 5:
        seen = committed.recv()
    victim.kill()
    victim.join()
    survivor.join()
    assert survivor.exitcode == 0
    there = numbers(any_db, COUNTY)
    assert there == list(range(1, len(there) + 1))
    assert len(there) >= EACH + seen
    with any_db.read() as session:
        assert verify(session, Ledger(key)).ok


def test_threads_with_the_same_evidence_count_it_once(
    any_db: Database, ledger: Ledger, clock: SetClock
) -> None:
    person, reference = uuid4(), str(uuid4())

    def write(_number: int) -> bool:
        return writer.write_one(any_db, ledger, clock, COUNTY, person, reference)

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(write, range(24))) == 1
    assert numbers(any_db, COUNTY) == [1]


def test_counties_do_not_share_numbers(any_db: Database, ledger: Ledger, clock: SetClock) -> None:
    def write(number: int) -> bool:
        county = (COUNTY, OTHER_COUNTY)[number % 2]
        return writer.write_one(any_db, ledger, clock, county, uuid4(), str(uuid4()))

    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(write, range(40)))
    assert numbers(any_db, COUNTY) == numbers(any_db, OTHER_COUNTY) == list(range(1, 21))
    with any_db.read() as session:
        assert verify(session, ledger).ok
