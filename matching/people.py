"""From the rows of a labourer to a ``Person``: what the roster's free text says is read here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from labourers.tables import Labourer, Willingness, WillingnessRecord
from matching import licences
from matching.catalogue import Term
from matching.model import Person, Wishes
from matching.phrases import phrases
from matching.query import Area, Query
from matching.query_text import Reader
from matching.text import clean
from storage.money import FEN_PER_YUAN

_SAYS = phrases("skill")

_CLAUSE = re.compile(r"[,。;!?\n]|(?<=[^\x00-\x7f])\s+")


def age_on(birth_date: date, on: date) -> int:
    """Return the age in whole years on a day."""
    before_birthday = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - before_birthday


def read_wishes(
    reader: Reader, home: str, on: date, *, wishes: str, services: str, skills: str
) -> tuple[Wishes, Query]:
    """Return what a person's free texts say, and the search they amount to.

    ``wishes`` and ``services`` (就业服务需求) may hold what the person can do as well
    ("会缝纫,想做缝纫工"); ``skills`` says only that.
    """
    said = "。".join(part for part in (wishes, services) if part)
    query = reader.read(said, home=home, on=on)
    wants: list[Term] = []
    able: list[Term] = list(reader.skills(skills)) if skills else []
    for clause in _CLAUSE.split(clean(said)):
        if not clause:
            continue
        terms = [t for t in reader.read(clause, home=home, on=on).wants if t in query.wants]
        if _SAYS["can"].search(clause):
            able += terms
            if not _SAYS["wants"].search(clause):
                continue
        wants += terms
    held = licences.held_in(clean("。".join((said, skills)))) | frozenset(query.licences)
    able += reader.trades_of(held)
    known = tuple(dict.fromkeys(able))
    unsorted = [t for t in query.wants if t not in wants and t not in known]
    near = query.area is Area.NEAR
    found = Wishes(
        wants=tuple(dict.fromkeys((*wants, *unsorted))),
        skills=known,
        avoids=query.avoids,
        features=query.features,
        places=query.places,
        wage=query.wage,
        food=query.food or None,
        lodging=query.lodging or None,
        near=near,
    )
    return found, query


def to_person(
    labourer: Labourer,
    record: WillingnessRecord | None,
    reader: Reader,
    on: date,
    *,
    seen: Iterable[UUID] = (),
    refused: Iterable[UUID] = (),
) -> Person:
    """Return the person that matching sees; pure but for the reader's memory of texts."""
    home = labourer.town_code or labourer.county_code
    wishes, query = read_wishes(
        reader,
        labourer.county_code,
        on,
        wishes=labourer.wishes or "",
        services=labourer.services_wanted or "",
        skills=labourer.skills or "",
    )
    expected = labourer.wage_expected_fen
    wishes = replace(
        wishes,
        wage=expected // FEN_PER_YUAN if expected else wishes.wage,
        food=wishes.food if labourer.wants_board is None else labourer.wants_board,
        lodging=wishes.lodging if labourer.wants_lodging is None else labourer.wants_lodging,
    )
    held = licences.canonical(labourer.licences) | frozenset(query.licences)
    held |= licences.held_in(clean(labourer.skills or ""))
    willingness = record.willingness if record is not None else Willingness.ANYWHERE
    named = tuple(record.places) if record is not None else ()
    refused_places = list(query.not_places)
    if willingness is Willingness.OUT_OF_COUNTY and query.area is Area.OUT_OF_PROVINCE:
        refused_places.append(f"{labourer.county_code[:2]}0000")
    if not named and query.area is Area.IN_PROVINCE and willingness is Willingness.OUT_OF_COUNTY:
        named = (f"{labourer.county_code[:2]}0000",)
    return Person(
        id=labourer.id,
        age=age_on(labourer.birth_date, on),
        sex=labourer.sex,
        home=home,
        willingness=willingness,
        named_places=named,
        not_places=tuple(refused_places),
        education=labourer.education,
        health=labourer.health,
        work_ability=labourer.work_ability,
        licences=held,
        wishes=wishes,
        seen=frozenset(seen),
        refused=frozenset(refused),
    )
