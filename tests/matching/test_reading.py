"""Whole messages of strangers, each with what it says about the work, the place and the person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from labourers.tables import Education, Sex
from matching.reading.query import Area, Query
from matching.reading.query_text import Reader
from storage.regions import regions_in
from tests.matching.conftest import COUNTY

TODAY = date(2026, 11, 23)
DELTA = tuple(code for region in regions_in("长三角") for code in region.codes)

SAID: list[tuple[str, dict[str, Any]]] = [
    (
        "工地上绑钢筋的，一天300以上，包吃住",
        {"wants": {"rebar_worker"}, "wage": 6525, "food": True},
    ),
    ("长三角的厂，工资七千以上，不要劳务中介", {"places": DELTA, "wage": 7000}),
    ("温州的不去，其他地方都行", {"not_places": ("330300",), "places": (), "wants": set()}),
    ("别给我推广东的，太热", {"not_places": ("440000",), "places": ()}),
    ("开大车的，B2，跑过新疆线", {"places": (), "wants": {"truck_driver"}}),
    ("之前在深圳做品管，现在想回曲靖", {"places": ("530300",), "wants": {"inspector"}}),
    ("小时工，一小时20块以上", {"wage": 3480, "wants": set()}),
    ("喂牛的活路有没得，一个月三千多点就行", {"wage": 3000, "wants": {"breeder"}}),
    ("工资要日结，二百往上，装卸不行", {"wage": 4350, "wants": set(), "avoids": {"porter"}}),
    ("日结300现结 昆明", {"wage": 6525, "places": ("530100",)}),
    ("河北沧州人，在你们这能找活吗", {"places": (), "wants": set()}),
    ("月薪9万", {"wage": 90_000}),
    ("想挣10万以上", {"wage": 8_333}),
    ("本人男，28，大专学历，想找文员类", {"sex": Sex.MALE, "age": 28, "wants": {"clerk"}}),
    ("会电脑打字，女24", {"sex": Sex.FEMALE, "age": 24}),
    ("年龄有点大了，52，还有厂要吗", {"age": 52}),
    ("我老公53岁，有木工手艺，想找附近的工地", {"age": 53, "area": Area.NEAR}),
    ("有没有不用文化的活，我一个字不识", {"education": Education.NONE, "wants": set()}),
    ("驾龄十年，C照，想给单位开小车", {"licences": ("C1",), "wants": {"driver"}}),
    ("有B照的大车司机", {"licences": ("B2",), "wants": {"truck_driver"}}),
    ("想学刮大白，没有叉车本", {"licences": ()}),
    ("食堂打菜阿姨", {"wants": {"kitchen_helper"}}),
    ("上海带孩子的阿姨，一个月八千", {"wants": {"baby_nurse", "housekeeper"}, "features": 0}),
    ("我在家带两个娃，有没有拿回家做的手工活", {"wants": {"handicraft"}, "area": Area.NEAR}),
    ("在家里能做的", {"wants": {"handicraft"}, "area": Area.NEAR}),
    ("离家三公里以内的", {"area": Area.NEAR, "wants": set()}),
    ("我要去矿山，工资高的", {"places": ()}),
    ("广东佛山陶瓷厂，重活也可以", {"wants": {"chemical"}, "places": ("440600",)}),
    ("听力不好，戴助听器，做啥都行", {"wants": set()}),
    ("老伴瘫痪在床，我六十一，离不开人", {"wants": set(), "age": 61, "area": Area.NEAR}),
    ("除了工地，什么都行，月入三千就知足", {"wants": set(), "avoids": {"building"}, "wage": 3000}),
]


@pytest.mark.parametrize(("text", "said"), SAID, ids=[text for text, _ in SAID])
def test_what_a_stranger_says(reader: Reader, text: str, said: dict[str, Any]) -> None:
    query = reader.read(text, home=COUNTY, on=TODAY)
    for name, expected in said.items():
        found = getattr(query, name)
        if name in ("wants", "avoids"):
            found = {term.key for term in found}
            assert found <= expected if len(expected) > 1 else found == expected, name
        elif name in ("places", "not_places"):
            assert set(found) == set(expected), name
        else:
            assert found == expected, name


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("站着上班不行，腿有静脉曲张", "light_work"),
        ("家里有个两岁的娃，只能白天上班", "flexible"),
        ("不要押金不要培训费的快递分拣", "no_fees"),
        ("想去新疆摘棉花，车票报销", "shuttle"),
    ],
)
def test_a_condition_said_in_passing(reader: Reader, text: str, feature: str) -> None:
    query: Query = reader.read(text, home=COUNTY, on=TODAY)
    assert query.features & reader.features[feature].mask
