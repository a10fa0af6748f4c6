"""Error pages and headers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from apiflask import APIFlask
from flask import abort
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from storage.vault import VaultError
from web.access import Audience, open_to


@pytest.fixture
def failing(application: APIFlask) -> FlaskClient:
    """Return a browser of an application with routes that fail."""

    @open_to(Audience.EVERYBODY)
    def refuse(status: int) -> str:
        abort(status)

    @open_to(Audience.EVERYBODY)
    def break_down() -> str:
        raise RuntimeError("号码 13912345678 的人不见了")

    @open_to(Audience.EVERYBODY)
    def open_with_other_keys() -> str:
        raise VaultError("号码 13912345678 的密钥不对")

    application.testing = False
    application.add_url_rule("/refuse/<int:status>", view_func=refuse)
    application.add_url_rule("/break", view_func=break_down)
    application.add_url_rule("/other-keys", view_func=open_with_other_keys)
    return application.test_client()


@pytest.mark.parametrize(
    ("status", "title"),
    [
        (400, "没看懂这次提交"),
        (403, "这里您进不去"),
        (404, "没有这一页"),
        (405, "这个地址不能这样打开"),
        (413, "文件太大了"),
        (418, "做不了"),
        (429, "试得太快了"),
        (503, "系统正在维护"),
    ],
)
def test_an_error_page_says_what_to_do(failing: FlaskClient, status: int, title: str) -> None:
    answer = failing.get(f"/refuse/{status}")
    assert answer.status_code == status
    assert title in answer.text
    assert "gx-steps" in answer.text
    assert "回到首页" in answer.text
    assert answer.headers["Content-Security-Policy"]


def test_what_was_sealed_with_other_keys_says_whom_to_tell(failing: FlaskClient) -> None:
    with capture_logs() as logs:
        answer = failing.get("/other-keys")
    assert answer.status_code == 500
    assert "打不开" in answer.text
    assert "系统管理员" in answer.text
    assert "13912345678" not in answer.text + str(logs)


def test_a_fault_shows_and_logs_nothing_of_its_text(failing: FlaskClient) -> None:
    with capture_logs() as logs:
        answer = failing.get("/break")
    assert answer.status_code == 500
    assert "系统出错了" in answer.text
    assert "13912345678" not in answer.text
    assert "13912345678" not in str(logs)
    assert logs[0]["event"] == "request_failed"
    assert logs[0]["fault"] == "RuntimeError"
    assert "break_down" in logs[0]["where"][-1]


def test_a_body_that_is_too_large(browser: FlaskClient) -> None:
    answer = browser.post("/sign-in", data={"user_name": "x" * (17 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "最多上传 16 MB" in answer.text


def test_english_errors(browser: FlaskClient) -> None:
    assert "There is no such page" in browser.get("/nothing?lang=en").text


@pytest.mark.parametrize("path", ["/", "/chat", "/sign-in", "/nothing", "/api/v1/openapi.json"])
def test_every_answer_carries_its_guards(browser: FlaskClient, path: str) -> None:
    headers = browser.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in headers


def test_with_tls_browsers_are_told_to_stay_with_it(
    make_application: Callable[..., APIFlask],
) -> None:
    client = make_application(secure_cookies=True).test_client()
    assert "max-age" in client.get("/").headers["Strict-Transport-Security"]


def test_static_files_are_kept_by_browsers(browser: FlaskClient) -> None:
    page = browser.get("/").text
    address = page.split('href="/static/tokens.css')[1].split('"')[0]
    with browser.get(f"/static/tokens.css{address}") as answer:
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get("/static/../web/services.py").status_code == 404
