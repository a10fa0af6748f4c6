"""Searches as people write them."""

from __future__ import annotations

from typing import Any

import pytest

from jobs_feed.tables import PostingKind
from labourers.tables import Education, Sex
from matching.catalogue import Demand
from matching.reading.features import Features
from matching.reading.query import Area, Order, Query, merged
from matching.reading.query_sayings import Sayings
from matching.reading.query_text import Reader
from tests.matching.builders import family, job, sector
from tests.matching.conftest import COUNTY, TODAY

DONGGUAN, GUANGDONG, KUNMING = "441900", "440000", "530100"

SAID: dict[str, dict[str, Any]] = {
    "想找包吃住的电子厂 4000以上 东莞": {
        "wants": (sector("electronics"),),
        "places": (DONGGUAN,),
        "wage": 4000,
        "food": True,
        "lodging": True,
    },
    "有没有离家近的活": {"area": Area.NEAR},
    "想找包吃住的活": {"food": True, "lodging": True},
    "管吃管住的有吗": {"food": True, "lodging": True},
    "只要包住就行": {"food": False, "lodging": True},
    "不用包住,我自己租房": {"lodging": False},
    "县城里洗碗的活有没": {"wants": (job("dishwasher"),), "area": Area.SEAT},
    "我50岁了还能做啥": {"age": 50, "wants": (), "wage": None},
    "今年四十八,找个事做": {"age": 48},
    "1975年的,还有人要不": {"age": 51},
    "我有55了": {"age": 55},
    "不要销售": {"avoids": (job("sales"),), "wants": ()},
    "除了工地和保安都可以": {"avoids": (family("building"), job("guard"))},
    "保安、保洁不要": {"avoids": (job("guard"), job("cleaner"))},
    "不进厂,不上工地": {"avoids": (family("factory"), family("building"))},
    "我想去工厂但不想去电子厂": {
        "wants": (family("factory"),),
        "avoids": (sector("electronics"),),
    },
    "保安要不要人": {"wants": (job("guard"),), "avoids": ()},
    "去浙江进厂,工资5000以上": {
        "wants": (family("factory"),),
        "places": ("330000",),
        "wage": 5000,
    },
    "不想去新疆,广东可以": {"places": (GUANGDONG,), "not_places": ("650000",)},
    "想去沿海那边": {"places": ("310000", "320000", "330000", "350000", "370000", "440000")},
    "不想出省": {"area": Area.IN_PROVINCE},
    "省外的": {"area": Area.OUT_OF_PROVINCE},
    "想出去打工": {"area": Area.OUT_OF_COUNTY},
    "不想出远门": {"area": Area.NEAR},
    "在者海镇找个活": {"places": ("530326106",)},
    "会开叉车,有证,想去昆明": {
        "wants": (job("forklift"),),
        "licences": ("forklift",),
        "places": (KUNMING,),
    },
    "四级残疾(有证),看门的活": {"wants": (job("guard"),), "licences": ()},
    "B2驾照,想开货车": {"wants": (job("truck_driver"),), "licences": ("B2",)},
    "没有驾照,送快递行不": {"wants": (job("courier"),), "licences": ()},
    "女的,45岁,找个轻松点的": {"sex": Sex.FEMALE, "age": 45, "bearable": Demand.MODERATE},
    "腰不好,干不了重活": {"bearable": Demand.LIGHT},
    "小学文化能做什么": {"education": Education.PRIMARY},
    "不识字,有啥活": {"education": Education.NONE},
    "有公益性岗位吗": {"kinds": (PostingKind.PUBLIC_WELFARE,), "wants": ()},
    "扶贫车间招人不": {"kinds": (PostingKind.WORKSHOP,), "wants": ()},
    "酒店保安": {"wants": (job("guard"),)},
    "电子厂的普工": {"wants": (sector("electronics"), job("general_worker", 55))},
    "在家照顾老人走不开,有啥能在家做的手工": {"wants": (job("handicraft"),)},
    "照顾老人的工作": {"wants": (job("carer"),)},
    "带孩子的活有吗": {"wants": (job("baby_nurse"),)},
    "要带娃,走不开": {"wants": ()},
    "养过猪,种过菜": {"wants": (job("breeder"), job("planter"))},
    "什么工作都行": {},
    "找活": {},
    "工资高的": {"order": Order.WAGE},
    "有没有烫画转印的活": {"wants": (job("printer"),)},
}


