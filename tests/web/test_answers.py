"""政策问答: figures by card, questions that wait, and answers kept as cards by two people."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from messaging.contacts import contact_for
from messaging.handoffs import open_handoff
from messaging.tables import HandoffReason, OutboxMessage
from policy_faq import unanswered
from policy_faq.feedback import note_answer, vote
from policy_faq.learned import answering
from policy_faq.local_cards import SHORT_LIMIT
from policy_faq.service import PolicyService
from policy_faq.tables_feedback import CardDraft, DraftState
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.web.conftest import post, words_of
from tests.web.seed import COUNTY, OTHER_COUNTY, PASSWORD, Seeded
from web.accounts.service import create_account
from web.accounts.tables import Role
from web.services import WebServices

SignIn = Callable[..., FlaskClient]
CARD, TITLE = "hz20-16-transport", "外出务工交通补助"
SCHOOL = "我家娃在外地读技校,学费补贴还有没有"
QUESTION, ANSWER, SHORT = "大厅的窗口中午开不开", "中午12点到2点不开。", "中午12点到2点不开。"


@pytest.fixture
def web_services(web_services: WebServices, policy: PolicyService, db: Database) -> WebServices:
    """The services with the real answers, and a second caseworker of the county."""
    with db.write() as rows:
        create_account(
            rows,
            web_services.clock,
            user_name="zhao.gz",
            display_name="赵",
            role=Role.CASEWORKER,
            password=PASSWORD,
            scope_code=COUNTY,
        )
    return replace(web_services, policy=policy)


@pytest.fixture
def colleague(sign_in: SignIn) -> FlaskClient:
    return sign_in("zhao.gz")


def told(db: Database, policy: PolicyService, clock: SetClock, county: str = COUNTY) -> str:
    with db.read() as rows:
        service = answering(rows, policy, county)
    return service.ask(QUESTION, county=county, on=clock.today()).text


def offered(
    db: Database, vault: Vault, clock: SetClock, question: str, county: str = COUNTY
) -> None:
    """Ask something to which only the nearest questions could be offered, an hour ago."""
    clock.advance(timedelta(hours=-1))
    with db.write() as rows:
        contact = contact_for(rows, vault, clock, "webchat", f"v-{question}", county)
        unanswered.note_unsure(
            rows, vault, clock, contact=contact, person_id=None, county=county, question=question
        )
    clock.advance(timedelta(hours=1))


def written(client: FlaskClient, clock: SetClock, **changes: str) -> TestResponse:
    fields = {
        "county": COUNTY,
        "questions": f"{QUESTION}\n中午办得成证吗",
        "answer": ANSWER,
        "short_answer": SHORT,
        "valid_from": clock.today().isoformat(),
        "valid_until": (clock.today() + timedelta(days=100)).isoformat(),
        **changes,
    }
    return post(client, "/console/answers/drafts", fields, follow_redirects=True)


def id_of(page: str, question: str) -> UUID:
    """Return the id of the question that a page of waiting ones shows."""
    found = re.search(
        rf'id="q-([0-9a-f-]{{36}})"(?:(?!id="q-).)*?{re.escape(question)}', page, re.S
    )
    assert found is not None
    return UUID(found[1])


def draft_of(db: Database) -> CardDraft:
    with db.read() as rows:
        return rows.exec(select(CardDraft)).one()


class TestFigures:
    @pytest.fixture
    def month(self, db: Database, vault: Vault, clock: SetClock) -> None:
        """Answers of a month: one card that helps few, one county that is not ours."""
        with db.write() as rows:
            for county, card, handed_off in (
                (COUNTY, CARD, False),
                (COUNTY, CARD, True),
                (COUNTY, None, False),
                (OTHER_COUNTY, "hzfaq-9", False),
            ):
                note_answer(
                    rows, clock, county=county, card=card, confidence=0.9, handed_off=handed_off
                )
            for number in range(5):
                contact = contact_for(rows, vault, clock, "sms", f"1380000000{number}", COUNTY)
                vote(
                    rows,
                    vault,
                    clock,
                    contact_id=contact.id,
                    channel="sms",
                    county=COUNTY,
                    card=CARD,
                    question=f"第{number}种问法",
                    useful=number < 2,
                )

    @pytest.mark.usefixtures("month")
    def test_a_card_that_helps_few_is_flagged_with_shape_and_word(
        self, console: FlaskClient
    ) -> None:
        page = console.get("/console/answers").text
        assert f"{TITLE} 评价差 没帮上忙的问题" in words_of(page)
        assert 'class="gx-badge gx-bad"><svg' in page
        assert "第4种问法" in page
        assert "第1种问法" not in page
        assert "2 2 3 40.0% 1 90.0%" in words_of(page)
        assert "问到 3 次" in words_of(page)
        assert "1 次没有卡片能答" in page

    @pytest.mark.usefixtures("month")
    def test_nobody_is_shown(self, console: FlaskClient) -> None:
        page = console.get("/console/answers").text
        assert "1380000" not in page
        assert "138****" not in page

    @pytest.mark.usefixtures("month")
    def test_by_month_and_county(
        self, console: FlaskClient, sign_in: SignIn, clock: SetClock
    ) -> None:
        assert "这个月还没有人问政策" in console.get("/console/answers?month=2026-10").text
        assert TITLE in console.get("/console/answers?month=nonsense").text
        assert TITLE not in sign_in("zhou.gz").get("/console/answers").text
        province = sign_in("sheng.gz")
        assert TITLE in province.get(f"/console/answers?county={COUNTY}").text
        assert TITLE not in province.get(f"/console/answers?county={OTHER_COUNTY}").text
        assert console.get(f"/console/answers?county={OTHER_COUNTY}").status_code == 404

    @pytest.mark.parametrize("page", ["", "/questions", "/drafts", "/drafts/new"])
    def test_is_for_whole_counties(self, sign_in: SignIn, page: str) -> None:
        assert sign_in("wang.gz").get(f"/console/answers{page}").status_code == 404
        english = sign_in("li.gz").get(f"/console/answers{page}?lang=en")
        assert english.status_code == 200
        assert "评价" not in english.text


class TestQuestions:
    def test_both_kinds_wait_and_those_of_other_counties_do_not(
        self, console: FlaskClient, db: Database, vault: Vault, clock: SetClock
    ) -> None:
        offered(db, vault, clock, "补贴的事情")
        offered(db, vault, clock, "外县的事情", OTHER_COUNTY)
        with db.write() as rows:
            stranger = contact_for(rows, vault, clock, "webchat", "v-other", OTHER_COUNTY)
            open_handoff(
                rows,
                vault,
                clock,
                contact=stranger,
                person_id=None,
                county_code=OTHER_COUNTY,
                reason=HandoffReason.UNSURE,
                question="外县转来的事情",
            )
        page = console.get("/console/answers/questions").text
        assert "补贴的事情" in page
        assert "给了相近问题，没选" in page
        assert SCHOOL in page
        assert "外县" not in page
        assert "老板三个月" not in page, "urgent ones have their own list"
        assert '政策问答 <span class="gx-count">1</span>' in page

    def test_an_answer_goes_back_and_can_be_kept(
        self, console: FlaskClient, db: Database, vault: Vault, clock: SetClock
    ) -> None:
        offered(db, vault, clock, QUESTION)
        page = console.get("/console/answers/questions").text
        path = f"/console/answers/questions/{id_of(page, QUESTION)}/answer"
        assert "请写回答" in post(console, path, {"answer": " "}).text
        form = post(console, path, {"answer": ANSWER, "keep": "1"}, follow_redirects=True).text
        assert "回答已交给系统发送" in form
        assert f">{QUESTION}</textarea>" in form
        assert form.count(f">{ANSWER}</textarea>") == 2, "a short answer fits an SMS as it is"
        with db.read() as rows:
            keys = [each.key for each in rows.exec(select(OutboxMessage))]
        assert sum(key.startswith("handoff:") for key in keys) == 1
        again = post(console, path, {"answer": "迟了"}, follow_redirects=True)
        assert "已经有人处理" in again.text
        answered = console.get("/console/answers/questions").text
        assert "最近答过、还没留作卡片的" in answered
        assert ANSWER in answered

    def test_can_be_closed_without_a_message(
        self, console: FlaskClient, db: Database, vault: Vault, clock: SetClock
    ) -> None:
        page = console.get("/console/answers/questions").text
        post(console, f"/console/answers/questions/{id_of(page, SCHOOL)}/close", {})
        assert SCHOOL not in console.get("/console/answers/questions").text

    def test_of_another_county_or_kind_do_not_exist(
        self, console: FlaskClient, sign_in: SignIn, seeded: Seeded
    ) -> None:
        waiting = id_of(console.get("/console/answers/questions").text, SCHOOL)
        fields = {"answer": "不行"}
        for client, which in (
            (sign_in("zhou.gz"), waiting),
            (console, seeded.handoff),
            (console, uuid4()),
        ):
            path = f"/console/answers/questions/{which}/answer"
            assert post(client, path, fields).status_code == 404


class TestDrafts:
    def test_two_people_make_a_card(
        self,
        console: FlaskClient,
        colleague: FlaskClient,
        db: Database,
        clock: SetClock,
        policy: PolicyService,
    ) -> None:
        page = written(console, clock).text
        assert "另一位同事批准后才会用" in page
        assert "您写的，要由另一位同事审核" in page
        draft = draft_of(db)
        assert (draft.author, draft.state, draft.county_code) == (
            "li.gz",
            DraftState.DRAFT,
            COUNTY,
        )
        approve = f"/console/answers/drafts/{draft.id}/approve"
        assert "另一位同事" in post(console, approve, {}, follow_redirects=True).text
        assert ANSWER not in told(db, policy, clock)
        assert "核对无误，批准" in colleague.get("/console/answers/drafts").text
        assert "已批准" in post(colleague, approve, {}, follow_redirects=True).text
        assert told(db, policy, clock).startswith(ANSWER)
        assert ANSWER not in told(db, policy, clock, OTHER_COUNTY)
        asked = {"question": QUESTION, "county": COUNTY}
        answer = colleague.get("/api/v1/policy/answers", query_string=asked).json
        assert answer["citations"][0]["number"] == "本县人社局答复"
        in_use = colleague.get("/console/answers/drafts?state=approved").text
        assert "zhao.gz" in in_use
        post(console, f"/console/answers/drafts/{draft.id}/withdraw", {})
        assert ANSWER not in told(db, policy, clock)

    def test_the_reviewer_sees_what_is_answered_today(
        self, console: FlaskClient, colleague: FlaskClient, clock: SetClock
    ) -> None:
        written(
            console,
            clock,
            questions="去广东打工车票能报多少",
            answer="最高报800元。",
            short_answer="最高报800元。",
        )
        page = colleague.get("/console/answers/drafts").text
        assert "批准前请核对" in page
        assert "金额和这里不一样" in page

    def test_a_refused_one_says_why(
        self, console: FlaskClient, colleague: FlaskClient, db: Database, clock: SetClock
    ) -> None:
        written(console, clock)
        path = f"/console/answers/drafts/{draft_of(db).id}/refuse"
        post(colleague, path, {"why": "时间写错了"})
        assert "时间写错了" in console.get("/console/answers/drafts?state=refused").text
        assert "处理过" in post(colleague, path, {}, follow_redirects=True).text

    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"questions": ""}, "请写 1 到 12 种问法"),
            ({"questions": "\n".join(f"第{n}问" for n in range(13))}, "请写 1 到 12 种问法"),
            ({"questions": "问" * 101}, "每种问法最多 100 个字"),
            ({"answer": " "}, "请写回答"),
            ({"answer": "长" * 501}, "回答最多 500 个字"),
            ({"short_answer": "长" * (SHORT_LIMIT + 1)}, f"回答最多 {SHORT_LIMIT} 个字"),
            ({"short_answer": "中午1点开。"}, "在完整回答里没有"),
            ({"answer": ANSWER + "找13812345678"}, "请去掉"),
            ({"document": "HZ20", "clause": "九(九)99"}, "没有这一条"),
            ({"document": "NOSUCH", "clause": "一"}, "没有这一条"),
            ({"valid_until": ""}, "请选日期"),
            ({"valid_until": "2026-01-01"}, "截止日期比开始日期还早"),
            ({"valid_until": "2027-11-23"}, "最多用一年"),
        ],
    )
    def test_what_is_not_kept(
        self,
        console: FlaskClient,
        db: Database,
        clock: SetClock,
        changes: dict[str, str],
        problem: str,
    ) -> None:
        answer = written(console, clock, **changes)
        assert answer.status_code == 422
        assert problem in answer.text
        with db.read() as rows:
            assert rows.exec(select(CardDraft)).all() == []

    def test_a_clause_is_found_however_it_is_written(
        self, console: FlaskClient, db: Database, clock: SetClock
    ) -> None:
        page = written(console, clock, document="HZ20", clause="三、（四） 16.").text
        assert "会政发〔2018〕20号三(四)16" in page
        assert draft_of(db).clause == "三(四)16"

    def test_another_countys_do_not_exist(
        self, console: FlaskClient, sign_in: SignIn, db: Database, clock: SetClock
    ) -> None:
        written(console, clock)
        stranger = sign_in("zhou.gz")
        assert QUESTION not in stranger.get("/console/answers/drafts").text
        for action in ("approve", "refuse", "withdraw"):
            path = f"/console/answers/drafts/{draft_of(db).id}/{action}"
            assert post(stranger, path, {}).status_code == 404
        assert draft_of(db).state is DraftState.DRAFT
        assert written(stranger, clock).status_code == 404
