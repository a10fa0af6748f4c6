"""Accounts, passwords, sessions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from apiflask import APIFlask
from argon2 import Type
from flask.testing import FlaskClient

from storage.clock import SetClock
from storage.database import Database
from tests.web.conftest import post
from tests.web.seed import COUNTY, PASSWORD
from web.accounts import passwords
from web.accounts.passwords import hasher as real_hasher
from web.accounts.service import (
    AccountError,
    account_named,
    change_password,
    check_password,
    create_account,
    set_active,
)
from web.accounts.signin import safe_next
from web.accounts.tables import Role


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short-1", "至少要 10"),
        ("x" * 129, "最多 128"),
        ("onlyletters", "至少两种"),
        ("1212121212-1212", "不同的字符"),
        ("Li.Gz-secret-9", "用户名"),
        ("myPassword-77", "太常见"),
        ("Qwerty-77-abc", "太常见"),
        ("correct-horse-8", None),
        ("会泽的山很高很高啊-1", None),
    ],
)
def test_password_rules(password: str, problem: str | None) -> None:
    found = passwords.problem_of(password, "li.gz")
    assert (found is None) if problem is None else (found is not None and problem in found)


def test_full_width_typing_signs_in() -> None:
    kept = passwords.hash_of("correct-horse-8")
    assert passwords.verifies(kept, "ｃｏｒｒｅｃｔ－ｈｏｒｓｅ－８")
    assert not passwords.verifies(kept, "correct-horse-9")
    assert not passwords.verifies("not a hash", "correct-horse-8")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"user_name": "x"}, "用户名要 3 到 32"),
        ({"user_name": "有 空格"}, "用户名要 3 到 32"),
        ({"scope_code": None}, "管辖范围"),
        ({"scope_code": "5303"}, "管辖范围"),
        ({"role": Role.EMPLOYER}, "哪个单位"),
        ({"password": "short"}, "至少要 10"),
        ({"user_name": "LI.GZ"}, "已经有人用了"),
    ],
)
def test_an_account_that_cannot_be(
    db: Database, clock: SetClock, changes: dict[str, object], problem: str
) -> None:
    fields = {
        "user_name": "new.one",
        "display_name": "新人",
        "role": Role.CASEWORKER,
        "password": PASSWORD,
        "scope_code": COUNTY,
        **changes,
    }
    with pytest.raises(AccountError, match=problem), db.write() as rows:
        create_account(rows, clock, **fields)  # type: ignore[arg-type]


def test_passwords_are_checked_and_changed(db: Database) -> None:
    with db.write() as rows:
        assert check_password(rows, "li.gz", PASSWORD) is not None
        assert check_password(rows, "LI.GZ ", PASSWORD) is not None
        assert check_password(rows, "li.gz", "wrong-horse-8") is None
        assert check_password(rows, "nobody", PASSWORD) is None
        change_password(rows, "li.gz", "another-horse-9")
        assert check_password(rows, "li.gz", "another-horse-9") is not None
        set_active(rows, "li.gz", False)
        assert check_password(rows, "li.gz", "another-horse-9") is None
        with pytest.raises(AccountError):
            change_password(rows, "nobody", "another-horse-9")


def test_the_hash_is_slow_enough() -> None:
    real = real_hasher()
    assert real.type is Type.ID
    assert real.memory_cost >= 19 * 1024  # kibibytes; the OWASP minimum of 2023
    assert real.time_cost >= 2


def test_the_hash_is_argon2id_and_the_password_is_nowhere(db: Database) -> None:
    with db.read() as rows:
        account = account_named(rows, "li.gz")
    assert account is not None
    assert account.password_hash.startswith("$argon2id$")
    assert PASSWORD not in account.password_hash


def test_signing_in_leads_to_the_asked_page(browser: FlaskClient) -> None:
    fields = {"user_name": "li.gz", "password": PASSWORD, "next": "/console/people?show=all"}
    assert post(browser, "/sign-in", fields).headers["Location"] == "/console/people?show=all"
    assert browser.get("/sign-in").headers["Location"] == "/console"


def test_an_employer_lands_on_own_postings(browser: FlaskClient) -> None:
    answer = post(browser, "/sign-in", {"user_name": "factory", "password": PASSWORD})
    assert answer.headers["Location"] == "/employer"


def test_a_wrong_password_says_nothing_more(browser: FlaskClient) -> None:
    for name in ("li.gz", "nobody"):
        answer = post(browser, "/sign-in", {"user_name": name, "password": "wrong-horse-8"})
        assert answer.status_code == 401
        assert "用户名或密码不对" in answer.text
        assert "wrong-horse-8" not in answer.text


def test_guessing_is_stopped(browser: FlaskClient) -> None:
    wrong = {"user_name": "li.gz", "password": "wrong-horse-8"}
    codes = [post(browser, "/sign-in", wrong).status_code for _ in range(9)]
    assert codes == [401] * 8 + [429]
    answer = post(browser, "/sign-in", {"user_name": "li.gz", "password": PASSWORD})
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.text


def test_right_passwords_are_not_counted(browser: FlaskClient) -> None:
    for _ in range(10):
        answer = post(browser, "/sign-in", {"user_name": "li.gz", "password": PASSWORD})
        assert answer.status_code == 302
        post(browser, "/sign-out", {})


def test_a_form_without_its_token_is_refused(browser: FlaskClient) -> None:
    answer = browser.post("/sign-in", data={"user_name": "li.gz", "password": PASSWORD})
    assert answer.status_code == 400
    assert "没看懂这次提交" in answer.text


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/console", True),
        ("/console/people?town=530326101", True),
        ("//evil.example/x", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("/x\nSet-Cookie: a=b", False),
        ("console", False),
        ("", False),
        (None, False),
    ],
)
def test_nobody_is_sent_elsewhere(target: str | None, allowed: bool) -> None:
    assert (safe_next(target) == target) is allowed or (not allowed and safe_next(target) is None)


def test_signing_out_ends_the_session(sign_in: Callable[..., FlaskClient]) -> None:
    client = sign_in("li.gz")
    post(client, "/sign-out", {})
    assert client.get("/console").status_code == 302


def test_a_new_password_ends_other_sessions(sign_in: Callable[..., FlaskClient]) -> None:
    here, elsewhere = sign_in("li.gz"), sign_in("li.gz")
    fields = {"present": PASSWORD, "wanted": "another-horse-9", "again": "another-horse-9"}
    page = here.get("/account")
    token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
    assert here.post("/account", data={"csrf_token": token, **fields}).status_code == 302
    assert here.get("/console").status_code == 200
    assert elsewhere.get("/console").status_code == 302


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"present": "wrong-horse-8"}, "现在的密码不对"),
        ({"again": "different-horse-9"}, "两次输入的新密码不一样"),
        ({"wanted": "short", "again": "short"}, "至少要 10"),
    ],
)
def test_a_password_change_that_cannot_be(
    sign_in: Callable[..., FlaskClient], fields: dict[str, str], problem: str
) -> None:
    client = sign_in("li.gz")
    token = client.get("/account").text.split('name="csrf_token" value="')[1].split('"')[0]
    right = {"present": PASSWORD, "wanted": "another-horse-9", "again": "another-horse-9"}
    answer = client.post("/account", data={"csrf_token": token, **right, **fields})
    assert answer.status_code == 422
    assert problem in answer.text


def test_a_switched_off_account_is_out(db: Database, sign_in: Callable[..., FlaskClient]) -> None:
    client = sign_in("li.gz")
    with db.write() as rows:
        set_active(rows, "li.gz", False)
    assert client.get("/console").status_code == 302


def test_being_seen_is_noted_now_and_then(
    db: Database, clock: SetClock, sign_in: Callable[..., FlaskClient]
) -> None:
    client = sign_in("li.gz")

    def seen() -> object:
        with db.read() as rows:
            account = account_named(rows, "li.gz")
        return account and account.last_seen_at

    client.get("/console")
    first = seen()
    assert first == clock.now()
    clock.advance(timedelta(minutes=1))
    client.get("/console")
    assert seen() == first
    clock.advance(timedelta(minutes=5))
    client.get("/console")
    assert seen() == clock.now()


def test_the_session_cookie_is_guarded(make_application: Callable[..., APIFlask]) -> None:
    client = make_application(secure_cookies=True).test_client()
    answer = client.get("/sign-in", base_url="https://gx.example")
    cookie = answer.headers["Set-Cookie"]
    assert "gx_session=" in cookie
    for part in ("Secure", "HttpOnly", "SameSite=Lax"):
        assert part in cookie
