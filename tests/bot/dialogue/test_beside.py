"""Wishes for work beside an old trouble, and emergencies that stay emergencies beside a wish."""

from __future__ import annotations

import pytest

from tests.bot.dialogue.office import Chatter, Office

JOBS = (
    ("电子厂普工", "441900", (5000, 6500)),
    ("玩具厂普工", "440500", (4500, 6000)),
    ("餐厅服务员", "530100", (3500, 4500)),
    ("保洁员", "530326", (2500, 2800)),
    ("小区保安", "530326", (2200, 2600)),
)


@pytest.fixture
def stranger(office: Office) -> Chatter:
    for title, place, wage in JOBS:
        office.posting(title, place=place, wage=wage)
    return office.phone("visitor-7", "webchat")


@pytest.mark.parametrize(
    "text",
    [
        "被中介骗过，想找个不收钱的",
        "上次让黑中介坑了一回，这次想找个正规厂",
        "怕被骗，想找个靠谱的工作",
        "去年交了押金没进成厂，今年想找个不交钱的电子厂",
        "前两年被骗去广东白干了一个月，现在想找个保安",
        "不招童工的正规厂，我25",
        "不扣证件不押工资的厂，广东",
        "不收身份证的保洁",
        "公婆不让我出去，在镇上找个活",
        "家里不让走远，会泽的保洁",
        "老公腿断了要照顾，县里的保洁",
    ],
)
def test_what_is_over_or_shunned_calls_nobody(office: Office, stranger: Chatter, text: str) -> None:
    assert stranger.says(text).has_list()
    stranger.is_not_told("打110", "打120", "先救人", "先别再交钱")
    assert office.handoffs() == []


@pytest.mark.parametrize(
    "text",
    [
        "腰受过伤，不能久站，会泽的",
        "腿以前摔断过，想找轻巧活",
        "脚以前被砸伤过，站不得太久，昆明的",
        "手受过伤 会泽 保洁",
        "俺腿断过，干不了重的，有轻快活没",
    ],
)
def test_an_old_injury_is_a_limit_of_the_search(stranger: Chatter, text: str) -> None:
    assert stranger.says(text).has_list()
    stranger.is_told("12333").is_not_told("打120")
    assert stranger.state["listing"]["query"]["conditions"]


@pytest.mark.parametrize("text", ["耳朵听不见，能进什么厂", "左手少了两根手指，能进啥子厂"])
def test_what_somebody_can_do_is_a_search(stranger: Chatter, text: str) -> None:
    assert stranger.says(text).has_list()
    assert stranger.state["listing"]["query"]["conditions"]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("婆婆不让出远门，县城的", "seat"),
        ("婆婆不让，县城的", "seat"),
        ("不让出远门，县里的", "near"),
        ("婆婆八十多离不得人，县里的", "near"),
        ("刚离婚，身上没钱，县里的", "near"),
    ],
)
def test_what_the_family_wants_is_told_beside(stranger: Chatter, text: str, area: str) -> None:
    assert stranger.says(text).has_list()
    assert stranger.state["listing"]["query"]["area"] == area
    stranger.is_not_told("12348")


@pytest.mark.parametrize("text", ["报销车票的厂有没有", "哪个厂报销车票", "厂里能报车票的招人不"])
def test_an_employer_who_pays_the_ticket(stranger: Chatter, text: str) -> None:
    assert stranger.says(text).has_list()


@pytest.mark.parametrize("text", ["摘咖啡", "宝安附近", "奶粉厂", "福州连江水产", "做到腊月二十的"])
def test_a_few_words_that_are_a_wish(stranger: Chatter, text: str) -> None:
    assert stranger.says(text).has_list()


@pytest.mark.parametrize("text", ["莫给我推保险", "莫再给我发卖房的", "别给我发太远的"])
def test_who_refuses_one_kind_is_still_sent_others(
    office: Office, stranger: Chatter, text: str
) -> None:
    assert stranger.says(text).has_list()
    stranger.is_not_told("退订")


@pytest.mark.parametrize(
    "text", ["莫给我发信息了", "莫发了莫发了", "别再推送了谢谢", "不要再给我发招工信息"]
)
def test_who_wants_nothing_is_sent_nothing(stranger: Chatter, text: str) -> None:
    stranger.says(text).is_told("已退订")


@pytest.mark.parametrize(
    "text", ["工资月结不压的", "押金不要 工资按月发", "不扣押金 不压身份证的", "站不得,腰有伤"]
)
def test_what_is_only_shunned_or_told_of_a_body(stranger: Chatter, text: str) -> None:
    assert stranger.says(text).has_list()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("被中介骗了三千块，想要回来", "110"),
        ("被骗过一次，现在又有中介要我先交钱", "110"),
        ("老板扣了我身份证，说做满三个月才还", "110"),
        ("我侄子才15岁，在砖厂干活", "12333"),
        ("不用童工？我弟十四岁就在里面上班", "12333"),
        ("我被关在厂里出不去", "110"),
        ("爸妈不让我出去，老板也不让走", "110"),
        ("工资三个月没发，老板跑了", "12333"),
        ("腰受伤了，老板不管", "120"),
        ("今天从架子上摔下来，腿断了", "120"),
        ("喷漆喷得头晕咳血，老板不管", "120"),
        ("手压断了，东莞的厂", "120"),
    ],
)
def test_what_happens_now_stays_an_alarm(
    office: Office, stranger: Chatter, text: str, number: str
) -> None:
    assert not stranger.says(text).is_told(number).has_list()
    assert office.handoffs()


@pytest.mark.parametrize(
    "text",
    ["婆婆打我", "离婚娃判给谁", "尘肺病能评几级", "车票怎么报销", "老公瘫痪，低保怎么办"],
)
def test_what_asks_for_an_answer_lists_nothing(stranger: Chatter, text: str) -> None:
    assert not stranger.says(text).has_list()
