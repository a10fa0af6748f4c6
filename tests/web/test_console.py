"""The console: what it shows agrees with the ledger, and what is written there is written once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import col, select

from jobs_feed.tables import Employer, Posting, PostingState
from labourers.profiles import current_status
from labourers.tables import EmploymentStatus, Labourer
from messaging.tables import Handoff, OutboxMessage
from service_ledger.coverage import coverage, lacking
from service_ledger.kinds import Evidence, ServiceKind
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from storage.vault import Vault
from tests.web.conftest import post
from tests.web.seed import COUNTY, PASSWORD, Seeded

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def console(sign_in: SignIn) -> FlaskClient:
    return sign_in("li.gz")


def _text(page: str) -> str:
    """Return a page's words without its tags, blanks joined."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


# -- coverage ---------------------------------------------------------------------------


def test_coverage_shows_both_rules(console: FlaskClient, db: Database) -> None:
    with db.read() as rows:
        found = coverage(rows, COUNTY, 2026, date(2026, 11, 23), standard_code="HN-311")
    text = _text(console.get("/console").text)
    assert found.figures.everybody != found.figures.full
    for figures in (found.figures.everybody, found.figures.full):
        assert f"{figures.met} / {figures.people} 人" in text
        assert f"{figures.people - figures.met} 人" in text
    for area in found.by_area:
        assert area.name in text


def test_sent_delivered_and_counted_stand_apart(console: FlaskClient, db: Database) -> None:
    with db.read() as rows:
        messages = rows.exec(
            select(OutboxMessage.state).where(col(OutboxMessage.proves).is_not(None))
        ).all()
        counted = rows.exec(
            select(ServiceEntry.id).where(ServiceEntry.kind == ServiceKind.JOB_INFO)
        ).all()
    names = [state.name for state in messages]
    waiting, lost, delivered = (names.count(n) for n in ("QUEUED", "FAILED", "DELIVERED"))
    assert waiting
    assert lost
    row = console.get("/console").text.split("岗位信息</th>")[1].split("</tr>")[0]
    figures = [int(figure) for figure in re.findall(r">(\d+)<", row)]
    assert figures == [waiting, lost + delivered, 0, lost, delivered, len(counted)]


def test_one_town_shows_its_villages(console: FlaskClient) -> None:
    page = _text(console.get("/console?town=530326101").text)
    assert "分村" in page
    assert "者海1村" in page
    assert "娜姑" not in page.split("分村")[1]


def test_a_year_without_a_standard_says_so(console: FlaskClient) -> None:
    page = console.get("/console?standard=XX&year=1999")
    assert page.status_code == 200  # what nobody offers is taken as the present year
    assert "2026-01-01" in page.text


def test_the_menu_counts_what_waits(console: FlaskClient) -> None:
    text = _text(console.get("/console").text)
    assert "转人工 3" in text
    assert "岗位审核 1" in text


# -- people -----------------------------------------------------------------------------


def test_the_list_holds_the_people_below_the_standard(console: FlaskClient, db: Database) -> None:
    with db.read() as rows:
        below = lacking(rows, COUNTY, 2026, date(2026, 11, 23), standard_code="HN-311", limit=1000)
    page = console.get("/console/people").text
    assert f"共 {len(below)} 条" in page
    for person in below[:50]:
        assert f"/console/people/{person.labourer_id}" in page


@pytest.mark.parametrize(
    ("query", "kind"),
    [("kind=job_info", ServiceKind.JOB_INFO), ("kind=career_guidance&town=530326100", None)],
)
def test_filters_narrow_the_list(
    console: FlaskClient, db: Database, query: str, kind: ServiceKind | None
) -> None:
    town = "530326100" if "town" in query else None
    with db.read() as rows:
        below = lacking(
            rows,
            COUNTY,
            2026,
            date(2026, 11, 23),
            town,
            standard_code="HN-311",
            kind=kind or ServiceKind.CAREER_GUIDANCE,
            limit=1000,
        )
    assert f"共 {len(below)} 条" in console.get(f"/console/people?{query}").text


def test_who_met_the_standard_and_who_is_off_it(console: FlaskClient) -> None:
    assert "共 6 条" in console.get("/console/people?show=met").text
    everybody = console.get("/console/people?show=all").text
    assert "共 60 条" in everybody
    assert "第 1–50 条" in everybody
    last = console.get("/console/people?show=all&page=99").text
    assert "第 51–60 条" in last
    assert "已退出" in everybody + last


@pytest.mark.parametrize("page", ["0", "-3", "x", "99999999999"])
def test_nonsense_pages_are_harmless(console: FlaskClient, page: str) -> None:
    assert console.get(f"/console/people?page={page}").status_code == 200


