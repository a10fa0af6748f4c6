"""A wish in one clause, life in the others."""

from __future__ import annotations

import pytest

from matching.reading.query_sayings import Sayings
from matching.reading.wish_beside import wishes_beside
from matching.toolkit import Toolkit
from tests.matching.conftest import COUNTY, TODAY


@pytest.fixture(scope="module")
def sayings(toolkit: Toolkit) -> Sayings:
    return Sayings(toolkit.reader)


@pytest.mark.parametrize(
    "text",
    [
        *("婆婆不让出远门，县城的", "媳妇不让我跑远，宣威的也行", "俺妈不让去外省，昆明的有吗"),
        *("我爸不放心我出远门，就在曲靖找", "家里不同意去外地，会泽", "公公瘫了，我走不开，镇上的"),
        *("老人要照顾，只能在县里，不出门的", "娃小没人带，半天的", "两个娃读书，欠着账，工资高的"),
        *("身上有旧伤，不能出大力，昆明的", "耳背，能进哪个厂", "手烫伤过，有疤，厂里要不要"),
        *("遭中介坑过，县里的厂", "被中介骗过，想找个不收钱的", "离异，三十五，东莞的厂"),
        *("莫给我电子厂，宝安的", "在电子厂干过五年，宝安还是电子厂", "不是电子厂的，宝安"),
        "对象在苏州，我也想去苏州",
    ],
)
def test_a_wish(sayings: Sayings, text: str) -> None:
    assert wishes_beside(sayings, text, home=COUNTY, on=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        *("婆婆不让我进门，县里管不管", "老公打我，县里找谁", "欠了三万，网贷逾期怎么办"),
        *("公公摔断腿，医保报多少", "离婚后社保怎么转", "婆婆病了，大病救助找谁", "婆婆不让出远门"),
        *(
            "县城的",
            "老板不让我走，东莞的厂",
            "工伤十级，赔多少",
            "婆婆和我吵架",
            "不去东莞，太远",
            "老婆病了，想去医院",
        ),
    ],
)
def test_no_wish(sayings: Sayings, text: str) -> None:
    assert not wishes_beside(sayings, text, home=COUNTY, on=TODAY)
