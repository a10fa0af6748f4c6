"""The console's pages of employers: who may hire, since when, why, and whom to warn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from jobs_feed.tables import (
    Application,
    Employer,
    EmployerStatus,
    EmployerStatusRecord,
    Posting,
    PostingState,
)
from labourers.tables import Labourer
from messaging.tables import MessageKind, OutboxMessage
from storage.clock import SetClock
from storage.database import Database
from tests.web.conftest import post, words_of
from tests.web.seed import Seeded

SignIn = Callable[..., FlaskClient]
WHY = "劳动监察大队通知：欠 12 人工资"


def suspend(console: FlaskClient, seeded: Seeded, **changed: Any) -> Any:
    fields = {"status": "dishonest", "since": "2026-11-20", "reason": WHY} | changed
    path = f"/console/employers/{seeded.employer}/status"
    return post(console, path, fields, follow_redirects=True)


def test_the_list_finds_by_name_code_and_status(console: FlaskClient, seeded: Seeded) -> None:
    assert "会泽演示制衣帮扶车间" in console.get("/console/employers").text
    only = console.get("/console/employers?q=电子").text
    assert "东莞演示电子有限公司" in only
    assert "制衣" not in only
    assert "制衣" not in console.get("/console/employers?status=unverified").text
    suspend(console, seeded)
    page = console.get("/console/employers").text
    assert page.index("制衣") < page.index("东莞演示电子")
    assert "列入失信名单" in page


def test_a_status_is_set_with_reason_and_kept(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    page = words_of(suspend(console, seeded).text)
    assert "已改" in page
    assert "要提醒的人" in page
    assert WHY in page
    with db.read() as rows:
        record = rows.exec(select(EmployerStatusRecord)).one()
        states = {
            each.title: each.state
            for each in rows.exec(select(Posting).where(Posting.employer_id == seeded.employer))
        }
    assert (record.recorded_by, record.reason, str(record.since)) == ("li.gz", WHY, "2026-11-20")
    assert states["缝纫工"] is PostingState.HELD
    assert states["仓库管理员"] is PostingState.CLOSED


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"status": ""}, "请选一个状态"),
        ({"status": "nonsense"}, "请选一个状态"),
        ({"since": "soon"}, "请写日期"),
        ({"since": "2027-01-01"}, "晚于今天"),
        ({"reason": "欠薪"}, "原因和依据"),
        ({"status": "verified"}, "就是这个状态"),
    ],
)
def test_what_is_wrong_is_told_and_changes_nothing(
    console: FlaskClient, db: Database, seeded: Seeded, changed: dict[str, str], told: str
) -> None:
    answer = suspend(console, seeded, **changed)
    assert answer.status_code == 422
    assert told in answer.text
    with db.read() as rows:
        assert rows.get_one(Employer, seeded.employer).status is EmployerStatus.VERIFIED


def test_those_who_applied_stand_there_with_masked_numbers(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    page = suspend(console, seeded).text
    with db.read() as rows:
        name = rows.get_one(Labourer, seeded.applicant).name
    people = words_of(page.split('id="people"')[1].split("</section>")[0])
    assert name in people
    assert "报名 2 人" in people
    assert "199****" in people
    assert "19900000" not in page


def test_they_are_warned_with_one_press(console: FlaskClient, db: Database, seeded: Seeded) -> None:
    warning = f"/console/employers/{seeded.employer}/warn"
    told = post(console, warning, {}, follow_redirects=True)
    assert "不用提醒" in told.text
    assert "会发：" in suspend(console, seeded).text
    told = words_of(post(console, warning, {}, follow_redirects=True).text)
    assert "提醒放进发件箱" in told
    with db.read() as rows:
        sent = rows.exec(
            select(OutboxMessage).where(OutboxMessage.kind == MessageKind.NOTICE)
        ).all()
    assert seeded.applicant in {each.person_id for each in sent}
    assert len({each.person_id for each in sent}) == len(sent)


def test_its_postings_wait_in_no_review_and_cannot_be_let_out(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    suspend(console, seeded)
    assert "保洁员" not in console.get("/console/review").text
    told = post(console, f"/console/review/{seeded.held}/publish", {}, follow_redirects=True)
    assert "暂停招聘" in told.text
    told = post(console, f"/console/review/{seeded.held}/verify", {}, follow_redirects=True)
    assert "写明原因" in told.text
    with db.read() as rows:
        assert rows.get_one(Posting, seeded.held).state is PostingState.HELD


def test_the_employer_sees_that_and_can_neither_post_nor_call(
    console: FlaskClient, sign_in: SignIn, db: Database, seeded: Seeded
) -> None:
    suspend(console, seeded)
    factory = sign_in("factory")
    page = factory.get("/employer").text
    assert "列入失信名单" in page
    assert "2026-11-20" in page
    assert WHY not in page
    assert factory.get("/employer/postings/new").status_code == 302
    told = post(factory, "/employer/postings", {"title": "缝纫工"}, follow_redirects=True)
    assert "不能发布岗位" in told.text
    with db.read() as rows:
        application = rows.exec(select(Application)).first()
    assert application is not None
    path = f"/employer/applications/{application.id}/phone"
    told = post(factory, path, {}, follow_redirects=True)
    assert "不能看报名人的电话" in told.text
    assert "199000" not in told.text


def test_what_another_county_stopped_is_told(
    console: FlaskClient, db: Database, clock: SetClock, seeded: Seeded
) -> None:
    page = f"/console/employers/{seeded.employer}"
    assert "同一信用代码" not in console.get(page).text
    with db.write() as rows:
        own = rows.get_one(Employer, seeded.employer)
        rows.add(
            Employer(
                county_code="530381",
                name=own.name,
                credit_code=own.credit_code,
                status=EmployerStatus.DISHONEST,
                status_since=clock.today(),
                created_at=clock.now(),
            )
        )
    assert "宣威市：列入失信名单" in words_of(console.get(page).text)


@pytest.mark.parametrize(("who", "status"), [("zhou.gz", 404), ("wang.gz", 404)])
def test_another_county_and_a_town_do_not_see_it(
    sign_in: SignIn, seeded: Seeded, who: str, status: int
) -> None:
    other = sign_in(who)
    assert other.get(f"/console/employers/{seeded.employer}").status_code == status
    assert suspend(other, seeded).status_code == status