def test_finding_by_name(console: FlaskClient) -> None:
    answer = post(console, "/console/people/find", {"q": "杨朝云", "show": "all"})
    assert "/console/people?" in answer.headers["Location"]
    page = console.get(answer.headers["Location"]).text
    assert "共 1 条" in page
    assert "没有找到" in console.get("/console/people?q=查无此人").text


@pytest.mark.parametrize("number", ["19900000007", "199 0000 0007", "53032619880100007x"])
def test_finding_by_number_leaves_no_trace_in_the_address(
    console: FlaskClient, seeded: Seeded, number: str
) -> None:
    answer = post(console, "/console/people/find", {"q": number})
    assert answer.headers["Location"] == f"/console/people/{seeded.people[7]}"


def test_a_number_in_the_address_is_not_searched_for(console: FlaskClient) -> None:
    answer = console.get("/console/people?q=19900000007")
    assert answer.headers["Location"] == "/console/people"


# -- one person -------------------------------------------------------------------------


def test_a_file_shows_services_with_evidence_and_masked_numbers(
    console: FlaskClient, seeded: Seeded
) -> None:
    page = console.get(f"/console/people/{seeded.people[4]}").text
    text = _text(page)
    assert "199****0004" in page
    assert "19900000004" not in page
    assert "5303************4X" in page
    assert "上门登记表第4号，本人签字" in text.replace(",", "，")
    assert "岗位信息 · 3 个岗位" in text
    assert "离家近" in text
    assert "发出 3 · 送达 3 · 计入 3" in text
    assert "学费补贴还有没有" in text


def test_what_came_from_a_shared_phone_is_nobodys(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    path = f"/console/people/{seeded.people[4]}"
    assert "学费补贴还有没有" in console.get(path).text
    with db.write() as rows:
        first = rows.get_one(Labourer, seeded.people[4])
        second = rows.get_one(Labourer, seeded.people[5])
        second.second_phone_sealed = first.phone_sealed
        second.second_phone_index = first.phone_index
        rows.add(second)
    page = console.get(path).text
    assert "学费补贴还有没有" not in page
    assert "几个人共用" in page


def _record(client: FlaskClient, person: object, **fields: str) -> object:
    form = {
        "kind": "career_guidance",
        "occurred_on": "2026-11-20",
        "evidence": "上门登记表第88号，本人签字",
        **fields,
    }
    return post(client, f"/console/people/{person}/services", form)


def _entries(db: Database, person: object) -> list[ServiceEntry]:
    with db.read() as rows:
        ref = rows.get_one(Labourer, person).ledger_ref
        return list(
            rows.exec(
                select(ServiceEntry)
                .where(ServiceEntry.person_ref == ref)
                .order_by(col(ServiceEntry.sequence))
            )
        )


def test_a_service_is_recorded_once(console: FlaskClient, db: Database, seeded: Seeded) -> None:
    person = seeded.people[5]
    before = len(_entries(db, person))
    for expected in ("已登记，计入台账第", "没有重复计入"):
        answer = _record(console, person)
        assert answer.status_code == 302  # type: ignore[attr-defined]
        assert expected in console.get(f"/console/people/{person}").text
    entries = _entries(db, person)
    assert len(entries) == before + 1
    assert entries[-1].recorded_by == "li.gz"
    assert entries[-1].evidence is Evidence.CASEWORKER
    assert entries[-1].occurred_on == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"kind": "nonsense"}, "请选择做了什么"),
        ({"occurred_on": "昨天"}, "请写日期"),
        ({"occurred_on": "2026-12-24"}, "还没有到"),
        ({"evidence": " "}, "请写证据"),
        ({"evidence": "电话 13912345678 通知"}, "不要写身份证号或手机号"),
        ({"kind": "job_info"}, "介绍了几个岗位"),
        ({"occurred_on": "2026-08-01"}, "另一个人确认"),
    ],
)
def test_a_service_that_cannot_be_recorded(
    console: FlaskClient, db: Database, seeded: Seeded, fields: dict[str, str], problem: str
) -> None:
    person = seeded.people[5]
    before = _entries(db, person)
    answer = _record(console, person, **fields)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert problem in answer.text  # type: ignore[attr-defined]
    assert [one.id for one in _entries(db, person)] == [one.id for one in before]


@pytest.mark.parametrize(
    ("name", "password", "problem"),
    [
        ("li.gz", PASSWORD, "另一个人"),
        ("sheng.gz", "wrong-horse-8", "不对"),
        ("zhou.gz", PASSWORD, "管辖这个人"),
        ("factory", PASSWORD, "管辖这个人"),
        ("sheng.gz", PASSWORD, ""),
    ],
)
def test_a_late_service_needs_a_colleague(
    console: FlaskClient, db: Database, seeded: Seeded, name: str, password: str, problem: str
) -> None:
    person = seeded.people[5]
    answer = _record(
        console,
        person,
        occurred_on="2026-08-01",
        confirm_name=name,
        confirm_password=password,
    )
    if problem:
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert problem in answer.text  # type: ignore[attr-defined]
        assert password not in answer.text  # type: ignore[attr-defined]
    else:
        assert answer.status_code == 302  # type: ignore[attr-defined]
        assert _entries(db, person)[-1].confirmed_by == "sheng.gz"


