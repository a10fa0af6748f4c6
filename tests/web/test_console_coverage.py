"""The console's coverage and people: what it shows is what the ledger says."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import col, select

from messaging.tables import MessageState, OutboxMessage
from service_ledger.coverage import coverage, lacking
from service_ledger.kinds import ServiceKind
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from tests.web.conftest import post, words_of
from tests.web.seed import COUNTY, Seeded

SignIn = Callable[..., FlaskClient]


def test_coverage_shows_both_rules(console: FlaskClient, db: Database) -> None:
    with db.read() as rows:
        found = coverage(rows, COUNTY, 2026, date(2026, 11, 23), standard_code="HN-311")
    text = words_of(console.get("/console").text)
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
    states = (MessageState.QUEUED, MessageState.FAILED, MessageState.DELIVERED)
    waiting, lost, delivered = (list(messages).count(state) for state in states)
    assert waiting
    assert lost
    row = console.get("/console").text.split("岗位信息</th>")[1].split("</tr>")[0]
    figures = [int(figure) for figure in re.findall(r">(\d+)<", row)]
    assert figures == [waiting, lost + delivered, 0, lost, delivered, len(counted)]


def test_one_town_shows_its_villages(console: FlaskClient) -> None:
    page = words_of(console.get("/console?town=530326101").text)
    assert "分村" in page
    assert "者海1村" in page
    assert "娜姑" not in page.split("分村")[1]


def test_a_year_without_a_standard_says_so(console: FlaskClient) -> None:
    page = console.get("/console?standard=XX&year=1999")
    assert page.status_code == 200  # what nobody offers is taken as the present year
    assert "2026-01-01" in page.text


def test_the_menu_counts_what_waits(console: FlaskClient) -> None:
    text = words_of(console.get("/console").text)
    assert "转人工 3" in text
    assert "岗位审核 1" in text


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


def test_a_late_page_of_the_clock(console: FlaskClient, clock: SetClock) -> None:
    clock.advance(timedelta(days=60))
    assert console.get("/console").status_code == 200
    assert "2027-01-01 至 2027-01-22" in console.get("/console").text
