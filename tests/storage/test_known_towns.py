"""Towns that a cell or a sentence names without their city."""

from __future__ import annotations

import pytest

from storage.gazetteer import Gazetteer

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


@pytest.mark.parametrize("cell", ["长安镇", "清溪镇", "城关镇", "灵溪镇"])
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
