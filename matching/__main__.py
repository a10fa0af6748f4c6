"""Compiles the loops of matching, so that no start has to.

    python -m matching

An installation runs it once: what it makes is kept beside the modules.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from labourers.tables import Sex
from matching import engine
from matching.catalogue import Demand, Skill, Work
from matching.crowd import Crowd
from matching.feed import Feed
from matching.model import Person, Vacancy
from matching.standing import brought_up, found_anew
from matching.toolkit import Toolkit
from storage.gazetteer import Gazetteer

_COUNTY, _DAY = "530326", date(2026, 1, 1)


def run_every_loop(toolkit: Toolkit) -> None:
    """Match one invented person, who has more postings to choose from than are kept, twice."""
    alike = [_vacancy(number, 1) for number in range(2 * engine.CHOSEN_FROM)]
    feed = Feed([*alike, _vacancy(len(alike), 2)], toolkit.scorer, _DAY)
    person = Person(UUID(int=0), 40, Sex.FEMALE, _COUNTY)
    engine.match(feed, [person], toolkit.weights)
    before, _ = found_anew(feed.part(alike), Crowd([person]))
    brought_up(before, feed, Crowd([person]))


def _vacancy(number: int, employer: int) -> Vacancy:
    given = Work(title="普工"), Demand.LIGHT, Skill.NONE
    return Vacancy(UUID(int=number), employer, "普工", *given, place=_COUNTY)


if __name__ == "__main__":
    run_every_loop(Toolkit.load(Gazetteer.load()))
