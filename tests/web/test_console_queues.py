"""What waits for a caseworker: questions, postings, messages; and the imports."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from jobs_feed.tables import Employer, Posting, PostingState
from labourers.tables import Sex
from messaging.tables import Handoff, OutboxMessage
from storage.database import Database
from storage.vault import Vault
from tests.web.conftest import post, words_of
from tests.web.seed import Seeded

SignIn = Callable[..., FlaskClient]


def test_an_answer_goes_back_and_closes_the_question(
    console: FlaskClient, db: Database, seeded: Seeded, vault: Vault
) -> None:
    path = f"/console/handoffs/{seeded.handoff}/answer"
    assert "请写回答" in post(console, path, {"answer": " "}).text
    long = post(console, path, {"answer": "长" * 501})
    assert long.status_code == 422
    assert "最多 500 个字" in long.text
    post(console, path, {"answer": "打 0874-5125539，找劳动监察。"})
    with db.read() as rows:
        handoff = rows.get_one(Handoff, seeded.handoff)
        answer = rows.exec(
            select(OutboxMessage).where(OutboxMessage.key == f"handoff:{seeded.handoff}")
        ).one()
    assert handoff.answered_by == "li.gz"
    assert answer.person_id == handoff.person_id
    assert "老板三个月" not in console.get("/console/handoffs").text
    closed = console.get("/console/handoffs?show=closed").text
    assert "0874-5125539" in closed
    assert f"/console/answers/drafts/new?handoff={seeded.handoff}" in closed
    second = post(console, path, {"answer": "迟到的回答"}, follow_redirects=True)
    assert "已经有人处理" in second.text


def test_a_question_settled_by_telephone(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    post(console, f"/console/handoffs/{seeded.handoff}/close", {})
    with db.read() as rows:
        sent = rows.exec(
            select(OutboxMessage).where(OutboxMessage.key == f"handoff:{seeded.handoff}")
        ).first()
    assert sent is None
    assert "没有发消息" in console.get("/console/handoffs?show=closed").text


def test_held_postings_show_their_reasons(console: FlaskClient) -> None:
    text = words_of(console.get("/console/review").text)
    assert "保洁员" in text
    assert "向求职者收费" in text
    assert "用人单位未经核实" in text
    assert "缝纫工" not in text
    assert "缝纫工" in console.get("/console/review?state=open").text


def test_a_held_posting_tells_whom_matching_will_not_send_it_to(
    console: FlaskClient, db: Database
) -> None:
    with db.write() as rows:
        posting = rows.exec(select(Posting).where(Posting.state == PostingState.HELD)).first()
        assert posting is not None
        posting.title, posting.description = "外墙清洗工", "坐吊板擦玻璃,身高1米60以上"
        rows.add(posting)
    text = words_of(console.get("/console/review").text)
    assert "身高 1米60以上" in text
    assert re.search("不推给 [^ ]*怕高", text)


@pytest.mark.parametrize(
    ("action", "state"), [("publish", PostingState.OPEN), ("refuse", PostingState.REFUSED)]
)
def test_a_held_posting_is_decided_once(
    console: FlaskClient, db: Database, seeded: Seeded, action: str, state: PostingState
) -> None:
    path = f"/console/review/{seeded.held}/{action}"
    post(console, path, {})
    with db.read() as rows:
        posting = rows.get_one(Posting, seeded.held)
    assert (posting.state, posting.reviewed_by) == (state, "li.gz")
    if state is PostingState.OPEN:
        again = post(console, path, {}, follow_redirects=True)
        assert "可能已经有人处理过了" in again.text


@pytest.mark.parametrize(("ground", "kept"), [("", None), ("女生宿舍管理", Sex.FEMALE)])
def test_a_demand_for_one_sex_needs_a_ground(
    console: FlaskClient, db: Database, seeded: Seeded, ground: str, kept: Sex | None
) -> None:
    with db.write() as rows:
        posting = rows.get_one(Posting, seeded.held)
        posting.sex = Sex.FEMALE
        posting.hold_reasons = [{"code": "sex", "text": "女", "field": "性别要求"}]
        rows.add(posting)
    assert "法定依据" in console.get("/console/review").text
    post(console, f"/console/review/{seeded.held}/publish", {"sex_ground": ground})
    with db.read() as rows:
        posting = rows.get_one(Posting, seeded.held)
    assert (posting.state, posting.sex) == (PostingState.OPEN, kept)


def test_verifying_the_employer_drops_that_reason(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    with db.write() as rows:
        posting = rows.get_one(Posting, seeded.held)
        posting.employer_id = seeded.other_employer
        rows.add(posting)
    post(console, f"/console/review/{seeded.held}/verify", {})
    with db.read() as rows:
        posting = rows.get_one(Posting, seeded.held)
        employer = rows.get_one(Employer, seeded.other_employer)
    assert employer.verified_by == "li.gz"
    assert [reason["code"] for reason in posting.hold_reasons] == ["worker_pays"]
    assert posting.state is PostingState.HELD


def test_message_figures_and_one_messages_life(console: FlaskClient, seeded: Seeded) -> None:
    text = words_of(console.get("/console/messages").text)
    assert "等着发 12 条" in text
    assert "已送达 96 条" in text
    troubled = console.get("/console/messages?show=troubled").text
    assert "发送失败" in troubled
    assert "gx-ok" not in troubled.split("<table")[1]
    life = words_of(console.get(f"/console/messages/{seeded.message}").text)
    assert "写入发件箱" in life
    assert "回执" in life
    assert "计入台账" in life


def test_imports_show_what_was_rejected(console: FlaskClient) -> None:
    text = words_of(console.get("/console/imports").text)
    assert "会泽县农村劳动力就业信息表.xlsx" in text
    assert "第 17 行 证件号码" in text
    assert "身份证号最后一位不对" in text
