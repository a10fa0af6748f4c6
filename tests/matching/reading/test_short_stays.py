"""Who cannot stay at a post, and who can."""

from __future__ import annotations

import pytest

from matching.reading.months import months_away
from matching.reading.text import clean


@pytest.mark.parametrize(
    "text",
    [
        "板栗熟了就要回去打",
        "干到端午",
        "立夏前还能做",
        "蒜薹抽完再说",
        "来年要搬去苏州，先找个临时的",
        "腊月办喜酒，冬月底得回去张罗",
        "只能做两个来月",
        "等签证，过渡一下",
        "一百箱蜂，花期要赶场，冬天才有空",
        "下羔那阵离不开人，三月得回",
    ],
)
def test_who_leaves_soon(text: str) -> None:
    assert months_away(clean(text))


@pytest.mark.parametrize(
    "text",
    [
        "果园承包给别人了，一年到头有空",
        "往年都要回去打板栗，今年树砍了",
        "短工做烦了，想找个长期的",
        "稻子请收割机收，不用回",
        "哥在屋里种烟，他在外面做多久都行",
        "过年不回都可以",
        "怕冷，冬天手僵",
        "刚拿到驾照，想开货车",
        "在厂里做过两个月，手脚快",
        "想挣点盐巴钱",
    ],
)
def test_who_stays(text: str) -> None:
    assert not months_away(clean(text))
