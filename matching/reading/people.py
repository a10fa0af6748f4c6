"""From the rows of a labourer to a ``Person``: what the roster's free text says is read here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple
from uuid import UUID

from jobs_feed.tables import PostingKind
from labourers.tables import Labourer, Source, Willingness, WillingnessRecord
from matching.catalogue import BY_PAPER, Term, TermKind
from matching.masks import Mask
from matching.model import LEAVES, Person, Wishes
from matching.reading import (
    acuity,
    company,
    graduates,
    height,
    licences,
    notes,
    papers_told,
    public_posts,
    schooling_told,
    substances,
    years_driven,
)
from matching.reading.amended import Recorded, amended
from matching.reading.duties import duties, of_leaver
from matching.reading.limits import limits
from matching.reading.paper_or import studied
from matching.reading.past import without_care_of_before
from matching.reading.phrases import phrases
from matching.reading.query import Area, Query
from matching.reading.query_text import Reader
from matching.reading.registered import registered_at
from matching.reading.reserved import reserves
from matching.reading.text import clauses, clean
from matching.reading.travel import with_names
from matching.reading.twice_denied import without_twice_denied
from matching.reading.validity import ends_in, may_end, still_held
from matching.reading.villages import NOTHING_TOLD, Villages, VillagesTold
from matching.reading.villages_told import villages_told
from matching.reading.whereabouts import are_elsewhere, whereabouts
from storage.gazetteer import Gazetteer
from storage.money import FEN_PER_YUAN
from storage.towns import official
from storage.unit_words import in_usual_words

_SAYS = phrases("skill")
_WORKSHOP = PostingKind.WORKSHOP
_KINDS_OF_WORK = {
    PostingKind.WORKSHOP: Term(TermKind.FAMILY, "factory"),
    PostingKind.PUBLIC_WELFARE: Term(TermKind.FAMILY, "public"),
    PostingKind.WORK_RELIEF: Term(TermKind.FAMILY, "building"),
}
"""What work somebody means who asks for a kind of post."""
_OF_MANY_TRADES = frozenset({"heights", "special_work"})
"""Licences that people of several trades hold: they tell none."""
_PLACE = phrases("place")
_OF_CARS = frozenset({"C1", "C2", "C3"})
_USUALLY = {"A2": "B2", "A3": "A1", "B1": "A1", **licences.GENERAL}
"""The class that tells what the holder of a class drives, and papers by their general names."""
_LEAST_GUESS, _IN_SOME_PLACE = 72, 70
_OF_LANGUAGES = frozenset("语话文汉")
"""Without one of these characters nobody tells what languages they speak."""
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
    said = without_care_of_before(clean("。".join(filter(None, (wishes, services)))))
    parts = [part for part in _CLAUSE.split(said) if part.strip()]
    heard = [reader.read(part, home=home, on=on) for part in parts]
    wants: list[Term] = []
    skills = clean(skills)
    able: list[Term] = _skills(reader, skills)
    refused: list[Term] = []
    told = notes.told(parts, heard)
    never = notes.names(term for query in heard for term in query.avoids)
    cans = notes.cans(parts, told)
    trade = any(notes.is_job(term) for terms in told for term in terms)
    for at, (part, terms) in enumerate(zip(parts, told, strict=True)):
        if at + 1 < len(parts) and notes.gave_up(parts[at + 1], told[at + 1]):
            refused += terms
            continue
        able += notes.by_paper(part, terms) if cans[at] else ()
        asks = _SAYS["wants"].search(part) is not None
        if not asks:
            terms = tuple(term for term in terms if term.key not in never)
        if not cans[at] or asks:
            wants += notes.as_places(terms) if trade and _SAYS["too"].search(part) else terms
    together = _together(heard)
    wants += [_KINDS_OF_WORK[kind] for query in heard for kind in query.kinds]
    papers = papers_told.told_in(f"{said}。{skills}")
    held = reader.certified(said, (*wants, *able)) - papers.denied | papers.held
    able = _with_papers(able, _trades_of(held, reader))
    held |= studied(f"{said}。{skills}")
    suits, strange = notes.manner(f"{said}。{skills}")
    if not able and not wants:
        able += notes.by_bike(f"{said}。{skills}")
    wants = reader.trade_before_general(reader.work_before_trade([*wants, *suits]))
    named = notes.names(wants)
    refused += [term for term in strange if term.key not in named]
    found = Wishes(
        wants=tuple(dict.fromkeys((*wants, *notes.within(wants, able, reader)))),
        skills=tuple(dict.fromkeys(able)),
        avoids=tuple(dict.fromkeys((*notes.refused(parts, heard, able), *refused))),
        features=together.features,
        places=together.places,
        wage=together.wage,
        food=together.food or None,
        lodging=together.lodging or None,
        near=together.area is Area.NEAR or any(_WORKSHOP in query.kinds for query in heard),
    )
    return found, replace(together, licences=tuple(sorted(held)))


def _skills(reader: Reader, text: str) -> list[Term]:
    """Return what a cleaned text of skills names, and of a list what nobody listed, too.

    Of "包装、采果子都做过" both count, though only one of the words is known.
    """
    able = [_of_place(term) for term in reader.skills(text)] if text else []
    listed = clauses(text) if able else []
    for part in listed if len(listed) > 1 else ():
        if not reader.lexicon.hits(part):
            guessed = reader.skills(part)
            able += (term for term in guessed if term.sure >= _LEAST_GUESS)
    return able


def _of_place(term: Term) -> Term:
    """Return what was told of a place: who was in "a factory" knows little of its trades."""
    is_wide = term.kind is TermKind.FAMILY
    return term._replace(sure=min(term.sure, _IN_SOME_PLACE)) if is_wide else term


def _together(heard: Sequence[Query]) -> Query:
    """Return all that was said in one query; where two clauses differ, the first counts."""
    areas = [query.area for query in heard if query.area is not None]
    return Query(
        avoids=tuple(dict.fromkeys(term for query in heard for term in query.avoids)),
        places=tuple(dict.fromkeys(code for query in heard for code in query.places)),
        not_places=tuple(dict.fromkeys(code for query in heard for code in query.not_places)),
        area=Area.NEAR if Area.NEAR in areas else next(iter(areas), None),
        wage=next((query.wage for query in heard if query.wage is not None), None),
        food=any(query.food for query in heard),
        lodging=any(query.lodging for query in heard),
        features=reduce(or_, (query.features for query in heard), 0),
        licences=tuple(dict.fromkeys(key for query in heard for key in query.licences)),
    )


def _with_papers(able: Sequence[Term], learnt: Sequence[Term]) -> list[Term]:
    """Return the trades with those that papers prove, which beat a guess at the same trade."""
    sure = {term.key: term.sure for term in able}
    proven = {term.key: term for term in learnt if sure.get(term.key, 0) < term.sure}
    kept = [term for term in able if term.key not in proven]
    return [*kept, *proven.values()]


def _trades_of(held: frozenset[str], reader: Reader) -> list[Term]:
    papers = sorted(held - _OF_MANY_TRADES)
    trades = [reader.trades_of(frozenset({_USUALLY.get(paper, paper)})) for paper in papers]
    # A paper that several occupations need (美容美发证) does not tell which of them was learnt.
    return [term._replace(sure=BY_PAPER) for only in trades if len(only) == 1 for term in only]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person's texts, fields and recorded willingness amount to; the same on every day.

    ``ends`` is until when licences are valid, for those of which that was told; ``conditions`` is
    a mask of ``matching.reading.limits``, ``duties`` one of ``matching.reading.duties``.
    ``registered`` is where their household is, if that is not here, ``villages`` what they tell of
    theirs; ``harmful`` are words of ``matching.reading.substances``.
    """

    wishes: Wishes
    licences: frozenset[str]
    willingness: Willingness
    named_places: tuple[str, ...] = ()
    not_places: tuple[str, ...] = ()
    ends: tuple[tuple[str, date], ...] = ()
    conditions: Mask = 0
    duties: Mask = 0
    registered: str = ""
    harmful: tuple[str, ...] = ()
    villages: VillagesTold = NOTHING_TOLD

    def held(self, on: date) -> frozenset[str]:
        """Return the licences that are valid on a day."""
        return still_held(self.licences, dict(self.ends), on)


