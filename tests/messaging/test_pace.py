"""What an account may send: counted once for all processes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from messaging.contract import Cap
from messaging.pace import room, take
from storage.clock import SetClock
from storage.database import Database

CAP = Cap(25, timedelta(seconds=1))


@given(st.lists(st.tuples(st.floats(0, 0.4), st.integers(1, 40)), max_size=40))
def test_no_second_holds_more(steps: list[tuple[float, int]]) -> None:
    now, moments = 1000.0, list[float]()
    for pause, wanted in steps:
        now += pause
        moments += [now] * min(wanted, room(moments, CAP, now))
    for moment in moments:
        assert sum(moment - 1 < other <= moment for other in moments) <= CAP.count


def test_a_full_second_makes_room_again(db: Database, clock: SetClock) -> None:
    def taken(wanted: int) -> int:
        with db.write() as session:
            return take(session, "telegram", CAP, wanted, clock.now())

    assert [taken(20), taken(20), taken(1)] == [20, 5, 0]
    clock.advance(timedelta(milliseconds=999))
    assert taken(1) == 0
    clock.advance(timedelta(milliseconds=1))
    assert taken(100) == 25


def test_channels_do_not_share(db: Database, clock: SetClock) -> None:
    with db.write() as session:
        assert take(session, "telegram", CAP, 30, clock.now()) == 25
        assert take(session, "wecom", CAP, 30, clock.now()) == 25


def test_many_processes_together_get_no_more(any_db: Database, clock: SetClock) -> None:
    databases = [any_db, Database(any_db.url.render_as_string(hide_password=False))]

    def taken(number: int) -> int:
        with databases[number % 2].write() as session:
            return take(session, "telegram", CAP, 3, clock.now())

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(taken, range(24))) == CAP.count
    databases[1].close()
