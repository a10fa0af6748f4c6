"""Papers that a posting names without asking for them, and those it asks for in odd words."""

from __future__ import annotations

import pytest

from jobs_feed.normalise.licences import read_licences
from jobs_feed.normalise.text import tidy
from matching.reading.licences import lacking, required_in
from matching.reading.papers_told import held_in
from matching.reading.text import clean


@pytest.mark.parametrize(
    "text",
    [
        "保安证进来以后再考,公司出钱",
        "有电工证的每月多200",
        "养老护理员证没有的院里送去培训",
        "叉车证考证报销",
        "育婴证可后补",
        "暂无证的先干着,三个月内考出保安证",
        "焊工证有没有无所谓,手上活要过硬",
        "优先考虑有驾照的",
        "驾照C1者出差另补",
        "免费考取叉车证",
        "有电工操作证或熟手",
        "厨师证可有可无",
        "转正后安排考取消防证",
    ],
)
def test_a_paper_that_nobody_must_bring_is_not_asked_for(text: str) -> None:
    assert read_licences(tidy(text)) == []
    assert required_in(clean(text)) == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("教育局要求持证:保育师(保育员)证没有的暂不考虑", "childcare_worker"),
        ("签合同要附证:育婴员(师)证,没证的可以先参加政府培训再来", "baby_nurse"),
        ("必须有保安证,到岗后统一办工作证", "guard"),
        ("低压电工证必须带原件", "electrician"),
        ("证书:育婴师/月嫂,二者有一", "baby_nurse"),
        ("特种设备作业证Q1", "crane"),
        ("T证要在有效期内", "elevator"),
    ],
)
def test_a_paper_that_must_be_there_is_asked_for(text: str, key: str) -> None:
    assert any(key in clause for clause in required_in(clean(text)))


def test_two_papers_in_one_bracket_are_both_asked_for() -> None:
    asked = required_in(clean("两证齐(电工、焊工)"))
    assert lacking(held_in(clean("电工证")), asked)
    assert not lacking(held_in(clean("电工证、焊工证")), asked)


def test_a_paper_without_a_key_goes_by_its_name() -> None:
    asked = required_in(clean("须有中控操作证"))
    assert asked
    assert lacking(held_in(clean("电工证")), asked)
    assert not lacking(held_in(clean("中控操作证")), asked)
    assert required_in(clean("持相关操作证")) == ()


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("驾驶证B2被扣了,还没拿回来", set()),
        ("B2降成C1了", {"C1"}),
        ("有C1没有B2", {"C1"}),
        ("老公有B2", set()),
        ("焊工证丢了没补", set()),
        ("无人机执照", {"drone"}),
        ("厨师证(三级)老板押着", set()),
        ("证被前厂扣了要不回来,焊工证", set()),
        ("B2,12分扣完了", set()),
    ],
)
def test_what_is_taken_or_belongs_to_another_is_not_held(text: str, held: set[str]) -> None:
    assert held_in(clean(text)) == held


@pytest.mark.parametrize(
    "text",
    [
        "没有育婴员证不要紧,人社局出钱培训七天",
        "护士资格非必需,没有也行",
        "持保安员证上岗；没有的，入职后公司统一组织培训考证，不花个人钱",
        "保安员证(可入职后考)",
        "教师资格证可以入园后一年内考",
        "测量员证不要",
        "有会计证的可转财务",
    ],
)
def test_a_paper_is_waived_in_many_words(text: str) -> None:
    assert required_in(clean(text)) == ()


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("电工证、焊工证,两样占一样即可", True),
        ("高压或低压电工证,有一个就行", True),
        ("电工、焊工、叉车,三个证有一个即可", True),
        ("焊工证/电工证,随便哪个都行", True),
        ("电工证、焊工证两证都要", False),
        ("电工证、焊工证缺一不可", False),
    ],
)
def test_one_of_several_will_do(text: str, met: bool) -> None:
    assert (not lacking(held_in(clean("电工证")), required_in(clean(text)))) is met
