"""Talks about work: stories, dangers beside a wish, narrowing in a few words, going back."""

from __future__ import annotations

import pytest

from messaging.handoffs import open_handoffs
from tests.bot.dialogue.office import Chatter, Office

JOBS = (
    ("电子厂普工", "441900", (5000, 6500)),
    ("电子厂装配工", "320500", (4600, 6000)),
    ("制鞋厂普工", "350500", (5000, 7000)),
    ("餐厅服务员", "530100", (3500, 4500)),
    ("保洁员", "530326", (2500, 2800)),
    ("小区保安", "530326", (2200, 2600)),
    ("保安", "330100", (5000, 6000)),
)


@pytest.fixture
def stranger(office: Office) -> Chatter:
    for title, place, wage in JOBS:
        office.posting(title, place=place, wage=wage)
    return office.phone("visitor-7", "webchat")


@pytest.mark.parametrize(
    "text",
    [
        "低保停了，两个娃读书，我四十四，想去广东进个厂",
        "老公有病走不开，我只想在县里找个扫地的",
        "贷款还欠着，先找个保安做着，五千朝上",
    ],
)
def test_a_story_with_other_offices_words_is_a_search(stranger: Chatter, text: str) -> None:
    assert stranger.says(text).has_list()


def test_an_injury_long_ago_brings_the_search_and_a_word_on_it(
    office: Office, stranger: Chatter
) -> None:
    stranger.says("前年在工地摔断过腿，重的做不了，想找个守门的活")
    assert stranger.has_list()
    stranger.is_told("12333").is_not_told("打120")


def test_wages_owed_come_first_and_the_search_after(office: Office, stranger: Chatter) -> None:
    stranger.says("那个老板拖了我两个月工资，先找个当保安的活做着")
    assert stranger.has_list()
    assert stranger.told.index("12333") < stranger.told.index("报名1")


@pytest.mark.parametrize(
    "text", ["老板拖了我两个月工资", "手刚被机器压了，老板不管", "我才十四岁，想进厂"]
)
def test_a_danger_alone_lists_no_postings(stranger: Chatter, text: str) -> None:
    assert not stranger.says(text).has_list()


@pytest.mark.parametrize(
    "text",
    [
        *("公益岗一个月发多少", "想出去做活到哪里登记", "朋友借我三千块不还", "月亮离地球有多远"),
        *("我不找工作了", "我们厂想招几个普工", "高血压能不能喝酒"),
    ],
)
def test_other_messages_list_no_postings(stranger: Chatter, text: str) -> None:
    assert not stranger.says(text).has_list()


def test_who_withdraws_is_told_how_to_come_back(stranger: Chatter) -> None:
    stranger.says("找个保安").says("算了不去了，在家带娃").is_told("先不找", "退订")


def test_a_complaint_of_an_offer_goes_to_a_person(office: Office, stranger: Chatter) -> None:
    stranger.says("你们介绍的那个保安岗位是空的，到了没人接")
    assert not stranger.has_list()
    stranger.is_told("工作人员")


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        ("东莞的活", "电子厂", "电子厂普工"),
        ("找个保安", "那保洁呢", "保洁员"),
        ("福建的厂", "广东也行", "东莞"),
        ("东莞的电子厂", "哪个省都行", "电子厂装配工"),
        ("找个保安", "不要两班倒的", "保安"),
    ],
)
def test_a_few_words_go_on_with_the_search(
    stranger: Chatter, first: str, then: str, told: str
) -> None:
    stranger.says(first).says(then).is_told(told).is_not_told("号不看了", "号不再推荐")


def test_what_was_told_of_the_person_is_kept(stranger: Chatter) -> None:
    stranger.says("我五十六了，想找个活").says("想找保安")
    assert stranger.state["listing"]["query"]["age"] == 56


def test_better_pay_comes_best_first_and_in_the_same_work(stranger: Chatter) -> None:
    stranger.says("找个保安").says("工资高一点的").is_told("1 保安").is_not_told("电子厂")


@pytest.mark.parametrize("text", ["第二个在哪里", "第2个是哪个厂", "2号包吃住吗"])
def test_a_question_to_one_of_the_list_shows_it(stranger: Chatter, text: str) -> None:
    stranger.says("找个保安").says(text).is_told("单位", "报名2")


def test_who_thought_it_over_applies(office: Office, stranger: Chatter) -> None:
    stranger.says("找个保安").says("我再想想").says("想好了，报1").is_not_told("答不了")


def test_no_handoff_is_opened_by_an_old_injury(office: Office, stranger: Chatter) -> None:
    stranger.says("前年在工地摔断过腿，重的做不了，想找个守门的活")
    with office.db.read() as session:
        assert open_handoffs(session, office.vault, "530326") == []


@pytest.mark.parametrize(
    "text",
    [
        "帮我儿子问，他20岁，初中，想去东莞进厂打工",
        "要工资五千以上的厂",
        "只要工资高，搬货也行，男三十四",
        "电工，有低压证，工资五六千，想在县里找",
        "腿以前摔断过，现在找个轻巧活",
        "腰椎间盘突出，想找个坐着做的活",
    ],
)
def test_what_only_sounds_like_danger_is_a_search(stranger: Chatter, text: str) -> None:
    assert stranger.says(text).has_list()
    stranger.is_not_told("打120", "未满16", "讨薪")


@pytest.mark.parametrize(
    "text",
    [
        "我儿子十四岁，想去东莞进厂打工",
        "老板不给，要工资三千",
        "腿刚摔断，想找个轻巧活",
        "欠我工资，要工资五千",
    ],
)
def test_what_is_danger_stays_one(stranger: Chatter, text: str) -> None:
    stranger.says(text).is_told("12333")
    assert stranger.told.index("12333") < (stranger.told + "报名1").index("报名1")


@pytest.mark.parametrize("said", ["那会泽客服呢", "会泽客服有没有", "昆明客服招人吗"])
def test_who_looks_for_work_at_a_desk_for_customers_is_not_handed_over(
    stranger: Chatter, said: str
) -> None:
    stranger.says("会泽有没有服务员的活").says(said).is_not_told("已转工作人员")


@pytest.mark.parametrize("said", ["你们客服呢", "人工客服", "找客服"])
def test_who_asks_for_customer_service_is(stranger: Chatter, said: str) -> None:
    stranger.says(said).is_told("工作人员")
