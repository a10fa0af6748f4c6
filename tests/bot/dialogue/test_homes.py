"""The home that somebody names decides which texts speak, unless the roster knows better."""

from __future__ import annotations

import pytest

from bot.dialogue.homes import Home, declared
from messaging.handoffs import QUESTION_FIELD
from storage.gazetteer import Gazetteer
from tests.bot.dialogue.office import COUNTY, Chatter, Office

PHONE = "13800000077"


@pytest.fixture
def stranger(office: Office) -> Chatter:
    return office.phone("visitor-31", "webchat")


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("我是昭通镇雄的,去浙江车票能报多少", Home("530627", "去浙江车票能报多少")),
        ("我是湖南靖州人,车票能报多少", Home("431229", "车票能报多少")),
        ("我户口在北京密云,公益岗位多少钱", Home("110118", "公益岗位多少钱")),
        ("我不是会泽的,我是宣威的", Home("530381", "")),
        ("我是宣威的想问车票", Home("530381", "想问车票")),
        ("我不是会泽的", Home("", "")),
        ("我是曲靖的", None),
        ("我是云南人", None),
        ("我是脱贫户,车票能报多少", None),
        ("我是说曲靖", None),
        ("我家离东莞远", None),
        ("我在广东", None),
        ("我是普工", None),
        ("我是女的", None),
        ("我是镇雄泼机镇的", Home("530627", "")),
        ("我家里在镇雄", Home("530627", "")),
        ("我老家在镇雄,户口在宣威,车票能报多少", Home("530381", "车票能报多少")),
        ("我不是会泽的,车票能报多少", Home("", "车票能报多少")),
        ("我户口不在会泽,车票能报多少", Home("", "车票能报多少")),
    ],
)
def test_a_home_that_is_named(gazetteer: Gazetteer, text: str, home: Home | None) -> None:
    assert declared(text, gazetteer, COUNTY) == home


@pytest.mark.parametrize(
    "text",
    [
        "我在镇雄打工",
        "我家老公在东莞",
        "我家儿子在广东,有补贴吗",
        "我家邻居是宣威的",
        "我是在东莞的",
        "我是东莞厂里的",
        "我是昨天从东莞回来的",
        "我是昆明的包工头",
        "我是会泽人在宣威",
        "我是不是镇雄的",
        "我是镇雄的吗",
        "我户口不在宣威",
        "我家不在镇雄",
        "我户口以前在宣威,现在在会泽",
        "我老家是四川的,户口迁会泽了",
        "我不在会泽,怎么申请",
        "我是缅甸人",
    ],
)
def test_a_place_that_is_no_home(gazetteer: Gazetteer, text: str) -> None:
    assert declared(text, gazetteer, COUNTY) is None


def test_a_neighbour_with_the_same_first_digits_is_another_home(gazetteer: Gazetteer) -> None:
    assert declared("我是鹿泉的", gazetteer, "130111") == Home("130110", "")


def test_who_is_not_from_a_place_with_a_long_name(gazetteer: Gazetteer) -> None:
    assert declared("我不是靖州的", gazetteer, "431229") == Home("", "")


def test_no_figure_of_the_county_is_told_to_who_is_from_elsewhere(stranger: Chatter) -> None:
    stranger.says("我是湖南靖州人，车票能报多少").is_told("靖州", "12333").is_not_told(
        "500元", "0874"
    )
    stranger.says("去广东打工车票能报多少").is_not_told("500元", "0874")
    stranger.says("我的车票能报多少").is_told("12333").is_not_told("500元")


def test_it_holds_for_the_days_to_come(stranger: Chatter) -> None:
    stranger.says("我是湖南靖州人").is_told("靖州", "想问什么").waits(hours=30)
    stranger.says("车票能报多少").is_not_told("500元")
    stranger.says("我是会泽的，车票能报多少").is_told("500元")


def test_the_roster_knows_better(office: Office) -> None:
    office.person("王秀英", phone=PHONE)
    office.phone(PHONE).says("我是湖南靖州人，车票能报多少").is_told("500元")


def test_a_larger_place_is_asked_about(stranger: Chatter) -> None:
    stranger.says("我是贵州的，车票能报多少").is_told("哪个县").is_not_told("500元")
    stranger.says("我不是贵州的").is_told("哪个县")


def test_the_caseworker_is_told_where_from(office: Office, stranger: Chatter) -> None:
    stranger.says("我是宣威的").says("老板欠我三个月工资").is_not_told("0874")
    (waiting,) = office.handoffs()
    assert waiting.county_code == COUNTY
    assert "宣威" in office.vault.open(QUESTION_FIELD, waiting.question_sealed)


def test_no_work_is_looked_for_elsewhere(office: Office, stranger: Chatter) -> None:
    office.posting("操作工")
    stranger.says("我是宣威的，想找包吃住的活").is_told("操作工")


def test_the_place_that_answers_are_for_is_told(stranger: Chatter) -> None:
    stranger.says("你这是哪个县的政策").is_told("会泽县", "我是宣威的")


def test_the_county_asked_for_answers_what_was_asked_before(stranger: Chatter) -> None:
    stranger.says("我不是会泽的，车票能报多少").is_told("哪个县").is_not_told("500元", "0874")
    stranger.says("靖州").is_told("靖州", "12333").is_not_told("0874")
    assert stranger.state["home"] == "431229"


def test_who_is_from_the_county_after_all_is_answered(stranger: Chatter) -> None:
    stranger.says("我不是会泽的，车票能报多少").says("我是会泽的").is_told("0874")
    assert "home" not in stranger.state


def test_the_county_of_a_larger_place(stranger: Chatter) -> None:
    stranger.says("我是贵州的").is_told("哪个县")
    stranger.says("毕节七星关").is_told("七星关")
    assert stranger.state["home"] == "520502"


def test_a_place_elsewhere_is_no_county_of_a_larger_home(stranger: Chatter) -> None:
    stranger.says("我是贵州的").says("广东")
    assert stranger.state["home"] == "520000"


def test_a_claim_goes_on_at_the_home_that_is_told(stranger: Chatter) -> None:
    stranger.says("帮我算车票能报多少").says("我是宣威的").is_told("宣威", "去哪里打工")
    stranger.says("去东莞").says("380").says("没领过").says("4个月").is_not_told("会政发", "0874")


def test_a_caseworker_who_is_awaited_is_told_the_home(office: Office, stranger: Chatter) -> None:
    stranger.says("转人工").says("我是宣威的")
    assert stranger.state["slot"]["kind"] == "human"
    (waiting,) = office.handoffs()
    assert "宣威" in office.vault.open(QUESTION_FIELD, waiting.question_sealed)


def test_nobody_speaks_for_the_people_of_a_shared_phone(office: Office) -> None:
    office.person("王秀英", phone=PHONE)
    office.person("李大海", phone=PHONE)
    shared = office.phone(PHONE)
    shared.says("我是湖南靖州人").says("车票能报多少").is_told("500元")


def test_a_home_told_again_starts_no_search(stranger: Chatter) -> None:
    stranger.says("我是会泽的").is_told("会泽县", "想问什么").is_not_told("工作")
    stranger.says("我是宣威的").says("我是宣威的").is_told("宣威市", "想问什么")
