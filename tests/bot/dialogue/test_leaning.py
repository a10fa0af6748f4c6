"""Short words below a list of postings: what they mean for it, and that none falls out of it."""

from __future__ import annotations

import pytest

from tests.bot.dialogue.office import Chatter, Office

JOBS = (
    ("电子厂普工", "441900", (5000, 6500)),
    ("电子厂装配工", "441900", (4600, 6000)),
    ("玩具厂普工", "441300", (4000, 5000)),
    ("餐厅服务员", "530100", (3500, 4500)),
    ("保洁员", "530326", (2500, 2800)),
    ("小区保安", "530326", (2200, 2600)),
)


@pytest.fixture
def stranger(office: Office) -> Chatter:
    for title, place, wage in JOBS:
        office.posting(title, place=place, wage=wage)
    return office.phone("visitor-9", "webchat")


@pytest.mark.parametrize(
    "text", ["一天多少钱", "一个月能拿多少", "哪个最好", "还招吗", "太累了", "视力不好", "再高点的"]
)
def test_a_few_words_below_a_list_stay_with_it(stranger: Chatter, text: str) -> None:
    stranger.says("东莞电子厂").says(text).is_told("电子厂").is_not_told("12333", "12123")


@pytest.mark.parametrize("text", ["第一个要不要女的", "1号收不收女的", "第二个在哪里"])
def test_a_question_about_one_posting_shows_it(stranger: Chatter, text: str) -> None:
    stranger.says("东莞电子厂").says(text).is_told("报名")
    assert "报名2" not in stranger.told or "报名1" not in stranger.told


def test_when_somebody_can_come_is_no_other_search(stranger: Chatter) -> None:
    stranger.says("会泽的保洁").says("明天就能干的").is_told("保洁员")


def test_near_stays_a_wish_when_the_search_is_narrowed(stranger: Chatter) -> None:
    stranger.says("有什么活").says("离家近").says("包吃住的")
    assert stranger.told.index("会泽") < stranger.told.find("东莞") or "东莞" not in stranger.told


def test_whatever_work_keeps_the_place(stranger: Chatter) -> None:
    stranger.says("东莞电子厂").says("做什么的都行").is_told("东莞")
    stranger.is_not_told("会泽", "昆明")


@pytest.mark.parametrize("text", ["四十二", "42了", "我不会", "有教的吗", "那熬夜也行"])
def test_a_word_of_oneself_narrows_the_search(stranger: Chatter, text: str) -> None:
    stranger.says("东莞电子厂").says(text).is_told("电子厂", "东莞").is_not_told("12333")


def test_the_third_is_good_and_the_lot_before(stranger: Chatter) -> None:
    stranger.says("普工").says("第二个好").is_told("单位")
    stranger.says("回到刚才的").is_told("回数字看详情")


def test_whether_it_costs_anything_is_a_question(stranger: Chatter) -> None:
    stranger.says("找活").says("你们要收钱吗").is_told("不收钱")
