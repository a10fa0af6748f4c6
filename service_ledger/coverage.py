"""Coverage of a county by a service standard, and the people below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from labourers.tables import Labourer
from service_ledger.assessment import Assessment, Judged, assess
from service_ledger.counting import Line, member_since, period_end
from service_ledger.figures import Area, Coverage, figures_of
from service_ledger.kinds import ServiceKind
from service_ledger.roll import as_uuid
from storage.places import PlaceLevel, place_names

PAGE = 50


@dataclass(frozen=True, slots=True)
class PersonLacking:
    """One person below the standard: since when they count, what they got, what they lack."""

    labourer_id: UUID
    person_ref: UUID
    name: str
    town_code: str | None
    town: str | None
    village_code: str | None
    village: str | None
    since: date
    given: Mapping[ServiceKind, int]
    lacking: Mapping[ServiceKind, int]


def coverage(
    session: Session,
    county: str,
    year: int,
    on: date,
    standard_code: str | None = None,
    scope: str | None = None,
) -> Coverage:
    """Return the coverage of ``county`` (adcode) in ``year`` as it stood on ``on``.

    Without ``standard_code`` the county's own standard decides (``standards.standards_for``).
    Raises assessment.CoverageError and standards.StandardError.
    """
    return coverage_of(
        session,
        assess(session, county, year, on, standard_code=standard_code, scope=scope),
    )


def lacking(
    session: Session,
    county: str,
    year: int,
    on: date,
    scope: str | None = None,
    *,
    standard_code: str | None = None,
    kind: ServiceKind | None = None,
    offset: int = 0,
    limit: int = PAGE,
) -> list[PersonLacking]:
    """Return one page of the people below the standard, those who lack most first.

    ``kind`` keeps those who lack that kind. Raises as ``coverage``.
    """
    found = assess(session, county, year, on, standard_code=standard_code, scope=scope)
    return lacking_of(session, found, kind=kind, offset=offset, limit=limit)


def coverage_of(session: Session, found: Assessment) -> Coverage:
    """Return the coverage that an assessment shows."""
    names = place_names(session, found.county)
    standard = found.standard
    return Coverage(
        standard=standard.code,
        title=standard.title,
        document=standard.document,
        clause=standard.clause,
        place_code=standard.place_code,
        adopted_by=standard.adopted_by,
        county=found.county,
        year=found.year,
        first=found.first,
        last=found.last,
        due=period_end(standard.period, found.last),
        figures=figures_of(found.people, found.lines, found.others),
        by_area=tuple(_towns(found, names)),
    )


def lacking_of(
    session: Session,
    found: Assessment,
    *,
    kind: ServiceKind | None = None,
    offset: int = 0,
    limit: int = PAGE,
) -> list[PersonLacking]:
    """Return one page of the people below the standard from an assessment made before."""
    below = [one for one in found.below if kind is None or kind in one.lacking]
    page = below[offset : offset + limit]
    places = place_names(session, found.county)
    wanted = [as_uuid(one.member.labourer) for one in page]
    names = dict(
        session.exec(select(Labourer.id, Labourer.name).where(col(Labourer.id).in_(wanted))).all()
    )
    return [_person_lacking(one, found.last, names, places) for one in page]


def _towns(found: Assessment, names: Mapping[str, str]) -> Iterator[Area]:
    for town, people in _grouped(found.people, lambda one: one.member.town_code):
        villages = tuple(_villages(people, found.lines, names)) if town else ()
        name = names.get(town, town) if town else "未填乡镇"
        yield Area(town, name, PlaceLevel.TOWN, figures_of(people, found.lines), villages)
    if found.others:
        figures = figures_of((), found.lines, found.others)
        yield Area(None, "不在统计人员内", PlaceLevel.TOWN, figures)


def _villages(
    people: Sequence[Judged], lines: Sequence[Line], names: Mapping[str, str]
) -> Iterator[Area]:
    for village, inside in _grouped(people, lambda one: one.member.village_code):
        name = names.get(village, village) if village else "未填村"
        yield Area(village, name, PlaceLevel.VILLAGE, figures_of(inside, lines))


def _grouped(
    people: Iterable[Judged], place: Callable[[Judged], str | None]
) -> list[tuple[str | None, list[Judged]]]:
    groups: dict[str | None, list[Judged]] = {}
    for one in people:
        groups.setdefault(place(one), []).append(one)
    return sorted(groups.items(), key=lambda group: (group[0] is None, group[0] or ""))


def _person_lacking(
    one: Judged, last: date, names: Mapping[UUID, str], places: Mapping[str, str]
) -> PersonLacking:
    member = one.member
    since = member_since(member.unemployed, member.willing, last)
    labourer_id = as_uuid(member.labourer)
    return PersonLacking(
        labourer_id=labourer_id,
        person_ref=as_uuid(member.ref),
        name=names[labourer_id],
        town_code=member.town_code,
        town=places.get(member.town_code or ""),
        village_code=member.village_code,
        village=places.get(member.village_code or ""),
        since=since or last,
        given=dict(one.given),
        lacking=one.lacking,
    )
