"""What a person is looking for, as constraints and wishes; plain data that a dialogue can keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Sex
from matching.catalogue import Demand, Term, TermKind
from matching.model import lies_in


class Area(StrEnum):
    """Where in relation to home, when no place is named."""

    NEAR = "near"
    SEAT = "seat"
    OUT_OF_COUNTY = "out_of_county"
    IN_PROVINCE = "in_province"
    OUT_OF_PROVINCE = "out_of_province"


class Order(StrEnum):
    """What counts first among postings that fit."""

    FIT = "fit"
    NEAR = "near"
    WAGE = "wage"


@dataclass(frozen=True, slots=True)
class Query:
    """A search for work.

    ``places`` and ``not_places`` are adcodes; ``wage`` is the least wanted in yuan per month;
    ``features`` is a mask of ``reading.features``, and ``soft`` those of it that would be nice but
    need not be, as ``soft_board`` says of food and lodging and ``soft_work`` of the work wanted;
    ``other`` says that somebody else than who writes is to work; ``words`` are wordings nobody
    knows, looked for in titles, employers' names and descriptions. ``conditions`` is a mask of
    ``reading.limits``, ``harmful`` are words of ``reading.substances``; told alone they ask for
    nothing. ``named`` are words of the wish that titles
    may hold (洋芋, 大棚). What is empty or None was not said.

    ``full_board`` says that a meal a day is not enough. ``floor`` says that the wage is what the
    least paid should have ("保底3500"), ``around`` that a little less will do ("4000左右").
    ``liked`` are adcodes of places that would be nice, ``things`` words that no posting should hold
    ("不要搞石材的"). ``bare_hands`` says that somebody has no paper, ``learns`` that they want to
    be taught a trade. ``parts`` are those of the day of which one is asked for, ``free`` a
    mask as of ``reading.duties`` of when there is to be no work.
    """

    wants: tuple[Term, ...] = ()
    avoids: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    area: Area | None = None
    wage: int | None = None
    food: bool = False
    lodging: bool = False
    features: int = 0
    soft: int = 0
    soft_board: bool = False
    soft_work: bool = False
    other: bool = False
    kinds: tuple[PostingKind, ...] = ()
    age: int | None = None
    sex: Sex | None = None
    education: Education | None = None
    bearable: Demand | None = None
    licences: tuple[str, ...] = ()
    conditions: int = field(default=0, compare=False)
    harmful: tuple[str, ...] = field(default=(), compare=False)
    named: tuple[str, ...] = field(default=(), compare=False)
    full_board: bool = False
    floor: bool = False
    around: bool = False
    no_less: bool = False
    liked: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    bare_hands: bool = False
    learns: bool = False
    parts: tuple[str, ...] = ()
    free: int = 0
    order: Order = Order.FIT

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was asked for."""
        return self == Query()

    def to_json(self) -> dict[str, Any]:
        """Return the query as JSON values, without what is empty."""
        found: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value in ((), None, False, 0) and not (each.name == "bearable" and value == 0):
                continue
            if each.name in ("wants", "avoids"):
                value = [[str(term.kind), term.key, term.sure] for term in value]
            elif isinstance(value, tuple):
                value = [str(item) for item in value]
            elif isinstance(value, StrEnum):
                value = str(value)
            elif isinstance(value, Demand):
                value = int(value)
            if value is not None:
                found[each.name] = value
        return found

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Query:
        """Return the query that ``to_json`` wrote; raises ValueError when it did not."""
        known = {each.name for each in fields(cls)}
        if not set(data) <= known:
            raise ValueError("not a query")
        values = {
            name: _READ[name](value) if name in _READ else value for name, value in data.items()
        }
        return cls(**values)


def _terms(value: Any) -> tuple[Term, ...]:
    return tuple(Term(TermKind(kind), str(key), int(sure)) for kind, key, sure in value)


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value)


_READ: dict[str, Any] = {
    "wants": _terms,
    "avoids": _terms,
    "words": _strings,
    "named": _strings,
    "places": _strings,
    "not_places": _strings,
    "licences": _strings,
    "liked": _strings,
    "things": _strings,
    "parts": _strings,
    "harmful": _strings,
    "area": Area,
    "kinds": lambda value: tuple(PostingKind(item) for item in value),
    "sex": Sex,
    "education": Education,
    "bearable": Demand,
    "order": Order,
}


def merged(before: Query, more: Query) -> Query:
    """Return ``before`` narrowed by what ``more`` says; where both speak, ``more`` counts.

    New occupations or places replace the old ones, other wishes come on top. What is asked for now
    is refused no longer.
    """
    said = {
        each.name: getattr(more, each.name)
        for each in fields(more)
        if getattr(more, each.name) != each.default
    }
    if "features" in said:
        said["features"] = before.features | more.features
    if "conditions" in said:
        said["conditions"] = before.conditions | more.conditions
    if "harmful" in said:
        said["harmful"] = tuple(dict.fromkeys((*before.harmful, *more.harmful)))
    if "free" in said:
        said["free"] = before.free | more.free
    if "soft" in said:
        said["soft"] = before.soft | more.soft
    if said.get("area") is Area.NEAR and before.area is Area.SEAT:
        del said["area"]  # the seat is near enough for who must be home at night
    if "wage" in said:
        said |= {"floor": more.floor, "around": more.around, "no_less": more.no_less}
    if "things" in said:
        said["things"] = tuple(dict.fromkeys((*before.things, *more.things)))
    if "avoids" in said:
        said["avoids"] = tuple(dict.fromkeys((*before.avoids, *more.avoids)))
        said.setdefault("wants", tuple(t for t in before.wants if t not in more.avoids))
    if "wants" in said and "avoids" not in said:
        wanted = {(term.kind, term.key) for term in more.wants}
        said["avoids"] = tuple(t for t in before.avoids if (t.kind, t.key) not in wanted)
    if "wants" in said:
        said.setdefault("words", ())
        said.setdefault("named", ())
    if "words" in said:
        said.setdefault("wants", ())
    if "places" in said or "area" in said:
        said.setdefault("places", ())
        said.setdefault("area", None)
        said.setdefault("liked", ())
    said["not_places"] = _refused(before, more)
    return replace(before, **said)


def _refused(before: Query, more: Query) -> tuple[str, ...]:
    """Return the places refused so far without those asked for now, or that these lie in."""
    stay = [no for no in before.not_places if not any(lies_in(at, no) for at in more.places)]
    wider = {no for no in more.not_places for at in more.places if no != at and lies_in(at, no)}
    return tuple(dict.fromkeys((*stay, *(no for no in more.not_places if no not in wider))))
