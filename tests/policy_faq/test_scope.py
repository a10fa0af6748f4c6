"""Which questions are for us: things of other offices are led away, work beside them is not."""

from __future__ import annotations

from datetime import date

import pytest

from policy_faq.elsewhere import Lexicon, at_home, elsewhere, money_elsewhere
from policy_faq.knowledge import Knowledge
from policy_faq.service import PolicyService
from policy_faq.urgent import urgent_topic

ON = date(2026, 11, 21)
COUNTY = "530326"


@pytest.fixture(scope="module")
def replies() -> dict[str, str]:
    """Reply of every other domain."""
    return {domain: each.reply for domain, each in Knowledge.load().others.items()}


class TestThings:
    @pytest.mark.parametrize(
        ("question", "domain"),
        [
            ("钓具店的储值卡老板不认了", "consumer"),
            ("买的电饭锅用三天就坏", "consumer"),
            ("网友说寄了礼物要我先转清关费,骗我两万", "scam"),
            ("工资卡密码输错三次", "bank"),
            ("执照注销前要不要清税", "tax"),
            ("造纸厂污水流到我家门口", "village"),
            ("残疾证换新要去哪", "allowance"),
            ("火车票退票扣几成", "tickets"),
            ("高中助学金打哪张卡", "school"),
            ("侄儿借了我三千打工钱不还", "family"),
            ("天麻种植补几个钱", "farming"),
            ("按5比3分八百块", "general"),
        ],
    )
    def test_is_another_office_s(
        self, policy: PolicyService, replies: dict[str, str], question: str, domain: str
    ) -> None:
        answer = policy.ask(question, county=COUNTY, on=ON)
        assert answer.topic is None
        assert answer.text.startswith(replies[domain])

    @pytest.mark.parametrize(
        ("question", "topics"),
        [
            ("钓具店上班两个月工资没发", {"wages"}),
            ("幼儿园保育员工资拖了半年", {"wages"}),
            ("卖家具的老板招工收我三百押金", {"fraud"}),
            ("在养鸭场给机器轧了手", {"injury"}),
            ("学刺绣免费不", {"training", "training-nearby", "farm-training"}),
            ("养鸽子想贷款", {"startup-loan"}),
            ("民宿招人不", {"job-info", "hiring"}),
            ("读卫校中专有补助没", {"tech-school"}),
            ("火车票去东莞上班给报多少", {"transport"}),
            ("职业指导一年有几次", {"standard-311", "one-to-one"}),
            ("开了家修车店能少交税不", {"startup-tax", "small-firm-tax", "rural-startup"}),
            ("残疾人有没有适合的活干", {"hardship", "job-info", "disabled-quota"}),
        ],
    )
    def test_is_ours_beside_them(
        self, policy: PolicyService, question: str, topics: set[str]
    ) -> None:
        assert policy.ask(question, county=COUNTY, on=ON).topic in topics


class TestAlarms:
    @pytest.mark.parametrize(
        "question",
        [
            "共享雨伞的押金不退",
            "游泳馆老板跑了会员费咋办",
            "卖洋芋的钱老板拖着不给",
            "堂弟欠我八千不认账",
            "中奖短信要先交税是骗人的吧",
            "渔具定金不退我",
        ],
    )
    def test_are_silent_without_work(self, question: str) -> None:
        assert urgent_topic(question) is None

    @pytest.mark.parametrize(
        ("question", "topic"),
        [
            ("押金三百不退我", "fraud"),
            ("被骗了五千找谁", "fraud"),
            ("饭店入职押金不退", "fraud"),
            ("美甲学校说包就业收了八千", "fraud"),
            ("健身教练课时费拖着不发", "wages"),
            ("给人砌墙的工钱没给", "wages"),
            ("老板跑了", "wages"),
            ("在民宿洗碗三个月没结", "wages"),
            ("摘橘子的钱没结", "wages"),
            ("养鱼场把我证件扣了", "id-card"),
            ("果园招了几个十三四岁的娃娃", "minor"),
            ("饭馆老板打我老婆", "harm"),
            ("给敬老院做饭两个月没发钱", "wages"),
        ],
    )
    def test_sound_for_workers(self, question: str, topic: str) -> None:
        assert urgent_topic(question) == topic


class TestWords:
    def test_a_word_of_work_inside_a_thing_says_nothing_of_work(self) -> None:
        assert elsewhere("退休工资几时涨") == "pension-retire"

    def test_a_long_story_is_not_judged_by_a_thing_in_passing(self) -> None:
        story = "我从火车站下来一个人说能带我进厂,到了地方天天喊我们听课,饭也吃不饱,身上没钱了"
        assert elsewhere(story) is None

    def test_money_with_nothing_but_the_asking_may_be_pay(self) -> None:
        assert money_elsewhere("押金不退怎么办") is None
        assert money_elsewhere("望远镜押金不退怎么办") == "consumer"

    def test_what_is_asked_of_us_leads(self) -> None:
        assert at_home("开个豆腐坊贷款") == "startup-loan"
        assert at_home("开车贷款划算吗") is None

    def test_every_domain_and_topic_of_the_lists_is_known(self) -> None:
        known = Knowledge.load()
        lexicon = Lexicon.load()
        assert lexicon.domains <= known.others.keys()
        assert lexicon.home.keys() <= known.topics.keys()