class Said(NamedTuple):
    """What somebody told the office, as the columns of ``Labourer`` are called."""

    county_code: str
    wishes: str | None
    services_wanted: str | None
    skills: str | None
    wage_expected_fen: int | None
    wants_board: bool | None
    wants_lodging: bool | None
    licences: Sequence[str]
    political_status: str | None = None


def read_profile(
    said: Said | Labourer,
    recorded: tuple[Willingness, Sequence[str]] | None,
    reader: Reader,
    on: date,
    *,
    by_form: bool = True,
) -> Profile:
    """Return what somebody told; ``recorded`` is the willingness that holds, with its places.

    Only what was recorded ``by_form``, with the note itself, is amended by the note: what somebody
    said since, or a caseworker put right, is newer.
    """
    gone: tuple[str, ...] = ()
    if by_form:
        said, recorded, gone = _amended(said, recorded, reader.gazetteer)
    wishes, query = read_wishes(
        reader,
        said.county_code,
        on,
        wishes=_only(said.wishes),
        services=_only(said.services_wanted),
        skills=said.skills or "",
    )
    expected = said.wage_expected_fen
    wishes = replace(
        wishes,
        wage=expected // FEN_PER_YUAN if expected else wishes.wage,
        food=wishes.food if said.wants_board is None else said.wants_board,
        lodging=wishes.lodging if said.wants_lodging is None else said.wants_lodging,
    )
    listed = licences.canonical(said.licences)
    ends = _ends(said)
    # What has expired was learnt all the same, and held until then.
    held = listed | frozenset(query.licences) | frozenset(ends)
    if papers_told.lost_driving(clean("。".join(filter(None, (said.wishes, said.skills))))):
        held -= licences.DRIVING
    held |= years_driven.as_paper(_years_driven(said, on))
    # Who has a forklift's or a lorry's licence learnt a trade; a car's licence says nothing.
    learnt = _trades_of((listed | frozenset(ends)) - _OF_CARS, reader)
    wishes = replace(wishes, skills=tuple(_with_papers(wishes.skills, learnt)))
    told = clean(
        "。".join(filter(None, map(_only, (said.wishes, said.services_wanted, said.skills))))
    )
    told = in_usual_words(told, said.county_code)
    willingness, named, never = whereabouts(
        reader, said.county_code, on, told, recorded, wishes.places, query
    )
    never = tuple(dict.fromkeys((*never, *gone)))
    if willingness in LEAVES:
        # Who leaves has settled who looks after the children.
        flexible = reader.features["flexible"].mask
        wishes = replace(wishes, features=wishes.features & ~flexible, near=False)
    until = tuple(sorted(ends.items()))
    conditions = _conditions(told, said.political_status) | graduates.outside(told, on.year)
    if limits().told(told) and notes.ordinary_work(wishes.wants, reader):
        # Who tells what ails them and what they can do all the same has weighed it.
        conditions |= limits()["able"]
    conditions |= schooling_told.beyond(told)
    if _OF_LANGUAGES.isdisjoint(told) or not _SAYS["speaks"].search(told):
        conditions |= limits()["language"]
    if conditions & (limits()["hearing"] | limits()["speech"]):
        named_work = notes.names((*wishes.wants, *wishes.skills))
        unfit = (term for term in notes.BY_EAR if term.key not in named_work)
        wishes = replace(wishes, avoids=tuple(dict.fromkeys((*wishes.avoids, *unfit))))
    if not wishes.features & reader.features["couples"].mask:
        conditions |= limits()["single"]
    leaves = willingness in LEAVES or are_elsewhere(named, said.county_code)
    duty = of_leaver(duties(told)) if leaves else duties(told)
    away, villages = _household(told, said.county_code, reader)
    harmful = substances.told(told)
    plain = (wishes, held, willingness, named, never, until, conditions, duty)
    return Profile(*plain, away, harmful, villages)


