"""Employers' pages: their own postings, nobody's name before an application."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlmodel import select
from structlog.testing import capture_logs

from jobs_feed.tables import Application, ApplicationState, Employer, Posting, PostingState
from labourers.tables import Labourer
from storage.database import Database
from tests.web.conftest import post
from tests.web.seed import Seeded

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def employer(sign_in: SignIn) -> FlaskClient:
    return sign_in("factory")


@pytest.fixture
def applications(db: Database, seeded: Seeded) -> dict[UUID, UUID]:
    """Return the application of each person who applied to the first posting."""
    with db.read() as rows:
        found = rows.exec(
            select(Application).where(Application.posting_id == seeded.postings[0])
        ).all()
    return {one.labourer_id: one.id for one in found}


def _state(db: Database, application_id: UUID) -> Application:
    with db.read() as rows:
        return rows.get_one(Application, application_id)


def test_the_list_holds_own_postings_with_states(employer: FlaskClient) -> None:
    page = employer.get("/employer").text
    for title in ("缝纫工", "保洁员", "仓库管理员"):
        assert title in page
    assert "电子厂普工" not in page
    assert "向求职者收费" in page
    assert "新 1" in page
    assert '合适的人">58<' in page


def test_another_employers_posting_does_not_exist(
    sign_in: SignIn, seeded: Seeded, applications: dict[UUID, UUID]
) -> None:
    rival = sign_in("rival")
    own = f"/employer/postings/{seeded.postings[0]}"
    assert rival.get(own).status_code == 404
    assert post(rival, f"{own}/close", {}).status_code == 404
    for action in ("phone", "contacted", "refused", "hired"):
        path = f"/employer/applications/{applications[seeded.applicant]}/{action}"
        assert post(rival, path, {"hired_on": "2026-11-23"}).status_code == 404


def test_nobody_is_named_before_applying(
    employer: FlaskClient, db: Database, seeded: Seeded, applications: dict[UUID, UUID]
) -> None:
    page = employer.get(f"/employer/postings/{seeded.postings[0]}").text
    with db.read() as rows:
        people = rows.exec(select(Labourer).where(Labourer.county_code == "530326")).all()
    for person in people:
        assert (person.name in page) is (person.id in applications), person.name
        assert str(person.id) not in page
    assert "共 58 人" in page
    assert "40–49" in page
    assert "镇" not in page.split("合适的人")[1].split("岗位内容")[0]


def test_an_applicants_number_is_shown_on_demand_and_logged(
    employer: FlaskClient, seeded: Seeded, applications: dict[UUID, UUID]
) -> None:
    page = employer.get(f"/employer/postings/{seeded.postings[0]}").text
    assert "199****0001" in page
    assert "19900000001" not in page
    application = applications[seeded.applicant]
    with capture_logs() as logs:
        shown = post(employer, f"/employer/applications/{application}/phone", {}).text
    assert "19900000001" in shown
    assert "19900000002" not in shown
    assert logs == [
        {
            "event": "applicant_phone_shown",
            "account": "factory",
            "application": str(application),
            "log_level": "info",
        }
    ]


def test_the_course_of_an_application(
    employer: FlaskClient, db: Database, seeded: Seeded, applications: dict[UUID, UUID]
) -> None:
    application = applications[seeded.applicant]
    path = f"/employer/applications/{application}"
    post(employer, f"{path}/contacted", {})
    assert _state(db, application).state is ApplicationState.CONTACTED
    for wrong in ("", "2026-12-30", "2020-01-01"):
        post(employer, f"{path}/hired", {"hired_on": wrong})
        assert _state(db, application).state is ApplicationState.CONTACTED
    post(employer, f"{path}/hired", {"hired_on": "2026-11-23"})
    hired = _state(db, application)
    assert hired.state is ApplicationState.HIRED
    assert hired.reported_by == "factory"
    with db.read() as rows:
        assert rows.get_one(Posting, seeded.postings[0]).headcount_left == 9
    refused = post(employer, f"{path}/refused", {}, follow_redirects=True)
    assert "已经录用" in refused.text
    assert _state(db, application).state is ApplicationState.HIRED


def test_closing_a_posting(employer: FlaskClient, db: Database, seeded: Seeded) -> None:
    path = f"/employer/postings/{seeded.postings[0]}"
    assert "关闭岗位" in employer.get(path).text
    post(employer, f"{path}/close", {})
    with db.read() as rows:
        assert rows.get_one(Posting, seeded.postings[0]).state is PostingState.CLOSED
    assert "关闭岗位</button>" not in employer.get(path).text


JOB = {
    "title": "缝纫熟手",
    "kind": "帮扶车间",
    "place": "会泽县古城街道",
    "headcount": "5",
    "wage": "3500-5000元/月",
    "benefits": "包吃包住",
    "age": "18-50岁",
    "education": "初中",
    "description": "做衣服，计件。",
    "phone": "13800000001",
    "deadline": "2026-12-31",
}


def test_a_plain_posting_goes_out(employer: FlaskClient, db: Database) -> None:
    answer = post(employer, "/employer/postings", JOB)
    assert answer.status_code == 302
    page = employer.get(answer.headers["Location"]).text
    assert "已发布" in page
    with db.read() as rows:
        posting = rows.exec(select(Posting).where(Posting.title == "缝纫熟手")).one()
    assert posting.state is PostingState.OPEN
    assert (posting.wage_low_fen, posting.wage_high_fen) == (350_000, 500_000)
    assert (posting.headcount, posting.age_low, posting.age_high) == (5, 18, 50)
    assert posting.food
    assert posting.lodging


def test_sending_the_form_twice_makes_one_posting(employer: FlaskClient, db: Database) -> None:
    first = post(employer, "/employer/postings", JOB)
    second = post(employer, "/employer/postings", JOB)
    assert first.headers["Location"] == second.headers["Location"]


def test_a_suspicious_posting_waits_with_its_reasons(employer: FlaskClient, db: Database) -> None:
    fields = {**JOB, "title": "打包工", "description": "入职先交服装费200元。"}
    answer = post(employer, "/employer/postings", fields, follow_redirects=True)
    assert "要工作人员看过才能发布" in answer.text
    assert "向求职者收费" in answer.text
    with db.read() as rows:
        posting = rows.exec(select(Posting).where(Posting.title == "打包工")).one()
    assert posting.state is PostingState.HELD


def test_a_wrong_credit_code_sends_the_employer_to_the_office(
    employer: FlaskClient, db: Database, seeded: Seeded
) -> None:
    with db.write() as rows:
        own = rows.get_one(Employer, seeded.employer)
        own.credit_code = "91530326MA6K000010"
        rows.add(own)
    answer = post(employer, "/employer/postings", JOB)
    assert answer.status_code == 422
    assert "请联系工作人员" in answer.text
    assert "校验位不对" in answer.text


@pytest.mark.parametrize(
    ("fields", "field", "problem"),
    [
        ({"title": " "}, "title", "没有岗位名称"),
        ({"deadline": "2020-01-01"}, "deadline", "已经过了"),
        ({"title": "工" * 201}, "title", "最多 200 个字"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    employer: FlaskClient, db: Database, fields: dict[str, str], field: str, problem: str
) -> None:
    answer = post(employer, "/employer/postings", {**JOB, **fields})
    assert answer.status_code == 422
    error = answer.text.split(f'id="e-{field}"')[1].split("</div>")[0]
    assert problem in error
    assert "做衣服，计件。" in answer.text
    with db.read() as rows:
        assert rows.exec(select(Posting).where(Posting.source == "单位网页")).first() is None
