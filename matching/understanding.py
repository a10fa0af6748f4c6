"""What matching read out of a person's or a posting's texts, and which words it did not use.

Free text decides who is sent where, so a caseworker must be able to see how it was read. A clause
counts as used when leaving it out changes what was read, or when it alone says something; of the
others those that sound like a condition ("出了省不干", "…者勿扰") are to be checked by a human.
Pure but for the readers' memory of texts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from jobs_feed.tables import Posting
from labourers.tables import Labourer, Sex, Source, Willingness, WillingnessRecord
from matching.catalogue import Demand
from matching.model import OWN_TOWN
from matching.reading import acuity, duties, height
from matching.reading.licences import clause_name, licence_name
from matching.reading.limits import limits
from matching.reading.people import Profile, Said, read_profile
from matching.reading.registered import ELSEWHERE
from matching.reading.reserved import reserves
from matching.reading.vacancies import to_vacancy
from matching.reading.villages import Bond, VillageAsk
from matching.toolkit import Toolkit
from storage.gazetteer import Gazetteer

_CLAUSE = re.compile(r"[,，。;；!！?？、\n]|(?<=[^\x00-\x7f])\s+")
_BINDS = re.compile(
    r"不|别|莫|勿|甭|禁|忌|非|免|只|仅|限|必须|一定|务必|除|离不|走不|最[远多少低高]|至少|以[内上下]|"
    r"怕|晕|敏|疼|痛|伤|病|残|术后|手术|瘫|癌|孕|怀|须|需|持|证|岁|户籍|户口|受过"
)
"""What a clause holds that may be a condition."""
_MOST_CLAUSES = 60
_BONDS = {Bond.OF: "是{}的人", Bond.REGISTERED: "户籍在{}", Bond.LIVING: "住在{}"}
_TEXTS = ("wishes", "services_wanted", "skills")


@dataclass(frozen=True, slots=True)
class Unused:
    """The clauses that changed nothing: those that sound like a condition, and all others."""

    to_check: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """What was read of somebody, by its Chinese names; ``wage`` in yuan per month.

    ``food`` and ``lodging`` are None where nothing was said of them. ``homes`` is what their words
    tell of the household and of villages ("户籍在红星").
    """

    willingness: Willingness
    places: tuple[str, ...]
    not_places: tuple[str, ...]
    wants: tuple[str, ...]
    skills: tuple[str, ...]
    avoids: tuple[str, ...]
    wage: int | None
    food: bool | None
    lodging: bool | None
    wishes: tuple[str, ...]
    licences: tuple[str, ...]
    conditions: tuple[str, ...]
    homes: tuple[str, ...]
    unused: Unused


@dataclass(frozen=True, slots=True)
class ReadPosting:
    """What was read of a posting's demands, by its Chinese names; ages in whole years.

    ``licences`` are all needed, each by its alternatives ("焊工证或电工证"); ``unfit`` is who
    cannot do the work ("怕高", "腰不好"); ``height`` is the least body height ("1米70以上"), empty
    where none; ``locals_of`` names the place whose registered people alone are wanted;
    ``villages`` says instead of which villages of it, and how ("户籍在迤那的五星").
    """

    work: tuple[str, ...]
    heavy: bool
    sex: Sex | None
    ages: tuple[int | None, int | None]
    women_ages: tuple[int | None, int | None]
    licences: tuple[str, ...]
    unfit: tuple[str, ...]
    height: str
    locals_of: str
    villages: str


def read_person(
    toolkit: Toolkit, labourer: Labourer, record: WillingnessRecord | None, on: date
) -> ReadPerson:
    """Return what matching reads of a labourer on a day; ``record`` is the willingness that holds.

    Of a text of more than 60 clauses the first 60 are looked at for whether they were used.
    """
    recorded = None if record is None else (record.willingness, record.places)
    by_form = record is None or record.source is Source.ROSTER
    said = Said(*(getattr(labourer, name) for name in Said._fields))

    def profile(given: Said) -> Profile:
        return read_profile(given, recorded, toolkit.reader, on, by_form=by_form)

    found, nothing = profile(said), profile(_with(said, {}))
    wishes, gazetteer = found.wishes, toolkit.gazetteer
    name = toolkit.scorer.catalogue.name
    told = found.conditions & ~nothing.conditions
    return ReadPerson(
        willingness=found.willingness,
        places=_named(gazetteer, (*found.named_places, *wishes.places)),
        not_places=_named(gazetteer, found.not_places),
        wants=tuple(dict.fromkeys(map(name, wishes.wants))),
        skills=tuple(dict.fromkeys(map(name, wishes.skills))),
        avoids=tuple(dict.fromkeys(map(name, wishes.avoids))),
        wage=wishes.wage,
        food=wishes.food,
        lodging=wishes.lodging,
        wishes=tuple(each.wanted for each in toolkit.reader.features.of(wishes.features)),
        licences=tuple(map(licence_name, sorted(found.held(on)))),
        conditions=(
            *_labels(told),
            *(f"碰不得{word}" for word in found.harmful[:1]),
            *duties.labels(found.duties),
        ),
        homes=_homes(gazetteer, found),
        unused=_unused(said, profile),
    )


def read_posting(toolkit: Toolkit, posting: Posting, employer_name: str, on: date) -> ReadPosting:
    """Return what matching reads of a posting's demands on a day."""
    found = to_vacancy(posting, employer_name, toolkit.reader, toolkit.gazetteer, on)
    jobs = toolkit.scorer.catalogue.jobs
    own = found.locals_of
    area = _named(toolkit.gazetteer, (own.ljust(6, "0"),))[0] if own else ""
    return ReadPosting(
        work=tuple(jobs[key].name for key in found.work.jobs),
        heavy=found.demand is Demand.HEAVY,
        sex=found.sex,
        ages=found.ages_for(Sex.MALE),
        women_ages=found.ages_for(Sex.FEMALE),
        licences=tuple(map(clause_name, found.licences)),
        unfit=tuple(_labels(found.rules_out)),
        height=height.named(found.rules_out),
        locals_of=area if found.villages is None else "",
        villages="" if found.villages is None else _bound(found.villages, area),
    )


