"""A seeded, invented labour market whose truth the generator knows; for benchmarks and tests.

People of six counties in five provinces and the postings of their counties and of the cities they
go to. What somebody wants, knows and avoids is drawn first (``Seeker``) and then put into words; a
posting's occupation likewise (``Opening``). ``matching`` gets the words alone, through the same
rows and readers as in a county. One wording in five (``HELD_SHARE``) is one its dictionary does not
hold. Headcounts, ages, sexes, titles, board and shifts follow the counts of real postings where
their file is there (``benchmarks.matching_words``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from benchmarks.matching_openings import Employer, Opening, employers, opening
from benchmarks.matching_places import DAY, HOMES
from benchmarks.matching_seekers import Seeker, seeker
from benchmarks.matching_words import occupations, shapes
from jobs_feed.tables import Posting, PostingState
from labourers.tables import Labourer, Source, WillingnessRecord
from matching.model import Person, Vacancy
from matching.reading.people import to_person
from matching.reading.vacancies import to_vacancy
from matching.toolkit import Toolkit
from storage.clock import SHANGHAI
from storage.gazetteer import Gazetteer
from storage.money import FEN_PER_YUAN
from storage.vault import Sealed

NOW = datetime.combine(DAY, time(9), SHANGHAI)


@dataclass(frozen=True, slots=True)
class Market:
    """People, their postings and the employers; ``real`` says whether real counts shaped them."""

    seekers: tuple[Seeker, ...]
    openings: tuple[Opening, ...]
    employers: tuple[Employer, ...]
    real: bool

    def people(self, toolkit: Toolkit) -> list[Person]:
        """Return the people as ``matching`` reads them from their rows."""
        return [
            to_person(labourer_row(each), willingness_row(each), toolkit.reader, DAY)
            for each in self.seekers
        ]

    def vacancies(self, toolkit: Toolkit) -> list[Vacancy]:
        """Return the postings as ``matching`` reads them from their rows."""
        return [
            to_vacancy(
                posting_row(each, self.employers[each.employer]),
                self.employers[each.employer].name,
                toolkit.reader,
                toolkit.gazetteer,
                DAY,
            )
            for each in self.openings
        ]


def market(people: int, postings: int, seed: int, *, homes: Sequence[str] = HOMES) -> Market:
    """Return the market of a seed; ``homes`` are the counties people come from."""
    random, known, found = Random(seed), occupations(), shapes()
    firms = employers(random, max(8, postings // 4), homes)
    openings = tuple(opening(random, known, found, firms) for _ in range(postings))
    seekers = tuple(seeker(random, known, homes) for _ in range(people))
    return Market(seekers, openings, firms, found.real)


def labourer_row(given: Seeker) -> Labourer:
    """Return the roster's row of a person; nothing in it could identify anybody."""
    born = DAY.replace(year=DAY.year - given.age) - timedelta(days=100)
    return Labourer(
        id=given.id,
        county_code=given.home[:6],
        town_code=given.home if len(given.home) > 6 else None,
        name="王小明",
        sex=given.sex,
        birth_date=born,
        education=given.education,
        health=given.health,
        work_ability=given.ability,
        id_number_sealed=Sealed(b"\0" * 16),
        id_number_index=given.id.bytes,
        skills=given.skills_text or None,
        wishes=given.wishes_text or None,
        wage_expected_fen=given.wage_field * FEN_PER_YUAN if given.wage_field else None,
        licences=sorted(given.licences),
        ledger_ref=given.id,
        created_at=NOW,
        updated_at=NOW,
    )


def willingness_row(given: Seeker) -> WillingnessRecord:
    """Return the dated willingness of a person."""
    return WillingnessRecord(
        labourer_id=given.id,
        willingness=given.willingness,
        places=list(given.named),
        since=date(DAY.year, 1, 1),
        source=Source.ROSTER,
        recorded_by="benchmark",
        recorded_at=NOW,
    )


def posting_row(given: Opening, employer: Employer) -> Posting:
    """Return the row of a posting."""
    low, high = given.wage_low, given.wage_high
    published = NOW - timedelta(days=given.age_days)
    return Posting(
        id=given.id,
        employer_id=employer.id,
        county_code=HOMES[0],
        source="benchmark",
        external_id=str(given.id),
        fingerprint=str(given.id),
        content_hash=str(given.id),
        title=given.title,
        kind=given.kind,
        place_code=given.place,
        headcount=given.headcount,
        headcount_left=given.headcount,
        wage_low_fen=None if low is None else low * FEN_PER_YUAN,
        wage_high_fen=None if high is None else high * FEN_PER_YUAN,
        sex=given.sex,
        age_low=given.age_low,
        age_high=given.age_high,
        education_min=given.education,
        food=given.food,
        lodging=given.lodging,
        description=given.text,
        state=PostingState.OPEN,
        created_at=published,
        updated_at=published,
        published_at=published,
    )


def said_by(given: Seeker) -> str:
    """Return what the person said, for a comparison of texts."""
    return ",".join(part for part in (given.skills_text, given.wishes_text) if part)


def said_of(given: Opening) -> str:
    """Return what the posting says, for a comparison of texts."""
    return f"{given.title},{given.text}"


@cache
def toolkit() -> Toolkit:
    """Return everything ``matching`` reads from its data files, built once."""
    return Toolkit.load(Gazetteer.load())
