"""Seeded people and postings as plain values, made in microseconds; for tests of the engine.

No file is read. Shares of sexes, ages, schooling, wages and places follow what real rosters and
postings look like: most ask for little, many fields are empty.
"""

from __future__ import annotations

from random import Random
from uuid import UUID

from benchmarks.matching_shares import ABILITY, HEALTH, pick
from jobs_feed.tables import PostingKind
from labourers.tables import Education, Sex, Willingness
from matching.catalogue import Catalogue, Demand, Term, TermKind, Work
from matching.model import Person, Vacancy, Wishes
from matching.reading.features import Offer
from matching.reading.licences import all_of
from matching.reading.villages import SITE, Bond, VillageAsk, Villages

HOME = "530326"
TOWNS = tuple(f"{HOME}{number}" for number in range(100, 121))
VILLAGES = ("五星", "红星", "杨家湾", "朝阳")
PLACES = (
    (HOME, 18),
    (TOWNS[3], 5),
    (TOWNS[6], 5),
    ("530381", 4),
    ("530302", 6),
    ("530300", 3),
    ("530100", 12),
    ("530112", 3),
    ("530400", 3),
    ("441900", 12),
    ("440300", 8),
    ("440100", 6),
    ("330100", 5),
    ("330200", 4),
    ("320500", 4),
    ("310117", 2),
    ("650000", 1),
    (None, 2),
)
_WEIGHTS = (
    ("general_worker", 14), ("electronics_assembly", 9), ("sewing", 7), ("guard", 5),
    ("cleaner", 6), ("waiter", 7), ("dishwasher", 2), ("kitchen_helper", 3), ("cook", 3),
    ("driver", 3), ("truck_driver", 2), ("forklift", 2), ("welder", 3), ("electrician", 2),
    ("labourer_building", 6), ("mason", 3), ("carpenter", 2), ("rebar_worker", 1),
    ("housekeeper", 3), ("baby_nurse", 2), ("carer", 3), ("storekeeper", 3), ("courier", 3),
    ("sorter", 3), ("porter", 3), ("planter", 4), ("picker", 3), ("breeder", 2),
    ("forest_guard", 1), ("road_keeper", 1), ("village_cleaner", 2), ("customer_service", 2),
    ("sales", 5), ("clerk", 3), ("shop_assistant", 4), ("cashier", 2), ("packer", 4),
    ("inspector", 3), ("food_worker", 3), ("handicraft", 2), ("shoemaker", 1),
)  # fmt: skip


def postings(catalogue: Catalogue, count: int, seed: int) -> list[Vacancy]:
    """Return ``count`` postings of about ``count / 4`` employers."""
    random = Random(seed)
    words = _words(catalogue)
    return [_posting(random, catalogue, words, count) for _ in range(count)]


