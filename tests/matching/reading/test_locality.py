"""Whose people alone a posting wants, in the words of notices."""

from __future__ import annotations

import pytest

from matching.reading.locality import locals_of
from matching.reading.text import clean
from storage.gazetteer import Gazetteer

TOWN, KUNMING = "530326106", "530111"


@pytest.mark.parametrize(
    "text",
    [
        "限本镇户籍",
        "户口簿地址必须是者海镇的",
        "户口本上须登记在者海镇",
        "非者海户籍不录",
        "户口在者海的才要",
        "外乡镇户口不收",
        "必须是五谷村村民",
        "面向本村脱贫人口",
        "非本镇户籍勿报",
        "仅限者海镇辖区居民报名",
        "从本村村民中选聘",
        "具有者海镇常住户口",
        "本镇人才要",
        "限者海镇农村劳动力，户籍须在本镇",
        "限者海乡村民",
        "外镇的不要",
        "本社区居民才能报",
        "得是我们镇上的人",
        "户口不在者海的不要",
        "只要本村委会的",
        "者海镇户籍(必须)",
        "这回只要我们者海自家人",
    ],
)
def test_a_post_for_the_people_of_a_town(gazetteer: Gazetteer, text: str) -> None:
    assert locals_of(TOWN, clean(text), gazetteer) == TOWN


@pytest.mark.parametrize(
    "text",
    [
        "本镇户籍优先",
        "户籍不限",
        "外地人优先安排住宿",
        "带户口本、身份证报名",
        "家住者海附近的优先",
        "本村有食堂",
        "周边村民优先",
        "本村人最好",
        "须熟悉本地路况",
        "只在本镇范围内派单",
        "须在本镇常住，户籍不限",
        "外县的也可以来",
        "者海镇户籍优先",
        "限农村户籍",
        "仅限城镇户籍",
        "限乡村脱贫户",
        "限脱贫村群众",
        "面向城乡居民招聘",
        "招呼各位老乡",
        "只要勤快人，老乡介绍也行",
    ],
)
def test_a_post_for_everybody(gazetteer: Gazetteer, text: str) -> None:
    assert locals_of(TOWN, clean(text), gazetteer) is None


def test_larger_places_are_told_by_their_beginning(gazetteer: Gazetteer) -> None:
    assert locals_of(KUNMING, clean("限昆明市户籍"), gazetteer) == "5301"
    assert locals_of(KUNMING, clean("限本省户籍"), gazetteer) == "53"
    assert locals_of("530326", clean("限待补镇户籍的脱贫户"), gazetteer) == "530326108"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("只招本苏木户籍,监测户优先", "152222200"),
        ("只招本嘎查牧民", "152222200"),
        ("限本旗户籍", "152222"),
        ("本旗的人优先", None),
        ("苏木政府招人", None),
        ("给本苏木人民服务", None),
    ],
)
def test_northern_units_are_towns_villages_and_counties(
    gazetteer: Gazetteer, text: str, wanted: str | None
) -> None:
    assert locals_of("152222200", text, gazetteer) == wanted
