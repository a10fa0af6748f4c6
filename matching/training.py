"""Which training of the county would open the most postings to a person. Pure.

A training gives skills and papers. It opens a posting when the person may be offered it afterwards,
the posting is the work that was taught, and before it was barred by a paper or out of reach because
the trade was strange to the person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

import numpy as np

from matching.catalogue import Catalogue, Skill, Term, TermKind
from matching.feed import Feed
from matching.feedback import CANNOT_SURE
from matching.licences import held_in, lacking, licence_name, read_licences, with_covered
from matching.model import Person, Vacancy
from matching.query_text import Reader
from matching.text import clean

KNOWS_FROM = 85
"""From this likeness on (0 to 100) somebody who learned the one work can do the other."""


@dataclass(frozen=True, slots=True)
class Course:
    """A training as matching sees it: what it teaches, for whom, from when.

    ``age_low`` and ``age_high`` are whole years, both included; ``begins_on`` None means any day.
    """

    id: UUID
    name: str
    skills: tuple[Term, ...]
    licences: frozenset[str]
    age_low: int | None = None
    age_high: int | None = None
    begins_on: date | None = None

    def takes(self, person: Person) -> bool:
        """Tell whether the person's age lies within what the training takes."""
        high = self.age_high is None or person.age <= self.age_high
        return high and (self.age_low is None or person.age >= self.age_low)


@dataclass(frozen=True, slots=True)
class Offer:
    """The best training for a person and how many postings it would open."""

    course: Course
    opens: int


def read_course(
    reader: Reader,
    training_id: UUID,
    name: str,
    teaches: str,
    *,
    ages: tuple[int | None, int | None] = (None, None),
    begins_on: date | None = None,
) -> Course:
    """Return the course that ``teaches`` describes ("电焊，考焊工证")."""
    text = clean(teaches)
    licences = held_in(text) or read_licences(text)
    skills = dict.fromkeys((*reader.skills(teaches), *reader.trades_of(licences)))
    return Course(training_id, name, tuple(skills), licences, *ages, begins_on)


def taught(course: Course, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what the service read out of a training's description, as Chinese names."""
    jobs = [catalogue.name(term) for term in course.skills]
    return (*jobs, *sorted(licence_name(key) for key in course.licences))


def opened(feed: Feed, person: Person, course: Course) -> list[Vacancy]:
    """Return the postings that the training would open to the person, in the order of the feed."""
    wishes = person.wishes
    after = replace(
        person,
        licences=person.licences | course.licences,
        wishes=replace(wishes, skills=(*wishes.skills, *course.skills)),
    )
    before, now = feed.allowed(person), feed.allowed(after) & ~feed.met(person)
    catalogue = feed.scorer.catalogue
    return [
        vacancy
        for at in np.flatnonzero(now)
        if _taught(course, vacancy := feed.vacancies[at], catalogue)
        and not _avoided(person, vacancy, catalogue)
        and (not before[at] or _strange(person, vacancy, catalogue))
    ]


def best_course(feed: Feed, person: Person, courses: Sequence[Course]) -> Offer | None:
    """Return the training that opens most postings; the earliest, then by name, among equals.

    None when no training takes the person or opens anything.
    """
    offers = [
        Offer(course, len(opened(feed, person, course)))
        for course in courses
        if course.takes(person)
    ]
    useful = [offer for offer in offers if offer.opens]
    return min(useful, key=_first, default=None)


def _first(offer: Offer) -> tuple[int, date, str]:
    return -offer.opens, offer.course.begins_on or date.max, offer.course.name


def _taught(course: Course, vacancy: Vacancy, catalogue: Catalogue) -> bool:
    if vacancy.licences and not lacking(with_covered(course.licences), vacancy.licences):
        return True
    return _likeness(course.skills, vacancy, catalogue) >= KNOWS_FROM


def _strange(person: Person, vacancy: Vacancy, catalogue: Catalogue) -> bool:
    """Tell whether the person could not do the work so far, though nothing forbids it."""
    if vacancy.skill is Skill.NONE:
        return False
    return _likeness(person.wishes.skills, vacancy, catalogue) < KNOWS_FROM


def _avoided(person: Person, vacancy: Vacancy, catalogue: Catalogue) -> bool:
    # What somebody turned down because they cannot do it is what a training is for.
    unwanted = [term for term in person.wishes.avoids if term.sure > CANNOT_SURE]
    return _likeness(unwanted, vacancy, catalogue) >= KNOWS_FROM


def _likeness(terms: Iterable[Term], vacancy: Vacancy, catalogue: Catalogue) -> int:
    # A sector ("电子厂") names where somebody worked, not a trade that was learned.
    known = (term for term in terms if term.kind is TermKind.JOB)
    return max((catalogue.likeness(term, vacancy.work) for term in known), default=0)
