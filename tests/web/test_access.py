"""Every route says who may call it, and nobody else gets in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from apiflask import APIFlask
from flask import Blueprint, Flask
from flask.testing import FlaskClient

from tests.web.seed import Seeded
from web.access import Audience, UndeclaredRouteError, audience_of, check_declared
from web.application import create_web
from web.services import WebServices

PUBLIC = {
    "front.front",
    "accounts.sign_in_form",
    "accounts.sign_in_now",
    "accounts.sign_out_now",
    "chat.page",
    "chat.newer",
    "claims.page",
    "claims.word_file",
    "identity.page",
    "api.policy_answers",
    "api.open_postings",
    "operations.healthz",
    "operations.readyz",
    "openapi.spec",
}


def test_every_route_declares_its_audience(application: APIFlask) -> None:
    for rule in application.url_map.iter_rules():
        assert audience_of(application, rule.endpoint) is not None, rule


def test_what_everybody_may_call_is_listed_here(application: APIFlask) -> None:
    open_routes = {
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if audience_of(application, rule.endpoint) is Audience.EVERYBODY
    }
    assert open_routes == PUBLIC


@pytest.mark.parametrize(
    ("prefix", "audience"),
    [
        ("console.", Audience.CASEWORKER),
        ("employer.", Audience.EMPLOYER),
        ("demo.", Audience.DEMO),
    ],
)
def test_a_whole_part_is_for_one_audience(
    application: APIFlask, prefix: str, audience: Audience
) -> None:
    routes = [
        rule.endpoint
        for rule in application.url_map.iter_rules()
        if rule.endpoint.startswith(prefix)
    ]
    assert routes
    assert {audience_of(application, route) for route in routes} == {audience}


def test_a_silent_route_stops_the_start() -> None:
    app = Flask("silent")
    app.add_url_rule("/late", endpoint="late", view_func=lambda: "x")
    with pytest.raises(UndeclaredRouteError, match="late"):
        check_declared(app)


def test_a_route_that_came_too_late_is_not_served(web_services: WebServices) -> None:
    app = create_web(web_services)
    app.add_url_rule("/late", endpoint="late", view_func=lambda: "x")
    assert app.test_client().get("/late").status_code == 500


CASEWORKER_PAGES = (
    "/console",
    "/console/people",
    "/console/handoffs",
    "/console/review",
    "/console/messages",
    "/console/imports",
)
EMPLOYER_PAGES = ("/employer", "/employer/postings/new")


@pytest.mark.parametrize("path", CASEWORKER_PAGES + EMPLOYER_PAGES + ("/account",))
def test_a_stranger_is_sent_to_the_sign_in_and_back(browser: FlaskClient, path: str) -> None:
    answer = browser.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"/sign-in?next={path}")


@pytest.mark.parametrize("path", CASEWORKER_PAGES)
def test_an_employer_does_not_enter_the_console(
    seeded: Seeded, sign_in: Callable[..., FlaskClient], path: str
) -> None:
    answer = sign_in("factory").get(path)
    assert answer.status_code == 403
    assert "这里您进不去" in answer.text


@pytest.mark.parametrize("path", EMPLOYER_PAGES)
def test_a_caseworker_does_not_enter_an_employers_pages(
    seeded: Seeded, sign_in: Callable[..., FlaskClient], path: str
) -> None:
    assert sign_in("li.gz").get(path).status_code == 403


def test_a_post_of_a_stranger_is_refused(browser: FlaskClient, seeded: Seeded) -> None:
    answer = browser.post(f"/console/review/{seeded.held}/publish")
    assert answer.status_code in (400, 401)


def test_production_has_no_demo_phone(make_application: Callable[..., APIFlask]) -> None:
    client = make_application(demo=False).test_client()
    assert client.get("/demo/phone").status_code == 404
    assert "演示" not in client.get("/").text


def test_listeners_are_free_of_the_pages_token(web_services: WebServices) -> None:
    hook = Blueprint("hook", __name__)
    hook.add_url_rule("/webhooks/x", view_func=lambda: "taken", methods=["POST"])
    client = create_web(web_services, [hook]).test_client()
    assert client.post("/webhooks/x").text == "taken"