def _posting(
    random: Random, catalogue: Catalogue, words: dict[str, list[str]], count: int
) -> Vacancy:
    job = pick(random, _WEIGHTS)
    concept = catalogue.jobs[job]
    low = random.choice((None, None, 2000, 2500, 3000, 3000, 3500, 4000, 4500, 5000, 6000, 8000))
    kind = PostingKind.ORDINARY
    if job in ("forest_guard", "road_keeper", "village_cleaner"):
        kind = PostingKind.PUBLIC_WELFARE
    place = HOME if kind is not PostingKind.ORDINARY else pick(random, PLACES)
    if place is not None and place.startswith(HOME) and random.random() < 0.15:
        kind = PostingKind.WORKSHOP
    age = random.choice(
        ((None, None), (None, None), (18, 35), (18, 45), (18, 50), (20, 45), (None, 55), (18, 60))
    )
    key = random.getrandbits(128)
    locals_of, villages = _kept_for(place, Random(key))
    return Vacancy(
        id=UUID(int=key),
        locals_of=locals_of,
        villages=villages,
        employer=random.randrange(max(2, count // 4)),
        title=random.choice(words[job]),
        work=Work((job,), concept.sector),
        demand=Demand.LIGHT if kind is not PostingKind.ORDINARY else concept.demand,
        skill=concept.skill,
        place=place,
        kind=kind,
        sex=pick(random, ((None, 84), (Sex.FEMALE, 9), (Sex.MALE, 7))),
        age_low=age[0],
        age_high=age[1],
        education=pick(
            random,
            ((None, 60), (Education.PRIMARY, 8), (Education.JUNIOR, 20), (Education.SENIOR, 12)),
        ),
        licences=all_of(*([concept.licence] if concept.licence else ())),
        wage_low=low,
        wage_high=None if low is None else low + random.choice((0, 500, 1000, 2000)),
        food=random.choice((None, None, True, True, False)),
        lodging=random.choice((None, None, True, True, False)),
        offer=Offer(1 << random.randrange(8), 1 << random.randrange(12)),
        headcount_left=random.choice((None, 1, 2, 3, 5, 5, 10, 10, 20, 50)),
        age_days=random.randrange(60),
    )


def _kept_for(place: str | None, random: Random) -> tuple[str | None, VillageAsk | None]:
    """Return for whose town and villages a posting of the county is kept, for one in five."""
    if place is None or not place.startswith(HOME) or random.random() > 0.2:
        return None, None
    names = (random.choice(VILLAGES), random.choice((SITE, *VILLAGES)))
    ask = VillageAsk(random.choice(tuple(Bond)), names)
    return random.choice((place, random.choice(TOWNS))), random.choice((None, ask, ask))


def people(count: int, seed: int) -> list[Person]:
    """Return ``count`` people of one county, seven in ten with a wish or a skill."""
    random = Random(seed)
    return [_person(random) for _ in range(count)]


def _person(random: Random) -> Person:
    wants, skills = [], []
    if random.random() < 0.7:
        wants.append(Term(TermKind.JOB, pick(random, _WEIGHTS)))
    if random.random() < 0.35:
        skills.append(Term(TermKind.JOB, pick(random, _WEIGHTS)))
    willingness = pick(
        random,
        (
            (Willingness.IN_COUNTY, 40),
            (Willingness.ANYWHERE, 35),
            (Willingness.OUT_OF_COUNTY, 25),
        ),
    )
    named: tuple[str, ...] = ()
    if willingness is Willingness.OUT_OF_COUNTY and random.random() < 0.3:
        named = (random.choice(("440000", "441900", "530100", "330000", "530000")),)
    key = random.getrandbits(128)
    return Person(
        id=UUID(int=key),
        villages=_villages(Random(key)),
        age=int(random.triangular(17, 64, 40)),
        sex=random.choice((Sex.MALE, Sex.FEMALE)),
        home=random.choice(TOWNS),
        willingness=willingness,
        named_places=named,
        education=pick(
            random,
            (
                (Education.NONE, 6),
                (Education.PRIMARY, 34),
                (Education.JUNIOR, 42),
                (Education.SENIOR, 12),
                (Education.COLLEGE, 3),
                (None, 3),
            ),
        ),
        health=pick(random, HEALTH),
        work_ability=pick(random, ABILITY),
        licences=frozenset(
            pick(random, (((), 85), (("C1",), 10), (("B2",), 3), (("forklift",), 2)))
        ),
        wishes=Wishes(
            wants=tuple(wants),
            skills=tuple(skills),
            features=pick(random, ((0, 70), (1, 10), (2, 5), (1 << 10, 15))),
            wage=random.choice((None, None, 2500, 3000, 3500, 4000, 5000)),
            food=random.choice((None, None, True)),
            lodging=random.choice((None, None, True)),
        ),
    )


def _villages(random: Random) -> Villages:
    """Return villages of somebody: mostly one, of the household as well."""
    here = random.choice(((), *((each,) for each in VILLAGES)))
    registered = here if random.random() < 0.8 else (random.choice(VILLAGES),)
    return Villages(registered, (*here, SITE) if random.random() < 0.1 else here)


def _words(catalogue: Catalogue) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word, terms in catalogue.words.items():
        for term in terms:
            if term.kind is TermKind.JOB:
                found.setdefault(term.key, []).append(word)
    return found
