"""What a message wants with the work it speaks of: told stories, rules asked for, withdrawals."""

from __future__ import annotations

import pytest

from matching.reading.seeking import Stance, ends_in_wish, stance


@pytest.mark.parametrize(
    "text",
    [
        "公公婆婆身体都不行了，娃还在吃奶，我只能在镇上找个半天的活",
        "在温州皮鞋厂闻胶水闻怕了，头晕，想换个干净点的车间",
        "低保去年停了，两个娃在读书，我今年四十四，想去江苏进厂",
        "给我家老二找个事，他二十一，电工证刚拿到",
        "哪里都行，只要管吃管住，别给我找工地",
        "闲不住，整个看果园的活干干",
        "贷款还欠着三万，先找个工资高的做着，八千朝上",
        "村里的车间还招不招人",
        "昆明那边有啥子做的",
        "小区门卫也可以",
        "想找个签合同交社保的厂",
    ],
)
def test_a_story_that_ends_in_a_wish_seeks_work(text: str) -> None:
    assert stance(text) is Stance.SEEKS


@pytest.mark.parametrize(
    "text",
    [
        "公益岗一个月发多少",
        "去福建做工路费给报不",
        "想出去做活到哪里登记",
        "几岁才能进厂",
        "电工证去哪里考",
        "我开了个砖厂，雇了五个脱贫户，有奖没得",
        "包工头跑了，工资找哪个要",
        "村里保洁员的名额归谁管",
        "介绍工作收不收钱",
        "我侄女十四岁，熟人要带她去奶茶店上班",
    ],
)
def test_a_rule_asked_for_is_no_search(text: str) -> None:
    assert stance(text) is Stance.ASKS


@pytest.mark.parametrize(
    "text",
    [
        "先不找了，屋里有事",
        "算了，今年在家种烟",
        "我不找工作了，名字帮我去掉",
        "等我跟婆娘商量一下再说",
        "过完年再说吧",
    ],
)
def test_who_withdraws_looks_for_nothing(text: str) -> None:
    assert stance(text) is Stance.DECLINES


@pytest.mark.parametrize(
    "text",
    [
        "你们介绍的那个仓库是骗人的，到了没人接",
        "上次推荐的那家要我交钱",
        "第二个电话打过了，是空号",
        "报名了三天没人联系我",
    ],
)
def test_who_complains_of_an_offer_looks_for_nothing(text: str) -> None:
    assert stance(text) is Stance.COMPLAINS


@pytest.mark.parametrize("text", ["今天赶场", "我家洋芋丰收了", "你好", "3"])
def test_other_words_stay_open(text: str) -> None:
    assert stance(text) is Stance.OPEN


def test_a_wish_at_the_end_of_a_trouble() -> None:
    assert ends_in_wish("那个老板拖了两个月工资，先找个当天结钱的活做")
    assert ends_in_wish("前年摔断过腿，重活不行了，想找个守门的")
    assert not ends_in_wish("老板拖了两个月工资，怎么办")
    assert not ends_in_wish("想找个活，可是老板欠我的工资怎么要回来")
    assert not ends_in_wish("手遭机器压了")


def test_coming_home_in_the_evening_is_no_demand_for_money() -> None:
    assert stance("找点轻省的，天黑要回家") is Stance.SEEKS
    assert stance("押的钱我要回来") is not Stance.SEEKS


def test_pay_held_back_is_no_wish() -> None:
    assert stance("在贵阳上班一个月五千，厂里压了三个月") is Stance.ASKS


@pytest.mark.parametrize(
    ("text", "asks"), [("我对粉尘过敏，想去苏州进厂", False), ("海鲜过敏怎么办", True)]
)
def test_dust_that_one_cannot_bear_is_a_condition_of_work(text: str, *, asks: bool) -> None:
    assert (stance(text) is Stance.ASKS) is asks
