"""No money is promised that the text does not give: negations, those who stayed, other tickets."""

from __future__ import annotations

import pytest

from policy_faq.heads import Heads, heads
from policy_faq.text import arabic
from tests.policy_faq.conftest import ZHAOYANG, Ask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("招了15个建档立卡户(不是搬迁)", Heads(15, None, 0)),
        ("招了15个人,没有搬迁群众", Heads(15, None, 0)),
        ("招了12个脱贫户,其中4个是搬迁的", Heads(12, None, 4)),
        ("招了12个搬迁群众", Heads(12, None, 12)),
        ("招了10个搬迁群众", Heads(10, None, 10)),
        ("带了30个人,只有10个干满3个月", Heads(30, 10)),
        ("送了20个建档立卡去,还剩12个", Heads(20, 12)),
        ("送了20个人,干满3个月的有12个", Heads(20, 12)),
        ("带了20个人,跑回来8个", Heads(20, 12, None, short=True)),
        ("送了30个人,有20个没干满3个月", Heads(30, 10, None, short=True)),
        ("招了15个搬迁群众和3个建档立卡的", Heads()),
        ("干满3个月", Heads()),
    ],
)
def test_people_are_counted(text: str, expected: Heads) -> None:
    assert heads(text) == expected


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("车票1千2", "车票1200"),
        ("车票3百8", "车票380"),
        ("车票1k2", "车票1200"),
        ("车票2百块", "车票200块"),
        ("车票1千二", "车票1200"),
        ("车票1,200元", "车票1200元"),
        ("坐了3千米", "坐了3000米"),
    ],
)
def test_digits_and_units_are_read_together(written: str, read: str) -> None:
    assert arabic(written) == read


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("招了15个建档立卡户(不是搬迁)稳定一年补多少", "说不准：文件只写了"),
        ("招了12个脱贫户,其中4个是搬迁的,干满一年补多少", "说不准：文件只写了"),
        ("招了12个搬迁群众稳定一年补多少", "能拿36000元"),
        ("新招8个脱贫户,不算搬迁的,干满一年补好多", "能拿16000元"),
        ("公司有5个贫困户一年了补多少", "能拿1万元"),
        ("我带了30个人去广东,只有10个干满3个月", "能拿3000元"),
        ("组织了30个一般户去广东,半年后还剩21个,补多少", "能拿1050元"),
        ("劳务公司组织了250个非贫困户去广东,半年后还有180个在岗,奖多少", "能拿5400元"),
        ("组织32个一般户去广东打工,半年后只有20个还在,奖多少", "能拿320元"),
        ("组织了30个一般农户去广东能奖多少", "还要知道一件事才能算：半年后还有多少人"),
        ("我组织30个一般户去东莞的公司,半年后还剩25个,奖多少", "能拿1250元"),
        ("我帮10个老乡找到县里工作,能得多少", "能拿1000元"),
        ("火车票才180块 补我500还是180", "按车票钱报，超过上限的按上限报。车票180元"),
        ("去上海车票1千2", "可以报500元：车票1200元"),
        ("去广东报500,去贵州呢", "最高报500元"),
        ("去广东送外卖骑电动车,火车票380能报多少", "可以报380元"),
        ("招了10个搬迁群众干满一年补多少", "能拿3万元"),
        ("没买到飞机票,坐火车去上海能报多少", "最高报500元"),
    ],
)
def test_first_words(ask: Ask, question: str, first: str) -> None:
    assert ask(question).text.startswith(first)


@pytest.mark.parametrize(
    "question",
    [
        "坐飞机去上海能报销吗",
        "我骑摩托车去广东,油费能报吗",
        "坐顺风车去广东能报多少",
        "自己开车去浙江打工,过路费报不报",
        "包面包车去广东打工车费能报吗",
        "自己开车去浙江给得车补嘛",
    ],
)
@pytest.mark.parametrize("county", ["530326", ZHAOYANG])
def test_a_way_that_is_not_written_is_not_promised(ask: Ask, county: str, question: str) -> None:
    answer = ask(question, county)
    assert answer.text.startswith("说不准")
    assert "元" not in answer.text.splitlines()[0] + answer.sms
    assert answer.handoff


def test_the_sms_asks_for_the_papers_of_its_own_text(ask: Ask) -> None:
    assert "凭车票。" in ask("去广东打工车票能报多少", "530322").sms
    assert "凭实名车票、收入证明。" in ask("去广东打工车票能报多少").sms


def test_another_place_is_no_destination(ask: Ask) -> None:
    assert "没有定" in ask("我在县外省内打工能报300吗", "530300").text.splitlines()[0]
    assert "没有定" in ask("会泽那边去省内补300,我们昭阳呢", ZHAOYANG).text.splitlines()[0]
    elsewhere = ask("云南人说出省补500 贵州有没得", "520526")
    assert "没有查到" in elsewhere.text.splitlines()[0]
    assert "500" not in elsewhere.text


def test_once_a_year_is_told(ask: Ask) -> None:
    first = ask("跨省车费是一年报一回还是一辈子一回").text.splitlines()[0]
    assert "每人每年1次" in first


@pytest.mark.parametrize("county", ["530326", ZHAOYANG])
@pytest.mark.parametrize(
    "question", ["我是聋哑人有没有补贴", "残疾人有啥子补贴", "我是聋哑人能出去打工吗"]
)
def test_disabled_people_are_sent_to_help(ask: Ask, county: str, question: str) -> None:
    answer = ask(question, county)
    assert "身体健康" not in answer.text
    assert "就业困难人员" in answer.text or "民政" in answer.text


def test_papers_of_somebody_who_went_alone(ask: Ask) -> None:
    answer = ask("我不是跟着县里大巴去的,自己买票走的,要拿哪样证明才领得到车费补助")
    assert "收入证明" in answer.text.splitlines()[0]


def test_whether_is_no_denial(ask: Ask) -> None:
    assert "领不到" not in ask("是不是脱贫户都能报车票").text
