"""From the row of a posting to a ``Vacancy``: its occupation, what it offers and asks."""

from __future__ import annotations

from datetime import date

from jobs_feed.normalise.paper_waivers import lets_in_without
from jobs_feed.screening import only_for
from jobs_feed.tables import Posting, PostingKind, PostingState
from labourers.tables import Education, Sex
from matching.catalogue import Demand, Skill, Work
from matching.model import Vacancy
from matching.reading import (
    acuity,
    bodies,
    company,
    fixed_hours,
    graduates,
    height,
    licences,
    paper_or,
    papers_by_law,
    public_posts,
    role,
    schooling_told,
    substances,
    vehicles,
)
from matching.reading.burden import read_burden, takes_experts_only
from matching.reading.features import Offer
from matching.reading.hours import hours, works_nights
from matching.reading.limits import limits
from matching.reading.locality import locals_of
from matching.reading.phrases import phrases
from matching.reading.query_text import Reader
from matching.reading.reserved import reserves
from matching.reading.sites import Sites, read_sites
from matching.reading.text import clean
from matching.reading.villages import SITE, VillageAsk
from matching.reading.villages_asked import village_asked
from storage.gazetteer import Gazetteer
from storage.money import FEN_PER_YUAN

_SAYS = phrases("posting")
_CARRIED_BY_MACHINE = frozenset({"forklift", "crane", "excavator"})
_NAMED = 3
"""So many of a posting's sites are named."""
_COUNTY = 6
_LIGHT_FROM = 68
"""An employer who takes people as old as that has light work for them."""


def to_vacancy(
    posting: Posting,
    employer_name: str,
    reader: Reader,
    gazetteer: Gazetteer,
    on: date,
    *,
    employer_ok: bool = True,
) -> Vacancy:
    """Return the posting as matching sees it; pure but for the reader's memory of texts.

    ``employer_ok`` is False where the office lets the employer hire nobody.
    """
    said = "。".join(
        part for part in (posting.skills, posting.benefits, posting.description) if part
    )
    text = clean(f"{posting.title}。{said}")
    worked_with = (posting.title, posting.skills, posting.description)
    work = reader.lexicon.work(posting.title, employer=employer_name, text=said)
    offer = reader.features.offered(f"{text}。{clean(posting.wage_text or '')}")
    published = posting.published_at or posting.created_at
    demand = read_demand(reader, work, posting.kind, posting.heavy_work, offer, text)
    if demand is Demand.MODERATE and (posting.age_high or 0) >= _LIGHT_FROM:
        demand = Demand.LIGHT
    villages = village_asked(text, posting.place_text or "", employer_name)
    place = _place(posting, gazetteer)
    sites = read_sites(place, clean(posting.place_text or ""), text, gazetteer)
    return Vacancy(
        id=posting.id,
        employer=str(posting.employer_id),
        title=posting.title,
        work=work,
        demand=demand,
        skill=read_skill(reader, work, posting.title, text),
        burden=read_burden(reader.features, offer, text, clean(posting.skills or "")),
        place=place,
        sites=sites,
        place_name=place_name(gazetteer, posting, sites),
        employer_name=employer_name,
        external_id=posting.external_id,
        kind=posting.kind,
        sex=open_to(posting.sex, text, clean(employer_name)),
        age_low=posting.age_low,
        age_high=posting.age_high,
        women_age_low=posting.women_age_low,
        women_age_high=posting.women_age_high,
        education=posting.education_min,
        licences=required_licences(reader, work, posting.licences, text),
        rules_out=graduates.ruled_out(text, on.year)
        | ruled_out(text, demand, posting.education_min) & ~_told_by(villages),
        hours=_hours(text, posting.kind),
        locals_of=_locals_of(place, text, villages, gazetteer),
        villages=villages,
        wage_low=_yuan(posting.wage_low_fen),
        wage_high=_yuan(posting.wage_high_fen),
        wage_text=posting.wage_text or "",
        food=posting.food,
        lodging=posting.lodging,
        offer=offer,
        headcount_left=posting.headcount_left,
        deadline=posting.deadline,
        age_days=max(0, (on - published.date()).days),
        text=f"{text}。{clean(employer_name)}",
        matter=substances.matter(clean("。".join(filter(None, worked_with)))),
        is_open=posting.state is PostingState.OPEN,
        employer_ok=employer_ok,
    )


