"""Votes, counters, open questions and drafts as rows, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from messaging.contacts import contact_for
from messaging.handoffs import HandoffClosedError, answer_handoff
from messaging.tables import QUESTION_FIELD, Contact, HandoffReason
from policy_faq import drafts, learned, unanswered
from policy_faq.drafts import DraftError, Proposal, longest_until
from policy_faq.feedback import (
    NO_CARD,
    CardFigures,
    card_figures,
    note_answer,
    questions_not_helped,
    vote,
)
from policy_faq.service import PolicyService
from policy_faq.tables_feedback import AnswerFeedback, CardDraft, DraftState, UnsureQuestion
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.policy_faq.conftest import HUIZE, ZHAOYANG

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def people(any_db: Database, vault: Vault, clock: SetClock) -> list[Contact]:
    with any_db.write() as rows:
        return [
            contact_for(rows, vault, clock, "sms", f"1390000000{number}", HUIZE)
            for number in range(6)
        ]


def answered(rows: Session, clock: SetClock, card: str | None = "a", county: str = HUIZE) -> None:
    note_answer(rows, clock, county=county, card=card, confidence=0.8, handed_off=card is None)


def judged(
    rows: Session,
    vault: Vault,
    clock: SetClock,
    contact: Contact,
    useful: bool,
    question: str = "车票能报多少",
    county: str = HUIZE,
) -> None:
    vote(
        rows,
        vault,
        clock,
        contact_id=contact.id,
        channel="sms",
        county=county,
        card="a",
        question=question,
        useful=useful,
    )


def proposal(clock: SetClock, **changes: object) -> Proposal:
    values: dict[str, object] = {
        "county": HUIZE,
        "questions": ("赶场天办证大厅的窗口开不开门",),
        "answer": "每逢赶场天开到下午4点。",
        "short_answer": "赶场天开到下午4点。",
        "valid_from": clock.today(),
        "valid_until": clock.today() + timedelta(days=30),
    }
    return Proposal(**{**values, **changes})  # type: ignore[arg-type]


class TestFigures:
    def test_answers_are_counted_by_card_county_and_day(
        self, any_db: Database, clock: SetClock
    ) -> None:
        with any_db.write() as rows:
            answered(rows, clock)
            answered(rows, clock)
            answered(rows, clock, None)
            answered(rows, clock, county=ZHAOYANG)
            clock.advance(timedelta(days=1))
            answered(rows, clock)
        with any_db.read() as rows:
            figures = card_figures(rows, HUIZE, FIRST, LAST)
            today = card_figures(rows, HUIZE, clock.today(), clock.today())
            other = card_figures(rows, ZHAOYANG, FIRST, LAST)
        assert [(each.card, each.asked, each.handed_off) for each in figures] == [
            ("a", 3, 0),
            (NO_CARD, 1, 1),
        ]
        assert figures[0].confidence == Decimal("0.8")
        assert [(each.card, each.asked) for each in today] == [("a", 1)]
        assert [(each.card, each.asked) for each in other] == [("a", 1)]

    def test_a_vote_counts_once_and_the_last_word_wins(
        self, any_db: Database, vault: Vault, clock: SetClock, people: list[Contact]
    ) -> None:
        with any_db.write() as rows:
            judged(rows, vault, clock, people[0], True)
            judged(rows, vault, clock, people[0], False)
            judged(rows, vault, clock, people[1], True)
        with any_db.read() as rows:
            assert len(rows.exec(select(AnswerFeedback)).all()) == 2
            (figures,) = card_figures(rows, HUIZE, FIRST, LAST)
            assert (figures.useful, figures.useless, figures.asked) == (1, 1, 0)
            assert figures.confidence is None
            assert card_figures(rows, ZHAOYANG, FIRST, LAST) == []
            assert card_figures(rows, HUIZE, date(2026, 10, 1), date(2026, 10, 31)) == []

    def test_the_day_is_the_one_of_the_office(
        self, any_db: Database, vault: Vault, clock: SetClock, people: list[Contact]
    ) -> None:
        clock.advance(timedelta(hours=-9, minutes=1))  # 00:01; in UTC the day before
        day = clock.today()
        with any_db.write() as rows:
            judged(rows, vault, clock, people[0], True)
        with any_db.read() as rows:
            assert card_figures(rows, HUIZE, day, day)[0].useful == 1

    def test_questions_that_were_not_helped(
        self, any_db: Database, vault: Vault, clock: SetClock, people: list[Contact]
    ) -> None:
        with any_db.write() as rows:
            judged(rows, vault, clock, people[0], False, "火车票怎么报")
            judged(rows, vault, clock, people[1], False, "火车票怎么报")
            judged(rows, vault, clock, people[2], True, "车票找谁报")
            judged(rows, vault, clock, people[3], False, "别的县的问题", ZHAOYANG)
        with any_db.read() as rows:
            assert questions_not_helped(rows, vault, HUIZE, "a", FIRST, LAST) == ["火车票怎么报"]


@pytest.mark.parametrize(
    ("useful", "useless", "poor"),
    [(2, 3, True), (3, 2, False), (0, 4, False), (0, 5, True), (5, 4, True), (6, 4, False)],
)
def test_a_poor_card(useful: int, useless: int, poor: bool) -> None:
    assert CardFigures("a", useful=useful, useless=useless).poor is poor


class TestOpenQuestions:
    def ask(self, db: Database, vault: Vault, clock: SetClock, who: Contact, text: str) -> None:
        with db.write() as rows:
            unanswered.note_unsure(
                rows, vault, clock, contact=who, person_id=None, county=HUIZE, question=text
            )

    def waiting(self, db: Database, vault: Vault, clock: SetClock, county: str) -> list[str]:
        with db.read() as rows:
            return [each.question for each in unanswered.open_questions(rows, vault, clock, county)]

    def test_wait_in_their_county_only(
        self, any_db: Database, vault: Vault, clock: SetClock, people: list[Contact]
    ) -> None:
        for text in ("一", "二", "一"):
            self.ask(any_db, vault, clock, people[0], text)
        clock.advance(unanswered.TIME_TO_CHOOSE)
        assert self.waiting(any_db, vault, clock, HUIZE) == ["一", "二"]
        assert self.waiting(any_db, vault, clock, ZHAOYANG) == []

    def test_nobody_buries_the_others(
        self, any_db: Database, vault: Vault, clock: SetClock, people: list[Contact]
    ) -> None:
        for number in range(9):
            self.ask(any_db, vault, clock, people[0], f"第{number}问")
        clock.advance(unanswered.TIME_TO_CHOOSE)
        assert len(self.waiting(any_db, vault, clock, HUIZE)) == unanswered.MOST_OPEN

    def test_are_taken_over_once_and_answered(
        self, any_db: Database, vault: Vault, clock: SetClock, people: list[Contact]
    ) -> None:
        self.ask(any_db, vault, clock, people[0], "技校补多少")
        with any_db.write() as rows:
            waiting = rows.exec(select(UnsureQuestion.id)).one()
            handoff = unanswered.take_over(rows, vault, clock, waiting)
            message = answer_handoff(rows, vault, clock, handoff.id, "每年1500元。", "li.gz")
            assert handoff.reason is HandoffReason.UNSURE
            assert vault.open(QUESTION_FIELD, handoff.question_sealed) == "技校补多少"
            assert message.contact_id == people[0].id
        with pytest.raises(HandoffClosedError), any_db.write() as rows:
            unanswered.take_over(rows, vault, clock, waiting)
        with pytest.raises(HandoffClosedError), any_db.write() as rows:
            unanswered.take_over(rows, vault, clock, UUID(int=7))


class TestDrafts:
    def test_speaks_only_after_a_second_person(
        self, any_db: Database, clock: SetClock, policy: PolicyService
    ) -> None:
        question = proposal(clock).questions[0]

        def told() -> str | None:
            with any_db.read() as rows:
                service = learned.answering(rows, policy, HUIZE)
                elsewhere = learned.answering(rows, policy, ZHAOYANG)
            assert elsewhere is policy
            return service.ask(question, county=HUIZE, on=clock.today()).card

        with any_db.write() as rows:
            draft = drafts.propose(rows, clock, proposal(clock), by="li.gz")
        assert told() != learned.card_id(draft.id)
        with pytest.raises(DraftError, match="另一位同事"), any_db.write() as rows:
            drafts.approve(rows, clock, draft.id, by="Li.gz")
        with any_db.write() as rows:
            drafts.approve(rows, clock, draft.id, by="zhao.gz")
        assert told() == learned.card_id(draft.id)
        with any_db.read() as rows:
            assert [each.card.title for each in learned.load(rows, HUIZE)] == [question]
            assert learned.load(rows, ZHAOYANG) == []
        with any_db.write() as rows:
            drafts.withdraw(rows, clock, draft.id, by="li.gz")
        assert told() != learned.card_id(draft.id)

    def test_the_database_refuses_what_the_rules_do(
        self, any_db: Database, clock: SetClock
    ) -> None:
        with any_db.write() as rows:
            draft = drafts.propose(rows, clock, proposal(clock), by="li.gz")
        for values in ({"reviewer": "li.gz"}, {"state": DraftState.APPROVED}):
            with pytest.raises(IntegrityError), any_db.write() as rows:
                rows.execute(
                    sa.update(CardDraft).where(CardDraft.id == draft.id).values(**values)  # type: ignore[arg-type]
                )

    @pytest.mark.parametrize("again", [drafts.approve, drafts.refuse])
    def test_is_decided_once(self, any_db: Database, clock: SetClock, again: object) -> None:
        with any_db.write() as rows:
            draft = drafts.propose(rows, clock, proposal(clock), by="li.gz")
        with any_db.write() as rows:
            refused = drafts.refuse(rows, clock, draft.id, by="zhao.gz", why="金额不对")
        assert (refused.state, refused.note) == (DraftState.REFUSED, "金额不对")
        with pytest.raises(DraftError, match="处理过"), any_db.write() as rows:
            again(rows, clock, draft.id, by="zhao.gz")  # type: ignore[operator]
        with pytest.raises(DraftError, match="处理过"), any_db.write() as rows:
            drafts.withdraw(rows, clock, draft.id, by="zhao.gz")

    def test_a_draft_that_is_over_is_not_let_in(self, any_db: Database, clock: SetClock) -> None:
        with any_db.write() as rows:
            draft = drafts.propose(rows, clock, proposal(clock), by="li.gz")
        clock.advance(timedelta(days=31))
        with pytest.raises(DraftError, match="已经过了"), any_db.write() as rows:
            drafts.approve(rows, clock, draft.id, by="zhao.gz")

    @pytest.mark.parametrize(("start", "end"), [(0, -1), (0, 365), (-40, -1)])
    def test_days_that_cannot_be(
        self, any_db: Database, clock: SetClock, start: int, end: int
    ) -> None:
        days = {
            "valid_from": clock.today() + timedelta(days=start),
            "valid_until": clock.today() + timedelta(days=end),
        }
        with pytest.raises(DraftError), any_db.write() as rows:
            drafts.propose(rows, clock, proposal(clock, **days), by="li.gz")

    def test_a_basis_is_cited(
        self, any_db: Database, clock: SetClock, policy: PolicyService
    ) -> None:
        resting = proposal(clock, document="HZ20", clause="三(四)16")
        with any_db.write() as rows:
            draft = drafts.propose(rows, clock, resting, by="li.gz")
            drafts.approve(rows, clock, draft.id, by="zhao.gz")
        with any_db.read() as rows:
            service = learned.answering(rows, policy, HUIZE)
        answer = service.ask(resting.questions[0], county=HUIZE, on=clock.today())
        assert "会泽县人社局答复，2026年11月23日，按会政发〔2018〕20号三(四)16" in answer.text


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 23), date(2027, 11, 22)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_year_at_most(first: date, last: date) -> None:
    assert longest_until(first) == last
