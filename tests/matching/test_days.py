"""Day after day: a run that remembers stores what one that remembers nothing would store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, col, select

from jobs_feed.tables import Application, Employer, Posting, PostingState
from labourers.profiles import record_status, record_willingness
from labourers.tables import Education, EmploymentStatus, Labourer, Sex, Source, Willingness
from matching.guidance import propose_guidance
from matching.run import match_county, stored_matches
from matching.tables import Match, PostingRefusal
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY

WISHES = ("想做保安,包吃住", "会缝纫,想在东莞", "不想做保洁", "随便", "会电焊,工资6000以上", "")
TITLES = ("保安", "缝纫工", "保洁", "洗碗工", "电工", "普工", "叉车工", "焊工")
YEARS = (1966, 1971, 1981, 2010)
"""Of birth: those who come of age or are just too old for something in these days."""
REASONS = ("too_far", "low_wage", "no_board", "cannot_do:sewing", "cannot_do:dropped_trade", None)
EMPLOYERS = ("会泽兴旺制衣厂", "会泽保安服务公司", "会泽恒达有限公司")


@dataclass
class World:
    """A county to which random things happen, and whose matching is run on each day."""

    random: Random
    db: Database
    county: County
    clock: SetClock
    gazetteer: Gazetteer
    toolkit: Toolkit
    folder: Path

    def copy(self, path: Path) -> World:
        """Return a world in which the same has happened."""
        source = self.db.url.database
        assert source is not None
        with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(path)) as other:
            one.backup(other)
        return replace(self, db=Database(f"sqlite:///{path}"))

    def happen(self) -> None:
        """Let some things happen."""
        news = (
            self.people_come,
            self.somebody_changes,
            self.somebody_finds_work,
            self.somebody_says_where,
            self.somebody_answers,
            self.somebody_is_erased,
            self.postings_come,
            self.a_posting_changes,
            self.an_employer_changes,
            self.a_posting_goes,
        )
        # Sometimes everything has the same moment, as under a clock that an analyst set.
        self.clock.advance(timedelta(hours=self.random.randint(0, 1)))
        with self.db.write() as session:
            for some in self.random.choices(news, k=self.random.randint(0, 9)):
                some(session)

    def people_come(self, session: Session) -> None:
        for _ in range(3):
            self.county.labourer(
                session,
                wishes=self.random.choice(WISHES),
                willingness=self.random.choice(list(Willingness)),
                birth_date=date(self.random.choice(YEARS), 11, self.random.randint(22, 30)),
                sex=self.random.choice(list(Sex)),
                education=self.random.choice([None, *Education]),
            )

    def postings_come(self, session: Session) -> None:
        for _ in range(4):
            wage = self.random.choice((None, 300_000, 700_000))
            self.county.posting(
                session,
                title=self.random.choice(TITLES),
                wage_low_fen=wage,
                wage_high_fen=wage,
                lodging=self.random.choice((None, True)),
                place_code=self.random.choice((COUNTY, "441900", "530100")),
                age_high=self.random.choice((None, 45, 60)),
            )

    def somebody_changes(self, session: Session) -> None:
        who = self._one(session, Labourer)
        if who is not None:
            change: dict[str, Any] = self.random.choice(
                (
                    {"wishes": self.random.choice(WISHES)},
                    {"education": Education.BACHELOR},
                    {"licences": ["叉车证"]},
                    {"licences": ["叉车证(2026年11月28日到期)"]},
                    {"town_code": "530326100"},
                )
            )
            for name, value in change.items():
                setattr(who, name, value)

    def somebody_finds_work(self, session: Session) -> None:
        who = self._one(session, Labourer)
        if who is not None:
            status = self.random.choice((EmploymentStatus.EMPLOYED, EmploymentStatus.UNEMPLOYED))
            record_status(session, self.clock, who.id, status, source=Source.LABOURER, by="test")

    def somebody_says_where(self, session: Session) -> None:
        who = self._one(session, Labourer)
        if who is not None:
            where = self.random.choice(list(Willingness))
            record_willingness(
                session, self.clock, who.id, where, source=Source.LABOURER, by="test"
            )

    def somebody_answers(self, session: Session) -> None:
        match = self._one(session, Match)
        if match is None:
            return
        pair: dict[str, Any] = {"labourer_id": match.labourer_id, "posting_id": match.posting_id}
        if self.random.random() < 0.5:
            moment = self.clock.now()
            made: dict[str, Any] = {"county_code": COUNTY, "channel": "sms", "applied_at": moment}
            session.add(Application(**made, state_at=moment, **pair))
        else:
            reason = self.random.choice(REASONS)
            session.add(PostingRefusal(reason=reason, refused_at=self.clock.now(), **pair))
        session.flush()

    def somebody_is_erased(self, session: Session) -> None:
        who = self._one(session, Labourer)
        if who is not None:
            who.erased_at = self.clock.now()

    def a_posting_changes(self, session: Session) -> None:
        posting = self._one(session, Posting)
        if posting is not None:
            if self.random.random() < 0.5:
                posting.title = self.random.choice(TITLES)
            posting.wage_low_fen = posting.wage_high_fen = self.random.choice((250_000, 650_000))
            posting.headcount_left = self.random.choice((None, 1, 5))
            posting.updated_at = self.clock.now()

    def an_employer_changes(self, session: Session) -> None:
        posting = self._one(session, Posting)
        if posting is not None:
            session.get_one(Employer, posting.employer_id).name = self.random.choice(EMPLOYERS)

    def a_posting_goes(self, session: Session) -> None:
        posting = self._one(session, Posting)
        if posting is not None:
            posting.state = self.random.choice((PostingState.CLOSED, PostingState.OPEN))

    def _one(self, session: Session, table: Any) -> Any:
        found = session.exec(select(table).order_by(col(table.id))).all()
        return self.random.choice(found) if found else None

    def matched(self, on: date, memory: Path | None) -> list[tuple[object, ...]]:
        what = (self.db, self.clock, self.gazetteer, COUNTY, on)
        match_county(*what, toolkit=self.toolkit, memory=memory)
        propose_guidance(*what, toolkit=self.toolkit, memory=memory)
        self.clock.advance(timedelta(minutes=1))
        with self.db.read() as session:
            found = list(stored_matches(session, self.gazetteer, COUNTY))
            rows = session.exec(select(Match.labourer_id, Match.posting_id, Match.place))
            pairs = sorted(tuple(row) for row in rows)
        lacks = [
            (each.shortfall.reasons, each.shortfall.helps) if each.shortfall else None
            for each in found
        ]
        told = [(each.labourer_id, each.postings) for each in found]
        return [*pairs, *zip(told, lacks, strict=True)]


@pytest.mark.parametrize("seed", range(2))
def test_remembering_changes_nothing(
    seed: int,
    db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
) -> None:
    world = World(Random(seed), db, County(vault, clock), clock, gazetteer, toolkit, tmp_path)
    with db.write() as session:
        for _ in range(4):
            world.people_come(session)
            world.postings_come(session)
    stored = 0
    for day in range(6):
        on = TODAY + timedelta(days=2 * day)
        world.happen()
        if world.random.random() < 0.3:
            # A day that is not remembered makes what the file says of the rows out of date.
            world.matched(on, None)
            world.happen()
        anew = world.copy(tmp_path / f"{day}.db").matched(on, None)
        assert world.matched(on, tmp_path) == anew
        stored += len(anew)
    assert stored > 60


def test_a_day_counted_again_is_the_one_that_is_told(
    db: Database, vault: Vault, clock: SetClock, gazetteer: Gazetteer, toolkit: Toolkit
) -> None:
    with db.write() as session:
        County(vault, clock).labourer(session)
    what = (db, clock, gazetteer, COUNTY)
    match_county(*what, TODAY, toolkit=toolkit)
    clock.advance(timedelta(days=-1))
    again = match_county(*what, TODAY - timedelta(days=1), toolkit=toolkit)
    with db.read() as session:
        (told,) = stored_matches(session, gazetteer, COUNTY)
        assert told.shortfall is not None
        assert told.shortfall.run_id == again.run_id


@pytest.mark.parametrize(
    "told",
    [
        {"wishes": "有叉车证，2026年11月25日到期"},
        {"skills": "叉车证2026年11月25日到期"},
        {"licences": ["叉车证(2026年11月25日到期)"]},
    ],
    ids="".join,
)
def test_a_licence_that_ended_since_is_not_remembered(
    told: dict[str, Any],
    any_db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
) -> None:
    county = County(vault, clock)
    with any_db.write() as session:
        county.labourer(session, **told)
        for _ in range(3):
            county.posting(session, title="叉车工")
    what = (any_db, clock, gazetteer, COUNTY)
    found = [
        match_county(*what, TODAY + timedelta(days=days), toolkit=toolkit, memory=tmp_path).matches
        for days in (0, 2, 3, 1)
    ]
    assert found == [3, 3, 0, 3]
