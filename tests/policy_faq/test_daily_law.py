"""Labour law asked in the words of every day; who was wronged is heard, who asks a rule is told."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import Ask


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("怀起毛毛了厂里要赶我", "辞退是违法的"),
        ("大肚子了老板不要我了", "违法"),
        ("活路转了三道手包给别人,工钱找哪个拿", "总承包"),
        ("村里说瘸子不要,合法没", "残疾人"),
        ("耳朵聋去应聘被拒", "残疾人"),
        ("几号发工资有没得规定", "按月发"),
        ("得了大病厂里可不可以炒我", "医疗期"),
        ("五金是哪几样,三金是什么", "养老"),
        ("出差在外头摔了算工伤不", "出差在外"),
        ("公伤装假肢谁出钱", "假肢"),
        ("送货叫一个客人打伤了,算不算工伤", "工伤认定"),
        ("开庭我走不开能不能让家里人去仲裁", "委托"),
        ("一天只干三个小时老板不给买保险行不", "非全日制"),
        ("上六休一合法不", "每周至少休1天"),
        ("全勤奖被扣光了", "20%"),
        ("包工头叫我们在白纸上签名", "空白合同"),
        ("我们村老李在矿上猝死了,家里能领些什么钱", "丧葬补助金"),
    ],
)
def test_what_was_asked_is_told(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question).text


@pytest.mark.parametrize(
    "question",
    [
        "馆子鸭了我三个月工钱",
        "老版欠我前",
        "干了二十天,剩下的钱一直赖起",
        "讲好一天三百,完工只给两百",
        "经理回回说下个月发",
        "店里没给我提成",
        "加班费没发",
        "老板给张支票取不出来钱",
        "我妈在食堂拖地滑倒骨折",
        "在羊场被羊顶断了腿",
        "打磨石头吸了灰,肺上有影子",
        "厂里漏气熏晕了三个人",
        "我姐在皮鞋厂闻胶水闻得天天头晕吐",
        "隧道塌方把我舅埋了",
        "给人家放牛一年讲好一万八,就给了四千",
        "修桥完工两年了还差六万没结",
        "网上说在家串珠子,先交材料钱两百",
        "班长把我推倒踩我",
        "压了我们四个月,总公司说不关它的事,工资跟谁要",
    ],
)
def test_victims_are_heard(ask: Ask, question: str) -> None:
    assert ask(question).urgent


@pytest.mark.parametrize(
    "question",
    [
        "产假期间发不发工资",
        "停工在家给不给工资",
        "喂奶的女工厂里给不给早走",
        "周日上班又不给调休,工资该翻几番",
        "脚有残疾,村里保洁岗不要残疾人",
        "去外省干活盟里给不给车费钱",
    ],
)
def test_who_asks_a_rule_gets_no_alarm(ask: Ask, question: str) -> None:
    assert not ask(question).urgent


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("主家说我摔了盘子要赔三千", {"wage-deduction"}),
        ("女的结婚公司就不要了", {"discrimination"}),
        ("奶奶过世请假扣我工资", {"personal-leave"}),
        ("平时一个月就给点生活费,年底才结", {"wage-form", "wages"}),
        ("协议里叫我放弃工伤", {"contract-contents"}),
        ("补偿金跟赔偿金一样不", {"dismissal"}),
        ("滑轮掉下来把我脚砸了,跟单位的劳动争议找谁", {"injury", "rights"}),
        ("我妹在服装厂天天被组长骚扰", {"harm"}),
    ],
)
def test_the_matter_is_found(ask: Ask, question: str, topics: set[str]) -> None:
    assert ask(question).topic in topics
