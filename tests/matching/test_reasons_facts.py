"""Every reason that is named is a fact of the pair, whoever the person and whatever the posting."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

from jobs_feed.tables import PostingKind
from labourers.tables import Willingness
from matching.catalogue import Catalogue, Term, Work
from matching.model import Person, Vacancy
from matching.reading.features import Features, Offer
from matching.toolkit import Toolkit
from tests.matching.builders import job, person, sector, vacancy

PLACES: Final = (
    "530326", "530326106", "530326102", "530381", "530300", "530100", "530000", "441900",
    "310117", "990000", None,
)  # fmt: skip
PAIRS: Final = 3_000

FACTS: Final[dict[str, Callable[[Person, Vacancy], bool]]] = {
    "就在本乡镇": lambda p, v: bool(v.place) and len(p.home) == 9 and p.home == v.place,
    "在本县，离家近": lambda p, v: (v.place or "")[:6] == p.home[:6],
    "离家不远，在本市": lambda p, v: (v.place or "")[:4] == p.home[:4],
    "不出省": lambda p, v: (v.place or "")[:2] == p.home[:2],
    "在你想去的地方": lambda p, v: any(
        (v.place or "").startswith(re.sub("(00)+$", "", area))
        for area in (*p.named_places, *p.wishes.places)
    ),
    "包吃住": lambda _, v: bool(v.food and v.lodging),
    "包吃": lambda _, v: bool(v.food and not v.lodging),
    "包住": lambda _, v: bool(v.lodging and not v.food),
    "工资够你要的数": lambda p, v: (v.wage_low or 0) >= (p.wishes.wage or 10**6),
    "工资较高": lambda p, v: p.wishes.wage is None and (v.wage_low or 0) >= 5_000,
    "帮扶车间": lambda _, v: v.kind is PostingKind.WORKSHOP,
    "公益性岗位": lambda _, v: v.kind is PostingKind.PUBLIC_WELFARE,
    "以工代赈": lambda _, v: v.kind is PostingKind.WORK_RELIEF,
    "条件都符合": lambda _, __: True,
}


def test_no_reason_is_invented(toolkit: Toolkit) -> None:
    random = Random(311)
    catalogue, features = toolkit.scorer.catalogue, toolkit.scorer.features
    told = set()
    for _ in range(PAIRS):
        who, offered = _person(random, catalogue), _vacancy(random, catalogue)
        for reason in toolkit.reasons.why(who, offered):
            assert _is_fact(reason, who, offered, catalogue, features), (reason, who, offered)
            told.add(reason)
    assert set(FACTS) <= told, "every kind of reason was met"


def _is_fact(
    reason: str, who: Person, offered: Vacancy, catalogue: Catalogue, features: Features
) -> bool:
    if reason in FACTS:
        return FACTS[reason](who, offered)
    if found := re.fullmatch(r"(\d+)岁以内都招", reason):
        return who.age >= 50 and offered.age_high == int(found[1])
    met = features.of(who.wishes.features & offered.offer.has)
    if reason in [feature.label for feature in met]:
        return True
    if found := re.fullmatch(r"你(?:可能|有)?(?:会|做过|在)?(.+?)(?:干过|的证)?", reason):
        return _is_it(who.wishes.skills, found[1], offered, catalogue)
    if found := re.fullmatch(r"(?:可能)?是你想找的(.+?)(?:类的活)?", reason):
        return _is_it(who.wishes.wants, found[1], offered, catalogue)
    found = re.fullmatch(r"和(?:你(?:想找的|会的|做过的|干过的))?(.+)相近(?:，你有证)?", reason)
    assert found is not None, reason
    named = [*who.wishes.wants, *who.wishes.skills]
    return any(
        catalogue.likeness(Term(term.kind, term.key), offered.work) >= 55
        for term in named
        if found[1][-2:] in catalogue.name(term) or found[1][0] in "开做"
    )


def _is_it(terms: tuple[Term, ...], name: str, offered: Vacancy, catalogue: Catalogue) -> bool:
    """Tell whether the posting is just what one of the terms names, which has that name."""
    for term in terms:
        if name not in catalogue.name(term) and not name.startswith(("开", "做")):
            continue
        sectors = {catalogue.jobs[each].sector for each in offered.work.jobs} | {
            offered.work.sector
        }
        families = {catalogue.sectors[each].family for each in sectors if each}
        called_so = any(name in catalogue.jobs[each].name for each in offered.work.jobs)
        if term.key in {*offered.work.jobs, *sectors, *families} or called_so:
            return True
    return False


def _person(random: Random, catalogue: Catalogue) -> Person:
    jobs, sectors = sorted(catalogue.jobs), sorted(catalogue.sectors)
    places = [place for place in PLACES if place]
    return person(
        age=random.randint(16, 64),
        home=random.choice(["530326", "530326106", "530326102"]),
        willingness=random.choice(list(Willingness)),
        named_places=(random.choice(places),) if random.random() < 0.2 else (),
        wants=(random.choice([job(random.choice(jobs)), sector(random.choice(sectors))]),),
        skills=(job(random.choice(jobs), random.choice([40, 100])),),
        places=(random.choice(places),) if random.random() < 0.2 else (),
        wage=random.choice([None, 3000, 5000]),
        features=random.getrandbits(16),
    )


def _vacancy(random: Random, catalogue: Catalogue) -> Vacancy:
    work = Work((random.choice(sorted(catalogue.jobs)),), random.choice([None, "electronics"]))
    has = random.getrandbits(16)
    return vacancy(
        work=work,
        place=random.choice(PLACES),
        kind=random.choice(list(PostingKind)),
        food=random.choice([None, True, False]),
        lodging=random.choice([None, True, False]),
        wage_low=random.choice([None, 2000, 4000, 6000]),
        wage_high=random.choice([None, 7000]),
        age_high=random.choice([None, 45, 60]),
        offer=Offer(has, 0),
    )