def _conditions(told: str, party: str | None) -> int:
    of_body = limits().told(told) | height.shortfall_told(told) | acuity.told(told)
    listed = "。".join(filter(None, (told, clean(party) if party else "")))
    return of_body | reserves().outside(listed) | public_posts.told(told) | company.told(told)


def _household(told: str, county: str, reader: Reader) -> tuple[str, VillagesTold]:
    """Return where the household is, if that is told to be elsewhere, and the villages told."""
    villages = villages_told(told, county, reader.gazetteer)
    return registered_at(told, county, reader.gazetteer) or villages.town, villages


def _amended(
    said: Said | Labourer,
    recorded: tuple[Willingness, Sequence[str]] | None,
    gazetteer: Gazetteer,
) -> tuple[Said, Recorded | None, tuple[str, ...]]:
    """Return what was said and recorded as its last word has it, and the places given up by it."""
    if not isinstance(said, Said):
        said = Said(*(getattr(said, name) for name in Said._fields))
    if recorded is None:
        return said, None, ()
    county = said.county_code
    now = recorded[0], tuple(recorded[1])
    texts: list[str | None] = []
    gone: tuple[str, ...] = ()
    for text in (said.wishes, said.services_wanted):
        told = with_names(in_usual_words(clean(text), county), county, gazetteer) if text else ""
        found = amended(gazetteer, county, told, now) if told else None
        if found is not None:
            text, now, gone = found.text, found.recorded, (*gone, *found.refused)
        texts.append(text)
    wishes, services = texts
    return said._replace(wishes=wishes, services_wanted=services), now, gone


