"""The claim is gone on with by answering, not only by "继续"; words do what the digits do."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.claim_words import names_answer
from messaging.tables import HandoffReason
from policy_faq.claims.assess import Ask
from policy_faq.library.details import Details
from policy_faq.library.reading import Source
from policy_faq.library.store import import_document, prepare
from tests.bot.dialogue.office import Chatter, Office

START = "我的车票能报多少"
DANGERS = {
    "老板扣我身份证": "110",
    "老板打我": "110",
    "我手被机器绞伤了": "120",
    "我不想活了": "12356",
    "老板欠我工资": "12333",
}
ID_CARD, WAGES = "老板扣我身份证", "老板欠我工资"
STEPS = ("去江苏打工", "车票380块", "没领过", "干了2个月", "自己去的")
RULES = """会泽县外出务工交通补助实施细则
一、补助标准
（一）到省外务工的，稳定就业满3个月的，每人每年给予一次性外出务工交通补助900元。
（二）到省内县外务工的，稳定就业满3个月的，每人每年给予一次性外出务工交通补助400元。"""


@pytest.fixture
def stranger(office: Office) -> Chatter:
    return office.phone("visitor-1", "webchat")


@pytest.mark.parametrize("danger", DANGERS)
@pytest.mark.parametrize("at", range(len(STEPS)))
def test_danger_at_every_step_and_then_the_answer(
    office: Office, stranger: Chatter, danger: str, at: int
) -> None:
    stranger.says(START)
    for number, step in enumerate(STEPS):
        if number == at:
            stranger.says(danger).is_told(DANGERS[danger], "继续")
        stranger.says(step)
    stranger.is_told("满了可以报380元", "满月份那天提醒我")
    (question,) = office.handoffs()
    assert question.reason is HandoffReason.URGENT


@pytest.mark.parametrize("typed", ["苏洲", "尚海"])
def test_a_misspelt_place_after_danger(stranger: Chatter, typed: str) -> None:
    stranger.says(START).says(ID_CARD).says(typed).is_told("没找准", typed)


@pytest.mark.parametrize(
    ("before", "said", "amount"),
    [
        (("上海", "380", "没领过"), "380写错了，是420", "420元"),
        (("上海", "380", "没领过"), "不是上海，是昆明", "300元"),
        (("上海", "380"), "不对，车票是120", "120元"),
    ],
)
def test_corrections_after_danger(
    stranger: Chatter, before: tuple[str, ...], said: str, amount: str
) -> None:
    stranger.says(START)
    for each in before:
        stranger.says(each)
    stranger.says(ID_CARD).says(said).is_told("改好了")
    for each in ("没领过", "干了5个月"):
        stranger.says(each)
    stranger.is_told(f"可以报{amount}")


def test_a_bare_digit_belongs_to_what_came_last(stranger: Chatter) -> None:
    stranger.says(START).says("上海").says("380").says("没领过").says(WAGES)
    stranger.says("3").is_not_told("可以报")


@pytest.mark.parametrize(
    ("step", "text", "names"),
    [
        (Ask.MONTHS, "干了2个月", True),
        (Ask.MONTHS, "半年", True),
        (Ask.MONTHS, "2", False),
        (Ask.FARE, "420", True),
        (Ask.FARE, "票是四百", True),
        (Ask.FARE, "工资好多", False),
        (Ask.CLAIMED, "没领过", True),
        (Ask.CLAIMED, "没有", False),
        (Ask.ORGANISED, "自己去的", True),
        (Ask.MONTHS, "干几个月能领吗", False),
        (Ask.MONTHS, "老板说再干三个月才给我们把工钱都结清", False),
    ],
)
def test_what_names_its_matter(step: Ask, text: str, names: bool) -> None:
    assert names_answer(step, text) is names


class TestWords:
    def told(self, stranger: Chatter, months: str) -> Chatter:
        for each in (START, "上海", "380", "没领过", months):
            stranger.says(each)
        return stranger

    def test_the_list_and_the_form_by_their_names(self, stranger: Chatter) -> None:
        self.told(stranger, "5个月").says("清单").is_told("□ 身份证复印件", "填好的申请表")
        stranger.says("申请表").is_told("填")

    def test_the_reminder_by_its_name(self, stranger: Chatter) -> None:
        self.told(stranger, "刚去").says("自己去的").says("提醒我").is_told("身份证后四位")

    def test_no_reminder_when_the_months_are_full(self, stranger: Chatter) -> None:
        self.told(stranger, "5个月").says("提醒我").is_told("现在就能去申请")

    def test_before_the_amount_is_known(self, stranger: Chatter) -> None:
        stranger.says(START).says("上海")
        stranger.says("清单").is_told("□ 身份证复印件", "接着办", "车票一共多少钱")
        stranger.is_not_told("满月份那天提醒我")
        stranger.says("申请表").is_told("先答完下面这个", "车票一共多少钱")
        stranger.says("380").is_told("领过车票补助没有")

    def test_instead_of_saying_who_one_is(self, stranger: Chatter) -> None:
        self.told(stranger, "刚去").says("自己去的").says("提醒我")
        stranger.says("清单").is_told("□ 身份证复印件")

    def test_a_follow_up_is_no_name(self, stranger: Chatter) -> None:
        self.told(stranger, "刚去").says("自己去的").says("提醒我")
        stranger.says("那材料呢").is_told("身份证复印件")

    def test_going_alone_said_after_the_result(self, stranger: Chatter) -> None:
        self.told(stranger, "5个月").says("自己去的").is_told("可以报380元")


def test_a_newer_text_is_told_with_the_result(office: Office, stranger: Chatter) -> None:
    start = date(2026, 3, 1)
    stated = Details(
        "N5", "会人社发〔2026〕5号", "实施细则", "会泽县人社局", "530326", "2026-03-01", start, None
    )
    with office.db.write() as rows:
        prepared = prepare(Source(RULES, "0" * 64, "a.txt"), stated)
        import_document(rows, office.clock, prepared, by="li.gz")
    for each in (START, "上海", "380", "没领过", "5个月"):
        stranger.says(each)
    stranger.is_told("可以报380元", "会泽县有一份更新的文件", "900元", "会人社发〔2026〕5号")
    (question,) = office.handoffs()
    assert question.reason is HandoffReason.UNSURE


def test_a_question_leans_on_the_answer_while_a_person_is_awaited(stranger: Chatter) -> None:
    stranger.says("去昆明打工车票能报多少").is_told("300元")
    stranger.says("没用").is_told("接着发")
    stranger.says("如果是去上海呢").is_told("500元", "补充的话也转过去了")


def test_what_is_added_to_a_question_is_not_answered_as_one(stranger: Chatter) -> None:
    stranger.says("人工").says("补充一句：名字在公示名单里").is_told("补充的话也转过去了")
    stranger.is_not_told("依据")


def test_in_english(stranger: Chatter) -> None:
    stranger.says("how much for my train ticket").says("Shanghai").is_told("上海")
    stranger.says("not Shanghai, Suzhou").is_told("苏州")
    stranger.says("380").says("no").says("5 months").is_told("可以报380元")
    stranger.says("checklist").is_told("□ 身份证复印件")