def test_a_wrong_entry_is_reversed_and_stays_visible(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    person = seeded.people[5]
    _record(console, person)
    entry = _entries(db, person)[-1]
    path = f"/console/people/{person}/reversals"
    assert post(console, path, {"entry": str(entry.id), "reason": ""}).status_code == 422
    post(console, path, {"entry": str(entry.id), "reason": "登记错了人"})
    page = _text(console.get(f"/console/people/{person}").text)
    assert "已冲销" in page
    assert "登记错了人" in page
    again = post(console, path, {"entry": str(entry.id), "reason": "再来一次"})
    assert again.status_code == 422
    assert "已经冲销过了" in again.text


def test_a_late_reversal_needs_a_colleague(
    console: FlaskClient, db: Database, seeded: Seeded, clock: SetClock
) -> None:
    person = seeded.people[5]
    _record(console, person)
    entry = _entries(db, person)[-1]
    clock.advance(timedelta(days=38))
    assert "确认人用户名" in console.get(f"/console/people/{person}").text
    path = f"/console/people/{person}/reversals"
    fields = {"entry": str(entry.id), "reason": "登记错了人"}
    assert "另一个人确认" in post(console, path, fields).text
    fields |= {"confirm_name": "sheng.gz", "confirm_password": PASSWORD}
    assert post(console, path, fields).status_code == 302
    assert _entries(db, person)[-1].confirmed_by == "sheng.gz"


def test_only_the_persons_own_entries_are_reversed(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    other = _entries(db, seeded.people[4])[0]
    path = f"/console/people/{seeded.people[5]}/reversals"
    assert post(console, path, {"entry": str(other.id), "reason": "x"}).status_code == 404


def test_a_status_is_added_not_overwritten(
    console: FlaskClient, db: Database, seeded: Seeded, clock: SetClock
) -> None:
    person = seeded.people[5]
    fields = {"status": "employed", "since": "2026-11-10", "place_text": "广东省东莞市"}
    post(console, f"/console/people/{person}/status", fields)
    with db.read() as rows:
        now = current_status(rows, person, clock.today())
        earlier = current_status(rows, person, date(2026, 11, 9))
    assert now is not None
    assert earlier is not None
    assert (now.status, now.place_code) == (EmploymentStatus.EMPLOYED, "441900")
    assert now.recorded_by == "li.gz"
    assert earlier.status is EmploymentStatus.UNEMPLOYED


@pytest.mark.parametrize("fields", [{"status": "x"}, {"since": "2026-12-30"}, {"since": "gestern"}])
def test_a_status_that_cannot_be(
    console: FlaskClient, seeded: Seeded, fields: dict[str, str]
) -> None:
    form = {"status": "employed", "since": "2026-11-10", **fields}
    answer = post(console, f"/console/people/{seeded.people[5]}/status", form)
    assert answer.status_code == 422


# -- hand-offs --------------------------------------------------------------------------


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
    assert "0874-5125539" in console.get("/console/handoffs?show=closed").text
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


# -- review, messages, imports ----------------------------------------------------------


def test_held_postings_show_their_reasons(console: FlaskClient) -> None:
    text = _text(console.get("/console/review").text)
    assert "保洁员" in text
    assert "向求职者收费" in text
    assert "用人单位未经核实" in text
    assert "缝纫工" not in text
    assert "缝纫工" in console.get("/console/review?state=open").text


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
    text = _text(console.get("/console/messages").text)
    assert "等着发 12 条" in text
    assert "已送达 96 条" in text
    troubled = console.get("/console/messages?show=troubled").text
    assert "发送失败" in troubled
    assert "gx-ok" not in troubled.split("<table")[1]
    life = _text(console.get(f"/console/messages/{seeded.message}").text)
    assert "写入发件箱" in life
    assert "回执" in life
    assert "计入台账" in life


def test_imports_show_what_was_rejected(console: FlaskClient) -> None:
    text = _text(console.get("/console/imports").text)
    assert "会泽县农村劳动力就业信息表.xlsx" in text
    assert "第 17 行 证件号码" in text
    assert "身份证号最后一位不对" in text


def test_a_late_page_of_the_clock(console: FlaskClient, clock: SetClock) -> None:
    clock.advance(timedelta(days=60))
    assert console.get("/console").status_code == 200
    assert "2027-01-01 至 2027-01-22" in console.get("/console").text
