"""Exactly one scheduler acts, and another takes over when it goes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from app.leader import DatabaseLeader, FileLeader, Leader, leader_for
from storage.database import Database
from tests.peers import until

_THREADS = 12

HOLD = """
import sys
from pathlib import Path
from app.leader import leader_for
from app.logs import configure_logging
from storage.database import Database
configure_logging(as_json=True)
leader = leader_for(Database(sys.argv[1]), Path(sys.argv[2]))
print(leader.leads(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def leaders(any_db: Database, tmp_path: Path) -> Iterator[tuple[Leader, Leader]]:
    other = Database(str_url(any_db))
    pair = leader_for(any_db, tmp_path), leader_for(other, tmp_path)
    yield pair
    for leader in pair:
        leader.resign()
    other.close()


def str_url(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def test_one_leads_until_it_resigns(leaders: tuple[Leader, Leader]) -> None:
    first, second = leaders
    assert first.leads()
    assert first.leads()
    assert not second.leads()
    first.resign()
    until("the second to lead", second.leads)  # a server notices a closed connection in its time
    assert not first.leads()


def test_threads_that_ask_at_once_are_told_the_same(any_db: Database, tmp_path: Path) -> None:
    """A unit of work that was told "another leads" would wait minutes for its next turn."""
    for _ in range(20):
        leader, start = leader_for(any_db, tmp_path), Barrier(_THREADS)

        def ask(leader: Leader = leader, start: Barrier = start) -> bool:
            start.wait()
            return leader.leads()

        with ThreadPoolExecutor(_THREADS) as pool:
            told = [each.result() for each in [pool.submit(ask) for _ in range(_THREADS)]]
        leader.resign()
        assert told == [True] * _THREADS


def test_the_database_decides_the_kind(any_db: Database, tmp_path: Path) -> None:
    kind = FileLeader if any_db.is_sqlite else DatabaseLeader
    assert isinstance(leader_for(any_db, tmp_path), kind)


def test_a_killed_leader_is_followed(any_db: Database, tmp_path: Path) -> None:
    url = str_url(any_db)
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, url, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "True\n"
        follower = leader_for(any_db, tmp_path)
        assert not follower.leads()
        other.kill()
        other.wait()
        until("the follower", follower.leads)
        follower.resign()


def break_connections(database: Database) -> None:
    """End all other connections to a database; returns when their locks are gone, too."""
    most_ms = 20_000
    with database.engine.connect() as connection:
        ended = connection.exec_driver_sql(
            f"SELECT pg_terminate_backend(pid, {most_ms}) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert ended.scalars().all() == [True]


def test_a_broken_connection_has_lost_the_lead(pg_url: str, tmp_path: Path) -> None:
    database = Database(pg_url)
    first = leader_for(database, tmp_path)
    assert first.leads()
    other = Database(pg_url)
    break_connections(other)
    second = leader_for(other, tmp_path)
    assert second.leads()
    assert not first.leads()
    second.resign()
    database.close()
    other.close()


def test_whose_connection_broke_leads_on_where_nobody_else_does(
    pg_url: str, tmp_path: Path
) -> None:
    """To be told "no" here would put off an hour's work for an hour."""
    database = Database(pg_url)
    leader = leader_for(database, tmp_path)
    assert leader.leads()
    other = Database(pg_url)
    break_connections(other)
    assert leader.leads()
    assert not leader_for(other, tmp_path).leads()
    leader.resign()
    database.close()
    other.close()
