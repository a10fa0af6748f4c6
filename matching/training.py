"""Which training of the county would serve a person best, and which postings it opens. Pure.

A training gives skills and papers. It opens a posting when the person may be offered it afterwards
and would take it, the posting is the work that was taught and still open when the training is over,
and before it was barred by a paper or out of reach because the trade was strange to the person.
Among trainings that one is best whose postings suit best: how many there are counts less and less,
for nobody takes thirty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

import numpy as np

from matching.catalogue import Catalogue, Demand, Skill, Term, TermKind
from matching.feed import Feed
from matching.feedback import CANNOT_SURE
from matching.model import Distance, Person, Vacancy, distance
from matching.reading.licences import lacking, licence_name, read_licences, with_covered
from matching.reading.papers_told import held_in
from matching.reading.query_text import Reader
from matching.reading.text import clean

_FURTHER = 0.9
_WANTED_MORE = 1.5
"""A training in what somebody could not do when it was offered counts for so much more."""
KNOWS_FROM = 85
"""From this likeness on (0 to 100) somebody who learned the one work can do the other."""


@dataclass(frozen=True, slots=True)
class Course:
    """A training as matching sees it: what it teaches, for whom, from when.

    ``age_low`` and ``age_high`` are whole years, both included; ``begins_on`` None means any day,
    ``days`` None that nobody said how long it takes.
    """

    id: UUID
    name: str
    skills: tuple[Term, ...]
    licences: frozenset[str]
    age_low: int | None = None
    age_high: int | None = None
    begins_on: date | None = None
    days: int | None = None

    def takes(self, person: Person) -> bool:
        """Tell whether the person's age lies within what the training takes."""
        high = self.age_high is None or person.age <= self.age_high
        return high and (self.age_low is None or person.age >= self.age_low)

    def over_on(self, on: date) -> date:
        """Return the day after the training for somebody who begins as soon as can be."""
        return max(on, self.begins_on or on) + timedelta(days=self.days or 0)


@dataclass(frozen=True, slots=True)
class Offer:
    """The best training for a person, how many postings it would open, and how well they suit.

    ``worth`` compares trainings for one person; it has no unit.
    """

    course: Course
    opens: int
    worth: float


def read_course(
    reader: Reader,
    training_id: UUID,
    name: str,
    teaches: str,
    *,
    ages: tuple[int | None, int | None] = (None, None),
    begins_on: date | None = None,
    days: int | None = None,
) -> Course:
    """Return the course that ``teaches`` describes ("电焊，考焊工证")."""
    text = clean(teaches)
    licences = held_in(text) or read_licences(text)
    skills = dict.fromkeys((*reader.skills(teaches), *reader.trades_of(licences)))
    return Course(training_id, name, tuple(skills), licences, *ages, begins_on, days)


def taught(course: Course, catalogue: Catalogue) -> tuple[str, ...]:
    """Return what the service read out of a training's description, as Chinese names."""
    jobs = [catalogue.name(term) for term in course.skills]
    return (*jobs, *sorted(licence_name(key) for key in course.licences))


def opened(feed: Feed, person: Person, course: Course) -> list[Vacancy]:
    """Return the postings that the training would open to the person, in the order of the feed."""
    after = _learned(person, course)
    before, now = feed.allowed(person), feed.allowed(after) & ~feed.met(person)
    catalogue, light = feed.scorer.catalogue, feed.scorer.features["light_work"].mask
    over = course.over_on(feed.on)
    return [
        vacancy
        for at in np.flatnonzero(now)
        if _taught(course, vacancy := feed.vacancies[at], catalogue)
        and (vacancy.deadline is None or vacancy.deadline >= over)
        and not _avoided(person, vacancy, catalogue)
        and not would_refuse(person, vacancy, light)
        and (not before[at] or _strange(person, vacancy, catalogue))
    ]


def would_refuse(person: Person, vacancy: Vacancy, light: int) -> bool:
    """Tell whether a posting has what the person turned others down for, or asked to be spared.

    Too far for who wants to be near, paid at most less than nine tenths of what is asked for, heavy
    for who asks for light work (``light`` is that feature's mask), without board for who needs it
    away from home, or plainly without something asked for. What is not stated is no fault.
    """
    wishes = person.wishes
    away = distance(person.home, vacancy.place) > Distance.COUNTY
    top = vacancy.wage_high if vacancy.wage_high is not None else vacancy.wage_low
    too_low = wishes.wage is not None and top is not None and 10 * top < 9 * wishes.wage
    unhoused = away and bool(
        (wishes.lodging and vacancy.lodging is False) or (wishes.food and vacancy.food is False)
    )
    too_heavy = bool(wishes.features & light) and vacancy.demand is Demand.HEAVY
    lacks = bool(wishes.features & vacancy.offer.lacks & ~light)
    return (wishes.near and away) or too_low or unhoused or too_heavy or lacks


def best_course(
    feed: Feed, person: Person, courses: Sequence[Course], done: Sequence[Course] = ()
) -> Offer | None:
    """Return the training that serves the person best; the earliest, then by name, among equals.

    None when no training takes the person or opens anything. ``done`` are trainings the person has
    been to: none that teaches only what they taught, or what the person can, is of any use.
    """
    offers = []
    for course in courses:
        if course.takes(person) and not _knows_all(person, course, done):
            found = opened(feed, person, course)
            if found:
                taste = feed.taste(_learned(_ready_to_learn(person), course))
                scores = [int(taste[feed.place_of[each.id]]) for each in found]
                more = _WANTED_MORE if _is_missed(person, course) else 1.0
                offers.append(Offer(course, len(found), more * worth_of(scores)))
    return min(offers, key=_first, default=None)


def worth_of(scores: Iterable[int]) -> float:
    """Return what postings of these scores (thousandths) are worth together.

    The best counts whole, each further one a tenth less than the one before.
    """
    best_first = sorted((max(score, 0) for score in scores), reverse=True)
    return float(sum(score * _FURTHER**at for at, score in enumerate(best_first)))


def _first(offer: Offer) -> tuple[float, int, date, str]:
    return -offer.worth, -offer.opens, offer.course.begins_on or date.max, offer.course.name


def _learned(person: Person, course: Course) -> Person:
    wishes = person.wishes
    return replace(
        person,
        licences=person.licences | course.licences,
        wishes=replace(wishes, skills=(*wishes.skills, *course.skills)),
    )


def _ready_to_learn(person: Person) -> Person:
    """Return the person without the dislike of what they only cannot do yet."""
    avoids = tuple(term for term in person.wishes.avoids if term.sure > CANNOT_SURE)
    return replace(person, wishes=replace(person.wishes, avoids=avoids))


def _is_missed(person: Person, course: Course) -> bool:
    """Tell whether a training teaches what the person turned down for not being able to do it."""
    missed = {term.key for term in person.wishes.avoids if term.sure == CANNOT_SURE}
    return any(term.key in missed for term in course.skills)


def _knows_all(person: Person, course: Course, done: Sequence[Course]) -> bool:
    # A licence that has expired is renewed (复审, 换证), not learnt once more.
    had = person.licences | person.lapsed
    held = with_covered(had.union(*(each.licences for each in done)))
    known = {term.key for term in person.wishes.skills}
    known |= {term.key for each in done for term in each.skills}
    return course.licences <= held and all(term.key in known for term in course.skills)


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
