"""有用 and 没用, by word, digit and tap; questions that stayed open; the office's own cards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.dialogue.engine import Dialogue
from matching.job_search import JobSearch
from messaging.tables import HandoffReason
from policy_faq import drafts, unanswered
from policy_faq.answer import Answer, FollowUp
from policy_faq.drafts import Proposal
from policy_faq.service import PolicyService
from policy_faq.tables_feedback import ASKED_FIELD, AnswerFeedback, AnswerLog, UnsureQuestion
from storage.clock import SetClock
from storage.vault import Vault
from tests.bot.dialogue.office import COUNTY, Chatter, Office

ASKED = "有什么免费培训"
CARD = "hz20-4"


@pytest.fixture
def visitor(office: Office) -> Chatter:
    return office.phone("visitor-1", "webchat")


def votes(office: Office) -> list[tuple[str, bool]]:
    return [(each.card, each.useful) for each in office.rows(AnswerFeedback)]


class TestAVote:
    @pytest.mark.parametrize(
        ("word", "useful"), [("有用", True), ("1", True), ("没用", False), ("2", False)]
    )
    def test_by_word_and_by_digit(
        self, office: Office, visitor: Chatter, word: str, useful: bool
    ) -> None:
        visitor.says(ASKED).is_told("有用回 1", "回 2").says(word)
        assert votes(office) == [(CARD, useful)]

    def test_by_sms(self, office: Office) -> None:
        someone = office.phone("13700000009")
        someone.says(ASKED).is_told("有用回1，没用回2").says("1").is_told("好的")
        assert votes(office) == [(CARD, True)]

    def test_by_tap_on_an_older_answer(self, office: Office, visitor: Chatter) -> None:
        visitor.says(ASKED)
        older = visitor.heard[-1].buttons[0]
        visitor.says("外出务工需要什么条件").says(older.label, older.action)
        assert votes(office) == [(CARD, True)]

    def test_the_last_word_counts_once(self, office: Office, visitor: Chatter) -> None:
        visitor.says(ASKED).says("2").says("菜单").says(ASKED).says("有用")
        assert votes(office) == [(CARD, True)]

    def test_another_question_is_another_answer(self, office: Office, visitor: Chatter) -> None:
        visitor.says(ASKED).says("有用").says("有哪些培训可以参加").says("没用")
        assert votes(office) == [(CARD, True), (CARD, False)]

    def test_is_kept_sealed_and_without_numbers(
        self, office: Office, visitor: Chatter, vault: Vault
    ) -> None:
        visitor.says("我的号码13812345678有什么免费培训").says("有用")
        (kept,) = office.rows(AnswerFeedback)
        asked = vault.open(ASKED_FIELD, kept.question_sealed)
        assert asked == "我的号码[号码]有什么免费培训"
        assert (kept.county_code, kept.channel) == (COUNTY, "webchat")

    def test_a_forged_one_changes_nothing(self, office: Office, visitor: Chatter) -> None:
        visitor.says("你好").says("有用", "useful:0123456789ab").is_told("好的")
        visitor.says(ASKED).says("有用", "useful:0123456789ab")
        assert votes(office) == []

    def test_digits_of_a_list_are_left_to_it(self, office: Office, visitor: Chatter) -> None:
        office.posting("缝纫工")
        office.posting("包装工")
        visitor.says("找工作").says(ASKED).is_told("回“有用”").is_not_told("有用回 1")
        visitor.says("1").is_told("单位：")
        assert votes(office) == []

    def test_useless_reaches_a_caseworker(self, office: Office, visitor: Chatter) -> None:
        visitor.says(ASKED).says("2").is_told("已经转给工作人员")
        assert [each.reason for each in office.handoffs()] == [HandoffReason.UNSURE]


class TestFigures:
    def test_every_answer_is_counted(self, office: Office, visitor: Chatter) -> None:
        visitor.says(ASKED).says(ASKED).says("老板拖欠我三个月工资")
        counted = {each.card: (each.asked, each.handed_off) for each in office.rows(AnswerLog)}
        assert counted[CARD] == (2, 0)
        assert counted["hzfaq-9"] == (1, 1)
        assert {each.county_code for each in office.rows(AnswerLog)} == {COUNTY}


class HalfSure(PolicyService):
    """Is unsure about one question, and answers all others."""

    def ask(
        self, question: str, *, county: str, on: date, context: FollowUp | None = None
    ) -> Answer:
        if question == "补贴的事情":
            near = ("车票能报多少", "有什么培训")
            listed = "您是不是想问：\n1 车票能报多少\n2 有什么培训"
            return Answer(listed, listed, handoff=True, suggestions=near)
        return super().ask(question, county=county, on=on, context=context)


class TestAnOpenQuestion:
    @pytest.fixture
    def half_sure(self, policy: PolicyService) -> PolicyService:
        made = object.__new__(HalfSure)
        made.__dict__.update(policy.__dict__)
        return made

    @pytest.fixture
    def unsure(self, office: Office, jobs: JobSearch, half_sure: PolicyService) -> Chatter:
        office.dialogue = Dialogue(half_sure, office.gazetteer, county=COUNTY, jobs=jobs)
        return office.phone("visitor-2", "webchat").says("补贴的事情")

    def waiting(self, office: Office) -> list[str]:
        with office.db.read() as rows:
            found = unanswered.open_questions(rows, office.vault, office.clock, COUNTY)
        return [each.question for each in found]

    def test_waits_for_a_caseworker_after_a_while(
        self, office: Office, unsure: Chatter, clock: SetClock
    ) -> None:
        assert self.waiting(office) == []
        clock.advance(timedelta(minutes=31))
        assert self.waiting(office) == ["补贴的事情"]
        unsure.says("补贴的事情")
        assert len(office.rows(UnsureQuestion)) == 1

    @pytest.mark.parametrize("then", ["1", ASKED, "3"])
    def test_is_settled_by_a_choice_other_words_or_a_caseworker(
        self, office: Office, unsure: Chatter, clock: SetClock, then: str
    ) -> None:
        unsure.says(then)
        clock.advance(timedelta(minutes=31))
        assert self.waiting(office) == []

    def test_stays_open_when_the_talk_goes_elsewhere(
        self, office: Office, unsure: Chatter, clock: SetClock
    ) -> None:
        unsure.says("谢谢").says("菜单")
        clock.advance(timedelta(minutes=31))
        assert self.waiting(office) == ["补贴的事情"]


class TestTheOfficesOwnCard:
    QUESTION = "赶场天办证大厅的窗口开不开门"

    def test_answers_its_county_as_soon_as_it_is_approved(
        self, office: Office, visitor: Chatter
    ) -> None:
        proposal = Proposal(
            COUNTY, (self.QUESTION,), "每逢赶场天开到下午4点。", "赶场天开到下午4点。",
            office.clock.today(), office.clock.today() + timedelta(days=30),
        )  # fmt: skip
        with office.db.write() as rows:
            draft = drafts.propose(rows, office.clock, proposal, by="li.gz")
        visitor.says(self.QUESTION).is_not_told("下午4点")
        with office.db.write() as rows:
            drafts.approve(rows, office.clock, draft.id, by="zhao.gz")
        visitor.says(self.QUESTION).is_told("下午4点", "会泽县人社局答复，2026年11月23日")
        visitor.says("有用")
        assert votes(office) == [(f"own-{draft.id.hex}", True)]
        with office.db.write() as rows:
            drafts.withdraw(rows, office.clock, draft.id, by="li.gz")
        visitor.says("菜单").says(self.QUESTION).is_not_told("下午4点")
