"""What comes after a list: others, nearer, other places, without this; turned down for good."""

from __future__ import annotations

from uuid import UUID

import pytest

from matching.tables import PostingRefusal
from tests.bot.dialogue.office import Chatter, Office

JOBS = (
    ("电子厂普工", "441900", (4500, 6500)),
    ("电子厂质检员", "320500", (4600, 6600)),
    ("餐厅服务员", "530100", (3500, 4500)),
    ("保洁员", "530326", (2500, 2800)),
    ("小区保安", "330100", (5000, 6000)),
    ("仓库分拣员", "320500", (6000, 8000)),
)


@pytest.fixture
def postings(office: Office) -> dict[str, UUID]:
    return {title: office.posting(title, place=place, wage=wage) for title, place, wage in JOBS}


@pytest.fixture
def stranger(office: Office, postings: dict[str, UUID]) -> Chatter:
    return office.phone("visitor-2", "webchat")


@pytest.fixture
def wang(office: Office, postings: dict[str, UUID]) -> Chatter:
    office.person("王秀英", phone="13900000001")
    return office.phone("13900000001")


def listed(chatter: Chatter) -> list[str]:
    return list(chatter.state["listing"]["postings"])


def test_what_is_not_wanted_narrows_the_search_and_refuses_no_posting(
    office: Office, wang: Chatter
) -> None:
    wang.says("找活").says("不要电子厂").is_not_told("电子厂", "不再推荐")
    assert office.rows(PostingRefusal) == []


def test_another_place_takes_the_place_of_the_first(stranger: Chatter) -> None:
    stranger.says("东莞的电子厂").is_told("普工")
    stranger.says("换成苏州").is_told("1 电子厂质检员").is_not_told("东莞")


def test_others_can_be_asked_for_after_a_question(stranger: Chatter) -> None:
    stranger.says("找工作")
    before = listed(stranger)
    stranger.says("去广东车票能报多少")
    stranger.says("换一批").is_told("再给您看 3 个")
    assert set(before).isdisjoint(listed(stranger))


def test_conditions_alone_are_a_search(stranger: Chatter) -> None:
    stranger.says("不想去广东").is_told("合适的工作").is_not_told("东莞")
    stranger.says("想去浙江或者江苏").is_told("合适的工作", "浙江", "江苏")


def test_a_question_about_conditions_stays_a_question(stranger: Chatter) -> None:
    stranger.says("一天上班12个小时合法吗").is_not_told("合适的工作")
    stranger.says("老板不交社保怎么办").is_not_told("合适的工作")


def test_what_a_stranger_turns_down_is_not_shown_again_in_the_talk(stranger: Chatter) -> None:
    stranger.says("找工作")
    gone = listed(stranger)[0]
    stranger.says("不合适 1").is_told("1号不看了")
    stranger.says("找工作")
    assert gone not in listed(stranger)


def test_too_far_brings_nearer_ones(stranger: Chatter) -> None:
    stranger.says("东莞或者苏州的活").is_told("东莞", "苏州")
    stranger.says("都太远了").is_told("会泽").is_not_told("东莞", "苏州", "杭州")


def test_nothing_is_nearer_than_the_county(stranger: Chatter) -> None:
    stranger.says("会泽的保洁").says("近一点的").is_told("没有更近的了")


def test_the_second_page_does_not_come_back(stranger: Chatter) -> None:
    stranger.says("找工作")
    first = set(listed(stranger))
    stranger.says("工资高一点的").says("换一批")
    assert first.isdisjoint(listed(stranger))


