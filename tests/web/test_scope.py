"""A caseworker sees the people of the own area and no others, on every page and by every form."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlmodel import Session, select

from labourers.tables import Labourer
from storage.database import Database
from tests.web.conftest import post
from tests.web.seed import COUNTY, OTHER_COUNTY, Seeded
from web.accounts.scope import Scope
from web.caseworker.area import scope_touches

SignIn = Callable[..., FlaskClient]


def _people(rows: Session, scope: str) -> list[Labourer]:
    return list(rows.exec(Scope(scope).labourers()))


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        ("000000", 61),
        ("530000", 61),
        ("530300", 61),
        (COUNTY, 60),
        (OTHER_COUNTY, 1),
        ("530326101", 10),
        ("530326101001", 10),
        ("530326101002", 0),
        ("440000", 0),
    ],
)
def test_a_scope_holds_its_people(db: Database, scope: str, count: int) -> None:
    with db.read() as rows:
        assert len(_people(rows, scope)) == count


def test_erased_people_are_nowhere(db: Database, seeded: Seeded) -> None:
    with db.write() as rows:
        person = rows.get_one(Labourer, seeded.people[0])
        person.erased_at = person.created_at
        rows.add(person)
    with db.read() as rows:
        assert seeded.people[0] not in {person.id for person in _people(rows, COUNTY)}


@pytest.mark.parametrize(
    ("scope", "county", "touches"),
    [
        (COUNTY, COUNTY, True),
        ("530300", COUNTY, True),
        ("530326101", COUNTY, True),
        (COUNTY, OTHER_COUNTY, False),
        ("530326101", OTHER_COUNTY, False),
        (COUNTY, "5303", False),
        (COUNTY, "53032x", False),
        (COUNTY, "", False),
    ],
)
def test_which_counties_an_account_may_open(scope: str, county: str, touches: bool) -> None:
    assert scope_touches(Scope(scope), county) is touches


def test_another_countys_person_does_not_exist(sign_in: SignIn, seeded: Seeded) -> None:
    stranger, nobody = f"/console/people/{seeded.stranger}", f"/console/people/{uuid4()}"
    client = sign_in("li.gz")
    assert client.get(stranger).status_code == client.get(nobody).status_code == 404
    assert sign_in("zhou.gz").get(stranger).status_code == 200


@pytest.mark.parametrize("form", ["services", "reversals", "status"])
def test_nothing_is_written_about_another_countys_person(
    sign_in: SignIn, seeded: Seeded, form: str
) -> None:
    fields = {
        "kind": "career_guidance",
        "occurred_on": "2026-11-20",
        "evidence": "上门登记表第1号",
        "status": "employed",
        "since": "2026-11-20",
        "entry": str(uuid4()),
        "reason": "x",
    }
    answer = post(sign_in("li.gz"), f"/console/people/{seeded.stranger}/{form}", fields)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/console?county=530381",
        "/console/people?county=530381",
        "/console/messages?county=530381",
        "/api/v1/coverage?county=530381",
    ],
)
def test_another_county_cannot_be_chosen(sign_in: SignIn, path: str) -> None:
    assert sign_in("li.gz").get(path).status_code == 404
    assert sign_in("sheng.gz").get(path).status_code == 200


@pytest.mark.parametrize("page", ["review", "imports", "handoffs"])
def test_a_province_looks_at_one_county_at_a_time(
    sign_in: SignIn, seeded: Seeded, page: str
) -> None:
    client = sign_in("sheng.gz")
    here = client.get(f"/console/{page}").text
    there = client.get(f"/console/{page}?county={OTHER_COUNTY}").text
    assert 'name="county"' in here
    assert '<option value="530326" selected>会泽县' in here
    own = {"review": "保洁员", "imports": "劳动力就业信息表", "handoffs": "老板三个月"}[page]
    assert own in here
    assert own not in there
    assert 'name="county"' not in sign_in("li.gz").get(f"/console/{page}").text


def test_a_town_account_sees_its_town_alone(sign_in: SignIn, db: Database, seeded: Seeded) -> None:
    client = sign_in("wang.gz")
    listed = client.get("/console/people?show=all").text
    with db.read() as rows:
        people = rows.exec(select(Labourer).where(Labourer.county_code == COUNTY)).all()
    inside = [person for person in people if person.town_code == "530326101"]
    assert len(inside) == 10
    for person in people:
        assert (f"/console/people/{person.id}" in listed) is (person in inside)
    elsewhere = next(person for person in people if person not in inside)
    assert client.get(f"/console/people/{elsewhere.id}").status_code == 404


def test_what_belongs_to_the_county_is_not_the_towns(sign_in: SignIn, seeded: Seeded) -> None:
    client = sign_in("wang.gz")
    for path in ("/console/review", "/console/imports", f"/api/v1/coverage?county={COUNTY}"):
        assert client.get(path).status_code == 404
    answer = post(client, f"/console/review/{seeded.held}/publish", {})
    assert answer.status_code == 404
    home = client.get("/console").text
    assert "岗位审核" not in home
    assert "导入记录" not in home


def test_hand_offs_stay_in_their_area(sign_in: SignIn, seeded: Seeded) -> None:
    question = "老板三个月没发工资"  # of somebody in 者海镇, which is the town account's
    assert question in sign_in("li.gz").get("/console/handoffs").text
    town = sign_in("wang.gz")
    assert question in town.get("/console/handoffs").text
    assert "学费补贴" not in town.get("/console/handoffs").text
    assert "还不知道是谁" not in town.get("/console/handoffs").text
    other = sign_in("zhou.gz")
    assert question not in other.get("/console/handoffs").text
    for action in ("answer", "close"):
        path = f"/console/handoffs/{seeded.handoff}/{action}"
        assert post(other, path, {"answer": "您好"}).status_code == 404


def test_messages_stay_in_their_area(sign_in: SignIn, seeded: Seeded) -> None:
    path = f"/console/messages/{seeded.message}"
    assert sign_in("li.gz").get(path).status_code == 200
    assert sign_in("zhou.gz").get(path).status_code == 404
    assert "没有消息" in sign_in("zhou.gz").get("/console/messages").text


def test_a_number_of_another_county_finds_nobody(sign_in: SignIn, seeded: Seeded) -> None:
    client = sign_in("li.gz")
    found = post(client, "/console/people/find", {"q": "19900000900"}, follow_redirects=True)
    assert "管辖范围里没有这个号码" in found.text
    own = post(sign_in("zhou.gz"), "/console/people/find", {"q": "1990000 0900"})
    assert own.headers["Location"] == f"/console/people/{seeded.stranger}"


def test_another_countys_posting_cannot_be_published(sign_in: SignIn, seeded: Seeded) -> None:
    for action in ("publish", "refuse", "verify"):
        path = f"/console/review/{seeded.held}/{action}"
        assert post(sign_in("zhou.gz"), path, {}).status_code == 404
