"""Facts of people and demands of postings from free text, and the rules they meet in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from labourers.tables import Health, Sex, Willingness, WorkAbility
from matching.catalogue import Demand
from matching.model import OWN_TOWN
from matching.reading.features import Offer
from matching.reading.limits import limits
from matching.reading.locality import locals_of
from matching.reading.people import Profile, Said, read_profile
from matching.reading.query_text import Reader
from matching.reading.text import clean
from matching.reading.vacancies import open_to, read_demand, ruled_out
from matching.reading.villages import NO_VILLAGE
from matching.requirements import RULES, broken_rules
from tests.matching.builders import person, vacancy
from tests.matching.conftest import COUNTY

ON = date(2026, 11, 23)
TOWN, OTHER_TOWN = f"{COUNTY}104", f"{COUNTY}105"


def profile(reader: Reader, told: str, willingness: Willingness, *named: str) -> Profile:
    said = Said(COUNTY, told, None, None, None, None, None, ())
    return read_profile(said, (willingness, named), reader, ON)


def broken(given: dict[str, Any], posting: dict[str, Any]) -> list[str]:
    return [rule.code for rule in broken_rules(person(**given), vacancy(**posting))]


@pytest.mark.parametrize(
    "told",
    [
        "婆婆瘫在床上，只能在本镇做",
        "坐不得车，走路到得的地方才行",
        "别的乡镇去不了",
        "家里有瘫痪的妈，出不了石坪镇",
    ],
)
def test_who_can_work_in_the_own_town_alone(reader: Reader, told: str) -> None:
    found = profile(reader, told, Willingness.IN_COUNTY)
    assert (found.willingness, found.named_places) == (Willingness.IN_COUNTY, (OWN_TOWN,))
    here = {"home": TOWN, "willingness": found.willingness, "named_places": found.named_places}
    assert broken(here, {"place": TOWN}) == []
    assert broken(here, {"place": OTHER_TOWN}) == ["place"]
    assert broken(here, {"place": COUNTY}) == ["place"]


def test_the_own_town_and_a_place_beyond_the_border(reader: Reader) -> None:
    told = "河对面洪安也行，坐车去别处就不搞了"
    found = profile(reader, told, Willingness.ANYWHERE, "500241")
    near = {"home": TOWN, "willingness": found.willingness, "named_places": found.named_places}
    assert broken(near, {"place": "500241"}) == broken(near, {"place": TOWN}) == []
    assert broken(near, {"place": OTHER_TOWN}) == ["place"]


def test_a_place_said_to_do_as_well_widens(reader: Reader) -> None:
    found = profile(reader, "看小孩的活，宣威也行，再远不去", Willingness.IN_COUNTY)
    assert (found.willingness, found.named_places) == (Willingness.ANYWHERE, ("530381",))
    found = profile(reader, "进厂，江苏也可以", Willingness.OUT_OF_PROVINCE, "330000")
    assert found.named_places == ("330000", "320000")
    found = profile(reader, "家里老人走不开", Willingness.IN_COUNTY)
    assert (found.willingness, found.named_places) == (Willingness.IN_COUNTY, ())


def test_a_wish_for_the_town_is_no_bond(reader: Reader) -> None:
    found = profile(reader, "想在县城或者乡镇上做，离家近点", Willingness.IN_COUNTY)
    assert found.named_places == ()


def test_only_there_binds(reader: Reader) -> None:
    found = profile(reader, "只去广东，别处不克", Willingness.OUT_OF_COUNTY)
    assert found.named_places == ("440000",)
    found = profile(reader, "跟老乡到广东进厂", Willingness.OUT_OF_COUNTY)
    assert found.named_places == ()


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ("不去浙江、江苏", {"330000", "320000"}),
        ("浙江江苏那些不去了", {"330000", "320000"}),
        ("除了新疆西藏哪点都去", {"650000", "540000"}),
        ("广东都行，福建就算了", {"350000"}),
        ("北京太贵不去，别的地方都行", {"110000"}),
    ],
)
def test_lists_of_places_refused(reader: Reader, told: str, refused: set[str]) -> None:
    assert set(profile(reader, told, Willingness.ANYWHERE).not_places) == refused


@pytest.mark.parametrize(
    ("told", "says", "fits"),
    [
        ("手臂上有纹身", "白班，可见部位无纹身", False),
        ("怕高", "外墙清洗", False),
        ("有哮喘", "有呼吸道疾病的不能上岗", False),
        ("左腿跛", "全天站着打包", False),
        ("左腿跛", "坐着装灯头", True),
        ("腰椎间盘突出", "给病人翻身", False),
        ("腰椎间盘突出", "坐着穿珠子", True),
        ("没有纹身", "白班，可见部位无纹身", True),
    ],
)
def test_a_condition_meets_a_bar(reader: Reader, told: str, says: str, fits: bool) -> None:
    found = profile(reader, told, Willingness.ANYWHERE)
    rules_out = limits().ruled_out(clean(says), heavy=False)
    given = {"conditions": found.conditions}
    assert (broken(given, {"rules_out": rules_out}) == []) is fits


def test_some_posts_are_for_the_people_of_a_town() -> None:
    text = clean("护林，限本村建档立卡户")
    assert locals_of(TOWN, text) == TOWN
    assert locals_of(COUNTY, text) is None
    assert locals_of(TOWN, clean("扫路，本镇脱贫户优先")) is None
    post = {"place": TOWN, "locals_of": TOWN}
    assert broken({"home": TOWN}, post) == []
    assert broken({"home": OTHER_TOWN}, post) == ["local"]


def test_homes_are_told_apart_only_where_a_posting_does() -> None:
    rule = next(each for each in RULES if each.code == "local")
    anybody, asks = (None, None), (TOWN, None)
    some, nobody = rule.key_among(frozenset({anybody, asks})), rule.key_among(frozenset({anybody}))
    assert some(person(home=TOWN)) == (TOWN, TOWN, NO_VILLAGE)
    assert some(person(home=OTHER_TOWN)) == nobody(person(home=TOWN)) == ("", "", NO_VILLAGE)
    # In whatever order a set gives them, the narrowest counts: who is of the town is of the county.
    wider = [rule.key_among(frozenset({(TOWN[:digits], None), asks})) for digits in (2, 4, 6)]
    assert [key(person(home=TOWN))[0] for key in wider] == [TOWN] * 3
    away = person(home=TOWN, registered="621123")
    assert some(away) == ("", TOWN, NO_VILLAGE)
    assert not rule.allows(rule.of_person(away), asks)
    assert rule.allows(rule.of_person(away), ("621123", None))


def test_a_narrower_place_in_words_binds_within_the_field(reader: Reader) -> None:
    found = profile(reader, "就去杭州，别处不去", Willingness.OUT_OF_PROVINCE, "330000")
    assert found.named_places == ("330100",)


def test_ages_may_differ_by_sex() -> None:
    posting = {"age_low": 18, "age_high": 60, "women_age_high": 55}
    assert broken({"age": 57, "sex": Sex.FEMALE}, posting) == ["age"]
    assert broken({"age": 55, "sex": Sex.FEMALE}, posting) == []
    assert broken({"age": 57, "sex": Sex.MALE}, posting) == []
    assert broken({"age": 17, "sex": Sex.FEMALE}, posting) == ["age"]


def test_fields_meet_bars_too() -> None:
    strong = {"rules_out": limits()["frail"]}
    assert broken({"work_ability": WorkAbility.WEAK}, strong | {"demand": 0}) == ["condition"]
    assert broken({"health": Health.HEALTHY}, strong) == []


@pytest.mark.parametrize(
    ("text", "sex"),
    [
        ("铅锌矿井下打眼放炮", Sex.MALE),
        ("选矿厂地面岗，不下井", None),
        ("流水线普工", None),
    ],
)
def test_no_woman_works_underground(text: str, sex: Sex | None) -> None:
    assert open_to(None, clean(text)) is sex


def test_work_for_two_is_for_who_asks_for_it(reader: Reader) -> None:
    rules_out = ruled_out(clean("养殖场夫妻工，月薪合计9000"), vacancy().demand)
    alone = profile(reader, "喂猪", Willingness.ANYWHERE).conditions
    pair = profile(reader, "喂猪，两口子一起", Willingness.ANYWHERE).conditions
    assert broken({"conditions": alone}, {"rules_out": rules_out}) == ["condition"]
    assert broken({"conditions": pair}, {"rules_out": rules_out}) == []


@pytest.mark.parametrize(
    ("title", "text", "heavy", "demand"),
    [
        ("灯饰组装工", "坐着装灯串，活轻", None, 0),
        ("果园管护", "修枝浇水，活轻", None, 0),
        ("理货员", "一天要搬上百件", True, 2),
        ("流水线普工", "看机台", None, 1),
    ],
)
def test_how_hard_a_posting_says_it_is(
    reader: Reader, title: str, text: str, heavy: bool | None, demand: int
) -> None:
    work = reader.lexicon.work(title, employer="", text=text)
    kind = vacancy().kind
    assert read_demand(reader, work, kind, heavy, Offer(), clean(text)) == demand


@pytest.mark.parametrize(
    ("says", "fits"),
    [
        ("两班倒，包住", False),
        ("要上夜班", False),
        ("晚8点干到凌晨4点上班", False),
        ("长白班", True),
        ("不上夜班", True),
        ("早班7点半到15点、晚班15点到22点轮换", True),
    ],
)
def test_mothers_of_nurslings_are_not_sent_to_nights(says: str, fits: bool) -> None:
    """Night is from 22:00 on: the late shift of a shop is none."""
    mother = person(sex=Sex.FEMALE, conditions=limits().told(clean("娃才八个月还吃奶")))
    offered = vacancy(rules_out=ruled_out(clean(says), Demand.MODERATE))
    assert (not broken_rules(mother, offered)) is fits


def test_who_walks_on_crutches_is_sent_to_light_work() -> None:
    told = limits().told(clean("小儿麻痹，拄拐，坐着的活都能干"))
    for demand, says, fits in (
        (Demand.LIGHT, "坐着分拣", True),
        (Demand.MODERATE, "转盘挤奶", False),
        (Demand.LIGHT, "上货、码货、打价签", False),
    ):
        offered = vacancy(demand=demand, rules_out=ruled_out(clean(says), demand))
        assert (not broken_rules(person(conditions=told), offered)) is fits
