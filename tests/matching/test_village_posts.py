"""Posts kept for the people of one village, from the rows of a roster to what everybody gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import col, select

from jobs_feed.tables import PostingKind
from labourers.tables import Labourer, Willingness
from matching.job_search import JobSearch
from matching.load import load_people
from matching.requirements import RULES
from matching.run import match_county, stored_matches
from matching.toolkit import Toolkit
from matching.understanding import read_person, read_posting
from storage.clock import SetClock
from storage.database import Database
from storage.gazetteer import Gazetteer
from storage.places import Place, PlaceLevel, ensure_place
from storage.vault import Vault
from tests.matching.builders import County
from tests.matching.conftest import COUNTY, TODAY

TOWN, OTHER_TOWN = f"{COUNTY}106", f"{COUNTY}107"
KEPT = "村级保洁员"


@dataclass
class Office:
    """A county whose people have villages, matched day after day and from nothing."""

    db: Database
    clock: SetClock
    gazetteer: Gazetteer
    toolkit: Toolkit
    county: County
    folder: Path

    def add(self, name: str, village: str, told: str = "", town: str = TOWN) -> UUID:
        """Add somebody of a village, which is empty where the roster has none."""
        with self.db.write() as session:
            place = ensure_place(session, town, village, PlaceLevel.VILLAGE) if village else None
            row = self.county.labourer(
                session,
                external_id=name,
                town_code=town,
                village_code=place.code if place else None,
                wishes=told,
                willingness=Willingness.IN_COUNTY,
            )
            return row.id

    def post(self, text: str, place: str = "者海镇五星村") -> None:
        """Offer a post of the town that says ``text``."""
        with self.db.write() as session:
            self.county.posting(
                session,
                title=KEPT,
                kind=PostingKind.PUBLIC_WELFARE,
                description=text,
                place_code=TOWN,
                place_text=place,
            )

    def match(self, *, anew: bool = False) -> Mapping[str, tuple[str, ...]]:
        """Return what everybody gets, with the day before or from nothing."""
        match_county(
            *(self.db, self.clock, self.gazetteer, COUNTY, TODAY),
            toolkit=self.toolkit,
            memory=None if anew else self.folder,
        )
        self.clock.advance(timedelta(minutes=1))
        with self.db.read() as session:
            found = list(stored_matches(session, self.gazetteer, COUNTY))
        return {each.external_id or "": tuple(one.title for one in each.postings) for each in found}


@pytest.fixture
def office(
    any_db: Database,
    clock: SetClock,
    gazetteer: Gazetteer,
    toolkit: Toolkit,
    vault: Vault,
    tmp_path: Path,
) -> Office:
    return Office(any_db, clock, gazetteer, toolkit, County(vault, clock), tmp_path / "memory")


def who_gets(found: Mapping[str, tuple[str, ...]]) -> list[str]:
    return sorted(name for name, titles in found.items() if KEPT in titles)


def test_only_the_people_of_the_village_get_its_post(office: Office) -> None:
    office.add("甲", "五星村,三组")
    office.add("乙", "红星村")
    office.add("丙", "")
    office.add("丁", "五星社区", town=OTHER_TOWN)
    office.add("戊", "红星村", "户口在五星村，想找个公岗")
    office.add("己", "五星村", "户口还在红星村没动")
    office.post("清扫村道，仅限五星村户籍，外村的不收")
    assert who_gets(office.match(anew=True)) == ["戊", "甲"]


def test_the_days_after_are_as_from_nothing(office: Office) -> None:
    moved = office.add("甲", "五星村")
    office.add("乙", "红星村")
    office.add("丙", "五星村委会")
    office.post("只招本村村民")
    assert who_gets(office.match()) == ["丙", "甲"]
    with office.db.write() as session:
        row = session.get(Labourer, moved)
        assert row is not None
        row.village_code = None
        renamed = session.exec(select(Place).where(col(Place.name) == "红星村")).one()
        renamed.name = "五星村(原红星村)"
    assert who_gets(office.match()) == ["丙", "乙"]
    office.post("限红星村户籍", place="者海镇")
    warm = office.match()
    assert who_gets(warm) == ["丙", "乙"]
    assert warm == office.match(anew=True)


def test_a_search_keeps_to_it_for_who_is_on_the_roster(office: Office) -> None:
    ours, other = office.add("甲", "五星村"), office.add("乙", "红星村")
    office.post("限本村村民报名")
    search = JobSearch(office.toolkit)
    with office.db.read() as session:
        found = {
            who: search.search(session, "保洁", county=COUNTY, on=TODAY, person_id=who)
            for who in (ours, other, None)
        }
    assert [each.vacancy.title for each in found[ours].postings] == [KEPT]
    assert [each.vacancy.title for each in found[None].postings] == [KEPT]
    assert not found[other].postings
    rule = next(each for each in RULES if each.code == "local")
    assert found[other].barred == ((rule.why, 1),)


def test_a_caseworker_is_told_for_whom_and_from_where(office: Office) -> None:
    who = office.add("甲", "五星村", "户口在红星村，现住白马社区")
    office.post("限本村户籍")
    with office.db.read() as session:
        row = session.get(Labourer, who)
        assert row is not None
        assert read_person(office.toolkit, row, None, TODAY).homes == ("户籍在红星", "住在白马")
        (person,) = load_people(session, office.toolkit, COUNTY, TODAY)
        assert person.villages.registered == ("红星",)
        assert person.villages.others == ("五星", "白马")


def test_a_posting_says_for_which_village_it_is(office: Office) -> None:
    with office.db.write() as session:
        post = office.county.posting(
            session, description="限本村户籍", place_code=TOWN, place_text="者海镇五星村"
        )
        read = read_posting(office.toolkit, post, "者海镇人民政府", TODAY)
    assert (read.villages, read.locals_of) == ("户籍在者海的五星", "")
