"""The HTTP API: shapes, errors in Chinese as problem+json, its own description."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from service_ledger.coverage import coverage
from storage.clock import SetClock
from storage.database import Database
from tests.web.seed import COUNTY, Seeded

SignIn = Callable[..., FlaskClient]


def test_a_policy_answer_with_its_source(browser: FlaskClient) -> None:
    answer = browser.get(
        "/api/v1/policy/answers", query_string={"question": "车票能报多少", "county": COUNTY}
    )
    assert answer.status_code == 200
    assert answer.json is not None
    assert set(answer.json) == {
        "answer",
        "sms",
        "citations",
        "card",
        "confidence",
        "handoff",
        "suggestions",
    }
    assert answer.json["citations"][0]["number"] == "会政发〔2018〕20号"
    assert "〔" in answer.text  # Chinese is sent as it is


def test_open_postings_and_no_others(browser: FlaskClient) -> None:
    found = browser.get(f"/api/v1/postings?county={COUNTY}").json
    assert found is not None
    assert found["total"] == 3
    titles = {one["title"] for one in found["postings"]}
    assert titles == {"缝纫工", "电子厂普工", "包装工"}
    one = found["postings"][0]
    assert one["wage_low_yuan"] == "3000.00"
    assert not [key for key in one if "phone" in key or "contact" in key]


def test_pages_of_postings(browser: FlaskClient) -> None:
    pages = [
        browser.get(f"/api/v1/postings?county={COUNTY}&limit=2&page={page}").json
        for page in (1, 2, 3)
    ]
    assert [len(page["postings"]) for page in pages if page] == [2, 1, 0]
    ids = [one["id"] for page in pages if page for one in page["postings"]]
    assert len(set(ids)) == 3


def test_coverage_is_what_the_ledger_says(sign_in: SignIn, db: Database, clock: SetClock) -> None:
    answer = sign_in("li.gz").get(f"/api/v1/coverage?county={COUNTY}").json
    assert answer is not None
    with db.read() as rows:
        found = coverage(rows, COUNTY, 2026, clock.today(), standard_code="HN-311")
    assert (answer["people"], answer["met"]) == (found.people, found.met)
    assert answer["full_year"] == {"people": found.full_year.people, "met": found.full_year.met}
    assert [area["name"] for area in answer["by_area"]] == [area.name for area in found.by_area]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/api/v1/coverage?county={COUNTY}", 401),
        ("/api/v1/nothing", 404),
        ("/api/v1/postings?county=5303", 422),
        ("/api/v1/postings?county=99999x", 422),
        ("/api/v1/postings?county=999999", 422),
        ("/api/v1/postings", 422),
        (f"/api/v1/postings?county={COUNTY}&limit=0", 422),
        (f"/api/v1/postings?county={COUNTY}&limit=true", 422),
        (f"/api/v1/postings?county={COUNTY}&page=1.5", 422),
        (f"/api/v1/policy/answers?county={COUNTY}&question=%20", 422),
        (f"/api/v1/policy/answers?county={COUNTY}&question={'长' * 501}", 422),
        (f"/api/v1/policy/answers?county={COUNTY}", 422),
        ("/api/v1/policy/answers?county=999999&question=x", 422),
    ],
)
def test_errors_are_problems_in_chinese(browser: FlaskClient, path: str, status: int) -> None:
    answer = browser.get(path)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json is not None
    assert answer.json["status"] == status
    words = answer.json["title"] + answer.json["detail"]
    words += "".join("".join(each) for each in answer.json.get("errors", {}).values())
    assert not [letter for letter in words if letter.isalpha() and letter.isascii()] or (
        "errors" in answer.json["detail"]
    ), words


def test_an_employer_gets_no_coverage(sign_in: SignIn, seeded: Seeded) -> None:
    assert sign_in("factory").get(f"/api/v1/coverage?county={COUNTY}").status_code == 403


def test_a_wrong_method_is_a_problem_too(browser: FlaskClient) -> None:
    answer = browser.delete("/api/v1/postings")
    assert answer.status_code == 405
    assert answer.content_type == "application/problem+json"
    assert "GET" in answer.headers["Allow"]


def test_the_description_names_every_path(application: APIFlask) -> None:
    document = application.test_client().get("/api/v1/openapi.json").json
    assert document is not None
    assert set(document["paths"]) == {
        "/api/v1/policy/answers",
        "/api/v1/postings",
        "/api/v1/coverage",
    }
    for path in document["paths"].values():
        assert path["get"]["summary"]
        assert path["get"]["responses"]["200"]["content"]
    assert document["info"]["title"] == "岗信 API"


def test_asking_too_often_is_stopped(browser: FlaskClient) -> None:
    codes = [
        browser.get(f"/api/v1/policy/answers?county={COUNTY}&question=x").status_code
        for _ in range(61)
    ]
    assert codes[:60] == [200] * 60
    assert codes[60] == 429