def _locals_of(
    place: str | None, text: str, villages: VillageAsk | None, gazetteer: Gazetteer
) -> str | None:
    """Return the place whose people alone are wanted; villages are those where the work is."""
    found = locals_of(place, text, gazetteer)
    if found is None and villages is not None and place and not place[:_COUNTY].endswith("00"):
        return place
    return found


def _hours(text: str, kind: PostingKind) -> int:
    """Return what a posting takes of the day and the week, told or to be expected of its kind."""
    taken, short = hours(text), kind in (PostingKind.WORKSHOP, PostingKind.PUBLIC_WELFARE)
    return taken | fixed_hours.of_post(text, taken, usually_short=short)


def _told_by(villages: VillageAsk | None) -> int:
    """Return the mask of what the village of a person tells: who lives in a site was resettled."""
    return reserves()["resettled"] if villages is not None and SITE in villages.names else 0


def open_to(sex: Sex | None, text: str, employer: str = "") -> Sex | None:
    """Return the one sex a posting is for, None for both.

    What the law or decency leaves to one sex (``jobs_feed.screening.one_sex``) goes before what the
    posting says.
    """
    return only_for(text, employer) or sex


def ruled_out(text: str, demand: Demand, schooling: Education | None = None) -> int:
    """Return what of ``reading.limits`` and ``reading.height`` a posting's text rules out."""
    found = limits().ruled_out(text, heavy=demand is Demand.HEAVY) | height.asked(text)
    found |= acuity.asked(text)
    found |= reserves().kept(text) | public_posts.ruled_out(text)
    found |= schooling_told.asked(schooling)
    if found & reserves()["sound"] and _SAYS["simple"].search(text):
        # Made for people with disabilities: who has trouble with one hand is meant as well.
        found &= ~(limits()["hand"] | limits()["mental"] | limits()["sight"])
    if is_spared(text):
        found &= ~limits()["back"]
    if schooling not in (None, Education.NONE):
        found |= limits()["letters"]
    if demand is not Demand.LIGHT:
        found |= limits()["crutch"]
    if works_nights(text):
        found |= limits()["nights"]
    if not _SAYS["unseen"].search(text):
        found |= limits()["blind"]
    found |= company.ruled_out(text)
    return found | limits()["single"] if company.for_couples_alone(text) else found


def is_spared(text: str) -> bool:
    """Tell whether who has the post keeps count and lifts nothing, whatever its title says."""
    if not (_SAYS["spared"].search(text) and _SAYS["clerk"].search(text)):
        return False
    return not bodies.all_the_same(text)


def read_demand(
    reader: Reader, work: Work, kind: PostingKind, heavy: bool | None, offer: Offer, text: str
) -> Demand:
    """Return how hard the work is: what the posting says goes before what the occupation is.

    Posts in a 帮扶车间 and 公益性岗位 are made for people who cannot do heavy work.
    """
    usual = reader.lexicon.catalogue.demand(work)
    light = reader.features["light_work"].mask
    if is_spared(text):
        return Demand.LIGHT
    if heavy:
        return Demand.HEAVY
    lifts = _SAYS["assistant"].search(role.of_role(text)) is not None
    if usual is Demand.HEAVY and not lifts and role.is_sheltered(text):
        usual = Demand.MODERATE
    if kind in (PostingKind.WORKSHOP, PostingKind.PUBLIC_WELFARE):
        return Demand.LIGHT if usual is not Demand.HEAVY else Demand.MODERATE
    if _SAYS["easy"].search(text) or (offer.has & light and not offer.lacks & light):
        return Demand(min(usual, Demand.LIGHT if usual is Demand.MODERATE else Demand.MODERATE))
    if heavy is False:
        return min(usual, Demand.MODERATE)
    if lifts and not _CARRIED_BY_MACHINE.intersection(work.jobs[:1]):
        return Demand.HEAVY
    return usual


