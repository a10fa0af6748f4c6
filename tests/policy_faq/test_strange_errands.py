"""Questions about goods, fields, gossip and licences are sent away, not those about work."""

from __future__ import annotations

import pytest

from policy_faq.homophones import Homophones
from tests.policy_faq.conftest import Ask


@pytest.mark.parametrize(
    "question",
    [
        "苞谷咋个种才高产",
        "魔芋怎么留种",
        "枸杞今年什么行情",
        "村里那个寡妇又跟哪个好上了",
        "想找个伴过日子",
        "我婆娘有外遇怎么办",
        "我开的厂想贷款买车,哪家银行划算",
        "贷款买收割机首付要几成",
        "跑滴滴要啥子证",
        "货车从业资格证还要考吗",
        "B2增驾要多久",
        "修车的书哪里买",
        "散装白酒多少钱一斤",
        "二手缝纫机好用不",
        "电子厂生产的耳机坏了",
        "对门装摄像头照我家大门",
        "小孩口才培训多少钱",
        "长沙到张家界怎么走",
        "镇长大吃大喝找哪个管",
        "羊子被车轧死了",
        "娃在学校被打掉门牙",
        "老婆不让我出去打麻将",
    ],
)
def test_sent_away_without_alarm(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.topic is None
    assert not answer.urgent


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("种天麻能申请创业贷款不", {"startup-loan"}),
        ("我想种三七,政府有没有培训", {"farm-training", "training"}),
        ("创业担保贷款哪个银行办", {"startup-loan"}),
        ("跑滴滴的平台不给买保险", {"flexible-work"}),
        ("二手车行上班老板扣我工资", {"wages", "wage-deduction"}),
        ("四十岁光棍贫困户能当护林员吗", {"village-post", "public-post"}),
        ("包车去广东打工的车费报不报", {"transport", "transport-tickets"}),
        ("手机怎么看招工信息", {"job-info", "online-service"}),
        ("保险公司业务员没签合同", {"contract"}),
        ("个体户开业补贴", {"startup-subsidy"}),
    ],
)
def test_kept_although_it_names_such_things(ask: Ask, question: str, topics: set[str]) -> None:
    assert ask(question).topic in topics


@pytest.mark.parametrize("text", ["辣椒怎么种才辣", "批文要等几天", "加半勺盐"])
def test_words_that_stand_alone_are_no_slips(text: str) -> None:
    assert Homophones(lambda word: False).mended(text) == text
