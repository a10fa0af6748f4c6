"""Single facts of Hunan's, Xing'an's, Beijing's and the nation's texts, asked as strangers do."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import Ask

SANGZHI, HORQIN, MENTOUGOU = "430822", "152221", "110109"
YUDU, BIJIE = "360731", "520502"


@pytest.mark.parametrize(
    ("question", "county", "told"),
    [
        ("官方找工平台叫么子名", SANGZHI, "湘就业"),
        ("收完谷子那阵子有没有季节工", SANGZHI, "季节性岗位"),
        ("帮扶车间分哪几类管", SANGZHI, "调整一批"),
        ("车间好久没开工,会不会把牌子收走", SANGZHI, "停工停产"),
        ("支书把保洁岗给自己媳妇", SANGZHI, "优亲厚友"),
        ("做保洁的能不能另外送外卖", SANGZHI, "兼职"),
        ("小微企业贷款上限是多少", HORQIN, "200万元"),
        ("创业贷款的贴息哪里出钱", HORQIN, "各级政府贴息资金"),
        ("政府统一送我去北京上班,本人能领啥钱", HORQIN, "求职创业补贴"),
        ("手机上哪个平台能找工", HORQIN, "草原智慧就业"),
        ("培训那几天管饭吗", HORQIN, "生活费补贴"),
        ("三年行动都有哪八项", HORQIN, "智力支持"),
        ("旗里给没活的人介绍几个岗位", HORQIN, "3个以上"),
        ("能不能安排我守草场", HORQIN, "草场"),
        ("村上有没有保洁员的活", MENTOUGOU, "社会公益性就业组织"),
        ("异地生活补助由谁定", MENTOUGOU, "各区"),
        ("去哪里办失业登记", MENTOUGOU, "乡镇社会保障事务所"),
        ("培训分哪几种", MENTOUGOU, "劳动预备"),
        ("有没有护路员的岗", BIJIE, "养路、护林"),
        ("在外地住满几年输入地政府要管", YUDU, "一年"),
        ("招贫困户多的企业能优先贷款不", YUDU, "扶贫再贷款"),
        ("培训分哪几种", YUDU, "订单"),
        ("国家的培训包有哪几样职业", YUDU, "养老护理员"),
        ("十九大讲的分配原则", YUDU, "按劳分配"),
        ("扶贫资金不准干什么", YUDU, "挪用"),
        ("十九大对就业怎么说的", YUDU, "最大的民生"),
        ("国家支持出去打工干哪些行业", YUDU, "家政"),
        ("我公司招人多能评个什么", YUDU, "爱心企业"),
        ("2019年底完成几人", HORQIN, "1882"),
        ("想当护林的", BIJIE, "护林"),
    ],
)
def test_a_single_fact_is_told(ask: Ask, question: str, county: str, told: str) -> None:
    assert told in ask(question, county).text


@pytest.mark.parametrize(
    "question",
    [
        "单位要搬到外省,提前三十天说过了,还给补偿吗",
        "厂搬走了我不跟去,赔不赔",
        "我公司要迁走,一个月前通知了工人,还要给补偿不",
    ],
)
def test_a_notice_does_not_replace_the_severance_pay(ask: Ask, question: str) -> None:
    """Article 46 of the labour contract law: the notice of article 40 saves one month only."""
    text = ask(question, BIJIE).text
    assert "每干满1年" in text
    assert "也要给" in text


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("护林员名额还有没有", "post-vacancies"),
        ("公益岗招满了没", "post-vacancies"),
    ],
)
def test_only_who_asks_for_vacancies_hears_of_them(ask: Ask, question: str, topic: str) -> None:
    assert ask(question, BIJIE).topic == topic
