"""Towns that a cell or a sentence names without their city."""

from __future__ import annotations

import pytest

from storage.gazetteer import Gazetteer
from storage.regions import in_full, regions_in

YONGSHUN = "433127"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("虎门镇富民时装城旁", "441900"),
        ("广东省虎门镇", "441900"),
        ("坪山区龙田街道", "440310"),
        ("惠阳秋长", "441303"),
        ("顺德北滘", "440606"),
        ("盛泽镇", "320509"),
        ("苏州市盛泽镇", "320509"),
        ("织里镇东尼路", "330502"),
        ("乾州世纪大道", "433101"),
        ("永顺县灵溪镇", "433127"),
    ],
)
def test_a_town_tells_its_county(gazetteer: Gazetteer, cell: str, code: str) -> None:
    found = gazetteer.resolve(cell, YONGSHUN)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("cell", ["长安镇", "清溪镇", "城关镇", "太平镇"])
def test_a_name_of_several_towns_is_not_guessed(gazetteer: Gazetteer, cell: str) -> None:
    assert gazetteer.resolve(cell, YONGSHUN) is None


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("虎门不去", ["441900121"]),
        ("去北滘进厂", ["440606"]),
        ("平常平时都有空", []),
        ("在店口等车", []),
    ],
)
def test_towns_that_everybody_knows(gazetteer: Gazetteer, said: str, codes: list[str]) -> None:
    assert [each.town or each.code for each in gazetteer.find_in(said)] == codes


def test_no_known_town_is_suggested_for_a_city(gazetteer: Gazetteer) -> None:
    assert gazetteer.suggest("深镇", YONGSHUN)[0].name == "深圳市"


@pytest.mark.parametrize(
    ("note", "read"),
    [
        ("限粤,余者免", "限广东,余者免"),
        ("粤浙闽均可", "广东、浙江、福建均可"),
        ("出川不去", "出四川不去"),
        ("江浙沪", "江浙沪"),
        ("川菜师傅", "川菜师傅"),
        ("到京东上班", "到京东上班"),
        ("去吉首", "去吉首"),
    ],
)
def test_provinces_of_one_character_are_written_out(note: str, read: str) -> None:
    assert in_full(note) == read


def test_a_dish_is_no_region() -> None:
    assert not regions_in("东北菜厨师")
    assert regions_in("西北那边")
