"""Health, readiness and metrics."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from apiflask import APIFlask
from flask.testing import FlaskClient

from storage.database import Database
from tests.web.seed import Seeded
from web.application import create_web
from web.services import WebServices


def test_alive_and_ready(browser: FlaskClient) -> None:
    assert browser.get("/healthz").json == {"status": "ok"}
    assert browser.get("/readyz").json == {"status": "ok", "database": "ok"}


def test_not_ready_without_tables(web_services: WebServices, tmp_path: object) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    app = create_web(replace(web_services, db=empty))
    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200
    empty.close()


def test_metrics_count_rows_and_requests(browser: FlaskClient, seeded: Seeded) -> None:
    browser.get("/chat")
    text = browser.get("/metrics").text
    assert 'gangxin_outbox_messages{channel="sms",state="delivered"} 96.0' in text
    assert "gangxin_handoffs_open 3.0" in text
    assert "gangxin_ledger_entries 126.0" in text
    assert 'gangxin_http_requests_total{method="GET",route="/chat",status="200"} 1.0' in text
    assert "1990000" not in text  # how every number of the seeded people begins


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.1.2.3", {}, 404),
        ("127.0.0.1", {"X-Forwarded-For": "10.1.2.3"}, 404),
        ("10.1.2.3", {"Authorization": "Bearer the-token-of-the-test"}, 200),
        ("10.1.2.3", {"Authorization": "Bearer wrong"}, 404),
        ("10.1.2.3", {"Authorization": "Bearer "}, 404),
    ],
)
def test_who_may_read_metrics(
    make_application: Callable[..., APIFlask],
    address: str,
    headers: dict[str, str],
    status: int,
) -> None:
    client = make_application(metrics_token="the-token-of-the-test").test_client()
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)
    assert answer.status_code == status


def test_without_a_token_nobody_from_elsewhere_reads_metrics(
    make_application: Callable[..., APIFlask],
) -> None:
    client = make_application(metrics_token=None).test_client()
    elsewhere = {"REMOTE_ADDR": "10.1.2.3"}
    for token in ("", "None"):
        headers = {"Authorization": f"Bearer {token}"}
        answer = client.get("/metrics", environ_base=elsewhere, headers=headers)
        assert answer.status_code == 404
