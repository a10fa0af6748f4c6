"""What is kept between two days: the file, and runs that start from it."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import numpy.typing as npt
import pytest
from sqlmodel import select

from jobs_feed.tables import Posting, PostingState
from labourers.tables import Labourer, Willingness
from matching import county_run as runs
from matching import state_file
from matching.county_run import CountyRun
from matching.memory import Memory
from matching.run import match_county, stored_matches
from matching.tables import Match, MatchRun
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY


def test_a_file_holds_what_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "530326.matching"
    arrays: dict[str, npt.NDArray[Any]] = {
        "numbers": np.arange(5),
        "bytes": np.frombuffer("岗位".encode(), dtype=np.uint8),
    }
    state_file.save(path, arrays)
    found = state_file.load(path)
    assert found is not None
    assert {name: values.tolist() for name, values in found.items()} == {
        name: values.tolist() for name, values in arrays.items()
    }
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("at", [0, 24, 40, 90, -1])
def test_one_wrong_byte_and_nothing_is_believed(tmp_path: Path, at: int) -> None:
    path = tmp_path / "state"
    state_file.save(path, {"numbers": np.arange(5)})
    whole = bytearray(path.read_bytes())
    whole[at] ^= 1
    path.write_bytes(whole)
    assert state_file.load(path) is None


def test_what_a_crash_left_behind_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "state"
    ours, of_nobody = (tmp_path / f"state.{each}.new" for each in (os.getppid(), 2**22 + 1))
    for each in (ours, of_nobody):
        each.write_bytes(b"half")
    state_file.Draft(path).drop()
    assert list(tmp_path.iterdir()) == [ours]


def test_half_a_file_and_no_file(tmp_path: Path) -> None:
    path = tmp_path / "state"
    assert state_file.load(path) is None
    state_file.save(path, {"numbers": np.arange(5)})
    path.write_bytes(path.read_bytes()[:100])
    assert state_file.load(path) is None


def test_what_other_code_made_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state"
    state_file.save(path, {"numbers": np.arange(5)})
    monkeypatch.setattr(state_file, "made_by", lambda: b"another version")
    assert state_file.load(path) is None


@pytest.mark.parametrize(
    "head", [b"", b"null", b'[["lists", "<u8", [9999]]]', b'[["lists", 5, 5]]']
)
def test_a_whole_file_that_lists_what_it_does_not_hold(tmp_path: Path, head: bytes) -> None:
    body = head + len(head).to_bytes(8, "little")
    path = tmp_path / "state"
    state_file.save(path, {})
    mark = path.read_bytes()[: len(b"gangxin matching state 5\n")]
    path.write_bytes(mark + sha256(state_file.made_by() + body).digest() + body)
    assert state_file.load(path) is None


def test_a_whole_file_of_something_else_is_an_empty_memory(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "state"
    state_file.save(path, {"numbers": np.arange(5)})
    assert Memory.load(path) == Memory()
    assert "found anew" in caplog.text


# -- runs ------------------------------------------------------------------------------------


@dataclass
class Days:
    """Matches a county with a folder for its memory."""

    db: Database
    clock: SetClock
    gazetteer: Gazetteer
    toolkit: Toolkit
    folder: Path

    def run(self) -> int:
        done = match_county(
            *(self.db, self.clock, self.gazetteer, COUNTY, TODAY),
            toolkit=self.toolkit,
            memory=self.folder,
        )
        self.clock.advance(timedelta(minutes=1))
        return done.matches

    def stored(self) -> list[tuple[object, ...]]:
        with self.db.read() as session:
            found = list(stored_matches(session, self.gazetteer, COUNTY))
        return [(each.external_id, each.postings, each.shortfall is None) for each in found]

    def ids(self) -> set[UUID]:
        with self.db.read() as session:
            return set(session.exec(select(Match.id)))


@pytest.fixture
def county(vault: Vault, clock: SetClock) -> County:
    return County(vault, clock)


@pytest.fixture
def days(
    db: Database,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
    county: County,
) -> Days:
    with db.write() as session:
        for wish in ("想做保安", "会缝纫", "不想做保洁", "随便"):
            county.labourer(session, wishes=wish, willingness=Willingness.ANYWHERE)
        for title in ("保安", "缝纫工", "保洁", "洗碗工", "电工", "普工"):
            county.posting(session, title=title)
    return Days(db, clock, gazetteer, toolkit, tmp_path / "memory")


def test_a_warm_day_equals_a_cold_one(days: Days, county: County) -> None:
    days.run()
    with days.db.write() as session:
        first = session.exec(select(Posting).order_by(Posting.external_id)).first()
        assert first is not None
        first.state = PostingState.CLOSED
        who = session.exec(select(Labourer).order_by(Labourer.external_id)).first()
        assert who is not None
        who.wishes = "想开叉车"
        county.posting(session, title="叉车工")
        county.posting(session, title="保安", lodging=True)
        county.labourer(session, wishes="想做保安", willingness=Willingness.IN_COUNTY)
    days.run()
    warm = days.stored()
    for path in days.folder.iterdir():
        path.unlink()
    days.run()
    assert days.stored() == warm


def test_a_posting_that_nobody_marked_as_changed_is_read_again(days: Days) -> None:
    days.run()
    with days.db.write() as session:
        for posting in session.exec(select(Posting)):
            posting.age_low = 50
    assert days.run() == 0


def test_a_day_without_news_leaves_the_rows_alone(days: Days) -> None:
    days.run()
    rows, told = days.ids(), days.stored()
    days.run()
    assert (days.ids(), days.stored()) == (rows, told)
    with days.db.read() as session:
        first = min(session.exec(select(MatchRun.id)))
        assert set(session.exec(select(Match.run_id))) == {first}


def test_kept_lists_that_do_not_hold_are_found_anew(
    days: Days, caplog: pytest.LogCaptureFixture
) -> None:
    days.run()
    before = days.stored()
    path = days.folder / f"{COUNTY}.matching"
    known = Memory.load(path)
    assert known.standing is not None
    raised = known.standing.lists[:] + np.uint64(1 << 51)  # every score one thousandth too high
    replace(known, standing=replace(known.standing, lists=raised)).save(path)
    with caplog.at_level(logging.WARNING):
        days.run()
    assert "does not hold" in caplog.text
    assert days.stored() == before


def test_a_disk_that_refuses_costs_only_the_warm_start(
    days: Days, caplog: pytest.LogCaptureFixture
) -> None:
    days.folder.parent.mkdir(exist_ok=True)
    days.folder.write_text("a file where a folder should be")
    assert days.run() == 12
    assert "could not be kept" in caplog.text


def test_a_run_overtaken_by_another_begins_again(
    days: Days, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run stores its result after this one has read and before it writes."""
    attempts = []
    attempt = CountyRun.attempt

    def overtaken(self: CountyRun, *given: Any, **named: Any) -> object:
        attempts.append(given)
        if len(attempts) == 1:
            monkeypatch.setattr(runs, "lock", lambda session, county: days_of_others(session))
        else:
            monkeypatch.setattr(runs, "lock", lambda session, county: None)
        return attempt(self, *given, **named)

    def days_of_others(session: object) -> None:
        row = MatchRun(county_code=COUNTY, day=TODAY, started_at=days.clock.now())
        session.add(row)  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]

    monkeypatch.setattr(CountyRun, "attempt", overtaken)
    assert days.run() == 12
    assert len(attempts) == 2