@pytest.mark.parametrize(("text", "expected"), SAID.items())
def test_what_is_said_is_read(reader: Reader, text: str, expected: dict[str, Any]) -> None:
    found = reader.read(text, home=COUNTY, on=TODAY)
    assert {key: getattr(found, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("夜班不要", {"day_shift"}),
        ("不上夜班", {"day_shift"}),
        ("长白班", {"day_shift"}),
        ("有没有不用经验的夜班保安", {"no_experience"}),
        ("日结的零工", {"paid_daily", "short_term"}),
        ("交社保,双休", {"insured", "rest_days"}),
        ("两口子一起去", {"couples"}),
        ("要接送孩子", {"flexible"}),
        ("不用加班的厂", {"short_hours"}),
        ("什么都不会,有人教不", {"no_experience"}),
        ("想找个保安", set()),
    ],
)
def test_other_wishes_are_features(
    reader: Reader, features: Features, text: str, asked: set[str]
) -> None:
    found = reader.read(text, home=COUNTY, on=TODAY)
    assert {feature.key for feature in features.of(found.features)} == asked


@pytest.mark.parametrize("text", ["有活干没", "随便", "都可以", "你好", "?", ""])
def test_asking_for_nothing_in_particular_is_an_empty_query(reader: Reader, text: str) -> None:
    assert reader.read(text, home=COUNTY, on=TODAY).is_empty


def test_an_unknown_wording_is_looked_for_literally(reader: Reader) -> None:
    assert "照相馆" in reader.read("照相馆要人吗", home=COUNTY, on=TODAY).words


def test_full_width_and_traditional_writing_is_the_same(reader: Reader) -> None:
    plain = reader.read("电子厂,4000以上,包吃住", home=COUNTY, on=TODAY)
    assert reader.read("電子廠,４０００以上,包吃住", home=COUNTY, on=TODAY) == plain


@pytest.mark.parametrize("text", SAID)
def test_a_query_survives_json(reader: Reader, text: str) -> None:
    import json

    query = reader.read(text, home=COUNTY, on=TODAY)
    assert Query.from_json(json.loads(json.dumps(query.to_json()))) == query


def test_json_of_something_else_is_refused() -> None:
    with pytest.raises(ValueError, match="not a query"):
        Query.from_json({"something": 1})


def test_narrowing_keeps_what_was_said_before() -> None:
    before = Query(wants=(job("waiter"),), places=(DONGGUAN,), features=1)
    more = merged(before, Query(lodging=True, features=2, area=Area.NEAR))
    assert more.wants == before.wants
    assert more.lodging
    assert more.features == 3
    assert (more.places, more.area) == ((), Area.NEAR)


def test_what_is_refused_is_no_longer_wanted() -> None:
    before = Query(wants=(job("waiter"), job("guard")))
    assert merged(before, Query(avoids=(job("guard"),))).wants == (job("waiter"),)


@pytest.mark.parametrize(
    "text",
    [
        "不要夜班",
        "一天8小时 双休",
        "交五险的",
        "扫地的",
        "不想去广东",
        "想去浙江或者江苏",
        "省内的就行",
        "手工活 拿回家做的",
        "身体不好 干不了重活",
        "养老院护工 上海",
        "娜姑镇帮扶车间",
        "不看学历",
        "月薪五千以上",
        "夫妻工",
        "我是女的 42岁 会缝纫",
        "不要押金的",
        "B2 司机 跑长途",
        "高中毕业 想坐办公室",
        "路费报销的",
        "我不想两班倒",
        "深圳的有吗",
        "远一点的",
    ],
)
def test_a_message_of_nothing_but_wishes_is_a_search(reader: Reader, text: str) -> None:
    assert Sayings(reader).says_only_wishes(text, home=COUNTY, on=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "一天8小时吗",
        "加班没有加班费",
        "老板不发工资",
        "不交社保",
        "没有社保",
        "工伤",
        "去昆明打工车票",
        "想学电焊",
        "试用期工资3000",
        "拖欠工资",
        "哪里有公益性岗位",
        "路费报销吗",
        "路费报销",
        "老板要收押金",
        "交了押金",
        "",
    ],
)
def test_a_question_or_a_complaint_is_none(reader: Reader, text: str) -> None:
    assert not Sayings(reader).says_only_wishes(text, home=COUNTY, on=TODAY)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("想去东菀打工", "441900"),
        ("去深震进厂", "440300"),
        ("到昆名上班", "530100"),
        ("大井有没有活", "530326107"),
        ("想回待补干活", "530326108"),
    ],
)
def test_a_place_typed_by_ear_or_without_its_kind(reader: Reader, text: str, place: str) -> None:
    assert reader.read(text, home=COUNTY, on=TODAY).places == (place,)


@pytest.mark.parametrize("text", ["想去工地打工", "去外面打工", "到厂里上班", "想去超市上班"])
def test_what_only_sounds_like_a_place_is_none(reader: Reader, text: str) -> None:
    assert reader.read(text, home=COUNTY, on=TODAY).places == ()


@pytest.mark.parametrize("text", ["我不识字只会说土话", "有宿舍空调热水的", "看不清小字的能干啥"])
def test_an_unknown_word_beside_a_condition_is_no_work(reader: Reader, text: str) -> None:
    assert reader.read(text, home=COUNTY, on=TODAY).words == ()
