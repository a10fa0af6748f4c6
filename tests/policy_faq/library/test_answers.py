"""Answers by the imported texts: their validity overrules ours, their clauses can be quoted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from policy_faq.answer import SMS_LIMIT, Answer
from policy_faq.knowledge import Knowledge
from policy_faq.learned import answering
from policy_faq.library.store import current_document
from policy_faq.library.texts import known_documents, with_library
from policy_faq.library.withdrawal import named, withdraw
from policy_faq.quotes import cut, passage
from policy_faq.service import PolicyService
from storage.clock import SetClock
from storage.database import Database
from tests.policy_faq.library.conftest import Importer

Ask = Callable[..., Answer]
HUIZE, ZHAOYANG, CHANGSHA = "530326", "530602", "430121"
TODAY = date(2026, 11, 23)
POST = "村里公益性岗位一个月多少钱"
WORKSHOP = "扶贫车间吸纳贫困劳动力补多少"
INN = """会泽县人民政府关于支持返乡创办民宿的若干措施
一、支持对象
返乡创办民宿的脱贫户和监测对象。
二、支持措施
（一）民宿改造补贴。对利用自有住房创办民宿并正常营业6个月以上的脱贫户，一次性给予民宿改造补贴8000元。
（二）电价优惠。民宿用电执行居民生活用电价格。"""
TICKETS = """会泽县人民政府办公室关于外出务工交通补助的补充通知
一、补助对象
（一）脱贫劳动力和监测对象外出务工的，按规定给予补助。
1.到省外务工的，每人每年补助不超过600元。
2.到省内县外务工的，每人每年补助不超过350元。
（二）到县内务工的，每人每年补助150元。
二、养蜂专项
（一）返乡人员养蜂50箱以上的，一次性补助2000元。"""
INN_ASKED = "民宿改造补贴多少钱"


@pytest.fixture
def ask(db: Database, policy: PolicyService) -> Ask:
    def asked(question: str, county: str = HUIZE, on: date = TODAY) -> Answer:
        with db.read() as rows:
            return answering(rows, policy, county).ask(question, county=county, on=on)

    return asked


def ended(answer: Answer) -> bool:
    return any(each.expired for each in answer.citations) and "已于" in answer.text


def hz20(bring: Importer, until: date | None, sha: str = "a") -> None:
    bring("HZ20", number="会政发〔2018〕20号", start=date(2018, 1, 1), until=until, sha=sha * 64)


def yn68(bring: Importer, until: date | None, sha: str = "b", place: str = "530000") -> None:
    bring("YN68", place=place, start=date(2018, 1, 1), until=until, sha=sha * 64)


class TestValidity:
    def test_an_end_that_was_shortened(self, ask: Ask, bring: Importer) -> None:
        assert not ended(ask(POST))
        hz20(bring, TODAY)
        assert not ended(ask(POST))
        assert "500元" in ask(POST).text.splitlines()[0]
        after = ask(POST, on=TODAY + timedelta(days=1))
        assert after.text.startswith("这项规定已于2026年11月23日到期")
        assert ended(after)

    def test_an_end_in_the_past(self, ask: Ask, bring: Importer) -> None:
        hz20(bring, date(2025, 12, 31))
        assert ask(POST).text.startswith("这项规定已于2025年12月31日到期")

    def test_an_extension(self, ask: Ask, bring: Importer, policy: PolicyService) -> None:
        assert ended(ask(WORKSHOP, ZHAOYANG))
        yn68(bring, date(2027, 12, 31))
        held = ask(WORKSHOP, ZHAOYANG)
        assert not ended(held)
        assert "1000元" in held.text.splitlines()[0]
        assert held.citations[0].valid_until == date(2027, 12, 31)
        assert ended(ask(WORKSHOP, ZHAOYANG, date(2028, 1, 1)))
        # what is shipped stays as it is for whoever has no database
        assert ended(policy.ask(WORKSHOP, county=ZHAOYANG, on=TODAY))

    def test_the_newest_version_decides(self, ask: Ask, bring: Importer) -> None:
        yn68(bring, date(2027, 12, 31))
        yn68(bring, date(2026, 6, 30), sha="c")
        assert ended(ask(WORKSHOP, ZHAOYANG))
        yn68(bring, None, sha="d")
        assert not ended(ask(WORKSHOP, ZHAOYANG))

    def test_computed_amounts_end_too(self, ask: Ask, bring: Importer, db: Database) -> None:
        for key in ("HZ20", "HZFAQ"):
            bring(key, start=date(2018, 1, 1), until=date(2025, 12, 31), sha=key[-1] * 64)
        answer = ask("去广东打工车票能报多少")
        assert answer.text.startswith("这项规定已于2025年12月31日到期")

    def test_a_text_of_another_place_says_nothing(self, ask: Ask, bring: Importer) -> None:
        yn68(bring, date(2027, 12, 31), place="430000")
        assert ended(ask(WORKSHOP, ZHAOYANG))

    def test_after_a_withdrawal(
        self, ask: Ask, bring: Importer, db: Database, clock: SetClock
    ) -> None:
        hz20(bring, date(2025, 12, 31))
        assert ended(ask(POST))
        with db.write() as rows:
            found = current_document(rows, "HZ20")
            assert found is not None
            assert withdraw(rows, clock, found, by="li.gz", why="导错了") is None
        assert not ended(ask(POST))

    def test_nothing_is_read_again_until_something_changes(
        self, db: Database, bring: Importer, policy: PolicyService
    ) -> None:
        with db.read() as rows:
            assert with_library(rows, policy, HUIZE) is policy
        hz20(bring, None)
        with db.read() as rows:
            first = with_library(rows, policy, HUIZE)
            assert with_library(rows, policy, HUIZE) is first
            assert with_library(rows, first, HUIZE) is first
        hz20(bring, TODAY, sha="e")
        with db.read() as rows:
            assert with_library(rows, policy, HUIZE) is not first


class TestQuotes:
    def test_a_new_text_is_quoted(self, ask: Ask, bring: Importer) -> None:
        assert ask(INN_ASKED).quote is None
        self._inn(bring)
        answer = ask(INN_ASKED)
        assert "原话" in answer.text
        assert "一次性给予民宿改造补贴8000元" in answer.text
        assert "会政发〔2026〕9号" in answer.text
        assert "二(一)" in answer.text
        assert "2028年12月31日" in answer.text
        assert (answer.card, answer.handoff, answer.suggestions) == (None, True, ())
        assert answer.citations[0].to_json()["clause"] == "二(一)"
        assert len(answer.sms) <= SMS_LIMIT
        assert "8000元" in answer.sms

    @pytest.mark.parametrize("county", [ZHAOYANG, CHANGSHA])
    def test_never_elsewhere(self, ask: Ask, bring: Importer, county: str) -> None:
        self._inn(bring)
        assert "8000" not in ask(INN_ASKED, county).text

    @pytest.mark.parametrize("on", [date(2026, 2, 28), date(2029, 1, 1)])
    def test_only_while_it_holds(self, ask: Ask, bring: Importer, on: date) -> None:
        self._inn(bring)
        assert "8000" not in ask(INN_ASKED, on=on).text

    @pytest.mark.parametrize(
        "question",
        [
            "今天天气怎么样",
            "低保怎么申请",
            "民宿",
            "电视机多少钱",
            "补贴",
            "你好",
            "房价多少钱一平",
        ],
    )
    def test_no_quote_without_a_clear_match(self, ask: Ask, bring: Importer, question: str) -> None:
        self._inn(bring)
        assert ask(question).quote is None

    def test_a_card_that_answers_is_not_replaced(self, ask: Ask, bring: Importer) -> None:
        before = ask(POST)
        self._inn(bring)
        assert ask(POST) == before

    def test_of_the_nation_for_everybody(self, ask: Ask, bring: Importer) -> None:
        self._inn(bring, place="000000")
        assert "8000" in ask(INN_ASKED, CHANGSHA).text

    @staticmethod
    def _inn(bring: Importer, place: str = HUIZE) -> None:
        bring(
            "会政发〔2026〕9号",
            INN,
            number="会政发〔2026〕9号",
            title="关于支持返乡创办民宿的若干措施",
            place=place,
            start=date(2026, 3, 1),
            until=date(2028, 12, 31),
        )


class TestTitle:
    """A clause below a title that names the matter need not name it again."""

    @pytest.fixture(autouse=True)
    def _tickets(self, bring: Importer) -> None:
        bring("TICKETS", title=TICKETS.splitlines()[0][11:], text=TICKETS, start=date(2026, 5, 1))

    @pytest.mark.parametrize(
        ("question", "says"),
        [
            ("去广东打工车票能报多少", "不超过600元"),
            ("去昆明打工车费能报多少", "不超过350元"),
            ("车票怎么报", "不超过600元"),
        ],
    )
    def test_the_newer_text_is_told_first(self, ask: Ask, question: str, says: str) -> None:
        answer = ask(question)
        assert says in answer.text.splitlines()[1]
        assert answer.card is not None
        assert answer.handoff

    @pytest.mark.parametrize("question", ["养蜂有补助吗", "我返乡养蜂60箱能补多少"])
    def test_a_short_question_is_taken_by_its_rarest_word(self, ask: Ask, question: str) -> None:
        assert "2000元" in ask(question).text

    @pytest.mark.parametrize("question", ["养鸡有补助吗", "养蜂的书哪里买", "医保怎么报销"])
    def test_what_it_does_not_set_stays_with_others(self, ask: Ask, question: str) -> None:
        assert ask(question).quote is None

    def test_a_matter_of_its_own_below_the_title_is_not_that_of_the_title(self, ask: Ask) -> None:
        assert "养蜂" not in ask("什么时候可以申请车票补助").text


class TestWithdrawing:
    def test_the_version_before_speaks_again(
        self, db: Database, bring: Importer, clock: SetClock
    ) -> None:
        hz20(bring, None)
        hz20(bring, TODAY, sha="f")
        with db.write() as rows:
            found = named(rows, "会政发(2018)20号", HUIZE)
            assert found is not None
            assert found.version == 2
            replaced = withdraw(rows, clock, found, by="li.gz", why="导错了")
            assert replaced is not None
            assert replaced.version == 1
        with db.read() as rows:
            current = current_document(rows, "HZ20")
            assert current is not None
            assert current.version == 1
        hz20(bring, TODAY, sha="f")
        with db.read() as rows:
            again = current_document(rows, "HZ20")
            assert again is not None
            assert again.version == 3

    def test_by_title_and_key_in_its_place_only(self, db: Database, bring: Importer) -> None:
        hz20(bring, None)
        with db.read() as rows:
            assert named(rows, "HZ20", HUIZE) is not None
            assert named(rows, "关于稳就业的意见", HUIZE) is not None
            assert named(rows, "会政发〔2018〕20号", "530000") is None


def test_what_is_known_follows_the_library(
    db: Database, bring: Importer, knowledge_: Knowledge
) -> None:
    yn68(bring, date(2027, 12, 31))
    with db.read() as rows:
        known = {each.key: each for each in known_documents(rows, knowledge_)}
    assert known["YN68"].valid_until == date(2027, 12, 31)
    assert known["XA135"].valid_until == date(2020, 12, 31)


@pytest.fixture(scope="module")
def knowledge_(policy: PolicyService) -> Knowledge:
    return policy.knowledge


@pytest.mark.parametrize(
    ("wording", "like", "room", "said"),
    [
        ("短的原文。", "别的", 20, "短的原文。"),
        ("第一句说总的要求。到省外务工最高500元。", "省外务工500元", 16, "……到省外务工最高500元。"),
        ("甲乙丙丁戊己庚辛。", "", 5, "甲乙丙丁…"),
    ],
)
def test_the_passage_that_was_told(wording: str, like: str, room: int, said: str) -> None:
    assert passage(wording, like, room) == said


def test_cut() -> None:
    assert cut("一二三", 3) == "一二三"
    assert cut("一二三四", 3) == "一二…"
