"""Who may have a public post, who comes first at works, whom the services count."""

from __future__ import annotations

import pytest

from tests.policy_faq.conftest import HUIZE, Ask

TAOJIANG, TONGDAO = "430922", "431230"


@pytest.mark.parametrize(
    ("question", "county", "told"),
    [
        ("支书的小舅子身强力壮，公岗也给他占着，合理不", HUIZE, "不是就业困难人员的，不能安排"),
        ("家里开着轿车的也当护林员，凭什么", TAOJIANG, "优亲厚友"),
        ("会计的媳妇占着公益岗，对不对", TAOJIANG, "优亲厚友"),
        ("我看山林半天，下午去摆摊行不行", TAOJIANG, "兼职"),
        ("从山上搬到安置点，这边修渠用工先轮我们不", TAOJIANG, "优先"),
        ("大姐守着奶娃不愿出去打工，三次一次一次也算给她不", TONGDAO, "有就业意愿"),
    ],
)
def test_fairness_is_answered_with_the_rule(
    ask: Ask, question: str, county: str, told: str
) -> None:
    answer = ask(question, county=county)
    assert told in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("一个科级干部要包多少村", "抓好一个村"),
        ("回乡养黑山羊能贷多少", "贷"),
        ("学个手艺要交好多钱", "培训"),
        ("店里叫我押600块才发工装", "不要再交钱"),
        ("安置点修路用外面的人不用我们", "以工代赈"),
    ],
)
def test_matters_told_aslant_are_still_ours(ask: Ask, question: str, told: str) -> None:
    assert told in ask(question).text


@pytest.mark.parametrize(
    ("county", "number"), [("430922", "防止返贫就业攻坚行动"), ("152222", "兴人社发〔2018〕135号")]
)
def test_where_no_sum_is_set_the_local_text_is_named(ask: Ask, county: str, number: str) -> None:
    answer = ask("去天津打工车费补多少", county=county)
    assert "没有写金额" in answer.text
    assert any(number in f"{each.title}{each.number}" for each in answer.citations)
    assert "人社部发〔2016〕71号" in answer.text


def test_the_congress_is_told_by_its_aim_unless_incomes_are_asked_for(ask: Ask) -> None:
    assert "最大的民生" in ask("十九大报告咋说就业").text
    assert "按劳分配" in ask("十九大怎么讲收入分配").text
