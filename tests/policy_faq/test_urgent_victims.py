"""Victims at work are heard whatever thing of another office their message names."""

from __future__ import annotations

from itertools import product

import pytest

from policy_faq.answer import Answer
from policy_faq.urgent_victims import wrongs_in
from tests.policy_faq.conftest import Ask

THINGS = (
    "签证",
    "健康证",
    "体检",
    "房租",
    "车票",
    "保险",
    "学费",
    "银行卡",
    "手机",
    "驾照",
    "疫苗",
)
RECRUITERS = ("中介", "招工的", "劳务公司", "介绍我去日本打工的人", "进厂面试的人")
LOSSES = ("交完就拉黑我了", "现在电话打不通", "钱不退", "人跑了")


def is_heard(answer: Answer, *topics: str) -> bool:
    """Whether the danger was answered first: a card, the alarm and a hand-off."""
    return answer.urgent and answer.handoff and answer.topic in topics


class TestNoThingSilencesFraud:
    @pytest.mark.parametrize(("recruiter", "loss"), list(product(RECRUITERS, LOSSES)))
    def test_by_a_recruiter(self, ask: Ask, recruiter: str, loss: str) -> None:
        for thing in THINGS:
            question = f"{recruiter}收了我两千块{thing}钱,{loss}"
            assert is_heard(ask(question), "fraud", "fraud-prevention", "fee-refund"), question


class TestNoThingSilencesArrears:
    @pytest.mark.parametrize(
        "place", ["医院", "学校", "驾校", "养鸡场", "物业公司", "美容院", "村里", "旅行社"]
    )
    @pytest.mark.parametrize(
        "told", ["干了三个月老板没给钱", "上班,工资欠了半年", "当保安工钱一分没有"]
    )
    def test_at_a_place_of_others(self, ask: Ask, place: str, told: str) -> None:
        answer = ask(f"我在{place}{told}")
        assert answer.urgent
        assert answer.card is not None

    @pytest.mark.parametrize("need", ["房租", "学费", "住院费", "车贷", "生活费", "水电费"])
    def test_whatever_the_pay_is_needed_for(self, ask: Ask, need: str) -> None:
        answer = ask(f"老板三个月没发工资,{need}都交不起了")
        assert is_heard(answer, "wages", "wages-living")


class TestToldCases:
    @pytest.mark.parametrize(
        ("topics", "question"),
        [
            ("fraud", "人家招海员收了我一万证书钱,船没见着,微信也删了我"),
            ("fraud", "签证费交了七千说去韩国摘草莓,公司搬走了"),
            ("fraud", "面试客服叫我办手机分期,现在公司没了"),
            ("wages wage-form", "包工头拿一辆破车抵我们工钱"),
            ("wages", "老细话冇钱俾我哋"),
            ("wages", "帮开发商刷墙,楼盘烂尾了工钱咋整"),
            ("injury injury-commute", "下夜班骑电动车遭车撞了,厂里不认"),
            ("injury injury-foreman", "给人家盖房子摔下来断了腰,主家不管"),
            ("injury", "缆绳把我腿打断了,船老板不管"),
            ("injury injury-liability", "给老板打农药中毒住院没人管"),
            ("id-card", "厂里扣着我驾驶证,不干满一年不还"),
            ("id-card", "公司押着我电工证不给"),
            ("held id-card", "船老板不让下船,护照也收走了"),
            ("harm", "工头叫人把俺男人揍了住院呢"),
        ],
    )
    def test_are_answered_with_their_card(self, ask: Ask, topics: str, question: str) -> None:
        answer = ask(question)
        assert answer.urgent
        assert answer.topic in topics.split()


class TestBroaderSigns:
    @pytest.mark.parametrize(
        ("topic", "question"),
        [
            ("wages", "帮人家看了一年鱼塘,鱼都起完了没得一分"),
            ("injury", "摘茶籽从坎上滚下去,雇主丢两百块就走了"),
            ("fraud", "应聘空少交了三万培训费,等了半年没安排"),
        ],
    )
    def test_keep_a_victim_from_being_sent_away(self, ask: Ask, topic: str, question: str) -> None:
        answer = ask(question)
        assert answer.urgent
        assert answer.topic == topic

    @pytest.mark.parametrize(
        "question", ["上班腰疼吃什么药好", "打工时借给表哥的钱没给", "在工地门口买了假烟不认账"]
    )
    def test_are_no_signs_for_others(self, ask: Ask, question: str) -> None:
        assert ask(question).card is None

    def test_leave_a_carer_s_question_alone(self, ask: Ask) -> None:
        answer = ask("家里有老人走不脱,巡山护林一个月多少钱")
        assert not answer.urgent


class TestOthersStayOthers:
    @pytest.mark.parametrize(
        "question",
        [
            "房产中介收了我定金人跑了",
            "旅行社收了签证费拉黑我",
            "婚介所收了八百会员费不给介绍对象",
            "买的二手皮卡交了押金,车行不退",
            "小孩给主播打赏五千能退不",
            "银行卡多扣我年费",
            "ETC多扣了过路费",
            "卖猪的钱老板拖着不给",
            "走路被电动车撞断了手对方不赔",
            "孩子在学校摔断胳膊",
        ],
    )
    def test_without_work(self, ask: Ask, question: str) -> None:
        answer = ask(question)
        assert wrongs_in(question) == frozenset()
        assert answer.card is None
        assert not answer.urgent

    @pytest.mark.parametrize(
        "question",
        [
            "纸箱厂转让合同怎么写",
            "讲个包工头的笑话",
            "水池放水两根水管几小时放完",
            "怀化怎么去长沙",
            "沙发厂买的沙发开胶了",
        ],
    )
    def test_factories_sums_and_ways(self, ask: Ask, question: str) -> None:
        assert ask(question).card is None


class TestGeneralQuestions:
    @pytest.mark.parametrize("question", ["啷个识别黑中介", "怎么辨别招工是不是骗子"])
    def test_how_to_tell_is_prevention(self, ask: Ask, question: str) -> None:
        assert ask(question).topic == "fraud-prevention"

    @pytest.mark.parametrize(
        "question",
        ["工钱仲裁要几天内去申请", "打工资官司请不起律师咋办", "告老板欠薪能不能请法律援助"],
    )
    def test_going_to_law_for_pay_presses(self, ask: Ask, question: str) -> None:
        assert ask(question).urgent

    @pytest.mark.parametrize("question", ["仲裁是什么意思", "劳动仲裁收不收费"])
    def test_pure_knowledge_does_not(self, ask: Ask, question: str) -> None:
        assert not ask(question).urgent