def _years_driven(said: Said | Labourer, on: date) -> int | None:
    told = clean("。".join(filter(None, (said.wishes, said.services_wanted, said.skills))))
    return years_driven.years_driven(told, on)


def _only(text: str | None) -> str:
    """Return a text with "除了上海哪里都不去" as what it says, and so what is meant as well."""
    text = without_twice_denied(text or "")
    if "除" not in text:
        return text
    text = _PLACE["besides"].sub(lambda found: f"{found['place']}{found['mark']}", text)
    return _PLACE["nowhere_but"].sub(lambda found: f"只去{found['place']}", text)


def _ends(said: Said | Labourer) -> Mapping[str, date]:
    texts = (said.wishes, said.services_wanted, said.skills, *said.licences)
    told = "。".join(filter(None, texts))
    return ends_in(clean(told)) if may_end(told) else {}


def to_person(
    labourer: Labourer,
    record: WillingnessRecord | None,
    reader: Reader,
    on: date,
    *,
    seen: Iterable[UUID] = (),
    refused: Iterable[UUID] = (),
    listed_at: str = "",
) -> Person:
    """Return the person that matching sees; pure but for the reader's memory of texts.

    ``listed_at`` are the names of the town and village that the roster has ("者海镇/五星村").
    """
    recorded = None if record is None else (record.willingness, record.places)
    by_form = record is None or record.source is Source.ROSTER
    profile = read_profile(labourer, recorded, reader, on, by_form=by_form)
    home = official(labourer.town_code or labourer.county_code, listed_at.partition("/")[0])
    return Person(
        id=labourer.id,
        age=age_on(labourer.birth_date, on),
        sex=labourer.sex,
        home=home,
        willingness=profile.willingness,
        named_places=profile.named_places,
        not_places=profile.not_places,
        education=labourer.education,
        health=labourer.health,
        work_ability=labourer.work_ability,
        licences=profile.held(on),
        conditions=profile.conditions,
        duties=profile.duties,
        harmful=profile.harmful,
        registered=profile.registered,
        villages=Villages.of(listed_at, home, profile.villages),
        lapsed=profile.licences - profile.held(on),
        wishes=profile.wishes,
        seen=frozenset(seen),
        refused=frozenset(refused),
    )