def test_rows_that_were_lost_are_stored_again(days: Days) -> None:
    days.run()
    before = days.stored()
    with days.db.write() as session:
        session.delete(session.exec(select(Match)).first())
    assert days.run() == 12
    assert days.stored() == before


def test_a_lost_row_that_was_to_be_changed_is_noticed(
    days: Days, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    days.run()
    with days.db.write() as session:
        for row in session.exec(select(Match)).all():
            session.delete(row)
        for posting in session.exec(select(Posting).where(Posting.title == "保安")).all():
            posting.state = PostingState.CLOSED
    monkeypatch.setattr(runs, "is_stored", lambda *_: True)
    assert days.run() == 12
    assert "read again" in caplog.text
    assert len(days.ids()) == 12


def test_who_came_from_another_county_leaves_the_matches_there(
    days: Days, vault: Vault, clock: SetClock
) -> None:
    other = County(vault, clock, code="530381")
    with days.db.write() as session:
        index = b"nobody here has this id number".ljust(32)
        moving = other.labourer(session, external_id="搬家", id_number_index=index).id
        there = other.posting(session, title="保安").id
    match_county(
        *(days.db, clock, days.gazetteer, "530381", TODAY),
        toolkit=days.toolkit,
        memory=days.folder,
    )
    days.run()
    with days.db.write() as session:
        person = session.get(Labourer, moving)
        assert person is not None
        person.county_code = COUNTY
    assert days.run() == 15
    with days.db.read() as session:
        held = session.exec(select(Match.posting_id).where(Match.labourer_id == moving)).all()
    assert len(held) == 3
    assert there not in held


def test_texts_are_understood_once(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    days.run()

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a text was read again")

    monkeypatch.setattr("matching.roster_lines.read_profile", refuse)
    monkeypatch.setattr("matching.load.to_vacancy", refuse)
    assert days.run() == 12
