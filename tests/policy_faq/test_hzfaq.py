"""The twelve questions of the 会泽 FAQ: in their own wording, and as somebody might say them."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import Ask

QUESTIONS = [
    ("转移就业的方式有哪些？", "一", "7种"),
    ("有转移就业意愿的贫困人口可通过哪些渠道获得就业信息？", "二", "登记"),
    ("进城找工作一般通过哪些途径？", "三", "政府组织"),
    ("外出务工需要具备什么条件？", "四", "16周岁"),
    ("找工作时应该怎样防止受骗上当？", "五", "人力资源服务许可证"),
    ("县上牵头组织实施转移就业的部门有哪家？", "六", "0874-5120155"),
    ("县、乡、村在组织农村劳动力转移就业工作中各有哪些职责？", "七", "村里管"),
    ("发现单位有违法用工行为的，应向谁举报？", "八", "0874-5125539"),
    ("用人单位拖欠工资怎么办？", "九", "1年"),
    ("农民工维权主要有哪些途径？", "十", "12333"),
    ("政府成建制集中组织输出的，可获得交通补助吗？", "三(四)16", "500元"),
    (
        "对乡镇（街道）、村（社区）、人力资源服务机构、农村劳务经纪人等组织输出的，有什么鼓励措施？",
        "三(四)16",
        "300元",
    ),
]
COLLOQUIAL = [
    ("农村人想转行出去就业有哪样路子走", "一", "7种"),
    ("想出去做活路，在哪点晓得哪里招工", "二", "登记"),
    ("出门找活是跟包工头走好还是跟政府走好", "三", "政府组织"),
    ("出门打工要满多少岁，要带些啥子证", "四", "16周岁"),
    ("咋个才不会被黑中介坑", "五", "人力资源服务许可证"),
    ("县头管打工的是哪个单位，电话好多", "六", "0874-5120155"),
    ("打工这个事村上管哪样、县上管哪样", "七", "村里管"),
    ("要告黑厂打哪个电话", "八", "0874-5125539"),
    ("老板差我工钱不给咋个整", "九", "0874-5125539"),
    ("在外头打工着人欺负，有哪些地方可以维权", "十", "12333"),
    ("去广东打工车票能报多少", "三(四)16", "500元"),
    ("我带老乡去省外进厂，一个人头奖多少钱", "三(四)16", "300元"),
]


@pytest.mark.parametrize(("question", "clause", "holds"), QUESTIONS + COLLOQUIAL)
def test_right_card_and_figure(ask: Ask, question: str, clause: str, holds: str) -> None:
    answer = ask(question)
    assert answer.citations[0].place == "530326"
    assert answer.citations[0].clause == clause
    assert holds in answer.text
    assert len(answer.sms) <= 120
    assert answer.suggestions == ()


@pytest.mark.parametrize("question", [QUESTIONS[10][0], QUESTIONS[11][0]])
def test_the_faq_itself_is_cited_beside_the_county_document(ask: Ask, question: str) -> None:
    cited = {(each.number, each.clause) for each in ask(question).citations}
    assert ("会政发〔2018〕20号", "三(四)16") in cited
    assert cited & {("无文号", "十一"), ("无文号", "十二")}


def test_sixty_days_are_named_as_superseded_by_one_year(ask: Ask) -> None:
    answer = ask("用人单位拖欠工资怎么办？")
    assert "60" in answer.text
    assert "过时" in answer.text
    assert "第二十七条" in answer.text
    assert "时限1年" in answer.sms


def test_old_licence_is_named_with_its_new_name(ask: Ask) -> None:
    answer = ask("没有职业介绍许可证的中介能去吗")
    assert "人力资源服务许可证" in answer.text
    assert "职业介绍许可证" in answer.text