def read_skill(reader: Reader, work: Work, title: str, text: str) -> Skill:
    """Return how long the work takes to learn; somebody who is taught needs no skill.

    Who leads others (仓库主管, 总经理助理) has done the work for years, and who must have, too.
    """
    if _SAYS["rank"].search(clean(title)) or _SAYS["experienced"].search(text):
        return Skill.TRADE
    usual = reader.lexicon.catalogue.skill(work)
    if _SAYS["learner"].search(text) and not takes_experts_only(text):
        return Skill.NONE if usual is not Skill.TRADE else Skill.QUICK
    return usual


def required_licences(reader: Reader, work: Work, stated: list[str], text: str) -> licences.Papers:
    """Return the licences the posting asks for, or else those the law asks for its occupation.

    Where the posting states none, driving and forklifts still need theirs (道路交通安全法 article
    19, 特种设备安全法 article 14); where it says 持证上岗 and no more, the certificate of the trade
    that its title, or else its text, names.
    """
    title = text.partition("。")[0]
    law = papers_by_law.by_law(title, text)
    listed = paper_or.without_doable(text)
    asked = licences.demanded(stated if listed == text else (), listed)
    for either in paper_or.by_study(text):
        asked = tuple(each for each in asked if not set(each) <= set(either))
        asked = licences.both(asked, (either,))
    if not any(licences.DRIVING.intersection(clause) for clause in (*asked, *law)):
        driven = vehicles.class_driven(title, text)
        law = licences.both(law, licences.all_of(driven)) if driven else law
    if not asked and not any(licences.DRIVING.intersection(clause) for clause in law):
        asked = _usual_papers(reader, work, text)
    return _by_gear(licences.both(asked, law), text)


def _by_gear(asked: licences.Papers, text: str) -> licences.Papers:
    """Return what is asked for, C2 in place of C1 where the car shifts by itself."""
    if not vehicles.shifts_by_itself(text) or "C1" in licences.classes_in(text):
        return asked
    return tuple(("C2",) if clause == ("C1",) else clause for clause in asked)


def _usual_papers(reader: Reader, work: Work, text: str) -> licences.Papers:
    """Return what the trade of a posting needs that states no papers.

    Who takes people on to train them for it needs none of them yet.
    """
    job = reader.lexicon.catalogue.jobs[work.jobs[0]] if work.jobs else None
    three_wheels = _SAYS["three_wheels"].search(text) and not _SAYS["motor_car"].search(text)
    title, _, said = text.partition("。")
    if job is not None and job.licence is not None and vehicles.leaves_driving_to_others(title):
        return ()
    if job is not None and job.licence is not None and not three_wheels:
        trains = job.licence not in licences.DRIVING and lets_in_without(text)
        return () if trains else licences.all_of(job.licence)
    if not _SAYS["certified"].search(licences.demanding(text)):
        return ()
    named = licences.of_trades(title) or licences.of_trades(said)
    if not named and job is not None and job.certificate is not None:
        named = frozenset({job.certificate})
    return (tuple(sorted(named)),) if named else ()


def _place(posting: Posting, gazetteer: Gazetteer) -> str | None:
    """Return the code of where the work is, of a town the official one."""
    code = posting.place_code
    if code is None or len(code) <= _COUNTY or gazetteer.exists(code):
        return code
    town = gazetteer.town_in(code[:_COUNTY], posting.place_text or "")
    return code if town is None else town.code


def place_name(gazetteer: Gazetteer, posting: Posting, sites: Sites | None = None) -> str:
    """Return where the posting is, as people say it ("东莞", "会泽者海镇", "南昌、厦门")."""
    code = posting.place_code
    if sites is not None and len(sites.places) > 1:
        return "、".join(gazetteer.short_name(each) for each in sites.places[:_NAMED])
    if code is None or not gazetteer.exists(code):
        return (posting.place_text or "").strip()
    if len(code) > 6:
        return gazetteer.short_name(code[:6]) + gazetteer.name(code)
    return gazetteer.short_name(code)


def _yuan(fen: int | None) -> int | None:
    return None if fen is None else fen // FEN_PER_YUAN
