"""Where the work is, against where it is only arranged."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.place import read_place
from storage.gazetteer import Gazetteer

HOME = "433127"


@pytest.mark.parametrize(
    ("cell", "prose", "code"),
    [
        ("总部长沙;上班在永顺芙蓉镇景区", "", "433127103"),
        ("总部在永顺县城,工作地点在龙山县茨岩塘镇", "", "433130"),
        ("吉首(总部长沙)", "", "433101"),
        ("义乌(永顺县城面试)", "", "330782"),
        ("湖南株洲(签约地)", "合同在株洲签,入职后常驻乌鲁木齐地铁维保", "650100"),
        ("永顺县城", "在永顺培训一周后统一派到深圳龙岗电子厂", "440307"),
        ("永顺县劳务公司", "实际用工地在江苏昆山", "320583"),
        ("湖南长沙", "驻外项目:老挝万象", "990000"),
        ("永顺县", "门店在宣威,永顺招人", "530381"),
        ("湖南省", "工作地点在永顺县万坪镇", "433127113"),
        ("永顺(招工点)", "到晋江做鞋", "350582"),
        ("永顺县灵溪镇", "集中乘车赴新疆摘棉花", "650000"),
        ("县人民医院", "", "433127"),
        ("各乡镇", "", "433127"),
        ("海口(昆明市西山区海口街道)", "", "530112"),
        ("海口(海南)", "", "460100"),
    ],
)
def test_the_work_is_elsewhere(gazetteer: Gazetteer, cell: str, prose: str, code: str) -> None:
    place = read_place(cell, HOME, gazetteer, prose=prose).value
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize(
    "prose",
    [
        "表现优秀可派往越南分厂",
        "面试地点在永顺县城",
        "永顺县城集合上车",
        "每月出差贵阳两次",
        "产品发往上海",
        "不派往外地",
        "分厂在惠州",
        "入职培训在昆明一个月",
        "组织到三亚旅游",
        "外派昆明的另有人去",
        "派往惠州的是别的岗",
    ],
)
def test_what_else_is_told_of_places_moves_no_work(gazetteer: Gazetteer, prose: str) -> None:
    place = read_place("广东东莞", HOME, gazetteer, prose=prose).value
    assert place is not None
    assert place.code == "441900"


def test_a_street_is_where_the_employer_is(gazetteer: Gazetteer) -> None:
    def code(cell: str, employer: str) -> str | None:
        place = read_place(cell, HOME, gazetteer, employer=employer).value
        assert place is not None
        return place.code

    assert code("长安镇振安路", "东莞市美达电子有限公司") == "441900119"
    assert code("府正街12号", "永顺县城投公司") == HOME
    assert code("府正街12号", "湖南旅游集团") is None
    assert code("某工业园三号楼", "美达电子") is None