def test_what_somebody_cannot_do_is_kept_with_its_name(office: Office, wang: Chatter) -> None:
    wang.says("餐厅服务员").says("不合适 1 不会做").is_told("1号不再推荐")
    assert [each.reason for each in office.rows(PostingRefusal)] == ["cannot_do:waiter"]
    wang.says("第一个没做过")
    assert [each.reason for each in office.rows(PostingRefusal)] == ["cannot_do:waiter"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("不合适 1 太远", "too_far"),
        ("不合适1，工资低", "low_wage"),
        ("1号不会", "cannot_do:waiter"),
        ("1 太累", "too_heavy"),
        ("不合适 1", "other"),
    ],
)
def test_reasons_to_turn_down(office: Office, wang: Chatter, text: str, reason: str) -> None:
    wang.says("餐厅服务员").says(text)
    assert [each.reason for each in office.rows(PostingRefusal)] == [reason]


def test_a_search_typed_in_pinyin_is_a_search(stranger: Chatter, postings: dict[str, UUID]) -> None:
    stranger.says("zhao canting fuwuyuan")
    assert listed(stranger) == [str(postings["餐厅服务员"])]


@pytest.mark.parametrize(
    "told", ["夜班我熬得住", "加班我不怕", "累点没关系", "我力气大", "我怕脏", "两个人一起去"]
)
def test_what_somebody_can_bear_leaves_the_list_as_it_is(stranger: Chatter, told: str) -> None:
    stranger.says("广东有哪些厂")
    before = listed(stranger)
    stranger.says(told)
    assert listed(stranger) == before


@pytest.mark.parametrize(
    "told", ["老婆在会泽,我也不想出去", "我在老家,不出门", "不出去了,县城有没有"]
)
def test_who_will_not_go_far_gives_up_the_place_and_not_the_search(
    stranger: Chatter, told: str
) -> None:
    stranger.says("广东有哪些厂")
    stranger.says(told).is_told("保洁员").is_not_told("先不找了")


@pytest.mark.parametrize("told", ["不去打工了", "算了不找了,家里有事走不开", "今年不打工了"])
def test_who_gives_up_work_is_shown_no_list(stranger: Chatter, told: str) -> None:
    stranger.says("广东有哪些厂").says(told).is_told("先不找了")


def test_a_condition_asked_of_the_list_narrows_it(stranger: Chatter) -> None:
    stranger.says("广东有哪些厂").says("有社保吗").is_told("回数字看详情").is_not_told("社会保险法")


@pytest.mark.parametrize(
    "told", ["今年会泽有好多人去广东打工呀", "隔壁家也去了", "听说东莞工资高得很"]
)
def test_a_remark_is_no_search_and_no_word_about_the_list(stranger: Chatter, told: str) -> None:
    stranger.says(told).is_not_told("回数字看详情")
    stranger.says("广东有哪些厂").says(told).is_not_told("回数字看详情")


@pytest.mark.parametrize(
    "asked",
    [
        "以前被中介骗过,想找个正规的电子厂",
        "怕电,电工不做,怕触电",
        "怕电,电工不做,东莞",
        "我欠别人八万,找个工资高的厂",
        "sushe you ma dongguan dianzichang 5k",
    ],
)
def test_troubles_that_are_past_feared_or_ones_own_leave_a_search(
    stranger: Chatter, asked: str
) -> None:
    stranger.says(asked).is_told("回数字看详情").is_not_told("110", "劳动监察", "120")


@pytest.mark.parametrize("asked", ["这个要不要证", "那家管饭不", "这家离县城远不远"])
def test_what_is_asked_of_the_posting_shown_is_answered_from_it(
    stranger: Chatter, asked: str
) -> None:
    stranger.says("东莞的电子厂").says("1")
    stranger.says(asked).is_told("普工")


@pytest.mark.parametrize("asked", ["这个社保怎么转", "这个补贴怎么领"])
def test_a_rule_is_no_question_about_the_posting_shown(stranger: Chatter, asked: str) -> None:
    stranger.says("东莞的电子厂").says("1")
    stranger.says(asked).is_not_told("普工")


def test_a_slip_before_what_is_refused_turns_no_posting_down(office: Office, wang: Chatter) -> None:
    wang.says("找活").says("说错了,夜班不行").is_not_told("不看了")
    assert office.rows(PostingRefusal) == []
