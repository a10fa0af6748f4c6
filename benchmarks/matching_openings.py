"""Postings of the invented market: employers, occupations, and what a posting says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from uuid import UUID

from benchmarks.matching_places import CITIES, HOME_NAMES
from benchmarks.matching_words import Occupation, Shapes
from jobs_feed.tables import PostingKind
from labourers.tables import Education, Sex

_AT_HOME = 0.45
_TRADES = ("electronics", "garment", "food", "shoes", "metal", "", "")
_TRADE_NAMES = {
    "electronics": "电子有限公司",
    "garment": "服饰有限公司",
    "food": "食品有限公司",
    "shoes": "鞋业有限公司",
    "metal": "五金制品有限公司",
}
_OTHER_NAMES = ("商贸有限公司", "劳务派遣有限公司", "实业有限公司", "服务有限公司", "有限公司")
_SYLLABLES = "恒达华强顺发鸿运宏远永兴新盛金鑫瑞丰东方立信长青百合"
_IN_FACTORIES = frozenset({"guard", "cleaner", "forklift", "storekeeper", "cook", "porter"})
_TITLES_COUNT = 60
"""How much the counted titles weigh beside our own shares of occupations."""
_PAY = {0: (3000, 5000), 1: (3500, 5500), 2: (4500, 8000)}
_SEXES = {"女": Sex.FEMALE, "男": Sex.MALE}
_EDUCATION = {
    "初中": Education.JUNIOR,
    "高中": Education.SENIOR,
    "中专": Education.SENIOR,
    "大专": Education.COLLEGE,
}
_LEARNED = frozenset({"desk", "sales", "technical", "metal"})


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer: one place, one trade ("" is none in particular)."""

    id: UUID
    number: int
    name: str
    trade: str
    place: str


@dataclass(frozen=True, slots=True)
class Opening:
    """A posting as its employer means it; money is yuan per month, ``None`` is not stated.

    ``night`` is True for night or shift work, False for day work.
    """

    id: UUID
    employer: int
    occupation: str
    trade: str
    kind: PostingKind
    place: str
    sex: Sex | None
    age_low: int | None
    age_high: int | None
    education: Education | None
    wage_low: int | None
    wage_high: int | None
    food: bool | None
    lodging: bool | None
    night: bool | None
    headcount: int | None
    age_days: int
    title: str
    text: str


def employers(random: Random, count: int, homes: Sequence[str]) -> tuple[Employer, ...]:
    """Return ``count`` employers of the counties and the cities."""
    return tuple(_employer(random, number, homes) for number in range(count))


def _employer(random: Random, number: int, homes: Sequence[str]) -> Employer:
    if random.random() < _AT_HOME:
        place = random.choice(homes)
        city = HOME_NAMES[place]
        place = place if random.random() < 0.6 else f"{place}{random.randrange(100, 112)}"
    else:
        place, _, city = random.choices(CITIES, [weight for _, weight, _ in CITIES])[0]
    trade = random.choice(_TRADES)
    kind = _TRADE_NAMES.get(trade) or random.choice(_OTHER_NAMES)
    name = f"{city}{''.join(random.sample(_SYLLABLES, 2))}{kind}"
    return Employer(UUID(int=random.getrandbits(128)), number, name, trade, place)


def opening(
    random: Random,
    known: Mapping[str, Occupation],
    shapes: Shapes,
    firms: Sequence[Employer],
) -> Opening:
    """Return one posting of one of the employers."""
    firm = random.choice(firms)
    work = _occupation(random, known, shapes, firm)
    kind = PostingKind.ORDINARY
    if work.public:
        kind = PostingKind.PUBLIC_WELFARE
    elif firm.place[:6] in HOME_NAMES and work.family == "factory" and random.random() < 0.4:
        kind = PostingKind.WORKSHOP
    title = random.choices(
        work.titles, [1 + shapes.count("title", title) for title in work.titles]
    )[0]
    low, high = _wage(random, work, firm)
    food, lodging, board = _board(random, shapes)
    night, shift = _shift(random, shapes)
    age_low, age_high = _ages(random, shapes)
    headcount = int(shapes.draw(random, "headcount")) or None
    said = [
        f"招{title}{f'{headcount}名' if headcount else ''}",
        f"工资{low}-{high}元" if low else "工资面议",
        board,
        shift,
        f"年龄{age_low}-{age_high}岁" if age_high else "",
    ]
    return Opening(
        id=UUID(int=random.getrandbits(128)),
        employer=firm.number,
        occupation=work.key,
        trade=work.trade or (firm.trade if work.family == "factory" else ""),
        kind=kind,
        place=firm.place,
        sex=_SEXES.get(shapes.draw(random, "sex")),
        age_low=age_low,
        age_high=age_high,
        education=_education(random, shapes, work),
        wage_low=low,
        wage_high=high,
        food=food,
        lodging=lodging,
        night=night,
        headcount=headcount,
        age_days=random.randrange(60),
        title=title,
        text=",".join(part for part in said if part),
    )


def _occupation(
    random: Random, known: Mapping[str, Occupation], shapes: Shapes, firm: Employer
) -> Occupation:
    at_home = firm.place[:6] in HOME_NAMES
    if firm.trade:
        fitting = [
            work
            for work in known.values()
            if work.key in _IN_FACTORIES
            or (work.family == "factory" and work.trade in ("", firm.trade))
        ]
    else:
        fitting = [
            work
            for work in known.values()
            if work.family != "factory" and (at_home or not (work.public or work.group == "farm"))
        ]
    return random.choices(fitting, [_share(work, shapes) for work in fitting])[0]


def _share(work: Occupation, shapes: Shapes) -> float:
    counted = sum(shapes.count("title", title) for title in work.titles)
    return work.share + _TITLES_COUNT * counted / 2510


def _wage(random: Random, work: Occupation, firm: Employer) -> tuple[int | None, int | None]:
    if random.random() < 0.22:
        return None, None
    bottom, top = _PAY[work.skill]
    near = 0.75 if firm.place[:6] in HOME_NAMES else 1.0
    low = round(random.uniform(bottom, top) * near * (0.4 if work.public else 1.0) / 100) * 100
    return low, low + random.choice((0, 500, 1000, 2000))


def _board(random: Random, shapes: Shapes) -> tuple[bool | None, bool | None, str]:
    if random.random() < 0.35:
        return None, None, ""
    said = shapes.draw(random, "board").split("（")[0].replace("#", "3")
    food = True if re.search("吃|餐|食", said) else None
    lodging = True if re.search("住|宿", said) else None
    return (False if "不包吃" in said else food), (False if "不包住" in said else lodging), said


def _shift(random: Random, shapes: Shapes) -> tuple[bool | None, str]:
    if random.random() < 0.5:
        return None, ""
    said = shapes.draw(random, "shift").split("（")[0].replace("##", "10").replace("#", "8")
    if re.search("夜班|倒班|两班", said):
        return True, said
    return (False if re.search("白班|双休", said) else None), said


def _ages(random: Random, shapes: Shapes) -> tuple[int | None, int | None]:
    found = re.fullmatch(r"(\d\d)-(\d\d)", shapes.draw(random, "age"))
    if found is None:
        return None, None
    low, high = sorted((int(found[1]), int(found[2])))
    return low, high


def _education(random: Random, shapes: Shapes, work: Occupation) -> Education | None:
    if work.group in _LEARNED:
        return _EDUCATION.get(shapes.draw(random, "education"))
    return random.choices((None, Education.PRIMARY, Education.JUNIOR), (65, 10, 25))[0]
