"""Day after day: what is matched and pushed, judged by somebody who knows only the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, col, select

from jobs_feed.tables import Application, Posting, PostingState
from labourers.profiles import current_status, current_willingness
from labourers.tables import Education, EmploymentStatus, Labourer, Sex, Willingness
from matching.digest import push_county
from matching.run import match_county
from matching.tables import Match, PostingRefusal, Push, Shortfall
from matching.toolkit import Toolkit
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY
from tests.matching.test_days import World

LEVELS = list(Education)
LISTED_END, LAST_DAY = "叉车证(2026年11月28日到期)", date(2026, 11, 28)
PLACES = (COUNTY, "441900", "530100", "530300", "530325")
REACH: dict[Willingness, Callable[[Any], bool]] = {
    Willingness.ANYWHERE: lambda place: True,
    Willingness.IN_COUNTY: lambda place: place == COUNTY,
    Willingness.OUT_OF_COUNTY: lambda place: place != COUNTY,
    Willingness.OUT_OF_COUNTY_IN_PROVINCE: lambda place: place != COUNTY and place[:2] == "53",
    Willingness.OUT_OF_PROVINCE: lambda place: place[:2] != "53",
}


@dataclass
class JudgedWorld(World):
    """A county whose postings ask for much, and which pushes what it matched."""

    met: set[tuple[UUID, UUID]] = field(default_factory=set)

    def postings_come(self, session: Session) -> None:
        choice = self.random.choice
        for _ in range(4):
            self.county.posting(
                session,
                title=choice(("保安", "缝纫工", "保洁", "洗碗工", "包装工")),
                place_code=choice(PLACES),
                age_low=choice((None, 18, 40)),
                age_high=choice((None, 45, 60)),
                sex=choice((None, None, *Sex)),
                education_min=choice((None, None, Education.PRIMARY, Education.SENIOR)),
                licences=choice(([], [], ["叉车证"])),
                headcount_left=choice((None, 0, 1, 20)),
                deadline=choice((None, TODAY + timedelta(days=self.random.randint(0, 9)))),
            )

    def judge(self, on: date) -> Counter[str]:
        """Check what is stored for everybody; returns how many pairs and lacks there were."""
        with self.db.read() as session:
            people = session.exec(select(Labourer)).all()
            postings = session.exec(select(Posting)).all()
            stored: dict[UUID, set[UUID]] = {person.id: set() for person in people}
            for match in session.exec(select(Match)):
                stored[match.labourer_id].add(match.posting_id)
            for table in (Application, PostingRefusal):
                rows = session.exec(select(table.labourer_id, table.posting_id))
                self.met.update((who, what) for who, what in rows)
            lacking = {each.labourer_id for each in session.exec(select(Shortfall))}
            for person in people:
                wish = self.wish_of(session, person, on)
                fits = {each.id for each in postings if self.is_possible(person, wish, each, on)}
                assert stored[person.id] <= fits
                assert len(stored[person.id]) == min(3, len(fits))
                assert (person.id in lacking) == (wish is not None and len(fits) < 3)
        return Counter(pairs=sum(map(len, stored.values())), lacks=len(lacking))

    def push(self, on: date) -> int:
        """Push twice; returns how many got something, each something possible at that time."""
        with self.db.read() as session:
            before = set(session.exec(select(Push.id)))
        what = (self.db, self.vault, self.clock, COUNTY, on)
        for _ in range(2):
            push_county(*what, min_days_between=1, toolkit=self.toolkit, memory=self.folder)
        with self.db.read() as session:
            done = session.exec(select(Push).where(col(Push.id).not_in(before))).all()
            assert len({push.labourer_id for push in done}) == len(done)
            for push in done:
                who = session.get_one(Labourer, push.labourer_id)
                for each in map(UUID, push.posting_ids):
                    posting, wish = session.get_one(Posting, each), self.wish_of(session, who, on)
                    assert self.is_possible(who, wish, posting, on)
                    self.met.add((who.id, each))
        return len(done)

    @property
    def vault(self) -> Vault:
        return self.county.vault

    def wish_of(self, session: Session, person: Labourer, on: date) -> Willingness | None:
        """Return where somebody would work; None for who does not seek any."""
        status = current_status(session, person.id, on)
        wish = current_willingness(session, person.id, on)
        if person.erased_at is not None or status is None or wish is None:
            return None
        seeks = status.status is EmploymentStatus.UNEMPLOYED
        return wish.willingness if seeks and wish.willingness in REACH else None

    def is_possible(self, who: Labourer, wish: Willingness | None, what: Posting, on: date) -> bool:
        """Tell whether the person may be sent the posting, by the rows and the law alone."""
        birthday = (on.month, on.day) >= (who.birth_date.month, who.birth_date.day)
        age = on.year - who.birth_date.year - (not birthday)
        holds = "叉车证" in who.licences or (LISTED_END in who.licences and on <= LAST_DAY)
        level, asked = (each or Education.NONE for each in (who.education, what.education_min))
        return (
            wish is not None
            and REACH[wish](what.place_code)
            and what.state is PostingState.OPEN
            and what.headcount_left != 0
            and (what.deadline is None or what.deadline >= on)
            and (who.id, what.id) not in self.met
            and max(16, what.age_low or 0) <= age <= (what.age_high or age)
            and what.sex in (None, who.sex)
            and LEVELS.index(level) >= LEVELS.index(asked)
            and (holds or not ("叉车证" in what.licences or what.title == "叉车工"))
        )


@pytest.mark.parametrize("seed", range(2))
def test_nothing_impossible_and_three_for_everybody(
    seed: int,
    db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
) -> None:
    given = (Random(seed), db, County(vault, clock), clock, gazetteer, toolkit, tmp_path)
    world = JudgedWorld(*given)
    with db.write() as session:
        for _ in range(6):
            world.people_come(session)
            world.postings_come(session)
            world.postings_come(session)
    seen: Counter[str] = Counter()
    for day in range(5):
        on = TODAY + timedelta(days=2 * day)
        clock.set(clock.now().replace(year=on.year, month=on.month, day=on.day))
        world.happen()
        match_county(db, clock, gazetteer, COUNTY, on, toolkit=toolkit, memory=tmp_path)
        seen += world.judge(on)
        world.happen()
        seen["pushes"] += world.push(on)
    assert min(seen["pairs"], seen["lacks"], seen["pushes"]) >= 10


def test_counties_at_the_same_time_are_matched_as_one_after_the_other(
    db: Database,
    vault: Vault,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    tmp_path: Path,
) -> None:
    codes = (COUNTY, "530325", "530381")
    with db.write() as session:
        for code in codes:
            county = County(vault, clock, code)
            for number in range(8):
                county.labourer(session, wishes="想做保安" if number % 2 else "会缝纫")
                county.posting(session, title=("保安", "缝纫工", "保洁")[number % 3])

    def matched(county: str) -> int:
        what = (db, clock, gazetteer, county, TODAY)
        return match_county(*what, toolkit=toolkit, memory=tmp_path).matches

    def stored() -> set[tuple[Any, ...]]:
        with db.read() as session:
            return {
                (row.labourer_id, row.place, row.posting_id, row.score, *row.reasons)
                for row in session.exec(select(Match))
            }

    with ThreadPoolExecutor(len(codes)) as pool:
        assert list(pool.map(matched, codes)) == [24, 24, 24]
    together = stored()
    for path in tmp_path.iterdir():
        path.unlink()
    with db.write() as session:
        for row in session.exec(select(Match)):
            session.delete(row)
    assert [matched(county) for county in codes] == [24, 24, 24]
    assert stored() == together
