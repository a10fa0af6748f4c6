"""The transport subsidy: computed by destination, fare, place and day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.policy_faq.conftest import CHANGSHA, FUZHOU, HORQIN, HUAIROU, ZHAOYANG, Ask


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("去广东打工车票能报多少", "最高报500元"),
        ("我在东莞长安上班，车费报好多", "最高报500元"),
        ("去昆明打工车票报多少", "最高报300元"),
        ("在县城打工车费能报多少", "最高报100元"),
        ("去上海的车票花了三百八，能报多少", "可以报380元"),
        ("去上海车票650元能报多少", "可以报500元"),
        ("去昆明车票二百六能报好多", "可以报260元"),
        ("不是建档立卡户去广东车票能报吗", "按现有规定领不到"),
        ("我今年已经领过一次了，再去浙江车票还能报吗", "按现有规定领不到"),
    ],
)
def test_first_sentence_in_huize(ask: Ask, question: str, first: str) -> None:
    assert ask(question).text.startswith(first)


def test_answer_holds_condition_evidence_office_and_source(ask: Ask) -> None:
    answer = ask("去广东打工车票能报多少")
    for part in (
        "建档立卡",
        "每人每年1次",
        "身份证复印件",
        "收入证明",
        "0874-5120155",
        "会政发〔2018〕20号",
        "三(四)16",
        "2018年",
        "确认",
    ):
        assert part in answer.text
    for part in ("500元", "脱贫户", "会政发〔2018〕20号三(四)16"):
        assert part in answer.sms
    assert not answer.handoff
    assert answer.citations[0].number == "会政发〔2018〕20号"
    assert not answer.citations[0].expired


@pytest.mark.parametrize("place", ["宣威", "麒麟区", "曲靖", "沾益", "罗平县"])
def test_another_county_of_the_prefecture_shows_both_texts(ask: Ask, place: str) -> None:
    answer = ask(f"去{place}打工车票能报多少")
    first = answer.text.splitlines()[0]
    assert "300元" in first
    assert "100元" in first
    assert "0874-5120155" in first
    assert answer.handoff
    assert "300元" in answer.sms
    assert "100元" in answer.sms
    assert {each.clause for each in answer.citations} >= {"三(四)16", "十一"}


def test_both_texts_with_a_fare_between_the_caps(ask: Ask) -> None:
    first = ask("去宣威打工车票150元能报多少").text.splitlines()[0]
    assert "150元" in first
    assert "100元" in first


def test_a_fare_below_both_caps_is_no_conflict(ask: Ask) -> None:
    answer = ask("去宣威打工车票80元能报多少")
    assert answer.text.startswith("可以报80元")
    assert not answer.handoff


def test_no_destination_gives_all_tiers(ask: Ask) -> None:
    first = ask("我的车票能报多少").text.splitlines()[0]
    assert all(amount in first for amount in ("500元", "300元", "100元"))


def test_yunnan_elsewhere_has_other_provinces_only(ask: Ask) -> None:
    abroad = ask("去广东打工车票能报多少", ZHAOYANG)
    assert abroad.text.startswith("最高报500元")
    assert abroad.citations[0].number == "云人社发〔2017〕100号"
    inside = ask("去昆明打工车票能报多少", ZHAOYANG)
    assert "没有定" in inside.text.splitlines()[0]
    assert "300元" not in inside.text
    assert "100元" not in inside.text


@pytest.mark.parametrize("county", [CHANGSHA, HORQIN, FUZHOU])
def test_where_nothing_is_set_no_amount_is_told(ask: Ask, county: str) -> None:
    answer = ask("去广东打工车票能报多少", county)
    assert "元" not in answer.text.replace("元旦", "")
    assert "12333" in answer.text
    assert "12333" in answer.sms
    assert answer.handoff


def test_beijing_leaves_it_to_the_districts(ask: Ask) -> None:
    answer = ask("跨区上班有交通补贴吗", HUAIROU)
    assert "各区" in answer.text
    assert "元" not in answer.text


def test_abroad_is_not_covered(ask: Ask) -> None:
    assert "没有定去境外" in ask("去缅甸打工路费报多少").text


def test_while_the_provincial_notice_was_in_force(ask: Ask) -> None:
    answer = ask("去昆明打工干满四个月，车票能报多少", ZHAOYANG, date(2019, 6, 1))
    assert answer.text.startswith("最高报500元")


def test_what_only_the_province_leaves_open_is_no_refusal(ask: Ask) -> None:
    answer = ask("去昆明车票300", county="530381")
    assert answer.text.startswith("说不准")
    assert "12333" in answer.text
    assert "领不到" not in answer.text
