"""One person's file, and what a caseworker writes into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlmodel import col, select

from labourers.profiles import current_status
from labourers.tables import EmploymentStatus, Labourer
from service_ledger.kinds import Evidence
from service_ledger.tables import ServiceEntry
from storage.clock import SetClock
from storage.database import Database
from tests.web.conftest import post, words_of
from tests.web.seed import PASSWORD, Seeded

SignIn = Callable[..., FlaskClient]


def test_a_file_shows_services_with_evidence_and_masked_numbers(
    console: FlaskClient, seeded: Seeded
) -> None:
    page = console.get(f"/console/people/{seeded.people[4]}").text
    text = words_of(page)
    assert "199****0004" in page
    assert "19900000004" not in page
    assert "5303************4X" in page
    assert "上门登记表第4号，本人签字" in text.replace(",", "，")
    assert "岗位信息 · 3 个岗位" in text
    assert "离家近" in text
    assert "发出 3 · 送达 3 · 计入 3" in text
    assert "学费补贴还有没有" in text


def test_a_file_tells_how_matching_reads_what_was_told(
    console: FlaskClient, db: Database, seeded: Seeded
) -> None:
    with db.write() as rows:
        person = rows.get_one(Labourer, seeded.people[4])
        person.services_wanted = "怕高,月半不得空"
        rows.add(person)
    text = words_of(console.get(f"/console/people/{seeded.people[4]}").text)
    assert "身体等条件 怕高" in text
    assert "没读懂，请核对 月半不得空" in text


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
    page = words_of(console.get(f"/console/people/{person}").text)
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
