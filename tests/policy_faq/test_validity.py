"""In force, no end stated, ended: what is told first in each case."""

from __future__ import annotations

from datetime import date

import pytest

from policy_faq.models import Standing, standing
from tests.policy_faq.conftest import CHANGSHA, FUZHOU, HORQIN, HUIZE, ZHAOYANG, Ask

WHILE_IT_HELD, LAST_DAY, DAY_AFTER = date(2019, 6, 1), date(2020, 12, 31), date(2021, 1, 1)


@pytest.mark.parametrize(
    ("question", "county", "was"),
    [
        ("扶贫车间奖补多少", ZHAOYANG, "1000元"),
        ("企业培训新员工补贴多少", ZHAOYANG, "800元"),
        ("创业培训补贴多少钱", ZHAOYANG, "900元"),
        ("乡村公共服务岗位一个月多少钱", ZHAOYANG, "500元"),
        ("创业贷款贴息几年", HORQIN, "3年"),
        ("以工代训补贴最长几个月", HORQIN, "6个月"),
        ("至少推荐几个岗位", HORQIN, "3个"),
    ],
)
def test_an_ended_text_says_so_first(ask: Ask, question: str, county: str, was: str) -> None:
    answer = ask(question, county)
    first = answer.text.splitlines()[0]
    assert "已于2020年12月31日到期" in first
    assert "12333" in first
    assert was not in first
    assert was in answer.text
    assert answer.citations[0].expired
    assert answer.citations[0].valid_until == LAST_DAY
    assert answer.handoff
    assert answer.sms.startswith("已于2020年12月31日到期")
    assert "12333" in answer.sms
    assert len(answer.sms) <= 120


def test_the_same_text_while_it_held_and_on_its_last_day(ask: Ask) -> None:
    for on in (WHILE_IT_HELD, LAST_DAY):
        answer = ask("扶贫车间奖补多少", ZHAOYANG, on)
        assert "到期" not in answer.text
        assert answer.text.startswith("每吸纳1名贫困劳动力，一次性奖补1000元")
    assert "到期" in ask("扶贫车间奖补多少", ZHAOYANG, DAY_AFTER).text


def test_nothing_is_computed_from_an_ended_text(ask: Ask) -> None:
    answer = ask("扶贫车间招了8个贫困户能奖多少", ZHAOYANG)
    assert "8000" not in answer.text
    assert "8000元" in ask("扶贫车间招了8个贫困户能奖多少", ZHAOYANG, WHILE_IT_HELD).text


def test_a_text_without_a_stated_end_names_its_year_and_advises_to_confirm(ask: Ask) -> None:
    answer = ask("技能提升补贴多少钱")
    assert "2018年" in answer.text
    assert "确认" in answer.text
    assert "2018年文件" in answer.sms
    assert answer.citations[0].valid_until is None
    assert not answer.citations[0].expired


def test_law_needs_no_confirmation(ask: Ask) -> None:
    assert "确认" not in ask("加班费怎么算", FUZHOU).text


def test_a_text_does_not_speak_before_it_was_issued(ask: Ask) -> None:
    before = ask("311就业服务是什么", CHANGSHA, date(2023, 10, 18))
    assert before.citations == ()
    assert "3次" in ask("311就业服务是什么", CHANGSHA, date(2023, 10, 19)).text


def test_a_newer_ended_amount_is_told_as_past_beside_a_text_in_force(ask: Ask) -> None:
    answer = ask("创业贷款能贷多少", HUIZE)
    assert answer.citations[0].number == "会政发〔2018〕20号"
    line = next(line for line in answer.text.splitlines() if "10万元" in line)
    assert line.startswith("以前的规定")
    assert "2020年12月31日到期" in line


def test_standing() -> None:
    start, end = date(2018, 1, 1), date(2020, 12, 31)
    assert standing(start, end, settled=False, on=date(2017, 12, 31)) is Standing.NOT_YET
    assert standing(start, end, settled=False, on=end) is Standing.IN_FORCE
    assert standing(start, end, settled=False, on=DAY_AFTER) is Standing.ENDED
    assert standing(start, None, settled=False, on=DAY_AFTER) is Standing.NO_END_STATED
    assert standing(start, None, settled=True, on=DAY_AFTER) is Standing.IN_FORCE
