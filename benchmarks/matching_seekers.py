"""People of the invented market: what they want, know, avoid and can bear, and how they say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from benchmarks.matching_shares import ABILITY, HEALTH, pick
from benchmarks.matching_words import Occupation
from labourers.tables import Education, Health, Sex, Willingness, WorkAbility

HELD_SHARE = 0.2
"""How often a wording is one that the dictionary of ``matching`` does not hold."""

_WANT_NAMES = ("想做{}", "想找{}的工作", "{}", "希望当{}", "找个{}干", "有没有招{}的")
_WANT_ACTS = ("想{}", "想找{}的活", "{}", "愿意{}", "有没有{}的")
_KNOW_NAMES = ("做过{}", "当过三年{}", "{},干了好几年", "以前是{}")
_KNOW_ACTS = ("会{}", "{}我会", "以前{}", "在外面{}了两年")
_WAGES = ("工资{}以上", "月薪不低于{}", "{}元往上", "至少{}", "工资要{}左右")
_BROAD: Mapping[str, tuple[str, ...]] = {
    "factory": ("想进厂", "进厂都行", "找个厂上班", "工厂里的活"),
    "building": ("工地上的活", "想去工地干活", "建筑工地"),
    "farm": ("想干点农活", "地里的活都可以"),
}
_TRADES: Mapping[str, tuple[str, ...]] = {
    "electronics": ("想进电子厂", "电子厂上班"),
    "garment": ("想去服装厂", "制衣厂的活"),
    "food": ("食品厂", "想进食品厂"),
}
_AVOIDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("factory", ("不想进厂", "厂里的活不做", "不进厂")),
    ("building", ("不去工地", "工地不干", "不想干工地")),
    ("sales", ("不做销售", "销售不要", "不要给我推销售")),
    ("guard", ("不当保安", "保安不做")),
    ("waiter", ("不做服务员", "服务员不干")),
    ("general_worker", ("不想当普工", "普工不做")),
)
_AREAS = ("440000", "441900", "330000", "320000", "530000", "520000", "510000", "450000", "430000")


@dataclass(frozen=True, slots=True)
class Seeker:
    """A person as they are; ``wants``, ``knows`` and ``avoids`` hold keys of occupations.

    ``trade`` is set for who wants to any work of a trade's factories. ``wage`` is what was told
    (yuan per month), ``wage_field`` the part of it the roster holds as a number. ``held`` says that
    a wording was used which the dictionary does not hold.
    """

    id: UUID
    age: int
    sex: Sex
    home: str
    willingness: Willingness
    named: tuple[str, ...]
    education: Education | None
    health: Health
    ability: WorkAbility
    licences: frozenset[str]
    wants: frozenset[str]
    trade: str
    knows: frozenset[str]
    avoids: frozenset[str]
    wage: int | None
    wage_field: int | None
    food: bool
    lodging: bool
    day_shift: bool
    wishes_text: str
    skills_text: str
    held: bool


def seeker(random: Random, known: Mapping[str, Occupation], homes: Sequence[str]) -> Seeker:
    """Return one person."""
    said: list[str] = []
    held = False
    licences = pick(
        random, ((frozenset[str](), 84), (frozenset({"C1"}), 11), (frozenset({"B2"}), 3),
                 (frozenset({"forklift"}), 2)),
    )  # fmt: skip
    possible = [work for work in known.values() if not work.public and _may(work, licences)]
    shares = [work.share for work in possible]
    wants: frozenset[str] = frozenset()
    trade = skills = ""
    knows: frozenset[str] = frozenset()
    want = random.random()
    if want < 0.58:
        work = random.choices(possible, shares)[0]
        wants = frozenset({work.key})
        words, held = _worded(random, work, _WANT_NAMES, _WANT_ACTS)
        said.append(words)
    elif want < 0.72:
        wants, trade, words = _broad(random, known)
        said.append(words)
    if random.random() < 0.35:
        at_will = wants and not trade and len(wants) == 1 and random.random() < 0.5
        work = known[next(iter(wants))] if at_will else random.choices(possible, shares)[0]
        knows = frozenset({work.key})
        skills, unlisted = _worded(random, work, _KNOW_NAMES, _KNOW_ACTS)
        held = held or unlisted
    avoids: frozenset[str] = frozenset()
    if random.random() < 0.1:
        group, ways = random.choice(_AVOIDED)
        named = frozenset(w.key for w in known.values() if group in (w.family, w.key))
        if not named & (wants | knows) and not (trade and group == "factory"):
            avoids = named
            said.append(random.choice(ways))
    wage, wage_field = _wage(random, said)
    willingness = pick(
        random,
        (
            (Willingness.IN_COUNTY, 38),
            (Willingness.ANYWHERE, 30),
            (Willingness.OUT_OF_COUNTY, 16),
            (Willingness.OUT_OF_COUNTY_IN_PROVINCE, 8),
            (Willingness.OUT_OF_PROVINCE, 8),
        ),
    )
    board = willingness is not Willingness.IN_COUNTY and random.random() < 0.3
    if board:
        said.append(random.choice(("包吃住", "要管吃管住", "包吃包住的")))
    day_shift = random.random() < 0.08
    if day_shift:
        said.append(random.choice(("不上夜班", "只上白班", "不想上夜班")))
    home = random.choice(homes)
    out = willingness is Willingness.OUT_OF_COUNTY and random.random() < 0.35
    return Seeker(
        id=UUID(int=random.getrandbits(128)),
        age=int(random.triangular(17, 64, 40)),
        sex=random.choice((Sex.MALE, Sex.FEMALE)),
        home=home if random.random() < 0.4 else f"{home}{random.randrange(100, 112)}",
        willingness=willingness,
        named=(random.choice(_AREAS),) if out else (),
        education=_education(random),
        health=pick(random, HEALTH),
        ability=pick(random, ABILITY),
        licences=licences,
        wants=wants,
        trade=trade,
        knows=knows,
        avoids=avoids,
        wage=wage,
        wage_field=wage_field,
        food=board,
        lodging=board,
        day_shift=day_shift,
        wishes_text=",".join(said),
        skills_text=skills,
        held=held,
    )


def _may(work: Occupation, licences: frozenset[str]) -> bool:
    covered = licences | ({"C1"} if "B2" in licences else set())
    return not work.licence or work.licence in covered


def _worded(
    random: Random, work: Occupation, names: Sequence[str], acts: Sequence[str]
) -> tuple[str, bool]:
    """Return how the work was put into words, and whether the wording is a held one."""
    if random.random() < HELD_SHARE:
        return random.choice(acts).format(random.choice(work.held)), True
    if random.random() < 0.5:
        return random.choice(names).format(random.choice(work.names)), False
    return random.choice(acts).format(random.choice(work.acts)), False


def _broad(random: Random, known: Mapping[str, Occupation]) -> tuple[frozenset[str], str, str]:
    """Return the occupations of a family or of a trade's factories, the trade, and the words."""
    if random.random() < 0.5:
        family = random.choice(tuple(_BROAD))
        wants = frozenset(w.key for w in known.values() if w.family == family and w.skill < 2)
        return wants, "", random.choice(_BROAD[family])
    trade = random.choice(tuple(_TRADES))
    wants = frozenset(
        w.key
        for w in known.values()
        if w.family == "factory" and w.skill < 2 and w.trade in ("", trade)
    )
    return wants, trade, random.choice(_TRADES[trade])


def _wage(random: Random, said: list[str]) -> tuple[int | None, int | None]:
    if random.random() > 0.45:
        return None, None
    wage = random.choice((2000, 2500, 3000, 3000, 3500, 4000, 4000, 4500, 5000, 6000))
    if random.random() < 0.5:
        return wage, wage
    said.append(random.choice(_WAGES).format(wage))
    return wage, None


def _education(random: Random) -> Education | None:
    return pick(
        random,
        (
            (Education.NONE, 6),
            (Education.PRIMARY, 34),
            (Education.JUNIOR, 42),
            (Education.SENIOR, 12),
            (Education.COLLEGE, 3),
            (None, 3),
        ),
    )
