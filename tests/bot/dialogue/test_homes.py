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
    ],
)
def test_a_home_that_is_named(gazetteer: Gazetteer, text: str, home: Home | None) -> None:
    assert declared(text, gazetteer, COUNTY) == home


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
