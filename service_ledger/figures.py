"""What coverage is made of: figures of a group, of a place, of a county."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from service_ledger.assessment import Judged
from service_ledger.counting import Line, Membership
from service_ledger.kinds import ServiceKind
from storage.places import PlaceLevel


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """How many people there are by one rule, how many got everything, how many each kind."""

    people: int
    met: int
    met_by_kind: Mapping[ServiceKind, int]

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        by_kind = {kind.value: {"met": met} for kind, met in self.met_by_kind.items()}
        return {"people": self.people, "met": self.met, "by_kind": by_kind}


@dataclass(frozen=True, slots=True)
class KindFigures:
    """One service kind: what the standard asks, how many people met it, how many services count."""

    minimum: int
    min_postings: int | None
    met: int
    entries: int

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values."""
        return {
            "met": self.met,
            "entries": self.entries,
            "minimum": self.minimum,
            "min_postings": self.min_postings,
        }


@dataclass(frozen=True, slots=True)
class Figures:
    """One place by both rules: everybody, and those of them who counted the whole period.

    ``left`` are the people who counted in the period but no longer do; they are in neither.
    """

    everybody: GroupFigures
    full: GroupFigures
    left: GroupFigures
    by_kind: Mapping[ServiceKind, KindFigures]

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON values, everybody on top."""
        return {
            "people": self.everybody.people,
            "met": self.everybody.met,
            "by_kind": {kind.value: one.to_json() for kind, one in self.by_kind.items()},
            "full_year": self.full.to_json(),
            "left": self.left.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Area:
    """A town with its villages, or a village; ``code`` is None for what has no such place."""

    code: str | None
    name: str
    level: PlaceLevel
    figures: Figures
    villages: tuple[Area, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the area as JSON values; a town holds its villages."""
        document = {
            "code": self.code,
            "name": self.name,
            "level": self.level.value,
            **self.figures.to_json(),
        }
        if self.level is PlaceLevel.TOWN:
            document["villages"] = [village.to_json() for village in self.villages]
        return document


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a county has come with one standard from ``first`` to ``last``.

    ``place_code`` is the place whose standard it is; ``adopted_by`` is set where an office works
    by the standard of another place. ``due`` is the end of the period. ``by_area`` adds up to
    ``figures``.
    """

    standard: str
    title: str
    document: str
    clause: str
    place_code: str
    adopted_by: str | None
    county: str
    year: int
    first: date
    last: date
    due: date
    figures: Figures
    by_area: tuple[Area, ...]

    @property
    def people(self) -> int:
        """How many people count on the last day."""
        return self.figures.everybody.people

    @property
    def met(self) -> int:
        """How many of them got everything the standard asks for."""
        return self.figures.everybody.met

    @property
    def by_kind(self) -> Mapping[ServiceKind, KindFigures]:
        """The figures of each service kind."""
        return self.figures.by_kind

    @property
    def full_year(self) -> GroupFigures:
        """The people who have counted since the period began."""
        return self.figures.full

    def to_json(self) -> dict[str, Any]:
        """Return the coverage as JSON values, the shape of ``gangxin coverage --json``."""
        return {
            "county": self.county,
            "year": self.year,
            "standard": self.standard,
            "title": self.title,
            "document": self.document,
            "clause": self.clause,
            "place": self.place_code,
            "adopted_by": self.adopted_by,
            "period": {
                "from": self.first.isoformat(),
                "until": self.last.isoformat(),
                "due": self.due.isoformat(),
            },
            **self.figures.to_json(),
            "by_area": [area.to_json() for area in self.by_area],
        }


def figures_of(
    people: Iterable[Judged], lines: Sequence[Line], others: Counter[ServiceKind] | None = None
) -> Figures:
    """Add up ``people``; ``others`` are services of nobody among them."""
    groups: dict[Membership, list[Judged]] = {how: [] for how in Membership}
    entries = Counter(others or ())
    for one in people:
        groups[one.membership].append(one)
        entries.update(one.given)
    everybody = _group([*groups[Membership.FULL], *groups[Membership.ENTERED]], lines)
    return Figures(
        everybody=everybody,
        full=_group(groups[Membership.FULL], lines),
        left=_group(groups[Membership.LEFT], lines),
        by_kind={
            line.kind: KindFigures(
                line.minimum,
                line.min_postings,
                everybody.met_by_kind[line.kind],
                entries[line.kind],
            )
            for line in lines
        },
    )


def _group(people: Sequence[Judged], lines: Sequence[Line]) -> GroupFigures:
    missing = Counter(kind for one in people for kind in one.lacking)
    return GroupFigures(
        people=len(people),
        met=sum(one.met for one in people),
        met_by_kind={line.kind: len(people) - missing[line.kind] for line in lines},
    )
