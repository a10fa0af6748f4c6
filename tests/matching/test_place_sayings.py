"""Where people say they will and will not work, over provinces and turns of phrase."""

from __future__ import annotations

from datetime import date

import pytest

from labourers.tables import Willingness
from matching.people import Said, read_profile
from matching.query_text import Reader
from matching.requirements import place_allows
from storage.gazetteer import Gazetteer

ON = date(2026, 11, 23)
ANY, IN, OUT, FAR = (
    Willingness.ANYWHERE,
    Willingness.IN_COUNTY,
    Willingness.OUT_OF_COUNTY,
    Willingness.OUT_OF_PROVINCE,
)


@pytest.mark.parametrize(
    ("home", "form", "told", "goes", "stays_away"),
    [
        ("152221", IN, "乌市也中,离得近", "乌兰浩特 科右前旗", "沈阳"),
        ("152221", ANY, "咱旗里就行,外地不稀得去", "科右前旗", "沈阳"),
        ("152221", OUT, "南方太潮,不去", "沈阳", "广州"),
        ("411722", ANY, "俺不出县", "上蔡县", "郑州"),
        ("411722", ANY, "媳妇坐月子,外地不能去", "上蔡县", "郑州"),
        ("411722", OUT, "老板说去新疆,俺不去新疆", "郑州", "乌鲁木齐"),
        ("411722", OUT, "就在郑州,不去外省", "郑州", "上海"),
        ("411722", OUT, "上海苏州都中,广东不中", "上海 苏州", "广州"),
        ("411722", OUT, "河南省内就中,出河南不中", "郑州", "上海"),
        ("411722", FAR, "浙江别的市都中,温州不去", "杭州", "温州"),
        ("433127", IN, "古丈那边挨着,也行", "古丈县 永顺县", "吉首"),
        ("433127", IN, "隔壁保靖也可以", "保靖县", ""),
        ("433127", ANY, "外地一概不考虑", "永顺县", "长沙"),
        ("433127", OUT, "在深圳不习惯吃辣", "深圳", ""),
        ("433127", OUT, "东北免谈", "广州", "长春"),
        ("433127", OUT, "外省厂子拉黑", "长沙", "深圳"),
        ("433127", OUT, "东莞除外,珠三角其他都可以", "佛山", "东莞"),
        ("433127", OUT, "广东话不会讲", "广州", ""),
        ("433127", OUT, "广东不少老乡,想过去", "广州", ""),
        ("433127", OUT, "在东莞做过,想回东莞", "东莞", ""),
        ("433127", OUT, "不出湖南", "长沙", "广州"),
        ("433127", OUT, "莫给我介绍浙江的", "广州", "杭州"),
        ("433127", OUT, "只去浙江", "杭州", "广州"),
        ("433127", OUT, "只会广东话", "杭州", ""),
        ("433127", OUT, "武汉去怕了", "长沙", "武汉"),
        ("433127", OUT, "不怕远,新疆都去", "乌鲁木齐 广州", ""),
        ("433127", OUT, "深圳优先", "深圳 广州", ""),
        ("433127", OUT, "新疆太远,不考虑", "广州", "乌鲁木齐"),
        ("433127", OUT, "不只是广东,浙江也行", "广州 杭州", ""),
        ("433127", OUT, "陪读结束了,哪里都行", "广州", ""),
        ("433127", OUT, "过了洞庭湖就不去", "长沙", ""),
        ("433127", OUT, "莫推广东的厂", "杭州", "深圳"),
        ("433127", OUT, "不想在广东做保安", "长沙", ""),
        ("433127", OUT, "定点:东莞长安,其余不去", "东莞长安", "广州"),
        ("433127", OUT, "不限广东", "广州 杭州", ""),
        ("433127", FAR, "广东、福建两省都待够了,都不去", "杭州", "广州 福州"),
        ("511528", OUT, "出川不干", "成都", "广州"),
        ("511528", OUT, "沿海那些地方莫给我说", "成都", "广州"),
        ("511528", OUT, "广东浙江跑怕了,就近在成都", "成都", "广州 杭州"),
        ("511528", OUT, "不得出省", "成都", "广州"),
        ("520526", IN, "昭通那边挨到起,也克得", "昭阳区", ""),
        ("520526", ANY, "外头遭不住,就在威宁", "威宁", ""),
        ("520526", ANY, "远处走不脱,只在县头", "威宁", "贵阳"),
        ("520526", OUT, "贵阳遵义都得行,外省莫推", "贵阳 遵义", "广州"),
        ("520526", OUT, "我婆娘讲:深圳不准去", "东莞", "深圳"),
        ("530326", ANY, "外头不想克了", "会泽县", "昆明"),
        ("530326", ANY, "家里离不得人,县外不克", "会泽县", "昆明"),
        ("530326", ANY, "不克外头", "会泽县", "昆明"),
        ("530326", ANY, "就在会泽克得了,远处莫喊", "会泽县", "昆明"),
        ("530326", OUT, "哪样都好说,就是云南这个门槛跨不出去", "昆明", "广州"),
        ("530326", OUT, "云南省内随便哪里,省外不得行", "昆明", "广州"),
        ("530326", OUT, "浙江老板拖欠工资,浙江一律不考虑", "广州", "杭州"),
        ("530326", OUT, "出不了云南,爹妈年纪大", "昆明", "广州"),
        ("530326", FAR, "除了新疆西藏都可以考虑", "广州", "乌鲁木齐 拉萨"),
        ("620122", OUT, "新疆摘棉花不去了,遭罪", "西安", "乌鲁木齐"),
        ("620122", OUT, "甘肃省界不出", "兰州", "西安"),
    ],
)
def test_where_somebody_goes(
    *,
    reader: Reader,
    gazetteer: Gazetteer,
    home: str,
    form: Willingness,
    told: str,
    goes: str,
    stays_away: str,
) -> None:
    said = Said(home, None, told, None, None, None, None, ())
    profile = read_profile(said, (form, ()), reader, ON)
    person = (home, profile.willingness, profile.named_places, profile.not_places)

    def may(name: str) -> bool:
        place = gazetteer.resolve(name)
        assert place is not None
        return place_allows(person, place.town or place.code)

    assert [name for name in goes.split() if not may(name)] == []
    assert [name for name in stays_away.split() if may(name)] == []