def _labels(mask: int) -> Iterator[str]:
    """Yield what the conditions of ``mask`` are called, whoever reads them."""
    for reader in (limits(), acuity, reserves()):
        yield from reader.labels(mask)


def _bound(ask: VillageAsk, area: str = "") -> str:
    return _BONDS[ask.bond].format("的".join(filter(None, (area, "、".join(ask.names)))))


def _homes(gazetteer: Gazetteer, found: Profile) -> tuple[str, ...]:
    """Return what somebody told of where their household is and of their villages."""
    told, away = found.villages, found.registered
    known = (
        (Bond.REGISTERED, (*_named(gazetteer, (away,) if away else ()), *told.registered)),
        (Bond.LIVING, told.living),
        (Bond.OF, told.of),
    )
    said = [_bound(VillageAsk(bond, names)) for bond, names in known if names]
    not_here = away == ELSEWHERE or told.elsewhere
    return (*said, *(("户籍不在登记的地方",) if not_here else ()))


def _unused(said: Said, read: Callable[[Said], Profile]) -> Unused:
    """Return the clauses that neither change what was read nor say anything by themselves."""
    whole, nothing = read(said), read(_with(said, {}))
    to_check: list[str] = []
    idle: list[str] = []
    for field, clause, rest in islice(_left_out(said), _MOST_CLAUSES):
        texts = {name: getattr(said, name) for name in _TEXTS}
        if read(_with(said, texts | {field: rest})) != whole:
            continue
        if read(_with(said, {field: clause})) != nothing:
            continue
        (to_check if _BINDS.search(clause) else idle).append(clause)
    return Unused(tuple(dict.fromkeys(to_check)), tuple(dict.fromkeys(idle)))


def _with(said: Said, texts: Mapping[str, str | None]) -> Said:
    """Return what was said with other texts, those that are not given empty."""
    wishes, services, skills = (texts.get(name, "") for name in _TEXTS)
    return said._replace(wishes=wishes, services_wanted=services, skills=skills)


def _left_out(said: Said) -> Iterator[tuple[str, str, str]]:
    """Yield each clause with its field and what the field says without it."""
    for field in _TEXTS:
        parts = [part for part in _CLAUSE.split(getattr(said, field) or "") if part.strip()]
        for at, part in enumerate(parts):
            yield field, part.strip(), ",".join(parts[:at] + parts[at + 1 :])


def _named(gazetteer: Gazetteer, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            "本乡镇" if code == OWN_TOWN else gazetteer.short_name(code)
            for code in codes
            if code == OWN_TOWN or gazetteer.exists(code)
        )
    )
