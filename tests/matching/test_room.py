"""A county of any size is matched with some of its people, lists and rows there at a time."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event

from labourers.tables import Willingness
from matching import engine, finalists, roster, rows, seekers, standing, state_file, store
from matching.crowd import Crowd
from matching.history import History
from matching.id_column import Ids
from matching.model import Person
from matching.run import match_county, stored_matches
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY

WISHES = ("想做保安", "会缝纫,想在东莞", "不想做保洁", "随便", "会电焊,工资6000以上")
PEOPLE, AT_ONCE = 25, 4


@dataclass
class Office:
    """A county of some people, matched day after day."""

    db: Database
    clock: SetClock
    gazetteer: Gazetteer
    toolkit: Toolkit
    folder: Path

    def match(self, *, remembering: bool = True) -> list[tuple[object, ...]]:
        memory = self.folder if remembering else None
        match_county(
            *(self.db, self.clock, self.gazetteer, COUNTY, TODAY),
            toolkit=self.toolkit,
            memory=memory,
        )
        self.clock.advance(timedelta(minutes=1))
        with self.db.read() as session:
            found = list(stored_matches(session, self.gazetteer, COUNTY))
        return [(each.external_id, each.postings) for each in found]

    def crowd(self) -> Crowd:
        with self.db.read() as session:
            pages = roster.listed(session, COUNTY, TODAY)
            history = History.read(session, COUNTY)
        return roster.seekers_of(self.toolkit, pages, TODAY, history).crowd()[0]


@pytest.fixture
def office(
    any_db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
) -> Office:
    county = County(vault, clock)
    with any_db.write() as session:
        for n in range(PEOPLE):
            county.labourer(
                session, wishes=WISHES[n % len(WISHES)], willingness=Willingness.ANYWHERE
            )
        for title in ("保安", "缝纫工", "保洁", "洗碗工", "电工", "普工"):
            county.posting(session, title=title)
    return Office(any_db, clock, gazetteer, toolkit, tmp_path / "memory")


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no more than a few people, lists or rows be there at a time."""
    for module, name in (
        *((roster, "_LINES"), (seekers, "_LOOKED_AT"), (seekers, "_MADE")),
        *((standing, "_AT_ONCE"), (finalists, "_AT_ONCE"), (store, "_ROWS_AT_ONCE")),
    ):
        monkeypatch.setattr(module, name, AT_ONCE)
    roster._page.cache_clear()
    yield
    roster._page.cache_clear()


def test_a_few_at_a_time_are_matched_as_all_at_once(
    office: Office, few_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    anew, warm = office.match(remembering=False), office.match()
    assert office.match() == warm
    monkeypatch.undo()
    roster._page.cache_clear()
    assert len(anew) == PEOPLE
    assert office.match(remembering=False) == anew == warm


def test_people_are_listed_in_pages(office: Office, few_at_once: None) -> None:
    with office.db.read() as session:
        pages = roster.listed(session, COUNTY, TODAY)
    counts = [page.count(b"\n") + 1 for page in pages]
    assert counts == [AT_ONCE] * (PEOPLE // AT_ONCE) + [PEOPLE % AT_ONCE]


def test_nobody_is_kept_whose_keys_were_made(office: Office, few_at_once: None) -> None:
    before = _people_there()
    crowd = office.crowd()
    assert _people_there() == before
    assert len(list(crowd.people)) == PEOPLE
    assert _people_there() - before <= AT_ONCE


def _people_there() -> int:
    return sum(type(each) is Person for each in gc.get_objects())


def test_rows_are_written_some_at_a_time(office: Office, few_at_once: None) -> None:
    written: list[int] = []

    @event.listens_for(office.db.engine, "before_cursor_execute")
    def count(*given: Any) -> None:
        _, _, statement, some, _, many = given
        if many and statement.replace('"', "").startswith("INSERT INTO match "):
            written.append(len(some))

    office.match()
    assert sum(written) == 3 * PEOPLE
    assert max(written) <= AT_ONCE


def test_lists_are_read_some_at_a_time_and_let_go_of(
    office: Office, few_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.match()
    read: list[int] = []
    chosen_from: list[weakref.ref[Any]] = []
    get, choose, changes = state_file.KeptArray.__getitem__, engine.choose, rows.changes

    def getting(self: state_file.KeptArray, lines: slice) -> np.ndarray[Any, Any]:
        found = get(self, lines)
        if self.shape[1:] == (standing.KEPT,):
            read.append(len(found))
        return found

    def choosing(*given: Any, **named: Any) -> Any:
        chosen_from.append(weakref.ref(given[2].base))
        return choose(*given, **named)

    def changing(*given: Any) -> Any:
        assert [lists() for lists in chosen_from] == [None]
        return changes(*given)

    monkeypatch.setattr(state_file.KeptArray, "__getitem__", getting)
    monkeypatch.setattr(engine, "choose", choosing)
    monkeypatch.setattr("matching.county_run.changes", changing)
    office.match()
    assert sum(read) == PEOPLE
    assert max(read) <= AT_ONCE
    assert len(chosen_from) == 1


def test_a_disk_that_fails_in_the_middle_costs_only_the_warm_start(
    office: Office, few_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.match()
    get = state_file.KeptArray.__getitem__

    def failing(self: state_file.KeptArray, lines: slice) -> np.ndarray[Any, Any]:
        if self.shape[1:] == (standing.KEPT,) and lines.start:
            raise OSError(5, "the disk failed")
        return get(self, lines)

    monkeypatch.setattr(state_file.KeptArray, "__getitem__", failing)
    assert office.match() == before


def test_ids_are_found_in_a_column() -> None:
    here = Ids.of([b"b".ljust(16, b"\0"), b"a" * 16, b"b" * 15 + b"\0"])
    wanted = Ids.of([b"a" * 16, b"b" * 16, b"b".ljust(16, b"\0"), b"b" * 15 + b"\0"])
    assert here.places_of(wanted).tolist() == [1, -1, 0, 2]
    assert Ids().places_of(wanted).tolist() == [-1] * 4
    assert here.places_of(Ids()).tolist() == []
    assert list(wanted[1:3]) == [wanted[1], wanted[2]]
    assert wanted == list(wanted)
    with pytest.raises(ValueError, match="whole"):
        Ids(b"too short")
    with pytest.raises(IndexError):
        wanted[4]


def test_an_array_that_lost_its_end_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "state"
    state_file.save(path, {"numbers": np.arange(12).reshape(6, 2)})
    found = state_file.load(path)
    assert found is not None
    assert found.kept["numbers"][2:4].tolist() == [[4, 5], [6, 7]]
    with path.open("rb+") as file:
        file.truncate(100)
    with pytest.raises(OSError, match="Input/output"):
        found["numbers"]
