"""One county measured by one standard: read once, then asked for coverage and for people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlmodel import Session

from service_ledger import roll
from service_ledger.counting import (
    Line,
    Membership,
    lacking,
    membership,
    tally,
    window,
)
from service_ledger.kinds import ServiceKind
from service_ledger.standards import standards_for
from service_ledger.tables import ServiceStandard
from storage.places import scope_prefix


class CoverageError(Exception):
    """Coverage cannot be told for what was asked; the message is for staff, in Chinese."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One person of the group: how they belong, what they got, and what they still lack."""

    member: roll.Member
    membership: Membership
    given: Counter[ServiceKind]
    lacking: dict[ServiceKind, int]

    @property
    def met(self) -> bool:
        """Whether the person got all that the standard asks for."""
        return not self.lacking


@dataclass(frozen=True)
class Assessment:
    """What was found; ``people`` are all on the roll, whether or not they belong to the group.

    ``others`` counts the services of people who are no longer on the roll.
    """

    county: str
    year: int
    first: date
    last: date
    standard: ServiceStandard
    lines: tuple[Line, ...]
    people: tuple[Judged, ...]
    others: Counter[ServiceKind]

    @cached_property
    def below(self) -> tuple[Judged, ...]:
        """The people who count and lack something, those who lack most first."""
        missing = [one for one in self.people if one.membership.counts and not one.met]
        return tuple(sorted(missing, key=_need))


def assess(
    session: Session,
    county: str,
    year: int,
    on: date,
    *,
    standard_code: str | None = None,
    scope: str | None = None,
) -> Assessment:
    """Measure ``county`` (adcode) in ``year`` as it stood on ``on``.

    A day after the year is taken as its last one. ``scope`` (an adcode, or a town's or village's
    code) narrows to a part of the county, where nobody off the roll is counted. Raises
    CoverageError when the year has not begun and service_ledger.standards.StandardError when no
    standard was in force.
    """
    if on.year < year:
        raise CoverageError(f"{year} 年还没有到,没有覆盖情况")
    rows = standards_for(session, county, min(on, date(year, 12, 31)), standard_code)
    standard = rows[0]
    lines = tuple(Line(row.kind, row.minimum, row.min_postings) for row in rows)
    first, last = window(standard.period, year, on)
    members = roll.members(session, county, last, standard.group, scope or county)
    given = tally(roll.services(session, county, first, last), lines, first, last)
    people = []
    for member in members:
        counts = given.pop(member.ref, None) or Counter()
        how = membership(member.unemployed, member.willing, first, last)
        people.append(Judged(member, how, counts, lacking(counts, lines)))
    others: Counter[ServiceKind] = Counter()
    if scope is None or county.startswith(scope_prefix(scope)):
        for counts in given.values():
            others.update(counts)
    return Assessment(county, year, first, last, standard, lines, tuple(people), others)


def _need(one: Judged) -> tuple[int, str, str, str]:
    member = one.member
    area = member.town_code or "", member.village_code or ""
    return -sum(one.lacking.values()), *area, str(member.labourer)
